"""Makes the makers of this folder, and those of ``tests/documents``, importable."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "documents")]

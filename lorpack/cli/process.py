"""What makes a process of lorpack's own start and end faster. Never done inside another program."""

import gc
import sys
from types import ModuleType

_PYDANTIC_PLUGINS = "pydantic.plugin._loader"


def tune() -> None:
    """Collect garbage rarely, and look for no pydantic plugins.

    Collecting while modules are imported is a tenth of a short command's time. Looking for
    plugins reads the metadata of every installed package; no plugin has a part in lorpack.
    """
    gc.set_threshold(100_000, 20, 20)
    none = ModuleType(_PYDANTIC_PLUGINS)
    none.get_plugins = tuple  # type: ignore[attr-defined]  # a module made here
    sys.modules.setdefault(_PYDANTIC_PLUGINS, none)


def leave_garbage() -> None:
    """Spare the last search for garbage, at the end of the process."""
    gc.freeze()

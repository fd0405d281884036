"""Call ``python -m lorpack`` several times in one process, whose start is most of a short call.

usage: python several.py '[["check", "quill"], …]'

After what each call writes to stdout and to stderr comes a line with its exit code, which begins
with a form feed: no command writes one.
"""

import json
import runpy
import sys


def main() -> None:
    """Make the calls of the first argument."""
    for args in json.loads(sys.argv[1]):
        sys.argv[1:] = args
        code: object = 0
        try:
            runpy.run_module("lorpack", run_name="__main__", alter_sys=True)
        except SystemExit as end:
            code = end.code
        for stream in (sys.stdout, sys.stderr):
            stream.write(f"\f{code}\n")
            stream.flush()


if __name__ == "__main__":
    main()

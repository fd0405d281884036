"""``python -m lorpack``."""

from lorpack.cli import main

# Child processes of a build import this module again, under another name.
if __name__ == "__main__":
    main()

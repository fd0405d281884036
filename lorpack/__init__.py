"""lorpack: one finished PDF packet, and the right words, for every letter writer."""

__version__ = "0.1.0"

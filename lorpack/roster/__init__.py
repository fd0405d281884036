"""An office's roster, one row a letter writer: reading it, and keeping folders up to date with it."""

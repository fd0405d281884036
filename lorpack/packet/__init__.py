"""One packet: plan, view, one render, supplied pages placed on it."""

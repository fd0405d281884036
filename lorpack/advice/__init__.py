"""What a good adviser would say: pure functions from an application to findings."""

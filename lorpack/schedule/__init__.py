"""Dates of a letter's life: the standing that the log gives, the timeline, and what to do today."""

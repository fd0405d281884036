"""A season: every command, as a person calls it, over the application ``quill``.

What starts no child may share a process with its neighbours, and deletes nothing of theirs.
"""

DAY = ("--today", "2027-04-10")
MARK = "Zyxmarker"
"""Stands in every text of that application."""

SEASON: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("init", "new", "--defaults"),
        ("init", "--sample", "amara-okafor", "sampled"),
        ("import", "--example"),
        ("check", "quill"),
    ),
    (("build", "quill", "-j", "2"),),
    (
        ("messages", "quill", "--all", *DAY),
        ("track", "chen", "asked", "quill", "--on", "2027-04-01", *DAY),
        ("today", "quill", *DAY),
        ("status", "quill", *DAY),
        ("timeline", "quill", *DAY),
        ("timeline", "quill", "--ics", *DAY),
        ("letters", "quill"),
        ("explain", "LOR601"),
        ("portals",),
        ("specialties",),
        ("schema", "writer"),
        ("templates", "list", "--in", "quill"),
        ("templates", "eject", "packet/cover.html.j2", "messages/packet.txt.j2", "--in", "quill"),
        ("templates", "diff", "--in", "quill"),
    ),
    # Own templates are filled in by child processes.
    (("messages", "quill", "-k", "packet", *DAY),),
    (("build", "quill"),),
    (("build", "quill", "--encrypt"),),
    (("doctor",), ("clean", "quill", "--dry-run")),
    (("clean", "quill", "--yes"),),
)
"""With ``clean`` at the end, when what was written has been looked at."""

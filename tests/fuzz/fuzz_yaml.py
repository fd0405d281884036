"""Profiles from any bytes.

``python tests/fuzz/fuzz_yaml.py -max_total_time=60 tests/fuzz/corpus/yaml``.
Whatever the bytes are, the answer is a profile or findings, each with a line.
"""

import contextlib

import fuzzing

with contextlib.suppress(ImportError):
    import atheris

    atheris.instrument_imports(include=["lorpack"]).__enter__()

from lorpack.errors import LorpackError
from lorpack.profiles.applicant import Applicant
from lorpack.profiles.journal import parse_journal
from lorpack.profiles.settings import Settings
from lorpack.profiles.source import read_source
from lorpack.profiles.validate import validate
from lorpack.profiles.writer import Writer
from lorpack.report import render_text

_WITHOUT_LINE = {"LOR101", "LOR103", "LOR110", "LOR115", "LOR116", "LOR131"}
"""What concerns a file as a whole: its size, its encoding, a key that it lacks, "and more"."""


def target(data: bytes) -> None:
    """Read *data* as every kind of profile; AssertionError or another exception is a fault."""
    try:
        source, findings = read_source(data, "f.yaml")
        assert source or findings, "neither a profile nor a reason"
        for model in (Applicant, Writer, Settings) if source else ():
            value, more = validate(model, source)
            assert value or more, "neither a profile nor a reason"
            findings += more
        findings += parse_journal(data, ["chen"]).findings
    except LorpackError:
        return
    for one in findings:
        assert one.message, one
        assert one.place.line or one.code in _WITHOUT_LINE, one
        assert one.place.column <= len(one.place.excerpt) + 1, one
    assert "\x1b" not in render_text(findings)


if __name__ == "__main__":
    fuzzing.run(target)

"""The record of what was imported last."""

import pytest

from lorpack.roster.record import Record, digest, read_record


def test_what_is_written_is_read_again():
    record = Record({"applicant.yaml": {"name.given": digest("Ada")}})
    assert read_record(record.as_bytes()) == record
    assert record.as_bytes().endswith(b"}\n")
    assert record.of("applicant.yaml") == {"name.given": digest("Ada")}
    assert record.of("writers/chen.yaml") == {}


def test_without_a_file_nothing_was_imported():
    assert read_record(None) == Record()


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff", b"[]", b"1", b"null", b"{}", b'{"version": 2, "files": {}}',
     b'{"version": 1}', b'{"version": 1, "files": []}', b'{"version": 1, "files": {"a": 1}}',
     b"[" * 100_000],
)  # fmt: skip
def test_a_record_that_is_no_record_is_none(data):
    assert read_record(data) is None


def test_a_digest_is_of_what_is_said_and_not_of_the_space_around_it():
    assert digest(" a ") == digest("a") != digest("b")
    assert digest(("a", "b")) == digest(["a", "b"]) != digest(["b", "a"])
    assert digest("a") != digest(["a"])
    assert len(digest("a")) == 32

"""Whose results a folder in the output holds, so that nobody's are taken for another's."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from lorpack.batch.crosscheck import Kind, Marks

_SAID_OF_MANY = (Kind.SHORT_NAME, Kind.LETTER_ID)


@dataclass(frozen=True, slots=True)
class Owner:
    """An applicant without their name: *home* stands for the application's folder, *marks* for
    full names, IDs and addresses. What is said of many is not among them: a name in short, and a
    Letter ID, which is copied with its letter writer's file."""

    home: str
    marks: frozenset[str] = frozenset()

    def is_another(self, other: "Owner") -> bool:
        """Whether *other* is somebody else, or nobody can tell.

        The same folder is the same person, whatever was changed there; and a person stays one when
        their folder moves.
        """
        return self.home != other.home and self.marks.isdisjoint(other.marks)


def owner_of(folder: Path, marks: Marks) -> Owner:
    """The owner of the results of the application in *folder*, whose applicant has *marks*."""
    return Owner(home_of(folder), digests_of(marks))


def digests_of(marks: Marks) -> frozenset[str]:
    """*marks* that say who somebody is, without saying what they are."""
    own = (mark for mark in marks.own if mark.kind not in _SAID_OF_MANY)
    return frozenset(_digest(" ".join(mark.phrase)) for mark in own)


def home_of(folder: Path) -> str:
    """What stands for the place of *folder*, without naming it."""
    return _digest(os.fsdecode(folder.resolve()))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:16]

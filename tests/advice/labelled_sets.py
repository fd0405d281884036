"""Measuring the privacy rules on lines that were labelled by people who had not seen them.

An identifier is written ``[[category:words]]``; a line without brackets is clean. It is found
when any hit overlaps it. A clean line with a hit is a false alarm.

    PYTHONPATH=. python tests/advice/labelled_sets.py        the figures
    PYTHONPATH=. python tests/advice/labelled_sets.py a      what is missed and raised in set a
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from lorpack.advice.privacy import identifiers

FOLDER = Path(__file__).parent / "labelled"
_LABEL = re.compile(r"\[\[([^:\]]+):(.*?)\]\]")


@dataclass(frozen=True)
class Line:
    """A line without its brackets, and its identifiers: category, first and last character."""

    text: str
    labels: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Figures:
    """What the rules did on one set."""

    found: int
    missed: tuple[str, ...]
    clean: int
    alarms: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))

    @property
    def false_alarms(self) -> float:
        return len(self.alarms) / self.clean

    @property
    def precision(self) -> float:
        """Of the lines that are reported, the share that does hold an identifier."""
        return self.found / (self.found + len(self.alarms))

    def __str__(self) -> str:
        return (
            f"recall {self.recall:.1%} ({self.found} of {self.found + len(self.missed)}), "
            f"false alarms {self.false_alarms:.1%} ({len(self.alarms)} of {self.clean} clean lines)"
        )


def read(name: str) -> list[Line]:
    """The lines of the labelled set *name*; empty lines and comments (#) are left out."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [_parsed(line) for line in lines if line.strip() and not line.startswith("#")]


def _parsed(line: str) -> Line:
    text, labels, last = "", [], 0
    for match in _LABEL.finditer(line):
        text += line[last : match.start()]
        labels.append((match[1].strip(), len(text), len(text) + len(match[2])))
        text += match[2]
        last = match.end()
    return Line(text + line[last:], tuple(labels))


def measure(name: str) -> Figures:
    """The figures of the set *name*."""
    found, missed, clean, alarms = 0, [], 0, []
    for line in read(name):
        hits = identifiers(line.text)
        for category, start, end in line.labels:
            if any(hit.start < end and start < hit.end for hit in hits):
                found += 1
            else:
                missed.append(f"{category}: {line.text[start:end]!r} in {line.text}")
        if not line.labels:
            clean += 1
            if hits:
                words = ", ".join(f"{h.category} {line.text[h.start : h.end]!r}" for h in hits)
                alarms.append(f"{words} in {line.text}")
    return Figures(found, tuple(missed), clean, tuple(alarms))


if __name__ == "__main__":
    for each in sorted(path.stem for path in FOLDER.iterdir()):
        figures = measure(each)
        print(each, figures)  # noqa: T201
        if each in sys.argv[1:]:
            print(*figures.missed, "--", *figures.alarms, sep="\n")  # noqa: T201

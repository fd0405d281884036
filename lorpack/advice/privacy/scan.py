"""Finding identifiers in a text."""

from collections.abc import Iterable, Iterator

from lorpack.advice.privacy import dates, names, numbers, places, rooms, unique
from lorpack.advice.privacy.model import Hit, Kind, Prose

_DETECTORS = (
    *rooms.DETECTORS,
    *numbers.DETECTORS,
    *dates.DETECTORS,
    *names.DETECTORS,
    *places.DETECTORS,
    *unique.DETECTORS,
)
_ONLY_ABOUT_PATIENTS = frozenset(
    (Kind.DATE, Kind.MONTH, Kind.PLACE, Kind.UNIQUE, Kind.LINK, Kind.ADDRESS, Kind.ROOM)
)


def identifiers(
    text: str, known_names: Iterable[str] = (), *, about_patient: bool = True
) -> list[Hit]:
    """What in *text* could identify a patient, in order and without overlaps.

    *known_names* are those of the writers, their colleagues and the applicant: no finding.
    In a text that is not *about_patient*, such as a statement or a description of duties,
    dates, places, links and rooms count only in a sentence that tells of a patient's care.
    An aid and no certification (source: 45 CFR 164.514(b)(2); DOMAIN.md B4).
    """
    known = {part.lower() for name in known_names for part in names.parts_of(name)}
    prose = Prose(text, frozenset(known) | names.colleagues(text))
    return [_hit(kind, start, end) for kind, start, end in _separate(_found(prose, about_patient))]


def _found(prose: Prose, about_patient: bool) -> Iterator[tuple[Kind, int, int]]:
    for each in _DETECTORS:
        for kind, start, end in each.hits(prose):
            if about_patient or kind not in _ONLY_ABOUT_PATIENTS or prose.tells_of_care(start):
                yield kind, start, end


def _separate(found: Iterable[tuple[Kind, int, int]]) -> list[tuple[Kind, int, int]]:
    """Of hits that overlap the worst, then the longest."""
    kept: list[tuple[Kind, int, int]] = []
    ranked = sorted(found, key=lambda hit: (hit[0].value.severity.rank, hit[1] - hit[2], hit[1]))
    taken: set[int] = set()
    for kind, start, end in ranked:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((kind, start, end))
    return sorted(kept, key=lambda hit: hit[1])


def _hit(kind: Kind, start: int, end: int) -> Hit:
    about = kind.value
    return Hit(about.category, start, end, about.code, about.severity, about.message, about.hint)

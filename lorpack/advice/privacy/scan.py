"""Finding identifiers in a text."""

from collections.abc import Iterable, Iterator

from lorpack.advice.privacy import ages, dates, names, numbers, places, rooms, unique
from lorpack.advice.privacy.model import Detector, Hit, Kind, Prose

_DETECTORS = (
    *rooms.DETECTORS,
    *numbers.DETECTORS,
    *dates.DETECTORS,
    *ages.DETECTORS,
    *names.DETECTORS,
    *places.DETECTORS,
    *unique.DETECTORS,
)


def _index(detectors: Iterable[Detector]) -> dict[str, list[int]]:
    """Which detectors a word or sign of a text calls for."""
    numbers: dict[str, list[int]] = {}
    for number, each in enumerate(detectors):
        for word in each.needs[0]:
            numbers.setdefault(word, []).append(number)
    return numbers


_BY_WORD = _index(_DETECTORS)
_CALLING = frozenset(_BY_WORD)
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
    known = names.known(known_names) | names.colleagues(text)
    return search(Prose(text, known), about_patient=about_patient)


def search(prose: Prose, *, about_patient: bool) -> list[Hit]:
    """The same as :func:`identifiers`, for prose whose known names have been collected."""
    found = _separate(list(_found(prose, about_patient)))
    return [_hit(kind, start, end) for kind, start, end in found]


def _found(prose: Prose, about_patient: bool) -> Iterator[tuple[Kind, int, int]]:
    everything = about_patient or prose.mentions_care
    numbers = {number for word in prose.words & _CALLING for number in _BY_WORD[word]}
    for number in sorted(numbers):
        if not everything and _DETECTORS[number].kind in _ONLY_ABOUT_PATIENTS:
            continue
        for kind, start, end in _DETECTORS[number].hits(prose):
            if about_patient or kind not in _ONLY_ABOUT_PATIENTS or prose.tells_of_care(start):
                yield kind, start, end


def _separate(found: list[tuple[Kind, int, int]]) -> list[tuple[Kind, int, int]]:
    """Of hits that overlap the worst, then the longest."""
    if len(found) < 2:
        return found
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

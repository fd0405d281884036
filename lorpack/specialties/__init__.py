"""What each specialty expects of letters: how many, by whom, on which form; dated, in ``data/``."""

from lorpack.specialties.load import own_specialties, specialties, specialty
from lorpack.specialties.model import Chair, Specialty, StandardLetter

__all__ = ["Chair", "Specialty", "StandardLetter", "own_specialties", "specialties", "specialty"]

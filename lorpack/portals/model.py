"""What is known about one portal, the place a letter is sent to."""

from typing import Annotated, Literal

from pydantic import StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lorpack.portals.facts import Fact, Facts, Limit, Sheet
from lorpack.profiles.fields import MAX_LINE, Count, Day, Line, Model, Truth

IdField = Literal["aamc_id", "ecfmg_id", "carms_id", "residencycas_id", "sfmatch_id", "letter_id"]


class Identifier(Model):
    """A number that the writer may be asked for, and what this portal calls it."""

    field: IdField
    label: Line
    needed: Truth = False


def _text(fact: Fact | None) -> str:
    return fact.text if fact and fact.verified else ""


class Waiver(Model):
    """What is said about the right to see the letter.

    The first two texts are printed only for what the profile records (``waived:``), the third
    when it records nothing. *exists* is None when it is not known whether the portal asks.
    """

    exists: Truth | None = None
    waived_text: Fact | None = None
    not_waived_text: Fact | None = None
    none_text: Fact | None = None

    @model_validator(mode="after")
    def _nothing_to_waive(self) -> "Waiver":
        if self.exists is False and (self.waived_text or self.not_waived_text):
            reason = "where nothing can be waived, no text may say that it was"
            raise PydanticCustomError("lorpack_rule", "{reason}", {"reason": reason})
        return self

    @property
    def waived(self) -> str:
        """The line for ``waived: true``, or empty."""
        return _text(self.waived_text)

    @property
    def not_waived(self) -> str:
        """The line for ``waived: false``, or empty."""
        return _text(self.not_waived_text)

    @property
    def none(self) -> str:
        """The line for when nothing is recorded or nothing can be waived, or empty."""
        return _text(self.none_text)


SeasonKind = Literal["opens", "submit_from", "programs_review", "closes"]


class SeasonDate(Fact):
    """A fact with its day in one season. *round* names a later or other round of the match."""

    season: Count
    kind: SeasonKind
    day: Day
    round: Line | None = None


class Portal(Sheet):
    """A portal: its words, its identifiers, and what the writer is told.

    *system* is empty where there is no system behind the letter (email, other).
    *letter_id_required* means that a standardized letter cannot be sent without its Letter ID.
    *asks_by_email* means that the portal itself emails the request to the writer's address.
    *place* is where a letter is written when that is not the portal itself.
    *cannot_undo* and *facts* are for the applicant, everything else is for the letter writer.
    """

    name: Line
    system: Annotated[str, StringConstraints(max_length=MAX_LINE)]
    writer_word: Line = "letter writer"
    letter_word: Line = "letter of recommendation"
    request_word: Line = "letter request"
    ids: tuple[Identifier, ...] = ()
    letter_id_required: Truth = False
    request_form: Literal["expected", "optional", "none"]
    asks_by_email: Truth = False
    waiver: Waiver

    place: Facts = Facts()
    request_arrives: Facts = Facts()
    steps: Facts
    format_notes: Facts = Facts()
    deputy: Facts = Facts()
    missing_mail: Facts = Facts()
    salutation_note: Facts = Facts()
    writer_notes: Facts = Facts()

    letters_per_program: Limit | None = None
    cannot_undo: Facts = Facts()
    facts: Facts = Facts()
    seasons: tuple[SeasonDate, ...] = ()

    def season_date(self, season: int, kind: SeasonKind) -> SeasonDate | None:
        """The verified date of this *kind* in the main round of *season*, if it is known."""
        return next(
            (
                one
                for one in self.seasons
                if (one.season, one.kind) == (season, kind) and one.verified and not one.round
            ),
            None,
        )

    @property
    def letter_id_label(self) -> str:
        """What this portal calls the number of a single letter."""
        return next((known.label for known in self.ids if known.field == "letter_id"), "Letter ID")

    @property
    def good_to_know(self) -> Facts:
        """How to address the letter, and whatever else the writer may want to know."""
        return Facts((*self.salutation_note, *self.writer_notes))

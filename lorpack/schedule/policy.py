"""When one asks, follows up and reminds: what the preset says, and what the user says instead.

The sources disagree (DOMAIN.md A11, D1 to D6), so each one's advice is a preset:

=================== ====== =============================================================
preset              source what it says
=================== ====== =============================================================
balanced            all    two reminders, two weeks and one week before the agreed date,
                           and one when the letter is a week overdue
gentle              001    one nudge, 10 days before the deadline, and no more
two_weeks_one_week  002    two weeks and one week before the deadline, and no more
agreed_date         003    one or two before the agreed date, then a backup writer
persistent          000    one 10 days before the agreed date, one a week after it
=================== ====== =============================================================

Where a source gives a range, the preset has one value in it: "one to two weeks" is 10 days for
one reminder, 14 and 7 for two; "7 to 10 days" without an answer is 8. What a source leaves open
(000: the lead time) is as in ``balanced``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from lorpack.profiles.settings import Anchor, Preset, Reminders
from lorpack.schedule.quiet import Window


@dataclass(frozen=True)
class Policy:
    """A reminder policy with every value set.

    *offsets* are days before the anchor (negative), in order, each once. *overdue_days* and
    *check_portal_days* are 0 when there is none. *weekends* and *july* are False when nothing is
    due then; *quiet* are the user's own windows.
    """

    ideal_weeks: int = 8
    min_weeks: int = 4
    hard_min_weeks: int = 2
    anchor: Anchor = Anchor.AGREED
    offsets: tuple[int, ...] = (-14, -7)
    max_reminders: int = 2
    overdue_days: int = 7
    no_reply_days: int = 8
    check_portal_days: int = 7
    weekends: bool = False
    july: bool = False
    quiet: tuple[Window, ...] = ()


PRESETS: Mapping[Preset, Policy] = MappingProxyType(
    {
        Preset.BALANCED: Policy(),
        Preset.GENTLE: Policy(
            ideal_weeks=6,
            anchor=Anchor.DEADLINE,
            offsets=(-10,),
            max_reminders=1,
            overdue_days=0,
        ),
        Preset.TWO_WEEKS_ONE_WEEK: Policy(anchor=Anchor.DEADLINE, overdue_days=0),
        Preset.AGREED_DATE: Policy(overdue_days=0),
        Preset.PERSISTENT: Policy(offsets=(-10,), max_reminders=1),
    }
)
"""Every preset; the table above says where each is from."""

_KEYS = tuple(name for name in Policy.__dataclass_fields__ if name not in ("quiet", "offsets"))


def policy_of(reminders: Reminders) -> Policy:
    """The policy that *reminders* (``reminders:`` in lorpack.yaml) means."""
    own = {key: value for key in _KEYS if (value := getattr(reminders, key)) is not None}
    policy = replace(PRESETS[reminders.preset], **own)
    if reminders.offsets is not None:
        before = {offset for offset in reminders.offsets if offset < 0}
        policy = replace(policy, offsets=tuple(sorted(before)))
    quiet = tuple(
        Window(one.start, one.end, one.why or "a quiet time of yours") for one in reminders.quiet
    )
    return replace(policy, quiet=quiet)

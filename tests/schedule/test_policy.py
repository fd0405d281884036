"""Presets, what the user sets instead, quiet days, and policies that contradict themselves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorpack.advice.check import check
from lorpack.profiles.settings import Anchor, Preset, Reminders
from lorpack.schedule.policy import PRESETS, Policy, policy_of
from lorpack.schedule.quiet import Direction, Window, Windows, settle

DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))


def test_without_settings_the_policy_is_balanced():
    policy = policy_of(Reminders())
    assert policy == Policy()
    assert (policy.ideal_weeks, policy.min_weeks, policy.hard_min_weeks) == (8, 4, 2)
    assert (policy.offsets, policy.max_reminders, policy.anchor) == ((-14, -7), 2, Anchor.AGREED)
    assert (policy.overdue_days, policy.no_reply_days, policy.check_portal_days) == (7, 8, 7)


@pytest.mark.parametrize("preset", Preset)
def test_every_preset_is_consistent(preset):
    policy = PRESETS[preset]
    assert len(policy.offsets) <= policy.max_reminders
    assert policy.ideal_weeks >= policy.min_weeks >= policy.hard_min_weeks
    assert list(policy.offsets) == sorted(policy.offsets)
    assert policy.offsets[-1] < 0


def test_presets_differ_as_the_sources_do():
    assert PRESETS[Preset.GENTLE].offsets == (-10,)
    assert PRESETS[Preset.GENTLE].overdue_days == 0
    assert PRESETS[Preset.TWO_WEEKS_ONE_WEEK].anchor is Anchor.DEADLINE
    assert PRESETS[Preset.AGREED_DATE].anchor is Anchor.AGREED
    assert PRESETS[Preset.AGREED_DATE].overdue_days == 0
    assert PRESETS[Preset.PERSISTENT].overdue_days == 7


def test_a_key_that_is_set_overrides_the_preset_and_nothing_else():
    own = Reminders.model_validate({"preset": "gentle", "overdue_days": "5", "july": "true"})
    policy = policy_of(own)
    assert (policy.overdue_days, policy.july) == (5, True)
    assert policy.offsets == PRESETS[Preset.GENTLE].offsets


def test_offsets_are_sorted_each_once_and_only_those_before_the_date():
    own = Reminders.model_validate({"offsets": ["-7", "3", "-21", "-7"]})
    assert policy_of(own).offsets == (-21, -7)


def test_a_weekend_moves_a_reminder_to_friday_and_thanks_to_monday():
    saturday = date(2027, 8, 14)
    windows = Windows(weekends=False)
    assert settle(saturday, Direction.BACK, windows) == date(2027, 8, 13)
    assert settle(saturday, Direction.FORWARD, windows) == date(2027, 8, 16)


def test_the_july_changeover_is_two_weeks():
    windows = Windows(july=False)
    assert settle(date(2027, 7, 1), Direction.BACK, windows) == date(2027, 6, 23)
    assert settle(date(2027, 7, 1), Direction.FORWARD, windows) == date(2027, 7, 8)
    assert windows.why_closed(date(2027, 6, 24)) == "the July changeover"
    assert windows.why_closed(date(2027, 7, 8)) == ""


def test_what_cannot_move_back_moves_forward_and_else_is_dropped():
    away = Windows(ranges=(Window(date(2027, 8, 1), date(2027, 8, 10), "away"),))
    day, floor = date(2027, 8, 6), date(2027, 8, 1)
    assert settle(day, Direction.BACK, away, floor, date(2027, 8, 20)) == date(2027, 8, 11)
    assert settle(day, Direction.BACK, away, floor, date(2027, 8, 11)) is None
    assert settle(day, Direction.BACK, away, date(2027, 7, 30)) == date(2027, 7, 31)


def test_a_year_without_an_open_day_drops_everything():
    always = Windows(ranges=(Window(date.min, date.max, "never"),))
    for direction in Direction:
        assert settle(date(2027, 1, 1), direction, always) is None
        assert settle(date.max, direction, always) is None
        assert settle(date.min, direction, always) is None


@given(
    DAYS,
    st.sampled_from(Direction),
    st.booleans(),
    st.booleans(),
    st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=4),
    st.none() | st.integers(-40, 40),
    st.none() | st.integers(-10, 60),
)
def test_what_is_settled_is_open_and_within_its_bounds(
    day, direction, weekends, july, ranges, floor, ceiling
):
    away = tuple(Window(one, one + timedelta(length), "away") for one, length in ranges)
    windows = Windows(weekends, july, away)
    low = None if floor is None else day + timedelta(floor)
    high = None if ceiling is None else day + timedelta(ceiling)
    found = settle(day, direction, windows, low, high)
    if found is None:
        return
    assert windows.why_closed(found) == ""
    assert low is None or found >= low
    assert high is None or found < high
    if direction is Direction.FORWARD:
        assert found >= day


def _codes(folder):
    return [(one.code, str(one.place)) for one in check(folder) if one.code.startswith("LOR4")]


@pytest.mark.parametrize(
    ("reminders", "code", "where"),
    [
        ({"offsets": ["-21", "-14", "-7"]}, "LOR420", "lorpack.yaml:3:3"),
        ({"offsets": ["-14", "7"]}, "LOR421", "lorpack.yaml:4:5"),
        ({"offsets": ["0"]}, "LOR421", "lorpack.yaml:3:5"),
        ({"ideal_weeks": "3"}, "LOR422", "lorpack.yaml:2:16"),
        ({"hard_min_weeks": "6"}, "LOR422", "lorpack.yaml:2:19"),
        ({"quiet": [{"start": "2027-02-02", "end": "2027-02-01"}]}, "LOR403", "lorpack.yaml:4:10"),
    ],
)
def test_a_policy_that_contradicts_itself_is_found_at_its_place(
    make_application, reminders, code, where
):
    found = _codes(make_application(settings={"reminders": reminders}))
    assert found == [(code, where)]


def test_busy_days_that_end_before_they_start_are_found(make_application):
    busy = [{"start": "2027-02-02", "end": "2027-02-01"}]
    found = _codes(make_application(writers={"chen": {"busy": busy}}))
    assert [code for code, _ in found] == ["LOR403"]


@pytest.mark.parametrize(
    "reminders",
    [{"max_reminders": "1"}, {"preset": "gentle"}, {"offsets": ["-9"]}, {"hard_min_weeks": "0"}],
)
def test_a_policy_that_can_be_meant_is_not_found(make_application, reminders):
    assert _codes(make_application(settings={"reminders": reminders})) == []

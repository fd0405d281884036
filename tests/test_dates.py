"""Dates: strict to read, computed to print."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorpack.dates import PartialDate, date_range, kept, long_date, partial_date


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2027", "2027"),
        ("2027-09", "September 2027"),
        ("2027-09-01", "September 1, 2027"),
        ("2028-02-29", "February 29, 2028"),
    ],
)
def test_partial_dates_print_as_precisely_as_they_were_written(text, printed):
    when = PartialDate.parse(text)
    assert partial_date(when) == printed
    assert str(when) == text


@pytest.mark.parametrize(
    "text",
    ["09/05/2026", "2027-9-1", "2027-13", "2027-00", "2027-02-30", "Fall 2027", "", "2027-01-00"],
)
def test_other_forms_are_refused(text):
    with pytest.raises(ValueError, match=r"date|calendar"):
        PartialDate.parse(text)


def test_weekday_is_computed():
    assert long_date(date(2026, 11, 23)) == "Monday, November 23, 2026"


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 1, 1)))
def test_weekday_agrees_with_the_calendar(day):
    assert long_date(day).split(",")[0] == day.strftime("%A")
    assert long_date(day + timedelta(7)).split(",")[0] == long_date(day).split(",")[0]


@pytest.mark.parametrize(
    ("start", "end", "printed"),
    [
        ("2026-03", "2026-04", "March – April 2026"),
        ("2026-03-02", "2026-03-27", "March 2 – 27, 2026"),
        ("2026-06-01", "2026-07-24", "June 1 – July 24, 2026"),
        ("2026-06-01", "2026-07", "June 1, 2026 – July 2026"),
        ("2026-06", "2026-06-15", "June 2026 – June 15, 2026"),
        ("2026-06", "2026", "June 2026 – 2026"),
        ("2026", "2026-06", "2026 – June 2026"),
        ("2025-11-30", "2026-02-02", "November 30, 2025 – February 2, 2026"),
        ("2025-11", "2026-02", "November 2025 – February 2026"),
        ("2026-03", "2026-03", "March 2026"),
        ("2026", None, "since 2026"),
        (None, "2026-05", "until May 2026"),
        (None, None, ""),
        ("2024", "2026", "2024 – 2026"),
    ],
)
def test_ranges_leave_out_what_repeats(start, end, printed):
    first = PartialDate.parse(start) if start else None
    last = PartialDate.parse(end) if end else None
    assert date_range(first, last) == printed


def test_a_kept_date_has_no_place_to_break():
    assert kept(long_date(date(2026, 11, 23))).split(" ") == ["Monday,\xa0November\xa023,\xa02026"]

"""Date rules: what they mean for a cohort, in every zone and over every change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scormkit.model import Cohort
from scormkit.sessions.dates import apply_rule, moment, workday_from, workdays_between
from scormkit.source.dates import clock_trouble, read_rule

ZONES = (
    "America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Sao_Paulo", "Europe/Berlin",
    "Europe/Dublin", "Europe/London", "Africa/Casablanca", "Asia/Kolkata", "Asia/Tehran", "Asia/Tokyo",
    "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Auckland", "Pacific/Chatham", "UTC",
)  # fmt: skip
EDGE = time(18)


def cohort(zone: str = "America/New_York", holidays: tuple[str, ...] = ()) -> Cohort:
    days = tuple((date.fromisoformat(each), "") for each in holidays)
    return Cohort("2026a", zone, date(2026, 3, 2), date(2026, 4, 3), holidays=days)


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ("1 workday before 18:00", "2026-03-06 18:00"),  # over a weekend
        ("1 workday before", "2026-03-06 18:00"),
        ("-6wd 09:00", "2026-02-27 09:00"),
        ("2 days before", "2026-03-07 13:00"),  # the clock stays, though summer time began on the 8th
        ("-P2D", "2026-03-07 13:00"),
        ("48 hours before", "2026-03-07 12:00"),  # exact: an hour is missing
        ("-PT48H", "2026-03-07 12:00"),
        ("same day 08:00", "2026-03-09 08:00"),
        ("2 weeks after 09:00", "2026-03-23 09:00"),
        ("30 minutes after", "2026-03-09 13:30"),
        ("2026-03-02 09:00", "2026-03-02 09:00"),
    ],
)
def test_a_rule_means_a_date(rule: str, due: str) -> None:
    anchor = moment(datetime(2026, 3, 9, 13), "America/New_York")

    assert apply_rule(read_rule(rule), anchor, cohort(), EDGE).local == datetime.fromisoformat(due)


def test_holidays_are_no_working_days() -> None:
    group = cohort(holidays=("2026-03-06", "2026-03-05"))

    assert workday_from(date(2026, 3, 9), -1, group) == date(2026, 3, 4)
    assert workdays_between(date(2026, 3, 2), date(2026, 3, 8), group) == 3


@pytest.mark.parametrize(
    "text",
    ["yesterday", "1 workday", "before 18:00", "3 hours before 18:00", "1 workday before 25:00", "2026-02-30", ""],
)
def test_a_rule_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_rule(text)


@pytest.mark.parametrize(
    ("local", "zone", "trouble"),
    [
        ("2026-03-08 02:30", "America/New_York", "does not exist"),
        ("2026-11-01 01:30", "America/New_York", "happens twice"),
        ("2026-03-29 02:30", "Europe/Berlin", "does not exist"),
        ("2026-04-05 01:45", "Australia/Lord_Howe", "happens twice"),
        ("2026-03-08 02:30", "America/Phoenix", ""),
        ("2026-03-08 03:00", "America/New_York", ""),
    ],
)
def test_a_time_in_the_changed_hour_is_known(local: str, zone: str, trouble: str) -> None:
    assert clock_trouble(datetime.fromisoformat(local), zone) == trouble


moments = st.builds(
    lambda minutes, zone: moment(datetime(2026, 1, 1) + timedelta(minutes=15 * minutes), zone),
    st.integers(0, 2 * 365 * 96),
    st.sampled_from(ZONES),
)


@given(moments)
def test_a_moment_is_one_point_in_time_and_real_on_the_clock(made) -> None:  # type: ignore[no-untyped-def]
    assert made.utc.tzinfo is UTC
    assert made.utc.astimezone(ZoneInfo(made.zone)).replace(tzinfo=None, fold=0) == made.local


@given(moments, st.integers(-40, 40))
def test_days_keep_the_clock_wherever_that_time_exists(anchor, days: int) -> None:  # type: ignore[no-untyped-def]
    group = cohort(anchor.zone)
    found = apply_rule(read_rule(f"{'-' if days < 0 else '+'}P{abs(days)}D"), anchor, group, EDGE)
    wanted = anchor.local + timedelta(days=days)

    assert found.local.date() >= wanted.date() - timedelta(days=1)
    if not clock_trouble(wanted, anchor.zone):
        assert found.local == wanted


@given(moments, st.integers(-2_000, 2_000))
def test_hours_are_exact(anchor, hours: int) -> None:  # type: ignore[no-untyped-def]
    found = apply_rule(read_rule(f"{'-' if hours < 0 else '+'}PT{abs(hours)}H"), anchor, cohort(anchor.zone), EDGE)

    assert found.utc - anchor.utc == timedelta(hours=hours)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(-60, 60).filter(bool))
def test_workdays_land_on_a_working_day_and_count_right(day: date, count: int) -> None:
    group = cohort(holidays=("2026-05-01", "2026-12-25", "2027-01-01"))
    found = workday_from(day, count, group)
    between = workdays_between(min(day, found), max(day, found), group)

    assert group.is_workday(found)
    assert between - group.is_workday(day) == abs(count)

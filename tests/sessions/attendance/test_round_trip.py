"""Whatever stays an export is made from, in whatever language and on whatever day: the import finds the same ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scormkit.sessions import Occurrence, SessionPlan
from scormkit.sessions.attendance.intervals import RECONNECT
from scormkit.sessions.attendance.reading import read_export
from scormkit.sessions.attendance.roster import Learner
from scormkit.sessions.attendance.taking import take_attendance
from scormkit.sessions.dates import at_utc, moment
from tests.sessions.attendance.clinic import clinic
from tests.sessions.attendance.meetings import LOCALES, Person, meet, plain, teams, teams_list, teams_report, zoom

NAMES = ("Ada Lovelace", "Grace Hopper", "Łukasz Żak", "Zoé D'Angelo")
LENGTH = 180 * 60
GAP = round(RECONNECT.total_seconds()) + 1

TOOLS: dict[str, Callable[[list[Person], str], bytes]] = {
    "teams": teams,
    "teams-report": teams_report,
    "teams-list": teams_list,
    "zoom": zoom,
    "zoom-meeting": lambda people, locale: zoom(people, locale, meeting=True),
    "zoom-semicolons": lambda people, locale: zoom(people, locale, delimiter=";"),
    "plain": lambda people, _: plain(people),
}


@st.composite
def stays(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Seconds from the start: apart by more than a reconnect, all inside."""
    bounds = draw(st.lists(st.integers(0, LENGTH), min_size=2, max_size=6, unique=True).map(sorted))
    found: list[tuple[int, int]] = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=False):
        if not found or start - found[-1][1] >= GAP:
            found.append((start, end))
    return found


def held_on(day: date, hour: int, zone: str) -> tuple[SessionPlan, Occurrence]:
    """The clinic, three hours long, on another day and in another zone."""
    plan, occurrence = clinic()
    start = moment(datetime.combine(day, time(hour)), zone)
    cohort = replace(plan.cohort, zone=zone)
    long = replace(occurrence.live_session, minutes=LENGTH / 60)
    moved = replace(occurrence, start=start, end=start.plus(LENGTH), live_session=long)
    return replace(plan, cohort=cohort, occurrences=(moved,)), moved


days = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("tool", TOOLS)
@given(
    people=st.lists(stays(), min_size=1, max_size=4),
    day=days,
    hour=st.sampled_from((0, 9, 13, 22)),
    zone=st.sampled_from(("UTC", "America/New_York", "Asia/Kolkata")),
    locale=st.sampled_from(sorted(LOCALES)),
)
def test_the_same_stays_come_back(
    tool: str, people: list[list[tuple[int, int]]], day: date, hour: int, zone: str, locale: str
) -> None:
    plan, occurrence = held_on(day, hour, zone)
    assert occurrence.start is not None
    local = [[(occurrence.start.plus(a), occurrence.start.plus(b)) for a, b in each] for each in people]
    if any(_is_ambiguous(at.local, zone) for each in local for stay in each for at in stay):
        return  # no wall clock tells these apart; the one nearer to the live session is tried elsewhere
    written = [
        Person(name, f"p{number}@example.org", tuple((a.local, b.local) for a, b in each))
        for number, (name, each) in enumerate(zip(NAMES, local, strict=False))
    ]
    roster = [Learner(f"L{number}", each.name, each.email) for number, each in enumerate(written)]

    taken = take_attendance(plan, occurrence, [read_export(TOOLS[tool](written, locale), "x.csv")], roster)

    assert [[(stay.start, stay.end) for stay in each.stays] for each in taken.presences] == [
        [(a.utc, b.utc) for a, b in each] for each in local
    ]
    assert taken.reviews == ()


@settings(max_examples=40, deadline=None)
@given(bounds=st.tuples(st.integers(0, 90), st.integers(91, 180)), day=days, locale=st.sampled_from(sorted(LOCALES)))
def test_clocks_without_a_date_are_those_of_the_live_session(bounds: tuple[int, int], day: date, locale: str) -> None:
    plan, occurrence = held_on(day, 22, "UTC")  # it ends on the next day
    assert occurrence.start is not None
    start, end = (occurrence.start.plus(minutes * 60) for minutes in bounds)
    if start.day != day:
        return
    person = Person("Ada Lovelace", "ada@example.org", ((start.local, end.local),))

    export = read_export(meet([person], locale), "x.csv")
    taken = take_attendance(plan, occurrence, [export], [Learner("L1", person.name, person.email)])

    assert [(stay.start, stay.end) for stay in taken.presences[0].stays] == [(start.utc, end.utc)]


@pytest.mark.parametrize(
    ("first", "then"), [("2026-11-01 00:30", "2026-11-01 01:30"), ("2026-11-01 01:30", "2026-11-01 02:30")]
)
def test_of_an_hour_that_comes_twice_the_one_in_the_live_session_is_meant(first: str, then: str) -> None:
    """New York puts its clocks back at 2:00; the second 1:30 is the one in a live session that starts then."""
    plan, occurrence = held_on(date(2026, 11, 1), 0, "America/New_York")
    start = at_utc(datetime(2026, 11, 1, 6, tzinfo=ZoneInfo("UTC")), "America/New_York")  # the second 1:00
    late = replace(occurrence, start=start, end=start.plus(3600 * 2))
    export = read_export(f"Name,Join Time,Leave Time\nAda,{first},{then}\n".encode(), "x.csv")

    (ada,) = take_attendance(replace(plan, occurrences=(late,)), late, [export], [Learner("L1", "Ada")]).presences

    end = {"2026-11-01 01:30": timedelta(minutes=30), "2026-11-01 02:30": timedelta(minutes=90)}[then]
    assert ada.stays[0].end - start.utc == end


def _is_ambiguous(local: datetime, zone: str) -> bool:
    aware = local.replace(tzinfo=ZoneInfo(zone))
    return aware.utcoffset() != aware.replace(fold=1).utcoffset()

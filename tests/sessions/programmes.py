"""Large programmes for tests and benchmarks, the same on every run: live sessions, cohorts, people, places."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from scormkit.model import Course, LiveSession, Page, Prose, Unit
from scormkit.model.live import (
    After,
    Blend,
    BlendModel,
    Booking,
    Cohort,
    CohortPerson,
    Needs,
    Relation,
    Venue,
)
from scormkit.model.place import Place

DAY = 86_400


def programme(sessions: int = 40) -> Course:
    """A flipped course: each live session has a unit before it, and follows the one before within ten days."""
    units, lives = [], []
    for number in range(sessions):
        name = f"unit-{number:02}"
        text = f"<p>Words about thing {number} that nobody else says in this way.</p>"
        units.append(
            Unit(name, name, (Page("p", name, (Prose(text),)),), minutes=15, place=Place(f"units/{name}.md", 1))
        )
        lives.append(
            LiveSession(
                f"live-{number:02}",
                f"Live {number}",
                90,
                Place(f"sessions/live-{number:02}.md", 1),
                kind="workshop",
                audience="in-room",
                prework=(Relation(name),),
                after=(After(f"live-{number - 1:02}", DAY // 2, 10 * DAY),) if number % 7 else (),
                needs=Needs(facilitators=1, skill=f"skill-{number % 5}"),
            )
        )
    outline = tuple(each for pair in zip(units, lives, strict=True) for each in pair)
    return Course(
        "programme", "Programme", outline, blend=Blend(BlendModel.FLIPPED), live_sessions=tuple(lives),
        iri="https://learn.example.org/programme",
    )  # fmt: skip


def cohort_of(course: Course, number: int = 0, seed: int = 1) -> Cohort:
    """A cohort without dates: five facilitators with two or three skills of five, three rooms, ten weeks."""
    chance = random.Random(seed)
    start = date(2026, 1, 5) + timedelta(days=7 * number)
    people = tuple(
        CohortPerson(
            f"person-{each}",
            f"Person {each}",
            skills=tuple(sorted({f"skill-{each}", *chance.sample([f"skill-{n}" for n in range(5)], 2)})),
            away=tuple((day, day) for day in (start + timedelta(days=n) for n in range(90)) if chance.random() < 0.1),
        )
        for each in range(5)
    )
    return Cohort(
        f"c{number}", "Europe/Berlin", start, start + timedelta(days=90), people=people,
        venues=tuple(Venue(f"room-{each}", seats=20) for each in range(3)), capacity=18,
        bookings=tuple(Booking(each.id) for each in course.live_sessions), auto=True,
        place=Place(f"cohorts/c{number}.yaml", 1),
    )  # fmt: skip


def at(day: str, clock: str = "09:00") -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock))

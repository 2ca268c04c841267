"""Calendar feeds: what people may call a thing does not break the lines of its calendar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scormkit.sessions import resolve_plan
from scormkit.sessions.calendar import feeds
from scormkit.sessions.lock import PlanLock
from tests.sessions.test_moving import airway


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Lab 2, left; upstairs", r"Lab 2\, left\; upstairs"),
        ("Lab 2\nHospital Way", r"Lab 2\nHospital Way"),
        ('The "lab" \\n', r'The "lab" \\n'),
    ],
)
def test_signs_in_the_name_of_a_calendar_are_escaped(title: str, written: str) -> None:
    """RFC 5545, 3.3.11; names are texts by RFC 7986, 5.1."""
    course, cohort = airway()
    venues = tuple(replace(each, title=title) for each in cohort.venues)
    made = dict(feeds(resolve_plan(course, replace(cohort, venues=venues)), PlanLock(cohort.id)))
    lines = made["place-lab-2.ics"].decode().replace("\r\n ", "").split("\r\n")

    for name in ("NAME", "X-WR-CALNAME"):
        assert [each for each in lines if each.startswith(f"{name}:")] == [
            f"{name}:Airway basics (Spring 2026): {written}"
        ]

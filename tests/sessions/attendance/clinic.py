"""The case clinic of the sample course, for tests: 2026-03-09, 13:00 to 14:30 in New York."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from scormkit.model.live import Attendance
from scormkit.sessions import Occurrence, SessionPlan, resolve_plan
from scormkit.sessions.attendance.reading import Export, read_export
from scormkit.sessions.attendance.roster import Learner
from scormkit.sessions.attendance.taking import Taken, take_attendance
from scormkit.source.live import read_plan

AIRWAY = Path(__file__).resolve().parents[3] / "courses" / "airway-basics"
EXPORTS = Path(__file__).parent / "exports"
ROSTER = (
    Learner("L1", "Ada Lovelace", "ada@example.org", (), "alovelace"),
    Learner("L2", "Grace Hopper", "grace@example.org", ("G. M. Hopper",), "ghopper"),
    Learner("L3", "Alan Turing", "alan@example.org", (), "aturing"),
)


def at(clock: str, day: str = "2026-03-09") -> datetime:
    return datetime.fromisoformat(f"{day} {clock}")


@cache
def airway() -> SessionPlan:
    loaded = read_plan(AIRWAY)
    assert loaded.course is not None
    return resolve_plan(loaded.course, loaded.cohorts[0])


def clinic(rule: Attendance | None = None) -> tuple[SessionPlan, Occurrence]:
    plan = airway()
    occurrence = plan.occurrence("clinic")
    assert occurrence is not None
    if rule is not None:
        occurrence = replace(occurrence, live_session=replace(occurrence.live_session, attendance=rule))
    return plan, occurrence


def table(*rows: str, header: str = "Name,Email,Join Time,Leave Time", file: str = "meeting.csv") -> Export:
    return read_export("\n".join((header, *rows)).encode(), file)


def taken(*exports: Export, roster: Sequence[Learner] | None = ROSTER, zone: str = "") -> Taken:
    return take_attendance(*clinic(), exports, roster, zone)


def told(attendance: Taken) -> list[tuple[str, str, float]]:
    """Who, how, and how many minutes."""
    return [(each.learner.id, str(each.status), each.seconds / 60) for each in attendance.presences]

"""Calendars read by a reader of another make, ical.js: the same events at the same moments."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import icalendar

from scormkit.sessions import resolve_plan
from scormkit.sessions.calendar import calendar_objects, feeds
from scormkit.sessions.lock import PlanLock
from scormkit.source.live import read_plan

ROOT = Path(__file__).resolve().parents[2]
CONVERSATION = ROOT / "tests" / "sessions" / "golden" / "conversation"


def read(*paths: Path) -> list[list[dict[str, Any]]]:
    """What ical.js finds in each file."""
    command = ["node", str(ROOT / "tests" / "e2e" / "calendar" / "read.mjs"), *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def iso(moment: Any) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S.000Z}"


def test_every_message_of_the_conversation_is_understood_alike() -> None:
    paths = sorted(CONVERSATION.rglob("*.ics"))
    for path, (event,) in zip(paths, read(*paths), strict=True):
        ours = icalendar.Calendar.from_ical(path.read_bytes())
        (known,) = ours.walk("VEVENT")

        assert event["method"] == str(ours["method"])
        assert (event["uid"], event["sequence"], event["status"]) == (
            str(known["uid"]),
            int(known["sequence"]),
            str(known["status"]),
        )
    assert len(paths) > 10


def test_every_event_of_a_feed_is_at_its_moment(tmp_path: Path) -> None:
    for name in ("airway-basics", "leading-a-team"):
        loaded = read_plan(ROOT / "courses" / name)
        assert loaded.course is not None
        plan = resolve_plan(loaded.course, loaded.cohorts[0])
        path = tmp_path / f"{name}.ics"
        path.write_bytes(dict(feeds(plan, PlanLock(plan.cohort.id)))["learner.ics"])
        (events,) = read(path)

        assert {each["uid"]: (each["start"], each["end"]) for each in events} == {
            each.uid: (iso(each.start.utc), iso(each.end.utc)) for each in calendar_objects(plan)
        }

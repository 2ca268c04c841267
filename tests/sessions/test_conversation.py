"""A whole conversation with calendars: invite, move, substitute, cancel; read back by a reader of another make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest

from scormkit.errors import ScormkitError
from scormkit.sessions import SessionPlan, resolve_plan
from scormkit.sessions.lock import PlanLock, read_lock, write_lock
from scormkit.sessions.publish import Publication, publish_plan
from scormkit.source.live import read_plan
from tests.conftest import Golden
from tests.courses import lines_of, write_course

COURSE = {
    "course.yaml": (
        "title: Airway basics\niri: https://learn.example.org/courses/airway\noutline: [signs, clinic, lab, recall]\n"
    ),
    "units/signs.md": "# Danger signs\n\nText.\n",
    "units/recall.md": "# Recall\n\nText.\n",
    "sessions/clinic.md": "---\nlength: 90 min\ngoal: Decide on real cases\nprework: [signs]\n---\n# Case clinic\n",
    "sessions/lab.md": "---\nlength: 3 hours\nprework: []\nfollow-up: [recall]\n---\n# Skills lab\n",
}
COHORT = """\
timezone: America/New_York
start: 2026-03-02
end: 2026-04-10
organizer: {name: Course office, email: office@example.org}
invite: learners@example.org
people:
  ann: {name: Ann Kovacs, email: ann@example.org}
  raj: {name: Raj Iyer, email: raj@example.org}
places:
  zoom: {kind: link, title: Room 1, url: "https://meet.example.org/airway"}
sessions:
"""
INVITE = "  clinic: {start: 2026-03-09 13:00, facilitators: [ann], place: zoom}\n  lab: {start: 2026-03-12 09:00}\n"
MOVE = INVITE.replace("2026-03-09", "2026-03-10")
SUBSTITUTE = MOVE.replace("[ann]", "[raj]")
CANCEL = "  lab: {start: 2026-03-12 09:00}\n"
STEPS = {"invite": INVITE, "move": MOVE, "substitute": SUBSTITUTE, "cancel": CANCEL, "again": INVITE}


def plan_of(folder: Path, sessions: str) -> SessionPlan:
    loaded = read_plan(write_course(folder, COURSE | {"cohorts/2026a.yaml": COHORT + sessions}))
    assert loaded.course is not None, lines_of(loaded.report, folder)
    return resolve_plan(loaded.course, loaded.cohorts[0])


def conversation(folder: Path) -> Iterator[tuple[str, Publication]]:
    lock = PlanLock("2026a")
    for number, (step, sessions) in enumerate(STEPS.items()):
        told = publish_plan(plan_of(folder, sessions), lock, datetime(2026, 2, 20 + number, 18, tzinfo=UTC), "A note.")
        lock = read_lock(write_lock(told.lock), "lock")
        assert lock == told.lock
        yield step, told


def test_every_message_of_the_conversation_is_known_word_by_word(tmp_path: Path, golden: Golden) -> None:
    said: dict[str, bytes] = {}
    for step, told in conversation(tmp_path):
        said |= {f"{step}/{message.path}": message.content for message in told.messages}
        said[f"{step}/note.md"] = told.note.encode()

    golden.tree("conversation", said)


def test_sequences_follow_the_rules_of_invitations(tmp_path: Path) -> None:
    ledger = []
    for step, told in conversation(tmp_path):
        for message in told.messages:
            event = icalendar.Calendar.from_ical(message.content).walk("VEVENT")[0]
            ledger.append(f"{step} {message.path} {message.method} {event['sequence']} {event['status']}")

    assert ledger == [
        "invite clinic.request.ics REQUEST 0 CONFIRMED",
        "invite ann/clinic.request.ics REQUEST 0 CONFIRMED",
        "invite clinic.prework.signs.request.ics REQUEST 0 CONFIRMED",
        "invite lab.request.ics REQUEST 0 CONFIRMED",
        "invite lab.follow-up.recall.request.ics REQUEST 0 CONFIRMED",
        "move clinic.request.ics REQUEST 1 CONFIRMED",
        "move ann/clinic.request.ics REQUEST 1 CONFIRMED",
        "move clinic.prework.signs.request.ics REQUEST 1 CONFIRMED",
        "substitute clinic.request.ics REQUEST 1 CONFIRMED",  # nobody's acceptance is reset
        "substitute raj/clinic.request.ics REQUEST 1 CONFIRMED",
        "substitute ann/clinic.cancel.ics CANCEL 2 CANCELLED",
        "cancel clinic.cancel.ics CANCEL 2 CANCELLED",
        "cancel raj/clinic.cancel.ics CANCEL 2 CANCELLED",
        "cancel clinic.prework.signs.cancel.ics CANCEL 2 CANCELLED",
        "again clinic.request.ics REQUEST 3 CONFIRMED",
        "again ann/clinic.request.ics REQUEST 3 CONFIRMED",
        "again clinic.prework.signs.request.ics REQUEST 3 CONFIRMED",
    ]


def test_every_message_has_one_event_one_organizer_and_one_attendee(tmp_path: Path) -> None:
    for _, told in conversation(tmp_path):
        for message in told.messages:
            calendar = icalendar.Calendar.from_ical(message.content)
            (event,) = calendar.walk("VEVENT")
            assert calendar["method"] == message.method
            assert event["organizer"] == "mailto:office@example.org"
            assert isinstance(event["attendee"], icalendar.vCalAddress)
            assert event["dtstart"].dt.tzinfo is not None


def test_publishing_again_without_a_change_tells_nobody(tmp_path: Path) -> None:
    first = publish_plan(plan_of(tmp_path, INVITE), PlanLock("2026a"), datetime(2026, 2, 20, tzinfo=UTC))
    second = publish_plan(plan_of(tmp_path, INVITE), first.lock, datetime(2026, 2, 21, tzinfo=UTC))

    assert second.is_empty() and second.lock == first.lock


def test_without_an_organizer_nobody_can_invite(tmp_path: Path) -> None:
    cohort = "timezone: UTC\nstart: 2026-03-02\nend: 2026-04-10\nsessions:\n" + CANCEL
    loaded = read_plan(write_course(tmp_path, COURSE | {"cohorts/2026a.yaml": cohort}))
    assert loaded.course is not None

    with pytest.raises(ScormkitError, match="nobody invites: add `organizer"):
        publish_plan(
            resolve_plan(loaded.course, loaded.cohorts[0]), PlanLock("2026a"), datetime(2026, 2, 20, tzinfo=UTC)
        )


def test_a_lock_that_is_none_is_refused() -> None:
    with pytest.raises(ScormkitError, match="take the last good one from version control"):
        read_lock("{}", "cohorts/2026a.lock.json")

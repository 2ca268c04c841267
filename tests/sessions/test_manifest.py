"""The manifest: one plan for learners and for those who run it, valid by its published schema."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import jsonschema
import pytest
from click.testing import CliRunner

from scormkit.cli import scormkit
from scormkit.sessions.calendar import feeds
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.manifest import PlanProfile, plan_manifest, plan_schema
from scormkit.sessions.publish import publish_plan
from tests.conftest import Golden
from tests.sessions.test_conversation import CANCEL, INVITE, MOVE, plan_of
from tests.sessions.test_resolve import AIRWAY
from tests.sessions.test_resolve import plan_of as plan_in

VALIDATOR = jsonschema.Draft202012Validator(plan_schema(), format_checker=jsonschema.FormatChecker())


def manifest(profile: PlanProfile = PlanProfile.PUBLIC) -> dict[str, Any]:
    return plan_manifest(plan_in(AIRWAY), PlanLock("2026a"), profile)


def test_the_manifest_of_the_sample_course_is_known_word_by_word(golden: Golden) -> None:
    golden.file("airway-basics.json", json.dumps(manifest(), indent=1, ensure_ascii=False) + "\n")


@pytest.mark.parametrize("profile", PlanProfile)
@pytest.mark.parametrize("sessions", [INVITE, MOVE, CANCEL])
def test_the_schema_validates_every_manifest(tmp_path: Path, profile: PlanProfile, sessions: str) -> None:
    lock = publish_plan(plan_of(tmp_path, INVITE), PlanLock("2026a"), datetime(2026, 2, 20, tzinfo=UTC)).lock

    VALIDATOR.validate(manifest(profile))
    VALIDATOR.validate(plan_manifest(plan_of(tmp_path, sessions), lock, profile))


def test_no_address_of_a_person_is_in_the_public_profile() -> None:
    assert "@" not in json.dumps(manifest())
    assert "ann@example.org" in json.dumps(manifest(PlanProfile.OPS))


def test_no_name_is_in_the_public_profile_that_nobody_allowed() -> None:
    assert "Dana Reyes" not in json.dumps(manifest())
    assert manifest(PlanProfile.OPS)["course"]["manager"] == "Dana Reyes"


def test_both_profiles_of_a_plan_carry_the_same_hash() -> None:
    assert manifest()["plan"] == manifest(PlanProfile.OPS)["plan"]


def test_what_was_published_and_left_out_since_is_listed_as_cancelled(tmp_path: Path) -> None:
    lock = publish_plan(plan_of(tmp_path, INVITE), PlanLock("2026a"), datetime(2026, 2, 20, tzinfo=UTC)).lock
    made = plan_manifest(plan_of(tmp_path, CANCEL), lock, PlanProfile.PUBLIC)

    assert [each["title"] for each in made["cohort"]["cancelled"]] == [
        "Airway basics: Case clinic",
        "Airway basics: Danger signs due",
    ]


def test_feeds_are_read_by_another_make_and_say_the_same_twice() -> None:
    made = dict(feeds(plan_in(AIRWAY), PlanLock("2026a")))

    assert made == dict(feeds(plan_in(AIRWAY), PlanLock("2026a")))
    assert {name: len(icalendar.Calendar.from_ical(text).walk("VEVENT")) for name, text in made.items()} == {
        "learner.ics": 8,
        "manager.ics": 8,
        "facilitator-ann.ics": 2,
        "facilitator-raj.ics": 1,
        "place-zoom-1.ics": 1,
        "place-lab-2.ics": 1,
    }


def test_a_build_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        made = CliRunner().invoke(scormkit, ["plan", "build", str(AIRWAY), "--out", str(tmp_path / name)])
        assert made.exit_code == 0
    one, two = (
        {path.relative_to(tmp_path / name).as_posix(): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    )

    assert one == two and "airway-basics/plan/2026a/session-plan.json" in one

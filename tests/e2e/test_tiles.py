"""Tiles: a live session told of and attended in a browser, and what it opens."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Frame, expect

from scormkit.model import ScoScope
from scormkit.sessions import resolve_plan
from scormkit.sessions.codes import attendance_code
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.snapshot import make_snapshot, write_snapshot
from scormkit.source.live import read_plan
from tests.courses import write_course
from tests.e2e.learner import Learner
from tests.e2e.mini_lms import MiniLms
from tests.e2e.test_accessibility import AXE, RUN
from tests.e2e.tiny_courses import Builder, changed

SECRET = b"correct horse battery staple"
COURSE = {
    "course.yaml": "id: airway\ntitle: Airway\nlms: [scorm-cloud]\noutline: [signs, clinic, recall]\n",
    "units/signs.md": "# Signs\n\nText.\n",
    "units/recall.md": "# Recall\n\nText.\n",
    "sessions/clinic.md": (
        "---\nlength: 90 min\nfollow-up: [recall]\nattendance: {makeup: [recording+signs]}\n"
        "tile: {gates-follow-up: yes}\n---\n# Clinic\n\nGuide.\n\n# Brief\n\nBring a pen.\n"
    ),
    "cohorts/2026a.yaml": (
        "title: Autumn\ntimezone: America/New_York\nstart: 2026-11-02\nend: 2026-12-18\n"
        'places: {room: {kind: link, title: Video room, url: "https://meet.example.org/a"}}\n'
        "sessions: {clinic: {start: 2026-11-23 04:30, place: room}}\n"
    ),
}
LATER = changed(COURSE, "cohorts/2026a.yaml", ("2026-11-23 04:30", "2026-11-23 13:00"))
TWO_COHORTS = {
    **COURSE,
    "cohorts/2026b.yaml": COURSE["cohorts/2026a.yaml"].replace("Autumn", "Winter").replace("2026-11-23", "2026-11-30"),
}
CODED = changed(COURSE, "sessions/clinic.md", ("gates-follow-up: yes", "code: yes"))


def with_snapshot(course: Mapping[str, str], place: Path) -> dict[str, str]:
    """The course with its dates saved, as `scormkit plan snapshot` would."""
    root = place / "planned"
    write_course(root, dict(course))
    loaded = read_plan(root)
    assert loaded.course is not None, list(loaded.report)
    plans = [(resolve_plan(loaded.course, each), PlanLock(each.id)) for each in loaded.cohorts]
    snapshot = make_snapshot(plans, datetime(2026, 11, 1, 9, tzinfo=UTC), SECRET)
    shutil.rmtree(root)
    return {**course, "plan/snapshot.json": write_snapshot(snapshot)}


def code_of(course: Mapping[str, str], place: Path) -> str:
    root = place / "coded"
    write_course(root, dict(course))
    found = read_plan(root).course
    assert found is not None
    return attendance_code(SECRET, found, "2026a", found.live_sessions[0])


def texts(frame: Frame, selector: str) -> list[str]:
    return [each.strip() for each in frame.locator(selector).all_inner_texts()]


@pytest.mark.parametrize("target", ["scorm2004-3rd", "scorm2004-4th"])
def test_attendance_opens_the_follow_up(
    target: str, learner: Learner, server: MiniLms, builder: Builder, tmp_path: Path
) -> None:
    enrolment = server.enrol(builder.upload(with_snapshot(COURSE, tmp_path), target, sco=ScoScope.UNIT))
    page = learner.context.new_page()
    page.goto(f"{server.origin}/lms/{enrolment.token}?sequenced=yes")

    def choose(item: str) -> bool:
        return bool(page.evaluate("(id) => window.choose(id)", item))

    assert not choose("ITEM-recall")
    assert choose("ITEM-clinic")
    assert not choose("ITEM-recall"), "looked at, not attended"
    assert choose("ITEM-clinic")
    frame = page.frame_locator("iframe#sco")
    frame.locator("button.check").click()
    expect(frame.locator(".tile form")).to_have_attribute("data-state", "right")

    assert choose("ITEM-recall")
    expect(frame.locator("section.page:not([hidden]) h1")).to_have_text("Recall")
    assert learner.problems == []


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (
            "scorm12",
            {"cmi.core.lesson_status": "completed", "cmi.interactions.0.student_response": "self-attested 2026a"},
        ),
        (
            "scorm2004-4th",
            {
                "cmi.completion_status": "completed",
                "cmi.success_status": "passed",
                "cmi.interactions.0.learner_response": "self-attested 2026a",
                "cmi.interactions.0.result": "neutral",
            },
        ),
    ],
)
def test_a_learner_s_word_completes_the_tile_and_is_recorded_as_such(
    target: str, expected: dict[str, str], learner: Learner, server: MiniLms, builder: Builder, tmp_path: Path
) -> None:
    enrolment = server.enrol(builder.upload(with_snapshot(COURSE, tmp_path), target, sco=ScoScope.UNIT))
    sitting = learner.open(enrolment, "ITEM-clinic")
    assert texts(sitting.sco, ".tile-card h2") == ["Monday, November 23, 2026, 9:30 – 11:00 AM"]
    assert texts(sitting.sco, ".tile-card p")[1:] == [
        "Your time (UTC)\nNew York time: Monday, November 23, 2026, 4:30 – 6:00 AM",
        "Video room",
        "As of November 1, 2026.",
    ]
    expect(sitting.find("a.button[target=_blank]")).to_have_attribute("href", "https://meet.example.org/a")
    expect(sitting.find("[data-prework=signs]")).to_have_text("Signs due November 20, 2026 at 11:00 PM")
    sitting.find("button.check").click()
    expect(sitting.find(".tile .feedback")).to_be_focused()
    expect(sitting.find(".tile .feedback")).to_have_text("You said that you attended.")
    sitting.exit()
    enrolment.wait_for_end()
    data = enrolment.last("ITEM-clinic").data
    assert {name: data.get(name) for name in expected} == expected
    assert not data.get("cmi.core.score.raw") and not data.get("cmi.score.raw")

    again = learner.open(enrolment, "ITEM-clinic")
    expect(again.find(".tile .feedback")).to_have_text("You said that you attended.")
    expect(again.find("button.check")).to_be_hidden()
    assert learner.problems == []


def test_the_calendar_file_is_in_the_package(
    server: MiniLms, builder: Builder, learner: Learner, tmp_path: Path
) -> None:
    enrolment = server.enrol(builder.upload(with_snapshot(COURSE, tmp_path), "scorm12", sco=ScoScope.UNIT))
    sitting = learner.open(enrolment, "ITEM-clinic")
    with sitting.page.expect_download() as caught:
        sitting.find("a[download]").click()
    assert caught.value.suggested_filename == "clinic.ics"
    assert b"DTSTART;TZID=America/New_York:20261123T043000" in Path(caught.value.path()).read_bytes()


def test_nobody_attends_before_it_has_begun(
    server: MiniLms, builder: Builder, learner: Learner, tmp_path: Path
) -> None:
    enrolment = server.enrol(builder.upload(with_snapshot(LATER, tmp_path), "scorm12", sco=ScoScope.UNIT))
    sitting = learner.open(enrolment, "ITEM-clinic")
    expect(sitting.find("button.check")).to_be_disabled()
    expect(sitting.find("[data-why]")).to_have_text(
        "Once the live session has begun, you can say here that you attended."
    )


def test_a_code_shows_that_one_was_there(server: MiniLms, builder: Builder, learner: Learner, tmp_path: Path) -> None:
    enrolment = server.enrol(builder.upload(with_snapshot(CODED, tmp_path), "scorm2004-4th", sco=ScoScope.UNIT))
    code = code_of(CODED, tmp_path)
    assert code.encode() not in b"".join(enrolment.upload.files.values())
    sitting = learner.open(enrolment, "ITEM-clinic")
    for typed, word in (
        ("", "Enter the code first."),
        ("0000-0000", "This is not the code of this live session."),
        (code.lower().replace("-", " "), "You showed by the code that you attended."),
    ):
        sitting.find("input[name=code]").fill(typed)
        sitting.find("button.check").click()
        expect(sitting.find(".tile .feedback")).to_have_text(word)
    sitting.exit()
    enrolment.wait_for_end()
    assert enrolment.last("ITEM-clinic").data["cmi.interactions.0.learner_response"] == "code 2026a"
    assert learner.problems == []


def test_a_cancelled_live_session_keeps_nobody_from_going_on(
    server: MiniLms, builder: Builder, learner: Learner, tmp_path: Path
) -> None:
    course = changed(COURSE, "cohorts/2026a.yaml", ("place: room}", "place: room, status: cancelled}"))
    enrolment = server.enrol(builder.upload(with_snapshot(course, tmp_path), "scorm12", sco=ScoScope.UNIT))
    sitting = learner.open(enrolment, "ITEM-clinic")
    expect(sitting.find(".tile-card b")).to_have_text("This live session is cancelled.")
    expect(sitting.find("button.check")).to_be_hidden()
    sitting.find("button[data-way=cancelled]").click()
    expect(sitting.find(".tile .feedback")).to_have_text("You went on, since it was cancelled.")
    sitting.exit()
    assert enrolment.wait_for_end().data["cmi.core.lesson_status"] == "completed"


def test_the_learner_chooses_a_group_once_and_may_make_it_up(
    server: MiniLms, builder: Builder, learner: Learner, tmp_path: Path
) -> None:
    course = with_snapshot(TWO_COHORTS, tmp_path)
    enrolment = server.enrol(builder.upload(course, "scorm2004-4th", sco=ScoScope.UNIT))
    sitting = learner.open(enrolment, "ITEM-clinic")
    expect(sitting.find(".tile-card h2")).to_have_text("Choose your group first.")
    expect(sitting.find("button.check")).to_be_disabled()
    sitting.find("select").select_option("2026b")
    assert texts(sitting.sco, ".tile-card h2") == ["Monday, November 30, 2026, 9:30 – 11:00 AM"]
    sitting.exit()
    enrolment.wait_for_end()

    again = learner.open(enrolment, "ITEM-clinic")
    expect(again.find("select")).to_have_value("2026b")
    again.find("button[data-way=made-up]").click()
    expect(again.find(".tile .feedback")).to_have_text("You said that you have made it up.")
    again.exit()
    enrolment.wait_for_end()
    data = enrolment.last("ITEM-clinic").data
    assert [data[name] for name in ("cmi.completion_status", "cmi.interactions.0.learner_response")] == [
        "completed",
        "made-up 2026b",
    ]


def test_an_address_can_choose_the_group(server: MiniLms, builder: Builder, learner: Learner, tmp_path: Path) -> None:
    enrolment = server.enrol(builder.upload(with_snapshot(TWO_COHORTS, tmp_path), "scorm12", sco=ScoScope.UNIT))
    page = learner.context.new_page()
    for cohort, day in (("2026a", "23"), ("2026b", "30")):
        page.goto(f"{server.origin}/content/{enrolment.token}/clinic.html?cohort={cohort}")
        expect(page.locator(".tile-card h2")).to_have_text(f"Monday, November {day}, 2026, 9:30 – 11:00 AM")
        expect(page.locator(".tile select")).to_be_hidden()


def test_a_newer_plan_is_shown_where_it_can_be_reached(
    server: MiniLms, builder: Builder, learner: Learner, tmp_path: Path
) -> None:
    url = "https://plans.example.org/{cohort}/session-plan.json"
    course = changed(COURSE, "course.yaml", ("lms:", f'blend: {{model: custom, plan-url: "{url}"}}\nlms:'))
    newer = json.loads(with_snapshot(LATER, tmp_path)["plan/snapshot.json"])["cohorts"][0]["manifest"]
    newer["plan"] |= {"revision": 3, "published": "2026-11-20T08:00:00+00:00"}
    enrolment = server.enrol(builder.upload(with_snapshot(course, tmp_path), "scorm12", sco=ScoScope.UNIT))

    reachable = [False]
    address = url.replace("{cohort}", "2026a")
    headers = {"Access-Control-Allow-Origin": "*"}
    learner.context.route(
        address,
        lambda route: (
            route.fulfill(json=newer, headers=headers) if reachable[0] else route.fulfill(json={}, headers=headers)
        ),
    )
    sitting = learner.open(enrolment, "ITEM-clinic")
    expect(sitting.find(".tile-card .tile-aside")).to_have_text(
        "As of November 1, 2026. A newer plan could not be reached."
    )
    assert texts(sitting.sco, ".tile-card h2") == ["Monday, November 23, 2026, 9:30 – 11:00 AM"]

    reachable[0] = True
    sitting = learner.open(enrolment, "ITEM-clinic")
    expect(sitting.find(".tile-card h2")).to_have_text("Monday, November 23, 2026, 6:00 – 7:30 PM")
    expect(sitting.find(".tile-card .tile-aside")).to_have_text("As of November 20, 2026.")
    assert "20261123T180000Z" in (sitting.find("a[download]").get_attribute("href") or "")
    assert learner.problems == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_a_tile_before_and_after(
    width: int, scheme: Literal["light", "dark"], language: str, browser: Browser, server: MiniLms, builder: Builder,
    tmp_path: Path,
) -> None:  # fmt: skip
    course = changed(CODED, "course.yaml", ("lms:", f"language: {language}\nlms:"))
    enrolment = server.enrol(builder.upload(with_snapshot(course, tmp_path), "scorm12", sco=ScoScope.UNIT))
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{server.origin}/content/{enrolment.token}/clinic.html")
    page.add_script_tag(content=AXE)
    expect(page.locator(".tile-card h2")).to_contain_text("2026")
    assert page.evaluate(RUN)["found"] == []
    page.locator("input[name=code]").fill(code_of(course, tmp_path))
    page.locator("button.check").click()
    expect(page.locator(".tile form")).to_have_attribute("data-state", "right")
    result = page.evaluate(RUN)
    assert (result["found"], result["rules"] > 20) == ([], True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()

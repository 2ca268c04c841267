"""A cmi5 package in Chromium, against an LMS that refuses what cmi5 forbids."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.learner import Learner, Sitting
from tests.e2e.mini_lms import Enrolment, MiniLms, Upload
from tests.e2e.stores import Room, Stores, said, serve_stores, verb
from tests.e2e.tiny_courses import Builder
from tests.told import TIDES
from tests.xapi.stores.real import REAL_STORES

QUIET = {
    **TIDES,
    "units/harbour.md": TIDES["units/harbour.md"].partition("::: audio")[0],
}
DEFINED = ("initialized", "completed", "passed", "failed", "terminated")
CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/cmi5"


@pytest.fixture(scope="module")
def stores() -> Iterator[Stores]:
    with serve_stores() as running:
        yield running


@pytest.fixture
def lms(stores: Stores) -> Room:
    return stores.room("cmi5")


@pytest.fixture(scope="module")
def package(builder: Builder) -> Upload:
    return unpacked(builder.paths(QUIET, "cmi5")[0])


def unpacked(path: Path) -> Upload:
    with zipfile.ZipFile(path) as archive:
        return Upload("2004", {name: archive.read(name) for name in archive.namelist()})


def launch(learner: Learner, enrolment: Enrolment, query: str, document: str = "moon.html") -> Sitting:
    page = learner.context.new_page()
    page.goto(f"{learner.server.origin}/content/{enrolment.token}/{document}?{query}")
    sitting = Sitting(learner, enrolment, page, page.main_frame, page.main_frame)
    expect(sitting.find("html.js")).to_have_count(1)
    return sitting


def pass_time(sitting: Sitting, seconds: int) -> None:
    """Second by second, so that answers come between timers."""
    for _ in range(seconds):
        sitting.learner.wait(1)
        time.sleep(0.02)


def finish(sitting: Sitting, pull: str = "b", hours: str = "12") -> None:
    sitting.next()
    form = sitting.question("q_pull")
    form.locator(f"input[value={pull}]").check()
    form.locator("input[type=radio][name*=sure], .confidence input").first.check()
    form.locator("button.check").click()
    expect(form).not_to_have_attribute("data-state", "open")
    number = sitting.question("q_hours")
    number.locator("input").first.fill(hours)
    number.locator("button.check").click()
    expect(number).not_to_have_attribute("data-state", "open")


def defined(room: Room) -> list[str]:
    """The cmi5-defined verbs in their order."""
    found = []
    for each in room.statements():
        categories = each["context"]["contextActivities"].get("category", [])
        if any(category["id"] == CATEGORY for category in categories):
            found.append(verb(each))
    return found


def test_learn_pass_leave_resume_and_review_without_a_refusal(
    lms: Room, package: Upload, learner: Learner, server: MiniLms
) -> None:
    enrolment = server.enrol(package)
    first = lms.launch(mastery=0.8)
    registration = first["registration"]
    sitting = launch(learner, enrolment, first["query"])
    lms.wait(lambda each: said(each) == ["initialized"], "initialized, alone and first")
    finish(sitting)
    learner.wait(5)
    lms.wait(lambda each: "passed" in said(each), "passed")
    sitting.page.close(run_before_unload=True)
    lms.wait(lambda each: said(each)[-1] == "terminated", "terminated, by a tab that was closed")
    assert defined(lms) == ["initialized", "completed", "passed", "terminated"]

    again = launch(learner, enrolment, lms.launch(registration=registration, mastery=0.8)["query"])
    assert again.shown == "moon--check"
    expect(again.question("q_hours")).to_have_attribute("data-state", "right")
    again.page.close(run_before_unload=True)
    lms.wait(lambda each: said(each, "terminated") == ["terminated"] * 2, "the end of the second session")

    review = launch(learner, enrolment, lms.launch(registration=registration, mode="Review")["query"])
    expect(review.find("[data-status]").first).to_contain_text("nothing is recorded")
    review.go_to("moon--pull")
    review.page.close(run_before_unload=True)
    lms.wait(lambda each: said(each, "terminated") == ["terminated"] * 3, "the end of the review")
    assert defined(lms)[4:] == ["initialized", "terminated"] * 2
    assert lms.report()["refused"] == []
    # There is no state at first; and a page that goes at once cannot wait to hear upon what it writes.
    assert [each for each in learner.problems if "404" not in each and "409" not in each] == []


def test_fail_exit_and_return_to_the_lms(lms: Room, package: Upload, learner: Learner, server: MiniLms) -> None:
    enrolment = server.enrol(package)
    back = f"{server.origin}/blank"
    sitting = launch(learner, enrolment, lms.launch(mastery=0.8, returnURL=back)["query"])
    finish(sitting, hours="3")
    sitting.find("button[data-action=exit]").click()
    sitting.page.wait_for_url(back)
    assert defined(lms) == ["initialized", "completed", "failed", "terminated"]
    assert lms.report()["refused"] == []


@pytest.mark.parametrize("name", REAL_STORES)
def test_a_real_store_is_told_of_failing_resuming_passing_and_looking_again(
    name: str, stores: Stores, builder: Builder, learner: Learner, server: MiniLms, tmp_path: Path
) -> None:
    with REAL_STORES[name](tmp_path) as real:
        lms = stores.room("cmi5", real)
        again_and_again = {**QUIET, "units/moon.md": QUIET["units/moon.md"].replace("tries=1", "tries=0")}
        enrolment = server.enrol(unpacked(builder.paths(again_and_again, "cmi5")[0]))
        first = lms.launch(mastery=0.8)
        sitting = launch(learner, enrolment, first["query"])
        finish(sitting, hours="3")
        pass_time(sitting, 2)
        leave(sitting, lms, sessions=1)
        again = launch(learner, enrolment, lms.launch(registration=first["registration"], mastery=0.8)["query"])
        assert again.shown == "moon--check"
        number = again.question("q_hours")
        pass_time(again, 2)  # a click at once would be taken for the second of a double click
        number.locator("button.check").click()
        number.locator("input").first.fill("12")
        number.locator("button.check").click()
        expect(number).to_have_attribute("data-state", "right")
        pass_time(again, 2)
        leave(again, lms, sessions=2)
        review = launch(learner, enrolment, lms.launch(registration=first["registration"], mode="Review")["query"])
        leave(review, lms, sessions=3)
        assert defined(lms) == [
            "initialized", "completed", "failed", "terminated",
            "initialized", "passed", "terminated",
            "initialized", "terminated",
        ]  # fmt: skip
        ids = [each["id"] for each in lms.statements()]
        assert len(ids) == len(set(ids))


def leave(sitting: Sitting, room: Room, sessions: int) -> None:
    """Closes the tab; a little later, so that the next session has later times."""
    sitting.page.close(run_before_unload=True)
    room.wait(lambda each: said(each, "terminated") == ["terminated"] * sessions, "terminated")
    page = sitting.learner.context.new_page()
    sitting.learner.wait(60)
    page.close()


def test_offline_while_learning_closed_and_opened_again(
    lms: Room, package: Upload, learner: Learner, server: MiniLms
) -> None:
    enrolment = server.enrol(package)
    first = lms.launch(mastery=0.8)
    sitting = launch(learner, enrolment, first["query"])
    lms.wait(lambda each: said(each) == ["initialized"], "initialized")
    lms.weather("down")
    finish(sitting)
    pass_time(sitting, 10)
    expect(sitting.find("[data-status]").first).to_contain_text("could not be saved yet")
    lms.weather("fine")
    pass_time(sitting, 70)
    lms.wait(lambda each: "passed" in said(each), "what was told offline")
    expect(sitting.find("[data-status]").first).not_to_contain_text("could not")
    sitting.page.close(run_before_unload=True)
    lms.wait(lambda each: said(each)[-1] == "terminated", "terminated")
    assert defined(lms) == ["initialized", "completed", "passed", "terminated"]
    ids = [each["id"] for each in lms.statements()]
    assert (len(ids), lms.report()["refused"]) == (len(set(ids)), [])


def test_a_launch_that_was_used_before_says_so_and_records_nothing(
    lms: Room, package: Upload, learner: Learner, server: MiniLms
) -> None:
    enrolment = server.enrol(package)
    query = lms.launch()["query"]
    sitting = launch(learner, enrolment, query)
    sitting.page.reload()
    expect(sitting.find("[data-status]").first).to_contain_text("connection to the learning platform has ended")
    assert defined(lms) == ["initialized", "terminated"]

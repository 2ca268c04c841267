"""When the server fails, is slow or cannot be reached: nothing is lost in silence, nothing is counted twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.learner import Learner, begin
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import TEA, Builder

TARGETS = ["scorm12", "scorm2004-4th"]
SAVED = "saved"


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("weather", ["failing", "down"])
def test_a_commit_that_fails_is_admitted_and_made_up_for(
    weather: str, target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    sitting = begin(learner, enrolment)
    enrolment.weather = weather  # type: ignore[assignment]
    sitting.answer("q_leaves", "b")
    notice = sitting.find("[data-status]")
    expect(notice).to_have_attribute("data-kind", "warning")
    expect(notice).to_contain_text("could not be saved yet")
    assert enrolment.turned_away == 1
    learner.wait(5)  # the first retry
    assert enrolment.turned_away == 2
    enrolment.weather = "fine"
    learner.wait(15)  # the second
    expect(notice).to_have_attribute("data-kind", "done")
    expect(notice).to_contain_text(SAVED)
    learner.wait(10)
    expect(notice).to_be_empty()
    sitting.exit()
    final = enrolment.wait_for_end()
    assert [final.data[f"cmi.interactions.{n}.result"] for n in (0, 1)] == [WRONG[target], "correct"]
    assert "cmi.interactions.2.id" not in final.data
    assert learner.open(enrolment).question("q_leaves").get_attribute("data-state") == "right"


WRONG = {"scorm12": "wrong", "scorm2004-4th": "incorrect"}


@pytest.mark.parametrize("target", TARGETS)
def test_the_network_coming_back_is_enough_to_save(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    sitting = begin(learner, enrolment)
    learner.context.set_offline(True)
    sitting.answer("q_leaves", "b")
    expect(sitting.find("[data-status]")).to_contain_text("could not be saved yet")
    before = len(enrolment.commits)
    learner.context.set_offline(False)
    expect(sitting.find("[data-status]")).to_contain_text(SAVED)
    assert len(enrolment.commits) == before + 1


@pytest.mark.parametrize("target", TARGETS)
def test_who_leaves_without_a_network_goes_on_from_the_last_save(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    sitting = begin(learner, enrolment)
    enrolment.weather = "down"
    sitting.next()
    sitting.answer("q_keeps", "a", "b")
    sitting.page.close(run_before_unload=True)
    enrolment.wait(lambda each: each.turned_away >= 2, "the commits that found nobody")
    enrolment.weather = "fine"
    again = learner.open(enrolment)
    assert again.shown == "brewing--leaves"
    expect(again.question("q_leaves")).to_have_attribute("data-state", "wrong")
    again.next()
    again.answer("q_keeps", "a", "b")
    again.exit()
    enrolment.wait_for_end()
    assert enrolment.last().data["cmi.interactions.1.id"] == "q_keeps"


@pytest.mark.parametrize("target", TARGETS)
def test_a_slow_server_loses_and_doubles_nothing(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    sitting = learner.open(enrolment)
    enrolment.weather = "slow"
    sitting.next()
    sitting.answer("q_leaves", "b")
    sitting.exit()
    final = enrolment.wait_for_end()
    assert final.data["cmi.interactions.0.result"] == "correct"
    assert "cmi.interactions.1.id" not in final.data
    assert [commit.final for commit in enrolment.commits].count(True) == 1
    assert learner.problems == []

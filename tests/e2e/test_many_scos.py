"""Packages with a SCO for each unit: every one is launched, remembered and judged by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from scormkit.model import ScoScope
from tests.e2e.learner import Learner
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import TEA, Builder

COURSE = {
    "course.yaml": "id: drinks\ntitle: Drinks\n",
    "units/a-tea.md": TEA["units/brewing.md"].replace("objectives: [brew]\n", ""),
    "units/b-coffee.md": "---\ntitle: Coffee\n---\n# Beans {#beans}\n\nRoast.\n\n# Mill {#mill}\n\nGrind.\n",
}


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-3rd", "scorm2004-4th"])
def test_each_sco_has_a_state_and_a_result_of_its_own(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(COURSE, target, sco=ScoScope.UNIT))
    tea, coffee = (sco.identifier for sco in enrolment.upload.scos)
    assert [sco.title for sco in enrolment.upload.scos] == ["Brewing", "Coffee"]

    sitting = learner.open(enrolment, tea)
    sitting.next()
    sitting.answer("q_leaves", "b")
    sitting.exit()
    enrolment.wait_for_end()

    sitting = learner.open(enrolment, coffee)
    assert sitting.shown == "b-coffee--beans"
    expect(sitting.find("form.question")).to_have_count(0)
    sitting.next()
    sitting.exit()
    enrolment.wait_for_end()

    status = "cmi.core.lesson_status" if target == "scorm12" else "cmi.completion_status"
    assert (enrolment.last(tea).data[status], enrolment.last(coffee).data[status]) == ("incomplete", "completed")
    assert learner.open(enrolment, tea).shown == "a-tea--leaves"
    assert learner.open(enrolment, coffee).shown == "b-coffee--mill"
    assert learner.problems == []

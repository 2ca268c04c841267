"""Packages with a SCO for each unit: every one is launched, remembered and judged by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from scormkit.model import ScoScope
from tests.e2e.learner import Learner, Sitting
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


CHAIN = {
    "course.yaml": "id: drinks\ntitle: Drinks\n",
    "units/a-tea.md": "# Tea {#tea}\n\n::: question #q-tea\nIs it tea?\n\n- [ ] No\n- [x] Yes\n:::\n",
    "units/b-coffee.md": "---\nprerequisites: [a-tea]\n---\n# Coffee {#coffee}\n\nHot.\n",
    "units/c-end.md": "---\nprerequisites: [b-coffee]\n---\n# End {#end}\n\nBye.\n",
}


def test_the_sequencer_of_an_lms_opens_a_unit_when_the_one_it_needs_is_passed_or_completed(
    learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(CHAIN, "scorm2004-4th", sco=ScoScope.UNIT))
    tea, coffee, end = (sco.identifier for sco in enrolment.upload.scos)
    page = learner.context.new_page()
    page.goto(f"{server.origin}/lms/{enrolment.token}?sequenced=1")

    def choose(sco: str) -> bool:
        return bool(page.evaluate("id => choose(id)", sco))

    def answer(choice: str) -> None:
        frame = page.locator("iframe#sco").element_handle().content_frame()
        assert frame
        expect(frame.locator("html.js")).to_have_count(1)
        Sitting(learner, enrolment, page, page.main_frame, frame).answer("q_tea", choice)

    assert [choose(sco) for sco in (end, coffee, tea)] == [False, False, True]
    answer("a")
    assert [choose(sco) for sco in (coffee, tea)] == [False, True], "failed"
    answer("b")
    assert [choose(sco) for sco in (end, coffee)] == [False, True], "passed"
    expect(page.frame_locator("#sco").locator("#b-coffee--coffee")).to_be_visible()
    assert choose(end), "completed"
    expect(page.frame_locator("#sco").locator("#c-end--end")).to_be_visible()
    calls = page.evaluate("window.calls")
    assert [call for call in calls if call["error"] not in ("0", "403")] == []
    assert learner.problems == []

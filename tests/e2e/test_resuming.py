"""Coming back: where we were, with what we had done, also when the course has changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.e2e.learner import Learner, Sitting, written
from tests.e2e.mini_lms import Enrolment, MiniLms
from tests.e2e.tiny_courses import TEA, Builder, changed

TARGETS = ["scorm12", "scorm2004-4th"]
UNIT = "units/brewing.md"
POT = """\
# The pot {#pot}

Warm it first.

::: question #q-pot
What is a pot for?

- [x] Tea
- [ ] Flowers
:::

"""
LEAVES = TEA[UNIT][TEA[UNIT].index("# Leaves") : TEA[UNIT].index("# Patience")]
QUESTION = LEAVES[LEAVES.index(":::") :]


def work(learner: Learner, enrolment: Enrolment) -> Sitting:
    """Sees two pages of three, answers one question right and the other not at all; stops at the second page."""
    sitting = learner.open(enrolment)
    learner.wait(20)
    sitting.next()
    sitting.answer("q_leaves", "b")
    learner.wait(20)
    return sitting


def come_back(learner: Learner, enrolment: Enrolment) -> Sitting:
    work(learner, enrolment).page.close(run_before_unload=True)
    enrolment.wait_for_end()
    return learner.open(enrolment)


@pytest.mark.parametrize("target", TARGETS)
def test_a_launch_goes_on_at_the_page_with_the_answers_and_the_pages_seen(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    sitting = come_back(learner, enrolment)
    assert sitting.shown == "brewing--leaves"
    assert contents(sitting) == {"brewing--water": "seen", "brewing--leaves": "current", "brewing--patience": "new"}
    form = sitting.question("q_leaves")
    expect(form).to_have_attribute("data-state", "right")
    expect(form.locator("input[value=b]")).to_be_checked()
    expect(form.locator(".choice-feedback:visible")).to_have_text("Just right.")
    expect(form.locator("button.check")).to_be_hidden()
    assert written(sitting.calls()) == [f'{SET[target]}SetValue("{EXIT[target]}", "suspend") -> true']
    assert learner.problems == []


SET = {"scorm12": "LMS", "scorm2004-4th": ""}
EXIT = {"scorm12": "cmi.core.exit", "scorm2004-4th": "cmi.exit"}


@pytest.mark.parametrize(
    ("course", "seen"),
    [
        pytest.param(
            changed(TEA, UNIT, ("# Leaves", f"{POT}# Leaves")),
            {"water": "seen", "pot": "new", "leaves": "current", "patience": "new"},
            id="a page inserted before",
        ),
        pytest.param(
            changed(TEA, UNIT, (LEAVES, ""), ("Wait three minutes.", f"Wait.\n\n{LEAVES}")),
            {"water": "seen", "patience": "new", "leaves": "current"},
            id="pages in another order",
        ),
        pytest.param(
            {**TEA, "units/a-first.md": "# Before all else {#before}\n\nWash your hands.\n"},
            {"before": "new", "water": "seen", "leaves": "current", "patience": "new"},
            id="a unit inserted before",
        ),
        pytest.param(
            changed(TEA, UNIT, ("# Water {#water}\n\nFresh water, just off the boil.\n\n", "")),
            {"leaves": "current", "patience": "new"},
            id="a page removed",
        ),
        pytest.param(
            changed(TEA, UNIT, ("Water {#water}", "Good water {#water}"), ("Leaves {", "The leaves {")),
            {"water": "seen", "leaves": "current", "patience": "new"},
            id="pages renamed",
        ),
    ],
)
def test_after_an_update_the_learner_is_at_the_same_page_with_the_same_answers(
    course: dict[str, str], seen: dict[str, str], learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, "scorm12"))
    work(learner, enrolment).exit()
    enrolment.wait_for_end()
    enrolment.upload = builder.upload(course, "scorm12")
    sitting = learner.open(enrolment)
    assert {page.split("--")[1]: state for page, state in contents(sitting).items()} == seen
    assert sitting.shown == "brewing--leaves"
    expect(sitting.question("q_leaves")).to_have_attribute("data-state", "right")
    expect(sitting.question("q_leaves").locator("input[value=b]")).to_be_checked()
    assert learner.problems == []


@pytest.mark.parametrize("target", TARGETS)
def test_the_answer_to_a_removed_question_is_dropped_and_the_others_stay(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    sitting = work(learner, enrolment)
    sitting.next()
    sitting.answer("q_keeps", "c")
    sitting.exit()
    enrolment.wait_for_end()
    enrolment.upload = builder.upload(changed(TEA, UNIT, (QUESTION, "")), target)
    sitting = learner.open(enrolment)
    assert sitting.shown == "brewing--patience"
    expect(sitting.question("q_leaves")).to_have_count(0)
    expect(sitting.question("q_keeps")).to_have_attribute("data-state", "spent")
    assert learner.problems == []


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("mode", ["review", "browse"])
def test_review_and_browse_show_the_work_and_write_nothing(
    mode: str, target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, target))
    work(learner, enrolment).exit()
    enrolment.wait_for_end()
    enrolment.mode = mode  # type: ignore[assignment]
    sitting = learner.open(enrolment)
    expect(sitting.find("[data-status]")).to_contain_text("nothing is recorded")
    expect(sitting.question("q_leaves")).to_have_attribute("data-state", "right")
    sitting.next()
    sitting.answer("q_keeps", "a", "b")
    learner.wait(60)
    calls = sitting.calls()
    sitting.page.close(run_before_unload=True)
    enrolment.wait_for_end()
    assert written(calls) == []
    # Terminate alone makes the LMS store something: what it had given out.
    assert [each.final for each in enrolment.of_launch(2)] == [True]


def test_a_mode_that_forbids_writing_is_obeyed_by_the_exit_button_too(
    learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, "scorm2004-4th"))
    enrolment.mode = "browse"
    sitting = learner.open(enrolment)
    sitting.next()
    sitting.exit()
    assert written(sitting.calls()) == ['SetValue("adl.nav.request", "suspendAll") -> true']


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda state: state[: len(state) // 2], id="cut in half"),
        pytest.param(lambda state: "{}", id="overwritten"),
        pytest.param(lambda state: state[:12] + state[11] + state[13:], id="one character changed"),
    ],
)
def test_a_damaged_state_is_admitted_and_the_course_stays_usable(
    damage: Callable[[str], str], learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(TEA, "scorm12"))
    work(learner, enrolment).exit()
    enrolment.wait_for_end()
    stored = enrolment.commits.pop()
    damaged = {**stored.data, "cmi.suspend_data": damage(stored.data["cmi.suspend_data"])}
    enrolment.commits.append(replace(stored, data=damaged))
    sitting = learner.open(enrolment)
    expect(sitting.find("[data-status]")).to_contain_text("could not be read")
    sitting.go_to("brewing--patience")
    sitting.answer("q_keeps", "a", "b")
    assert learner.problems == []


def contents(sitting: Sitting) -> dict[str, str]:
    """The state of each page in the table of contents."""
    links = sitting.find("nav[data-toc] a[data-goto]").all()
    return {link.get_attribute("data-goto") or "": link.get_attribute("data-state") or "" for link in links}

"""Quizzes played: drawn, failed, taken again, interrupted, out of time; what they exempt from and what is sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.learner import Learner, Sitting
from tests.e2e.mini_lms import Commit, Enrolment, MiniLms
from tests.e2e.tiny_courses import Builder

TARGETS = ["scorm12", "scorm2004-4th"]


def choice(name: str, options: str = "", text: str = "") -> str:
    """The second option is right."""
    body = f"{text or name.capitalize()}?\n\n- [ ] No\n- [x] Yes\n"
    return f"::: question #q-{name} {options}\n{body}:::\n\n"


BANK = "# Teas\n\n## Green\n\n" + "".join(choice(f"green{n}") for n in (1, 2, 3))
BANK += "## Black\n\n" + "".join(choice(f"black{n}") for n in (1, 2, 3))
HEAD = """\
id: teas
title: Teas
objectives: {green: Brew green tea, black: Brew black tea}
completion: {require: all, mastery: 80%}
"""
OPTIONS = 'pass=80% tries=3 feedback=end order=forward time-limit="10 min"'
EXAM = {
    "course.yaml": HEAD,
    "banks/teas.md": BANK,
    "units/exam.md": f"""\
---
title: Exam
objectives: [green, black]
---
# Before {{#before}}

Take your time.

# Exam {{#exam}}

::: quiz The exam #final {OPTIONS}
draw: 2 from teas by objective

{choice("fixed", "objective=black points=2")}
:::
""",
}


def quiz_of(sitting: Sitting) -> Locator:
    return sitting.find("section.quiz:visible")


def shown(quiz: Locator) -> list[str]:
    """The ids of the questions before the learner."""
    forms = quiz.locator("form.question:visible")
    return [str(each) for each in forms.evaluate_all("forms => forms.map(form => form.dataset.question)")]


def give(form: Locator, right: bool) -> None:
    form.locator(f"input[value={'b' if right else 'a'}]").check()
    form.locator("button.check").click()


def walk(quiz: Locator, wrong: str) -> list[str]:
    """Answers one question after the other, wrong where the name has the word in it; hands in. All names in order."""
    names: list[str] = []
    onward = quiz.locator("[data-action=onward]")
    while True:
        (name,) = shown(quiz)
        names.append(name)
        form = quiz.locator("form.question:visible")
        give(form, not wrong or wrong not in name)
        expect(form).to_have_attribute("data-state", "noted")
        expect(form.locator(".feedback")).to_have_text("Your answer is noted.")
        if not onward.is_visible():
            break
        onward.click()
        expect(quiz.locator(".quiz-question:visible")).to_be_focused()
    quiz.locator("[data-action=hand-in]").click()
    return names


def interactions(commit: Commit) -> list[tuple[str, str]]:
    """Id and result of each record, in order."""
    found = []
    while (start := f"cmi.interactions.{len(found)}.") + "id" in commit.data:
        found.append((commit.data[start + "id"], commit.data[start + "result"]))
    return found


def outcome(commit: Commit) -> dict[str, str]:
    """Status and scores of the whole and of each objective of the course, by its id; what is unknown is left out."""
    told: dict[str, str] = {}
    for name, text in sorted(commit.data.items()):
        parts = name.split(".")
        if parts[1] == "objectives":
            parts = [commit.data[f"cmi.objectives.{parts[2]}.id"], *parts[3:]]
        if parts[-1] in ("lesson_status", "status", "completion_status", "success_status", "raw", "scaled"):
            told[".".join(parts)] = text
    return {name: text for name, text in told.items() if not name.startswith("primary-") and text != "unknown"}


@pytest.mark.parametrize("target", TARGETS)
def test_a_quiz_is_failed_first_and_passed_by_what_was_wrong(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(EXAM, target))
    sitting = learner.open(enrolment)
    sitting.next()
    quiz = quiz_of(sitting)
    expect(quiz).to_have_attribute("data-state", "new")
    assert shown(quiz) == []
    quiz.locator("[data-action=start]").click()
    expect(quiz.locator(".quiz-position")).to_have_text("Question 1 of 3")
    expect(quiz.locator(".clock")).to_have_text("Time left: 10:00")
    expect(quiz.locator("[data-action=back]")).to_be_hidden()

    names = walk(quiz, wrong="black")
    assert sorted(name.strip("123") for name in names) == ["final_q_black", "final_q_green", "q_fixed"]
    result = quiz.locator(".quiz-result[role=status]")
    expect(quiz).to_have_attribute("data-state", "failed")
    expect(result).to_be_focused()
    expect(result.locator(".verdict")).to_have_text("Not passed")
    expect(result.locator(".quiz-score")).to_have_text("Result: 75%")
    expect(result.locator(".quiz-needed")).to_have_text("To pass: 80%")
    expect(result.locator("tbody tr")).to_have_text(["Brew green tea100%", "Brew black tea67%"])
    expect(result.locator(".quiz-left")).to_have_text("Tries left: 2")
    assert shown(quiz) == names, "all are looked at again"
    expect(quiz.locator(".right-answer, .choice[data-state=right]:not(:has(:checked))")).to_have_count(0)

    learner.wait(30)
    first = enrolment.commits[-1]
    wrong = "wrong" if target == "scorm12" else "incorrect"
    assert interactions(first) == [(name, wrong if "black" in name else "correct") for name in names]
    assert outcome(first) == (
        {"cmi.core.lesson_status": "incomplete"} if target == "scorm12" else {"cmi.completion_status": "incomplete"}
    )

    retake = result.locator("[data-action=retake]")
    expect(retake).to_have_text("Ask again what was not right")
    retake.click()
    expect(quiz).to_have_attribute("data-state", "running")
    (again,) = shown(quiz)
    assert again in names[1:]
    assert "black" in again
    expect(quiz.locator(".quiz-position")).to_have_text("Question 1 of 1")
    expect(quiz.locator(".quiz-question:visible")).to_be_focused()
    expect(quiz.locator("form.question:visible input:checked")).to_have_count(0)
    assert walk(quiz, wrong="") == [again]
    expect(quiz).to_have_attribute("data-state", "passed")
    expect(result.locator(".quiz-score")).to_have_text("Result: 100%")
    expect(result.locator("[data-action=retake]")).to_have_count(0)
    sitting.exit()
    final = enrolment.wait_for_end()
    assert interactions(final) == [*interactions(first), (again, "correct")]
    assert outcome(final) == PASSED[target]
    assert [str(call) for call in sitting.calls() if call.refused] == []
    assert learner.problems == []


PASSED = {
    "scorm12": {
        "cmi.core.lesson_status": "passed",
        "cmi.core.score.raw": "100",
        "green.status": "passed",
        "green.score.raw": "100",
        "black.status": "passed",
        "black.score.raw": "100",
    },
    "scorm2004-4th": {
        "cmi.completion_status": "completed",
        "cmi.success_status": "passed",
        "cmi.score.raw": "100",
        "cmi.score.scaled": "1",
        "green.completion_status": "completed",
        "green.success_status": "passed",
        "green.score.raw": "100",
        "green.score.scaled": "1",
        "black.completion_status": "completed",
        "black.success_status": "passed",
        "black.score.raw": "100",
        "black.score.scaled": "1",
    },
}


def begin_and_leave(learner: Learner, enrolment: Enrolment) -> tuple[str, str]:
    """Answers the first question, goes on to the second, leaves after two minutes. Both names."""
    sitting = learner.open(enrolment)
    sitting.next()
    quiz = quiz_of(sitting)
    quiz.locator("[data-action=start]").click()
    (first,) = shown(quiz)
    give(quiz.locator("form.question:visible"), right=True)
    quiz.locator("[data-action=onward]").click()
    (second,) = shown(quiz)
    learner.wait(120)
    sitting.page.close(run_before_unload=True)
    enrolment.wait_for_end()
    return first, second


@pytest.mark.parametrize("target", TARGETS)
def test_an_interrupted_quiz_goes_on_with_the_same_questions_at_the_same_place_until_its_time_is_over(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(EXAM, target))
    first, second = begin_and_leave(learner, enrolment)
    learner.context.clock.fast_forward(60_000)  # a break does not stop the clock of a test
    sitting = learner.open(enrolment)
    quiz = quiz_of(sitting)
    expect(quiz).to_have_attribute("data-state", "running")
    assert shown(quiz) == [second]
    expect(quiz.locator(".quiz-position")).to_have_text("Question 2 of 3")
    expect(quiz.locator(".clock")).to_have_text("Time left: 7:00")

    extend = quiz.locator("button.extend")
    expect(extend).to_be_hidden()
    learner.wait(6 * 60 + 45)
    expect(extend).to_be_visible()
    expect(quiz.locator("[role=status]", has_text="You can ask for more time.")).to_have_count(1)
    extend.click()
    expect(quiz.locator(".clock")).to_have_text("Time left: 10:15")
    expect(extend).to_be_hidden()
    quiz.locator(f"form.question[data-question={second}] input[value=a]").check()
    learner.wait(10 * 60 + 15)
    expect(quiz).to_have_attribute("data-state", "failed")
    expect(quiz.locator(".quiz-result")).to_contain_text("The time is over.")
    sitting.exit()
    answered = [name for name, result in interactions(enrolment.wait_for_end()) if result == "correct"]
    assert answered == [first]
    assert [str(call) for call in sitting.calls() if call.refused] == []
    assert learner.problems == []


JOURNEY = {
    "course.yaml": HEAD + "outline: [start, green, black, again, end]\n",
    "banks/teas.md": BANK,
    "units/start.md": """\
---
kind: pre-test
objectives: [green, black]
---
# What do you know? {#know}

::: quiz Before #before
draw: 4 from teas by objective
:::
""",
    "units/green.md": "---\nobjectives: [green]\n---\n# Green tea {#green}\n\n80 °C.\n\n" + choice("lesson-green"),
    "units/black.md": "---\nobjectives: [black]\n---\n# Black tea {#black}\n\n100 °C.\n\n" + choice("lesson-black"),
    "units/again.md": "# Once more {#more}\n\n::: recall From before #recalled n=1\n",
    "units/end.md": """\
---
kind: post-test
objectives: [green, black]
---
# What now? {#now}

::: quiz After #after pass=50%
draw: 4 from teas by objective
:::
""",
}


def answer_all(quiz: Locator, wrong: str) -> list[str]:
    """Starts, answers all that stands below one another, hands in."""
    quiz.locator("[data-action=start]").click()
    names = shown(quiz)
    for name in names:
        give(quiz.locator(f"form.question[data-question={name}]"), not wrong or wrong not in name)
    quiz.locator("[data-action=hand-in]").click()
    return names


@pytest.mark.parametrize("target", TARGETS)
def test_a_pre_test_exempts_from_the_unit_it_shows_to_be_known_and_a_post_test_shows_the_gain(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(JOURNEY, target))
    sitting = learner.open(enrolment)
    quiz = quiz_of(sitting)
    names = answer_all(quiz, wrong="black")
    assert sorted(name.strip("123") for name in names) == ["before_q_black"] * 2 + ["before_q_green"] * 2
    expect(quiz.locator(".quiz-exempt + ul > li")).to_have_text(["Green tea"])
    link = sitting.find('nav[data-toc] a[data-goto="green--green"]')
    expect(link).to_have_attribute("data-state", "exempt")
    expect(link).to_contain_text("may be skipped")

    sitting.go_to("black--black")
    sitting.answer("q_lesson_black", "b")
    sitting.go_to("again--more")
    quiz = quiz_of(sitting)
    answer_all(quiz, wrong="")
    expect(quiz).to_have_attribute("data-state", "done")
    sitting.go_to("end--now")
    quiz = quiz_of(sitting)
    answer_all(quiz, wrong="")
    expect(quiz.locator(".quiz-result thead th")).to_have_text(["Objective", "Before", "After", "Gain"])
    rows = ["Brew green tea100%100%0%", "Brew black tea0%100%+100%"]
    expect(quiz.locator(".quiz-result tbody tr")).to_have_text(rows)
    sitting.exit()
    final = enrolment.wait_for_end()
    assert outcome(final) == PASSED[target]
    weights = {
        final.data[f"cmi.interactions.{n}.id"].split("_")[0]: final.data[f"cmi.interactions.{n}.weighting"]
        for n in range(len(interactions(final)))
    }
    assert weights == {"before": "0", "q": "1", "recalled": "0", "after": "1"}
    assert [str(call) for call in sitting.calls() if call.refused] == []
    assert learner.problems == []

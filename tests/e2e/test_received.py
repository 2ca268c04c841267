"""What the LMS receives: each row of the page in the manual is played, in both standards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.learner import Learner, Sitting
from tests.e2e.mini_lms import Commit, MiniLms
from tests.e2e.tiny_courses import Builder

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "what-the-lms-receives.md"

Asked = Literal["singly", "in a quiz"]


def course(require: str, tries: int = 0, graded: bool = True, asked: Asked = "singly") -> dict[str, str]:
    """Three pages; the last has two graded questions of the same weight, each for itself or both in a quiz."""
    own = f" tries={tries}" if asked == "singly" else ""
    quiz = "".join(
        f"\n::: question #q-{name}{own}\nIs {name} tea?\n\n- [x] Yes\n- [ ] No\n:::\n" for name in ("green", "black")
    )
    if asked == "in a quiz":
        quiz = f"\n::: quiz #test tries={tries}\n{quiz}\n:::\n"
    pages = "# Water {#water}\n\nHot.\n\n# Leaves {#leaves}\n\nDry.\n\n# Quiz {#quiz}\n\nNow you.\n"
    return {
        "course.yaml": f"id: tea\ntitle: Tea\ncompletion: {{require: {require}, mastery: 80%}}\n",
        "units/u.md": f"---\ntitle: Tea\n---\n{pages}{quiz if graded else ''}",
    }


def see_all(sitting: Sitting) -> None:
    sitting.next()
    sitting.next()


def answer(sitting: Sitting, green: str = "", black: str = "") -> None:
    """Answers what is given a letter: for itself, or within one try of the quiz."""
    answers = {name: choice for name, choice in (("q_green", green), ("q_black", black)) if choice}
    quiz = sitting.find("section.quiz")
    if quiz.count():
        take(sitting, quiz, answers)
        return
    for name, choice in answers.items():
        sitting.answer(name, choice)


def take(sitting: Sitting, quiz: Locator, answers: dict[str, str]) -> None:
    """One try of a quiz, from its start to its result; what is left unanswered is handed in all the same."""
    begin = quiz.locator("[data-action=start]:visible, [data-action=retake]:visible").first
    if begin.get_attribute("data-action") == "retake":
        sitting.learner.wait(2)  # a second click at once would be taken for a double click
    begin.click()
    for name, choice in answers.items():
        sitting.question(name).locator(f'.choice input[value="{choice}"]').check()
    hand_in = quiz.locator("[data-action=hand-in]")
    hand_in.click()
    if hand_in.is_visible():
        sitting.learner.wait(2)
        hand_in.click()
    expect(hand_in).to_be_hidden()


def skip_a_page(sitting: Sitting) -> None:
    sitting.go_to("u--quiz")
    answer(sitting, "a", "a")


def pass_at_once(sitting: Sitting) -> None:
    see_all(sitting)
    answer(sitting, "a", "a")


def fail(sitting: Sitting) -> None:
    see_all(sitting)
    answer(sitting, "a", "b")


def fail_then_pass(sitting: Sitting) -> None:
    fail(sitting)
    answer(sitting, black="a")


def err_once(sitting: Sitting) -> None:
    see_all(sitting)
    answer(sitting, "b")


def use_up_tries(sitting: Sitting) -> None:
    see_all(sitting)
    answer(sitting, "a", "b")
    answer(sitting, black="b")


@dataclass(frozen=True)
class Situation:
    play: Callable[[Sitting], None]
    tries: int = 0
    graded: bool = True


SITUATIONS = {
    "Saw all pages of a course without graded questions": Situation(see_all, graded=False),
    "Saw all pages, answered nothing": Situation(see_all),
    "Passed the quiz, left out a page": Situation(skip_a_page),
    "Saw all pages and passed the quiz": Situation(pass_at_once),
    "Saw all pages, failed the quiz, may try again as often as wanted": Situation(fail),
    "Failed the quiz first and passed it later": Situation(fail_then_pass),
    "Saw all pages, gave a wrong answer, has a try left": Situation(err_once, tries=2),
    "Saw all pages, used up all tries and failed": Situation(use_up_tries, tries=2),
}
#: Where only passing completes there must be something to pass.
IMPOSSIBLE = ("passed", "Saw all pages of a course without graded questions")


@dataclass(frozen=True)
class Row:
    require: str
    situation: str
    scorm12: tuple[str, str]
    scorm2004: tuple[str, str, str]


def rows() -> Iterator[Row]:
    """The rows of all tables on the page."""
    require = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            require = line.removeprefix("## `require: ").removesuffix("`")
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 6 and cells[0] not in ("What the learner did", "---"):
            yield Row(require, cells[0], (cells[1], cells[2]), (cells[3], cells[4], cells[5]))


def test_the_page_has_a_row_for_every_situation_under_every_setting() -> None:
    expected = [(require, name) for require in ("all", "pages", "passed") for name in SITUATIONS]
    expected.remove(IMPOSSIBLE)
    assert [(row.require, row.situation) for row in rows()] == expected


#: How a question was asked matters to what it is worth, not to what completes: quizzes are played under one setting.
PLAYED = [(row, "singly") for row in rows()] + [(row, "in a quiz") for row in rows() if row.require == "all"]


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-4th"])
@pytest.mark.parametrize(
    ("row", "asked"), PLAYED, ids=[f"{row.require}: {row.situation}, {asked}" for row, asked in PLAYED]
)
def test_the_lms_receives_what_the_page_says(
    row: Row, target: str, asked: Asked, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    situation = SITUATIONS[row.situation]
    enrolment = server.enrol(builder.upload(course(row.require, situation.tries, situation.graded, asked), target))
    sitting = learner.open(enrolment)
    situation.play(sitting)
    sitting.exit()
    final = enrolment.wait_for_end()
    received, expected = (
        (in_scorm12(final), row.scorm12) if target == "scorm12" else (in_scorm2004(final), row.scorm2004)
    )
    assert received == expected
    assert [str(call) for call in sitting.calls() if call.refused] == []
    assert learner.problems == []


def in_scorm12(commit: Commit) -> tuple[str, str]:
    score = commit.data.get("cmi.core.score.raw", "–")
    if score != "–":
        assert (commit.data["cmi.core.score.min"], commit.data["cmi.core.score.max"]) == ("0", "100")
    return commit.data["cmi.core.lesson_status"], score


def in_scorm2004(commit: Commit) -> tuple[str, str, str]:
    score = commit.data.get("cmi.score.scaled", "–")
    if score != "–":
        raw = [commit.data[f"cmi.score.{name}"] for name in ("raw", "min", "max")]
        assert [float(each) for each in raw] == [float(score) * 100, 0, 100]
    return commit.data["cmi.completion_status"], commit.data["cmi.success_status"], score

"""Quizzes, scenarios and checklists have their keys, their weight and their part of the longest state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scormkit.layout import Packing, Sco, TargetProfile, plan_layouts, walk
from scormkit.layout.names import state_keys
from scormkit.layout.state import answer_length, longest_state, longest_way
from scormkit.model import (
    Blank,
    Choice,
    Container,
    Course,
    Form,
    Interactions,
    Pool,
    Prose,
    Question,
    QuestionKind,
    Quiz,
    ScoScope,
    Split,
)
from tests.courses import load
from tests.render.assessment import CHECKLIST, GROUPS, KINDS, PRACTICE, QUIZ, SCENARIO

PLAIN = TargetProfile("plain", "Plain", "local")


def sco_with(course: Course, *blocks: object) -> Sco:
    """The SCO of a course of one page that holds these blocks."""
    (unit,) = course.units()
    made = replace(unit, pages=(replace(unit.pages[0], blocks=blocks),))  # type: ignore[arg-type]
    (layout,) = plan_layouts(replace(course, outline=(made,)), PLAIN, Packing(Split.COURSE, ScoScope.COURSE))
    return layout.scos[0]


def empty_course(folder: Path) -> Course:
    return load(folder, {"course.yaml": "title: T\n", "units/u.md": "# U\n\nText.\n"})


def test_blocks_are_walked_through_with_all_that_stands_in_them() -> None:
    names = [f"{type(block).__name__} {getattr(block, 'id', '')}".strip() for block in walk(GROUPS)]
    assert names == [
        "Container", "Quiz final", "Prose", "Question final-choice", "Prose", "Question final-numeric", "Prose",
        "Question final-true-false", "Question final-gaps", "Question final-matching", "Quiz warm-up",
        "Question warm-up-several", "Scenario night", "Prose", "Question night-door", "Prose", "Prose",
        "Checklist airway", "Prose", "Question airway-steps", "Container essay", "Container brief", "Prose",
        "Container hand-in", "Prose", "Container self-check", "Question essay-performance",
    ]  # fmt: skip


def test_each_has_a_key_of_its_own_and_changes_no_other_key(tmp_path: Path) -> None:
    course = empty_course(tmp_path)
    before, after = sco_with(course, *KINDS), sco_with(course, *KINDS, *GROUPS)
    assert [name for name, _ in after.block_keys] == [
        "quiz:final",
        "quiz:warm-up",
        "scenario:night",
        "checklist:airway",
    ]
    assert after.question_keys[: len(KINDS)] == before.question_keys
    assert [page.key for page in after.pages] == [page.key for page in before.pages]
    keys = [key for _, key in (*after.question_keys, *after.block_keys)] + [page.key for page in after.pages]
    assert len(keys) == len(set(keys))
    assert dict(after.block_keys)["scenario:night"] == state_keys(["scenario:night"])["scenario:night"]


def test_a_sco_weighs_what_one_learner_can_earn(tmp_path: Path) -> None:
    course = empty_course(tmp_path)
    weights = [sco_with(course, block).points for block in (QUIZ, PRACTICE, SCENARIO, CHECKLIST)]
    assert weights == [5.0, 0, 3.0, 0]  # of the pool two of three count
    assert [sco_with(course, block).mastery for block in (QUIZ, PRACTICE)] == [0.8, None]


def test_a_scenario_alone_can_be_passed(tmp_path: Path) -> None:
    assert sco_with(empty_course(tmp_path), SCENARIO).mastery == 0.8


def question(kind: QuestionKind, count: int, **more: object) -> Question:
    choices = tuple(Choice(str(number), "", "") for number in range(count))
    return replace(Question("q", kind, "", "", choices), **more)  # type: ignore[arg-type]


def test_the_longest_answer_of_each_kind_is_this() -> None:
    lengths = {
        name: answer_length(asked, Interactions.EACH_TRY) - 8
        for name, asked in {
            "choice": question(QuestionKind.CHOICE, 7),
            "true-false": question(QuestionKind.TRUE_FALSE, 2),
            "likert": question(QuestionKind.LIKERT, 5),
            "performance": question(QuestionKind.PERFORMANCE, 13),
            "hotspot": question(QuestionKind.OTHER, 6, form=Form.HOTSPOT),
            "label": question(QuestionKind.OTHER, 6, form=Form.LABEL),
            "matching": question(QuestionKind.MATCHING, 4),
            "sequencing": question(QuestionKind.SEQUENCING, 5),
            "numeric": question(QuestionKind.NUMERIC, 0),
            "free": question(QuestionKind.LONG_FILL_IN, 0, rubric=("x",) * 7),
            "gaps": question(QuestionKind.FILL_IN, 0, blanks=(Blank("b1", ("x",)),)),
        }.items()
    }
    assert lengths == {
        "choice": 2 + 2 + 7, "true-false": 1, "likert": 1 + 2 + 5, "performance": 3 + 2 + 13, "hotspot": 1 + 2 + 6,
        "label": 6 + 2 + 6, "matching": 4 + 2 + 4, "sequencing": 5 + 2 + 5, "numeric": 20, "free": 2, "gaps": 0,
    }  # fmt: skip


def test_of_a_pool_as_many_answers_are_kept_as_are_drawn(tmp_path: Path) -> None:
    short, long = question(QuestionKind.CHOICE, 2), question(QuestionKind.MATCHING, 30)
    drawn = (replace(short, id="s1"), replace(short, id="s2"), replace(long, id="l1"), replace(long, id="l2"))
    fixed = replace(short, id="f")
    quiz = Quiz("z", "", (Prose(""), fixed), (Pool(2, drawn),))
    cost = longest_state(sco_with(empty_course(tmp_path), Container("details", (quiz,))))
    assert sorted(name for _, name in cost.answers) == ["f", "l1", "l2"]


def test_what_is_decided_in_a_scenario_is_kept_as_its_way(tmp_path: Path) -> None:
    sco = sco_with(empty_course(tmp_path), SCENARIO, CHECKLIST)
    record = sco.completion.record
    assert longest_state(sco).answers == ((answer_length(CHECKLIST.question, record, 2), "airway-steps"),)
    assert longest_way(SCENARIO) == 1

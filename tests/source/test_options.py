"""Every option and field that an author can write reaches the model; the tables miss none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scormkit.model import Block, Checklist, Launch, Packaging, Purpose, Question, Quiz, Scenario, ScoScope, Split
from scormkit.source.assessment import assignment, checklist, quiz, scenario
from scormkit.source.questions.context import FIELDS, OPTIONS
from tests.courses import load

CHOICE = "- [x] a\n- [x] b\n- [ ] c\n"

#: Option as written → what stands in the question, attribute and value.
QUESTION_OPTIONS: dict[str, tuple[str, str, Any]] = {
    "confidence=yes": (CHOICE, "confidence", True),
    "exact=yes": ("answer: a\n", "blanks[0].exact", True),
    "graded=no": (CHOICE, "graded", False),
    "hint-cost=25%": (CHOICE, "hint_cost", 0.25),
    "kind=likert": ("- a\n- b\n", "kind", "likert"),
    "multiple=yes": ("- [x] a\n- [ ] b\n", "multiple", True),
    "objective=two": (CHOICE, "objectives", ("two",)),
    "objectives=two,one": (CHOICE, "objectives", ("two", "one")),
    "partial=yes": (CHOICE, "partial", True),
    "points=2.5": (CHOICE, "points", 2.5),
    "shuffle=yes": (CHOICE, "shuffle", True),
    "tags=easy,new": (CHOICE, "tags", ("easy", "new")),
    'time-limit="2 min"': (CHOICE, "time_limit", 120),
    "tries=3": (CHOICE, "tries", 3),
}
#: Field as written → what else stands in the question, attribute and value.
QUESTION_FIELDS: dict[str, tuple[str, str, Any]] = {
    "hint: *x*\nhint: y": (CHOICE, "hints", ("<p><em>x</em></p>", "<p>y</p>")),
    "explanation: x": (CHOICE, "explanation", "<p>x</p>"),
    "right: x": (CHOICE, "right", "<p>x</p>"),
    "wrong: x": (CHOICE, "wrong", "<p>x</p>"),
    "try: x\ntry: y": (CHOICE, "after_try", ("<p>x</p>", "<p>y</p>")),
    "answer: 1..2": ("", "ranges[0].high", 2.0),
    "unit: cm": ("answer: 3\n", "unit", "cm"),
    "model: x": ("", "model_answer", "<p>x</p>"),
}
ASKED = "Is it so?\n\n- [x] Yes\n- [ ] No\n\nIs it new?\n\n- [x] Yes\n- [ ] No\n"
QUIZ_OPTIONS: dict[str, tuple[str, Any]] = {
    "draw=1": ("pools[0].count", 1),
    "from=bank": ("pools[0].count", 3),
    "from=bank tags=easy": ("pools[0].count", 1),
    "from=bank objective=two": ("pools[0].count", 2),
    "from=bank objectives=one,two": ("pools[0].count", 3),
    "draw=2 from=bank strata=objective": ("pools[0].strata", (("one", ("z-b-1",)), ("two", ("z-b-2", "z-b-3")))),
    "feedback=end": ("feedback_at_end", True),
    "order=forward": ("forward_only", True),
    "pass=60%": ("pass_mark", 0.6),
    "purpose=practice": ("purpose", Purpose.PRACTICE),
    "purpose=post-test": ("purpose", Purpose.POST_TEST),
    "retake=all": ("retake_wrong", False),
    "shuffle=yes": ("shuffle", True),
    'time-limit="5 min"': ("time_limit", 300),
    "tries=2": ("tries", 2),
    'wait="1 day"': ("wait", 86400),
}
RECALL_OPTIONS: dict[str, tuple[str, Any]] = {
    "n=1": ("pools[0].count", 1),
    "from=start n=all": ("pools[0].count", 3),
    "n=all tags=easy": ("pools[0].count", 1),
    "n=all objective=two": ("pools[0].count", 2),
    "n=all objectives=one": ("pools[0].count", 1),
    "n=2 by=objective": ("pools[0].strata[1][0]", "two"),
    "n=2 shuffle=yes": ("shuffle", True),
    "n=2 tries=1": ("tries", 1),
}
SCENARIO_OPTIONS: dict[str, tuple[str, Any]] = {
    "graded=no": ("graded", False),
    "objective=two": ("scenes[0].question.objectives", ("two",)),
    "objectives=two,one": ("scenes[0].question.objectives", ("two", "one")),
    "points=3": ("points", 3.0),
}
CHECKLIST_OPTIONS: dict[str, tuple[str, Any]] = {
    "graded=yes": ("question.graded", True),
    "objective=two": ("question.objectives", ("two",)),
    "objectives=two,one": ("question.objectives", ("two", "one")),
    "observations=2": ("observations", 2),
    "others=1": ("others", 1),
    "points=3": ("question.points", 3.0),
    "tags=ward": ("question.tags", ("ward",)),
}


def read(thing: Any, path: str) -> Any:
    """An attribute such as `pools[0].count`."""
    for part in path.replace("[", ".[").split("."):
        thing = thing[int(part[1:-1])] if part.startswith("[") else getattr(thing, part)
    return thing


def block(tmp_path: Path, text: str) -> Block:
    """The only block of a unit, in a course with two objectives, a bank and an earlier unit of three questions."""
    asked = "".join(
        f"::: question #{{}}-{number} objective={objective} {tags}\nQ{number}\n\n- [x] a\n- [ ] b\n:::\n\n"
        for number, objective, tags in ((1, "one", "tags=easy"), (2, "two", ""), (3, "two", ""))
    )
    files = {
        "course.yaml": "title: T\nobjectives: {one: One, two: Two}\noutline: [start, unit]\n",
        "banks/bank.md": asked.replace("{}", "b"),
        "units/start.md": f"# S\n\n{asked.replace('{}', 's')}",
        "units/unit.md": f"# U\n\n{text}",
    }
    (found,) = load(tmp_path, files).units()[1].pages[0].blocks
    return found


@pytest.mark.parametrize("option", QUESTION_OPTIONS)
def test_each_option_of_a_question_reaches_the_model(option: str, tmp_path: Path) -> None:
    body, path, value = QUESTION_OPTIONS[option]
    question = block(tmp_path, f"::: question {option}\nWhich\n\n{body}:::\n")
    assert isinstance(question, Question) and read(question, path) == value


@pytest.mark.parametrize("field", QUESTION_FIELDS)
def test_each_field_of_a_question_reaches_the_model(field: str, tmp_path: Path) -> None:
    body, path, value = QUESTION_FIELDS[field]
    question = block(tmp_path, f"::: question\nWhich\n\n{body}\n{field}\n:::\n")
    assert isinstance(question, Question) and read(question, path) == value


def test_what_is_said_of_an_option_reaches_the_model(tmp_path: Path) -> None:
    question = block(tmp_path, "Which?\n\n- [x] a\n  > Yes.\n- [ ] b\n  > No.\n")
    assert isinstance(question, Question)
    assert [choice.feedback for choice in question.choices] == ["<p>Yes.</p>", "<p>No.</p>"]


@pytest.mark.parametrize("option", QUIZ_OPTIONS)
def test_each_option_of_a_quiz_reaches_the_model(option: str, tmp_path: Path) -> None:
    path, value = QUIZ_OPTIONS[option]
    made = block(tmp_path, f"::: quiz #z {option}\n{ASKED}:::\n")
    assert isinstance(made, Quiz) and read(made, path) == value


def test_a_pre_test_reaches_the_model(tmp_path: Path) -> None:
    made = block(tmp_path, "::: quiz #z purpose=pre-test from=bank\n:::\n")
    assert isinstance(made, Quiz)
    assert (made.purpose, made.tries, made.feedback_at_end) == (Purpose.PRE_TEST, 1, True)
    assert not any(question.graded for question in made.questions())


@pytest.mark.parametrize("option", RECALL_OPTIONS)
def test_each_option_of_a_recall_reaches_the_model(option: str, tmp_path: Path) -> None:
    path, value = RECALL_OPTIONS[option]
    made = block(tmp_path, f"::: recall {option}\n")
    assert isinstance(made, Quiz) and made.purpose is Purpose.RECALL and read(made, path) == value


@pytest.mark.parametrize("option", SCENARIO_OPTIONS)
def test_each_option_of_a_scenario_reaches_the_model(option: str, tmp_path: Path) -> None:
    path, value = SCENARIO_OPTIONS[option]
    made = block(tmp_path, f"::: scenario S {option}\n### A\nWhat?\n\n- [B](#b) (+1)\n- [C](#b)\n\n### B\nEnd.\n:::\n")
    assert isinstance(made, Scenario) and read(made, path) == value


@pytest.mark.parametrize("option", CHECKLIST_OPTIONS)
def test_each_option_of_a_checklist_reaches_the_model(option: str, tmp_path: Path) -> None:
    path, value = CHECKLIST_OPTIONS[option]
    made = block(tmp_path, f"::: checklist C {option}\n- [x] a\n- [ ] b\n- [ ] c\n:::\n")
    assert isinstance(made, Checklist) and read(made, path) == value


@pytest.mark.parametrize("option", ["objective=two", "objectives=two"])
def test_each_option_of_an_assignment_reaches_the_model(option: str, tmp_path: Path) -> None:
    made = block(tmp_path, f"::: assignment A {option}\nDo it.\n\n### Hand in\nHere.\n\n### Self-check\n- [x] a\n:::\n")
    assert read(made, "blocks[2].blocks[0].objectives") == ("two",)


def test_the_tables_have_every_option_there_is() -> None:
    def names(table: dict[str, Any]) -> set[str]:
        return {word.split("=")[0] for option in table for word in option.split() if "=" in word}

    assert names(QUESTION_OPTIONS) == set(OPTIONS)
    assert {field.split(":")[0] for field in QUESTION_FIELDS} == set(FIELDS)
    assert names(QUIZ_OPTIONS) == set(quiz.QUIZ_OPTIONS)
    assert names(RECALL_OPTIONS) == set(quiz.RECALL_OPTIONS)
    assert names(SCENARIO_OPTIONS) == set(scenario.OPTIONS)
    assert names(CHECKLIST_OPTIONS) == set(checklist.OPTIONS)
    assert set(assignment.OPTIONS) == {"objective", "objectives"}


def test_every_key_of_packaging_reaches_the_model(tmp_path: Path) -> None:
    written = "packaging: {targets: [cmi5], split: unit, sco: module, max-size: 2 MB, launch: own-window}\n"
    course = load(tmp_path, {"course.yaml": f"title: T\n{written}", "units/one.md": "# One\n\nText.\n"})
    assert course.packaging == Packaging(("cmi5",), Split.UNIT, ScoScope.MODULE, 2_000_000, Launch.OWN)

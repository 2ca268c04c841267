"""The gallery shows all there is: every kind, every option, every field, in a course without a finding."""

from __future__ import annotations

import re
from pathlib import Path

from scormkit.diagnostics import Severity
from scormkit.model import Block, Checklist, Container, Purpose, QuestionKind, Quiz, Scenario
from scormkit.source import read_course
from scormkit.source.assessment import checklist, quiz, scenario
from scormkit.source.questions.context import FIELDS, OPTIONS
from tests.courses import lines_of

GALLERY = Path(__file__).resolve().parents[2] / "courses" / "question-gallery"


def texts() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(GALLERY.rglob("*.md")))


def lines_with(name: str) -> str:
    return "\n".join(re.findall(rf"^::: {name}\b.*$", texts(), re.MULTILINE))


def test_the_gallery_has_no_finding() -> None:
    report = read_course(GALLERY).report
    assert (lines_of(report, GALLERY), report.count(Severity.ERROR)) == ([], 0)


def test_every_kind_of_question_and_every_purpose_of_a_quiz_is_shown() -> None:
    course = read_course(GALLERY).course
    assert course is not None
    questions = [each for unit in course.units() for each in unit.questions()]
    assert {each.kind for each in questions} == set(QuestionKind)
    assert {each.form for each in questions if each.form} == {"hotspot", "label"}
    blocks = [block for unit in course.units() for page in unit.pages for block in page.blocks]
    assert {type(block) for block in blocks} >= {Quiz, Scenario, Checklist}
    assert {kind_of(block) for block in blocks} >= {*Purpose, "assignment"}


def kind_of(block: Block) -> str:
    return block.purpose if isinstance(block, Quiz) else block.kind if isinstance(block, Container) else ""


def test_every_option_and_field_is_shown() -> None:
    wanted = {
        "question": {*OPTIONS} - {"objective"},
        "quiz": {*quiz.QUIZ_OPTIONS} - {"objective", "objectives", "tags"},  # these stand in lines `draw:`
        "recall": {*quiz.RECALL_OPTIONS} - {"objectives"},
        "scenario": {*scenario.OPTIONS} - {"objectives", "graded"},
        "checklist": {*checklist.OPTIONS} - {"objectives"},
    }
    missing = {name: sorted(each for each in options if f" {each}=" not in lines_with(name))
               for name, options in wanted.items()}  # fmt: skip
    assert missing == {name: [] for name in wanted}
    assert [name for name in FIELDS if not re.search(rf"^{name}:", texts(), re.MULTILINE)] == []
    assert re.search(r"^draw: .* from .* tags .* objective ", texts(), re.MULTILINE)
    assert re.search(r"^draw: .* by objective$", texts(), re.MULTILINE)

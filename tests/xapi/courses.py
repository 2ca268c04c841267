"""Courses for the tests of statements: the samples, and one that is made by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from scormkit.model import (
    Blank,
    Choice,
    Completion,
    Course,
    Form,
    Module,
    Objective,
    Page,
    Question,
    QuestionKind,
    Range,
    Unit,
    XapiProfile,
)
from scormkit.source.course import load_course
from scormkit.xapi.statements import Json, course_catalogue, example_statements

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = sorted(path.parent.name for path in (ROOT / "courses").glob("*/course.yaml"))
A, B, C = (Choice(letter, "", f"{letter.upper()}!", correct=letter != "b") for letter in "abc")
ONE, TWO = Choice("1", "", "One"), Choice("2", "", "Two")


@cache
def sample(name: str) -> Course:
    return load_course(ROOT / "courses" / name)


def sample_statements(profile: XapiProfile) -> list[Json]:
    """Every statement that any sample course can send, right answers included."""
    return [
        statement
        for name in SAMPLES
        for statement in example_statements(course_catalogue(sample(name), profile, answers=True))
    ]


def question(kind: QuestionKind, **facts: object) -> Question:
    return Question(f"q-{kind}", kind, "", f"What of {kind}?", **facts)  # type: ignore[arg-type]


#: One question of every kind and form.
QUESTIONS = (
    question(QuestionKind.TRUE_FALSE, choices=(Choice("true", "", "", correct=True), Choice("false", "", ""))),
    question(QuestionKind.CHOICE, choices=(A, B, C), multiple=True),
    question(QuestionKind.FILL_IN, blanks=(Blank("1", ("x", "y")), Blank("2", (), ("z+",), exact=True))),
    question(QuestionKind.LONG_FILL_IN, model_answer="<p>Call for help.</p>"),
    question(QuestionKind.MATCHING, choices=(A, B), targets=(ONE, TWO), pairs=(("a", "2"), ("b", "1"))),
    question(QuestionKind.SEQUENCING, choices=(C, A, B)),
    question(QuestionKind.NUMERIC, ranges=(Range(12, 20), Range(42, 42), Range(None, 0.5), Range(7, None))),
    question(QuestionKind.LIKERT, choices=(A, B, C)),
    question(QuestionKind.PERFORMANCE, choices=(A, B, C)),
    Question("q-spot", QuestionKind.OTHER, "", "Where?", choices=(A, B), form=Form.HOTSPOT),
    Question("q-label", QuestionKind.OTHER, "", "Label!", (A, B), (ONE,), (("a", "1"),), form=Form.LABEL),
)

COURSE = Course(
    id="airway",
    title="Airway",
    iri="https://learn.example.org/courses/airway/",
    outline=(
        Module("basics", "Basics", (Unit("signs", "Signs", (Page("p1", "P", QUESTIONS),), objectives=("see",)),)),
        Unit("reading", "Reading", (Page("p1", "P", ()),), completion=Completion(mastery=None)),
    ),
    objectives=(Objective("see", "See it"), Objective("unused", "Unused")),
)

"""Lint room, questions: what a question must have to teach, and what gives its answer away."""

from __future__ import annotations

from collections.abc import Iterator

from scormkit.diagnostics import Location, Severity
from scormkit.model import Course, Page, Question, QuestionKind
from scormkit.rules import Finding, Findings, rule

_ENOUGH = 5  # fewer questions show no pattern


def _questions(course: Course) -> Iterator[tuple[Page, Question]]:
    for unit in course.units():
        for page in unit.pages:
            for question in page.questions():
                yield page, question


def _choices(course: Course) -> list[Question]:
    """Questions with one right option of several."""
    return [
        question
        for _, question in _questions(course)
        if question.kind is QuestionKind.CHOICE and sum(choice.correct for choice in question.choices) == 1
    ]


@rule(
    "QUESTION-NO-FEEDBACK",
    severity=Severity.INFO,
    spec="Hattie & Timperley 2007, The Power of Feedback; Müller & al. 2022 (133 blended courses)",
    hint="say why below the option as `> …`, or add `wrong:` or `explanation:`",
)
def question_without_feedback(course: Course) -> Findings:
    """A question says nothing to those who answer wrong.

    Learners see that they were wrong, and not why.

    Bad: options without a word below them
    Good: `- [ ] Wheeze` with `> Wheeze comes from the lower airways.` below
    """
    for page, question in _questions(course):
        judged = question.kind in (QuestionKind.CHOICE, QuestionKind.TRUE_FALSE) and question.graded
        wrong = [choice for choice in question.choices if not choice.correct]
        silent = not (question.wrong or question.explanation or question.after_try)
        if judged and silent and not any(choice.feedback for choice in wrong):
            message = f"the question `{question.id}` says nothing to those who answer wrong"
            yield Finding(message, Location(page.place.file, question.line))


@rule(
    "QUESTION-LONGEST-RIGHT",
    severity=Severity.INFO,
    spec="Haladyna, Downing & Rodriguez 2002, item-writing guideline 24: make all options about equal in length",
    hint="shorten the right options, or make wrong ones as exact",
)
def longest_is_right(course: Course) -> Findings:
    """In most questions the longest option is the right one.

    Learners notice that, and need not know the answer.

    Bad: four short wrong options and a careful, complete right one, again and again
    Good: options of about the same length
    """
    questions = _choices(course)
    longest = sum(max(q.choices, key=lambda choice: len(choice.text)).correct for q in questions)
    if len(questions) >= _ENOUGH and longest / len(questions) > 0.7:
        message = f"in {longest} of {len(questions)} questions the longest option is the right one"
        yield Finding(message, Location("course.yaml"))


@rule(
    "QUESTION-SAME-PLACE",
    severity=Severity.INFO,
    spec="Haladyna, Downing & Rodriguez 2002, item-writing guideline 20: vary the place of the right answer",
    hint="move some right options, or add `shuffle=yes`",
)
def right_in_the_same_place(course: Course) -> Findings:
    """In most questions the right option stands in the same place.

    Bad: always the second one
    Good: places that vary, or `shuffle=yes`
    """
    questions = [question for question in _choices(course) if not question.shuffle and len(question.choices) > 2]
    places = [[choice.correct for choice in question.choices].index(True) for question in questions]
    for place in sorted(set(places)):
        count = places.count(place)
        if len(questions) >= _ENOUGH and count / len(questions) > 0.6:
            message = f"in {count} of {len(questions)} questions the right option is number {place + 1}"
            yield Finding(message, Location("course.yaml"))

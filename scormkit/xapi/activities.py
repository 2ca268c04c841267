"""xAPI room, activities: everything of a course that a statement can be about, with ids, definitions and relations.

Ids grow from the course's `iri` and the author's slugs alone, so they stay the same whatever is built, and whenever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote

from scormkit.diagnostics import Location, Report, error
from scormkit.errors import CourseError
from scormkit.model import (
    Blank,
    Block,
    Checklist,
    Choice,
    Container,
    Course,
    Form,
    Media,
    MediaKind,
    Module,
    Question,
    QuestionKind,
    Quiz,
    Range,
    Scenario,
    ScoScope,
    Unit,
)
from scormkit.model.iri import can_grow, home_of
from scormkit.xapi import vocabulary as words
from scormkit.xapi.interactions import ITEM, PAIR, RANGE

NO_IRI = "XAPI-COURSE-IRI"
_MOST_ALTERNATIVES = 10
_MOST_TEXT = 1000
_TAG = re.compile(r"<[^>]*>")

Component = tuple[str, str]  #: id and description


@dataclass(frozen=True, slots=True)
class Interaction:
    """How a question is answered, in xAPI's forms; `example` is an answer, not the right one on purpose."""

    kind: str
    components: tuple[tuple[str, tuple[Component, ...]], ...] = ()
    correct: tuple[str, ...] = ()
    example: str = ""
    judged: bool = True
    points: float = 1.0


@dataclass(frozen=True, slots=True)
class Activity:
    """Something a statement can be about. `role` says what it is in the course: part, unit, question, quiz, …"""

    iri: str
    role: str
    type: words.Concept
    name: str
    description: str = ""
    parents: tuple[str, ...] = ()
    groupings: tuple[str, ...] = ()
    interaction: Interaction | None = None
    judged: bool = False  #: can be passed and failed
    mastery: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What is launched at once: a SCO, an AU, or the whole. `iri` is its activity's id."""

    iri: str
    title: str
    units: tuple[Unit, ...] = field(repr=False)
    mastery: float | None = None


def course_iri(course: Course) -> str:
    """The id that all others grow from, without a slash at its end.

    Raises `CourseError` when the course has none, or one with a query or fragment.
    """
    where = Location("course.yaml", 0, "iri")
    if not course.iri:
        hint = f"add `iri: https://<your domain>/courses/{course.id}` to course.yaml; an address you own, never changed"
        raise CourseError(Report.of([error(NO_IRI, "`iri` is missing, which xAPI and cmi5 need", where, hint)]))
    if not can_grow(course.iri):
        message = f"`iri` is `{course.iri}`; it must be an absolute address without `?` and `#`, since ids grow from it"
        raise CourseError(Report.of([error(NO_IRI, message, where, "write it as `https://…`")]))
    return course.iri.rstrip("/")


def home_page(course: Course) -> str:
    """Where accounts live unless something else is set: scheme and host of the course's iri."""
    return home_of(course_iri(course))


def unit_iri(course: Course, unit: str) -> str:
    return f"{course_iri(course)}/units/{unit}"


def module_iri(course: Course, module: str) -> str:
    return f"{course_iri(course)}/modules/{module}"


def live_session_iri(course: Course, live_session: str) -> str:
    return f"{course_iri(course)}/live-sessions/{live_session}"


def question_iri(course: Course, question: str) -> str:
    return f"{course_iri(course)}/questions/{question}"


def media_iri(course: Course, source: str) -> str:
    return f"{course_iri(course)}/media/{quote(source.removeprefix('media/'))}"


def course_parts(course: Course, scope: ScoScope) -> tuple[Part, ...]:
    """What is launched at once when a SCO holds as much as `scope` says; units outside modules stand alone."""
    if scope is ScoScope.COURSE:
        return (whole_course(course),)
    parts: list[Part] = []
    for entry in course.outline:
        if isinstance(entry, Module) and scope is ScoScope.MODULE:
            units = tuple(each for each in entry.items if isinstance(each, Unit))
            if units:
                parts.append(Part(module_iri(course, entry.id), entry.title, units, _mastery(course, units)))
        else:
            inside = entry.items if isinstance(entry, Module) else (entry,)
            parts += [unit_part(course, each) for each in inside if isinstance(each, Unit)]
    return tuple(parts)


def whole_course(course: Course) -> Part:
    """The course as one SCO. It is not the course itself: a course can have other parts, such as live sessions."""
    return Part(
        f"{course_iri(course)}/scos/{course.id}", course.title, course.units(), _mastery(course, course.units())
    )


def unit_part(course: Course, unit: Unit) -> Part:
    return Part(unit_iri(course, unit.id), unit.title, (unit,), _mastery(course, (unit,)))


def _mastery(course: Course, units: Iterable[Unit]) -> float | None:
    """The score that passes, where anything is graded."""
    graded = [unit for unit in units if unit.points()]
    if not graded:
        return None
    return course.completion_of(graded[0]).mastery if len(graded) == 1 else course.completion.mastery


def course_activities(course: Course, parts: Iterable[Part]) -> tuple[Activity, ...]:
    """Every activity of the course as launched in these parts, sorted by id; each id once."""
    root = course_iri(course)
    found: dict[str, Activity] = {}
    parts = tuple(parts)
    launched = next((part for part in parts if part.iri == root), None)
    mastery = launched.mastery if launched else None
    about = Activity(
        root, "part" if launched else "course", words.COURSE, course.title, course.description,
        judged=mastery is not None, mastery=mastery,
    )  # fmt: skip
    for activity in (about, *(each for part in parts for each in _part(course, root, part))):
        found.setdefault(activity.iri, activity)
    return tuple(found[iri] for iri in sorted(found))


def _part(course: Course, root: str, part: Part) -> Iterator[Activity]:
    above = () if part.iri == root else (root,)
    if above:
        yield Activity(
            part.iri, "part", words.LESSON, part.title,
            groupings=above, judged=part.mastery is not None, mastery=part.mastery,
        )  # fmt: skip
    for unit in part.units:
        iri = unit_iri(course, unit.id)
        if iri != part.iri:
            mastery = _mastery(course, (unit,))
            yield Activity(
                iri, "unit", words.LESSON, unit.title, unit.goal, (part.iri,), above, None, mastery is not None, mastery
            )  # fmt: skip
        yield from _inside(
            course, part, iri, unit, tuple(dict.fromkeys((*above, *(() if iri == part.iri else (iri,)))))
        )
    yield from _objectives(course, part, above)


def _objectives(course: Course, part: Part, above: tuple[str, ...]) -> Iterator[Activity]:
    """The SCORM profile puts an objective below its SCO: `<sco>/objectives/<id>`."""
    used = {each for unit in part.units for each in unit.objectives}
    used |= {each for unit in part.units for question in unit.questions() for each in question.objectives}
    for objective in course.objectives:
        if objective.id in used:
            iri = f"{part.iri}/objectives/{objective.id}"
            yield Activity(
                iri, "objective", words.OBJECTIVE, objective.text, parents=(part.iri,), groupings=above, judged=True
            )  # fmt: skip


def _inside(course: Course, part: Part, unit_id: str, unit: Unit, above: tuple[str, ...]) -> Iterator[Activity]:
    root = course_iri(course)
    for page in unit.pages:
        for block, holder in _walk(page.blocks, "", root):
            grouped = (*above, holder) if holder else above
            if isinstance(block, Question):
                how = interaction_of(block)
                yield Activity(
                    question_iri(course, block.id), "question", words.INTERACTION, *_named(block.text),
                    parents=(part.iri,), groupings=grouped, interaction=how, judged=how.judged,
                )  # fmt: skip
            elif isinstance(block, Media):
                kind = words.VIDEO if block.kind is MediaKind.VIDEO else words.MEDIA
                title = block.title or block.source
                yield Activity(
                    media_iri(course, block.source), str(block.kind), kind, title, parents=(part.iri,), groupings=above
                )  # fmt: skip
            elif isinstance(block, Quiz | Scenario | Checklist):
                kind, judged, mastery = _judged(block, part)
                yield Activity(
                    group_iri(root, block), type(block).__name__.lower(), kind, plain(block.title) or block.id,
                    parents=(part.iri,), groupings=above, judged=judged, mastery=mastery,
                )  # fmt: skip


def _judged(block: Quiz | Scenario | Checklist, part: Part) -> tuple[words.Concept, bool, float | None]:
    if isinstance(block, Quiz):
        mark = part.mastery if block.pass_mark is None else block.pass_mark
        return words.ASSESSMENT, mark is not None, mark
    if isinstance(block, Scenario):
        return words.SIMULATION, False, None
    return words.CHECKLIST, True, None


def group_iri(root: str, block: Quiz | Scenario | Checklist) -> str:
    """The id of what holds questions: `<course>/quizzes/<id>`, `…/scenarios/<id>`, `…/checklists/<id>`."""
    folder = {Quiz: "quizzes", Scenario: "scenarios", Checklist: "checklists"}[type(block)]
    return f"{root}/{folder}/{block.id}"


def _walk(blocks: Iterable[Block], holder: str, root: str) -> Iterator[tuple[Block, str]]:
    """Every block, however deep, with the id of the quiz, scenario or checklist that holds it."""
    for block in blocks:
        yield block, holder
        if isinstance(block, Container):
            yield from _walk(block.blocks, holder, root)
        elif isinstance(block, Quiz):
            inner = group_iri(root, block)
            yield from _walk(block.blocks, inner, root)
            yield from ((question, inner) for question in block.questions())
        elif isinstance(block, Scenario):
            for scene in block.scenes:
                yield from _walk(scene.blocks, group_iri(root, block), root)
                if scene.question:
                    yield scene.question, group_iri(root, block)
        elif isinstance(block, Checklist):
            yield from _walk(block.blocks, group_iri(root, block), root)
            yield block.question, group_iri(root, block)


def plain(html: str) -> str:
    """The words of a title."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _named(text: str) -> tuple[str, str]:
    """A question's name, short enough for a list, and its whole text."""
    short = text if len(text) <= 120 else f"{text[:119].rstrip()}…"
    return short, text[:_MOST_TEXT]


# --- questions ------------------------------------------------------------------------------------


def interaction_of(question: Question) -> Interaction:
    """A question as xAPI has it. A hotspot becomes a choice, and a picture to label a matching.

    (To SCORM both are of the type `other`; but that has no components, so nobody could tell what was chosen.)
    """
    kind, make = _MAKERS[question.form or question.kind]
    components, correct, example = make(question)
    judged = kind not in ("long-fill-in", "likert") and bool(correct)
    return Interaction(kind, components, tuple(correct)[:_MOST_ALTERNATIVES], example, judged, question.points)


_Made = tuple[tuple[tuple[str, tuple[Component, ...]], ...], list[str], str]


def _components(choices: Iterable[Choice]) -> tuple[Component, ...]:
    return tuple((each.id, each.text) for each in choices)


def _choice(question: Question) -> _Made:
    right = [each.id for each in question.choices if each.correct]
    correct = [ITEM.join(right)] if question.multiple and right else right
    return (("choices", _components(question.choices)),), correct, question.choices[0].id


def _true_false(question: Question) -> _Made:
    return (), [each.id for each in question.choices if each.correct], "true"


def _fill_in(question: Question) -> _Made:
    accepted = [_accepted(blank) for blank in question.blanks]
    rows = max((len(each) for each in accepted), default=0)
    mark = "{case_matters=true}" if any(blank.exact for blank in question.blanks) else ""
    correct = [mark + ITEM.join(each[row] if row < len(each) else each[0] for each in accepted) for row in range(rows)]
    return (), correct, ITEM.join("…" for _ in question.blanks) or "…"


def _accepted(blank: Blank) -> tuple[str, ...]:
    """The texts that are right. A pattern stands only where nothing else does: xAPI knows no regular expressions."""
    return blank.accept or tuple(f"/{pattern}/" for pattern in blank.patterns) or ("",)


def _long_fill_in(question: Question) -> _Made:
    return (), [], "…"


def _matching(question: Question) -> _Made:
    correct = [ITEM.join(f"{source}{PAIR}{target}" for source, target in question.pairs)] if question.pairs else []
    components = (("source", _components(question.choices)), ("target", _components(question.targets)))
    example = f"{question.choices[0].id}{PAIR}{question.targets[0].id}" if question.targets else ""
    return components, correct, example


def _sequencing(question: Question) -> _Made:
    """The components are sorted by id, since the author's order is the answer."""
    by_id = sorted(question.choices, key=lambda choice: choice.id)
    right = ITEM.join(each.id for each in question.choices)
    return (("choices", _components(by_id)),), [right], ITEM.join(each.id for each in by_id)


def _numeric(question: Question) -> _Made:
    return (), [_range(each) for each in question.ranges], "0"


def _range(numbers: Range) -> str:
    low, high = (None if each is None else number_text(each) for each in (numbers.low, numbers.high))
    return low if low == high and low is not None else f"{low or ''}{RANGE}{high or ''}"


def number_text(number: float) -> str:
    """A number without needless digits: `12`, `0.5`."""
    return str(int(number)) if number == int(number) else repr(float(number))


def _likert(question: Question) -> _Made:
    return (("scale", _components(question.choices)),), [], question.choices[0].id


def _performance(question: Question) -> _Made:
    """Each step with 1 when it was done and 0 when not."""
    right = [each.id for each in question.choices if each.correct]
    correct = [ITEM.join(f"{each}{PAIR}1" for each in right)] if right else []
    example = ITEM.join(f"{each.id}{PAIR}0" for each in question.choices)
    return (("steps", _components(question.choices)),), correct, example


def _other(question: Question) -> _Made:
    right = [each.id for each in question.choices if each.correct]
    return (), right, question.choices[0].id if question.choices else "…"


_MAKERS = {
    QuestionKind.TRUE_FALSE: ("true-false", _true_false),
    QuestionKind.CHOICE: ("choice", _choice),
    QuestionKind.FILL_IN: ("fill-in", _fill_in),
    QuestionKind.LONG_FILL_IN: ("long-fill-in", _long_fill_in),
    QuestionKind.MATCHING: ("matching", _matching),
    QuestionKind.SEQUENCING: ("sequencing", _sequencing),
    QuestionKind.NUMERIC: ("numeric", _numeric),
    QuestionKind.LIKERT: ("likert", _likert),
    QuestionKind.PERFORMANCE: ("performance", _performance),
    QuestionKind.OTHER: ("other", _other),
    Form.HOTSPOT: ("choice", _choice),
    Form.LABEL: ("matching", _matching),
}

"""Course, modules, units, live sessions: the whole of what an author wrote, resolved and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from scormkit.model.blocks import Block, Checklist, Container, Pool, Question, Quiz, Scenario, Tile
from scormkit.model.live import Blend, Concept, Evaluation, LintSettings, LiveSession, Teaches
from scormkit.model.place import Place
from scormkit.model.snapshot import Snapshot
from scormkit.model.xapi import XapiSettings


class Order(StrEnum):
    """How a learner may move between the units."""

    FREE = "free"
    IN_ORDER = "in-order"  #: a unit opens when the one before is completed
    MASTERY = "mastery"  #: a unit opens when the one before is passed (completed where nothing is graded)


class Require(StrEnum):
    """What completes."""

    ALL = "all"  #: every page seen and every graded question settled
    PAGES = "pages"  #: the pages seen
    PASSED = "passed"  #: the mastery score reached


class Split(StrEnum):
    """How many zips."""

    COURSE = "course"
    SESSION = "session"  #: one for each stretch between live sessions
    MODULE = "module"
    UNIT = "unit"


class ScoScope(StrEnum):
    """How much one SCO holds."""

    COURSE = "course"
    MODULE = "module"
    UNIT = "unit"


class Interactions(StrEnum):
    """How answers are recorded."""

    EACH_TRY = "each-try"
    LAST_TRY = "last-try"


@dataclass(frozen=True, slots=True)
class Completion:
    """What completed and passed mean. `share` and `mastery` are 0–1; `mastery` None: nothing is passed or failed."""

    require: Require = Require.ALL
    share: float = 1.0
    mastery: float | None = 0.8
    record: Interactions = Interactions.EACH_TRY


class Launch(StrEnum):
    """Where an LMS opens what it launches, in standards that let a package say so."""

    ANY = "any-window"  #: a frame, a tab or a window, as the LMS likes
    OWN = "own-window"  #: the whole of a window


@dataclass(frozen=True, slots=True)
class Packaging:
    """How the course is packed; `max_size` in bytes, 0 for no limit."""

    targets: tuple[str, ...] = ("scorm12", "web")
    split: Split = Split.COURSE
    sco: ScoScope = ScoScope.COURSE
    max_size: int = 0
    launch: Launch = Launch.ANY


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme's name and the branding the author set; paths are relative to the course folder."""

    name: str = "default"
    colour: str = ""
    logo: str = ""
    font: str = ""
    heading_font: str = ""
    fonts: tuple[str, ...] = ()  #: font files to carry


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    backup: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    id: str
    text: str
    level: str = ""
    critical: bool = False
    retention_days: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry; `also` are other forms that are recognised in the text."""

    id: str
    term: str
    definition: str  #: HTML
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a learner sees at once. `id` is unique in its unit."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    place: Place = field(default=Place(""), compare=False)

    def questions(self) -> Iterator[Question]:
        """The page's questions in reading order, also those inside directives."""
        yield from _questions(self.blocks)

    def identified(self) -> Iterator[str]:
        """The ids of all that learners' records name, in reading order; a scene is `SCENARIO/SCENE`."""
        yield from _ids(self.blocks)

    def has_quiz(self) -> bool:
        """Whether a quiz stands on the page, also inside directives."""
        return any(_quizzes(self.blocks))

    def renamed(self, ids: dict[str, str]) -> Page:
        """The same page with other ids: old, as in `identified`, → new (of a scene without its scenario)."""
        return replace(self, blocks=_renamed(self.blocks, ids)) if ids else self


def _questions(blocks: tuple[Block, ...]) -> Iterator[Question]:
    for block in blocks:
        if isinstance(block, Question):
            yield block
        elif isinstance(block, Container):
            yield from _questions(block.blocks)
        elif isinstance(block, Quiz):
            yield from _questions(block.blocks)
            yield from block.questions()
        elif isinstance(block, Scenario):
            for scene in block.scenes:
                yield from _questions(scene.blocks)
                if scene.question:
                    yield scene.question
        elif isinstance(block, Checklist):
            yield from _questions(block.blocks)
            yield block.question
        elif isinstance(block, Tile):
            yield block.question


def _quizzes(blocks: tuple[Block, ...]) -> Iterator[Quiz]:
    for block in blocks:
        if isinstance(block, Quiz):
            yield block
        elif isinstance(block, Container):
            yield from _quizzes(block.blocks)


def _ids(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Container):
            yield from _ids(block.blocks)
        elif isinstance(block, Question):
            yield block.id
        elif isinstance(block, Quiz | Scenario | Checklist):
            yield block.id
            if isinstance(block, Scenario):
                yield from (f"{block.id}/{scene.id}" for scene in block.scenes)
            yield from (question.id for question in _questions((block,)))


def _renamed(blocks: tuple[Block, ...], ids: dict[str, str]) -> tuple[Block, ...]:
    return tuple(_rename(block, ids) for block in blocks)


def _rename(block: Block, ids: dict[str, str]) -> Block:
    if isinstance(block, Container):
        return replace(block, blocks=_renamed(block.blocks, ids))
    if isinstance(block, Question):
        return _rename_question(block, ids)
    if isinstance(block, Quiz):
        pools = tuple(_rename_pool(pool, ids) for pool in block.pools)
        return replace(block, id=ids.get(block.id, block.id), blocks=_renamed(block.blocks, ids), pools=pools)
    if isinstance(block, Scenario):
        return _rename_scenario(block, ids)
    if isinstance(block, Checklist):
        question = _rename_question(block.question, ids)
        return replace(block, id=ids.get(block.id, block.id), blocks=_renamed(block.blocks, ids), question=question)
    return block


def _rename_question(question: Question, ids: dict[str, str]) -> Question:
    return replace(question, id=ids[question.id]) if question.id in ids else question


def _rename_pool(pool: Pool, ids: dict[str, str]) -> Pool:
    strata = tuple((name, tuple(ids.get(each, each) for each in members)) for name, members in pool.strata)
    return replace(pool, questions=tuple(_rename_question(each, ids) for each in pool.questions), strata=strata)


def _rename_scenario(scenario: Scenario, ids: dict[str, str]) -> Scenario:
    def scene_id(name: str) -> str:
        return ids.get(f"{scenario.id}/{name}", name)

    scenes = tuple(
        replace(
            scene,
            id=scene_id(scene.id),
            blocks=_renamed(scene.blocks, ids),
            question=_rename_question(scene.question, ids) if scene.question else None,
            moves=tuple(replace(move, scene=scene_id(move.scene)) for move in scene.moves),
        )
        for scene in scenario.scenes
    )
    return replace(scenario, id=ids.get(scenario.id, scenario.id), scenes=scenes)


def _points(blocks: tuple[Block, ...]) -> float:
    return sum(_points_of(block) for block in blocks)


def _points_of(block: Block) -> float:
    if isinstance(block, Container):
        return _points(block.blocks)
    if isinstance(block, Question):
        return block.points if block.graded else 0.0
    if isinstance(block, Quiz):
        return _points(block.blocks) + sum(pool.points() for pool in block.pools)
    if isinstance(block, Scenario):
        return block.points if block.graded else 0.0
    return _points_of(block.question) if isinstance(block, Checklist) else 0.0


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page; `page` is "" for a unit's first."""

    unit: str
    page: str
    place: Place


@dataclass(frozen=True, slots=True)
class Unit:
    """One asynchronous unit. `time_limit` in seconds, 0 for none; `minutes` is the estimated learning time."""

    id: str
    title: str
    pages: tuple[Page, ...]
    kind: str = "lesson"
    goal: str = ""
    objectives: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    completion: Completion | None = None
    time_limit: int = 0
    time_limit_action: str = "continue,no message"
    launch_data: str = ""
    hidden: bool = False
    minutes: float = 0.0
    teaches: Teaches = Teaches()
    standalone: bool = False  #: belongs to no live session, on purpose
    assets: tuple[str, ...] = ()  #: course files that its pages use, sorted
    links: tuple[PageLink, ...] = field(default=(), compare=False)  #: to pages of this and of other units
    place: Place = field(default=Place(""), compare=False)

    def questions(self) -> Iterator[Question]:
        for page in self.pages:
            yield from page.questions()

    def points(self) -> float:
        """Points of all that counts towards the score; of a pool as many as one draw has on average. 0: nothing."""
        return sum(_points(page.blocks) for page in self.pages)


@dataclass(frozen=True, slots=True)
class Module:
    id: str
    title: str
    items: tuple[Unit | LiveSession, ...]


OutlineEntry = Module | Unit | LiveSession


@dataclass(frozen=True, slots=True)
class Course:
    """A whole course in one language. Nothing in it names a delivery standard."""

    id: str
    title: str
    outline: tuple[OutlineEntry, ...]
    language: str = "en"
    locale: str = ""  #: the language again when this is a translation, empty for the original
    iri: str = ""
    version: str = "1.0.0"
    description: str = ""
    authors: tuple[str, ...] = ()
    licence: str = ""
    keywords: tuple[str, ...] = ()
    manager: Person | None = None
    objectives: tuple[Objective, ...] = ()
    glossary: tuple[Term, ...] = ()
    order: Order = Order.FREE
    completion: Completion = Completion()
    packaging: Packaging = Packaging()
    theme: Theme = Theme()
    lms: tuple[str, ...] = ()
    xapi: XapiSettings | None = None  #: None: no statements beside what a target demands
    live_sessions: tuple[LiveSession, ...] = ()  #: all of them, those of the outline first and in its order
    concepts: tuple[Concept, ...] = ()
    blend: Blend | None = None
    evaluation: Evaluation = Evaluation()
    snapshot: Snapshot | None = None  #: what packages know of dates; None: the author saved nothing
    lint: LintSettings = LintSettings()
    assets: tuple[str, ...] = ()  #: course files that belong to no unit (logo, fonts), sorted
    root: str = field(default="", compare=False)  #: where the course lies on this machine; never in an output

    def units(self) -> tuple[Unit, ...]:
        """Every unit in outline order."""
        return tuple(item for item in self.flat_outline() if isinstance(item, Unit))

    def flat_outline(self) -> Iterator[Unit | LiveSession]:
        """Units and live sessions in outline order, modules opened up."""
        for entry in self.outline:
            if isinstance(entry, Module):
                yield from entry.items
            else:
                yield entry

    def completion_of(self, unit: Unit) -> Completion:
        return unit.completion or self.completion

"""Blocks: what a page is made of.

HTML in a block is finished but for its references: a file of the course is written `asset:PATH` (PATH relative to the
course folder) and a link to another page `page:UNIT#PAGE`, until the layout knows where both end up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from scormkit.model.live import LiveSession


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text as sanitised HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class Container:
    """A directive that holds other blocks; `kind` is the directive's name, which is also its template's.

    Kinds with parts (tabs, accordion, flashcards, columns) hold one Container of kind `part` for each, whose `title`
    is the part's heading (empty for columns).
    """

    kind: str
    blocks: tuple[Block, ...]
    title: str = ""  #: HTML
    id: str = ""
    options: tuple[tuple[str, str], ...] = ()


class MediaKind(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True)
class Track:
    """Captions of a medium in one language."""

    source: str
    language: str


@dataclass(frozen=True, slots=True)
class Media:
    """A film or a sound with what belongs to it; paths are relative to the course folder."""

    kind: MediaKind
    source: str
    title: str
    captions: tuple[Track, ...] = ()
    transcript: str = ""  #: HTML
    poster: str = ""
    caption: str = ""  #: HTML shown below
    seconds: float = 0.0  #: how long it takes, 0 when unknown


@dataclass(frozen=True, slots=True)
class Embed:
    """A page from elsewhere in a sandboxed frame; `url` is https or a file of the course."""

    url: str
    title: str
    height: int = 480  #: CSS pixels


class QuestionKind(StrEnum):
    """SCORM 2004's interaction types (RTE book, 4.2.9)."""

    TRUE_FALSE = "true-false"
    CHOICE = "choice"
    FILL_IN = "fill-in"
    LONG_FILL_IN = "long-fill-in"
    MATCHING = "matching"
    SEQUENCING = "sequencing"
    NUMERIC = "numeric"
    LIKERT = "likert"
    PERFORMANCE = "performance"
    OTHER = "other"


class Form(StrEnum):
    """How a question of kind `other` is put: the standards have no name for these."""

    HOTSPOT = "hotspot"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option, source, step or spot: its letter, its text as HTML and as one plain line, and what is said about it.

    `correct` means: right to take (choice, hotspot), must be done (performance); it says nothing in other kinds.
    """

    id: str
    html: str
    text: str
    correct: bool = False
    feedback: str = ""  #: HTML


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap: any of `accept` is right, and whatever a regular expression of `patterns` matches whole.

    Case, accents and repeated spaces do not count unless `exact`.
    """

    id: str
    accept: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included; None is open."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a picture, in percent of its width and height; a point has no size."""

    left: float
    top: float
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Question:
    """Something to answer. `tries` 0 means as many as wanted; `points` is the weight, above 0.

    What a kind is made of: `choices` (true-false, choice, likert, performance; sequencing: in the right order; matching
    and label: the sources; hotspot: the spots), `targets` and `pairs` (matching, label: source id → target id),
    `blanks` (fill-in: `<span data-blank="ID">` stands in the prompt), `ranges` and `unit` (numeric), `model_answer` and
    `rubric` (long-fill-in), `picture`, `areas` (hotspot, label: choice id → area).
    """

    id: str
    kind: QuestionKind
    prompt: str  #: HTML
    text: str  #: the prompt as one plain line
    choices: tuple[Choice, ...] = ()
    targets: tuple[Choice, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    blanks: tuple[Blank, ...] = ()
    ranges: tuple[Range, ...] = ()
    unit: str = ""
    form: Form | None = None
    picture: str = ""  #: HTML
    areas: tuple[tuple[str, Area], ...] = ()
    model_answer: str = ""  #: HTML
    rubric: tuple[str, ...] = ()  #: HTML
    objectives: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    points: float = 1.0
    tries: int = 0
    graded: bool = True
    multiple: bool = False
    partial: bool = False
    shuffle: bool = False
    confidence: bool = False  #: also asks how sure the learner is
    time_limit: int = 0  #: seconds, 0 for none
    hint_cost: float = 0.0  #: share of the points that each hint takes, 0–1
    hints: tuple[str, ...] = ()  #: HTML
    right: str = ""  #: HTML
    wrong: str = ""  #: HTML
    after_try: tuple[str, ...] = ()  #: HTML, said after the first, second … wrong try
    explanation: str = ""  #: HTML
    line: int = field(default=0, compare=False)


class Purpose(StrEnum):
    """What a quiz is for. Only `graded` counts towards the score."""

    GRADED = "graded"
    PRACTICE = "practice"
    PRE_TEST = "pre-test"  #: exempts from units whose objectives are all reached
    POST_TEST = "post-test"  #: counts, and is compared with the pre-test of the same objectives
    RECALL = "recall"  #: earlier questions once more


@dataclass(frozen=True, slots=True)
class Pool:
    """Questions of which `count` are drawn, evenly from the strata where there are any.

    `strata` name → ids of the questions in it; every question is in exactly one, or there are none.
    """

    count: int
    questions: tuple[Question, ...]
    strata: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def points(self) -> float:
        """The points that count in one draw, on average."""
        graded = sum(question.points for question in self.questions if question.graded)
        return graded * self.count / len(self.questions) if self.questions else 0.0


@dataclass(frozen=True, slots=True)
class Quiz:
    """Questions that belong together: those in `blocks` always, those in `pools` as drawn.

    `pass_mark` 0–1 or None (the SCO's mastery); `tries` 0 for as many as wanted; `wait` seconds before another try.
    """

    id: str
    title: str  #: HTML
    blocks: tuple[Block, ...]
    pools: tuple[Pool, ...] = ()
    purpose: Purpose = Purpose.GRADED
    pass_mark: float | None = None
    tries: int = 0
    wait: int = 0
    time_limit: int = 0  #: seconds for the whole quiz, 0 for none
    feedback_at_end: bool = False  #: nothing is judged before everything is handed in
    forward_only: bool = False  #: one question after the other, no way back
    retake_wrong: bool = True  #: another try asks only what was wrong
    shuffle: bool = False
    line: int = field(default=0, compare=False)

    def questions(self) -> tuple[Question, ...]:
        """The questions of all pools; those in `blocks` are found with the page's."""
        return tuple(question for pool in self.pools for question in pool.questions)


@dataclass(frozen=True, slots=True)
class Move:
    """What choosing an option of a scene leads to; `points` may be negative."""

    choice: str
    scene: str
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A step of a scenario; an end has no question."""

    id: str
    title: str  #: HTML
    blocks: tuple[Block, ...]
    question: Question | None = None
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """Scenes with choices that have consequences; the first is where it starts. Points of the best way make 100 %."""

    id: str
    title: str  #: HTML
    scenes: tuple[Scene, ...]
    graded: bool = True
    points: float = 1.0
    line: int = field(default=0, compare=False)

    def best(self) -> float:
        """The points of the best way from the start to an end; 0 when none leads there."""
        found = self.best_from().get(self.scenes[0].id) if self.scenes else None
        return found or 0.0

    def best_from(self) -> dict[str, float]:
        """Scene → the best sum from there to an end; scenes from which no end is reached are left out.

        Longest ways by Bellman and Ford: exact as long as no circle gains points, which the source room refuses.
        """
        best = {scene.id: 0.0 for scene in self.scenes if scene.question is None}
        for _ in self.scenes:
            for scene in self.scenes:
                ways = [move.points + best[move.scene] for move in scene.moves if move.scene in best]
                if ways:
                    best[scene.id] = max(ways)
        return best


@dataclass(frozen=True, slots=True)
class Checklist:
    """Observed practice: `question` (kind performance) holds the steps, its right choices are the critical ones.

    Passed when in `observations` observations by as many observers all critical steps and `others` more were done.
    """

    id: str
    title: str  #: HTML
    blocks: tuple[Block, ...]
    question: Question
    observations: int = 1
    others: int = 0
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Tile:
    """What learners see of a live session; `question` records that they attended, in their own word or by a code.

    `prework` are units to be done before: slug, title, and whether it must be; `makeup` ways to catch up, in words.
    """

    session: LiveSession
    question: Question
    prework: tuple[tuple[str, str, bool], ...] = ()
    makeup: tuple[str, ...] = ()


Block = Prose | Container | Media | Embed | Question | Quiz | Scenario | Checklist | Tile

"""Blocks: what a page is made of.

HTML in a block is finished but for its references: a file of the course is written `asset:PATH` (PATH relative to the
course folder) and a link to another page `page:UNIT#PAGE`, until the layout knows where both end up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: its letter, its text as HTML and as one plain line, and what is said to those who take it."""

    id: str
    html: str
    text: str
    correct: bool
    feedback: str = ""  #: HTML


@dataclass(frozen=True, slots=True)
class Question:
    """Something to answer. `tries` 0 means as many as wanted; `points` is the weight, above 0."""

    id: str
    kind: QuestionKind
    prompt: str  #: HTML
    text: str  #: the prompt as one plain line
    choices: tuple[Choice, ...] = ()
    objectives: tuple[str, ...] = ()
    points: float = 1.0
    tries: int = 0
    graded: bool = True
    multiple: bool = False
    partial: bool = False
    shuffle: bool = False
    hints: tuple[str, ...] = ()  #: HTML
    right: str = ""  #: HTML
    wrong: str = ""  #: HTML
    explanation: str = ""  #: HTML
    line: int = field(default=0, compare=False)


Block = Prose | Container | Media | Embed | Question

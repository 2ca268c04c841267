"""Source room, reading: what a unit is read with, and what comes of it before all units are known."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from scormkit.diagnostics import Diagnostic, Location
from scormkit.model import Page, Question
from scormkit.source.assessment import Draw
from scormkit.source.files import CourseFiles
from scormkit.source.glossary import Glossary
from scormkit.source.schema import CourseFile, UnitMatter

Report = Callable[[Diagnostic], None]


@dataclass(frozen=True, slots=True)
class UnitSource:
    """What the text of a unit is read with. `folder` is what relative paths start from."""

    id: str
    file: str
    folder: str
    files: CourseFiles
    glossary: Glossary
    units_by_file: dict[str, str]
    localise: Callable[[str], str]  #: a file's path → its translation's, where there is one
    language: str
    own_language: str  #: the language of files that name none
    page_heading: int = 1  #: 1 or 2: the heading that starts a page
    trusted: bool = False
    kind: str = "lesson"
    objectives: frozenset[str] = frozenset()
    default_objectives: tuple[str, ...] = ()


@dataclass(slots=True)
class ParsedUnit:
    """The pages, and what must still be looked up once all units are known."""

    pages: list[Page] = field(default_factory=list)
    derived_pages: set[str] = field(default_factory=set)  #: page ids made from headings
    derived_questions: set[str] = field(default_factory=set)
    activities: dict[str, str] = field(default_factory=dict)  #: ids of quizzes and their like made from titles → title
    parts: dict[str, tuple[str, str]] = field(default_factory=dict)  #: question id → activity it belongs to, its name
    draws: dict[str, tuple[Draw, ...]] = field(default_factory=dict)  #: by quiz
    links: list[tuple[str, str, Location]] = field(default_factory=list)  #: unit, page, where
    assets: set[str] = field(default_factory=set)
    includes: int = 0  #: how many files were taken in

    def questions(self) -> Iterator[Question]:
        for page in self.pages:
            yield from page.questions()

    def has_made_ids(self) -> bool:
        """Whether an id of a page, a question or the like comes from a text, or from that of a bank."""
        return bool(self.derived_pages or self.derived_questions or self.activities or self.draws)


@dataclass(frozen=True, slots=True)
class Break:
    """A page starts here."""

    title: str
    id: str
    line: int


def free_name(wanted: str, used: dict[str, int]) -> str:
    """The name wanted, with a number behind it where it is taken."""
    if wanted not in used:
        return wanted
    return next(name for number in range(2, 10_000) if (name := f"{wanted}-{number}") not in used)


@dataclass(frozen=True, slots=True)
class Sources:
    """What all texts of a course are read with."""

    files: CourseFiles
    glossary: Glossary
    units_by_file: dict[str, str]
    localise: Callable[[str], str]
    language: str
    settings: CourseFile

    def of_unit(self, unit: str, path: str, matter: UnitMatter) -> UnitSource:
        heading = 2 if (matter.pages or self.settings.pages) == "h2" else 1
        return self._source(unit, path, heading, matter.kind, tuple(matter.objectives))

    def of_bank(self, name: str, path: str) -> UnitSource:
        return self._source(name, path)

    def _source(
        self, name: str, path: str, heading: int = 1, kind: str = "lesson", objectives: tuple[str, ...] = ()
    ) -> UnitSource:
        return UnitSource(
            id=name,
            file=self.localise(path),
            folder=posixpath.dirname(path),
            files=self.files,
            glossary=self.glossary,
            units_by_file=self.units_by_file,
            localise=self.localise,
            language=self.language,
            own_language=self.settings.language,
            page_heading=heading,
            trusted=self.settings.trust == "html",
            kind=kind,
            objectives=frozenset(self.settings.objectives),
            default_objectives=objectives,
        )

"""Source room, courses: a folder → a `Course`, or everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from scormkit.diagnostics import Diagnostic, Location, Report, Severity, error
from scormkit.errors import CourseError
from scormkit.model import Course, LiveSession, Unit
from scormkit.source.assembly import make_course, make_outline, make_unit
from scormkit.source.banks import Bank, draw_from, find_banks, read_bank
from scormkit.source.checks import check_ids, check_lms, check_prerequisites, check_unit
from scormkit.source.files import COURSE_FILE, CourseFiles, placed
from scormkit.source.glossary import Glossary, read_terms
from scormkit.source.identities import settle_ids
from scormkit.source.ids import LOCK_FILE, IdLock, read_lock
from scormkit.source.live import (
    blend_of,
    check_sessions,
    concepts_of,
    evaluation_of,
    lint_of,
    read_session,
    with_default_prework,
)
from scormkit.source.locales import Locales
from scormkit.source.matter import UnitFile, read_unit_file
from scormkit.source.outline import OutlineReader
from scormkit.source.reading import ParsedUnit, Sources
from scormkit.source.references import check_links
from scormkit.source.schema import CourseFile
from scormkit.source.snapshot import read_snapshot
from scormkit.source.titles import check_title
from scormkit.source.translation import Translation, compare_banks, share_ids
from scormkit.source.unit import parse_unit
from scormkit.source.validation import salvage
from scormkit.source.values import SLUG
from scormkit.source.xapi import read_xapi
from scormkit.source.yaml import YamlDocument


@dataclass(frozen=True, slots=True)
class LoadedCourse:
    """What loading gives: the course (None when it has errors), what was found, and the ids made from texts."""

    course: Course | None
    report: Report
    ids: IdLock = field(default_factory=IdLock)
    languages: tuple[str, ...] = ()  #: the course's own language first, then those in locales/
    banks: tuple[Bank, ...] = ()
    copies: dict[str, str] = field(default_factory=dict)  #: drawn question → the one of a bank or unit it is a copy of


def read_course(root: Path, language: str | None = None) -> LoadedCourse:
    """Reads the course in folder `root`, in its own language or the one of `locales/<language>/`.

    Never raises for what an author wrote: all mistakes are in the report, with places relative to `root` as given.
    """
    return _CourseReader(root, language).read()


def load_course(root: Path | str, language: str | None = None) -> Course:
    """The course in folder `root`. Raises `CourseError`, which holds the whole report, when it has errors."""
    loaded = read_course(Path(root), language)
    if loaded.course is None:
        raise CourseError(loaded.report)
    return loaded.course


class _CourseReader:
    def __init__(self, root: Path, language: str | None) -> None:
        self.root = root
        self.wanted_language = language
        self.problems: list[Diagnostic] = []
        self.files = CourseFiles(root, self.report)

    def report(self, diagnostic: Diagnostic) -> None:
        self.problems.append(diagnostic)

    def finish(self, loaded: LoadedCourse) -> LoadedCourse:
        """The result with its report, places as the user would type them."""
        report = placed(self.problems, self.root)
        return replace(loaded, course=None if report.exit_code() else loaded.course, report=report)

    def read(self) -> LoadedCourse:
        if COURSE_FILE not in self.files:
            message = "there is no course.yaml here"
            hint = "name a course's folder, or make a new course with `scormkit new DIR`"
            almost = sorted(each for each in self.files.paths if each.lower() in ("course.yaml", "course.yml"))
            if almost:
                hint = f"rename `{almost[0]}`"
            self.report(error("SRC-NO-COURSE", message, Location("."), hint))
            return self.finish(LoadedCourse(None, Report()))
        document = self.files.read_yaml(COURSE_FILE)
        settings = self._settings(document)
        check_lms(settings.lms, document, self.report)
        locales = Locales(self.files, settings.language, self.wanted_language or settings.language, self.report)
        locales.check()
        overlay, overlay_document = locales.overlay()
        glossary = Glossary(read_terms(locales.localise("glossary.yaml"), self.files, self.report))
        outline = OutlineReader(self.files, settings.outline, document, self.report)
        units_by_file = {file: each for each, file in outline.unit_files.items()}
        sources = Sources(self.files, glossary, units_by_file, locales.localise, locales.language, settings)
        lock, ids = self._lock(), IdLock()
        unit_files: dict[str, UnitFile] = {}
        parsed: dict[str, ParsedUnit] = {}
        for unit_id in _in_outline_order(outline):
            path = outline.unit_files[unit_id]
            file = unit_files[unit_id] = read_unit_file(path, locales)
            source = sources.of_unit(unit_id, path, file.matter)
            parsed[unit_id] = parse_unit(file.body, file.first_line, source, self.report)
            settle_ids(unit_id, parsed[unit_id], lock, ids)
        banks = {each.name: each.settled(lock, ids) for each in self._banks(sources)}
        copies = draw_from(banks, parsed, self.report)
        units: dict[str, Unit] = {}
        for unit_id, file in unit_files.items():
            path = outline.unit_files[unit_id]
            self._check_empty(parsed[unit_id], path)
            units[unit_id] = make_unit(unit_id, file.matter, parsed[unit_id], path, locales.language)
            check_unit(units[unit_id], file, frozenset(settings.objectives), outline.unit_files, self.report)
        self._share_ids(units, parsed, banks, locales)
        check_ids(units, banks, self.report)
        check_links(parsed, self.report)
        lines = {each: file.document.line_of(("prerequisites",)) for each, file in unit_files.items()}
        check_prerequisites(units, lines, self.report)
        sessions = self._live_sessions(outline, units)
        entries = tuple(make_outline(outline, units, sessions, overlay, overlay_document))
        xapi, problems = read_xapi(settings, document)
        self.problems += problems
        course = make_course(self.files, settings, overlay, entries, locales.language, glossary.terms, xapi)
        course = replace(
            course,
            live_sessions=tuple(sessions.values()),
            concepts=concepts_of(settings.concepts),
            blend=blend_of(settings.blend, document.line_of(("blend",))),
            evaluation=evaluation_of(settings.evaluation),
            lint=lint_of(settings.lint, document, self.report),
            snapshot=read_snapshot(self.root, self.report),
        )
        check_sessions(course, self.report)
        banked = tuple(banks.values())
        return self.finish(LoadedCourse(course, Report(), ids, locales.languages(), banked, copies))

    def _settings(self, document: YamlDocument) -> CourseFile:
        """What is right in course.yaml, so that the units can be judged by it even where something is wrong."""
        settings, problems = salvage(CourseFile, document, {"title": "-"})
        self.problems += problems
        if settings is None:
            return CourseFile(title="-")
        check_title(settings.title, document.at(("title",)), self.report)
        written = document.data.get("objectives") if isinstance(document.data, dict) else None
        named = {name: name for name in written if SLUG.fullmatch(name)} if isinstance(written, dict) else {}
        return settings.model_copy(update={"objectives": {**named, **settings.objectives}}) if problems else settings

    def _check_empty(self, parsed: ParsedUnit, path: str) -> None:
        """A unit must say something, unless a file's own mistakes already explain why nothing of it is left."""
        explained = any(each.severity is Severity.ERROR and each.location.file == path for each in self.problems)
        if not explained and not any(page.blocks for page in parsed.pages):
            message = "this unit is empty"
            self.report(error("SRC-EMPTY-UNIT", message, Location(path), "write something, or take it out"))

    def _lock(self) -> IdLock:
        if LOCK_FILE not in self.files:
            return IdLock()
        lock, problems = read_lock(self.files.read_text(LOCK_FILE) or "", LOCK_FILE)
        self.problems += problems
        return lock

    def _banks(self, sources: Sources) -> Iterator[Bank]:
        for name, path in find_banks(self.files, self.report).items():
            source = sources.of_bank(name, path)
            yield read_bank(self.files.read_text(source.file) or "", source, self.report)

    def _share_ids(
        self, units: dict[str, Unit], parsed: dict[str, ParsedUnit], banks: dict[str, Bank], locales: Locales
    ) -> None:
        """A translated page keeps the id of the page it translates, so that records mean the same in every language."""
        if locales.language == locales.own:
            return
        original = read_course(self.root)
        for unit in original.course.units() if original.course else ():
            if unit.id in units:
                translation = Translation(units[unit.id], unit, parsed[unit.id].has_made_ids())
                units[unit.id] = share_ids(translation, locales.localise(unit.place.file), self.report)
        compare_banks(banks, original.banks, self.report)

    def _live_sessions(self, outline: OutlineReader, units: dict[str, Unit]) -> dict[str, LiveSession]:
        """Every live session by id, those of the outline first and in its order."""
        files = {**outline.session_files, **outline.all_sessions}
        placed = [name for entry in outline.entries for name in entry.items]
        names = [*(name for name in placed if name in files), *(name for name in files if name not in placed)]
        found = [
            read_session(name, files[name], self.files.read_text(files[name]) or "", self.report) for name in names
        ]
        by_name = {each.id: each for each in found}
        order = [units[name] if name in units else by_name[name] for name in placed if name in units or name in by_name]
        return {each.id: each for each in with_default_prework(found, order)}


def _in_outline_order(outline: OutlineReader) -> Iterator[str]:
    for entry in outline.entries:
        yield from (name for name in entry.items if name in outline.unit_files)

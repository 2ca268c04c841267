"""Source room, courses: a folder → a `Course`, or everything that is wrong with it at once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from scormkit.diagnostics import Diagnostic, Location, Report, error, info, warning
from scormkit.model import (
    Completion,
    Course,
    Interactions,
    LiveSession,
    Module,
    Objective,
    Order,
    OutlineEntry,
    Packaging,
    Person,
    Place,
    Require,
    ScoScope,
    Split,
    Term,
    Theme,
    Unit,
)
from scormkit.source import markdown
from scormkit.source.estimate import estimate_minutes
from scormkit.source.files import CourseFiles
from scormkit.source.glossary import Glossary
from scormkit.source.ids import LOCK_FILE, Derived, IdLock, read_lock, settle
from scormkit.source.outline import OutlineReader
from scormkit.source.schema import CompletionFile, CourseFile, LocaleCourseFile, SessionMatter, TermFile, UnitMatter
from scormkit.source.unit import ParsedUnit, UnitSource, check_links, parse_unit
from scormkit.source.validation import validate
from scormkit.source.values import SLUG, did_you_mean, slug_of
from scormkit.source.yaml import YamlDocument, read_yaml

COURSE_FILE = "course.yaml"
TITLE_LIMIT = 255  # what the narrowest LMS table holds; longer titles are cut in the manifest


@dataclass(frozen=True, slots=True)
class LoadedCourse:
    """What loading gives: the course (None when it has errors), what was found, and the ids made from texts."""

    course: Course | None
    report: Report
    ids: IdLock = field(default_factory=IdLock)
    languages: tuple[str, ...] = ()  #: the course's own language first, then those in locales/


def read_course(root: Path, language: str | None = None) -> LoadedCourse:
    """Reads the course in folder `root`, in its own language or the one of `locales/<language>/`.

    Never raises for what an author wrote: all mistakes are in the report, with places relative to `root` as given.
    """
    return _CourseReader(root, language).read()


class _CourseReader:
    def __init__(self, root: Path, language: str | None) -> None:
        self.root = root
        self.wanted_language = language
        self.problems: list[Diagnostic] = []
        self.files = CourseFiles(root, self.report)

    def report(self, diagnostic: Diagnostic) -> None:
        self.problems.append(diagnostic)

    def finish(self, course: Course | None, ids: IdLock, languages: tuple[str, ...] = ()) -> LoadedCourse:
        """The result, with places as the user would type them."""
        prefix = self.root.as_posix()
        placed = [
            replace(each, location=replace(each.location, file=posixpath.normpath(f"{prefix}/{each.location.file}")))
            for each in self.problems
        ]
        report = Report.of(placed)
        return LoadedCourse(None if report.exit_code() else course, report, ids, languages)

    def read(self) -> LoadedCourse:
        if COURSE_FILE not in self.files:
            message = "there is no course.yaml here"
            hint = "name a course's folder, or make a new course with `scormkit new DIR`"
            self.report(error("SRC-NO-COURSE", message, Location("."), hint))
            return self.finish(None, IdLock())
        document = self.yaml(COURSE_FILE)
        settings, problems = validate(CourseFile, document)
        self.problems += problems
        if settings is None:
            # what the units say is still worth telling: read them with the defaults
            settings = CourseFile(title="-")
        languages = (settings.language, *self._locales(settings.language))
        language = self.wanted_language or settings.language
        overlay, overlay_document = self._overlay(language, settings.language)
        glossary = Glossary(self._terms(language, settings.language))
        outline = OutlineReader(self.files, settings.outline, document, self.report)
        parsed: dict[str, ParsedUnit] = {}
        units: dict[str, Unit] = {}
        lock = self._lock()
        ids = IdLock()
        objective_ids = frozenset(settings.objectives)
        for unit_id, path in outline.unit_files.items():
            matter, body, first_line = self._unit_file(path, language, settings.language)
            source = UnitSource(
                id=unit_id,
                file=self._localised(path, language, settings.language),
                folder=posixpath.dirname(path),
                files=self.files,
                glossary=glossary,
                units_by_file={file: each for each, file in outline.unit_files.items()},
                localise=partial(self._localised, language=language, own=settings.language),
                language=language,
                own_language=settings.language,
                page_heading=2 if (matter.pages or settings.pages) == "h2" else 1,
                trusted=settings.trust == "html",
                objectives=objective_ids,
                default_objectives=tuple(matter.objectives),
            )
            result = parse_unit(body, first_line, source, self.report)
            self._settle_ids(unit_id, result, lock, ids)
            parsed[unit_id] = result
            units[unit_id] = self._unit(unit_id, matter, result, path, language)
            self._check_unit(units[unit_id], matter, path, objective_ids, outline)
        self._share_ids(units, parsed, outline, language, settings)
        self._check_questions(units)
        check_links(parsed, self.report)
        self._check_prerequisites(units)
        sessions = {each: self._session(each, path) for each, path in outline.session_files.items()}
        entries = tuple(self._entries(outline, units, sessions, overlay, overlay_document))
        course = self._course(settings, overlay, entries, language, glossary.terms)
        return self.finish(course, ids, languages)

    # --- files ------------------------------------------------------------------------------------

    def yaml(self, path: str) -> YamlDocument:
        text = self.files.read_text(path)
        return YamlDocument(path) if text is None else read_yaml(text, path)

    def _locales(self, own: str) -> tuple[str, ...]:
        found = {path.split("/")[1] for path in self.files.paths if path.startswith("locales/") and path.count("/") > 1}
        return tuple(sorted(found - {own}))

    def _localised(self, path: str, language: str, own: str) -> str:
        translated = f"locales/{language}/{path}"
        return translated if language != own and translated in self.files else path

    def _overlay(self, language: str, own: str) -> tuple[LocaleCourseFile, YamlDocument]:
        path = f"locales/{language}/{COURSE_FILE}"
        if language == own:
            return LocaleCourseFile(), YamlDocument(COURSE_FILE)
        if language not in self._locales(own):
            message = f"the course has no translation into `{language}`"
            self.report(error("SRC-NO-LOCALE", message, Location("locales"), f"add the folder `locales/{language}`"))
        if path not in self.files:
            return LocaleCourseFile(), YamlDocument(path)
        document = self.yaml(path)
        overlay, problems = validate(LocaleCourseFile, document)
        self.problems += problems
        return overlay or LocaleCourseFile(), document

    def _lock(self) -> IdLock:
        if LOCK_FILE not in self.files:
            return IdLock()
        lock, problems = read_lock(self.files.read_text(LOCK_FILE) or "", LOCK_FILE)
        self.problems += problems
        return lock

    def _terms(self, language: str, own: str) -> tuple[Term, ...]:
        path = self._localised("glossary.yaml", language, own)
        if path not in self.files:
            return ()
        document = self.yaml(path)
        self.problems += document.problems
        if not isinstance(document.data, dict):
            if document.data is not None:
                self.report(error("SRC-WRONG-TYPE", "expected lines `word: what it means`", document.at(())))
            return ()
        terms: list[Term] = []
        for word, value in document.data.items():
            entry = YamlDocument(path, {"definition": value} if isinstance(value, str) else value)
            entry.lines = {(): document.line_of((word,))}
            read, problems = validate(TermFile, entry)
            self.problems += problems
            if read is not None:
                root = markdown.render(read.definition, path, document.line_of((word,)), False, self.report)
                identifier = slug_of(word, f"term-{len(terms) + 1}")
                while any(term.id == identifier for term in terms):
                    identifier += "-2"
                terms.append(Term(identifier, word, markdown.to_html(root), tuple(read.also)))
        return tuple(terms)

    def _unit_file(self, path: str, language: str, own: str) -> tuple[UnitMatter, str, int]:
        """Front matter, body, and the line the body starts on. A translated unit keeps the original's settings."""
        matter, body, line = self._read_unit(path)
        translated = self._localised(path, language, own)
        if translated != path:
            other, body, line = self._read_unit(translated)
            matter = matter.model_copy(update={name: getattr(other, name) for name in ("title", "goal")})
        return matter, body, line

    def _read_unit(self, path: str) -> tuple[UnitMatter, str, int]:
        text = self.files.read_text(path) or ""
        front, body, first_line = _split_matter(text)
        document = read_yaml(front, path, 2) if front is not None else YamlDocument(path)
        matter, problems = validate(UnitMatter, document)
        self.problems += problems
        return matter or UnitMatter(), body, first_line

    # --- units ------------------------------------------------------------------------------------

    def _settle_ids(self, unit: str, result: ParsedUnit, lock: IdLock, ids: IdLock) -> None:
        """Replaces ids made from texts by those the lock remembers, and notes the outcome for the next lock."""
        pages = {page.id: page for page in result.pages}
        derived = [Derived(page.id, page.title) for page in result.pages if page.id in result.derived_pages]
        settled = settle(derived, lock.of(unit, "pages"), set(pages) - result.derived_pages)
        renamed = {old.id: new for old, new in zip(derived, settled, strict=True)}
        result.pages = [replace(page, id=renamed.get(page.id, page.id)) for page in result.pages]
        questions = [
            Derived(question.id, question.text)
            for page in result.pages
            for question in page.questions()
            if question.id in result.derived_questions
        ]
        given = {q.id for page in result.pages for q in page.questions()} - result.derived_questions
        chosen = settle(questions, lock.of(unit, "questions"), given)
        new_ids = {old.id: new for old, new in zip(questions, chosen, strict=True)}
        result.pages = [page.with_question_ids(new_ids) for page in result.pages]
        result.derived_pages = set(renamed.values())
        result.derived_questions = set(new_ids.values())
        ids.units[unit] = {
            "pages": [Derived(new, old.label) for old, new in zip(derived, settled, strict=True)],
            "questions": [Derived(new, old.label) for old, new in zip(questions, chosen, strict=True)],
        }

    def _share_ids(
        self,
        units: dict[str, Unit],
        parsed: dict[str, ParsedUnit],
        outline: OutlineReader,
        language: str,
        settings: CourseFile,
    ) -> None:
        """A translated page keeps the id of the page it translates, so that records mean the same in every language."""
        if language == settings.language:
            return
        original = read_course(self.root).course
        for unit in original.units() if original else ():
            if unit.id not in units or not parsed[unit.id].derived_pages | parsed[unit.id].derived_questions:
                continue
            theirs = units[unit.id]
            if len(theirs.pages) != len(unit.pages) or len(list(theirs.questions())) != len(list(unit.questions())):
                path = self._localised(outline.unit_files[unit.id], language, settings.language)
                message = "this translation has other pages or questions than the original, so ids are its own"
                self.report(warning("SRC-LOCALE-SHAPE", message, Location(path), "keep the same pages and questions"))
                continue
            same = {new.id: old.id for new, old in zip(theirs.questions(), unit.questions(), strict=True)}
            pages = tuple(
                replace(mine, id=page.id).with_question_ids(same)
                for mine, page in zip(theirs.pages, unit.pages, strict=True)
            )
            units[unit.id] = replace(theirs, pages=pages)

    def _unit(self, unit: str, matter: UnitMatter, result: ParsedUnit, path: str, language: str) -> Unit:
        pages = tuple(result.pages)
        if not any(page.blocks for page in pages) and path not in self.files.unreadable:
            message = "this unit is empty"
            self.report(error("SRC-EMPTY-UNIT", message, Location(path), "write something, or take it out"))
        title = matter.title or next((page.title for page in pages if page.title), "") or unit
        pages = tuple(page if page.title else replace(page, title=title) for page in pages)
        return Unit(
            id=unit,
            title=title,
            pages=pages,
            kind=matter.kind,
            goal=matter.goal,
            objectives=tuple(matter.objectives),
            prerequisites=tuple(matter.prerequisites),
            completion=_completion(matter.completion) if matter.completion else None,
            time_limit=matter.time_limit,
            time_limit_action=matter.time_limit_action,
            launch_data=matter.launch_data,
            hidden=matter.hidden,
            minutes=matter.estimate / 60 if matter.estimate else estimate_minutes(pages, language),
            assets=tuple(sorted(result.assets)),
            place=Place(path, 1),
        )

    def _check_unit(
        self, unit: Unit, matter: UnitMatter, path: str, objectives: frozenset[str], outline: OutlineReader
    ) -> None:
        for each in matter.objectives:
            if each not in objectives:
                hint = did_you_mean(each, objectives) or "declare it under `objectives:` in course.yaml"
                self.report(error("SRC-OBJECTIVE-UNKNOWN", f"there is no objective `{each}`", Location(path, 1), hint))
        for each in matter.prerequisites:
            if each not in outline.unit_files:
                hint = did_you_mean(each, outline.unit_files)
                self.report(error("SRC-UNIT-UNKNOWN", f"there is no unit `{each}`", Location(path, 1), hint))
        for page in unit.pages:
            if len(page.title) > TITLE_LIMIT:
                self._long_title(page.title, Location(page.place.file, page.place.line))
        if matter.title and len(matter.title) > TITLE_LIMIT:
            self._long_title(matter.title, Location(path, 1))

    def _long_title(self, title: str, where: Location) -> None:
        message = f"this title has {len(title)} characters, and many LMSs hold {TITLE_LIMIT}"
        self.report(warning("SRC-LONG-TITLE", message, where, "shorten it; it will be cut in the LMS's menu"))

    def _check_questions(self, units: dict[str, Unit]) -> None:
        seen: dict[str, Unit] = {}
        for unit in units.values():
            for page in unit.pages:
                for each in page.questions():
                    if each.id in seen and seen[each.id] is not unit:
                        message = f"the question id `{each.id}` is used in the unit `{seen[each.id].id}` too"
                        where = Location(page.place.file, each.line)
                        self.report(error("SRC-DUPLICATE-ID", message, where, "give each question its own id"))
                    seen.setdefault(each.id, unit)

    def _check_prerequisites(self, units: dict[str, Unit]) -> None:
        def circle(start: str) -> list[str] | None:
            stack = [(start, [start])]
            visited: set[str] = set()
            while stack:
                unit, path = stack.pop()
                for needed in units[unit].prerequisites if unit in units else ():
                    if needed == start:
                        return [*path, start]
                    if needed not in visited:
                        visited.add(needed)
                        stack.append((needed, [*path, needed]))
            return None

        reported: set[frozenset[str]] = set()
        for unit in units:
            found = circle(unit)
            if found and frozenset(found) not in reported:
                reported.add(frozenset(found))
                message = f"these units wait for each other: {' → '.join(found)}"
                where = Location(units[unit].place.file, 1)
                self.report(error("SRC-PREREQUISITE-CIRCLE", message, where, "take one `prerequisites` away"))

    # --- the whole --------------------------------------------------------------------------------

    def _session(self, session: str, path: str) -> LiveSession:
        text = self.files.read_text(path) or ""
        front, body, _ = _split_matter(text)
        document = read_yaml(front, path, 2) if front is not None else YamlDocument(path)
        matter, problems = validate(SessionMatter, document)
        self.problems += problems
        if matter is None:
            return LiveSession(session, session, 0.0, Place(path, 1))
        for key in ("start", "where"):
            if getattr(matter, key):
                message = f"`{key}` is kept for the session plan and changes nothing in a package"
                self.report(info("SRC-SESSION-KEY", message, document.at((key,))))
        heading = re.search(r"^#\s+(.+?)\s*#*$", body, re.MULTILINE)
        title = matter.title or (heading[1] if heading else session)
        return LiveSession(session, title, matter.length / 60, Place(path, 1))

    def _entries(
        self,
        outline: OutlineReader,
        units: dict[str, Unit],
        sessions: dict[str, LiveSession],
        overlay: LocaleCourseFile,
        overlay_document: YamlDocument,
    ) -> Iterator[OutlineEntry]:
        titles = outline.module_titles(overlay.outline, overlay_document)
        for entry in outline.entries:
            if entry.module is None:
                name = entry.items[0]
                yield units[name] if name in units else sessions[name]
            else:
                items = tuple(units[name] if name in units else sessions[name] for name in entry.items)
                yield Module(entry.id, titles.get(entry.id, entry.module), items)

    def _course(
        self,
        settings: CourseFile,
        overlay: LocaleCourseFile,
        entries: tuple[OutlineEntry, ...],
        language: str,
        terms: tuple[Term, ...],
    ) -> Course:
        if settings.title and len(settings.title) > TITLE_LIMIT:
            self._long_title(settings.title, Location(COURSE_FILE, 1))
        theme, assets = self._theme(settings)
        return Course(
            id=settings.id or self._id_from_folder(),
            title=overlay.title or settings.title,
            outline=entries,
            language=language,
            locale="" if language == settings.language else language,
            iri=settings.iri or "",
            version=settings.version,
            description=overlay.description or settings.description,
            authors=tuple(settings.authors),
            licence=settings.licence,
            keywords=tuple(overlay.keywords or settings.keywords),
            manager=Person(settings.manager.name, settings.manager.backup) if settings.manager else None,
            objectives=tuple(self._objectives(settings, overlay)),
            glossary=terms,
            order=Order(settings.order),
            completion=_completion(settings.completion),
            packaging=Packaging(
                tuple(settings.packaging.targets),
                Split(settings.packaging.split),
                ScoScope(settings.packaging.sco),
                settings.packaging.max_size,
            ),
            theme=theme,
            lms=tuple(settings.lms),
            assets=assets,
            root=str(self.root),
        )

    def _id_from_folder(self) -> str:
        name = self.root.resolve().name
        return name if SLUG.fullmatch(name) else slug_of(name, "course")

    def _objectives(self, settings: CourseFile, overlay: LocaleCourseFile) -> Iterator[Objective]:
        for identifier, entry in settings.objectives.items():
            translated = overlay.objectives.get(identifier)
            if isinstance(entry, str):
                text = entry
                made = Objective(identifier, text)
            else:
                made = Objective(
                    identifier, entry.text, entry.level or "", entry.critical, (entry.retention or 0) // 86400
                )
            if translated is not None:
                made = replace(made, text=translated if isinstance(translated, str) else translated.text)
            yield made

    def _theme(self, settings: CourseFile) -> tuple[Theme, tuple[str, ...]]:
        theme = settings.theme
        paths: list[str] = []
        for reference in (theme.logo, *theme.fonts):
            if reference:
                path = self.files.resolve(reference, "", Location(COURSE_FILE, 0))
                if path:
                    paths.append(path)
        made = Theme(
            name=theme.name,
            colour=theme.colour or "",
            logo=paths[0] if theme.logo and paths else "",
            font=theme.font or "",
            heading_font=theme.heading_font or "",
            fonts=tuple(paths[1:] if theme.logo else paths),
        )
        return made, tuple(sorted(set(paths)))


def _completion(settings: CompletionFile) -> Completion:
    share = settings.require if isinstance(settings.require, float) else 1.0
    require = Require.PAGES if isinstance(settings.require, float) else Require(settings.require)
    mastery = None if settings.mastery == "none" else 0.8 if settings.mastery is None else float(settings.mastery)
    return Completion(require, share, mastery, Interactions(settings.record))


def _split_matter(text: str) -> tuple[str | None, str, int]:
    """Front matter (None when there is none), body, and the body's first line."""
    lines = text.split("\n")
    if not lines or lines[0].rstrip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return "\n".join(lines[1:]), "", len(lines) + 1

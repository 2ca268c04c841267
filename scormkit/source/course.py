"""Source room, courses: a folder → a `Course`, or everything that is wrong with it at once."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from scormkit.diagnostics import Diagnostic, Location, Report, Severity, error, info, warning
from scormkit.errors import CourseError
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
    PageLink,
    Person,
    Place,
    Require,
    ScoScope,
    Split,
    Term,
    Theme,
    Unit,
    XapiSettings,
)
from scormkit.source import markdown, nearly
from scormkit.source.assessment import resolve_draws
from scormkit.source.assessment.draws import assets_of
from scormkit.source.banks import Bank, find_banks, read_bank
from scormkit.source.estimate import estimate_minutes
from scormkit.source.files import CourseFiles, placed
from scormkit.source.glossary import Glossary
from scormkit.source.ids import LOCK_FILE, Derived, IdLock, read_lock, settle
from scormkit.source.live import (
    blend_of,
    check_sessions,
    concepts_of,
    evaluation_of,
    lint_of,
    read_session,
    teaches_of,
    with_default_prework,
)
from scormkit.source.matter import split_matter
from scormkit.source.outline import OutlineReader
from scormkit.source.reading import ParsedUnit, UnitSource
from scormkit.source.references import check_links
from scormkit.source.schema import (
    CompletionFile,
    CourseFile,
    LocaleCourseFile,
    TermFile,
    UnitMatter,
    is_language,
)
from scormkit.source.titles import check_length, check_title
from scormkit.source.translation import Translation, compare_banks, share_ids
from scormkit.source.unit import parse_unit
from scormkit.source.validation import salvage, validate
from scormkit.source.values import SLUG, did_you_mean, slug_of
from scormkit.source.xapi import read_xapi
from scormkit.source.yaml import YamlDocument, read_yaml

COURSE_FILE = "course.yaml"


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
        self.matters: dict[str, YamlDocument] = {}  #: front matter by unit file, for the lines of its keys

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
            self.report(error("SRC-NO-COURSE", message, Location("."), hint))
            return self.finish(LoadedCourse(None, Report()))
        document = self.yaml(COURSE_FILE)
        settings = self._settings(document)
        languages = (settings.language, *self._locales(settings.language))
        self._check_locales(settings.language)
        language = self.wanted_language or settings.language
        overlay, overlay_document = self._overlay(language, settings.language)
        glossary = Glossary(self._terms(language, settings.language))
        outline = OutlineReader(self.files, settings.outline, document, self.report)
        sources = _Sources(
            self.files,
            glossary,
            {file: each for each, file in outline.unit_files.items()},
            partial(self._localised, language=language, own=settings.language),
            language,
            settings,
        )
        parsed: dict[str, ParsedUnit] = {}
        matters: dict[str, UnitMatter] = {}
        lock = self._lock()
        ids = IdLock()
        for unit_id in _in_outline_order(outline):
            path = outline.unit_files[unit_id]
            matter, body, first_line = self._unit_file(path, language, settings.language)
            result = parse_unit(body, first_line, sources.of_unit(unit_id, path, matter), self.report)
            self._settle_ids(unit_id, result, lock, ids)
            parsed[unit_id], matters[unit_id] = result, matter
        banks = {each.name: each.settled(lock, ids) for each in self._banks(sources)}
        copies = self._draw(parsed, banks)
        units: dict[str, Unit] = {}
        objective_ids = frozenset(settings.objectives)
        for unit_id, result in parsed.items():
            path = outline.unit_files[unit_id]
            units[unit_id] = self._unit(unit_id, matters[unit_id], result, path, language)
            self._check_unit(units[unit_id], matters[unit_id], path, objective_ids, outline)
        self._share_ids(units, parsed, banks, outline, language, settings)
        self._check_ids(units, banks)
        check_links(parsed, self.report)
        self._check_prerequisites(units)
        sessions = self._live_sessions(outline, units)
        entries = tuple(self._entries(outline, units, sessions, overlay, overlay_document))
        xapi, problems = read_xapi(settings, document)
        self.problems += problems
        course = self._course(settings, overlay, entries, language, glossary.terms, xapi)
        course = replace(
            course,
            live_sessions=tuple(sessions.values()),
            concepts=concepts_of(settings.concepts),
            blend=blend_of(settings.blend, document.line_of(("blend",))),
            evaluation=evaluation_of(settings.evaluation),
            lint=lint_of(settings.lint, document, self.report),
        )
        check_sessions(course, self.report)
        return self.finish(LoadedCourse(course, Report(), ids, languages, tuple(banks.values()), copies))

    # --- files ------------------------------------------------------------------------------------

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

    def yaml(self, path: str) -> YamlDocument:
        text = self.files.read_text(path)
        return YamlDocument(path) if text is None else read_yaml(text, path)

    def _has_error(self, path: str) -> bool:
        """Whether a file's own mistakes already explain why nothing of it is left."""
        return any(each.severity is Severity.ERROR and each.location.file == path for each in self.problems)

    def _locales(self, own: str) -> tuple[str, ...]:
        """The languages of locales/ that translate something: their course.yaml or at least one unit."""
        found: dict[str, bool] = {}
        for path in sorted(self.files.paths):
            parts = path.split("/", 2)
            if parts[0] == "locales" and len(parts) == 3:
                translates = parts[2] == COURSE_FILE or (parts[2].endswith(".md") and parts[2] in self.files)
                found[parts[1]] = found.get(parts[1], False) or translates
        return tuple(name for name, translates in found.items() if translates and name != own and is_language(name))

    def _check_locales(self, own: str) -> None:
        """Files in locales/ that translate nothing are most often misspelt."""
        beside = {COURSE_FILE, "glossary.yaml", *self.files.paths}
        stray: set[str] = set()
        for path in sorted(self.files.paths):
            parts = path.split("/", 2)
            if parts[0] != "locales" or len(parts) < 3:
                continue
            folder = f"locales/{parts[1]}"
            if folder in stray:
                continue
            if not is_language(parts[1]):
                stray.add(folder)
                message = f"`{parts[1]}` is no language tag, so this folder is left out"
                self.report(warning("SRC-LOCALE-STRAY", message, Location(folder), "name it `de`, `pt-BR` or the like"))
            elif parts[1] == own:
                stray.add(folder)
                message = f"the course itself is in `{own}`, so this folder is left out"
                self.report(warning("SRC-LOCALE-STRAY", message, Location(folder), "remove it, or mend `language:`"))
            elif parts[2].endswith((".md", ".yaml")) and parts[2] not in beside:
                message = f"this file translates nothing: there is no `{parts[2]}` in the course"
                self.report(warning("SRC-LOCALE-STRAY", message, Location(path), did_you_mean(parts[2], beside)))

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
        if overlay and overlay.title:
            check_title(overlay.title, document.at(("title",)), self.report)
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
            if not word.strip():
                where = document.at((word,))
                self.report(error("SRC-EMPTY-TERM", "this glossary entry has no word", where, "write the word"))
                continue
            entry = YamlDocument(path, {"definition": value} if isinstance(value, str) else value)
            entry.lines = {(): document.line_of((word,))}
            read, problems = validate(TermFile, entry)
            self.problems += problems
            if read is not None:
                root = markdown.render(read.definition, path, document.line_of((word,)), False, self.report)
                markdown.draw_math(root, path, self.report)
                identifier = slug_of(word, f"term-{len(terms) + 1}")
                while any(term.id == identifier for term in terms):
                    identifier += "-2"
                terms.append(Term(identifier, word, markdown.to_html(root), tuple(read.also)))
        return tuple(terms)

    def _unit_file(self, path: str, language: str, own: str) -> tuple[UnitMatter, str, int]:
        """Front matter, body, and the line the body starts on. A translated unit keeps the original's settings."""
        matter, body, line = self._read_unit(path)
        translated = self._localised(path, language, own)
        if translated == path and language != own:
            message = f"this unit is not translated into `{language}`, so that learners read the original"
            self.report(info("SRC-LOCALE-MISSING", message, Location(path), f"add `locales/{language}/{path}`"))
        if translated != path:
            other, body, line = self._read_unit(translated)
            matter = matter.model_copy(update={name: getattr(other, name) for name in ("title", "goal")})
        return matter, body, line

    def _read_unit(self, path: str) -> tuple[UnitMatter, str, int]:
        text = self.files.read_text(path) or ""
        if nearly.check_front(text, path, self.report):
            self.matters[path] = YamlDocument(path)
            return UnitMatter(), "", 1
        front, body, first_line = split_matter(text)
        document = read_yaml(front, path, 2) if front is not None else YamlDocument(path)
        matter, problems = salvage(UnitMatter, document)
        self.problems += problems
        if matter and matter.title:
            check_title(matter.title, document.at(("title",)), self.report)
        self.matters[path] = document
        return matter or UnitMatter(), body, first_line

    # --- units ------------------------------------------------------------------------------------

    def _banks(self, sources: _Sources) -> Iterator[Bank]:
        for name, path in find_banks(self.files, self.report).items():
            source = sources.of_bank(name, path)
            yield read_bank(self.files.read_text(source.file) or "", source, self.report)

    def _draw(self, parsed: dict[str, ParsedUnit], banks: dict[str, Bank]) -> dict[str, str]:
        """Fills the pools of all quizzes; copy → original question id."""
        pages, copies = resolve_draws(
            {unit: result.pages for unit, result in parsed.items()},
            {unit: result.draws for unit, result in parsed.items()},
            {name: bank.questions for name, bank in banks.items()},
            self.report,
        )
        for unit, result in parsed.items():
            result.pages = pages[unit]
            drawn = [each for page in result.pages for each in page.questions() if each.id in copies]
            result.assets.update(path for each in drawn for path in assets_of(each))
        used = {name for result in parsed.values() for draws in result.draws.values() for draw in draws
                for name in draw.banks}  # fmt: skip
        for name in sorted(set(banks) - used):
            message = f"no quiz draws from the question bank `{name}`"
            self.report(info("SRC-BANK-UNUSED", message, Location(banks[name].file), f"say `from={name}` in a quiz"))
        return copies

    def _settle_ids(self, unit: str, result: ParsedUnit, lock: IdLock, ids: IdLock) -> None:
        """Replaces ids made from texts by those the lock remembers, and notes the outcome for the next lock."""
        pages = [Derived(page.id, page.title) for page in result.pages if page.id in result.derived_pages]
        given_pages = {page.id for page in result.pages} - result.derived_pages
        page_ids = _settled(pages, lock.of(unit, "pages"), given_pages)
        activities = [Derived(each, title) for each, title in result.activities.items()]
        found = list(result.questions())
        questions = [Derived(each.id, each.text) for each in found if each.id in result.derived_questions]
        given = {each.id for each in found} - result.derived_questions - set(result.parts)
        named = {each for page in result.pages for each in page.identified()} - set(result.activities)
        activity_ids = _settled(activities, lock.of(unit, "activities"), named - result.derived_questions)
        question_ids = _settled(questions, lock.of(unit, "questions"), given | set(activity_ids.values()))
        parts = {old: f"{activity_ids.get(each, each)}-{name}" for old, (each, name) in result.parts.items()}
        renamed = {old: new for old, new in (activity_ids | question_ids | parts).items() if old != new}
        result.pages = [replace(page, id=page_ids.get(page.id, page.id)).renamed(renamed) for page in result.pages]
        result.derived_pages = set(page_ids.values())
        result.derived_questions = set(question_ids.values())
        result.draws = {activity_ids.get(quiz, quiz): draws for quiz, draws in result.draws.items()}
        ids.units[unit] = {
            kind: [Derived(chosen[each.id], each.label) for each in derived]
            for kind, derived, chosen in (
                ("activities", activities, activity_ids),
                ("pages", pages, page_ids),
                ("questions", questions, question_ids),
            )
            if derived or kind != "activities"
        }

    def _share_ids(
        self,
        units: dict[str, Unit],
        parsed: dict[str, ParsedUnit],
        banks: dict[str, Bank],
        outline: OutlineReader,
        language: str,
        settings: CourseFile,
    ) -> None:
        """A translated page keeps the id of the page it translates, so that records mean the same in every language."""
        if language == settings.language:
            return
        original = read_course(self.root)
        for unit in original.course.units() if original.course else ():
            if unit.id in units:
                translation = Translation(units[unit.id], unit, parsed[unit.id].has_made_ids())
                path = self._localised(outline.unit_files[unit.id], language, settings.language)
                units[unit.id] = share_ids(translation, path, self.report)
        compare_banks(banks, original.banks, self.report)

    def _unit(self, unit: str, matter: UnitMatter, result: ParsedUnit, path: str, language: str) -> Unit:
        pages = tuple(result.pages)
        if not any(page.blocks for page in pages) and not self._has_error(path):
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
            teaches=teaches_of(matter.teaches),
            standalone=matter.standalone,
            minutes=matter.estimate / 60 if matter.estimate else estimate_minutes(pages, language),
            assets=tuple(sorted(result.assets)),
            links=tuple(PageLink(to, page, Place(at.file, at.line)) for to, page, at in result.links),
            place=Place(path, 1),
        )

    def _check_unit(
        self, unit: Unit, matter: UnitMatter, path: str, objectives: frozenset[str], outline: OutlineReader
    ) -> None:
        document = self.matters[path]
        for index, each in enumerate(matter.objectives):
            if each not in objectives:
                hint = did_you_mean(each, objectives) or "declare it under `objectives:` in course.yaml"
                where = Location(path, document.line_of(("objectives", index)))
                self.report(error("SRC-OBJECTIVE-UNKNOWN", f"there is no objective `{each}`", where, hint))
        for index, each in enumerate(matter.prerequisites):
            if each not in outline.unit_files:
                hint = did_you_mean(each, outline.unit_files)
                where = Location(path, document.line_of(("prerequisites", index)))
                self.report(error("SRC-UNIT-UNKNOWN", f"there is no unit `{each}`", where, hint))
        if matter.kind in ("pre-test", "post-test") and not any(page.has_quiz() for page in unit.pages):
            message = f"this unit is a {matter.kind}, but has no `::: quiz`, so its questions count like any other"
            self.report(warning("SRC-TEST-QUIZ", message, Location(path, 1), "put its questions into a `::: quiz`"))
        for page in unit.pages:
            check = check_length if matter.title or page.title != unit.title else check_title
            check(page.title, Location(page.place.file, page.place.line), self.report)

    def _check_ids(self, units: dict[str, Unit], banks: dict[str, Bank]) -> None:
        """What records name has an id of its own in the whole course, and so has every question of a bank."""
        seen: dict[str, str] = {}
        for unit in units.values():
            for page in unit.pages:
                lines = {each.id: each.line for each in page.questions()}
                for each in page.identified():
                    where = Location(page.place.file, lines.get(each, page.place.line))
                    self._check_id(each, f"the unit `{unit.id}`", where, seen)
        for bank in banks.values():
            for question in bank.questions:
                where = Location(bank.file, question.line)
                self._check_id(question.id, f"the bank `{bank.name}`", where, seen)

    def _check_id(self, identifier: str, home: str, where: Location, seen: dict[str, str]) -> None:
        if seen.setdefault(identifier, home) != home:
            message = f"the question id `{identifier}` is used in {seen[identifier]} too"
            self.report(error("SRC-DUPLICATE-ID", message, where, "give each question its own id"))

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
        xapi: XapiSettings | None,
    ) -> Course:
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
            xapi=xapi,
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


@dataclass(frozen=True, slots=True)
class _Sources:
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


def _in_outline_order(outline: OutlineReader) -> Iterator[str]:
    for entry in outline.entries:
        yield from (name for name in entry.items if name in outline.unit_files)


def _settled(derived: list[Derived], locked: list[Derived], taken: set[str]) -> dict[str, str]:
    """Id made from a text → id to use."""
    return {old.id: new for old, new in zip(derived, settle(derived, locked, taken), strict=True)}


def _completion(settings: CompletionFile) -> Completion:
    share = settings.require if isinstance(settings.require, float) else 1.0
    require = Require.PAGES if isinstance(settings.require, float) else Require(settings.require)
    mastery = None if settings.mastery == "none" else 0.8 if settings.mastery is None else float(settings.mastery)
    return Completion(require, share, mastery, Interactions(settings.record))

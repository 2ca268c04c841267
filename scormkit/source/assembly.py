"""Source room, assembly: settings, pages and outline → values of the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from scormkit.diagnostics import Location
from scormkit.model import (
    Completion,
    Course,
    Interactions,
    Launch,
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
from scormkit.source.estimate import estimate_minutes
from scormkit.source.files import COURSE_FILE, CourseFiles
from scormkit.source.live import teaches_of
from scormkit.source.outline import OutlineReader
from scormkit.source.reading import ParsedUnit
from scormkit.source.schema import CompletionFile, CourseFile, LocaleCourseFile, UnitMatter
from scormkit.source.values import SLUG, slug_of
from scormkit.source.yaml import YamlDocument


def make_unit(unit: str, matter: UnitMatter, result: ParsedUnit, path: str, language: str) -> Unit:
    """A unit of its settings and pages."""
    pages = tuple(result.pages)
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


def make_outline(
    outline: OutlineReader,
    units: dict[str, Unit],
    sessions: dict[str, LiveSession],
    overlay: LocaleCourseFile,
    overlay_document: YamlDocument,
) -> Iterator[OutlineEntry]:
    """The outline with its units and live sessions, module titles in the language."""
    titles = outline.module_titles(overlay.outline, overlay_document)
    for entry in outline.entries:
        if entry.module is None:
            name = entry.items[0]
            yield units[name] if name in units else sessions[name]
        else:
            items = tuple(units[name] if name in units else sessions[name] for name in entry.items)
            yield Module(entry.id, titles.get(entry.id, entry.module), items)


def make_course(
    files: CourseFiles,
    settings: CourseFile,
    overlay: LocaleCourseFile,
    entries: tuple[OutlineEntry, ...],
    language: str,
    terms: tuple[Term, ...],
    xapi: XapiSettings | None,
) -> Course:
    """The course of its settings, their translation and its outline."""
    theme, assets = _theme(settings, files)
    return Course(
        id=settings.id or _id_from_folder(files.root),
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
        objectives=tuple(_objectives(settings, overlay)),
        glossary=terms,
        order=Order(settings.order),
        completion=_completion(settings.completion),
        packaging=Packaging(
            tuple(settings.packaging.targets),
            Split(settings.packaging.split),
            ScoScope(settings.packaging.sco),
            settings.packaging.max_size,
            Launch(settings.packaging.launch),
        ),
        theme=theme,
        lms=tuple(settings.lms),
        xapi=xapi,
        assets=assets,
        root=str(files.root),
    )


def _id_from_folder(root: Path) -> str:
    name = root.resolve().name
    return name if SLUG.fullmatch(name) else slug_of(name, "course")


def _objectives(settings: CourseFile, overlay: LocaleCourseFile) -> Iterator[Objective]:
    for identifier, entry in settings.objectives.items():
        translated = overlay.objectives.get(identifier)
        if isinstance(entry, str):
            text = entry
            made = Objective(identifier, text)
        else:
            made = Objective(identifier, entry.text, entry.level or "", entry.critical, (entry.retention or 0) // 86400)
        if translated is not None:
            made = replace(made, text=translated if isinstance(translated, str) else translated.text)
        yield made


def _theme(settings: CourseFile, files: CourseFiles) -> tuple[Theme, tuple[str, ...]]:
    theme = settings.theme
    paths: list[str] = []
    for reference in (theme.logo, *theme.fonts):
        if reference:
            path = files.resolve(reference, "", Location(COURSE_FILE, 0))
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

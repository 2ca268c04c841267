"""Render room: a layout's files that are not copied become bytes; what the learner sees is made here.

`load_context` reads theme and strings once for a course; `render_file` then gives each file of each package. Nothing is
written, and the same layout and context always give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scormkit.diagnostics import Diagnostic
from scormkit.layout import Document, Feature, Generated, PackageLayout, PageDocument, PlannedFile, calendar_text
from scormkit.model import Course
from scormkit.render.problems import HelperError, nearest
from scormkit.render.strings import Strings, direction, load_strings
from scormkit.render.style import contrast_remarks, render_style
from scormkit.render.theme import LoadedTheme, load_theme, theme_names

if TYPE_CHECKING:
    from scormkit.render.catalogue import Catalogue
    from scormkit.render.pages import DocumentRenderer
    from scormkit.render.templates import Templates

_BUILT = Path(__file__).resolve().parents[1] / "runtime" / "built"


@dataclass(slots=True)
class RenderContext:
    """What every file of a course's packages is rendered with: theme, texts and compiled templates.

    `diagnostics` holds remarks, such as a language without a catalogue.
    """

    course: Course
    theme: LoadedTheme
    strings: Strings
    templates: Templates
    diagnostics: tuple[Diagnostic, ...] = ()
    catalogues: dict[tuple[object, ...], Catalogue] = field(default_factory=dict, repr=False)
    _renderers: dict[tuple[int, str], tuple[PackageLayout, DocumentRenderer]] = field(default_factory=dict, repr=False)

    def renderer(self, layout: PackageLayout, sco_id: str) -> DocumentRenderer:
        """The renderer of one SCO, made once for a layout."""
        from scormkit.render.pages import DocumentRenderer

        key = (id(layout), sco_id)
        if key not in self._renderers:
            made = DocumentRenderer(self, layout, layout.sco(sco_id))
            self._renderers[key] = (layout, made)  # the layout is kept, so that its id stays its own
        return self._renderers[key][1]


def load_context(course: Course, theme_name: str = "") -> RenderContext:
    """Theme and strings for `course`; `theme_name` overrides the one it names. Raises `ThemeError`."""
    from scormkit.render.templates import Templates

    theme = load_theme(theme_name or course.theme.name, Path(course.root))
    strings, remarks = load_strings(course.language, theme)
    diagnostics = (*remarks, *contrast_remarks(theme, course.theme))
    return RenderContext(course, theme, strings, Templates(theme, _helpers(course, theme, strings)), diagnostics)


def _helpers(course: Course, theme: LoadedTheme, strings: Strings) -> dict[str, Any]:
    """What every template gets."""

    def t(key: str, **values: object) -> str:
        text = strings.page.get(key) or strings.player.get(key)
        if text is None:
            raise HelperError(f"there is no text called `{key}`", nearest(key, strings.keys()))
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    return {"course": course, "theme": theme, "t": t, "dir": direction(course.language), "lang": course.language}


def render_file(layout: PackageLayout, planned: PlannedFile, context: RenderContext) -> bytes:
    """The bytes of a document, a page file, the stylesheet, a script, a theme's asset or what is told to a store.

    Raises `ThemeError` for a failing template, and `ValueError` for a file that this room does not make (one that is
    copied, or the manifest and what belongs to it).
    """
    origin = planned.origin
    if isinstance(origin, Document):
        return context.renderer(layout, origin.sco).document().encode()
    if isinstance(origin, PageDocument):
        return context.renderer(layout, origin.sco).page(origin.page).encode()
    if isinstance(origin, Generated):
        if origin.what == "style":
            return render_style(context.theme, layout.course.theme, dict(layout.asset_paths)).encode()
        if origin.what == "driver":
            return b"".join((_BUILT / f"{name}.js").read_bytes() for name in _driver_scripts(layout))
        if origin.what == "player":
            return b"".join((_BUILT / f"{name}.js").read_bytes() for name in _player_scripts(layout))
        if origin.what == "calendar":
            return calendar_text(layout.course, origin.name).encode()
        if origin.what == "theme":
            return context.theme.asset(origin.name)
        if origin.what in ("catalogue", "concepts"):
            from scormkit.render.catalogue import render_catalogue, render_concepts

            return (render_catalogue if origin.what == "catalogue" else render_concepts)(layout, context)
    raise ValueError(f"{planned.path}: not made by the render room")


def _driver_scripts(layout: PackageLayout) -> Iterator[str]:
    """The driver; before it, where a course tells a store beside its LMS, what does so."""
    from scormkit.render.statements import tells

    if tells(layout) and Feature.STORE not in layout.profile:
        yield "statements"
    yield f"driver-{layout.profile.driver}"


def _player_scripts(layout: PackageLayout) -> Iterator[str]:
    """The player; before it, where a live session has a tile, what brings that to life."""
    if any(sco.tile for sco in layout.scos):
        yield "tile"
    yield "player"


def render_files(layout: PackageLayout, context: RenderContext) -> Iterator[tuple[PlannedFile, bytes]]:
    """Every file of `layout` that `render_file` makes, in the layout's order."""
    for planned in layout.files:
        if _is_rendered(planned):
            yield planned, render_file(layout, planned, context)


def _is_rendered(planned: PlannedFile) -> bool:
    origin = planned.origin
    if isinstance(origin, Generated):
        return origin.what in ("style", "driver", "player", "theme", "catalogue", "concepts", "calendar")
    return isinstance(origin, (Document, PageDocument))


__all__ = ["RenderContext", "load_context", "load_theme", "render_file", "render_files", "theme_names"]

"""Render room, pages: a SCO's document and its page files, from the theme's `sco.html` and `page.html`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from scormkit.layout import PackageLayout, PlannedPage, Sco
from scormkit.model import Module, Unit
from scormkit.render.blocks import PageScope
from scormkit.render.config import media_keys, render_config
from scormkit.render.links import Links, pages_by_name

if TYPE_CHECKING:
    from scormkit.render import RenderContext


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as templates see it in `pages`: where it is, what it is called, and its content, drawn when asked for."""

    id: str
    title: str
    file: str
    url: str  #: works without the runtime
    unit: Unit
    opens_unit: bool  #: whether it is the unit's first page


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit with its pages, for the table of contents."""

    title: str
    unit: Unit
    pages: tuple[PageView, ...]


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module with its units; `title` is empty around units that stand in none."""

    title: str
    units: tuple[UnitView, ...]


class DocumentRenderer:
    """Draws the files of one SCO. Made once for a SCO, since a course may have a thousand page files."""

    def __init__(self, context: RenderContext, layout: PackageLayout, sco: Sco) -> None:
        self._context = context
        self._layout = layout
        self._sco = sco
        self._assets = dict(layout.asset_paths)
        self._pages = pages_by_name(sco)
        self._links: dict[str, Links] = {}
        self._media = media_keys(sco)
        self._planned = {planned.id: planned for planned in sco.pages}
        self._views: dict[str, tuple[PageView, ...]] = {}
        self._position = {planned.id: index for index, planned in enumerate(sco.pages)}

    def document(self) -> str:
        """The SCO's document, with every page that has no file of its own."""
        links = self._links_from("")
        views = self._seen_from(links)
        values = {
            "sco": self._sco,
            "pages": views,
            "contents": _contents(self._sco, views),
            "config": Markup(render_config(self._layout, self._sco, links, self._context.strings.player)),
            "section": lambda view: self._section(links, view),
            "html": lambda text: Markup(links.resolve(text)),
            "asset": links.asset,
        }
        return self._context.templates.render("sco.html", values) + "\n"

    def page(self, page_id: str) -> str:
        """One page as a complete document of its own, readable without JavaScript."""
        planned = self._planned[page_id]
        links = self._links_from("../" * planned.file.count("/"))
        views = self._seen_from(links)
        at = self._position[page_id]
        section = self._section(links, views[at])
        values = {
            **self._scope(links, planned).values,
            "sco": self._sco,
            "view": views[at],
            "section": section,
            "terms": [term for term in self._layout.course.glossary if f'data-term="{term.id}"' in section],
            "previous": views[at - 1] if at else None,
            "next": views[at + 1] if at + 1 < len(views) else None,
            "document": links.up + quote(self._sco.document),
            "up": links.up,
        }
        return self._context.templates.render("page.html", values) + "\n"

    def _links_from(self, up: str) -> Links:
        """Links as seen from the document, or from a page file; a course may have a thousand of those."""
        return self._links.setdefault(up, Links(self._sco.document, self._assets, self._pages, up))

    def _scope(self, links: Links, planned: PlannedPage) -> PageScope:
        return PageScope(self._context.templates, links, self._media, planned.unit, planned.page)

    def _section(self, links: Links, view: PageView) -> Markup:
        """The page's `<section>`, from the theme's `section.html`."""
        scope = self._scope(links, self._planned[view.id])
        return Markup(self._context.templates.render("section.html", {**scope.values, "view": view}))

    def _seen_from(self, links: Links) -> tuple[PageView, ...]:
        """Every page with its address as seen from the document, or from a page file; both are asked for often."""
        if links.up not in self._views:
            self._views[links.up] = tuple(
                PageView(each.id, each.page.title or each.unit.title, each.file, links.page(each), each.unit, first)
                for each, first in _marked_first(self._sco.pages)
            )
        return self._views[links.up]


def _marked_first(pages: tuple[PlannedPage, ...]) -> Iterator[tuple[PlannedPage, bool]]:
    """Each page with whether it is the first of its unit."""
    last = ""
    for planned in pages:
        yield planned, planned.unit.id != last
        last = planned.unit.id


def _contents(sco: Sco, views: tuple[PageView, ...]) -> tuple[ModuleView, ...]:
    """The table of contents: runs of units of one module, as the pages follow one another."""
    module_of: Mapping[str, Module] = {
        item.id: module for module in sco.modules for item in module.items if isinstance(item, Unit)
    }
    groups = [tuple(pages) for _, pages in groupby(views, key=lambda view: view.unit.id)]
    units = [UnitView(pages[0].unit.title, pages[0].unit, pages) for pages in groups]

    def title(view: UnitView) -> str:
        module = module_of.get(view.unit.id)
        return module.title if module else ""

    return tuple(ModuleView(name, tuple(group)) for name, group in groupby(units, key=title))

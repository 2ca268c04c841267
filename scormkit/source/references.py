"""Source room, references: where links, pictures and other files of a text lead."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from scormkit.diagnostics import Location, error, warning
from scormkit.source.markdown import SCHEMES, Element, line_of, scheme_problem
from scormkit.source.reading import ParsedUnit, Report, UnitSource
from scormkit.source.values import did_you_mean


@dataclass(frozen=True, slots=True)
class References:
    """Turns references into `asset:` and `page:`, notes them in `result`, and tells of those that lead nowhere."""

    source: UnitSource
    result: ParsedUnit
    report: Report

    def settle(self, root: Element) -> None:
        """Gives every reference of a tree its final form, and every picture its text."""
        for element in root.iter("a", "img", "source", "video", "audio", "iframe", "track", "script", "link", "embed"):
            for attribute in ("href", "src", "poster"):
                value = element.get(attribute)
                if value is not None:
                    element.set(attribute, self._reference(element, attribute, value))
            if element.tag == "img":
                self._image_text(element)

    def _reference(self, element: Element, attribute: str, value: str) -> str:
        where = Location(self.source.file, line_of(element))
        is_link = element.tag == "a"
        if is_link and (element.get("data-footnote-ref") is not None or element.get("class") == "footnote-backref"):
            return value
        problem = scheme_problem(value, where)
        if problem is not None:
            self.report(problem)
            return ""
        parts = urlsplit(value)
        if parts.scheme in SCHEMES:
            if is_link and parts.scheme.startswith("http"):
                element.set("target", "_blank")
                element.set("rel", "noopener")
            elif not is_link:
                why = "which fails offline and behind firewalls"
                if parts.scheme == "http":
                    why = "without encryption, which browsers refuse in an LMS that has it"
                message = f"`{value}` is loaded from the network, {why}"
                self.report(warning("SRC-REMOTE", message, where, "copy the file into the course folder"))
            return value
        if not parts.path:
            if not parts.fragment:
                self.report(error("SRC-EMPTY-LINK", "this link leads nowhere", where, "write where it leads"))
                return value
            return self._page_link(self.source.id, unquote(parts.fragment), where) if is_link else value
        path = self.source.files.resolve(value, self.source.folder, where)
        if path is None:
            return ""
        if is_link and path in self.source.units_by_file:
            return self._page_link(self.source.units_by_file[path], unquote(parts.fragment), where)
        if is_link and path.endswith(".md"):
            message = f"`{value}` is no unit of this course, so the link hands out its bare text"
            self.report(
                warning("SRC-LINK-PAGE", message, where, "add it to `outline:`, or link to a page or another file")
            )
        path = self.source.localise(path)
        self.result.assets.add(path)
        suffix = f"#{parts.fragment}" if parts.fragment else ""
        return f"asset:{quote(path)}{suffix}"

    def _page_link(self, unit: str, page: str, where: Location) -> str:
        self.result.links.append((unit, page, where))
        return f"page:{unit}#{page}"

    def _image_text(self, image: Element) -> None:
        alternative = (image.get("alt") or "").strip()
        if alternative.casefold() == "decorative":
            image.set("alt", "")
        elif not alternative:
            where = Location(self.source.file, line_of(image))
            message = "this picture has no alternative text"
            hint = "write what it shows between the brackets, or `![decorative](…)` if it only adorns"
            self.report(warning("SRC-ALT-MISSING", message, where, hint))
        image.set("loading", "lazy")


def check_links(parsed: dict[str, ParsedUnit], report: Report) -> None:
    """Links to pages, once every page is known."""
    for each in parsed.values():
        for unit, page, where in each.links:
            pages = [known.id for known in parsed[unit].pages]
            if page and page not in pages:
                message = f"there is no page `{page}` in the unit `{unit}`"
                report(error("SRC-LINK-PAGE", message, where, did_you_mean(page, pages)))

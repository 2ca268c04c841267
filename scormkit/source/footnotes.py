"""Source room, footnotes: notes stand at the foot of the page that mentions them."""

from __future__ import annotations

from lxml import etree

from scormkit.source.markdown import Element


class Footnotes:
    """The notes of one text; `prefix` keeps their anchors apart from those of other texts on the same page."""

    def __init__(self, root: Element, prefix: str) -> None:
        self.prefix = prefix
        self.items: dict[str, Element] = {}
        self.pending: list[Element] = []
        for section in root.xpath("./section[@data-footnotes]"):
            assert isinstance(section, etree._Element)
            for number, item in enumerate(section.iter("li"), 1):
                if (item.get("id") or "").startswith("fn-"):
                    item.set("value", str(number))
                    self.items[item.get("id") or ""] = item
            root.remove(section)
        for element in root.iter("a"):
            _announce(element)
        for item in self.items.values():
            for element in item.iter("a"):
                _announce(element)
        for element in [*root.iter(etree.Element), *(e for i in self.items.values() for e in i.iter(etree.Element))]:
            self._rename(element)

    def _rename(self, element: Element) -> None:
        for attribute, start in (("id", "fn"), ("href", "#fn")):
            value = element.get(attribute) or ""
            if value.startswith((f"{start}-", f"{start}ref-")):
                mark = "#" if start.startswith("#") else ""
                element.set(attribute, f"{mark}{self.prefix}-{value.removeprefix('#')}")

    def follow(self, element: Element) -> None:
        """Remembers the notes that an element mentions."""
        for link in element.iter("a"):
            target = (link.get("href") or "").removeprefix(f"#{self.prefix}-")
            item = self.items.get(target) if link.get("role") == "doc-noteref" else None
            if item is not None and item not in self.pending:
                self.pending.append(item)

    def section(self) -> list[Element]:
        """The notes since the last call, ready to stand below a page."""
        if not self.pending:
            return []
        section = etree.Element("section")
        section.set("class", "footnotes")
        listing = etree.SubElement(section, "ol")
        listing.extend(self.pending)
        self.pending = []
        return [section]


def _announce(link: Element) -> None:
    """Says by role what a note's links are: screen readers put that into the learner's language themselves."""
    if link.get("data-footnote-ref") is not None:
        link.set("role", "doc-noteref")
        del link.attrib["data-footnote-ref"]
        link.set("class", "footnote-link")
    elif link.get("data-footnote-backref") is not None:
        for name in ("data-footnote-backref", "data-footnote-backref-idx", "aria-label"):
            link.attrib.pop(name, None)
        link.set("role", "doc-backlink")

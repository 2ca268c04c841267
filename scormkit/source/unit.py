"""Source room, units: one Markdown file → pages of blocks."""

from __future__ import annotations

from scormkit.diagnostics import Location, error
from scormkit.model import Block, Page, Place
from scormkit.source.blocks import BlockReader, definitions_of
from scormkit.source.directives import scan
from scormkit.source.reading import Break, ParsedUnit, Report, UnitSource, free_name
from scormkit.source.values import slug_of


def parse_unit(text: str, first_line: int, source: UnitSource, report: Report) -> ParsedUnit:
    """Reads the body of a unit file (front matter cut off; `first_line` is where the body starts)."""
    lines = text.split("\n")
    segments = scan(lines, first_line, source.file, report)
    reader = BlockReader(source, report, definitions_of(lines, first_line))
    pieces = list(reader.top_level(segments))
    reader.result.pages = _pages(pieces, source, reader.result, report)
    return reader.result


def _pages(pieces: list[Block | Break], source: UnitSource, result: ParsedUnit, report: Report) -> list[Page]:
    """Cuts the stream of blocks into pages and gives each an id."""
    pages: list[tuple[Break, list[Block]]] = []
    for piece in pieces:
        if isinstance(piece, Break):
            pages.append((piece, []))
        else:
            if not pages:
                pages.append((Break("", "", 1), []))
            pages[-1][1].append(piece)
    used: dict[str, int] = {}
    made: list[Page] = []
    for number, (start, blocks) in enumerate(pages, 1):
        identifier = start.id
        if identifier and identifier in used:
            message = f"the page id `{identifier}` is used twice, first on line {used[identifier]}"
            report(error("SRC-DUPLICATE-ID", message, Location(source.file, start.line), "give each page its own"))
        if not identifier:
            identifier = free_name(slug_of(start.title, f"page-{number}"), used)
            result.derived_pages.add(identifier)
        used[identifier] = start.line
        made.append(Page(identifier, start.title, tuple(blocks), Place(source.file, start.line)))
    return made

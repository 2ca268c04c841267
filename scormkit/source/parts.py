"""Source room, parts: the body of tabs, accordions, flashcards and columns, cut where a part starts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scormkit.source.directives import Directive, Segment, Text

_HEADING = re.compile(r" {0,3}(#{1,6})\s")
_RULE = re.compile(r" {0,3}-{3,}()\s*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")

Part = tuple[str, int, list[Segment]]  #: title as Markdown, line, what follows


def parts_by_heading(directive: Directive) -> tuple[list[Part], bool]:
    """Each heading of the outermost level that occurs starts a part; also whether text stands before the first."""
    texts = [child for child in directive.children if isinstance(child, Text)]
    levels = [len(found[1]) for text in texts for line in text.lines if (found := _HEADING.match(line))]
    if not levels:
        return [], any(text.text.strip() for text in texts)
    mark = re.compile(rf" {{0,3}}#{{{min(levels)}}}\s+(.*?)(?:\s+#+)?\s*$")
    parts: list[Part] = []
    stray = False
    for segment, title in cut_all(directive.children, mark):
        if title is not None:
            parts.append((title, segment.line, [segment]))
        elif parts:
            parts[-1][2].append(segment)
        else:
            stray |= not isinstance(segment, Text) or bool(segment.text.strip())
    return parts, stray


def parts_by_rule(directive: Directive) -> list[list[Segment]]:
    """A line `---` separates parts."""
    parts: list[list[Segment]] = [[]]
    for segment, cut in cut_all(directive.children, _RULE):
        if cut is not None:
            parts.append([])
        parts[-1].append(segment)
    return [segments for segments in parts if segments]


def cut_all(segments: list[Segment], mark: re.Pattern[str]) -> Iterator[tuple[Segment, str | None]]:
    """The segments, texts cut at each line that is `mark`; a piece that starts at one comes with the mark's group 1."""
    for segment in segments:
        if isinstance(segment, Text):
            yield from _cut(segment, mark)
        else:
            yield segment, None


def _cut(text: Text, mark: re.Pattern[str]) -> Iterator[tuple[Text, str | None]]:
    """A text cut at each line that is `mark`; a piece that starts at one comes with the mark's group 1."""
    piece, title, fenced = Text(text.line), None, False
    for number, line in enumerate(text.lines, text.line):
        fenced ^= bool(_FENCE.match(line))
        match = None if fenced else mark.match(line)
        if match:
            if piece.lines or title is not None:
                yield piece, title
            piece, title = Text(number + 1), match[1]
        else:
            piece.lines.append(line)
    if piece.lines or title is not None:
        yield piece, title

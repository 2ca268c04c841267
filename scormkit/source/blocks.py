"""Source room, blocks: text and directives of a unit → blocks, in one pass over each stretch of text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from lxml import etree

from scormkit.diagnostics import Location, error, info
from scormkit.model import Block, Container, Prose, Question
from scormkit.source import assessment, markdown, nearly, questions
from scormkit.source.assessment import AssessmentContext
from scormkit.source.directives import CALLOUTS, GIFT, PARTED, Directive, Segment, Text, scan
from scormkit.source.footnotes import Footnotes
from scormkit.source.identities import Identities
from scormkit.source.inserts import read_embed, read_figure, read_lone_image, read_media, read_parted, title_of
from scormkit.source.markdown import HEADINGS, Element, line_of
from scormkit.source.questions import gift
from scormkit.source.reading import Break, ParsedUnit, Report, UnitSource
from scormkit.source.references import References
from scormkit.source.values import SLUG

_HEADING_ID = re.compile(r"\s*\{#([^}\s]+)\}\s*$")
_REFERENCE = re.compile(
    r" {0,3}\[(?!\^)[^\]\n]+\]:\s*(?:<[^<>\n]*>|[^<\s]\S*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*"
)
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:")
MOST_INCLUDES = 200  # files that include files multiply
_SLOT = "scormkit:"


Numbered = tuple[int, str]  #: a line and its number


def definitions_of(lines: list[str], first_line: int) -> tuple[Numbered, ...]:
    """Link and footnote definitions, so that text inside a directive can use them too."""
    links: list[Numbered] = []
    notes: list[Numbered] = []
    in_note = False
    for number, line in enumerate(lines, first_line):
        if _FOOTNOTE.match(line):
            in_note = True
            notes += [(number, ""), (number, line)]
        elif in_note and line.startswith("    "):
            notes.append((number, line))
        else:
            in_note = False
            if _REFERENCE.fullmatch(line):
                links.append((number, line))
    return (*links, *notes)


class BlockReader:
    """Turns segments into blocks; one for each unit file, so that ids and footnotes are unique in it."""

    def __init__(
        self,
        source: UnitSource,
        report: Report,
        definitions: tuple[Numbered, ...],
        result: ParsedUnit | None = None,
        taken: dict[str, int] | None = None,
    ) -> None:
        self.source = source
        self.report = report
        self.definitions = definitions
        self.result = ParsedUnit() if result is None else result
        self.references = References(source, self.result, report)
        self.identities = Identities(source.id, source.file, self.result, report, {} if taken is None else taken)
        self.included: tuple[str, ...] = (source.file,)
        self.terms_seen: set[str] = set()

    def beside(self, source: UnitSource) -> BlockReader:
        """A reader for more of the same unit with another source: same ids, same result."""
        other = BlockReader(source, self.report, self.definitions, self.result, self.identities.taken)
        other.terms_seen = self.terms_seen
        other.included = self.included
        return other

    def of_file(self, file: str) -> BlockReader:
        """A reader for another file that belongs to the same unit."""
        return self.beside(replace(self.source, file=file, folder=posixpath.dirname(file)))

    # --- segments ---------------------------------------------------------------------------------

    def top_level(self, segments: list[Segment]) -> Iterator[Block | Break]:
        yield from self._blocks(segments, top=True)

    def inside(self, segments: list[Segment]) -> tuple[Block, ...]:
        """The blocks of a directive's body, where no page starts."""
        return tuple(block for block in self._blocks(segments, top=False) if not isinstance(block, Break))

    def _blocks(self, segments: list[Segment], top: bool) -> Iterator[Block | Break]:
        """All segments are rendered as one text, so that lists, links and footnotes see each other."""
        if not segments:
            return
        slots: list[Directive] = []
        lines: list[str] = []
        for segment in segments:
            if isinstance(segment, Text):
                lines += [""] * (segment.line - segments[0].line - len(lines)) + segment.lines
            else:
                lines += [""] * (segment.line - segments[0].line - len(lines))
                lines.append(f"<!--{_SLOT}{len(slots)}-->")
                slots.append(segment)
        text = "\n".join(lines)
        further: list[Numbered] = []
        if not top and self.definitions and "[" in text:
            further = [(self.definitions[0][0], ""), *self.definitions]
            text = "\n".join([text, *(line for _, line in further)])
        root = self.tree(text, segments[0].line, [number for number, _ in further])
        nearly.check(root, text, self.source.file, self.report)
        yield from self._pieces(root, slots, lines, segments[0].line, top)

    def tree(self, text: str, first_line: int, further: Sequence[int] = ()) -> Element:
        """The elements of a text, with formulas, code, links and pictures done; `further` as in `markdown.render`."""
        root = markdown.render(text, self.source.file, first_line, self.source.trusted, self.report, further)
        if "$" in text:
            markdown.draw_math(root, self.source.file, self.report)
        if "```" in text or "~~~" in text:
            markdown.highlight_code(root, self.source.file, self.report)
        for table in list(root.iter("table")):
            _wrap_table(table)
        self.references.settle(root)
        return root

    def _pieces(
        self, root: Element, slots: list[Directive], lines: list[str], first_line: int, top: bool
    ) -> Iterator[Block | Break]:
        self._check_places(root, slots)
        notes = Footnotes(root, f"{self.source.id}-{first_line}")
        prose: list[Element] = []

        def flush() -> Iterator[Prose]:
            self.source.glossary.mark(prose, self.terms_seen)
            html = markdown.to_html(prose)
            prose.clear()
            if html:
                yield Prose(html)

        def finish() -> Iterator[Prose]:
            prose.extend(notes.section())
            yield from flush()

        children = list(root)
        if (root.text or "").strip():
            paragraph = etree.Element("p")
            paragraph.text = root.text
            prose.append(paragraph)
        index = 0
        while index < len(children):
            child = children[index]
            following = children[index + 1] if index + 1 < len(children) else None
            index += 1
            if not isinstance(child.tag, str):
                number = _slot_number(child)
                if number is not None and number < len(slots):  # a comment of the author's may look like a slot
                    yield from flush()
                    if top and slots[number].name == "page":
                        yield from finish()
                    yield from self._directive(slots[number], top)
                continue
            notes.follow(child)
            if top and (start := self._page_start(child, lines, first_line)):
                yield from finish()
                self.terms_seen.clear()
                yield start
            elif following is not None and questions.is_short(child, following):
                yield from flush()
                index += 1
                yield from self._short_question(child, following)
            elif (block := self._special(child)) is not None:
                yield from flush()
                yield block
            else:
                self._demote(child)
                prose.append(child)
        yield from finish()

    def _check_places(self, root: Element, slots: list[Directive]) -> None:
        """Raw HTML around a directive, or left open above it, would swallow it."""
        for comment in root.iter(etree.Comment):
            number, around = _slot_number(comment), comment.getparent()
            if number is None or number >= len(slots) or around is None or around is root:
                continue
            where = Location(self.source.file, slots[number].line)
            tag = str(around.tag)
            message = f"`::: {slots[number].name}` stands inside `<{tag}>`, which cannot hold it"
            hint = f"close `<{tag}>` above it, or use a directive instead of raw HTML"
            self.report(error("SRC-DIRECTIVE-PLACE", message, where, hint))

    def _page_start(self, child: Element, lines: list[str], first_line: int) -> Break | None:
        line = line_of(child, first_line)
        if child.tag == "hr":
            written = lines[line - first_line] if 0 <= line - first_line < len(lines) else ""
            return Break("", "", line) if written.strip().startswith("-") else None
        if child.tag not in HEADINGS[: self.source.page_heading]:
            return None
        identifier = self._take_id(child)
        title = markdown.plain_text(child)
        if not title:
            where = Location(self.source.file, line)
            self.report(
                error("SRC-EMPTY-HEADING", "this heading is empty", where, "write the page's title after the #")
            )
        return Break(title, identifier, line)

    def _take_id(self, heading: Element) -> str:
        """Cuts `{#id}` off a heading."""
        holder, attribute = (heading[-1], "tail") if len(heading) else (heading, "text")
        match = _HEADING_ID.search(getattr(holder, attribute) or "")
        if not match:
            return ""
        setattr(holder, attribute, (getattr(holder, attribute) or "")[: match.start()])
        if not SLUG.fullmatch(match[1]):
            where = Location(self.source.file, line_of(heading))
            hint = "use small letters, digits and hyphens, starting with a letter"
            self.report(error("SRC-BAD-ID", f"`{match[1]}` cannot be an id", where, hint))
        return match[1]

    def _demote(self, child: Element) -> None:
        """Headings inside a page stand below its title, which is always level 1."""
        if child.tag in HEADINGS:
            identifier = self._take_id(child)
            if identifier:
                child.set("id", f"{self.source.id}--{identifier}")
            level = int(str(child.tag)[1]) - self.source.page_heading + 1
            child.tag = f"h{min(6, max(2, level))}"

    # --- elements that are more than prose --------------------------------------------------------

    def _special(self, child: Element) -> Block | None:
        if child.tag == "div" and "markdown-alert" in (child.get("class") or ""):
            return self._alert(child)
        if child.tag == "p" and len(child) == 1 and child[0].tag == "img" and not _has_text(child):
            return read_lone_image(child[0], self)
        return None

    def _alert(self, child: Element) -> Block:
        kind = (child.get("class") or "").rsplit("-", 1)[-1]
        title = child[0] if len(child) and "markdown-alert-title" in (child[0].get("class") or "") else None
        words = markdown.inner_html(title) if title is not None else ""
        if title is not None:
            child.remove(title)
        self.source.glossary.mark(list(child), self.terms_seen)
        html = markdown.to_html(child)
        default = words.casefold() == kind
        return Container(kind, (Prose(html),) if html else (), "" if default else words)

    # --- questions --------------------------------------------------------------------------------

    def _short_question(self, prompt: Element, choices: Element) -> Iterator[Question]:
        made = questions.read_short(prompt, choices, self._question_context(line_of(prompt)))
        if made is not None:
            yield self.identities.named(made, explicit="")

    def gift_questions(self, items: Iterable[gift.GiftItem]) -> Iterator[Question]:
        for item in items:
            made = gift.question_of(item, self._question_context(item.line))
            if made is not None:
                yield self.identities.named(made, item.id, item.title)

    def _question_context(self, line: int) -> questions.QuestionContext:
        return questions.QuestionContext(
            Location(self.source.file, line), self.tree, self.report, self.source.objectives,
            self.source.default_objectives,
        )  # fmt: skip

    def _assessment_context(self, directive: Directive) -> AssessmentContext:
        line = directive.line
        return AssessmentContext(
            self._question_context(line), self.source.kind, self.inside,
            partial(self.identities.activity, directive.name, line=line), partial(self.identities.part, line=line),
            self.identities.draw,
        )  # fmt: skip

    # --- directives -------------------------------------------------------------------------------

    def _directive(self, directive: Directive, top: bool) -> Iterator[Block | Break]:
        where = Location(self.source.file, directive.line)
        name = directive.name
        if name == "page":
            if not top:
                message = "a page cannot start inside another directive"
                self.report(error("SRC-DIRECTIVE-PLACE", message, where, "close the directive first"))
            else:
                self.terms_seen.clear()
                yield Break(directive.argument, directive.id, directive.line)
        elif name == "question":
            made = questions.read_question(directive, self._question_context(directive.line))
            if made is not None:
                yield self.identities.named(made, directive.id)
        elif name == GIFT:
            body = directive.body()
            yield from self.gift_questions(gift.read(body.lines, body.line, self.source.file, self.report))
        elif name in assessment.READERS:
            block = assessment.READERS[name](directive, self._assessment_context(directive))
            if block is not None:
                yield block
        elif name in ("video", "audio"):
            yield from read_media(directive, self)
        elif name == "embed":
            yield from read_embed(directive, self)
        elif name == "include":
            yield from self._include(directive, top, where)
        elif name == "html":
            message = "raw HTML is taken as it is; its accessibility and safety are yours to check"
            self.report(info("SRC-RAW-HTML", message, where, "use a directive where there is one"))
            root = markdown.render(directive.body().text, self.source.file, directive.line + 1, True, self.report)
            self.references.settle(root)
            yield Prose(markdown.to_html(root))
        elif name == "figure":
            yield read_figure(directive, self)
        elif name in PARTED:
            yield read_parted(directive, self)
        elif name in (*CALLOUTS, "details", "steps"):
            yield Container(name, self.inside(directive.children), title_of(directive, self), directive.id)

    def inline(self, words: str, line: int) -> str:
        """One line of Markdown as HTML without its paragraph."""
        root = self.tree(words, line)
        return markdown.inner_html(root[0] if len(root) == 1 else root)

    def _include(self, directive: Directive, top: bool, where: Location) -> Iterator[Block | Break]:
        path = self.source.files.resolve(directive.argument, self.source.folder, where) if directive.argument else None
        if path is None:
            if not directive.argument:
                self.report(error("SRC-MISSING-FILE", "`::: include` names no file", where, "write its path"))
            return
        if path in self.included:
            self.report(error("SRC-INCLUDE-LOOP", f"`{path}` includes itself", where, "break the circle"))
            return
        self.result.includes += 1
        if self.result.includes > MOST_INCLUDES:
            if self.result.includes == MOST_INCLUDES + 1:
                message = f"this unit includes files more than {MOST_INCLUDES} times"
                self.report(error("SRC-INCLUDE-MANY", message, where, "split the unit, or include less"))
            return
        text = self.source.files.read_text(path)
        if text is None:
            return
        reader = self.of_file(path)
        reader.included = (*self.included, path)
        yield from reader._blocks(scan(text.split("\n"), 1, path, self.report), top)


def _slot_number(comment: Element) -> int | None:
    text = (comment.text or "") if isinstance(comment, etree._Comment) else ""
    return int(text.removeprefix(_SLOT)) if text.startswith(_SLOT) and text.removeprefix(_SLOT).isdigit() else None


def _has_text(paragraph: Element) -> bool:
    return bool((paragraph.text or "").strip() or any((child.tail or "").strip() for child in paragraph))


def _wrap_table(table: Element) -> None:
    """A wide table scrolls in a box of its own that the keyboard can reach."""
    for cell in table.iter("th"):
        cell.set("scope", "col")
    box = etree.Element("div")
    box.set("class", "table")
    box.set("tabindex", "0")
    box.set("role", "group")
    box.set("line", table.get("line", ""))
    markdown.replace(table, box)
    table.tail = None
    box.append(table)

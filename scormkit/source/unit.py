"""Source room, units: one Markdown file → pages of blocks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote, urlsplit

from lxml import etree

from scormkit.diagnostics import Diagnostic, Location, error, info, warning
from scormkit.model import Block, Container, Embed, Media, Page, Place, Prose, Question
from scormkit.source import assessment, markdown, nearly, questions
from scormkit.source.assessment import AssessmentContext, Draw
from scormkit.source.directives import CALLOUTS, GIFT, PARTED, Directive, Segment, Text, scan
from scormkit.source.files import CourseFiles
from scormkit.source.footnotes import Footnotes
from scormkit.source.glossary import Glossary
from scormkit.source.markdown import HEADINGS, Element, line_of
from scormkit.source.media import find_media, is_media
from scormkit.source.parts import parts_by_heading, parts_by_rule
from scormkit.source.questions import gift
from scormkit.source.values import SLUG, did_you_mean, slug_of

Report = Callable[[Diagnostic], None]

_HEADING_ID = re.compile(r"\s*\{#([^}\s]+)\}\s*$")
_REFERENCE = re.compile(r" {0,3}\[(?!\^)[^\]\n]+\]:\s*\S")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:")
MOST_INCLUDES = 200  # files that include files multiply
_SLOT = "scormkit:"


@dataclass(frozen=True, slots=True)
class UnitSource:
    """What the text of a unit is read with. `folder` is what relative paths start from."""

    id: str
    file: str
    folder: str
    files: CourseFiles
    glossary: Glossary
    units_by_file: dict[str, str]
    localise: Callable[[str], str]  #: a file's path → its translation's, where there is one
    language: str
    own_language: str  #: the language of files that name none
    page_heading: int = 1  #: 1 or 2: the heading that starts a page
    trusted: bool = False
    kind: str = "lesson"
    objectives: frozenset[str] = frozenset()
    default_objectives: tuple[str, ...] = ()


@dataclass(slots=True)
class ParsedUnit:
    """The pages, and what must still be looked up once all units are known."""

    pages: list[Page] = field(default_factory=list)
    derived_pages: set[str] = field(default_factory=set)  #: page ids made from headings
    derived_questions: set[str] = field(default_factory=set)
    activities: dict[str, str] = field(default_factory=dict)  #: ids of quizzes and their like made from titles → title
    parts: dict[str, tuple[str, str]] = field(default_factory=dict)  #: question id → activity it belongs to, its name
    draws: dict[str, tuple[Draw, ...]] = field(default_factory=dict)  #: by quiz
    links: list[tuple[str, str, Location]] = field(default_factory=list)  #: unit, page, where
    assets: set[str] = field(default_factory=set)
    includes: int = 0  #: how many files were taken in

    def questions(self) -> Iterator[Question]:
        for page in self.pages:
            yield from page.questions()

    def has_made_ids(self) -> bool:
        """Whether an id of a page, a question or the like comes from a text, or from that of a bank."""
        return bool(self.derived_pages or self.derived_questions or self.activities or self.draws)


@dataclass(frozen=True, slots=True)
class _Break:
    """A page starts here."""

    title: str
    id: str
    line: int


def parse_unit(text: str, first_line: int, source: UnitSource, report: Report) -> ParsedUnit:
    """Reads the body of a unit file (front matter cut off; `first_line` is where the body starts)."""
    lines = text.split("\n")
    segments = scan(lines, first_line, source.file, report)
    reader = BlockReader(source, report, definitions_of(lines))
    pieces = list(reader.top_level(segments))
    reader.result.pages = _pages(pieces, source, reader.result, report)
    return reader.result


def definitions_of(lines: list[str]) -> str:
    """Link and footnote definitions, so that text inside a directive can use them too."""
    links: list[str] = []
    notes: list[str] = []
    in_note = False
    for line in lines:
        if _FOOTNOTE.match(line):
            in_note = True
            notes += ["", line]
        elif in_note and line.startswith("    "):
            notes.append(line)
        else:
            in_note = False
            if _REFERENCE.match(line):
                links.append(line)
    return "\n".join([*links, *notes])


def _pages(pieces: list[Block | _Break], source: UnitSource, result: ParsedUnit, report: Report) -> list[Page]:
    """Cuts the stream of blocks into pages and gives each an id."""
    pages: list[tuple[_Break, list[Block]]] = []
    for piece in pieces:
        if isinstance(piece, _Break):
            pages.append((piece, []))
        else:
            if not pages:
                pages.append((_Break("", "", 1), []))
            pages[-1][1].append(piece)
    used: dict[str, int] = {}
    made: list[Page] = []
    for number, (start, blocks) in enumerate(pages, 1):
        identifier = start.id
        if identifier and identifier in used:
            message = f"the page id `{identifier}` is used twice, first on line {used[identifier]}"
            report(error("SRC-DUPLICATE-ID", message, Location(source.file, start.line), "give each page its own"))
        if not identifier:
            identifier = _free(slug_of(start.title, f"page-{number}"), used)
            result.derived_pages.add(identifier)
        used[identifier] = start.line
        made.append(Page(identifier, start.title, tuple(blocks), Place(source.file, start.line)))
    return made


def _free(wanted: str, used: dict[str, int]) -> str:
    if wanted not in used:
        return wanted
    return next(name for number in range(2, 10_000) if (name := f"{wanted}-{number}") not in used)


class BlockReader:
    """Turns segments into blocks; one for each unit file, so that ids and footnotes are unique in it."""

    def __init__(self, source: UnitSource, report: Report, definitions: str) -> None:
        self.source = source
        self.report = report
        self.definitions = definitions
        self.result = ParsedUnit()
        self.question_ids: dict[str, int] = {}
        self.included: tuple[str, ...] = (source.file,)
        self.terms_seen: set[str] = set()

    def beside(self, source: UnitSource) -> BlockReader:
        """A reader for more of the same unit with another source: same ids, same result."""
        other = BlockReader(source, self.report, self.definitions)
        other.result = self.result
        other.question_ids = self.question_ids
        other.terms_seen = self.terms_seen
        other.included = self.included
        return other

    def _of_file(self, file: str) -> BlockReader:
        """A reader for another file that belongs to the same unit."""
        return self.beside(replace(self.source, file=file, folder=posixpath.dirname(file)))

    # --- segments ---------------------------------------------------------------------------------

    def top_level(self, segments: list[Segment]) -> Iterator[Block | _Break]:
        yield from self._blocks(segments, top=True)

    def inside(self, segments: list[Segment]) -> tuple[Block, ...]:
        """The blocks of a directive's body, where no page starts."""
        return tuple(block for block in self._blocks(segments, top=False) if not isinstance(block, _Break))

    def _blocks(self, segments: list[Segment], top: bool) -> Iterator[Block | _Break]:
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
        if not top and self.definitions and "[" in text:
            text += f"\n\n{self.definitions}"
        root = self.tree(text, segments[0].line)
        nearly.check(root, text, self.source.file, self.report)
        yield from self._pieces(root, slots, lines, segments[0].line, top)

    def tree(self, text: str, first_line: int) -> Element:
        """The elements of a text, with formulas, code, links and pictures done."""
        root = markdown.render(text, self.source.file, first_line, self.source.trusted, self.report)
        if "$" in text:
            markdown.draw_math(root, self.source.file, self.report)
        if "```" in text or "~~~" in text:
            markdown.highlight_code(root, self.source.file, self.report)
        for table in list(root.iter("table")):
            _wrap_table(table)
        self._references(root)
        return root

    def _pieces(
        self, root: Element, slots: list[Directive], lines: list[str], first_line: int, top: bool
    ) -> Iterator[Block | _Break]:
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
                if number is not None:
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

    def _page_start(self, child: Element, lines: list[str], first_line: int) -> _Break | None:
        line = line_of(child, first_line)
        if child.tag == "hr":
            written = lines[line - first_line] if 0 <= line - first_line < len(lines) else ""
            return _Break("", "", line) if written.strip().startswith("-") else None
        if child.tag not in HEADINGS[: self.source.page_heading]:
            return None
        identifier = self._take_id(child)
        title = markdown.plain_text(child)
        if not title:
            where = Location(self.source.file, line)
            self.report(
                error("SRC-EMPTY-HEADING", "this heading is empty", where, "write the page's title after the #")
            )
        return _Break(title, identifier, line)

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
            return self._lone_image(child[0])
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

    def _lone_image(self, image: Element) -> Block | None:
        source = image.get("src") or ""
        title = image.attrib.pop("title", "")
        path = unquote(source.removeprefix("asset:")) if source.startswith("asset:") else ""
        if path and is_media(path):
            return self._media(path, image.get("alt") or "", str(title), line_of(image))
        if not title:
            return None
        image.tail = None
        return Prose(
            f"<figure>{markdown.to_html([image])}"
            f"<figcaption>{self._inline(str(title), line_of(image))}</figcaption></figure>"
        )

    def _media(self, path: str, title: str, caption: str, line: int) -> Media:
        where = Location(self.source.file, line)
        media = find_media(path, self.source.files, self.source.language, self.source.own_language, where, self.report)
        for beside in (*(track.source for track in media.captions), *filter(None, (media.poster,))):
            self.source.files.look_into(beside, where)
        self.result.assets.update(track.source for track in media.captions)
        self.result.assets.update({media.poster} - {""})
        transcript = ""
        if media.transcript:
            text = self.source.files.read_text(media.transcript) or ""
            reader = self._of_file(media.transcript)
            transcript = markdown.to_html(reader.tree(text, 1))
        if not title:
            self.report(warning("SRC-MEDIA-TITLE", f"`{path}` has no title", where, "say in words what it shows"))
        return replace(
            media,
            title=title or posixpath.basename(path),
            transcript=transcript,
            caption=self._inline(caption, line) if caption else "",
        )

    # --- references -------------------------------------------------------------------------------

    def _references(self, root: Element) -> None:
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
        parts = urlsplit(value)
        if parts.scheme in ("http", "https", "mailto", "tel"):
            if is_link and parts.scheme.startswith("http"):
                element.set("target", "_blank")
                element.set("rel", "noopener")
            elif not is_link:
                message = f"`{value}` is loaded from the network, which fails offline and behind firewalls"
                self.report(warning("SRC-REMOTE", message, where, "copy the file into the course folder"))
            return value
        if parts.scheme and len(parts.scheme) > 1:
            message = f"`{parts.scheme}:` addresses are not allowed here"
            self.report(error("SRC-SCHEME", message, where, "use a file of the course or an https address"))
            return ""
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

    # --- questions --------------------------------------------------------------------------------

    def _short_question(self, prompt: Element, choices: Element) -> Iterator[Question]:
        made = questions.read_short(prompt, choices, self._question_context(line_of(prompt)))
        if made is not None:
            yield self._named(made, explicit="")

    def gift_questions(self, items: Iterable[gift.GiftItem]) -> Iterator[Question]:
        for item in items:
            made = gift.question_of(item, self._question_context(item.line))
            if made is not None:
                yield self._named(made, item.id, item.title)

    def _question_context(self, line: int) -> questions.QuestionContext:
        return questions.QuestionContext(
            Location(self.source.file, line), self.tree, self.report, self.source.objectives,
            self.source.default_objectives,
        )  # fmt: skip

    def _named(self, made: Question, explicit: str, title: str = "") -> Question:
        identifier = explicit
        if not identifier:
            wanted = f"{self.source.id}-{slug_of(title or made.text, 'question', 32)}"
            identifier = _free(wanted, self.question_ids)
            self.result.derived_questions.add(identifier)
        self._claim(identifier, "question", made.line)
        return replace(made, id=identifier)

    def _claim(self, identifier: str, what: str, line: int) -> None:
        """Notes an id that learners' records will name; it must not be taken yet."""
        if identifier in self.question_ids:
            message = f"the {what} id `{identifier}` is used twice, first on line {self.question_ids[identifier]}"
            where = Location(self.source.file, line)
            self.report(error("SRC-DUPLICATE-ID", message, where, f"give each {what} its own id"))
        self.question_ids.setdefault(identifier, line)

    def _assessment_context(self, directive: Directive) -> AssessmentContext:
        def identify(given: str, title: str) -> str:
            identifier = given or _free(f"{self.source.id}-{slug_of(title, directive.name, 32)}", self.question_ids)
            if not given:
                self.result.activities[identifier] = title
            self._claim(identifier, directive.name, directive.line)
            return identifier

        def part(activity: str, name: str) -> str:
            identifier = f"{activity}-{name}"
            self.result.parts[identifier] = (activity, name)
            self._claim(identifier, "question", directive.line)
            return identifier

        def draw(quiz: str, draws: tuple[Draw, ...]) -> None:
            self.result.draws[quiz] = draws

        return AssessmentContext(
            self._question_context(directive.line), self.source.kind, self.inside, identify, part, draw
        )

    # --- directives -------------------------------------------------------------------------------

    def _directive(self, directive: Directive, top: bool) -> Iterator[Block | _Break]:
        where = Location(self.source.file, directive.line)
        name = directive.name
        if name == "page":
            if not top:
                message = "a page cannot start inside another directive"
                self.report(error("SRC-DIRECTIVE-PLACE", message, where, "close the directive first"))
            else:
                self.terms_seen.clear()
                yield _Break(directive.argument, directive.id, directive.line)
        elif name == "question":
            made = questions.read_question(directive, self._question_context(directive.line))
            if made is not None:
                yield self._named(made, directive.id)
        elif name == GIFT:
            body = directive.body()
            yield from self.gift_questions(gift.read(body.lines, body.line, self.source.file, self.report))
        elif name in assessment.READERS:
            block = assessment.READERS[name](directive, self._assessment_context(directive))
            if block is not None:
                yield block
        elif name in ("video", "audio"):
            yield from self._media_directive(directive, where)
        elif name == "embed":
            yield from self._embed(directive, where)
        elif name == "include":
            yield from self._include(directive, top, where)
        elif name == "html":
            message = "raw HTML is taken as it is; its accessibility and safety are yours to check"
            self.report(info("SRC-RAW-HTML", message, where, "use a directive where there is one"))
            root = markdown.render(directive.body().text, self.source.file, directive.line + 1, True, self.report)
            self._references(root)
            yield Prose(markdown.to_html(root))
        elif name == "figure":
            yield self._figure(directive, where)
        elif name in PARTED:
            yield self._parted(directive, where)
        elif name in (*CALLOUTS, "details", "steps"):
            yield Container(name, self.inside(directive.children), self._title(directive), directive.id)

    def _title(self, directive: Directive) -> str:
        words = directive.argument or directive.options.get("title", "")
        return self._inline(words, directive.line) if words else ""

    def _inline(self, words: str, line: int) -> str:
        """One line of Markdown as HTML without its paragraph."""
        root = self.tree(words, line)
        return markdown.inner_html(root[0] if len(root) == 1 else root)

    def _parted(self, directive: Directive, where: Location) -> Container:
        """Tabs, accordion and flashcards have a part for each heading, columns for each rule between them."""
        if directive.name == "columns":
            parts = [Container("part", self.inside(segments)) for segments in parts_by_rule(directive)]
            hint = "separate the columns by a line `---`"
        else:
            found, stray = parts_by_heading(directive)
            parts = [Container("part", self.inside(body), self._inline(title, line)) for title, line, body in found]
            hint = "start each part with a heading such as `### Title`"
            if stray:
                message = f"`::: {directive.name}` has text before its first heading"
                self.report(error("SRC-PARTS", message, where, hint))
        if len(parts) < (1 if directive.name in ("accordion", "flashcards") else 2):
            self.report(error("SRC-PARTS", f"`::: {directive.name}` has too few parts", where, hint))
        options = tuple(sorted(directive.options.items()))
        return Container(directive.name, tuple(parts), self._title(directive), directive.id, options)

    def _figure(self, directive: Directive, where: Location) -> Block:
        blocks = self.inside(directive.children)
        html = "\n".join(block.html for block in blocks if isinstance(block, Prose))
        root = markdown.parse(html)
        images = list(root.iter("img"))
        if not images or len(blocks) != sum(isinstance(block, Prose) for block in blocks):
            message = "`::: figure` needs a picture, then its caption"
            self.report(error("SRC-FIGURE", message, where, "put `![what it shows](file.svg)` first"))
            return Prose(html)
        first = root[0]
        figure = etree.Element("figure")
        for image in first.iter("img"):
            image.tail = None
            figure.append(image)
        caption = etree.SubElement(figure, "figcaption")
        caption.extend(list(root)[1:])
        return Prose(markdown.to_html([figure]))

    def _media_directive(self, directive: Directive, where: Location) -> Iterator[Block]:
        if not directive.argument:
            self.report(error("SRC-MISSING-FILE", f"`::: {directive.name}` names no file", where, "write its path"))
            return
        path = self.source.files.resolve(directive.argument, self.source.folder, where)
        if path is None:
            return
        if not is_media(path):
            message = f"`{directive.argument}` is neither a video nor a sound a browser plays"
            self.report(error("SRC-MEDIA-TYPE", message, where, "use mp4, webm, mp3, m4a or ogg"))
            return
        path = self.source.localise(path)
        self.result.assets.add(path)
        options = directive.options
        yield self._media(path, options.get("title", ""), options.get("caption", ""), directive.line)

    def _embed(self, directive: Directive, where: Location) -> Iterator[Block]:
        address = directive.argument
        title = directive.options.get("title", "")
        height = directive.options.get("height", "480").removesuffix("px")
        if not height.isdigit() or not 40 <= int(height) <= 4000:
            self.report(error("SRC-WRONG-VALUE", f"`height` cannot be `{height}`", where, "use pixels, 40 to 4000"))
            height = "480"
        if not title:
            message = "`::: embed` has no title, which screen readers announce"
            self.report(warning("SRC-MEDIA-TITLE", message, where, 'add title="…"'))
        if address.startswith("https://"):
            message = f"`{address}` is loaded from the network, which fails offline and behind firewalls"
            self.report(info("SRC-REMOTE", message, where, "copy the page into the course folder, or link to it"))
            yield Embed(address, title or urlsplit(address).netloc, int(height))
        elif "://" in address or not address:
            message = f"`::: embed` cannot show `{address}`" if address else "`::: embed` names no address"
            self.report(error("SRC-SCHEME", message, where, "use an https address or an HTML file of the course"))
        elif (path := self.source.files.resolve(address, self.source.folder, where)) is not None:
            folder = posixpath.dirname(path)
            beside = {each for each in self.source.files.paths if folder and each.startswith(f"{folder}/")}
            self.result.assets |= {path} | {each for each in beside if not each.endswith((".md", ".yaml"))}
            yield Embed(f"asset:{quote(path)}", title or posixpath.basename(path), int(height))

    def _include(self, directive: Directive, top: bool, where: Location) -> Iterator[Block | _Break]:
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
        reader = self._of_file(path)
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


def check_links(parsed: dict[str, ParsedUnit], report: Report) -> None:
    """Links to pages, once every page is known."""
    for each in parsed.values():
        for unit, page, where in each.links:
            pages = [known.id for known in parsed[unit].pages]
            if page and page not in pages:
                message = f"there is no page `{page}` in the unit `{unit}`"
                report(error("SRC-LINK-PAGE", message, where, did_you_mean(page, pages)))

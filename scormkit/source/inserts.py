"""Source room, inserts: directives and pictures that show something: parts, figures, films, sounds, frames."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol
from urllib.parse import quote, unquote

from lxml import etree

from scormkit.diagnostics import Location, error, info, warning
from scormkit.model import Block, Container, Embed, Media, Prose
from scormkit.source import markdown
from scormkit.source.directives import Directive, Segment
from scormkit.source.markdown import Element, line_of
from scormkit.source.media import find_media, is_media
from scormkit.source.parts import parts_by_heading, parts_by_rule
from scormkit.source.reading import ParsedUnit, Report, UnitSource
from scormkit.source.values import split_address


class Reader(Protocol):
    """What these need of the reader of a unit."""

    source: UnitSource
    report: Report
    result: ParsedUnit

    def tree(self, text: str, first_line: int) -> Element: ...

    def inside(self, segments: list[Segment]) -> tuple[Block, ...]: ...

    def inline(self, words: str, line: int) -> str: ...

    def of_file(self, file: str) -> Reader: ...


def title_of(directive: Directive, reader: Reader) -> str:
    words = directive.argument or directive.options.get("title", "")
    return reader.inline(words, directive.line) if words else ""


def read_parted(directive: Directive, reader: Reader) -> Container:
    """Tabs, accordion and flashcards have a part for each heading, columns for each rule between them."""
    where = Location(reader.source.file, directive.line)
    if directive.name == "columns":
        parts = [Container("part", reader.inside(segments)) for segments in parts_by_rule(directive)]
        hint = "separate the columns by a line `---`"
    else:
        found, stray = parts_by_heading(directive)
        parts = [Container("part", reader.inside(body), reader.inline(title, line)) for title, line, body in found]
        hint = "start each part with a heading such as `### Title`"
        if stray:
            message = f"`::: {directive.name}` has text before its first heading"
            reader.report(error("SRC-PARTS", message, where, hint))
    if len(parts) < (1 if directive.name in ("accordion", "flashcards") else 2):
        reader.report(error("SRC-PARTS", f"`::: {directive.name}` has too few parts", where, hint))
    options = tuple(sorted(directive.options.items()))
    return Container(directive.name, tuple(parts), title_of(directive, reader), directive.id, options)


def read_figure(directive: Directive, reader: Reader) -> Block:
    where = Location(reader.source.file, directive.line)
    blocks = reader.inside(directive.children)
    html = "\n".join(block.html for block in blocks if isinstance(block, Prose))
    root = markdown.parse(html)
    images = list(root.iter("img"))
    if not images or len(blocks) != sum(isinstance(block, Prose) for block in blocks):
        message = "`::: figure` needs a picture, then its caption"
        reader.report(error("SRC-FIGURE", message, where, "put `![what it shows](file.svg)` first"))
        return Prose(html)
    first = root[0]
    figure = etree.Element("figure")
    for image in first.iter("img"):
        image.tail = None
        figure.append(image)
    caption = etree.SubElement(figure, "figcaption")
    caption.extend(list(root)[1:])
    return Prose(markdown.to_html([figure]))


def read_media(directive: Directive, reader: Reader) -> Iterator[Block]:
    where = Location(reader.source.file, directive.line)
    if not directive.argument:
        reader.report(error("SRC-MISSING-FILE", f"`::: {directive.name}` names no file", where, "write its path"))
        return
    path = reader.source.files.resolve(directive.argument, reader.source.folder, where)
    if path is None:
        return
    if not is_media(path):
        message = f"`{directive.argument}` is neither a video nor a sound a browser plays"
        reader.report(error("SRC-MEDIA-TYPE", message, where, "use mp4, webm, mp3, m4a or ogg"))
        return
    path = reader.source.localise(path)
    reader.result.assets.add(path)
    options = directive.options
    yield _medium(path, options.get("title", ""), options.get("caption", ""), directive.line, reader)


def read_embed(directive: Directive, reader: Reader) -> Iterator[Block]:
    where = Location(reader.source.file, directive.line)
    address = directive.argument
    title = directive.options.get("title", "")
    height = directive.options.get("height", "480").removesuffix("px")
    if not height.isdigit() or not 40 <= int(height) <= 4000:
        reader.report(error("SRC-WRONG-VALUE", f"`height` cannot be `{height}`", where, "use pixels, 40 to 4000"))
        height = "480"
    if not title:
        message = "`::: embed` has no title, which screen readers announce"
        reader.report(warning("SRC-MEDIA-TITLE", message, where, 'add title="…"'))
    if address.startswith("https://"):
        parts = split_address(address)
        if parts is None or " " in address:
            hint = "write the address behind the name, and all else in quotes behind `title=`"
            reader.report(error("SRC-SCHEME", f"`{address}` is no address", where, hint))
        else:
            message = f"`{address}` is loaded from the network, which fails offline and behind firewalls"
            reader.report(info("SRC-REMOTE", message, where, "copy the page into the course folder, or link to it"))
            yield Embed(address, title or parts.netloc, int(height))
    elif "://" in address or not address:
        message = f"`::: embed` cannot show `{address}`" if address else "`::: embed` names no address"
        reader.report(error("SRC-SCHEME", message, where, "use an https address or an HTML file of the course"))
    elif (path := reader.source.files.resolve(address, reader.source.folder, where)) is not None:
        folder = posixpath.dirname(path)
        beside = {each for each in reader.source.files.paths if folder and each.startswith(f"{folder}/")}
        reader.result.assets |= {path} | {each for each in beside if not each.endswith((".md", ".yaml"))}
        yield Embed(f"asset:{quote(path)}", title or posixpath.basename(path), int(height))


def read_lone_image(image: Element, reader: Reader) -> Block | None:
    source = image.get("src") or ""
    title = image.attrib.pop("title", "")
    path = unquote(source.removeprefix("asset:")) if source.startswith("asset:") else ""
    if path and is_media(path):
        return _medium(path, image.get("alt") or "", str(title), line_of(image), reader)
    if not title:
        return None
    image.tail = None
    return Prose(
        f"<figure>{markdown.to_html([image])}"
        f"<figcaption>{reader.inline(str(title), line_of(image))}</figcaption></figure>"
    )


def _medium(path: str, title: str, caption: str, line: int, reader: Reader) -> Media:
    where = Location(reader.source.file, line)
    media = find_media(
        path, reader.source.files, reader.source.language, reader.source.own_language, where, reader.report
    )
    for beside in (*(track.source for track in media.captions), *filter(None, (media.poster,))):
        reader.source.files.look_into(beside, where)
    reader.result.assets.update(track.source for track in media.captions)
    reader.result.assets.update({media.poster} - {""})
    transcript = ""
    if media.transcript:
        text = reader.source.files.read_text(media.transcript) or ""
        transcript = markdown.to_html(reader.of_file(media.transcript).tree(text, 1))
    if not title:
        reader.report(warning("SRC-MEDIA-TITLE", f"`{path}` has no title", where, "say in words what it shows"))
    return replace(
        media,
        title=title or posixpath.basename(path),
        transcript=transcript,
        caption=reader.inline(caption, line) if caption else "",
    )

"""Package room, XML: a stranger's document parsed without DTD, entities, network or surprise, or a reason why not."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

MOST_BYTES = 32 << 20  #: the largest real manifest seen has 1 MB
MOST_TAGS = 400_000
MOST_DEPTH = 200
_TOO_DEEP = f"its elements are nested more than {MOST_DEPTH} deep"

_DECLARATION = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._\-]+)["']""")
_VERSION = re.compile(r"""^<\?xml\s+version\s*=\s*["']([^"']*)["']""")
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^>\[]*(\[)?")


@dataclass(frozen=True, slots=True)
class XmlProblem:
    """Why there is no tree. `kind`: "syntax", "namespace", "doctype", "limit" or "unreadable"."""

    kind: str
    message: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class XmlDocument:
    """The bytes of a document, what they declare, and the tree or the reason why there is none."""

    data: bytes = field(repr=False)
    root: etree._Element | None = None
    problem: XmlProblem | None = None
    bom: str = ""  #: "utf-8", "utf-16" or "utf-32" when a byte order mark is present
    encoding: str = ""  #: as declared, "" when nothing is declared
    version: str = ""  #: of the XML declaration
    doctype: bool = False
    text: str = field(default="", repr=False)
    decodes: bool = True  #: the bytes are what the declaration says


def parse_xml(data: bytes) -> XmlDocument:
    """Parse untrusted bytes; never raises, never loads anything, never expands an entity of the document's own."""
    bom = _bom(data)
    declared = _DECLARATION.search(
        data[:1024].replace(b"\0", b"") if bom.startswith(("utf-16", "utf-32")) else data[:1024]
    )
    encoding = declared.group(1).decode("ascii") if declared else ""
    if len(data) > MOST_BYTES:
        return XmlDocument(data, None, XmlProblem("limit", f"it has {len(data):,} bytes"), bom, encoding)
    text, decodes = _decode(data, bom, encoding)
    version = _VERSION.match(text.lstrip("\ufeff"))
    doctype = _DOCTYPE.search(text, 0, _root_start(text))
    root, problem = _parse(data, text, internal=bool(doctype and doctype.group(1)))
    return XmlDocument(
        data, root, problem, bom, encoding, version.group(1) if version else "", doctype is not None, text, decodes
    )


def _parse(data: bytes, text: str, internal: bool) -> tuple[etree._Element | None, XmlProblem | None]:
    if internal:
        return None, XmlProblem("doctype", "it brings entity definitions of its own")
    tags = text.count("<")
    if tags > MOST_TAGS:
        return None, XmlProblem("limit", f"it has {tags:,} tags")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as failure:
        return None, _problem(failure)
    except (ValueError, LookupError) as failure:
        return None, XmlProblem("unreadable", str(failure))
    if _deeper_than(root, MOST_DEPTH):
        return None, XmlProblem("limit", _TOO_DEEP)
    return root, None


def _problem(failure: etree.XMLSyntaxError) -> XmlProblem:
    line, column = failure.position
    message = re.sub(r", line \d+, column \d+.*$", "", failure.msg or "it is not XML")
    kind = "namespace" if re.match(r"Namespace prefix \S+ .*is not defined", message) else "syntax"
    if "nested" in message.lower() or "depth" in message.lower():
        kind, message = "limit", _TOO_DEEP
    return XmlProblem(kind, message, line, column)


def _deeper_than(root: etree._Element, most: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > most:
            return True
    return False


def _bom(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    return "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


def _decode(data: bytes, bom: str, encoding: str) -> tuple[str, bool]:
    codec = bom or encoding or "utf-8"
    try:
        text = data.decode("utf-8-sig" if codec == "utf-8" else codec)
    except (UnicodeError, LookupError):
        return data.decode("utf-8", "replace"), False
    if encoding and "<?xml" not in text:
        # the declaration was read as ASCII; in the encoding that it names it is not even there
        return data.decode("utf-8", "replace"), False
    return text, True


def _root_start(text: str) -> int:
    """Where the first element begins: a DOCTYPE can only stand before it."""
    found = re.search(r"<[A-Za-z_:]", text)
    return found.start() if found else len(text)


@lru_cache(maxsize=4096)
def _name_of(tag: str) -> tuple[str, str]:
    """Namespace and local name; documents have few names and many elements."""
    namespace, brace, name = tag.rpartition("}")
    return (namespace[1:], name) if brace and tag.startswith("{") else ("", name)


def local_name(node: etree._Element | str) -> str:
    """`item` for `{namespace}item`; "" for comments and processing instructions."""
    tag = node if isinstance(node, str) else node.tag
    return _name_of(tag)[1] if isinstance(tag, str) else ""


def namespace_of(node: etree._Element | str) -> str:
    """The namespace of an element or of a Clark name; "" for none."""
    tag = node if isinstance(node, str) else node.tag
    return _name_of(tag)[0] if isinstance(tag, str) else ""


def children_of(element: etree._Element) -> list[etree._Element]:
    """The child elements, without comments and processing instructions."""
    return [each for each in element if isinstance(each.tag, str)]


def line_of(element: etree._Element) -> int:
    return element.sourceline or 0


def text_of(element: etree._Element) -> str:
    """All text inside, as written, comments left out."""
    return "".join(element.itertext(with_tail=False)) if len(element) else element.text or ""


def pointers_of(root: etree._Element) -> dict[etree._Element, str]:
    """`pointer_to` for every element at once, in linear time; keeps the elements alive while it is kept."""
    found = {root: f"/{local_name(root)}"}
    pending = [root]
    while pending:
        parent = pending.pop()
        children = children_of(parent)
        total = Counter(str(each.tag) for each in children)
        seen: Counter[str] = Counter()
        for child in children:
            tag = str(child.tag)
            seen[tag] += 1
            number = f"[{seen[tag]}]" if total[tag] > 1 else ""
            found[child] = f"{found[parent]}/{local_name(child)}{number}"
        pending.extend(children)
    return found


def pointer_to(element: etree._Element) -> str:
    """A short XPath by local names, as a person would say it: `/manifest/organizations/organization[2]`."""
    steps: list[str] = []
    node: etree._Element | None = element
    while node is not None:
        name = local_name(node) or "comment()"
        parent = node.getparent()
        if parent is not None:
            before = len(list(node.itersiblings(str(node.tag), preceding=True)))
            more = before or next(node.itersiblings(str(node.tag)), None) is not None
            name = f"{name}[{before + 1}]" if more else name
        steps.append(name)
        node = parent
    return "/" + "/".join(reversed(steps))

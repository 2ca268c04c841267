"""XML as LMSs read it: fixed order, two spaces, UTF-8; every character is written as itself.

Moodle 4.5 shows numeric character references as text and escapes ampersands inside CDATA: neither is ever written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# What XML 1.0 has no way to say (2.2, Char), not even escaped.
_ILLEGAL = re.compile("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\U00010000-\\U0010FFFF]")


@dataclass(frozen=True, slots=True)
class Element:
    """An element with text, or with elements, or empty; attributes are written in the order given."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Element, ...] = ()
    text: str = ""


def element(name: str, content: str | Element | None = None, /, *more: Element | None, **attributes: str) -> Element:
    """An element of text or of elements; None among them is left out."""
    text = content if isinstance(content, str) else ""
    nodes = () if isinstance(content, str) else (content, *more)
    return Element(name, attributes, tuple(node for node in nodes if node is not None), text)


def serialise(root: Element) -> bytes:
    """The document: an XML declaration at the very start, since Moodle's import dies on anything before it."""
    lines = ('<?xml version="1.0" encoding="UTF-8"?>', *_lines(root, ""))
    return ("\n".join(lines) + "\n").encode()


def clean(text: str) -> str:
    """Text that XML can hold: characters it cannot are dropped, line ends are those a parser would hand on."""
    return _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _lines(node: Element, indent: str) -> Iterator[str]:
    attributes = "".join(f' {name}="{_attribute(value)}"' for name, value in node.attributes.items())
    start = f"{indent}<{node.name}{attributes}"
    if node.children:
        yield f"{start}>"
        for child in node.children:
            yield from _lines(child, indent + "  ")
        yield f"{indent}</{node.name}>"
    elif node.text:
        yield f"{start}>{_escaped(node.text)}</{node.name}>"
    else:
        yield f"{start}/>"


def _escaped(text: str) -> str:
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(value: str) -> str:
    return " ".join(_escaped(value).replace('"', "&quot;").split())

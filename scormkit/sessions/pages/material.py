"""Sessions room, material: authored HTML on a plan's pages, which stand outside every package.

Links into the course have nowhere to lead there and become text; a picture is shown where the page has it, and told in
words where not; headings are moved below those of the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import unquote

from markupsafe import Markup

_LINK = re.compile(r'<a\b[^>]*\bhref="(?:asset:|page:|#)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(src|alt)="([^"]*)"')
_HEADING = re.compile(r"<(/?)h([1-6])\b[^>]*>")
_ID = re.compile(r'(<[a-z][^<>]*?)\sid="[^"]*"')
_BLANK = re.compile(r'<span data-blank="[^"]*">.*?</span>', re.DOTALL)


def readable(html: str, level: int = 5, pictures: Mapping[str, str] | None = None) -> Markup:
    """Sanitised HTML of the model for a page of the plan.

    `level` is that of its highest heading; `pictures` says where a file of the course (its path) is found. Ids go, so
    that several texts can stand on one page, and a gap to fill in becomes a line.
    """
    shown = pictures or {}
    text = _LINK.sub(r"\1", _ID.sub(r"\1", html))
    text = _BLANK.sub('<span class="gap">_____</span>', text)
    text = _IMAGE.sub(lambda match: _picture(match[0], shown), text)
    levels = [int(found[2]) for found in _HEADING.finditer(text)]
    shift = level - min(levels, default=level)
    return Markup(_HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + shift)}>", text))


def plain_path(reference: str) -> str:
    """The course's path in an `asset:` reference."""
    return unquote(unescape(reference).removeprefix("asset:").partition("#")[0])


def _picture(tag: str, shown: Mapping[str, str]) -> str:
    found = dict(_ATTRIBUTE.findall(tag))
    source, words = found.get("src", ""), found.get("alt", "")
    if source.startswith("asset:"):
        path = plain_path(source)
        if path in shown:
            return f'<img src="{escape(shown[path])}" alt="{words}">'
        return f'<span class="picture">{words or escape(path)}</span>'
    return tag

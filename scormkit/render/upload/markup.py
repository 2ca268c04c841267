"""Upload page, markup: the two marks that its texts use, made into HTML after everything else is escaped."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_MARK = re.compile(r"\*\*(.+?)\*\*|`(.+?)`")


def marked(text: str) -> Markup:
    """`**menu name**` becomes bold and a text in backticks code; all else is text, whatever it holds."""
    pieces: list[Markup] = []
    end = 0
    for found in _MARK.finditer(text):
        pieces.append(escape(text[end : found.start()]))
        bold, code = found.groups()
        pieces.append(Markup("<b>{}</b>").format(bold) if bold else Markup("<code>{}</code>").format(code))
        end = found.end()
    return Markup("").join([*pieces, escape(text[end:])])

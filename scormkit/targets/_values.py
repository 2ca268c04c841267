"""Values as the standards write them: titles, durations, ratios."""

from __future__ import annotations

import unicodedata
from decimal import ROUND_FLOOR, Decimal

from scormkit.targets._xml import clean

#: Smallest permitted maximum of an item's title in every edition, and the schema's own limit in SCORM 1.2
#: (imscp_rootv1p1p2.xsd, titleType). Moodle's column holds 255.
TITLE_LIMIT = 200

_ZERO_WIDTH_JOINER = "\u200d"
_ELLIPSIS = "…"


def one_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """One line of at most `limit` characters; a longer text ends in an ellipsis, never within a character's parts."""
    line = " ".join(clean(text).split())
    if len(line) <= limit:
        return line
    end = limit - len(_ELLIPSIS)
    while end > 0 and _continues(line, end):
        end -= 1
    return line[:end].rstrip() + _ELLIPSIS


def _continues(line: str, index: int) -> bool:
    """Whether the character at `index` belongs to the one before: accents, variation selectors, joined emoji."""
    joined = _ZERO_WIDTH_JOINER in (line[index], line[index - 1])
    return joined or unicodedata.category(line[index]) in ("Mn", "Me", "Mc")


def clock(seconds: int) -> str:
    """`HHHH:MM:SS`, the CMITimespan of SCORM 1.2; at most 9999:59:59."""
    minutes, rest = divmod(min(seconds, 9999 * 3600 + 59 * 60 + 59), 60)
    return f"{minutes // 60:04}:{minutes % 60:02}:{rest:02}"


def duration(seconds: int) -> str:
    """An ISO 8601 duration in hours, minutes and seconds, as SCORM 2004 takes it: `PT1H30M`."""
    minutes, rest = divmod(seconds, 60)
    parts = ((minutes // 60, "H"), (minutes % 60, "M"), (rest, "S"))
    return "PT" + ("".join(f"{value}{unit}" for value, unit in parts if value) or "0S")


def ratio(value: float, scale: int = 1) -> str:
    """A part of one, times `scale`, as a plain decimal with at most four digits behind the part's point.

    Rounded down: an LMS that judges by the written value never fails whom the runtime passed.
    """
    exact = Decimal(repr(value)).quantize(Decimal("0.0001"), ROUND_FLOOR) * scale
    return f"{exact.normalize():f}"

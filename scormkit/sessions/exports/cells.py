"""Exports room, cells: values as text, and tables of them that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from scormkit.sessions.dates import Moment

#: What makes a spreadsheet calculate (OWASP, CSV injection), with the wide forms that some take for the same.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_TOKENS = re.compile(r"YYYY|YY|MMM|MM|DD|HH|hh|mm|ss|AA|ZZ|Z")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def safe(text: str) -> str:
    """A cell in one line; an apostrophe stands before what a spreadsheet would calculate."""
    shown = " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
    return f"'{shown}" if shown.startswith(_FORMULAS) else shown


def table_text(
    header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",", line_end: str = "\r\n"
) -> str:
    """A table as text, every cell made safe; the header is the mapping's and stays as it is."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def number_text(number: float) -> str:
    """A number with a point and no needless digits, at most three behind it."""
    return f"{number:.3f}".rstrip("0").rstrip(".") if number % 1 else str(int(number))


def moment_text(moment: Moment, form: str) -> str:
    """A moment as `form` says, in the zone it is told in.

    `YYYY YY MM MMM DD HH hh mm ss` as usual (`MMM` is `MAR`, `hh` has twelve hours), `AA` is AM or PM, `Z` the offset
    as `+01:00`, `ZZ` as `+0100`; all else stands as it is.
    """
    local = moment.local
    offset = _offset(local - moment.utc.replace(tzinfo=None))
    values = {
        "YYYY": f"{local.year:04}", "YY": f"{local.year % 100:02}", "MM": f"{local.month:02}",
        "MMM": _MONTHS[local.month - 1], "DD": f"{local.day:02}", "HH": f"{local.hour:02}",
        "hh": f"{local.hour % 12 or 12:02}", "mm": f"{local.minute:02}", "ss": f"{local.second:02}",
        "AA": "PM" if local.hour >= 12 else "AM", "Z": offset, "ZZ": offset.replace(":", ""),
    }  # fmt: skip
    return _TOKENS.sub(lambda found: values[found[0]], form)


def _offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"

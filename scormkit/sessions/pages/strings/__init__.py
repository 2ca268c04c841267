"""Sessions room, strings: what learners read on a plan's pages, a catalogue a language, and how each writes dates.

`<language>.yaml` holds `text`, `kinds` (of live sessions), `modes` (of an agenda) and `dates`. Clocks have 24 hours
everywhere, and digits are those of the Latin script, so that a page's script writes what was written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FALLBACK = "en"
_FOLDER = Path(__file__).parent
#: Languages written from right to left.
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Words:
    """One language's texts. `language` is the catalogue's, which may be less than what the course asked for."""

    language: str
    text: Mapping[str, str]
    kinds: Mapping[str, str]
    modes: Mapping[str, str]
    dates: Mapping[str, Any]

    def say(self, key: str, **values: object) -> str:
        """A text with its values; raises KeyError for one that does not exist."""
        return self.text[key].format(**values)

    def kind(self, name: str) -> str:
        """A kind of live session; an author's own as it is written, without `x-`."""
        return self.kinds.get(name) or name.removeprefix("x-").replace("-", " ")

    def mode(self, name: str) -> str:
        return self.modes.get(name) or name.replace("-", " ")

    def long(self, day: date) -> str:
        return self._date("long", day, self.dates["days"], self.dates["months"])

    def short(self, day: date) -> str:
        return self._date("short", day, self.dates["days-short"], self.dates["months-short"])

    def day(self, day: date) -> str:
        """A date without its weekday."""
        return self._date("day", day, self.dates["days"], self.dates["months"])

    def at(self, local: datetime) -> str:
        """A short date with its time of day."""
        written: str = self.dates["at"].format(date=self.short(local.date()), clock=f"{local:%H:%M}")
        return written

    def _date(self, form: str, day: date, days: list[str], months: list[str]) -> str:
        pattern: str = self.dates[form]
        return pattern.format(weekday=days[day.weekday()], day=day.day, month=months[day.month - 1], year=day.year)


def direction(language: str) -> str:
    """`rtl` or `ltr`, as `dir` wants it."""
    return "rtl" if language.lower().split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def words_for(language: str) -> Words:
    """The texts in `language`: its own catalogue, its language's without the region, or English's."""
    tags = (language.lower(), language.lower().split("-")[0], FALLBACK)
    return _read(next(tag for tag in tags if (_FOLDER / f"{tag}.yaml").is_file()))


@lru_cache(maxsize=8)
def _read(language: str) -> Words:
    data = yaml.safe_load((_FOLDER / f"{language}.yaml").read_text("utf-8"))
    return Words(language, data["text"], data["kinds"], data["modes"], data["dates"])

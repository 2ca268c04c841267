"""Attendance room, words: which field a column is, in the languages that tools write, and other words of exports."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_PARENTHESES = re.compile(r"\s*[(（][^)）]*[)）]")
_SPACES = re.compile(r"\s+")

#: What a column can be, in the words of `--column`.
FIELDS = (
    "name", "given", "family", "email", "upn", "joined", "left", "first", "last", "duration", "role", "action", "stamp",
    "attended", "waiting", "guest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The table of `words.yaml`, turned round: from a word to what it means."""

    headers: Mapping[str, str]  #: header → field
    languages: Mapping[str, tuple[str, ...]]  #: header → the languages that have it
    actions: Mapping[str, str]
    yes: frozenset[str]
    no: frozenset[str]
    units: tuple[tuple[str, int], ...]  #: beginning of a unit and its seconds, longest first
    halves: Mapping[str, str]
    months: tuple[tuple[str, int], ...]
    outsiders: frozenset[str]


def plain(text: str) -> str:
    """A text to compare: no capitals, single spaces, straight apostrophes, Latin digits, no marks of direction."""
    shown = unicodedata.normalize("NFKC", text).replace("’", "'").replace("\u00ad", "")
    shown = "".join(str(unicodedata.decimal(each, each)) for each in shown if unicodedata.category(each) != "Cf")
    return _SPACES.sub(" ", shown).strip().casefold()


@cache
def load_words() -> Words:
    """The words of every language, read once."""
    table: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))
    headers: dict[str, str] = {}
    languages: dict[str, tuple[str, ...]] = {}
    for field, by_language in table["headers"].items():
        for language, words in by_language.items():
            for word in map(plain, words):
                headers[word] = field
                languages[word] = (*languages.get(word, ()), language)
    seconds = {"hours": 3600, "minutes": 60, "seconds": 1}
    units = [(plain(word), seconds[unit]) for unit, words in table["units"].items() for word in words]
    return Words(
        headers=headers,
        languages=languages,
        actions={plain(word): action for action, langs in table["actions"].items() for word in _all(langs)},
        yes=frozenset(plain(word) for word in _all(table["yes"])),
        no=frozenset(plain(word) for word in _all(table["no"])),
        units=tuple(sorted(units, key=lambda each: (-len(each[0]), each[0]))),
        halves={plain(word): half for half, words in table["halves"].items() for word in words},
        months=tuple(
            (plain(word), number) for names in table["months"].values() for number, word in enumerate(names, 1)
        ),
        outsiders=frozenset(plain(word) for word in table["outsiders"]),
    )


def _all(languages: Mapping[str, list[str]]) -> list[str]:
    return [word for words in languages.values() for word in words]


def known_word(header: str) -> str:
    """The word of the table that a header is, perhaps with something in parentheses behind it; empty for none."""
    whole = plain(header).rstrip(":")
    words = load_words().headers
    short = _PARENTHESES.sub("", whole).strip()
    return whole if whole in words else short if short in words else ""


def month_of(word: str) -> int:
    """The month that a word begins, in any language; 0 for none, or for one that could be two."""
    start = plain(word).rstrip(".")
    found = {number for name, number in load_words().months if len(start) > 2 and name.startswith(start)}
    return found.pop() if len(found) == 1 else 0

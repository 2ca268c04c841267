"""Attendance room, the roster: who should be there, and which of them a person in an export is.

By address, then by alias, then by name. What could be somebody, but need not, is told and never counted.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from scormkit.sessions.attendance.decoding import DELIMITERS, encodings, other_kind, rows
from scormkit.sessions.attendance.reading import AttendanceError, Seen
from scormkit.sessions.attendance.words import load_words, plain

_EXAMPLE = """\
id,name,email,aliases,username
L-001,Ada Lovelace,ada@example.org,Ada L.; ada.private@example.com,alovelace"""
_COLUMNS = {
    "id": ("id", "learner id", "learner", "learner-id", "user id"),
    "name": ("name", "full name"),
    "email": ("email", "e-mail", "mail"),
    "aliases": ("aliases", "alias", "also known as"),
    "username": ("username", "user name", "lms username", "login"),
}
_PARENTHESES = re.compile(r"[(（\[]([^)）\]]*)[)）\]]")
_NEAR = 0.8  #: how alike two names are that may be one, from 0 to 1
_SIZES = (2, 4, 99)  #: letters of a part that names must share to be compared: more where a roster is long
_MOST_COMPARED = 200  #: names that one is compared with


@dataclass(frozen=True, slots=True)
class Learner:
    """A person on the roster. `username` is the LMS's name for them, where it differs from `id`."""

    id: str
    name: str = ""
    email: str = ""
    aliases: tuple[str, ...] = ()
    username: str = ""
    line: int = field(default=0, compare=False)

    @property
    def lms_id(self) -> str:
        """What the LMS calls this learner."""
        return self.username or self.id


class How(StrEnum):
    """What a person of an export was matched by."""

    EMAIL = "e-mail"
    ALIAS = "alias"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Match:
    """Who somebody is. Without `learner` nobody knows; `maybe` are those that it could be, `reason` says why not."""

    learner: Learner | None = None
    how: How | None = None
    maybe: tuple[Learner, ...] = ()
    reason: str = ""


def read_roster(data: bytes, file: str) -> tuple[Learner, ...]:
    """A roster as CSV: `id`, and `name`, `email`, `aliases` (parted by `;`), `username`, in any order.

    Raises `AttendanceError` for a file without an `id` and a way to know anybody, a line without an id, and an id or
    address that stands there twice.
    """
    kind = other_kind(data)
    for _, text in encodings(data) if not kind else ():
        for delimiter in DELIMITERS:
            try:
                first, *rest = rows(text, delimiter)
            except csv.Error:
                continue
            known = {plain(cell): place for place, cell in enumerate(first.cells)}
            places = {
                name: next((known[word] for word in words if word in known), -1) for name, words in _COLUMNS.items()
            }
            if places["id"] >= 0 and max(places["name"], places["email"]) >= 0:
                people = [_learner(row.cells, row.line, places, file) for row in rest if not row.is_empty()]
                return _unique(people, file)
    what = f"this is {kind}" if kind else "the first row has no `id` with a `name` or an `email`"
    raise AttendanceError(f"{file}: no roster: {what}; this is expected:\n{_EXAMPLE}")


def _learner(cells: tuple[str, ...], line: int, places: Mapping[str, int], file: str) -> Learner:
    values = {name: cells[place].strip() if 0 <= place < len(cells) else "" for name, place in places.items()}
    if not values["id"]:
        raise AttendanceError(f"{file}:{line}: this line has no `id`")
    aliases = tuple(part.strip() for part in values["aliases"].split(";") if part.strip())
    return Learner(values["id"], values["name"], values["email"], aliases, values["username"], line)


def _unique(people: list[Learner], file: str) -> tuple[Learner, ...]:
    taken: dict[tuple[str, str], Learner] = {}
    for each in people:
        for what, value in (("id", each.id), ("e-mail", plain(each.email))):
            if value and (what, value) in taken:
                first = taken[what, value].line
                raise AttendanceError(f"{file}:{each.line}: the {what} of this line stands on line {first}, too")
            taken[what, value] = each
    return tuple(people)


class Roster:
    """Learners, and how to know them. Built once for a list, asked once a person."""

    def __init__(self, learners: Iterable[Learner]) -> None:
        self.learners = tuple(learners)
        self._emails = {plain(each.email): each for each in self.learners if each.email}
        self._aliases = _index((alias, each) for each in self.learners for alias in each.aliases)
        self._names = _index((each.name, each) for each in self.learners if each.name)
        self._starts: dict[tuple[int, str], list[str]] = {}
        for name in self._names:
            for size in _SIZES:
                for start in _starts(name, size):
                    self._starts.setdefault((size, start), []).append(name)

    def match(self, seen: Seen) -> Match:
        """The learner that somebody in an export is, or those that it may be."""
        for email in seen.emails:
            if learner := self._emails.get(plain(email)):
                return Match(learner, How.EMAIL)
        written = (*seen.emails, *names_in(seen.name))
        for words in (written, tuple(part for name in names_in(seen.name) for part in turned(name))):
            found = _of(self._aliases, words)
            if len(found) == 1:
                return Match(found[0], How.ALIAS)
        named = _of(self._names, tuple(part for name in names_in(seen.name) for part in turned(name)))
        if len(named) > 1:
            return Match(maybe=named, reason="several learners have this name")
        if named and seen.emails and named[0].email:
            return Match(maybe=named, reason="the name is a learner's, the e-mail is not")
        if named:
            return Match(named[0], How.NAME)
        near = self._near(seen)
        return Match(maybe=near, reason="the name is like a learner's" if near else "nobody on the roster")

    def _near(self, seen: Seen) -> tuple[Learner, ...]:
        found: dict[str, Learner] = {}
        for name in map(comparable, names_in(seen.name)):
            others = self._alike(name)
            close = get_close_matches(name, others, n=3, cutoff=_NEAR)
            inside = [other for other in others if _is_part(name, other)]
            for other in (*close, *inside):
                found.update({each.id: each for each in self._names[other]})
        return tuple(each for each in self.learners if each.id in found)

    def _alike(self, name: str) -> tuple[str, ...]:
        """Names with a part that begins as one of this name does; of too many only those that share more of it."""
        others: tuple[str, ...] = ()
        for size in _SIZES:
            found = (other for start in _starts(name, size) for other in self._starts.get((size, start), ()))
            others = tuple(dict.fromkeys(found))
            if len(others) <= _MOST_COMPARED:
                break
        return others[:_MOST_COMPARED]


def _index(pairs: Iterable[tuple[str, Learner]]) -> dict[str, tuple[Learner, ...]]:
    made: dict[str, tuple[Learner, ...]] = {}
    for text, learner in pairs:
        key = comparable(text)
        made[key] = (*(each for each in made.get(key, ()) if each.id != learner.id), learner)
    return made


def _of(index: Mapping[str, tuple[Learner, ...]], words: Iterable[str]) -> tuple[Learner, ...]:
    found = {each.id: each for word in words for each in index.get(comparable(word), ())}
    return tuple(found.values())


def _starts(name: str, size: int) -> dict[str, None]:
    """The beginnings of a name's parts: two names that are alike share one of them."""
    return dict.fromkeys(part[:size] for part in name.split() if len(part) > 1)


def _is_part(short: str, whole: str) -> bool:
    """Whether a name is part of another, perhaps as initials: `ada`, `ada l`, `lovelace`."""
    parts, others = short.split(), whole.split()
    if not parts or len(max(parts, key=len)) < 3:
        return False
    return all(any(other == part or (len(part) == 1 and other[0] == part) for other in others) for part in parts)


def comparable(name: str) -> str:
    """A name to compare: no capitals, accents, points or double spaces."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", plain(name)) if not unicodedata.combining(each))
    return " ".join(re.sub(r"[.,_]", " ", bare).split()) if "@" not in bare else bare


def names_in(text: str) -> tuple[str, ...]:
    """The names in a cell: the one shown, and an original one in parentheses; `(Guest)` and the like are none."""
    outsiders = load_words().outsiders
    inner = [part.strip() for part in _PARENTHESES.findall(text)]
    shown = _PARENTHESES.sub(" ", text).strip()
    return tuple(dict.fromkeys(part for part in (shown, *inner) if part and plain(part) not in outsiders))


def turned(name: str) -> tuple[str, ...]:
    """A name, and the other way round where a comma parts it: `Lovelace, Ada`."""
    family, comma, given = name.partition(",")
    return (name, f"{given} {family}") if comma else (name,)

"""Source room, ids: what `ids.lock` remembers, so that a reworded heading keeps the id that learners' records know."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from scormkit.diagnostics import Diagnostic, Location, error

LOCK_FILE = "ids.lock"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Derived:
    """A thing whose id comes from its text."""

    id: str
    label: str


@dataclass(slots=True)
class IdLock:
    """Ids by unit and kind (`pages`, `questions`), in the order in which they stood when the lock was written."""

    units: dict[str, dict[str, list[Derived]]] = field(default_factory=dict)

    def of(self, unit: str, kind: str) -> list[Derived]:
        return self.units.get(unit, {}).get(kind, [])

    def to_text(self) -> str:
        """The lock as JSON, one entry a line, so that a diff shows what changed."""
        units = {
            unit: {kind: [[each.id, each.label] for each in entries] for kind, entries in sorted(kinds.items())}
            for unit, kinds in sorted(self.units.items())
        }
        lines = [f'  "format": {FORMAT},', '  "units": {']
        for unit_number, (unit, kinds) in enumerate(units.items(), 1):
            lines.append(f"    {json.dumps(unit)}: {{")
            for kind_number, (kind, entries) in enumerate(kinds.items(), 1):
                rows = ",\n".join(f"        {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
                body = f"[\n{rows}\n      ]" if rows else "[]"
                lines.append(f"      {json.dumps(kind)}: {body}{',' if kind_number < len(kinds) else ''}")
            lines.append(f"    }}{',' if unit_number < len(units) else ''}")
        return "\n".join(["{", *lines, "  }", "}", ""])


def read_lock(text: str, file: str) -> tuple[IdLock, list[Diagnostic]]:
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError
        units = {
            str(unit): {
                str(kind): [Derived(str(identifier), str(label)) for identifier, label in entries]
                for kind, entries in kinds.items()
            }
            for unit, kinds in data["units"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        hint = "take it back from git, or delete it and run `scormkit ids --write`"
        return IdLock(), [error("SRC-LOCK", "this is not an id lock that can be read", Location(file), hint)]
    return IdLock(units), []


def settle(derived: Sequence[Derived], locked: Sequence[Derived], taken: Iterable[str]) -> list[str]:
    """The ids of `derived` things: the locked one where the text is the same, or where exactly as many things stand
    between two recognised neighbours as before (then they were reworded); else the one made from the text.
    """
    result = [each.id for each in derived]
    matcher = SequenceMatcher(None, [each.label for each in locked], [each.label for each in derived], autojunk=False)
    kept: set[int] = set()
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and old_to - old_from == new_to - new_from):
            for old, new in zip(range(old_from, old_to), range(new_from, new_to), strict=True):
                result[new] = locked[old].id
                kept.add(new)
    used = set(taken) | {result[index] for index in kept}
    for index, each in enumerate(derived):
        if index not in kept:
            result[index] = _unused(each.id, used)
            used.add(result[index])
    return result


def _unused(wanted: str, used: set[str]) -> str:
    if wanted not in used:
        return wanted
    return next(name for number in range(2, 100_000) if (name := f"{wanted}-{number}") not in used)

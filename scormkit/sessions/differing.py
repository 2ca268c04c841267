"""Sessions room, comparing two manifests: what changed, in words, and for whose eyes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: `kind` (added, cancelled, moved, lengthened, re-staffed, re-placed, due moved, …), of what, from, to.

    `visible` tells whether learners see it.
    """

    kind: str
    name: str
    was: str = ""
    now: str = ""
    visible: bool = True


def differences(old: Json, new: Json) -> tuple[Difference, ...]:
    """What changed from one manifest to another, live sessions first. Raises KeyError for what is no manifest."""
    return (
        *_occurrences(old["cohort"], new["cohort"]),
        *_windows(old["cohort"], new["cohort"]),
        *_templates(old, new),
        *_units(old, new),
    )


def _by(items: list[Json], *names: str) -> dict[tuple[str, ...], Json]:
    return {tuple(str(each[name]) for name in names): each for each in items}


def _local(moment: Json | None) -> str:
    return str(moment["local"]).replace("T", " ") if moment else ""


def _occurrences(old: Json, new: Json) -> Iterator[Difference]:
    before, after = _by(old["occurrences"], "liveSession"), _by(new["occurrences"], "liveSession")
    for key in dict.fromkeys([*after, *before]):
        one, other = before.get(key), after.get(key)
        name = key[0]
        gone = other is None or other["status"] == "cancelled"
        if one is None or one["status"] == "cancelled":
            if not gone and other is not None:
                yield Difference("added", name, now=_local(other.get("start")))
        elif gone or other is None:
            yield Difference("cancelled", name, was=_local(one.get("start")))
        else:
            yield from _changed(name, one, other)


def _changed(name: str, one: Json, other: Json) -> Iterator[Difference]:
    start, now = _local(one.get("start")), _local(other.get("start"))
    if start != now:
        yield Difference("moved", name, start, now)
    if start == now and _local(one.get("end")) != _local(other.get("end")):
        yield Difference("lengthened", name, _local(one.get("end")), _local(other.get("end")))
    for kind, key in (("re-staffed", "facilitators"), ("re-placed", "place"), ("made sure or unsure", "status")):
        was, becomes = one.get(key, ""), other.get(key, "")
        if was != becomes:
            yield Difference(kind, name, _text(was), _text(becomes))


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _windows(old: Json, new: Json) -> Iterator[Difference]:
    names = ("liveSession", "relation", "unit")
    before, after = _by(old["windows"], *names), _by(new["windows"], *names)
    starts = [{each["liveSession"]: _local(each.get("start")) for each in one["occurrences"]} for one in (old, new)]
    for key in dict.fromkeys([*after, *before]):
        one, other = before.get(key), after.get(key)
        name = "/".join(key)
        if one is None or other is None:
            yield Difference("linked" if one is None else "unlinked", name)
            continue
        cascade = starts[0].get(key[0]) != starts[1].get(key[0])
        for what in ("release", "due"):
            was, now = _local(one.get(what)), _local(other.get(what))
            if was != now:
                yield Difference(f"{what} moved {'along' if cascade else 'by hand'}", name, was, now)
        if one["required"] != other["required"]:
            yield Difference("made required" if other["required"] else "made optional", name)


def _templates(old: Json, new: Json) -> Iterator[Difference]:
    before, after = _by(old["liveSessions"], "id"), _by(new["liveSessions"], "id")
    for key in [each for each in after if each in before]:
        one, other = before[key], after[key]
        if one.get("objectives") != other.get("objectives"):
            was, now = _text(one.get("objectives", [])), _text(other.get("objectives", []))
            yield Difference("objectives changed", key[0], was, now)
        for what, visible in (("agenda", False), ("fallback", False), ("brief", True), ("title", True), ("goal", True)):
            if one.get(what) != other.get(what):
                yield Difference(f"{what} changed", key[0], visible=visible)
    goals = _by(old["course"].get("objectives", []), "id"), _by(new["course"].get("objectives", []), "id")
    for key in dict.fromkeys([*goals[1], *goals[0]]):
        if goals[0].get(key) != goals[1].get(key):
            yield Difference("objective changed", key[0])


def _units(old: Json, new: Json) -> Iterator[Difference]:
    before, after = _by(old["units"], "id"), _by(new["units"], "id")
    for key in dict.fromkeys([*after, *before]):
        one, other = before.get(key), after.get(key)
        if one is None or other is None:
            yield Difference("unit added" if one is None else "unit gone", key[0])
        elif one["pin"] != other["pin"]:
            asked = one["pin"].split("-")[0] != other["pin"].split("-")[0]
            yield Difference("questions changed" if asked else "text changed", key[0], visible=asked)
    pins = [each["cohort"].get("contentPin", {}) for each in (old, new)]
    if pins[0] != pins[1]:
        yield Difference("content re-pinned", new["cohort"]["id"], visible=False)

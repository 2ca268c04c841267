"""Sessions room, pins: what a running cohort learns from, so that material does not change under its feet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import sha256
from typing import Any

from scormkit.model import Course, Unit

#: Where a thing stands in the sources is no part of what it says.
_PLACES = frozenset({"line", "place", "assets"})


def unit_pin(unit: Unit) -> str:
    """What a unit asks and what it says, as `QUESTIONS-TEXT`: two digests of 12 hexadecimal digits each.

    The first changes with questions and objectives, which change what is proved; the second with anything else.
    """
    asked = (unit.objectives, tuple(unit.questions()))
    return f"{_digest(asked)}-{_digest((unit.title, unit.goal, unit.pages))}"


def course_pin(course: Course) -> dict[str, str]:
    """Unit → its pin, as a cohort's `content.units` holds them."""
    return {unit.id: unit_pin(unit) for unit in course.units()}


def _digest(value: object) -> str:
    return sha256(repr(_plain(value)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _plain(value: Any) -> Any:
    """A value without places, in an order that is the same on every machine."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        told = ((each.name, _plain(getattr(value, each.name))) for each in fields(value) if each.name not in _PLACES)
        return (type(value).__name__, *told)
    if isinstance(value, Mapping):
        return sorted((key, _plain(each)) for key, each in value.items())
    if isinstance(value, (frozenset, set)):
        return sorted(map(_plain, value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value

"""xAPI room, interactions: which components a type has, and what its responses look like (xAPI 1.0.3, 2.4.4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

#: Interaction type → the lists of components that it may have.
COMPONENTS: Mapping[str, tuple[str, ...]] = {
    "true-false": (),
    "choice": ("choices",),
    "fill-in": (),
    "long-fill-in": (),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "numeric": (),
    "other": (),
}
COMPONENT_KEYS = ("choices", "scale", "source", "target", "steps")

ITEM = "[,]"  #: stands between the parts of a response
PAIR = "[.]"  #: stands between a source and its target, a step and its answer
RANGE = "[:]"  #: stands between the lowest and the highest number

_OPTION = re.compile(r"\{(?:case_matters|order_matters|lang)=[^}]*\}")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")


def without_options(pattern: str) -> str:
    """A pattern without the `{case_matters=…}`, `{order_matters=…}`, `{lang=…}` in front of it."""
    while found := _OPTION.match(pattern):
        pattern = pattern[found.end() :]
    return pattern


def malformed(kind: str, pattern: str) -> str:
    """Why a pattern or a response cannot belong to the type; empty when it can."""
    text = without_options(pattern)
    if kind == "true-false" and text not in ("true", "false"):
        return "must be `true` or `false`"
    if kind == "numeric" and not _is_range(text):
        return f"must be a number, or a range such as `1{RANGE}4`"
    if kind == "matching" and any(part.count(PAIR) != 1 for part in _parts(text)):
        return f"must be pairs such as `a{PAIR}1{ITEM}b{PAIR}2`"
    if kind == "performance" and any(PAIR not in part for part in _parts(text)):
        return f"must be steps with their answers, such as `a{PAIR}1{ITEM}b{PAIR}`"
    if kind == "likert" and ITEM in text:
        return "must be one id of the scale"
    return ""


def named_components(kind: str, pattern: str) -> Iterator[tuple[str, str]]:
    """The components that a well-formed pattern names: list and id."""
    text = without_options(pattern)
    if kind in ("choice", "sequencing"):
        yield from (("choices", part) for part in _parts(text))
    elif kind == "likert" and text:
        yield "scale", text
    elif kind == "matching":
        for part in _parts(text):
            source, _, target = part.partition(PAIR)
            yield "source", source
            yield "target", target
    elif kind == "performance":
        yield from (("steps", part.partition(PAIR)[0]) for part in _parts(text))


def _parts(text: str) -> list[str]:
    return text.split(ITEM) if text else []


def _is_range(text: str) -> bool:
    low, colon, high = text.partition(RANGE)
    if not colon:
        return bool(_NUMBER.fullmatch(text))
    numbers = [each for each in (low, high) if each]
    if not numbers or not all(_NUMBER.fullmatch(each) for each in numbers):
        return False
    return len(numbers) == 1 or float(low) <= float(high)

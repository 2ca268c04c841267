"""Package room, configuration: what scormkit wrote into a SCO's document, read back from the package."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

_ELEMENT = re.compile(
    r"""<script\b(?=[^>]*\bid=["']?scormkit-sco["'\s>])[^>]*>(.*?)</script>""", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A page or a question: its id, its key in the state, its title, and for questions what an answer depends on."""

    id: str
    key: str
    title: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoConfig:
    """The part of a SCO's configuration on which stored states depend (docs/reference/package-anatomy.md)."""

    format: int
    version: str  #: the course's
    pages: tuple[Keyed, ...]
    questions: tuple[Keyed, ...]
    policy: tuple[tuple[str, str], ...]


def read_sco_config(document: bytes) -> ScoConfig | None:
    """The configuration in a document; None for anybody else's document and for one that cannot be understood."""
    found = _ELEMENT.search(document.decode("utf-8", "replace"))
    if found is None:
        return None
    try:
        return _read(json.loads(found.group(1)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _read(data: dict[str, Any]) -> ScoConfig:
    return ScoConfig(
        format=int(data["format"]),
        version=str(data["course"]["version"]),
        pages=tuple(Keyed(str(each["id"]), str(each["key"]), str(each["title"])) for each in data["pages"]),
        questions=tuple(
            Keyed(str(each["id"]), str(each["key"]), str(each["prompt"]), tuple(_answers(each)))
            for each in data["questions"]
        ),
        policy=tuple((name, str(value)) for name, value in sorted(data["policy"].items())),
    )


def _answers(question: dict[str, Any]) -> list[str]:
    """What a stored answer names: the kind, and each choice by its letter."""
    choices = [f"{choice['id']}: {choice['text']}" for choice in question.get("choices", ())]
    return [str(question["kind"]), *choices]

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
    """A page, question or activity: its id, its key in the state, its title; of questions what an answer depends on."""

    id: str
    key: str
    title: str
    kind: str = ""
    choices: tuple[str, ...] = ()  #: texts in the order in which an answer counts them
    targets: tuple[str, ...] = ()
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class ScoConfig:
    """The part of a SCO's configuration on which stored states depend (docs/reference/package-anatomy.md)."""

    format: int
    course: str  #: its id
    version: str  #: the course's
    language: str
    title: str  #: the SCO's
    pages: tuple[Keyed, ...]
    questions: tuple[Keyed, ...]
    activities: tuple[Keyed, ...]  #: quizzes, scenarios and checklists
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
    course = data["course"]
    return ScoConfig(
        format=int(data["format"]),
        course=str(course["id"]),
        version=str(course["version"]),
        language=str(course["language"]),
        title=str(data["sco"]["title"]),
        pages=tuple(Keyed(str(each["id"]), str(each["key"]), str(each["title"])) for each in data["pages"]),
        questions=tuple(_question(each) for each in data["questions"]),
        activities=tuple(
            Keyed(str(each["id"]), str(each["key"]), str(each["title"]))
            for kind in ("quizzes", "scenarios", "checklists")
            for each in data.get(kind, ())
        ),
        policy=tuple((name, str(value)) for name, value in sorted(data["policy"].items())),
    )


def _question(data: dict[str, Any]) -> Keyed:
    return Keyed(
        str(data["id"]),
        str(data["key"]),
        str(data["prompt"]),
        kind=str(data.get("form") or data["kind"]),
        choices=tuple(str(choice["text"]) for choice in data.get("choices", ())),
        targets=tuple(str(target["text"]) for target in data.get("targets", ())),
        gaps=len(data.get("blanks", ())),
    )

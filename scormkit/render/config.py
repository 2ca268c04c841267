"""Render room, configuration: what the runtime needs to know of a SCO, as the JSON that stands in its document.

The fields are those of docs/reference/package-anatomy.md.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any

from scormkit.layout import PackageLayout, Sco
from scormkit.layout.names import cmi_id, state_keys
from scormkit.model import Block, Container, Course, Media, Question, Unit
from scormkit.render.links import Links

_MASK = 0xFFFFFFFF


def render_config(layout: PackageLayout, sco: Sco, links: Links, strings: Mapping[str, str]) -> str:
    """The configuration as JSON that is safe inside a script element."""
    text = json.dumps(_config(layout, sco, links, strings), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _config(layout: PackageLayout, sco: Sco, links: Links, strings: Mapping[str, str]) -> dict[str, Any]:
    course = layout.course
    return {
        "format": 1,
        "course": {
            "id": course.id, "title": course.title, "language": course.language, "version": course.version
        },
        "sco": {"id": sco.id, "title": sco.title},
        "pages": [
            {
                "id": planned.id,
                "key": planned.key,
                "title": planned.page.title,
                "unit": planned.unit.id,
                "file": planned.file or None,
            }
            for planned in sco.pages
        ],
        "units": [_unit(unit, course) for unit in sco.units],
        "objectives": _objectives(sco, course),
        "questions": list(_questions(sco, links)),
        "media": [{"key": key} for key in media_keys(sco).values()],
        "policy": {
            "require": str(sco.completion.require),
            "share": sco.completion.share,
            "mastery": sco.mastery,
            "record": str(sco.completion.record),
            "order": str(sco.order),
        },
        "strings": dict(strings),
    }  # fmt: skip


def _unit(unit: Unit, course: Course) -> dict[str, Any]:
    return {
        "id": unit.id,
        "title": unit.title,
        "objectives": [cmi_id(each) for each in unit.objectives],
        "mastery": _mastery(unit, course),
        "prerequisites": list(unit.prerequisites),
    }


def _mastery(unit: Unit, course: Course) -> float | None:
    """The share of the points that passes the unit; None where nothing is graded."""
    graded = any(question.graded for question in unit.questions())
    return course.completion_of(unit).mastery if graded else None


def _objectives(sco: Sco, course: Course) -> list[dict[str, str]]:
    used = {each for unit in sco.units for each in unit.objectives}
    used |= {each for unit in sco.units for question in unit.questions() for each in question.objectives}
    return [{"id": cmi_id(each.id), "text": each.text} for each in course.objectives if each.id in used]


def _questions(sco: Sco, links: Links) -> Iterator[dict[str, Any]]:
    keys = dict(sco.question_keys)
    for planned in sco.pages:
        for question in planned.page.questions():
            yield {
                "id": cmi_id(question.id),
                "key": keys[question.id],
                "page": planned.id,
                "unit": planned.unit.id,
                "kind": str(question.kind),
                "graded": question.graded,
                "points": question.points,
                "tries": question.tries,
                "multiple": question.multiple,
                "partial": question.partial,
                "prompt": question.text[:250],
                "objectives": [cmi_id(each) for each in question.objectives],
                "choices": [{"id": choice.id, "text": choice.text} for choice in question.choices],
                "sealed": seal(_secret(question, links), cmi_id(question.id)),
            }


def _secret(question: Question, links: Links) -> dict[str, Any]:
    """What must not be readable before answering."""
    secret: dict[str, Any] = {
        "correct": [choice.id for choice in question.choices if choice.correct],
        "feedback": {choice.id: links.resolve(choice.feedback) for choice in question.choices if choice.feedback},
        "hints": [links.resolve(hint) for hint in question.hints],
    }
    for name in ("right", "wrong", "explanation"):
        if text := getattr(question, name):
            secret[name] = links.resolve(text)
    return secret


def seal(secret: Mapping[str, Any], identifier: str) -> str:
    """`secret` as base64 of its JSON under a keystream that `identifier` seeds: a deterrent against reading on."""
    plain = json.dumps(secret, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(bytes(one ^ two for one, two in zip(plain, _keystream(identifier), strict=False))).decode()


def _keystream(identifier: str) -> Iterator[int]:
    """The low bytes of a 32-bit xorshift generator, seeded with FNV-1a 32 of `identifier` (1 when that is 0)."""
    x = _fnv1a(identifier.encode()) or 1
    while True:
        x ^= x << 13 & _MASK
        x ^= x >> 17
        x ^= x << 5 & _MASK
        yield x & 0xFF


def _fnv1a(data: bytes) -> int:
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & _MASK
    return value


def media_keys(sco: Sco) -> dict[str, str]:
    """Course file of each film and sound of the SCO → its key in the state, in reading order."""
    names = [f"media:{media.source}" for planned in sco.pages for media in _media(planned.page.blocks)]
    return {name.removeprefix("media:"): key for name, key in state_keys(dict.fromkeys(names)).items()}


def _media(blocks: tuple[Block, ...]) -> Iterator[Media]:
    for block in blocks:
        if isinstance(block, Media):
            yield block
        elif isinstance(block, Container):
            yield from _media(block.blocks)

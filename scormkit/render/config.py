"""Render room, configuration: what the runtime needs to know of a SCO, as the JSON that stands in its document.

The fields are those of docs/reference/package-anatomy.md.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from markupsafe import Markup

from scormkit.layout import PackageLayout, Sco, walk
from scormkit.layout.names import cmi_id, state_keys
from scormkit.model import (
    Blank,
    Block,
    Checklist,
    Course,
    Media,
    Page,
    Pool,
    Question,
    QuestionKind,
    Quiz,
    Scenario,
    Unit,
)
from scormkit.render.links import Links
from scormkit.render.statements import statement_config, tells
from scormkit.render.tiles import tile_config

_MASK = 0xFFFFFFFF
_Group = TypeVar("_Group", Quiz, Scenario, Checklist)


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
                "title": planned.page.title or planned.unit.title,
                "unit": planned.unit.id,
                "file": planned.file or None,
            }
            for planned in sco.pages
        ],
        "units": [_unit(unit, course) for unit in sco.units],
        "objectives": _objectives(sco, course),
        "questions": list(_questions(sco, links, strings)),
        "quizzes": list(_quizzes(sco)),
        "scenarios": list(_scenarios(sco)),
        "checklists": list(_checklists(sco)),
        "media": [{"key": key} for key in media_keys(sco).values()],
        "policy": {
            "require": "attended" if sco.tile else str(sco.completion.require),
            "share": sco.completion.share,
            "mastery": sco.mastery,
            "record": str(sco.completion.record),
            "order": str(sco.order),
        },
        "strings": {key: text for key, text in strings.items() if sco.tile or not key.startswith("tile.")},
        **({"tile": tile_config(sco.tile, course)} if sco.tile else {}),
        **({"xapi": statement_config(layout, sco, media_keys(sco))} if tells(layout) else {}),
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
    return course.completion_of(unit).mastery if unit.points() else None


def _objectives(sco: Sco, course: Course) -> list[dict[str, str]]:
    used = {each for unit in sco.units for each in unit.objectives}
    used |= {each for unit in sco.units for question in unit.questions() for each in question.objectives}
    return [{"id": cmi_id(each.id), "text": each.text} for each in course.objectives if each.id in used]


def _questions(sco: Sco, links: Links, strings: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    keys = dict(sco.question_keys)
    for planned in sco.pages:
        groups = _groups(planned.page)
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
                "choices": _choices(question, strings),
                **_filled(_more(question)),
                **groups.get(question.id, {}),
                "sealed": seal(_secret(question, links), cmi_id(question.id)),
            }


def _choices(question: Question, strings: Mapping[str, str]) -> list[dict[str, str]]:
    """In the author's order, but for steps: there it is the answer. True and false may be left to the language."""
    by_id = question.kind is QuestionKind.SEQUENCING
    choices = sorted(question.choices, key=lambda choice: choice.id) if by_id else question.choices
    return [{"id": each.id, "text": each.text or strings.get(f"question.{each.id}", "")} for each in choices]


def _more(question: Question) -> dict[str, Any]:
    """What not every question has."""
    return {
        "form": question.form and str(question.form),
        "shuffle": question.shuffle,
        "targets": [{"id": target.id, "text": target.text} for target in question.targets],
        "blanks": [{"id": blank.id} for blank in question.blanks],
        "measure": Markup(question.unit).striptags(),
        "confidence": question.confidence,
        "timeLimit": question.time_limit,
        "hintCost": question.hint_cost,
        "tags": list(question.tags),
    }


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _groups(page: Page) -> dict[str, dict[str, str]]:
    """Question id → the quiz, scenario or checklist that it belongs to."""
    return {
        question.id: {_kind(block): cmi_id(block.id)}
        for block in walk(page.blocks)
        if isinstance(block, Quiz | Scenario | Checklist)
        for question in replace(page, blocks=(block,)).questions()
    }


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


def _secret(question: Question, links: Links) -> dict[str, Any]:
    """What must not be readable before answering."""
    secret: dict[str, Any] = {
        "correct": _correct(question),
        "feedback": {choice.id: links.resolve(choice.feedback) for choice in question.choices if choice.feedback},
        "hints": [links.resolve(hint) for hint in question.hints],
    }
    return secret | _filled(
        {
            "pairs": [list(pair) for pair in question.pairs],
            "blanks": {blank.id: _blank(blank) for blank in question.blanks},
            "ranges": [[each.low, each.high] for each in question.ranges],
            "model": links.resolve(question.model_answer),
            "rubric": [links.resolve(each) for each in question.rubric],
            "afterTry": [links.resolve(each) for each in question.after_try],
            "right": links.resolve(question.right),
            "wrong": links.resolve(question.wrong),
            "explanation": links.resolve(question.explanation),
        }
    )


def _correct(question: Question) -> list[str]:
    """The choices that are right; of steps, all in their order."""
    ordered = question.kind is QuestionKind.SEQUENCING
    return [choice.id for choice in question.choices if choice.correct or ordered]


def _blank(blank: Blank) -> dict[str, Any]:
    return {"accept": list(blank.accept), "patterns": list(blank.patterns), "exact": blank.exact}


def _blocks(sco: Sco, kind: type[_Group]) -> Iterator[tuple[_Group, dict[str, Any]]]:
    """Every quiz, scenario or checklist with what the configuration says of each."""
    keys = dict(sco.block_keys)
    for planned in sco.pages:
        for block in walk(planned.page.blocks):
            if isinstance(block, kind):
                yield (
                    block,
                    {
                        "id": cmi_id(block.id),
                        "key": keys[f"{_kind(block)}:{block.id}"],
                        "title": Markup(block.title).striptags(),
                        "page": planned.id,
                        "unit": planned.unit.id,
                    },
                )


def _quizzes(sco: Sco) -> Iterator[dict[str, Any]]:
    for quiz, common in _blocks(sco, Quiz):
        yield common | {
            "purpose": str(quiz.purpose),
            "passMark": quiz.pass_mark,
            "tries": quiz.tries,
            "wait": quiz.wait,
            "timeLimit": quiz.time_limit,
            "feedbackAtEnd": quiz.feedback_at_end,
            "forwardOnly": quiz.forward_only,
            "retakeWrong": quiz.retake_wrong,
            "shuffle": quiz.shuffle,
            "questions": [cmi_id(each.id) for each in walk(quiz.blocks) if isinstance(each, Question)],
            "pools": [_pool(pool) for pool in quiz.pools],
        }


def _pool(pool: Pool) -> dict[str, Any]:
    return {
        "count": pool.count,
        "questions": [cmi_id(question.id) for question in pool.questions],
        "strata": [{"name": name, "questions": [cmi_id(each) for each in ids]} for name, ids in pool.strata],
    }


def _scenarios(sco: Sco) -> Iterator[dict[str, Any]]:
    for scenario, common in _blocks(sco, Scenario):
        moves = {
            scene.id: [{"choice": move.choice, "scene": move.scene, "points": move.points} for move in scene.moves]
            for scene in scenario.scenes
        }
        yield common | {
            "graded": scenario.graded,
            "points": scenario.points,
            "best": scenario.best(),
            "scenes": [
                {"id": scene.id, "question": cmi_id(scene.question.id) if scene.question else None}
                for scene in scenario.scenes
            ],
            "sealed": seal({"moves": moves}, cmi_id(scenario.id)),
        }


def _checklists(sco: Sco) -> Iterator[dict[str, Any]]:
    for checklist, common in _blocks(sco, Checklist):
        yield common | {
            "question": cmi_id(checklist.question.id),
            "observations": checklist.observations,
            "others": checklist.others,
        }


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
    blocks = walk(block for planned in sco.pages for block in planned.page.blocks)
    names = [f"media:{block.source}" for block in blocks if isinstance(block, Media)]
    return {name.removeprefix("media:"): key for name, key in state_keys(dict.fromkeys(names)).items()}

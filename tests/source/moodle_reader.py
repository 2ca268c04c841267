"""A small reader of Moodle XML, written from its documentation, to see what a file says."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

GAP = re.compile(r"\{1:(SHORTANSWER(?:_C)?):((?:\\.|[^}\\])*)\}")
KINDS = {
    "multichoice": "choice",
    "truefalse": "true-false",
    "shortanswer": "fill-in",
    "cloze": "fill-in",
    "numerical": "numeric",
    "matching": "matching",
    "essay": "long-fill-in",
}


def read_moodle_xml(text: str) -> list[dict[str, Any]]:
    """What each question says, without what is Moodle's own."""
    return [_facts(each) for each in etree.fromstring(text.encode()).iter("question")]


def _text(element: etree._Element, path: str) -> str:
    return element.findtext(f"{path}/text") or ""


def _facts(element: etree._Element) -> dict[str, Any]:
    kind = element.get("type", "")
    tags = [_text(tag, ".") for tag in element.iterfind("tags/tag")]
    facts: dict[str, Any] = {
        "id": element.findtext("idnumber"),
        "kind": KINDS[kind],
        "prompt": _text(element, "questiontext"),
        "explanation": _text(element, "generalfeedback"),
        "tags": [tag for tag in tags if not tag.startswith("objective:")],
        "objectives": [tag.removeprefix("objective:") for tag in tags if tag.startswith("objective:")],
        "hints": [_text(hint, ".") for hint in element.iterfind("hint")],
    }
    if kind != "cloze":
        facts["points"] = float(element.findtext("defaultgrade") or 0)
    answers = [
        (float(each.get("fraction", "0")), _text(each, "."), _text(each, "feedback"), each.findtext("tolerance"))
        for each in element.iterfind("answer")
    ]
    if kind == "multichoice":
        facts["multiple"] = element.findtext("single") == "false"
        facts["shuffle"] = element.findtext("shuffleanswers") == "true"
        facts["right"], facts["wrong"] = _text(element, "correctfeedback"), _text(element, "incorrectfeedback")
        facts["choices"] = [(text, fraction > 0, said) for fraction, text, said, _ in answers]
    elif kind == "truefalse":
        facts["choices"] = [(text, fraction > 0, said) for fraction, text, said, _ in answers]
    elif kind == "cloze":
        facts["gaps"] = [(_unescaped(each[2]), each[1].endswith("_C")) for each in GAP.finditer(facts["prompt"])]
        facts["prompt"] = GAP.sub("_____", facts["prompt"])
    elif kind == "shortanswer":
        exact = element.findtext("usecase") == "1"
        facts["gaps"] = [([text.replace("\\*", "*") for fraction, text, _, _ in answers if fraction], exact)]
        facts["said"] = sorted({(fraction > 0, said) for fraction, _, said, _ in answers})
    elif kind == "numerical":
        facts["ranges"] = [
            (round(float(text) - float(width or 0), 6), round(float(text) + float(width or 0), 6))
            for fraction, text, _, width in answers
            if fraction
        ]
        facts["said"] = sorted({(fraction > 0, said) for fraction, _, said, _ in answers})
    elif kind == "matching":
        facts["right"], facts["wrong"] = _text(element, "correctfeedback"), _text(element, "incorrectfeedback")
        facts["rows"] = [(_text(each, "."), _text(each, "answer")) for each in element.iterfind("subquestion")]
    else:
        facts["model"] = _text(element, "graderinfo")
    return facts


def _unescaped(answers: str) -> list[str]:
    """The answers of a gap, `=…~=…`."""
    parts = re.findall(r"(?:\\.|[^~\\])+", answers)
    return [re.sub(r"\\(.)", r"\1", part.removeprefix("=")) for part in parts]

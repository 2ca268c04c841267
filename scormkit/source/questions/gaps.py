"""Source room, questions: fill-in (gaps in a text), numeric, and long-fill-in (free text, judged by the learner)."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from scormkit.model import Blank, Question, QuestionKind, Range
from scormkit.source import markdown
from scormkit.source.markdown import Element, line_of
from scormkit.source.questions.context import FieldText, QuestionBody, QuestionContext, basics, truth

GAP = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_NUMBER = r"[-+−]?\d+(?:[.,]\d+)?"
_INTERVAL = re.compile(rf"({_NUMBER})?\s*(?:\.\.|…)\s*({_NUMBER})?")
_TOLERANCE = re.compile(rf"({_NUMBER})\s*(?:\+/-|±)\s*({_NUMBER})\s*(%?)")
_NEAR_NUMBER = re.compile(r"(?=.*\d)[\d\s.,%/+−±…-]*(?:\.\.|…|\+/-|±)[\d\s.,%/+−±…-]*")
_SEPARATED = re.compile(r"(?:^|\|)(\s*/.*?/\s*(?=\||$)|[^|]*)")
MOST_BLANKS = 10  # SCORM 2004 RTE 4.1.1.6: a fill-in response holds ten parts


def is_number(text: str) -> bool:
    """Whether an answer is meant for the numeric kind: numbers, and what has the signs of a range though it is none."""
    return all(range_of(each) is not None or _NEAR_NUMBER.fullmatch(each) for each in _alternatives(text))


def read_fill_in(body: QuestionBody, context: QuestionContext) -> Question:
    """`{{stridor | inspiratory stridor}}` in the text, or one gap after it with `answer: …`."""
    exact = truth(body.options, "exact", False, context)
    blanks: list[Blank] = []
    for element in body.elements:
        for node in list(element.iter(etree.Element)):
            _cut_gaps(node, blanks, exact, context)
    answers = body.fields.get("answer", [])
    if answers and blanks:
        message = "this question has both gaps and `answer:`"
        context.error("SRC-QUESTION-BLANK", message, "keep the gaps, or the answer", answers[0].line)
    elif answers:
        blanks = [_blank("b1", each.text, exact, each.line, context) for each in answers[:1]]
        if len(answers) > 1:
            hint = "write alternatives on one line, with `|` between them"
            context.error("SRC-QUESTION-BLANK", "this question has several `answer:` lines", hint, answers[1].line)
    if not blanks:
        hint = "write `{{answer}}` where the gap is, or a line `answer: …`"
        context.error("SRC-QUESTION-BLANK", "this question has no gap", hint)
    if len(blanks) > MOST_BLANKS:
        message = f"this question has {len(blanks)} gaps, and SCORM records {MOST_BLANKS}"
        context.error("SRC-QUESTION-BLANK", message, "split the question")
    return replace(
        basics(QuestionKind.FILL_IN, body.elements, body, context),
        blanks=tuple(blanks),
        partial=truth(body.options, "partial", False, context),
    )


def _cut_gaps(node: Element, blanks: list[Blank], exact: bool, context: QuestionContext) -> None:
    """Replaces `{{…}}` in the text of an element and after its children by marked places."""
    if node.tag in ("code", "pre", "math"):
        return
    _cut_one(node, None, blanks, exact, context)
    for child in list(node):
        if child.tail:
            _cut_one(node, child, blanks, exact, context)


def _cut_one(
    parent: Element, before: Element | None, blanks: list[Blank], exact: bool, context: QuestionContext
) -> None:
    text = (parent.text if before is None else before.tail) or ""
    while match := GAP.search(text):
        blanks.append(_blank(f"b{len(blanks) + 1}", match[1], exact, line_of(parent), context))
        place = etree.Element("span")
        place.set("data-blank", blanks[-1].id)
        if before is None:
            parent.text = text[: match.start()]
            parent.insert(0, place)
        else:
            before.tail = text[: match.start()]
            parent.insert(parent.index(before) + 1, place)
        text, before = text[match.end() :], place
        place.tail = text


def _blank(identifier: str, text: str, exact: bool, line: int, context: QuestionContext) -> Blank:
    accept: list[str] = []
    patterns: list[str] = []
    for each in _alternatives(text):
        if len(each) > 2 and each.startswith("/") and each.endswith("/"):
            patterns.append(each[1:-1])
            _check_pattern(each[1:-1], line, context)
        elif each:
            accept.append(each)
    if not accept and not patterns:
        context.error("SRC-QUESTION-BLANK", "this gap has no answer", "write what is right between the braces", line)
    if len(accept) != len(set(accept)):
        context.error("SRC-QUESTION-SAME", "this gap names an answer twice", "keep one of them", line)
    return Blank(identifier, tuple(accept), tuple(patterns), exact)


def _check_pattern(pattern: str, line: int, context: QuestionContext) -> None:
    """A pattern must mean the same to Python and to a browser, and must not take for ever."""
    try:
        re.compile(pattern)
    except re.error as problem:
        message = f"`/{pattern}/` is no regular expression: {problem}"
        context.error("SRC-QUESTION-PATTERN", message, "put `\\` before signs that stand for themselves", line)
        return
    if re.search(r"\(\?[^:=!]|\\[AZ]|\\N", pattern) or re.search(r"[+*}]\)[+*{]", pattern):
        message = f"`/{pattern}/` uses what browsers do not read, or repeats within a repetition"
        context.error("SRC-QUESTION-PATTERN", message, "write a simpler one, or list the alternatives", line)


def _alternatives(text: str) -> list[str]:
    """What stands between `|`, but not between those inside a `/pattern/`."""
    return [" ".join(each.split()) for each in _SEPARATED.findall(text)]


def read_numeric(body: QuestionBody, context: QuestionContext) -> Question:
    """`answer: 10..12`, `42 +/- 0.5`, `3 | 4`; `unit:` names what stands behind the number."""
    answers = body.fields.get("answer", [])
    ranges: list[Range] = []
    if not answers:
        context.error("SRC-QUESTION-NO-RIGHT", "this question has no answer", "write `answer: 10..12`")
    for each in answers:
        ranges += _ranges_of(each, context)
    units = body.fields.get("unit", [])
    return replace(
        basics(QuestionKind.NUMERIC, body.elements, body, context),
        ranges=tuple(ranges),
        unit=context.inline(units[0].text, units[0].line) if units else "",
    )


def _ranges_of(answer: FieldText, context: QuestionContext) -> list[Range]:
    found: list[Range] = []
    for each in _alternatives(answer.text):
        made = range_of(each)
        if made is None:
            hint = "write a number, `10..12`, or `42 +/- 0.5`"
            context.error("SRC-QUESTION-RANGE", f"`{each}` is no number", hint, answer.line)
        elif made.low is not None and made.high is not None and made.low > made.high:
            message = f"no number is in `{each}`: it ends before it starts"
            context.error("SRC-QUESTION-RANGE", message, "write the smaller number first", answer.line)
        else:
            found.append(made)
    return found


def range_of(text: str) -> Range | None:
    if re.fullmatch(_NUMBER, text):
        return Range(_value(text), _value(text))
    if (match := _INTERVAL.fullmatch(text)) and (match[1] or match[2]):
        return Range(_value(match[1]) if match[1] else None, _value(match[2]) if match[2] else None)
    if match := _TOLERANCE.fullmatch(text):
        middle, width = _value(match[1]), abs(_value(match[2]))
        if match[3]:
            width = abs(middle) * width / 100
        return Range(round(middle - width, 7), round(middle + width, 7))
    return None


def _value(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-"))


def read_long_fill_in(body: QuestionBody, context: QuestionContext) -> Question:
    """Free text; afterwards the learner compares with `model:` or ticks the points of a list. Never graded."""
    points = body.first("ul")
    prompt = body.before(points, context) if points is not None else body.elements
    models = body.fields.get("model", [])
    if points is None and not models:
        hint = "add `model: …` or a list of what a good answer says"
        context.error("SRC-QUESTION-NO-RIGHT", "there is nothing to compare the answer with", hint)
    if truth(body.options, "graded", False, context):
        message = "`graded=yes`, but free text is not graded by a machine"
        context.error("SRC-QUESTION-GRADED", message, "take `graded=yes` away")
    return replace(
        basics(QuestionKind.LONG_FILL_IN, prompt, body, context, graded=False),
        model_answer="".join(markdown.to_html(context.tree(each.text, each.line)) for each in models),
        rubric=tuple(markdown.inner_html(item) for item in points) if points is not None else (),
    )

"""Source room, export: what becomes of a question where a format has no such kind. Stated in docs, tested here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape, unescape

from scormkit.model import Question, QuestionKind
from scormkit.source import markdown
from scormkit.source.questions.order import Side, paired

_MATH = re.compile(r"<math\b([^>]*)>.*?</math>", re.DOTALL)
_ALT_TEXT = re.compile(r'alttext="([^"]*)"')
_TABLE = re.compile(r'<div class="table"[^>]*>(<table.*?</table>)</div>', re.DOTALL)
_PICTURE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')
GAP = re.compile(r'<span data-blank="(\w+)"></span>')


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that a format cannot hold, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A file in another format, and what is not in it."""

    text: str
    left_out: tuple[LeftOut, ...]


_REASONS = {
    QuestionKind.LIKERT: "there is no kind for scales of opinion",
    QuestionKind.PERFORMANCE: "there is no kind for observed steps",
    QuestionKind.OTHER: "places on a picture cannot be carried over",
}


def mapped(question: Question) -> Question | LeftOut:
    """A question as Moodle's formats know its kind.

    Sequencing becomes matching of steps with their positions; the unit of a number goes to the end of the question.
    Scales, observed steps, hotspots and labels have no like; neither has a range with an open end, nor a gap that only
    regular expressions describe.
    """
    if question.kind in _REASONS:
        return LeftOut(question.id, _REASONS[question.kind])
    if question.kind is QuestionKind.SEQUENCING:
        return _positions(question)
    if question.kind is QuestionKind.NUMERIC:
        return _number(question)
    if question.kind is QuestionKind.FILL_IN and not all(blank.accept for blank in question.blanks):
        return LeftOut(question.id, "a gap that only regular expressions describe cannot be carried over")
    return question


def _positions(question: Question) -> Question:
    """Letters were given without regard to the order, so their order says nothing."""
    steps = sorted(enumerate(question.choices, 1), key=lambda pair: pair[1].id)
    rows: list[tuple[Side, Side]] = [((step.html, step.text), (str(place), str(place))) for place, step in steps]
    choices, targets, pairs = paired(rows, question.text)
    return replace(question, kind=QuestionKind.MATCHING, choices=choices, targets=targets, pairs=pairs, partial=True)


def _number(question: Question) -> Question | LeftOut:
    if any(each.low is None or each.high is None for each in question.ranges):
        return LeftOut(question.id, "a range with an open end cannot be carried over")
    if not question.unit:
        return question
    unit = markdown.plain_text(markdown.parse(question.unit))
    if question.prompt.endswith("</p>"):
        prompt = f"{question.prompt.removesuffix('</p>')} ({escape(unit, quote=False)})</p>"
    else:
        prompt = f"{question.prompt} ({escape(unit, quote=False)})"
    return replace(question, prompt=prompt, text=f"{question.text} ({unit})", unit="")


def rows_of(question: Question) -> list[tuple[Side, Side]]:
    """The pairs of a matching question as rows; targets that fit nothing come last, with an empty left side."""
    targets = {each.id: each for each in question.targets}
    pairs = dict(question.pairs)
    rows: list[tuple[Side, Side]] = []
    for source in question.choices:
        target = targets[pairs[source.id]]
        rows.append(((source.html, source.text), (target.html, target.text)))
    used = set(pairs.values())
    rows += [(("", ""), (each.html, each.text)) for each in question.targets if each.id not in used]
    return rows


def portable(html: str) -> str:
    """HTML without what only our pages know: formulas as `\\(TeX\\)`, tables without their box."""
    html = _TABLE.sub(r"\1", html)
    return _MATH.sub(_formula, html)


def _formula(match: re.Match[str]) -> str:
    source = _ALT_TEXT.search(match[1])
    display = 'display="block"' in match[1]
    return (r"\[{}\]" if display else r"\({}\)").format(source[1] if source else "")


def without_pictures(html: str) -> str:
    """Each picture by its alternative text in brackets."""

    def words(match: re.Match[str]) -> str:
        alternative = _ALT.search(match[0])
        return f"[{escape(unescape(alternative[1]), quote=False)}]" if alternative and alternative[1] else ""

    return _PICTURE.sub(words, html)


def with_texts(question: Question, change: Callable[[str], str]) -> Question:
    """The question with each of its HTML texts changed, and the plain ones made from them again."""

    def plain(html: str) -> str:
        return markdown.plain_text(markdown.parse(html))

    choices = tuple(
        replace(each, html=(html := change(each.html)), text=plain(html), feedback=change(each.feedback))
        for each in question.choices
    )
    prompt = change(question.prompt)
    return replace(
        question,
        prompt=prompt,
        text=plain(prompt),
        choices=choices,
        model_answer=change(question.model_answer),
        rubric=tuple(map(change, question.rubric)),
        hints=tuple(map(change, question.hints)),
        right=change(question.right),
        wrong=change(question.wrong),
        explanation=change(question.explanation),
    )


def number_text(value: float) -> str:
    """A number as people write it, to seven decimals."""
    text = f"{value:.7f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def share(parts: int) -> str:
    """One of so many equal parts in percent, as Moodle's list of grades has it."""
    return f"{100 / parts:.5f}".rstrip("0").rstrip(".") if parts <= 10 else "5"

"""Source room, questions: matching (two-column table), sequencing (numbered list), and pictures (hotspot, label)."""

from __future__ import annotations

import re
from dataclasses import replace

from scormkit.model import Area, Choice, Form, Question, QuestionKind
from scormkit.source import markdown
from scormkit.source.markdown import Element, line_of
from scormkit.source.questions.context import LETTERS, QuestionBody, QuestionContext, basics, truth
from scormkit.source.questions.items import is_task_list, lettered, mixed, read_items, too_many

_AREA = re.compile(r"\s*(\d+(?:\.\d+)?)[ ,]+(\d+(?:\.\d+)?)[ ,]+(\d+(?:\.\d+)?)[ ,]+(\d+(?:\.\d+)?)\s+(.*)", re.DOTALL)
_POINT = re.compile(r"(\d+(?:\.\d+)?)[ ,]+(\d+(?:\.\d+)?)")


def read_sequencing(body: QuestionBody, context: QuestionContext) -> Question:
    """A numbered list in the right order; learners see another one."""
    items = body.first("ol")
    if items is None:
        hint = "number the steps in their right order: `1. …`"
        context.error("SRC-QUESTION-NO-OPTIONS", "this question has nothing to put in order", hint)
        return basics(QuestionKind.SEQUENCING, body.elements, body, context)
    steps = read_items(items, context, boxes=False)
    made = basics(QuestionKind.SEQUENCING, body.before(items, context), body, context)
    # Letters must not give the order away.
    letters = {step.id: letter for step, letter in zip(mixed(steps, made.text), LETTERS, strict=False)}
    return replace(
        made,
        choices=tuple(replace(step, id=letters[step.id]) for step in steps),
        partial=truth(body.options, "partial", False, context),
    )


def read_matching(body: QuestionBody, context: QuestionContext) -> Question:
    """Each row of a table is a pair; a row with an empty left cell is a target that fits nothing."""
    table = body.first("div", "table")
    prompt_elements = body.before(table, context) if table is not None else body.elements
    made = basics(QuestionKind.MATCHING, prompt_elements, body, context)
    rows = _rows(table, context) if table is not None else []
    if table is None:
        hint = "write a table: `| left | right |`, a row for each pair"
        context.error("SRC-QUESTION-NO-OPTIONS", "this question has nothing to match", hint)
    sources, targets, pairs = _pairs(rows, made.text, context)
    return replace(
        made, choices=sources, targets=targets, pairs=pairs, partial=truth(body.options, "partial", False, context)
    )


Cell = tuple[str, str, int]  #: HTML, plain text, line


def _rows(table: Element, context: QuestionContext) -> list[tuple[Cell, Cell]]:
    rows: list[tuple[Cell, Cell]] = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(cells) != 2:
            message = f"this table has {len(cells)} columns, and a pair has two"
            context.error("SRC-QUESTION-COLUMNS", message, "write `| left | right |`", line_of(row))
            return []
        if cells[0].tag == "td":
            left, right = ((markdown.inner_html(cell), markdown.plain_text(cell), line_of(row)) for cell in cells)
            rows.append((left, right))
    if sum(bool(left[1]) for left, _ in rows) < 2:
        message = "this table has fewer than two pairs"
        context.error("SRC-QUESTION-NO-OPTIONS", message, "add a row for each pair", line_of(table))
    if len(rows) > len(LETTERS):
        too_many(line_of(table), context)
        rows = rows[: len(LETTERS)]
    return rows


def _pairs(
    rows: list[tuple[Cell, Cell]], seed: str, context: QuestionContext
) -> tuple[tuple[Choice, ...], tuple[Choice, ...], tuple[tuple[str, str], ...]]:
    lefts: dict[str, int] = {}
    for left, right in rows:
        if not right[1]:
            context.error("SRC-QUESTION-EMPTY", "the right side of this pair is empty", "write its match", right[2])
        if left[1] in lefts and left[1]:
            message = f"the left side says the same as on line {lefts[left[1]]}"
            context.error("SRC-QUESTION-SAME", message, "keep one of them", left[2])
        lefts.setdefault(left[1], left[2])
    return paired([(left[:2], right[:2]) for left, right in rows], seed)


Side = tuple[str, str]  #: HTML, plain text


def paired(
    rows: list[tuple[Side, Side]], seed: str
) -> tuple[tuple[Choice, ...], tuple[Choice, ...], tuple[tuple[str, str], ...]]:
    """Sources in the order written, targets in another one, and pairs; equal texts on the right are one target."""
    rights: dict[str, Choice] = {}
    for _, right in rows:
        rights.setdefault(right[1], Choice("", right[0], right[1]))
    targets = lettered(mixed(list(rights.values()), seed))
    by_text = {target.text: target.id for target in targets}
    kept = [(left, right) for left, right in rows if left[1]]
    sources = lettered(Choice("", left[0], left[1]) for left, _ in kept)
    pairs = tuple((source.id, by_text[right[1]]) for source, (_, right) in zip(sources, kept, strict=False))
    return sources, targets, pairs


def read_hotspot(body: QuestionBody, context: QuestionContext) -> Question:
    """A picture and a task list of its spots: `- [x] left top width height What it is`, in percent."""
    picture, prompt_elements = _picture(body, context)
    items = next((each for each in body.elements if is_task_list(each)), None)
    if items is None:
        hint = "list the spots as `- [x] 45 60 12 18 The larynx`: left, top, width, height in percent"
        context.error("SRC-QUESTION-NO-OPTIONS", "this question has no spots", hint)
        return replace(basics(QuestionKind.OTHER, prompt_elements, body, context), form=Form.HOTSPOT)
    prompt_elements = [each for each in prompt_elements if each is not items]
    spots: list[Choice] = []
    areas: list[tuple[str, Area]] = []
    lines = [line_of(item) for item in items]
    for spot, line in zip(read_items(items, context, boxes=True), lines, strict=False):
        match = _AREA.fullmatch(spot.text)
        if not match:
            hint = "start it with left, top, width and height in percent, then say what it is"
            context.error("SRC-QUESTION-AREA", "this spot has no place", hint, line)
            continue
        area = Area(*(float(match[number]) for number in range(1, 5)))
        if area.left + area.width > 100 or area.top + area.height > 100 or not area.width or not area.height:
            context.error("SRC-QUESTION-AREA", "this spot is not on the picture", "use 0 to 100 percent", line)
        spots.append(replace(spot, html="", text=match[5]))
        areas.append((spot.id, area))
    correct = sum(spot.correct for spot in spots)
    if not correct:
        context.error("SRC-QUESTION-NO-RIGHT", "no spot is marked as right", "mark it: `- [x] …`", line_of(items))
    return replace(
        basics(QuestionKind.OTHER, prompt_elements, body, context),
        form=Form.HOTSPOT,
        choices=tuple(spots),
        picture=picture,
        areas=tuple(areas),
        multiple=truth(body.options, "multiple", correct > 1, context),
        partial=truth(body.options, "partial", False, context),
    )


def read_label(body: QuestionBody, context: QuestionContext) -> Question:
    """A picture and a table `| left top | label |`; a row with an empty left cell is a label that fits nowhere."""
    picture, prompt_elements = _picture(body, context)
    table = body.first("div", "table")
    prompt_elements = [each for each in prompt_elements if each is not table]
    made = basics(QuestionKind.OTHER, prompt_elements, body, context)
    if table is None:
        hint = "write a table: `| place | label |`, the place as left and top in percent"
        context.error("SRC-QUESTION-NO-OPTIONS", "this question has no labels", hint)
    sources, targets, pairs = _pairs(_rows(table, context) if table is not None else [], made.text, context)
    areas: list[tuple[str, Area]] = []
    for source in sources:
        match = _POINT.fullmatch(source.text)
        if not match or float(match[1]) > 100 or float(match[2]) > 100:
            message = f"`{source.text}` is no place on the picture"
            context.error("SRC-QUESTION-AREA", message, "write left and top in percent, such as `45 60`")
        else:
            areas.append((source.id, Area(float(match[1]), float(match[2]))))
    numbered = tuple(replace(source, html="", text=str(number)) for number, source in enumerate(sources, 1))
    return replace(
        made,
        form=Form.LABEL,
        choices=numbered,
        targets=targets,
        pairs=pairs,
        picture=picture,
        areas=tuple(areas),
        partial=truth(body.options, "partial", False, context),
    )


def _picture(body: QuestionBody, context: QuestionContext) -> tuple[str, list[Element]]:
    """The first picture that stands alone, and the elements without it."""
    for element in body.elements:
        if element.tag == "p" and len(element) == 1 and element[0].tag == "img" and not (element.text or "").strip():
            return markdown.to_html([element[0]]), [each for each in body.elements if each is not element]
    hint = "put `![what it shows](file.svg)` in a paragraph of its own"
    context.error("SRC-QUESTION-PICTURE", "this question has no picture", hint)
    return "", list(body.elements)

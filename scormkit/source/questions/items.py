"""Source room, questions: list items and table cells as options, whichever kind they belong to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from scormkit.model import Choice
from scormkit.source import markdown
from scormkit.source.markdown import Element, line_of, own_lines
from scormkit.source.questions.context import LETTERS, QuestionContext

Item = TypeVar("Item")

BOX_HINT = "start it with `- [ ]` or `- [x]`"
#: A box right behind the sign of the list, which then is none.
STUCK = re.compile(r"\s*([-*+]\[[ xX]?\])(?!\()")
#: How boxes are written by those who do not know how.
_LIKE = re.compile(r"\s*(\[\s*[xXхХ×✓✔✗✘☑☒*]?\s*\]|\(\s*[xXхХ×✓✔]?\s*\)|[☐☑☒])")


def checkbox(item: Element) -> Element | None:
    """The task-list box at the start of a list item."""
    first = item[0] if len(item) and not (item.text or "").strip() else None
    return first if first is not None and first.tag == "input" and first.get("type") == "checkbox" else None


def box_like(item: Element) -> str:
    """What was meant as the box of a list item that has none, such as `(x)` or `[]`; empty when nothing was."""
    holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    match = _LIKE.match(holder.text or "")
    return match[1] if match else ""


def no_box(like: str) -> str:
    if like.lower() in ("[x]", "[ ]"):
        return f"no space stands behind `{like}`, so this is not read as an option"
    return f"`{like}` is no box, so this is not read as an option"


def no_space(stuck: re.Match[str]) -> str:
    return f"no space stands behind the `{stuck[1][0]}` of `{stuck[1]}`, so this is not read as an option"


def report_boxes(elements: Iterable[Element], context: QuestionContext) -> bool:
    """Tells of boxes that were written in another way, where a question has no others; whether there were any."""
    found = [
        (line_of(item), no_box(like))
        for items in elements
        if items.tag == "ul"
        for item in items
        if (like := box_like(item))
    ]
    found += [
        (line, no_space(stuck))
        for paragraph in elements
        if paragraph.tag == "p"
        for line, text in own_lines(paragraph)
        if (stuck := STUCK.match(text))
    ]
    for line, message in found:
        context.error("SRC-QUESTION-BOX", message, BOX_HINT, line)
    return bool(found)


def is_task_list(element: Element) -> bool:
    return element.tag == "ul" and any(checkbox(item) is not None for item in element)


def read_items(items: Element, context: QuestionContext, boxes: bool, least: int = 2) -> list[Choice]:
    """The items of a list as choices `a`, `b`, …; `boxes` says whether each must start with a task-list box."""
    found: list[Choice] = []
    lines: dict[str, int] = {}
    for item in items:
        line = line_of(item)
        for number, words in own_lines(item):
            if stuck := STUCK.match(words):
                context.error("SRC-QUESTION-BOX", no_space(stuck), BOX_HINT, number)
        box = checkbox(item)
        if boxes and box is None:
            like = box_like(item)
            context.error("SRC-QUESTION-BOX", no_box(like) if like else "this option has no box", BOX_HINT, line)
            continue
        correct = box is not None and box.get("checked") is not None
        if box is not None:
            _drop(box)
        feedback = [child for child in item if child.tag == "blockquote"]
        for child in feedback:
            item.remove(child)
        text = markdown.plain_text(item)
        check_text(text, lines, line, context)
        if len(found) == len(LETTERS):
            too_many(line, context)
            break
        said = "".join(markdown.to_html(child) for child in feedback)
        found.append(Choice(LETTERS[len(found)], markdown.inner_html(_unwrapped(item)), text, correct, said))
    if len(items) < least:
        context.error("SRC-QUESTION-NO-OPTIONS", "this question has only one option", "add another", line_of(items))
    return found


def check_text(text: str, lines: dict[str, int], line: int, context: QuestionContext) -> None:
    if not text:
        context.error("SRC-QUESTION-EMPTY", "this option is empty", "write what it says, or remove it", line)
    elif text in lines:
        message = f"this option says the same as the one on line {lines[text]}"
        context.error("SRC-QUESTION-SAME", message, "keep one of them", line)
    lines.setdefault(text, line)


def too_many(line: int, context: QuestionContext) -> None:
    message = f"there are more than {len(LETTERS)} options, and SCORM cannot record them"
    context.error("SRC-QUESTION-OPTION", message, "split the question", line)


def _drop(element: Element) -> None:
    """Takes an element out but leaves the text after it."""
    parent = element.getparent()
    assert parent is not None
    previous = element.getprevious()
    tail = (element.tail or "").lstrip()
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _unwrapped(item: Element) -> Element:
    """An option of one paragraph is that paragraph's text."""
    children = [child for child in item if isinstance(child.tag, str)]
    if len(children) == 1 and children[0].tag == "p" and not (item.text or "").strip():
        return children[0]
    return item


def mixed(items: Sequence[Item], seed: str) -> list[Item]:
    """The items in an order that says nothing about the one they were written in, but is the same in every build."""

    def key(pair: tuple[int, Item]) -> bytes:
        return hashlib.sha256(f"{seed}|{pair[0]}".encode()).digest()

    order = [item for _, item in sorted(enumerate(items), key=key)]
    return order[1:] + order[:1] if len(order) > 1 and order == list(items) else order


def lettered(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices with letters in the order given."""
    return tuple(replace(choice, id=letter) for choice, letter in zip(choices, LETTERS, strict=False))

"""Source room, questions: list items and table cells as options, whichever kind they belong to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from scormkit.model import Choice
from scormkit.source import markdown
from scormkit.source.markdown import Element, line_of
from scormkit.source.questions.context import LETTERS, QuestionContext

Item = TypeVar("Item")


def checkbox(item: Element) -> Element | None:
    """The task-list box at the start of a list item."""
    for child in item.iter("input"):
        return child if child.get("type") == "checkbox" else None
    return None


def is_task_list(element: Element) -> bool:
    return element.tag == "ul" and any(checkbox(item) is not None for item in element)


def read_items(items: Element, context: QuestionContext, boxes: bool, least: int = 2) -> list[Choice]:
    """The items of a list as choices `a`, `b`, …; `boxes` says whether each must start with a task-list box."""
    found: list[Choice] = []
    lines: dict[str, int] = {}
    for item in items:
        line = line_of(item)
        box = checkbox(item)
        if boxes and box is None:
            context.error("SRC-QUESTION-OPTION", "this option has no box", "start it with `- [ ]` or `- [x]`", line)
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

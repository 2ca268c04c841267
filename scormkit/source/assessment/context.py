"""Source room, assessment: what quizzes and their like are read with, and what several of them need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from scormkit.diagnostics import Diagnostic, Location, warning
from scormkit.model import Block, Checklist, Container, Question, Quiz, Scenario
from scormkit.source.assessment.draws import Draw
from scormkit.source.directives import Directive, Segment, Text
from scormkit.source.questions.context import QuestionContext
from scormkit.source.values import SLUG, did_you_mean, slug_of

Word = TypeVar("Word", bound=str)

_ITEM = re.compile(r"[-*+]\s")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING_ID = re.compile(r"\s*\{#([^}\s]+)\}\s*$")


@dataclass(frozen=True, slots=True)
class AssessmentContext:
    """Where a directive stands and what it may use."""

    question: QuestionContext
    kind: str  #: the unit's
    blocks: Callable[[list[Segment]], tuple[Block, ...]]
    identify: Callable[[str, str], str]  #: id given or empty, title as plain text → an id of its own
    part: Callable[[str, str], str]  #: id of an activity, name of a question that is part of it → the question's id
    draw: Callable[[str, tuple[Draw, ...]], None]  #: notes what a quiz draws, for when all questions are known

    @property
    def where(self) -> Location:
        return self.question.where

    @property
    def report(self) -> Callable[[Diagnostic], None]:
        return self.question.report

    def error(self, code: str, message: str, hint: str = "", line: int = 0) -> None:
        self.question.error(code, message, hint, line)

    def warning(self, code: str, message: str, hint: str = "", line: int = 0) -> None:
        self.report(warning(code, message, Location(self.where.file, line or self.where.line), hint))

    def title(self, directive: Directive, needed: bool = True) -> str:
        """The title as Markdown; a directive that needs one and has none is an error."""
        words = directive.argument or directive.options.get("title", "")
        if needed and not words:
            hint = f"write it behind the name: `::: {directive.name} Title`"
            self.error("SRC-TITLE-MISSING", f"this {directive.name} has no title", hint)
        return words

    def html(self, words: str, line: int = 0) -> str:
        return self.question.inline(words, line or self.where.line) if words else ""


def check_options(directive: Directive, known: Iterable[str], context: AssessmentContext) -> None:
    names = ("title", *known)
    for name in directive.options:
        if name not in names:
            message = f"`{name}=` is no option of `::: {directive.name}`"
            context.error("SRC-DIRECTIVE-OPTION", message, did_you_mean(name, names))


def one_of(directive: Directive, name: str, words: Iterable[Word], default: Word, context: AssessmentContext) -> Word:
    """An option whose value is one of a few words."""
    written = directive.options.get(name, default)
    for word in words:
        if word == written:
            return word
    hint = did_you_mean(written, words)
    context.error("SRC-WRONG-VALUE", f"`{name}` cannot be `{written}`", hint)
    return default


def check_nesting(directive: Directive, blocks: tuple[Block, ...], context: AssessmentContext, questions: bool) -> None:
    """Nothing of this room nests; `questions` says whether single questions may stand inside."""
    for block in blocks:
        if isinstance(block, Container) and block.kind != "assignment":
            check_nesting(directive, block.blocks, context, questions)
        elif isinstance(block, Quiz | Scenario | Checklist | Container):
            name = block.kind if isinstance(block, Container) else type(block).__name__.lower()
            message = f"a {name} cannot stand inside `::: {directive.name}`"
            line = 0 if isinstance(block, Container) else block.line
            context.error("SRC-DIRECTIVE-PLACE", message, "put it before or after", line)
        elif isinstance(block, Question) and not questions:
            message = f"a question cannot stand inside `::: {directive.name}`"
            context.error("SRC-DIRECTIVE-PLACE", message, "put it before or after", block.line)


def take_heading_id(title: str, line: int, context: AssessmentContext) -> tuple[str, str]:
    """A heading without its `{#id}`, and the id (empty when it has none)."""
    match = _HEADING_ID.search(title)
    if not match:
        return title, ""
    if not SLUG.fullmatch(match[1]):
        hint = "use small letters, digits and hyphens, starting with a letter"
        context.error("SRC-BAD-ID", f"`{match[1]}` cannot be an id", hint, line)
    return title[: match.start()], match[1]


def slug_of_heading(title: str, fallback: str) -> str:
    return slug_of(re.sub(r"[*_`\[\]]", "", title), fallback)


def cut_list(segments: list[Segment], first: re.Pattern[str]) -> tuple[list[Segment], Text, list[Segment]] | None:
    """What stands before the last list whose first line fits `first`, that list, and what stands after it."""
    for index in range(len(segments) - 1, -1, -1):
        segment = segments[index]
        if isinstance(segment, Text) and (found := _last_list(segment, first)):
            start, end = found
            before = Text(segment.line, segment.lines[:start])
            items = Text(segment.line + start, segment.lines[start:end])
            after = Text(segment.line + end, segment.lines[end:])
            return [*segments[:index], before], items, [after, *segments[index + 1 :]]
    return None


def _last_list(text: Text, first: re.Pattern[str]) -> tuple[int, int] | None:
    found: tuple[int, int] | None = None
    start, end, fenced = -1, 0, False
    for number, line in enumerate([*text.lines, "end"]):
        fenced ^= bool(_FENCE.match(line))
        is_item = bool(_ITEM.match(line)) and not fenced
        if is_item and start < 0:
            start = number
        if is_item or (start >= 0 and line.startswith(("  ", "\t"))):
            end = number + 1
        elif start >= 0 and line.strip():
            found = (start, end) if first.match(text.lines[start]) else found
            start = -1
    return found


def item_lines(items: Text) -> list[tuple[int, str]]:
    """Number and text of each line that starts an item."""
    return [(number, line) for number, line in enumerate(items.lines, items.line) if _ITEM.match(line)]

"""Source room, assessment: `::: assignment`: a brief, a rubric, where to hand in, and a check by oneself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scormkit.model import Block, Container, Prose, QuestionKind
from scormkit.source import markdown
from scormkit.source.assessment.checklist import steps_of
from scormkit.source.assessment.context import (
    AssessmentContext,
    check_nesting,
    check_options,
    slug_of_heading,
    take_heading_id,
)
from scormkit.source.directives import Directive, Segment, Text
from scormkit.source.parts import parts_by_heading
from scormkit.source.questions.context import QuestionBody, basics
from scormkit.source.questions.items import read_items

OPTIONS = ("objective", "objectives")
BRIEF, RUBRIC, HAND_IN, SELF_CHECK = "brief", "rubric", "hand-in", "self-check"


def read_assignment(directive: Directive, context: AssessmentContext) -> Container:
    """Parts under headings; a part is what its heading or its `{#id}` says: brief, rubric, hand-in or self-check."""
    check_options(directive, OPTIONS, context)
    title = context.title(directive)
    plain = markdown.plain_text(context.question.tree(title, directive.line))
    identifier = context.identify(directive.id, plain)
    found, _ = parts_by_heading(directive)
    parts: list[Container] = []
    brief = _before_headings(directive, found[0][1] - 1 if found else 0)
    if blocks := context.blocks(brief):
        parts.append(Container("part", blocks, "", BRIEF))
    for heading, line, segments in found:
        words, given = take_heading_id(heading, line - 1, context)
        role = given or slug_of_heading(words, f"part-{len(parts) + 1}")
        if any(part.id == role for part in parts):
            message = f"this assignment has the part `{role}` twice"
            context.error("SRC-DUPLICATE-ID", message, "give each part its own `{#id}`", line - 1)
        made = _self_check(directive, identifier, words, line, segments, context) if role == SELF_CHECK else None
        parts.append(Container("part", made or context.blocks(segments), context.html(words, line - 1), role))
    for part in parts:
        check_nesting(directive, part.blocks, context, questions=part.id == SELF_CHECK)
    _check(parts, context)
    return Container("assignment", tuple(parts), context.html(title), identifier)


def _before_headings(directive: Directive, first: int) -> list[Segment]:
    """What stands before the line of the first heading (0: there is none)."""
    kept: list[Segment] = []
    for segment in directive.children:
        if not first or segment.line < first:
            lines = segment.lines[: first - segment.line] if isinstance(segment, Text) and first else None
            kept.append(segment if lines is None or not isinstance(segment, Text) else Text(segment.line, lines))
    return kept


def _self_check(
    directive: Directive,
    identifier: str,
    title: str,
    line: int,
    segments: list[Segment],
    context: AssessmentContext,
) -> tuple[Block, ...] | None:
    """A task list as a question that never counts; `[x]` marks what must not be missing."""
    found = steps_of(segments)
    if found is None:
        hint = "list what to look for as `- [ ] …`"
        context.error("SRC-ASSIGNMENT-CHECK", "this self-check has no boxes to tick", hint, line - 1)
        return None
    before, items, after = found
    tree = context.question.tree(items.text, items.line)[0]
    heading = list(context.question.tree(title, line - 1))
    options = {name: value for name, value in directive.options.items() if name in OPTIONS}
    body = QuestionBody(heading, options=options)
    question = replace(
        basics(QuestionKind.PERFORMANCE, heading, body, context.question, graded=False),
        id=context.part(identifier, SELF_CHECK),
        choices=tuple(read_items(tree, context.question, boxes=True, least=1)),
        multiple=True,
        line=items.line,
    )
    return (*context.blocks(before), question, *context.blocks(after))


def _check(parts: list[Container], context: AssessmentContext) -> None:
    roles = {part.id: part for part in parts}
    if BRIEF not in roles:
        hint = "write it under the directive, or under a heading with `{#brief}`"
        context.error("SRC-ASSIGNMENT-BRIEF", "this assignment does not say what to do", hint)
    if RUBRIC in roles and not any("<table" in html for html in _prose(roles[RUBRIC].blocks)):
        hint = "write it as a table: `| Criterion | Good | Not yet |`"
        context.error("SRC-ASSIGNMENT-RUBRIC", "this rubric has no table", hint)
    if HAND_IN not in roles:
        hint = "add a part `### Hand in`, in any language `{#hand-in}`"
        context.warning("SRC-ASSIGNMENT-HAND-IN", "this assignment does not say where to hand in", hint)


def _prose(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Prose):
            yield block.html
        elif isinstance(block, Container):
            yield from _prose(block.blocks)

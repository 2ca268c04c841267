"""Source room, assessment: `::: checklist`: practice that somebody watches, step by step."""

from __future__ import annotations

import re
from dataclasses import replace

from scormkit.model import Checklist, QuestionKind
from scormkit.source import markdown
from scormkit.source.assessment.context import AssessmentContext, check_nesting, check_options, cut_list
from scormkit.source.directives import Directive, Segment, Text
from scormkit.source.questions.context import QuestionBody, basics
from scormkit.source.questions.items import read_items

OPTIONS = ("graded", "objective", "objectives", "observations", "others", "points", "tags")
MOST_OBSERVATIONS = 9
BOXED = re.compile(r"[-*+]\s+\[[ xX]\]\s")
_HINT = "list the steps as `- [x] must be done` and `- [ ] should be done`"


def read_checklist(directive: Directive, context: AssessmentContext) -> Checklist | None:
    """`[x]` marks critical steps; `others` says how many of the rest must be done as well."""
    check_options(directive, OPTIONS, context)
    title = context.title(directive)
    plain = markdown.plain_text(context.question.tree(title, directive.line))
    identifier = context.identify(directive.id, plain)
    found = cut_list(directive.children, BOXED)
    if found is None:
        context.error("SRC-QUESTION-NO-OPTIONS", "this checklist has no steps", _HINT)
        return None
    before, items, after = found
    blocks = context.blocks([*before, *after])
    check_nesting(directive, blocks, context, questions=False)
    tree = context.question.tree(items.text, items.line)[0]
    steps = read_items(tree, context.question, boxes=True, least=1)
    heading = list(context.question.tree(title, directive.line))
    kept = ("graded", "objective", "objectives", "points", "tags")
    options = {name: value for name, value in directive.options.items() if name in kept}
    body = QuestionBody(heading, options=options)
    question = replace(
        basics(QuestionKind.PERFORMANCE, heading, body, context.question, graded=False),
        id=context.part(identifier, "steps"),
        choices=tuple(steps),
        multiple=True,
    )
    others = _whole(directive, "others", 0, 0, sum(not step.correct for step in steps), context)
    if not others and not any(step.correct for step in steps):
        message = "no step of this checklist has to be done, so it is passed by doing nothing"
        context.error("SRC-CHECKLIST-EMPTY", message, "mark critical steps `- [x] …`, or say `others=`")
    return Checklist(
        id=identifier,
        title=context.html(title),
        blocks=blocks,
        question=question,
        observations=_whole(directive, "observations", 1, 1, MOST_OBSERVATIONS, context),
        others=others,
        line=directive.line,
    )


def _whole(directive: Directive, name: str, default: int, least: int, most: int, context: AssessmentContext) -> int:
    text = directive.options.get(name, str(default))
    if re.fullmatch(r"\d{1,3}", text) and least <= int(text) <= most:
        return int(text)
    what = "; so many steps are not critical" if name == "others" else ""
    hint = f"write a whole number from {least} to {most}{what}"
    context.error("SRC-WRONG-VALUE", f"`{name}` cannot be `{text}`", hint)
    return default


def steps_of(segments: list[Segment]) -> tuple[list[Segment], Text, list[Segment]] | None:
    """The last task list of some text, cut out."""
    return cut_list(segments, BOXED)

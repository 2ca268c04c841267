"""Source room, questions: true-false and choice, from task lists; likert and performance, from lists alike."""

from __future__ import annotations

import re
from dataclasses import replace

from scormkit.model import Choice, Question, QuestionKind
from scormkit.source import markdown
from scormkit.source.markdown import Element, line_of
from scormkit.source.questions.context import QuestionBody, QuestionContext, basics, truth
from scormkit.source.questions.items import checkbox, is_task_list, read_items

ASKS = ("?", "？", "؟")  #: what a paragraph ends in that asks
TRUE_WORDS, FALSE_WORDS = ("true", "yes"), ("false", "no")


def is_short(paragraph: Element, following: Element) -> bool:
    """Whether a paragraph that asks is followed by a task list: a question in its short form."""
    return (
        paragraph.tag == "p"
        and following.tag == "ul"
        and markdown.plain_text(paragraph).endswith(ASKS)
        and len(following) > 0
        and all(checkbox(item) is not None for item in following)
    )


def read_short(prompt: Element, choices: Element, context: QuestionContext) -> Question:
    return read_choice(QuestionBody([prompt, choices], line=context.where.line), context)


def read_choice(body: QuestionBody, context: QuestionContext) -> Question:
    items = next(each for each in body.elements if is_task_list(each))
    choices = read_items(items, context, boxes=True)
    correct = sum(choice.correct for choice in choices)
    if not correct:
        context.error("SRC-QUESTION-NO-RIGHT", "no option is marked as right", "mark it: `- [x] …`", line_of(items))
    multiple = truth(body.options, "multiple", correct > 1, context)
    if correct > 1 and not multiple:
        message = "`multiple=no`, but several options are marked as right"
        context.error("SRC-QUESTION-MULTIPLE", message, "mark one option, or take `multiple=no` away")
    partial = truth(body.options, "partial", False, context)
    if partial and not multiple:
        context.error("SRC-QUESTION-MULTIPLE", "part marks need several right options", "add `multiple=yes`")
    return replace(
        basics(QuestionKind.CHOICE, body.before(items, context), body, context),
        choices=tuple(choices),
        multiple=multiple,
        partial=partial,
    )


def read_true_false(body: QuestionBody, context: QuestionContext) -> Question:
    """`answer: true`, or a task list of two whose first option is the true one."""
    items = next((each for each in body.elements if is_task_list(each)), None)
    if items is None:
        word = re.sub(r"\W", "", body.fields["answer"][0].text.lower()) if body.fields.get("answer") else ""
        if word not in TRUE_WORDS + FALSE_WORDS:
            hint = "write `answer: true` or `answer: false`"
            context.error("SRC-QUESTION-NO-RIGHT", "this question says neither true nor false", hint)
        is_true = word in TRUE_WORDS
        choices: tuple[Choice, ...] = (Choice("true", "", "", is_true), Choice("false", "", "", not is_true))
        prompt = body.elements
    else:
        read = read_items(items, context, boxes=True)
        if len(read) != 2 or sum(choice.correct for choice in read) != 1:
            hint = "write two options, the true one first, and mark one of them"
            context.error("SRC-QUESTION-OPTION", "true or false needs two options, one of them right", hint)
        names = ("true", "false")
        choices = tuple(
            Choice(name, each.html, each.text, each.correct, each.feedback)
            for name, each in zip(names, read, strict=False)
        )
        prompt = body.before(items, context)
    return replace(basics(QuestionKind.TRUE_FALSE, prompt, body, context), choices=choices)


def read_likert(body: QuestionBody, context: QuestionContext) -> Question:
    """An opinion on a scale; nothing is right or wrong, so it never counts."""
    items = body.first("ul")
    if items is None:
        hint = "list the steps of the scale as `- …`"
        context.error("SRC-QUESTION-NO-OPTIONS", "this question has no scale", hint)
        return basics(QuestionKind.LIKERT, body.elements, body, context, graded=False)
    if is_task_list(items):
        context.error("SRC-QUESTION-OPTION", "a scale has no right step", "write `- …` without a box", line_of(items))
    _refuse_grading(body, context)
    return replace(
        basics(QuestionKind.LIKERT, body.before(items, context), body, context, graded=False),
        choices=tuple(read_items(items, context, boxes=False)),
    )


def read_performance(body: QuestionBody, context: QuestionContext) -> Question:
    """Steps that somebody carries out and ticks; `[x]` marks those that must be done."""
    items = next((each for each in body.elements if is_task_list(each)), None)
    if items is None:
        hint = "list the steps as `- [x] must be done` and `- [ ] should be done`"
        context.error("SRC-QUESTION-NO-OPTIONS", "this question has no steps", hint)
        return basics(QuestionKind.PERFORMANCE, body.elements, body, context, graded=False)
    steps = read_items(items, context, boxes=True)
    return replace(
        basics(QuestionKind.PERFORMANCE, body.before(items, context), body, context, graded=False),
        choices=tuple(steps),
        multiple=True,
    )


def _refuse_grading(body: QuestionBody, context: QuestionContext) -> None:
    if truth(body.options, "graded", False, context):
        message = f"`graded=yes`, but a question of kind `{body.options.get('kind', '')}` has no right answer"
        context.error("SRC-QUESTION-GRADED", message, "take `graded=yes` away")

"""Source room, questions: `::: question` blocks and the short form → `Question` values, whatever their kind.

A kind that is plain from what stands there need not be named; the others are named with `kind=`.
"""

from __future__ import annotations

from collections.abc import Callable

from scormkit.model import Form, Question, QuestionKind
from scormkit.source.directives import Directive
from scormkit.source.questions import choice, gaps, order
from scormkit.source.questions.choice import is_short, read_short
from scormkit.source.questions.context import OPTIONS, QuestionBody, QuestionContext, basics, take_fields
from scormkit.source.questions.items import is_task_list, report_boxes
from scormkit.source.values import did_you_mean

__all__ = ["KINDS", "QuestionContext", "is_short", "read_question", "read_short"]

#: What `kind=` may say → how it is read. `other` has two forms, which go by their own names.
KINDS: dict[str, Callable[[QuestionBody, QuestionContext], Question]] = {
    QuestionKind.TRUE_FALSE: choice.read_true_false,
    QuestionKind.CHOICE: choice.read_choice,
    QuestionKind.FILL_IN: gaps.read_fill_in,
    QuestionKind.LONG_FILL_IN: gaps.read_long_fill_in,
    QuestionKind.MATCHING: order.read_matching,
    QuestionKind.SEQUENCING: order.read_sequencing,
    QuestionKind.NUMERIC: gaps.read_numeric,
    QuestionKind.LIKERT: choice.read_likert,
    QuestionKind.PERFORMANCE: choice.read_performance,
    Form.HOTSPOT: order.read_hotspot,
    Form.LABEL: order.read_label,
}


def read_question(directive: Directive, context: QuestionContext) -> Question | None:
    """The question of a `::: question` block; None when it is too broken to be one (reported)."""
    text = directive.body()
    for name in directive.options:
        if name not in OPTIONS:
            message = f"`{name}=` is no option of a question"
            context.error("SRC-DIRECTIVE-OPTION", message, did_you_mean(name, OPTIONS))
    fields, lines = take_fields(text.lines, text.line, context)
    root = context.tree("\n".join(lines), text.line)
    elements = [child for child in root if isinstance(child.tag, str)]
    body = QuestionBody(elements, fields, directive.options, directive.line)
    named, plain = directive.options.get("kind", ""), _kind_of(body)
    kind = named or plain
    if named and named not in KINDS:
        context.error("SRC-QUESTION-KIND", f"there is no question kind `{named}`", did_you_mean(named, KINDS))
        kind = plain  # what else is wrong with it is still worth telling
    if not kind or (kind == QuestionKind.CHOICE and not any(is_task_list(each) for each in elements)):
        if not report_boxes(elements, context) and named in ("", QuestionKind.CHOICE):
            hint = f"list the options as `- [ ] wrong` and `- [x] right`{'' if named else ', or name the `kind=`'}"
            context.error("SRC-QUESTION-NO-OPTIONS", "this question has no options", hint)
        basics(QuestionKind.CHOICE, elements, body, context)
        return None
    made = KINDS[kind](body, context)
    return made if kind == named or not named else None


def _kind_of(body: QuestionBody) -> str:
    """The kind that is plain from what stands there; empty when none is."""
    answers = [each.text.strip() for each in body.fields.get("answer", [])]
    if any(is_task_list(each) for each in body.elements):
        return QuestionKind.CHOICE
    if answers and answers[0].lower() in choice.TRUE_WORDS + choice.FALSE_WORDS:
        return QuestionKind.TRUE_FALSE
    if answers:
        return QuestionKind.NUMERIC if all(gaps.is_number(each) for each in answers) else QuestionKind.FILL_IN
    if any(gaps.GAP.search(text) for each in body.elements for text in each.itertext()):
        return QuestionKind.FILL_IN
    if body.fields.get("model"):
        return QuestionKind.LONG_FILL_IN
    if body.first("ol") is not None:
        return QuestionKind.SEQUENCING
    if body.first("div", "table") is not None:
        return QuestionKind.MATCHING
    return ""

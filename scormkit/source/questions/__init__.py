"""Source room, questions: `::: question` blocks and the short form → `Question` values, whatever their kind.

A kind that is plain from what stands there need not be named; the others are named with `kind=`.
"""

from __future__ import annotations

from collections.abc import Callable

from scormkit.diagnostics import warning
from scormkit.model import Form, Question, QuestionKind
from scormkit.source.directives import Directive
from scormkit.source.markdown import line_of
from scormkit.source.questions import choice, gaps, order
from scormkit.source.questions.choice import is_short, read_short
from scormkit.source.questions.context import OPTIONS, QuestionBody, QuestionContext, basics, take_fields
from scormkit.source.questions.items import BOX_HINT, is_task_list, report_boxes
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
    _check_meaning(kind, made, body, context)
    return made if kind == named or not named else None


#: Fields and options that only some kinds have.
_FIELD_OF: dict[str, tuple[str, ...]] = {
    "answer": (QuestionKind.TRUE_FALSE, QuestionKind.FILL_IN, QuestionKind.NUMERIC),
    "unit": (QuestionKind.NUMERIC,),
    "model": (QuestionKind.LONG_FILL_IN,),
}
_OPTION_OF: dict[str, tuple[str, ...]] = {
    "exact": (QuestionKind.FILL_IN,),
    "multiple": (QuestionKind.CHOICE, Form.HOTSPOT),
    "partial": (
        QuestionKind.CHOICE, QuestionKind.FILL_IN, QuestionKind.MATCHING, QuestionKind.SEQUENCING, Form.HOTSPOT,
        Form.LABEL,
    ),
}  # fmt: skip


def _check_meaning(kind: str, made: Question, body: QuestionBody, context: QuestionContext) -> None:
    """Tells of what a question of this kind has no use for: it would be left out without a word."""
    options = {choice.text.casefold() for choice in made.choices if choice.text}
    for name, written in body.fields.items():
        if kind in _FIELD_OF.get(name, (kind,)) and not (name == "answer" and options):
            continue
        text = written[0].text.strip()
        message = f"`{name}:` means nothing in a question of the kind `{kind}`"
        hint = f"it belongs to {', '.join(_FIELD_OF[name])}"
        if name == "answer" and options:
            hint = "mark what is right: `- [x] …`"
            if text.casefold() not in options:
                message = f"the right answer `{text}` is none of the options"
        context.error("SRC-QUESTION-FIELD", message, hint, written[0].line)
    for name, kinds in _OPTION_OF.items():
        if name in body.options and kind not in kinds:
            message = f"`{name}=` means nothing in a question of the kind `{kind}`"
            context.error("SRC-DIRECTIVE-OPTION", message, f"it belongs to {', '.join(kinds)}")
    if kind == QuestionKind.FILL_IN and body.fields.get("answer") and (listed := body.first("ul", "ol")) is not None:
        message = "this list is part of what is asked, since its options have no boxes"
        context.report(warning("SRC-QUESTION-ALMOST", message, context.at(line_of(listed)), BOX_HINT))


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

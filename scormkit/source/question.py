"""Source room, questions: `::: question` blocks and the short form → `Question` values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from scormkit.diagnostics import Diagnostic, Location, error
from scormkit.model import Choice, Question, QuestionKind
from scormkit.source import markdown
from scormkit.source.directives import Directive
from scormkit.source.markdown import Element, line_of
from scormkit.source.values import did_you_mean, read_truth

Report = Callable[[Diagnostic], None]
Value = TypeVar("Value")

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"  # SCORM 1.2 knows an option by one character (RTE 3.4.7)
OPTIONS = ("objective", "objectives", "points", "tries", "graded", "multiple", "partial", "shuffle", "kind")
_FIELDS = ("hint", "explanation", "right", "wrong")
_FIELD = re.compile(rf"({'|'.join(_FIELDS)}|answer|unit):\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuestionContext:
    """Where a question stands and what it may use."""

    where: Location
    tree: Callable[[str, int], Element]
    report: Report
    objectives: frozenset[str]
    default_objectives: tuple[str, ...]

    def error(self, code: str, message: str, hint: str = "", line: int = 0) -> None:
        self.report(error(code, message, Location(self.where.file, line or self.where.line), hint))


def is_short(paragraph: Element, following: Element) -> bool:
    """Whether a paragraph that asks is followed by a task list: a question in its short form."""
    return (
        paragraph.tag == "p"
        and following.tag == "ul"
        and markdown.plain_text(paragraph).endswith(("?", "？", "؟"))
        and len(following) > 0
        and all(_checkbox(item) is not None for item in following)
    )


def read_short(prompt: Element, choices: Element, context: QuestionContext) -> Question | None:
    return _choice_question([prompt], choices, {}, {}, context)


def read_question(directive: Directive, context: QuestionContext) -> Question | None:
    """The question of a `::: question` block; None when it is too broken to be one (reported)."""
    body = directive.body()
    if not _is_built(directive, context):
        return None
    fields, lines = _take_fields(body.lines, body.line, context)
    root = context.tree("\n".join(lines), body.line)
    children = [child for child in root if isinstance(child.tag, str)]
    lists = [child for child in children if child.tag == "ul" and any(_checkbox(item) is not None for item in child)]
    if not lists:
        hint = "list the options as `- [ ] wrong` and `- [x] right`"
        context.error("SRC-QUESTION-NO-OPTIONS", "this question has no options", hint)
        return None
    prompt = children[: children.index(lists[0])]
    if not prompt:
        context.error("SRC-QUESTION-NO-PROMPT", "this question asks nothing", "write the question above its options")
        return None
    return _choice_question(prompt, lists[0], directive.options, fields, context)


def _is_built(directive: Directive, context: QuestionContext) -> bool:
    """Checks the options; False (reported) for a kind that cannot be read."""
    for name in directive.options:
        if name not in OPTIONS:
            message = f"`{name}=` is no option of a question"
            context.error("SRC-DIRECTIVE-OPTION", message, did_you_mean(name, OPTIONS))
    kind = directive.options.get("kind", "choice")
    kinds = [each.value for each in QuestionKind]
    if kind not in kinds:
        context.error("SRC-QUESTION-KIND", f"there is no question kind `{kind}`", did_you_mean(kind, kinds))
    elif kind != "choice":
        message = f"questions of kind `{kind}` are not built by this version of scormkit yet"
        context.error("SRC-QUESTION-KIND", message, "use a choice question")
    return kind == "choice"


def _take_fields(
    lines: list[str], first_line: int, context: QuestionContext
) -> tuple[dict[str, list[Text]], list[str]]:
    """Cuts `hint:` and its like out of a body; what is left keeps its line numbers."""
    fields: dict[str, list[Text]] = {}
    rest: list[str] = []
    current: Text | None = None
    for number, line in enumerate(lines, first_line):
        match = _FIELD.match(line)
        if match:
            name = match[1].lower()
            if name not in _FIELDS:
                message = f"`{name}:` belongs to a question kind that is not built by this version of scormkit yet"
                context.error("SRC-QUESTION-KIND", message, "use a choice question", number)
            current = Text(number, match[2])
            fields.setdefault(name, []).append(current)
            rest.append("")
        elif current is not None and line.strip() and not line.startswith(("- ", "* ", "+ ")):
            current.text += "\n" + line.strip()
            rest.append("")
        else:
            current = None
            rest.append(line)
    return fields, rest


@dataclass(slots=True)
class Text:
    """A field of a question and the line it starts on."""

    line: int
    text: str


def _choice_question(
    prompt: list[Element],
    items: Element,
    options: dict[str, str],
    fields: dict[str, list[Text]],
    context: QuestionContext,
) -> Question | None:
    text = " ".join(markdown.plain_text(part) for part in prompt)
    choices = _choices(items, context)
    correct = sum(choice.correct for choice in choices)
    if not correct:
        context.error("SRC-QUESTION-NO-RIGHT", "no option is marked as right", "mark it: `- [x] …`", line_of(items))
    multiple = _truth(options, "multiple", correct > 1, context)
    if correct > 1 and not multiple:
        message = "`multiple=no`, but several options are marked as right"
        context.error("SRC-QUESTION-MULTIPLE", message, "mark one option, or take `multiple=no` away")
    partial = _truth(options, "partial", False, context)
    if partial and not multiple:
        context.error("SRC-QUESTION-MULTIPLE", "part marks need several right options", "add `multiple=yes`")

    def field(name: str) -> list[str]:
        return [_html_of(each, context) for each in fields.get(name, [])]

    return Question(
        id="",
        kind=QuestionKind.CHOICE,
        prompt=markdown.to_html(prompt) if len(prompt) > 1 else markdown.inner_html(prompt[0]),
        text=text,
        choices=tuple(choices),
        objectives=_objectives(options, context),
        points=_number(options, "points", 1.0, context, least=0.01),
        tries=int(_number(options, "tries", 0, context, whole=True)),
        graded=_truth(options, "graded", True, context),
        multiple=multiple,
        partial=partial,
        shuffle=_truth(options, "shuffle", False, context),
        hints=tuple(field("hint")),
        right="".join(field("right")),
        wrong="".join(field("wrong")),
        explanation="".join(field("explanation")),
        line=context.where.line,
    )


def _choices(items: Element, context: QuestionContext) -> list[Choice]:
    found: list[Choice] = []
    lines: dict[str, int] = {}
    for item in items:
        line = line_of(item)
        box = _checkbox(item)
        if box is None:
            context.error("SRC-QUESTION-OPTION", "this option has no box", "start it with `- [ ]` or `- [x]`", line)
            continue
        correct = box.get("checked") is not None
        _drop(box)
        feedback = [child for child in item if child.tag == "blockquote"]
        for child in feedback:
            item.remove(child)
        text = markdown.plain_text(item)
        if not text:
            context.error("SRC-QUESTION-EMPTY", "this option is empty", "write what it says, or remove it", line)
        elif text in lines:
            message = f"this option says the same as the one on line {lines[text]}"
            context.error("SRC-QUESTION-SAME", message, "keep one of them", line)
        lines.setdefault(text, line)
        if len(found) == len(LETTERS):
            message = f"there are more than {len(LETTERS)} options, and SCORM cannot record them"
            context.error("SRC-QUESTION-OPTION", message, "split the question", line)
            break
        html = markdown.inner_html(_unwrapped(item))
        said = "".join(markdown.to_html(child) for child in feedback)
        found.append(Choice(LETTERS[len(found)], html, text, correct, said))
    if len(items) < 2:
        context.error("SRC-QUESTION-NO-OPTIONS", "this question has only one option", "add another", line_of(items))
    return found


def _checkbox(item: Element) -> Element | None:
    """The task-list box at the start of a list item."""
    for child in item.iter("input"):
        return child if child.get("type") == "checkbox" else None
    return None


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


def _html_of(text: Text, context: QuestionContext) -> str:
    return markdown.to_html(context.tree(text.text, text.line))


def _objectives(options: dict[str, str], context: QuestionContext) -> tuple[str, ...]:
    named = [each for each in re.split(r"[,\s]+", options.get("objectives", options.get("objective", ""))) if each]
    for each in named:
        if each not in context.objectives:
            hint = did_you_mean(each, context.objectives) or "declare it under `objectives:` in course.yaml"
            context.error("SRC-OBJECTIVE-UNKNOWN", f"there is no objective `{each}`", hint)
    return tuple(dict.fromkeys(named)) or context.default_objectives


def _truth(options: dict[str, str], name: str, default: bool, context: QuestionContext) -> bool:
    if name not in options:
        return default
    try:
        return read_truth(options[name])
    except ValueError as problem:
        context.error("SRC-WRONG-VALUE", f"`{name}` cannot be `{options[name]}`", str(problem))
        return default


def _number(
    options: dict[str, str], name: str, default: float, context: QuestionContext, least: float = 0, whole: bool = False
) -> float:
    if name not in options:
        return default
    pattern = r"\d{1,3}" if whole else r"\d{1,4}(\.\d{1,4})?"
    if not re.fullmatch(pattern, options[name]) or float(options[name]) < least:
        hint = "write a whole number, 0 for as many as wanted" if whole else "write a number above 0"
        context.error("SRC-WRONG-VALUE", f"`{name}` cannot be `{options[name]}`", hint)
        return default
    return float(options[name])

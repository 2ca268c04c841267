"""Source room, questions: what every kind is read with: its body, its options, and where to complain."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scormkit.diagnostics import Diagnostic, Location, error
from scormkit.model import Question, QuestionKind
from scormkit.source import markdown
from scormkit.source.markdown import Element
from scormkit.source.values import did_you_mean, read_duration, read_share, read_truth

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"  # SCORM 1.2 knows an option by one character (RTE 3.4.7)
OPTIONS = (
    "confidence", "exact", "graded", "hint-cost", "kind", "multiple", "objective", "objectives", "partial", "points",
    "shuffle", "tags", "time-limit", "tries",
)  # fmt: skip
FIELDS = ("hint", "explanation", "right", "wrong", "try", "answer", "unit", "model")
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):\s*(.*)", re.IGNORECASE)


@dataclass(slots=True)
class FieldText:
    """The text of a field such as `hint:`, and the line it starts on."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class QuestionContext:
    """Where a question stands and what it may use."""

    where: Location
    tree: Callable[[str, int], Element]
    report: Callable[[Diagnostic], None]
    objectives: frozenset[str]
    default_objectives: tuple[str, ...]

    def error(self, code: str, message: str, hint: str = "", line: int = 0) -> None:
        self.report(error(code, message, Location(self.where.file, line or self.where.line), hint))

    def inline(self, text: str, line: int) -> str:
        """One line of Markdown as HTML without its paragraph."""
        root = self.tree(text, line)
        return markdown.inner_html(root[0] if len(root) == 1 else root)


@dataclass(slots=True)
class QuestionBody:
    """A question's body, cut up: the elements of its text, its fields, its options, and the line it starts on."""

    elements: list[Element]
    fields: dict[str, list[FieldText]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    line: int = 0

    def first(self, *tags: str) -> Element | None:
        """The first element at the top of the body with one of these tags."""
        return next((each for each in self.elements if each.tag in tags), None)

    def before(self, element: Element) -> list[Element]:
        return self.elements[: self.elements.index(element)]


def take_fields(lines: list[str], first_line: int) -> tuple[dict[str, list[FieldText]], list[str]]:
    """Cuts `hint:` and its like out of a body; what is left keeps its line numbers."""
    fields: dict[str, list[FieldText]] = {}
    rest: list[str] = []
    current: FieldText | None = None
    for number, line in enumerate(lines, first_line):
        match = _FIELD.match(line)
        if match:
            current = FieldText(number, match[2])
            fields.setdefault(match[1].lower(), []).append(current)
            rest.append("")
        elif current is not None and line.strip() and not line.startswith(("- ", "* ", "+ ", "|")):
            current.text += "\n" + line.strip()
            rest.append("")
        else:
            current = None
            rest.append(line)
    return fields, rest


def basics(
    kind: QuestionKind, prompt: list[Element], body: QuestionBody, context: QuestionContext, graded: bool = True
) -> Question:
    """A question with all that its kind does not matter to; it has no id yet."""
    options = body.options

    def html(name: str) -> tuple[str, ...]:
        return tuple(markdown.to_html(context.tree(each.text, each.line)) for each in body.fields.get(name, []))

    text = " ".join(markdown.plain_text(part) for part in prompt).strip()
    if not text:
        context.error("SRC-QUESTION-NO-PROMPT", "this question asks nothing", "write the question first")
    return Question(
        id="",
        kind=kind,
        prompt=markdown.inner_html(prompt[0]) if len(prompt) == 1 else markdown.to_html(prompt),
        text=text,
        objectives=objectives_of(options, context),
        tags=tuple(dict.fromkeys(re.findall(r"[^,\s]+", options.get("tags", "")))),
        points=number(options, "points", 1.0, context, least=0.01),
        tries=int(number(options, "tries", 0, context, whole=True)),
        graded=truth(options, "graded", graded, context),
        shuffle=truth(options, "shuffle", False, context),
        confidence=truth(options, "confidence", False, context),
        time_limit=int(read_option(options, "time-limit", read_duration, 0, context)),
        hint_cost=read_option(options, "hint-cost", read_share, 0.0, context),
        hints=html("hint"),
        right="".join(html("right")),
        wrong="".join(html("wrong")),
        after_try=html("try"),
        explanation="".join(html("explanation")),
        line=context.where.line,
    )


def objectives_of(options: Mapping[str, str], context: QuestionContext) -> tuple[str, ...]:
    named = re.findall(r"[^,\s]+", options.get("objectives", options.get("objective", "")))
    for each in named:
        if each not in context.objectives:
            hint = did_you_mean(each, context.objectives) or "declare it under `objectives:` in course.yaml"
            context.error("SRC-OBJECTIVE-UNKNOWN", f"there is no objective `{each}`", hint)
    return tuple(dict.fromkeys(named)) or context.default_objectives


def truth(options: Mapping[str, str], name: str, default: bool, context: QuestionContext) -> bool:
    return bool(read_option(options, name, read_truth, default, context))


def read_option(
    options: Mapping[str, str], name: str, read: Callable[[str], float], default: float, context: QuestionContext
) -> float:
    if name not in options:
        return default
    try:
        return read(options[name])
    except ValueError as problem:
        context.error("SRC-WRONG-VALUE", f"`{name}` cannot be `{options[name]}`", str(problem))
        return default


def number(
    options: Mapping[str, str],
    name: str,
    default: float,
    context: QuestionContext,
    least: float = 0,
    whole: bool = False,
) -> float:
    if name not in options:
        return default
    pattern = r"\d{1,3}" if whole else r"\d{1,4}(\.\d{1,4})?"
    if not re.fullmatch(pattern, options[name]) or float(options[name]) < least:
        hint = "write a whole number, 0 for as many as wanted" if whole else "write a number above 0"
        context.error("SRC-WRONG-VALUE", f"`{name}` cannot be `{options[name]}`", hint)
        return default
    return float(options[name])

"""Source room, questions: what every kind is read with: its body, its options, and where to complain."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scormkit.diagnostics import Diagnostic, Location, error, warning
from scormkit.model import Question, QuestionKind
from scormkit.source import markdown
from scormkit.source.markdown import Element, line_of, own_lines
from scormkit.source.values import did_you_mean, nearest, read_duration, read_share, read_truth

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"  # SCORM 1.2 knows an option by one character (RTE 3.4.7)
OPTIONS = (
    "confidence", "exact", "graded", "hint-cost", "kind", "multiple", "objective", "objectives", "partial", "points",
    "shuffle", "tags", "time-limit", "tries",
)  # fmt: skip
FIELDS = ("hint", "explanation", "right", "wrong", "try", "answer", "unit", "model")
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):\s*(.*)", re.IGNORECASE)
#: A line that may be a field which is misspelt or indented, or has a space before its colon.
_NEARLY = re.compile(r"( *)([A-Za-z]{2,14})( ?):\s")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


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
        self.report(error(code, message, self.at(line), hint))

    def at(self, line: int) -> Location:
        return Location(self.where.file, line or self.where.line)

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

    def before(self, element: Element, context: QuestionContext) -> list[Element]:
        """What stands above the list or table of a question; nothing may stand below it."""
        index = self.elements.index(element)
        below = next((each for each in self.elements[index + 1 :] if each.tag != "section"), None)  # footnotes
        if below is not None and not _meant_field(next(own_lines(below))[1]):
            message = f"this stands below the question's {'list' if element.tag in ('ul', 'ol') else 'table'}"
            hint = "put it above, or behind a field such as `explanation:`"
            if below.tag == element.tag:
                hint = "begin every line of a list with the same sign, and write another question for another list"
            context.error("SRC-QUESTION-REST", f"{message} and is left out", hint, line_of(below))
        return self.elements[:index]


def take_fields(
    lines: list[str], first_line: int, context: QuestionContext
) -> tuple[dict[str, list[FieldText]], list[str]]:
    """Cuts `hint:` and its like out of a body; what is left keeps its line numbers. Code is left alone."""
    fields: dict[str, list[FieldText]] = {}
    rest: list[str] = []
    current: FieldText | None = None
    fence = ""
    for number, line in enumerate(lines, first_line):
        mark = _FENCE.match(line)
        if fence or mark:
            fence = "" if mark and mark[1].startswith(fence) and fence else fence or (mark[1] if mark else "")
            current = None
            rest.append(line)
            continue
        match = _FIELD.match(line)
        if not match and any(map(str.strip, lines[: number - first_line])):
            _check_nearly(line, number, context)
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


def nearly_option(line: str, options: tuple[str, ...]) -> str:
    """The option that a line such as `points: 2` names, which is text there; empty when it names none."""
    match = re.fullmatch(r"([a-z-]+): +\S+(?: \S+)?\s*", line)
    return match[1] if match and match[1] in options else ""


def _meant_field(line: str) -> str:
    """The field that a line is but for its spelling; empty when it is none. First letters are hardly ever mistyped."""
    match = _NEARLY.match(line)
    word = match[2].lower() if match else ""
    if match and word not in FIELDS and not match[1] and not match[3]:
        return nearest(word, [each for each in FIELDS if each[0] == word[0]], 0.7)
    return word if word in FIELDS else ""


def _check_nearly(line: str, number: int, context: QuestionContext) -> None:
    """Tells of a line that is a field but for its spelling. The first line of a question asks, and is not looked at."""
    match = _NEARLY.match(line)
    near = _meant_field(line)
    if option := nearly_option(line, OPTIONS):
        message = f"`{option}:` is read as text: options of a question stand behind its name"
        hint = f"write `::: question {option}=…`"
        context.report(warning("SRC-QUESTION-FIELD", message, Location(context.where.file, number), hint))
    if not match or not near:
        return
    if match[1]:
        message = f"`{match[2]}:` is indented, so it is read as part of what stands above"
        hint = f"write `{near}:` at the start of the line"
    else:
        message = f"`{match[2]}{match[3]}:` is no field of a question, so it is read as text"
        hint = f"did you mean `{near}:`?"
    context.report(warning("SRC-QUESTION-FIELD", message, Location(context.where.file, number), hint))


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

"""Source room, assessment: `::: quiz` and `::: recall`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scormkit.diagnostics import Location
from scormkit.model import Purpose, Question, Quiz
from scormkit.source import markdown
from scormkit.source.assessment.context import AssessmentContext, check_nesting, check_options, one_of
from scormkit.source.assessment.draws import Draw
from scormkit.source.directives import Directive, Segment, Text
from scormkit.source.questions.context import nearly_option, number, objectives_of, read_option, truth
from scormkit.source.values import did_you_mean, nearest, read_duration, read_share

QUIZ_OPTIONS = (
    "draw", "feedback", "from", "objective", "objectives", "order", "pass", "purpose", "retake", "shuffle", "strata",
    "tags", "time-limit", "tries", "wait",
)  # fmt: skip
RECALL_OPTIONS = ("by", "from", "n", "objective", "objectives", "shuffle", "tags", "tries")
RECALLED = "5"  # how many questions come back when nothing is said
_DRAW = re.compile(r"draw:\s*(.*)", re.IGNORECASE)
_NEARLY = re.compile(r"\s*([a-z]{3,6})\s*:?\s*(?:\d+|all)\s+(?:from|by|tags?|objectives?)\b", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
#: A unit's kind → what a quiz in it is for when it does not say.
_PURPOSES = {"pre-test": Purpose.PRE_TEST, "post-test": Purpose.POST_TEST}
_HOW = "write `draw: 5 from airway tags easy by objective`; all but the number may be left out"


def read_quiz(directive: Directive, context: AssessmentContext) -> Quiz:
    check_options(directive, QUIZ_OPTIONS, context)
    options, asked = directive.options, context.question
    default = _PURPOSES.get(context.kind, Purpose.GRADED)
    purpose = one_of(
        directive, "purpose", tuple(each for each in Purpose if each is not Purpose.RECALL), default, context
    )
    is_test = purpose in (Purpose.PRE_TEST, Purpose.POST_TEST)
    children, lines = _take_draws(directive.children, context)
    blocks = context.blocks(children)
    check_nesting(directive, blocks, context, questions=True)
    title = context.title(directive, needed=False)
    identifier = context.identify(directive.id, _plain(title, context) or "quiz")
    written = [*_draws_of(directive, context), *(_read_draw(line, text, context) for line, text in lines)]
    draws = tuple(draw for draw in written if draw)
    _check_own(draws, any(isinstance(block, Question) for block in blocks), context)
    context.draw(identifier, draws)
    at_end = one_of(directive, "feedback", ("each", "end"), "end" if is_test else "each", context)
    return Quiz(
        id=identifier,
        title=context.html(title),
        blocks=blocks,
        purpose=purpose,
        pass_mark=read_option(options, "pass", read_share, 0.0, asked) if "pass" in options else None,
        tries=int(number(options, "tries", 1 if purpose is Purpose.PRE_TEST else 0, asked, whole=True)),
        wait=int(read_option(options, "wait", read_duration, 0, asked)),
        time_limit=int(read_option(options, "time-limit", read_duration, 0, asked)),
        feedback_at_end=at_end == "end",
        forward_only=one_of(directive, "order", ("free", "forward"), "free", context) == "forward",
        retake_wrong=one_of(directive, "retake", ("wrong", "all"), "wrong", context) == "wrong",
        shuffle=truth(options, "shuffle", False, asked),
        line=directive.line,
    )


def read_recall(directive: Directive, context: AssessmentContext) -> Quiz:
    """Questions of earlier units once more; they never count."""
    check_options(directive, RECALL_OPTIONS, context)
    options = directive.options
    title = context.title(directive, needed=False)
    identifier = context.identify(directive.id, _plain(title, context) or "recall")
    draw = Draw(
        where=context.where,
        count=_count(options.get("n", RECALLED), "n", context.where, context),
        recall=True,
        units=_names(options.get("from", "")),
        tags=_names(options.get("tags", "")),
        objectives=_objectives(options, context),
        by=one_of(directive, "by", ("", "objective", "tag"), "", context),
    )
    context.draw(identifier, (draw,))
    return Quiz(
        id=identifier,
        title=context.html(title),
        blocks=(),
        purpose=Purpose.RECALL,
        tries=int(number(options, "tries", 0, context.question, whole=True)),
        shuffle=truth(options, "shuffle", False, context.question),
        line=directive.line,
    )


def _plain(title: str, context: AssessmentContext) -> str:
    return markdown.plain_text(context.question.tree(title, context.where.line)) if title else ""


def _take_draws(segments: list[Segment], context: AssessmentContext) -> tuple[list[Segment], list[tuple[int, str]]]:
    """Cuts the lines `draw: …` out of a quiz; what is left keeps its line numbers."""
    rest: list[Segment] = []
    found: list[tuple[int, str]] = []
    for segment in segments:
        if not isinstance(segment, Text):
            rest.append(segment)
            continue
        lines, fenced = [], False
        for line_number, line in enumerate(segment.lines, segment.line):
            fenced ^= bool(_FENCE.match(line))
            match = None if fenced else _DRAW.fullmatch(line.strip())
            if match:
                found.append((line_number, match[1]))
            elif not fenced and (nearly := _NEARLY.match(line)) and nearest(nearly[1].lower(), ("draw",)):
                message = f"`{nearly[0].strip()}` is read as text, not as a draw"
                context.error("SRC-DRAW", message, "write `draw: 5 from BANK`", line_number)
            elif not fenced and (option := nearly_option(line, QUIZ_OPTIONS)):
                message = f"`{option}:` is read as text: options of a quiz stand behind its name"
                context.warning("SRC-QUESTION-FIELD", message, f"write `::: quiz {option}=…`", line_number)
            lines.append("" if match else line)
        rest.append(Text(segment.line, lines))
    return rest, found


def _draws_of(directive: Directive, context: AssessmentContext) -> list[Draw]:
    """The draw that stands in the options, if any does."""
    options = directive.options
    words = [name for name in ("draw", "from", "tags", "objective", "objectives", "strata") if name in options]
    if not words:
        return []
    if "draw" not in options and "from" not in options:
        message = f"`{words[0]}=` says what to draw, but nothing is drawn"
        context.error("SRC-DRAW", message, "add `draw=` with a number, or put it on the questions")
        return []
    return [
        Draw(
            where=context.where,
            count=_count(options.get("draw", "all"), "draw", context.where, context),
            banks=_names(options.get("from", "")),
            tags=_names(options.get("tags", "")),
            objectives=_objectives(options, context),
            by=one_of(directive, "strata", ("", "objective", "tag"), "", context),
        )
    ]


@dataclass(slots=True)
class _Words:
    """The words of a `draw:` line behind its number."""

    found: dict[str, str] = field(default_factory=dict)
    wrong: str = ""


def _read_draw(line: int, text: str, context: AssessmentContext) -> Draw | None:
    where = Location(context.where.file, line)
    count, _, rest = text.strip().partition(" ")
    words = _words_of(rest)
    if words.wrong or not count:
        what = f"`{words.wrong}` cannot be read" if words.wrong else "this line says nothing"
        context.error("SRC-DRAW", what, did_you_mean(words.wrong, _KEYWORDS) if words.wrong else _HOW, line)
        return None
    by = words.found.get("by", "")
    if by not in ("", "objective", "tag"):
        context.error("SRC-DRAW", f"questions cannot be drawn by `{by}`", "write `by objective` or `by tag`", line)
        by = ""
    return Draw(
        where=where,
        count=_count(count, "draw", where, context),
        banks=_names(words.found.get("from", "")),
        tags=_names(words.found.get("tags", "")),
        objectives=_objectives({"objective": words.found.get("objective", "")}, context),
        by=by,
    )


#: What may stand in a `draw:` line → the name it goes by.
_KEYWORDS = {
    "from": "from",
    "tag": "tags",
    "tags": "tags",
    "objective": "objective",
    "objectives": "objective",
    "by": "by",
}


def _words_of(text: str) -> _Words:
    words = _Words()
    key = ""
    for word in re.sub(r"\s*,\s*", ",", text).split():
        if key:
            words.found[key] = word
            key = ""
        elif word in _KEYWORDS:
            key = _KEYWORDS[word]
        else:
            words.wrong = words.wrong or word
    words.wrong = words.wrong or key
    return words


def _count(text: str, name: str, where: Location, context: AssessmentContext) -> int | None:
    if text == "all":
        return None
    if re.fullmatch(r"[1-9]\d{0,3}", text):
        return int(text)
    context.error("SRC-DRAW", f"`{name}` cannot be `{text}`", "write a number from 1, or `all`", where.line)
    return None


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.findall(r"[^,\s]+", text)))


def _objectives(options: dict[str, str], context: AssessmentContext) -> tuple[str, ...]:
    if not (options.get("objective") or options.get("objectives")):
        return ()
    return objectives_of(options, context.question)


def _check_own(draws: tuple[Draw, ...], own: bool, context: AssessmentContext) -> None:
    """A draw that names no bank is from the quiz's own questions, which can be drawn once."""
    inside = [draw for draw in draws if not draw.banks]
    if len(inside) > 1:
        message = "this quiz draws from its own questions twice"
        context.error("SRC-DRAW", message, "name a bank, or keep one draw", inside[1].where.line)
    elif inside and not own:
        hint = "name a bank: `from=`, or write questions inside"
        context.error("SRC-DRAW", "there is nothing to draw from", hint, inside[0].where.line)

"""Source room, export, GIFT: what `scormkit.source.questions.gift` reads is written here, and reads back the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from scormkit.model import Blank, Question, QuestionKind
from scormkit.source.markdown import GAP_IN_TEXT
from scormkit.source.questions.export.rules import (
    GAP,
    Exported,
    LeftOut,
    mapped,
    number_text,
    portable,
    rows_of,
    share,
    with_texts,
    without_pictures,
)
from scormkit.source.questions.gift import OBJECTIVE
from scormkit.source.questions.order import paired

_ESCAPED = re.compile(r"([\\~=#{}:])")
_TITLE_LIMIT = 80


def write_gift(questions: Iterable[Question]) -> Exported:
    """The questions as GIFT; what it cannot hold is named."""
    entries: list[str] = []
    left_out: list[LeftOut] = []
    for question in questions:
        made = as_gift(question)
        if isinstance(made, LeftOut):
            left_out.append(made)
        else:
            entries.append(_entry(made, question))
    return Exported("\n".join(entries), tuple(left_out))


def as_gift(question: Question) -> Question | LeftOut:
    """What GIFT keeps of a question: its id, tags, objectives, text, answers, feedback and explanation.

    Beside what `mapped` says: pictures become their alternative texts; of several gaps nothing is left. What is said
    after a right or a wrong answer goes to the options where there are any. Several right options give part marks.
    """
    known = mapped(question)
    if isinstance(known, LeftOut):
        return known
    if known.kind is QuestionKind.FILL_IN and len(known.blanks) > 1:
        return LeftOut(known.id, "GIFT has one gap in a question")
    if any("->" in each for blank in known.blanks for each in blank.accept):
        return LeftOut(known.id, "GIFT takes an answer with `->` for a pair")
    known = with_texts(known, lambda html: without_pictures(portable(html)))
    kept = Question(
        id=known.id,
        kind=known.kind,
        prompt=known.prompt,
        text=known.text,
        objectives=known.objectives,
        tags=known.tags,
        explanation=known.explanation,
    )
    return _WAYS[known.kind](kept, known)


def _keep_choice(kept: Question, known: Question) -> Question:
    def feedback(correct: bool, said: str) -> str:
        return said if known.multiple else said + (known.right if correct else known.wrong)

    choices = tuple(replace(each, feedback=feedback(each.correct, each.feedback)) for each in known.choices)
    return replace(kept, choices=choices, multiple=known.multiple, partial=known.multiple)


def _keep_truth(kept: Question, known: Question) -> Question:
    said = {each.correct: each.feedback for each in known.choices}
    choices = tuple(replace(each, html="", text="", feedback="") for each in known.choices)
    return replace(
        kept, choices=choices, right=said.get(True, "") + known.right, wrong=said.get(False, "") + known.wrong
    )


def _keep_gap(kept: Question, known: Question) -> Question:
    prompt, text = known.prompt, known.text
    before, _, after = _around_gap(prompt)
    if not after.strip():
        prompt, text = before.strip(), text.removesuffix(GAP_IN_TEXT).rstrip()
    blank = Blank("b1", known.blanks[0].accept)
    return replace(kept, prompt=prompt, text=text, blanks=(blank,), right=known.right, wrong=known.wrong)


def _keep_number(kept: Question, known: Question) -> Question:
    return replace(kept, ranges=known.ranges, right=known.right, wrong=known.wrong)


def _keep_pairs(kept: Question, known: Question) -> Question:
    rows = [(left, (_plain(right[1]), right[1])) for left, right in rows_of(known)]
    choices, targets, pairs = paired(rows, kept.text)
    return replace(kept, choices=choices, targets=targets, pairs=pairs, partial=True)


def _keep_text(kept: Question, known: Question) -> Question:
    points = "".join(f"<li>{each}</li>" for each in known.rubric)
    model = known.model_answer + (f"<ul>{points}</ul>" if points else "") + known.explanation
    return replace(kept, model_answer=model, explanation="", graded=False)


_WAYS = {
    QuestionKind.CHOICE: _keep_choice,
    QuestionKind.TRUE_FALSE: _keep_truth,
    QuestionKind.FILL_IN: _keep_gap,
    QuestionKind.NUMERIC: _keep_number,
    QuestionKind.MATCHING: _keep_pairs,
    QuestionKind.LONG_FILL_IN: _keep_text,
}


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- writing --------------------------------------------------------------------------------------


def _entry(question: Question, original: Question) -> str:
    """A question, which `as_gift` has made fit; the original has its rows in the order in which they are written."""
    notes = [f"[id:{question.id}]", *(f"[tag:{each}]" for each in question.tags)]
    notes += [f"[tag:{OBJECTIVE}{each}]" for each in question.objectives]
    before, gap, after = _around_gap(question.prompt)
    marked = _format_of(question.prompt)
    title = _escape(question.text[:_TITLE_LIMIT].strip())
    text = f"{_escape(before)}{{{_answers(question, original)}}}{_escape(after) if gap else ''}"
    return f"// {' '.join(notes)}\n::{title}::{marked}{text}\n"


def _around_gap(prompt: str) -> tuple[str, bool, str]:
    match = GAP.search(prompt)
    return (prompt[: match.start()], True, prompt[match.end() :]) if match else (prompt, False, "")


def _answers(question: Question, original: Question) -> str:
    general = f"####{_text(question.explanation)}" if question.explanation else ""
    if question.kind is QuestionKind.LONG_FILL_IN:
        return f"####{_text(question.model_answer)}" if question.model_answer else ""
    if question.kind is QuestionKind.TRUE_FALSE:
        truth = "TRUE" if any(each.correct and each.id == "true" for each in question.choices) else "FALSE"
        said = f"#{_text(question.wrong)}#{_text(question.right)}" if question.right or question.wrong else ""
        return f"{truth}{said}{general}"
    lines = _pair_lines(original) if question.kind is QuestionKind.MATCHING else _LINES[question.kind](question)
    mark = "#" if question.kind is QuestionKind.NUMERIC else ""
    return "".join([mark, *(f"\n\t{line}" for line in lines), f"\n\t{general}" if general else "", "\n"])


def _choice_lines(question: Question) -> list[str]:
    right = sum(each.correct for each in question.choices)
    wrong = len(question.choices) - right
    lines: list[str] = []
    for each in question.choices:
        if question.multiple:
            mark = f"~%{share(right)}%" if each.correct else f"~%-{share(wrong)}%"
        else:
            mark = "=" if each.correct else "~"
        lines.append(f"{mark}{_text(each.html)}{_said(each.feedback)}")
    return lines


def _gap_lines(question: Question) -> list[str]:
    lines = [f"={_plain_answer(each)}{_said(question.right)}" for each in question.blanks[0].accept]
    return [*lines, *_wrong(question)]


def _number_lines(question: Question) -> list[str]:
    lines: list[str] = []
    for each in question.ranges:
        assert each.low is not None and each.high is not None
        low, high = number_text(each.low), number_text(each.high)
        lines.append(f"={low if low == high else f'{low}..{high}'}{_said(question.right)}")
    return [*lines, *_wrong(question)]


def _wrong(question: Question) -> list[str]:
    """Any other answer, for no marks, with what is said of it."""
    return [f"=%0%*{_said(question.wrong)}"] if question.wrong else []


_LINES = {
    QuestionKind.CHOICE: _choice_lines,
    QuestionKind.FILL_IN: _gap_lines,
    QuestionKind.NUMERIC: _number_lines,
}


def _pair_lines(original: Question) -> list[str]:
    known = mapped(original)
    assert isinstance(known, Question)
    known = with_texts(known, lambda html: without_pictures(portable(html)))
    return [f"={_text(left[0])} -> {_escape(right[1])}" for left, right in rows_of(known)]


def _said(feedback: str) -> str:
    return f"#{_text(feedback)}" if feedback else ""


def _plain_answer(text: str) -> str:
    """An answer to be typed: `*` stands for itself, and nothing at its start is taken for a weight or a format."""
    written = _escape(text.replace("*", "\\*"))
    return f"%100%[plain]{written}" if written.startswith(("[", "%")) else written


def _text(html: str) -> str:
    return f"{_format_of(html)}{_escape(html)}"


def _format_of(html: str) -> str:
    """A text without markup needs no format."""
    plain = not re.search(r"[<>&\n%]|\A\s*\[", html)
    return "" if plain else "[html]"


def _escape(text: str) -> str:
    return _ESCAPED.sub(r"\\\1", text).replace("\n", "\\n")

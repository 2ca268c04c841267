"""Layout room, state: how long the text can get that a SCO keeps in the LMS (docs/reference/state-format.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import ceil

from scormkit.layout.types import Sco
from scormkit.layout.walk import walk
from scormkit.model import Block, Form, Interactions, Media, Question, QuestionKind, Quiz

_FRAME = 8  # tag, length and checksum of each run of records
_ALWAYS = 1 + 13 + 1  # version, outcome, full stop
_BOOKMARK = 11


def _bits(question: Question) -> int:
    return ceil(len(question.choices) / 6)


def _digits(question: Question) -> int:
    return len(question.choices)


#: Question kind or form → the longest form of its answer, in characters; free text has a budget of its own.
_LONGEST: dict[QuestionKind | Form, Callable[[Question], int]] = {
    QuestionKind.TRUE_FALSE: _bits,
    QuestionKind.CHOICE: _bits,
    QuestionKind.LIKERT: _bits,
    QuestionKind.PERFORMANCE: _bits,
    Form.HOTSPOT: _bits,
    QuestionKind.MATCHING: _digits,
    QuestionKind.SEQUENCING: _digits,
    Form.LABEL: _digits,
    QuestionKind.NUMERIC: lambda _: 22,  # the longest number that the runtime writes
    QuestionKind.FILL_IN: lambda _: 0,
    QuestionKind.LONG_FILL_IN: lambda question: ceil(len(question.rubric) / 6),
}


def longest_state(sco: Sco) -> int:
    """The length in characters of the longest state that this SCO can have, free text and draws aside.

    Of a pool only as many answers count as are drawn: those of an earlier draw are forgotten.
    """
    blocks = [block for page in sco.pages for block in walk(page.page.blocks)]
    media = sum(isinstance(block, Media) for block in blocks)
    return state_length(len(sco.pages), media, _answers(blocks, sco.completion.record))


def _answers(blocks: Iterable[Block], record: Interactions) -> Iterator[int]:
    """The length of each answer that can be kept at one time."""
    pooled: set[str] = set()
    for block in blocks:
        if isinstance(block, Quiz):
            for pool in block.pools:
                pooled.update(question.id for question in pool.questions)
                yield from sorted((answer_length(each, record) for each in pool.questions), reverse=True)[: pool.count]
        elif isinstance(block, Question) and block.id not in pooled:
            yield answer_length(block, record)


def state_length(pages: int, media: int, answers: Iterable[int]) -> int:
    """The formula: `answers` holds the length of each question's record."""
    lengths = list(answers)
    return (
        _ALWAYS
        + (_BOOKMARK if pages else 0)
        + _FRAME * ceil(pages / 32)
        + 3 * pages
        + _FRAME * ceil(len(lengths) / 16)
        + sum(lengths)
        + _FRAME * ceil(media / 32)
        + 6 * media
    )


def answer_length(question: Question, record: Interactions) -> int:
    """The longest record of one question."""
    return 8 + (2 if record is Interactions.LAST_TRY else 0) + _LONGEST[question.form or question.kind](question)

"""Layout room, state: how long the text can get that a SCO keeps in the LMS (docs/reference/state-format.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil

from scormkit.layout.types import Sco
from scormkit.model import Block, Container, Interactions, Media, Question, QuestionKind

_FRAME = 8  # tag, length and checksum of each run of records
_ALWAYS = 1 + 13 + 1  # version, outcome, full stop
_BOOKMARK = 11

#: Question kind → the longest form of its answer, in characters.
_LONGEST: dict[QuestionKind, Callable[[Question], int]] = {
    QuestionKind.CHOICE: lambda question: ceil(len(question.choices) / 6),
}


def longest_state(sco: Sco) -> int:
    """The length in characters of the longest state that this SCO can have, free text and draws aside."""
    questions = [question for unit in sco.units for question in unit.questions()]
    media = sum(_media(page.page.blocks) for page in sco.pages)
    return state_length(len(sco.pages), media, [answer_length(each, sco.completion.record) for each in questions])


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
    return 8 + (2 if record is Interactions.LAST_TRY else 0) + _LONGEST[question.kind](question)


def _media(blocks: Iterable[Block]) -> int:
    total = 0
    for block in blocks:
        if isinstance(block, Media):
            total += 1
        elif isinstance(block, Container):
            total += _media(block.blocks)
    return total

"""Render room, questions: what the templates of questions and quizzes need beside the block itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scormkit.layout import walk
from scormkit.model import Area, Block, Question, Quiz

_GAP = re.compile(r'<span data-blank="([^"]*)"></span>')


@dataclass(frozen=True, slots=True)
class QuizParts:
    """A quiz taken apart: what stands before its first question, and its questions with the text that leads to each.

    `asked` is how many questions a learner gets.
    """

    intro: tuple[Block, ...]
    groups: tuple[tuple[Block, ...], ...]
    asked: int


def quiz_parts(quiz: Quiz) -> QuizParts:
    """Text between two questions belongs to the second, and moves along with it; text after the last to the last."""
    groups: list[list[Block]] = [[]]
    asked = 0
    for block in quiz.blocks:
        groups[-1].append(block)
        if found := sum(isinstance(each, Question) for each in walk([block])):
            asked += found
            groups.append([])
    intro = _leading_text(groups[0])
    groups[0] = groups[0][len(intro) :]
    rest = groups.pop()
    if groups:
        groups[-1] += rest
    groups += [[question] for question in quiz.questions()]
    return QuizParts(tuple(intro), tuple(map(tuple, groups)), asked + sum(pool.count for pool in quiz.pools))


def _leading_text(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if not any(isinstance(each, Question) for each in walk([block]))]


def gaps(html: str) -> Iterator[tuple[str, str]]:
    """A text with gaps in pieces: HTML and the id of the gap after it, empty at the end; nothing where it has none."""
    pieces = _GAP.split(html)
    if len(pieces) > 1:
        yield from zip(pieces[::2], [*pieces[1::2], ""], strict=True)


def areas(question: Question) -> Mapping[str, Area]:
    """Where each choice stands on the picture."""
    return dict(question.areas)


def clock(seconds: int) -> str:
    """`90` → `1:30`."""
    return f"{seconds // 60}:{seconds % 60:02}"

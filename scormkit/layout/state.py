"""Layout room, state: how long the text can get that a SCO keeps in the LMS (docs/reference/state-format.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from scormkit.layout.types import Sco
from scormkit.layout.walk import walk
from scormkit.model import Block, Checklist, Form, Interactions, Media, Question, QuestionKind, Quiz, Scenario

_FRAME = 8  # tag, length and checksum of each run of records
_ALWAYS = 1 + 13 + 1  # version, outcome, full stop
_BOOKMARK = 11
_SEED = 17
_QUIZ = 18
_WAY = 8  # key, best score, length
_MOST = 63  # characters of an answer, moves of a way
MOST_KEPT = 48_000  #: characters that the runtime writes, whatever a standard allows
_FREE_TEXT_SHARE = 4  #: free text has a right to this part of a limit

_WITHOUT_OPTIONS = {
    QuestionKind.TRUE_FALSE,
    QuestionKind.FILL_IN,
    QuestionKind.LONG_FILL_IN,
    QuestionKind.NUMERIC,
}
_FREE_TEXT = {QuestionKind.FILL_IN, QuestionKind.LONG_FILL_IN}


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
    QuestionKind.NUMERIC: lambda _: 20,  # -0.00000123456789012
    QuestionKind.FILL_IN: lambda _: 0,
    QuestionKind.LONG_FILL_IN: lambda question: ceil(len(question.rubric) / 6),
}


@dataclass(frozen=True, slots=True)
class StateCost:
    """What a SCO can remember at most: all of it but free text, free text or not, and each answer with its question."""

    length: int
    has_free_text: bool
    answers: tuple[tuple[int, str], ...]  #: length and question id

    def within(self, limit: int) -> int:
        """The characters that can be asked of an LMS with this limit, the share of free text among them."""
        return self.length + (limit // _FREE_TEXT_SHARE if self.has_free_text else 0)


def longest_state(sco: Sco) -> StateCost:
    """The longest state that this SCO can have.

    Of a pool only as many answers count as are drawn: those of an earlier draw are forgotten.
    """
    blocks = [block for page in sco.pages for block in walk(page.page.blocks)]
    answers = tuple(_answers(blocks, sco.completion.record))
    scenarios = [block for block in blocks if isinstance(block, Scenario)]
    quizzes = [block for block in blocks if isinstance(block, Quiz)]
    media = len({block.source for block in blocks if isinstance(block, Media)})
    questions = [block for block in blocks if isinstance(block, Question)]
    length = (
        _ALWAYS
        + (_BOOKMARK if sco.pages else 0)
        + _records(len(sco.pages), 32, 3)
        + _records(len(answers), 16, 0)
        + sum(length for length, _ in answers)
        + (_SEED if _draws(questions, quizzes) else 0)
        + _records(len(quizzes), 16, _QUIZ)
        + _records(len(scenarios), 4, _WAY)
        + sum(map(longest_way, scenarios))
        + _records(media, 32, 6)
    )
    written = any(question.kind in _FREE_TEXT for question in questions)
    return StateCost(length, written or any(isinstance(block, Checklist) for block in blocks), answers)


def _records(count: int, a_frame: int, length: int) -> int:
    """Characters of `count` records of the same length, so many to a frame."""
    return _FRAME * ceil(count / a_frame) + count * length


def _draws(questions: Iterable[Question], quizzes: Iterable[Quiz]) -> bool:
    """Whether anything depends on a seed of the learner's own."""
    return any(each.shuffle for each in questions) or any(quiz.shuffle or quiz.pools for quiz in quizzes)


def _answers(blocks: Iterable[Block], record: Interactions) -> Iterator[tuple[int, str]]:
    """Each answer that can be kept at one time; what is decided in a scenario is its way."""
    elsewhere: set[str] = set()
    for block in blocks:
        if isinstance(block, Quiz):
            for pool in block.pools:
                elsewhere.update(question.id for question in pool.questions)
                costs = [(answer_length(each, record), each.id) for each in pool.questions]
                yield from sorted(costs, key=lambda cost: -cost[0])[: pool.count]
        elif isinstance(block, Checklist):
            elsewhere.add(block.question.id)
            yield answer_length(block.question, record, block.observations), block.question.id
        elif isinstance(block, Scenario):
            elsewhere.update(scene.question.id for scene in block.scenes if scene.question)
        elif isinstance(block, Question) and block.id not in elsewhere:
            yield answer_length(block, record), block.id


def answer_length(question: Question, record: Interactions, observations: int = 1) -> int:
    """The longest record of one question, with the digits that tell its options apart where they find room."""
    answer = min(_LONGEST[question.form or question.kind](question) * observations, _MOST)
    options = 0 if question.kind in _WITHOUT_OPTIONS else len(question.choices) + len(question.targets)
    worded = answer + 2 + options
    longest = worded if answer and options and worded <= _MOST else answer
    return 8 + (2 if record is Interactions.LAST_TRY else 0) + longest


def longest_way(scenario: Scenario) -> int:
    """The moves that a way through a scenario can have; one in circles is as long as the state holds."""
    ways: dict[str, int] = {}
    for _ in range(_MOST):
        ways = {
            scene.id: max((1 + ways.get(move.scene, 0) for move in scene.moves), default=0) for scene in scenario.scenes
        }
    return ways.get(scenario.scenes[0].id, 0) if scenario.scenes else 0

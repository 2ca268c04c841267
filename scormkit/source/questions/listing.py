"""Source room, listing: every question of a course once, with the places where it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from scormkit.model import Block, Checklist, Container, Course, Question, Quiz, Scenario


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a question is asked. `activity` is the quiz, scenario or checklist around it, or empty."""

    unit: str
    page: str
    activity: str = ""
    is_scene: bool = False

    def __str__(self) -> str:
        return "/".join(part for part in (self.unit, self.page, self.activity) if part)


@dataclass(slots=True)
class Listed:
    """A question as written, the bank it stands in (or empty), and where it is asked."""

    question: Question
    bank: str = ""
    uses: list[Use] = field(default_factory=list)

    @property
    def is_scene(self) -> bool:
        """Whether it only means something inside its scenario."""
        return any(use.is_scene for use in self.uses)


def list_questions(
    course: Course, banks: tuple[tuple[str, tuple[Question, ...]], ...], copies: dict[str, str]
) -> list[Listed]:
    """Questions of the units in reading order, then those of the banks that no unit holds itself.

    A question that quizzes draw is listed once, as it was written; `copies` says what a drawn one is a copy of.
    """
    found = {question.id: Listed(question, name) for name, questions in banks for question in questions}
    in_banks = tuple(found)
    written: dict[str, Listed] = {}
    for question, use in _asked(course):
        original = question.id
        while original in copies:
            original = copies[original]
        listed = found.get(original) or written.get(original)
        if listed is None:
            listed = written.setdefault(original, Listed(question))
        listed.uses.append(use)
    return [*written.values(), *(found[each] for each in in_banks)]


def _asked(course: Course) -> Iterator[tuple[Question, Use]]:
    for unit in course.units():
        for page in unit.pages:
            yield from _in_blocks(page.blocks, Use(unit.id, page.id))


def _in_blocks(blocks: tuple[Block, ...], use: Use) -> Iterator[tuple[Question, Use]]:
    for block in blocks:
        if isinstance(block, Question):
            yield block, use
        elif isinstance(block, Container):
            yield from _in_blocks(block.blocks, use)
        elif isinstance(block, Quiz | Scenario | Checklist):
            inside = Use(use.unit, use.page, block.id)
            if isinstance(block, Quiz):
                yield from _in_blocks((*block.blocks, *block.questions()), inside)
            elif isinstance(block, Scenario):
                inside = replace(inside, is_scene=True)
                yield from ((scene.question, inside) for scene in block.scenes if scene.question)
            else:
                yield block.question, inside

"""Source room, identities: ids for what learners' records will name; each may be taken once in a unit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from scormkit.diagnostics import Location, error
from scormkit.model import Question
from scormkit.source.assessment import Draw
from scormkit.source.reading import ParsedUnit, Report, free_name
from scormkit.source.values import slug_of


@dataclass(frozen=True, slots=True)
class Identities:
    """The ids of a unit (or bank), as a file of it claims them."""

    unit: str
    file: str
    result: ParsedUnit
    report: Report
    taken: dict[str, int] = field(default_factory=dict)  #: id → line

    def named(self, made: Question, explicit: str, title: str = "") -> Question:
        """The question with its id, or one made from its title or words."""
        identifier = explicit
        if not identifier:
            identifier = free_name(f"{self.unit}-{slug_of(title or made.text, 'question', 32)}", self.taken)
            self.result.derived_questions.add(identifier)
        self._claim(identifier, "question", made.line)
        return replace(made, id=identifier)

    def activity(self, name: str, given: str, title: str, line: int) -> str:
        """The id of a quiz or the like, whose directive is `name`: the one given, or one made from its title."""
        identifier = given or free_name(f"{self.unit}-{slug_of(title, name, 32)}", self.taken)
        if not given:
            self.result.activities[identifier] = title
        self._claim(identifier, name, line)
        return identifier

    def part(self, activity: str, name: str, line: int) -> str:
        """The id of a question that is part of an activity."""
        identifier = f"{activity}-{name}"
        self.result.parts[identifier] = (activity, name)
        self._claim(identifier, "question", line)
        return identifier

    def draw(self, quiz: str, draws: tuple[Draw, ...]) -> None:
        """Notes what a quiz draws, for when all questions are known."""
        self.result.draws[quiz] = draws

    def _claim(self, identifier: str, what: str, line: int) -> None:
        if identifier in self.taken:
            message = f"the {what} id `{identifier}` is used twice, first on line {self.taken[identifier]}"
            self.report(error("SRC-DUPLICATE-ID", message, Location(self.file, line), f"give each {what} its own id"))
        self.taken.setdefault(identifier, line)

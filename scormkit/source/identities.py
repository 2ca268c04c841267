"""Source room, identities: ids for what learners' records will name; each may be taken once in a unit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from scormkit.diagnostics import Location, error
from scormkit.model import Question
from scormkit.source.assessment import Draw
from scormkit.source.ids import Derived, IdLock, settle
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


def settle_ids(unit: str, result: ParsedUnit, lock: IdLock, ids: IdLock) -> None:
    """Replaces ids made from texts by those the lock remembers, and notes the outcome for the next lock."""
    pages = [Derived(page.id, page.title) for page in result.pages if page.id in result.derived_pages]
    given_pages = {page.id for page in result.pages} - result.derived_pages
    page_ids = _chosen(pages, lock.of(unit, "pages"), given_pages)
    activities = [Derived(each, title) for each, title in result.activities.items()]
    found = list(result.questions())
    questions = [Derived(each.id, each.text) for each in found if each.id in result.derived_questions]
    given = {each.id for each in found} - result.derived_questions - set(result.parts)
    named = {each for page in result.pages for each in page.identified()} - set(result.activities)
    activity_ids = _chosen(activities, lock.of(unit, "activities"), named - result.derived_questions)
    question_ids = _chosen(questions, lock.of(unit, "questions"), given | set(activity_ids.values()))
    parts = {old: f"{activity_ids.get(each, each)}-{name}" for old, (each, name) in result.parts.items()}
    renamed = {old: new for old, new in (activity_ids | question_ids | parts).items() if old != new}
    result.pages = [replace(page, id=page_ids.get(page.id, page.id)).renamed(renamed) for page in result.pages]
    result.derived_pages = set(page_ids.values())
    result.derived_questions = set(question_ids.values())
    result.draws = {activity_ids.get(quiz, quiz): draws for quiz, draws in result.draws.items()}
    ids.units[unit] = {
        kind: [Derived(chosen[each.id], each.label) for each in derived]
        for kind, derived, chosen in (
            ("activities", activities, activity_ids),
            ("pages", pages, page_ids),
            ("questions", questions, question_ids),
        )
        if derived or kind != "activities"
    }


def _chosen(derived: list[Derived], locked: list[Derived], taken: set[str]) -> dict[str, str]:
    """Id made from a text → id to use."""
    return {old.id: new for old, new in zip(derived, settle(derived, locked, taken), strict=True)}

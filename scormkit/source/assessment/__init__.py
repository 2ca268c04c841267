"""Source room, assessment: directives that hold or find questions → `Quiz`, `Scenario`, `Checklist` and assignments."""

from __future__ import annotations

from collections.abc import Callable

from scormkit.model import Block
from scormkit.source.assessment.assignment import read_assignment
from scormkit.source.assessment.checklist import read_checklist
from scormkit.source.assessment.context import AssessmentContext
from scormkit.source.assessment.draws import Draw, resolve_draws
from scormkit.source.assessment.quiz import read_quiz, read_recall
from scormkit.source.assessment.scenario import read_scenario
from scormkit.source.directives import Directive

__all__ = ["READERS", "AssessmentContext", "Draw", "resolve_draws"]

#: Directive → how it is read; None where it is too broken to be one (reported).
READERS: dict[str, Callable[[Directive, AssessmentContext], Block | None]] = {
    "quiz": read_quiz,
    "recall": read_recall,
    "scenario": read_scenario,
    "assignment": read_assignment,
    "checklist": read_checklist,
}

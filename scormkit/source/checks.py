"""Source room, checks: what only shows when all units are known: names, ids, prerequisites."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scormkit.diagnostics import Diagnostic, Location, error, warning
from scormkit.model import Unit
from scormkit.source.banks import Bank
from scormkit.source.matter import UnitFile
from scormkit.source.titles import check_length, check_title
from scormkit.source.values import did_you_mean, nearest
from scormkit.source.yaml import YamlDocument

Report = Callable[[Diagnostic], None]


#: Names that are written for LMSs; another one is the author's own, unless it is nearly one of these.
LMS_NAMES = (
    "blackboard", "brightspace", "canvas", "chamilo", "cornerstone", "docebo", "ilias", "litmos", "moodle", "open-edx",
    "sakai", "scorm-cloud", "successfactors", "talentlms", "totara",
)  # fmt: skip


def check_lms(named: Iterable[str], document: YamlDocument, report: Report) -> None:
    """A misspelt LMS would silence every warning about it."""
    for index, each in enumerate(named):
        near = nearest(each, LMS_NAMES)
        if near and near != each:
            message = f"no LMS called `{each}` is known here, so its troubles are not looked for"
            report(warning("SRC-LMS-UNKNOWN", message, document.at(("lms", index)), f"did you mean `{near}`?"))


def check_unit(unit: Unit, file: UnitFile, objectives: frozenset[str], units: Iterable[str], report: Report) -> None:
    """What a unit names must be there, and a test must test."""
    matter, path = file.matter, unit.place.file
    for index, each in enumerate(matter.objectives):
        if each not in objectives:
            hint = did_you_mean(each, objectives) or "declare it under `objectives:` in course.yaml"
            where = Location(path, file.document.line_of(("objectives", index)))
            report(error("SRC-OBJECTIVE-UNKNOWN", f"there is no objective `{each}`", where, hint))
    for index, each in enumerate(matter.prerequisites):
        if each not in units:
            hint = did_you_mean(each, units)
            where = Location(path, file.document.line_of(("prerequisites", index)))
            report(error("SRC-UNIT-UNKNOWN", f"there is no unit `{each}`", where, hint))
    if matter.kind in ("pre-test", "post-test") and not any(page.has_quiz() for page in unit.pages):
        message = f"this unit is a {matter.kind}, but has no `::: quiz`, so its questions count like any other"
        report(warning("SRC-TEST-QUIZ", message, Location(path, 1), "put its questions into a `::: quiz`"))
    for page in unit.pages:
        check = check_length if matter.title or page.title != unit.title else check_title
        check(page.title, Location(page.place.file, page.place.line), report)


def check_ids(units: dict[str, Unit], banks: dict[str, Bank], report: Report) -> None:
    """What records name has an id of its own in the whole course, and so has every question of a bank."""
    seen: dict[str, str] = {}
    for unit in units.values():
        for page in unit.pages:
            lines = {each.id: each.line for each in page.questions()}
            for each in page.identified():
                where = Location(page.place.file, lines.get(each, page.place.line))
                _check_id(each, f"the unit `{unit.id}`", where, seen, report)
    for bank in banks.values():
        for question in bank.questions:
            where = Location(bank.file, question.line)
            _check_id(question.id, f"the bank `{bank.name}`", where, seen, report)


def _check_id(identifier: str, home: str, where: Location, seen: dict[str, str], report: Report) -> None:
    if seen.setdefault(identifier, home) != home:
        message = f"the question id `{identifier}` is used in {seen[identifier]} too"
        report(error("SRC-DUPLICATE-ID", message, where, "give each question its own id"))


def check_prerequisites(units: dict[str, Unit], lines: dict[str, int], report: Report) -> None:
    """Units that wait for each other could never be opened. `lines` are those of `prerequisites`, by unit."""

    reported: set[frozenset[str]] = set()
    for unit in units:
        found = _circle(unit, units)
        if found and frozenset(found) not in reported:
            reported.add(frozenset(found))
            message = f"these units wait for each other: {' → '.join(found)}"
            where = Location(units[unit].place.file, lines[unit])
            report(error("SRC-PREREQUISITE-CIRCLE", message, where, "take one `prerequisites` away"))


def _circle(start: str, units: dict[str, Unit]) -> list[str] | None:
    stack = [(start, [start])]
    visited: set[str] = set()
    while stack:
        unit, path = stack.pop()
        for needed in units[unit].prerequisites if unit in units else ():
            if needed == start:
                return [*path, start]
            if needed not in visited:
                visited.add(needed)
                stack.append((needed, [*path, needed]))
    return None

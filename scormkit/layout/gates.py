"""Layout room, gates: where learners who used up their tries would wait for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scormkit.diagnostics import Diagnostic, Location, warning
from scormkit.model import Block, Checklist, Container, Course, Order, Question, Quiz, Require, Unit


def gate_remarks(course: Course, folder: str) -> Iterator[Diagnostic]:
    """A warning for each unit that others wait for until it is passed, and that may become impossible to pass.

    `folder` is the course's, as the user types it.
    """
    units = course.units()
    waited_for = {name for unit in units for name in unit.prerequisites}
    if course.order is not Order.FREE:
        waited_for |= {unit.id for unit in units[:-1]}
    for unit in units:
        if unit.id in waited_for and (found := _limited(unit, course)):
            file, line = found
            why = "order: mastery" if course.order is Order.MASTERY else "require: passed"
            message = (
                f"`{why}` keeps closed what comes after the unit `{unit.id}` until it is passed, and who has used up "
                "the tries here can pass it no more"
            )
            hint = "leave `tries=` out, lower `mastery`, or use `order: in-order` with `require: all`"
            yield warning("PKG-TRIES-GATE", message, Location(f"{folder}{file}", line), hint)


def _limited(unit: Unit, course: Course) -> tuple[str, int] | None:
    """Where the first of the limited tries stands that can make passing impossible; None where none can."""
    completion, total = course.completion_of(unit), unit.points()
    by_passing = course.order is Order.MASTERY or completion.require is Require.PASSED
    if not by_passing or completion.mastery is None or not total:
        return None
    limited = [
        (points, page.place.file, line) for page in unit.pages for points, line in _at_risk(page.blocks, limited=False)
    ]
    lost = sum(points for points, _, _ in limited) / total
    return limited[0][1:] if lost > 1 - completion.mastery + 1e-9 else None


def _at_risk(blocks: Iterable[Block], limited: bool) -> Iterator[tuple[float, int]]:
    """Points that can be lost for good, each with the line of what limits the tries."""
    for block in blocks:
        if isinstance(block, Question):
            if block.graded and (limited or block.tries):
                yield block.points, block.line
        elif isinstance(block, Quiz) and block.tries:
            points = sum(points for points, _ in _at_risk(block.blocks, limited=True))
            yield points + sum(pool.points() for pool in block.pools), block.line
        elif isinstance(block, Container | Quiz | Checklist):
            yield from _at_risk(block.blocks, limited)

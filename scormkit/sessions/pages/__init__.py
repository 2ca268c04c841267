"""Sessions room, pages: what a plan looks like on paper and screen, for learners and for those who run and make it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from scormkit.sessions.lock import PlanLock
from scormkit.sessions.pages.coverage import coverage_csv, render_coverage
from scormkit.sessions.pages.overview import render_overview
from scormkit.sessions.pages.runsheet import render_runsheet
from scormkit.sessions.pages.schedule import render_schedule
from scormkit.sessions.pages.storyboard import pictures, render_storyboard
from scormkit.sessions.pages.timeline import draw_timeline
from scormkit.sessions.plan import SessionPlan

__all__ = ["draw_timeline", "pictures", "plan_pages", "render_schedule"]


def plan_pages(
    plan: SessionPlan, lock: PlanLock, codes: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[str, bytes]]:
    """File name and content of every page of a cohort's plan; the same plan, lock and codes give the same bytes.

    `codes` holds the attendance code of each live session that has one, for its run-sheet.

    `schedule.html` and `timeline.svg` are public. Run-sheets, one for each live session that takes place, and
    `manager.html` hold names and addresses; coverage and storyboards hold answers. They expect the calendars in
    `calendars/` and the course's `pictures` in `media/` beside them.
    """
    yield "schedule.html", render_schedule(plan, lock, feed="calendars/learner.ics")
    if timeline := draw_timeline(plan):
        yield "timeline.svg", timeline.encode()
    for occurrence in plan.held():
        yield f"runsheet-{occurrence.id}.html", render_runsheet(plan, lock, occurrence, codes.get(occurrence.id, ""))
    yield "coverage.html", render_coverage(plan)
    yield "coverage.csv", coverage_csv(plan.course)
    for unit in plan.course.units():
        yield f"storyboard-{unit.id}.html", render_storyboard(plan, unit)
    yield "manager.html", render_overview(plan, lock)

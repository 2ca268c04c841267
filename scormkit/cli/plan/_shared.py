"""What the plan commands share: which cohorts, what time it is, and how a course with its cohorts is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from scormkit.cli._shared import exit_with, refuse, require_folder, show_report

if TYPE_CHECKING:
    from scormkit.diagnostics import Report
    from scormkit.model import Cohort, Course
    from scormkit.sessions.lock import PlanLock

Command = TypeVar("Command", bound=Callable[..., Any])


class Instant(click.ParamType):  # type: ignore[type-arg]  # generic for type checkers only
    """A moment such as `2026-03-08T18:00:00Z`; without an offset it is UTC."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        from datetime import UTC

        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"`{value}` is no moment such as `2026-03-08T18:00:00Z`", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def cohort_option(command: Command) -> Command:
    """`--cohort`, for a course that has several."""
    return click.option("--cohort", metavar="ID", help="Only this cohort.")(command)


def now_option(command: Command) -> Command:
    """`--now`: the moment from which the past is known, for repeatable runs."""
    return click.option("--now", type=Instant(), help="What time it is; the clock's when absent.")(command)


def the_time(now: datetime | None) -> datetime:
    """The moment given, or the clock's, to the second."""
    from datetime import UTC

    return now or datetime.now(UTC).replace(microsecond=0)


def chosen_from(cohorts: tuple[Cohort, ...], name: str | None) -> tuple[Cohort, ...]:
    """The cohort of that name, or all without one; ends the program where there is none of that name."""
    found = tuple(each for each in cohorts if name in (None, each.id))
    if name is not None and not found:
        names = ", ".join(each.id for each in cohorts)
        known = f"there are: {names}" if names else "there are none; add a file to `cohorts/`"
        refuse(f"there is no cohort `{name}`; {known}")
    return found


def read_plans(course: Path, cohort: str | None, style: str) -> tuple[Course, tuple[Cohort, ...], Report]:
    """The course, its cohorts (or the one named) and what was found; ends the program where they have errors."""
    from scormkit.source.live import read_plan

    require_folder(course)
    loaded = read_plan(course)
    if loaded.course is None:
        show_report(loaded.report, style)
        exit_with(loaded.report, False)
        raise AssertionError("exit_with ends the program")
    return loaded.course, chosen_from(loaded.cohorts, cohort), loaded.report


def refuse_addresses(folder: Path, course: Course, cohorts: tuple[Cohort, ...]) -> None:
    """Ends the program, with each place, where learners' files would show an e-mail address that nobody waived.

    Waivers hold here whatever the day, since what is built must not depend on it.
    """
    from scormkit.diagnostics import Report
    from scormkit.sessions.judging import check_plan
    from scormkit.source.files import placed

    checked = placed(check_plan(course, cohorts), folder)
    told = Report(tuple(each for each in checked if each.code == "OP-PII"))
    if told.exit_code():
        show_report(told, "text")
        click.echo("Nothing was written: the plan is read by everybody.", err=True)
        exit_with(told, False)


def lock_path(course: Path, cohort: str) -> Path:
    """Where a cohort's lock lies, beside its file."""
    return course / "cohorts" / f"{cohort}.lock.json"


def read_lock_of(course: Path, cohort: str) -> PlanLock:
    """What was published last for a cohort; a lock of revision 0 where nothing was."""
    from scormkit.errors import ScormkitError
    from scormkit.sessions.lock import PlanLock, read_lock

    path = lock_path(course, cohort)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return PlanLock(cohort)
    except (OSError, UnicodeDecodeError) as problem:
        raise ScormkitError(f"cannot read {path}: {problem}") from None
    return read_lock(text, str(path))


def plan_folder(out: Path, course: Course, cohort: Cohort) -> Path:
    """Where a cohort's plan is written."""
    return out / course.id / "plan" / cohort.id

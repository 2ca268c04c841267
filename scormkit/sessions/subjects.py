"""Sessions room, subjects: what plan rules look at: a course as a blend, and a cohort's plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from scormkit.diagnostics import Location
from scormkit.model import Course, LiveSession, Unit
from scormkit.model.live import BlendModel, Cohort, LintSettings
from scormkit.rules import find_rule
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.plan import Occurrence, SessionPlan, Window

Activity = Unit | LiveSession


def limit_of(lint: LintSettings, code: str, name: str) -> float:
    """A rule's limit as the course sets it, or its own. Raises KeyError for a limit that the rule does not have."""
    rule = find_rule(code)
    own = dict(rule.limits)[name] if rule else 0.0
    changed = {each.code: dict(each.limits) for each in lint.rules}
    return changed.get(code, {}).get(name, own)


@dataclass(frozen=True)
class BlendedCourse:
    """A course as a blend, before any cohort: what its rules measure."""

    course: Course
    cohorts: tuple[Cohort, ...] = ()

    def limit(self, code: str, name: str) -> float:
        return limit_of(self.course.lint, code, name)

    @property
    def model(self) -> BlendModel | None:
        return self.course.blend.model if self.course.blend else None

    @cached_property
    def units(self) -> dict[str, Unit]:
        return {each.id: each for each in self.course.units()}

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """Units and live sessions in outline order; live sessions outside the outline last."""
        placed = tuple(self.course.flat_outline())
        by_id = {each.id: each for each in self.course.live_sessions}
        resolved = tuple(by_id.get(each.id, each) if isinstance(each, LiveSession) else each for each in placed)
        outside = tuple(each for each in self.course.live_sessions if each.id not in {one.id for one in placed})
        return (*resolved, *outside)

    @cached_property
    def required_sessions(self) -> tuple[LiveSession, ...]:
        return tuple(each for each in self.course.live_sessions if each.required)

    @cached_property
    def sync_minutes(self) -> float:
        """Live minutes that every learner must attend, without breaks."""
        return sum(each.work_minutes() for each in self.required_sessions)

    @cached_property
    def async_minutes(self) -> float:
        """Minutes of the units that every learner must do; units are required unless every relation says otherwise."""
        optional: set[str] = set()
        required: set[str] = set()
        for session in self.course.live_sessions:
            for relation in (*session.prework, *session.follow_up):
                (required if relation.required else optional).add(relation.unit)
        return sum(unit.minutes for unit in self.units.values() if unit.id not in optional - required)

    @property
    def share(self) -> float:
        """The live share of all required minutes, 0–1."""
        whole = self.sync_minutes + self.async_minutes
        return self.sync_minutes / whole if whole else 0.0

    def at(self, activity: Activity) -> Location:
        """Where a finding about an activity points: its file, and its slug for waivers."""
        return Location(activity.place.file, activity.place.line, activity.id)

    def at_blend(self) -> Location:
        return Location("course.yaml", self.course.blend.line if self.course.blend else 0, "blend")


@dataclass(frozen=True)
class CohortPlan:
    """A cohort's plan with every date; `now` (aware) is the moment from which the past is known, None when unknown.

    `before` is another plan to compare with, where there is one; `lock` what was published last.
    """

    plan: SessionPlan
    now: datetime | None = None
    before: SessionPlan | None = field(default=None)
    lock: PlanLock | None = field(default=None)

    def limit(self, code: str, name: str) -> float:
        return limit_of(self.plan.course.lint, code, name)

    @property
    def model(self) -> BlendModel | None:
        return self.plan.course.blend.model if self.plan.course.blend else None

    @cached_property
    def blended(self) -> BlendedCourse:
        return BlendedCourse(self.plan.course, (self.plan.cohort,))

    def at(self, occurrence: Occurrence) -> Location:
        """Where a finding about a live session's date points: its booking."""
        return Location(self.plan.cohort.place.file, occurrence.line, occurrence.id)

    def at_window(self, window: Window) -> Location:
        """Where a finding about a unit's dates points: what the cohort fixed under `windows:`, else the relation."""
        for fixed in self.plan.cohort.windows:
            if fixed.key == window.key:
                return Location(self.plan.cohort.place.file, fixed.line, window.unit)
        occurrence = self.plan.occurrence(window.live_session)
        file = occurrence.live_session.place.file if occurrence else self.plan.cohort.place.file
        return Location(file, window.source.line, window.unit)

    def at_cohort(self) -> Location:
        return Location(self.plan.cohort.place.file, 1, self.plan.cohort.id)

"""Sessions room, the snapshot: the public plans that packages embed, saved when the author says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from scormkit.diagnostics import Diagnostic, Location, info
from scormkit.model import SNAPSHOT_FILE, SNAPSHOT_FORMAT, Course
from scormkit.sessions.calendar import session_feeds
from scormkit.sessions.codes import attendance_code, digest_of
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.manifest import PlanProfile, plan_manifest
from scormkit.sessions.plan import SessionPlan

VERSION = "1.0"


def make_snapshot(
    plans: Iterable[tuple[SessionPlan, PlanLock]], now: datetime, secret: bytes | None = None
) -> dict[str, Any]:
    """The public plans of cohorts as learners see them from `now` on; codes are digests, and only where a tile asks.

    Pure: the same plans, locks, time and secret give the same data. The secret is not in it.
    """
    saved = now.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    cohorts = [_cohort(plan, lock, secret) for plan, lock in plans]
    return {"format": SNAPSHOT_FORMAT, "formatVersion": VERSION, "saved": saved, "cohorts": cohorts}


def write_snapshot(snapshot: dict[str, Any]) -> str:
    """The snapshot as text, the same on every machine."""
    return json.dumps(snapshot, indent=1, ensure_ascii=False) + "\n"


def says_the_same(one: dict[str, Any], other: object) -> bool:
    """Whether two snapshots differ in nothing but when they were saved."""
    return isinstance(other, dict) and {**one, "saved": ""} == {**other, "saved": ""}


def _cohort(plan: SessionPlan, lock: PlanLock, secret: bytes | None) -> dict[str, Any]:
    tiles = {each.id for each in plan.course.live_sessions if each.tile}
    calendars = {name: text.decode() for name, text in session_feeds(plan, lock).items() if name in tiles}
    return {
        "manifest": plan_manifest(plan, lock, PlanProfile.PUBLIC),
        "calendars": calendars,
        "codes": {} if secret is None else _codes(plan, secret),
    }


def _codes(plan: SessionPlan, secret: bytes) -> dict[str, Any]:
    course, cohort = plan.course, plan.cohort.id
    return {
        each.id: asdict(digest_of(attendance_code(secret, course, cohort, each), course, cohort, each))
        for each in course.live_sessions
        if each.tile and each.tile.code
    }


def snapshot_remarks(course: Course, locks: Mapping[str, PlanLock]) -> Iterator[Diagnostic]:
    """A note for each cohort of which more was published than tiles in packages know; `locks` by cohort."""
    if course.snapshot is None:
        return
    saved = {each.id: json.loads(each.manifest)["plan"]["revision"] for each in course.snapshot.cohorts}
    for cohort, lock in locks.items():
        if lock.revision > saved.get(cohort, 0):
            known = saved.get(cohort, 0)
            message = f"tiles know revision {known} of `{cohort}`, and revision {lock.revision} was published"
            hint = "save it by `scormkit plan snapshot`, then build and upload anew, or serve it at `plan-url`"
            yield info("PLAN-SNAPSHOT-OLD", message, Location(SNAPSHOT_FILE), hint)

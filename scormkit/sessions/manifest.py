"""Sessions room, the manifest: a cohort's plan as JSON, for learners (public) and for those who run it (ops).

The form is published in `session-plan.schema.json` beside this module. The public profile holds no address of a
person, no learner, and a name only where `show: yes` allows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from importlib.resources import files
from typing import Any

from scormkit.model import LiveSession, Unit
from scormkit.model.live import CohortPerson, DateRule, Relation, Teaches, Venue
from scormkit.sessions.calendar import calendar_objects
from scormkit.sessions.dates import Moment
from scormkit.sessions.lock import PlanLock
from scormkit.sessions.pin import course_pin
from scormkit.sessions.plan import Occurrence, SessionPlan, Window, base_iri, calendar_uid, occurrence_key
from scormkit.sessions.publish import changes_since

FORMAT = "scormkit.session-plan"
VERSION = "1.0"

Json = dict[str, Any]


class PlanProfile(StrEnum):
    """For whom a manifest is: learners and the web, or those who run the cohort."""

    PUBLIC = "public"
    OPS = "ops"


@dataclass(frozen=True, slots=True)
class PlannedPackage:
    """A package that the plan belongs to: its target, manifest identifier and the digest of its content."""

    file: str
    target: str
    identifier: str
    sha256: str


def plan_schema() -> Json:
    """The JSON Schema (draft 2020-12) of both profiles."""
    text = files("scormkit.sessions").joinpath("session-plan.schema.json").read_text("utf-8")
    schema: Json = json.loads(text)
    return schema


def plan_manifest(
    plan: SessionPlan, lock: PlanLock, profile: PlanProfile, packages: Iterable[PlannedPackage] = ()
) -> Json:
    """The manifest of a plan. Pure: the same plan, lock and packages give the same data.

    `plan.revision` is the one published last; `plan.hash` tells whether anything is different from another manifest,
    whoever it is for.
    """
    made = _body(plan, lock, profile, packages)
    public = made if profile is PlanProfile.PUBLIC else _body(plan, lock, PlanProfile.PUBLIC, packages)
    digest = sha256(json.dumps(public, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    head = {"revision": lock.revision, "published": lock.published, "hash": digest[:16]}
    return {"format": FORMAT, "formatVersion": VERSION, "profile": str(profile), "plan": head, **made}


def write_manifest(manifest: Json) -> str:
    """The manifest as text, the same on every machine."""
    return json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"


def _body(plan: SessionPlan, lock: PlanLock, profile: PlanProfile, packages: Iterable[PlannedPackage]) -> Json:
    course, cohort = plan.course, plan.cohort
    pins = course_pin(course)
    changed = {each.key: each.kind for each in changes_since(plan, lock)}
    return {
        "course": _without_empty(
            {
                "id": course.id,
                "iri": base_iri(course),
                "title": course.title,
                "version": course.version,
                "language": course.language,
                "blendModel": str(course.blend.model) if course.blend else "",
                "manager": _manager(plan, profile),
                "objectives": [
                    _without_empty({"id": each.id, "text": each.text, "level": each.level, "critical": each.critical})
                    for each in course.objectives
                ],
            }
        ),
        "packages": [
            {"file": each.file, "target": each.target, "identifier": each.identifier, "sha256": each.sha256}
            for each in packages
        ],
        "units": [_unit(each, plan, pins[each.id]) for each in course.units()],
        "liveSessions": [_live_session(each) for each in course.live_sessions],
        "cohort": _without_empty(
            {
                "id": cohort.id,
                "title": cohort.title,
                "timezone": cohort.zone,
                "start": cohort.start.isoformat(),
                "end": cohort.end.isoformat(),
                "capacity": cohort.capacity,
                "participantZones": list(cohort.participant_zones),
                "contentPin": _without_empty({"version": cohort.pin_version, "units": dict(cohort.pin)}),
            }
        )
        | {
            "occurrences": [_occurrence(each, plan, lock, changed) for each in plan.occurrences],
            "windows": [_window(each, plan, lock) for each in plan.windows],
            "cancelled": _cancelled(plan, lock),
        },
        "people": [_person(each, profile) for each in _people(plan, profile)],
        "places": [_venue(each) for each in cohort.venues],
    }


def _manager(plan: SessionPlan, profile: PlanProfile) -> str:
    """Who answers for the course; learners read the name where the cohort's file shows that person."""
    if plan.course.manager is None:
        return ""
    name = plan.course.manager.name
    shown = any(each.name == name and each.show for each in plan.cohort.people)
    return name if shown or profile is PlanProfile.OPS else ""


def _without_empty(data: Json) -> Json:
    return {key: value for key, value in data.items() if value not in ("", None, [], {}, 0, False)}


def _unit(unit: Unit, plan: SessionPlan, pin: str) -> Json:
    return _without_empty(
        {
            "id": unit.id,
            "title": unit.title,
            "kind": unit.kind,
            "activityId": f"{base_iri(plan.course)}/units/{unit.id}",
            "goal": unit.goal,
            "objectives": list(unit.objectives),
            "teaches": _teaches(unit.teaches),
            "minutes": round(unit.minutes),
            "questions": sum(1 for _ in unit.questions()),
            "standalone": unit.standalone,
            "pin": pin,
        }
    )


def _teaches(teaches: Teaches) -> Json:
    return _without_empty(
        {
            "introduce": list(teaches.introduce),
            "practise": list(teaches.practise),
            "retrieve": list(teaches.retrieve),
            "assess": list(teaches.assess),
        }
    )


def _live_session(session: LiveSession) -> Json:
    return _without_empty(
        {
            "id": session.id,
            "title": session.title,
            "kind": session.kind,
            "required": session.required,
            "audience": session.audience,
            "minutes": session.minutes,
            "goal": session.goal,
            "objectives": list(session.objectives),
            "teaches": _teaches(session.teaches),
            "agenda": [
                _without_empty(
                    {"min": each.minutes, "mode": each.mode, "text": each.text, "use": each.use, "group": each.group}
                )
                for each in session.agenda
            ],
            "relations": [
                *(_relation(each, "prework") for each in session.prework),
                *(_relation(each, "follow-up") for each in session.follow_up),
            ],
            "after": [
                _without_empty({"liveSession": each.session, "least": each.least, "most": each.most})
                for each in session.after
            ],
            "attendance": _without_empty(
                {
                    "presentRatio": session.attendance.present_ratio,
                    "lateGrace": session.attendance.late_grace,
                    "makeup": list(session.attendance.makeup),
                }
            ),
            "fallback": _without_empty(
                {
                    "facilitator": session.fallback.facilitator,
                    "equipment": session.fallback.equipment,
                    "materials": session.fallback.materials,
                }
            ),
            "brief": session.brief,
        }
    )


def _relation(relation: Relation, kind: str) -> Json:
    return {"type": kind, "unit": relation.unit, "required": relation.required}


def _moment(moment: Moment | None, rule: DateRule | None = None) -> Json | None:
    """Local time and zone are the truth; `utc` follows from them and from the zone's rules of the day."""
    if moment is None:
        return None
    made = {
        "local": f"{moment.local:%Y-%m-%dT%H:%M}",
        "timezone": moment.zone,
        "utc": f"{moment.utc:%Y-%m-%dT%H:%M:%SZ}",
    }
    text = rule.text if rule else moment.rule
    return made | {"rule": text} if text else made


def _locked(key: str, plan: SessionPlan, lock: PlanLock) -> Json:
    known = lock.objects.get(key)
    made: Json = {"uid": calendar_uid(plan.course, plan.cohort.id, key), "sequence": known.sequence if known else 0}
    return made | {"dtstamp": known.dtstamp} if known else made


def _occurrence(occurrence: Occurrence, plan: SessionPlan, lock: PlanLock, changed: dict[str, str]) -> Json:
    key = occurrence_key(occurrence.live_session)
    return (
        {"liveSession": occurrence.id}
        | _locked(key, plan, lock)
        | _without_empty(
            {
                "status": str(occurrence.status) if occurrence.start else "undated",
                "change": changed.get(key, "same"),
                "start": _moment(occurrence.start),
                "end": _moment(occurrence.end),
                "facilitators": list(occurrence.facilitators),
                "place": occurrence.venue,
                "note": occurrence.note,
                "activityId": f"{base_iri(plan.course)}/live-sessions/{occurrence.id}/{plan.cohort.id}",
            }
        )
    )


def _window(window: Window, plan: SessionPlan, lock: PlanLock) -> Json:
    key = plan.calendar_key(window)
    return (
        {"unit": window.unit, "liveSession": window.live_session, "relation": window.relation}
        | {"required": window.required}
        | _locked(key, plan, lock)
        | _without_empty(
            {
                "release": _moment(window.release, window.source.release),
                "due": _moment(window.due, window.source.due),
            }
        )
    )


def _cancelled(plan: SessionPlan, lock: PlanLock) -> list[Json]:
    current = {each.key for each in calendar_objects(plan)}
    return [
        {"uid": known.uid, "sequence": known.sequence, "title": known.title, "start": known.start}
        for key, known in sorted(lock.objects.items())
        if key not in current
    ]


def _people(plan: SessionPlan, profile: PlanProfile) -> tuple[CohortPerson, ...]:
    """Everybody for those who run it; for learners whoever meets them."""
    if profile is PlanProfile.OPS:
        return plan.cohort.people
    met = {name for each in plan.held() for name in each.facilitators}
    return tuple(each for each in plan.cohort.people if each.id in met)


def _person(person: CohortPerson, profile: PlanProfile) -> Json:
    if profile is PlanProfile.PUBLIC:
        return _without_empty(
            {"id": person.id, "name": person.name if person.show else "", "roles": list(person.roles)}
        )
    return _without_empty(
        {
            "id": person.id,
            "name": person.name,
            "roles": list(person.roles),
            "skills": list(person.skills),
            "email": person.email,
            "away": [f"{first}..{last}" for first, last in person.away],
        }
    )


def _venue(venue: Venue) -> Json:
    return _without_empty(
        {
            "id": venue.id,
            "kind": venue.kind,
            "title": venue.title,
            "url": venue.url,
            "dialIn": venue.dial_in,
            "address": venue.address,
            "seats": venue.seats,
        }
    )

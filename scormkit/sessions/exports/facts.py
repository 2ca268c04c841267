"""Exports room, facts: what a plan can tell a table, by the names that mappings use."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from scormkit.sessions.exports.mapping import PARAM, Fact, Facts
from scormkit.sessions.plan import Occurrence, SessionPlan, base_iri, calendar_uid, occurrence_key

_TAG = re.compile(r"<[^>]*>")

_COURSE = {
    "course.id": "the course's slug",
    "course.title": "its title",
    "course.description": "its description",
    "course.version": "its version",
    "course.iri": "its permanent address",
    "cohort.id": "the cohort's slug",
    "cohort.title": "its title, or its slug",
    "cohort.zone": "its time zone",
    "cohort.capacity": "its places; empty without a limit",
    "cohort.key": "COURSE.COHORT: the same over every move",
    "idmap.session-id": "the LMS's own id of the cohort's session, from `--idmap`",
    "idmap.session-uuid": "the LMS's own UUID of it",
}
_SESSION = {
    "session.id": "the live session's slug",
    "session.key": "COURSE.SESSION: the same for every cohort",
    "session.title": "its title",
    "session.kind": "its kind: vilt, workshop, …",
    "session.goal": "its goal",
    "session.brief": "what learners are told before it, without markup",
    "session.minutes": "its length in minutes",
    "session.hours": "its length in hours",
    "session.required": "yes or no",
}
_OCCURRENCE = {
    "id": "COURSE.COHORT.SESSION: the same over every move",
    "uid": "the UID of its calendar entry",
    "start": "when it starts: a time, see `format` and `zone`",
    "end": "when it ends: a time",
    "status": "confirmed, tentative or cancelled",
    "capacity": "places: the live session's, the cohort's or the room's seats, the smallest",
    "note": "the booking's note",
    "place.id": "the place's id",
    "place.name": "its title, or its id",
    "place.kind": "its kind: room, link, …",
    "place.address": "its address",
    "place.url": "its link",
    "facilitators.ids": "ids of the facilitators: a list, see `join`",
    "facilitators.names": "their names: a list; personal",
    "facilitators.emails": "their addresses: a list; personal",
}

#: Kinds of rows, and what each can tell.
SOURCES: Mapping[str, Mapping[str, str]] = {
    "cohorts": _COURSE,
    "live-sessions": {**_COURSE, **_SESSION},
    "occurrences": {**_COURSE, **_SESSION, **_OCCURRENCE},
}


def facts_of(
    plan: SessionPlan, rows: str, params: Mapping[str, str], idmap: Mapping[str, tuple[str, str]]
) -> Iterator[Facts]:
    """The facts of each row: of the cohort, of each of its live sessions, or of each that has a date.

    `idmap` has ids that an LMS gave, by `cohort.key`.
    """
    given: dict[str, Fact] = {f"{PARAM}{name}": value for name, value in params.items()}
    common = given | _course(plan, idmap)
    if rows == "cohorts":
        yield common
        return
    for occurrence in plan.occurrences:
        session = common | _session(plan, occurrence)
        if rows == "live-sessions":
            yield session
        elif occurrence.start is not None:
            yield session | _occurrence(plan, occurrence)


def _course(plan: SessionPlan, idmap: Mapping[str, tuple[str, str]]) -> dict[str, Fact]:
    course, cohort = plan.course, plan.cohort
    lms_id, lms_uuid = idmap.get(f"{course.id}.{cohort.id}", ("", ""))
    return {
        "course.id": course.id,
        "course.title": course.title,
        "course.description": course.description,
        "course.version": course.version,
        "course.iri": base_iri(course),
        "cohort.id": cohort.id,
        "cohort.title": cohort.title or cohort.id,
        "cohort.zone": cohort.zone,
        "cohort.capacity": cohort.capacity or None,
        "cohort.key": f"{course.id}.{cohort.id}",
        "idmap.session-id": lms_id,
        "idmap.session-uuid": lms_uuid,
    }


def _session(plan: SessionPlan, occurrence: Occurrence) -> dict[str, Fact]:
    session = occurrence.live_session
    return {
        "session.id": session.id,
        "session.key": f"{plan.course.id}.{occurrence_key(session)}",
        "session.title": session.title,
        "session.kind": session.kind,
        "session.goal": session.goal,
        "session.brief": " ".join(html.unescape(_TAG.sub(" ", session.brief)).split()),
        "session.minutes": session.minutes,
        "session.hours": session.minutes / 60,
        "session.required": "yes" if session.required else "no",
    }


def _occurrence(plan: SessionPlan, occurrence: Occurrence) -> dict[str, Fact]:
    session, venue = occurrence.live_session, plan.venue(occurrence.venue)
    people = [person for each in occurrence.facilitators if (person := plan.person(each))]
    limits = (session.capacity, plan.cohort.capacity, venue.seats if venue else 0)
    return {
        "id": occurrence_id(plan, occurrence),
        "uid": calendar_uid(plan.course, plan.cohort.id, occurrence_key(session)),
        "start": occurrence.start,
        "end": occurrence.end,
        "status": str(occurrence.status),
        "capacity": min((each for each in limits if each), default=None),
        "note": occurrence.note,
        "place.id": venue.id if venue else session.where,
        "place.name": (venue.title or venue.id) if venue else session.where,
        "place.kind": venue.kind if venue else "",
        "place.address": venue.address if venue else "",
        "place.url": venue.url if venue else "",
        "facilitators.ids": tuple(each.id for each in people),
        "facilitators.names": tuple(each.name for each in people),
        "facilitators.emails": tuple(each.email for each in people if each.email),
    }


def occurrence_id(plan: SessionPlan, occurrence: Occurrence) -> str:
    """What other systems know an occurrence by: COURSE.COHORT.SESSION."""
    return f"{plan.course.id}.{plan.cohort.id}.{occurrence_key(occurrence.live_session)}"

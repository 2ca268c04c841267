"""Attendance room, statements: who joined, left and attended a live session, as xAPI, each with an id that stays.

Ids are made from what happened (version 5), so a second import of the same files makes the same statements.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from scormkit.diagnostics import Severity
from scormkit.model import Course, LiveSession, XapiActor
from scormkit.model.live import ONLINE_KINDS
from scormkit.sessions.attendance.reading import AttendanceError
from scormkit.sessions.attendance.roster import Learner
from scormkit.sessions.attendance.taking import Presence, Status, Taken
from scormkit.xapi import vocabulary as words
from scormkit.xapi.activities import course_iri, home_page, live_session_iri
from scormkit.xapi.checking import Expected, check_statements
from scormkit.xapi.problems import PROBLEMS
from scormkit.xapi.statements import account, make_statement, statement_id

Json = dict[str, Any]


def why_none(taken: Taken) -> str:
    """Why there can be no statements; empty where there can."""
    course = taken.plan.course
    if not taken.has_roster:
        return "no statements: without a roster nobody has an id"
    if not course.iri:
        return "no statements: the course has no `iri` that ids could grow from"
    if course.xapi and course.xapi.actor is XapiActor.LAUNCH:
        return "no statements: `actor: launch` names learners only when they launch something"
    return ""


def statements_of(taken: Taken, now: datetime | None = None) -> tuple[Json, ...]:
    """For each learner who was there, in the roster's order: `joined` and `left` for each stay, then `attended`.

    `attended` has the duration, and completion by the live session's rule. Nobody who was absent, or is still open, has
    one. All pass the strict check, also that none lies later than `now`. Raises `AttendanceError` where one does not,
    and `CourseError` for a course without an iri.
    """
    course, activity = taken.plan.course, activity_iri(taken)
    catalogue = _catalogue(taken, activity)
    registration = statement_id("registration", activity)
    made = tuple(
        make_statement(
            catalogue, verb, activity, actor=actor, timestamp=at, registration=registration, result=result,
            identifier=statement_id(verb, activity, json.dumps(actor, sort_keys=True), at, json.dumps(result)),
        )
        for presence in taken.presences
        if presence.seconds and presence.status is not Status.OPEN
        for actor in (_actor(course, presence.learner),)
        for verb, at, result in _events(presence, taken)
    )  # fmt: skip
    for index, finding in check_statements(made, Expected(now=now)):
        if PROBLEMS[finding.code].severity is Severity.ERROR:
            raise AttendanceError(f"statement {index + 1} would be refused by a store: {finding.message}")
    return made


def activity_iri(taken: Taken) -> str:
    """The occurrence's id, as the plan's manifest has it."""
    return f"{live_session_iri(taken.plan.course, taken.occurrence.id)}/{taken.plan.cohort.id}"


def _events(presence: Presence, taken: Taken) -> Iterator[tuple[str, str, Json]]:
    for stay in presence.stays:
        yield "joined", _stamp(stay.start), {}
        yield "left", _stamp(stay.end), {"duration": _duration(stay.seconds)}
    last = presence.stays[-1].end if presence.stays else taken.frame.end
    yield "attended", _stamp(last), {"completion": presence.status.completes, "duration": _duration(presence.seconds)}


def _actor(course: Course, learner: Learner) -> Json:
    """As packages make it: an account of the LMS's id at the home page, hashed where the course says so."""
    settings = course.xapi
    if settings is None:
        return account(home_page(course), learner.lms_id)
    hashed = settings.actor is XapiActor.HASHED
    name = sha256((settings.salt + learner.lms_id).encode()).hexdigest() if hashed else learner.lms_id
    return account(settings.home_page, name)


def _catalogue(taken: Taken, activity: str) -> Json:
    """What `make_statement` works from: one activity, three kinds of statements."""
    course, session = taken.plan.course, taken.occurrence.live_session
    kind = _type(session)
    definition: Json = {
        "type": kind.iri,
        "name": {course.language: session.title},
        "extensions": {
            words.PLANNED_START.iri: _stamp(taken.frame.start),
            words.PLANNED_DURATION.iri: _duration(taken.frame.seconds),
        },
    }
    category = [{"id": words.CLASSROOM_PROFILE.iri, "definition": {"type": words.PROFILE.iri}}]
    verbs = {"joined": words.JOINED, "left": words.LEFT, "attended": words.ATTENDED}
    return {
        "course": {"language": course.language, "version": course.version},
        "activities": {
            activity: {
                "definition": dict(sorted(definition.items())),
                "parent": [live_session_iri(course, session.id)],
                "grouping": [course_iri(course)],
            }
        },
        "templates": {
            name: {"verb": {"id": verb.iri, "display": verb.display(course.language)}}
            | ({"category": category} if kind is words.CLASSROOM else {})
            for name, verb in verbs.items()
        },
    }


def _type(session: LiveSession) -> words.Concept:
    if session.kind == "webinar":
        return words.WEBINAR
    return words.CLASSROOM if session.kind in ONLINE_KINDS else words.EVENT


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.000Z"


def _duration(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = (
        f"{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}{f'{left}S' if left or not seconds else ''}"
    )
    return f"PT{parts}"


def statement_lines(statements: tuple[Json, ...]) -> bytes:
    """One statement a line, as `scormkit xapi send` reads them."""
    return "".join(f"{json.dumps(each, ensure_ascii=False, sort_keys=True)}\n" for each in statements).encode()

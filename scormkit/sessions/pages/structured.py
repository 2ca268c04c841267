"""Sessions room, structured data: the public plan in schema.org's words (Course, CourseInstance, Schedule, Event)."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from scormkit.model.live import BookingStatus, Venue
from scormkit.sessions.dates import Moment
from scormkit.sessions.pages.drawing import web_address
from scormkit.sessions.plan import Occurrence, SessionPlan, base_iri, calendar_uid, occurrence_key

_MODES = {"remote": "Online", "in-room": "Offline", "mixed": "Mixed"}


def json_ld(plan: SessionPlan) -> Markup:
    """The plan as JSON-LD, fit to stand in a `script` element. Nobody's name but those that may be shown."""
    text = json.dumps(_course(plan), ensure_ascii=False, indent=1)
    return script_safe(text)


def script_safe(text: str) -> Markup:
    """JSON that cannot end the `script` element around it (HTML, 4.12.1.3)."""
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def _course(plan: SessionPlan) -> dict[str, Any]:
    course = plan.course
    return _whole(
        {
            "@context": "https://schema.org",
            "@type": "Course",
            "@id": base_iri(course),
            "name": course.title,
            "description": course.description,
            "inLanguage": course.language,
            "teaches": [each.text for each in course.objectives],
            "hasCourseInstance": _instance(plan),
        }
    )


def _instance(plan: SessionPlan) -> dict[str, Any]:
    held = tuple(plan.held())
    live = sum(each.live_session.minutes for each in held)
    alone = sum(each.minutes for each in plan.course.units())
    return _whole(
        {
            "@type": "CourseInstance",
            "@id": f"{base_iri(plan.course)}/plan/{plan.cohort.id}",
            "name": plan.cohort.title or plan.cohort.id,
            "courseMode": ["Blended"] if held else ["Online"],
            "courseWorkload": f"PT{live + alone:.0f}M",
            "startDate": plan.cohort.start.isoformat(),
            "endDate": plan.cohort.end.isoformat(),
            "courseSchedule": {
                "@type": "Schedule",
                "startDate": plan.cohort.start.isoformat(),
                "endDate": plan.cohort.end.isoformat(),
                "scheduleTimezone": plan.cohort.zone,
                "repeatCount": len(held),
            },
            "subEvent": [_event(each, plan) for each in plan.occurrences if each.start],
        }
    )


def _event(occurrence: Occurrence, plan: SessionPlan) -> dict[str, Any]:
    session = occurrence.live_session
    cancelled = occurrence.status is BookingStatus.CANCELLED
    key = occurrence_key(session)
    return _whole(
        {
            "@type": "EducationEvent",
            "@id": f"urn:uuid:{calendar_uid(plan.course, plan.cohort.id, key)}",
            "name": session.title,
            "description": session.goal,
            "startDate": _stamp(occurrence.start),
            "endDate": _stamp(occurrence.end),
            "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
            "eventAttendanceMode": f"https://schema.org/{_MODES.get(session.audience, 'Mixed')}EventAttendanceMode",
            "location": _location(plan.venue(occurrence.venue)),
            "performer": [{"@type": "Person", "name": name} for name in shown_names(occurrence, plan)],
        }
    )


def shown_names(occurrence: Occurrence, plan: SessionPlan) -> list[str]:
    """The names of its facilitators that may stand in public."""
    people = (plan.person(each) for each in occurrence.facilitators)
    return [each.name for each in people if each is not None and each.show]


def _location(venue: Venue | None) -> dict[str, Any] | None:
    if venue is None:
        return None
    if venue.is_online or not (venue.address or venue.title):
        return _whole({"@type": "VirtualLocation", "name": venue.title, "url": web_address(venue.url)})
    return _whole({"@type": "Place", "name": venue.title or venue.id, "address": venue.address})


def _stamp(when: Moment | None) -> str:
    """Local time with its offset from UTC, as ISO 8601 writes a moment."""
    if when is None:
        return ""
    offset = int((when.local - when.utc.replace(tzinfo=None)).total_seconds()) // 60
    sign, size = ("-", -offset) if offset < 0 else ("+", offset)
    return f"{when.local:%Y-%m-%dT%H:%M:%S}{sign}{size // 60:02}:{size % 60:02}"


def _whole(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", None, [])}

"""Statements: what each learner did, as a store takes them, the same at every import."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from scormkit.model import XapiActor, XapiSettings
from scormkit.sessions.attendance.reading import AttendanceError
from scormkit.sessions.attendance.statements import statement_lines, statements_of, why_none
from scormkit.sessions.attendance.taking import Taken
from scormkit.xapi.reading import check_file
from tests.sessions.attendance.clinic import table, taken

EXPORT = table(
    "Ada Lovelace,ada@example.org,2026-03-09 12:55,2026-03-09 13:40",
    "Ada Lovelace,ada@example.org,2026-03-09 13:50,2026-03-09 14:30",
    "Grace H.,grace@home.example,2026-03-09 13:00,2026-03-09 14:30",
    "Alan Turing,alan@example.org,2026-03-09 13:15,2026-03-09 13:25:30",
)
ACTIVITY = "https://learn.example.org/courses/airway-basics/live-sessions/clinic/2026a"


def told(attendance: Taken) -> list[tuple[str, str, str, object]]:
    return [
        (each["actor"]["account"]["name"], each["verb"]["display"]["en"], each["timestamp"][11:19], each.get("result"))
        for each in statements_of(attendance)
    ]


def with_xapi(attendance: Taken, settings: XapiSettings) -> Taken:
    course = replace(attendance.plan.course, xapi=settings)
    return replace(attendance, plan=replace(attendance.plan, course=course))


def test_each_stay_is_joined_and_left_and_the_whole_is_attended() -> None:
    """Grace is open until somebody has looked at the review list, so nothing is said of her."""
    assert told(taken(EXPORT)) == [
        ("alovelace", "joined", "17:00:00", None),
        ("alovelace", "left", "17:40:00", {"duration": "PT40M"}),
        ("alovelace", "joined", "17:50:00", None),
        ("alovelace", "left", "18:30:00", {"duration": "PT40M"}),
        ("alovelace", "attended", "18:30:00", {"completion": True, "duration": "PT1H20M"}),
        ("aturing", "joined", "17:15:00", None),
        ("aturing", "left", "17:25:30", {"duration": "PT10M30S"}),
        ("aturing", "attended", "17:25:30", {"completion": False, "duration": "PT10M30S"}),
    ]


def test_a_statement_says_which_live_session_it_is_about_and_nothing_of_name_and_address() -> None:
    first, *rest = statements_of(taken(EXPORT))

    assert first == {
        "actor": {"objectType": "Agent", "account": {"homePage": "https://learn.example.org", "name": "alovelace"}},
        "verb": {"id": "http://activitystrea.ms/join", "display": {"en": "joined"}},
        "object": {
            "objectType": "Activity",
            "id": ACTIVITY,
            "definition": {
                "type": "https://w3id.org/xapi/virtual-classroom/activity-types/virtual-classroom",
                "name": {"en": "Case clinic"},
                "extensions": {
                    "http://id.tincanapi.com/extension/planned-start-time": "2026-03-09T17:00:00.000Z",
                    "http://id.tincanapi.com/extension/planned-duration": "PT1H30M",
                },
            },
        },
        "context": {
            "registration": first["context"]["registration"],
            "revision": "2.1.0",
            "language": "en",
            "contextActivities": {
                "parent": [{"objectType": "Activity", "id": ACTIVITY.removesuffix("/2026a")}],
                "grouping": [{"objectType": "Activity", "id": "https://learn.example.org/courses/airway-basics"}],
                "category": [
                    {
                        "id": "https://w3id.org/xapi/virtual-classroom",
                        "definition": {"type": "http://adlnet.gov/expapi/activities/profile"},
                    }
                ],
            },
        },
        "timestamp": "2026-03-09T17:00:00.000Z",
        "id": first["id"],
    }
    assert {each["context"]["registration"] for each in rest} == {first["context"]["registration"]}
    text = json.dumps([first, *rest])
    assert 'example.org"' in text and "@" not in text and "Ada" not in text


def test_a_second_import_makes_the_same_statements_and_a_new_version_of_the_course_keeps_their_ids() -> None:
    attendance = taken(EXPORT)
    course = replace(attendance.plan.course, version="9.9.9", title="Renamed")
    later = replace(attendance, plan=replace(attendance.plan, course=course))

    once = statements_of(attendance)
    assert statements_of(taken(EXPORT)) == once
    assert [each["id"] for each in statements_of(later)] == [each["id"] for each in once]
    assert len({each["id"] for each in once}) == len(once)


def test_the_strict_check_finds_nothing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "statements.jsonl"
    path.write_bytes(statement_lines(statements_of(taken(EXPORT))))
    with path.open("rb") as stream:
        found = list(check_file(stream, "statements.jsonl"))

    assert [(each.code, each.location) for each in found] == []


def test_a_live_session_that_is_not_over_is_refused() -> None:
    with pytest.raises(AttendanceError, match=r"statement 3 would be refused by a store: .*lies in the future"):
        statements_of(taken(EXPORT), datetime(2026, 3, 9, 17, 44, tzinfo=UTC))


def test_learners_are_who_the_courses_settings_say() -> None:
    home = "https://lms.example.org"
    hashed = with_xapi(taken(EXPORT), XapiSettings(home, "salt", actor=XapiActor.HASHED))
    plain = with_xapi(taken(EXPORT), XapiSettings(home, "salt"))

    assert statements_of(plain)[0]["actor"]["account"] == {"homePage": home, "name": "alovelace"}
    assert statements_of(hashed)[0]["actor"]["account"] == {
        "homePage": home,
        "name": sha256(b"saltalovelace").hexdigest(),
    }


def test_why_there_are_no_statements_is_told() -> None:
    attendance = taken(EXPORT)
    course = replace(attendance.plan.course, iri="")

    assert [
        why_none(attendance),
        why_none(taken(EXPORT, roster=None)),
        why_none(replace(attendance, plan=replace(attendance.plan, course=course))),
        why_none(with_xapi(attendance, XapiSettings("https://x.example", "s", actor=XapiActor.LAUNCH))),
    ] == [
        "",
        "no statements: without a roster nobody has an id",
        "no statements: the course has no `iri` that ids could grow from",
        "no statements: `actor: launch` names learners only when they launch something",
    ]


@pytest.mark.parametrize(
    ("kind", "iri"),
    [
        ("webinar", "http://id.tincanapi.com/activitytype/webinar"),
        ("workshop", "http://activitystrea.ms/event"),
    ],
)
def test_other_kinds_have_other_types_and_no_category_of_the_virtual_classroom(kind: str, iri: str) -> None:
    attendance = taken(EXPORT)
    occurrence = replace(attendance.occurrence, live_session=replace(attendance.occurrence.live_session, kind=kind))
    first = statements_of(replace(attendance, occurrence=occurrence))[0]

    assert first["object"]["definition"]["type"] == iri
    assert "category" not in first["context"]["contextActivities"]

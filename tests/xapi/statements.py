"""Statements for the tests of the check: one good one, and ways to change it."""

from __future__ import annotations

import copy
from typing import Any

ID = "0c3a5b52-9b63-4a2e-8f2f-6f0a6a4b7c11"
OTHER_ID = "7b1b2f0e-52f4-4a0b-9a52-3a5d8b4f0d22"
Json = dict[str, Any]

GOOD: Json = {
    "id": ID,
    "actor": {"objectType": "Agent", "account": {"homePage": "https://lms.example.org", "name": "4711"}},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en": "completed", "pt-BR": "concluiu"}},
    "object": {
        "objectType": "Activity",
        "id": "https://learn.example.org/courses/airway/questions/q-1",
        "definition": {
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "name": {"en": "Which sounds?"},
            "description": {"en": "Which sounds point to an obstruction?"},
            "interactionType": "choice",
            "correctResponsesPattern": ["a[,]b"],
            "choices": [
                {"id": "a", "description": {"en": "Stridor"}},
                {"id": "b", "description": {"en": "Snoring"}},
                {"id": "c", "description": {"en": "Wheeze"}},
            ],
        },
    },
    "result": {
        "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10},
        "success": False,
        "completion": True,
        "response": "a[,]c",
        "duration": "PT1H30M5.25S",
        "extensions": {"https://learn.example.org/x": None},
    },
    "context": {
        "registration": "5c8f2b9e-3d41-4a6b-9c0d-7e1f2a3b4c5d",
        "instructor": {"mbox": "mailto:dana@example.org"},
        "team": {"objectType": "Group", "account": {"homePage": "https://lms.example.org", "name": "team"}},
        "contextActivities": {"parent": [{"id": "https://learn.example.org/courses/airway"}]},
        "revision": "2.1.0",
        "platform": "Moodle",
        "language": "en-GB",
        "statement": {"objectType": "StatementRef", "id": OTHER_ID},
        "extensions": {"https://learn.example.org/y": {"any": [1, None, "thing"]}},
    },
    "timestamp": "2026-11-23T10:11:12.123Z",
    "attachments": [
        {
            "usageType": "https://learn.example.org/certificate",
            "display": {"en": "Certificate"},
            "contentType": "application/pdf",
            "length": 1234,
            "sha2": "672fa5fa658017f1b72d65036f13379c6ab05d4ab3b6664908d8acf0b6a0c634",
            "fileUrl": "https://learn.example.org/certificate.pdf",
        }
    ],
}

SUB: Json = {
    "objectType": "SubStatement",
    "actor": {"mbox": "mailto:a@example.org"},
    "verb": {"id": "http://activitystrea.ms/join", "display": {"en": "joined"}},
    "object": {"id": "https://learn.example.org/clinic"},
}

DELETE = object()


def changed(*changes: tuple[str, Any]) -> Json:
    """The good statement with other values: path (`result.score.raw`, `attachments.0.length`) and value or DELETE."""
    statement = copy.deepcopy(GOOD)
    for path, value in changes:
        *way, last = [int(each) if each.isdigit() else each for each in path.split(".")]
        place: Any = statement
        for step in way:
            place = place[step]
        if value is DELETE:
            del place[last]
        else:
            place[last] = copy.deepcopy(value)
    return statement


def question(kind: str, pattern: str, **components: list[str]) -> Json:
    """The good statement about a question of another type, without a response."""
    definition: Json = {"interactionType": kind, "correctResponsesPattern": [pattern]}
    for name, ids in components.items():
        definition[name] = [{"id": each, "description": {"en": each}} for each in ids]
    return changed(("object.definition", definition), ("result.response", DELETE))

"""Others agree: every statement that a course can send, and the tables of the check, in the eyes of two validators."""

from __future__ import annotations

import math

import pytest

from scormkit.model import XapiProfile
from scormkit.xapi.statements import course_catalogue, example_statements
from tests.xapi.courses import COURSE, sample_statements
from tests.xapi.stores.judges import COMMANDS, judge
from tests.xapi.test_checking import PLANTED, TRICKY

#: What both pass although xAPI 1.0.3, or a standard it names, does not.
ONLY_OURS = {
    "id in braces",  # RFC 4122, 3
    "activity's id without host",  # RFC 9110, 4.2.1
    # 2.4.4.1: neither looks into patterns
    "true-false with yes",
    "numeric with words",
    "numeric range the wrong way",
    "matching without pairs",
    "performance without answers",
    "likert with two",
    "duration with an empty time",  # ISO 8601: T stands only before a time
    "negative duration",  # no part of ISO 8601-1
    "timestamp without time",  # RFC 3339, 5.6
    "timestamp tomorrow",  # 2.4.7
    "about itself",
    "attachment's length is negative",
    "attachment's hash is a SHA-1",  # 2.4.11
    "half a character in an extension",  # RFC 8259, 8.2
}
#: What is valid and refused all the same, and by whom: our own statements hold nothing of the kind.
REFUSED_ELSEWHERE = {
    "SHA-1 in capitals": {"Ralph"},
    "timestamp in small letters": {"Learning Locker"},
    "leap second": {"Ralph", "Learning Locker"},
    "nothing is right": {"Ralph"},
    "media type with parameters": {"Learning Locker"},
}


@pytest.fixture(scope="module")
def ours() -> list[dict[str, object]]:
    made = [each for profile in XapiProfile for each in sample_statements(profile)]
    hand_made = [
        each
        for profile in XapiProfile
        for answers in (True, False)
        for each in example_statements(course_catalogue(COURSE, profile, answers=answers))
    ]
    return [*made, *hand_made]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_statement_that_a_course_can_send_is_valid_in_their_eyes(
    name: str, ours: list[dict[str, object]]
) -> None:
    verdicts = judge(name, ours)
    wrong = {f"{each['verb']} {each['object']}": said for each, said in zip(ours, verdicts, strict=True) if said}
    assert wrong == {}
    assert len(ours) > 500


def sendable(statement: object) -> bool:
    return not any(isinstance(each, float) and not math.isfinite(each) for each in _leaves(statement))


def _leaves(value: object) -> list[object]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return [value] if inner is None else [leaf for each in inner for leaf in _leaves(each)]


def test_what_we_refuse_is_refused_by_another_too() -> None:
    names = [name for name, (statement, _) in PLANTED.items() if sendable(statement)]
    statements = [PLANTED[name][0] for name in names]
    verdicts = [judge(each, statements) for each in COMMANDS]
    passed = {name for name, *said in zip(names, *verdicts, strict=True) if not any(said)}
    assert passed == ONLY_OURS


def test_what_we_pass_is_passed_by_both_but_for_a_few() -> None:
    verdicts = {each: judge(each, list(TRICKY.values())) for each in COMMANDS}
    refused = {name: {judge for judge, said in verdicts.items() if said[number]} for number, name in enumerate(TRICKY)}
    assert {name: judges for name, judges in refused.items() if judges} == REFUSED_ELSEWHERE

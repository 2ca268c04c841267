"""The strict check: what it refuses, what it lets pass, and what it says."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scormkit.diagnostics import Severity
from scormkit.xapi.checking import MOST_FINDINGS, Expected, check_statement, check_statements
from scormkit.xapi.problems import PROBLEMS
from tests.xapi.statements import DELETE, GOOD, ID, OTHER_ID, SUB, Json, changed, question

NOW = datetime(2026, 11, 25, tzinfo=UTC)
TODAY = Expected(now=NOW)
MAIL = {"mbox": "mailto:a@example.org"}
ACCOUNT = {"homePage": "https://lms.example.org", "name": "4711"}
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
REF = {"objectType": "StatementRef", "id": OTHER_ID}
SCORE = "result.score"
DEFINITION = "object.definition"


def codes(statement: Any, least: Severity = Severity.ERROR, expected: Expected = TODAY) -> set[str]:
    found = {finding.code for finding in check_statement(statement, expected)}
    return {code for code in found if PROBLEMS[code].severity >= least}


#: name → statement, the one code that must speak. Each is one mistake.
PLANTED: dict[str, tuple[Json, str]] = {
    # the whole
    "no actor": (changed(("actor", DELETE)), "XAPI-MISSING-KEY"),
    "no verb": (changed(("verb", DELETE)), "XAPI-MISSING-KEY"),
    "no object": (changed(("object", DELETE)), "XAPI-MISSING-KEY"),
    "unknown key": (changed(("score", 5)), "XAPI-UNKNOWN-KEY"),
    "key in other capitals": (changed(("Timestamp", GOOD["timestamp"]), ("timestamp", DELETE)), "XAPI-KEY-CASE"),
    "null": (changed(("result", None)), "XAPI-NULL"),
    "id is no UUID": (changed(("id", "42")), "XAPI-UUID"),
    "id in braces": (changed(("id", f"{{{ID}}}")), "XAPI-UUID"),
    "id as a URN": (changed(("id", f"urn:uuid:{ID}")), "XAPI-UUID"),
    "id of another variant": (changed(("id", "0c3a5b52-9b63-4a2e-cf2f-6f0a6a4b7c11")), "XAPI-UUID"),
    "id is a number": (changed(("id", 42)), "XAPI-TYPE"),
    "version of another standard": (changed(("version", "0.95")), "XAPI-VERSION"),
    "version 2": (changed(("version", "2.0.0")), "XAPI-VERSION"),
    "version is a number": (changed(("version", 1.0)), "XAPI-TYPE"),
    # actors
    "no identifier": (changed(("actor", {"name": "Ann"})), "XAPI-IFI"),
    "two identifiers": (changed(("actor", {**MAIL, "account": ACCOUNT})), "XAPI-IFI"),
    "mailbox without mailto": (changed(("actor", {"mbox": "ann@example.org"})), "XAPI-MAILBOX"),
    "mailbox without address": (changed(("actor", {"mbox": "mailto:ann"})), "XAPI-MAILBOX"),
    "mailbox with a subject": (changed(("actor", {"mbox": "mailto:a@example.org?subject=x"})), "XAPI-MAILBOX"),
    "SHA-1 too short": (changed(("actor", {"mbox_sha1sum": "abc123"})), "XAPI-MAILBOX"),
    "openid is no address": (changed(("actor", {"openid": "ann.example.org"})), "XAPI-IRI"),
    "account without home page": (changed(("actor", {"account": {"name": "x"}})), "XAPI-MISSING-KEY"),
    "account without name": (changed(("actor", {"account": {"homePage": "https://a.example"}})), "XAPI-MISSING-KEY"),
    "home page without scheme": (changed(("actor.account.homePage", "lms.example.org")), "XAPI-IRI"),
    "account name is a number": (changed(("actor.account.name", 4711)), "XAPI-TYPE"),
    "homepage in small letters": (
        changed(("actor.account", {"homepage": "https://a.example", "homePage": "https://a.example", "name": "x"})),
        "XAPI-KEY-CASE",
    ),
    "actor is an activity": (changed(("actor.objectType", "Activity")), "XAPI-OBJECT-TYPE"),
    "actor's type in small letters": (changed(("actor.objectType", "agent")), "XAPI-OBJECT-TYPE"),
    "actor is a text": (changed(("actor", "Ann")), "XAPI-TYPE"),
    "actor's name is a list": (changed(("actor.name", ["Ann"])), "XAPI-TYPE"),
    "anonymous group without members": (changed(("actor", {"objectType": "Group", "name": "all"})), "XAPI-GROUP"),
    "anonymous group, nobody in it": (changed(("actor", {"objectType": "Group", "member": []})), "XAPI-GROUP"),
    "group in a group": (
        changed(("actor", {"objectType": "Group", "member": [{"objectType": "Group", **MAIL}]})),
        "XAPI-GROUP",
    ),
    "agent with members": (changed(("actor", {**MAIL, "member": [MAIL]})), "XAPI-UNKNOWN-KEY"),
    # verbs
    "verb without id": (changed(("verb", {"display": {"en": "did"}})), "XAPI-MISSING-KEY"),
    "verb's id is a word": (changed(("verb.id", "completed")), "XAPI-IRI"),
    "verb's display is a text": (changed(("verb.display", "completed")), "XAPI-TYPE"),
    "language with an underscore": (changed(("verb.display", {"en_US": "completed"})), "XAPI-LANGUAGE"),
    "language as a word": (changed(("verb.display", {"english (UK)": "completed"})), "XAPI-LANGUAGE"),
    "text of a language is a number": (changed(("verb.display", {"en": 1})), "XAPI-TYPE"),
    # objects
    "activity without id": (changed(("object.id", DELETE)), "XAPI-MISSING-KEY"),
    "activity's id is relative": (changed(("object.id", "/courses/airway")), "XAPI-IRI"),
    "activity's id with a space": (changed(("object.id", "https://a.example/my course")), "XAPI-IRI"),
    "activity's id with a broken escape": (changed(("object.id", "https://a.example/100%")), "XAPI-IRI"),
    "activity's id without host": (changed(("object.id", "https:///course")), "XAPI-IRI"),
    "object's type unknown": (changed(("object.objectType", "Course")), "XAPI-OBJECT-TYPE"),
    "reference without type": (
        changed(("verb.id", VOIDED), ("object", {"id": OTHER_ID}), ("result", DELETE), ("context", DELETE)),
        "XAPI-IRI XAPI-VOIDING",
    ),
    "reference to no UUID": (changed(("object", {**REF, "id": "1"}), ("context", DELETE)), "XAPI-UUID"),
    "definition's type is a word": (changed((f"{DEFINITION}.type", "course")), "XAPI-IRI"),
    "moreInfo is no address": (changed((f"{DEFINITION}.moreInfo", "see there")), "XAPI-IRI"),
    "title instead of name": (changed((f"{DEFINITION}.title", {"en": "x"})), "XAPI-UNKNOWN-KEY"),
    # interactions
    "interaction type unknown": (changed((f"{DEFINITION}.interactionType", "multiple-choice")), "XAPI-INTERACTION"),
    "interaction type missing": (changed((f"{DEFINITION}.interactionType", DELETE)), "XAPI-INTERACTION"),
    "components of another type": (changed((f"{DEFINITION}.scale", [{"id": "a"}])), "XAPI-COMPONENT"),
    "component twice": (changed((f"{DEFINITION}.choices.2.id", "b"), ("result.response", "a")), "XAPI-COMPONENT"),
    "component without id": (
        changed((f"{DEFINITION}.choices.2", {"description": {"en": "x"}}), ("result.response", "a")),
        "XAPI-MISSING-KEY",
    ),
    "component is a text": (changed((f"{DEFINITION}.choices.2", "c"), ("result.response", "a")), "XAPI-TYPE"),
    "component's description is a text": (changed((f"{DEFINITION}.choices.0.description", "Stridor")), "XAPI-TYPE"),
    "pattern is a text": (changed((f"{DEFINITION}.correctResponsesPattern", "a[,]b")), "XAPI-TYPE"),
    "true-false with yes": (question("true-false", "yes"), "XAPI-INTERACTION"),
    "numeric with words": (question("numeric", "about 4"), "XAPI-INTERACTION"),
    "numeric range the wrong way": (question("numeric", "9[:]4"), "XAPI-INTERACTION"),
    "matching without pairs": (question("matching", "a[,]b", source=["a"], target=["b"]), "XAPI-INTERACTION"),
    "performance without answers": (question("performance", "a[,]b", steps=["a", "b"]), "XAPI-INTERACTION"),
    "likert with two": (question("likert", "1[,]2", scale=["1", "2"]), "XAPI-INTERACTION"),
    # results
    "scaled above 1": (changed((f"{SCORE}.scaled", 85)), "XAPI-SCORE"),
    "scaled below -1": (changed((f"{SCORE}.scaled", -1.01)), "XAPI-SCORE"),
    "raw above max": (changed((f"{SCORE}.raw", 11)), "XAPI-SCORE"),
    "raw below min": (changed((f"{SCORE}.raw", -1)), "XAPI-SCORE"),
    "max below min": (changed((f"{SCORE}.min", 20), (f"{SCORE}.raw", DELETE)), "XAPI-SCORE"),
    "score is a number": (changed((SCORE, 0.5)), "XAPI-TYPE"),
    "raw is a text": (changed((f"{SCORE}.raw", "5")), "XAPI-TYPE"),
    "raw is true": (changed((f"{SCORE}.raw", True)), "XAPI-TYPE"),
    "percent in the score": (changed((f"{SCORE}.percent", 50)), "XAPI-UNKNOWN-KEY"),
    "raw is infinite": (changed((f"{SCORE}.raw", math.inf), (f"{SCORE}.max", DELETE)), "XAPI-NUMBER"),
    "success is a text": (changed(("result.success", "true")), "XAPI-TYPE"),
    "completion is a number": (changed(("result.completion", 1)), "XAPI-TYPE"),
    "response is a list": (changed(("result.response", ["a"])), "XAPI-TYPE"),
    "duration is a number": (changed(("result.duration", 90)), "XAPI-TYPE"),
    "duration as a clock": (changed(("result.duration", "00:01:30")), "XAPI-DURATION"),
    "duration of nothing": (changed(("result.duration", "PT")), "XAPI-DURATION"),
    "duration with an empty time": (changed(("result.duration", "P1DT")), "XAPI-DURATION"),
    "weeks with days": (changed(("result.duration", "P1W2D")), "XAPI-DURATION"),
    "negative duration": (changed(("result.duration", "-PT5S")), "XAPI-DURATION"),
    "fraction in the middle": (changed(("result.duration", "PT1.5M3S")), "XAPI-DURATION"),
    "null in the result": (changed(("result.success", None)), "XAPI-NULL"),
    "key of an extension is a word": (changed(("result.extensions", {"tries": 1})), "XAPI-EXTENSION-KEY"),
    "extensions are a list": (changed(("result.extensions", [1])), "XAPI-TYPE"),
    # context
    "registration is no UUID": (changed(("context.registration", "course-1")), "XAPI-UUID"),
    "instructor without identifier": (changed(("context.instructor", {"name": "Dana"})), "XAPI-IFI"),
    "team is an agent": (changed(("context.team", MAIL)), "XAPI-MISSING-KEY"),
    "unknown kind of context activity": (
        changed(("context.contextActivities", {"parents": [{"id": "https://a.example"}]})),
        "XAPI-UNKNOWN-KEY",
    ),
    "context activity is an agent": (
        changed(("context.contextActivities.parent.0", {"objectType": "Agent", "id": "https://a.example"})),
        "XAPI-OBJECT-TYPE",
    ),
    "context activity is an address": (
        changed(("context.contextActivities.parent.0", "https://a.example")),
        "XAPI-TYPE",
    ),
    "language of the context": (changed(("context.language", "en_GB")), "XAPI-LANGUAGE"),
    "statement without type": (changed(("context.statement", {"id": OTHER_ID})), "XAPI-MISSING-KEY"),
    "revision is a number": (changed(("context.revision", 2)), "XAPI-TYPE"),
    "revision with an agent": (
        changed(("object", {"objectType": "Agent", **MAIL}), ("context.platform", DELETE)),
        "XAPI-CONTEXT-OBJECT",
    ),
    "platform with a reference": (changed(("object", REF), ("context.revision", DELETE)), "XAPI-CONTEXT-OBJECT"),
    # times
    "timestamp without zone": (changed(("timestamp", "2026-11-23T10:11:12")), "XAPI-TIMESTAMP"),
    "timestamp without time": (changed(("timestamp", "2026-11-23")), "XAPI-TIMESTAMP"),
    "30 February": (changed(("timestamp", "2026-02-30T10:11:12Z")), "XAPI-TIMESTAMP"),
    "25 o'clock": (changed(("timestamp", "2026-11-23T25:11:12Z")), "XAPI-TIMESTAMP"),
    "unknown zone": (changed(("timestamp", "2026-11-23T10:11:12-00:00")), "XAPI-TIMESTAMP"),
    "timestamp with a space": (changed(("timestamp", "2026-11-23 10:11:12Z")), "XAPI-TIMESTAMP"),
    "timestamp as a number": (changed(("timestamp", 1795429872)), "XAPI-TYPE"),
    "timestamp tomorrow": (changed(("timestamp", "2026-11-26T10:11:12Z")), "XAPI-FUTURE"),
    # sub-statements, voiding
    "sub-statement with id": (changed(("object", {**SUB, "id": OTHER_ID}), ("context", DELETE)), "XAPI-SUBSTATEMENT"),
    "sub-statement with stored": (
        changed(("object", {**SUB, "stored": GOOD["timestamp"]}), ("context", DELETE)),
        "XAPI-SUBSTATEMENT",
    ),
    "sub-statement in a sub-statement": (
        changed(("object", {**SUB, "object": SUB}), ("context", DELETE)),
        "XAPI-SUBSTATEMENT",
    ),
    "sub-statement without verb": (
        changed(("object", {key: value for key, value in SUB.items() if key != "verb"}), ("context", DELETE)),
        "XAPI-MISSING-KEY",
    ),
    "voiding an activity": (changed(("verb.id", VOIDED)), "XAPI-VOIDING"),
    "about itself": (changed(("object", {**REF, "id": ID.upper()}), ("context", DELETE)), "XAPI-SELF"),
    # attachments
    "attachments are an object": (changed(("attachments", GOOD["attachments"][0])), "XAPI-TYPE"),
    "attachment without usage": (changed(("attachments.0.usageType", DELETE)), "XAPI-MISSING-KEY"),
    "attachment without display": (changed(("attachments.0.display", DELETE)), "XAPI-MISSING-KEY"),
    "attachment's length is a text": (changed(("attachments.0.length", "1234")), "XAPI-TYPE"),
    "attachment's length is negative": (changed(("attachments.0.length", -1)), "XAPI-ATTACHMENT"),
    "attachment's hash is a SHA-1": (changed(("attachments.0.sha2", "a" * 40)), "XAPI-ATTACHMENT"),
    "attachment's media type": (changed(("attachments.0.contentType", "pdf")), "XAPI-ATTACHMENT"),
    "attachment's address": (changed(("attachments.0.fileUrl", "certificate.pdf")), "XAPI-IRI"),
    # authority
    "authority of three": (
        changed(("authority", {"objectType": "Group", "member": [MAIL, MAIL, MAIL]})),
        "XAPI-AUTHORITY",
    ),
    "authority is a known group": (
        changed(("authority", {"objectType": "Group", **MAIL, "member": [MAIL, MAIL]})),
        "XAPI-AUTHORITY",
    ),
    # texts
    "half a character": (changed(("result.response", "a\ud800"), (DEFINITION, DELETE)), "XAPI-TEXT"),
    "half a character in an extension": (
        changed(("result.extensions", {"https://a.example": ["\udfff"]})),
        "XAPI-TEXT",
    ),
}


def test_the_statement_that_all_others_are_made_from_is_good() -> None:
    assert list(check_statement(GOOD, Expected(now=NOW))) == []


def test_enough_mistakes_are_planted() -> None:
    assert len(PLANTED) >= 60
    assert len({str(statement) for statement, _ in PLANTED.values()}) == len(PLANTED)


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_mistake_is_refused_for_what_it_is(name: str) -> None:
    statement, code = PLANTED[name]
    assert codes(statement) == set(code.split())


TRICKY: dict[str, Json] = {
    "only what must be": {key: GOOD[key] for key in ("actor", "verb", "object")},
    "agent without objectType": changed(("actor", MAIL)),
    "identified group without members": changed(("actor", {"objectType": "Group", **MAIL})),
    "anonymous group": changed(("actor", {"objectType": "Group", "member": [MAIL]})),
    "SHA-1 in capitals": changed(("actor", {"mbox_sha1sum": "A" * 40})),
    "mailbox with plus and subdomain": changed(("actor", {"mbox": "mailto:ann.b+x@mail.example.co.uk"})),
    "openid": changed(("actor", {"openid": "https://ann.example.org/"})),
    "id in capitals": changed(("id", ID.upper())),
    "UUID of version 7": changed(("id", "01932c07-209c-7f3b-8a54-0d1e2f3a4b5c")),
    "verb by URN": changed(("verb.id", "urn:example:verbs:did")),
    "tag URI": changed(("object.id", "tag:example.org,2026:airway")),
    "IRI beyond ASCII": changed(("object.id", "https://lernen.example/kurs/größe")),
    "IRI with a port, query and fragment": changed(("object.id", "https://a.example:8443/x?y=1&z=%20#top")),
    "IRI with IPv6": changed(("object.id", "http://[::1]:8080/x")),
    "activity without definition": changed((DEFINITION, DELETE)),
    "activity without objectType": changed(("object.objectType", DELETE)),
    "languages with script, region, variant": changed(
        ("verb.display", {"zh-Hant-TW": "a", "sl-rozaj-biske": "b", "x-klingon": "c", "en-x-twain": "d", "es-419": "e"})
    ),
    "duration in weeks": changed(("result.duration", "P4W")),
    "duration of a year and a second": changed(("result.duration", "P1Y0M0DT0H0M1S")),
    "duration of nothing, in seconds": changed(("result.duration", "PT0S")),
    "timestamp with an offset": changed(("timestamp", "2026-11-23T10:11:12.123456+05:30")),
    "timestamp in small letters": changed(("timestamp", "2026-11-23t10:11:12z")),
    "leap second": changed(("timestamp", "2016-12-31T23:59:60Z")),
    "leap day": changed(("timestamp", "2024-02-29T00:00:00Z")),
    "a clock three minutes ahead": changed(("timestamp", "2026-11-25T00:03:00Z")),
    "negative scaled": changed((SCORE, {"scaled": -1})),
    "raw alone": changed((SCORE, {"raw": -12.5})),
    "raw at its max": changed((f"{SCORE}.raw", 10.0)),
    "null deep in an extension": changed(("context.extensions", {"https://a.example": {"b": [None, {"c": None}]}})),
    "extension by URN": changed(("context.extensions", {"urn:example:x": 1})),
    "object is an agent": changed(
        ("object", {"objectType": "Agent", **MAIL}), ("context.revision", DELETE), ("context.platform", DELETE)
    ),
    "object is a group": changed(
        ("object", {"objectType": "Group", "member": [MAIL]}),
        ("context.revision", DELETE),
        ("context.platform", DELETE),
    ),
    "sub-statement": changed(("object", SUB), ("context", DELETE)),
    "sub-statement about what is to come": changed(
        ("object", {**SUB, "timestamp": "2030-01-01T00:00:00Z"}), ("context", DELETE)
    ),
    "voiding": changed(("verb.id", VOIDED), ("object", REF), ("result", DELETE), ("context", DELETE)),
    "no right pattern": changed((f"{DEFINITION}.correctResponsesPattern", [])),
    "nothing is right": changed((f"{DEFINITION}.correctResponsesPattern", [""])),
    "fill-in with options": question("fill-in", "{case_matters=true}{lang=en}Bob's your uncle[,]x"),
    "numeric open range": question("numeric", "[:]4"),
    "numeric with exponent": question("numeric", "-1.5e3"),
    "matching": question("matching", "a[.]1[,]b[.]2", source=["a", "b"], target=["1", "2", "3"]),
    "performance as in the specification": question(
        "performance", "pong[.]1:[,]dg[.]:10[,]lunch[.]", steps=["pong", "dg", "lunch"]
    ),
    "media type with parameters": changed(("attachments.0.contentType", 'text/plain; charset="utf-8"')),
    "SHA-512": changed(("attachments.0.sha2", "a" * 128)),
    "version 1.0.0": changed(("version", "1.0.0")),
}


def test_enough_tricky_statements_are_tried() -> None:
    assert len(TRICKY) >= 20


@pytest.mark.parametrize("name", TRICKY)
def test_a_tricky_but_valid_statement_passes(name: str) -> None:
    wanted = {"XAPI-NO-ID", "XAPI-NO-TIMESTAMP"} if name == "only what must be" else set()
    assert codes(TRICKY[name], Severity.WARNING) == wanted


ADVISED: dict[str, tuple[Json, str]] = {
    "no id": (changed(("id", DELETE)), "XAPI-NO-ID"),
    "no timestamp": (changed(("timestamp", DELETE)), "XAPI-NO-TIMESTAMP"),
    "stored": (changed(("stored", GOOD["timestamp"])), "XAPI-SERVER-KEY"),
    "authority": (changed(("authority", MAIL)), "XAPI-SERVER-KEY"),
    "version of a library": (changed(("version", "1.0.3")), "XAPI-VERSION-SET"),
    "empty extensions": (changed(("result.extensions", {})), "XAPI-EMPTY"),
    "empty response": (changed(("result.response", "")), "XAPI-EMPTY"),
    "no display": (changed(("verb.display", DELETE)), "XAPI-DISPLAY"),
    "single context activity": (
        changed(("context.contextActivities.parent", {"id": "https://a.example"})), "XAPI-CONTEXT-SINGLE"
    ),
    "too fine a duration": (changed(("result.duration", "PT1.234S")), "XAPI-DURATION-FORM"),
    "duration with a comma": (changed(("result.duration", "PT1,5S")), "XAPI-DURATION-FORM"),
    "half an hour": (changed(("result.duration", "PT0.5H")), "XAPI-DURATION-FORM"),
    "https instead of http": (changed(("verb.id", "https://adlnet.gov/expapi/verbs/passed")), "XAPI-LOOK-ALIKE"),
    "capital in a known verb": (changed(("verb.id", "http://adlnet.gov/expapi/verbs/Passed")), "XAPI-LOOK-ALIKE"),
    "outdated folder": (changed(("verb.id", "http://activitystrea.ms/schema/1.0/join")), "XAPI-LOOK-ALIKE"),
    "unknown choice": (changed(("result.response", "a[,]z")), "XAPI-RESPONSE"),
    "unknown pattern": (changed((f"{DEFINITION}.correctResponsesPattern", ["z"])), "XAPI-RESPONSE"),
    "white space in a component": (
        changed((f"{DEFINITION}.choices.2.id", "c d"), ("result.response", "a")), "XAPI-WHITESPACE"
    ),
    "attachment without address": (changed(("attachments.0.fileUrl", DELETE)), "XAPI-ATTACHMENT-DATA"),
}  # fmt: skip


@pytest.mark.parametrize("name", ADVISED)
def test_what_is_allowed_but_unwise_is_said_and_is_no_error(name: str) -> None:
    statement, code = ADVISED[name]
    assert codes(statement, Severity.INFO) == {code}
    assert codes(statement) == set()


def test_what_a_store_adds_is_right_when_it_is_read_from_one() -> None:
    authority = {"objectType": "Group", "member": [MAIL, {"account": ACCOUNT}]}
    stored = changed(("stored", GOOD["timestamp"]), ("version", "1.0.3"), ("authority", authority))
    assert codes(stored, Severity.INFO, Expected(from_lrs=True)) == set()


def test_the_future_is_left_open_when_nobody_says_what_time_it_is() -> None:
    assert codes(changed(("timestamp", "2999-01-01T00:00:00Z")), expected=Expected()) == set()


def test_findings_say_where_and_what_in_words() -> None:
    found = list(check_statement(changed(("result.score.raw", "5"), ("actor", {"name": "Ann"}))))
    assert [(each.path, each.message) for each in found] == [
        ("actor", "`actor` has nothing that identifies the agent"),
        ("result.score.raw", "`result.score.raw` must be a number, not the text `5`"),
    ]


def test_a_path_names_an_extension_in_brackets() -> None:
    (found,) = check_statement(changed(("result.extensions", {"https://a.example/x": math.nan})))
    assert found.path == 'result.extensions["https://a.example/x"]'


def test_ids_that_repeat_in_a_batch_are_found_in_any_capitals() -> None:
    found = list(check_statements([GOOD, changed(("id", OTHER_ID)), changed(("id", ID.upper()))]))
    assert [(index, each.code, each.message) for index, each in found] == [
        (2, "XAPI-DUPLICATE-ID", f"`id` {ID} is that of statement 1 as well")
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_a_voiding_statement_cannot_be_voided(order: int) -> None:
    bare = (("result", DELETE), ("context", DELETE), ("verb.id", VOIDED))
    first = changed(*bare, ("object", REF))
    second = changed(*bare, ("id", "11111111-1111-4111-8111-111111111111"), ("object", {**REF, "id": ID}))
    found = list(check_statements([first, second][::order]))
    assert [each.code for _, each in found] == ["XAPI-VOIDING"]


def test_depth_is_bounded() -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    assert codes(changed(("result.extensions", {"https://a.example": 1})) | {"result": deep}) == {"XAPI-DEPTH"}


def test_size_is_bounded() -> None:
    assert codes(changed(("context.platform", "x" * 1_000_001))) == {"XAPI-SIZE"}


def test_a_flood_of_findings_is_cut_and_counted() -> None:
    found = list(check_statement({f"key{number}": 1 for number in range(1000)}))
    assert len(found) == MOST_FINDINGS + 1
    assert found[-1].message == "the statement has 905 more problems"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(each for key, below in inner for each in _paths(below, (*path, key)))]


@settings(max_examples=150, deadline=timedelta(seconds=2))
@given(st.sampled_from(_paths(GOOD)[1:]), JSON)
def test_whatever_stands_anywhere_is_judged_without_falling_over(path: tuple[Any, ...], value: Any) -> None:
    statement = changed()
    place: Any = statement
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    for finding in check_statement(statement):
        assert finding.code in PROBLEMS
        finding.message.encode()


@settings(max_examples=100)
@given(JSON)
def test_any_json_at_all_is_judged_without_falling_over(value: Any) -> None:
    assert codes(value) or value == GOOD

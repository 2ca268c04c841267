"""xAPI room, checking: whether a statement keeps to xAPI 1.0.3, and to what every store takes.

Pure: parsed JSON goes in, findings come out. Nothing is repaired. What a key may hold stands in tables, one for each
kind of object; what spans several keys in functions beside them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from scormkit.diagnostics import Diagnostic, Location
from scormkit.model.iri import is_iri
from scormkit.xapi import interactions, values
from scormkit.xapi.problems import PROBLEMS
from scormkit.xapi.vocabulary import VOIDED, known_as

MOST_DEPTH = 40
MOST_BYTES = 1_000_000  #: of one statement
MOST_FINDINGS = 100  #: of one statement; the rest is counted
_SKEW = timedelta(minutes=5)
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Expected:
    """What the check should hold statements to.

    `from_lrs`: they were read from a store, which sets `stored`, `authority` and `version`. `now`: a timestamp later
    than this (and five minutes, for clocks that differ) is wrong; None leaves it open. Sub-statements may lie ahead.
    """

    from_lrs: bool = False
    now: datetime | None = None


PLAIN = Expected()


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a statement: code, path inside the statement (`result.score.raw`), message, hint."""

    code: str
    path: str
    message: str
    hint: str = ""


Findings = Iterator[Finding]
Check = Callable[[Any, str, Expected], Findings]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an object: how its value is checked, and whether it must be there."""

    check: Check
    required: bool = False


def check_statement(statement: object, expected: Expected = PLAIN) -> Findings:
    """What is wrong with one statement, in the order of its keys; at most `MOST_FINDINGS` and a count of the rest.

    Takes any value that `json.loads` can return. Raises nothing.
    """
    if _depth(statement) > MOST_DEPTH:
        yield Finding("XAPI-DEPTH", "", f"the statement is nested more than {MOST_DEPTH} levels deep")
        return
    shown = 0
    more = 0
    for finding in _whole(statement, expected):
        if shown < MOST_FINDINGS:
            shown += 1
            yield finding
        else:
            more += 1
    if more:
        yield Finding("XAPI-SIZE", "", f"the statement has {more} more problems")


def check_statements(statements: Iterable[object], expected: Expected = PLAIN) -> Iterator[tuple[int, Finding]]:
    """What is wrong with statements that belong together: each by itself, and ids that repeat; with its index."""
    batch = Batch()
    for index, statement in enumerate(statements):
        yield from ((index, finding) for finding in check_statement(statement, expected))
        yield from ((index, finding) for finding in batch.add(statement, f"statement {index + 1}"))


class Batch:
    """What has to be remembered from statement to statement: ids, and which are voiding."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}
        self._voiding: set[str] = set()
        self._voided: dict[str, str] = {}

    def add(self, statement: object, name: str) -> Findings:
        """What is wrong with `statement` beside those added before; `name` says which it is in later messages."""
        if not isinstance(statement, dict):
            return
        own = statement.get("id")
        own = own.lower() if isinstance(own, str) else ""
        if own in self._seen:
            yield Finding("XAPI-DUPLICATE-ID", "id", f"`id` {own} is that of {self._seen[own]} as well")
        elif own:
            self._seen[own] = name
        if _is_voiding(statement):
            yield from self._add_voiding(own, _reference(statement), name)

    def _add_voiding(self, own: str, target: str, name: str) -> Findings:
        """A voiding statement cannot be voided (2.3.2)."""
        if own in self._voided:
            yield Finding("XAPI-VOIDING", "id", f"{self._voided[own]} voids this voiding statement")
        if target in self._voiding:
            yield Finding("XAPI-VOIDING", "object.id", f"{target} is a voiding statement, which cannot be voided")
        self._voiding.add(own)
        self._voided.setdefault(target, name)


def diagnostic(finding: Finding, location: Location) -> Diagnostic:
    """The finding as everything else shows it; the path goes behind the location's pointer."""
    problem = PROBLEMS[finding.code]
    pointer = ".".join(part for part in (location.pointer, finding.path) if part).replace(".[", "[")
    where = replace(location, pointer=pointer)
    return Diagnostic(finding.code, problem.severity, finding.message, where, finding.hint or problem.hint)


# --- the whole statement --------------------------------------------------------------------------


def _whole(statement: object, expected: Expected) -> Findings:
    if not isinstance(statement, dict):
        yield Finding("XAPI-NO-STATEMENT", "", f"a statement must be an object, not {_kind(statement)}")
        return
    yield from _object(STATEMENT, "statement")(statement, "", expected)
    yield from _between_keys(statement, "")
    if "id" not in statement:
        yield Finding("XAPI-NO-ID", "", "the statement has no `id`")
    if "timestamp" not in statement:
        yield Finding("XAPI-NO-TIMESTAMP", "", "the statement has no `timestamp`")
    if not expected.from_lrs:
        yield from _producers_only(statement)
    yield from _size(statement)


def _between_keys(statement: Mapping[str, Any], path: str) -> Findings:
    """What one part of a statement (or sub-statement) demands of another."""
    context = statement.get("context")
    kind = _object_type(statement.get("object"))
    if isinstance(context, dict) and kind in ("Agent", "Group", "StatementRef", "SubStatement"):
        for key in ("revision", "platform"):
            if key in context:
                where = at_key(at_key(path, "context"), key)
                yield Finding("XAPI-CONTEXT-OBJECT", where, f"`{where}` needs an activity as object, not {kind}")
    if _is_voiding(statement) and kind != "StatementRef":
        where = at_key(path, "object")
        message = f"a voiding statement must have a StatementRef as `object`, not {kind}"
        yield Finding("XAPI-VOIDING", where, message)
    target = _reference(statement)
    own = statement.get("id")
    if target and isinstance(own, str) and own.lower() == target:
        yield Finding("XAPI-SELF", at_key(path, "object.id"), "the statement has itself as object")
    yield from _response(statement, path)


def _producers_only(statement: Mapping[str, Any]) -> Findings:
    for key in ("stored", "authority"):
        if key in statement:
            yield Finding("XAPI-SERVER-KEY", key, f"`{key}` is set by the store, not by who sends")
    version = statement.get("version")
    if isinstance(version, str) and version.startswith("1.0") and version != "1.0.0":
        yield Finding("XAPI-VERSION-SET", "version", f"`version` is `{_shown(version)}`: a producer leaves it out")


def _size(statement: Mapping[str, Any]) -> Findings:
    try:
        size = len(json.dumps(statement, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return  # told where it stands
    if size > MOST_BYTES:
        yield Finding("XAPI-SIZE", "", f"the statement has {size:,} bytes; stores take {MOST_BYTES:,} or less")


def _depth(value: object) -> int:
    """How deep a value is nested, without recursion and without going on below what is too deep."""
    level = 0
    row = [value]
    while row and level <= MOST_DEPTH:
        level += 1
        row = [
            inner
            for each in row
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return level


def _is_voiding(statement: Mapping[str, Any]) -> bool:
    verb = statement.get("verb")
    return isinstance(verb, dict) and verb.get("id") == VOIDED.iri


def _reference(statement: Mapping[str, Any]) -> str:
    """The id of the statement that this one is about, or an empty text."""
    target = statement.get("object")
    if not isinstance(target, dict) or target.get("objectType") != "StatementRef":
        return ""
    found = target.get("id")
    return found.lower() if isinstance(found, str) else ""


# --- building blocks ------------------------------------------------------------------------------


def _object(keys: Mapping[str, Key], what: str) -> Check:
    """An object that has these keys and no others."""

    def check(value: Any, path: str, expected: Expected) -> Findings:
        if not isinstance(value, dict):
            yield _wrong_type(value, path, "an object")
            return
        if not value and path:
            yield Finding("XAPI-EMPTY", path, f"`{path}` is empty")
        for name, inner in value.items():
            where = at_key(path, name)
            if name not in keys:
                yield _unknown(name, where, keys, what)
            elif inner is None:
                yield Finding("XAPI-NULL", where, f"`{where}` is null")
            else:
                yield from keys[name].check(inner, where, expected)
        for name, key in keys.items():
            if key.required and name not in value:
                yield Finding("XAPI-MISSING-KEY", path, f"`{at_key(path, name)}` is missing")

    return check


def _unknown(name: str, where: str, keys: Mapping[str, Key], what: str) -> Finding:
    meant = next((each for each in keys if _folded(each) == _folded(name)), "")
    if meant:
        return Finding("XAPI-KEY-CASE", where, f"`{where}` must be written `{meant}`", f"write `{meant}`")
    return Finding("XAPI-UNKNOWN-KEY", where, f"`{where}` does not exist in {_article(what)}")


def _folded(name: str) -> str:
    return name.replace("_", "").lower()


def _array(item: Check, *, least: int = 0) -> Check:
    def check(value: Any, path: str, expected: Expected) -> Findings:
        if not isinstance(value, list):
            yield _wrong_type(value, path, "an array")
            return
        if len(value) < least:
            yield Finding("XAPI-EMPTY", path, f"`{path}` is empty")
        for index, inner in enumerate(value):
            where = f"{path}[{index}]"
            if inner is None:
                yield Finding("XAPI-NULL", where, f"`{where}` is null")
            else:
                yield from item(inner, where, expected)

    return check


def _text(value: Any, path: str, expected: Expected) -> Findings:
    if not isinstance(value, str):
        yield _wrong_type(value, path, "a text")
    elif not value:
        yield Finding("XAPI-EMPTY", path, f"`{path}` is an empty text")
    else:
        yield from _halves(value, path)


def _halves(value: str, path: str) -> Findings:
    try:
        value.encode()
    except UnicodeEncodeError:
        yield Finding("XAPI-TEXT", path, f"`{path}` holds half a character")


def _form(code: str, is_right: Callable[[str], bool], what: str) -> Check:
    """A text of a certain form."""

    def check(value: Any, path: str, expected: Expected) -> Findings:
        if not isinstance(value, str):
            yield _wrong_type(value, path, "a text")
        elif not is_right(value):
            yield Finding(code, path, f"`{path}` is `{_shown(value)}`, which is {what}")

    return check


_uuid = _form("XAPI-UUID", values.is_uuid, "no UUID")
_language = _form("XAPI-LANGUAGE", values.is_language, "no language tag")
_address = _form("XAPI-IRI", is_iri, "no absolute address")
_mailbox = _form("XAPI-MAILBOX", values.is_mailbox, "no `mailto:` address")
_sha1 = _form("XAPI-MAILBOX", values.is_sha1, "no SHA-1 of 40 hexadecimal digits")
_sha2 = _form("XAPI-ATTACHMENT", values.is_sha2, "no SHA-2 in hexadecimal digits")
_media_type = _form("XAPI-ATTACHMENT", values.is_media_type, "no media type")
_version = _form("XAPI-VERSION", lambda text: text == "1.0" or _is_patch(text), "not 1.0.x")


def _is_patch(text: str) -> bool:
    return text.startswith("1.0.") and text[4:].isascii() and text[4:].isdigit()


def _iri(value: Any, path: str, expected: Expected) -> Findings:
    """An identifier, which is compared letter by letter: a look-alike of a well-known one counts as something else."""
    yield from _form("XAPI-IRI", is_iri, "no absolute IRI")(value, path, expected)
    meant = known_as(value) if isinstance(value, str) else ""
    if meant:
        yield Finding("XAPI-LOOK-ALIKE", path, f"`{path}` is `{_shown(value)}`", f"did you mean `{meant}`?")


def _boolean(value: Any, path: str, expected: Expected) -> Findings:
    if not isinstance(value, bool):
        yield _wrong_type(value, path, "true or false")


def _number(value: Any, path: str, expected: Expected) -> Findings:
    if not _is_number(value):
        yield _wrong_type(value, path, "a number")
    elif not math.isfinite(value):
        yield Finding("XAPI-NUMBER", path, f"`{path}` is not finite")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _duration(value: Any, path: str, expected: Expected) -> Findings:
    yield from _form("XAPI-DURATION", values.is_duration, "no ISO 8601 duration")(value, path, expected)
    if isinstance(value, str) and values.is_duration(value) and not values.is_plain_duration(value):
        message = f"`{path}` is `{_shown(value)}`: use whole numbers, and at most two decimals of seconds"
        yield Finding("XAPI-DURATION-FORM", path, message)


def _moment(value: Any, path: str, expected: Expected) -> Findings:
    """A timestamp, at any time."""
    what = "no RFC 3339 timestamp with a time zone"
    yield from _form("XAPI-TIMESTAMP", lambda text: values.read_timestamp(text) is not None, what)(
        value, path, expected
    )


def _past(value: Any, path: str, expected: Expected) -> Findings:
    """A timestamp of something that has happened."""
    yield from _moment(value, path, expected)
    moment = values.read_timestamp(value) if isinstance(value, str) else None
    if moment and expected.now and moment > expected.now + _SKEW:
        yield Finding("XAPI-FUTURE", path, f"`{path}` is `{_shown(value)}`, which lies in the future")


def _language_map(value: Any, path: str, expected: Expected) -> Findings:
    if not isinstance(value, dict):
        yield _wrong_type(value, path, "an object of languages and texts")
        return
    if not value:
        yield Finding("XAPI-EMPTY", path, f"`{path}` is empty")
    for language, text in value.items():
        where = at_key(path, language)
        if not values.is_language(language):
            message = f"`{path}` has the key `{_shown(language)}`, which is no language tag"
            yield Finding("XAPI-LANGUAGE", where, message)
        if text is None:
            yield Finding("XAPI-NULL", where, f"`{where}` is null")
        else:
            yield from _text(text, where, expected)


def _extensions(value: Any, path: str, expected: Expected) -> Findings:
    """Anything may stand in an extension, null as well; only its key is held to a form."""
    if not isinstance(value, dict):
        yield _wrong_type(value, path, "an object of IRIs and values")
        return
    if not value:
        yield Finding("XAPI-EMPTY", path, f"`{path}` is empty")
    for name, inner in value.items():
        where = at_key(path, name)
        if not is_iri(name):
            message = f"`{path}` has the key `{_shown(name)}`, which is no absolute IRI"
            yield Finding("XAPI-EXTENSION-KEY", where, message)
        yield from _any_value(inner, where)


def _any_value(value: object, path: str) -> Findings:
    if isinstance(value, str):
        yield from _halves(value, path)
    elif isinstance(value, float) and not math.isfinite(value):
        yield Finding("XAPI-NUMBER", path, f"`{path}` is not finite")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _halves(name, path)
            yield from _any_value(inner, at_key(path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _any_value(inner, f"{path}[{index}]")


def _word(words: Iterable[str]) -> Check:
    """`objectType`, where only these may stand."""
    allowed = tuple(words)

    def check(value: Any, path: str, expected: Expected) -> Findings:
        if not isinstance(value, str):
            yield _wrong_type(value, path, "a text")
        elif value not in allowed:
            said = " or ".join(f"`{each}`" for each in allowed)
            yield Finding("XAPI-OBJECT-TYPE", path, f"`{path}` is `{_shown(value)}`; here it must be {said}")

    return check


# --- actors ---------------------------------------------------------------------------------------

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")

ACCOUNT = {"homePage": Key(_address, required=True), "name": Key(_text, required=True)}

_IDENTIFIED = {
    "name": Key(_text),
    "mbox": Key(_mailbox),
    "mbox_sha1sum": Key(_sha1),
    "openid": Key(_address),
    "account": Key(_object(ACCOUNT, "account")),
}
AGENT = {"objectType": Key(_word(("Agent",))), **_IDENTIFIED}


def _agent(value: Any, path: str, expected: Expected) -> Findings:
    if isinstance(value, dict) and value.get("objectType") == "Group":
        yield Finding("XAPI-GROUP", path, f"`{path}` must be an agent, not a group")
        return
    yield from _object(AGENT, "agent")(value, path, expected)
    if isinstance(value, dict):
        yield from _one_identifier(value, path, "agent")


GROUP = {
    "objectType": Key(_word(("Group",)), required=True),
    **_IDENTIFIED,
    "member": Key(_array(_agent)),
}


def _group(value: Any, path: str, expected: Expected) -> Findings:
    yield from _object(GROUP, "group")(value, path, expected)
    if not isinstance(value, dict):
        return
    if any(each in value for each in IDENTIFIERS):
        yield from _one_identifier(value, path, "group")
    elif not value.get("member"):
        yield Finding("XAPI-GROUP", path, f"`{path}` is a group without identifier, so it must list its `member`s")


def _one_identifier(value: Mapping[str, Any], path: str, what: str) -> Findings:
    found = [each for each in IDENTIFIERS if each in value]
    if not found:
        yield Finding("XAPI-IFI", path, f"`{path}` has nothing that identifies the {what}")
    elif len(found) > 1:
        said = " and ".join(f"`{each}`" for each in found)
        yield Finding("XAPI-IFI", path, f"`{path}` is identified by {said}; one must be enough")


def _actor(value: Any, path: str, expected: Expected) -> Findings:
    """An agent or a group."""
    if not isinstance(value, dict):
        yield _wrong_type(value, path, "an object")
        return
    kind = value.get("objectType", "Agent")
    if kind == "Group":
        yield from _group(value, path, expected)
    elif kind == "Agent" or not isinstance(kind, str):
        yield from _agent(value, path, expected)
    else:
        yield from _word(("Agent", "Group"))(kind, at_key(path, "objectType"), expected)


def _authority(value: Any, path: str, expected: Expected) -> Findings:
    """An agent, or the two of a three-legged OAuth: the application and the user (2.4.9)."""
    yield from _actor(value, path, expected)
    if not isinstance(value, dict) or value.get("objectType") != "Group":
        return
    members = value.get("member")
    if any(each in value for each in IDENTIFIERS) or not isinstance(members, list) or len(members) != 2:
        message = f"`{path}` is a group, so it must have exactly two members and no identifier"
        yield Finding("XAPI-AUTHORITY", path, message)


# --- activities -----------------------------------------------------------------------------------


def _component_id(value: Any, path: str, expected: Expected) -> Findings:
    yield from _text(value, path, expected)
    if isinstance(value, str) and any(each.isspace() for each in value):
        yield Finding("XAPI-WHITESPACE", path, f"`{path}` is `{_shown(value)}`, with white space in it")


COMPONENT = {"id": Key(_component_id, required=True), "description": Key(_language_map)}


def _components(value: Any, path: str, expected: Expected) -> Findings:
    yield from _array(_object(COMPONENT, "interaction component"), least=1)(value, path, expected)
    seen: set[str] = set()
    for name in _component_ids(value):
        if name in seen:
            yield Finding("XAPI-COMPONENT", path, f"`{path}` has the id `{_shown(name)}` twice")
        seen.add(name)


def _component_ids(value: object) -> list[str]:
    if not isinstance(value, list):
        return []
    return [each["id"] for each in value if isinstance(each, dict) and isinstance(each.get("id"), str)]


def _interaction_type(value: Any, path: str, expected: Expected) -> Findings:
    if not isinstance(value, str):
        yield _wrong_type(value, path, "a text")
    elif value not in interactions.COMPONENTS:
        yield Finding("XAPI-INTERACTION", path, f"`{path}` is `{_shown(value)}`, which is no interaction type")


def _any_text(value: Any, path: str, expected: Expected) -> Findings:
    """A text that may be empty: nothing chosen is an answer, too."""
    if not isinstance(value, str):
        yield _wrong_type(value, path, "a text")
    else:
        yield from _halves(value, path)


DEFINITION = {
    "name": Key(_language_map),
    "description": Key(_language_map),
    "type": Key(_iri),
    "moreInfo": Key(_address),
    "extensions": Key(_extensions),
    "interactionType": Key(_interaction_type),
    "correctResponsesPattern": Key(_array(_any_text)),
    **{name: Key(_components) for name in interactions.COMPONENT_KEYS},
}


def _definition(value: Any, path: str, expected: Expected) -> Findings:
    yield from _object(DEFINITION, "activity definition")(value, path, expected)
    if not isinstance(value, dict):
        return
    given = [each for each in interactions.COMPONENT_KEYS if each in value]
    kind = value.get("interactionType")
    if kind is None:
        for each in (*given, *(["correctResponsesPattern"] if "correctResponsesPattern" in value else [])):
            message = f"`{at_key(path, each)}` needs an `interactionType` beside it"
            yield Finding("XAPI-INTERACTION", path, message, "say which type of interaction it is")
        return
    if kind not in interactions.COMPONENTS if isinstance(kind, str) else True:
        return
    for each in given:
        if each not in interactions.COMPONENTS[kind]:
            yield Finding("XAPI-COMPONENT", at_key(path, each), f"`{at_key(path, each)}` does not belong to {kind}")
    patterns = value.get("correctResponsesPattern")
    for index, pattern in enumerate(patterns if isinstance(patterns, list) else []):
        if isinstance(pattern, str):
            yield from _pattern(value, kind, pattern, f"{at_key(path, 'correctResponsesPattern')}[{index}]")


def _pattern(definition: Mapping[str, Any], kind: str, pattern: str, path: str) -> Findings:
    """A pattern, or the response to it, against the definition that it belongs to."""
    why = interactions.malformed(kind, pattern)
    if why:
        yield Finding("XAPI-INTERACTION", path, f"`{path}` is `{_shown(pattern)}`; for {kind} it {why}")
        return
    for name, component in interactions.named_components(kind, pattern):
        if name in definition and component not in _component_ids(definition[name]):
            yield Finding("XAPI-RESPONSE", path, f"`{path}` names `{_shown(component)}`, which is not in `{name}`")


def _response(statement: Mapping[str, Any], path: str) -> Findings:
    """What was answered must have the form of its question's type."""
    target, result = statement.get("object"), statement.get("result")
    definition = target.get("definition") if isinstance(target, dict) else None
    response = result.get("response") if isinstance(result, dict) else None
    if not isinstance(definition, dict) or not isinstance(response, str) or not response:
        return
    kind = definition.get("interactionType")
    if isinstance(kind, str) and kind in interactions.COMPONENTS:
        yield from _pattern(definition, kind, response, at_key(path, "result.response"))


ACTIVITY = {
    "objectType": Key(_word(("Activity",))),
    "id": Key(_iri, required=True),
    "definition": Key(_definition),
}
_activity = _object(ACTIVITY, "activity")

VERB = {"id": Key(_iri, required=True), "display": Key(_language_map)}


def _verb(value: Any, path: str, expected: Expected) -> Findings:
    yield from _object(VERB, "verb")(value, path, expected)
    if isinstance(value, dict) and "id" in value and "display" not in value:
        yield Finding("XAPI-DISPLAY", path, f"`{path}` has no `display`")


# --- results, context, attachments ----------------------------------------------------------------

SCORE = {name: Key(_number) for name in ("scaled", "raw", "min", "max")}


def _score(value: Any, path: str, expected: Expected) -> Findings:
    yield from _object(SCORE, "score")(value, path, expected)
    if not isinstance(value, dict):
        return
    scaled, raw, low, high = (value.get(each) if _is_number(value.get(each)) else None for each in SCORE)
    if scaled is not None and not -1 <= scaled <= 1:
        yield Finding(
            "XAPI-SCORE", at_key(path, "scaled"), f"`{at_key(path, 'scaled')}` is {scaled}: it lies between -1 and 1"
        )
    if low is not None and high is not None and low >= high:
        yield Finding("XAPI-SCORE", path, f"`{path}` goes from {low} to {high}: `min` must be below `max`")
    elif raw is not None and low is not None and raw < low:
        yield Finding("XAPI-SCORE", at_key(path, "raw"), f"`{at_key(path, 'raw')}` is {raw}, below `min` {low}")
    elif raw is not None and high is not None and raw > high:
        yield Finding("XAPI-SCORE", at_key(path, "raw"), f"`{at_key(path, 'raw')}` is {raw}, above `max` {high}")


RESULT = {
    "score": Key(_score),
    "success": Key(_boolean),
    "completion": Key(_boolean),
    "response": Key(_text),
    "duration": Key(_duration),
    "extensions": Key(_extensions),
}


def _activities(value: Any, path: str, expected: Expected) -> Findings:
    if isinstance(value, dict):
        yield Finding("XAPI-CONTEXT-SINGLE", path, f"`{path}` is one activity, not an array")
        yield from _activity(value, path, expected)
    else:
        yield from _array(_activity)(value, path, expected)


CONTEXT_ACTIVITIES = {name: Key(_activities) for name in ("parent", "grouping", "category", "other")}

REFERENCE = {"objectType": Key(_word(("StatementRef",)), required=True), "id": Key(_uuid, required=True)}

CONTEXT = {
    "registration": Key(_uuid),
    "instructor": Key(_actor),
    "team": Key(_group),
    "contextActivities": Key(_object(CONTEXT_ACTIVITIES, "context")),
    "revision": Key(_text),
    "platform": Key(_text),
    "language": Key(_language),
    "statement": Key(_object(REFERENCE, "reference to a statement")),
    "extensions": Key(_extensions),
}


def _length(value: Any, path: str, expected: Expected) -> Findings:
    if not isinstance(value, int) or isinstance(value, bool):
        yield _wrong_type(value, path, "a whole number")
    elif value < 0:
        yield Finding("XAPI-ATTACHMENT", path, f"`{path}` is {value}: a length cannot be negative")


ATTACHMENT = {
    "usageType": Key(_iri, required=True),
    "display": Key(_language_map, required=True),
    "description": Key(_language_map),
    "contentType": Key(_media_type, required=True),
    "length": Key(_length, required=True),
    "sha2": Key(_sha2, required=True),
    "fileUrl": Key(_address),
}


def _attachment(value: Any, path: str, expected: Expected) -> Findings:
    yield from _object(ATTACHMENT, "attachment")(value, path, expected)
    if isinstance(value, dict) and "fileUrl" not in value and not expected.from_lrs:
        yield Finding("XAPI-ATTACHMENT-DATA", path, f"`{path}` has no `fileUrl`")


# --- objects of statements ------------------------------------------------------------------------


def _object_type(value: object) -> str:
    """What kind of object it is meant to be; without a word, an activity."""
    kind = value.get("objectType", "Activity") if isinstance(value, dict) else "Activity"
    return kind if isinstance(kind, str) else "Activity"


def _target(value: Any, path: str, expected: Expected) -> Findings:
    """The object of a statement."""
    if _object_type(value) == "SubStatement":
        yield from _substatement(value, path, expected)
    else:
        yield from _plain_target(value, path, expected)


def _plain_target(value: Any, path: str, expected: Expected) -> Findings:
    """The object of a statement or sub-statement."""
    kind = _object_type(value)
    checks: dict[str, Check] = {
        "Activity": _activity,
        "Agent": _agent,
        "Group": _group,
        "StatementRef": _object(REFERENCE, "reference to a statement"),
    }
    if kind == "SubStatement":
        yield Finding("XAPI-SUBSTATEMENT", path, f"`{path}` is a sub-statement inside a sub-statement")
    elif kind in checks:
        yield from checks[kind](value, path, expected)
    else:
        yield from _word((*checks, "SubStatement"))(kind, at_key(path, "objectType"), expected)


_COMMON = {
    "actor": Key(_actor, required=True),
    "verb": Key(_verb, required=True),
    "result": Key(_object(RESULT, "result")),
    "context": Key(_object(CONTEXT, "context")),
    "attachments": Key(_array(_attachment)),
}
_FORBIDDEN_INSIDE = ("id", "stored", "version", "authority")

SUBSTATEMENT = {
    "objectType": Key(_word(("SubStatement",)), required=True),
    **_COMMON,
    "object": Key(_plain_target, required=True),
    "timestamp": Key(_moment),
}
STATEMENT = {
    "id": Key(_uuid),
    **_COMMON,
    "object": Key(_target, required=True),
    "timestamp": Key(_past),
    "stored": Key(_moment),
    "authority": Key(_authority),
    "version": Key(_version),
}


def _substatement(value: dict[str, Any], path: str, expected: Expected) -> Findings:
    for key in _FORBIDDEN_INSIDE:
        if key in value:
            message = f"`{at_key(path, key)}` must not stand in a sub-statement"
            yield Finding("XAPI-SUBSTATEMENT", at_key(path, key), message, "leave it out")
    rest = {name: inner for name, inner in value.items() if name not in _FORBIDDEN_INSIDE}
    yield from _object(SUBSTATEMENT, "sub-statement")(rest, path, expected)
    yield from _between_keys(rest, path)


# --- words ----------------------------------------------------------------------------------------


def at_key(path: str, key: str) -> str:
    """The path of a key; one that is no plain word stands in brackets, as in `extensions["https://…"]`."""
    if not path:
        return key
    if all(part.isidentifier() for part in key.split(".")):
        return f"{path}.{key}"
    return f"{path}[{json.dumps(key)}]"


def _wrong_type(value: object, path: str, wanted: str) -> Finding:
    return Finding("XAPI-TYPE", path, f"`{path}` must be {wanted}, not {_kind(value)}")


def _kind(value: object) -> str:
    """A JSON value in words, with what it is where that is short."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}" if abs(value) < 1e15 else "a number"
    if isinstance(value, str):
        return f"the text `{_shown(value)}`"
    return "an array" if isinstance(value, list) else "an object"


def _shown(text: str) -> str:
    short = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return short.encode("utf-8", "replace").decode()


def _article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"

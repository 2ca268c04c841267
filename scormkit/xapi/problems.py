"""xAPI room, problems: every code of the statement check, with its severity, its source and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from scormkit.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """What one code stands for. `spec` is the section of the xAPI 1.0.3 specification, part two (data)."""

    severity: Severity
    meaning: str
    spec: str
    hint: str = ""


def _error(meaning: str, spec: str, hint: str = "") -> Problem:
    return Problem(Severity.ERROR, meaning, spec, hint)


def _warning(meaning: str, spec: str, hint: str = "") -> Problem:
    return Problem(Severity.WARNING, meaning, spec, hint)


#: Code → what it means. Codes are never used again for something else.
PROBLEMS: dict[str, Problem] = {
    "XAPI-ATTACHMENT": _error("An attachment's hash, length or media type is malformed", "2.4.11"),
    "XAPI-ATTACHMENT-DATA": _warning(
        "An attachment has no address, so its data would have to travel with the statement",
        "2.4.11",
        "give it a `fileUrl`",
    ),
    "XAPI-AUTHORITY": _error("`authority` is neither an agent nor a group of exactly two agents", "2.4.9"),
    "XAPI-COMPONENT": _error("Interaction components repeat an id, or do not fit the interaction's type", "2.4.4.1"),
    "XAPI-CONFLICT": _error(
        "The store has a statement of this id that says something else",
        "2.4.1",
        "give the statement an id of its own",
    ),
    "XAPI-CONTEXT-OBJECT": _error(
        "`revision` or `platform` is used although the object is no activity", "2.4.6", "leave it out"
    ),
    "XAPI-CONTEXT-SINGLE": _warning(
        "A context activity stands alone, not in an array: version 1.0 takes it, later ones do not",
        "2.4.6.2",
        "write it as an array of one",
    ),
    "XAPI-COURSE-IRI": _error(
        "A course has no `iri` that ids could be made from",
        "4.0",
        "add an `iri` to course.yaml: an address you own, never changed",
    ),
    "XAPI-DEPTH": _error("The JSON is nested deeper than any statement needs", "2.2"),
    "XAPI-DISPLAY": Problem(Severity.INFO, "The verb has no display, so reports show its IRI", "2.4.3"),
    "XAPI-DUPLICATE-ID": _error("Two statements of a batch have the same id", "2.4.1", "give each its own"),
    "XAPI-DUPLICATE-KEY": _error("An object has the same key twice", "2.2", "keep one of them"),
    "XAPI-DURATION": _error("A duration is not ISO 8601", "4.6", "write it as `PT1H30M` or `PT42.5S`"),
    "XAPI-DURATION-FORM": _warning(
        "A duration is finer than 0.01 s, or written in a way that many stores refuse", "4.6"
    ),
    "XAPI-EMPTY": _warning("A key has nothing in it, which many stores refuse", "2.2", "leave the key out"),
    "XAPI-ENCODING": _error("The file is not UTF-8", "2.2", "save it as UTF-8"),
    "XAPI-EXTENSION-KEY": _error("The key of an extension is no absolute IRI", "4.1"),
    "XAPI-FUTURE": _error("A timestamp lies in the future", "2.4.7", "check the clock of the machine that wrote it"),
    "XAPI-GROUP": _error("A group without identifier lists no members, or a group holds what is no agent", "2.4.2.2"),
    "XAPI-IFI": _error(
        "An actor has no inverse functional identifier, or more than one",
        "2.4.2.3",
        "use exactly one of `mbox`, `mbox_sha1sum`, `openid`, `account`",
    ),
    "XAPI-INTERACTION": _error("An interaction's definition or response pattern does not fit its type", "2.4.4.1"),
    "XAPI-IRI": _error("An identifier is no absolute IRI", "4.0", "write it in full, as `https://…`"),
    "XAPI-JSON": _error("The text is not JSON", "2.2"),
    "XAPI-KEY-CASE": _error("A key is written in other capitals", "2.2"),
    "XAPI-LANGUAGE": _error("A language tag is not as RFC 5646 has it", "4.2", "write it as `en` or `pt-BR`"),
    "XAPI-LOOK-ALIKE": _warning("An IRI looks like a known one, but is another", "4.0"),
    "XAPI-MAILBOX": _error("`mbox` is no `mailto:` address, or `mbox_sha1sum` no SHA-1", "2.4.2.3"),
    "XAPI-MISSING-KEY": _error("A key that must be there is not", "2.2"),
    "XAPI-NO-ID": _warning(
        "A statement has no id, so sending it twice stores it twice", "2.4.1", "set a UUID before sending"
    ),
    "XAPI-NO-STATEMENT": _error("There is no statement, or the JSON is something else", "2.2"),
    "XAPI-NO-TIMESTAMP": _warning(
        "A statement has no timestamp, so the store takes the time of arrival", "2.4.7", "set the time it happened"
    ),
    "XAPI-NULL": _error("A value is null outside extensions", "2.2", "leave the key out"),
    "XAPI-NUMBER": _error("A number is not finite or too long for any reader", "2.2"),
    "XAPI-OBJECT-TYPE": _error("`objectType` is none that may stand here", "2.4.4", "mind the capitals: `Activity`"),
    "XAPI-REFUSED": _error(
        "The store refuses a statement that passed the check", "3.2", "see what the store says of it"
    ),
    "XAPI-RESPONSE": _warning("A response or pattern names a component that the definition does not have", "2.4.4.1"),
    "XAPI-SCORE": _error("A score is out of its range, or its range is empty", "2.4.5.1"),
    "XAPI-SELF": _error("A statement refers to itself", "2.4.4.3"),
    "XAPI-SERVER-KEY": _warning(
        "`stored` or `authority` is set, which is the store's business", "2.4.8", "leave it out when sending"
    ),
    "XAPI-SIZE": _error("A statement is larger than stores take", "2.2"),
    "XAPI-SUBSTATEMENT": _error("A sub-statement has a key or an object that it must not have", "2.4.4.3"),
    "XAPI-TEXT": _error("A text holds half a character (a lone surrogate), which no UTF-8 can carry", "2.2"),
    "XAPI-TIMESTAMP": _error(
        "A timestamp is not RFC 3339, or has no time zone", "4.5", "write it as `2026-11-23T10:11:12.000Z`"
    ),
    "XAPI-TYPE": _error("A value is of the wrong JSON type", "2.2"),
    "XAPI-UNKNOWN-KEY": _error("A key does not exist here", "2.2", "put own data into `extensions`"),
    "XAPI-UUID": _error("An id is no UUID", "2.4.1", "write it as 8-4-4-4-12 hexadecimal digits"),
    "XAPI-VERSION": _error("`version` is not 1.0.x", "2.4.10", "leave it out"),
    "XAPI-VERSION-SET": _warning(
        "`version` is set by the producer to something else than 1.0.0", "2.4.10", "leave it out"
    ),
    "XAPI-VOIDING": _error("A voiding statement voids something that cannot be voided", "2.3.2"),
    "XAPI-WHITESPACE": _warning("The id of an interaction component holds white space", "2.4.4.1"),
}

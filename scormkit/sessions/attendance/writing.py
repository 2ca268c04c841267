"""Attendance room, writing: what was taken → tables for people and for learning management systems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scormkit.sessions.attendance.taking import Presence, Review, Status, Taken
from scormkit.sessions.dates import at_utc
from scormkit.sessions.exports.cells import number_text, table_text
from scormkit.sessions.exports.facts import SOURCES, facts_of, occurrence_id
from scormkit.sessions.exports.mapping import PARAM, Fact, Facts, Layout, Zones, read_layout, write_table, zones_told

_FOLDER = Path(__file__).parent / "tables"
REVIEW_HEADER = ("file", "line", "name", "emails", "reason", "counted", "maybe", "first", "last", "minutes", "to_do")

#: What a row of `attendance` can tell besides what the occurrence can.
ATTENDANCE_SOURCES: Mapping[str, str] = {
    "learner.id": "the learner's id on the roster; without a roster the address or name seen",
    "learner.username": "the LMS's name for the learner, else the id",
    "learner.name": "the learner's name; personal",
    "learner.email": "the learner's address; personal",
    "status": "present, late, partly, absent or open",
    "completed": "yes or no: present or late",
    "completed.at": "when the live session ended, for those who completed it: a time",
    "minutes": "minutes in the live session",
    "hours": "hours in it",
    "share": "the same as a share of its length, from 0 to 1",
    "percent": "the same in whole percent",
    "first": "when the learner first came: a time; empty where the export tells only how long",
    "last": "when the learner last left: a time",
    "stays": "how many stays there were",
    "matched": "what the learner was known by: e-mail, alias, name",
}
KINDS: Mapping[str, Mapping[str, str]] = {
    "attendance": {
        **{name: meaning for name, meaning in SOURCES["occurrences"].items() if name != "status"},
        **ATTENDANCE_SOURCES,
    }
}


@dataclass(frozen=True, slots=True)
class Written:
    """A file for a system. `zones` are those of its times; `waits` is what must be given before it can be written."""

    name: str
    content: bytes = b""
    zones: tuple[str, ...] = ()
    waits: str = ""


def completion_layouts() -> tuple[str, ...]:
    """The systems that scormkit knows completion files of."""
    return tuple(sorted(each.stem for each in _FOLDER.glob("*.yaml") if each.stem != "attendance"))


def completion_layout(name: str) -> Layout:
    """A mapping of scormkit's by its name, or one of the user's by its path. Raises `MappingError`."""
    path = _FOLDER / f"{name}.yaml"
    return read_layout(path if name in completion_layouts() else Path(name), KINDS)


def attendance_table(taken: Taken) -> bytes:
    """`attendance.csv`: everybody on the roster, in its order."""
    layout = read_layout(_FOLDER / "attendance.yaml", KINDS)
    zone = taken.plan.cohort.zone
    return write_table(layout.tables[0], list(_facts(taken, {}, every=True)), Zones(zone, zone))


def review_table(taken: Taken) -> bytes:
    """`review.csv`: whom nobody could be sure of, and what was assumed, in the files' order."""
    return table_text(REVIEW_HEADER, (_review_row(each, taken) for each in taken.reviews)).encode()


def completion_files(taken: Taken, layout: Layout, params: Mapping[str, str], site_zone: str = "") -> Iterator[Written]:
    """The files of a mapping. Who is open is in none of them: a wrong absence is worse than a late one."""
    zones = Zones(site_zone or taken.plan.cohort.zone, taken.plan.cohort.zone)
    for table in layout.tables:
        missing = [f"--set {need}=VALUE" for need in table.needs if need not in params]
        if missing:
            yield Written(table.name, waits=" and ".join(missing))
            continue
        facts = [each for each in _facts(taken, params) if not table.status or each["status"] in table.status]
        yield Written(table.name, write_table(table, facts, zones), zones_told(table, zones))


def _facts(taken: Taken, params: Mapping[str, str], *, every: bool = False) -> Iterator[Facts]:
    own = occurrence_id(taken.plan, taken.occurrence)
    common = next(each for each in facts_of(taken.plan, "occurrences", {}, {}) if each["id"] == own)
    given: dict[str, Fact] = {f"{PARAM}{name}": value for name, value in params.items()}
    for presence in taken.presences:
        if every or presence.status is not Status.OPEN:
            at = taken.occurrence.end if presence.status.completes else None
            yield {**given, **common, **_learner_facts(presence), "completed.at": at}


def _learner_facts(presence: Presence) -> dict[str, Fact]:
    learner, stays = presence.learner, presence.stays
    return {
        "learner.id": learner.id,
        "learner.username": learner.lms_id,
        "learner.name": learner.name,
        "learner.email": learner.email,
        "status": str(presence.status),
        "completed": "yes" if presence.status.completes else "no",
        "minutes": presence.seconds / 60,
        "hours": presence.seconds / 3600,
        "share": presence.share,
        "percent": int(presence.share * 100),
        "first": at_utc(stays[0].start, "UTC") if stays else None,
        "last": at_utc(stays[-1].end, "UTC") if stays else None,
        "stays": len(stays),
        "matched": tuple(str(each) for each in presence.matched),
    }


def _review_row(review: Review, taken: Taken) -> tuple[str, ...]:
    zone = taken.plan.cohort.zone
    ends = (review.stays[0].start, review.stays[-1].end) if review.stays else ()
    return (
        review.file,
        str(review.line),
        review.name,
        "; ".join(review.emails),
        review.reason,
        "yes" if review.counted else "no",
        "; ".join(each.id for each in review.maybe),
        *(tuple(at_utc(each, zone).local.isoformat() for each in ends) or ("", "")),
        number_text(sum(each.seconds for each in review.stays) / 60),
        _to_do(review),
    )


def _to_do(review: Review) -> str:
    if review.counted:
        return "nothing, if this is right"
    alias = (review.emails or (review.name,))[0]
    if review.maybe:
        return f"if it is this learner, add the alias `{alias}` to the roster and import again"
    return "add a line or an alias to the roster and import again, or leave it"

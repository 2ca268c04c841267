"""Source room, schema of the live side: what an author may write about live sessions, the blend and cohorts."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from scormkit.model.live import AGENDA_MODES, SESSION_KINDS, DateRule
from scormkit.source.dates import (
    RULE_HINT,
    read_clock,
    read_day,
    read_days,
    read_local,
    read_rule,
    read_start,
    read_workday,
    read_zone,
)
from scormkit.source.keys import (
    Duration,
    Hyphened,
    Iri,
    Share,
    Slug,
    Slugs,
    Strict,
    Strings,
    Title,
    Truth,
    string_schema,
    text_reader,
)
from scormkit.source.values import did_you_mean


def _one(value: Any) -> Any:
    return [value] if not isinstance(value, list) else value


def _read_kind(text: str) -> str:
    if text in SESSION_KINDS or text.startswith("x-"):
        return text
    raise ValueError(did_you_mean(text, SESSION_KINDS) + "; a kind of your own begins with `x-`")


def _read_mode(text: str) -> str:
    if text in AGENDA_MODES or text.startswith("x-"):
        return text
    raise ValueError(did_you_mean(text, AGENDA_MODES) + "; a mode of your own begins with `x-`")


def _read_number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError("write a number") from None
    if not 0 <= number < 1e9:
        raise ValueError("write a number from 0 on")
    return number


def _read_count(text: str) -> int:
    if not text.strip().isdecimal() or len(text) > 6:
        raise ValueError("write a whole number")
    return int(text)


Day = Annotated[date, text_reader(read_day), string_schema("^\\d{4}-\\d{2}-\\d{2}$", ("2026-03-09",))]
Days = Annotated[tuple[date, date], text_reader(read_days), string_schema(examples=("2026-03-09..2026-03-11",))]
Clock = Annotated[time, text_reader(read_clock), string_schema("^\\d{1,2}:\\d{2}$", ("09:00",))]
Local = Annotated[datetime, text_reader(read_local), string_schema(examples=("2026-03-09 13:00",))]
Start = Annotated[
    tuple[datetime, str], text_reader(read_start), string_schema(examples=("2026-03-09 13:00 Europe/Berlin",))
]
Zone = Annotated[str, text_reader(read_zone), string_schema(examples=("Europe/Berlin",))]
Workday = Annotated[int, text_reader(read_workday), WithJsonSchema({"enum": "mon tue wed thu fri sat sun".split()})]
When = Annotated[DateRule, text_reader(read_rule), WithJsonSchema({"type": "string", "description": RULE_HINT})]
Number = Annotated[float, text_reader(_read_number), WithJsonSchema({"type": "number", "minimum": 0})]
Count = Annotated[int, text_reader(_read_count), WithJsonSchema({"type": "integer", "minimum": 0})]
Kind = Annotated[str, text_reader(_read_kind), WithJsonSchema({"type": "string", "examples": list(SESSION_KINDS)})]
Mode = Annotated[str, text_reader(_read_mode), WithJsonSchema({"type": "string", "examples": list(AGENDA_MODES)})]
Reminders = Annotated[list[Duration], BeforeValidator(_one)]


class LiveFile(Hyphened):
    """What the files of the live side share."""

    model_config = ConfigDict(arbitrary_types_allowed=True)


class TeachesFile(Strict):
    """What is done with which concepts (or objectives, where the course has no concepts)."""

    introduce: Slugs = Field([], description="Met here for the first time.")
    practise: Slugs = Field([], description="Tried out, with help.")
    retrieve: Slugs = Field([], description="Called back from memory, later.")
    assess: Slugs = Field([], description="Tested.")


class RelationFile(LiveFile):
    """A unit before or after a live session."""

    unit: Slug = Field(description="The unit.")
    required: Truth = Field(True, description="Whether learners must have done it.")
    release: When | None = Field(None, description="When it opens.")
    due: When | None = Field(None, description="When it must be done.")


def _unit_only(value: Any) -> Any:
    return {"unit": value} if isinstance(value, str) else value


def _session_only(value: Any) -> Any:
    return {"session": value} if isinstance(value, str) else value


RelationEntry = Annotated[RelationFile, BeforeValidator(_unit_only)]


class AgendaFile(LiveFile):
    """A stretch of a live session."""

    min: Number = Field(description="Minutes.")
    mode: Mode = Field(description="What happens.")
    text: str = Field("", description="In a few words.")
    use: str = Field("", description="What it is fed by, such as `quiz-results`.")
    group: Count = Field(0, description="Size of the groups; all together when absent.")


class GapFile(LiveFile):
    """How long after the end of another live session."""

    min: Duration = Field(0, description="The shortest gap.")
    max: Duration = Field(0, description="The longest gap.")


class AfterFile(LiveFile):
    """A live session that must come first."""

    session: Slug = Field(description="The live session.")
    gap: GapFile = Field(GapFile(), description="How long after its end.")


class NeedsFile(LiveFile):
    """What a live session asks of its place and people."""

    place_kind: str = Field("", description="The kind of place.")
    equipment: dict[str, Count] = Field({}, description="What must be there, and how many.")
    facilitators: Count = Field(1, description="How many facilitators.")
    skill: str = Field("", description="What each of them must be able to do.")


class AttendanceFile(LiveFile):
    """Who counts as present."""

    present_ratio: Share = Field(0.8, description="The share of the length that counts as present.")
    late_grace: Duration = Field(600, description="How late one may come.")
    makeup: Strings = Field([], description="How a missed live session is made up.")


class FallbackFile(LiveFile):
    """What happens when something fails."""

    facilitator: str = Field("", description="When the facilitator is away.")
    equipment: str = Field("", description="When the equipment or the link fails.")
    materials: str = Field("", description="When the material is missing or changed.")


class TileFile(LiveFile):
    """What the small page about a live session does besides telling of it."""

    counts: Truth = Field(False, description="Whether the course is completed only when it was attended.")
    gates_follow_up: Truth = Field(
        False, description="Whether the units after it open only when it was attended, where the target can say so."
    )
    code: Truth = Field(False, description="Whether attendance is shown by a code that the facilitator reads out.")


def _also_yes_or_no(schema: dict[str, Any]) -> None:
    schema["anyOf"].insert(0, {"enum": ["yes", "no", True, False]})


def _tile_or_not(value: Any) -> Any:
    """`yes` for a tile with nothing special, `no` for none."""
    if not isinstance(value, str):
        return value
    words: dict[str, dict[str, str] | None] = {"yes": {}, "true": {}, "no": None, "false": None}
    if value.lower() not in words:
        raise ValueError("write `yes`, `no`, or settings such as `{code: yes}`")
    return words[value.lower()]


class SessionMatter(LiveFile):
    """Front matter of a live session; only `length` is required."""

    length: Duration = Field(description="How long it is.")
    title: Title | None = Field(None, description="Its title; its first heading when absent.")
    start: Start | None = Field(None, description="When it starts, with its zone, where the course has no cohorts/.")
    where: str = Field("", description="Where it is: an address or a place, where the course has no cohorts/.")
    kind: Kind | None = Field(None, description="What sort it is; `vilt` when `where` is an address, else `workshop`.")
    required: Truth = Field(True, description="Whether learners must attend.")
    audience: Literal["remote", "in-room", "mixed"] | None = Field(None, description="Where learners are.")
    goal: str = Field("", description="What learners can do after it.")
    objectives: Slugs = Field([], description="Objectives of the course that it serves.")
    teaches: TeachesFile = Field(TeachesFile(), description="What it does with which concepts.")
    agenda: list[AgendaFile] = Field([], description="What happens, stretch by stretch.")
    prework: list[RelationEntry] | None = Field(
        None, description="Units before it; when absent, those since the live session before, due one workday before."
    )
    follow_up: list[RelationEntry] = Field([], description="Units after it.")
    after: Annotated[list[Annotated[AfterFile, BeforeValidator(_session_only)]], BeforeValidator(_one)] = Field(
        [], description="Live sessions that come first, and the gap to them."
    )
    needs: NeedsFile = Field(NeedsFile(), description="What it asks of its place and people.")
    attendance: AttendanceFile | None = Field(None, description="Who counts as present.")
    fallback: FallbackFile = Field(FallbackFile(), description="What happens when something fails.")
    capacity: Count = Field(0, description="How many learners at most; the cohort's when absent.")
    reminders: Reminders = Field([], description="Reminders before it, such as `[1 day, 15 min]`.")
    tile: Annotated[TileFile | None, BeforeValidator(_tile_or_not)] = Field(
        None,
        description="`yes`, or settings: packages carry a small page about it that the LMS tracks.",
        json_schema_extra=_also_yes_or_no,
    )
    was: Slug | None = Field(None, description="The name it had before, so that calendars keep it.")


class StationFile(LiveFile):
    """One stop of a rotation."""

    id: Slug = Field(description="Its name.")
    modality: str = Field(description="What happens there, such as `online`, `teacher-led` or `group`.", min_length=1)
    minutes: Number = Field(0, description="How long.")
    capacity: Count = Field(0, description="How many learners at once; no limit when absent.")
    place: str = Field("", description="Where.")
    required: Truth = Field(True, description="Whether every group must pass it.")
    uses: Slug | None = Field(None, description="The unit or live session there.")


class SupportFile(LiveFile):
    """Help that learners can book."""

    title: str = Field("", description="What it is.")
    minutes: Number = Field(0, description="Minutes a learner and week that can be booked.")
    reply: Number = Field(0, description="Working days until a question is answered.")
    owner: str = Field("", description="Who gives it.")


class TriggerFile(LiveFile):
    """A sign that a learner struggles."""

    when: Title = Field(description="What is seen, such as `two failed checks`.")
    seen_by: str = Field("", description="Who or what sees it, such as an LMS report.")
    owner: str = Field("", description="Who acts.")


class MilestoneFile(LiveFile):
    """A point that every learner passes."""

    title: Title = Field(description="What is reached.")
    at: Duration = Field(description="How long after the learner's start.")


def _read_cadence(text: str) -> int:
    words = {"weekly": 7, "every 2 weeks": 14, "monthly": 30}
    if text not in words:
        raise ValueError("use `weekly`, `every 2 weeks` or `monthly`")
    return words[text] * 86400


Cadence = Annotated[int, text_reader(_read_cadence), WithJsonSchema({"enum": ["weekly", "every 2 weeks", "monthly"]})]


def _read_plan_url(text: str) -> str:
    if not re.fullmatch(r"https://[^\s<>\"']+", text):
        raise ValueError("write an address such as `https://learn.example.org/{cohort}/session-plan.json`")
    return text


PlanUrl = Annotated[
    str,
    text_reader(_read_plan_url),
    string_schema("^https://", ("https://learn.example.org/{cohort}/session-plan.json",)),
]


class BlendFile(LiveFile):
    """How live sessions and units make one course."""

    model: Literal["flipped", "face-to-face-driver", "rotation", "flex", "enriched-virtual", "custom"] = Field(
        description="The blended model."
    )
    why: str = Field("", description="Why this one.")
    stations: list[StationFile] = Field([], description="Rotation: the stops.")
    groups: Strings = Field([], description="Rotation: the groups that pass them.")
    cycle: Duration = Field(0, description="Rotation: how long one round takes.")
    advance: Literal["by-time", "by-progress"] = Field("by-time", description="Rotation: what makes a group move on.")
    gate: str = Field("", description="Rotation by progress: what must be reached.")
    gate_fallback: str = Field("", description="Rotation by progress: what happens to those who do not.")
    support: list[SupportFile] = Field([], description="Flex: help that can be booked.")
    triggers: list[TriggerFile] = Field([], description="Flex: signs that a learner struggles.")
    milestones: list[MilestoneFile] = Field([], description="Flex: points that every learner passes.")
    choices: Strings = Field([], description="Flex: branches, test-outs and electives, in words.")
    cadence: Cadence = Field(0, description="Enriched virtual: how often learners meet.")
    mentoring: Duration = Field(0, description="Enriched virtual: mentoring time a learner.")
    baseline_live: Duration = Field(0, description="Classroom time before the course was blended.")
    week_budget: Duration = Field(0, description="The most time a learner has in a week.")
    fallback: FallbackFile = Field(FallbackFile(), description="What happens when something fails, in any session.")
    plan_url: PlanUrl | None = Field(
        None, description="Where tiles look for a newer session-plan.json; `{cohort}` stands for the cohort."
    )


class OutcomeFile(LiveFile):
    """A figure that tells whether the course worked."""

    id: Slug = Field(description="Its name.")
    measure: Title = Field(description="What is measured.")
    target: str = Field("", description='What it should reach, such as ">= 0.20".')


class EvaluationFile(LiveFile):
    """How one will know whether the course works."""

    formative: Strings = Field([], description="How it is tried out, such as `expert-review` or `field-test`.")
    outcomes: list[OutcomeFile] = Field([], description="The figures that count.")


class WaiverFile(LiveFile):
    """A finding that somebody decided to live with."""

    rule: Title = Field(description="The rule's code.")
    at: str = Field("", description="The unit or live session; everywhere when absent.")
    reason: Title = Field(description="Why.")
    by: str = Field("", description="Who decided.")
    until: Day | None = Field(None, description="The last day it holds.")


class LintFile(LiveFile):
    """How strictly the course and its plan are judged."""

    profile: Literal["default", "full"] = Field("default", description="`full` takes advice as seriously as it may be.")
    rules: dict[str, dict[str, str]] = Field({}, description="A rule's code: its `level` and its limits.")
    waive: list[WaiverFile] = Field([], description="Findings that somebody decided to live with.")


def _read_email(text: str) -> str:
    if not re.fullmatch(r"[^@\s<>\",;:]+@[^@\s<>\",;:]+", text):
        raise ValueError("write an address such as `learners-2026a@example.org`")
    return text


def _email_only(value: Any) -> Any:
    return {"email": value} if isinstance(value, str) else value


Email = Annotated[str, text_reader(_read_email), string_schema(examples=("learners-2026a@example.org",))]


class MailboxFile(LiveFile):
    """A name and an address."""

    email: Email = Field(description="The address.")
    name: str = Field("", description="The name that calendars show.")


MailboxEntry = Annotated[MailboxFile, BeforeValidator(_email_only)]


class PersonFile(LiveFile):
    """Somebody who makes a cohort run."""

    name: Title = Field(description="The name, or a role.")
    roles: Strings = Field([], description="What they do: `facilitator`, `manager`, `observer`.")
    skills: Strings = Field([], description="What they are qualified for.")
    max_day: Duration = Field(0, description="The most live time in a day.")
    away: Annotated[list[Days], BeforeValidator(_one)] = Field([], description="Days on which they cannot.")
    email: Email | None = Field(None, description="Stands in the plan for operations only.")
    show: Truth = Field(False, description="Whether learners may read the name.")


class VenueFile(LiveFile):
    """A place: a room or a link."""

    kind: str = Field("room", description="`link` for an address; any other word for a room of that kind.")
    title: str = Field("", description="What it is called.")
    url: Iri | None = Field(None, description="The address to join.")
    dial_in: str = Field("", description="A telephone number to join.")
    address: str = Field("", description="Where it is.")
    seats: Count = Field(0, description="How many people fit in.")
    equipment: dict[str, Count] = Field({}, description="What is there, and how many.")


class BookingFile(LiveFile):
    """A live session on a cohort's calendar."""

    start: Local | None = Field(None, description="Local date and time; the scheduler chooses when absent.")
    facilitators: Slugs = Field([], description="Who leads it.")
    place: Slug | None = Field(None, description="Where.")
    status: Literal["confirmed", "tentative", "cancelled"] = Field("confirmed", description="Whether it takes place.")
    note: str = Field("", description="Something to know.")


class WindowFile(LiveFile):
    """Dates of a unit that stay whatever moves; `scormkit plan move` writes them for what is over."""

    release: Local | None = Field(None, description="When it opens.")
    due: Local | None = Field(None, description="When it must be done.")


class HolidaysFile(LiveFile):
    """Days on which nobody works."""

    country: str = Field("", description="A country code whose public holidays count (needs `scormkit[holidays]`).")
    subdivision: str = Field("", description="A state or province of it.")
    extra: list[Day] = Field([], description="Further days.")


class PinFile(LiveFile):
    """What a running cohort learns from, so that material does not change under its feet."""

    version: str = Field("", description="The course's version.")
    units: dict[Slug, str] = Field({}, description="Unit: digest of its content, as `pin` in session-plan.json has it.")


def _read_cohort_id(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", text):
        raise ValueError("use small letters, digits and hyphens, such as `2026a`")
    return text


CohortId = Annotated[str, text_reader(_read_cohort_id), string_schema("^[a-z0-9][a-z0-9-]*$", ("2026a",))]


class CohortFile(LiveFile):
    """cohorts/<id>.yaml: who takes the course when, and who and what is needed for it."""

    timezone: Zone = Field(description="The zone of all local times.")
    start: Day = Field(description="The first day.")
    end: Day = Field(description="The last day.")
    title: str = Field("", description="What the cohort is called.")
    id: CohortId | None = Field(None, description="Permanent name; the file's when absent.")
    workdays: list[Workday] = Field([0, 1, 2, 3, 4], description="The days of the week on which people work.")
    hours: list[Clock] = Field(
        [time(8), time(18)], description="When a working day begins and ends.", min_length=2, max_length=2
    )
    holidays: HolidaysFile = Field(HolidaysFile(), description="Days on which nobody works.")
    capacity: Count = Field(0, description="How many learners.")
    participant_zones: list[Zone] = Field([], description="Where learners are.")
    people: dict[Slug, PersonFile] = Field({}, description="Who makes it run.")
    places: dict[Slug, VenueFile] = Field({}, description="Where it happens.")
    sessions: dict[Slug, BookingFile] | Literal["auto"] = Field(
        {}, description="Live session: its date. `auto`: the scheduler fills them."
    )
    windows: dict[str, WindowFile] = Field(
        {}, description="SESSION/prework/UNIT or SESSION/follow-up/UNIT: dates that stay whatever moves."
    )
    changeover: Duration = Field(0, description="What people and places need between two live sessions.")
    content: PinFile = Field(PinFile(), description="What a running cohort learns from.")
    change_notes: Strings = Field([], description="What changed under a running cohort, for learners.")
    reminders: Reminders = Field([], description="Reminders before every live session.")
    organizer: MailboxEntry | None = Field(
        None, description="Who invites. Keep it: calendars let nobody else move or cancel an invitation."
    )
    invite: Annotated[list[MailboxEntry], BeforeValidator(_one)] = Field(
        [], description="Who is invited besides the facilitators, such as the learners' list."
    )

"""The live side in the author's words: live sessions, the blend they make with the units, and cohorts that take it.

A live session is a template without dates; a cohort gives it a start, people and a place. Nothing here is resolved:
dates that follow from others come from the session plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from scormkit.model.place import Place


class BlendModel(StrEnum):
    """How live sessions and units make one course. `CUSTOM` claims none of the five."""

    FLIPPED = "flipped"
    FACE_TO_FACE = "face-to-face-driver"
    ROTATION = "rotation"
    FLEX = "flex"
    ENRICHED_VIRTUAL = "enriched-virtual"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Teaches:
    """What an activity does with which concepts, by slug."""

    introduce: tuple[str, ...] = ()
    practise: tuple[str, ...] = ()
    retrieve: tuple[str, ...] = ()
    assess: tuple[str, ...] = ()

    def concepts(self) -> tuple[str, ...]:
        """Every concept touched, each once, in the order of first mention."""
        return tuple(dict.fromkeys((*self.introduce, *self.practise, *self.retrieve, *self.assess)))


@dataclass(frozen=True, slots=True)
class Concept:
    """A finer grain than an objective, for overlap, order and spacing."""

    id: str
    objectives: tuple[str, ...] = ()


class Step(StrEnum):
    """What a date rule counts."""

    WORKDAYS = "workdays"  #: the cohort's working days; then a wall clock
    DAYS = "days"  #: calendar days; the wall clock stays over a change to or from summer time
    SECONDS = "seconds"  #: exact time
    DATE = "date"  #: no counting: a local date and time


@dataclass(frozen=True, slots=True)
class DateRule:
    """When something is due or opens, seen from its anchor (a live session's start or end, a cohort's start).

    `count` is signed: before is negative. `clock` None keeps the anchor's (for days) or takes the day's edge (for
    workdays). `text` is what the author wrote.
    """

    text: str
    step: Step
    count: int = 0
    clock: time | None = None
    fixed: datetime | None = None  #: local, for `Step.DATE`


@dataclass(frozen=True, slots=True)
class Relation:
    """A unit that belongs before or after a live session."""

    unit: str
    required: bool = True
    release: DateRule | None = None
    due: DateRule | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class AgendaStep:
    """A stretch of a live session. `group` is the size of the groups, 0 for all together."""

    minutes: float
    mode: str  #: clarify, quiz, lecture, demo, activity, discussion, mentoring, collaboration, debrief, break
    text: str = ""
    use: str = ""  #: what it is fed by, such as `quiz-results`
    group: int = 0


#: Modes of an agenda in which learners do something themselves.
ACTIVE_MODES = frozenset({"activity", "clarify", "quiz", "discussion", "mentoring", "collaboration", "debrief"})
AGENDA_MODES = (*sorted(ACTIVE_MODES), "lecture", "demo", "break")

SESSION_KINDS = (
    "vilt", "classroom", "workshop", "lab", "mentoring", "ojt", "webinar", "kick-off", "exam", "question-hour",
)  # fmt: skip
#: Kinds that happen over a link unless they say otherwise.
ONLINE_KINDS = frozenset({"vilt", "webinar"})
#: Kinds that need no work before them.
EXEMPT_KINDS = frozenset({"kick-off", "exam", "question-hour"})


@dataclass(frozen=True, slots=True)
class After:
    """A live session that must come first, and how long after its end this one may start; seconds, 0 for no limit."""

    session: str
    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Needs:
    """What a live session asks of its place and people."""

    place_kind: str = ""
    equipment: tuple[tuple[str, int], ...] = ()
    facilitators: int = 1
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who counts as present: a share of the length, a grace in seconds for coming late, and how to make it up."""

    present_ratio: float = 0.8
    late_grace: int = 600
    makeup: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fallback:
    """What happens when the facilitator, the equipment or the material fails. Empty: nothing is said."""

    facilitator: str = ""
    equipment: str = ""
    materials: str = ""

    def is_whole(self) -> bool:
        return bool(self.facilitator and self.equipment and self.materials)


@dataclass(frozen=True, slots=True)
class TileSettings:
    """What the small page about a live session does besides telling of it."""

    counts: bool = False  #: the course waits for it; else a cancelled live session keeps nobody from completing
    gates: bool = False  #: the units after the live session open when it was attended, where a target can say so
    code: bool = False  #: attendance is shown by a code that was read out, where the snapshot holds its digest


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A live session as the author wrote it, without dates; `minutes` is its length."""

    id: str
    title: str
    minutes: float = 0.0
    place: Place = field(default=Place(""), compare=False)
    kind: str = "vilt"
    required: bool = True
    audience: str = "remote"  #: remote, in-room or mixed
    goal: str = ""
    objectives: tuple[str, ...] = ()
    teaches: Teaches = Teaches()
    agenda: tuple[AgendaStep, ...] = ()
    prework: tuple[Relation, ...] = ()  #: given, or the units since the live session before
    takes_default_prework: bool = False  #: the author says nothing of prework
    follow_up: tuple[Relation, ...] = ()
    after: tuple[After, ...] = ()
    needs: Needs = Needs()
    attendance: Attendance = Attendance()
    fallback: Fallback = Fallback()
    capacity: int = 0  #: 0: as many as the cohort
    reminders: tuple[int, ...] = ()  #: seconds before the start
    tile: TileSettings | None = None  #: a small SCO in the packages tells learners about it; None: there is none
    start: datetime | None = None  #: local, where the course has no cohort files
    zone: str = ""
    where: str = ""  #: an address or a place, where the course has no cohort files
    was: str = ""  #: the slug it had before
    guide: str = ""  #: HTML for the facilitator
    brief: str = ""  #: HTML for learners

    def work_minutes(self) -> float:
        """The length without the breaks of the agenda."""
        return self.minutes - sum(step.minutes for step in self.agenda if step.mode == "break")


@dataclass(frozen=True, slots=True)
class Station:
    """One stop of a rotation."""

    id: str
    modality: str
    minutes: float = 0.0
    capacity: int = 0
    place: str = ""
    required: bool = True
    uses: str = ""  #: a unit or live session


@dataclass(frozen=True, slots=True)
class Rotation:
    """Groups that pass through stations. `cycle` in seconds."""

    stations: tuple[Station, ...] = ()
    groups: tuple[str, ...] = ()
    cycle: int = 0
    advance: str = "by-time"  #: by-time or by-progress
    gate: str = ""  #: what must be reached to go on
    fallback: str = ""  #: what happens to those who do not reach it


@dataclass(frozen=True, slots=True)
class Support:
    """Help that can be booked. Minutes a learner and week; `reply_workdays` until a question is answered."""

    title: str
    minutes: float = 0.0
    reply_workdays: float = 0.0
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A sign that a learner struggles: what, who sees it, who acts."""

    when: str
    seen_by: str
    owner: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """A point that every learner passes, so many seconds after their start."""

    title: str
    at: int


@dataclass(frozen=True, slots=True)
class Blend:
    """How the author says that the course is blended. `cadence` and `week_budget` in seconds, 0 when not said."""

    model: BlendModel
    why: str = ""
    rotation: Rotation = Rotation()
    support: tuple[Support, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    choices: tuple[str, ...] = ()  #: branches, test-outs and electives, in words
    cadence: int = 0
    mentoring_minutes: float = 0.0  #: a learner
    baseline_live: float = 0.0  #: classroom minutes of the course before it was blended
    week_budget: int = 0
    fallback: Fallback = Fallback()
    plan_url: str = ""  #: where tiles look for a newer public manifest; `{cohort}` stands for the cohort's id
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A figure that tells whether the course worked, and what it should reach."""

    id: str
    measure: str
    target: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    formative: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What a course changes about a rule: `off`, `info`, `warning`, `error` or nothing (empty), and its limits."""

    code: str
    level: str = ""
    limits: tuple[tuple[str, float], ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class CourseWaiver:
    """A finding that somebody decided to live with. `at` is a slug or empty for everywhere."""

    rule: str
    reason: str
    at: str = ""
    by: str = ""
    until: date | None = None
    line: int = field(default=0, compare=False)

    @property
    def name(self) -> str:
        """The rule, and where it is waived."""
        return f"{self.rule} at `{self.at}`" if self.at else self.rule


@dataclass(frozen=True, slots=True)
class LintSettings:
    profile: str = "default"  #: `full` raises advice to the severity that the evidence allows
    rules: tuple[RuleSetting, ...] = ()
    waivers: tuple[CourseWaiver, ...] = ()


@dataclass(frozen=True, slots=True)
class CohortPerson:
    """Somebody who makes a cohort run. `max_day` in seconds, 0 for no limit; `away` are days, first and last."""

    id: str
    name: str
    roles: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    max_day: int = 0
    away: tuple[tuple[date, date], ...] = ()
    email: str = ""
    show: bool = False  #: the name may stand in the public plan

    def is_away(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.away)

    def facilitates(self) -> bool:
        return not self.roles or "facilitator" in self.roles


@dataclass(frozen=True, slots=True)
class Venue:
    """A place: a room, a laboratory, or a link. `seats` 0 for no limit."""

    id: str
    kind: str = "room"
    title: str = ""
    url: str = ""
    dial_in: str = ""
    address: str = ""
    seats: int = 0
    equipment: tuple[tuple[str, int], ...] = ()

    @property
    def is_online(self) -> bool:
        return self.kind == "link"


class BookingStatus(StrEnum):
    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Booking:
    """A live session on a cohort's calendar. `start` is local; None asks the scheduler."""

    session: str
    start: datetime | None = None
    facilitators: tuple[str, ...] = ()
    venue: str = ""
    status: BookingStatus = BookingStatus.CONFIRMED
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class FixedWindow:
    """Dates of a unit that stay whatever moves; local, None where the rule decides. `key` is SESSION/RELATION/UNIT."""

    key: str
    release: datetime | None = None
    due: datetime | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address that calendars know: who invites, or a list that is invited."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Cohort:
    """A group that takes the course together: dates, people, places; no teaching content. `end` is its last day."""

    id: str
    zone: str
    start: date
    end: date
    title: str = ""
    workdays: frozenset[int] = frozenset({0, 1, 2, 3, 4})  #: Monday is 0
    opens: time = time(8)
    closes: time = time(18)
    holidays: tuple[tuple[date, str], ...] = ()  #: day and name
    capacity: int = 0
    participant_zones: tuple[str, ...] = ()
    people: tuple[CohortPerson, ...] = ()
    venues: tuple[Venue, ...] = ()
    bookings: tuple[Booking, ...] = ()
    windows: tuple[FixedWindow, ...] = ()
    auto: bool = False  #: the scheduler fills starts, facilitators and places
    changeover: int = 0  #: seconds that people and places need between two live sessions
    pin: tuple[tuple[str, str], ...] = ()  #: unit → digest of what the running cohort learns from
    pin_version: str = ""
    change_notes: tuple[str, ...] = ()
    reminders: tuple[int, ...] = ()
    organizer: Mailbox | None = None  #: who invites; the same for good, since calendars let nobody else cancel
    invite: tuple[Mailbox, ...] = ()  #: who is invited besides the facilitators, such as the learners' list
    place: Place = field(default=Place(""), compare=False)

    def is_workday(self, day: date) -> bool:
        """Whether people of this cohort work that day."""
        return day.weekday() in self.workdays and all(day != holiday for holiday, _ in self.holidays)

    def person(self, identifier: str) -> CohortPerson | None:
        return next((each for each in self.people if each.id == identifier), None)

    def venue(self, identifier: str) -> Venue | None:
        return next((each for each in self.venues if each.id == identifier), None)

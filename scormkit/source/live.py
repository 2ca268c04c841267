"""Source room, the live side: sessions/<id>.md and cohorts/<id>.yaml → live sessions and cohorts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from scormkit.diagnostics import Diagnostic, Location, Report, error, info
from scormkit.model import Course, LiveSession, Place, Unit
from scormkit.model.live import (
    EXEMPT_KINDS,
    ONLINE_KINDS,
    After,
    AgendaStep,
    Attendance,
    Blend,
    BlendModel,
    Booking,
    BookingStatus,
    Cohort,
    CohortPerson,
    Concept,
    CourseWaiver,
    DateRule,
    Evaluation,
    Fallback,
    FixedWindow,
    LintSettings,
    Mailbox,
    Milestone,
    Needs,
    Outcome,
    Relation,
    Rotation,
    RuleSetting,
    Station,
    Step,
    Support,
    Teaches,
    TileSettings,
    Trigger,
    Venue,
)
from scormkit.source import markdown, nearly
from scormkit.source.dates import clock_trouble
from scormkit.source.files import CourseFiles, placed
from scormkit.source.live_schema import (
    AttendanceFile,
    BlendFile,
    CohortFile,
    EvaluationFile,
    FallbackFile,
    HolidaysFile,
    LintFile,
    MailboxFile,
    RelationFile,
    SessionMatter,
    TeachesFile,
    TileFile,
)
from scormkit.source.matter import split_matter
from scormkit.source.validation import salvage, validate
from scormkit.source.values import did_you_mean, hyphenated, slug_of
from scormkit.source.yaml import YamlDocument, read_yaml

Say = Callable[[Diagnostic], None]

COHORTS = "cohorts"
_BRIEF = re.compile(r"^#+\s+(brief|for learners)\s*$", re.IGNORECASE | re.MULTILINE)
_DUE = DateRule("1 workday before", Step.WORKDAYS, -1)
_RELEASE = DateRule("5 workdays before", Step.WORKDAYS, -5)


# --- live sessions --------------------------------------------------------------------------------


def read_session(identifier: str, path: str, text: str, say: Say) -> LiveSession:
    """A live session from its file; `prework` is left empty where the author says nothing of it.

    The body is the facilitator's guide; what stands below a heading `Brief` (or `For learners`) is for learners.
    """
    if nearly.check_front(text, path, say):
        return LiveSession(identifier, identifier, 0.0, Place(path, 1))
    front, body, first_line = split_matter(text)
    document = read_yaml(front, path, 2) if front is not None else YamlDocument(path)
    matter, problems = salvage(SessionMatter, document, {"length": "1 min"})
    for each in problems:
        say(each)
    if matter is None:
        return LiveSession(identifier, identifier, 0.0, Place(path, 1))
    heading = re.search(r"^#\s+(.+?)\s*#*$", body, re.MULTILINE)
    guide, brief = _guide_and_brief(body)
    local, zone = matter.start or (None, "")
    if local and (trouble := clock_trouble(local, zone)):
        _say_clock(local, zone, trouble, document.at(("start",)), say)
    kind = matter.kind or ("vilt" if _is_address(matter.where) or not matter.where else "workshop")
    minutes = matter.length / 60
    agenda = tuple(AgendaStep(step.min, step.mode, step.text, step.use, step.group) for step in matter.agenda)
    planned = sum(step.minutes for step in agenda)
    if planned > minutes and not problems:
        message = f"the agenda takes {planned:g} minutes, the live session {minutes:g}"
        say(error("SRC-AGENDA-LONG", message, document.at(("agenda",)), "shorten the agenda or raise `length`"))
    return LiveSession(
        id=identifier,
        title=matter.title or (heading[1] if heading else identifier),
        minutes=minutes,
        place=Place(path, 1),
        kind=kind,
        required=matter.required,
        audience=matter.audience or ("remote" if kind in ONLINE_KINDS or _is_address(matter.where) else "in-room"),
        goal=matter.goal,
        objectives=tuple(matter.objectives),
        teaches=teaches_of(matter.teaches),
        agenda=agenda,
        prework=_relations(matter.prework or (), "prework", document),
        follow_up=_relations(matter.follow_up, "follow-up", document),
        after=tuple(After(each.session, each.gap.min, each.gap.max) for each in matter.after),
        needs=Needs(
            matter.needs.place_kind,
            tuple(sorted(matter.needs.equipment.items())),
            matter.needs.facilitators,
            matter.needs.skill,
        ),
        attendance=_attendance(matter.attendance),
        fallback=_fallback(matter.fallback),
        capacity=matter.capacity,
        reminders=tuple(matter.reminders),
        tile=_tile(matter.tile),
        start=local,
        zone=zone,
        where=matter.where,
        was=matter.was or "",
        guide=_html(guide, path, first_line, say),
        brief=_html(brief, path, first_line + guide.count("\n"), say),
        takes_default_prework=matter.prework is None,
    )


def _is_address(where: str) -> bool:
    return re.match(r"[a-z][a-z0-9+.-]*://", where) is not None


def _say_clock(local: datetime, zone: str, trouble: str, where: Location, say: Say) -> None:
    message = f"{local:%Y-%m-%d %H:%M} {trouble} in {zone}: the clocks change that night"
    say(error("SRC-CLOCK-CHANGE", message, where, "choose a time outside that hour"))


def _guide_and_brief(body: str) -> tuple[str, str]:
    found = _BRIEF.search(body)
    return (body[: found.start()], body[found.end() :]) if found else (body, "")


def _html(text: str, path: str, line: int, say: Say) -> str:
    if not text.strip():
        return ""
    root = markdown.render(text, path, line, False, say)
    markdown.draw_math(root, path, say)
    markdown.keep_to_the_web(root, path, say)
    return markdown.to_html(root)


def _relations(entries: Iterable[RelationFile], key: str, document: YamlDocument) -> tuple[Relation, ...]:
    return tuple(
        Relation(each.unit, each.required, each.release, each.due, document.line_of((key, index)))
        for index, each in enumerate(entries)
    )


def _attendance(file: AttendanceFile | None) -> Attendance:
    return Attendance(file.present_ratio, file.late_grace, tuple(file.makeup)) if file else Attendance()


def _tile(file: TileFile | None) -> TileSettings | None:
    return TileSettings(file.counts, file.gates_follow_up, file.code) if file else None


def _fallback(file: FallbackFile) -> Fallback:
    return Fallback(file.facilitator, file.equipment, file.materials)


def teaches_of(file: TeachesFile) -> Teaches:
    """What an activity teaches, as the model has it."""
    return Teaches(tuple(file.introduce), tuple(file.practise), tuple(file.retrieve), tuple(file.assess))


def with_default_prework(sessions: Sequence[LiveSession], outline: Iterable[Unit | LiveSession]) -> list[LiveSession]:
    """The live sessions; those that say nothing of prework get the units since the one before, due a workday before."""
    before: dict[str, tuple[Relation, ...]] = {}
    waiting: list[Unit] = []
    for item in outline:
        if isinstance(item, Unit):
            waiting.append(item)
        else:
            units = () if item.kind in EXEMPT_KINDS else tuple(waiting)
            before[item.id] = tuple(Relation(unit.id, True, _RELEASE, _DUE, 1) for unit in units if not unit.standalone)
            waiting = []
    return [replace(each, prework=before.get(each.id, ())) if each.takes_default_prework else each for each in sessions]


def check_sessions(course: Course, say: Say) -> None:
    """What live sessions name must be there: units, objectives, concepts, other live sessions; nothing in a circle."""
    units = {unit.id for unit in course.units()}
    objectives = {each.id for each in course.objectives}
    names = {each.id for each in course.live_sessions}
    for session in course.live_sessions:
        where = Location(session.place.file, session.place.line)
        for relation in (*session.prework, *session.follow_up):
            if relation.unit not in units:
                at = Location(session.place.file, relation.line)
                say(
                    error(
                        "SRC-UNIT-UNKNOWN",
                        f"there is no unit `{relation.unit}`",
                        at,
                        did_you_mean(relation.unit, units),
                    )
                )
        for each in session.objectives:
            if each not in objectives:
                hint = did_you_mean(each, objectives) or "declare it under `objectives:` in course.yaml"
                say(error("SRC-OBJECTIVE-UNKNOWN", f"there is no objective `{each}`", where, hint))
        for after in session.after:
            if after.session not in names:
                hint = did_you_mean(after.session, names)
                say(error("SRC-SESSION-UNKNOWN", f"there is no live session `{after.session}`", where, hint))
            if after.most and after.most < after.least:
                message = f"the gap after `{after.session}` is at most shorter than at least"
                say(error("SRC-GAP", message, where, "swap `min` and `max`"))
    _check_circle(course, say)
    check_concepts(course, say)


def check_concepts(course: Course, say: Say) -> None:
    """Concepts must name objectives, and activities concepts (or objectives, where the course has no concepts)."""
    objectives = {each.id for each in course.objectives}
    known = {each.id for each in course.concepts} | objectives
    for concept in course.concepts:
        for each in concept.objectives:
            if each not in objectives:
                where = Location("course.yaml", 1)
                message = f"the concept `{concept.id}` names the objective `{each}`, which is not there"
                say(error("SRC-OBJECTIVE-UNKNOWN", message, where, did_you_mean(each, objectives)))
    activities: tuple[Unit | LiveSession, ...] = (*course.units(), *course.live_sessions)
    for activity in activities:
        for each in activity.teaches.concepts():
            if each not in known:
                where = Location(activity.place.file, 1)
                hint = did_you_mean(each, known) or "declare it under `concepts:` in course.yaml"
                say(error("SRC-CONCEPT-UNKNOWN", f"there is no concept `{each}`", where, hint))


def _check_circle(course: Course, say: Say) -> None:
    from graphlib import CycleError, TopologicalSorter

    graph = {each.id: {after.session for after in each.after} for each in course.live_sessions}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as problem:
        names = list(reversed(problem.args[1]))
        place = next(each.place for each in course.live_sessions if each.id == names[0])
        message = f"these live sessions wait for each other: {' → '.join(names)}"
        say(error("SRC-AFTER-CIRCLE", message, Location(place.file, place.line), "take one `after` away"))


# --- course-wide keys -----------------------------------------------------------------------------


def blend_of(file: BlendFile | None, line: int) -> Blend | None:
    """The blend as the model has it."""
    if file is None:
        return None
    return Blend(
        model=BlendModel(file.model),
        why=file.why,
        rotation=Rotation(
            tuple(
                Station(each.id, each.modality, each.minutes, each.capacity, each.place, each.required, each.uses or "")
                for each in file.stations
            ),
            tuple(file.groups),
            file.cycle,
            file.advance,
            file.gate,
            file.gate_fallback,
        ),
        support=tuple(Support(each.title, each.minutes, each.reply, each.owner) for each in file.support),
        triggers=tuple(Trigger(each.when, each.seen_by, each.owner) for each in file.triggers),
        milestones=tuple(Milestone(each.title, each.at) for each in file.milestones),
        choices=tuple(file.choices),
        cadence=file.cadence,
        mentoring_minutes=file.mentoring / 60,
        baseline_live=file.baseline_live / 60,
        week_budget=file.week_budget,
        fallback=_fallback(file.fallback),
        plan_url=file.plan_url or "",
        line=line,
    )


def concepts_of(file: Mapping[str, list[str]]) -> tuple[Concept, ...]:
    return tuple(Concept(name, tuple(objectives)) for name, objectives in file.items())


def evaluation_of(file: EvaluationFile) -> Evaluation:
    outcomes = tuple(Outcome(each.id, each.measure, each.target) for each in file.outcomes)
    return Evaluation(tuple(file.formative), outcomes)


def lint_of(file: LintFile, document: YamlDocument, say: Say) -> LintSettings:
    """The lint settings; a level or a limit that cannot be is reported."""
    rules: list[RuleSetting] = []
    for code, settings in file.rules.items():
        limits: list[tuple[str, float]] = []
        level = settings.get("level", "")
        if level not in ("", "off", "info", "warning", "error"):
            where = document.at(("lint", "rules", code, "level"))
            say(error("SRC-WRONG-VALUE", f"`level` cannot be `{level}`", where, "use off, info, warning or error"))
        for name, text in settings.items():
            if name == "level":
                continue
            number = _number(text)
            if number is None:
                where = document.at(("lint", "rules", code, name))
                say(error("SRC-WRONG-VALUE", f"`{name}` cannot be `{text}`", where, "write a number or a percentage"))
            else:
                limits.append((name.replace("-", "_"), number))
        rules.append(RuleSetting(code, level, tuple(limits), document.line_of(("lint", "rules", code))))
    waivers = tuple(
        CourseWaiver(each.rule, each.reason, each.at, each.by, each.until, document.line_of(("lint", "waive", index)))
        for index, each in enumerate(file.waive)
    )
    return LintSettings(file.profile, tuple(rules), waivers)


def _number(text: str) -> float | None:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(%?)\s*", text)
    return float(match[1]) / (100 if match[2] else 1) if match else None


# --- cohorts --------------------------------------------------------------------------------------


def read_cohorts(files: CourseFiles, course: Course, say: Say) -> tuple[Cohort, ...]:
    """Every cohort of cohorts/, by id; where there is none, `default`, made from the live sessions' own `start`.

    Everything that is wrong is reported; a cohort that cannot be read is left out.
    """
    found: dict[str, Cohort] = {}
    for path in sorted(files.paths):
        folder, _, name = path.rpartition("/")
        if folder != COHORTS or not name.endswith((".yaml", ".yml")):
            continue
        text = files.read_text(path)
        cohort = _read_cohort(path, text, course, say) if text is not None else None
        if cohort is None:
            continue
        if cohort.id in found:
            message = f"`{found[cohort.id].place.file}` and `{path}` are both the cohort `{cohort.id}`"
            say(error("SRC-DUPLICATE-ID", message, Location(path), "give each its own `id`"))
        found.setdefault(cohort.id, cohort)
    if not found and not any(path.startswith(f"{COHORTS}/") for path in files.paths):
        default = _default_cohort(course, say)
        return (default,) if default else ()
    return tuple(found[name] for name in sorted(found))


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A course with its cohorts; `course` is None when it or a cohort has errors."""

    course: Course | None
    cohorts: tuple[Cohort, ...]
    report: Report


def read_plan(root: Path) -> LoadedPlan:
    """Reads the course in folder `root` with its cohorts; never raises for what an author wrote."""
    from scormkit.source.course import read_course

    loaded = read_course(root)
    if loaded.course is None:
        return LoadedPlan(None, (), loaded.report)
    problems: list[Diagnostic] = []
    cohorts = read_cohorts(CourseFiles(root, problems.append), loaded.course, problems.append)
    report = loaded.report + placed(problems, root)
    return LoadedPlan(None if report.exit_code() else loaded.course, cohorts, report)


def _read_cohort(path: str, text: str, course: Course, say: Say) -> Cohort | None:
    document = read_yaml(text, path)
    file, problems = validate(CohortFile, document)
    for each in problems:
        say(each)
    if file is None:
        return None
    if file.end < file.start:
        say(error("SRC-COHORT-DATES", "the cohort ends before it starts", document.at(("end",)), "swap the dates"))
    if file.hours[1] <= file.hours[0]:
        say(
            error(
                "SRC-COHORT-DATES", "the working day ends before it begins", document.at(("hours",)), "swap the hours"
            )
        )
    bookings = _bookings(file, document, course, say)
    name = path.rpartition("/")[2].rpartition(".")[0].lower()
    return Cohort(
        id=file.id or hyphenated(name) or "cohort",
        zone=file.timezone,
        start=file.start,
        end=file.end,
        title=file.title,
        workdays=frozenset(file.workdays),
        opens=file.hours[0],
        closes=file.hours[1],
        holidays=_holidays(file.holidays, file.start, file.end, document, say),
        capacity=file.capacity,
        participant_zones=tuple(file.participant_zones),
        people=tuple(
            CohortPerson(
                key,
                each.name,
                tuple(each.roles),
                tuple(each.skills),
                each.max_day,
                tuple(each.away),
                each.email or "",
                each.show,
            )
            for key, each in file.people.items()
        ),
        venues=tuple(
            Venue(
                key,
                each.kind,
                each.title,
                each.url or "",
                each.dial_in,
                each.address,
                each.seats,
                tuple(sorted(each.equipment.items())),
            )
            for key, each in file.places.items()
        ),
        bookings=bookings,
        windows=_fixed_windows(file, document, course, say),
        auto=file.sessions == "auto",
        changeover=file.changeover,
        pin=tuple(sorted(file.content.units.items())),
        pin_version=file.content.version,
        change_notes=tuple(file.change_notes),
        reminders=tuple(file.reminders),
        organizer=_mailbox(file.organizer) if file.organizer else None,
        invite=tuple(_mailbox(each) for each in file.invite),
        place=Place(path, 1),
    )


def _mailbox(file: MailboxFile) -> Mailbox:
    return Mailbox(file.email, file.name)


def _bookings(file: CohortFile, document: YamlDocument, course: Course, say: Say) -> tuple[Booking, ...]:
    sessions = {each.id for each in course.live_sessions}
    if file.sessions == "auto":
        return tuple(Booking(each.id, line=document.line_of(("sessions",))) for each in course.live_sessions)
    made: list[Booking] = []
    for name, each in file.sessions.items():
        where = document.at(("sessions", name))
        if name not in sessions:
            hint = did_you_mean(name, sessions)
            say(error("SRC-SESSION-UNKNOWN", f"there is no live session `{name}`", where, hint))
        for person in each.facilitators:
            if person not in file.people:
                hint = did_you_mean(person, file.people) or "add them under `people:`"
                say(error("SRC-PERSON-UNKNOWN", f"there is nobody called `{person}`", where, hint))
        if each.place and each.place not in file.places:
            hint = did_you_mean(each.place, file.places) or "add it under `places:`"
            say(error("SRC-PLACE-UNKNOWN", f"there is no place `{each.place}`", where, hint))
        if each.start and (trouble := clock_trouble(each.start, file.timezone)):
            _say_clock(each.start, file.timezone, trouble, document.at(("sessions", name, "start")), say)
        made.append(
            Booking(
                name,
                each.start,
                tuple(each.facilitators),
                each.place or "",
                BookingStatus(each.status),
                each.note,
                where.line,
            )
        )
    for name in sorted(sessions - set(file.sessions)):
        message = f"the live session `{name}` has no date in this cohort"
        say(info("SRC-SESSION-UNPLANNED", message, document.at(("sessions",)), "add it under `sessions:`"))
    return tuple(made)


def _fixed_windows(file: CohortFile, document: YamlDocument, course: Course, say: Say) -> tuple[FixedWindow, ...]:
    known = {
        f"{session.id}/{kind}/{relation.unit}"
        for session in course.live_sessions
        for kind, relations in (("prework", session.prework), ("follow-up", session.follow_up))
        for relation in relations
    }
    made = []
    for key, each in file.windows.items():
        where = document.at(("windows", key))
        if key not in known:
            say(error("SRC-WINDOW-UNKNOWN", f"there is no unit with dates `{key}`", where, did_you_mean(key, known)))
        made.append(FixedWindow(key, each.release, each.due, where.line))
    return tuple(made)


def _holidays(
    file: HolidaysFile, start: date, end: date, document: YamlDocument, say: Say
) -> tuple[tuple[date, str], ...]:
    found = dict.fromkeys(file.extra, "")
    if file.country:
        where = document.at(("holidays", "country"))
        try:
            import holidays
        except ImportError:
            message = "public holidays by country need the package `holidays`"
            hint = "`pip install scormkit[holidays]`, or list the days under `extra:`"
            say(error("SRC-HOLIDAYS", message, where, hint))
            return tuple(sorted(found.items()))
        years = range(start.year, max(start, end).year + 1)
        try:
            public = holidays.country_holidays(file.country, subdiv=file.subdivision or None, years=years)
        except NotImplementedError:
            region = f"{file.country}-{file.subdivision}" if file.subdivision else file.country
            message = f"no public holidays are known for `{region}`"
            say(error("SRC-HOLIDAYS", message, where, "use a code such as `US` and `NY`, or list the days"))
            return tuple(sorted(found.items()))
        found |= {day: str(name) for day, name in public.items()}
    return tuple(sorted(found.items()))


def _default_cohort(course: Course, say: Say) -> Cohort | None:
    """The cohort `default` from the live sessions' own dates: their zone, two weeks before the first to two after."""
    dated = [each for each in course.live_sessions if each.start is not None]
    if not dated:
        return None
    zone = dated[0].zone
    for each in dated:
        if each.zone != zone:
            message = f"`{each.id}` is in the zone {each.zone}, `{dated[0].id}` in {zone}"
            where = Location(each.place.file, each.place.line)
            say(error("SRC-ZONES", message, where, "use one zone, or write a file `cohorts/NAME.yaml`"))
    starts = [each.start for each in dated if each.start is not None]
    places = {each.where: slug_of(each.where, f"place-{number}") for number, each in enumerate(dated, 1) if each.where}
    return Cohort(
        id="default",
        zone=zone,
        start=min(starts).date() - timedelta(days=14),
        end=max(starts).date() + timedelta(days=21),
        venues=tuple(
            Venue(key, "link", url=where) if _is_address(where) else Venue(key, title=where)
            for where, key in places.items()
        ),
        bookings=tuple(
            Booking(each.id, each.start, (), places.get(each.where, ""), line=each.place.line) for each in dated
        ),
        place=dated[0].place,
    )

"""Layout room, tiles: a live session as a small SCO that tells learners of it and records that they attended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scormkit.diagnostics import Diagnostic, Location, info, warning
from scormkit.layout.types import Feature, Generated, PackageLayout, PlannedFile, TargetProfile
from scormkit.model import (
    Completion,
    Course,
    LiveSession,
    Module,
    OutlineEntry,
    Page,
    Question,
    QuestionKind,
    Tile,
    Unit,
)

CALENDAR = "calendar"


def tiled_outline(course: Course, profile: TargetProfile) -> tuple[OutlineEntry, ...]:
    """The outline with the live sessions that get a tile, those outside it last; the others keep their place."""
    if not holds_tiles(profile):
        return tuple(_without(entry) for entry in course.outline)
    placed = {item.id for item in course.flat_outline()}
    return (*course.outline, *(each for each in course.live_sessions if each.tile and each.id not in placed))


def holds_tiles(profile: TargetProfile) -> bool:
    """Whether packages can have a SCO that is no unit: where the standard decides what is launched, there is none."""
    return Feature.MANIFEST in profile and profile.scope is None


def _without(entry: OutlineEntry) -> OutlineEntry:
    if isinstance(entry, Module):
        items = (replace(each, tile=None) if isinstance(each, LiveSession) else each for each in entry.items)
        return replace(entry, items=tuple(items))
    return replace(entry, tile=None) if isinstance(entry, LiveSession) else entry


def tile_unit(session: LiveSession, course: Course) -> Unit:
    """A unit with one page, so that a tile is drawn, remembered and reported like any other."""
    titles = {unit.id: unit.title for unit in course.units()}
    attended = Question(
        id=session.id,
        kind=QuestionKind.LONG_FILL_IN,
        prompt="",
        text=session.title,
        graded=False,
        line=session.place.line,
    )
    tile = Tile(
        session,
        attended,
        prework=tuple((each.unit, titles.get(each.unit, each.unit), each.required) for each in session.prework),
        makeup=tuple(_in_words(each, titles) for each in session.attendance.makeup),
    )
    return Unit(
        id=session.id,
        title=session.title,
        pages=(Page("live", session.title, (tile,), session.place),),
        kind="live",
        goal=session.goal,
        completion=Completion(mastery=None),
        place=session.place,
    )


def _in_words(makeup: str, titles: dict[str, str]) -> str:
    """`recording+u1-signs` as people say it: the titles of units, other words without their hyphens."""
    words = (titles.get(part, part.replace("-", " ") if " " not in part else part) for part in makeup.split("+"))
    text = " + ".join(word.strip() for word in words)
    return text[:1].upper() + text[1:]


def tile_calendars(session: LiveSession, course: Course) -> Iterator[PlannedFile]:
    """A calendar file for each cohort of the snapshot in which the live session takes place."""
    for cohort in course.snapshot.cohorts if course.snapshot else ():
        if cohort.calendar(session.id):
            path = calendar_path(session.id, cohort.id)
            yield PlannedFile(path, Generated(CALENDAR, f"{cohort.id}/{session.id}"))


def calendar_path(session: str, cohort: str) -> str:
    return f"calendars/{session}-{cohort}.ics"


def calendar_text(course: Course, name: str) -> str:
    """The text of a calendar file that a layout plans; `name` is COHORT/SESSION."""
    cohort, _, session = name.partition("/")
    cohorts = course.snapshot.cohorts if course.snapshot else ()
    return next(each.calendar(session) for each in cohorts if each.id == cohort)


def attendance_objective(session: LiveSession) -> str:
    """The global objective that says whether a live session was attended."""
    return f"obj-{session.id}"


def waited_for(course: Course, unit: Unit, profile: TargetProfile) -> Iterator[LiveSession]:
    """The live sessions that must be attended before a unit opens."""
    if can_gate(course, profile):
        for session in course.live_sessions:
            if session.tile and session.tile.gates and any(each.unit == unit.id for each in session.follow_up):
                yield session


def can_gate(course: Course, profile: TargetProfile) -> bool:
    """Whether attendance can open units: by global objectives, at which Moodle's import crashes, or prerequisites."""
    if Feature.SEQUENCING in profile:
        return "moodle" not in course.lms
    return Feature.PREREQUISITES in profile


def tile_remarks(layout: PackageLayout, folder: str) -> Iterator[Diagnostic]:
    """What tiles were to do and this package cannot; `folder` is the course's, as the user types it."""
    course, profile = layout.course, layout.profile
    units = {unit.id for sco in layout.scos for unit in sco.units if sco.tile is None}
    alone = {sco.units[0].id for sco in layout.scos if len(sco.units) == 1}
    here = {sco.tile.session.id for sco in layout.scos if sco.tile}
    for session in course.live_sessions:
        if session.tile is None:
            continue
        where = Location(f"{folder}{session.place.file}", 1, "tile")
        if not holds_tiles(profile):
            message = f"{profile.title} packages carry no tile of `{session.id}`"
            yield info("PKG-TILE-LEFT-OUT", message, where, "tell learners of it where they open the course")
            continue
        if session.id in here:
            yield from _snapshot_remarks(course, session, where)
        after = [each.unit for each in session.follow_up if each.unit in units]
        if session.tile.gates and after:
            yield from _gate_remarks(layout, session, after, alone, where)


def _snapshot_remarks(course: Course, session: LiveSession, where: Location) -> Iterator[Diagnostic]:
    cohorts = course.snapshot.cohorts if course.snapshot else ()
    if not cohorts:
        message = f"the tile of `{session.id}` knows no date, and refers to the calendar"
        yield info("PKG-TILE-UNDATED", message, where, "save the dates by `scormkit plan snapshot`")
    for cohort in cohorts:
        if session.tile and session.tile.code and cohort.code(session.id) is None:
            message = f"the snapshot holds no attendance code of `{session.id}` for `{cohort.id}`: their word counts"
            yield warning("PKG-TILE-CODE", message, where, "set the secret and run `scormkit plan snapshot` again")


def _gate_remarks(
    layout: PackageLayout, session: LiveSession, after: list[str], alone: set[str], where: Location
) -> Iterator[Diagnostic]:
    told = f"`{after[0]}` opens without `{session.id}` having been attended"
    if not can_gate(layout.course, layout.profile):
        message = f"{told}: that needs global objectives in {layout.profile.title}, and Moodle's import crashes on them"
        yield warning("PKG-TILE-GATE", message, where, "restrict access in Moodle's course page")
    elif not all(unit in alone for unit in after):
        message = f"{told}: several units share its SCO"
        yield warning("PKG-TILE-GATE", message, where, "use `sco: unit`")
    elif all(sco.tile is None or sco.tile.session.id != session.id for sco in layout.scos):
        message = f"{told}: its tile is in another package, where no LMS can see it"
        yield warning("PKG-TILE-GATE", message, where, "restrict access in the LMS's course page")

"""The resolved plan: every date of a cohort, from its live sessions' starts."""

from __future__ import annotations

import shutil
from pathlib import Path

from scormkit.sessions import SessionPlan, resolve_plan
from scormkit.sessions.plan import calendar_uid
from scormkit.source.live import read_plan
from tests.courses import lines_of, write_course

AIRWAY = Path(__file__).resolve().parents[2] / "courses" / "airway-basics"

SMALLEST = {
    "course.yaml": "title: Airway basics\noutline: [signs, adjuncts, clinic, recall]\n",
    "units/signs.md": "# Signs\n\nText.\n",
    "units/adjuncts.md": "# Adjuncts\n\nText.\n",
    "units/recall.md": "# Recall\n\nText.\n",
    "sessions/clinic.md": (
        "---\nlength: 90 min\nstart: 2026-03-09 13:00 America/New_York\n"
        "where: https://meet.example.org/a\n---\n# Clinic\n"
    ),
}


def plan_of(folder: Path) -> SessionPlan:
    loaded = read_plan(folder)
    assert loaded.course is not None, lines_of(loaded.report, folder)
    return resolve_plan(loaded.course, loaded.cohorts[0])


def dates_of(plan: SessionPlan) -> list[str]:
    def shown(moment: object) -> str:
        return f"{getattr(moment, 'local', None):%m-%d %H:%M}"

    sessions = [f"{each.id} {shown(each.start)} – {shown(each.end)}" for each in plan.held()]
    return sessions + [f"{each.key} {shown(each.release)} – {shown(each.due)}" for each in plan.windows]


def test_every_date_follows_from_the_live_sessions() -> None:
    assert dates_of(plan_of(AIRWAY)) == [
        "clinic 03-09 13:00 – 03-09 14:30",
        "lab 03-12 09:00 – 03-12 12:00",
        "clinic/prework/adjuncts 03-02 09:00 – 03-06 18:00",
        "clinic/prework/signs 03-02 09:00 – 03-06 18:00",
        "lab/prework/bag-mask 03-06 09:00 – 03-11 18:00",
        "lab/follow-up/observed 03-13 09:00 – 03-19 18:00",
        "lab/follow-up/recall 03-24 09:00 – 03-31 18:00",
        "lab/follow-up/refresh 04-03 09:00 – 04-10 18:00",
    ]


def test_a_moved_live_session_takes_its_units_along(tmp_path: Path) -> None:
    folder = tmp_path / "airway"
    shutil.copytree(AIRWAY, folder)
    cohort = folder / "cohorts" / "2026a.yaml"
    cohort.write_text(cohort.read_text("utf-8").replace("2026-03-09 13:00", "2026-03-10 13:00"), "utf-8")

    assert dates_of(plan_of(folder))[2:4] == [
        "clinic/prework/adjuncts 03-03 09:00 – 03-09 18:00",
        "clinic/prework/signs 03-03 09:00 – 03-09 18:00",
    ]


def test_the_smallest_blended_course_needs_no_cohort_file(tmp_path: Path) -> None:
    plan = plan_of(write_course(tmp_path, SMALLEST))

    assert (plan.cohort.id, plan.cohort.zone) == ("default", "America/New_York")
    assert plan.occurrences[0].live_session.kind == "vilt"
    assert dates_of(plan) == [
        "clinic 03-09 13:00 – 03-09 14:30",
        "clinic/prework/adjuncts 03-02 08:00 – 03-06 18:00",
        "clinic/prework/signs 03-02 08:00 – 03-06 18:00",
    ]


def test_the_guide_is_for_the_facilitator_and_the_brief_for_learners() -> None:
    clinic = plan_of(AIRWAY).occurrences[0].live_session

    assert "Let the groups decide" in clinic.guide and "Bring the danger signs" not in clinic.guide
    assert "Bring the danger signs" in clinic.brief


def test_calendar_names_are_the_same_over_any_edit_of_dates() -> None:
    plan = plan_of(AIRWAY)

    assert calendar_uid(plan.course, "2026a", "clinic") == "c4c53fd2-201e-5de9-9dc6-057ed23df2ad"


def test_all_mistakes_of_the_live_side_are_named_at_once(tmp_path: Path) -> None:
    files = SMALLEST | {
        "sessions/clinic.md": (
            "---\nlength: 30 min\nkind: vlit\nprework: [sings]\nfollow-up: [{unit: recall, due: soon}]\n---\n# Clinic\n"
        ),
        "sessions/lab.md": (
            "---\nlength: 30 min\nobjectives: [none]\nteaches: {introduce: [nothing]}\nafter: [lab]\n"
            "agenda: [{min: 40, mode: activity}]\nstart: 2026-03-08 02:30 America/New_York\n---\n# Lab\n"
        ),
    }
    folder = write_course(tmp_path, files)

    assert lines_of(read_plan(folder).report, folder) == [
        "sessions/clinic.md:3 SRC-WRONG-VALUE `kind` cannot be `vlit` | did you mean `vilt`?; a kind of your own "
        "begins with `x-`",
        "sessions/clinic.md:4 SRC-UNIT-UNKNOWN there is no unit `sings` | did you mean `signs`?",
        "sessions/clinic.md:5 SRC-WRONG-VALUE `due` cannot be `soon` | write when, such as `1 workday before 18:00`, "
        "`2 days after`, `18 hours before` or `2026-03-02 09:00`",
        "sessions/lab.md:1 SRC-AFTER-CIRCLE these live sessions wait for each other: lab → lab | take one `after` away",
        "sessions/lab.md:1 SRC-CONCEPT-UNKNOWN there is no concept `nothing` | declare it under `concepts:` in "
        "course.yaml",
        "sessions/lab.md:1 SRC-OBJECTIVE-UNKNOWN there is no objective `none` | declare it under `objectives:` in "
        "course.yaml",
        "sessions/lab.md:6 SRC-AGENDA-LONG the agenda takes 40 minutes, the live session 30 | shorten the agenda or "
        "raise `length`",
        "sessions/lab.md:7 SRC-CLOCK-CHANGE 2026-03-08 02:30 does not exist in America/New_York: the clocks change "
        "that night | choose a time outside that hour",
    ]


def test_all_mistakes_of_a_cohort_are_named_at_once(tmp_path: Path) -> None:
    cohort = (
        "timezone: America/New_York\nstart: 2026-04-03\nend: 2026-03-02\nhours: ['18:00', '08:00']\n"
        "people: {ann: {name: Ann}}\nplaces: {zoom: {kind: link}}\nsessions:\n"
        "  clinik: {start: 2026-03-09 13:00}\n"
        "  clinic: {start: 2026-03-08 02:30, facilitators: [an], place: zom}\n"
    )
    folder = write_course(
        tmp_path, SMALLEST | {"cohorts/2026a.yaml": cohort, "cohorts/2026b.yaml": "timezone: Berlin\n"}
    )

    assert lines_of(read_plan(folder).report, folder) == [
        "cohorts/2026a.yaml:3 SRC-COHORT-DATES the cohort ends before it starts | swap the dates",
        "cohorts/2026a.yaml:4 SRC-COHORT-DATES the working day ends before it begins | swap the hours",
        "cohorts/2026a.yaml:8 SRC-SESSION-UNKNOWN there is no live session `clinik` | did you mean `clinic`?",
        "cohorts/2026a.yaml:9 SRC-CLOCK-CHANGE 2026-03-08 02:30 does not exist in America/New_York: the clocks change "
        "that night | choose a time outside that hour",
        "cohorts/2026a.yaml:9 SRC-PERSON-UNKNOWN there is nobody called `an` | did you mean `ann`?",
        "cohorts/2026a.yaml:9 SRC-PLACE-UNKNOWN there is no place `zom` | did you mean `zoom`?",
        "cohorts/2026b.yaml:1 SRC-MISSING-KEY `end` is missing | add a line `end: …`",
        "cohorts/2026b.yaml:1 SRC-MISSING-KEY `start` is missing | add a line `start: …`",
        "cohorts/2026b.yaml:1 SRC-WRONG-VALUE `timezone` cannot be `Berlin` | did you mean `Europe/Berlin`?",
    ]


def test_a_guide_and_a_brief_lead_to_the_web_only(tmp_path: Path) -> None:
    text = f"{SMALLEST['sessions/clinic.md']}\n\n[a](javascript:x) [w](https://e.org)\n\n# Brief\n\n![p](map.svg)\n"
    folder = write_course(tmp_path, SMALLEST | {"sessions/clinic.md": text})

    assert [line.split(" | ")[0] for line in lines_of(read_plan(folder).report, folder)] == [
        "sessions/clinic.md:9 SRC-SCHEME `javascript:` addresses are not allowed here",
        "sessions/clinic.md:12 SRC-SCHEME no picture can stand here",
    ]


def test_a_cohort_that_is_no_text_lacks_no_keys_and_keeps_its_letters(tmp_path: Path) -> None:
    folder = write_course(tmp_path, SMALLEST | {"cohorts/a.yaml": "timezone: Ä\n".encode("latin-1")})
    said = [line.split(" | ")[0] for line in lines_of(read_plan(folder).report, folder)]
    (folder / "cohorts/a.yaml").unlink()
    write_course(folder, {"cohorts/Früh 2026.yaml": "timezone: Europe/Berlin\nstart: 2026-03-02\nend: 2026-04-03\n"})

    assert said == ["cohorts/a.yaml:1 SRC-ENCODING this is not UTF-8 text (byte 0xc4)"]
    assert [each.id for each in read_plan(folder).cohorts] == ["fruh-2026"]

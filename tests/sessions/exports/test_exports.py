"""`scormkit plan export`: the files that each system imports, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from scormkit.cli import scormkit
from scormkit.errors import ScormkitError
from scormkit.sessions.exports.exporting import layout_of, layouts, read_idmap

AIRWAY = Path(__file__).resolve().parents[3] / "courses" / "airway-basics"


def run(tmp_path: Path, *words: str, course: Path = AIRWAY) -> tuple[int, str, dict[str, str]]:
    """The exit code, what was said (with the folder left out), and every file with its lines."""
    name, *rest = words
    result = CliRunner().invoke(scormkit, ["plan", "export", name, str(course), *rest, "--out", str(tmp_path)])
    files = {path.name: path.read_bytes().decode() for path in sorted(tmp_path.rglob("*.csv"))}
    return result.exit_code, result.output.replace(f"{tmp_path}/airway-basics/exports/2026a/", ""), files


def test_booking_finds_its_options_by_our_ids_in_the_sites_own_time(tmp_path: Path) -> None:
    code, said, files = run(tmp_path, "moodle-booking", "--site-zone", "Europe/Vienna", "--set", "course=AIR-26")

    assert code == 0
    assert said.splitlines()[0] == (
        "2026a: moodle-booking/moodle-booking.csv, 2 rows; times in Europe/Vienna, the site's zone"
    )
    assert files == {
        "moodle-booking.csv": (
            "text,identifier,description,location,coursestarttime,courseendtime,maxanswers,teacheremail,"
            "enroltocourseshortname,address\r\n"
            "Case clinic,airway-basics.2026a.clinic,Bring the danger signs and the table of adjuncts. You will "
            "work on six cases in groups of four.,Video room 1,2026-03-09 18:00:00,2026-03-09 19:30:00,12,"
            "ann@example.org,AIR-26,https://meet.example.org/airway\r\n"
            'Skills lab,airway-basics.2026a.lab,"Wear something you can kneel in. You will be observed with the '
            'checklist, twice, by two people.",Skills lab 2,2026-03-12 14:00:00,2026-03-12 17:00:00,12,'
            'ann@example.org|raj@example.org,AIR-26,"2 Hospital Way, room 2.14"\r\n'
        )
    }


def test_attendance_gets_hours_of_the_site_and_leaves_flags_at_its_default(tmp_path: Path) -> None:
    code, said, files = run(tmp_path, "moodle-attendance", "--set", "groups=A;B")

    assert code == 0
    assert "times in America/New_York, the site's zone" in said
    assert files == {
        "moodle-attendance.csv": (
            "course,groups,sessiondate,from,to,description,repeaton,repeatevery,repeatuntil\r\n"
            "airway-basics,A;B,2026-03-09,13:00,14:30,Case clinic,,,\r\n"
            "airway-basics,A;B,2026-03-12,09:00,12:00,Skills lab,,,\r\n"
        )
    }


def test_docebo_gets_sessions_first_and_events_once_it_gave_them_ids(tmp_path: Path) -> None:
    code, said, files = run(tmp_path, "docebo")

    assert code == 0
    assert "docebo-events.csv waits for --idmap FILE with the ids that the LMS gave" in said
    assert files == {
        "docebo-sessions.csv": (
            "Session Code,Session Name,Session Description,Session Maximum Enrollments\r\n"
            "airway-basics.2026a,Spring 2026,Airway basics,12\r\n"
        ),
        "idmap.csv": "key,session-id,session-uuid\r\nairway-basics.2026a,,\r\n",
    }

    idmap = next(tmp_path.rglob("idmap.csv"))
    idmap.write_text("key,session-id,session-uuid\nairway-basics.2026a,4711,\n", "utf-8")
    code, said, files = run(tmp_path, "docebo")

    assert code == 0
    assert files["docebo-events.csv"] == (
        "Session ID,Session UUID,Event Name,Event Description,Event Date,Event Start Time,Event End Time\r\n"
        "4711,,Case clinic,Bring the danger signs and the table of adjuncts. You will work on six cases in groups of "
        "four.,2026-03-09,13:00:00,14:30:00\r\n"
        '4711,,Skills lab,"Wear something you can kneel in. You will be observed with the checklist, twice, by two '
        'people.",2026-03-12,09:00:00,12:00:00\r\n'
    )
    assert files["idmap.csv"] == "key,session-id,session-uuid\r\nairway-basics.2026a,4711,\r\n"


def test_ids_are_read_as_spreadsheets_save_them(tmp_path: Path) -> None:
    expected = {"airway-basics.2026a": ("", "8a1b"), "airway-basics.2026b": ("4711", "")}
    for delimiter, encoding in ((",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-8")):
        lines = ("key,session-id,session-uuid", "airway-basics.2026a,,8a1b", "airway-basics.2026b,4711,", "x,,")
        text = "\r\n".join(lines).replace(",", delimiter)
        assert read_idmap(text.encode(encoding), "idmap.csv") == expected

    for data in (b"", b"\xff\xfe", b"id,name\n1,a\n"):
        with pytest.raises(ScormkitError, match=r"idmap\.csv: this has no ids of sessions: write a CSV with `key,"):
            read_idmap(data, "idmap.csv")


def test_docebo_refuses_rows_with_both_ids_so_they_are_refused_here(tmp_path: Path) -> None:
    idmap = tmp_path / "ids.csv"
    idmap.write_text("key,session-id,session-uuid\nairway-basics.2026a,4711,8a1b\n", "utf-8")
    result = CliRunner().invoke(scormkit, ["plan", "export", "docebo", str(AIRWAY), "--idmap", str(idmap)])

    assert f"{idmap}:2: `airway-basics.2026a` has both ids; keep one of them" in str(result.exception)


def test_cornerstone_gets_events_then_sessions_then_parts_with_offsets(tmp_path: Path) -> None:
    code, said, files = run(tmp_path, "cornerstone")

    assert code == 0
    assert [line.partition(",")[0] for line in said.splitlines()] == [
        "2026a: cornerstone/csod-events.csv",
        "2026a: cornerstone/csod-sessions.csv",
        "2026a: cornerstone/csod-parts.csv",
        "note: import events",
    ]
    assert files == {
        "csod-events.csv": (
            "Event ID,Event Title,Event Description,Training Hours\r\n"
            'airway-basics.clinic,Case clinic,"Learners decide on real cases, in groups of four",1.5\r\n'
            "airway-basics.lab,Skills lab,Learners ventilate a manikin for two minutes without a mistake,3\r\n"
        ),
        "csod-parts.csv": (
            "Event ID,Session ID,Part Name,Part Start Date/Time,Part End Date/Time,Location,Instructor\r\n"
            "airway-basics.clinic,airway-basics.2026a.clinic,Case clinic,2026-03-09 13:00:00 -04:00,"
            "2026-03-09 14:30:00 -04:00,Video room 1,ann\r\n"
            "airway-basics.lab,airway-basics.2026a.lab,Skills lab,2026-03-12 09:00:00 -04:00,"
            "2026-03-12 12:00:00 -04:00,Skills lab 2,ann; raj\r\n"
        ),
        "csod-sessions.csv": (
            "Event ID,Session ID,Session Title,Maximum Registration,Time Zone\r\n"
            "airway-basics.clinic,airway-basics.2026a.clinic,Case clinic,12,America/New_York\r\n"
            "airway-basics.lab,airway-basics.2026a.lab,Skills lab,12,America/New_York\r\n"
        ),
    }


def test_the_generic_table_tells_local_time_zone_and_utc(tmp_path: Path) -> None:
    code, _, files = run(tmp_path, "generic")

    assert code == 0
    assert files["generic-ilt.csv"].splitlines()[:2] == [
        "id,course,course_title,cohort,live_session,title,kind,status,start_local,end_local,zone,start_utc,end_utc,minutes,"
        "required,capacity,place,address,url,facilitators",
        "airway-basics.2026a.clinic,airway-basics,Airway basics,2026a,clinic,Case clinic,vilt,confirmed,"
        "2026-03-09T13:00:00,2026-03-09T14:30:00,America/New_York,2026-03-09T17:00:00+00:00,2026-03-09T18:30:00+00:00,90,"
        "yes,12,Video room 1,,https://meet.example.org/airway,ann",
    ]


def test_cancelled_and_undated_live_sessions_are_left_out_where_a_system_has_no_word_for_them(tmp_path: Path) -> None:
    course = tmp_path / "airway"
    shutil.copytree(AIRWAY, course)
    cohort = course / "cohorts" / "2026a.yaml"
    text = cohort.read_text("utf-8").replace("clinic: {start: 2026-03-09 13:00,", "clinic: {")
    cohort.write_text(text.replace("lab: {start", "lab: {status: cancelled, start"), "utf-8")
    out = tmp_path / "out"
    _, said, files = run(out, "moodle-booking", course=course)
    _, _, generic = run(out, "generic", course=course)

    assert "moodle-booking.csv, 0 rows" in said
    assert "2026a: without a date, so left out: clinic" in said
    assert files["moodle-booking.csv"].count("\n") == 1
    assert ",cancelled," in generic["generic-ilt.csv"]


def test_exporting_twice_changes_no_byte(tmp_path: Path) -> None:
    *_, once = [run(tmp_path, name)[2] for name in layouts()]
    *_, again = [run(tmp_path, name)[2] for name in layouts()]

    assert again == once
    assert len(again) == 8


def test_a_mapping_file_of_the_users_is_taken_by_its_path(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "files: [{name: mine.csv, rows: occurrences, needs: [site], columns: [{column: A, source: id}]}]", "utf-8"
    )
    _, waiting, none = run(tmp_path, str(mine))
    _, _, files = run(tmp_path, str(mine), "--set", "site=1")

    assert "mine.csv waits for --set site=VALUE" in waiting and none == {}
    assert files == {"mine.csv": "A\r\nairway-basics.2026a.clinic\r\nairway-basics.2026a.lab\r\n"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["moodle"], "there is no format `moodle`; there are: cornerstone, docebo, generic, moodle-attendance"),
        (["generic", "--site-zone", "Europe/Wien"], "there is no time zone `Europe/Wien`"),
        (["generic", "--set", "course"], "`course` is not of the form NAME=VALUE"),
    ],
)
def test_what_cannot_be_exported_is_told(tmp_path: Path, words: list[str], told: str) -> None:
    code, said, files = run(tmp_path, *words)

    assert (code, files) == (2, {})
    assert told in said


def test_every_mapping_that_comes_with_scormkit_is_sound_and_has_a_title() -> None:
    assert {name: layout_of(name).title for name in layouts()} == {
        "cornerstone": "Cornerstone",
        "docebo": "Docebo",
        "generic": "Generic instructor-led training",
        "moodle-attendance": "Moodle, Attendance (mod_attendance)",
        "moodle-booking": "Moodle, Booking (mod_booking)",
    }

"""`scormkit attend import` as its user meets it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scormkit.cli import scormkit
from tests.sessions.attendance.clinic import AIRWAY, EXPORTS
from tests.xapi.servers import KEY, SECRET, FakeStore, serving

TEAMS = EXPORTS / "teams-de.csv"
ROSTER = ("--roster", str(EXPORTS / "roster.csv"))
AFTER = ("--now", "2026-03-15T00:00Z")


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStore]:
    monkeypatch.setenv("SCORMKIT_LRS_KEY", KEY)
    monkeypatch.setenv("SCORMKIT_LRS_SECRET", SECRET)
    with serving(FakeStore()) as store:
        monkeypatch.setenv("SCORMKIT_LRS_ENDPOINT", store.endpoint)
        yield store


def run(out: Path, *words: str, course: Path = AIRWAY, now: tuple[str, str] = AFTER) -> Result:
    return CliRunner().invoke(scormkit, ["attend", "import", *words, str(course), *now, "--out", str(out)])


def clinic(out: Path, *words: str) -> Result:
    return run(out, str(TEAMS), "--session", "clinic", *ROSTER, *words)


def files(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def told(result: Result) -> str:
    """What was said, or the error that the program's `main` prints."""
    return result.output + (str(result.exception) if result.exit_code == 1 and result.exception else "")


def test_an_import_says_what_it_found_and_writes_every_file(tmp_path: Path) -> None:
    result = clinic(tmp_path)

    place = tmp_path / "airway-basics" / "attendance" / "2026a" / "clinic"
    assert result.exit_code == 1  # somebody is on the review list
    assert result.output.splitlines() == [
        "teams-de.csv: Microsoft Teams, de, utf-16, tabs; 8 rows",
        "clinic, 2026a: 2 present, 1 late, 1 partly, 1 absent, 0 open",
        "of the cohort's own people, who are no learners: 1",
        "review, not counted: teams-de.csv:22: nobody on the roster",
        f"{place}: attendance.csv, review.csv, statements.jsonl, 14 statements",
        "completion/cornerstone/csod-ilt-transcripts.csv: written; times in America/New_York, the cohort's zone with "
        "offsets",
        "completion/generic/completions.csv: written; times in UTC with offsets",
        "completion/moodle/moodle-attendance.csv: written",
        "completion/moodle/moodle-booking.csv: written",
        "completion/successfactors/learning_history_data.txt: waits for --set item=VALUE",
    ]
    assert list(files(place)) == [
        "attendance.csv",
        "completion/cornerstone/csod-ilt-transcripts.csv",
        "completion/generic/completions.csv",
        "completion/moodle/moodle-attendance.csv",
        "completion/moodle/moodle-booking.csv",
        "review.csv",
        "statements.jsonl",
    ]
    assert files(place)["attendance.csv"].decode().splitlines() == [
        "learner,name,status,completed,minutes,percent,first,last,stays,matched",
        "L1,Ada Lovelace,present,yes,90,100,2026-03-09T13:00:00-04:00,2026-03-09T14:30:00-04:00,1,e-mail",
        "L2,Grace Hopper,late,yes,75,83,2026-03-09T13:15:00-04:00,2026-03-09T14:30:00-04:00,1,e-mail",
        "L3,Alan Turing,partly,no,50.5,56,2026-03-09T13:00:00-04:00,2026-03-09T13:55:30-04:00,2,e-mail",
        "L4,Edith Clarke,present,yes,88.667,98,2026-03-09T13:01:00-04:00,2026-03-09T14:29:40-04:00,1,e-mail",
        "L5,Katherine Johnson,absent,no,0,0,,,0,",
    ]
    assert files(place)["review.csv"].decode().splitlines() == [
        "file,line,name,emails,reason,counted,maybe,first,last,minutes,to_do",
        "teams-de.csv,22,Zoe Visitor,zoe@elsewhere.example,nobody on the roster,no,,2026-03-09T13:05:00,"
        '2026-03-09T13:10:00,5,"add a line or an alias to the roster and import again, or leave it"',
    ]


def test_names_and_addresses_stay_in_the_files(tmp_path: Path) -> None:
    result = clinic(tmp_path)

    assert not any(word in result.output for word in ("@", "Zoe", "Ada", "Ann Kovacs"))
    place = tmp_path / "airway-basics" / "attendance" / "2026a" / "clinic"
    without = [name for name, content in files(place).items() if b"@" not in content and b"Ada" not in content]
    assert without == [name for name in files(place) if name not in ("attendance.csv", "review.csv")]


def test_completion_files_have_what_each_system_wants(tmp_path: Path) -> None:
    clinic(tmp_path, "--set", "item=AIRWAY-1", "--set", "revised=JAN-01-2026 00:00:00")
    found = files(tmp_path / "airway-basics" / "attendance" / "2026a" / "clinic" / "completion")

    assert {name: content.decode() for name, content in found.items()} == {
        "cornerstone/csod-ilt-transcripts.csv": (
            "User ID,Session ID,Transcript Status,Completion Date/Time,Attendance Percent\r\n"
            "alovelace,airway-basics.2026a.clinic,Completed,2026-03-09 14:30:00 -04:00,100\r\n"
            "ghopper,airway-basics.2026a.clinic,Completed,2026-03-09 14:30:00 -04:00,83\r\n"
            "aturing,airway-basics.2026a.clinic,Incomplete,,56\r\n"
            "eclarke,airway-basics.2026a.clinic,Completed,2026-03-09 14:30:00 -04:00,98\r\n"
            "kjohnson,airway-basics.2026a.clinic,No Show,,0\r\n"
        ),
        "generic/completions.csv": (
            "learner,username,course,cohort,live_session,occurrence,status,completed,completed_at_utc,minutes,percent\r\n"
            "L1,alovelace,airway-basics,2026a,clinic,airway-basics.2026a.clinic,present,yes,2026-03-09T18:30:00+00:00,90,100\r\n"
            "L2,ghopper,airway-basics,2026a,clinic,airway-basics.2026a.clinic,late,yes,2026-03-09T18:30:00+00:00,75,83\r\n"
            "L3,aturing,airway-basics,2026a,clinic,airway-basics.2026a.clinic,partly,no,,50.5,56\r\n"
            "L4,eclarke,airway-basics,2026a,clinic,airway-basics.2026a.clinic,present,yes,2026-03-09T18:30:00+00:00,88.667,98\r\n"
            "L5,kjohnson,airway-basics,2026a,clinic,airway-basics.2026a.clinic,absent,no,,0,0\r\n"
        ),
        "moodle/moodle-attendance.csv": (
            "user,scantime,status\r\nalovelace,,P\r\nghopper,,L\r\naturing,,A\r\neclarke,,P\r\nkjohnson,,A\r\n"
        ),
        "moodle/moodle-booking.csv": (
            "text,identifier,username,completed\r\n"
            "Case clinic,airway-basics.2026a.clinic,alovelace,1\r\n"
            "Case clinic,airway-basics.2026a.clinic,ghopper,1\r\n"
            "Case clinic,airway-basics.2026a.clinic,eclarke,1\r\n"
        ),
        "successfactors/learning_history_data.txt": (
            "STUD_ID|CPNT_TYP_ID|CPNT_ID|REV_DTE|CMPL_STAT_ID|COMPL_DTE|COMPL_DTE_TIMEZONE|TOTAL_HRS|SCHD_ID!##!\n"
            "alovelace|COURSE|AIRWAY-1|JAN-01-2026 00:00:00|COURSE_COMPLETE|MAR-09-2026 14:30:00|America/New_York|"
            "1.5|!##!\n"
            "ghopper|COURSE|AIRWAY-1|JAN-01-2026 00:00:00|COURSE_COMPLETE|MAR-09-2026 14:30:00|America/New_York|"
            "1.25|!##!\n"
            "eclarke|COURSE|AIRWAY-1|JAN-01-2026 00:00:00|COURSE_COMPLETE|MAR-09-2026 14:30:00|America/New_York|"
            "1.478|!##!\n"
        ),
    }


def test_importing_twice_changes_no_byte(tmp_path: Path) -> None:
    clinic(tmp_path)
    once = files(tmp_path)
    clinic(tmp_path)

    assert files(tmp_path) == once


def test_statements_are_sent_once_however_often_they_are_imported(tmp_path: Path, there: FakeStore) -> None:
    first, again = clinic(tmp_path, "--send"), clinic(tmp_path, "--send")
    (tmp_path / "airway-basics" / "attendance" / "2026a" / "clinic.sent").unlink()
    without_journal = clinic(tmp_path, "--send")

    assert [result.output.splitlines()[-1] for result in (first, again, without_journal)] == [
        "14 stored",
        "0 stored, 14 sent before",
        "0 stored, 14 already there",
    ]
    lines = (tmp_path / "airway-basics" / "attendance" / "2026a" / "clinic" / "statements.jsonl").read_text("utf-8")
    assert list(there.statements.values()) == [json.loads(line) for line in lines.splitlines()]


def test_what_a_store_refuses_is_told(tmp_path: Path, there: FakeStore) -> None:
    there.poison = "ghopper"
    result = clinic(tmp_path, "--send")

    assert result.exit_code == 1
    assert result.output.count("the store refuses the statement (400): poisoned") == 3


def test_all_is_well_where_nobody_is_on_the_review_list(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    shutil.copy(EXPORTS / "roster.csv", roster)
    with roster.open("a", encoding="utf-8") as stream:
        stream.write("L6,Zoe Visitor,zoe@work.example,zoe@elsewhere.example,zvisitor\n")
    result = run(tmp_path, str(TEAMS), "--session", "clinic", "--roster", str(roster))

    assert result.exit_code == 0
    assert "2 present, 1 late, 2 partly, 1 absent, 0 open" in result.output


def test_without_a_roster_there_is_a_table_and_nothing_for_systems(tmp_path: Path) -> None:
    result = run(tmp_path, str(TEAMS), "--session", "clinic")

    assert result.exit_code == 0
    assert "no statements: without a roster nobody has an id" in result.output
    assert "no completion files: an LMS knows nobody without a roster; say --roster CSV" in result.output
    assert [Path(name).name for name in files(tmp_path)] == ["attendance.csv", "review.csv"]


def test_a_mapping_of_the_users_writes_the_completion_file(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "files: [{name: mine.csv, rows: attendance, status: [present], "
        "columns: [{column: A, source: learner.username}]}]",
        "utf-8",
    )
    clinic(tmp_path / "out", "--completion", str(mine))

    found = {Path(name).name: content for name, content in files(tmp_path / "out").items()}
    assert found["mine.csv"] == b"A\r\nalovelace\r\neclarke\r\n"
    assert "completions.csv" not in found


def test_rows_without_a_time_are_told(tmp_path: Path) -> None:
    kept = tmp_path / "kept.csv"
    kept.write_text("Name,Joined,Left\nAda Lovelace,13:00,14:30\nGrace Hopper,,\n", "utf-8")
    result = run(tmp_path / "out", str(kept), "--session", "clinic", *ROSTER)

    assert result.output.splitlines()[0] == (
        "kept.csv: a table, en, utf-8, commas; 1 row, and 1 without a time, which are passed over"
    )


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["none.csv", "--session", "clinic"], 2, "there is no file `none.csv`"),
        ([str(TEAMS), "--session", "clinik"], 2, "there is no live session `clinik`; there are: clinic, lab"),
        ([str(TEAMS), "--session", "clinic", "--cohort", "x"], 2, "there is no cohort `x`; there are: 2026a"),
        (
            [str(TEAMS), "--session", "clinic", "--completion", "x"],
            2,
            "there is no completion file for `x`; there are: ",
        ),
        ([str(TEAMS), "--session", "clinic", "--send"], 2, "--send needs a store: --endpoint URL"),
        ([str(TEAMS), "--session", "clinic", "--column", "x=y"], 1, "there is no field `x`"),
        ([str(TEAMS), "--session", "clinic", "--roster", str(TEAMS)], 1, "teams-de.csv: no roster"),
        ([str(EXPORTS / "roster.csv"), "--session", "clinic"], 1, "roster.csv: no row names a person and a time"),
        ([str(TEAMS), "--session", "lab"], 1, "nobody is there while the live session runs"),
    ],
)
def test_what_cannot_be_imported_is_told_and_nothing_is_written(
    tmp_path: Path, words: list[str], code: int, says: str
) -> None:
    """Code 1 here is an error that `main` prints, ending with 2."""
    result = run(tmp_path, *words)

    assert (result.exit_code, files(tmp_path)) == (code, {})
    assert says in told(result)


def test_a_live_session_that_has_not_begun_has_no_attendance(tmp_path: Path) -> None:
    result = run(tmp_path, str(TEAMS), "--session", "clinic", now=("--now", "2026-03-09T16:59Z"))

    assert result.exit_code == 2
    assert "the live session `clinic` has not begun: it starts on 2026-03-09 at 13:00" in result.output


def test_one_of_several_cohorts_has_to_be_named(tmp_path: Path) -> None:
    course = tmp_path / "airway"
    shutil.copytree(AIRWAY, course)
    shutil.copy(course / "cohorts" / "2026a.yaml", course / "cohorts" / "2026b.yaml")
    result = run(tmp_path / "out", str(TEAMS), "--session", "clinic", course=course)

    assert result.exit_code == 2
    assert "several cohorts have the live session `clinic`; say --cohort 2026a or 2026b" in result.output
    assert run(tmp_path / "out", str(TEAMS), "--session", "clinic", "--cohort", "2026b", course=course).exit_code == 0


def test_a_cancelled_live_session_has_no_attendance(tmp_path: Path) -> None:
    course = tmp_path / "airway"
    shutil.copytree(AIRWAY, course)
    cohort = course / "cohorts" / "2026a.yaml"
    cohort.write_text(cohort.read_text("utf-8").replace("clinic: {start", "clinic: {status: cancelled, start"), "utf-8")
    result = run(tmp_path / "out", str(TEAMS), "--session", "clinic", course=course)

    assert result.exit_code == 2
    assert "the live session `clinic` does not take place in the cohort `2026a`" in result.output

"""Exports of every tool and language give the same; what is no export is told with what was tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scormkit.sessions.attendance.decoding import encodings, other_kind
from scormkit.sessions.attendance.reading import AttendanceError, checked_columns, read_export
from scormkit.sessions.attendance.roster import read_roster
from scormkit.sessions.attendance.taking import take_attendance
from tests.sessions.attendance.clinic import EXPORTS, ROSTER, clinic, table
from tests.sessions.attendance.meetings import LOCALES

FILES = sorted(EXPORTS.glob("*-*.csv"))
STAYS = [
    ("L1", "present", 90.0, 1),
    ("L2", "late", 75.0, 1),
    ("L3", "partly", 50.5, 2),
    ("L4", "present", 88 + 40 / 60, 1),  # two devices at once
    ("L5", "absent", 0.0, 0),
]
#: Meet tells the first coming and the last going only.
FIRST_AND_LAST = [*STAYS[:2], ("L3", "partly", 55.5, 1), *STAYS[3:]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_tool_and_language_gives_the_same_attendance(path: Path) -> None:
    export = read_export(path.read_bytes(), path.name)
    roster = read_roster((EXPORTS / "roster.csv").read_bytes(), "roster.csv")
    taken = take_attendance(*clinic(), [export], roster)

    found = [(each.learner.id, str(each.status), each.seconds / 60, len(each.stays)) for each in taken.presences]
    assert found == (FIRST_AND_LAST if path.stem.startswith("meet") else STAYS)
    assert taken.staff == ("Ann Kovacs",)
    assert [(each.name, each.emails, each.reason, each.maybe) for each in taken.reviews] == [
        ("Zoe Visitor", ("zoe@elsewhere.example",), "nobody on the roster", ())
    ]


def test_what_a_file_is_is_found_out() -> None:
    described = {path.stem: read_export(path.read_bytes(), path.name).described() for path in FILES}

    assert described == {
        **{f"teams-{each}": f"Microsoft Teams, {each[:2]}, utf-16, tabs" for each in LOCALES},
        **{
            f"teams-report-{each}": f"Microsoft Teams, {each[:2]}, utf-16, tabs"
            for each in ("en-us", "de", "fr", "es", "pl")
        },
        **{f"zoom-{each}": f"Zoom, {each[:2]}, utf-8-sig, commas" for each in ("en-us", "en-gb", "de", "fr", "es")},
        **{f"meet-{each}": f"Google Meet, {each[:2]}, utf-8, commas" for each in ("en-us", "de", "fr", "es", "cs")},
        "plain-cp1252": "a table, en, cp1252, semicolons",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1250"])
@pytest.mark.parametrize("delimiter", ["\t", ",", ";", "|"])
def test_encoding_and_delimiter_are_found_out(encoding: str, delimiter: str) -> None:
    rows = [
        ["Imię i nazwisko", "Godzina dołączenia", "Godzina opuszczenia"],
        ["Łukasz Żak", "2026-03-09 13:00", "2026-03-09 14:00"],
    ]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)

    (seen,) = read_export(data, "x.csv").seen
    assert (seen.name, seen.line, seen.joined and seen.joined.text) == ("Łukasz Żak", 2, "2026-03-09 13:00")


def test_excels_mark_of_a_delimiter_is_passed_over_and_lines_are_still_right() -> None:
    data = b'sep=;\r\nName;Join Time;Leave Time\r\n"Ada\r\nLovelace";2026-03-09 13:00;2026-03-09 14:00\r\n'
    data += b"Alan;oh;14:00\r\n"

    with pytest.raises(AttendanceError, match=r"x\.csv:5: `oh` is no date with a time of day"):
        read_export(data, "x.csv")


def test_sections_that_are_not_about_people_are_passed_over() -> None:
    data = '1. Summary\nMeeting title,"Clinic, case"\nAttended participants,1\n\n'
    data += "2. Participants\nName,First Join,Last Leave\n"
    data += "Ada,2026-03-09 13:00,2026-03-09 14:00\n\n4. Meeting chat\nName,Text\nAda,hello\n"

    assert [each.name for each in read_export(data.encode(), "x.csv").seen] == ["Ada"]


def test_empty_lines_between_people_lose_nobody() -> None:
    export = table("Ada,a@example.org,13:00,14:00", "", ",,,", "Alan,b@example.org,13:00,14:00", "3D room,,13:00,14:00")

    assert [(each.name, each.line) for each in export.seen] == [("Ada", 2), ("Alan", 5), ("3D room", 6)]


def test_a_webinars_registrants_who_did_not_come_and_those_who_wait_are_left_out() -> None:
    header = "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),In Waiting Room"
    export = table(
        "Yes,Ada,ada@example.org,2026-03-09 13:00,2026-03-09 14:00,60,No",
        "No,Alan,alan@example.org,--,--,--,",
        "Yes,Alan,alan@example.org,2026-03-09 13:00,2026-03-09 13:05,5,Yes",
        header=header,
    )

    assert [each.name for each in export.seen] == ["Ada"]


def test_people_without_a_time_are_passed_over_and_counted() -> None:
    export = table("Ada,ada@example.org,13:00,14:00", "Alan,alan@example.org,,", "Grace,grace@example.org,--,-")

    assert ([each.name for each in export.seen], export.timeless) == (["Ada"], 2)


def test_guests_of_another_tenant_have_no_address_that_is_theirs() -> None:
    export = table(
        "Ada,2026-03-09 13:00,2026-03-09 14:00,ada_example.org#EXT#@tenant.example,ada@example.org",
        header="Name,Join Time,Leave Time,Participant ID (UPN),Email",
    )

    assert export.seen[0].emails == ("ada@example.org",)


def test_a_list_of_comings_and_goings_is_paired_and_an_open_end_is_left_open() -> None:
    header = "Full Name\tUser Action\tTimestamp"
    export = table(
        "Ada\tJoined before\t3/9/2026, 1:00:00 PM",
        "Alan\tJoined\t3/9/2026, 1:01:00 PM",
        "Ada\tLeft\t3/9/2026, 1:30:00 PM",
        header=header,
    )

    assert [(each.name, each.line, each.left and each.left.text) for each in export.seen] == [
        ("Ada", 2, "3/9/2026, 1:30:00 PM"),
        ("Alan", 3, None),
    ]
    with pytest.raises(AttendanceError, match=r"meeting\.csv:2: `Waved` is no known coming or going"):
        table("Ada\tWaved\t3/9/2026, 1:00:00 PM", header=header)


def test_headers_that_are_not_known_are_shown_and_can_be_named() -> None:
    data = b"Navn;Kom;Gik\nAda;2026-03-09 13:00;2026-03-09 14:00\n"

    with pytest.raises(AttendanceError) as problem:
        read_export(data, "x.csv")
    assert str(problem.value).splitlines() == [
        "x.csv: no row names a person and a time, so this is no attendance that is known; tried: "
        + ", ".join(
            f"{encoding} with {delimiter}"
            for encoding in ("utf-8", "cp1252", "cp1250")
            for delimiter in ("tabs", "commas", "semicolons", "bars")
        ),
        "Its widest row reads: `Navn`, `Kom`, `Gik`",
        "Name columns yourself: --column joined=HEADER --column left=HEADER",
        "At least this is expected, in any language that is known:",
        "Name,Email,Join Time,Leave Time",
        "Ada Lovelace,ada@example.org,2026-03-09 13:02:00,2026-03-09 14:28:30",
    ]

    export = read_export(data, "x.csv", {"name": "Navn", "joined": "Kom", "left": "Gik"})
    assert [each.name for each in export.seen] == ["Ada"]
    with pytest.raises(AttendanceError, match="there is no field `arrived`; there are: name, given"):
        checked_columns((("arrived", "Kom"),))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "no attendance that is known"),
        (b"PK\x03\x04rest", "an Excel workbook or another zip"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "a web page or XML"),
        (b"\xd0\xcf\x11\xe0....", "an old Excel workbook"),
        (b'{"a": 1}', "JSON"),
        (b"\x81\x8d\x8f\x90\x9d\xff", "it is in no known encoding"),
        (b"Name,Email\nAda,ada@example.org\n", "Its widest row reads: `Name`, `Email`"),
    ],
)
def test_what_is_no_export_is_told_with_what_is_expected(data: bytes, what: str) -> None:
    with pytest.raises(AttendanceError) as problem:
        read_export(data, "x.csv")

    assert str(problem.value).startswith("x.csv: ") and what in str(problem.value)
    assert str(problem.value).endswith("Ada Lovelace,ada@example.org,2026-03-09 13:02:00,2026-03-09 14:28:30")


def test_a_duration_that_nothing_hangs_on_may_be_anything() -> None:
    header = "Name,Join Time,Leave Time,Duration"
    export = table("Ada,2026-03-09 13:00,2026-03-09 14:00,long", header=header)

    assert [each.seconds for each in export.seen] == [None]
    with pytest.raises(AttendanceError, match=r"meeting\.csv:2: `long` is no duration"):
        table("Ada,2026-03-09 13:00,,long", header=header)


def test_a_mark_decides_the_encoding_and_too_large_files_are_not_read() -> None:
    assert [name for name, _ in encodings("\ufeffName".encode())] == ["utf-8-sig"]
    assert [name for name, _ in encodings("Müller".encode("cp1252"))] == ["cp1252", "cp1250"]
    assert other_kind(b"x" * 50_000_001) == "larger than 50 MB"


HEADER = b"Name,Email,Join Time,Leave Time,Duration,Role\n"


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: HEADER + text.encode("utf-8", "surrogatepass")),
        st.lists(
            st.sampled_from(
                ["Ada", "1:00", "9999-12-31 23:59", "0001-01-01 00:00-12:00", "1e9 h", ",", "\n", '"', "3/4/26"]
            )
        )
        .map(",".join)
        .map(lambda text: HEADER + text.encode()),
    )
)
def test_whatever_a_file_holds_it_is_read_or_refused(data: bytes) -> None:
    try:
        take_attendance(*clinic(), [read_export(data, "x.csv")], ROSTER)
    except AttendanceError as problem:
        assert str(problem).startswith("x.csv")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_that_was_cut_off_is_read_or_refused(path: Path) -> None:
    data = path.read_bytes()
    for size in range(0, len(data), 37):
        try:
            take_attendance(*clinic(), [read_export(data[:size], "x.csv")], ROSTER)
        except AttendanceError as problem:
            assert str(problem).startswith("x.csv")

"""Presence: merged, clipped, judged by the live session's rule, and never guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scormkit.model.live import Attendance
from scormkit.sessions.attendance.intervals import Interval, clip, merge
from scormkit.sessions.attendance.reading import AttendanceError, Seen
from scormkit.sessions.attendance.taking import Review, Status, take_attendance
from tests.sessions.attendance.clinic import ROSTER, clinic, table, taken, told

ADA = "Ada Lovelace,ada@example.org"
NOBODY = [("L2", "absent", 0.0), ("L3", "absent", 0.0)]


def utc(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-09 {clock}").replace(tzinfo=UTC)


def test_what_lies_outside_the_live_session_does_not_count() -> None:
    attendance = taken(table(f"{ADA},2026-03-09 12:00,2026-03-09 16:00"))

    assert told(attendance) == [("L1", "present", 90.0), *NOBODY]
    assert attendance.presences[0].stays == (Interval(utc("17:00"), utc("18:30")),)


def test_devices_files_and_reconnects_are_one_stay() -> None:
    """A telephone beside a laptop, a second file, and a minute without a connection."""
    laptop = table(f"{ADA},2026-03-09 13:00,2026-03-09 13:30", f"{ADA},2026-03-09 13:31,2026-03-09 14:00")
    phone = table("Ada Lovelace,,2026-03-09 13:50,2026-03-09 14:20", file="phone.csv")

    (ada, *_) = taken(laptop, phone).presences
    assert ada.stays == (Interval(utc("17:00"), utc("18:20")),)
    assert [str(each) for each in ada.matched] == ["e-mail", "name"]


def test_the_rule_of_the_live_session_judges() -> None:
    def status(start: str, end: str, rule: Attendance) -> Status:
        export = table(f"{ADA},2026-03-09 {start},2026-03-09 {end}")
        return take_attendance(*clinic(rule), [export], ROSTER).presences[0].status

    strict, mild = Attendance(0.8, 600), Attendance(0.5, 0)
    assert [
        status("13:00", "14:12", strict),  # 72 of 90 minutes: just enough
        status("13:00", "14:11:59", strict),
        status("13:10", "14:30", strict),  # the grace is over a second later
        status("13:10:01", "14:30", strict),
        status("13:00", "13:45", mild),
        status("13:00:01", "13:46", mild),
    ] == [Status.PRESENT, Status.PARTLY, Status.PRESENT, Status.LATE, Status.PRESENT, Status.LATE]


def test_first_and_last_count_no_longer_than_the_file_says() -> None:
    header = "Name,Email,First Join,Last Leave,In-Meeting Duration"
    attendance = taken(table(f"{ADA},2026-03-09 13:00,2026-03-09 14:30,40m 0s", header=header))

    assert told(attendance)[0] == ("L1", "partly", 40.0)


def test_a_sum_alone_is_taken_up_to_the_length_and_has_no_stays() -> None:
    """Zoom's report with unique users tells no times."""
    header = "Name (Original Name),User Email,Total Duration (Minutes),Guest"
    attendance = taken(table(f"{ADA},120,No", "Alan Turing,alan@example.org,30,No", header=header))

    assert told(attendance) == [("L1", "present", 90.0), ("L2", "absent", 0.0), ("L3", "partly", 30.0)]
    assert [each.stays for each in attendance.presences] == [(), (), ()]


def test_who_never_left_counts_until_the_end_and_that_is_told() -> None:
    attendance = taken(table("Ada Lovelace\tJoined\t3/9/2026, 1:00:00 PM", header="Full Name\tUser Action\tTimestamp"))

    assert told(attendance)[0] == ("L1", "present", 90.0)
    assert attendance.reviews == (
        Review(
            "meeting.csv", 2, "Ada Lovelace", (), "the file has no time of leaving; counted until the end", (),
            (Interval(utc("17:00"), utc("18:30")),), True,
        ),
    )  # fmt: skip


def test_a_duration_gives_the_end_that_is_missing() -> None:
    header = "Name,Email,Join Time,Leave Time,Duration"
    attendance = taken(table(f"{ADA},2026-03-09 13:00,,1h 20m", header=header))

    assert (told(attendance)[0], attendance.reviews) == (("L1", "present", 80.0), ())


def test_a_learner_who_may_have_been_there_is_open_and_not_absent() -> None:
    attendance = taken(
        table(
            "Ada L.,ada@home.example,2026-03-09 13:00,2026-03-09 13:40",
            "Ada L.,ada@home.example,2026-03-09 13:50,2026-03-09 14:30",
            "Alan Turing,alan@example.org,2026-03-09 13:00,2026-03-09 14:30",
            "Alan,,2026-03-09 13:00,2026-03-09 13:10",
        )
    )

    assert told(attendance) == [("L1", "open", 0.0), ("L2", "absent", 0.0), ("L3", "present", 90.0)]
    assert [(each.line, each.name, [one.id for one in each.maybe], len(each.stays)) for each in attendance.reviews] == [
        (2, "Ada L.", ["L1"], 2),
        (5, "Alan", ["L3"], 1),
    ]


def test_people_of_the_cohort_are_no_learners() -> None:
    attendance = taken(
        table(
            "Ann Kovacs,,2026-03-09 13:00,2026-03-09 14:30",
            "Raj,raj@example.org,2026-03-09 13:00,2026-03-09 14:30",
            f"{ADA},2026-03-09 13:00,2026-03-09 14:30",
        )
    )

    assert (attendance.staff, attendance.reviews) == (("Ann Kovacs", "Raj Iyer"), ())


def test_without_a_roster_everybody_seen_is_somebody() -> None:
    attendance = taken(
        table("Ada,,2026-03-09 13:00,2026-03-09 13:30", f"{ADA},2026-03-09 13:00,2026-03-09 14:30"),
        table("Ada Lovelace,,2026-03-09 13:00,2026-03-09 14:00", file="two.csv"),
        table("Ann Kovacs,ann@example.org,2026-03-09 13:00,2026-03-09 14:30", file="three.csv"),
        roster=None,
    )

    assert told(attendance) == [("ada@example.org", "present", 90.0), ("Ada", "partly", 30.0)]
    assert (attendance.has_roster, attendance.staff) == (False, ("Ann Kovacs",))


def test_times_of_another_zone_are_told_by_name_or_by_the_file() -> None:
    vienna = table(f"{ADA},2026-03-09 18:00,2026-03-09 19:30")
    utc_header = table(f"{ADA},2026-03-09 17:00,2026-03-09 18:30", header="Name,Email,Join Time (UTC),Leave Time (UTC)")
    offsets = table(f"{ADA},2026-03-09T18:00:00+01:00,2026-03-09T17:00:00Z")

    assert told(taken(vienna, zone="Europe/Vienna"))[0] == ("L1", "present", 90.0)
    assert told(taken(utc_header))[0] == ("L1", "present", 90.0)
    with pytest.raises(AttendanceError, match=r"meeting\.csv:2: here somebody leaves before coming|nobody is there"):
        taken(offsets)


def test_a_file_in_which_nobody_is_there_in_time_is_refused_with_both_times() -> None:
    with pytest.raises(AttendanceError) as problem:
        taken(table(f"{ADA},2026-03-09 18:00,2026-03-09 19:30"))

    assert str(problem.value).splitlines() == [
        "meeting.csv: nobody is there while the live session runs: it is 2026-03-09 13:00–14:30, the file tells "
        "2026-03-09 18:00–19:30, read in America/New_York",
        "If the file's times are of another zone, name it: --zone ZONE; if the live session was moved, move it in the "
        "plan: scormkit plan move",
    ]


def test_a_day_and_month_that_stay_open_are_told_with_their_line() -> None:
    with pytest.raises(AttendanceError) as problem:
        taken(table(f"{ADA},2026-03-09 13:00,2026-03-09 14:30", f"{ADA},04/05/2026 13:00,04/05/2026 14:30"))

    assert str(problem.value) == (
        "meeting.csv:3: `04/05/2026 13:00` can be 2026-05-04 or 2026-04-05, and the live session is on 2026-03-09"
    )


def test_leaving_before_coming_is_told_with_its_line() -> None:
    with pytest.raises(AttendanceError, match=r"meeting\.csv:2: here somebody leaves before coming"):
        taken(table(f"{ADA},2026-03-09 14:00,2026-03-09 13:00"))


# --- intervals ----------------------------------------------------------------------------------------

BASE = datetime(2026, 3, 9, 17, tzinfo=UTC)
stays = st.lists(
    st.tuples(st.integers(0, 9000), st.integers(1, 4000)).map(
        lambda each: Interval(BASE + timedelta(seconds=each[0]), BASE + timedelta(seconds=sum(each)))
    ),
    max_size=8,
)


@given(stays, st.randoms())
def test_merged_stays_cover_the_same_moments_in_any_order(found: list[Interval], chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(found)
    chance.shuffle(shuffled)
    merged = merge(found, timedelta())

    assert merge(shuffled, timedelta()) == merged == merge(merged, timedelta())
    covered = {second for each in found for second in range(_second(each.start), _second(each.end))}
    assert sum(each.seconds for each in merged) == len(covered)
    assert all(before.end < after.start for before, after in pairwise(merged))


@given(stays)
def test_clipped_stays_lie_inside(found: list[Interval]) -> None:
    frame = Interval(BASE + timedelta(seconds=1000), BASE + timedelta(seconds=6400))

    assert all(frame.start <= each.start < each.end <= frame.end for each in clip(found, frame))


def _second(at: datetime) -> int:
    return round((at - BASE).total_seconds())


def test_who_somebody_is_does_not_hang_on_capitals() -> None:
    assert Seen("x", 1, "Ada  LOVELACE").who == Seen("x", 2, "ada lovelace").who

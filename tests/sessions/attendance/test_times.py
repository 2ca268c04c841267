"""Dates, clocks and durations as tools write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from scormkit.sessions.attendance import words
from scormkit.sessions.attendance.times import UnreadableTimeError, local_time, read_seconds, read_time, settle, unit_of

DAY = date(2026, 3, 9)
AT_ONE = datetime(2026, 3, 9, 13, 2, 3)


def read(text: str, day: date = DAY) -> datetime:
    written = read_time(text)
    return local_time(written, settle([written], day), day)


@pytest.mark.parametrize(
    "text",
    [
        "3/9/26, 1:02:03 PM",
        "3/9/2026, 1:02:03\u202fPM",
        "03/09/2026 01:02:03 PM",
        "09/03/2026, 13:02:03",
        "09/03/2026 13:02:03",
        "09.03.26, 13:02:03",
        "09.03.2026 13:02:03",
        "9. 3. 2026 13:02:03",
        "9-3-2026 13:02:03",
        "9.3.2026 klo 13.02.03",
        "2026-03-09 13:02:03",
        "2026-03-09T13:02:03",
        "2026/03/09 13:02:03",
        "2026. 3. 9. 오후 1:02:03",
        "2026年3月9日 午後1:02:03",
        "9/3/2026, 1:02:03 p. m.",
        "Mar 9, 2026, 1:02:03 PM",
        "9. März 2026 um 13:02:03",
        "9 mars 2026 à 13:02:03",
        "9 de marzo de 2026, 13:02:03",
        "9 marca 2026 13:02:03",
        "\u200e9/3/2026\u200e 13:02:03",
        "٩/٣/٢٠٢٦ ١٣:٠٢:٠٣",
        "1:02:03 PM",
        "13:02:03",
    ],
)
def test_the_same_moment_in_many_languages(text: str) -> None:
    assert read(text) == AT_ONE


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-03-09T13:02:03Z", 13),
        ("2026-03-09T13:02:03.5+01:00", 12),
        ("2026-03-09 13:02:03 GMT+2", 11),
        ("2026-03-09 13:02:03 UTC", 13),
        ("2026-03-09 13:02:03 -0530", 18),
    ],
)
def test_a_zone_behind_a_time_counts(text: str, hour: int) -> None:
    minute = 32 if "0530" in text else 2
    assert read(text) == datetime(2026, 3, 9, hour, minute, 3, tzinfo=UTC)


def test_noon_and_midnight_of_twelve_hours() -> None:
    assert [read(f"3/9/26, {clock}").hour for clock in ("12:00 AM", "1:00 AM", "12:00 PM", "11:59 PM")] == [
        0,
        1,
        12,
        23,
    ]


@pytest.mark.parametrize("text", ["", "soon", "9 March", "13:77", "25:00", "13:00 PM", "1:00 xx", "40/40/2026 10:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTimeError):
        read(text)


def test_all_dates_of_a_file_decide_together() -> None:
    """The second can only have the day first, so the first has it, too, wherever the live session lies."""
    first, second = read_time("03/04/2026 10:00"), read_time("25/04/2026 10:00")

    orders = settle([first, second], DAY)

    assert local_time(first, orders, DAY) == datetime(2026, 4, 3, 10)


def test_dates_of_two_makes_in_one_file_are_read_each_in_its_own_way() -> None:
    """Teams changes to the American way within a file now and then."""
    local, american = read_time("09/03/2026, 13:02:03"), read_time("3/9/2026, 1:02:03 PM")

    orders = settle([local, american], DAY)

    assert [local_time(each, orders, DAY) for each in (local, american)] == [AT_ONE, AT_ONE]


def test_a_date_that_the_live_session_does_not_settle_is_refused_with_its_readings() -> None:
    with pytest.raises(UnreadableTimeError) as problem:
        settle([read_time("04/05/2026 10:00")], DAY)

    assert str(problem.value) == (
        "`04/05/2026 10:00` can be 2026-05-04 or 2026-04-05, and the live session is on 2026-03-09"
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1h 27m 51s", 5271), ("59 Min. 0 Sek.", 3540), ("1 Std. 30 Min.", 5400), ("1 godz. 27 min 51 sek.", 5271),
        ("1 h 27 min 51 s", 5271), ("1 hod. 27 min. 51 sek.", 5271), ("1:27:51", 5271), ("27:51", 1671),
        ("PT1H2M", 3720), ("1 hr 2 min", 3720), ("2 hours", 7200), ("0s", 0), ("1,5 h", 5400), ("1 時間 2 分", 3720),
    ],
)  # fmt: skip
def test_durations_in_many_languages(text: str, seconds: int) -> None:
    assert read_seconds(text) == seconds


def test_a_bare_number_has_the_unit_of_its_header() -> None:
    headers = ("Duration (Minutes)", "Dauer (Minuten)", "Durée (minutes)", "時間（分）", "Minutes", "Time (sec)")
    assert [read_seconds("90", unit_of(each)) for each in headers] == [5400, 5400, 5400, 5400, 5400, 90]

    with pytest.raises(UnreadableTimeError, match="a number without a unit"):
        read_seconds("90", unit_of("Duration"))
    with pytest.raises(UnreadableTimeError, match="is no duration"):
        read_seconds("all day")


def test_no_header_means_two_things() -> None:
    table = yaml.safe_load(Path(words.__file__).with_name("words.yaml").read_text("utf-8"))["headers"]
    fields: dict[str, set[str]] = {}
    for field, languages in table.items():
        for word in (each for headers in languages.values() for each in headers):
            fields.setdefault(words.plain(word), set()).add(field)

    assert {word: found for word, found in fields.items() if len(found) > 1} == {}
    assert fields.keys() == words.load_words().headers.keys()


def test_a_month_is_known_by_its_beginning_unless_it_could_be_two() -> None:
    assert [words.month_of(each) for each in ("mar", "Mär.", "juin", "juil", "lis", "xyz", "ju")] == [
        3,
        3,
        6,
        7,
        11,
        0,
        0,
    ]

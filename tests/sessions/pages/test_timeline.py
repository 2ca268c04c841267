"""The timeline: well-formed, small, and the same way round as the language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from scormkit.sessions import SessionPlan
from scormkit.sessions.pages import draw_timeline
from tests.sessions.test_conversation import INVITE, plan_of
from tests.sessions.test_resolve import AIRWAY
from tests.sessions.test_resolve import plan_of as plan_in

SVG = "{http://www.w3.org/2000/svg}"


def drawing(plan: SessionPlan) -> Any:
    return etree.fromstring(draw_timeline(plan).encode())


def places(root: Any, kind: str) -> list[float]:
    """The left edges of bars, in the order of their tooltips' dates."""
    return [float(each.get("x")) for each in root.iter(f"{SVG}rect") if each.get("class") == kind]


def test_every_bar_and_point_tells_in_a_tooltip_what_it_is_and_when() -> None:
    titles = [each.findtext(f"{SVG}title") for each in drawing(plan_in(AIRWAY)).iter(f"{SVG}g")]

    assert titles == [
        "Adjuncts · opens Mon 2 Mar, 09:00 · due Fri 6 Mar, 18:00",
        "Danger signs · opens Mon 2 Mar, 09:00 · due Fri 6 Mar, 18:00",
        "Bag and mask · opens Fri 6 Mar, 09:00 · due Wed 11 Mar, 18:00",
        "Observed · opens Fri 13 Mar, 09:00 · due Thu 19 Mar, 18:00",
        "Two weeks later · opens Tue 24 Mar, 09:00 · due Tue 31 Mar, 18:00",
        "Before the ward · opens Fri 3 Apr, 09:00 · due Fri 10 Apr, 18:00",
        "Case clinic · Monday 9 March 2026, 13:00",
        "Skills lab · Thursday 12 March 2026, 09:00",
    ]


def test_each_unit_is_connected_with_its_live_session_and_the_file_is_small() -> None:
    paths = [each.get("class") for each in drawing(plan_in(AIRWAY)).iter(f"{SVG}path")]

    assert (paths.count("c p"), paths.count("c f")) == (3, 3)
    assert len(draw_timeline(plan_in(AIRWAY)).encode()) < 5_000


def test_time_runs_from_the_right_in_a_language_written_from_the_right() -> None:
    plan = plan_in(AIRWAY)
    left, right = (
        places(drawing(plan), "pre"),
        places(drawing(replace(plan, course=replace(plan.course, language="ar"))), "pre"),
    )

    assert left == sorted(left) and right == sorted(right, reverse=True)


def test_what_is_cancelled_says_so_and_nothing_leads_to_it(tmp_path: Path) -> None:
    root = drawing(plan_of(tmp_path, INVITE.replace("clinic: {", "clinic: {status: cancelled, ")))

    assert [each.text for each in root.iter(f"{SVG}text") if "gone" in each.get("class", "")] == [
        "Case clinic (Cancelled)"
    ]
    assert [each.get("class") for each in root.iter(f"{SVG}path") if each.get("class") != "g"] == ["c f"]


def test_a_long_label_at_the_end_is_not_cut_off(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path, "  clinic: {start: 2026-03-09 13:00}\n  lab: {start: 2026-04-09 13:00, status: cancelled}\n"
    )
    root = drawing(plan)
    last = [each for each in root.iter(f"{SVG}text") if each.text == "Skills lab (Cancelled)"]

    assert [float(each.get("x")) + 6.7 * len(each.text) < float(root.get("viewBox").split()[2]) for each in last] == [
        True
    ]


def test_a_plan_without_dates_has_none(tmp_path: Path) -> None:
    assert draw_timeline(plan_of(tmp_path, "  clinic: {}\n")) == ""

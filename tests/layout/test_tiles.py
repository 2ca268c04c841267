"""Tiles: live sessions as SCOs of their own, where they stand, what they hold back."""

from __future__ import annotations

from pathlib import Path

import pytest

from scormkit.layout import Feature, PackageLayout, Packing, TargetProfile, plan_layouts, tile_remarks
from scormkit.model import Course, ScoScope, Split
from tests.courses import load

WEB = TargetProfile("web", "Web", "local", scope=ScoScope.COURSE)
LISTED = TargetProfile("listed", "Listed", "scorm12", frozenset({Feature.MANIFEST, Feature.PREREQUISITES}))
SEQUENCED = TargetProfile("sequenced", "Sequenced", "scorm2004", frozenset({Feature.MANIFEST, Feature.SEQUENCING}))


def files(tile: str = "tile: yes", course: str = "") -> dict[str, str]:
    return {
        "course.yaml": (
            "title: Airway\nid: airway\noutline:\n  - module: Recognise\n"
            f"    items: [signs, {{session: clinic}}, recall]\n  - last\n{course}"
        ),
        "units/signs.md": "# Signs\n\nText.\n",
        "units/recall.md": "# Recall\n\nText.\n",
        "units/last.md": "# Last\n\nText.\n",
        "sessions/clinic.md": (
            "---\nlength: 90 min\nfollow-up: [recall]\nattendance: {makeup: [recording+signs]}\n"
            f"{tile}\n---\n# Clinic\n"
        ),
    }


def plan(
    course: Course, profile: TargetProfile = SEQUENCED, split: str = "course", sco: str = "unit"
) -> tuple[PackageLayout, ...]:
    return plan_layouts(course, profile, Packing(Split(split), ScoScope(sco)))


def contents(layouts: tuple[PackageLayout, ...]) -> list[list[str]]:
    return [[f"{sco.id}{' (tile)' if sco.tile else ''}" for sco in layout.scos] for layout in layouts]


@pytest.mark.parametrize(
    ("split", "sco", "expected"),
    [
        ("course", "unit", [["signs", "clinic (tile)", "recall", "last"]]),
        ("course", "course", [["course", "clinic (tile)"]]),
        ("course", "module", [["module_recognise", "clinic (tile)", "last"]]),
        ("session", "course", [["course", "clinic (tile)"], ["course"]]),
        ("module", "course", [["course", "clinic (tile)"], ["course"]]),
        ("unit", "unit", [["signs"], ["clinic (tile)"], ["recall"], ["last"]]),
    ],
)
def test_a_tile_is_a_sco_of_its_own_in_every_split(
    tmp_path: Path, split: str, sco: str, expected: list[list[str]]
) -> None:
    assert contents(plan(load(tmp_path, files()), SEQUENCED, split, sco)) == expected


def test_nothing_changes_without_a_tile(tmp_path: Path) -> None:
    course = load(tmp_path, files("tile: no"))
    assert contents(plan(course)) == [["signs", "recall", "last"]]


def test_a_live_session_outside_the_outline_has_its_tile_at_the_end(tmp_path: Path) -> None:
    outline = {**files(), "course.yaml": "title: Airway\noutline: [signs, recall, last]\n"}
    assert contents(plan(load(tmp_path, outline))) == [["signs", "recall", "last", "clinic (tile)"]]


def test_a_first_live_session_goes_with_what_comes_after_it(tmp_path: Path) -> None:
    outline = {**files(), "course.yaml": "title: Airway\noutline: [{session: clinic}, signs, recall, last]\n"}
    layouts = plan(load(tmp_path, outline), SEQUENCED, "session", "course")
    assert [layout.part for layout in layouts] == [""]
    assert contents(layouts) == [["course", "clinic (tile)"]]


def test_where_the_standard_decides_what_is_launched_there_is_no_tile(tmp_path: Path) -> None:
    course = load(tmp_path, files())
    (layout,) = plan(course, WEB, "course", "course")
    assert contents((layout,)) == [["course"]]
    assert [(each.code, each.message) for each in tile_remarks(layout, "")] == [
        ("PKG-TILE-LEFT-OUT", "Web packages carry no tile of `clinic`")
    ]


def test_a_tile_counts_only_where_it_is_asked_to(tmp_path: Path) -> None:
    for tile, counts in (("tile: yes", False), ("tile: {counts: yes}", True)):
        (layout,) = plan(load(tmp_path, files(tile)))
        items = {item.identifier: item.counts for item in layout.organization.walk() if item.resource}
        assert items == {"ITEM-signs": True, "ITEM-clinic": counts, "ITEM-recall": True, "ITEM-last": True}


def test_a_package_of_a_tile_alone_is_completed_by_it(tmp_path: Path) -> None:
    alone = plan(load(tmp_path, files()), SEQUENCED, "unit")[1]
    assert [item.counts for item in alone.organization.walk()] == [True]


def test_a_tile_holds_nothing_back_in_a_course_with_an_order(tmp_path: Path) -> None:
    (layout,) = plan(load(tmp_path, files(course="order: in-order\n")))
    gates = {item.identifier: str(item.gate) for item in layout.organization.walk()}
    assert gates == {
        "MODULE-recognise": "in-order",
        "ITEM-signs": "in-order",
        "ITEM-clinic": "free",
        "ITEM-recall": "free",
        "ITEM-last": "free",
    }


def gating(tmp_path: Path, profile: TargetProfile, course: str = "", **how: str) -> tuple[list[str], list[str]]:
    """What the follow-up waits for, and what is said of it."""
    (layout, *_) = plan(load(tmp_path, files("tile: {gates-follow-up: yes}", course)), profile, **how)
    needs = [need for item in layout.organization.walk() for need in item.prerequisites]
    return needs, [each.message for each in tile_remarks(layout, "") if each.code == "PKG-TILE-GATE"]


@pytest.mark.parametrize("profile", [LISTED, SEQUENCED])
def test_the_follow_up_waits_for_attendance_where_the_author_asks(tmp_path: Path, profile: TargetProfile) -> None:
    assert gating(tmp_path, profile) == (["ITEM-clinic"], [])


def test_moodle_is_spared_global_objectives(tmp_path: Path) -> None:
    assert gating(tmp_path, LISTED, "lms: [moodle]\n") == (["ITEM-clinic"], [])
    assert gating(tmp_path, SEQUENCED, "lms: [moodle]\n") == (
        [],
        [
            "`recall` opens without `clinic` having been attended: that needs global objectives in Sequenced, and "
            "Moodle's import crashes on them"
        ],
    )


def test_units_that_share_a_sco_or_stand_in_another_package_cannot_wait(tmp_path: Path) -> None:
    assert gating(tmp_path, SEQUENCED, sco="course") == (
        [],
        ["`recall` opens without `clinic` having been attended: several units share its SCO"],
    )
    course = load(tmp_path, files("tile: {gates-follow-up: yes}"))
    apart = plan(course, SEQUENCED, "session", "unit")[1]
    assert [each.message for each in tile_remarks(apart, "")] == [
        "`recall` opens without `clinic` having been attended: its tile is in another package, where no LMS can see it"
    ]


def test_ways_to_make_it_up_are_put_in_words(tmp_path: Path) -> None:
    (layout,) = plan(load(tmp_path, files()))
    tile = layout.sco("clinic").tile
    assert tile is not None and (tile.makeup, tile.prework) == (("Recording + Signs",), (("signs", "Signs", True),))


def test_a_tile_without_a_snapshot_is_told_of(tmp_path: Path) -> None:
    (layout,) = plan(load(tmp_path, files()))
    assert [(each.code, str(each.location)) for each in tile_remarks(layout, "x/")] == [
        ("PKG-TILE-UNDATED", "x/sessions/clinic.md:1")
    ]

"""Tiles in manifests: an objective that attendance satisfies, and who waits for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from scormkit.layout import Item, Order, PackageLayout
from scormkit.targets import Target, needs_map_info, target_named
from tests.targets.handmade import layout, leaf

NS = {"a": "http://www.imsglobal.org/xsd/imsss", "q": "http://www.adlnet.org/xsd/adlseq_v1p3"}
each_2004 = pytest.mark.parametrize("target", [target_named(f"scorm2004-{each}") for each in ("3rd", "4th")])


def tiled(target: Target, *, waits: bool = True, counts: bool = False) -> PackageLayout:
    tile = replace(leaf("clinic"), counts=counts, attests="obj-clinic", mastery=None, points=0.0)
    after = replace(leaf("recall"), prerequisites=("ITEM-clinic",) if waits else ())
    return layout(target.profile, leaf("signs"), tile, after)


def item(package: PackageLayout, target: Target, name: str) -> etree._Element:
    root = etree.fromstring(target.write_manifest(package))
    return next(each for each in root.iter("{*}item") if each.get("identifier") == name)


@each_2004
def test_attendance_satisfies_a_global_objective_that_the_follow_up_asks_for(target: Target) -> None:
    package = tiled(target)
    (writes,) = item(package, target, "ITEM-clinic").iterfind(".//a:primaryObjective/a:mapInfo", NS)
    (reads,) = item(package, target, "ITEM-recall").iterfind(".//a:objective/a:mapInfo", NS)
    assert {each.get("targetObjectiveID") for each in (writes, reads)} == {"obj-clinic"}
    assert (writes.get("writeSatisfiedStatus"), reads.get("readSatisfiedStatus")) == ("true", "true")
    (rule,) = item(package, target, "ITEM-recall").iterfind(".//a:preConditionRule", NS)
    assert [each.get("condition") for each in rule.iterfind(".//a:ruleCondition", NS)] == [
        "satisfied",
        "objectiveStatusKnown",
    ]
    assert rule.find("a:ruleAction", NS).get("action") == "disabled"
    assert needs_map_info(package)


@each_2004
def test_a_tile_for_which_nobody_waits_shares_nothing(target: Target) -> None:
    package = tiled(target, waits=False)
    assert b"mapInfo" not in target.write_manifest(package)
    assert not needs_map_info(package)


@each_2004
@pytest.mark.parametrize("counts", [False, True])
def test_the_whole_waits_for_a_tile_only_where_it_counts(target: Target, counts: bool) -> None:
    found = item(tiled(target, counts=counts), target, "ITEM-clinic").find(".//a:rollupRules", NS)
    left_out = {"rollupObjectiveSatisfied": "false", "rollupProgressCompletion": "false"}
    assert ({} if found is None else dict(found.attrib)) == ({} if counts else left_out)


def test_in_scorm_12_what_stands_before_a_tile_is_asked_for_after_it() -> None:
    target = target_named("scorm12")
    tile: Item = replace(leaf("clinic"), counts=False, attests="obj-clinic")
    package = layout(target.profile, replace(leaf("signs"), gate=Order.IN_ORDER), tile, leaf("recall"))
    scripts = {
        name: item(package, target, name).findtext("{*}prerequisites") for name in ("ITEM-clinic", "ITEM-recall")
    }
    assert scripts["ITEM-clinic"] is not None
    assert scripts["ITEM-recall"] == scripts["ITEM-clinic"]

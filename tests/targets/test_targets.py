"""The contract of every target, over layouts made by hand."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from lxml import etree

from scormkit.control import lom_schema, schema
from scormkit.errors import PackageError
from scormkit.layout import Feature, Item, Order, PackageLayout
from scormkit.targets import Target, TargetError, all_targets, needs_map_info, target_named
from tests.conftest import Golden
from tests.targets.handmade import COURSE, HOSTILE, cluster, gated, layout, layouts, leaf

TARGETS = {target.name: target for target in all_targets()}
WITH_MANIFEST = {name: target for name, target in TARGETS.items() if target.has_manifest}
SCORM = {name: target for name, target in TARGETS.items() if Feature.METADATA in target.profile}
LAYOUTS = tuple(layouts(TARGETS["scorm12"].profile))
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)

each_target = pytest.mark.parametrize("target", WITH_MANIFEST.values(), ids=WITH_MANIFEST)
each_scorm = pytest.mark.parametrize("target", SCORM.values(), ids=SCORM)
each_layout = pytest.mark.parametrize("name", LAYOUTS)
each_2004 = pytest.mark.parametrize("target", [TARGETS["scorm2004-3rd"], TARGETS["scorm2004-4th"]], ids=["3rd", "4th"])


def manifest(target: Target, package: PackageLayout) -> etree._Element:
    return etree.fromstring(target.write_manifest(package), PARSER)


def written(target: Target, package: PackageLayout) -> dict[str, bytes]:
    """Manifest and, where there is one, metadata."""
    files = {target.manifest_path: target.write_manifest(package)}
    return files | ({target.metadata_path: target.write_metadata(package)} if target.name in SCORM else {})


def local(node: etree._Element) -> str:
    return etree.QName(node).localname


def items(root: etree._Element) -> dict[str, etree._Element]:
    return {node.get("identifier", ""): node for node in root.iter("{*}item")}


def own(item: etree._Element, path: str) -> list[etree._Element]:
    """Elements below an item's own children, not those of the items in it."""
    return [node for child in item if local(child) != "item" for node in child.iter(f"{{*}}{path}")]


def rules(item: etree._Element) -> list[tuple[str, list[tuple[str | None, str | None, str | None]]]]:
    """Each rule as its action and its conditions: objective, operator, status."""
    return [
        (
            rule.find("{*}ruleAction").get("action"),  # type: ignore[union-attr,misc]
            [
                (each.get("referencedObjective"), each.get("operator"), each.get("condition"))
                for each in rule.iter("{*}ruleCondition")
            ],
        )
        for rule in own(item, "preConditionRule")
    ]


def test_every_delivery_standard_is_found() -> None:
    assert list(TARGETS) == ["cmi5", "scorm12", "scorm2004-3rd", "scorm2004-4th", "web", "xapi"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("scorm", "unknown target `scorm`: did you mean `scorm12`?"),
        ("SCORM 1.2", "unknown target `SCORM 1.2`: did you mean `scorm12`?"),
        ("scorm2004_4th", "unknown target `scorm2004_4th`: did you mean `scorm2004-4th`?"),
        ("moodle", "unknown target `moodle`: there are cmi5, scorm12, scorm2004-3rd, scorm2004-4th, web, xapi"),
    ],
)
def test_an_unknown_target_is_answered_with_the_nearest(name: str, message: str) -> None:
    with pytest.raises(TargetError) as caught:
        target_named(name)
    assert str(caught.value) == message


def test_a_target_is_found_by_its_name() -> None:
    assert [target_named(name) for name in TARGETS] == list(TARGETS.values())


def test_listing_the_targets_loads_neither_lxml_nor_pydantic() -> None:
    script = (
        "import sys, scormkit.targets as t; t.all_targets(); print(sorted({'lxml', 'pydantic'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_web_folder_has_no_manifest_to_write() -> None:
    package = layouts(TARGETS["web"].profile)["single"]
    assert not needs_map_info(package)
    for write in (TARGETS["web"].write_manifest, TARGETS["web"].write_metadata):
        with pytest.raises(TypeError, match="Web folder has no manifest and no metadata"):
            write(package)


@each_target
@each_layout
def test_manifest_and_metadata_are_as_they_were(target: Target, name: str, golden: Golden) -> None:
    package = layouts(target.profile)[name]
    golden.tree(f"{target.name}/{name}", written(target, package))


@each_target
@each_layout
def test_manifest_and_metadata_are_valid(target: Target, name: str) -> None:
    package = layouts(target.profile)[name]
    for name, document in written(target, package).items():
        against = lom_schema(target.standard) if name == target.metadata_path else schema(target.standard)
        against.validate(etree.fromstring(document, PARSER))
        assert [(error.line, error.message) for error in against.error_log] == []


@each_target
@each_layout
def test_the_same_layout_gives_the_same_bytes(target: Target, name: str) -> None:
    first, second = (layouts(target.profile)[name] for _ in range(2))
    assert written(target, first) == written(target, second)


@each_scorm
def test_hostile_text_comes_back_as_it_was(target: Target) -> None:
    said = 'R&D <b>"x"</b> 日本語 🚀 it\'s &amp; &#39; ]]> tail'
    root = manifest(target, layouts(target.profile)["hostile"])
    titles = [node.text or "" for node in root.iter("{*}title")]
    assert titles[1] == said
    assert titles[0].startswith(said + "long") and titles[0].endswith("…") and len(titles[0]) == 200
    assert [node.text for node in root.iter("{*}datafromlms", "{*}dataFromLMS")] == ['R&D <b>"x"</b> 日本語 🚀 it\'s']


@each_target
@each_layout
def test_no_numeric_reference_and_no_cdata_is_written_and_nothing_stands_before_the_declaration(
    target: Target, name: str
) -> None:
    package = layouts(target.profile)[name]
    for document in (content.decode() for content in written(target, package).values()):
        assert document.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<')
        assert [part for part in ("&#", "<![CDATA[", "\r") if part in document] == []


@each_scorm
def test_version_authors_and_licence_leave_the_manifest_alone(target: Target) -> None:
    package = layouts(target.profile)["modules"]
    updated = replace(
        package, course=replace(COURSE, version="3.0.0", authors=(), licence="", description="New.", keywords=())
    )
    assert target.write_manifest(package) == target.write_manifest(updated)
    assert target.write_metadata(package) != target.write_metadata(updated)


@each_target
@each_layout
def test_only_prerequisites_bring_map_info(target: Target, name: str) -> None:
    package = layouts(target.profile)[name]
    expected = name == "prerequisites" and Feature.SEQUENCING in target.profile
    assert (b"imsss:mapInfo" in target.write_manifest(package), needs_map_info(package)) == (expected, expected)


@each_scorm
def test_launch_data_that_does_not_fit_is_refused_rather_than_cut(target: Target) -> None:
    limit = 255 if target.name == "scorm12" else 4000
    target.write_manifest(layout(target.profile, leaf("a", launch_data="x" * limit)))
    with pytest.raises(PackageError) as caught:
        target.write_manifest(layout(target.profile, leaf("a", launch_data="x" * (limit + 1))))
    assert str(caught.value) == f"launch data takes {limit + 1} characters in `A`; {target.title} allows {limit}"


def prerequisites(*tree: Item) -> dict[str, str]:
    """What SCORM 1.2 asks for before each item, by item."""
    target = TARGETS["scorm12"]
    found = items(manifest(target, layout(target.profile, *tree)))
    return {
        name[5:]: text for name, item in found.items() for node in own(item, "prerequisites") if (text := node.text)
    }


def test_scorm12_asks_for_the_item_before_where_an_order_is_kept() -> None:
    quiz = leaf("quiz", mastery=0.8)
    assert prerequisites(*gated((leaf("a"), quiz, leaf("b")), Order.IN_ORDER)) == {
        "quiz": "ITEM-a",
        "b": '(ITEM-quiz|ITEM-quiz="failed")',
    }
    assert prerequisites(*gated((leaf("a"), quiz, leaf("b")), Order.MASTERY)) == {"quiz": "ITEM-a", "b": "ITEM-quiz"}


def test_scorm12_asks_on_leaves_for_leaves_and_for_no_more_of_them_than_are_needed() -> None:
    modules = (
        cluster("one", *gated((leaf("a"), leaf("b")), Order.IN_ORDER)),
        cluster("two", leaf("c"), leaf("d")),
        cluster("three", *gated((leaf("e"), leaf("f")), Order.IN_ORDER)),
    )
    assert prerequisites(*gated(modules, Order.IN_ORDER)) == {
        "b": "ITEM-a",
        "c": "ITEM-b",
        "d": "ITEM-b",
        "e": "ITEM-c&ITEM-d",
        "f": "ITEM-e",
    }


def test_scorm12_prerequisites_of_a_cluster_hold_for_all_in_it() -> None:
    tree = (leaf("a"), cluster("one", leaf("b"), leaf("c", prerequisites=("ITEM-b",)), prerequisites=("ITEM-a",)))
    assert prerequisites(*tree) == {"b": "ITEM-a", "c": "ITEM-a&ITEM-b"}


def test_scorm12_prerequisites_that_do_not_fit_are_refused() -> None:
    names = [f"unit_{number:03}" for number in range(16)]
    last = leaf("last", prerequisites=tuple(f"ITEM-{name}" for name in names))
    with pytest.raises(PackageError) as caught:
        prerequisites(*(leaf(name) for name in names), last)
    assert str(caught.value) == "prerequisites take 223 characters in `Last`; SCORM 1.2 allows 200"


@each_2004
def test_a_leaf_stops_forward_choice_until_it_is_completed_or_passed(target: Target) -> None:
    completed = [(None, "not", "completed"), (None, "not", "activityProgressKnown")]
    passed = [(None, "not", "satisfied"), (None, "not", "objectiveStatusKnown")]
    for order, of_quiz in ((Order.IN_ORDER, completed), (Order.MASTERY, passed)):
        tree = gated((leaf("a"), leaf("quiz", mastery=0.8), leaf("b")), order)
        found = items(manifest(target, layout(target.profile, *tree)))
        assert {name: rules(item) for name, item in found.items()} == {
            "ITEM-a": [("stopForwardTraversal", completed)],
            "ITEM-quiz": [("stopForwardTraversal", of_quiz)],
            "ITEM-b": [],
        }


@each_2004
def test_a_cluster_that_gates_constrains_choice_and_never_shuts_itself(target: Target) -> None:
    tree = gated((cluster("one", leaf("a")), cluster("two", leaf("b"))), Order.IN_ORDER)
    found = items(manifest(target, layout(target.profile, *tree)))
    assert {name: rules(item) for name, item in found.items()} == {name: [] for name in found}
    constrained = {
        name: [dict(node.attrib) for node in own(item, "constrainedChoiceConsiderations")]
        for name, item in found.items()
    }
    assert constrained == {
        **{name: [] for name in found},
        "ITEM-one": [{"preventActivation": "false", "constrainChoice": "true"}],
    }


def test_2004_prerequisites_shut_an_item_until_each_leaf_is_passed_or_completed() -> None:
    completed, passed = ("completed", "activityProgressKnown"), ("satisfied", "objectiveStatusKnown")
    for edition, awaited in (
        ("scorm2004-3rd", {"quiz": passed}),
        ("scorm2004-4th", {"opening": completed, "quiz": passed, "tools": completed}),
    ):
        package = layouts(TARGETS[edition].profile)["prerequisites"]
        found = items(manifest(TARGETS[edition], package))
        assert rules(found["ITEM-end"]) == [
            ("disabled", [(f"needs-ITEM-{name}", "not", status) for status in statuses])
            for name, statuses in awaited.items()
        ]


def test_2004_global_objectives_have_one_writer_and_stay_within_the_attempt() -> None:
    target = TARGETS["scorm2004-4th"]
    root = manifest(target, layouts(target.profile)["prerequisites"])
    maps = list(root.iter("{*}mapInfo"))
    writes = [
        each.get("targetObjectiveID")
        for each in maps
        if "true" in (each.get("writeSatisfiedStatus"), each.get("writeCompletionStatus"))
    ]
    reads = [
        each.get("targetObjectiveID")
        for each in maps
        if "true" in (each.get("readSatisfiedStatus"), each.get("readCompletionStatus"))
    ]
    assert sorted(writes) == sorted(reads) == [f"K3F-airway-ITEM-{name}" for name in ("opening", "quiz", "tools")]  # type: ignore[type-var]
    (organization,) = root.iter("{*}organization")
    assert [value for name, value in organization.attrib.items() if name.endswith("objectivesGlobalToSystem")] == [
        "false"
    ]


@each_2004
def test_the_score_of_the_whole_is_weighed_by_points_and_ungraded_items_do_not_count(target: Target) -> None:
    found = items(manifest(target, layouts(target.profile)["modules"]))
    seen = {name[5:]: dict(node.attrib) for name, item in found.items() for node in own(item, "rollupRules")}
    assert seen == {
        "first": {"rollupObjectiveSatisfied": "false", "objectiveMeasureWeight": "0"},
        "second": {"objectiveMeasureWeight": "1"},
        "quiz": {"objectiveMeasureWeight": "0.2"},
        "exam": {"objectiveMeasureWeight": "0.8"},
    }


@each_2004
def test_the_share_becomes_a_rollup_rule_where_pages_alone_complete(target: Target) -> None:
    def rollup(package: PackageLayout) -> list[tuple[dict[str, str], str | None, str | None]]:
        return [
            (dict(rule.attrib), rule[0][0].get("condition"), rule[1].get("action"))
            for rule in manifest(target, package).iter("{*}rollupRule")
        ]

    assert rollup(layouts(target.profile)["share"]) == [
        ({"childActivitySet": "any"}, "attempted", "incomplete"),
        ({"childActivitySet": "atLeastPercent", "minimumPercent": "0.75"}, "completed", "completed"),
    ]
    assert [rollup(package) for name, package in layouts(target.profile).items() if name != "share"] == [[]] * (
        len(LAYOUTS) - 1
    )


def test_the_completion_threshold_is_written_only_where_the_lms_then_says_what_the_runtime_says() -> None:
    seen = {
        (edition, name): dict(node.attrib)
        for edition in ("scorm2004-3rd", "scorm2004-4th")
        for name, package in layouts(TARGETS[edition].profile).items()
        for node in manifest(TARGETS[edition], package).iter("{*}completionThreshold")
    }
    assert seen == {
        ("scorm2004-4th", "ungraded"): {"completedByMeasure": "true", "minProgressMeasure": "0.75"},
        ("scorm2004-4th", "everything"): {"completedByMeasure": "true", "minProgressMeasure": "0.9"},
    }


@each_2004
def test_a_single_sco_hides_the_buttons_that_lead_nowhere(target: Target) -> None:
    def hidden(name: str) -> list[list[str | None]]:
        root = manifest(target, layouts(target.profile)[name])
        return [[button.text for button in node.iter("{*}hideLMSUI")] for node in root.iter("{*}presentation")]

    assert hidden("single") == [["previous", "continue", "abandon", "abandonAll"]]
    assert hidden("passed") == [["abandon", "abandonAll"]] * 2


@each_scorm
def test_prefixes_and_version_are_those_that_lmss_compare_letter_by_letter(target: Target) -> None:
    root = manifest(target, layouts(target.profile)["everything"])
    prefixes = {node.prefix for node in root.iter("*")}
    is_2004 = Feature.SEQUENCING in target.profile
    assert prefixes == ({None, "adlcp", "adlnav", "imsss"} if is_2004 else {None, "adlcp"})
    versions = {"scorm12": "1.2", "scorm2004-3rd": "2004 3rd Edition", "scorm2004-4th": "2004 4th Edition"}
    assert [node.text for node in root.iter("{*}schemaversion")] == [versions[target.name]]
    scorm_type = "adlcp:scormType" if is_2004 else "adlcp:scormtype"
    assert target.write_manifest(layouts(target.profile)["everything"]).count(f' {scorm_type}="'.encode()) == 2


def test_the_hostile_text_is_hostile() -> None:
    assert [each for each in "&<>\"']\x00\r\n\t" if each not in HOSTILE] == []

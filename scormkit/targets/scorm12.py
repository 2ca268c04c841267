"""SCORM 1.2: one status, prerequisites in aicc_script, no roll-up (CAM 1.2, RTE 1.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scormkit.control import ADLCP_12, IMSCP_12, IMSMD_12
from scormkit.layout import Feature, Item, Order, Organization, PackageLayout, Require, TargetProfile
from scormkit.model.xapi import XapiProfile
from scormkit.targets._lom import write_lom_12
from scormkit.targets._manifest import MANIFEST_PATH, METADATA_PATH, check_length, manifest, texts, title_element
from scormkit.targets._target import Target
from scormkit.targets._values import clock, ratio
from scormkit.targets._xml import Element, serialise

_PREFIXES = {"": IMSCP_12, "imsmd": IMSMD_12, "adlcp": ADLCP_12}
_PREREQUISITES_LIMIT = 200  # adlcp_rootv1p2.xsd, prerequisiteStringType
_LAUNCH_DATA_LIMIT = 255  # adlcp_rootv1p2.xsd, datafromlmsType


def write_manifest(layout: PackageLayout) -> bytes:
    """imsmanifest.xml (CAM 1.2, 2.3).

    Raises `PackageError` where the standard is too narrow: launch data over 255 characters, prerequisites over 200.
    """
    tree = layout.organization
    scripts = {identifier: "&".join(conditions) for identifier, conditions in _conditions(tree)}
    items = (_item(item, scripts) for item in tree.items)
    return serialise(
        manifest(
            layout,
            standard="scorm12",
            prefixes=_PREFIXES,
            version="1.2",
            organization=Element("organization", {"identifier": tree.identifier}, (title_element(tree.title), *items)),
            scorm_type="adlcp:scormtype",
        )
    )


def _item(item: Item, scripts: Mapping[str, str]) -> Element:
    attributes = {
        "identifier": item.identifier,
        **({"identifierref": item.resource} if item.resource else {}),
        "isvisible": "true" if item.visible else "false",
    }
    children = tuple(_item(child, scripts) for child in item.children)
    extensions = _extensions(item, scripts[item.identifier]) if item.resource else ()
    return Element("item", attributes, (title_element(item.title), *children, *extensions))


def _extensions(item: Item, script: str) -> tuple[Element, ...]:
    """The adlcp elements of an item that launches something (CAM 1.2, 2.3)."""
    check_length(item, "prerequisites take", script, _PREREQUISITES_LIMIT, "SCORM 1.2")
    check_length(item, "launch data takes", item.launch_data, _LAUNCH_DATA_LIMIT, "SCORM 1.2")
    limited = item.time_limit > 0
    return (
        *((Element("adlcp:prerequisites", {"type": "aicc_script"}, text=script),) if script else ()),
        *texts(
            (
                ("adlcp:maxtimeallowed", clock(item.time_limit) if limited else ""),
                ("adlcp:timelimitaction", item.time_limit_action if limited else ""),
                ("adlcp:datafromlms", item.launch_data),
                ("adlcp:masteryscore", "" if item.mastery is None else ratio(item.mastery, 100)),
            )
        ),
    )


def _conditions(tree: Organization) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each leaf's identifier with the conditions that must all hold, in aicc_script (CAM 1.2, 2.3).

    They name leaves only and stand on leaves only: Moodle keeps no status for a cluster and hands nothing down.
    """
    named = {item.identifier: item for item in tree.walk()}

    def visit(items: tuple[Item, ...], inherited: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        gate: tuple[str, ...] = ()
        for item in items:
            asked = (leaf.identifier for name in item.prerequisites for leaf in _last_leaves(named[name]))
            # What the cluster asks for, the item that gates this one has asked for already.
            conditions = tuple(dict.fromkeys((*(gate or inherited), *asked)))
            if item.children:
                yield from visit(item.children, conditions)
            else:
                yield item.identifier, conditions
            if item.counts:  # what does not count hands on what was asked for before it
                leaves = _last_leaves(item) if item.gate is not Order.FREE else ()
                gate = tuple(_passage(leaf, item.gate) for leaf in leaves)

    return visit(tree.items, ())


def _last_leaves(item: Item) -> Iterator[Item]:
    """The leaves that stand for a whole item: those in it that no later one waits for."""
    if not item.children:
        yield item
    counting = [child for child in item.children if child.counts]
    for child in counting:
        if child.gate is Order.FREE or child is counting[-1]:
            yield from _last_leaves(child)


def _passage(leaf: Item, gate: Order) -> str:
    """What opens the way past a leaf. An identifier alone means completed or passed.

    A learner who completed and failed has the one status `failed`; where completing is enough, that counts too.
    """
    may_fail = leaf.mastery is not None and leaf.completion.require is not Require.PASSED
    if gate is Order.IN_ORDER and may_fail:
        return f'({leaf.identifier}|{leaf.identifier}="failed")'
    return leaf.identifier


TARGET = Target(
    TargetProfile(
        name="scorm12",
        title="SCORM 1.2",
        driver="scorm12",
        features=frozenset({Feature.MANIFEST, Feature.METADATA, Feature.PREREQUISITES}),
        state_limit=4096,
        statements=XapiProfile.SCORM,
    ),
    spec="SCORM 1.2: Content Aggregation Model and Run-Time Environment, 2001",
    standard="scorm12",
    manifest_path=MANIFEST_PATH,
    metadata_path=METADATA_PATH,
    write_manifest=write_manifest,
    write_metadata=write_lom_12,
)

"""What the editions of SCORM 2004 share: the manifest with its sequencing (CAM 5, SN 3).

How an order is kept, and how far. A leaf that gates the next has a rule that stops forward choice while it is not
completed, or not passed. LMSs look at it when a learner chooses a sibling in the menu (SN SB.2.4), not on Continue,
which walks in order anyway (SB.2.2). A cluster that gates the next constrains choice to its neighbours: a leaf's rule
would shut the cluster itself to choice from outside (SB.2.9). Only prerequisites are kept on every way, by `disabled`
and global objectives, and only they write `imsss:mapInfo`, at which Moodle's import fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scormkit.control import ADLCP, ADLNAV, ADLSEQ, IMSCP, IMSSS
from scormkit.layout import Completion, Feature, Item, Order, PackageLayout, Require, TargetProfile
from scormkit.model.xapi import XapiProfile
from scormkit.targets._lom import write_lom
from scormkit.targets._manifest import MANIFEST_PATH, METADATA_PATH, check_length, manifest, texts, title_element
from scormkit.targets._target import Target
from scormkit.targets._values import duration, ratio
from scormkit.targets._xml import Element, element, serialise

_PREFIXES = {"": IMSCP, "adlcp": ADLCP, "adlseq": ADLSEQ, "adlnav": ADLNAV, "imsss": IMSSS}
_LAUNCH_DATA_LIMIT = 4000  # smallest permitted maximum of dataFromLMS (CAM 3.4)
# Outside CMI's alphabet, so that no objective of a course can have these names.
_PRIMARY = "primary-objective"
_NEEDED = "needs-"


@dataclass(frozen=True, slots=True)
class Edition:
    """What tells one edition from another."""

    name: str
    ordinal: str
    completion_maps: bool  #: global objectives carry completion too (adlseq:mapInfo)
    threshold_attributes: bool  #: completionThreshold says when, and that the LMS judges by it


#: The standard asks an LMS for 64000 characters (RTE 4.2.25), but the last message of a session goes by a beacon, which
#: browsers cap at 64 KiB for all of it; the runtime keeps to this.
STATE_LIMIT = 48000


def target(edition: Edition) -> Target:
    """The target of an edition."""
    features = {Feature.MANIFEST, Feature.METADATA, Feature.SEQUENCING, Feature.SPLIT_STATUS}
    if edition.threshold_attributes:
        features.add(Feature.THRESHOLD_ATTRIBUTES)
    title = f"SCORM 2004 {edition.ordinal} Edition"
    return Target(
        TargetProfile(
            edition.name,
            title,
            driver="scorm2004",
            features=frozenset(features),
            state_limit=STATE_LIMIT,
            statements=XapiProfile.SCORM,
        ),
        spec=f"{title}: Content Aggregation Model, Run-Time Environment, Sequencing and Navigation",
        standard=edition.name,
        manifest_path=MANIFEST_PATH,
        metadata_path=METADATA_PATH,
        write_manifest=lambda layout: serialise(_Manifest(layout, edition).root()),
        write_metadata=lambda layout: write_lom(layout, edition.name),
        uses_map_info=lambda layout: _Manifest(layout, edition).uses_map_info(),
    )


class _Manifest:
    """One manifest in the making: the layout, and which leaves others wait for."""

    def __init__(self, layout: PackageLayout, edition: Edition) -> None:
        self.layout = layout
        self.edition = edition
        self.tree = layout.organization
        self.named = {item.identifier: item for item in self.tree.walk()}
        self.leaves = [item for item in self.tree.walk() if not item.children]
        self.points = sum(Fraction(leaf.points) for leaf in self.leaves)
        self.needed = {leaf.identifier for item in self.tree.walk() for leaf in self.needs(item)}

    def root(self) -> Element:
        return manifest(
            self.layout,
            standard=self.edition.name,
            prefixes=_PREFIXES,
            version=f"2004 {self.edition.ordinal} Edition",
            organization=self.organization(),
            scorm_type="adlcp:scormType",
        )

    def uses_map_info(self) -> bool:
        """Whether a global objective hands on that something was passed; completion has an element of its own."""
        return any(_has_status(leaf) for leaf in self.leaves if leaf.identifier in self.needed)

    def organization(self) -> Element:
        tree = self.tree
        # Without this a learner who takes the course again would find everything open (SN 3.10).
        scope = {"adlseq:objectivesGlobalToSystem": "false"} if self.needed else {}
        alone = len(self.leaves) == 1  # its status is the whole's without any rule
        sequencing = element(
            "imsss:sequencing",
            _control_mode(),
            _rollup_rules(tree.items, tree.completion),
            None if alone or tree.mastery is None else element("imsss:objectives", _primary(tree.mastery)),
        )
        children = (title_element(tree.title), *(self.item(item, tree.items) for item in tree.items), sequencing)
        return Element("organization", {"identifier": tree.identifier, **scope}, children)

    def item(self, item: Item, siblings: tuple[Item, ...]) -> Element:
        attributes = {
            "identifier": item.identifier,
            **({"identifierref": item.resource} if item.resource else {}),
            "isvisible": "true" if item.visible else "false",
        }
        children = (
            title_element(item.title),
            *(self.item(child, item.children) for child in item.children),
            *(self.launch_settings(item) if item.resource else ()),
            self.sequencing(item, siblings),
            *((self.presentation(),) if item.resource else ()),
        )
        return Element("item", attributes, children)

    def launch_settings(self, item: Item) -> tuple[Element, ...]:
        """The adlcp elements of an item that launches a SCO (CAM 3.4)."""
        check_length(item, "launch data takes", item.launch_data, _LAUNCH_DATA_LIMIT, self.layout.profile.title)
        settings = texts(
            (
                ("adlcp:timeLimitAction", item.time_limit_action if item.time_limit else ""),
                ("adlcp:dataFromLMS", item.launch_data),
            )
        )
        threshold = self.completion_threshold(item)
        return (*settings, threshold) if threshold else settings

    def completion_threshold(self, item: Item) -> Element | None:
        """Only where pages alone complete: there the LMS's verdict by measure is the runtime's own.

        The older editions have it as text, which Moodle takes for 1.0: it would turn completed back to incomplete.
        """
        completion = item.completion
        by_pages = completion.require is Require.PAGES or (completion.require is Require.ALL and not item.points)
        if not (self.edition.threshold_attributes and by_pages and completion.share < 1):
            return None
        return element(
            "adlcp:completionThreshold", completedByMeasure="true", minProgressMeasure=ratio(completion.share)
        )

    def sequencing(self, item: Item, siblings: tuple[Item, ...]) -> Element:
        """An item's sequencing, in the order of the schema (imsss_v1p0.xsd, sequencingType)."""
        needs = tuple(self.needs(item))
        rules = (*_gate(item), *(self.lock(leaf) for leaf in needs))
        limit = {"attemptAbsoluteDurationLimit": duration(item.time_limit)} if item.time_limit else {}
        leaf = not item.children
        return element(
            "imsss:sequencing",
            None if leaf else _control_mode(),
            element("imsss:sequencingRules", *rules) if rules else None,
            element("imsss:limitConditions", **limit) if limit and leaf else None,
            self.rollup(item, siblings),
            self.objectives(item, needs),
            element("imsss:deliveryControls", completionSetByContent="true", objectiveSetByContent="true")
            if leaf
            else None,
            _constrained_choice(item),
            self.completion_maps(item, needs),
        )

    def rollup(self, item: Item, siblings: tuple[Item, ...]) -> Element | None:
        """What an item adds to the whole. Ungraded ones neither lower a score nor keep the whole from being passed."""
        graded = item.counts and (_graded(item) or not any(map(_graded, siblings)))
        counted = item.counts and (graded or self.tree.completion.require is not Require.PASSED)
        weights = [self.weight(sibling) for sibling in siblings]
        attributes = {
            **({} if graded else {"rollupObjectiveSatisfied": "false"}),
            **({} if counted else {"rollupProgressCompletion": "false"}),
            **({"objectiveMeasureWeight": ratio(float(self.weight(item)))} if len(set(weights)) > 1 else {}),
        }
        rules = _rollup_rules(item.children, self.tree.completion)
        if not attributes and rules is None:
            return None
        return Element("imsss:rollupRules", attributes, rules.children if rules else ())

    def weight(self, item: Item) -> Fraction:
        """An item's part of all points, 0–1; never rounded down to nothing."""
        points = sum(Fraction(leaf.points) for leaf in item.walk() if not leaf.children)
        return max(points / self.points, Fraction(1, 10000)) if points else Fraction(0)

    def objectives(self, item: Item, needs: tuple[Item, ...]) -> Element | None:
        """The primary objective, the author's, and those that follow other items.

        The author's have no measure of their own: the runtime says whether they are met.
        """
        further = (
            *(element("imsss:objective", objectiveID=each.id) for each in item.objectives),
            *(self.follower(leaf) for leaf in needs),
        )
        asked = item.identifier in self.needed
        if item.mastery is None and not further and not asked:
            return None
        hands_on = _map(self.target(item), reads=False, writes=True) if asked and _has_status(item) else None
        return element("imsss:objectives", _primary(item.mastery, hands_on), *further)

    def needs(self, item: Item) -> Iterator[Item]:
        """The leaves that must be passed, or completed where nothing is graded, before an item opens.

        Where completion cannot be handed on, an ungraded leaf is not waited for: its objective would stay unknown.
        """
        leaves = (leaf for name in item.prerequisites for leaf in self.named[name].walk() if not leaf.children)
        for leaf in dict.fromkeys(leaves):
            if _has_status(leaf) or self.edition.completion_maps:
                yield leaf

    def target(self, leaf: Item) -> str:
        """The name of a leaf's global objective."""
        return leaf.attests or f"{self.layout.identifier}-{leaf.identifier}"

    def follower(self, leaf: Item) -> Element:
        """A local objective that follows another leaf."""
        follows = _map(self.target(leaf), reads=True, writes=False) if _has_status(leaf) else None
        return element("imsss:objective", follows, objectiveID=_NEEDED + leaf.identifier)

    def lock(self, leaf: Item) -> Element:
        """The rule that keeps an item shut until a leaf is done."""
        known = _PASSED if _has_status(leaf) else _COMPLETED
        return _unless(known, "disabled", referencedObjective=_NEEDED + leaf.identifier)

    def completion_maps(self, item: Item, needs: tuple[Item, ...]) -> Element | None:
        """4th Edition: hand completion on, for leaves with nothing to pass (SN 3.10)."""
        maps = [
            _completion_map(_NEEDED + leaf.identifier, self.target(leaf), "read")
            for leaf in needs
            if not _has_status(leaf)
        ]
        if item.identifier in self.needed and not _has_status(item):
            maps.insert(0, _completion_map(_PRIMARY, self.target(item), "write"))
        return element("adlseq:objectives", *maps) if maps else None

    def presentation(self) -> Element:
        """What the LMS's own buttons must not offer: walking on where there is nowhere to go or a gate to pass by
        (`stopForwardTraversal` holds for a choice in the menu, not for Continue: SN SB.2.4), throwing work away.
        """
        gated = any(item.gate is not Order.FREE for item in self.leaves)
        walking = ("previous", "continue") if len(self.leaves) == 1 or gated else ()
        hidden = (element("adlnav:hideLMSUI", button) for button in (*walking, "abandon", "abandonAll"))
        return element("adlnav:presentation", element("adlnav:navigationInterface", *hidden))


# A status, and whether it is known: not(unknown) is unknown, so that a rule must ask for both (SN UP.2.1).
_PASSED = ("satisfied", "objectiveStatusKnown")
_COMPLETED = ("completed", "activityProgressKnown")


def _control_mode() -> Element:
    return element("imsss:controlMode", choice="true", flow="true")


def _has_status(leaf: Item) -> bool:
    """Whether a leaf can be satisfied: by its score, or by having been attended."""
    return leaf.mastery is not None or bool(leaf.attests)


def _graded(item: Item) -> bool:
    return any(leaf.mastery is not None for leaf in item.walk())


def _gate(item: Item) -> tuple[Element, ...]:
    """The rule of a leaf that the next sibling waits for."""
    if item.gate is Order.FREE or item.children:
        return ()
    by_pass = item.gate is Order.MASTERY and item.mastery is not None
    return (_unless(_PASSED if by_pass else _COMPLETED, "stopForwardTraversal"),)


def _unless(statuses: tuple[str, str], action: str, **reference: str) -> Element:
    conditions = (
        Element("imsss:ruleCondition", {**reference, "operator": "not", "condition": status}) for status in statuses
    )
    return element(
        "imsss:preConditionRule",
        Element("imsss:ruleConditions", {"conditionCombination": "any"}, tuple(conditions)),
        element("imsss:ruleAction", action=action),
    )


def _constrained_choice(item: Item) -> Element | None:
    if item.gate is Order.FREE or not item.children:
        return None
    return element("adlseq:constrainedChoiceConsiderations", preventActivation="false", constrainChoice="true")


def _rollup_rules(children: tuple[Item, ...], completion: Completion) -> Element | None:
    """When a part of the units is enough. All of them is what LMSs ask for without a rule (SN 3.7)."""
    in_part = completion.require is Require.PAGES and completion.share < 1
    if not in_part or len(children) < 2 or any(child.children for child in children):
        return None
    enough = {"childActivitySet": "atLeastPercent", "minimumPercent": ratio(completion.share)}
    return element(
        "imsss:rollupRules",
        _rollup_rule({"childActivitySet": "any"}, "attempted", "incomplete"),
        _rollup_rule(enough, "completed", "completed"),
    )


def _rollup_rule(children: dict[str, str], condition: str, action: str) -> Element:
    conditions = element("imsss:rollupConditions", element("imsss:rollupCondition", condition=condition))
    return Element("imsss:rollupRule", children, (conditions, element("imsss:rollupAction", action=action)))


def _primary(mastery: float | None, hands_on: Element | None = None) -> Element:
    attributes = {"objectiveID": _PRIMARY, **({} if mastery is None else {"satisfiedByMeasure": "true"})}
    least = None if mastery is None else element("imsss:minNormalizedMeasure", ratio(mastery))
    return Element("imsss:primaryObjective", attributes, tuple(child for child in (least, hands_on) if child))


def _map(target: str, *, reads: bool, writes: bool) -> Element:
    """Share whether an objective is satisfied, and nothing else: what is not forbidden would be read (CAM 5.1)."""
    attributes = {
        "targetObjectiveID": target,
        "readSatisfiedStatus": "true" if reads else "false",
        "readNormalizedMeasure": "false",
        "writeSatisfiedStatus": "true" if writes else "false",
    }
    return Element("imsss:mapInfo", attributes)


def _completion_map(objective: str, target: str, direction: str) -> Element:
    """Share whether an objective is completed, and nothing else (adlseq_v1p3.xsd)."""
    attributes = {
        "targetObjectiveID": target,
        "readRawScore": "false",
        "readMinScore": "false",
        "readMaxScore": "false",
        "readCompletionStatus": "true" if direction == "read" else "false",
        "readProgressMeasure": "false",
        "writeCompletionStatus": "true" if direction == "write" else "false",
    }
    return element("adlseq:objective", Element("adlseq:mapInfo", attributes), objectiveID=objective)

"""Validate room, sequencing: the imsss and adlseq elements of SCORM 2004, in themselves and together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from scormkit.diagnostics import Severity
from scormkit.package.manifest import ADLNAV, ADLSEQ, IMSSS, Item, Organization
from scormkit.package.xml import children_of, local_name, namespace_of, text_of
from scormkit.rules import Findings, rule
from scormkit.validate.subjects import SCORM_2004, Scorm, named, quoted
from scormkit.validate.vocabulary import (
    CHILD_SETS,
    CONSIDERATIONS,
    HIDE_2ND,
    HIDE_3RD,
    ROLLUP_ACTIONS,
    ROLLUP_CONDITIONS,
    RULE_ACTIONS,
    RULE_CONDITIONS,
    SEQUENCING_ORDER,
    TIMINGS,
)

_4TH = ("scorm2004-4th",)
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DURATION = re.compile(r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
_DURATIONS = (
    "attemptAbsoluteDurationLimit",
    "attemptExperiencedDurationLimit",
    "activityAbsoluteDurationLimit",
    "activityExperiencedDurationLimit",
)
_RULES = tuple(RULE_ACTIONS)


def _tag(name: str) -> str:
    return f"{{{IMSSS}}}{name}"


@dataclass(frozen=True, eq=False)
class _Activity:
    """An organization or item with its sequencing, what it refers to included."""

    node: Organization | Item
    referenced: etree._Element | None
    is_root: bool

    @property
    def children(self) -> tuple[Item, ...]:
        return self.node.items if isinstance(self.node, Organization) else self.node.children

    def part(self, name: str) -> etree._Element | None:
        """A part of the sequencing: its own, else that of the collection entry it refers to."""
        for source in (self.node.sequencing, self.referenced):
            found = None if source is None else source.find(_tag(name))
            if found is not None:
                return found
        return None

    def control(self, name: str, default: str) -> str:
        mode = self.part("controlMode")
        return default if mode is None else mode.get(name, default)

    @cached_property
    def objectives(self) -> tuple[etree._Element, ...]:
        part = self.part("objectives")
        return () if part is None else _objectives(part)

    def rules(self, *names: str) -> list[etree._Element]:
        part = self.part("sequencingRules")
        return [] if part is None else [each for each in children_of(part) if local_name(each) in names]


def _objectives(part: etree._Element) -> tuple[etree._Element, ...]:
    return tuple(each for each in children_of(part) if local_name(each) in ("primaryObjective", "objective"))


def _collection(scorm: Scorm) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for group in scorm.all(IMSSS, "sequencingCollection"):
        for each in group.findall(_tag("sequencing")):
            if each.get("ID"):
                found.setdefault(each.get("ID") or "", each)
    return found


def _activities(scorm: Scorm) -> Iterator[_Activity]:
    collection = _collection(scorm)
    for organization in scorm.organizations:
        nodes: tuple[Organization | Item, ...] = (organization, *organization.walk())
        for node in nodes:
            reference = None if node.sequencing is None else node.sequencing.get("IDRef")
            yield _Activity(node, collection.get(reference or ""), node is organization)


def _attribute(scorm: Scorm, names: tuple[str, ...], attribute: str) -> Iterator[tuple[etree._Element, str]]:
    for element in scorm.all(IMSSS, *names):
        value = element.get(attribute)
        if value is not None:
            yield element, value


def _outside(value: str, least: float, most: float) -> bool:
    return not _DECIMAL.fullmatch(value.strip()) or not least <= float(value) <= most


@rule(
    "SEQ-MOODLE-MAPINFO",
    severity=Severity.WARNING,
    spec="practice: Moodle 3.3 to 4.5, mod/scorm/datamodels/scormlib.php, under PHP 8",
    editions=SCORM_2004,
    hint="leave global objectives out where the course must run in Moodle",
)
def moodle_stops_at_map_info(scorm: Scorm) -> Findings:
    """The manifest maps objectives, at which Moodle's import stops with an error.

    Valid, and used by a third of ADL's packages. A misspelt variable in Moodle's parser is fatal since PHP 8: the
    package cannot be uploaded.

    Bad: `<imsss:mapInfo …>` in a package for Moodle
    Good: no mapInfo there
    """
    found = scorm.all(IMSSS, "mapInfo")
    if found:
        yield scorm.flag(found[0], "Moodle cannot import a manifest with mapInfo")


@rule(
    "SEQ-VOCAB-CONDITION",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (ruleCondition/@condition)",
    editions=SCORM_2004,
    hint=f"write one of {', '.join(RULE_CONDITIONS)}",
)
def unknown_condition(scorm: Scorm) -> Findings:
    """A rule's condition is none of the twelve that exist.

    The schema refuses it.

    Bad: `condition="passed"`
    Good: `condition="satisfied"`
    """
    for element, value in _attribute(scorm, ("ruleCondition",), "condition"):
        if value not in RULE_CONDITIONS:
            yield scorm.flag(element, f"`{value}` is no condition of a rule")


@rule(
    "SEQ-VOCAB-ROLLUP-CONDITION",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (rollupCondition/@condition)",
    editions=SCORM_2004,
    hint=f"write one of {', '.join(ROLLUP_CONDITIONS)}",
)
def unknown_rollup_condition(scorm: Scorm) -> Findings:
    """A rollup condition is none of the nine that exist.

    `always` and comparisons of measures belong to other rules.

    Bad: `<imsss:rollupCondition condition="always"/>`
    Good: `<imsss:rollupCondition condition="completed"/>`
    """
    for element, value in _attribute(scorm, ("rollupCondition",), "condition"):
        if value not in ROLLUP_CONDITIONS:
            yield scorm.flag(element, f"`{value}` is no rollup condition")


@rule(
    "SEQ-VOCAB-ACTION",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (ruleAction/@action)",
    editions=SCORM_2004,
    hint="use an action of this kind of rule",
)
def unknown_action(scorm: Scorm) -> Findings:
    """A rule's action does not belong to its kind of rule.

    Before: skip, disabled, hiddenFromChoice, stopForwardTraversal. Exit: exit. After: exitParent, exitAll, retry,
    retryAll, continue, previous.

    Bad: `skip` in a `postConditionRule`
    Good: `skip` in a `preConditionRule`
    """
    for element, value in _attribute(scorm, ("ruleAction",), "action"):
        parent = element.getparent()
        kind = local_name(parent) if parent is not None else ""
        if kind in RULE_ACTIONS and value not in RULE_ACTIONS[kind]:
            yield scorm.flag(element, f"`{value}` is no action of a {kind}")


@rule(
    "SEQ-POST-AT-ORG",
    severity=Severity.ERROR,
    spec="SCORM 2004 SN 3 and 4 (post condition rules); ADL test suite",
    editions=SCORM_2004,
    hint="put the rule on an item",
)
def post_action_at_root(scorm: Scorm) -> Findings:
    """The organization has a rule to exit to its parent or to move to a neighbour.

    The root has neither parent nor neighbours; the ADL test suite fails.

    Bad: `action="exitParent"` on the organization
    Good: on an item
    """
    for activity in _activities(scorm):
        for each in activity.rules("postConditionRule") if activity.is_root else ():
            for action in each.findall(_tag("ruleAction")):
                if action.get("action") in ("exitParent", "continue", "previous"):
                    yield scorm.flag(action, f"`{action.get('action')}` cannot work on an organization")


@rule(
    "SEQ-POST-RETRY-LOOP",
    severity=Severity.WARNING,
    spec="SCORM 2004 SN 4; practice",
    editions=SCORM_2004,
    hint="use a condition that ends",
)
def endless_retry(scorm: Scorm) -> Findings:
    """A rule sends the learner back always.

    There is no way out.

    Bad: `always` with `retry`
    Good: `not satisfied` with `retry`
    """
    for each in scorm.all(IMSSS, "postConditionRule"):
        actions = {action.get("action") for action in each.findall(_tag("ruleAction"))}
        conditions = {found.get("condition") for found in each.iter(_tag("ruleCondition"))}
        if actions & {"retry", "retryAll", "previous"} and conditions == {"always"}:
            yield scorm.flag(each, "this rule sends the learner back always")


@rule(
    "SEQ-RULE-EMPTY",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (ruleConditions, ruleAction); ADL test suite",
    editions=SCORM_2004,
    hint="give it a condition and an action",
)
def empty_rule(scorm: Scorm) -> Findings:
    """A rule has no condition or no action.

    A schema lets a rule without conditions pass; the ADL test suite fails.

    Bad: `<imsss:preConditionRule><imsss:ruleAction action="skip"/></imsss:preConditionRule>`
    Good: with `<imsss:ruleConditions><imsss:ruleCondition condition="satisfied"/></imsss:ruleConditions>`
    """
    for element in scorm.all(IMSSS, *_RULES):
        if element.find(f"{_tag('ruleConditions')}/{_tag('ruleCondition')}") is None:
            yield scorm.flag(element, f"this {local_name(element)} has no condition")
        elif element.find(_tag("ruleAction")) is None:
            yield scorm.flag(element, f"this {local_name(element)} has no action")


@rule(
    "SEQ-VOCAB-OPERATOR",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (operator, conditionCombination)",
    editions=SCORM_2004,
    hint="operator is not or noOp, conditionCombination all or any",
)
def unknown_operator(scorm: Scorm) -> Findings:
    """An operator or a combination is none that exists.

    Their defaults differ: rules combine with all, rollup with any.

    Bad: `operator="and"`, `conditionCombination="or"`
    Good: `operator="not"`, `conditionCombination="any"`
    """
    for element, value in _attribute(scorm, ("ruleCondition", "rollupCondition"), "operator"):
        if value not in ("not", "noOp"):
            yield scorm.flag(element, f"`{value}` is no operator")
    for element, value in _attribute(scorm, ("ruleConditions", "rollupConditions"), "conditionCombination"):
        if value not in ("all", "any"):
            yield scorm.flag(element, f"`{value}` is no combination of conditions")


@rule(
    "SEQ-MEASURE-THRESHOLD",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (ruleCondition/@measureThreshold)",
    editions=SCORM_2004,
    hint="write a number from -1 to 1",
)
def measure_threshold(scorm: Scorm) -> Findings:
    """A measure threshold is not a number from -1 to 1.

    Bad: `measureThreshold="80"`
    Good: `measureThreshold="0.8"`
    """
    for element, value in _attribute(scorm, ("ruleCondition",), "measureThreshold"):
        if _outside(value, -1, 1):
            yield scorm.flag(element, f"the threshold `{value}` is not a number from -1 to 1")


@rule(
    "SEQ-MEASURE-THRESHOLD-MISSING",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 5 (measureThreshold, default 0)",
    editions=SCORM_2004,
    hint="add measureThreshold",
)
def measure_threshold_missing(scorm: Scorm) -> Findings:
    """A comparison of the measure has no threshold.

    It is taken for 0, which is rarely meant.

    Bad: `condition="objectiveMeasureGreaterThan"`
    Good: with `measureThreshold="0.8"`
    """
    for element, value in _attribute(scorm, ("ruleCondition",), "condition"):
        compares = value in ("objectiveMeasureGreaterThan", "objectiveMeasureLessThan")
        if compares and element.get("measureThreshold") is None:
            yield scorm.flag(element, f"`{value}` has no measureThreshold")


@rule(
    "SEQ-REFOBJECTIVE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (ruleCondition/@referencedObjective); ADL test suite",
    editions=SCORM_2004,
    hint="name an objective of the same activity",
)
def unknown_referenced_objective(scorm: Scorm) -> Findings:
    """A condition refers to an objective that its activity does not have.

    LMSs take the primary objective then; the ADL test suite fails.

    Bad: `referencedObjective="quiz"` where no objective has this ID
    Good: `referencedObjective="quiz"` with `<imsss:objective objectiveID="quiz">`
    """
    for activity in _activities(scorm):
        known = {each.get("objectiveID") for each in activity.objectives}
        for each in activity.rules(*_RULES):
            for condition in each.iter(_tag("ruleCondition")):
                name = condition.get("referencedObjective")
                if name is not None and name not in known:
                    yield scorm.flag(condition, f"`{name}` is no objective of {named(activity.node.element)}")


@rule(
    "SEQ-OBJ-NO-PRIMARY",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (objectives)",
    editions=SCORM_2004,
    hint="add a primaryObjective, first",
)
def no_primary_objective(scorm: Scorm) -> Findings:
    """An activity has objectives and no primary one.

    The schema refuses it.

    Bad: `<imsss:objectives><imsss:objective objectiveID="a"/></imsss:objectives>`
    Good: `<imsss:objectives><imsss:primaryObjective/>…`
    """
    for element in scorm.all(IMSSS, "objectives"):
        if element.find(_tag("primaryObjective")) is None:
            yield scorm.flag(element, "these objectives have no primary one")


@rule(
    "SEQ-OBJ-TWO-PRIMARY",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (objectives)",
    editions=SCORM_2004,
    hint="keep one primaryObjective",
)
def two_primary_objectives(scorm: Scorm) -> Findings:
    """An activity has more than one primary objective.

    The schema refuses it.

    Bad: two `<imsss:primaryObjective>`
    Good: one, and `<imsss:objective>` for the others
    """
    for element in scorm.all(IMSSS, "objectives"):
        found = element.findall(_tag("primaryObjective"))
        if len(found) > 1:
            yield scorm.flag(found[1], "this is a second primary objective")


@rule(
    "SEQ-OBJ-ID",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (objective/@objectiveID)",
    editions=SCORM_2004,
    hint="give each objective of an activity an ID of its own",
)
def objective_id(scorm: Scorm) -> Findings:
    """An objective has no ID, an empty one, or one that its activity already uses.

    `cmi.objectives.n.id` is filled from it.

    Bad: `<imsss:objective/>`
    Good: `<imsss:objective objectiveID="quiz"/>`
    """
    for group in scorm.all(IMSSS, "objectives"):
        seen: set[str] = set()
        for each in _objectives(group):
            value = each.get("objectiveID")
            if value is None and local_name(each) == "primaryObjective":
                continue
            if not (value or "").strip():
                yield scorm.flag(each, "this objective has no ID")
            elif value in seen:
                yield scorm.flag(each, f"the objective ID `{value}` is used twice in one activity")
            seen.add(value or "")


@rule(
    "SEQ-OBJ-ID-MAP",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (primaryObjective/@objectiveID); ADL test suite",
    editions=SCORM_2004,
    hint="add an objectiveID",
)
def mapped_primary_without_id(scorm: Scorm) -> Findings:
    """A primary objective is mapped to a global one and has no ID.

    The ADL test suite fails.

    Bad: `<imsss:primaryObjective><imsss:mapInfo …/></imsss:primaryObjective>`
    Good: `<imsss:primaryObjective objectiveID="unit1">…`
    """
    for element in scorm.all(IMSSS, "primaryObjective"):
        if element.find(_tag("mapInfo")) is not None and element.get("objectiveID") is None:
            yield scorm.flag(element, "this primary objective is mapped and has no ID")


@rule(
    "SEQ-OBJ-ID-SPACE",
    severity=Severity.WARNING,
    spec="SCORM 2004 RTE 4 (long_identifier_type)",
    editions=SCORM_2004,
    hint="use letters, digits, - and _",
)
def objective_id_with_space(scorm: Scorm) -> Findings:
    """An objective's ID holds white space or braces.

    At run time it is no valid identifier: setting it gives error 406.

    Bad: `objectiveID="final quiz"`
    Good: `objectiveID="final-quiz"`
    """
    places = (("primaryObjective", "objectiveID"), ("objective", "objectiveID"), ("mapInfo", "targetObjectiveID"))
    for name, attribute in places:
        for element, value in _attribute(scorm, (name,), attribute):
            if value.strip() and re.search(r"[\s{}]", value):
                yield scorm.flag(element, f"`{value}` holds white space or braces")


@rule(
    "SEQ-MAP-TARGET",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (mapInfo/@targetObjectiveID)",
    editions=SCORM_2004,
    hint="name the global objective",
)
def map_without_target(scorm: Scorm) -> Findings:
    """A map names no global objective.

    The ADL test suite fails.

    Bad: `<imsss:mapInfo targetObjectiveID=""/>`
    Good: `<imsss:mapInfo targetObjectiveID="course-quiz"/>`
    """
    for element in scorm.all(IMSSS, "mapInfo"):
        if not (element.get("targetObjectiveID") or "").strip():
            yield scorm.flag(element, "this mapInfo has no targetObjectiveID")


def _true(value: str | None) -> bool:
    return value in ("true", "1")


@rule(
    "SEQ-MAP-TWO-WRITE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (mapInfo); SN 3; ADL test suite",
    editions=SCORM_2004,
    hint="let one objective write it",
)
def two_objectives_write_one(scorm: Scorm) -> Findings:
    """Two objectives of an activity write the same value of one global objective.

    Which one wins is not defined; the ADL test suite fails.

    Bad: two objectives with `targetObjectiveID="g" writeSatisfiedStatus="true"`
    Good: one of them
    """
    for group in scorm.all(IMSSS, "objectives"):
        writers: dict[tuple[str, str], etree._Element] = {}
        for each in group.iter(_tag("mapInfo")):
            for value in ("writeSatisfiedStatus", "writeNormalizedMeasure"):
                key = (value, each.get("targetObjectiveID") or "")
                if key[1] and _true(each.get(value)) and writers.setdefault(key, each) is not each:
                    yield scorm.flag(each, f"`{key[1]}` is written twice by one activity")


@rule(
    "SEQ-MAP-TWO-READ",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (mapInfo); ADL test suite",
    editions=SCORM_2004,
    hint="read from one of them",
)
def one_objective_reads_two(scorm: Scorm) -> Findings:
    """An objective explicitly reads the same value from two global objectives.

    Which one counts is not defined; the ADL test suite fails.

    Bad: two mapInfo with `readSatisfiedStatus="true"` in one objective
    Good: one
    """
    for objective in scorm.all(IMSSS, "primaryObjective", "objective"):
        maps = objective.findall(_tag("mapInfo"))
        for value in ("readSatisfiedStatus", "readNormalizedMeasure"):
            readers = [each for each in maps if _true(each.get(value))]
            if len(readers) > 1:
                yield scorm.flag(readers[1], f"{value} is true for two targets of one objective")


_READS = ("readSatisfiedStatus", "readNormalizedMeasure")


def _targets(scorm: Scorm) -> dict[str, list[etree._Element]]:
    found: dict[str, list[etree._Element]] = {}
    for element in scorm.all(IMSSS, "mapInfo") + scorm.all(ADLSEQ, "mapInfo"):
        target = (element.get("targetObjectiveID") or "").strip()
        if target:
            found.setdefault(target, []).append(element)
    return found


def _writes(element: etree._Element) -> bool:
    return any(_true(str(value)) for name, value in element.attrib.items() if str(name).startswith("write"))


def _reads(element: etree._Element) -> bool:
    """Reading is the default, so only an explicit no on both values ends it."""
    if namespace_of(element) == ADLSEQ:
        return True
    return not all(element.get(name) in ("false", "0") for name in _READS)


@rule(
    "SEQ-MAP-READ-ONLY",
    severity=Severity.WARNING,
    spec="SCORM 2004 SN 3 (global shared objectives)",
    editions=SCORM_2004,
    hint="let an activity write it",
)
def never_written(scorm: Scorm) -> Findings:
    """A global objective is read and no activity writes it.

    It is never known, unless another course writes it.

    Bad: only `readSatisfiedStatus="true"` for a target
    Good: `writeSatisfiedStatus="true"` in the activity that decides it
    """
    for target, maps in _targets(scorm).items():
        if not any(_writes(each) for each in maps):
            yield scorm.flag(maps[0], f"nothing writes the global objective `{target}`")


@rule(
    "SEQ-MAP-WRITE-ONLY",
    severity=Severity.INFO,
    spec="SCORM 2004 SN 3 (global shared objectives)",
    editions=SCORM_2004,
    hint="read it somewhere, or remove it",
)
def never_read(scorm: Scorm) -> Findings:
    """A global objective is written and no activity reads it.

    Dead data, unless another course reads it.

    Bad: `writeSatisfiedStatus="true" readSatisfiedStatus="false" readNormalizedMeasure="false"` only
    Good: an activity that reads it
    """
    for target, maps in _targets(scorm).items():
        if any(_writes(each) for each in maps) and not any(_reads(each) for each in maps):
            yield scorm.flag(maps[0], f"nothing reads the global objective `{target}`")


@rule(
    "SEQ-ADLSEQ-OBJ",
    severity=Severity.ERROR,
    spec="SCORM 2004 4th Edition CAM 5 (adlseq:objectives); ADL test suite",
    editions=_4TH,
    hint="name an objective of the activity, once, with a mapInfo",
)
def extended_objective(scorm: Scorm) -> Findings:
    """An `adlseq:objective` names no objective of the activity, repeats one, or maps nothing.

    The ADL test suite fails.

    Bad: `<adlseq:objective objectiveID="x"/>`
    Good: `<adlseq:objective objectiveID="quiz"><adlseq:mapInfo targetObjectiveID="g"/></adlseq:objective>`
    """
    for group in scorm.all(ADLSEQ, "objectives"):
        parent = group.getparent()
        known = {
            each.get("objectiveID")
            for part in (parent.findall(_tag("objectives")) if parent is not None else [])
            for each in _objectives(part)
        }
        seen: set[str] = set()
        for each in group.findall(f"{{{ADLSEQ}}}objective"):
            name = each.get("objectiveID") or ""
            if name not in known:
                yield scorm.flag(each, f"`{name}` is no objective of this activity")
            elif name in seen:
                yield scorm.flag(each, f"`{name}` is extended twice")
            elif each.find(f"{{{ADLSEQ}}}mapInfo") is None:
                yield scorm.flag(each, f"`{name}` maps nothing")
            seen.add(name)


@rule(
    "SEQ-ADLSEQ-OUTSIDE",
    severity=Severity.ERROR,
    spec="SCORM 2004 4th Edition CAM 5 (adlseq:objectives is a child of imsss:sequencing)",
    editions=SCORM_2004,
    hint="put it inside <imsss:sequencing> of a 4th Edition manifest",
)
def extended_objectives_outside(scorm: Scorm) -> Findings:
    """`adlseq:objectives` stands outside `imsss:sequencing`, or in an edition that does not know it.

    The schema refuses it.

    Bad: `<item><adlseq:objectives>…`
    Good: `<imsss:sequencing>…<adlseq:objectives>…`
    """
    for element in scorm.all(ADLSEQ, "objectives"):
        parent = element.getparent()
        if parent is None or parent.tag != _tag("sequencing"):
            yield scorm.flag(element, "adlseq:objectives stands outside imsss:sequencing")
        elif scorm.standard != "scorm2004-4th":
            yield scorm.flag(element, f"adlseq:objectives does not exist in {scorm.standard.label}")


def _minimum_measures(scorm: Scorm) -> Iterator[tuple[etree._Element, str]]:
    for element in scorm.all(IMSSS, "minNormalizedMeasure"):
        yield element, text_of(element).strip()


@rule(
    "SEQ-MINNORM",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (minNormalizedMeasure)",
    editions=SCORM_2004,
    hint="write a number from -1 to 1: 0.8 for 80 %",
)
def minimum_measure(scorm: Scorm) -> Findings:
    """The passing score is not a number from -1 to 1.

    The schema refuses it. Negative numbers are allowed.

    Bad: `<imsss:minNormalizedMeasure>80</imsss:minNormalizedMeasure>`
    Good: `<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>`
    """
    for element, value in _minimum_measures(scorm):
        if _outside(value, -1, 1):
            yield scorm.flag(element, f"the passing score `{value}` is not a number from -1 to 1")


@rule(
    "SEQ-MINNORM-PERCENT",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 5 (minNormalizedMeasure); practice",
    editions=SCORM_2004,
    hint="write 0.8 for 80 %",
)
def minimum_measure_zero(scorm: Scorm) -> Findings:
    """The passing score is 0.

    Whoever answers nothing passes. Often a percentage that was divided twice or a field left empty.

    Bad: `<imsss:minNormalizedMeasure>0</imsss:minNormalizedMeasure>`
    Good: `<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>`
    """
    for element, value in _minimum_measures(scorm):
        if _DECIMAL.fullmatch(value) and float(value) == 0:
            yield scorm.flag(element, "the passing score is 0")


@rule(
    "SEQ-MINNORM-NO-SBM",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 5 (satisfiedByMeasure); RTE 4 (cmi.scaled_passing_score)",
    editions=SCORM_2004,
    hint='add satisfiedByMeasure="true"',
)
def minimum_measure_unused(scorm: Scorm) -> Findings:
    """An objective has a passing score and is not satisfied by measure.

    The score decides nothing, and `cmi.scaled_passing_score` stays unset.

    Bad: `<imsss:primaryObjective><imsss:minNormalizedMeasure>0.8…`
    Good: `<imsss:primaryObjective satisfiedByMeasure="true">…`
    """
    for element, _ in _minimum_measures(scorm):
        parent = element.getparent()
        if parent is not None and not _true(parent.get("satisfiedByMeasure")):
            yield scorm.flag(element, "this passing score is not used")


@rule(
    "SEQ-WEIGHT",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (rollupRules/@objectiveMeasureWeight)",
    editions=SCORM_2004,
    hint="write a number from 0 to 1",
)
def measure_weight(scorm: Scorm) -> Findings:
    """A weight is not a number from 0 to 1.

    Bad: `objectiveMeasureWeight="50"`
    Good: `objectiveMeasureWeight="0.5"`
    """
    for element, value in _attribute(scorm, ("rollupRules",), "objectiveMeasureWeight"):
        if _outside(value, 0, 1):
            yield scorm.flag(element, f"the weight `{value}` is not a number from 0 to 1")


def _clusters(scorm: Scorm) -> Iterator[tuple[_Activity, list[_Activity]]]:
    activities = list(_activities(scorm))
    by_node = {id(each.node): each for each in activities}
    for activity in activities:
        if activity.children:
            yield activity, [by_node[id(child)] for child in activity.children]


def _rollup(activity: _Activity, name: str) -> str | None:
    part = activity.part("rollupRules")
    return None if part is None else part.get(name)


@rule(
    "SEQ-WEIGHT-ZERO",
    severity=Severity.WARNING,
    spec="SCORM 2004 SN 4 (measure rollup)",
    editions=SCORM_2004,
    hint="give at least one child a weight",
)
def no_weight(scorm: Scorm) -> Findings:
    """All children of an activity have the weight 0.

    The parent's score is never known.

    Bad: `objectiveMeasureWeight="0"` on every child
    Good: 1 on the quiz, 0 on the others
    """
    for activity, children in _clusters(scorm):
        weights = [_rollup(each, "objectiveMeasureWeight") or "1" for each in children]
        if all(_DECIMAL.fullmatch(each) and float(each) == 0 for each in weights):
            yield scorm.flag(activity.node.element, f"all children of {named(activity.node.element)} weigh 0")


@rule(
    "SEQ-ROLLUP-COUNT",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (rollupRule)",
    editions=SCORM_2004,
    hint="childActivitySet is all, any, none, atLeastCount or atLeastPercent",
)
def rollup_count(scorm: Scorm) -> Findings:
    """A rollup rule's set of children, count or percentage has a value that cannot be.

    Bad: `childActivitySet="most"`, `minimumPercent="80"`
    Good: `childActivitySet="atLeastPercent" minimumPercent="0.8"`
    """
    for element in scorm.all(IMSSS, "rollupRule"):
        kind, count, percent = (element.get(name) for name in ("childActivitySet", "minimumCount", "minimumPercent"))
        if kind is not None and kind not in CHILD_SETS:
            yield scorm.flag(element, f"`{kind}` is no set of children")
        elif percent is not None and _outside(percent, 0, 1):
            yield scorm.flag(element, f"the percentage `{percent}` is not a number from 0 to 1")
        elif count is not None and not re.fullmatch(r"\+?\d+", count.strip()):
            yield scorm.flag(element, f"the count `{count}` is no number of children")


@rule(
    "SEQ-ROLLUP-COUNT-MEANING",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 5 (minimumCount and minimumPercent, default 0)",
    editions=SCORM_2004,
    hint="give a count or percentage that can be reached",
)
def rollup_count_without_meaning(scorm: Scorm) -> Findings:
    """A rollup rule counts without a number, or asks for more children than there are.

    Without a number it is always true, with too many never.

    Bad: `childActivitySet="atLeastCount"`
    Good: with `minimumCount="2"` over three children
    """
    for activity, children in _clusters(scorm):
        part = activity.part("rollupRules")
        for element in [] if part is None else part.findall(_tag("rollupRule")):
            kind, count = element.get("childActivitySet"), (element.get("minimumCount") or "").strip()
            if kind == "atLeastCount" and not count:
                yield scorm.flag(element, "atLeastCount has no minimumCount")
            elif kind == "atLeastPercent" and element.get("minimumPercent") is None:
                yield scorm.flag(element, "atLeastPercent has no minimumPercent")
            elif kind == "atLeastCount" and count.isdigit() and int(count) > len(children):
                yield scorm.flag(element, f"{count} children are asked for, and there are {len(children)}")


@rule(
    "SEQ-ROLLUP-ACTION",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (rollupAction)",
    editions=SCORM_2004,
    hint="write satisfied, notSatisfied, completed or incomplete",
)
def rollup_action(scorm: Scorm) -> Findings:
    """A rollup action is none of the four that exist.

    Bad: `<imsss:rollupAction action="passed"/>`
    Good: `<imsss:rollupAction action="satisfied"/>`
    """
    for element, value in _attribute(scorm, ("rollupAction",), "action"):
        if value not in ROLLUP_ACTIONS:
            yield scorm.flag(element, f"`{value}` is no rollup action")


@rule(
    "SEQ-ROLLUP-LEAF",
    severity=Severity.WARNING,
    spec="SCORM 2004 SN 3 (rollup rules of clusters)",
    editions=SCORM_2004,
    hint="put the rule on the parent",
)
def rollup_on_leaf(scorm: Scorm) -> Findings:
    """A leaf has a rollup rule.

    It has no children to roll up.

    Bad: `<imsss:rollupRule>` on an item that launches a page
    Good: on the item above it
    """
    for activity in _activities(scorm):
        part = activity.part("rollupRules")
        if not activity.children and part is not None and part.find(_tag("rollupRule")) is not None:
            yield scorm.flag(activity.node.element, f"{named(activity.node.element)} is a leaf and has a rollup rule")


_CONSIDERED = ("requiredForSatisfied", "requiredForNotSatisfied", "requiredForCompleted", "requiredForIncomplete")


@rule(
    "SEQ-ROLLUP-CONSIDER",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (adlseq:rollupConsiderations)",
    editions=SCORM_2004,
    hint="write always, ifAttempted, ifNotSkipped or ifNotSuspended",
)
def rollup_considerations(scorm: Scorm) -> Findings:
    """A rollup consideration is none of the four that exist.

    Bad: `requiredForCompleted="never"`
    Good: `requiredForCompleted="ifAttempted"`
    """
    for element in scorm.all(ADLSEQ, "rollupConsiderations"):
        for name in _CONSIDERED:
            value = element.get(name)
            if value is not None and value not in CONSIDERATIONS:
                yield scorm.flag(element, f"{name} is `{value}`")


@rule(
    "SEQ-ROLLUP-NONE",
    severity=Severity.WARNING,
    spec="SCORM 2004 SN 4 (children that count)",
    editions=SCORM_2004,
    hint="let at least one child count",
)
def nothing_rolls_up(scorm: Scorm) -> Findings:
    """No child of an activity counts for its success, or none for its completion.

    The parent, and so the course, never changes.

    Bad: `rollupProgressCompletion="false"` on every child
    Good: on those that are optional
    """
    for activity, children in _clusters(scorm):
        for name in ("rollupObjectiveSatisfied", "rollupProgressCompletion"):
            if all(_rollup(each, name) in ("false", "0") for each in children):
                yield scorm.flag(activity.node.element, f"{name} is false on all children")


@rule(
    "SEQ-CM-DEAD",
    severity=Severity.WARNING,
    spec="SCORM 2004 SN 3 (choice, default true; flow, default false)",
    editions=SCORM_2004,
    hint="set choice or flow to true",
    silences=("SEQ-CM-NO-START",),
)
def no_way_in(scorm: Scorm) -> Findings:
    """An activity allows neither choice nor flow among its children.

    None of them can be reached: a dead end.

    Bad: `<imsss:controlMode choice="false"/>`
    Good: `<imsss:controlMode choice="false" flow="true"/>`
    """
    for activity in _activities(scorm):
        closed = not _true(activity.control("choice", "true")) and not _true(activity.control("flow", "false"))
        if activity.children and closed:
            yield scorm.flag(activity.node.element, f"no child of {named(activity.node.element)} can be reached")


@rule(
    "SEQ-CM-NO-START",
    severity=Severity.WARNING,
    spec="SCORM 2004 SN 4 (start); practice: blank pages",
    editions=SCORM_2004,
    hint='write flow="true" on the organization',
)
def nothing_starts(scorm: Scorm) -> Findings:
    """The organization switches flow off, so the course starts only when the learner chooses something.

    Some LMSs show a blank page.

    Bad: `<imsss:controlMode choice="true" flow="false"/>` on the organization
    Good: `flow="true"`
    """
    for activity in _activities(scorm):
        if activity.is_root and activity.control("flow", "") in ("false", "0"):
            yield scorm.flag(activity.node.element, f"{named(activity.node.element)} has flow switched off")


@rule(
    "SEQ-CM-FORWARDONLY",
    severity=Severity.WARNING,
    spec="SCORM 2004 SN 3 (forward only)",
    editions=SCORM_2004,
    hint="remove one of the two",
)
def forward_only_with_previous(scorm: Scorm) -> Findings:
    """An activity lets learners only go forward, and a rule below it sends them back.

    The request is denied.

    Bad: `forwardOnly="true"` above `action="previous"`
    Good: one of them
    """
    for activity, children in _clusters(scorm):
        if not _true(activity.control("forwardOnly", "false")):
            continue
        for child in children:
            actions = [action for each in child.rules("postConditionRule") for action in each.iter(_tag("ruleAction"))]
            for action in (each for each in actions if each.get("action") == "previous"):
                yield scorm.flag(action, f"{named(activity.node.element)} allows only forward moves")


@rule(
    "SEQ-CM-LEAF",
    severity=Severity.INFO,
    spec="SCORM 2004 SN 3 (control modes of clusters)",
    editions=SCORM_2004,
    hint="put it on the parent",
)
def control_mode_on_leaf(scorm: Scorm) -> Findings:
    """A leaf sets choice, flow or forwardOnly.

    They are about children, and it has none.

    Bad: `<imsss:controlMode flow="true"/>` on an item that launches a page
    Good: on the item above it
    """
    for activity in _activities(scorm):
        mode = activity.part("controlMode")
        if mode is not None and not activity.children and not activity.is_root:
            set_here = [name for name in ("choice", "flow", "forwardOnly") if mode.get(name) is not None]
            if set_here:
                yield scorm.flag(activity.node.element, f"{quoted(set_here)} is set on a leaf")


@rule(
    "SEQ-UNREACHABLE",
    severity=Severity.WARNING,
    spec="SCORM 2004 SN 3 (precondition rules)",
    editions=SCORM_2004,
    hint="use a condition that can end, or remove the item",
)
def always_disabled(scorm: Scorm) -> Findings:
    """A rule before an activity always disables or skips it.

    No learner ever sees it.

    Bad: `always` with `disabled`
    Good: `not satisfied` with a referenced objective, and `disabled`
    """
    for activity in _activities(scorm):
        for each in activity.rules("preConditionRule"):
            actions = {found.get("action") for found in each.findall(_tag("ruleAction"))}
            conditions = [found.get("condition") for found in each.iter(_tag("ruleCondition"))]
            if "disabled" in actions and conditions == ["always"]:
                yield scorm.flag(each, f"{named(activity.node.element)} is always disabled")


@rule(
    "SEQ-LIMIT-ATTEMPT",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (limitConditions/@attemptLimit)",
    editions=SCORM_2004,
    hint="write a whole number",
)
def attempt_limit(scorm: Scorm) -> Findings:
    """An attempt limit is not a whole number of 0 or more.

    Bad: `attemptLimit="two"`
    Good: `attemptLimit="2"`
    """
    for element, value in _attribute(scorm, ("limitConditions",), "attemptLimit"):
        if not re.fullmatch(r"\+?\d+", value.strip()):
            yield scorm.flag(element, f"the attempt limit `{value}` is no whole number")


@rule(
    "SEQ-LIMIT-ZERO",
    severity=Severity.WARNING,
    spec="SCORM 2004 SN 3 (attempt limit)",
    editions=SCORM_2004,
    hint="write 1 or more, or leave it out",
)
def no_attempts(scorm: Scorm) -> Findings:
    """An attempt limit is 0.

    The activity can never start.

    Bad: `attemptLimit="0"`
    Good: `attemptLimit="1"`
    """
    for element, value in _attribute(scorm, ("limitConditions",), "attemptLimit"):
        if re.fullmatch(r"\+?0+", value.strip()):
            yield scorm.flag(element, "the attempt limit is 0")


@rule(
    "SEQ-LIMIT-DURATION",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (limitConditions); XML Schema 1.0 Datatypes, 3.2.6",
    editions=SCORM_2004,
    hint="write PT30M",
    silences=("SEQ-LIMIT-UNSUPPORTED",),
)
def duration_limit(scorm: Scorm) -> Findings:
    """A time limit is not written as a duration.

    `00:30:00` belongs to SCORM 1.2.

    Bad: `attemptAbsoluteDurationLimit="00:30:00"`
    Good: `attemptAbsoluteDurationLimit="PT30M"`
    """
    for name in _DURATIONS:
        for element, value in _attribute(scorm, ("limitConditions",), name):
            if not _DURATION.fullmatch(value.strip()):
                yield scorm.flag(element, f"the time limit `{value}` is no duration")


_SUPPORTED_LIMITS = ("attemptLimit", "attemptAbsoluteDurationLimit")


@rule(
    "SEQ-LIMIT-UNSUPPORTED",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 5 (only attemptLimit and attemptAbsoluteDurationLimit); ADL test suite",
    editions=SCORM_2004,
    hint="use attemptLimit or attemptAbsoluteDurationLimit",
)
def limit_without_behaviour(scorm: Scorm) -> Findings:
    """A limit or condition is used to which SCORM gives no behaviour.

    IMS defines it, SCORM leaves it out: the LMS ignores it.

    Bad: `beginTimeLimit="…"`, `condition="timeLimitExceeded"`
    Good: `attemptLimit="2"`
    """
    for element in scorm.all(IMSSS, "limitConditions"):
        others = [str(name) for name in element.attrib if name not in _SUPPORTED_LIMITS]
        if others:
            yield scorm.flag(element, f"SCORM ignores {quoted(others)}")
    for element in scorm.all(IMSSS, "ruleCondition", "rollupCondition"):
        if element.get("condition") in ("timeLimitExceeded", "outsideAvailableTimeRange"):
            yield scorm.flag(element, f"SCORM ignores the condition `{element.get('condition')}`")


@rule(
    "SEQ-AUX",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 5 (auxiliaryResources are not used)",
    editions=SCORM_2004,
    hint="remove it",
)
def auxiliary_resources(scorm: Scorm) -> Findings:
    """The manifest has auxiliary resources.

    IMS defines them, SCORM does not use them; the ADL test suite warns.

    Bad: `<imsss:auxiliaryResources>`
    Good: links in the content
    """
    for element in scorm.all(IMSSS, "auxiliaryResources"):
        yield scorm.flag(element, "SCORM does not use auxiliaryResources")


@rule(
    "SEQ-RANDOM-VOCAB",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (randomizationControls)",
    editions=SCORM_2004,
    hint="write never, once or onEachNewAttempt",
)
def randomization_timing(scorm: Scorm) -> Findings:
    """A timing of randomization or selection is none of the three that exist.

    Bad: `randomizationTiming="always"`
    Good: `randomizationTiming="onEachNewAttempt"`
    """
    for name in ("randomizationTiming", "selectionTiming"):
        for element, value in _attribute(scorm, ("randomizationControls",), name):
            if value not in TIMINGS:
                yield scorm.flag(element, f"{name} is `{value}`")


@rule(
    "SEQ-RANDOM-COUNT",
    severity=Severity.WARNING,
    spec="SCORM 2004 SN 3 (selection controls)",
    editions=SCORM_2004,
    hint="give a selectCount between 1 and the number of children",
)
def select_count(scorm: Scorm) -> Findings:
    """Children are selected without a count, or with one that cannot be.

    No child, or all of them, are shown.

    Bad: `selectionTiming="once"` without `selectCount`
    Good: `selectionTiming="once" selectCount="2"` over three children
    """
    for activity, children in _clusters(scorm):
        part = activity.part("randomizationControls")
        if part is None:
            continue
        count = (part.get("selectCount") or "").strip()
        if part.get("selectionTiming", "never") != "never" and not count:
            yield scorm.flag(part, "selectionTiming is set and selectCount is not")
        elif count and (not count.isdigit() or int(count) > len(children)):
            yield scorm.flag(part, f"selectCount is {count}, and there are {len(children)} children")


@rule(
    "SEQ-RANDOM-LEAF",
    severity=Severity.INFO,
    spec="SCORM 2004 SN 3 (clusters)",
    editions=SCORM_2004,
    hint="put it on the parent",
)
def randomization_on_leaf(scorm: Scorm) -> Findings:
    """A leaf has randomization controls.

    They are about children, and it has none.

    Bad: `<imsss:randomizationControls>` on an item that launches a page
    Good: on the item above it
    """
    for activity in _activities(scorm):
        part = activity.part("randomizationControls")
        if part is not None and not activity.children:
            yield scorm.flag(part, f"{named(activity.node.element)} has no children to put in order")


@rule(
    "SEQ-IDREF",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (sequencing/@IDRef)",
    editions=SCORM_2004,
    hint="name a sequencing of the sequencingCollection",
)
def unknown_sequencing(scorm: Scorm) -> Findings:
    """A sequencing refers to one that the collection does not have.

    The ADL test suite fails; schemas do not notice.

    Bad: `<imsss:sequencing IDRef="common"/>` without a collection
    Good: with `<imsss:sequencingCollection><imsss:sequencing ID="common">…`
    """
    known = _collection(scorm)
    for element, value in _attribute(scorm, ("sequencing",), "IDRef"):
        parent = element.getparent()
        inside = parent is not None and local_name(parent) == "sequencingCollection"
        if not inside and value not in known:
            yield scorm.flag(element, f"`{value}` is not in the sequencingCollection")


@rule(
    "SEQ-COLLECTION-ID",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (sequencingCollection)",
    editions=SCORM_2004,
    hint="give each sequencing of the collection an ID",
)
def collection_entry(scorm: Scorm) -> Findings:
    """A sequencing of the collection has no ID or has an IDRef, or the collection is empty.

    The ADL test suite fails.

    Bad: `<imsss:sequencingCollection><imsss:sequencing/></imsss:sequencingCollection>`
    Good: `<imsss:sequencing ID="common">…`
    """
    for group in scorm.all(IMSSS, "sequencingCollection"):
        entries = group.findall(_tag("sequencing"))
        if not entries:
            yield scorm.flag(group, "the sequencingCollection is empty")
        for each in entries:
            if not each.get("ID"):
                yield scorm.flag(each, "this sequencing of the collection has no ID")
            elif each.get("IDRef"):
                yield scorm.flag(each, "this sequencing of the collection has an IDRef")


@rule(
    "SEQ-COLLECTION-UNUSED",
    severity=Severity.INFO,
    spec="SCORM 2004 CAM 5 (sequencingCollection)",
    editions=SCORM_2004,
    hint="remove it, or refer to it",
)
def unused_collection_entry(scorm: Scorm) -> Findings:
    """A sequencing of the collection is never used.

    Noise.

    Bad: `ID="common"` without any `IDRef="common"`
    Good: every entry used
    """
    used = {value for _, value in _attribute(scorm, ("sequencing",), "IDRef")}
    for name, element in _collection(scorm).items():
        if name not in used:
            yield scorm.flag(element, f"nothing uses the sequencing `{name}`")


@rule(
    "SEQ-ID-OUTSIDE",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 5 (sequencing/@ID belongs to the collection); ADL test suite",
    editions=SCORM_2004,
    hint="move it to the sequencingCollection, or remove the ID",
)
def id_outside_collection(scorm: Scorm) -> Findings:
    """A sequencing outside the collection has an ID.

    It cannot be referred to; the ADL test suite fails.

    Bad: `<item><imsss:sequencing ID="s1">`
    Good: `<item><imsss:sequencing>`
    """
    for element, value in _attribute(scorm, ("sequencing",), "ID"):
        parent = element.getparent()
        if parent is None or local_name(parent) != "sequencingCollection":
            yield scorm.flag(element, f"the sequencing `{value}` stands outside the collection")


@rule(
    "SEQ-ORDER",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (order of sequencing's children)",
    editions=SCORM_2004,
    hint=f"the order is {', '.join(SEQUENCING_ORDER)}, then adlseq",
)
def sequencing_order(scorm: Scorm) -> Findings:
    """The children of a sequencing stand in another order than the schema's.

    LMSs that validate refuse the package.

    Bad: `<imsss:objectives>` before `<imsss:controlMode>`
    Good: `<imsss:controlMode>` first
    """
    for element in scorm.all(IMSSS, "sequencing"):
        highest = 0
        for child in children_of(element):
            own = namespace_of(child) == IMSSS and local_name(child) in SEQUENCING_ORDER
            rank = SEQUENCING_ORDER.index(local_name(child)) if own else len(SEQUENCING_ORDER)
            if rank < highest:
                yield scorm.flag(child, f"{local_name(child)} comes too late")
                break
            highest = max(highest, rank)


@rule(
    "SEQ-DELIVERY",
    severity=Severity.INFO,
    spec="SCORM 2004 SN 3 (tracked)",
    editions=SCORM_2004,
    hint="leave tracked out if the SCO's data must be kept",
)
def untracked_sco(scorm: Scorm) -> Findings:
    """A SCO is not tracked.

    Nothing that it reports is stored.

    Bad: `<imsss:deliveryControls tracked="false"/>` on a SCO
    Good: on a page that needs no tracking
    """
    launched = {id(item): resource for item, resource in scorm.manifest.launched}
    for activity in _activities(scorm):
        part = activity.part("deliveryControls")
        resource = launched.get(id(activity.node))
        if part is not None and part.get("tracked") in ("false", "0") and resource is not None and resource.is_sco:
            yield scorm.flag(activity.node.element, f"{named(activity.node.element)} is a SCO and is not tracked")


@rule(
    "SEQ-CONSTRAIN",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (namespace adlseq)",
    editions=SCORM_2004,
    hint="write it with the prefix adlseq:",
    silences=("XML-XSD-WILDCARD",),
)
def considerations_in_wrong_namespace(scorm: Scorm) -> Findings:
    """The considerations of choice or rollup stand in IMS's namespace, not in ADL's.

    The schema refuses them, the LMS ignores them.

    Bad: `<imsss:rollupConsiderations …/>`
    Good: `<adlseq:rollupConsiderations …/>`
    """
    for element in scorm.all(IMSSS, "constrainedChoiceConsiderations", "rollupConsiderations"):
        yield scorm.flag(element, f"{local_name(element)} belongs to adlseq")


@rule(
    "SEQ-3RD-ONLY-2ND",
    severity=Severity.ERROR,
    spec="SCORM 2004 2nd Edition CAM 5 (adlnav)",
    editions=("scorm2004-2nd",),
    hint="declare 2004 3rd Edition, or hide only previous, continue, exit and abandon",
)
def control_of_3rd(scorm: Scorm) -> Findings:
    """A 2nd Edition manifest hides a control that only later editions know.

    The schema of the 2nd Edition refuses `exitAll`, `abandonAll` and `suspendAll`.

    Bad: `<adlnav:hideLMSUI>suspendAll</adlnav:hideLMSUI>` with `CAM 1.3`
    Good: with `2004 3rd Edition`
    """
    later = set(HIDE_3RD) - set(HIDE_2ND)
    for element in scorm.all(ADLNAV, "hideLMSUI"):
        if text_of(element).strip() in later:
            yield scorm.flag(element, f"`{text_of(element).strip()}` does not exist in the 2nd Edition")


@rule(
    "SEQ-USECURRENT",
    severity=Severity.INFO,
    spec="practice: Moodle 4.5 misspells these attributes",
    editions=SCORM_2004,
    hint="do not rely on them in Moodle",
)
def current_attempt_information(scorm: Scorm) -> Findings:
    """`useCurrentAttemptObjectiveInfo` or `useCurrentAttemptProgressInfo` is set.

    Valid; Moodle ignores both.

    Bad: `useCurrentAttemptObjectiveInfo="false"` in a package for Moodle
    Good: the default
    """
    for element in scorm.all(IMSSS, "controlMode"):
        names = [str(name) for name in element.attrib if str(name).startswith("useCurrentAttempt")]
        if names:
            yield scorm.flag(element, f"Moodle ignores {quoted(names)}")

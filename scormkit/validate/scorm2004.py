"""Validate room, SCORM 2004: the elements of adlcp and adlnav."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scormkit.diagnostics import Severity
from scormkit.package.manifest import ADLCP_2004, ADLNAV, ADLSEQ, IMSSS, Item
from scormkit.package.xml import local_name, namespace_of, text_of
from scormkit.rules import Findings, rule
from scormkit.validate.subjects import SCORM_2004, Scorm, named
from scormkit.validate.vocabulary import HIDE_3RD, MEMBERS_2004, TIME_LIMIT_ACTIONS
from scormkit.validate.xml import is_name_of_12

_3RD_4TH = ("scorm2004-3rd", "scorm2004-4th")
_4TH = ("scorm2004-4th",)
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")


def _child(element: etree._Element, namespace: str, name: str) -> etree._Element | None:
    return element.find(f"{{{namespace}}}{name}")


@rule(
    "A4-TIMELIMITACTION",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (adlcp:timeLimitAction)",
    editions=SCORM_2004,
    hint="write one of the four, without a space after the comma",
)
def time_limit_action(scorm: Scorm) -> Findings:
    """The time limit action is none of the four that exist.

    `exit,message`, `exit,no message`, `continue,message`, `continue,no message`.

    Bad: `<adlcp:timeLimitAction>exit</adlcp:timeLimitAction>`
    Good: `<adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction>`
    """
    for element in scorm.all(ADLCP_2004, "timeLimitAction"):
        if text_of(element).strip() not in TIME_LIMIT_ACTIONS:
            yield scorm.flag(element, f"`{text_of(element).strip()}` is no time limit action")


@rule(
    "A4-TIMELIMIT-PAIR",
    severity=Severity.WARNING,
    spec="SCORM 2004 RTE 4 (cmi.max_time_allowed, cmi.time_limit_action)",
    editions=SCORM_2004,
    hint="add limitConditions with attemptAbsoluteDurationLimit",
)
def action_without_limit(scorm: Scorm) -> Findings:
    """An item has a time limit action and no time limit.

    `cmi.max_time_allowed` stays unset, so the action never happens.

    Bad: only `<adlcp:timeLimitAction>`
    Good: with `<imsss:limitConditions attemptAbsoluteDurationLimit="PT30M"/>`
    """
    for item in scorm.items:
        limits = item.element.iter(f"{{{IMSSS}}}limitConditions")
        limited = any(each.get("attemptAbsoluteDurationLimit") for each in limits)
        referenced = item.sequencing is not None and item.sequencing.get("IDRef")
        if item.time_limit_action is not None and not limited and not referenced:
            yield scorm.flag(item.element, f"{named(item.element)} has a time limit action and no time limit")


@rule(
    "A4-DATAFROMLMS-LONG",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (adlcp:dataFromLMS, smallest permitted maximum 4000)",
    editions=SCORM_2004,
    hint="use at most 4000 characters",
)
def long_data_from_lms(scorm: Scorm) -> Findings:
    """The launch data is longer than 4000 characters.

    An LMS need not keep more.

    Bad: a whole question bank in `<adlcp:dataFromLMS>`
    Good: a short text
    """
    for element in scorm.all(ADLCP_2004, "dataFromLMS"):
        if len(text_of(element)) > 4000:
            yield scorm.flag(element, f"the launch data has {len(text_of(element))} characters")


def _misplaced(scorm: Scorm, item: Item) -> Iterator[str]:
    resource = scorm.manifest.resource_of(item)
    threshold = _child(item.element, ADLCP_2004, "completionThreshold")
    if resource is None or not resource.is_sco:
        for name in ("timeLimitAction", "dataFromLMS"):
            if _child(item.element, ADLCP_2004, name) is not None:
                yield name
        if threshold is not None and text_of(threshold).strip():
            yield "completionThreshold"
    if resource is None and not item.ref:
        if _child(item.element, ADLCP_2004, "data") is not None:
            yield "data"
        if _child(item.element, ADLNAV, "presentation") is not None:
            yield "presentation"


@rule(
    "A4-NOT-ON-SCO",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (only on items that reference a SCO); ADL test suite",
    editions=SCORM_2004,
    hint="move it to an item that launches a SCO",
    silences=("A4-TIMELIMIT-PAIR",),
)
def element_without_sco(scorm: Scorm) -> Findings:
    """An element that only a SCO can use stands on an item without one.

    The ADL test suite fails. `timeLimitAction`, `dataFromLMS` and the text form of `completionThreshold` need a SCO,
    `data` and `presentation` a resource.

    Bad: `<adlcp:dataFromLMS>` on a cluster
    Good: on an item with `identifierref` to a SCO
    """
    for item in scorm.items:
        for name in _misplaced(scorm, item):
            yield scorm.flag(item.element, f"`{name}` stands on {named(item.element)}, which launches no SCO")


def _outside(value: str, least: float, most: float) -> bool:
    return not _DECIMAL.fullmatch(value.strip()) or not least <= float(value) <= most


@rule(
    "A4-THRESHOLD-RANGE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (adlcp:completionThreshold)",
    editions=_3RD_4TH,
    hint="write a number from 0 to 1",
)
def threshold_out_of_range(scorm: Scorm) -> Findings:
    """A completion threshold or progress weight is not a number from 0 to 1.

    The schema refuses it; 80 is not 80 %.

    Bad: `minProgressMeasure="80"`
    Good: `minProgressMeasure="0.8"`
    """
    for element in scorm.all(ADLCP_2004, "completionThreshold"):
        values = [element.get("minProgressMeasure"), element.get("progressWeight"), text_of(element).strip() or None]
        for value in values:
            if value is not None and _outside(value, 0, 1):
                yield scorm.flag(element, f"`{value}` is not a number from 0 to 1")


@rule(
    "A4-THRESHOLD-TEXT-4TH",
    severity=Severity.WARNING,
    spec="SCORM 2004 4th Edition CAM 3 (attributes replace the text)",
    editions=_4TH,
    hint='write completedByMeasure="true" minProgressMeasure="…"',
    silences=("A4-THRESHOLD-MOODLE",),
)
def threshold_as_text(scorm: Scorm) -> Findings:
    """A 4th Edition package writes the completion threshold as text.

    The form of the older editions; attributes replace it.

    Bad: `<adlcp:completionThreshold>0.8</adlcp:completionThreshold>`
    Good: `<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.8"/>`
    """
    for element in scorm.all(ADLCP_2004, "completionThreshold"):
        if text_of(element).strip():
            yield scorm.flag(element, "the completion threshold is written as text")


@rule(
    "A4-THRESHOLD-MOODLE",
    severity=Severity.WARNING,
    spec="practice: Moodle 4.5 mod/scorm/datamodels/scormlib.php reads minProgressMeasure only",
    editions=_3RD_4TH,
    hint="set completion in the content, or give minProgressMeasure in the 4th Edition",
)
def threshold_moodle(scorm: Scorm) -> Findings:
    """A completion threshold has no `minProgressMeasure`.

    Moodle takes 1.0 then: as long as `cmi.progress_measure` is below 1 it turns completed back to incomplete.

    Bad: `<adlcp:completionThreshold>0.8</adlcp:completionThreshold>`
    Good: `minProgressMeasure="0.8"`
    """
    for element in scorm.all(ADLCP_2004, "completionThreshold"):
        if element.get("minProgressMeasure") is None:
            yield scorm.flag(element, "Moodle takes this threshold for 1.0")


@rule(
    "A4-THRESHOLD-ATTR-3RD",
    severity=Severity.ERROR,
    spec="SCORM 2004 3rd Edition CAM 3 (adlcp:completionThreshold has no attributes)",
    editions=("scorm2004-2nd", "scorm2004-3rd"),
    hint="write the number as text, or use the 4th Edition",
    silences=("A4-THRESHOLD-MOODLE",),
)
def threshold_attributes_in_3rd(scorm: Scorm) -> Findings:
    """A completion threshold has attributes that only the 4th Edition knows.

    The schema of the 3rd Edition refuses them.

    Bad: `minProgressMeasure="0.8"` with `2004 3rd Edition`
    Good: `<adlcp:completionThreshold>0.8</adlcp:completionThreshold>`
    """
    for element in scorm.all(ADLCP_2004, "completionThreshold"):
        if element.attrib:
            yield scorm.flag(element, f"`{next(iter(element.attrib))}` belongs to the 4th Edition")


@rule(
    "A4-DATA-MAP",
    severity=Severity.ERROR,
    spec="SCORM 2004 4th Edition CAM 3 (adlcp:data, adlcp:map)",
    editions=_4TH,
    hint="add a map with a targetID",
)
def data_without_map(scorm: Scorm) -> Findings:
    """Shared data has no map, or a map has no target.

    The ADL test suite fails.

    Bad: `<adlcp:data/>`
    Good: `<adlcp:data><adlcp:map targetID="urn:store"/></adlcp:data>`
    """
    for element in scorm.all(ADLCP_2004, "data"):
        if _child(element, ADLCP_2004, "map") is None:
            yield scorm.flag(element, "adlcp:data holds no map")
    for element in scorm.all(ADLCP_2004, "map"):
        if not (element.get("targetID") or "").strip():
            yield scorm.flag(element, "this map has no targetID")


@rule(
    "A4-DATA-MAP-DUP",
    severity=Severity.WARNING,
    spec="SCORM 2004 4th Edition CAM 3 (adlcp:map)",
    editions=_4TH,
    hint="map each target once",
)
def target_mapped_twice(scorm: Scorm) -> Findings:
    """Shared data maps the same target twice.

    Which of the two counts is not defined.

    Bad: two `<adlcp:map targetID="urn:store"/>` in one `<adlcp:data>`
    Good: one
    """
    for element in scorm.all(ADLCP_2004, "data"):
        seen: set[str] = set()
        for each in element.findall(f"{{{ADLCP_2004}}}map"):
            target = (each.get("targetID") or "").strip()
            if target and target in seen:
                yield scorm.flag(each, f"`{target}` is mapped twice")
            seen.add(target)


@rule(
    "A4-GLOBAL-FLAGS",
    severity=Severity.ERROR,
    spec="SCORM 2004 4th Edition CAM 3 (attributes of organization)",
    editions=_4TH,
    hint="put it on <organization>, with true or false",
)
def global_flags(scorm: Scorm) -> Findings:
    """`objectivesGlobalToSystem` or `sharedDataGlobalToSystem` stands elsewhere than on the organization, or is no
    boolean.

    The ADL test suite fails.

    Bad: `<item adlseq:objectivesGlobalToSystem="false">`
    Good: `<organization adlseq:objectivesGlobalToSystem="false">`
    """
    names = (f"{{{ADLSEQ}}}objectivesGlobalToSystem", f"{{{ADLCP_2004}}}sharedDataGlobalToSystem")
    for element in scorm.elements:
        for name in names:
            value = element.get(name)
            if value is None:
                continue
            if local_name(element) != "organization":
                yield scorm.flag(element, f"{local_name(name)} stands on {named(element)}")
            elif value not in ("true", "false"):
                yield scorm.flag(element, f"{local_name(name)} is `{value}`")


@rule(
    "A4-PRESENTATION-VOCAB",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (adlnav:hideLMSUI)",
    editions=SCORM_2004,
    hint="write previous, continue, exit, exitAll, abandon, abandonAll or suspendAll",
)
def unknown_control(scorm: Scorm) -> Findings:
    """`hideLMSUI` names a control that does not exist.

    The schema refuses it; "toc" was seen.

    Bad: `<adlnav:hideLMSUI>toc</adlnav:hideLMSUI>`
    Good: `<adlnav:hideLMSUI>continue</adlnav:hideLMSUI>`
    """
    for element in scorm.all(ADLNAV, "hideLMSUI"):
        if text_of(element).strip() not in HIDE_3RD:
            yield scorm.flag(element, f"`{text_of(element).strip()}` is no control of an LMS")


_PARENTS = {"navigationInterface": "presentation", "hideLMSUI": "navigationInterface", "presentation": "item"}


@rule(
    "A4-PRESENTATION-ORDER",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 5 (adlnav:presentation)",
    editions=SCORM_2004,
    hint="one presentation in the item, one navigationInterface in it, hideLMSUI in that",
)
def presentation_nesting(scorm: Scorm) -> Findings:
    """`presentation` stands twice on an item, or its elements are nested in another way than the standard's.

    Schemas let a second one pass; the ADL test suite fails.

    Bad: `<adlnav:presentation><adlnav:hideLMSUI>…`
    Good: `<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>…`
    """
    for element in scorm.all(ADLNAV, *_PARENTS):
        parent = element.getparent()
        wanted = _PARENTS[local_name(element)]
        if parent is None or local_name(parent) != wanted:
            yield scorm.flag(element, f"{local_name(element)} stands outside {wanted}")
        elif local_name(element) == "presentation" and _is_second(element):
            yield scorm.flag(element, f"{named(parent)} has presentation twice")


def _is_second(element: etree._Element) -> bool:
    return any(each.tag == element.tag for each in element.itersiblings(preceding=True))


@rule(
    "A4-CASE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 and 5 (names); IMS Content Packaging 1.1.4 (lax wildcards)",
    editions=SCORM_2004,
    hint="write the name as the standard does",
)
def name_in_other_case(scorm: Scorm) -> Findings:
    """An element's name differs from one of the standard's only in upper and lower case.

    The schema of the 4th Edition and the ADL test suite let it pass, and the LMS ignores the element.

    Bad: `<adlnav:hideLmsUI>`
    Good: `<adlnav:hideLMSUI>`
    """
    for element in scorm.elements:
        members = MEMBERS_2004.get(namespace_of(element))
        name = local_name(element)
        if members is None or name in members or is_name_of_12(name):
            continue
        meant = next((each for each in members if each.lower() == name.lower()), "")
        if meant:
            yield scorm.flag(element, f"`{name}` must be `{meant}`")

"""A manifest's sequencing in the words of scorm-again, whose sequencer then plays it."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, fromstring

Settings = dict[str, object]
OBJECTIVES = "{http://www.imsglobal.org/xsd/imsss}objectives"
OF_COMPLETION = "{http://www.adlnet.org/xsd/adlseq_v1p3}objectives"  #: kept apart in the 4th Edition


def activity_tree(files: Mapping[str, bytes]) -> Settings:
    """The activity tree of the first organization."""
    organization = fromstring(files["imsmanifest.xml"]).find(".//{*}organization")
    assert organization is not None
    return _activity(organization)


def _activity(element: Element) -> Settings:
    sequencing = element.find("{*}sequencing")
    assert sequencing is not None
    controls: Settings = {}
    for name in ("controlMode", "rollupRules", "constrainedChoiceConsiderations"):
        controls |= _attributes(sequencing.find(f"{{*}}{name}"))
    rules = [_rule(rule) for rule in sequencing.iterfind(".//{*}preConditionRule")]
    primary = sequencing.find(f"{OBJECTIVES}/{{*}}primaryObjective")
    assert primary is not None or sequencing.find(OBJECTIVES) is None  # the schema asks for one
    return {
        "id": element.get("identifier"),
        "title": element.findtext("{*}title"),
        "children": [_activity(item) for item in element.iterfind("{*}item")],
        "sequencingControls": controls,
        "deliveryControls": _attributes(sequencing.find("{*}deliveryControls")),
        "sequencingRules": {"preConditionRules": rules},
        "objectives": [_objective(sequencing, each) for each in sequencing.iterfind(f"{OBJECTIVES}/{{*}}objective")],
        **({} if primary is None else {"primaryObjective": {"isPrimary": True, **_objective(sequencing, primary)}}),
    }


def _attributes(element: Element | None) -> Settings:
    return {} if element is None else {name: _value(text) for name, text in element.attrib.items()}


def _value(text: str) -> object:
    return {"true": True, "false": False}.get(text, float(text) if text.replace(".", "", 1).isdigit() else text)


def _rule(rule: Element) -> Settings:
    conditions, action = rule.find("{*}ruleConditions"), rule.find("{*}ruleAction")
    assert conditions is not None
    assert action is not None
    return {**_attributes(action), **_attributes(conditions), "conditions": [_attributes(each) for each in conditions]}


def _objective(sequencing: Element, objective: Element) -> Settings:
    name, least = objective.get("objectiveID"), objective.findtext("{*}minNormalizedMeasure")
    further = sequencing.findall(f"{OF_COMPLETION}/{{*}}objective[@objectiveID='{name}']/{{*}}mapInfo")
    return {
        **_attributes(objective),
        **({} if least is None else {"minNormalizedMeasure": float(least)}),
        "mapInfo": [_attributes(each) for each in (*objective.iterfind("{*}mapInfo"), *further)],
    }

"""Packages made by hand, as other tools make them, and documents as scormkit writes them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from scormkit.package.reader import Package, read_package

SCORM_2004 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M-2004" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
  xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
  <organizations default="O1"><organization identifier="O1"><title>Course</title>
    <item identifier="I1"><title>Module</title>
      <item identifier="I2" identifierref="R1" parameters="?a=b" isvisible="false"><title>Unit</title>
        <adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction><adlcp:dataFromLMS>x=1</adlcp:dataFromLMS>
        <imsss:sequencing>
          <imsss:controlMode choice="false" flow="true"/>
          <imsss:sequencingRules><imsss:preConditionRule>
            <imsss:ruleConditions conditionCombination="any">
              <imsss:ruleCondition operator="not" condition="satisfied" referencedObjective="obj"/>
              <imsss:ruleCondition operator="not" condition="objectiveStatusKnown"/>
            </imsss:ruleConditions><imsss:ruleAction action="stopForwardTraversal"/>
          </imsss:preConditionRule></imsss:sequencingRules>
          <imsss:limitConditions attemptLimit="2"/>
          <imsss:rollupRules rollupObjectiveSatisfied="false" objectiveMeasureWeight="0.5">
            <imsss:rollupRule childActivitySet="atLeastPercent" minimumPercent="0.7"><imsss:rollupConditions>
              <imsss:rollupCondition condition="completed"/></imsss:rollupConditions>
              <imsss:rollupAction action="completed"/></imsss:rollupRule></imsss:rollupRules>
          <imsss:objectives><imsss:primaryObjective objectiveID="obj" satisfiedByMeasure="true">
            <imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>
            <imsss:mapInfo targetObjectiveID="global"/></imsss:primaryObjective></imsss:objectives>
          <imsss:deliveryControls tracked="true" completionSetByContent="false"/>
        </imsss:sequencing>
        <adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>exit</adlnav:hideLMSUI>
        </adlnav:navigationInterface></adlnav:presentation>
      </item>
    </item>
    <item identifier="I3" identifierref="R2"><title>Handout</title></item>
  </organization></organizations>
  <resources>
    <resource identifier="R1" type="webcontent" adlcp:scormType="sco" href="a%20b.html">
      <file href="a%20b.html"/><file href="gone.png"/><dependency identifierref="R2"/></resource>
    <resource identifier="R2" type="webcontent" adlcp:scormType="asset" href="handout.pdf">
      <file href="handout.pdf"/></resource>
  </resources>
</manifest>
"""
CMI5 = """<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://example.org/course"><title><langstring lang="en">Airway</langstring></title></course>
  <block id="https://example.org/block"><title><langstring lang="en">Block</langstring></title>
    <au id="https://example.org/au" masteryScore="0.7"><title><langstring lang="en">Signs</langstring></title>
      <url>https://content.example.org/index.html?x=1</url></au></block>
</courseStructure>
"""
TINCAN = """<?xml version="1.0" encoding="utf-8" ?>
<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
  <activity id="https://example.org/a" type="http://adlnet.gov/expapi/activities/course">
    <name>Airway</name><launch lang="en">index.html</launch></activity></activities></tincan>
"""


def zip_of(path: Path, files: Mapping[str, bytes | str]) -> Package:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return read_package(path)


def scorm12(*items: tuple[str, str, str], identifier: str = "hash1234-airway-scorm12", mastery: str = "80") -> str:
    """A manifest of items: identifier, title, launch address; each launches a resource `RES-<identifier>`."""
    listed = "".join(
        f'<item identifier="{name}" identifierref="RES-{name}"><title>{title}</title>'
        f"<adlcp:masteryscore>{mastery}</adlcp:masteryscore></item>"
        for name, title, _ in items
    )
    resources = "".join(
        f'<resource identifier="RES-{name}" type="webcontent" adlcp:scormtype="sco" href="{href}">'
        f'<file href="{href}"/></resource>'
        for name, _, href in items
    )
    return (
        f'<manifest identifier="{identifier}" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">'
        "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
        f'<organizations default="O"><organization identifier="O"><title>Airway</title>{listed}</organization>'
        f"</organizations><resources>{resources}</resources></manifest>"
    )


def page(identifier: str, key: str, title: str = "") -> dict[str, object]:
    return {"id": identifier, "key": key, "title": title or identifier.capitalize(), "unit": "u", "file": None}


def question(identifier: str, key: str, *choices: str) -> dict[str, object]:
    options = [{"id": letter, "text": text} for letter, text in zip("abcdef", choices, strict=False)]
    return {"id": identifier, "key": key, "kind": "choice", "prompt": f"{identifier}?", "choices": options}


def document(
    pages: list[dict[str, object]],
    questions: list[dict[str, object]] | None = None,
    *,
    form: int = 1,
    require: str = "all",
) -> str:
    """A SCO's document with its configuration."""
    config = {
        "format": form,
        "course": {"id": "airway", "title": "Airway", "language": "en", "version": "1.0.0"},
        "sco": {"id": "course", "title": "Airway"},
        "pages": pages,
        "questions": questions or [],
        "policy": {"require": require, "share": 1, "mastery": 0.8, "record": "each-try"},
    }
    text = json.dumps(config).replace("<", "\\u003c")
    return f'<!DOCTYPE html><script type="application/json" id="scormkit-sco">{text}</script><main></main>'

"""Package room, the manifest: what any standard's manifest says, in one neutral shape.

A SCORM manifest, a cmi5 course structure and a tincan.xml all become organizations, items and resources. The XML
elements stay attached, for whoever must look at what only one standard has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from lxml import etree

from scormkit.package.hrefs import Reference, join_bases, resolve
from scormkit.package.xml import children_of, line_of, local_name, namespace_of, text_of

IMSCP_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
IMSCP_2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP_12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
ADLCP_2004 = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
IMSMD_12 = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
CMI5 = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
TINCAN = "http://projecttincan.com/tincan.xsd"
XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

_XML_BASE = f"{{{XML}}}base"


class Standard(StrEnum):
    """The delivery standard of a package, with its edition; "unknown" when no manifest says."""

    SCORM12 = "scorm12"
    SCORM2004_2ND = "scorm2004-2nd"
    SCORM2004_3RD = "scorm2004-3rd"
    SCORM2004_4TH = "scorm2004-4th"
    CMI5 = "cmi5"
    TINCAN = "tincan"
    AICC = "aicc"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """As people call it: "SCORM 2004 3rd Edition"."""
        return _LABELS[self]

    @property
    def is_2004(self) -> bool:
        return self in (Standard.SCORM2004_2ND, Standard.SCORM2004_3RD, Standard.SCORM2004_4TH)

    @property
    def is_scorm(self) -> bool:
        return self is Standard.SCORM12 or self.is_2004


_LABELS = {
    Standard.SCORM12: "SCORM 1.2",
    Standard.SCORM2004_2ND: "SCORM 2004 2nd Edition",
    Standard.SCORM2004_3RD: "SCORM 2004 3rd Edition",
    Standard.SCORM2004_4TH: "SCORM 2004 4th Edition",
    Standard.CMI5: "cmi5",
    Standard.TINCAN: "Tin Can (xAPI)",
    Standard.AICC: "AICC",
    Standard.UNKNOWN: "unknown",
}


@dataclass(frozen=True, slots=True, eq=False)
class FileRef:
    """A `<file>` of a resource."""

    href: str | None
    reference: Reference
    element: etree._Element = field(repr=False)

    @property
    def line(self) -> int:
        return line_of(self.element)


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """A `<resource>`; for cmi5 the address of an AU, for tincan.xml the launch of an activity."""

    identifier: str | None
    type: str | None
    scorm_type: str | None  #: as written, "sco" or "asset" when right; "au" and "activity" outside SCORM
    href: str | None
    base: str  #: `xml:base` of manifest, resources and resource, resolved in turn
    launch: Reference  #: `href` resolved; its `written` is "" when there is no href
    files: tuple[FileRef, ...]
    dependencies: tuple[str | None, ...]
    element: etree._Element = field(repr=False)

    @property
    def line(self) -> int:
        return line_of(self.element)

    @property
    def is_sco(self) -> bool:
        return (self.scorm_type or "").strip().lower() == "sco"


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """An `<item>`, a cmi5 block or AU, or a tincan activity. Values are as written; None means absent."""

    identifier: str | None
    title: str | None
    ref: str | None  #: identifierref
    parameters: str | None
    visible: str | None
    mastery_score: str | None
    max_time_allowed: str | None
    time_limit_action: str | None
    data_from_lms: str | None
    prerequisites: str | None
    completion_threshold: str | None  #: minProgressMeasure, or the element's text in the older editions
    hidden_controls: tuple[str, ...]  #: hideLMSUI
    children: tuple[Item, ...]
    sequencing: etree._Element | None = field(repr=False)
    element: etree._Element = field(repr=False)

    @property
    def line(self) -> int:
        return line_of(self.element)

    def walk(self) -> Iterator[Item]:
        """This item, then all below it, in document order."""
        pending = [self]
        while pending:
            item = pending.pop()
            yield item
            pending.extend(reversed(item.children))


@dataclass(frozen=True, slots=True, eq=False)
class Organization:
    """An `<organization>`, a cmi5 course, or the whole of a tincan.xml."""

    identifier: str | None
    title: str | None
    structure: str | None
    items: tuple[Item, ...]
    sequencing: etree._Element | None = field(repr=False)
    element: etree._Element = field(repr=False)

    @property
    def line(self) -> int:
        return line_of(self.element)

    def walk(self) -> Iterator[Item]:
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, eq=False)
class Manifest:
    """A manifest read without judging it: absent values are None, wrong ones stay as they are written."""

    standard: Standard
    identifier: str | None
    version: str | None
    schema: str | None
    schema_version: str | None
    base: str
    default: str | None
    organizations: tuple[Organization, ...]
    resources: tuple[Resource, ...]
    submanifests: tuple[str, ...]  #: identifiers of manifests inside the manifest, and of their resources
    root: etree._Element = field(repr=False)
    organizations_element: etree._Element | None = field(default=None, repr=False)
    resources_element: etree._Element | None = field(default=None, repr=False)

    @property
    def edition(self) -> str:
        """The standard as people call it: "SCORM 2004 3rd Edition"."""
        return self.standard.label

    @cached_property
    def default_organization(self) -> Organization | None:
        """The one named by `default`, else the first."""
        for each in self.organizations:
            if each.identifier is not None and each.identifier == self.default:
                return each
        return self.organizations[0] if self.organizations else None

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items of all organizations, in document order."""
        return tuple(item for each in self.organizations for item in each.walk())

    @cached_property
    def resources_by_identifier(self) -> dict[str, Resource]:
        """The first resource of each identifier."""
        found: dict[str, Resource] = {}
        for each in self.resources:
            if each.identifier is not None:
                found.setdefault(each.identifier, each)
        return found

    def resource_of(self, item: Item) -> Resource | None:
        """What an item launches; white space around the reference is forgiven."""
        return self.resources_by_identifier.get((item.ref or "").strip())

    @cached_property
    def launched(self) -> tuple[tuple[Item, Resource], ...]:
        """Each item with the resource it launches, in document order, all organizations."""
        pairs = ((item, self.resource_of(item)) for item in self.items)
        return tuple((item, resource) for item, resource in pairs if resource is not None)

    def closure(self, resource: Resource) -> tuple[Resource, ...]:
        """A resource and all it depends on, directly or not; cycles are harmless."""
        seen: dict[int, Resource] = {}
        pending = [resource]
        while pending:
            each = pending.pop()
            if id(each) in seen:
                continue
            seen[id(each)] = each
            names = (self.resources_by_identifier.get((name or "").strip()) for name in each.dependencies)
            pending.extend(found for found in names if found is not None)
        return tuple(seen.values())


def read_manifest(root: etree._Element) -> Manifest | None:
    """The neutral manifest of a parsed document; None when the root belongs to no known standard."""
    standard = detect_standard(root)
    if standard is Standard.CMI5:
        return _read_cmi5(root)
    if standard is Standard.TINCAN:
        return _read_tincan(root)
    return _read_scorm(root, standard) if standard.is_scorm else None


def detect_standard(root: etree._Element) -> Standard:
    """The standard by root element, namespace and schemaversion; where they disagree the namespace wins."""
    name, namespace = local_name(root), namespace_of(root)
    if name == "courseStructure":
        return Standard.CMI5
    if name == "tincan":
        return Standard.TINCAN
    if name != "manifest":
        return Standard.UNKNOWN
    version = (_metadata_text(root, "schemaversion") or "").strip()
    if namespace == IMSCP_12 or (namespace != IMSCP_2004 and version in ("", "1.2", "1.1")):
        return Standard.SCORM12
    return _edition_2004(version, root)


def _edition_2004(version: str, root: etree._Element) -> Standard:
    if re.search(r"4th", version):
        return Standard.SCORM2004_4TH
    if re.search(r"3rd", version):
        return Standard.SCORM2004_3RD
    if re.search(r"2nd|1\.3", version):
        return Standard.SCORM2004_2ND
    return Standard.SCORM2004_4TH


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child with that local name, in the parent's namespace if there is one, else in any."""
    if element is None:
        return None
    namesakes = [each for each in children_of(element) if local_name(each) == name]
    own = [each for each in namesakes if namespace_of(each) == namespace_of(element)]
    return next(iter(own or namesakes), None)


def _children(element: etree._Element | None, name: str) -> list[etree._Element]:
    if element is None:
        return []
    return [
        each
        for each in children_of(element)
        if local_name(each) == name and namespace_of(each) == namespace_of(element)
    ]


def _metadata_text(root: etree._Element, name: str) -> str | None:
    found = _child(_child(root, "metadata"), name)
    return None if found is None else text_of(found)


def _text(element: etree._Element | None) -> str | None:
    return None if element is None else text_of(element)


def _read_scorm(root: etree._Element, standard: Standard) -> Manifest:
    organizations, resources = _child(root, "organizations"), _child(root, "resources")
    base = root.get(_XML_BASE, "")
    outer = join_bases(base, resources.get(_XML_BASE, "") if resources is not None else "")
    return Manifest(
        standard=standard,
        identifier=root.get("identifier"),
        version=root.get("version"),
        schema=_metadata_text(root, "schema"),
        schema_version=_metadata_text(root, "schemaversion"),
        base=base,
        default=None if organizations is None else organizations.get("default"),
        organizations=tuple(_read_organization(each) for each in _children(organizations, "organization")),
        resources=tuple(_read_resource(each, outer) for each in _children(resources, "resource")),
        submanifests=tuple(_submanifest_identifiers(root)),
        root=root,
        organizations_element=organizations,
        resources_element=resources,
    )


def _submanifest_identifiers(root: etree._Element) -> Iterator[str]:
    for each in _children(root, "manifest"):
        for node in each.iter(f"{{{namespace_of(root)}}}manifest", f"{{{namespace_of(root)}}}resource"):
            if identifier := node.get("identifier"):
                yield identifier


def _read_organization(element: etree._Element) -> Organization:
    return Organization(
        identifier=element.get("identifier"),
        title=_text(_child(element, "title")),
        structure=element.get("structure"),
        items=tuple(_read_item(each) for each in _children(element, "item")),
        sequencing=_foreign(element, IMSSS, "sequencing"),
        element=element,
    )


def _read_item(element: etree._Element) -> Item:
    threshold = _foreign(element, ADLCP_2004, "completionThreshold")
    return Item(
        identifier=element.get("identifier"),
        title=_text(_child(element, "title")),
        ref=element.get("identifierref"),
        parameters=element.get("parameters"),
        visible=element.get("isvisible"),
        mastery_score=_text(_foreign(element, ADLCP_12, "masteryscore")),
        max_time_allowed=_text(_foreign(element, ADLCP_12, "maxtimeallowed")),
        time_limit_action=_text(
            _first(_foreign(element, ADLCP_12, "timelimitaction"), _foreign(element, ADLCP_2004, "timeLimitAction"))
        ),
        data_from_lms=_text(
            _first(_foreign(element, ADLCP_12, "datafromlms"), _foreign(element, ADLCP_2004, "dataFromLMS"))
        ),
        prerequisites=_text(_foreign(element, ADLCP_12, "prerequisites")),
        completion_threshold=None if threshold is None else threshold.get("minProgressMeasure") or text_of(threshold),
        hidden_controls=_hidden_controls(element),
        children=tuple(_read_item(each) for each in _children(element, "item")),
        sequencing=_foreign(element, IMSSS, "sequencing"),
        element=element,
    )


def _first(*found: etree._Element | None) -> etree._Element | None:
    return next((each for each in found if each is not None), None)


def _foreign(element: etree._Element, namespace: str, name: str) -> etree._Element | None:
    return element.find(f"{{{namespace}}}{name}")


def _hidden_controls(element: etree._Element) -> tuple[str, ...]:
    presentation = _foreign(element, ADLNAV, "presentation")
    if presentation is None:
        return ()
    return tuple(text_of(each).strip() for each in presentation.iter(f"{{{ADLNAV}}}hideLMSUI"))


def _read_resource(element: etree._Element, outer: str) -> Resource:
    base = join_bases(outer, element.get(_XML_BASE, ""))
    href = element.get("href")
    return Resource(
        identifier=element.get("identifier"),
        type=element.get("type"),
        scorm_type=_scorm_type(element),
        href=href,
        base=base,
        launch=resolve(href or "", base),
        files=tuple(_read_file(each, base) for each in _children(element, "file")),
        dependencies=tuple(each.get("identifierref") for each in _children(element, "dependency")),
        element=element,
    )


def _scorm_type(element: etree._Element) -> str | None:
    for name, value in element.attrib.items():
        if local_name(str(name)).lower() == "scormtype" and namespace_of(str(name)) in (ADLCP_12, ADLCP_2004):
            return str(value)
    return None


def _read_file(element: etree._Element, base: str) -> FileRef:
    href = element.get("href")
    return FileRef(href, resolve(href or "", base), element)


def _langstring(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    first = next((each for each in children_of(element) if local_name(each) == "langstring"), None)
    return text_of(first if first is not None else element)


def _plain_item(
    element: etree._Element, title: str | None, ref: str | None, mastery: str | None, children: tuple[Item, ...]
) -> Item:
    return Item(
        element.get("id"),
        title,
        ref,
        None,
        None,
        mastery,
        None,
        None,
        None,
        None,
        None,
        (),
        children,
        None,
        element,
    )


def _read_cmi5(root: etree._Element) -> Manifest:
    course = _child(root, "course")
    top = course if course is not None else root
    items = tuple(_read_cmi5_node(each) for each in children_of(root) if local_name(each) in ("au", "block"))
    organization = Organization(top.get("id"), _langstring(_child(top, "title")), None, items, None, top)
    aus = [each for each in root.iter() if local_name(each) == "au"]
    return Manifest(
        standard=Standard.CMI5,
        identifier=top.get("id"),
        version=None,
        schema=None,
        schema_version=None,
        base="",
        default=top.get("id"),
        organizations=(organization,),
        resources=tuple(_launchable(each, _child(each, "url"), "au") for each in aus),
        submanifests=(),
        root=root,
    )


def _read_cmi5_node(element: etree._Element) -> Item:
    inner = [each for each in children_of(element) if local_name(each) in ("au", "block")]
    is_au = local_name(element) == "au"
    return _plain_item(
        element,
        _langstring(_child(element, "title")),
        element.get("id") if is_au else None,
        element.get("masteryScore"),
        tuple(_read_cmi5_node(each) for each in inner),
    )


def _launchable(element: etree._Element, address: etree._Element | None, kind: str) -> Resource:
    href = None if address is None else text_of(address).strip()
    return Resource(element.get("id"), None, kind, href, "", resolve(href or ""), (), (), element)


def _read_tincan(root: etree._Element) -> Manifest:
    activities = [each for each in root.iter() if local_name(each) == "activity"]
    launched = [each for each in activities if _child(each, "launch") is not None]
    items = tuple(_plain_item(each, _text(_child(each, "name")), each.get("id"), None, ()) for each in launched)
    first = activities[0].get("id") if activities else None
    title = items[0].title if items else None
    return Manifest(
        standard=Standard.TINCAN,
        identifier=first,
        version=None,
        schema=None,
        schema_version=None,
        base="",
        default=first,
        organizations=(Organization(first, title, None, items, None, root),),
        resources=tuple(_launchable(each, _child(each, "launch"), "activity") for each in launched),
        submanifests=(),
        root=root,
    )

"""Validate room, the manifest's structure: identifiers, metadata, organizations, items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scormkit.diagnostics import Severity
from scormkit.package.hrefs import resolve, scheme_of
from scormkit.package.manifest import ADLCP_12, ADLCP_2004, IMSSS, LOM, Item, Standard
from scormkit.package.xml import children_of, local_name, namespace_of, parse_xml, text_of
from scormkit.rules import Findings, rule
from scormkit.validate.subjects import SCORM, SCORM_2004, Scorm, named, quoted
from scormkit.validate.vocabulary import SCHEMA_VERSIONS

_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")
_SAFE = re.compile(r"[A-Za-z0-9_\-]+")
_GENERIC = re.compile(r"(?i)(manifest[-_]?\d{0,3}|singlecourse(manifest)?|course|untitled|default|id|m|scorm|template)")
_QUERY = r"[^\s#&=?]+(=[^\s#&]*)?(&[^\s#&=]+(=[^\s#&]*)?)*"
_PARAMETERS = re.compile(rf"#\S+|\??{_QUERY}(#\S*)?")


@rule(
    "MAN-IDENTIFIER",
    severity=Severity.ERROR,
    spec="IMS Content Packaging 1.1.4, manifest/@identifier",
    editions=SCORM,
    hint="give the manifest an identifier that stays for good",
)
def manifest_without_identifier(scorm: Scorm) -> Findings:
    """The manifest has no identifier.

    The schema requires it, and an LMS recognises a course by it.

    Bad: `<manifest xmlns="…">`
    Good: `<manifest identifier="airway-basics" xmlns="…">`
    """
    if not (scorm.manifest.identifier or "").strip():
        yield scorm.flag(scorm.root, "the manifest has no identifier")


@rule(
    "MAN-ID-STABLE",
    severity=Severity.INFO,
    spec="practice: SAP SuccessFactors builds object ids from the first 15 characters",
    editions=SCORM,
    hint="use an identifier that no other course has",
)
def generic_identifier(scorm: Scorm) -> Findings:
    """The manifest's identifier is one that a tool gives to every course.

    Two courses with one identifier overwrite each other in some LMSs.

    Bad: `identifier="MANIFEST"`
    Good: `identifier="c4f1a-airway-basics"`
    """
    identifier = (scorm.manifest.identifier or "").strip()
    if _GENERIC.fullmatch(identifier):
        yield scorm.flag(scorm.root, f"the identifier `{identifier}` could be any course's")


@rule(
    "ID-NCNAME",
    severity=Severity.ERROR,
    spec="XML Schema 1.0 Datatypes, 3.3.8 (xs:ID); IMS Content Packaging 1.1.4",
    editions=SCORM,
    hint="begin with a letter, then letters, digits, - and _",
    silences=("ID-CHARS",),
)
def identifier_is_no_name(scorm: Scorm) -> Findings:
    """An identifier is not an XML name.

    It must begin with a letter or `_` and hold no space, colon, slash, bracket or brace. The ADL test suite fails the
    package; LMSs that check schemas refuse it. UUIDs that begin with a digit are the usual cause.

    Bad: `identifier="1-intro"`, `identifier="{3F2504E0}"`
    Good: `identifier="I1-intro"`
    """
    for value, element in scorm.identifiers:
        if not _NCNAME.fullmatch(value.strip()) and value.strip():
            yield scorm.flag(element, f"the identifier `{value}` is not an XML name")


def _sequencing_ids(scorm: Scorm) -> list[tuple[str, etree._Element]]:
    found = scorm.all(IMSSS, "sequencing")
    return [(value, each) for each in found if (value := each.get("ID")) is not None]


@rule(
    "ID-DUPLICATE",
    severity=Severity.ERROR,
    spec="XML 1.0, 3.3.1 (validity constraint ID); IMS Content Packaging 1.1.4",
    editions=SCORM,
    hint="give each element an identifier of its own",
)
def duplicate_identifier(scorm: Scorm) -> Findings:
    """An identifier is used more than once in the manifest.

    Items, resources, organizations and sequencing share one name space. With two items of one identifier Moodle keeps
    the last: the wrong page is launched.

    Bad: two items with `identifier="I1"`
    Good: `I1` and `I2`
    """
    seen: dict[str, etree._Element] = {}
    for value, element in (*scorm.identifiers, *_sequencing_ids(scorm)):
        first = seen.setdefault(value.strip(), element)
        if first is not element:
            yield scorm.flag(element, f"the identifier `{value}` is already that of a {local_name(first)}")


@rule(
    "ID-CASE-DUP",
    severity=Severity.WARNING,
    spec="practice: default collations of MySQL and SQL Server ignore case",
    editions=SCORM,
    hint="let identifiers differ in more than case",
)
def identifiers_equal_but_for_case(scorm: Scorm) -> Findings:
    """Two identifiers differ only in upper and lower case.

    Many databases compare without case, so one of them is lost.

    Bad: `Item1` and `item1`
    Good: `item1` and `item2`
    """
    seen: dict[str, str] = {}
    for value, element in scorm.identifiers:
        first = seen.setdefault(value.strip().casefold(), value.strip())
        if first != value.strip():
            yield scorm.flag(element, f"`{value}` and `{first}` differ only in case")


@rule(
    "ID-LONG",
    severity=Severity.WARNING,
    spec="practice: Moodle 4.5 mod/scorm/db/install.xml (255 characters)",
    editions=SCORM,
    hint="use fewer than 100 characters",
)
def long_identifier(scorm: Scorm) -> Findings:
    """An identifier is longer than 100 characters.

    Moodle's columns hold 255 characters: a longer one is a database error; other LMSs cut earlier.

    Bad: an identifier that repeats the whole title
    Good: `I-intro`
    """
    for value, element in scorm.identifiers:
        if len(value) > 100:
            yield scorm.flag(element, f"an identifier of {len(value)} characters: `{value[:30]}…`")


@rule(
    "ID-CHARS",
    severity=Severity.WARNING,
    spec="practice: LMSs that use identifiers in paths and selectors",
    editions=SCORM,
    hint="use A-Z, a-z, 0-9, - and _",
)
def unusual_identifier_character(scorm: Scorm) -> Findings:
    """An identifier holds a dot or a letter outside ASCII.

    Both are allowed by XML, and both were seen to fail.

    Bad: `identifier="com.example.intro"`
    Good: `identifier="com-example-intro"`
    """
    for value, element in scorm.identifiers:
        if value.strip() and not _SAFE.fullmatch(value.strip()):
            yield scorm.flag(element, f"the identifier `{value}` holds other characters than A-Z, a-z, 0-9, - and _")


def _metadata(scorm: Scorm) -> etree._Element | None:
    return next((each for each in children_of(scorm.root) if local_name(each) == "metadata"), None)


def _metadata_child(scorm: Scorm, name: str) -> etree._Element | None:
    metadata = _metadata(scorm)
    found = children_of(metadata) if metadata is not None else []
    return next((each for each in found if local_name(each) == name), None)


@rule(
    "META-MISSING",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (manifest/metadata); Moodle 4.5",
    editions=SCORM_2004,
    hint="add <metadata> with schema and schemaversion",
)
def no_metadata(scorm: Scorm) -> Findings:
    """A SCORM 2004 manifest has no `<metadata>`.

    The edition is written there; without it LMSs take the package for SCORM 1.2 and offer the wrong API.

    Bad: `<manifest …><organizations …>`
    Good: `<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>`
    """
    if _metadata(scorm) is None:
        yield scorm.flag(scorm.root, "the manifest has no metadata")


@rule(
    "META-MISSING-12",
    severity=Severity.WARNING,
    spec="SCORM 1.2 CAM 2 (manifest/metadata)",
    editions=("scorm12",),
    hint="add <metadata> with schema and schemaversion",
)
def no_metadata_in_12(scorm: Scorm) -> Findings:
    """A SCORM 1.2 manifest does not say its schema and version.

    Required in packages; most LMSs assume 1.2 anyway.

    Bad: `<manifest …><organizations …>`
    Good: `<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>`
    """
    if _metadata(scorm) is None:
        yield scorm.flag(scorm.root, "the manifest has no metadata")
    elif scorm.manifest.schema_version is None:
        yield scorm.flag(_metadata(scorm) or scorm.root, "the metadata has no schemaversion")


@rule(
    "META-SCHEMA",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (schema); SCORM 1.2 CAM 2; ADL test suite",
    editions=SCORM,
    hint="write ADL SCORM",
)
def schema_is_not_adl(scorm: Scorm) -> Findings:
    """`<schema>` says something other than "ADL SCORM".

    The ADL test suite fails a 2004 package; tools for 1.2 do not look.

    Bad: `<schema>IMS Content</schema>`
    Good: `<schema>ADL SCORM</schema>`
    """
    element = _metadata_child(scorm, "schema")
    if element is not None and text_of(element) != "ADL SCORM":
        yield scorm.flag(element, f"schema is `{text_of(element)}`, not `ADL SCORM`")


@rule(
    "META-SCHEMA-MISSING",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (schema); SCORM 1.2 CAM 2; ADL test suite",
    editions=SCORM,
    hint="add <schema>ADL SCORM</schema>",
)
def no_schema(scorm: Scorm) -> Findings:
    """The manifest's metadata has no `<schema>`.

    The ADL test suite fails the package.

    Bad: `<metadata><schemaversion>1.2</schemaversion></metadata>`
    Good: `<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>`
    """
    metadata = _metadata(scorm)
    if metadata is not None and scorm.manifest.schema_version is not None and _metadata_child(scorm, "schema") is None:
        yield scorm.flag(metadata, "the metadata has no schema")


@rule(
    "META-SCHEMAVERSION-MISSING",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (schemaversion); Moodle 4.5",
    editions=SCORM_2004,
    hint="add <schemaversion>, for example 2004 4th Edition",
)
def no_schemaversion(scorm: Scorm) -> Findings:
    """A SCORM 2004 manifest has no `<schemaversion>`.

    The edition cannot be told; Moodle then offers the API of SCORM 1.2, and nothing is tracked.

    Bad: `<metadata><schema>ADL SCORM</schema></metadata>`
    Good: `<schemaversion>2004 4th Edition</schemaversion>` beside it
    """
    metadata = _metadata(scorm)
    if metadata is not None and scorm.manifest.schema_version is None:
        yield scorm.flag(metadata, "the metadata has no schemaversion")


@rule(
    "META-SCHEMAVERSION-VALUE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (schemaversion); SCORM 1.2 CAM 2; Moodle 4.5",
    editions=SCORM,
    hint="write 1.2, CAM 1.3 (for the 2nd Edition), 2004 3rd Edition or 2004 4th Edition",
)
def unknown_schemaversion(scorm: Scorm) -> Findings:
    """`<schemaversion>` is none of the four versions that exist.

    Moodle takes the package for SCORM 1.2 then. "2004 2nd Edition", "SCORM 2004" and "2004" are wrong; the 2nd
    Edition calls itself "CAM 1.3".

    Bad: `<schemaversion>2004 2nd Edition</schemaversion>`
    Good: `<schemaversion>CAM 1.3</schemaversion>`
    """
    element = _metadata_child(scorm, "schemaversion")
    if element is not None and text_of(element).strip() not in SCHEMA_VERSIONS:
        yield scorm.flag(element, f"`{text_of(element).strip()}` is no version of SCORM")


@rule(
    "META-SCHEMAVERSION-SPACE",
    severity=Severity.WARNING,
    spec="practice: Moodle 4.5 and Open edX compare without trimming",
    editions=SCORM,
    hint="remove the white space",
)
def space_around_schemaversion(scorm: Scorm) -> Findings:
    """White space stands around the version in `<schemaversion>`.

    The ADL test suite passes it; Moodle does not trim and offers the API of SCORM 1.2.

    Bad: the version on a line of its own
    Good: `<schemaversion>2004 4th Edition</schemaversion>`
    """
    element = _metadata_child(scorm, "schemaversion")
    if element is not None:
        text = text_of(element)
        if text != text.strip() and text.strip() in SCHEMA_VERSIONS:
            yield scorm.flag(element, "white space stands around the schemaversion")


@rule(
    "META-SCHEMAVERSION-FORMAT",
    severity=Severity.ERROR,
    spec="SCORM 2004 4th Edition CAM 3 (adlcp:data, sharedDataGlobalToSystem)",
    editions=("scorm2004-2nd", "scorm2004-3rd"),
    hint="declare 2004 4th Edition, or leave them out",
)
def older_version_than_content(scorm: Scorm) -> Findings:
    """The manifest uses elements of the 4th Edition and declares an older one.

    An LMS that follows the version ignores them, or refuses the manifest by its schema.

    Bad: `<adlcp:data>` with `2004 3rd Edition`
    Good: `<adlcp:data>` with `2004 4th Edition`
    """
    shared = f"{{{ADLCP_2004}}}sharedDataGlobalToSystem"
    for element in scorm.elements:
        if element.tag == f"{{{ADLCP_2004}}}data" or element.get(shared) is not None:
            name = "sharedDataGlobalToSystem" if element.get(shared) is not None else "adlcp:data"
            yield scorm.flag(element, f"{name} belongs to the 4th Edition")


def _metadata_files(scorm: Scorm) -> Iterator[tuple[etree._Element, str, str]]:
    """Each adlcp:location inside metadata, with its text and the file it names, "" when there is none."""
    bases = {id(each.element): each.base for each in scorm.resources}
    for element in scorm.all(ADLCP_12, "location") + scorm.all(ADLCP_2004, "location"):
        parent = element.getparent()
        if parent is None or local_name(parent) != "metadata" or scheme_of(text_of(element)):
            continue
        owners = (bases[id(each)] for each in element.iterancestors() if id(each) in bases)
        base = next(owners, scorm.manifest.base)
        yield element, text_of(element).strip(), scorm.package.find(resolve(text_of(element).strip(), base))


def metadata_files(scorm: Scorm) -> list[str]:
    """The files in the package that hold metadata by adlcp:location."""
    return [name for _, _, name in _metadata_files(scorm) if name]


@rule(
    "META-LOCATION-MISSING",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (adlcp:location); SCORM 1.2 CAM 2; SCORM Cloud import warnings",
    editions=SCORM,
    hint="add the file, or remove the element",
)
def metadata_file_missing(scorm: Scorm) -> Findings:
    """`<adlcp:location>` names a metadata file that is not in the package.

    SCORM Cloud warns that the external metadata could not be opened; the ADL test suite fails.

    Bad: `<adlcp:location>metadata.xml</adlcp:location>` without that file
    Good: with it
    """
    for element, written, name in _metadata_files(scorm):
        if not name and scorm.has_files:
            yield scorm.flag(element, f"the metadata file `{written}` is not in the package")


@rule(
    "META-LOCATION-PLACE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (adlcp:location is a child of metadata); ADL test suite",
    editions=SCORM_2004,
    hint="put it inside <metadata>",
)
def location_outside_metadata(scorm: Scorm) -> Findings:
    """`<adlcp:location>` stands outside `<metadata>`.

    It is ignored there, and the ADL test suite fails.

    Bad: `<item …><adlcp:location>m.xml</adlcp:location></item>`
    Good: `<item …><metadata><adlcp:location>m.xml</adlcp:location></metadata></item>`
    """
    for element in scorm.all(ADLCP_2004, "location"):
        parent = element.getparent()
        if parent is None or local_name(parent) != "metadata":
            yield scorm.flag(element, "adlcp:location stands outside metadata")


@rule(
    "META-UNNAMESPACED-FILE",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 4 (LOM namespace); ADL test suite",
    editions=SCORM_2004,
    hint=f'write <lom xmlns="{LOM}">',
)
def metadata_without_namespace(scorm: Scorm) -> Findings:
    """A metadata record is not in a namespace.

    Found in packages of well-known authoring tools; the ADL test suite fails them.

    Bad: `metadata.xml` with `<lom>`
    Good: `metadata.xml` with `<lom xmlns="http://ltsc.ieee.org/xsd/LOM">`
    """
    for element, written, name in _metadata_files(scorm):
        root = parse_xml(scorm.package.peek(name)).root if name else None
        if root is not None and not namespace_of(root):
            yield scorm.flag(element, f"the metadata in `{written}` is in no namespace")
    for element in scorm.elements:
        if local_name(element) == "lom" and namespace_of(element) in ("", scorm.namespace):
            yield scorm.flag(element, "this metadata record is not in the namespace of LOM")


def _organizations(scorm: Scorm) -> etree._Element:
    found = scorm.manifest.organizations_element
    return scorm.root if found is None else found


@rule(
    "ORG-NONE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (organizations); SCORM 1.2 CAM 2",
    editions=SCORM,
    hint="add an <organization> with an item for each page to launch",
    silences=("^RES-UNREFERENCED", "^ORG-DEFAULT-*"),
)
def no_organization(scorm: Scorm) -> Findings:
    """A package with content to launch has no organization.

    There is nothing to show. Moodle builds a list from the resources and forgets their xml:base; Chamilo stops with
    an error.

    Bad: `<organizations/>`
    Good: `<organizations default="O1"><organization identifier="O1">…`
    """
    if scorm.organizations:
        return
    if scorm.manifest.organizations_element is None:
        yield scorm.flag(scorm.root, "the manifest has no organizations")
    elif not scorm.resources or any(each.is_sco for each in scorm.resources):
        yield scorm.flag(_organizations(scorm), "organizations holds no organization")


@rule(
    "ORG-RESOURCE-PACKAGE",
    severity=Severity.INFO,
    spec="SCORM 2004 CAM 3 (resource package)",
    editions=SCORM,
    hint="add an organization if the package is meant for an LMS",
    silences=("^RES-UNREFERENCED", "^ORG-DEFAULT-*"),
)
def resource_package(scorm: Scorm) -> Findings:
    """The package has resources but no organization: a resource package.

    Valid for exchange between repositories; an LMS has nothing to launch.

    Bad: `<organizations/>` in a package for an LMS
    Good: an organization with items
    """
    holds_assets = bool(scorm.resources) and not any(each.is_sco for each in scorm.resources)
    if not scorm.organizations and scorm.manifest.organizations_element is not None and holds_assets:
        yield scorm.flag(_organizations(scorm), "this is a resource package: nothing can be launched")


@rule(
    "ORG-SEVERAL",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (organizations); practice: Moodle 4.5 imports all of them together",
    editions=SCORM,
    hint="keep one organization",
)
def several_organizations(scorm: Scorm) -> Findings:
    """The manifest has more than one organization.

    Moodle imports the items of all, others only the default one: learners see different courses.

    Bad: two `<organization>` elements
    Good: one
    """
    if len(scorm.organizations) > 1:
        names = quoted(each.identifier or "?" for each in scorm.organizations)
        yield scorm.flag(_organizations(scorm), f"there are {len(scorm.organizations)} organizations: {names}")


@rule(
    "ORG-DEFAULT-MISSING",
    severity=Severity.WARNING,
    spec="SCORM 1.2 CAM 2 (organizations/@default)",
    editions=("scorm12",),
    hint="add default with the organization's identifier",
)
def no_default_in_12(scorm: Scorm) -> Findings:
    """`<organizations>` of a SCORM 1.2 manifest has no `default`.

    Most LMSs take the first organization.

    Bad: `<organizations>`
    Good: `<organizations default="O1">`
    """
    if scorm.organizations and scorm.manifest.default is None:
        yield scorm.flag(_organizations(scorm), "organizations has no default")


@rule(
    "ORG-DEFAULT-MISSING-2004",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (organizations/@default)",
    editions=SCORM_2004,
    hint="add default with the organization's identifier",
)
def no_default(scorm: Scorm) -> Findings:
    """`<organizations>` of a SCORM 2004 manifest has no `default`.

    SCORM 2004 requires it; the ADL test suite fails.

    Bad: `<organizations>`
    Good: `<organizations default="O1">`
    """
    if scorm.organizations and scorm.manifest.default is None:
        yield scorm.flag(_organizations(scorm), "organizations has no default")


@rule(
    "ORG-DEFAULT-UNRESOLVED",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2 (organizations/@default)",
    editions=SCORM,
    hint="name an organization that exists",
)
def unknown_default(scorm: Scorm) -> Findings:
    """`default` is not the identifier of an organization.

    Schemas do not notice. Chamilo crashes, Moodle shows an empty course.

    Bad: `<organizations default="A">` with only `<organization identifier="B">`
    Good: `default="B"`
    """
    default = scorm.manifest.default
    known = {(each.identifier or "").strip() for each in scorm.organizations}
    if scorm.organizations and default is not None and default.strip() not in known:
        yield scorm.flag(_organizations(scorm), f"default is `{default}`, and there is no such organization")


@rule(
    "ORG-STRUCTURE",
    severity=Severity.INFO,
    spec="IMS Content Packaging 1.1.4, organization/@structure",
    editions=SCORM,
    hint="leave it out, or write hierarchical",
)
def unusual_structure(scorm: Scorm) -> Findings:
    """An organization's `structure` is not "hierarchical".

    Only a label; no LMS acts on it.

    Bad: `structure="linear"`
    Good: `structure="hierarchical"`
    """
    for each in scorm.organizations:
        if each.structure not in (None, "hierarchical"):
            yield scorm.flag(each.element, f"structure is `{each.structure[:40] if each.structure else ''}`")


@rule(
    "ORG-TITLE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2 (organization/title)",
    editions=SCORM,
    hint="add the course's title",
)
def organization_without_title(scorm: Scorm) -> Findings:
    """An organization has no `<title>`.

    It is the course's name in the LMS. The ADL test suite fails; Chamilo shows the zip's name.

    Bad: `<organization identifier="O1"><item …`
    Good: `<organization identifier="O1"><title>Airway basics</title><item …`
    """
    for each in scorm.organizations:
        if each.title is None:
            yield scorm.flag(each.element, f"{named(each.element)} has no title")


@rule(
    "ITEM-NONE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (item 1 or more); SCORM 1.2 CAM 2",
    editions=SCORM,
    hint="add an item for each page to launch",
    silences=("^RES-UNREFERENCED",),
)
def organization_without_items(scorm: Scorm) -> Findings:
    """An organization has no item.

    There is nothing to launch.

    Bad: `<organization identifier="O1"><title>Course</title></organization>`
    Good: with `<item identifier="I1" identifierref="R1">…`
    """
    for each in scorm.organizations:
        if not each.items:
            yield scorm.flag(each.element, f"{named(each.element)} has no item")


@rule(
    "ITEM-TITLE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2 (item/title)",
    editions=SCORM,
    hint="add a title",
)
def item_without_title(scorm: Scorm) -> Findings:
    """An item has no `<title>`.

    The menu of the LMS shows a blank entry; the ADL test suite fails.

    Bad: `<item identifier="I1" identifierref="R1"/>`
    Good: `<item identifier="I1" identifierref="R1"><title>Unit 1</title></item>`
    """
    for item in scorm.items:
        if item.title is None:
            yield scorm.flag(item.element, f"{named(item.element)} has no title")


@rule(
    "ITEM-TITLE-EMPTY",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (item/title); WCAG 2.4.6",
    editions=SCORM,
    hint="write a title",
)
def empty_title(scorm: Scorm) -> Findings:
    """A title is empty.

    The menu of the LMS shows a blank entry.

    Bad: `<title/>`
    Good: `<title>Unit 1</title>`
    """
    for each in scorm.titled:
        if each.title is not None and not each.title.strip():
            yield scorm.flag(each.element, f"the title of {named(each.element)} is empty")


@rule(
    "ITEM-TITLE-LONG",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (smallest permitted maximum 200); Moodle 4.5 (255)",
    editions=SCORM,
    hint="use fewer than 200 characters",
)
def long_title(scorm: Scorm) -> Findings:
    """A title is longer than 200 characters.

    An LMS may cut it there; Moodle answers with a database error above 255.

    Bad: a title that is a paragraph
    Good: a title of a few words
    """
    for each in scorm.titled:
        if each.title is not None and len(each.title) > 200:
            yield scorm.flag(each.element, f"the title of {named(each.element)} has {len(each.title)} characters")


@rule(
    "ITEM-TITLE-MARKUP",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (title is plain text); practice",
    editions=SCORM,
    hint="write plain text",
)
def markup_in_title(scorm: Scorm) -> Findings:
    """A title holds markup or an entity that was escaped twice.

    LMSs show it literally or strip it.

    Bad: `<title>&lt;b&gt;Unit&lt;/b&gt;</title>`, `<title>A &amp;amp; B</title>`
    Good: `<title>A &amp; B</title>`
    """
    for each in scorm.titled:
        if each.title is not None and re.search(r"[<>]|&(amp|lt|gt|quot|nbsp|#\d+);", each.title):
            yield scorm.flag(each.element, f"the title `{each.title.strip()[:60]}` holds markup")


@rule(
    "ITEM-REF-UNRESOLVED",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2 (item/@identifierref)",
    editions=SCORM,
    hint="name a resource that exists",
    silences=("^RES-UNREFERENCED",),
)
def unknown_resource(scorm: Scorm) -> Findings:
    """An item refers to a resource that does not exist.

    SCORM Cloud says that the resource does not exist; Moodle launches an empty page. Schemas do not notice.

    Bad: `identifierref="R9"` without a resource `R9`
    Good: `identifierref="R1"` with `<resource identifier="R1" …>`
    """
    for item in scorm.items:
        reference = (item.ref or "").strip()
        if reference and scorm.manifest.resource_of(item) is None and reference not in scorm.manifest.submanifests:
            yield scorm.flag(item.element, f"{named(item.element)} refers to `{reference}`, which is no resource")


def _leaves_without_reference(scorm: Scorm) -> list[Item]:
    return [item for item in scorm.items if item.ref is None and not item.children]


@rule(
    "ITEM-LEAF-NO-REF",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (leaf items reference a resource)",
    editions=SCORM_2004,
    hint="add identifierref, or remove the item",
    silences=("^RES-UNREFERENCED",),
)
def leaf_without_reference(scorm: Scorm) -> Findings:
    """A leaf item has no `identifierref`.

    In SCORM 2004 a leaf is an activity with content; there is nothing to launch.

    Bad: `<item identifier="I1"><title>Unit</title></item>`
    Good: `<item identifier="I1" identifierref="R1"><title>Unit</title></item>`
    """
    for item in _leaves_without_reference(scorm):
        yield scorm.flag(item.element, f"{named(item.element)} launches nothing")


@rule(
    "ITEM-LEAF-NO-REF-12",
    severity=Severity.WARNING,
    spec="SCORM 1.2 CAM 2 (item/@identifierref)",
    editions=("scorm12",),
    hint="add identifierref, or remove the item",
    silences=("^RES-UNREFERENCED",),
)
def leaf_without_reference_in_12(scorm: Scorm) -> Findings:
    """A leaf item of a SCORM 1.2 manifest has no `identifierref`.

    The schema allows it; the menu entry does nothing.

    Bad: `<item identifier="I1"><title>Unit</title></item>`
    Good: `<item identifier="I1" identifierref="R1"><title>Unit</title></item>`
    """
    for item in _leaves_without_reference(scorm):
        yield scorm.flag(item.element, f"{named(item.element)} launches nothing")


@rule(
    "ITEM-NONLEAF-REF",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SN 2 (clusters have no content)",
    editions=SCORM_2004,
    hint="move the reference to an item of its own",
)
def cluster_with_reference(scorm: Scorm) -> Findings:
    """An item with items below it refers to a resource.

    In SCORM 2004 a cluster has no content of its own; the ADL test suite fails.

    Bad: `<item identifierref="R1"><item …/></item>`
    Good: `<item><item identifierref="R1"/><item …/></item>`
    """
    for item in scorm.items:
        if item.children and item.ref is not None:
            yield scorm.flag(item.element, f"{named(item.element)} has items below it and launches `{item.ref}` too")


@rule(
    "ITEM-NONLEAF-REF-12",
    severity=Severity.WARNING,
    spec="SCORM 1.2 CAM 2 (item); practice",
    editions=("scorm12",),
    hint="move the reference to an item of its own",
)
def cluster_with_reference_in_12(scorm: Scorm) -> Findings:
    """An item with items below it refers to a resource, in SCORM 1.2.

    Tolerated, but some LMSs never launch it.

    Bad: `<item identifierref="R1"><item …/></item>`
    Good: `<item><item identifierref="R1"/><item …/></item>`
    """
    for item in scorm.items:
        if item.children and item.ref is not None:
            yield scorm.flag(item.element, f"{named(item.element)} has items below it and launches `{item.ref}` too")


@rule(
    "ITEM-REF-EMPTY",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2 (item/@identifierref)",
    editions=SCORM,
    hint="name a resource, or leave the attribute out",
    silences=("ITEM-NONLEAF-REF*", "^RES-UNREFERENCED"),
)
def empty_reference(scorm: Scorm) -> Findings:
    """An item's `identifierref` is empty.

    It resolves to nothing; the ADL test suite fails, and Moodle cannot launch the item.

    Bad: `identifierref=""`
    Good: `identifierref="R1"`
    """
    for item in scorm.items:
        if item.ref is not None and not item.ref.strip():
            yield scorm.flag(item.element, f"the identifierref of {named(item.element)} is empty")


@rule(
    "ITEM-PARAMETERS",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (item/@parameters)",
    editions=SCORM_2004,
    hint="write ?name=value&name=value, or #fragment",
    silences=("ITEM-PARAMETERS-IGNORED",),
)
def malformed_parameters(scorm: Scorm) -> Findings:
    """An item's `parameters` do not have the form of a query or a fragment.

    The LMS appends them to the address; a wrong form gives a wrong address.

    Bad: `parameters="a b"`, `parameters=""`
    Good: `parameters="?unit=1&amp;mode=full"`
    """
    for item in scorm.items:
        if item.parameters is not None and not _PARAMETERS.fullmatch(item.parameters):
            yield scorm.flag(item.element, f"`{item.parameters[:40]}` is neither a query nor a fragment")


@rule(
    "ITEM-PARAMETERS-IGNORED",
    severity=Severity.INFO,
    spec="practice: Open edX's SCORM XBlock drops parameters",
    editions=SCORM,
    hint="put what distinguishes the pages into their own files",
)
def parameters_may_be_dropped(scorm: Scorm) -> Findings:
    """An item has `parameters`, which not every LMS passes on.

    Valid, and used by the standard's own samples; Open edX launches the page without them.

    Bad: `parameters="?unit=2"` as the only difference between two items
    Good: a file for each item
    """
    for item in scorm.items:
        if item.parameters is not None and item.ref:
            yield scorm.flag(item.element, f"{named(item.element)} has parameters that some LMSs drop")


@rule(
    "ITEM-PARAMETERS-LONG",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (smallest permitted maximum 1000)",
    editions=SCORM,
    hint="use fewer than 1000 characters",
    silences=("ITEM-PARAMETERS-IGNORED",),
)
def long_parameters(scorm: Scorm) -> Findings:
    """An item's `parameters` are longer than 1000 characters.

    An LMS need not keep more.

    Bad: a whole configuration in `parameters`
    Good: a short query
    """
    for item in scorm.items:
        if item.parameters is not None and len(item.parameters) > 1000:
            yield scorm.flag(item.element, f"the parameters have {len(item.parameters)} characters")


@rule(
    "ITEM-PARAMETERS-NO-REF",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (item/@parameters)",
    editions=SCORM,
    hint="remove the parameters",
)
def parameters_without_reference(scorm: Scorm) -> Findings:
    """An item has `parameters` and launches nothing.

    They are ignored.

    Bad: `<item parameters="?a=b"><item …/></item>`
    Good: `parameters` on the item that launches the resource
    """
    for item in scorm.items:
        if item.parameters is not None and item.ref is None:
            yield scorm.flag(item.element, f"{named(item.element)} has parameters and launches nothing")


@rule(
    "ITEM-ISVISIBLE",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (item/@isvisible); ADL test suite",
    editions=SCORM,
    hint="write true or false",
)
def malformed_visibility(scorm: Scorm) -> Findings:
    """An item's `isvisible` is neither true nor false.

    Schemas allow 1 and 0; the ADL test suite fails them, and LMSs compare with `true`.

    Bad: `isvisible="1"`
    Good: `isvisible="true"`
    """
    for item in scorm.items:
        if item.visible is not None and item.visible not in ("true", "false"):
            yield scorm.flag(item.element, f"isvisible is `{item.visible}`")


@rule(
    "ITEM-ALL-INVISIBLE",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (item/@isvisible); practice",
    editions=SCORM,
    hint="show at least one item",
)
def nothing_visible(scorm: Scorm) -> Findings:
    """All items are invisible.

    The learner sees an empty menu.

    Bad: `isvisible="false"` on every item
    Good: at least one item without it
    """
    if scorm.items and all(item.visible == "false" for item in scorm.items):
        yield scorm.flag(_organizations(scorm), "no item is visible")


def _depth(item: Item) -> int:
    depth, level = 0, [item]
    while level:
        depth, level = depth + 1, [child for each in level for child in each.children]
    return depth


@rule(
    "ITEM-DEPTH",
    severity=Severity.INFO,
    spec="practice: menus of LMSs",
    editions=SCORM,
    hint="use fewer levels",
)
def deep_tree(scorm: Scorm) -> Findings:
    """Items are nested deeper than ten levels.

    Menus indent until nothing can be read.

    Bad: eleven levels of items
    Good: two or three
    """
    for organization in scorm.organizations:
        for item in organization.items:
            depth = _depth(item)
            if depth > 10:
                yield scorm.flag(item.element, f"below {named(item.element)} items are nested {depth} levels deep")


@rule(
    "ITEM-SAME-RESOURCE",
    severity=Severity.INFO,
    spec="SCORM 2004 CAM 3 (valid); practice: LMSs that store by resource",
    editions=SCORM,
    hint="give each item a resource of its own",
)
def shared_resource(scorm: Scorm) -> Findings:
    """Several items launch the same resource.

    Valid; an LMS that stores learners' data by resource mixes them.

    Bad: two items with `identifierref="R1"`
    Good: a resource for each item
    """
    users: dict[str, list[Item]] = {}
    for item, resource in scorm.manifest.launched:
        users.setdefault(resource.identifier or "", []).append(item)
    for identifier, items in users.items():
        if len(items) > 1:
            yield scorm.flag(items[1].element, f"{len(items)} items launch the resource `{identifier}`")


@rule(
    "ITEM-MULTI-SCO",
    severity=Severity.INFO,
    spec="practice: Open edX and single-SCO players launch only the first",
    editions=SCORM,
    hint="deliver one SCO where the LMS takes only one",
)
def several_scos(scorm: Scorm) -> Findings:
    """The package has more than one SCO.

    Valid; Open edX and other simple players launch only the first, and Moodle completes on any one of them.

    Bad: five SCOs for Open edX
    Good: one SCO with five pages
    """
    scos = [each for each in scorm.launched if each.is_sco]
    if len(scos) > 1:
        yield scorm.flag(_organizations(scorm), f"the package has {len(scos)} SCOs")


@rule(
    "MAN-SUBMANIFEST",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (sub-manifests are not recommended)",
    editions=SCORM,
    hint="move its items and resources into the one manifest",
)
def submanifest(scorm: Scorm) -> Findings:
    """A manifest stands inside the manifest.

    ADL recommends against it, and most LMSs ignore it.

    Bad: `<manifest …><manifest …/></manifest>`
    Good: one manifest
    """
    for element in scorm.own("manifest"):
        if element is not scorm.root:
            yield scorm.flag(element, f"{named(element)} stands inside a manifest")


_ORDER = {
    "manifest": ("metadata", "organizations", "resources", "manifest"),
    "organizations": ("organization",),
    "organization": ("title", "item", "metadata"),
    "item": ("title", "item", "metadata"),
    "resources": ("resource",),
    "resource": ("metadata", "file", "dependency"),
    "metadata": ("schema", "schemaversion"),
}


def _rank(child: etree._Element, order: tuple[str, ...], namespace: str) -> int:
    if namespace_of(child) != namespace:
        return len(order)
    return order.index(local_name(child)) if local_name(child) in order else -1


def _first_out_of_order(scorm: Scorm, element: etree._Element) -> etree._Element | None:
    highest = 0
    for child in children_of(element):
        if scorm.standard is Standard.SCORM12 and namespace_of(child) == ADLCP_12:
            continue
        rank = _rank(child, _ORDER[local_name(element)], scorm.namespace)
        if 0 <= rank < highest:
            return child
        highest = max(highest, rank)
    return None


@rule(
    "MAN-ORDER",
    severity=Severity.ERROR,
    spec="IMS Content Packaging 1.1.4 (sequences of the schema)",
    editions=SCORM,
    hint="put the elements in the order of the schema",
)
def children_out_of_order(scorm: Scorm) -> Findings:
    """Child elements stand in another order than the schema's.

    LMSs that validate refuse the package. Metadata, organizations, resources; title, items, metadata, then the rest.

    Bad: `<item><imsss:sequencing/><title>Unit</title></item>`
    Good: `<item><title>Unit</title><imsss:sequencing/></item>`
    """
    for element in scorm.own(*_ORDER):
        child = _first_out_of_order(scorm, element)
        if child is not None:
            order = ", ".join(_ORDER[local_name(element)])
            words = f"`{local_name(child)}` comes too late in {named(element)}: the order is {order}, then others"
            yield scorm.flag(child, words)


@rule(
    "MAN-VERSION-LONG",
    severity=Severity.INFO,
    spec="SCORM 2004 CAM 3 (manifest/@version, smallest permitted maximum 20)",
    editions=SCORM_2004,
    hint="use at most 20 characters",
)
def long_version(scorm: Scorm) -> Findings:
    """The manifest's version is longer than 20 characters.

    An LMS need not keep more. In SCORM 1.2 the schema itself allows no more.

    Bad: `version="2026-11-25T10:00:00+00:00-build-7"`
    Good: `version="2.1.0"`
    """
    version = scorm.manifest.version or ""
    if len(version) > 20:
        yield scorm.flag(scorm.root, f"the version has {len(version)} characters")

"""Validate room, resources: what is launched, which files belong to it, and whether they are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from scormkit.diagnostics import Severity
from scormkit.package.hrefs import Reference, scheme_of
from scormkit.package.manifest import ADLCP_12, ADLCP_2004, XML, FileRef, Resource, Standard
from scormkit.package.reader import MANIFEST_NAMES
from scormkit.package.xml import local_name, namespace_of
from scormkit.rules import Findings, rule
from scormkit.validate.graphs import find_in_circle
from scormkit.validate.manifest import metadata_files
from scormkit.validate.subjects import SCORM, SCORM_2004, Scorm, named, quoted
from scormkit.validate.zip import is_junk

_BASE = f"{{{XML}}}base"
_WEB_SCHEMES = ("http", "https", "//", "ftp")
_PAGES = (".html", ".htm", ".xhtml")


def _resources_element(scorm: Scorm) -> etree._Element:
    found = scorm.manifest.resources_element
    return scorm.root if found is None else found


def _is_plain(reference: Reference) -> bool:
    """Local and counted from inside the package, so that a file can be looked for."""
    return reference.is_file and not reference.rooted and not reference.escapes


@rule(
    "RES-NONE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (resources); SCORM 1.2 CAM 2",
    editions=SCORM,
    hint="list the resources of the course",
    silences=("^ITEM-REF-UNRESOLVED", "^FILE-NOT-LISTED", "^ORG-NONE"),
)
def no_resources(scorm: Scorm) -> Findings:
    """The manifest has no resources.

    There is nothing to launch.

    Bad: `<resources/>`
    Good: `<resources><resource identifier="R1" …`
    """
    if scorm.manifest.resources_element is None:
        yield scorm.flag(scorm.root, "the manifest has no resources")
    elif not scorm.resources:
        yield scorm.flag(_resources_element(scorm), "resources holds no resource")


@rule(
    "RES-IDENTIFIER",
    severity=Severity.ERROR,
    spec="IMS Content Packaging 1.1.4, resource/@identifier",
    editions=SCORM,
    hint="give the resource an identifier",
    silences=("RES-UNREFERENCED",),
)
def resource_without_identifier(scorm: Scorm) -> Findings:
    """A resource has no identifier.

    No item can refer to it; the schema requires it.

    Bad: `<resource type="webcontent" href="index.html">`
    Good: `<resource identifier="R1" type="webcontent" href="index.html">`
    """
    for resource in scorm.resources:
        if not (resource.identifier or "").strip():
            yield scorm.flag(resource.element, f"the resource of `{resource.href or '?'}` has no identifier")


@rule(
    "RES-TYPE",
    severity=Severity.ERROR,
    spec="IMS Content Packaging 1.1.4, resource/@type",
    editions=SCORM,
    hint='add type="webcontent"',
)
def resource_without_type(scorm: Scorm) -> Findings:
    """A resource has no `type`.

    The schema requires it.

    Bad: `<resource identifier="R1" href="index.html">`
    Good: `<resource identifier="R1" type="webcontent" href="index.html">`
    """
    for resource in scorm.resources:
        if resource.type is None:
            yield scorm.flag(resource.element, f"{named(resource.element)} has no type")


@rule(
    "RES-TYPE-VALUE",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (resource/@type is webcontent); SCORM 1.2 CAM 2",
    editions=SCORM,
    hint="write webcontent",
)
def resource_is_no_web_content(scorm: Scorm) -> Findings:
    """A SCO or asset has another `type` than "webcontent".

    Not an error of the schema, but simple players pick the first resource of type webcontent.

    Bad: `type="text/html"`
    Good: `type="webcontent"`
    """
    for resource in scorm.resources:
        if resource.scorm_type is not None and resource.type is not None and resource.type.strip() != "webcontent":
            yield scorm.flag(resource.element, f"the type of {named(resource.element)} is `{resource.type}`")


def _scorm_type_name(scorm: Scorm) -> str:
    return "scormtype" if scorm.standard is Standard.SCORM12 else "scormType"


def _scorm_type_attributes(element: etree._Element) -> list[str]:
    return [str(name) for name in element.attrib if local_name(str(name)).lower() == "scormtype"]


@rule(
    "RES-SCORMTYPE-MISSING",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (adlcp:scormType); SCORM 1.2 CAM 2 (adlcp:scormtype)",
    editions=SCORM,
    hint="say sco for what uses the API, asset for the rest",
    silences=("^RES-ASSET-TRACKED",),
)
def no_scorm_type(scorm: Scorm) -> Findings:
    """A resource does not say whether it is a SCO or an asset.

    LMSs take it for an asset: no API, no tracking. Schemas make the attribute optional, so they never say so.

    Bad: `<resource identifier="R1" type="webcontent" href="index.html">`
    Good: `<resource … adlcp:scormtype="sco" …>` in 1.2, `adlcp:scormType` in 2004
    """
    for resource in scorm.resources:
        if not _scorm_type_attributes(resource.element):
            yield scorm.flag(resource.element, f"{named(resource.element)} has no adlcp:{_scorm_type_name(scorm)}")


@rule(
    "RES-SCORMTYPE-ATTR-CASE",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (scormtype); SCORM 2004 CAM 3 (scormType)",
    editions=SCORM,
    hint="write scormtype in SCORM 1.2 and scormType in SCORM 2004",
)
def scorm_type_in_other_case(scorm: Scorm) -> Findings:
    """The attribute is written in the case of another edition.

    SCORM 1.2 says `scormtype`, SCORM 2004 `scormType`. The ADL test suite fails; Moodle ignores case.

    Bad: `adlcp:scormtype="sco"` in SCORM 2004
    Good: `adlcp:scormType="sco"`
    """
    for resource in scorm.resources:
        for name in _scorm_type_attributes(resource.element):
            right = local_name(name) == _scorm_type_name(scorm)
            if namespace_of(name) in (ADLCP_12, ADLCP_2004) and not right:
                yield scorm.flag(resource.element, f"`{local_name(name)}` must be `{_scorm_type_name(scorm)}`")


@rule(
    "RES-SCORMTYPE-VALUE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (sco or asset); SCORM 1.2 CAM 2",
    editions=SCORM,
    hint="write sco or asset",
    silences=("^RES-ASSET-TRACKED",),
)
def unknown_scorm_type(scorm: Scorm) -> Findings:
    """The SCORM type is neither `sco` nor `asset`.

    Moodle compares with `sco`: "SCO" becomes an asset, and nothing is tracked.

    Bad: `adlcp:scormtype="SCO"`
    Good: `adlcp:scormtype="sco"`
    """
    for resource in scorm.resources:
        if resource.scorm_type is not None and resource.scorm_type not in ("sco", "asset"):
            yield scorm.flag(resource.element, f"`{resource.scorm_type}` is neither sco nor asset")


@rule(
    "RES-SCORMTYPE-NS",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2 (ADL's namespace)",
    editions=SCORM,
    hint="write it with the prefix of ADL's namespace, adlcp:",
    silences=("^RES-ASSET-TRACKED", "XML-FOREIGN"),
)
def scorm_type_without_namespace(scorm: Scorm) -> Findings:
    """The SCORM type stands in no namespace, or in a wrong one.

    Schemas refuse it, and Moodle counts no SCO.

    Bad: `scormtype="sco"`
    Good: `adlcp:scormtype="sco"`
    """
    for resource in scorm.resources:
        for name in _scorm_type_attributes(resource.element):
            if namespace_of(name) not in (ADLCP_12, ADLCP_2004):
                yield scorm.flag(resource.element, f"`{local_name(name)}` is not in ADL's namespace")


@rule(
    "RES-HREF-MISSING",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2 (resource/@href)",
    editions=SCORM,
    hint="add the href of the page to launch",
)
def launched_resource_without_href(scorm: Scorm) -> Findings:
    """A resource that an item launches has no href.

    There is nothing to launch.

    Bad: `<resource identifier="R1" type="webcontent" adlcp:scormtype="sco">`
    Good: with `href="index.html"`
    """
    for resource in scorm.launched:
        if resource.href is None:
            yield scorm.flag(resource.element, f"{named(resource.element)} is launched and has no href")


_MOST_VISITS = 300_000  #: of resources while following dependencies, in a manifest made to cost time


def _unlisted(scorm: Scorm) -> Iterator[Resource]:
    """Resources whose launch file exists and is in no `<file>` of theirs or of what they depend on."""
    visits = 0
    for resource in scorm.resources:
        if not _is_plain(resource.launch) or _lists(resource, resource.launch):
            continue
        if visits > _MOST_VISITS:
            return
        closure = scorm.manifest.closure(resource)
        visits += len(closure)
        exists = not scorm.has_files or _exists_somehow(scorm, resource.launch)
        if exists and not any(_lists(part, resource.launch) for part in closure):
            yield resource


def _lists(resource: Resource, launch: Reference) -> bool:
    return any(each.reference.path.casefold() == launch.path.casefold() for each in resource.files)


@rule(
    "RES-HREF-NOT-FILE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (the launch file is listed as a file); ADL test suite",
    editions=SCORM_2004,
    hint="add a <file> for it",
)
def launch_file_not_listed(scorm: Scorm) -> Findings:
    """The launch file of a resource is not listed in it or in a dependency.

    The ADL test suite fails. Query and fragment do not count, and dependencies are followed.

    Bad: `<resource … href="index.html"></resource>`
    Good: `<resource … href="index.html"><file href="index.html"/></resource>`
    """
    for resource in _unlisted(scorm):
        yield scorm.flag(resource.element, f"`{resource.href}` is not among the files of {named(resource.element)}")


@rule(
    "RES-HREF-NOT-FILE-12",
    severity=Severity.WARNING,
    spec="SCORM 1.2 CAM 2 (file)",
    editions=("scorm12",),
    hint="add a <file> for it",
)
def launch_file_not_listed_in_12(scorm: Scorm) -> Findings:
    """The launch file of a SCORM 1.2 resource is not listed in it or in a dependency.

    LMSs launch it anyway; tools that copy only listed files lose it.

    Bad: `<resource … href="index.html"></resource>`
    Good: `<resource … href="index.html"><file href="index.html"/></resource>`
    """
    for resource in _unlisted(scorm):
        yield scorm.flag(resource.element, f"`{resource.href}` is not among the files of {named(resource.element)}")


@rule(
    "RES-HREF-NOT-FOUND",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2 (resource/@href)",
    editions=SCORM,
    hint="add the file, or correct the href",
)
def launch_file_missing(scorm: Scorm) -> Findings:
    """The launch file of a resource is not in the package.

    Every LMS answers 404 at launch.

    Bad: `href="index.html"` without that file
    Good: `href="index.html"` with it
    """
    for resource in scorm.resources:
        if scorm.has_files and _is_plain(resource.launch) and not _exists_somehow(scorm, resource.launch):
            yield scorm.flag(resource.element, f"`{resource.launch.path}` is not in the package")


def _exists_somehow(scorm: Scorm, reference: Reference) -> bool:
    return bool(scorm.package.find(reference) or scorm.package.find_other_case(reference))


@rule(
    "RES-HREF-CASE",
    severity=Severity.ERROR,
    spec="RFC 3986, 6.2.2.1 (paths are case-sensitive)",
    editions=SCORM,
    hint="write the name as the file has it",
)
def launch_file_in_other_case(scorm: Scorm) -> Findings:
    """The launch file exists only with other upper and lower case.

    Works on Windows, 404 on Linux and in object storage.

    Bad: `href="Index.html"` for `index.html`
    Good: `href="index.html"`
    """
    for resource in scorm.resources:
        if _is_plain(resource.launch) and not scorm.package.find(resource.launch):
            other = scorm.package.find_other_case(resource.launch)
            if other:
                yield scorm.flag(resource.element, f"`{resource.href}` is stored as `{other}`")


@rule(
    "RES-HREF-BACKSLASH",
    severity=Severity.ERROR,
    spec="RFC 3986, 2 and 3.3",
    editions=SCORM,
    hint="write /",
)
def backslash_in_href(scorm: Scorm) -> Findings:
    r"""An href holds a backslash.

    It is no separator in a URL: the LMS answers 404.

    Bad: `href="unit1\index.html"`
    Good: `href="unit1/index.html"`
    """
    for element, href, _ in scorm.hrefs:
        if "\\" in href and not scheme_of(href):
            yield scorm.flag(element, f"`{href}` is written with a backslash")


@rule(
    "RES-HREF-SPACE",
    severity=Severity.WARNING,
    spec="RFC 3986, 2; XML Schema 1.0 Datatypes, 3.2.17",
    editions=SCORM,
    hint="write %20 for a space",
)
def space_in_href(scorm: Scorm) -> Findings:
    """An href holds a space or another character that a URL cannot hold.

    Browsers mend it, LMSs do not always.

    Bad: `href="my page.html"`
    Good: `href="my%20page.html"`
    """
    for element, href, _ in scorm.hrefs:
        if re.search(r"""[\s<>"{}|^`]""", href.strip()):
            yield scorm.flag(element, f"`{href}` must be percent-encoded")


@rule(
    "RES-HREF-PERCENT",
    severity=Severity.INFO,
    spec="RFC 3986, 2.1; practice: Moodle 4.5 keeps it as written",
    editions=SCORM,
    hint="use names that need no encoding",
)
def encoded_href(scorm: Scorm) -> Findings:
    """An href is percent-encoded.

    Right; some servers decode it twice or not at all.

    Bad: `href="my%20page.html"`
    Good: `href="my-page.html"`
    """
    for element, href, reference in scorm.hrefs:
        if reference.is_local and re.search(r"%[0-9A-Fa-f]{2}", href.partition("?")[0]):
            yield scorm.flag(element, f"`{href}` is percent-encoded")


@rule(
    "RES-HREF-LEADING-SLASH",
    severity=Severity.ERROR,
    spec="RFC 3986, 4.2; SCORM 2004 CAM 3",
    editions=SCORM,
    hint="write it without the slash",
)
def rooted_href(scorm: Scorm) -> Findings:
    """An href begins with a slash.

    It leaves the package for the root of the LMS's server.

    Bad: `href="/index.html"`
    Good: `href="index.html"`
    """
    for element, href, reference in scorm.hrefs:
        if reference.is_local and href.strip().startswith("/"):
            yield scorm.flag(element, f"`{href}` begins with a slash")


@rule(
    "RES-HREF-DOTDOT",
    severity=Severity.ERROR,
    spec="RFC 3986, 5.2.4; SCORM 2004 CAM 3",
    editions=SCORM,
    hint="keep all files inside the package",
)
def climbing_href(scorm: Scorm) -> Findings:
    """An href climbs out of the package with `..`.

    404, or a file of the server.

    Bad: `href="../index.html"`
    Good: `href="index.html"`
    """
    for element, href, reference in scorm.hrefs:
        if reference.escapes:
            yield scorm.flag(element, f"`{href}` leaves the package")


@rule(
    "RES-HREF-DOT",
    severity=Severity.INFO,
    spec="RFC 3986, 5.2.4; ADL test suite",
    editions=SCORM,
    hint="write the path without dots",
)
def dotted_href(scorm: Scorm) -> Findings:
    """An href holds `./` or `a/../`, which could be left out.

    The ADL test suite warns; LMSs that compare names as text do not find the file.

    Bad: `href="./index.html"`
    Good: `href="index.html"`
    """
    for element, href, reference in scorm.hrefs:
        if reference.dotted and not reference.escapes:
            yield scorm.flag(element, f"`{href}` holds dots that could be left out")


@rule(
    "RES-HREF-ABSOLUTE",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (resource/@href); practice: the same-origin policy",
    editions=SCORM,
    hint="put the content in the package",
)
def absolute_href(scorm: Scorm) -> Findings:
    """An href is an address on the internet.

    The package is not self-contained, and content from another origin cannot reach the API of the LMS.

    Bad: `href="https://example.org/index.html"`
    Good: `href="index.html"`
    """
    for element, href, reference in scorm.hrefs:
        if reference.scheme in _WEB_SCHEMES and scheme_of(href):
            yield scorm.flag(element, f"`{href}` is not in the package")


@rule(
    "RES-HREF-SCHEME",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (resource/@href); practice",
    editions=SCORM,
    hint="put a page in the package",
)
def unlaunchable_scheme(scorm: Scorm) -> Findings:
    """An href is not an address that an LMS can launch.

    `javascript:`, `data:`, `file:`, `mailto:` or a drive letter.

    Bad: `href="file:///C:/course/index.html"`
    Good: `href="index.html"`
    """
    for element, href, reference in scorm.hrefs:
        if scheme_of(href) and reference.scheme not in _WEB_SCHEMES:
            yield scorm.flag(element, f"`{href[:80]}` cannot be launched")


def _suffix(reference: Reference) -> str:
    return PurePosixPath(reference.path).suffix.lower()


@rule(
    "RES-HREF-NO-EXT",
    severity=Severity.WARNING,
    spec="ADL test suite (extension is invalid or missing); practice: MIME types",
    editions=SCORM_2004,
    hint="give the file an extension, .html for a page",
)
def launch_file_without_extension(scorm: Scorm) -> Findings:
    """The launch file has no extension.

    The server cannot tell its type; browsers offer it for download. The ADL test suite fails.

    Bad: `href="start"`
    Good: `href="start.html"`
    """
    for resource in scorm.resources:
        if _is_plain(resource.launch) and not _suffix(resource.launch) and not resource.launch.path.endswith("/"):
            yield scorm.flag(resource.element, f"`{resource.href}` has no extension")


@rule(
    "RES-HREF-MIME",
    severity=Severity.WARNING,
    spec="SCORM 2004 RTE 3; SCORM 1.2 RTE 3 (a SCO finds the API)",
    editions=SCORM,
    hint="launch a page that shows it, or say asset",
)
def sco_is_no_page(scorm: Scorm) -> Findings:
    """A SCO is not an HTML page.

    A PDF, a film or an image cannot call the API: it never becomes complete.

    Bad: `adlcp:scormtype="sco" href="handbook.pdf"`
    Good: an HTML page that shows the PDF
    """
    for resource in scorm.resources:
        suffix = _suffix(resource.launch)
        if resource.is_sco and resource.launch.is_file and suffix and suffix not in _PAGES:
            yield scorm.flag(resource.element, f"{named(resource.element)} is a SCO and launches a {suffix} file")


@rule(
    "RES-HREF-QUERY-ON-FILE",
    severity=Severity.ERROR,
    spec="IMS Content Packaging 1.1.4, file/@href; ADL test suite",
    editions=SCORM,
    hint="name the file only; the resource's href may have the query",
)
def query_on_file(scorm: Scorm) -> Findings:
    """A `<file>` has an href with a query or a fragment.

    That is no file; the ADL test suite fails.

    Bad: `<file href="index.html?unit=1"/>`
    Good: `<file href="index.html"/>`
    """
    for resource in scorm.resources:
        for each in resource.files:
            if each.reference.is_local and re.search(r"[?#]", each.href or ""):
                yield scorm.flag(each.element, f"`{each.href}` has a query or a fragment")


@rule(
    "RES-HREF-EMPTY",
    severity=Severity.ERROR,
    spec="IMS Content Packaging 1.1.4, resource/@href, file/@href",
    editions=SCORM,
    hint="name the file",
)
def empty_href(scorm: Scorm) -> Findings:
    """An href is empty.

    Schemas pass it; Moodle launches the folder.

    Bad: `href=""`
    Good: `href="index.html"`
    """
    for resource in scorm.resources:
        if resource.href is not None and not resource.href.strip():
            yield scorm.flag(resource.element, f"the href of {named(resource.element)} is empty")
        for each in resource.files:
            if not (each.href or "").strip():
                yield scorm.flag(each.element, f"a file of {named(resource.element)} has an empty href")


@rule(
    "RES-HREF-LONG",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (smallest permitted maximum 2000)",
    editions=SCORM,
    hint="use shorter paths",
)
def long_href(scorm: Scorm) -> Findings:
    """An href, an xml:base or an identifierref is longer than 2000 characters.

    An LMS need not keep more.

    Bad: an href with a whole configuration in its query
    Good: `href="index.html"`
    """
    for element in scorm.elements:
        for name in ("href", _BASE, "identifierref"):
            if len(element.get(name) or "") > 2000:
                yield scorm.flag(element, f"the {local_name(name)} has {len(element.get(name) or '')} characters")


def _bases(scorm: Scorm) -> Iterator[tuple[etree._Element, str]]:
    for element in scorm.own("manifest", "resources", "resource"):
        if element.get(_BASE):
            yield element, element.get(_BASE) or ""


@rule(
    "RES-BASE-NO-SLASH",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (xml:base); RFC 3986, 5.2.3",
    editions=SCORM_2004,
    hint="end it with /",
    silences=(
        "RES-BASE-USED",
        "^RES-HREF-NOT-FOUND",
        "^RES-HREF-NOT-FILE",
        "^FILE-NOT-FOUND",
        "^FILE-NOT-LISTED",
        "^HTML-NO-API",
    ),
)
def base_without_slash(scorm: Scorm) -> Findings:
    """An `xml:base` does not end in a slash.

    By RFC 3986 its last part is dropped, by ADL's tools it is glued to the href: the file is found by neither.

    Bad: `xml:base="content"`
    Good: `xml:base="content/"`
    """
    for element, base in _bases(scorm):
        if not base.strip().endswith("/"):
            yield scorm.flag(element, f"the xml:base `{base}` does not end in a slash")


@rule(
    "RES-BASE-ABSOLUTE",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (xml:base is relative)",
    editions=SCORM,
    hint="count it from the package's root",
    silences=("RES-BASE-USED", "^RES-HREF-LEADING-SLASH", "^RES-HREF-ABSOLUTE", "^FILE-NOT-LISTED"),
)
def absolute_base(scorm: Scorm) -> Findings:
    """An `xml:base` begins with a slash or is an address on the internet.

    Everything below it leaves the package.

    Bad: `xml:base="/content/"`
    Good: `xml:base="content/"`
    """
    for element, base in _bases(scorm):
        if base.strip().startswith("/") or scheme_of(base):
            yield scorm.flag(element, f"the xml:base `{base}` leaves the package")


@rule(
    "RES-BASE-INHERIT",
    severity=Severity.WARNING,
    spec="practice: Moodle 4.5 honours xml:base on resource only, Open edX nowhere",
    editions=SCORM,
    hint="write whole paths in href, or xml:base on each resource",
)
def inherited_base(scorm: Scorm) -> Findings:
    """`xml:base` stands on the manifest or on `<resources>`.

    Legal and passed by the ADL test suite; Moodle launches a wrong path.

    Bad: `<resources xml:base="content/">`
    Good: `href="content/index.html"`
    """
    for element, base in _bases(scorm):
        if local_name(element) != "resource":
            yield scorm.flag(element, f"the xml:base `{base}` stands on {local_name(element)}")


@rule(
    "RES-BASE-USED",
    severity=Severity.INFO,
    spec="practice: Open edX's SCORM XBlock launches without xml:base",
    editions=SCORM,
    hint="write whole paths in href",
)
def base_used(scorm: Scorm) -> Findings:
    """`xml:base` stands on a resource.

    Valid, and used by nearly all of ADL's packages; Open edX launches the href without it and answers 404.

    Bad: `<resource xml:base="content/" href="index.html">`
    Good: `<resource href="content/index.html">`
    """
    found = [element for element, _ in _bases(scorm) if local_name(element) == "resource"]
    if found:
        words = "1 resource uses" if len(found) == 1 else f"{len(found)} resources use"
        yield scorm.flag(found[0], f"{words} xml:base")


def _files(scorm: Scorm) -> Iterator[tuple[Resource, FileRef]]:
    """Files that could be looked for, without the launch file, of which the resource's own rules speak."""
    for resource in scorm.resources:
        for each in resource.files:
            if _is_plain(each.reference) and each.reference.path != resource.launch.path:
                yield resource, each


def _is_folder(scorm: Scorm, each: FileRef) -> bool:
    path = each.reference.path
    return path.endswith("/") or (scorm.package.root + path) in scorm.package.folders


@rule(
    "FILE-NOT-FOUND",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2 (file)",
    editions=SCORM,
    hint="add the file, or remove it from the manifest",
)
def file_missing(scorm: Scorm) -> Findings:
    """A listed file is not in the package.

    The ADL test suite fails, SCORM Cloud warns, and whatever page uses the file shows a gap.

    Bad: `<file href="style.css"/>` without that file
    Good: with it
    """
    for _, each in _files(scorm):
        if scorm.has_files and not _exists_somehow(scorm, each.reference) and not _is_folder(scorm, each):
            yield scorm.flag(each.element, f"`{each.reference.path}` is not in the package")


@rule(
    "FILE-CASE",
    severity=Severity.ERROR,
    spec="RFC 3986, 6.2.2.1 (paths are case-sensitive)",
    editions=SCORM,
    hint="write the name as the file has it",
)
def file_in_other_case(scorm: Scorm) -> Findings:
    """A listed file exists only with other upper and lower case.

    Works on Windows, 404 on Linux and in object storage.

    Bad: `<file href="Logo.png"/>` for `logo.png`
    Good: `<file href="logo.png"/>`
    """
    for _, each in _files(scorm):
        other = "" if scorm.package.find(each.reference) else scorm.package.find_other_case(each.reference)
        if other:
            yield scorm.flag(each.element, f"`{each.href}` is stored as `{other}`")


def _excess(scorm: Scorm) -> list[str]:
    listed = {
        (scorm.package.root + reference.path).casefold()
        for resource in scorm.resources
        for reference in (resource.launch, *(each.reference for each in resource.files))
    }
    listed.update((scorm.package.root + each.reference.raw_path).casefold() for _, each in _files(scorm))
    listed.update(name.casefold() for name in metadata_files(scorm))
    return [
        name
        for name in scorm.package.files
        if name.casefold() not in listed
        and name.rpartition("/")[2].lower() not in MANIFEST_NAMES
        and not name.lower().endswith((".xsd", ".dtd"))
        and not is_junk(name)
    ]


@rule(
    "FILE-NOT-LISTED",
    severity=Severity.INFO,
    spec="SCORM 2004 CAM 3 (file); ADL test suite",
    editions=SCORM,
    hint="list them in a resource, or leave them out of the package",
)
def files_not_listed(scorm: Scorm) -> Findings:
    """Files of the package are in no resource.

    LMSs do not mind; repositories that copy only listed files lose them. The manifest, schemas and metadata files
    need not be listed.

    Bad: `style.css` in the zip and in no `<file>`
    Good: `<file href="style.css"/>`
    """
    excess = _excess(scorm)
    if excess and not scorm.manifest.submanifests:
        words = "file is" if len(excess) == 1 else "files are"
        yield scorm.flag(_resources_element(scorm), f"{len(excess)} {words} in no resource: {quoted(excess)}")


@rule(
    "FILE-LISTED-TWICE",
    severity=Severity.INFO,
    spec="IMS Content Packaging 1.1.4, resource/file",
    editions=SCORM,
    hint="list it once",
)
def file_listed_twice(scorm: Scorm) -> Findings:
    """A resource lists the same file twice.

    Noise.

    Bad: `<file href="a.css"/><file href="a.css"/>`
    Good: `<file href="a.css"/>`
    """
    for resource in scorm.resources:
        seen: set[str] = set()
        for each in resource.files:
            if each.reference.path and each.reference.path in seen:
                yield scorm.flag(each.element, f"`{each.href}` is listed twice")
            seen.add(each.reference.path)


@rule(
    "FILE-HREF-FOLDER",
    severity=Severity.WARNING,
    spec="IMS Content Packaging 1.1.4, file/@href; ADL test suite",
    editions=SCORM,
    hint="list the files in it",
)
def folder_listed(scorm: Scorm) -> Findings:
    """A `<file>` names a folder.

    The ADL test suite fails; nothing below it counts as listed.

    Bad: `<file href="media/"/>`
    Good: `<file href="media/film.mp4"/>`
    """
    for _, each in _files(scorm):
        if _is_folder(scorm, each) and not scorm.package.find(each.reference):
            yield scorm.flag(each.element, f"`{each.href}` is a folder")


@rule(
    "FILE-EMPTY",
    severity=Severity.WARNING,
    spec="practice: broken builds",
    editions=SCORM,
    hint="build the course again",
)
def listed_file_is_empty(scorm: Scorm) -> Findings:
    """A listed page or script has no content.

    A broken build; the learner sees a blank page.

    Bad: `index.html` with 0 bytes
    Good: a page
    """
    seen: set[str] = set()
    for resource in scorm.resources:
        for each in resource.files:
            name = scorm.package.find(each.reference) if _is_plain(each.reference) else ""
            if name and name not in seen and name.lower().endswith((*_PAGES, ".js")):
                seen.add(name)
                if not scorm.package.files[name].size:
                    yield scorm.flag(each.element, f"`{name}` is empty")


@rule(
    "DEP-UNRESOLVED",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 (dependency/@identifierref)",
    editions=SCORM,
    hint="name a resource that exists",
)
def unknown_dependency(scorm: Scorm) -> Findings:
    """A dependency refers to a resource that does not exist.

    The ADL test suite fails; schemas do not notice.

    Bad: `<dependency identifierref="R9"/>` without a resource `R9`
    Good: `<dependency identifierref="R2"/>`
    """
    for element in scorm.own("dependency"):
        name = (element.get("identifierref") or "").strip()
        if name not in scorm.manifest.resources_by_identifier and name not in scorm.manifest.submanifests:
            yield scorm.flag(element, f"the dependency `{name}` is no resource")


@rule(
    "DEP-CYCLE",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (dependency); practice: recursive readers",
    editions=SCORM,
    hint="put the shared files into a resource that depends on nothing",
)
def dependency_cycle(scorm: Scorm) -> Findings:
    """Resources depend on each other in a circle.

    The ADL test suite passes it; a simple recursive reader never ends.

    Bad: `R1` depends on `R2`, and `R2` on `R1`
    Good: both depend on `R3`
    """
    known = scorm.manifest.resources_by_identifier
    edges = {name: [each.strip() for each in known[name].dependencies if each] for name in known}
    found = known.get(find_in_circle(edges))
    if found is not None:
        yield scorm.flag(found.element, f"{named(found.element)} depends on itself in the end")


@rule(
    "RES-UNREFERENCED",
    severity=Severity.INFO,
    spec="SCORM 2004 CAM 3; ADL test suite",
    editions=SCORM,
    hint="remove it, or let an item or a dependency name it",
)
def unused_resource(scorm: Scorm) -> Findings:
    """No item and no dependency uses a resource.

    The ADL test suite warns; LMSs do not mind.

    Bad: a resource left over from an older version
    Good: every resource used
    """
    used = {(item.ref or "").strip() for item in scorm.items}
    used.update((name or "").strip() for each in scorm.resources for name in each.dependencies)
    for resource in scorm.resources:
        if resource.identifier and resource.identifier.strip() not in used:
            yield scorm.flag(resource.element, f"nothing uses {named(resource.element)}")


@rule(
    "RES-LAUNCH-ORDER",
    severity=Severity.INFO,
    spec="practice: Open edX's SCORM XBlock launches the first resource in the file",
    editions=SCORM,
    hint="put the first item's resource first",
)
def first_resource_is_not_launched_first(scorm: Scorm) -> Findings:
    """The first resource with an href is not the one that the first item launches.

    Open edX launches the first in the order of the file.

    Bad: the resources of unit 2 before those of unit 1
    Good: resources in the order of the items
    """
    first = next((each for each in scorm.resources if each.href), None)
    launched = scorm.launched
    if first is not None and launched and first is not launched[0]:
        yield scorm.flag(first.element, f"{named(first.element)} stands first, and {named(launched[0].element)} starts")


@rule(
    "RES-ASSET-TRACKED",
    severity=Severity.INFO,
    spec="SCORM 2004 RTE 2; SN 4 (assets complete by themselves)",
    editions=SCORM,
    hint="make it a SCO if its completion must be known",
)
def asset_launched(scorm: Scorm) -> Findings:
    """An item launches an asset.

    An asset does not speak to the LMS: it counts as complete when opened, or never, as the LMS decides.

    Bad: an item for a page that should be tracked, with `asset`
    Good: `sco`, and a page that uses the API
    """
    for item, resource in scorm.manifest.launched:
        if not resource.is_sco:
            yield scorm.flag(item.element, f"{named(item.element)} launches an asset")


@rule(
    "RES-PERSISTSTATE",
    severity=Severity.ERROR,
    spec="SCORM 2004 3rd Edition CAM (persistState removed); ADL test suite",
    editions=("scorm2004-3rd", "scorm2004-4th"),
    hint="remove it",
)
def persist_state(scorm: Scorm) -> Findings:
    """A resource has `adlcp:persistState`, which only the 2nd Edition knows.

    The ADL test suite fails.

    Bad: `adlcp:persistState="true"`
    Good: without it
    """
    for resource in scorm.resources:
        if resource.element.get(f"{{{ADLCP_2004}}}persistState") is not None:
            yield scorm.flag(resource.element, f"{named(resource.element)} has persistState")

"""Validate room, the manifest as XML: what parsers, namespaces and schemas make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from scormkit.diagnostics import Severity
from scormkit.package.hrefs import resolve, scheme_of
from scormkit.package.manifest import IMSCP_12, IMSCP_2004, XSI, Standard
from scormkit.package.reader import Package
from scormkit.package.xml import XmlDocument, children_of, local_name, namespace_of, text_of
from scormkit.rules import Finding, Findings, rule
from scormkit.validate.schemas import canonical_digest, official_digests, own_digests, schema_errors
from scormkit.validate.subjects import SCORM, SCORM_2004, ManifestFile, Scorm, quoted
from scormkit.validate.vocabulary import (
    BOOLEANS_2004,
    GLOBAL_ATTRIBUTES,
    KNOWN_NAMESPACES,
    MEMBERS_2004,
    NAMESPACES_12,
    NAMESPACES_2004,
    PREFIXES,
    SCHEMA_FILES,
    SCHEMA_VERSIONS,
)

_PLAIN_ENCODINGS = ("", "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "us-ascii", "ascii")
_NO_ENCODING = re.compile(r"(?i)unsupported encoding|encoding not supported|conversion failed")  #: libxml2's words
_LARGE = 1_000_000
_DEEP = 100
_MOST_TITLES = 50


def _malformation(document: XmlDocument) -> str:
    """Which one rule explains why the document does not parse; "" when it does."""
    problem = document.problem
    if problem is None:
        return ""
    if problem.kind == "doctype" or document.doctype:
        return "XML-DOCTYPE"
    if problem.kind in ("limit", "unreadable"):
        return "XML-LIMIT"
    if problem.kind == "namespace":
        return "XML-NS-UNBOUND"
    if re.match(r"\s+<\?xml|[^<\s]", document.text.lstrip("\ufeff")) and "<?xml" in document.text[:500]:
        return "XML-BEFORE-DECL"
    if not document.decodes or _NO_ENCODING.search(problem.message):
        return "XML-ENCODING-UNREADABLE"
    if re.search(r"xmlParseEntityRef|EntityRef: expecting", problem.message):
        return "XML-UNESCAPED-AMP"
    return "XML-ENTITY" if re.search(r"Entity '.*' not defined", problem.message) else "XML-WELLFORMED"


def _explained(file: ManifestFile, code: str, message: str) -> Iterator[Finding]:
    if _malformation(file.document) == code and file.document.problem is not None:
        yield file.flag(message, file.document.problem.line)


@rule("XML-WELLFORMED", severity=Severity.ERROR, spec="XML 1.0, 2.1", hint="mend the XML at this place")
def not_well_formed(file: ManifestFile) -> Findings:
    """The manifest is not well-formed XML.

    Moodle stops with "XML error"; every other LMS refuses the package too.

    Bad: `<title>Course</titel>`
    Good: `<title>Course</title>`
    """
    problem = file.document.problem
    if problem is not None:
        yield from _explained(file, "XML-WELLFORMED", f"this is not well-formed XML: {problem.message}")


@rule("XML-UNESCAPED-AMP", severity=Severity.ERROR, spec="XML 1.0, 2.4", hint="write &amp; for &")
def bare_ampersand(file: ManifestFile) -> Findings:
    """A bare `&` stands in a text or an attribute.

    The most frequent way to break a manifest. Moodle repairs it with a pattern; the others refuse the package.

    Bad: `<title>Questions & answers</title>`
    Good: `<title>Questions &amp; answers</title>`
    """
    yield from _explained(file, "XML-UNESCAPED-AMP", "a bare & stands here")


@rule(
    "XML-NS-UNBOUND",
    severity=Severity.ERROR,
    spec="Namespaces in XML 1.0, 5",
    hint="declare the prefix on the root element",
)
def unbound_prefix(file: ManifestFile) -> Findings:
    """A namespace prefix is used without a declaration.

    Parsers that know namespaces refuse the manifest; others do not notice, so "it works for me" is common.

    Bad: `adlcp:scormtype="sco"` without `xmlns:adlcp`
    Good: `xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"` on the root
    """
    problem = file.document.problem
    if problem is not None:
        yield from _explained(file, "XML-NS-UNBOUND", problem.message[:1].lower() + problem.message[1:])


@rule("XML-DOCTYPE", severity=Severity.ERROR, spec="practice: XXE and entity bombs; ADL test suite", hint="remove it")
def doctype(file: ManifestFile) -> Findings:
    """The manifest has a DOCTYPE.

    SCORM uses schemas, not DTDs. A DOCTYPE is the door for files of the server and for entity bombs; careful parsers
    refuse it, and the ADL test suite then validates against the DTD and fails.

    Bad: `<!DOCTYPE manifest [ <!ENTITY a "…"> ]>`
    Good: no DOCTYPE
    """
    if file.document.doctype:
        yield file.flag("the manifest has a DOCTYPE", _line_matching(file.document, "<!DOCTYPE"))


def _line_matching(document: XmlDocument, needle: str) -> int:
    position = document.text.find(needle)
    return document.text.count("\n", 0, position) + 1 if position >= 0 else 0


@rule(
    "XML-ENTITY",
    severity=Severity.ERROR,
    spec="XML 1.0, 4.1",
    hint="write the character itself, or &#160; for &nbsp;",
)
def unknown_entity(file: ManifestFile) -> Findings:
    """An entity is used that XML does not define.

    Only `&amp; &lt; &gt; &quot; &apos;` exist; HTML's `&nbsp;` and `&eacute;` do not.

    Bad: `<title>A&nbsp;B</title>`
    Good: `<title>A&#160;B</title>`
    """
    problem = file.document.problem
    if problem is not None:
        yield from _explained(file, "XML-ENTITY", problem.message[:1].lower() + problem.message[1:])


@rule(
    "XML-ENCODING-DECL",
    severity=Severity.WARNING,
    spec="XML 1.0, 4.3.3 and Appendix F",
    hint="save the manifest as UTF-8 and declare UTF-8",
)
def encoding(file: ManifestFile) -> Findings:
    """The manifest is in an unusual encoding.

    Not every parser knows it. UTF-8, UTF-16, ISO-8859-1 and ASCII are known everywhere.

    Bad: `encoding="Shift_JIS"`
    Good: `<?xml version="1.0" encoding="UTF-8"?>` over UTF-8
    """
    document = file.document
    if document.root is not None and document.encoding.lower() not in _PLAIN_ENCODINGS:
        yield file.flag(f"the manifest declares the encoding {document.encoding}", 1)


@rule(
    "XML-ENCODING-UNREADABLE",
    severity=Severity.ERROR,
    spec="XML 1.0, 4.3.3 and Appendix F",
    hint="save the manifest as UTF-8 and declare UTF-8",
)
def unreadable_encoding(file: ManifestFile) -> Findings:
    """The manifest cannot be read in the encoding that it declares.

    Its bytes are in another one, or nobody knows the declared one: every LMS refuses the package.

    Bad: `encoding="UTF-8"` over a file saved as Windows-1252, `encoding="klingon"`
    Good: `<?xml version="1.0" encoding="UTF-8"?>` over UTF-8
    """
    document = file.document
    if _malformation(document) == "XML-ENCODING-UNREADABLE":
        yield file.flag(f"the manifest cannot be read as {document.encoding or 'UTF-8'}", 1)


@rule(
    "XML-BOM",
    severity=Severity.INFO,
    spec="XML 1.0, Appendix F; practice",
    editions=SCORM,
    hint="save without byte order mark",
)
def byte_order_mark(file: ManifestFile) -> Findings:
    """A UTF-8 byte order mark stands before the manifest.

    XML parsers take it; programs that search the text for `<?xml` at the start trip over it.

    Bad: bytes EF BB BF, then `<?xml …`
    Good: `<?xml …` at once
    """
    if file.document.bom == "utf-8":
        yield file.flag("the manifest begins with a byte order mark", 1)


@rule(
    "XML-BEFORE-DECL",
    severity=Severity.ERROR,
    spec="XML 1.0, 2.8",
    hint="begin the file with <?xml",
)
def text_before_declaration(file: ManifestFile) -> Findings:
    """White space or other text stands before `<?xml`.

    The declaration must be the very first thing; a single blank line before it breaks Moodle's import page.

    Bad: an empty line, then `<?xml version="1.0"?>`
    Good: `<?xml version="1.0"?>` first
    """
    yield from _explained(file, "XML-BEFORE-DECL", "something stands before the XML declaration")


@rule("XML-11", severity=Severity.WARNING, spec="XML 1.1; practice: few parsers read it", hint='write version="1.0"')
def xml_version(file: ManifestFile) -> Findings:
    """The manifest declares XML 1.1.

    Most parsers know only XML 1.0, or read 1.1 in part.

    Bad: `<?xml version="1.1"?>`
    Good: `<?xml version="1.0"?>`
    """
    if file.document.version not in ("", "1.0"):
        yield file.flag(f"the manifest declares XML {file.document.version}", 1)


@rule(
    "XML-NUMERIC-ENTITY",
    severity=Severity.INFO,
    spec="practice: Moodle 4.5 mod/scorm escapes & unless a name follows",
    editions=SCORM,
    hint="write the character itself",
)
def numeric_reference_in_title(file: ManifestFile) -> Findings:
    """A title is written with a numeric character reference.

    Right in XML, but Moodle's repair of ampersands shows it literally: `It&#39;s`.

    Bad: `<title>It&#39;s time</title>`
    Good: `<title>It's time</title>`
    """
    for found in islice(re.finditer(r"<title>[^<]*&#", file.document.text), _MOST_TITLES):
        line = file.document.text.count("\n", 0, found.end()) + 1
        yield file.flag("this title holds a numeric character reference", line)


@rule(
    "XML-ROOT",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2; IMS Content Packaging, manifest",
    hint="use <manifest> in the namespace of SCORM 1.2 or SCORM 2004",
    silences=("^XML-XSD-INVALID", "^XML-NS-*", "^XML-FOREIGN", "^XML-SCHEMALOCATION-*", "^META-*", "^MAN-ORDER"),
)
def root_element(file: ManifestFile) -> Findings:
    """The root of imsmanifest.xml is not `manifest` in the namespace of a SCORM edition.

    The edition cannot be told. Open edX falls back to `index.html`, others refuse the package.

    Bad: `<manifest identifier="M">` without a namespace
    Good: `<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" …>`
    """
    root = file.document.root
    if root is None or not file.name.lower().endswith("imsmanifest.xml"):
        return
    if local_name(root) != "manifest":
        yield file.flag(f"the root element is `{local_name(root)}`, not `manifest`", root.sourceline or 1)
    elif namespace_of(root) not in (IMSCP_12, IMSCP_2004):
        words = f"is in the namespace `{namespace_of(root)}`" if namespace_of(root) else "has no namespace"
        yield file.flag(f"`manifest` {words}, which belongs to no edition of SCORM", root.sourceline or 1)


def _declared(root: etree._Element) -> set[str]:
    """All namespaces that elements and attributes of the document are in."""
    found = set()
    for element in root.iter(etree.Element):
        found.add(namespace_of(element))
        found.update(namespace_of(str(name)) for name in element.attrib)
    return found


@rule(
    "XML-NS-EDITION",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3; SCORM 1.2 CAM 2",
    editions=SCORM,
    hint="use the namespaces of the edition that schemaversion names",
    silences=("^XML-XSD-INVALID", "^RES-SCORMTYPE-*", "^MD-NS", "^XML-SCHEMALOCATION-*"),
)
def namespaces_against_edition(scorm: Scorm) -> Findings:
    """Namespaces and schemaversion belong to different editions.

    One LMS looks at the namespace, another at the version: the wrong API is offered, and nothing is tracked.

    Bad: SCORM 2004's namespace with `<schemaversion>1.2</schemaversion>`
    Good: namespace and version of one edition
    """
    version = (scorm.manifest.schema_version or "").strip()
    is_12 = scorm.standard is Standard.SCORM12
    if version in SCHEMA_VERSIONS and (version == "1.2") != is_12:
        yield scorm.flag(scorm.root, f"schemaversion says {version}, the namespace says {scorm.standard.label}")
    others = set(NAMESPACES_2004 if is_12 else NAMESPACES_12) & _declared(scorm.root)
    for namespace in sorted(others - _seq_namespaces(is_12)):
        yield scorm.flag(scorm.root, f"`{namespace}` does not belong to {scorm.standard.label}")


def _seq_namespaces(is_12: bool) -> set[str]:
    """Namespaces whose presence another rule explains better: sequencing in 1.2, metadata in both."""
    left = {NAMESPACES_2004[2], NAMESPACES_2004[3], NAMESPACES_2004[4], NAMESPACES_2004[5]}
    return left if is_12 else {NAMESPACES_12[2]}


@rule(
    "XML-NS-UNKNOWN-ADL",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3; ADL test suite (namespace without a mapping)",
    editions=SCORM,
    hint="write the namespace exactly as the standard does",
    silences=("XML-FOREIGN", "^XML-XSD-INVALID", "^RES-SCORMTYPE-*", "^XML-PREFIX"),
)
def misspelt_namespace(scorm: Scorm) -> Findings:
    """A namespace looks like one of ADL's or IMS's, but is none of them.

    Its elements and attributes are foreign then, and every LMS ignores them.

    Bad: `xmlns:adlcp="https://www.adlnet.org/xsd/adlcp_v1p3"`
    Good: `xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"`
    """
    for namespace in sorted(_declared(scorm.root) - KNOWN_NAMESPACES):
        if _is_near_official(namespace):
            yield scorm.flag(scorm.root, f"`{namespace}` is no namespace of SCORM")


def _is_near_official(namespace: str) -> bool:
    from_ims_or_adl = re.search(r"(adlnet\.(org|gov)|imsproject\.org|imsglobal\.org)", namespace) is not None
    return from_ims_or_adl and not _is_metadata(namespace)


def _is_metadata(namespace: str) -> bool:
    return "imsmd" in namespace or "LOM" in namespace


@rule(
    "XML-PREFIX",
    severity=Severity.WARNING,
    spec="practice: Moodle 4.5 and Chamilo match names with literal prefixes",
    editions=SCORM,
    hint="use no prefix for the manifest's own elements, and adlcp, adlseq, adlnav and imsss for the others",
)
def unusual_prefix(scorm: Scorm) -> Findings:
    """Elements carry another prefix than in the standard's examples.

    Legal XML, but Moodle and Chamilo compare `adlcp:scormtype` letter by letter: with another prefix the SCO becomes
    an asset, all sequencing is lost, or no item is found at all.

    Bad: `<ims:manifest xmlns:ims="…">`, `xmlns:a="http://www.adlnet.org/xsd/adlcp_v1p3"`
    Good: `<manifest xmlns="…" xmlns:adlcp="…">`
    """
    if scorm.root.prefix is not None:
        yield scorm.flag(scorm.root, f"the manifest's own elements carry the prefix `{scorm.root.prefix}`")
    for prefix, namespace in sorted((str(key), value) for key, value in scorm.root.nsmap.items()):
        if namespace in PREFIXES and prefix != PREFIXES[namespace]:
            yield scorm.flag(scorm.root, f"`{namespace}` has the prefix `{prefix}`, not `{PREFIXES[namespace]}`")


_LOCATION = f"{{{XSI}}}schemaLocation"


def _locations(root: etree._Element) -> list[tuple[str, str]]:
    words = (root.get(_LOCATION) or "").split()
    return list(zip(words[::2], words[1::2], strict=False))


@rule(
    "XML-SCHEMALOCATION-MISSING",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3; ADL test suite",
    editions=SCORM,
    hint="add xsi:schemaLocation and the schemas it names",
)
def no_schema_location(scorm: Scorm) -> Findings:
    """The root has no `xsi:schemaLocation`.

    The ADL test suite warns, and validators without schemas of their own have nothing to check with.

    Bad: `<manifest xmlns="…">`
    Good: `<manifest xmlns="…" xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd">`
    """
    if not any(each.get(_LOCATION) for each in scorm.elements):
        yield scorm.flag(scorm.root, "the manifest has no xsi:schemaLocation")


@rule(
    "XML-SCHEMALOCATION-BAD",
    severity=Severity.ERROR,
    spec="XML Schema 1.0 Structures, 2.6.3; ADL test suite",
    editions=SCORM,
    hint="write pairs: a namespace, then its schema",
    silences=("XML-XSD-MISSING",),
)
def bad_schema_location(scorm: Scorm) -> Findings:
    """`xsi:schemaLocation` is not a list of pairs, or gives a namespace the schema of another.

    The ADL test suite fails the package.

    Bad: `xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1"`
    Good: `xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd"`
    """
    owner = {name: namespace for namespace, names in SCHEMA_FILES.items() for name in names}
    for element in scorm.elements:
        words = (element.get(_LOCATION) or "").split()
        if len(words) % 2:
            yield scorm.flag(element, "xsi:schemaLocation has a namespace without a schema, or the reverse")
            continue
        for namespace, location in _locations(element):
            expected = owner.get(location.rpartition("/")[2])
            if expected and expected != namespace:
                yield scorm.flag(element, f"xsi:schemaLocation gives `{namespace}` the schema `{location}`")


@rule(
    "XML-SCHEMALOCATION-REMOTE",
    severity=Severity.WARNING,
    spec="practice: LMSs without a way to the internet",
    editions=SCORM,
    hint="put the schema in the package and name the file",
)
def remote_schema(scorm: Scorm) -> Findings:
    """`xsi:schemaLocation` names a schema on the internet.

    An LMS behind a firewall cannot load it; some block the upload until a time-out.

    Bad: `http://www.adlnet.org/xsd/adlcp_rootv1p2.xsd` as a location
    Good: `adlcp_rootv1p2.xsd`
    """
    for element in scorm.elements:
        remote = [location for _, location in _locations(element) if scheme_of(location)]
        if remote:
            yield scorm.flag(element, f"schemas lie on the internet: {quoted(remote)}")


@rule(
    "XML-XSD-MISSING",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 (control documents); ADL test suite",
    editions=SCORM,
    hint="put the schemas beside the manifest",
)
def schema_not_in_package(scorm: Scorm) -> Findings:
    """A schema named in `xsi:schemaLocation` is not in the package.

    The ADL test suite stops there. Moodle, SCORM Cloud, Open edX and Chamilo bring their own and do not mind.

    Bad: `imscp_v1p1.xsd` named and not there
    Good: `imscp_v1p1.xsd` beside imsmanifest.xml
    """
    if not scorm.has_files:
        return
    for element in scorm.elements:
        missing = [
            location
            for _, location in _locations(element)
            if not scheme_of(location) and not scorm.package.find(resolve(location))
        ]
        if missing:
            yield scorm.flag(element, f"schemas are not in the package: {quoted(missing)}")


@rule(
    "XML-XSD-ALTERED",
    severity=Severity.INFO,
    spec="SCORM 2004 CAM 3 (control documents)",
    editions=SCORM,
    hint="use the published schema, or one made to stand in for it",
)
def altered_schema(package: Package) -> Findings:
    """A schema in the package has the name of a published one and other content.

    A changed schema hides errors from tools that use it. Schemas written by scormkit are recognised.

    Bad: an `adlcp_rootv1p2.xsd` with an element removed
    Good: the published file
    """
    for name in package.files:
        known = official_digests().get(name.rpartition("/")[2])
        content = None if known is None else package.content(name, 1 << 20)
        if known is None or content is None:
            continue
        digest = canonical_digest(content)
        if digest not in known and digest not in own_digests():
            yield Finding(f"`{name}` differs from the published schema of that name", package.at(name))


@rule(
    "XML-XSD-INVALID",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 3 and 5; SCORM 1.2 CAM 2; the schemas of IMS and ADL",
    editions=SCORM,
    hint="follow the schema: names, order and values",
    fallback=True,
)
def schema_invalid(scorm: Scorm) -> Findings:
    """The manifest breaks the schema of its edition, in a way that no other rule explains.

    SCORM Cloud and the ADL test suite validate with schemas and refuse the package. Checked with scormkit's own
    schemas for the same namespaces, never with those in the package.

    Bad: `<item identifier="I1"><item/><title>Unit</title></item>`
    Good: `<item identifier="I1"><title>Unit</title><item/></item>`
    """
    for element, message in schema_errors(scorm.root, scorm.standard):
        yield scorm.flag(element, message)


@rule(
    "XML-XSD-WILDCARD",
    severity=Severity.INFO,
    spec="IMS Content Packaging 1.1.4 (lax wildcards)",
    editions=("scorm2004-4th",),
    hint="check the spelling against the standard",
)
def unknown_member(scorm: Scorm) -> Findings:
    """An element or attribute in one of ADL's or IMS's namespaces does not exist there.

    The schema of the 4th edition lets it pass, and every LMS ignores it.

    Bad: `<adlcp:passingScore>80</adlcp:passingScore>`
    Good: `<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>`
    """
    for element in scorm.elements:
        members = MEMBERS_2004.get(namespace_of(element))
        name = local_name(element)
        if members is not None and not _known(name, members) and not is_name_of_12(name):
            yield scorm.flag(element, f"`{name}` does not exist in `{namespace_of(element)}`")
        for full in element.attrib:
            allowed = GLOBAL_ATTRIBUTES.get(namespace_of(str(full)))
            if allowed is not None and not _known(local_name(str(full)), allowed):
                yield scorm.flag(element, f"the attribute `{local_name(str(full))}` does not exist")


def _known(name: str, names: object) -> bool:
    """Known, or so nearly that the rule on upper and lower case speaks."""
    return isinstance(names, (dict, tuple)) and name.lower() in {each.lower() for each in names}


def is_name_of_12(name: str) -> bool:
    """A name that SCORM 1.2 has and 2004 has not."""
    return name in ("masteryscore", "maxtimeallowed", "prerequisites", "datafromlms", "timelimitaction")


@rule(
    "XML-FOREIGN",
    severity=Severity.INFO,
    spec="IMS Content Packaging (extensions)",
    editions=SCORM,
    hint="leave extensions out of what goes to an LMS",
)
def foreign_namespace(scorm: Scorm) -> Findings:
    """The manifest holds elements or attributes of a namespace that SCORM does not use.

    Extensions are allowed, but the LMS ignores them, and some parsers fail.

    Bad: `<acme:settings xmlns:acme="http://acme.example/"/>`
    Good: only SCORM's namespaces
    """
    seen: set[str] = set()
    for element in scorm.elements:
        used = {namespace_of(element), *(namespace_of(str(name)) for name in element.attrib)}
        for namespace in sorted(used - KNOWN_NAMESPACES - seen):
            seen.add(namespace)
            if not _is_metadata(namespace) and not _is_near_official(namespace):
                yield scorm.flag(element, f"`{namespace}` is not a namespace of SCORM")


def _depth(root: etree._Element) -> int:
    depth, level = 1, [root]
    while level := [child for each in level for child in children_of(each)]:
        depth += 1
    return depth


@rule(
    "XML-HUGE",
    severity=Severity.WARNING,
    spec="practice: memory of PHP and DOM parsers",
    editions=SCORM,
    hint="split the course into several packages",
)
def huge(scorm: Scorm) -> Findings:
    """The manifest is larger than 1 MB, or nested deeper than 100 elements.

    Importing runs out of memory or time; the largest real manifest seen has 996 kB.

    Bad: a manifest with 20,000 items
    Good: a few hundred items
    """
    document = scorm.package.document
    size = len(document.data) if document is not None else 0
    if size > _LARGE:
        yield scorm.flag(scorm.root, f"the manifest has {size:,} bytes")
    depth = _depth(scorm.root)
    if depth > _DEEP:
        yield scorm.flag(scorm.root, f"the manifest is nested {depth} deep")


@rule(
    "XML-LIMIT",
    severity=Severity.ERROR,
    spec="practice: denial of service; libxml2 and PHP limits",
    hint="split the course into several packages",
)
def beyond_limits(file: ManifestFile) -> Findings:
    """The manifest is so large or so deep that it was not read.

    More than 32 MB, 400,000 tags or 200 levels: no LMS imports such a manifest, and no honest course has one.

    Bad: a manifest of a million items
    Good: a few hundred items
    """
    problem = file.document.problem
    if problem is not None and problem.kind in ("limit", "unreadable"):
        yield file.flag(f"the manifest was not read: {problem.message}")


_COLLAPSED = ("identifier", "identifierref", "href", "default", "type")


@rule(
    "XML-WS-IDS",
    severity=Severity.ERROR,
    spec="XML Schema 1.0 Datatypes, 3.3.8 (whiteSpace collapse); ADL test suite; Moodle 4.5",
    editions=SCORM,
    hint="remove the white space",
    silences=(
        "ITEM-REF-UNRESOLVED",
        "DEP-UNRESOLVED",
        "ORG-DEFAULT-UNRESOLVED",
        "ID-NCNAME",
        "RES-*",
        "FILE-*",
        "ID-CHARS",
    ),
)
def white_space_in_identifiers(scorm: Scorm) -> Findings:
    """White space stands before or after an identifier, a reference, an href or a word of the vocabulary.

    A schema forgives it; the ADL test suite and Moodle compare exactly, so the item cannot be launched.

    Bad: `identifierref=" R1 "`
    Good: `identifierref="R1"`
    """
    for element in scorm.elements:
        if namespace_of(element) == scorm.namespace:
            padded = [name for name in _COLLAPSED if _padded(element.get(name))]
        else:
            padded = (
                ["text"] if local_name(element) in ("hideLMSUI", "timeLimitAction") and _padded_text(element) else []
            )
        if padded:
            yield scorm.flag(element, f"white space stands around the {quoted(padded)} of this {local_name(element)}")


def _padded(value: str | None) -> bool:
    return value is not None and value != value.strip() and bool(value.strip())


def _padded_text(element: etree._Element) -> bool:
    return _padded(text_of(element))


@rule(
    "XML-BOOLEAN-LEXICAL",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 5 (true or false); Moodle 4.5 compares with true",
    editions=SCORM_2004,
    hint="write true or false",
)
def boolean_as_digit(scorm: Scorm) -> Findings:
    """A yes-or-no value is written 1 or 0.

    Schemas allow it; the ADL test suite fails it, and Moodle takes only `true` for true.

    Bad: `<imsss:controlMode flow="1"/>`
    Good: `<imsss:controlMode flow="true"/>`
    """
    for element in scorm.elements:
        if namespace_of(element) not in MEMBERS_2004:
            continue
        digits = [name for name in BOOLEANS_2004.get(local_name(element), ()) if element.get(name) in ("0", "1")]
        if digits:
            yield scorm.flag(element, f"{quoted(digits)} must be true or false")

"""Validate room, cmi5: the course structure, by its schema and by what the schema cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from scormkit.diagnostics import Severity
from scormkit.package.hrefs import resolve, scheme_of
from scormkit.package.manifest import CMI5, Standard
from scormkit.package.xml import children_of, local_name, namespace_of, text_of
from scormkit.rules import Finding, Findings, rule
from scormkit.validate.schemas import schema_errors
from scormkit.validate.subjects import CourseStructure, ManifestFile, quoted
from scormkit.validate.vocabulary import MOVE_ON

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
_SCORE = re.compile(r"(0(\.\d{1,4})?|1(\.0{1,4})?|\.\d{1,4})")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_RESERVED = ("endpoint", "fetch", "actor", "registration", "activityid")
_DECLARED = ("course", "block", "au", "objective")


def is_iri(value: str | None) -> bool:
    """An absolute IRI: a scheme and something after it, without white space."""
    return value is not None and _IRI.fullmatch(value.strip()) is not None


def _declared(structure: CourseStructure, name: str) -> list[etree._Element]:
    """Elements that declare something: references to objectives carry idref and declare nothing."""
    return [each for each in structure.named(name) if each.get("idref") is None]


def _name(element: etree._Element) -> str:
    return f"{local_name(element)} `{element.get('id')}`" if element.get("id") else f"a {local_name(element)}"


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((each for each in children_of(element) if local_name(each) == name), None)


def _aus(structure: CourseStructure) -> Iterator[tuple[etree._Element, etree._Element | None, str]]:
    """Each AU with its url element and the text of that."""
    for au in structure.named("au"):
        address = _child(au, "url")
        yield au, address, "" if address is None else text_of(address).strip()


@rule(
    "C5-XSD",
    severity=Severity.ERROR,
    spec="cmi5 13.2; CourseStructure.xsd",
    hint="follow the schema: names, order and values",
    fallback=True,
)
def structure_breaks_schema(structure: CourseStructure) -> Findings:
    """The course structure breaks its schema, in a way that no other rule explains.

    SCORM Cloud says: "Manifest did not validate against schema".

    Bad: `<url>` before `<title>` in an AU
    Good: title, description, objectives, url, …
    """
    if namespace_of(structure.root) == CMI5:
        for element, message in schema_errors(structure.root, Standard.CMI5):
            yield structure.flag(element, message)


@rule(
    "C5-NAME",
    severity=Severity.ERROR,
    spec="cmi5 14.1 (cmi5.xml at the root of the zip)",
    hint="name it cmi5.xml",
)
def structure_name(file: ManifestFile) -> Findings:
    """A course structure in a zip is not called cmi5.xml.

    The LMS looks for that name at the root and nowhere else.

    Bad: a cmi5 course structure saved as `tincan.xml`
    Good: `cmi5.xml`
    """
    root = file.document.root
    is_structure = root is not None and local_name(root) == "courseStructure"
    if is_structure and file.package.archive.kind != "document" and file.name.rpartition("/")[2].lower() != "cmi5.xml":
        yield file.flag(f"the course structure is called `{file.name}`")


@rule(
    "C5-NS",
    severity=Severity.ERROR,
    spec="cmi5 13.2; CourseStructure.xsd (targetNamespace)",
    hint=f"use {CMI5}",
)
def structure_namespace(structure: CourseStructure) -> Findings:
    """The course structure is in another namespace than cmi5's.

    Drafts of 2015 used another one, and packages with it still go round.

    Bad: `xmlns="http://www.adlnet.gov/cmi5/CourseStructure.xsd"`
    Good: `xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"`
    """
    if namespace_of(structure.root) != CMI5:
        yield structure.flag(structure.root, f"the namespace is `{namespace_of(structure.root)}`")


def _bad_ids(structure: CourseStructure, name: str) -> Iterator[Finding]:
    for element in _declared(structure, name):
        value = element.get("id")
        if value is None:
            yield structure.flag(element, f"{_name(element)} has no id")
        elif not is_iri(value):
            yield structure.flag(element, f"the id `{value}` is no absolute IRI")


@rule("C5-COURSE-ID", severity=Severity.ERROR, spec="cmi5 3.0 and 13.1.1", hint="write an IRI you own")
def course_id(structure: CourseStructure) -> Findings:
    """The course has no id, or one that is not an absolute IRI.

    Statements about the course carry it.

    Bad: `<course id="course1">`
    Good: `<course id="https://example.org/airway-basics">`
    """
    yield from _bad_ids(structure, "course")


@rule("C5-AU-ID", severity=Severity.ERROR, spec="cmi5 3.0 and 13.1.4", hint="write an IRI you own")
def au_id(structure: CourseStructure) -> Findings:
    """An AU has no id, or one that is not an absolute IRI.

    The schema lets relative ones pass; statements need absolute ones.

    Bad: `<au id="unit-1">`
    Good: `<au id="https://example.org/airway-basics/unit-1">`
    """
    yield from _bad_ids(structure, "au")


@rule("C5-BLOCK-ID", severity=Severity.ERROR, spec="cmi5 3.0 and 13.1.2", hint="write an IRI you own")
def block_id(structure: CourseStructure) -> Findings:
    """A block has no id, or one that is not an absolute IRI.

    Bad: `<block id="module-1">`
    Good: `<block id="https://example.org/airway-basics/module-1">`
    """
    yield from _bad_ids(structure, "block")


@rule("C5-OBJ-ID", severity=Severity.ERROR, spec="cmi5 3.0 and 13.1.3", hint="write an IRI you own")
def objective_id(structure: CourseStructure) -> Findings:
    """An objective has no id, or one that is not an absolute IRI.

    Bad: `<objective id="o1">`
    Good: `<objective id="https://example.org/airway-basics/objectives/1">`
    """
    yield from _bad_ids(structure, "objective")


def _duplicates(structure: CourseStructure, name: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for element in _declared(structure, name):
        value = (element.get("id") or "").strip()
        if value and value in seen:
            yield structure.flag(element, f"the id `{value}` is used by two {name}s")
        seen.add(value)


@rule("C5-AU-DUP", severity=Severity.ERROR, spec="cmi5 13.1.4", hint="give each AU an id of its own")
def au_duplicate(structure: CourseStructure) -> Findings:
    """Two AUs have the same id.

    Their results cannot be told apart; the schema does not notice.

    Bad: two `<au id="https://example.org/c/1">`
    Good: `…/1` and `…/2`
    """
    yield from _duplicates(structure, "au")


@rule("C5-BLOCK-DUP", severity=Severity.ERROR, spec="cmi5 13.1.2", hint="give each block an id of its own")
def block_duplicate(structure: CourseStructure) -> Findings:
    """Two blocks have the same id.

    Bad: two `<block id="https://example.org/c/m1">`
    Good: `…/m1` and `…/m2`
    """
    yield from _duplicates(structure, "block")


@rule("C5-OBJ-DUP", severity=Severity.ERROR, spec="cmi5 13.1.3", hint="give each objective an id of its own")
def objective_duplicate(structure: CourseStructure) -> Findings:
    """Two objectives have the same id.

    Bad: two `<objective id="https://example.org/c/o1">`
    Good: `…/o1` and `…/o2`
    """
    yield from _duplicates(structure, "objective")


@rule("C5-ID-CROSS", severity=Severity.WARNING, spec="cmi5 3.0; xAPI 4.1.4.1", hint="use different ids")
def id_of_two_kinds(structure: CourseStructure) -> Findings:
    """One id belongs to elements of different kinds.

    Statements about the course and about the AU cannot be told apart.

    Bad: `<course id="https://example.org/c">` and `<au id="https://example.org/c">`
    Good: `https://example.org/c` and `https://example.org/c/1`
    """
    seen: dict[str, str] = {}
    for name in _DECLARED:
        for element in _declared(structure, name):
            value = (element.get("id") or "").strip()
            if value and seen.setdefault(value, name) != name:
                yield structure.flag(element, f"the id `{value}` is also that of a {seen[value]}")


@rule("C5-OBJ-REF", severity=Severity.ERROR, spec="cmi5 13.1", hint="declare the objective, or correct the reference")
def unknown_objective(structure: CourseStructure) -> Findings:
    """A block or AU refers to an objective that is not declared.

    Bad: `<objective idref="https://example.org/c/o9"/>`
    Good: with `<objective id="https://example.org/c/o9">` at the top
    """
    known = {(each.get("id") or "").strip() for each in _declared(structure, "objective")}
    for element in structure.named("objective"):
        reference = element.get("idref")
        if reference is not None and reference.strip() not in known:
            yield structure.flag(element, f"`{reference}` is no objective of this course")


@rule("C5-NO-AU", severity=Severity.ERROR, spec="cmi5 13.1; CourseStructure.xsd", hint="add an AU")
def no_au(structure: CourseStructure) -> Findings:
    """The course has no AU.

    There is nothing to launch.

    Bad: `<courseStructure><course …/></courseStructure>`
    Good: with `<au …>`
    """
    if not structure.named("au"):
        yield structure.flag(structure.root, "the course has no AU")


@rule(
    "C5-TITLE",
    severity=Severity.ERROR,
    spec="cmi5 13.1; CourseStructure.xsd",
    hint="add title and description, each with a langstring",
)
def title_or_description_missing(structure: CourseStructure) -> Findings:
    """A course, block, AU or objective has no title or no description.

    The schema requires both; packages without descriptions are refused.

    Bad: `<au …><title>…</title><url>…`
    Good: `<au …><title>…</title><description>…</description><url>…`
    """
    for name in _DECLARED:
        for element in _declared(structure, name):
            missing = [each for each in ("title", "description") if _child(element, each) is None]
            if missing:
                yield structure.flag(element, f"{_name(element)} has no {quoted(missing)}")


def _texts(structure: CourseStructure) -> Iterator[etree._Element]:
    for element in structure.named("title") + structure.named("description"):
        if namespace_of(element) == namespace_of(structure.root):
            yield element


@rule(
    "C5-LANGSTRING",
    severity=Severity.ERROR,
    spec="cmi5 13.1; CourseStructure.xsd (langstring)",
    hint='write <langstring lang="en">…</langstring> inside',
)
def text_without_langstring(structure: CourseStructure) -> Findings:
    """A title or description holds no langstring, or an empty one.

    Bad: `<title>Unit 1</title>`
    Good: `<title><langstring lang="en">Unit 1</langstring></title>`
    """
    for element in _texts(structure):
        strings = [each for each in children_of(element) if local_name(each) == "langstring"]
        if not strings or not all(text_of(each).strip() for each in strings):
            yield structure.flag(element, f"this {local_name(element)} holds no text in a langstring")


@rule("C5-LANG", severity=Severity.WARNING, spec="cmi5 13.1; RFC 5646", hint="write each language once, such as en-US")
def langstring_language(structure: CourseStructure) -> Findings:
    """A langstring has no language, one that is no language tag, or one that its neighbour has.

    Bad: `<langstring>Unit 1</langstring>`
    Good: `<langstring lang="en">Unit 1</langstring>`
    """
    for element in _texts(structure):
        seen: set[str] = set()
        for each in (child for child in children_of(element) if local_name(child) == "langstring"):
            tag = each.get("lang")
            if tag is None:
                yield structure.flag(each, "this langstring has no lang")
            elif not _LANGUAGE.fullmatch(tag):
                yield structure.flag(each, f"`{tag}` is no language tag")
            elif tag.lower() in seen:
                yield structure.flag(each, f"there are two texts in `{tag}`")
            seen.add((tag or "").lower())


@rule("C5-URL", severity=Severity.ERROR, spec="cmi5 13.1.4", hint="add the address of the AU")
def url_missing(structure: CourseStructure) -> Findings:
    """An AU has no url, or an empty one.

    Bad: `<url/>`
    Good: `<url>unit-1/index.html</url>`
    """
    for au, address, text in _aus(structure):
        if not text:
            yield structure.flag(au if address is None else address, f"{_name(au)} has no url")


def _is_bad_url(text: str) -> bool:
    if re.search(r"[\s\\]", text) or scheme_of(text) not in ("", "http", "https"):
        return True
    try:
        return bool(scheme_of(text)) and not urlsplit(text).netloc
    except ValueError:
        return True


@rule(
    "C5-URL-SYNTAX",
    severity=Severity.ERROR,
    spec="cmi5 13.1.4; RFC 3986",
    hint="write a relative path or an https address",
)
def url_syntax(structure: CourseStructure) -> Findings:
    """A url is no address that can be launched.

    White space, a backslash, or another scheme than http and https.

    Bad: `<url>unit 1/index.html</url>`
    Good: `<url>unit-1/index.html</url>`
    """
    for _, address, text in _aus(structure):
        if address is not None and text and _is_bad_url(text):
            yield structure.flag(address, f"`{text}` is no address")


def _relative(structure: CourseStructure) -> Iterator[tuple[etree._Element, str]]:
    for _, address, text in _aus(structure):
        if address is not None and text and not scheme_of(text) and not _is_bad_url(text):
            yield address, text


@rule(
    "C5-URL-RELATIVE-XML",
    severity=Severity.ERROR,
    spec="cmi5 14.2 (a course structure alone has absolute urls)",
    hint="write the whole address, or deliver a zip",
)
def relative_url_without_zip(structure: CourseStructure) -> Findings:
    """A course structure that comes without a zip has a relative url.

    There is nothing it could be relative to.

    Bad: `cmi5.xml` alone with `<url>index.html</url>`
    Good: `<url>https://example.org/unit-1/index.html</url>`
    """
    if not structure.has_files:
        for address, text in _relative(structure):
            yield structure.flag(address, f"`{text}` is relative, and there is no zip")


@rule("C5-URL-NOT-FOUND", severity=Severity.ERROR, spec="cmi5 14.1", hint="add the file, or correct the url")
def url_not_found(structure: CourseStructure) -> Findings:
    """A relative url names a file that is not in the zip.

    404 at launch.

    Bad: `<url>index.html</url>` without that file
    Good: with it
    """
    for address, text in _relative(structure) if structure.has_files else ():
        reference = resolve(text)
        known = structure.package.find(reference) or structure.package.find_other_case(reference)
        if reference.is_file and not reference.rooted and not reference.escapes and not known:
            yield structure.flag(address, f"`{reference.path}` is not in the package")


@rule("C5-URL-CASE", severity=Severity.ERROR, spec="RFC 3986, 6.2.2.1", hint="write the name as the file has it")
def url_case(structure: CourseStructure) -> Findings:
    """A url names a file that exists only with other upper and lower case.

    404 on Linux.

    Bad: `<url>Index.html</url>` for `index.html`
    Good: `<url>index.html</url>`
    """
    for address, text in _relative(structure):
        reference = resolve(text)
        other = "" if structure.package.find(reference) else structure.package.find_other_case(reference)
        if other:
            yield structure.flag(address, f"`{text}` is stored as `{other}`")


@rule("C5-URL-RESERVED", severity=Severity.ERROR, spec="cmi5 8.1", hint="use other names in the query")
def url_reserved(structure: CourseStructure) -> Findings:
    """A url's query uses a name that the LMS adds at launch.

    `endpoint`, `fetch`, `actor`, `registration`, `activityId`: one of the two values is lost.

    Bad: `<url>index.html?actor=me</url>`
    Good: `<url>index.html?unit=1</url>`
    """
    for _, address, text in _aus(structure):
        query = text.partition("#")[0].partition("?")[2]
        used = [name for name, _ in parse_qsl(query, keep_blank_values=True) if name.lower() in _RESERVED]
        if address is not None and used:
            yield structure.flag(address, f"the query uses {quoted(used)}, which the LMS adds")


@rule("C5-URL-FRAGMENT", severity=Severity.WARNING, spec="cmi5 8.1 and 13.1.4", hint="use a query instead")
def url_fragment(structure: CourseStructure) -> Findings:
    """A url has a fragment.

    The LMS appends its query; some append it after the fragment, and the AU does not see it.

    Bad: `<url>index.html#/unit-1</url>`
    Good: `<url>index.html?unit=1</url>`
    """
    for _, address, text in _aus(structure):
        if address is not None and "#" in text:
            yield structure.flag(address, f"`{text}` has a fragment")


@rule("C5-URL-HTTP", severity=Severity.WARNING, spec="cmi5 8.1; practice: mixed content", hint="use https")
def url_http(structure: CourseStructure) -> Findings:
    """A url is not encrypted.

    Browsers block it inside an https page, and the token travels in clear.

    Bad: `<url>http://example.org/unit-1</url>`
    Good: `<url>https://example.org/unit-1</url>`
    """
    for _, address, text in _aus(structure):
        if address is not None and scheme_of(text) == "http" and not _is_bad_url(text):
            yield structure.flag(address, f"`{text}` is not encrypted")


@rule("C5-URL-ESCAPE", severity=Severity.ERROR, spec="cmi5 14.1", hint="count the path from the root of the zip")
def url_escape(structure: CourseStructure) -> Findings:
    """A relative url leaves the zip.

    Bad: `<url>../index.html</url>`, `<url>/index.html</url>`
    Good: `<url>index.html</url>`
    """
    for address, text in _relative(structure):
        reference = resolve(text)
        if reference.escapes or reference.rooted:
            yield structure.flag(address, f"`{text}` leaves the package")


@rule(
    "C5-MOVEON",
    severity=Severity.ERROR,
    spec="cmi5 13.1.4 (moveOn)",
    hint=f"write one of {', '.join(MOVE_ON)}",
)
def move_on(structure: CourseStructure) -> Findings:
    """An AU's `moveOn` is none of the five that exist.

    Bad: `moveOn="Complete"`
    Good: `moveOn="Completed"`
    """
    for au, _, _ in _aus(structure):
        value = au.get("moveOn")
        if value is not None and value not in MOVE_ON:
            yield structure.flag(au, f"moveOn is `{value}`")


@rule(
    "C5-MOVEON-DEFAULT",
    severity=Severity.WARNING,
    spec="cmi5 13.1.4 (moveOn, default NotApplicable) and 9.6",
    hint='write moveOn="Completed" or another on the AUs that count',
)
def move_on_everywhere_default(structure: CourseStructure) -> Findings:
    """No AU has to be completed or passed.

    The course is satisfied at once, before anything was learned.

    Bad: no `moveOn` on any AU
    Good: `moveOn="CompletedAndPassed"`
    """
    aus = structure.named("au")
    if aus and all(each.get("moveOn", "NotApplicable") == "NotApplicable" for each in aus):
        yield structure.flag(structure.root, "no AU has to be completed or passed")


@rule("C5-MASTERYSCORE", severity=Severity.ERROR, spec="cmi5 13.1.4 (masteryScore)", hint="write 0.8 for 80 %")
def mastery_score(structure: CourseStructure) -> Findings:
    """A mastery score is not a number from 0 to 1 with at most four decimals.

    Bad: `masteryScore="80"`
    Good: `masteryScore="0.8"`
    """
    for au, _, _ in _aus(structure):
        value = au.get("masteryScore")
        if value is not None and not _SCORE.fullmatch(value.strip()):
            yield structure.flag(au, f"the mastery score `{value}` is not 0 to 1 with at most four decimals")


@rule(
    "C5-MASTERY-MOVEON",
    severity=Severity.WARNING,
    spec="cmi5 13.1.4 (masteryScore, moveOn)",
    hint="give a masteryScore where passing counts, and only there",
)
def mastery_without_passing(structure: CourseStructure) -> Findings:
    """Passing counts and there is no mastery score, or there is one and passing does not count.

    Allowed, but rarely meant.

    Bad: `moveOn="Passed"` without `masteryScore`
    Good: `moveOn="Passed" masteryScore="0.8"`
    """
    for au, _, _ in _aus(structure):
        move, score = au.get("moveOn", "NotApplicable"), au.get("masteryScore")
        if move in ("Passed", "CompletedAndPassed") and score is None:
            yield structure.flag(au, f"moveOn is {move}, and there is no masteryScore")
        elif move == "Completed" and score is not None:
            yield structure.flag(au, "there is a masteryScore, and passing does not count")


@rule(
    "C5-LAUNCHMETHOD",
    severity=Severity.ERROR,
    spec="cmi5 13.1.4 (launchMethod)",
    hint='write the attribute launchMethod="AnyWindow" or "OwnWindow"',
)
def launch_method(structure: CourseStructure) -> Findings:
    """`launchMethod` is neither AnyWindow nor OwnWindow, or is written as an element.

    Bad: `launchMethod="NewWindow"`
    Good: `launchMethod="OwnWindow"`
    """
    for au, _, _ in _aus(structure):
        value = au.get("launchMethod")
        if value is not None and value not in ("AnyWindow", "OwnWindow"):
            yield structure.flag(au, f"launchMethod is `{value}`")
    for element in structure.named("launchMethod"):
        yield structure.flag(element, "launchMethod is an attribute of au, not an element")


@rule(
    "C5-LAUNCHPARAMS",
    severity=Severity.WARNING,
    spec="cmi5 13.1.4 (launchParameters); practice: columns of LMSs",
    hint="remove white space, and keep it short",
)
def launch_parameters(structure: CourseStructure) -> Findings:
    """Launch parameters have white space around them, or more than 2000 characters.

    They are passed on as written.

    Bad: launch parameters on a line of their own
    Good: `<launchParameters>{"unit": 1}</launchParameters>`
    """
    for element in structure.named("launchParameters"):
        text = text_of(element)
        if text != text.strip():
            yield structure.flag(element, "white space stands around the launch parameters")
        elif len(text) > 2000:
            yield structure.flag(element, f"the launch parameters have {len(text)} characters")


@rule(
    "C5-ACTIVITYTYPE", severity=Severity.WARNING, spec="cmi5 13.1.4 (activityType); xAPI 4.1.4.1", hint="write an IRI"
)
def activity_type(structure: CourseStructure) -> Findings:
    """An AU's `activityType` is not an IRI.

    It becomes the type of the activity in statements, which must be one.

    Bad: `activityType="lesson"`
    Good: `activityType="http://adlnet.gov/expapi/activities/lesson"`
    """
    for au, _, _ in _aus(structure):
        value = au.get("activityType")
        if value is not None and not is_iri(value):
            yield structure.flag(au, f"the activity type `{value}` is no IRI")


@rule(
    "C5-EXTENSION",
    severity=Severity.WARNING,
    spec="cmi5 13.1.5 (vendor extensions)",
    hint="deliver the extension's schema, named in xsi:schemaLocation",
    silences=("C5-XSD",),
)
def extension_without_schema(structure: CourseStructure) -> Findings:
    """The course structure is extended by another namespace whose schema is not named.

    The LMS cannot validate it.

    Bad: `<acme:badge xmlns:acme="https://acme.example/ns"/>`
    Good: with `xsi:schemaLocation="https://acme.example/ns acme.xsd"`
    """
    located = set()
    for element in structure.elements:
        words = (element.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation") or "").split()
        located.update(words[::2])
    seen: set[str] = set()
    for element in structure.elements:
        for name in (str(element.tag), *map(str, element.attrib)):
            namespace = namespace_of(name)
            foreign = namespace and namespace != namespace_of(structure.root) and "www.w3.org" not in namespace
            if foreign and namespace not in located | seen:
                seen.add(namespace)
                yield structure.flag(element, f"the extension `{namespace}` names no schema")


@rule("C5-MANY-AU", severity=Severity.WARNING, spec="cmi5 6.1 (an LMS supports 1000 AUs)", hint="split the course")
def many_aus(structure: CourseStructure) -> Findings:
    """The course has more than 1000 AUs.

    An LMS need not take more.

    Bad: an AU for every question
    Good: an AU for every unit
    """
    count = len(structure.named("au"))
    if count > 1000:
        yield structure.flag(structure.root, f"the course has {count:,} AUs")

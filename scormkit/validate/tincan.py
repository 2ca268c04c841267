"""Validate room, Tin Can: tincan.xml of xAPI packages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from lxml import etree

from scormkit.diagnostics import Severity
from scormkit.package.hrefs import resolve, scheme_of
from scormkit.package.manifest import TINCAN, Standard
from scormkit.package.xml import children_of, local_name, namespace_of, text_of
from scormkit.rules import Findings, rule
from scormkit.validate.cmi5 import is_iri
from scormkit.validate.schemas import schema_errors
from scormkit.validate.subjects import Tincan, quoted

_RESERVED = ("endpoint", "auth", "actor", "registration", "activity_id")
_PLACEHOLDER = re.compile(r"(?i)\[[^\]]*\]|\{[^}]*\}|//(www\.)?example\.(com|org|net)|localhost|127\.0\.0\.1|your[-_]")


def _launches(tincan: Tincan) -> Iterator[tuple[etree._Element, str]]:
    for element in tincan.named("launch"):
        yield element, text_of(element).strip()


@rule(
    "TC-XSD",
    severity=Severity.ERROR,
    spec="tincan.xsd",
    hint="each activity has name, description, then launch",
    fallback=True,
)
def breaks_schema(tincan: Tincan) -> Findings:
    """tincan.xml breaks its schema, in a way that no other rule explains.

    Bad: `<launch>` before `<name>`
    Good: `<name>`, `<description>`, `<launch>`
    """
    if namespace_of(tincan.root) == TINCAN:
        for element, message in schema_errors(tincan.root, Standard.TINCAN):
            yield tincan.flag(element, message)


@rule("TC-NS", severity=Severity.ERROR, spec="tincan.xsd (targetNamespace)", hint=f"use {TINCAN}")
def namespace(tincan: Tincan) -> Findings:
    """tincan.xml is in another namespace than its own.

    Bad: `<tincan>` without a namespace
    Good: `<tincan xmlns="http://projecttincan.com/tincan.xsd">`
    """
    if namespace_of(tincan.root) != TINCAN:
        yield tincan.flag(tincan.root, f"the namespace is `{namespace_of(tincan.root)}`")


@rule("TC-ID", severity=Severity.ERROR, spec="xAPI 4.1.4.1 (activity id)", hint="write an IRI you own")
def activity_id(tincan: Tincan) -> Findings:
    """An activity has no id, or one that is not an absolute IRI.

    The statement of the launch has no object then; the schema does not ask for it.

    Bad: `<activity type="…">`
    Good: `<activity id="https://training.acme.test/airway-basics" …>`
    """
    for element in tincan.named("activity"):
        value = element.get("id")
        if value is None:
            yield tincan.flag(element, "an activity has no id")
        elif not is_iri(re.sub(r"[\[\]{}]", "", value)):
            yield tincan.flag(element, f"the id `{value}` is no absolute IRI")


@rule("TC-ID-DUP", severity=Severity.ERROR, spec="xAPI 4.1.4.1 (activity id)", hint="give each activity its own id")
def activity_duplicate(tincan: Tincan) -> Findings:
    """Two activities have the same id.

    Their results cannot be told apart.

    Bad: two `<activity id="https://training.acme.test/c">`
    Good: `…/c` and `…/c/unit-1`
    """
    seen: set[str] = set()
    for element in tincan.named("activity"):
        value = (element.get("id") or "").strip()
        if value and value in seen:
            yield tincan.flag(element, f"the id `{value}` is used by two activities")
        seen.add(value)


@rule("TC-ID-PLACEHOLDER", severity=Severity.WARNING, spec="xAPI 4.1.4.1 (activity id)", hint="write an IRI you own")
def placeholder_id(tincan: Tincan) -> Findings:
    """An activity's id still holds the text of a template.

    Every course made from the template has the same id.

    Bad: `id="http://[YOUR_HOST]/course"`, `id="http://example.com/course"`
    Good: `id="https://training.acme.test/airway-basics"`
    """
    for element in tincan.named("activity"):
        if _PLACEHOLDER.search(element.get("id") or ""):
            yield tincan.flag(element, f"the id `{element.get('id')}` is that of a template")


@rule("TC-TYPE", severity=Severity.WARNING, spec="xAPI 4.1.4.1 (activity type)", hint="write an IRI")
def activity_type(tincan: Tincan) -> Findings:
    """An activity's type is not an IRI.

    Bad: `type="course"`
    Good: `type="http://adlnet.gov/expapi/activities/course"`
    """
    for element in tincan.named("activity"):
        value = element.get("type")
        if value is not None and not is_iri(value):
            yield tincan.flag(element, f"the type `{value}` is no IRI")


@rule("TC-NO-LAUNCH", severity=Severity.ERROR, spec="tincan.xsd (launch); practice", hint="add a launch")
def no_launch(tincan: Tincan) -> Findings:
    """No activity has a launch.

    There is nothing to start.

    Bad: `<activity …><name>…</name><description>…</description></activity>`
    Good: with `<launch lang="en">index.html</launch>`
    """
    if not tincan.named("launch"):
        yield tincan.flag(tincan.root, "no activity has a launch")


@rule("TC-MANY-LAUNCH", severity=Severity.WARNING, spec="practice: LMSs start the first", hint="keep one launch")
def many_launches(tincan: Tincan) -> Findings:
    """More than one activity has a launch.

    LMSs start the first and forget the others.

    Bad: two activities with `<launch>`
    Good: one
    """
    owners = [each for each in tincan.named("activity") if any(local_name(c) == "launch" for c in children_of(each))]
    if len(owners) > 1:
        yield tincan.flag(owners[1], f"{len(owners)} activities have a launch")


@rule("TC-LAUNCH-NOT-FOUND", severity=Severity.ERROR, spec="practice: 404 at launch", hint="add the file")
def launch_not_found(tincan: Tincan) -> Findings:
    """The launch names a file that is not in the zip.

    404 at launch.

    Bad: `<launch>index.html</launch>` without that file
    Good: with it
    """
    for element, text in _launches(tincan):
        if tincan.has_files and not scheme_of(text) and not tincan.package.find(resolve(text)):
            yield tincan.flag(element, f"`{text}` is not in the package")


@rule("TC-LAUNCH-LANG", severity=Severity.INFO, spec="tincan.xsd (langstring, langURI)", hint='add lang="en"')
def text_without_language(tincan: Tincan) -> Findings:
    """A launch, name or description does not say its language.

    Bad: `<name>Course</name>`
    Good: `<name lang="en">Course</name>`
    """
    names = ("name", "description", "launch")
    missing = [each for name in names for each in tincan.named(name) if each.get("lang") is None]
    if missing:
        kinds = quoted(sorted({local_name(each) for each in missing}))
        yield tincan.flag(missing[0], f"{kinds} without lang")


@rule("TC-LAUNCH-ABSOLUTE", severity=Severity.WARNING, spec="practice: self-contained packages", hint="use a file")
def absolute_launch(tincan: Tincan) -> Findings:
    """The launch is an address on the internet.

    The package is not self-contained.

    Bad: `<launch>https://acme.test/course</launch>`
    Good: `<launch>index.html</launch>`
    """
    for element, text in _launches(tincan):
        if scheme_of(text):
            yield tincan.flag(element, f"`{text}` is not in the package")


@rule("TC-LAUNCH-QUERY", severity=Severity.WARNING, spec="Tin Can launch parameters", hint="use other names")
def reserved_query(tincan: Tincan) -> Findings:
    """The launch's query uses a name that the LMS adds.

    `endpoint`, `auth`, `actor`, `registration`, `activity_id`: one of the two values is lost.

    Bad: `<launch>index.html?actor=me</launch>`
    Good: `<launch>index.html?unit=1</launch>`
    """
    for element, text in _launches(tincan):
        query = text.partition("#")[0].partition("?")[2]
        used = [name for name, _ in parse_qsl(query, keep_blank_values=True) if name.lower() in _RESERVED]
        if used:
            yield tincan.flag(element, f"the query uses {quoted(used)}, which the LMS adds")

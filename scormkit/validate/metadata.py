"""Validate room, metadata: LOM records inside the manifest and beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from scormkit.diagnostics import Severity
from scormkit.package.manifest import IMSMD_12, LOM, Standard
from scormkit.package.xml import children_of, line_of, local_name, namespace_of, parse_xml, pointer_to, text_of
from scormkit.rules import Finding, Findings, rule
from scormkit.validate.manifest import metadata_files
from scormkit.validate.schemas import lom_schema_errors
from scormkit.validate.subjects import SCORM, SCORM_2004, Scorm, quoted

_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{4,8})*|[ix]-[A-Za-z0-9\-]+"
)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?")
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_VOCABULARY = {
    "structure": ("atomic", "collection", "networked", "hierarchical", "linear"),
    "aggregationLevel": ("1", "2", "3", "4"),
    "status": ("draft", "final", "revised", "unavailable"),
    "interactivityType": ("active", "expositive", "mixed"),
    "interactivityLevel": ("very low", "low", "medium", "high", "very high"),
    "semanticDensity": ("very low", "low", "medium", "high", "very high"),
    "difficulty": ("very easy", "easy", "medium", "difficult", "very difficult"),
    "intendedEndUserRole": ("teacher", "author", "learner", "manager"),
    "context": ("school", "higher education", "training", "other"),
    "cost": ("yes", "no"),
    "copyrightAndOtherRestrictions": ("yes", "no"),
    "learningResourceType": (
        "exercise",
        "simulation",
        "questionnaire",
        "diagram",
        "figure",
        "graph",
        "index",
        "slide",
        "table",
        "narrative text",
        "exam",
        "experiment",
        "problem statement",
        "self assessment",
        "lecture",
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class _Record:
    """One LOM record: where it stands, and its root."""

    file: str
    root: etree._Element

    def flag(self, scorm: Scorm, element: etree._Element, message: str, hint: str = "") -> Finding:
        pointer = scorm.pointers.get(element) or pointer_to(element)
        return Finding(message, scorm.package.at(self.file, line_of(element), pointer), hint)

    def named(self, *names: str) -> list[etree._Element]:
        wanted = {name.lower() for name in names}
        return [each for each in self.root.iter(etree.Element) if local_name(each).lower() in wanted]


def _records(scorm: Scorm) -> Iterator[_Record]:
    for element in scorm.elements:
        if local_name(element) == "lom":
            yield _Record(scorm.package.manifest_name, element)
    for name in sorted(set(metadata_files(scorm))):
        root = parse_xml(scorm.package.peek(name)).root
        if root is not None:
            yield _Record(name, root)


def _namespace(scorm: Scorm) -> str:
    return IMSMD_12 if scorm.standard is Standard.SCORM12 else LOM


@rule(
    "MD-XSD",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 4; SCORM 1.2 CAM 2; IEEE 1484.12.3; IMS Meta-data 1.2.1",
    editions=SCORM,
    hint="follow the schema of LOM",
    fallback=True,
)
def record_breaks_schema(scorm: Scorm) -> Findings:
    """A metadata file breaks the schema of LOM.

    Repositories refuse it, and the ADL test suite fails.

    Bad: `<lom><title>Course</title></lom>`
    Good: `<lom xmlns="…"><general><title>…`
    """
    for record in _records(scorm):
        if record.file != scorm.package.manifest_name and namespace_of(record.root) == _namespace(scorm):
            for element, message in lom_schema_errors(record.root, scorm.standard):
                yield record.flag(scorm, element, message)


@rule(
    "MD-NS",
    severity=Severity.ERROR,
    spec="SCORM 2004 CAM 4 (LOM); SCORM 1.2 CAM 2 (IMS Meta-data 1.2.1); ADL test suite",
    editions=SCORM,
    hint="use the namespace of the edition",
    silences=("XML-FOREIGN", "XML-XSD-INVALID", "MD-XSD"),
)
def record_in_wrong_namespace(scorm: Scorm) -> Findings:
    """A metadata record is in another namespace than the edition's.

    SCORM 1.2 uses IMS Meta-data 1.2.1, SCORM 2004 the LOM of IEEE. Anything else is ignored or refused.

    Bad: `<lom xmlns="http://www.imsglobal.org/xsd/imsmd_v1p2">`
    Good: `<lom xmlns="http://ltsc.ieee.org/xsd/LOM">` in SCORM 2004
    """
    for record in _records(scorm):
        namespace = namespace_of(record.root)
        unnamed = namespace in ("", scorm.namespace) and scorm.standard.is_2004
        if namespace != _namespace(scorm) and not unnamed:
            yield record.flag(scorm, record.root, f"this record is in `{namespace or 'no namespace'}`")


@rule(
    "MD-LANGSTRING",
    severity=Severity.WARNING,
    spec="SCORM 1.2 CAM 2; IMS Meta-data 1.2.1 (langstring)",
    editions=("scorm12",),
    hint='add xml:lang="en" or whatever it is',
)
def text_without_language(scorm: Scorm) -> Findings:
    """A text of the metadata does not say its language.

    Catalogues cannot choose what to show.

    Bad: `<langstring>Course</langstring>`
    Good: `<langstring xml:lang="en">Course</langstring>`
    """
    for record in _records(scorm):
        missing = [each for each in record.named("langstring") if each.get(_XML_LANG) is None]
        if missing:
            words = "1 text does" if len(missing) == 1 else f"{len(missing)} texts do"
            yield record.flag(scorm, missing[0], f"{words} not say a language")


def _languages(record: _Record) -> Iterator[tuple[etree._Element, str]]:
    for element in record.root.iter(etree.Element):
        if element.get(_XML_LANG):
            yield element, element.get(_XML_LANG) or ""
        if local_name(element) == "string" and element.get("language"):
            yield element, element.get("language") or ""
        if local_name(element) in ("language", "metadataLanguage") and not children_of(element):
            yield element, text_of(element).strip()


@rule(
    "MD-LANG-TAG",
    severity=Severity.WARNING,
    spec="RFC 5646 (BCP 47); IEEE 1484.12.1, 1.3",
    editions=SCORM,
    hint="write a tag such as en or pt-BR",
    silences=("MD-XSD", "XML-XSD-INVALID"),
)
def malformed_language(scorm: Scorm) -> Findings:
    """A language is not written as a language tag.

    Catalogues cannot show it.

    Bad: `english`, `en_US`
    Good: `en`, `en-US`
    """
    for record in _records(scorm):
        for element, tag in _languages(record):
            if tag and tag not in ("none", "x-none") and not _LANGUAGE.fullmatch(tag):
                yield record.flag(scorm, element, f"`{tag}` is no language tag")


@rule(
    "MD-VOCAB",
    severity=Severity.WARNING,
    spec="IEEE 1484.12.1 (LOMv1.0 vocabularies)",
    editions=SCORM_2004,
    hint="use a word of LOM, or name another source",
)
def unknown_word(scorm: Scorm) -> Findings:
    """A value with the source "LOMv1.0" is none of LOM's words.

    Catalogues that search by it do not find the course.

    Bad: `<source>LOMv1.0</source><value>finished</value>` as status
    Good: `<value>final</value>`
    """
    for record in _records(scorm):
        for name, words in _VOCABULARY.items():
            for element in record.named(name):
                parts = {local_name(each): text_of(each).strip() for each in children_of(element)}
                if parts.get("source") == "LOMv1.0" and parts.get("value", "") not in words:
                    yield record.flag(scorm, element, f"`{parts.get('value', '')}` is no {name} of LOM")


@rule(
    "MD-VOCAB-12",
    severity=Severity.WARNING,
    spec="SCORM 1.2 CAM 2 (source and value, LOMv1.0)",
    editions=("scorm12",),
    hint="write source and value, each with a langstring",
    silences=("XML-XSD-INVALID", "MD-XSD"),
)
def vocabulary_without_source(scorm: Scorm) -> Findings:
    """A vocabulary element has no source and value.

    The standard asks for both, with the source "LOMv1.0".

    Bad: `<status><value>…</value></status>`
    Good: `<status><source><langstring xml:lang="x-none">LOMv1.0</langstring></source><value>…</value></status>`
    """
    for record in _records(scorm):
        for element in record.named(*_VOCABULARY):
            parts = {local_name(each): each for each in children_of(element)}
            if "value" in parts and "source" not in parts:
                yield record.flag(scorm, parts["value"], f"{local_name(element)} has a value without a source")


@rule(
    "MD-DATE",
    severity=Severity.WARNING,
    spec="IEEE 1484.12.1 (DateTime); IMS Meta-data 1.2.1; ISO 8601",
    editions=SCORM,
    hint="write 2026-11-25",
    silences=("MD-XSD", "XML-XSD-INVALID"),
)
def malformed_date(scorm: Scorm) -> Findings:
    """A date is not written as year, month, day.

    Bad: `25.11.2026`
    Good: `2026-11-25`
    """
    for record in _records(scorm):
        for element in record.named("dateTime"):
            parent = element.getparent()
            if parent is None or local_name(parent) != "date":
                continue  # SCORM 1.2 writes durations in elements of this name too
            if not children_of(element) and not _DATE.fullmatch(text_of(element).strip()):
                yield record.flag(scorm, element, f"`{text_of(element).strip()}` is no date")


def _durations(record: _Record, standard: Standard) -> Iterator[etree._Element]:
    inner = "datetime" if standard is Standard.SCORM12 else "duration"
    for element in record.named("duration", "typicalLearningTime"):
        yield from (each for each in children_of(element) if local_name(each) == inner)


@rule(
    "MD-DURATION",
    severity=Severity.WARNING,
    spec="IEEE 1484.12.1 (Duration); ISO 8601",
    editions=SCORM,
    hint="write PT1H30M",
    silences=("MD-XSD", "XML-XSD-INVALID"),
)
def malformed_duration(scorm: Scorm) -> Findings:
    """A duration of the metadata is not written as ISO 8601 asks.

    Bad: `90 minutes`
    Good: `PT1H30M`
    """
    for record in _records(scorm):
        for element in _durations(record, scorm.standard):
            if not _DURATION.fullmatch(text_of(element).strip()):
                yield record.flag(scorm, element, f"`{text_of(element).strip()}` is no duration")


_MANDATORY = ("title", "description")


@rule(
    "MD-MANDATORY",
    severity=Severity.INFO,
    spec="SCORM 2004 CAM 4; SCORM 1.2 CAM 2 (mandatory elements)",
    editions=SCORM,
    hint="add them",
    silences=("MD-XSD", "XML-XSD-INVALID"),
)
def mandatory_elements(scorm: Scorm) -> Findings:
    """A metadata record has no title or description.

    Repositories ask for them; LMSs do not mind.

    Bad: `<lom><general/></lom>`
    Good: `<general><title>…</title><description>…</description></general>`
    """
    for record in _records(scorm):
        general = next(iter(record.named("general")), None)
        present = {local_name(each) for each in children_of(general)} if general is not None else set()
        missing = [each for each in _MANDATORY if each not in present]
        if missing:
            yield record.flag(scorm, record.root, f"this record has no {quoted(missing)}")


@rule(
    "MD-LONG",
    severity=Severity.WARNING,
    spec="IMS Meta-data 1.2.1 (description, 1000 characters); practice: SCORM Cloud cuts it",
    editions=("scorm12",),
    hint="use at most 1000 characters",
)
def long_description(scorm: Scorm) -> Findings:
    """The educational description is longer than 1000 characters.

    SCORM Cloud cuts it.

    Bad: a chapter as a description
    Good: a paragraph
    """
    for record in _records(scorm):
        for element in record.named("educational"):
            for each in (child for child in children_of(element) if local_name(child) == "description"):
                if len(text_of(each).strip()) > 1000:
                    yield record.flag(scorm, each, f"this description has {len(text_of(each).strip())} characters")


@rule(
    "MD-VCARD",
    severity=Severity.INFO,
    spec="IEEE 1484.12.1 (2.3.2 entity); RFC 2426",
    editions=SCORM,
    hint="write BEGIN:VCARD … END:VCARD",
)
def entity_is_no_vcard(scorm: Scorm) -> Findings:
    """A contributor is not written as a vCard.

    LOM asks for one; programs that read the names fail.

    Bad: `<entity>Ada Lovelace</entity>`
    Good: `<entity>BEGIN:VCARD&#10;FN:Ada Lovelace&#10;END:VCARD</entity>`
    """
    for record in _records(scorm):
        for element in record.named("entity", "vcard"):
            text = text_of(element).strip()
            if text and not re.match(r"(?i)BEGIN:VCARD", text):
                yield record.flag(scorm, element, f"`{text[:40]}` is no vCard")

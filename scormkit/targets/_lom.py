"""Metadata for catalogues: the course as a LOM record, in the binding of SCORM 1.2 and in that of SCORM 2004."""

from __future__ import annotations

from scormkit.control import IMSMD_12, LOM, XSI, lom_locations
from scormkit.layout import PackageLayout
from scormkit.targets._values import duration, one_line
from scormkit.targets._xml import Element, element, serialise

# Smallest permitted maxima of LOM 1.2, 1.4, 1.5, 2.1 and 6.3 (IEEE 1484.12.1, table 1).
_TITLE, _DESCRIPTION, _KEYWORD, _VERSION, _RIGHTS = 1000, 2000, 1000, 50, 1000
_VOCABULARY = "LOMv1.0"


def write_lom_12(layout: PackageLayout) -> bytes:
    """The record in IMS Learning Resource Meta-Data 1.2.1 (SCORM 1.2 CAM 2.2)."""
    course = layout.course

    def words(name: str, text: str, limit: int) -> Element | None:
        return element(name, _langstring(one_line(text, limit), course.language)) if text else None

    def term(name: str, value: str) -> Element:
        source = element("source", _langstring(_VOCABULARY, "x-none"))
        return element(name, source, element("value", _langstring(value, "x-none")))

    identifier = element("catalogentry", element("catalog", "URI"), words("entry", course.iri, _TITLE))
    authors = tuple(element("centity", element("vcard", _card(name))) for name in course.authors)
    time = _learning_time(layout)
    return _record(
        IMSMD_12,
        "scorm12",
        element(
            "general",
            words("title", layout.title, _TITLE),
            identifier if course.iri else None,
            element("language", course.language),
            words("description", course.description or course.title, _DESCRIPTION),
            *(words("keyword", keyword, _KEYWORD) for keyword in course.keywords),
        ),
        element(
            "lifecycle",
            words("version", course.version, _VERSION),
            element("contribute", term("role", "Author"), *authors) if authors else None,
        ),
        element("metametadata", element("metadatascheme", "ADL SCORM 1.2")),
        element("technical", element("format", "text/html")),
        element("educational", element("typicallearningtime", element("datetime", time))) if time else None,
        element(
            "rights",
            term("copyrightandotherrestrictions", "yes"),
            words("description", course.licence, _RIGHTS),
        )
        if course.licence
        else None,
    )


def write_lom(layout: PackageLayout, standard: str) -> bytes:
    """The record in IEEE 1484.12.3, the XML binding of LOM (SCORM 2004 CAM 4)."""
    course = layout.course

    def words(name: str, text: str, limit: int) -> Element | None:
        return element(name, element("string", one_line(text, limit), language=course.language)) if text else None

    def term(name: str, value: str) -> Element:
        return element(name, element("source", _VOCABULARY), element("value", value))

    identifier = element("identifier", element("catalog", "URI"), element("entry", course.iri))
    authors = tuple(element("entity", _card(name)) for name in course.authors)
    time = _learning_time(layout)
    return _record(
        LOM,
        standard,
        element(
            "general",
            identifier if course.iri else None,
            words("title", layout.title, _TITLE),
            element("language", course.language),
            words("description", course.description or course.title, _DESCRIPTION),
            *(words("keyword", keyword, _KEYWORD) for keyword in course.keywords),
        ),
        element(
            "lifeCycle",
            words("version", course.version, _VERSION),
            element("contribute", term("role", "author"), *authors) if authors else None,
        ),
        element("metaMetadata", element("metadataSchema", _VOCABULARY), element("metadataSchema", "ADLv1.0")),
        element("technical", element("format", "text/html")),
        element("educational", element("typicalLearningTime", element("duration", time))) if time else None,
        element(
            "rights",
            term("copyrightAndOtherRestrictions", "yes"),
            words("description", course.licence, _RIGHTS),
        )
        if course.licence
        else None,
    )


def _record(namespace: str, standard: str, *parts: Element | None) -> bytes:
    locations = " ".join(f"{uri} {name}" for uri, name in lom_locations(standard))
    attributes = {"xmlns": namespace, "xmlns:xsi": XSI, "xsi:schemaLocation": locations}
    return serialise(Element("lom", attributes, tuple(part for part in parts if part is not None)))


def _langstring(text: str, language: str) -> Element:
    return Element("langstring", {"xml:lang": language}, text=text)


def _learning_time(layout: PackageLayout) -> str:
    """The estimated learning time of the package's units; empty where nothing is known."""
    minutes = round(sum(unit.minutes for sco in layout.scos for unit in sco.units))
    return duration(minutes * 60) if minutes else ""


def _card(name: str) -> str:
    """A vCard 3.0 with a name alone (RFC 2426): what LOM asks for where it means a person."""
    line = one_line(name)
    escaped = "".join(f"\\{letter}" if letter in "\\,;" else letter for letter in line)
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{escaped}\nN:{escaped};;;;\nEND:VCARD"

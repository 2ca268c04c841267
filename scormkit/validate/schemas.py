"""Validate room, schemas: manifests against the schemas written for scormkit, in an order that loads each once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from lxml import etree

from scormkit.package.manifest import CMI5, TINCAN, Standard
from scormkit.validate.vocabulary import NAMESPACES_12, NAMESPACES_2004, SCHEMA_FILES

_XS = "http://www.w3.org/2001/XMLSchema"
_FOLDERS = {
    Standard.SCORM12: "scorm12",
    Standard.SCORM2004_2ND: "scorm2004_2nd",
    Standard.SCORM2004_3RD: "scorm2004_3rd",
    Standard.SCORM2004_4TH: "scorm2004_4th",
    Standard.CMI5: "cmi5",
    Standard.TINCAN: "tincan",
}
_OWN_FILES = {CMI5: ("CourseStructure.xsd",), TINCAN: ("tincan.xsd",), **SCHEMA_FILES}


def control_folder(standard: Standard) -> Path:
    """Where the schemas of a standard lie in the installed package."""
    return Path(str(files("scormkit") / "control" / _FOLDERS[standard]))


def _namespaces(standard: Standard) -> tuple[str, ...]:
    if standard is Standard.CMI5:
        return (CMI5,)
    if standard is Standard.TINCAN:
        return (TINCAN,)
    return NAMESPACES_12 if standard is Standard.SCORM12 else NAMESPACES_2004


@cache
def load_schema(standard: Standard) -> etree.XMLSchema:
    """The schema of a standard: one document that imports the file of every namespace; nothing is fetched."""
    folder = control_folder(standard)
    driver = etree.Element(f"{{{_XS}}}schema", nsmap={"xs": _XS})
    for namespace in _namespaces(standard):
        for name in _OWN_FILES[namespace][:1]:
            if (folder / name).is_file():
                location = (folder / name).as_uri()
                etree.SubElement(driver, f"{{{_XS}}}import", namespace=namespace, schemaLocation=location)
    return etree.XMLSchema(driver)


def schema_errors(root: etree._Element, standard: Standard) -> Iterator[tuple[etree._Element, str]]:
    """The elements that break the schema and what is wrong in each, at most one complaint an element."""
    schema = load_schema(standard)
    tree = root.getroottree()
    if schema.validate(tree if tree.getroot() is root else etree.ElementTree(root)):
        return
    seen: set[str] = set()
    for entry in list(schema.error_log)[:200]:
        path = entry.path or "/*"
        if path in seen:
            continue
        seen.add(path)
        found = tree.xpath(path)
        if isinstance(found, list) and found and isinstance(found[0], etree._Element):
            yield found[0], _plain(entry.message)


def _plain(message: str) -> str:
    """libxml2's words without namespaces: they fill the line and say nothing to an author."""
    for namespace in sorted((*NAMESPACES_12, *NAMESPACES_2004, CMI5, TINCAN), key=len, reverse=True):
        message = message.replace(f"{{{namespace}}}", "")
    return message.rstrip(".").replace("Element '", "element '", 1)


@cache
def own_digests() -> frozenset[str]:
    """Digests of the schemas written for scormkit."""
    root = Path(str(files("scormkit") / "control"))
    return frozenset(digest for path in sorted(root.rglob("*.xsd")) if (digest := canonical_digest(path.read_bytes())))


def canonical_digest(data: bytes) -> str:
    """SHA-256 of the canonical XML without comments; "" for what is no XML."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    return sha256(etree.tostring(root, method="c14n", with_comments=False)).hexdigest()


@cache
def official_digests() -> dict[str, frozenset[str]]:
    """Digests of the control documents that IMS and ADL publish, by file name: to know them, not to ship them."""
    lines = (files("scormkit.validate") / "control-digests.txt").read_text("utf-8").splitlines()
    found: dict[str, set[str]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            digest, name = line.split()
            found.setdefault(name, set()).add(digest)
    return {name: frozenset(each) for name, each in found.items()}

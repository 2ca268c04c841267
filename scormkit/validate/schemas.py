"""Validate room, schemas: manifests against the schemas written for scormkit, and what is known of published ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files

from lxml import etree

from scormkit import control
from scormkit.package.manifest import CMI5, TINCAN, Standard
from scormkit.validate.vocabulary import NAMESPACES_12, NAMESPACES_2004

_XS = "http://www.w3.org/2001/XMLSchema"


def schema_errors(root: etree._Element, standard: Standard) -> Iterator[tuple[etree._Element, str]]:
    """The elements of a manifest that break its schema and what is wrong in each, one complaint an element."""
    yield from _errors(root, control.schema(str(standard)))


def lom_schema_errors(root: etree._Element, standard: Standard) -> Iterator[tuple[etree._Element, str]]:
    """The same for a metadata record in a file of its own."""
    yield from _errors(root, control.lom_schema(str(standard)))


def _errors(root: etree._Element, schema: etree.XMLSchema) -> Iterator[tuple[etree._Element, str]]:
    tree = root.getroottree()
    if schema.validate(tree):
        return
    prefixes = {prefix: uri for each in tree.iter(etree.Element) for prefix, uri in each.nsmap.items() if prefix}
    seen: set[str] = set()
    for entry in list(schema.error_log)[:200]:
        path = entry.path or "/*"
        if path in seen:
            continue
        seen.add(path)
        yield _element_at(tree, path, prefixes), _plain(entry.message)


def _element_at(tree: etree._ElementTree, path: str, prefixes: dict[str, str]) -> etree._Element:
    """The element that libxml2's path names; the root where one prefix means different things in one document."""
    try:
        found = tree.xpath(path, namespaces=prefixes)
    except etree.XPathError:
        return tree.getroot()
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else tree.getroot()


def _plain(message: str) -> str:
    """libxml2's words without namespaces: they fill the line and say nothing to an author."""
    for namespace in sorted((*NAMESPACES_12, *NAMESPACES_2004, CMI5, TINCAN), key=len, reverse=True):
        message = message.replace(f"{{{namespace}}}", "")
    return message.rstrip(".").replace("Element '", "element '", 1)


@cache
def own_digests() -> frozenset[str]:
    """Digests of the schemas written for scormkit."""
    documents = (data for standard in control.STANDARDS for _, data in control.control_files(standard))
    return frozenset(canonical_digest(each) for each in documents)


def canonical_digest(data: bytes) -> str:
    """SHA-256 of what a schema says: canonical XML without comments, annotations and places of imports; "" for no XML.

    Packages name imported schemas by file or by address, as suits them; that changes nothing.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    for element in list(root.iter(f"{{{_XS}}}annotation")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter(f"{{{_XS}}}import", f"{{{_XS}}}include"):
        element.attrib.pop("schemaLocation", None)
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

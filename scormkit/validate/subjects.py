"""Validate room, subjects: what rules look at, a package seen as its container, its XML, or its standard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from scormkit.diagnostics import Location
from scormkit.package.hrefs import Reference
from scormkit.package.manifest import Item, Manifest, Organization, Resource, Standard
from scormkit.package.reader import Package
from scormkit.package.xml import XmlDocument, line_of, local_name, namespace_of, pointers_of
from scormkit.rules import Finding, Profile

SCORM_2004 = ("scorm2004-2nd", "scorm2004-3rd", "scorm2004-4th")
SCORM = ("scorm12", *SCORM_2004)


@dataclass(frozen=True, eq=False)
class ManifestFile:
    """The manifest as XML, whether or not it can be understood."""

    package: Package
    document: XmlDocument

    @property
    def name(self) -> str:
        return self.package.manifest_name

    def at(self, line: int = 0, pointer: str = "") -> Location:
        return self.package.at(self.name, line, pointer)

    def flag(self, message: str, line: int = 0, hint: str = "") -> Finding:
        return Finding(message, self.at(line), hint)


@dataclass(frozen=True, eq=False)
class _Readable:
    package: Package
    manifest: Manifest

    @property
    def root(self) -> etree._Element:
        return self.manifest.root

    @cached_property
    def elements(self) -> tuple[etree._Element, ...]:
        """All elements of the manifest in document order, comments left out."""
        return tuple(each for each in self.root.iter(etree.Element))

    @cached_property
    def by_tag(self) -> dict[str, tuple[etree._Element, ...]]:
        """Elements by their full name `{namespace}name`."""
        found: dict[str, list[etree._Element]] = {}
        for each in self.elements:
            found.setdefault(str(each.tag), []).append(each)
        return {tag: tuple(each) for tag, each in found.items()}

    @cached_property
    def pointers(self) -> dict[etree._Element, str]:
        """The short XPath of every element."""
        return pointers_of(self.root)

    def all(self, namespace: str, *names: str) -> list[etree._Element]:
        """Elements of a namespace with one of these names."""
        return [each for name in names for each in self.by_tag.get(f"{{{namespace}}}{name}", ())]

    def at(self, element: etree._Element) -> Location:
        return self.package.at(self.package.manifest_name, line_of(element), self.pointers[element])

    def flag(self, element: etree._Element, message: str, hint: str = "") -> Finding:
        """A finding at an element of the manifest."""
        return Finding(message, self.at(element), hint)

    @property
    def has_files(self) -> bool:
        """False for a manifest that came alone, so that no file can be missing."""
        return self.package.archive.kind != "document"


@dataclass(frozen=True, eq=False)
class Scorm(_Readable):
    """A SCORM package whose manifest could be read."""

    @cached_property
    def namespace(self) -> str:
        """The namespace of the manifest's own elements."""
        return namespace_of(self.root)

    def own(self, *names: str) -> list[etree._Element]:
        """Content packaging elements with one of these names."""
        return self.all(self.namespace, *names)

    @property
    def standard(self) -> Standard:
        return self.manifest.standard

    @property
    def items(self) -> Sequence[Item]:
        return self.manifest.items

    @property
    def organizations(self) -> Sequence[Organization]:
        return self.manifest.organizations

    @property
    def titled(self) -> tuple[Organization | Item, ...]:
        """Whatever has a title: organizations, then items."""
        return (*self.organizations, *self.items)

    @property
    def resources(self) -> Sequence[Resource]:
        return self.manifest.resources

    @cached_property
    def launched(self) -> tuple[Resource, ...]:
        """Resources that items point to, each once, in the order of the items."""
        return tuple({id(each): each for _, each in self.manifest.launched}.values())

    @cached_property
    def hrefs(self) -> tuple[tuple[etree._Element, str, Reference], ...]:
        """Each href of a resource or file, once within a resource, where it stands first."""
        return tuple(self._hrefs())

    def _hrefs(self) -> Iterator[tuple[etree._Element, str, Reference]]:
        for resource in self.resources:
            seen: set[str] = set()
            places = [(resource.element, resource.href, resource.launch)]
            places += [(each.element, each.href, each.reference) for each in resource.files]
            for element, href, reference in places:
                if href and href not in seen:
                    seen.add(href)
                    yield element, href, reference

    @cached_property
    def identifiers(self) -> tuple[tuple[str, etree._Element], ...]:
        """Every identifier of a content packaging element, with its element, in document order."""
        return tuple(
            (value, each)
            for each in self.elements
            if namespace_of(each) == self.namespace and (value := each.get("identifier")) is not None
        )


@dataclass(frozen=True, eq=False)
class CourseStructure(_Readable):
    """A cmi5 course structure."""

    def named(self, name: str) -> list[etree._Element]:
        return [each for each in self.elements if local_name(each) == name]


@dataclass(frozen=True, eq=False)
class Tincan(_Readable):
    """A tincan.xml."""

    def named(self, name: str) -> list[etree._Element]:
        return [each for each in self.elements if local_name(each) == name]


@dataclass(frozen=True, slots=True, eq=False)
class Consumer:
    """A package before one consumer: what this LMS takes, and how much of it."""

    package: Package
    profile: Profile


def quoted(names: Iterable[str], most: int = 3) -> str:
    """The first few names in backticks, and how many more there are."""
    listed = list(names)
    shown = ", ".join(f"`{each}`" for each in listed[:most])
    return f"{shown} and {len(listed) - most} more" if len(listed) > most else shown


def named(element: etree._Element) -> str:
    """How a message names an element: its kind and, when it has one, its identifier."""
    identifier = element.get("identifier")
    return f"{local_name(element)} `{identifier}`" if identifier else f"a {local_name(element)}"

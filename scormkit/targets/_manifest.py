"""What the manifests of all SCORM editions share: root, metadata, organizations, resources (CAM, content packaging)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scormkit.control import XSI, schema_locations
from scormkit.errors import PackageError
from scormkit.layout import Item, PackageLayout, Resource
from scormkit.targets._values import one_line
from scormkit.targets._xml import Element, element

MANIFEST_PATH = "imsmanifest.xml"
#: Version, authors and licence stand there and not in the manifest, which so changes only when the structure does.
METADATA_PATH = "metadata.xml"


def manifest(
    layout: PackageLayout,
    *,
    standard: str,
    prefixes: Mapping[str, str],
    version: str,
    organization: Element,
    scorm_type: str,
) -> Element:
    """The whole manifest. `prefixes` are literal: Moodle and Chamilo match names by their letters, not by namespace.

    `version` is the `schemaversion`, which LMSs compare letter by letter; `scorm_type` the attribute's name in this
    edition.
    """
    locations = " ".join(f"{namespace} {name}" for namespace, name in schema_locations(standard))
    attributes = {
        "identifier": layout.identifier,
        "version": "1.0",
        **{f"xmlns:{prefix}" if prefix else "xmlns": namespace for prefix, namespace in prefixes.items()},
        "xmlns:xsi": XSI,
        "xsi:schemaLocation": locations,
    }
    metadata = element(
        "metadata",
        element("schema", "ADL SCORM"),
        element("schemaversion", version),
        element("adlcp:location", METADATA_PATH),
    )
    organizations = Element("organizations", {"default": layout.organization.identifier}, (organization,))
    resources = element("resources", *(_resource(each, scorm_type) for each in layout.resources))
    return Element("manifest", attributes, (metadata, organizations, resources))


def title_element(text: str) -> Element:
    return element("title", one_line(text))


def texts(pairs: Iterable[tuple[str, str]]) -> tuple[Element, ...]:
    """An element for each name that has something to say."""
    return tuple(element(name, text) for name, text in pairs if text)


def check_length(item: Item, what: str, text: str, limit: int, standard: str) -> None:
    """Raise `PackageError` where an author's text does not fit and cutting it would break it."""
    if len(text) > limit:
        raise PackageError(f"{what} {len(text)} characters in `{item.title}`; {standard} allows {limit}")


def _resource(resource: Resource, scorm_type: str) -> Element:
    attributes = {
        "identifier": resource.identifier,
        "type": "webcontent",
        scorm_type: "sco" if resource.is_sco else "asset",
        **({"href": resource.href} if resource.is_sco else {}),
    }
    files = tuple(element("file", href=path) for path in resource.files)
    dependencies = tuple(element("dependency", identifierref=name) for name in resource.dependencies)
    return Element("resource", attributes, files + dependencies)

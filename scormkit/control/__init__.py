"""Control room: the schemas a package carries for its manifest, and the same ones to validate with.

Strict checkers refuse a package whose `xsi:schemaLocation` names a file that is not in it (SCORM 2004 4th Edition,
Content Aggregation Model 3.4.3: control documents). The schemas here were written for scormkit; they describe the
same vocabularies as the published ones, under the same file names, and are meant to give the same verdicts.

This room imports nothing of scormkit, so that the builder and the checker may both use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml import etree

IMSCP_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
IMSMD_12 = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
ADLCP_12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
IMSCP = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
LOM = "http://ltsc.ieee.org/xsd/LOM"
CMI5 = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
TINCAN = "http://projecttincan.com/tincan.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

Locations = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Standard:
    folders: tuple[str, ...]  # a later folder replaces files of an earlier one
    manifest: Locations
    lom: Locations = ()


_MANIFEST_12: Locations = (
    (IMSCP_12, "imscp_rootv1p1p2.xsd"),
    (IMSMD_12, "imsmd_rootv1p2p1.xsd"),
    (ADLCP_12, "adlcp_rootv1p2.xsd"),
)
_MANIFEST_2004: Locations = (
    (IMSCP, "imscp_v1p1.xsd"),
    (ADLCP, "adlcp_v1p3.xsd"),
    (ADLSEQ, "adlseq_v1p3.xsd"),
    (ADLNAV, "adlnav_v1p3.xsd"),
    (IMSSS, "imsss_v1p0.xsd"),
)
_LOM_2004: Locations = ((LOM, "lom.xsd"),)

# The folder of an edition of SCORM 2004 holds only what changed since the edition before.
_STANDARDS = {
    "scorm12": _Standard(("scorm12",), _MANIFEST_12, _MANIFEST_12[1:2]),
    "scorm2004-2nd": _Standard(("scorm2004_2nd",), _MANIFEST_2004, _LOM_2004),
    "scorm2004-3rd": _Standard(("scorm2004_2nd", "scorm2004_3rd"), _MANIFEST_2004, _LOM_2004),
    "scorm2004-4th": _Standard(("scorm2004_2nd", "scorm2004_3rd", "scorm2004_4th"), _MANIFEST_2004, _LOM_2004),
    "cmi5": _Standard(("cmi5",), ((CMI5, "CourseStructure.xsd"),)),
    "tincan": _Standard(("tincan",), ((TINCAN, "tincan.xsd"),)),
}
STANDARDS = tuple(_STANDARDS)


def control_files(standard: str) -> tuple[tuple[str, bytes], ...]:
    """Every control document of a standard: file name in the package (at its root) and bytes, sorted by name.

    Always the same bytes. `standard` is one of `STANDARDS`; another one raises `KeyError`.
    """
    return tuple(sorted(_documents(standard).items()))


def schema_locations(standard: str) -> Locations:
    """Namespace and file of each control document of the manifest, in the order to write them in `xsi:schemaLocation`.

    Files are among `control_files`. `standard` is one of `STANDARDS`; another one raises `KeyError`.
    """
    return _STANDARDS[standard].manifest


def lom_locations(standard: str) -> Locations:
    """The same for metadata (LOM), in a file of its own or within a manifest; empty for cmi5 and tincan."""
    return _STANDARDS[standard].lom


@cache
def schema(standard: str) -> etree.XMLSchema:
    """A schema that validates a whole manifest of a standard, metadata within it included.

    Nothing but `control_files` is read. The schema is shared: read its `error_log` before the next call.
    `standard` is one of `STANDARDS`; another one raises `KeyError`.
    """
    locations = _STANDARDS[standard].manifest + _STANDARDS[standard].lom
    return _compile(_documents(standard), tuple(dict.fromkeys(locations)))


@cache
def lom_schema(standard: str) -> etree.XMLSchema:
    """A schema that validates a metadata file whose root is `lom`, in the namespace the standard uses.

    Raises `KeyError` for cmi5, tincan and unknown standards: they have no metadata.
    """
    if not lom_locations(standard):
        raise KeyError(standard)
    return _compile(_documents(standard), lom_locations(standard))


@cache
def _documents(standard: str) -> dict[str, bytes]:
    room = files(__name__)
    return {
        document.name: document.read_bytes()
        for folder in _STANDARDS[standard].folders
        for document in (room / folder).iterdir()
        if document.name.endswith(".xsd")
    }


def _compile(documents: dict[str, bytes], locations: Locations) -> etree.XMLSchema:
    from lxml import etree  # not at the top: a build needs only the bytes

    class Documents(etree.Resolver):
        def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
            name = (system_url or "").rpartition("/")[2]
            return self.resolve_string(documents[name], context, base_url=system_url)

    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    parser.resolvers.add(Documents())
    imports = "".join(f'<xs:import namespace="{uri}" schemaLocation="{name}"/>' for uri, name in locations)
    everything = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(everything, parser, base_url="control/all.xsd"))

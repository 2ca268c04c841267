"""The control documents: which files there are, and the verdicts they give."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from lxml import etree

from scormkit.control import STANDARDS, control_files, lom_locations, lom_schema, schema, schema_locations
from tests.control.control_cases import CMI5, LOM12, LOM2004, SCORM12, SCORM2004, TINCAN, Case

XS = "{http://www.w3.org/2001/XMLSchema}"
SCORM2004_FILES = [
    "adlcp_v1p3.xsd",
    "adlnav_v1p3.xsd",
    "adlseq_v1p3.xsd",
    "imscp_v1p1.xsd",
    "imsss_v1p0.xsd",
    "lom.xsd",
    "xml.xsd",
]
EDITIONS = ("2nd", "3rd", "4th")


@pytest.mark.parametrize("case", SCORM12, ids=lambda case: case.what)
def test_a_manifest_of_scorm_1_2_is_judged_as_published(case: Case) -> None:
    assert _verdict(schema("scorm12"), case, "scorm12.xml") == bool(case.valid)


@pytest.mark.parametrize("case", SCORM2004, ids=lambda case: case.what)
def test_a_manifest_of_scorm_2004_is_judged_as_published_for_each_edition(case: Case) -> None:
    accepting = [e for e in EDITIONS if _verdict(schema(f"scorm2004-{e}"), case, "scorm2004.xml")]
    assert " ".join(accepting) == case.valid


@pytest.mark.parametrize("case", LOM12, ids=lambda case: case.what)
def test_metadata_of_scorm_1_2_is_judged_as_published(case: Case) -> None:
    assert _verdict(lom_schema("scorm12"), case, "lom12.xml") == bool(case.valid)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("case", LOM2004, ids=lambda case: case.what)
def test_metadata_of_scorm_2004_is_judged_as_published(case: Case, edition: str) -> None:
    assert _verdict(lom_schema(f"scorm2004-{edition}"), case, "lom2004.xml") == bool(case.valid)


@pytest.mark.parametrize("case", CMI5, ids=lambda case: case.what)
def test_a_course_structure_is_judged_as_published(case: Case) -> None:
    assert _verdict(schema("cmi5"), case, "cmi5.xml") == bool(case.valid)


@pytest.mark.parametrize("case", TINCAN, ids=lambda case: case.what)
def test_a_tin_can_description_is_judged_as_published(case: Case) -> None:
    assert _verdict(schema("tincan"), case, "tincan.xml") == bool(case.valid)


def test_these_are_the_files_of_each_standard() -> None:
    assert {standard: [name for name, _ in control_files(standard)] for standard in STANDARDS} == {
        "scorm12": ["adlcp_rootv1p2.xsd", "ims_xml.xsd", "imscp_rootv1p1p2.xsd", "imsmd_rootv1p2p1.xsd"],
        "scorm2004-2nd": SCORM2004_FILES,
        "scorm2004-3rd": SCORM2004_FILES,
        "scorm2004-4th": SCORM2004_FILES,
        "cmi5": ["CourseStructure.xsd"],
        "tincan": ["tincan.xsd"],
    }


def test_a_manifest_of_scorm_1_2_names_these_locations() -> None:
    assert schema_locations("scorm12") == (
        ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "imscp_rootv1p1p2.xsd"),
        ("http://www.imsglobal.org/xsd/imsmd_rootv1p2p1", "imsmd_rootv1p2p1.xsd"),
        ("http://www.adlnet.org/xsd/adlcp_rootv1p2", "adlcp_rootv1p2.xsd"),
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_manifest_of_scorm_2004_names_these_locations(edition: str) -> None:
    assert schema_locations(f"scorm2004-{edition}") == (
        ("http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"),
        ("http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"),
        ("http://www.adlnet.org/xsd/adlseq_v1p3", "adlseq_v1p3.xsd"),
        ("http://www.adlnet.org/xsd/adlnav_v1p3", "adlnav_v1p3.xsd"),
        ("http://www.imsglobal.org/xsd/imsss", "imsss_v1p0.xsd"),
    )


@pytest.mark.parametrize("standard", STANDARDS)
def test_each_location_is_a_file_that_describes_its_namespace(standard: str) -> None:
    documents = dict(control_files(standard))
    for namespace, name in schema_locations(standard) + lom_locations(standard):
        assert etree.fromstring(documents[name]).get("targetNamespace") == namespace


@pytest.mark.parametrize("standard", STANDARDS)
def test_documents_refer_to_each_other_only_so_no_network_is_needed(standard: str) -> None:
    names = {name for name, _ in control_files(standard)}
    roots = [etree.fromstring(document) for _, document in control_files(standard)]
    referred = {tag.get("schemaLocation") for root in roots for tag in root.iter(f"{XS}import", f"{XS}include")}
    assert referred <= names
    assert names == referred | {name for _, name in schema_locations(standard) + lom_locations(standard)}


@pytest.mark.parametrize("standard", STANDARDS)
def test_each_document_says_who_wrote_it_and_under_which_licence(standard: str) -> None:
    for _, document in control_files(standard):
        head = b" ".join(document[:600].split())
        assert b"<!-- Written for scormkit; describes the same vocabulary as" in head
        assert b"Apache-2.0." in head


def test_an_edition_changes_exactly_these_files_of_the_edition_before() -> None:
    changed = []
    for before, after in (("2nd", "3rd"), ("3rd", "4th")):
        pairs = zip(control_files(f"scorm2004-{before}"), control_files(f"scorm2004-{after}"), strict=True)
        changed.append((after, [old[0] for old, new in pairs if old != new]))
    assert changed == [
        ("3rd", ["adlcp_v1p3.xsd", "adlnav_v1p3.xsd"]),
        ("4th", ["adlcp_v1p3.xsd", "adlseq_v1p3.xsd", "imscp_v1p1.xsd"]),
    ]


def test_files_are_the_same_bytes_in_every_process_and_need_no_xml_parser() -> None:
    script = (
        "import sys, hashlib\n"
        "from scormkit.control import STANDARDS, control_files\n"
        "print(hashlib.sha256(repr([control_files(s) for s in STANDARDS]).encode()).hexdigest(), 'lxml' in sys.modules)"
    )
    printed = {
        subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True).stdout
        for env in ({"PYTHONHASHSEED": "1", "LC_ALL": "C"}, {"PYTHONHASHSEED": "2", "PYTHONUTF8": "1"})
    }
    assert len(printed) == 1
    assert printed.pop().endswith(" False\n")


def test_a_schema_is_compiled_once() -> None:
    assert schema("scorm12") is schema("scorm12")


@pytest.mark.parametrize("ask", [control_files, schema_locations, lom_locations, schema, lom_schema])
def test_an_unknown_standard_is_refused(ask: Callable[[str], object]) -> None:
    with pytest.raises(KeyError):
        ask("scorm13")


@pytest.mark.parametrize("standard", ["cmi5", "tincan"])
def test_a_standard_without_metadata_has_no_schema_for_it(standard: str) -> None:
    with pytest.raises(KeyError):
        lom_schema(standard)


def _verdict(judge: etree.XMLSchema, case: Case, document: str) -> bool:
    return judge.validate(etree.fromstring(case.document(document)))

"""Anybody's package as a tree: whole, in words, and never with a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from scormkit.build import BuildOptions, build_course
from scormkit.cli.inspect import inspect
from scormkit.errors import PackageError
from scormkit.package.reader import read_package
from scormkit.package.tree import FileNode, ItemNode, PackageTree, ResourceNode, TypeTotal, read_tree
from tests.package.strangers import CMI5, SCORM_2004, TINCAN, document, page, question, scorm12, zip_of

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/reference/inspect.schema.json").read_text("utf-8")))


HTML = (
    '<img src="https://img.example.org/x.png"><a href="https://only-a-link.example.org/">x</a>'
    "<script>window.open('x'); API.SetValue('cmi.suspend_data','')</script>"
)
CSS = "@import '//fonts.example.org/a.css'; a { background: url(http://cdn.example.org/b.png) }"


@pytest.fixture
def tree(tmp_path: Path) -> PackageTree:
    files = {
        "imsmanifest.xml": SCORM_2004,
        "a b.html": HTML,
        "handout.pdf": "%PDF",
        "style.css": CSS,
        "notes": "?",
    }
    return read_tree(zip_of(tmp_path / "course.zip", files))


def test_items_say_what_they_launch_and_under_which_rules(tree: PackageTree) -> None:
    module, handout = tree.organizations[0].items
    assert module.children == (
        ItemNode(
            identifier="I2",
            title="Unit",
            resource="R1",
            launch="a%20b.html",
            parameters="?a=b",
            visible=False,
            mastery="0.6",
            prerequisites="",
            limits=("then exit,message", "attempt limit 2"),
            launch_data="x=1",
            sequencing=(
                "allows flow",
                "no choice",
                "stop forward traversal if not satisfied (obj) or not objective status known",
                "does not count for objective satisfied",
                "weight 0.5 in the score",
                "completed when at least percent 0.7 of its children are completed",
                "shares global objectives global",
                "tracked",
                "hides the LMS's buttons exit",
            ),
            children=(),
        ),
    )
    assert (handout.title, handout.launch, handout.visible) == ("Handout", "handout.pdf", True)


def test_files_have_sizes_or_are_missing_or_are_not_listed(tree: PackageTree) -> None:
    sizes = {each.path: each.size for resource in tree.resources for each in resource.files}
    assert sizes == {"a b.html": len(HTML), "gone.png": None, "handout.pdf": 4}
    assert tree.resources[0] == ResourceNode(
        "R1", "sco", "a%20b.html", (FileNode("a b.html", len(HTML)), FileNode("gone.png", None)), ("R2",)
    )
    assert [each.path for each in tree.unlisted] == ["notes", "style.css"]
    assert tree.totals == (
        TypeTotal("HTML", 1, len(HTML)),
        TypeTotal("styles", 1, len(CSS)),
        TypeTotal("documents", 1, 4),
        TypeTotal("data", 1, len(SCORM_2004)),
        TypeTotal("other", 1, 1),
    )


def test_what_it_asks_is_said_in_sentences(tree: PackageTree) -> None:
    assert tree.asks == (
        "The SCORM 2004 3rd Edition interface: window.API_1484_11",
        "One part that reports results",
        "To show 1 asset: items that report nothing",
        "Room for state (cmi.suspend_data); how much cannot be seen from outside",
        "To compare scores with a mastery score: 0.6",
        "Time limits or thresholds, on 1 of 3 items",
        "Sequencing, on 1 node, with 1 rule",
        "Global objectives (mapInfo); Moodle under PHP 8 fails to import them",
        "A script that can open further windows (window.open): pop-ups may have to be allowed",
        "Addresses outside the package: cdn.example.org, fonts.example.org, img.example.org",
    )


def test_a_cmi5_course_shows_its_blocks_and_aus(tmp_path: Path) -> None:
    tree = read_tree(zip_of(tmp_path / "c.zip", {"cmi5.xml": CMI5}))
    block = tree.organizations[0].items[0]
    assert (tree.edition, tree.identifier, block.title) == ("cmi5", "https://example.org/course", "Block")
    assert (block.children[0].launch, block.children[0].mastery) == (
        "https://content.example.org/index.html?x=1",
        "0.7",
    )
    assert tree.unlisted == ()
    assert tree.asks[0].startswith("A cmi5 launch")
    assert tree.asks[-1] == "Addresses outside the package: content.example.org"


def test_a_tin_can_package_shows_its_activity(tmp_path: Path) -> None:
    tree = read_tree(zip_of(tmp_path / "t.zip", {"tincan.xml": TINCAN, "index.html": "<p>"}))
    assert [(each.title, each.launch) for each in tree.organizations[0].items] == [("Airway", "index.html")]
    assert tree.asks[1:] == ("One part that reports results", "No address outside the package")


def test_a_package_of_scormkit_says_how_much_state_it_needs(tmp_path: Path) -> None:
    files = {
        "imsmanifest.xml": scorm12(("ITEM-course", "Airway", "index.html")),
        "index.html": document([page("a", "k01")], [question("q", "k02", "Yes", "No")]),
    }
    tree = read_tree(zip_of(tmp_path / "own.zip", files))
    assert (
        "Room for state: it keeps to the 4,096 characters that the standard grants (made by scormkit: 1 page, "
        "1 question)"
    ) in tree.asks


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"index.html": document([])}, "this is a web folder, which no LMS imports: open its index.html in a browser"),
        ({"index.html": "<p>"}, "there is no imsmanifest.xml, cmi5.xml or tincan.xml in it"),
        ({"imsmanifest.xml": "<manifest><a></manifest>"}, "imsmanifest.xml, line 1 cannot be read: "),
        ({"imsmanifest.xml": "<html/>"}, "imsmanifest.xml belongs to no standard known here"),
        ({"course.crs": "", "course.au": ""}, "this is an AICC package, which is recognised and not read"),
    ],
)
def test_a_broken_package_shows_its_files_and_says_what_is_wrong(
    tmp_path: Path, files: dict[str, str], problem: str
) -> None:
    zip_of(tmp_path / "x.zip", files)
    result = run(str(tmp_path / "x.zip"))
    assert result.exit_code == 1
    assert f"problem: {problem}" in result.output
    assert "Files by type" in result.output


def test_what_is_no_package_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"<!doctype html>not found")
    with pytest.raises(PackageError, match=r"x\.zip is not a package: it is an HTML page"):
        read_tree(read_package(tmp_path / "x.zip"))


def test_json_keeps_to_its_schema(tmp_path: Path, tree: PackageTree) -> None:
    SCHEMA.check_schema(SCHEMA.schema)
    SCHEMA.validate(json.loads(json.dumps(tree.to_json())))
    result = run(str(tmp_path / "course.zip"), "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.output) == json.loads(json.dumps(tree.to_json()))


def test_text_is_a_tree(tmp_path: Path) -> None:
    zip_of(tmp_path / "c.zip", {"imsmanifest.xml": scorm12(("A", "One", "a.html"), ("B", "Two", "b.html"))})
    assert run(str(tmp_path / "c.zip")).output.splitlines()[1:] == [
        "manifest imsmanifest.xml, identifier hash1234-airway-scorm12",
        "",
        "Airway  [O]",
        "├─ One  [A]",
        "│    · launches a.html",
        "│    · mastery 80",
        "└─ Two  [B]",
        "     · launches b.html",
        "     · mastery 80",
        "",
        "Resources",
        "  RES-A  sco a.html",
        "    a.html    missing",
        "  RES-B  sco b.html",
        "    b.html    missing",
        "",
        "Files by type",
        "  data           1       1 kB",
        "",
        "What it asks of the LMS",
        "  - The SCORM 1.2 interface: window.API",
        "  - A menu or another way through 2 parts that report results",
        "  - To compare scores with a mastery score: 80",
        "  - No address outside the package",
    ]


def test_a_built_package_is_read_like_a_strangers(tmp_path: Path) -> None:
    course = ROOT / "courses" / "healthy-relations"
    built = build_course(course, BuildOptions(out=tmp_path, targets=("scorm2004-4th",), languages=("en",))).packages[0]
    tree = read_tree(read_package(built.path))
    SCHEMA.validate(json.loads(json.dumps(tree.to_json())))
    assert (tree.standard, tree.problem, [each.mastery for each in tree.organizations[0].items]) == (
        "scorm2004-4th",
        "",
        ["0.8"],
    )
    assert {Path(each.path).suffix for each in tree.unlisted} == {".xsd", ".xml"}
    assert any("made by scormkit: 32 pages, 25 questions" in each for each in tree.asks)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(inspect, arguments)

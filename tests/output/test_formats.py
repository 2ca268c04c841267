"""Every format shows the same report, whole and escaped, and keeps to its own schema."""

from __future__ import annotations

import json
from importlib.resources import files
from xml.etree import ElementTree

import jsonschema
import pytest

from scormkit.diagnostics import Location, Report, error, info, warning
from scormkit.output import FORMATS, render_report

EVIL = 'bad <b> & "quote" \x1b[31m\x00 100% ::error::'
REPORT = Report.of(
    [
        error(
            "ITEM-TITLE", "item `I1` has no title", Location("c.zip/imsmanifest.xml", 12, "/manifest/item"), "add one"
        ),
        warning("HTML-REMOTE", EVIL, Location("c.zip/a b.html", 3)),
        info("ZIP-SPACE", "names contain spaces: `a b.html`", Location("c.zip")),
    ]
)

SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "additionalProperties": False,
    "$defs": {
        "text": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {"driver": {"$ref": "#/$defs/driver"}},
                },
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            },
            "additionalProperties": False,
        },
        "driver": {
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": {"type": "string"},
                "version": {"type": "string"},
                "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}},
            },
            "additionalProperties": False,
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/text"},
                "help": {"$ref": "#/$defs/text"},
            },
            "additionalProperties": False,
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {"$ref": "#/$defs/text"},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
            },
            "additionalProperties": False,
        },
        "location": {
            "type": "object",
            "required": ["physicalLocation"],
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~/%\-]+$"}},
                        },
                        "region": {"type": "object", "properties": {"startLine": {"type": "integer", "minimum": 1}}},
                    },
                },
                "logicalLocations": {"type": "array"},
            },
        },
    },
}


def test_text_groups_by_file_with_the_offending_line() -> None:
    def excerpt(where: Location) -> str:
        return '<item identifier="I1"/>' if where.line == 12 else ""

    assert render_report(REPORT, "text", excerpt=excerpt) == (
        "c.zip/imsmanifest.xml\n"
        "  error: line 12: item `I1` has no title [ITEM-TITLE]\n"
        '    12 | <item identifier="I1"/>\n'
        "    → add one\n"
        "\n"
        "c.zip/a b.html\n"
        '  warning: line 3: bad <b> & "quote" \\x1b[31m\\x00 100% ::error:: [HTML-REMOTE]\n'
        "\n"
        "c.zip\n"
        "  note: names contain spaces: `a b.html` [ZIP-SPACE]\n"
        "\n"
        "1 error, 1 warning, 1 note\n"
    )


def test_colour_is_for_terminals_only() -> None:
    assert "\x1b[31;1merror\x1b[0m" in render_report(REPORT, "text", colour=True)
    assert "\x1b" not in render_report(REPORT, "text")


def test_json_keeps_to_the_published_schema() -> None:
    schema = json.loads((files("scormkit.output") / "report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    found = json.loads(render_report(REPORT, "json"))
    jsonschema.validate(found, schema)
    assert found["summary"] == {"error": 1, "warning": 1, "info": 1}
    assert found["findings"][0] == {
        "code": "ITEM-TITLE",
        "severity": "error",
        "message": "item `I1` has no title",
        "hint": "add one",
        "file": "c.zip/imsmanifest.xml",
        "line": 12,
        "pointer": "/manifest/item",
        "excerpt": "",
    }


def test_sarif_has_the_form_of_version_2_1_0() -> None:
    found = json.loads(render_report(REPORT, "sarif", describe=lambda code: f"About {code}.\n\nMore."))
    jsonschema.validate(found, SARIF)
    run = found["runs"][0]
    assert [each["ruleId"] for each in run["results"]] == ["ITEM-TITLE", "HTML-REMOTE", "ZIP-SPACE"]
    assert [run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] for each in run["results"]] == [
        "ITEM-TITLE",
        "HTML-REMOTE",
        "ZIP-SPACE",
    ]
    assert run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "c.zip/a%20b.html"


def test_junit_is_xml_where_notes_pass() -> None:
    root = ElementTree.fromstring(render_report(REPORT, "junit"))
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    assert [each.get("name") for each in root.iter("testcase")] == [
        "ZIP-SPACE",
        "HTML-REMOTE line 3",
        "ITEM-TITLE line 12",
    ]
    assert len(list(root.iter("failure"))) == 2


def test_junit_of_a_clean_report_is_one_pass() -> None:
    root = ElementTree.fromstring(render_report(Report(), "junit"))
    assert [(each.get("tests"), each.get("failures")) for each in root.iter("testsuite")] == [("1", "0")]


def test_github_commands_cannot_be_injected() -> None:
    lines = render_report(REPORT, "github").splitlines()
    assert lines[0] == "::error file=c.zip/imsmanifest.xml,line=12,title=ITEM-TITLE::item `I1` has no title (add one)"
    assert lines[1].startswith("::warning file=c.zip/a b.html,line=3,title=HTML-REMOTE::bad")
    assert "100%25" in lines[1]
    assert len(lines) == 3


def test_html_is_self_contained_and_escaped() -> None:
    page = render_report(REPORT, "html", title="A <course>", describe=lambda code: "why & what")
    assert "<title>A &lt;course&gt;</title>" in page
    assert "bad &lt;b&gt; &amp; &quot;quote&quot;" in page
    assert "why &amp; what" in page
    assert not any(word in page for word in ("<script", "http://", "https://", "src=", "<link"))


def test_html_says_what_was_checked_and_what_came_out() -> None:
    page = render_report(REPORT, "html", checked=(("c.zip", "SCORM 1.2"), ("c.zip2", "cmi5")))
    assert "<td>c.zip</td><td>SCORM 1.2</td><td>1 error, 1 warning, 1 note</td>" in page
    assert "<td>c.zip2</td><td>cmi5</td><td>nothing found</td>" in page
    assert "item <code>I1</code> has no title" in page


def test_html_shows_a_manual_with_its_examples_on_lines_of_their_own() -> None:
    page = render_report(REPORT, "html", describe=lambda _: "It is.\n\nWhy\nnot.\n\nBad: `<a>`\nGood: `<b>`")
    shown = "<p>It is.</p><p>Why\nnot.</p><p>Bad: <code>&lt;a&gt;</code><br>Good: <code>&lt;b&gt;</code></p></details>"
    assert shown in page


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_is_deterministic_and_ends_in_a_line_feed(style: str) -> None:
    shown = render_report(REPORT, style)
    assert shown == render_report(REPORT, style)
    assert shown.endswith("\n")
    assert render_report(Report(), style).endswith("\n")

"""docs/rules is generated from the rules and fresh."""

from __future__ import annotations

import re
from pathlib import Path

from scormkit.validate.checking import package_rules
from tools.write_rules import DOCS, pages


def test_the_rules_pages_are_fresh() -> None:
    stored = {path.name: path.read_text("utf-8") for path in DOCS.glob("*.md")}
    assert stored == pages(), "run: python tools/write_rules.py"


def test_every_rule_has_its_place_in_the_pages() -> None:
    headings = [code for text in pages().values() for code in re.findall(r"^## ([A-Z0-9-]+)$", text, re.M)]
    assert sorted(headings) == [each.code for each in package_rules()]


def test_every_published_code_is_still_a_rule_and_every_rule_is_listed() -> None:
    """Settings, waivers and baselines out there name them: a code is never dropped or renamed."""
    listed = (Path(__file__).parent / "published-codes.txt").read_text("utf-8").split()
    assert [each.code for each in package_rules()] == listed

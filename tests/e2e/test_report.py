"""The HTML report of a check: readable for everybody, light and dark, narrow and wide."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scormkit.output import render_report
from scormkit.validate.checking import check_package
from tests.rules.building import build

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
LONG = f'<img src="{"long" * 60}.png"></body>'


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    edit = {"index.html": [["</body>", LONG], ['<html lang="en">', "<html>"]]}
    found = check_package(build({"base": "scorm12", "edit": edit, "add": {"a b.txt": "a"}}, folder))
    shown = render_report(
        found,
        "html",
        checked=(("course.zip", "SCORM 1.2"),),
        excerpt=lambda where: LONG if where.line else "",
        describe=lambda code: f"About {code}.\n\nBad: `<a>`\nGood: `<b>`",
    )
    (folder / "report.html").write_text(shown, "utf-8")
    return folder / "report.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_report_is_accessible_and_fits(browser: Browser, report: Path, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    try:
        page = context.new_page()
        page.goto(report.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        assert page.locator("li.error, li.warning, li.info").count() >= 4
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(AXE)
        assert (
            page.evaluate("axe.run().then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))")
            == []
        )
    finally:
        context.close()

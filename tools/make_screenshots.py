"""Takes the pictures of docs/images: the sample course in a real browser, as learners see it.

`python tools/make_screenshots.py` builds courses/healthy-relations for the web and photographs it. It needs Playwright
and a Chromium; `make setup-test` gets both. Run it when the theme's looks change.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from scormkit.build import BuildOptions, build_course

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
COURSE = ROOT / "courses" / "healthy-relations"


@dataclass(frozen=True)
class Shot:
    """One picture: the page it opens, the window, and what is done first."""

    name: str
    page: str
    width: int = 1120
    height: int = 700
    dark: bool = False
    before: Callable[[Page], None] = lambda page: None


def answer(page: Page) -> None:
    """Answers the first question of the page in view, half right, and brings it into view."""
    form = page.locator("section.page:not([hidden]) form.question").first
    form.locator("input").nth(2).check()
    form.locator("button.check").click()
    form.evaluate("form => window.scrollTo(0, form.getBoundingClientRect().top + window.scrollY - 84)")


SHOTS = (
    Shot("page", "respect--welcome"),
    Shot("question", "respect--check-respect", before=answer),
    Shot("phone-dark", "boundaries--what-is-a-boundary", width=390, height=700, dark=True),
)


def take(browser: Browser, index: Path, shot: Shot) -> None:
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
        locale="en",
    )
    page = context.new_page()
    page.goto(f"{index.as_uri()}#{shot.page}")
    page.wait_for_selector("html.js")
    page.evaluate("Promise.all([...document.images].map(each => { each.loading = 'eager'; return each.decode() }))")
    shot.before(page)
    page.screenshot(path=IMAGES / f"{shot.name}.png", animations="disabled")
    context.close()


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    executable = os.environ.get("SCORMKIT_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as out, sync_playwright() as playwright:
        built = build_course(COURSE, BuildOptions(out=Path(out), targets=("web",), languages=("en",)))
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for shot in SHOTS:
            take(browser, (built.packages[0].path / "index.html").resolve(), shot)
        browser.close()


if __name__ == "__main__":
    main()

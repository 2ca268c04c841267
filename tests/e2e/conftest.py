"""What the browser tests share: one browser, one server, packages built once, a learner for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests.e2e.learner import Learner
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import Builder

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE = 10_000  # milliseconds until an event that does not come fails the test


def browser_path() -> str | None:
    """The browser to use: `SCORMKIT_CHROMIUM`, one on the path, else (None) Playwright's own."""
    return os.environ.get("SCORMKIT_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        expect.set_options(timeout=PATIENCE)
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=browser_path(), args=list(QUIET))
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en-GB", timezone_id="UTC", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="session")
def server() -> Iterator[MiniLms]:
    server = MiniLms()
    yield server
    server.close()


@pytest.fixture(scope="session")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    return Builder(Path(tmp_path_factory.mktemp("built")))


@pytest.fixture
def learner(context: BrowserContext, server: MiniLms) -> Learner:
    return Learner(context, server)

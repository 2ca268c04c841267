"""A plan's pages in Chromium: clean for axe-core everywhere, right in the reader's zone, readable without scripts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scormkit.cli import scormkit
from tests.e2e.mini_lms import ROOT
from tests.e2e.test_accessibility import AXE, WIDTHS, violations

COURSES = ROOT / "courses"
COHORT = "timezone: Europe/Paris\nstart: 2026-03-02\nend: 2026-04-02\nsessions:\n  talk: {start: 2026-03-09 10:00}\n"
Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample course before and after a move, one in Arabic, and one with every kind of question."""
    folder = tmp_path_factory.mktemp("plans")
    moved, arabic, gallery = (folder / name for name in ("moved", "arabic", "gallery"))
    for place in (moved, arabic):
        shutil.copytree(COURSES / "airway-basics", place)
    run("plan", "publish", moved, "--now", "2026-02-20T18:00:00Z", "--out", folder / "told", "--force")
    rewrite(moved / "cohorts/2026a.yaml", "2026-03-09 13:00", "2026-03-10 20:00")
    rewrite(moved / "course.yaml", "id: airway-basics", "id: moved")
    rewrite(arabic / "course.yaml", "id: airway-basics", "id: arabic")
    rewrite(arabic / "course.yaml", "language: en", "language: ar")
    shutil.copytree(COURSES / "question-gallery", gallery)
    for name, text in {"sessions/talk.md": "---\nlength: 60 min\n---\n# Talk\n", "cohorts/2026a.yaml": COHORT}.items():
        (gallery / name).parent.mkdir(exist_ok=True)
        (gallery / name).write_text(text, "utf-8")
    for course in (COURSES / "airway-basics", moved, arabic, gallery):
        run("plan", "build", course, "--out", folder / "dist")
    return folder / "dist"


def run(*words: object) -> None:
    made = CliRunner().invoke(scormkit, [str(each) for each in words])
    assert made.exit_code == 0, made.output


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def address(plans: Path, course: str, page: str) -> str:
    return (plans / course / "plan/2026a" / page).as_uri()


@pytest.fixture
def opener(browser: Browser, plans: Path) -> Iterator[Opener]:
    """Opens a page of a plan in a browser of its own: zone, date, scripts as asked."""
    contexts: list[BrowserContext] = []

    def open_page(
        page: str, course: str = "airway-basics", now: str = "2026-03-01T12:00:00Z", **options: object
    ) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(10_000)
        opened = context.new_page()
        opened.clock.set_fixed_time(now)
        opened.goto(address(plans, course, page))
        return opened

    yield open_page
    for each in contexts:
        each.close()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name={name}][value={value}]").check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_violation_or_scrolls_sideways(browser: Browser, plans: Path, scheme: str, width: str) -> None:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        timezone_id="Europe/Berlin",
        viewport={"width": WIDTHS[width], "height": 900},
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    found: list[tuple[str, ...]] = []
    for file in sorted(plans.glob("*/plan/2026a/*.html")):
        state = f"{file.relative_to(plans)} {scheme} {width}"
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        page.evaluate(AXE)
        found += violations(page, state)
        assert (state, page.evaluate("document.documentElement.scrollWidth")) == (state, WIDTHS[width])
        if file.name == "schedule.html":
            choose(page, "view", "week")
            found += violations(page, f"{state} weeks")
    context.close()
    assert (found, errors) == ([], [])


def test_the_reader_sees_each_date_in_their_own_zone_over_changes_of_the_clocks(opener: Opener) -> None:
    page = opener("schedule.html", timezone_id="Europe/Berlin")
    clinic, lab = page.locator("article").all()
    expect(clinic.locator(".when")).to_have_text("Monday 9 March 2026, 13:00–14:30 New York time")

    choose(page, "zone", "own")

    # New York changed its clocks on 8 March, Berlin does on the 29th: five hours between them, then six
    expect(clinic.locator(".when")).to_have_text("Monday 9 March 2026, 18:00–19:30 My time: Berlin")
    expect(clinic.locator("[data-entry=due] time").first).to_have_text("Sat 7 Mar, 00:00")
    expect(lab.locator("[data-entry=due] time[data-form=at]").nth(4)).to_have_text("Wed 1 Apr, 00:00")

    choose(page, "zone", "cohort")
    expect(lab.locator("[data-entry=due] time[data-form=at]").nth(4)).to_have_text("Tue 31 Mar, 18:00")


def test_where_it_is_another_day_the_page_says_another_day(opener: Opener) -> None:
    page = opener("schedule.html", "moved", timezone_id="Asia/Tokyo")
    choose(page, "zone", "own")

    clinic = page.locator("#session-clinic")
    expect(clinic.locator(".when")).to_have_text("Wednesday 11 March 2026, 09:00–10:30 My time: Tokyo")
    expect(clinic.locator(".tile")).to_have_text("Wed11Mar")
    expect(page.locator(".changes li").first).to_contain_text("Tue 10 Mar, 02:00")


def test_an_end_after_midnight_says_its_day(opener: Opener) -> None:
    page = opener("schedule.html", "moved", timezone_id="Europe/London")
    choose(page, "zone", "own")

    expect(page.locator("#session-clinic .when")).to_have_text("Wednesday 11 March 2026, 00:00–01:30 My time: London")
    choose(page, "zone", "cohort")
    page = opener("schedule.html", "moved", timezone_id="Atlantic/Azores")
    choose(page, "zone", "own")
    expect(page.locator("#session-clinic .when")).to_have_text(
        "Tuesday 10 March 2026, 23:00–Wed 11 Mar, 00:30 My time: Azores"
    )


def test_a_reader_in_the_cohorts_zone_has_nothing_to_choose(opener: Opener) -> None:
    page = opener("schedule.html", timezone_id="America/New_York")

    expect(page.locator("[data-zones]")).to_be_hidden()


def test_weeks_hold_what_happens_on_each_day_and_lead_back_to_the_list(opener: Opener) -> None:
    page = opener("schedule.html", timezone_id="Europe/Berlin")
    choose(page, "view", "week")

    expect(page.locator("[data-list]")).to_be_hidden()
    assert page.locator(".week h3").all_text_contents() == [
        "Week of 2 March 2026",
        "Week of 9 March 2026",
        "Week of 16 March 2026",
        "Week of 30 March 2026",
        "Week of 6 April 2026",
    ]
    week = page.locator(".week").nth(1)
    assert [re.sub(r"\s+", " ", each) for each in week.locator(".day:not(.is-empty)").all_inner_texts()] == [
        "Mon 9 Mar 13:00–14:30 Case clinic",
        "Wed 11 Mar 18:00 Due: Bag and mask",
        "Thu 12 Mar 09:00–12:00 Skills lab",
    ]

    week.get_by_text("Skills lab").click()
    expect(page.locator("#session-lab")).to_be_in_viewport()


def test_the_page_knows_what_is_over_and_what_is_next(opener: Opener) -> None:
    page = opener("schedule.html", now="2026-03-10T12:00:00Z", timezone_id="UTC")

    expect(page.locator("[data-next]")).to_have_text("Next: Skills lab · Thu 12 Mar, 09:00")
    expect(page.locator("#session-clinic .title")).to_contain_text("Over")
    expect(page.locator("#session-lab .title")).to_contain_text("Next")


def test_without_scripts_the_list_stands_in_the_cohorts_time(opener: Opener) -> None:
    page = opener("schedule.html", java_script_enabled=False, timezone_id="Europe/Berlin")

    expect(page.get_by_text("All times are New York time.")).to_be_visible()
    expect(page.locator("#session-clinic .when")).to_have_text("Monday 9 March 2026, 13:00–14:30 New York time")
    expect(page.locator("[data-controls]")).to_be_hidden()
    expect(page.locator("article")).to_have_count(2)


def test_a_calendar_file_is_saved_without_a_network(opener: Opener) -> None:
    page = opener("schedule.html")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Add to calendar: Case clinic").click()

    text = Path(waiting.value.path()).read_text("utf-8")
    assert waiting.value.suggested_filename == "clinic.ics"
    assert "DTSTART;TZID=America/New_York:20260309T130000" in text


def test_on_a_web_server_calendars_can_subscribe_and_elsewhere_nothing_offers_it(opener: Opener, plans: Path) -> None:
    page = opener("schedule.html")
    subscribe = page.locator("[data-feed]")
    expect(subscribe).to_be_hidden()

    content = (plans / "airway-basics/plan/2026a/schedule.html").read_text("utf-8")
    page.route("http://plan.test/**", lambda route: route.fulfill(body=content, content_type="text/html"))
    page.goto("http://plan.test/spring/schedule.html")
    expect(subscribe).to_have_attribute("href", "webcal://plan.test/spring/calendars/learner.ics")


def test_a_schedule_in_arabic_runs_from_the_right_and_tells_own_times_in_arabic(opener: Opener) -> None:
    page = opener("schedule.html", "arabic", timezone_id="Asia/Dubai")
    choose(page, "zone", "own")

    expect(page.locator("#session-clinic .when")).to_have_text("الاثنين 9 مارس 2026، 21:00–22:30 توقيتي: Dubai")
    box, tile = page.locator("#session-clinic").bounding_box(), page.locator("#session-clinic .tile").bounding_box()
    assert box and tile and tile["x"] > box["x"] + box["width"] / 2


def test_comments_on_a_storyboard_stay_and_are_saved_with_the_numbers_of_their_parts(opener: Opener) -> None:
    page = opener("storyboard-signs.html")
    expect(page.get_by_role("button", name="Save comments")).to_be_hidden()
    page.get_by_text("Comment on 3.1", exact=True).click()
    page.get_by_label("Comment on 3.1", exact=True).fill("Wheeze, too?")
    page.reload()

    expect(page.get_by_label("Comment on 3.1", exact=True)).to_have_value("Wheeze, too?")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save comments").click()
    assert Path(waiting.value.path()).read_text("utf-8") == (
        "Storyboard: Danger signs\nairway-basics/signs/2.1.0\n\n3.1\nWheeze, too?\n"
    )


def test_a_printed_schedule_has_no_buttons_and_no_dark(opener: Opener) -> None:
    page = opener("schedule.html", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")

    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.locator("[data-controls]")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"

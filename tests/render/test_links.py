"""References in HTML become addresses that work from the document and from page files."""

from __future__ import annotations

import pytest

from scormkit.render.links import Links, pages_by_name
from scormkit.render.problems import HelperError
from tests.render.sample import BLOCKS, LAST, SIGNS, sco_of

SCO = sco_of(SIGNS, BLOCKS, LAST, filed=("kinds",))
ASSETS = {"media/air way.svg": "media/air-way-1.svg", "ünits/a&b.pdf": "media/ünits/a&b.pdf"}
DOCUMENT = Links("index.html", ASSETS, pages_by_name(SCO))
FILE = Links("index.html", ASSETS, pages_by_name(SCO), "../../")


@pytest.mark.parametrize(
    ("links", "html", "resolved"),
    [
        (DOCUMENT, '<img src="asset:media/air%20way.svg">', '<img src="media/air-way-1.svg">'),
        (FILE, '<img src="asset:media/air%20way.svg">', '<img src="../../media/air-way-1.svg">'),
        (
            DOCUMENT, '<a href="asset:%C3%BCnits/a%26b.pdf#page=2" id="x">',
            '<a href="media/%C3%BCnits/a%26b.pdf#page=2" id="x">',
        ),
        (DOCUMENT, '<a href="page:signs#look">', '<a href="#signs--look" data-goto="signs--look">'),
        (DOCUMENT, '<a href="page:signs#">', '<a href="#signs--look" data-goto="signs--look">'),
        (DOCUMENT, '<a href="page:blocks#kinds">', '<a href="#blocks--kinds" data-goto="blocks--kinds">'),
        (FILE, '<a href="page:signs#look">', '<a href="../../index.html#signs--look" data-goto="signs--look">'),
        (
            FILE, '<a href="page:blocks#kinds">',
            '<a href="../../pages/airway_basics/blocks--kinds.html" data-goto="blocks--kinds">',
        ),
        (DOCUMENT, '<a href="page:elsewhere#there">text</a>', '<a class="elsewhere">text</a>'),
        (
            DOCUMENT, '<a title="a > b" href="page:signs#">',
            '<a title="a > b" href="#signs--look" data-goto="signs--look">',
        ),
    ],
)  # fmt: skip
def test_references_are_replaced(links: Links, html: str, resolved: str) -> None:
    assert links.resolve(html) == resolved


@pytest.mark.parametrize(
    "html",
    [
        '<code>src="asset:media/none.svg"</code> and <b>href="page:signs#"</b>',
        '<img alt="an asset: money" src="https://example.org/asset:x">',
        "<p>page:signs#look</p>",
        "no reference at all",
    ],
)
def test_what_only_looks_like_a_reference_stays(html: str) -> None:
    assert DOCUMENT.resolve(html) == html


def test_urls_of_the_model_are_resolved_and_others_stay() -> None:
    assert FILE.url("asset:media/air%20way.svg#a") == "../../media/air-way-1.svg#a"
    assert FILE.url("https://example.org/x") == "https://example.org/x"


def test_a_file_that_the_package_does_not_carry_is_refused() -> None:
    with pytest.raises(HelperError, match=r"^the package carries no file `media/none\.svg`$"):
        DOCUMENT.resolve('<img src="asset:media/none.svg">')

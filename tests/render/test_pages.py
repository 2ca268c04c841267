"""Documents and page files keep the contract with the runtime, and templates get what the how-to says."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from scormkit.layout import PackageLayout
from scormkit.model import Container, Order, Page, Prose
from scormkit.render import load_context, render_file, render_files
from scormkit.render.blocks import unwrapped
from tests.conftest import Golden
from tests.render.sample import BLOCKS, COURSE, LAST, SCORM12, SIGNS, WHOLE, in_language, layout_of, sco_of

REPOSITORY = Path(__file__).parents[2]
FILED = layout_of(sco_of(SIGNS, BLOCKS, LAST, filed=("kinds", "adjuncts")))


def rendered(layout: PackageLayout) -> dict[str, str]:
    context = load_context(layout.course)
    return {
        file.path: content.decode() for file, content in render_files(layout, context) if file.path.endswith(".html")
    }


def document(layout: PackageLayout = WHOLE, path: str = "index.html") -> html.HtmlElement:
    return html.document_fromstring(rendered(layout)[path])


def test_the_document_is_this(golden: Golden) -> None:
    text = rendered(WHOLE)["index.html"]
    golden.file("index.html", re.sub(r'(id="scormkit-sco">).*?(</script>)', r"\1…\2", text))


def test_a_page_file_is_this(golden: Golden) -> None:
    golden.file("blocks--kinds.html", rendered(FILED)["pages/airway_basics/blocks--kinds.html"])


def test_driver_comes_before_player_and_the_configuration_before_both() -> None:
    scripts = [(each.get("id") or each.get("src"), each.get("defer")) for each in document().iter("script")]
    assert scripts == [("scormkit-sco", None), ("assets/driver.js", "defer"), ("assets/player.js", "defer")]


@pytest.mark.parametrize("layout", [WHOLE, FILED], ids=["inlined", "filed"])
def test_every_page_has_its_section_and_its_entry_in_the_contents(layout: PackageLayout) -> None:
    tree = document(layout)
    pages = layout.scos[0].pages
    sections = tree.cssselect("main#content > section.page")
    assert [(each.get("id"), each.get("data-page"), each.get("data-unit")) for each in sections] == [
        (page.id, page.id, page.unit.id) for page in pages
    ]
    assert [each.get("data-file") for each in sections] == [page.file or None for page in pages]
    assert [each.cssselect("h1, h2, h3")[0].get("tabindex") for each in sections] == ["-1"] * len(pages)
    links = tree.cssselect("nav[data-toc] a")
    assert [(each.get("href"), each.get("data-goto")) for each in links] == [(f"#{page.id}", page.id) for page in pages]


def test_the_document_has_what_the_runtime_looks_for() -> None:
    tree = document()
    actions = {each.get("data-action") for each in tree.cssselect("button[data-action]")}
    assert actions == {"previous", "next", "exit", "menu", "search", "scheme", "text", "close"}
    for selector in (
        "[data-progress][role=progressbar]", "[data-position]", "[data-status][role=status]:empty", "[data-score]",
        "[data-search][hidden] input[type=search]", "[data-search] ul[data-results]", "#term-stridor", "#term-wheeze",
        ".tabs[data-tabs] > section.tab > .tab-title", ".flashcards[data-flashcards] > .flashcard > .front",
        ".flashcards[data-flashcards] > .flashcard > .back", "video[data-media]", "audio[data-media]",
    ):  # fmt: skip
        assert tree.cssselect(selector.replace(":empty", "")), selector
    assert tree.cssselect("[data-status]")[0].text is None
    assert tree.get("class") == "no-js"


def test_a_question_has_the_form_of_the_anatomy() -> None:
    one, many = document().cssselect("form.question")
    assert [(each.get("data-question"), each.get("data-kind")) for each in (one, many)] == [
        ("q_stridor", "choice"), ("q_many", "choice")
    ]  # fmt: skip
    assert [(each.get("type"), each.get("name"), each.get("value")) for each in one.cssselect("input")] == [
        ("radio", "q_stridor", letter) for letter in "abc"
    ]
    assert {each.get("type") for each in many.cssselect("input")} == {"checkbox"}
    for form in (one, many):
        parts = (
            "fieldset > legend", "ul.choices > li.choice > label > span", "li.choice > .choice-feedback[hidden]",
            "button.check[type=submit]", "button.hint[type=button][hidden]", ".tries", ".feedback[role=status]",
        )  # fmt: skip
        assert [part for part in parts if not form.cssselect(part)] == []


def test_nothing_of_the_answers_can_be_read_in_the_document() -> None:
    text = rendered(WHOLE)["index.html"]
    assert "Wheeze comes from the lower airways" not in text
    assert "high-pitched, on breathing in" not in text


@pytest.mark.parametrize("layout", [WHOLE, FILED], ids=["inlined", "filed"])
def test_every_address_in_the_package_leads_to_something(layout: PackageLayout) -> None:
    files = {file.path for file in layout.files}
    trees = {path: html.document_fromstring(text) for path, text in rendered(layout).items()}
    for path, tree in trees.items():
        for element in tree.iter():
            for name in ("href", "src", "poster"):
                url = element.get(name) if isinstance(element.tag, str) else None
                if url is None or urlsplit(url).scheme:
                    continue
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(urlsplit(url).path)))
                target = target if urlsplit(url).path else path
                assert target in files, f"{url} in {path}"
                if fragment := urlsplit(url).fragment:
                    assert trees[target].cssselect(f'[id="{fragment}"]'), f"{url} in {path}"


def test_ids_are_unique_and_references_between_elements_hold() -> None:
    tree = document()
    ids = [each.get("id") for each in tree.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    for name in ("aria-controls", "aria-labelledby", "for"):
        assert {each.get(name) for each in tree.cssselect(f"[{name}]")} <= set(ids)


def test_authors_words_survive_in_titles_and_text() -> None:
    tree = document()
    assert tree.cssselect("title")[0].text == "Airway basics: R&D <b>"
    assert tree.cssselect(".module")[0].text == "Recognise & act"
    assert "日本語 🚀 it's <b>." in tree.cssselect("#adjuncts--adjuncts")[0].text_content()


def test_a_page_without_a_title_bears_its_units() -> None:
    unit = replace(LAST, pages=(Page("page-1", "", (Prose("<p>Text</p>"),)),))
    section = document(layout_of(sco_of(unit))).cssselect("section.page")[0]
    assert (section.cssselect("h1")[0].text, section.cssselect(".eyebrow")) == ("Adjuncts", [])


def test_a_link_to_a_page_of_another_sco_is_plain_text_in_an_lms() -> None:
    layout = layout_of(
        sco_of(SIGNS, identifier="signs", document="signs.html"),
        sco_of(LAST, identifier="adjuncts", document="adjuncts.html"),
        profile=SCORM12,
    )
    assert '<a class="elsewhere">the first unit</a>' in rendered(layout)["adjuncts.html"]


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("de-AT", "ltr")])
def test_language_and_direction_stand_at_the_root(language: str, direction: str) -> None:
    tree = document(in_language(language))
    assert (tree.get("lang"), tree.get("dir")) == (language, direction)


def test_a_page_file_shows_the_terms_it_uses() -> None:
    layout = layout_of(sco_of(LAST, SIGNS, filed=("look",)))
    tree = document(layout, "pages/airway_basics/signs--look.html")
    assert [each.get("id") for each in tree.cssselect("dd")] == ["term-stridor"]


def test_a_block_in_a_block_is_drawn_by_its_own_template() -> None:
    inner = Container("tip", (Prose("<p>Inside</p>"),))
    unit = replace(LAST, pages=(Page("p", "P", (Container("details", (inner,), "Open"),)),))
    tree = document(layout_of(sco_of(unit)))
    assert tree.cssselect("details.more .callout.tip")[0].text_content().split() == ["Tip", "Inside"]


def test_the_same_layout_gives_the_same_bytes_twice() -> None:
    assert rendered(FILED) == rendered(FILED)


def test_an_order_between_units_reaches_the_runtime() -> None:
    sco = replace(sco_of(SIGNS, BLOCKS), order=Order.IN_ORDER)
    assert '"order":"in-order"' in rendered(layout_of(sco))["index.html"]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("<p>One <b>line</b>.</p>", "One <b>line</b>."),
        ("<p>One</p><p>Two</p>", "<p>One</p><p>Two</p>"),
        ("plain", "plain"),
        ("<p>One</p>\n<ul></ul>", "<p>One</p>\n<ul></ul>"),
    ],
)
def test_a_single_paragraph_is_unwrapped_for_places_where_none_may_stand(text: str, inside: str) -> None:
    assert unwrapped(text) == inside


DOCUMENTED = re.findall(
    r"^\| `(\w+)(?:\(.*?\))?` \| (.*?) \|",
    (REPOSITORY / "docs/how-to/write-a-theme.md").read_text("utf-8").partition("## What templates get")[2],
    re.MULTILINE,
)


@pytest.mark.parametrize("template", ["sco.html", "page.html", "section.html", "blocks/note.html"])
def test_a_template_gets_what_the_how_to_lists_and_nothing_else(template: str, tmp_path: Path) -> None:
    promised = {name for name, where in DOCUMENTED if "all" in where or f"`{template.replace('note', '…')}`" in where}
    path = tmp_path / "themes/ours/templates" / template
    path.parent.mkdir(parents=True)
    path.write_text("{{ seen(self._TemplateReference__context) }}")
    (tmp_path / "themes/ours/theme.yaml").write_text("extends: default")
    seen: set[str] = set()
    context = load_context(replace(COURSE, root=str(tmp_path)), "ours")
    context.templates._environment.globals["seen"] = lambda values: seen.update(values.get_all())  # the test's own
    layout = FILED if template == "page.html" else WHOLE
    for file in layout.files:
        if file.path.endswith(".html") and not file.path.startswith("media/"):
            render_file(layout, file, context)
    assert seen - {"seen"} == promised

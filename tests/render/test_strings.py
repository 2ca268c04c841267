"""What learners read: whole in every language, and the keys are those that templates and scripts ask for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from scormkit.errors import ThemeError
from scormkit.model import Purpose
from scormkit.model.live import AGENDA_MODES
from scormkit.render import load_context, load_theme, theme_names
from scormkit.render.strings import direction, languages, load_strings
from scormkit.render.theme import LoadedTheme, own_themes
from tests.render.sample import COURSE

REPOSITORY = Path(__file__).parents[2]
DEFAULT = load_theme("default", Path(__file__).parent)


def placeholders(texts: dict[str, str]) -> dict[str, list[str]]:
    return {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in texts.items()}


def catalogue(language: str) -> tuple[dict[str, str], dict[str, str]]:
    strings, _ = load_strings(language, DEFAULT)
    assert strings.language == language
    return dict(strings.page), dict(strings.player)


def test_these_languages_have_a_catalogue() -> None:
    assert languages() == ("ar", "de", "en", "es", "fr")


@pytest.mark.parametrize("language", languages())
def test_every_catalogue_has_the_same_keys_in_the_same_order_with_the_same_values(language: str) -> None:
    for texts, english in zip(catalogue(language), catalogue("en"), strict=True):
        assert list(texts) == list(english)
        assert placeholders(texts) == placeholders(english)
        assert [key for key, text in texts.items() if text != text.strip() or not text] == []


@pytest.mark.parametrize("language", [each for each in languages() if each != "en"])
def test_a_catalogue_is_translated(language: str) -> None:
    same_in_both = {
        "minutes", "important", "question.explanation", "text.normal", "log.error", "checklist.steps", "checklist.date",
        "checklist.signature", "tile.minutes", "tile.mode.quiz", "tile.mode.mentoring", "tile.mode.clarify",
        "tile.mode.discussion",
    }  # fmt: skip
    page, player = catalogue(language)
    english_page, english_player = catalogue("en")
    same = {key for key, text in (page | player).items() if text == (english_page | english_player)[key]}
    assert same <= same_in_both


def test_the_texts_of_the_player_are_those_that_the_package_anatomy_lists() -> None:
    text = (REPOSITORY / "docs/reference/package-anatomy.md").read_text("utf-8")
    table = text.partition("\n## Strings\n")[2].partition("\n## ")[0]
    listed = dict(re.findall(r"^\| `([^`]+)` \| (.+?) \|$", table, re.MULTILINE))
    assert catalogue("en")[1] == listed


def test_templates_ask_for_every_text_of_the_page_part_and_for_no_other() -> None:
    used: set[str] = set()
    for name in theme_names(Path(__file__).parent):
        for path in (own_themes() / name).rglob("*.html"):
            used |= set(re.findall(r"""\bt\(\s*["']([^"']+)["']""", path.read_text("utf-8")))
    page, player = catalogue("en")
    by_kind = {
        "note",
        "tip",
        "important",
        "warning",
        "caution",
        "example",
        "question.check",
        "question.save",
        "scenario.decide",
    }
    by_purpose = {f"quiz.{about}{purpose}" for about in ("", "about.") for purpose in Purpose}
    by_mode = {f"tile.mode.{mode}" for mode in AGENDA_MODES}
    assert used - set(player) == set(page) - by_kind - by_purpose - by_mode


@pytest.mark.parametrize(("language", "expected"), [("de-AT", "de"), ("AR", "ar"), ("es-419", "es")])
def test_a_region_falls_back_to_its_language(language: str, expected: str) -> None:
    strings, remarks = load_strings(language, DEFAULT)
    assert (strings.language, remarks) == (expected, ())


def test_a_language_without_a_catalogue_falls_back_to_english_with_a_remark() -> None:
    context = load_context(replace(COURSE, language="cs"))
    assert context.strings.language == "en"
    assert [(each.code, each.severity.name, each.message, each.hint) for each in context.diagnostics] == [
        (
            "STRINGS-LANGUAGE-UNKNOWN",
            "INFO",
            "buttons and messages are in English: there is no catalogue for `cs`",
            "translate them in the theme's `strings:`, or use one of: ar, de, en, es, fr",
        )
    ]


def with_strings(**strings: dict[str, str]) -> LoadedTheme:
    return replace(DEFAULT, strings=strings)


def test_a_theme_overrides_single_texts_of_both_parts() -> None:
    strings, _ = load_strings("de-AT", with_strings(de={"next": "Los"}, **{"de-AT": {"question.right": "Passt"}}))
    assert (strings.page["next"], strings.player["question.right"]) == ("Los", "Passt")
    assert strings.page["previous"] == "Zurück"


def test_a_theme_can_bring_a_language() -> None:
    strings, remarks = load_strings("cs", with_strings(cs={"next": "Dál"}))
    assert (strings.page["next"], remarks) == ("Dál", ())


def test_a_theme_cannot_override_a_text_that_does_not_exist() -> None:
    with pytest.raises(ThemeError) as error:
        load_strings("en", with_strings(en={"nxt": "Onward"}))
    found = error.value.diagnostic
    assert (found.code, found.message, found.hint, str(found.location)) == (
        "THEME-STRING-UNKNOWN", "there is no text called `nxt`", "did you mean `next`?", "themes/default/theme.yaml"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("ur", "rtl"), ("AR-EG", "rtl"), ("en", "ltr"), ("de-AT", "ltr")],
)
def test_the_direction_follows_the_language(language: str, expected: str) -> None:
    assert direction(language) == expected

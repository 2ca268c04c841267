"""Catalogues of a plan's pages: every language says everything, and writes dates its own way."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from scormkit.model.live import AGENDA_MODES, SESSION_KINDS
from scormkit.sessions.pages.strings import direction, languages, words_for


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{([\w-]+)\}", text))


@pytest.mark.parametrize("language", languages())
def test_every_catalogue_says_what_the_english_one_says_with_the_same_values(language: str) -> None:
    english, other = words_for("en"), words_for(language)

    assert other.language == language
    assert {key: fields(text) for key, text in other.text.items()} == {
        key: fields(text) for key, text in english.text.items()
    }
    assert sorted(other.kinds) == sorted(SESSION_KINDS)
    assert sorted(other.modes) == sorted(AGENDA_MODES)
    assert [len(other.dates[name]) for name in ("months", "months-short", "days", "days-short")] == [12, 12, 7, 7]
    assert all(isinstance(name, str) for form in other.dates.values() for name in form)


def test_dates_are_written_as_each_language_writes_them() -> None:
    day = date(2026, 3, 9)

    assert {language: words_for(language).long(day) for language in languages()} == {
        "ar": "الاثنين 9 مارس 2026",
        "de": "Montag, 9. März 2026",
        "en": "Monday 9 March 2026",
        "es": "lunes, 9 de marzo de 2026",
        "fr": "lundi 9 mars 2026",
    }
    assert words_for("de").at(datetime(2026, 3, 9, 13)) == "Mo, 9. März, 13:00"


def test_a_language_without_a_catalogue_reads_english_and_a_region_its_language() -> None:
    assert [words_for(tag).language for tag in ("nl", "de-AT", "AR-eg")] == ["en", "de", "ar"]
    assert [direction(tag) for tag in ("nl", "de-AT", "AR-eg")] == ["ltr", "ltr", "rtl"]


def test_an_authors_own_kind_is_said_as_it_is_written() -> None:
    assert words_for("fr").kind("x-site-visit") == "site visit"

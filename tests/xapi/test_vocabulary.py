"""The vocabulary: complete, without repetitions, and good at guessing what somebody meant."""

from __future__ import annotations

import pytest

from scormkit.model.iri import is_iri
from scormkit.xapi import vocabulary as words


def test_every_iri_is_an_iri_and_stands_once() -> None:
    found = [each.iri for each in words.all_concepts()]
    assert [iri for iri in found if not is_iri(iri)] == []
    # cmi5 and ADL each have a course; nothing else shares an IRI
    assert len(set(found)) == len(found)


def test_what_is_shown_to_people_has_a_name_in_every_language() -> None:
    shown = [each for each in words.all_concepts() if each.sort in (words.Sort.VERB, words.Sort.ACTIVITY_TYPE)]
    assert [each.iri for each in shown if len([name for name in each.names if name]) != len(words.LANGUAGES)] == []


def test_a_display_has_english_and_the_language_of_the_course() -> None:
    assert words.PASSED.display("de-CH") == {"en": "passed", "de": "bestand"}
    assert words.PASSED.display("ja") == {"en": "passed"}
    assert list(words.PASSED.displays()) == ["en", "de", "fr", "es", "ar"]


@pytest.mark.parametrize(
    ("iri", "meant"),
    [
        ("https://adlnet.gov/expapi/verbs/passed", "http://adlnet.gov/expapi/verbs/passed"),
        ("http://www.adlnet.gov/expapi/verbs/passed", "http://adlnet.gov/expapi/verbs/passed"),
        ("http://adlnet.gov/expapi/verbs/passed/", "http://adlnet.gov/expapi/verbs/passed"),
        ("https://adlnet.gov/expapi/verbs/imported", "http://adlnet.gov/expapi/verbs/imported"),
        ("http://activitystrea.ms/schema/1.0/leave", "http://activitystrea.ms/leave"),
        ("http://w3id.org/xapi/video", "https://w3id.org/xapi/video"),
        ("http://adlnet.gov/expapi/verbs/passed", ""),
        ("https://learn.example.org/verbs/passed", ""),
        ("urn:example:passed", ""),
    ],
)
def test_look_alikes_are_recognised(iri: str, meant: str) -> None:
    assert words.known_as(iri) == meant

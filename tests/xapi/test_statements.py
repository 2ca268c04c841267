"""What a course can send: ids, definitions, relations, and that every statement of every sample is valid."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from scormkit.errors import CourseError
from scormkit.model import XAPI_VERBS, Person, ScoScope, XapiProfile, XapiSettings
from scormkit.xapi import vocabulary as words
from scormkit.xapi.activities import course_activities, course_iri, course_parts, home_page, interaction_of
from scormkit.xapi.checking import check_statements
from scormkit.xapi.profile import course_profile, own_profile
from scormkit.xapi.statements import (
    account,
    course_catalogue,
    example_statements,
    make_statement,
    render_json,
    statement_id,
)
from scormkit.xapi.templates import EXAMPLE_UUID, templates_of, verb_word
from tests.xapi.courses import COURSE, QUESTIONS, ROOT, SAMPLES, sample

ROOT_IRI = "https://learn.example.org/courses/airway"


def interactions() -> dict[str, dict[str, Any]]:
    """The definitions of the questions, by the end of their ids, without what is the same in all."""
    made = course_catalogue(COURSE, XapiProfile.XAPI, answers=True)["activities"]
    common = ("type", "name", "description")
    return {
        iri.rpartition("/")[2]: {key: value for key, value in entry["definition"].items() if key not in common}
        for iri, entry in made.items()
        if entry["role"] == "question"
    }


def described(*pairs: str) -> list[dict[str, Any]]:
    return [{"id": pair[0], "description": {"en": pair[1:]}} for pair in pairs]


def test_every_kind_of_question_is_told_in_xapis_forms() -> None:
    abc = described("aA!", "bB!", "cC!")
    assert interactions() == {
        "q-true-false": {"interactionType": "true-false", "correctResponsesPattern": ["true"]},
        "q-choice": {"interactionType": "choice", "choices": abc, "correctResponsesPattern": ["a[,]c"]},
        "q-fill-in": {
            "interactionType": "fill-in",
            "correctResponsesPattern": ["{case_matters=true}x[,]/z+/", "{case_matters=true}y[,]/z+/"],
        },
        "q-long-fill-in": {"interactionType": "long-fill-in"},
        "q-matching": {
            "interactionType": "matching",
            "source": described("aA!", "bB!"),
            "target": described("1One", "2Two"),
            "correctResponsesPattern": ["a[.]2[,]b[.]1"],
        },
        "q-sequencing": {"interactionType": "sequencing", "choices": abc, "correctResponsesPattern": ["c[,]a[,]b"]},
        "q-numeric": {
            "interactionType": "numeric",
            "correctResponsesPattern": ["12[:]20", "42", "[:]0.5", "7[:]"],
        },
        "q-likert": {"interactionType": "likert", "scale": abc},
        "q-performance": {
            "interactionType": "performance", "steps": abc, "correctResponsesPattern": ["a[.]1[,]c[.]1"]
        },
        "q-spot": {
            "interactionType": "choice", "choices": described("aA!", "bB!"), "correctResponsesPattern": ["a"]
        },
        "q-label": {
            "interactionType": "matching",
            "source": described("aA!", "bB!"),
            "target": described("1One"),
            "correctResponsesPattern": ["a[.]1"],
        },
    }  # fmt: skip


def test_a_single_choice_with_several_right_options_has_a_pattern_for_each() -> None:
    question = replace(QUESTIONS[1], multiple=False)
    assert interaction_of(question).correct == ("a", "c")


def test_right_answers_stay_out_unless_asked_for() -> None:
    for profile in XapiProfile:
        assert "correctResponsesPattern" not in render_json(course_catalogue(COURSE, profile))
        assert "correctResponsesPattern" not in render_json(course_profile(COURSE, profile))


def test_ids_grow_from_the_course_alone() -> None:
    found = {
        scope: [each.iri.removeprefix(ROOT_IRI) for each in course_activities(COURSE, course_parts(COURSE, scope))]
        for scope in ScoScope
    }
    questions = [f"/questions/{each}" for each in sorted(question.id for question in QUESTIONS)]
    assert found == {
        ScoScope.COURSE: [
            "", *questions, "/scos/airway", "/scos/airway/objectives/see", "/units/reading", "/units/signs"
        ],
        ScoScope.MODULE: [
            "", "/modules/basics", "/modules/basics/objectives/see", *questions, "/units/reading", "/units/signs"
        ],
        ScoScope.UNIT: ["", *questions, "/units/reading", "/units/signs", "/units/signs/objectives/see"],
    }  # fmt: skip


def test_a_statement_under_the_scorm_profile_is_whole() -> None:
    catalogue = course_catalogue(COURSE, XapiProfile.SCORM)
    sco = f"{ROOT_IRI}/scos/airway"
    actor = account("https://lms.example.org", "4711")
    result = {"score": {"scaled": 0.9}, "success": True}
    statement = make_statement(
        catalogue, "passed", sco, actor=actor, timestamp="2026-11-23T10:11:12.120Z", registration=EXAMPLE_UUID,
        result=result, identifier="0c3a5b52-9b63-4a2e-8f2f-6f0a6a4b7c11",
    )  # fmt: skip
    assert statement == {
        "id": "0c3a5b52-9b63-4a2e-8f2f-6f0a6a4b7c11",
        "actor": {"objectType": "Agent", "account": {"homePage": "https://lms.example.org", "name": "4711"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/passed", "display": {"en": "passed"}},
        "object": {
            "objectType": "Activity",
            "id": sco,
            "definition": {"type": "http://adlnet.gov/expapi/activities/lesson", "name": {"en": "Airway"}},
        },
        "result": result,
        "context": {
            "registration": EXAMPLE_UUID,
            "language": "en",
            "revision": "1.0.0",
            "contextActivities": {
                "grouping": [
                    {
                        "objectType": "Activity",
                        "id": f"{sco}?attemptId={EXAMPLE_UUID}",
                        "definition": {"type": "http://adlnet.gov/expapi/activities/attempt"},
                    },
                    {"objectType": "Activity", "id": ROOT_IRI},
                ],
                "category": [
                    {
                        "objectType": "Activity",
                        "id": "https://w3id.org/xapi/scorm",
                        "definition": {"type": "http://adlnet.gov/expapi/activities/profile"},
                    }
                ],
            },
        },
        "timestamp": "2026-11-23T10:11:12.120Z",
    }


def test_cmi5_defined_statements_carry_the_category_and_allowed_ones_do_not() -> None:
    cmi5, move_on = words.CMI5_DEFINED.iri, words.CMI5_MOVE_ON.iri
    catalogue = course_catalogue(COURSE, XapiProfile.CMI5)
    found = {
        name: [each["id"] for each in entry.get("category", ())]
        for name, entry in catalogue["templates"].items()
        if not name.startswith("video")
    }
    assert {name: categories for name, categories in found.items() if categories} == {
        "initialized": [cmi5],
        "completed": [cmi5, move_on],
        "passed": [cmi5, move_on],
        "failed": [cmi5, move_on],
        "terminated": [cmi5],
    }
    assert all(words.CMI5_SESSION.iri in entry["extensions"] for entry in catalogue["templates"].values())


def test_cmi5_says_the_mastery_score_of_the_unit() -> None:
    (statement,) = (
        each
        for each in example_statements(course_catalogue(COURSE, XapiProfile.CMI5))
        if each["verb"]["id"] == words.PASSED.iri and each["object"]["id"].endswith("/units/signs")
    )
    assert statement["context"]["extensions"][words.CMI5_MASTERY.iri] == 0.8


def test_nothing_is_passed_or_failed_where_nothing_is_graded() -> None:
    catalogue = course_catalogue(COURSE, XapiProfile.XAPI)
    assert catalogue["templates"]["unit-passed"]["about"] == [f"{ROOT_IRI}/units/signs"]
    both = [f"{ROOT_IRI}/units/{each}" for each in ("reading", "signs")]
    assert catalogue["templates"]["unit-completed"]["about"] == both


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("profile", XapiProfile)
def test_every_statement_that_a_sample_can_send_is_valid(name: str, profile: XapiProfile) -> None:
    catalogue = course_catalogue(sample(name), profile, answers=True)
    statements = list(example_statements(catalogue))
    assert list(check_statements(statements)) == []
    assert {each["object"]["id"] for each in statements} | {course_iri(sample(name))} == set(catalogue["activities"])


@pytest.mark.parametrize("profile", XapiProfile)
def test_every_statement_of_the_course_made_by_hand_is_valid(profile: XapiProfile) -> None:
    assert list(check_statements(example_statements(course_catalogue(COURSE, profile, answers=True)))) == []


def test_the_samples_use_every_template() -> None:
    unused = {
        profile: {
            each.name for each in templates_of(profile)
            if not any(course_catalogue(sample(name), profile)["templates"][each.name]["about"] for name in SAMPLES)
        }
        for profile in XapiProfile
    }  # fmt: skip
    assert unused == {
        XapiProfile.SCORM: set(),
        XapiProfile.CMI5: {"unit-completed", "unit-passed", "unit-failed"},  # there a unit is the AU
        XapiProfile.XAPI: set(),
    }


def sent(profile: XapiProfile, **settings: Any) -> set[str]:
    """The kinds of statements that are about anything, with these settings."""
    course = replace(sample("healthy-relations"), xapi=XapiSettings("https://h.org", "https://h.org", **settings))
    return {name for name, entry in course_catalogue(course, profile)["templates"].items() if entry["about"]}


def test_only_the_verbs_that_the_author_wants_are_sent() -> None:
    assert sent(XapiProfile.SCORM, verbs=("answered",)) == {"question"}
    assert sent(XapiProfile.XAPI, verbs=("passed", "progressed")) == {
        "passed", "progressed", "unit-passed", "objective-passed",
    }  # fmt: skip


def test_what_cmi5_demands_is_sent_whatever_the_author_wants() -> None:
    assert sent(XapiProfile.CMI5, verbs=("seeked",), video=False) == {
        "initialized", "completed", "passed", "failed", "terminated",
    }  # fmt: skip


def test_films_and_sounds_can_be_left_out() -> None:
    media = {name for name in sent(XapiProfile.XAPI) if name.startswith(("video-", "audio-"))}
    assert len(media) == 12
    assert sent(XapiProfile.XAPI, video=False) == sent(XapiProfile.XAPI) - media


def test_an_author_can_name_every_verb_that_is_sent() -> None:
    words_sent = {verb_word(each.verb) for profile in XapiProfile for each in templates_of(profile)}
    assert words_sent == set(XAPI_VERBS)


def test_the_same_course_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from tests.xapi.courses import sample, SAMPLES; from scormkit.xapi.statements import *;"
        "from scormkit.model import XapiProfile; from scormkit.xapi.profile import course_profile;"
        "print(''.join(render_json({'c': (c := course_catalogue(sample(n), p)), 'e': list(example_statements(c)),"
        "'p': course_profile(sample(n), p)}) for n in SAMPLES for p in XapiProfile))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert runs[0] and runs[0] == runs[1]


def test_ids_made_from_what_a_statement_says_are_the_same_each_time() -> None:
    first, second = (list(example_statements(course_catalogue(COURSE, XapiProfile.SCORM))) for _ in range(2))
    assert [each["id"] for each in first] == [each["id"] for each in second]
    assert len({each["id"] for each in first}) == len(first)
    assert statement_id("a", "b") == statement_id("a", "b") != statement_id("ab")


def test_a_course_without_iri_is_told_how_to_get_one() -> None:
    with pytest.raises(CourseError) as caught:
        course_catalogue(replace(COURSE, iri=""), XapiProfile.CMI5)
    (only,) = caught.value.report
    assert (only.code, str(only.location), only.hint) == (
        "XAPI-COURSE-IRI",
        "course.yaml",
        "add `iri: https://<your domain>/courses/airway` to course.yaml; an address you own, never changed",
    )


@pytest.mark.parametrize(
    "iri", ["https://a.example/?c=1", "https://a.example/#c", "https://a.example/10%", "https:///a"]
)
def test_an_iri_that_cannot_be_added_to_is_refused(iri: str) -> None:
    with pytest.raises(CourseError, match="`iri` is"):
        course_iri(replace(COURSE, iri=iri))


def test_accounts_live_where_the_course_does_unless_said_otherwise() -> None:
    assert home_page(COURSE) == "https://learn.example.org"
    assert home_page(replace(COURSE, iri="urn:example:airway")) == "urn:example:airway"


def test_the_profile_of_a_course_has_what_a_profile_must_have() -> None:
    made = course_profile(COURSE, XapiProfile.XAPI)
    assert {key: made[key] for key in ("id", "type", "conformsTo", "prefLabel", "versions", "author")} == {
        "id": f"{ROOT_IRI}/profile",
        "type": "Profile",
        "conformsTo": "https://w3id.org/xapi/profiles#1.0",
        "prefLabel": {"en": "Airway"},
        "versions": [{"id": f"{ROOT_IRI}/profile/1.0.0", "generatedAtTime": "1980-01-01T00:00:00Z"}],
        "author": {"type": "Organization", "name": "Airway"},
    }
    activities = course_catalogue(COURSE, XapiProfile.XAPI)["activities"]
    assert [each["id"] for each in made["concepts"]] == list(activities)
    assert {each["inScheme"] for each in made["concepts"]} == {f"{ROOT_IRI}/profile/1.0.0"}


def test_the_published_profile_of_scormkit_is_fresh_and_complete() -> None:
    assert (ROOT / "docs/reference/scormkit.jsonld").read_text("utf-8") == render_json(own_profile())
    assert [each["id"] for each in own_profile()["concepts"]] == [
        "urn:scormkit:xapi:verb:absent",
        "urn:scormkit:xapi:result:confidence",
        "urn:scormkit:xapi:result:hints",
        "urn:scormkit:xapi:result:try",
    ]


def test_the_catalogue_names_no_person_and_no_place_on_this_machine() -> None:
    course = replace(sample(SAMPLES[0]), authors=("Dana Reyes",), manager=Person("Lee Osei"))
    text = render_json(course_catalogue(course, XapiProfile.SCORM))
    assert [each for each in (str(ROOT), "Dana", "Lee Osei", '"account"', '"mbox"') if each in text] == []

"""The configuration holds what docs/reference/package-anatomy.md says, safe inside a script element."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scormkit.layout.names import state_keys
from scormkit.model import Order, Question, QuestionKind
from scormkit.render.config import media_keys, render_config, seal
from scormkit.render.links import Links, pages_by_name
from tests.render.sample import BLOCKS, LAST, MANY, SIGNS, STRIDOR, WHOLE, layout_of, sco_of

SCO = replace(sco_of(SIGNS, BLOCKS, LAST, filed=("adjuncts",)), order=Order.MASTERY)
LINKS = Links("index.html", dict(WHOLE.asset_paths), pages_by_name(SCO))


def config() -> dict[str, Any]:
    text = render_config(layout_of(SCO), SCO, LINKS, {"position": "Page {page} of {pages}"})
    parsed: dict[str, Any] = json.loads(text)
    return parsed


def test_the_configuration_of_the_sample_is_exactly_this() -> None:
    stridor_sealed = seal(
        {
            "correct": ["b"],
            "feedback": {
                "a": "<p>Wheeze comes from the lower airways.</p>",
                "b": '<p>Yes, see <a href="#signs--look" data-goto="signs--look">the signs</a>.</p>',
            },
            "hints": ["<p>Listen at the neck.</p>"],
            "explanation": "<p>Stridor is high-pitched, on breathing in.</p>",
        },
        "q_stridor",
    )
    keys = state_keys(["media:media/stridor.mp4", "media:media/wheeze.mp3"])
    assert config() == {
        "format": 1,
        "course": {"id": "airway-basics", "title": "Airway basics: R&D <b>", "language": "en", "version": "2.1.0"},
        "sco": {"id": "airway_basics", "title": "Airway basics: R&D <b>"},
        "pages": [
            {"id": "signs--look", "key": "k00", "title": "What to look for", "unit": "signs", "file": None},
            {"id": "blocks--kinds", "key": "k01", "title": "All kinds of blocks", "unit": "blocks", "file": None},
            {
                "id": "adjuncts--adjuncts", "key": "k02", "title": "Adjuncts", "unit": "adjuncts",
                "file": "pages/airway_basics/adjuncts--adjuncts.html",
            },
        ],
        "units": [
            {
                "id": "signs", "title": "Danger signs", "objectives": ["know_signs"], "mastery": 0.8,
                "prerequisites": [],
            },
            {"id": "blocks", "title": "Blocks", "objectives": [], "mastery": None, "prerequisites": ["signs"]},
            {"id": "adjuncts", "title": "Adjuncts", "objectives": [], "mastery": None, "prerequisites": []},
        ],
        "objectives": [{"id": "know_signs", "text": "Recognise a compromised airway"}],
        "questions": [
            {
                "id": "q_stridor", "key": "q00", "page": "signs--look", "unit": "signs", "kind": "choice",
                "graded": True, "points": 2, "tries": 2, "multiple": False, "partial": False,
                "prompt": "Which sound points to an upper-airway obstruction?", "objectives": ["know_signs"],
                "choices": [
                    {"id": "a", "text": "Wheeze"}, {"id": "b", "text": "Stridor"}, {"id": "c", "text": "R&D <b>"}
                ],
                "sealed": stridor_sealed,
            },
            {
                "id": "q_many", "key": "q01", "page": "signs--look", "unit": "signs", "kind": "choice",
                "graded": False, "points": 1.0, "tries": 0, "multiple": True, "partial": False,
                "prompt": "Look at the list. Which of these are danger signs?", "objectives": [],
                "choices": [
                    {"id": "a", "text": "Blue lips"}, {"id": "b", "text": "A loud voice"},
                    {"id": "c", "text": "Silence after choking"},
                ],
                "sealed": seal({"correct": ["a", "c"], "feedback": {}, "hints": []}, "q_many"),
            },
        ],
        "quizzes": [],
        "scenarios": [],
        "checklists": [],
        "media": [{"key": keys["media:media/stridor.mp4"]}, {"key": keys["media:media/wheeze.mp3"]}],
        "policy": {"require": "all", "share": 1.0, "mastery": 0.8, "record": "each-try", "order": "mastery"},
        "strings": {"position": "Page {page} of {pages}"},
    }  # fmt: skip


def test_nothing_in_it_can_end_the_script_element() -> None:
    text = render_config(WHOLE, SCO, LINKS, {"x": "</script><!--&"})
    assert not set("<>&") & set(text)
    assert json.loads(text)["strings"] == {"x": "</script><!--&"}


def test_a_prompt_is_cut_to_what_a_description_may_hold() -> None:
    long = replace(STRIDOR, text="x" * 300)
    unit = replace(SIGNS, pages=(replace(SIGNS.pages[0], blocks=(long,)),))
    sco = sco_of(unit)
    text = render_config(layout_of(sco), sco, LINKS, {})
    assert json.loads(text)["questions"][0]["prompt"] == "x" * 250


def test_a_film_shown_twice_has_one_key() -> None:
    unit = replace(BLOCKS, pages=(replace(BLOCKS.pages[0], blocks=BLOCKS.pages[0].blocks * 2),))
    assert media_keys(sco_of(unit)) == media_keys(sco_of(BLOCKS))
    assert list(media_keys(sco_of(unit))) == ["media/stridor.mp4", "media/wheeze.mp3"]


def test_the_seal_is_the_one_that_the_runtime_opens() -> None:
    # what `unseal` of scormkit/runtime/src/questions/seal.js turns into the same value
    vector = "8T6j7k2uXYGdA6z+eAcD++DHRR3vl1j//qGBxWluamvpODwMqbTrLWFMFv8xpwAIk+eGBU+5GFcHS5VrRQaG"
    assert seal({"correct": ["b"], "feedback": {"a": "<p>Nö – 日本 🚀</p>"}}, "q_stridor") == vector


@given(st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_a_seal_hides_and_depends_on_the_question(identifier: str, text: str) -> None:
    sealed = seal({"explanation": text}, identifier)
    assert sealed.isascii()
    assert seal({"explanation": text}, identifier + "x") != sealed


def test_answers_stand_in_the_seal_only() -> None:
    question = next(each for each in config()["questions"] if each["id"] == "q_many")
    assert "correct" not in {key for key in question if key != "sealed"}
    assert MANY.kind is QuestionKind.CHOICE and isinstance(MANY, Question)

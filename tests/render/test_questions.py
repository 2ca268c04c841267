"""Questions of every kind, quizzes, scenarios, checklists: elements, configuration, and no answer in sight."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from scormkit.layout import PackageLayout
from scormkit.model import Prose
from scormkit.render import load_context, render_files
from scormkit.render.config import seal
from scormkit.render.questions import clock, gaps, quiz_parts
from scormkit.render.strings import languages
from tests.conftest import Golden
from tests.render.assessment import ASSESSMENT, OTHER, QUIZ

SEALED = re.compile(r'"sealed":"[^"]*"')
CONFIG = re.compile(r'(id="scormkit-sco">)(.*?)(</script>)')


def text_of(layout: PackageLayout) -> str:
    context = load_context(layout.course)
    return next(content.decode() for file, content in render_files(layout, context) if file.path == "index.html")


DOCUMENT = text_of(ASSESSMENT)
TREE = html.document_fromstring(DOCUMENT)
FOUND = CONFIG.search(DOCUMENT)
assert FOUND
CONFIGURATION: dict[str, Any] = json.loads(FOUND[2])


def form(identifier: str) -> html.HtmlElement:
    return TREE.cssselect(f'form[data-question="{identifier}"]')[0]


def section(page: str) -> str:
    found = re.search(
        rf'<section class="page" id="ask--{page}".*?(?=\n<section class="page"|\n</main>)', DOCUMENT, re.DOTALL
    )
    assert found
    return found[0] + "\n"


def test_every_kind_is_this(golden: Golden) -> None:
    golden.file("questions.html", section("kinds"))


def test_quizzes_scenarios_checklists_and_assignments_are_this(golden: Golden) -> None:
    golden.file("groups.html", section("groups"))


def test_the_configuration_of_every_kind_is_this(golden: Golden) -> None:
    shown = {name: CONFIGURATION[name] for name in ("questions", "quizzes", "scenarios", "checklists")}
    text = json.dumps(shown, ensure_ascii=False, indent=1)
    golden.file("questions.json", re.sub(r'"sealed": "[^"]*"', '"sealed": "…"', text) + "\n")


# --- answers --------------------------------------------------------------------------------------------------------


def test_no_text_that_tells_an_answer_can_be_read_in_the_document() -> None:
    assert "SECRET" not in DOCUMENT
    assert [number for number in ("77", "88.125", "99.5") if number in SEALED.sub("", DOCUMENT)] == []


def test_other_answers_change_nothing_but_what_is_sealed() -> None:
    """So neither text nor attributes, order, names or the open part of the configuration tell an answer."""
    other = text_of(OTHER)
    assert SEALED.sub("", other) == SEALED.sub("", DOCUMENT)
    assert len(SEALED.findall(other)) == len(SEALED.findall(DOCUMENT))
    same = set(SEALED.findall(other)) & set(SEALED.findall(DOCUMENT))
    open_to_all = next(each for each in CONFIGURATION["questions"] if each["id"] == "airway_steps")
    assert same == {f'"sealed":"{open_to_all["sealed"]}"'}  # a checklist's steps are no riddle


def sealed_of(identifier: str) -> str:
    return str(next(each for each in CONFIGURATION["questions"] if each["id"] == identifier)["sealed"])


@pytest.mark.parametrize(
    ("identifier", "secret"),
    [
        ("true_false", {"correct": ["true"], "feedback": {}, "hints": [], "right": "<p>SECRET right</p>"}),
        (
            "choice",
            {
                "correct": ["a"], "feedback": {"a": "<p>SECRET silence</p>"}, "hints": ["<p>SECRET hint</p>"],
                "afterTry": ["<p>SECRET after one try</p>"], "wrong": "<p>SECRET wrong</p>",
                "explanation": "<p>SECRET why</p>",
            },
        ),
        ("several", {"correct": ["a", "c"], "feedback": {}, "hints": []}),
        (
            "gaps",
            {
                "correct": [], "feedback": {}, "hints": [],
                "blanks": {
                    "b1": {"accept": ["SECRET stridor"], "patterns": [], "exact": False},
                    "b2": {"accept": [], "patterns": ["SECRET|larynx"], "exact": True},
                },
            },
        ),
        (
            "free",
            {
                "correct": [], "feedback": {}, "hints": [], "model": "<p>SECRET: open the airway.</p>",
                "rubric": ["SECRET: names the airway", "SECRET: calls for help"],
            },
        ),
        ("matching", {"correct": [], "feedback": {}, "hints": [], "pairs": [["a", "b"], ["b", "a"], ["c", "d"]]}),
        ("sequencing", {"correct": ["c", "a", "b"], "feedback": {}, "hints": []}),
        ("numeric", {"correct": [], "feedback": {}, "hints": [], "ranges": [[-77.25, 88.125], [None, -99.5]]}),
        ("likert", {"correct": [], "feedback": {}, "hints": []}),
        ("performance", {"correct": ["a"], "feedback": {}, "hints": []}),
        ("hotspot", {"correct": ["b"], "feedback": {}, "hints": []}),
        ("label", {"correct": [], "feedback": {}, "hints": [], "pairs": [["a", "c"], ["b", "a"]]}),
    ],
)  # fmt: skip
def test_what_is_sealed_of_each_kind_is_exactly_this(identifier: str, secret: dict[str, Any]) -> None:
    assert sealed_of(identifier) == seal(secret, identifier)


def test_where_a_choice_of_a_scenario_leads_is_sealed_under_its_id() -> None:
    door = [{"choice": "a", "scene": "late", "points": -1}, {"choice": "b", "scene": "saved", "points": 2}]
    assert CONFIGURATION["scenarios"][0]["sealed"] == seal({"moves": {"door": door, "late": [], "saved": []}}, "night")


# --- elements -------------------------------------------------------------------------------------------------------


def test_every_question_has_one_form_that_says_its_kind() -> None:
    forms = {str(each.get("data-question")): each for each in TREE.cssselect("form.question")}
    asked = {each["id"]: each for each in CONFIGURATION["questions"] if "checklist" not in each}
    assert sorted(forms) == sorted(asked)
    assert len(forms) == len(TREE.cssselect("form.question"))
    assert {name: (each.get("data-kind"), each.get("data-form")) for name, each in forms.items()} == {
        name: (each["kind"], each.get("form")) for name, each in asked.items()
    }
    parts = (
        "fieldset > legend",
        "button.check[type=submit]",
        "button.hint[hidden]",
        ".tries",
        ".feedback[role=status]",
    )
    assert [(name, part) for name, each in forms.items() for part in parts if not each.cssselect(part)] == []


def test_every_field_has_a_name_for_those_who_do_not_see_it() -> None:
    nameless = [
        html.tostring(field)
        for field in TREE.cssselect("form input, form select, form textarea, form button")
        if not (
            field.get("aria-label") or field.text_content().strip() or field.xpath("string(ancestor::label)").strip()
        )
    ]
    assert nameless == []


def test_a_gap_stands_where_the_author_wrote_it() -> None:
    text = form("gaps").cssselect(".gap-text")[0]
    blanks = text.cssselect("input.blank[type=text][name=gaps]")
    assert [(each.get("data-blank"), each.get("aria-label"), each.tail) for each in blanks] == [
        ("b1", "Gap 1 of 2", ", heard at the "), ("b2", "Gap 2 of 2", ".")
    ]  # fmt: skip
    assert text.text == "The sound is "
    assert form("gap").cssselect(".answer-line > input.blank")[0].get("aria-label") == "Your answer"


def test_gaps_in_several_paragraphs_leave_the_paragraphs_whole() -> None:
    pieces = list(gaps('<p>One <span data-blank="b1"></span></p><p>two</p>'))
    assert pieces == [("<p>One ", "b1"), ("</p><p>two</p>", "")]
    assert list(gaps("<p>None</p>")) == []


def test_steps_stand_in_the_order_of_their_letters() -> None:
    steps = form("sequencing").cssselect("ol.sequence > li.step")
    assert [each.get("data-choice") for each in steps] == ["a", "b", "c"]
    assert [each.get("aria-label") for each in steps[0].cssselect("button.up, button.down")] == [
        "Move up: Listen", "Move down: Listen"
    ]  # fmt: skip


def test_each_source_has_every_target_to_choose_from() -> None:
    for name, words in (("matching", ["Stridor", "Wheeze", "Snoring"]), ("label", ["Place 1", "Place 2"])):
        pairs = form(name).cssselect("ul.pairs > li.pair[data-choice]")
        assert [each.cssselect("label > .source")[0].text for each in pairs] == words
        targets = next(each for each in CONFIGURATION["questions"] if each["id"] == name)["targets"]
        for pair in pairs:
            options = [(each.get("value"), each.text) for each in pair.cssselect("select option")]
            assert options == [("", "Choose …"), *((each["id"], each["text"]) for each in targets)]


def test_a_spot_stands_on_the_picture_and_in_a_list_for_those_who_do_not_see_it() -> None:
    spots = form("hotspot").cssselect(".picture > button.spot[aria-pressed=false]")
    assert [(each.get("data-choice"), each.get("style"), each.text_content()) for each in spots] == [
        ("a", "left:10%;top:20%;width:30%;height:15%", "The tongue"),
        ("b", "left:45.5%;top:60%;width:12%;height:18%", "The larynx"),
    ]
    inputs = form("hotspot").cssselect("details.in-words ul.choices input[type=radio]")
    assert [each.get("value") for each in inputs] == ["a", "b"]


def test_the_words_for_true_and_false_are_the_courses_language() -> None:
    assert [each.text for each in form("true_false").cssselect(".choice label > span")] == ["True", "False"]
    options = next(each for each in CONFIGURATION["questions"] if each["id"] == "true_false")["choices"]
    assert options == [{"id": "true", "text": "True"}, {"id": "false", "text": "False"}]


def test_a_question_that_asks_how_sure_one_is_has_a_second_group() -> None:
    group = form("true_false").cssselect("fieldset.confidence")[0]
    assert [(each.get("name"), each.get("value")) for each in group.cssselect("input[type=radio]")] == [
        ("true_false-sure", "sure"), ("true_false-sure", "unsure")
    ]  # fmt: skip
    assert not form("choice").cssselect(".confidence")


def test_a_time_limit_is_said_before_and_can_be_extended() -> None:
    limited = form("several")
    assert [each.text_content() for each in limited.cssselect(".question-note > span")] == [
        "Time: 1:30 min", "Several answers may be right."
    ]  # fmt: skip
    assert limited.cssselect(".clock[role=timer][hidden]") and limited.cssselect("button.extend[hidden]")
    assert not form("choice").cssselect(".clock, .extend")


@pytest.mark.parametrize(("seconds", "shown"), [(30, "0:30"), (90, "1:30"), (3600, "60:00"), (5, "0:05")])
def test_seconds_are_shown_as_on_a_clock(seconds: int, shown: str) -> None:
    assert clock(seconds) == shown


# --- quizzes and the like -------------------------------------------------------------------------------------------


def test_text_between_questions_goes_with_the_question_it_leads_to() -> None:
    parts = quiz_parts(QUIZ)
    assert parts.intro == (QUIZ.blocks[0],)
    assert parts.groups == (QUIZ.blocks[1:2], QUIZ.blocks[2:5], *((each,) for each in QUIZ.pools[0].questions))
    assert parts.asked == 4


def test_a_quiz_that_only_draws_has_all_its_text_before_it() -> None:
    parts = quiz_parts(replace(QUIZ, blocks=(Prose("<p>Begin.</p>"),)))
    assert (parts.intro, len(parts.groups), parts.asked) == ((Prose("<p>Begin.</p>"),), 3, 2)


def test_a_quiz_says_before_it_starts_what_it_asks_for() -> None:
    quiz = TREE.cssselect("section.quiz[data-quiz=final][data-purpose=post-test]")[0]
    assert quiz.get("aria-label") == "The final test"
    assert [each.text_content() for each in quiz.cssselect(".quiz-facts li")] == [
        "Questions: 4", "To pass: 75%", "Tries: 2", "Time: 10:00 min", "You see what was right after handing in.",
        "There is no way back to an earlier question.",
    ]  # fmt: skip
    assert [(each.get("data-action"), each.get("hidden")) for each in quiz.cssselect("button[data-action]")] == [
        ("start", None), ("onward", ""), ("hand-in", None)
    ]  # fmt: skip
    assert len(quiz.cssselect("ol.quiz-questions > li.quiz-question > form.question")) == 5
    assert TREE.cssselect("section.quiz[data-quiz=warm_up] .quiz-title")[0].text == "Practice"
    assert TREE.cssselect("section.quiz[data-quiz=warm_up] .question-note")[0].text_content().count("practice") == 0


def test_all_scenes_stand_in_order_and_none_links_to_another() -> None:
    scenario = TREE.cssselect("section.scenario[data-scenario=night]")[0]
    assert [each.get("data-scene") for each in scenario.cssselect("section.scene")] == ["door", "late", "saved"]
    assert [each.text for each in scenario.cssselect("button.check")] == ["Decide"]
    assert scenario.cssselect("a") == []
    assert len(scenario.cssselect(".scene-end")) == 2


def test_a_checklist_has_a_form_for_each_observer_with_what_must_be_done() -> None:
    forms = TREE.cssselect("section.checklist[data-checklist=airway] > form.observation[data-question=airway_steps]")
    assert [each.get("data-observation") for each in forms] == ["1", "2"]
    for observation in forms:
        assert [each.get("name") for each in observation.cssselect("input, textarea")] == [
            "airway_steps", "airway_steps", "airway_steps", "observer", "date", "comment"
        ]  # fmt: skip
        assert [each.text_content() for each in observation.cssselect(".critical label")] == [
            " Tilts the head must be done"
        ]


def test_an_assignment_keeps_its_parts_under_their_roles() -> None:
    parts = TREE.cssselect("section.assignment#essay > .assignment-part")
    assert [(str(each.get("class")).split()[1], [title.text for title in each.cssselect("h3")]) for each in parts] == [
        ("brief", []), ("hand-in", ["Where to hand in"]), ("self-check", ["Before you do"])
    ]  # fmt: skip


def test_a_question_says_which_quiz_scenario_or_checklist_it_belongs_to() -> None:
    kinds = ("quiz", "scenario", "checklist")
    found = {each["id"]: {kind: each[kind] for kind in kinds if kind in each} for each in CONFIGURATION["questions"]}
    assert {name: group for name, group in found.items() if group} == {
        "final_choice": {"quiz": "final"}, "final_numeric": {"quiz": "final"}, "final_true_false": {"quiz": "final"},
        "final_gaps": {"quiz": "final"}, "final_matching": {"quiz": "final"}, "warm_up_several": {"quiz": "warm_up"},
        "night_door": {"scenario": "night"}, "airway_steps": {"checklist": "airway"},
    }  # fmt: skip


@pytest.mark.parametrize("language", languages())
def test_every_kind_can_be_drawn_in_every_language(language: str) -> None:
    layout = replace(ASSESSMENT, course=replace(ASSESSMENT.course, language=language))
    tree = html.document_fromstring(text_of(layout))
    assert len(tree.cssselect("form.question")) == len(TREE.cssselect("form.question"))
    ids = [each.get("id") for each in tree.cssselect("[id]")]
    assert len(ids) == len(set(ids))

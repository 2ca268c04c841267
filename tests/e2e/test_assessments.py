"""Scenarios, checklists, free answers and ratings played; looking back; a narrow screen from right to left."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.conftest import PATIENCE
from tests.e2e.hands import Hand
from tests.e2e.learner import Learner, Sitting, written
from tests.e2e.mini_lms import MiniLms
from tests.e2e.test_accessibility import AXE, violations
from tests.e2e.test_kinds import arrange, records
from tests.e2e.tiny_courses import Builder

TARGETS = ["scorm12", "scorm2004-4th"]
STORY = {
    "course.yaml": "id: counter\ntitle: Counter\nobjectives: {guests: Handle a guest}\ncompletion: {mastery: 60%}\n",
    "units/u.md": """\
---
title: Counter
objectives: [guests]
---
# The cup {#cup}

::: scenario The cup #story points=4 objective=guests
### At the counter {#counter}
"Undrinkable", says the guest.

- [Ask what is wrong](#ask) (+2)
  > The guest takes a breath.
- [Say that nobody else complained](#quarrel)

### It is sour {#ask}
You taste it.

- [Brew another one](#good) (+2)
- [Offer sugar](#lost)

### A quarrel {#quarrel}
All look at you.

- [Turn to the next guest](#lost)

### A good cup {#good}
The guest smiles.

### Lost {#lost}
The guest is gone.
:::
""",
}


def decide(scene: Locator, text: str) -> None:
    scene.locator(".choice label", has_text=text).click()
    scene.locator("button.check").click()


@pytest.mark.parametrize("target", TARGETS)
def test_a_scenario_is_taken_up_again_ends_badly_and_then_well(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(STORY, target))
    sitting = learner.open(enrolment)
    scene = sitting.find("section.scene:visible")
    restart = sitting.find("[data-action=restart]")
    expect(restart).to_be_hidden()
    decide(scene, "nobody else")
    expect(scene.locator(".scene-title")).to_have_text("A quarrel")
    expect(scene.locator(".scene-title")).to_be_focused()
    sitting.page.close(run_before_unload=True)
    enrolment.wait_for_end()

    sitting = learner.open(enrolment)
    scene = sitting.find("section.scene:visible")
    expect(scene.locator(".scene-title")).to_have_text("A quarrel")
    decide(scene, "next guest")
    expect(scene.locator(".scene-title")).to_have_text("Lost")
    story, result = sitting.find("section.scenario"), sitting.find(".scenario-result[role=status]")
    expect(story).to_have_attribute("data-state", "done")
    expect(result).to_have_text("Your decisions: 0% of what was possible")

    sitting.find("[data-action=restart]").click()
    expect(scene.locator(".scene-title")).to_have_text("At the counter")
    expect(result).to_be_empty()
    decide(scene, "Ask what")
    feedback = scene.locator(".feedback[role=status]")
    expect(feedback).to_contain_text("The guest takes a breath.")
    expect(feedback).to_be_focused()
    expect(scene.locator(".choice input:enabled")).to_have_count(0)
    feedback.locator("button.scenario-onward").click()
    decide(scene, "another one")
    expect(scene.locator(".scene-title")).to_have_text("A good cup")
    expect(result).to_have_text("Your decisions: 100% of what was possible")
    sitting.exit()
    final = enrolment.wait_for_end().data
    told = [(final[f"cmi.interactions.{n}.id"], final[f"cmi.interactions.{n}.{RESPONSE[target]}"]) for n in range(4)]
    assert told == [("story_counter", "b"), ("story_quarrel", "a"), ("story_counter", "a"), ("story_ask", "a")]
    assert (final[SUCCESS[target]], final[SCORE[target]]) == ("passed", {"scorm12": "100"}.get(target, "1"))
    assert [str(call) for call in sitting.calls() if call.refused] == []
    assert learner.problems == []


RESPONSE = {"scorm12": "student_response", "scorm2004-4th": "learner_response"}
SUCCESS = {"scorm12": "cmi.core.lesson_status", "scorm2004-4th": "cmi.success_status"}
SCORE = {"scorm12": "cmi.core.score.raw", "scorm2004-4th": "cmi.score.scaled"}

PRACTICE = {
    "course.yaml": "id: brew\ntitle: Brewing\nobjectives: {brew: Brew}\n",
    "units/u.md": """\
---
title: Brewing
objectives: [brew]
---
# At the counter {#counter}

::: checklist Pour-over #pour observations=2 others=1 graded=yes points=5
- [x] Washes hands
- [ ] Warms the cup
- [x] Waits for the bloom
:::
""",
}


def observe(form: Locator, name: str, *steps: str, comment: str = "") -> None:
    for step in steps:
        form.locator("label", has_text=step).locator("input").check()
    form.locator("[name=observer]").fill(name)
    form.locator("[name=date]").fill("2026-11-20")
    form.locator("[name=comment]").fill(comment)
    form.locator("button.check").click()


@pytest.mark.parametrize("target", TARGETS)
def test_a_checklist_takes_two_observers_and_tells_who_saw_what(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(PRACTICE, target))
    sitting = learner.open(enrolment)
    first, second = sitting.find("form.observation").all()
    result = sitting.find(".checklist-result[role=status]")
    first.locator("label", has_text="Washes hands").locator("input").check()
    first.locator("button.check").click()
    expect(first.locator(".feedback[role=status]")).to_have_text("Write the observer’s name and the date first.")
    expect(first.locator("[name=observer]")).to_be_focused()
    observe(first, "Ana", "Warms the cup", "Waits for the bloom", comment="Calm.\nGood.")
    expect(first.locator(".feedback")).to_have_text("Recorded: Ana, 2026-11-20")
    expect(first.locator(".feedback")).to_be_focused()
    expect(result).to_have_text("Not yet all of it was shown")
    sitting.page.close(run_before_unload=True)
    enrolment.wait_for_end()

    sitting = learner.open(enrolment)
    first, second = sitting.find("form.observation").all()
    expect(first.locator("[name=comment]")).to_have_value("Calm. Good.")
    expect(first.locator("input[type=checkbox]:checked:disabled")).to_have_count(3)
    observe(second, "ana ", "Washes hands")
    expect(second.locator(".feedback")).to_have_text("Another person must make this observation.")
    expect(second.locator("[name=observer]")).to_be_focused()
    observe(second, "Bo", "Washes hands")
    expect(second).to_have_attribute("data-state", "noted")
    observe(second, "Bo", "Warms the cup", "Waits for the bloom")
    expect(sitting.find(".checklist-result")).to_have_text("All of it was shown")
    sitting.exit()
    final = enrolment.wait_for_end().data
    told = [tuple(final[f"cmi.interactions.{n}.{name}"] for name in FIELDS[target]) for n in range(3)]
    assert told == OBSERVED[target]
    assert final[SCORE[target]] == {"scorm12": "100"}.get(target, "1")
    assert [str(call) for call in sitting.calls() if call.refused] == []
    assert learner.problems == []


FIELDS = {
    "scorm12": ("type", "student_response", "result"),
    "scorm2004-4th": ("type", "learner_response", "result", "description"),
}
OBSERVED = {
    "scorm12": [
        ("performance", "a.1,b.1,c.1; Ana, 2026-11-20: Calm. Good.", "correct"),
        ("performance", "a.1,b.0,c.0; Bo, 2026-11-20", "wrong"),
        ("performance", "a.1,b.1,c.1; Bo, 2026-11-20", "correct"),
    ],
    "scorm2004-4th": [
        ("performance", "a[.]1[,]b[.]1[,]c[.]1", "correct", "Pour-over – Ana, 2026-11-20: Calm. Good."),
        ("performance", "a[.]1[,]b[.]0[,]c[.]0", "incorrect", "Pour-over – Bo, 2026-11-20"),
        ("performance", "a[.]1[,]b[.]1[,]c[.]1", "correct", "Pour-over – Bo, 2026-11-20"),
    ],
}

OPINIONS = {
    "course.yaml": "id: views\ntitle: Views\nobjectives: {brew: Brew}\n",
    "units/u.md": """\
---
title: Views
objectives: [brew]
---
# Views {#views}

::: question #q-explain
Explain the bloom.

- Names the gas
- Says how long

model: The **gas** goes out.
:::

::: question #q-sure confidence=yes
Is it hot?

- [x] Yes
- [ ] No
:::

::: question #q-order
Put the steps in order.

1. Boil
2. Pour
3. Wait
:::
""",
}


def give_views(sitting: Sitting) -> None:
    """A free answer with one point ticked afterwards, a wrong answer of which the learner was sure, a right order."""
    explain, sure, order = (sitting.question(f"q_{name}") for name in ("explain", "sure", "order"))
    explain.locator("textarea").fill("It bubbles.\nThen it stops.")
    explain.locator("button.check").click()
    expect(explain.locator(".model-answer strong")).to_have_text("gas")
    explain.locator(".rubric label", has_text="Names the gas").locator("input").check()

    sure.locator("input[value=b]").check()
    sure.locator("button.check").click()
    expect(sure.locator(".feedback")).to_have_text("Say first how sure you are.")
    expect(sure.locator("input[value=sure]")).to_be_focused()
    sure.locator("input[value=sure]").check()
    sure.locator("button.check").click()
    expect(sure.locator(".sureness")).to_have_text("You were sure: look at this once more.")

    arrange("Boil", "Pour", "Wait")(Hand(sitting, "mouse"), order)
    order.locator("button.check").click()
    expect(order).to_have_attribute("data-state", "right")


@pytest.mark.parametrize("target", TARGETS)
def test_what_learners_think_of_their_answers_is_kept_and_shown_in_review_where_nothing_is_recorded(
    target: str, learner: Learner, server: MiniLms, builder: Builder
) -> None:
    enrolment = server.enrol(builder.upload(OPINIONS, target))
    sitting = learner.open(enrolment)
    give_views(sitting)
    calls = sitting.calls()
    told = {dict(each)["id"]: dict(each) for each in records(calls)}
    assert [(name, each["type"], each[RESPONSE[target]]) for name, each in told.items()] == SAID[target]
    assert [str(call) for call in calls if call.refused] == []
    sitting.exit()
    enrolment.wait_for_end()

    enrolment.mode = "review"
    sitting = learner.open(enrolment)
    explain, sure, order = (sitting.question(f"q_{name}") for name in ("explain", "sure", "order"))
    expect(explain.locator("textarea[readonly]")).to_have_value("It bubbles.\nThen it stops.")
    expect(explain.locator(".model-answer")).to_have_text("The gas goes out.")
    expect(explain.locator(".rubric input:checked")).to_have_count(1)
    expect(sure).to_have_attribute("data-state", "wrong")
    expect(sure.locator("input:checked:disabled")).to_have_count(2)
    assert order.locator(".step-text").all_inner_texts() == ["Boil", "Pour", "Wait"]
    learner.wait(2)
    sure.locator("button.check").click()
    sure.locator("input[value=a]").check()
    sure.locator("input[value=unsure]").check()
    sure.locator("button.check").click()
    expect(sure).to_have_attribute("data-state", "right")
    assert written(sitting.calls()) == []
    assert learner.problems == []


SAID = {
    "scorm12": [
        ("q_explain", "fill-in", "It bubbles. Then it stops."),
        ("q_sure", "choice", "b"),
        ("q_sure_sure", "likert", "s"),
        ("q_order", "sequencing", "c,a,b"),
    ],
    "scorm2004-4th": [
        ("q_explain", "long-fill-in", "It bubbles. Then it stops."),
        ("q_sure", "choice", "b"),
        ("q_sure_sure", "likert", "sure"),
        ("q_order", "sequencing", "c[,]a[,]b"),
    ],
}

NARROW = {
    "course.yaml": "id: tea\ntitle: الشاي\nlanguage: ar\n",
    "units/u.md": """\
---
title: تحضير الشاي
---
# الخطوات {#steps}

::: question #q-order
رتب الخطوات.

1. اغل الماء النقي في الإبريق الكبير حتى تتصاعد الفقاعات
2. صب الماء
3. انتظر
:::

::: question #q-pairs
أي شاي لأي ماء؟

| الشاي | الماء |
| --- | --- |
| أخضر ياباني من الحصاد الأول في الربيع | ثمانون درجة بعد أن يبرد الماء المغلي قليلا |
| أسود | مئة درجة |
:::
""",
}
#: Controls that are smaller than WCAG 2.5.8 asks, or not wholly in sight.
SMALL = """form => [...form.querySelectorAll('button, select')].filter(each => each.checkVisibility()).filter(each => {
  const { left, right, width, height } = each.getBoundingClientRect();
  return width < 24 || height < 24 || left < 0 || right > innerWidth;
}).map(each => each.outerHTML)"""


def test_steps_and_pairs_are_answered_by_finger_on_a_narrow_screen_from_right_to_left(
    browser: Browser, server: MiniLms, builder: Builder
) -> None:
    screen = {"width": 320, "height": 640}
    with browser.new_context(viewport=screen, has_touch=True, is_mobile=True, reduced_motion="reduce") as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        enrolment = server.enrol(builder.upload(NARROW, "web"))
        page.goto(f"{server.origin}/content/{enrolment.token}/index.html")
        page.evaluate(AXE)
        order, pairs = (page.locator(f"form.question[data-question={name}]") for name in ("q_order", "q_pairs"))
        expect(page.locator("html[dir=rtl]")).to_have_count(1)
        assert (order.evaluate(SMALL), pairs.evaluate(SMALL)) == ([], [])
        steps = [text for text in NARROW["units/u.md"].splitlines() if text[:1].isdigit()]
        for place, text in enumerate(each[3:] for each in steps):
            step = order.locator(".step", has_text=text)
            while order.locator(".step-text").all_inner_texts().index(text) > place:
                step.locator("button.up").tap()
        order.locator("button.check").tap()
        expect(order).to_have_attribute("data-state", "right")
        for row, target in enumerate(("ثمانون درجة بعد أن يبرد الماء المغلي قليلا", "مئة درجة")):
            pairs.locator("select").nth(row).select_option(label=target)
        pairs.locator("button.check").tap()
        expect(pairs).to_have_attribute("data-state", "right")
        assert violations(page, "answered") == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320

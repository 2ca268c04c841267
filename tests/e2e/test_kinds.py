"""Each kind of question in each edition, by mouse, keyboard and touch: nothing given, wrong, right, as recorded.

What is expected of the records is written from the standards, not from what the course sends: SCORM 1.2 RTE 3.4.7
(types, single characters, commas and points) and SCORM 2004 RTE 4.2.9 (types, `[,]`, `[.]`, `[:]`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Frame, Locator, expect

from tests.e2e.conftest import PATIENCE
from tests.e2e.hands import Hand, Way
from tests.e2e.learner import Call, Learner
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import Builder

POT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200">\
<rect x="20" y="40" width="160" height="140"/><rect x="220" y="40" width="160" height="140"/></svg>
"""

Do = Callable[[Hand, Locator], None]


def tick(*values: str) -> Do:
    """These options and no others."""

    def do(hand: Hand, form: Locator) -> None:
        for box in form.locator(".choice input").all():
            value = box.get_attribute("value")
            if value in values or box.get_attribute("type") == "checkbox":
                hand.tick(box, value in values)

    return do


def write(*texts: str) -> Do:
    def do(hand: Hand, form: Locator) -> None:
        for field, text in zip(form.locator("input.blank, input.number, textarea").all(), texts, strict=True):
            hand.write(field, text)

    return do


def pair(**targets: str) -> Do:
    """By the letter of the source."""

    def do(hand: Hand, form: Locator) -> None:
        for source, target in targets.items():
            hand.choose(form.locator(f".pair[data-choice={source}] select"), target)

    return do


def arrange(*steps: str) -> Do:
    """Moves each step up to its place, from the first on."""

    def do(hand: Hand, form: Locator) -> None:
        for place, text in enumerate(steps):
            step = form.locator(".step", has_text=text)
            while (at := form.locator(".step-text").all_inner_texts().index(text)) > place:
                hand.press(step.locator("button.up"))
                expect(form.locator("fieldset [role=status]")).to_have_text(f"{text}: place {at} of {len(steps)}")
                expect(step.locator("button.up")).to_be_focused()

    return do


def point(name: str) -> Do:
    """At a place of the picture, by what it is called."""

    def do(hand: Hand, form: Locator) -> None:
        spot = form.get_by_role("button", name=name)
        hand.press(spot)
        expect(spot).to_have_attribute("aria-pressed", "true")
        expect(form.locator("button.spot[aria-pressed=true]")).to_have_count(1)

    return do


@dataclass(frozen=True)
class Told:
    """What of a record depends on the kind; `at_first` and `then` are the two answers."""

    type: str
    patterns: tuple[str, ...]
    at_first: str
    then: str


@dataclass(frozen=True)
class Kind:
    question: str  #: source, after the line of `::: question`
    at_first: Do
    then: Do
    scorm12: Told
    scorm2004: Told
    results: tuple[str, str] = ("wrong", "correct")  #: in SCORM 1.2's words
    empty: str = "Choose an answer first."
    first: str = ".choice input"  #: where the answer begins
    again: str = ""  #: where the next try begins, if elsewhere
    options: str = ""
    says: str = ""  #: the author's word to the first answer
    weight: str = "2"
    verdicts: tuple[str, str] = ("", "")  #: where they are said in other words

    @property
    def neutral(self) -> bool:
        return self.results[0] == "neutral"


KINDS = {
    "true-false": Kind(
        "Black tea is oxidised.\n\nanswer: true\nwrong: Think of its colour.",
        tick("false"), tick("true"),
        Told("true-false", ("t",), "f", "t"),
        Told("true-false", ("true",), "false", "true"),
        again=".choice input[value=false]", says="Think of its colour.",
    ),
    "choice": Kind(
        "Which is a black tea?\n\n- [ ] Sencha\n  > That is a green one.\n- [x] Assam\n- [ ] Mint",
        tick("a"), tick("b"),
        Told("choice", ("b",), "a", "b"),
        Told("choice", ("b",), "a", "b"),
        says="That is a green one.",
    ),
    "choice of several": Kind(
        "What keeps tea fresh?\n\n- [x] A tin\n- [ ] The sun\n- [x] A dark place",
        tick("a"), tick("a", "c"),
        Told("choice", ("{a,c}",), "a", "a,c"),
        Told("choice", ("a[,]c",), "a", "a[,]c"),
        results=("0.5", "correct"), options="partial=yes", empty="Choose at least one answer first.",
    ),
    "fill-in": Kind(
        "It is called {{bloom | blooming}} and lets {{gas}} out.",
        write("boom", "Gas"), write("blooming", "gas"),
        Told("fill-in", ("bloom, gas", "blooming, gas"), "boom, Gas", "blooming, gas"),
        Told("fill-in", ("bloom[,]gas", "blooming[,]gas"), "boom[,]Gas", "blooming[,]gas"),
        first=".blank", empty="Write an answer first.",
    ),
    "fill-in, exact": Kind(
        "Write the formula of water.\n\nanswer: H2O",
        write("h2o"), write("H2O"),
        Told("fill-in", ("H2O",), "h2o", "H2O"),
        Told("fill-in", ("{case_matters=true}H2O",), "h2o", "H2O"),
        first=".blank", options="exact=yes", empty="Write an answer first.",
    ),
    "long-fill-in": Kind(
        "Tell why tea is bitter.\n\nmodel: It has stood too long.",
        write("It is hot."), write("It has stood {too long}."),
        Told("fill-in", (), "It is hot.", "It has stood {too long}."),
        Told("long-fill-in", (), "It is hot.", "It has stood {too long}."),
        results=("neutral", "neutral"), first="textarea", empty="Write an answer first.", weight="0",
    ),
    "matching": Kind(
        "Which tea wants which water?\n\n| Tea | Water |\n| --- | --- |\n"
        "| Green | 80 °C |\n| Black | 100 °C |\n| | 40 °C |",
        pair(a="100 °C", b="100 °C"), pair(a="80 °C", b="100 °C"),
        Told("matching", ("a.c,b.a",), "a.a,b.a", "a.c,b.a"),
        Told("matching", ("a[.]c[,]b[.]a",), "a[.]a[,]b[.]a", "a[.]c[,]b[.]a"),
        first="select", empty="Choose something for each line first.",
    ),
    "sequencing": Kind(
        "Put the steps in order.\n\n1. Boil\n2. Pour\n3. Wait",
        arrange("Wait", "Pour", "Boil"), arrange("Boil", "Pour", "Wait"),
        Told("sequencing", ("c,a,b",), "b,a,c", "c,a,b"),
        Told("sequencing", ("c[,]a[,]b",), "b[,]a[,]c", "c[,]a[,]b"),
        empty="", first=".up",
    ),
    "numeric": Kind(
        "How many degrees?\n\nanswer: 80..82.5\nunit: °C",
        write("-3,5"), write("80,25 °C"),
        Told("numeric", (), "-3.5", "80.25"),
        Told("numeric", ("80[:]82.5",), "-3.5", "80.25"),
        first=".number", empty="Write a number first.",
    ),
    "numeric, one value": Kind(
        "How many minutes?\n\nanswer: 3",
        write("4"), write("3"),
        Told("numeric", ("3",), "4", "3"),
        Told("numeric", ("3[:]3",), "4", "3"),
        first=".number", empty="Write a number first.",
    ),
    "likert": Kind(
        "I like tea.\n\n- Not at all\n- Somewhat\n- Very much",
        tick("a"), tick("c"),
        Told("likert", (), "a", "c"),
        Told("likert", (), "a", "c"),
        results=("neutral", "neutral"), options="kind=likert", weight="0",
    ),
    "performance": Kind(
        "Brew one, and tick what you did.\n\n- [x] Boiled water\n- [ ] Warmed the pot\n- [x] Waited",
        tick("b"), tick("a", "c"),
        Told("performance", ("a.1,c.1",), "a.0,b.1,c.0", "a.1,b.0,c.1"),
        Told("performance", ("a[.]1[,]c[.]1",), "a[.]0[,]b[.]1[,]c[.]0", "a[.]1[,]b[.]0[,]c[.]1"),
        options="kind=performance graded=yes", empty="Choose at least one answer first.",
        again=".choice input[value=b]",
        verdicts=("Not all that is needed is done yet", "All that is needed is done"),
    ),
    "hotspot": Kind(
        "Where is the lid?\n\n![Two boxes](pot.svg)\n\n- [ ] 5 20 40 70 The pot\n- [x] 55 20 40 70 The lid",
        point("The pot"), point("The lid"),
        Told("choice", ("b",), "a", "b"),
        Told("other", ("b",), "a", "b"),
        options="kind=hotspot", first=".spot", again=".spot[aria-pressed=true]",
    ),
    "label": Kind(
        "Label the parts.\n\n![Two boxes](pot.svg)\n\n| Place | Label |\n| --- | --- |\n"
        "| 20 50 | Pot |\n| 70 50 | Lid |\n| | Cup |",
        pair(a="Cup", b="Lid"), pair(a="Pot", b="Lid"),
        Told("matching", ("a.b,b.c",), "a.a,b.c", "a.b,b.c"),
        Told("other", ("a.b;b.c",), "a.a;b.c", "a.b;b.c"),
        options="kind=label", first="select", empty="Choose something for each line first.",
    ),
}  # fmt: skip


def slug(name: str) -> str:
    return re.sub(r"\W+", "-", name)


def course() -> dict[str, str]:
    """A page a kind."""
    pages = [
        f"# {name} {{#{slug(name)}}}\n\n::: question #q-{slug(name)} points=2 {kind.options}\n{kind.question}\n:::\n"
        for name, kind in KINDS.items()
    ]
    return {
        "course.yaml": "id: kinds\ntitle: Kinds\nobjectives: {brew: Brew a pot of tea}\n",
        "units/pot.svg": POT,
        "units/u.md": "\n".join(["---\ntitle: Tea\nobjectives: [brew]\n---\n# Tea {#tea}\n\nHot.\n", *pages]),
    }


Open = Callable[[str, Way], Hand]


@pytest.fixture(scope="module")
def hand_for(browser: Browser, server: MiniLms, builder: Builder) -> Iterator[Open]:
    """One launch for all kinds that are answered in one way."""
    hands: dict[tuple[str, Way], Hand] = {}
    with ExitStack() as stack:

        def open_course(target: str, way: Way) -> Hand:
            if (target, way) not in hands:
                screen = {"width": 900, "height": 700}
                context = stack.enter_context(
                    browser.new_context(locale="en-GB", timezone_id="UTC", viewport=screen, has_touch=way == "touch")
                )
                context.set_default_timeout(PATIENCE)
                learner = Learner(context, server)
                enrolment = server.enrol(builder.upload(course(), target))
                hands[target, way] = Hand(learner.open(enrolment, window="popup"), way)
            return hands[target, way]

        yield open_course


WAYS: list[tuple[str, Way]] = [
    *((target, way) for target in ("scorm12", "scorm2004-4th") for way in ("mouse", "keyboard")),  # type: ignore[misc]
    ("scorm2004-4th", "touch"),
]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(("target", "way"), WAYS)
def test_a_question_is_answered_wrong_then_right_and_recorded_as_the_standard_asks(
    target: str, way: Way, name: str, hand_for: Open
) -> None:
    kind = KINDS[name]
    hand = hand_for(target, way)
    sitting = hand.sitting
    learner = sitting.learner
    show(hand, "tea")
    learner.wait(20)  # the page that was shown last is committed
    before = len(sitting.calls())
    show(hand, slug(name))
    form = sitting.question(f"q_{slug(name)}".replace("-", "_"))
    check, feedback = form.locator("button.check"), form.locator(".feedback[role=status]")
    label = check.inner_text()
    begun = now(sitting.sco)

    if kind.empty:
        hand.press(check)
        expect(feedback).to_have_text(kind.empty)
        expect(form.locator(kind.first).first).to_be_focused()
        expect(form).to_have_attribute("data-state", "open")
        assert records(sitting.calls()[before:]) == []

    kind.at_first(hand, form)
    learner.wait(5)
    hand.press(check)
    verdict, state = {
        "wrong": ("Not right", "wrong"),
        "neutral": ("Your answer is noted.", "noted"),
        "0.5": ("Partly right", "partly"),
    }[kind.results[0]]
    expect(form).to_have_attribute("data-state", state)
    expect(feedback.locator(".verdict")).to_have_text(kind.verdicts[0] or verdict)
    expect(form).to_contain_text(kind.says)
    expect(check).to_have_text("Change answer" if kind.neutral else "Try again")
    expect(check).to_be_focused()
    expect(form.locator(f":is({kind.first}):is(:enabled):not([readonly], [aria-disabled=true])")).to_have_count(0)

    learner.wait(2)
    hand.press(check)
    expect(form).to_have_attribute("data-state", "open")
    expect(feedback).to_be_empty()
    expect(check).to_have_text(label)
    expect(form.locator(kind.again or kind.first).first).to_be_focused()

    kind.then(hand, form)
    learner.wait(7.25)
    hand.press(check)
    verdict = "Your answer is noted." if kind.neutral else "Right"
    expect(feedback.locator(".verdict")).to_have_text(kind.verdicts[1] or verdict)
    expect(form).to_have_attribute("data-state", "noted" if kind.neutral else "right")
    expect(check if kind.neutral else feedback).to_be_focused()
    expect(check).to_be_visible(visible=kind.neutral)

    calls = sitting.calls()[before:]
    assert [str(call) for call in calls if call.error != "0"] == []
    assert learner.problems == []
    told = kind.scorm12 if target == "scorm12" else kind.scorm2004
    record = record12 if target == "scorm12" else record2004
    assert records(calls) == [
        record(name, begun, told.at_first, kind.results[0], 5),
        record(name, begun + 5 + 2, told.then, kind.results[1], 7.25),
    ]


def show(hand: Hand, page: str) -> None:
    hand.sitting.sco.evaluate("id => { location.hash = id }", f"u--{page}")
    expect(hand.sitting.find(f"#u--{page}")).to_be_visible()


Record = list[tuple[str, str]]


def record12(name: str, begun: float, response: str, result: str, seconds: float) -> Record:
    """Times are CMITime and CMITimespan (1.2 RTE 3.4.7)."""
    kind = KINDS[name]
    return [
        ("id", f"q_{slug(name)}".replace("-", "_")),
        ("type", kind.scorm12.type),
        ("objectives.0.id", "brew"),
        ("time", clock(begun)),
        *((f"correct_responses.{n}.pattern", pattern) for n, pattern in enumerate(kind.scorm12.patterns)),
        ("weighting", kind.weight),
        ("student_response", response),
        ("result", result),
        ("latency", f"0000:00:{seconds:05.2f}"),
    ]


def record2004(name: str, begun: float, response: str, result: str, seconds: float) -> Record:
    """Times are `time (second,10,0)` and `timeinterval (second,10,2)` (2004 RTE 4.1.1.7)."""
    kind = KINDS[name]
    return [
        ("id", f"q_{slug(name)}".replace("-", "_")),
        ("type", kind.scorm2004.type),
        ("objectives.0.id", "brew"),
        ("timestamp", f"2026-11-23T{clock(begun)}"),
        *((f"correct_responses.{n}.pattern", pattern) for n, pattern in enumerate(kind.scorm2004.patterns)),
        ("weighting", kind.weight),
        ("learner_response", response),
        ("result", {"wrong": "incorrect"}.get(result, result)),
        ("latency", f"PT0H0M{seconds:g}S"),
        ("description", prompt_of(kind)),
    ]


def prompt_of(kind: Kind) -> str:
    """The question in one line, gaps as lines to write on (`cmi.interactions.n.description`)."""
    return re.sub(r"\{\{.*?\}\}", "___", kind.question.split("\n")[0])


def records(calls: list[Call]) -> list[Record]:
    """The interactions that were set, each with its elements in the order of the calls."""
    found: dict[str, Record] = {}
    for call in calls:
        if not call.method.endswith("SetValue") or not call.args[0].startswith("cmi.interactions."):
            continue
        number, element = call.args[0].removeprefix("cmi.interactions.").split(".", 1)
        found.setdefault(number, []).append((element, call.args[1]))
    return list(found.values())


def now(page: Frame) -> float:
    """Seconds since 1970 by the clock of the page."""
    return float(page.evaluate("Date.now() / 1000"))


def clock(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%H:%M:%S}"

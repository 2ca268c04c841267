"""A course that asks in every way there is, and the same course with other answers."""

from __future__ import annotations

from dataclasses import replace

from scormkit.layout import PackageLayout
from scormkit.model import (
    Area,
    Blank,
    Block,
    Checklist,
    Choice,
    Container,
    Form,
    Move,
    Page,
    Pool,
    Prose,
    Purpose,
    Question,
    QuestionKind,
    Quiz,
    Range,
    Scenario,
    Scene,
    Unit,
)
from tests.render.sample import layout_of, prose, sco_of

PICTURE = '<img src="asset:media/air%20way.svg" alt="A neck from the side" loading="lazy">'


def choices(*texts: str, right: str = "") -> tuple[Choice, ...]:
    letters = "abcdefgh"
    return tuple(Choice(letters[n], text, text, letters[n] in right) for n, text in enumerate(texts))


def asked(identifier: str, kind: QuestionKind, prompt: str, **more: object) -> Question:
    return replace(Question(identifier, kind, prompt, prompt), **more)  # type: ignore[arg-type]


TRUE_FALSE = asked(
    "true-false", QuestionKind.TRUE_FALSE, "The larynx is below the pharynx.",
    choices=(Choice("true", "", "", True), Choice("false", "", "", False)), confidence=True,
    right="<p>SECRET right</p>",
)  # fmt: skip
CHOICE = asked(
    "choice", QuestionKind.CHOICE, "Which sound is the worst?",
    choices=(Choice("a", "Silence", "Silence", True, "<p>SECRET silence</p>"), Choice("b", "Snoring", "Snoring")),
    shuffle=True, hints=("<p>SECRET hint</p>",), explanation="<p>SECRET why</p>", wrong="<p>SECRET wrong</p>",
    after_try=("<p>SECRET after one try</p>",), hint_cost=0.25, tries=2, tags=("sounds",),
)  # fmt: skip
SEVERAL = asked(
    "several", QuestionKind.CHOICE, "Which are danger signs?", multiple=True, partial=True,
    choices=choices("Blue lips", "A loud voice", "Silence", right="ac"), time_limit=90,
)  # fmt: skip
GAPS = asked(
    "gaps", QuestionKind.FILL_IN,
    'The sound is <span data-blank="b1"></span>, heard at the <span data-blank="b2"></span>.',
    text="The sound is …, heard at the ….",
    blanks=(Blank("b1", ("SECRET stridor",)), Blank("b2", (), ("SECRET|larynx",), True)),
)  # fmt: skip
GAP = asked("gap", QuestionKind.FILL_IN, "Name the sound.", blanks=(Blank("b1", ("SECRET stridor",)),))
FREE = asked(
    "free", QuestionKind.LONG_FILL_IN, "What would you do, and why?", graded=False,
    model_answer="<p>SECRET: open the airway.</p>", rubric=("SECRET: names the airway", "SECRET: calls for help"),
)  # fmt: skip
MATCHING = asked(
    "matching", QuestionKind.MATCHING, "Where does it come from?",
    choices=choices("Stridor", "Wheeze", "Snoring"), targets=choices("Bronchi", "Larynx", "Heart", "Pharynx"),
    pairs=(("a", "b"), ("b", "a"), ("c", "d")),
)  # fmt: skip
SEQUENCING = asked(
    "sequencing", QuestionKind.SEQUENCING, "In which order?",
    choices=(Choice("c", "Look", "Look"), Choice("a", "Listen", "Listen"), Choice("b", "Feel", "Feel")),
)  # fmt: skip
NUMERIC = asked(
    "numeric", QuestionKind.NUMERIC, "How many breaths a minute?",
    ranges=(Range(-77.25, 88.125), Range(None, -99.5)), unit="breaths/<em>min</em>",
)  # fmt: skip
LIKERT = asked(
    "likert", QuestionKind.LIKERT, "I feel ready.", graded=False,
    choices=choices("Not at all", "A little", "Somewhat", "Mostly", "Fully"),
)  # fmt: skip
PERFORMANCE = asked(
    "performance", QuestionKind.PERFORMANCE, "Show how you open an airway.", multiple=True,
    choices=choices("Tilts the head", "Says so", right="a"),
)  # fmt: skip
HOTSPOT = asked(
    "hotspot", QuestionKind.OTHER, "Where is it narrow?", form=Form.HOTSPOT, picture=PICTURE,
    choices=(Choice("a", "", "The tongue"), Choice("b", "", "The larynx", True)),
    areas=(("a", Area(10, 20, 30, 15)), ("b", Area(45.5, 60, 12, 18))),
)  # fmt: skip
LABEL = asked(
    "label", QuestionKind.OTHER, "Name what you see.", form=Form.LABEL, picture=PICTURE,
    choices=(Choice("a", "", "1"), Choice("b", "", "2")), targets=choices("Larynx", "Ear", "Tongue"),
    pairs=(("a", "c"), ("b", "a")), areas=(("a", Area(10, 20)), ("b", Area(45.5, 60))),
)  # fmt: skip
KINDS: tuple[Question, ...] = (
    TRUE_FALSE, CHOICE, SEVERAL, GAPS, GAP, FREE, MATCHING, SEQUENCING, NUMERIC, LIKERT, PERFORMANCE, HOTSPOT, LABEL
)  # fmt: skip


def copied(question: Question, quiz: str, **more: object) -> Question:
    return replace(question, id=f"{quiz}-{question.id}", **more)  # type: ignore[arg-type]


QUIZ = Quiz(
    "final", "The <em>final</em> test",
    (
        Prose("<p>Take your time.</p>"), copied(CHOICE, "final"), Prose("<p>A child of three barks.</p>"),
        copied(NUMERIC, "final", points=2), Prose("<p>Well done so far.</p>"),
    ),
    (
        Pool(
            2, (copied(TRUE_FALSE, "final"), copied(GAPS, "final"), copied(MATCHING, "final")),
            (("signs", ("final-true-false", "final-gaps")), ("other", ("final-matching",))),
        ),
    ),
    Purpose.POST_TEST, 0.75, 2, 86400, 600, True, True, False, True,
)  # fmt: skip
PRACTICE = Quiz("warm-up", "", (copied(SEVERAL, "warm-up", graded=False),), purpose=Purpose.PRACTICE)
SCENARIO = Scenario(
    "night", "A night on call",
    (
        Scene(
            "door", "At the door", prose("<p>You hear a bark.</p>"),
            asked(
                "night-door", QuestionKind.CHOICE, "What now?", graded=False,
                choices=(
                    Choice("a", "Wait", "Wait", False, "<p>SECRET: it gets worse.</p>"), Choice("b", "Act", "Act", True)
                ),
            ),
            (Move("a", "late", -1), Move("b", "saved", 2)),
        ),
        Scene("late", "Later", prose("<p>Blue lips.</p>")),
        Scene("saved", "Saved", prose("<p>Breathing.</p>")),
    ),
    points=3,
)  # fmt: skip
CHECKLIST = Checklist(
    "airway", "Opening an airway", prose("<p>Watch, and do not help.</p>"),
    asked(
        "airway-steps", QuestionKind.PERFORMANCE, "Opening an airway", multiple=True, graded=False,
        choices=(
            Choice("a", "Tilts the head", "Tilts the head", True, "<p>Two fingers under the chin.</p>"),
            Choice("b", "Explains it", "Explains it"), Choice("c", "Washes hands", "Washes hands"),
        ),
    ),
    2, 1,
)  # fmt: skip
ASSIGNMENT = Container(
    "assignment",
    (
        Container("part", prose("<p>Write one page.</p>"), "", "brief"),
        Container("part", prose("<p>To your mentor.</p>"), "Where to hand in", "hand-in"),
        Container("part", (copied(PERFORMANCE, "essay", graded=False),), "Before you do", "self-check"),
    ),
    "One page about stridor", "essay",
)  # fmt: skip
GROUPS: tuple[Block, ...] = (
    Container("details", (QUIZ,), "A test"),
    PRACTICE,
    SCENARIO,
    CHECKLIST,
    ASSIGNMENT,
)


def course_of(kinds: tuple[Block, ...] = KINDS, groups: tuple[Block, ...] = GROUPS) -> PackageLayout:
    unit = Unit(
        "ask", "Questions", (Page("kinds", "Every kind", kinds), Page("groups", "Quizzes and the like", groups))
    )
    return layout_of(sco_of(unit))


ASSESSMENT = course_of()


# --- the same with other answers ------------------------------------------------------------------------------------


def other_answers(question: Question) -> Question:
    """Every other answer there can be, under the same letters and with the same words to choose from."""
    flipped = tuple(
        replace(choice, correct=not choice.correct, feedback="<p>Other.</p>") for choice in question.choices
    )
    return replace(
        question,
        choices=flipped[::-1] if question.kind is QuestionKind.SEQUENCING else flipped,
        pairs=tuple((source, "b" if target == "a" else "a") for source, target in question.pairs),
        blanks=tuple(replace(blank, accept=("other",), patterns=("x+",), exact=True) for blank in question.blanks),
        ranges=tuple(Range(1, 2) for _ in question.ranges),
        model_answer=question.model_answer and "<p>Other.</p>",
        rubric=tuple("Other" for _ in question.rubric),
        hints=("<p>Other.</p>",),
        right="<p>Other.</p>",
        wrong="",
        explanation="<p>Other.</p>",
        after_try=(),
    )  # fmt: skip


def with_other_answers(block: Block) -> Block:
    if isinstance(block, Question):
        return other_answers(block)
    if isinstance(block, Quiz):
        pools = tuple(replace(pool, questions=tuple(map(other_answers, pool.questions))) for pool in block.pools)
        return replace(block, blocks=tuple(map(with_other_answers, block.blocks)), pools=pools)
    if isinstance(block, Scenario):
        first, *ends = block.scenes
        assert first.question
        moves = (Move("a", "saved", 2), Move("b", "late", -1))
        return replace(block, scenes=(replace(first, question=other_answers(first.question), moves=moves), *ends))
    if isinstance(block, Container):
        return replace(block, blocks=tuple(map(with_other_answers, block.blocks)))
    return block


OTHER = course_of(tuple(map(with_other_answers, KINDS)), tuple(map(with_other_answers, GROUPS)))

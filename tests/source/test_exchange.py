"""GIFT and Moodle XML: what is written reads back the same, and what cannot be written is named."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scormkit.cli import scormkit as program
from scormkit.diagnostics import Diagnostic, Location
from scormkit.model import Blank, Choice, Question, QuestionKind, Range
from scormkit.source import markdown
from scormkit.source.questions import QuestionContext, gift
from scormkit.source.questions.export import LeftOut, as_gift, as_moodle, write_gift, write_moodle_xml
from scormkit.source.questions.items import lettered, mixed
from scormkit.source.questions.order import paired
from tests.conftest import Golden
from tests.courses import load
from tests.source.moodle_reader import read_moodle_xml
from tests.source.showing import question_lines

FOLDER = Path(__file__).parent


# --- questions of all kinds -------------------------------------------------------------------------

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=12
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
TRICKY = st.sampled_from(["a = b", "~x", "{y}", "#1", "c:\\n", "-> d", "%50% e", "[html] f", "* g", "// h", "R&D <i>"])
TEXTS = st.one_of(WORDS, TRICKY)


@st.composite
def htmls(draw: st.DrawFn) -> str:
    """A text as the source room would have it: escaped, with a little markup or none."""
    words = escape(draw(TEXTS), quote=False)
    wrap = draw(st.sampled_from(["{}", "<em>{}</em>", "x <strong>{}</strong>", "<p>{}</p>\n<p>y</p>"]))
    root = markdown.parse(wrap.format(words))
    return markdown.inner_html(root)


def plain(html: str) -> str:
    return markdown.plain_text(markdown.parse(html))


MAYBE = st.one_of(st.just(""), htmls())
SLUGS = st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True)
NUMBERS = st.integers(-10_000_000, 10_000_000).map(lambda number: number / 1000)


def distinct(items: list[Choice]) -> bool:
    texts = [item.text for item in items]
    return all(texts) and len(set(texts)) == len(texts)


@st.composite
def options(draw: st.DrawFn, least: int = 2) -> list[Choice]:
    texts = draw(st.lists(htmls(), min_size=least, max_size=5))
    made = [Choice("", html, plain(html), feedback=draw(MAYBE)) for html in texts]
    return list(lettered(made))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    prompt = draw(htmls())
    common = Question(
        draw(SLUGS), QuestionKind.CHOICE, prompt, plain(prompt), objectives=draw(st.sampled_from([(), ("signs",)])),
        tags=tuple(dict.fromkeys(draw(st.lists(SLUGS.map(lambda tag: tag.rstrip("-")), max_size=2)))),
        right=draw(MAYBE), wrong=draw(MAYBE), explanation=draw(MAYBE), points=draw(st.sampled_from([1.0, 2.5])),
    )  # fmt: skip
    kind = draw(st.sampled_from(list(QuestionKind)))
    common = replace(common, kind=kind, tags=tuple(tag for tag in common.tags if "--" not in tag))
    if kind is QuestionKind.CHOICE:
        found = draw(options().filter(distinct))
        right = draw(st.sets(st.integers(0, len(found) - 1), min_size=1))
        choices = tuple(replace(each, correct=place in right) for place, each in enumerate(found))
        return replace(common, choices=choices, multiple=len(right) > 1, partial=draw(st.booleans()) and len(right) > 1)
    if kind is QuestionKind.TRUE_FALSE:
        truth = draw(st.booleans())
        return replace(common, choices=(Choice("true", "", "", truth), Choice("false", "", "", not truth)))
    if kind is QuestionKind.FILL_IN:
        answers = st.lists(TEXTS, min_size=1, max_size=3, unique=True).map(tuple)
        gaps = draw(st.sampled_from(["", ' <span data-blank="b1"></span>', ' <span data-blank="b1"></span> and more']))
        blanks = (Blank("b1", draw(answers), exact=draw(st.booleans())),)
        if draw(st.booleans()):
            gaps = '<span data-blank="b1"></span> and <span data-blank="b2"></span>'
            blanks = (*blanks, Blank("b2", draw(answers)))
        return replace(common, prompt=common.prompt + gaps, text=plain(common.prompt + gaps), blanks=blanks)
    if kind is QuestionKind.NUMERIC:
        pairs = draw(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=3))
        ranges = tuple(Range(min(pair), max(pair)) for pair in pairs)
        open_end = (Range(None, 3.0),) if draw(st.booleans()) else ()
        return replace(common, ranges=ranges + open_end, unit=draw(st.sampled_from(["", "mm<sup>2</sup>"])))
    if kind is QuestionKind.MATCHING:
        lefts = draw(options().filter(distinct))
        rights = draw(st.lists(TEXTS, min_size=len(lefts), max_size=len(lefts) + 2))
        rows = [
            (
                (lefts[place].html, lefts[place].text) if place < len(lefts) else ("", ""),
                (escape(text, quote=False), text),
            )
            for place, text in enumerate(rights)
        ]
        sources, targets, matches = paired(rows, common.text)
        return replace(common, choices=sources, targets=targets, pairs=matches)
    if kind is QuestionKind.SEQUENCING:
        steps = draw(options().filter(distinct))
        letters = {step.id: letter for step, letter in zip(mixed(steps, common.text), "abcdef", strict=False)}
        return replace(common, choices=tuple(replace(step, id=letters[step.id]) for step in steps))
    if kind is QuestionKind.LONG_FILL_IN:
        return replace(
            common, model_answer=draw(htmls()), rubric=tuple(draw(st.lists(htmls(), max_size=2))), graded=False
        )
    return replace(common, choices=tuple(draw(options())), graded=False)


# --- round trips ------------------------------------------------------------------------------------


def read_gift(text: str) -> tuple[list[Question], list[Diagnostic]]:
    """The questions of a GIFT text, and all that is said of them."""
    said: list[Diagnostic] = []

    def tree(source: str, line: int) -> markdown.Element:
        return markdown.render(source, "x.gift", line, False, said.append)

    found: list[Question] = []
    for item in gift.read(text.split("\n"), 1, "x.gift", said.append):
        context = QuestionContext(Location("x.gift", item.line), tree, said.append, frozenset({"signs"}), ())
        made = gift.question_of(item, context)
        assert made is not None
        found.append(replace(made, id=item.id))
    return found, said


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(questions(), max_size=3))
def test_what_is_written_as_gift_reads_back_as_what_gift_keeps(asked: list[Question]) -> None:
    kept = [made for made in map(as_gift, asked) if isinstance(made, Question)]
    exported = write_gift(asked)
    read, said = read_gift(exported.text)
    assert (read, said) == (kept, [])
    assert len(exported.left_out) == len(asked) - len(kept)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(questions(), max_size=3))
def test_what_is_written_as_moodle_xml_reads_back_the_same(asked: list[Question]) -> None:
    kept = [made for made in map(as_moodle, asked) if isinstance(made, Question)]
    exported = write_moodle_xml(asked, lambda path: b"")
    assert read_moodle_xml(exported.text) == [facts_of(each) for each in kept]
    assert len(exported.left_out) == len(asked) - len(kept)


def facts_of(question: Question) -> dict[str, object]:
    """What Moodle XML must say of a question that `as_moodle` has made fit."""
    facts: dict[str, object] = {
        "id": question.id,
        "kind": question.kind.value,
        "prompt": question.prompt,
        "explanation": question.explanation,
        "tags": list(question.tags),
        "objectives": list(question.objectives),
        "hints": list(question.hints),
    }
    right = {each: question.right if each else question.wrong for each in (True, False)}
    if len(question.blanks) < 2:
        facts["points"] = question.points
    if question.kind is QuestionKind.CHOICE:
        facts |= {"multiple": question.multiple, "shuffle": question.shuffle}
        facts |= {"right": question.right, "wrong": question.wrong}
        facts["choices"] = [(each.html, each.correct, each.feedback) for each in question.choices]
    elif question.kind is QuestionKind.TRUE_FALSE:
        facts["choices"] = [(each.id, each.correct, right[each.correct]) for each in question.choices]
    elif question.kind is QuestionKind.FILL_IN:
        facts["prompt"] = re.sub(r'<span data-blank="b\d"></span>', "_____", question.prompt)
        facts["gaps"] = [(list(each.accept), each.exact) for each in question.blanks]
    elif question.kind is QuestionKind.NUMERIC:
        facts["ranges"] = [(each.low, each.high) for each in question.ranges]
    elif question.kind is QuestionKind.MATCHING:
        targets = {each.id: each.text for each in question.targets}
        rows = [(source.html, targets[dict(question.pairs)[source.id]]) for source in question.choices]
        spare = [each.text for each in question.targets if each.id not in dict(question.pairs).values()]
        facts |= {"right": question.right, "wrong": question.wrong, "rows": rows + [("", each) for each in spare]}
    else:
        points = "".join(f"<li>{each}</li>" for each in question.rubric)
        facts["model"] = question.model_answer + (f"<ul>{points}</ul>" if points else "")
    if question.kind is QuestionKind.NUMERIC or len(question.blanks) == 1:
        facts["said"] = sorted({(True, question.right)} | ({(False, question.wrong)} if question.wrong else set()))
    return facts


# --- other people's GIFT ----------------------------------------------------------------------------


def test_gift_as_moodles_handbook_shows_it_is_read_exactly_so(golden: Golden) -> None:
    found, said = read_gift((FOLDER / "handbook.gift").read_text("utf-8"))
    lines = [question_lines(each) for each in found]
    lines += [f"{each.location} {each.code} {each.message}" for each in said]
    golden.file("gift.txt", "\n".join(lines) + "\n")


def test_a_question_in_gift_is_the_same_in_a_bank_and_on_a_page(tmp_path: Path) -> None:
    text = "::q-tall:: The highest mountain? {=Everest ~K2#Nearly.}\n"
    files = {
        "course.yaml": "title: T\n",
        "units/one.md": f"# One\n\n```gift\n{text}```\n\n::: quiz #z draw=1 from=tall\n:::\n",
        "banks/tall.gift": text.replace("q-tall", "q-high"),
    }
    first, second = load(tmp_path, files).units()[0].questions()
    assert (first.id, second.id) == ("q-tall", "z-q-high")
    assert replace(first, id="") == replace(second, id="")


# --- the command ------------------------------------------------------------------------------------


def run(tmp_path: Path, *arguments: str) -> Result:
    folder = tmp_path / "assessed"
    shutil.copytree(FOLDER / "assessed", folder, dirs_exist_ok=True)
    return CliRunner().invoke(program, ["questions", str(folder), *arguments])


@pytest.mark.parametrize("style", ["text", "json", "gift", "moodle-xml"])
def test_the_questions_of_a_course_are_listed_and_exported_exactly_so(
    style: str, tmp_path: Path, golden: Golden
) -> None:
    result = run(tmp_path, "--format", style)
    assert result.exit_code == 0
    golden.file(f"questions-command/{style}.txt", result.stdout)
    golden.file(f"questions-command/{style}-left-out.txt", result.stderr)


def test_an_export_goes_into_a_file(tmp_path: Path) -> None:
    result = run(tmp_path, "--format", "gift", "--out", str(tmp_path / "out.gift"))
    assert (result.exit_code, result.stdout) == (0, f"written: {tmp_path / 'out.gift'}\n")
    assert (tmp_path / "out.gift").read_text("utf-8") == run(tmp_path, "--format", "gift").stdout


def test_a_course_with_errors_is_not_exported(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("title: T\n")
    result = CliRunner().invoke(program, ["questions", str(tmp_path), "--format", "gift"])
    assert result.exit_code == 1
    assert "SRC-EMPTY-COURSE" in result.stdout


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (Question("q", QuestionKind.LIKERT, "x", "x"), "there is no kind for scales of opinion"),
        (Question("q", QuestionKind.PERFORMANCE, "x", "x"), "there is no kind for observed steps"),
        (Question("q", QuestionKind.OTHER, "x", "x"), "places on a picture cannot be carried over"),
        (
            Question("q", QuestionKind.NUMERIC, "x", "x", ranges=(Range(None, 1.0),)),
            "a range with an open end cannot be carried over",
        ),
        (
            Question("q", QuestionKind.FILL_IN, "x", "x", blanks=(Blank("b1", (), ("a+",)),)),
            "a gap that only regular expressions describe cannot be carried over",
        ),
    ],
)
def test_what_cannot_be_written_is_named_with_the_reason(question: Question, reason: str) -> None:
    assert as_gift(question) == as_moodle(question) == LeftOut("q", reason)


def test_formulas_tables_and_pictures_become_what_moodle_knows(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: T\n",
        "units/one.md": "# A\n\n::: question #q\n$x^2$ ![Ear](e.svg)\n\n| a |\n| - |\n| b |\n\n- [x] c\n- [ ] d\n:::\n",
        "units/e.svg": "<svg/>",
    }
    (question,) = load(tmp_path, files).units()[0].questions()
    text = write_gift([question]).text
    assert "\\\\(x^2\\\\)" in text and "[Ear]" in text and "class" not in text
    xml = write_moodle_xml([question], lambda path: path.encode()).text
    assert 'src="@@PLUGINFILE@@/e.svg"' in xml.replace("&quot;", '"')
    assert '<file name="e.svg" path="/" encoding="base64">dW5pdHMvZS5zdmc=</file>' in xml

"""Bad input: each mistake gets one clear message, and all mistakes of a course come at once.

The courses in `bad/` are wrong on purpose. What is said of them stands in `golden/bad-input/`, to be read aloud: file,
line, what is wrong in the author's words, what to do.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.courses import TINY, problems

BAD = Path(__file__).parent / "bad"


@pytest.mark.parametrize("name", sorted(each.name for each in BAD.iterdir()))
def test_a_mistake_is_named_with_its_place_and_its_remedy(name: str, tmp_path: Path, golden: Golden) -> None:
    folder = tmp_path / "course"
    shutil.copytree(BAD / name, folder)
    golden.file(f"bad-input/{name}.txt", "\n".join([*problems(folder, {}), ""]))


def test_all_mistakes_of_a_course_come_at_once(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: T\nlanguege: en\n",
        "units/one.md": "---\ngole: x\n---\n# One\n\n![](missing.png)\n\n::: nte\nx\n:::\n",
    }
    codes = [line.split()[1] for line in problems(tmp_path / "course", files)]
    assert codes == [
        "SRC-UNKNOWN-KEY",
        "SRC-UNKNOWN-KEY",
        "SRC-MISSING-FILE",
        "SRC-DIRECTIVE-UNKNOWN",
        "SRC-ALT-MISSING",
    ]


def test_links_out_of_the_course_and_in_circles_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    (folder / "units").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "out.png").symlink_to(tmp_path / "secret.png")
    (folder / "a.png").symlink_to(folder / "b.png")
    (folder / "b.png").symlink_to(folder / "a.png")
    (folder / "loop").symlink_to(folder)
    assert problems(folder, TINY) == [
        "a.png SRC-LINK `a.png` is a link that leads nowhere or in a circle | put the file itself there",
        "b.png SRC-LINK `b.png` is a link that leads nowhere or in a circle | put the file itself there",
        "loop SRC-LINK `loop` is a link to a folder, and links to folders are not followed"
        " | put the files there instead",
        "out.png SRC-OUTSIDE `out.png` is a link out of the course folder | copy the file into the course folder",
    ]


def told(folder: Path, name: str, text: str) -> list[str]:
    """What is said of the tiny course when the file `name` holds `text`; without the hints."""
    return [line.split(" | ")[0] for line in problems(folder, {**TINY, name: text})]


def test_an_address_that_is_refused_is_told_beside_directives_and_raw_html_too(tmp_path: Path) -> None:
    text = "# A\n\n[j](javascript:x) [k](C:x.pdf)\n\n::: note\n[f](file:///x)\n:::\n\n<a href='data:,'>y</a>\n"
    assert told(tmp_path, "units/one.md", text) == [
        "units/one.md:3 SRC-OUTSIDE `C:x.pdf` is an absolute path",
        "units/one.md:3 SRC-SCHEME `javascript:` addresses are not allowed here",
        "units/one.md:6 SRC-SCHEME `file:` addresses are not allowed here",
        "units/one.md:9 SRC-SCHEME `data:` addresses are not allowed here",
    ]


def test_each_mistake_in_a_glossary_is_told_at_its_own_line(tmp_path: Path) -> None:
    glossary = (
        "a:\n  definition: x\n  aslo: [c]\nb: [d]\n"
        "c: '[x](javascript:y) [u](one.md) [w](https://e.org)'\nd: '![p](q.png)'\n"
    )
    assert told(tmp_path, "glossary.yaml", glossary) == [
        "glossary.yaml:3 SRC-UNKNOWN-KEY `aslo` is not a key that is known here",
        "glossary.yaml:4 SRC-WRONG-TYPE `b` cannot be a list",
        "glossary.yaml:5 SRC-SCHEME `javascript:` addresses are not allowed here",
        "glossary.yaml:5 SRC-SCHEME `one.md` cannot be reached from here",
        "glossary.yaml:6 SRC-SCHEME no picture can stand here",
    ]


def test_a_formula_that_would_be_shown_in_pieces_is_told(tmp_path: Path) -> None:
    text = "# A\n\n$\\frac{1$\n\n$\\foo{x}$\n\n$\\frac{1}$\n\n$\\{a\\} \\frac12 \\text{b} \\alpha \\\\ \\sum_i$\n"
    assert told(tmp_path, "units/one.md", text) == [
        "units/one.md:3 SRC-MATH the formula `\\frac{1` cannot be read",
        "units/one.md:5 SRC-MATH the formula `\\foo{x}` cannot be read",
        "units/one.md:7 SRC-MATH the formula `\\frac{1}` cannot be read",
    ]


def test_a_range_that_is_none_is_not_taken_for_words(tmp_path: Path) -> None:
    text = "# A\n\n::: question\nO?\n\nanswer: 1..2..3\n:::\n\n::: question\nP?\n\nanswer: 1-2\n:::\n"
    assert told(tmp_path, "units/one.md", text) == ["units/one.md:6 SRC-QUESTION-RANGE `1..2..3` is no number"]


def test_a_gap_with_nothing_in_it_is_told(tmp_path: Path) -> None:
    text = "# A\n\n::: question\nSay {{}} and {{x}}.\n:::\n"
    assert told(tmp_path, "units/one.md", text) == ["units/one.md:4 SRC-QUESTION-BLANK this gap has no answer"]


def test_a_second_document_and_tags_are_told(tmp_path: Path) -> None:
    assert told(tmp_path, "course.yaml", "title: A\n---\ntitle: B\n") == [
        "course.yaml:2 SRC-YAML a second document begins here, and a file holds one"
    ]
    assert told(tmp_path, "course.yaml", "title: !!str A\nlanguage: !x en\n") == [
        "course.yaml:2 SRC-YAML the tag `!x` means nothing here"
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            "title: A\n".encode("utf-16"),
            "course.yaml:1 SRC-ENCODING this is UTF-16 text, which some editors call Unicode",
        ),
        (b"title: A\nlicence: \xe9\n", "course.yaml:2 SRC-ENCODING this is not UTF-8 text (byte 0xe9)"),
    ],
)
def test_of_a_file_that_is_no_utf8_nothing_else_is_said(data: bytes, said: str, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    problems(folder, TINY)
    (folder / "course.yaml").write_bytes(data)
    assert [line.split(" | ")[0] for line in problems(folder, {})] == [said]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("ein.md", "check the name, or add the file"),
        ("oen.md", "did you mean `one.md`?"),
        ("../pics/map.svg", "did you mean `../media/map.svg`?"),
    ],
)
def test_a_missing_file_brings_to_mind_only_what_is_called_alike(written: str, hint: str, tmp_path: Path) -> None:
    files = {**TINY, "units/two.md": f"# Two\n\n[x]({written})\n", "media/map.svg": "<svg/>"}
    assert [line.split(" | ")[1] for line in problems(tmp_path / "course", files)] == [hint]


def test_raw_html_swallows_no_directive(tmp_path: Path) -> None:
    text = "# A\n\n<div>\n\n::: note\nx\n:::\n\n</div>\n\n<details>\n\n::: tip\ny\n:::\n"
    assert told(tmp_path, "units/one.md", text) == [
        "units/one.md:5 SRC-DIRECTIVE-PLACE `::: note` stands inside `<div>`, which cannot hold it",
        "units/one.md:13 SRC-DIRECTIVE-PLACE `::: tip` stands inside `<details>`, which cannot hold it",
    ]


def test_a_comment_that_looks_like_one_of_ours_does_no_harm(tmp_path: Path) -> None:
    assert told(tmp_path, "units/one.md", "# A\n\n<!--scormkit:99-->\n\nText.\n") == []


def test_units_that_wait_for_each_other_are_told_at_their_line(tmp_path: Path) -> None:
    text = "---\ngoal: x\nprerequisites: [one]\n---\n# A\n\nText.\n"
    assert told(tmp_path, "units/one.md", text) == [
        "units/one.md:3 SRC-PREREQUISITE-CIRCLE these units wait for each other: one → one"
    ]


def test_a_title_of_spaces_is_none(tmp_path: Path) -> None:
    assert told(tmp_path, "course.yaml", "title: '  '\n") == ["course.yaml:1 SRC-WRONG-TYPE `title` cannot be `  `"]


@pytest.mark.parametrize("name", ["course.yml", "Course.yaml"])
def test_a_course_file_of_almost_the_right_name_is_named(name: str, tmp_path: Path) -> None:
    assert problems(tmp_path / "course", {name: "title: T\n", "units/one.md": "# A\n\nx\n"}) == [
        f". SRC-NO-COURSE there is no course.yaml here | rename `{name}`"
    ]

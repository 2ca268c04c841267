"""A unit's Markdown becomes pages of blocks."""

from __future__ import annotations

import pprint
from pathlib import Path

import pytest

from scormkit.model import Container, Media, Page, Prose, Question
from tests.conftest import Golden
from tests.courses import load, problems
from tests.source.showing import question_lines

EVERYTHING = (Path(__file__).parent / "everything.md").read_text("utf-8")
FILES: dict[str, str | bytes] = {
    "course.yaml": "title: T\nobjectives: {signs: Recognise a compromised airway}\n",
    "glossary.yaml": "stridor: {definition: A *high* sound on breathing in., also: [stridors]}\n",
    "units/one/index.md": EVERYTHING,
    "units/one/film.mp4": b"film",
    "units/one/film.vtt": "WEBVTT\n",
    "units/one/film.de.vtt": "WEBVTT\n",
    "units/one/film.md": "A child breathes.\n",
    "units/one/film.jpg": b"poster",
    "units/one/sound.mp3": b"sound",
    "units/one/sound.md": "A whistle.\n",
    "units/one/part.md": "Included text with *emphasis*.\n",
    "media/lungs.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "units/two.md": "# Other {#other}\n\nText.\n",
}


def test_every_construct_becomes_exactly_these_blocks(tmp_path: Path, golden: Golden) -> None:
    course = load(tmp_path, FILES)
    unit = course.units()[0]
    shown = pprint.pformat([unit.pages, unit.assets], width=118, sort_dicts=False)
    golden.file("everything.txt", shown + "\n")


def pages(tmp_path: Path, text: str, settings: str = "") -> tuple[Page, ...]:
    return load(tmp_path, {"course.yaml": f"title: T\n{settings}", "units/one.md": text}).units()[0].pages


def test_an_h1_a_rule_and_a_page_directive_start_pages(tmp_path: Path) -> None:
    made = pages(tmp_path, "Intro\n\n# A\n\nx\n\n---\n\ny\n\n::: page Next #next\n\nz\n\nNo\n---\n\n***\n\nstill\n")
    assert [(page.id, page.title) for page in made] == [
        ("page-1", "A"),
        ("a", "A"),
        ("page-3", "A"),
        ("next", "Next"),
    ]
    assert "<h2>No</h2>" in made[3].blocks[0].html  # type: ignore[union-attr]
    assert "<hr>" in made[3].blocks[0].html  # type: ignore[union-attr]


def test_pages_can_start_at_h2(tmp_path: Path) -> None:
    made = pages(tmp_path, "# Unit\n\nx\n\n## Page\n\n### Inside\n\ny\n", "pages: h2\n")
    assert [page.title for page in made] == ["Unit", "Page"]
    assert made[1].blocks == (Prose("<h2>Inside</h2>\n<p>y</p>"),)


def test_a_rule_in_a_code_block_or_a_list_starts_no_page(tmp_path: Path) -> None:
    assert len(pages(tmp_path, "# A\n\n```\n\n---\n\n# no\n::: note\n```\n\n- x\n\n  ---\n\n  y\n")) == 1


def test_footnotes_stand_on_the_page_that_mentions_them(tmp_path: Path) -> None:
    made = pages(tmp_path, "# A\n\nx[^1]\n\n# B\n\ny[^2]\n\n[^1]: first\n\n[^2]: second\n")
    for page, text in zip(made, ("first", "second"), strict=True):
        html = "".join(block.html for block in page.blocks if isinstance(block, Prose))
        assert text in html and html.count("<li") == 1


def test_what_is_wrong_with_a_definition_is_told_at_its_line_also_where_a_directive_uses_it(tmp_path: Path) -> None:
    text = "# A\n\n::: note\nx[^1] [y][z]\n:::\n\nEnd.\n\n[^1]: note ![n](gone.png)\n[z]: lost.md\n"
    assert problems(tmp_path, {"course.yaml": "title: T\n", "units/one.md": text}) == [
        "units/one.md:4 SRC-MISSING-FILE there is no file `lost.md` | check the name, or add the file",
        "units/one.md:9 SRC-MISSING-FILE there is no file `gone.png` | check the name, or add the file",
    ]


def test_a_term_is_linked_once_a_page(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: T\n",
        "glossary.yaml": "cat: An animal.\n",
        "units/one.md": "# Cat\n\nA cat and a Cat, no category.\n\n# B\n\n`cat` [cat](https://x.test) cat\n",
    }
    first, second = load(tmp_path, files).units()[0].pages
    assert first.blocks == (
        Prose('<p>A <a class="term" href="#term-cat" data-term="cat">cat</a> and a Cat, no category.</p>'),
    )
    assert first.title == "Cat"
    html = second.blocks[0].html  # type: ignore[union-attr]
    assert html.count("data-term") == 1 and html.endswith("</a></p>")


def test_hostile_text_survives_in_titles_choices_and_prose(tmp_path: Path) -> None:
    text = 'R&D \\<b>"x"\\</b> 日本語 🚀 it\'s'
    plain = 'R&D <b>"x"</b> 日本語 🚀 it\'s'
    (page,) = pages(tmp_path, f"# {text}\n\n{text}?\n\n- [ ] {text}\n- [x] other\n")
    (question,) = page.questions()
    assert (page.title, question.text, question.choices[0].text) == (plain, f"{plain}?", plain)
    assert question.choices[0].html == 'R&amp;D &lt;b&gt;"x"&lt;/b&gt; 日本語 🚀 it\'s'


def test_a_task_list_after_a_statement_is_no_question(tmp_path: Path) -> None:
    (page,) = pages(tmp_path, "# A\n\nBring these.\n\n- [ ] pen\n- [x] paper\n")
    assert not list(page.questions())


def test_the_short_form_inside_a_directive_is_a_question_too(tmp_path: Path) -> None:
    (page,) = pages(tmp_path, "# A\n\n::: note\nIs it?\n\n- [ ] no\n- [x] yes\n:::\n")
    (block,) = page.blocks
    assert isinstance(block, Container) and isinstance(block.blocks[0], Question)


def test_raw_html_is_sanitised_unless_the_course_trusts_it(tmp_path: Path) -> None:
    text = '# A\n\n<div onclick="x()">a<script>b</script></div>\n'
    (page,) = pages(tmp_path / "safe", text)
    assert page.blocks == (Prose("<div>a</div>"),)
    (trusted,) = pages(tmp_path / "trusted", text, "trust: html\n")
    assert trusted.blocks == (Prose('<div onclick="x()">a<script>b</script></div>'),)


@pytest.mark.parametrize("language", ["en", "de"])
def test_captions_and_transcript_are_found_beside_a_film(tmp_path: Path, language: str) -> None:
    files = {**FILES, "course.yaml": f"title: T\nlanguage: {language}\nobjectives: {{signs: x}}\n"}
    media = [
        block for page in load(tmp_path, files).units()[0].pages for block in page.blocks if isinstance(block, Media)
    ]
    film = media[0]
    assert film.poster == "units/one/film.jpg"
    assert film.transcript == "<p>A child breathes.</p>"
    tracks = [(track.source.rsplit("/", 1)[1], track.language) for track in film.captions]
    assert tracks == ([("film.vtt", "en"), ("film.de.vtt", "de")] if language == "en" else [("film.de.vtt", "de")])


def test_a_film_without_captions_or_transcript_is_a_warning(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: T\n",
        "units/one.md": "# A\n\n![Film](f.mp4)\n",
        "units/f.mp4": b"\0\0\0\x18ftypmp42",
    }
    assert [line.split()[1] for line in problems(tmp_path, files)] == ["SRC-CAPTIONS-MISSING", "SRC-TRANSCRIPT-MISSING"]


def test_every_kind_of_question_is_read_exactly_so(tmp_path: Path, golden: Golden) -> None:
    files = {
        "course.yaml": "title: T\n",
        "units/one.md": (Path(__file__).parent / "questions.md").read_text("utf-8"),
        "units/neck.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    questions = list(load(tmp_path, files).units()[0].questions())
    golden.file("questions.txt", "\n".join(question_lines(each) for each in questions) + "\n")

"""Themes are found by name, merged piece by piece, and what is wrong with one is said with file, line and hint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from scormkit.errors import ThemeError
from scormkit.render import load_context, load_theme, render_file, theme_names
from scormkit.render import theme as theme_module
from tests.render.sample import COURSE, WHOLE

Told = tuple[str, str, int, str, str]


def write_theme(root: Path, name: str, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        target = root / "themes" / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def told(error: pytest.ExceptionInfo[ThemeError]) -> Told:
    found = error.value.diagnostic
    return found.code, found.location.file, found.location.line, found.message, found.hint


def render_with(root: Path, name: str) -> str:
    context = load_context(replace(COURSE, root=str(root)), name)
    return render_file(WHOLE, WHOLE.files[0], context).decode()


def test_the_default_theme_comes_with_scormkit(tmp_path: Path) -> None:
    theme = load_theme("default", tmp_path)
    assert (theme.name, theme.title, theme.colour) == ("default", "Default", "#2457d6")
    assert [folder.label for folder in theme.folders] == ["themes/default"]


def test_paper_extends_the_default_theme(tmp_path: Path) -> None:
    theme = load_theme("paper", tmp_path)
    assert [folder.name for folder in theme.folders] == ["paper", "default"]


def test_themes_of_the_course_are_named_beside_those_of_scormkit(tmp_path: Path) -> None:
    write_theme(tmp_path, "ours", {"theme.yaml": "title: Ours"})
    (tmp_path / "themes" / "no-theme").mkdir()
    assert theme_names(tmp_path) == ("default", "ours", "paper")


def test_an_installed_wheel_carries_its_themes_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "scormkit"
    monkeypatch.setattr(theme_module, "__file__", str(package / "render" / "theme.py"))
    assert theme_module.own_themes() == package.parent / "themes"
    (package / "_themes").mkdir(parents=True)
    assert theme_module.own_themes() == package / "_themes"


def test_a_theme_overrides_piece_by_piece(tmp_path: Path) -> None:
    base = {
        "theme.yaml": 'title: Base\ncolour: "#111"\nfont: serif\ntokens: {radius: 0, measure: 30rem}\n'
        'light: {page: "#EEE"}\nstrings:\n  en: {next: On, previous: Off}',
        "templates/blocks/prose.html": "<i>base</i>",
        "templates/blocks/note.html": "<i>note</i>",
        "assets/theme.css": ".base{}",
        "assets/stamp.svg": "base",
        "assets/wave.svg": "wave",
    }
    top = {
        "theme.yaml": "extends: base\ntokens: {radius: 2px}\nstrings:\n  en: {next: Onward}",
        "templates/blocks/note.html": "<b>{{ t('next') }} {{ theme.name }}</b>",
        "assets/theme.css": ".top{}",
        "assets/stamp.svg": "top",
    }
    write_theme(tmp_path, "base", base)
    write_theme(tmp_path, "top", top)
    theme = load_theme("top", tmp_path)
    assert (theme.title, theme.colour, theme.font) == ("top", "#111111", "serif")
    assert theme.tokens == {"radius": "2px", "measure": "30rem"}
    assert theme.light == {"page": "#eeeeee"}
    assert theme.strings == {"en": {"next": "Onward", "previous": "Off"}}
    assert list(theme.stylesheets()) == [".base{}", ".top{}"]
    assert theme.assets == ("stamp.svg", "wave.svg")
    assert (theme.asset("stamp.svg"), theme.asset("wave.svg")) == (b"top", b"wave")


def test_a_template_can_extend_the_one_it_replaces(tmp_path: Path) -> None:
    files = {
        "theme.yaml": "extends: default",
        "templates/sco.html": '{% extends "default:sco.html" %}{% block bar %}OUR BAR {{ super() }}{% endblock %}',
    }
    write_theme(tmp_path, "ours", files)
    page = render_with(tmp_path, "ours")
    assert "OUR BAR" in page
    assert 'data-action="menu"' in page


def test_a_course_can_reshape_a_theme_under_its_own_name(tmp_path: Path) -> None:
    write_theme(tmp_path, "default", {"theme.yaml": "extends: default\ntitle: Ours"})
    assert [folder.path.parent.parent for folder in load_theme("default", tmp_path).folders] == [
        tmp_path,
        theme_module.own_themes().parent,
    ]


def test_an_unknown_theme_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(ThemeError) as error:
        load_theme("defualt", tmp_path)
    assert told(error) == (
        "THEME-UNKNOWN", "course.yaml", 0, "there is no theme `defualt`", "did you mean `default`?"
    )  # fmt: skip


def test_an_unknown_base_is_blamed_on_the_theme_that_names_it(tmp_path: Path) -> None:
    write_theme(tmp_path, "ours", {"theme.yaml": "title: Ours\nextends: papper"})
    with pytest.raises(ThemeError) as error:
        load_theme("ours", tmp_path)
    assert told(error) == (
        "THEME-UNKNOWN", "themes/ours/theme.yaml", 2, "there is no theme `papper`", "did you mean `paper`?"
    )  # fmt: skip


def test_a_circle_of_themes_is_refused(tmp_path: Path) -> None:
    write_theme(tmp_path, "one", {"theme.yaml": "extends: two"})
    write_theme(tmp_path, "two", {"theme.yaml": "extends: one"})
    with pytest.raises(ThemeError) as error:
        load_theme("one", tmp_path)
    assert told(error) == (
        "THEME-CYCLE", "themes/two/theme.yaml", 1, "the theme extends itself: one → two → one", "remove one `extends`"
    )  # fmt: skip


_COLOUR_HINT = 'write it as "#0a6" or "#00aa66", in quotes'


@pytest.mark.parametrize(
    ("text", "code", "line", "message", "hint"),
    [
        ("title: A\ncolor: red", "THEME-KEY-UNKNOWN", 2, "`color` is not a key of a theme", "did you mean `colour`?"),
        ("title: A\ncolour: teal", "THEME-COLOUR", 2, "`teal` is not a colour", _COLOUR_HINT),
        ("title: [A]", "THEME-VALUE", 1, "`title` must be a text", "write `title: …` on one line"),
        ("tokens: 3rem", "THEME-VALUE", 1, "`tokens` must be names with a text each", ""),
        ("tokens: {radius: 1px;}", "THEME-TOKEN", 1, "`radius: 1px;` is not a token", "write one CSS value"),
        ("light: {pge: '#fff'}", "THEME-TOKEN", 1, "`pge` is not a colour token", "did you mean `page`?"),
        ("dark: {page: black}", "THEME-COLOUR", 1, "`black` for `page` is not a colour", _COLOUR_HINT),
        (
            "strings: {next: Onward}", "THEME-VALUE", 1, "`strings` must be languages with texts",
            "write `en: {next: Onward}` below it",
        ),
        ("- a\n- b", "THEME-YAML", 1, "expected keys and values", "write lines such as `title: Paper`"),
    ],
)  # fmt: skip
def test_a_mistake_in_theme_yaml_is_told_with_its_line(
    tmp_path: Path, text: str, code: str, line: int, message: str, hint: str
) -> None:
    write_theme(tmp_path, "ours", {"theme.yaml": text})
    with pytest.raises(ThemeError) as error:
        load_theme("ours", tmp_path)
    assert told(error) == (code, "themes/ours/theme.yaml", line, message, hint)


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    write_theme(tmp_path, "ours", {"theme.yaml": "title: A\nfont: 'open"})
    with pytest.raises(ThemeError) as error:
        load_theme("ours", tmp_path)
    code, file, line, message, _ = told(error)
    assert (code, file, line) == ("THEME-YAML", "themes/ours/theme.yaml", 2)
    assert message.startswith("not readable as YAML: ")


def test_an_empty_theme_yaml_is_a_theme_of_its_own(tmp_path: Path) -> None:
    write_theme(tmp_path, "bare", {"theme.yaml": ""})
    assert load_theme("bare", tmp_path).title == "bare"


_HINT = "templates get `course`, `unit`, `page`, `theme` and the helpers of docs/how-to/write-a-theme.md"


_SYNTAX_HINT = "check that each `{{ … }}` and `{% … %}` is closed, and each block by its `{% end… %}`"


@pytest.mark.parametrize(
    ("template", "text", "told_as"),
    [
        (
            "blocks/note.html", "<p>\n{{ block.titel }}</p>",
            ("THEME-TEMPLATE-FAILED", 2, "`scormkit.model.blocks.Container object` has no attribute `titel`", _HINT),
        ),
        ("section.html", "<p>\n\n{{ pgae.title }}", ("THEME-TEMPLATE-FAILED", 3, "`pgae` is undefined", _HINT)),
        ("section.html", "{{ 1 / 0 }}", ("THEME-TEMPLATE-FAILED", 1, "division by zero", "")),
        (
            "section.html", "<p>\n{{ t('nxt') }}",
            ("THEME-TEMPLATE-FAILED", 2, "there is no text called `nxt`", "did you mean `next`?"),
        ),
        (
            "section.html", "<p>\n{{ asset('media/none.svg') }}",
            ("THEME-TEMPLATE-FAILED", 2, "the package carries no file `media/none.svg`", ""),
        ),
        (
            "contents.html", "<p>\n{% if %}",
            ("THEME-TEMPLATE-SYNTAX", 2, "expected an expression, got `end of statement block`", _SYNTAX_HINT),
        ),
        (
            "contents.html", "<p>\n{% if x %}\n",
            ("THEME-TEMPLATE-SYNTAX", 2, "unexpected end of template", _SYNTAX_HINT),
        ),
    ],
)  # fmt: skip
def test_a_failing_template_is_told_with_its_line(
    tmp_path: Path, template: str, text: str, told_as: tuple[str, int, str, str]
) -> None:
    write_theme(tmp_path, "ours", {"theme.yaml": "extends: default", f"templates/{template}": text})
    with pytest.raises(ThemeError) as error:
        render_with(tmp_path, "ours")
    code, line, message, hint = told_as
    assert told(error) == (code, f"themes/ours/templates/{template}", line, message, hint)


@pytest.mark.parametrize("name", ["templates/section.html", "assets/theme.css"])
def test_a_file_of_a_theme_that_is_no_utf8_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    write_theme(tmp_path, "ours", {"theme.yaml": "extends: default", name: ""})
    (tmp_path / "themes/ours" / name).write_bytes(b"a\n\xff")
    with pytest.raises(ThemeError) as error:
        render_with(tmp_path, "ours")
        tuple(load_theme("ours", tmp_path).stylesheets())
    message = "this is not UTF-8 text (byte 0xff)"
    assert told(error) == ("SRC-ENCODING", f"themes/ours/{name}", 2, message, "save the file as UTF-8")


def test_a_missing_template_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    files = {"theme.yaml": "extends: default", "templates/section.html": '{% include "contnets.html" %}'}
    write_theme(tmp_path, "ours", files)
    with pytest.raises(ThemeError) as error:
        render_with(tmp_path, "ours")
    assert told(error) == (
        "THEME-TEMPLATE-MISSING", "themes/ours/templates/section.html", 1, "the theme has no template `contnets.html`",
        "did you mean `contents.html`?",
    )  # fmt: skip


def test_a_theme_that_extends_nothing_needs_every_template(tmp_path: Path) -> None:
    write_theme(tmp_path, "bare", {"theme.yaml": "title: Bare"})
    with pytest.raises(ThemeError) as error:
        render_with(tmp_path, "bare")
    assert told(error)[:4] == (
        "THEME-TEMPLATE-MISSING", "themes/bare/theme.yaml", 0, "the theme has no template `sco.html`"
    )  # fmt: skip


def test_hard_to_read_colours_of_a_theme_are_warned_about(tmp_path: Path) -> None:
    write_theme(tmp_path, "pale", {"theme.yaml": 'extends: default\ndark: {muted: "#333333"}'})
    context = load_context(replace(COURSE, root=str(tmp_path)), "pale")
    assert [(each.code, str(each.severity.name), str(each.location)) for each in context.diagnostics] == [
        ("THEME-CONTRAST", "WARNING", "themes/pale/theme.yaml")
    ]
    assert "`muted` on `surface`" in context.diagnostics[0].message


def test_scormkits_own_themes_are_readable(tmp_path: Path) -> None:
    for name in theme_names(tmp_path):
        assert load_context(replace(COURSE, root=str(tmp_path)), name).diagnostics == ()

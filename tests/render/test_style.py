"""One small stylesheet a package, from the theme and the course's branding."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest

from scormkit.model import Theme
from scormkit.render.colour import contrast
from scormkit.render.style import STACKS, font_stack, render_style
from scormkit.render.theme import load_theme, theme_names

HERE = Path(__file__).parent
DEFAULT = load_theme("default", HERE)


@pytest.mark.parametrize("name", theme_names(HERE))
def test_the_stylesheet_keeps_to_its_budget(name: str) -> None:
    css = render_style(load_theme(name, HERE), Theme(name, "#00aa66"), {})
    assert len(gzip.compress(css.encode(), 9)) <= 10 * 1024
    assert len(css) <= 44 * 1024


@pytest.mark.parametrize("name", theme_names(HERE))
def test_the_stylesheet_asks_for_nothing_outside_the_package(name: str) -> None:
    css = render_style(load_theme(name, HERE), Theme(name), {})
    assert {url[:5] for url in re.findall(r"url\(\"?([^)\"]+)", css)} == {"data:"}
    assert "@import" not in css


@pytest.mark.parametrize("name", theme_names(HERE))
def test_the_stylesheet_knows_every_custom_property_it_uses(name: str) -> None:
    css = render_style(load_theme(name, HERE), Theme(name), {})
    used = set(re.findall(r"var\(--([\w-]+)", css))
    known = set(re.findall(r"--([\w-]+)\s*:", css))
    assert used - known == {"progress"}  # set by the runtime


@pytest.mark.parametrize("name", theme_names(HERE))
def test_no_colour_of_its_own_stands_in_a_stylesheet(name: str) -> None:
    sheet = "\n".join(load_theme(name, HERE).stylesheets())
    # black behind a film, white under a page that is not ours and on paper
    assert set(re.findall(r"(?<![\w&])#[0-9a-fA-F]{3,8}\b", sheet)) <= {"#000", "#fff"}


def test_light_and_dark_stand_once_for_the_system_and_once_for_the_learner() -> None:
    css = render_style(DEFAULT, Theme("default", "#00aa66"), {})
    light, system, learner = css.splitlines()[:3]
    assert light.startswith(":root{color-scheme:light;--page:#")
    assert system.startswith(
        "@media screen and (prefers-color-scheme:dark){:root:not([data-scheme=light]){color-scheme:dark;"
    )
    assert learner.startswith("@media screen{:root[data-scheme=dark]{color-scheme:dark;")
    assert system.partition("{color-scheme")[2] == learner.partition("{color-scheme")[2]


def test_the_courses_colour_comes_before_the_themes() -> None:
    def accent(branding: Theme) -> str:
        found = re.search(r"--accent:(#\w+)", render_style(DEFAULT, branding, {}))
        assert found
        return found[1]

    assert accent(Theme()) == DEFAULT.colour
    assert contrast(accent(Theme(colour="#0a6")), "#ffffff") >= 4.5


def test_tokens_of_a_theme_win_over_the_stylesheets_own() -> None:
    css = render_style(replace(DEFAULT, tokens={"radius": "0"}), Theme(), {})
    assert css.endswith("\n:root{--radius:0}\n")


def test_comments_and_needless_space_are_left_out_but_texts_and_addresses_stay(tmp_path: Path) -> None:
    folder = tmp_path / "themes" / "ours"
    (folder / "assets").mkdir(parents=True)
    (folder / "theme.yaml").write_text("extends: default")
    (folder / "assets" / "theme.css").write_text(
        """/* it's gone */
        .a::before { content: " ; } /* 1 */"; background: url(data:x, a;b) }
        .b :is(c, d) > e,
        f { margin: calc(1px + 0.2px) -0.5px 10.5px; /* gone too */ }
        @media (min-width: 2em) and (max-width: 4em) { x { content: 'it\\'s' ; font: 1rem "A  B", serif; } }
        """
    )
    assert render_style(load_theme("ours", tmp_path), Theme(), {}).rpartition("\n.a")[2] == (
        '::before{content:" ; } /* 1 */";background:url(data:x, a;b)}'
        ".b :is(c,d)>e,f{margin:calc(1px + .2px) -.5px 10.5px}"
        "@media (min-width:2em) and (max-width:4em){x{content:'it\\'s';font:1rem \"A  B\",serif}}\n"
    )


@pytest.mark.parametrize(
    ("font", "stack"),
    [
        ("serif", STACKS["serif"]),
        ("Inter", f'"Inter", {STACKS["sans"]}'),
        ("Source Serif 4", f'"Source Serif 4", {STACKS["serif"]}'),
        ("Open Sans", f'"Open Sans", {STACKS["sans"]}'),
        ("JetBrains Mono", f'"JetBrains Mono", {STACKS["mono"]}'),
        ('x"; } body {', f'"x  body", {STACKS["sans"]}'),
    ],
)
def test_a_font_is_a_name_of_ours_or_a_family_with_something_behind_it(font: str, stack: str) -> None:
    assert font_stack(font) == stack


def test_font_files_are_declared_under_the_family_that_was_asked_for() -> None:
    files = (
        "fonts/SourceSerif4-Regular.woff2", "fonts/SourceSerif4-BoldItalic.woff2", "fonts/Inter[wght].woff2",
        "fonts/Other-SemiBold.woff2",
    )  # fmt: skip
    paths = {file: f"media/{file}".replace("[wght]", "-x") for file in files}
    branding = Theme(font="Source Serif 4", heading_font="Inter", fonts=files)
    faces = re.findall(r"@font-face\{(.*?)\}", render_style(DEFAULT, branding, paths))
    assert faces == [
        f'font-family:"{family}";src:url("../{path}");font-weight:{weight};font-style:{slope};font-display:swap'
        for family, path, weight, slope in [
            ("Source Serif 4", "media/fonts/SourceSerif4-Regular.woff2", "400", "normal"),
            ("Source Serif 4", "media/fonts/SourceSerif4-BoldItalic.woff2", "700", "italic"),
            ("Inter", "media/fonts/Inter-x.woff2", "100 900", "normal"),
            ("Other", "media/fonts/Other-SemiBold.woff2", "600", "normal"),
        ]
    ]


def test_values_of_attributes_lose_only_quotes_that_they_do_not_need(tmp_path: Path) -> None:
    theme = tmp_path / "themes" / "quoted"
    (theme / "assets").mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: default\n", "utf-8")
    css = 'a[x="word"] { content: "[y=\\"z\\"]"; }\na[x="2 words"] { top: 0; }\n'
    (theme / "assets" / "theme.css").write_text(css, "utf-8")
    made = render_style(load_theme("quoted", tmp_path), Theme("quoted"), {})

    assert made.rstrip("\n").endswith('a[x=word]{content:"[y=\\"z\\"]"}a[x="2 words"]{top:0}')

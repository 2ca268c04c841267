"""One brand colour gives a palette whose pairs are all readable, whatever the colour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scormkit.render.colour import (
    EDGE,
    EDGES,
    GROUNDS,
    PAIRS,
    TEXT,
    Oklch,
    contrast,
    fit,
    palette,
    parse_colour,
    to_hex,
    to_oklch,
    weak_pairs,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
light_grounds = st.tuples(*(st.integers(0xD8, 0xFF) for _ in range(3))).map(
    lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb)
)


@given(colours)
def test_every_pair_is_readable_in_both_schemes_whatever_the_brand(brand: str) -> None:
    for tokens in palette(brand):
        assert min(contrast(tokens[ink], tokens[ground]) for ink, ground in PAIRS) >= TEXT
        assert min(contrast(tokens[ink], tokens[ground]) for ink, ground in EDGES) >= EDGE


@given(colours, st.lists(light_grounds, min_size=4, max_size=4))
def test_colours_are_fitted_to_the_grounds_a_theme_sets(brand: str, grounds: list[str]) -> None:
    own = tuple(zip(GROUNDS, grounds, strict=True))
    light, _ = palette(brand, own)
    assert {name: light[name] for name in GROUNDS} == dict(own)
    assert list(weak_pairs(light)) == []


@pytest.mark.parametrize("brand", ["#ffe600", "#ffffff", "#ffd1dc", "#c8f7c5"])
def test_a_pale_brand_keeps_its_colour_on_buttons_and_darkens_for_links(brand: str) -> None:
    light, _ = palette(brand)
    assert light["accent"] == brand
    assert contrast(light["link"], light["surface"]) >= TEXT > contrast(brand, light["surface"])


def test_a_readable_brand_is_taken_as_it_is() -> None:
    light, _ = palette("#2457d6")
    assert (light["accent"], light["on-accent"], light["link"]) == ("#2457d6", "#ffffff", "#2457d6")


def test_a_black_brand_does_not_sink_into_the_dark_surface() -> None:
    _, dark = palette("#000000")
    assert contrast(dark["accent"], dark["surface"]) >= EDGE


def test_a_grey_brand_gives_grey_neutrals() -> None:
    light, _ = palette("#777777")
    assert all(light[name][1:3] == light[name][3:5] == light[name][5:7] for name in ("page", "sunken", "line", "text"))


@given(colours)
def test_oklch_and_back_is_the_same_colour(colour: str) -> None:
    assert to_hex(to_oklch(colour)) == colour


def test_fitting_keeps_the_hue() -> None:
    fitted = to_oklch(fit(Oklch(0.9, 0.15, 150), ("#ffffff",), TEXT))
    assert fitted.hue == pytest.approx(150, abs=2)
    assert fitted.lightness < 0.9


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize(
    ("text", "colour"),
    [("#0a6", "#00aa66"), (" #00AA66 ", "#00aa66"), ("0a6", None), ("#00aa6", None), ("teal", None), ("", None)],
)
def test_a_colour_is_three_or_six_hexadecimal_digits(text: str, colour: str | None) -> None:
    assert parse_colour(text) == colour


def test_weak_pairs_name_what_a_theme_spoils() -> None:
    light, _ = palette("#2457d6", (("muted", "#cccccc"),))
    assert [(ink, ground) for ink, ground, _ in weak_pairs(light)] == [("muted", ground) for ground in GROUNDS]

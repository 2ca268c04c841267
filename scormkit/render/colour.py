"""Render room, colour: one brand colour gives a whole palette, light and dark, whose pairs are all readable.

Lightness is changed in OKLCH (Björn Ottosson, 2020), where equal steps look equal and the hue stays; contrast is
WCAG 2.2's (relative luminance of sRGB, success criteria 1.4.3 and 1.4.11).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

TEXT = 4.5  #: SC 1.4.3, text of any size
EDGE = 3.0  #: SC 1.4.11, what marks a control or a state

_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_WHITE, _INK = "#ffffff", "#14161a"


@dataclass(frozen=True, slots=True)
class Oklch:
    """Lightness 0–1, chroma 0–0.4, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def parse_colour(text: str) -> str | None:
    """`#rgb` or `#rrggbb` as `#rrggbb` in lower case; None for anything else."""
    match = _HEX.fullmatch(text.strip())
    if not match:
        return None
    digits = match[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two `#rrggbb` colours, 1–21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=4096)
def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _expand(red), _expand(green), _expand(blue)


def _expand(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _compress(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def to_oklch(colour: str) -> Oklch:
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def to_hex(colour: Oklch) -> str:
    """The nearest colour a screen can show: chroma gives way, lightness and hue stay."""
    low, high = 0.0, colour.chroma
    if _inside(_to_linear(colour.lightness, high, colour.hue)):
        low = high
    else:
        for _ in range(14):
            middle = (low + high) / 2
            if _inside(_to_linear(colour.lightness, middle, colour.hue)):
                low = middle
            else:
                high = middle
    channels = _to_linear(colour.lightness, low, colour.hue)
    return "#" + "".join(f"{round(255 * _compress(min(1.0, max(0.0, each)))):02x}" for each in channels)


def _to_linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _inside(channels: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= each <= 1.0005 for each in channels)


def fit(colour: Oklch, backgrounds: tuple[str, ...], minimum: float) -> str:
    """`colour` with its lightness moved as little as needed to reach `minimum` on every background.

    The backgrounds must be all light or all dark: it moves away from them. Black and white are the ends, so on a
    background where neither reaches `minimum` the end is returned.
    """
    start = to_hex(colour)
    if _reaches(start, backgrounds, minimum):
        return start
    end = 0.0 if _luminance(backgrounds[0]) > 0.18 else 1.0
    near, far = colour.lightness, end
    for _ in range(12):
        middle = (near + far) / 2
        if _reaches(to_hex(Oklch(middle, colour.chroma, colour.hue)), backgrounds, minimum):
            far = middle
        else:
            near = middle
    return to_hex(Oklch(far, colour.chroma, colour.hue))


def _reaches(colour: str, backgrounds: tuple[str, ...], minimum: float) -> bool:
    return all(contrast(colour, each) >= minimum for each in backgrounds)


#: Hues of meanings that do not follow the brand: people know green, red, amber and blue.
_MEANINGS = {"right": 152.0, "wrong": 26.0, "warn": 68.0, "info": 245.0, "vital": 305.0}


@dataclass(frozen=True, slots=True)
class _Scheme:
    """Lightness of the quiet colours of one scheme; everything else is fitted to them."""

    page: float
    surface: float
    sunken: float
    soft: float
    soft_chroma: float
    line: float
    text: float
    muted: float
    ink: float
    edge: float


#             page, surface, sunken, soft, its chroma, line, text, muted, ink, edge
_LIGHT = _Scheme(0.975, 1.0, 0.96, 0.955, 0.024, 0.905, 0.25, 0.5, 0.5, 0.62)
_DARK = _Scheme(0.185, 0.225, 0.265, 0.29, 0.04, 0.345, 0.93, 0.73, 0.8, 0.55)


#: What text and controls may stand on; a theme may set these, and everything else is fitted to them.
GROUNDS = ("page", "surface", "sunken", "accent-soft")


@lru_cache(maxsize=32)
def palette(
    brand: str, light: tuple[tuple[str, str], ...] = (), dark: tuple[tuple[str, str], ...] = ()
) -> tuple[dict[str, str], dict[str, str]]:
    """The colour tokens made of a `#rrggbb` brand colour: (light, dark), each name → `#rrggbb`.

    `light` and `dark` set tokens by hand. Guaranteed: `PAIRS` reach 4.5:1 and `EDGES` 3:1 in both schemes, as long as
    no other token than `GROUNDS` is set, and those are all light in the one and all dark in the other.
    """
    return _tokens(brand, _LIGHT, dict(light)), _tokens(brand, _DARK, dict(dark))


def _tokens(brand: str, scheme: _Scheme, own: dict[str, str]) -> dict[str, str]:
    accent = to_oklch(brand)
    tokens = _grounds(accent, scheme) | {name: value for name, value in own.items() if name in GROUNDS}
    quiet = tuple(tokens[each] for each in GROUNDS)
    tint = _tint(accent)
    text = fit(Oklch(scheme.text, 0.015 * tint, accent.hue), quiet, 7)
    tokens["muted"] = fit(Oklch(scheme.muted, 0.02 * tint, accent.hue), quiet, TEXT)
    tokens["edge"] = fit(Oklch(scheme.edge, 0.02 * tint, accent.hue), quiet, EDGE)
    tokens["link"] = fit(accent, quiet, TEXT)
    tokens["accent"], tokens["on-accent"] = _fill(accent, tokens)
    tokens["accent-edge"] = fit(accent, quiet, EDGE)
    for name, hue in _MEANINGS.items():
        soft = to_hex(Oklch(scheme.soft, scheme.soft_chroma + 0.006, hue))
        tokens[f"{name}-soft"] = soft
        tokens[name] = fit(Oklch(scheme.ink, 0.14, hue), (*quiet, soft), TEXT)
        text = fit(to_oklch(text), (soft,), 7)
    tokens["text"] = text
    return tokens | own


def _grounds(accent: Oklch, scheme: _Scheme) -> dict[str, str]:
    """Quiet backgrounds and lines with a breath of the brand's hue."""
    tint = _tint(accent)
    return {
        "page": to_hex(Oklch(scheme.page, 0.006 * tint, accent.hue)),
        "surface": to_hex(Oklch(scheme.surface, 0.008 * tint, accent.hue)),
        "sunken": to_hex(Oklch(scheme.sunken, 0.008 * tint, accent.hue)),
        "line": to_hex(Oklch(scheme.line, 0.01 * tint, accent.hue)),
        "accent-soft": to_hex(Oklch(scheme.soft, min(accent.chroma, scheme.soft_chroma), accent.hue)),
    }


def _tint(accent: Oklch) -> float:
    """0 for a grey brand, whose neutrals stay grey, up to 1."""
    return min(accent.chroma, 0.06) / 0.06


def _fill(accent: Oklch, tokens: dict[str, str]) -> tuple[str, str]:
    """A button's colour, as near to the brand as its label allows, and the label's.

    A brand colour that would sink into a dark surface gives way to its readable shade.
    """
    plain = to_hex(accent)
    if contrast(plain, tokens["surface"]) < 2 and contrast(tokens["surface"], _WHITE) > 2:
        return tokens["link"], _INK
    if contrast(plain, _WHITE) >= TEXT:
        return plain, _WHITE
    if contrast(plain, _INK) >= TEXT and accent.lightness > 0.68:
        return plain, _INK
    return fit(accent, (_WHITE,), TEXT), _WHITE


#: What may stand on what: every pair reaches 4.5:1 in both schemes.
PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("text", "muted", "link", *_MEANINGS) for ground in GROUNDS),
    *((ink, f"{name}-soft") for name in _MEANINGS for ink in ("text", name)),
    ("on-accent", "accent"),
)

#: Lines and marks: every pair reaches 3:1 in both schemes.
EDGES: tuple[tuple[str, str], ...] = tuple((ink, ground) for ink in ("edge", "accent-edge") for ground in GROUNDS)


def weak_pairs(tokens: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """What a palette promises and these tokens break: colour, ground and their contrast."""
    for pairs, minimum in ((PAIRS, TEXT), (EDGES, EDGE)):
        for ink, ground in pairs:
            ratio = contrast(tokens[ink], tokens[ground])
            if ratio < minimum:
                yield ink, ground, ratio

"""Render room, style: one stylesheet a package, the theme's rules under tokens made of the course's branding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from scormkit.diagnostics import Diagnostic, Location, warning
from scormkit.model import Theme
from scormkit.render.colour import palette, parse_colour, weak_pairs
from scormkit.render.theme import LoadedTheme

#: Fonts that are there already, by the look that a name asks for (after Modern Font Stacks, CC0).
STACKS: Mapping[str, str] = {
    "sans": 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
    "serif": 'Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", Georgia, serif',
    "old-style": '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, "Noto Serif", serif',
    "humanist": 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", "Noto Sans", source-sans-pro, sans-serif',
    "geometric": 'Avenir, Montserrat, Corbel, "URW Gothic", "Noto Sans", source-sans-pro, sans-serif',
    "rounded": 'ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, Comfortaa, Manjari, "Arial Rounded MT Bold", '
    "Calibri, sans-serif",
    "mono": 'ui-monospace, "Cascadia Code", "Source Code Pro", Menlo, Consolas, "DejaVu Sans Mono", monospace',
}

_WEIGHTS = {
    "thin": 100, "extralight": 200, "light": 300, "regular": 400, "medium": 500, "semibold": 600, "bold": 700,
    "extrabold": 800, "black": 900,
}  # fmt: skip
# Texts and addresses stay as they are; comments go, and so does space that means nothing.
_VERBATIM = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^"')]*\))|/\*.*?\*/""", re.DOTALL)
_SPACE = re.compile(r"\s+")
_NEEDLESS = re.compile(r"\s?([{};,>])\s?|(?<=:) |(?<![\w.])0(?=\.\d)")
_QUOTED_WORD = re.compile(r'\[([a-z-]+)="([a-z][a-z-]*)"\]')  # an attribute's value that needs no quotes


def render_style(theme: LoadedTheme, branding: Theme, fonts: Mapping[str, str]) -> str:
    """The package's stylesheet. `fonts` maps the author's font files to their paths in the package.

    Comments and needless space are left out: many LMSs do not compress.
    """
    own = f":root{{{_declarations(theme.tokens)}}}" if theme.tokens else ""
    rules = [_minified(sheet) for sheet in theme.stylesheets()]
    parts = [*_font_faces(branding, fonts), _tokens(theme, branding), *rules, *([own] if own else [])]
    return "\n".join(parts) + "\n"


def _minified(css: str) -> str:
    pieces = _VERBATIM.split(_VERBATIM.sub(lambda found: found[1] or "", css))  # rules and verbatim text by turns
    small = "".join(piece if at % 2 else _squeezed(piece) for at, piece in enumerate(pieces)).strip()
    return _QUOTED_WORD.sub(r"[\1=\2]", small)


def _squeezed(css: str) -> str:
    return _NEEDLESS.sub(lambda found: found[1] or "", _SPACE.sub(" ", css)).replace(";}", "}")


def _tokens(theme: LoadedTheme, branding: Theme) -> str:
    light, dark = theme_palette(theme, branding)
    text = branding.font or theme.font or "sans"
    own = {"font": font_stack(text), "heading-font": font_stack(branding.heading_font or theme.heading_font or text)}
    always = _declarations({**light, **own, "mono": STACKS["mono"], "picture": "transparent"})
    # a drawing without a ground of its own was made for white paper
    at_night = "color-scheme:dark;" + _declarations({**dark, "picture": "#fff"})
    return (
        f":root{{color-scheme:light;{always}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{{at_night}}}}}\n"
        f"@media screen{{:root[data-scheme=dark]{{{at_night}}}}}"
    )


def theme_palette(theme: LoadedTheme, branding: Theme) -> tuple[dict[str, str], dict[str, str]]:
    """The colour tokens of both schemes: the course's colour, or the theme's, and what the theme sets by hand."""
    brand = parse_colour(branding.colour) or theme.colour
    return palette(brand, tuple(theme.light.items()), tuple(theme.dark.items()))


def contrast_remarks(theme: LoadedTheme, branding: Theme) -> Iterator[Diagnostic]:
    """A warning for each scheme in which colours that the theme sets by hand cannot be told apart."""
    for scheme, tokens in zip(("light", "dark"), theme_palette(theme, branding), strict=True):
        weak = [f"`{ink}` on `{ground}` {ratio:.1f}:1" for ink, ground, ratio in weak_pairs(tokens)]
        if weak:
            message = f"the theme's `{scheme}` colours are hard to read: " + ", ".join(weak)
            hint = "text needs 4.5:1, edges need 3:1; leave a token out and it is fitted"
            yield warning("THEME-CONTRAST", message, Location(f"{theme.folders[0].label}/theme.yaml"), hint)


def _declarations(tokens: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in tokens.items())


def font_stack(font: str) -> str:
    """A name of `STACKS`, or a family of the author's before the plain stack."""
    if font in STACKS:
        return STACKS[font]
    family = re.sub(r'["\\{};<>]', "", font).strip()
    generic = STACKS["mono" if "mono" in font.lower() else "serif" if _is_serif(font) else "sans"]
    return f'"{family}", {generic}'


def _is_serif(font: str) -> bool:
    return "serif" in font.lower() and "sans" not in font.lower()


def _font_faces(branding: Theme, fonts: Mapping[str, str]) -> Iterable[str]:
    for source in branding.fonts:
        path = PurePosixPath(source)
        family = _family(path.stem, (branding.font, branding.heading_font))
        yield (
            f'@font-face{{font-family:"{family}";src:url("../{quote(fonts[source])}");'
            f"font-weight:{_weight(path.stem)};font-style:{_slope(path.stem)};font-display:swap}}"
        )


def _family(stem: str, wanted: tuple[str, ...]) -> str:
    """The family a file belongs to: the one asked for whose name starts the file's, else the file's own."""
    plain = _plain(stem)
    fitting = [font for font in wanted if font and plain.startswith(_plain(font))]
    return max(fitting, key=len) if fitting else re.split(r"[-_\[]", stem)[0]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _weight(stem: str) -> str:
    plain = _plain(stem)
    if "variable" in plain or "wght" in plain or plain.endswith("vf"):
        return "100 900"
    found = [name for name in _WEIGHTS if name in plain]
    return str(_WEIGHTS[max(found, key=len)]) if found else "400"


def _slope(stem: str) -> str:
    return "italic" if "italic" in stem.lower() or "oblique" in stem.lower() else "normal"

"""Render room, themes: found by name, read with what they extend, merged piece by piece.

A theme is a folder: `theme.yaml`, `templates/` and `assets/`, each of them optional but the first. A theme that extends
another replaces single templates, adds to its stylesheet, and overrides single tokens and strings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scormkit.render.colour import palette, parse_colour
from scormkit.render.problems import nearest, read_text, theme_error

STYLESHEET = "theme.css"
_TEXT_KEYS = ("title", "extends", "colour", "font", "heading-font")
_MAP_KEYS = ("tokens", "light", "dark")
_COLOUR_HINT = 'write it as "#0a6" or "#00aa66", in quotes'
_KEYS = (*_TEXT_KEYS, *_MAP_KEYS, "strings")


@dataclass(frozen=True, slots=True)
class ThemeFolder:
    """One theme's own part. `label` is how messages call its folder; it never holds an absolute path."""

    name: str
    label: str
    path: Path = field(repr=False)


@dataclass(frozen=True, slots=True)
class LoadedTheme:
    """A theme with everything it inherits; `folders` from the theme itself down to the one that extends nothing.

    `tokens` are custom properties of the stylesheet without their `--`; `light` and `dark` override derived colours.
    `strings` override the catalogues: language → key → text.
    """

    name: str
    title: str
    folders: tuple[ThemeFolder, ...]
    colour: str
    font: str
    heading_font: str
    tokens: Mapping[str, str]
    light: Mapping[str, str]
    dark: Mapping[str, str]
    strings: Mapping[str, Mapping[str, str]]

    @property
    def assets(self) -> tuple[str, ...]:
        """Files that the package carries as `assets/NAME` besides the stylesheet, sorted."""
        names = {
            path.relative_to(folder.path / "assets").as_posix()
            for folder in self.folders
            for path in (folder.path / "assets").rglob("*")
            if path.is_file()
        }
        return tuple(sorted(names - {STYLESHEET}))

    def asset(self, name: str) -> bytes:
        """The bytes of an asset, the nearest theme's first; raises `ThemeError` for one that no folder has."""
        for folder in self.folders:
            path = folder.path / "assets" / name
            if path.is_file():
                return path.read_bytes()
        label = self.folders[0].label
        raise theme_error("THEME-ASSET-MISSING", f"the theme has no asset `{name}`", f"{label}/assets/{name}")

    def stylesheets(self) -> Iterator[str]:
        """The text of each folder's stylesheet, the base's first, so that later rules win."""
        for folder in reversed(self.folders):
            path = folder.path / "assets" / STYLESHEET
            if path.is_file():
                yield read_text(path, f"{folder.label}/assets/{STYLESHEET}")


def load_theme(name: str, course_root: Path) -> LoadedTheme:
    """The theme called `name`: the course's own in `themes/` comes before those of scormkit.

    Refused with `ThemeError`: an unknown theme, an unknown key or a wrong value in theme.yaml, a cycle in `extends`.
    """
    parts: list[tuple[ThemeFolder, dict[str, Any]]] = []
    wanted, asked_in, asked_line = name, "course.yaml", 0
    while wanted:
        folder = _find(wanted, course_root, asked_in, asked_line, tuple(part for part, _ in parts))
        data, lines = _read(folder)
        parts.append((folder, data))
        # a course's theme may bear the name of the one it extends: see _find
        wanted, asked_in, asked_line = data.get("extends", ""), f"{folder.label}/theme.yaml", lines.get("extends", 0)
    return _merge(parts)


def theme_names(course_root: Path) -> tuple[str, ...]:
    """Every theme that a course in `course_root` can name, sorted."""
    found = {path.parent.name for root in _roots(course_root) for path in root.glob("*/theme.yaml")}
    return tuple(sorted(found))


def _roots(course_root: Path) -> tuple[Path, ...]:
    return course_root / "themes", own_themes()


def own_themes() -> Path:
    """scormkit's own themes: inside an installed wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_themes"
    return installed if installed.is_dir() else package.parent / "themes"


def _find(name: str, course_root: Path, asked_in: str, asked_line: int, taken: tuple[ThemeFolder, ...]) -> ThemeFolder:
    """The folder of the theme `name`, the course's first; one that is being extended is not taken again.

    So `themes/default` in a course may extend `default`, meaning scormkit's.
    """
    used = {folder.path for folder in taken}
    candidates = [root / name for root in _roots(course_root) if (root / name / "theme.yaml").is_file()]
    for path in candidates:
        if path not in used:
            return ThemeFolder(name, f"themes/{name}", path)
    if candidates:
        chain = " → ".join([*(folder.name for folder in taken), name])
        raise theme_error(
            "THEME-CYCLE", f"the theme extends itself: {chain}", asked_in, asked_line, "remove one `extends`"
        )
    hint = nearest(name, theme_names(course_root))
    raise theme_error("THEME-UNKNOWN", f"there is no theme `{name}`", asked_in, asked_line, hint)


def _read(folder: ThemeFolder) -> tuple[dict[str, Any], dict[str, int]]:
    """The checked content of theme.yaml and the line of each of its keys."""
    file = f"{folder.label}/theme.yaml"
    data, lines = read_yaml((folder.path / "theme.yaml").read_bytes(), file)
    for key, value in data.items():
        _check(key, value, file, lines[key])
    return data, lines


def read_yaml(content: bytes, file: str) -> tuple[dict[str, Any], dict[str, int]]:
    """A mapping whose scalars stay text, with the line of each key; raises `ThemeError` for anything else."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        node = yaml.compose(content, Loader=loader)
        data = yaml.load(content, Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        mark = getattr(problem, "problem_mark", None)
        what = getattr(problem, "problem", None) or "the file is not UTF-8 text"
        raise theme_error("THEME-YAML", f"not readable as YAML: {what}", file, mark.line + 1 if mark else 0) from None
    if data is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode) or not all(isinstance(key, str) for key in data):
        raise theme_error("THEME-YAML", "expected keys and values", file, 1, "write lines such as `title: Paper`")
    return data, {key.value: key.start_mark.line + 1 for key, _ in node.value}


def _check(key: str, value: Any, file: str, line: int) -> None:
    if key not in _KEYS:
        raise theme_error("THEME-KEY-UNKNOWN", f"`{key}` is not a key of a theme", file, line, nearest(key, _KEYS))
    if key in _TEXT_KEYS and not isinstance(value, str):
        raise theme_error("THEME-VALUE", f"`{key}` must be a text", file, line, f"write `{key}: …` on one line")
    if key in _MAP_KEYS and not _is_text_map(value):
        raise theme_error("THEME-VALUE", f"`{key}` must be names with a text each", file, line)
    if key == "strings" and not (isinstance(value, dict) and all(_is_text_map(each) for each in value.values())):
        raise theme_error(
            "THEME-VALUE", "`strings` must be languages with texts", file, line, "write `en: {next: Onward}` below it"
        )
    if key == "colour" and parse_colour(value) is None:
        raise theme_error("THEME-COLOUR", f"`{value}` is not a colour", file, line, _COLOUR_HINT)
    if key in ("light", "dark"):
        _check_colours(value, file, line)
    if key == "tokens":
        _check_values(value, file, line)


def _is_text_map(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for pair in value.items() for each in pair)


def _check_colours(colours: dict[str, str], file: str, line: int) -> None:
    known = palette("#000000")[0]
    for name, value in colours.items():
        if name not in known:
            raise theme_error("THEME-TOKEN", f"`{name}` is not a colour token", file, line, nearest(name, known))
        if parse_colour(value) is None:
            raise theme_error("THEME-COLOUR", f"`{value}` for `{name}` is not a colour", file, line, _COLOUR_HINT)


def _check_values(tokens: dict[str, str], file: str, line: int) -> None:
    for name, value in tokens.items():
        if set("{};<") & set(value) or not name.replace("-", "").isalnum():
            raise theme_error("THEME-TOKEN", f"`{name}: {value}` is not a token", file, line, "write one CSS value")


def _merge(parts: list[tuple[ThemeFolder, dict[str, Any]]]) -> LoadedTheme:
    def first(key: str) -> str:
        return next((data[key] for _, data in parts if data.get(key)), "")

    def merged(key: str) -> dict[str, str]:
        return {name: value for _, data in reversed(parts) for name, value in data.get(key, {}).items()}

    def colours(key: str) -> dict[str, str]:
        return {name: parse_colour(value) or value for name, value in merged(key).items()}

    strings: dict[str, dict[str, str]] = {}
    for _, data in reversed(parts):
        for language, texts in data.get("strings", {}).items():
            strings.setdefault(language, {}).update(texts)
    own = parts[0][0]
    return LoadedTheme(
        name=own.name,
        title=parts[0][1].get("title", own.name),
        folders=tuple(folder for folder, _ in parts),
        colour=parse_colour(first("colour")) or "#2457d6",
        font=first("font"),
        heading_font=first("heading-font"),
        tokens=merged("tokens"),
        light=colours("light"),
        dark=colours("dark"),
        strings=strings,
    )

"""Each planned file gets its bytes from the right place; nothing heavy is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scormkit.layout import Copied, Generated, PlannedFile
from scormkit.render import load_context, render_file, render_files
from scormkit.render.style import render_style
from tests.render.sample import COURSE, SCORM12, WHOLE

BUILT = Path(__file__).parents[2] / "scormkit" / "runtime" / "built"
CONTEXT = load_context(COURSE)


def bytes_of(what: str, name: str = "") -> bytes:
    return render_file(replace(WHOLE, profile=SCORM12), PlannedFile("x", Generated(what, name)), CONTEXT)


def test_the_scripts_are_the_built_ones() -> None:
    assert bytes_of("driver") == (BUILT / "driver-scorm12.js").read_bytes()
    assert bytes_of("player") == (BUILT / "player.js").read_bytes()


def test_the_style_is_the_themes_with_the_courses_branding() -> None:
    assert bytes_of("style") == render_style(CONTEXT.theme, COURSE.theme, dict(WHOLE.asset_paths)).encode()


def test_an_asset_of_the_theme_is_taken_from_its_folder(tmp_path: Path) -> None:
    assets = tmp_path / "themes" / "ours" / "assets"
    assets.mkdir(parents=True)
    (assets / "stamp.svg").write_text("<svg/>")
    (assets.parent / "theme.yaml").write_text("extends: default")
    context = load_context(replace(COURSE, root=str(tmp_path)), "ours")
    assert context.theme.assets == ("stamp.svg",)
    assert render_file(WHOLE, PlannedFile("assets/stamp.svg", Generated("theme", "stamp.svg")), context) == b"<svg/>"


@pytest.mark.parametrize("origin", [Generated("manifest"), Generated("metadata"), Copied("media/logo.svg")])
def test_what_others_make_is_refused(origin: Generated | Copied) -> None:
    with pytest.raises(ValueError, match=r"^x: not made by the render room$"):
        render_file(WHOLE, PlannedFile("x", origin), CONTEXT)


def test_all_of_a_layout_is_rendered_in_its_order_but_for_copies() -> None:
    assert [file.path for file, _ in render_files(WHOLE, CONTEXT)] == [
        "index.html", "assets/theme.css", "assets/driver.js", "assets/player.js"
    ]  # fmt: skip


def test_the_theme_can_be_chosen_over_the_courses() -> None:
    assert load_context(COURSE, "paper").theme.name == "paper"


def test_importing_the_room_loads_neither_templates_nor_yaml() -> None:
    code = "import sys, scormkit.render; print([name for name in ('jinja2', 'yaml', 'lxml') if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"

"""Which room may import which: values travel one way."""

from __future__ import annotations

import ast
from pathlib import Path

import scormkit

ROOT = Path(scormkit.__file__).parent

SHARED = {"diagnostics", "errors"}
ALLOWED: dict[str, set[str]] = {
    "control": set(),
    "model": set(),
    "source": SHARED | {"model"},
    "layout": SHARED | {"model"},
    "targets": SHARED | {"layout", "model", "control", "xapi"},
    "render": SHARED | {"model", "layout", "targets", "xapi"},
    "package": SHARED,
    "rules": SHARED,
    "validate": SHARED | {"rules", "package", "control"},
    "lint": SHARED | {"rules", "model"},
    "output": SHARED,
    "sessions": SHARED | {"rules", "model", "xapi"},
    "xapi": SHARED | {"model"},
}
ANYTHING = {"cli", "build", "api", "__init__", "__main__", "config", "_themes", "runtime"}


def imports_of(file: Path) -> set[str]:
    """The rooms that a module imports."""
    rooms: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("scormkit."):
            rooms.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            rooms |= {name.name.split(".")[1] for name in node.names if name.name.startswith("scormkit.")}
    return rooms


def room_of(file: Path) -> str:
    return file.relative_to(ROOT).with_suffix("").parts[0]


def test_no_room_reaches_back() -> None:
    wrong = {
        f"{file.relative_to(ROOT)} imports {room}"
        for file in sorted(ROOT.rglob("*.py"))
        if room_of(file) in ALLOWED
        for room in imports_of(file) - ALLOWED[room_of(file)] - {room_of(file)}
    }
    assert wrong == set()


def test_every_room_has_a_place_in_this_picture() -> None:
    rooms = {room_of(file) for file in ROOT.rglob("*.py")}
    assert rooms - set(ALLOWED) - ANYTHING - SHARED == set()


def test_no_stage_asks_for_a_target_by_name() -> None:
    names = {"cmi5", "scorm12", "scorm2004-3rd", "scorm2004-4th", "web", "xapi"}
    found = [
        str(file.relative_to(ROOT))
        for room in ("layout", "render", "source", "build.py")
        for file in ([ROOT / room] if room.endswith(".py") else sorted((ROOT / room).rglob("*.py")))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Compare)
        for operand in (node.left, *node.comparators)
        if isinstance(operand, ast.Constant) and operand.value in names
    ]
    assert found == []


def test_every_module_says_what_it_does() -> None:
    silent = [str(file) for file in ROOT.rglob("*.py") if not ast.get_docstring(ast.parse(file.read_text("utf-8")))]
    assert silent == []

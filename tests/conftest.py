"""Golden files: what was made before, stored beside the tests, written again only by `pytest --update-golden`."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

Content = str | bytes

# A shared machine pauses when it likes; tests do not time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is made now into the golden files")


@dataclass(frozen=True)
class Golden:
    """Compares with the folder `golden` beside the test module, or writes it."""

    folder: Path
    update: bool

    def file(self, name: str, content: Content) -> None:
        """One file; UTF-8 is compared as text, so that a difference can be read."""
        path = self.folder / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_bytes(content))
        assert path.is_file(), f"no golden file {path}: run pytest --update-golden and read the difference"
        assert _text(content) == _text(path.read_bytes())

    def tree(self, name: str, files: Mapping[str, Content]) -> None:
        """A folder: the same names, then the same content of each."""
        folder = self.folder / name
        if self.update:
            shutil.rmtree(folder, ignore_errors=True)
            for path, content in files.items():
                self.file(f"{name}/{path}", content)
        stored = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert sorted(files) == sorted(stored)
        for path, content in sorted(files.items()):
            assert (path, _text(content)) == (path, _text((folder / path).read_bytes()))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(request.path.parent / "golden", bool(request.config.getoption("--update-golden")))


def _bytes(content: Content) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _text(content: Content) -> Content:
    try:
        return content if isinstance(content, str) else content.decode()
    except UnicodeDecodeError:
        return content

"""What was found out about content is found out once, and only so much is kept."""

from __future__ import annotations

from pathlib import Path

from scormkit.validate.checking import check_package
from scormkit.validate.memory import Memory
from tests.rules.building import build


def test_the_same_content_is_looked_into_once() -> None:
    asked: list[bytes] = []

    def find_out(content: bytes) -> int:
        asked.append(content)
        return len(content)

    memory = Memory(find_out)
    assert [memory.of(each) for each in (b"a", b"bb", b"a", b"bb")] == [1, 2, 1, 2]
    assert asked == [b"a", b"bb"]


def test_the_longest_unused_content_is_forgotten_first() -> None:
    asked: list[bytes] = []
    memory = Memory(asked.append, most_bytes=5)
    for content in (b"aa", b"bb", b"aa", b"cc", b"aa", b"bb", b"larger than all"):
        memory.of(content)
    assert asked == [b"aa", b"bb", b"cc", b"bb", b"larger than all"]


def test_two_members_with_the_same_content_are_both_reported(tmp_path: Path) -> None:
    script = "function start() { if (ready) {"
    page = '<script src="sco.js"></script>'
    edit = {"index.html": [[page, f'<script src="a.js"></script><script src="b.js"></script>{page}']]}
    path = build({"base": "scorm12", "add": {"a.js": script, "b.js": script}, "edit": edit}, tmp_path)
    found = [str(each.location) for each in check_package(path) if each.code == "HTML-SYNTAX"]
    assert found == ["course.zip/a.js:1", "course.zip/b.js:1"]

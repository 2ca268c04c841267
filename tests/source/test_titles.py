"""Titles that an LMS would not show as they are meant."""

from __future__ import annotations

from pathlib import Path

from tests.courses import problems


def test_markup_in_a_title_is_told_at_its_line(tmp_path: Path) -> None:
    files = {
        "course.yaml": "id: c\ntitle: A <b>course</b>\noutline:\n  - module: One &amp; two\n    items: [a, b]\n",
        "units/a.md": "---\ngoal: g\ntitle: Unit <i>a</i>\n---\n# Page \\<p>\n\nx\n",
        "units/b.md": "# Less \\< more\n\nx\n\n# A \\< b\n\nx\n",
    }
    told = "holds markup, which LMSs show as it stands, or leave out | write plain text"
    assert problems(tmp_path, files) == [
        f"course.yaml:2 SRC-TITLE-MARKUP the title `A <b>course</b>` {told}",
        f"course.yaml:4 SRC-TITLE-MARKUP the title `One &amp; two` {told}",
        f"units/a.md:3 SRC-TITLE-MARKUP the title `Unit <i>a</i>` {told}",
        f"units/b.md:1 SRC-TITLE-MARKUP the title `Less < more` {told}",
    ]


def test_plain_titles_with_signs_are_fine(tmp_path: Path) -> None:
    files = {"course.yaml": 'title: R&D "x" 日本語 🚀 it\'s\n', "units/a.md": "# A & b\n\nx\n"}
    assert problems(tmp_path, files) == []

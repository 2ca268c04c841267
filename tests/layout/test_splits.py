"""What cutting a course does to links and to those who have nothing to cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from scormkit.build import BuildOptions, build_course
from scormkit.model import ScoScope, Split
from tests.courses import lines_of, problems, write_course

LINKED = {
    "course.yaml": "title: T\noutline:\n  - module: M\n    items: [a]\n  - b\n",
    "units/a.md": "# A\n\nSee [b](b.md#two) and [here](#a).\n",
    "units/b.md": "# B\n\nSee [A](a.md).\n\n# Two\n\nx\n",
}


def remarks(folder: Path, files: dict[str, str], split: Split, sco: ScoScope = ScoScope.COURSE) -> list[str]:
    course = write_course(folder / "course", files)
    options = BuildOptions(out=folder / "dist", targets=("scorm12", "scorm2004-3rd"), split=split, sco=sco)
    found = lines_of(build_course(course, options).report, course)
    return [each for each in found if " PKG-LINK" in each or " PKG-SPLIT" in each]


@pytest.mark.parametrize(
    ("split", "sco", "what"),
    [(Split.UNIT, ScoScope.COURSE, "package"), (Split.COURSE, ScoScope.UNIT, "SCO")],
)
def test_a_link_that_leads_out_is_named_once_with_its_line(
    tmp_path: Path, split: Split, sco: ScoScope, what: str
) -> None:
    assert remarks(tmp_path, LINKED, split, sco) == [
        "units/a.md:3 PKG-LINK-APART this link leads to the page `two` of the unit `b`, which is in another "
        f"{what}: learners see its words without a link | tell them where to look, such as “see the unit B”",
        f"units/b.md:3 PKG-LINK-APART this link leads to the unit `a`, which is in another {what}: "
        "learners see its words without a link | tell them where to look, such as “see the unit A”",
    ]


def test_a_course_in_one_piece_has_no_link_that_leads_out(tmp_path: Path) -> None:
    assert remarks(tmp_path, LINKED, Split.COURSE) == []


def test_a_split_that_finds_nothing_to_split_at_is_told(tmp_path: Path) -> None:
    flat = {**LINKED, "course.yaml": "title: T\n", "units/a.md": "# A\n\nx\n", "units/b.md": "# B\n\nx\n"}
    assert remarks(tmp_path, flat, Split.SESSION) == [
        "course.yaml PKG-SPLIT-NOTHING `split: session` finds no live session in the course, "
        "so all of it is one package | put live sessions into `outline:`, or use `split: module` or `split: unit`"
    ]
    assert remarks(tmp_path, flat, Split.MODULE) == [
        "course.yaml PKG-SPLIT-NOTHING `split: module` finds no module in the course, so each unit is a package"
        " | put units into modules in `outline:`, or use `split: unit`"
    ]


def test_a_split_that_finds_something_is_not(tmp_path: Path) -> None:
    blended = {
        "course.yaml": "title: T\noutline:\n  - module: M\n    items: [a, clinic, b]\n",
        "units/a.md": "# A\n\nx\n",
        "units/b.md": "# B\n\nx\n",
        "sessions/clinic.md": "---\nlength: 1 hour\n---\n# Clinic\n",
    }
    assert remarks(tmp_path, blended, Split.SESSION) == []
    assert remarks(tmp_path, blended, Split.MODULE) == []


def test_a_link_to_a_text_that_is_no_unit_is_told(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: T\noutline: [a]\n",
        "units/a.md": "# A\n\nSee [b](b.md).\n",
        "units/b.md": "# B\n\nx\n",
    }
    assert problems(tmp_path, files) == [
        "units/a.md:3 SRC-LINK-PAGE `b.md` is no unit of this course, so the link hands out its bare text"
        " | add it to `outline:`, or link to a page or another file",
        "units/b.md SRC-UNIT-UNUSED the unit `b` is not in the outline, so it is left out | add it to `outline:`",
    ]

"""Bad input: each mistake gets one clear message, and all mistakes of a course come at once.

The courses in `bad/` are wrong on purpose. What is said of them stands in `golden/bad-input/`, to be read aloud: file,
line, what is wrong in the author's words, what to do.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.courses import TINY, problems

BAD = Path(__file__).parent / "bad"


@pytest.mark.parametrize("name", sorted(each.name for each in BAD.iterdir()))
def test_a_mistake_is_named_with_its_place_and_its_remedy(name: str, tmp_path: Path, golden: Golden) -> None:
    folder = tmp_path / "course"
    shutil.copytree(BAD / name, folder)
    golden.file(f"bad-input/{name}.txt", "\n".join([*problems(folder, {}), ""]))


def test_all_mistakes_of_a_course_come_at_once(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: T\nlanguege: en\n",
        "units/one.md": "---\ngole: x\n---\n# One\n\n![](missing.png)\n\n::: nte\nx\n:::\n",
    }
    codes = [line.split()[1] for line in problems(tmp_path / "course", files)]
    assert codes == [
        "SRC-UNKNOWN-KEY",
        "SRC-UNKNOWN-KEY",
        "SRC-MISSING-FILE",
        "SRC-DIRECTIVE-UNKNOWN",
        "SRC-ALT-MISSING",
    ]


def test_links_out_of_the_course_and_in_circles_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    (folder / "units").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "out.png").symlink_to(tmp_path / "secret.png")
    (folder / "a.png").symlink_to(folder / "b.png")
    (folder / "b.png").symlink_to(folder / "a.png")
    (folder / "loop").symlink_to(folder)
    assert problems(folder, TINY) == [
        "a.png SRC-LINK `a.png` is a link that leads nowhere or in a circle | put the file itself there",
        "b.png SRC-LINK `b.png` is a link that leads nowhere or in a circle | put the file itself there",
        "loop SRC-LINK `loop` is a link to a folder, and links to folders are not followed"
        " | put the files there instead",
        "out.png SRC-OUTSIDE `out.png` is a link out of the course folder | copy the file into the course folder",
    ]

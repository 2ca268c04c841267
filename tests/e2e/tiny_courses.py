"""Courses of a few lines, written down and built once a test run."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scormkit.build import BuildOptions, build_course
from tests.e2e.mini_lms import Upload, upload

SAMPLE = Path(__file__).resolve().parents[2] / "courses" / "healthy-relations"
HOSTILE = 'R&D <b>"x"</b> 日本語 🚀 it\'s'

TEA = {
    "course.yaml": """\
id: tea
title: Tea
objectives: {brew: Brew a pot of tea}
completion: {require: all, mastery: 80%}
""",
    "units/brewing.md": """\
---
title: Brewing
objectives: [brew]
---
# Water {#water}

Fresh water, just off the boil.

# Leaves {#leaves}

One spoon a cup.

::: question #q-leaves points=3 tries=3
How much tea makes a cup?

- [ ] A handful
  > That will be bitter.
- [x] A spoonful
  > Just right.

hint: Less than you think.
:::

# Patience {#patience}

Wait three minutes.

::: question #q-keeps tries=1 partial=yes
What keeps tea fresh? Choose all that fit.

- [x] A tin
- [x] A dark cupboard
- [ ] A sunny window
:::
""",
}


@dataclass(slots=True)
class Builder:
    """Builds sources into uploads, each combination once."""

    folder: Path
    made: dict[tuple[object, ...], list[Path]] = field(default_factory=dict)

    def paths(self, source: Path | Mapping[str, str], target: str, **options: object) -> list[Path]:
        """The packages of a course folder, or of a course given as texts by file name."""
        key = (source if isinstance(source, Path) else tuple(source.items()), target, *sorted(options.items()))
        if key not in self.made:
            place = Path(tempfile.mkdtemp(dir=self.folder))
            root = source if isinstance(source, Path) else _write(source, place / "tea")
            result = build_course(root, BuildOptions(out=place / "dist", targets=(target,), **options))  # type: ignore[arg-type]
            assert not result.report.exit_code(), list(result.report)
            self.made[key] = [package.path for package in result.packages]
        return self.made[key]

    def upload(self, source: Path | Mapping[str, str], target: str, **options: object) -> Upload:
        """The first package, which is the one in the course's own language."""
        return upload(self.paths(source, target, **options)[0])


def _write(files: Mapping[str, str], root: Path) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def changed(course: Mapping[str, str], name: str, *swaps: tuple[str, str]) -> dict[str, str]:
    """The course with texts of one file replaced; each must be there."""
    text = course[name]
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return {**course, name: text}


def long_course(pages: int = 9, length: int = 40_000) -> dict[str, str]:
    """A course whose pages are too many for one document: all but the first few stand in files of their own."""
    filler = "Tea keeps its promise only where the water is hot. " * (length // 51)
    cups = range(1, pages + 1)
    text = "".join(
        f"# Cup {n} {{#cup-{n}}}\n\nThis is cup number {n}. Its mark is M{n}M.\n\n{filler}\n\n" for n in cups
    )
    return {"course.yaml": "id: long\ntitle: A long tea\n", "units/cups.md": f"---\ntitle: Cups\n---\n{text}"}

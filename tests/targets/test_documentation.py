"""The page about targets says what their profiles say."""

from __future__ import annotations

from pathlib import Path

import pytest

from scormkit.layout import Feature
from scormkit.targets import all_targets

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "targets.md"
START, END = "<!-- features -->\n", "<!-- /features -->"
WORDS = {
    Feature.MANIFEST: "manifest",
    Feature.METADATA: "control documents, metadata",
    Feature.PREREQUISITES: "prerequisites written on the item",
    Feature.SEQUENCING: "sequencing and roll-up",
    Feature.MOVE_ON: "each part says what satisfies it",
    Feature.STORE: "state and statements in a Learning Record Store",
    Feature.SPLIT_STATUS: "completion and success apart",
    Feature.THRESHOLD_ATTRIBUTES: "completion threshold judged by the LMS",
}


def table() -> str:
    targets = all_targets()
    rows = [
        ("", *(target.title for target in targets)),
        ("---",) * (len(targets) + 1),
        ("name", *(f"`{target.name}`" for target in targets)),
        ("books", *(target.spec for target in targets)),
        *((WORDS[each], *("yes" if each in target.profile else "–" for target in targets)) for each in Feature),
        ("state, characters", *(str(target.profile.state_limit or "as the browser allows") for target in targets)),
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def test_the_table_of_targets_is_fresh(request: pytest.FixtureRequest) -> None:
    before, rest = PAGE.read_text(encoding="utf-8").split(START)
    written, after = rest.split(END)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(before + START + table() + END + after, encoding="utf-8")
        written = table()
    assert written == table()

"""Each lint rule speaks where it should, alone, and is silent where all is well."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scormkit.lint import course_rules, lint_course
from tests.courses import load

GOOD = {
    "course.yaml": "title: T\nobjectives: {signs: See the signs}\n",
    "units/one.md": """---
goal: You see the signs
objectives: [signs]
---
# Signs

Look at [the list of signs](#list).

## Sub

Is it?

- [ ] a longer wrong option
  > No.
- [x] yes

# List {#list}

Text.
""",
}


def choice(number: int, options: str) -> str:
    return f"\n::: question\nNumber {number}?\n\n{options}\nexplanation: so\n:::\n"


FIVE_LONG = "".join(choice(n, f"- [ ] a{n}\n- [x] {'long ' * n} right one\n") for n in range(5))
FIVE_SECOND = "".join(choice(n, f"- [ ] a longer option {n}\n- [x] b\n- [ ] c\n") for n in range(5))

BAD: dict[str, dict[str, str]] = {
    "ID-COUNTED": {
        "units/two.md": "---\ngoal: g\n---\n# 気道\n\n何か？\n\n- [ ] はい\n  > 違う\n- [x] いいえ\n  > そう\n"
    },
    "QUESTION-NO-FEEDBACK": {"units/one.md": GOOD["units/one.md"].replace("  > No.\n", "")},
    "QUESTION-LONGEST-RIGHT": {"units/two.md": f"---\ngoal: g\n---\n# Two\n{FIVE_LONG}"},
    "QUESTION-SAME-PLACE": {"units/two.md": f"---\ngoal: g\n---\n# Two\n{FIVE_SECOND}"},
    "PAGE-LONG": {"units/two.md": f"---\ngoal: g\n---\n# Two\n\n{'word ' * 701}\n"},
    "PAGE-SAME-TITLE": {"units/two.md": "---\ngoal: g\n---\n# Two\n\na\n\n# Two\n\nb\n"},
    "LINK-TEXT": {"units/two.md": "---\ngoal: g\n---\n# Two\n\nSee [here](https://example.org).\n"},
    "HEADING-SKIP": {"units/two.md": "---\ngoal: g\n---\n# Two\n\n#### Deep\n\nx\n"},
    "UNIT-LONG": {"units/two.md": "---\ngoal: g\nestimate: 21 min\n---\n# Two\n\nx\n"},
    "UNIT-NO-GOAL": {"units/two.md": "# Two\n\nx\n"},
    "OBJECTIVE-UNUSED": {"course.yaml": "title: T\nobjectives: {signs: See, more: More}\n"},
    "OBJECTIVE-UNTESTED": {
        "course.yaml": "title: T\nobjectives: {signs: See, more: More}\n",
        "units/two.md": "---\ngoal: g\nobjectives: [more]\n---\n# Two\n\nx\n",
    },
}


def test_a_good_course_hears_nothing(tmp_path: Path) -> None:
    assert list(lint_course(load(tmp_path, GOOD))) == []


def test_every_rule_has_a_course_that_breaks_it() -> None:
    assert sorted(BAD) == [rule.code for rule in course_rules()]


@pytest.mark.parametrize("code", sorted(BAD))
def test_only_the_rule_that_is_broken_speaks(tmp_path: Path, code: str) -> None:
    report = lint_course(load(tmp_path, {**GOOD, **BAD[code]}), "course")
    assert [each.code for each in report] == [code]
    (finding,) = report
    assert finding.location.file.startswith("course/") and finding.hint


@pytest.mark.parametrize(
    "files",
    [
        {"ids.lock": '{"format": 1, "units": {}}'},
        {"units/two.md": "---\ngoal: g\n---\n# 気道 {#airway}\n\na\n\n# 呼吸 {#breathing}\n\nb\n"},
        {"units/two.md": "---\ngoal: g\n---\n# Page 1\n\na\n\n# Page 2\n\nb\n"},
    ],
)
def test_ids_that_are_remembered_given_or_made_of_words_do_not_only_count(
    tmp_path: Path, files: dict[str, str]
) -> None:
    assert list(lint_course(load(tmp_path, {**GOOD, **BAD["ID-COUNTED"], **files}))) == []


WORDY = {**GOOD, "units/one.md": GOOD["units/one.md"].replace("  > No.\n", "")}


def judged(folder: Path, lint: str, today: date | None = None) -> list[tuple[str, str]]:
    files = {**WORDY, "course.yaml": WORDY["course.yaml"] + f"lint: {lint}\n"}
    return [(each.code, each.severity.name) for each in lint_course(load(folder, files), today=today)]


@pytest.mark.parametrize(
    ("lint", "expected"),
    [
        ("{}", [("QUESTION-NO-FEEDBACK", "INFO")]),
        ("{rules: {QUESTION-NO-FEEDBACK: {level: error}}}", [("QUESTION-NO-FEEDBACK", "ERROR")]),
        ("{rules: {QUESTION-NO-FEEDBACK: {level: off}}}", []),
        ("{waive: [{rule: QUESTION-NO-FEEDBACK, reason: short}]}", []),
        ("{waive: [{rule: QUESTION-NO-FEEDBACK, at: one, reason: short, until: 2026-11-25}]}", []),
        (
            "{waive: [{rule: QUESTION-NO-FEEDBACK, reason: short, until: 2026-11-24}]}",
            [("WAIVER-EXPIRED", "WARNING"), ("QUESTION-NO-FEEDBACK", "INFO")],
        ),
        ("{waive: [{rule: PAGE-LONG, reason: short}]}", [("QUESTION-NO-FEEDBACK", "INFO"), ("WAIVER-UNUSED", "INFO")]),
        ("{rules: {BM-FLIP-7: {level: off}}}", [("QUESTION-NO-FEEDBACK", "INFO")]),
        (
            "{rules: {PAGE-LUNG: {level: off}}}",
            [("PLAN-RULE-UNKNOWN", "ERROR"), ("QUESTION-NO-FEEDBACK", "INFO")],
        ),
        (
            '{waive: [{rule: "PAGE-*", reason: short}]}',
            [("PLAN-RULE-UNKNOWN", "ERROR"), ("QUESTION-NO-FEEDBACK", "INFO")],
        ),
    ],
)
def test_a_course_gives_levels_to_rules_and_waives_findings(
    tmp_path: Path, lint: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(judged(tmp_path, lint, date(2026, 11, 25))) == sorted(expected)

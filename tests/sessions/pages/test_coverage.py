"""Coverage: what each activity does with each objective, where the holes are, and a table that runs nothing."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from lxml import html

from scormkit.model.live import Concept, Teaches
from scormkit.sessions.pages.coverage import coverage, coverage_csv, render_coverage
from tests.sessions.test_resolve import AIRWAY, plan_of

COURSE = plan_of(AIRWAY).course


def test_letters_say_what_each_activity_does_with_each_objective() -> None:
    found = coverage(COURSE)

    assert [each.id for each in found.activities] == [
        "signs", "adjuncts", "clinic", "bag-mask", "lab", "observed", "recall", "refresh",
    ]  # fmt: skip
    assert {row.objective.id: row.cells for row in found.rows} == {
        "signs": ("IPA", "RA", "P", "", "R", "", "RA", "RA"),
        "adjuncts": ("", "IPA", "P", "", "", "", "RA", "RA"),
        "ventilation": ("", "", "", "IPA", "PA", "A", "RA", "RA"),
    }
    assert [row.missing for row in found.rows] == [(), (), ()]


def test_a_hole_is_what_nobody_does_and_calling_back_is_missed_only_where_it_must_last() -> None:
    sessions = tuple(replace(each, teaches=Teaches()) for each in COURSE.live_sessions)
    first, *others = COURSE.objectives
    lasting = replace(first, id="other", critical=True)
    short = replace(first, id="short", critical=False, retention_days=0)
    found = coverage(replace(COURSE, live_sessions=sessions, objectives=(lasting, short, *others)))

    assert {row.objective.id: row.missing for row in found.rows} == {
        "other": ("introduce", "practise", "retrieve", "assess"),
        "short": ("introduce", "practise", "assess"),
        "adjuncts": (),
        "ventilation": (),
    }


def test_holes_are_said_in_words_and_concepts_without_an_objective_are_named() -> None:
    plan = plan_of(AIRWAY)
    course = replace(COURSE, objectives=(replace(COURSE.objectives[0], id="new"),), concepts=(Concept("loose"),))
    page = html.document_fromstring(render_coverage(replace(plan, course=course)).decode())

    assert [each.text_content() for each in page.xpath("//td[@class='hole']")] == ["none"] * 4
    assert [" ".join(each.text_content().split()) for each in page.xpath("//p[contains(@class, 'warn')]")] == [
        "4 holes in 1 of 1 objectives. A hole is red and says “none”.",
        "These concepts belong to no objective: loose.",
    ]


def test_the_table_has_an_objective_a_line_and_says_what_is_missing() -> None:
    rows = list(csv.reader(StringIO(coverage_csv(COURSE).decode("utf-8-sig"))))

    assert rows[0] == [
        "objective", "text", "level", "signs", "adjuncts", "clinic", "bag-mask", "lab", "observed", "recall", "refresh",
        "missing",
    ]  # fmt: skip
    assert rows[1] == [
        "signs", "Recognise a compromised airway", "apply", "IPA", "RA", "P", "", "R", "", "RA", "RA", "",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_text_that_a_spreadsheet_would_run_stays_text(text: str) -> None:
    objective = replace(COURSE.objectives[0], text=text)
    rows = list(csv.reader(StringIO(coverage_csv(replace(COURSE, objectives=(objective,))).decode("utf-8-sig"))))

    assert rows[1][1] == f"'{text}"

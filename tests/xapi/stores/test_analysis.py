"""The analysts' guide: its code is run as it stands there, on what four learners did, and prints what it says."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scormkit.model import XapiProfile
from scormkit.xapi.checking import check_statements
from scormkit.xapi.statements import account, course_catalogue, make_statement
from scormkit.xapi.transport import Store
from scormkit.xapi.vocabulary import TRY
from tests.xapi.courses import COURSE, ROOT
from tests.xapi.stores.real import PASSWORD, USER

GUIDE = (ROOT / "docs/how-to/analyse-records.md").read_text("utf-8")
IRI = "https://learn.example.org/courses/airway"
RIGHT = {"true-false": "true", "choice": "a[,]c", "numeric": "15"}
#: Learner → responses in order (right ones by a star), and what was completed or passed.
LEARNERS = {
    "ana": (("true-false", "true"), ("choice", "a[,]c"), ("numeric", "15"), "signs", "reading", "passed"),
    "ben": (("true-false", "true"), ("choice", "a[,]b"), ("choice", "a[,]c"), ("numeric", "3"), "signs", "passed"),
    "cem": (("true-false", "true"), ("choice", "b"), ("numeric", "4"), "signs", "reading"),
    "dee": (("true-false", "true"), ("choice", "a[,]c")),
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


def told() -> Iterator[dict[str, Any]]:
    """What the four learners did, as statements."""
    catalogue = course_catalogue(COURSE, XapiProfile.XAPI)
    for number, (learner, deeds) in enumerate(LEARNERS.items()):
        tries: dict[str, int] = {}
        steps: list[tuple[str, str, dict[str, Any] | None]] = [("initialized", IRI, None)]
        for deed in deeds:
            if isinstance(deed, tuple):
                kind, response = deed
                tries[kind] = tries.get(kind, 0) + 1
                result = {"success": response == RIGHT[kind], "response": response}
                steps.append(("question", f"{IRI}/questions/q-{kind}", result | {"extensions": {TRY.iri: tries[kind]}}))
            elif deed == "passed":
                steps.append(("passed", IRI, None))
            else:
                steps.append(("unit-completed", f"{IRI}/units/{deed}", None))
        for minute, (template, activity, result) in enumerate(steps):
            yield make_statement(
                catalogue,
                template,
                activity,
                actor=account("https://lms.example.org", learner),
                timestamp=f"2026-02-03T1{number}:{minute:02}:00.000Z",
                registration=f"5c8f2b9e-3d41-4a6b-9c0d-00000000000{number}",
                result=result,
            )


@pytest.fixture
def records(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """What the guide's own code takes out of a real store."""
    statements = list(told())
    assert list(check_statements(statements)) == []
    for each in statements:
        store.add([each])
    for name, value in (("ENDPOINT", store.endpoint), ("KEY", USER), ("SECRET", PASSWORD)):
        monkeypatch.setenv(f"SCORMKIT_LRS_{name}", value)
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("python")
    names: dict[str, Any] = {}
    exec(compile(code, "analyse-records.md", "exec"), names)
    taken: sqlite3.Connection = names["records"]
    kept = {json.loads(said)["id"] for (said,) in taken.execute("SELECT said FROM statement")}
    assert kept == {each["id"] for each in statements}
    yield taken
    taken.close()


def shown(records: sqlite3.Connection, query: str) -> str:
    found = records.execute(query)
    rows = [tuple(name for name, *_ in found.description), *(tuple(map(str, row)) for row in found)]
    return "\n".join(" | ".join(row) for row in rows)


def test_every_query_prints_what_the_guide_says(records: sqlite3.Connection) -> None:
    view, *queries = blocks("sql")
    records.execute(view)
    answers = [re.sub(r" +\|", " |", each).strip() for each in blocks("text")]
    assert [shown(records, query) for query in queries] == answers
    assert len(queries) == 3

"""The overview: what calendars know of each object, over a whole conversation."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from scormkit.sessions.lock import PlanLock
from scormkit.sessions.pages.overview import ledger, render_overview
from tests.sessions.test_conversation import INVITE, MOVE, conversation, plan_of
from tests.sessions.test_resolve import AIRWAY
from tests.sessions.test_resolve import plan_of as plan_in


def test_the_ledger_tells_sequences_and_what_nobody_was_told_yet(tmp_path: Path) -> None:
    before = ledger(plan_of(tmp_path, INVITE), PlanLock("2026a"))
    lock = next(conversation(tmp_path))[1].lock
    after = ledger(plan_of(tmp_path, MOVE), lock)

    assert {(each.sequence, each.change) for each in before} == {(None, "new")}
    assert [(each.title.removeprefix("Airway basics: "), each.sequence, each.change) for each in after] == [
        ("Danger signs due", 0, "moved"),
        ("Case clinic", 0, "moved"),
        ("Skills lab", 0, ""),
        ("Recall due", 0, ""),
    ]
    assert [each.uid for each in before] == [each.uid for each in after]


def test_what_was_withdrawn_stays_in_the_ledger(tmp_path: Path) -> None:
    told = dict(conversation(tmp_path))
    found = ledger(plan_of(tmp_path, "  lab: {start: 2026-03-12 09:00}\n"), told["cancel"].lock)

    assert [each.title for each in found if each.cancelled] == [
        "Airway basics: Danger signs due",
        "Airway basics: Case clinic",
    ]


def test_every_page_and_calendar_is_one_link_away() -> None:
    page = html.document_fromstring(render_overview(plan_in(AIRWAY), PlanLock("2026a")).decode())

    assert sorted(each for each in page.xpath("//a/@href") if not each.startswith("#")) == sorted([
        "schedule.html", "coverage.html", "session-plan.json", "session-plan.ops.json",
        "runsheet-clinic.html", "runsheet-lab.html",
        *(f"calendars/{each}.ics" for each in (
            "learner", "manager", "facilitator-ann", "facilitator-raj", "place-zoom-1", "place-lab-2")),
        *(f"storyboard-{each}.html" for each in ("signs", "adjuncts", "bag-mask", "observed", "recall", "refresh")),
    ])  # fmt: skip

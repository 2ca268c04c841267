"""Statements in Chromium: alone with a real store, beside SCORM, and through whatever can befall a store."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from scormkit.xapi.checking import check_statement
from tests.e2e.learner import Learner, Sitting
from tests.e2e.mini_lms import Enrolment, MiniLms, Upload, upload
from tests.e2e.stores import AUTHORIZATION, Room, Stores, said, serve_stores, verb
from tests.e2e.tiny_courses import TEA, Builder
from tests.xapi.stores.real import PASSWORD, REAL_STORES, USER, RealStore

ACTOR = '{"objectType": "Agent", "account": {"homePage": "https://learn.example.org", "name": "ada"}}'
REGISTRATION = "7b1e1f2c-50f4-4a5e-9d1f-2f6a5f0c1d11"
LEARNER_ID = {"scorm12": "cmi.core.student_id", "scorm2004-4th": "cmi.learner_id"}


@pytest.fixture(scope="module")
def stores() -> Iterator[Stores]:
    with serve_stores() as running:
        yield running


@pytest.fixture(scope="module", params=REAL_STORES)
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealStore]:
    with REAL_STORES[request.param](tmp_path_factory.mktemp("store")) as started:
        yield started


def told(room: Room) -> dict[str, str]:
    """The course, with a key for the room's store in the package."""
    settings = f"{{credentials: key-in-package, endpoint: '{room.origin}/xapi/', key: {USER}, secret: {PASSWORD}}}"
    head = f"iri: https://learn.example.org/courses/tea\nxapi: {settings}\n"
    return {**TEA, "course.yaml": TEA["course.yaml"] + head}


def enrol(server: MiniLms, builder: Builder, room: Room, target: str) -> Enrolment:
    """One learner, whose id the LMS knows."""
    package = upload(builder.paths(told(room), target)[0])
    scos = tuple(replace(sco, data={**sco.data, LEARNER_ID[target]: "ada"}) for sco in package.scos)
    return server.enrol(replace(package, scos=scos))


def pass_time(sitting: Sitting, seconds: int) -> None:
    """Second by second, so that answers come between timers."""
    for _ in range(seconds):
        sitting.learner.wait(1)
        time.sleep(0.02)


def learn(sitting: Sitting, keeps: tuple[str, ...] = ("a", "b")) -> None:
    """A wrong answer, a right one, and a question of two right answers."""
    sitting.next()
    sitting.answer("q_leaves", "a")
    sitting.answer("q_leaves", "b")
    sitting.next()
    sitting.answer("q_keeps", *keeps)


def close(sitting: Sitting) -> None:
    sitting.page.close(run_before_unload=True)


def later(learner: Learner) -> None:
    """An hour later."""
    page = learner.context.new_page()
    learner.wait(3600)
    page.close()


def alone(learner: Learner, enrolment: Enrolment, room: Room) -> Sitting:
    """A Tin Can launch."""
    query = urlencode(
        {"endpoint": f"{room.origin}/xapi/", "auth": AUTHORIZATION, "actor": ACTOR, "registration": REGISTRATION}
    )
    page = learner.context.new_page()
    page.goto(f"{learner.server.origin}/content/{enrolment.token}/index.html?{query}")
    sitting = Sitting(learner, enrolment, page, page.main_frame, page.main_frame)
    expect(sitting.find("html.js")).to_have_count(1)
    return sitting


def unpacked(path: Path) -> Upload:
    with zipfile.ZipFile(path) as archive:
        return Upload("2004", {name: archive.read(name) for name in archive.namelist()})


def assert_sound(statements: list[dict[str, object]]) -> None:
    """Each passes our own check, and none is there twice."""
    own = ("stored", "authority", "version")  # what a store adds
    for each in statements:
        mine = {name: value for name, value in each.items() if name not in own}
        assert [str(finding) for finding in check_statement(mine)] == []
    ids = [each["id"] for each in statements]
    assert len(ids) == len(set(ids))


# --- with a real store ------------------------------------------------------------------------------


def test_alone_with_a_real_store_learn_fail_suspend_resume_and_pass(
    stores: Stores, real: RealStore, builder: Builder, learner: Learner, server: MiniLms
) -> None:
    room = stores.room(real=real)
    course = {**TEA, "course.yaml": TEA["course.yaml"] + "iri: https://learn.example.org/courses/tea-alone\n"}
    enrolment = server.enrol(unpacked(builder.paths(course, "xapi")[0]))

    def here(statements: list[dict[str, object]]) -> list[dict[str, object]]:
        return [each for each in statements if "tea-alone" in str(each["object"])]

    first = alone(learner, enrolment, room)
    first.next()
    first.answer("q_leaves", "a")
    pass_time(first, 3)
    close(first)
    room.wait(lambda each: said(here(each))[-1:] == ["suspended"], "suspended")
    later(learner)
    second = alone(learner, enrolment, room)
    assert second.shown == "brewing--leaves"
    second.answer("q_leaves", "b")
    second.next()
    second.answer("q_keeps", "a", "b")
    pass_time(second, 3)
    second.exit()
    expect(second.find(".exit-panel p")).to_have_text("Your work is saved. You may close this window.")
    statements = here(room.statements())
    assert_sound(statements)
    assert said(statements, "initialized", "resumed", "suspended", "terminated", "passed", "completed", "answered") == [
        "initialized", "answered", "suspended", "resumed", "answered", "answered",
        "completed", "passed", "completed", "passed", "completed", "passed", "terminated",
    ]  # fmt: skip
    assert [each["result"]["success"] for each in statements if verb(each) == "answered"] == [False, True, True]  # type: ignore[index]


@pytest.mark.parametrize("target", LEARNER_ID)
def test_beside_scorm_a_real_store_has_each_statement_and_the_lms_what_it_has_without(
    target: str, stores: Stores, real: RealStore, builder: Builder, learner: Learner, server: MiniLms
) -> None:
    room = stores.room(real=real)
    enrolment = enrol(server, builder, room, target)
    before = {each["id"] for each in room.statements()}
    sitting = learner.open(enrolment)
    learn(sitting)
    pass_time(sitting, 3)
    sitting.exit()
    final = enrolment.wait_for_end()

    def fresh(statements: list[dict[str, object]]) -> list[dict[str, object]]:
        return [each for each in statements if each["id"] not in before]

    statements = fresh(room.wait(lambda each: said(fresh(each))[-1:] == ["terminated"], "terminated"))
    assert_sound(statements)
    assert said(statements, "responded") == ["responded"] * 3
    last = statements[-1]["result"]
    assert isinstance(last, dict) and (last["completion"], last["success"], last["score"]["raw"]) == (True, True, 100)
    without = {**TEA, "course.yaml": TEA["course.yaml"] + "iri: https://learn.example.org/courses/tea\n"}
    plain = server.enrol(upload(builder.paths(without, target)[0]))
    again = learner.open(plain)
    learn(again)
    pass_time(again, 3)
    again.exit()
    assert received(final.data) == received(plain.wait_for_end().data)


def received(data: dict[str, str] | object) -> dict[str, str]:
    """What the LMS has, without what depends on the moment: the state holds a seed."""
    assert hasattr(data, "items")
    moment = ("suspend_data", "time", "learner_id", "student_id", "timestamp", "latency")
    return {name: text for name, text in data.items() if not name.endswith(moment)}


# --- faults -----------------------------------------------------------------------------------------

FAULTS: dict[str, tuple[tuple[str, dict[str, int]], ...]] = {
    "nobody answers": (("down", {}),),
    "each answer takes long": (("slow", {}),),
    "it stores, and the answer is lost": (("deaf", {}),),
    "409": (("deaf", {}), ("fine", {})),
    "429 with Retry-After": (("status", {"status": 429, "after": 3}),),
    "500": (("status", {"status": 500}),),
    "CORS is refused": (("refused", {}),),
}


@pytest.mark.parametrize("fault", list(FAULTS))
def test_whatever_befalls_the_store_nothing_is_lost_or_told_twice_and_the_lms_is_as_ever(
    fault: str, stores: Stores, builder: Builder, learner: Learner, server: MiniLms
) -> None:
    room = stores.room()
    enrolment = enrol(server, builder, room, "scorm2004-4th")
    sitting = learner.open(enrolment)
    for kind, more in FAULTS[fault]:
        room.weather(kind, **more)
        learn_or_wait = learn if kind == FAULTS[fault][0][0] else lambda _: None
        learn_or_wait(sitting)
        pass_time(sitting, 8)
    assert enrolment.commits[-1].data["cmi.success_status"] == "passed"
    close(sitting)
    final = enrolment.wait_for_end()
    assert final.data["cmi.completion_status"] == "completed"
    room.weather("fine")
    later(learner)
    again = learner.open(enrolment)
    again.go_to("brewing--leaves")
    expect(again.question("q_leaves")).to_have_attribute("data-state", "right")
    statements = all_told(again, room)
    assert_sound(statements)
    verbs = said(sorted(statements, key=lambda each: str(each["timestamp"])))
    assert (verbs[0], verbs.count("responded"), verbs.count("terminated"), verbs[-1]) == (
        "initialized", 3, 1, "resumed",
    )  # fmt: skip
    assert waiting(again) == []


def all_told(sitting: Sitting, room: Room) -> list[dict[str, object]]:
    """Lets time go by until the browser holds nothing back."""
    for _ in range(60):
        pass_time(sitting, 2)
        if not waiting(sitting) and said(room.statements(), "resumed"):
            break
    found: list[dict[str, object]] = room.statements()
    return found


def waiting(sitting: Sitting) -> list[str]:
    """What stands in the browser's storage and is not stored yet."""
    found: list[str] = sitting.sco.evaluate(
        "() => Object.keys(localStorage).filter((each) => each.startsWith('scormkit:out:'))"
    )
    return found


def test_a_store_that_takes_little_at_once_gets_it_in_parts(
    stores: Stores, builder: Builder, learner: Learner, server: MiniLms
) -> None:
    room = stores.room()
    enrolment = enrol(server, builder, room, "scorm12")
    sitting = learner.open(enrolment)
    room.weather("narrow", room=2500)
    learn(sitting)
    pass_time(sitting, 8)
    statements = room.wait(lambda each: said(each).count("responded") == 3, "all answers")
    assert_sound(statements)
    assert 413 in {each["status"] for each in room.report()["requests"]}
    assert waiting(sitting) == []


def test_offline_then_reloaded_then_back(stores: Stores, builder: Builder, learner: Learner, server: MiniLms) -> None:
    room = stores.room()
    enrolment = enrol(server, builder, room, "scorm12")
    room.weather("down")
    sitting = learner.open(enrolment)
    learn(sitting)
    pass_time(sitting, 5)
    for _ in range(2):  # an LMS page that is loaded again is another launch
        close(sitting)
        later(learner)
        sitting = learner.open(enrolment)
        pass_time(sitting, 2)
    assert room.statements() == []
    room.weather("fine")
    statements = all_told(sitting, room)
    assert_sound(statements)
    times = [str(each["timestamp"]) for each in statements]
    assert times == sorted(times)
    assert said(statements, "initialized", "resumed", "terminated") == [
        "initialized", "terminated", "resumed", "terminated", "resumed",
    ]  # fmt: skip


def test_the_last_words_of_a_tab_that_is_closed_arrive_without_another_launch(
    stores: Stores, builder: Builder, learner: Learner, server: MiniLms
) -> None:
    room = stores.room()
    enrolment = enrol(server, builder, room, "scorm2004-4th")
    sitting = learner.open(enrolment)
    room.wait(lambda each: said(each)[:1] == ["initialized"], "initialized")
    learn(sitting)
    close(sitting)
    statements = room.wait(lambda each: said(each)[-1:] == ["terminated"], "terminated")
    assert_sound(statements)
    assert said(statements, "responded") == ["responded"] * 3

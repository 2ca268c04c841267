"""The way to a store: what passes is waited for, what lasts is said plainly, and nothing is lost or stored twice."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from scormkit.xapi.transport import (
    Patience,
    RefusedError,
    Store,
    StoreError,
    basic,
    bearer,
    checked_endpoint,
)
from tests.xapi.servers import CERTIFICATE, KEY, SECRET, FakeStore, Fault, serving
from tests.xapi.statements import GOOD, ID

ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example.org", "name": "4711"}}
UNIT = "https://learn.example.org/units/signs"


@pytest.fixture
def there() -> Iterator[FakeStore]:
    with serving(FakeStore()) as store:
        yield store


class Waits(list[float]):
    """Notes how long somebody would wait, and goes on at once."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def opened(there: FakeStore, waits: Waits | None = None, **facts: Any) -> Store:
    return Store(there.endpoint, basic(KEY, SECRET), wait=Waits() if waits is None else waits, **facts)


def test_a_request_carries_version_credentials_and_what_it_is(there: FakeStore) -> None:
    with opened(there) as store:
        store.add([GOOD])
    ((method, path, headers, body),) = there.requests
    assert (method, path, json.loads(body)) == ("POST", "/xapi/statements", [GOOD])
    assert {name: headers[name] for name in ("x-experience-api-version", "authorization", "content-type")} == {
        "x-experience-api-version": "1.0.3",
        "authorization": "Basic a2V5OnMzY3IzdA==",
        "content-type": "application/json",
    }
    assert SECRET not in repr(store) and "a2V5" not in repr(store)


def test_version_and_token_can_be_others(there: FakeStore) -> None:
    with Store(there.endpoint, bearer("t"), version="2.0.0") as store:
        store.versions()
    headers = there.requests[0][2]
    assert (headers["x-experience-api-version"], headers["authorization"]) == ("2.0.0", "Bearer t")


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_passes_is_tried_again_with_longer_waits(status: int, there: FakeStore) -> None:
    there.script = [Fault(status)] * 3
    waits, told = Waits(), list[str]()
    with opened(there, waits, notice=told.append) as store:
        store.add([GOOD])
    assert list(there.statements) == [ID]
    assert [0.5 <= waits[0] <= 0.75, 1 <= waits[1] <= 1.5, 2 <= waits[2] <= 3] == [True] * 3
    assert [each.split(";")[0] for each in told] == [f"the store answers {status}"] * 3


def test_a_cut_connection_is_tried_again(there: FakeStore) -> None:
    there.script = [Fault(), Fault()]
    with opened(there) as store:
        store.add([GOOD])
    assert (list(there.statements), there.calls()) == ([ID], ["POST statements ×1"] * 3)


def test_what_was_stored_before_the_connection_was_cut_is_not_stored_again(there: FakeStore) -> None:
    there.script = [Fault(late=True)]
    with opened(there) as store, pytest.raises(RefusedError) as caught:
        store.add([GOOD])
    assert caught.value.status == 409
    assert (list(there.statements), there.calls()) == ([ID], ["POST statements ×1"] * 2)


def test_a_store_that_stays_broken_is_given_up(there: FakeStore) -> None:
    there.script = [Fault(503)] * 9
    with opened(there) as store, pytest.raises(StoreError, match="still answers 503 after 6 tries"):
        store.add([GOOD])
    assert len(there.requests) == 6


def test_retry_after_is_kept_to_in_seconds_and_as_a_date(there: FakeStore) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    there.script = [Fault(429, (("Retry-After", "17"),)), Fault(503, (("Retry-After", later),))]
    waits = Waits()
    with opened(there, waits) as store:
        store.add([GOOD])
    assert waits[0] == 17 and 55 < waits[1] <= 60


@pytest.mark.parametrize("value", ["soon", "-5", "１２", "", "Fri, 99 Foo 2026"])
def test_a_retry_after_that_means_nothing_is_passed_over(value: str, there: FakeStore) -> None:
    there.script = [Fault(429, (("Retry-After", value.encode().decode("latin-1")),))]
    waits = Waits()
    with opened(there, waits) as store:
        store.add([GOOD])
    assert 0.5 <= waits[0] <= 0.75


def test_a_store_that_asks_for_an_hour_is_told_of_instead(there: FakeStore) -> None:
    there.script = [Fault(429, (("Retry-After", "3600"),))]
    with opened(there) as store, pytest.raises(StoreError, match="asks to wait 3600 seconds"):
        store.add([GOOD])


def test_a_slow_store_is_not_waited_for_forever(there: FakeStore) -> None:
    there.script = [Fault(200, slow=0.6)] * 2
    with (
        opened(there, patience=Patience(tries=2, timeout=0.2)) as store,
        pytest.raises(StoreError, match=r"does not answer within 0\.2 seconds"),
    ):
        store.add([GOOD])


def test_a_store_that_is_down_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    waits = Waits()
    with (
        Store(f"http://localhost:{port}/", wait=waits) as store,
        pytest.raises(StoreError, match=f"`localhost:{port}` cannot be reached"),
    ):
        store.add([GOOD])
    assert len(waits) == 5


def test_a_host_of_no_name_is_not_waited_for() -> None:
    waits = Waits()
    with Store("https://lrs.invalid/", wait=waits) as store, pytest.raises(StoreError, match=r"lrs\.invalid"):
        store.add([GOOD])
    assert len(waits) == 0


def test_a_certificate_that_nobody_vouches_for_is_refused_at_once() -> None:
    with serving(FakeStore(), tls=True) as there:
        waits = Waits()
        with opened(there, waits) as store, pytest.raises(StoreError, match=r"is not safe.*--trust"):
            store.add([GOOD])
        assert (waits, there.requests) == ([], [])
        with opened(there, trusted=str(CERTIFICATE)) as store:
            store.add([GOOD])
        assert list(there.statements) == [ID]


@pytest.mark.parametrize("file", ["nowhere.pem", __file__])
def test_a_file_without_certificates_is_refused(file: str) -> None:
    with pytest.raises(StoreError, match="holds no certificates"):
        Store("https://lrs.example.org/", trusted=file)


@pytest.mark.parametrize(
    ("fault", "error", "text"),
    [
        (Fault(400, body="bad\n  actor"), RefusedError, "the store answers 400: bad actor"),
        (Fault(400, body="x" * 999), RefusedError, f"the store answers 400: {'x' * 299}…"),
        (Fault(401), StoreError, "the store does not know these credentials (401): check key, secret or token"),
        (Fault(403), RefusedError, "the store answers 403"),
        (Fault(404), RefusedError, "the store answers 404"),
        (Fault(413), RefusedError, "the store answers 413"),
        (Fault(302, (("Location", "https://elsewhere.example.org/"),)), StoreError,
         "`ENDPOINT` sends on to `https://elsewhere.example.org/`: use that address as endpoint"),
        (Fault(405), StoreError, "there is no store at `ENDPOINT` (405): check the endpoint"),
    ],
)  # fmt: skip
def test_what_lasts_is_said_at_once(fault: Fault, error: type[Exception], text: str, there: FakeStore) -> None:
    there.script = [fault]
    with opened(there) as store, pytest.raises(error) as caught:
        store.add([GOOD])
    assert str(caught.value) == text.replace("ENDPOINT", there.endpoint)
    assert len(there.requests) == 1


@pytest.mark.parametrize("body", ["<html>", "[1]", ""])
def test_what_is_no_store_is_told_apart(body: str, there: FakeStore) -> None:
    there.script = [Fault(200, body=body)]
    with opened(there) as store, pytest.raises(StoreError, match="something else than xAPI"):
        store.versions()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("lrs.example.org", "no address of a store"),
        ("ftp://lrs.example.org/", "no address of a store"),
        ("https://lrs.example.org/?tenant=1", "no address of a store"),
        ("https://lrs.example.org:99999/", "no address of a store"),
        ("https://", "no address of a store"),
        ("http://lrs.example.org/", "is not safe"),
        ("http://localhost.example.org/", "is not safe"),
        ("https://anna:pass@lrs.example.org/", "holds a name or password"),
    ],
)
def test_an_address_that_records_must_not_travel_to_is_refused(address: str, reason: str) -> None:
    with pytest.raises(StoreError, match=reason) as caught:
        Store(address)
    assert "pass@" not in str(caught.value)


def test_an_endpoint_ends_in_one_slash() -> None:
    assert [checked_endpoint(f"https://lrs.example.org/xapi{end}") for end in ("", "/", "//")] == [
        "https://lrs.example.org/xapi/"
    ] * 3


def test_statements_come_page_by_page(there: FakeStore) -> None:
    there.statements = {str(number): {"id": str(number)} for number in range(25)}
    with opened(there) as store:
        assert [each["id"] for each in store.statements(limit=10)] == [str(number) for number in range(25)]
    assert len(there.requests) == 3


def test_credentials_do_not_follow_to_another_host(there: FakeStore) -> None:
    there.script = [Fault(200, body='{"statements": [], "more": "https://elsewhere.example.org/more"}')]
    with opened(there) as store, pytest.raises(StoreError, match="another host"):
        list(store.statements())


def test_a_statement_that_is_not_there_is_none(there: FakeStore) -> None:
    with opened(there) as store:
        assert store.statement(ID) is None


# --- State ----------------------------------------------------------------------------------------


def test_a_document_is_written_over_the_one_that_was_seen(there: FakeStore) -> None:
    with opened(there) as store:
        registration = "5c8f2b9e-3d41-4a6b-9c0d-7e1f2a3b4c5d"
        assert store.state(UNIT, ACTOR, "bookmark", registration) is None
        store.put_state(UNIT, ACTOR, "bookmark", b"{}", seen=None, registration=registration)
        seen = store.state(UNIT, ACTOR, "bookmark", registration)
        assert seen is not None and seen.content == b"{}"
        store.put_state(UNIT, ACTOR, "bookmark", b"[]", seen=seen, registration=registration)
        assert store.state(UNIT, ACTOR, "bookmark") is None  # without registration it is another one
        store.delete_state(UNIT, ACTOR, "bookmark", registration)
    sent = [(method, headers.get("if-match"), headers.get("if-none-match")) for method, _, headers, _ in there.requests]
    assert sent == [
        ("GET", None, None),
        ("PUT", None, "*"),
        ("GET", None, None),
        ("PUT", seen.etag, None),
        ("GET", None, None),
        ("DELETE", None, None),
    ]
    assert there.states == {}


def test_somebody_else_s_document_is_not_written_over(there: FakeStore) -> None:
    with opened(there) as store:
        store.put_state(UNIT, ACTOR, "bookmark", b"1", seen=None)
        seen = store.state(UNIT, ACTOR, "bookmark")
        store.put_state(UNIT, ACTOR, "bookmark", b"2", seen=seen)
        with pytest.raises(RefusedError) as caught:
            store.put_state(UNIT, ACTOR, "bookmark", b"3", seen=seen)
        assert caught.value.status == 412
    assert list(there.states.values()) == [b"2"]


def test_a_write_whose_answer_was_lost_is_known_as_done(there: FakeStore) -> None:
    with opened(there) as store:
        there.script = [Fault(late=True)]
        store.put_state(UNIT, ACTOR, "bookmark", b"1", seen=None)
    assert list(there.states.values()) == [b"1"]

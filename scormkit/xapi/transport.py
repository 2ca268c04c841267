"""xAPI room, transport: the way to a Learning Record Store, patient with what passes and plain about what does not."""

from __future__ import annotations

import base64
import json
import random
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpx

from scormkit.errors import ScormkitError
from scormkit.model.iri import is_iri

Json = dict[str, Any]

VERSION = "1.0.3"
VERSION_HEADER = "X-Experience-API-Version"
#: Answers that pass by themselves (RFC 9110, 15; RFC 6585, 4).
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST_TOLD = 300


class StoreError(ScormkitError):
    """The store is out of reach, refuses the credentials, or is no store: sending anything else is of no use."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(f"{message}: {hint}" if hint else message)


class RefusedError(ScormkitError):
    """The store refuses what was sent. `status` is that of HTTP, `told` what the store says of it."""

    def __init__(self, status: int, told: str) -> None:
        self.status = status
        self.told = told
        super().__init__(f"the store answers {status}{f': {told}' if told else ''}")


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to try. Times in seconds; waits double, with up to half as much again by chance.

    `longest` also bounds what a store may ask for by Retry-After; more than that is an error.
    """

    tries: int = 6
    first: float = 0.5
    longest: float = 300.0
    timeout: float = 30.0


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the State resource. `etag` is what a later write holds against the store's."""

    content: bytes
    content_type: str
    etag: str


def basic(key: str, secret: str) -> str:
    """The Authorization header of a key and its secret."""
    return f"Basic {base64.b64encode(f'{key}:{secret}'.encode()).decode()}"


def bearer(token: str) -> str:
    return f"Bearer {token}"


@dataclass(slots=True)
class Store:
    """A Learning Record Store at an address; a context manager that keeps its connections.

    Raises `StoreError` for an address without https (but for this machine), or with credentials in it. Every request is
    safe to repeat, since statements have ids before they are sent, so all of them are, as `patience` says. `notice` is
    told of each wait. Redirections are not followed: they would take the credentials along.
    """

    endpoint: str
    authorization: str = field(default="", repr=False)
    version: str = VERSION
    patience: Patience = Patience()
    trusted: str = ""  #: a file of certificates to trust instead of the system's
    notice: Callable[[str], None] | None = field(default=None, repr=False)
    wait: Callable[[float], None] = field(default_factory=lambda: time.sleep, repr=False)
    _client: httpx.Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.endpoint = checked_endpoint(self.endpoint)
        self._client = httpx.Client(
            timeout=self.patience.timeout,
            verify=_trust(self.trusted) if self.trusted else True,
            headers={VERSION_HEADER: self.version, "User-Agent": "scormkit"}
            | ({"Authorization": self.authorization} if self.authorization else {}),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    # --- statements -------------------------------------------------------------------------------

    def add(self, statements: Sequence[Mapping[str, Any]]) -> None:
        """Stores statements, all or none. Each must have an id, so that a repeated request stores nothing twice.

        Raises `RefusedError` when the store does not take them, `StoreError` when it cannot be used.
        """
        assert all("id" in each for each in statements)
        self._ask("POST", "statements", content=encode(statements))

    def statement(self, identifier: str) -> Json | None:
        """The statement of that id, or None. Raises `RefusedError` where the credentials do not allow reading."""
        try:
            answer = self._ask("GET", "statements", params={"statementId": identifier})
        except RefusedError as refusal:
            if refusal.status == 404:
                return None
            raise
        found = _object(answer)
        inner = found.get("statements")  # Ralph answers with a list all the same
        if isinstance(inner, list):
            return inner[0] if inner else None
        return found

    def statements(self, **filters: str | int) -> Iterator[Json]:
        """All statements that match (`verb`, `activity`, `since`, `registration`, …: xAPI 1.0.3, 2.1.3), page by page.

        Raises `StoreError` when a further page lies on another host.
        """
        answer = _object(self._ask("GET", "statements", params={name: str(value) for name, value in filters.items()}))
        while True:
            yield from answer.get("statements", ())
            more = answer.get("more")
            if not more:
                return
            address = urljoin(self.endpoint, more)
            if urlsplit(address)[:2] != urlsplit(self.endpoint)[:2]:
                raise StoreError(f"the store continues at `{address}`, which is another host")
            answer = _object(self._ask("GET", address))

    # --- state ------------------------------------------------------------------------------------

    def state(self, activity: str, actor: Mapping[str, Any], name: str, registration: str = "") -> Document | None:
        """A document of the State resource, or None."""
        try:
            answer = self._ask("GET", "activities/state", params=_state(activity, actor, name, registration))
        except RefusedError as refusal:
            if refusal.status == 404:
                return None
            raise
        return Document(answer.content, answer.headers.get("Content-Type", ""), answer.headers.get("ETag", ""))

    def put_state(
        self,
        activity: str,
        actor: Mapping[str, Any],
        name: str,
        content: bytes,
        *,
        seen: Document | None,
        registration: str = "",
        content_type: str = "application/json",
    ) -> None:
        """Writes a document over the one that was `seen`, None for none.

        Raises `RefusedError` with status 412 when another one is there by now, so that nobody's work is lost.
        """
        held = {"If-Match": seen.etag} if seen else {"If-None-Match": "*"}
        params = _state(activity, actor, name, registration)
        headers = {"Content-Type": content_type, **held}
        try:
            self._ask("PUT", "activities/state", params=params, content=content, headers=headers)
        except RefusedError as refusal:
            # A connection that was cut after the write makes the repeated one fail: then ours is there already.
            if refusal.status != 412:
                raise
            there = self.state(activity, actor, name, registration)
            if there is None or there.content != content:
                raise

    def delete_state(self, activity: str, actor: Mapping[str, Any], name: str, registration: str = "") -> None:
        self._ask("DELETE", "activities/state", params=_state(activity, actor, name, registration))

    # --- the store itself -------------------------------------------------------------------------

    def versions(self) -> tuple[str, ...]:
        """The versions of xAPI that the store says it speaks; empty where it does not say."""
        try:
            told = _object(self._ask("GET", "about")).get("version", ())
        except RefusedError:
            return ()
        return tuple(str(each) for each in told) if isinstance(told, list) else (str(told),)

    # --- requests ---------------------------------------------------------------------------------

    def _ask(
        self,
        method: str,
        resource: str,
        *,
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """An answer with a status below 300; waits and tries again for what passes."""
        if content is not None:
            headers = {"Content-Type": "application/json", **(headers or {})}
        address = urljoin(self.endpoint, resource)
        request = self._client.build_request(method, address, params=params, content=content, headers=headers)
        tried = 1
        while True:
            last = tried >= self.patience.tries
            try:
                answer = self._client.send(request)
            except httpx.TransportError as failure:
                if last or _is_lasting(failure):
                    raise self._out_of_reach(failure) from None
                self._pause(tried, 0.0, f"no answer from `{urlsplit(self.endpoint).netloc}`")
            else:
                if answer.status_code not in _PASSING:
                    return self._judged(answer)
                if last:
                    what = f"the store still answers {answer.status_code} after {tried} tries"
                    raise StoreError(what, "try again later; what was stored stays stored")
                self._pause(tried, _asked_for(answer), f"the store answers {answer.status_code}")
            tried += 1

    def _pause(self, tried: int, asked: float, why: str) -> None:
        if asked > self.patience.longest:
            raise StoreError(f"{why} and asks to wait {asked:.0f} seconds", "try again then")
        own = self.patience.first * 2.0 ** (tried - 1) * random.uniform(1.0, 1.5)
        seconds = min(max(asked, own), self.patience.longest)
        if self.notice:
            self.notice(f"{why}; next try in {seconds:.1f} s")
        self.wait(seconds)

    def _judged(self, answer: httpx.Response) -> httpx.Response:
        status = answer.status_code
        if status < 300:
            return answer
        if status < 400:
            target = answer.headers.get("Location", "elsewhere")
            raise StoreError(f"`{self.endpoint}` sends on to `{target}`", "use that address as endpoint")
        if status == 401:
            raise StoreError("the store does not know these credentials (401)", "check key, secret or token")
        if status == 405:
            raise StoreError(f"there is no store at `{self.endpoint}` (405)", "check the endpoint")
        raise RefusedError(status, _told(answer))

    def _out_of_reach(self, failure: httpx.TransportError) -> StoreError:
        host = urlsplit(self.endpoint).netloc
        if isinstance(failure, httpx.TimeoutException):
            return StoreError(f"`{host}` does not answer within {self.patience.timeout:g} seconds")
        if _cause(failure, ssl.SSLError):
            return StoreError(f"the connection to `{host}` is not safe: {failure}", "name its certificate with --trust")
        if _cause(failure, socket.gaierror):
            return StoreError(f"no machine is called `{urlsplit(self.endpoint).hostname}`", "check the endpoint")
        return StoreError(f"`{host}` cannot be reached: {failure}")


def _trust(file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=file)
    except (OSError, ssl.SSLError) as failure:
        raise StoreError(f"`{file}` holds no certificates to trust: {failure}", "name a PEM file") from None


def checked_endpoint(endpoint: str) -> str:
    """The address with a slash at its end. Raises `StoreError` for one that records must not travel to."""
    split = urlsplit(endpoint) if is_iri(endpoint) and _has_port(endpoint) else None
    if split is None or split.scheme not in ("http", "https") or split.query or split.fragment:
        raise StoreError(f"`{endpoint}` is no address of a store", "write it as `https://lrs.example.org/xapi/`")
    if "@" in split.netloc:
        raise StoreError("the endpoint holds a name or password", "set them in the environment instead")
    host = split.hostname or ""
    if split.scheme == "http" and host not in _LOCAL and not host.endswith(".localhost"):
        hint = "begin it with `https:`, since records of learners go there; `http:` is for localhost alone"
        raise StoreError(f"`{endpoint}` is not safe", hint)
    return endpoint.rstrip("/") + "/"


def _has_port(endpoint: str) -> bool:
    """Whether the port is one, or left out."""
    try:
        return urlsplit(endpoint).port != 0
    except ValueError:
        return False


def encode(value: object) -> bytes:
    """JSON as it travels."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _state(activity: str, actor: Mapping[str, Any], name: str, registration: str) -> dict[str, str]:
    found = {"activityId": activity, "agent": encode(actor).decode(), "stateId": name}
    return found | ({"registration": registration} if registration else {})


def _object(answer: httpx.Response) -> Json:
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise StoreError(f"`{answer.url.host}` answers with something else than xAPI", "check the endpoint")
    return found


def _asked_for(answer: httpx.Response) -> float:
    """The seconds of Retry-After, written as such or as a date (RFC 9110, 10.2.3); 0 without."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _told(answer: httpx.Response) -> str:
    """What the store says of a refusal, on one line."""
    text = " ".join(answer.text.split())
    return text if len(text) <= _LONGEST_TOLD else f"{text[: _LONGEST_TOLD - 1]}…"


def _cause(failure: BaseException, kind: type[BaseException]) -> bool:
    """Whether an exception of that kind is behind a failure."""
    found: BaseException | None = failure
    while found is not None:
        if isinstance(found, kind):
            return True
        found = found.__cause__ or found.__context__
    return False


def _is_lasting(failure: httpx.TransportError) -> bool:
    """A certificate does not become valid by waiting, nor does a name appear."""
    return _cause(failure, ssl.SSLCertVerificationError) or _cause(failure, socket.gaierror)

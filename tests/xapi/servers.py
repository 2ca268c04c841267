"""A store that obeys a script: it answers as it is told, and as a store does where nothing is told.

It keeps statements and State documents in memory, and writes down every request.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

CERTIFICATE = Path(__file__).with_name("localhost.pem")  # self-signed, with its key: good for nothing but these tests
KEY, SECRET = "key", "s3cr3t"


@dataclass(frozen=True)
class Fault:
    """An answer that is no store's own. `status` 0: the connection is cut; `late`: after the request was obeyed."""

    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    late: bool = False
    slow: float = 0.0  #: seconds before answering


@dataclass
class FakeStore:
    """What the server has and does. `script` holds the faults of the next requests; None: none."""

    statements: dict[str, dict[str, Any]] = field(default_factory=dict)
    states: dict[str, bytes] = field(default_factory=dict)
    script: list[Fault | None] = field(default_factory=list)
    requests: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    most_bytes: int = 10**9
    poison: str = ""  #: a statement with this in it is refused with 400
    may_read: bool = True
    endpoint: str = ""

    def calls(self) -> list[str]:
        """Method and resource of each request, and how many statements it brought."""
        told = []
        for method, path, _, body in self.requests:
            count = f" ×{len(json.loads(body))}" if method == "POST" else ""
            told.append(f"{method} {urlsplit(path).path.removeprefix('/xapi/')}{count}")
        return told

    def obey(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        resource = urlsplit(path).path.removeprefix("/xapi/")
        query = dict(parse_qsl(urlsplit(path).query))
        if headers.get("authorization", "").split(" ")[0] not in ("Basic", "Bearer"):
            return 401, {}, b""
        if headers.get("x-experience-api-version") is None:
            return 400, {}, b"Missing header"
        if resource == "about":
            return 200, {}, json.dumps({"version": ["1.0.3"]}).encode()
        if resource == "statements" and method == "POST":
            return self.add(json.loads(body), len(body))
        if resource == "statements" and method == "GET":
            return self.get(query)
        if resource == "activities/state":
            return self.state(method, query, headers, body)
        return 404, {}, b""

    def add(self, batch: list[dict[str, Any]], size: int) -> tuple[int, dict[str, str], bytes]:
        if size > self.most_bytes:
            return 413, {}, b"too much"
        if self.poison and any(self.poison in json.dumps(each) for each in batch):
            return 400, {}, b"poisoned"
        if any(self.statements.get(each["id"], each) != each for each in batch):
            return 409, {}, b"there is another"
        if any(each["id"] in self.statements for each in batch):
            return 409, {}, b"there already"
        self.statements |= {each["id"]: each for each in batch}
        return 200, {}, json.dumps([each["id"] for each in batch]).encode()

    def get(self, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if not self.may_read:
            return 403, {}, b""
        if "statementId" in query:
            found = self.statements.get(query["statementId"])
            return (200, {}, json.dumps({**found, "stored": "2026-11-25T10:00:00.000Z"}).encode()) if found else (
                404, {}, b"",
            )  # fmt: skip
        start = int(query.get("from", 0))
        size = int(query.get("limit", 100)) or 100
        every = list(self.statements.values())
        more = f"/xapi/statements?from={start + size}&limit={size}" if start + size < len(every) else ""
        return 200, {}, json.dumps({"statements": every[start : start + size], "more": more}).encode()

    def state(
        self, method: str, query: dict[str, str], headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        key = json.dumps(query, sort_keys=True)
        there = self.states.get(key)
        tag = f'"{sha1(there).hexdigest()}"' if there is not None else ""
        if method == "GET":
            return (404, {}, b"") if there is None else (200, {"ETag": tag}, there)
        if method == "DELETE":
            self.states.pop(key, None)
            return 204, {}, b""
        if headers.get("if-match", tag) != tag or (headers.get("if-none-match") == "*" and there is not None):
            return 412, {}, b""
        self.states[key] = body
        return 204, {}, b""


@contextmanager
def serving(store: FakeStore, *, tls: bool = False) -> Iterator[FakeStore]:
    """The store behind an address of this machine, which stands in its `endpoint`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # an answer leaves in one piece, so that nobody waits for an acknowledgement

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            store.requests.append((self.command, self.path, headers, body))
            fault = store.script.pop(0) if store.script else None
            if fault is None or fault.late:
                status, more, content = store.obey(self.command, self.path, headers, body)
            if fault is not None:
                time.sleep(fault.slow)
                if fault.status == 0:
                    self.close_connection = True
                    return
                status, more, content = fault.status, dict(fault.headers), fault.body.encode()
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = answer

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *args: None  # type: ignore[method-assign] # whoever goes away does so on purpose
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    store.endpoint = f"http{'s' if tls else ''}://localhost:{server.server_address[1]}/xapi/"
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""A small LMS: takes packages in, launches them in a page with scorm-again, writes down what it receives."""

from __future__ import annotations

import html
import json
import mimetypes
import secrets
import threading
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

from tests.e2e.sequencing import activity_tree

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(__file__).parent / "site"
ENGINES = {"1.2": "scorm12.min.js", "2004": "scorm2004.min.js"}
PATIENCE = 10.0  # seconds to wait for what a page sends while it goes

Standard = Literal["1.2", "2004"]
Weather = Literal["fine", "failing", "slow", "down"]


@dataclass(frozen=True, slots=True)
class Sco:
    """What the manifest says about one item to launch; `data` are the elements that it gives first values."""

    identifier: str
    title: str
    href: str
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Upload:
    """A package as an LMS has taken it in. A web folder is taken in too, with no SCO."""

    standard: Standard
    files: Mapping[str, bytes]
    scos: tuple[Sco, ...] = ()


def upload(path: Path) -> Upload:
    """Reads a zip and its manifest, or a folder."""
    if path.is_dir():
        return Upload("2004", {each.relative_to(path).as_posix(): each.read_bytes() for each in path.rglob("*.*")})
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])
    standard: Standard = "1.2" if _text(manifest, "schemaversion") == "1.2" else "2004"
    hrefs = {each.get("identifier"): each.get("href", "") for each in manifest.iterfind(".//{*}resource")}
    items = [each for each in manifest.iterfind(".//{*}item") if each.get("identifierref")]
    return Upload(standard, files, tuple(_read_sco(item, hrefs[item.get("identifierref")], standard) for item in items))


def _read_sco(item: ElementTree.Element, href: str, standard: Standard) -> Sco:
    if standard == "1.2":
        given = {
            "cmi.launch_data": _text(item, "datafromlms"),
            "cmi.student_data.mastery_score": _text(item, "masteryscore"),
        }
    else:
        threshold = item.find("{*}completionThreshold")
        given = {
            "cmi.launch_data": _text(item, "dataFromLMS"),
            "cmi.scaled_passing_score": _text(item, "sequencing//{*}primaryObjective/{*}minNormalizedMeasure"),
            "cmi.completion_threshold": threshold.get("minProgressMeasure", "") if threshold is not None else "",
        }
        ids = [each.get("objectiveID", "") for each in item.iterfind("{*}sequencing//{*}objectives/*")]
        given |= {f"cmi.objectives.{n}.id": name for n, name in enumerate(filter(None, ids))}
    known = {name: text for name, text in given.items() if text}
    return Sco(item.get("identifier", ""), _text(item, "title"), href, known)


def _text(element: ElementTree.Element, path: str) -> str:
    """The text of the first `path`, whose first step is given without its namespace."""
    pattern = f"{{*}}{path}" if element.tag.endswith("item") else f".//{{*}}{path}"
    return (element.findtext(pattern) or "").strip()


@dataclass(frozen=True, slots=True)
class Commit:
    """One request with data: `beacon` when the page was going, `final` when it ended the session."""

    launch: int
    sco: str
    beacon: bool
    final: bool
    data: Mapping[str, str]


@dataclass(slots=True)
class Enrolment:
    """One learner in one package: what was received, and how the LMS behaves towards them."""

    token: str
    upload: Upload
    mode: Literal["normal", "review", "browse"] = "normal"
    credit: bool = True
    unload_denied: bool = False
    weather: Weather = "fine"
    commits: list[Commit] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)  #: paths of all files asked for
    turned_away: int = 0  #: commits that were refused, or that found nobody
    launches: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def sco(self, identifier: str = "") -> Sco:
        return next(each for each in self.upload.scos if identifier in ("", each.identifier))

    def of_launch(self, launch: int) -> list[Commit]:
        return [each for each in self.commits if each.launch == launch]

    def last(self, sco: str = "") -> Commit:
        """What counts: the newest commit of a SCO."""
        return [each for each in self.commits if each.sco == self.sco(sco).identifier][-1]

    def wait(self, happened: Callable[[Enrolment], bool], what: str) -> None:
        with self.changed:
            came = self.changed.wait_for(lambda: happened(self), PATIENCE)
        assert came, f"the LMS never received {what}: {self.commits}"

    def wait_for_end(self) -> Commit:
        """The final commit of the newest launch."""
        self.wait(lambda each: any(commit.final for commit in each.of_launch(each.launches)), "a final commit")
        return self.of_launch(self.launches)[-1]

    def total_seconds(self, sco: str = "") -> float:
        """Learning time: the last session time of each launch of the SCO, once."""
        name = self.sco(sco).identifier
        latest = {each.launch: each.data for each in self.commits if each.sco == name}
        return sum(_seconds(data.get(SESSION_TIME[self.upload.standard], "")) for data in latest.values())

    def launch_data(self, sco: Sco) -> dict[str, str]:
        """What the API knows before Initialize."""
        kept = [each for each in self.commits if each.sco == sco.identifier][-1:]
        stored = dict(kept[0].data) if kept else {}
        first = FIRST[self.upload.standard]
        suspended = stored.get(first.exit) == "suspend"
        if self.upload.standard == "2004" and not suspended and self.mode == "normal":
            stored = {}  # any other exit ends the attempt: the next launch begins a new one (RTE 4.2.8)
        known = {key: text for key, text in stored.items() if key.startswith("cmi.") and key not in first.never_kept}
        return {
            **sco.data,
            **known,
            first.entry: "resume" if stored and suspended else "" if stored else "ab-initio",
            first.mode: self.mode,
            first.credit: "credit" if self.credit and self.mode == "normal" else "no-credit",
        }


@dataclass(frozen=True, slots=True)
class Names:
    entry: str
    exit: str
    mode: str
    credit: str
    never_kept: frozenset[str]


SESSION_TIME = {"1.2": "cmi.core.session_time", "2004": "cmi.session_time"}
FIRST = {
    "1.2": Names(
        "cmi.core.entry", "cmi.core.exit", "cmi.core.lesson_mode", "cmi.core.credit",
        frozenset({"cmi.core.exit", "cmi.core.session_time"}),
    ),
    "2004": Names("cmi.entry", "cmi.exit", "cmi.mode", "cmi.credit", frozenset({"cmi.exit", "cmi.session_time"})),
}  # fmt: skip


def _seconds(text: str) -> float:
    """Of `HHHH:MM:SS.SS` or `PT1H2M3.4S`."""
    if not text.startswith("PT"):
        hours, minutes, seconds = ([*text.split(":"), "0", "0", "0"] if text else ["0", "0", "0"])[:3]
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    total, number = 0.0, ""
    for letter in text[2:]:
        if letter in "HMS":
            total, number = total + float(number) * {"H": 3600, "M": 60, "S": 1}[letter], ""
        else:
            number += letter
    return total


class MiniLms:
    """The server. `origin` is where LMS and packages live; `elsewhere` is another site on the same machine."""

    def __init__(self) -> None:
        self.enrolments: dict[str, Enrolment] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.port = self._server.server_address[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.elsewhere = f"http://localhost:{self.port}"

    def enrol(self, package: Upload) -> Enrolment:
        token = secrets.token_hex(6)
        self.enrolments[token] = Enrolment(token, package)
        return self.enrolments[token]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(lms: MiniLms) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            _, what, token, *rest = [*unquote(address.path).split("/"), ""]
            query = {key: values[0] for key, values in parse_qs(address.query).items()}
            enrolment = lms.enrolments.get(token)
            if what == "favicon.ico":
                self._send("image/x-icon", b"", status=204)
            elif what == "engine":
                self._send("text/javascript", (ROOT / "node_modules/scorm-again/dist" / token).read_bytes())
            elif what == "site":
                self._send(_type(token), (SITE / token).read_bytes())
            elif enrolment and what == "outer":
                self._send("text/html", _outer_page(lms, address.query, token))
            elif enrolment and what == "lms":
                self._send("text/html", _lms_page(enrolment, query), enrolment)
            elif enrolment and what == "content":
                self._send_content(enrolment, "/".join(rest).rstrip("/"))
            elif what == "blank":
                self._send("text/html", b"<!doctype html><title>Elsewhere</title><p>Elsewhere")
            else:
                self._send("text/plain", b"no such place", status=404)

        def do_POST(self) -> None:
            _, _, token, launch, sco = unquote(self.path).split("/")
            enrolment = lms.enrolments[token]
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if enrolment.weather in ("failing", "down"):
                with enrolment.changed:
                    enrolment.turned_away += 1
                    enrolment.changed.notify_all()
                return self._fail(enrolment)
            if enrolment.weather == "slow":
                time.sleep(1)
            beacon = self.headers["Content-Type"].startswith("text/plain")
            data = {key: _plain(value) for key, value in body.items() if value not in ("", {}, None)}
            data.pop("terminated", None)
            commit = Commit(int(launch), sco, beacon, bool(body.get("terminated")), data)
            with enrolment.changed:
                enrolment.commits.append(commit)
                enrolment.changed.notify_all()
            self._send("application/json", b'{"result": true, "errorCode": 0}')

        def _send_content(self, enrolment: Enrolment, name: str) -> None:
            enrolment.requests.append(name)
            if enrolment.weather == "down":
                return self._fail(enrolment)
            content = enrolment.upload.files.get(name)
            if content is None:
                return self._send("text/plain", b"no such file", enrolment, 404)
            self._send(_type(name), content, enrolment)

        def _fail(self, enrolment: Enrolment) -> None:
            if enrolment.weather == "failing":
                self._send("text/plain", b"something is broken", status=500)
            self.close_connection = True

        def _send(self, kind: str, body: bytes, enrolment: Enrolment | None = None, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind if "image" in kind else f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            if enrolment and enrolment.unload_denied:
                self.send_header("Permissions-Policy", "unload=()")
            self.end_headers()
            try:
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the browser has gone on meanwhile

        def log_message(self, *_: object) -> None:
            """Says nothing: tests have their own record."""

    return Handler


def _type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _lms_page(enrolment: Enrolment, query: Mapping[str, str]) -> bytes:
    """Each load of this page is a launch."""
    sco = enrolment.sco(query.get("sco", ""))
    enrolment.launches += 1
    launch = {
        "standard": enrolment.upload.standard,
        "data": enrolment.launch_data(sco),
        "commit": f"/commit/{enrolment.token}/{enrolment.launches}/{sco.identifier}",
        "href": f"/content/{enrolment.token}/{sco.href}",
        "window": query.get("window", "frame"),
        **(_sequenced(enrolment) if "sequenced" in query else {}),
    }
    text = json.dumps(launch).replace("<", "\\u003c")
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{html.escape(sco.title)}</title>
<style>html, body, iframe {{ margin: 0; border: 0; width: 100%; height: 100%; display: block }}</style></head>
<body><script type="application/json" id="launch">{text}</script>
<script src="/engine/{ENGINES[enrolment.upload.standard]}"></script>
<script src="/site/lms.js"></script></body></html>""".encode()


def _sequenced(enrolment: Enrolment) -> dict[str, object]:
    """For an LMS that opens only what the sequencing lets it."""
    scos = enrolment.upload.scos
    return {
        "tree": activity_tree(enrolment.upload.files),
        "scos": {
            sco.identifier: {
                "href": f"/content/{enrolment.token}/{sco.href}",
                "data": {**sco.data, "cmi.entry": "ab-initio", "cmi.mode": "normal", "cmi.credit": "credit"},
            }
            for sco in scos
        },
    }


def _outer_page(lms: MiniLms, query: str, token: str) -> bytes:
    address = html.escape(f"{lms.origin}/lms/{token}?{query}")
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Portal</title>
<style>html, body, iframe {{ margin: 0; border: 0; width: 100%; height: 100%; display: block }}</style></head>
<body><iframe name="lms" title="LMS" src="{address}"></iframe></body></html>""".encode()

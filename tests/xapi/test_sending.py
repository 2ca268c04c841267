"""`scormkit xapi send`: all or none when something fails the check; what is sent is stored once, whatever happens."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scormkit.cli import scormkit as program
from scormkit.xapi import transport
from scormkit.xapi.sending import Journal, JournalError, Limits, Outgoing, send
from scormkit.xapi.transport import Patience, Store, StoreError, basic
from tests.xapi.servers import KEY, SECRET, FakeStore, Fault, serving
from tests.xapi.statements import GOOD

Json = dict[str, Any]


def numbered(count: int) -> list[Json]:
    """Good statements that differ in id and response."""
    return [
        GOOD | {"id": str(uuid.UUID(int=number | 0x4000_8000_0000_0000_0000, version=4)), "timestamp": _time(number)}
        for number in range(count)
    ]


def _time(number: int) -> str:
    return f"2026-01-01T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}.000Z"


def write(folder: Path, statements: list[Json]) -> Path:
    path = folder / "s.jsonl"
    path.write_text("".join(f"{json.dumps(each)}\n" for each in statements), "utf-8")
    return path


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStore]:
    monkeypatch.setenv("SCORMKIT_LRS_KEY", KEY)
    monkeypatch.setenv("SCORMKIT_LRS_SECRET", SECRET)
    monkeypatch.setattr(transport.time, "sleep", lambda seconds: None)
    with serving(FakeStore()) as store:
        monkeypatch.setenv("SCORMKIT_LRS_ENDPOINT", store.endpoint)
        yield store


def run(command: str, *arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, ["xapi", command, *map(str, arguments)], input=stdin, prog_name="scormkit")


def outcome(result: Result) -> tuple[int, str]:
    """Exit code, and the last line for people."""
    return result.exit_code, result.stderr.strip().split("\n")[-1]


# --- the way it should go -------------------------------------------------------------------------


def test_statements_go_in_batches_and_in_order(there: FakeStore, tmp_path: Path) -> None:
    statements = numbered(25)
    result = run("send", write(tmp_path, statements), "--batch", 10)
    assert outcome(result) == (0, "25 stored")
    assert list(there.statements.values()) == statements
    assert there.calls() == ["POST statements ×10", "POST statements ×10", "POST statements ×5"]


def test_no_request_is_larger_than_web_servers_take(there: FakeStore, tmp_path: Path) -> None:
    large = [each | {"context": {"platform": "x" * 100_000}} for each in numbered(11)]
    assert outcome(run("send", write(tmp_path, large))) == (0, "11 stored")
    assert max(len(body) for _, _, _, body in there.requests) < 500_000
    assert there.calls() == ["POST statements ×4", "POST statements ×4", "POST statements ×3"]


def test_sending_again_sends_nothing(there: FakeStore, tmp_path: Path) -> None:
    path = write(tmp_path, numbered(5))
    run("send", path)
    assert outcome(run("send", path)) == (0, "0 stored, 5 sent before")
    assert there.calls() == ["POST statements ×5"]


def test_without_the_journal_the_store_says_what_it_has(there: FakeStore, tmp_path: Path) -> None:
    path = write(tmp_path, numbered(3))
    run("send", path)
    (tmp_path / "s.jsonl.sent").unlink()
    assert outcome(run("send", path)) == (0, "0 stored, 3 already there")
    assert len(there.statements) == 3


def test_statements_without_id_get_one_that_is_always_the_same(there: FakeStore, tmp_path: Path) -> None:
    bare = [{name: value for name, value in each.items() if name != "id"} for each in numbered(2)]
    path = write(tmp_path, [*bare, bare[0]])  # two that are equal are two
    assert outcome(run("send", path)) == (0, "3 stored")
    ids = list(there.statements)
    assert [uuid.UUID(each).version for each in ids] == [5, 5, 5]
    assert outcome(run("send", path, "--journal", tmp_path / "other")) == (0, "0 stored, 3 already there")
    noted = [json.loads(line) for line in (tmp_path / "s.jsonl.sent").read_text("utf-8").splitlines()]
    assert noted == [
        {"format": 1, "endpoint": there.endpoint},
        *({"id": each, "line": line} for line, each in enumerate(ids, 1)),
    ]


@pytest.mark.parametrize("form", ["object", "array", "answer"])
def test_every_form_of_a_file_can_be_sent(form: str, there: FakeStore, tmp_path: Path) -> None:
    statements = numbered(1 if form == "object" else 3)
    value = {"object": statements[0], "array": statements, "answer": {"statements": statements, "more": ""}}[form]
    path = tmp_path / "s.json"
    path.write_text(json.dumps(value, indent=1), "utf-8")
    assert outcome(run("send", path)) == (0, f"{len(statements)} stored")


def test_standard_input_is_sent_without_a_journal(there: FakeStore, tmp_path: Path) -> None:
    result = run("send", "-", stdin="".join(f"{json.dumps(each)}\n" for each in numbered(3)))
    assert outcome(result) == (0, "3 stored")
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_checks_and_sends_nothing(there: FakeStore, tmp_path: Path) -> None:
    assert outcome(run("send", write(tmp_path, numbered(3)), "--dry-run")) == (0, "nothing was sent")
    assert (there.requests, [each.name for each in tmp_path.iterdir()]) == ([], ["s.jsonl"])


# --- what fails the check -------------------------------------------------------------------------


def test_when_one_statement_fails_it_is_named_and_none_is_sent(there: FakeStore, tmp_path: Path) -> None:
    statements = numbered(5)
    statements[2] = statements[2] | {"result": {"score": {"scaled": 5}}}
    path = write(tmp_path, statements)
    result = run("send", path)
    assert outcome(result) == (1, "nothing was sent")
    assert "line 3:" in result.stdout and "XAPI-SCORE" in result.stdout
    assert (there.requests, (tmp_path / "s.jsonl.sent").exists()) == ([], False)


def test_a_warning_stops_only_the_strict(there: FakeStore, tmp_path: Path) -> None:
    path = write(tmp_path, [numbered(1)[0] | {"version": "1.0.3"}])
    assert outcome(run("send", path, "--strict")) == (1, "nothing was sent")
    assert outcome(run("send", path)) == (0, "1 stored")


def test_an_empty_file_is_no_success(there: FakeStore, tmp_path: Path) -> None:
    assert outcome(run("send", write(tmp_path, []))) == (1, "nothing was sent")


# --- what the store refuses -----------------------------------------------------------------------


def test_a_batch_that_is_too_much_is_halved(there: FakeStore, tmp_path: Path) -> None:
    there.most_bytes = 4_000
    assert outcome(run("send", write(tmp_path, numbered(8)))) == (0, "8 stored")
    assert list(there.statements.values()) == numbered(8)


def test_a_statement_that_is_too_much_by_itself_is_named(there: FakeStore, tmp_path: Path) -> None:
    there.most_bytes = 4_000
    statements = numbered(4)
    statements[1] = statements[1] | {"context": {"platform": "x" * 4_000}}
    result = run("send", write(tmp_path, statements))
    assert outcome(result) == (1, "3 stored, 1 refused")
    assert "line 2:" in result.stdout and "the store refuses the statement (413): too much" in result.stdout


def test_what_the_store_refuses_does_not_hold_the_others_back(there: FakeStore, tmp_path: Path) -> None:
    there.poison = _time(13)
    statements = numbered(30)
    result = run("send", write(tmp_path, statements))
    assert outcome(result) == (1, "29 stored, 1 refused")
    assert list(there.statements.values()) == [*statements[:13], *statements[14:]]
    assert "line 14:" in result.stdout and "(400): poisoned" in result.stdout
    there.poison = ""  # somebody mended the store
    assert outcome(run("send", tmp_path / "s.jsonl")) == (0, "1 stored, 29 sent before")


def test_another_statement_of_the_same_id_is_named(there: FakeStore, tmp_path: Path) -> None:
    statements = numbered(4)
    there.statements = {statements[1]["id"]: statements[1] | {"result": {"success": True}}}
    result = run("send", write(tmp_path, statements))
    assert outcome(result) == (1, "3 stored, 1 refused")
    assert "line 2:" in result.stdout and "XAPI-CONFLICT" in result.stdout


def test_a_key_that_may_not_read_takes_an_id_for_its_statement(there: FakeStore, tmp_path: Path) -> None:
    statements = numbered(3)
    there.statements, there.may_read = {statements[1]["id"]: statements[1]}, False
    assert outcome(run("send", write(tmp_path, statements))) == (0, "2 stored, 1 already there")


# --- what breaks off ------------------------------------------------------------------------------


def test_sending_goes_on_where_it_broke_off(there: FakeStore, tmp_path: Path) -> None:
    path = write(tmp_path, numbered(30))
    there.script = [None, *[Fault(503)] * 6]
    result = run("send", path, "--batch", 10)
    assert (result.exit_code, len(there.statements)) == (1, 10)
    assert isinstance(result.exception, StoreError)
    assert outcome(run("send", path, "--batch", 10)) == (0, "20 stored, 10 sent before")
    assert list(there.statements.values()) == numbered(30)


def test_who_stops_it_is_told_what_is_stored_and_that_it_can_go_on(
    there: FakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, numbered(25))
    add = Store.add
    left = 2

    def impatient(store: Store, statements: Sequence[Json]) -> None:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        add(store, statements)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "add", impatient)
        result = run("send", path, "--batch", 10)
    assert result.exit_code == 130
    assert "20 are in the store; the same command goes on from there" in result.stderr
    assert outcome(run("send", path, "--batch", 10)) == (0, "5 stored, 20 sent before")


def test_a_batch_whose_answer_was_lost_is_stored_once(there: FakeStore, tmp_path: Path) -> None:
    there.script = [None, Fault(late=True)]
    result = run("send", write(tmp_path, numbered(20)), "--batch", 10)
    assert outcome(result) == (0, "10 stored, 10 already there")
    assert list(there.statements.values()) == numbered(20)


@pytest.mark.parametrize(
    "fault", [Fault(), Fault(408), Fault(429, (("Retry-After", "2"),)), Fault(500), Fault(502), Fault(503), Fault(504)]
)
def test_what_passes_loses_nothing(fault: Fault, there: FakeStore, tmp_path: Path) -> None:
    there.script = [fault, None, fault, fault, None, fault]
    assert outcome(run("send", write(tmp_path, numbered(40)), "--batch", 10)) == (0, "40 stored")
    assert list(there.statements.values()) == numbered(40)


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault(401), "does not know these credentials"),
        (Fault(403), "may not write"),
        (Fault(404), "there is no store at this endpoint"),
    ],
)
def test_what_no_statement_can_help_stops_at_once(fault: Fault, text: str, there: FakeStore, tmp_path: Path) -> None:
    there.script = [fault]
    result = run("send", write(tmp_path, numbered(30)), "--batch", 10)
    assert isinstance(result.exception, StoreError) and text in str(result.exception)
    assert len(there.requests) == 1


def test_a_journal_that_was_cut_off_in_a_line_is_read_as_far_as_it_goes(there: FakeStore, tmp_path: Path) -> None:
    path = write(tmp_path, numbered(5))
    run("send", path)
    journal = tmp_path / "s.jsonl.sent"
    journal.write_bytes(journal.read_bytes()[:-20])
    assert outcome(run("send", path)) == (0, "0 stored, 1 already there, 4 sent before")
    assert outcome(run("send", path)) == (0, "0 stored, 5 sent before")


@pytest.mark.parametrize("size", [0, 1, 20, -1])
def test_a_journal_that_was_cut_off_in_its_first_line_begins_anew(size: int, there: FakeStore, tmp_path: Path) -> None:
    path = write(tmp_path, numbered(1))
    head = json.dumps({"format": 1, "endpoint": there.endpoint})
    Path(f"{path}.sent").write_text(f"{head}\n"[:size], "utf-8")
    assert outcome(run("send", path)) == (0, "1 stored")
    assert Path(f"{path}.sent").read_text("utf-8").splitlines()[0] == head


def test_the_journal_of_another_store_is_refused(there: FakeStore, tmp_path: Path) -> None:
    path = write(tmp_path, numbered(1))
    other = '{"format": 1, "endpoint": "https://other.example.org/"}\n{"id": "an id", "line": 1}\n'
    Path(f"{path}.sent").write_text(other, "utf-8")
    result = run("send", path)
    assert isinstance(result.exception, JournalError) and "https://other.example.org/" in str(result.exception)
    assert there.requests == []


def test_a_journal_of_an_endpoint_that_took_nothing_holds_nobody_up(there: FakeStore, tmp_path: Path) -> None:
    path = write(tmp_path, numbered(1))
    Path(f"{path}.sent").write_text('{"format": 1, "endpoint": "https://mistyped.example.org/"}\n', "utf-8")
    assert outcome(run("send", path)) == (0, "1 stored")
    assert outcome(run("send", path)) == (0, "0 stored, 1 sent before")


@pytest.mark.parametrize("content", [b"holiday notes\nmore\n", b"notes", b"\xff\xfe\n", b"[]\n", b'{"format": 2}\n'])
def test_a_file_that_is_no_journal_is_left_alone(content: bytes, there: FakeStore, tmp_path: Path) -> None:
    path = write(tmp_path, numbered(1))
    Path(f"{path}.sent").write_bytes(content)
    assert isinstance(run("send", path).exception, JournalError)
    assert (Path(f"{path}.sent").read_bytes(), there.requests) == (content, [])


def test_a_million_statements_are_read_as_they_are_sent(there: FakeStore) -> None:
    """No more than one batch is asked for ahead of the store."""
    asked = 0

    def endless() -> Iterator[Outgoing]:
        nonlocal asked
        while True:
            asked += 1
            yield Outgoing(GOOD | {"id": str(uuid.uuid4())}, asked)

    there.script = [None, None, Fault(401)]
    with Store(there.endpoint, basic(KEY, SECRET), patience=Patience(1)) as store, pytest.raises(StoreError):
        send(store, endless(), Journal(None, store.endpoint), "-", limits=Limits(10))
    assert (len(there.statements), asked) == (20, 31)


# --- credentials ----------------------------------------------------------------------------------


def test_without_credentials_and_terminal_nothing_is_tried(
    there: FakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCORMKIT_LRS_SECRET")
    result = run("send", write(tmp_path, numbered(1)))
    assert result.exit_code == 2 and "set SCORMKIT_LRS_KEY and SCORMKIT_LRS_SECRET" in result.stderr
    assert there.requests == []


def test_a_token_goes_before_a_key(there: FakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORMKIT_LRS_TOKEN", "t0k3n")
    run("send", write(tmp_path, numbered(1)))
    assert there.requests[0][2]["authorization"] == "Bearer t0k3n"


def test_no_secret_is_shown_or_written(there: FakeStore, tmp_path: Path) -> None:
    there.script = [Fault(401)]
    result = run("send", write(tmp_path, numbered(1)))
    told = result.output + str(result.exception) + (tmp_path / "s.jsonl.sent").read_text("utf-8")
    assert SECRET not in told and basic(KEY, SECRET) not in told


def test_credentials_are_no_option() -> None:
    for option in ("--key", "--secret", "--token", "--password"):
        assert "No such option" in run("send", "-", option, "x", stdin="").stderr


# --- ping -----------------------------------------------------------------------------------------


def test_ping_says_what_the_store_speaks_and_whether_one_may_read(there: FakeStore) -> None:
    result = run("ping")
    assert (result.exit_code, result.stdout) == (
        0, f"store        {there.endpoint}\nspeaks       1.0.3\nmay read     yes\n",
    )  # fmt: skip
    there.may_read = False
    assert "may read     no, so they may write at most" in run("ping").stdout
    assert {method for method, *_ in there.requests} == {"GET"}


@pytest.mark.parametrize(("status", "text"), [(401, "does not know these credentials"), (404, "answers 404")])
def test_ping_fails_where_sending_would(status: int, text: str, there: FakeStore) -> None:
    there.script = [None, Fault(status)]
    result = run("ping")
    assert result.exit_code != 0 and text in result.stderr + str(result.exception)


# --- validate -------------------------------------------------------------------------------------


def test_validate_says_nothing_of_good_statements(tmp_path: Path) -> None:
    result = run("validate", write(tmp_path, numbered(3)))
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("style", ["text", "json", "sarif", "junit", "github", "html"])
def test_validate_speaks_every_format(style: str, tmp_path: Path) -> None:
    path = write(tmp_path, [numbered(1)[0], {"verb": {}}])
    result = run("validate", path, "--format", style)
    assert result.exit_code == 1
    assert "XAPI-MISSING-KEY" in result.stdout and "s.jsonl" in result.stdout


def test_validate_takes_standard_input(tmp_path: Path) -> None:
    result = run("validate", "-", stdin="[1]")
    assert result.exit_code == 1
    assert result.stdout.startswith("-\n  error: line 1:")


def test_a_timestamp_of_tomorrow_is_refused_and_what_a_store_adds_may_be_passed(tmp_path: Path) -> None:
    ahead = write(tmp_path, [numbered(1)[0] | {"timestamp": "2999-01-01T00:00:00Z"}])
    assert "XAPI-FUTURE" in run("validate", ahead).stdout
    read = write(tmp_path, [numbered(1)[0] | {"stored": _time(9), "version": "1.0.3"}])
    assert run("validate", read, "--strict").exit_code == 1
    assert run("validate", read, "--strict", "--from-store").exit_code == 0


def test_a_file_that_is_not_there_could_not_be_checked() -> None:
    result = run("validate", "nowhere.json")
    assert result.exit_code == 2 and "nowhere.json" in result.stderr


def test_asking_for_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from click.testing import CliRunner; from scormkit.cli import scormkit as program;"
        "results = [CliRunner().invoke(program, [*words, '--help']) for words in ([], ['xapi'], ['xapi', 'send'])];"
        "assert all(each.exit_code == 0 for each in results);"
        "print(*sorted({'httpx', 'tincan', 'pydantic', 'lxml', 'jinja2'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "\n"

"""Real stores take what a course can send, once, and give it back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scormkit.cli import scormkit as program
from scormkit.model import XapiProfile
from scormkit.xapi.transport import RefusedError, Store, StoreError, basic
from tests.xapi.courses import SAMPLES, sample_statements
from tests.xapi.stores.real import PASSWORD, USER, RealStore, ralph

Json = dict[str, Any]


@pytest.fixture
def run(real: RealStore, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("SCORMKIT_LRS_ENDPOINT", real.endpoint)
    monkeypatch.setenv("SCORMKIT_LRS_KEY", USER)
    monkeypatch.setenv("SCORMKIT_LRS_SECRET", PASSWORD)

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(program, ["xapi", *map(str, arguments)])

    return invoke


def write(path: Path, statements: list[Json]) -> Path:
    path.write_text("".join(f"{json.dumps(each)}\n" for each in statements), "utf-8")
    return path


def test_everything_that_the_samples_can_send_arrives_once_and_whole(run: Any, store: Store, tmp_path: Path) -> None:
    statements = [each for profile in XapiProfile for each in sample_statements(profile)]
    path = write(tmp_path / "s.jsonl", statements)
    result = run("send", path)
    assert (result.exit_code, result.stderr) == (0, f"{len(statements):,} stored\n")
    assert run("send", path, "--journal", tmp_path / "other.sent").exit_code == 0
    ids = {each["id"] for each in statements}
    kept = [each for each in store.statements(limit=100) if each["id"] in ids]
    assert sorted(map(without_what_it_adds, kept), key=by_id) == sorted(statements, key=by_id)
    assert len(SAMPLES) > 1


def without_what_it_adds(statement: Json) -> Json:
    return {name: value for name, value in statement.items() if name not in ("stored", "authority", "version")}


def by_id(statement: Json) -> str:
    return str(statement["id"])


def test_another_statement_of_the_same_id_is_told_apart(run: Any, tmp_path: Path) -> None:
    first, second, third = sample_statements(XapiProfile.XAPI)[:3]
    run("send", write(tmp_path / "one.jsonl", [first]))
    result = run("send", write(tmp_path / "two.jsonl", [second, {**third, "id": first["id"]}]))
    assert result.exit_code == 1
    assert "XAPI-CONFLICT" in result.stdout and "1 refused" in result.stderr


def test_ping_finds_it(run: Any, real: RealStore) -> None:
    speaks = {"Ralph": "it does not say", "Learning Locker": "1.0.3"}[real.name]
    result = run("ping")
    assert (result.exit_code, result.stdout) == (
        0, f"store        {real.endpoint}\nspeaks       {speaks}\nmay read     yes\n",
    )  # fmt: skip


def test_what_it_cannot_take_is_refused_with_its_reason(store: Store) -> None:
    with pytest.raises(RefusedError) as caught:
        store.add([{"id": "no UUID"}])
    assert caught.value.status in (400, 422) and "actor" in caught.value.told


def test_wrong_credentials_are_told(tmp_path: Path) -> None:
    with (
        ralph(tmp_path) as real,  # the other one takes any
        Store(real.endpoint, basic(USER, "wrong")) as stranger,
        pytest.raises(StoreError, match="does not know"),
    ):
        stranger.add(sample_statements(XapiProfile.XAPI)[:1])

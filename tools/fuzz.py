"""A long fuzzing run of the checker, by hand: `python tools/fuzz.py SECONDS [SEED]`. Stops at the first crash."""

from __future__ import annotations

import random
import sys
import tempfile
import time
import warnings
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scormkit.rules import RULE_FAILED  # noqa: E402 - the tests' builder lies beside this folder
from scormkit.validate.checking import check_package  # noqa: E402
from tests.rules.building import HERE, build, load_fixture  # noqa: E402

_LARGE = ("SIZE-", "ZIP64", "ZIP-TOO-MANY", "ZIP-BOMB")
_PIECES = (b"<item>", b'""', b"..", b"&#0;", b"{", b"\xff", b"<!--", b"]]>", b"imsss:", b"-1", b"<!DOCTYPE", b"%00")


def seeds() -> list[bytes]:
    """The packages of all rule fixtures, without the large ones."""
    found = []
    for path in sorted(HERE.glob("*/*.yaml")):
        if path.parent.name.startswith(_LARGE):
            continue
        package = build(load_fixture(path), Path(tempfile.mkdtemp()))
        if package.is_file():
            found.append(package.read_bytes())
    return found


def mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    """Some bytes of the archive changed."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 10)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def mutate_members(data: bytes, chance: random.Random) -> bytes:
    """A sound archive whose texts were cut, doubled and spiced."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for info in source.infolist():
            content = bytearray(source.read(info))
            for _ in range(chance.randint(0, 6) if info.filename.endswith((".xml", ".html", ".js")) else 0):
                at = chance.randrange(len(content) + 1)
                start = chance.randrange(len(content) + 1)
                edits = (chance.choice(_PIECES), bytes(content[start : start + chance.randint(1, 60)]), b"")
                content[at : at + chance.choice((0, 0, chance.randint(1, 30)))] = chance.choice(edits)
            target.writestr(info.filename, bytes(content))
    return out.getvalue()


def main() -> int:
    warnings.simplefilter("ignore")
    seconds, seed = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chance, packages = random.Random(seed), seeds()
    path = Path(tempfile.mkdtemp()) / "mutant.zip"
    end, runs, slowest = time.monotonic() + seconds, 0, 0.0
    while time.monotonic() < end:
        data = chance.choice(packages)
        try:
            mutant = chance.choice((mutate_bytes, mutate_members))(data, chance)
        except Exception:  # zipfile refuses many of our seeds, each in its own words
            continue
        path.write_bytes(mutant)
        started = time.monotonic()
        report = check_package(path)
        slowest, runs = max(slowest, time.monotonic() - started), runs + 1
        failed = [each.message for each in report if each.code == RULE_FAILED]
        if failed:
            print(f"run {runs}: {failed[0]}\nkept as {path}")
            return 1
    print(f"{runs} packages, the slowest took {slowest:.2f} s, none crashed a rule")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

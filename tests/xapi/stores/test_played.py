"""What the scripts in packages really say: valid in every eye, and nothing but what statements.json foretold."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scormkit.build import BuildOptions, build_course
from scormkit.xapi.checking import check_statements
from scormkit.xapi.vocabulary import VIDEO
from tests.courses import write_course
from tests.told import FILES
from tests.xapi.stores.judges import COMMANDS, HERE, judge

Json = dict[str, Any]
TARGETS = {"scorm12": "scorm12", "scorm2004": "scorm2004-4th", "cmi5": "cmi5", "xapi": "xapi"}
_MASTERY = "https://w3id.org/xapi/cmi5/context/categories/moveon"


@pytest.fixture(scope="module")
def played() -> dict[str, list[list[Json]]]:
    """Driver → the statements of a learner who does well, and those of one who does not."""
    run = subprocess.run(["node", str(HERE / "played.mjs")], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    told: dict[str, list[list[Json]]] = json.loads(run.stdout)
    return told


def test_much_is_said_in_each_standard(played: dict[str, list[list[Json]]]) -> None:
    every = {"initialized", "completed", "passed", "failed"}
    for driver, learners in played.items():
        said = {each["verb"]["id"].rpartition("/")[2] for told in learners for each in told}
        assert every - said == set(), driver
        assert min(map(len, learners)) > 7
    assert set(played) == set(TARGETS)


@pytest.mark.parametrize("driver", TARGETS)
def test_our_own_check_finds_nothing(driver: str, played: dict[str, list[list[Json]]]) -> None:
    found = [each for told in played[driver] for _, each in check_statements(told)]
    assert [(each.code, each.path, each.message) for each in found] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_others_find_nothing(name: str, played: dict[str, list[list[Json]]]) -> None:
    statements = [each for learners in played.values() for told in learners for each in told]
    assert [said for said in judge(name, statements) if said] == []


def test_films_are_told_in_all_the_words_of_the_video_profile(played: dict[str, list[list[Json]]]) -> None:
    """So that Ralph's models of it, to which those of a film are held above, have seen each."""
    for driver in set(played) - {"cmi5"}:  # the AU that is played has no film
        said = {
            each["verb"]["id"].rpartition("/")[2]
            for told in played[driver]
            for each in told
            if each["object"].get("definition", {}).get("type") == VIDEO.iri
        }
        assert said == {"initialized", "played", "paused", "seeked", "completed", "terminated"}, driver


@pytest.mark.parametrize("driver", TARGETS)
def test_the_package_foretold_all_of_it(driver: str, played: dict[str, list[list[Json]]], tmp_path: Path) -> None:
    course = write_course(tmp_path / "course", FILES)
    (package,) = build_course(course, BuildOptions(out=tmp_path, targets=(TARGETS[driver],))).packages
    with zipfile.ZipFile(package.path) as archive:
        foretold = json.loads(archive.read("statements.json"))
    assert [text for told in played[driver] for each in told if (text := surprise(with_own_id(each), foretold))] == []


def with_own_id(statement: Json) -> Json:
    """A cmi5 LMS gives the AU an id of its own, and puts that of cmi5.xml into the grouping (cmi5, 9.6.2.3)."""
    text = json.dumps(statement)
    for given in set(re.findall(r"https://lms\.example\.org/activities/[0-9a-f-]+", text)):
        text = text.replace(given, statement["context"]["contextActivities"]["grouping"][0]["id"])
    made: Json = json.loads(text)
    return made


def surprise(statement: Json, foretold: Json) -> str:
    """What is not as the catalogue has it; empty when all is."""
    about = statement["object"]["id"]
    verb = statement["verb"]
    name = f"{verb['id']} {about}"
    entry = foretold["activities"].get(about)
    if entry is None:
        return f"{name}: an activity of which nothing is known"
    definition = {key: value for key, value in statement["object"].get("definition", {}).items() if key != ANSWER}
    if definition and definition != entry["definition"]:
        return f"{name}: another definition"
    if not any(is_kind(statement, entry, each) for each in foretold["templates"].values() if about in each["about"]):
        return f"{name}: no template of that verb, context and result"
    return ""


ANSWER = "correctResponsesPattern"  # never in a package's catalogue; the scripts know it once the learner has answered


def is_kind(statement: Json, about: Json, template: Json) -> bool:
    """Whether a statement is of a template: verb, what it belongs to, and no result that the template does not have."""
    related = statement["context"].get("contextActivities", {})
    filled = {each.removeprefix("result.") for each in template["fills"] if each.startswith("result.")}
    return (
        statement["verb"] == template["verb"]
        and ids(related, "category") >= {each["id"] for each in template.get("category", ())} - {_MASTERY}
        and ids(related, "parent") >= set(about.get("parent", ()))
        and ids(related, "grouping") >= set(about.get("grouping", ())) - {statement["object"]["id"]}
        and set(statement.get("result", {})) <= filled | set(template.get("result", {}))
    )


def ids(related: Json, name: str) -> set[str]:
    return {each["id"] for each in related.get(name, ())}

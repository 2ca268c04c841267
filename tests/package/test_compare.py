"""What becomes of learners' records: found in the packages, judged for each LMS."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from scormkit.cli.compare import compare
from scormkit.errors import PackageError
from scormkit.package.compare import LMS_NAMES, Comparison, Fate, ItemFate, compare_packages
from scormkit.package.states import StateFate
from tests.package.strangers import SCORM_2004, document, page, question, scorm12, zip_of

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/reference/compare.schema.json").read_text("utf-8")))

ONE = ("ITEM-course", "Airway", "index.html")
PAGES = [page("a", "k01"), page("b", "k02"), page("c", "k03")]
QUESTIONS = [question("q1", "k11", "Yes", "No"), question("q2", "k12", "Yes", "No")]
COURSE = {"imsmanifest.xml": scorm12(ONE), "index.html": document(PAGES, QUESTIONS)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def compared(folder: Path, old: Mapping[str, str], new: Mapping[str, str], *lms: str) -> Comparison:
    return compare_packages(zip_of(folder / "old.zip", old), zip_of(folder / "new.zip", new), lms)


def verdicts(found: Comparison) -> dict[str, str]:
    return {each.lms: each.verdict.value for each in found.judgements}


def test_the_same_package_need_not_be_uploaded_anywhere(folder: Path) -> None:
    found = compared(folder, COURSE, COURSE)
    assert verdicts(found) == dict.fromkeys(LMS_NAMES, "replace")
    assert (found.changes, found.exit_code()) == ((), 0)


def test_a_corrected_text_replaces_the_old_wherever_an_lms_can_replace(folder: Path) -> None:
    new = {**COURSE, "index.html": document(PAGES, QUESTIONS).replace("<main>", "<main>Better")}
    found = compared(folder, COURSE, new)
    assert verdicts(found) == {**dict.fromkeys(LMS_NAMES, "replace"), "canvas": "new version"}
    assert found.states == (StateFate("ITEM-course", known=True, kept=5),)
    assert found.exit_code() == 1
    assert compared(folder, COURSE, new, "moodle", "open-edx").exit_code() == 0


def test_pages_may_come_and_go(folder: Path) -> None:
    pages = [page("start", "k00"), page("a", "k01"), page("c", "k03")]
    questions = [question("q1", "k11", "Yes", "No")]
    found = compared(folder, COURSE, {**COURSE, "index.html": document(pages, questions)}, "moodle")
    assert found.states == (
        StateFate(
            "ITEM-course",
            known=True,
            kept=3,
            dropped=("b", "q2"),
            added=("start",),
        ),
    )
    assert verdicts(found) == {"moodle": "replace"}


def test_a_page_under_another_id_breaks_resume(folder: Path) -> None:
    pages = [page("a", "k01"), page("b-new", "k09", "B"), page("c", "k03")]
    found = compared(folder, COURSE, {**COURSE, "index.html": document(pages, QUESTIONS)}, "moodle", "open-edx")
    assert found.states[0].rekeyed == ("b",)
    assert verdicts(found) == {"moodle": "breaks resume", "open-edx": "breaks resume"}
    assert found.judgements[0].reason == (
        "the page `B` has another id, `b` → `b-new`, so that what learners did there is lost"
    )


def test_a_page_reworded_and_renamed_breaks_resume_as_it_stands_in_the_same_place(folder: Path) -> None:
    pages = [page("a", "k01"), page("u--better", "k09", "Better"), page("c", "k03")]
    found = compared(folder, COURSE, {**COURSE, "index.html": document(pages, QUESTIONS)}, "moodle")
    assert (found.states[0].rekeyed, found.states[0].added) == (("b",), ())
    assert verdicts(found) == {"moodle": "breaks resume"}
    assert found.judgements[0].reason == (
        "the page `B` is gone, and `Better` is in its place under another id, `b` → `better`, "
        "so that what learners did there is lost"
    )


def test_a_question_is_known_by_its_choices_wherever_it_went(folder: Path) -> None:
    three = ("Wheeze", "Stridor", "Cough")
    old = document(PAGES, [question("q1", "k11", *three), question("q2", "k12", "Yes", "No")])
    new = document(PAGES, [question("q2", "k12", "Yes", "No"), question("which_one", "k19", *three)])
    found = compared(folder, {**COURSE, "index.html": old}, {**COURSE, "index.html": new}, "moodle")
    assert found.states[0].rekeyed == ("q1",)
    assert found.judgements[0].reason.startswith("the question `q1?` is gone, and `which_one?` is in its place")


OTHER_CHOICES = (
    "the question `q1?` has other choices than before, {}, so that a stored answer would mean something else"
)


@pytest.mark.parametrize(
    ("choices", "difference"),
    [
        (("Yes", "Never"), "`No` → `Never`"),
        (("Always", "No"), "`Yes` → `Always`"),
    ],
)
def test_an_answer_that_would_mean_another_choice_breaks_resume(
    folder: Path, choices: tuple[str, ...], difference: str
) -> None:
    questions = [question("q1", "k11", *choices), QUESTIONS[1]]
    found = compared(folder, COURSE, {**COURSE, "index.html": document(PAGES, questions)}, "moodle")
    assert found.states[0].reworded == ("q1",)
    assert found.states[0].losses == (OTHER_CHOICES.format(difference),)
    assert (verdicts(found), found.judgements[0].reason) == (
        {"moodle": "breaks resume"},
        OTHER_CHOICES.format(difference),
    )


@pytest.mark.parametrize("choices", [("No", "Yes"), ("Perhaps", "Yes", "No"), ("No",)])
def test_choices_that_were_moved_added_or_taken_away_are_told_by_their_words(
    folder: Path, choices: tuple[str, ...]
) -> None:
    questions = [question("q1", "k11", *choices), QUESTIONS[1]]
    found = compared(folder, COURSE, {**COURSE, "index.html": document(PAGES, questions)}, "moodle")
    assert (found.states[0].reworded, found.states[0].losses, verdicts(found)) == ((), (), {"moodle": "replace"})


@pytest.mark.parametrize(
    ("before", "after", "replaces"),
    [
        ("Stridr on breathing in", "Stridor, on breathing in.", True),
        ("the airwya", "the Airway", True),
        ("It is a sign", "It is not a sign", False),
        ("hypoglycaemia", "hyperglycaemia", False),
        ("10 ml", "12 ml", False),
        ("1.5 mg", "15 mg", False),
        ("x > y", "x < y", False),
        ("気道閉塞", "気道確保", False),
        ("明日は雨です", "昨日は雨です", False),
        ("cat", "car", False),
    ],
)
def test_a_slip_mended_in_a_choice_is_no_other_choice(folder: Path, before: str, after: str, replaces: bool) -> None:
    old = document(PAGES, [question("q1", "k11", before, "Other")])
    new = document(PAGES, [question("q1", "k11", after, "Other")])
    found = compared(folder, {**COURSE, "index.html": old}, {**COURSE, "index.html": new}, "moodle")
    assert verdicts(found) == {"moodle": "replace" if replaces else "breaks resume"}


def test_ids_that_are_counted_off_and_moved_on_break_resume(folder: Path) -> None:
    """What texts without Latin letters get: `page-2`, `unit-question`."""
    old = document(
        [page("u--page-1", "k01", "気道"), page("u--page-2", "k02", "呼吸")],
        [{**question("u_question", "k11", "はい", "いいえ"), "prompt": "気道は開いていますか"}],
    )
    new = document(
        [page("u--page-1", "k01", "呼吸"), page("u--page-2", "k02", "気道")],
        [{**question("u_question", "k11", "はい", "いいえ"), "prompt": "何時に"}],
    )
    found = compared(folder, {**COURSE, "index.html": old}, {**COURSE, "index.html": new}, "moodle")
    assert found.states[0].swapped == ("u--page-1", "u--page-2", "u_question")
    assert found.judgements[0].reason == (
        "the id `page-1` belonged to the page `気道` and now belongs to `呼吸`, "
        "so that what learners did in the one counts for the other; and 2 more"
    )


def test_a_reworded_question_under_its_own_id_replaces_the_old(folder: Path) -> None:
    questions = [{**QUESTIONS[0], "prompt": "Something else entirely, but under its id"}, QUESTIONS[1]]
    found = compared(folder, COURSE, {**COURSE, "index.html": document(PAGES, questions)}, "moodle")
    assert verdicts(found) == {"moodle": "replace"}


def test_another_course_never_takes_the_place(folder: Path) -> None:
    other = document(PAGES, QUESTIONS).replace('"id": "airway"', '"id": "fire"')
    manifest = scorm12(ONE, identifier="hash9999-fire-scorm12").replace(
        "<title>Airway</title><item", "<title>Fire</title><item"
    )
    found = compared(folder, COURSE, {"imsmanifest.xml": manifest, "index.html": other})
    assert verdicts(found) == dict.fromkeys(LMS_NAMES, "breaks resume")
    assert {each.reason for each in found.judgements} == {
        "`Airway` and `Fire` are two courses, with the ids `airway` and `fire`, "
        "so that records of the one would be taken for the other's"
    }
    renamed = scorm12(ONE, identifier="hash1234-fire-scorm12")
    assert verdicts(compared(folder, COURSE, {"imsmanifest.xml": renamed, "index.html": other}, "moodle")) == {
        "moodle": "replace"
    }


def test_courses_of_other_tools_are_told_apart_by_title_and_identifier(folder: Path) -> None:
    old = {"imsmanifest.xml": scorm12(ONE), "index.html": "<p>old"}
    manifest = scorm12(ONE, identifier="X").replace("<title>Airway</title><item", "<title>Fire</title><item")
    found = compared(folder, old, {"imsmanifest.xml": manifest, "index.html": "<p>new"}, "moodle")
    assert found.judgements[0].reason == (
        "`Airway` and `Fire` seem to be two courses: title and manifest identifier differ, "
        "so that records of the one would be taken for the other's"
    )


def test_another_language_of_the_course_is_told_and_its_words_are_not_compared(folder: Path) -> None:
    german = document(PAGES, [question("q1", "k11", "Ja", "Nein"), question("q2", "k12", "Ja", "Nein")])
    german = german.replace('"language": "en"', '"language": "de"')
    found = compared(folder, COURSE, {**COURSE, "index.html": german}, "moodle")
    assert (found.changes, verdicts(found)) == (("language: en → de",), {"moodle": "replace"})


def test_a_state_in_another_format_breaks_resume(folder: Path) -> None:
    found = compared(folder, COURSE, {**COURSE, "index.html": document(PAGES, QUESTIONS, form=2)}, "scorm-cloud")
    assert verdicts(found) == {"scorm-cloud": "breaks resume"}
    assert "another format" in found.judgements[0].reason


def test_a_wholly_new_content_breaks_resume(folder: Path) -> None:
    found = compared(folder, COURSE, {**COURSE, "index.html": document([page("x", "k99")])}, "moodle")
    assert (found.states[0].rekeyed, found.states[0].added) == ((), ("x",))
    assert found.judgements[0].reason == "nothing of `Airway` is as it was, so that learners begin again there"


def test_an_identifier_that_is_gone_takes_its_records_along_in_moodle(folder: Path) -> None:
    old = {"imsmanifest.xml": scorm12(("A", "One", "a.html"), ("B", "Two", "b.html"), ("C", "Three", "c.html"))}
    new = {"imsmanifest.xml": scorm12(("A", "One", "a.html"), ("B2", "Two!", "b.html"), ("D", "Four", "d.html"))}
    found = compared(folder, old, new)
    assert found.items == (
        ItemFate(Fate.KEPT, "A", "A", "One"),
        ItemFate(Fate.RENAMED, "B", "B2", "Two!"),
        ItemFate(Fate.LOST, "C", "", "Three"),
        ItemFate(Fate.NEW, "", "D", "Four"),
    )
    assert verdicts(found) == {
        "moodle": "breaks resume",
        "cornerstone": "new version",
        "successfactors": "new version",
        "canvas": "new version",
        "scorm-cloud": "new version",
        "open-edx": "replace",
    }
    assert found.judgements[0].reason == "Moodle keeps records by item identifier and deletes those of `Two!`, `Three`"


def test_an_item_is_found_again_by_its_title_where_its_address_changed(folder: Path) -> None:
    old, new = scorm12(("A", "One", "a.html")), scorm12(("B", "One", "b.html"))
    found = compared(folder, {"imsmanifest.xml": old}, {"imsmanifest.xml": new}, "moodle")
    assert found.items == (ItemFate(Fate.RENAMED, "A", "B", "One"),)


def test_one_part_that_becomes_several_is_another_structure(folder: Path) -> None:
    new = scorm12(("ITEM-a", "One", "a.html"), ("ITEM-b", "Two", "b.html"), identifier="hash1234-airway-scorm12-unit")
    found = compared(folder, COURSE, {"imsmanifest.xml": new})
    assert found.changes == (
        "manifest identifier: hash1234-airway-scorm12 → hash1234-airway-scorm12-unit",
        "structure: one part → 2 parts",
    )
    assert verdicts(found)["open-edx"] == verdicts(found)["moodle"] == "breaks resume"


def test_another_order_keeps_records_in_moodle(folder: Path) -> None:
    old = {"imsmanifest.xml": scorm12(("A", "One", "a.html"), ("B", "Two", "b.html"))}
    new = {"imsmanifest.xml": scorm12(("B", "Two", "b.html"), ("A", "One", "a.html"))}
    found = compared(folder, old, new, "moodle", "successfactors", "open-edx")
    assert found.changes == ("order: A, B → B, A",)
    assert verdicts(found) == {"moodle": "replace", "successfactors": "new version", "open-edx": "breaks resume"}


def test_mastery_and_rules_are_told_and_break_nothing_in_moodle(folder: Path) -> None:
    new = {
        "imsmanifest.xml": scorm12(ONE, mastery="90"),
        "index.html": document(PAGES, QUESTIONS, require="passed"),
    }
    found = compared(folder, COURSE, new, "moodle", "cornerstone")
    assert found.changes == ("mastery of ITEM-course: 80 → 90", "rule `require` of ITEM-course: all → passed")
    assert verdicts(found) == {"moodle": "replace", "cornerstone": "new version"}


def test_files_added_are_a_major_change_to_cornerstone_only(folder: Path) -> None:
    found = compared(folder, COURSE, {**COURSE, "more.png": "x"}, "cornerstone", "scorm-cloud", "successfactors")
    assert verdicts(found) == {"cornerstone": "new version", "scorm-cloud": "replace", "successfactors": "replace"}


def test_successfactors_reads_fifteen_characters_of_the_manifest_identifier(folder: Path) -> None:
    same = {**COURSE, "imsmanifest.xml": scorm12(ONE, identifier="hash1234-airway-something-else")}
    other = {**COURSE, "imsmanifest.xml": scorm12(ONE, identifier="hash9999-airway-scorm12")}
    assert verdicts(compared(folder, COURSE, same, "successfactors")) == {"successfactors": "replace"}
    assert verdicts(compared(folder, COURSE, other, "successfactors")) == {"successfactors": "new version"}


def test_another_standard_has_other_fields_but_another_edition_has_not(folder: Path) -> None:
    third = {"imsmanifest.xml": SCORM_2004.replace("<title>Course", "<title>Airway")}
    fourth = {"imsmanifest.xml": third["imsmanifest.xml"].replace("2004 3rd", "2004 4th")}
    assert verdicts(compared(folder, third, fourth, "moodle", "open-edx")) == {
        "moodle": "replace",
        "open-edx": "replace",
    }
    found = compared(folder, COURSE, third, "moodle", "open-edx", "successfactors")
    assert found.changes[0] == "standard: SCORM 1.2 → SCORM 2004 3rd Edition"
    assert not any(change.startswith("mastery") for change in found.changes)
    assert verdicts(found) == {"moodle": "breaks resume", "open-edx": "breaks resume", "successfactors": "new version"}


def test_what_other_tools_do_with_their_state_is_unknown(folder: Path) -> None:
    old = {"imsmanifest.xml": scorm12(ONE), "index.html": "<p>old"}
    new = {"imsmanifest.xml": scorm12(ONE), "index.html": "<p>new"}
    found = compared(folder, old, new, "moodle")
    assert found.states == (StateFate("ITEM-course", known=False),)
    assert verdicts(found) == {"moodle": "replace"}
    assert found.judgements[0].reason.endswith("is unknown, as scormkit did not make it")
    untouched = compared(folder, old, {**old, "style.css": "x"}, "moodle")
    assert untouched.states == (StateFate("ITEM-course", known=True),)


def test_a_damaged_configuration_counts_as_unknown(folder: Path) -> None:
    new = {**COURSE, "index.html": document(PAGES).replace('"pages"', '"sites"')}
    assert compared(folder, COURSE, new, "moodle").states == (StateFate("ITEM-course", known=False),)


@pytest.mark.parametrize(
    ("new", "lms", "message"),
    [
        ({"a.txt": ""}, "moodle", "new.zip has no manifest that can be read; `scormkit inspect` says more"),
        (COURSE, "modle", "there are no rules for the LMS `modle`; did you mean `moodle`?"),
        (
            {"index.html": document(PAGES)},
            "moodle",
            "new.zip is a web folder, of which no LMS keeps records: just put it in place",
        ),
        (COURSE, "ilias", f"there are no rules for the LMS `ilias`; there are {', '.join(LMS_NAMES)}"),
    ],
)
def test_what_cannot_be_compared_is_refused(folder: Path, new: dict[str, str], lms: str, message: str) -> None:
    with pytest.raises(PackageError) as refused:
        compared(folder, COURSE, new, lms)
    assert str(refused.value) == message


def test_the_command_prints_a_line_for_each_lms_and_ends_with_its_code(folder: Path) -> None:
    new = {**COURSE, "index.html": document([*PAGES, page("d", "k04")], QUESTIONS)}
    compared(folder, COURSE, new)
    result = CliRunner().invoke(
        compare, [str(folder / "old.zip"), str(folder / "new.zip"), "--lms", "moodle", "--lms", "canvas"]
    )
    assert result.output.splitlines() == [
        "old.zip → new.zip",
        "",
        "  items kept: 1 of 1",
        "  state of ITEM-course: 5 pages and questions kept, 1 added (d)",
        "",
        "Moodle  replace      Moodle keeps records by item identifier, and all of them are still there",
        "Canvas  new version  no documented way to replace a package: a second upload has records of its own",
    ]
    assert result.exit_code == 1


def test_json_keeps_to_its_schema(folder: Path) -> None:
    compared(folder, COURSE, {"imsmanifest.xml": scorm12(("X", "New", "x.html"))})
    result = CliRunner().invoke(compare, [str(folder / "old.zip"), str(folder / "new.zip"), "--format", "json"])
    found = json.loads(result.output)
    SCHEMA.check_schema(SCHEMA.schema)
    SCHEMA.validate(found)
    assert (found["safe"], result.exit_code, [each["lms"] for each in found["judgements"]]) == (
        False,
        1,
        list(LMS_NAMES),
    )


def test_a_folder_compares_with_its_zip(folder: Path) -> None:
    (folder / "unpacked").mkdir()
    for name, content in COURSE.items():
        (folder / "unpacked" / name).write_text(content, "utf-8", newline="")
    zip_of(folder / "old.zip", COURSE)
    result = CliRunner().invoke(compare, [str(folder / "old.zip"), str(folder / "unpacked")])
    assert result.exit_code == 0

"""`scormkit plan publish` as its user meets it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from click.testing import CliRunner

from scormkit.cli import scormkit

AIRWAY = Path(__file__).resolve().parents[2] / "courses" / "airway-basics"


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(scormkit, ["plan", *words])
    return result.exit_code, result.output


def test_a_cohort_is_invited_moved_and_left_alone(tmp_path: Path) -> None:
    course, out = tmp_path / "airway", str(tmp_path / "dist")
    shutil.copytree(AIRWAY, course)
    cohort = course / "cohorts" / "2026a.yaml"

    assert run("publish", str(course), "--what-if", "--now", "2026-02-20T18:00Z", "--out", out)[0] == 0
    assert not (course / "cohorts" / "2026a.lock.json").exists()
    assert run("publish", str(course), "--now", "2026-02-20T18:00Z", "--out", out)[0] == 0
    text = cohort.read_text("utf-8")
    cohort.write_text(text.replace("2026-03-09 13:00", "2026-03-10 13:00"), "utf-8")
    broken, _ = run("publish", str(course), "--now", "2026-02-21T18:00Z", "--out", out)  # two days before the lab
    cohort.write_text(text.replace("2026-03-09 13:00", "2026-03-09 14:00"), "utf-8")
    code, said = run("publish", str(course), "--now", "2026-02-21T18:00Z", "--out", out)
    again = run("publish", str(course), "--now", "2026-02-22T18:00Z", "--out", out)

    assert broken == 1
    assert code == 0 and "revision 2, 2 messages and a note in" in said
    assert again == (0, "2026a: nothing changed; nobody needs to be told\n")
    told = tmp_path / "dist" / "airway-basics" / "messages" / "2026a"
    assert sorted(path.relative_to(told).as_posix() for path in (told / "r2").rglob("*.*")) == [
        "r2/ann/clinic.request.ics",
        "r2/clinic.request.ics",
        "r2/note.md",
    ]


def test_a_spoilt_lock_is_refused_with_its_remedy(tmp_path: Path) -> None:
    course = tmp_path / "airway"
    shutil.copytree(AIRWAY, course)
    (course / "cohorts" / "2026a.lock.json").write_text("{}", "utf-8")
    result = CliRunner().invoke(scormkit, ["plan", "publish", str(course), "--now", "2026-02-20T18:00Z"])

    assert "is not a lock written by `scormkit plan publish`" in str(result.exception)


def test_a_cohort_that_is_not_there_is_named() -> None:
    code, said = run("publish", str(AIRWAY), "--cohort", "2027")

    assert (code, said) == (2, "error: there is no cohort `2027`; there are: 2026a\n")


def test_a_cohort_without_addresses_is_published_for_its_feeds_and_says_so(tmp_path: Path) -> None:
    course = tmp_path / "airway"
    shutil.copytree(AIRWAY, course)
    cohort = course / "cohorts" / "2026a.yaml"
    text = re.sub(r"^invite: .*\n", "", cohort.read_text("utf-8"), flags=re.MULTILINE)
    cohort.write_text(re.sub(r", email: (ann|raj)@example.org", "", text), "utf-8")
    code, said = run("publish", str(course), "--now", "2026-02-20T18:00Z", "--out", str(tmp_path / "dist"))

    assert code == 0 and "2026a: no message, since nobody has an address" in said
    assert (course / "cohorts" / "2026a.lock.json").is_file()


def test_nothing_that_learners_get_is_written_with_an_address_in_it(tmp_path: Path) -> None:
    course, out = tmp_path / "airway", tmp_path / "dist"
    shutil.copytree(AIRWAY, course)
    clinic, cohort, matter = course / "sessions/clinic.md", course / "cohorts/2026a.yaml", course / "course.yaml"
    clinic.write_text(clinic.read_text("utf-8") + "\nAsk office@example.org.\n", "utf-8")
    text = cohort.read_text("utf-8")
    cohort.write_text(text.replace("place: zoom-1}", "place: zoom-1, note: ask raj@example.org}"), "utf-8")

    for command in (("build", str(course), "--out", str(out)), ("snapshot", str(course))):
        code, said = run(*command)
        assert code == 1 and "Nothing was written" in said
        assert re.findall(r"(?:/(\w+/[\w.]+)\n|line (\d+): the public plan would show the address (\S+))", said) == [
            ("cohorts/2026a.yaml", "", ""),
            ("", "20", "raj@example.org"),
            ("sessions/clinic.md", "", ""),
            ("", "1", "office@example.org"),
        ]
    assert not out.exists() and not (course / "plan").exists()

    waiver = "{rule: OP-PII, at: clinic, reason: an office}"
    matter.write_text(matter.read_text("utf-8") + f"lint: {{waive: [{waiver}]}}\n", "utf-8")
    assert run("build", str(course), "--out", str(out))[0] == 0


def test_a_window_that_the_cohort_fixed_is_named_where_it_stands(tmp_path: Path) -> None:
    course = tmp_path / "airway"
    shutil.copytree(AIRWAY, course)
    cohort = course / "cohorts/2026a.yaml"
    fixed = "windows: {clinic/prework/signs: {release: 2026-03-06 09:00, due: 2026-03-05 09:00}}\n"
    cohort.write_text(cohort.read_text("utf-8") + fixed, "utf-8")
    _, said = run("check", str(course), "--now", "2026-02-01T10:00Z")

    assert "2026a.yaml\n  error: line 22: the prework `signs` of `clinic` is due before it opens [OP-WINDOW]" in said

"""Quizzes, banks, recalls, scenarios, assignments and checklists as authors write them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scormkit.diagnostics import Diagnostic, Location
from scormkit.model import Move, Page, Place, Pool, Question, QuestionKind, Quiz, Scenario, Scene
from scormkit.source import LoadedCourse, read_course
from scormkit.source.assessment import Draw, resolve_draws
from scormkit.source.assessment.draws import strata_of
from tests.conftest import Golden
from tests.courses import lines_of, load, problems
from tests.source.showing import shown

ASSESSED = Path(__file__).parent / "assessed"


def read(tmp_path: Path, language: str | None = None) -> LoadedCourse:
    folder = tmp_path / "course"
    shutil.copytree(ASSESSED, folder, dirs_exist_ok=True)
    return read_course(folder, language)


def test_every_form_of_assessment_becomes_exactly_this(tmp_path: Path, golden: Golden) -> None:
    loaded = read(tmp_path)
    assert loaded.course is not None, lines_of(loaded.report, tmp_path / "course")
    golden.file("assessment/course.txt", shown(loaded.course.units()) + "\n")
    golden.file("assessment/banks.txt", shown(loaded.banks) + "\n")
    golden.file("assessment/ids.lock", loaded.ids.to_text())
    golden.file("assessment/report.txt", "\n".join([*lines_of(loaded.report, tmp_path / "course"), ""]))


# --- ids --------------------------------------------------------------------------------------------


def ids_of(loaded: LoadedCourse) -> list[str]:
    assert loaded.course is not None
    return [each for unit in loaded.course.units() for page in unit.pages for each in (page.id, *page.identified())]


def test_a_translation_has_the_ids_of_the_original_also_in_banks_draws_and_scenes(tmp_path: Path) -> None:
    own, german = read(tmp_path), read(tmp_path, "de")
    assert ids_of(german) == ids_of(own)
    assert german.course is not None
    questions = {each.id: each for unit in german.course.units() for each in unit.questions()}
    assert questions["final-q-sound"].prompt.startswith("<p>Welches Geräusch ist hoch?")
    (door,) = (block for block in german.course.units()[1].pages[0].blocks if isinstance(block, Scenario))
    assert [(scene.title, [move.scene for move in scene.moves]) for scene in door.scenes] == [
        ("An der Tür", ["silence", "end", "at-the-door"]),
        ("Stille", ["end"]),
        ("Ende", []),
    ]


def test_a_translation_of_another_shape_keeps_ids_of_its_own_and_is_told(tmp_path: Path) -> None:
    read(tmp_path)
    bank = tmp_path / "course/locales/de/banks/airway.md"
    bank.write_text(bank.read_text("utf-8").replace("tags=easy", "tags=hard"), "utf-8")
    report = read_course(bank.parents[3], "de").report
    told = [line for line in lines_of(report, bank.parents[3]) if "GIFT" not in line and "LOCALE-MISSING" not in line]
    assert told == [
        "units/test.md:4 SRC-DRAW-LARGE 2 questions are to be drawn, but 1 fits | write more questions, or draw fewer",
        "units/test.md:1 SRC-LOCALE-SHAPE this page has 3 questions, the original 5, so ids are its own"
        " | keep the same pages and questions",
    ]


def test_a_lock_keeps_the_ids_of_reworded_quizzes_and_bank_questions_and_all_that_is_made_of_them(
    tmp_path: Path,
) -> None:
    before = ids_of(read(tmp_path))
    folder = tmp_path / "course"
    (folder / "ids.lock").write_text(read_course(folder).ids.to_text(), "utf-8")
    for name, old, new in (
        ("units/case.md", "Once more", "Once again"),
        ("units/case.md", "Bag and mask", "Mask and bag"),
        ("banks/airway.md", "Does a snore come", "Would a snore come"),
        ("banks/more.gift", "::Numbers::", "::Figures::"),
        ("units/lesson.md", "purpose=practice", "purpose=graded"),
    ):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert ids_of(read_course(folder)) == before


def test_the_ids_of_banks_quizzes_and_questions_are_one_list(tmp_path: Path) -> None:
    question = "::: question #{}\nIs it so {}?\n\n- [x] Yes\n- [ ] No\n:::\n"
    files = {
        "course.yaml": "title: T\n",
        "units/one.md": f"# A\n\n{question.format('q', 1)}\n::: quiz #z draw=1 from=bank\n:::\n",
        "units/two.md": f"# B\n\n::: quiz #z draw=1\n{question.format('r', 2)}:::\n",
        "banks/bank.md": question.format("q", 3),
    }
    assert problems(tmp_path, files) == [
        "banks/bank.md:1 SRC-DUPLICATE-ID the question id `q` is used in the unit `one` too"
        " | give each question its own id",
        "units/two.md:1 SRC-DUPLICATE-ID the question id `z` is used in the unit `one` too"
        " | give each question its own id",
    ]


# --- points and ways --------------------------------------------------------------------------------


def test_only_what_counts_gives_a_unit_points(tmp_path: Path) -> None:
    course = read(tmp_path).course
    assert course is not None
    # lesson: two questions and the scenario; case: the checklist; test: one fixed, 2 of (2, 1, 1), 1 of 1
    points = {unit.id: round(unit.points(), 4) for unit in course.units()}
    assert points == {"start": 0.0, "lesson": 5.0, "case": 2.0, "test": 4.6667, "end": 2.6667}


def test_the_best_way_through_a_scenario_makes_its_points(tmp_path: Path) -> None:
    text = """# A

::: scenario Way
### Start
- [Detour](#detour) (-1)
- [Straight](#end) (+2)
- [Round](#start)
### Detour
- [Prize](#end) (+4)
- [Back](#start) (-3)
### End
Over.
:::
"""
    (scenario,) = load(tmp_path, {"course.yaml": "title: T\n", "units/one.md": text}).units()[0].pages[0].blocks
    assert isinstance(scenario, Scenario)
    assert (scenario.best(), scenario.best_from()) == (3.0, {"start": 3.0, "detour": 4.0, "end": 0.0})
    right = [[choice.text for choice in scene.question.choices if choice.correct] for scene in scenario.scenes
             if scene.question]  # fmt: skip
    assert right == [["Detour", "Round"], ["Prize"]]


@given(st.data())
def test_no_walk_through_a_scenario_makes_more_than_the_best_way(data: st.DataObject) -> None:
    names = [f"s{number}" for number in range(data.draw(st.integers(1, 5)))]
    moves = st.lists(
        st.builds(Move, st.just("a"), st.sampled_from([*names, "end"]), st.integers(-3, 0).map(float)),
        min_size=1,
        max_size=3,
    )
    question = Question("q", QuestionKind.CHOICE, "x", "x")
    scenes = {name: Scene(name, name, (), question, tuple(data.draw(moves))) for name in names}
    scenario = Scenario("s", "s", (*scenes.values(), Scene("end", "end", ())))
    here, total = names[0], 0.0
    for _ in range(12):
        move = data.draw(st.sampled_from(scenes[here].moves))
        here, total = move.scene, total + move.points
        if here == "end":
            assert total <= scenario.best()
            break


# --- draws ------------------------------------------------------------------------------------------

ANY_QUESTION = st.builds(
    lambda objectives, tags: Question("", QuestionKind.LIKERT, "x", "x", objectives=objectives, tags=tags),
    st.lists(st.sampled_from("abc"), unique=True).map(tuple),
    st.lists(st.sampled_from("xyz"), unique=True).map(tuple),
)


@given(
    st.lists(ANY_QUESTION, max_size=12),
    st.sampled_from(["objective", "tag"]),
    st.lists(st.sampled_from("abcxyz"), unique=True).map(tuple),
)
def test_strata_part_the_questions(asked: list[Question], by: str, preferred: tuple[str, ...]) -> None:
    numbered = [replace(each, id=f"q{number}") for number, each in enumerate(asked)]
    strata = strata_of(numbered, by, preferred)
    assert sorted(member for _, members in strata for member in members) == sorted(each.id for each in numbered)
    assert all(members for _, members in strata)
    assert [name for name, _ in strata] == sorted({name for name, _ in strata})


@given(st.integers(1, 6), st.integers(1, 8))
def test_a_draw_that_fits_makes_a_pool_and_one_that_does_not_is_an_error(count: int, held: int) -> None:
    bank = [Question(f"q{number}", QuestionKind.LIKERT, str(number), str(number)) for number in range(held)]
    page = Page("p", "P", (Quiz("z", "", ()),), Place("units/one.md", 1))
    draw = Draw(Location("units/one.md", 3), count, banks=("bank",))
    said: list[Diagnostic] = []
    pages, copies = resolve_draws({"one": [page]}, {"one": {"z": (draw,)}}, {"bank": bank}, said.append)
    (quiz,) = pages["one"][0].blocks
    assert isinstance(quiz, Quiz)
    if count > held:
        assert [each.code for each in said] == ["SRC-DRAW-LARGE"]
        assert quiz.pools == ()
    else:
        assert said == []
        assert quiz.pools == (Pool(count, tuple(replace(each, id=f"z-{each.id}") for each in bank)),)
    assert copies == {f"z-{each.id}": each.id for each in bank}


def test_a_recall_asks_a_bank_question_once_however_many_quizzes_drew_it(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: T\noutline: [one, two, three]\n",
        "units/one.md": "# A\n\n::: quiz #x draw=1 from=bank\n:::\n",
        "units/two.md": "# B\n\n::: quiz #y purpose=practice draw=1 from=bank\n:::\n",
        "units/three.md": "# C\n\n::: recall #r n=1\n",
        "banks/bank.md": "::: question #q\nIs it so?\n\n- [x] Yes\n- [ ] No\n:::\n",
    }
    assert [each.id for each in load(tmp_path, files).units()[2].questions()] == ["r-x-q"]


def test_the_time_of_a_quiz_is_that_of_one_draw(tmp_path: Path) -> None:
    question = "::: question\nIs it {}?\n\n- [x] Yes\n- [ ] No\n:::\n\n"
    bank = "".join(question.format(number) for number in range(20))
    files = {
        "course.yaml": "title: T\n",
        "units/one.md": "# A\n\n::: quiz draw=4 from=bank\n:::\n",
        "banks/bank.md": bank,
    }
    assert load(tmp_path, files).units()[0].minutes == 3.1

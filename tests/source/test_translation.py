"""Translations held against the original: same shape, same right answers, same letters in the records."""

from __future__ import annotations

from pathlib import Path

import pytest

from scormkit.model import Course
from scormkit.source import read_course
from tests.courses import lines_of, write_course

UNIT = """# Signs

Which sound is high-pitched?

- [ ] Wheeze
- [x] Stridor

::: question
Put the steps in order.

1. Look
2. Listen
3. Feel
:::

::: question
Which sound comes from where?

| Sound | Place |
| --- | --- |
| Stridor | Larynx |
| Wheeze | Bronchi |
| Snore | Larynx |
| | Stomach |
:::

::: question points=2
How many breaths a minute?

answer: 12..20
:::

# More

::: question
The sound is {{stridor}} or {{wheeze}}.
:::
"""
GERMAN = """# Zeichen

Welches Geräusch ist hoch?

- [ ] Giemen
- [x] Stridor

::: question
Ordne die Schritte.

1. Sehen
2. Hören
3. Fühlen
:::

::: question
Welches Geräusch kommt woher?

| Geräusch | Ort |
| --- | --- |
| Stridor | Kehlkopf |
| Giemen | Bronchien |
| Schnarchen | Kehlkopf |
| | Magen |
:::

::: question points=2
Wie viele Atemzüge in der Minute?

answer: 12..20
:::

# Mehr

::: question
Das Geräusch heißt {{Stridor}} oder {{Giemen}}.
:::
"""


def read(tmp_path: Path, german: str, own: str = UNIT) -> tuple[Course | None, Course, list[str]]:
    """The original, the translation, and what is said of it."""
    files = {"course.yaml": "title: T\n", "units/one.md": own, "locales/de/units/one.md": german}
    folder = write_course(tmp_path, files)
    loaded = read_course(folder, "de")
    said = lines_of(loaded.report, folder)
    assert loaded.course is not None, said
    return read_course(folder).course, loaded.course, said


def test_a_translation_of_the_same_shape_has_the_original_s_ids_and_letters(tmp_path: Path) -> None:
    original, german, said = read(tmp_path, GERMAN)
    assert original is not None and said == []

    def recorded(course: Course) -> list[object]:
        return [
            (each.id, each.kind, [choice.id for choice in each.choices], [target.id for target in each.targets],
             each.pairs)
            for each in course.units()[0].questions()
        ]  # fmt: skip

    assert recorded(german) == recorded(original)
    matching = list(german.units()[0].questions())[2]
    places = {target.id: target.text for target in matching.targets}
    pairs = dict(matching.pairs)
    assert [(each.text, places[pairs[each.id]]) for each in matching.choices] == [
        ("Stridor", "Kehlkopf"), ("Giemen", "Bronchien"), ("Schnarchen", "Kehlkopf"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("- [x] Stridor\n", "- [x] Stridor\n- [ ] Schnarchen\n", 3, "this question has 3 options, the original 2"),
        ("- [ ] Giemen\n- [x] S", "- [x] Giemen\n- [ ] S", 3, "another answer is right here than in the original"),
        ("- [ ] Giemen", "- [x] Giemen", 3, "another answer is right here than in the original"),
        ("3. Fühlen\n", "", 8, "this question has 2 steps, the original 3"),
        ("| Schnarchen | Kehlkopf |\n", "", 16, "this question has 2 pairs, the original 3"),
        ("| | Magen |\n", "", 16, "this question has 2 targets, the original 3"),
        (
            "Schnarchen | Kehlkopf",
            "Schnarchen | Bronchien",
            16,
            "another answer is right here than in the original",
        ),
        ("answer: 12..20", "answer: 12..21", 27, "another answer is right here than in the original"),
        ("answer: 12..20", "answer: viele", 27, "this question is of the kind `fill-in`, the original `numeric`"),
        (" points=2", "", 27, "`points=` is `1` here, and `2` in the original"),
        (" points=2", " graded=no", 27, "`graded=` is no here, and yes in the original"),
        (" oder {{Giemen}}", "", 35, "this question has 1 gap, the original 2"),
    ],
)
def test_a_question_of_another_shape_is_told_at_the_translation(
    old: str, new: str, line: int, message: str, tmp_path: Path
) -> None:
    assert old in GERMAN
    _, _, said = read(tmp_path, GERMAN.replace(old, new))
    assert said[0].startswith(f"locales/de/units/one.md:{line} SRC-LOCALE-SHAPE {message} | make it as on line ")
    assert said[0].endswith(" of units/one.md")


def test_a_page_with_other_questions_is_told_where_it_starts(tmp_path: Path) -> None:
    _, _, said = read(tmp_path, GERMAN[: GERMAN.index("::: question\nDas")] + "Mehr Text.\n")
    assert said == [
        "locales/de/units/one.md:33 SRC-LOCALE-SHAPE this page has 0 questions, the original 1, so ids are its own"
        " | keep the same pages and questions"
    ]


def test_other_pages_are_told(tmp_path: Path) -> None:
    _, _, said = read(tmp_path, GERMAN.replace("# Mehr\n", ""))
    assert said == [
        "locales/de/units/one.md SRC-LOCALE-SHAPE this translation has 1 page, the original 2, so ids are its own"
        " | keep the same pages and questions"
    ]


def test_ids_that_are_given_in_both_languages_must_be_the_same(tmp_path: Path) -> None:
    own = "# A {#a}\n\n::: question #q-one\nIs it?\n\n- [x] Yes\n- [ ] No\n:::\n"
    _, _, said = read(tmp_path, own.replace("#q-one", "#q-eins"), own)
    assert said == [
        "locales/de/units/one.md SRC-LOCALE-SHAPE `q-eins` is called `q-one` in the original, so records do not mean"
        " the same | give both the same ids"
    ]


def test_other_settings_of_quizzes_scenarios_and_checklists_are_told(tmp_path: Path) -> None:
    own = """# A {#a}

::: quiz #z pass=80% tries=2 wait="1 day"
Is it?

- [x] Yes
- [ ] No
:::

::: scenario S #s points=2
### One {#one}
What?

- [Two](#two) (+1)
- [Go](#two)

### Two {#two}
End.
:::

::: checklist C #c observations=2
- [x] a
- [ ] b
:::
"""
    german = own.replace("pass=80% tries=2", "pass=60%").replace("points=2", "points=3").replace("ns=2", "ns=3")
    _, _, said = read(tmp_path, german, own)
    assert said == [
        f"locales/de/units/one.md:{line} SRC-LOCALE-SHAPE {message} | make it as on line {line} of units/one.md"
        for line, message in (
            (3, "`pass=` is `0.6` here, and `0.8` in the original"),
            (3, "`tries=` is `0` here, and `2` in the original"),
            (10, "`points=` is `3` here, and `2` in the original"),
            (21, "`observations=` is `3` here, and `2` in the original"),
        )
    ]


def test_questions_of_a_translated_bank_are_told_in_the_bank(tmp_path: Path) -> None:
    files = {
        "course.yaml": "title: T\n",
        "units/one.md": "# A\n\n::: quiz #z draw=1 from=bank\n:::\n",
        "banks/bank.md": "Is it so?\n\n- [x] Yes\n- [ ] No\n\nIs it not?\n\n- [x] Yes\n- [ ] No\n",
        "locales/de/units/one.md": "# A\n\n::: quiz #z draw=1 from=bank\n:::\n",
        "locales/de/banks/bank.md": "Ist es so?\n\n- [ ] Ja\n- [x] Nein\n\nIst es nicht so?\n\n- [x] Ja\n- [ ] Nein\n",
    }
    folder = write_course(tmp_path, files)
    assert lines_of(read_course(folder, "de").report, folder) == [
        "locales/de/banks/bank.md:1 SRC-LOCALE-SHAPE another answer is right here than in the original"
        " | make it as on line 1 of banks/bank.md"
    ]

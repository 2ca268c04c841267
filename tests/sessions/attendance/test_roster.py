"""Who somebody is: by address, alias, name; what could be somebody is told and not counted."""

from __future__ import annotations

import pytest

from scormkit.sessions.attendance.reading import AttendanceError, Seen
from scormkit.sessions.attendance.roster import How, Learner, Roster, read_roster
from tests.sessions.attendance.clinic import ROSTER

TWINS = (Learner("T1", "Kim Lee", "kim1@example.org"), Learner("T2", "Kim Lee", "kim2@example.org"))


def match(name: str, *emails: str) -> tuple[str, How | None, tuple[str, ...], str]:
    found = Roster((*ROSTER, *TWINS, Learner("L9", "Zoë Ångström"))).match(Seen("x.csv", 1, name, emails))
    return found.learner.id if found.learner else "", found.how, tuple(each.id for each in found.maybe), found.reason


@pytest.mark.parametrize(
    ("name", "emails", "found"),
    [
        ("whoever", ("ada@example.org",), ("L1", How.EMAIL)),
        ("whoever", ("x@tenant.example", "ADA@example.org"), ("L1", How.EMAIL)),
        ("G. M. Hopper", (), ("L2", How.ALIAS)),
        ("g m hopper", ("grace@home.example",), ("L2", How.ALIAS)),
        ("Hopper, G. M.", (), ("L2", How.ALIAS)),
        ("Ada  LOVELACE", (), ("L1", How.NAME)),
        ("Lovelace, Ada", (), ("L1", How.NAME)),
        ("Ada Lovelace (Guest)", (), ("L1", How.NAME)),
        ("Ada Lovelace (Gast)", (), ("L1", How.NAME)),
        ("ipad-3 (Ada Lovelace)", (), ("L1", How.NAME)),
        ("Zoe Angstrom", (), ("L9", How.NAME)),
        ("Zoë Ångström", ("zoe@home.example",), ("L9", How.NAME)),  # the roster knows no address to differ from
    ],
)
def test_a_learner_is_known_by_address_then_alias_then_name(
    name: str, emails: tuple[str, ...], found: tuple[str, How]
) -> None:
    assert match(name, *emails) == (*found, (), "")


@pytest.mark.parametrize(
    ("name", "emails", "maybe", "reason"),
    [
        ("Ada Lovelace", ("ada@home.example",), ("L1",), "the name is a learner's, the e-mail is not"),
        ("Kim Lee", (), ("T1", "T2"), "several learners have this name"),
        ("Ada", (), ("L1",), "the name is like a learner's"),
        ("Ada L.", (), ("L1",), "the name is like a learner's"),
        ("Alan Turning", (), ("L3",), "the name is like a learner's"),
        ("Somebody Else", (), (), "nobody on the roster"),
        ("A", (), (), "nobody on the roster"),
        ("", ("x@example.com",), (), "nobody on the roster"),
    ],
)
def test_what_could_be_somebody_is_told_and_not_taken(
    name: str, emails: tuple[str, ...], maybe: tuple[str, ...], reason: str
) -> None:
    assert match(name, *emails) == ("", None, maybe, reason)


def test_a_roster_has_its_columns_in_any_order_and_any_encoding() -> None:
    text = "Username;E-Mail;Learner ID;Name;Aliases\nalovelace;ada@example.org;L1;Ada Lovelace;Ada L.\n;;L2;Gräce;\n"

    assert read_roster(text.encode("cp1252"), "r.csv") == (
        Learner("L1", "Ada Lovelace", "ada@example.org", ("Ada L.",), "alovelace"),
        Learner("L2", "Gräce"),
    )
    assert [each.lms_id for each in read_roster(text.encode("utf-16"), "r.csv")] == ["alovelace", "L2"]


def test_several_aliases_are_parted_by_semicolons() -> None:
    (learner,) = read_roster(b"id,name,aliases\nL1,Ada,Ada L.; ada@home.example\n", "r.csv")

    assert learner.aliases == ("Ada L.", "ada@home.example")
    assert Roster([learner]).match(Seen("x.csv", 1, "?", ("ada@home.example",))).how is How.ALIAS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "name,email\nAda,ada@example.org\n",
            "r.csv: no roster: the first row has no `id` with a `name` or an `email`",
        ),
        ("id,name\n,Ada\n", "r.csv:2: this line has no `id`"),
        ("id,name\nL1,Ada\nL1,Alan\n", "r.csv:3: the id of this line stands on line 2, too"),
        ("id,email\nL1,a@example.org\nL2,A@example.org\n", "r.csv:3: the e-mail of this line stands on line 2, too"),
        ("", "r.csv: no roster: this is empty"),
    ],
)
def test_a_roster_that_cannot_be_used_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(AttendanceError) as problem:
        read_roster(text.encode(), "r.csv")

    assert str(problem.value).startswith(told)


def test_a_long_roster_still_finds_whom_a_name_is_like() -> None:
    crowd = [Learner(f"C{number}", f"Ad{number} Lovecraft") for number in range(1000)]

    found = Roster([*crowd, ROSTER[0]]).match(Seen("x.csv", 1, "Ada Lovelacy"))
    assert [each.id for each in found.maybe] == ["L1"]

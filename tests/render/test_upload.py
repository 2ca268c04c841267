"""The page for the administrator: right for this package, whole in itself, the same every time."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from scormkit.layout import Completion, Feature, Item, Order, Organization, PackageLayout, Require, Resource, Sco
from scormkit.layout import TargetProfile as Profile
from scormkit.layout.tiles import tile_unit
from scormkit.model import LiveSession, TileSettings, Unit
from scormkit.render.upload import render_upload
from scormkit.render.upload.facts import PackageFacts, read_facts, size_text
from scormkit.render.upload.guides import guides
from scormkit.render.upload.markup import marked
from scormkit.render.upload.trial import trial_steps
from tests.render.sample import BLOCKS, KINDS, LAST, SCORM12, SIGNS, WEB, layout_of, sco_of

SCORM2004_4TH = Profile(
    "scorm2004-4th",
    "SCORM 2004 4th Edition",
    "scorm2004",
    frozenset({Feature.MANIFEST, Feature.SEQUENCING, Feature.SPLIT_STATUS, Feature.THRESHOLD_ATTRIBUTES}),
    64000,
)


def packed(*scos: Sco, profile: Profile = SCORM12, **tree: object) -> PackageLayout:
    """A layout with an item and a resource for each SCO."""
    plain = layout_of(*scos, profile=profile)
    items = tuple(Item(f"ITEM-{sco.id}", sco.title, f"RES-{sco.id}", mastery=sco.mastery) for sco in scos)
    organization = replace(
        Organization("ORG", plain.title, items, Order.FREE, plain.course.completion, 0.8),
        **tree,  # type: ignore[arg-type]
    )
    resources = tuple(Resource(f"RES-{sco.id}", sco.document, (sco.document,)) for sco in scos)
    return replace(plain, organization=organization, resources=resources)


ONE = sco_of(SIGNS, BLOCKS, LAST)
SEVERAL = (
    replace(sco_of(SIGNS, identifier="signs", document="signs.html"), title="Danger signs"),
    replace(sco_of(LAST, identifier="last", document="last.html"), title="Adjuncts", mastery=None),
)


def facts_of(layout: PackageLayout) -> PackageFacts:
    return read_facts(layout, "airway.zip", 1_234_567)


def settings_of(layout: PackageLayout, key: str) -> dict[str, str]:
    guide = next(each for each in guides(facts_of(layout)) if each.key == key)
    return {setting.name: setting.value for setting in guide.settings}


@pytest.mark.parametrize(
    ("completion", "mastery", "rule"),
    [
        (
            Completion(),
            0.8,
            "It is completed when all 3 pages have been seen and the graded question is answered right or out of "
            "tries; it is passed with 80% of the points or more.",
        ),
        (
            Completion(Require.PAGES, 0.75),
            2 / 3,
            "It is completed when 75% of its 3 pages have been seen; it is passed with 66.67% of the points or more.",
        ),
        (
            Completion(Require.PASSED),
            0.8,
            "It is completed once it is passed; it is passed with 80% of the points or more.",
        ),
        (
            Completion(Require.PAGES),
            None,
            "It is completed when all 3 pages have been seen; it is neither passed nor failed, since no score is asked "
            "for.",
        ),
    ],
)
def test_one_sentence_says_what_completes_and_what_passes(
    completion: Completion, mastery: float | None, rule: str
) -> None:
    assert facts_of(packed(replace(ONE, completion=completion, mastery=mastery))).rule == rule


def test_where_the_standard_has_no_rule_for_the_whole_the_page_says_so() -> None:
    assert facts_of(packed(*SEVERAL)).rule == (
        "Each of its 2 parts (SCOs) is completed and passed as the table below says; "
        "SCORM 1.2 has no rule for the whole, so the LMS decides."
    )


@pytest.mark.parametrize(
    ("completion", "mastery", "whole"),
    [
        (Completion(), 0.8, "completed when all 2 parts are completed and passed with a weighted score of 80% or more"),
        (Completion(Require.PAGES, 0.5), None, "completed when 50% of its parts are completed"),
        (
            Completion(Require.PASSED),
            0.8,
            "completed when all graded parts are completed and passed with a weighted score",
        ),
    ],
)
def test_with_roll_up_the_whole_has_a_rule(completion: Completion, mastery: float | None, whole: str) -> None:
    layout = packed(*SEVERAL, profile=SCORM2004_4TH, completion=completion, mastery=mastery)
    assert facts_of(layout).rule.startswith(f"The whole is {whole}")


def test_the_facts_are_those_of_the_package() -> None:
    facts = facts_of(packed(ONE))
    assert (facts.standard, facts.version, facts.size_text, facts.language, facts.minutes, facts.mastery) == (
        "SCORM 1.2",
        "2.1.0",
        "1.2 MB",
        "English (en)",
        11,
        "80%",
    )
    assert facts.hosts == ("example.org",)
    assert size_text(395_400) == "395 kB"


@pytest.mark.parametrize(
    ("profile", "mastery", "require", "expected"),
    [
        (SCORM12, 0.8, Require.ALL, "The LMS has lesson_status passed, score 100 of 100."),
        (SCORM12, None, Require.ALL, "The LMS has lesson_status completed, score 100 of 100."),
        (SCORM12, None, Require.PASSED, "The LMS has lesson_status incomplete, score 100 of 100."),
        (
            SCORM2004_4TH,
            0.8,
            Require.ALL,
            "The LMS has completion_status completed, success_status passed, score 100 of 100.",
        ),
        (
            SCORM2004_4TH,
            None,
            Require.PAGES,
            "The LMS has completion_status completed, success_status unknown, score 100 of 100.",
        ),
    ],
)
def test_the_test_expects_what_the_driver_reports(
    profile: Profile, mastery: float | None, require: Require, expected: str
) -> None:
    layout = packed(replace(ONE, mastery=mastery, completion=Completion(require)), profile=profile)
    assert trial_steps(facts_of(layout))[3].expect[0] == expected


def test_the_test_has_five_steps_and_stops_at_a_page_that_can_be_reached() -> None:
    steps = trial_steps(facts_of(packed(ONE)))
    assert [step.title for step in steps] == ["Launch", "Leave in the middle", "Resume", "Finish", "Review"]
    assert steps[1].do[0].startswith(f"Go to “{KINDS.title}” (page 2 of 3)")
    in_order = trial_steps(facts_of(packed(replace(ONE, order=Order.IN_ORDER))))
    assert in_order[1].do[0].startswith("Stay on the page")


def test_moodle_is_set_for_one_part_or_several() -> None:
    one, several = settings_of(packed(ONE), "moodle"), settings_of(packed(*SEVERAL), "moodle")
    assert one == {
        "Display package": "New window",
        "Display course structure in player": "Disabled",
        "Student skip content structure page": "Always",
        "Disable preview mode": "Yes",
        "Grading method": "Highest grade",
        "Maximum grade": "100",
        "Number of attempts": "Unlimited attempts",
        "Force new attempt": "No",
        "Completion conditions: Require status": "Passed and Completed",
    }
    assert {name: value for name, value in several.items() if one.get(name) != value} == {
        "Display course structure in player": "To the side",
        "Student skip content structure page": "Never",
        "Grading method": "Average grade",
        "Require all SCOs to return completion status": "Yes",
    }


@pytest.mark.parametrize(
    ("profile", "mastery", "require", "status"),
    [
        (SCORM12, None, Require.ALL, "Completed"),
        (SCORM12, 0.8, Require.PASSED, "Passed"),
        (SCORM2004_4TH, 0.8, Require.ALL, "Completed"),
    ],
)
def test_moodle_waits_for_the_status_that_comes(
    profile: Profile, mastery: float | None, require: Require, status: str
) -> None:
    layout = packed(replace(ONE, mastery=mastery, completion=Completion(require)), profile=profile)
    assert settings_of(layout, "moodle")["Completion conditions: Require status"] == status


def test_an_lms_that_this_package_suits_badly_says_so() -> None:
    cautions = {each.key: each.caution for each in guides(facts_of(packed(*SEVERAL, profile=SCORM2004_4TH)))}
    assert "3rd Edition" in cautions["cornerstone"]
    assert "--sco course" in cautions["open-edx"]
    assert "--sco course" in cautions["canvas"]
    assert [each.caution for each in guides(facts_of(packed(ONE)))] == ["", "", "", "", "", ""]
    large = read_facts(packed(ONE), "airway.zip", 300_000_000)
    assert "250 MB" in next(each.caution for each in guides(large) if each.key == "cornerstone")


def test_only_moodle_is_called_tried_and_every_other_guide_says_that_it_was_not() -> None:
    for guide in guides(facts_of(packed(ONE))):
        assert guide.tried == (guide.key == "moodle")
        assert guide.tried or ("not tried" in guide.basis and "may differ" in guide.basis)
        assert guide.sources and all(address.startswith("https://") for _, address in guide.sources)


class _Reader(HTMLParser):
    """Ids, references, labels and headings of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.labels: list[str] = []
        self.levels: list[int] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        self.labels += [found["aria-labelledby"]] if "aria-labelledby" in found else []
        self.levels += [int(tag[1])] if tag in ("h1", "h2", "h3", "h4") else []
        if tag == "a" and found["href"].startswith("#"):
            self.targets.append(found["href"][1:])
        if tag in ("script", "link", "img", "iframe"):
            self.loads.append(tag)


def test_the_page_is_whole_in_itself_and_its_parts_find_each_other() -> None:
    text = render_upload(packed(*SEVERAL), zip_name="airway.zip", size=5).decode()
    reader = _Reader()
    reader.feed(text)
    assert reader.loads == []
    assert len(set(reader.ids)) == len(reader.ids)
    assert {*reader.targets, *reader.labels} <= set(reader.ids)
    assert reader.levels[0] == 1 and reader.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(reader.levels, reader.levels[1:], strict=False))
    assert text.count('type="checkbox"') == sum(len(step.expect) for step in trial_steps(facts_of(packed(*SEVERAL))))


def test_titles_are_text_whatever_they_hold() -> None:
    hostile = 'R&D <b>"x"</b> 日本語 🚀 **bold** `code` \ud800'
    layout = replace(packed(replace(ONE, title=hostile)), title=hostile)
    page = render_upload(layout, zip_name="<a>.zip", size=5)
    assert b"R&amp;D &lt;b&gt;" in page and b"<b>&#34;x" not in page and "🚀".encode() in page
    assert b"<code>&lt;a&gt;.zip</code>" in page


def test_marks_become_elements_and_nothing_else_does() -> None:
    assert str(marked("**A & B** then `<x>` <i>")) == "<b>A &amp; B</b> then <code>&lt;x&gt;</code> &lt;i&gt;"


def test_the_same_package_gives_the_same_page() -> None:
    pages = {render_upload(packed(ONE), zip_name="airway.zip", size=5) for _ in range(2)}
    assert len(pages) == 1


def test_a_folder_for_the_web_has_no_upload_page() -> None:
    with pytest.raises(ValueError, match="Web folder is not uploaded to an LMS"):
        render_upload(layout_of(ONE, profile=WEB), zip_name="x", size=1)


def test_a_course_without_questions_has_no_grade_to_set() -> None:
    unit = Unit("plain", "Plain", (*LAST.pages, KINDS), minutes=3)
    layout = packed(replace(sco_of(unit), mastery=None, completion=Completion(Require.ALL, 1.0, None)), mastery=None)
    assert facts_of(layout).rule == (
        "It is completed when all 2 pages have been seen; it is neither passed nor failed, since no score is asked for."
    )
    assert settings_of(layout, "moodle")["Grading method"] == "Learning objects"
    assert settings_of(layout, "open-edx")["Scored"] == "False"
    assert settings_of(layout, "canvas")["Add as"] == "an ungraded page"


CMI5 = Profile(
    "cmi5", "cmi5", "cmi5", frozenset({Feature.MANIFEST, Feature.MOVE_ON, Feature.STORE, Feature.SPLIT_STATUS}), 48000
)
TIN_CAN = replace(CMI5, name="xapi", title="xAPI (Tin Can)", features=CMI5.features - {Feature.MOVE_ON})


def told(*scos: Sco, profile: Profile) -> PackageLayout:
    package = packed(*scos, profile=profile)
    return replace(package, course=replace(package.course, iri="https://learn.example.org/courses/airway"))


def test_a_package_for_a_store_is_told_of_by_its_statements_and_by_what_a_launch_hands_over() -> None:
    for profile, scos, words in (
        (CMI5, SEVERAL, ("The whole is satisfied when all 2 parts are;", "Parts (AUs)", "fetch", "mod_cmi5launch")),
        (TIN_CAN, (ONE,), ("auth", "mod_tincanlaunch", "a statement <code>suspended</code>", "tincan.xml")),
    ):
        page = render_upload(told(*scos, profile=profile), zip_name="airway.zip", size=1).decode()
        assert [word for word in words if word not in page] == []
        assert [word for word in ("completion_status", "lesson_status", "Cornerstone") if word in page] == []
        assert "https://learn.example.org/courses/airway" in page


def test_what_is_expected_of_a_store_is_what_was_reached() -> None:
    facts = facts_of(told(*SEVERAL, profile=CMI5))
    assert [sco.statuses for sco in facts.scos] == [
        ("a statement `completed`", "a statement `passed`", "score 100 of 100"),
        ("a statement `completed`", "no score"),
    ]


@pytest.mark.parametrize(
    ("profile", "statuses", "rule"),
    [
        (
            SCORM2004_4TH,
            ("completion_status completed", "success_status passed", "no score"),
            "The whole is completed when its one part without a tile is completed",
        ),
        (SCORM12, ("lesson_status completed", "no score"), "Each of its 2 parts (SCOs) is completed"),
    ],
)
def test_a_live_session_s_page_is_told_of_and_left_out_of_the_whole(
    profile: Profile, statuses: tuple[str, ...], rule: str
) -> None:
    unit = tile_unit(LiveSession("clinic", "Clinic", tile=TileSettings()), layout_of(ONE).course)
    tile = replace(sco_of(unit, identifier="clinic", document="clinic.html"), mastery=None)
    layout = packed(ONE, tile, profile=profile, mastery=None)
    items = (layout.organization.items[0], replace(layout.organization.items[1], counts=False))
    facts = facts_of(replace(layout, organization=replace(layout.organization, items=items)))
    clinic = facts.scos[1]
    assert (clinic.minutes, clinic.graded, clinic.completes, clinic.statuses) == (
        0, 0, "completed when the learner says there, or shows by a code, that they attended", statuses
    )  # fmt: skip
    assert facts.rule.startswith(rule)

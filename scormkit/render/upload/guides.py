"""Upload page, guides: how each LMS is told to take a package, setting by setting, with where that is known from.

Nothing here was clicked through with a package in hand. What Moodle does with packages was tried and read in its
source; the others are told by their vendor's documentation or source, named at each guide.
"""

from __future__ import annotations

from dataclasses import dataclass

from scormkit.model import Require
from scormkit.render.upload.facts import PackageFacts

_CORNERSTONE_LIMIT = 250_000_000  # "QUICK START GUIDE - Uploading Courses via Course Publisher"
_SUCCESSFACTORS_READS = 15  # characters of the manifest identifier: SAP note 2316909
_NAMES = "Menu names may differ; where a setting is called otherwise, its value is what this package needs."
_VENDOR = f"Ways and updates by the vendor's documentation, not tried by us. {_NAMES}"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting by the LMS's own name, what to choose, and why."""

    name: str
    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """One LMS. `caution` is what makes this very package a bad or special fit; texts may use the marks of `marked`."""

    key: str
    name: str
    basis: str
    tried: bool
    sources: tuple[tuple[str, str], ...]  #: title, address
    steps: tuple[str, ...]
    settings: tuple[Setting, ...]
    leave: str
    update: str
    caution: str = ""


def guides(facts: PackageFacts) -> tuple[Guide, ...]:
    """The guides, for this package."""
    return (
        _moodle(facts),
        _cornerstone(facts),
        _successfactors(facts),
        _canvas(facts),
        _scorm_cloud(facts),
        _open_edx(facts),
    )


def _moodle(facts: PackageFacts) -> Guide:
    return Guide(
        key="moodle",
        name="Moodle",
        basis="What Moodle 4.5 does with such packages was tried and read in its source; the menus below are named by "
        "its English texts and were not clicked through. They may differ in other versions.",
        tried=True,
        sources=(("Moodle documentation: SCORM settings", "https://docs.moodle.org/en/SCORM_settings"),),
        steps=(
            "Open the course, turn **Edit mode** on, choose **Add an activity or resource**, then **SCORM package**.",
            f"Drop `{facts.zip_name}` on **Package file**. Do not unzip it.",
            "Give it a name, set what the table says, then **Save and display**.",
        ),
        settings=(*_moodle_appearance(facts), *_moodle_grade(facts), *_moodle_attempts(), *_moodle_completion(facts)),
        leave="Auto-continue, Auto-commit, Force completed, Lock after final attempt, Require minimum score: "
        "as they are, "
        "off or empty. The course saves by itself, and its own rule decides what completes.",
        update="Open the activity's **Settings**, replace the file under **Package file**, save. Moodle keeps "
        "records by "
        f"the items' identifiers ({_identifiers(facts)}), which scormkit never changes by itself.",
    )


def _moodle_appearance(facts: PackageFacts) -> tuple[Setting, ...]:
    if facts.single:
        structure = Setting(
            "Display course structure in player", "Disabled", "There is one part, with its own table of contents."
        )
        skip = Setting("Student skip content structure page", "Always", "Learners come straight to the course.")
    else:
        structure = Setting(
            "Display course structure in player", "To the side", "This is how learners move from part to part."
        )
        skip = Setting("Student skip content structure page", "Never", "The page lists the parts and how far each is.")
    window = Setting("Display package", "New window", "More room. With **Current window** nothing is lost but space.")
    return (window, structure, skip, Setting("Disable preview mode", "Yes", "In preview nothing is recorded."))


def _moodle_grade(facts: PackageFacts) -> tuple[Setting, ...]:
    if not facts.scored:
        why = "Nothing is scored: the grade counts completed parts."
        return (Setting("Grading method", "Learning objects", why),)
    method = "Highest grade" if facts.single else "Average grade"
    why = "There is one score, on 0–100." if facts.single else "Each part reports a score on 0–100."
    return (Setting("Grading method", method, why), Setting("Maximum grade", "100", "Moodle does not rescale scores."))


def _moodle_attempts() -> tuple[Setting, ...]:
    return (
        Setting(
            "Number of attempts", "Unlimited attempts", "Tries are counted inside the course, question by question."
        ),
        Setting("Force new attempt", "No", "Otherwise nobody resumes: each launch would begin from nothing."),
    )


def _moodle_completion(facts: PackageFacts) -> tuple[Setting, ...]:
    name = "Completion conditions: Require status"
    if not facts.passable:
        status = Setting(name, "Completed", "Nothing can be passed here; untick Passed.")
    elif facts.split_status:
        why = "Tick Passed alone instead where only a pass shall count. With both ticked either is enough."
        status = Setting(name, "Completed", why)
    elif facts.require is Require.PASSED:
        status = Setting(name, "Passed", "It is completed once it is passed.")
    else:
        why = (
            "SCORM 1.2 has one status: who finishes below the mastery score is `failed` and does not count as complete."
        )
        status = Setting(name, "Passed and Completed", why)
    if facts.single:
        return (status,)
    why = "Otherwise Moodle calls the activity complete after any one of the parts."
    return (status, Setting("Require all SCOs to return completion status", "Yes", why))


def _cornerstone(facts: PackageFacts) -> Guide:
    cautions = []
    if facts.after_third:
        cautions.append(
            "Cornerstone documents SCORM 2004 3rd Edition. Build the course with `--target scorm2004-3rd` and "
            "upload that."
        )
    if facts.size > _CORNERSTONE_LIMIT:
        cautions.append("Above 250 MB Cornerstone has to upload it for you; `--split unit` makes smaller packages.")
    return Guide(
        key="cornerstone",
        name="Cornerstone",
        basis=_VENDOR,
        tried=False,
        sources=(
            (
                "Cornerstone help: Uploading courses",
                "https://help.csod.com/help/csod_0/Content/Quick_Start_Guides/"
                "Quick_Start_Guide_-_Uploading_Courses_via_Course_Publisher.htm",
            ),
            (
                "Cornerstone help: Versioning or modifying",
                "https://help.csod.com/help/csod_0/Content/Content/Content_Uploader/Online_Course_Versioning/"
                "Online_Course_Versioning_vs._Modifying_-_Overview.htm",
            ),
        ),
        steps=(
            "Do all of this in your pilot portal first.",
            "Go to **Admin › Tools › Learning › Learning Admin Console**, then **Create › Online Class**. In "
            "portals with the "
            "older Course Publisher: **Content › Course Publisher › Create New Publication**.",
            f"Upload `{facts.zip_name}` and fill in title and description.",
            "Preview it, publish it, then assign it to a test learner.",
        ),
        settings=(
            Setting(
                "Mastery score",
                facts.mastery or "none",
                "Read from the package; if the form shows another value, trust the package.",
            ),
            Setting("Training hours", f"{facts.minutes} minutes", "The estimated learning time."),
            Setting("Attempts", "no limit", "Tries are counted inside the course."),
            Setting(
                "Window and player frame",
                "as the portal has it",
                "The course fits any window and has its own navigation.",
            ),
        ),
        leave="Launch address, maximum score and everything else that the form has read from the package.",
        update="A text or picture changed: **Modify** (in Course Publisher **Replace Publication Files**), "
        "which needs the same "
        "manifest and the same files. Anything else: a new version (**Reversion**).",
        caution=" ".join(cautions),
    )


def _successfactors(facts: PackageFacts) -> Guide:
    start = facts.manifest[:_SUCCESSFACTORS_READS]
    communicates = (
        "The package says that it reports completion itself, so that SuccessFactors does not complete it on exit."
        if facts.split_status
        else "Completion comes from the course's own status."
    )
    return Guide(
        key="successfactors",
        name="SAP SuccessFactors Learning",
        basis=_VENDOR,
        tried=False,
        sources=(
            ("SAP note 2978409: settings that impact communication", f"{_SAP_NOTE}2978409"),
            ("SAP note 2316909: names of content objects", f"{_SAP_NOTE}2316909"),
            ("SAP note 3403728: SCORM 2004 completed on exit", f"{_SAP_NOTE}3403728"),
        ),
        steps=(
            "In **Learning Administration** go to **Content › Tools › Import Content**.",
            f"Choose `{facts.zip_name}` (leave it zipped) and the content server, usually **iContent**.",
            "Let the wizard deploy it, make the content objects, and add them to a new or an existing item.",
            "Assign the item to a test learner and launch it from the learner's side.",
        ),
        settings=(
            Setting(
                "Content object › Mastery Score",
                facts.mastery or "empty",
                "Filled in from the package. Another value here would overrule the course.",
            ),
            Setting(
                "Content objects",
                f"{len(facts.scos)}, with ids that begin `{start}`",
                "The first 15 characters of the manifest's identifier; no two scormkit courses share them.",
            ),
            Setting("Item › completion", "when the content completes", communicates),
            Setting("Item › total length", f"{facts.minutes} minutes", "The estimated learning time."),
        ),
        leave="The properties in `LMS_ADMIN`, return addresses and keep-alive times above all: SAP asks to "
        "keep their defaults. "
        "An idle session ends after 30 minutes; the course has saved before that.",
        update="Import the new package over the same content package, on a test item first. Ids of content "
        "objects come from "
        "the manifest's and the resources' identifiers; when they differ you get new objects, and old records stay "
        "with the old ones.",
    )


_SAP_NOTE = "https://userapps.support.sap.com/sap/support/knowledge/en/"


def _canvas(facts: PackageFacts) -> Guide:
    kind = "a graded assignment" if facts.scored else "an ungraded page"
    why = "So that the score reaches the gradebook." if facts.scored else "Nothing here has a score."
    return Guide(
        key="canvas",
        name="Canvas",
        basis=f"By what the vendor has published, of which we found little; not tried by us. {_NAMES}",
        tried=False,
        sources=(
            (
                "Instructure: SCORM to require signed launch links",
                "https://community.canvaslms.com/t5/The-Product-Blog/SCORM-to-Require-Signed-Launch-Links/bc-p/470023",
            ),
            (
                "Canvas LMS: the SCORM tool, versions, deleting",
                "https://github.com/instructure/canvas-lms/issues/1277",
            ),
        ),
        steps=(
            "The SCORM tool must have been turned on for your account by Instructure; self-hosted Canvas has none.",
            "In the course's navigation open **SCORM** and choose **Upload**.",
            f"Choose `{facts.zip_name}` and add it as {kind}.",
            "Open it from there, in the course where it was uploaded: links from other courses do not work.",
        ),
        settings=(
            Setting("Add as", kind, why),
            Setting(
                "Points", "100" if facts.scored else "none", "The course reports 0–100; check it in step 4 of the test."
            ),
            Setting("Attempts", "unlimited", "Tries are counted inside the course."),
        ),
        leave="Everything else. To delete the activity, delete it on the SCORM page; deleted elsewhere it "
        "leaves a broken entry.",
        update="We found no documented way to replace a package: a second upload is a second activity with "
        "records of its own. "
        "Let running learners finish in the old one.",
        caution=""
        if facts.single
        else "How Canvas adds up several parts is not documented; `--sco course` makes a package with one.",
    )


def _scorm_cloud(facts: PackageFacts) -> Guide:
    rollup: tuple[Setting, ...] = ()
    if not facts.single and not facts.split_status:
        rollup = (
            Setting(
                "Course properties › Rudimentary Rollup",
                "average of scores; complete when all parts are",
                "SCORM 1.2 has no rule for the whole.",
            ),
        )
    return Guide(
        key="scorm-cloud",
        name="SCORM Cloud",
        basis=_VENDOR,
        tried=False,
        sources=(
            (
                "SCORM Cloud: versioning",
                "https://support.scorm.com/hc/en-us/articles/206163676-SCORM-Cloud-Versioning-Feature",
            ),
            ("SCORM Cloud: course properties", "https://scorm.com/scorm-solved/scorm-cloud/course-properties/"),
        ),
        steps=(
            "Open the **Library** and add a course.",
            f"Choose `{facts.zip_name}`; SCORM Cloud recognises {facts.standard}.",
            "Launch it in the **Sandbox**; the debug log there shows every call the course makes.",
        ),
        settings=(
            Setting(
                "Course properties › Launch",
                "as guessed at import",
                "Frameset and new window both work; new window gives the course more room.",
            ),
            *rollup,
        ),
        leave="All other course properties.",
        update="Same manifest: **Overwrite course files** keeps registrations. Changed manifest: overwriting "
        "resets them, so use "
        "**Create new version** and leave **Move existing registrations** at **Never**, which lets running learners "
        "finish in the version they began.",
    )


def _open_edx(facts: PackageFacts) -> Guide:
    failed = " Who failed gets 0, whatever the score." if facts.passable else ""
    return Guide(
        key="open-edx",
        name="Open edX",
        basis="By the source of openedx-scorm-xblock, read and not tried; menu names may differ.",
        tried=False,
        sources=(("openedx-scorm-xblock", "https://github.com/overhangio/openedx-scorm-xblock"),),
        steps=(
            "The platform needs the SCORM XBlock; Tutor brings it.",
            'In Studio open **Settings › Advanced Settings**, add `"scorm"` to **Advanced Module List**, save.',
            "In a unit choose **Add New Component › Advanced › Scorm module**, then **Edit**.",
            f"Upload `{facts.zip_name}`, set what the table says, **Save**, then **Publish** the unit.",
        ),
        settings=(
            Setting(
                "Scored",
                "True" if facts.scored else "False",
                f"The grade is the score times the weight.{failed}" if facts.scored else "Nothing here has a score.",
            ),
            *((Setting("Weight", "100", "The highest grade; any number works."),) if facts.scored else ()),
            Setting("Display height (px)", "800", "The default of 450 is low for a page with questions."),
            Setting("Launch in pop-up window", "False", "The course works in the unit's own frame."),
            Setting("Display navigation menu", "False", "The course has its own table of contents."),
        ),
        leave="Width, full-screen button.",
        update="**Edit** the same component and upload the new file. Records belong to the component, not to "
        "the package, so "
        "they stay; a new component begins without any.",
        caution=""
        if facts.single
        else f"The XBlock launches the first part only and keeps one set of data for all {len(facts.scos)}. "
        "Build the course "
        "with `--sco course`, or with `--split unit` for one package a unit.",
    )


def _identifiers(facts: PackageFacts) -> str:
    shown = [f"`{sco.identifier}`" for sco in facts.scos[:3]]
    more = len(facts.scos) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")

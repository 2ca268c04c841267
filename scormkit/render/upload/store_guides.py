"""Upload page, guides for packages that work with a Learning Record Store: cmi5 and Tin Can."""

from __future__ import annotations

from scormkit.render.upload.facts import PackageFacts
from scormkit.render.upload.guides import Guide, Setting

_BASIS = (
    "By what the makers have published, not tried by us. Menu names may differ; what matters is what they hand over."
)


def store_guides(facts: PackageFacts) -> tuple[Guide, ...]:
    """The guides for this package: what takes it, and what must be handed over at launch."""
    return (_scorm_cloud(facts), _moodle(facts), _any_lms(facts))


def _scorm_cloud(facts: PackageFacts) -> Guide:
    return Guide(
        key="scorm-cloud",
        name="SCORM Cloud",
        basis=_BASIS,
        tried=False,
        sources=(("SCORM Cloud", "https://rusticisoftware.com/products/scorm-cloud/"),),
        steps=(
            "Open the **Library** and add a course.",
            f"Choose `{facts.zip_name}`; it is recognised by its {_manifest(facts)}.",
            "Launch it in the **Sandbox**, then look at the statements in the LRS viewer.",
        ),
        settings=(_satisfied(facts),),
        leave="All other course properties.",
        update="Use **Create new version**: statements keep the ids of activities, which never change by themselves.",
    )


def _moodle(facts: PackageFacts) -> Guide:
    plugin, name = (
        ("mod_cmi5launch", "cmi5 launch link") if facts.moves_on else ("mod_tincanlaunch", "xAPI Launch Link")
    )
    return Guide(
        key="moodle",
        name="Moodle",
        basis=f"Moodle itself takes neither cmi5 nor Tin Can; the plugin {plugin} does. {_BASIS}",
        tried=False,
        sources=((f"Moodle plugins: {plugin}", f"https://moodle.org/plugins/{plugin}"),),
        steps=(
            f"Have an administrator install the plugin `{plugin}` and set up its store.",
            f"In the course turn **Edit mode** on, add an activity **{name}**, and drop `{facts.zip_name}` there.",
            "Save and launch it as a test learner.",
        ),
        settings=(_satisfied(facts), Setting("Store", "the endpoint of your LRS, with a key for this plugin alone")),
        leave="The ids of activities: they come from the package.",
        update="Replace the package in the same activity. Learners' states and records stay, since their ids do.",
    )


def _any_lms(facts: PackageFacts) -> Guide:
    handed = (
        "`endpoint`, `fetch`, `actor`, `registration` and `activityId`, and `LMS.LaunchData` in the store"
        if facts.moves_on
        else "`endpoint`, `auth` and `actor`, and better also `registration`"
    )
    return Guide(
        key="any",
        name="Another LMS or LRS",
        basis="By the standard.",
        tried=False,
        sources=(
            (("cmi5 specification", "https://aicc.github.io/CMI-5_Spec_Current/"),)
            if facts.moves_on
            else (("xAPI specification", "https://github.com/adlnet/xAPI-Spec"),)
        ),
        steps=(
            f"Import `{facts.zip_name}` as {facts.standard}, unopened.",
            f"See that a launch hands over {handed}.",
            "See that the store answers requests from where the package lies (CORS), with the header `ETag` exposed.",
        ),
        settings=(_satisfied(facts),),
        leave="The package's files.",
        update="Import the new version as a version of the same course; its activities have the same ids.",
    )


def _manifest(facts: PackageFacts) -> str:
    return "`cmi5.xml`" if facts.moves_on else "`tincan.xml`"


def _satisfied(facts: PackageFacts) -> Setting:
    if facts.moves_on:
        return Setting("moveOn, mastery score", "as imported", "The package says for each unit what satisfies it.")
    return Setting("Completion", "by the statement `passed` or `completed` about the course", facts.rule)

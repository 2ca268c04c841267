"""Source room, schema: what an author may write in YAML, key by key.

These classes are the reference: error messages, editor schemas (`scormkit schema`) and the docs come from them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from scormkit.model import XAPI_VERBS
from scormkit.model.iri import is_iri
from scormkit.source.keys import (
    Colour,
    Duration,
    Hyphened,
    Iri,
    Language,
    Size,
    Slug,
    Slugs,
    Strict,
    Strings,
    Title,
    Truth,
    is_language,
    string_schema,
    text_reader,
)
from scormkit.source.live_schema import BlendFile, EvaluationFile, LintFile, SessionMatter, TeachesFile
from scormkit.source.values import did_you_mean, read_share, read_truth

__all__ = ["SessionMatter", "is_language"]


def _read_address(text: str) -> str:
    """An address that records of learners may travel to."""
    try:
        split = urlsplit(text) if is_iri(text) else None
        usable = split is not None and split.scheme in ("http", "https") and split.port != 0
    except ValueError:  # a port beyond 65,535
        usable = False
    if not usable or split is None or split.fragment:
        raise ValueError("use an address such as `https://lrs.example.org/xapi/`")
    if split.scheme == "http" and not _is_local(split.hostname or ""):
        raise ValueError("begin it with `https:`, since records of learners go there; `http:` is for localhost alone")
    return text


def _read_endpoint(text: str) -> str:
    """The address that a store's resources stand below, with a slash at its end."""
    if "?" in text:
        raise ValueError("use an address such as `https://lrs.example.org/xapi/`, without `?`")
    return _read_address(text).rstrip("/") + "/"


def _is_local(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")


def _read_verb(text: str) -> str:
    if text not in XAPI_VERBS:
        raise ValueError(did_you_mean(text, XAPI_VERBS))
    return text


def _read_switch(text: str) -> str:
    if text in ("on", "off"):
        return text
    try:
        return "on" if read_truth(text) else "off"
    except ValueError:
        raise ValueError("write `on`, `off`, or keys") from None


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _read_require(text: str) -> str | float:
    return text if text in ("all", "pages", "passed") else _share_or(text, "`all`, `pages`, `passed`")


def _read_mastery(text: str) -> str | float:
    return text if text == "none" else _share_or(text, "`none`")


def _share_or(text: str, words: str) -> float:
    try:
        return read_share(text)
    except ValueError:
        raise ValueError(f"use {words} or a percentage such as `80%`") from None


def _name_only(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


def _shape(value: Any) -> str:
    """Which branch of a union an author meant, so that messages speak of that one only."""
    if isinstance(value, dict):
        return "session" if "session" in value and "module" not in value else "keys"
    return "text" if isinstance(value, str) else "keys"


class ObjectiveFile(Strict):
    """One thing learners will be able to do."""

    text: Title = Field(description="What learners can do afterwards, starting with a verb.")
    level: Literal["remember", "understand", "apply", "analyse", "evaluate", "create", "perform"] | None = Field(
        None, description="Bloom's level, or `perform` for a skill shown in practice."
    )
    retention: Duration | None = Field(None, description="How long it should be remembered.")
    critical: Truth = Field(False, description="Whether a mistake here is dangerous.")


class SessionEntry(Strict):
    """A live session in the outline."""

    session: Slug = Field(description="The file name in sessions/, without .md.")


def _refuse_module(value: Any) -> Any:
    if isinstance(value, dict) and "module" in value:
        raise PydanticCustomError("module_in_module", "a module in a module", {"title": str(value["module"])})
    return value


ModuleItem = Annotated[
    Annotated[Slug, Tag("text")] | Annotated[SessionEntry, Tag("session")] | Annotated[SessionEntry, Tag("keys")],
    Discriminator(_shape),
    BeforeValidator(_refuse_module),
]


class ModuleFile(Strict):
    """A named group of units in the outline."""

    module: Title = Field(description="The module's title.")
    id: Slug | None = Field(None, description="Permanent slug; made from the title when absent.")
    items: list[ModuleItem] = Field(min_length=1, description="Units and live sessions, in order.")


OutlineItem = Annotated[
    Annotated[Slug, Tag("text")] | Annotated[SessionEntry, Tag("session")] | Annotated[ModuleFile, Tag("keys")],
    Discriminator(_shape),
]
ObjectiveEntry = Annotated[
    Annotated[Title, Tag("text")] | Annotated[ObjectiveFile, Tag("keys")] | Annotated[ObjectiveFile, Tag("session")],
    Discriminator(_shape),
]


class CompletionFile(Strict):
    """What completed and passed mean."""

    require: Annotated[Literal["all", "pages", "passed"] | float, text_reader(_read_require)] = Field(
        "all",
        description="`all`: every page seen and every graded question answered; `pages`: every page seen; "
        "`passed`: the mastery score reached; a percentage: so many of the pages seen.",
    )
    mastery: Annotated[Literal["none"] | float | None, text_reader(_read_mastery)] = Field(
        None, description="The share of the points that passes; `none` for no passing or failing. Default 80%."
    )
    record: Literal["each-try", "last-try"] = Field("each-try", description="Which answers the LMS is told.")


class PackagingFile(Hyphened):
    """How the course is packed. The command line overrides all but `launch`."""

    targets: Slugs = Field(["scorm12", "web"], description="Delivery standards: see `scormkit targets`.")
    split: Literal["course", "session", "module", "unit"] = Field("course", description="How many zips.")
    sco: Literal["course", "module", "unit"] = Field("course", description="How much one SCO holds.")
    max_size: Size = Field(0, description="The largest zip the LMS takes.")
    launch: Literal["any-window", "own-window"] = Field(
        "any-window",
        description="Where a cmi5 LMS opens a unit: in a frame or window as it likes, or alone in a window. SCORM and "
        "Tin Can packages cannot say so.",
    )


class ThemeFile(Hyphened):
    """The look. Everything but the name is branding on top of it."""

    name: Slug = Field("default", description="A theme that comes with scormkit, or a folder in the course's themes/.")
    colour: Colour | None = Field(None, description="The brand's colour; readable shades are derived from it.")
    logo: str | None = Field(None, description="A picture in the course folder.")
    font: str | None = Field(None, description="Font family for the text.")
    heading_font: str | None = Field(None, description="Font family for headings.")
    fonts: Strings = Field([], description="Font files (woff2) in the course folder that the package carries.")


class ManagerFile(Strict):
    """Who answers for the course."""

    name: Title = Field(description="A name or a role.")
    backup: str = Field("", description="Who stands in.")


Address = Annotated[str, text_reader(_read_address), string_schema("^https?://", ("https://learn.example.org/token",))]
Endpoint = Annotated[str, text_reader(_read_endpoint), string_schema("^https?://", ("https://lrs.example.org/xapi/",))]
Verb = Annotated[str, text_reader(_read_verb), WithJsonSchema({"type": "string", "enum": list(XAPI_VERBS)})]


class XapiFile(Hyphened):
    """Statements to a Learning Record Store. `on` takes every default."""

    credentials: Literal["launch", "broker", "key-in-package"] | None = Field(
        None,
        description="Where a package has the right to write from. `launch`: who starts it hands it over; `broker`: a "
        "service gives a token; `key-in-package`: a key that everyone with the package can read. Default `launch`, or "
        "`broker` where one is named.",
    )
    endpoint: Endpoint | None = Field(None, description="The store's address, where launch and broker do not say.")
    broker: Address | None = Field(None, description="The address of the service that gives tokens.")
    key: Title | None = Field(
        None, description="The key's name. Refused but for `key-in-package`; better set in the build's environment."
    )
    secret: Title | None = Field(None, description="The key's secret, likewise.")
    actor: Literal["account", "hashed", "launch"] = Field(
        "account",
        description="Who learners are where the launch does not say. `account`: their id in the LMS; `hashed`: a hash "
        "of it; `launch`: nobody, and nothing is sent.",
    )
    home_page: Iri | None = Field(
        None, description="Whose ids those are, as an address; scheme and host of the course's `iri` when absent."
    )
    salt: Title | None = Field(None, description="What is hashed with the id; the home page when absent.")
    profile: Literal["by-target", "scorm", "xapi"] = Field(
        "by-target",
        description="Whose rules statements follow: in SCORM packages `scorm` (ADL's SCORM profile), alone with a "
        "store `xapi`. cmi5 has its own.",
    )
    verbs: Annotated[list[Verb], BeforeValidator(_as_list), Field(min_length=1)] | None = Field(
        None, description="Only these are sent, and what a standard demands; all when absent."
    )
    video: Truth = Field(True, description="Whether films and sounds are told, by the video profile.")


class CourseFile(Hyphened):
    """course.yaml: the course as a whole. Only `title` is required."""

    title: Title = Field(description="The course's title.")
    id: Slug | None = Field(None, description="Permanent slug; the folder's name when absent.")
    iri: Iri | None = Field(None, description="Permanent address of the course in learning records.")
    version: str = Field("1.0.0", description="The course's own version.", pattern=r"^[A-Za-z0-9][A-Za-z0-9.+-]{0,39}$")
    language: Language = Field("en", description="The language the course is written in.")
    description: str = Field("", description="A sentence or two for catalogues.")
    authors: Strings = Field([], description="Who wrote it.")
    licence: str = Field("", description="Under what terms it may be used, such as CC-BY-4.0.")
    keywords: Strings = Field([], description="Words to find it by.")
    manager: ManagerFile | None = Field(None, description="Who answers for the course.")
    objectives: dict[Slug, ObjectiveEntry] = Field({}, description="What learners will be able to do, by slug.")
    outline: list[OutlineItem] | None = Field(
        None, description="Units, modules and live sessions in order; the files in order of their names when absent."
    )
    pages: Literal["h1", "h2"] = Field("h1", description="Which heading starts a new page.")
    order: Literal["free", "in-order", "mastery"] = Field("free", description="How learners may move between units.")
    completion: CompletionFile = Field(CompletionFile(), description="What completed and passed mean.")
    packaging: PackagingFile = Field(PackagingFile(), description="How the course is packed.")
    lms: Slugs = Field([], description="The LMSs whose troubles to avoid; all known ones when absent.")
    theme: Annotated[ThemeFile, BeforeValidator(_name_only)] = Field(ThemeFile(), description="The look, or its name.")
    xapi: Annotated[Literal["on", "off"] | XapiFile, text_reader(_read_switch)] = Field(
        "off", description="Statements to a Learning Record Store: `on`, `off`, or keys."
    )
    trust: Literal["html"] | None = Field(None, description="`html`: raw HTML is taken as it is.")
    concepts: dict[Slug, Slugs] = Field({}, description="A finer grain than objectives: concept, its objectives.")
    blend: BlendFile | None = Field(None, description="How live sessions and units make one course.")
    evaluation: EvaluationFile = Field(EvaluationFile(), description="How one will know whether the course works.")
    lint: LintFile = Field(LintFile(), description="How strictly the course and its plan are judged.")


class UnitMatter(Hyphened):
    """Front matter of a unit; every key is optional."""

    title: Title | None = Field(None, description="The unit's title; its first heading when absent.")
    goal: str = Field("", description="What learners can do after this unit.")
    kind: Literal[
        "lesson", "video", "reading", "micro", "quiz", "recall", "pre-test", "post-test", "assignment", "discussion",
        "guidance", "checklist",
    ] = Field("lesson", description="What sort of unit it is.")  # fmt: skip
    objectives: Slugs = Field([], description="Objectives of the course that this unit serves.")
    prerequisites: Slugs = Field([], description="Units that come first.")
    completion: CompletionFile | None = Field(None, description="What completed and passed mean here.")
    time_limit: Duration = Field(0, description="The longest time allowed.")
    time_limit_action: Literal["exit,message", "exit,no message", "continue,message", "continue,no message"] = Field(
        "continue,no message", description="What the LMS does when the time is up."
    )
    launch_data: str = Field("", description="Text that the LMS hands to the unit.", max_length=255)
    hidden: Truth = Field(False, description="Whether the LMS leaves the unit out of its menu.")
    estimate: Duration | None = Field(None, description="Learning time, when the computed one is wrong.")
    pages: Literal["h1", "h2"] | None = Field(None, description="Which heading starts a new page.")
    teaches: TeachesFile = Field(TeachesFile(), description="What the unit does with which concepts.")
    standalone: Truth = Field(False, description="Whether it belongs to no live session, on purpose.")


class TermFile(Strict):
    """A glossary entry."""

    definition: Title = Field(description="What the word means; Markdown.")
    also: Strings = Field([], description="Other forms of the word that are recognised.")


class LocaleCourseFile(Hyphened):
    """locales/<language>/course.yaml: the texts of course.yaml in another language."""

    title: Title | None = Field(None, description="The course's title.")
    description: str | None = Field(None, description="A sentence or two for catalogues.")
    keywords: Strings | None = Field(None, description="Words to find it by.")
    objectives: dict[Slug, ObjectiveEntry] = Field({}, description="The objectives' texts; the slugs stay as they are.")
    outline: list[OutlineItem] | None = Field(
        None, description="The same modules with the same items in the same order, with translated titles."
    )


#: Keys of features that do not exist yet: refused plainly, never ignored.
LATER_KEYS: dict[str, str] = {
    "test-out": "adaptive paths",
    "gates": "the gates of a course's making",
    "adapt": "the adaptation of older courses",
    "space": "the planning of repetition",
}

"""Source room, schema: what an author may write in YAML, key by key.

These classes are the reference: error messages, editor schemas (`scormkit schema`) and the docs come from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from scormkit.model import XAPI_VERBS
from scormkit.model.iri import is_iri
from scormkit.source.values import SLUG, did_you_mean, read_duration, read_share, read_size, read_truth


def _text_reader(read: Callable[[str], Any]) -> BeforeValidator:
    return BeforeValidator(lambda value: read(value) if isinstance(value, str) else value)


def _read_slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError("use small letters, digits and hyphens, starting with a letter, such as `danger-signs`")
    return text


def is_language(text: str) -> bool:
    """Whether a text looks like a BCP 47 language tag."""
    return re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text) is not None


def _read_language(text: str) -> str:
    if not is_language(text):
        raise ValueError("use a language tag such as `en`, `de` or `pt-BR`")
    return text


def _read_colour(text: str) -> str:
    if not re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text):
        raise ValueError('use a colour such as "#0a6" or "#00aa66", in quotes')
    return text.lower()


def _read_iri(text: str) -> str:
    if not is_iri(text):
        raise ValueError("use an absolute address such as `https://learn.example.org/courses/airway`")
    return text


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


def _read_require(text: str) -> str | float:
    return text if text in ("all", "pages", "passed") else _share_or(text, "`all`, `pages`, `passed`")


def _read_mastery(text: str) -> str | float:
    return text if text == "none" else _share_or(text, "`none`")


def _share_or(text: str, words: str) -> float:
    try:
        return read_share(text)
    except ValueError:
        raise ValueError(f"use {words} or a percentage such as `80%`") from None


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _name_only(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


def _string(pattern: str = "", examples: tuple[str, ...] = ()) -> WithJsonSchema:
    schema: dict[str, Any] = {"type": "string"}
    if pattern:
        schema["pattern"] = pattern
    if examples:
        schema["examples"] = list(examples)
    return WithJsonSchema(schema)


Slug = Annotated[str, _text_reader(_read_slug), _string("^[a-z][a-z0-9-]*$", ("danger-signs",))]
Language = Annotated[str, _text_reader(_read_language), _string("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", ("en", "de"))]
Duration = Annotated[int, _text_reader(read_duration), _string(examples=("90 min", "2 hours"))]
Share = Annotated[float, _text_reader(read_share), _string(examples=("80%",))]
Size = Annotated[int, _text_reader(read_size), _string(examples=("250 MB",))]
Truth = Annotated[bool, _text_reader(read_truth), WithJsonSchema({"enum": ["yes", "no", True, False]})]
Colour = Annotated[str, _text_reader(_read_colour), _string("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$", ("#0a6",))]
Iri = Annotated[str, _text_reader(_read_iri), _string(examples=("https://learn.example.org/courses/airway",))]
Title = Annotated[str, Field(min_length=1)]
Strings = Annotated[list[str], BeforeValidator(_one_or_many)]
Slugs = Annotated[list[Slug], BeforeValidator(_one_or_many)]


class Strict(BaseModel):
    """What all author files share: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _hyphen(name: str) -> str:
    return name.replace("_", "-")


class Hyphened(Strict):
    model_config = ConfigDict(alias_generator=_hyphen)


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


ModuleItem = Annotated[
    Annotated[Slug, Tag("text")] | Annotated[SessionEntry, Tag("session")] | Annotated[SessionEntry, Tag("keys")],
    Discriminator(_shape),
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

    require: Annotated[Literal["all", "pages", "passed"] | float, _text_reader(_read_require)] = Field(
        "all",
        description="`all`: every page seen and every graded question answered; `pages`: every page seen; "
        "`passed`: the mastery score reached; a percentage: so many of the pages seen.",
    )
    mastery: Annotated[Literal["none"] | float | None, _text_reader(_read_mastery)] = Field(
        None, description="The share of the points that passes; `none` for no passing or failing. Default 80%."
    )
    record: Literal["each-try", "last-try"] = Field("each-try", description="Which answers the LMS is told.")


class PackagingFile(Hyphened):
    """How the course is packed. The command line overrides each."""

    targets: Slugs = Field(["scorm12", "web"], description="Delivery standards: see `scormkit targets`.")
    split: Literal["course", "session", "module", "unit"] = Field("course", description="How many zips.")
    sco: Literal["course", "module", "unit"] = Field("course", description="How much one SCO holds.")
    max_size: Size = Field(0, description="The largest zip the LMS takes.")


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


Address = Annotated[str, _text_reader(_read_address), _string("^https?://", ("https://learn.example.org/token",))]
Endpoint = Annotated[str, _text_reader(_read_endpoint), _string("^https?://", ("https://lrs.example.org/xapi/",))]
Verb = Annotated[str, _text_reader(_read_verb), WithJsonSchema({"type": "string", "enum": list(XAPI_VERBS)})]


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
    verbs: Annotated[list[Verb], BeforeValidator(_one_or_many), Field(min_length=1)] | None = Field(
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
    xapi: Annotated[Literal["on", "off"] | XapiFile, _text_reader(_read_switch)] = Field(
        "off", description="Statements to a Learning Record Store: `on`, `off`, or keys."
    )
    trust: Literal["html"] | None = Field(None, description="`html`: raw HTML is taken as it is.")


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


class SessionMatter(Hyphened):
    """Front matter of a live session; only `length` is required."""

    length: Duration = Field(description="How long the session is.")
    title: Title | None = Field(None, description="The session's title; its first heading when absent.")
    start: str | None = Field(None, description="When it starts, with its zone. Kept for the session plan.")
    where: str | None = Field(None, description="Where it is: an address or a place. Kept for the session plan.")


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
    "blend": "the session plan",
    "concepts": "the session plan",
    "evaluation": "the session plan",
    "lint": "course rules",
    "teaches": "the session plan",
    "agenda": "the session plan",
    "prework": "the session plan",
    "follow-up": "the session plan",
    "attendance": "the session plan",
    "fallback": "the session plan",
    "needs": "the session plan",
    "after": "the session plan",
    "stations": "the session plan",
    "support": "the session plan",
    "triggers": "the session plan",
    "milestones": "the session plan",
    "cadence": "the session plan",
    "test-out": "the session plan",
}

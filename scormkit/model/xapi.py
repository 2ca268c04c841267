"""How a course tells a Learning Record Store what learners do: where to, as whom, and how much."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class XapiProfile(StrEnum):
    """Whose rules the statements follow."""

    SCORM = "scorm"  #: the ADL SCORM profile, beside CMI
    CMI5 = "cmi5"
    XAPI = "xapi"  #: alone with a store


class XapiCredentials(StrEnum):
    """Where a package has the right to write from."""

    LAUNCH = "launch"  #: whoever launches it hands over endpoint and authorization; without them nothing is sent
    BROKER = "broker"  #: a service of the author's, asked at launch, gives a token that lives for a short time
    KEY = "key-in-package"  #: a key that may write and nothing else stands in the package, for everyone to read


class XapiActor(StrEnum):
    """Who a statement says did it, where the launch does not say. Name and address are never sent."""

    ACCOUNT = "account"  #: home page, and the learner's id as the LMS has it
    HASHED = "hashed"  #: home page, and the SHA-256 of salt and learner's id
    LAUNCH = "launch"  #: the actor of the launch and no other; without one nothing is sent


#: The words for verbs that an author may choose from. `answered` is `responded` in the SCORM profile.
XAPI_VERBS = (
    "initialized", "resumed", "suspended", "terminated", "completed", "passed", "failed", "scored", "progressed",
    "answered", "played", "paused", "seeked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class XapiSettings:
    """What `xapi:` in course.yaml says. The course's own `iri` is set whenever a course has these settings.

    `endpoint` and `broker` are https addresses, or http ones of this machine; `endpoint` ends in a slash. They may be
    empty: `endpoint` where launch or broker name it, `broker` unless credentials are the broker's. `key` and `secret`
    are empty unless credentials are KEY, and then too when they are to come from the environment of the build.

    `home_page` and `salt` are never empty. `verbs` holds words of `XAPI_VERBS` in their order; None sends all. What a
    standard demands (cmi5: initialized, completed, passed, failed, terminated) is sent in any case.
    """

    home_page: str
    salt: str
    credentials: XapiCredentials = XapiCredentials.LAUNCH
    endpoint: str = ""
    broker: str = ""
    key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    actor: XapiActor = XapiActor.ACCOUNT
    profile: XapiProfile | None = None  #: None: the one of the target
    verbs: tuple[str, ...] | None = None
    video: bool = True  #: films and sounds are told by the video profile

"""Source room, xAPI: what `xapi:` in course.yaml says, and what it must not say."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from scormkit.diagnostics import Diagnostic, error, warning
from scormkit.model import XAPI_VERBS, XapiActor, XapiCredentials, XapiProfile, XapiSettings
from scormkit.model.iri import can_grow, home_of
from scormkit.source.schema import CourseFile, XapiFile
from scormkit.source.yaml import YamlDocument


def read_xapi(settings: CourseFile, document: YamlDocument) -> tuple[XapiSettings | None, list[Diagnostic]]:
    """The settings (None when off), and what is wrong with them. A secret that is refused is never shown."""
    if settings.xapi == "off":
        return None, []
    written = settings.xapi if isinstance(settings.xapi, XapiFile) else XapiFile()
    credentials = XapiCredentials(written.credentials or ("broker" if written.broker else "launch"))
    problems = [*_iri_problems(settings, document), *_credential_problems(written, credentials, document)]
    problems += _home_problems(settings.iri or "", written, document)
    home = written.home_page or home_of(settings.iri or "")
    made = XapiSettings(
        home_page=home,
        salt=written.salt or home,
        credentials=credentials,
        endpoint=written.endpoint or "",
        broker=written.broker or "",
        key=written.key or "",
        secret=written.secret or "",
        actor=XapiActor(written.actor),
        profile=None if written.profile == "by-target" else XapiProfile(written.profile),
        verbs=tuple(each for each in XAPI_VERBS if each in written.verbs) if written.verbs else None,
        video=written.video,
    )
    return made, problems


def _iri_problems(settings: CourseFile, document: YamlDocument) -> Iterator[Diagnostic]:
    """The ids of all activities grow from the course's iri."""
    if not settings.iri and ("iri",) in document.lines:
        return  # it is there but wrong, which is told already
    if not settings.iri:
        hint = "add `iri: https://…` with an address you own, which never changes"
        yield error("XAPI-COURSE-IRI", "`iri` is missing, which `xapi` needs", document.at(("xapi",)), hint)
    elif not can_grow(settings.iri):
        message = f"`iri` is `{settings.iri}`, and with `xapi` ids grow from it"
        yield error("XAPI-COURSE-IRI", message, document.at(("iri",)), "write it without `?` and `#`")


def _home_problems(iri: str, written: XapiFile, document: YamlDocument) -> Iterator[Diagnostic]:
    """An account's home page is an address (xAPI 1.0.3, 2.4.2.4), and a URN has no host that could stand for one."""
    if written.actor != "launch" and not written.home_page and can_grow(iri) and home_of(iri) == iri:
        message = f"`home-page` is missing, so the accounts of learners would be at `{iri}`"
        hint = "add `home-page: https://…`, the address of the LMS whose ids they are, or say `actor: launch`"
        yield warning("XAPI-HOME-PAGE", message, document.at(("xapi",)), hint)


def _credential_problems(
    written: XapiFile, credentials: XapiCredentials, document: YamlDocument
) -> Iterator[Diagnostic]:
    in_package = credentials is XapiCredentials.KEY
    for name in ("endpoint", "broker"):
        address = getattr(written, name)
        if address and "@" in urlsplit(address).netloc:
            message = f"`{name}` holds a name or password, and everyone who has the package could read it"
            yield error("XAPI-KEY-REFUSED", message, document.at(("xapi", name)), "take out all before the `@`")
    for name in ("key", "secret"):
        if getattr(written, name) and not in_package:
            message = f"`{name}` would stand in the package, where every learner can read it"
            hint = (
                "remove it: the launch or a broker gives the right to write; or spell out `credentials: key-in-package`"
            )
            yield error("XAPI-KEY-REFUSED", message, document.at(("xapi", name)), hint)
    if written.broker and credentials is not XapiCredentials.BROKER:
        message = f"`broker` has no effect with `credentials: {credentials}`"
        yield error("XAPI-CREDENTIALS", message, document.at(("xapi", "broker")), "keep one of them")
    if credentials is XapiCredentials.BROKER and not written.broker:
        message = "`broker` is missing, which `credentials: broker` needs"
        hint = "add `broker: https://…`, the address of the service that gives tokens"
        yield error("XAPI-CREDENTIALS", message, document.at(("xapi", "credentials")), hint)
    if in_package:
        yield from _key_problems(written, document)


def _key_problems(written: XapiFile, document: YamlDocument) -> Iterator[Diagnostic]:
    where = document.at(("xapi", "credentials"))
    if not written.endpoint:
        hint = "add `endpoint: https://…`, the store's address"
        yield error("XAPI-CREDENTIALS", "`endpoint` is missing, which `credentials: key-in-package` needs", where, hint)
    if bool(written.key) != bool(written.secret):
        there, missing = ("key", "secret") if written.key else ("secret", "key")
        message = f"`{missing}` is missing beside `{there}`"
        yield error("XAPI-CREDENTIALS", message, document.at(("xapi", there)), f"add a line `{missing}: …`")
    message = "the package carries a key to the store, which everyone who has the package can read and use"
    hint = "make sure that the key may write statements and do nothing else; better use a broker or the launch"
    yield warning("XAPI-KEY-IN-PACKAGE", message, where, hint)

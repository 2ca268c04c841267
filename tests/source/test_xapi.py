"""What `xapi:` in course.yaml means; what it must not say stands in `bad/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from scormkit.model import XapiActor, XapiCredentials, XapiProfile, XapiSettings
from tests.courses import load, problems

HOME = "https://learn.example.org"
UNIT = {"units/one.md": "# One\n\nText.\n"}


def settings(folder: Path, xapi: str) -> XapiSettings | None:
    course = f"title: T\niri: {HOME}/courses/t\n{xapi}"
    return load(folder, {"course.yaml": course, **UNIT}).xapi


@pytest.mark.parametrize("word", ["", "xapi: off", "xapi: no", "xapi: false", "xapi:"])
def test_nothing_is_sent_unless_asked_for(word: str, tmp_path: Path) -> None:
    assert settings(tmp_path, word) is None


@pytest.mark.parametrize("word", ["on", "yes", "true", "{}"])
def test_on_takes_every_default(word: str, tmp_path: Path) -> None:
    assert settings(tmp_path, f"xapi: {word}") == XapiSettings(HOME, HOME)


def test_every_key_has_its_place_and_verbs_their_order(tmp_path: Path) -> None:
    written = """
xapi:
  credentials: key-in-package
  endpoint: https://lrs.example.org/xapi
  key: k
  secret: s
  actor: hashed
  home-page: https://lms.example.org
  salt: pepper
  profile: xapi
  verbs: [passed, completed]
  video: no
"""
    assert settings(tmp_path, written) == XapiSettings(
        home_page="https://lms.example.org",
        salt="pepper",
        credentials=XapiCredentials.KEY,
        endpoint="https://lrs.example.org/xapi/",
        key="k",
        secret="s",
        actor=XapiActor.HASHED,
        profile=XapiProfile.XAPI,
        verbs=("completed", "passed"),
        video=False,
    )


def test_a_broker_that_is_named_is_asked(tmp_path: Path) -> None:
    made = settings(tmp_path, "xapi: {broker: https://learn.example.org/token}")
    assert made == XapiSettings(HOME, HOME, XapiCredentials.BROKER, broker="https://learn.example.org/token")


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "[::1]:8080", "lrs.localhost"])
def test_this_machine_needs_no_https(host: str, tmp_path: Path) -> None:
    made = settings(tmp_path, f"xapi: {{endpoint: 'http://{host}/xapi'}}")
    assert made is not None and made.endpoint == f"http://{host}/xapi/"


def test_a_key_in_the_package_is_warned_of_and_never_shown(tmp_path: Path) -> None:
    keys = "credentials: key-in-package, endpoint: https://lrs.example.org/, key: k3y, secret: s3cr3t"
    files = {"course.yaml": f"title: T\niri: {HOME}/courses/t\nxapi: {{{keys}}}\n", **UNIT}
    assert problems(tmp_path, files) == [
        "course.yaml:3 XAPI-KEY-IN-PACKAGE the package carries a key to the store, which everyone who has the package"
        " can read and use | make sure that the key may write statements and do nothing else; better use a broker or"
        " the launch"
    ]
    made = load(tmp_path, files).xapi
    assert made is not None and made.secret == "s3cr3t" and "3" not in repr(made).replace(HOME, "")

"""What `xapi:` in course.yaml means; what it must not say stands in `bad/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from scormkit.build import BuildOptions, build_course
from scormkit.errors import CourseError
from scormkit.model import XapiActor, XapiCredentials, XapiProfile, XapiSettings
from scormkit.xapi.credentials import with_package_key
from tests.courses import load, problems, write_course

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


URN = "urn:uuid:e26e69c3-a303-498e-a174-26b755395d00"


def test_a_urn_is_no_home_of_accounts(tmp_path: Path) -> None:
    def course(xapi: str) -> dict[str, str]:
        return {"course.yaml": f"title: T\niri: {URN}\nxapi: {xapi}\n", **UNIT}

    assert problems(tmp_path, course("on")) == [
        f"course.yaml:3 XAPI-HOME-PAGE `home-page` is missing, so the accounts of learners would be at `{URN}` | add"
        " `home-page: https://…`, the address of the LMS whose ids they are, or say `actor: launch`"
    ]
    assert problems(tmp_path, course(f"{{home-page: '{HOME}'}}")) == []
    assert problems(tmp_path, course("{actor: launch}")) == []


KEYED = {
    "course.yaml": f"title: T\niri: {HOME}/t\nxapi: {{credentials: key-in-package, endpoint: '{HOME}/xapi/'}}\n",
    **UNIT,
}


def test_a_package_s_key_comes_from_the_environment_of_the_build(tmp_path: Path) -> None:
    course = load(tmp_path, KEYED)
    keyed = with_package_key(course, {"SCORMKIT_PACKAGE_KEY": "k", "SCORMKIT_PACKAGE_SECRET": "s"}).xapi
    assert keyed is not None and (keyed.key, keyed.secret) == ("k", "s")
    others = {"SCORMKIT_LRS_KEY": "k", "SCORMKIT_LRS_SECRET": "s"}  # those of `send` may do too much
    for environment in ({}, {"SCORMKIT_PACKAGE_KEY": "k"}, others):
        with pytest.raises(CourseError, match="is to carry a key"):
            with_package_key(course, environment)


def test_no_other_course_takes_a_key(tmp_path: Path) -> None:
    course = load(tmp_path, {"course.yaml": f"title: T\niri: {HOME}/t\nxapi: on\n", **UNIT})
    assert with_package_key(course, {"SCORMKIT_PACKAGE_KEY": "k", "SCORMKIT_PACKAGE_SECRET": "s"}) is course


def test_a_build_without_the_key_says_so_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCORMKIT_PACKAGE_KEY", raising=False)
    write_course(tmp_path / "t", KEYED)
    result = build_course(tmp_path / "t", BuildOptions(out=tmp_path / "dist"))
    assert [each.code for each in result.report] == ["XAPI-KEY-MISSING", "XAPI-KEY-IN-PACKAGE"]
    assert (str(next(iter(result.report)).location), result.packages) == (f"{tmp_path / 't'}/course.yaml", ())
    assert not (tmp_path / "dist").exists()

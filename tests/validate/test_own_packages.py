"""What scormkit builds has no error and no warning, in the eyes of every consumer that takes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scormkit.build import BuildOptions, build_course
from scormkit.diagnostics import Severity
from scormkit.model import ScoScope
from scormkit.package.reader import read_package
from scormkit.targets import all_targets
from scormkit.validate.checking import check_read_package
from scormkit.validate.profiles import load_profile, profile_names

ROOT = Path(__file__).resolve().parents[2]
COURSES = sorted(path.parent for path in ROOT.glob("courses/*/course.yaml"))

#: Open edX launches the first SCO only: several are a warning there, and meant for other LMSs.
SEVERAL_SCOS = {("openedx", "ITEM-MULTI-SCO")}


@pytest.fixture(scope="module", params=[(course, sco) for course in COURSES for sco in ("course", "unit")], ids=str)
def zips(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    course, sco = request.param
    out = tmp_path_factory.mktemp("dist")
    targets = tuple(each.profile.name for each in all_targets())
    built = build_course(course, BuildOptions(out=out, sco=ScoScope(sco), targets=targets))
    return [each.path for each in built.packages if each.path.is_file()]


@pytest.mark.parametrize("profile", profile_names())
def test_own_packages_are_clean_of_errors_and_warnings(zips: list[Path], profile: str) -> None:
    assert zips
    takes = load_profile(profile).takes
    found = []
    for path in zips:
        with read_package(path) as package:
            if takes and package.standard not in takes:
                continue
            report = check_read_package(package, profile=profile)
            found += [each for each in report if each.severity > Severity.INFO]
    assert [each for each in found if (profile, each.code) not in SEVERAL_SCOS] == []

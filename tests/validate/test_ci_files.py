"""The files by which others' CI finds the checker name commands and options that exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import yaml

from scormkit.cli.validate import validate
from scormkit.validate.profiles import profile_names

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = {name for each in validate.params if isinstance(each, click.Option) for name in each.opts}


def test_the_pre_commit_hook_checks_zips() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["entry"], hook["language"]) == ("scormkit-validate", "scormkit validate", "python")
    assert re.search(hook["files"], "packages/course.zip")
    assert not re.search(hook["files"], "course.yaml")


def test_the_action_passes_inputs_by_environment_only() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert not any("${{" in script for script in scripts)
    assert {found for script in scripts for found in re.findall(r"(?<!-)--[a-z]+", script)} - {"--quiet"} <= OPTIONS
    assert all(name in action["inputs"]["profile"]["description"] for name in profile_names())


def test_the_how_to_names_options_that_exist() -> None:
    text = (ROOT / "docs" / "how-to" / "validate-in-ci.md").read_text("utf-8")
    used = {
        found for line in text.splitlines() if "scormkit validate" in line for found in re.findall(r"--[a-z-]+", line)
    }
    assert used <= OPTIONS

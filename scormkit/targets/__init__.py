"""Targets room: one module for each delivery standard; a new file here is a new target, listed nowhere else."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from scormkit.errors import ScormkitError
from scormkit.layout import PackageLayout
from scormkit.targets._target import Target

__all__ = ["Target", "TargetError", "all_targets", "needs_map_info", "target_named"]


class TargetError(ScormkitError):
    """No target has the name asked for."""


@cache
def all_targets() -> tuple[Target, ...]:
    """Every target, sorted by name: each module of this folder without a leading underscore defines one as `TARGET`."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    targets: list[Target] = [import_module(f"{__name__}.{name}").TARGET for name in names]
    return tuple(sorted(targets, key=lambda target: target.name))


def target_named(name: str) -> Target:
    """The target that authors call `name`; raises `TargetError` with the nearest name for another word."""
    targets = {target.name: target for target in all_targets()}
    if name in targets:
        return targets[name]
    near = get_close_matches(name.lower().replace("_", "-").replace(" ", "-"), targets, n=1, cutoff=0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(targets)}"
    raise TargetError(f"unknown target `{name}`: {hint}")


def needs_map_info(layout: PackageLayout) -> bool:
    """Whether this package's manifest holds `imsss:mapInfo`, at which Moodle's import fails (scormlib.php)."""
    return target_named(layout.profile.name).uses_map_info(layout)

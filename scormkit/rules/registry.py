"""Rules room, the registry: a rule is one small function, its docstring the manual, the decorator the only listing."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

from scormkit.diagnostics import Location, Severity

_CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: the problem in the author's words and its place; the rule adds code and severity.

    An empty `hint` means the rule's own. `measured` and `threshold` are what a rule with a limit compared.
    """

    message: str
    location: Location
    hint: str = ""
    measured: str = ""
    threshold: str = ""


Findings = Iterator[Finding]
Check = Callable[[Any], Iterable[Finding]]
AnyCheck = TypeVar("AnyCheck", bound=Check)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: facts for selecting and explaining it, and the function that looks.

    `subject` is the type of the check's only parameter: a rule runs when a subject of that type is at hand.
    `editions` names the standards it speaks about; empty means all. `silences` are codes (patterns with `*`) whose
    findings at the same place are consequences of this one; a pattern that begins with "^" silences them everywhere.
    A `fallback` rule is silent wherever another rule has an error or a warning about the same place. Rules that advise
    carry their `grade` of evidence and a `contrary` study (see `Evidence`), the `limits` that a course may set, and
    `full`, the severity that the evidence allows at most (None: `severity`).
    """

    code: str
    severity: Severity
    spec: str
    check: Check
    subject: type
    manual: str
    hint: str = ""
    editions: frozenset[str] = frozenset()
    silences: tuple[str, ...] = ()
    fallback: bool = False
    grade: str = ""
    contrary: str = ""
    limits: tuple[tuple[str, float], ...] = ()
    full: Severity | None = None

    @property
    def family(self) -> str:
        """The first word of the code."""
        return self.code.partition("-")[0]

    @property
    def title(self) -> str:
        """The first sentence of the manual: what is wrong."""
        return self.manual.split("\n\n")[0].replace("\n", " ").rstrip(".")

    @property
    def room(self) -> str:
        """The package the rule lives in, `scormkit.validate` for `scormkit.validate.zip`."""
        return self.check.__module__.rpartition(".")[0]


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    severity: Severity,
    spec: str,
    hint: str = "",
    editions: Iterable[str] = (),
    silences: Iterable[str] = (),
    fallback: bool = False,
    grade: str = "",
    contrary: str = "",
    limits: Mapping[str, float] = MappingProxyType({}),
    full: Severity | None = None,
) -> Callable[[AnyCheck], AnyCheck]:
    """Register the decorated generator function as a rule.

    Refuses with `ValueError` a code that is taken or not in capitals with hyphens, a missing docstring, a missing
    `spec`, and a function whose only parameter has no type.
    """

    def register(check: AnyCheck) -> AnyCheck:
        made = Rule(
            code=code,
            severity=severity,
            spec=spec,
            check=check,
            subject=_subject_of(code, check),
            manual=inspect.getdoc(check) or "",
            hint=hint,
            editions=frozenset(editions),
            silences=tuple(silences),
            fallback=fallback,
            grade=grade,
            contrary=contrary,
            limits=tuple(limits.items()),
            full=full,
        )
        _refuse_careless(made)
        _RULES[code] = made
        return check

    return register


def _subject_of(code: str, check: Check) -> type:
    names = list(inspect.signature(check).parameters)
    found = get_type_hints(check).get(names[0]) if len(names) == 1 else None
    if not isinstance(found, type):
        raise ValueError(f"rule {code} must take one parameter that has a type")
    return found


def _refuse_careless(made: Rule) -> None:
    if not _CODE.fullmatch(made.code) and not re.fullmatch(r"ZIP64", made.code):
        raise ValueError(f"rule code {made.code} is not capital words joined by hyphens")
    if made.code in _RULES and not _same_function(_RULES[made.code].check, made.check):
        raise ValueError(f"rule code {made.code} is taken by {_RULES[made.code].check.__qualname__}")
    if not made.manual.strip():
        raise ValueError(f"rule {made.code} has no docstring, which is its manual")
    if not made.spec.strip():
        raise ValueError(f"rule {made.code} names no source")


def _same_function(one: Check, other: Check) -> bool:
    """True for a module that is loaded again, as a development server does."""
    return (one.__module__, one.__qualname__) == (other.__module__, other.__qualname__)


def load_rules(room: str) -> tuple[Rule, ...]:
    """All rules of a room, sorted by code; its modules are found by walking the folder, listed nowhere."""
    package = importlib.import_module(room)
    for module in pkgutil.iter_modules(package.__path__, f"{room}."):
        importlib.import_module(module.name)
    return tuple(sorted((each for each in _RULES.values() if each.room == room), key=lambda each: each.code))


def find_rule(code: str) -> Rule | None:
    """The rule of that code, among the rooms loaded so far."""
    return _RULES.get(code.upper())

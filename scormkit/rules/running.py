"""Rules room, running: every rule over its subject, consequences silenced, a crash reported, no flood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from itertools import islice

from scormkit.diagnostics import Diagnostic, Evidence, Location, Report, Severity
from scormkit.rules.registry import Finding, Rule

RULE_FAILED = "RULE-FAILED"
_Place = tuple[str, str]
_EVERYWHERE: _Place = ("", "")
MOST_FINDINGS = 50  #: of one code; the rest is counted in one line


def run_rules(rules: Sequence[Rule], subjects: Iterable[object], *, edition: str = "", whole: Location) -> Report:
    """Run the rules whose subject is at hand and whose editions fit, and report what they found.

    A rule that raises becomes a `RULE-FAILED` finding at `whole`, and the run goes on. Of one code at most
    `MOST_FINDINGS` are kept, with one more that counts the others.
    """
    by_type = {type(each): each for each in subjects}
    found: list[tuple[Rule, Diagnostic]] = []
    failures: list[Diagnostic] = []
    for each in rules:
        subject = by_type.get(each.subject)
        if subject is None or (each.editions and edition and edition not in each.editions):
            continue
        try:
            found.extend((each, _diagnostic(each, finding)) for finding in _bounded(each, subject, whole))
        except Exception as failure:  # whatever a rule does wrong must not hide what the others found
            failures.append(_failure(each, failure, whole))
    return Report.of([*failures, *_without_consequences(found)])


def _bounded(each: Rule, subject: object, whole: Location) -> list[Finding]:
    findings = iter(each.check(subject))
    kept = list(dict.fromkeys(islice(findings, MOST_FINDINGS)))
    more = sum(1 for _ in findings)
    if more:
        last = max(kept, key=lambda each: (each.location.file, each.location.line, each.location.pointer))
        kept.append(Finding(f"… and {more:,} more like these", last.location))
    return kept


def _diagnostic(each: Rule, finding: Finding) -> Diagnostic:
    evidence = Evidence(finding.measured, finding.threshold, each.spec, each.grade, each.contrary)
    return Diagnostic(
        each.code,
        each.severity,
        finding.message,
        finding.location,
        finding.hint or each.hint,
        evidence if each.grade or finding.measured else None,
    )


def _failure(each: Rule, failure: Exception, whole: Location) -> Diagnostic:
    words = f"rule {each.code} could not be checked: {type(failure).__name__}: {failure}"
    return Diagnostic(RULE_FAILED, Severity.ERROR, words, whole, "report this; the other rules ran as usual")


def _without_consequences(found: list[tuple[Rule, Diagnostic]]) -> list[Diagnostic]:
    silenced: dict[_Place, set[tuple[str, str]]] = {}
    spoken: dict[_Place, Severity] = {}
    for each, diagnostic in found:
        place = _place(diagnostic.location)
        for pattern in each.silences:
            where = _EVERYWHERE if pattern.startswith("^") else place
            silenced.setdefault(where, set()).add((pattern.removeprefix("^"), each.code))
        if not each.fallback:
            spoken[place] = max(spoken.get(place, Severity.INFO), diagnostic.severity)
    return [
        diagnostic
        for each, diagnostic in found
        if not (each.fallback and _is_explained(diagnostic, spoken)) and not _is_consequence(diagnostic, silenced)
    ]


def _is_explained(diagnostic: Diagnostic, spoken: dict[_Place, Severity]) -> bool:
    """Another rule has an error or warning about the same element, or an error about its parent."""
    where = diagnostic.location
    parent = (where.file, where.pointer.rpartition("/")[0])
    here = spoken.get(_place(where), Severity.INFO) >= Severity.WARNING
    return here or spoken.get(parent) is Severity.ERROR


def _is_consequence(diagnostic: Diagnostic, silenced: dict[_Place, set[tuple[str, str]]]) -> bool:
    causes = silenced.get(_EVERYWHERE, set()) | silenced.get(_place(diagnostic.location), set())
    return any(cause != diagnostic.code and fnmatchcase(diagnostic.code, pattern) for pattern, cause in causes)


def _place(location: Location) -> _Place:
    """What two findings share when they are about the same thing: the pointer, or else the line."""
    return location.file, location.pointer or f"line {location.line}"

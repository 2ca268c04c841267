"""Package room, comparing: whether an LMS that takes a new package for an old one keeps learners' records.

What each LMS goes by is known from its documentation or its source, named at its function. Moodle's was tried.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from scormkit.errors import PackageError
from scormkit.package.archive import BrokenMember
from scormkit.package.manifest import Item, Manifest, Resource
from scormkit.package.reader import Package
from scormkit.package.states import StateFate, state_fate
from scormkit.package.tree import is_web_folder, mastery_of, sco_configs

_SUCCESSFACTORS_READS = 15  # characters of the manifest identifier: SAP note 2316909


class Verdict(StrEnum):
    """What to do in an LMS where learners have begun."""

    REPLACE = "replace"  #: put the new package in the old one's place: records and progress stay
    NEW_VERSION = "new version"  #: the LMS keeps both; records stay with the version they were made in
    BREAKS_RESUME = "breaks resume"  #: learners' records or their places in the course get lost


class Fate(StrEnum):
    """What becomes of an item."""

    KEPT = "kept"
    RENAMED = "renamed"  #: the same launch address or title under another identifier
    LOST = "lost"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class ItemFate:
    """An item that launches something; `old` or `new` is "" where it is not."""

    fate: Fate
    old: str
    new: str
    title: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict for one LMS, with the reason in one line."""

    lms: str
    name: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two packages as far as learners' records go."""

    old: str
    new: str
    changes: tuple[str, ...]  #: in words: standard, manifest identifier, structure, mastery, rules
    items: tuple[ItemFate, ...]
    states: tuple[StateFate, ...]
    judgements: tuple[Judgement, ...]

    def exit_code(self) -> int:
        """0 when replacing is safe in every LMS that was asked about, else 1."""
        return int(any(each.verdict is not Verdict.REPLACE for each in self.judgements))

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON; docs/reference/compare.schema.json describes them."""
        return {"format": 1, **asdict(self), "safe": not self.exit_code()}


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the LMSs' rules look at."""

    identical: bool
    standard: str  #: "SCORM 1.2 → SCORM 2004 4th Edition", "" when it is the same
    other_fields: bool  #: the two standards store results under other names; the editions of 2004 do not
    identifier_start_changed: bool
    manifest_changed: bool
    files_changed: bool
    resources_changed: bool
    structure_changed: bool
    first_changed: bool
    missing: tuple[ItemFate, ...]  #: lost and renamed
    several: bool
    other_course: str  #: why these are two courses, "" when they are one
    broken: str  #: why a kept SCO cannot go on from its old state, "" when it can
    unknown: bool


def compare_packages(old: Package, new: Package, lms: Iterable[str] = ()) -> Comparison:
    """What becomes of learners' records when `new` takes the place of `old`, in the LMSs named (all by default).

    Raises `PackageError` when a package cannot be read, and for an LMS that is not in `LMS_NAMES`.
    """
    before, after = _manifest(old), _manifest(new)
    asked = tuple(dict.fromkeys(lms)) or tuple(_RULES)
    for name in asked:
        if name not in _RULES:
            near = get_close_matches(name.lower(), _RULES, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(_RULES)}"
            raise PackageError(f"there are no rules for the LMS `{name}`; {hint}")
    items = tuple(_item_fates(before, after))
    states = tuple(_state_fates(old, new, items))
    facts = _facts(old, new, items, states)
    return Comparison(
        old=old.name,
        new=new.name,
        changes=tuple(_changes(old, new, items)),
        items=items,
        states=states,
        judgements=tuple(_judge(name, facts) for name in asked),
    )


def lost_records(old: Package, new: Package) -> tuple[str, ...]:
    """What learners lose where records are kept by item and state, each loss in the author's words.

    Reads manifests and SCO documents only. Raises `PackageError` as `compare_packages` does.
    """
    items = tuple(_item_fates(_manifest(old), _manifest(new)))
    gone = (f"the item `{item.title or item.old}` is gone" for item in items if item.fate in (Fate.LOST, Fate.RENAMED))
    return (*gone, *(loss for state in _state_fates(old, new, items) for loss in state.losses))


def _manifest(package: Package) -> Manifest:
    if package.archive.kind == "none":
        raise PackageError(f"{package.name} is not a package: {package.archive.problem}")
    if is_web_folder(package):
        raise PackageError(f"{package.name} is a web folder, of which no LMS keeps records: just put it in place")
    if package.manifest is None:
        raise PackageError(f"{package.name} has no manifest that can be read; `scormkit inspect` says more")
    return package.manifest


# --- items ------------------------------------------------------------------------------------------


def _item_fates(before: Manifest, after: Manifest) -> Iterator[ItemFate]:
    """Old items in their order, then the new ones: by identifier, else by launch address, else by title."""
    old, new = _launched(before), _launched(after)
    unmatched = {name: pair for name, pair in new.items() if name not in old}
    for name, (item, resource) in old.items():
        if name in new:
            yield ItemFate(Fate.KEPT, name, name, _title(new[name][0]))
            continue
        heir = _heir(item, resource, unmatched)
        if heir:
            unmatched.pop(heir)
            yield ItemFate(Fate.RENAMED, name, heir, _title(new[heir][0]))
        else:
            yield ItemFate(Fate.LOST, name, "", _title(item))
    for name, (item, _) in unmatched.items():
        yield ItemFate(Fate.NEW, "", name, _title(item))


def _launched(manifest: Manifest) -> dict[str, tuple[Item, Resource]]:
    return {item.identifier or "": (item, resource) for item, resource in manifest.launched}


def _heir(item: Item, resource: Resource, candidates: dict[str, tuple[Item, Resource]]) -> str:
    launch = (resource.launch.path, resource.launch.query, item.parameters or "")
    for name, (other, other_resource) in candidates.items():
        if resource.launch.path and launch == (
            other_resource.launch.path,
            other_resource.launch.query,
            other.parameters or "",
        ):
            return name
    return next((name for name, (other, _) in candidates.items() if _title(item) and _title(other) == _title(item)), "")


def _title(item: Item) -> str:
    return " ".join((item.title or "").split())


# --- states -----------------------------------------------------------------------------------------


def _state_fates(old: Package, new: Package, items: tuple[ItemFate, ...]) -> Iterator[StateFate]:
    before, after = sco_configs(old), sco_configs(new)
    for item in items:
        if item.fate is not Fate.KEPT:
            continue
        was, now = before.get(item.old), after.get(item.new)
        if was is not None and now is not None:
            yield state_fate(item.old, was, now)
        else:
            same = was is now and _same_documents(old, new, item.old)
            yield StateFate(item.old, known=same)


def _same_documents(old: Package, new: Package, item: str) -> bool:
    return _document(old, item) == _document(new, item) != b""


def _document(package: Package, identifier: str) -> bytes:
    for item, resource in package.manifest.launched if package.manifest else ():
        if (item.identifier or "") == identifier:
            return package.peek(package.find(resource.launch))
    return b""


# --- what changed, in words -------------------------------------------------------------------------


def _changes(old: Package, new: Package, items: tuple[ItemFate, ...]) -> Iterator[str]:
    before, after = _manifest(old), _manifest(new)
    if before.standard is not after.standard:
        yield f"standard: {before.edition} → {after.edition}"
    if before.identifier != after.identifier:
        yield f"manifest identifier: {before.identifier or 'none'} → {after.identifier or 'none'}"
    languages = _languages(old), _languages(new)
    if all(languages) and languages[0] != languages[1]:
        yield f"language: {', '.join(languages[0])} → {', '.join(languages[1])}"
    yield from _structure_changes(before, after, items)
    was, now = _launched(before), _launched(after)
    for item in items:
        if item.old and item.new:
            scores = mastery_of(was[item.old][0]), mastery_of(now[item.new][0])
            if _share(scores[0]) != _share(scores[1]):
                yield f"mastery of {item.new}: {scores[0] or 'none'} → {scores[1] or 'none'}"
    yield from _policy_changes(old, new, items)


def _share(score: str) -> float | str:
    """A mastery score as 0–1: SCORM 1.2 writes 0–100; what is no number stays as it is written."""
    try:
        value = float(score)
    except ValueError:
        return score
    return value / 100 if value > 1 else value


def _languages(package: Package) -> list[str]:
    return sorted({each.language for each in sco_configs(package).values() if each is not None})


def _structure_changes(before: Manifest, after: Manifest, items: tuple[ItemFate, ...]) -> Iterator[str]:
    counts = len(before.launched), len(after.launched)
    if (counts[0] > 1) != (counts[1] > 1):
        yield f"structure: {_parts(counts[0])} → {_parts(counts[1])}"
    elif counts[0] != counts[1]:
        yield f"items: {counts[0]} → {counts[1]}"
    kept = {item.old for item in items if item.fate is Fate.KEPT}
    orders = [[name for name in _launched(each) if name in kept] for each in (before, after)]
    if orders[0] != orders[1]:
        yield f"order: {', '.join(orders[0])} → {', '.join(orders[1])}"
    elif _nesting(before, kept) != _nesting(after, kept):
        yield "structure: items stand under other headings"


def _parts(count: int) -> str:
    return "one part" if count == 1 else f"{count} parts"


def _nesting(manifest: Manifest, kept: set[str]) -> list[tuple[str, str]]:
    """Each kept item with the identifier of what it stands in."""
    found: list[tuple[str, str]] = []

    def visit(items: tuple[Item, ...], parent: str) -> None:
        for item in items:
            if (item.identifier or "") in kept:
                found.append((item.identifier or "", parent))
            visit(item.children, item.identifier or "")

    for organization in manifest.organizations:
        visit(organization.items, organization.identifier or "")
    return found


def _policy_changes(old: Package, new: Package, items: tuple[ItemFate, ...]) -> Iterator[str]:
    before, after = sco_configs(old), sco_configs(new)
    for item in items:
        was, now = before.get(item.old), after.get(item.new)
        if not (was and now):
            continue
        rules = dict(was.policy)
        for name, value in now.policy:
            if name != "mastery" and rules.get(name, value) != value:
                yield f"rule `{name}` of {item.new}: {rules[name]} → {value}"


# --- verdicts ---------------------------------------------------------------------------------------


def _facts(old: Package, new: Package, items: tuple[ItemFate, ...], states: tuple[StateFate, ...]) -> _Facts:
    before, after = _manifest(old), _manifest(new)
    starts = [(each.identifier or "")[:_SUCCESSFACTORS_READS] for each in (before, after)]
    first = [
        next((resource.identifier for resource in each.resources if resource.href), "") for each in (before, after)
    ]
    digests = [_digests(each) for each in (old, new)]
    return _Facts(
        identical=digests[0] == digests[1],
        standard="" if before.standard is after.standard else f"{before.edition} → {after.edition}",
        other_fields=before.standard is not after.standard and not (before.standard.is_2004 and after.standard.is_2004),
        identifier_start_changed=starts[0] != starts[1],
        manifest_changed=old.read(old.manifest_name) != new.read(new.manifest_name),
        files_changed=set(digests[0]) != set(digests[1]),
        resources_changed=_resource_names(before) != _resource_names(after),
        structure_changed=any(item.fate is not Fate.KEPT for item in items)
        or any(True for _ in _structure_changes(before, after, items)),
        first_changed=first[0] != first[1],
        missing=tuple(item for item in items if item.fate in (Fate.LOST, Fate.RENAMED)),
        several=len(after.launched) > 1,
        other_course=_other_course(old, new),
        broken=_summary(tuple(loss for state in states for loss in state.losses)),
        unknown=any(not state.known for state in states),
    )


def _digests(package: Package) -> dict[str, str]:
    """Each file with a digest of what it holds. Raises `PackageError` for a file that cannot be read to its end."""
    found: dict[str, str] = {}
    for name, entry in package.files.items():
        digest = hashlib.sha256()
        try:
            for piece in package.archive.chunks(entry):
                digest.update(piece)
        except (BrokenMember, OSError):
            raise PackageError(f"{name} in {package.name} cannot be read; `scormkit check` says more") from None
        found[name] = digest.hexdigest()
    return found


def _resource_names(manifest: Manifest) -> set[str]:
    return {resource.identifier or "" for _, resource in manifest.launched}


def _other_course(old: Package, new: Package) -> str:
    """Why these are two courses, "" when they are one: LMSs do not look, and item identifiers may well be the same."""
    before, after = _manifest(old), _manifest(new)
    configs = [next(filter(None, sco_configs(each).values()), None) for each in (old, new)]
    names = [_course_title(each) for each in (before, after)]
    end = "so that records of the one would be taken for the other's"
    if configs[0] and configs[1]:
        ids = configs[0].course, configs[1].course
        # the identifier starts with what the course's iri gives, which outlives a renaming
        starts = [(each.identifier or "").partition("-")[0] for each in (before, after)]
        if ids[0] != ids[1] and starts[0] != starts[1]:
            return f"`{names[0]}` and `{names[1]}` are two courses, with the ids `{ids[0]}` and `{ids[1]}`, {end}"
    elif before.identifier != after.identifier and all(names) and names[0].casefold() != names[1].casefold():
        return f"`{names[0]}` and `{names[1]}` seem to be two courses: title and manifest identifier differ, {end}"
    return ""


def _course_title(manifest: Manifest) -> str:
    organization = manifest.default_organization
    return " ".join((organization.title or "").split()) if organization else ""


def _summary(losses: tuple[str, ...]) -> str:
    more = len(losses) - 1
    return "".join(losses[:1]) + (f"; and {more} more" if more > 0 else "")


def _listed(names: tuple[str, ...], most: int = 3) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


Finding = tuple[Verdict, str]


def _judge(lms: str, facts: _Facts) -> Judgement:
    name, rule = _RULES[lms]
    if facts.identical:
        return Judgement(lms, name, Verdict.REPLACE, "every file is the same: there is nothing to upload")
    if facts.other_course:
        return Judgement(lms, name, Verdict.BREAKS_RESUME, facts.other_course)
    verdict, reason = rule(facts)
    if verdict is Verdict.REPLACE and facts.broken:
        verdict, reason = Verdict.BREAKS_RESUME, facts.broken
    elif verdict is Verdict.REPLACE and facts.unknown:
        reason += "; whether the content goes on from its old state is unknown, as scormkit did not make it"
    return Judgement(lms, name, verdict, reason)


def _moodle(facts: _Facts) -> Finding:
    """Seen in Moodle 4.5: scorm_parse_scorm keeps a SCO's row and tracks where the item identifier is the same."""
    if facts.other_fields:
        return (
            Verdict.BREAKS_RESUME,
            f"{facts.standard}: records stay, but in fields that the new package does not read",
        )
    if facts.missing:
        names = _listed(tuple(f"`{item.title or item.old}`" for item in facts.missing))
        return Verdict.BREAKS_RESUME, f"Moodle keeps records by item identifier and deletes those of {names}"
    return Verdict.REPLACE, "Moodle keeps records by item identifier, and all of them are still there"


def _cornerstone(facts: _Facts) -> Finding:
    """Cornerstone help, "Online Course Versioning vs. Modifying" and "Minor Course Changes - Replace Files"."""
    if facts.manifest_changed:
        return Verdict.NEW_VERSION, "the manifest differs, and Cornerstone replaces files only under the same manifest"
    if facts.files_changed:
        return Verdict.NEW_VERSION, "files were added or removed, which Cornerstone calls a major change"
    return Verdict.REPLACE, "same manifest, same file names: `Modify` (Replace Publication Files) is enough"


def _successfactors(facts: _Facts) -> Finding:
    """SAP note 2316909: content objects are named by the manifest's and the resources' identifiers."""
    if facts.standard:
        return Verdict.NEW_VERSION, f"{facts.standard}: content objects are made for one standard"
    if facts.identifier_start_changed or facts.resources_changed:
        what = (
            "first 15 characters of the manifest identifier"
            if facts.identifier_start_changed
            else "resources' identifiers"
        )
        return Verdict.NEW_VERSION, f"content objects are named by the {what}, which differ, so new ones are made"
    if facts.structure_changed:
        return Verdict.NEW_VERSION, "the items differ, so the structure of the online item must be made again"
    return Verdict.REPLACE, "the names that content objects are made of are the same; try it on a test item first"


def _canvas(facts: _Facts) -> Finding:
    """Nothing that Instructure has published describes replacing a package."""
    return Verdict.NEW_VERSION, "no documented way to replace a package: a second upload has records of its own"


def _scorm_cloud(facts: _Facts) -> Finding:
    """SCORM Cloud, "Versioning": overwriting with another manifest resets registrations; a new version does not."""
    if facts.manifest_changed:
        return (
            Verdict.NEW_VERSION,
            "the manifest differs, so overwriting would reset registrations; a new version leaves them on the old one",
        )
    return Verdict.REPLACE, "same manifest: `Overwrite course files` keeps registrations"


def _open_edx(facts: _Facts) -> Finding:
    """openedx-scorm-xblock, scormxblock.py: data belong to the component, and the first resource is launched."""
    if facts.other_fields:
        return Verdict.BREAKS_RESUME, f"{facts.standard}: the component's data stay, but in fields that are not read"
    if facts.first_changed:
        return Verdict.BREAKS_RESUME, "the component launches the first part only, and that is another one now"
    note = "; of several parts it launches the first only" if facts.several else ""
    return Verdict.REPLACE, f"data belong to the component, whatever the package is called{note}"


_RULES: dict[str, tuple[str, Callable[[_Facts], Finding]]] = {
    "moodle": ("Moodle", _moodle),
    "cornerstone": ("Cornerstone", _cornerstone),
    "successfactors": ("SAP SuccessFactors", _successfactors),
    "canvas": ("Canvas", _canvas),
    "scorm-cloud": ("SCORM Cloud", _scorm_cloud),
    "open-edx": ("Open edX", _open_edx),
}
LMS_NAMES = tuple(_RULES)

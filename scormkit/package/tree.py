"""Package room, the tree: anybody's package as a person wants to see it, and what it asks of an LMS, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from scormkit.errors import PackageError
from scormkit.package.config import ScoConfig, read_sco_config
from scormkit.package.manifest import ADLSEQ, IMSSS, Item, Manifest, Organization, Resource, Standard
from scormkit.package.reader import Package
from scormkit.package.xml import children_of, local_name, text_of

_TYPES = {
    "HTML": (".html", ".htm", ".xhtml"),
    "scripts": (".js", ".mjs", ".wasm"),
    "styles": (".css",),
    "images": (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".ico"),
    "video": (".mp4", ".webm", ".ogv", ".mov", ".m4v"),
    "audio": (".mp3", ".m4a", ".ogg", ".oga", ".wav", ".aac", ".flac"),
    "captions": (".vtt", ".srt"),
    "fonts": (".woff", ".woff2", ".ttf", ".otf", ".eot"),
    "documents": (".pdf", ".doc", ".docx", ".ppt", ".pptx", ".xls", ".xlsx", ".odt", ".txt", ".md"),
    "schemas": (".xsd", ".dtd"),
    "data": (".xml", ".json", ".yaml", ".yml", ".csv"),
    "Flash": (".swf", ".flv"),
}
_TYPE_OF = {suffix: name for name, suffixes in _TYPES.items() for suffix in suffixes}
_READ_ENTRY, _READ_TOTAL = 4 << 20, 64 << 20

# What a browser fetches by itself; a link that a learner may click is no such address.
_LOADED = re.compile(
    rb"""<(?:script|img|iframe|video|audio|source|track|embed|input|object|link)\b[^>]*?"""
    rb"""\s(?:src|href|poster|data)\s*=\s*["']?(https?:)?(//[^"'\s>]+)|url\(\s*["']?(https?:)?(//[^"')\s]+)"""
    rb"""|@import\s+["'](https?:)?(//[^"']+)|\bfetch\(\s*["'`](https?:)(//[^"'`]+)""",
    re.IGNORECASE,
)
_OPENS = re.compile(rb"\bwindow\.open\s*\(")
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class FileNode:
    """A file; `size` is None when a manifest lists it and the package lacks it."""

    path: str
    size: int | None


@dataclass(frozen=True, slots=True)
class ItemNode:
    """An item of the organization, a cmi5 block or AU, or a tincan activity. "" stands for what is absent."""

    identifier: str
    title: str
    resource: str
    launch: str  #: the address with its query, as the manifest has it
    parameters: str
    visible: bool
    mastery: str  #: 0–1 in 2004 and cmi5, 0–100 in 1.2
    prerequisites: str
    limits: tuple[str, ...]
    launch_data: str
    sequencing: tuple[str, ...]
    children: tuple[ItemNode, ...]

    def walk(self) -> Iterator[ItemNode]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class OrganizationNode:
    identifier: str
    title: str
    default: bool
    sequencing: tuple[str, ...]
    items: tuple[ItemNode, ...]


@dataclass(frozen=True, slots=True)
class ResourceNode:
    """A resource; `kind` is "sco", "asset", "au", "activity" or what the manifest says."""

    identifier: str
    kind: str
    launch: str
    files: tuple[FileNode, ...]
    dependencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeTotal:
    type: str
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class PackageTree:
    """A whole package. `problem` says why there are no organizations, "" when there are; sizes in bytes."""

    name: str
    size: int
    standard: str  #: `scorm12`, `cmi5` and so on; "unknown"
    edition: str  #: as people say it
    manifest: str  #: the entry that is the manifest
    identifier: str
    organizations: tuple[OrganizationNode, ...]
    resources: tuple[ResourceNode, ...]
    unlisted: tuple[FileNode, ...]  #: files that no resource lists; none where the standard has no lists
    totals: tuple[TypeTotal, ...]
    asks: tuple[str, ...]
    problem: str = ""

    @property
    def files(self) -> int:
        return sum(total.files for total in self.totals)

    def to_json(self) -> dict[str, Any]:
        """Plain values for JSON; docs/reference/inspect.schema.json describes them."""
        return {"format": 1, **asdict(self)}


def read_tree(package: Package) -> PackageTree:
    """The tree of a package, whatever its state; nothing is unpacked.

    Raises `PackageError` when there is nothing to show: no zip, no folder, no document.
    """
    if package.archive.kind == "none":
        raise PackageError(f"{package.name} is not a package: {package.archive.problem}")
    manifest = package.manifest
    return PackageTree(
        name=package.name,
        size=package.archive.size,
        standard=package.standard.value,
        edition=package.standard.label,
        manifest=package.manifest_name,
        identifier=(manifest.identifier if manifest else None) or "",
        organizations=tuple(_organization(each, manifest) for each in manifest.organizations) if manifest else (),
        resources=tuple(_resource(each, package) for each in manifest.resources) if manifest else (),
        unlisted=tuple(_unlisted(package, manifest)) if manifest else (),
        totals=_totals(package),
        asks=tuple(_asks(package, manifest)) if manifest else (),
        problem=_problem(package),
    )


def is_web_folder(package: Package) -> bool:
    """Whether scormkit made this for a plain web server: a document with a configuration, and no manifest."""
    return not package.manifest_name and read_sco_config(package.peek("index.html")) is not None


def _problem(package: Package) -> str:
    if package.manifest is not None:
        return package.archive.broken
    if package.standard is Standard.AICC:
        return "this is an AICC package, which is recognised and not read"
    if is_web_folder(package):
        return "this is a web folder, which no LMS imports: open its index.html in a browser"
    if not package.manifest_name:
        return "there is no imsmanifest.xml, cmi5.xml or tincan.xml in it"
    document = package.document
    if document is not None and document.problem is not None:
        line = f", line {document.problem.line}" if document.problem.line else ""
        return f"{package.manifest_name}{line} cannot be read: {document.problem.message}"
    return f"{package.manifest_name} belongs to no standard known here"


# --- organizations ----------------------------------------------------------------------------------


def _organization(organization: Organization, manifest: Manifest) -> OrganizationNode:
    return OrganizationNode(
        identifier=organization.identifier or "",
        title=_line(organization.title),
        default=organization is manifest.default_organization,
        sequencing=tuple(_sequencing(organization.sequencing)),
        items=tuple(_item(each, manifest) for each in organization.items),
    )


def _item(item: Item, manifest: Manifest) -> ItemNode:
    resource = manifest.resource_of(item)
    return ItemNode(
        identifier=item.identifier or "",
        title=_line(item.title),
        resource=(item.ref or "").strip(),
        launch=(resource.href or "").strip() if resource else "",
        parameters=item.parameters or "",
        visible=(item.visible or "true").strip() not in ("false", "0"),
        mastery=mastery_of(item),
        prerequisites=_line(item.prerequisites),
        limits=tuple(_limits(item)),
        launch_data=_line(item.data_from_lms),
        sequencing=(*_sequencing(item.sequencing), *_hidden(item)),
        children=tuple(_item(each, manifest) for each in item.children),
    )


def mastery_of(item: Item) -> str:
    """The score that passes: `masteryscore`, or the measure of the objective that counts (CAM 5.1.7)."""
    if item.mastery_score is not None:
        return item.mastery_score.strip()
    if item.sequencing is None:
        return ""
    for objective in item.sequencing.iter(f"{{{IMSSS}}}primaryObjective"):
        measure = objective.find(f"{{{IMSSS}}}minNormalizedMeasure")
        if objective.get("satisfiedByMeasure") == "true":
            return "1.0" if measure is None else text_of(measure).strip()
    return ""


def _limits(item: Item) -> Iterator[str]:
    if item.max_time_allowed:
        yield f"at most {item.max_time_allowed.strip()}"
    if item.time_limit_action:
        yield f"then {item.time_limit_action.strip()}"
    if item.completion_threshold:
        yield f"completed from {item.completion_threshold.strip()} progress"
    if item.sequencing is not None:
        for condition in item.sequencing.iter(f"{{{IMSSS}}}limitConditions"):
            for name, value in sorted(condition.attrib.items()):
                yield f"{_spoken(str(name))} {value}"


def _hidden(item: Item) -> Iterator[str]:
    if item.hidden_controls:
        yield f"hides the LMS's buttons {', '.join(item.hidden_controls)}"


def _sequencing(sequencing: etree._Element | None) -> Iterator[str]:
    """What a `<sequencing>` element says, a phrase for each thing."""
    if sequencing is None:
        return
    if reference := sequencing.get("IDRef"):
        yield f"as in the collection's {reference}"
    for child in children_of(sequencing):
        name = local_name(child)
        if name == "controlMode":
            yield from _control_mode(child)
        elif name == "sequencingRules":
            yield from (_rule(rule) for rule in children_of(child))
        elif name == "rollupRules":
            yield from _rollup(child)
        elif name == "objectives":
            yield from _objectives(child)
        elif name in ("deliveryControls", "constrainedChoiceConsiderations"):
            yield from _flags(child)


def _control_mode(element: etree._Element) -> Iterator[str]:
    modes = [_spoken(str(name)) for name, value in element.attrib.items() if value == "true"]
    denied = [_spoken(str(name)) for name, value in element.attrib.items() if value == "false"]
    if modes:
        yield f"allows {', '.join(modes)}"
    if denied:
        yield f"no {', '.join(denied)}"


def _flags(element: etree._Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if value == "true":
            yield _spoken(str(name))


def _rule(rule: etree._Element) -> str:
    conditions, action = [], ""
    joined = " or "
    for child in rule.iter():
        name = local_name(child)
        if name == "ruleConditions":
            joined = " or " if child.get("conditionCombination") == "any" else " and "
        elif name == "ruleCondition":
            negation = "not " if child.get("operator") == "not" else ""
            about = f" ({child.get('referencedObjective')})" if child.get("referencedObjective") else ""
            conditions.append(f"{negation}{_spoken(child.get('condition', ''))}{about}")
        elif name == "ruleAction":
            action = _spoken(child.get("action", ""))
    return f"{action} if {joined.join(conditions)}"


def _rollup(element: etree._Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name == "objectiveMeasureWeight":
            yield f"weight {value} in the score"
        elif value == "false":
            yield f"does not count for {_spoken(str(name)).removeprefix('rollup ')}"
    for rule in children_of(element):
        children = _spoken(rule.get("childActivitySet", "all"))
        share = rule.get("minimumPercent") or rule.get("minimumCount") or ""
        conditions = [_spoken(each.get("condition", "")) for each in rule.iter(f"{{{IMSSS}}}rollupCondition")]
        actions = [_spoken(each.get("action", "")) for each in rule.iter(f"{{{IMSSS}}}rollupAction")]
        count = f"{children} {share}".strip()
        yield f"{', '.join(actions)} when {count} of its children are {' or '.join(conditions)}"


def _objectives(element: etree._Element) -> Iterator[str]:
    maps = list(element.iter(f"{{{IMSSS}}}mapInfo", f"{{{ADLSEQ}}}mapInfo"))
    if maps:
        names = sorted({each.get("targetObjectiveID", "") for each in maps})
        yield f"shares global objectives {', '.join(names)}"


def _spoken(name: str) -> str:
    """`stopForwardTraversal` as words."""
    return _WORDS.sub(" ", name).lower()


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


# --- resources and files ----------------------------------------------------------------------------


def _resource(resource: Resource, package: Package) -> ResourceNode:
    return ResourceNode(
        identifier=resource.identifier or "",
        kind=(resource.scorm_type or "").strip().lower() or (resource.type or "").strip(),
        launch=(resource.href or "").strip(),
        files=tuple(_file(each.href or "", package.find(each.reference), package) for each in resource.files),
        dependencies=tuple((each or "").strip() for each in resource.dependencies),
    )


def _file(written: str, found: str, package: Package) -> FileNode:
    return FileNode(found or written, package.files[found].size if found else None)


def _unlisted(package: Package, manifest: Manifest) -> Iterator[FileNode]:
    if not manifest.standard.is_scorm:
        return
    listed = {package.manifest_name}
    for resource in manifest.resources:
        listed.add(package.find(resource.launch))
        listed.update(package.find(each.reference) for each in resource.files)
    for name, entry in sorted(package.files.items()):
        if name not in listed:
            yield FileNode(name, entry.size)


def _totals(package: Package) -> tuple[TypeTotal, ...]:
    found: dict[str, tuple[int, int]] = {}
    for name, entry in package.files.items():
        kind = _type_of(name)
        files, size = found.get(kind, (0, 0))
        found[kind] = (files + 1, size + entry.size)
    order = [*_TYPES, "other"]
    return tuple(TypeTotal(kind, *found[kind]) for kind in order if kind in found)


def _type_of(name: str) -> str:
    dot = name.rfind(".")
    return _TYPE_OF.get(name[dot:].lower(), "other") if dot >= 0 else "other"


# --- what it asks -----------------------------------------------------------------------------------


def _asks(package: Package, manifest: Manifest) -> Iterator[str]:
    """What the LMS must offer, a sentence for each thing."""
    yield _interface(manifest)
    yield from _launches(manifest)
    configs = [each for each in sco_configs(package).values() if each is not None]
    texts = tuple(_texts(package))
    if configs:
        yield _own_state(manifest, configs)
    elif manifest.standard.is_scorm and any(b"suspend_data" in text for text in texts):
        yield "Room for state (cmi.suspend_data); how much cannot be seen from outside"
    yield from _rules(manifest)
    if any(_OPENS.search(text) for text in texts):
        yield "A script that can open further windows (window.open): pop-ups may have to be allowed"
    hosts = sorted({host for text in texts for host in _hosts(text)} | set(_launch_hosts(manifest)))
    yield f"Addresses outside the package: {', '.join(hosts)}" if hosts else "No address outside the package"


def _interface(manifest: Manifest) -> str:
    if manifest.standard is Standard.SCORM12:
        return "The SCORM 1.2 interface: window.API"
    if manifest.standard.is_2004:
        return f"The {manifest.edition} interface: window.API_1484_11"
    if manifest.standard is Standard.CMI5:
        return "A cmi5 launch: an LRS, and its address and fetch URL in the launch parameters"
    return "A Tin Can launch: an LRS, and its address in the launch parameters"


def _launches(manifest: Manifest) -> Iterator[str]:
    launched = manifest.launched
    communicating = [item for item, resource in launched if resource.is_sco or not manifest.standard.is_scorm]
    silent = len(launched) - len(communicating)
    if len(communicating) > 1:
        yield f"A menu or another way through {len(communicating)} parts that report results"
    elif communicating:
        yield "One part that reports results"
    if silent:
        yield f"To show {_count(silent, 'asset')}: items that report nothing"


def _own_state(manifest: Manifest, configs: list[ScoConfig]) -> str:
    limit = "4,096" if manifest.standard is Standard.SCORM12 else "64,000"
    pages = sum(len(each.pages) for each in configs)
    questions = sum(len(each.questions) for each in configs)
    return (
        f"Room for state: it keeps to the {limit} characters that the standard grants"
        f" (made by scormkit: {_count(pages, 'page')}, {_count(questions, 'question')})"
    )


def _rules(manifest: Manifest) -> Iterator[str]:
    items = manifest.items
    if mastery := [mastery_of(item) for item in items if mastery_of(item)]:
        yield f"To compare scores with a mastery score: {', '.join(sorted(set(mastery)))}"
    if count := sum(bool(_line(item.prerequisites)) for item in items):
        yield f"Prerequisites, on {count} of {_count(len(items), 'item')}; many LMSs ignore them"
    if count := sum(any(True for _ in _limits(item)) for item in items):
        yield f"Time limits or thresholds, on {count} of {_count(len(items), 'item')}"
    nodes = [each.sequencing for each in manifest.organizations] + [each.sequencing for each in items]
    yield from _sequencing_in_all(nodes)


def _sequencing_in_all(nodes: Iterable[etree._Element | None]) -> Iterator[str]:
    found = [each for each in nodes if each is not None]
    rules = sum(len(list(each.iter(f"{{{IMSSS}}}ruleAction"))) for each in found)
    if found:
        yield f"Sequencing, on {_count(len(found), 'node')}, with {_count(rules, 'rule') if rules else 'no rules'}"
    if any(list(each.iter(f"{{{IMSSS}}}mapInfo")) for each in found):
        yield "Global objectives (mapInfo); Moodle under PHP 8 fails to import them"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def sco_configs(package: Package) -> dict[str, ScoConfig | None]:
    """What scormkit wrote into the document of each item that launches a SCO, by the item's identifier."""
    manifest = package.manifest
    if manifest is None:
        return {}
    found: dict[str, ScoConfig | None] = {}
    for item, resource in manifest.launched:
        name = package.find(resource.launch)
        found.setdefault(item.identifier or "", read_sco_config(package.peek(name)) if name else None)
    return found


def _texts(package: Package) -> Iterator[bytes]:
    """Pages, scripts and styles, as far as reading them stays cheap."""
    left = _READ_TOTAL
    for name, entry in sorted(package.files.items()):
        if _type_of(name) in ("HTML", "scripts", "styles") and entry.size <= min(_READ_ENTRY, left):
            left -= entry.size
            yield package.peek(name, _READ_ENTRY)


def _hosts(text: bytes) -> Iterator[str]:
    for found in _LOADED.finditer(text):
        address = next(group for group in found.groups() if group is not None and group.startswith(b"//"))
        yield from _host(address.decode("ascii", "replace"))


def _launch_hosts(manifest: Manifest) -> Iterator[str]:
    for resource in manifest.resources:
        if resource.launch.scheme in ("http", "https", "//"):
            yield from _host("//" + (resource.href or "").strip().partition("//")[2])


def _host(address: str) -> Iterable[str]:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return ()
    return (host,) if host and "." in host else ()

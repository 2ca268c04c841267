"""What a layout is: every file and every manifest entry of one package, as frozen values without bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from scormkit.model import Completion, Course, Module, Order, Page, ScoScope, Tile, Unit
from scormkit.model.xapi import XapiProfile


class Feature(StrEnum):
    """What a delivery standard can say. Stages ask for a feature, never for a target's name."""

    MANIFEST = "manifest"  #: a manifest
    METADATA = "metadata"  #: control documents and a LOM record beside it
    PREREQUISITES = "prerequisites"  #: items name items that come first (SCORM 1.2 CAM 2.3)
    SEQUENCING = "sequencing"  #: control modes, rules and roll-up (SCORM 2004 SN)
    MOVE_ON = "move-on"  #: each part says what satisfies it, and all of them satisfy the whole (cmi5 13.1.4)
    STORE = "store"  #: what learners do goes to a Learning Record Store; their state does too
    SPLIT_STATUS = "split-status"  #: completion and success are two values
    THRESHOLD_ATTRIBUTES = "threshold-attributes"  #: completionThreshold by attributes (2004 4th Edition)


@dataclass(frozen=True, slots=True)
class TargetProfile:
    """The facts of a delivery standard that a layout needs, so that a layout never looks at a target.

    `state_limit` is the smallest length of state every LMS must take, in characters; 0 where there is none. `scope` is
    how much is launched at once where the standard decides that, None where the author does. `manifest` is a name at
    the package's root. `statements` is the profile of what is told to a store; None: nothing is.
    """

    name: str
    title: str
    driver: str
    features: frozenset[Feature] = frozenset()
    state_limit: int = 0
    scope: ScoScope | None = None
    manifest: str = "imsmanifest.xml"
    statements: XapiProfile | None = None

    def __contains__(self, feature: Feature) -> bool:
        return feature in self.features


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page in a SCO: its DOM id, its key in the state, and its file when it is not in the SCO's document."""

    id: str
    key: str
    unit: Unit
    page: Page
    file: str = ""


@dataclass(frozen=True, slots=True)
class Sco:
    """One launchable document. `id` keeps to CMI's alphabet; `mastery` is None when nothing can be passed here.

    `scope` says how much it holds.
    """

    id: str
    title: str
    document: str
    units: tuple[Unit, ...]
    modules: tuple[Module, ...]  #: the modules that its units stand in, for the table of contents
    pages: tuple[PlannedPage, ...]
    question_keys: tuple[tuple[str, str], ...]  #: question id → key in the state
    completion: Completion
    mastery: float | None
    order: Order = Order.FREE
    block_keys: tuple[tuple[str, str], ...] = ()  #: `quiz:ID`, `scenario:ID`, `checklist:ID` → key in the state
    scope: ScoScope = ScoScope.COURSE
    extras: tuple[PlannedFile, ...] = ()  #: files of its own besides document, pages and what its units use

    @property
    def tile(self) -> Tile | None:
        """The live session that this SCO is about; None where it holds units."""
        blocks = (block for unit in self.units for page in unit.pages[:1] for block in page.blocks[:1])
        return next((block for block in blocks if isinstance(block, Tile)), None)

    @property
    def points(self) -> float:
        """Points of all that counts: the SCO's weight in a roll-up."""
        return sum(unit.points() for unit in self.units)


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of the course, taken as it is; `source` is relative to the course folder."""

    source: str


@dataclass(frozen=True, slots=True)
class Document:
    """A SCO's document, rendered."""

    sco: str


@dataclass(frozen=True, slots=True)
class PageDocument:
    """A page that stands in a file of its own, rendered."""

    sco: str
    page: str


@dataclass(frozen=True, slots=True)
class Generated:
    """A file that scormkit makes; `what` is manifest, metadata, control, style, driver, player, theme,
    catalogue, concepts or calendar."""

    what: str
    name: str = ""


Origin = Copied | Document | PageDocument | Generated


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A member of the package: forward slashes, safe ASCII name, unique whatever the case."""

    path: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Resource:
    """A `<resource>`: a SCO with its files, or shared assets without a launch document."""

    identifier: str
    href: str
    files: tuple[str, ...]
    dependencies: tuple[str, ...] = ()

    @property
    def is_sco(self) -> bool:
        return bool(self.href)


@dataclass(frozen=True, slots=True)
class ItemObjective:
    """An objective of an item; `id` keeps to CMI's alphabet."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A node of the organization: a cluster with children, or a leaf that launches a resource.

    `gate` says that the following sibling opens only when this one is completed (IN_ORDER) or passed (MASTERY).
    `prerequisites` are identifiers of items that must be completed or passed first.
    `time_limit` is in seconds, 0 for none. `counts` says whether the whole waits for it. `attests` is the global
    objective that says whether a live session was attended; empty but for tiles.
    """

    identifier: str
    title: str
    resource: str = ""
    children: tuple[Item, ...] = ()
    visible: bool = True
    mastery: float | None = None
    completion: Completion = Completion()
    points: float = 0.0
    prerequisites: tuple[str, ...] = ()
    gate: Order = Order.FREE
    time_limit: int = 0
    time_limit_action: str = "continue,no message"
    launch_data: str = ""
    objectives: tuple[ItemObjective, ...] = ()
    counts: bool = True
    attests: str = ""

    def walk(self) -> Iterator[Item]:
        """This item and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Organization:
    """The tree of one package, with the rules for its whole."""

    identifier: str
    title: str
    items: tuple[Item, ...]
    order: Order
    completion: Completion
    mastery: float | None

    def walk(self) -> Iterator[Item]:
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True)
class PackageLayout:
    """One package, whole: what stands where and what the manifest says. `name` is the zip's name without `.zip`.

    `part` is the slug of the stretch, module or unit that it holds; empty when it holds the whole course.
    """

    name: str
    identifier: str
    title: str
    profile: TargetProfile
    course: Course = field(repr=False)
    organization: Organization
    resources: tuple[Resource, ...]
    scos: tuple[Sco, ...]
    files: tuple[PlannedFile, ...]
    asset_paths: tuple[tuple[str, str], ...]  #: course file → path in the package
    part: str = ""

    def sco(self, identifier: str) -> Sco:
        return next(sco for sco in self.scos if sco.id == identifier)

    def sco_of(self, document: str) -> Sco:
        return next(sco for sco in self.scos if sco.document == document)

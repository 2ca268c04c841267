"""Layout room, planning: a course and a delivery standard → the packages, each file and manifest entry in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from scormkit.layout.names import cmi_id, package_paths, short_hash, state_keys
from scormkit.layout.tiles import attendance_objective, tile_calendars, tile_unit, tiled_outline, waited_for
from scormkit.layout.types import (
    Copied,
    Document,
    Feature,
    Generated,
    Item,
    ItemObjective,
    Organization,
    PackageLayout,
    PageDocument,
    PlannedFile,
    PlannedPage,
    Resource,
    Sco,
    TargetProfile,
)
from scormkit.layout.walk import walk
from scormkit.model import (
    Block,
    Checklist,
    Completion,
    Container,
    Course,
    LiveSession,
    Media,
    Module,
    Order,
    OutlineEntry,
    Page,
    Prose,
    Question,
    Quiz,
    Require,
    Scenario,
    ScoScope,
    Split,
    Unit,
)
from scormkit.model.iri import can_grow

#: Pages are inlined in their SCO's document up to so many characters of HTML; the others are files loaded on demand.
#: Inlined pages survive a lost network, and 200 kB of prose are about 50 kB when the LMS compresses.
INLINE_BUDGET = 200_000

METADATA = "metadata.xml"
#: What the package can tell a store, and the same as an xAPI profile.
CATALOGUE, CONCEPTS = "statements.json", "xapi-profile.json"
STYLE, DRIVER, PLAYER = "assets/theme.css", "assets/driver.js", "assets/player.js"


@dataclass(frozen=True, slots=True)
class Packing:
    """How to pack: the author's settings after the command line had its say, and what the build knows of the target.

    `control_files` are the names of the target's control documents, `theme_files` those of the theme's own assets.
    """

    split: Split
    sco: ScoScope
    control_files: tuple[str, ...] = ()
    theme_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """What goes into one zip; `name` is empty for a whole course."""

    name: str
    title: str
    entries: tuple[OutlineEntry, ...]

    def units(self) -> tuple[Unit, ...]:
        return tuple(unit for entry in self.entries for unit in _units_of(entry))

    def tiles(self) -> tuple[LiveSession, ...]:
        return tuple(session for entry in self.entries for session in _tiles_of(entry))

    def names(self) -> frozenset[str]:
        """The slugs of all that is launched here."""
        return frozenset((*(each.id for each in self.units()), *(each.id for each in self.tiles())))


def plan_layouts(course: Course, profile: TargetProfile, packing: Packing) -> tuple[PackageLayout, ...]:
    """One layout for each zip, in the order of the outline. Pure: the same values give the same layouts."""
    parts = tuple(_parts(replace(course, outline=tiled_outline(course, profile)), packing.split))
    return tuple(_plan_package(course, part, profile, packing) for part in parts)


def _units_of(entry: OutlineEntry) -> tuple[Unit, ...]:
    if isinstance(entry, Unit):
        return (entry,)
    if isinstance(entry, Module):
        return tuple(item for item in entry.items if isinstance(item, Unit))
    return ()


def _tiles_of(entry: OutlineEntry) -> tuple[LiveSession, ...]:
    items = entry.items if isinstance(entry, Module) else (entry,)
    return tuple(item for item in items if isinstance(item, LiveSession) and item.tile)


def _launched(entry: OutlineEntry) -> Iterator[Unit | LiveSession]:
    """Units and tiles in their order."""
    for item in entry.items if isinstance(entry, Module) else (entry,):
        if isinstance(item, Unit) or item.tile:
            yield item


# --- zips -----------------------------------------------------------------------------------------


def _parts(course: Course, split: Split) -> Iterator[_Part]:
    if split is Split.COURSE:
        yield _Part("", course.title, course.outline)
    elif split is Split.UNIT:
        for entry in course.outline:
            for item in _launched(entry):
                yield _Part(item.id, item.title, (item,))
    elif split is Split.MODULE:
        for entry in course.outline:
            if _units_of(entry) or _tiles_of(entry):
                yield _Part(entry.id, entry.title, (entry,))
    else:
        yield from _stretches(course)


def _stretches(course: Course) -> Iterator[_Part]:
    """The stretches between live sessions, named after the session that ends each; the last after the one before."""
    stretches: list[tuple[list[OutlineEntry], LiveSession | None]] = [([], None)]
    for entry in course.outline:
        for piece in _split_module(entry):
            if isinstance(piece, LiveSession):
                entries = stretches[-1][0]
                stretches[-1] = (entries, piece)
                stretches.append(([], None))
                if piece.tile:  # with what prepares for it; where nothing does, with what comes after
                    (entries or stretches[-1][0]).append(piece)
            else:
                stretches[-1][0].append(piece)
    before: LiveSession | None = None
    filled: list[tuple[str, str, list[OutlineEntry]]] = []
    for entries, session in stretches:
        if entries:
            word, anchor = ("before", session) if session else ("after", before)
            filled.append((word, anchor.id if anchor else "", entries))
        before = session or before
    for number, (word, anchor_id, entries) in enumerate(filled, 1):
        name = f"{number:02}-{word}-{anchor_id}" if anchor_id else f"{number:02}"
        titles = [item.title for entry in entries for item in _launched(entry)]
        title = f"{course.title}: {titles[0]} – {titles[-1]}" if len(titles) > 1 else f"{course.title}: {titles[0]}"
        yield _Part(name if len(filled) > 1 else "", title if len(filled) > 1 else course.title, tuple(entries))


def _split_module(entry: OutlineEntry) -> Iterator[OutlineEntry]:
    """A module cut at its live sessions: each piece keeps the module's name."""
    if not isinstance(entry, Module):
        yield entry
        return
    items: list[Unit | LiveSession] = []
    for item in entry.items:
        if isinstance(item, LiveSession):
            if items:
                yield replace(entry, items=tuple(items))
            items = []
            yield item
        else:
            items.append(item)
    if items:
        yield replace(entry, items=tuple(items))


# --- one package ----------------------------------------------------------------------------------


def _plan_package(course: Course, part: _Part, profile: TargetProfile, packing: Packing) -> PackageLayout:
    scope = profile.scope or packing.sco
    scos = tuple(_plan_scos(course, part, scope, profile))
    paths = package_paths({*course.assets, *(asset for unit in part.units() for asset in unit.assets)})
    resources = tuple(_resources(course, scos, paths, profile, packing.theme_files))
    mastery = course.completion.mastery if any(sco.mastery is not None for sco in scos) else None
    order = course.order if len(scos) > 1 else Order.FREE
    organization = Organization(
        f"ORG-{course.id}",
        part.title,
        tuple(_items(course, part, scos, scope, profile)),
        order,
        course.completion,
        mastery,
    )
    return PackageLayout(
        name=_package_name(course, part, profile),
        identifier=_package_identifier(course, part, profile, scope),
        title=part.title,
        profile=profile,
        course=course,
        organization=organization,
        resources=resources,
        scos=scos,
        files=tuple(_files(course, scos, paths, profile, packing)),
        asset_paths=tuple(sorted(paths.items())),
        part=part.name,
    )


def _package_name(course: Course, part: _Part, profile: TargetProfile) -> str:
    stem = "-".join(piece for piece in (course.id, part.name, course.locale.lower()) if piece)
    return f"{stem}_{course.version}_{profile.name}"


def _package_identifier(course: Course, part: _Part, profile: TargetProfile, scope: ScoScope) -> str:
    """Starts with what tells courses apart: some LMSs read 15 characters only. Free of version, date and title."""
    seed = "|".join((course.iri or course.id, course.locale, part.name))
    pieces = [short_hash(seed), course.id, part.name, course.locale.lower(), profile.name]
    if scope is not ScoScope.COURSE:
        pieces.append(scope.value)
    return "-".join(piece for piece in pieces if piece)[:100]


def _has_catalogue(course: Course, profile: TargetProfile) -> bool:
    """Ids of activities grow from the course's iri, so a course without one has nothing to list."""
    return profile.statements is not None and can_grow(course.iri)


def _files(
    course: Course, scos: tuple[Sco, ...], paths: dict[str, str], profile: TargetProfile, packing: Packing
) -> Iterator[PlannedFile]:
    """The manifest comes first, as some readers look no further than the start of a zip."""
    if Feature.MANIFEST in profile:
        yield PlannedFile(profile.manifest, Generated("manifest"))
    if Feature.METADATA in profile:
        yield PlannedFile(METADATA, Generated("metadata"))
        for name in packing.control_files:
            yield PlannedFile(name, Generated("control", name))
    for sco in scos:
        yield PlannedFile(sco.document, Document(sco.id))
        for page in sco.pages:
            if page.file:
                yield PlannedFile(page.file, PageDocument(sco.id, page.id))
        yield from sco.extras
    yield PlannedFile(STYLE, Generated("style"))
    yield PlannedFile(DRIVER, Generated("driver"))
    yield PlannedFile(PLAYER, Generated("player"))
    if _has_catalogue(course, profile):
        yield PlannedFile(CATALOGUE, Generated("catalogue"))
        yield PlannedFile(CONCEPTS, Generated("concepts"))
    for name in packing.theme_files:
        yield PlannedFile(_theme_path(name), Generated("theme", name))
    for source, path in sorted(paths.items(), key=lambda pair: pair[1]):
        yield PlannedFile(path, Copied(source))


def _theme_path(name: str) -> str:
    return f"assets/{name}"


def _resources(
    course: Course, scos: tuple[Sco, ...], paths: dict[str, str], profile: TargetProfile, theme_files: tuple[str, ...]
) -> Iterator[Resource]:
    """A resource for each SCO; what several share is one more, which they depend on."""
    common = [STYLE, DRIVER, PLAYER, *(_theme_path(name) for name in theme_files)]
    common += [CATALOGUE, CONCEPTS] if _has_catalogue(course, profile) else []
    common += [paths[asset] for asset in course.assets]
    users: dict[str, int] = {}
    for sco in scos:
        for asset in {asset for unit in sco.units for asset in unit.assets}:
            users[asset] = users.get(asset, 0) + 1
    if len(scos) > 1:
        common += [paths[asset] for asset, count in users.items() if count > 1 and asset not in course.assets]
    for sco in scos:
        files = [sco.document, *(page.file for page in sco.pages if page.file), *(each.path for each in sco.extras)]
        files += [paths[asset] for unit in sco.units for asset in unit.assets if paths[asset] not in common]
        files += common if len(scos) == 1 else []
        dependencies = ("RES-shared",) if len(scos) > 1 else ()
        yield Resource(
            f"RES-{_slug(sco)}", sco.document, tuple(dict.fromkeys([sco.document, *sorted(files)])), dependencies
        )
    if len(scos) > 1:
        yield Resource("RES-shared", "", tuple(sorted(dict.fromkeys(common))))


def _slug(sco: Sco) -> str:
    return sco.id.replace("_", "-")


# --- SCOs -----------------------------------------------------------------------------------------


def _plan_scos(course: Course, part: _Part, scope: ScoScope, profile: TargetProfile) -> Iterator[Sco]:
    groups = tuple(_groups(course, part, scope))
    for identifier, title, units, modules in groups:
        document = "index.html" if len(groups) == 1 else f"{identifier}.html"
        sco = _plan_sco(course, identifier, title, units, modules, document)
        if sco.tile:
            sco = replace(sco, extras=tuple(tile_calendars(sco.tile.session, course)))
        cut = profile.scope is ScoScope.UNIT and len(groups) > 1
        yield replace(sco, completion=_passable(sco)) if cut else sco


def _passable(sco: Sco) -> Completion:
    """Where the standard cuts a course that is completed by passing, a part with nothing to pass is read through."""
    inherited = all(unit.completion is None for unit in sco.units)
    if inherited and sco.mastery is None and sco.completion.require is Require.PASSED:
        return replace(sco.completion, require=Require.ALL)
    return sco.completion


def _groups(
    course: Course, part: _Part, scope: ScoScope
) -> Iterator[tuple[str, str, tuple[Unit, ...], tuple[Module, ...]]]:
    """Id, title, units and modules of each SCO."""
    if scope is ScoScope.COURSE and part.units():
        modules = tuple(entry for entry in part.entries if isinstance(entry, Module))
        yield "course", part.title, part.units(), modules
    for entry in part.entries:
        if scope is ScoScope.MODULE and isinstance(entry, Module) and _units_of(entry):
            yield f"module-{entry.id}", entry.title, _units_of(entry), (entry,)
        for item in _launched(entry):
            if isinstance(item, LiveSession):
                yield item.id, item.title, (tile_unit(item, course),), ()
            elif scope is ScoScope.UNIT or (scope is ScoScope.MODULE and not isinstance(entry, Module)):
                yield item.id, item.title, (item,), ()


def _plan_sco(
    course: Course, identifier: str, title: str, units: tuple[Unit, ...], modules: tuple[Module, ...], document: str
) -> Sco:
    page_names = {(unit.id, page.id): f"page:{unit.id}/{page.id}" for unit in units for page in unit.pages}
    questions = [question.id for unit in units for question in unit.questions()]
    blocks = list(_block_names(units))
    keys = state_keys([*page_names.values(), *(f"question:{each}" for each in questions), *blocks])
    completion = course.completion_of(units[0]) if len(units) == 1 else course.completion
    graded = any(unit.points() for unit in units)
    pages: list[PlannedPage] = []
    size = 0
    for unit in units:
        for page in unit.pages:
            size += page_size(page)
            name = f"{unit.id}--{page.id}"
            file = f"pages/{identifier}/{name}.html" if size > INLINE_BUDGET and pages else ""
            pages.append(PlannedPage(name, keys[page_names[unit.id, page.id]], unit, page, file))
    return Sco(
        id=cmi_id(identifier),
        title=title,
        document=document,
        units=units,
        modules=modules,
        pages=tuple(pages),
        question_keys=tuple((each, keys[f"question:{each}"]) for each in questions),
        completion=completion,
        mastery=completion.mastery if graded else None,
        order=course.order if len(units) > 1 else Order.FREE,
        block_keys=tuple((each, keys[each]) for each in blocks),
        scope=_scope(identifier, units),
    )


def _scope(identifier: str, units: tuple[Unit, ...]) -> ScoScope:
    if len(units) == 1 and identifier == units[0].id:
        return ScoScope.UNIT
    return ScoScope.MODULE if identifier.startswith("module-") else ScoScope.COURSE


def _block_names(units: Iterable[Unit]) -> Iterator[str]:
    """What the state calls quizzes, scenarios and checklists."""
    for block in walk(block for unit in units for page in unit.pages for block in page.blocks):
        if isinstance(block, Quiz | Scenario | Checklist):
            yield f"{type(block).__name__.lower()}:{block.id}"


def page_size(page: Page) -> int:
    """About how many characters of HTML a page takes."""
    return 200 + len(page.title) + sum(map(_size, walk(page.blocks)))


def _size(block: Block) -> int:
    """About how many characters of HTML a block takes without those inside it."""
    if isinstance(block, Prose):
        return len(block.html)
    if isinstance(block, Question):
        options = sum(200 + len(choice.html) for choice in block.choices)
        targets = len(block.choices) * sum(40 + len(target.text) for target in block.targets)
        return 600 + len(block.prompt) + options + targets
    if isinstance(block, Media):
        return 500 + len(block.transcript)
    if isinstance(block, Container):
        return 100 + len(block.title)
    if isinstance(block, Checklist):  # its steps stand there for each observation
        return 1000 + block.observations * _size(block.question)
    return 1500 if isinstance(block, Quiz) else 300


# --- items ----------------------------------------------------------------------------------------


def _items(
    course: Course, part: _Part, scos: tuple[Sco, ...], scope: ScoScope, profile: TargetProfile
) -> Iterator[Item]:
    by_id = {sco.id: sco for sco in scos}
    present = part.names()
    made: list[Item] = []
    if scope is ScoScope.COURSE and part.units():
        made.append(_leaf(course, by_id["course"], part.title, frozenset(), profile))
    for entry in part.entries:
        alone = scope is ScoScope.UNIT or (scope is ScoScope.MODULE and not isinstance(entry, Module))
        items = [item for item in _launched(entry) if alone or isinstance(item, LiveSession)]
        leaves = [_leaf(course, by_id[cmi_id(item.id)], item.title, present, profile) for item in items]
        if scope is ScoScope.MODULE and isinstance(entry, Module) and _units_of(entry):
            made.append(_leaf(course, by_id[cmi_id(f"module-{entry.id}")], entry.title, present, profile))
        if scope is ScoScope.UNIT and isinstance(entry, Module) and _units_of(entry):
            cluster = Item(f"MODULE-{entry.id}", entry.title, children=tuple(_gated(leaves, course.order)))
            made.append(replace(cluster, completion=course.completion, points=sum(leaf.points for leaf in leaves)))
        else:
            made += leaves
    if not any(item.counts for item in made):  # a package of tiles alone is completed by them
        made = [replace(item, counts=True) for item in made]
    yield from _gated(made, course.order)


def _gated(items: list[Item], order: Order) -> list[Item]:
    """Each item but the last holds the next one back, as the course's order says; what does not count holds nothing."""
    holding = [item for item in items if item.counts][:-1]
    return [replace(item, gate=order if item in holding else Order.FREE) for item in items]


def _leaf(course: Course, sco: Sco, title: str, present: frozenset[str], profile: TargetProfile) -> Item:
    single = sco.units[0] if len(sco.units) == 1 else None
    session = sco.tile.session if sco.tile else None
    objectives = {each.id: each.text for each in course.objectives}
    used = [each for unit in sco.units for each in _objectives_of(unit) if each in objectives]
    return Item(
        identifier=f"ITEM-{_slug(sco)}",
        title=title,
        resource=f"RES-{_slug(sco)}",
        visible=not (single and single.hidden),
        mastery=sco.mastery,
        completion=sco.completion,
        points=sco.points,
        prerequisites=tuple(f"ITEM-{each}" for each in _needed(course, single, profile) if each in present)
        if single
        else (),
        time_limit=single.time_limit if single else 0,
        time_limit_action=single.time_limit_action if single else "continue,no message",
        launch_data=single.launch_data if single else "",
        objectives=tuple(ItemObjective(cmi_id(each), objectives[each]) for each in dict.fromkeys(used)),
        counts=session is None or (session.tile is not None and session.tile.counts),
        attests=attendance_objective(session) if session else "",
    )


def _needed(course: Course, unit: Unit, profile: TargetProfile) -> tuple[str, ...]:
    """The slugs of what must be done before a unit opens."""
    return (*unit.prerequisites, *(session.id for session in waited_for(course, unit, profile)))


def _objectives_of(unit: Unit) -> Iterator[str]:
    yield from unit.objectives
    for question in unit.questions():
        yield from question.objectives

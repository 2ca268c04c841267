"""Layouts made by hand, one for each thing a manifest can say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scormkit.layout import (
    Completion,
    Item,
    ItemObjective,
    Order,
    Organization,
    PackageLayout,
    Require,
    Resource,
    Sco,
    TargetProfile,
)
from scormkit.model import Course, Unit

HOSTILE = 'R&D <b>"x"</b> 日本語 🚀 it\'s &amp; &#39; ]]> \x00\x1b\ud800\ufffe\r\n\ttail'
COURSE = Course(
    id="airway",
    title="Airway basics",
    outline=(),
    iri="https://example.org/courses/airway",
    version="2.1.0",
    description="How to keep an airway open.",
    authors=("Ada Lovelace", "Müller, Jörg"),
    licence="CC BY 4.0",
    keywords=("airway", "first aid"),
)
COMPLETION = Completion()
UNIT = Unit(id="opening", title="Opening", pages=(), minutes=12.4)


def leaf(name: str, **values: object) -> Item:
    """An item that launches a resource of its own."""
    item = Item(identifier=f"ITEM-{name}", title=name.replace("_", " ").capitalize(), resource=f"RES-{name}")
    return replace(item, **values)  # type: ignore[arg-type]


def cluster(name: str, *children: Item, **values: object) -> Item:
    return replace(Item(identifier=f"ITEM-{name}", title=name.capitalize(), children=children), **values)  # type: ignore[arg-type]


def gated(items: Sequence[Item], order: Order) -> tuple[Item, ...]:
    """Items of which each but the last gates the next."""
    return (*(replace(item, gate=order) for item in items[:-1]), items[-1])


def layout(
    profile: TargetProfile,
    *items: Item,
    order: Order = Order.FREE,
    completion: Completion = COMPLETION,
    mastery: float | None = None,
    title: str = "Airway basics",
    course: Course = COURSE,
) -> PackageLayout:
    """A package of these items: each leaf's SCO has a document, all share the assets."""
    organization = Organization("ORG-airway", title, items, order, completion, mastery)
    leaves = [item for item in organization.walk() if item.resource]
    resources = tuple(
        Resource(item.resource, f"{item.resource[4:]}.html", (f"{item.resource[4:]}.html",), ("RES-shared",))
        for item in leaves
    )
    shared = Resource("RES-shared", "", ("assets/theme.css", "assets/driver.js", "media/a-b.png"))
    scos = tuple(
        Sco(
            item.resource[4:],
            item.title,
            f"{item.resource[4:]}.html",
            (UNIT,),
            (),
            (),
            (),
            item.completion,
            item.mastery,
        )
        for item in leaves
    )
    return PackageLayout(
        name=f"airway_2.1.0_{profile.name}",
        identifier="K3F-airway",
        title=title,
        profile=profile,
        course=course,
        organization=organization,
        resources=(*resources, shared),
        scos=scos,
        files=(),
        asset_paths=(),
    )


def layouts(profile: TargetProfile) -> dict[str, PackageLayout]:
    """Every handmade layout by name, for one target."""
    quiz = leaf("quiz", mastery=0.8, points=3.0)
    return {
        "single": layout(profile, leaf("airway", mastery=0.8, points=5.0), mastery=0.8),
        "ungraded": layout(
            profile,
            leaf("airway", completion=Completion(Require.PAGES, 0.75, None)),
            completion=Completion(Require.PAGES, 0.75, None),
        ),
        "modules": layout(
            profile,
            cluster("first", leaf("opening"), leaf("tools", visible=False)),
            cluster("second", replace(quiz, points=1.0), leaf("exam", mastery=0.675, points=4.0)),
            mastery=0.8,
        ),
        "share": layout(
            profile, *(leaf(name) for name in ("a", "b", "c", "d")), completion=Completion(Require.PAGES, 0.75, None)
        ),
        "passed": layout(profile, leaf("opening"), quiz, completion=Completion(Require.PASSED), mastery=0.8),
        "in-order": layout(
            profile,
            *gated(
                (
                    cluster("first", *gated((leaf("opening"), quiz), Order.IN_ORDER)),
                    cluster("second", *gated((leaf("tools"), leaf("end")), Order.IN_ORDER)),
                ),
                Order.IN_ORDER,
            ),
            order=Order.IN_ORDER,
            mastery=0.8,
        ),
        "mastery": layout(
            profile, *gated((leaf("opening"), quiz, leaf("end")), Order.MASTERY), order=Order.MASTERY, mastery=0.8
        ),
        "prerequisites": layout(
            profile,
            cluster("first", leaf("opening"), quiz),
            leaf("tools"),
            leaf("end", prerequisites=("ITEM-first", "ITEM-tools")),
        ),
        "everything": layout(
            profile,
            leaf(
                "airway",
                mastery=2 / 3,
                points=5.0,
                time_limit=5400,
                time_limit_action="exit,message",
                launch_data='{"a": "<&>"}',
                objectives=(ItemObjective("open_airway", "Open it"), ItemObjective("keep_airway", "Keep it")),
                completion=Completion(Require.PAGES, 0.9, 2 / 3),
            ),
            completion=Completion(Require.PAGES, 0.9, 2 / 3),
            mastery=2 / 3,
        ),
        "hostile": layout(
            profile,
            leaf("airway", title=HOSTILE, launch_data='R&D <b>"x"</b> 日本語 🚀 it\'s', mastery=0.5),
            title=HOSTILE + "long " * 60,
            course=replace(
                COURSE,
                description=HOSTILE,
                authors=("A; B, C\\ " + HOSTILE,),
                licence=HOSTILE,
                keywords=(HOSTILE,),
                version=HOSTILE,
            ),
        ),
    }

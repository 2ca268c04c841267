"""Layout room: which files and manifest entries a package has, and what they are called; still no bytes."""

from __future__ import annotations

from scormkit.layout.gates import gate_remarks
from scormkit.layout.plan import CATALOGUE, Packing, plan_layouts
from scormkit.layout.remarks import layout_remarks
from scormkit.layout.splits import link_remarks, split_remarks
from scormkit.layout.tiles import calendar_path, calendar_text, tile_remarks
from scormkit.layout.types import (
    Copied,
    Document,
    Feature,
    Generated,
    Item,
    ItemObjective,
    Organization,
    Origin,
    PackageLayout,
    PageDocument,
    PlannedFile,
    PlannedPage,
    Resource,
    Sco,
    TargetProfile,
)
from scormkit.layout.walk import walk
from scormkit.model import Completion, Order, Require

__all__ = [
    "CATALOGUE",
    "Completion",
    "Copied",
    "Document",
    "Feature",
    "Generated",
    "Item",
    "ItemObjective",
    "Order",
    "Organization",
    "Origin",
    "PackageLayout",
    "Packing",
    "PageDocument",
    "PlannedFile",
    "PlannedPage",
    "Require",
    "Resource",
    "Sco",
    "TargetProfile",
    "calendar_path",
    "calendar_text",
    "gate_remarks",
    "layout_remarks",
    "link_remarks",
    "plan_layouts",
    "split_remarks",
    "tile_remarks",
    "walk",
]

"""What a target is: one delivery standard, as the rest of scormkit sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scormkit.layout import Feature, PackageLayout, TargetProfile


def _says_nothing(layout: PackageLayout) -> bytes:
    raise TypeError(f"{layout.profile.title} has no manifest and no metadata")


def _never(layout: PackageLayout) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Target:
    """A delivery standard. Its functions depend on nothing but the layout: the same bytes every time.

    Paths, `standard` and writers mean something only where `Feature.MANIFEST` is in the profile; those of metadata
    where `Feature.METADATA` is too.
    """

    profile: TargetProfile
    spec: str  #: the books it follows
    standard: str = ""  #: the name of its control documents, and of the schema of its manifest
    manifest_path: str = ""
    metadata_path: str = ""
    write_manifest: Callable[[PackageLayout], bytes] = _says_nothing
    write_metadata: Callable[[PackageLayout], bytes] = _says_nothing
    uses_map_info: Callable[[PackageLayout], bool] = _never  #: whether the manifest holds `imsss:mapInfo`

    @property
    def name(self) -> str:
        """As authors write it: `scorm2004-4th`."""
        return self.profile.name

    @property
    def title(self) -> str:
        """As people say it: `SCORM 2004 4th Edition`."""
        return self.profile.title

    @property
    def has_manifest(self) -> bool:
        return Feature.MANIFEST in self.profile

"""Writes docs/rules from the rules themselves: `python tools/write_rules.py`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from scormkit.rules import Rule
from scormkit.rules.manual import render_family
from scormkit.validate.checking import package_rules
from scormkit.validate.profiles import load_profile, profile_names

DOCS = Path(__file__).resolve().parent.parent / "docs" / "rules"

FAMILIES = {
    "A4": "SCORM 2004 elements",
    "C5": "cmi5",
    "DEP": "dependencies",
    "FILE": "files",
    "HTML": "launch pages and scripts",
    "ID": "identifiers",
    "ITEM": "items",
    "LMS": "what an LMS takes",
    "MAN": "the manifest",
    "MD": "metadata",
    "META": "schema and version",
    "ORG": "organizations",
    "P12": "SCORM 1.2 elements",
    "RES": "resources",
    "SEQ": "sequencing",
    "SIZE": "size",
    "TC": "Tin Can",
    "XML": "the manifest as XML",
    "ZIP": "the container",
    "ZIP64": "the container",
}


def pages() -> dict[str, str]:
    """Every page of docs/rules by file name."""
    families = {family: list(found) for family, found in groupby(package_rules(), key=_family)}
    made = {
        f"{family.lower()}.md": render_family(family, FAMILIES[family], found) for family, found in families.items()
    }
    return {"README.md": _index(families), "profiles.md": _profiles(), **made}


def _family(rule: Rule) -> str:
    return "ZIP" if rule.family == "ZIP64" else rule.family


def _index(families: dict[str, list[Rule]]) -> str:
    total = sum(len(found) for found in families.values())
    rows = "".join(
        f"| [{family}]({family.lower()}.md) | {FAMILIES[family]} | {len(found)} |\n"
        for family, found in families.items()
    )
    return (
        "# Rules for packages\n\n"
        "Generated from the rules themselves; `scormkit rules CODE` prints one of them.\n\n"
        "An **error** is what an LMS may refuse or where it loses data; a **warning** works, but not everywhere or not "
        "as meant;\n**info** is advice. Profiles change severities to what one LMS does. "
        "[Profiles](profiles.md) say which.\n\n"
        "Three more codes are about the checking itself: `RULE-FAILED` (a rule could not be checked; the others ran), "
        "`WAIVER-EXPIRED`\nand `WAIVER-UNUSED` (a [waiver](../how-to/validate-in-ci.md) ended, or covers nothing).\n\n"
        f"| family | about | rules |\n| --- | --- | --- |\n{rows}| all | | {total} |\n"
    )


def _profiles() -> str:
    parts = [
        "# Profiles\n\nGenerated from the profiles themselves. `scormkit validate --profile NAME` judges a package as "
        "this consumer does;\nwhat a profile does not name stays as it is.\n"
    ]
    for profile in (load_profile(name) for name in profile_names()):
        parts.append(f"\n## {profile.name}\n\nFor {profile.title}.\n")
        if profile.takes:
            parts.append(f"\nTakes {', '.join(profile.takes)} ({profile.takes_source}).\n")
        if profile.changes:
            parts.append("\n| rules | become | why | source |\n| --- | --- | --- | --- |\n")
        for change in profile.changes:
            codes = ", ".join(change.codes)
            parts.append(f"| {codes} | {change.severity.name.lower()} | {change.why} | {change.source} |\n")
    return "".join(parts)


def main() -> None:
    DOCS.mkdir(parents=True, exist_ok=True)
    for stale in set(DOCS.glob("*.md")) - {DOCS / name for name in pages()}:
        stale.unlink()
    for name, text in pages().items():
        (DOCS / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()

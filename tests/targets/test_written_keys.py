"""The page on targets names keys as an author types them."""

from __future__ import annotations

import re
from pathlib import Path

from scormkit.source import live_schema, schema

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/targets.md"
MODELS = (schema.CourseFile, schema.CompletionFile, schema.UnitMatter, schema.PackagingFile)
LIVE = (schema.SessionMatter, live_schema.TileFile)


def test_every_key_of_the_table_can_be_written() -> None:
    table = PAGE.read_text("utf-8").split("| in the course |")[1].split("\n\n")[0]
    named = {key for row in table.splitlines()[2:] for key in re.findall(r"`([\w-]+)(?::[^`]*)?`", row.split("|")[1])}
    known = {key for model in (*MODELS, *LIVE) for key in model.model_json_schema(by_alias=True)["properties"]}
    assert named and named - known == set()

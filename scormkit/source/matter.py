"""Source room, front matter: a Markdown file cut into its YAML head and its body."""

from __future__ import annotations


def split_matter(text: str) -> tuple[str | None, str, int]:
    """Front matter (None when there is none), body, and the body's first line."""
    lines = text.split("\n")
    if not lines or lines[0].rstrip() != "---":
        return None, text, 1
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return "\n".join(lines[1:]), "", len(lines) + 1

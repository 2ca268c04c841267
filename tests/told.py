"""A small course with all that a store is told of, for the tests of statements."""

from __future__ import annotations

TIDES = {
    "course.yaml": """\
id: tides
iri: https://learn.example.org/courses/tides
title: Tides
version: 1.4.0
xapi: {credentials: launch, home-page: https://learn.example.org}
objectives: {moon: Say what pulls the water}
outline: [moon, harbour]
completion: {require: all, mastery: 80%}
""",
    "units/moon.md": """\
---
title: The moon
goal: You know what pulls the water
objectives: [moon]
---
# Pull {#pull}

The moon pulls the sea.

# Check {#check}

::: question #q-pull tries=2 points=3 confidence=yes
What pulls most?

- [ ] The sun
  > It is too far away.
- [x] The moon

hint: It is near.
:::

::: question #q-hours tries=1
How many hours lie between two high tides?

answer: 12..13
:::
""",
    "units/harbour.md": """\
---
title: The harbour
---
# Moorings {#moorings}

::: quiz Ropes #ropes tries=2 pass=50% feedback=end
::: question #q-rope
Which rope gives way?

- [x] Nylon
- [ ] Wire
:::

::: question #q-knots
Which knot is for what?

| Knot | For |
| --- | --- |
| Bowline | a loop |
| Clove hitch | a post |
:::
:::

# At night {#night}

:::: scenario Fog #fog
### In the fog
A ship comes near.

- [Sound the horn](#heard) (+1)
- [Wait](#crash)

### Heard {#heard}
It turns.

### Crash {#crash}
Too late.
::::

# On deck {#deck}

::: checklist Mooring #mooring
- [x] Throws the line
- [ ] Calls out
:::

::: audio ../media/horn.wav title="A horn"

::: video ../media/tide.mp4 title="The tide"
""",
}


def wav(seconds: int) -> bytes:
    """Silence: eight bits, one channel, 8000 samples a second."""
    data = b"\x80" * (8000 * seconds)
    head = (
        b"RIFF" + (36 + len(data)).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
        + (1).to_bytes(2, "little") + (1).to_bytes(2, "little") + (8000).to_bytes(4, "little")
        + (8000).to_bytes(4, "little") + (1).to_bytes(2, "little") + (8).to_bytes(2, "little")
    )  # fmt: skip
    return head + b"data" + len(data).to_bytes(4, "little") + data


FILES: dict[str, str | bytes] = {
    **TIDES,
    "media/horn.wav": wav(3),
    "media/tide.mp4": b"\0\0\0\x18ftypmp42",
}

"""Course pictures: draws every SVG of the course; the same script always writes the same bytes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

COURSE = Path(__file__).resolve().parent.parent

PANEL, PANEL_DEEP = "#f7efe3", "#eadfcd"
NAVY, TEAL, TEAL_DEEP, CORAL, MUSTARD = "#263a56", "#2a8c86", "#17706e", "#e5735c", "#f0b54c"
SAGE, SKY, PLUM, WHITE = "#a9cdb0", "#bfdde6", "#85527f", "#fffaf2"
SKIN = {"deep": "#6f4530", "brown": "#9a6243", "tan": "#c98f66", "light": "#eebd98", "pale": "#f6d3b8"}

Point = tuple[float, float]


def num(value: float) -> str:
    """A coordinate, with at most one decimal place."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value else "0"


def circle(x: float, y: float, r: float, fill: str, extra: str = "") -> str:
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(r)}" fill="{fill}"{extra}/>'


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, extra: str = "") -> str:
    return f'<ellipse cx="{num(x)}" cy="{num(y)}" rx="{num(rx)}" ry="{num(ry)}" fill="{fill}"{extra}/>'


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, extra: str = "") -> str:
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}" rx="{num(r)}" fill="{fill}"{extra}/>'


def path(d: str, fill: str = "none", stroke: str = "", width: float = 0, extra: str = "") -> str:
    line = f' stroke="{stroke}" stroke-width="{num(width)}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{d}" fill="{fill}"{line if stroke else ""}{extra}/>'


def limb(points: list[Point], colour: str, width: float) -> str:
    """An arm or a leg: a thick line with round ends, bent softly at its middle point."""
    (x0, y0), (x1, y1), (x2, y2) = points
    return path(f"M{num(x0)} {num(y0)}Q{num(x1)} {num(y1)} {num(x2)} {num(y2)}", stroke=colour, width=width)


def group(parts: list[str], move: Point = (0, 0), scale: float = 1, turn: float = 0) -> str:
    steps = f"translate({num(move[0])} {num(move[1])})"
    steps += f" rotate({num(turn)})" if turn else ""
    steps += f" scale({scale:g})" if scale != 1 else ""
    return f'<g transform="{steps}">{"".join(parts)}</g>'


# --- people -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody looks; the pose is given when they are drawn."""

    skin: str
    hair: str
    style: str
    shirt: str
    sleeve: str
    trousers: str = NAVY
    glasses: bool = False
    beard: bool = False


AMINA = Person(SKIN["brown"], PLUM, "scarf", CORAL, "#cf5f49", NAVY)
MATEO = Person(SKIN["tan"], "#33241f", "short", TEAL, TEAL_DEEP, "#41526b")
HANA = Person(SKIN["light"], "#2b2423", "bob", MUSTARD, "#d99c33", "#41526b")
KWAME = Person(SKIN["deep"], "#1f1817", "curls", "#7fb7c6", "#659fae", PLUM)
LUCIA = Person(SKIN["pale"], "#a4532f", "long", TEAL, TEAL_DEEP, NAVY)
OSKAR = Person(SKIN["pale"], "#b98a4e", "short", PLUM, "#6d4268", NAVY, glasses=True)
PRIYA = Person(SKIN["brown"], "#241a1a", "bun", MUSTARD, "#d99c33", TEAL_DEEP)
ELDER = Person(SKIN["tan"], "#d9d5cf", "short", CORAL, "#cf5f49", NAVY, glasses=True, beard=True)


def hair_behind(who: Person) -> str:
    if who.style == "long":
        return path("M-40 -100Q-44 -146 0 -146Q44 -146 40 -100Q46 -50 50 -24Q0 -6 -50 -24Q-46 -50 -40 -100Z", who.hair)
    if who.style == "scarf":
        return path("M-42 -104Q-42 -146 0 -146Q42 -146 42 -104Q42 -60 54 -22Q0 2 -54 -22Q-42 -60 -42 -104Z", who.hair)
    if who.style == "bob":
        return path("M-42 -100Q-46 -148 0 -148Q46 -148 42 -100L44 -64Q0 -52 -44 -64Z", who.hair)
    if who.style == "curls":
        spots = [(-34, -110), (-30, -132), (-12, -146), (12, -146), (30, -132), (34, -110), (0, -132)]
        return "".join(circle(x, y, 19, who.hair) for x, y in spots)
    if who.style == "bun":
        return circle(0, -150, 18, who.hair) + ellipse(0, -108, 39, 38, who.hair)
    return ""


def hair_before(who: Person, look: float) -> str:
    if who.style == "scarf":
        # a cloth that frames the face: a ring around it and a fold under the chin
        return path("M-34 -72Q0 -40 34 -72Q46 -34 30 -20Q0 -8 -30 -20Q-46 -34 -34 -72Z", who.hair) + path(
            "M-38 -100Q-36 -140 0 -140Q36 -140 38 -100Q34 -128 0 -129Q-34 -128 -38 -100Z", who.hair
        )
    if who.style == "curls":
        return path("M-33 -112Q-22 -130 0 -128Q22 -130 33 -112Q24 -146 0 -146Q-24 -146 -33 -112Z", who.hair)
    sweep = look * 1.2
    return path(f"M-37 -96Q-42 -142 0 -142Q42 -142 37 -96Q34 -114 {num(12 + sweep)} -122Q-22 -122 -37 -96Z", who.hair)


def face(who: Person, look: float, mood: str) -> str:
    eye = "#221b1b"
    parts = []
    if mood == "calm":
        parts += [
            path(f"M{num(x + look - 5)} -100Q{num(x + look)} -95 {num(x + look + 5)} -100", stroke=eye, width=3)
            for x in (-13, 13)
        ]
    else:
        parts += [circle(x + look, -100, 4, eye) for x in (-13, 13)]
    mouth = {
        "smile": f"M{num(look - 11)} -84Q{num(look)} -72 {num(look + 11)} -84",
        "calm": f"M{num(look - 8)} -82Q{num(look)} -76 {num(look + 8)} -82",
        "even": f"M{num(look - 8)} -80L{num(look + 8)} -80",
        "sad": f"M{num(look - 9)} -77Q{num(look)} -85 {num(look + 9)} -77",
        "talk": f"M{num(look - 9)} -84Q{num(look)} -66 {num(look + 9)} -84Z",
    }[mood]
    if who.beard:
        parts.append(path("M-35 -98Q-34 -56 0 -54Q34 -56 35 -98Q26 -84 0 -86Q-26 -84 -35 -98Z", who.hair))
    parts.append(path(mouth, fill="#7c2f2c" if mood == "talk" else "none", stroke="#7c2f2c", width=3.2))
    if who.glasses:
        parts += [circle(x + look, -100, 10, "none", f' stroke="{NAVY}" stroke-width="2.6"') for x in (-14, 14)]
        parts.append(path(f"M{num(look - 4)} -101L{num(look + 4)} -101", stroke=NAVY, width=2.6))
    return "".join(parts)


def head(who: Person, look: float, mood: str) -> str:
    ears = "" if who.style in ("scarf", "long", "bob") else circle(-36, -97, 7, who.skin) + circle(36, -97, 7, who.skin)
    return ears + ellipse(0, -100, 36, 39, who.skin) + face(who, look, mood) + hair_before(who, look)


def torso(who: Person, bottom: float = 92) -> str:
    b = num(bottom)
    neck = rect(-13, -72, 26, 42, who.skin, 12)
    body = path(f"M-56 {b}L-58 8Q-58 -38 -16 -42Q0 -30 16 -42Q58 -38 58 8L56 {b}Z", who.shirt)
    return neck + body


def person(
    who: Person,
    at: Point,
    *,
    scale: float = 1,
    look: float = 0,
    mood: str = "smile",
    tilt: float = 0,
    arms: tuple[list[Point], ...] = (),
    arms_behind: tuple[list[Point], ...] = (),
    legs: tuple[list[Point], ...] = (),
    bottom: float = 92,
) -> str:
    """One person; `at` is the middle of the chest, limbs are in the person's own coordinates."""

    def arm(points: list[Point]) -> str:
        return limb(points, who.sleeve, 25) + circle(*points[2], 14, who.skin)

    parts = [arm(points) for points in arms_behind]
    parts += [group([hair_behind(who)], turn=tilt)] if who.style != "scarf" else []
    for points in legs:
        foot_x, foot_y = points[2]
        parts += [limb(points, who.trousers, 32), ellipse(foot_x + look * 0.8, foot_y + 10, 25, 12, "#4a3b36")]
    parts.append(group([hair_behind(who)], turn=tilt) if who.style == "scarf" else "")
    parts.append(torso(who, bottom))
    parts.append(group([head(who, look, mood)], turn=tilt))
    parts += [arm(points) for points in arms]
    return group(parts, at, scale)


# --- things -------------------------------------------------------------------------------------------------


def heart(x: float, y: float, size: float, fill: str) -> str:
    d = "M0 9C-4 4 -12 -1 -12 -8C-12 -14 -8 -17 -4.5 -17C-2 -17 0 -15 0 -12"
    d += "C0 -15 2 -17 4.5 -17C8 -17 12 -14 12 -8C12 -1 4 4 0 9Z"
    return group([path(d, fill)], (x, y), round(size / 12, 2))


def bubble(x: float, y: float, w: float, h: float, fill: str, tail: Point) -> str:
    """A speech bubble around (x, y) whose tail ends at `tail`."""
    tx, ty = tail
    side = 1 if tx > x else -1
    base = y + h / 2 - 6 if ty > y else y - h / 2 + 6
    spike = path(
        f"M{num(x + side * w * 0.12)} {num(base)}L{num(tx)} {num(ty)}L{num(x + side * w * 0.36)} {num(base)}Z", fill
    )
    return spike + rect(x - w / 2, y - h / 2, w, h, fill, min(h / 2, 34))


def lines(x: float, y: float, widths: list[float], colour: str, gap: float = 22) -> str:
    return "".join(path(f"M{num(x)} {num(y + i * gap)}h{num(w)}", stroke=colour, width=8) for i, w in enumerate(widths))


def padlock(x: float, y: float, s: float, fill: str) -> str:
    return group(
        [
            path("M-13 -4V-16Q-13 -32 0 -32Q13 -32 13 -16V-4", stroke=NAVY, width=7),
            rect(-22, -6, 44, 36, fill, 8),
            circle(0, 9, 5, NAVY),
            rect(-2.5, 10, 5, 11, NAVY, 2),
        ],
        (x, y),
        s,
    )


def plant(x: float, y: float, s: float = 1) -> str:
    leaf = "M0 0Q-6 -36 -34 -50Q-36 -16 0 0Z"
    return group(
        [
            path("M0 0V-40", stroke=TEAL_DEEP, width=6),
            path(leaf, SAGE),
            group([path(leaf, TEAL)], (0, -14), turn=62),
            path("M0 -26Q-18 -60 2 -84Q20 -58 0 -26Z", TEAL),
            path("M-26 0H26L20 44H-20Z", CORAL),
        ],
        (x, y),
        s,
    )


def cup(x: float, y: float, fill: str) -> str:
    return (
        path(f"M{num(x + 16)} {num(y + 8)}q18 0 14 14q-4 10 -16 8", stroke=fill, width=5)
        + path(f"M{num(x - 18)} {num(y)}h36l-4 34q-1 6 -8 6h-12q-7 0 -8 -6Z", fill)
        + path(f"M{num(x - 6)} {num(y - 12)}q-6 -8 0 -16q6 -8 0 -16", stroke=WHITE, width=4)
    )


def clock(x: float, y: float, r: float) -> str:
    return circle(x, y, r, WHITE, f' stroke="{NAVY}" stroke-width="7"') + path(
        f"M{num(x)} {num(y - r * 0.55)}V{num(y)}L{num(x + r * 0.42)} {num(y + r * 0.2)}", stroke=NAVY, width=6
    )


def house(x: float, y: float, s: float, wall: str, roof: str) -> str:
    return group(
        [
            rect(-30, -14, 60, 50, wall, 4),
            path("M-40 -10L0 -46L40 -10Z", roof, roof, 6),
            rect(-10, 6, 20, 30, NAVY, 3),
        ],
        (x, y),
        s,
    )


def svg(title: str, desc: str, body: list[str], size: tuple[int, int] = (800, 450), panel: str = PANEL) -> str:
    """A whole picture: a soft panel of its own keeps it readable on light and on dark pages."""
    w, h = size
    clip = f'<clipPath id="p"><rect width="{w}" height="{h}" rx="28"/></clipPath>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        f'aria-labelledby="t d">\n<title id="t">{title}</title>\n<desc id="d">{desc}</desc>\n'
        f'<defs>{clip}</defs>\n<g clip-path="url(#p)">\n{rect(0, 0, w, h, panel)}\n'
        + "\n".join(body)
        + "\n</g>\n</svg>\n"
    )


# --- pictures -----------------------------------------------------------------------------------------------


def shared_table() -> str:
    wheel = group(
        [
            circle(0, 0, 58, "none", f' stroke="{NAVY}" stroke-width="9"'),
            circle(0, 0, 8, NAVY),
            *(
                path("M0 -50V50", stroke="#7d8ba0", width=3, extra=f' transform="rotate({a})"')
                for a in (0, 45, 90, 135)
            ),
        ],
        (178, 388),
    )
    bowl = path("M336 286H464Q460 330 400 330Q340 330 336 286Z", TEAL) + "".join(
        circle(x, y, r, c)
        for x, y, r, c in [
            (358, 280, 17, CORAL), (386, 271, 19, MUSTARD), (417, 272, 18, SAGE), (444, 280, 16, CORAL),
        ]
    )  # fmt: skip
    body = [
        rect(60, 46, 190, 130, SKY, 16),
        path("M155 46V176M60 111H250", stroke=WHITE, width=8),
        circle(214, 84, 18, MUSTARD),
        plant(716, 132, 1.1),
        rect(640, 176, 160, 12, PANEL_DEEP, 6),
        rect(128, 214, 20, 150, NAVY, 10),
        person(
            KWAME,
            (196, 252),
            look=7,
            arms=([(46, -14), (76, 60), (120, 44)],),
            arms_behind=([(-46, -12), (-66, 40), (-20, 76)],),
        ),
        rect(134, 340, 118, 18, NAVY, 8),
        limb([(206, 360), (256, 356), (254, 418)], KWAME.trousers, 32),
        ellipse(262, 430, 25, 12, "#4a3b36"),
        wheel,
        person(AMINA, (402, 236), look=-6, mood="talk", arms_behind=([(48, -12), (92, 20), (84, -44)],)),
        person(
            OSKAR,
            (606, 250),
            look=-7,
            arms=([(-46, -14), (-80, 56), (-118, 42)],),
            arms_behind=([(46, -12), (68, 40), (30, 76)],),
        ),
        rect(96, 328, 610, 26, "#b5794e", 13),
        path("M262 354H694L684 450H272Z", WHITE),
        path("M266 404H689", stroke=CORAL, width=8),
        path("M267 420H687", stroke=MUSTARD, width=4),
        bowl,
        cup(266, 288, CORAL),
        cup(532, 288, MUSTARD),
        heart(300, 150, 15, CORAL),
        heart(508, 128, 19, CORAL),
    ]
    return svg(
        "A shared table", "Three friends of different looks sit around a table with a bowl of fruit and cups.", body
    )


def circles(words: tuple[str, str, str, str], title: str, desc: str) -> str:
    """Rings of closeness; `words` from the inside outwards."""
    rings = [(238, SKY), (178, SAGE), (120, MUSTARD)]
    cx, cy = 270, 260
    body = [circle(cx, cy, r, c) for r, c in rings]
    body += [
        path(f"M{cx} {cy}m-62 0a62 62 0 1 0 124 0a62 62 0 1 0 -124 0", WHITE),
        group(
            [circle(0, -16, 22, SKIN["brown"]), path("M-34 40Q-34 6 0 6Q34 6 34 40Q18 54 0 54Q-18 54 -34 40Z", CORAL)],
            (cx, cy),
        ),
    ]
    dots = [
        (120, (36, 205), (TEAL, PLUM)),
        (178, (20, 140, 262), (CORAL, TEAL, NAVY)),
        (238, (8, 76, 150, 222, 292), (PLUM, CORAL, TEAL, NAVY, CORAL)),
    ]
    for outer, angles, colours in dots:
        for angle, colour in zip(angles, colours, strict=True):
            r = outer - 29
            x, y = cx + r * math.cos(math.radians(angle)), cy - r * math.sin(math.radians(angle))
            body.append(
                circle(x, y - 8, 8, colour) + path(f"M{num(x - 13)} {num(y + 15)}q0 -14 13 -14q13 0 13 14Z", colour)
            )
    for i, (word, colour) in enumerate(zip(words, (WHITE, MUSTARD, SAGE, SKY), strict=True)):
        y = 118 + i * 92
        body.append(rect(552, y - 30, 44, 44, colour, 22, f' stroke="{NAVY}" stroke-width="4"'))
        body.append(
            f'<text x="614" y="{y + 5}" font-family="sans-serif" font-size="34" font-weight="600" '
            f'fill="{NAVY}">{word}</text>'
        )
    return svg(title, desc, body, (890, 520))


def bench(y: float) -> str:
    return (
        rect(120, y - 92, 560, 22, "#c48a5d", 11)
        + rect(120, y - 52, 560, 22, "#c48a5d", 11)
        + rect(160, y - 100, 18, 190, "#9a643f", 6)
        + rect(622, y - 100, 18, 190, "#9a643f", 6)
    )


def on_the_bench() -> str:
    tree = (
        rect(706, 190, 22, 200, "#9a643f", 8)
        + circle(716, 150, 84, SAGE)
        + circle(664, 190, 50, "#93bd9c")
        + circle(768, 186, 52, "#93bd9c")
    )
    body = [
        circle(118, 98, 46, MUSTARD),
        ellipse(300, 480, 620, 122, SAGE),
        tree,
        bench(318),
        person(
            LUCIA, (290, 248), look=9, mood="talk", tilt=3,
            legs=([(-26, 84), (-40, 100), (-36, 164)], [(26, 84), (30, 100), (34, 164)]),
            arms=([(46, -12), (88, 34), (106, -26)], [(-46, -12), (-70, 46), (-24, 74)]),
        ),
        person(
            HANA, (508, 248), look=-10, mood="calm", tilt=-5,
            legs=([(-26, 84), (-34, 100), (-34, 164)], [(26, 84), (40, 100), (36, 164)]),
            arms=([(-46, -12), (-66, 50), (-14, 72)], [(46, -12), (66, 50), (12, 74)]),
        ),
        rect(120, 316, 560, 24, "#b5794e", 12),
        rect(602, 302, 56, 14, NAVY, 6),
        bubble(412, 56, 190, 72, WHITE, (352, 124)),
        lines(346, 45, [132, 92], TEAL),
    ]  # fmt: skip
    # thighs reach over the seat, so that both sit on the bench and not behind it
    for x, colour in ((290, LUCIA.trousers), (508, HANA.trousers)):
        body.append(limb([(x - 26, 328), (x - 36, 350), (x - 36, 408)], colour, 32))
        body.append(limb([(x + 26, 328), (x + 36, 350), (x + 36, 408)], colour, 32))
        body.append(ellipse(x - 38, 420, 25, 12, "#4a3b36") + ellipse(x + 40, 420, 25, 12, "#4a3b36"))
    return svg("On the bench", "Two people sit on a park bench. One tells a story, the other turns towards her.", body)


def ear(x: float, y: float, s: float) -> str:
    return group(
        [
            path(
                "M-22 -6Q-22 -40 4 -40Q32 -40 32 -8Q32 10 18 18Q10 24 8 34Q4 46 -8 44Q-18 42 -18 30",
                SKIN["tan"],
                NAVY,
                6,
            ),
            path("M-8 -8Q-8 -26 6 -26Q18 -26 18 -10Q18 2 6 8", stroke=NAVY, width=5),
        ],
        (x, y),
        s,
    )


def talk_time() -> str:
    body = []
    for i in range(10):
        x = 62 + i * 68
        body.append(rect(x, 150, 60, 96, TEAL if i < 8 else CORAL, 14))
    body += [
        path("M62 276v16H602v-16", stroke=TEAL_DEEP, width=6),
        path("M606 276v16H734v-16", stroke=CORAL, width=6),
        ear(330, 346, 0.9),
        bubble(670, 338, 84, 56, CORAL, (634, 384)),
        *(circle(650 + i * 20, 338, 6, WHITE) for i in range(3)),
        clock(400, 80, 42),
    ]
    return svg(
        "Ten minutes", "Ten blocks in a row. Eight are marked with an ear, two with a speech bubble.", body, (800, 420)
    )


def iceberg() -> str:
    hands = group(
        [
            limb([(-74, 24), (-40, 20), (-8, 0)], CORAL, 24),
            limb([(74, 24), (40, 20), (8, 0)], MUSTARD, 24),
            circle(-6, 0, 15, SKIN["deep"]),
            circle(8, 1, 15, SKIN["light"]),
        ],
        (404, 396),
    )
    body = [
        rect(0, 0, 800, 178, "#dcebee"),
        rect(0, 172, 800, 340, "#5fa6b5"),
        rect(0, 330, 800, 180, "#4b93a5"),
        path("M300 176L346 96L388 118L420 62L470 112L508 176Z", WHITE),
        path("M420 62L470 112L508 176H440L452 130Z", "#dfeaf0"),
        path("M232 178L292 176H520L588 178L622 292L566 402L470 470L384 484L270 430L196 308Z", "#e9f5f7"),
        path("M520 176L588 178L622 292L566 402L470 470L500 330Z", "#cfe6ec"),
        path("M0 178Q50 164 100 178T200 178T300 178T400 178T500 178T600 178T700 178T800 178", stroke=WHITE, width=7),
        group(
            [
                ellipse(0, 0, 78, 32, NAVY),
                circle(-34, -18, 32, NAVY),
                circle(14, -32, 42, NAVY),
                circle(52, -8, 26, NAVY),
            ],
            (612, 92),
            0.86,
        ),
        path("M618 112L596 144H616L604 170L642 130H620L632 112Z", MUSTARD),
        heart(318, 280, 42, CORAL),
        clock(478, 268, 46),
        hands,
        *(
            circle(x, y, r, "#8fc4cf")
            for x, y, r in [(110, 420, 9), (134, 380, 6), (690, 440, 10), (712, 396, 6), (668, 380, 5)]
        ),
    ]
    return svg(
        "Tip and iceberg",
        "Above the water a small tip under a storm cloud, below it a heart, a clock and joined hands.",
        body,
        (800, 512),
    )


def phone_between_us() -> str:
    phone = [
        rect(322, 60, 156, 320, NAVY, 26),
        rect(334, 84, 132, 264, WHITE, 10),
        circle(400, 364, 7, "#7d8ba0"),
        rect(346, 98, 84, 34, SKY, 17),
        rect(372, 142, 84, 34, SAGE, 17),
        heart(388, 118, 11, CORAL),
        lines(388, 160, [48], TEAL_DEEP),
        circle(400, 252, 52, "#fbe6bd"),
        padlock(400, 252, 1.25, MUSTARD),
    ]
    body = [
        circle(90, 84, 92, "#fbe6bd"),
        circle(716, 96, 110, SKY),
        path("M222 160Q270 116 318 132", stroke=CORAL, width=6, extra=' stroke-dasharray="2 15"'),
        path("M482 182Q532 220 580 170", stroke=TEAL, width=6, extra=' stroke-dasharray="2 15"'),
        person(
            PRIYA,
            (164, 306),
            scale=1.25,
            look=9,
            bottom=130,
            arms=([(-46, -8), (-70, 66), (-6, 62)], [(46, -8), (66, 66), (24, 44)]),
        ),
        person(
            MATEO,
            (640, 306),
            scale=1.25,
            look=-9,
            bottom=130,
            arms=([(46, -8), (70, 66), (6, 62)], [(-46, -8), (-66, 66), (-24, 44)]),
        ),
        rect(167, 306, 46, 78, NAVY, 9, ' transform="rotate(14 190 340)"'),
        rect(591, 306, 46, 78, NAVY, 9, ' transform="rotate(-14 614 340)"'),
        *phone,
        heart(268, 92, 18, CORAL),
        heart(538, 240, 15, CORAL),
        bubble(548, 96, 84, 50, WHITE, (584, 148)),
        *(circle(528 + i * 20, 96, 6, TEAL) for i in range(3)),
    ]
    return svg(
        "The phone between us",
        "Two people hold phones. Between them a large phone with messages, a heart and a padlock.",
        body,
    )


def photo_tag() -> str:
    photo = group(
        [
            rect(-190, -140, 380, 280, WHITE, 12),
            rect(-172, -122, 344, 216, SKY, 6),
            circle(104, -74, 28, MUSTARD),
            path("M-172 94V30L-92 -34L-20 40L44 -12L172 84V94Z", TEAL),
            path("M-172 94V64L-60 10L60 94Z", SAGE),
            house(-62, 30, 0.8, WHITE, CORAL),
        ],
        (290, 226),
        turn=-5,
    )
    pin = path("M0 34Q-30 -2 -30 -22Q-30 -52 0 -52Q30 -52 30 -22Q30 -2 0 34Z", CORAL) + circle(0, -22, 11, WHITE)
    tag = group(
        [
            path("M-128 0L-92 -76H120Q132 -76 132 -64V64Q132 76 120 76H-92Z", MUSTARD),
            circle(-96, 0, 12, NAVY),
            group([pin], (-36, 12), 0.95),
            clock(36, 0, 28),
            rect(84, -32, 34, 64, NAVY, 7) + rect(89, -24, 24, 44, WHITE, 3),
        ],
        (616, 300),
        turn=6,
    )
    body = [
        circle(700, 70, 120, PANEL_DEEP),
        photo,
        path("M454 282Q480 322 520 290", stroke=NAVY, width=5),
        tag,
    ]
    return svg("What hangs on a photo", "A holiday photo with a tag: a place marker, a clock and a telephone.", body)


def network() -> str:
    spots: list[tuple[float, float, str]] = [
        (140, 110, SKY), (660, 110, "#fbe6bd"), (120, 332, "#f6cfc4"), (680, 332, SAGE), (400, 66, "#e2d2e0"),
    ]  # fmt: skip
    body = [
        path(f"M400 262L{num(x)} {num(y)}", stroke=TEAL, width=7, extra=' stroke-dasharray="1 16"') for x, y, _ in spots
    ]
    body.append(circle(400, 290, 132, WHITE))
    body += [circle(x, y, 74 if y > 70 else 62, colour) for x, y, colour in spots]
    handset = path(
        "M-30 -24Q-38 -12 -28 6Q-14 30 10 38Q24 42 34 30L18 12L4 18Q-10 10 -14 -6L-4 -16L-16 -36Z", TEAL_DEEP
    )
    cross = rect(-12, -36, 24, 72, CORAL, 6) + rect(-36, -12, 72, 24, CORAL, 6)
    body += [
        group([handset], (140, 110), 1.15),
        group([cross], (660, 110)),
        person(KWAME, (120, 356), scale=0.68, bottom=57),
        person(ELDER, (680, 356), scale=0.68, bottom=57),
        house(400, 72, 0.95, WHITE, CORAL),
        person(
            LUCIA,
            (400, 330),
            scale=1.05,
            mood="calm",
            bottom=130,
            arms=([(-46, -8), (-64, 60), (-6, 34)], [(46, -8), (64, 60), (8, 44)]),
        ),
        heart(262, 214, 13, CORAL),
        heart(540, 214, 13, CORAL),
    ]
    return svg(
        "A net of people",
        "A person in the middle, linked to a friend, a telephone, a medical cross, a counsellor and a house.",
        body,
    )


def open_door() -> str:
    body = [
        rect(0, 372, 800, 80, "#d8b48f"),
        rect(452, 60, 200, 314, "#fbe6bd"),
        circle(552, 232, 58, MUSTARD),
        path("M452 374V300Q510 262 552 296Q604 330 652 286V374Z", SAGE),
        path("M520 374Q560 330 548 306Q572 338 590 374Z", "#f3dcc0"),
        path("M436 374V44H668V374", stroke=NAVY, width=16),
        path("M452 60L352 94V404L452 374Z", TEAL),
        path("M434 96L370 116V232L434 222Z M434 250L370 264V372L434 350Z", TEAL_DEEP),
        circle(374, 248, 8, MUSTARD),
        path("M452 374L652 374L748 450H330Z", "#fbe6bd", extra=' opacity="0.75"'),
        rect(60, 286, 132, 14, "#9a643f", 6),
        rect(74, 300, 12, 80, "#9a643f") + rect(166, 300, 12, 80, "#9a643f"),
        path("M100 196L84 244H148L132 196Z", MUSTARD),
        rect(112, 244, 8, 36, NAVY) + rect(96, 278, 40, 8, NAVY, 4),
        circle(116, 236, 74, MUSTARD, ' opacity="0.22"'),
        path("M236 316V300Q236 276 262 276Q288 276 288 300V316", stroke="#cf5f49", width=9),
        rect(206, 308, 112, 104, CORAL, 20),
        rect(222, 348, 80, 44, "#cf5f49", 10) + rect(252, 344, 20, 14, MUSTARD, 4),
        circle(690, 180, 15, "none", f' stroke="{MUSTARD}" stroke-width="7"'),
        path("M690 196V246M690 228h14M690 242h12", stroke=MUSTARD, width=7),
        rect(676, 152, 28, 12, NAVY, 5),
        heart(262, 246, 13, CORAL),
    ]
    return svg(
        "The open door",
        "A packed bag and a lamp stand beside an open door. Outside the sun is rising over a path.",
        body,
    )


def logo() -> str:

    def ring(x: float, colour: str) -> str:
        return circle(x, 55, 20, "none", f' stroke="{colour}" stroke-width="10"')

    body = [
        ring(37, MUSTARD),
        ring(63, WHITE),
        # the left ring passes over the right one once more, so that they interlock
        path("M50 39.8A20 20 0 0 1 56.8 52", stroke=MUSTARD, width=10),
        heart(50, 21, 10, CORAL),
    ]
    return svg("Healthy relations", "Two linked rings and a small heart.", body, (100, 100), TEAL_DEEP)


def pictures() -> dict[str, str]:
    """Every picture of the course by its path in the course folder."""
    return {
        "media/logo.svg": logo(),
        "media/phone-between-us.svg": phone_between_us(),
        "media/photo-tag.svg": photo_tag(),
        "units/respect/shared-table.svg": shared_table(),
        "units/boundaries/circles.svg": circles(
            ("me", "close people", "friends", "everyone"),
            "Rings of closeness",
            "Four rings around a person: me, close people, friends and family, everyone.",
        ),
        "locales/de/units/boundaries/circles.svg": circles(
            ("ich", "die Nächsten", "Freundeskreis", "alle"),
            "Ringe der Nähe",
            "Vier Ringe um eine Person: ich, die Nächsten, Freundeskreis und Familie, alle.",
        ),
        "units/listening/on-the-bench.svg": on_the_bench(),
        "units/listening/talk-time.svg": talk_time(),
        "units/conflict/iceberg.svg": iceberg(),
        "units/getting-help/network.svg": network(),
        "units/getting-help/open-door.svg": open_door(),
    }


def main() -> None:
    for name, text in pictures().items():
        target = COURSE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

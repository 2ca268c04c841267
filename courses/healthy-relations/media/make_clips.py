"""Course clips: draws the video and its poster and plays the tones; needs Chromium, ffmpeg and Playwright."""

from __future__ import annotations

import math
import shutil
import struct
import subprocess
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

from make_pictures import (
    AMINA,
    CORAL,
    COURSE,
    MATEO,
    MUSTARD,
    NAVY,
    PANEL,
    PANEL_DEEP,
    SAGE,
    SKY,
    TEAL,
    WHITE,
    bubble,
    circle,
    ellipse,
    group,
    heart,
    path,
    person,
    plant,
    rect,
)
from playwright.sync_api import sync_playwright

SECONDS, FRAMES_A_SECOND = 21, 12
RATE = 22_050
WIDTH, HEIGHT = 640, 360


def ease(t: float, start: float, length: float) -> float:
    """0 before `start`, 1 after `start + length`, and a smooth way between."""
    x = min(1.0, max(0.0, (t - start) / length))
    return x * x * (3 - 2 * x)


def shown(t: float, start: float, end: float) -> float:
    """How much of something is there that comes at `start` and has gone at `end`."""
    return ease(t, start, 0.5) * (1 - ease(t, end - 0.4, 0.4))


# --- what the bubbles show ----------------------------------------------------------------------------------


def note(x: float, y: float, colour: str) -> str:
    stems = path(f"M{x - 14} {y + 14}V{y - 26}L{x + 22} {y - 34}V{y + 6}", stroke=colour, width=7)
    return stems + ellipse(x - 22, y + 15, 12, 9, colour) + ellipse(x + 14, y + 7, 12, 9, colour)


def moon(x: float, y: float) -> str:
    return group([path("M8 -34A34 34 0 1 0 34 8A28 28 0 0 1 8 -34Z", MUSTARD)], (x, y))


def sun(x: float, y: float, turn: float) -> str:
    rays = [path("M0 -30V-40", stroke=MUSTARD, width=7, extra=f' transform="rotate({a})"') for a in range(0, 360, 45)]
    return group([circle(0, 0, 21, MUSTARD), *rays], (x, y), turn=turn)


def tick(x: float, y: float) -> str:
    return path(f"M{x - 20} {y}L{x - 5} {y + 16}L{x + 22} {y - 18}", stroke=TEAL, width=10)


def dots(x: float, y: float, t: float) -> str:
    return "".join(circle(x + i * 30, y - 5 * max(0.0, math.sin(5 * t - i)), 8, NAVY) for i in (-1, 0, 1))


def popped(parts: list[str], anchor: tuple[float, float], amount: float) -> str:
    """The parts, grown out of `anchor`."""
    if amount <= 0:
        return ""
    x, y = anchor
    inner = "".join(parts)
    return (
        f'<g transform="translate({x} {y}) scale({amount:.3f}) translate({-x} {-y})" opacity="{amount:.3f}">{inner}</g>'
    )


# --- the scene ----------------------------------------------------------------------------------------------


def mateo_mood(t: float) -> str:
    if 1 < t < 4:
        return "talk"
    if 8.6 < t < 11.6:
        return "sad" if t < 10.4 else "calm"
    return "talk" if 12 < t < 13 or 14.6 < t < 15.6 else "smile"


def amina_mood(t: float) -> str:
    if 5.2 < t < 7.6:
        return "talk"
    if 7.6 <= t < 12:
        return "even"
    return "calm" if t < 1 else "smile"


def scene(t: float) -> str:
    """The picture at `t` seconds."""
    breath = 2.5 * math.sin(t * 1.6)
    wave_hand = 16 * math.sin(t * 7) * ease(t, 18, 0.6)
    offer = ease(t, 1, 0.6) * (1 - ease(t, 8.4, 0.7))
    greet = ease(t, 17.6, 0.7)
    m_hand = (78 + 12 * offer + 10 * greet + wave_hand * 0.6, 62 - 66 * offer - 108 * greet)
    heart_hand = ease(t, 5, 0.6) * (1 - ease(t, 17.2, 0.6))
    a_hand = (-62 + 58 * heart_hand - 20 * greet - wave_hand * 0.6, 72 - 50 * heart_hand - 116 * greet)
    droop = 5 * shown(t, 8.6, 11.8)
    tail_m, tail_a = (288, 178), (512, 178)
    parts = [
        rect(0, 0, 800, 450, PANEL),
        rect(560, 40, 170, 120, SKY, 14),
        circle(610 + 2 * t, 92, 24, WHITE),
        circle(640 + 2 * t, 98, 20, WHITE),
        rect(60, 168, 150, 12, PANEL_DEEP, 6),
        plant(134, 124, 1),
        ellipse(400, 520, 620, 130, SAGE),
        person(
            MATEO, (230, 314 + breath), scale=1.2, look=9 - droop, mood=mateo_mood(t), tilt=droop, bottom=170,
            arms_behind=([(-46, -10), (-72, 40), (-60, 110)],), arms=([(46, -10), (84, 40 - 20 * offer), m_hand],),
        ),
        person(
            AMINA, (570, 314 - breath), scale=1.2, look=-9, mood=amina_mood(t), bottom=170,
            arms_behind=([(46, -10), (72, 40), (60, 110)],), arms=([(-46, -10), (-84, 44), a_hand],),
        ),
        popped([bubble(330, 72, 190, 104, WHITE, tail_m), note(296, 76, CORAL), note(366, 72, TEAL)],
            tail_m, shown(t, 1, 4.6)),
        popped([bubble(474, 72, 190, 104, WHITE, tail_a), heart(432, 78, 26, CORAL), moon(506, 72)],
            tail_a, shown(t, 5, 9)),
        popped([bubble(330, 72, 150, 84, WHITE, tail_m), dots(330, 72, t)], tail_m, shown(t, 9.2, 11.8)),
        popped([bubble(330, 72, 170, 100, WHITE, tail_m), tick(300, 74), heart(362, 78, 24, CORAL)],
            tail_m, shown(t, 12, 14.4)),
        popped([bubble(330, 72, 150, 104, WHITE, tail_m), sun(330, 72, 12 * t)], tail_m, shown(t, 14.4, 17.4)),
        popped([bubble(474, 72, 190, 104, WHITE, tail_a), sun(438, 72, 12 * t), tick(510, 74)],
            tail_a, shown(t, 17.2, 20.4)),
        popped([heart(400, 236 - 3 * (t - 18), 26, CORAL)], (400, 236), shown(t, 18.2, 21)),
    ]  # fmt: skip
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 450" width="{WIDTH}" height="{HEIGHT}">'
        + "".join(parts)
        + "</svg>"
    )


# --- sound --------------------------------------------------------------------------------------------------


def bell(t: float, start: float, pitch: float) -> float:
    """One soft note, struck at `start`."""
    age = t - start
    if age < 0:
        return 0.0
    swell = min(1.0, age / 0.02)
    body = math.sin(2 * math.pi * pitch * age) + 0.25 * math.sin(4 * math.pi * pitch * age)
    return 0.16 * swell * body * math.exp(-2.6 * age)


def melody(t: float) -> float:
    """A few notes whenever somebody speaks: a question, an answer, a pause, an agreement."""
    notes = [
        (1.0, 392.0), (1.3, 523.25), (5.0, 440.0), (5.3, 349.23), (9.2, 293.66), (12.0, 349.23), (12.3, 440.0),
        (14.4, 392.0), (14.7, 493.88), (17.2, 523.25), (17.5, 659.26), (18.2, 783.99),
    ]  # fmt: skip
    return sum(bell(t, start, pitch) for start, pitch in notes if t - start < 3)


def breath_phase(t: float) -> float:
    """The phase of the breath's tone: up from 196 Hz to 392 Hz in 4 s, down again in 6 s."""
    if t <= 4:
        return 196 * t + 196 * t * t / 8
    late = t - 4
    return 1176 + 392 * late - 196 * late * late / 12


def breath_tone(t: float) -> float:
    phase = 2 * math.pi * breath_phase(t)
    turn = 1 - 0.6 * math.exp(-(((t - 4) / 0.18) ** 2))
    ends = min(1.0, t / 0.5, (10 - t) / 1.2)
    return 0.26 * ends * turn * (math.sin(phase) + 0.3 * math.sin(2 * phase) + 0.1 * math.sin(3 * phase)) / 1.2


def write_sound(target: Path, seconds: float, sample: Callable[[float], float]) -> None:
    values = [round(32_767 * max(-1.0, min(1.0, sample(i / RATE)))) for i in range(int(seconds * RATE))]
    with wave.open(str(target), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{len(values)}h", *values))


# --- files --------------------------------------------------------------------------------------------------


def draw_frames(folder: Path) -> None:
    browser_path = shutil.which("chromium")
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=browser_path, args=["--disable-gpu", "--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content('<body style="margin:0;overflow:hidden">')
        for i in range(SECONDS * FRAMES_A_SECOND):
            page.evaluate("svg => { document.body.innerHTML = svg }", scene(i / FRAMES_A_SECOND))
            page.screenshot(path=folder / f"{i:04}.png")
        browser.close()


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-threads", "1", *map(str, arguments)], check=True)


def main() -> None:
    units = COURSE / "units"
    exact: tuple[str, ...] = ("-fflags", "+bitexact", "-flags", "+bitexact", "-map_metadata", "-1")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        draw_frames(work)
        write_sound(work / "melody.wav", SECONDS, melody)
        write_sound(work / "breath.wav", 10, breath_tone)
        ffmpeg(
            "-framerate", str(FRAMES_A_SECOND), "-i", work / "%04d.png", "-i", work / "melody.wav",
            "-c:v", "libx264", "-preset", "slow", "-crf", "24", "-pix_fmt", "yuv420p", "-profile:v", "main",
            "-x264-params", "threads=1", "-c:a", "aac", "-b:a", "48k", "-movflags", "+faststart", *exact,
            units / "boundaries" / "saying-no.mp4",
        )  # fmt: skip
        poster = work / f"{int(6.5 * FRAMES_A_SECOND):04}.png"
        ffmpeg(
            "-i", poster, "-frames:v", "1", "-update", "1", "-q:v", "4", *exact, units / "boundaries" / "saying-no.jpg"
        )
        ffmpeg(
            "-i", work / "breath.wav", "-c:a", "libmp3lame", "-b:a", "48k", "-write_xing", "1", *exact,
            units / "conflict" / "one-breath.mp3",
        )  # fmt: skip


if __name__ == "__main__":
    main()

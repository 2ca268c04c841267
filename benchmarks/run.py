"""How long things take here, as ratios: to the same work done before, and to each other. Nothing is judged.

Run `make bench`. Absolute seconds depend on the machine; compare ratios, and medians of several runs.
"""

from __future__ import annotations

import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scormkit.build import BuildOptions, build_course
from scormkit.model import Cohort, Course
from scormkit.sessions.judging import check_plan
from scormkit.sessions.moving import blast_radius, move
from scormkit.sessions.scheduling import fill, taken_by
from scormkit.source import read_course
from scormkit.validate.checking import check_package
from scormkit.validate.pages import forget
from tests.sessions.programmes import cohort_of, programme

RUNS = 5
SENTENCE = "The quick brown fox jumps over the lazy dog while stridor points to an upper airway. "
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#0a6"/></svg>\n' * 20
)


def median(work: Callable[[], object], runs: int = RUNS, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds, the median of several runs after one that does not count."""
    work()
    times = []
    for _ in range(runs):
        start = clock()
        work()
        times.append(clock() - start)
    return statistics.median(times)


def busy(work: Callable[[], object]) -> float:
    """`median` in seconds of this process at work, which others on the machine do not lengthen."""
    return median(work, clock=time.process_time)


def page(number: int) -> str:
    """About 2 kB with a code block, a table and a picture."""
    return (
        f"# Page {number}\n\n{SENTENCE * 14}\n\n![A square](../media/p{number % 50}.svg)\n\n"
        f"```python\nfor index in range({number}):\n    print(index, 'hello')\n```\n\n"
        "| a | b |\n| - | - |\n| 1 | 2 |\n| 3 | 4 |\n\n"
        "Is it so?\n\n- [ ] no\n- [x] yes\n\n"
    )


def make_course(folder: Path, units: int, pages: int) -> Path:
    (folder / "units").mkdir(parents=True)
    (folder / "media").mkdir()
    (folder / "course.yaml").write_text("title: Bench\n", "utf-8")
    for number in range(50):
        (folder / "media" / f"p{number}.svg").write_text(PICTURE, "utf-8")
    for unit in range(units):
        text = "".join(page(unit * pages + number) for number in range(pages))
        (folder / "units" / f"u{unit:03}.md").write_text(text, "utf-8")
    return folder


def make_films(path: Path, package: Path) -> Path:
    """What an ordinary package weighs: the same one with films, which no zip makes smaller."""
    shutil.copyfile(package, path)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(4):
            archive.writestr(f"media/film{number}.mp4", random.Random(number).randbytes(10_000_000))
    return path


def check_anew(package: Path) -> None:
    """The check of a process that has not seen these pages and scripts."""
    forget()
    check_package(package)


def validate(*packages: Path) -> Callable[[], object]:
    return run("-m", "scormkit", "validate", *map(str, packages))


def run(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def make_programme() -> tuple[Course, tuple[Cohort, ...]]:
    """A course of 40 live sessions, and six cohorts with every date, person and place."""
    course = programme(40)
    placed: list[Cohort] = []
    for number in range(6):
        placed.append(fill(course, cohort_of(course, number), taken=taken_by(course, placed)).cohort)
    return course, tuple(placed)


def move_one(course: Course, cohorts: tuple[Cohort, ...]) -> None:
    """What a move does, worked out before anybody is told."""
    before = cohorts[2]
    booking = before.bookings[20]
    assert booking.start is not None
    after = move(course, before, booking.session, booking.start.replace(hour=14))
    blast_radius(course, before, after, others=cohorts)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        small = make_course(place / "small", 20, 5)
        large = make_course(place / "large", 100, 10)
        options = BuildOptions(out=place / "dist", targets=("scorm12",))
        bare = median(run("-c", "pass"))
        read_small, read_large = median(lambda: read_course(small)), median(lambda: read_course(large), 3)
        build_small = median(lambda: build_course(small, options))
        build_large = median(lambda: build_course(large, options), 3)
        (package,) = build_course(large, options).packages
        data = package.path.read_bytes()
        inflate = busy(lambda: _inflate(package.path))
        first, check = busy(lambda: check_anew(package.path)), busy(lambda: check_package(package.path))
        films = make_films(place / "films.zip", package.path)
        ordinary, inflate_films = busy(lambda: check_anew(films)), busy(lambda: _inflate(films))
        (little,) = build_course(small, options).packages
        thousand = [shutil.copyfile(little.path, place / f"p{number}.zip") for number in range(1000)]
        plan = make_programme()
        rows = [
            ("`scormkit --help` ÷ bare Python", median(run("-m", "scormkit", "--help")) / bare, bare),
            ("reading 1,000 pages ÷ reading 100", read_large / read_small, read_small),
            ("building 20 units ÷ reading them", build_small / read_small, read_small),
            ("building 100 units ÷ reading them", build_large / read_large, read_large),
            ("`scormkit validate` of one ÷ bare Python", median(validate(little.path)) / bare, bare),
            ("checking 1,000 packages ÷ one second", median(validate(*thousand), 1), 1.0),
            ("checking 1,000 pages ÷ inflating them", first / inflate, inflate),
            ("the same with 40 MB of films", ordinary / inflate_films, inflate_films),
            ("checking what is known ÷ the first time", check / first, first),
            ("building 1,000 pages ÷ one second", build_large, 1.0),
            ("building 20 units ÷ one second", build_small, 1.0),
            ("checking a plan of 6 × 40 live sessions", median(lambda: check_plan(*plan)), 1.0),
            ("moving one of them", median(lambda: move_one(*plan)), 1.0),
        ]
        print(f"{'what':<40} {'ratio':>8} {'of seconds':>12}   (package: {len(data):,} bytes)")
        for name, ratio, seconds in rows:
            print(f"{name:<40} {ratio:>8.2f} {seconds:>12.4f}")


def _inflate(path: Path) -> int:
    """Reading and inflating every member: what any reader of a package must do."""
    with zipfile.ZipFile(path) as archive:
        return sum(zlib.crc32(archive.read(name)) & 1 for name in archive.namelist())


if __name__ == "__main__":
    main()

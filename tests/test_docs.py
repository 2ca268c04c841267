"""Documentation: complete and fresh; links lead somewhere, examples load, the tutorial is what happens."""

from __future__ import annotations

import ast
import importlib.util
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

import scormkit
from scormkit.cli import scormkit as program
from scormkit.diagnostics import Severity
from scormkit.render.strings import load_strings
from scormkit.render.theme import load_theme, own_themes
from scormkit.rules import load_rules
from scormkit.rules.settings import CHECK_SETTINGS
from scormkit.source import read_course
from scormkit.source.assessment import assignment, checklist, quiz, scenario
from scormkit.source.directives import KNOWN
from scormkit.source.questions import KINDS
from scormkit.source.questions.context import FIELDS, OPTIONS
from scormkit.targets import all_targets
from tests.courses import lines_of, sound, write_course

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "courses" / "README.md"])
HAND_MADE = [page for page in PAGES if "docs/rules/" not in page.as_posix()]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@dataclass(frozen=True)
class Block:
    """A fenced block: the words after the fence, its text, and its line."""

    info: str
    text: str
    line: int

    @property
    def language(self) -> str:
        return self.info.partition(" ")[0]

    @property
    def path(self) -> str:
        """The course file it shows, when it says so: ```yaml course.yaml."""
        return self.info.partition(" ")[2].strip()


def blocks_of(text: str) -> Iterator[Block]:
    fence = re.compile(r"^(`{3,})([^`\n]*)\n(.*?)^\1`*$", re.MULTILINE | re.DOTALL)
    for match in fence.finditer(text):
        yield Block(match[2].strip(), match[3], text[: match.start()].count("\n") + 1)


def prose_of(text: str) -> str:
    return re.sub(r"^(`{3,})[^\n]*\n.*?^\1`*$", "", text, flags=re.MULTILINE | re.DOTALL)


# --- what comes from the code -----------------------------------------------------------------------


def load_make_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "tools" / "make_docs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", load_make_docs().PAGES)
def test_what_is_made_from_the_code_is_fresh(name: str) -> None:
    assert text_of(name) == load_make_docs().fresh(text_of(name)), "run python tools/make_docs.py"


def test_every_made_part_stands_on_a_page() -> None:
    made = load_make_docs()
    placed = re.findall(r"<!-- made: ([\w-]+) -->", "".join(text_of(name) for name in made.PAGES))
    assert sorted(placed) == sorted(made.made_parts())


def commands() -> dict[str, click.Command]:
    """Every command by its full name, with those inside groups."""
    found: dict[str, click.Command] = {}

    def walk(group: click.Group, name: str) -> None:
        context = click.Context(group)
        for each in group.list_commands(context):
            command = group.get_command(context, each)
            assert command is not None
            found[f"{name} {each}"] = command
            if isinstance(command, click.Group):
                walk(command, f"{name} {each}")

    walk(program, "scormkit")
    return found


def test_every_command_and_option_says_what_it_is_for() -> None:
    silent = [name for name, command in commands().items() if not command.help]
    silent += [
        f"{name} {option.opts[0]}"
        for name, command in commands().items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help and not option.hidden
    ]
    assert silent == []


def test_every_key_says_what_it_means() -> None:
    silent = [
        f"{model.__name__}.{key}"
        for model in load_make_docs().MODELS.values()
        for key, info in model.model_fields.items()
        if not info.description
    ]
    assert silent == []


# --- complete ---------------------------------------------------------------------------------------


def test_every_directive_is_in_the_reference() -> None:
    text = text_of("docs/reference/source-format.md")
    assert [name for name in KNOWN if f"`::: {name}`" not in text] == []


def test_every_directive_is_shown_in_an_example() -> None:
    pages = ("docs/reference/source-format.md", "docs/reference/assessment.md")
    shown = "".join(block.text for page in pages for block in blocks_of(text_of(page)))
    assert [name for name in KNOWN if not re.search(rf"^::: {name}\b", shown, re.MULTILINE)] == []


def test_every_question_option_field_and_kind_is_in_the_reference() -> None:
    text = text_of("docs/reference/questions.md")
    wanted = [
        *(f"`{name}=`" for name in OPTIONS),
        *(f"`{name}:`" for name in FIELDS),
        *(f"\n### {kind}\n" for kind in KINDS),
    ]
    assert [name for name in wanted if name not in text] == []


def test_every_option_of_an_assessment_is_in_the_reference() -> None:
    text = text_of("docs/reference/assessment.md")
    sections = {part.partition("\n")[0]: part for part in text.split("\n## ")}
    options = {
        "quiz": quiz.QUIZ_OPTIONS, "recall": quiz.RECALL_OPTIONS, "scenario": scenario.OPTIONS,
        "assignment": assignment.OPTIONS, "checklist": checklist.OPTIONS,
    }  # fmt: skip
    lost = [f"{name} {each}" for name, found in options.items() for each in found if f"`{each}=`" not in sections[name]]
    assert lost == []


def test_every_target_is_in_the_reference() -> None:
    text = text_of("docs/reference/targets.md")
    assert [target.name for target in all_targets() if f"`{target.name}`" not in text] == []


def test_every_theme_is_told_of() -> None:
    text = text_of("docs/how-to/brand-a-course.md") + text_of("docs/how-to/write-a-theme.md")
    themes = sorted(path.parent.name for path in own_themes().glob("*/theme.yaml"))
    assert [name for name in themes if f"`{name}`" not in text] == []


def test_every_setting_of_a_project_is_told_of() -> None:
    text = text_of("docs/how-to/validate-in-ci.md")
    assert [name for name in CHECK_SETTINGS if not re.search(rf"\b{name}\b", text)] == []


def test_notices_are_quoted_as_learners_see_them() -> None:
    strings, _ = load_strings("en", load_theme("default", ROOT))
    table = text_of("docs/how-to/find-problems-in-an-lms.md").split("| notice |")[1].split("\n\n")[0]
    quoted = re.findall(r"^\| ([A-Z][^|]*?) \|", table, re.MULTILINE)
    said = tuple(strings.player.values())
    assert quoted and [each for each in quoted if not any(text.startswith(each) for text in said)] == []


# --- message codes ----------------------------------------------------------------------------------

CODE = re.compile(r"[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)+")
NO_CODES = {"UTF-8", "ISO-8859-1", "NEEDS-ACTION", "REQ-PARTICIPANT"}
#: Rules are explained by `scormkit rules` and in docs/rules, both made from their docstrings.
RULE_ROOMS = ("validate", "lint", "sessions/rules")
RULE_PACKAGES = tuple(f"scormkit.{room.replace('/', '.')}" for room in RULE_ROOMS)


def codes_in_the_source() -> set[str]:
    """Every text that looks like a message code and is no rule's, outside the rooms of the rules."""
    root = Path(scormkit.__file__).parent
    return {
        node.value
        for file in root.rglob("*.py")
        if not file.relative_to(root).as_posix().startswith(tuple(f"{room}/" for room in RULE_ROOMS))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    } - {*NO_CODES, *(rule.code for room in RULE_PACKAGES for rule in load_rules(room))}


def codes_in_the_docs() -> list[str]:
    return re.findall(rf"^\| `({CODE.pattern})` \|", text_of("docs/reference/messages.md"), re.MULTILINE)


def test_every_message_is_explained_once_and_none_is_stale() -> None:
    assert sorted(codes_in_the_docs()) == sorted(codes_in_the_source())


# --- links ------------------------------------------------------------------------------------------


def anchors_of(text: str) -> set[str]:
    """The anchors that code hosts make from headings."""
    found: dict[str, int] = {}
    anchors: set[str] = set()
    for match in re.finditer(r"^#{1,6}\s+(.+?)\s*$", prose_of(text), re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match[1])
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        number = found.get(slug, 0)
        found[slug] = number + 1
        anchors.add(f"{slug}-{number}" if number else slug)
    return anchors


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", prose_of(page.read_text("utf-8")))
    lost: list[str] = []
    for link in re.findall(r"\]\(([^)\s]+)[^)]*\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (
            anchor and target.suffix == ".md" and anchor not in anchors_of(target.read_text("utf-8"))
        ):
            lost.append(link)
    assert lost == []


def test_every_page_can_be_reached_from_the_index() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for link in re.findall(r"\]\(([^)#\s]+\.md)[^)]*\)", prose_of(page.read_text("utf-8"))):
            if not link.startswith("http") and (page.parent / link).is_file():
                waiting.append((page.parent / link).resolve())
    assert [name_of(page) for page in PAGES if page not in reached] == []


# --- examples ---------------------------------------------------------------------------------------

EXAMPLE_COURSE = "title: Example\nobjectives: {signs: Recognise a compromised airway}\n"


@dataclass
class Example:
    """A course that a page shows, block by block."""

    page: Path
    line: int
    files: dict[str, str | bytes] = field(default_factory=dict)


def examples_of(page: Path) -> list[Example]:
    """The courses of a page. A block that names its file belongs to the course begun by the last `course.yaml`; any
    other Markdown block is a unit by itself. `<!-- files: … -->` names files that only have to be there.
    """
    text = page.read_text("utf-8")
    beside = {name: sound(name) for found in re.findall(r"<!-- files: (.*?) -->", text) for name in found.split(", ")}
    examples: list[Example] = []
    current: Example | None = None
    for block in blocks_of(text):
        if block.path and block.language in ("markdown", "yaml"):
            if block.path == "course.yaml" or current is None:
                current = Example(page, block.line, {**beside, "course.yaml": EXAMPLE_COURSE})
                examples.append(current)
            current.files[block.path] = block.text
        elif block.language == "markdown":
            files = {**beside, "course.yaml": EXAMPLE_COURSE, "units/example.md": block.text}
            examples.append(Example(page, block.line, files))
    for example in examples:
        if not any(path.startswith("units/") and path not in beside for path in example.files):
            example.files["units/example.md"] = "# Example\n\nText.\n"
        if "title:" not in example.files["course.yaml"]:
            example.files["course.yaml"] += "title: Example\n"
    return examples


TOLD = [page for page in HAND_MADE if "tutorial" not in page.parts]
EXAMPLES = [example for page in TOLD for example in examples_of(page)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{name_of(each.page)}:{each.line}")
def test_examples_load_without_a_complaint(example: Example, tmp_path: Path) -> None:
    loaded = read_course(write_course(tmp_path, example.files))
    complaints = [line for line, each in zip(lines_of(loaded.report, tmp_path), loaded.report, strict=True)
                  if each.severity > Severity.INFO]  # fmt: skip
    assert (complaints, loaded.course is not None) == ([], True)


# --- command lines ----------------------------------------------------------------------------------


def command_lines(page: Path) -> list[str]:
    """What a page tells people to type, as far as it is scormkit."""
    shell = [block.text for block in blocks_of(page.read_text("utf-8")) if block.language in ("sh", "console", "bash")]
    lines = [line.strip().removeprefix("$ ") for text in shell for line in text.replace("\\\n", " ").split("\n")]
    return [line for line in lines if line.startswith("scormkit ")]


def complaint_about(line: str) -> str:
    """What is wrong with a command line: a command or an option that does not exist."""
    words = re.sub(r"\s+[#|>&].*", "", line).split()
    if words[1].startswith("-"):
        return "" if words[1] in ("--help", "-h", "--version") else f"{line}: no option {words[1]}"
    known = commands()
    name = next((" ".join(words[:size]) for size in (3, 2) if " ".join(words[:size]) in known), "")
    if not name:
        return f"{line}: no command {words[1]}"
    options = {each for param in known[name].params for each in (*param.opts, *param.secondary_opts)} | {"--help", "-h"}
    wrong = [word for word in words[2:] if word.startswith("-") and word.partition("=")[0] not in options]
    return f"{line}: no option {', '.join(wrong)}" if wrong else ""


def test_a_wrong_command_line_is_noticed() -> None:
    right = ["scormkit build a b --target web # all", "scormkit --version", "scormkit ids a --write"]
    wrong = ["scormkit biuld a", "scormkit build --taget web", "scormkit --verbose"]
    assert [complaint_about(line) for line in (*right, *wrong)] == [
        "", "", "",
        "scormkit biuld a: no command biuld",
        "scormkit build --taget web: no option --taget",
        "scormkit --verbose: no option --verbose",
    ]  # fmt: skip
    assert len(command_lines(ROOT / "README.md")) > 1


@pytest.mark.parametrize("page", HAND_MADE, ids=name_of)
def test_command_lines_exist(page: Path) -> None:
    assert [found for line in command_lines(page) if (found := complaint_about(line))] == []


def test_make_targets_exist() -> None:
    makefile = text_of("Makefile")
    named = {word for page in PAGES for word in re.findall(r"\bmake ([a-z][a-z-]*)\b", code_of(page))}
    assert sorted(name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)) == []


def code_of(page: Path) -> str:
    """What stands in code, inline or in blocks."""
    text = page.read_text("utf-8")
    return "\n".join([*re.findall(r"`([^`\n]+)`", prose_of(text)), *(block.text for block in blocks_of(text))])


# --- the tutorial -----------------------------------------------------------------------------------


def said(text: str) -> str:
    """Output as compared: sizes and other figures that any change of the theme moves stand for themselves."""
    return re.sub(r" +", " ", re.sub(r"\d+(?:\.\d+)? [kM]B", "N kB", text)).strip()


def replay(block: Block) -> list[tuple[str, str, str]]:
    """Each command of a console block with the output told and the output that came."""
    found: list[tuple[str, str, str]] = []
    for piece in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, told = piece.partition("\n")
        if line.startswith("scormkit "):
            result = CliRunner().invoke(program, shlex.split(line)[1:], prog_name="scormkit")
            found.append((line, said(told), said(result.output)))
    return found


@pytest.mark.parametrize("page", sorted((DOCS / "tutorial").glob("*.md")), ids=name_of)
def test_the_tutorial_is_what_happens(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for block in blocks_of(page.read_text("utf-8")):
        if block.language == "console":
            for line, told, came in replay(block):
                assert came == told, f"after `{line}`"
        elif block.path:
            path = tmp_path / block.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")


def test_the_python_example_prints_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, told = blocks_of(text_of("docs/reference/python.md"))
    exec(compile(code.text, "python.md", "exec"), {})
    assert capsys.readouterr().out == told.text


def test_every_public_name_of_python_is_in_the_reference() -> None:
    text = text_of("docs/reference/python.md")
    assert [name for name in scormkit.__all__ if name != "__version__" and f"| `{name}" not in text] == []


# --- the repository ---------------------------------------------------------------------------------


def test_pictures_stay_small() -> None:
    pictures = sorted((DOCS / "images").glob("*.png"))
    assert pictures
    assert [name_of(each) for each in pictures if each.stat().st_size > 250_000] == []


def test_the_change_log_has_the_version() -> None:
    version = scormkit.__version__
    assert re.search(rf"^## \[{re.escape(version)}\]", text_of("CHANGELOG.md"), re.MULTILINE)

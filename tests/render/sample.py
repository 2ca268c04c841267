"""A course with every kind of block, and layouts of it, made by hand: no other room is needed to test this one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scormkit.layout import (
    Copied,
    Document,
    Feature,
    Generated,
    Organization,
    PackageLayout,
    PageDocument,
    PlannedFile,
    PlannedPage,
    Sco,
    TargetProfile,
    walk,
)
from scormkit.model import (
    Block,
    Checklist,
    Choice,
    Container,
    Course,
    Embed,
    Media,
    MediaKind,
    Module,
    Objective,
    Page,
    Prose,
    Question,
    QuestionKind,
    Quiz,
    Scenario,
    Term,
    Theme,
    Track,
    Unit,
)

ROOT = Path(__file__).parent  # it holds no themes, so scormkit's own are found

WEB = TargetProfile("web", "Web folder", "local")
SCORM12 = TargetProfile("scorm12", "SCORM 1.2", "scorm12", frozenset({Feature.MANIFEST, Feature.PREREQUISITES}), 4096)

CODE = (
    '<pre class="highlight"><code class="language-python"><span class="kn">from</span><span class="w"> </span>'
    '<span class="nn">math</span> <span class="kn">import</span> <span class="n">pi</span>\n\n'
    '<span class="k">def</span><span class="w"> </span><span class="nf">area</span><span class="p">(</span>'
    '<span class="n">radius</span><span class="p">:</span> <span class="nb">float</span><span class="p">):</span>\n'
    '    <span class="sd">"""The area of a circle."""</span>\n'
    '    <span class="k">return</span> <span class="mi">2</span> <span class="o">*</span> <span class="n">radius</span>'
    '  <span class="c1"># not quite</span>\n</code></pre>'
)
TABLE = (
    '<div class="table" tabindex="0" role="group"><table><thead><tr><th scope="col">Sign</th><th scope="col">Where</th>'
    '<th scope="col">What to do</th></tr></thead><tbody><tr><td>Stridor</td><td>Upper airway</td><td>Call for help</td>'
    "</tr><tr><td>Wheeze</td><td>Lower airway</td><td>Sit the person up</td></tr><tr><td>Silence</td><td>Anywhere</td>"
    "<td>Open the airway now</td></tr></tbody></table></div>"
)
MATH = (
    '<math display="block" alttext="a^2+b^2=c^2"><mrow><msup><mi>a</mi><mn>2</mn></msup><mo>+</mo><msup><mi>b</mi>'
    "<mn>2</mn></msup><mo>=</mo><msup><mi>c</mi><mn>2</mn></msup></mrow></math>"
)


def prose(html: str) -> tuple[Block, ...]:
    return (Prose(html),)


def part(title: str, html: str) -> Container:
    return Container("part", prose(html), title)


STRIDOR = Question(
    id="q-stridor",
    kind=QuestionKind.CHOICE,
    prompt="Which sound points to an <strong>upper-airway</strong> obstruction?",
    text="Which sound points to an upper-airway obstruction?",
    choices=(
        Choice("a", "Wheeze", "Wheeze", False, "<p>Wheeze comes from the lower airways.</p>"),
        Choice("b", "Stridor", "Stridor", True, '<p>Yes, see <a href="page:signs#look">the signs</a>.</p>'),
        Choice("c", "R&amp;D &lt;b&gt;", "R&D <b>", False),
    ),
    objectives=("know-signs",),
    points=2,
    tries=2,
    hints=("<p>Listen at the neck.</p>",),
    explanation="<p>Stridor is high-pitched, on breathing in.</p>",
)
MANY = Question(
    id="q-many",
    kind=QuestionKind.CHOICE,
    prompt="<p>Look at the list.</p>\n<p>Which of these are danger signs?</p>",
    text="Look at the list. Which of these are danger signs?",
    choices=(
        Choice("a", "Blue lips", "Blue lips", True),
        Choice("b", "A loud voice", "A loud voice", False),
        Choice("c", "Silence after choking", "Silence after choking", True),
    ),
    graded=False,
    multiple=True,
)

LOOK = Page(
    "look",
    "What to look for",
    (
        Prose(
            '<p>The airway is a way for air, and <a class="term" href="#term-stridor" data-term="stridor">stridor</a> '
            'is the sound of it getting narrow. Read on at <a href="page:blocks#kinds">all kinds of blocks</a> or in '
            '<a href="https://example.org/" target="_blank" rel="noopener">a guideline</a>.</p>\n'
            "<ul>\n<li>Look: <strong>colour</strong>, effort, posture</li>\n<li>Listen: <em>noise</em> or silence</li>"
            "\n<li>Feel: <code>moving air</code></li>\n</ul>\n"
            '<figure><img src="asset:media/air%20way.svg" alt="A head in profile" loading="lazy"><figcaption>The way'
            " of the air</figcaption></figure>\n<h2>A table</h2>\n" + TABLE
        ),
        Container("note", prose("<p>A call-out, as code hosts show it.</p>")),
        Container("tip", prose("<p>Listen at the neck before you listen at the chest.</p>"), "From practice"),
        Container("important", prose("<p>Silence is worse than noise.</p>")),
        Container("warning", prose("<p>Never examine the throat of a child with stridor.</p>")),
        Container("caution", prose("<p>Oxygen feeds fire.</p>")),
        Container("example", prose("<p>A child of three coughs like a seal at night.</p>")),
        STRIDOR,
        MANY,
    ),
)
KINDS = Page(
    "kinds",
    "All kinds of blocks",
    (
        Prose(f"<h2>Code and formulas</h2>\n{CODE}\n{MATH}\n<blockquote>\n<p>First, do no harm.</p>\n</blockquote>"),
        Container(
            "tabs", (part("At home", "<p>Call.</p>"), part("At work", "<p>Shout.</p>"), part("Outside", "<p>Run.</p>"))
        ),
        Container(
            "accordion",
            (part("Why?", "<p>Because.</p>"), part("How long?", "<p>Two minutes.</p>")),
            "Questions people ask",
        ),
        Container("details", prose("<p>Laws differ from country to country.</p>"), "What about the law?"),
        Container("flashcards", (part("Stridor", "<p>Upper airway</p>"), part("Wheeze", "<p>Lower airway</p>"))),
        Container("columns", (part("", "<p>Helps: sitting up</p>"), part("", "<p>Hurts: lying flat</p>"))),
        Container(
            "steps",
            prose(
                "<ol>\n<li><strong>Look</strong> at the chest.</li>\n<li><strong>Listen</strong> at the mouth.</li>\n"
                "<li><strong>Feel</strong> with your cheek.</li>\n</ol>"
            ),
        ),
        Media(
            MediaKind.VIDEO,
            "media/stridor.mp4",
            "Stridor in a child",
            (Track("media/stridor.vtt", "en"),),
            "<p>The child breathes in with a high-pitched sound.</p>",
            "media/stridor.jpg",
            "Recorded with <em>permission</em>",
        ),
        Media(MediaKind.AUDIO, "media/wheeze.mp3", "Wheeze", (), "<p>A whistling sound on breathing out.</p>"),
        Embed("https://example.org/simulator", "Airway simulator", 360),
        Embed("asset:media/sim.html", "A simulator of our own", 240),
    ),
)
ADJUNCTS = Page(
    "adjuncts",
    "Adjuncts",
    (
        Prose(
            '<p>日本語 🚀 it\'s &lt;b&gt;. Back to <a href="page:signs">the first unit</a>, or to '
            '<a href="page:elsewhere#there">a part of another package</a>.</p>'
        ),
    ),
)

SIGNS = Unit(
    "signs",
    "Danger signs",
    (LOOK,),
    goal="Name six danger signs before the first live clinic",
    objectives=("know-signs",),
    minutes=11.2,
)
BLOCKS = Unit("blocks", "Blocks", (KINDS,), prerequisites=("signs",))
LAST = Unit("adjuncts", "Adjuncts", (ADJUNCTS,))
AIRWAY = Module("recognise", "Recognise & act", (SIGNS, BLOCKS))

ASSETS = (
    ("media/air way.svg", "media/air way.svg"),
    ("media/stridor.mp4", "media/stridor.mp4"),
    ("media/stridor.vtt", "media/stridor.vtt"),
    ("media/stridor.jpg", "media/stridor.jpg"),
    ("media/wheeze.mp3", "media/wheeze.mp3"),
    ("media/sim.html", "media/sim.html"),
    ("media/logo.svg", "media/logo.svg"),
)

COURSE = Course(
    "airway-basics",
    "Airway basics: R&D <b>",
    (AIRWAY, LAST),
    version="2.1.0",
    objectives=(Objective("know-signs", "Recognise a compromised airway"), Objective("unused", "Nobody asks")),
    glossary=(
        Term("stridor", "Stridor", "<p>A high-pitched sound on breathing in.</p>", ("stridors",)),
        Term("wheeze", "Wheeze", "<p>A whistling sound on breathing out.</p>"),
    ),
    theme=Theme("default", "#00aa66", "media/logo.svg"),
    root=str(ROOT),
)


def pages_of(*units: Unit, filed: tuple[str, ...] = (), sco: str = "airway_basics") -> tuple[PlannedPage, ...]:
    """The units' pages as a layout plans them; those named in `filed` stand in files of their own."""
    planned: list[PlannedPage] = []
    for unit in units:
        for page in unit.pages:
            identifier = f"{unit.id}--{page.id}"
            file = f"pages/{sco}/{identifier}.html" if page.id in filed else ""
            planned.append(PlannedPage(identifier, f"k{len(planned):02}", unit, page, file))
    return tuple(planned)


def sco_of(
    *units: Unit, identifier: str = "airway_basics", document: str = "index.html", filed: tuple[str, ...] = ()
) -> Sco:
    keys = tuple(
        (question.id, f"q{number:02}") for number, question in enumerate(q for u in units for q in u.questions())
    )
    pages = pages_of(*units, filed=filed, sco=identifier)
    named = [
        f"{type(block).__name__.lower()}:{block.id}"
        for block in walk(block for page in pages for block in page.page.blocks)
        if isinstance(block, Quiz | Scenario | Checklist)
    ]
    blocks = tuple((name, f"g{number:02}") for number, name in enumerate(named))
    return Sco(
        identifier, COURSE.title, document, units, (AIRWAY,), pages, keys, COURSE.completion, 0.8, block_keys=blocks
    )


def layout_of(*scos: Sco, profile: TargetProfile = WEB, course: Course = COURSE) -> PackageLayout:
    files = [PlannedFile(sco.document, Document(sco.id)) for sco in scos]
    files += [PlannedFile(page.file, PageDocument(sco.id, page.id)) for sco in scos for page in sco.pages if page.file]
    files += [
        PlannedFile("assets/theme.css", Generated("style")),
        PlannedFile("assets/driver.js", Generated("driver")),
        PlannedFile("assets/player.js", Generated("player")),
    ]
    files += [PlannedFile(target, Copied(source)) for source, target in ASSETS]
    organization = Organization("org", course.title, (), course.order, course.completion, 0.8)
    return PackageLayout(
        "airway-basics_2.1.0_web", "airway", course.title, profile, course, organization, (), scos, tuple(files), ASSETS
    )


WHOLE = layout_of(sco_of(SIGNS, BLOCKS, LAST))


def in_language(language: str) -> PackageLayout:
    return replace(WHOLE, course=replace(COURSE, language=language))

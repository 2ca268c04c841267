"""Pages and scripts are read as far as rules need, and no further."""

from __future__ import annotations

import pytest

from scormkit.validate.javascript import find_syntax_problem, strip_comments
from scormkit.validate.pages import Ref, css_refs, read_page

PAGE = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>A page</title>
<base href="content/">
<link rel="stylesheet" href="a.css"><link rel="author" href="me.html">
<style>body { background: url("bg.png") } /* url(gone.png) */</style>
</head>
<body style="background: url(inline.png)">
<img src="a.png" srcset="a.png 1x, b.png 2x"><img src="c.png" alt="">
<p id="x">1</p><p id="x">2</p>
<svg><title>not the page's</title></svg>
<script>/* LMSInitialize */ start();</script>
<script type="application/json">{"no": "script"}</script>
<a href="next.html">Next</a>
</body></html>
"""


def test_a_page_gives_its_facts() -> None:
    facts = read_page(PAGE)
    assert (facts.title, facts.lang, facts.charset, facts.doctype, facts.base) == (
        "A page",
        "en",
        "utf-8",
        True,
        "content/",
    )
    assert [(ref.value, ref.kind) for ref in facts.refs] == [
        ("a.css", "style"),
        ("bg.png", "image"),
        ("inline.png", "image"),
        ("a.png", "image"),
        ("a.png", "image"),
        ("b.png", "image"),
        ("c.png", "image"),
        ("next.html", "link"),
    ]
    assert facts.without_alt == (10,)
    assert facts.duplicate_ids == (("x", 11),)
    assert [script.text.strip() for script in facts.scripts] == ["start();"]


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff\xfe", b"<", b"<html" * 1000, "\ud83d".encode("utf-16", "surrogatepass")]
)
def test_anything_can_be_read_as_a_page(data: bytes) -> None:
    assert read_page(data).title is None


def test_stylesheets_refer_by_url_and_import() -> None:
    assert css_refs("@import 'a.css'; p { background: url( 'b.png' ) } q { src: url(data:x) }") == [
        Ref("a.css", "image", 1),
        Ref("b.png", "image", 1),
        Ref("data:x", "image", 1),
    ]


def test_stylesheets_are_read_as_browsers_read_them() -> None:
    text = 'a { b: url(c(d.png) } e { f: url(g.png) } /* url(h.png) */ i { j: url("k l.png") } /* url(m.png)'
    assert [ref.value for ref in css_refs(text)] == ["g.png", "k l.png"]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("a(); // LMSInitialize\nb();", "a();                 \nb();"),
        ("a(/* x\ny */1)", "a(    \n    1)"),
        ('u = "http://x"; // y', 'u = "http://x";     '),
        ("u = 'it\\'s // not';", "u = 'it\\'s // not';"),
        ("r = /[/*]/; b()", "r = /[/*]/; b()"),
        ("t = `//${'`'}`; c()", "t = `//${'`'}`; c()"),
        ("u = `a // b`; // c", "u = `a // b`;     "),
    ],
)
def test_comments_are_blanked_and_nothing_else(script: str, expected: str) -> None:
    assert strip_comments(script) == expected


@pytest.mark.parametrize(
    ("script", "message", "line"),
    [
        ("function a() {\n  b(", "`(` is not closed", 2),
        ("a()\n}", "`}` closes nothing", 2),
        ("a(]", "`]` closes nothing", 1),
        ("\n\nvar a = 'it", "this string is not closed", 3),
        ("a(); /* b", "this comment is not closed", 1),
    ],
)
def test_a_certain_syntax_problem_is_found(script: str, message: str, line: int) -> None:
    problem = find_syntax_problem(script)
    assert problem is not None
    assert (problem.message, problem.line) == (message, line)


@pytest.mark.parametrize(
    "script",
    [
        "",
        "var a = {b: [1, (2)]};",
        "var r = /[({]/g, s = /\\//;",
        "if (a) /(/.test(b)",
        "x = a / b / c; y = '/(';",
        "s = `open {`;",
        "return /'/.test(a) ? \"'\" : '\"';",
        'a = "two\\\nlines";',
        "// ( {\n/* [ */",
    ],
)
def test_no_syntax_problem_is_made_up(script: str) -> None:
    assert find_syntax_problem(script) is None

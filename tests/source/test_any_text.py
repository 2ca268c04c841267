"""Whatever an author types is read: never an exception, and each message has a line that is there."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scormkit.source import read_course
from scormkit.source.schema import CourseFile, UnitMatter
from tests.courses import write_course

_PIECES = r"""
# A¦# A {#a}¦## B¦### C {#c}¦---¦Text.¦Which?¦Which are right:¦- [x] a¦- [ ] b¦- (x) c¦- []¦-[x] d¦* [X] e¦1. f
   - [ ] g¦> h¦> [!NOTE]¦- [Go](#c) (+1)¦[^1]¦[^1]: note¦[x]: y.md¦::: question¦::: question kind=numeric tries=x
::: quiz #q draw=1¦::: scenario S¦::: assignment A¦::: checklist C¦::: recall n=1¦::: note¦::: tabs¦::: columns
::: steps¦::: html¦::: page P¦::: include one.md¦::: video x.mp4¦::: embed https://x.test¦:::¦:: note¦:::{tip}
```¦```gift¦~~~¦```python¦<!--¦-->¦<b>¦<script>¦<img src="x.png">¦![a](b.png)¦[a](https://[x)¦$x^2$¦$\frac{1}{$
{{gap}}¦{{a|/(/}}¦hint: x¦hnit: y¦answer: 5¦answer: a | b¦model: m¦draw: 1¦drwa: 1¦| a | b |¦| --- | ---|
| c | d |¦{=a ~b}¦{#1..2}¦::T::¦    code¦&amp;¦\¦``
"""
HIDDEN = ["\ttab", "\u2028", "\x00", "\ufeff"]
PIECES = st.sampled_from([*_PIECES.strip().replace("\n", "¦").split("¦"), *HIDDEN])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", " "])), max_size=25))
def test_any_text_is_read_and_every_message_has_a_line_of_it(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + end for piece, end in pieces)
    with tempfile.TemporaryDirectory() as folder:
        files = {"course.yaml": "title: T\n", "units/one.md": text, "banks/bank.md": text, "banks/gift.gift": text}
        report = read_course(write_course(Path(folder), files)).report
    last = text.count("\n") + 1
    assert [str(each) for each in report if not 0 <= each.location.line <= last] == []


@settings(max_examples=80, deadline=None)
@example([("{{gap}}", " "), ("<!-- x -->", "\n")])
@given(st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", " "])), max_size=25))
def test_any_translation_is_read(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + end for piece, end in pieces)
    own = "# A\n\nWhich?\n\n- [x] a\n- [ ] b\n\n::: quiz #q draw=1 from=bank\n:::\n"
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "course.yaml": "title: T\n",
            "units/one.md": own,
            "banks/bank.md": "Which?\n\n- [x] a\n- [ ] b\n",
            "locales/de/units/one.md": text,
            "locales/de/banks/bank.md": text,
        }
        read_course(write_course(Path(folder), files), "de")


WORDS = ["x", "one", "two", "80%", "90 min", "yes", "", "#0a6", "https://[", "2026-03-09 13:00", "../x", "a-b"]
KEYS = st.sampled_from(["module", "items", "session", "text", "id", "name", "title", "x", "goals"])
VALUES = st.recursive(
    st.one_of(st.none(), st.integers(-3, 3), st.booleans(), st.sampled_from(WORDS)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(st.sampled_from([field.alias or name for name, field in CourseFile.model_fields.items()]), VALUES),
    st.dictionaries(st.sampled_from([field.alias or name for name, field in UnitMatter.model_fields.items()]), VALUES),
)
def test_any_value_of_a_key_is_read(course: dict[str, object], unit: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "course.yaml": yaml.safe_dump(course, allow_unicode=True),
            "units/one.md": f"---\n{yaml.safe_dump(unit, allow_unicode=True)}---\n# A\n\nx\n",
            "units/two.md": "# B\n\nx\n",
        }
        read_course(write_course(Path(folder), files))

"""What looks like a question or a directive but is none: told, and never where nothing was meant.

What is told stands in `golden/bad-input/almost-*.txt`; here is what must be left alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.courses import load, problems

ORDINARY = [
    "What do we need?\n\n- pen\n- paper\n",
    "What do the letters mean?\n\n- (a) one\n- (b) two\n- [1] a source\n- [a] another\n",
    "Pack your bag.\n\n- [ ] pen\n- [ ] paper\n",
    "Before you go on:\n\n- [ ] pen\n- [ ] paper\n",
    "All done:\n\n- [x] pen\n- [x] paper\n",
    "A list in Python:\n\n- [] is empty\n- [1, 2] is not\n",
    "Set (x) or [x] in the form. `- (x)` is code. (x)\n\n(x) begins this line.\n",
    "```markdown\nWhich?\n\n-[x] a\n- (x) b\n\n::: quiz\nhint: x\n{{gap}}\n:::\n```\n",
    "1. Write this:\n\n       ::: note\n\n2. Then this:\n\n   ```\n   ::: note\n   - [x]no\n   ```\n",
    "Text.\n\n<!--\nWhich?\n\n- [x] a\n- (x) b\n\n:: note\n\n::: nte\n-->\n",
    "In C++ write `std::vector`.\n\n::std::vector begins with two colons, and so does :: this.\n",
    "What is stridor?\n\nAnswer: a high sound.\n\nHint: listen.\n",
    "Right: well heard.\n\nhint: a word at the start of a line\n",
    "- [A link](https://example.org/)\n- [x](https://example.org/)\n- [x][ref]\n\n[ref]: https://example.org/\n",
    "The sum $\\sum_{i} {{a}_i}$ and `{{ mustache }}`.\n",
    "::: note\nWhich?\n\n- [x] a\n- [ ] b\n:::\n",
    "Which?\n\n- [x] a\n- [ ] b\n\nThat was easy: go on.\n",
    "::: steps\n1. [Open](https://example.org/) it\n2. Close it\n:::\n",
    "::: checklist Bag #bag\n- [x] Opens the airway\n- [ ] Says what they do\n:::\n",
    "Which?\n\n- [x] a\n  > hint: look at the neck\n- [ ] b\n",
    "Text with ```inline``` marks\n\n```also``` at the start of a line\n\n::: note\nx\n:::\n",
    "::: question\nNote: it counts. Mode: assisted.\n\n```yaml\nhint: code\nanswer: code\n```\n\nanswer: 5\n:::\n",
    "::: question\nWhich?\n\n- [x] Answer: yes\n- [ ] Right: no\n\nhint: Try: once more\nTime: late\n:::\n",
    "Seconds: 5\n\n---\n\nkey: value\n\n---\n\nMore.\n",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_raises_no_alarm(text: str, tmp_path: Path) -> None:
    assert problems(tmp_path, {"course.yaml": "title: T\n", "units/one.md": f"# A\n\n{text}"}) == []


def test_some_ticked_boxes_below_a_statement_are_only_advice(tmp_path: Path) -> None:
    text = "# A\n\nBring these.\n\n- [ ] pen\n- [x] paper\n"
    (line,) = problems(tmp_path, {"course.yaml": "title: T\n", "units/one.md": text})
    assert line.startswith("units/one.md:5 SRC-QUESTION-ALMOST this task list is not read as a question")


def test_code_in_a_question_is_part_of_what_it_asks(tmp_path: Path) -> None:
    text = "# A\n\n::: question\nWhat does it mean?\n\n```yaml\nanswer: code\n```\n\nanswer: yes\n:::\n"
    (question,) = load(tmp_path, {"course.yaml": "title: T\n", "units/one.md": text}).units()[0].questions()
    assert "answer" in question.prompt and [choice.correct for choice in question.choices] == [True, False]

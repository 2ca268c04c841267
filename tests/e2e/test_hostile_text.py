"""Text that breaks careless programs is shown as it was written, recorded, and there again after a resume."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.learner import Learner
from tests.e2e.mini_lms import MiniLms
from tests.e2e.tiny_courses import HOSTILE, Builder

MARKDOWN = HOSTILE.replace("<", r"\<")  # unescaped it would be bold, as Markdown has it
YAML = HOSTILE.replace("'", "''")
PICTURE = HOSTILE.replace("/", "-") + ".svg"
ADDRESS = PICTURE.replace("<", r"\<").replace(">", r"\>")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'
)

COURSE = {
    "course.yaml": f"id: tea\ntitle: '{YAML}'\nobjectives: {{brew: '{YAML}'}}\n",
    "glossary.yaml": f"teapot:\n  definition: '{MARKDOWN.replace(chr(39), chr(39) * 2)}'\n",
    "units/u.md": f"""\
---
title: '{YAML}'
objectives: [brew]
---
# {MARKDOWN} {{#first}}

A teapot. {MARKDOWN}

![{MARKDOWN}](<{ADDRESS}>)

# Second {{#second}}

::: question #q-tea tries=2
{MARKDOWN}?

- [ ] {MARKDOWN} one
  > {MARKDOWN} is wrong
- [x] {MARKDOWN} two
  > {MARKDOWN} is right

explanation: {MARKDOWN} explained
:::
""",
    f"units/{PICTURE}": SVG,
}


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-3rd", "scorm2004-4th"])
def test_hostile_text_survives_the_whole_way(target: str, learner: Learner, server: MiniLms, builder: Builder) -> None:
    enrolment = server.enrol(builder.upload(COURSE, target))
    assert [sco.title for sco in enrolment.upload.scos] == [HOSTILE]
    sitting = learner.open(enrolment)
    assert sitting.sco.title() == f"{HOSTILE}"
    expect(sitting.find(".brand-title")).to_have_text(HOSTILE)
    expect(sitting.find("#u--first h1")).to_have_text(HOSTILE)
    expect(sitting.find("#u--first p").filter(has_text="A teapot.")).to_have_text(f"A teapot. {HOSTILE}")
    picture = sitting.find("#u--first img")
    expect(picture).to_have_attribute("alt", HOSTILE)
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    expect(picture).to_have_js_property("naturalWidth", 8)
    sitting.find("a.term").first.focus()
    expect(sitting.find(".term-tip")).to_have_text(HOSTILE)

    sitting.next()
    form = sitting.question("q_tea")
    expect(form.locator("legend")).to_have_text(f"{HOSTILE}?")
    expect(form.locator(".choice label")).to_have_text([f"{HOSTILE} one", f"{HOSTILE} two"])
    sitting.answer("q_tea", "a")
    expect(form.locator(".choice-feedback:visible")).to_have_text(f"{HOSTILE} is wrong")
    sitting.answer("q_tea", "b")
    expect(form.locator(".choice-feedback:visible")).to_have_text(f"{HOSTILE} is right")
    expect(form.locator(".explanation")).to_have_text(f"{HOSTILE} explained")

    sitting.find("button[data-action=search]").click()
    sitting.find("input[type=search]").fill('<b>"x"</b> 日本語')
    learner.wait(1)
    expect(sitting.find("[data-results] .result-title").first).to_have_text(HOSTILE)
    expect(sitting.find("b").filter(has_text='"x"')).to_have_count(0)
    sitting.exit()
    final = enrolment.wait_for_end()
    if target != "scorm12":
        assert final.data["cmi.interactions.0.description"] == f"{HOSTILE}?"

    again = learner.open(enrolment)
    expect(again.question("q_tea").locator(".choice-feedback:visible")).to_have_text(f"{HOSTILE} is right")
    assert [str(call) for call in again.calls() if call.refused] == []
    assert learner.problems == []

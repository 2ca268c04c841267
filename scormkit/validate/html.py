"""Validate room, content: what launch pages and scripts do, as far as reading them can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scormkit.diagnostics import Severity
from scormkit.package.hrefs import Reference, scheme_of
from scormkit.rules import Findings, rule
from scormkit.validate.javascript import find_syntax_problem
from scormkit.validate.pages import Content, Launch, Ref
from scormkit.validate.subjects import SCORM, SCORM_2004, quoted

_API_12 = re.compile(r"\bLMSInitialize\b|\.API\b(?!_)|[\"']API[\"']")
_API_2004 = re.compile(r"\bAPI_1484_11\b")
_WINDOW = r"(?<![\w.$])(?:(?:window|self)\.)?"  #: a window's own name, not the property of some object
_LOADED = ("script", "style", "image", "media", "frame")


def _scos(content: Content) -> list[Launch]:
    return [each for each in content.launches if each.resource.is_sco]


def _has_api(content: Content, launch: Launch) -> bool:
    """The API of the package's own edition is mentioned."""
    return launch.says(_API_12 if content.is_12 else _API_2004)


def _has_other_api(content: Content, launch: Launch) -> bool:
    return launch.says(_API_2004 if content.is_12 else _API_12)


def _speaking(content: Content) -> list[Launch]:
    """SCOs that use the API of the package's edition."""
    return [each for each in _scos(content) if _has_api(content, each)]


def _everywhere(content: Content, pattern: re.Pattern[str], *words: str) -> Iterator[tuple[str, int, re.Match[str]]]:
    """Each match in any launched script, with the member and line it stands in; every match holds one of `words`."""
    for member, script in content.scripts:
        if any(word in script.text for word in words):
            for line, found in script.matches(pattern):
                yield member, line, found


@rule(
    "HTML-NO-API",
    severity=Severity.WARNING,
    spec="SCORM 2004 RTE 3; SCORM 1.2 RTE 3",
    editions=SCORM,
    hint="let the page find the API and call Initialize, or say asset",
)
def no_api(content: Content) -> Findings:
    """A SCO never mentions the API of the LMS.

    Neither the page nor a script it loads does: the SCO stays "not attempted" for good.

    Bad: a page without a script, as a SCO
    Good: `LMSInitialize("")` in 1.2, `API_1484_11.Initialize("")` in 2004
    """
    for launch in _scos(content):
        if launch.whole and not _has_api(content, launch) and not _has_other_api(content, launch):
            yield content.at(launch.page.name, 0, "this SCO never uses the API of the LMS")


@rule(
    "HTML-API-EDITION",
    severity=Severity.ERROR,
    spec="SCORM 2004 RTE 3 (API_1484_11); SCORM 1.2 RTE 3 (API)",
    editions=SCORM,
    hint="use API in SCORM 1.2 and API_1484_11 in SCORM 2004",
    silences=("HTML-DM-EDITION", "^HTML-NO-FINISH", "^HTML-NO-COMMIT"),
)
def other_api(content: Content) -> Findings:
    """A SCO looks only for the API of the other edition.

    It finds none and goes on silently: nothing is tracked.

    Bad: `window.API` in a SCORM 2004 package
    Good: `API_1484_11`, or both
    """
    for launch in _scos(content):
        if launch.whole and not _has_api(content, launch) and _has_other_api(content, launch):
            wanted = "API" if content.is_12 else "API_1484_11"
            yield content.at(launch.page.name, 0, f"this SCO never looks for `{wanted}`")


@rule(
    "HTML-API-PARENT-ONLY",
    severity=Severity.INFO,
    spec="SCORM 2004 RTE 3; SCORM 1.2 RTE 3 (parents, then opener)",
    editions=SCORM,
    hint="search the parents and then the opener's",
)
def search_in_one_place(content: Content) -> Findings:
    """The search for the API does not go through both the parents and the opener.

    In LMSs that open a new window the API stands in the opener.

    Bad: only `window.parent.API`
    Good: parents first, then `window.opener` and its parents
    """
    for launch in _speaking(content):
        missing = [word for word in ("parent", "opener") if launch.lacks(rf"\b{word}\b")]
        if missing:
            yield content.at(launch.page.name, 0, f"the API is not looked for in {quoted(missing)}")


_LOOP = re.compile(r"\bwhile\s*\(([^{;]{0,300}\bparent\b[^{;]{0,300})\)\s*[{;\w]")


@rule(
    "HTML-API-DEPTH",
    severity=Severity.INFO,
    spec="SCORM 2004 RTE 3 (up to 500 parents); SCORM 1.2 RTE 3 (7)",
    editions=SCORM,
    hint="count the steps and stop after 500",
)
def search_depth(content: Content) -> Findings:
    """The search for the API stops after fewer than seven parents, or never.

    The outermost window is its own parent: a loop that only asks for a parent does not end.

    Bad: `while (win.API == null && win.parent) win = win.parent`
    Good: `while (… && win.parent !== win && tries++ < 500)`
    """
    for member, line, found in _everywhere(content, _LOOP, "parent"):
        near = found.string[found.start() : found.end() + 300]
        if "++" not in near and not re.search(r"!==?|\+=\s*1", near):
            yield content.at(member, line, "this search for the API never ends")
            continue
        limit = re.search(r"(?:>|>=|<|<=)\s*([0-6])\b(?!\.|\d)", near)
        if limit and "++" in near:
            yield content.at(member, line, f"this search for the API stops after {limit.group(1)} parents")


@rule(
    "HTML-NO-FINISH",
    severity=Severity.WARNING,
    spec="SCORM 2004 RTE 3 (Terminate); SCORM 1.2 RTE 3 (LMSFinish)",
    editions=SCORM,
    hint="call LMSFinish or Terminate when the learner leaves",
)
def no_finish(content: Content) -> Findings:
    """A SCO begins its conversation with the LMS and never ends it.

    The LMS may keep nothing, or block the next attempt.

    Bad: `LMSInitialize("")` without `LMSFinish("")`
    Good: both
    """
    name = "LMSFinish" if content.is_12 else "Terminate"
    for launch in _speaking(content):
        if launch.lacks(rf"\b{name}\b"):
            yield content.at(launch.page.name, 0, f"this SCO never calls {name}")


@rule(
    "HTML-NO-COMMIT",
    severity=Severity.INFO,
    spec="SCORM 2004 RTE 3 (Commit); SCORM 1.2 RTE 3 (LMSCommit)",
    editions=SCORM,
    hint="commit after each page or answer",
)
def no_commit(content: Content) -> Findings:
    """A SCO never asks the LMS to store what it set.

    When the browser crashes, all is lost.

    Bad: only `LMSFinish` at the end
    Good: `LMSCommit("")` after each page
    """
    name = "LMSCommit" if content.is_12 else "Commit"
    for launch in _speaking(content):
        if launch.lacks(rf"\b{name}\b"):
            yield content.at(launch.page.name, 0, f"this SCO never calls {name}")


@rule(
    "HTML-UNLOAD-ONLY",
    severity=Severity.INFO,
    spec="practice: browsers drop synchronous requests in unload, phones never fire it",
    editions=SCORM,
    hint="use pagehide and visibilitychange",
)
def unload_only(content: Content) -> Findings:
    """A SCO stores its data only when the page is unloaded.

    Browsers drop requests there, and on phones the event never comes.

    Bad: `window.onunload = finish`
    Good: `addEventListener("pagehide", finish)` and `visibilitychange`
    """
    for launch in _speaking(content):
        if launch.says(r"unload\b") and launch.lacks(r"\b(pagehide|visibilitychange)\b"):
            yield content.at(launch.page.name, 0, "this SCO stores its data only in unload")


@rule(
    "HTML-PARENT-DOM",
    severity=Severity.WARNING,
    spec="practice: the same-origin policy",
    editions=SCORM,
    hint="use only the API of the LMS",
)
def parent_document(content: Content) -> Findings:
    """A script reads the document or the address of the LMS's page.

    Where content comes from another origin that is an exception, and the script stops.

    Bad: `parent.document.title`
    Good: only the API object
    """
    pattern = re.compile(
        rf"{_WINDOW}(?:(?:parent|top)\.document\b|top\.location\b(?!(?:\.href)?\s*=[^=]|\.(?:replace|assign)))"
    )
    for member, line, found in _everywhere(content, pattern, "parent.document", "top."):
        yield content.at(member, line, f"`{found.group()}` is not the course's own")


@rule(
    "HTML-FRAME-BUST",
    severity=Severity.ERROR,
    spec="practice: LMSs show content in a frame",
    editions=SCORM,
    hint="remove the script",
)
def frame_busting(content: Content) -> Findings:
    """A script takes the whole window for itself.

    It removes the LMS, and with it the API.

    Bad: `if (top !== self) top.location = self.location`
    Good: no such script
    """
    pattern = re.compile(rf"{_WINDOW}top\.location(?:(?:\.href)?\s*=[^=]|\.(?:replace|assign)\s*\()")
    for member, line, found in _everywhere(content, pattern, "top.location"):
        yield content.at(member, line, f"`{found.group().strip()}` removes the frame of the LMS")


def _lost(content: Content) -> Iterator[tuple[str, Ref, Reference]]:
    """References to files of the package that are not there, as written."""
    for member, ref, reference in content.lost:
        if not _is_template(ref.value.strip()):
            yield member, ref, reference


def _is_template(value: str) -> bool:
    """A placeholder that a script fills in."""
    return bool(re.search(r"\{\{|\$\{|<%|^\{|^%", value))


def _is_folder(content: Content, reference: Reference) -> bool:
    return reference.path.endswith("/") or reference.path in content.package.folders


@rule("HTML-MISSING-REF", severity=Severity.ERROR, spec="HTML Standard; practice: 404", hint="add the file")
def missing_reference(content: Content) -> Findings:
    """A page or stylesheet refers to a file that is not in the package.

    404: an image, a style or a whole page is missing.

    Bad: `<img src="logo.png">` without that file
    Good: with it
    """
    for member, ref, reference in _lost(content):
        if reference.path.casefold() not in content.package.folded and not _is_folder(content, reference):
            yield content.at(member, ref.line, f"`{ref.value.strip()[:120]}` is not in the package")


@rule("HTML-REF-CASE", severity=Severity.ERROR, spec="RFC 3986, 6.2.2.1", hint="write the name as the file has it")
def reference_in_other_case(content: Content) -> Findings:
    """A page refers to a file that exists only with other upper and lower case.

    Works on Windows, 404 on Linux and in object storage.

    Bad: `<img src="Logo.png">` for `logo.png`
    Good: `<img src="logo.png">`
    """
    for member, ref, reference in _lost(content):
        other = content.package.folded.get(reference.path.casefold(), "")
        if other:
            yield content.at(member, ref.line, f"`{ref.value.strip()}` is stored as `{other}`")


@rule("HTML-REF-BACKSLASH", severity=Severity.WARNING, spec="RFC 3986, 2; WHATWG URL", hint="write /")
def backslash_in_reference(content: Content) -> Findings:
    r"""A reference is written with a backslash.

    Browsers mend it; tools that copy or check packages do not.

    Bad: `<img src="img\logo.png">`
    Good: `<img src="img/logo.png">`
    """
    for member, ref, _ in content.references:
        if "\\" in ref.value and not scheme_of(ref.value):
            yield content.at(member, ref.line, f"`{ref.value.strip()}` is written with a backslash")


@rule("HTML-REF-ROOT", severity=Severity.ERROR, spec="RFC 3986, 4.2", hint="write it relative to the page")
def rooted_reference(content: Content) -> Findings:
    """A reference begins with a slash.

    It leaves the package for the root of the LMS's server.

    Bad: `<script src="/js/app.js">`
    Good: `<script src="js/app.js">`
    """
    for member, ref, _ in content.references:
        value = ref.value.strip()
        if value.startswith("/") and not value.startswith("//"):
            yield content.at(member, ref.line, f"`{value[:120]}` begins with a slash")


@rule(
    "HTML-REF-FILE", severity=Severity.ERROR, spec="practice: the author's machine", hint="put the file in the package"
)
def reference_to_own_machine(content: Content) -> Findings:
    """A reference leads to the author's own machine.

    `file:`, a drive letter, `localhost` or `127.0.0.1`: no learner has it.

    Bad: `<img src="file:///C:/course/logo.png">`
    Good: `<img src="logo.png">`
    """
    for member, ref in content.elsewhere:
        scheme = scheme_of(ref.value)
        local_host = re.match(r"(?i)\s*(https?:)?//(localhost|127\.0\.0\.1)\b", ref.value)
        if scheme == "file" or len(scheme) == 1 or local_host:
            yield content.at(member, ref.line, f"`{ref.value.strip()[:120]}` is on the author's machine")


@rule("HTML-REF-ESCAPE", severity=Severity.ERROR, spec="RFC 3986, 5.2.4", hint="keep the file inside the package")
def climbing_reference(content: Content) -> Findings:
    """A reference climbs out of the package with `..`.

    Bad: `<img src="../logo.png">` in a page at the root
    Good: `<img src="logo.png">`
    """
    for member, ref, reference in content.references:
        if reference.escapes:
            yield content.at(member, ref.line, f"`{ref.value.strip()[:120]}` leaves the package")


def _is_own_machine(value: str) -> bool:
    return bool(re.match(r"(?i)\s*(https?:)?//(localhost|127\.0\.0\.1)\b", value))


def _remote(content: Content, schemes: tuple[str, ...]) -> dict[str, list[Ref]]:
    """What each member loads from the internet."""
    found: dict[str, list[Ref]] = {}
    for member, ref in content.elsewhere:
        if ref.kind in _LOADED and scheme_of(ref.value) in schemes and not _is_own_machine(ref.value):
            found.setdefault(member, []).append(ref)
    return found


@rule("HTML-HTTP", severity=Severity.WARNING, spec="W3C Mixed Content", hint="put it in the package, or use https")
def unencrypted_resource(content: Content) -> Findings:
    """A page loads something without encryption.

    Browsers block it inside an https page, and nearly every LMS is one.

    Bad: `<script src="http://cdn.acme.test/app.js">`
    Good: `<script src="app.js">`
    """
    for member, refs in _remote(content, ("http",)).items():
        yield content.at(
            member, refs[0].line, f"loaded without encryption: {quoted(ref.value.strip() for ref in refs)}"
        )


@rule(
    "HTML-REMOTE",
    severity=Severity.WARNING,
    spec="practice: firewalls, offline use, privacy",
    hint="put it in the package",
)
def remote_resource(content: Content) -> Findings:
    """A page loads something from the internet.

    It fails behind firewalls and offline, and tells a third party who learns what.

    Bad: `<link rel="stylesheet" href="https://fonts.acme.test/css">`
    Good: fonts and scripts in the package
    """
    for member, refs in _remote(content, ("https", "//")).items():
        yield content.at(member, refs[0].line, f"loaded from the internet: {quoted(ref.value.strip() for ref in refs)}")


@rule(
    "HTML-REMOTE-SCRIPT-NO-SRI",
    severity=Severity.INFO,
    spec="W3C Subresource Integrity",
    hint="add integrity, or put the script in the package",
)
def remote_script_without_integrity(content: Content) -> Findings:
    """A page loads a script from the internet without checking its content.

    Whoever controls that server controls the course.

    Bad: `<script src="https://cdn.acme.test/app.js">`
    Good: with `integrity="sha384-…" crossorigin="anonymous"`
    """
    for member, refs in _remote(content, ("https", "http", "//")).items():
        for ref in (each for each in refs if each.kind == "script" and not each.integrity):
            yield content.at(member, ref.line, f"`{ref.value.strip()[:120]}` is loaded without integrity")


@rule(
    "HTML-REMOTE-FRAME",
    severity=Severity.WARNING,
    spec="practice: the same-origin policy",
    editions=SCORM,
    hint="put the content in the package",
)
def only_a_remote_frame(content: Content) -> Findings:
    """A launch page only frames or redirects to another site.

    That site cannot reach the API of the LMS.

    Bad: a page with nothing but `<iframe src="https://acme.test/course">`
    Good: the content in the package
    """
    for launch in content.launches:
        facts = launch.page.facts
        remote = [ref for ref in facts.refs if ref.kind == "frame" and scheme_of(ref.value) in ("http", "https", "//")]
        redirected = scheme_of(facts.refresh) in ("http", "https", "//")
        silent = launch.whole and not _has_api(content, launch)
        if redirected or (remote and silent and not facts.text.replace(facts.title or "", "").strip()):
            yield content.at(launch.page.name, remote[0].line if remote else 0, "this page only shows another site")


@rule("HTML-BASE", severity=Severity.WARNING, spec="HTML Standard, base", hint="remove it")
def base_element(content: Content) -> Findings:
    """A page has `<base href>`.

    All relative addresses follow it, in-page links too; in an LMS it points to the wrong place.

    Bad: `<base href="/">`
    Good: no base
    """
    for page in content.read_pages:
        if page.facts.base is not None:
            yield content.at(page.name, 0, f"this page has the base `{page.facts.base}`")


@rule("HTML-NO-TITLE", severity=Severity.WARNING, spec="WCAG 2.2, 2.4.2", hint="add <title>")
def no_title(content: Content) -> Findings:
    """A page has no title.

    Screen readers announce it, and windows and tabs show it.

    Bad: `<head></head>`
    Good: `<title>Airway basics</title>`
    """
    for page in content.read_pages:
        if not (page.facts.title or "").strip():
            yield content.at(page.name, 0, "this page has no title")


@rule("HTML-NO-LANG", severity=Severity.WARNING, spec="WCAG 2.2, 3.1.1", hint='add lang="en" or whatever it is')
def no_language(content: Content) -> Findings:
    """A page does not say its language.

    Screen readers choose the wrong voice.

    Bad: `<html>`
    Good: `<html lang="en">`
    """
    for page in content.read_pages:
        if not page.facts.lang.strip():
            yield content.at(page.name, 0, "this page does not say its language")


@rule(
    "HTML-NO-CHARSET", severity=Severity.WARNING, spec="HTML Standard, meta charset", hint='add <meta charset="utf-8">'
)
def no_character_set(content: Content) -> Findings:
    """A page does not say its character set, or says another than it has.

    LMSs send different headers: letters outside ASCII turn into others.

    Bad: no `<meta charset>`
    Good: `<meta charset="utf-8">`
    """
    for page in content.read_pages:
        if not page.facts.charset:
            yield content.at(page.name, 0, "this page does not say its character set")
        elif not page.facts.decodes:
            yield content.at(page.name, 0, f"this page is not written in {page.facts.charset}")


@rule("HTML-NO-DOCTYPE", severity=Severity.INFO, spec="HTML Standard, the DOCTYPE", hint="begin with <!doctype html>")
def no_doctype(content: Content) -> Findings:
    """A page has no doctype.

    Browsers fall back to the behaviour of the nineties.

    Bad: `<html>` first
    Good: `<!doctype html>` first
    """
    for page in content.read_pages:
        if not page.facts.doctype:
            yield content.at(page.name, 0, "this page has no doctype")


@rule(
    "HTML-NO-VIEWPORT",
    severity=Severity.INFO,
    spec="practice: phones",
    hint='add <meta name="viewport" content="width=device-width, initial-scale=1">',
)
def no_viewport(content: Content) -> Findings:
    """A page does not adapt to the width of a phone.

    It is shown as a tiny desktop page.

    Bad: no viewport
    Good: `<meta name="viewport" content="width=device-width, initial-scale=1">`
    """
    for page in content.read_pages:
        if not page.facts.viewport:
            yield content.at(page.name, 0, "this page has no viewport")


@rule(
    "HTML-IMG-ALT",
    severity=Severity.WARNING,
    spec="WCAG 2.2, 1.1.1",
    hint='describe it, or write alt="" for decoration',
)
def image_without_text(content: Content) -> Findings:
    """An image has no `alt`.

    Who cannot see it learns nothing of it.

    Bad: `<img src="airway.png">`
    Good: `<img src="airway.png" alt="The airway, seen from the side">`
    """
    for page in content.read_pages:
        count = len(page.facts.without_alt)
        if count:
            words = "an image has" if count == 1 else f"{count} images have"
            yield content.at(page.name, page.facts.without_alt[0], f"{words} no alt")


@rule("HTML-DUP-ID", severity=Severity.WARNING, spec="HTML Standard, the id attribute", hint="use each id once")
def duplicate_id(content: Content) -> Findings:
    """An id occurs twice in a page.

    Scripts, labels and links find only the first.

    Bad: two elements with `id="answer"`
    Good: `answer-1` and `answer-2`
    """
    for page in content.read_pages:
        for identity, line in page.facts.duplicate_ids[:3]:
            yield content.at(page.name, line, f"the id `{identity}` is used twice")


@rule(
    "HTML-MODULE-FILE",
    severity=Severity.INFO,
    spec="HTML Standard, module scripts; practice: Moodle serves .mjs as text",
    hint="use a classic script",
)
def module_script(content: Content) -> Findings:
    """A page uses a module script.

    It works in an LMS, not when the page is opened from a folder, and `.mjs` fails where it is served as text.

    Bad: `<script type="module" src="app.mjs">`
    Good: `<script src="app.js">`
    """
    for page in content.read_pages:
        if page.facts.modules:
            yield content.at(page.name, page.facts.modules[0], "this page uses a module script")


@rule("HTML-SERVICE-WORKER", severity=Severity.WARNING, spec="Service Workers; RFC 6265", hint="remove it")
def service_worker(content: Content) -> Findings:
    """A script registers a service worker, or writes cookies for the whole site.

    Both reach beyond the course, into the LMS.

    Bad: `navigator.serviceWorker.register("/sw.js")`
    Good: neither
    """
    pattern = re.compile(r"serviceWorker\s*\.\s*register\s*\(|document\.cookie\s*=[^;\n]{0,200}path=/")
    for member, line, _ in _everywhere(content, pattern, "serviceWorker", "document.cookie"):
        yield content.at(member, line, "this script reaches beyond the course")


@rule("HTML-STORAGE", severity=Severity.INFO, spec="HTML Standard, Web storage", hint="begin keys with the course's id")
def storage_without_prefix(content: Content) -> Findings:
    """A script keeps data in the browser under a name that any course could use.

    All courses of an LMS share one storage.

    Bad: `localStorage.setItem("page", "3")`
    Good: `localStorage.setItem("airway-basics:page", "3")`
    """
    pattern = re.compile(r"""\b(?:local|session)Storage\.setItem\(\s*["']([A-Za-z0-9_]+)["']""")
    for member, line, found in _everywhere(content, pattern, "Storage.setItem"):
        yield content.at(member, line, f"the key `{found.group(1)}` could be any course's")


_WRITES_STATE = re.compile(r"SetValue\W{1,4}cmi\.suspend_data|[\"']cmi\.suspend_data[\"']\s*,")
_LIMITS = re.compile(r"\b(?:4096|4000|64000|64e3|65536|65535|65000|63\d{3}|40\d{2}|39\d{2})\b")


@rule(
    "HTML-SUSPEND-LIMIT",
    severity=Severity.INFO,
    spec="SCORM 1.2 RTE 3 (4096); SCORM 2004 RTE 4 (4000, since the 3rd Edition 64000)",
    editions=SCORM,
    hint="measure it before writing, and keep it below the edition's limit",
)
def unbounded_state(content: Content) -> Findings:
    """A SCO writes `cmi.suspend_data` and seems not to know its limit.

    Beyond 4096 characters in 1.2, 4000 in the 2nd Edition and 64,000 later an LMS cuts or refuses it.

    Bad: `LMSSetValue("cmi.suspend_data", JSON.stringify(everything))`
    Good: a length that is measured first
    """
    for launch in _speaking(content):
        if launch.says(_WRITES_STATE) and launch.lacks(_LIMITS):
            yield content.at(launch.page.name, 0, "this SCO writes suspend_data without a limit")


_ONLY_2004 = re.compile(
    r"[\"']cmi\.(?:completion_status|success_status|score\.scaled|progress_measure|exit|location)[\"']"
)
_ONLY_12 = re.compile(r"[\"']cmi\.core\.\w+")


@rule(
    "HTML-DM-EDITION",
    severity=Severity.ERROR,
    spec="SCORM 1.2 RTE 3; SCORM 2004 RTE 4 (data model elements)",
    editions=SCORM,
    hint="use the element of the edition",
)
def element_of_other_edition(content: Content) -> Findings:
    """A script uses a data model element of the other edition.

    The LMS answers 401, and the value is lost.

    Bad: `cmi.core.lesson_status` in SCORM 2004
    Good: `cmi.completion_status`
    """
    if not _speaking(content) or any(_has_other_api(content, launch) for launch in content.launches):
        return  # content for both editions chooses at run time
    for member, line, found in _everywhere(content, _ONLY_2004 if content.is_12 else _ONLY_12, "cmi."):
        yield content.at(member, line, f"`{found.group().strip(chr(34) + chr(39))}` belongs to the other edition")


_SET_12 = re.compile(r"""LMSSetValue\(\s*["'](cmi\.[\w.]+)["']\s*,\s*["']([^"'\n]*)["']\s*\)""")
_SET_2004 = re.compile(r"""(?<!LMS)\bSetValue\(\s*["']([\w.]+)["']\s*,\s*["']([^"'\n]*)["']\s*\)""")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WORDS_12 = {
    "cmi.core.lesson_status": ("passed", "completed", "failed", "incomplete", "browsed"),
    "cmi.core.exit": ("time-out", "suspend", "logout", ""),
    "result": ("correct", "wrong", "unanticipated", "neutral"),
}
_WORDS_2004 = {
    "cmi.completion_status": ("completed", "incomplete", "not attempted", "unknown"),
    "cmi.success_status": ("passed", "failed", "unknown"),
    "cmi.exit": ("time-out", "suspend", "logout", "normal", ""),
    "result": ("correct", "incorrect", "unanticipated", "neutral"),
}


def _set_values(content: Content) -> Iterator[tuple[str, int, str, str]]:
    for member, line, found in _everywhere(content, _SET_12 if content.is_12 else _SET_2004, "SetValue"):
        yield member, line, found.group(1), found.group(2)


@rule(
    "HTML-DM-VOCAB",
    severity=Severity.ERROR,
    spec="SCORM 1.2 RTE 3; SCORM 2004 RTE 4 (vocabularies)",
    editions=SCORM,
    hint="use a word of the edition",
)
def word_of_other_edition(content: Content) -> Findings:
    """A script sets an element to a word that it does not take.

    The LMS answers 405 or 406, and the value is lost. A wrong answer is `wrong` in 1.2 and `incorrect` in 2004.

    Bad: `LMSSetValue("cmi.core.exit", "normal")`
    Good: `LMSSetValue("cmi.core.exit", "")`
    """
    words = _WORDS_12 if content.is_12 else _WORDS_2004
    for member, line, element, value in _set_values(content):
        is_result = re.fullmatch(r"cmi\.interactions\.\w+\.result", element) is not None
        allowed = words.get("result" if is_result else element)
        if allowed is not None and value not in allowed and not (is_result and _NUMBER.fullmatch(value)):
            yield content.at(member, line, f"`{element}` does not take `{value}`")


_TIMESPAN_12 = re.compile(r"\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?")
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?")
_ISO = re.compile(r"(?<!LMS)\bSetValue\([^;\n]{0,80}timestamp[^;\n]{0,80}\.toISOString\(\)\s*\)")


@rule(
    "HTML-DM-TIMEFORMAT",
    severity=Severity.ERROR,
    spec="SCORM 1.2 RTE 3 (CMITimespan); SCORM 2004 RTE 4 (timeinterval, time(second,10,0))",
    editions=SCORM,
    hint="write HH:MM:SS in SCORM 1.2, PT1H2M3S and 2026-11-25T10:00:00 in SCORM 2004",
)
def time_of_other_edition(content: Content) -> Findings:
    """A script sets a time in a form that the element does not take.

    `toISOString()` has three decimals and a Z: SCORM 2004 answers 406, and the value is lost.

    Bad: `SetValue("cmi.interactions.0.timestamp", new Date().toISOString())`
    Good: `SetValue("cmi.interactions.0.timestamp", "2026-11-25T10:00:00")`
    """
    for member, line, element, value in _set_values(content):
        form = _TIMESPAN_12 if content.is_12 else _DURATION
        if element.endswith(("session_time", ".latency")) and not form.fullmatch(value):
            yield content.at(member, line, f"`{element}` does not take `{value}`")
    if not content.is_12:
        for member, line, _ in _everywhere(content, _ISO, "toISOString"):
            yield content.at(member, line, "a timestamp does not take the result of toISOString()")


@rule("HTML-SYNTAX", severity=Severity.WARNING, spec="ECMAScript", hint="mend the script")
def script_does_not_parse(content: Content) -> Findings:
    """A script cannot be parsed.

    The browser drops all of it: a dead page. Only what is certain is reported.

    Bad: `function start() { if (ready) {`
    Good: every bracket closed
    """
    for member, script in content.scripts:
        problem = find_syntax_problem(script.text)
        if problem is not None:
            line = script.line + problem.line - 1
            yield content.at(member, line, f"this script cannot be parsed: {problem.message}")


@rule(
    "P12-MASTERYSCORE-NO-SCORE",
    severity=Severity.INFO,
    spec="SCORM 1.2 RTE 3 (mastery_score); practice: Moodle 4.5 masteryoverride",
    editions=("scorm12",),
    hint="report a raw score, and let the LMS decide",
)
def mastery_score_overrides(content: Content) -> Findings:
    """The manifest sets a mastery score, and the content writes passed or failed without a score.

    With a score the LMS overrides what the content wrote; without one the mastery score decides nothing.

    Bad: `masteryscore` and `LMSSetValue("cmi.core.lesson_status", "passed")` only
    Good: `LMSSetValue("cmi.core.score.raw", …)` too
    """
    for launch in _speaking(content):
        writes_status = launch.says(r"cmi\.core\.lesson_status") and launch.lacks(r"cmi\.core\.score\.raw")
        if writes_status and any(item.mastery_score for item in launch.items):
            yield content.at(launch.page.name, 0, "the manifest sets a mastery score, and this SCO reports no score")


@rule(
    "A4-THRESHOLD-NO-MEASURE",
    severity=Severity.WARNING,
    spec="SCORM 2004 4th Edition RTE 4 (cmi.completion_threshold, cmi.progress_measure)",
    editions=("scorm2004-4th",),
    hint="let the content set cmi.progress_measure",
)
def threshold_without_measure(content: Content) -> Findings:
    """An item completes by measure, and its content never reports one.

    It never completes.

    Bad: `completedByMeasure="true"` over content without `cmi.progress_measure`
    Good: content that sets it
    """
    for launch in _speaking(content):
        for item in launch.items:
            by_measure = any(
                each.get("completedByMeasure") == "true"
                for each in item.element.findall("{http://www.adlnet.org/xsd/adlcp_v1p3}completionThreshold")
            )
            if by_measure and launch.lacks("progress_measure"):
                yield content.at(launch.page.name, 0, "the item completes by measure, and this SCO reports none")


@rule(
    "A4-HIDE-ALL",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 5 (hideLMSUI); SN 5 (adl.nav.request)",
    editions=SCORM_2004,
    hint="leave one control, or let the content use adl.nav.request",
)
def all_controls_hidden(content: Content) -> Findings:
    """An item hides continue, previous and exit, and its content has no navigation of its own.

    The learner is stuck.

    Bad: all three in `hideLMSUI`, and no `adl.nav.request` in the content
    Good: one of the two
    """
    for launch in content.launches:
        for item in launch.items:
            stuck = {"continue", "previous", "exit"} <= set(item.hidden_controls)
            if stuck and launch.lacks(r"adl\.nav\.request"):
                yield content.at(launch.page.name, 0, "all controls of the LMS are hidden, and this page has none")


def _objectives_by_measure(launch: Launch) -> bool:
    parts = (item.sequencing for item in launch.items if item.sequencing is not None)
    found = (each for part in parts for each in part.iter("{http://www.imsglobal.org/xsd/imsss}primaryObjective"))
    return any(each.get("satisfiedByMeasure") in ("true", "1") for each in found)


@rule(
    "SEQ-SBM-MOODLE",
    severity=Severity.INFO,
    spec="practice: Moodle 4.5 mod/scorm/datamodels/scorm_13.js never applies scaled_passing_score",
    editions=SCORM_2004,
    hint="set cmi.success_status in the content too",
)
def satisfied_by_measure_in_moodle(content: Content) -> Findings:
    """An item leaves passed or failed to the LMS, which Moodle never decides.

    A misspelt variable: the learner's result stays unknown unless the content sets it.

    Bad: `satisfiedByMeasure="true"` over content without `cmi.success_status`
    Good: content that sets it
    """
    for launch in _speaking(content):
        if _objectives_by_measure(launch) and launch.lacks("success_status"):
            yield content.at(launch.page.name, 0, "this SCO leaves passed or failed to the LMS")


@rule(
    "SEQ-SBM-NO-SCORE",
    severity=Severity.INFO,
    spec="SCORM 2004 RTE 4 (cmi.scaled_passing_score, cmi.score.scaled)",
    editions=SCORM_2004,
    hint="set cmi.score.scaled",
)
def satisfied_by_measure_without_score(content: Content) -> Findings:
    """An item is satisfied by measure, and its content reports no scaled score.

    Passed or failed stays unknown.

    Bad: `satisfiedByMeasure="true"` over content without `cmi.score.scaled`
    Good: content that sets it
    """
    for launch in _speaking(content):
        if _objectives_by_measure(launch) and launch.lacks(r"score\.scaled"):
            yield content.at(
                launch.page.name, 0, "the item is satisfied by measure, and this SCO reports no scaled score"
            )


@rule(
    "SEQ-COMPLETION-BY-CONTENT",
    severity=Severity.INFO,
    spec="SCORM 2004 SN 3 (completionSetByContent, objectiveSetByContent)",
    editions=SCORM_2004,
    hint="let the content set the status, or leave the attribute out",
)
def status_left_to_silent_content(content: Content) -> Findings:
    """An item says that its content sets completion or success, and the content does not.

    Without the attribute the LMS sets it when the content is silent.

    Bad: `completionSetByContent="true"` over content without `cmi.completion_status`
    Good: content that sets it
    """
    pairs = (("completionSetByContent", "completion_status"), ("objectiveSetByContent", "success_status"))
    for launch in _speaking(content):
        for item in launch.items:
            if item.sequencing is None:
                continue
            for part in item.sequencing.iter("{http://www.imsglobal.org/xsd/imsss}deliveryControls"):
                for attribute, element in pairs:
                    if part.get(attribute) in ("true", "1") and launch.lacks(element):
                        yield content.at(launch.page.name, 0, f"{attribute} is true, and this SCO never sets {element}")


@rule(
    "C5-CONTENT",
    severity=Severity.WARNING,
    spec="cmi5 8.1 (launch parameters)",
    editions=("cmi5",),
    hint="read fetch, endpoint, actor, registration and activityId",
)
def au_ignores_launch(content: Content) -> Findings:
    """An AU never reads what the LMS gives it at launch.

    It cannot send a statement: never initialized, never completed.

    Bad: a page without a script, as an AU
    Good: a script that reads `fetch` and the other four
    """
    for launch in content.launches:
        if any(launch.lacks(rf"\b{word}\b") for word in ("fetch", "endpoint", "registration")):
            yield content.at(launch.page.name, 0, "this AU never reads the launch parameters of cmi5")

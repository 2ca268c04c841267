"""Validate room, SCORM 1.2: the elements of adlcp_rootv1p2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scormkit.diagnostics import Severity
from scormkit.package.manifest import ADLCP_12, ADLCP_2004, ADLNAV, ADLSEQ, IMSSS
from scormkit.package.xml import local_name, namespace_of, text_of
from scormkit.rules import Findings, rule
from scormkit.validate.graphs import find_in_circle
from scormkit.validate.subjects import SCORM_2004, Scorm, named
from scormkit.validate.vocabulary import ADLCP_12_ELEMENTS, TIME_LIMIT_ACTIONS
from scormkit.validate.xml import is_name_of_12

_ONLY = ("scorm12",)
_NUMBER = re.compile(r"\d+(\.\d+)?")
_TIMESPAN = re.compile(r"\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?")
_TOKEN = re.compile(r'\s*([A-Za-z_][\w.\-]*|"[^"]*"|\d+\*|<>|[&|~=(){},])')
_AFTER_OPERAND = {"&", "|", "=", "<>", ")", "}", ","}
_OPENERS = {"(": ")", "{": "}"}


def _values(scorm: Scorm, name: str) -> Iterator[tuple[etree._Element, str]]:
    for element in scorm.all(ADLCP_12, name):
        yield element, text_of(element).strip()


@rule(
    "P12-MASTERYSCORE",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (adlcp:masteryscore); SCORM 1.2 RTE 3 (cmi.student_data.mastery_score)",
    editions=_ONLY,
    hint="write a number from 0 to 100",
)
def mastery_score(scorm: Scorm) -> Findings:
    """The mastery score is not a number from 0 to 100.

    The LMS compares it with the raw score and overrides the status; schemas let `abc` and `150` pass.

    Bad: `<adlcp:masteryscore>80%</adlcp:masteryscore>`
    Good: `<adlcp:masteryscore>80</adlcp:masteryscore>`
    """
    for element, value in _values(scorm, "masteryscore"):
        if not _NUMBER.fullmatch(value) or float(value) > 100:
            yield scorm.flag(element, f"the mastery score `{value}` is not a number from 0 to 100")


@rule(
    "P12-MASTERYSCORE-INT",
    severity=Severity.INFO,
    spec="practice: LMSs that read it as an integer",
    editions=_ONLY,
    hint="write a whole number",
)
def mastery_score_with_decimals(scorm: Scorm) -> Findings:
    """The mastery score is not a whole number.

    The standard shows whole numbers; some LMSs cut the rest.

    Bad: `<adlcp:masteryscore>66.6</adlcp:masteryscore>`
    Good: `<adlcp:masteryscore>67</adlcp:masteryscore>`
    """
    for element, value in _values(scorm, "masteryscore"):
        if _NUMBER.fullmatch(value) and "." in value:
            yield scorm.flag(element, f"the mastery score `{value}` is not a whole number")


@rule(
    "P12-MAXTIME",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (adlcp:maxtimeallowed); SCORM 1.2 RTE 3 (CMITimespan)",
    editions=_ONLY,
    hint="write HH:MM:SS",
)
def maximum_time(scorm: Scorm) -> Findings:
    """The maximum time is not written as hours, minutes and seconds.

    `PT30M` belongs to SCORM 2004; the schema lets it pass, and the LMS ignores it.

    Bad: `<adlcp:maxtimeallowed>PT30M</adlcp:maxtimeallowed>`
    Good: `<adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>`
    """
    for element, value in _values(scorm, "maxtimeallowed"):
        if not _TIMESPAN.fullmatch(value):
            yield scorm.flag(element, f"the time `{value}` is not HHHH:MM:SS")


@rule(
    "P12-TIMELIMITACTION",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (adlcp:timelimitaction)",
    editions=_ONLY,
    hint="write one of the four, without a space after the comma",
)
def time_limit_action(scorm: Scorm) -> Findings:
    """The time limit action is none of the four that exist.

    `exit,message`, `exit,no message`, `continue,message`, `continue,no message`.

    Bad: `<adlcp:timelimitaction>exit, message</adlcp:timelimitaction>`
    Good: `<adlcp:timelimitaction>exit,message</adlcp:timelimitaction>`
    """
    for element, value in _values(scorm, "timelimitaction"):
        if value not in TIME_LIMIT_ACTIONS:
            yield scorm.flag(element, f"`{value}` is no time limit action")


@rule(
    "P12-TIMELIMIT-PAIR",
    severity=Severity.WARNING,
    spec="SCORM 1.2 RTE 3 (max_time_allowed, time_limit_action)",
    editions=_ONLY,
    hint="give both, or neither",
)
def time_limit_without_partner(scorm: Scorm) -> Findings:
    """A maximum time has no action, or an action has no maximum time.

    One is useless without the other.

    Bad: only `<adlcp:maxtimeallowed>`
    Good: `<adlcp:maxtimeallowed>` and `<adlcp:timelimitaction>`
    """
    for item in scorm.items:
        if (item.max_time_allowed is None) != (item.time_limit_action is None):
            present = (
                "an action and no maximum time" if item.max_time_allowed is None else "a maximum time and no action"
            )
            yield scorm.flag(item.element, f"{named(item.element)} has {present}")


@rule(
    "P12-DATAFROMLMS",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (adlcp:datafromlms, 255 characters)",
    editions=_ONLY,
    hint="use at most 255 characters",
)
def data_from_lms(scorm: Scorm) -> Findings:
    """The launch data is longer than 255 characters.

    The schema allows no more; LMSs refuse the manifest or cut the data.

    Bad: a whole JSON document in `<adlcp:datafromlms>`
    Good: a short text
    """
    for element in scorm.all(ADLCP_12, "datafromlms"):
        if len(text_of(element)) > 255:
            yield scorm.flag(element, f"the launch data has {len(text_of(element))} characters")


@rule(
    "P12-PREREQ-TYPE",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (adlcp:prerequisites/@type)",
    editions=_ONLY,
    hint='add type="aicc_script"',
)
def prerequisites_without_type(scorm: Scorm) -> Findings:
    """Prerequisites have no `type="aicc_script"`.

    The schema requires it; Moodle skips them.

    Bad: `<adlcp:prerequisites>I1</adlcp:prerequisites>`
    Good: `<adlcp:prerequisites type="aicc_script">I1</adlcp:prerequisites>`
    """
    for element in scorm.all(ADLCP_12, "prerequisites"):
        if element.get("type") != "aicc_script":
            yield scorm.flag(element, "the type of these prerequisites is not aicc_script")


def _tokens(expression: str) -> list[str] | None:
    """The parts of an aicc_script expression; None when something else stands in it."""
    found: list[str] = []
    position = 0
    text = expression.strip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            return None
        found.append(match.group(1))
        position = match.end()
    return found


def _is_expression(tokens: list[str]) -> bool:
    """Operands and operators alternate, and brackets close."""
    closers: list[str] = []
    operand_expected = True
    for token in tokens:
        if token in _OPENERS or token == "~" or token.endswith("*"):
            if not operand_expected:
                return False
            closers.extend([_OPENERS[token]] if token in _OPENERS else [])
        elif token in _AFTER_OPERAND:
            if operand_expected or (token in ")}" and (not closers or closers.pop() != token)):
                return False
            operand_expected = token not in ")}"
        else:
            if not operand_expected:
                return False
            operand_expected = False
    return not closers and not operand_expected


@rule(
    "P12-PREREQ-SYNTAX",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (adlcp:prerequisites, aicc_script)",
    editions=_ONLY,
    hint="join identifiers with & | ~ = <> and round brackets",
)
def prerequisites_syntax(scorm: Scorm) -> Findings:
    """Prerequisites are no aicc_script expression, or longer than 200 characters.

    LMSs ignore them or lock the item for good.

    Bad: `I1 and I2`
    Good: `I1 &amp; I2`
    """
    for element, value in _values(scorm, "prerequisites"):
        tokens = _tokens(value)
        if tokens is None or not _is_expression(tokens):
            yield scorm.flag(element, f"`{value[:60]}` is no aicc_script expression")
        elif len(value) > 200:
            yield scorm.flag(element, f"the prerequisites have {len(value)} characters, 200 are allowed")


def _required(expression: str) -> list[str]:
    tokens = _tokens(expression) or []
    return [each for each in tokens if re.match(r"[A-Za-z_]", each)]


@rule(
    "P12-PREREQ-IDS",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (adlcp:prerequisites)",
    editions=_ONLY,
    hint="name items of this manifest",
    silences=("P12-PREREQ-CYCLE",),
)
def prerequisites_identifiers(scorm: Scorm) -> Findings:
    """Prerequisites name an identifier that is no item.

    The item can never be unlocked.

    Bad: `I9` without an item `I9`
    Good: `I1` with `<item identifier="I1" …>`
    """
    known = {item.identifier for item in scorm.items}
    for element, value in _values(scorm, "prerequisites"):
        for name in _required(value):
            if name not in known and _is_expression(_tokens(value) or []):
                yield scorm.flag(element, f"the prerequisite `{name}` is no item")


@rule(
    "P12-PREREQ-CYCLE",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (adlcp:prerequisites)",
    editions=_ONLY,
    hint="remove one of the prerequisites",
)
def prerequisites_cycle(scorm: Scorm) -> Findings:
    """Items require each other in a circle.

    None of them can ever be opened.

    Bad: `I1` requires `I2`, and `I2` requires `I1`
    Good: `I2` requires `I1`
    """
    items = {item.identifier or "": item for item in reversed(scorm.items)}
    edges = {name: _required(item.prerequisites or "") for name, item in items.items()}
    found = items.get(find_in_circle(edges))
    if found is not None:
        yield scorm.flag(found.element, f"{named(found.element)} requires itself in the end")


@rule(
    "P12-ELEMENT-PLACE",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (adlcp elements of item)",
    editions=_ONLY,
    hint="put it once into the item, after title, items and metadata",
)
def element_in_wrong_place(scorm: Scorm) -> Findings:
    """An adlcp element of items stands elsewhere, before the title, or twice.

    The schema refuses it, or the LMS ignores it.

    Bad: `<adlcp:masteryscore>` in `<organization>`
    Good: `<adlcp:masteryscore>` at the end of `<item>`
    """
    for element in scorm.all(ADLCP_12, *(each for each in ADLCP_12_ELEMENTS if each != "location")):
        parent = element.getparent()
        name = local_name(element)
        if parent is None or local_name(parent) != "item":
            place = local_name(parent) if parent is not None else "nothing"
            yield scorm.flag(element, f"adlcp:{name} stands in {place}, not in an item")
        elif any(local_name(each) == "title" for each in element.itersiblings()):
            yield scorm.flag(element, f"adlcp:{name} stands before the title")
        elif any(each.tag == element.tag for each in element.itersiblings(preceding=True)):
            yield scorm.flag(element, f"adlcp:{name} stands twice in {named(parent)}")


@rule(
    "P12-CAMELCASE",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (names of adlcp_rootv1p2)",
    editions=_ONLY,
    hint="write the name of SCORM 1.2, all in lower case",
)
def name_of_2004(scorm: Scorm) -> Findings:
    """An adlcp element has a name that SCORM 1.2 does not know.

    `dataFromLMS` and `timeLimitAction` belong to SCORM 2004; the schema refuses them, LMSs ignore them.

    Bad: `<adlcp:dataFromLMS>`
    Good: `<adlcp:datafromlms>`
    """
    for element in scorm.elements:
        if namespace_of(element) == ADLCP_12 and local_name(element) not in ADLCP_12_ELEMENTS:
            yield scorm.flag(element, f"adlcp:{local_name(element)} does not exist in SCORM 1.2")


@rule(
    "P12-IN-2004",
    severity=Severity.WARNING,
    spec="SCORM 2004 CAM 3 and 5 (what replaces them)",
    editions=SCORM_2004,
    hint="use minNormalizedMeasure, attemptAbsoluteDurationLimit, sequencing rules and adlcp:dataFromLMS",
)
def name_of_12(scorm: Scorm) -> Findings:
    """A SCORM 2004 manifest uses an element that only SCORM 1.2 knows.

    LMSs ignore it without a word: no passing score, no time limit, no prerequisite.

    Bad: `<adlcp:masteryscore>80</adlcp:masteryscore>`
    Good: `<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>`
    """
    for element in scorm.elements:
        if namespace_of(element) == ADLCP_2004 and is_name_of_12(local_name(element)):
            yield scorm.flag(element, f"adlcp:{local_name(element)} belongs to SCORM 1.2")


@rule(
    "P12-SEQ-IN-12",
    severity=Severity.ERROR,
    spec="SCORM 1.2 CAM 2 (no sequencing); SCORM 2004 CAM 5",
    editions=_ONLY,
    hint="use SCORM 2004, or leave it out",
)
def sequencing_in_12(scorm: Scorm) -> Findings:
    """A SCORM 1.2 manifest holds sequencing or navigation of SCORM 2004.

    The schema refuses it, LMSs ignore it.

    Bad: `<imsss:sequencing>` with `<schemaversion>1.2</schemaversion>`
    Good: `<adlcp:prerequisites>`, or SCORM 2004
    """
    for element in scorm.elements:
        parent = element.getparent()
        outermost = parent is None or namespace_of(parent) not in (IMSSS, ADLSEQ, ADLNAV)
        if outermost and namespace_of(element) in (IMSSS, ADLSEQ, ADLNAV):
            yield scorm.flag(element, f"`{local_name(element)}` belongs to SCORM 2004")

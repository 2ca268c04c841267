"""Upload page, trial: five steps that show in ten minutes whether an LMS and this package understand each other."""

from __future__ import annotations

from dataclasses import dataclass

from scormkit.model import Require
from scormkit.render.upload.facts import PackageFacts, ScoFacts


@dataclass(frozen=True, slots=True)
class TrialStep:
    """One step: what to do, and what must be seen then, each with a box to tick."""

    title: str
    do: tuple[str, ...]
    expect: tuple[str, ...]


def trial_steps(facts: PackageFacts) -> tuple[TrialStep, ...]:
    """The five steps, with the values that this package gives."""
    first = facts.scos[0]
    stop = first.open_pages // 2
    return (_launch(facts, first), _leave(facts, first, stop), _resume(first, stop), _finish(facts), _review(facts))


def _launch(facts: PackageFacts, sco: ScoFacts) -> TrialStep:
    which = "" if facts.single else f" and choose “{sco.title}”"
    return TrialStep(
        "Launch",
        (f"Log in as a learner who has never opened the course, not as administrator. Open it{which}.",),
        (
            f"The page “{sco.pages[0]}” shows, under the title “{sco.title}”.",
            "There is no notice that no learning platform was found.",
            f"The LMS shows it as begun ({_begun(facts)}).",
        ),
    )


def _leave(facts: PackageFacts, sco: ScoFacts, stop: int) -> TrialStep:
    go = f"Go to “{sco.pages[stop]}” (page {stop + 1} of {len(sco.pages)})" if stop else "Stay on the page"
    return TrialStep(
        "Leave in the middle",
        (f"{go}, wait two seconds, then press the course's own **Exit**, or close the window where it has none.",),
        (f"The LMS shows {_left(facts)} and no score.", "The time spent is above zero, if your LMS shows it."),
    )


def _resume(sco: ScoFacts, stop: int) -> TrialStep:
    return TrialStep(
        "Resume",
        ("Open it again as the same learner, in another browser or on another computer if you can.",),
        (
            f"It opens at “{sco.pages[stop]}”, not at the beginning."
            if stop
            else f"It opens at “{sco.pages[0]}” again, with its place kept.",
            "In the table of contents the pages visited before are marked as seen.",
        ),
    )


def _finish(facts: PackageFacts) -> TrialStep:
    parts = "" if facts.single else f" Do so in all {len(facts.scos)} parts."
    answers = " and answer every graded question right" if facts.scored else ""
    expected = tuple(f"“{sco.title}”: {', '.join(sco.statuses)}." for sco in facts.scos)
    if facts.single:
        expected = (f"The LMS has {', '.join(facts.scos[0].statuses)}.",)
    return TrialStep(
        "Finish",
        (f"See every page{answers}, then leave with **Exit**.{parts}",),
        (*expected, *_gradebook(facts)),
    )


def _gradebook(facts: PackageFacts) -> tuple[str, ...]:
    done = "complete" if facts.passable or facts.require is not Require.PASSED else "not complete"
    grade = "the full grade" if facts.scored else "no grade, or the one you give for completing"
    return (f"The gradebook or transcript shows the activity as {done}, with {grade}.",)


def _review(facts: PackageFacts) -> TrialStep:
    score = "The score and the status" if facts.scored else "The status"
    return TrialStep(
        "Review",
        ("Open it once more, look at a page, and leave.",),
        (
            "The work is still there: pages are marked as seen"
            + (", questions show their answers." if facts.scored else "."),
            f"{score} in the LMS are the same as before.",
        ),
    )


def _left(facts: PackageFacts) -> str:
    if facts.store:
        return "a statement `terminated`" if facts.moves_on else "a statement `suspended`"
    return _begun(facts)


def _begun(facts: PackageFacts) -> str:
    if facts.store:
        return "a statement `initialized`"
    return "completion_status incomplete" if facts.split_status else "lesson_status incomplete"

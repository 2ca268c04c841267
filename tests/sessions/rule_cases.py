"""What every plan rule finds and what it lets pass: a bad and a good course, and limits that let the bad pass.

A case is made of a few helpers, so that what makes it bad stands out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from scormkit.sessions.lock import LockedObject, PlanLock

Files = dict[str, str]

QUESTION = "::: question #q-{unit}-{number}\nIs it {number}?\n\n- [ ] no\n- [x] yes\n\nwrong: Look again.\n:::\n"


@dataclass(frozen=True)
class Case:
    """`limits` (YAML under `lint: rules: CODE:`) are set so that even the bad course passes; empty: has no limits."""

    bad: Files
    good: Files
    limits: str = ""
    speaks: int = 1  #: how many findings the bad course gives
    before: Files = field(default_factory=dict)  #: the course as it was, for rules that compare
    now: str = ""
    lock: PlanLock | None = None  #: what was published, in the bad case


def course(blend: str = "", more: str = "", outline: str = "") -> Files:
    text = "title: Airway\nid: airway\n" + (f"blend: {{{blend}}}\n" if blend else "") + more
    return {"course.yaml": text + (f"outline: [{outline}]\n" if outline else "")}


def unit(name: str = "signs", minutes: int = 20, matter: str = "", questions: int = 3, body: str = "Text.\n") -> Files:
    asked = "\n".join(QUESTION.format(unit=name, number=each) for each in range(1, questions + 1))
    return {f"units/{name}.md": f"---\nestimate: {minutes} min\n{matter}---\n# {name.title()}\n\n{body}\n{asked}"}


def session(name: str = "clinic", matter: str = "", length: str = "90 min", body: str = "") -> Files:
    return {f"sessions/{name}.md": f"---\nlength: {length}\n{matter}---\n# {name.title()}\n\n{body}"}


def cohort(sessions: str = "", more: str = "", start: str = "2026-03-02", end: str = "2026-04-10") -> Files:
    listed = f"sessions:\n{sessions}" if sessions else ""
    return {"cohorts/2026a.yaml": f"timezone: America/New_York\nstart: {start}\nend: {end}\n{more}{listed}"}


CLINIC = "  clinic: {start: 2026-03-09 13:00}\n"
AGENDA = "agenda: [{min: 10, mode: clarify, use: quiz-results}, {min: 70, mode: activity}, {min: 10, mode: debrief}]\n"
FLIPPED = course("model: flipped", outline="signs, clinic") | unit() | session(matter=AGENDA) | cohort(CLINIC)
F2F = (
    course("model: face-to-face-driver", outline="clinic, signs")
    | unit(minutes=30)
    | session(matter="follow-up: [signs]\n")
    | cohort(CLINIC)
)
STATIONS = (
    "stations: [{{id: web, modality: {0}, minutes: {1}, capacity: 10}}, {{id: desk, modality: {2}, minutes: {3}}}]"
)


def rotation(stations: str, more: str = "groups: [a, b], cycle: 1 day", people: str = "capacity: 20\n") -> Files:
    return course(f"model: rotation, {stations}, {more}") | unit() | session() | cohort(CLINIC, people)


ROTATION = rotation(STATIONS.format("online", 40, "teacher-led", 40))
FLEX_MORE = (
    "support: [{title: tutor hour, minutes: 20, reply: 1, owner: tutor}], "
    "triggers: [{when: two failed checks, owner: tutor}], choices: [test out of signs]"
)
FLEX = course(f"model: flex, {FLEX_MORE}") | unit(minutes=240) | session(matter="required: no\n") | cohort(CLINIC)
TOGETHER = "agenda: [{min: 50, mode: mentoring}, {min: 10, mode: lecture}]\nprework: []\n"


def enriched(dates: tuple[str, ...], agenda: str = TOGETHER, minutes: int = 400, holidays: str = "") -> Files:
    names = [f"meeting-{chr(97 + number)}" for number in range(len(dates))]
    files = course("model: enriched-virtual, cadence: weekly") | unit(minutes=minutes)
    for name in names:
        files |= session(name, agenda, "60 min")
    planned = "".join(f"  {name}: {{start: {day} 10:00}}\n" for name, day in zip(names, dates, strict=True))
    return files | cohort(planned, holidays, end="2026-06-30")


ENRICHED = enriched(("2026-03-04", "2026-03-11", "2026-03-18"))

MANAGER = "manager: {name: Dana, backup: Lee}\n"
STAFF = (
    "people: {ann: {name: Ann, skills: [assessor], away: [2026-03-11], max-day: 6 hours}}\n"
    "places: {room: {kind: room, seats: 14, equipment: {manikin: 3}}}\n"
)
ANN = "facilitators: [ann]"
LED = course() | unit() | session() | cohort(f"  clinic: {{start: 2026-03-09 13:00, {ANN}, place: room}}\n", STAFF)
GAP = course() | unit() | session() | session("lab", "after: {session: clinic, gap: {min: 2 days, max: 9 days}}\n")
MOVED = FLIPPED | cohort("  clinic: {start: 2026-03-10 13:00}\n")
MOVED_LATER = FLIPPED
ZONES = course() | unit() | session() | session("lab")
TWICE = "  clinic: {{start: {0} 13:00}}\n  lab: {{start: {1} 13:00}}\n"
BOTH = "  clinic: {start: 2026-03-09 13:00}\n  lab: {start: 2026-03-12 13:00}\n"

CONCEPTS = "concepts: {a: [], b: [], c: [], d: [], e: [], f: []}\n"
VITAL = "objectives: {vital: {text: Do it, level: apply, retention: 90 days}}\n"
FILM = course() | unit(body="![A film](film.mp4)\n") | {"units/film.mp4": "", "units/film.md": "Words.\n"}
SAME_DAY = "  clinic: {start: 2026-03-09 09:00}\n  lab: {start: 2026-03-09 14:00}\n"
LASTING = (
    course(more=VITAL, outline="signs, clinic, rest")
    | unit(matter="teaches: {introduce: [vital]}\n")
    | unit("rest", matter="teaches: {retrieve: [vital]}\n")
    | cohort(CLINIC)
)
TWO_OBJECTIVES = "objectives: {one: Do it, two: Do more}\n"
WITH_REST = FLIPPED | course("model: flipped", outline="signs, clinic, rest") | unit("rest")
SAME = "The airway is the way of the air from the nose to the lungs, and when it is blocked, minutes count.\n"
CHECKLIST = "::: checklist At work #seen graded=yes{0}\nWatch.\n\n- [{1}] Washes hands\n- [ ] Says hello\n:::\n"
FALLEN = PlanLock(
    "2026a",
    1,
    "2026-02-20T18:00:00+00:00",
    {
        "clinic": LockedObject(
            "dd7e9b62-cb8c-5ec2-9d1f-7e0c1ab4a3d0", 0, "2026-02-20T18:00:00+00:00", "", "", "Clinic",
            "2026-03-09T13:00:00", "2026-03-09T14:30:00", "America/New_York",
            told=(("invite", 2),), invited=("invite",),
        )
    },
)  # fmt: skip

CASES: dict[str, Case] = {
    "BM-0": Case(course("model: flipped") | unit(), FLIPPED),
    "BM-HYB": Case(
        FLIPPED | session(matter="audience: mixed\n" + AGENDA),
        FLIPPED | session(matter="audience: mixed\nneeds: {equipment: {camera: 1}, facilitators: 2}\n" + AGENDA),
        speaks=2,
    ),
    "BM-BAND": Case(
        FLIPPED | course("model: flipped, baseline-live: 100 min", outline="signs, clinic"),
        FLIPPED | course("model: flipped, baseline-live: 180 min", outline="signs, clinic"),
        "least: 5%",
    ),
    "BM-FIT": Case(F2F | course("model: flipped", outline="clinic, signs"), F2F),
    "BM-FLIP-1": Case(FLIPPED | session(matter="prework: []\n" + AGENDA), FLIPPED),
    "BM-FLIP-2": Case(
        FLIPPED
        | session(matter="prework: [{unit: signs, release: 2 days before 18:00, due: same day 12:00}]\n" + AGENDA),
        FLIPPED,
        "due-hours: 0, open-workdays: 1",
        speaks=2,
    ),
    "BM-FLIP-3": Case(FLIPPED | unit(questions=2), FLIPPED, "questions: 2"),
    "BM-FLIP-4": Case(
        FLIPPED | session(matter="agenda: [{min: 20, mode: quiz}, {min: 70, mode: activity}]\n"), FLIPPED, "minutes: 20"
    ),
    "BM-FLIP-5": Case(
        FLIPPED
        | session(matter="agenda: [{min: 10, mode: quiz}, {min: 60, mode: lecture}, {min: 20, mode: activity}]\n"),
        FLIPPED,
        "active: 10%, lecture-minutes: 60",
        speaks=2,
    ),
    "BM-FLIP-6": Case(
        FLIPPED
        | course("model: flipped", "concepts: {one: [], two: []}\n", "signs, clinic")
        | unit(matter="teaches: {introduce: [one]}\n")
        | session(matter="teaches: {introduce: [two]}\n" + AGENDA),
        FLIPPED
        | course("model: flipped", "concepts: {one: [], two: []}\n", "signs, clinic")
        | unit(matter="teaches: {introduce: [one, two]}\n"),
        "share: 50%",
    ),
    "BM-FLIP-7": Case(FLIPPED | unit(minutes=91) | session(length="2 hours", matter=AGENDA), FLIPPED, "minutes: 100"),
    "BM-F2F-1": Case(F2F | unit(minutes=100), F2F, "share: 40%"),
    "BM-F2F-2": Case(
        F2F
        | course("model: face-to-face-driver", "concepts: {one: []}\n")
        | unit(matter="teaches: {introduce: [one]}\n"),
        F2F
        | course("model: face-to-face-driver", "concepts: {one: []}\n")
        | session(matter="teaches: {introduce: [one]}\nfollow-up: [signs]\n"),
        "share: 0%",
    ),
    "BM-F2F-3": Case(
        F2F | session(matter="follow-up: [{unit: signs, release: 3 days after, due: 12 days after}]\n"),
        F2F,
        "release-hours: 100, due-days: 14",
        speaks=2,
    ),
    "BM-F2F-4": Case(F2F | session(matter="prework: [signs]\nfollow-up: [signs]\n"), F2F, "minutes: 30"),
    "BM-ROT-1": Case(rotation(STATIONS.format("group", 40, "group", 40), "groups: [a, b]"), ROTATION, speaks=3),
    "BM-ROT-2": Case(
        rotation(STATIONS.format("online", 40, "teacher-led", 40), "groups: [a, b], cycle: 2 weeks"),
        ROTATION,
        "days: 14",
    ),
    "BM-ROT-3": Case(rotation(STATIONS.format("online", 40, "teacher-led", 40), people="capacity: 30\n"), ROTATION),
    "BM-ROT-4": Case(rotation(STATIONS.format("online", 80, "teacher-led", 20)), ROTATION, "share: 90%"),
    "BM-ROT-5": Case(
        rotation(STATIONS.format("online", 40, "teacher-led", 40), "cycle: 1 day, advance: by-progress"),
        rotation(
            STATIONS.format("online", 40, "teacher-led", 40),
            "cycle: 1 day, advance: by-progress, gate: 80% in the check, gate-fallback: one more round",
        ),
        speaks=2,
    ),
    "BM-FLEX-1": Case(FLEX | session(), FLEX, "live: 40%"),
    "BM-FLEX-2": Case(
        FLEX | course(f"model: flex, {FLEX_MORE}".replace("minutes: 20, reply: 1", "minutes: 5, reply: 3")),
        FLEX,
        "minutes: 5, workdays: 3",
        speaks=2,
    ),
    "BM-FLEX-3": Case(
        FLEX | course(f"model: flex, {FLEX_MORE}".replace(", owner: tutor}], choices", "}], choices")), FLEX
    ),
    "BM-FLEX-4": Case(
        FLEX | course(f"model: flex, {FLEX_MORE}".replace(", choices: [test out of signs]", ""), "order: in-order\n"),
        FLEX,
        speaks=2,
    ),
    "BM-FLEX-5": Case(
        FLEX
        | course(f"model: flex, {FLEX_MORE}, milestones: [{{title: half, at: 7 days}}, {{title: end, at: 60 days}}]"),
        FLEX
        | course(f"model: flex, {FLEX_MORE}, milestones: [{{title: half, at: 7 days}}, {{title: end, at: 20 days}}]"),
        "days: 60",
    ),
    "BM-EV-1": Case(enriched(("2026-03-04", "2026-03-11", "2026-03-18"), minutes=100), ENRICHED, "share: 90%"),
    "BM-EV-2": Case(enriched(("2026-03-04", "2026-03-09", "2026-04-20")), ENRICHED, "spread: 3, days: 60", speaks=2),
    "BM-EV-3": Case(
        enriched(
            ("2026-03-04", "2026-03-11", "2026-03-18"),
            "agenda: [{min: 30, mode: lecture}, {min: 30, mode: quiz}]\nprework: []\n",
        ),
        ENRICHED,
        "together: 0%, lecture: 90%",
        speaks=6,
    ),
    "BM-EV-4": Case(enriched(("2026-03-18", "2026-03-25", "2026-04-01")), ENRICHED, "days: 30"),
    "OP-MANAGER": Case(FLIPPED, FLIPPED | course("model: flipped", MANAGER, "signs, clinic")),
    "OP-CLASH": Case(
        LED
        | session("lab")
        | cohort(f"  clinic: {{start: 2026-03-09 13:00, {ANN}}}\n  lab: {{start: 2026-03-09 14:00}}\n", STAFF),
        LED
        | session("lab")
        | cohort(f"  clinic: {{start: 2026-03-09 13:00, {ANN}}}\n  lab: {{start: 2026-03-09 15:00}}\n", STAFF),
    ),
    "OP-AWAY": Case(LED | cohort(f"  clinic: {{start: 2026-03-11 13:00, {ANN}}}\n", STAFF), LED),
    "OP-SKILL": Case(
        LED | session(matter="needs: {facilitators: 2, skill: surgeon}\n"),
        LED | session(matter="needs: {facilitators: 1, skill: assessor}\n"),
        speaks=2,
    ),
    "OP-LOAD": Case(LED | session(length="7 hours"), LED),
    "OP-SEATS": Case(
        LED | cohort(f"  clinic: {{start: 2026-03-09 13:00, {ANN}, place: room}}\n", STAFF + "capacity: 20\n"),
        LED | cohort(f"  clinic: {{start: 2026-03-09 13:00, {ANN}, place: room}}\n", STAFF + "capacity: 14\n"),
    ),
    "OP-EQUIP": Case(
        LED | session(matter="needs: {equipment: {manikin: 4}}\n"),
        LED | session(matter="needs: {equipment: {manikin: 3}}\n"),
    ),
    "OP-HOLIDAY": Case(FLIPPED | cohort(CLINIC, "holidays: {extra: [2026-03-09]}\n"), FLIPPED),
    "OP-WORKDAY": Case(FLIPPED | cohort("  clinic: {start: 2026-03-14 13:00}\n"), FLIPPED),
    "OP-DUEDAY": Case(FLIPPED | session(matter="prework: [{unit: signs, due: 18 hours before}]\n" + AGENDA), FLIPPED),
    "OP-GAP": Case(
        GAP | cohort("  clinic: {start: 2026-03-09 13:00}\n  lab: {start: 2026-03-10 13:00}\n"),
        GAP | cohort("  clinic: {start: 2026-03-09 13:00}\n  lab: {start: 2026-03-12 13:00}\n"),
    ),
    "OP-WINDOW": Case(
        FLIPPED
        | session(matter="prework: [{unit: signs, release: 8 workdays before, due: 9 workdays before}]\n" + AGENDA),
        FLIPPED,
        speaks=2,
    ),
    "OP-OUTSIDE": Case(FLIPPED | cohort("  clinic: {start: 2026-04-13 13:00}\n"), FLIPPED),
    "OP-PAST": Case(MOVED, MOVED_LATER, before=FLIPPED, now="2026-03-09T20:00+00:00"),
    "OP-NOTICE": Case(
        FLIPPED | session(matter="prework: [{unit: signs, due: 2 workdays before 18:00}]\n" + AGENDA),
        FLIPPED,
        "hours: 1",
        before=FLIPPED,
        now="2026-03-05T12:00+00:00",
    ),
    "OP-DST": Case(
        ZONES | cohort(TWICE.format("2026-03-04", "2026-03-11"), "participant-zones: [Europe/London]\n"),
        ZONES | cohort(TWICE.format("2026-03-09", "2026-03-11"), "participant-zones: [Europe/London]\n"),
    ),
    "OP-HOURS": Case(
        FLIPPED | cohort(CLINIC.replace("13:00", "09:00"), "participant-zones: [America/Los_Angeles]\n"),
        FLIPPED,
        "first: 5",
    ),
    "OP-BACKUP": Case(
        FLIPPED | session(matter="fallback: {facilitator: any}\n" + AGENDA),
        FLIPPED | session(matter="fallback: {facilitator: any, equipment: telephone, materials: PDF}\n" + AGENDA),
    ),
    "OP-PIN": Case(
        FLIPPED | cohort(CLINIC, "content: {units: {signs: 000000000000-000000000000}}\n"),
        FLIPPED
        | cohort(CLINIC, "content: {units: {signs: 000000000000-000000000000}}\nchange-notes: [one more question]\n"),
    ),
    "OP-PIN-TEXT": Case(
        FLIPPED | cohort(CLINIC, "content: {units: {signs: 000000000000-000000000000}}\n"),
        FLIPPED
        | cohort(CLINIC, "content: {units: {signs: 000000000000-000000000000}}\nchange-notes: [clearer words]\n"),
    ),
    "OP-UID": Case(
        FLIPPED | session("lab", "was: clinic\nprework: []\n") | cohort(BOTH), FLIPPED | session("lab") | cohort(BOTH)
    ),
    "OP-SEQ": Case(FLIPPED, FLIPPED, lock=FALLEN),
    "OP-PII": Case(
        FLIPPED | cohort("  clinic: {start: 2026-03-09 13:00, note: ask ann@example.org}\n"),
        FLIPPED | cohort("  clinic: {start: 2026-03-09 13:00, note: ask the office}\n"),
    ),
    "LS-SEG-1": Case(
        FILM | {"units/film.vtt": "WEBVTT\n\n00:00.000 --> 10:30.000\nWords\n"},
        FILM | {"units/film.vtt": "WEBVTT\n\n00:00.000 --> 05:30.000\nWords\n"},
        "minutes: 11",
    ),
    "LS-UNIT": Case(
        course(more="outline: [{module: All, items: [signs]}]\n") | unit(minutes=61),
        course(more="outline: [{module: All, items: [signs]}]\n") | unit(minutes=60),
        "module-minutes: 70",
    ),
    "LS-CONCEPT": Case(
        course(more=CONCEPTS) | unit(matter="teaches: {introduce: [a, b, c, d, e, f]}\n"),
        course(more=CONCEPTS) | unit(matter="teaches: {introduce: [a, b, c]}\n"),
        "concepts: 6",
    ),
    "LS-LIVE-1": Case(
        FLIPPED | session(matter="agenda: [{min: 10, mode: quiz}, {min: 80, mode: activity}]\n"),
        FLIPPED
        | session(matter="agenda: [{min: 40, mode: quiz}, {min: 10, mode: break}, {min: 40, mode: activity}]\n"),
        "minutes: 90",
    ),
    "LS-LIVE-2": Case(
        course() | unit() | session(length="3 hours") | session("lab", length="2 hours") | cohort(SAME_DAY),
        course() | unit() | session(length="3 hours") | session("lab", length="1 hour") | cohort(SAME_DAY),
        "online-hours: 5",
    ),
    "LS-LIVE-3": Case(
        FLIPPED | session(matter="agenda: [{min: 30, mode: lecture}, {min: 60, mode: activity}]\n"),
        FLIPPED,
        "minutes: 30",
    ),
    "LS-DAY": Case(
        course()
        | unit()
        | session(matter="kind: workshop\n", length="9 hours")
        | cohort("  clinic: {start: 2026-03-09 09:00}\n"),
        course()
        | unit()
        | session(matter="kind: workshop\n", length="7 hours")
        | cohort("  clinic: {start: 2026-03-09 09:00}\n"),
        "hours: 10",
    ),
    "LS-WEEK": Case(
        FLIPPED | course("model: flipped, week-budget: 1 hour", outline="signs, clinic"),
        FLIPPED | course("model: flipped, week-budget: 3 hours", outline="signs, clinic"),
    ),
    "LS-MONO": Case(
        FLIPPED | session("lab", AGENDA) | session(matter=AGENDA),
        FLIPPED
        | session("lab", AGENDA)
        | session(matter="agenda: [{min: 10, mode: clarify}, {min: 70, mode: discussion}, {min: 10, mode: debrief}]\n"),
        "share: 90%",
    ),
    "LS-AUTON": Case(
        FLIPPED
        | session(matter="prework: [{unit: signs, release: 4 days before 18:00, due: 3 days before 08:00}]\n" + AGENDA),
        FLIPPED,
        "hours: 10, workdays: 1, times: 1",
    ),
    "LS-ENG": Case(FLIPPED | cohort("  clinic: {start: 2026-03-30 13:00}\n"), FLIPPED, "days: 30"),
    "LS-ORDER": Case(
        course(more=CONCEPTS, outline="signs, clinic, rest")
        | unit(matter="teaches: {practise: [a]}\n")
        | unit("rest", matter="teaches: {introduce: [a]}\n")
        | session(matter="follow-up: [rest]\n")
        | cohort(CLINIC),
        course(more=CONCEPTS, outline="signs, clinic, rest")
        | unit(matter="teaches: {introduce: [a]}\n")
        | unit("rest", matter="teaches: {practise: [a]}\n")
        | session(matter="follow-up: [rest]\n")
        | cohort(CLINIC),
    ),
    "LS-SPACE-1": Case(
        LASTING | session(matter="follow-up: [{unit: rest, due: 1 day after}]\n"),
        LASTING | session(matter="follow-up: [{unit: rest, due: 14 days after}]\n"),
        "tolerance: 10",
    ),
    "LS-SPACE-2": Case(
        LASTING | session(matter="follow-up: [rest]\n"),
        LASTING | session(matter="teaches: {retrieve: [vital]}\nfollow-up: [rest]\n"),
        "days: 1",
    ),
    "LS-RETR": Case(
        course(more=VITAL) | unit(matter="objectives: [vital]\n"),
        course(more=VITAL) | unit(matter="objectives: [vital]\n") | unit("rest", matter="objectives: [vital]\n"),
    ),
    "LS-SCAF": Case(
        course(more=VITAL.replace("level: apply", "level: perform"))
        | unit(matter="objectives: [vital]\nteaches: {assess: [vital]}\n"),
        course(more=VITAL.replace("level: apply", "level: perform"))
        | unit(matter="objectives: [vital]\nteaches: {introduce: [vital], assess: [vital]}\n"),
    ),
    "LS-FEED": Case(
        FLIPPED | unit(questions=0, body="::: question #q\nIs it?\n\n- [ ] no\n- [x] yes\n:::\n"), FLIPPED, "share: 0%"
    ),
    "PQ-GOAL": Case(
        FLIPPED,
        FLIPPED | unit(matter="goal: Learners name the signs\n") | session(matter="goal: Learners decide on cases\n"),
        "characters: 0",
        speaks=2,
    ),
    "PQ-GAP": Case(
        course(more=VITAL) | unit(matter="teaches: {introduce: [vital]}\n"),
        course(more=VITAL)
        | unit(matter="objectives: [vital]\nteaches: {introduce: [vital], practise: [vital], assess: [vital]}\n"),
    ),
    "PQ-OVERLAP": Case(
        WITH_REST | unit(body=SAME) | unit("rest", body=SAME),
        WITH_REST | unit(body=SAME) | unit("rest", body="Other words about another thing altogether, told once.\n"),
        "alike: 2",
    ),
    "PQ-MATCH": Case(
        FLIPPED
        | course("model: flipped", TWO_OBJECTIVES, "signs, clinic")
        | unit(matter="objectives: [one]\n")
        | session(matter="objectives: [two]\n" + AGENDA),
        FLIPPED
        | course("model: flipped", TWO_OBJECTIVES, "signs, clinic")
        | unit(matter="objectives: [one, two]\n")
        | session(matter="objectives: [two]\n" + AGENDA),
        "share: 0%",
    ),
    "PQ-EVAL": Case(
        FLIPPED,
        FLIPPED
        | course(
            "model: flipped",
            'evaluation: {formative: [field-test], outcomes: [{id: gain, measure: quiz, target: ">= 0.2"}]}\n',
            "signs, clinic",
        ),
        speaks=2,
    ),
    "AS-MIX": Case(
        FLIPPED | session(matter="prework: [signs]\n"), FLIPPED | session(matter=AGENDA.replace("clarify", "quiz"))
    ),
    "AS-INDIV": Case(FLIPPED | unit(questions=0), FLIPPED),
    "AS-SKILL": Case(
        course(more=VITAL.replace("level: apply", "level: perform")) | unit(matter="objectives: [vital]\n"),
        course(more=VITAL.replace("level: apply", "level: perform"))
        | unit(matter="objectives: [vital]\n", body=CHECKLIST.format("", "x")),
    ),
    "AS-OBS": Case(
        FLIPPED | unit(body=CHECKLIST.format("", "x")),
        FLIPPED | unit(body=CHECKLIST.format(" observations=2", "x")),
        "observations: 1",
    ),
}

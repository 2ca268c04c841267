"""Sessions room, optimal scheduling: the cheapest plan there is, proved, or the rules that make one impossible.

Needs OR-Tools (`pip install scormkit[solve]`); everything else works without. One worker and a fixed seed, so that the
same programme gives the same plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from scormkit.errors import ScormkitError
from scormkit.model import Course, LiveSession
from scormkit.model.live import Booking, BookingStatus, Cohort
from scormkit.sessions.dates import at_utc, moment
from scormkit.sessions.scheduling import DAY, MOVED, SUBSTITUTED, Solution, Taken, starts_of, to_place, unfit

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_SECONDS = 30.0  # the longest search; a proof of 40 live sessions takes well under one


def solve(
    course: Course,
    cohort: Cohort,
    *,
    free: Iterable[str] | None = None,
    taken: Iterable[Taken] = (),
    not_before: datetime | None = None,
) -> Solution:
    """As `scheduling.fill`, but no cheaper plan exists. What cannot be placed comes with the rules that clash.

    Raises `ScormkitError` where OR-Tools is missing.
    """
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        raise ScormkitError(
            "an optimal plan needs OR-Tools: `pip install scormkit[solve]`, or leave `--optimal` out"
        ) from None
    by_id = {each.id: each for each in course.live_sessions}
    wanted = to_place(cohort, free)
    names = [each.id for each in course.live_sessions if each.id in wanted]
    model = _Model(cp_model, course, cohort, tuple(taken), not_before)
    for booking in cohort.bookings:
        if booking.session in by_id and booking.status is not BookingStatus.CANCELLED:
            model.add(by_id[booking.session], booking, booking.session in wanted)
    for name in names:
        if name not in model.starts:
            model.add(by_id[name], Booking(name), True)
    return model.solved(names)


def _minutes(moment_: datetime) -> int:
    return int((moment_ - _EPOCH).total_seconds()) // 60


class _Model:
    """The programme as constraints; each rule hangs on a literal of its own, so that a clash can be named."""

    def __init__(
        self, cp_model: Any, course: Course, cohort: Cohort, taken: tuple[Taken, ...], not_before: datetime | None
    ) -> None:
        self.cp: Any = cp_model
        self.model: Any = cp_model.CpModel()
        self.course, self.cohort, self.taken, self.not_before = course, cohort, taken, not_before
        self.rules = {
            name: self.model.new_bool_var(name)
            for name in ("OP-GAP", "OP-AWAY", "OP-SKILL", "OP-SEATS", "OP-WORKDAY", "OP-CLASH")
        }
        self.starts: dict[str, Any] = {}
        self.ends: dict[str, Any] = {}
        self.leads: dict[tuple[str, str], Any] = {}
        self.places: dict[tuple[str, str], Any] = {}
        self.costs: list[Any] = []
        self.intervals: list[Any] = []
        self.people: dict[str, list[Any]] = {each.id: [] for each in cohort.people}
        self.venues: dict[str, list[Any]] = {each.id: [] for each in cohort.venues}

    def add(self, session: LiveSession, booking: Booking, is_free: bool) -> None:
        """A live session with its start, people and place: to be chosen, or as they are."""
        start = self._start(session, booking, is_free)
        if start is None:
            return
        length = round(session.minutes)
        self.starts[session.id] = start
        self.ends[session.id] = start + length
        self.intervals.append(self.model.new_fixed_size_interval_var(start, length, session.id))
        busy = length + self.cohort.changeover // 60
        self._people(session, booking, is_free, start, busy)
        self._places(session, booking, is_free, start, busy)

    def _start(self, session: LiveSession, booking: Booking, is_free: bool) -> Any:
        if not is_free:
            if booking.start is None:
                return None
            return self.model.new_constant(_minutes(moment(booking.start, self.cohort.zone).utc))
        allowed = sorted(
            {_minutes(each.utc) for each in starts_of(session, booking.start, self.cohort, self.not_before)}
        )
        first = _minutes(moment(datetime.combine(self.cohort.start, datetime.min.time()), self.cohort.zone).utc)
        start = self.model.new_int_var(
            first, first + ((self.cohort.end - self.cohort.start).days + 1) * 1440, session.id
        )
        domain = self.cp.Domain.from_values(allowed or [first])
        self.model.add_linear_expression_in_domain(start, domain).only_enforce_if(self.rules["OP-WORKDAY"])
        if not allowed:
            self.model.add_bool_or([self.rules["OP-WORKDAY"].negated()])
        self._price(start, booking, first, session.id)
        return start

    def _midnight(self, day: date) -> int:
        return _minutes(moment(datetime.combine(day, time()), self.cohort.zone).utc)

    def _price(self, start: Any, booking: Booking, first: int, name: str) -> None:
        """A moved live session costs, and each day it is farther; one without a date is best early."""
        days = self.model.new_int_var(0, 4000, f"days {name}")
        if booking.start is None:
            self.model.add_division_equality(days, start - first, 1440)
            self.costs.append(days)
            return
        wish = _minutes(moment(booking.start, self.cohort.zone).utc)
        distance = self.model.new_int_var(0, 4000 * 1440, f"distance {name}")
        self.model.add_abs_equality(distance, start - wish)
        moved = self.model.new_bool_var(f"moved {name}")
        self.model.add(distance == 0).only_enforce_if(moved.negated())
        self.model.add(days * 1440 + 720 >= distance)
        self.costs += [MOVED * moved, DAY * days]

    def _people(self, session: LiveSession, booking: Booking, is_free: bool, start: Any, busy: int) -> None:
        chosen = []
        for person in self.cohort.people:
            if not is_free:
                leads = self.model.new_constant(int(person.id in booking.facilitators))
            else:
                leads = self.model.new_bool_var(f"{person.id} leads {session.id}")
                able = person.facilitates() and (not session.needs.skill or session.needs.skill in person.skills)
                if not able:
                    self.model.add(leads == 0).only_enforce_if(self.rules["OP-SKILL"])
                if person.id in booking.facilitators:
                    self.costs.append(SUBSTITUTED * leads.negated())
            self.leads[session.id, person.id] = leads
            name = f"{person.id} in {session.id}"
            self.people[person.id].append(self.model.new_optional_fixed_size_interval_var(start, busy, leads, name))
            chosen.append(leads)
        if is_free and chosen:
            self.model.add(sum(chosen) == max(session.needs.facilitators, 1))

    def _places(self, session: LiveSession, booking: Booking, is_free: bool, start: Any, busy: int) -> None:
        chosen = []
        for venue in self.cohort.venues:
            if not is_free:
                here = self.model.new_constant(int(venue.id == booking.venue))
            else:
                here = self.model.new_bool_var(f"{session.id} in {venue.id}")
                if unfit(venue, session, self.cohort):
                    self.model.add(here == 0).only_enforce_if(self.rules["OP-SEATS"])
                if venue.is_online != (session.audience == "remote") and venue.id != booking.venue:
                    self.model.add(here == 0)
            self.places[session.id, venue.id] = here
            name = f"{session.id} at {venue.id}"
            self.venues[venue.id].append(self.model.new_optional_fixed_size_interval_var(start, busy, here, name))
            chosen.append(here)
        if is_free and chosen:
            fitting = [each for each in self.cohort.venues if each.is_online == (session.audience == "remote")]
            needs_one = bool(session.needs.place_kind or booking.venue or fitting)
            self.model.add(sum(chosen) == 1) if needs_one else self.model.add_at_most_one(chosen)

    def _constrain(self) -> None:
        self.model.add_no_overlap(self.intervals)
        for person in self.cohort.people:
            fixed = [*self._absences(person.away), *self._elsewhere(person.id)]
            self.model.add_no_overlap([*self.people[person.id], *fixed])
        for venue in self.cohort.venues:
            self.model.add_no_overlap([*self.venues[venue.id], *self._elsewhere(venue.id)])
        for session in self.course.live_sessions:
            for after in session.after:
                if session.id in self.starts and after.session in self.starts:
                    gap = self.starts[session.id] - self.ends[after.session]
                    self.model.add(gap * 60 >= after.least).only_enforce_if(self.rules["OP-GAP"])
                    if after.most:
                        self.model.add(gap * 60 <= after.most).only_enforce_if(self.rules["OP-GAP"])

    def _absences(self, spans: Iterable[tuple[date, date]]) -> Iterable[Any]:
        for first, last in spans:
            begin = _minutes(moment(datetime.combine(first, datetime.min.time()), self.cohort.zone).utc)
            end = _minutes(
                moment(datetime.combine(last + timedelta(days=1), datetime.min.time()), self.cohort.zone).utc
            )
            yield self.model.new_optional_fixed_size_interval_var(
                begin, end - begin, self.rules["OP-AWAY"], f"away {first}"
            )

    def _elsewhere(self, name: str) -> Iterable[Any]:
        for each in self.taken:
            if each.name == name:
                begin, end = _minutes(each.start), _minutes(each.end) + self.cohort.changeover // 60
                rule = self.rules["OP-CLASH"]
                yield self.model.new_optional_fixed_size_interval_var(begin, end - begin, rule, f"taken {name}")

    def solved(self, names: list[str]) -> Solution:
        self._constrain()
        self.model.add_assumptions(list(self.rules.values()))
        self.model.minimize(sum(self.costs))
        solver = self._solver()
        status = solver.solve(self.model)
        if status in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return self._read(solver, names)
        clashing = self._clash()
        return Solution(self.cohort, tuple((name, clashing) for name in names))

    def _solver(self) -> Any:
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_time_in_seconds = _SECONDS
        return solver

    def _clash(self) -> tuple[tuple[str, int], ...]:
        """The rules that cannot hold together. An objective hides the assumptions, so it is taken out first."""
        self.model.clear_objective()
        solver = self._solver()
        solver.solve(self.model)
        found = set(solver.sufficient_assumptions_for_infeasibility())
        named = sorted(name for name, literal in self.rules.items() if literal.index in found)
        return tuple((name, 1) for name in named or ["OP-OUTSIDE"])

    def _read(self, solver: Any, names: list[str]) -> Solution:
        bookings = {each.session: each for each in self.cohort.bookings}
        for name in names:
            start = at_utc(_EPOCH + timedelta(minutes=solver.value(self.starts[name])), self.cohort.zone)
            booking = bookings.get(name, Booking(name))
            people = [each.id for each in self.cohort.people if solver.value(self.leads[name, each.id])]
            named = [each for each in booking.facilitators if each in people]
            rest = [each for each in people if each not in named]
            venue = next((each.id for each in self.cohort.venues if solver.value(self.places[name, each.id])), "")
            bookings[name] = replace(
                booking,
                start=start.local,
                facilitators=(*named, *rest) if self.cohort.people else booking.facilitators,
                venue=venue if self.cohort.venues else booking.venue,
            )
        cohort = replace(self.cohort, bookings=tuple(bookings.values()), auto=False)
        return Solution(cohort, (), round(solver.objective_value))

"""Deadlines as provisions: `deadline d … runs from e(X, Day)` gives the relation `d(X, Due)`.

A period that runs from the latest of several days has a relation of its starts beside it, and says of
each start that somebody bears the burden of showing whether it is shown. A start that nobody has to show
and nobody shows may be on any day: the last day is then known only as not before some day. A period that
may have stood still is two provisions: one where nothing shows that it did, one that is longer by that
time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from decisis.diagnostics import Diagnostic
from decisis.syntax import ast
from decisis.values import Bounds

Expanded = tuple[list[ast.Relation], list[ast.Provision], list[Diagnostic]]


def expand_deadline(
    deadline: ast.Deadline, relations: Mapping[str, ast.Relation], countings: Mapping[str, ast.Counting]
) -> Expanded:
    """The relation of due days, and the provisions that give it."""
    first = _atom(deadline.triggers[0])
    declared, day = relations.get(first.relation.text), _last_variable(first)
    problems = [] if day is not None else [_no_trigger(deadline, first)]
    if deadline.tolling is not None:
        problems += _wrong_tolling(deadline, deadline.tolling, relations, countings)
    if problems or declared is None or day is None:
        return [], [], problems
    expansion = _Expansion(deadline, declared, first.arguments[:-1], day)
    return expansion.relations(), [*expansion.starts(), *expansion.dues()], []


@dataclass(frozen=True)
class _Expansion:
    deadline: ast.Deadline
    declared: ast.Relation  # what the first trigger is
    key: tuple[ast.Argument, ...]  # what the period belongs to
    day: ast.Variable  # on which it starts

    def relations(self) -> list[ast.Relation]:
        found = [self._relation()]
        if len(self.deadline.triggers) > 1:
            found.append(replace(self._relation(suffix="_start"), functional=None))
        return found

    def _relation(self, suffix: str = "") -> ast.Relation:
        deadline, span = self.deadline, self.deadline.name.span
        others = self.declared.parameters[:-1]
        due = ast.Parameter(ast.Name("due", span), ast.Name("Date", span))
        reads, denied = self._words(suffix)
        return ast.Relation(
            ast.Name(deadline.name.text + suffix, span),
            (*others, due),
            deadline.span,
            functional=tuple(p.name for p in others),
            reads=reads,
            denied=denied,
        )

    def _words(self, suffix: str) -> tuple[ast.Quoted, ast.Quoted | None]:
        """Its own words for the last day; for the day on which it starts there are none."""
        deadline, span = self.deadline, self.deadline.name.span
        if deadline.reads and not suffix:
            return deadline.reads, deadline.denied
        title = deadline.title.text if deadline.title else deadline.name.text.replace("_", " ")
        title = title[:1].lower() + title[1:]
        said = (
            f"the period for {title} starts on {{due}}" if suffix else f"the last day for {title} is {{due}}"
        )
        return ast.Quoted(said, span), ast.Quoted(said.replace(" is ", " is not "), span)

    # --- from what day it runs -------------------------------------------------------------------------

    @cached_property
    def _start_name(self) -> ast.Name:
        return ast.Name(f"{self.deadline.name.text}_start", self.deadline.name.span)

    def starts(self) -> Iterator[ast.Provision]:
        """A provision for each trigger, if there are several."""
        if len(self.deadline.triggers) == 1:
            return
        for index, trigger in enumerate(self.deadline.triggers):
            head = ast.Atom(self._start_name, _atom(trigger).arguments, self.deadline.span)
            yield self._provision(f"_start_{index + 1}", head, (trigger,), None, under=trigger.pinpoint)
            if trigger.burden is None:
                yield self._unknown_start(index, trigger)

    def _unknown_start(self, index: int, trigger: ast.Element) -> ast.Provision:
        """That it may start on any day: another day is shown, and not this one, which nobody has to show."""
        span = self.deadline.span
        others = [t for t in self.deadline.triggers if t is not trigger]
        shown = [_with_last(_atom(t), ast.Variable("_", t.span)) for t in others]
        lettered = zip("abcdefghijklmnopqrstuvwxyz", shown, strict=False)
        some = ast.Either(tuple(ast.Element(f"({a})", f, span) for a, f in lettered), span)
        missing = replace(trigger, label="(2)", formula=_not_shown(_atom(trigger), f"Any_{index + 1}"))
        unknown = Bounds(None, None, tag=f"{self._start_name.text}_{index + 1}")
        any_day = ast.Argument(None, ast.Constant(unknown, span))
        head = ast.Atom(self._start_name, (*self.key, any_day), span)
        given = (ast.Element("(1)", some if len(shown) > 1 else shown[0], span), missing)
        return self._provision(f"_start_{index + 1}_unknown", head, given, None, under=trigger.pinpoint)

    def _run(self) -> tuple[ast.Formula | ast.Element, ...]:
        """What gives the day on which it starts."""
        if len(self.deadline.triggers) == 1:
            return (self.deadline.triggers[0],)
        span = self.deadline.span
        each, anything = ast.Variable("Each", span), ast.Variable("_", span)
        latest = ast.AggregateOf(self.day, "latest", each, (each,), (self._starts_on(each),), span)
        return (self._starts_on(anything), *self._unshown_triggers(), latest)

    def _starts_on(self, day: ast.Variable) -> ast.Literal:
        span = self.deadline.span
        return ast.Literal(
            ast.Atom(self._start_name, (*self.key, ast.Argument(None, day)), span), False, span
        )

    def _unshown_triggers(self) -> Iterator[ast.Formula]:
        """Of each trigger that somebody has to show: it is shown, or nobody shows it."""
        for index, trigger in enumerate(self.deadline.triggers):
            if trigger.burden is not None:
                atom = _atom(trigger)
                shown = _with_last(atom, ast.Variable("_", atom.span))
                yield ast.Either(
                    (
                        replace(trigger, label="(a)", formula=shown, burden=None),
                        replace(trigger, label="(b)", formula=_not_shown(atom, f"Any_{index + 1}")),
                    ),
                    trigger.span,
                )

    # --- when it ends ------------------------------------------------------------------------------------

    def dues(self) -> Iterator[ast.Provision]:
        span, tolling = self.deadline.span, self.deadline.tolling
        period = ast.Variable("Period", span)
        if tolling is None:
            yield self._due("", (*self._run(), self._last_day(period)))
            return
        excluded = _last_variable(_atom(tolling))
        assert excluded is not None
        longer = ast.Binary("+", period, excluded, span)
        never = replace(tolling, formula=_not_shown(_atom(tolling), "Excluded_time"))
        yield self._due("", (*self._run(), never, self._last_day(period)))
        yield self._due("_tolled", (*self._run(), tolling, self._last_day(longer)))

    def _last_day(self, length: ast.Expression) -> ast.Formula:
        span = self.deadline.span
        shift = ast.Shift(length, "after", self.day, self.deadline.counting, span)
        return ast.Assignment(ast.Variable("Due", span), shift, span)

    def _due(self, suffix: str, found: tuple[ast.Formula | ast.Element, ...]) -> ast.Provision:
        span = self.deadline.span
        due = ast.Argument(None, ast.Variable("Due", span))
        period = ast.Variable("Period", span)
        rows = tuple(
            ast.EditionRow(
                p.start or date.min,
                p.pinpoint,
                (ast.Setting(period, ast.Constant(p.length, span)),),
                p.quote,
                span,
            )
            for p in self.deadline.periods
        )
        elements = tuple(
            replace(e, label=f"({number})")
            if isinstance(e, ast.Element)
            else ast.Element(f"({number})", e, span)
            for number, e in enumerate(found, 1)
        )
        head = ast.Atom(self.deadline.name, (*self.key, due), span)
        return self._provision(suffix, head, elements, ast.EditionRows(self.day, rows))

    def _provision(
        self,
        suffix: str,
        head: ast.Atom,
        given: tuple[ast.Element, ...],
        rows: ast.EditionRows | None,
        *,
        under: ast.Quoted | None = None,
    ) -> ast.Provision:
        deadline, span = self.deadline, self.deadline.span
        place = deadline.under
        return ast.Provision(
            "deadline",
            ast.Name(deadline.name.text + suffix, deadline.name.span),
            ast.Literal(head, False, span),
            span,
            title=deadline.title,
            under=replace(place, pinpoint=under) if place and under else place,
            provenance=deadline.provenance,
            in_force=deadline.in_force,
            given=given,
            rows=rows,
        )


def named_by(deadline: ast.Deadline) -> Iterator[str]:
    """The relations that it runs from and is tolled by."""
    events = (*deadline.triggers, *((deadline.tolling,) if deadline.tolling else ()))
    return (_atom(event).relation.text for event in events)


def _atom(event: ast.Element) -> ast.Atom:
    assert isinstance(event.formula, ast.Literal)
    return event.formula.atom


def _last_variable(atom: ast.Atom) -> ast.Variable | None:
    last = atom.arguments[-1].term if atom.arguments else None
    return last if isinstance(last, ast.Variable) else None


def _with_last(atom: ast.Atom, last: ast.Variable) -> ast.Literal:
    arguments = (*atom.arguments[:-1], ast.Argument(None, last))
    return ast.Literal(replace(atom, arguments=arguments), False, atom.span)


def _not_shown(atom: ast.Atom, name: str) -> ast.NoShowing:
    return ast.NoShowing(_with_last(atom, ast.Variable(name, atom.span)), atom.span)


# --- mistakes ----------------------------------------------------------------------------------------------


def _wrong_tolling(
    deadline: ast.Deadline,
    tolling: ast.Element,
    relations: Mapping[str, ast.Relation],
    countings: Mapping[str, ast.Counting],
) -> Iterator[Diagnostic]:
    atom = _atom(tolling)
    declared = relations.get(atom.relation.text)
    of_time = declared is not None and declared.parameters[-1].sort.text == "Duration"
    if not of_time or _last_variable(atom) is None:
        yield Diagnostic(
            "E0365",
            f"deadline `{deadline.name.text}` does not say for how long it stands still",
            atom.span,
            notes=(
                "a period is tolled by a declared relation whose last argument is a duration, a variable",
            ),
            help="write `tolled by excluded_time(J, Excluded)`",
        )
    counting = countings.get(deadline.counting.text) if deadline.counting else None
    skipping = [r.business_days_under for r in counting.rows if r.business_days_under] if counting else []
    if any(p.length.months == 0 and p.length.days < s.days for p in deadline.periods for s in skipping):
        yield Diagnostic(
            "E0365",
            f"deadline `{deadline.name.text}` skips days off, and is not made longer by days that count them",
            atom.span,
            notes=(
                "a short period is counted in days that are not off, the time it stands still in all days",
            ),
            help="write rules that say when it starts again",
        )


def in_a_ring(deadline: ast.Deadline) -> Diagnostic:
    """It runs from its own last day, or from that of a deadline which does."""
    return Diagnostic(
        "E0306",
        f"deadline `{deadline.name.text}` runs from its own last day",
        _atom(deadline.triggers[0]).span,
        notes=("what it runs from is, directly or through other deadlines, the day on which it ends",),
        help="let one of them run from an event",
    )


def _no_trigger(deadline: ast.Deadline, trigger: ast.Atom) -> Diagnostic:
    return Diagnostic(
        "E0306",
        f"deadline `{deadline.name.text}` does not say what it runs from",
        trigger.span,
        notes=(
            "a deadline runs from a declared relation whose last argument is a day, written as a variable",
        ),
        help="write `runs from event(J, Day)`",
    )

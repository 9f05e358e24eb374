"""The days from one to another: once for each, or of one that another element gives, whether it is one.

Where there may be more than `MOST_DAYS` none is established, so that nobody takes some for all; and one that
is known by these bounds alone is possible, so that nobody takes none for all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from decisis.compiler.output import Auxiliaries, Body, binding_part
from decisis.compiler.terms import ir_expression
from decisis.compiler.words import FormulaWords, expression_words
from decisis.rules import ir, naming
from decisis.syntax import ast
from decisis.values import Bounds, Duration

MOST_DAYS = 10_000  # that `any day from … to …` goes through
_FIRST_DAY = ir.Constant(date.min)  # days are counted from it
_BASE = 160  # the last day there is has number 3,652,058, in three places
_PLACES = tuple((f"places of {_BASE**place:,} days", _BASE**place) for place in (2, 1, 0))
_ANY_TIME = ir.Constant(Bounds(Duration(), None))


@dataclass(frozen=True)
class Days:
    """Lowers one `any day from … to …` in one mode."""

    formula: ast.AnyDay
    info: ir.ElementInfo
    made: Auxiliaries
    words: FormulaWords

    @property
    def one_of_them(self) -> Body:
        """That a day which another element knows, if only by bounds, is one from the first to the last."""
        certain, formula = self.made.mode.established, self.formula
        parts = (formula.first, formula.variable, formula.last)
        first, day, last = (expression_words(part, self.words.labels) for part in parts)
        at_most = (self._few, self._say(f"from {first} to {last} are {MOST_DAYS:,} days at most"))
        begun = ir.Comparison(self._first, "<=", self._day, certain)
        ended = ir.Comparison(self._day, "<=", self._last, certain)
        return (
            *self._ends,
            *((at_most,) if certain else ()),
            (begun, self._say(f"{day} is not before {first}")),
            (ended, self._say(f"{day} is not after {last}")),
        )

    def each(self, before: Body) -> list[Body]:
        """Each of the days, beside what stands before them."""
        known = (*binding_part(before), *self._ends)
        days = [self._each_day((*known, (self._few, None)))]
        if not self.made.mode.established:
            many = ir.Comparison(self._last, ">", self._after_most, certain=False)
            days.append(self._some_day((*known, (many, None))))
        words = self._say(self.words.days(self.formula))
        return [(*self._ends, (day, words)) for day in days]

    @property
    def _day(self) -> ir.Variable:
        return ir.Variable(self.formula.variable.name)

    @property
    def _first(self) -> ir.Variable:
        return ir.Variable(f"_first {self.info.label}")

    @property
    def _last(self) -> ir.Variable:
        return ir.Variable(f"_last {self.info.label}")

    @property
    def _ends(self) -> Body:
        return (
            (ir.Binding(self._first, ir_expression(self.formula.first)), None),
            (ir.Binding(self._last, ir_expression(self.formula.last)), None),
        )

    @property
    def _after_most(self) -> ir.Expression:
        return ir.Apply("+", (self._first, ir.Constant(Duration(days=MOST_DAYS - 1))))

    @property
    def _few(self) -> ir.Comparison:
        return ir.Comparison(self._last, "<=", self._after_most)

    def _each_day(self, ends: Body) -> ir.Atom:
        """Every day that is (or may be) between two that may be imprecise; each a day of its own.

        Its number, counted from the first day there is, is found place by place: what a number begins with is
        kept if one that begins so lies between the numbers of the two.
        """
        label, certain = self.info.label, self.made.mode.established
        least, most = (ir.Apply("days between", (_FIRST_DAY, end)) for end in (self._first, self._last))
        found: Body = ends
        number: ir.Expression = ir.Constant(0)
        for relation, unit in _PLACES:
            self.made.output.lists[relation] = frozenset((n * unit,) for n in range(_BASE))
            part = ir.Variable(f"_part of {unit} {label}")
            longer = ir.Variable(f"_number by {unit} {label}")
            highest = ir.Apply("+", (longer, ir.Constant(unit - 1)))
            begun: Body = (
                *found,
                (ir.Atom(relation, (part,)), None),
                (ir.Binding(longer, ir.Apply("+", (number, part))), None),
                (ir.Comparison(longer, "<=", most, certain), None),
                (ir.Comparison(least, "<=", highest, certain), None),
            )
            found = ((self._between(longer, begun), None),)
            number = longer
        since = ir.Apply("*", (ir.Constant(Duration(days=1)), number))
        named: Body = (*found, (ir.Binding(self._day, ir.Apply("+", (_FIRST_DAY, since))), None))
        return self._between(self._day, named)

    def _some_day(self, ends: Body) -> ir.Atom:
        """A day between two, of which no more is known, where there may be too many (`rules.passing`)."""
        many = self.made.relation(naming.MANY_DAYS, self.info.label, (), ends)
        later = ir.Variable(f"_time {self.info.label}")
        any_time = naming.ANY_TIME + many.relation
        self.made.clause(ir.Atom(any_time, (_ANY_TIME,)), ((many, None),))
        passed = ir.Apply("+", (self._first, later))
        day = ir.Binding(self._day, ir.Apply("lesser", (passed, self._last)))
        named: Body = (*ends, (ir.Atom(any_time, (later,)), None), (day, None))
        return self._between(self._day, named)

    def _between(self, found: ir.Variable, body: Body) -> ir.Atom:
        return self.made.relation(
            naming.DAYS.strip(), self.info.label, (self._first, self._last, found), body
        )

    def _say(self, words: str) -> ir.ElementInfo:
        return replace(self.info, text=words)

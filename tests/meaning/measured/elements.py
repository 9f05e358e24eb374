"""When elements hold, and when they are false, where nothing is open: gone through value by value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Protocol, assert_never

from tests.meaning.measured import law as m
from tests.meaning.measured.amounts import OPPOSITE, Amounts, Binding

Row = tuple[Any, ...]


class Rows(Protocol):
    """What elements are held against."""

    def rows(self, name: str, positive: bool = True) -> frozenset[Row]: ...

    def in_scenario(self, scenario: m.Scenario, of: Any) -> Reading: ...


@dataclass(frozen=True)
class Reading:
    """The elements of a law, read in one world."""

    law: m.Law
    amounts: Amounts
    world: Rows

    def ways(self, elements: tuple[m.Element, ...], binding: Binding) -> Iterator[Binding]:
        """Every way in which all the elements hold, one after the other."""
        if not elements:
            yield binding
            return
        for way in self.met(elements[0], binding):
            yield from self.ways(elements[1:], way)

    def holds(self, elements: tuple[m.Element, ...], binding: Binding) -> bool:
        return any(True for _ in self.ways(elements, binding))

    def filled(self, terms: tuple[m.Term, ...], binding: Binding) -> Row:
        return tuple(self.amounts.value(each, binding) for each in terms)

    # --- what holds ---------------------------------------------------------------------------------

    def met(self, element: m.Element, binding: Binding) -> Iterator[Binding]:
        """Every way in which an element holds."""
        match element:
            case m.Literal():
                yield from self._literal(element, binding)
            case m.AnyDay(var, first, last):
                for day in _days(*self.filled((first, last), binding)):
                    yield from self._bound(var, day, binding)
            case m.Names(var, what):
                yield from self._bound(var, self.amounts.value(what, binding), binding)
            case m.Total(var):
                yield from self._bound(var, self._total(element, binding), binding)
            case m.Governs():
                yield from self._governed(element, binding)
            case _:
                yield from [binding] * self._is_so(element, binding)

    def _is_so(
        self,
        element: m.NoShowing | m.Compares | m.OneOf | m.Within | m.ForEvery | m.Either,
        binding: Binding,
    ) -> bool:
        match element:
            case m.NoShowing(literal):
                return not self.holds((literal,), binding)
            case m.Compares(left, sign, right):
                return self._compared(left, sign, right, binding)
            case m.OneOf(var, options, positive):
                is_one = any(self.amounts.compared(binding[var.name], "=", each) for each in options)
                return is_one is positive
            case m.Within():
                return self._is_within(element, binding) is True
            case m.ForEvery(_, cases, holds):
                every = list(self.ways(cases, binding))
                return bool(every) and all(self.holds(holds, case) for case in every)
            case m.Either(parts):
                return any(self.holds((part,), binding) for part in parts)
            case _:
                assert_never(element)

    def _compared(self, left: m.Expression, sign: str, right: m.Expression, binding: Binding) -> bool:
        one, other = self.amounts.value(left, binding), self.amounts.value(right, binding)
        return None not in (one, other) and self.amounts.compared(one, sign, other)

    def _literal(self, literal: m.Literal, binding: Binding) -> Iterator[Binding]:
        if not literal.scenario:
            yield from self._plain(literal, binding)
            return
        scenario = next(each for each in self.law.scenarios if each.name == literal.scenario)
        of = None if literal.of == m.ANY else self.amounts.value(literal.of, binding)
        for chosen in sorted({row[0] for row in self.world.rows(scenario.by)}):
            if of is None or chosen == of:
                yield from self.world.in_scenario(scenario, chosen)._plain(literal, binding)

    def _plain(self, literal: m.Literal, binding: Binding) -> Iterator[Binding]:
        relation = self.law.relation(literal.relation)
        rows = self.world.rows(literal.relation)
        if literal.positive:
            yield from self._matching(literal.terms, rows, binding)
        elif relation.closed:
            yield from [binding] * (not any(True for _ in self._matching(literal.terms, rows, binding)))
        else:
            yield from self._matching(literal.terms, self.world.rows(literal.relation, False), binding)
            if relation.keys is not None:
                yield from self._of_another_value(literal, rows, relation.keys, binding)

    def _of_another_value(
        self, literal: m.Literal, rows: frozenset[Row], keys: int, binding: Binding
    ) -> Iterator[Binding]:
        named = self.filled(literal.terms[keys:], binding)
        for row in rows:
            if any(self.amounts.compared(a, "!=", b) for a, b in zip(row[keys:], named, strict=True)):
                yield from self._matching(literal.terms[:keys], {row[:keys]}, binding)

    def _is_within(self, element: m.Within, binding: Binding) -> bool | None:
        """None: no row of the counting rule says when the period ends, and the day is not outside of any."""
        day, start = self.filled((element.day, element.start), binding)
        if day < start if element.way == "after" else day > start:
            return False
        limit = self.amounts.value(m.Shift(element.period, element.way, element.start, element.rule), binding)
        if limit is None:
            return None
        return bool(start <= day <= limit if element.way == "after" else limit <= day <= start)

    def _total(self, total: m.Total, binding: Binding) -> Any:
        named = (*total.keys, *([total.value] if total.value else []))
        members: list[Row] = []
        for way in self.ways(total.conditions, binding):
            member = self.filled(named, way)
            if not any(all(map(self.amounts.same, member, each)) for each in members):
                members.append(member)
        sort = total.value.name[0] if total.value else ""
        return self.amounts.total(total.operator, sort, [member[-1] for member in members])

    def _governed(self, element: m.Governs, binding: Binding) -> Iterator[Binding]:
        day = binding[element.day.name]
        if day < element.first or (element.last and day > element.last):
            return
        if element.var is None:
            yield binding
            return
        begun = [each for each in element.editions if each.first <= day]
        if begun:
            yield from self._bound(element.var, max(begun, key=lambda each: each.first).value, binding)

    # --- names of values ----------------------------------------------------------------------------

    def _bound(self, var: m.Var, value: Any, binding: Binding) -> Iterator[Binding]:
        """The binding with a value more; nothing is named by what comes to nothing."""
        if value is not None and self.amounts.same(binding.get(var.name, value), value):
            yield {var.name: value, **binding}

    def _matching(
        self, terms: tuple[m.Term, ...], rows: Iterable[Row], binding: Binding
    ) -> Iterator[Binding]:
        for row in rows:
            found = dict(binding)
            if all(self._matches(term, value, found) for term, value in zip(terms, row, strict=True)):
                yield found

    def _matches(self, term: m.Term, value: Any, found: dict[str, Any]) -> bool:
        if isinstance(term, m.Var):
            return term == m.ANY or self.amounts.same(found.setdefault(term.name, value), value)
        return self.amounts.same(term, value)

    # --- what is false ------------------------------------------------------------------------------

    def is_false(self, element: m.Element, binding: Binding) -> bool:
        """An element is false, rather than not shown."""
        match element:
            case m.Compares(left, sign, right):
                return self._compared(left, OPPOSITE[sign], right, binding)
            case m.Within():
                return self._is_within(element, binding) is False
            case m.OneOf():
                return not self.holds((element,), binding)
            case m.NoShowing(literal):
                return self.holds((literal,), binding)
            case m.Literal():
                return self.holds((replace(element, positive=not element.positive),), binding)
            case m.Either(parts):
                return all(self.is_false(part, binding) for part in parts)
            case _:
                raise AssertionError(element)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(number) for number in range((last - first).days + 1))

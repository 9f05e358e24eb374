"""When a definition is denied: the elements that can be established false, and what fixes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from decisis.compiler.elements import named_inside
from decisis.compiler.library import Library
from decisis.compiler.words import OPPOSITE
from decisis.syntax import ast
from decisis.syntax.walk import walk

Elements = tuple[ast.Element, ...]
Fixing = Mapping[str, Elements]  # the variables that have one value alone, each with what gives it


def failures(provision: ast.Provision, library: Library) -> Iterator[Elements]:
    """For each element that can be established false: its opposite, beside what fixes its variables.

    Only where the arguments of the conclusion fix every variable of the element (through functional
    relations, lines of tables, sums and counts): otherwise another value could still meet the definition.
    """
    head = _variables(provision.conclusion)
    return _Definition(provision, library).failures(dict.fromkeys(head, ()))


@dataclass(frozen=True)
class _Definition:
    provision: ast.Provision
    library: Library

    def failures(self, fixing: Fixing) -> Iterator[Elements]:
        before: Elements = ()
        fixing = {**fixing, **self._of_editions(fixing)}
        for element in self._elements:
            if isinstance(element.formula, ast.ForEvery):
                yield from self._of_every(element, element.formula, fixing, before)
            else:
                yield from self._of(element, fixing, before, ())
            fixing = self._with_fixed_by(element, fixing, before)
            before = (*before, element)

    @property
    def _elements(self) -> Elements:
        return (*self.provision.given, *self.provision.unless)

    def _of(
        self, element: ast.Element, fixing: Fixing, before: Elements, case: Elements
    ) -> Iterator[Elements]:
        """The element is false; of a part of a `for every`, in a ``case`` of it."""
        if _variables(element.formula) - self._any_value(element) <= fixing.keys():
            false = _opposite(element)
            if false and element.for_the_court and self._is_all_bound(before):
                yield (*before, *(replace(e, for_the_court=True) for e in false))  # either way is open
            if false:
                yield from self._beside(false, _variables(element.formula), fixing, before, case)

    def _beside(
        self, false: Elements, used: set[str], fixing: Fixing, before: Elements, case: Elements
    ) -> Iterator[Elements]:
        """What is false, with as little else as gives every variable its value."""
        needed = (e for e in before if e in case or any(e in fixing.get(name, ()) for name in used))
        alone = (*needed, *false)
        dated = (*(e for e in self._naming_the_day() if e not in alone), *alone)
        for elements in (alone, dated, (*before, *false)):
            if self._is_all_bound(elements) and self._is_about_the_same(elements):
                yield elements
                return

    def _of_every(
        self, element: ast.Element, formula: ast.ForEvery, fixing: Fixing, before: Elements
    ) -> Iterator[Elements]:
        """A part is false in some case; or there is no case, where cases can be counted."""
        inner = named_inside(element.label, formula)
        case = inner.such_that
        about = self._outside(formula, case, before)
        if not about <= fixing.keys():
            return
        of = (*(e for name in about for e in fixing.get(name, ())), *case)
        within = {**fixing, **dict.fromkeys((v.name for v in formula.variables), of)}
        found = (*before, *case)
        for part in inner.holds:
            yield from self._of(part, within, found, case)
            within = {**self._with_fixed_by(part, within, found)}
            found = (*found, part)
        if not any(isinstance(e.formula, ast.AnyDay) for e in case):  # of too many days there is none
            yield from self._beside(_no_case(element, inner), about, fixing, before, ())

    def _outside(self, formula: ast.ForEvery, case: Elements, before: Elements) -> set[str]:
        """What the cases are about: variables that something outside of them gives a value to."""
        own = {"_", *(v.name for v in formula.variables)}
        known = self._bound(before) | _variables(self.provision.conclusion)
        return (_variables(tuple(e.formula for e in case)) & known) - own

    # --- what fixes a value -----------------------------------------------------------------------------

    def _of_editions(self, fixing: Fixing) -> Fixing:
        """What the rows of editions set: the day that governs fixes it, wherever that is named."""
        rows = self.provision.rows
        if rows is None:
            return {}
        for place, element in enumerate(self._elements):
            fixing = self._with_fixed_by(element, fixing, self._elements[:place])
        given = fixing.get(rows.as_of.name)
        names = {setting.variable.name for row in rows.rows for setting in row.settings}
        return {} if given is None else dict.fromkeys(names, given)

    def _with_fixed_by(self, element: ast.Element, fixing: Fixing, before: Elements) -> Fixing:
        formula = element.formula
        new = self._fixed_by(formula, fixing, before) - fixing.keys()
        of = (*(e for name in _variables(formula) for e in fixing.get(name, ())), element)
        return {**fixing, **dict.fromkeys(new, of)}

    def _fixed_by(self, formula: ast.Formula, fixing: Fixing, before: Elements) -> set[str]:
        match formula:
            case ast.Assignment(variable, expression):
                return {variable.name} if _variables(expression) <= fixing.keys() else set()
            case ast.AggregateOf(variable=variable):
                return {variable.name} if self._group(formula, before) <= fixing.keys() else set()
            case ast.Literal(atom, negated=False):
                return self._values(atom, fixing)
            case _:
                return set()

    def _values(self, atom: ast.Atom, fixing: Fixing) -> set[str]:
        """The values of a functional relation, where its keys are fixed."""
        relation = self.library.relations[atom.relation.text]
        if relation.functional is None:
            return self._of_table(atom, fixing)
        keys = {k.text for k in relation.functional}
        named: dict[bool, set[str]] = {True: set(), False: set()}
        for parameter, argument in zip(relation.parameters, atom.arguments, strict=True):
            if isinstance(argument.term, ast.Variable):
                named[parameter.name.text in keys].add(argument.term.name)
        return named[False] if named[True] <= fixing.keys() else set()

    def _of_table(self, atom: ast.Atom, fixing: Fixing) -> set[str]:
        """The values in the line of a table, where what is fixed of it leaves one line, whatever it is."""
        rows = self.library.rows.get(atom.relation.text)
        if rows is None:
            return set()
        terms = [a.term for a in atom.arguments]
        asked = {i: t.value for i, t in enumerate(terms) if isinstance(t, ast.Constant)}
        keys = [i for i, t in enumerate(terms) if isinstance(t, ast.Variable) and t.name in fixing]
        values = {i: t.name for i, t in enumerate(terms) if isinstance(t, ast.Variable) and i not in keys}
        lines = [row for row in rows if all(row[i] == value for i, value in asked.items())]
        found = {(tuple(row[i] for i in keys), tuple(row[i] for i in values)) for row in lines}
        return set(values.values()) if len(found) == len({key for key, _ in found}) else set()

    def _group(self, formula: ast.AggregateOf, before: Elements) -> set[str]:
        """What an aggregate is about: the variables that it shares with what stands before it."""
        own = {v.name for v in (*formula.keys, *((formula.value,) if formula.value else ()))}
        return (_variables(formula.conditions) & self._bound(before)) - own

    def _is_about_the_same(self, elements: Elements) -> bool:
        """Whether each aggregate is about the same beside these elements as in the definition."""
        every = self._elements
        return all(
            self._group(e.formula, every[: every.index(e)]) == self._group(e.formula, elements[:place])
            for place, e in enumerate(elements)
            if isinstance(e.formula, ast.AggregateOf) and e in every
        )

    # --- what has a value -------------------------------------------------------------------------------

    def _is_all_bound(self, elements: Elements) -> bool:
        """Whether elements say of what the definition is denied, and on which day it is."""
        return _variables(self.provision.conclusion) | self._days <= self._bound(elements)

    def _bound(self, elements: Elements) -> set[str]:
        """The variables that elements give values to: those of literals that something must establish."""
        bound: set[str] = set()
        for formula in (e.formula for e in elements):
            if isinstance(formula, ast.Literal) and not (
                formula.negated and self.library.relations[formula.atom.relation.text].closed
            ):
                bound |= _variables(formula)
            elif isinstance(formula, ast.Assignment | ast.AggregateOf | ast.AnyDay):
                bound.add(formula.variable.name)
        return bound

    @property
    def _days(self) -> set[str]:
        """The day that says which text governs, where an element names it."""
        rows = self.provision.rows
        return {v.name for v in (self.provision.as_of, rows.as_of if rows else None) if v is not None}

    def _naming_the_day(self) -> Elements:
        """The elements that name the day which governs."""
        return tuple(
            e
            for e in self.provision.given
            if isinstance(e.formula, ast.Literal)
            and not e.formula.negated
            and self._days & _variables(e.formula)
        )

    def _any_value(self, element: ast.Element) -> set[str]:
        """The variables of an absence that occur nowhere else, and mean any value."""
        if not isinstance(element.formula, ast.NoShowing):
            return set()
        others = (_variables(e.formula) for e in self._elements if e is not element)
        elsewhere = _variables(self.provision.conclusion).union(*others)
        return _variables(element.formula) - elsewhere


def _variables(node: object) -> set[str]:
    return {n.name for n in walk(node) if isinstance(n, ast.Variable)}


def _opposite(element: ast.Element) -> Elements:
    """What is so when an element is false; nothing, if nothing says so."""
    formula = element.formula
    match formula:
        case ast.Literal() | ast.Membership() | ast.Within():
            false: ast.Formula = replace(formula, negated=not formula.negated)
        case ast.Comparison(operator=operator):
            false = replace(formula, operator=OPPOSITE[operator])
        case ast.NoShowing(literal=literal):
            false = literal
        case ast.Either(alternatives=alternatives):
            parts = [_opposite(replace(a, label=element.label + a.label)) for a in alternatives]
            in_doubt = any(a.for_the_court for a in alternatives)
            return () if in_doubt or not all(parts) else tuple(e for part in parts for e in part)
        case _:
            return ()
    return (replace(element, formula=false, for_the_court=False),)


def _no_case(element: ast.Element, formula: ast.ForEvery) -> Elements:
    """The cases of a `for every` are counted, and come to none."""
    number = ast.Variable(f"_cases {element.label}", formula.span)
    conditions = tuple(e.formula for e in formula.such_that)
    count = ast.AggregateOf(number, "count", None, formula.variables, conditions, formula.span)
    none = ast.Comparison(number, "=", ast.Constant(0, formula.span), formula.span)
    return (replace(element, formula=count), replace(element, formula=none))

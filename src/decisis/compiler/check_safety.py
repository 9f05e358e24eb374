"""Variables that nothing gives a value to, and elements that cannot say what is asked of them.

A variable has a value where a positive element names it. Comparisons, absences and expressions only
ask for values; aggregates and `for every` have variables of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, assert_never

from decisis.compiler.check_common import (
    elements_of,
    formulas,
    is_open,
    listed,
    names,
    terms_of,
    variables,
)
from decisis.compiler.library import Library
from decisis.compiler.names import near_miss
from decisis.compiler.reading import Doctrine, Reading, Scope
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast

Found = Iterator[Diagnostic]


@dataclass(frozen=True)
class Safety:
    """The safety of a provision, or of a question that it leaves open."""

    reading: Reading
    scope: Scope

    @property
    def library(self) -> Library:
        return self.reading.library

    # --- what formulas give and ask for ------------------------------------------------------------

    def gives(self, element: ast.Element) -> frozenset[str]:
        """Variables that have a value once the element holds."""
        if element.for_the_court:
            return frozenset()
        return self.formula_gives(element.formula)

    def formula_gives(self, formula: ast.Formula) -> frozenset[str]:
        match formula:
            case ast.Literal():
                absent = formula.negated and not is_open(formula, self.library)
                return frozenset() if absent else names(formula)
            case ast.NoShowing(literal):
                shown = literal.negated and not is_open(literal, self.library)
                return names(literal) if shown else frozenset()
            case ast.RecordState(subject):
                return names((subject,))
            case ast.Membership():
                return frozenset() if formula.negated else names((formula.term,))
            case ast.Assignment() | ast.AggregateOf():
                return names((formula.variable,))
            case ast.Either(alternatives):
                return frozenset.intersection(*map(self.gives, alternatives))
            case ast.Comparison() | ast.Within() | ast.ForEvery():
                return frozenset()
            case _:
                assert_never(formula)

    def asks(self, element: ast.Element) -> Iterator[ast.Variable]:
        """Variables that must have a value from elsewhere."""
        if element.for_the_court and isinstance(element.formula, ast.Literal):
            yield from variables(element.formula)
        else:
            yield from self.formula_asks(element.formula)

    def formula_asks(self, formula: ast.Formula) -> Iterator[ast.Variable]:
        match formula:
            case ast.Literal() | ast.NoShowing():
                literal = formula if isinstance(formula, ast.Literal) else formula.literal
                if not self.formula_gives(formula):
                    yield from self._shared(literal)
            case ast.Comparison() | ast.Within():
                yield from variables(formula)
            case ast.Membership():
                yield from variables((formula.term,)) if formula.negated else ()
            case ast.Assignment():
                yield from variables((formula.expression,))
            case ast.Either(alternatives):
                for alternative in alternatives:
                    own = self.gives(alternative)
                    yield from (v for v in self.asks(alternative) if v.name not in own)
            case ast.RecordState() | ast.AggregateOf() | ast.ForEvery():
                return
            case _:
                assert_never(formula)

    def _shared(self, literal: ast.Literal) -> Iterator[ast.Variable]:
        """The variables of an absent literal that stand elsewhere too; the others mean any value."""
        here = [v.name for v in variables(literal)]
        for variable in variables(literal):
            if variable.name != "_" and self.scope.used.get(variable.name, 0) > here.count(variable.name):
                yield variable

    def bound(self, elements: Iterable[ast.Element], start: frozenset[str]) -> frozenset[str]:
        """All variables that have a value when the elements hold, in whatever order they are met."""
        known, waiting = start, list(elements)
        while True:
            ready = [e for e in waiting if all(v.name in known for v in self.asks(e))]
            if not ready:
                return known
            known = known.union(*map(self.gives, ready))
            waiting = [e for e in waiting if e not in ready]

    # --- groups of elements --------------------------------------------------------------------------

    def group(self, elements: tuple[ast.Element, ...], head: Any, start: frozenset[str]) -> Found:
        """Elements that hold together, and what is concluded from them."""
        known = self.bound(elements, start)
        before = start
        for element in elements:
            yield from self._asked(element, known)
            for formula, settled in self._inner(element, before):
                yield from self.inside(formula, settled, known, (elements, head))
            before = before | self.gives(element)

    def _asked(self, element: ast.Element, known: frozenset[str]) -> Found:
        for variable in dict.fromkeys(self.asks(element)):
            if variable.name not in known:
                yield self._unbound(variable, element)

    def _inner(self, element: ast.Element, before: frozenset[str]) -> Iterator[tuple[Any, frozenset[str]]]:
        """The aggregates and `for every`s of an element, with the variables that have a value before it."""
        if isinstance(element.formula, ast.Either):
            for alternative in element.formula.alternatives:
                yield from self._inner(alternative, before)
        elif isinstance(element.formula, ast.AggregateOf | ast.ForEvery):
            yield element.formula, before

    def inside(
        self,
        formula: ast.AggregateOf | ast.ForEvery,
        before: frozenset[str],
        known: frozenset[str],
        around: Any,
    ) -> Found:
        local = _local(formula)
        yield from self._escaped(formula, local, around)
        ranging = _ranging(formula)
        within = self.bound(ranging, before - names(local))
        for variable in local:
            if variable.name not in within and variable.name != "_":
                yield self._not_ranged(variable, formula)
        parts = (*ranging, *formula.holds) if isinstance(formula, ast.ForEvery) else ranging
        late = (known - before - names(local)) & names(tuple(p.formula for p in parts))
        for name in sorted(late):
            yield self._late(name, parts, formula)
        yield from self.group(parts, (), (before - names(local)) | late)
        if isinstance(formula, ast.ForEvery):
            yield from self._open_range(formula)

    # --- complaints --------------------------------------------------------------------------------

    def complain(
        self,
        code: str,
        message: str,
        variable: ast.Variable | ast.Atom,
        *notes: str,
        label: str = "",
        help: str = "",
    ) -> Diagnostic:
        context = self.reading.context
        return Diagnostic(code, message, variable.span, label=label, context=context, notes=notes, help=help)

    def close(self, variable: ast.Variable) -> str:
        close = near_miss(variable.name, set(self.scope.used) - {variable.name, "_"})
        return f"did you mean `{close}`?" if close else ""

    def _unbound(self, variable: ast.Variable, element: ast.Element) -> Diagnostic:
        if variable.name == "_":
            return self.complain(
                "E0323", "`_` stands where a value is needed", variable, help="give it a name and a value"
            )
        if element.for_the_court:
            note = "what is for the court may be granted without being shown, so it cannot say what is meant"
        elif isinstance(element.formula, ast.Literal | ast.NoShowing):
            note = "an absence gives no value; a variable that stands there alone means any value"
        else:
            note = "a comparison or an expression needs values that other elements give"
        return self.complain(
            "E0323",
            f"variable `{variable.name}` has no value in element {element.label}",
            variable,
            note,
            label="no element gives it a value",
            help=self.close(variable) or f"add an element that says what `{variable.name}` is",
        )

    def _escaped(
        self, formula: ast.AggregateOf | ast.ForEvery, local: tuple[ast.Variable, ...], around: Any
    ) -> Found:
        for variable in local:
            inside = sum(v.name == variable.name for v in variables(formula))
            others = sum(v.name == variable.name for v in _outside_ranges(around, variable.name, formula))
            if others > inside and variable.name != "_":
                what = "the `for every`" if isinstance(formula, ast.ForEvery) else f"the {formula.operator}"
                yield self.complain(
                    "E0325",
                    f"variable `{variable.name}` belongs to {what} and stands outside of it too",
                    variable,
                    f"{what} goes through every value of `{variable.name}`, so that outside of it there is no one value",
                    help="give one of the two another name",
                )

    def _not_ranged(self, variable: ast.Variable, formula: ast.AggregateOf | ast.ForEvery) -> Diagnostic:
        return self.complain(
            "E0325",
            f"nothing says which values `{variable.name}` goes through",
            variable,
            "every variable that is gone through must stand in a positive element after `such that`",
            help=self.close(variable) or f"name `{variable.name}` in an element after `such that`",
        )

    def _late(
        self, name: str, parts: tuple[ast.Element, ...], formula: ast.AggregateOf | ast.ForEvery
    ) -> Diagnostic:
        first = next(v for p in parts for v in variables(p.formula) if v.name == name)
        what = "`for every`" if isinstance(formula, ast.ForEvery) else f"the {formula.operator}"
        return self.complain(
            "E0326",
            f"variable `{name}` has a value only after {what}",
            first,
            f"{what} is formed from the elements that stand before it",
            help=f"put the element that says what `{name}` is before it",
        )

    def _open_range(self, formula: ast.ForEvery) -> Found:
        for inner in formulas(formula.such_that):
            literal = inner.literal if isinstance(inner, ast.NoShowing) else inner
            if isinstance(literal, ast.Literal) and is_open(literal, self.library):
                relation = literal.atom.relation.text
                if relation in self.library.relations and relation not in self.library.tables:
                    yield self.complain(
                        "E0324",
                        f"`for every` cannot go through `{relation}`, which is not closed",
                        literal.atom,
                        "where silence leaves a question open, nobody knows all the cases",
                        help=f"declare `{relation}` closed, or list the cases in a table",
                    )

    def concluded(self, head: Any, known: frozenset[str]) -> Found:
        for variable in dict.fromkeys(variables(head)):
            if variable.name == "_":
                yield self.complain(
                    "E0302",
                    "the conclusion leaves an argument out",
                    variable,
                    "every argument of a conclusion needs a value",
                    help="name it with a variable that an element gives",
                )
            elif variable.name not in known:
                alone = self.scope.used.get(variable.name, 0) == 1
                yield self.complain(
                    "E0302",
                    f"variable `{variable.name}` in the conclusion is not bound by any element",
                    variable,
                    "every variable of a conclusion must occur in a positive element",
                    label="appears only in the conclusion" if alone else "no element gives it a value",
                    help=self.close(variable) or f"add an element that says what `{variable.name}` is",
                )


def _local(formula: ast.AggregateOf | ast.ForEvery) -> tuple[ast.Variable, ...]:
    if isinstance(formula, ast.ForEvery):
        return formula.variables
    return tuple(dict.fromkeys((*formula.keys, *((formula.value,) if formula.value else ()))))


def _ranging(formula: ast.AggregateOf | ast.ForEvery) -> tuple[ast.Element, ...]:
    if isinstance(formula, ast.ForEvery):
        return formula.such_that
    return tuple(ast.Element("", condition, formula.span) for condition in formula.conditions)


def _outside_ranges(node: Any, name: str, formula: Any) -> Iterator[ast.Variable]:
    """The variables of a tree, without other `for every`s that have one of that name themselves."""
    others = [
        f
        for f in formulas(node)
        if isinstance(f, ast.ForEvery) and f != formula and any(v.name == name for v in f.variables)
    ]
    hidden = [v for f in others for v in variables(f)]
    return (v for v in variables(node) if not any(v is h for h in hidden))


# --- the checks ------------------------------------------------------------------------------------


def unsafe_variables(doctrine: Doctrine) -> Found:
    """Everything that a provision asks for has a value, and so has everything that it concludes."""
    for reading in doctrine.readings:
        provision = reading.provision
        start = _settings(provision)
        safety = Safety(reading, reading.main)
        yield from _part(safety, elements_of(provision), provision.conclusion, start)
        yield from _governing_day(safety, safety.bound(elements_of(provision), start))
        for question in provision.leaves_open:
            inner = Safety(reading, reading.question(question))
            yield from _part(inner, question.elements, question.literal, start)


def _part(
    safety: Safety,
    elements: tuple[ast.Element, ...],
    head: ast.Literal | ast.SwitchOff,
    start: frozenset[str],
) -> Found:
    terms = terms_of(head.atom) if isinstance(head, ast.Literal) else head.terms
    yield from safety.group(elements, terms, start)
    yield from safety.concluded(terms, safety.bound(elements, start))


def _settings(provision: ast.Provision) -> frozenset[str]:
    """The variables that every row of editions gives a value."""
    if provision.rows is None:
        return frozenset()
    each = [frozenset(s.variable.name for s in row.settings) for row in provision.rows.rows]
    return frozenset.intersection(*each) if each else frozenset()


def _governing_day(safety: Safety, known: frozenset[str]) -> Found:
    """The day after `as of` has a value."""
    rows = safety.reading.provision.rows
    for variable in filter(None, (safety.reading.provision.as_of, rows.as_of if rows else None)):
        if variable.name not in known:
            yield safety.complain(
                "E0327",
                f"nothing says which day `{variable.name}` is",
                variable,
                "`as of` names the day that decides which text governs, and an element must give it",
                help=safety.close(variable) or f"add an element that gives `{variable.name}`",
            )


def settings_in_every_row(doctrine: Doctrine) -> Found:
    """A row of editions leaves out what another one sets."""
    for reading in doctrine.readings:
        provision = reading.provision
        rows = provision.rows.rows if provision.rows else ()
        every = dict.fromkeys(s.variable.name for row in rows for s in row.settings)
        for row in rows:
            left_out = [name for name in every if name not in {s.variable.name for s in row.settings}]
            if left_out:
                yield Diagnostic(
                    "E0328",
                    f"the row from {row.start} says nothing of {listed(left_out)}",
                    row.span,
                    context=reading.context,
                    help="set in each row what one of them sets",
                )


def for_the_court(doctrine: Doctrine) -> Found:
    """Only a relation can be left to the court: nobody is free to find 14 days to be 7."""
    for reading in doctrine.readings:
        for element in (n for n in reading.nodes if isinstance(n, ast.Element) and n.for_the_court):
            formula = element.formula
            if not isinstance(formula, ast.Literal) or formula.atom.scenario is not None:
                yield Diagnostic(
                    "E0329",
                    f"element {element.label} cannot be for the court",
                    element.span,
                    context=reading.context,
                    notes=("what is for the court is whether a relation holds",),
                    help="give what the court is to find a relation of its own",
                )

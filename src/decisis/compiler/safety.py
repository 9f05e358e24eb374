"""What gives the variables of a provision their values, and what asks for values.

A variable has a value where a positive element names it. Comparisons, absences and expressions only
ask for values; aggregates and `for every` have variables of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import assert_never

from decisis.compiler.checks.common import is_open, names, terms_of, variables
from decisis.compiler.library import Library
from decisis.compiler.names import near_miss
from decisis.compiler.reading import Reading, Scope
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast


@dataclass(frozen=True)
class Needs:
    """What an element asks for, and the variables to which it gives a value."""

    element: ast.Element  # whose id it is known by
    asks: tuple[ast.Variable, ...]
    gives: frozenset[str]

    def are_met(self, known: frozenset[str]) -> bool:
        return all(v.name in known for v in self.asks)


@dataclass(frozen=True)
class Part:
    """Elements that hold together, and the terms of what is concluded from them.

    It is a provision, or a question that it leaves open.
    """

    reading: Reading
    scope: Scope
    elements: tuple[ast.Element, ...]
    head: tuple[ast.Term, ...]
    start: frozenset[str]  # variables that have a value before any element
    although: tuple[ast.Element, ...] = ()  # what it applies despite, which may not be so
    _needs: dict[int, Needs] = field(default_factory=dict, repr=False, compare=False)  # by the element's id

    @property
    def library(self) -> Library:
        return self.reading.library

    def needs(self, element: ast.Element) -> Needs:
        if id(element) not in self._needs:
            self._needs[id(element)] = Needs(element, tuple(self.asks(element)), self.gives(element))
        return self._needs[id(element)]

    # --- what formulas give and ask for ------------------------------------------------------------

    def gives(self, element: ast.Element) -> frozenset[str]:
        """Variables that have a value once the element holds."""
        if element.for_the_court:
            return frozenset()
        return self.formula_gives(element.formula)

    def formula_gives(self, formula: ast.Formula) -> frozenset[str]:
        match formula:
            case ast.Literal():
                if not formula.negated:
                    return names(formula)
                return names(self._keys(formula)) if is_open(formula, self.library) else frozenset()
            case ast.NoShowing(literal):
                shown = literal.negated and not is_open(literal, self.library)
                return names(literal) if shown else frozenset()
            case ast.RecordState(subject):
                return names((subject,))
            case ast.Membership():
                return frozenset() if formula.negated else names((formula.term,))
            case ast.Assignment() | ast.AggregateOf() | ast.AnyDay():
                return names((formula.variable,))
            case ast.Either(alternatives):
                return frozenset.intersection(*map(self.gives, alternatives))
            case ast.Comparison() | ast.Within() | ast.ForEvery():
                return frozenset()
            case _:
                assert_never(formula)

    def _keys(self, literal: ast.Literal) -> tuple[ast.Term, ...]:
        """The arguments that a denied literal names: another value for the same keys denies it, too."""
        relation = self.library.relations.get(literal.atom.relation.text)
        terms = terms_of(literal.atom)
        if relation is None or relation.functional is None or literal.atom.scenario is not None:
            return terms
        keys = {key.text for key in relation.functional}
        return tuple(t for p, t in zip(relation.parameters, terms, strict=False) if p.name.text in keys)

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
                given = self.formula_gives(formula)
                yield from (v for v in self._shared(literal) if v.name not in given)
            case ast.Comparison() | ast.Within():
                yield from variables(formula)
            case ast.Membership():
                yield from variables((formula.term,)) if formula.negated else ()
            case ast.Assignment():
                yield from variables((formula.expression,))
            case ast.AnyDay(first=first, last=last):
                yield from variables((first, last))
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
        here = list(variables(literal))
        often = Counter(v.name for v in here)
        for variable in here:
            if variable.name != "_" and self.scope.used.get(variable.name, 0) > often[variable.name]:
                yield variable

    @property
    def known(self) -> frozenset[str]:
        """All variables that have a value when the elements hold."""
        return self.bound(self.elements, self.start)

    def bound(self, elements: Iterable[ast.Element], start: frozenset[str]) -> frozenset[str]:
        """The same of any elements, in whatever order they are met."""
        known, waiting = start, list(map(self.needs, elements))
        while ready := [each for each in waiting if each.are_met(known)]:
            waiting = [each for each in waiting if not each.are_met(known)]
            known = known.union(*(each.gives for each in ready))
        return known

    def missing(
        self, elements: tuple[ast.Element, ...], start: frozenset[str]
    ) -> dict[str, tuple[ast.Variable, ast.Element]]:
        """The variables that are asked for in vain, each where it is first asked for.

        What rests on one of them is not missing itself; what rests on itself is.
        """
        needs = list(map(self.needs, elements))
        asked = [(variable, each.element) for each in needs for variable in each.asks]
        offered = start.union(*(each.gives for each in needs))
        found: dict[str, tuple[ast.Variable, ast.Element]] = {}
        for variable, element in asked:
            if variable.name not in offered:
                found.setdefault(variable.name, (variable, element))
        known = self.bound(elements, start | frozenset(found))
        for variable, element in asked:
            if variable.name not in known:
                found.setdefault(variable.name, (variable, element))
        return found

    # --- complaints --------------------------------------------------------------------------------

    def complain(
        self,
        code: str,
        message: str,
        variable: ast.Variable | ast.Atom | ast.Name,
        *notes: str,
        label: str = "",
        help: str = "",
    ) -> Diagnostic:
        context = self.reading.context
        return Diagnostic(code, message, variable.span, label=label, context=context, notes=notes, help=help)

    def close(self, variable: ast.Variable) -> str:
        close = near_miss(variable.name, set(self.scope.used) - {variable.name, "_"})
        return f"did you mean `{close}`?" if close else ""

    def said_of(self, name: str) -> str:
        """What to add that says what a variable is."""
        provisions = self.library.provisions
        for rule in (provisions.get(each.text) for each in self.reading.provision.exception_to):
            literals = [e.formula for e in rule.given if isinstance(e.formula, ast.Literal)] if rule else []
            if rule and any(name in names(each) for each in literals):
                return f"an exception shares no variables: say again what `{rule.name.text}` says of `{name}`"
        return f"add an element that says what `{name}` is"

    def unbound(self, variable: ast.Variable, element: ast.Element) -> Diagnostic:
        if variable.name == "_":
            return self.complain(
                "E0323", "`_` stands where a value is needed", variable, help="give it a name and a value"
            )
        if element.for_the_court:
            note = "what is for the court may be granted without being shown, so it cannot say what is meant"
        elif isinstance(element.formula, ast.Literal) and is_open(element.formula, self.library):
            note = "that something has not one value does not say which it has"
        elif isinstance(element.formula, ast.Literal | ast.NoShowing):
            note = "an absence gives no value; a variable that stands there alone means any value"
        else:
            note = "a comparison or an expression needs values that other elements give"
        name = variable.name
        advice = self.said_of(name)
        if _is_equated(element.formula, name):
            advice = f"write `{name} is …`, which gives it a value; `=` compares two that are given"
        return self.complain(
            "E0323",
            f"variable `{variable.name}` has no value in element {element.label}",
            variable,
            note,
            label="no element gives it a value",
            help=self.close(variable) or advice,
        )


def _is_equated(formula: ast.Formula, name: str) -> bool:
    """`Name = …`, which looks as if it said what it is."""
    match formula:
        case ast.Comparison(ast.Variable() as left, "="):
            return left.name == name
        case _:
            return False


def parts(reading: Reading) -> Iterator[Part]:
    """A provision itself, then each question that it leaves open."""
    provision, start = reading.provision, _settings(reading.provision)
    conclusion = provision.conclusion
    head = _concluded(conclusion)
    asked = (*provision.given, *provision.unless)
    yield Part(reading, reading.main, asked, head, start, provision.despite)
    for question in provision.leaves_open:
        scope = reading.question(question)
        yield Part(reading, scope, question.elements, terms_of(question.literal.atom), start)


def _concluded(conclusion: ast.Conclusion) -> tuple[ast.Term, ...]:
    """The terms of a conclusion; what is not covered may be so whatever an argument is."""
    match conclusion:
        case ast.Literal(atom):
            return terms_of(atom)
        case ast.SwitchOff(terms=terms):
            return terms
        case ast.NotCovered(atom):
            return tuple(t for t in terms_of(atom) if not (isinstance(t, ast.Variable) and t.name == "_"))
        case _:
            assert_never(conclusion)


def _settings(provision: ast.Provision) -> frozenset[str]:
    """The variables that every row of editions gives a value."""
    if provision.rows is None:
        return frozenset()
    each = [frozenset(s.variable.name for s in row.settings) for row in provision.rows.rows]
    return frozenset.intersection(*each) if each else frozenset()

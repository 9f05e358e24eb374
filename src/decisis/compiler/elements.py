"""Elements of a provision as literals of a clause body, once as established and once as possible.

A body is one way in which the elements of a provision can all hold; alternatives (`either`) and
elements for the court multiply bodies. What plain Datalog cannot say in one literal becomes an
auxiliary clause: the local variables of a `no showing that`, the cases of a `for every`, the
members of an aggregate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from decisis.compiler.days import Days
from decisis.compiler.library import Library
from decisis.compiler.output import (
    ESTABLISHED,
    POSSIBLE,
    Auxiliaries,
    Body,
    Described,
    Mode,
    Output,
    binding_part,
)
from decisis.compiler.terms import expression_sort, ir_expression, ir_term
from decisis.compiler.words import OPPOSITE, FormulaWords, expression_words, options_words, period_words
from decisis.rules import ir, naming
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.values import Bounds, nothing_of


@dataclass(frozen=True)
class Elements:
    """Lowers the elements of one provision (``owner``) in one mode."""

    owner: str
    library: Library
    mode: Mode
    used: Mapping[str, int]  # in how many places of the provision each variable occurs
    sorts: Mapping[str, str]  # sorts of its variables, as far as relations tell
    output: Output
    bound: frozenset[str] = frozenset()  # variables that elements beside one another, or before them, bind

    @property
    def _words(self) -> FormulaWords:
        return FormulaWords(self.library.relations, self.library.labels, self.sorts)

    @property
    def _made(self) -> Auxiliaries:
        return Auxiliaries(self.owner, self.mode, self.output)

    def bodies(self, sections: Iterable[tuple[str, ast.Element]], start: Body = ()) -> list[Body]:
        """Every way in which all the elements can hold."""
        sections = tuple(sections)
        bound = frozenset((*_bound_by(start), *_bound_in(element for _, element in sections)))
        beside = replace(self, bound=bound)
        bodies: list[Body] = [start]
        for section, element in sections:
            bodies = [(*body, *more) for body in bodies for more in beside.element(element, section, body)]
        return bodies

    def element(self, element: ast.Element, section: str, before: Body) -> list[Body]:
        info = _info(element, section)
        ways = self.formula(element.formula, info, before)
        if element.for_the_court:
            ways += self._granted(element.formula, info)
        return ways

    def _granted(self, formula: ast.Formula, info: ir.ElementInfo) -> list[Body]:
        """An element for the court holds, too, if everything is granted and nothing denies it."""
        if not isinstance(formula, ast.Literal) or formula.atom.scenario is not None:
            return []
        granted: Body = ((ir.Atom(naming.GRANTED), None),) if self.mode.established else ()
        return [(*granted, *self._not_otherwise(formula, info))]

    def _not_otherwise(self, literal: ast.Literal, info: ir.ElementInfo) -> Body:
        """The opposite is not established: by itself, by silence, or by another value."""
        if not literal.negated and self._closed(literal.atom):
            return ((ir.Atom(naming.possibly(relation_of(literal.atom)), self.terms(literal.atom)), info),)
        opposite = replace(literal, negated=not literal.negated)
        against = ir.Negation(ir.Atom(signed(opposite), self.terms(literal.atom)))
        return ((against, info), *replace(self, mode=ESTABLISHED)._no_other_value(opposite, info))

    # --- one formula -----------------------------------------------------------------------------

    def formula(self, formula: ast.Formula, info: ir.ElementInfo, before: Body) -> list[Body]:
        match formula:
            case ast.Literal():
                return [self._literal(formula, info), *self._another_value(formula, info)]
            case ast.NoShowing():
                return [self._no_showing(formula, info)]
            case ast.RecordState():
                return [((self._record_state(formula), self._say(info, self._words.state(formula))),)]
            case ast.Comparison():
                return [self._comparison(formula, info)]
            case ast.Membership():
                return [self._membership(formula, info)]
            case ast.Assignment():
                return [self._assignment(formula, info)]
            case ast.Within():
                return self._within(formula, info)
            case ast.AnyDay():
                days = Days(formula, info, self._made, self._words)
                return [days.one_of_them] if formula.variable.name in self.bound else days.each(before)
            case ast.AggregateOf():
                return self._aggregate(formula, info, before)
            case ast.ForEvery():
                return self._for_every(formula, info, before)
            case ast.Either():
                return [
                    way
                    for alternative in formula.alternatives
                    for way in self.element(
                        replace(alternative, label=info.label + alternative.label), info.section, before
                    )
                ]
            case _:
                assert_never(formula)

    def _literal(self, literal: ast.Literal, info: ir.ElementInfo) -> Body:
        if literal.negated and self._closed(literal.atom):
            return ((self._absent(replace(literal, negated=False), info), info),)
        relation = self.mode.name(signed(literal))
        return ((ir.Atom(relation, self.terms(literal.atom)), info),)

    def _another_value(self, literal: ast.Literal, info: ir.ElementInfo) -> list[Body]:
        """A value of a functional relation is denied, too, by another value for the same key."""
        relation = self.library.relations[literal.atom.relation.text]
        if not literal.negated or relation.functional is None or literal.atom.scenario is not None:
            return []
        keys = {k.text for k in relation.functional}
        terms = self.terms(literal.atom)
        values = [i for i, p in enumerate(relation.parameters) if p.name.text not in keys]
        others = tuple(
            ir.Variable(f"_other {info.label} {i}") if i in values else t for i, t in enumerate(terms)
        )
        held = ir.Atom(self.mode.name(relation.name.text), others)
        return [
            ((held, info), (ir.Comparison(others[i], "!=", terms[i], self.mode.established), None))
            for i in values
            if not (isinstance(t := terms[i], ir.Variable) and self._local(t.name, literal))
        ]

    def _no_showing(self, formula: ast.NoShowing, info: ir.ElementInfo) -> Body:
        literal = formula.literal
        if literal.negated and self._closed(literal.atom):
            return (
                (ir.Atom(self.mode.other.name(relation_of(literal.atom)), self.terms(literal.atom)), info),
            )
        others = replace(self, mode=self.mode.other)._no_other_value(literal, info)
        return ((self._absent(literal, info), info), *others)

    def _no_other_value(self, literal: ast.Literal, info: ir.ElementInfo) -> Body:
        """No other value of a functional relation, either, says that this one is not so."""
        body: list[Described] = []
        for way in self._another_value(literal, info):
            shared = (t for t in self.terms(literal.atom) if isinstance(t, ir.Variable))
            known = tuple(v for v in dict.fromkeys(shared) if not self._local(v.name, literal))
            body.append((ir.Negation(self._made.relation("another value", info.label, known, way)), None))
        return tuple(body)

    def _absent(self, literal: ast.Literal, info: ir.ElementInfo) -> ir.Negation:
        """Nothing of the other mode shows the literal; variables that occur nowhere else mean any value."""
        atom = ir.Atom(self.mode.other.name(signed(literal)), self.terms(literal.atom))
        shared = [t for t in atom.terms if isinstance(t, ir.Variable) and not self._local(t.name, literal)]
        if len(shared) == sum(isinstance(t, ir.Variable) for t in atom.terms):
            return ir.Negation(atom)
        head = self._made.relation("shown", info.label, tuple(dict.fromkeys(shared)), ((atom, info),))
        return ir.Negation(head)

    def _local(self, name: str, inside: object) -> bool:
        here = sum(isinstance(n, ast.Variable) and n.name == name for n in walk(inside))
        return name.startswith("_") or self.used.get(name, 0) <= here

    def _record_state(self, formula: ast.RecordState) -> ir.Atom:
        if isinstance(formula.subject, ast.Atom):
            name = naming.alleged if formula.state == "alleged" else naming.disputed
            if formula.state == "unresolved":
                name = naming.in_question
            return ir.Atom(name(relation_of(formula.subject)), self.terms(formula.subject))
        relation = naming.ISSUE_UNRESOLVED if formula.state == "unresolved" else naming.ISSUE_DISPUTED
        return ir.Atom(relation, (ir_term(formula.subject),))

    def _comparison(self, formula: ast.Comparison, info: ir.ElementInfo) -> Body:
        literal = ir.Comparison(
            ir_expression(formula.left), formula.operator, ir_expression(formula.right), self.mode.established
        )
        return ((literal, self._say(info, self._words.comparison(formula))),)

    def _membership(self, formula: ast.Membership, info: ir.ElementInfo) -> Body:
        """A list to look the value up in; what may be imprecise is in none only if it can be none of them."""
        if formula.negated and any(
            expression_sort(option, self.sorts) != "symbol" for option in formula.options
        ):
            return self._none_of_options(formula, info)
        verb = "is not one of" if formula.negated else "is one of"
        labels = self.library.labels
        said = self._say(
            info, f"{expression_words(formula.term, labels)} {verb} {options_words(formula.options, labels)}"
        )
        values = [o.value for o in formula.options if isinstance(o, ast.Constant)]
        relation = f"one of {', '.join(str(v) for v in values)}"
        self.output.lists[relation] = frozenset((v,) for v in values)
        atom = ir.Atom(relation, (ir_term(formula.term),))
        return ((ir.Negation(atom) if formula.negated else atom, said),)

    def _none_of_options(self, formula: ast.Membership, info: ir.ElementInfo) -> Body:
        unlike = (
            self._comparison(ast.Comparison(formula.term, "!=", option, formula.span), info)
            for option in formula.options
        )
        return tuple(each for body in unlike for each in body)

    def _assignment(self, formula: ast.Assignment, info: ir.ElementInfo) -> Body:
        words = f"{{{formula.variable.name}}} is {expression_words(formula.expression, self.library.labels)}"
        literal = ir.Binding(ir.Variable(formula.variable.name), ir_expression(formula.expression))
        return (*self._above_nothing(formula.expression, info), (literal, self._say(info, words)))

    def _above_nothing(self, expression: ast.Expression, info: ir.ElementInfo) -> Body:
        """Nothing is divided by, or rounded to, what is not more than nothing."""
        if not isinstance(expression, ast.Rounded):
            return ()
        asked = [e for e in (expression.divisor, expression.unit) if e and not isinstance(e, ast.Constant)]
        nothing = [ast.Constant(nothing_of(expression_sort(e, self.sorts)), e.span) for e in asked]
        pairs = zip(asked, nothing, strict=True)
        more = (ast.Comparison(each, ">", none, each.span) for each, none in pairs)
        return tuple(part for comparison in more for part in self._comparison(comparison, info))

    def _within(self, formula: ast.Within, info: ir.ElementInfo) -> list[Body]:
        """The last (or, before a day, the first) day of the period is named, then compared with.

        What is not within the period stands on one side of it or on the other.
        """
        day, start = ir_expression(formula.day), ir_expression(formula.start)
        limit = ir.Variable(f"_limit {info.label}")
        shift = ast.Shift(formula.period, formula.direction, formula.start, formula.counting, formula.span)
        labels = self.library.labels
        when, since = (expression_words(e, labels) for e in (formula.day, formula.start))
        after, negated, certain = formula.direction == "after", formula.negated, self.mode.established
        first, last = ("<=", ">=") if after else (">=", "<=")
        edge = self._say(info, f"the period {'ends' if after else 'begins'} on {{{limit.name}}}")
        bounds = (ir.Binding(limit, ir_expression(shift)), edge)
        begun, ended = (
            ir.Comparison(end, OPPOSITE[sign] if negated else sign, day, certain)
            for end, sign in ((start, first), (limit, last))
        )
        side = f"is {'' if negated else 'not '}{'before' if after else 'after'}"
        period = period_words(formula.period, labels)
        inside = f"is {'not ' if negated else ''}within {period} {formula.direction}"
        past = (begun, self._say(info, f"{when} {side} {since}"))
        over = (ended, self._say(info, f"{when} {inside} {since}"))
        return [(past,), (bounds, over)] if negated else [(bounds, past, over)]

    # --- aggregates and for every -----------------------------------------------------------------

    def _aggregate(self, formula: ast.AggregateOf, info: ir.ElementInfo, before: Body) -> list[Body]:
        conditions = tuple(
            ast.Element(info.label, condition, formula.span) for condition in formula.conditions
        )
        keys = tuple(ir.Variable(k.name) for k in formula.keys)
        value = ir.Variable(formula.value.name) if formula.value else None
        local = tuple(dict.fromkeys((*keys, *((value,) if value else ()))))
        outer = self._outer(before, conditions, local)
        members = {
            mode: replace(self, mode=mode)._members(formula, info, before, conditions, (*outer, *local))
            for mode in (ESTABLISHED, POSSIBLE)
        }
        said = self._say(info, self._words.aggregate(formula))
        over = members[ESTABLISHED]
        zero = nothing_of(self.sorts.get(formula.value.name, "") if formula.value else "Int")
        result = ir.Aggregate(ir.Variable(formula.variable.name), formula.operator, value, over, zero=zero)
        if not self.mode.established:
            return self._may_come_to(formula, info, said, replace(result, possibly=members[POSSIBLE]))
        doubtful = self._made.relation(
            naming.DOUBTFUL_MEMBER,
            info.label,
            outer,
            ((members[POSSIBLE], None), (ir.Negation(over), None)),
        )
        return [((result, said), (ir.Negation(doubtful), None))]

    def _may_come_to(
        self, formula: ast.AggregateOf, info: ir.ElementInfo, said: ir.ElementInfo, result: ir.Aggregate
    ) -> list[Body]:
        """What members that may be there come to.

        A sum or a count, a possible member of which stands for many days, may be anything. Such a member is
        no exact one: it may differ from itself.
        """
        local = [*formula.keys, *((formula.value,) if formula.value else ())]
        blurred = [ir.Variable(v.name) for v in local if not self._is_a_thing(v.name)]
        if formula.operator not in ("sum", "count") or not blurred:
            return [((result, said),)]
        assert result.possibly is not None
        names = {v.name for v in local}
        outer = [t for t in result.possibly.terms if isinstance(t, ir.Variable) and t.name not in names]
        head = self._made.head("total of many days", info.label, tuple(outer))
        anything = ir.Atom(naming.ANY_TOTAL + head.relation, (result.result,))
        least = 0 if formula.operator == "count" else None
        self._made.clause(replace(anything, terms=(ir.Constant(Bounds(least, None)),)), ())
        for each in blurred:
            differs = ir.Comparison(each, "!=", each, certain=False)
            self._made.clause(head, ((result.possibly, None), (differs, None), (anything, None)))
        return [((result, said), (ir.Negation(head), None)), ((head, None), (anything, said))]

    def _is_a_thing(self, name: str) -> bool:
        """Whether values of a variable are names of things, which are never imprecise."""
        return self.sorts.get(name, "") in self.library.sorts

    def _for_every(self, formula: ast.ForEvery, info: ir.ElementInfo, before: Body) -> list[Body]:
        """No case (of those that may be one) fails, and there is one."""
        local = tuple(ir.Variable(v.name) for v in formula.variables)
        outer = self._outer(before, (*formula.such_that, *formula.holds), local)
        inner = named_inside(info.label, formula)
        ranging = replace(self, mode=self.mode.other)
        case = ranging._collected(naming.CASE.strip(), info, before, inner.such_that, (*outer, *local))
        good = self._collected(naming.GOOD_CASE, info, ((case, None),), inner.holds, (*outer, *local))
        bad = self._made.relation(
            naming.BAD_CASE, info.label, outer, ((case, None), (ir.Negation(good), None))
        )
        found = self._collected(naming.FOUND_CASE, info, before, inner.such_that, outer)
        names = ", ".join(f"{{{v.name}}}" for v in formula.variables)
        ranging_over = " and ".join(self._words.formula(e.formula) for e in formula.such_that)
        words = f"for every {names} such that {ranging_over}"
        return [((found, None), (ir.Negation(bad), self._say(info, words)))]

    def _collected(
        self,
        what: str,
        info: ir.ElementInfo,
        before: Body,
        elements: tuple[ast.Element, ...],
        variables: tuple[ir.Variable, ...],
    ) -> ir.Atom:
        """An auxiliary relation of the ways in which elements hold, beside what stands before them."""
        return self._filled(self._made.head(what, info.label, variables), info, before, elements)

    def _members(
        self,
        total: ast.AggregateOf,
        info: ir.ElementInfo,
        before: Body,
        elements: tuple[ast.Element, ...],
        variables: tuple[ir.Variable, ...],
    ) -> ir.Atom:
        """The same of the members of a total: they are told by name from those of every other total."""
        return self._filled(self._made.members(info.label, total, variables), info, before, elements)

    def _filled(
        self, head: ir.Atom, info: ir.ElementInfo, before: Body, elements: tuple[ast.Element, ...]
    ) -> ir.Atom:
        for body in self.bodies([(info.section, e) for e in elements], binding_part(before)):
            self._made.clause(head, body)
        return head

    def _outer(
        self, before: Body, elements: tuple[ast.Element, ...], local: tuple[ir.Variable, ...]
    ) -> tuple[ir.Variable, ...]:
        """The variables that the elements share with what stands before them."""
        bound = set(_bound_by(before))
        inside = (n.name for n in walk(elements) if isinstance(n, ast.Variable))
        return tuple(
            ir.Variable(n) for n in dict.fromkeys(inside) if n in bound and ir.Variable(n) not in local
        )

    def none_of(self, what: str, ways: tuple[Body, ...]) -> Body:
        """That there is none of these ways, of which nothing else speaks."""
        if not ways:
            return ()
        possible = replace(self, mode=POSSIBLE)._made
        head = possible.head(what, "", ())
        for way in ways:
            possible.clause(head, way)
        return ((ir.Negation(head), None),)

    # --- words and terms ------------------------------------------------------------------------

    def terms(self, atom: ast.Atom) -> tuple[ir.Term, ...]:
        scenario = atom.scenario.terms if atom.scenario else ()
        return tuple(ir_term(t) for t in (*scenario, *(a.term for a in atom.arguments)))

    def _closed(self, atom: ast.Atom) -> bool:
        return self.library.relations[atom.relation.text].closed

    def _say(self, info: ir.ElementInfo, words: str) -> ir.ElementInfo:
        return replace(info, text=words)


def relation_of(atom: ast.Atom) -> str:
    """The lowered relation of an atom; in a scenario, the relation's copy."""
    return f"{atom.relation.text} in {atom.scenario.name.text}" if atom.scenario else atom.relation.text


def signed(literal: ast.Literal) -> str:
    """The relation of a literal: `p`, or `not p`."""
    return naming.denied(relation_of(literal.atom)) if literal.negated else relation_of(literal.atom)


def _info(element: ast.Element, section: str) -> ir.ElementInfo:
    burden = element.burden
    bearer = ""
    if burden is not None:
        bearer = (
            f"{{{burden.bearer.name}}}"
            if isinstance(burden.bearer, ast.Variable)
            else str(burden.bearer.value)
        )
    return ir.ElementInfo(
        label=element.label,
        section=section,
        quote=element.quote.text if element.quote else "",
        pinpoint=element.pinpoint.text if element.pinpoint else "",
        bearer=bearer,
        standard=burden.standard.text if burden else "",
        for_the_court=element.for_the_court,
    )


def named_inside(label: str, formula: ast.ForEvery) -> ast.ForEvery:
    """Parts of a `for every` are labelled within their element: (2)(a)."""

    def inside(elements: tuple[ast.Element, ...]) -> tuple[ast.Element, ...]:
        return tuple(replace(e, label=label + e.label) for e in elements)

    return replace(formula, such_that=inside(formula.such_that), holds=inside(formula.holds))


def _bound_in(elements: Iterable[ast.Element]) -> Iterator[str]:
    """The variables that elements bind whichever way they hold."""
    for element in elements:
        match element.formula:
            case ast.Literal(atom, negated=False) if not element.for_the_court:
                yield from (each.name for each in walk(atom) if isinstance(each, ast.Variable))
            case ast.Assignment(variable) | ast.AggregateOf(variable):
                yield variable.name
            case _:
                pass


def _bound_by(body: Body) -> Iterator[str]:
    for literal, _ in body:
        if isinstance(literal, ir.Atom):
            yield from (t.name for t in literal.terms if isinstance(t, ir.Variable))
        elif isinstance(literal, ir.Binding):
            yield literal.variable.name
        elif isinstance(literal, ir.Aggregate):
            yield literal.result.name

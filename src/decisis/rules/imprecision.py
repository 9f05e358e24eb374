"""Joining on imprecise values: what is possible must not be lost because two values are not the same.

A level known only as `12 to 16` may be the 12 of a table. Where a clause concludes that something is
possible, or that a conclusion is blocked, an imprecise value (of a fact, computed, or a total)
therefore joins with everything that it may be equal to. Where a clause establishes, it joins with itself
alone. An absence of the possible is the absence of everything that may be equal. Members of a sum or a
count that may be one and the same are not surely two, but surely one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from decisis.calendar import Calendar
from decisis.dataclass import dataclass, field, replace
from decisis.rules import ir, naming
from decisis.rules.plan import expression_variables
from decisis.rules.unlike import may_be_months, works_out_days
from decisis.values import Bounds, Duration, Value

Place = tuple[str, int]  # a relation and a position in it


def imprecise_places(facts: ir.Facts) -> frozenset[Place]:
    """Where facts have values that are imprecise, or durations that may be others: 30 days, and 1 month.

    Two that are not in whole months may come to some number of months when the law adds them.
    """
    found: set[Place] = set()
    days: list[tuple[Place, Duration]] = []
    for relation, rows in facts.items():
        for row in rows:
            for position, value in enumerate(row):
                if isinstance(value, Bounds):
                    found.add((relation, position))
                elif isinstance(value, Duration) and value.days:
                    days.append(((relation, position), value))
    return frozenset(found | {place for place, value in days if len(days) > 1 or may_be_months(value)})


def relaxed(program: ir.Program, seeds: frozenset[Place]) -> ir.Program:
    """The program with every join that an imprecise value can reach made as wide as it must be."""
    places = _reached(program, seeds)
    if not places and not any(map(_begins, program.clauses)):
        return program
    auxiliary = _auxiliary(program)
    possible = _possible_members(program)
    relaxation = _Relaxation(places, possible, auxiliary, _generous(program, auxiliary), program.calendar)
    clauses = [relaxation.clause(c) for c in program.clauses]
    return replace(program, clauses=(*clauses, *relaxation.extra))


def _reached(program: ir.Program, seeds: frozenset[Place]) -> frozenset[Place]:
    """Every place that an imprecise value can reach: from facts, a clause that gives one, or a total.

    What is looked for as one duration may be there as another that no calendar tells from it.
    """
    named = {
        (atom.relation, position)
        for clause in program.clauses
        for atom, position, value in clause.constants
        if (_may_be_another(value) if atom is clause.head else isinstance(value, Duration))
    }
    places = set(seeds | named)
    reading: dict[str, list[ir.Clause]] = {}
    for clause in program.clauses:
        for name in dict.fromkeys(clause.reads):
            reading.setdefault(name, []).append(clause)
    begun = {name for name, _ in places}
    pending = [c for c in program.clauses if _begins(c) or not begun.isdisjoint(c.reads)]
    while pending:
        clause = pending.pop()
        loose = _loose_variables(clause, places)
        head = clause.head.relation
        reached = [
            (head, position)
            for position, term in enumerate(clause.head.terms)
            if isinstance(term, ir.Variable) and term.name in loose and (head, position) not in places
        ]
        if reached:
            places.update(reached)
            pending += reading.get(head, ())
    return frozenset(places)


def _may_be_another(value: Value) -> bool:
    return isinstance(value, Bounds) or (isinstance(value, Duration) and may_be_months(value))


def _begins(clause: ir.Clause) -> bool:
    """Whether the clause itself works out what may be another value, whatever the facts are."""
    return any(
        b.possibly is not None if isinstance(b, ir.Aggregate) else works_out_days(b.expression)
        for b in clause.works_out
    )


def _loose_variables(clause: ir.Clause, places: set[Place] | frozenset[Place]) -> set[str]:
    loose = {
        t.name
        for atom in _atoms(clause)
        for i, t in enumerate(atom.terms)
        if isinstance(t, ir.Variable) and (atom.relation, i) in places
    }
    for literal in clause.body:
        if isinstance(literal, ir.Aggregate) and (
            literal.possibly is not None or _over_loose(literal, places)
        ):
            loose.add(literal.result.name)
    grew = True
    while grew:
        grew = False
        for literal in clause.body:
            if not isinstance(literal, ir.Binding) or literal.variable.name in loose:
                continue
            if works_out_days(literal.expression) or loose & set(expression_variables(literal.expression)):
                loose.add(literal.variable.name)
                grew = True
    return loose


def _possible_members(program: ir.Program) -> dict[str, str]:
    return {
        literal.over.relation: literal.possibly.relation
        for clause in program.clauses
        for literal in clause.body
        if isinstance(literal, ir.Aggregate) and literal.possibly is not None
    }


def _over_loose(literal: ir.Aggregate, places: set[Place] | frozenset[Place]) -> bool:
    """Whether an aggregate is over imprecise values or, if it matters how many, over what is so known."""
    return any(
        (literal.over.relation, i) in places
        for i, t in enumerate(literal.over.terms)
        if t == literal.value or _numbers(literal)
    )


def _bound_beside(literal: ir.Aggregate, clause: ir.Clause) -> set[str]:
    """The variables to which something else in the clause gives a value."""
    bound = {t.name for atom in _atoms(clause) for t in atom.terms if isinstance(t, ir.Variable)}
    others = (b for b in clause.body if b is not literal)
    bound |= {b.variable.name for b in others if isinstance(b, ir.Binding)}
    return bound | {b.result.name for b in others if isinstance(b, ir.Aggregate)}


def _numbers(literal: ir.Aggregate) -> bool:
    """Whether it matters to an aggregate how often a value is there."""
    return literal.operator in ("sum", "count")


def _atoms(clause: ir.Clause) -> Iterator[ir.Atom]:
    return (literal for literal in clause.body if isinstance(literal, ir.Atom))


_WHATEVER = ("shown", "another value")  # auxiliary relations that know nothing of what stands before them


def _auxiliary(program: ir.Program) -> frozenset[str]:
    return frozenset(c.head.relation for c in program.clauses if c.origin.role == "auxiliary")


def _generous(program: ir.Program, auxiliary: frozenset[str]) -> frozenset[str]:
    """The relations that must hold all that may be so, rather than only what surely is.

    An auxiliary relation that is looked for in vain has to be what its absence asks for: where something is
    established, all that may be there.
    """
    found = {
        c.head.relation
        for c in program.clauses
        if c.origin.possible or c.head.relation.startswith(naming.possibly(""))
    }
    pending = [c for c in program.clauses if c.absent]
    while pending:
        clause = pending.pop()
        generous = clause.head.relation in found
        for name in clause.absent:
            if name in auxiliary and (name in found) == generous:
                found ^= {name}
                pending += program.clauses_for[name]
    return frozenset(found)


Occurrence = tuple[int, int | None]  # a literal of a body, and of an atom the position in it


@dataclass(frozen=True)
class _Giver:
    """What can give a variable its value."""

    name: str
    at: Occurrence
    exact: bool
    by_atom: bool


@dataclass
class _Relaxation:
    places: frozenset[Place]
    possible: dict[str, str]  # from the members of an aggregate to those that it possibly has
    auxiliary: frozenset[str]
    generous: frozenset[str]
    calendar: Calendar
    extra: list[ir.Clause] = field(default_factory=list)
    _apart: set[str] = field(default_factory=set)

    @cached_property
    def _relations(self) -> frozenset[str]:
        return frozenset(relation for relation, _ in self.places)

    def clause(self, clause: ir.Clause) -> ir.Clause:
        if self._relations.isdisjoint(clause.reads) and not _begins(clause):
            return clause
        clause = self._told_apart(clause)
        loose = _loose_variables(clause, self.places)
        clause = self._counted(clause, loose)
        if clause.head.relation in self.generous:
            return self._widened(clause, loose)
        return self._absences(clause, loose)

    # --- periods that may start before they are counted -------------------------------------------------

    def _counted(self, clause: ir.Clause, loose: set[str]) -> ir.Clause:
        """A period that a rule counts has a last day only where it starts when the rule has a row.

        A start known by bounds has to be such a day, whichever of them it is; to be possible, on some.
        """
        certain = clause.head.relation not in self.generous
        body, elements = list(clause.body), list(clause.origin.elements)
        for literal, info in zip(clause.body, clause.origin.elements, strict=True):
            for start, rule in _counts(literal):
                first = _first_row(self.calendar, rule)
                if first is not None and loose.intersection(expression_variables(start)):
                    body.append(ir.Comparison(start, ">=", ir.Constant(first), certain))
                    elements.append(info and replace(info, text=self._words(start, first, rule)))
        if len(body) == len(clause.body):
            return clause
        return replace(clause, body=tuple(body), origin=replace(clause.origin, elements=tuple(elements)))

    def _words(self, start: ir.Expression, first: date, rule: str) -> str:
        day = f"{{{start.name}}}" if isinstance(start, ir.Variable) else "the day from which it is counted"
        citation = self.calendar.rules[rule].citation or rule
        return f"{day} is not before {first.isoformat()}, from which day {citation} counts"

    # --- joins of what is possible ------------------------------------------------------------------

    def _widened(self, clause: ir.Clause, loose: set[str]) -> ir.Clause:
        """Of a variable that may be imprecise, one occurrence gives the value; the others may equal it."""
        giving = self._giving(clause, loose)
        body: list[ir.Literal] = []
        tests: list[ir.Literal] = []

        def near(term: ir.Term) -> ir.Variable:
            own = ir.Variable(f"_near {len(tests)}")
            tests.append(ir.Comparison(own, "=", term, certain=False))
            return own

        for index, literal in enumerate(clause.body):
            match literal:
                case ir.Atom(relation, terms):
                    apart = [
                        self._is_apart((relation, i), t, (index, i), giving) for i, t in enumerate(terms)
                    ]
                    own = [near(t) if tested else t for t, tested in zip(terms, apart, strict=True)]
                    body.append(replace(literal, terms=tuple(own)))
                case ir.Binding(variable, expression) if _gives_not(giving, variable, index):
                    body.append(ir.Comparison(variable, "=", expression, certain=False))
                case ir.Aggregate(result=result) if _gives_not(giving, result, index):
                    body.append(replace(literal, result=near(result)))
                case _:
                    body.append(literal)
        elements = (*clause.origin.elements, *(None for _ in tests))
        return replace(clause, body=(*body, *tests), origin=replace(clause.origin, elements=elements))

    def _is_apart(self, place: Place, term: ir.Term, here: Occurrence, giving: Mapping[str, _Giver]) -> bool:
        """Whether a term has a value of its own, which may equal the one that its variable has."""
        if isinstance(term, ir.Constant):
            return place in self.places
        giver = giving.get(term.name)
        if giver is None or giver.at == here:
            return False
        return place in self.places or not (giver.exact and giver.by_atom)

    def _giving(self, clause: ir.Clause, loose: set[str]) -> dict[str, _Giver]:
        """What gives each variable that may be imprecise its value: something exact, if there is such.

        What is worked out elsewhere for what stands before it (a total, the cases of a `for every`) is known
        by the value that stands first.
        """
        givers = [giver for giver in self._givers(clause, loose) if giver.name in loose]
        if clause.origin.role not in ("auxiliary", "blocked") and not any(map(_is_total, clause.body)):
            givers.sort(key=lambda giver: (not giver.exact, not giver.by_atom))
        return {giver.name: giver for giver in reversed(givers)}

    def _givers(self, clause: ir.Clause, loose: set[str]) -> Iterator[_Giver]:
        for index, literal in enumerate(clause.body):
            match literal:
                case ir.Atom(relation, terms):
                    for i, term in enumerate(terms):
                        if isinstance(term, ir.Variable):
                            yield _Giver(term.name, (index, i), (relation, i) not in self.places, True)
                case ir.Binding(variable, expression):
                    exact = loose.isdisjoint(expression_variables(expression))
                    yield _Giver(variable.name, (index, None), exact, False)
                case ir.Aggregate(result=result):
                    exact = literal.possibly is None and not _over_loose(literal, self.places)
                    yield _Giver(result.name, (index, None), exact, False)
                case _:
                    pass

    # --- members that may be one ----------------------------------------------------------------------

    def _told_apart(self, clause: ir.Clause) -> ir.Clause:
        """A sum or a count is surely over those members alone that no other may be equal to."""
        body = tuple(
            self._surely_apart(b, clause) if isinstance(b, ir.Aggregate) and _numbers(b) else b
            for b in clause.body
        )
        return clause if body == clause.body else replace(clause, body=body)

    def _surely_apart(self, literal: ir.Aggregate, clause: ir.Clause) -> ir.Aggregate:
        over = literal.over
        loose = [i for i in range(len(over.terms)) if (over.relation, i) in self.places]
        if not loose:
            return literal
        apart = naming.SURELY_APART + over.relation
        if apart not in self._apart:
            self._apart.add(apart)
            self._tell_apart(over.relation, len(over.terms), loose, clause.origin.provision)
            self._one_at_least(literal, _bound_beside(literal, clause), loose, clause.origin.provision)
        possibly = literal.possibly or replace(over, relation=self.possible.get(over.relation, over.relation))
        return replace(literal, over=replace(over, relation=apart), possibly=possibly)

    def _tell_apart(self, relation: str, arity: int, loose: list[int], provision: str) -> None:
        members = tuple(ir.Variable(f"_member {i}") for i in range(arity))
        others = tuple(ir.Variable(f"_other {i}") if i in loose else v for i, v in enumerate(members))
        blurred = ir.Atom(f"may be another {relation}", members)
        both = (ir.Atom(relation, members), ir.Atom(relation, others))
        equal = tuple(ir.Comparison(members[i], "=", others[i], certain=False) for i in loose)
        for i in loose:  # another one, and not the same: the two may differ somewhere
            differs = ir.Comparison(members[i], "!=", others[i], certain=False)
            self._extra(provision, blurred, (*both, *equal, differs))
        self._extra(
            provision, ir.Atom(naming.SURELY_APART + relation, members), (both[0], ir.Negation(blurred))
        )

    def _one_at_least(self, literal: ir.Aggregate, bound: set[str], loose: list[int], provision: str) -> None:
        """Members of which each may be another are one at least: one more stands for them all.

        They agree in all that is exact. Of a sum it has the value that they have, or the least of theirs: the
        member that has the least is there.
        """
        over = literal.over
        members = tuple(ir.Variable(f"_member {i}") for i in range(len(over.terms)))
        local = [i for i in loose if isinstance(t := over.terms[i], ir.Variable) and t.name not in bound]
        body: tuple[ir.Literal, ...] = (ir.Atom(f"may be another {over.relation}", members),)
        one: list[ir.Term] = [
            ir.Constant(naming.ANYTHING) if i in local else v for i, v in enumerate(members)
        ]
        summed = [i for i in local if over.terms[i] == literal.value]
        if summed:
            those = tuple(ir.Variable(f"_one {i}") if i in local else v for i, v in enumerate(members))
            least, value = ir.Variable("_least"), those[summed[-1]]
            for i in summed:
                one[i] = least
            body += (ir.Aggregate(least, "least", value, ir.Atom(f"may be another {over.relation}", those)),)
        self._extra(provision, ir.Atom(naming.SURELY_APART + over.relation, tuple(one)), body)

    def _extra(self, provision: str, head: ir.Atom, body: tuple[ir.Literal, ...]) -> None:
        origin = ir.Origin("auxiliary", provision, (None,) * len(body))
        self.extra.append(ir.Clause(head, body, origin))

    # --- absences of what is possible ------------------------------------------------------------------

    def _absences(self, clause: ir.Clause, loose: set[str]) -> ir.Clause:
        body = tuple(
            self._absence(literal, clause, i, loose) if isinstance(literal, ir.Negation) else literal
            for i, literal in enumerate(clause.body)
        )
        return clause if body == clause.body else replace(clause, body=body)

    def _absence(self, literal: ir.Negation, clause: ir.Clause, index: int, loose: set[str]) -> ir.Negation:
        """Nothing possible may be equal: `shown` collects what may be, beside the rest of the body."""
        atom = literal.atom
        imprecise = [i for i, t in enumerate(atom.terms) if self._may_be_near((atom.relation, i), t, loose)]
        if not imprecise or not self._is_of_the_possible(clause, atom.relation):
            return literal
        near = {i: ir.Variable(f"_near {i}") for i in imprecise}
        inner = replace(atom, terms=tuple(near.get(i, t) for i, t in enumerate(atom.terms)))
        tests = [ir.Comparison(near[i], "=", atom.terms[i], certain=False) for i in imprecise]
        context = [other for other in clause.body if isinstance(other, ir.Atom | ir.Binding | ir.Aggregate)]
        variables = dict.fromkeys(t for t in atom.terms if isinstance(t, ir.Variable))
        head = ir.Atom(
            f"shown, as far as is known, {clause.head.relation} {index} {len(self.extra)}", tuple(variables)
        )
        elements = (clause.origin.elements[index], *(None for _ in (*context, *tests)))
        origin = ir.Origin("auxiliary", clause.origin.provision, elements, possible=True)
        self.extra.append(ir.Clause(head, (inner, *context, *tests), origin))
        return ir.Negation(head)

    def _may_be_near(self, place: Place, term: ir.Term, loose: set[str]) -> bool:
        return place in self.places or (isinstance(term, ir.Variable) and term.name in loose)

    def _is_of_the_possible(self, clause: ir.Clause, relation: str) -> bool:
        """Whether what is absent is all that may be so, and not worked out for what stands before it.

        What blocks a conclusion is worked out for each that something supports.
        """
        if relation in self.auxiliary:
            return relation.startswith(_WHATEVER)
        return relation in self.generous and clause.origin.role not in ("concludes", "conflicted")


def _gives_not(giving: Mapping[str, _Giver], variable: ir.Variable, index: int) -> bool:
    """Whether something else gives the variable its value than the literal at this place."""
    giver = giving.get(variable.name)
    return giver is not None and giver.at[0] != index


def _counts(literal: ir.Literal) -> Iterator[tuple[ir.Expression, str]]:
    """Of each period in a literal that a rule counts: the day it starts on, and the name of the rule."""
    match literal:
        case ir.Binding(_, expression):
            yield from _counts_in(expression)
        case ir.Comparison(left, _, right):
            yield from _counts_in(left)
            yield from _counts_in(right)
        case _:
            pass


def _counts_in(expression: ir.Expression) -> Iterator[tuple[ir.Expression, str]]:
    match expression:
        case ir.Apply("after" | "before", (period, start, ir.Constant(str(rule)))):
            yield start, rule
            yield from (*_counts_in(period), *_counts_in(start))
        case ir.Apply(_, operands):
            for operand in operands:
                yield from _counts_in(operand)
        case _:
            pass


def _first_row(calendar: Calendar, rule: str) -> date | None:
    return min((era.start for era in calendar.rules[rule].eras), default=None)


def _is_total(literal: ir.Literal) -> bool:
    return isinstance(literal, ir.Aggregate)

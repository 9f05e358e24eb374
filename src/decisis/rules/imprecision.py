"""Joining on imprecise values: what is possible must not be lost because two values are not the same.

A level known only as `12 to 16` may be the 12 of a table. Where a clause concludes that something is
possible, or that a conclusion is blocked, an imprecise value therefore joins with everything that it
may be equal to. Where a clause establishes, it joins with itself alone. An absence of the possible is
the absence of everything that may be equal. Members of a sum or a count that may be one and the same
are not surely two, but surely one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from decisis.dataclass import dataclass, field, replace
from decisis.rules import ir
from decisis.rules.plan import expression_variables
from decisis.values import Bounds

Place = tuple[str, int]  # a relation and a position in it


def imprecise_places(facts: ir.Facts) -> frozenset[Place]:
    """Where facts have imprecise values."""
    return frozenset(
        (relation, position)
        for relation, rows in facts.items()
        for row in rows
        for position, value in enumerate(row)
        if isinstance(value, Bounds)
    )


def relaxed(program: ir.Program, seeds: frozenset[Place]) -> ir.Program:
    """The program with every join that an imprecise value can reach made as wide as it must be."""
    places = _reached(program, seeds)
    if not places:
        return program
    relaxation = _Relaxation(places, _possible_members(program))
    clauses = [relaxation.clause(c) for c in program.clauses]
    return replace(program, clauses=(*clauses, *relaxation.extra))


def _reached(program: ir.Program, seeds: frozenset[Place]) -> frozenset[Place]:
    """Every place that an imprecise value can reach: from facts, a clause that states one, or a total."""
    stated = {
        (clause.head.relation, position)
        for clause in program.clauses
        for position, term in enumerate(clause.head.terms)
        if isinstance(term, ir.Constant) and isinstance(term.value, Bounds)
    }
    places = set(seeds | stated)
    reading: dict[str, list[ir.Clause]] = {}
    for clause in program.clauses:
        for name in dict.fromkeys(clause.reads):
            reading.setdefault(name, []).append(clause)
    begun = {name for name, _ in places}
    pending = [c for c in program.clauses if _adds_up(c) or not begun.isdisjoint(c.reads)]
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


def _adds_up(clause: ir.Clause) -> bool:
    """Whether a total in the clause may itself be imprecise, whatever the facts are."""
    return any(isinstance(b, ir.Aggregate) and b.possibly is not None for b in clause.body)


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
            if loose & set(expression_variables(literal.expression)):
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


@dataclass
class _Relaxation:
    places: frozenset[Place]
    possible: dict[str, str]  # from the members of an aggregate to those that it possibly has
    extra: list[ir.Clause] = field(default_factory=list)
    _apart: set[str] = field(default_factory=set)

    @cached_property
    def _relations(self) -> frozenset[str]:
        return frozenset(relation for relation, _ in self.places)

    def clause(self, clause: ir.Clause) -> ir.Clause:
        if self._relations.isdisjoint(clause.reads):
            return clause
        clause = self._told_apart(clause)
        return self._widened(clause) if clause.origin.possible else self._absences(clause)

    # --- joins of what is possible ------------------------------------------------------------------

    def _widened(self, clause: ir.Clause) -> ir.Clause:
        """Each occurrence in an imprecise place becomes a variable of its own that may equal the first."""
        exact = self._exact_variables(clause)
        seen: set[str] = set()
        body: list[ir.Literal] = []
        tests: list[ir.Literal] = []
        for literal in clause.body:
            if not isinstance(literal, ir.Atom):
                body.append(literal)
                continue
            terms: list[ir.Term] = []
            for position, term in enumerate(literal.terms):
                loose = (literal.relation, position) in self.places
                known = isinstance(term, ir.Constant) or term.name in seen or term.name in exact
                if loose and known:
                    own = ir.Variable(f"_near {len(tests)}")
                    tests.append(ir.Comparison(own, "=", term, certain=False))
                    terms.append(own)
                    continue
                if isinstance(term, ir.Variable) and loose:
                    seen.add(term.name)
                terms.append(term)
            body.append(replace(literal, terms=tuple(terms)))
        if not tests:
            return clause
        elements = (*clause.origin.elements, *(None for _ in tests))
        return replace(clause, body=(*body, *tests), origin=replace(clause.origin, elements=elements))

    def _exact_variables(self, clause: ir.Clause) -> set[str]:
        """Variables that an atom binds in a place where values are exact."""
        return {
            t.name
            for atom in _atoms(clause)
            for i, t in enumerate(atom.terms)
            if isinstance(t, ir.Variable) and (atom.relation, i) not in self.places
        }

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
        apart = ir.SURELY_APART + over.relation
        if apart not in self._apart:
            self._apart.add(apart)
            self._tell_apart(over.relation, len(over.terms), loose, clause.origin.provision)
            if literal.operator == "count":
                self._count_one(over, _bound_beside(literal, clause), loose, clause.origin.provision)
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
        self._extra(provision, ir.Atom(ir.SURELY_APART + relation, members), (both[0], ir.Negation(blurred)))

    def _count_one(self, over: ir.Atom, bound: set[str], loose: list[int], provision: str) -> None:
        """Members of which each may be another are one at least: one more stands for them all."""
        members = tuple(ir.Variable(f"_member {i}") for i in range(len(over.terms)))
        local = [i for i in loose if isinstance(t := over.terms[i], ir.Variable) and t.name not in bound]
        one = tuple(ir.Constant(ir.ANYTHING) if i in local else v for i, v in enumerate(members))
        both = (ir.Atom(over.relation, members), ir.Atom(f"may be another {over.relation}", members))
        self._extra(provision, ir.Atom(ir.SURELY_APART + over.relation, one), both)

    def _extra(self, provision: str, head: ir.Atom, body: tuple[ir.Literal, ...]) -> None:
        origin = ir.Origin("auxiliary", provision, (None,) * len(body))
        self.extra.append(ir.Clause(head, body, origin))

    # --- absences of what is possible ------------------------------------------------------------------

    def _absences(self, clause: ir.Clause) -> ir.Clause:
        body = tuple(
            self._absence(literal, clause, i) if isinstance(literal, ir.Negation) else literal
            for i, literal in enumerate(clause.body)
        )
        return clause if body == clause.body else replace(clause, body=body)

    def _absence(self, literal: ir.Negation, clause: ir.Clause, index: int) -> ir.Negation:
        """Nothing possible may be equal: `shown` collects what may be, beside the rest of the body."""
        atom = literal.atom
        loose = [i for i in range(len(atom.terms)) if (atom.relation, i) in self.places]
        if not loose or not atom.relation.startswith("possibly "):
            return literal
        near = {i: ir.Variable(f"_near {i}") for i in loose}
        inner = replace(atom, terms=tuple(near.get(i, t) for i, t in enumerate(atom.terms)))
        tests = [ir.Comparison(near[i], "=", atom.terms[i], certain=False) for i in loose]
        context = [other for other in clause.body if isinstance(other, ir.Atom | ir.Binding)]
        variables = dict.fromkeys(t for t in atom.terms if isinstance(t, ir.Variable))
        head = ir.Atom(
            f"shown, as far as is known, {clause.head.relation} {index} {len(self.extra)}", tuple(variables)
        )
        elements = (clause.origin.elements[index], *(None for _ in (*context, *tests)))
        origin = ir.Origin("auxiliary", clause.origin.provision, elements, possible=True)
        self.extra.append(ir.Clause(head, (inner, *context, *tests), origin))
        return ir.Negation(head)

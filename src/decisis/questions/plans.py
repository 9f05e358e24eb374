"""Plans: what would have to be moved for an atom to hold, or to hold no longer, read off the clauses.

A plan is a set of moves of a `Space`. For an absent atom, each clause that could give it is gone through
over what holds and what could be moved there: whatever a derivation of the atom would need that is not so
now is in some plan. For a present atom, one derivation of it is taken: whatever takes the atom away has to
take away something that this derivation rests on.

So every set of moves that reaches its end contains one of the plans; that makes a search which goes from
plan to plan complete. A plan alone need not be enough: moves have other effects too, and whoever follows
one runs the program. What an aggregate would come to is not foreseen; the plans for one are the single
moves that touch what it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, groupby

from decisis.casework.asking import Run
from decisis.proof.argument import Bindings, Ground, Instance, ground, match_terms, term_value
from decisis.proof.grounds import names_provision
from decisis.proof.premises import members, premises
from decisis.questions.bearing import Pattern
from decisis.questions.clock import Clock
from decisis.questions.moves import Move, same_thing
from decisis.questions.space import Row, Space
from decisis.rules import ir
from decisis.rules.arithmetic import compare_expressions, evaluate
from decisis.rules.plan import needs as needed_names
from decisis.values import Truth, Value, compare

STEPS_BETWEEN = 50  # looks at the clock

Plan = frozenset[Move]
NO_MOVES: Plan = frozenset()


@dataclass
class Effort:
    """Counts the steps of planning, so that they end: from then on, only what needs none is found."""

    most: int
    steps: int = 0
    clock: Clock = field(default_factory=Clock)

    @property
    def spent(self) -> bool:
        return self.steps > self.most

    def step(self) -> None:
        self.steps += 1
        if self.steps % STEPS_BETWEEN == 0:
            self.clock.demand_time()


@dataclass
class Plans:
    """Plans from one state of a matter: what holds in its run, and what its space can move there."""

    run: Run
    space: Space
    effort: Effort
    _rows: dict[tuple[str, Pattern, int], list[tuple[Row, Plan]]] = field(default_factory=dict)
    _against: dict[tuple[Ground, int], tuple[Plan, ...]] = field(default_factory=dict)
    _levels: dict[Ground, int] = field(default_factory=dict)
    _under_way: list[tuple[str, Pattern]] = field(default_factory=list)
    _cut: bool = False  # a plan was left out because it would have rested on itself
    _partial: dict[Plan, None] = field(default_factory=dict)

    def giving(self, relation: str, pattern: Pattern, most: int) -> tuple[Plan, ...]:
        """Plans of at most so many moves for an atom that does not hold (None: with any value)."""
        self._partial = {}
        found = [plan for _, plan in self._ways(relation, pattern, most) if plan]
        return minimal((*found, *(p for p in self._partial if len(p) <= most)))

    def taking(self, atom: Ground, most: int) -> tuple[Plan, ...]:
        """Plans for an atom that holds to hold no longer."""
        self._partial = {}
        found = self._taken(atom, most)
        return minimal((*found, *(p for p in self._partial if len(p) <= most)))

    # --- for an atom to hold --------------------------------------------------------------------------

    def _ways(self, relation: str, pattern: Pattern, most: int) -> list[tuple[Row, Plan]]:
        """Rows that fit, with what has to be moved for each; nothing for those that hold."""
        key = (relation, pattern, most)
        if key in self._rows:
            return self._rows[key]
        here = [(row, NO_MOVES) for row in self._holding(relation, pattern)]
        whole = all(v is not None for v in pattern)
        if most < 1 or (whole and here):
            return here
        if (relation, pattern) in self._under_way:
            self._cut = True
            return here
        outer, self._cut = self._cut, False
        self._under_way.append((relation, pattern))
        known = {row for row, _ in here}
        moved: dict[tuple[Row, Plan], None] = {}
        for row, plan in self._moved(relation, pattern, most):
            if row not in known and plan:
                moved[row, plan] = None
        self._under_way.pop()
        found = [*here, *_minimal_rows(moved)]
        if not self._cut or not self._under_way:
            self._rows[key] = found
        self._cut = self._cut or outer
        return found

    def _holding(self, relation: str, pattern: Pattern) -> list[Row]:
        terms = tuple(ir.Variable(f"X{i}") if v is None else ir.Constant(v) for i, v in enumerate(pattern))
        return self.run.argument.rows(ir.Atom(relation, terms), {})

    def _moved(self, relation: str, pattern: Pattern, most: int) -> Iterator[tuple[Row, Plan]]:
        argument = self.run.argument
        if not argument.derived(relation):
            for row, move in self._given(relation, pattern):
                yield row, frozenset({move})
            return
        for clause in argument.clauses(relation):
            start = _started(clause.head, pattern)
            if start is None:
                continue
            for binding, plan in self._bodies(clause, tuple(clause.body), start, NO_MOVES, most):
                yield tuple(term_value(t, binding) for t in clause.head.terms), plan

    def _given(self, relation: str, pattern: Pattern) -> Iterable[tuple[Row, Move]]:
        if relation.startswith("recorded "):
            return self.space.giving(relation.removeprefix("recorded "), pattern)
        return (((), move) for move in self.space.answering(relation))

    def _bodies(
        self, clause: ir.Clause, rest: tuple[ir.Literal, ...], binding: Bindings, plan: Plan, most: int
    ) -> Iterator[tuple[Bindings, Plan]]:
        """Every way in which the rest of a body can hold, with what has to be moved for it."""
        self.effort.step()
        if self.effort.spent:
            return
        if not rest:
            yield binding, plan
            return
        chosen = self._next(clause, rest, binding)
        if chosen is None:
            return
        after = tuple(literal for literal in rest if literal is not chosen)
        for more, both in self._literal(chosen, binding, plan, most):
            yield from self._bodies(clause, after, more, both, most)

    def _next(self, clause: ir.Clause, rest: tuple[ir.Literal, ...], binding: Bindings) -> ir.Literal | None:
        """A test that can be made; else the atom with the fewest unknowns, those that hold first."""
        best: tuple[tuple[int, int, int], ir.Literal] | None = None
        for position, literal in enumerate(rest):
            if not needed_names(literal, clause) <= binding.keys():
                continue
            if not isinstance(literal, ir.Atom):
                if isinstance(literal, ir.Negation) and self.run.argument.holds(
                    ground(literal.atom, binding)
                ):
                    rank = (2, 0, position)  # first see whether the rest can be had
                else:
                    rank = (0, 0, position)
            else:
                unknown = sum(isinstance(t, ir.Variable) and t.name not in binding for t in literal.terms)
                rank = (1, unknown, position)
            if best is None or rank < best[0]:
                best = (rank, literal)
        return best[1] if best else None

    def _literal(
        self, literal: ir.Literal, binding: Bindings, plan: Plan, most: int
    ) -> Iterator[tuple[Bindings, Plan]]:
        """Every way in which a literal can hold beside a plan, with all that has to be moved then."""
        calendar = self.run.lowered.program.calendar
        match literal:
            case ir.Atom(relation, terms):
                for row, moves in self._ways(relation, _pattern(literal, binding), most):
                    both = joined(plan, moves, most)
                    more = match_terms(terms, row, binding) if both is not None else None
                    if more is not None and both is not None:
                        yield more, both
            case ir.Negation(atom):
                if not self.run.argument.holds(ground(atom, binding)):
                    yield binding, plan
                elif most > 0:
                    ways = (joined(plan, p, most) for p in self._taken(ground(atom, binding), most))
                    yield from ((binding, both) for both in ways if both is not None)
            case ir.Comparison():
                if compare_expressions(literal, binding, calendar):
                    yield binding, plan
            case ir.Binding(variable, expression):
                value = evaluate(expression, binding, calendar)
                if value is not None and _agrees(binding.get(variable.name), value):
                    yield {**binding, variable.name: binding.get(variable.name, value)}, plan
            case ir.Aggregate():
                yield from ((more, plan) for more in self.run.argument.ways(literal, binding))
                self._touched(literal, binding, plan, most)

    def _touched(self, literal: ir.Aggregate, binding: Bindings, plan: Plan, most: int) -> None:
        """What an aggregate comes to changes with its members: any move on one is a plan of its own."""
        local = {literal.result.name, *((literal.value.name,) if literal.value else ())}
        outer = {n: v for n, v in binding.items() if n not in local}
        for over in _counting(literal):
            for row, moves in self._ways(over.relation, _pattern(over, outer), most):
                touching = [moves] if moves else self._taken(Ground(over.relation, row), most) if most else ()
                for each in touching:
                    both = joined(plan, each, most)
                    if both:
                        self._partial[both] = None

    # --- for an atom to hold no longer ----------------------------------------------------------------

    def _taken(self, atom: Ground, most: int) -> tuple[Plan, ...]:
        key = (atom, most)
        if key not in self._against:
            self._against[key] = ()
            self._against[key] = minimal(self._undone(atom, most))
        return self._against[key]

    def _undone(self, atom: Ground, most: int) -> Iterator[Plan]:
        """The moves on each thing that one derivation of the atom rests on."""
        argument = self.run.argument
        pending, seen = [atom], {atom}
        while pending:
            each = pending.pop()
            if not argument.derived(each.relation):
                yield from (frozenset({m}) for m in self.space.taking(each.relation, each.values))
                continue
            instance = self._chosen(each)
            if instance is None:
                yield from (frozenset({m}) for m in self.space.taking(each.relation, each.values))
                continue
            if names_provision(instance.clause):
                aside = self.space.authorities.get(instance.clause.origin.provision)
                if aside is not None:
                    yield frozenset({aside})
            for below, present in premises(instance, argument):
                if present and below not in seen:
                    seen.add(below)
                    pending.append(below)
                elif not present:
                    yield from (p for _, p in self._ways(below.relation, below.values, most) if p)
            yield from self._counted(instance, most)

    def _counted(self, instance: Instance, most: int) -> Iterator[Plan]:
        """What would join the members of an aggregate that a derivation uses."""
        for literal in instance.clause.body:
            if isinstance(literal, ir.Aggregate):
                known = set(members(literal, instance, self.run.argument))
                local = {literal.result.name, *((literal.value.name,) if literal.value else ())}
                outer = {n: v for n, v in instance.binding.items() if n not in local}
                for over in _counting(literal):
                    for row, plan in self._ways(over.relation, _pattern(over, outer), most):
                        if plan and Ground(over.relation, row) not in known:
                            yield plan
                        elif over is literal.possibly and not plan:
                            yield from self._taken(Ground(over.relation, row), most)

    def _chosen(self, atom: Ground) -> Instance | None:
        """The instance that gives an atom in the fewest levels; none if the atom is given as it is."""
        if atom not in self._levels:
            self._rank(atom)
        best: tuple[int, int] | None = None
        chosen = None
        for position, instance in enumerate(self.run.argument.instances(atom)):
            below = [a for a, present in premises(instance, self.run.argument) if present]
            if all(a in self._levels for a in below):
                rank = (max((self._levels[a] for a in below), default=0), position)
                if rank[0] < self._levels[atom] and (best is None or rank < best):
                    best, chosen = rank, instance
        return chosen

    def _rank(self, root: Ground) -> None:
        """Levels: 0 for what is given, else one more than the highest that the lowest way rests on."""
        argument = self.run.argument
        ways: dict[Ground, list[list[Ground]]] = {}
        pending = [root]
        while pending:
            atom = pending.pop()
            if atom in ways or atom in self._levels:
                continue
            instances = argument.instances(atom) if argument.derived(atom.relation) else ()
            if not instances:
                self._levels[atom] = 0
                continue
            ways[atom] = [[a for a, present in premises(i, argument) if present] for i in instances]
            pending += [a for below in ways[atom] for a in below]
        changed = True
        while changed:
            changed = False
            for atom, options in ways.items():
                for below in options:
                    if all(a in self._levels for a in below):
                        level = 1 + max((self._levels[a] for a in below), default=0)
                        if level < self._levels.get(atom, level + 1):
                            self._levels[atom], changed = level, True


# --- plans as sets --------------------------------------------------------------------------------


def joined(first: Plan, second: Plan, most: int) -> Plan | None:
    """Both plans, if they are no more than so many moves, and no two of these are about one thing."""
    both = first | second
    if len(both) > most or (first and second and len(both) > 1 and not fit(both)):
        return None
    return both


@lru_cache(maxsize=1 << 16)
def fit(plan: Plan) -> bool:
    """Whether no two moves are about one thing."""
    return not any(same_thing(a, b) for a, b in combinations(plan, 2))


def minimal(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """Without those that contain another, the smallest first, otherwise in their order."""
    kept: list[Plan] = []
    for _, same in groupby(sorted(dict.fromkeys(plans), key=len), key=len):
        kept += [plan for plan in same if not any(smaller <= plan for smaller in kept)]
    return tuple(kept)


def _minimal_rows(found: Iterable[tuple[Row, Plan]]) -> list[tuple[Row, Plan]]:
    by_row: dict[Row, list[Plan]] = {}
    for row, plan in found:
        by_row.setdefault(row, []).append(plan)
    return [(row, p) for row, plans in by_row.items() for p in minimal(plans)]


def _counting(literal: ir.Aggregate) -> tuple[ir.Atom, ...]:
    return (literal.over, literal.possibly) if literal.possibly else (literal.over,)


def _started(head: ir.Atom, pattern: Pattern) -> Bindings | None:
    found: Bindings = {}
    for term, value in zip(head.terms, pattern, strict=True):
        if value is None:
            continue
        if isinstance(term, ir.Constant):
            if term.value != value:
                return None
        elif found.setdefault(term.name, value) != value:
            return None
    return found


def _pattern(atom: ir.Atom, binding: Bindings) -> Pattern:
    return tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in atom.terms)


def _agrees(known: Value | None, value: Value) -> bool:
    return known is None or compare(known, "=", value) is Truth.TRUE

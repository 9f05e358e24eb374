"""Finds a matter in which something is so, among all matters of a domain, or says that there is none.

The lowered program becomes an answer-set program in which the record is open: each row of the domain may be a
fact of it or not. What clingo finds is only a proposal; it is run again by our own engine before it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from decisis.casework.record import Fact, Record
from decisis.engine.clingo import Known, Text
from decisis.rules import ir, naming, plan
from decisis.testing.domain import Domain, Row, values_of

GOAL = ir.Atom("what is looked for")
SECONDS = 20.0  # of solving; what is best by then is taken
GROUNDING = 5.0  # seconds of grounding for each second of solving, and no more
MOST_PROPOSALS = 20  # that turn out not to be so when they are run

Rows = Mapping[str, tuple[Row, ...]]


@dataclass(frozen=True)
class Outcome:
    """``record``: a matter in which it is so. Without one, ``exhausted`` says that the domain has none."""

    record: Record | None
    exhausted: bool = False
    proposals: int = 0


def goal(*body: ir.Literal) -> ir.Clause:
    """That these hold together; several such clauses are alternatives."""
    return ir.Clause(GOAL, tuple(body))


def find(
    program: ir.Program,
    domain: Domain,
    wanted: Sequence[ir.Clause],
    holds: Callable[[Record], bool],
    seconds: float = SECONDS,
) -> Outcome:
    """The smallest record found in which something wanted is so, by ``holds`` too.

    Raises ImportError where clingo is not installed.
    """
    try:
        search = _Search(program, domain, wanted, monotonic() + seconds * GROUNDING)
    except OutOfTime:
        return Outcome(None)
    end = monotonic() + seconds
    for number in range(1, MOST_PROPOSALS + 1):
        found, complete = search.best(end)
        if found is None:
            return Outcome(None, complete, number - 1)
        record = record_of(found)
        if holds(record):
            return Outcome(smallest(record, holds), False, number)
        search.exclude(found)
        if monotonic() > end:
            break
    return Outcome(None, False, MOST_PROPOSALS)


def record_of(rows: Rows) -> Record:
    """The record that finds what these rows say, in a fixed order."""
    prefix = naming.recorded("")
    return Record(
        tuple(
            Fact(relation.removeprefix(prefix), row, "found", "supposed")
            for relation in sorted(rows)
            for row in rows[relation]
        )
    )


def smallest(record: Record, holds: Callable[[Record], bool]) -> Record:
    """The record without every fact that it can do without."""
    for fact in record.facts:
        less = record.without(fact)
        if holds(less):
            record = less
    return record


def _may_hold(rule: str) -> str:
    """A rule whose head may hold when its body does."""
    head, implied, body = rule.removesuffix(".").partition(":-")
    return f"{{{head}}}{implied}{body}."


class OutOfTime(Exception):
    """Too many matters to set up in the time that there is."""


class _Search:
    """One answer-set program, which can be told what to leave out and solved again.

    Raises OutOfTime where it is not set up by ``end``: grounding calls back for each comparison.
    """

    def __init__(self, program: ir.Program, domain: Domain, wanted: Sequence[ir.Clause], end: float) -> None:
        import clingo

        self._clingo: Any = clingo
        self._end = end
        self._known = Known(program.calendar)
        static = frozenset(program.tables) - {c.head.relation for c in program.clauses}
        clauses = relevant(program, wanted)
        loose = [(c, freed(c, static)) for c in clauses]
        self._exact = [c for c, free in loose if free is None]
        self._loose = [free for _, free in loose if free is not None]
        for clause in self._loose:
            for atom in clause.atoms:
                if atom.relation in domain.values:
                    self._known.add(atom.relation, ((v,) for v in domain.values[atom.relation]))
        for name, rows in (*program.tables.items(), *_given(program).items()):
            self._known.add(name, rows)
        used = {relation for clause in clauses for relation in clause.reads}
        self._rows = {name: rows for name, rows in domain.rows.items() if name in used and rows}
        self._control: Any = clingo.Control(["--warn=none", "--opt-strategy=usc"])
        self._control.add("base", [], self._text(program))
        self._control.ground([("base", [])], context=self)

    def f(self, *given: Any) -> list[Any]:
        """`@f(number, …)`: what a comparison or an expression comes to; no value, no way to hold.

        A freed place is tried with values of every kind that it meets: of a wrong one, nothing holds.
        """
        if monotonic() > self._end:
            raise OutOfTime
        number, *values = (symbol.number for symbol in given)
        try:
            value = self._known.computations[number](tuple(self._known.values[v] for v in values))
        except TypeError:
            return []
        return [] if value is None else [self._clingo.Number(self._known.intern(value))]

    def _text(self, program: ir.Program) -> str:
        text = Text(self._known)
        lines = [text.clause(clause) for clause in self._exact]
        lines += [_may_hold(text.clause(clause)) for clause in self._loose]
        for relation, rows in self._rows.items():
            lines += self._choices(program, relation, rows)
        lines += self._opposed()
        lines.append(f":- not {self._atom(GOAL.relation, ())}.")
        lines += [f"#minimize{{1,{n}:{atom}}}." for n, atom in enumerate(self._atoms())]
        return "\n".join([*self._known.untold_facts(), *lines])

    def _atom(self, relation: str, row: Row) -> str:
        number = self._known.relation(relation, len(row))
        values = ",".join(str(self._known.intern(v)) for v in row)
        return f"p{number}({values})" if row else f"p{number}"

    def _atoms(self) -> Iterator[str]:
        return (self._atom(name, row) for name, rows in self._rows.items() for row in rows)

    def _choices(self, program: ir.Program, relation: str, rows: tuple[Row, ...]) -> Iterator[str]:
        """That each row may be a fact; of a functional relation, one row for each key."""
        info = program.relations.get(relation.removeprefix(naming.recorded("")))
        if info is None or info.keys is None:
            yield f"{{{';'.join(self._atom(relation, row) for row in rows)}}}."
            return
        groups: dict[Row, list[str]] = {}
        for row in rows:
            groups.setdefault(tuple(row[i] for i in info.keys), []).append(self._atom(relation, row))
        yield from (f"{{{';'.join(atoms)}}}1." for atoms in groups.values())

    def _opposed(self) -> Iterator[str]:
        """That no record states both of two opposites."""
        for relation, rows in self._rows.items():
            other = relation.replace(naming.recorded(""), naming.recorded(naming.denied("")), 1)
            opposite = frozenset(self._rows.get(other, ())) if other != relation else frozenset()
            for row in rows:
                if row in opposite:
                    yield f":- {self._atom(relation, row)},{self._atom(other, row)}."

    def best(self, end: float) -> tuple[Rows | None, bool]:
        """The smallest record found before the time is up, and whether there is surely no smaller one."""
        found: Rows | None = None
        with self._control.solve(yield_=True, async_=True) as handle:
            while True:
                handle.resume()
                if not handle.wait(max(0.0, end - monotonic())):
                    handle.cancel()
                    return found, False
                model = handle.model()
                if model is None:
                    return found, bool(handle.get().exhausted)
                found = self._read(model)

    def _read(self, model: Any) -> Rows:
        true = {str(symbol) for symbol in model.symbols(atoms=True)}
        rows = {
            name: tuple(row for row in candidates if self._atom(name, row) in true)
            for name, candidates in self._rows.items()
        }
        return {name: chosen for name, chosen in rows.items() if chosen}

    def exclude(self, rows: Rows) -> None:
        """Never again a record that is exactly this one."""
        chosen = {self._atom(name, row) for name, its in rows.items() for row in its}
        literals = [atom if atom in chosen else f"not {atom}" for atom in self._atoms()]
        part = f"without{len(self._known.computations)}_{id(rows)}"
        self._control.add(part, [], f":- {','.join(literals)}.")
        self._control.ground([(part, [])], context=self)


def _given(program: ir.Program) -> Rows:
    """What is a fact of every matter that settles nothing: that open questions are open."""
    return {naming.state_of(name, None): ((),) for name in sorted(program.open_questions)}


def relevant(program: ir.Program, wanted: Sequence[ir.Clause]) -> list[ir.Clause]:
    """The clauses on which it can depend, and what is wanted itself."""
    by_head: dict[str, list[ir.Clause]] = {}
    for clause in program.clauses:
        by_head.setdefault(clause.head.relation, []).append(clause)
    kept: list[ir.Clause] = list(wanted)
    seen: set[str] = set()
    pending = [relation for clause in wanted for relation in clause.reads]
    while pending:
        relation = pending.pop()
        if relation not in seen:
            seen.add(relation)
            kept += by_head.get(relation, ())
            pending += (r for clause in by_head.get(relation, ()) for r in clause.reads)
    return kept


def freed(clause: ir.Clause, static: frozenset[str]) -> ir.Clause | None:
    """A clause that adds up what a record may state, without that: it may hold wherever the rest of it does.

    None if it does no such thing. What is left out only lets more be so, and what is found is run again.
    """
    free: set[str] = set()
    kept: list[ir.Literal] = []
    for index in plan.order(clause):
        literal = clause.body[index]
        if isinstance(literal, ir.Aggregate) and literal.over.relation not in static:
            free.add(literal.result.name)
        elif isinstance(literal, ir.Binding) and free & set(plan.variables(literal)):
            free.add(literal.variable.name)
        elif isinstance(literal, ir.Atom) or not free & set(plan.variables(literal)):
            kept.append(literal)
    if not free:
        return None
    bound = {
        name for literal in kept if isinstance(literal, ir.Atom) for name in plan.atom_variables(literal)
    }
    bound |= {literal.variable.name for literal in kept if isinstance(literal, ir.Binding)}
    places = (
        ir.Atom(values_of(clause.head.relation, i), (term,))
        for i, term in enumerate(clause.head.terms)
        if isinstance(term, ir.Variable) and term.name not in bound
    )
    return replace(clause, body=(*kept, *places))

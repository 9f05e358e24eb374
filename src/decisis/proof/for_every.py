"""Of which cases a `for every` does not hold, and how: judged by its own conditions.

Its clauses go through the cases beside what stands before it in its provision. Where something before it
fails, they find nothing; whether it holds is then seen from what is its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from decisis.dataclass import dataclass
from decisis.proof.argument import Argument, Bindings
from decisis.proof.undecided import is_lacking
from decisis.rules import ir, naming
from decisis.values import Value

NO_CASE = "there is no case"
MANY_DAYS = "there is no such day, or there are too many to go through"


@dataclass(frozen=True)
class FailingCase:
    """A case, by the variables that are its own, and how it fails: `not so`, `not shown`, `not decided`."""

    named: tuple[tuple[str, Value], ...]
    state: str


@dataclass(frozen=True)
class ForEvery:
    """The clauses of a `for every`: that there is a case, that one may be, that it holds of one."""

    argument: Argument
    found: tuple[ir.Clause, ...]
    cases: tuple[ir.Clause, ...]
    good: tuple[ir.Clause, ...]
    perhaps_good: tuple[ir.Clause, ...]

    def has_case(self, binding: Mapping[str, Value]) -> bool:
        return any(True for _ in self._ways(self.found, binding))

    def failing(self, binding: Mapping[str, Value]) -> tuple[FailingCase, ...]:
        ways = (dict(way) for way in self._ways(self.cases, binding))
        own = [t.name for t in self.cases[0].head.terms if isinstance(t, ir.Variable)] if self.cases else []
        seen: dict[tuple[tuple[str, Value], ...], FailingCase] = {}
        for way in ways:
            named = tuple((n, way[n]) for n in own if n not in binding)
            if named not in seen and not self._holds(self.good, way):
                seen[named] = FailingCase(named, self._state(way))
        return tuple(seen.values())

    def _state(self, way: Bindings) -> str:
        if self._holds(self.perhaps_good, way):
            return "not decided"
        unshown = any(
            is_lacking(failure, self.argument)
            for clause in self.good
            for failure in self.argument.attempts_from(clause, clause.head, way)
        )
        return "not shown" if unshown else "not so"

    def _holds(self, clauses: Sequence[ir.Clause], way: Bindings) -> bool:
        return any(True for _ in self._ways(clauses, way))

    def _ways(self, clauses: Sequence[ir.Clause], binding: Mapping[str, Value]) -> Iterator[Bindings]:
        for clause in clauses:
            yield from self.argument.extensions(clause, binding)


def for_every(argument: Argument, within: ir.Clause, bad: ir.Atom) -> ForEvery:
    """The `for every` of a clause, without what stands before it there."""
    name = bad.relation.removeprefix(naming.BAD_CASE)
    found = argument.clauses(naming.FOUND_CASE + name)
    before = _before(found[0], within)
    (case, good), *_ = (clause.body for clause in argument.clauses(bad.relation))
    assert isinstance(case, ir.Atom) and isinstance(good, ir.Negation)
    perhaps = good.atom.relation.replace(naming.GOOD_CASE, naming.PERHAPS_GOOD_CASE, 1)
    return ForEvery(
        argument,
        _after(found, before),
        _after(argument.clauses(case.relation), before),
        _after(argument.clauses(good.atom.relation), 1),
        _after(argument.clauses(perhaps), 1),
    )


def no_case(found: ir.Atom, argument: Argument) -> str:
    """That a `for every` has no case, in words."""
    body = (literal for clause in argument.clauses(found.relation) for literal in clause.body)
    of_days = any(isinstance(b, ir.Atom) and b.relation.startswith(naming.DAYS) for b in body)
    return MANY_DAYS if of_days else NO_CASE


def _before(found: ir.Clause, within: ir.Clause) -> int:
    """How many literals stand before the first condition."""
    own = (i for i, literal in enumerate(found.body) if literal not in within.body)
    return next(own, len(found.body))


def _after(clauses: Sequence[ir.Clause], number: int) -> tuple[ir.Clause, ...]:
    return tuple(ir.Clause(clause.head, clause.body[number:]) for clause in clauses)

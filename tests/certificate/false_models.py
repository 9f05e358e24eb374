"""False models, and the true ones they are made from.

A false model is the perfect model of another program or of other facts. It is therefore consistent in itself:
what it violates of the program and the facts it is claimed for, it violates in one way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar, assert_never

from decisis.casework.expectations import check_expectations
from decisis.certificate.ledger import check_model
from decisis.engine import Engine, LimitReached, engine
from decisis.engine.model import Model
from decisis.rules.ir import (
    Aggregate,
    Atom,
    Binding,
    Clause,
    Comparison,
    Constant,
    Facts,
    Literal,
    Negation,
    Program,
    StratifiedProgram,
    Variable,
)
from decisis.rules.passing import passed_in
from decisis.rules.stratify import NegativeCycle, stratify
from decisis.values import Bounds, Duration, Money, Value, sort_key
from tests.engine.generated import case
from tests.engine.lowered_text import page, pages
from tests.shipped import LOADER
from tests.thorough import THOROUGH

ROOT = Path(__file__).parents[1]
LITMUS = sorted((ROOT / "litmus").glob("*.case"))
PAGES = sorted((ROOT / "engine" / "programs").glob("*.dl"))
Row = tuple[Value, ...]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Claimed:
    """A model that is claimed for a program over facts."""

    program: Program
    facts: Facts
    model: Model


class Recorder:
    """An engine that keeps what it was asked, and what it answered."""

    name = "recorder"

    def __init__(self, inner: Engine) -> None:
        self._inner = inner
        self.claims: list[Claimed] = []

    def evaluate(self, program: StratifiedProgram, facts: Facts) -> Model:
        model = self._inner.evaluate(program, facts)
        self.claims.append(Claimed(program.program, facts, model))
        return model


# --- true models -------------------------------------------------------------------------------------


@cache
def litmus(path: Path) -> tuple[Claimed, ...]:
    """Every run that the expectations of a litmus program make, but for those that are made again."""
    recorder = Recorder(engine("seminaive"))
    matter = LOADER.matter(str(path))
    assert list(check_expectations(matter, matter.court(recorder)))
    return tuple(claim for claim in recorder.claims if not _has_more_days(claim))


def _has_more_days(claim: Claimed) -> bool:
    """Whether a run is made again, because there may be more days than its program goes through."""
    return not {name for name, _ in passed_in(claim.model.relations)} <= concluded(claim.program)


@cache
def written() -> tuple[Claimed, ...]:
    """The programs of `tests/engine/programs`."""
    return tuple(true(each.program, each.facts) for file in PAGES for each in pages(file))


@cache
def generated(count: int) -> tuple[Claimed, ...]:
    """Programs that nobody wrote, with recursion, negation, comparisons, arithmetic and aggregates."""
    made = [case(Random(seed), tries=1) for seed in range(count)]
    return tuple(true(each.program, each.facts) for each in made)


@cache
def some() -> tuple[Claimed, ...]:
    """Something to forge from: one run of some litmus programs (of each, if thorough), and the rest.

    Where days are gone through, a comparison that is ignored lets them go on until a limit is reached.
    """
    short = [path for path in LITMUS if "any day" not in path.read_text("utf-8")]
    chosen, number = (LITMUS, 60) if THOROUGH else (short[::3], 20)
    return (*(litmus(path)[0] for path in chosen), *written(), *generated(number))


def strata(program: Program) -> StratifiedProgram:
    """The program in strata; in a single one, if it cannot be cut into any."""
    try:
        return stratify(program)
    except NegativeCycle:
        return StratifiedProgram(program, (program.clauses,))


def reason(each: Claimed) -> str:
    """Why the model is refused; "" if it is not."""
    return check_model(strata(each.program), each.facts, each.model)


def true(program: Program, facts: Facts) -> Claimed:
    return Claimed(program, facts, engine("naive").evaluate(stratify(program), facts))


def _model(program: Program, facts: Facts) -> Model:
    return engine("seminaive").evaluate(stratify(program), facts)


def concluded(program: Program) -> frozenset[str]:
    return frozenset(clause.head.relation for clause in program.clauses)


# --- false models ------------------------------------------------------------------------------------


def fact_left_out(real: Claimed) -> Iterator[Claimed]:
    for name in sorted(real.facts):
        for row in _in_order(real.facts[name])[:2]:
            facts = {**real.facts, name: real.facts[name] - {row}}
            yield Claimed(real.program, real.facts, _model(real.program, facts))


def fact_made_up(real: Claimed) -> Iterator[Claimed]:
    for name in sorted(real.facts.keys() - concluded(real.program)):
        for row in [_another(row) for row in _in_order(real.facts[name])[:2]]:
            facts = {**real.facts, name: real.facts[name] | {row}}
            yield Claimed(real.program, real.facts, _model(real.program, facts))


def clause_left_out(real: Claimed) -> Iterator[Claimed]:
    """What a clause alone concludes, and all that rests on it, is missing."""
    clauses = real.program.clauses
    for index in _few(range(len(clauses))):
        less = replace(real.program, clauses=clauses[:index] + clauses[index + 1 :])
        yield Claimed(real.program, real.facts, _model(less, real.facts))


def tuple_made_up(real: Claimed) -> Iterator[Claimed]:
    """Something is concluded by no clause, and all that would follow from it is there."""
    for head in _heads(real):
        yield from _with(real, real.program, _example(head, real))


def held_up_by_itself(real: Claimed) -> Iterator[Claimed]:
    """Two conclusions each of which is a reason for the other, and there is no other reason."""
    for head in _heads(real):
        made_up = _example(head, real)
        echo = Atom(f"echo of {made_up.relation}", made_up.terms)
        circle = (Clause(made_up, (echo,)), Clause(echo, (made_up,)))
        program = replace(real.program, clauses=(*real.program.clauses, *circle))
        yield from _with(real, program, made_up)


def absence_ignored(real: Claimed) -> Iterator[Claimed]:
    yield from _reworded(real, lambda literal: None if isinstance(literal, Negation) else literal)


def comparison_ignored(real: Claimed) -> Iterator[Claimed]:
    yield from _reworded(real, lambda literal: None if isinstance(literal, Comparison) else literal)


def wrong_aggregate(real: Claimed) -> Iterator[Claimed]:
    yield from _reworded(real, lambda each: miscounted(each) if isinstance(each, Aggregate) else each)


def miscounted(literal: Aggregate) -> Aggregate:
    """The count for the sum, the least for the greatest."""
    others = {
        "sum": "count",
        "greatest": "least",
        "least": "greatest",
        "earliest": "latest",
        "latest": "earliest",
    }
    return replace(literal, operator=others.get(literal.operator, "sum")) if literal.value else literal


def wrong_value(real: Claimed) -> Iterator[Claimed]:
    """Every name stands for the first operand of what it is said to stand for."""
    yield from _reworded(real, lambda each: misread(each) if isinstance(each, Binding) else each)


def misread(literal: Binding) -> Binding:
    operands = getattr(literal.expression, "operands", ())
    return replace(literal, expression=operands[0]) if operands else literal


def resting_on_its_own_absence(real: Claimed) -> Iterator[Claimed]:
    """Each of two models of such clauses is closed and founded: there is nothing to choose by."""
    one, other = Atom("one"), Atom("other")
    choice = (Clause(one, (Negation(other),)), Clause(other, (Negation(one),)))
    program = replace(real.program, clauses=(*real.program.clauses, *choice))
    for chosen in ("one", "other"):
        yield Claimed(program, real.facts, Model({**real.model.relations, chosen: frozenset({()})}))


def resting_on_its_own_count(real: Claimed) -> Iterator[Claimed]:
    number = Aggregate(Variable("N"), "count", None, Atom("odd"))
    clause = Clause(Atom("odd"), (number, Comparison(Variable("N"), ">", Constant(0))))
    program = replace(real.program, clauses=(*real.program.clauses, clause))
    yield Claimed(program, real.facts, real.model)


Forger = Callable[[Claimed], Iterator[Claimed]]

FORGERS: tuple[Forger, ...] = (
    *(fact_left_out, fact_made_up, clause_left_out, tuple_made_up, held_up_by_itself),
    *(resting_on_its_own_absence, resting_on_its_own_count),
    *(absence_ignored, comparison_ignored, wrong_aggregate, wrong_value),
)


@cache
def forgeries(forger: Forger) -> tuple[Claimed, ...]:
    """What a forger makes of everything, less what happens to be true."""
    return tuple(each for real in some() for each in forger(real) if not _is_true(each))


def _is_true(each: Claimed) -> bool:
    try:
        return _model(each.program, each.facts) == each.model
    except NegativeCycle:  # then no model is the model
        return False


def mutants(real: Claimed, random: Random) -> Iterator[Claimed]:
    """The model with one to three tuples more or less."""
    for _ in range(6):
        relations = {name: set(rows) for name, rows in real.model.relations.items()}
        for _ in range(random.randint(1, 3)):
            name = random.choice(sorted(relations) or ["nothing"])
            rows = _in_order(frozenset(relations.setdefault(name, set())))
            if rows and random.random() < 0.5:
                relations[name].discard(random.choice(rows))
            else:
                relations[name].add(_another(random.choice(rows) if rows else ()))
        yield Claimed(real.program, real.facts, Model({n: frozenset(rows) for n, rows in relations.items()}))


# --- how they are made -------------------------------------------------------------------------------


def _with(real: Claimed, program: Program, made_up: Atom) -> Iterator[Claimed]:
    more = replace(program, clauses=(*program.clauses, Clause(made_up, ())))
    with suppress(TypeError):  # a symbol was made up where a number or a day is needed
        yield Claimed(program, real.facts, _model(more, real.facts))


def _reworded(real: Claimed, reword: Callable[[Literal], Literal | None]) -> Iterator[Claimed]:
    clauses = tuple(
        replace(clause, body=tuple(new for literal in clause.body if (new := reword(literal)) is not None))
        for clause in real.program.clauses
    )
    with suppress(TypeError, LimitReached):  # a count where a length is needed, or what never ends
        yield Claimed(real.program, real.facts, _model(replace(real.program, clauses=clauses), real.facts))


def _heads(real: Claimed) -> list[Atom]:
    heads = {clause.head.relation: clause.head for clause in real.program.clauses}
    return [heads[name] for name in _few(sorted(heads))]


def _example(head: Atom, real: Claimed) -> Atom:
    """A ground atom of the relation that the model does not hold."""
    rows = _in_order(real.model.tuples(head.relation))
    row = _another(rows[0] if rows else tuple(map(_made_up, head.terms)))
    return Atom(head.relation, tuple(map(Constant, row)))


def _another(row: Row) -> Row:
    """A row like this one, with another first value of the same kind."""
    return (_other(row[0]), *row[1:]) if row else row


def _other(value: Value) -> Value:
    match value:
        case str():
            return "somebody else"
        case int() | Decimal():
            return value + 1000
        case date():
            away = timedelta(days=36_525)
            return value + away if value.year < 9_000 else value - away
        case Duration():
            return Duration(999, value.days)
        case Money():
            return replace(value, amount=value.amount + 1000)
        case Bounds():
            return replace(value, tag=f"{value.tag} of another")
        case _:
            assert_never(value)


def _made_up(term: Constant | Variable) -> Value:
    return term.value if isinstance(term, Constant) else "somebody"


def _few(items: Sequence[Item]) -> list[Item]:
    """At most six of them, from the whole length."""
    return list(items[:: len(items) // 6 + 1])


def _in_order(rows: frozenset[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (len(row), [sort_key(value) for value in row]))


SMALL = [
    page(text)
    for text in (
        "p(X) :- e(X). q(X) :- e(X), not p(X). e(0).",
        "p(X) :- q(X). q(X) :- p(X). e(0).",
        "p(X) :- q(X). q(X) :- p(X). p(X) :- e(X). e(0).",
        "p(X) :- e(X), not q(X). q(X) :- e(X), X > 0. e(0). e(1).",
        "p(N) :- N is count over q(X). q(X) :- e(X). e(0).",
        "q(X) :- e(X), X is X + 0. p(X) :- q(Y), X is Y + 1. e(0).",
        "p(X) :- q(X), q(Y), X != Y. q(X) :- e(X). q(X) :- p(X). e(0). e(1).",
        "p(0) :- . p(X) :- p(Y), X is Y + 1, X < 2. q(X) :- p(X), not e(X). e(1).",
        "p(X) :- e(X), p(X). q(X) :- e(X), not p(X). q(1). e(0).",
        "table p(1). p(X) :- q(X). q(X) :- p(X), e(X). e(1). e(0).",
    )
]

ODD = [
    page(text)
    for text in (
        "total(N) :- v(V), N is sum of V over q(K). q(1). q(2). v(5).",  # of what the members do not name
        "p(X) :- e(Y), X is Y + 1, q(X). e(0). q([1..1]).",  # equal, and not the same
        f"total(N) :- N is sum of V over q(K, V) possibly {'r' * 500}(K, V). q(a, 1). {'r' * 500}(b, 2).",
        "p(X, X) :- q(X, X, Y), q(Y, Y, X). q(1, 1, 1). q(1, 2, 1). q(2, 2, 1). q(1, 1, 2).",
        "p(X) :- X is 1 + 1, Y is X * 2, Y > 3.",
    )
]

"""Whether generated programs are worth evaluating: what they must do, how often, and how often they do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from random import Random

from decisis.engine import engine
from decisis.engine.model import Model
from decisis.engine.naive import World, consequences
from decisis.rules import ir, naming
from decisis.rules.arithmetic import FUNCTIONS
from decisis.rules.stratify import stratify
from decisis.values import OPERATORS, Bounds, kind
from tests.engine.generated import Case, bites
from tests.engine.opposed import comes_to

DRAWN = ("auxiliary", "applies")  # roles of clauses that are drawn; the others are lowered from provisions


@dataclass(frozen=True)
class Evaluated:
    """A case with its model, and a number by which to choose a clause."""

    case: Case
    program: ir.StratifiedProgram
    model: Model
    random: Random

    @property
    def world(self) -> World:
        return World(
            {name: set(rows) for name, rows in self.model.relations.items()}, self.case.program.calendar
        )

    def drawn(self) -> list[ir.Clause]:
        return [clause for clause in self.case.program.clauses if clause.origin.role in DRAWN]


@dataclass(frozen=True)
class Gate:
    """What so large a share of the programs (from 0 to 1) must do."""

    words: str
    share: float
    passes: Callable[[Evaluated], bool]


def evaluated(case: Case, seed: int = 0) -> Evaluated:
    program = stratify(case.program)
    return Evaluated(case, program, engine().evaluate(program, case.facts), Random(seed))


def _derives(each: Evaluated) -> bool:
    return any(
        each.model.tuples(clause.head.relation) - each.case.facts.get(clause.head.relation, frozenset())
        for clause in each.drawn()
    )


def rounds(each: Evaluated) -> int:
    """The most rounds that found something in one stratum."""
    assert each.model.derivations
    stratum = {id(clause): number for number, clauses in enumerate(each.program.strata) for clause in clauses}
    levels: dict[int, set[int]] = {}
    for step in each.model.derivations.steps():
        levels.setdefault(stratum[id(each.program.clauses[step.clause])], set()).add(step.level)
    return max((max(found) - min(found) + 1 for found in levels.values()), default=0)


def _bites(kind_of_literal: type) -> Callable[[Evaluated], bool]:
    def passes(each: Evaluated) -> bool:
        world = each.world
        return any(
            isinstance(literal, kind_of_literal) and bites(clause, index, world)
            for clause in each.drawn()
            for index, literal in enumerate(clause.body)
        )

    return passes


def _needs_a_clause(each: Evaluated) -> bool:
    """Whether a clause chosen by lot matters."""
    gone = each.random.choice(each.drawn())
    left = tuple(clause for clause in each.case.program.clauses if clause is not gone)
    program = stratify(replace(each.case.program, clauses=left))
    return engine().evaluate(program, each.case.facts) != each.model


def _an_exception_holds(each: Evaluated) -> bool:
    """Some provision applies, and what opposes it keeps its conclusion from being established."""
    return any(
        each.model.tuples(naming.supported(literal)) - each.model.tuples(literal)
        for opposed in each.case.opposed
        for literal in (opposed.name, naming.denied(opposed.name))
    )


def _a_priority_decides(each: Evaluated) -> bool:
    return any(
        comes_to(opposed, each.model) != comes_to(replace(opposed, beats={}), each.model)
        for opposed in each.case.opposed
    )


def _an_aggregate_counts(evaluated: Evaluated) -> bool:
    """Some conclusion follows through an aggregate of something."""
    world = evaluated.world
    return any(
        any(True for _ in consequences(clause, world))
        for clause in evaluated.drawn()
        if any(isinstance(each, ir.Aggregate) and world.rows(each.over.relation) for each in clause.body)
    )


def _days_are_counted(each: Evaluated) -> bool:
    """Some conclusion follows through a day or a period that was worked out or compared."""
    world = each.world
    return any(
        any(isinstance(value, ir.Apply | ir.Comparison) for value in _parts(clause))
        and any(name in ("Date", "Duration") for name in _kinds(_parts(clause)))
        and any(True for _ in consequences(clause, world))
        for clause in each.drawn()
    )


def _is_imprecise(each: Evaluated) -> bool:
    return any(
        isinstance(value, Bounds)
        for clause in each.drawn()
        for row in each.model.tuples(clause.head.relation)
        for value in row
    )


def _recurs(each: Evaluated) -> bool:
    return any(
        isinstance(literal, ir.Atom) and literal.relation in {clause.head.relation for clause in stratum}
        for stratum in each.program.strata
        for clause in stratum
        for literal in clause.body
    )


GATES: tuple[Gate, ...] = (
    Gate("derive something", 0.90, _derives),
    Gate("need three rounds or more in a stratum", 0.35, lambda each: rounds(each) >= 3),
    Gate("recur", 0.50, _recurs),
    Gate("have a negation that keeps a conclusion out", 0.50, _bites(ir.Negation)),
    Gate("have a comparison that keeps a conclusion out", 0.30, _bites(ir.Comparison)),
    Gate("have another model without a rule chosen by lot", 0.60, _needs_a_clause),
    Gate("have an exception that holds against a rule that applies", 0.20, _an_exception_holds),
    Gate("have a priority that decides", 0.10, _a_priority_decides),
    Gate("conclude something through an aggregate", 0.35, _an_aggregate_counts),
    Gate("conclude something through days or periods", 0.15, _days_are_counted),
    Gate("conclude something imprecise", 0.15, _is_imprecise),
)


def passed(case: Case, seed: int = 0) -> Counter[str]:
    """The gates that a case passes, by their words."""
    each = evaluated(case, seed)
    return Counter(gate.words for gate in GATES if gate.passes(each))


# --- what programs are made of ---------------------------------------------------------------------

AGGREGATES = ("sum", "count", "greatest", "least", "earliest", "latest")
ARITIES = range(4)
PARTS: frozenset[str] = frozenset(
    (
        *(f"{sign} {how}" for sign in OPERATORS for how in ("certainly", "possibly")),
        *FUNCTIONS,
        *(f"{name} of {how}" for name in AGGREGATES for how in ("all", "what is possible")),
        *(f"a {name}" for name in ("symbol", "Int", "Decimal", "Money", "Date", "Duration", "Bounds")),
        *(f"{number} arguments" for number in ARITIES),
        *("atom", "negation", "binding", "a rule counts days"),
    )
)


def used(program: ir.Program) -> Counter[str]:
    """How often a program uses each of `PARTS`, in the clauses that are drawn."""
    found: Counter[str] = Counter()
    for clause in program.clauses:
        if clause.origin.role in DRAWN:
            found[f"{len(clause.head.terms)} arguments"] += 1
            for part in _parts(clause):
                found.update(_names(part))
    return found


# Every way from a literal through a function to what it is a function of.
PATHS: frozenset[tuple[str, str, str]] = frozenset(
    product(("Comparison", "Binding"), FUNCTIONS, ("Variable", "Constant", "Apply"))
)


def paths(program: ir.Program) -> set[tuple[str, str, str]]:
    """Those of `PATHS` that a program has."""
    found: set[tuple[str, str, str]] = set()
    for literal in (literal for clause in program.clauses for literal in clause.body):
        if isinstance(literal, ir.Comparison | ir.Binding):
            for part in _parts(literal):
                if isinstance(part, ir.Apply):
                    name = type(literal).__name__
                    found |= {(name, part.function, type(each).__name__) for each in part.operands}
    return found


def _names(part: object) -> Iterator[str]:
    match part:
        case ir.Comparison():
            yield f"{part.operator} {'certainly' if part.certain else 'possibly'}"
        case ir.Apply():
            yield part.function
            if len(part.operands) == 3:
                yield "a rule counts days"
        case ir.Aggregate():
            yield f"{part.operator} of {'what is possible' if part.possibly else 'all'}"
        case ir.Negation():
            yield "negation"
        case ir.Binding():
            yield "binding"
        case ir.Atom():
            yield "atom"
        case ir.Constant():
            yield f"a {'Bounds' if isinstance(part.value, Bounds) else kind(part.value)}"


def _parts(node: object) -> list[object]:
    """A clause's literals, expressions and terms."""
    found: list[object] = []
    waiting = [node]
    while waiting:
        match waiting.pop():
            case ir.Clause() as clause:
                waiting += [*clause.head.terms, *clause.body]
            case ir.Comparison() as each:
                found.append(each)
                waiting += [each.left, each.right]
            case ir.Binding() as each:
                found.append(each)
                waiting.append(each.expression)
            case ir.Apply() as each:
                found.append(each)
                waiting += each.operands
            case ir.Negation() as each:
                found.append(each)
                waiting += each.atom.terms
            case ir.Atom() as each:
                found.append(each)
                waiting += each.terms
            case ir.Aggregate() as each:
                found.append(each)
                waiting += each.over.terms
            case other:
                found.append(other)
    return found


def _kinds(parts: list[object]) -> Iterator[str]:
    return (kind(part.value) for part in parts if isinstance(part, ir.Constant))


def closed(counts: Mapping[str, int], programs: int) -> list[str]:
    """The gates that too few programs pass."""
    return [gate.words for gate in GATES if shares(counts, programs)[gate.words] < gate.share]


def shares(counts: Mapping[str, int], programs: int) -> dict[str, float]:
    return {gate.words: counts.get(gate.words, 0) / programs for gate in GATES}

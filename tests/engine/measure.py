"""How long the default engine takes; no test. `python -m tests.engine.measure` (CPU milliseconds, medians).

A program of the shape that lowering gives: sixty provisions, in both modes, with their opposition.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median
from time import process_time

from decisis.engine import engine, seminaive
from decisis.rules.ir import Atom, Clause, Comparison, Constant, Facts, Negation, Program, Variable
from decisis.rules.stratify import stratify

J, A = Variable("J"), Variable("A")


def lowered(random: Random, provisions: int = 60, elements: int = 40) -> Program:
    clauses: list[Clause] = []
    for number in range(provisions):
        names = [f"element {random.randrange(elements)}" for _ in range(3)]
        names += [f"conclusion {random.randrange(number)}"] if number else []
        for mode, other in (("", "possibly "), ("possibly ", "")):
            clauses += _provision(f"conclusion {number}", names, mode, other)
    for number in range(elements):
        name = f"element {number}"
        clauses.append(Clause(Atom(name, (J, A)), (Atom(f"recorded {name}", (J, A)),)))
        clauses.append(Clause(Atom(f"possibly {name}", (J, A)), (Atom(name, (J, A)),)))
    return Program(tuple(clauses))


def _provision(name: str, elements: list[str], mode: str, other: str) -> list[Clause]:
    joined = [Atom(mode + element, (J, Variable(f"V{i}"))) for i, element in enumerate(elements)]
    applies, supported = Atom(f"{mode}applies {name}", (J, A)), Atom(f"{mode}supported {name}", (J, A))
    opposed = Atom(f"{other}not {name}", (J, A))
    test = Comparison(Variable("V0"), ">", Constant(3), certain=not mode)
    return [
        Clause(Atom(applies.relation, (J, Variable("V0"))), (*joined, test)),
        Clause(supported, (applies,)),
        Clause(Atom(f"{mode}{name}", (J, A)), (supported, Negation(opposed))),
        Clause(Atom(f"{mode}not {name}", (J, A)), (Atom(f"{mode}recorded not {name}", (J, A)),)),
        Clause(Atom(f"{mode}blocked {name}", (J, A)), (supported, Atom(f"not {name}", (J, A)))),
    ]


def record(random: Random, size: int = 100) -> Facts:
    rows: dict[str, set[tuple[str, int]]] = {}
    for _ in range(size):
        name = f"recorded element {random.randrange(40)}"
        rows.setdefault(name, set()).add((f"j{random.randrange(3)}", random.randrange(10)))
    return {name: frozenset(each) for name, each in rows.items()}


def milliseconds(work: Callable[[], object], times: int = 1) -> float:
    spent = []
    for _ in range(times):
        start = process_time()
        work()
        spent.append(process_time() - start)
    return median(spent) * 1000


def main() -> None:
    say = sys.stdout.write
    program, facts = lowered(Random(1)), record(Random(2))
    say(f"{len(program.clauses)} clauses, {sum(map(len, facts.values()))} facts\n")
    say(f"  stratify          {milliseconds(lambda: stratify(program), 9):9.2f}\n")
    strata = stratify(program)
    say(f"  compile           {milliseconds(lambda: seminaive.compile(strata), 9):9.2f}\n")
    compiled = seminaive.compile(strata)
    say(f"  first evaluation  {milliseconds(lambda: compiled.evaluate(facts)):9.2f}\n")
    say(f"  every other       {milliseconds(lambda: compiled.evaluate(facts), 99):9.2f}\n")
    few = dict(list(facts.items())[:10])
    say(f"  with ten relations{milliseconds(lambda: compiled.evaluate(few), 99):9.2f}\n")
    say(f"  naive             {milliseconds(lambda: engine('naive').evaluate(strata, facts), 3):9.2f}\n")
    x, y, z = map(Variable, "XYZ")
    path = stratify(
        Program(
            (
                Clause(Atom("path", (x, y)), (Atom("edge", (x, y)),)),
                Clause(Atom("path", (x, y)), (Atom("edge", (x, z)), Atom("path", (z, y)))),
            )
        )
    )
    random = Random(3)
    chain = {"edge": frozenset((n, n + 1) for n in range(1000))}
    web = {"edge": frozenset((random.randrange(1000), random.randrange(1000)) for _ in range(2000))}
    for name, edges in (("chain", chain), ("web", web)):
        found = len(seminaive.compile(path).evaluate(edges).tuples("path"))
        say(f"  {found} paths of a {name}: {milliseconds(partial(engine().evaluate, path, edges)):9.2f}\n")


if __name__ == "__main__":
    main()

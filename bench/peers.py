"""Other engines on the same workloads, each in a process of its own: `python -m bench.peers NAME WORKLOAD`.

A peer loads the facts, then evaluates; the two are timed apart, and reading the answers in a third time.
Start-up, importing and reading the program are in none of them. A peer that is not installed is absent; one
that takes longer than the deadline is late. The answers are compared by their number and their sums.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.graphs import Pairs, pairs, same_generation
from decisis.rules.ir import Atom, Clause, Literal, Program, Variable

REACH = """
t(X, Y) :- e(X, Y).
t(X, Y) :- e(X, Z), t(Z, Y).
"""
SAME = """
t(X, Y) :- e(X, A), e(Y, A).
t(X, Y) :- e(X, A), t(A, B), e(Y, B).
"""


class Absent(Exception):
    """The peer is not installed."""


class Clock:
    """Seconds of the steps of a run, by their names."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, name: str, work: Callable[[], Any]) -> Any:
        start = perf_counter()
        result = work()
        self.seconds[name] = perf_counter() - start
        return result


Peer = Callable[[Pairs, bool, Clock], Iterable[tuple[int, int]] | int]


def rules(same: bool) -> str:
    return SAME if same else REACH


def clauses(same: bool) -> Program:
    x, y, z, a, b = map(Variable, "XYZAB")

    def edge(one: Variable, other: Variable) -> Atom:
        return Atom("e", (one, other))

    def found(one: Variable, other: Variable) -> Atom:
        return Atom("t", (one, other))

    if same:
        step: tuple[Literal, ...] = (edge(x, a), found(a, b), edge(y, b))
        return Program((Clause(found(x, y), (edge(x, a), edge(y, a))), Clause(found(x, y), step)))
    return Program((Clause(found(x, y), (edge(x, y),)), Clause(found(x, y), (edge(x, z), found(z, y)))))


# --- peers -------------------------------------------------------------------------------------------------


def decisis(edges: Pairs, same: bool, clock: Clock) -> Iterable[tuple[int, int]]:
    """The default engine, with the clause and the level of every tuple."""
    from decisis.engine.seminaive import compile
    from decisis.rules.stratify import stratify

    compiled = compile(stratify(clauses(same)))
    compiled.evaluate({"e": frozenset({(0, 0)})})  # functions are made when they are first needed
    facts = clock.time("load", lambda: {"e": frozenset(edges)})
    model = clock.time("evaluate", lambda: compiled.evaluate(facts))
    return model.tuples("t")  # type: ignore[no-any-return]


def clingo(edges: Pairs, same: bool, clock: Clock) -> Iterable[tuple[int, int]]:
    try:
        import clingo as module
    except ImportError:
        raise Absent from None
    control = module.Control(["--warn=none"])
    clock.time("load", lambda: control.add("base", [], rules(same) + _facts(edges)))
    clock.time("evaluate", lambda: control.ground([("base", [])]))

    def answers() -> Iterator[tuple[int, int]]:  # keeps the control, which the symbols belong to
        for atom in control.symbolic_atoms.by_signature("t", 2):
            a, b = atom.symbol.arguments
            yield a.number, b.number

    return answers()


def duckdb(edges: Pairs, same: bool, clock: Clock) -> Iterable[tuple[int, int]]:
    """A recursive common table expression: no provenance, on all cores."""
    try:
        import duckdb as module
    except ImportError:
        raise Absent from None
    base, step = (
        (
            "SELECT a.x, b.x FROM e a JOIN e b ON a.y = b.y",
            "SELECT a.x, b.x FROM e a JOIN t ON a.y = t.x JOIN e b ON b.y = t.y",
        )
        if same
        else ("SELECT x, y FROM e", "SELECT e.x, t.y FROM e JOIN t ON e.y = t.x")
    )
    base_of = module.connect()
    base_of.execute("CREATE TABLE e (x BIGINT, y BIGINT)")
    columns = [[a for a, _ in edges], [b for _, b in edges]]
    clock.time("load", lambda: base_of.execute("INSERT INTO e SELECT unnest($1), unnest($2)", columns))
    query = f"CREATE TABLE answer AS WITH RECURSIVE t(x, y) AS ({base} UNION {step}) SELECT * FROM t"
    clock.time("evaluate", lambda: base_of.execute(query))
    return base_of.execute("SELECT * FROM answer").fetchall()  # type: ignore[no-any-return]


def pydatalog(edges: Pairs, same: bool, clock: Clock) -> Iterable[tuple[int, int]]:
    try:
        from pyDatalog import pyEngine
        from pyDatalog.Logic import Logic
    except ImportError:
        raise Absent from None
    Logic()

    def literal(atom: Atom) -> Any:
        return pyEngine.Literal(atom.relation, [pyEngine.Var(term.name) for term in atom.terms])  # type: ignore[union-attr]

    def load() -> None:
        for row in edges:
            pyEngine.assert_(pyEngine.Clause(pyEngine.Literal("e", list(map(pyEngine.Const, row))), []))  # noqa: PT009
        for clause in clauses(same).clauses:
            body = [literal(atom) for atom in clause.body if isinstance(atom, Atom)]
            pyEngine.assert_(pyEngine.Clause(literal(clause.head), body))  # noqa: PT009

    clock.time("load", load)
    asked = pyEngine.Literal("t", [pyEngine.Var("X"), pyEngine.Var("Y")])
    return clock.time("evaluate", asked.ask)  # type: ignore[no-any-return]


def nemo(edges: Pairs, same: bool, clock: Clock) -> Iterable[tuple[int, int]]:
    try:
        import nmo_python as module
    except ImportError:
        raise Absent from None
    said = rules(same)
    for name in "XYZAB":
        said = said.replace(name, f"?{name}")
    text = f"{said} {_facts(edges)} @output t ."
    engine = clock.time("load", lambda: module.NemoEngine(module.load_string(text)))
    clock.time("evaluate", engine.reason)
    return ((a, b) for a, b in engine.result("t"))


def egglog(edges: Pairs, same: bool, clock: Clock) -> int:
    try:
        from egglog.bindings import EGraph
    except ImportError:
        raise Absent from None
    graph = EGraph()
    said = "(relation e (i64 i64)) (relation t (i64 i64))"
    said += (
        "(rule ((e x a) (e y a)) ((t x y))) (rule ((e x a) (t a b) (e y b)) ((t x y)))"
        if same
        else "(rule ((e x y)) ((t x y))) (rule ((e x z) (t z y)) ((t x y)))"
    )
    graph.run_program(*graph.parse_program(said))
    facts = "".join(f"(e {a} {b})" for a, b in edges)
    clock.time("load", lambda: graph.run_program(*graph.parse_program(facts)))
    saturate = graph.parse_program("(run-schedule (saturate (run)))")
    clock.time("evaluate", lambda: graph.run_program(*saturate))
    return int(str(graph.run_program(*graph.parse_program("(print-size t)"))[0]))


def swipl(edges: Pairs, same: bool, clock: Clock) -> Iterable[tuple[int, int]]:
    """SWI-Prolog, tabled; the seconds are those that it says itself."""
    if shutil.which("swipl") is None:
        raise Absent
    goal = (
        "get_time(A), load_files(facts, [silent(true)]), get_time(B), forall(t(_, _), true), get_time(C),"
        "L is B - A, E is C - B, print([L, E]), nl, forall(t(X, Y), (print([X, Y]), nl)), halt"
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "facts.pl").write_text(_facts(edges).replace(". ", ".\n"), "utf-8")
        Path(folder, "rules.pl").write_text(f":- table t/2.\n{rules(same)}", "utf-8")
        command = ["swipl", "--stack-limit=3g", "--table-space=3g", "-q", "-g", goal, "rules.pl"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    lines = map(json.loads, done.stdout.splitlines())
    clock.seconds["load"], clock.seconds["evaluate"] = next(lines)
    return ((a, b) for a, b in lines)


def souffle(edges: Pairs, same: bool, clock: Clock) -> Iterable[tuple[int, int]]:
    """Compiled, with provenance. Its seconds include reading the facts and writing the answers."""
    if shutil.which("souffle") is None:
        raise Absent
    head = ".decl e(x: number, y: number)\n.input e\n.decl t(x: number, y: number)\n.output t\n"
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "e.facts").write_text("".join(f"{a}\t{b}\n" for a, b in edges), "utf-8")
        said = rules(same).replace("X", "x").replace("Y", "y")
        for upper, lower in zip("ZAB", "zab", strict=True):
            said = said.replace(upper, lower)
        Path(folder, "rules.dl").write_text(head + said, "utf-8")
        compile_it = ["souffle", "-t", "explain", "-o", "rules", "rules.dl"]
        subprocess.run(compile_it, cwd=folder, capture_output=True, check=True)
        clock.seconds["load"] = 0.0
        run = ["./rules", "-F", ".", "-D", "."]
        clock.time(
            "evaluate",
            lambda: subprocess.run(
                run, cwd=folder, input="exit\n", text=True, check=True, capture_output=True
            ),
        )
        lines = Path(folder, "t.csv").read_text("utf-8").splitlines()
    return ((int(a), int(b)) for a, b in (line.split("\t") for line in lines))


PEERS: dict[str, Peer] = {
    "decisis": decisis,
    "clingo": clingo,
    "pydatalog": pydatalog,
    "duckdb": duckdb,
    "nemo": nemo,
    "egglog": egglog,
    "swipl": swipl,
    "souffle": souffle,
}


def _facts(edges: Pairs) -> str:
    return "".join(f"e({a}, {b}). " for a, b in edges)


# --- a process for each run --------------------------------------------------------------------------


def measured(peer: str, workload: str, deadline: float) -> dict[str, Any]:
    """Seconds of a run and what it found; or that the peer is absent, late or broken."""
    command = [sys.executable, "-m", "bench.peers", peer, workload]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=deadline)
    except subprocess.TimeoutExpired:
        return {"late": deadline}
    if done.returncode:
        return {"broken": done.stderr.strip().rpartition("\n")[2]}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def run(peer: str, workload: str) -> dict[str, Any]:
    clock = Clock()
    try:
        found = PEERS[peer](pairs(workload), same_generation(workload), clock)
    except Absent:
        return {"absent": True}
    answers = {"tuples": found} if isinstance(found, int) else clock.time("read", lambda: summed(found))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**clock.seconds, **answers, "megabytes": round(memory)}


def summed(found: Iterable[tuple[int, int]]) -> dict[str, int]:
    """A fingerprint that does not depend on the order: of equal answers it is the same."""
    count = total = 0
    for a, b in found:
        count += 1
        total += hash((a, b)) & 0xFFFFFFFF  # of integers the same in every process
    return {"tuples": count, "sum": total}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(sys.argv[1], sys.argv[2])) + "\n")

"""`python -m bench.single`: a matter of 240 clauses and 100 facts, beside other engines, all in one process.

"warm" is what a matter costs once the law is known: for Decisis the facts change and the compiled law stays;
an engine that cannot forget facts begins anew, with its text or its clauses ready. Every engine's answers
are read into Python, and compared. Decisis then derives every tuple: its clause, its level, its premises.
Times are those of the processor, which other work on the machine disturbs least.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable
from time import process_time
from typing import Any

from bench.matter import matter
from bench.report import best, emit, ms
from decisis.engine.seminaive import CompiledProgram, compile
from decisis.rules.ir import (
    Atom,
    Clause,
    Comparison,
    Constant,
    Facts,
    Literal,
    Negation,
    Program,
    Term,
    Variable,
)
from decisis.rules.stratify import stratify

Answers = set[tuple[str, tuple[str | int, ...]]]
Work = Callable[[], Answers]


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.single", description=__doc__)
    asked.add_argument("--times", type=int, default=50)
    times = asked.parse_args().times
    gc.set_threshold(1_000_000, 20, 20)  # as every command does
    program, facts = matter()
    heads = {clause.head.relation for clause in program.clauses}
    strata = stratify(program)
    cold = best(lambda: _fresh(strata, facts), 3, process_time)
    compiled = compile(strata)
    works: dict[str, tuple[str, Work | None]] = {
        "decisis": ("warm, every answer read", _decisis(compiled, facts, heads)),
        "decisis, with all proofs": ("warm, every tuple derived", _derived(compiled, facts, heads)),
        "clingo": ("warm, every answer read", _clingo(program, facts, heads)),
        "clingo, grounding alone": ("warm, no answer read", _clingo(program, facts, heads, read=False)),
        "nemo": ("warm, every answer read", _nemo(program, facts, heads)),
        "pydatalog": ("warm, every answer read", _pydatalog(program, facts, heads)),
    }
    answers = {name: work() for name, (what, work) in works.items() if work and "no answer" not in what}
    if any(found != answers["decisis"] for found in answers.values()):
        raise SystemExit("the answers are not the same")
    seconds: dict[str, float] = {}
    for _ in range(3):  # in turn, so that what else the machine does falls on all
        for name, (_, work) in works.items():
            if work:
                runs = max(2, times // 10) if name in ("pydatalog", "nemo") else times
                now = best(work, runs, process_time)
                seconds[name] = min(now, seconds.get(name, now))
    proofs = seconds["decisis, with all proofs"]
    rows: list[list[object]] = [
        [name, what, ms(seconds[name]), f"{seconds[name] / proofs:.1f} ×"]
        if name in seconds
        else [name, "absent", "", ""]
        for name, (what, _) in works.items()
    ]
    rows.append(["decisis, cold", "the law compiled too", ms(cold), f"{cold / proofs:.1f} ×"])
    size = {
        "clauses": len(program.clauses),
        "facts": sum(map(len, facts.values())),
        "derived": len(answers["decisis"]),
    }
    data: dict[str, Any] = {**size, "seconds": {**seconds, "decisis, cold": cold}}
    head = ("engine", f"{size['derived']} tuples derived", "ms", "of all with proofs")
    emit("single", data, head, rows)


def _fresh(strata: Any, facts: Facts) -> object:
    """As in a process that has compiled nothing yet."""
    from decisis.engine import seminaive

    seminaive._MADE.clear()
    seminaive._function.cache_clear()
    return compile(strata).evaluate(facts)


def _decisis(compiled: CompiledProgram, facts: Facts, heads: set[str]) -> Work:
    def work() -> Answers:
        relations = compiled.anew(facts).relations
        return {(name, row) for name in heads & relations.keys() for row in relations[name]}  # type: ignore[misc]

    return work


def _derived(compiled: CompiledProgram, facts: Facts, heads: set[str]) -> Work:
    def work() -> Answers:
        derivations = compiled.anew(facts).derivations
        assert derivations
        steps = list(derivations.steps())
        return {(step.relation, step.values) for step in steps}  # type: ignore[misc]

    return work


# --- the same program for others ---------------------------------------------------------------------------


def _clingo(program: Program, facts: Facts, heads: set[str], read: bool = True) -> Work | None:
    try:
        import clingo
    except ImportError:
        return None
    text = "\n".join([*(_text(clause, "not ") for clause in program.clauses), *_facts(facts)])

    def work() -> Answers:
        control = clingo.Control(["--warn=none"])
        control.add("base", [], text)
        control.ground([("base", [])])
        if not read:
            return set()
        return {
            (atom.symbol.name, tuple(_read(term) for term in atom.symbol.arguments))
            for atom in control.symbolic_atoms
            if atom.symbol.name in heads
        }

    def _read(term: Any) -> str | int:
        return term.number if term.type is clingo.SymbolType.Number else term.name  # type: ignore[no-any-return]

    return work


def _nemo(program: Program, facts: Facts, heads: set[str]) -> Work | None:
    try:
        import nmo_python as nemo
    except ImportError:
        return None
    clauses = [_text(clause, "~", "?") for clause in program.clauses]
    text = "\n".join([*clauses, *_facts(facts), *(f"@output {name} ." for name in sorted(heads))])

    def work() -> Answers:
        engine = nemo.NemoEngine(nemo.load_string(text))
        engine.reason()
        return {
            (name, tuple(str(value).strip("<>") for value in row))
            for name in heads
            for row in engine.result(name)
        }

    return work


def _pydatalog(program: Program, facts: Facts, heads: set[str]) -> Work | None:
    """Through its term API; of each head every tuple is asked for."""
    try:
        from pyDatalog import pyEngine
        from pyDatalog.Logic import Logic
    except ImportError:
        return None

    def term(each: Term) -> Any:
        return pyEngine.Const(each.value) if isinstance(each, Constant) else pyEngine.Var(each.name)

    def literal(each: Literal) -> Any:
        match each:
            case Comparison(Variable() as left, operator, Constant() as right):
                return pyEngine.Literal(operator, [term(left), term(right)])
            case Negation(atom):
                return pyEngine.Literal(f"~{atom.relation}", [term(one) for one in atom.terms])
            case Atom():
                return pyEngine.Literal(each.relation, [term(one) for one in each.terms])
            case _:
                raise TypeError(each)

    clauses = [(literal(clause.head), [literal(each) for each in clause.body]) for clause in program.clauses]
    rows = [
        pyEngine.Literal(name, [pyEngine.Const(value) for value in row])
        for name in facts
        for row in facts[name]
    ]
    asked = {name: pyEngine.Literal(name, [pyEngine.Var("X")]) for name in sorted(heads)}

    def work() -> Answers:
        Logic()
        for head, body in clauses:
            pyEngine.assert_(pyEngine.Clause(head, body))  # noqa: PT009
        for row in rows:
            pyEngine.assert_(pyEngine.Clause(row, []))  # noqa: PT009
        return {(name, tuple(row)) for name, each in asked.items() for row in each.ask()}

    return work


def _text(clause: Clause, negation: str, mark: str = "") -> str:
    body = ", ".join(_literal(each, negation, mark) for each in clause.body)
    return f"{_literal(clause.head, negation, mark)} :- {body} ."


def _literal(literal: Literal, negation: str, mark: str) -> str:
    match literal:
        case Atom(relation, terms):
            return f"{relation}({', '.join(_term(term, mark) for term in terms)})"
        case Negation(atom):
            return f"{negation}{_literal(atom, negation, mark)}"
        case Comparison(Variable() as left, operator, Constant() as right):
            return f"{_term(left, mark)} {operator} {right.value}"
        case _:
            raise TypeError(literal)


def _term(term: Term, mark: str) -> str:
    return str(term.value) if isinstance(term, Constant) else f"{mark}{term.name}"


def _facts(facts: Facts) -> list[str]:
    return [f"{name}({', '.join(map(str, row))}) ." for name in facts for row in facts[name]]


if __name__ == "__main__":
    main()

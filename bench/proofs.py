"""`python -m bench.proofs`: what it costs to say why, in the engine and on the page.

- a proof: all steps that a conclusion rests on, each once, premises before what rests on them;
- provenance: the engine, beside the same functions over plain sets, which keep neither clause nor level;
- the page: `decisis why` of an ever longer chain of title, with the size of its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from bench.graphs import pairs, same_generation
from bench.matter import matter
from bench.peers import clauses
from bench.report import best, emit, exponent, ms
from bench.title import title
from decisis.engine import codegen
from decisis.engine.derivation import Derivations
from decisis.engine.seminaive import CompiledProgram, compile
from decisis.proof.derived import derived
from decisis.rules.ir import Facts
from decisis.rules.stratify import stratify

PAGES = (50, 100, 200, 400)


def main() -> None:
    rows: list[list[object]] = []
    data: dict[str, Any] = {"proofs": [], "provenance": [], "pages": []}
    for name, nodes, seconds in _proofs():
        data["proofs"].append({"proof": name, "nodes": nodes, "seconds": seconds})
        rows.append([name, f"{nodes} nodes", ms(seconds)])
    for workload in ("chain-1000", "random-1000", "grid-32", "tree-9"):
        kept, plain = _overhead(workload)
        data["provenance"].append({"workload": workload, "kept": kept, "plain": plain})
        rows.append(
            [f"{workload}, clause and level kept", f"{kept / plain - 1:+.0%} on plain sets", ms(kept)]
        )
    pages = [_page(links) for links in PAGES]
    for links, seconds, size in pages:
        data["pages"].append({"links": links, "seconds": seconds, "characters": size})
        rows.append([f"why, {links} links", f"{size:,} characters", ms(seconds)])
    steps = [(links, size) for links, _, size in pages]
    data["text"] = exponent([(b - a, y - x) for (a, x), (b, y) in pairwise(steps)])
    rows.append(["the text grows with links to the power of", f"{data['text']:.2f}", None])
    emit("proofs", data, ("what", "size", "ms"), rows)


def _proofs() -> Iterator[tuple[str, int, float]]:
    """Proofs of about twenty nodes in the matter of `bench.single`, and of a path of a thousand edges."""
    program, facts = matter()
    derivations = _derivations(compile(stratify(program)), facts)
    steps = list(derivations.steps())
    sized = [(len(derived(derivations, step.relation, step.values)), step) for step in steps]
    nodes, step = min(sized, key=lambda each: (abs(each[0] - 20), each[1].relation))
    yield (
        "a conclusion of a matter",
        nodes,
        best(lambda: derived(derivations, step.relation, step.values), 200),
    )
    path = _derivations(compile(stratify(clauses(False))), {"e": frozenset(pairs("chain-1000"))})
    nodes = len(derived(path, "t", (0, 1000)))
    yield "a path of 1,000 edges", nodes, best(lambda: derived(path, "t", (0, 1000)), 20)


def _derivations(compiled: CompiledProgram, facts: Facts) -> Derivations:
    found = compiled.anew(facts).derivations
    assert found
    return found


def _overhead(workload: str) -> tuple[float, float]:
    program = stratify(clauses(same_generation(workload)))
    compiled = compile(program)
    facts: Facts = {"e": frozenset(pairs(workload))}
    base, step = (_plain(clause, delta) for clause, delta in zip(program.clauses, (None, 1), strict=True))
    assert len(_closed(base, step, facts)) == len(compiled.anew(facts).tuples("t"))
    kept = plain = float("inf")
    for _ in range(3):
        kept = min(kept, best(lambda: compiled.anew(facts), 1))
        plain = min(plain, best(lambda: _closed(base, step, facts), 1))
    return kept, plain


# --- the same without provenance -----------------------------------------------------------------------


class _Sets:
    """What a function asks for: facts, their indexes, and what the last round found."""

    def __init__(self, facts: Facts) -> None:
        self.contents = facts
        self.delta: dict[str, set[Any]] = {}
        self._indexes: dict[tuple[int, ...], dict[Any, list[Any]]] = {}

    def index(self, relation: str, places: tuple[int, ...]) -> Any:
        index = self._indexes.get(places)
        if index is None:
            index = self._indexes[places] = {}
            (place,) = places
            for row in self.contents[relation]:
                index.setdefault(row[place], []).append(row)
        return index.get


def _plain(clause: Any, delta: int | None) -> Any:
    """The function of a clause as `codegen` writes it, adding to a set instead."""
    routine = codegen.routine(clause, delta)
    text = routine.text.replace("out.setdefault", "out.add").replace(", stamp)", ")")
    names: dict[str, Any] = {}
    exec(text, names)  # noqa: S102
    return names["make"]([access.relation for access in routine.accesses], (), ())


def _closed(base: Any, step: Any, facts: Facts) -> frozenset[Any]:
    """Semi-naive evaluation of two clauses, over sets of rows."""
    sets = _Sets(facts)

    def ran(function: Any) -> set[Any]:
        out: set[Any] = set()
        function(sets, out, None, 10**9)
        return out

    known = ran(base)
    delta = set(known)
    while delta:
        sets.delta["t"] = delta
        delta = ran(step) - known
        known |= delta
    return frozenset(known)


# --- the page ------------------------------------------------------------------------------------------


def _page(links: int) -> tuple[int, float, int]:
    from decisis.casework.inquiry import Inquiry, answers
    from decisis.casework.present import present
    from decisis.render import render

    asked = title(links)
    sizes: list[int] = []

    def why() -> None:
        (answer,) = answers(asked, ("title",), Inquiry())
        sizes.append(len(render("text", [present(answer, proofs=True)], width=100)))

    return links, best(why, 1), sizes[0]


if __name__ == "__main__":
    main()

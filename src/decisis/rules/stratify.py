"""Cuts a program into strata, so that what is negated or counted is known before anything asks for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from decisis.rules.ir import Aggregate, Atom, Clause, Literal, Negation, Program, StratifiedProgram

Graph = Mapping[str, tuple[str, ...]]


class NegativeCycle(Exception):
    """A relation rests on its own absence, or on an aggregate over itself.

    ``relations[i]`` rests on ``relations[i + 1]``, and the last on the first, by ``clauses[i]``; the
    first step goes through the negation or the aggregate. No cycle of the program is shorter.
    """

    def __init__(self, relations: tuple[str, ...], clauses: tuple[Clause, ...]) -> None:
        super().__init__(" rests on ".join((*relations, relations[0])))
        self.relations = relations
        self.clauses = clauses


def stratify(program: Program, run: Iterable[Clause] | None = None) -> StratifiedProgram:
    """The clauses by strata, lowest first, in the same order whatever the order of the clauses.

    A stratum holds the clauses of relations that rest on one another. ``run``: those of its clauses that
    are to be run, if not all. Raises `NegativeCycle` if recursion runs through a negation or an aggregate,
    also in what is not run.
    """
    components = list(_components(_dependencies(program.clauses)))
    place = {name: number for number, names in enumerate(components) for name in names}
    _refuse_negative_cycles(program.clauses, place)
    strata: dict[int, list[Clause]] = {}
    for clause in in_order(program.clauses if run is None else run):
        strata.setdefault(place[clause.head.relation], []).append(clause)
    return StratifiedProgram(program, tuple(tuple(strata[number]) for number in sorted(strata)))


def uses(literal: Literal) -> Iterator[tuple[str, bool]]:
    """The relations that a literal reads, and whether it needs all of their tuples."""
    match literal:
        case Atom():
            yield literal.relation, False
        case Negation():
            yield literal.atom.relation, True
        case Aggregate():
            yield literal.over.relation, True
            if literal.possibly is not None:
                yield literal.possibly.relation, True


def in_order(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses in an order that depends on what they say alone."""
    groups: dict[tuple[str, str, str], list[Clause]] = {}
    for clause in clauses:
        key = (clause.head.relation, clause.origin.provision, clause.origin.role)
        groups.setdefault(key, []).append(clause)
    return tuple(
        clause
        for key in sorted(groups)
        for clause in (sorted(groups[key], key=_words) if len(groups[key]) > 1 else groups[key])
    )


def _words(clause: Clause) -> str:
    return clause.words


def _dependencies(clauses: Iterable[Clause]) -> Graph:
    graph: dict[str, set[str]] = {}
    for clause in clauses:
        graph.setdefault(clause.head.relation, set()).update(clause.reads)
    return {name: tuple(sorted(graph[name])) for name in sorted(graph)}


def _components(graph: Graph) -> Iterator[tuple[str, ...]]:
    """Strongly connected components, each after all that it rests on (Tarjan, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    for root in graph:
        visits = [] if root in number else [(root, iter(graph[root]))]
        while visits:
            node, below = visits[-1]
            if node not in number:
                number[node] = low[node] = len(number)
                path.append(node)
                on_path.add(node)
            following = next(below, None)
            if following is None:
                visits.pop()
                if visits:
                    above = visits[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == number[node]:
                    yield _cut(path, on_path, node)
            elif following not in number:
                visits.append((following, iter(graph.get(following, ()))))
            elif following in on_path:
                low[node] = min(low[node], number[following])


def _cut(path: list[str], on_path: set[str], node: str) -> tuple[str, ...]:
    component = [path.pop()]
    while component[-1] != node:
        component.append(path.pop())
    on_path.difference_update(component)
    return tuple(component)


def _refuse_negative_cycles(clauses: Iterable[Clause], place: Mapping[str, int]) -> None:
    steps: dict[tuple[str, str], Clause] = {}
    denials: dict[tuple[str, str], Clause] = {}
    for clause in in_order(c for c in clauses if _recurs(c, place)):
        head = clause.head.relation
        here = place[head]
        for name, negative in (use for literal in clause.body for use in uses(literal)):
            if place[name] == here:
                steps.setdefault((head, name), clause)
                if negative:
                    denials.setdefault((head, name), clause)
    if denials:
        raise _shortest(steps, denials)


def _recurs(clause: Clause, place: Mapping[str, int]) -> bool:
    """Whether a clause rests on what rests on its head."""
    here = place[clause.head.relation]
    return any(place[name] == here for name in clause.reads)


def _shortest(
    steps: Mapping[tuple[str, str], Clause], denials: Mapping[tuple[str, str], Clause]
) -> NegativeCycle:
    below: dict[str, list[str]] = {}
    for head, name in sorted(steps):
        below.setdefault(head, []).append(name)
    cycles = ((head, *_path(below, name, head)[:-1]) for head, name in sorted(denials))
    best = min(cycles, key=lambda cycle: (len(cycle), cycle))
    first, *rest = zip(best, (*best[1:], best[0]), strict=True)
    return NegativeCycle(best, (denials[first], *(steps[step] for step in rest)))


def _path(below: Mapping[str, list[str]], start: str, end: str) -> tuple[str, ...]:
    """A shortest path from start to end, both included; there is one inside a component."""
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while waiting and end not in came_from and start != end:
        node = waiting.popleft()
        for following in below[node]:
            if following not in came_from and following != start:
                came_from[following] = node
                waiting.append(following)
    path = [end]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))

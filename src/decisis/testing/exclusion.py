"""Two provisions that no matter at all lets apply together, because of what their own elements say.

What both ask for is put together, as far as it is established: one key of a functional relation has one
established value; what is computed or added up in one way from the same is the same; nothing is established
together with its opposite, or with its absence; a value lies between the constants that it is compared with.
Where that is at odds with itself whichever clauses are taken, they are disjoint: nothing need be searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any, TypeGuard

from decisis.rules import ir, naming
from decisis.rules.plan import variables
from decisis.values import Duration

Node = tuple[str, object]  # a variable of one of the clauses, or a constant
Seen = tuple[str, tuple[Node, ...]]  # a relation, and its arguments
Bound = tuple[Any, bool]  # a value, and whether it may itself be reached
DISTINCT = (str, int, Decimal, date)


def exclude_each_other(wanted: Sequence[ir.Clause], program: ir.Program) -> bool:
    """Whether none of the goals can be reached, whatever the record: each is of what provisions apply to."""
    return all(_unreachable(goal, program) for goal in wanted)


def _unreachable(goal: ir.Clause, program: ir.Program) -> bool:
    atoms = [b for b in goal.body if isinstance(b, ir.Atom)]
    ways = product(*(program.clauses_for.get(atom.relation, ()) for atom in atoms))
    return all(_at_odds(goal, atoms, clauses, program) for clauses in ways)


def _at_odds(
    goal: ir.Clause, atoms: Sequence[ir.Atom], clauses: Sequence[ir.Clause], program: ir.Program
) -> bool:
    """Whether the bodies of these clauses cannot hold together, where their heads are what is looked for."""
    facts = _Together(program.relations)
    facts.add("goal", [b for b in goal.body if not isinstance(b, ir.Atom)])
    for number, (atom, clause) in enumerate(zip(atoms, clauses, strict=True)):
        side = str(number)
        for mine, its in zip(atom.terms, clause.head.terms, strict=True):
            facts.same(_node("goal", mine), _node(side, its))
        facts.add(side, clause.body)
    return facts.at_odds()


def _node(side: str, term: ir.Term) -> Node:
    return (side, term.name) if isinstance(term, ir.Variable) else ("", term.value)


@dataclass
class _Together:
    """What is established together."""

    relations: Mapping[str, ir.RelationInfo]
    _parent: dict[Node, Node] = field(default_factory=dict)
    _atoms: list[Seen] = field(default_factory=list)
    _absent: list[Seen] = field(default_factory=list)
    _compared: list[tuple[Node, str, Node]] = field(default_factory=list)
    _computed: list[tuple[object, tuple[Node, ...], Node]] = field(default_factory=list)  # how, from what
    _two_at_once: bool = False  # something would be two different constants

    def add(self, side: str, body: Sequence[ir.Literal]) -> None:
        for literal in body:
            match literal:
                case ir.Atom(relation, terms):
                    self._atoms.append((relation, tuple(_node(side, t) for t in terms)))
                case ir.Negation(ir.Atom(relation, terms)):
                    self._absent.append((relation, tuple(_node(side, t) for t in terms)))
                case ir.Comparison(
                    (ir.Variable() | ir.Constant()) as left,
                    operator,
                    (ir.Variable() | ir.Constant()) as right,
                ):
                    self._compared.append((_node(side, left), operator, _node(side, right)))
                case ir.Binding(variable, expression):
                    given = tuple(_node(side, t) for t in _terms(expression))
                    self._computed.append((_shape(expression), given, _node(side, variable)))
                case ir.Aggregate(result=result):
                    how, terms = _added_up(literal, [b for b in body if b is not literal])
                    self._computed.append((how, tuple(_node(side, t) for t in terms), _node(side, result)))
                case _:
                    pass  # of what else is computed nothing is said

    def same(self, first: Node, second: Node) -> bool:
        """Take two for one; whether they were not already."""
        first, second = self._root(first), self._root(second)
        if first == second:
            return False
        self._two_at_once |= _apart(first, second)
        if first[0] == "":  # a constant stands for those that are equal to it
            first, second = second, first
        self._parent[first] = second
        return True

    def at_odds(self) -> bool:
        self._close()
        return self._two_at_once or any((*self._opposites(), *self._comparisons()))

    def _root(self, node: Node) -> Node:
        while node in self._parent:
            node = self._parent[node]
        return node

    def _roots(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(map(self._root, nodes))

    def _close(self) -> None:
        """One value for each key of a functional relation, and of what is computed from the same, until
        nothing more becomes the same.
        """
        changed = True
        while changed:
            known: dict[object, tuple[Node, ...]] = {}
            changed = False
            for relation, terms in self._atoms:
                info = self.relations.get(relation)
                if info is not None and info.keys is not None:
                    key = relation, self._roots(tuple(terms[i] for i in info.keys))
                    for mine, its in zip(known.setdefault(key, terms), terms, strict=True):
                        changed |= self.same(mine, its)
            for how, given, result in self._computed:
                (first,) = known.setdefault((how, self._roots(given)), (result,))
                changed |= self.same(first, result)

    def _opposites(self) -> Iterator[bool]:
        there = {(relation, self._roots(terms)) for relation, terms in self._atoms}
        for relation, terms in self._atoms:
            yield (naming.denied(relation), self._roots(terms)) in there
        for relation, terms in self._absent:
            yield (relation, self._roots(terms)) in there

    def _comparisons(self) -> Iterator[bool]:
        """A value that would be less than itself, or lie above what it lies below."""
        lower: dict[tuple[Node, str], list[Bound]] = {}
        upper: dict[tuple[Node, str], list[Bound]] = {}
        for left, operator, right in self._compared:
            left, right = self._root(left), self._root(right)
            yield left == right and operator in ("!=", "<", ">")
            for node, sign, other in ((left, operator, right), (right, _turned(operator), left)):
                for kind, value in _measured(other):
                    if sign in (">", ">=", "="):
                        lower.setdefault((node, kind), []).append((value, sign != ">"))
                    if sign in ("<", "<=", "="):
                        upper.setdefault((node, kind), []).append((value, sign != "<"))
        for (node, kind), value in (
            (n, v) for n in {*lower, *upper} for k, v in _measured(n[0]) if k == n[1]
        ):
            lower.setdefault((node, kind), []).append((value, True))
            upper.setdefault((node, kind), []).append((value, True))
        for key, below in lower.items():
            for low, high in product(below, upper.get(key, ())):
                yield low[0] > high[0] or (low[0] == high[0] and not (low[1] and high[1]))


def _terms(expression: ir.Expression) -> Iterator[ir.Term]:
    """What an expression is computed from, in order."""
    if isinstance(expression, ir.Apply):
        for operand in expression.operands:
            yield from _terms(operand)
    else:
        yield expression


def _shape(expression: ir.Expression) -> object:
    """An expression, whatever it is computed from."""
    if isinstance(expression, ir.Apply):
        return (expression.function, *map(_shape, expression.operands))
    return None


def _added_up(each: ir.Aggregate, others: Sequence[ir.Literal]) -> tuple[object, tuple[ir.Term, ...]]:
    """What is added up, and how, whatever it is added up for; and for what: what other elements bind."""
    bound = {name for literal in others for name in variables(literal)}
    own = [t for t in each.over.terms if isinstance(t, ir.Variable) and t.name not in bound]
    pattern = tuple(own.index(t) if t in own else None for t in each.over.terms)
    value = own.index(each.value) if each.value in own else None
    possibly = each.possibly.relation if each.possibly is not None else ""
    how = (each.operator, each.over.relation, possibly, pattern, value)
    return how, tuple(t for t in (*each.over.terms, each.value) if t is not None and t not in own)


def _is_term(expression: ir.Expression) -> TypeGuard[ir.Term]:
    return isinstance(expression, ir.Variable | ir.Constant)


def _turned(operator: str) -> str:
    return operator.translate(str.maketrans("<>", "><"))


def _measured(node: Node) -> Iterator[tuple[str, Any]]:
    """A constant that can be less than others of its kind: months, and days, among themselves."""
    value = node[1] if node[0] == "" else None
    match value:
        case bool():
            return
        case int() | Decimal():
            yield "number", value
        case date():
            yield "day", value
        case Duration(months, 0) if months:
            yield "months", months
        case Duration(0, days) if days:
            yield "days", days


def _apart(first: Node, second: Node) -> bool:
    """Whether two are different constants; of durations and amounts nothing is said."""
    if first[0] or second[0] or not isinstance(first[1], DISTINCT):
        return False
    return type(first[1]) is type(second[1]) and first[1] != second[1]

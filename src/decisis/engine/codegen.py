"""From a clause to the text of Python functions: one finds its consequences, one derives a given one.

The text is built from integers and fixed templates. Relations, constants and expressions reach the
function as arguments, in the order in which its `Routine` names them; so clauses of one shape have
one text, and nothing that an author wrote is ever executed. ``path(X, Y) :- edge(X, Z), path(Z, Y)``
with the tuples of the last round for the first atom becomes::

    def make(r, c, e):
     (r0, r1,) = r
     def part0(s, out, stamp, most):
      a0 = s.delta[r0]
      a1 = s.index(r1, (0,))
      add = out.setdefault
      for (v0, v1,) in a0:
       if len(out) > most: s.stop()
       for (_, v2,) in a1(v1, ()):
        add((v0, v2,), stamp)
     return part0

and its replay, which finds out why a row that it gave holds, from what held before::

    def make(r, c, e):
     (r0, r1,) = r
     (c0, c1,) = c
     def start(s):
      a0 = s.ordered(r0, (0,))
      a1 = s.leveled(r1)
      def part0(row, level):
       (v0, v1,) = row
       for (_, v2,) in a0(v0, ()):
        x = a1.get((v2, v1,))
        if x is None or x[1] >= level: continue
        return ((v0, v1, v2,), ((c0, (v0, v2,),), (c1, (v2, v1,),),),)
      return part0
     return start

What the row alone settles is not asked again: it was so when the row was found.
"""

from __future__ import annotations

from collections.abc import Collection

from decisis.engine.writing import Reach, Routine, Writer, row_text
from decisis.rules import plan
from decisis.rules.ir import Aggregate, Atom, Binding, Clause, Constant, Literal, Negation, Term


def routine(clause: Clause, delta: int | None = None) -> Routine:
    """The function that finds the consequences of a clause, its literals evaluated in a good order.

    With `delta`, the body's atom of that index ranges over the tuples of the last round. Raises
    `ValueError` if the clause is unsafe.
    """
    if delta is None:
        order = plan.order(clause)
    else:
        planned = plan.order(clause, plan.binds(clause.body[delta]))
        order = (delta, *(index for index in planned if index != delta))
    return _Finding(clause, delta).written(order)


def replay(clause: Clause, recurring: Collection[str]) -> Routine:
    """The function that finds values for the variables under which a clause gives a row of some level.

    Atoms of the recurring relations must be of a lower level; those of all others are. What the clause
    computes is computed again, and then compared with the row. A literal that speaks only of what the row
    settles held when the row was found, and is not asked again.
    """
    joined = {name for each in clause.body if isinstance(each, Atom) for name in plan.atom_variables(each)}
    bound = joined.intersection(plan.atom_variables(clause.head))
    return _Replaying(clause, bound, recurring).written(plan.order(clause, frozenset(bound)))


class _Finding(Writer):
    """Goes through every way to make the body hold, and adds the heads."""

    frames = ("part0(s, out, stamp, most)",)
    opening = "add = out.setdefault"

    def __init__(self, clause: Clause, delta: int | None) -> None:
        super().__init__(clause)
        self._delta = delta

    def _head(self) -> None:
        terms = self._clause.head.terms
        self._line(f"add({self._row(terms)}, stamp)")
        if all(isinstance(term, Constant) for term in terms):
            self._line("return")

    def _atom(self, index: int, atom: Atom, later: list[Literal]) -> None:
        bound, delta = self._bound_places(atom), index == self._delta
        if len(bound) == len(atom.terms):
            rows = self._access(atom, Reach.DELTA if delta else Reach.ROWS)
            self._skip_if(f"{self._row(atom.terms)} not in {rows}")
            return
        rows = self._access(atom, Reach.DELTA) if delta else self._rows(atom, bound)
        if not (delta and bound) and self._only_has_to_exist(atom, later):
            self._skip_if(f"not {rows}")
            return
        self._nest()
        if self._depth > 1:
            self._line("if len(out) > most: s.stop()")
        targets, tests = self._targets(atom, looked_up=not delta)
        if targets == self._row(atom.terms) and self._asks_for_row(atom.terms, later):
            self._whole[targets] = f"w{index}"
            self._open(f"for w{index} in {rows}:")
            self._line(f"{targets} = w{index}")
        else:
            self._open(f"for {targets} in {rows}:")
        for test in tests:
            self._skip_if(test)

    def _asks_for_row(self, terms: tuple[Term, ...], later: list[Literal]) -> bool:
        """Whether the head, or a literal that is still to come, is about the same row of another relation."""
        atoms = [each.atom if isinstance(each, Negation) else each for each in later]
        return any(terms == each.terms for each in (self._clause.head, *atoms) if isinstance(each, Atom))

    def _only_has_to_exist(self, atom: Atom, later: list[Literal]) -> bool:
        """Whether no other literal, nor another place of the atom, asks for what the atom would bind."""
        fresh = [name for name in plan.atom_variables(atom) if name not in self._known]
        asked = {*plan.atom_variables(self._clause.head)}
        for literal in later:
            asked.update(plan.variables(literal))
        return len(set(fresh)) == len(fresh) and asked.isdisjoint(fresh)

    def _call_part(self, call: str) -> None:
        self._line(call)


class _Replaying(Writer):
    """Stops at the first way to make the body hold of what held before the row."""

    frames = ("start(s)", "part0(row, level)")

    def __init__(self, clause: Clause, bound: Collection[str], recurring: Collection[str]) -> None:
        super().__init__(clause)
        self._recurring = recurring
        self._computed: dict[str, str] = {}  # what the row says of a variable that no atom binds
        targets = [self._target(place, term, bound) for place, term in enumerate(clause.head.terms)]
        if set(targets) - {"_"}:
            self.opening = f"{row_text(targets)} = row"
        self._whole[row_text(targets)] = "row"
        self._settled = set(bound)  # variables that have one value for the row, whatever else holds

    def _literal(self, index: int, later: list[Literal]) -> None:
        literal = self._clause.body[index]
        if isinstance(literal, Atom):
            settled = self._settled.issuperset(plan.atom_variables(literal))
        else:
            settled = self._settled.issuperset(plan.needs(literal, self._clause))
        if not settled:
            super()._literal(index, later)
        elif not plan.binds(literal) <= self._settled:
            super()._literal(index, later)
            self._settled |= plan.binds(literal)

    def _target(self, place: int, term: Term, bound: Collection[str]) -> str:
        if isinstance(term, Constant) or term.name in self._known or term.name in self._computed:
            return "_"
        if term.name in bound:
            return self._new(term.name)
        return self._computed.setdefault(term.name, f"h{place}")

    def _head(self) -> None:
        values = row_text(list(self._known.values()))
        atoms = [each for each in self._clause.body if isinstance(each, Atom)]
        premises = [row_text([self._constant(each.relation), self._row(each.terms)]) for each in atoms]
        self._line(f"return {row_text([self._whole.get(values, values), row_text(premises)])}")

    def _atom(self, index: int, atom: Atom, later: list[Literal]) -> None:
        bound, recurs = self._bound_places(atom), atom.relation in self._recurring
        if len(bound) == len(atom.terms):
            if recurs:
                self._line(f"x = {self._access(atom, Reach.LEVELS)}.get({self._row(atom.terms)})")
                self._skip_if("x is None or x[1] >= level")
            else:
                self._skip_if(f"{self._row(atom.terms)} not in {self._access(atom)}")
            return
        self._nest()
        rows = self._rows(atom, bound, Reach.ORDERED)
        targets, tests = self._targets(atom, looked_up=True)
        if recurs:
            self._open(f"for x in {rows}:")
            self._skip_if(f"{self._access(atom, Reach.LEVELS)}[x][1] >= level")
            self._line(f"{targets} = x")
        else:
            self._open(f"for {targets} in {rows}:")
        for test in tests:
            self._skip_if(test)

    def _name(
        self, literal: Binding | Aggregate, name: str, arguments: tuple[str, ...], before: tuple[str, ...]
    ) -> None:
        super()._name(literal, name, arguments, before)
        if name in self._computed:
            self._skip_if(f"{self._known[name]} != {self._computed.pop(name)}")

    def _call_part(self, call: str) -> None:
        self._line(f"x = {call}")
        self._line("if x is not None: return x")

"""How far the elements of a provision are met: the best that can be made of a matter for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decisis.casework.asking import Run
from decisis.dataclass import dataclass
from decisis.proof.absence import looked_for
from decisis.proof.argument import Argument, Ground, Instance, Row, match, match_terms
from decisis.proof.attempts import failed_reason
from decisis.proof.wording import literal_of, opposite_of
from decisis.rules import ir, naming
from decisis.rules.plan import order, variables
from decisis.values import Value, sort_key

WIDEST = 32  # ways to match that are kept beside one another
Bindings = dict[str, Value]


@dataclass(frozen=True)
class Match:
    """An element of a provision against a matter.

    ``state``: met | missing (nobody has shown it) | alleged (and no more) | contrary (it is established
    otherwise) | open (it may still be so) | cannot be judged (it is about what another element would name).
    """

    label: str
    section: str
    text: str
    state: str
    quote: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Found:
    """The best match of a provision: what its variables stand for, and each element."""

    binding: Bindings
    elements: tuple[Match, ...]
    despite: tuple[Match, ...]

    @property
    def unmet(self) -> tuple[Match, ...]:
        return tuple(e for e in self.elements if e.state != "met")


def best_match(run: Run, name: str, values: Row | None = None) -> Found:
    """The way in which most elements of a provision are met; of equals, the first in a fixed order.

    ``values``: of what it would conclude, if it is asked about nothing else.
    """
    argument = run.argument
    full = [(_Way(dict(i.binding), 0, 0), i.clause) for i in _instances(name, argument, values)]
    ranked = full or [
        (way, clause)
        for clause in argument.clauses(naming.applies(name))
        for about in ({} if values is None else match(clause.head, values),)
        if about is not None
        for way in _ways(clause, about, argument)
    ]
    if not ranked:
        return Found({}, (), ())
    way, clause = min(ranked, key=lambda pair: (pair[0].unmet, -pair[0].met, pair[0].key))
    elements = tuple(_elements(clause, way.binding, run))
    return Found(way.binding, elements, tuple(_despite(name, way.binding, run)))


def _instances(name: str, argument: Argument, values: Row | None) -> list[Instance]:
    """The ways in which a provision applies, for the values or for the first of what it applies to."""
    rows = sorted(argument.model.tuples(naming.applies(name)), key=lambda r: [sort_key(v) for v in r])
    rows = [row for row in rows if values in (None, row)]
    return list(argument.instances(Ground(naming.applies(name), rows[0]))) if rows else []


@dataclass(frozen=True)
class _Way:
    """What the atoms of a clause can be made to hold with: skipped ones hold with nothing."""

    binding: Bindings
    met: int
    unmet: int

    @property
    def key(self) -> tuple[object, ...]:
        return tuple((n, sort_key(v)) for n, v in sorted(self.binding.items()))


def _ways(clause: ir.Clause, about: Bindings, argument: Argument) -> list[_Way]:
    """Ways to match the literals of a clause: its atoms, the best bound first, and then its tests."""
    ways = [_Way(about, 0, 0)]
    for index in order(clause, frozenset(about)):
        literal = clause.body[index]
        if isinstance(literal, ir.Atom):
            counts = clause.origin.elements[index] is not None
            ways = _kept(more for way in ways for more in _extended(way, literal, argument, counts))
    return [_tested(way, clause, argument) for way in ways]


def _extended(way: _Way, literal: ir.Atom, argument: Argument, counts: bool) -> Iterator[_Way]:
    found = False
    for row in argument.rows(literal, way.binding):
        more = match_terms(literal.terms, row, way.binding)
        if more is not None:
            found = True
            yield _Way(more, way.met + counts, way.unmet)
    if not found or _names_more(literal, way.binding):
        yield _Way(way.binding, way.met, way.unmet + counts)


def _names_more(literal: ir.Atom, binding: Bindings) -> bool:
    """Whether to meet an element decides what later ones are about: then it may be better not to."""
    return any(isinstance(t, ir.Variable) and t.name not in binding for t in literal.terms)


def _kept(ways: Iterator[_Way]) -> list[_Way]:
    known: dict[tuple[object, ...], _Way] = {}
    for way in ways:
        first = known.setdefault(way.key, way)
        if way.unmet < first.unmet:
            known[way.key] = way
    return sorted(known.values(), key=lambda w: (w.unmet, -w.met, w.key))[:WIDEST]


def _tested(way: _Way, clause: ir.Clause, argument: Argument) -> _Way:
    """A way with the values that its bindings name, and its tests made."""
    binding, met, unmet = dict(way.binding), way.met, way.unmet
    for index, literal in _tests(clause):
        counts = clause.origin.elements[index] is not None
        more = next(argument.ways(literal, binding), None) if _ready(literal, binding) else None
        if more is not None:
            binding, met = more, met + counts
        else:
            unmet += counts
    return _Way(binding, met, unmet)


def _tests(clause: ir.Clause) -> list[tuple[int, ir.Literal]]:
    """What is no atom: names of values before comparisons and absences, each in the order of writing."""
    rest = [(i, literal) for i, literal in enumerate(clause.body) if not isinstance(literal, ir.Atom)]
    return sorted(rest, key=lambda pair: (not isinstance(pair[1], ir.Binding | ir.Aggregate), pair[0]))


def _ready(literal: ir.Literal, binding: Mapping[str, Value]) -> bool:
    own = {literal.variable.name} if isinstance(literal, ir.Binding) else set()
    if isinstance(literal, ir.Aggregate):
        return True
    return all(name in binding or name in own for name in variables(literal))


# --- elements in words -----------------------------------------------------------------------------------


def _elements(clause: ir.Clause, binding: Bindings, run: Run) -> Iterator[Match]:
    for literal, info in zip(clause.body, clause.origin.elements, strict=True):
        if info is not None:
            yield _match(clause, literal, info, binding, run)


def _despite(name: str, binding: Bindings, run: Run) -> Iterator[Match]:
    """What the provision applies despite: whether it is so here, too."""
    for clause in run.lowered.program.clauses:
        if clause.origin.role == "although" and clause.origin.provision == name:
            known = dict(binding)
            for literal, info in zip(clause.body, clause.origin.elements, strict=True):
                if info is not None:
                    yield _match(clause, literal, info, known, run)
                elif _ready(literal, known) or isinstance(literal, ir.Atom):
                    known = next(run.argument.ways(literal, known), known)


def _match(
    clause: ir.Clause, literal: ir.Literal, info: ir.ElementInfo, binding: Bindings, run: Run
) -> Match:
    state = _state(literal, binding, run)
    words = run.wording.filled(info.text, binding) if info.text else _words(literal, binding, run)
    reason = (
        ""
        if state in ("met", "cannot be judged")
        else failed_reason(clause, literal, info, binding, run.wording, run.argument).words
    )
    return Match(info.label, info.section, words, state, info.quote, reason)


def _words(literal: ir.Literal, binding: Bindings, run: Run) -> str:
    match literal:
        case ir.Atom(relation, terms):
            return run.wording.atom(relation, _values(terms, binding))
        case ir.Negation(atom):
            relation, values = atom.relation, _values(atom.terms, binding)
            if atom.relation.startswith("shown") and None not in values:
                relation, values = looked_for(
                    run.argument, Ground(relation, tuple(v for v in values if v is not None))
                )
            return f"no showing that {run.wording.atom(relation, values)}"
        case _:
            return ""


def _values(terms: tuple[ir.Term, ...], binding: Bindings) -> tuple[Value | None, ...]:
    return tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in terms)


def _state(literal: ir.Literal, binding: Bindings, run: Run) -> str:
    argument = run.argument
    if isinstance(literal, ir.Atom):
        if next(argument.ways(literal, binding), None) is not None:
            return "met"
        base, _ = literal_of(literal.relation)
        if base not in run.lowered.program.relations:
            return "missing"
        if argument.rows(ir.Atom(naming.possibly(literal.relation), literal.terms), binding):
            return "open"
        if argument.rows(ir.Atom(opposite_of(literal.relation), literal.terms), binding):
            return "contrary"
        alleged = argument.rows(ir.Atom(naming.alleged(literal.relation), literal.terms), binding)
        return "alleged" if alleged else "missing"
    if not _ready(literal, binding):
        return "cannot be judged"
    if next(argument.ways(literal, binding), None) is not None:
        return "met"
    if isinstance(literal, ir.Comparison) and argument.may_be(literal, binding):
        return "open"
    return "contrary"

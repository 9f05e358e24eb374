"""Within which bounds matters are looked for: what a record may state, of how many things, with which values.

Of numbers, days and durations the law tells only some apart: those below, at and above a value that it
names. A place of a relation (its second argument, say) is given one value of each of these classes, for
every value that something there may be compared with. Where the law compares with constants alone, and the
classes are few enough, nothing is lost; where it computes, or compares two values of the record with each
other, a few values stand for the rest, and the domain says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, pairwise, product

from decisis.casework.record import base_relation
from decisis.representatives import candidates
from decisis.rules import ir, naming
from decisis.rules.plan import expression_variables
from decisis.values import MONEY, Bounds, Duration, Money, Value, currency_of, kind, sort_key

Place = tuple[str, int]  # a declared relation, and an argument of it
Row = tuple[Value, ...]

ANYTHING = Bounds(None, None)


@dataclass(frozen=True)
class Bound:
    """How far a search goes."""

    individuals: int = 1  # persons or things of each sort
    classes: int = 24  # values in one place
    instances: int = 4_000  # facts that one relation may have
    apart: bool = False  # no fact names one person or thing twice


@dataclass(frozen=True)
class Domain:
    """What a record may state: for each lowered relation (`recorded p`) its possible rows.

    ``values`` are what may stand in places whose values are added up, by the relation that lists them;
    ``things`` the persons and things that the law does not name, with their sorts.
    ``limits`` say why what is not found within the bounds may still exist. Without any, the bounds are the
    whole truth but for the number of persons and things.
    """

    rows: Mapping[str, tuple[Row, ...]]
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    things: Mapping[str, str] = field(default_factory=dict)
    limits: tuple[str, ...] = ()


def domain(
    program: ir.Program,
    statable: Iterable[str],
    choices: Mapping[str, tuple[str, ...]],
    today: date,
    bound: Bound,
) -> Domain:
    """The domain of what a record may state (`p`, `not p`); ``choices``: what sorts list as their values."""
    met = Places(program)
    stated = sorted(statable)
    limits = list(met.limits(_ordinary_places(program, stated)))
    rows: dict[str, tuple[Row, ...]] = {}
    things: dict[str, str] = {}
    for relation in stated:
        info = program.relations[base_relation(relation)]
        options = [
            _options(program, (info.name, i), sort, met, choices, today, bound)
            for i, sort in enumerate(info.sorts)
        ]
        for i, values in enumerate(options):
            if len(values) > bound.classes:
                where = f"`{info.parameters[i]}` in `{info.name}`"
                limits.append(f"only {bound.classes} of {len(values)} values of {where} are tried")
        combined: Iterator[Row] = product(*(o[: bound.classes] for o in options))
        if bound.apart:
            places = [i for i, s in enumerate(info.sorts) if s not in choices and s not in ORDINARY]
            combined = (row for row in combined if len({row[i] for i in places}) == len(places))
        every = list(islice(combined, bound.instances + 1))
        if len(every) > bound.instances:
            limits.append(f"only {bound.instances} instances of `{info.name}` are tried")
        rows[naming.recorded(relation)] = tuple(every[: bound.instances])
        for sort in info.sorts:
            if sort not in choices and sort not in ORDINARY:
                things |= dict.fromkeys(_unnamed(sort, bound), sort)
    added_up = dict(_open_values(program, met, today, bound))
    return Domain(rows, added_up, things, tuple(dict.fromkeys(limits)))


def _ordinary_places(program: ir.Program, statable: Iterable[str]) -> Iterator[Place]:
    """Where a record may state a number, a day, an amount or a duration."""
    for relation in statable:
        info = program.relations[base_relation(relation)]
        yield from ((info.name, i) for i, sort in enumerate(info.sorts) if sort in ORDINARY)


def _unnamed(sort: str, bound: Bound) -> tuple[str, ...]:
    """Persons or things that stand for all that the law does not name."""
    return tuple(f"{sort.lower()}_{n}" for n in range(1, bound.individuals + 1))


def _open_values(
    program: ir.Program, places: Places, today: date, bound: Bound
) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """The values of each place in the head of a clause that adds up, so that nothing else may bind them."""
    for clause in program.clauses:
        if any(isinstance(literal, ir.Aggregate) for literal in clause.body):
            for i in range(len(clause.head.terms)):
                place = base(clause.head.relation), i
                sorts = {kind(v) for v in places.values(place) if not isinstance(v, str)}
                sorts |= places.sorts(place) & ORDINARY.keys()
                classes = [v for sort in sorted(sorts) for v in _classes(place, sort, places, today)]
                yield values_of(clause.head.relation, i), tuple(classes[: bound.classes])


def _classes(place: Place, sort: str, places: Places, today: date) -> tuple[Value, ...]:
    """One value of each class that may stand in a place; some of them, if the law names none there."""
    alike = [v for v in places.values(place) if not isinstance(v, str) and kind(v) == sort]
    spread = _spread(sort, today) if places.are_related(place) or not alike else ()
    return tuple(sorted({*candidates(ANYTHING, alike), *spread}, key=sort_key))


def _options(
    program: ir.Program,
    place: Place,
    sort: str,
    places: Places,
    choices: Mapping[str, tuple[str, ...]],
    today: date,
    bound: Bound,
) -> tuple[Value, ...]:
    """What may stand in a place, of its sort."""
    if sort in choices:
        return choices[sort]
    if sort in ORDINARY:
        return _classes(place, sort, places, today)
    named = tuple(sorted(v for v in places.values(place) if isinstance(v, str)))
    return (*named, *_unnamed(sort, bound))


def values_of(relation: str, place: int) -> str:
    """The relation of the values that may stand in a place which nothing else binds."""
    return f"values of {relation} {place}"


ORDINARY: Mapping[str, tuple[Value, ...]] = {  # values of a kind of which the law names none
    "Int": (1, 2, 3),
    "Decimal": (Decimal(1), Decimal(2), Decimal(3)),
    **{sort: tuple(Money(Decimal(n), currency_of(sort)) for n in (1, 2, 3)) for sort in sorted(MONEY)},
    "Duration": (Duration(1), Duration(12), Duration(24)),
    "Date": (),
}


def _spread(sort: str, today: date) -> tuple[Value, ...]:
    """Some values of a kind, one before the other: for places whose values meet only each other."""
    if sort != "Date":
        return ORDINARY[sort]
    return tuple(today - timedelta(days=days) for days in (730, 365, 30, 0))


@dataclass
class Places:
    """Places between which values pass, in groups, with the values that each group may be compared with."""

    program: ir.Program
    _limits: list[tuple[str, object]] = field(default_factory=list)  # and of whose values, if of any
    _related: set[object] = field(default_factory=set)  # items whose values are compared or computed with
    _above: dict[object, object] = field(default_factory=dict)
    _met: dict[object, set[Value]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, clause in enumerate(self.program.clauses):
            self._read(number, clause)
        for name, rows in self.program.tables.items():
            for row in rows:
                for i, value in enumerate(row):
                    self._meet((base(name), i), value)

    def values(self, place: Place) -> tuple[Value, ...]:
        """What may be compared with something that stands in a place, in order."""
        return tuple(sorted(self._met.get(self._group(place), ()), key=sort_key))

    def sorts(self, place: Place) -> frozenset[str]:
        """The declared sorts of what may stand in a place."""
        group = self._group(place)
        declared = (
            (n, i, sort) for n, info in self.program.relations.items() for i, sort in enumerate(info.sorts)
        )
        return frozenset(sort for name, i, sort in declared if self._group((name, i)) == group)

    def are_related(self, place: Place) -> bool:
        """Whether values of the place meet other values of the record, and not constants alone."""
        group = self._group(place)
        return any(self._group(item) == group for item in self._related)

    def limits(self, recorded: Iterable[Place]) -> Iterator[str]:
        """Why a few values may not stand for all, if a record may state ordinary values in these places.

        What is compared with each other is no limit where all of it comes from the law: it is all there.
        """
        groups = {self._group(place) for place in recorded}
        for said, item in self._limits:
            if item is None or self._group(item) in groups:
                yield said

    def _read(self, number: int, clause: ir.Clause) -> None:
        for atom in (clause.head, *clause.atoms):
            for i, term in enumerate(atom.terms):
                place = (base(atom.relation), i)
                if isinstance(term, ir.Constant):
                    self._meet(place, term.value)
                else:
                    self._join(place, (number, term.name))
        for literal in clause.body:
            match literal:
                case ir.Comparison(left, _, right):
                    self._compared(number, clause, left, right)
                case ir.Binding(variable, expression):
                    self._compared(number, clause, variable, expression)
                case ir.Atom(relation) if relation in (naming.ISSUE_DISPUTED, naming.ISSUE_UNRESOLVED):
                    self._limit(clause, "asks about disputes, of which no matter here has any")
                case ir.Aggregate(result, value=value):
                    self._limit(clause, "adds up or counts")
                    if value is not None:
                        self._join((number, result.name), (number, value.name))

    def _compared(self, number: int, clause: ir.Clause, *sides: ir.Expression) -> None:
        names = [name for side in sides for name in expression_variables(side)]
        for first, second in pairwise(names):
            self._join((number, first), (number, second))
        computes = any(isinstance(side, ir.Apply) for side in sides)
        if computes or len(set(names)) > 1:
            self._related.update((number, name) for name in names)
            how = "computes with values" if computes else "compares values of the record with each other"
            self._limit(clause, how, (number, names[0]))
        for value in (v for side in sides for v in _constants(side)):
            for name in names:
                self._meet((number, name), value)

    def _limit(self, clause: ir.Clause, what: str, item: object = None) -> None:
        info = self.program.provisions.get(clause.origin.provision)
        if info is not None and not clause.origin.possible:
            self._limits.append((f"`{info.name}` {what}", item))

    # --- groups --------------------------------------------------------------------------------------

    def _group(self, item: object) -> object:
        while item in self._above:
            item = self._above[item]
        return item

    def _join(self, first: object, second: object) -> None:
        one, other = self._group(first), self._group(second)
        if one != other:
            self._above[other] = one
            self._met.setdefault(one, set()).update(self._met.pop(other, ()))

    def _meet(self, item: object, value: Value) -> None:
        if not isinstance(value, Bounds):
            self._met.setdefault(self._group(item), set()).add(value)


PREFIXES = tuple(
    name("")
    for name in (
        naming.possibly,
        naming.supported,
        naming.standing,
        naming.blocked,
        naming.recorded,
        naming.prevailing,
        naming.conflicted,
        naming.denied,
    )
)


def base(relation: str) -> str:
    """The declared relation of a lowered one; of machinery, its own name."""
    for prefix in PREFIXES:
        relation = relation.removeprefix(prefix)
    return relation


def _constants(expression: ir.Expression) -> Iterator[Value]:
    if isinstance(expression, ir.Constant):
        yield expression.value
    elif isinstance(expression, ir.Apply):
        for operand in expression.operands:
            yield from _constants(operand)

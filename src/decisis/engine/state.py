"""What the default engine knows while it evaluates: rows, their clauses and levels, and indexes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any, NoReturn, assert_never

from decisis.engine import LimitReached
from decisis.engine.codegen import Access, Reach
from decisis.rules.ir import Facts
from decisis.values import Value, sort_key

Row = tuple[Value, ...]
Levels = dict[Row, tuple[int, int]]  # the number of the clause, and the level, of each row
Index = dict[Any, list[Row]]  # from a value, or a tuple of them, to the rows that have it
Indexes = dict[tuple[int, ...], Index]
Lookup = Callable[[Any, tuple[()]], Iterable[Row]]

NOTHING: frozenset[Row] = frozenset()
GIVEN = (-1, 0)


class State:
    """A relation without rows is not in `contents`; one that a clause added rows to is in `levels` too."""

    def __init__(
        self,
        tables: Mapping[str, frozenset[Row]],
        table_indexes: Mapping[str, Indexes],
        facts: Facts,
        most: int,
    ) -> None:
        self.contents: dict[str, frozenset[Row] | Levels] = dict(tables)
        self.levels: dict[str, Levels] = {}
        self.delta: dict[str, set[Row]] = {}
        self._indexes = dict(table_indexes)
        self._ordered: dict[tuple[str, tuple[int, ...]], Lookup] = {}
        self._most = most
        self._derived = 0
        self._level = 0
        for name, rows in facts.items():
            if rows:
                known = self.contents.get(name)
                self.contents[name] = rows.union(known) if known else rows
                self._indexes.pop(name, None)

    # --- what functions are given --------------------------------------------------------------------

    def reach(self, access: Access) -> object:
        relation = access.relation
        match access.reach:
            case Reach.ROWS:
                return self.contents.get(relation, NOTHING)
            case Reach.DELTA:
                return self.delta[relation]
            case Reach.INDEX:
                return self._index(relation, access.places).get
            case Reach.ORDERED:
                return self._in_order(relation, access.places)
            case Reach.LEVELS:
                return self._leveled(relation)
            case _:
                assert_never(access.reach)

    def _index(self, relation: str, places: tuple[int, ...]) -> Index:
        indexes = self._indexes.setdefault(relation, {})
        index = indexes.get(places)
        if index is None:
            index = {}
            _enter(index, places, self.contents.get(relation, NOTHING))
            indexes[places] = index
        return index

    def _in_order(self, relation: str, places: tuple[int, ...]) -> Lookup:
        """A look-up whose rows come in an order that depends on their values alone."""
        if (relation, places) not in self._ordered:
            if places:
                index = self._index(relation, places)
            else:
                index = {(): list(self.contents.get(relation, NOTHING))}
            self._ordered[relation, places] = _ordered(index)
        return self._ordered[relation, places]

    def _leveled(self, relation: str) -> Levels:
        if relation not in self.levels:
            known = self.contents.get(relation, NOTHING)
            self.contents[relation] = self.levels[relation] = dict.fromkeys(known, GIVEN)
        return self.levels[relation]

    def most(self, relation: str) -> int:
        """How many rows a function may find for a relation, those known already included."""
        return self._most - self._derived + len(self.contents.get(relation, NOTHING))

    def stop(self) -> NoReturn:
        raise LimitReached(f"more than {self._most:,} conclusions follow")

    # --- what functions found ------------------------------------------------------------------------

    def begin_round(self) -> None:
        self._level += 1
        self.delta = {}

    def add(self, relation: str, found: set[Row], clause: int) -> None:
        """Adds the rows that are new: of this round, and by this clause."""
        known = self.contents.get(relation)
        new = found.difference(known) if known else found
        if not new:
            return
        self._derived += len(new)
        if self._derived > self._most:
            self.stop()
        self._leveled(relation).update(dict.fromkeys(new, (clause, self._level)))
        for places, index in self._indexes.get(relation, {}).items():
            _enter(index, places, new)
        if relation in self.delta:
            self.delta[relation] |= new
        else:
            self.delta[relation] = new


def _enter(index: Index, places: tuple[int, ...], rows: Iterable[Row]) -> None:
    key = itemgetter(*places)
    for row in rows:
        value = key(row)
        if value in index:
            index[value].append(row)
        else:
            index[value] = [row]


def _ordered(index: Index) -> Lookup:
    """A look-up that puts rows in order when they are first asked for, in lists of its own."""
    known: Index = {}

    def look_up(key: Any, nothing: tuple[()]) -> Iterable[Row]:
        rows = index.get(key, nothing)
        if len(rows) < 2:
            return rows
        if key not in known:
            known[key] = sorted(rows, key=_row_key)
        return known[key]

    return look_up


def _row_key(row: Row) -> tuple[Any, ...]:
    return tuple(map(sort_key, row))

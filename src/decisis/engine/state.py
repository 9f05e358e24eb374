"""What the default engine knows while it evaluates: rows, their clauses and levels, and indexes of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice
from operator import itemgetter

from decisis.engine import LimitReached
from decisis.rules.ir import Facts
from decisis.static import Any, NoReturn
from decisis.values import Value, sort_key

Row = tuple[Value, ...]
Levels = dict[Row, tuple[int, int]]  # the number of the clause, and the level, of each row
Index = dict[Any, list[Row]]  # from a value, or a tuple of them, to the rows that have it
Point = tuple[int, int]  # a level, and how many rows more may follow
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
        self.delta: dict[str, list[Row]] = {}  # what the last round found
        self.level = 1  # of the round that is going on
        self._indexes = dict(table_indexes)
        self._ordered: dict[tuple[str, tuple[int, ...]], Lookup] = {}
        self._most = most
        self.left = most  # how many more may follow
        for name, rows in facts.items():
            if rows:
                known = self.contents.get(name)
                self.contents[name] = rows.union(known) if known else rows
                self._indexes.pop(name, None)
        self._given = self.contents

    # --- what functions ask for ----------------------------------------------------------------------

    def index(self, relation: str, places: tuple[int, ...]) -> Lookup:
        """A look-up of the rows that have a value (a tuple of them, if there are several) at these places."""
        known = self._indexes.get(relation)
        if known is None or places not in known:
            return self._index(relation, places).get
        return known[places].get

    def _index(self, relation: str, places: tuple[int, ...]) -> Index:
        indexes = self._indexes.setdefault(relation, {})
        index = indexes.get(places)
        if index is None:
            index = {}
            _enter(index, places, self.contents.get(relation, NOTHING))
            indexes[places] = index
        return index

    def ordered(self, relation: str, places: tuple[int, ...]) -> Lookup:
        """A look-up whose rows come in an order that depends on their values alone."""
        key = (relation, places)
        known = self._ordered.get(key)
        if known is None:
            rows = self.contents.get(relation, NOTHING)
            index = self._index(relation, places) if places else {(): list(rows)}
            known = self._ordered[key] = _ordered(index)
        return known

    def leveled(self, relation: str) -> Levels:
        """The level of each row; those of a relation that no clause has added to are given."""
        if relation not in self.levels:
            known = self.contents.get(relation, NOTHING)
            self.contents[relation] = self.levels[relation] = dict.fromkeys(known, GIVEN)
        return self.levels[relation]

    def count(self, relation: str) -> int:
        return len(self.contents.get(relation, NOTHING))

    def stop(self) -> NoReturn:
        raise LimitReached(f"more than {self._most:,} conclusions follow")

    # --- what another evaluation found ---------------------------------------------------------------

    def take_over(self, other: State, but: Collection[str]) -> None:
        """All that another state came to, but for some relations; it changes in neither any more."""
        self._given = self.contents
        self.contents, self.levels = dict(other.contents), dict(other.levels)
        self._indexes = dict(other._indexes)
        for name in but:
            self.forget(name)

    def forget(self, relation: str) -> None:
        """Of what was taken over of a relation, keeps what is given here."""
        self.levels.pop(relation, None)
        self._indexes.pop(relation, None)
        if relation in self._given:
            self.contents[relation] = self._given[relation]
        else:
            self.contents.pop(relation, None)

    def row_set(self, relation: str) -> Collection[Row]:
        rows = self.contents.get(relation, NOTHING)
        return rows if isinstance(rows, frozenset) else rows.keys()

    # --- what functions find -------------------------------------------------------------------------

    def known(self, relation: str) -> Levels:
        """The rows of a relation, to be added to; then `added` must be told."""
        return self.leveled(relation) if relation in self.contents else {}

    def added(self, relation: str, known: Levels, before: int) -> None:
        """Rows have been added to the first so many."""
        self.contents[relation] = self.levels[relation] = known
        count = len(known) - before
        self.left -= count
        if self.left < 0:
            self.stop()

    def add(self, relation: str, found: Levels) -> None:
        """Adds what is new of rows that were kept apart."""
        known = self.known(relation)
        before = len(known)
        for stamp in islice(found.values(), 1):  # they were found together
            known.update(dict.fromkeys(set(found).difference(known), stamp))
        if len(known) > before:
            self.added(relation, known, before)

    def end_round(self, before: Mapping[str, int]) -> None:
        """What has been added to relations that had so many rows is what the round found."""
        self.level += 1
        self.delta = {}
        for relation, count in before.items():
            new = list(islice(reversed(self.levels.get(relation, {})), self.count(relation) - count))
            if new:
                self.delta[relation] = new
                for places, index in self._indexes.get(relation, {}).items():
                    _enter(index, places, new)


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
            known[key] = _in_order(rows)
        return known[key]

    return look_up


def _in_order(rows: list[Row]) -> list[Row]:
    """By `sort_key`, with which Python agrees where it has an order of its own: symbols, numbers, days."""
    try:
        return sorted(rows)
    except TypeError:
        return sorted(rows, key=_row_key)


def _row_key(row: Row) -> tuple[Any, ...]:
    return tuple(map(sort_key, row))

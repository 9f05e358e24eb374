"""Values on which all cases agree, where the record as it stands gives only the bounds of a value.

Of a voucher of EUR 400 in one case and of EUR 600 in the other, the number of vouchers is 1 in both; as the
record stands it is 0 to 1, for neither of the two is there for sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from decisis.casework.question import Question
from decisis.casework.record import Side
from decisis.casework.row import Row, same_key
from decisis.casework.settlement import OpenThing, combinations
from decisis.casework.verdict import Asked, case_things
from decisis.dataclass import replace
from decisis.values import Bounds, Value, may_equal, sort_key, untagged

Values = tuple[Value, ...]


def agreed(asked: Asked, question: Question, found: Sequence[Row]) -> tuple[Row, ...]:
    """The instances that are so in every case, and of which the record gives only bounds."""
    known = {row.side for row in found}
    sides = {side: row for row in found if _is_of_bounds(row) for side in _in_every_case(row)}
    rows = (
        Row(asked.about(question.relation, side.values), question, side)
        for side in sorted(sides, key=lambda s: [sort_key(v) for v in s.values])
        if side not in known
    )
    return tuple(row for row in rows if row.verdict == "proved")


def is_made_exact(row: Row, others: Iterable[Row]) -> bool:
    """Whether a row gives the bounds of what is exact in one of the others."""
    return _is_of_bounds(row) and any(
        same_key(row.asked.run, row.side.relation, other.side.values, row.side.values) for other in others
    )


def told_once(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows, without those that read like an earlier one of the same key and are exactly what it is, however
    what is open falls: one unknown value that two provisions work out is one."""
    known: dict[object, list[Row]] = {}
    for row in rows:
        alike = known.setdefault(_as_it_reads(row.side), [])
        if not any(_is_one_value(row, other) for other in alike):
            alike.append(row)
            yield row


def _as_it_reads(side: Side) -> Side:
    return Side(side.relation, tuple(map(untagged, side.values)))


def _is_one_value(row: Row, other: Row) -> bool:
    relation, values = row.side.relation, row.side.values
    if not (_is_of_bounds(row) and same_key(row.asked.run, relation, values, other.side.values)):
        return False
    changing = row.turning.changing
    decided = all(verdict == "proved" and value for t in changing for _, verdict, value in t.outcomes)
    return bool(changing) and decided and changing == other.turning.changing


def as_asked(row: Row) -> Question:
    """The question whether the instance of a row is so."""
    return replace(row.question, pattern=row.side.values, names={})


def _is_of_bounds(row: Row) -> bool:
    values = (row.side.values[i] for i in row.question.names)
    return (
        not row.question.negated
        and row.verdict == "undetermined"
        and any(isinstance(value, Bounds) for value in values)
    )


def _in_every_case(row: Row) -> Iterable[Side]:
    """The exact instances within the bounds of a row that are established in each case."""
    common = (_established(row, things) for things in case_things(row.asked, row.side))
    return [Side(row.side.relation, values) for values in next(filter(None, common), ())]


def _established(row: Row, things: tuple[OpenThing, ...]) -> set[Values]:
    """Those that are, whichever way each of these things falls."""
    common: set[Values] | None = None
    for ways in combinations(things):
        rows = row.asked.settled(ways).model.tuples(row.side.relation)
        here = {each for each in rows if _lies_within(each, row.side.values)}
        common = here if common is None else common & here
        if not common:
            break
    return common or set()


def _lies_within(values: Values, bounds: Values) -> bool:
    return all(
        a == b or (not isinstance(a, Bounds) and isinstance(b, Bounds) and may_equal(a, b))
        for a, b in zip(values, bounds, strict=True)
    )

"""Trees of plain values as JSON, and back: tuples, sets, mappings, days, decimals, and frozen dataclasses.

A packed value is a list of rows. A row is a string, a number, a truth value or null, standing for itself;
or a list: what it makes, then the rows (by their numbers, all of them earlier) that it is made of. What is
equal is written once and, read back, is one object. Nothing in the data names code: a class is a number,
its place in the list that the reader brings along, and so is what the reader has at hand already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType, ModuleType

from decisis.static import Any, TypeVar

Packed = list[Any]
Value = TypeVar("Value")
Make = Callable[..., Any]

_TUPLE, _SET, _MAPPING, _DAY, _DECIMAL, _GIVEN = range(6)
_FIRST_CLASS = 6
_PLAIN = (str, int)  # and None


class Unreadable(Exception):
    """Packed data that is not what `pack` makes."""


def classes_in(*modules: ModuleType) -> tuple[type, ...]:
    """The dataclasses that modules define, in order; of a package, those that its modules do."""
    return tuple(
        found
        for module in modules
        for found in vars(module).values()
        if isinstance(found, type)
        and f"{found.__module__}.".startswith(f"{module.__name__}.")
        and hasattr(found, "__match_args__")
    )


def pack(value: object, classes: Sequence[type], given: Sequence[object] = ()) -> Packed:
    """The rows of a value; the last one is the value itself.

    Of what is ``given`` only the place in that list is written. Raises TypeError for what cannot be packed.
    """
    packer = _Packer(classes, given)
    packer.place(value)
    return packer.rows


def unpack(rows: Packed, kind: type[Value], classes: Sequence[type], given: Sequence[object] = ()) -> Value:
    """The value of some rows, with the classes and what was given when it was packed.

    Raises Unreadable, also if the value is not of that kind.
    """
    make: list[Make] = [_tuple, _set, _mapping, date.fromordinal, Decimal, given.__getitem__, *classes]
    made: list[Any] = []
    add, at = made.append, made.__getitem__
    try:
        for row in rows:
            if row.__class__ is list:
                add(make[row[0]](*map(at, row[1:])))
            else:
                add(row)
        if not isinstance(made[-1], kind):
            raise TypeError(f"a {type(made[-1]).__name__}, not a {kind.__name__}")
        return made[-1]
    except (ArithmeticError, AttributeError, IndexError, TypeError, ValueError) as error:
        raise Unreadable(str(error)) from None


def _tuple(*parts: object) -> tuple[object, ...]:
    return parts


def _set(*parts: object) -> frozenset[object]:
    return frozenset(parts)


def _mapping(*parts: object) -> Mapping[object, object]:
    return MappingProxyType(dict(zip(parts[::2], parts[1::2], strict=True)))


class _Packer:
    def __init__(self, classes: Sequence[type], given: Sequence[object]) -> None:
        self.rows: Packed = []
        self._given = {id(value): number for number, value in enumerate(given)}
        self._kinds = {cls: _FIRST_CLASS + number for number, cls in enumerate(classes)}
        self._known: dict[object, int] = {}
        self._objects: dict[int, tuple[object, int]] = {}  # by identity; what is held on to keeps it

    def place(self, value: object) -> int:
        """The number of the row of a value, which is written if it is not there yet."""
        if value is None or isinstance(value, _PLAIN):
            return self._row((type(value), value), value)
        placed = self._objects.get(id(value))
        if placed is None:
            row = self._compound(value)
            placed = self._objects[id(value)] = (value, self._row(tuple(row), row))
        return placed[1]

    def _row(self, key: object, row: object) -> int:
        number = self._known.setdefault(key, len(self.rows))
        if number == len(self.rows):
            self.rows.append(row)
        return number

    def _compound(self, value: object) -> list[int]:
        if id(value) in self._given:
            return [_GIVEN, self.place(self._given[id(value)])]
        kind = self._kinds.get(type(value))
        if kind is not None:
            return [kind, *(self.place(getattr(value, name)) for name in _fields(value))]
        match value:
            case tuple():
                return [_TUPLE, *map(self.place, value)]
            case frozenset():
                return [_SET, *map(self.place, sorted(value, key=repr))]
            case Mapping():
                return [_MAPPING, *(self.place(part) for item in value.items() for part in item)]
            case date():
                return [_DAY, self.place(value.toordinal())]
            case Decimal():
                return [_DECIMAL, self.place(str(value))]
            case _:
                raise TypeError(f"{type(value).__name__} cannot be packed")


def _fields(value: Any) -> tuple[str, ...]:
    names: tuple[str, ...] = value.__match_args__
    return names

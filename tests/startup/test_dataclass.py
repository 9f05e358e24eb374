"""Every class made here behaves as one that the standard library makes of the same text."""

from __future__ import annotations

import copy
import dataclasses
import sys
from collections.abc import Callable
from functools import cached_property
from types import ModuleType
from typing import Any

import pytest

import decisis.dataclass as ours
from decisis.casework.record import Fact

SAMPLES = '''
from __future__ import annotations
from functools import cached_property

@dataclass(frozen=True)
class Empty:
    pass

@dataclass(frozen=True)
class Point:
    """A point."""
    x: int
    y: int = 0
    tag: str = field(default="t", repr=False, compare=False)

    @cached_property
    def double(self):
        return self.x * 2

@dataclass(frozen=True)
class Named(Point):
    name: str = "n"
    others: dict = field(default_factory=dict, hash=False)

@dataclass
class Box:
    item: object
    more: list = field(default_factory=list)

@dataclass(frozen=True)
class Checked:
    low: int
    high: int = 9

    def __post_init__(self):
        if self.low > self.high:
            raise ValueError("upside down")

@dataclass(frozen=True, eq=False)
class Apart:
    x: int

    def __eq__(self, other):
        return isinstance(other, Apart)

    def __hash__(self):
        return 7

@dataclass(frozen=True, repr=False)
class Quiet:
    x: int

    def __repr__(self):
        return "quiet"

@dataclass(frozen=True)
class Own:
    x: int

    def __hash__(self):
        return 5
'''


def samples(dataclass: Callable[..., Any], field: Callable[..., Any], name: str) -> ModuleType:
    module = sys.modules[name] = ModuleType(name)
    vars(module).update({"dataclass": dataclass, "field": field})
    exec(SAMPLES, vars(module))  # noqa: S102
    return module


THEIRS = samples(dataclasses.dataclass, dataclasses.field, "theirs")
OURS = samples(ours.dataclass, ours.field, "ours")


def outcome(ask: str, module: ModuleType, replace: Callable[..., Any]) -> object:
    """What an expression comes to, or the kind of error that it ends in."""
    try:
        return eval(ask, vars(module) | {"replace": replace, "copy": copy, "dataclasses": dataclasses})  # noqa: S307
    except Exception as error:
        return type(error)


ASKED = """
repr(Empty()), Empty() == Empty(), hash(Empty()) == hash(Empty())
repr(Point(1)), repr(Point(1, 2)), repr(Point(x=1, y=2, tag="u")), repr(Point(1, tag="v"))
Point(1) == Point(1, 0, "other"), Point(1) == Point(2), Point(1) != Point(1), Point(1) == (1, 0)
hash(Point(1)) == hash(Point(1, 0, "other")), {Point(1), Point(1), Point(2)} == {Point(2), Point(1)}
hash(Point(1, 2)), hash(Named(1, 2)), hash(Checked(1))
Point()
Point(1, 2, 3, 4)
Point(1, x=1)
Point(1, z=1)
Point(1).double, vars(Point(1)), Point(1, 2).tag
setattr(Point(1), "x", 2)
setattr(Point(1), "new", 2)
delattr(Point(1), "x")
repr(Named(1)), repr(Named(1, 2, "t", "m", {1: 2})), Named(1, others={}) == Named(1)
hash(Named(1)) == hash(Named(1, others={2: 3}))
Named(1) == Point(1), Point(1) == Named(1), Point.__match_args__, Named.__match_args__
Named(1).others is Named(1).others
repr(Box(1)), Box(1) == Box(1), Box(1).more is Box(1).more, setattr(Box(1), "item", 3), vars(Box(1, [2]))
hash(Box(1))
repr(Checked(3))
Checked(10)
replace(Checked(3), low=10)
repr(replace(Point(1, 2), y=5)), replace(Point(1, 2, "k")).tag, repr(replace(Box(1, [3]), item=2))
replace(Point(1), z=4)
Apart(1) == Apart(2), hash(Apart(1)), repr(Apart(1)), repr(Quiet(1)), hash(Own(1)), Own(1) == Own(1)
[f.name for f in dataclasses.fields(Named)]
[f.default for f in dataclasses.fields(Point)][1:], dataclasses.is_dataclass(Box)
[(f.repr, f.compare, f.hash in (None, f.compare)) for f in dataclasses.fields(Point)]
dataclasses.asdict(Named(1)), dataclasses.astuple(Point(1)), repr(dataclasses.replace(Named(1), y=8))
repr(copy.copy(Point(1, 2))), copy.deepcopy(Box([1])) == Box([1])
Point.x
Point.y, Point.tag
Box.more
(lambda b: (b.more.append(b), repr(b)))(Box(1))[1]
Point.__doc__, Point.__qualname__
"""


@pytest.mark.parametrize("ask", ASKED.strip().splitlines())
def test_both_say_the_same(ask: str) -> None:
    assert outcome(ask, OURS, ours.replace) == outcome(ask, THEIRS, dataclasses.replace)


def test_they_match_patterns() -> None:
    match OURS.Point(1, 2):
        case OURS.Point(x, y):
            assert (x, y) == (1, 2)
        case _:
            pytest.fail("it does not match")


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError):
        ours.dataclass(order=True)


def test_a_standard_class_can_be_replaced_too() -> None:
    assert ours.replace(THEIRS.Point(1, 2), x=3) == THEIRS.Point(3, 2)


def test_cached_properties_are_kept() -> None:
    assert isinstance(vars(OURS.Point)["double"], cached_property)
    point = OURS.Point(4)
    assert (point.double, vars(point)["double"]) == (8, 8)
    assert point == OURS.Point(4)


def test_a_hash_is_worked_out_once_and_not_taken_to_another_process() -> None:
    """Strings have other hashes there."""
    counted: list[int] = []

    class Counted(str):
        __slots__ = ()

        def __hash__(self) -> int:
            counted.append(1)
            return super().__hash__()

    fact = Fact(Counted("holds"), (), "found")
    assert hash(fact) == hash(fact) == hash(Fact("holds", (), "found"))
    assert len(counted) == 1
    assert "_hash_" in vars(fact)
    kept = Fact("holds", (), "found")
    assert hash(kept) and kept.lowered
    again = copy.copy(kept)  # which asks for the same as pickle does
    assert again == kept
    assert vars(again).keys() == set(Fact.__match_args__)

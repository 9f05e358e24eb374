"""Moves: single changes to the record, or to the law that is heard, as data.

Each move says what it is in words, and as the change that a variant of the matter would write; made in
one way or the other, it leads to the same state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import assert_never

from decisis.casework.record import Fact, Record, Side, opposite
from decisis.casework.verdict import Asked
from decisis.dataclass import hashed_once
from decisis.proof.wording import Wording, source_text, yes_or_no
from decisis.values import Bounds, Value, may_equal, sort_key


class _Move:
    """What searches ask of a move again and again is worked out once."""

    @cached_property
    def things(self) -> frozenset[object]:
        """What the move is about."""
        assert isinstance(self, Move)
        return _things(self)


@hashed_once
@dataclass(frozen=True)
class Find(_Move):
    """Something that the record does not say, or only alleges, is found.

    ``keys``: the places of that of which it can have but one value, if it is so.
    """

    side: Side
    alleged: bool = False
    keys: tuple[int, ...] | None = field(default=None, compare=False, repr=False)


@hashed_once
@dataclass(frozen=True)
class Withdraw(_Move):
    """What the record says is not shown."""

    side: Side


@hashed_once
@dataclass(frozen=True)
class Oppose(_Move):
    """The opposite of what the record says is found."""

    side: Side


@hashed_once
@dataclass(frozen=True)
class Alter(_Move):
    """What the record says has another value at one place."""

    side: Side
    place: int
    value: Value

    @property
    def altered(self) -> Side:
        values = self.side.values
        return replace(self.side, values=(*values[: self.place], self.value, *values[self.place + 1 :]))

    @property
    def was(self) -> Value:
        return self.side.values[self.place]


@hashed_once
@dataclass(frozen=True)
class Resolve(_Move):
    """An unresolved dispute is resolved for a side."""

    dispute: str
    side: Side


@hashed_once
@dataclass(frozen=True)
class Answer(_Move):
    """A question that a holding leaves open is answered. ``asked`` is the literal that it asks about."""

    question: str  # holding.question
    answer: bool
    asked: str
    denied: bool = False  # what it asks about is a denial


@hashed_once
@dataclass(frozen=True)
class SetAside(_Move):
    """A provision or an authority is not heard. ``words`` are what it is called."""

    name: str
    words: str = field(default="", compare=False)


@hashed_once
@dataclass(frozen=True)
class MoveDate(_Move):
    """``by``: how many days later than it was asked; what is further away is asked about later."""

    day: date
    by: int = field(default=0, compare=False)


@hashed_once
@dataclass(frozen=True)
class MoveCourt(_Move):
    court: str
    words: str = ""


Move = Find | Withdraw | Oppose | Alter | Resolve | Answer | SetAside | MoveDate | MoveCourt


def moved(asked: Asked, moves: Iterable[Move]) -> Asked:
    """What is asked once all these moves are made."""
    for move in moves:
        asked = _moved(asked, move)
    return asked


def _moved(asked: Asked, move: Move) -> Asked:
    setting, record = asked.setting, asked.record
    match move:
        case Find(side):
            return replace(asked, record=record.add(found(side)))
        case Withdraw(side):
            return replace(asked, record=without(record, side))
        case Oppose(side):
            return replace(asked, record=without(record, side).add(found(opposite(side))))
        case Alter(side):
            return replace(asked, record=without(record, side).add(found(move.altered)))
        case Resolve(dispute, side):
            return replace(asked, record=record.resolve(dispute, side))
        case Answer(question, answer):
            return replace(asked, record=record.settle(question, answer))
        case SetAside(name):
            return replace(asked, setting=replace(setting, set_aside=setting.set_aside | {name}))
        case MoveDate(day):
            return replace(asked, setting=replace(setting, as_of=day))
        case MoveCourt(court):
            return replace(asked, setting=replace(setting, court=court, en_banc=False))
        case _:
            assert_never(move)


def found(side: Side) -> Fact:
    """A fact as `suppose` adds it."""
    return Fact(side.relation, side.values, "found", source="supposed")


def without(record: Record, side: Side) -> Record:
    """The record without what says this, as `withdraw` leaves it."""
    said = (side.relation, side.values)
    return replace(
        record,
        facts=tuple(f for f in record.facts if (f.relation, f.values) != said),
        disputes=tuple(d for d in record.disputes if side not in (d.side, d.other)),
    )


# --- as it is said, and as it is written -----------------------------------------------------------------


def words_of(move: Move, wording: Wording) -> str:
    """A move as a clause that can follow "if"."""

    def said(side: Side) -> str:
        return wording.atom(side.relation, side.values)

    match move:
        case Find(side, alleged):
            return f"it is found{', as is alleged,' if alleged else ''} that {said(side)}"
        case Withdraw(side):
            return f"it is not shown that {said(side)}"
        case Oppose(side):
            return f"it is found that {said(opposite(side))}"
        case Alter():
            return f"{said(move.altered)} ({_as_against(move, wording)})"
        case Resolve(dispute, side):
            return f"{dispute.replace('_', ' ')} is resolved so that {said(side)}"
        case Answer(question, answer):
            provision, _, name = question.partition(".")
            asked = f"the question {name.replace('_', ' ')} that {provision} leaves open"
            return f"{asked} is answered {yes_or_no(answer)}"
        case SetAside(name, words):
            return f"{words or name.replace('_', ' ')} is set aside"
        case MoveDate(day):
            return f"it is asked as of {day.isoformat()}"
        case MoveCourt(court, words):
            return f"it is asked in {words or court}"
        case _:
            assert_never(move)


def _as_against(move: Alter, wording: Wording) -> str:
    """What the record says instead; of an imprecise value, whether it leaves the other one open."""
    was = wording.value(move.was)
    if not isinstance(move.was, Bounds):
        return f"not {was}"
    return f"the record: {was}" if may_equal(move.was, move.value) else f"against the record: {was}"


def written(move: Move) -> tuple[str, ...]:
    """A move as the changes that a variant would write."""
    match move:
        case Find(side):
            return (f"suppose {_source(side)}",)
        case Withdraw(side):
            return (f"withdraw {_source(side)}",)
        case Oppose(side):
            return (f"withdraw {_source(side)}", f"suppose {_source(opposite(side))}")
        case Alter(side):
            return (f"withdraw {_source(side)}", f"suppose {_source(move.altered)}")
        case Resolve(dispute, side):
            return (f"resolve {dispute} as {_source(side)}",)
        case Answer(question, answer, asked):
            said = asked if answer else asked[4:] if move.denied else f"not {asked}"
            return (f"resolve {question} as {said}",)
        case SetAside(name):
            return (f"set aside {name}",)
        case MoveDate(day):
            return (f"as of {day.isoformat()}",)
        case MoveCourt(court):
            return (f"in {court}",)
        case _:
            assert_never(move)


def _source(side: Side) -> str:
    return source_text(side.relation, side.values)


def same_thing(first: Move, second: Move) -> bool:
    """Whether two moves are about one thing, so that only one of them can be made."""
    return not first.things.isdisjoint(second.things)


def _things(move: Move) -> frozenset[object]:
    match move:
        case Find(side, keys=keys):
            value_of = () if keys is None else ((side.relation, tuple(side.values[i] for i in keys)),)
            return frozenset({side, opposite(side), *value_of})
        case Withdraw(side) | Oppose(side):
            return frozenset({side, opposite(side)})
        case Alter(side):
            return frozenset({side, move.altered})
        case Resolve(dispute, side):
            return frozenset({dispute})
        case Answer(question):
            return frozenset({question})
        case SetAside(name):
            return frozenset({f"aside {name}"})
        case MoveDate():
            return frozenset({"day"})
        case MoveCourt():
            return frozenset({"court"})
        case _:
            assert_never(move)


def outline(moves: Iterable[Move]) -> frozenset[object]:
    """What a set of moves changes, whatever the amounts: of a value, only whether it grows or shrinks.

    Of an imprecise value, each that it may be is a change of its own.
    """
    return frozenset(map(_outline, moves))


def _outline(move: Move) -> object:
    match move:
        case Alter(value=value) if isinstance(move.was, Bounds) and may_equal(move.was, value):
            return move
        case Alter(side, place, value) if not isinstance(value, str):
            was = move.was.high if isinstance(move.was, Bounds) else move.was
            return (side, place, was is not None and sort_key(value) > sort_key(was))
        case MoveDate(by=by):
            return ("day", by > 0)
        case Find(side, alleged):
            amounts_apart = tuple(v if isinstance(v, str) else None for v in side.values)
            return (side.relation, amounts_apart, alleged)
        case _:
            return move


def order_of(moves: Iterable[Move]) -> tuple[object, ...]:
    """Fewer moves first; then what is open, then values, findings, what is not shown, and the law last."""
    ranked = sorted((_KINDS.index(type(m)), " ".join(written(m))) for m in moves)
    return (len(ranked), ranked)


_KINDS = (Resolve, Answer, Alter, Find, Withdraw, Oppose, SetAside, MoveDate, MoveCourt)

"""Sets of moves gone through together: the verdict of a literal in every state that they lead to.

The states are the worlds of one evaluation (`questions/worlds.py`). Beside each state stand those that its
verdict is read off too: all granted that is for the court, and what is open fallen in several ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, product
from math import prod

from decisis.casework.record import (
    Fact,
    Record,
    Side,
    base_relation,
    contributed,
    lowered_facts,
    opposite,
)
from decisis.casework.settlement import Answered, Narrowed, OpenThing, Way
from decisis.casework.verdict import Asked
from decisis.compiler.removal import provisions_gone
from decisis.questions.moves import Answer, Move, SetAside, moved, same_thing
from decisis.questions.scope import questions_read
from decisis.questions.space import Space
from decisis.questions.ways_out import fallen_record, open_in
from decisis.questions.world_joins import Row, TooMuch
from decisis.questions.worlds import Budget, Common, Worlds
from decisis.rules import ir, naming
from decisis.values import Truth, Value, compare

Tuple = tuple[str, Row]
Tuples = frozenset[Tuple]
NO_TUPLES: Tuples = frozenset()

MOST_FALLS = 4  # ways in which all that is open falls, that are looked at

__all__ = ["Together", "TooMuch"]


@dataclass(frozen=True)
class Effect:
    """What a move does to what the record contributes to the program."""

    less: Tuples
    more: Tuples

    @property
    def touched(self) -> Tuples:
        return self.less | self.more


NO_EFFECT = Effect(NO_TUPLES, NO_TUPLES)


@dataclass(frozen=True)
class Verdicts:
    """The worlds, as bits, of each verdict; ``looked_at``: those that have to be decided alone."""

    of: Mapping[str, int]
    looked_at: int


@dataclass
class Together:
    """The states around one state of a matter, for a literal."""

    state: Asked
    side: Side
    space: Space
    moves: Sequence[Move]
    size: int  # how many moves are made together
    budget: Budget
    common: Common = field(init=False)
    _known_effects: dict[tuple[Way, ...], tuple[Effect, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        run = self.state.run
        self.common = Common(run.lowered, run.model)

    # --- the worlds -----------------------------------------------------------------------------------

    @cached_property
    def _many(self) -> int:
        """Worlds of one view: every way to choose ``size`` moves, one after the other."""
        return int(len(self.moves) ** self.size)

    @cached_property
    def _choosing(self) -> list[int]:
        """For each move, the worlds of one view in which it is made."""
        n, size = len(self.moves), self.size
        found = [0] * n
        for place in range(size):
            width = n**place  # how many neighbours choose the same at this place
            block, period = (1 << width) - 1, n * width
            every = ((1 << (period * n ** (size - place - 1))) - 1) // ((1 << period) - 1)
            for i in range(n):
                found[i] |= (block << (i * width)) * every
        return found

    @cached_property
    def _apt(self) -> int:
        """The worlds in which moves are made on different things, each set of moves in one order alone."""
        n = len(self.moves)
        things = [move.things for move in self.moves]
        fit = [
            sum(1 << j for j in range(i + 1, n) if things[i].isdisjoint(things[j])) & ~self._odd.get(i, 0)
            for i in range(n)
        ]

        def chosen(size: int, allowed: int) -> int:
            if size == 1:
                return allowed
            width = n ** (size - 1)
            return sum(chosen(size - 1, allowed & fit[i]) << (i * width) for i in bits_of(allowed))

        return chosen(self.size, (1 << n) - 1)

    @cached_property
    def _odd(self) -> dict[int, int]:
        """For each move, those after it that do not add up with it: both are about the same tuple."""
        found: dict[int, int] = {}
        for i, j in self._interfering:
            found[i] = found.get(i, 0) | 1 << j
        return found

    @cached_property
    def _interfering(self) -> tuple[tuple[int, int], ...]:
        on: dict[Tuple, list[int]] = {}
        for effects in self._effects:
            for i, effect in enumerate(effects):
                for each in effect.touched:
                    if i not in on.setdefault(each, []):
                        on[each].append(i)
        pairs = {(i, j) for same in on.values() for i, j in combinations(sorted(same), 2)}
        return tuple(sorted(p for p in pairs if not same_thing(self.moves[p[0]], self.moves[p[1]])))

    def left_out(self) -> Iterator[frozenset[Move]]:
        """The sets of moves that are no world, because what two of their moves do does not add up."""
        if self.size == 1:
            return
        for i, j in self._interfering:
            for others in combinations([k for k in range(len(self.moves)) if k not in (i, j)], self.size - 2):
                made = [self.moves[k] for k in (i, j, *others)]
                if not any(same_thing(a, b) for a, b in combinations(made, 2)):
                    yield frozenset(made)

    def chosen(self, world: int) -> frozenset[Move]:
        """The moves that are made in a world."""
        n = len(self.moves)
        return frozenset(self.moves[world // n**place % n] for place in range(self.size))

    # --- the views: from which a verdict is read off --------------------------------------------------

    @cached_property
    def _falls(self) -> tuple[tuple[Way, ...], ...]:
        """Some ways in which all can fall that is open: what holds in every case holds in each of them."""
        things = [t for t in open_in(self.state, self.space) if t.makes_cases and self._is_read(t)]
        sides = [v for d in self.state.record.disputes for s in (d.side, d.other) for v in s.values]
        if any(isinstance(t.ways[0].change, Narrowed) and t.ways[0].change.unknown in sides for t in things):
            raise TooMuch("a dispute is about an imprecise value of a fact")
        if not things:
            return ()
        if prod(len(t.ways) for t in things) <= MOST_FALLS:
            return tuple(product(*(t.ways for t in things)))
        turned = tuple(t.ways[-(n % 2)] for n, t in enumerate(things))
        return (tuple(t.ways[0] for t in things), tuple(t.ways[-1] for t in things), turned)

    def _is_read(self, thing: OpenThing) -> bool:
        if thing.kind == "open question":
            return thing.name in self._questions_read
        return self.space.has_part_in(thing)

    @cached_property
    def _questions_read(self) -> frozenset[Value]:
        return questions_read(self.common.lowered.program)

    @cached_property
    def _views(self) -> tuple[tuple[Way, ...] | None, ...]:
        """The record as it stands, the ways in which it falls and, as None, with all granted."""
        granted = (None,) if self.space.asks_the_court else ()
        return ((), *self._falls, *granted)

    def _record(self, record: Record, view: tuple[Way, ...] | None) -> Record:
        return replace(record, granted=True) if view is None else fallen_record(record, view)

    def _facts(self, view: tuple[Way, ...] | None) -> ir.Facts:
        questions = sorted(self.common.lowered.program.open_questions)
        return lowered_facts(self._record(self.state.record, view), questions)

    # --- what moves do to the facts of each view -------------------------------------------------------

    @cached_property
    def _effects(self) -> tuple[tuple[Effect, ...], ...]:
        """For each view, what each move does there."""
        return tuple(tuple(self._all_effects(view)) for view in self._views)

    def _all_effects(self, view: tuple[Way, ...] | None) -> Iterator[Effect]:
        exact = tuple(w for w in view or () if not isinstance(w.change, Answered))
        falls = {w.change.question: w.change.answer for w in view or () if isinstance(w.change, Answered)}
        on_facts = self._effects_on_facts(exact)
        for i, move in enumerate(self.moves):
            if isinstance(move, Answer):
                was, now = _state(move.question, falls.get(move.question)), _state(move.question, move.answer)
                yield Effect(frozenset({was} - {now}), frozenset({now} - {was}))
            else:
                yield on_facts[i]

    def _effects_on_facts(self, falls: tuple[Way, ...]) -> tuple[Effect, ...]:
        """What each move does to what facts and disputes contribute, once they fall in some ways."""
        if falls not in self._known_effects:
            given = Counter(contributed(fallen_record(self.state.record, falls)))
            self._known_effects[falls] = tuple(self._effect(move, falls, given) for move in self.moves)
        return self._known_effects[falls]

    def _effect(self, move: Move, falls: tuple[Way, ...], given: Counter[Tuple]) -> Effect:
        """The tuples that a move takes and gives; only what it is about is looked at."""
        if isinstance(move, SetAside | Answer):
            return NO_EFFECT
        part = self._part_of(move)
        then = moved(replace(self.state, record=part), [move]).record
        before, after = (Counter(contributed(fallen_record(r, falls))) for r in (part, then))
        less, more = set(), set()
        for each in before.keys() | after.keys():
            left = given[each] - before[each] + after[each]
            if given[each] and not left:
                less.add(each)
            elif left and not given[each]:
                more.add(each)
        return Effect(frozenset(less), frozenset(more))

    def _part_of(self, move: Move) -> Record:
        """What the record says of that which a move is about."""
        sides = [s for s in (getattr(move, "side", None), getattr(move, "altered", None)) if s is not None]
        sides += map(opposite, list(sides))
        facts = [f for side in dict.fromkeys(sides) for f in self._said.get(side, ())]
        name = getattr(move, "dispute", None)
        disputes = (
            d for d in self.state.record.disputes if d.name == name or d.side in sides or d.other in sides
        )
        return Record(facts=tuple(facts), disputes=tuple(disputes))

    @cached_property
    def _said(self) -> dict[Side, list[Fact]]:
        found: dict[Side, list[Fact]] = {}
        for fact in self.state.record.facts:
            found.setdefault(Side(fact.relation, fact.values), []).append(fact)
        return found

    # --- the verdicts ---------------------------------------------------------------------------------

    def verdicts(self) -> Verdicts:
        """Raises `TooMuch`."""
        self.budget.allow(self._many * len(self._views))
        every = self._apt * self._spread(len(self._views))
        worlds = Worlds(self.common, every, self._differing(every), self.budget, self._gone)
        if any(name.startswith(naming.MANY_DAYS) for name in worlds.held):
            raise TooMuch("worlds differ in where there may be more days than are gone through")
        plain = [self._plain(worlds, number) for number in range(len(self._views))]
        found = dict(plain[0])
        apt = self._apt
        undecided = apt & ~(found["conflicted"] | found["proved"] | found["refuted"])
        falls = plain[1 : 1 + len(self._falls)]
        by_cases = 0
        for verdict in ("proved", "refuted") if falls else ():
            alike = undecided
            for fall in falls:
                alike &= fall[verdict]
            by_cases |= alike
        open_still = undecided & ~by_cases
        granted = plain[-1]["proved"] if self._views[-1] is None else 0
        found["discretionary"] = open_still & granted
        found["undetermined"] = open_still & ~granted
        return Verdicts(found, by_cases)

    def _spread(self, count: int) -> int:
        """A bit at the beginning of each view."""
        return sum(1 << (number * self._many) for number in range(count))

    def _differing(self, every: int) -> dict[Tuple, int]:
        """Each tuple of which worlds differ, with those in which it is given."""
        full, width = (1 << self._many) - 1, self._many
        root = self._facts(())
        found: dict[Tuple, int] = {}
        bases = [root, *(self._facts(view) for view in self._views[1:])]
        touched = {each: None for effects in self._effects for e in effects for each in sorted_tuples(e)}
        touched |= {each: None for base in bases[1:] for each in _unlike(root, base)}
        less: list[dict[Tuple, int]] = []
        more: list[dict[Tuple, int]] = []
        for effects in self._effects:
            less.append(_where(effects, self._choosing, "less"))
            more.append(_where(effects, self._choosing, "more"))
        for each in touched:
            worlds = 0
            for number, base in enumerate(bases):
                if each[1] in base.get(each[0], ()):
                    here = full & ~less[number].get(each, 0)
                else:
                    here = more[number].get(each, 0)
                worlds |= here << (number * width)
            found[each] = worlds & every
        return found

    @cached_property
    def _gone(self) -> dict[str, int]:
        """The provisions that are set aside in some worlds, with these."""
        found: dict[str, int] = {}
        spread = self._spread(len(self._views))
        infos = self.common.lowered.program.provisions
        for i, move in enumerate(self.moves):
            if isinstance(move, SetAside):
                worlds = self._choosing[i] * spread
                for name in provisions_gone(infos, frozenset({move.name})):
                    found[name] = found.get(name, 0) | worlds
        return found

    def _plain(self, worlds: Worlds, number: int) -> dict[str, int]:
        """The worlds of each verdict that one model gives, in one view: as `plain_verdict` reads it."""
        at, full = number * self._many, (1 << self._many) - 1

        def here(relation: str, row: Row) -> int:
            return worlds.worlds(relation, row) >> at & full

        side, other, base = self.side, opposite(self.side), base_relation(self.side.relation)
        row, info = side.values, self.common.lowered.program.relations[base]
        holds, opposed = here(side.relation, row), here(other.relation, row)
        conflicted = here(naming.conflicted(base), row) | (holds & opposed)
        proved = holds & ~conflicted
        against = opposed
        if info.keys is not None and not side.relation.startswith("not "):
            for value, where in worlds.holding(side.relation):
                if all(value[i] == row[i] for i in info.keys) and any(
                    compare(a, "!=", b) is Truth.TRUE for a, b in zip(value, row, strict=True)
                ):
                    against |= where >> at & full
        rest = self._apt & ~(conflicted | holds)
        refuted = rest & against
        if info.closed:
            impossible = rest & ~against & ~here(naming.possibly(base), row)
            if side.relation == base:
                refuted |= impossible
            else:
                proved |= impossible
        return {"conflicted": conflicted & self._apt, "proved": proved & self._apt, "refuted": refuted}


# --- pieces -----------------------------------------------------------------------------------------------


def bits_of(number: int) -> Iterator[int]:
    """The places of the bits that are set, the lowest first."""
    for place, byte in enumerate(number.to_bytes((number.bit_length() + 7) // 8, "little")):
        while byte:
            low = byte & -byte
            yield place * 8 + low.bit_length() - 1
            byte ^= low


def sorted_tuples(effect: Effect) -> Iterable[Tuple]:
    return sorted(effect.touched, key=repr)


def _state(question: str, answer: bool | None) -> Tuple:
    return naming.state_of(question, answer), ()


def _unlike(first: ir.Facts, second: ir.Facts) -> Iterator[Tuple]:
    for name in sorted(first.keys() | second.keys()):
        rows = first.get(name, frozenset()) ^ second.get(name, frozenset())
        yield from ((name, row) for row in sorted(rows, key=repr))


def _where(effects: Sequence[Effect], choosing: Sequence[int], way: str) -> dict[Tuple, int]:
    found: dict[Tuple, int] = {}
    for effect, worlds in zip(effects, choosing, strict=True):
        for each in getattr(effect, way):
            found[each] = found.get(each, 0) | worlds
    return found

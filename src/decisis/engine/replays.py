"""The derivations of what the default engine found: the clause of a tuple is run again for it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Protocol

from decisis.engine.derivation import Derivation, Step
from decisis.engine.state import Row, State
from decisis.engine.writing import Routine
from decisis.values import Value

Premises = tuple[tuple[str, Row], ...]
Replay = Callable[[Row, int], tuple[Row, Premises] | None]


class Replayable(Protocol):
    """What a clause is run again with, once it is told over what state."""

    routine: Routine
    run: Callable[[State], Replay]


class Rule(Protocol):
    @property
    def replay(self) -> Replayable: ...


class Replays:
    """Derivations: what a state says of each row, and the rules, by the numbers of their clauses."""

    def __init__(self, rules: Sequence[Rule], state: State) -> None:
        self._rules = rules
        self._state = state
        self._functions: dict[int, Replay] = {}

    def of(self, relation: str, values: Row) -> Derivation | None:
        found = self._state.levels.get(relation, {}).get(values)
        return Derivation(*found) if found and found[1] else None

    def step(self, relation: str, values: Row) -> Step:
        number, level = self._derived(relation, values)
        _, premises = self._replayed(number, values, level)
        return Step(relation, values, number, level, premises)

    def binding(self, relation: str, values: Row) -> Mapping[str, Value]:
        number, level = self._derived(relation, values)
        found, _ = self._replayed(number, values, level)
        return dict(zip(self._rules[number].replay.routine.names, found, strict=True))

    def steps(self) -> Iterator[Step]:
        step = partial(tuple.__new__, Step)
        for relation, levels in list(self._state.levels.items()):  # a replay may enter a relation of facts
            last, function = -1, None
            for values, (number, level) in levels.items():
                if number != last:  # rows that one round gave stand together
                    last, function = number, self._function(number) if level else None
                if function:
                    found = function(values, level)
                    if found is None:
                        raise _lost(values)
                    yield step((relation, values, number, level, found[1]))

    def _derived(self, relation: str, values: Row) -> tuple[int, int]:
        found = self._state.levels[relation][values]
        if not found[1]:
            raise KeyError(values)
        return found

    def _function(self, number: int) -> Replay:
        known = self._functions.get(number)
        if known is None:
            known = self._functions[number] = self._rules[number].replay.run(self._state)
        return known

    def _replayed(self, number: int, values: Row, level: int) -> tuple[Row, Premises]:
        found = self._function(number)(values, level)
        if found is None:
            raise _lost(values)
        return found


def _lost(values: Row) -> RuntimeError:
    return RuntimeError(f"a clause does not give {values!r}, which it gave before")

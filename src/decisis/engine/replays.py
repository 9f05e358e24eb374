"""The derivations of what the default engine found: the clause of a tuple is run again for it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Protocol

from decisis.engine.codegen import Routine
from decisis.engine.derivation import Derivation, Step
from decisis.engine.state import Row, State
from decisis.values import Value

Premises = tuple[tuple[str, Row], ...]
Replay = Callable[[Row, int], tuple[Row, Premises] | None]


class Replayable(Protocol):
    """What a clause is run again with."""

    @property
    def routine(self) -> Routine: ...
    def replayed(self, state: State) -> Replay: ...


class Replays:
    """Derivations: what a state says of each row, and the clauses, by their numbers."""

    def __init__(self, clause: Callable[[int], Replayable], state: State) -> None:
        self._clause = clause
        self._state = state
        self._functions: dict[int, Replay] = {}

    def of(self, relation: str, values: Row) -> Derivation | None:
        found = self._state.levels.get(relation, {}).get(values)
        return Derivation(*found) if found and found[1] else None

    def step(self, relation: str, values: Row) -> Step:
        number, level = self._derived(relation, values)
        _, premises = _replayed(self._function(number), values, level)
        return Step(relation, values, number, level, premises)

    def binding(self, relation: str, values: Row) -> Mapping[str, Value]:
        number, level = self._derived(relation, values)
        found, _ = _replayed(self._function(number), values, level)
        return dict(zip(self._clause(number).routine.names, found, strict=True))

    def steps(self) -> Iterator[Step]:
        functions, step = self._functions, partial(tuple.__new__, Step)
        for relation, levels in list(self._state.levels.items()):  # a replay may enter a relation of facts
            for values, (number, level) in levels.items():
                if level:
                    _, premises = _replayed(functions.get(number) or self._function(number), values, level)
                    yield step((relation, values, number, level, premises))

    def _derived(self, relation: str, values: Row) -> tuple[int, int]:
        found = self._state.levels[relation][values]
        if not found[1]:
            raise KeyError(values)
        return found

    def _function(self, number: int) -> Replay:
        known = self._functions.get(number)
        if known is None:
            known = self._functions[number] = self._clause(number).replayed(self._state)
        return known


def _replayed(function: Replay, values: Row, level: int) -> tuple[Row, Premises]:
    found = function(values, level)
    if found is None:
        raise RuntimeError(f"a clause does not give {values!r}, which it gave before")
    return found

"""The child process in which clingo runs. Run by path, it imports nothing of Decisis.

Reads and writes lines of JSON. The text that it is told to ground is made of integers and fixed
templates; a relation is `p` and a number. What is to be computed is asked back.

Told ``["begin"]`` it forgets everything. Told ``["ground", text, [[relation, arity]…]]`` it says
``["rows", [[relation, [row…]]…]]``, the rows of these relations, or ``["open", relation]`` if one of them is
not settled by grounding. Meanwhile it may say ``["compute", number, [integer…]]``, and is told the integer,
or null if there is none.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import clingo

MOST_MEMORY = 2 << 30  # bytes


def main() -> None:
    _limit_memory()
    grounder = Grounder()
    for line in sys.stdin:
        match json.loads(line):
            case ["begin"]:
                grounder = Grounder()
            case ["ground", text, relations]:
                _say(grounder.ground(text, relations))


class Grounder:
    """A program that grows part by part; what was grounded before is settled."""

    def __init__(self) -> None:
        self._control = clingo.Control(["--warn=none"])
        self._parts = 0
        self._computed: dict[tuple[int, ...], list[clingo.Symbol]] = {}

    def ground(self, text: str, relations: list[tuple[int, int]]) -> list[Any]:
        part = f"part{self._parts}"
        self._parts += 1
        self._control.add(part, [], text)
        self._control.ground([(part, [])], context=self)
        rows: list[Any] = []
        for relation, arity in relations:
            found = list(self._control.symbolic_atoms.by_signature(f"p{relation}", arity))
            if not all(atom.is_fact for atom in found):
                return ["open", relation]
            rows.append([relation, [[term.number for term in atom.symbol.arguments] for atom in found]])
        return ["rows", rows]

    def f(self, *given: clingo.Symbol) -> list[clingo.Symbol]:
        """`@f(number, …)`: the value as it is asked back; no value, no way to hold."""
        key = tuple(symbol.number for symbol in given)
        if key not in self._computed:
            _say(["compute", key[0], key[1:]])
            value = json.loads(sys.stdin.readline())
            self._computed[key] = [] if value is None else [clingo.Number(value)]
        return self._computed[key]


def _say(message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()

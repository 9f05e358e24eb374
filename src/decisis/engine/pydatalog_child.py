"""The child process in which pyDatalog runs. Run by path, it imports nothing of Decisis.

Reads requests and writes answers, a line of JSON each, of integers alone: a relation is a number; a
term is a variable if it is negative, a constant otherwise. Only the term API is used: `load` and
`ask` of pyDatalog execute text.

Request: ``{"relations": [[r, arity]…], "facts": [[r, [row…]]…],
"clauses": [[head, [literal…]]…], "ask": [r…]}``, a head or literal being ``[r, terms, negated]``.
Answer: ``[[r, [row…]]…]``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pyDatalog import pyEngine
from pyDatalog.Logic import Logic

MOST_MEMORY = 2 << 30  # bytes


def main() -> None:
    _limit_memory()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


def answer(request: dict[str, Any]) -> list[Any]:
    """The tuples of the relations asked for, from the facts and clauses of this request alone."""
    Logic()
    arities = dict(request["relations"])
    for relation, arity in arities.items():
        _declare(relation, arity)
    for relation, rows in request["facts"]:
        for row in rows:
            pyEngine.assert_(pyEngine.Clause(_literal(relation, row), []))
    for head, body in request["clauses"]:
        pyEngine.assert_(pyEngine.Clause(_literal(*head), [_literal(*literal) for literal in body]))
    return [[relation, _rows(relation, arities[relation])] for relation in request["ask"]]


def _declare(relation: int, arity: int) -> None:
    """pyDatalog raises an error for a relation of which it never heard: it hears of it, and forgets."""
    clause = pyEngine.Clause(_literal(relation, [0] * arity), [])
    pyEngine.assert_(clause)
    pyEngine.retract(clause)


def _rows(relation: int, arity: int) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] | bool = _literal(relation, [-1 - place for place in range(arity)]).ask()
    return [()] if isinstance(found, bool) else found


def _literal(relation: int, terms: list[int], negated: bool = False) -> Any:
    name = f"~p{relation}" if negated else f"p{relation}"
    return pyEngine.Literal(name, [_term(term) for term in terms])


def _term(term: int) -> Any:
    return pyEngine.Const(term) if term >= 0 else pyEngine.Var(f"X{-term}")


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()

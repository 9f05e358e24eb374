"""Reads lowered programs from pages that a person can check: clauses, facts and what is expected.

== the title of a program
path(X, Y) :- edge(X, Y).
path(X, Y) :- edge(X, Z), path(Z, Y).       % `table p(a).` is a table, `p(a) :- .` an empty body
late(X) :- filed(X, D), D > 2004-02-17, not 'excused by'(X).
doubt(X) :- term(X, T), T >? 13mo.          % ? : holds if some way to make it exact does
total(N) :- N is sum of V over paid(K, V) possibly claimed(K, V) zero $0, M is N + 1.
edge(a, b). edge(b, c). term(x, [12mo..14mo]). term(y, [3mo.. some tag]).
% expect path: (a, b) (b, c) (a, c)
% expect late: none
% pydatalog refuses
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from decisis.rules.ir import (
    Aggregate,
    Apply,
    Atom,
    Binding,
    Clause,
    Comparison,
    Constant,
    Expression,
    Facts,
    Literal,
    Negation,
    Program,
    Term,
    Variable,
)
from decisis.values import LIFE, Bounds, Duration, Exact, Money, Value

Rows = frozenset[tuple[Value, ...]]

TOKEN = re.compile(
    r"""\s*(?: (?P<value> \d{4}-\d\d-\d\d | -?\d+(?:mo|d)\b | -?\d+\.\d+ | \$-?\d+(?:\.\d+)? | -?\d+ | "[^"]*"
                        | \[[^\]]*\] )
             | (?P<name> [a-z]\w* | '[^']*' ) | (?P<variable> [A-Z_]\w* )
             | (?P<sign> :- | (?:!=|<=|>=|=|<|>)\?? | [(),.+*-] ) )""",
    re.VERBOSE,
)
COMPARISONS = {sign + mark for sign in ("=", "!=", "<", "<=", ">", ">=") for mark in ("", "?")}


@dataclass(frozen=True)
class Page:
    title: str
    program: Program
    facts: Facts
    expected: dict[str, Rows]
    refused: frozenset[str]  # names of engines that do not take it


def pages(path: Path) -> Iterator[Page]:
    """Every program of a file."""
    for text in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = text.partition("\n")
        yield page(rest, title)


def page(text: str, title: str = "") -> Page:
    expected = {
        name.strip("'"): frozenset(map(_row, re.findall(r"\([^()]*\)", rows)))
        for name, rows in re.findall(r"^% expect ('[^']*'|\w+): *(.*)$", text, flags=re.MULTILINE)
    }
    refused = frozenset(re.findall(r"^% (\w+) refuses", text, flags=re.MULTILINE))
    clauses, facts, tables = _Reader(re.sub(r"%.*", "", text)).statements()
    return Page(title, Program(clauses, tables=tables), facts, expected, refused)


def value(text: str) -> Value:
    """The value that a text means; what is nothing else is a symbol."""
    if text.startswith("["):
        low, _, rest = text[1:-1].partition("..")
        high, _, tag = rest.partition(" ")
        return Bounds(_end(low), _end(high), tag=tag.strip())
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if match := re.fullmatch(r"(-?\d+)(mo|d)", text):
        number = int(match[1])
        return Duration(months=number) if match[2] == "mo" else Duration(days=number)
    if text.startswith("$"):
        return Money(Decimal(text[1:]))
    if re.fullmatch(r"-?\d+\.\d+", text):
        return Decimal(text)
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return LIFE if text == "life" else text.strip('"')


def _end(text: str) -> Exact | None:
    found = value(text) if text else None
    assert not isinstance(found, Bounds)
    return found


def _row(text: str) -> tuple[Value, ...]:
    return tuple(value(part.strip()) for part in text[1:-1].split(",") if part.strip())


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        position, text = 0, text.rstrip()
        while position < len(text):
            match = TOKEN.match(text, position)
            assert match, f"cannot read {text[position : position + 30]!r}"
            assert match.lastgroup
            self._tokens.append((match.lastgroup, match[match.lastgroup]))
            position = match.end()
        self._tokens.append(("end", ""))
        self._at = 0
        self._unnamed = 0

    def statements(self) -> tuple[tuple[Clause, ...], dict[str, Rows], dict[str, Rows]]:
        clauses: list[Clause] = []
        facts: dict[str, set[tuple[Value, ...]]] = {}
        tables: dict[str, set[tuple[Value, ...]]] = {}
        while self._tokens[self._at][0] != "end":
            into = tables if self._took("table") else facts
            head = self._atom()
            if self._took(":-"):
                clauses.append(Clause(head, self._body()))
            else:
                self._take(".")
                row = tuple(term.value for term in head.terms if isinstance(term, Constant))
                into.setdefault(head.relation, set()).add(row)
        frozen = [{name: frozenset(rows) for name, rows in each.items()} for each in (facts, tables)]
        return tuple(clauses), frozen[0], frozen[1]

    def _body(self) -> tuple[Literal, ...]:
        body: list[Literal] = []
        while not self._took("."):
            body.append(self._literal())
            self._took(",")
        return tuple(body)

    def _literal(self) -> Literal:
        if self._took("not"):
            return Negation(self._atom())
        if self._tokens[self._at][0] == "name":
            return self._atom()
        left = self._expression()
        if self._took("is"):
            assert isinstance(left, Variable)
            return self._named(left)
        sign = self._take()
        assert sign in COMPARISONS, sign
        return Comparison(left, sign.rstrip("?"), self._expression(), certain="?" not in sign)

    def _named(self, variable: Variable) -> Literal:
        if self._tokens[self._at][1] not in ("sum", "count", "greatest", "least", "earliest", "latest"):
            return Binding(variable, self._expression())
        operator, of = self._take(), None
        if self._took("of"):
            of = Variable(self._take())
        self._take("over")
        over = self._atom()
        possibly = self._atom() if self._took("possibly") else None
        zero = value(self._take()) if self._took("zero") else 0
        return Aggregate(variable, operator, of, over, possibly, zero)

    def _expression(self) -> Expression:
        left = self._operand()
        while self._tokens[self._at][1] in ("+", "-", "*"):
            left = Apply(self._take(), (left, self._operand()))
        return left

    def _operand(self) -> Expression:
        kind, text = self._tokens[self._at]
        if kind == "name" and self._tokens[self._at + 1][1] == "(":
            self._at += 2
            operands = [self._expression()]
            while self._took(","):
                operands.append(self._expression())
            self._take(")")
            return Apply(text.replace("_", " "), tuple(operands))
        return self._term()

    def _atom(self) -> Atom:
        name = self._take().strip("'")
        terms: list[Term] = []
        if self._took("("):
            while not self._took(")"):
                terms.append(self._term())
                self._took(",")
        return Atom(name, tuple(terms))

    def _term(self) -> Term:
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind != "variable":
            return Constant(value(text))
        if text == "_":
            self._unnamed += 1
            return Variable(f"_{self._unnamed}")
        return Variable(text)

    def _took(self, text: str) -> bool:
        taken = self._tokens[self._at][1] == text
        self._at += taken
        return taken

    def _take(self, text: str = "") -> str:
        found = self._tokens[self._at][1]
        assert not text or found == text, f"{text!r} is missing before {found!r}"
        self._at += 1
        return found

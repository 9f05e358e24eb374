"""Reads lowered programs from pages that a person can check: clauses, facts and what is expected.

== the title of a program
path(X, Y) :- edge(X, Y).
path(X, Y) :- edge(X, Z), path(Z, Y).       % `table p(a).` is a table, `p(a) :- .` an empty body
late(X) :- filed(X, D), D > 2004-02-17, not 'excused by'(X).
doubt(X) :- term(X, T), T >? 13mo.          % ? : holds if some way to make it exact does
total(N) :- N is sum of V over paid(K, V) possibly claimed(K, V) zero $0, M is N + 1.
edge(a, b). edge(b, c). term(x, [12mo..14mo]). term(y, [>3mo.. some tag]). term(z, 24mo-1d).
% expect path: (a, b) (b, c) (a, c)
% expect late: none
% pydatalog refuses
% calendar 17        (one of `domains.calendar`)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from decisis.calendar import Calendar
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
from decisis.values import LIFE, Bounds, Duration, Exact, Money, Value, plain
from tests.engine.domains import RULE, calendar

Rows = frozenset[tuple[Value, ...]]

TOKEN = re.compile(
    r"""\s*(?: (?P<value> \d{4}-\d\d-\d\d | -?\d+mo[+-]\d+d\b | -?\d+(?:mo|d)\b | -?\d+\.\d+
                        | \$-?\d+(?:\.\d+)? | -?\d+ | "[^"]*" | \[[^\]]*\] )
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
    counted = re.search(r"^% calendar (\d+)", text, flags=re.MULTILINE)
    clauses, facts, tables = _Reader(re.sub(r"%.*", "", text)).statements()
    days = calendar(int(counted[1])) if counted else Calendar()
    return Page(title, Program(clauses, days, tables), facts, expected, refused)


def value(text: str) -> Value:
    """The value that a text means; what is nothing else is a symbol."""
    if text.startswith("["):
        low, _, rest = text[1:-1].partition("..")
        high, _, tag = rest.partition(" ")
        is_open = low.startswith(">"), high.startswith("<")
        return Bounds(_end(low.lstrip(">")), _end(high.lstrip("<")), *is_open, tag=tag.strip())
    if match := re.fullmatch(r"(-?\d+)mo([+-]\d+)d", text):
        return Duration(int(match[1]), int(match[2]))
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


# --- the same the other way round ------------------------------------------------------------------------


def text_of(program: Program, facts: Facts) -> str:
    """The page of a program, without a title and what is expected; its calendar is one of `domains`."""
    counts = RULE in repr(program.clauses)
    lines = [f"% calendar {rule.citation}" for rule in program.calendar.rules.values() if counts]
    lines += [f"{_atom_text(each.head)} :- {_body_text(each)}." for each in program.clauses]
    for mark, given in (("table ", program.tables), ("", facts)):
        for name in sorted(given):
            lines += sorted(f"{mark}{_name_text(name)}{row_text(row)}." for row in given[name])
    return "\n".join(lines) + "\n"


def expected_text(name: str, rows: Rows) -> str:
    return f"% expect {_name_text(name)}: {' '.join(sorted(map(row_text, rows))) or 'none'}"


def row_text(row: tuple[Value, ...]) -> str:
    return f"({', '.join(map(value_text, row))})"


def value_text(value: Value) -> str:
    match value:
        case Bounds(low, high, low_open, high_open, tag):
            ends = ["" if end is None else value_text(end) for end in (low, high)]
            text = f"{'>' if low_open else ''}{ends[0]}..{'<' if high_open else ''}{ends[1]}"
            return f"[{text} {tag}]" if tag else f"[{text}]"
        case Duration(life=True):
            return "life"
        case Duration(months, days):
            return f"{months}mo{days:+}d" if months and days else f"{months}mo" if months else f"{days}d"
        case Money(amount):
            return f"${plain(amount)}"
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case str():
            return f'"{value}"'
        case _:
            return str(value)


def _body_text(clause: Clause) -> str:
    return ", ".join(map(_literal_text, clause.body))


def _literal_text(literal: Literal) -> str:
    match literal:
        case Atom():
            return _atom_text(literal)
        case Negation(atom):
            return f"not {_atom_text(atom)}"
        case Comparison(left, operator, right, certain):
            return f"{_text(left)} {operator}{'' if certain else '?'} {_text(right)}"
        case Binding(variable, expression):
            return f"{variable.name} is {_text(expression)}"
        case Aggregate(result, operator, of, over, possibly, zero):
            counted = f" of {of.name}" if of else ""
            wider = f" possibly {_atom_text(possibly)}" if possibly else ""
            more = f"{wider} zero {value_text(zero)}"
            return f"{result.name} is {operator}{counted} over {_atom_text(over)}{more}"


def _atom_text(atom: Atom) -> str:
    return f"{_name_text(atom.relation)}({', '.join(map(_text, atom.terms))})"


def _text(expression: Expression) -> str:
    match expression:
        case Variable(name):
            return name
        case Constant(value):
            return value_text(value)
        case Apply(function, operands):
            return f"'{function}'({', '.join(map(_text, operands))})"


def _name_text(name: str) -> str:
    return name if re.fullmatch(r"[a-z]\w*", name) and name not in ("not", "table") else f"'{name}'"


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
        if self._tokens[self._at][0] == "name" and self._after_the_parentheses() not in COMPARISONS:
            return self._atom()
        left = self._expression()
        if self._took("is"):
            assert isinstance(left, Variable)
            return self._named(left)
        sign = self._take()
        assert sign in COMPARISONS, sign
        return Comparison(left, sign.rstrip("?"), self._expression(), certain="?" not in sign)

    def _after_the_parentheses(self) -> str:
        """The token that follows a name and what stands in parentheses after it."""
        at, depth = self._at + 1, 0
        while self._tokens[at][1] == "(" or depth:
            depth += {"(": 1, ")": -1}.get(self._tokens[at][1], 0)
            at += 1
        return self._tokens[at][1]

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
            return Apply(text.strip("'").replace("_", " "), tuple(operands))
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

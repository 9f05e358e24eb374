"""Formulas in words, for the lines of a proof that no `reads` template covers.

`{Name}` in the result stands for the value of a variable; the proof fills it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from decisis.compiler.terms import expression_sort
from decisis.syntax import ast
from decisis.values import Duration, text

OPERATORS = {
    "=": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
}
DAY_OPERATORS = {
    "=": "is",
    "!=": "is not",
    "<": "is before",
    "<=": "is not after",
    ">": "is after",
    ">=": "is not before",
}
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}


def expression_words(expression: ast.Expression, labels: Mapping[str, str]) -> str:
    match expression:
        case ast.Variable(name):
            return f"{{{name}}}"
        case ast.Constant(value):
            return labels.get(value, value.replace("_", " ")) if isinstance(value, str) else text(value)
        case ast.Binary(operator, left, right):
            sign = {"-": "−", "*": "×"}.get(operator, operator)
            return f"{expression_words(left, labels)} {sign} {expression_words(right, labels)}"
        case ast.Extreme(which, left, right):
            return f"the {which} of {expression_words(left, labels)} and {expression_words(right, labels)}"
        case ast.Shift(period, direction, start, _):
            return f"{period_words(period, labels)} {direction} {expression_words(start, labels)}"
        case ast.DaysBetween(start, end):
            return f"the days from {expression_words(start, labels)} to {expression_words(end, labels)}"
        case ast.Rounded(amount, divisor, way, unit):
            by = "" if divisor is None else f" ÷ {expression_words(divisor, labels)}"
            to = "" if way.endswith("nearest") else " to"
            return f"{expression_words(amount, labels)}{by}, {way}{to} {expression_words(unit, labels)}"
        case _:
            assert_never(expression)


def period_words(period: ast.Expression, labels: Mapping[str, str]) -> str:
    """How long a period is, in the unit of the text: `15 years`, which are 180 months."""
    if isinstance(period, ast.Constant) and isinstance(period.value, Duration) and not period.value.life:
        return " ".join(period.span.text.split())
    return expression_words(period, labels)


def comparison_words(left: str, operator: str, right: str, *, of_days: bool) -> str:
    return f"{left} {(DAY_OPERATORS if of_days else OPERATORS)[operator]} {right}"


def options_words(options: tuple[ast.Term, ...], labels: Mapping[str, str]) -> str:
    return ", ".join(expression_words(o, labels) for o in options)


@dataclass(frozen=True)
class FormulaWords:
    """Formulas of one provision in words. ``sorts``: those of its variables, as far as relations tell."""

    relations: Mapping[str, ast.Relation]
    labels: Mapping[str, str]
    sorts: Mapping[str, str]

    def state(self, formula: ast.RecordState) -> str:
        if isinstance(formula.subject, ast.Atom):
            return f"it is {formula.state} that {self.atom(formula.subject)}"
        return f"{expression_words(formula.subject, self.labels)} is {formula.state}"

    def atom(self, atom: ast.Atom) -> str:
        return self.literal(atom, negated=False)

    def literal(self, atom: ast.Atom, *, negated: bool) -> str:
        relation = self.relations[atom.relation.text]
        reads = relation.reads.text if relation.reads else f"{atom.relation.text} holds"
        template = reads
        if negated:
            template = relation.denied.text if relation.denied else f"it is not so that {reads}"
        for parameter, argument in zip(relation.parameters, atom.arguments, strict=True):
            words = expression_words(argument.term, self.labels)
            template = template.replace(f"{{{parameter.name.text}}}", words)
        return template

    def comparison(self, formula: ast.Comparison) -> str:
        left, right = (expression_words(e, self.labels) for e in (formula.left, formula.right))
        of_days = "Date" in (expression_sort(e, self.sorts) for e in (formula.left, formula.right))
        return comparison_words(left, formula.operator, right, of_days=of_days)

    def days(self, formula: ast.AnyDay) -> str:
        first, last = (expression_words(e, self.labels) for e in (formula.first, formula.last))
        return f"{{{formula.variable.name}}} is one of the days from {first} to {last}"

    def formula(self, formula: ast.Formula) -> str:
        """A condition of a `for every`, or of what is counted, in words."""
        match formula:
            case ast.Literal(atom, negated):
                return self.literal(atom, negated=negated)
            case ast.NoShowing(ast.Literal(atom, negated)):
                return f"no showing that {self.literal(atom, negated=negated)}"
            case ast.Comparison():
                return self.comparison(formula)
            case ast.AnyDay():
                return self.days(formula)
            case _:
                return formula.span.text

    def aggregate(self, formula: ast.AggregateOf) -> str:
        what = f"the {formula.operator}" if formula.operator != "count" else "the number"
        conditions = " and ".join(map(self.formula, formula.conditions))
        of = (
            f"{{{formula.value.name}}}" if formula.value else ", ".join(f"{{{k.name}}}" for k in formula.keys)
        )
        return f"{{{formula.variable.name}}} is {what} of {of} where {conditions}"

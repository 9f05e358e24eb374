"""The frame of the tree builder: spans, complaints, and dispatch by the name of a grammar rule.

The function that builds a grammar rule has the rule's name and is marked with `@builds`; it is given
the builder and Lark's node. Nodes are shallow (the grammar hardly nests and the parser caps what does),
so plain recursion is safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from decisis.currencies import CURRENCIES
from decisis.diagnostics import Diagnostic
from decisis.source import Source, Span
from decisis.syntax import ast
from decisis.syntax.scan import MAY_BE_IMPRECISE, Block

Node = Any  # a Lark tree: its children are nodes, tokens (which are strings) and None for what was left out
F = TypeVar("F", bound="Callable[[Builder, Node], Any]")

LOGICAL_WORDS = frozenset(["not", "no", "either", "for", "and", "or"])

RULES: dict[str, Callable[[Builder, Node], Any]] = {}


def builds(function: F) -> F:
    """Register a function as the builder of the grammar rule that it is named after."""
    RULES[function.__name__.rstrip("_")] = function
    return function


class Builder:
    """Builds one block; `diagnostics` holds what is wrong with it although it parses."""

    def __init__(self, source: Source, block: Block) -> None:
        self.source = source
        self.offset = block.start  # Lark saw the block alone
        self.title = block.title
        self.imprecise = block.keyword in MAY_BE_IMPRECISE
        self.diagnostics: list[Diagnostic] = []

    def build(self, node: Node) -> Any:
        return RULES[node.data](self, node)

    def all(self, nodes: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(RULES[node.data](self, node) for node in nodes)

    def maybe(self, node: Node) -> Any:
        """What an optional node builds, or None."""
        return None if node is None else self.build(node)

    def complain(self, code: str, message: str, span: Span, *, label: str = "", help: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, message, span, label=label, context=self.title, help=help))

    def span(self, node: Node) -> Span:
        meta = node.meta
        return Span(self.source, self.offset + meta.start_pos, self.offset + meta.end_pos)

    def token_span(self, token: Any, cut: int = 0) -> Span:
        """The place of a token, without its last `cut` characters."""
        start = self.offset + int(token.start_pos)
        return Span(self.source, start, start + len(token) - cut)

    def name(self, token: Any) -> ast.Name:
        return ast.Name(str(token), self.token_span(token))

    def maybe_name(self, token: Any) -> ast.Name | None:
        return None if token is None else self.name(token)

    def called(self, token: Any) -> ast.Name:
        """The name in `name(`."""
        name = ast.Name(token[:-1], self.token_span(token, 1))
        if name.text in LOGICAL_WORDS:
            self.complain(
                "E0205",
                f"`{name.text}` is a word of logic and cannot be a relation",
                name.span,
                help=f"choose another name, or put a space after `{name.text}`",
            )
        return name

    def role(self, token: Any) -> ast.Name:
        """The name in `name:`."""
        text = token[:-1].rstrip()
        return ast.Name(text, self.token_span(token, len(token) - len(text)))

    def quoted(self, token: Any) -> ast.Quoted:
        return ast.Quoted(unquote(token), self.token_span(token))

    def maybe_quoted(self, token: Any) -> ast.Quoted | None:
        return None if token is None else self.quoted(token)

    def variable(self, token: Any) -> ast.Variable:
        variable = ast.Variable(str(token), self.token_span(token))
        code, amount = variable.name[:3], variable.name[3:]
        if code in CURRENCIES and amount.isdigit():
            self.complain(
                "E0115",
                f"`{variable.name}` is a variable, and looks like an amount of money",
                variable.span,
                help=f"write `{code} {amount}`, or give the variable another name",
            )
        return variable

    def clauses(self, nodes: Iterable[Any]) -> dict[str, Any]:
        """What the clauses among `nodes` build, by rule name; a clause given twice is complained of."""
        found: dict[str, Any] = {}
        for node in nodes:
            if node is None:
                continue
            if node.data in found:
                words = CLAUSE_WORDS.get(node.data, node.data.replace("_", " "))
                self.complain(
                    "E0207",
                    f"`{words}` is given twice",
                    self.span(node),
                    label="the second one",
                    help="keep one of the two",
                )
            else:
                found[node.data] = self.build(node)
        return found


CLAUSE_WORDS = {
    "as_of_variable": "as of",
    "pinpoint": "at",
    "because_text": "because",
    "despite_literal": "despite",
    "from_source": "from",
    "in_court": "in",
    "provenance": "from",
    "publication": "published",
    "resolved_as": "resolved as",
    "sits": "before",
    "since": "from",
    "turning_on_nothing": "turning on nothing",
    "independent_grounds": "on … independent grounds",
    "grounds": "on … grounds",
}


def unquote(token: str) -> str:
    """The text of a string token."""
    return re.sub(r"\\(.)", r"\1", token[1:-1])

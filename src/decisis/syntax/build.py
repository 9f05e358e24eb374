"""From the parser's nodes to the syntax tree: the builders of all grammar rules, brought together."""

from __future__ import annotations

from decisis.diagnostics import Diagnostic
from decisis.source import Source
from decisis.syntax import ast, build_calendar, build_case, build_elements, build_law, build_terms
from decisis.syntax.building import Builder, Node

BUILDERS = (build_terms, build_elements, build_law, build_calendar, build_case)  # imported for their rules

MAY_BE_IMPRECISE = frozenset(["record", "fact", "dispute", "question", "expect", "variant"])


def build_block(
    source: Source, offset: int, keyword: str | None, node: Node
) -> tuple[tuple[ast.Block, ...], tuple[Diagnostic, ...]]:
    """What one block says; a `record` says many things. `offset` is where the parsed text begins."""
    builder = Builder(source, offset, imprecise=keyword in MAY_BE_IMPRECISE)
    built = builder.build(node)
    return built if isinstance(built, tuple) else (built,), tuple(builder.diagnostics)


def build_literal(source: Source, offset: int, node: Node) -> tuple[ast.Literal, tuple[Diagnostic, ...]]:
    """A literal on its own, in which values may be imprecise."""
    builder = Builder(source, offset, imprecise=True)
    return builder.build(node), tuple(builder.diagnostics)

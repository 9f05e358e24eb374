"""From the parser's nodes to the syntax tree: the builders of all grammar rules, brought together."""

from __future__ import annotations

from decisis.diagnostics import Diagnostic
from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.builders import (
    calendar,
    declarations,
    elements,
    matter,
    properties,
    provisions,
    questions,
    terms,
    values,
)
from decisis.syntax.building import Builder, Node
from decisis.syntax.scan import Block

# Imported for the rules that they build.
BUILDERS = (
    values,
    terms,
    elements,
    declarations,
    provisions,
    calendar,
    matter,
    properties,
    questions,
)


def build_block(
    source: Source, block: Block, node: Node
) -> tuple[tuple[ast.Block, ...], tuple[Diagnostic, ...]]:
    """What one block says; a `record` says many things."""
    builder = Builder(source, block)
    built = builder.build(node)
    return built if isinstance(built, tuple) else (built,), tuple(builder.diagnostics)


def build_literal(source: Source, block: Block, node: Node) -> tuple[ast.Literal, tuple[Diagnostic, ...]]:
    """A literal on its own, in which values may be imprecise."""
    builder = Builder(source, block)
    return builder.build(node), tuple(builder.diagnostics)


def build_change(source: Source, block: Block, node: Node) -> tuple[ast.Change, tuple[Diagnostic, ...]]:
    """A change to a matter on its own, as a variant has many."""
    builder = Builder(source, block)
    return questions.change(builder, node), tuple(builder.diagnostics)

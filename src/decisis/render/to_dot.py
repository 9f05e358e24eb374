"""The proofs of an answer as a graph in the DOT language of Graphviz. Arrows lead to conclusions."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from decisis.render import words
from decisis.render.graph import Graph, Step, proofs
from decisis.render.layout import visible
from decisis.render.view import PLAIN, AnswerView, Options, RowView

WIDTH = 48  # of the text in a box
SHAPES = {
    "derived": "box",
    "given": "note",
    "computed": "ellipse",
    "absent": "box, style=dashed",
    "considered": "box, style=dotted",
    "for every": "folder",
    "by cases": "folder",
    "case": "tab",
    "folded": "plaintext",
}


def render(view: AnswerView, options: Options = PLAIN) -> str:
    return render_all([view], options)


def render_all(views: Sequence[AnswerView], options: Options = PLAIN) -> str:
    """Answers as one graph, each in a frame of its own."""
    lines = ["digraph proof {", "  rankdir=BT;", '  node [fontname="serif", fontsize=11];']
    rows = [(view, row) for view in views for row in view.rows]
    for number, (view, row) in enumerate(rows):
        lines += (f"  {line}" for line in _row(view, row, f"a{number}", options))
    return "\n".join([*lines, "}"]) + "\n"


def _row(view: AnswerView, row: RowView, name: str, options: Options) -> Iterator[str]:
    graph = Graph()
    yield f"subgraph cluster_{name} {{"
    yield f"  label={_quoted(f'{row.verdict.upper()}: {words.row_text(row)}')};"
    tops = [(graph.add(h.proof), h.words) for h in proofs(row, options.depth)]
    for step in graph.steps:
        yield f"  {_node(step, name)}"
        for edge in step.edges:
            label = f" [label={_quoted(edge.label)}]" if edge.label else ""
            yield f"  {name}_{edge.premise} -> {name}_{step.number}{label};"
    answer = f'{name}_answer [shape=box, style=bold, class="answer", label={_quoted(row.text)}]'
    yield f"  {answer};"
    for number, heading in tops:
        yield f"  {name}_{number} -> {name}_answer [label={_quoted(heading)}];"
    yield "}"


def _node(step: Step, name: str) -> str:
    node = step.node
    label = _quoted(*words.in_lines(node))
    return f'{name}_{step.number} [shape={SHAPES[node.kind]}, class="{node.kind}", label={label}];'


def _quoted(*texts: str) -> str:
    """Texts that DOT shows as they are, wrapped, one under the other."""
    lines = (
        textwrap.wrap(visible(text), WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
        for text in texts
    )
    said = (part.replace("\\", "\\\\").replace('"', '\\"') for line in lines for part in line)
    return '"' + "\\n".join(said) + '"'

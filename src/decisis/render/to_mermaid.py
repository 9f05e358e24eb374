"""The proofs of an answer as a Mermaid flowchart, as code hosts and wikis show it in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from decisis.render import words
from decisis.render.graph import Graph, Step, proofs
from decisis.render.layout import visible
from decisis.render.view import PLAIN, AnswerView, Options, RowView

BRACKETS = {"given": ("(", ")"), "computed": ("([", "])"), "case": ("[/", "/]"), "folded": (">", "]")}
LOOKS = (
    "classDef absent stroke-dasharray: 5 5;",
    "classDef considered stroke-dasharray: 2 2,color:#666;",
    "classDef answer stroke-width: 3px;",
)
_SPECIAL = re.compile(r"[^\w ,.:§–—’“”()/=+'-]")  # what might mean something to Mermaid or to HTML


def render(view: AnswerView, options: Options = PLAIN) -> str:
    return render_all([view], options)


def render_all(views: Sequence[AnswerView], options: Options = PLAIN) -> str:
    """Answers as one chart, each in a frame of its own."""
    lines = ["flowchart BT"]
    rows = [row for view in views for row in view.rows]
    for number, row in enumerate(rows):
        lines += (f"  {line}" for line in _row(row, f"a{number}", options))
    return "\n".join([*lines, *(f"  {look}" for look in LOOKS)]) + "\n"


def _row(row: RowView, name: str, options: Options) -> Iterator[str]:
    graph = Graph()
    yield f"subgraph {name}[{_quoted(row.verdict.upper())}]"
    tops = [(graph.add(h.proof), h.words) for h in proofs(row, options.depth)]
    for step in graph.steps:
        yield f"  {_node(step, name)}"
        for edge in step.edges:
            label = f"|{_quoted(edge.label)}|" if edge.label else ""
            yield f"  {name}_{edge.premise} -->{label} {name}_{step.number}"
    yield f"  {name}_answer[{_quoted(words.row_text(row))}]:::answer"
    for number, heading in tops:
        yield f"  {name}_{number} ==>|{_quoted(heading)}| {name}_answer"
    yield "end"


def _node(step: Step, name: str) -> str:
    node = step.node
    before, after = BRACKETS.get(node.kind, ("[", "]"))
    label = _quoted(*words.in_lines(node))
    return f"{name}_{step.number}{before}{label}{after}:::{node.kind.replace(' ', '_')}"


def _quoted(*texts: str) -> str:
    """Texts that Mermaid shows as they are: what it might take for its own is written by its number."""
    lines = (_SPECIAL.sub(lambda m: f"#{ord(m.group())};", visible(text)) for text in texts)
    return '"' + "<br/>".join(lines) + '"'

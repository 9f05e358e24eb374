"""Reads the steps of proofs back from what renderers wrote: their kinds and words, and what each rests on.

A proof read back is a set of steps, each a pair of (kind, words) and the set of the same for its premises, so
that documents that number or order steps otherwise can be compared.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from decisis.proof.nodes import Node
from decisis.render import words
from decisis.render.layout import visible
from decisis.render.shared import below
from decisis.render.view import AnswerView

Said = tuple[str, str]
Steps = frozenset[tuple[Said, frozenset[Said]]]


def flat(text: str) -> str:
    return " ".join(text.split())


def of_view(view: AnswerView) -> Steps:
    """The steps themselves: what every form must carry."""
    proofs = [n for row in view.rows for n in _proofs(row)]
    return frozenset((_said(n), frozenset(map(_said, n.premises))) for n in below(proofs))


def _proofs(row: Any) -> Iterator[Node]:
    yield from (g.proof for g in row.grounds)
    yield from row.conflict
    yield from (g.proof for g in (*row.arguendo, *row.granted))


def _said(node: Node) -> Said:
    return (node.kind, flat(visible(node.text)))


def of_json(text: str) -> Steps:
    data = json.loads(text)
    found: set[tuple[Said, frozenset[Said]]] = set()
    kinds = ("grounds", "arguendo", "granted")
    pending = [step for row in data["answers"] for key in kinds for step in row[key]]
    while pending:
        step = pending.pop()
        premises = step.get("premises", ())
        pending += premises
        if "shown_at" not in step:
            found.add((_json_said(step), frozenset(map(_json_said, premises))))
    return frozenset(found)


def _json_said(step: Mapping[str, Any]) -> Said:
    return (step["kind"], flat(visible(step["text"])))


def of_dot(text: str) -> set[tuple[Said, frozenset[Said]]]:
    """Here the words of a step are its label: text, quotation, authority and note, by lines."""
    label = r'"((?:[^"\\]|\\.)*)"'
    kinds = {
        m[1]: (m[2], flat(_undo(m[3])))
        for m in re.finditer(rf'(a\d+_\w+) \[shape=.*?class="([\w ]+)", label={label}\];', text)
    }
    edges = re.findall(r"(a\d+_\d+) -> (a\d+_\d+)", text)
    return {(said, frozenset(kinds[a] for a, b in edges if b == name)) for name, said in kinds.items()}


def _undo(label: str) -> str:
    return re.sub(r"\\(.)", lambda m: " " if m[1] == "n" else m[1], label)


def of_mermaid(text: str) -> set[tuple[Said, frozenset[Said]]]:
    found = re.finditer(r'^ +(a\d+_\w+)[\[(>/]+"([^"]*)"[\])/]+:::(\w+)$', text, re.MULTILINE)
    kinds = {m[1]: (m[3].replace("_", " "), flat(_plain(m[2]))) for m in found}
    edges = re.findall(r"^ +(a\d+_\w+) (?:-->|==>)(?:\|[^|]*\|)? (a\d+_\w+)$", text, re.MULTILINE)
    return {(said, frozenset(kinds[a] for a, b in edges if b == name)) for name, said in kinds.items()}


def _plain(label: str) -> str:
    return html.unescape(re.sub(r"#(\d+);", r"&#\1;", label.replace("<br/>", " ")))


def labels_of_view(view: AnswerView) -> set[tuple[Said, frozenset[Said]]]:
    """The steps as graphs label them, with the answer on top."""
    found: set[tuple[Said, frozenset[Said]]] = set()
    for row in view.rows:
        proofs = list(_proofs(row))
        found |= {(_label(n), frozenset(map(_label, n.premises))) for n in below(proofs)}
    return found


def _label(node: Node) -> Said:
    return (node.kind, flat(" ".join(map(visible, words.in_lines(node)))))


class HtmlSteps(HTMLParser):
    """Collects list items of steps, and what they are nested in; and checks that the page is well formed."""

    VOID = frozenset({"meta"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.items: list[dict[str, Any]] = []
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self._stack: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = {name: value or "" for name, value in attrs}
        self.attributes |= set(given.items())
        if tag not in self.VOID:
            self.open.append((tag, given))
        kinds = given.get("class", "").split()
        if tag == "li" and "step" in kinds:
            item = {
                "kind": kinds[1],
                "again": "again" in kinds,
                "id": given.get("id", ""),
                "text": "",
                "below": [],
            }
            if self._stack:
                self._stack[-1]["below"].append(item)
            self.items.append(item)
            self._stack.append(item)

    def handle_endtag(self, tag: str) -> None:
        opened, given = self.open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"
        if tag == "li" and "step" in given.get("class", "").split():
            self._stack.pop()

    def handle_data(self, data: str) -> None:
        if self._stack:
            self._stack[-1]["text"] += data

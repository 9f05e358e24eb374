"""The nodes of a proof: what each step says, and what the program says of the provision behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from decisis.dataclass import dataclass, field, replace
from decisis.proof.argument import Ground
from decisis.rules import ir
from decisis.static import Protocol

FROM_MEMORY = "from memory"  # a provenance: law that nobody has checked
EXCEPTED = "what would make it otherwise, and does not apply, is stated from memory, not checked"


@dataclass(frozen=True)
class Node:
    """One step. ``kind``: given, derived, computed, absent, considered, by cases, for every, case."""

    kind: str
    text: str
    literal: str = ""
    label: str = ""  # of the element that it meets
    section: str = ""  # given, despite, unless, when, in force
    provision: str = ""
    title: str = ""
    citation: str = ""
    pinpoint: str = ""
    quote: str = ""
    strength: str = ""
    provenance: str = ""
    source: str = ""
    status: str = ""
    bearer: str = ""
    standard: str = ""
    reason: str = ""  # why a provision lost, or where an attempt failed
    state: str = ""  # of what an attempt failed at: not shown, not so, for the court …
    treated: tuple[str, ...] = ()  # by later authorities, which left it its force
    cautions: tuple[str, ...] = ()  # warnings that travel with what rests on the step
    premises: tuple[Node, ...] = ()


class Statement(Protocol):
    """A fact of the record, as far as a proof shows it."""

    @property
    def status(self) -> str: ...
    @property
    def quote(self) -> str: ...
    @property
    def where(self) -> str: ...


Record = Mapping[Ground, Sequence[Statement]]


@dataclass
class Identity:
    """Numbers steps so that equal ones have one number, however large they are."""

    key: Callable[[Node], tuple[str, ...]]  # a step apart from what it rests on
    _numbers: dict[tuple[object, ...], int] = field(default_factory=dict)
    _known: dict[int, tuple[Node, int]] = field(default_factory=dict)  # holds the node: its id stays its own

    def of(self, node: Node) -> int:
        pending = [node]
        while pending:
            step = pending[-1]
            missing = [p for p in step.premises if id(p) not in self._known]
            if id(step) in self._known or not missing:
                pending.pop()
                self._number(step)
            else:
                pending += missing
        return self._known[id(node)][1]

    def of_all(self, nodes: Iterable[Node]) -> tuple[int, ...]:
        return tuple(map(self.of, nodes))

    def _number(self, step: Node) -> None:
        if id(step) not in self._known:
            signature = (self.key(step), tuple(self._known[id(p)][1] for p in step.premises))
            self._known[id(step)] = (step, self._numbers.setdefault(signature, len(self._numbers)))


def reason(step: Node) -> tuple[str, ...]:
    """What a step rests on, whatever the values: the provision, and the element that it meets."""
    return (step.kind, step.provision, step.label, step.pinpoint)


def provision_node(program: ir.Program, origin: ir.Origin) -> Node:
    """A node with what the program says of the provision behind a clause."""
    info = program.provisions.get(origin.provision)
    return Node("derived", "") if info is None else _info_node(info, origin)


def _info_node(info: ir.ProvisionInfo, origin: ir.Origin) -> Node:
    return Node(
        "derived",
        info.title,
        provision=info.name,
        title=info.title,
        citation=_cited(info.citation, info.pinpoint, origin.pinpoint),
        pinpoint=origin.pinpoint or info.pinpoint,
        quote=origin.quote or info.quote,
        strength=info.strength,
        provenance=info.provenance,
        treated=info.treated,
        premises=() if info.weight is None else (court_rule_node(info.weight),),
    )


def court_rule_node(info: ir.ProvisionInfo) -> Node:
    """A step on what a court has said of the weight of its opinions: it is its own conclusion."""
    return replace(_info_node(info, ir.Origin("court rule")), title="")


def _cited(citation: str, pinpoint: str, row: str) -> str:
    """The citation with the pinpoint of the edition in force, where rows of editions name one: beside that of
    the provision, or in its place if it says more of the same place."""
    if not row or row == pinpoint:
        return citation
    if pinpoint and row.startswith(pinpoint):
        return citation.removesuffix(pinpoint) + row
    return citation + row if row.startswith("(") else f"{citation} {row}"

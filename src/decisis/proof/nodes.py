"""The nodes of a proof: what each step says, and what the program says of the provision behind it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from decisis.dataclass import dataclass, replace
from decisis.proof.argument import Ground
from decisis.rules import ir
from decisis.static import Protocol


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


def reasons(premises: tuple[Node, ...]) -> Hashable:
    """What a case rests on, whatever the values: the provisions, and the elements that each of them meets."""
    return tuple((n.kind, n.provision, n.label, n.pinpoint, reasons(n.premises)) for n in premises)


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
    """The citation with the pinpoint of the edition in force, where rows of editions name one."""
    if not row or row == pinpoint:
        return citation
    return citation + row if row.startswith("(") else f"{citation} {row}"

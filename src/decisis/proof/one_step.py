"""What establishes something, in one step: the fact, the provision, or what was computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decisis.dataclass import dataclass, replace
from decisis.proof.absence import looked_for
from decisis.proof.argument import Argument, Ground, Instance, ground
from decisis.proof.grounds import STRENGTHS, Grounds
from decisis.proof.nodes import Node, Record, provision_node
from decisis.proof.premises import spoken_by
from decisis.proof.selection import Selection
from decisis.proof.wording import Wording, literal_of, source_text
from decisis.rules import ir
from decisis.values import Value


@dataclass(frozen=True)
class OneStep:
    """Steps without what they rest on, over one model."""

    grounds: Grounds
    wording: Wording
    record: Record

    @property
    def argument(self) -> Argument:
        return self.grounds.argument

    def met(self, literal: ir.Literal, info: ir.ElementInfo, binding: Mapping[str, Value]) -> Node:
        node = self._node(literal, info, binding)
        return replace(node, label=info.label, section=info.section, quote=info.quote or node.quote)

    def _node(self, literal: ir.Literal, info: ir.ElementInfo, binding: Mapping[str, Value]) -> Node:
        match literal:
            case ir.Atom():
                more = next(iter(self.argument.ways(literal, dict(binding))))
                atom = ground(literal, more)
                node = self.step(atom)
                return replace(node, text=self.wording.filled(info.text, more)) if info.text else node
            case ir.Negation(atom):
                said = self.wording.filled(info.text, binding)
                sought = looked_for(self.argument, ground(atom, binding))
                return Node("absent", said or self._absence(*sought), self._written(*sought))
            case _:
                return Node("computed", self.wording.filled(info.text, self._whole(literal, binding)))

    def _whole(self, literal: ir.Literal, binding: Mapping[str, Value]) -> Mapping[str, Value]:
        return next(iter(self.argument.ways(literal, dict(binding))), dict(binding))

    def _written(self, relation: str, values: tuple[Value | None, ...]) -> str:
        """As it would be written, if it is a literal of the language."""
        known = literal_of(relation)[0] in self.wording.relations
        return source_text(relation, values) if known else ""

    def _absence(self, relation: str, values: tuple[Value | None, ...]) -> str:
        if relation.startswith("off "):
            return "nothing takes it out of application"
        return f"no showing that {self.wording.atom(relation, values)}"

    def step(self, atom: Ground) -> Node:
        """What establishes an atom, in one step: the fact, or the provision."""
        said, written = self.wording.atom(atom.relation, atom.values), source_text(atom.relation, atom.values)
        given = self._given(atom)
        if given is not None:
            return replace(given, text=said, literal=written)
        for instance in sorted(self._instances(atom), key=self._weakness):
            below = [ground(b, instance.binding) for b in instance.clause.body if isinstance(b, ir.Atom)]
            found = next((g for a in below if (g := self._given(a)) is not None), None)
            if found is not None and instance.clause.origin.role == "concludes":
                return replace(found, text=said, literal=written)
            if instance.clause.origin.provision:
                step_ = provision_node(self.argument.program, spoken_by(instance, self.argument))
                return replace(step_, kind="derived", text=said, literal=written)
        return Node("given", said, written, source=self.wording.stated(atom.relation))

    def _instances(self, atom: Ground) -> Iterator[Instance]:
        """Those by which the grounds of an atom establish it: a provision that applies beside one that
        prevails over what opposes both establishes nothing."""
        if len(self.argument.instances(atom)) < 2:
            return iter(self.argument.instances(atom))
        supports = self.grounds.of(atom)
        return (Selection(self.argument, self.grounds, support).best(atom) for support in supports)

    def _weakness(self, instance: Instance) -> int:
        """That of its provision: what binds the court goes before what may only persuade it."""
        info = self.argument.program.provisions.get(instance.clause.origin.provision)
        return -STRENGTHS.index(info.strength) if info is not None else -len(STRENGTHS)

    def _given(self, atom: Ground) -> Node | None:
        statements = self.record.get(atom, ())
        if not statements:
            return None
        where = "; ".join(dict.fromkeys(s.where for s in statements if s.where))
        status = ", ".join(dict.fromkeys(s.status for s in statements))
        return Node("given", "", quote=statements[0].quote, source=where, status=status)

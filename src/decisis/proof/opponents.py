"""What keeps a conclusion from following though a provision for it applies."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.dataclass import replace
from decisis.proof.absence import FOR_THE_COURT
from decisis.proof.argument import Ground, ground
from decisis.proof.attempts import attempts
from decisis.proof.nodes import Node, provision_node
from decisis.proof.obstacles import Obstacle
from decisis.proof.one_step import OneStep
from decisis.proof.premises import spoken_by
from decisis.rules import ir, naming


def opponents(seen: OneStep, conclusion: Ground, name: str) -> Iterator[Obstacle]:
    """Whatever opposes a conclusion of the provision ``name``, may apply and is not beaten."""
    blocked = Ground(naming.blocked(conclusion.relation), conclusion.values)
    for instance in seen.argument.instances(blocked):
        opponent = instance.clause.origin.provision
        atoms = [ground(b, instance.binding) for b in instance.clause.body[1:] if isinstance(b, ir.Atom)]
        origin = spoken_by(instance, seen.argument)
        yield _opponent(seen, opponent, origin, atoms, name)


def _opponent(seen: OneStep, opponent: str, origin: ir.Origin, atoms: list[Ground], name: str) -> Obstacle:
    program = seen.argument.program
    if not opponent:
        return _of_the_record(seen, atoms)
    info = program.provisions.get(opponent)
    node = provision_node(program, replace(origin, provision=opponent.partition(".")[0]))
    title = node.title or f"`{opponent}`"
    if info is not None and info.about:
        asked = opponent.rpartition(".")[2].replace("_", " ")
        return Obstacle(
            "left open", f"the question {asked} is left open", by=opponent, citation=node.citation
        )
    if opponent == name:
        said = f"{title} gives something else, too"
        return Obstacle("opposed", said, by=opponent, citation=node.citation)
    possibly = not any(a.relation == naming.applies(opponent) or seen.argument.holds(_sure(a)) for a in atoms)
    why = program.beats.get((opponent, name), "")
    court = _for_the_court(seen, atoms) if possibly else ""
    verb = "may apply, and would prevail" if possibly and why else "may apply" if possibly else "applies"
    if why:
        prevails = "" if possibly else " and prevails"
        said = f"{title} {verb}{prevails}: {why}{court}"
        return Obstacle("outranked", said, by=opponent, citation=node.citation)
    said = f"{title} {verb} too, and neither ranks above the other{court}"
    return Obstacle("opposed", said, by=opponent, citation=node.citation)


def _for_the_court(seen: OneStep, atoms: list[Ground]) -> str:
    """That nothing but the court's discretion keeps an opponent from applying, if it is so."""
    may_be = [a for a in atoms if a.relation.startswith("possibly ")]
    tried = [node for atom in may_be for node in attempts(seen.argument, seen.wording, _sure(atom))]
    if not tried or any(node.state != FOR_THE_COURT for node in tried):
        return ""
    asked = dict.fromkeys(node.reason.partition(": ")[2] for node in tried)
    return f"; it is for the court {' and '.join(asked)}"


def _of_the_record(seen: OneStep, atoms: list[Ground]) -> Obstacle:
    node = seen.step(atoms[0]) if atoms else Node("given", "the record")
    if atoms and atoms[0].relation.startswith(naming.in_question("")):
        said = f"a dispute about it is not resolved: {node.text}"
        return Obstacle("disputed", said, citation=node.source)
    return Obstacle("opposed", f"the record says otherwise: {node.text}", citation=node.source)


def _sure(possible: Ground) -> Ground:
    return Ground(possible.relation.removeprefix("possibly "), possible.values)


def held_off(seen: OneStep, conclusion: Ground) -> Iterator[Node]:
    """Each provision, or the record, that gives a conclusion which something keeps from being established."""
    for instance in seen.argument.instances(Ground(naming.supported(conclusion.relation), conclusion.values)):
        origin = instance.clause.origin
        node = provision_node(seen.argument.program, spoken_by(instance, seen.argument))
        title = node.title or origin.provision or "the record"
        against = dict.fromkeys(opponents(seen, conclusion, origin.provision))
        reason = "; ".join(f"{o.text} [{o.citation}]" if o.citation else o.text for o in against)
        if reason:
            yield Node(
                "absent",
                title,
                title=title,
                provision=node.provision,
                citation=node.citation,
                provenance=node.provenance,
                section="opposed",
                reason=reason,
            )

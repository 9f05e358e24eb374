"""Steps of a proof as a graph: which steps are the same, and how many there are. Without recursion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.proof.nodes import Identity, Node


def below(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every step of these proofs, each object once, from the top."""
    pending = list(nodes)[::-1]
    seen: set[int] = set()
    while pending:
        step = pending.pop()
        if id(step) not in seen:
            seen.add(id(step))
            yield step
            pending += reversed(step.premises)


def count(nodes: Iterable[Node]) -> int:
    """How many steps these proofs have, each counted once; a case is no step."""
    return sum(step.kind != "case" for step in below(nodes))


def controlling(proof: Node) -> Iterator[Node]:
    """From a conclusion down: of what each rests on, a provision that was contested, or has most below it.

    Why a provision is in force is followed only where there is nothing else.
    """
    step: Node | None = proof
    while step is not None:
        yield step
        nearest = list(_provisions(step.premises))
        chosen = [s for s in nearest if s.section != "in force"] or nearest
        step = max(chosen, key=_weight, default=None)


def _provisions(premises: Iterable[Node]) -> Iterator[Node]:
    """The nearest steps that a provision gives."""
    pending = list(premises)[::-1]
    while pending:
        step = pending.pop()
        if step.kind == "derived" and step.provision:
            yield step
        elif step.kind not in ("considered", "absent"):
            pending += reversed(step.premises)


def _weight(step: Node) -> tuple[bool, int]:
    """Whether anything had to be overcome for a step, and how many steps it rests on."""
    return any(s.kind == "considered" for s in below((step,))), count((step,))


def what_is_shown(step: Node) -> tuple[str, ...]:
    """A step apart from its place: the element that it meets may quote it, or say it, in its own way."""
    failed = (step.label, step.reason) if step.kind == "absent" and step.reason else ()
    return (step.kind, step.literal or step.text, step.provision, step.citation, *failed)


def by_what_is_shown() -> Identity:
    return Identity(what_is_shown)


def what_is_said(step: Node) -> tuple[str, ...]:
    source = (step.status, step.source, step.reason)
    return (step.kind, step.text, step.label, step.provision, step.citation, *source)


def classes(cases: Iterable[Node]) -> tuple[tuple[Node, ...], ...]:
    """Cases that rest on the same steps, together, in the order of the first of each class."""
    found: dict[tuple[int, ...], list[Node]] = {}
    said = Identity(what_is_said)
    for case in cases:
        found.setdefault(tuple(said.of(p) for p in case.premises), []).append(case)
    return tuple(tuple(each) for each in found.values())

"""Law stated from memory that could have kept a conclusion out, and was found not to apply.

Were it stated wrongly, the conclusion might not follow. What nobody showed is left out: a proof presumes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.proof.absence import NOT_SHOWN
from decisis.proof.argument import Absent, Argument, Failure, Instance, ground, pattern
from decisis.proof.attempts import attempts
from decisis.proof.nodes import EXCEPTED, FROM_MEMORY, Node
from decisis.proof.wording import Wording
from decisis.rules import ir, naming


def cautions(tried: Iterable[Node]) -> tuple[str, ...]:
    """A warning for each provision from memory that was tried, and fails for what is shown."""
    found = (t.citation or t.title for t in tried if t.provenance == FROM_MEMORY and _is_decided(t))
    return tuple(f"{EXCEPTED}: {cited}" for cited in dict.fromkeys(found))


def _is_decided(tried: Node) -> bool:
    return tried.section != "in force" and tried.state != NOT_SHOWN


def opponents_tried(argument: Argument, wording: Wording, instance: Instance) -> Iterator[Node]:
    """Of each opponent of a provision that is from memory, would not give way, and does not apply: where it
    fails."""
    if not instance.clause.origin.provision:
        return
    for literal in instance.clause.body[1:]:
        if isinstance(literal, ir.Negation) and literal.atom.relation.startswith(naming.blocked("")):
            blocked = ground(literal.atom, instance.binding)
            for failure in argument.failures(blocked):
                missing = _missing(failure, instance.clause.origin.provision, argument.program)
                if missing is not None:
                    yield from attempts(argument, wording, missing)


def _missing(failure: Failure, provision: str, program: ir.Program) -> Absent | None:
    """What an opponent from memory would have to apply to, if its only lack is that it does not.

    Of what would give another value, only an exception: the rows of a list are none to each other.
    """
    opponent, literal = failure.clause.origin.provision, failure.clause.body[failure.literal]
    info = program.provisions.get(opponent)
    if info is None or info.provenance != FROM_MEMORY or (provision, opponent) in program.beats:
        return None
    if _gives_another_value(failure.clause) and (opponent, provision) not in program.beats:
        return None
    return pattern(literal, failure.binding) if isinstance(literal, ir.Atom) else None


def _gives_another_value(blocking: ir.Clause) -> bool:
    return any(isinstance(literal, ir.Comparison) for literal in blocking.body)

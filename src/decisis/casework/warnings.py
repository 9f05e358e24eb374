"""What there is to be warned of in an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.casework.asking import Run
from decisis.casework.grounds import Ground_, steps
from decisis.casework.record import Side
from decisis.casework.verdict import Asked, plain_verdict
from decisis.dataclass import replace
from decisis.proof.argument import Ground
from decisis.proof.nodes import FROM_MEMORY, Node
from decisis.render.words import MEMORY


def warnings(asked: Asked, side: Side, grounds: tuple[Ground_, ...]) -> Iterator[str]:
    """Those of its grounds, said once for which; and what else the record says."""
    of: dict[str, list[int]] = {}
    for number, found in enumerate(grounds, 1):
        for said in dict.fromkeys(_cautions(found)):
            of.setdefault(said, []).append(number)
    yield from _assumed(asked.run, grounds)
    yield from (f"{_of_grounds(numbers, len(grounds))}{said}" for said, numbers in of.items())
    yield from _other_values(asked, side)


def _assumed(run: Run, grounds: tuple[Ground_, ...]) -> Iterator[str]:
    """What is assumed for the asking, and whether there is a ground without it."""
    found = [sorted(_assumed_in(run, ground)) for ground in grounds]
    resting = [number for number, assumed in enumerate(found, 1) if assumed]
    if not resting:
        return
    listed = "; ".join(dict.fromkeys(text for assumed in found for text in assumed))
    yield f"{_of_grounds(resting, len(grounds))}rests on what is only assumed: {listed}"


def _assumed_in(run: Run, found: Ground_) -> Iterator[str]:
    for part in found.support:
        if isinstance(part, Ground):
            stated = (s for s in run.statements.get(part, ()) if s.status == "assumed")
            yield from (run.wording.atom(s.relation, s.values) for s in stated)


def unchecked(steps: Iterable[Node]) -> Iterator[str]:
    """That law which could decide what is not decided is from memory: its mistake could be the reason."""
    cited = (step.citation or step.title for step in steps if step.provenance == FROM_MEMORY)
    listed = "; ".join(dict.fromkeys(cited))
    if listed:
        yield f"law that bears on it is stated from memory, not checked: {listed}"


def _cautions(found: Ground_) -> Iterator[str]:
    """What there is to be warned of in the steps of a ground."""
    for step in steps(found.proof):
        if step.status == "apparent":
            yield f"rests on what only appears: {step.text} ({step.source})"
        if step.provenance == FROM_MEMORY and step.kind == "derived":
            yield f"{MEMORY}: {step.citation}"
        if step.strength == "assumed" and step.provision and not step.citation:
            said = step.title or step.provision
            yield f"rests on no authority, but on a rule of the case: {said}"
        yield from step.cautions


def _of_grounds(numbers: list[int], every: int) -> str:
    """`grounds 1, 2 and 4: `, before what is so of some grounds; nothing where there is but one."""
    if every == 1:
        return ""
    if len(numbers) == every:
        return "every ground: "
    *others, last = map(str, numbers)
    return f"grounds {', '.join(others)} and {last}: " if others else f"ground {last}: "


def _other_values(asked: Asked, side: Side) -> Iterator[str]:
    """Recitals of another value on which the verdict depends."""
    for fact in asked.record.facts:
        for value in fact.others:
            changed = replace(fact, values=(*fact.values[:-1], value), others=())
            record = asked.record.without(fact).add(changed)
            verdict = plain_verdict(asked.given(record), side)
            if verdict != plain_verdict(asked.run, side):
                words = asked.run.wording.atom(changed.relation, changed.values)
                yield f"the record also says that {words}; then it would be {verdict}"

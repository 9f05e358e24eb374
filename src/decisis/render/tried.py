"""What was tried and failed, in words: what could have given something, and what silence decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.proof.nodes import Node
from decisis.proof.other_values import ANOTHER_VALUE
from decisis.render.view import AnswerView, RowView
from decisis.render.words import FEW, authority


def is_attempt(step: Node) -> bool:
    """Whether a step is a provision that could have given something, and failed."""
    return step.kind == "absent" and bool(step.reason)


def is_lapsed(step: Node) -> bool:
    """Whether a provision could not have given something since its text was not in force."""
    return is_attempt(step) and step.section == "in force"


def attempt(step: Node, more: int = 0) -> str:
    """A provision that could have given something, and where it failed, or what keeps it off."""
    if step.section == "opposed":
        return f"{authority(step) or step.text} says so, but {step.reason}"
    if step.section == ANOTHER_VALUE:
        return f"{authority(step) or step.text} {step.reason}"
    if step.section in ("table", "alleged"):
        where = f" ({step.citation})" if step.citation else ""
        return f"{step.text}{where} {step.reason}"
    where = f" fails at {step.label}" if step.label else " fails"
    others = f" (and in {more} other way{'' if more == 1 else 's'})" if more else ""
    reason = f", {step.reason}" if step.reason else ""
    return f"{authority(step) or step.text}{where}{others}{reason}{_shown_by(step)}"


def _shown_by(step: Node) -> str:
    """What shows that which is in the way, if it is said: a provision, or the place in the record."""
    named = (authority(p) or ", ".join(filter(None, (p.status, p.source))) for p in step.premises)
    return "".join(f" ({each})" for each in named if each)


def attempts(steps: Iterable[Node]) -> Iterator[str]:
    """Each provision, where it got furthest; many failures at one element are counted, and many old texts."""
    found: dict[tuple[str, str], list[Node]] = {}
    old: dict[str, Node] = {}
    for step in steps:
        if is_lapsed(step):
            old.setdefault(authority(step), step)
        else:
            found.setdefault((authority(step), step.label), []).append(step)
    for each in found.values():
        listed = each if len(each) <= FEW else each[:1]
        for step in listed:
            yield attempt(step, len(each) - len(listed))
    yield from not_in_force([*old.values()])


def not_in_force(steps: list[Node]) -> Iterator[str]:
    """Texts that were not in force, each with why; of many, that they were not."""
    if len(steps) <= FEW:
        yield from map(attempt, steps)
        return
    named = "; ".join(authority(step) or step.text for step in steps[:FEW])
    yield f"{named} and {len(steps) - FEW} more fail, not in force on the day that governs"


def not_heard(view: AnswerView) -> Iterator[str]:
    """The provisions that speak on another day: the first few, and how many more."""
    for each in view.not_heard[:FEW]:
        named = ": ".join(p for p in (each.title or each.provision.replace("_", " "), each.citation) if p)
        yield f"{named}: {each.why}"
    if len(view.not_heard) > FEW:
        yield f"and {len(view.not_heard) - FEW} more on other days"


# --- silence -----------------------------------------------------------------------------------------


def is_silence(row: RowView) -> bool:
    """Whether the verdict is that of a closed relation which nothing gives."""
    return row.verdict in ("proved", "refuted") and not row.strength


def silence(row: RowView) -> str:
    """What decides where nothing is established: nothing was said, or what was said is not enough."""
    sought = "the contrary" if row.verdict == "proved" else "it"
    if row.attempts:
        none = "this does not give" if len([*attempts(row.attempts)]) == 1 else "none of these gives"
        return f"{none} {sought}, and here that means no"
    return f"nothing shows {sought}, and here silence means no"


def attempted(row: RowView) -> str:
    """The heading of the attempts to give a row or, where silence proves it, its contrary."""
    if all(step.section == ANOTHER_VALUE for step in row.attempts):
        return "what speaks to it"
    return f"what could have given {'the contrary' if row.verdict == 'proved' else 'it'}"

"""The phrases that renderers of why-not, what-if and needs share."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.dataclass import replace
from decisis.proof.nodes import Node
from decisis.proof.obstacles import Obstacle
from decisis.render import words
from decisis.render.question_views import (
    CandidateView,
    MarginView,
    NeedsView,
    NotSoView,
    Place,
    RowDifferenceView,
    WhatIfView,
)
from decisis.render.view import GroundView

NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def place(found: Place) -> str:
    return words.place_words(found.court_title, found.as_of, found.variant, found.before, found.without)


# --- why not ----------------------------------------------------------------------------------


def heading(found: NotSoView) -> str:
    return "WHY NOT" if found.verdict != "proved" else "WHY NOT OTHERWISE"


def instead(step: Node) -> str:
    by = words.authority(step)
    return f"{step.text}: {by}" if by and step.kind == "derived" else step.text


def named(step: Node) -> str:
    return words.authority(step) or step.text


def named_note(step: Node) -> str:
    """How strong a provision is; where the record says what it says."""
    return words.step_note(step) if step.kind == "given" else words.authority_note(step)


def met_mark(step: Node) -> str:
    return f"met {step.label}" if step.label else "in force" if step.section == "in force" else "met"


def obstacle_mark(found: Obstacle) -> str:
    if found.kind in ("outranked", "opposed"):
        return "LOSES" if found.kind == "outranked" else "TIES"
    return f"FAILS {found.label}".rstrip()


def obstacle(found: Obstacle, *, margin: bool = True, cited: bool = True) -> str:
    """What stands in the way, in words."""
    parts = [_obstacle(found)]
    if margin and found.margin:
        parts.append(f"({found.margin})")
    if cited and found.citation:
        parts.append(f"[{found.citation}]")
    return " ".join(parts)


def _obstacle(found: Obstacle) -> str:
    match found.kind:
        case "not shown":
            return f"not shown: {found.text}"
        case "shown otherwise":
            return f"shown otherwise: {found.text}"
        case "alleged":
            return f"only alleged: {found.text}"
        case "disputed":
            return f"disputed: {found.text}"
        case "conflicted":
            return f"the sources conflict: {found.text}"
        case "shown":
            return f"shown: {found.text}"
        case "not so":
            return f"not so: {found.text}"
        case "not decided":
            return f"not decided: {found.text}"
        case "not in force":
            return f"not in force: it would have to be that {found.text}"
        case _:
            return found.text


def not_reached(found: CandidateView) -> str:
    rest = "rests" if len(found.not_reached) == 1 else "rest"
    return f"not reached: {', '.join(found.not_reached)}, which {rest} on what is missing"


def more_attempts(number: int) -> str:
    return f"and {number} other way{'' if number == 1 else 's'}, which {_get(number)} no further"


def _get(number: int) -> str:
    return "gets" if number == 1 else "get"


def consequence(found: CandidateView) -> Iterator[str]:
    """What would follow if the provision applied."""
    if found.then is None:
        return
    if found.then.verdict == "proved":
        yield "if it applied, the conclusion would follow"
        return
    still = "; ".join(obstacle(o) for o in found.then.remaining)
    outcome = {"refuted": "would still be refuted", "conflicted": "would be conflicted"}.get(
        found.then.verdict, "would still be open"
    )
    yield f"if it applied, the conclusion {outcome}" + (f": {still}" if still else "")


def silent(found: CandidateView) -> str:
    return f"{named(found.step)}: {'; '.join(o.text for o in found.obstacles)}"


def nothing_speaks(found: NotSoView) -> str:
    """What there is to say where no provision that speaks could give it; nothing where one could."""
    if any(c.speaks and not _gives_another(c) for c in found.candidates):
        return ""
    if found.instead is not None and _relation(found.instead.literal) == _relation(found.literal):
        return "another value stands, and no provision that speaks here could give this one"
    if found.candidates:
        return "no provision that speaks here could give it"
    return "no provision could give it, and the record does not say it"


def _gives_another(found: CandidateView) -> bool:
    return any(o.kind == "another value" for o in found.obstacles)


def _relation(literal: str) -> str:
    return literal.partition("(")[0]


# --- what if ----------------------------------------------------------------------------------


def places(view: WhatIfView) -> str:
    """Where it is asked, before and after; what else the changes do to the law stands in what was written."""
    court, day = view.then.court_title, view.then.as_of
    before, after = place(view.place), place(replace(view.place, court_title=court, as_of=day))
    return before if before == after else f"{before} → {after}"


def verdict_change(found: RowDifferenceView) -> str:
    before, after = (v or "no answer" for v in found.verdicts)
    return f"{before} → {after}" if before != after else before


def row_changes(found: RowDifferenceView) -> Iterator[tuple[str, str]]:
    """A mark (- for what is lost, + for what is gained) and what it is."""
    if not all(found.verdicts):  # an instance that comes or goes: what it rests on, and no more
        for sign, grounds in zip("-+", found.grounds, strict=True):
            yield from ((sign, f"ground: {g}") for g in words.once(map(_ground, grounds)))
        return
    before, after = found.strengths
    if before != after and before and after:
        yield "", f"{before} → {after}"
    yield from _ground_changes(*found.grounds)
    least, most = found.independent_grounds
    if least != most and all(found.verdicts):
        yield "", f"independent grounds: {least} → {most}"
    for sign, turns in zip("-+", found.turns_on, strict=True):
        yield from ((sign, f"turns on {words.outcomes(t)}") for t in turns if t.kind != "silence")
    for sign, presumed in zip("-+", found.presumes, strict=True):
        yield from ((sign, f"presumes: {words.presumption(p)}") for p in words.each_presumed(presumed))
    for sign, conflicts in zip("-+", found.neither_prevails, strict=True):
        yield from ((sign, f"neither prevails: {each}") for each in words.standoffs(conflicts))
    for sign, warnings in zip("-+", found.warnings, strict=True):
        yield from ((sign, f"warning: {w}") for w in words.each_warned(warnings))


def _ground_changes(
    lost: tuple[GroundView, ...], gained: tuple[GroundView, ...]
) -> Iterator[tuple[str, str]]:
    """Grounds that go and come; one that only rests on other steps than before is told once."""
    sides = [list(words.once(map(_ground, grounds))) for grounds in (lost, gained)]
    both = [said for said in sides[0] if said in sides[1]]
    for said in both:
        before, after = (sum(_ground(g) == said for g in grounds) for grounds in (lost, gained))
        ways = f", in {_ways(before)} → {_ways(after)}" if before != after else ""
        yield "", f"ground: {said}: shown otherwise{ways}"
    for sign, grounds, every in zip("-+", (lost, gained), sides, strict=True):
        yield from ((sign, f"ground: {_counted(said, grounds)}") for said in every if said not in both)


def _ways(number: int) -> str:
    return "1 way" if number == 1 else f"{number} ways"


def _ground(found: GroundView) -> str:
    by = words.authority(found.proof) or found.proof.text
    return f"{by} ({found.strength})" if found.strength not in ("", "binding") else by


def _counted(said: str, grounds: tuple[GroundView, ...]) -> str:
    number = sum(_ground(g) == said for g in grounds)
    return f"{said}, in {number} ways" if number > 1 else said


# --- needs ------------------------------------------------------------------------------------


def wanted(view: NeedsView) -> str:
    end = f"{view.to}" if view.to else "otherwise"
    return (
        f"{view.text} — what it would take to be {end}" if view.to else f"{view.text} — what would change it"
    )


def so_many(size: int) -> str:
    if size == 1:
        return "with one change"
    return f"with {NUMBERS[size] if size < len(NUMBERS) else size} changes together"


def edge(margin: MarginView) -> str:
    if not margin.last:
        return f"from {margin.was}, any other value changes it"
    return f"at {margin.first} it changes, at {margin.last} it does not (it is {margin.was})"


def found_nothing(view: NeedsView) -> Iterator[str]:
    if view.to and view.verdict == view.to:
        yield f"it is {view.to} already"
    elif not view.flips:
        yield "nothing that was tried changes it"


def covered(view: NeedsView) -> str:
    """How far the search went, and what stopped it."""
    size = view.covered
    least = f"every smallest set of up to {size} change{'' if size == 1 else 's'} is listed"
    if view.to and view.verdict == view.to:
        return "nothing was searched for"
    if not view.limit:
        return f"{'complete among what was tried' if view.cut else 'complete'}: {least}"
    done = least if size else "not every single change was tried"
    found = f"not complete up to {view.most}: the search stopped when {view.limit}; {done}"
    if view.unchecked:
        sets = "1 more set was" if view.unchecked == 1 else f"{view.unchecked} more sets were"
        found += f"; {sets} found that could not be checked in time"
    return found if view.seconds is None else f"{found}; `--seconds` gives it more time"


def space(view: NeedsView) -> str:
    """What could be changed."""
    listed = ", ".join(_kind(kind, number) for kind, number in view.space if number)
    values = [kind for kind in view.cut if kind != "authorities"]
    cut = f"; not every possible value of {' and '.join(values)} was tried" if values else ""
    if "authorities" in view.cut:
        cut += "; what stands again when an authority that ended its force is set aside was not gone through"
    return f"what could be changed: {listed or 'nothing'}{cut}"


def _kind(kind: str, number: int) -> str:
    one = number == 1
    match kind:
        case "facts":
            return f"{number} fact{'' if one else 's'} of the record"
        case "findings":
            return f"{number} kind{'' if one else 's'} of finding that the record lacks"
        case "disputes":
            return f"{number} dispute{'' if one else 's'}"
        case "questions":
            return f"{number} open question{'' if one else 's'}"
        case "allegations":
            return f"{number} allegation{'' if one else 's'}"
        case "authorities":
            return f"{number} authorit{'y' if one else 'ies'}"
        case "date":
            return f"the day ({number})"
        case "court":
            return f"the court ({number})"
        case _:
            return f"{number} {kind}"

"""What became of the mutants, as text and as `decisis.mutate/1`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from decisis.testing.mutation.campaign import KILLED, LEFT, REFUSED, SURVIVED, Fate

FORMAT = "decisis.mutate/1"


@dataclass(frozen=True)
class Outcome:
    """Every fate, and the reasons for accepted survivors.

    ``stale``: accepted ones that do not survive, of those tried; ``unknown``: those that are no mutants.
    """

    fates: tuple[Fate, ...]
    accepted: Mapping[str, str]
    stale: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def unexplained(self) -> tuple[Fate, ...]:
        return tuple(f for f in self.fates if f.status == SURVIVED and f.mutant.identity not in self.accepted)

    @property
    def left(self) -> int:
        return sum(f.status == LEFT for f in self.fates)

    @property
    def failed(self) -> bool:
        return bool(self.unexplained or self.stale or self.unknown or self.left)


def mutate_text(outcome: Outcome) -> str:
    """Each survivor that nobody has explained, with the case that would kill it; then the score by file."""
    more = (
        ["the time is over: `--state FILE` keeps what is known, and goes on from it"] if outcome.left else []
    )
    return "\n".join([*_survivors(outcome), *_scores(outcome), *more])


def _survivors(outcome: Outcome) -> Iterator[str]:
    for fate in outcome.unexplained:
        yield f"{shown(fate.mutant.place)}: {fate.mutant.identity}"
        if fate.told is not None and fate.told.case:
            yield "  this case would notice:"
            yield from (f"    {line}" if line else "" for line in fate.told.case.rstrip("\n").split("\n"))
        elif fate.told is not None:
            yield f"  {fate.told.why}"
    for name in outcome.stale:
        yield f"accepted as a survivor, and killed: {name}"
    for name in outcome.unknown:
        yield f"accepted as a survivor, and no mutant of this law: {name}"


def _scores(outcome: Outcome) -> Iterator[str]:
    files: dict[str, list[Fate]] = {}
    for fate in outcome.fates:
        files.setdefault(fate.mutant.file, []).append(fate)
    for file in sorted(files) if len(files) > 1 else ():
        yield f"{shown(file)}: {_score(files[file], outcome)}"
    yield _score(outcome.fates, outcome)


def _score(fates: Iterable[Fate], outcome: Outcome) -> str:
    every = [f.status for f in fates]
    killed, survived = every.count(KILLED), every.count(SURVIVED)
    tried = killed + survived
    explained = sum(f.status == SURVIVED and f.mutant.identity in outcome.accepted for f in fates)
    share = f"{100 * killed // tried} %" if tried else "nothing to kill"
    said = f"{killed} of {tried} killed ({share})"
    if survived:
        said += f", {survived} survived ({explained} explained)"
    said += f", {every.count(REFUSED)} refused by check" if REFUSED in every else ""
    return said + (f", {every.count(LEFT)} not tried to the end" if LEFT in every else "")


def shown(path: str) -> str:
    """A path as it is read from where the command is run."""
    front = os.getcwd() + os.sep
    return path.removeprefix(front)


def mutate_json(outcome: Outcome) -> str:
    data = {
        "format": FORMAT,
        "killed": sum(f.status == KILLED for f in outcome.fates),
        "survived": sum(f.status == SURVIVED for f in outcome.fates),
        "refused": sum(f.status == REFUSED for f in outcome.fates),
        "left": outcome.left,
        "mutants": [
            {
                "mutant": f.mutant.identity,
                "kind": f.mutant.kind,
                "place": shown(f.mutant.place),
                "status": f.status,
                "by": shown(f.by),
                "accepted": outcome.accepted.get(f.mutant.identity, ""),
                "case": f.told.case if f.told else "",
                "why": f.told.why if f.told else "",
            }
            for f in outcome.fates
        ],
        "stale": list(outcome.stale),
        "unknown": list(outcome.unknown),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)

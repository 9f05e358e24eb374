"""Where the library ends: law that a question can depend on and that nobody has written down here."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.casework.asking import Run
from decisis.casework.question import Question
from decisis.casework.verdict import Asked
from decisis.dataclass import dataclass
from decisis.proof.wording import literal_of
from decisis.rules import naming
from decisis.rules.demand import Pattern, demanded, reaches
from decisis.rules.relevance import said_of


@dataclass(frozen=True)
class Gap:
    """A provision that says of a relation that the library does not cover it, and that applies."""

    provision: str
    title: str
    citation: str


def gaps(asked: Asked, question: Question) -> tuple[Gap, ...]:
    """The gaps on which an answer to a question can depend, by the names of the provisions."""
    asked = asked.about(question.relation, tuple(v for v in question.pattern if v is not None))
    infos = asked.run.lowered.program.provisions
    found = sorted(set(_applying(asked, question)))
    return tuple(Gap(name, infos[name].title, infos[name].citation) for name in found)


def _applying(asked: Asked, question: Question) -> Iterator[str]:
    run = asked.run
    ends = {name: info.uncovered for name, info in run.lowered.program.provisions.items() if info.uncovered}
    rows = {name: run.model.tuples(naming.possibly_applies(name)) for name in ends}
    asked_for = _asked_for(run, question) if any(rows.values()) else {}
    for name, relation in ends.items():
        if any(reaches(row, pattern) for row in rows[name] for pattern in asked_for.get(relation, ())):
            yield name


def _asked_for(run: Run, question: Question) -> dict[str, set[Pattern]]:
    """The instances of declared relations on which an answer can depend, and those that it is about."""
    start = [(name, question.pattern) for name in said_of(question.relation)]
    found: dict[str, set[Pattern]] = {}
    for name, patterns in demanded(run.lowered.program, start).items():
        found.setdefault(literal_of(name)[0], set()).update(patterns)
    return found

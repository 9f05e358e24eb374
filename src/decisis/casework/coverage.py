"""Where the library ends: law that a question can depend on and that nobody has written down here."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.casework.question import Question
from decisis.casework.verdict import Asked
from decisis.dataclass import dataclass
from decisis.rules import ir
from decisis.values import Value


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
    for name, info in run.lowered.program.provisions.items():
        if info.uncovered:
            for row in run.model.tuples(ir.possibly_applies(name)):
                if info.uncovered != question.relation or _reaches(row, question.pattern):
                    yield name


def _reaches(row: tuple[Value, ...], pattern: tuple[Value | None, ...]) -> bool:
    return all(v in (ir.ANYTHING, p) or p is None for v, p in zip(row, pattern, strict=True))

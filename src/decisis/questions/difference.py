"""What-if: what changes between two answers to one question, not the two answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from decisis.casework.answer import HEADLINES
from decisis.casework.grounds import Ground_
from decisis.casework.question import Question
from decisis.casework.row import Row
from decisis.casework.standoff import Standoff
from decisis.casework.turning import TurnsOn
from decisis.casework.verdict import Asked
from decisis.proof.presumptions import Presumption
from decisis.questions.certain import certain
from decisis.values import Value

Item = TypeVar("Item")


@dataclass(frozen=True)
class RowDifference:
    """One instance of the question, before and after; None where nothing speaks to it there."""

    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        found = self.after or self.before
        assert found is not None
        return found

    @cached_property
    def verdicts(self) -> tuple[str, str]:
        """With "by cases"; empty where the instance is no answer."""
        return verdict_words(self.before), verdict_words(self.after)

    @cached_property
    def strengths(self) -> tuple[str, str]:
        return tuple(row.strength if row else "" for row in (self.before, self.after))  # type: ignore[return-value]

    @property
    def grounds_lost(self) -> tuple[Ground_, ...]:
        return _grounds_of(self.before, but_not=self.after)

    @property
    def grounds_gained(self) -> tuple[Ground_, ...]:
        return _grounds_of(self.after, but_not=self.before)

    @cached_property
    def independent(self) -> tuple[int, int]:
        """How many independent grounds there are."""
        return tuple(row.independent_grounds if row else 0 for row in (self.before, self.after))  # type: ignore[return-value]

    @property
    def turns_on_lost(self) -> tuple[TurnsOn, ...]:
        return _but_not(_turns_on(self.before), _turns_on(self.after))

    @property
    def turns_on_gained(self) -> tuple[TurnsOn, ...]:
        return _but_not(_turns_on(self.after), _turns_on(self.before))

    @property
    def presumes_lost(self) -> tuple[Presumption, ...]:
        return _but_not(_presumes(self.before), _presumes(self.after))

    @property
    def presumes_gained(self) -> tuple[Presumption, ...]:
        return _but_not(_presumes(self.after), _presumes(self.before))

    @property
    def warnings_lost(self) -> tuple[str, ...]:
        return _but_not(_warnings(self.before), _warnings(self.after))

    @property
    def warnings_gained(self) -> tuple[str, ...]:
        return _but_not(_warnings(self.after), _warnings(self.before))

    @property
    def conflicts_lost(self) -> tuple[Standoff, ...]:
        return _but_not(_conflicts(self.before), _conflicts(self.after))

    @property
    def conflicts_gained(self) -> tuple[Standoff, ...]:
        return _but_not(_conflicts(self.after), _conflicts(self.before))

    @cached_property
    def nothing(self) -> bool:
        """Whether the two are the same in everything that an answer says."""
        pairs = (self.verdicts, self.strengths, self.independent)
        lists = (
            *(self.grounds_lost, self.grounds_gained, self.turns_on_lost, self.turns_on_gained),
            *(self.presumes_lost, self.presumes_gained, self.warnings_lost, self.warnings_gained),
            *(self.conflicts_lost, self.conflicts_gained),
        )
        return all(a == b for a, b in pairs) and not any(lists)


@dataclass(frozen=True)
class Difference:
    """One question, asked of two states of a matter."""

    question: Question
    before: tuple[Row, ...] = field(repr=False)
    after: tuple[Row, ...] = field(repr=False)

    @cached_property
    def verdicts(self) -> tuple[str, str]:
        return headline(self.before), headline(self.after)

    @cached_property
    def rows(self) -> tuple[RowDifference, ...]:
        """The instances of which something changes; those before in their order, then the new ones."""
        after = {row.side: row for row in self.after}
        before = {row.side for row in self.before}
        pairs = [RowDifference(row, after.get(row.side)) for row in self.before]
        pairs += [RowDifference(None, row) for row in self.after if row.side not in before]
        return tuple(pair for pair in pairs if not pair.nothing)

    @property
    def nothing(self) -> bool:
        """Nothing changes: the two answers are equal."""
        return not self.rows and self.verdicts[0] == self.verdicts[1]


def difference(before: Asked, after: Asked, question: Question) -> Difference:
    """What changes in the answer to a question between two states of a matter; both answers are certified."""
    return Difference(question, certain(before, question), certain(after, question))


def differences(before: Asked, after: Asked, questions: Iterable[Question]) -> Iterator[Difference]:
    return (difference(before, after, question) for question in questions)


def verdict_words(row: Row | None) -> str:
    if row is None:
        return ""
    return f"{row.verdict} by cases" if row.by_cases else row.verdict


def headline(rows: tuple[Row, ...]) -> str:
    found = {row.verdict for row in rows}
    return next((v for v in HEADLINES if v in found), "undetermined")


def bound(row: Row) -> tuple[tuple[str, Value], ...]:
    return tuple(row.bindings.items())


def _grounds_of(row: Row | None, but_not: Row | None) -> tuple[Ground_, ...]:
    known = {(g.support, g.strength) for g in but_not.grounds} if but_not else set()
    return tuple(g for g in row.grounds if (g.support, g.strength) not in known) if row else ()


def _conflicts(row: Row | None) -> tuple[Standoff, ...]:
    return row.standoffs if row else ()


def _turns_on(row: Row | None) -> tuple[TurnsOn, ...]:
    return row.turns_on if row else ()


def _presumes(row: Row | None) -> tuple[Presumption, ...]:
    return row.presumes if row else ()


def _warnings(row: Row | None) -> tuple[str, ...]:
    return row.warnings if row else ()


def _but_not(these: tuple[Item, ...], those: tuple[Item, ...]) -> tuple[Item, ...]:
    known = set(those)
    return tuple(x for x in these if x not in known)

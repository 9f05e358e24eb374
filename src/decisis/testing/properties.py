"""Properties of a doctrine, held against one matter: what breaks them, and by which change of it.

Those of one matter (`never`, `always`, `exactly one of`) are read off a run. Those of two (`raising`,
`adding`, `changing`) are asked again over every record that differs as they say; only what is established
counts, so that a result that becomes undetermined is neither more nor less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from decisis.casework.asking import Run
from decisis.casework.record import Record, Side, base_relation
from decisis.casework.verdict import Asked
from decisis.rules import naming
from decisis.rules.relevance import together
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.testing.changes import Change, Choices, is_more, other_values, renamed, with_less, with_more
from decisis.testing.days import speaks_of
from decisis.testing.patterns import Bindings, Pattern, bindings, pattern, said
from decisis.values import Bounds, Value, sort_key

Rows = frozenset[tuple[Value, ...]]
SHOWN = ("", "not ", "conflicted ")  # what is said of a relation, for which a name must not matter


@dataclass(frozen=True)
class Violation:
    """An instance in which a property does not hold.

    ``before`` is established in the matter; ``after``, of a property of two, in the record ``changed``.
    """

    name: str
    words: str
    before: tuple[Side, ...] = ()
    after: tuple[Side, ...] = ()
    change: str = ""
    changed: Record | None = None


def first_violations(properties: Iterable[ast.Property], asked: Asked) -> Iterator[Violation]:
    """Of each property that does not hold of a matter, one instance."""
    for stated in properties:
        yield from _first(violations(stated, asked))


def asked_of(properties: Iterable[ast.Property]) -> str:
    """What a run has to be about for these to be read off it: everything, if one is about every name."""
    stated = tuple(properties)
    if any(isinstance(each.body, ast.Renaming) for each in stated):
        return ""
    return together(node.relation.text for node in walk(stated) if isinstance(node, ast.Atom))


OF_ONE_MATTER = (ast.Never, ast.Always, ast.ExactlyOne)


def _first(found: Iterator[Violation]) -> Iterator[Violation]:
    for violation in found:
        yield violation
        return


def violations(stated: ast.Property, asked: Asked) -> Iterator[Violation]:
    """Every instance in which a property does not hold of a matter."""
    if not speaks_of(stated, asked.setting.as_of, asked.court.programs.library):
        return
    check = _Check(stated.name.text, tuple(map(pattern, stated.provided)), asked)
    match stated.body:
        case ast.Never(literals):
            yield from check.never(tuple(map(pattern, literals)))
        case ast.Always(literal):
            yield from check.always(pattern(literal))
        case ast.ExactlyOne(literals):
            yield from check.exactly_one(tuple(map(pattern, literals)))
        case ast.Monotone():
            yield from check.monotone(stated.body)
        case ast.Moving():
            yield from check.moving(stated.body)
        case ast.Adding():
            yield from check.adding(stated.body)
        case ast.Changing(variable, fact, result):
            yield from check.changing(variable.name, pattern(fact), pattern(result))
        case ast.Renaming():
            yield from check.renaming()
        case _:
            assert_never(stated.body)


@dataclass(frozen=True)
class _Check:
    """One property and one matter."""

    name: str
    provided: tuple[Pattern, ...]
    asked: Asked

    @property
    def run(self) -> Run:
        return self.asked.run

    def _violation(self, words: str, *before: Side) -> Violation:
        return Violation(self.name, words, before)

    # --- of one matter -------------------------------------------------------------------------------

    def never(self, literals: tuple[Pattern, ...]) -> Iterator[Violation]:
        for binding in bindings((*literals, *self.provided), self.run):
            together = [said(p, binding, self.run) for p in literals]
            yield self._violation(", and ".join(together), *_sides(literals, binding))

    def always(self, literal: Pattern) -> Iterator[Violation]:
        for binding in bindings(self.provided, self.run):
            if not self._holds(literal, binding) and not self._may_hold((literal,), binding):
                given = [said(p, binding, self.run) for p in self.provided]
                lacking = f"it is not established that {said(literal, binding, self.run)}"
                yield self._violation(", and ".join([*given, lacking]), *_sides(self.provided, binding))

    def exactly_one(self, literals: tuple[Pattern, ...]) -> Iterator[Violation]:
        for binding in bindings(self.provided, self.run):
            holding = [p for p in literals if self._holds(p, binding)]
            if len(holding) > 1 or (not holding and not self._may_hold(literals, binding)):
                given = [said(p, binding, self.run) for p in (*self.provided, *holding)]
                each = [said(p, binding, self.run) for p in literals]
                none = [] if holding else [f"it is established neither that {' nor that '.join(each)}"]
                sides = _sides((*self.provided, *holding), binding)
                yield self._violation(", and ".join([*given, *none]), *sides)

    def _holds(self, literal: Pattern, binding: Bindings) -> bool:
        return any(True for _ in bindings((literal,), self.run, binding))

    def _may_hold(self, literals: tuple[Pattern, ...], binding: Bindings) -> bool:
        """Whether what is established of a value known by its bounds leaves one of these open: which of the
        values it is decides then, and each of them is a matter of its own."""
        if not any(isinstance(value, Bounds) for value in binding.values()):
            return False
        return any(self._holds(replace(p, relation=naming.possibly(p.relation)), binding) for p in literals)

    # --- of two matters ------------------------------------------------------------------------------

    def monotone(self, body: ast.Monotone) -> Iterator[Violation]:
        result = pattern(body.result)
        measure = result.place_of(body.measure.name)
        for change in self._moves(body):
            if self._provided(change.binding):
                yield from self._moved(result, measure, body.effect == "lowers", change)

    def moving(self, body: ast.Moving) -> Iterator[Violation]:
        for change in self._moves(body):
            yield from self._beyond(change, body.variable.name, pattern(body.result), body.effect)

    def _moves(self, body: ast.Monotone | ast.Moving) -> Iterator[Change]:
        """Each value of a fact that is more (or less) than the one stated."""
        fact = pattern(body.fact)
        place = fact.place_of(body.variable.name)
        for stated, new, change in other_values(fact, place, self.run, self._choices):
            raised = is_more(new, stated.values[place])
            lowered = is_more(stated.values[place], new)
            if raised if body.direction == "raising" else lowered:
                yield change

    def _moved(self, result: Pattern, measure: int, lowers: bool, change: Change) -> Iterator[Violation]:
        """Results that a change lowers (or raises), everything else about them being the same."""
        before, after = self._both(result, change)
        known = {_but(row, measure): row for row in after}
        for row in _ordered(before):
            new = known.get(_but(row, measure))
            if new is None:
                continue
            fell, rose = is_more(row[measure], new[measure]), is_more(new[measure], row[measure])
            if fell if lowers else rose:
                yield self._changed(result, row, new, change)

    def adding(self, body: ast.Adding) -> Iterator[Violation]:
        fact, result = pattern(body.fact), pattern(body.result)
        adding = body.direction == "adding"
        for change in with_more(fact, self.run, self._choices) if adding else with_less(fact, self.run):
            if self._provided(change.binding):
                yield from self._differing(result, change, body.effect)

    def changing(self, variable: str, fact: Pattern, result: Pattern) -> Iterator[Violation]:
        for _, _, change in other_values(fact, fact.place_of(variable), self.run, self._choices):
            yield from self._beyond(change, variable, result, "changes")

    def _beyond(self, change: Change, variable: str, result: Pattern, effect: str) -> Iterator[Violation]:
        """What differs of a result, whatever the variable that is changed."""
        free = {name: value for name, value in change.binding.items() if name != variable}
        if self._provided(free):
            yield from self._differing(result, Change(change.words, change.record, free), effect)

    def _differing(self, result: Pattern, change: Change, effect: str) -> Iterator[Violation]:
        before, after = self._both(result, change)
        gone = before - after if effect in ("removes", "changes") else frozenset()
        new = after - before if effect in ("adds", "changes") else frozenset()
        for row in _ordered(gone):
            yield self._changed(result, row, None, change)
        for row in _ordered(new):
            yield self._changed(result, None, row, change)

    def renaming(self) -> Iterator[Violation]:
        change, names = renamed(self.run)
        after = self.asked.given(change.record)
        for relation in sorted(self.run.lowered.program.relations):
            for prefix in SHOWN:
                mine = self.run.model.tuples(prefix + relation)
                theirs = after.model.tuples(prefix + relation)
                expected = {tuple(names.get(v, v) if isinstance(v, str) else v for v in row) for row in mine}
                for row in _ordered(frozenset(expected ^ set(theirs))):
                    words = f"{prefix}{relation} depends on names: {', '.join(map(str, row))}"
                    yield Violation(self.name, words, change=change.words, changed=change.record)

    @property
    def _choices(self) -> Choices:
        """The values of each sort that lists them."""
        sorts = self.asked.court.programs.library.sorts.items()
        return {name: tuple(c.name.text for c in sort.choices) for name, sort in sorts if sort.choices}

    # --- what they share -----------------------------------------------------------------------------

    def _provided(self, binding: Bindings) -> bool:
        return any(True for _ in bindings(self.provided, self.run, binding)) if self.provided else True

    def _both(self, result: Pattern, change: Change) -> tuple[Rows, Rows]:
        """What is established of a result in the matter and in the changed one."""
        asked = self.asked.about(base_relation(result.relation))
        runs = (asked.run, asked.given(change.record))
        before, after = (_rows(run, result, change.binding) for run in runs)
        return before, after

    def _changed(
        self, result: Pattern, old: tuple[Value, ...] | None, new: tuple[Value, ...] | None, change: Change
    ) -> Violation:
        word = self.run.wording.atom
        then = word(result.relation, new) if new else "this is not established"
        now = word(result.relation, old) if old else "it is not established"
        return Violation(
            self.name,
            f"{now}; {change.words}, {then}",
            (Side(result.relation, old),) if old else (),
            (Side(result.relation, new),) if new else (),
            change.words,
            change.record,
        )


def _rows(run: Run, result: Pattern, binding: Bindings) -> Rows:
    """What is established of a pattern where its variables have the values of a binding."""
    return frozenset(
        row
        for row in run.model.tuples(result.relation)
        if (found := result.match(row)) is not None
        and all(binding.get(name, value) == value for name, value in found.items())
    )


def _ordered(rows: Rows) -> list[tuple[Value, ...]]:
    return sorted(rows, key=lambda row: [sort_key(v) for v in row])


def _but(row: tuple[Value, ...], place: int) -> tuple[Value, ...]:
    return (*row[:place], *row[place + 1 :])


def _sides(patterns: tuple[Pattern, ...], binding: Bindings) -> tuple[Side, ...]:
    """What is established of these, where a binding gives every argument."""
    values = ((p, p.values(binding)) for p in patterns)
    return tuple(Side(p.relation, row) for p, row in values if not any(v is None for v in row))  # type: ignore[arg-type]

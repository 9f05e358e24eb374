"""Answers: verdicts, and on demand the grounds, what they turn on, presume and warn of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from decisis.casework.asking import Run
from decisis.casework.coverage import Gap
from decisis.casework.grounds import Ground_, proofs, steps, strength_rank, tree_of
from decisis.casework.question import Question
from decisis.casework.record import Fact, Side, base_relation, opposite
from decisis.casework.settlement import (
    MOST_THINGS,
    OpenThing,
    Way,
    combinations,
    settled,
)
from decisis.casework.verdict import Asked, against, case_things, plain_verdict, verdict_of
from decisis.proof.argument import Ground
from decisis.proof.grounds import MOST_GROUNDS
from decisis.proof.presumptions import Presumption
from decisis.proof.tree import Node, attempts
from decisis.proof.wording import source_text
from decisis.rules import ir
from decisis.values import Bounds, Truth, Value, compare, sort_key

FEW_THINGS = 3  # beside which what is left open is gone through by cases again
HEADLINES = ("conflicted", "proved", "discretionary", "refuted", "undetermined")


@dataclass(frozen=True)
class TurnsOn:
    """Something open which, settled one way or another, changes the verdict; or plain silence."""

    kind: str  # dispute | open question | imprecise value | allegation | silence
    name: str
    text: str
    outcomes: tuple[tuple[str, str], ...] = ()  # (a way it can fall, the verdict then)


@dataclass(frozen=True)
class Row:
    """One answer to a question: a ground literal with its verdict."""

    asked: Asked
    question: Question
    side: Side

    @property
    def literal(self) -> str:
        return source_text(self.side.relation, self.side.values)

    @property
    def text(self) -> str:
        return self.asked.run.wording.atom(self.side.relation, self.side.values)

    @property
    def bindings(self) -> dict[str, Value]:
        return {name: self.side.values[i] for i, name in sorted(self.question.names.items())}

    @cached_property
    def _decided(self) -> tuple[str, bool]:
        return verdict_of(self.asked, self.side)

    @property
    def verdict(self) -> str:
        return self._decided[0]

    @property
    def by_cases(self) -> bool:
        return self._decided[1]

    # --- grounds -------------------------------------------------------------------------------------

    @cached_property
    def established(self) -> Ground | None:
        """The atom that is proved: the literal itself, or what refutes it."""
        if self.by_cases or self.verdict not in ("proved", "refuted"):
            return None
        if self.verdict == "proved":
            return Ground(self.side.relation, self.side.values)
        return against(self.asked.run, self.side)

    @cached_property
    def _proofs(self) -> tuple[tuple[Ground_, ...], tuple[Presumption, ...]]:
        if self.by_cases:
            return self._by_cases, ()
        if self.established is None or not self.asked.run.argument.holds(self.established):
            return (), ()
        return proofs(self.asked.run, self.established)

    @property
    def grounds(self) -> tuple[Ground_, ...]:
        return self._proofs[0]

    @property
    def independent_grounds(self) -> int:
        return sum(g.independent for g in self.grounds)

    @property
    def at_least(self) -> bool:
        """Whether there may be more grounds than are listed."""
        return len(self.grounds) >= MOST_GROUNDS

    @property
    def presumes(self) -> tuple[Presumption, ...]:
        return self._proofs[1]

    @cached_property
    def strength(self) -> str:
        if self.by_cases:
            return self.grounds[0].strength if self.grounds else ""
        atom = self.established
        if atom is None or not self.asked.run.argument.holds(atom):
            return ""
        return self.asked.run.grounds.strength(atom)

    @property
    def considered(self) -> frozenset[str]:
        """The provisions that applied and lost, in some ground."""
        return frozenset(n.provision for g in self.grounds for n in steps(g.proof) if n.kind == "considered")

    @cached_property
    def _by_cases(self) -> tuple[Ground_, ...]:
        things = case_things(self.asked, self.side)
        cases: list[Node] = []
        support: frozenset[object] = frozenset()
        strengths: list[str] = []
        for ways in combinations(things):
            run = self.asked.settled(ways)
            row = Row(replace(self.asked, record=run.record), self.question, self.side)
            first = row.grounds[0] if row.grounds else None
            words = "; ".join(w.words for w in ways)
            cases.append(Node("case", words, premises=(first.proof,) if first else ()))
            if first:
                support |= first.support
                strengths.append(first.strength)
        weakest = min(strengths, key=strength_rank, default="")
        node = Node(
            "by cases",
            f"{self.text}: {self.verdict} whichever way it falls",
            self.literal,
            premises=tuple(cases),
        )
        return (Ground_(node, support, weakest, True),)  # type: ignore[arg-type]

    @cached_property
    def conflict(self) -> tuple[Node, ...]:
        """For a conflicted literal: both sides, each with its proof."""
        base = base_relation(self.side.relation)
        run = self.asked.run
        sides = [
            Ground(ir.standing(name), row)
            for name in (base, ir.denied(base))
            for row in sorted(run.model.tuples(ir.standing(name)), key=lambda r: [sort_key(v) for v in r])
            if row == self.side.values or _same_key(run, base, row, self.side.values)
        ]
        return tuple(tree_of(run, atom) for atom in sides)

    @cached_property
    def attempts(self) -> tuple[Node, ...]:
        """For what is not established: each provision that could have given it, and where it failed."""
        run = self.asked.run
        return tuple(attempts(run.argument, run.wording, Ground(self.side.relation, self.side.values)))

    @cached_property
    def arguendo(self) -> tuple[Ground_, ...]:
        """Grounds that there would be, even if what the question assumes were so; shown, never counted."""
        if not self.question.even_if:
            return ()
        assumed = [Fact(s.relation, s.values, "assumed", prevails=True) for s in self.question.even_if]
        row = Row(replace(self.asked, record=self.asked.record.add(*assumed)), self.question, self.side)
        if row.verdict != self.verdict:
            return ()
        counted = {g.support for g in self.grounds}
        return tuple(replace(g, independent=False) for g in row.grounds if g.support not in counted)

    # --- what it turns on ------------------------------------------------------------------------------

    @cached_property
    def turns_on(self) -> tuple[TurnsOn, ...]:
        """Open things that change the verdict, alone or (up to six) together; else silences."""
        things = self.asked.things
        found = {t.name: _turning(self, t) for t in things}
        changing = tuple(t for t in found.values() if t is not None)
        together = _together(self, tuple(t for t in things if found[t.name] is None)) if not changing else ()
        if changing or together or self.verdict != "undetermined":
            return (*changing, *together)
        return tuple(TurnsOn("silence", a.provision, a.reason) for a in self.attempts if a.reason)

    @property
    def open_things(self) -> tuple[TurnsOn, ...]:
        return tuple(t for t in self.turns_on if t.kind != "silence")

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_warnings(self)))


def _same_key(run: Run, base: str, row: tuple[Value, ...], values: tuple[Value, ...]) -> bool:
    keys = run.lowered.program.relations[base].keys
    return keys is not None and all(row[i] == values[i] for i in keys)


def _turning(row: Row, thing: OpenThing) -> TurnsOn | None:
    outcomes = tuple((w.words, _settled_verdict(row, (w,))) for w in thing.ways)
    if all(verdict == row.verdict for _, verdict in outcomes):
        return None
    return TurnsOn(thing.kind, thing.name, thing.words, outcomes)


def _settled_verdict(row: Row, ways: tuple[Way, ...]) -> str:
    """The verdict once things have fallen so; by the cases that remain, where there are not too many."""
    run = row.asked.settled(ways)
    side = _made_exact(row.side, run)
    plain = plain_verdict(run, side)
    if plain != "undetermined" or not (row.by_cases or len(row.asked.things) <= FEW_THINGS):
        return plain
    return verdict_of(replace(row.asked, record=settled(row.asked.record, ways)), side)[0]


def _made_exact(side: Side, run: Run) -> Side:
    """A literal with imprecise values as the instance that a run has of it, if it has one."""
    if not any(isinstance(v, Bounds) for v in side.values):
        return side
    for values in sorted(run.model.tuples(side.relation), key=lambda r: [sort_key(v) for v in r]):
        if all(a == b or _may_be(a, b) for a, b in zip(side.values, values, strict=True)):
            return replace(side, values=values)
    return side


def _may_be(value: Value, exact: Value) -> bool:
    return isinstance(value, Bounds) and compare(value, "=", exact) is not Truth.FALSE


def _together(row: Row, things: tuple[OpenThing, ...]) -> tuple[TurnsOn, ...]:
    """Things that change the verdict only when settled together."""
    if not 1 < len(things) <= MOST_THINGS:
        return ()
    for ways in combinations(things):
        verdict = _settled_verdict(row, ways)
        if verdict not in (row.verdict, "undetermined"):
            words = "; ".join(w.words for w in ways)
            return tuple(
                TurnsOn(t.kind, t.name, f"{t.words} (together)", ((words, verdict),)) for t in things
            )
    return ()


def _warnings(row: Row) -> Iterator[str]:
    for number, found in enumerate(row.grounds, 1):
        which = "" if len(row.grounds) == 1 else f"ground {number}: "
        for step in steps(found.proof):
            if step.status == "apparent":
                yield f"{which}rests on what only appears: {step.text} ({step.source})"
            if step.provenance == "from memory" and step.kind == "derived":
                yield f"{which}rests on law stated from memory, not checked: {step.citation}"
            yield from (f"{which}{caution}" for caution in step.cautions)
    yield from _other_values(row)


def _other_values(row: Row) -> Iterator[str]:
    """Recitals of another value on which the verdict depends."""
    for fact in row.asked.record.facts:
        for value in fact.others:
            changed = replace(fact, values=(*fact.values[:-1], value), others=())
            record = row.asked.record.without(fact).add(changed)
            verdict = plain_verdict(row.asked.given(record), row.side)
            if verdict != plain_verdict(row.asked.run, row.side):
                words = row.asked.run.wording.atom(changed.relation, changed.values)
                yield f"the record also says that {words}; then it would be {verdict}"


@dataclass(frozen=True)
class Answer:
    """The answer to a question: its headline, and a row for each instance."""

    matter: str
    title: str
    court: str
    court_title: str
    as_of: date
    question: Question
    rows: tuple[Row, ...] = field(repr=False)
    notes: tuple[str, ...] = ()  # on the asking, which each row carries as a warning
    gaps: tuple[Gap, ...] = ()  # in what the library covers, that the question can depend on

    @property
    def not_covered(self) -> tuple[Gap, ...]:
        """The gaps that may be why nothing is decided."""
        return self.gaps if self.verdict == "undetermined" else ()

    @property
    def verdict(self) -> str:
        """The first of conflicted, proved, discretionary, refuted, undetermined that occurs."""
        found = {row.verdict for row in self.rows}
        return next((v for v in HEADLINES if v in found), self._silent)

    @property
    def _silent(self) -> str:
        return "undetermined"

    @property
    def headline_rows(self) -> tuple[Row, ...]:
        return tuple(r for r in self.rows if r.verdict == self.verdict)


def ask(asked: Asked, question: Question) -> tuple[Row, ...]:
    """The instances of a question that something speaks to; for a ground question, the one."""
    asked = asked.about(question.relation, tuple(v for v in question.pattern if v is not None))
    relation = ir.denied(question.relation) if question.negated else question.relation
    known = tuple(v for v in question.pattern if v is not None)
    if len(known) == len(question.pattern):
        return (Row(asked, question, Side(relation, known)),)
    run = asked.run
    rows: set[tuple[Value, ...]] = set()
    for name in (relation, opposite(Side(relation, ())).relation):
        rows |= run.model.tuples(name) | run.model.tuples(ir.possibly(name))
    rows |= run.model.tuples(ir.conflicted(question.relation)) | asked.granted.model.tuples(relation)
    matching = [r for r in rows if all(p is None or p == v for p, v in zip(question.pattern, r, strict=True))]
    ordered = sorted(matching, key=lambda r: [sort_key(v) for v in r])
    found = [Row(asked, question, Side(relation, r)) for r in ordered]
    answers = [r for r in found if not _falls_away(r)]
    return tuple(sorted(answers or found, key=lambda r: HEADLINES.index(r.verdict)))


def _falls_away(row: Row) -> bool:
    """Whether an instance that looked possible is so in no case: then it is no answer."""
    return row.by_cases and row.verdict == "refuted"

"""Answers: verdicts, and on demand the grounds, what they turn on, presume and warn of.

The verdicts, in this order: conflicted; proved or refuted; proved or refuted by cases;
discretionary; undetermined. A closed relation that is not possible is refuted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from decisis.casework.asking import Court, Run
from decisis.casework.record import Fact, Record, Side, base_relation, opposite
from decisis.casework.settlement import (
    MOST_THINGS,
    OpenThing,
    Way,
    combinations,
    open_things,
    settled,
)
from decisis.compiler.precedence import Setting
from decisis.proof.argument import Ground
from decisis.proof.grounds import MOST_GROUNDS, Support, independent
from decisis.proof.presumptions import Presumption, presumptions
from decisis.proof.tree import Node, TreeBuilder, attempts
from decisis.proof.wording import source_text
from decisis.rules import ir
from decisis.rules.relevance import reachable_relations
from decisis.values import Truth, Value, compare, sort_key

FEW_THINGS = 3  # beside which what is left open is gone through by cases again
HEADLINES = ("conflicted", "proved", "discretionary", "refuted", "undetermined")
Pattern = tuple[Value | None, ...]  # the arguments of a question; None where it has a variable


@dataclass(frozen=True)
class Question:
    """A literal that may have variables. ``names`` are its variables by position."""

    name: str
    relation: str
    negated: bool
    pattern: Pattern
    names: Mapping[int, str]
    title: str = ""
    even_if: tuple[Side, ...] = ()


@dataclass(frozen=True)
class Ground_:
    """One way to the conclusion: what it rests on, and its proof."""

    proof: Node
    support: Support
    strength: str
    independent: bool  # one of the largest family that share no provision

    @property
    def provisions(self) -> frozenset[str]:
        return frozenset(p for p in self.support if isinstance(p, str))


@dataclass(frozen=True)
class TurnsOn:
    """Something open which, settled one way or another, changes the verdict; or plain silence."""

    kind: str  # dispute | open question | imprecise value | allegation | silence
    name: str
    text: str
    outcomes: tuple[tuple[str, str], ...] = ()  # (a way it can fall, the verdict then)


@dataclass(frozen=True)
class Asked:
    """One state of the record asked about one relation in one setting, and the other runs that takes."""

    court: Court
    setting: Setting
    record: Record
    relation: str = ""  # what the question is about; everything if not named

    def about(self, relation: str) -> Asked:
        return replace(self, relation=relation)

    @cached_property
    def run(self) -> Run:
        return self.court.run(self.setting, self.record, self.relation)

    @cached_property
    def granted(self) -> Run:
        return self.given(replace(self.record, granted=True))

    def given(self, record: Record) -> Run:
        """The same asked over another state of the record."""
        return self.court.run(self.setting, record, self.relation)

    def settled(self, ways: tuple[Way, ...]) -> Run:
        return self.given(settled(self.record, ways))

    @cached_property
    def things(self) -> tuple[OpenThing, ...]:
        """The open things that the relation can depend on."""
        run = self.run
        bases = {_declared(name) for name in reachable_relations(run.lowered.program, self.relation)}
        everything = open_things(self.record, dict(run.lowered.provisions), run.lowered.program, run.wording)
        return tuple(t for t in everything if t.relation in bases)


def _declared(lowered: str) -> str:
    from decisis.proof.wording import literal_of

    return literal_of(lowered)[0]


def plain_verdict(run: Run, side: Side) -> str:
    """The verdict of a ground literal from one model, without cases or discretion."""
    base = base_relation(side.relation)
    if run.model.holds(ir.conflicted(base), side.values):
        return "conflicted"
    if run.model.holds(side.relation, side.values):
        return "proved"
    if _against(run, side) is not None:
        return "refuted"
    info = run.lowered.program.relations[base]
    if info.closed and side.relation == base and not run.model.holds(ir.possibly(base), side.values):
        return "refuted"
    if info.closed and side.relation != base:
        return "proved" if not run.model.holds(ir.possibly(base), side.values) else "undetermined"
    return "undetermined"


def _against(run: Run, side: Side) -> Ground | None:
    """The established atom that opposes a literal: its opposite, or another value for its key."""
    other = opposite(side)
    if run.model.holds(other.relation, other.values):
        return Ground(other.relation, other.values)
    keys = run.lowered.program.relations[base_relation(side.relation)].keys
    if keys is None or side.relation.startswith("not "):
        return None
    for row in sorted(run.model.tuples(side.relation), key=lambda r: [sort_key(v) for v in r]):
        same_key = all(row[i] == side.values[i] for i in keys)
        if same_key and any(compare(a, "!=", b) is Truth.TRUE for a, b in zip(row, side.values, strict=True)):
            return Ground(side.relation, row)
    return None


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
        return _verdict(self.asked, self.side)

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
        return _against(self.asked.run, self.side)

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
        things = _case_things(self.asked, self.side)
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
        weakest = min(strengths, key=_strength_rank, default="")
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
        return tuple(_tree(run, atom) for atom in sides)

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


def _strength_rank(strength: str) -> int:
    return ("assumed", "dictum", "persuasive", "binding").index(strength) if strength else -1


def _same_key(run: Run, base: str, row: tuple[Value, ...], values: tuple[Value, ...]) -> bool:
    keys = run.lowered.program.relations[base].keys
    return keys is not None and all(row[i] == values[i] for i in keys)


def _verdict(asked: Asked, side: Side) -> tuple[str, bool]:
    plain = plain_verdict(asked.run, side)
    if plain != "undetermined":
        return plain, False
    by_cases = _in_every_case(asked, side)
    if by_cases:
        return by_cases, True
    if plain_verdict(asked.granted, side) == "proved":
        return "discretionary", False
    return "undetermined", False


def _case_things(asked: Asked, side: Side) -> tuple[OpenThing, ...]:
    """The open things that cases are made of; none if there are too many to go through."""
    things = tuple(t for t in asked.things if t.in_cases)
    relevant = tuple(t for t in things if _matters(asked, side, t))
    chosen = relevant if relevant else things
    return chosen if 0 < len(chosen) <= MOST_THINGS else ()


def _matters(asked: Asked, side: Side, thing: OpenThing) -> bool:
    return any(plain_verdict(asked.settled((way,)), side) != "undetermined" for way in thing.ways)


def _in_every_case(asked: Asked, side: Side) -> str:
    things = _case_things(asked, side)
    verdicts = (
        {plain_verdict(asked.settled(ways), side) for ways in combinations(things)} if things else set()
    )
    (only,) = verdicts if len(verdicts) == 1 else ("",)
    return only if only in ("proved", "refuted") else ""


def _turning(row: Row, thing: OpenThing) -> TurnsOn | None:
    outcomes = tuple((w.words, _settled_verdict(row, (w,))) for w in thing.ways)
    if all(verdict == row.verdict for _, verdict in outcomes):
        return None
    return TurnsOn(thing.kind, thing.name, thing.words, outcomes)


def _settled_verdict(row: Row, ways: tuple[Way, ...]) -> str:
    """The verdict once things have fallen so; by the cases that remain, where there are not too many."""
    plain = plain_verdict(row.asked.settled(ways), row.side)
    if plain != "undetermined" or not (row.by_cases or len(row.asked.things) <= FEW_THINGS):
        return plain
    return _verdict(replace(row.asked, record=settled(row.asked.record, ways)), row.side)[0]


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


def steps(node: Node) -> Iterator[Node]:
    """Every step of a proof, from the top."""
    pending = [node]
    while pending:
        step = pending.pop()
        yield step
        pending += reversed(step.premises)


def proofs(run: Run, atom: Ground) -> tuple[tuple[Ground_, ...], tuple[Presumption, ...]]:
    """The grounds of an established atom, shortest first, and what they presume."""
    supports = run.grounds.of(atom)
    family = set(independent(supports))
    found: list[Ground_] = []
    presumed: dict[Presumption, None] = {}
    for support in supports:
        builder = _builder(run, support)
        node = builder.node(atom)
        found.append(Ground_(node, support, _support_strength(run, support), support in family))
        presumed.update(dict.fromkeys(presumptions(run.argument, builder.used, run.wording)))
    return tuple(found), tuple(presumed)


def _builder(run: Run, support: Support) -> TreeBuilder:
    return TreeBuilder(run.argument, run.grounds, run.statements, run.wording, support)


def _tree(run: Run, atom: Ground) -> Node:
    support = run.grounds.of(atom)[0]
    return _builder(run, support).node(atom)


def _support_strength(run: Run, support: Support) -> str:
    infos = run.lowered.program.provisions
    strengths = [infos[p].strength for p in support if isinstance(p, str)]
    assumed = any(
        s.status == "assumed" for p in support if isinstance(p, Ground) for s in run.statements.get(p, ())
    )
    return min([*strengths, "assumed"] if assumed else strengths, key=_strength_rank, default="binding")


def _warnings(row: Row) -> Iterator[str]:
    for number, found in enumerate(row.grounds, 1):
        which = "" if len(row.grounds) == 1 else f"ground {number}: "
        for step in steps(found.proof):
            if step.status == "apparent":
                yield f"{which}rests on what only appears: {step.text} ({step.source})"
            if step.provenance == "from memory" and step.kind == "derived":
                yield f"{which}rests on law stated from memory, not checked: {step.citation}"
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
    asked = asked.about(question.relation)
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

"""Answers: verdicts, and on demand the grounds, what they turn on, presume and warn of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import groupby

from decisis.casework.asking import Run
from decisis.casework.coverage import Gap
from decisis.casework.elsewhere import Unused
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
from decisis.casework.verdict import Asked, Decision, against, case_things, decide, plain_verdict
from decisis.dataclass import dataclass, field, replace
from decisis.proof.argument import Ground
from decisis.proof.attempts import attempts
from decisis.proof.grounds import MOST_GROUNDS
from decisis.proof.nodes import Node, reasons
from decisis.proof.presumptions import Presumption
from decisis.proof.wording import source_text
from decisis.render.words import MEMORY, through
from decisis.rules import ir
from decisis.values import Bounds, Truth, Value, compare, sort_key
from decisis.values import text as value_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decisis.casework.leads import Search

FEW_THINGS = 3  # beside which what is left open is gone through by cases again
HEADLINES = ("conflicted", "proved", "discretionary", "refuted", "undetermined")


Outcome = tuple[str, str, str]  # a way it can fall, the verdict then, and on which value if not on the same


@dataclass(frozen=True)
class TurnsOn:
    """Something open which, settled one way or another, changes the verdict; or plain silence."""

    kind: str  # dispute | open question | imprecise value | allegation | silence
    name: str
    text: str
    outcomes: tuple[Outcome, ...] = ()


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
    def decision(self) -> Decision:
        return decide(self.asked, self.side)

    @property
    def verdict(self) -> str:
        return self.decision.verdict

    @property
    def by_cases(self) -> bool:
        return self.decision.by_cases

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
    def grounds(self) -> tuple[Ground_, ...]:
        if self.by_cases:
            return self._by_cases
        if self.established is None or not self.asked.run.argument.holds(self.established):
            return ()
        return proofs(self.asked.run, self.established)

    @property
    def independent_grounds(self) -> int:
        return sum(g.independent for g in self.grounds)

    @property
    def at_least(self) -> bool:
        """Whether there may be more grounds than are listed."""
        return len(self.grounds) >= MOST_GROUNDS

    @cached_property
    def presumes(self) -> tuple[Presumption, ...]:
        """What nobody showed that would have made it otherwise: in some ground, or in some case."""
        if self.by_cases:
            return tuple(dict.fromkeys(p for _, row in self._cases for p in row.presumes))
        if self.verdict not in ("proved", "refuted"):
            return ()
        run, atom = self.asked.run, self.established
        if atom is None or not run.argument.holds(atom):
            silent = Ground(ir.possibly(base_relation(self.side.relation)), self.side.values)
            return run.presumptions.of_silence(silent)
        return tuple(dict.fromkeys(p for g in self.grounds for p in run.presumptions.of(atom, g.support)))

    @cached_property
    def _cases(self) -> tuple[tuple[tuple[Way, ...], Row], ...]:
        """Each way in which the things fall that cases are made of, and the answer there."""
        found: list[tuple[tuple[Way, ...], Row]] = []
        for ways in combinations(case_things(self.asked, self.side)):
            asked = replace(self.asked, record=self.asked.settled(ways).record)
            found.append((ways, Row(asked, self.question, self.side)))
        return tuple(found)

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
        for ways, row in self._cases:
            first = row.grounds[0] if row.grounds else None
            words = "; ".join(w.words for w in ways)
            cases.append(Node("case", words, premises=(first.proof,) if first else ()))
            if first:
                support |= first.support
                strengths.append(first.strength)
        weakest = min(strengths, key=strength_rank, default="")
        alike = len(things) == 1 and things[0].kind == "imprecise value"
        node = Node(
            "by cases",
            f"{self.text}: {self.verdict} whichever way it falls",
            self.literal,
            premises=tuple(_runs_of_alike(cases) if alike else cases),
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
        row = self.with_assumed
        if row is None or row.verdict != self.verdict:
            return ()
        counted = {g.support for g in self.grounds}
        return tuple(replace(g, independent=False) for g in row.grounds if g.support not in counted)

    @cached_property
    def with_assumed(self) -> Row | None:
        """The same asked with what the question assumes."""
        if not self.question.even_if:
            return None
        assumed = [Fact(s.relation, s.values, "assumed", prevails=True) for s in self.question.even_if]
        return Row(replace(self.asked, record=self.asked.record.add(*assumed)), self.question, self.side)

    # --- what it turns on ------------------------------------------------------------------------------

    @cached_property
    def turns_on(self) -> tuple[TurnsOn, ...]:
        """Open things that change the verdict, alone or (up to six) together; else silences."""
        changing = tuple(
            TurnsOn(thing.kind, thing.name, thing.words, tuple(map(self._outcome, thing.ways, found)))
            for thing, found in self.settlements
            if self._turns(found)
        )
        if changing or self.jointly or self.verdict != "undetermined":
            return (*changing, *self._together(self.jointly))
        return tuple(TurnsOn("silence", a.provision, a.reason) for a in self.attempts if a.reason)

    @cached_property
    def settlements(self) -> tuple[tuple[OpenThing, tuple[Decision, ...]], ...]:
        """Each open thing, and the verdict for each way in which it alone can fall."""
        return tuple((t, tuple(_settled(self, (w,)) for w in t.ways)) for t in self.asked.things)

    def _outcome(self, way: Way, decision: Decision) -> Outcome:
        then, now = decision.side.values, self.side.values
        told = [(name, then[i]) for i, name in sorted(self.question.names.items()) if then[i] != now[i]]
        return way.words, decision.verdict, ", ".join(f"{name} = {value_text(v)}" for name, v in told)

    def _together(self, found: Jointly | None) -> tuple[TurnsOn, ...]:
        if found is None:
            return ()
        _, verdict, answer = self._outcome(found.ways[0], found.decision)
        outcome = (("; ".join(w.words for w in found.ways), verdict, answer),)
        return tuple(TurnsOn(t.kind, t.name, f"{t.words} (together)", outcome) for t in found.things)

    def _turns(self, decisions: tuple[Decision, ...]) -> bool:
        return any(each.verdict != self.verdict for each in decisions)

    @cached_property
    def jointly(self) -> Jointly | None:
        """Where nothing open changes the verdict alone: a way of settling all that does."""
        things = tuple(thing for thing, _ in self.settlements)
        if not 1 < len(things) <= MOST_THINGS or any(self._turns(found) for _, found in self.settlements):
            return None
        for ways in combinations(things):
            decision = _settled(self, ways)
            if decision.verdict not in (self.verdict, "undetermined"):
                return Jointly(things, ways, decision)
        return None

    @property
    def open_things(self) -> tuple[TurnsOn, ...]:
        return tuple(t for t in self.turns_on if t.kind != "silence")

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_warnings(self)))


def _runs_of_alike(cases: list[Node]) -> Iterator[Node]:
    """The cases of one value in its order; of several in a row with the same reasons, the first."""
    for _, alike in groupby(cases, key=lambda case: reasons(case.premises)):
        first, *others = alike
        if not others:
            yield first
            continue
        number = f"{1 + len(others)} cases with the same reasons, of which the first is shown"
        yield replace(first, text=f"{through([c.text for c in (first, *others)])} ({number})")


def _same_key(run: Run, base: str, row: tuple[Value, ...], values: tuple[Value, ...]) -> bool:
    keys = run.lowered.program.relations[base].keys
    return keys is not None and all(row[i] == values[i] for i in keys)


@dataclass(frozen=True)
class Jointly:
    """Open things that change the verdict only when settled together, a way in which they do, and how."""

    things: tuple[OpenThing, ...]
    ways: tuple[Way, ...]
    decision: Decision


def _settled(row: Row, ways: tuple[Way, ...]) -> Decision:
    """The verdict once things have fallen so; by the cases that remain, where there are not too many."""
    asked = replace(row.asked, record=settled(row.asked.record, ways))
    side = _made_exact(row.side, asked.run)
    plain = plain_verdict(asked.run, side)
    if plain != "undetermined" or not (row.by_cases or len(row.asked.things) <= FEW_THINGS):
        return Decision(asked, side, plain, whole=False)
    return decide(asked, side)


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


def _warnings(row: Row) -> Iterator[str]:
    grounds = row.grounds
    of: dict[str, list[int]] = {}
    for number, found in enumerate(grounds, 1):
        for said in dict.fromkeys(_cautions(found)):
            of.setdefault(said, []).append(number)
    yield from (f"{_of_grounds(numbers, len(grounds))}{said}" for said, numbers in of.items())
    yield from _other_values(row)
    if row.verdict == "conflicted":
        yield from _in_rings(row)


def _cautions(found: Ground_) -> Iterator[str]:
    """What there is to be warned of in the steps of a ground."""
    for step in steps(found.proof):
        if step.status == "apparent":
            yield f"rests on what only appears: {step.text} ({step.source})"
        if step.provenance == "from memory" and step.kind == "derived":
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


def _in_rings(row: Row) -> Iterator[str]:
    """Rings that both sides of a conflict are in: that is why neither prevails."""
    sides = {node.provision for node in row.conflict}
    for ring in row.asked.run.lowered.program.rings:
        if len(sides & {stronger for stronger, _, _ in ring}) > 1:
            steps = "; ".join(f"{a} over {b}, as {why}" for a, b, why in ring)
            yield f"nothing prevails where each prevails over the next in a ring: {steps}"


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
    asked: Asked = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)
    notes: tuple[str, ...] = ()  # on the asking, which each row carries as a warning
    gaps: tuple[Gap, ...] = ()  # in what the library covers, that the question can depend on
    read_unused: Callable[[Iterable[str]], Iterable[Unused]] = field(
        default=lambda relations: (), repr=False, compare=False
    )

    @property
    def not_covered(self) -> tuple[Gap, ...]:
        """The gaps that may be why nothing is decided."""
        return self.gaps if self.verdict == "undetermined" else ()

    @cached_property
    def not_used(self) -> tuple[Unused, ...]:
        """The areas that the matter does not use, and that may be why nothing is decided."""
        return tuple(self.read_unused(self.search.relations)) if self.search.relations else ()

    @cached_property
    def search(self) -> Search:
        """What an undetermined answer lacks; nothing where something open decides each of its rows."""
        from decisis.casework.leads import Search, search

        if self.verdict != "undetermined" or (self.rows and all(map(_leads_on, self.rows))):
            return Search()
        question = self.question
        relation = ir.denied(question.relation) if question.negated else question.relation
        return search(self.asked.run, relation, question.pattern)

    @property
    def verdict(self) -> str:
        """The first of conflicted, proved, discretionary, refuted, undetermined that occurs."""
        return headline(self.rows)

    @property
    def headline_rows(self) -> tuple[Row, ...]:
        return tuple(r for r in self.rows if r.verdict == self.verdict)


def _leads_on(row: Row) -> bool:
    """Whether something open decides a row whichever way it falls."""
    decided = ("proved", "refuted")
    return any(o.outcomes and all(o_[1] in decided for o_ in o.outcomes) for o in row.open_things)


def headline(rows: Iterable[Row]) -> str:
    """The first verdict of `HEADLINES` that some row has."""
    found = {row.verdict for row in rows}
    return next((v for v in HEADLINES if v in found), "undetermined")


def about(asked: Asked, question: Question) -> Asked:
    """What is asked, as far as it bears on a question."""
    return asked.about(question.relation, tuple(v for v in question.pattern if v is not None))


def ask(asked: Asked, question: Question) -> tuple[Row, ...]:
    """The instances of a question that something speaks to; for a ground question, the one."""
    asked = about(asked, question)
    relation = ir.denied(question.relation) if question.negated else question.relation
    known = tuple(v for v in question.pattern if v is not None)
    if len(known) == len(question.pattern):
        return (Row(asked, question, Side(relation, known)),)
    found = [Row(asked, question, side) for side in spoken_to(asked, question)]
    answers = [r for r in found if not _falls_away(r, found)]
    return tuple(sorted(answers, key=lambda r: HEADLINES.index(r.verdict)))


def spoken_to(asked: Asked, question: Question) -> tuple[Side, ...]:
    """Each instance of a question with variables that something speaks to."""
    relation = ir.denied(question.relation) if question.negated else question.relation
    rows: set[tuple[Value, ...]] = set()
    for name in (relation, opposite(Side(relation, ())).relation):
        rows |= asked.run.model.tuples(name) | asked.run.model.tuples(ir.possibly(name))
    rows |= asked.run.model.tuples(ir.conflicted(question.relation)) | asked.granted.model.tuples(relation)
    matching = [r for r in rows if all(p is None or p == v for p, v in zip(question.pattern, r, strict=True))]
    return tuple(Side(relation, r) for r in sorted(matching, key=lambda r: [sort_key(v) for v in r]))


def _falls_away(row: Row, found: list[Row]) -> bool:
    """Whether a value that looked possible is so in no case, and another value of the same key may be.

    Then it is no answer, just as a value is none against which another one is established.
    """
    if not row.by_cases or row.verdict != "refuted" or row.question.negated:
        return False
    run, side = row.asked.run, row.side
    return any(
        r.verdict != "refuted" and _same_key(run, side.relation, r.side.values, side.values)
        for r in found
        if r.side != side
    )

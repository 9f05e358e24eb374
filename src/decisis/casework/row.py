"""One answer to a question: its verdict and, on demand, its grounds, what it turns on and presumes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby

from decisis.casework.asking import Run
from decisis.casework.grounds import Ground_, proofs, steps, strength_rank, trees_of
from decisis.casework.question import Question
from decisis.casework.record import Fact, Side, base_relation
from decisis.casework.settlement import OpenThing, Way, combinations
from decisis.casework.standoff import Standoff, standing, standoffs
from decisis.casework.turning import Turning, TurnsOn, part_words
from decisis.casework.verdict import Asked, Decision, against, decide
from decisis.casework.warnings import unchecked, warnings
from decisis.dataclass import dataclass, replace
from decisis.proof.argument import Ground
from decisis.proof.attempts import attempts, not_in_table
from decisis.proof.grounds import MOST_GROUNDS
from decisis.proof.nodes import Identity, Node, provision_node, reason
from decisis.proof.one_step import OneStep
from decisis.proof.opponents import held_off, opponents
from decisis.proof.other_values import ANOTHER_VALUE, giving_another
from decisis.proof.presumptions import Presumption, widest
from decisis.proof.wording import Wording, source_text
from decisis.rules import ir, naming
from decisis.values import Value


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

    @property
    def _proved(self) -> Ground | None:
        """What is established, where anything is: a closed relation can be refuted by nothing at all."""
        atom = self.established
        return atom if atom is not None and self.asked.run.argument.holds(atom) else None

    @property
    def is_silence(self) -> bool:
        """Whether it is decided since nothing gives what is closed."""
        return self.verdict in ("proved", "refuted") and not self.by_cases and self._proved is None

    @cached_property
    def grounds(self) -> tuple[Ground_, ...]:
        if self.by_cases:
            return self._by_cases
        return () if self._proved is None else proofs(self.asked.run, self._proved)

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
        return widest(self._presumed())

    def _presumed(self) -> Iterable[Presumption]:
        if self.by_cases:
            return self._presumed_in_cases()
        if self.verdict == "discretionary":
            return self._if_granted.presumes
        if self.verdict not in ("proved", "refuted"):
            return ()
        run, atom = self.asked.run, self._proved
        if atom is None:
            return run.presumptions.of_silence(self._absent)
        return (p for g in self.grounds for p in run.presumptions.of(atom, g.support))

    def _presumed_in_cases(self) -> Iterator[Presumption]:
        """What the cases presume: of what not all of them do, that it is so in some."""
        cases = [row.presumes for _, row in self._cases]
        for presumes in cases:
            yield from (p if all(p in c for c in cases) else replace(p, in_some_cases=True) for p in presumes)

    @property
    def _absent(self) -> Ground:
        """What is not even possible, where silence decides."""
        return Ground(naming.possibly(base_relation(self.side.relation)), self.side.values)

    @cached_property
    def _cases(self) -> tuple[tuple[tuple[Way, ...], Row], ...]:
        """Each way in which the things fall that cases are made of, and the answer there."""
        found: list[tuple[tuple[Way, ...], Row]] = []
        for ways in combinations(self.decision.cases):
            asked = replace(self.asked, record=self.asked.settled(ways).record)
            found.append((ways, Row(asked, self.question, self.side)))
        return tuple(found)

    @cached_property
    def strength(self) -> str:
        if self.by_cases:
            return self.grounds[0].strength if self.grounds else ""
        return "" if self._proved is None else self.asked.run.grounds.strength(self._proved)

    @property
    def considered(self) -> frozenset[str]:
        """The provisions that applied and lost, in some ground."""
        return frozenset(n.provision for g in self.grounds for n in steps(g.proof) if n.kind == "considered")

    @cached_property
    def _by_cases(self) -> tuple[Ground_, ...]:
        firsts = [row.grounds[0] for _, row in self._cases if row.grounds]
        support = frozenset(part for first in firsts for part in first.support)
        weakest = min((first.strength for first in firsts), key=strength_rank, default="")
        return (Ground_(support, weakest, True, self._case_by_case),)

    def _case_by_case(self) -> Node:
        things = self.decision.cases
        cases = [
            Node(
                "case",
                "; ".join(way.words for way in ways),
                premises=row._first_proof,
            )
            for ways, row in self._cases
        ]
        alike = len(things) == 1 and things[0].kind == "imprecise value"
        return Node(
            "by cases",
            f"{self.text}: {self.verdict} whichever way it falls",
            self.literal,
            premises=tuple(_runs_of_alike(cases, things[0], self.asked.run.wording) if alike else cases),
        )

    @property
    def _first_proof(self) -> tuple[Node, ...]:
        """The proof of its first ground; that nothing gives it, where silence decides."""
        if self.is_silence:
            run, sought = self.asked.run, base_relation(self.side.relation)
            said = f"no showing that {run.wording.atom(sought, self.side.values)}, and here that means no"
            return (Node("absent", said, source_text(sought, self.side.values), premises=self.attempts),)
        return tuple(ground.proof for ground in self.grounds[:1])

    @cached_property
    def conflict(self) -> tuple[Node, ...]:
        """For a conflicted literal: both sides, each with its proofs."""
        run = self.asked.run
        sides = standing(run, base_relation(self.side.relation), self.side.values)
        return tuple(tree for side in sides for tree in trees_of(run, side))

    @cached_property
    def standoffs(self) -> tuple[Standoff, ...]:
        """For a conflicted literal: why neither side prevails."""
        if self.verdict != "conflicted":
            return ()
        return standoffs(self.asked, base_relation(self.side.relation), self.side.values)

    @cached_property
    def attempts(self) -> tuple[Node, ...]:
        """For what is not established: each provision that could have given it, and where it failed; for what
        silence decides, so that it is not even possible."""
        run, atom = self.asked.run, Ground(self.side.relation, self.side.values)
        step = OneStep(run.grounds, run.wording, run.statements)
        if self.is_silence:
            sought = run.argument, run.wording, self._absent
            return (*self._alleged, *not_in_table(*sought), *attempts(*sought, by=step.step))
        applying = tuple(held_off(step, atom))
        tried = tuple(attempts(run.argument, run.wording, atom))
        return (*applying, *tried, *self._giving_another({step.provision for step in (*applying, *tried)}))

    def _giving_another(self, known: set[str]) -> Iterator[Node]:
        """Of a value that is not decided: each provision that gives another one, and could not give this."""
        if self.verdict != "undetermined":
            return
        run = self.asked.run
        for each in giving_another(run.argument, run.wording, self.side.relation, self.side.values, known):
            if each.does:
                step = provision_node(run.lowered.program, replace(each.origin, provision=each.provision))
                said = step.title or each.provision
                yield replace(
                    step, kind="absent", text=said, section=ANOTHER_VALUE, reason=each.words, premises=()
                )

    @property
    def _alleged(self) -> Iterator[Node]:
        """Of what silence decides: that the record alleges it."""
        run, atom = (
            self.asked.run,
            Ground(naming.alleged(base_relation(self.side.relation)), self.side.values),
        )
        if run.argument.holds(atom):
            where = OneStep(run.grounds, run.wording, run.statements).step(atom).source or "the record"
            yield Node("absent", where, section="alleged", reason="only alleges it")

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
    def turning(self) -> Turning:
        return Turning(self.asked, self.question, self.side, self.decision)

    @cached_property
    def turns_on(self) -> tuple[TurnsOn, ...]:
        """Open things that change the verdict; else what nobody showed."""
        changing = self.turning.changing
        if changing or self.verdict != "undetermined":
            return changing
        return tuple(TurnsOn("silence", a.provision, a.reason) for a in self.attempts if _lacks(a))

    @property
    def open_things(self) -> tuple[TurnsOn, ...]:
        return tuple(t for t in self.turns_on if t.kind != "silence")

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        grounds = self.granted if self.verdict == "discretionary" else self.grounds
        found = warnings(self.asked, self.side, grounds)
        return tuple(dict.fromkeys((*unchecked(self._bearing), *found)))

    @property
    def _bearing(self) -> Iterator[Node]:
        """Of what is not decided, or by silence alone: the law that could have decided it, or is at odds."""
        if self.verdict == "conflicted":
            yield from (step for side in self.conflict for step in steps(side) if step.kind == "derived")
        if self.verdict != "undetermined" and not self.is_silence:
            return
        for step in self.attempts:
            yield from (step, *step.premises) if step.section != "in force" else ()
        run, atom = self.asked.run, Ground(self.side.relation, self.side.values)
        for each in opponents(OneStep(run.grounds, run.wording, run.statements), atom, ""):
            yield provision_node(run.lowered.program, ir.Origin("", each.by.partition(".")[0]))

    @property
    def granted(self) -> tuple[Ground_, ...]:
        """For what is discretionary: the grounds that there would be if the court granted all that is for it
        to grant; shown, never counted."""
        if self.verdict != "discretionary":
            return ()
        return tuple(replace(ground, independent=False) for ground in self._if_granted.grounds)

    @cached_property
    def _if_granted(self) -> Row:
        record = replace(self.asked.record, granted=True)
        return Row(replace(self.asked, record=record), self.question, self.side)


def _lacks(attempt: Node) -> bool:
    """Whether a provision could have given what is asked, and lacks something for it."""
    return bool(attempt.reason) and attempt.section != ANOTHER_VALUE


def _runs_of_alike(cases: list[Node], thing: OpenThing, wording: Wording) -> Iterator[Node]:
    """The cases of one value in its order; of several in a row with the same reasons, the first."""
    identity = Identity(reason)
    for _, alike in groupby(range(len(cases)), key=lambda i: identity.of_all(cases[i].premises)):
        run = list(alike)
        first = cases[run[0]]
        if len(run) == 1:
            yield first
            continue
        number = f"{len(run)} cases with the same reasons, of which the first is shown"
        yield replace(first, text=f"{part_words(thing, run[0], run[-1], wording)} ({number})")


def same_key(run: Run, base: str, row: tuple[Value, ...], values: tuple[Value, ...]) -> bool:
    keys = run.lowered.program.relations[base].keys
    return keys is not None and all(row[i] == values[i] for i in keys)

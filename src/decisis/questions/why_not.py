"""Why not: the provisions that could have given a conclusion, and what stands in the way of each.

Of each provision the attempt that gets furthest is shown: the elements that are met, those that are not,
and how far. That nothing but these stands in the way of its applying is seen from its clause, whose other
literals all hold under the attempt's bindings. What would follow if it applied is run: the model of the
same law over the same record, with the provision applying, and what it lacks being so: that may keep an
opponent from applying.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from decisis.casework.asking import Run
from decisis.casework.question import Question
from decisis.casework.record import Side, base_relation, opposite
from decisis.casework.row import Row
from decisis.casework.verdict import Asked, against, plain_verdict
from decisis.proof.argument import Argument, Failure, Ground, Pattern
from decisis.proof.nodes import Node, provision_node
from decisis.proof.obstacles import Attempt, Elements, Obstacle
from decisis.proof.one_step import OneStep
from decisis.proof.opponents import opponents
from decisis.proof.other_values import ANOTHER_VALUE, giving_another, providers
from decisis.proof.wording import Wording, source_text
from decisis.questions.certain import certain
from decisis.rules import ir, naming
from decisis.values import Value

__all__ = ["Candidate", "Consequence", "NotSo", "Obstacle", "WhyNot", "why_not"]

MOST_ATTEMPTS = 3  # of one provision that are shown
# What the record may say of an atom, and the obstacle that it comes with; "": whatever is said against it.
_SPOKEN_OF = (("", naming.recorded), ("disputed", naming.disputed), ("alleged", naming.alleged))


@dataclass(frozen=True)
class Consequence:
    """What would follow if the provision applied: the verdict of the conclusion, and what then opposes it.

    ``lacking`` is what was taken to be so for that, beside the provision's applying.
    """

    verdict: str
    remaining: tuple[Obstacle, ...] = ()
    lacking: tuple[Ground, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A provision that could have given the conclusion, or the record; ``step`` names it.

    ``met`` and ``obstacles`` are of the attempt that gets furthest; ``others`` that get as far are shown
    beside it, and ``more`` do not get as far, or are not shown. ``then`` is None where it applies already,
    where it works out another value, or where it does not speak here: then ``heard_from`` is the nearest day
    on which it would.
    """

    step: Node
    met: tuple[Node, ...]
    obstacles: tuple[Obstacle, ...]
    not_reached: tuple[str, ...] = ()
    others: tuple[tuple[Obstacle, ...], ...] = ()
    more: int = 0
    applies: bool = False
    speaks: bool = True
    heard_from: date | None = None
    then: Consequence | None = None


@dataclass(frozen=True)
class NotSo:
    """A literal that is not established, and why.

    ``side`` is the row's literal or, where that is proved, its opposite. ``instead`` is what is established
    against it, in one step.
    """

    row: Row | None = field(repr=False)
    side: Side | None
    text: str
    literal: str
    verdict: str  # of the question, as it stands
    instead: Node | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class WhyNot:
    asked: Asked = field(repr=False)
    question: Question
    literals: tuple[NotSo, ...]


def why_not(asked: Asked, question: Question) -> WhyNot:
    """For each instance of a question: why it is not so or, if it is, why its opposite is not."""
    asked = asked.about(question.relation, tuple(v for v in question.pattern if v is not None))
    rows = certain(asked, question, outright=True)
    found = tuple(_not_so(row) for row in rows) or (_nothing(asked, question),)
    return WhyNot(asked, question, found)


def _not_so(row: Row) -> NotSo:
    asked = row.asked
    side = opposite(row.side) if row.verdict == "proved" else row.side
    run = asked.run
    looking = _Looking(asked, Elements(run.grounds, run.wording, run.statements))
    holding = Ground(row.side.relation, row.side.values) if row.verdict == "proved" else against(run, side)
    instead = looking.elements.one_step.step(holding) if holding and run.argument.holds(holding) else None
    candidates = list(looking.candidates(side.relation, side.values))
    if row.verdict == "proved":
        candidates += looking.of_other_values(row.side)
    text = run.wording.atom(side.relation, side.values)
    literal = source_text(side.relation, side.values)
    return NotSo(row, side, text, literal, row.verdict, instead, tuple(candidates))


def _nothing(asked: Asked, question: Question) -> NotSo:
    """Nothing speaks to a question with variables: each provision, whatever its values."""
    relation = naming.denied(question.relation) if question.negated else question.relation
    run = asked.run
    looking = _Looking(asked, Elements(run.grounds, run.wording, run.statements))
    found = tuple(looking.candidates(relation, question.pattern))
    text, literal = run.wording.atom(relation, question.pattern), source_text(relation, question.pattern)
    return NotSo(None, None, text, literal, "undetermined", None, found)


@dataclass(frozen=True)
class _Looking:
    asked: Asked
    elements: Elements

    @property
    def run(self) -> Run:
        return self.asked.run

    @property
    def argument(self) -> Argument:
        return self.run.argument

    @property
    def wording(self) -> Wording:
        return self.run.wording

    def candidates(self, relation: str, values: tuple[Value | None, ...]) -> Iterator[Candidate]:
        """Those that speak here, the furthest first; then those that do not."""
        found = [
            self._candidate(name, applies, values) for name, applies in providers(self.argument, relation)
        ]
        spoken = sorted((c for c in found if c is not None), key=_how_far_off)
        yield from self._record(relation, values)
        yield from spoken
        others = self._giving_another(relation, values, {c.step.provision for c in spoken})
        yield from sorted(others, key=_how_far_off)
        yield from self._silent(relation, values)

    def _record(self, relation: str, values: tuple[Value | None, ...]) -> Iterator[Candidate]:
        """The record, where it speaks of what is asked, and something keeps it from being so."""
        if None in values:
            return
        atom = Ground(relation, tuple(v for v in values if v is not None))
        for kind, lowered in _SPOKEN_OF:
            said = Ground(lowered(relation), atom.values)
            if not self.argument.holds(said):
                continue
            step = self.elements.one_step.step(said)
            against_it = (Obstacle(kind, step.text),) if kind else self._opposing(atom, "")
            if against_it:
                yield Candidate(step, (), against_it, applies=True)
                return

    def of_other_values(self, side: Side) -> Iterator[Candidate]:
        """Provisions that would give a functional relation another value than it has."""
        keys = self.run.lowered.program.relations[base_relation(side.relation)].keys
        if keys is None or side.relation.startswith("not "):
            return
        pattern = tuple(v if i in keys else None for i, v in enumerate(side.values))
        for name, applies in providers(self.argument, side.relation):
            others = [c for c in self.argument.clauses(applies) if not _could_be(c.head, side.values)]
            if others or not self.argument.holds(Ground(applies, side.values)):
                candidate = self._candidate(name, applies, pattern)
                if candidate is not None:
                    yield candidate

    def _giving_another(
        self, relation: str, values: tuple[Value | None, ...], known: set[str]
    ) -> Iterator[Candidate]:
        """Provisions that cannot give a functional relation the value that is asked, and give it another."""
        for each in giving_another(self.argument, self.wording, relation, values, known):
            found = Obstacle(ANOTHER_VALUE, f"it {each.words}")
            step = self._step(each.provision, each.applies, each.origin)
            yield Candidate(step, (), (found,), applies=each.does)

    def _candidate(self, name: str, applies: str, values: tuple[Value | None, ...]) -> Candidate | None:
        known = all(v is not None for v in values)
        atom = Ground(applies, values) if known else None  # type: ignore[arg-type]
        if atom is not None and self.argument.holds(atom):
            step = self._step(name, applies, self.argument.instances(atom)[0].clause.origin)
            conclusion = Ground(self._concluded(applies), atom.values)
            return Candidate(step, (), self._opposing(conclusion, name), applies=True)
        attempts = sorted((self.elements.attempt(f) for f in self._failures(applies, values)), key=_rank)
        if not attempts:
            return None
        first, *rest = attempts
        alike = [a for a in rest if a.rank[:2] == first.rank[:2] and a.obstacles != first.obstacles]
        shown = list(dict.fromkeys(a.obstacles for a in alike))[: MOST_ATTEMPTS - 1]
        return Candidate(
            self._step(name, applies, first.failure.clause.origin),
            first.met,
            first.obstacles,
            first.not_reached,
            tuple(shown),
            len({a.obstacles for a in rest} - {first.obstacles, *shown}),
            then=None if atom is None else self._consequence(atom, name, applies, first.failure),
        )

    def _step(self, name: str, applies: str, origin: ir.Origin) -> Node:
        """A provision that could have given a conclusion; of several editions, the one that gets furthest."""
        node = provision_node(self.run.lowered.program, replace(origin, provision=name))
        question = applies.removeprefix("applies ").partition(", answered ")[0]
        if question in self.run.lowered.program.open_questions:
            asked = question.rpartition(".")[2].replace("_", " ")
            return replace(node, title=f"The question {asked}, which it leaves open", quote="")
        return node

    def _failures(self, applies: str, values: tuple[Value | None, ...]) -> tuple[Failure, ...]:
        return self.argument.failures(Pattern(applies, values))

    # --- what opposes it --------------------------------------------------------------------------

    def _opposing(self, conclusion: Ground, name: str, run: Run | None = None) -> tuple[Obstacle, ...]:
        """What keeps a conclusion from following though the provision ``name`` applies or, where that is "",
        though the record says it."""
        seen = self.elements.one_step if run is None else OneStep(run.grounds, run.wording, run.statements)
        return tuple(dict.fromkeys(opponents(seen, conclusion, name)))

    def _consequence(self, atom: Ground, name: str, applies: str, failure: Failure) -> Consequence | None:
        """What would follow if the provision applied, run; None where it works out another value: as the
        record stands it gives that one, and no other."""
        if any(isinstance(literal, ir.Aggregate | ir.Binding) for literal in self.elements.failing(failure)):
            return None
        given: dict[str, frozenset[tuple[Value, ...]]] = {}
        lacking = tuple(dict.fromkeys(self._lacking(failure)))
        for each in (atom, *lacking):
            for relation in (each.relation, naming.possibly(each.relation)):
                given[relation] = given.get(relation, frozenset()) | {each.values}
        run = self.asked.court.with_given(self.asked.setting, self.run, self.asked.relation, given)
        conclusion = Ground(self._concluded(applies), atom.values)
        verdict = plain_verdict(run, Side(conclusion.relation, conclusion.values))
        if verdict == "proved":
            return Consequence(verdict, (), lacking)
        return Consequence(verdict, self._opposing(conclusion, name, run), lacking)

    def _lacking(self, failure: Failure) -> Iterator[Ground]:
        """What an attempt asks for that nobody showed, unless it is shown to be otherwise."""
        declared = self.run.lowered.program.relations
        for literal in self.elements.failing(failure):
            if not isinstance(literal, ir.Atom) or base_relation(literal.relation) not in declared:
                continue
            values = tuple(
                t.value if isinstance(t, ir.Constant) else failure.binding.get(t.name) for t in literal.terms
            )
            known = tuple(v for v in values if v is not None)
            if len(known) == len(values) and against(self.run, Side(literal.relation, known)) is None:
                yield Ground(literal.relation, known)

    def _concluded(self, applies: str) -> str:
        clauses = self.run.lowered.program.clauses
        return next(
            c.head.relation
            for c in clauses
            if c.origin.role == "concludes" and c.body and c.body[0] == ir.Atom(applies, c.head.terms)
        )

    # --- those that do not speak ------------------------------------------------------------------

    def _silent(self, relation: str, values: tuple[Value | None, ...]) -> Iterator[Candidate]:
        from decisis.compiler.unheard import silent_on

        base, negated = base_relation(relation), relation.startswith("not ")
        library, setting = self.asked.court.programs.library, self.asked.setting
        for found in silent_on(base, negated, values, library, setting):
            node = Node(
                "derived", found.title, provision=found.name, title=found.title, citation=found.citation
            )
            obstacle = Obstacle(found.kind, found.text)
            yield Candidate(node, (), (obstacle,), speaks=False, heard_from=found.day)


def _could_be(head: ir.Atom, values: tuple[Value, ...]) -> bool:
    return all(isinstance(t, ir.Variable) or t.value == v for t, v in zip(head.terms, values, strict=True))


def _how_far_off(candidate: Candidate) -> tuple[int, int]:
    return (0 if candidate.applies else 1, len(candidate.obstacles) + len(candidate.not_reached))


def _rank(attempt: Attempt) -> tuple[object, ...]:
    return attempt.rank

"""What an answer that is not decided lacks: facts of the record, by the provisions nearest to giving it.

Of each provision that could give what is asked, the attempt that gets furthest is followed: what it asks
for and does not have is looked for in the same way, until nothing but the record could say it. Where a
provision applies and one that may apply is in its way, that one is followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from decisis.casework.asking import Run
from decisis.casework.coverage import Gap
from decisis.casework.standoff import Standoff, standoffs
from decisis.casework.verdict import Asked
from decisis.dataclass import dataclass, field, replace
from decisis.proof.absence import agreeing, instead_of, looked_for
from decisis.proof.argument import Failure, Ground, ground, match
from decisis.proof.days import no_day
from decisis.proof.nodes import Node, provision_node
from decisis.proof.obstacles import Attempt, Elements
from decisis.proof.undecided import is_doubtful_member
from decisis.proof.wording import literal_of, opposite_of, source_text
from decisis.rules import ir, naming
from decisis.rules.plan import variables
from decisis.values import Bounds, Value, text

MOST_LEADS = 8  # in an answer
MOST_PROVISIONS = 4  # of those that could give one thing, that are followed
MOST_LOOKED_FOR = 60  # atoms in one answer
MOST_OF_ONE = 2  # on the way to one thing that a provision asks for
MOST_FAILURES = 200  # attempts of one provision that are compared
HARD = ("not so", "shown otherwise", "shown", "not in force", "switched off", "outranked", "opposed")

MACHINERY = (*naming.OF_A_QUESTION, naming.GRANTED, naming.DAYS)  # nothing of the record

Sought = tuple[str, tuple[Value | None, ...]]  # a literal; None stands for any value


@dataclass(frozen=True)
class Lead:
    """A fact that the record lacks, as it would be asked for, and the provision that asks for it."""

    question: str
    literal: str  # `_` where a value is asked for
    step: Node = field(repr=False)  # names the provision

    @property
    def relation(self) -> str:
        return self.literal.partition("(")[0]


@dataclass(frozen=True)
class Search:
    """The facts found, of the nearest provision first; and every declared relation that was looked for.

    ``conflicts``: what is asked for and cannot be used, since something stands on either side of it.
    ``uncounted``: periods that start on a day for which no way of counting is recorded.
    """

    leads: tuple[Lead, ...] = ()
    relations: frozenset[str] = frozenset()
    conflicts: tuple[Standoff, ...] = ()
    uncounted: tuple[Gap, ...] = ()


def search(asked: Asked, relation: str, pattern: tuple[Value | None, ...]) -> Search:
    """What the record would first have to say for a literal to be decided, and what clashes on the way."""
    run = asked.run
    walk = _Walk(asked, Elements(run.grounds, run.wording, run.statements))
    found: dict[str, Lead] = {}
    for lead in walk.towards((relation, pattern)):
        found.setdefault(lead.literal, lead)
        if len(found) == MOST_LEADS:
            break
    named = {literal_of(name)[0] for name, _ in walk.seen} | {lead.relation for lead in found.values()}
    declared = named & run.wording.relations.keys()
    return Search(
        tuple(found.values()), frozenset(declared), tuple(walk.conflicts.values()), tuple(walk.uncounted)
    )


@dataclass(frozen=True)
class _Walk:
    """One search, which looks for nothing twice."""

    asked: Asked
    elements: Elements
    seen: set[Sought] = field(default_factory=set)
    conflicts: dict[tuple[Node, Node], Standoff] = field(default_factory=dict)
    uncounted: dict[Gap, None] = field(default_factory=dict)

    @property
    def run(self) -> Run:
        return self.asked.run

    def towards(self, sought: Sought) -> Iterator[Lead]:
        """The facts on the way to a literal: for each provision that is near to giving it, all it lacks."""
        if self._is_new(sought):
            for provision, attempt in self._nearest(sought):
                yield from self._along(attempt, provision)
            for opponent in self._in_the_way(sought):
                yield from self._through(opponent, opponent.relation.removeprefix("applies "))

    def _is_new(self, sought: Sought) -> bool:
        if sought in self.seen or len(self.seen) >= MOST_LOOKED_FOR:
            return False
        self.seen.add(sought)
        return True

    def _first(self, sought: Sought, provision: str) -> Iterator[Lead]:
        """The facts on the way to what a provision asks for; itself, if no provision says what it is."""
        relation, values = sought
        if literal_of(relation)[0] not in self.run.wording.relations:
            yield from self._through(_Applying(relation, values), provision)
        elif self._in_conflict(literal_of(relation)[0], values):
            return
        elif self._giving(sought):
            yield from self.towards(sought)
        elif not (self._silence_answers(relation) or self._said(relation, values)):
            yield self._lead(relation, values, provision)

    def _in_conflict(self, base: str, values: tuple[Value | None, ...]) -> bool:
        """Whether a literal is conflicted, for some value where none is named; then it is noted."""
        if not self._is_open(base, values):
            return False
        about = self.asked.about(base, tuple(v for v in values if v is not None))
        found = [
            each
            for row in about.run.argument.rows(agreeing(naming.conflicted(base), values), {})
            for each in standoffs(about, base, row)
        ]
        for each in found:
            self.conflicts.setdefault(each.sides, each)
        return bool(found)

    def _is_open(self, base: str, values: tuple[Value | None, ...]) -> bool:
        """Whether something is possible of a literal, and nothing established."""
        names = (base, naming.denied(base))
        there = [any(self.run.argument.rows(agreeing(n, values), {})) for n in names]
        maybe = [any(self.run.argument.rows(agreeing(naming.possibly(n), values), {})) for n in names]
        return any(maybe) and not any(there)

    def _silence_answers(self, relation: str) -> bool:
        """Whether a record that does not show it is taken to say that it is not so."""
        base, _ = literal_of(relation)
        return self.run.lowered.program.relations[base].closed

    def _said(self, relation: str, values: tuple[Value | None, ...]) -> bool:
        """Whether the record speaks to a literal: it is otherwise, has another value, or is alleged."""
        base, negated = literal_of(relation)
        plain = naming.denied(base) if negated else base
        keys = self.run.wording.relations[base].keys
        of_key = values if keys is None else tuple(v if i in keys else None for i, v in enumerate(values))
        against = ((opposite_of(relation), values), (plain, of_key))
        open_ = ((naming.in_question(plain), of_key), (naming.alleged(plain), values))
        return any(self.run.argument.rows(agreeing(*each), {}) for each in (*against, *open_))

    def _otherwise(self, relation: str, values: tuple[Value | None, ...]) -> bool:
        """Whether the record has the opposite of a literal, or another value for its key."""
        info = self.run.wording.relations[literal_of(relation)[0]]
        return any(self.run.argument.rows(agreeing(*each), {}) for each in instead_of(info, relation, values))

    def _answered(self, base: str, values: tuple[Value | None, ...]) -> bool:
        """Whether a question that names no value, as "under which statute?", is answered on record."""
        words = self.run.wording
        question, facts = words.question(base, values), self.run.record.facts
        return bool(words.relations[base].asks) and any(
            fact.usable and fact.relation == base and fact.values != values
            for fact in facts
            if words.question(base, fact.values) == question
        )

    def _lead(self, relation: str, values: tuple[Value | None, ...], provision: str) -> Lead:
        step = provision_node(self.run.lowered.program, ir.Origin("applies", provision.partition(".")[0]))
        base, _ = literal_of(relation)
        return Lead(self.run.wording.question(base, values), source_text(base, values), step)

    def _through(self, applying: _Applying, provision: str) -> Iterator[Lead]:
        """The facts that the furthest attempt at one provision lacks."""
        attempt = self._furthest(applying) if self._is_new((applying.relation, applying.values)) else None
        if attempt is not None:
            yield from self._along(attempt, provision)

    def _along(self, attempt: Attempt, provision: str) -> Iterator[Lead]:
        """What one attempt lacks; nothing where something that the provision asks is answered, or
        established to be otherwise for good: whatever else is shown, it does not apply."""
        lacking = list(self._lacking(attempt))
        declared = [b for b in lacking if literal_of(b[0])[0] in self.run.wording.relations]
        facts = [b for b in declared if not self._giving(b)]
        if any(o.kind == "shown" for o in attempt.obstacles):
            return
        if any(self._in_no_row(*each) for each in lacking):
            return
        if any(self._answered(*fact) for fact in facts if fact[0] in self.run.wording.relations):
            return
        if any(self._otherwise(*each) and not self._not_beaten(each) for each in declared):
            return
        yield from self._inexact(attempt, provision)
        for each in lacking:
            yield from islice(self._first(each, provision), MOST_OF_ONE)

    def _in_no_row(self, relation: str, values: tuple[Value | None, ...]) -> bool:
        """Whether it is a table that has no such row, and may have none."""
        imprecise = any(isinstance(value, Bounds) for value in values)
        return relation in self.run.lowered.program.tables and not imprecise

    # --- provisions -----------------------------------------------------------------------------------

    def _giving(self, sought: Sought) -> dict[str, str]:
        """The provisions that could give a literal, each with the relation of its applying."""
        relation, values = sought
        return {
            clause.origin.provision: clause.body[0].relation
            for clause in self.run.argument.clauses(relation)
            if clause.origin.role == "concludes" and clause.origin.provision
            if clause.body and isinstance(clause.body[0], ir.Atom)
            if self._could_be(clause.body[0].relation, values)
        }

    def _could_be(self, applies: str, values: tuple[Value | None, ...]) -> bool:
        """Whether a provision could apply to some values, for all that its own words say."""
        heads = [zip(c.head.terms, values, strict=True) for c in self.run.argument.clauses(applies)]
        return any(
            all(asked is None or isinstance(term, ir.Variable) or term.value == asked for term, asked in head)
            for head in heads
        )

    def _not_beaten(self, sought: Sought) -> dict[str, str]:
        """Those that could give a literal, and nothing by which it is otherwise prevails over them."""
        against = set(self._against(sought))
        beats = self.run.lowered.program.beats
        return {
            provision: applies
            for provision, applies in self._giving(sought).items()
            if "" not in against and not any((other, provision) in beats for other in against)
        }

    def _against(self, sought: Sought) -> Iterator[str]:
        """The provisions by which the opposite is established, or another value; "" of the record."""
        relation, values = sought
        info = self.run.wording.relations[literal_of(relation)[0]]
        for name, pattern in instead_of(info, relation, values):
            for row in self.run.argument.rows(agreeing(name, pattern), {}):
                yield from (i.clause.origin.provision for i in self.run.argument.instances(Ground(name, row)))

    def _nearest(self, sought: Sought) -> list[tuple[str, Attempt]]:
        """Of each provision that could give a literal, the attempt that gets furthest; the nearest first."""
        found = [
            (provision, attempt)
            for provision, applies in self._not_beaten(sought).items()
            if (attempt := self._furthest(_Applying(applies, sought[1]))) and not self._of_no_use(attempt)
        ]
        nearest = sorted(found, key=lambda each: _how_far_off(each[1]))
        return self._unlike(nearest)[:MOST_PROVISIONS]

    def _unlike(self, nearest: list[tuple[str, Attempt]]) -> list[tuple[str, Attempt]]:
        """Of provisions that lack the same, as the courts' words on one text do, the first."""
        found: dict[object, tuple[str, Attempt]] = {}
        for provision, attempt in nearest:
            lacking = tuple(b for b in self._lacking(attempt) if b[0] in self.run.wording.relations)
            found.setdefault(lacking or provision, (provision, attempt))
        return list(found.values())

    def _furthest(self, applying: _Applying) -> Attempt | None:
        attempts = map(self.elements.attempt, islice(self._failures(applying), MOST_FAILURES))
        return min(attempts, key=_how_far_off, default=None)

    def _failures(self, applying: _Applying) -> Iterator[Failure]:
        asked = agreeing(applying.relation, applying.values)
        for clause in self.run.argument.clauses(applying.relation):
            yield from self.run.argument.attempts_from(clause, asked, {})

    def _of_no_use(self, attempt: Attempt) -> bool:
        """Whether nothing that the record could say makes a provision apply in this court, on this day."""
        failing = self.elements.failing(attempt.failure)
        elsewhere = any(isinstance(b, ir.Atom) and b.relation in naming.OF_THE_SETTING for b in failing)
        return elsewhere or self._out_of_force(attempt)

    def _out_of_force(self, attempt: Attempt) -> bool:
        """Whether the day that governs is known, and the text was not in force then."""
        clause, binding = attempt.failure.clause, attempt.failure.binding
        failing = list(map(id, self.elements.failing(attempt.failure)))
        return any(
            isinstance(literal, ir.Comparison)
            and (info is not None and info.section == "in force" and id(literal) in failing)
            and not self.run.argument.may_be(literal, binding)
            for literal, info in zip(clause.body, clause.origin.elements, strict=True)
        )

    def _in_the_way(self, sought: Sought) -> Iterator[_Applying]:
        """What may apply, and keeps a literal from being concluded though a provision for it applies."""
        relation, values = sought
        supported = self.run.argument.rows(agreeing(naming.supported(relation), values), {})
        for row in supported:
            for instance in self.run.argument.instances(Ground(naming.blocked(relation), row)):
                opponent = instance.clause.origin.provision
                for literal in instance.clause.body:
                    if isinstance(literal, ir.Atom) and literal.relation == naming.possibly_applies(opponent):
                        yield _Applying(naming.applies(opponent), ground(literal, instance.binding).values)

    # --- elements -------------------------------------------------------------------------------------

    def _lacking(self, attempt: Attempt) -> Iterator[Sought]:
        """What an attempt asks for and does not have, in the order of the provision's elements."""
        binding = attempt.failure.binding
        program = self.run.lowered.program
        for literal in self.elements.failing(attempt.failure):
            if isinstance(literal, ir.Binding) and (why := no_day(literal, binding, program)):
                step = provision_node(program, attempt.failure.clause.origin)
                self.uncounted[Gap(step.provision, f"{why}, and {_named(step)} needs one", "")] = None
            elif isinstance(literal, ir.Atom) and not literal.relation.startswith(MACHINERY):
                yield literal.relation, tuple(_value_of(term, binding) for term in literal.terms)
            elif is_doubtful_member(literal):
                yield from self._doubtful_members(ground(literal.atom, binding))
            elif isinstance(literal, ir.Negation):
                yield from self._merely_possible(ground(literal.atom, binding))

    def _inexact(self, attempt: Attempt, provision: str) -> Iterator[Lead]:
        """What the record says only by bounds, and a comparison would have to know more exactly."""
        binding = attempt.failure.binding
        for literal in self.elements.failing(attempt.failure):
            if isinstance(literal, ir.Comparison) and self.run.argument.may_be(literal, binding):
                for value in (binding.get(name) for name in variables(literal)):
                    for fact in self.run.record.facts if isinstance(value, Bounds) else ():
                        if (
                            value in fact.values
                            and fact.usable
                            and self._is_new((fact.relation, fact.values))
                        ):
                            exact = tuple(None if v == value else v for v in fact.values)
                            lead = self._lead(fact.relation, exact, provision)
                            said = f"{lead.question} The record only has: {text(value)}."
                            yield replace(lead, question=said)

    def _doubtful_members(self, doubtful: Ground) -> Iterator[Sought]:
        """What may be a member of a total, and is not known to be one."""
        for clause in self.run.argument.clauses(doubtful.relation):
            possibly, surely = clause.body
            assert isinstance(possibly, ir.Atom) and isinstance(surely, ir.Negation)
            outside = match(clause.head, doubtful.values) or {}
            known = self.run.argument.rows(surely.atom, outside)
            yield from (
                (surely.atom.relation, row)
                for row in self.run.argument.rows(possibly, outside)
                if row not in known
            )

    def _merely_possible(self, absent: Ground) -> Iterator[Sought]:
        """Of something that a provision asks to be absent, and that may be so: what would show it."""
        relation, values = looked_for(self.run.argument, absent)
        plain = relation.removeprefix("possibly ")
        if relation != plain and literal_of(plain)[0] in self.run.wording.relations:
            yield plain, values


def _named(step: Node) -> str:
    return ": ".join(p for p in (step.title or step.provision.replace("_", " "), step.citation) if p)


def _value_of(term: ir.Term, binding: Mapping[str, Value]) -> Value | None:
    return term.value if isinstance(term, ir.Constant) else binding.get(term.name)


@dataclass(frozen=True)
class _Applying:
    """That a provision applies, to values of which some may not be known."""

    relation: str
    values: tuple[Value | None, ...]


def _how_far_off(attempt: Attempt) -> tuple[object, ...]:
    """What could be shown is nearer than what is shown to be otherwise."""
    return (sum(o.kind in HARD for o in attempt.obstacles), attempt.rank)

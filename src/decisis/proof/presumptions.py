"""What a proof presumes: what nobody showed, and would have made it otherwise.

An opponent that was kept out, a member that a sum left out, an absence: each rests on attempts that failed.
An attempt that failed for several reasons would fail still if one of them were gone, so that it presumes
what all of them presume: one that the record shows presumes nothing, silence presumes itself, and what is
established itself by presuming something hands that on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from decisis.dataclass import dataclass, field, replace
from decisis.proof.absence import established_instead
from decisis.proof.argument import Argument, Failure, Ground, Instance, granted, ground, match, pattern
from decisis.proof.grounds import Grounds, Support
from decisis.proof.nodes import provision_node
from decisis.proof.premises import members
from decisis.proof.selection import Selection
from decisis.proof.wording import Wording, source_text
from decisis.rules import ir, naming
from decisis.rules.arithmetic import compare_expressions
from decisis.rules.plan import binds, expression_variables, is_bound, needs, order, variables
from decisis.rules.relevance import reachable_relations
from decisis.values import Value


@dataclass(frozen=True)
class Presumption:
    """An element that nobody showed, the provision that it would have let in, and who bore the burden."""

    text: str
    provision: str
    citation: str = ""
    provenance: str = ""  # of the provision
    bearer: str = ""
    standard: str = ""
    literal: str = ""  # as it would be written
    relation: str = ""
    values: tuple[Value | None, ...] = ()  # None: a value that nobody named
    distance: int = field(default=0, compare=False)  # steps from the conclusion to the one that presumes it
    in_some_cases: bool = False  # and in others of a proof by cases it is shown, or makes no difference

    def covers(self, other: Presumption) -> bool:
        """Whether it says what another one says of the same element, and of more values."""
        if self == other or (self.provision, self.relation) != (other.provision, other.relation):
            return False
        if self.in_some_cases and not other.in_some_cases:
            return False
        alike = (self.citation, self.bearer, self.standard) == (other.citation, other.bearer, other.standard)
        pairs = zip(self.values, other.values, strict=True)
        return alike and all(mine is None or mine == theirs for mine, theirs in pairs)


Presumed = tuple[Presumption, ...]
Pattern = tuple[Value | None, ...]  # None: a value that nobody named


def widest(found: Iterable[Presumption]) -> Presumed:
    """Each once, without those that another one covers: those that somebody had to show first, whose silence
    decides against them, and the nearest to the conclusion before the others."""
    every = tuple(dict.fromkeys(sorted(found, key=lambda p: (not p.bearer, p.distance))))
    return tuple(p for p in every if not any(other.covers(p) for other in every))


@dataclass
class Presumptions:
    """Looks for what proofs over one argument presume; results are kept."""

    argument: Argument
    grounds: Grounds
    wording: Wording
    _present: dict[Ground, Presumed] = field(default_factory=dict)
    _absent: dict[Ground, Presumed] = field(default_factory=dict)
    _kept: dict[int, tuple[Instance, Presumed]] = field(default_factory=dict)
    _reachable: dict[str, frozenset[str]] = field(default_factory=dict)
    _named: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)

    def of(self, atom: Ground, support: Support) -> Presumed:
        """What one ground of an established atom presumes, the conclusion's own first."""
        return self._of(atom, support, self._behind_each)

    def _of(self, atom: Ground, support: Support, behind: Callable[[Instance], Presumed]) -> Presumed:
        selection = Selection(self.argument, self.grounds, support)
        steps = [*selection.below(atom)]
        behind_each = [(behind(instance), distance) for _, instance, distance in reversed(steps)]
        return _together(_at(distance, presumed) for presumed, distance in reversed(behind_each))

    def of_silence(self, atom: Ground) -> Presumed:
        """What it presumes that a closed relation is not so: what nobody showed of those that give it."""
        literal = ir.Atom(atom.relation, tuple(ir.Constant(v) for v in atom.values))
        return self._underived(literal, {})

    def _behind_each(self, instance: Instance) -> Presumed:
        """The same as `_behind`, kept for the next ground: nothing else is being looked at meanwhile."""
        if id(instance) not in self._kept:
            self._kept[id(instance)] = (instance, self._behind(instance))
        return self._kept[id(instance)][1]

    def _behind(self, instance: Instance) -> Presumed:
        """What an instance presumes, its premises apart."""
        return _together(self._parts(instance))

    def _parts(self, instance: Instance) -> Iterator[Presumed]:
        binding, for_the_court = instance.binding, granted(instance.clause)
        elements = zip(instance.clause.body, instance.clause.origin.elements, strict=True)
        for place, (literal, info) in enumerate(elements):
            match literal:
                case _ if place in for_the_court:
                    pass
                case ir.Negation(atom) if atom.relation.startswith(naming.BAD_CASE):
                    yield from self._cases(ground(atom, binding))
                case ir.Negation(atom):
                    yield self._lacking(atom, info, instance.clause, binding)
                case ir.Aggregate():
                    yield from self._left_out(literal.over, _outside(literal, binding))
                case _:
                    pass

    def _resting(self, atom: Ground) -> Presumed:
        """What an established atom presumes, in its first ground: what would undo the atom undoes each."""
        if atom.relation.startswith("possibly "):
            atom = Ground(atom.relation.removeprefix("possibly "), atom.values)
        if not self.argument.derived(atom.relation) or not self.argument.holds(atom):
            return ()
        if atom not in self._present:
            self._present[atom] = ()
            first = next(iter(self.grounds.of(atom)), None)
            self._present[atom] = () if first is None else self._of(atom, first, self._behind)
        return self._present[atom]

    # --- what is not there -------------------------------------------------------------------------------

    def _lacking(
        self,
        literal: ir.Atom,
        info: ir.ElementInfo | None,
        clause: ir.Clause,
        binding: Mapping[str, Value],
    ) -> Presumed:
        """What it presumes that nothing shows what a literal of a clause speaks of."""
        values = _values(literal, binding)
        base = self.wording.said(literal.relation)
        if not base:
            return self._machinery(literal, values, binding)
        if info is None or base in self.argument.program.tables:
            return ()
        if self.wording.relations[base].closed:
            return self._underived(literal, binding)
        decided = self._decided(literal.relation, values)
        if decided is not None:
            return self._resting(decided)
        step = provision_node(self.argument.program, clause.origin)
        bearer = self.wording.filled(info.bearer, binding) if info.bearer else ""
        said, written = self.wording.atom(literal.relation, values), source_text(literal.relation, values)
        by = step.provision, step.citation, step.provenance
        return (Presumption(said, *by, bearer, info.standard, written, base, values),)

    def _machinery(self, literal: ir.Atom, values: Pattern, binding: Mapping[str, Value]) -> Presumed:
        if literal.relation.startswith(naming.DOUBTFUL_MEMBER):
            return ()
        known = tuple(v for v in values if v is not None)
        if len(known) < len(values):
            return self._underived(literal, binding)
        atom = Ground(literal.relation, known)
        if atom not in self._absent:
            self._absent[atom] = ()
            self._absent[atom] = _together(self._attempt(f) for f in self.argument.failures(atom))
        return self._absent[atom]

    def _underived(self, literal: ir.Atom, binding: Mapping[str, Value]) -> Presumed:
        """What it presumes that no clause gives a literal, as far as its values are known."""
        return _together(
            self._attempt(failure)
            for clause in self.argument.clauses(literal.relation)
            for failure in self.argument.attempts_from(clause, literal, binding)
        )

    def _decided(self, relation: str, values: Pattern) -> Ground | None:
        """What is established otherwise: the opposite, or another value for the same key."""
        return established_instead(self.argument, self.wording, relation, values)

    # --- attempts that failed ---------------------------------------------------------------------------

    def _attempt(self, attempt: Failure) -> Presumed:
        """What is presumed of every reason for which an attempt failed: showing it undoes them all."""
        reasons: list[Presumed] = []
        for reason in self._reasons(attempt):
            if not reason:
                return ()
            reasons.append(reason)
        least = min(reasons, key=len, default=())
        return tuple(
            p for p in least if all(any(self._may_be_one(p, q) for q in reason) for reason in reasons)
        )

    def _may_be_one(self, one: Presumption, other: Presumption) -> bool:
        """Whether one fact may show both: one depends on the other."""
        first, second = _relation(one), _relation(other)
        return first == second or second in self._below(first) or first in self._below(second)

    def _below(self, relation: str) -> frozenset[str]:
        if relation not in self._reachable:
            found = reachable_relations(self.argument.program, relation)
            said = (self.wording.said(name) for name in found)
            self._reachable[relation] = frozenset(filter(None, said))
        return self._reachable[relation]

    def _reasons(self, attempt: Failure) -> Iterator[Presumed]:
        infos = attempt.clause.origin.elements or (None,) * len(attempt.clause.body)
        for place in attempt.failing:
            literal = attempt.clause.body[place]
            if isinstance(literal, ir.Atom):
                yield self._lacking(literal, infos[place], attempt.clause, attempt.binding)
            elif isinstance(literal, ir.Binding | ir.Aggregate):
                yield self._of_operands(literal, attempt)
        for literal in attempt.clause.body:
            yield from self._against(literal, attempt)

    def _against(self, literal: ir.Literal, attempt: Failure) -> Iterator[Presumed]:
        """What decides an element against an attempt, whether or not it got so far."""
        binding = attempt.binding
        match literal:
            case ir.Atom(relation):
                base = self.wording.said(relation)
                if not base:
                    return
                if _edition_has_passed(self.argument, literal, attempt):
                    yield ()
                elif not self.argument.rows(literal, binding):
                    if self.wording.relations[base].closed:
                        yield self._underived(literal, binding)
                    elif decided := self._decided(relation, _values(literal, binding)):
                        yield self._resting(decided)
            case ir.Negation(atom):
                if is_bound(atom, binding) and self.argument.holds(ground(atom, binding)):
                    yield self._resting(ground(atom, binding))
            case ir.Comparison():
                ways = self._compared(literal, attempt)
                if ways and not any(self._meets(literal, way) for way in ways):
                    whole = (Failure(attempt.clause, way, attempt.failing) for way in ways)
                    yield _together(self._of_operands(literal, each) for each in whole)
            case _:
                pass

    def _meets(self, literal: ir.Comparison, binding: Mapping[str, Value]) -> bool:
        return compare_expressions(literal, binding, self.argument.program.calendar)

    def _compared(self, literal: ir.Comparison, attempt: Failure) -> list[Mapping[str, Value]]:
        """What a test compares, as often as elements show it of which the attempt did not get so far; none
        if some of it is not shown at all."""
        found: list[Mapping[str, Value]] = [attempt.binding]
        for place in self._feeding(literal, attempt):
            more = (self.argument.ways(attempt.clause.body[place], dict(way)) for way in found)
            found = [way for ways in more for way in ways]
        return found if all(is_bound(literal, way) for way in found) else []

    def _feeding(self, literal: ir.Comparison, attempt: Failure) -> list[int]:
        """The places of the elements that name what a test compares, in an order in which they can be asked;
        those that failed name nothing."""
        clause, known = attempt.clause, attempt.binding.keys()
        missing = set(variables(literal)) - known
        found: set[int] = set()
        while missing:
            naming = {i for i, b in enumerate(clause.body) if binds(b) & missing} - {*attempt.failing}
            if naming <= found:
                return []
            found |= naming
            missing = {n for i in found for n in needs(clause.body[i], clause)} - known
            missing -= {n for i in found for n in binds(clause.body[i])}
        return [i for i in order(clause, frozenset(known)) if i in found]

    def _of_operands(self, literal: ir.Literal, attempt: Failure) -> Presumed:
        """What a test presumes that fails: what was established of the values that it compares."""
        names, found = set(variables(literal)), list[Presumed]()
        if isinstance(literal, ir.Aggregate):
            found += self._left_out(literal.over, _outside(literal, attempt.binding))
        for other in reversed(attempt.clause.body):
            if other is literal or not names & set(variables(other)):
                continue
            if isinstance(other, ir.Atom) and is_bound(other, attempt.binding):
                found.append(self._resting(ground(other, attempt.binding)))
            elif isinstance(other, ir.Binding) and other.variable.name in names:
                names |= set(expression_variables(other.expression))
            elif isinstance(other, ir.Aggregate) and other.result.name in names:
                instance = Instance(attempt.clause, attempt.binding)
                found += self._left_out(other.over, _outside(other, attempt.binding))
                found += (self._resting(m) for m in members(other, instance, self.argument))
        return _together(found)

    # --- members and cases ------------------------------------------------------------------------------

    def _cases(self, bad: Ground) -> Iterator[Presumed]:
        """What a `for every` presumes: of each case that it is good, and of what is none that it is none."""
        for clause in self.argument.clauses(bad.relation):
            case = clause.body[0]
            assert isinstance(case, ir.Atom)
            yield from self._left_out(case, match(clause.head, bad.values) or {})
        yield _together(self._attempt(f) for f in self.argument.failures(bad))

    def _left_out(self, over: ir.Atom, binding: Mapping[str, Value]) -> Iterator[Presumed]:
        """What meets some of the conditions of a member, and would be one if the rest were shown.

        Where there is nothing at all, anything would be. Beside what there is, that nobody showed anything
        further is in the nature of counting.
        """
        nothing = not self.argument.rows(over, binding)
        for clause in self.argument.clauses(over.relation):
            for attempt in self.argument.attempts_as_written(clause, over, binding):
                known = _is_somebody(attempt, over, binding) and not self._is_member(attempt, over)
                if nothing or known:
                    yield self._no_member(attempt)
            if not nothing:
                yield from self._unmentioned(clause, over, binding)

    def _no_member(self, attempt: Failure) -> Presumed:
        """What it presumes that something is no member: no more than what is shown to keep it out."""
        lacking = attempt.clause.body[attempt.literal]
        if isinstance(lacking, ir.Atom) and self._is_shut_out(lacking, attempt.binding):
            return self._underived(lacking, attempt.binding)
        return self._attempt(attempt)

    def _is_shut_out(self, literal: ir.Atom, binding: Mapping[str, Value]) -> bool:
        """Whether something established keeps each provision that could give a literal from doing so."""
        if not is_bound(literal, binding) or not self.wording.said(literal.relation):
            return False
        attempts = [
            attempt
            for clause in self.argument.clauses(literal.relation)
            for concluding in self.argument.attempts_from(clause, literal, binding)
            for attempt in self._of_provisions(concluding)
        ]
        return bool(attempts) and all(map(self._stands_in_its_way, attempts))

    def _of_provisions(self, concluding: Failure) -> tuple[Failure, ...]:
        applies = concluding.clause.body[concluding.literal]
        return (
            self.argument.failures(pattern(applies, concluding.binding))
            if isinstance(applies, ir.Atom)
            else ()
        )

    def _stands_in_its_way(self, attempt: Failure) -> bool:
        return any(self._is_otherwise(attempt.clause.body[i], attempt.binding) for i in attempt.failing)

    def _is_otherwise(self, literal: ir.Literal, binding: Mapping[str, Value]) -> bool:
        """Whether an element that fails does so for something shown, and not for want of it."""
        match literal:
            case ir.Negation(ir.Atom(relation)):
                return bool(self.wording.said(relation)) or relation.startswith("shown")
            case ir.Atom(relation) if self.wording.said(relation):
                return self._decided(relation, _values(literal, binding)) is not None
            case _:
                return False

    def _unmentioned(
        self, clause: ir.Clause, over: ir.Atom, binding: Mapping[str, Value]
    ) -> Iterator[Presumed]:
        """Members that the law names itself, of which there is nothing: a term on revocation, say."""
        for variable, named in self._named_in_law(clause, over, binding):
            fixed = {**binding, variable: named}
            if not self.argument.rows(over, fixed):
                attempts = self.argument.attempts_as_written(clause, over, fixed)
                yield from (self._attempt(attempt) for attempt in attempts)

    def _named_in_law(
        self, clause: ir.Clause, over: ir.Atom, binding: Mapping[str, Value]
    ) -> Iterator[tuple[str, Value]]:
        """The names that provisions give for what an aggregate goes through; amounts are no members."""
        for place, term in enumerate(over.terms):
            if isinstance(term, ir.Variable) and term.name not in binding:
                yield from ((term.name, name) for name in self._names_in(clause, place))

    def _names_in(self, clause: ir.Clause, place: int) -> tuple[str, ...]:
        key = (id(clause), place)  # clauses stay as long as their program
        if key not in self._named:
            values = self._constants(clause, place, set())
            self._named[key] = tuple(sorted(value for value in values if isinstance(value, str)))
        return self._named[key]

    def _constants(self, clause: ir.Clause, place: int, seen: set[tuple[str, int]]) -> set[Value]:
        """The constants that a clause, or what it rests on, can give in a place of its head."""
        term = clause.head.terms[place]
        if isinstance(term, ir.Constant):
            return {term.value}
        found: set[Value] = set()
        for literal in clause.body:
            if isinstance(literal, ir.Atom):
                for below, same in enumerate(literal.terms):
                    if same == term and (literal.relation, below) not in seen:
                        seen.add((literal.relation, below))
                        for each in self.argument.clauses(literal.relation):
                            found |= self._constants(each, below, seen)
        return found

    def _is_member(self, attempt: Failure, over: ir.Atom) -> bool:
        """Whether it is one in another way."""
        return bool(self.argument.rows(ir.Atom(over.relation, attempt.clause.head.terms), attempt.binding))


def _is_somebody(attempt: Failure, over: ir.Atom, outside: Mapping[str, Value]) -> bool:
    """Whether a condition of a member is met, so that it is known of what it would be one."""
    return any(
        isinstance(own, ir.Variable) and own.name in attempt.binding
        for own, asked in zip(attempt.clause.head.terms, over.terms, strict=True)
        if isinstance(asked, ir.Variable) and asked.name not in outside
    )


def _outside(literal: ir.Aggregate, binding: Mapping[str, Value]) -> dict[str, Value]:
    """What is known where an aggregate stands; its own variables are not."""
    own = {literal.result.name} | ({literal.value.name} if literal.value else set())
    return {n: v for n, v in binding.items() if n not in own}


def _relation(presumed: Presumption) -> str:
    """The relation of the language that a presumption is about."""
    return presumed.literal.removeprefix("not ").partition("(")[0]


def _at(distance: int, presumed: Presumed) -> Presumed:
    return tuple(replace(p, distance=distance) for p in presumed)


def _together(parts: Iterable[Presumed]) -> Presumed:
    return tuple(dict.fromkeys(p for part in parts for p in part))


def _values(literal: ir.Atom, binding: Mapping[str, Value]) -> Pattern:
    return tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in literal.terms)


def _edition_has_passed(argument: Argument, literal: ir.Atom, attempt: Failure) -> bool:
    """Whether an atom that names the governing day holds only of days on which the text was not in force."""
    body, elements = attempt.clause.body, attempt.clause.origin.elements
    position = body.index(literal)
    if elements[position] is None or elements[position].section != "in force":  # type: ignore[union-attr]
        return False
    limits = [
        b
        for b, e in zip(body, elements, strict=True)
        if isinstance(b, ir.Comparison) and e and e.section == "in force"
    ]
    days = list(argument.ways(literal, dict(attempt.binding)))
    return bool(days) and not any(
        all(not is_bound(t, day) or compare_expressions(t, day, argument.program.calendar) for t in limits)
        for day in days
    )

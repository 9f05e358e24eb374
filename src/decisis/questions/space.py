"""What may be changed in a matter for one question, kind by kind.

facts         what the record says, as far as the question can depend on it: withdrawn, found to be
              otherwise, or with another value (amounts and days at which a comparison of the law comes
              out otherwise; one of the listed choices, where the relation has one value for its key)
findings      what no provision concludes, found of things that the matter or the law names
disputes      resolved for either side
questions     what a holding leaves open, answered either way
allegations   found true
authorities   not heard (a provision without an authority: by itself)
date, court   moved, where that is asked for
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, islice, product

from decisis.casework.asking import Court
from decisis.casework.record import Dispute, Fact, Side, base_relation, opposite
from decisis.casework.settlement import Narrowed, OpenThing, Resolution
from decisis.casework.verdict import Asked
from decisis.compiler.removal import bears_on_others
from decisis.compiler.setting import RecordSides
from decisis.proof.amounts import step
from decisis.proof.wording import literal_of, source_text
from decisis.questions.amounts import distance, ends_within, may_stand
from decisis.questions.bearing import Bearing, Pattern, bearing, fits, things_are_known
from decisis.questions.clock import Clock
from decisis.questions.moves import (
    Alter,
    Answer,
    Find,
    Move,
    MoveCourt,
    MoveDate,
    Oppose,
    Resolve,
    SetAside,
    Withdraw,
    moved,
)
from decisis.questions.other_settings import other_settings
from decisis.questions.scope import (
    CHANGING,
    KINDS,
    bases_of,
    concluded,
    findable,
    is_with_itself,
    questions_read,
    things_named,
)
from decisis.questions.thresholds import Thresholds
from decisis.rules import ir, naming
from decisis.values import QUANTITIES, Bounds, Value, sort_key

MOST_THINGS_OF_A_SORT = 12
MOST_ROWS = 64  # that could be found, for one thing looked for
MOST_ACTING = 2  # authorities whose setting aside lets other law stand again: each takes a law of its own

Row = tuple[Value, ...]


@dataclass
class Space:
    """The moves that may be made in a matter, as it stands, for one question.

    ``asked`` is about the question's relation, in a court whose programs take every finding that
    ``findable`` names.
    """

    asked: Asked
    changing: frozenset[str]
    pattern: Pattern | None = None  # what is asked looks so; None: anything of its relation
    named: Pattern = ()  # the values that are asked for by name
    cut: set[str] = field(default_factory=set)  # kinds of which not everything was taken in
    clock: Clock = field(default_factory=Clock)  # amounts to try are looked for until it is over

    def searching(self, clock: Clock) -> Space:
        """The same space in a court that does not check its runs, for who looks for what to ask.

        Once the clock is over, each new run raises `OutOfTime`; what there is without any change is asked
        to the end.
        """
        court = self.asked.court.searching()
        court.run(self.asked.setting, self.asked.record, self.asked.relation)
        stopping = court.stopping(clock.demand_time)
        return replace(self, asked=replace(self.asked, court=stopping), clock=clock)

    @cached_property
    def things(self) -> tuple[OpenThing, ...]:
        """What is open as the matter stands or after a move, and has no more ways to fall than are known."""
        return tuple(t for t in self.asked.whatever_the_record if t.makes_cases)

    @cached_property
    def asks_the_court(self) -> bool:
        return any(c.origin.asks_the_court for c in self.program.clauses)

    # --- what the question can depend on -----------------------------------------------------------------

    @property
    def program(self) -> ir.Program:
        return self.asked.run.lowered.program

    @cached_property
    def bases(self) -> frozenset[str]:
        """The declared relations that the question can depend on."""
        return bases_of(self.asked, self.changing)

    @cached_property
    def findable(self) -> frozenset[str]:
        """The literals that may be found."""
        return findable(self.asked, self.changing)

    def bears(self, side: Side) -> bool:
        """Whether what is asked may rest on a literal, whatever else holds."""
        return base_relation(side.relation) in self.bases and (
            self._bearing is None or self._bearing.has(side)
        )

    @cached_property
    def _bearing(self) -> Bearing | None:
        """None where anything may bear on it: of another day or court, or where the record does not name a
        thing of which it speaks."""
        known = things_are_known(self.asked.record, self.program.relations)
        if self.pattern is None or self.changing & {"date", "court"} or not known:
            return None
        return bearing(self._laws(), self.asked.relation, self.pattern)

    def _laws(self) -> Iterator[ir.Program]:
        """The law as it is, and each other law to which setting authorities aside leads."""
        asked, acting = self.asked, sorted(self.acting, key=repr)
        for number in range(len(acting) + 1):
            for aside in combinations(acting, number):
                setting = moved(asked, aside).setting
                yield asked.court.law(setting, asked.record, asked.relation).program

    @cached_property
    def acting(self) -> frozenset[Move]:
        """Authorities whose setting aside lets other law stand again; of too many, that is left out."""
        found = frozenset(m for m in self.authorities.values() if acts_apart(m, self))
        if len(found) <= MOST_ACTING:
            return found
        self.cut.add("authorities")
        return frozenset()

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What the record says that can be changed: nothing that is only assumed for the asking."""
        record = self.asked.record
        return tuple(
            f for f in record.facts if f.status != "assumed" and self.bears(Side(f.relation, f.values))
        )

    @cached_property
    def usable(self) -> dict[Side, Fact]:
        return {Side(f.relation, f.values): f for f in self.facts if f.usable and "facts" in self.changing}

    @cached_property
    def alleged(self) -> frozenset[Side]:
        allowed = "allegations" in self.changing
        return frozenset(Side(f.relation, f.values) for f in self.facts if not f.usable and allowed)

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        return tuple(
            d
            for d in self.asked.record.disputes
            if "disputes" in self.changing
            and (self._reads_issues or self.bears(d.side) or self.bears(d.other))
        )

    @cached_property
    def _disputed(self) -> frozenset[Side]:
        """What is resolved, and not found beside the dispute."""
        sides = [side for dispute in self.disputes for side in (dispute.side, dispute.other)]
        return frozenset((*sides, *map(opposite, sides)))

    def has_part_in(self, thing: OpenThing) -> bool:
        """Whether what is asked may rest on something that is open."""
        match thing.ways[0].change:
            case Narrowed(unknown):
                facts = (f for f in self.asked.record.facts if unknown in f.values)
                return any(self.bears(Side(f.relation, f.values)) for f in facts)
            case Resolution(name):
                sides = (s for d in self.asked.record.disputes if d.name == name for s in (d.side, d.other))
                return self._reads_issues or any(map(self.bears, sides))
            case _:
                return True

    @cached_property
    def _reads_issues(self) -> bool:
        """Whether the law asks of disputes as such, whatever they are about."""
        states = {naming.ISSUE_UNRESOLVED, naming.ISSUE_DISPUTED}
        return any(not states.isdisjoint(clause.reads) for clause in self.program.clauses)

    @cached_property
    def questions(self) -> dict[str, Answer]:
        """Open questions, each with the answer "so"."""
        if "questions" not in self.changing:
            return {}
        settled = dict(self.asked.record.settled)
        found = self.program.open_questions
        return {q: self._question(q, info.about) for q, info in sorted(found.items()) if q not in settled}

    def _question(self, question: str, about: str) -> Answer:
        denied = naming.applies(f"{question}, answered so") in self._denying
        anything = ", ".join("_" * len(self.program.relations[about].parameters))
        return Answer(question, True, f"{'not ' if denied else ''}{about}({anything})", denied)

    @cached_property
    def _denying(self) -> frozenset[str]:
        """The relations from which the opposite of one is concluded."""
        concluding = (c for c in self.program.clauses if c.origin.role == "concludes" and c.body)
        firsts = (c.body[0] for c in concluding if c.head.relation.startswith("not "))
        return frozenset(first.relation for first in firsts if isinstance(first, ir.Atom))

    @cached_property
    def authorities(self) -> dict[str, SetAside]:
        """For each provision that bears on the question: what is set aside with it. A scenario is not."""
        if "authorities" not in self.changing:
            return {}
        infos = self.program.provisions
        speaking = sorted({c.origin.provision for c in self.program.clauses} & set(infos))
        found = ((n, self._aside(infos[n])) for n in speaking)
        return {n: aside for n, aside in found if aside is not None}

    def _aside(self, info: ir.ProvisionInfo) -> SetAside | None:
        """What is set aside with a provision: its authority or, if it has none, itself."""
        library = self.asked.court.programs.library
        authority = library.authorities.get(info.authority)
        if authority is not None:
            return SetAside(info.authority, authority.citation.text)
        name = info.name.partition(" in ")[0]
        return SetAside(name, info.title) if name in library.provisions else None

    @cached_property
    def settings(self) -> tuple[Move, ...]:
        """Other days, and other courts."""
        return other_settings(self.asked, self.changing)

    # --- values -----------------------------------------------------------------------------------------

    @cached_property
    def _thresholds(self) -> Thresholds:
        relation, quantities = self.asked.relation, enumerate(self.named)
        wanted = {
            (relation, i): v for i, v in quantities if v is not None and not isinstance(v, str | Bounds)
        }
        return Thresholds(self.asked.run.argument, wanted, self.asked.setting.as_of, self.clock)

    @cached_property
    def _things(self) -> dict[str, tuple[Value, ...]]:
        """The named things of each sort that has no order."""
        return things_named(self.asked)

    def _choices(self, sort: str) -> tuple[Value, ...]:
        declared = self.asked.court.programs.library.sorts.get(sort)
        return tuple(c.name.text for c in declared.choices or ()) if declared else ()

    def domain(self, literal: str, place: int) -> tuple[Value, ...]:
        """The values that an argument may be found to have."""
        info = self.program.relations[base_relation(literal)]
        if info.sorts[place] in QUANTITIES:
            amounts = self._amounts(literal, place)
            begun = base_relation(literal) in self._thresholds.guessed
            if (begun or not amounts) and self._matters(literal):  # nothing says which of them would do
                self.cut.add("findings")
            return amounts
        known = self._things.get(info.sorts[place], ())
        if len(known) > MOST_THINGS_OF_A_SORT:
            self.cut.add("findings")
        return known[:MOST_THINGS_OF_A_SORT]

    def _matters(self, literal: str) -> bool:
        """Whether a finding can change anything: that something is not so of which nothing says that it is
        changes what provisions conclude, or what they ask for."""
        base, denied = literal_of(literal)
        return not denied or base in self._concluded or literal in self._asked_for

    @cached_property
    def _concluded(self) -> frozenset[str]:
        return frozenset(concluded(self.asked, self.changing))

    @cached_property
    def _asked_for(self) -> frozenset[str]:
        """The literals that elements of provisions speak of."""
        clauses = self.program.clauses
        read = (b for c in clauses for b, e in zip(c.body, c.origin.elements, strict=False) if e)
        atoms = (b.atom if isinstance(b, ir.Negation) else getattr(b, "over", b) for b in read)
        named = (literal_of(a.relation) for a in atoms if isinstance(a, ir.Atom))
        return frozenset(naming.denied(base) if denied else base for base, denied in named)

    def _amounts(self, literal: str, place: int) -> tuple[Value, ...]:
        """Each threshold, and one unit on either side of it."""
        found: dict[Value, None] = {}
        for value in self._thresholds.of((naming.recorded(literal), place)):
            around = (step(value, -1), value, step(value, 1))
            found.update(dict.fromkeys(v for v in around if v is not None and may_stand(v)))
        return tuple(sorted(found, key=sort_key))

    def alterations(self, side: Side) -> Iterator[Alter]:
        """A fact with other values, the nearest first."""
        info = self.program.relations[base_relation(side.relation)]
        for place, value in enumerate(side.values):
            if info.sorts[place] in QUANTITIES:
                amounts = self._amounts(side.relation, place)
                others = dict.fromkeys(v for v in (*ends_within(value), *amounts) if v != value)
                for other in sorted(others, key=lambda v: distance(value, v)):
                    yield Alter(side, place, other)
            elif info.keys is not None and place not in info.keys and not side.relation.startswith("not "):
                yield from (Alter(side, place, v) for v in self._choices(info.sorts[place]) if v != value)

    # --- moves by what they do ----------------------------------------------------------------------------

    def giving(self, literal: str, pattern: Pattern) -> Iterator[tuple[Row, Move]]:
        """Rows that moves would add to what the record says, with the move that does."""
        for dispute in self.disputes:
            for side in (dispute.side, dispute.other):
                if side.relation == literal and fits(pattern, side.values) and dispute.resolved_as != side:
                    yield side.values, Resolve(dispute.name, side)
        for side in self.alleged:
            if side.relation == literal and fits(pattern, side.values):
                yield side.values, self._finding(side, alleged=True)
        for side in self.usable:
            if side.relation == literal:
                for move in self.alterations(side):
                    if fits(pattern, move.altered.values):
                        yield move.altered.values, move
            if opposite(side).relation == literal and fits(pattern, side.values):
                yield side.values, Oppose(side)
        if literal in self.findable:
            for row in self._found(literal, pattern):
                yield row, self._finding(Side(literal, row))

    def _found(self, literal: str, pattern: Pattern) -> Iterator[Row]:
        info = self.program.relations[base_relation(literal)]
        places = [(v,) if v is not None else self.domain(literal, i) for i, v in enumerate(pattern)]
        made = (row for row in product(*places) if not is_with_itself(row, info.sorts))
        rows = list(islice(made, MOST_ROWS + 1))
        if len(rows) > MOST_ROWS:
            self.cut.add("findings")
        for row in rows[:MOST_ROWS]:
            side = Side(literal, row)
            if self.bears(side) and not self._is_said(side) and not self._has_value(side, info.keys):
                yield row

    def _finding(self, side: Side, *, alleged: bool = False) -> Find:
        base, denied = literal_of(side.relation)
        return Find(side, alleged, None if denied else self.program.relations[base].keys)

    def _is_said(self, side: Side) -> bool:
        """Whether the record speaks of it: what it says is taken back, what is disputed resolved."""
        said = side in self.usable or opposite(side) in self.usable
        return said or side in self.alleged or side in self._disputed

    def _has_value(self, side: Side, keys: tuple[int, ...] | None) -> bool:
        """Whether the record gives another value for the key: then it is altered, not found beside it."""
        if keys is None or side.relation.startswith("not "):
            return False
        return any(
            f.relation == side.relation and all(f.values[i] == side.values[i] for i in keys)
            for f in self.facts
            if f.usable
        )

    def taking(self, relation: str, row: Row) -> Iterator[Move]:
        """Moves that take a tuple out of what the record contributes to the lowered program."""
        if relation == naming.ISSUE_UNRESOLVED or relation.startswith("in question "):
            for dispute in self.disputes:
                sides = (dispute.side, dispute.other)
                named = relation == naming.ISSUE_UNRESOLVED and row == (dispute.name,)
                if named or any((naming.in_question(s.relation), s.values) == (relation, row) for s in sides):
                    yield from (Resolve(dispute.name, s) for s in sides)
        elif relation.startswith(naming.LEFT_OPEN):
            answer = self.questions.get(naming.question_in(relation))
            if answer is not None:
                yield from (answer, replace(answer, answer=False))
        else:
            for prefix in ("recorded ", "prevailing ", "alleged "):
                if relation.startswith(prefix):
                    yield from self._unsaid(Side(relation.removeprefix(prefix), row))

    def on_fact(self, written: str) -> Iterator[Move]:
        """Everything that can be done with a fact, by how it is written."""
        for side in self.usable:
            if source_text(side.relation, side.values) == written:
                yield from self._unsaid(side)

    def _unsaid(self, side: Side) -> Iterator[Move]:
        if side in self.usable:
            yield Withdraw(side)
            yield Oppose(side)
            yield from self.alterations(side)
        for dispute in self.disputes:
            if dispute.resolved_as == side:
                yield from (Resolve(dispute.name, s) for s in (dispute.side, dispute.other) if s != side)

    def answering(self, relation: str) -> Iterator[Move]:
        """Moves by which a relation of the lowered program holds that says how a question is answered."""
        answer = self.questions.get(naming.question_in(relation))
        if answer is not None and relation.startswith(naming.SETTLED_FOR):
            yield answer
        if answer is not None and relation.startswith(naming.SETTLED_AGAINST):
            yield replace(answer, answer=False)

    # --- all of it ----------------------------------------------------------------------------------------

    def everything(self) -> tuple[Move, ...]:
        """Every move of the space, for counting and for searching blindly."""
        found: list[Move] = []
        for side in self.usable:
            found += self._unsaid(side)
        found += [self._finding(side, alleged=True) for side in sorted(self.alleged, key=_side_key)]
        found += [Resolve(d.name, s) for d in self.disputes for s in (d.side, d.other) if s != d.resolved_as]
        found += [a for q in self.questions.values() for a in (q, replace(q, answer=False))]
        for literal in sorted(self.findable):
            anything: Pattern = (None,) * len(self.program.relations[base_relation(literal)].parameters)
            found += [self._finding(Side(literal, row)) for row in self._found(literal, anything)]
        found += dict.fromkeys(self.authorities.values())
        return (*dict.fromkeys(found), *self.settings)

    def near(self) -> Iterator[Move]:
        """What is open settled, and what the record says not shown: no finding, no amount, no other law."""
        for dispute in self.disputes:
            sides = (dispute.side, dispute.other)
            yield from (Resolve(dispute.name, side) for side in sides if side != dispute.resolved_as)
        read = questions_read(self.program) if self.questions else frozenset()
        for answer in self.questions.values():
            if answer.question in read:
                yield from (answer, replace(answer, answer=False))
        yield from map(Withdraw, self.usable)

    def described(self) -> tuple[tuple[str, int], ...]:
        """How many things of each kind may be changed."""
        numbers = {
            "facts": len(self.usable),
            "findings": len(self.findable),
            "disputes": len(self.disputes),
            "questions": len(self.questions),
            "allegations": len(self.alleged),
            "authorities": len(set(self.authorities.values())),
            "date": sum(isinstance(m, MoveDate) for m in self.settings),
            "court": sum(isinstance(m, MoveCourt) for m in self.settings),
        }
        return tuple((kind, numbers[kind]) for kind in KINDS if kind in self.changing)


# --- pieces -----------------------------------------------------------------------------------------------


def acts_apart(move: Move, space: Space) -> bool:
    """Whether a move leads to other law than that of the space with some provisions left out."""
    if isinstance(move, SetAside):
        library, setting = space.asked.court.programs.library, space.asked.setting
        return bool(space.program.rings) or bears_on_others(move.name, library, setting, space.bases)
    return isinstance(move, MoveDate | MoveCourt)


def space_of(
    asked: Asked, changing: Iterable[str] = CHANGING, pattern: Pattern | None = None, named: Pattern = ()
) -> Space:
    """What may be changed, in a court whose programs take everything that could be found there."""
    allowed = frozenset(changing)
    literals = {f.relation for f in asked.record.facts}
    sides = findable(asked, allowed) | literals | {opposite(Side(r, ())).relation for r in literals}
    court = asked.court
    common = court.common.joined(RecordSides(recorded=frozenset(sides)))
    opened = Court(court.programs, court.engine, common, imprecise=court.imprecise)
    return Space(replace(asked, court=opened), allowed, pattern, named)


def _side_key(side: Side) -> tuple[object, ...]:
    return side.relation, [sort_key(v) for v in side.values]

"""Provisions that conclude opposites: ordered, disjoint, or colliding in a matter that shows it.

Two provisions are opposed if one concludes p and the other not p, or both another value of a functional
relation for one key (a provision may be opposed to itself so). What a pair is depends on court and day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations_with_replacement, product

from decisis.casework.record import Record
from decisis.compiler.setting import Setting
from decisis.proof.argument import term_value
from decisis.proof.wording import source_text
from decisis.rules import ir, naming
from decisis.testing.domain import Bound
from decisis.testing.exclusion import exclude_each_other
from decisis.testing.finder import SECONDS, goal
from decisis.testing.workbench import Workbench

ORDERED, DISJOINT, COLLIDING, UNSETTLED = "ordered", "disjoint", "colliding", "unsettled"
COPY = " in "  # in the name of a provision in a scenario
APART = "no matter at all, by what their own elements say"


@dataclass(frozen=True)
class Concluding:
    """A provision with the literal that it concludes, and the relation of what it applies to."""

    provision: str
    literal: str  # lowered: `p`, or `not p`
    applies: str
    arity: int


@dataclass(frozen=True)
class Opposed:
    """Two opposed provisions, and what they are to each other in one setting.

    ``why``: by what they are ordered; of disjoint ones, what limits the finding; of colliding ones, what
    prevails in the matter all the same. ``record``: the smallest matter in which both apply and neither
    prevails over the other; ``asked``: what they disagree about in it, as a question would ask.
    ``persuade``: whether they are opinions of two courts, neither of which binds the one that is asked.
    """

    first: str
    second: str
    literal: str
    status: str
    why: str = ""
    record: Record | None = None
    asked: str = ""
    persuade: bool = False


def concluding(program: ir.Program) -> tuple[Concluding, ...]:
    """Every provision of a program with the literal that it concludes, in the order of their names.

    What only takes another provision out of application, or says where the library ends, is not among them;
    nor is what would be so if a question that a provision leaves open were answered.
    """
    answers = _answers(program)
    found = {
        Concluding(c.origin.provision, c.head.relation, atom.relation, len(atom.terms))
        for c in program.clauses
        if c.origin.role == "concludes"
        and c.origin.provision in program.provisions
        and c.head.relation.removeprefix(naming.denied("")) in program.relations
        for atom in c.body
        if isinstance(atom, ir.Atom)
        and atom.relation.startswith(naming.applies(""))
        and atom.relation not in answers
    }
    return tuple(sorted(found, key=lambda c: (c.literal, c.provision)))


def _answers(program: ir.Program) -> frozenset[str]:
    """What says that a question is answered one way or the other: no matter looked for here answers any."""
    states = (naming.SETTLED_FOR, naming.SETTLED_AGAINST)
    return frozenset(
        clause.head.relation
        for clause in program.clauses
        if any(isinstance(each, ir.Atom) and each.relation.startswith(states) for each in clause.body)
    )


def pairs(program: ir.Program) -> Iterator[tuple[Concluding, Concluding]]:
    """Every pair of provisions whose conclusions can oppose each other."""
    by_literal: dict[str, list[Concluding]] = {}
    for each in concluding(program):
        by_literal.setdefault(each.literal, []).append(each)
    for literal, mine in sorted(by_literal.items()):
        if not literal.startswith(naming.denied("")):
            yield from product(mine, by_literal.get(naming.denied(literal), ()))
            if program.relations[literal].keys is not None:
                yield from combinations_with_replacement(mine, 2)


def both_apply(first: Concluding, second: Concluding, keys: tuple[int, ...] | None) -> Iterator[ir.Clause]:
    """That both apply to what makes them opposed: alternatives, one for each value that may differ."""
    mine = tuple(ir.Variable(f"X{i}") for i in range(first.arity))
    if first.literal != second.literal:
        yield goal(ir.Atom(first.applies, mine), ir.Atom(second.applies, mine))
        return
    held = keys or ()
    yours = tuple(ir.Variable(f"{'X' if i in held else 'Y'}{i}") for i in range(second.arity))
    for i in range(first.arity):
        if i not in held:
            differs = ir.Comparison(mine[i], "!=", yours[i])
            yield goal(ir.Atom(first.applies, mine), ir.Atom(second.applies, yours), differs)


@dataclass
class Oppositions:
    """The opposed pairs of a doctrine, each looked into once for all settings in which nothing differs."""

    bench: Workbench
    bound: Bound = field(default_factory=Bound)
    seconds: float = SECONDS

    def of(self, setting: Setting) -> Iterator[Opposed]:
        for first, second in self.listed(setting):
            yield self.pair(setting, first, second)

    def listed(self, setting: Setting) -> list[tuple[Concluding, Concluding]]:
        """The pairs of a setting. Copies of provisions in a scenario say the same, and are left out."""
        every = pairs(self.bench.program(setting))
        return [pair for pair in every if not any(COPY in each.provision for each in pair)]

    def pair(self, setting: Setting, first: Concluding, second: Concluding) -> Opposed:
        program = self.bench.program(setting)
        names = first.provision, second.provision
        order = _order(program.beats, *names)
        if order:
            return Opposed(*names, first.literal, ORDERED, order)
        keys = program.relations[first.literal.removeprefix(naming.denied(""))].keys
        wanted = tuple(both_apply(first, second, keys))
        if exclude_each_other(wanted, program):
            return Opposed(*names, first.literal, DISJOINT, APART)
        outcome, within = self.bench.find(setting, wanted, self.bound, self.seconds)
        if outcome.record is not None:
            why = self._deciding(setting, (first, second), outcome.record)
            asked = self._asked(setting, first, wanted, keys, outcome.record)
            persuade = self._only_persuade(program, names)
            return Opposed(*names, first.literal, COLLIDING, why, outcome.record, asked, persuade)
        if not outcome.exhausted:
            return Opposed(*names, first.literal, UNSETTLED, "the search was not finished")
        return Opposed(*names, first.literal, DISJOINT, "; ".join(within.limits))

    def _only_persuade(self, program: ir.Program, names: Iterable[str]) -> bool:
        """Whether provisions stand in opinions of different courts that do not bind the one that is asked."""
        infos = [program.provisions[name] for name in names]
        by = [self.bench.library.authorities[info.authority].decided_by for info in infos if info.authority]
        courts = {court.text for court in by if court is not None}
        return len(courts) == len(infos) and all(info.strength == "persuasive" for info in infos)

    def _asked(
        self,
        setting: Setting,
        first: Concluding,
        wanted: Iterable[ir.Clause],
        keys: tuple[int, ...] | None,
        record: Record,
    ) -> str:
        """What to ask of a matter in which two provisions collide: of a functional relation, any value."""
        argument = self.bench.run(setting, record).argument
        found = next(binding for clause in wanted for binding in argument.solutions(clause))
        mine = tuple(term_value(ir.Variable(f"X{i}"), found) for i in range(first.arity))
        asks = tuple(v if keys is None or i in keys else None for i, v in enumerate(mine))
        return source_text(first.literal, asks)

    def _deciding(self, setting: Setting, pair: tuple[Concluding, ...], record: Record) -> str:
        """What applies in a matter and prevails over whichever of two provisions opposes it, in words."""
        program = self.bench.program(setting)
        model = self.bench.run(setting, record).model
        over = [
            each.provision
            for each in concluding(program)
            if any((each.provision, other.provision) in program.beats for other in pair)
            and all(_agrees_or_prevails(each, other, program) for other in pair)
            and model.tuples(each.applies)
        ]
        return f"{', '.join(f'`{name}`' for name in over)} prevails in this matter" if over else ""


def _agrees_or_prevails(each: Concluding, other: Concluding, program: ir.Program) -> bool:
    """Whether a provision prevails over another, or says the same by saying the same literal."""
    same = (
        each.literal == other.literal
        and program.relations[each.literal.removeprefix(naming.denied(""))].keys is None
    )
    return same or (each.provision, other.provision) in program.beats


def _order(beats: Mapping[tuple[str, str], str], first: str, second: str) -> str:
    for stronger, weaker in ((first, second), (second, first)):
        if (stronger, weaker) in beats:
            return f"`{stronger}` prevails over `{weaker}`: {beats[stronger, weaker]}"
    return ""

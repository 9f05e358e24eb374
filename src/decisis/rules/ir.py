"""What engines run: clauses over ground values, with the origin of each kept for the proof.

A lowered program is plain Datalog with stratified negation, three-valued comparisons that are read
either as certain or as possible, named values and aggregates. It knows no syntax: every word that a
proof needs stands in `Origin`, `ProvisionInfo` and `RelationInfo`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from decisis.calendar import Calendar
from decisis.dataclass import dataclass, field
from decisis.rules.naming import UNCOVERED, applies, denied, possibly
from decisis.values import Value

# --- terms and expressions -----------------------------------------------------------------------


@dataclass(frozen=True)
class Variable:
    name: str


@dataclass(frozen=True)
class Constant:
    value: Value


Term = Variable | Constant


@dataclass(frozen=True)
class Apply:
    """A function of values; `functions` in `rules.arithmetic` says which there are.

    A function that has no value for its operands (nothing to add, no such day) makes the literal
    that holds it fail.
    """

    function: str
    operands: tuple[Expression, ...]


Expression = Variable | Constant | Apply

# --- literals ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Atom:
    relation: str
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Negation:
    """No tuple of the relation matches. Every variable of it is bound by other literals."""

    atom: Atom


@dataclass(frozen=True)
class Comparison:
    """`certain`: holds if every way to make the operands exact agrees; else: if some way does."""

    left: Expression
    operator: str  # = != < <= > >=
    right: Expression
    certain: bool = True


@dataclass(frozen=True)
class Binding:
    """Names the value of an expression; if the variable is bound already, the values must be equal."""

    variable: Variable
    expression: Expression


@dataclass(frozen=True)
class Aggregate:
    """`result` is the sum (count, …) of `value` over the tuples of `over` that match what is bound.

    `over` is an atom of a lower stratum; its variables are bound by other literals, or local to the
    aggregate (`value` and the keys). Relations are sets: keys keep equal values apart. The greatest,
    least, earliest and latest of nothing do not exist (the literal fails); the sum and the count of
    nothing are 0. With `possibly`, an atom over the same variables whose tuples include those of
    `over`, the result is the `Bounds` between the aggregates of the two (exact when they agree).
    """

    result: Variable
    operator: str  # sum | count | greatest | least | earliest | latest
    value: Variable | None
    over: Atom
    possibly: Atom | None = None
    zero: Value = 0  # the sum of nothing: 0, or no time at all


Literal = Atom | Negation | Comparison | Binding | Aggregate

# --- clauses and where they come from --------------------------------------------------------------


@dataclass(frozen=True)
class ElementInfo:
    """An element as its author wrote it; `text` is set where no template says it better."""

    label: str = ""
    section: str = "given"  # given | despite | unless | when | in force
    quote: str = ""
    pinpoint: str = ""
    bearer: str = ""  # who bears the burden of showing it; "" if nobody is named
    standard: str = ""
    for_the_court: bool = False
    text: str = ""


@dataclass(frozen=True)
class Origin:
    """Why a clause is there.

    ``role`` is one of `applies` (the elements of a provision), `although` (what it applies despite),
    `concludes` and `possible` (from an applying provision, or the record, to its conclusion),
    `supported`, `blocked`, `beaten`, `overtaken`, `standing`, `outdone`, `settled`, `conflicted` (the
    machinery of opposition), `auxiliary` (cases of a `for every`, members of an aggregate, local
    variables of a `no showing that`).
    ``elements[i]`` describes ``body[i]``; None where a literal is machinery.
    """

    role: str
    provision: str = ""
    elements: tuple[ElementInfo | None, ...] = ()
    pinpoint: str = ""  # of the row of editions, if there is one
    quote: str = ""
    possible: bool = (
        False  # it concludes that something is possible, or keeps something from being established
    )

    @property
    def asks_the_court(self) -> bool:
        return any(info is not None and info.for_the_court for info in self.elements)


@dataclass(frozen=True)
class Clause:
    head: Atom
    body: tuple[Literal, ...]
    origin: Origin = Origin("auxiliary")

    @property
    def atoms(self) -> Iterator[Atom]:
        """Those of its body, also what is absent and what is added up, in their order."""
        return _atoms(self.body)

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """The relations of its body, in their order."""
        return tuple(atom.relation for atom in self.atoms)

    @cached_property
    def needed(self) -> frozenset[str]:
        """The relations that must have tuples for the clause to give anything."""
        return frozenset(literal.relation for literal in self.body if isinstance(literal, Atom))

    @cached_property
    def absent(self) -> tuple[str, ...]:
        """The relations in which something must be absent, in their order."""
        return tuple(literal.atom.relation for literal in self.body if isinstance(literal, Negation))

    @cached_property
    def works_out(self) -> tuple[Binding | Aggregate, ...]:
        """What it computes and what it adds up, in their order."""
        return tuple(literal for literal in self.body if isinstance(literal, Binding | Aggregate))

    @cached_property
    def constants(self) -> tuple[tuple[Atom, int, Value], ...]:
        """The values that its atoms name, each with the atom and the position in it; the head first."""
        return tuple(
            (atom, position, term.value)
            for atom in (self.head, *self.atoms)
            for position, term in enumerate(atom.terms)
            if isinstance(term, Constant)
        )

    @cached_property
    def words(self) -> str:
        """All that it says, as text to sort by."""
        return repr(self)


def _atoms(body: tuple[Literal, ...]) -> Iterator[Atom]:
    for literal in body:
        match literal:
            case Atom():
                yield literal
            case Negation(atom):
                yield atom
            case Aggregate(over=over, possibly=possibly):
                yield over
                if possibly is not None:
                    yield possibly
            case _:
                pass


@dataclass(frozen=True)
class ProvisionInfo:
    """What a proof says of a provision."""

    name: str
    title: str = ""
    kind: str = "rule"  # rule | definition | holding | dictum | dissent | deadline | record …
    authority: str = ""
    citation: str = ""
    pinpoint: str = ""
    quote: str = ""
    strength: str = "binding"  # binding | persuasive | dictum | assumed: in the court asked
    provenance: str = ""  # "from the document" | "checked against …" | "from memory" | ""
    construing: str = ""  # citation of the text that it construes
    treated: tuple[
        str, ...
    ] = ()  # what later authorities did with it, that ended nothing: "not followed in …"
    weight: ProvisionInfo | None = None  # the rule of a court by which it binds, if it binds by one
    place: str = ""  # file:line:column
    about: str = ""  # the relation that an open question is about
    uncovered: str = ""  # the relation that it says is not covered


@dataclass(frozen=True)
class RelationInfo:
    """The words of a relation; `{name}` in a template stands for the parameter of that name."""

    name: str
    parameters: tuple[str, ...]
    sorts: tuple[str, ...]
    keys: tuple[int, ...] | None = None  # of a functional relation: positions that fix the others
    closed: bool = False
    reads: str = ""
    denied: str = ""
    asks: str = ""
    favours: str = ""  # the side that it speaks for where it is so
    stated: str = ""  # of a table: where it stands, and whether it is checked


Ring = tuple[tuple[str, str, str], ...]  # each step: the stronger provision, the weaker, why


@dataclass(frozen=True)
class Program:
    """Clauses, the calendar they count with, and the words for what they say.

    ``clauses`` include no facts. ``tables`` are facts that no matter changes (tables of a doctrine).
    """

    clauses: tuple[Clause, ...]
    calendar: Calendar = field(default_factory=Calendar)
    tables: Mapping[str, frozenset[tuple[Value, ...]]] = field(default_factory=lambda: MappingProxyType({}))
    provisions: Mapping[str, ProvisionInfo] = field(default_factory=lambda: MappingProxyType({}))
    relations: Mapping[str, RelationInfo] = field(default_factory=lambda: MappingProxyType({}))
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    beats: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    court_rules: Mapping[tuple[str, str], ProvisionInfo] = field(  # for those pairs that one decides
        default_factory=lambda: MappingProxyType({})
    )

    cautions: Mapping[tuple[str, str], str] = field(  # warnings for those pairs whose order needs one
        default_factory=lambda: MappingProxyType({})
    )
    rings: tuple[Ring, ...] = ()  # of provisions that would beat one another, so that none does

    @cached_property
    def clauses_for(self) -> Mapping[str, tuple[Clause, ...]]:
        """The clauses that give each relation, in their order."""
        found: dict[str, list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault(clause.head.relation, []).append(clause)
        return MappingProxyType({name: tuple(clauses) for name, clauses in found.items()})

    @cached_property
    def needed_by(self) -> Mapping[str, frozenset[str]]:
        """What each relation is needed for: the heads of the clauses that ask for a tuple of it."""
        return self._heads_by(lambda clause: clause.needed)

    @cached_property
    def kept_out_by(self) -> Mapping[str, frozenset[str]]:
        """What each relation can keep out: the heads of the clauses that ask for its absence."""
        return self._heads_by(lambda clause: clause.absent)

    def _heads_by(self, names: Callable[[Clause], Iterable[str]]) -> Mapping[str, frozenset[str]]:
        """By each relation that clauses name in some way, their heads."""
        found: dict[str, set[str]] = {}
        for clause in self.clauses:
            for name in names(clause):
                found.setdefault(name, set()).add(clause.head.relation)
        return MappingProxyType({name: frozenset(heads) for name, heads in found.items()})

    @cached_property
    def below(self) -> Mapping[str, frozenset[str]]:
        """What each relation can depend on directly; what is shown beside a conclusion is among it."""
        found: dict[str, set[str]] = {}
        for clause in self.clauses:
            found.setdefault(clause.head.relation, set()).update(clause.reads)
            if clause.origin.role == "although":
                found.setdefault(applies(clause.origin.provision), set()).add(clause.head.relation)
        for head in [name for name in found if name.endswith(UNCOVERED)]:
            base = head.removesuffix(UNCOVERED).strip()
            for name in (base, denied(base), possibly(base), possibly(denied(base))):
                found.setdefault(name, set()).add(head)
        return MappingProxyType({name: frozenset(names) for name, names in found.items()})

    @cached_property
    def reached(self) -> dict[tuple[str, ...], frozenset[str]]:
        """From some relations, all that they can depend on: as far as somebody has looked for it."""
        return {}

    @cached_property
    def named(self) -> tuple[Value, ...]:
        """The values that clauses name in atoms, comparisons and what they compute, each once."""
        found: dict[Value, None] = {}
        for clause in self.clauses:
            atoms = (clause.head, *(b for b in clause.body if isinstance(b, Atom)))
            found.update(dict.fromkeys(t.value for a in atoms for t in a.terms if isinstance(t, Constant)))
            for literal in clause.body:
                if isinstance(literal, Comparison):
                    found.update(dict.fromkeys((*constants(literal.left), *constants(literal.right))))
                elif isinstance(literal, Binding):
                    found.update(dict.fromkeys(constants(literal.expression)))
        return tuple(found)

    @cached_property
    def tabled(self) -> tuple[Value, ...]:
        """The values in the tables that clauses read, each once, but for words."""
        read = dict.fromkeys(name for clause in self.clauses for name in clause.reads)
        rows = (row for name in read if " " not in name for row in self.tables.get(name, ()))
        return tuple(dict.fromkeys(v for row in rows for v in row if not isinstance(v, str)))

    @property
    def open_questions(self) -> Mapping[str, ProvisionInfo]:
        """What the provisions leave open, by `provision.question`."""
        return {name: info for name, info in self.provisions.items() if info.about}


Facts = Mapping[str, frozenset[tuple[Value, ...]]]
SAID: frozenset[tuple[Value, ...]] = frozenset({()})  # the tuples of a relation () that holds


@dataclass(frozen=True)
class StratifiedProgram:
    """A program whose strata are evaluated one after the other; negation looks only downwards.

    ``digests`` has the one of each of `clauses` (equal for those that say the same), if it was worked out.
    """

    program: Program
    strata: tuple[tuple[Clause, ...], ...]
    digests: tuple[str, ...] = ()

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of all strata, lowest first: a derivation names one by its place here."""
        return tuple(clause for stratum in self.strata for clause in stratum)


def constants(expression: Expression) -> Iterator[Value]:
    """The values that an expression names."""
    if isinstance(expression, Constant):
        yield expression.value
    elif isinstance(expression, Apply):
        for operand in expression.operands:
            yield from constants(operand)

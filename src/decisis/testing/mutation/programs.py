"""Programs of a changed library, made from those of the library as it was.

What differs is found once for each setting, relation by relation; a program that was cut to what bears on a
question, and put in order, is then taken over with the clauses of those relations exchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from decisis.casework.programs import Programs, Wanted
from decisis.compiler.calendars import calendar_in
from decisis.compiler.contribution import Given
from decisis.compiler.library import Library
from decisis.compiler.lower import Lowering
from decisis.compiler.removal import provisions_gone, removes_no_more
from decisis.compiler.setting import Lowered, RecordSides, Setting
from decisis.dataclass import dataclass, field, replace
from decisis.rules import ir, naming
from decisis.rules.relevance import said_of
from decisis.rules.stratify import stratify, uses
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.testing.mutation.mutant import Mutant
from decisis.testing.mutation.touched import touched

STANDING = ("kind", "under", "construing", "in_force", "as_of", "exception_to", "subject_to", "otherwise_not")
COUNTED = ("countings", "holidays")  # how days are counted, and nothing that a provision says
REWRITTEN = ("provisions", "deadlines")  # what the provisions that they touch say themselves
ORDER = ("beats", "court_rules", "cautions", "rings", "calendar")


@dataclass(frozen=True)
class Change:
    """What a mutant does to the law of a setting.

    ``heads`` are the relations that are given otherwise, each with all its clauses; ``tables`` those whose
    rows differ; ``said`` the provisions of which something else is said.
    """

    heads: Mapping[str, tuple[ir.Clause, ...]]
    tables: ir.Facts
    said: frozenset[str]
    after: ir.Program
    before: ir.Program


@dataclass(frozen=True)
class Exchange:
    """A program of the changed law, and the relations (and tables) in which it differs."""

    program: ir.StratifiedProgram
    layout: Layout
    differing: frozenset[str]
    tables: ir.Facts
    said: frozenset[str]  # provisions of which something else is said


class Layout:
    """Where a program has what: the stratum of each relation, and the strata that read it."""

    def __init__(self, program: ir.StratifiedProgram) -> None:
        self.stratum = {c.head.relation: at for at, s in enumerate(program.strata) for c in s}
        self.readers: dict[str, set[int]] = {}
        for at, clauses in enumerate(program.strata):
            for name in {name for clause in clauses for name in clause.reads}:
                self.readers.setdefault(name, set()).add(at)

    def has_room(self, clauses: Iterable[ir.Clause]) -> bool:
        """Whether clauses for relations of the program read nothing that is found later."""
        for clause in clauses:
            own = self.stratum.get(clause.head.relation)
            if own is None:
                return False
            for name, negative in (use for literal in clause.body for use in uses(literal)):
                other = self.stratum.get(name, -1)
                if other > own or (other == own and negative):
                    return False
        return True


@dataclass
class ChangedPrograms(Programs):
    """Programs of a mutant. ``original``: those of the library that it is a mutant of."""

    mutant: Mutant | None = None
    original: Programs | None = None
    layouts: dict[int, Layout] = field(default_factory=dict)  # by the id of a program of the original
    _changes: dict[tuple[Setting, RecordSides], Change] = field(default_factory=dict)
    _exchanges: dict[Wanted, Exchange | None] = field(default_factory=dict)

    @cached_property
    def lowering(self) -> Lowering:
        mutant, before = self._both
        near = touched(mutant, before.library)
        if mutant.after is None and mutant.table == "provisions":
            return before.lowering.with_library(self.library, (mutant.name,))
        if near is None:
            return Lowering.of(self.library)
        own = near if mutant.table in REWRITTEN else ()
        return before.lowering.with_library(self.library, own, near)

    @property
    def _both(self) -> tuple[Mutant, Programs]:
        assert self.mutant is not None
        assert self.original is not None
        return self.mutant, self.original

    def _kept(self, wanted: Wanted) -> ir.StratifiedProgram:
        """Programs of a mutant are kept for no certificate."""
        exchange = self.exchanged(wanted)
        return exchange.program if exchange is not None else self._made(wanted)

    def lowered(self, setting: Setting, sides: RecordSides, relation: str = "") -> Lowered:
        key = (setting, sides, "")
        if key not in self._lowered:
            before = self._both[1].lowered(setting, sides)
            own = self._own(before.program, setting)
            if own is None and self.lowering.is_unchanged(setting):
                self._lowered[key] = before
            elif own is None:
                self._lowered[key] = self.lowering.program(setting, sides)
            else:
                self._lowered[key] = _with_exchange(before, *own)
        return self._lowered[key]

    def _own(self, before: ir.Program, setting: Setting) -> tuple[Given, Given] | None:
        """What the changed provision contributed, and what it does now; None if more than that differs."""
        mutant, original = self._both
        if not exchangeable(mutant, before):
            return None
        if mutant.name not in before.provisions:
            return NOTHING, NOTHING  # it does not speak
        switches = _switched(before, mutant.name)
        old: Given = original.lowering.given(mutant.name, setting, switches)
        return old, self.lowering.given(mutant.name, setting, switches)

    # --- what differs --------------------------------------------------------------------------------

    def change(self, setting: Setting, sides: RecordSides) -> Change:
        key = (setting, sides)
        if key not in self._changes:
            before = self._both[1].lowered(setting, sides).program
            own = self._own(before, setting)
            if self._both[0].table in COUNTED:
                after = replace(before, calendar=calendar_in(self.library, setting.court))
                self._changes[key] = _counted_otherwise(before, after)
            elif own is None:
                self._changes[key] = _change(before, self.lowered(setting, sides).program)
            else:
                self._changes[key] = _own_change(before, *own, self._both[0].name)
        return self._changes[key]

    def exchanged(self, wanted: Wanted) -> Exchange | None:
        """The program that was wanted before, with what differs exchanged; None if that does not do."""
        if wanted not in self._exchanges:
            self._exchanges[wanted] = self._exchange(wanted)
        return self._exchanges[wanted]

    def _exchange(self, wanted: Wanted) -> Exchange | None:
        if wanted.places:
            return None
        change, aside = self._change_for(wanted)
        if change is None:
            return None
        base = self._both[1].program(wanted)
        layout = self._layout(base)
        said = change.said - aside
        asked = said_of(wanted.relation) if wanted.relation else change.heads
        heads = {
            name: stays
            for name, clauses in change.heads.items()
            for stays in (_spoken(clauses, aside),)
            if name in layout.stratum
            or (stays and (name in layout.readers or _concerns(name, layout, asked)))
        }
        tables = {name: rows for name, rows in change.tables.items() if name in layout.readers}
        pending = [name for clauses in heads.values() for name in _reads(clauses)]
        while pending:  # what the clauses read that the program was cut from, or that there was not
            name = pending.pop()
            if name not in heads and name not in layout.stratum:
                clauses = change.heads.get(name, change.before.clauses_for.get(name, ()))
                heads[name] = _spoken(clauses, aside)
                pending += _reads(heads[name])
        heads = {name: clauses for name, clauses in heads.items() if clauses or name in layout.stratum}
        program = _patched(base.program, change, heads, said)
        new = [clause for clauses in heads.values() for clause in clauses]
        if not layout.has_room(new):
            made = stratify(program)
            return Exchange(made, Layout(made), frozenset(heads), tables, said)
        strata = list(base.strata)
        for at in {layout.stratum[name] for name in heads}:
            stays = (c for c in strata[at] if c.head.relation not in heads)
            own = (c for c in new if layout.stratum[c.head.relation] == at)
            strata[at] = (*stays, *own)
        made = ir.StratifiedProgram(program, tuple(strata))
        return Exchange(made, layout, frozenset(heads), tables, said)

    def _change_for(self, wanted: Wanted) -> tuple[Change | None, frozenset[str]]:
        """What differs, and the provisions that the setting leaves out of a program of the whole law."""
        names = wanted.setting.set_aside
        if not names:
            return self.change(wanted.setting, wanted.sides), frozenset()
        mutant, original = self._both
        whole = replace(wanted.setting, set_aside=frozenset())
        before = original.lowered(whole, wanted.sides)
        if mutant.table not in ("provisions", "priorities", "authorities"):
            return None, frozenset()
        if before.rings or not removes_no_more(names, original.library):
            return self.change(wanted.setting, wanted.sides), frozenset()
        return self.change(whole, wanted.sides), frozenset(provisions_gone(before.program.provisions, names))

    def _layout(self, base: ir.StratifiedProgram) -> Layout:
        if id(base) not in self.layouts:
            self.layouts[id(base)] = Layout(base)
        return self.layouts[id(base)]


NOTHING = Given((), MappingProxyType({}), (), ())


def _with_exchange(before: Lowered, old: Given, new: Given) -> Lowered:
    """The same law, with other clauses of one provision."""
    was = set(map(id, old.clauses))
    kept = tuple(c for c in before.program.clauses if id(c) not in was)
    tables = MappingProxyType({**before.program.tables, **new.lists})
    return replace(before, program=replace(before.program, clauses=(*new.clauses, *kept), tables=tables))


def _patched(
    base: ir.Program, change: Change, heads: Mapping[str, tuple[ir.Clause, ...]], said: frozenset[str]
) -> ir.Program:
    kept = (c for c in base.clauses if c.head.relation not in heads)
    infos = {n: info for n, info in base.provisions.items() if n not in said}
    infos.update({n: change.after.provisions[n] for n in said & change.after.provisions.keys()})
    order = {name: getattr(change.after, name) for name in ORDER}
    return replace(
        base,
        clauses=(*(c for clauses in heads.values() for c in clauses), *kept),
        tables=MappingProxyType({**base.tables, **change.tables}) if change.tables else base.tables,
        provisions=MappingProxyType(infos),
        **order,
    )


def _own_change(before: ir.Program, old: Given, new: Given, name: str) -> Change:
    """Where one provision has other clauses, and nothing else differs."""
    was = set(map(id, old.clauses))
    heads = {
        relation: (
            *(c for c in new.clauses if c.head.relation == relation),
            *(c for c in before.clauses_for.get(relation, ()) if id(c) not in was),
        )
        for relation in sorted({c.head.relation for c in (*old.clauses, *new.clauses)})
    }
    heads = {r: c for r, c in heads.items() if _said(c) != _said(before.clauses_for.get(r, ()))}
    tables = {n: rows for n, rows in new.lists.items() if before.tables.get(n) != rows}
    return Change(heads, tables, frozenset({name}), before, before)


def _counted_otherwise(before: ir.Program, after: ir.Program) -> Change:
    """The same clauses; those that count days may give others."""
    counting = {clause.head.relation for clause in before.clauses if _computes(clause)}
    heads = {name: before.clauses_for[name] for name in sorted(counting)}
    return Change(heads, {}, frozenset(), after, before)


def _change(before: ir.Program, after: ir.Program) -> Change:
    if before is after:
        return Change({}, {}, frozenset(), after, before)
    tables = {n: rows for n, rows in after.tables.items() if before.tables.get(n) != rows}
    known, now = set(map(id, before.clauses)), set(map(id, after.clauses))
    changed = {c.head.relation for c in after.clauses if id(c) not in known}
    changed |= {c.head.relation for c in before.clauses if id(c) not in now}
    heads: dict[str, list[ir.Clause]] = {name: [] for name in sorted(changed)}
    for clause in after.clauses:
        if clause.head.relation in changed:
            heads[clause.head.relation].append(clause)
    otherwise = {
        name: tuple(clauses)
        for name, clauses in heads.items()
        if _said(c for c in clauses if id(c) not in known)
        != _said(c for c in before.clauses_for.get(name, ()) if id(c) not in now)
    }
    infos, others = before.provisions, after.provisions
    every = {**infos, **others}
    said = {n for n in every if infos.get(n) is not others.get(n) and infos.get(n) != others.get(n)}
    for name in otherwise:
        new = [c for c in heads[name] if id(c) not in known]
        old = [c for c in before.clauses_for.get(name, ()) if id(c) not in now]
        said |= {c.origin.provision for c in (*_besides(new, old), *_besides(old, new))}
    if before.beats is not after.beats:
        pairs = {*before.beats, *after.beats}
        said |= {n for pair in pairs if _of(before, pair) != _of(after, pair) for n in pair}
    return Change(otherwise, tables, frozenset(said), after, before)


def _spoken(clauses: Iterable[ir.Clause], aside: Collection[str]) -> tuple[ir.Clause, ...]:
    """Those that a program has which leaves provisions out, and does not speak of any of many days."""
    idle = (naming.ANY_TIME, naming.ANY_TOTAL)
    return tuple(
        c for c in clauses if c.origin.provision not in aside and not c.head.relation.startswith(idle)
    )


def _concerns(name: str, layout: Layout, asked: Collection[str]) -> bool:
    """Whether a relation is asked for, or says where the library ends of one that is read or asked for."""
    if not name.endswith(naming.UNCOVERED):
        return name in asked
    near = said_of(name.removesuffix(naming.UNCOVERED).strip())
    return any(n in asked or n in layout.stratum or n in layout.readers for n in near)


def _reads(clauses: Iterable[ir.Clause]) -> Iterator[str]:
    return (name for clause in clauses for name in clause.reads)


def _of(program: ir.Program, pair: tuple[str, str]) -> object:
    return program.beats.get(pair), program.court_rules.get(pair), program.cautions.get(pair)


def _said(clauses: Iterable[ir.Clause]) -> frozenset[object]:
    return frozenset((c.head, c.body) for c in clauses)


def _besides(clauses: Iterable[ir.Clause], others: Iterable[ir.Clause]) -> Iterator[ir.Clause]:
    """The clauses that say something that the others do not."""
    known = _said(others)
    return (c for c in clauses if (c.head, c.body) not in known)


def _computes(clause: ir.Clause) -> bool:
    """Whether a clause may count days."""
    sides = [(b.left, b.right) for b in clause.body if isinstance(b, ir.Comparison)]
    sides += [(b.expression, b.expression) for b in clause.body if isinstance(b, ir.Binding)]
    return any(isinstance(side, ir.Apply) for pair in sides for side in pair)


def exchangeable(mutant: Mutant, program: ir.Program) -> bool:
    """Whether a mutant differs in the clauses of one provision, and in nothing else."""
    old, new = mutant.before, mutant.after
    if not isinstance(old, ast.Provision) or not isinstance(new, ast.Provision):
        return False
    if any(name.startswith(f"{mutant.name} in ") for name in program.provisions):
        return False
    if any(isinstance(n, ast.Atom) and n.scenario is not None for n in walk((old, new))):
        return False
    same = all(getattr(old, field) == getattr(new, field) for field in STANDING)
    return same and _head(old.conclusion) == _head(new.conclusion)


def _head(conclusion: ast.Conclusion) -> object:
    if isinstance(conclusion, ast.SwitchOff):
        return conclusion.provision
    negated = conclusion.negated if isinstance(conclusion, ast.Literal) else None
    return type(conclusion), conclusion.atom.relation, negated


def _switched(program: ir.Program, name: str) -> tuple[str, ...]:
    """How a provision is taken out of application, if something can take it out."""
    off = naming.switched_off(name)
    return (off,) if any(c.head.relation == off for c in program.clauses) else ()


def changed_programs(
    mutant: Mutant, library: Library, original: Programs, layouts: dict[int, Layout]
) -> ChangedPrograms:
    """The programs of ``library``, to which a mutant was applied."""
    return ChangedPrograms(lambda: library, narrow=False, mutant=mutant, original=original, layouts=layouts)

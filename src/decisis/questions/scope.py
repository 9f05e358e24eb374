"""What a question can depend on: relations, things, and open questions; and what may be found of them."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.casework.record import base_relation
from decisis.casework.verdict import Asked
from decisis.compiler.checks.values import individuals_of
from decisis.proof.wording import literal_of
from decisis.rules import ir, naming
from decisis.rules.relevance import reachable_relations
from decisis.values import Value, sort_key

CHANGING = ("facts", "findings", "disputes", "questions", "allegations", "authorities")
KINDS = (*CHANGING, "date", "court")


def bases_of(asked: Asked, changing: frozenset[str] = frozenset()) -> frozenset[str]:
    """The declared relations that the question can depend on; under other law, it may be any of them."""
    program = asked.run.lowered.program
    if changing & {"date", "court"}:
        return frozenset(program.relations)
    names = {literal_of(name)[0] for name in reachable_relations(program, asked.relation)}
    return frozenset(names & program.relations.keys())


def findable(asked: Asked, changing: frozenset[str] = frozenset(CHANGING)) -> frozenset[str]:
    """Literals that may be found: what no provision concludes, or the record speaks of; not what is asked."""
    if "findings" not in changing:
        return frozenset()
    program = asked.run.lowered.program
    spoken = {base_relation(f.relation) for f in asked.record.facts}
    given = concluded(asked, changing) - spoken
    free = bases_of(asked, changing) - given - program.tables.keys() - set(naming.OF_THE_SETTING)
    named = {name for name in free if " " not in name and name != asked.relation}
    closed = {name for name in named if program.relations[name].closed}
    return frozenset({*named, *(naming.denied(n) for n in named - closed)})


def concluded(asked: Asked, changing: frozenset[str]) -> set[str]:
    """What provisions conclude: those that are heard or, where other law may be asked, any."""
    if changing & {"date", "court"}:
        given = (p.conclusion for p in asked.court.programs.library.provisions.values())
        return {c.atom.relation.text for c in given if hasattr(c, "atom")}
    return {
        literal_of(c.head.relation)[0]
        for c in asked.run.lowered.program.clauses
        if c.origin.role in ("concludes", "possible") and c.origin.provision
    }


def questions_read(program: ir.Program) -> frozenset[str]:
    """The open questions on whose answer something rests."""
    return frozenset(filter(None, (naming.question_in(name) for c in program.clauses for name in c.reads)))


def things_named(asked: Asked) -> dict[str, tuple[Value, ...]]:
    """The named things of each sort that has no order: those that the question names first."""
    library, program = asked.court.programs.library, asked.run.lowered.program
    found: dict[str, set[Value]] = {}
    for name, sort in individuals_of(library).items():
        found.setdefault(sort, set()).add(name)
    for sort, declared in library.sorts.items():
        found.setdefault(sort, set()).update(c.name.text for c in declared.choices or ())
    for sort, thing in (*_named_in_record(asked), *_named_in_law(program)):
        found.setdefault(sort, set()).add(thing)
    asked_about = set(asked.named)
    return {
        sort: tuple(sorted(things, key=lambda t: (t not in asked_about, sort_key(t))))
        for sort, things in found.items()
    }


def _named_in_record(asked: Asked) -> Iterator[tuple[str, str]]:
    """The things that the record names, whatever it says of them, and those in disputes, with their sorts."""
    relations = asked.court.programs.library.relations
    said = [(f.relation, f.values) for f in asked.record.facts]
    said += [(s.relation, s.values) for d in asked.record.disputes for s in (d.side, d.other)]
    for relation, values in said:
        for parameter, value in zip(relations[base_relation(relation)].parameters, values, strict=True):
            if isinstance(value, str):
                yield parameter.sort.text, value


def _named_in_law(program: ir.Program) -> Iterator[tuple[str, str]]:
    """The things that clauses name, by sort."""
    for clause in program.clauses:
        for literal in clause.body:
            if isinstance(literal, ir.Atom):
                info = program.relations.get(literal_of(literal.relation)[0])
                if info is not None:
                    for sort, term in zip(info.sorts, literal.terms, strict=False):
                        if isinstance(term, ir.Constant) and isinstance(term.value, str):
                            yield sort, term.value


def is_with_itself(row: tuple[Value, ...], sorts: tuple[str, ...]) -> bool:
    """Whether one thing stands in two places of its sort: that a claim is older than itself, say."""
    things = [(v, sort) for v, sort in zip(row, sorts, strict=True) if isinstance(v, str)]
    return len(set(things)) < len(things)

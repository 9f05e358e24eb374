"""A program without some of its provisions, where that is all that setting them aside does.

Setting an authority aside can do more: what it overruled stands again, its word on the weight of opinions
is not heard, a ring of provisions that beat one another is broken. Then the law is lowered anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from decisis.compiler.library import Library
from decisis.rules import ir
from decisis.rules.relevance import bearing_on


def removes_no_more(names: frozenset[str], library: Library) -> bool:
    """Whether setting these aside takes their own provisions out of the law, and changes nothing else."""
    return names.isdisjoint(_acting(library))


def _acting(library: Library) -> Iterator[str]:
    """Authorities and provisions that do something to others."""
    for treatment in library.treatments:
        yield treatment.later.text
        provision = library.provisions.get(treatment.later.text)
        if provision is not None and provision.under is not None:
            yield provision.under.authority.text
    for court in library.courts.values():
        yield from (rule.under.authority.text for rule in court.rules if rule.under is not None)


def without_provisions(
    program: ir.StratifiedProgram, names: frozenset[str], relation: str = ""
) -> ir.StratifiedProgram:
    """The program without every clause of the provisions that have these names or authorities.

    ``relation``: what it is about, if not everything; what only they made bear on that goes too.
    """
    gone = frozenset(provisions_gone(program.program.provisions, names))
    kept = {n: info for n, info in program.program.provisions.items() if n not in gone}
    whole = replace(
        program.program,
        clauses=_kept(program.program.clauses, gone),
        provisions=MappingProxyType(kept),
    )
    strata = tuple(_kept(s, gone) for s in program.strata)
    if relation:
        whole = bearing_on(whole, relation)
        heads = {clause.head.relation for clause in whole.clauses}
        strata = tuple(tuple(c for c in s if c.head.relation in heads) for s in strata)
    return replace(program, program=whole, strata=tuple(s for s in strata if s), digests=())


def provisions_gone(infos: Mapping[str, ir.ProvisionInfo], names: frozenset[str]) -> Iterator[str]:
    """The provisions, their copies in scenarios, and the questions that they leave open."""
    for name, info in infos.items():
        own = name.partition(".")[0].partition(" in ")[0]
        if own in names or (info.authority and info.authority in names):
            yield name


def _kept(clauses: Iterable[ir.Clause], gone: frozenset[str]) -> tuple[ir.Clause, ...]:
    return tuple(c for c in clauses if c.origin.provision not in gone)

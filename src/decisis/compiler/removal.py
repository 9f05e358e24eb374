"""A program without some of its provisions, where that is all that setting them aside does.

Setting an authority aside can do more: what it overruled stands again, its word on the weight of opinions
is not heard, a ring of provisions that beat one another is broken. Then the law is lowered anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from decisis.compiler.force import in_setting, names_of
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.compiler.speaking import speaks
from decisis.compiler.treatments import LEAVES_ITS_FORCE
from decisis.rules import ir, naming
from decisis.rules.relevance import bearing_on
from decisis.syntax import ast


def removes_no_more(names: frozenset[str], library: Library) -> bool:
    """Whether setting these aside takes their own provisions out of the law, and changes nothing else."""
    return names.isdisjoint(_acting(library))


def bears_on_others(name: str, library: Library, setting: Setting, bearing: Collection[str]) -> bool:
    """Whether setting an authority or a provision aside can do more to what bears on a question than take
    its own provisions out: whether a provision is heard then whose force it ended, or a court's rule lapses.

    ``bearing``: the declared relations that the question can depend on.
    """
    if any(
        rule.under and rule.under.authority.text == name for c in library.courts.values() for rule in c.rules
    ):
        return True
    acts = (t for t in library.treatments if t.verb not in LEAVES_ITS_FORCE)
    ended = {t.earlier.text for t in acts if name in (t.later.text, _authority_of(t.later.text, library))}
    then = replace(setting, set_aside=setting.set_aside | {name})
    known = in_setting(library, then) if ended else library
    return any(
        not ended.isdisjoint(names_of(provision, library))
        and _concludes(provision, bearing)
        and speaks(provision, known, then)
        for provision in (library.provisions.values() if ended else ())
    )


def _authority_of(name: str, library: Library) -> str:
    provision = library.provisions.get(name)
    return provision.under.authority.text if provision is not None and provision.under else ""


def _concludes(provision: ast.Provision, bearing: Collection[str]) -> bool:
    atom = getattr(provision.conclusion, "atom", None)
    return atom is None or atom.relation.text in bearing


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
        markers = (c.head.relation for c in whole.clauses if c.head.relation.startswith(naming.MANY_DAYS))
        whole = bearing_on(whole, relation, frozenset(markers))
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

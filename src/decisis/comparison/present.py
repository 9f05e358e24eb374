"""Comparisons as the plain data that renderers take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from decisis.citation import cite
from decisis.comparison.chain import Link
from decisis.comparison.compare import Chained, Collision, Implication, Pair
from decisis.comparison.implication import Covered, Uncovered
from decisis.comparison.matters import INSTALL, Finding, can_search
from decisis.comparison.meeting import OTHERS, Apart, Mapped, Together
from decisis.comparison.ways import Stated
from decisis.compiler.force import authority_of
from decisis.compiler.library import Library
from decisis.compiler.silence import why_silent
from decisis.render.comparison import (
    ChainView,
    CollisionView,
    ComparedView,
    ComparisonView,
    ImplicationView,
    MatterView,
    PairView,
    RankView,
)
from decisis.rules import ir
from decisis.rules.rounding import ROUNDINGS
from decisis.syntax import ast
from decisis.values import written

SPACE = re.compile(r"\s+")
IN_FORCE = "that its text is in force on the day that governs it"


def present_comparison(pairs: Iterable[Pair], library: Library) -> ComparisonView:
    every = tuple(pairs)
    missing = "" if can_search() else f"A search through all matters needs clingo: {INSTALL}."
    return ComparisonView(
        tuple(_Presenting(pair, library).view() for pair in every if pair.related),
        tuple((pair.first, pair.second) for pair in every if not pair.related),
        missing,
    )


@dataclass(frozen=True)
class _Presenting:
    pair: Pair
    library: Library

    def view(self) -> PairView:
        pair, setting = self.pair, self.pair.setting
        provisions = (self.library.provisions[n] for n in (pair.first, pair.second))
        silent = ((p.name.text, why_silent(p, self.library, setting)) for p in provisions)
        return PairView(
            first=self._compared(pair.first),
            second=self._compared(pair.second),
            court=setting.court,
            court_title=self.library.label(setting.court),
            as_of=setting.as_of,
            silent=tuple(f"`{name}` is no part of the law: {why}" for name, why in silent if why),
            implications=tuple(map(self._implication, pair.implications)),
            collisions=tuple(map(self._collision, pair.collisions)),
            chains=tuple(map(self._chain, pair.chains)),
        )

    def _compared(self, name: str) -> ComparedView:
        provision = self.library.provisions[name]
        authority = authority_of(provision, self.library)
        pinpoint = provision.under.pinpoint.text if provision.under and provision.under.pinpoint else ""
        return ComparedView(
            name=name,
            kind=provision.kind,
            title=provision.title.text if provision.title else "",
            citation=cite(authority.citation.text, pinpoint) if authority else "",
            concludes=f"then {_source(provision.conclusion.span.text)}",
        )

    def _implication(self, found: Implication) -> ImplicationView:
        shown = found.shown
        covered = shown if not isinstance(shown, Uncovered) else ()
        lacking = self._element(shown.lacking) if isinstance(shown, Uncovered) and shown.lacking else ""
        elements = dict.fromkeys(pair for c in covered for pair in self._given_by(c))
        return ImplicationView(
            broad=found.broad.key,
            narrow=found.narrow.key,
            implied=found.holds,
            mapping=tuple(dict.fromkeys(pair for c in covered for pair in _named(c.mapping))),
            elements=tuple(elements),
            lacking=lacking,
            outranked=found.outranked,
            matter=_matter(found.search),
        )

    def _given_by(self, covered: Covered) -> Iterator[tuple[str, str]]:
        for wanted, by in covered.given_by:
            if wanted.label:
                yield self._element(wanted), self._element(by) if by is not None else ""

    def _collision(self, found: Collision) -> CollisionView:
        apart = found.meets if isinstance(found.meets, Apart) else None
        return CollisionView(
            first=found.first.key,
            second=found.second.key,
            how=found.how,
            mapping=_shared(found.meets.mapping) if isinstance(found.meets, Together) else (),
            apart=tuple(self._apart(apart)) if apart else (),
            never_meet=apart is not None,
            ranks=tuple(
                RankView(r.prevailing, r.why, tuple(self.library.label(c) for c in r.courts))
                for r in found.ranks
            ),
            matter=_matter(found.search),
        )

    def _apart(self, found: Apart) -> Iterator[str]:
        if found.first is None or found.second is None:
            yield "what they conclude is about different things"
        elif found.first == found.second:
            yield f"never so: {self._of(found.first)}"
        else:
            yield f"{self._of(found.first)} against {self._of(found.second)}"

    def _of(self, stated: Stated) -> str:
        return f"{self._element(stated)} of `{stated.provision}`"

    def _chain(self, found: Chained) -> ChainView:
        link, taker = found.link, found.link.taker
        return ChainView(
            giver=link.giver.key,
            taker=link.taker.key,
            kind=link.kind,
            element=self._said(taker.provision, _section(link), link.label),
            inside=link.inside,
            mapping=_shared(link.mapping),
            matter=_matter(found.search),
        )

    def _element(self, stated: Stated) -> str:
        """An element by its number, as its source has it."""
        return self._said(stated.provision, stated.section, stated.label)

    def _said(self, provision: str, section: str, label: str) -> str:
        texts = _texts(self.library.provisions[provision])
        if label:
            return f"{label} {texts.get((section == 'when', label), '')}".rstrip()
        return IN_FORCE if section in ("", "in force") else section


def _section(link: Link) -> str:
    info = link.clause.origin.elements[link.literal]
    return info.section if info is not None else ""


def _texts(provision: ast.Provision) -> Mapping[tuple[bool, str], str]:
    """The source of each element by its label; those of open questions apart."""
    found: dict[tuple[bool, str], str] = {}

    def add(elements: Iterable[ast.Element], asked: bool, front: str = "") -> None:
        for element in elements:
            label = front + element.label
            found.setdefault((asked, label), _source(element.formula.span.text))
            if isinstance(element.formula, ast.Either):
                add(element.formula.alternatives, asked, label)

    add((*provision.given, *provision.unless), False)
    for question in provision.leaves_open:
        add(question.elements, True)
    return found


def _source(text: str) -> str:
    return SPACE.sub(" ", text).strip()


def _matter(found: Finding) -> MatterView:
    return MatterView(found.status, found.case, found.literal, found.answer, found.limits)


# --- terms -----------------------------------------------------------------------------------------------


def _named(mapping: Mapped) -> Iterator[tuple[str, str]]:
    """What each variable that its author named stands for."""
    for name, expression in mapping.items():
        if not name.startswith("_"):
            yield name, _term(expression)


def _shared(mapping: Mapped) -> tuple[tuple[str, str], ...]:
    """The variables of the one provision that stand for the same as some of the other, or for a value."""
    mine = {n: e for n, e in mapping.items() if not n.endswith(OTHERS) and not n.startswith("_")}
    yours = {n: e for n, e in mapping.items() if n.endswith(OTHERS) and not n.startswith("_")}
    found = [(n, m.removesuffix(OTHERS)) for n, e in mine.items() for m, f in yours.items() if e == f]
    found += [(n, _term(e)) for n, e in mine.items() if isinstance(e, ir.Constant)]
    return tuple(found)


def _term(expression: ir.Expression) -> str:
    match expression:
        case ir.Variable(name):
            return name.removesuffix(OTHERS)
        case ir.Constant(value):
            return written(value)
        case ir.Apply(function, (amount, divisor, unit)) if function in ROUNDINGS:
            return f"{_term(amount)} ÷ {_term(divisor)} {function} {_term(unit)}"
        case ir.Apply(function, operands) if len(operands) == 2:
            return f"{_term(operands[0])} {function} {_term(operands[1])}"
        case ir.Apply(function, operands):
            return f"{function}({', '.join(map(_term, operands))})"

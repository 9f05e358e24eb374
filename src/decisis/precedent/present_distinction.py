"""Precedents against a matter as the plain data that renderers take."""

from __future__ import annotations

from collections.abc import Iterable

from decisis.casework.inquiry import court_title
from decisis.casework.matching import Match
from decisis.casework.matter import Matter
from decisis.casework.verdict import Asked
from decisis.precedent.distinction import Distinction, Factor
from decisis.render.distinction import DistinctionView, ElementView, FactorView, PrecedentView


def present_distinction(matter: Matter, asked: Asked, found: Iterable[Distinction]) -> DistinctionView:
    court = asked.setting.court
    return DistinctionView(
        matter=matter.name,
        title=matter.title,
        court=court,
        court_title=court_title(matter, asked.setting),
        as_of=asked.setting.as_of,
        precedents=tuple(map(precedent_view, found)),
    )


def precedent_view(found: Distinction) -> PrecedentView:
    info, fortiori = found.info, found.a_fortiori
    return PrecedentView(
        name=info.name,
        kind=info.kind,
        title=info.title,
        citation=info.citation,
        strength=info.strength,
        provenance=info.provenance,
        conclusion=found.conclusion,
        silent=found.silent,
        treated=info.treated,
        applies=found.applies,
        elements=tuple(map(_element, found.elements)),
        despite=tuple(map(_element, found.despite)),
        factors=tuple(_factor(f) for f in (*found.factors_for, *found.factors_against)),
        a_fortiori=fortiori.answer,
        because=tuple(map(_in_the_way, fortiori.because)),
    )


def _element(found: Match) -> ElementView:
    return ElementView(found.label, found.section, found.text, found.state, found.quote, found.reason)


def _factor(found: Factor) -> FactorView:
    return FactorView(found.text, found.favours, found.supports, found.there, found.here, found.quote)


def _in_the_way(found: Factor) -> str:
    """Why a factor keeps a matter from being an a fortiori one."""
    if found.supports:
        said = {"open": "is open here", "not so": "is not so here"}.get(found.here, "is not shown here")
        return f"for it there, and {said}: {found.text}"
    return (
        f"against it here, {'which is open, and' if found.here == 'open' else 'and'} not there: {found.text}"
    )

"""A citator's page as the plain data that renderers take."""

from __future__ import annotations

from collections.abc import Iterable

from decisis.citation import cite, decided_on, year_of
from decisis.compiler.library import Library
from decisis.compiler.standing import rule_words
from decisis.compiler.treatments import treated_in_full, treats_words
from decisis.precedent.citator import Entry, Gone, Resting
from decisis.render.citator import CitatorView, ProvisionView, RestingView
from decisis.syntax import ast


def present_citator(
    found: Entry,
    library: Library,
    gone: Gone,
    resting: Iterable[Resting],
    made_by: Iterable[str],
    looked_at: int,
) -> CitatorView:
    day = gone.overruled_from
    return CitatorView(
        name=found.name,
        citation=found.authority.citation.text if found.authority else "",
        about=_about(found.authority, library),
        provisions=tuple(_provision(p, library) for p in found.provisions),
        treated=tuple(treated_in_full(t, library) for t in found.treated),
        treats=tuple(treats_words(t, library) for t in found.treats),
        rules=tuple(rule_words(court, rule, library) for court, rule in found.rules),
        taken_away=f"overruled from {day}" if day else "set aside",
        resting=tuple(map(_resting, resting)),
        made_by=tuple(made_by),
        looked_at=looked_at,
    )


def _about(authority: ast.Authority | None, library: Library) -> str:
    if authority is None:
        return ""
    provenance = authority.provenance
    source = (
        (f"checked against {provenance.against}" if provenance.against else provenance.kind)
        if provenance
        else ""
    )
    if authority.decided_by is None:
        return ", ".join(part for part in (authority.kind.text if authority.kind else "", source) if part)
    sat = " en banc" if authority.en_banc else ""
    said = f"decided by {library.court_words(authority.decided_by.text)}{sat}"
    day, year = authority.decided_on or decided_on(authority.citation.text), year_of(authority.citation.text)
    when = f"on {day}" if day else f"in {year}" if year else ""
    published = "" if authority.published else "unpublished"
    return ", ".join(part for part in (f"{said} {when}".strip(), published, source) if part)


def _provision(provision: ast.Provision, library: Library) -> ProvisionView:
    return ProvisionView(
        provision.name.text,
        provision.title.text if provision.title else "",
        _place(provision.under, library),
        _place(provision.construing, library),
    )


def _place(place: ast.Place | None, library: Library) -> str:
    authority = library.authorities.get(place.authority.text) if place else None
    if place is None or authority is None:
        return ""
    return cite(authority.citation.text, place.pinpoint.text if place.pinpoint else "")


def _resting(found: Resting) -> RestingView:
    return RestingView(
        matter=found.matter,
        variant=found.variant,
        question=found.question.name,
        answer=found.before.words,
        strength=found.before.strength,
        by_way_of=found.by_way_of,
        outcome=found.outcome,
        after=found.after.words,
        after_strength=found.after.strength,
        remaining=found.remaining,
    )

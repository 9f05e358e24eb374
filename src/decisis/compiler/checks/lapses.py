"""Opinions that end with a text that nothing follows.

An opinion lapses with the last text that it construes. Where nothing is stated of that place any more, though
it goes on, the opinion falls silent unsaid: most often what ended was a rule that only said what was open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from decisis.compiler import force
from decisis.compiler.checks.common import listed, place_words
from decisis.compiler.library import Library
from decisis.compiler.reading import Doctrine
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast


def silenced_opinions(doctrine: Doctrine) -> Iterator[Diagnostic]:
    """What an opinion says ends on a day on which nothing that is written ends it."""
    library = doctrine.library
    for provision in (r.provision for r in doctrine.written()):
        authority, place = force.authority_of(provision, library), provision.construing
        if (
            place is None
            or place.authority.text not in library.authorities
            or not force.is_opinion(authority)
        ):
            continue
        last = force.construed_until(provision, library)
        if last is None or _said(provision, last, library) or _followed(place, last, library):
            continue
        yield _silenced(provision, place, last, library)


def _said(provision: ast.Provision, last: date, library: Library) -> bool:
    """Whether something written ends an opinion by then: its own end, or what was done to it or its text."""
    spans = [force.in_force_span(provision.in_force)]
    spans += [force.place_span(p, library) for p in (provision.under, provision.construing) if p is not None]
    ends = [*(s.end for s in spans), force.ended_by_treatment(force.names_of(provision, library), library)]
    return any(end is not None and end <= last for end in ends)


def _followed(place: ast.Place, last: date, library: Library) -> bool:
    """Whether something is stated of a place on the day after, if there is one."""
    if last == date.max:
        return True
    after = last + timedelta(days=1)
    texts = library.stated.get(place.authority.text, ())
    return any(
        t.under and force.overlap(place, t.under) and force.is_stated(t, after, library) for t in texts
    )


def _silenced(provision: ast.Provision, place: ast.Place, last: date, library: Library) -> Diagnostic:
    texts = force.construed(provision, library)
    ending = [t.name.text for t in texts if force.text_span(t, library).end == last]
    return Diagnostic(
        "W0350",
        f"`{provision.name.text}` is not heard after {last}, and nothing that is written ends it",
        place.authority.span,
        context=place_words(provision.under, library),
        notes=(
            f"an opinion ends with the last text that it construes: {listed(ending)}, which nothing follows",
        ),
        help=f"state the text that goes on, or until when the opinion is heard: `in force from … to {last}`",
    )

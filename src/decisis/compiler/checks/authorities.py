"""Authorities, and the days on which their texts are the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from decisis.compiler.checks.common import listed
from decisis.compiler.force import chooser_of, is_opinion
from decisis.compiler.reading import Doctrine, Reading
from decisis.diagnostics import Diagnostic
from decisis.source import Span
from decisis.syntax import ast

Found = Iterator[Diagnostic]


def kinds_of_authority(doctrine: Doctrine) -> Found:
    """An opinion is decided by a court, anything else is not, and everything has a rank."""
    for authority in doctrine.library.authorities.values():
        kind = authority.kind.text if authority.kind else ""
        if authority.decided_by is not None and kind not in ("", "opinion"):
            yield Diagnostic(
                "E0317",
                f"a court does not decide a `{kind}`",
                authority.decided_by.span,
                context=authority.citation.text,
                help=f"leave out `{kind}`, or `decided by`",
            )
        elif authority.decided_by is None and kind in ("", "opinion"):
            yield Diagnostic(
                "E0317",
                f"`{authority.name.text}` says neither what kind of text it is nor who decided it",
                authority.name.span,
                context=authority.citation.text,
                notes=("what prevails over what depends on it",),
                help="say `decided by COURT`, or its kind: statute, rules, guideline …",
            )


def kinds_of_provision(doctrine: Doctrine) -> Found:
    """A holding, a dictum or a dissent is of an opinion, and a rule under another text.

    A definition may be of either: what an opinion says exhaustively has no other form.
    """
    authorities = doctrine.library.authorities
    for reading in doctrine.written():
        provision, place = reading.provision, reading.provision.under
        authority = authorities.get(place.authority.text) if place else None
        if place is None or authority is None or provision.kind == "definition":
            continue
        if is_opinion(authority) == (provision.kind in ast.RULINGS):
            continue
        if is_opinion(authority):
            said = f"`{authority.name.text}` is an opinion, and a {provision.kind} stands under another text"
            help_ = f"write `holding {provision.name.text} of {authority.name.text}`, or name the text"
        else:
            said = f"`{authority.name.text}` is no opinion, and a {provision.kind} is of one"
            help_ = f"write `rule {provision.name.text} under {authority.name.text}`, or name the opinion"
        yield Diagnostic("E0370", said, place.authority.span, context=reading.context, help=help_)


def choosers(doctrine: Doctrine) -> Found:
    """The edition is chosen by a relation whose last argument is the day."""
    for authority in doctrine.library.authorities.values():
        atom = authority.chosen_by
        relation = doctrine.library.relations.get(atom.relation.text) if atom else None
        if atom is None or relation is None:
            continue
        last = atom.arguments[-1].term if atom.arguments else None
        if (
            relation.parameters[-1].sort.text != "Date"
            or not isinstance(last, ast.Variable)
            or last.name == "_"
        ):
            yield Diagnostic(
                "E0320",
                f"`{atom.relation.text}` does not name the day that chooses an edition",
                atom.span,
                context=authority.citation.text,
                notes=("the last argument of a chooser is a day, written as a variable",),
                help="write `chosen by sentenced_on(J, Day)`",
            )


def unchosen_editions(doctrine: Doctrine) -> Found:
    """A provision of several things of the chooser's sort does not say which of them chooses its edition."""
    for reading in doctrine.written():
        chooser = chooser_of(reading.provision, doctrine.library)
        if chooser is None:
            continue
        for term, sort in _chosen_for(chooser, doctrine):
            named = reading.known.get(term.name)
            alike = [name for name, use in reading.known.items() if use.sort == sort]
            if len(alike) > 1 and (named is None or named.sort != sort):
                yield _unchosen(reading, chooser, sort, alike)


def _chosen_for(chooser: ast.Atom, doctrine: Doctrine) -> Iterator[tuple[ast.Variable, str]]:
    """The variables of a chooser, but for the day."""
    relation = doctrine.library.relations.get(chooser.relation.text)
    asked = relation.parameters[:-1] if relation else ()
    for parameter, argument in zip(asked, chooser.arguments, strict=False):
        if isinstance(argument.term, ast.Variable) and argument.term.name != "_":
            yield argument.term, parameter.sort.text


def _unchosen(reading: Reading, chooser: ast.Atom, sort: str, alike: list[str]) -> Diagnostic:
    term = next(a.term for a in chooser.arguments if isinstance(a.term, ast.Variable))
    return Diagnostic(
        "E0341",
        f"{listed(alike)} are each a `{sort}`, and one of them chooses the edition",
        reading.provision.name.span,
        context=reading.context,
        notes=(f"the edition is chosen by `{chooser.span.text}`",),
        help=f"call the one that chooses it `{term.name}`",
    )


# --- days --------------------------------------------------------------------------------------------


def backward_spans(doctrine: Doctrine) -> Found:
    """What is in force ends on or after the day on which it begins."""
    library = doctrine.library
    spans = [(p.in_force, p.name) for p in library.provisions.values()]
    spans += [(a.in_force, a.name) for a in library.authorities.values()]
    days = [(d.start, d.end, d.name) for h in library.holidays.values() for d in h.days]
    for start, end, name in (*((s.start, s.end, name) for s, name in spans if s is not None), *days):
        if start is not None and end is not None and end < start:
            yield Diagnostic(
                "E0345",
                f"`{name.text}` ends on {end}, before it begins on {start}",
                name.span,
                help="write the earlier day first",
            )


def repeated_days(doctrine: Doctrine) -> Found:
    """Two rows that begin on one day: only one of them can be the law."""
    library = doctrine.library
    for counting in library.countings.values():
        yield from _twice(((row.start, counting.name.span) for row in counting.rows), counting.name)
    for deadline in library.deadlines.values():
        yield from _twice(((p.start, deadline.name.span) for p in deadline.periods), deadline.name)
    for authority in library.authorities.values():
        yield from _twice(((e.start, e.name.span) for e in authority.editions), authority.name)
    for reading in doctrine.written():
        rows = reading.provision.rows.rows if reading.provision.rows else ()
        yield from _twice(((row.start, row.span) for row in rows), reading.provision.name)


def _twice(starts: Iterable[tuple[date | None, Span]], name: ast.Name) -> Found:
    seen: set[date | None] = set()
    for start, span in starts:
        if start in seen:
            when = f"on {start}" if start else "without a day"
            yield Diagnostic(
                "E0342",
                f"two texts of `{name.text}` begin {when}",
                span,
                notes=("each holds until the next one begins",),
                help="give each its own day",
            )
        seen.add(start)

"""Other days and other courts in which a question may be asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from decisis.casework.verdict import Asked
from decisis.questions.moves import Move, MoveCourt, MoveDate
from decisis.questions.scope import bases_of


def other_settings(asked: Asked, changing: frozenset[str]) -> tuple[Move, ...]:
    """Each day around which other law is in force, and each court, as far as they may be moved."""
    dates = tuple(_moved_to(d, asked) for d in _days(asked)) if "date" in changing else ()
    courts = tuple(_courts(asked)) if "court" in changing else ()
    return (*dates, *courts)


def _days(asked: Asked) -> Iterator[date]:
    """The days around which another provision on something that the question can depend on is the law."""
    from decisis.compiler.force import authority_of, is_opinion, opinion_span, text_span

    library, bases, found = asked.court.programs.library, bases_of(asked), set[date]()
    for provision in library.provisions.values():
        atom = getattr(provision.conclusion, "atom", None)
        if atom is None or atom.relation.text not in bases:
            continue
        authority = authority_of(provision, library)
        opinion = authority is not None and is_opinion(authority)
        span = opinion_span(authority, library) if authority and opinion else text_span(provision, library)
        found |= {d for d in (span.start, span.end) if d is not None}
        found |= {d + timedelta(days=1) for d in (span.end,) if d is not None and d < date.max}
        found |= {d - timedelta(days=1) for d in (span.start,) if d is not None and d > date.min}
    yield from sorted(d for d in found if d != asked.setting.as_of)


def _moved_to(day: date, asked: Asked) -> MoveDate:
    return MoveDate(day, (day - asked.setting.as_of).days)


def _courts(asked: Asked) -> Iterator[MoveCourt]:
    library = asked.court.programs.library
    for name in sorted(library.courts):
        if name != asked.setting.court:
            yield MoveCourt(name, library.label(name))

"""The days on which authorities and texts are the law, and what later authorities did to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from decisis.citation import decided_on, year_of
from decisis.compiler.library import Library, once
from decisis.compiler.setting import Setting
from decisis.syntax import ast

ENDING_TREATMENTS = ("overrules", "repeals", "supersedes")  # everywhere; `invalidates`, where it binds


@dataclass(frozen=True)
class Span:
    """Days from ``start`` to ``end``, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def meet(self, other: Span) -> Span:
        starts = [d for d in (self.start, other.start) if d is not None]
        ends = [d for d in (self.end, other.end) if d is not None]
        return Span(max(starts, default=None), min(ends, default=None))

    @property
    def bounded(self) -> bool:
        return self.start is not None or self.end is not None


def authority_of(provision: ast.Provision, library: Library) -> ast.Authority | None:
    return library.authorities.get(provision.under.authority.text) if provision.under else None


def authority_named(name: str, library: Library) -> ast.Authority | None:
    """An authority by its name, or by that of one of its provisions."""
    return library.authorities.get(_authority_name(name, library))


def is_opinion(authority: ast.Authority | None) -> bool:
    return authority is not None and authority.decided_by is not None


def decision_span(authority: ast.Authority) -> Span:
    """From when an opinion can be relied on: its day, or the end of the year of its citation."""
    day = authority.decided_on or decided_on(authority.citation.text)
    year = year_alone(authority)
    return Span(start=date(year, 12, 31) if year is not None else day)


def year_alone(authority: ast.Authority) -> int | None:
    """The year of an opinion whose day is not recorded; None if its day is, or nothing at all."""
    if not is_opinion(authority) or authority.decided_on or decided_on(authority.citation.text):
        return None
    return year_of(authority.citation.text)


def counted_from(year: int, asked: date) -> str:
    """What is said of an opinion of which only the year is known, where it is not heard on a day."""
    if year > asked.year:
        return f"it was decided only in {year}"
    return f"its day is not recorded; counted from the end of {year}"


# --- later treatment ---------------------------------------------------------------------------


def in_setting(library: Library, setting: Setting) -> Library:
    """The library with the treatments that are there in a setting: what is left out treats nothing.

    The opinions that are taken as decided by then have the day asked about.
    """
    if setting.decided:
        taken = {n: replace(library.authorities[n], decided_on=setting.as_of) for n in setting.decided}
        library = replace(library, authorities={**library.authorities, **taken})
    if not (setting.left_out or setting.before):
        return library
    there = tuple(t for t in library.treatments if is_there(t.later.text, library, setting))
    return library if len(there) == len(library.treatments) else replace(library, treatments=there)


def is_there(name: str, library: Library, setting: Setting) -> bool:
    """Whether an authority, or a provision by its authority, is part of what a setting knows."""
    names = {name, _authority_name(name, library)}
    if names & setting.left_out or setting.before in names:
        return False
    authority = authority_named(name, library)
    return authority is None or not setting.before or _decided_before(authority, setting.before, library)


def _authority_name(name: str, library: Library) -> str:
    """An authority's own name; of a provision, that of the authority it stands in."""
    provision = library.provisions.get(name)
    if name in library.authorities or provision is None or provision.under is None:
        return name
    return provision.under.authority.text


def _decided_before(authority: ast.Authority, limit: str, library: Library) -> bool:
    if limit not in library.authorities or not is_opinion(authority):
        return True
    own, other = decision_span(authority).start, decision_span(library.authorities[limit]).start
    return own is None or other is None or own < other


def ended_by_treatment(names: Collection[str], library: Library) -> date | None:
    """The last day before a later authority ended any of these."""
    ends = [
        treatment_day(t, library)
        for t in library.treatments
        if t.earlier.text in names and t.verb in ENDING_TREATMENTS
    ]
    known = [d for d in ends if d is not None and d > date.min]
    return min(known) - timedelta(days=1) if known else None


@once
def treatment_day(treatment: ast.Treatment, library: Library) -> date | None:
    """The day from which a treatment counts: as it says, or that of the later authority."""
    if treatment.start is not None:
        return treatment.start
    later = authority_named(treatment.later.text, library)
    if later is None:
        return None
    return decision_span(later).start if is_opinion(later) else in_force_span(later.in_force).start


# --- texts -------------------------------------------------------------------------------------


@once
def text_span(provision: ast.Provision, library: Library) -> Span:
    """The days on which the text that gives (or is construed by) a provision is the law."""
    span = in_force_span(provision.in_force).meet(Span(end=construed_until(provision, library)))
    if not is_opinion(authority_of(provision, library)):
        own = provision.name.text.partition(" in ")[0]  # of a copy in a scenario
        span = span.meet(Span(end=ended_by_treatment((own,), library)))
    for place in (provision.under, provision.construing):
        if place is not None:
            span = span.meet(place_span(place, library))
    return span


@once
def construed(provision: ast.Provision, library: Library) -> tuple[ast.Provision, ...]:
    """What is stated of the place that an opinion construes and was the law on the day of the opinion."""
    authority, place = authority_of(provision, library), provision.construing
    if authority is None or place is None or not is_opinion(authority):
        return ()
    day = decision_span(authority).start
    return tuple(
        text
        for text in library.stated.get(place.authority.text, ())
        if text.under is not None
        and overlap(place, text.under)
        and (day is None or is_stated(text, day, library))
    )


def names_of(provision: ast.Provision, library: Library) -> set[str]:
    """Itself, its authority, and what it construes: what is done with any of these may end its force."""
    places = (p for p in (provision.under, provision.construing) if p is not None)
    texts = (text.name.text for text in construed(provision, library))
    return {provision.name.text, *(place.authority.text for place in places), *texts}


def construed_until(provision: ast.Provision, library: Library) -> date | None:
    """The last day of the last text that an opinion can have had before it; None while one goes on.

    An opinion that names editions speaks of those.
    """
    if provision.construing is None or provision.construing.editions is not None:
        return None
    ends = [_stated_span(text, library).end for text in construed(provision, library)]
    return max((end for end in ends if end is not None), default=None) if all(ends) else None


def is_stated(text: ast.Provision, day: date, library: Library) -> bool:
    """Whether a text is the law on a day, as far as that day says so."""
    return _stated_span(text, library).holds(day)


def _stated_span(text: ast.Provision, library: Library) -> Span:
    """The days of a text; any day, if what governs it is not the day that is asked about."""
    governed = text.as_of is not None or text.rows is not None or chooser_of(text, library) is not None
    return Span() if governed else text_span(text, library)


def overlap(first: ast.Place, second: ast.Place) -> bool:
    """Whether two places in one text are the same, or one is a part of the other."""
    mine, yours = ((place.pinpoint.text if place.pinpoint else "") for place in (first, second))
    return _is_part(mine, yours) or _is_part(yours, mine)


def _is_part(place: str, whole: str) -> bool:
    """Whether a place in a text is a part of another one: § 2(b) of § 2, but not § 20."""
    rest = place.removeprefix(whole)
    return place.startswith(whole) and not (whole and rest[:1].isalnum() and whole[-1].isalnum())


@once
def place_span(place: ast.Place, library: Library) -> Span:
    """The days on which an enacted text is the law; of an opinion, any day."""
    authority = library.authorities.get(place.authority.text)
    span = Span()
    if authority is None:
        return span
    if not is_opinion(authority):
        span = span.meet(in_force_span(authority.in_force))
        span = span.meet(Span(end=ended_by_treatment((place.authority.text,), library)))
    if place.editions is not None:
        span = span.meet(Span(*library.edition_span(place.authority.text, place.editions)))
    return span


def in_force_span(span: ast.InForce | None) -> Span:
    return Span(span.start, span.end) if span else Span()


@once
def opinion_span(authority: ast.Authority, library: Library) -> Span:
    """From the day of an opinion to the day before it was overruled as a whole."""
    return decision_span(authority).meet(Span(end=ended_by_treatment((authority.name.text,), library)))


@once
def chooser_of(provision: ast.Provision, library: Library) -> ast.Atom | None:
    """The atom that names the day which governs a provision, if its work has one."""
    for place in (provision.under, provision.construing):
        if place is not None and place.editions is not None:
            authority = library.authorities.get(place.authority.text)
            if authority is not None and authority.chosen_by is not None:
                return authority.chosen_by
    return None


def before_authority(setting: Setting, authority: str, library: Library) -> Setting:
    """The setting in which an authority, and all that came on its day or later, is not there yet."""
    day = decision_span(library.authorities[authority]).start
    as_of = min(setting.as_of, day - timedelta(days=1)) if day else setting.as_of
    return replace(setting, before=authority, as_of=as_of)

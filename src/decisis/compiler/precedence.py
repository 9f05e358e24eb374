"""For one court and one day: which provisions speak, with what strength, and who beats whom.

All of this is settled before anything is evaluated; an engine sees only the resulting table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from decisis.citation import decided_on, year_of
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.syntax import ast

STRENGTHS = ("dictum", "persuasive", "binding")  # weakest first
SOURCES = ("commentary", "policy", "guideline", "rules", "statute", "constitution")  # lowest first
ENDING_TREATMENTS = ("overrules", "repeals", "supersedes")


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


def is_opinion(authority: ast.Authority | None) -> bool:
    return authority is not None and authority.decided_by is not None


def decision_span(authority: ast.Authority) -> Span:
    """From when an opinion can be relied on: its day, or the end of the year of its citation."""
    day = authority.decided_on or decided_on(authority.citation.text)
    if day is None:
        year = year_of(authority.citation.text)
        day = date(year, 12, 31) if year is not None else None
    return Span(start=day)


# --- in force ----------------------------------------------------------------------------------


def ended_by_treatment(names: Iterable[str], library: Library) -> date | None:
    """The last day before a later authority ended any of these."""
    ends = [
        _treatment_day(t, library)
        for t in library.treatments
        if t.verb in ENDING_TREATMENTS and t.earlier.text in names
    ]
    known = [d for d in ends if d is not None]
    return min(known) - timedelta(days=1) if known else None


def _treatment_day(treatment: ast.Treatment, library: Library) -> date | None:
    if treatment.start is not None:
        return treatment.start
    later = library.authorities.get(treatment.later.text)
    return decision_span(later).start if later else None


def text_span(provision: ast.Provision, library: Library) -> Span:
    """The days on which the text that gives (or is construed by) a provision is the law."""
    span = _in_force(provision.in_force)
    for place in (provision.under, provision.construing):
        if place is None or place.authority.text not in library.authorities:
            continue
        authority = library.authorities[place.authority.text]
        if not is_opinion(authority):
            span = span.meet(_in_force(authority.in_force))
            span = span.meet(Span(end=ended_by_treatment((place.authority.text,), library)))
        if place.editions is not None:
            span = span.meet(Span(*library.edition_span(place.authority.text, place.editions)))
    return span


def _in_force(span: ast.InForce | None) -> Span:
    return Span(span.start, span.end) if span else Span()


def chooser_of(provision: ast.Provision, library: Library) -> ast.Atom | None:
    """The atom that names the day which governs a provision, if its work has one."""
    for place in (provision.under, provision.construing):
        if place is not None and place.editions is not None:
            authority = library.authorities.get(place.authority.text)
            if authority is not None and authority.chosen_by is not None:
                return authority.chosen_by
    return None


def speaks(provision: ast.Provision, library: Library, setting: Setting) -> bool:
    """Whether a provision is part of the law that is asked about (its own governing day aside)."""
    if provision.kind == "dissent":
        return False
    names = {provision.name.text} | ({provision.under.authority.text} if provision.under else set())
    if names & (setting.set_aside | setting.own) or setting.before in names:
        return False
    authority = authority_of(provision, library)
    span = Span(end=ended_by_treatment((provision.name.text,), library))
    if authority is not None and is_opinion(authority):
        span = span.meet(decision_span(authority))
        span = span.meet(Span(end=ended_by_treatment((authority.name.text,), library)))
        if setting.before and not _decided_before(authority, setting.before, library):
            return False
    if provision.as_of is None and provision.rows is None and chooser_of(provision, library) is None:
        span = span.meet(text_span(provision, library))
    return span.holds(setting.as_of)


def _decided_before(authority: ast.Authority, limit: str, library: Library) -> bool:
    if limit not in library.authorities:
        return True
    own, other = decision_span(authority).start, decision_span(library.authorities[limit]).start
    return own is None or other is None or own < other


def before_authority(setting: Setting, authority: str, library: Library) -> Setting:
    """The setting in which an authority, and all that came on its day or later, is not there yet."""
    day = decision_span(library.authorities[authority]).start
    as_of = min(setting.as_of, day - timedelta(days=1)) if day else setting.as_of
    return replace(setting, before=authority, as_of=as_of)


# --- strength ----------------------------------------------------------------------------------


def strength_of(provision: ast.Provision, library: Library, court: str) -> str:
    """`binding`, `persuasive` or `dictum` in a court.

    Enacted texts bind. A published opinion binds the courts that answer to its court, and its own
    court too unless that is a trial court (whose opinions bind nobody).
    """
    if provision.kind == "dictum":
        return "dictum"
    authority = authority_of(provision, library)
    if authority is None or authority.decided_by is None:
        return "binding"
    by = authority.decided_by.text
    above = library.courts_above(court)
    if not authority.published or by not in above:
        return "persuasive"
    return "binding" if by != court or library.binds_itself(by) else "persuasive"


# --- who beats whom ----------------------------------------------------------------------------


def beats_table(
    provisions: Mapping[str, ast.Provision], opposing: Iterable[tuple[str, str]], library: Library, court: str
) -> tuple[dict[tuple[str, str], str], list[tuple[str, ...]]]:
    """For pairs of opposing provisions: (stronger, weaker) and why. Rings are unordered and listed."""
    declared = declarations(provisions, library)
    table: dict[tuple[str, str], str] = {}
    for first, second in opposing:
        why = _why(first, second, provisions, declared, library, court)
        if why:
            table[first, second] = why
    rings = _rings(table)
    ringed = {(a, b) for ring in rings for a in ring for b in ring}
    return {pair: why for pair, why in sorted(table.items()) if pair not in ringed}, rings


def declarations(provisions: Mapping[str, ast.Provision], library: Library) -> dict[tuple[str, str], str]:
    """Declared priorities: (stronger, weaker) and why."""
    declared: dict[tuple[str, str], str] = {}
    for name, provision in provisions.items():
        for target in provision.exception_to:
            declared[name, target.text] = "it is an exception to it"
        for target in provision.subject_to:
            declared[target.text, name] = "the other is subject to it"
    for priority in library.priorities:
        because = f": {priority.because.text}" if priority.because else ""
        declared[priority.stronger.text, priority.weaker.text] = f"it has priority{because}"
    for (stronger, weaker), why in tuple(declared.items()):
        declared.update(dict.fromkeys(_copies_of(stronger, weaker, provisions), why))
    return declared


def _copies_of(stronger: str, weaker: str, provisions: Mapping[str, ast.Provision]) -> list[tuple[str, str]]:
    """The same declaration between the copies of two provisions in a scenario."""
    front = f"{stronger} in "
    scenarios = [name.removeprefix(front) for name in provisions if name.startswith(front)]
    return [(f"{stronger} in {s}", f"{weaker} in {s}") for s in scenarios]


def _why(
    first: str,
    second: str,
    provisions: Mapping[str, ast.Provision],
    declared: Mapping[tuple[str, str], str],
    library: Library,
    court: str,
) -> str:
    """Why ``first`` beats ``second``; nothing if it does not. The first test that decides, decides."""
    a, b = provisions[first], provisions[second]
    mine, yours = (STRENGTHS.index(strength_of(p, library, court)) for p in (a, b))
    if mine != yours:
        return f"{STRENGTHS[mine]} authority prevails over {STRENGTHS[yours]}" if mine > yours else ""
    here, there = declared.get((first, second), ""), declared.get((second, first), "")
    if here or there:
        return here if not there else ""
    for test in (_higher_source, _construes_it, _higher_court, _later):
        forward, backward = test(a, b, library), test(b, a, library)
        if forward or backward:
            return forward if not backward else ""
    return ""


def source_level(provision: ast.Provision, library: Library) -> int | None:
    """The rank of the text that a provision stands in or construes; None for case law on no text."""
    for place in (provision.construing, provision.under):
        authority = library.authorities.get(place.authority.text) if place else None
        if authority is not None and not is_opinion(authority) and authority.kind is not None:
            return SOURCES.index(authority.kind.text) if authority.kind.text in SOURCES else None
    return None


def _higher_source(a: ast.Provision, b: ast.Provision, library: Library) -> str:
    mine, yours = source_level(a, library), source_level(b, library)
    if mine is None or yours is None or mine <= yours:
        return ""
    return f"a {SOURCES[mine]} text ranks above a {SOURCES[yours]} text"


def _construes_it(a: ast.Provision, b: ast.Provision, library: Library) -> str:
    if a.construing is None or b.construing is not None or b.under is None:
        return ""
    if a.construing.authority.text != b.under.authority.text:
        return ""
    mine = a.construing.pinpoint.text if a.construing.pinpoint else ""
    yours = b.under.pinpoint.text if b.under.pinpoint else ""
    return "it construes that text" if mine.startswith(yours) or yours.startswith(mine) else ""


def _higher_court(a: ast.Provision, b: ast.Provision, library: Library) -> str:
    mine, yours = (_court(p, library) for p in (a, b))
    if not mine or not yours or mine == yours or mine not in library.courts_above(yours):
        return ""
    return f"{library.label(mine)} sits above {library.label(yours)}"


def _court(provision: ast.Provision, library: Library) -> str:
    authority = authority_of(provision, library)
    return authority.decided_by.text if authority is not None and authority.decided_by else ""


def _later(a: ast.Provision, b: ast.Provision, library: Library) -> str:
    """The later of two opinions of one court (published before not), or of two texts of one rank."""
    if _court(a, library) != _court(b, library):
        return ""
    if _published(a, library) != _published(b, library):
        return "it is published" if _published(a, library) else ""
    mine, yours = _day(a, library), _day(b, library)
    return f"it is later ({mine} after {yours})" if mine and yours and mine > yours else ""


def _published(provision: ast.Provision, library: Library) -> bool:
    authority = authority_of(provision, library)
    return authority is None or authority.published


def _day(provision: ast.Provision, library: Library) -> date | None:
    authority = authority_of(provision, library)
    if authority is not None and is_opinion(authority):
        return decision_span(authority).start
    spans = (_in_force(provision.in_force), _in_force(authority.in_force if authority else None))
    return max((s.start for s in spans if s.start), default=None)


def _rings(table: Mapping[tuple[str, str], str]) -> list[tuple[str, ...]]:
    """The sets of provisions that beat one another in a ring."""
    below: dict[str, set[str]] = {}
    for stronger, weaker in table:
        below.setdefault(stronger, set()).add(weaker)
    reach = {name: _reachable(name, below) for name in below}
    rings = {
        tuple(sorted(other for other in reach[name] if name in reach.get(other, set())))
        for name in below
        if name in reach[name]
    }
    return sorted(rings)


def _reachable(start: str, below: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = list(below.get(start, ()))
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += below.get(name, ())
    return found

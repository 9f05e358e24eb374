"""For one court and one day: who beats whom among the provisions that oppose one another.

All of this is settled before anything is evaluated; an engine sees only the resulting table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from decisis.compiler.force import (
    authority_of,
    construed,
    decision_span,
    in_force_span,
    is_opinion,
    overlap,
)
from decisis.compiler.library import Library, once
from decisis.compiler.rings import rings_of, ways_round
from decisis.compiler.setting import Setting
from decisis.compiler.standing import (
    STRENGTHS,
    counts_as_published,
    court_of,
    court_rules,
    rule_words,
    sits_in_full,
    strength_of,
)
from decisis.rules import ir
from decisis.syntax import ast

SOURCES = ("commentary", "policy", "guideline", "rules", "statute", "constitution")  # lowest first


@dataclass(frozen=True)
class Reason:
    """Why a provision beats another one, and the rule of a court that says so, if one does."""

    words: str
    rule: ast.CourtRule | None = None
    court: str = ""  # whose rule it is
    caution: str = ""  # a warning for whoever relies on it


@dataclass(frozen=True)
class Precedence:
    """Of pairs of opposing provisions (stronger, weaker), why; and the rings, whose members are unordered.

    A ring is the steps of a way round it, each (stronger, weaker, why).
    """

    beats: Mapping[tuple[str, str], Reason]
    rings: tuple[ir.Ring, ...]


TIE = Reason("")
Order = tuple[Reason, Reason]  # why the first of two prevails, and why the second does; of none, a tie
NEITHER = (TIE, TIE)


def beats_table(
    provisions: Mapping[str, ast.Provision],
    opposing: Iterable[tuple[str, str]],
    library: Library,
    setting: Setting,
) -> Precedence:
    """Who beats whom among opposing provisions, in a court on a day."""
    declared = declarations(provisions, library)
    table: dict[tuple[str, str], Reason] = {}
    pairs = tuple(opposing)
    ranked = {n: _ranked(provisions[n], library, setting) for n in dict.fromkeys(chain(*pairs))}
    asked_by = {n: _asked_by(n) for n in ranked}
    for first, second in dict.fromkeys((min(pair), max(pair)) for pair in pairs):
        a, b = asked_by[first], asked_by[second]
        pair = _Pair(ranked[first], ranked[second], library, setting)
        why, why_back = pair.order(declared.get((a, b)), declared.get((b, a)))
        if why is not TIE:
            table[first, second] = why
        elif why_back is not TIE:
            table[second, first] = why_back
    rings = rings_of(table)
    ringed = {(a, b) for ring in rings for a in ring for b in ring}
    words = {pair: why.words for pair, why in table.items()}
    ways = tuple(way for ring in rings for way in ways_round(ring, words))
    return Precedence({pair: why for pair, why in sorted(table.items()) if pair not in ringed}, ways)


@dataclass(frozen=True)
class Declared:
    """That one provision prevails over another; ``by_weaker``: the weaker one says so itself."""

    words: str
    by_weaker: bool = False


def declarations(
    provisions: Mapping[str, ast.Provision], library: Library
) -> dict[tuple[str, str], Declared]:
    """Declared priorities, by (stronger, weaker).

    A declaration has the rank of the provision that makes it. A `priority` stands in no text: it ranks with
    the provision that it favours.
    """
    declared: dict[tuple[str, str], Declared] = {}
    for priority in library.priorities:
        because = f": {priority.because.text}" if priority.because else ""
        pair = priority.stronger.text, priority.weaker.text
        declared[pair] = Declared(f"it has priority{because}")
    for name, provision in provisions.items():
        for target in provision.exception_to:
            declared[name, target.text] = Declared("it is an exception to it")
    for name, provision in provisions.items():
        for target in provision.subject_to:
            declared[target.text, name] = Declared("the other is subject to it", by_weaker=True)
    scenarios: dict[str, list[str]] = {}
    for name, _, scenario in (name.partition(" in ") for name in provisions if " in " in name):
        scenarios.setdefault(name, []).append(scenario)
    for (stronger, weaker), why in tuple(declared.items()):
        copies = [(f"{stronger} in {s}", f"{weaker} in {s}") for s in scenarios.get(stronger, ())]
        declared.update(dict.fromkeys(copies, why))
    return declared


def _asked_by(name: str) -> str:
    """The provision itself, or the one that leaves a question open: a question ranks with it."""
    return name.split(".")[0]


def may_prevail(
    stronger: ast.Provision, weaker: ast.Provision, said: Declared, library: Library, setting: Setting
) -> bool:
    """Whether a provision that is declared to prevail over another one does so in a setting."""
    first, second = (_ranked(p, library, setting) for p in (stronger, weaker))
    return _Pair(first, second, library, setting).order(said, None)[0] is not TIE


def takes_out(off: ast.Provision, target: ast.Provision, library: Library, setting: Setting) -> bool:
    """Whether one that says of another one that it does not apply is heard: as an exception to it is."""
    return may_prevail(off, target, Declared("it is an exception to it"), library, setting)


def outranks(a: ast.Provision, b: ast.Provision, library: Library, setting: Setting) -> str:
    """Why the first ranks above the second, so that the second cannot except itself from it; or nothing."""
    return _outranks(_ranked(a, library, setting), _ranked(b, library, setting), library)


def _outranks(a: _Ranked, b: _Ranked, library: Library) -> str:
    ranks = (_higher_source(a, b, library), *(test(a.opinion, b.opinion, library) for test in _RANKS))
    return next(filter(None, ranks), "")


@dataclass(frozen=True)
class _Ranked:
    """A provision, and what its rank in a setting rests on."""

    provision: ast.Provision
    strength: int  # its place in STRENGTHS
    level: int | None  # of its source
    opinion: Opinion


def _ranked(provision: ast.Provision, library: Library, setting: Setting) -> _Ranked:
    return _Ranked(
        provision,
        STRENGTHS.index(strength_of(provision, library, setting)),
        source_level(provision, library),
        Opinion.of(provision, library, setting),
    )


@dataclass(frozen=True)
class _Pair:
    """Two opposing provisions in a setting."""

    a: _Ranked
    b: _Ranked
    library: Library
    setting: Setting

    def order(self, declared: Declared | None, declared_back: Declared | None) -> Order:
        """Which of the two prevails, if one does. The first test that decides, decides."""
        mine, yours = self.a.strength, self.b.strength
        if mine != yours:
            reason = _BY_STRENGTH[max(mine, yours), min(mine, yours)]
            return (reason, TIE) if mine > yours else (TIE, reason)
        words, words_back = self._declared(declared, self.b), self._declared(declared_back, self.a)
        if words or words_back:
            return _one_way(words, words_back)
        for test in (_higher_source, _construes_it):
            found, found_back = test(self.a, self.b, self.library), test(self.b, self.a, self.library)
            if found or found_back:
                return _one_way(found, found_back)
        return self._by_court()

    def _declared(self, declared: Declared | None, other: _Ranked) -> str:
        """What a declaration says against the other one, unless that ranks above what makes it."""
        if declared is None:
            return ""
        own = self.b if other is self.a else self.a
        outranked = _outranks(other, own, self.library)
        return "" if not declared.by_weaker and outranked else declared.words

    def _by_court(self) -> Order:
        first, second = self.a.opinion, self.b.opinion
        for test in _RANKS:
            found, found_back = test(first, second, self.library), test(second, first, self.library)
            if found or found_back:
                return _one_way(found, found_back)
        ruled = self._by_its_own_rule(first, second)
        if ruled is not None:
            return ruled
        later = _later(first, second) or _later_text(self.a, self.b, self.library)
        later_back = _later(second, first) or _later_text(self.b, self.a, self.library)
        unruled = bool(later or later_back) and first.is_panel and second.is_panel
        return _one_way(later, later_back, self._unruled(first.court) if unruled else "")

    def _unruled(self, court: str) -> str:
        said = f"no rule of {self.library.court_words(court)} on conflicting panels is recorded"
        return f"{said} for {self.setting.as_of}: the later opinion is taken to control"

    def _by_its_own_rule(self, first: Opinion, second: Opinion) -> Order | None:
        """What the court of two panels says of their conflict; nothing if it has said nothing."""
        if not first.is_panel or not second.is_panel or first.court != second.court:
            return None
        if self.setting.en_banc and first.court == self.setting.court:
            return NEITHER  # the whole court is free to choose between its panels
        rule = next(court_rules(first.court, "panels", self.library, self.setting), None)
        if rule is None:
            return None
        if rule.says == "neither" or first.day is None or second.day is None or first.day == second.day:
            return NEITHER
        reason = Reason(rule_words(first.court, rule, self.library), rule, first.court)
        return (reason, TIE) if (first.day < second.day) == (rule.says == "earlier") else (TIE, reason)


_BY_STRENGTH = {
    (mine, yours): Reason(f"{stronger} authority prevails over {weaker}")
    for mine, stronger in enumerate(STRENGTHS)
    for yours, weaker in enumerate(STRENGTHS[:mine])
}


def _one_way(words: str, words_back: str, caution: str = "") -> Order:
    """What a test says of a pair, and of it the other way round: that one prevails, if not both do."""
    if bool(words) == bool(words_back):
        return NEITHER
    reason = Reason(words or words_back, caution=caution)
    return (reason, TIE) if words else (TIE, reason)


def _later_text(a: _Ranked, b: _Ranked, library: Library) -> str:
    """Of a text and an opinion on another one of its rank, that the text of the first is the later."""
    mine, yours = a.provision, b.provision
    if is_opinion(authority_of(mine, library)) == is_opinion(authority_of(yours, library)):
        return ""
    if a.level is None or a.level != b.level:
        return ""
    day, other = _day_of_text(mine, library), _day_of_text(yours, library)
    if day is None or other is None or day <= other:
        return ""
    return f"its text is later ({day} after {other})"


@dataclass(frozen=True)
class Opinion:
    """A provision as its court's word: on enacted texts, the court is empty."""

    court: str
    published: bool
    full: bool
    trial: bool
    day: date | None  # of a text, the day from which it is in force

    @staticmethod
    def of(provision: ast.Provision, library: Library, setting: Setting) -> Opinion:
        authority = authority_of(provision, library)
        court = court_of(authority, library, setting)
        return Opinion(
            court,
            counts_as_published(authority, library, setting),
            authority is not None and sits_in_full(authority, court, library),
            court in library.courts and library.courts[court].trial,
            _day(provision, library),
        )

    @property
    def is_panel(self) -> bool:
        return bool(self.court) and not self.full and not self.trial


def source_level(provision: ast.Provision, library: Library) -> int | None:
    """The rank of the text that a provision stands in or construes; None for case law on no text."""
    for place in (provision.construing, provision.under):
        authority = library.authorities.get(place.authority.text) if place else None
        if authority is not None and not is_opinion(authority) and authority.kind is not None:
            return SOURCES.index(authority.kind.text) if authority.kind.text in SOURCES else None
    return None


def _higher_source(a: _Ranked, b: _Ranked, library: Library) -> str:
    if a.level is None or b.level is None or a.level <= b.level:
        return ""
    return f"a {SOURCES[a.level]} text ranks above a {SOURCES[b.level]} text"


def _construes_it(a: _Ranked, b: _Ranked, library: Library) -> str:
    place, text = a.provision.construing, b.provision.under
    if place is None or b.provision.construing is not None or text is None:
        return ""
    if place.authority.text != text.authority.text:
        return ""
    return "it construes that text" if overlap(place, text) else ""


def _higher_court(a: Opinion, b: Opinion, library: Library) -> str:
    if not a.court or not b.court or a.court == b.court or a.court not in library.courts_above(b.court):
        return ""
    return f"{library.label(a.court)} sits above {library.label(b.court)}"


def _published_first(a: Opinion, b: Opinion, library: Library) -> str:
    return "it is published" if a.court == b.court and a.published and not b.published else ""


def _full_court(a: Opinion, b: Opinion, library: Library) -> str:
    if not a.court or a.court != b.court or not a.full or b.full:
        return ""
    return f"{library.court_words(a.court)} sitting in full prevails over its panels"


_RANKS = (_higher_court, _published_first, _full_court)


def _later(a: Opinion, b: Opinion) -> str:
    """The later of two opinions of one court, or of two texts of one rank."""
    if a.court != b.court or a.day is None or b.day is None or a.day <= b.day:
        return ""
    return f"it is later ({a.day} after {b.day})"


@once
def _day(provision: ast.Provision, library: Library) -> date | None:
    authority = authority_of(provision, library)
    if authority is not None and is_opinion(authority):
        return decision_span(authority).start
    spans = (in_force_span(provision.in_force), in_force_span(authority.in_force if authority else None))
    return max((s.start for s in spans if s.start), default=None)


@once
def _day_of_text(provision: ast.Provision, library: Library) -> date | None:
    """From when the text is in force that a provision states, or that was construed."""
    if provision.construing is None:
        return _day(provision, library)
    days = [_day(text, library) for text in construed(provision, library)]
    authority = library.authorities.get(provision.construing.authority.text)
    return max(filter(None, days), default=in_force_span(authority.in_force).start if authority else None)

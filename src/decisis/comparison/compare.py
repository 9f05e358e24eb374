"""Two holdings, or all pairs of two authorities: what is implied, where they collide, and what chains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from decisis.comparison.chain import Link, links
from decisis.comparison.implication import Covered, Uncovered, covering
from decisis.comparison.matters import NOTHING, Finding, Matters
from decisis.comparison.meeting import Apart, Concluded, Together, meeting, opposition
from decisis.comparison.ranks import Rank, Rankings
from decisis.comparison.ways import Vocabulary, vocabulary, ways
from decisis.compiler.contribution import Given
from decisis.compiler.force import authority_of, decision_span, is_opinion, text_span, treatment_day
from decisis.compiler.library import Library
from decisis.compiler.lower import Lowering
from decisis.compiler.names import did_you_mean
from decisis.compiler.setting import Setting
from decisis.compiler.speaking import speaks
from decisis.compiler.standing import strength_of
from decisis.diagnostics import Diagnostic, Rejected
from decisis.precedent.citator import known_as
from decisis.rules import naming
from decisis.syntax import ast


@dataclass(frozen=True)
class Implication:
    """Whether one conclusion (``narrow``) follows wherever the other (``broad``) is law.

    ``shown`` is how, for each way in which the narrow one applies; or what is lacking. ``search`` is what the
    search for a matter beyond the broad one came to, where the elements do not show that there is none.
    ``outranked``: provisions over which the narrow one prevails, and the broad one does not.
    """

    broad: Concluded
    narrow: Concluded
    shown: tuple[Covered, ...] | Uncovered
    search: Finding = NOTHING
    outranked: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the elements alone show it, for every matter."""
        return not isinstance(self.shown, Uncovered)


@dataclass(frozen=True)
class Collision:
    """Two conclusions that oppose each other; ``how`` is denied | value | open.

    ``meets``: how both can apply as far as their elements say; or what keeps them apart.
    """

    first: Concluded
    second: Concluded
    how: str
    meets: Together | Apart
    ranks: tuple[Rank, ...] = ()
    search: Finding = NOTHING


@dataclass(frozen=True)
class Chained:
    link: Link
    search: Finding = NOTHING


@dataclass(frozen=True)
class Pair:
    """All that was found of two provisions, for a court and a day."""

    first: str
    second: str
    setting: Setting
    implications: tuple[Implication, ...] = ()
    collisions: tuple[Collision, ...] = ()
    chains: tuple[Chained, ...] = ()

    @property
    def related(self) -> bool:
        return bool(self.implications or self.collisions or self.chains)


def provisions_named(name: str, library: Library) -> tuple[str, ...]:
    """The provisions of an authority, or the one that is named. Raises Rejected."""
    known = known_as(name, library)
    if known in library.provisions:
        return (known,)
    found = tuple(n for n, p in library.provisions.items() if p.under and p.under.authority.text == known)
    if known and found:
        return found
    if known:
        message = f"the library has no provision of `{known}`"
        raise Rejected((Diagnostic("E0515", message, help="name an authority whose provisions it has"),))
    names = (*library.authorities, *library.provisions)
    help = did_you_mean(name, names, "name an authority, one of its provisions, or a part of its citation")
    raise Rejected((Diagnostic("E0502", f"no authority or provision is called `{name}`", help=help),))


def pairs_of(first: Sequence[str], second: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Each pair of different provisions, once."""
    found = {frozenset((a, b)): (a, b) for a in first for b in second if a != b}
    return tuple(found.values())


@dataclass
class Comparing:
    """Comparisons under one library.

    ``courts`` are those whose ranking is told, ``day`` that asked about (None: the last on which both speak).
    """

    library: Library
    courts: tuple[str, ...]
    day: date | None = None
    search: Callable[[Setting], Matters] | None = None
    _given: dict[tuple[str, Setting], Given] = field(default_factory=dict)

    @cached_property
    def lowering(self) -> Lowering:
        return Lowering.of(self.library)

    @cached_property
    def rankings(self) -> Rankings:
        return Rankings(self.library)

    def pair(self, first: str, second: str) -> Pair:
        setting = self._setting(first, second)
        known = vocabulary(self.library, *(self._of(n, setting) for n in (first, second)))
        mine, yours = (self._concluded(n, setting) for n in (first, second))
        return Pair(
            first,
            second,
            setting,
            tuple(self._implications(mine, yours, known, setting)),
            tuple(self._collisions(mine, yours, known, setting)),
            tuple(self._chains(mine, yours, known, setting)),
        )

    # --- the three questions -------------------------------------------------------------------------

    def _implications(
        self, mine: Sequence[Concluded], yours: Sequence[Concluded], known: Vocabulary, setting: Setting
    ) -> Iterator[Implication]:
        for a in mine:
            for b in yours:
                if (
                    a.literal == b.literal
                    and a.relation in self.library.relations
                    and not a.is_open | b.is_open
                ):
                    yield self._implication(a, b, known, setting)
                    yield self._implication(b, a, known, setting)

    def _implication(
        self, broad: Concluded, narrow: Concluded, known: Vocabulary, setting: Setting
    ) -> Implication:
        shown = covering(broad.ways, narrow.ways, known)
        weaker = self.rankings.beaten_only_by(narrow, broad, setting)
        outranked = tuple(key for key in weaker if self._may_oppose(narrow, key, setting))
        if isinstance(shown, Uncovered) and self.search is not None:
            return Implication(broad, narrow, shown, self.search(setting).beyond(broad, narrow), outranked)
        return Implication(broad, narrow, shown, NOTHING, outranked)

    def _may_oppose(self, one: Concluded, key: str, setting: Setting) -> bool:
        """Whether some matter may let a provision (or a question that one leaves open) oppose another one:
        to prevail over what never speaks of the same is nothing."""
        name = key.partition(".")[0]
        known = vocabulary(self.library, *(self._of(n, setting) for n in (one.provision, name)))
        others = [c for c in self._concluded(name, setting) if c.key == key and opposition(one, c, known)]
        return not others or any(not isinstance(meeting(one, c, known), Apart) for c in others)

    def _collisions(
        self, mine: Sequence[Concluded], yours: Sequence[Concluded], known: Vocabulary, setting: Setting
    ) -> Iterator[Collision]:
        for a in mine:
            for b in yours:
                how = opposition(a, b, known)
                meets = meeting(a, b, known) if how else None
                if meets is None or (isinstance(meets, Apart) and meets.alike):
                    continue
                ranks = tuple(self._ranks(a, b, setting.as_of))
                if isinstance(meets, Apart) or self.search is None:
                    yield Collision(a, b, how, meets, ranks)
                    continue
                own = self.rankings.between(a, b, setting)
                search = self.search(setting).colliding(a, b, how, own.prevailing, meets)
                yield Collision(a, b, how, meets, ranks, search)

    def _ranks(self, a: Concluded, b: Concluded, day: date) -> Iterator[Rank]:
        """Of every court, with equal ones together."""
        found: dict[tuple[str, str], list[str]] = {}
        for court in self.courts:
            rank = self.rankings.between(a, b, Setting(court, day))
            found.setdefault((rank.prevailing, rank.why), []).append(court)
        for (prevailing, why), courts in found.items():
            yield Rank(prevailing, why, tuple(courts))

    def _chains(
        self, mine: Sequence[Concluded], yours: Sequence[Concluded], known: Vocabulary, setting: Setting
    ) -> Iterator[Chained]:
        for givers, takers in ((mine, yours), (yours, mine)):
            for giver in (g for g in givers if not g.is_open):
                for taker in takers:
                    given = self._of(taker.provision, setting)
                    for link in links(giver, taker, given, known):
                        yield self._chained(link, setting)

    def _chained(self, link: Link, setting: Setting) -> Chained:
        silent = link.giver.provision in setting.compared
        if self.search is None or silent:
            return Chained(link)
        return Chained(link, self.search(setting).chained(link))

    # --- what is compared ----------------------------------------------------------------------------

    def _of(self, name: str, setting: Setting) -> Given:
        if (name, setting) not in self._given:
            self._given[name, setting] = self.lowering.alone(name, setting)
        return self._given[name, setting]

    def _concluded(self, name: str, setting: Setting) -> tuple[Concluded, ...]:
        given = self._of(name, setting)
        found = [
            Concluded(p.key, name, literal, p.applies, ways(given, p.applies))
            for literal, p in given.providers
            if p.key == name
        ]
        found += [
            Concluded(p.key, name, relation, p.applies, ways(given, p.applies), is_open=True)
            for relation, p in given.questions
        ]
        off = (c.head.relation for c in given.clauses if c.head.relation.startswith(naming.switched_off("")))
        for relation in dict.fromkeys(off):
            found.append(
                Concluded(name, name, relation, naming.applies(name), ways(given, naming.applies(name)))
            )
        return tuple(c for c in found if c.ways)

    def _setting(self, first: str, second: str) -> Setting:
        """The court and day in which the two are compared: one in which both speak, if there is any."""
        day = self.day or self._last_day(first, second)
        names = frozenset((first, second))
        setting = min((Setting(c, day) for c in self.courts), key=lambda s: self._remote(names, s))
        return replace(setting, compared=self._silent(names, setting))

    def _remote(self, names: frozenset[str], setting: Setting) -> tuple[int, bool, int]:
        """How little a court is one in which to compare: of equals the first named is taken."""
        silent = self._silent(names, setting)
        if silent:
            return len(silent), True, 0
        provisions = (self.library.provisions[n] for n in names)
        persuasive = sum(strength_of(p, self.library, setting) != "binding" for p in provisions)
        return 0, self._ordered(names, setting), persuasive

    def _ordered(self, names: frozenset[str], setting: Setting) -> bool:
        """Whether one prevails over the other on something that both conclude."""
        conclusions = (self.library.provisions[n].conclusion for n in names)
        relations = {c.atom.relation.text for c in conclusions if isinstance(c, ast.Literal)}
        pairs = (pair for relation in sorted(relations) for pair in self.rankings.on(relation, setting))
        return any({key.partition(".")[0] for key in pair} == names for pair in pairs)

    def _silent(self, names: Iterable[str], setting: Setting) -> frozenset[str]:
        provisions = self.library.provisions
        return frozenset(n for n in names if not speaks(provisions[n], self.library, setting))

    def _last_day(self, first: str, second: str) -> date:
        """The last day on which something changes and both speak, in some court; else the last at all."""
        from decisis.pipeline import latest_day

        latest = latest_day(self.library)
        days = sorted({latest, *self._turning_days((first, second))}, reverse=True)
        settings = (Setting(court, day) for day in days if day <= latest for court in self.courts)
        speaking = (s.as_of for s in settings if not self._silent((first, second), s))
        return next(speaking, latest)

    def _turning_days(self, names: Iterable[str]) -> Iterator[date]:
        one = timedelta(days=1)
        for name in names:
            provision = self.library.provisions[name]
            authority = authority_of(provision, self.library)
            spans = [text_span(provision, self.library)]
            if authority is not None and is_opinion(authority):
                spans.append(decision_span(authority))
            for span in spans:
                yield from (d for d in (span.start, span.end) if d is not None)
        for treatment in self.library.treatments:
            day = treatment_day(treatment, self.library)
            if day is not None and day > date.min:
                yield day - one

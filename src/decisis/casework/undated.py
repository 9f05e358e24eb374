"""Opinions of the year asked about whose day nobody recorded: whether an answer would differ with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from decisis.casework.answer import about, ask
from decisis.casework.matter import Matter, Undated
from decisis.casework.question import Question
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.dataclass import dataclass, replace
from decisis.proof.wording import literal_of
from decisis.rules import ir
from decisis.rules.relevance import reachable_relations
from decisis.static import TYPE_CHECKING

if TYPE_CHECKING:
    from decisis.compiler.library import Library


def undated_in(library: Library) -> tuple[Undated, ...]:
    """The opinions whose day is not recorded."""
    from decisis.citation import cite
    from decisis.compiler.force import year_alone

    return tuple(
        Undated(
            name,
            cite(authority.citation.text),
            year,
            frozenset(_given(name, library)),
            frozenset(_acted_on(name, library)),
        )
        for name, authority in sorted(library.authorities.items())
        if (year := year_alone(authority)) is not None
    )


def _given(name: str, library: Library) -> Iterator[str]:
    for provision in library.stated.get(name, ()):
        atom = getattr(provision.conclusion, "atom", None)
        if atom is not None:
            yield atom.relation.text


def _acted_on(name: str, library: Library) -> Iterator[str]:
    own = {name, *(provision.name.text for provision in library.stated.get(name, ()))}
    yield from (t.earlier.text for t in library.treatments if t.later.text in own)
    for court in library.courts.values():
        if any(rule.under and rule.under.authority.text == name for rule in court.rules):
            decided = ((n, a.decided_by) for n, a in library.authorities.items())
            yield from (n for n, by in decided if by is not None and by.text == court.name.text)


def undated_words(matter: Matter, asked: Asked, question: Question, rows: Iterable[Row]) -> tuple[str, ...]:
    """A warning for each such opinion that would give another answer, had it been decided by then.

    Where none would alone, but several together, one warning names these.
    """
    year = asked.setting.as_of.year
    opinions = OfTheYear(matter.undated, about(asked, question), question)
    cited = {opinion.name: opinion.citation for opinion in opinions.bearing}
    return tuple(_warning([cited[name] for name in found], year) for found in opinions.changing(rows))


def _warning(cited: list[str], year: int) -> str:
    said = f"the day of {' and that of '.join(cited)} is not recorded"
    return f"the answer could be another: {said}; counted from the end of {year}"


@dataclass(frozen=True)
class OfTheYear:
    """The opinions without a day of the year as of which something is asked."""

    undated: tuple[Undated, ...]
    asked: Asked
    question: Question

    @cached_property
    def bearing(self) -> tuple[Undated, ...]:
        """Those that speak to what is asked, or to what another one of them reads; or act on what does."""
        setting = self.asked.setting
        if setting.decided or (setting.as_of.month, setting.as_of.day) == (12, 31):
            return ()
        out = setting.left_out | setting.ended
        of_the_year = [o for o in self.undated if o.year == setting.as_of.year and o.name not in out]
        found, before = _bearing_on(self.asked, of_the_year), None
        while found and found != before:
            found, before = _bearing_on(self._with(found), of_the_year), found
        return found

    def changing(self, rows: Iterable[Row]) -> tuple[tuple[str, ...], ...]:
        """The names of those that would each change an answer; or of few that only together would."""
        return () if not self.bearing or self._idle else self.asked_of_each(rows)

    def asked_of_each(self, rows: Iterable[Row]) -> tuple[tuple[str, ...], ...]:
        """The same, by asking again with each of them in force."""
        now = _said(rows)
        alone = tuple(o for o in self.bearing if self._answer((o,)) != now)
        together = () if alone or self._answer(self.bearing) == now else self._needed(now)
        return tuple((o.name,) for o in alone) or ((tuple(o.name for o in together),) if together else ())

    def _needed(self, now: set[tuple[str, str]]) -> tuple[Undated, ...]:
        """Of all of them, which together change an answer, those without which they would not."""
        needed = self.bearing
        for opinion in self.bearing:
            fewer = tuple(o for o in needed if o != opinion)
            if self._answer(fewer) != now:
                needed = fewer
        return needed

    @property
    def _idle(self) -> bool:
        """Whether nothing that they state applies, or may apply, with all of them in force.

        Then the law without some of them has the same model, and none changes an answer: for which the law
        has to be lowered once, not once for each.
        """
        together = self._with(self.bearing)
        names = {opinion.name for opinion in self.bearing}
        infos = together.run.lowered.program.provisions.items()
        stated = [ir.possibly_applies(provision) for provision, info in infos if info.authority in names]
        there = _there(self.asked)
        acting = any(not opinion.acts_on.isdisjoint(there) for opinion in self.bearing)
        runs = (together.run, together.granted)
        return not acting and not any(run.model.tuples(name) for run in runs for name in stated)

    def _answer(self, opinions: tuple[Undated, ...]) -> set[tuple[str, str]]:
        return _said(ask(self._with(opinions), self.question))

    def _with(self, opinions: tuple[Undated, ...]) -> Asked:
        """The same with some of them in force, to be compared only: nothing of it may be shown."""
        setting = replace(self.asked.setting, decided=frozenset(o.name for o in opinions))
        return replace(self.asked, court=self.asked.court.aside, setting=setting)


def _bearing_on(asked: Asked, opinions: Iterable[Undated]) -> tuple[Undated, ...]:
    there = _there(asked)
    relations = {
        literal_of(name)[0] for name in reachable_relations(asked.run.lowered.program, asked.relation)
    }
    read = relations | {asked.relation}
    return tuple(o for o in opinions if not o.gives.isdisjoint(read) or not o.acts_on.isdisjoint(there))


def _there(asked: Asked) -> set[str]:
    """The provisions that speak where something is asked, and their authorities."""
    provisions = asked.run.lowered.program.provisions
    return provisions.keys() | {info.authority for info in provisions.values()}


def _said(rows: Iterable[Row]) -> set[tuple[str, str]]:
    """What is answered; an instance of which nothing is established is none."""
    return {(row.literal, row.verdict) for row in rows if row.verdict != "undetermined"}

"""Opinions of the year asked about whose day nobody recorded: whether an answer would differ with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from decisis.casework.answer import about, ask
from decisis.casework.asking import Run
from decisis.casework.matter import Matter, Stated, Undated
from decisis.casework.question import Question
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.dataclass import dataclass, replace
from decisis.proof.wording import literal_of
from decisis.rules import naming
from decisis.rules.relevance import reachable_relations
from decisis.static import TYPE_CHECKING

if TYPE_CHECKING:
    from decisis.compiler.library import Library
    from decisis.syntax import ast


def undated_in(library: Library) -> tuple[Undated, ...]:
    """The opinions whose day is not recorded."""
    from decisis.citation import cite
    from decisis.compiler.force import year_alone

    effects = _Effects(library)
    return tuple(
        Undated(
            name,
            cite(authority.citation.text),
            year,
            tuple(dict.fromkeys(_stated(name, library))),
            frozenset(effects.acted_on_by(name)),
            frozenset(effects.ordered_by(name)),
        )
        for name, authority in sorted(library.authorities.items())
        if (year := year_alone(authority)) is not None
    )


def _stated(name: str, library: Library) -> Iterator[Stated]:
    """What it holds and leaves open: the relation, and those of which something has to be said.

    Of what it denies nothing has to: silence may be enough. So it is with a definition, which may deny.
    """
    for provision in library.stated.get(name, ()):
        atom = getattr(provision.conclusion, "atom", None)
        needs = frozenset[str]() if provision.otherwise_not else _asked_for(provision.given)
        yield Stated("" if atom is None else atom.relation.text, needs)
        for question in provision.leaves_open:
            yield Stated(question.literal.atom.relation.text, _asked_for(question.elements))


def _asked_for(elements: Iterable[ast.Element]) -> frozenset[str]:
    from decisis.syntax import ast

    literals = (e.formula for e in elements if isinstance(e.formula, ast.Literal))
    return frozenset(literal.atom.relation.text for literal in literals if not literal.negated)


@dataclass(frozen=True)
class _Effects:
    """What authorities do to others."""

    library: Library

    def acted_on_by(self, name: str) -> Iterator[str]:
        """What an authority, or a provision of it, treats or takes out of application, or weighs."""
        stated = self.library.stated.get(name, ())
        for own in (name, *(provision.name.text for provision in stated)):
            yield from self._treated.get(own, ())
        off = (getattr(provision.conclusion, "provision", None) for provision in stated)
        yield from (switched.text for switched in off if switched is not None)
        yield from self._weighed(name, lambda kind: kind != "panels")

    def ordered_by(self, name: str) -> Iterator[str]:
        """The opinions of a court of which this one says which of two prevails."""
        return self._weighed(name, lambda kind: kind == "panels")

    def _weighed(self, name: str, is_meant: Callable[[str], bool]) -> Iterator[str]:
        """The opinions of a court that has a rule of some kind on their weight by this one."""
        for court, kinds in self._weighing.get(name, {}).items():
            if any(map(is_meant, kinds)):
                yield from self._opinions.get(court, ())

    @cached_property
    def _treated(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for treatment in self.library.treatments:
            found.setdefault(treatment.later.text, []).append(treatment.earlier.text)
        return found

    @cached_property
    def _weighing(self) -> dict[str, dict[str, list[str]]]:
        """The kinds of rules on weight that each authority gives a court."""
        found: dict[str, dict[str, list[str]]] = {}
        for court in self.library.courts.values():
            for rule in court.rules:
                if rule.under:
                    by_court = found.setdefault(rule.under.authority.text, {})
                    by_court.setdefault(court.name.text, []).append(rule.kind)
        return found

    @cached_property
    def _opinions(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, authority in self.library.authorities.items():
            if authority.decided_by is not None:
                found.setdefault(authority.decided_by.text, []).append(name)
        return found


def undated_words(matter: Matter, asked: Asked, question: Question, rows: Iterable[Row]) -> tuple[str, ...]:
    """A warning for each such opinion that would give another answer, had it been decided by then.

    Where none would alone, but several together, one warning names these.
    """
    year = asked.setting.as_of.year
    opinions = OfTheYear(matter.undated, about(asked, question), question)
    cited = {opinion.name: opinion.citation for opinion in matter.undated}
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
    def _of_the_year(self) -> tuple[Undated, ...]:
        setting = self.asked.setting
        if setting.decided or (setting.as_of.month, setting.as_of.day) == (12, 31):
            return ()
        out = setting.left_out | setting.ended
        return tuple(o for o in self.undated if o.year == setting.as_of.year and o.name not in out)

    @cached_property
    def _near(self) -> tuple[Undated, ...]:
        """Those that speak to what is asked, or act on what does."""
        return _bearing_on(self.asked, self._of_the_year) if self._of_the_year else ()

    @cached_property
    def bearing(self) -> tuple[Undated, ...]:
        """The same, and those that speak to what another one of them reads."""
        found, before = self._near, None
        while found and found != before:
            found, before = _bearing_on(self._with(found), self._of_the_year), found
        return found

    @property
    def _at_rest(self) -> bool:
        """Whether it shows without the law in which they are in force that they come to nothing.

        Nothing that they hold or leave open could apply, for want of something that it asks for; and they
        act on nothing, but for an order among the opinions of a court of which no two apply to one thing.
        """
        runs, there = (self.asked.run, self.asked.granted), _there(self.asked)
        if any(not opinion.acts_on.isdisjoint(there) for opinion in self._near) or self._may_apply(runs):
            return False
        return not any(opinion.orders and _two_speak(opinion.orders, runs) for opinion in self._near)

    def _may_apply(self, runs: Iterable[Run]) -> bool:
        """Whether all may be there that a provision of theirs asks for: what is not worked out here may."""
        worked_out = _read(self.asked)
        names = (name for run in runs for name, rows in run.model.relations.items() if rows)
        there = {literal_of(name)[0].partition(" in ")[0] for name in names}
        there |= self.asked.run.lowered.program.tables.keys()
        stated = (each for opinion in self._near for each in opinion.states)
        return any(there >= each.needs & worked_out for each in stated)

    def changing(self, rows: Iterable[Row]) -> tuple[tuple[str, ...], ...]:
        """The names of those that would each change an answer; or of few that only together would."""
        if self._at_rest or not self.bearing or self._idle:
            return ()
        return self._changing(rows, [o for o in self.bearing if not self._alone(o)._at_rest])

    def asked_of_each(self, rows: Iterable[Row]) -> tuple[tuple[str, ...], ...]:
        """The same, by asking again with each of them in force."""
        return self._changing(rows, self.bearing)

    def _alone(self, opinion: Undated) -> OfTheYear:
        return replace(self, undated=(opinion,))

    def _changing(self, rows: Iterable[Row], likely: Iterable[Undated]) -> tuple[tuple[str, ...], ...]:
        """The same, where only those that are ``likely`` may change an answer alone."""
        now = _said(rows)
        alone = tuple(o for o in likely if self._answer((o,)) != now)
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
        stated = _applying(together.run, {opinion.name for opinion in self.bearing})
        there = _there(self.asked)
        acting = any(not there.isdisjoint(opinion.acts_on | opinion.orders) for opinion in self.bearing)
        runs = (together.run, together.granted)
        return not acting and not any(run.model.tuples(name) for run in runs for name in stated)

    def _answer(self, opinions: tuple[Undated, ...]) -> set[tuple[str, str]]:
        return _said(ask(self._with(opinions), self.question))

    def _with(self, opinions: tuple[Undated, ...]) -> Asked:
        """The same with some of them in force, to be compared only: nothing of it may be shown."""
        setting = replace(self.asked.setting, decided=frozenset(o.name for o in opinions))
        return replace(self.asked, court=self.asked.court.aside, setting=setting)


def _bearing_on(asked: Asked, opinions: Iterable[Undated]) -> tuple[Undated, ...]:
    there, read = _there(asked), _read(asked)
    return tuple(
        opinion
        for opinion in opinions
        if any(stated.gives in read for stated in opinion.states)
        or not there.isdisjoint(opinion.acts_on | opinion.orders)
    )


def _read(asked: Asked) -> frozenset[str]:
    """The declared relations on which what is asked may depend, and itself."""
    names = reachable_relations(asked.run.lowered.program, asked.relation)
    return frozenset((asked.relation, *(literal_of(name)[0] for name in names)))


def _two_speak(authorities: Collection[str], runs: Iterable[Run]) -> bool:
    """Whether two provisions of some authorities may apply that speak to one relation."""
    for run in runs:
        applying = {name for name in _applying(run, authorities) if run.model.tuples(name)}
        spoken_to: dict[str, set[str]] = {}
        for clause in run.lowered.program.clauses if len(applying) > 1 else ():
            relation = literal_of(clause.head.relation)[0]
            spoken_to.setdefault(relation, set()).update(applying.intersection(clause.reads))
        if any(len(names) > 1 for names in spoken_to.values()):
            return True
    return False


def _applying(run: Run, authorities: Collection[str]) -> list[str]:
    """What holds where provisions of some authorities, or the denials of definitions, may apply."""
    infos = run.lowered.program.provisions.items()
    names = [name for name, info in infos if info.authority in authorities]
    return [*map(naming.possibly_applies, [*names, *map(naming.otherwise_not, names)])]


def _there(asked: Asked) -> set[str]:
    """The provisions that speak where something is asked, and their authorities."""
    provisions = asked.run.lowered.program.provisions
    return provisions.keys() | {info.authority for info in provisions.values()}


def _said(rows: Iterable[Row]) -> set[tuple[str, str]]:
    """What is answered; an instance of which nothing is established is none."""
    return {(row.literal, row.verdict) for row in rows if row.verdict != "undetermined"}

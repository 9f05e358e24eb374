"""Opinions of the year asked about whose day nobody recorded: whether an answer would differ with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.casework.answer import about, ask
from decisis.casework.matter import Matter, Undated
from decisis.casework.question import Question
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.dataclass import replace
from decisis.proof.wording import literal_of
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

    Where none would alone, but all together, one warning names them all.
    """
    bearing = {opinion.name: opinion.citation for opinion in _bearing(matter, about(asked, question))}
    if not bearing:
        return ()
    now, names = _said(rows), tuple(bearing)
    changing: list[tuple[str, ...]] = [(n,) for n in names if _with(asked, question, (n,)) != now]
    if not changing and len(names) > 1 and _with(asked, question, names) != now:
        changing = [names]
    return tuple(_warning([bearing[n] for n in found], asked.setting.as_of.year) for found in changing)


def _warning(cited: list[str], year: int) -> str:
    said = f"the day of {' and that of '.join(cited)} is not recorded"
    return f"the answer could be another: {said}; counted from the end of {year}"


def _bearing(matter: Matter, asked: Asked) -> Iterator[Undated]:
    """The opinions of that year without a day that speak to what is asked, or act on what does."""
    setting = asked.setting
    if setting.decided or (setting.as_of.month, setting.as_of.day) == (12, 31):
        return
    for opinion in matter.undated:
        if opinion.year == setting.as_of.year and opinion.name not in setting.left_out | setting.ended:
            program = asked.run.lowered.program
            relations = {literal_of(name)[0] for name in reachable_relations(program, asked.relation)}
            there = program.provisions.keys() | {info.authority for info in program.provisions.values()}
            if not opinion.gives.isdisjoint(relations | {asked.relation}) or opinion.acts_on & there:
                yield opinion


def _with(asked: Asked, question: Question, names: tuple[str, ...]) -> set[tuple[str, str]]:
    """What the answer would be with some opinions: only compared, never shown."""
    setting = replace(asked.setting, decided=frozenset(names))
    return _said(ask(replace(asked, court=asked.court.searching(), setting=setting), question))


def _said(rows: Iterable[Row]) -> set[tuple[str, str]]:
    """What is answered; an instance of which nothing is established is none."""
    return {(row.literal, row.verdict) for row in rows if row.verdict != "undetermined"}

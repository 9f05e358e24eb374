"""Names that nothing answers to: sorts, courts, authorities, editions, provisions, calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from decisis.compiler.checks.common import DEADLINE, listed, place_words, unknown
from decisis.compiler.checks.values import undeclared
from decisis.compiler.library import Library
from decisis.compiler.names import counted
from decisis.compiler.reading import Doctrine, Reading
from decisis.compiler.resolve import BUILT_IN_SORTS
from decisis.currencies import DOLLARS
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast
from decisis.values import MONEY

Found = Iterator[Diagnostic]

# --- sorts and courts ----------------------------------------------------------------------------


OTHER_SORTS = {  # of other languages, with what is written here
    **dict.fromkeys(("Integer", "Number", "Count"), "whole numbers are of the sort `Int`"),
    **dict.fromkeys(("Float", "Real", "Percent"), "numbers with decimals are of the sort `Decimal`"),
    **dict.fromkeys(("Amount", "Currency", "Dollar"), "amounts are of the sort `Money`, or `EUR`"),
    **dict.fromkeys(("Day", "Time", "DateTime"), "days are of the sort `Date`"),
    **dict.fromkeys(("Period", "Interval", "Months", "Days"), "periods are of the sort `Duration`"),
    **dict.fromkeys(("Person", "People"), "persons are of the sort `Party`, or of one that you declare"),
    **dict.fromkeys(("Bool", "Boolean"), "leave it out: a relation holds, or it does not"),
    **dict.fromkeys(("String", "Text", "Str"), "declare a sort for what is named, as in `sort Place`"),
}


def unknown_sorts(doctrine: Doctrine) -> Found:
    """Sorts of parameters and of things."""
    library = doctrine.library
    known = (*BUILT_IN_SORTS, *library.sorts)
    used = [p.sort for relation in library.relations.values() for p in relation.parameters]
    used += [p.sort for table in library.tables.values() for p in table.parameters]
    used += [i.sort for i in library.individuals.values() if i.sort is not None]
    for name in used:
        if name.text not in known and name.text not in MONEY:
            dollars = "amounts in dollars are of the sort `Money`" if name.text == DOLLARS else ""
            dollars = dollars or OTHER_SORTS.get(name.text, "")
            declare = f"declare it: `sort {name.text}`"
            yield unknown("E0307", "sort", name, known, otherwise=dollars or declare)


def unknown_courts(doctrine: Doctrine) -> Found:
    library = doctrine.library
    used = [c.under for c in library.courts.values()]
    used += [r.adopted for c in library.courts.values() for r in c.rules]
    used += [a.decided_by for a in library.authorities.values()]
    for name in used:
        if name is not None and name.text not in library.courts:
            declare = "declare it: `court " + name.text + ' "…"`'
            yield unknown("E0308", "court", name, library.courts, otherwise=declare)


def circular_courts(doctrine: Doctrine) -> Found:
    """A court that sits above itself; of a ring of them, the first."""
    courts = doctrine.library.courts
    told = set[str]()
    for court in courts.values():
        above, current = [court.name.text], court.under
        while current is not None and current.text in courts and current.text not in above:
            above.append(current.text)
            current = courts[current.text].under
        in_a_ring = current is not None and current.text == court.name.text
        if court.under is not None and in_a_ring and court.name.text not in told:
            told |= set(above)
            yield Diagnostic(
                "E0334",
                f"court `{court.name.text}` sits above itself",
                court.under.span,
                notes=(" is under ".join(f"`{name}`" for name in (*above, court.name.text)),),
                help="leave out `under` at the highest court",
            )


# --- places and editions -------------------------------------------------------------------------


def unknown_places(doctrine: Doctrine) -> Found:
    """Authorities and editions in `under`, `of` and `construing`."""
    library = doctrine.library
    for place in _places(library):
        authority = library.authorities.get(place.authority.text)
        if authority is None:
            declare = "declare it: `authority " + place.authority.text + ' is "…"`'
            known = library.authorities
            yield unknown("E0343", "authority or work", place.authority, known, otherwise=declare)
        elif place.editions is not None:
            yield from _editions(place, place.editions, authority, library)


def _places(library: Library) -> Iterator[ast.Place]:
    owners = (library.deadlines, library.countings, library.holidays, library.tables)
    yield from (o.under for table in owners for o in table.values() if o.under is not None)
    yield from (r.under for c in library.courts.values() for r in c.rules if r.under is not None)
    for provision in library.provisions.values():
        if provision.kind != DEADLINE:
            yield from filter(None, (provision.under, provision.construing))


def _editions(
    place: ast.Place, range_: ast.EditionRange, authority: ast.Authority, library: Library
) -> Found:
    starts = {edition.name.text: edition.start for edition in authority.editions}
    strange = [name for name in dict.fromkeys((range_.first, range_.last)) if name.text not in starts]
    for name in strange:
        has = f"its editions are {listed(starts)}" if starts else f"`{authority.name.text}` has no editions"
        yield Diagnostic(
            "E0344",
            f"`{authority.name.text}` has no edition `{name.text}`",
            name.span,
            context=place_words(place, library),
            notes=(has,),
            help="name one of them"
            if starts
            else "only a `work` has editions; say `in force from … to …` instead",
        )
    if not strange and starts[range_.first.text] > starts[range_.last.text]:
        yield Diagnostic(
            "E0345",
            f"the editions run backwards, from `{range_.first.text}` to `{range_.last.text}`",
            range_.last.span,
            context=place_words(place, library),
            help="write the earlier edition first",
        )


# --- provisions ----------------------------------------------------------------------------------


def unknown_provisions(doctrine: Doctrine) -> Found:
    """Provisions in `exception to`, `subject to`, `does not apply to` and `priority`."""
    for reading in doctrine.readings:
        provision = reading.provision
        switched = [provision.conclusion.provision] if isinstance(provision.conclusion, ast.SwitchOff) else []
        for name in (*provision.exception_to, *provision.subject_to, *switched):
            yield from _provision(name, doctrine.library, reading.context)
    for priority in doctrine.library.priorities:
        for name in (priority.stronger, priority.weaker):
            yield from _provision(name, doctrine.library)


def _provision(name: ast.Name, library: Library, context: str = "") -> Found:
    if name.text in library.provisions:
        return
    found = unknown("E0312", "provision", name, library.provisions, context=context)
    if name.text in library.authorities:
        note = "it is an authority, and this is said of provisions"
        found = replace(found, notes=(note,), help=f"name a provision of `{name.text}`")
    yield found if found.help else replace(found, help="name a rule, definition, holding or deadline")


def unknown_things(doctrine: Doctrine) -> Found:
    """Parties and things in provisions; a variable that begins with a small letter looks like one."""
    for reading in doctrine.written():
        said: set[str] = set()
        for atom in reading.atoms:
            for complaint in undeclared(atom, doctrine.library, reading.context):
                if complaint.message not in said:
                    said.add(complaint.message)
                    yield complaint


def unknown_treated(doctrine: Doctrine) -> Found:
    """Both ends of a `treatment`: authorities or provisions."""
    known = (*doctrine.library.authorities, *doctrine.library.provisions)
    for treatment in doctrine.library.treatments:
        for name in (treatment.later, treatment.earlier):
            if name.text not in known:
                declare = f'declare it: `authority {name.text} is "…"`'
                yield unknown("E0312", "authority or provision", name, known, otherwise=declare)


# --- calendars, scenarios ------------------------------------------------------------------------


def unknown_calendars(doctrine: Doctrine) -> Found:
    """Counting rules in elements and deadlines, holidays in counting rules."""
    library = doctrine.library
    used = [(name, reading.context) for reading in doctrine.written() for name in _countings(reading)]
    used += [(d.counting, _context(d, library)) for d in library.deadlines.values() if d.counting is not None]
    for name, context in dict.fromkeys(used):
        if name.text not in library.countings:
            yield _undeclared("E0313", "counting rule", name, library.countings, "counting", context)
    for observed in (name for c in library.countings.values() for name in c.observing):
        if observed.text not in library.holidays:
            yield _undeclared("E0314", "list of holidays", observed, library.holidays, "holidays", "")
    for name in (name for h in library.holidays.values() for day in h.days for name in day.courts):
        if name.text not in library.courts:
            yield _undeclared("E0308", "court", name, library.courts, "court", "")


def _undeclared(
    code: str, what: str, name: ast.Name, known: Iterable[str], keyword: str, context: str
) -> Diagnostic:
    declare = f"declare it: `{keyword} {name.text} …`"
    return unknown(code, what, name, known, context=context, otherwise=declare)


def _context(deadline: ast.Deadline, library: Library) -> str:
    return place_words(deadline.under, library) or deadline.name.text


def _countings(reading: Reading) -> Iterator[ast.Name]:
    nodes = (n for n in reading.nodes if isinstance(n, ast.Shift | ast.Within))
    return (n.counting for n in nodes if n.counting is not None)


def unknown_scenarios(doctrine: Doctrine) -> Found:
    """Scenarios in front of an atom, and how many terms they take."""
    scenarios = doctrine.library.scenarios
    for reading in doctrine.readings:
        for use in (a.scenario for a in reading.atoms if a.scenario is not None):
            scenario = scenarios.get(use.name.text)
            if scenario is None:
                yield _undeclared("E0318", "scenario", use.name, scenarios, "scenario", reading.context)
            elif len(scenario.parameters) != len(use.terms):
                takes, given = counted(len(scenario.parameters), "argument"), len(use.terms)
                yield Diagnostic(
                    "E0319",
                    f"scenario `{use.name.text}` takes {takes}, not {given}",
                    use.name.span,
                    context=reading.context,
                    notes=(f"its parameters are {listed(v.name for v in scenario.parameters)}",),
                    help="give one value for each",
                )

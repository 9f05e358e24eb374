"""Names of a doctrine that nothing answers to: sorts, courts, authorities, editions, provisions, calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.compiler.check_common import context_of, listed, unknown
from decisis.compiler.library import Library
from decisis.compiler.resolve import BUILT_IN_SORTS
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast
from decisis.syntax.walk import walk

Found = Iterator[Diagnostic]

# --- sorts and courts ----------------------------------------------------------------------------


def unknown_sorts(library: Library) -> Found:
    """Sorts of parameters and of things."""
    known = (*BUILT_IN_SORTS, *library.sorts)
    declared = (*library.relations.values(), *library.tables.values())
    used = [p.sort for block in declared for p in block.parameters]
    used += [i.sort for i in library.individuals.values() if i.sort is not None]
    for name in used:
        if name.text not in known:
            yield unknown("E0307", "sort", name, known, otherwise=f"declare it: `sort {name.text}`")


def unknown_courts(library: Library) -> Found:
    used = [c.under for c in library.courts.values()] + [a.decided_by for a in library.authorities.values()]
    for name in used:
        if name is not None and name.text not in library.courts:
            yield unknown("E0308", "court", name, library.courts, otherwise="declare it: `court " + name.text + ' "…"`')


def circular_courts(library: Library) -> Found:
    """A court that sits above itself."""
    for court in library.courts.values():
        above, current = [court.name.text], court.under
        while current is not None and current.text in library.courts and current.text not in above:
            above.append(current.text)
            current = library.courts[current.text].under
        if court.under is not None and current is not None and current.text == court.name.text:
            yield Diagnostic(
                "E0334", f"court `{court.name.text}` sits above itself", court.under.span,
                notes=(" is under ".join(f"`{name}`" for name in (*above, court.name.text)),),
                help="leave out `under` at the highest court",
            )


# --- places and editions -------------------------------------------------------------------------


def unknown_places(library: Library) -> Found:
    """Authorities and editions in `under`, `of` and `construing`."""
    for owner, place in _places(library):
        context = context_of(owner, library) if isinstance(owner, ast.Provision) else ""
        authority = library.authorities.get(place.authority.text)
        if authority is None:
            yield unknown(
                "E0309", "authority or work", place.authority, library.authorities, context=context,
                otherwise="declare it: `authority " + place.authority.text + ' is "…"`',
            )
        elif place.editions is not None:
            yield from _editions(place.editions, authority, context)


Owner = ast.Provision | ast.Counting | ast.Holidays | ast.Table


def _places(library: Library) -> Iterator[tuple[Owner, ast.Place]]:
    owners: list[Owner] = [
        *library.provisions.values(), *library.countings.values(), *library.holidays.values(), *library.tables.values()
    ]
    for owner in owners:
        if owner.under is not None:
            yield owner, owner.under
        if isinstance(owner, ast.Provision) and owner.construing is not None:
            yield owner, owner.construing


def _editions(range_: ast.EditionRange, authority: ast.Authority, context: str) -> Found:
    starts = {edition.name.text: edition.start for edition in authority.editions}
    strange = [name for name in dict.fromkeys((range_.first, range_.last)) if name.text not in starts]
    for name in strange:
        has = f"its editions are {listed(starts)}" if starts else f"`{authority.name.text}` has no editions"
        yield Diagnostic(
            "E0310", f"`{authority.name.text}` has no edition `{name.text}`", name.span, context=context, notes=(has,),
            help="name one of them" if starts else "only a `work` has editions; say `in force from … to …` instead",
        )
    if not strange and starts[range_.first.text] > starts[range_.last.text]:
        yield Diagnostic(
            "E0311", f"the editions run backwards, from `{range_.first.text}` to `{range_.last.text}`", range_.last.span,
            context=context, help="write the earlier edition first",
        )


# --- provisions ----------------------------------------------------------------------------------


def unknown_provisions(library: Library) -> Found:
    """Provisions in `exception to`, `subject to`, `does not apply to` and `priority`."""
    for provision in library.provisions.values():
        switched = [provision.conclusion.provision] if isinstance(provision.conclusion, ast.SwitchOff) else []
        for name in (*provision.exception_to, *provision.subject_to, *switched):
            yield from _provision(name, library, context_of(provision, library))
    for priority in library.priorities:
        for name in (priority.stronger, priority.weaker):
            yield from _provision(name, library)


def _provision(name: ast.Name, library: Library, context: str = "") -> Found:
    if name.text not in library.provisions:
        note = ("it is an authority, and priorities hold between provisions",) if name.text in library.authorities else ()
        found = unknown("E0312", "provision", name, library.provisions, context=context)
        yield Diagnostic(found.code, found.message, name.span, context=context, notes=note, help=found.help)


def unknown_treated(library: Library) -> Found:
    """Both ends of a `treatment`: authorities or provisions."""
    known = (*library.authorities, *library.provisions)
    for treatment in library.treatments:
        for name in (treatment.later, treatment.earlier):
            if name.text not in known:
                yield unknown("E0312", "authority or provision", name, known)


# --- calendars, scenarios ------------------------------------------------------------------------


def unknown_calendars(library: Library) -> Found:
    """Counting rules in elements and deadlines, holidays in counting rules."""
    for provision in library.provisions.values():
        used = dict.fromkeys(_countings(provision))
        for name in used:
            if name.text not in library.countings:
                yield unknown("E0313", "counting rule", name, library.countings, context=context_of(provision, library))
    for counting in library.countings.values():
        name_ = counting.observing
        if name_ is not None and name_.text not in library.holidays:
            yield unknown("E0314", "list of holidays", name_, library.holidays)


def _countings(provision: ast.Provision) -> Iterable[ast.Name]:
    nodes = (n for n in walk(provision) if isinstance(n, ast.Shift | ast.Within))
    return (n.counting for n in nodes if n.counting is not None)


def unknown_scenarios(library: Library) -> Found:
    """Scenarios in front of an atom, and how many terms they take."""
    for provision in library.provisions.values():
        uses = (n.scenario for n in walk(provision) if isinstance(n, ast.Atom) and n.scenario is not None)
        for use in uses:
            scenario = library.scenarios.get(use.name.text)
            context = context_of(provision, library)
            if scenario is None:
                yield unknown("E0318", "scenario", use.name, library.scenarios, context=context)
            elif len(scenario.parameters) != len(use.terms):
                yield Diagnostic(
                    "E0319",
                    f"scenario `{use.name.text}` takes {len(scenario.parameters)} arguments, not {len(use.terms)}",
                    use.name.span, context=context,
                    notes=(f"its parameters are {listed(v.name for v in scenario.parameters)}",),
                    help="give one value for each",
                )

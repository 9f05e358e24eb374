"""Who prevails over whom, as far as it can be seen without a court and a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decisis.compiler.checks.common import head_of, is_doctrine, place_words
from decisis.compiler.checks.silence import denies, why_never_closed
from decisis.compiler.library import Library
from decisis.compiler.names import counted
from decisis.compiler.reading import Doctrine
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast

Found = Iterator[Diagnostic]
Declared = Mapping[tuple[str, str], ast.Name]  # (stronger, weaker): where it is said

# --- provisions that speak for nobody ------------------------------------------------------------------


def without_authority(doctrine: Doctrine) -> Found:
    """Doctrine stands on authority; a matter may have rules of its own."""
    written: list[ast.Provision | ast.Deadline] = [r.provision for r in doctrine.written()]
    for block in (*written, *doctrine.library.deadlines.values()):
        if block.under is None and is_doctrine(block.name.span.source):
            kind = block.kind if isinstance(block, ast.Provision) else "deadline"
            yield Diagnostic(
                "E0330",
                f"{kind} `{block.name.text}` stands on no authority",
                block.name.span,
                notes=("a proof cites the authority of every provision that it uses",),
                help='say `under AUTHORITY at "…"`',
            )


def switched_off_wrongly(doctrine: Doctrine) -> Found:
    """`does not apply to` gives the arguments of the conclusion that it takes away."""
    for reading in doctrine.readings:
        provision = reading.provision
        conclusion = provision.conclusion
        target = (
            doctrine.library.provisions.get(conclusion.provision.text)
            if isinstance(conclusion, ast.SwitchOff)
            else None
        )
        if not isinstance(conclusion, ast.SwitchOff) or target is None:
            continue
        context = reading.context
        if not isinstance(target.conclusion, ast.Literal):
            yield Diagnostic(
                "E0322",
                f"`{target.name.text}` itself only switches another provision off",
                conclusion.provision.span,
                context=context,
                help="name the provision that gives the conclusion",
            )
        elif len(conclusion.terms) != len(target.conclusion.atom.arguments):
            relation = target.conclusion.atom.relation.text
            wanted, found = len(target.conclusion.atom.arguments), len(conclusion.terms)
            yield Diagnostic(
                "E0322",
                f"`{target.name.text}` concludes `{relation}` of {counted(wanted, 'argument')}, not {found}",
                conclusion.span,
                context=context,
                notes=("what is switched off is named by the arguments of its conclusion",),
                help=f"write the arguments of `{relation}`",
            )


# --- closed relations ----------------------------------------------------------------------------------


def closed_but_contested(doctrine: Doctrine) -> Found:
    """Silence cannot decide a relation that provisions are at odds about."""
    for relation in (r for r in doctrine.library.relations.values() if r.closed):
        reason = why_never_closed(relation, doctrine.library)
        if reason:
            yield Diagnostic(
                "E0337",
                f"relation `{relation.name.text}` cannot be closed",
                relation.name.span,
                notes=(reason, "where silence means no, there is nothing to weigh"),
                help="leave out `closed`",
            )


# --- priorities ----------------------------------------------------------------------------------------


def declared(library: Library) -> Declared:
    """Every declaration that one provision prevails over another, with the name that was written."""
    found: dict[tuple[str, str], ast.Name] = {}
    for name, provision in library.provisions.items():
        for target in provision.exception_to:
            found.setdefault((name, target.text), target)
        for target in provision.subject_to:
            found.setdefault((target.text, name), target)
    for priority in library.priorities:
        found.setdefault((priority.stronger.text, priority.weaker.text), priority.stronger)
    return {pair: name for pair, name in found.items() if set(pair) <= library.provisions.keys()}


def idle_priorities(doctrine: Doctrine) -> Found:
    """A priority between provisions whose conclusions cannot clash decides nothing."""
    library = doctrine.library
    for (stronger, weaker), written in declared(library).items():
        first, second = library.provisions[stronger], library.provisions[weaker]
        known = all(_concludes_what_is_known(p, library) for p in (first, second))
        if known and stronger != weaker and not clash(first, second, library):
            yield Diagnostic(
                "E0331",
                f"`{stronger}` and `{weaker}` cannot clash",
                written.span,
                context=place_words(first.under, library),
                notes=(_both_conclude(first, second),),
                help=_instead(first, second, library),
            )


def _concludes_what_is_known(provision: ast.Provision, library: Library) -> bool:
    return isinstance(provision.conclusion, ast.SwitchOff) or head_of(provision) in library.relations


def _instead(first: ast.Provision, second: ast.Provision, library: Library) -> str:
    """What to do about a priority that decides nothing."""
    stronger, weaker = first.name.text, second.name.text
    if isinstance(first.conclusion, ast.SwitchOff) and first.conclusion.provision.text == weaker:
        clause = f"exception to {weaker}"
        if all(name.text != weaker for name in first.exception_to):
            named = any(name.text == stronger for name in second.subject_to)
            clause = f"subject to {stronger}" if named else f"priority {stronger} over {weaker}"
        return f"drop `{clause}`: `{weaker} does not apply to (…)` takes it out of application by itself"
    return f"to take `{weaker}` out of application, conclude `{weaker} does not apply to (…)`"


def clash(first: ast.Provision, second: ast.Provision, library: Library) -> bool:
    """Whether both conclusions can stand against each other: p and not p, or two values of p."""
    relation = library.relations.get(head_of(first))
    if relation is None or head_of(first) != head_of(second):
        return False
    if denies(first) != denies(second) or first.otherwise_not or second.otherwise_not:
        return True
    return not denies(first) and relation.functional is not None


def _both_conclude(first: ast.Provision, second: ast.Provision) -> str:
    mine, yours = _concludes(first), _concludes(second)
    return f"both conclude {mine}" if mine == yours else f"one concludes {mine}, the other {yours}"


def _concludes(provision: ast.Provision) -> str:
    conclusion = provision.conclusion
    if isinstance(conclusion, ast.SwitchOff):
        return f"that `{conclusion.provision.text}` does not apply"
    if isinstance(conclusion, ast.NotCovered):
        return f"that `{conclusion.atom.relation.text}` is not covered"
    return f"`{'not ' if conclusion.negated else ''}{conclusion.atom.relation.text}`"


def rings(doctrine: Doctrine) -> Found:
    """Provisions that are said to prevail over one another in a ring prevail over none."""
    found = declared(doctrine.library)
    below: dict[str, list[str]] = {}
    for stronger, weaker in sorted(found):
        below.setdefault(stronger, []).append(weaker)
    named: set[frozenset[str]] = set()
    for start in below:
        ring = _ring(start, below)
        if ring and frozenset(ring) not in named:
            named.add(frozenset(ring))
            yield _ringed(ring, found, doctrine.library)


def _ring(start: str, below: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The shortest way from a provision back to itself."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for path in paths:
        for following in below.get(path[-1], ()):
            if following == start:
                return path
            if following not in seen:
                seen.add(following)
                paths.append((*path, following))
    return ()


def _ringed(ring: tuple[str, ...], found: Declared, library: Library) -> Diagnostic:
    steps = list(zip(ring, (*ring[1:], ring[0]), strict=True))
    notes = tuple(f"`{a}` over `{b}` at {found[a, b].span.where}" for a, b in steps)
    names = " over ".join(f"`{name}`" for name in (*ring, ring[0]))
    message = f"provisions prevail over one another in a ring: {names}"
    if len(ring) == 1:
        message = f"`{ring[0]}` prevails over itself"
    return Diagnostic(
        "E0338" if len(ring) == 1 else "W0338",
        message,
        found[steps[0]].span,
        context=place_words(library.provisions[ring[0]].under, library),
        notes=notes if len(ring) > 1 else (),
        help="take one of these declarations away: in a ring, nothing prevails",
    )

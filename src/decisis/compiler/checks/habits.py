"""What is allowed and yet probably a mistake: warnings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from decisis.compiler.checks.common import elements_of, is_open, names
from decisis.compiler.checks.values import is_open_sort
from decisis.compiler.governed import chosen_by
from decisis.compiler.library import Library
from decisis.compiler.names import near_miss
from decisis.compiler.reading import Doctrine, Reading, Scope
from decisis.compiler.sorts import arguments
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast

Found = Iterator[Diagnostic]
OFTEN = 2

# --- variables ---------------------------------------------------------------------------------------


def variables_used_once(doctrine: Doctrine) -> Found:
    """A named variable that stands in one place says nothing, or is misspelt."""
    for reading in doctrine.written():
        provision = reading.provision
        sorts = {name: use.sort for name, use in reading.known.items()}
        chosen = chosen_by(provision, doctrine.library, sorts)
        silent = _any_value(reading) | names(provision.conclusion) | chosen
        yield from _once(reading.main, silent, reading)
        for question in provision.leaves_open:
            shared = names(tuple(filter(None, (provision.rows, provision.as_of))))
            yield from _once(reading.question(question), silent | shared | names(question.literal), reading)


def _any_value(reading: Reading) -> frozenset[str]:
    """Variables of absences: standing there alone, they mean any value."""
    absences = [f for f in reading.formulas if isinstance(f, ast.NoShowing)]
    literals = [f for f in reading.formulas if isinstance(f, ast.Literal)]
    denied = [f for f in literals if f.negated and not is_open(f, reading.library)]
    return names((*absences, *denied))


def _once(scope: Scope, silent: frozenset[str], reading: Reading) -> Found:
    for variable in scope.variables:
        name = variable.name
        if scope.used[name] == 1 and not name.startswith("_") and name not in silent:
            yield _used_once(variable, scope, reading)


def _used_once(variable: ast.Variable, scope: Scope, reading: Reading) -> Diagnostic:
    message = f"variable `{variable.name}` stands in one place only"
    others = {name for name in scope.used if name != variable.name and len(name) > 2}
    close = near_miss(variable.name, others) if len(variable.name) > 2 else ""
    help_ = "write `_`: nothing is asked of its value"
    if close:
        message += f", and `{close}` is nearly the same"
        help_ = f"did you mean `{close}`? otherwise write `_`"
    return Diagnostic("W0301", message, variable.span, context=reading.context, help=help_)


def settings_without_use(doctrine: Doctrine) -> Found:
    """A row of editions sets what no element asks for."""
    for reading in doctrine.written():
        provision = reading.provision
        rows = provision.rows.rows if provision.rows else ()
        used = names((elements_of(provision), provision.conclusion, provision.leaves_open))
        every = {s.variable.name: s.variable for row in reversed(rows) for s in row.settings}
        for name, variable in every.items():
            if name not in used:
                yield Diagnostic(
                    "W0305",
                    f"no element uses `{name}`, which the rows of editions set",
                    variable.span,
                    context=reading.context,
                    help="use it in an element, or leave it out",
                )


# --- provenance --------------------------------------------------------------------------------------


def without_provenance(doctrine: Doctrine) -> Found:
    """Nobody knows whether the text was before its author."""
    for authority in doctrine.new(doctrine.library.authorities, doctrine.base.authorities):
        if authority.provenance is None:
            yield Diagnostic(
                "W0302",
                f"`{authority.name.text}` does not say where its text is from",
                authority.name.span,
                context=authority.citation.text,
                help='say `from the document`, `checked against "…"` or `from memory`',
            )


# --- neighbours of one sort --------------------------------------------------------------------------


def unnamed_neighbours(doctrine: Doctrine) -> Found:
    """Neighbours of one sort are easily exchanged, unless they are named: said once of a relation."""
    said: set[str] = set()
    for reading in doctrine.written():
        for atom in reading.atoms:
            if atom.relation.text not in said:
                for complaint in unnamed_in(atom, doctrine.library, reading.context):
                    said.add(atom.relation.text)
                    yield complaint


def unnamed_in(atom: ast.Atom, library: Library, context: str = "") -> Found:
    """Two neighbours of one sort in an atom, both given by their place alone."""
    relation = library.relations.get(atom.relation.text)
    if relation is None or len(relation.parameters) < 3:
        return
    placed = list(zip(relation.parameters, atom.arguments, strict=False))
    for (p, a), (q, b) in pairwise(placed):
        same = a.term.span.text == b.term.span.text  # what may be exchanged without a difference
        if p.sort.text == q.sort.text and not (same or _named(p, a.term) or _named(q, b.term)):
            both = f"{p.name.text}: {a.term.span.text}, {q.name.text}: {b.term.span.text}"
            yield Diagnostic(
                "W0303",
                f"`{p.name.text}` and `{q.name.text}` of `{atom.relation.text}` are easily exchanged",
                atom.span,
                context=context,
                notes=(f"both are of sort `{p.sort.text}`",),
                help=f"name them: `{both}`",
            )
            return


def _named(parameter: ast.Parameter, term: ast.Term) -> bool:
    """Whether the text names the argument; one that was left out, or that nobody needs, needs no name."""
    if isinstance(term, ast.Variable) and term.name == "_":
        return True
    before = term.span.source.text[max(0, term.span.start - 200) : term.span.start]
    return re.search(rf"\b{parameter.name.text}\s*:\s*$", before) is not None


# --- names of things -----------------------------------------------------------------------------------


def near_individuals(found: Iterable[ast.Atom], library: Library) -> Found:
    """Things of open sorts that are named once, and nearly as one that is named more often."""
    counts: dict[str, Counter[str]] = {}
    first: dict[tuple[str, str], ast.Constant] = {}
    for atom in found:
        for place in arguments(atom, library):
            if isinstance(place.term, ast.Constant) and is_open_sort(place.sort, library):
                name = str(place.term.value)
                counts.setdefault(place.sort, Counter())[name] += 1
                first.setdefault((place.sort, name), place.term)
    for sort, named in counts.items():
        known = {name for name, times in named.items() if times >= OFTEN} | set(library.individuals)
        for name in sorted(n for n, times in named.items() if times == 1 and n not in library.individuals):
            close = next((other for other in sorted(known) if _one_letter_apart(name, other)), "")
            if close:
                yield _nearly(first[sort, name], name, close, declared=close in library.individuals)


def _nearly(constant: ast.Constant, name: str, close: str, *, declared: bool) -> Diagnostic:
    """A slip, surely, where the other one is declared: what is said of the one would be lost to the other."""
    return Diagnostic(
        "E0368" if declared else "W0304",
        f"`{name}` is not declared, and `{close}`, nearly the same, is"
        if declared
        else f"`{name}` is named only here, and `{close}` is nearly the same",
        constant.span,
        help=f"did you mean `{close}`? otherwise declare `{name}`, too",
    )


def _one_letter_apart(one: str, other: str) -> bool:
    """One letter too many, too few, another, or two exchanged; numbers at the end tell things apart.

    In words of three letters another one is likely to be meant.
    """
    if (
        one == other
        or min(len(one), len(other)) < (3 if len(one) != len(other) else 4)
        or one.rstrip("0123456789") == other.rstrip("0123456789")
    ):
        return False
    if len(one) > len(other):
        one, other = other, one
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return len(other) - len(one) == 1 and one[start:] == other[start + 1 :]
    rest, others = one[start:], other[start:]
    return rest[1:] == others[1:] or (rest[:2] == others[1::-1] and rest[2:] == others[2:])

"""Declarations that contradict themselves or one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from decisis.compiler.check_common import atoms, elements_of, head_of, listed, names, terms_of
from decisis.compiler.names import did_you_mean
from decisis.compiler.reading import Doctrine
from decisis.compiler.resolve import BUILT_IN_RELATIONS
from decisis.diagnostics import Diagnostic
from decisis.source import Span
from decisis.syntax import ast

Found = Iterator[Diagnostic]
Item = TypeVar("Item")

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


# --- relations and tables ----------------------------------------------------------------------------


def unknown_keys(doctrine: Doctrine) -> Found:
    """`functional in` names parameters, and leaves one that they fix."""
    for relation in doctrine.library.relations.values():
        parameters = [p.name.text for p in relation.parameters]
        for key in relation.functional or ():
            if key.text not in parameters:
                yield Diagnostic(
                    "E0315",
                    f"`{key.text}` is not a parameter of `{relation.name.text}`",
                    key.span,
                    notes=(f"its parameters are {listed(parameters)}",),
                    help=did_you_mean(key.text, parameters),
                )
        if relation.functional and set(parameters) <= {key.text for key in relation.functional}:
            yield Diagnostic(
                "E0315",
                f"`{relation.name.text}` is functional in all of its parameters",
                relation.functional[-1].span,
                notes=("the parameters that are named fix the others, and there are none",),
                help="name only those that fix the rest, or leave out `functional in`",
            )


def unknown_placeholders(doctrine: Doctrine) -> Found:
    """`{x}` in the words of a relation stands for a parameter."""
    for relation in doctrine.library.relations.values():
        parameters = [p.name.text for p in relation.parameters]
        for words in filter(None, (relation.reads, relation.denied, relation.asks)):
            for found in _PLACEHOLDER.finditer(words.text):
                if found[1] not in parameters:
                    yield _placeholder(found, words, relation, parameters)


def _placeholder(
    found: re.Match[str], words: ast.Quoted, relation: ast.Relation, parameters: list[str]
) -> Diagnostic:
    start = words.span.text.find(found[0])
    place = words.span
    if start >= 0:
        place = Span(place.source, place.start + start, place.start + start + len(found[0]))
    return Diagnostic(
        "E0316",
        f"`{found[0]}` names no parameter of `{relation.name.text}`",
        place,
        notes=(f"its parameters are {listed(parameters)}",),
        help=did_you_mean(found[1], parameters, "write the name of a parameter in the braces"),
    )


def repeated_names(doctrine: Doctrine) -> Found:
    """Two parameters, values, editions, holidays or questions of one name in one declaration."""
    library = doctrine.library
    for relation in library.relations.values():
        yield from _repeated("parameter", (p.name for p in relation.parameters))
    for table in library.tables.values():
        yield from _repeated("parameter", (p.name for p in table.parameters))
    for sort in library.sorts.values():
        yield from _repeated("value", (c.name for c in sort.choices or ()))
    for authority in library.authorities.values():
        yield from _repeated("edition", (e.name for e in authority.editions))
    for holidays in library.holidays.values():
        yield from _repeated("holiday", (h.name for h in holidays.days))
    for provision in library.provisions.values():
        yield from _repeated("open question", (q.name for q in provision.leaves_open))


def _repeated(what: str, written: Iterable[ast.Name]) -> Found:
    first: dict[str, ast.Name] = {}
    for name in written:
        known = first.setdefault(name.text, name)
        if known is not name and known.span != name.span:
            yield Diagnostic(
                "E0333",
                f"{what} `{name.text}` stands here twice",
                name.span,
                notes=(f"it stands first at {known.span.where}",),
                help="give one of them another name",
            )


def repeated_labels(doctrine: Doctrine) -> Found:
    """Two elements of one number: a proof could not say which it means."""
    for reading in doctrine.readings:
        provision = reading.provision
        elements = (*provision.given, *provision.despite, *provision.unless)
        for group in (elements, *(q.elements for q in provision.leaves_open)):
            first: dict[str, ast.Element] = {}
            for element in group:
                known = first.setdefault(element.label, element)
                if known is not element:
                    yield Diagnostic(
                        "E0336",
                        f"`{element.label}` numbers two elements",
                        element.span,
                        context=reading.context,
                        notes=(f"the first stands at {known.span.where}",),
                        help="number them as the provision does",
                    )


def tables_as_declared(doctrine: Doctrine) -> Found:
    """A table and the relation of its name have the same columns, and the relation is closed."""
    for table in doctrine.library.tables.values():
        relation = doctrine.library.relations[table.name.text]
        mine = [p.sort.text for p in table.parameters]
        if [p.sort.text for p in relation.parameters] != mine or not relation.closed:
            yield Diagnostic(
                "E0335",
                f"table `{table.name.text}` is not declared as its relation is",
                table.name.span,
                notes=(f"the relation is declared at {relation.name.span.where}",),
                help="leave out the relation, or declare it `closed` and with the same sorts",
            )


def concluded_tables(doctrine: Doctrine) -> Found:
    """No provision concludes what a table or the question itself says."""
    tables = doctrine.library.tables
    for reading in doctrine.readings:
        provision = reading.provision
        conclusion = provision.conclusion
        concluded = [conclusion] if isinstance(conclusion, ast.Literal) else []
        for literal in (*concluded, *(q.literal for q in provision.leaves_open)):
            name = literal.atom.relation.text
            if name in tables or name in BUILT_IN_RELATIONS:
                what = "a table" if name in tables else "the question that is asked"
                yield Diagnostic(
                    "E0332",
                    f"a provision cannot conclude `{name}`, which {what} gives",
                    literal.atom.relation.span,
                    context=reading.context,
                    help="conclude a relation of its own",
                )


# --- authorities -----------------------------------------------------------------------------------


def kinds_of_authority(doctrine: Doctrine) -> Found:
    """An opinion is decided by a court, anything else is not, and everything has a rank."""
    for authority in doctrine.library.authorities.values():
        kind = authority.kind.text if authority.kind else ""
        if authority.decided_by is not None and kind not in ("", "opinion"):
            yield Diagnostic(
                "E0317",
                f"a court does not decide a `{kind}`",
                authority.decided_by.span,
                context=authority.citation.text,
                help=f"leave out `{kind}`, or `decided by`",
            )
        elif authority.decided_by is None and kind in ("", "opinion"):
            yield Diagnostic(
                "E0317",
                f"`{authority.name.text}` says neither what kind of text it is nor who decided it",
                authority.name.span,
                context=authority.citation.text,
                notes=("what prevails over what depends on it",),
                help="say `decided by COURT`, or one of constitution, statute, rules, guideline, policy, commentary",
            )


def choosers(doctrine: Doctrine) -> Found:
    """The edition is chosen by a relation whose last argument is the day."""
    for authority in doctrine.library.authorities.values():
        atom = authority.chosen_by
        relation = doctrine.library.relations.get(atom.relation.text) if atom else None
        if atom is None or relation is None:
            continue
        last = atom.arguments[-1].term if atom.arguments else None
        if (
            relation.parameters[-1].sort.text != "Date"
            or not isinstance(last, ast.Variable)
            or last.name == "_"
        ):
            yield Diagnostic(
                "E0320",
                f"`{atom.relation.text}` does not name the day that chooses an edition",
                atom.span,
                context=authority.citation.text,
                notes=("the last argument of a chooser is a day, written as a variable",),
                help="write `chosen by sentenced_on(J, Day)`",
            )


# --- scenarios ---------------------------------------------------------------------------------------


def scenarios(doctrine: Doctrine) -> Found:
    """What replaces a relation in a scenario gives each of its arguments, and uses each parameter."""
    for scenario in doctrine.library.scenarios.values():
        given = names(scenario.replacement)
        for variable in scenario.parameters:
            if variable.name not in given:
                yield _scenario(
                    variable.span,
                    f"parameter `{variable.name}` does not stand in `{scenario.replacement.relation.text}`",
                    "every parameter of a scenario stands in the relation that replaces the other",
                )
        for term in terms_of(scenario.replaced):
            if isinstance(term, ast.Variable) and term.name not in given:
                what = "an argument that is left out" if term.name == "_" else f"`{term.name}`"
                yield _scenario(
                    term.span,
                    f"`{scenario.replacement.relation.text}` does not give {what}",
                    f"it replaces `{scenario.replaced.relation.text}`, and must give every argument of it",
                )
        if scenario.subject.name not in names(scenario.replaced):
            yield _scenario(
                scenario.subject.span,
                f"`{scenario.subject.name}` does not stand in `{scenario.replaced.relation.text}`",
                "a scenario is of the thing whose relation it replaces",
            )


def _scenario(span: Span, message: str, note: str) -> Diagnostic:
    return Diagnostic(
        "E0319",
        message,
        span,
        notes=(note,),
        help="write `scenario as_amended(A) of J  p(J, N) is q(A, J, N)`",
    )


def scenarios_that_change_nothing(doctrine: Doctrine) -> Found:
    """A scenario in front of a relation that does not depend on what it replaces."""
    scenarios_ = doctrine.library.scenarios
    reaches = {name: _depending(s.replaced.relation.text, doctrine) for name, s in scenarios_.items()}
    for reading in doctrine.readings:
        for atom in reading.atoms:
            name = atom.scenario.name.text if atom.scenario else ""
            if name in reaches and atom.relation.text not in reaches[name]:
                replaced = scenarios_[name].replaced.relation.text
                yield Diagnostic(
                    "E0321",
                    f"`{atom.relation.text}` is the same in scenario `{name}`",
                    atom.span,
                    context=reading.context,
                    notes=(f"no provision for it rests on `{replaced}`",),
                    help=f"leave out `{name}(…):`",
                )


def _depending(on: str, doctrine: Doctrine) -> set[str]:
    """The relations that depend on one through provisions, and itself."""
    rests = [
        (
            head_of(r.provision),
            {a.relation.text for a in atoms(elements_of(r.provision)) if a.scenario is None},
        )
        for r in doctrine.readings
    ]
    found, growing = {on}, True
    while growing:
        heads = {head for head, below in rests if head and below & found}
        growing = not heads <= found
        found |= heads
    return found

"""Whether a value is one that a relation takes in a place, in provisions as in facts and questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, permutations

from decisis.compiler.checks.common import listed
from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean, probably_meant
from decisis.compiler.sorts import Place, arguments
from decisis.dataclass import replace
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast
from decisis.syntax.hints_bounds import IN_WORDS
from decisis.values import MONEY, NUMBERS, QUANTITIES, Bounds, Money, Value, kind, money_sign

Individuals = Mapping[str, str]  # the sorts of parties and things

KIND_WORDS = {
    "Int": "a whole number",
    "Decimal": "a decimal number",
    "Money": "an amount of money",
    "Date": "a day",
    "Duration": "a duration",
    "symbol": "a name",
    "unknown": "unknown",
}


def sort_words(sort: str) -> str:
    """A sort or a kind of value, as a complaint calls it."""
    if sort in MONEY:
        return f"an amount in {'dollars' if sort == 'Money' else sort}"
    return KIND_WORDS.get(sort, f"{'an' if sort[:1] in 'AEIOU' else 'a'} `{sort}`")


def fits(kind_of_value: str, sort: str) -> bool:
    """Whether every value of that kind is one of the sort, for sorts of numbers, days and durations."""
    return kind_of_value == sort or (kind_of_value, sort) == ("Int", "Decimal")


def individuals_of(library: Library) -> dict[str, str]:
    """The parties and things that a library declares, with their sorts."""
    return {name: i.sort.text if i.sort else "Party" for name, i in library.individuals.items()}


# --- one value in one place ------------------------------------------------------------------------


def misfit(
    place: Place, library: Library, individuals: Individuals, context: str = ""
) -> Iterator[Diagnostic]:
    """What is wrong with a value where a sort is asked for, if anything."""
    if not isinstance(place.term, ast.Constant) or not place.sort:
        return
    value, sort = place.term.value, place.sort
    declared = library.sorts.get(sort)
    wrong: Complaint | None = None
    if sort in QUANTITIES:
        known = kind(value) == "unknown" or fits(kind(value), sort)
        wrong = None if known else _wrong_kind(value, place)
    elif isinstance(value, Bounds):
        wrong = _imprecise(place)
    elif not isinstance(value, str):
        wrong = _wrong_kind(value, place)
    elif sort == "Court":
        wrong = None if value in library.courts else _no_court(value, place, library)
    elif declared is not None and declared.choices is not None:
        wrong = _no_choice(value, declared, declared.choices, place)
    elif individuals.get(value, sort) != sort:
        wrong = _other_individual(value, individuals[value], place)
    if wrong is not None:
        code, message, notes, help_ = wrong
        no_court = code == "E0308"
        yield Diagnostic(
            code,
            message,
            place.term.span,
            context=context,
            notes=notes,
            help=help_,
            lacks="court" if no_court else "",
            meant=probably_meant(str(value), library.courts) if no_court else "",
        )


def misfits(
    atom: ast.Atom, library: Library, individuals: Individuals, context: str = ""
) -> tuple[Diagnostic, ...]:
    """What is wrong with the values of an atom: once, if they are those of a relation in another order."""
    places = tuple(arguments(atom, library))
    complaints = {i: tuple(misfit(p, library, individuals, context)) for i, p in enumerate(places)}
    found = {i: wrong for i, wrong in complaints.items() if wrong}
    if len(found) > 1 and atom.scenario is None:
        for order in permutations(found):
            moved = dict(zip(found, order, strict=True))
            terms = [places[moved.get(i, i)].term for i in range(len(places))]
            fitting = (replace(place, term=term) for place, term in zip(places, terms, strict=True))
            if not any(any(misfit(place, library, individuals)) for place in fitting):
                return (_reordered(atom, terms, library, context),)
    return tuple(chain(*found.values()))


def _reordered(atom: ast.Atom, terms: Sequence[ast.Term], library: Library, context: str) -> Diagnostic:
    relation = atom.relation.text
    declared = ", ".join(f"{p.name.text}: {p.sort.text}" for p in library.relations[relation].parameters)
    return Diagnostic(
        "E0352",
        f"the arguments of `{relation}` stand in another order",
        atom.relation.span,
        context=context,
        notes=(f"it is declared as `{relation}({declared})`",),
        help=f"write `{relation}({', '.join(term.span.text for term in terms)})`",
    )


Complaint = tuple[str, str, tuple[str, ...], str]  # code, message, notes, help


def _wrong_kind(value: Value, place: Place) -> Complaint:
    found, wanted = sort_words(kind(value)), sort_words(place.sort)
    message = f"`{place.term.span.text}` is {found}, and {place.name} takes {wanted} here"
    return "E0352", message, (), _as_written(value, place.sort)


_EXAMPLES = {
    "Date": "write a day as year, month and day: `2004-02-17`",
    "Duration": "write a duration as `13 months`",
    "Int": "write the number alone, as in `16`",
    "Decimal": "write the number alone, as in `0.75`",
}


_NEVER = re.compile(r"(?!)")
_QUOTED = {
    "Date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "Int": re.compile(r"[0-9]+"),
    "Decimal": re.compile(r"[0-9]+(\.[0-9]+)?"),
    "Duration": re.compile(r"[0-9]+ (day|week|month|year)s?"),
}


def _as_written(value: Value, sort: str) -> str:
    if isinstance(value, str) and _QUOTED.get(sort, _NEVER).fullmatch(value):
        return f"write `{value}`, without quotation marks"
    if isinstance(value, str) and sort in NUMBERS and value in IN_WORDS:
        return f"write `{IN_WORDS[value]}`"
    if isinstance(value, int) and sort == "Duration":
        return f"say of what: `{value} months`, `{value} days`"
    if kind(value) in NUMBERS and sort in MONEY:
        return f"write `{money_sign(sort)}{value}`"
    if sort == "Date" and isinstance(value, int) and 1000 <= value <= 9999:
        return f"of a day known only by its year, write `{value}-01-01 to {value}-12-31`"
    if isinstance(value, Money) and sort in MONEY:
        return f"if that is its currency, write `{money_sign(sort)}{value.amount}`"
    if sort in MONEY:
        return f"write the amount as `{money_sign(sort)}10`"
    return _EXAMPLES.get(sort, "write the name of one, in lower case")


def _imprecise(place: Place) -> Complaint:
    message = f"`{place.term.span.text}` cannot stand for {sort_words(place.sort)}"
    note = f"{place.name} takes a name here, and only numbers, days and durations can be imprecise"
    return "E0363", message, (note,), "leave the fact out: what the record does not say is unknown"


def _no_court(value: str, place: Place, library: Library) -> Complaint:
    note = f"{place.name} takes a court here"
    return (
        "E0308",
        f"no court is called `{value}`",
        (note,),
        did_you_mean(value, library.courts, f"declare it: `court {value} …`"),
    )


def _no_choice(value: str, sort: ast.Sort, choices: tuple[ast.Choice, ...], place: Place) -> Complaint | None:
    named = [choice.name.text for choice in choices]
    if value in named:
        return None
    message = f"`{value}` is not one of the values of `{sort.name.text}`"
    add = f"write one of them, or add it to `sort {sort.name.text}`"
    return "E0353", message, (f"{place.name} takes one of {listed(named)}",), did_you_mean(value, named, add)


def _other_individual(value: str, is_a: str, place: Place) -> Complaint:
    message = f"`{value}` is {sort_words(is_a)}, and {place.name} takes {sort_words(place.sort)} here"
    return "E0361", message, (), f"name {sort_words(place.sort)}, or declare another thing"


# --- facts and questions ---------------------------------------------------------------------------


def check_ground_literal(
    literal: ast.Literal,
    library: Library,
    individuals: Individuals | None = None,
    *,
    allow_variables: bool = False,
) -> list[Diagnostic]:
    """What is wrong with the arguments of a fact, a supposition or (with variables) a question.

    The literal is positional and complete, as `resolve.positional` makes it. ``individuals`` are the
    parties and things with their sorts, those of the library if none are given.
    """
    known = individuals_of(library) if individuals is None else individuals
    found: list[Diagnostic] = [_in_a_scenario(literal.atom.scenario)] if literal.atom.scenario else []
    found += misfits(literal.atom, library, known)
    for place in arguments(literal.atom, library):
        if isinstance(place.term, ast.Variable) and not allow_variables:
            found.append(_variable(place.term, place.parameter, _choices(place.sort, library)))
    return found


def check_asked(literal: ast.Literal) -> list[Diagnostic]:
    """A question asks for a value, or whether it is this one; whether it lies within bounds, the answer says.

    The literal is positional and complete.
    """
    terms = [a.term for a in literal.atom.arguments]
    return [
        Diagnostic(
            "E0395",
            f"`{term.span.text}` is imprecise, and a question asks for one value",
            term.span,
            help=f"ask with a variable, `{_with_variable(literal, place)}`: the answer says its bounds",
        )
        for place, term in enumerate(terms)
        if isinstance(term, ast.Constant) and isinstance(term.value, Bounds)
    ]


def _with_variable(literal: ast.Literal, place: int) -> str:
    terms = [a.term for a in literal.atom.arguments]
    arguments = ["_" if isinstance(t, ast.Variable) and t.name == "_" else t.span.text for t in terms]
    arguments[place] = "Value"
    return f"{literal.atom.relation.text}({', '.join(arguments)})"


def _in_a_scenario(use: ast.ScenarioUse) -> Diagnostic:
    return Diagnostic(
        "E0394",
        f"a fact, a question or a change cannot speak of what is so in `{use.name.text}`",
        use.name.span,
        help="ask it in an element of a rule, and ask for what the rule concludes",
    )


def _choices(sort: str, library: Library) -> tuple[str, ...]:
    declared = library.sorts.get(sort)
    return tuple(c.name.text for c in declared.choices or ()) if declared is not None else ()


def _variable(variable: ast.Variable, name: str, choices: tuple[str, ...]) -> Diagnostic:
    if variable.name == "_":
        return Diagnostic(
            "E0354",
            f"the fact does not say what `{name}` is",
            variable.span,
            help="give every argument a value; what the record leaves open is `unknown`",
        )
    return Diagnostic(
        "E0354",
        f"`{variable.name}` is a variable, and a fact is about things with names",
        variable.span,
        help=f"write `{variable.name.lower()}`"
        if variable.name.lower() in choices
        else f"write the value of `{name}`; names of things are lower case",
    )


def new_individuals(literal: ast.Literal, library: Library) -> Iterator[tuple[str, str]]:
    """The individuals that a fact speaks of, with the sorts of the places they stand in."""
    for place in arguments(literal.atom, library):
        if isinstance(place.term, ast.Constant) and is_open_sort(place.sort, library):
            yield str(place.term.value), place.sort


def undeclared(atom: ast.Atom, library: Library, context: str = "") -> Iterator[Diagnostic]:
    """Parties and things that nobody declares, and that no record names."""
    known = library.mentioned | library.individuals.keys()
    for place in arguments(atom, library):
        term = place.term
        if not isinstance(term, ast.Constant) or not is_open_sort(place.sort, library):
            continue
        name = term.value
        if isinstance(name, str) and name not in known:
            declare = f"party {name}" if place.sort == "Party" else f"thing {name}: {place.sort}"
            variable = "".join(part.capitalize() for part in name.split("_"))
            yield Diagnostic(
                "E0367",
                f"nothing is called `{name}`",
                term.span,
                context=context,
                notes=(f"{place.name} takes {sort_words(place.sort)} here",),
                help=did_you_mean(name, known, f"write `{variable}` for any of them, or declare `{declare}`"),
                lacks="thing",
                meant=probably_meant(name, known),
            )


def is_open_sort(sort: str, library: Library) -> bool:
    """Whether individuals of the sort come with the matter, rather than being listed once and for all."""
    declared = library.sorts.get(sort)
    return sort == "Party" or (declared is not None and declared.choices is None)

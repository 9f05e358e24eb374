"""Literals as they are typed on a command line, held to the names of a matter. Raises Rejected."""

from __future__ import annotations

from decisis.casework.matter import Matter
from decisis.casework.question import Question
from decisis.casework.record import Fact, Record
from decisis.casework.written import literal_values, question_of
from decisis.compiler.check import check_asked, check_ground_literal
from decisis.compiler.checks.values import individuals_of, is_open_sort
from decisis.compiler.library import Library
from decisis.compiler.names import near_miss
from decisis.compiler.resolve import positional
from decisis.diagnostics import Diagnostic, Rejected, errors
from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.parser import parse_literal

MOST_NAMED = 8  # of what there is, to somebody who named something else


def question_typed(text: str, matter: Matter) -> Question:
    return question_of(text, _literal(matter, Source("<question>", text), variables=True))


def assumption_typed(text: str, matter: Matter, number: int) -> Fact:
    """Imprecise values of one source and place would be one unknown value, so that each is a source."""
    source = Source(f"<assumption {number}>", text)
    relation, values = literal_values(_literal(matter, source, variables=False))
    return Fact(relation, values, "assumed", source="assumed", prevails=True)


def _literal(matter: Matter, source: Source, *, variables: bool) -> ast.Literal:
    literal, problems = parse_literal(source)
    if literal is None or errors(problems):
        raise Rejected(problems)
    settled, complaints = positional(literal, matter.library)
    complaints = complaints or check_ground_literal(settled, matter.library, allow_variables=variables)
    complaints = complaints or (check_asked(settled) if variables else [])
    if errors(tuple(complaints)):
        raise Rejected(tuple(complaints))
    found: ast.Literal = settled
    if missed := _near_misses(found, matter.record, matter.library):
        raise Rejected(missed)
    return found


def slips(change: ast.Change, record: Record, library: Library) -> tuple[Diagnostic, ...]:
    """What is wrong with the names of things in a change that is typed."""
    if isinstance(change, ast.Suppose | ast.Withdraw | ast.Resolve | ast.EvenIf):
        return _near_misses(change.literal, record, library)
    return ()


def _near_misses(literal: ast.Literal, record: Record, library: Library) -> tuple[Diagnostic, ...]:
    """A thing that nobody named, but for a letter or so of one that somebody did, is a slip."""
    known = {str(v) for f in record.facts for v in f.values} | set(library.individuals)
    known |= {c.name.text for s in library.sorts.values() for c in s.choices or ()}
    return tuple(
        Diagnostic(
            "E0505", f"nothing in the matter is called `{t.value}`", t.span, help=f"did you mean `{c}`?"
        )
        for t in (a.term for a in literal.atom.arguments)
        if isinstance(t, ast.Constant) and isinstance(t.value, str) and t.value not in known
        if (c := near_miss(t.value, known))
    )


def refuse_unknown_things(question: Question, record: Record, matter: Matter) -> None:
    """A question names what the case declares, what its record names, or what is assumed for the asking."""
    library = matter.library
    rows = [f.values for f in record.facts]
    rows += [side.values for d in record.disputes for side in (d.side, d.other)]
    named = {v for row in rows for v in row if isinstance(v, str)}
    known = named | library.individuals.keys() | library.mentioned
    parameters = library.relations[question.relation].parameters
    unknown = [
        Diagnostic(
            "E0505", f"nothing in the matter is called `{value}`", help=_declared(library, p.sort.text)
        )
        for p, value in zip(parameters, question.pattern, strict=True)
        if isinstance(value, str) and is_open_sort(p.sort.text, library) and value not in known
    ]
    if unknown:
        raise Rejected(tuple(unknown))


def _declared(library: Library, sort: str) -> str:
    own = [name for name, kind in individuals_of(library).items() if kind == sort]
    if not own:
        return f"declare it in the case, as a `{sort}`"
    return f"name one of {', '.join(f'`{name}`' for name in own[:MOST_NAMED])}"

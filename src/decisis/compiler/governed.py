"""The day that governs a provision, as literals that hold it to its time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from decisis.compiler.force import Span, chooser_of, text_span
from decisis.compiler.library import Library
from decisis.compiler.output import Body, Mode
from decisis.compiler.terms import ir_term
from decisis.rules import ir, naming
from decisis.syntax import ast

_FOREVER = date.max
_UNNAMED = "_chosen "  # what the chooser speaks of, and the provision does not


def governed(
    provision: ast.Provision, library: Library, sorts: Mapping[str, str], mode: Mode
) -> Iterator[tuple[ast.EditionRow | None, Body]]:
    """For each row of editions (or once) the literals that hold a provision to its time."""
    span = text_span(provision, library)
    if provision.rows is not None:
        day = ir.Variable(provision.rows.as_of.name)
        for row, days in _row_spans(provision.rows):
            settings = tuple(
                (ir.Binding(ir.Variable(s.variable.name), ir.Constant(s.value.value)), None)
                for s in row.settings
            )
            yield row, (*settings, *_within_days(day, span.meet(days), mode))
    elif provision.as_of is not None:
        yield None, _within_days(ir.Variable(provision.as_of.name), span, mode)
    else:
        yield None, _chosen(provision, library, sorts, span, mode)


def _row_spans(rows: ast.EditionRows) -> Iterator[tuple[ast.EditionRow, Span]]:
    listed = sorted(rows.rows, key=lambda r: r.start)
    for row, following in zip(listed, (*listed[1:], None), strict=True):
        end = following.start - timedelta(days=1) if following else None
        yield row, Span(row.start if row.start != date.min else None, end)


def _chosen(
    provision: ast.Provision, library: Library, sorts: Mapping[str, str], span: Span, mode: Mode
) -> Body:
    """The edition in force on the day that the work's chooser names."""
    chooser = chooser_of(provision, library)
    if chooser is None:
        return ()
    terms = tuple(_chooser_term(a.term, p, sorts) for a, p in _chooser_arguments(chooser, library))
    day = terms[-1]
    atom = ir.Atom(mode.name(chooser.relation.text), terms)
    info = ir.ElementInfo(section="in force")
    return ((atom, info), *(_within_days(day, span, mode) if isinstance(day, ir.Variable) else ()))


def governed_otherwise(
    provision: ast.Provision, library: Library, sorts: Mapping[str, str]
) -> tuple[Body, ...]:
    """Each way in which another thing may choose another edition, of a provision that names none of its sort.

    Nothing says by whose day such a provision is governed: it is only if the day of each of them would do.
    """
    chooser = chooser_of(provision, library)
    if chooser is None or provision.rows is not None or provision.as_of is not None:
        return ()
    terms = tuple(_chooser_term(a.term, p, sorts) for a, p in _chooser_arguments(chooser, library))
    *things, day = terms
    if not isinstance(day, ir.Variable) or not any(_is_unnamed(thing) for thing in things):
        return ()
    span = text_span(provision, library)
    atom = ir.Atom(naming.possibly(chooser.relation.text), terms)
    return tuple(
        ((atom, None), (ir.Comparison(day, operator, ir.Constant(limit), certain=False), None))
        for operator, limit in (("<", span.start), (">", span.end))
        if limit is not None and limit != _FOREVER
    )


def chosen_by(provision: ast.Provision, library: Library, sorts: Mapping[str, str]) -> frozenset[str]:
    """The variables of a provision by which its edition is chosen."""
    chooser = chooser_of(provision, library)
    if chooser is None or provision.rows is not None or provision.as_of is not None:
        return frozenset()
    if chooser.relation.text not in library.relations:
        return frozenset()
    terms = (_chooser_term(a.term, p, sorts) for a, p in _chooser_arguments(chooser, library))
    return frozenset(t.name for t in terms if isinstance(t, ir.Variable))


def _is_unnamed(term: ir.Term) -> bool:
    return isinstance(term, ir.Variable) and term.name.startswith(_UNNAMED)


def _chooser_arguments(chooser: ast.Atom, library: Library) -> list[tuple[ast.Argument, ast.Parameter]]:
    return list(zip(chooser.arguments, library.relations[chooser.relation.text].parameters, strict=True))


def _chooser_term(term: ast.Term, parameter: ast.Parameter, sorts: Mapping[str, str]) -> ir.Term:
    """A variable of the chooser is the provision's own of that name, else its only one of that sort."""
    if isinstance(term, ast.Constant):
        return ir_term(term)
    if sorts.get(term.name) == parameter.sort.text and parameter.sort.text != "Date":
        return ir.Variable(term.name)
    alike = [n for n, s in sorts.items() if s == parameter.sort.text and not n.startswith("_")]
    if len(alike) == 1 and parameter.sort.text != "Date":
        return ir.Variable(alike[0])
    return ir.Variable(f"{_UNNAMED}{term.name}")


def _within_days(day: ir.Variable, span: Span, mode: Mode) -> Body:
    body: list[tuple[ir.Literal, ir.ElementInfo]] = []
    for operator, limit, words in ((">=", span.start, "is not before"), ("<=", span.end, "is not after")):
        if limit is not None and limit != _FOREVER:
            said = ir.ElementInfo(section="in force", text=f"{{{day.name}}} {words} {limit.isoformat()}")
            body.append((ir.Comparison(day, operator, ir.Constant(limit), mode.established), said))
    return tuple(body)

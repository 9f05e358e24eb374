"""Provisions that would conclude something, but are not part of the law that is asked about, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from decisis.citation import cite
from decisis.compiler.force import (
    Span,
    authority_of,
    chooser_of,
    counted_from,
    decision_span,
    ended_by_treatment,
    in_setting,
    is_opinion,
    is_there,
    opinion_span,
    text_span,
    year_alone,
)
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting, Silence
from decisis.compiler.speaking import speaks
from decisis.syntax import ast
from decisis.values import Value


def silent_on(
    relation: str, negated: bool, values: Iterable[Value | None], library: Library, setting: Setting
) -> Iterator[Silence]:
    """The provisions on a literal that do not speak in a setting, by name; None stands for any value."""
    asked = tuple(values)
    heard = in_setting(library, setting)
    for name in sorted(library.provisions):
        provision = library.provisions[name]
        if _concludes(provision, relation, negated, asked) and not speaks(provision, heard, setting):
            kind, text, day = _why(provision, heard, setting)
            yield Silence(name, _title(provision), _citation(provision, library), kind, text, day)


def _concludes(
    provision: ast.Provision, relation: str, negated: bool, values: tuple[Value | None, ...]
) -> bool:
    conclusion = provision.conclusion
    if not isinstance(conclusion, ast.Literal) or conclusion.atom.scenario is not None:
        return False
    same = conclusion.atom.relation.text == relation and _could_be(conclusion.atom, values)
    return same and (conclusion.negated == negated or provision.otherwise_not)


def _could_be(atom: ast.Atom, values: tuple[Value | None, ...]) -> bool:
    terms = (argument.term for argument in atom.arguments)
    return all(
        value is None or not isinstance(term, ast.Constant) or term.value == value
        for term, value in zip(terms, values, strict=False)
    )


def _why(provision: ast.Provision, library: Library, setting: Setting) -> tuple[str, str, date | None]:
    """The first thing that keeps a provision from being heard."""
    name = provision.name.text
    authority = authority_of(provision, library)
    names = {name} | ({authority.name.text} if authority else set())
    if provision.kind == "dissent":
        return "dissent", "a dissent decides nothing", None
    if names & setting.set_aside:
        return "set aside", "it is set aside", None
    if names & setting.own:
        return "own", "this matter makes it, so it proves nothing in it", None
    if not is_there(name, library, setting) or names & setting.ended:
        return "not yet decided", "it is not part of the law as that stood then", None
    if authority is not None and is_opinion(authority):
        decided = decision_span(authority)
        if not decided.holds(setting.as_of):
            year = year_alone(authority)
            said = (
                _before(decided.start, setting.as_of, "decided")
                if year is None
                else counted_from(year, setting.as_of)
            )
            return "not yet decided", said, decided.start
        if not opinion_span(authority, library).holds(setting.as_of):
            return "no longer good", _after(opinion_span(authority, library), "good law"), None
    ended = Span(end=ended_by_treatment((name,), library))
    if not ended.holds(setting.as_of):
        return "no longer good", _after(ended, "good law"), ended.end
    if provision.as_of is None and provision.rows is None and chooser_of(provision, library) is None:
        span = text_span(provision, library)
        if span.start is not None and setting.as_of < span.start:
            return "not in force", _before(span.start, setting.as_of, "in force"), span.start
        if not span.holds(setting.as_of):
            return "not in force", _after(span, "in force"), span.end
    return "held invalid", "an opinion that binds here has held it invalid", None


def _before(start: date | None, day: date, what: str) -> str:
    if start is None:
        return f"it was not yet {what}"
    days = (start - day).days
    return f"it was {what} only from {start.isoformat()}, {days} day{'' if days == 1 else 's'} later"


def _after(span: Span, what: str) -> str:
    return f"it was {what} only until {span.end.isoformat()}" if span.end else f"it is not {what}"


def _title(provision: ast.Provision) -> str:
    return provision.title.text if provision.title else ""


def _citation(provision: ast.Provision, library: Library) -> str:
    authority = authority_of(provision, library)
    if authority is None or provision.under is None:
        return ""
    pinpoint = provision.under.pinpoint.text if provision.under.pinpoint else ""
    return cite(authority.citation.text, pinpoint)

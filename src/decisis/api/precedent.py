"""What Python asks about precedent: every court, precedents against a matter, what rests on an authority."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from decisis.api.report import Forms, Report
from decisis.casework.inquiry import court_named, day_named, question_in
from decisis.casework.matter import Matter
from decisis.casework.verdict import Asked
from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean
from decisis.diagnostics import Diagnostic, Rejected
from decisis.engine import Engine
from decisis.precedent.citator import Gone, entry, known_as, resting
from decisis.precedent.distinction import distinctions, rulings_named
from decisis.precedent.present_citator import present_citator
from decisis.precedent.present_distinction import present_distinction
from decisis.precedent.present_split import present_split
from decisis.precedent.split import compared_courts, split
from decisis.render.citator import CitatorView, citator_json, citator_markdown, citator_text
from decisis.render.distinction import (
    DistinctionView,
    distinction_json,
    distinction_markdown,
    distinction_text,
)
from decisis.render.split import SplitView, split_json, split_markdown, split_text

SPLIT = Forms(split_text, split_markdown, split_json)
DISTINCTION = Forms(distinction_text, distinction_markdown, distinction_json)
CITATOR = Forms(citator_text, citator_markdown, citator_json)


def split_of(
    matter: Matter, asked: Asked, question: str, courts: Iterable[str], *, trial: bool
) -> Report[SplitView]:
    """A question in some courts; if none are named, in every court of appeals. Raises Rejected."""
    named = [court_named(c, matter) for c in courts]
    every = named or compared_courts(matter, asked, trial)
    view = present_split(matter, asked, split(matter, asked, question_in(matter, question), every))
    return Report(f"split of {question} in {len(every)} courts", view, SPLIT)


def distinction_of(matter: Matter, asked: Asked, precedents: Iterable[str]) -> Report[DistinctionView]:
    """The rulings of authorities, or single ones, held against a matter. Raises Rejected."""
    names = tuple(precedents)
    rulings = dict.fromkeys(r for name in names for r in rulings_named(name, matter.library))
    view = present_distinction(matter, asked, distinctions(matter, asked, rulings))
    return Report(f"{matter.name} against {', '.join(names)}", view, DISTINCTION)


def citator_of(
    authority: str, library: Library, matters: Iterable[tuple[Matter, Engine]], overruled_from: date | str
) -> Report[CitatorView]:
    """What rests on an authority in some matters, and what becomes of it without. Raises Rejected."""
    day = day_named(overruled_from) if isinstance(overruled_from, str) and overruled_from else overruled_from
    every = tuple(matters)
    libraries = (library, *(m.library for m, _ in every))
    found = next(((name, lib) for lib in libraries if (name := known_as(authority, lib))), None)
    if found is None:
        known = [n for lib in libraries for n in (*lib.authorities, *lib.provisions)]
        help = did_you_mean(authority, known, "name an authority, a provision, or a part of a citation")
        message = f"no authority or provision is called `{authority}`"
        raise Rejected((Diagnostic("E0502", message, help=help),))
    name, where = found
    gone = Gone(name, day if isinstance(day, date) else None)
    knowing = [(m, engine) for m, engine in every if known_as(name, m.library)]
    rests = [r for m, engine in knowing for r in resting(m, gone, engine)]
    made_by = [f"{m.name}, {m.title}" for m, _ in knowing if name in m.setting.own]
    view = present_citator(entry(name, where), where, gone, rests, made_by, len(every))
    return Report(f"what rests on {name}", view, CITATOR)

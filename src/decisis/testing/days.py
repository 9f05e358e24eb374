"""The days of which a property speaks: those it names, on which what it stands under is the law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from decisis.compiler.force import Span, in_force_span, is_opinion, opinion_span, place_span
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.syntax import ast


def speaks_of(stated: ast.Property, day: date, library: Library) -> bool:
    return _span(stated, library).holds(day)


def settings_of(stated: ast.Property, settings: tuple[Setting, ...], library: Library) -> Iterator[Setting]:
    """Those of the settings that a property speaks of."""
    return (setting for setting in settings if speaks_of(stated, setting.as_of, library))


def _span(stated: ast.Property, library: Library) -> Span:
    named = in_force_span(stated.within)
    authority = library.authorities.get(stated.under.authority.text) if stated.under else None
    if stated.under is None or authority is None:
        return named
    if is_opinion(authority):
        return named.meet(opinion_span(authority, library))
    return named.meet(place_span(stated.under, library))

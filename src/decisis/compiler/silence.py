"""Why a provision is no part of the law that is asked about, in words."""

from __future__ import annotations

from decisis.compiler.force import (
    Span,
    authority_of,
    chooser_of,
    counted_from,
    decision_span,
    is_opinion,
    is_there,
    text_span,
    treatment_day,
    year_alone,
)
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.compiler.speaking import speaks
from decisis.compiler.treatments import ENDS_ITS_FORCE, treated_in_full, treatments_of
from decisis.syntax import ast


def why_silent(provision: ast.Provision, library: Library, setting: Setting) -> str:
    """The first reason why a provision does not speak in a setting; nothing if it does."""
    if speaks(provision, library, setting):
        return ""
    authority = authority_of(provision, library)
    names = {provision.name.text} | ({authority.name.text} if authority else set())
    if provision.kind == "dissent":
        return "a dissent decides nothing"
    if names & setting.own:
        return "this matter makes it"
    if names & setting.set_aside or not is_there(provision.name.text, library, setting):
        return "it is set aside for the asking"
    if names & setting.ended:
        return "its force has ended"
    if authority is not None and is_opinion(authority):
        day = decision_span(authority).start
        if day is not None and day > setting.as_of:
            year = year_alone(authority)
            return (
                f"it was decided after {setting.as_of}" if year is None else counted_from(year, setting.as_of)
            )
    construed = {p.authority.text for p in (provision.under, provision.construing) if p is not None}
    for treatment in treatments_of(names | construed, library):
        begun = Span(treatment_day(treatment, library)).holds(setting.as_of)
        if treatment.verb in ENDS_ITS_FORCE and begun:
            return treated_in_full(treatment, library)
    if chooser_of(provision, library) is None and not text_span(provision, library).holds(setting.as_of):
        return f"the text that it stands on is not in force on {setting.as_of}"
    return "it is no part of the law asked about"

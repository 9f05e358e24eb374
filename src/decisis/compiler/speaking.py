"""Which provisions are part of the law in one court on one day."""

from __future__ import annotations

from decisis.compiler.force import (
    Span,
    authority_named,
    authority_of,
    chooser_of,
    construed,
    ended_by_treatment,
    is_opinion,
    is_stated,
    is_there,
    opinion_span,
    text_span,
    treatment_day,
)
from decisis.compiler.library import Library, once
from decisis.compiler.setting import Setting
from decisis.compiler.standing import binds
from decisis.syntax import ast


def speaks(provision: ast.Provision, library: Library, setting: Setting) -> bool:
    """Whether a provision is part of the law that is asked about (its own governing day aside)."""
    name = provision.name.text
    names = {name} | ({provision.under.authority.text} if provision.under else set())
    if provision.kind == "dissent" or names & setting.ended or not is_there(name, library, setting):
        return False
    authority = authority_of(provision, library)
    span = Span()
    if authority is not None and is_opinion(authority):
        span = opinion_span(authority, library).meet(_ended(provision, library))
    if provision.as_of is None and provision.rows is None and chooser_of(provision, library) is None:
        span = span.meet(text_span(provision, library))
    return span.holds(setting.as_of) and not _invalid(provision, library, setting)


def _invalid(provision: ast.Provision, library: Library, setting: Setting) -> bool:
    """Whether an opinion that binds the court asked has held the provision, or its text, invalid.

    An opinion that names no editions goes with all that is left of the text that it construes.
    """
    if provision.construing is not None and provision.construing.editions is None:
        left = [text for text in construed(provision, library) if is_stated(text, setting.as_of, library)]
        if left and all(_invalid(text, library, setting) for text in left):
            return True
    return any(
        Span(treatment_day(treatment, library)).holds(setting.as_of)
        and binds(authority_named(treatment.later.text, library), library, setting)
        for treatment in _invalidating(provision, library)
    )


@once
def _ended(provision: ast.Provision, library: Library) -> Span:
    """Until a later authority ended the provision itself."""
    return Span(end=ended_by_treatment((provision.name.text,), library))


@once
def _invalidating(provision: ast.Provision, library: Library) -> tuple[ast.Treatment, ...]:
    """The opinions that hold a provision, or its text, invalid."""
    names = {provision.name.text}
    names |= {p.authority.text for p in (provision.under, provision.construing) if p is not None}
    return tuple(t for t in library.treatments if t.verb == "invalidates" and t.earlier.text in names)

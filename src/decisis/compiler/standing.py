"""The weight of an opinion in a court: whose it is, whether it binds, and what courts have said of that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from decisis.citation import cite
from decisis.compiler.force import (
    Span,
    authority_of,
    decision_span,
    in_force_span,
    is_opinion,
    is_there,
    opinion_span,
    place_span,
)
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.syntax import ast

STRENGTHS = ("dictum", "persuasive", "binding")  # weakest first


# --- rules of courts ---------------------------------------------------------------------------


def court_rules(court: str, kind: str, library: Library, setting: Setting) -> Iterator[ast.CourtRule]:
    """The rules of a court of one kind that are in force in a setting."""
    declared = library.courts.get(court)
    for rule in declared.rules if declared else ():
        if rule.kind == kind and _rule_stands(rule, library, setting):
            yield rule


def _rule_stands(rule: ast.CourtRule, library: Library, setting: Setting) -> bool:
    if not rule_span(rule, library).holds(setting.as_of):
        return False
    return rule.under is None or (
        is_there(rule.under.authority.text, library, setting)
        and rule.under.authority.text not in setting.ended
    )


def rule_span(rule: ast.CourtRule, library: Library) -> Span:
    """The days on which a rule of a court is the rule: as it says, as long as its authority stands."""
    span = in_force_span(rule.in_force)
    authority = library.authorities.get(rule.under.authority.text) if rule.under else None
    if authority is None or rule.under is None:
        return span
    return span.meet(
        opinion_span(authority, library) if is_opinion(authority) else place_span(rule.under, library)
    )


def rule_words(court: str, rule: ast.CourtRule, library: Library) -> str:
    """A rule of a court, as a proof says it."""
    own = library.court_words(court)
    match rule.kind:
        case "panels":
            which = "neither" if rule.says == "neither" else f"the {rule.says}"
            return f"of conflicting panels of {own} {which} controls"
        case "unpublished":
            said = "bind" if rule.says == "bind" else "do not bind"
            return f"unpublished opinions of {own}{_decided(rule)} {said}"
        case "adopts":
            return f"opinions of {library.court_words(rule.says)}{_decided(rule)} are those of {own}"
        case _:
            return f"a panel of {own} may overrule a panel"


def _decided(rule: ast.CourtRule) -> str:
    """The days of the opinions that a rule speaks of, in words."""
    span = in_force_span(rule.decided)
    start = f" from {span.start}" if span.start else ""
    end = f" until {span.end}" if span.end else ""
    return f" decided{start}{end}" if span.bounded else ""


def _speaks_of(rule: ast.CourtRule, day: date | None) -> bool:
    """Whether a rule speaks of opinions of a day; of one whose day nobody knows, if it speaks of all."""
    if rule.decided is None:
        return True
    return day is not None and in_force_span(rule.decided).holds(day)


# --- opinions ----------------------------------------------------------------------------------


def court_of(authority: ast.Authority | None, library: Library, setting: Setting) -> str:
    """The court whose word an opinion is: the one that decided, or one that has adopted it as its own.

    An adopted opinion is the adopting court's own where that court is asked, or one that answers to it.
    Nothing for what is no opinion.
    """
    if authority is None or authority.decided_by is None:
        return ""
    adopted = _adopted(authority, library, setting)
    return adopted[0] if adopted else authority.decided_by.text


def _adopted(
    authority: ast.Authority, library: Library, setting: Setting
) -> tuple[str, ast.CourtRule] | None:
    assert authority.decided_by is not None
    by, day = authority.decided_by.text, decision_span(authority).start
    for court in library.courts_above(setting.court):
        for rule in court_rules(court, "adopts", library, setting):
            if rule.says == by and _speaks_of(rule, day):
                return court, rule
    return None


def counts_as_published(authority: ast.Authority | None, library: Library, setting: Setting) -> bool:
    """Whether an opinion is published, or an unpublished one that its court's rule lets bind."""
    if authority is None or authority.published or authority.decided_by is None:
        return True
    return _unpublished_binds(authority, library, setting) is not None


def _unpublished_binds(
    authority: ast.Authority, library: Library, setting: Setting
) -> tuple[str, ast.CourtRule] | None:
    assert authority.decided_by is not None
    by, day = authority.decided_by.text, decision_span(authority).start
    rules = court_rules(by, "unpublished", library, setting)
    return next(((by, r) for r in rules if r.says == "bind" and _speaks_of(r, day)), None)


def binding_rule(
    authority: ast.Authority | None, library: Library, setting: Setting
) -> tuple[str, ast.CourtRule] | None:
    """The court, and the rule of it, by which an opinion binds that otherwise would not."""
    if authority is None or authority.decided_by is None:
        return None
    if not authority.published:
        return _unpublished_binds(authority, library, setting)
    return _adopted(authority, library, setting)


def sits_in_full(authority: ast.Authority, court: str, library: Library) -> bool:
    """Whether the whole of a court has spoken: one above which there is none has no panels."""
    return authority.en_banc or (court in library.courts and library.courts[court].under is None)


def binds(authority: ast.Authority | None, library: Library, setting: Setting) -> bool:
    """Whether an authority binds the court asked (which sits in full if the setting says so).

    Enacted texts do. A published opinion binds the courts that answer to its court, and its own court
    too unless that is a trial court (whose opinions bind nobody). Its panels' opinions do not bind a court
    that sits in full.
    """
    by = court_of(authority, library, setting)
    if not by:
        return True
    if by not in library.courts_above(setting.court) or not counts_as_published(authority, library, setting):
        return False
    if by != setting.court:
        return True
    if setting.en_banc and authority is not None and not sits_in_full(authority, by, library):
        return False
    return library.binds_itself(by)


def strength_of(provision: ast.Provision, library: Library, setting: Setting) -> str:
    """`binding`, `persuasive` or `dictum` in the court asked."""
    if provision.kind in ("dictum", "dissent"):
        return "dictum"
    return "binding" if binds(authority_of(provision, library), library, setting) else "persuasive"


def own_words(name: str, library: Library, setting: Setting) -> str:
    """What is said of an authority that a matter made, where the matter is asked elsewhere or later."""
    authority = library.authorities[name]
    weight = "bind" if binds(authority, library, setting) else "be persuasive"
    cited = cite(authority.citation.text)
    return f"{cited} is left out, as this matter made it; for another case it would {weight} here"

"""What a proof says of relations and provisions, taken along into the lowered program."""

from __future__ import annotations

from decisis.citation import cite
from decisis.compiler.elements import relation_of
from decisis.compiler.force import authority_of
from decisis.compiler.library import Library
from decisis.compiler.precedence import Precedence
from decisis.compiler.setting import Setting
from decisis.compiler.standing import binding_rule, rule_words, strength_of
from decisis.compiler.treatments import treated_words, treatments_shown
from decisis.rules import ir
from decisis.syntax import ast


def relation_info(relation: ast.Relation, library: Library) -> ir.RelationInfo:
    table = library.tables.get(relation.name.text)
    return ir.RelationInfo(
        name=relation.name.text,
        parameters=tuple(p.name.text for p in relation.parameters),
        sorts=tuple(p.sort.text for p in relation.parameters),
        keys=keys_of(relation),
        closed=relation.closed,
        reads=relation.reads.text if relation.reads else "",
        denied=relation.denied.text if relation.denied else "",
        asks=relation.asks.text if relation.asks else "",
        favours=relation.favours.text if relation.favours else "",
        stated=_stated(table, library) if table else "",
    )


def provision_info(
    key: str, provision: ast.Provision, library: Library, setting: Setting
) -> ir.ProvisionInfo:
    authority = authority_of(provision, library)
    citation = authority.citation.text if authority else ""
    pinpoint = provision.under.pinpoint.text if provision.under and provision.under.pinpoint else ""
    provenance = provision.provenance or (authority.provenance if authority else None)
    return ir.ProvisionInfo(
        name=key,
        title=provision.title.text if provision.title else "",
        kind="open question" if key != provision.name.text else provision.kind,
        authority=authority.name.text if authority else "",
        citation=cite(citation, pinpoint) if citation else "",
        pinpoint=pinpoint,
        quote=provision.quote.text if provision.quote else "",
        strength="assumed" if _is_of_the_case(provision) else strength_of(provision, library, setting),
        provenance=provenance_words(provenance),
        construing=_construing(provision, library),
        treated=tuple(treated_words(t, library) for t in treatments_shown(provision, library, setting)),
        weight=_weight(provision, library, setting),
        place=provision.name.span.where,
        about=_about(key, provision),
        uncovered=_uncovered(key, provision),
    )


def _is_of_the_case(provision: ast.Provision) -> bool:
    """Whether a case states it of its own, under no authority; a scenario is no law."""
    return provision.under is None and provision.kind != "scenario"


def _about(key: str, provision: ast.Provision) -> str:
    """For the key of a question that a provision leaves open: the relation it is about, in its scenario."""
    asked = key.rpartition(".")[2]
    found = (relation_of(q.literal.atom) for q in provision.leaves_open if q.name.text == asked)
    return next(found, "") if "." in key else ""


def _weight(provision: ast.Provision, library: Library, setting: Setting) -> ir.ProvisionInfo | None:
    """The rule of a court without which an opinion would not bind."""
    authority = authority_of(provision, library)
    if strength_of(provision, library, setting) != "binding":
        return None
    found = binding_rule(authority, library, setting)
    return court_rule_info(*found, library) if found else None


def ruled_by(order: Precedence, library: Library) -> dict[tuple[str, str], ir.ProvisionInfo]:
    """The rules of courts by which provisions beat others, as a proof cites them."""
    return {
        pair: court_rule_info(reason.court, reason.rule, library)
        for pair, reason in order.beats.items()
        if reason.rule is not None
    }


def cautions_on(order: Precedence) -> dict[tuple[str, str], str]:
    """The warnings that go with what prevails."""
    return {pair: reason.caution for pair, reason in order.beats.items() if reason.caution}


def court_rule_info(court: str, rule: ast.CourtRule, library: Library) -> ir.ProvisionInfo:
    authority = library.authorities.get(rule.under.authority.text) if rule.under else None
    pinpoint = rule.under.pinpoint.text if rule.under and rule.under.pinpoint else ""
    return ir.ProvisionInfo(
        name="",
        title=rule_words(court, rule, library),
        kind="rule of a court",
        authority=authority.name.text if authority else "",
        citation=cite(authority.citation.text, pinpoint) if authority else "",
        pinpoint=pinpoint,
        quote=rule.quote.text if rule.quote else "",
        provenance=provenance_words(rule.provenance or (authority.provenance if authority else None)),
        place=rule.span.where,
    )


def _uncovered(key: str, provision: ast.Provision) -> str:
    """The relation that a provision says is not covered; beside it, the one of a question left open."""
    conclusion = provision.conclusion
    if not isinstance(conclusion, ast.NotCovered):
        return ""
    return _about(key, provision) or relation_of(conclusion.atom)


def provenance_words(provenance: ast.Provenance | None) -> str:
    if provenance is None:
        return ""
    return f"checked against {provenance.against}" if provenance.against else provenance.kind


def _stated(table: ast.Table, library: Library) -> str:
    """Where a table stands; and that it is from memory, if it is."""
    place = table.under
    authority = library.authorities.get(place.authority.text) if place else None
    pinpoint = place.pinpoint.text if place and place.pinpoint else ""
    citation = cite(authority.citation.text, pinpoint) if authority else ""
    provenance = provenance_words(table.provenance or (authority.provenance if authority else None))
    return ", ".join(part for part in (citation, provenance) if part and part in (citation, "from memory"))


def _construing(provision: ast.Provision, library: Library) -> str:
    place = provision.construing
    if place is None or place.authority.text not in library.authorities:
        return ""
    return cite(
        library.authorities[place.authority.text].citation.text, place.pinpoint.text if place.pinpoint else ""
    )


def keys_of(relation: ast.Relation) -> tuple[int, ...] | None:
    if relation.functional is None:
        return None
    names = {k.text for k in relation.functional}
    return tuple(i for i, p in enumerate(relation.parameters) if p.name.text in names)

"""Precedents against a matter: text, Markdown, or JSON (format ``decisis.distinction/1``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from decisis.courts import court_in_words
from decisis.forms import Json
from decisis.proof.nodes import FROM_MEMORY
from decisis.render.layout import Page
from decisis.render.table import table_markdown, table_text
from decisis.render.to_json import write
from decisis.render.to_markdown import escaped

FORMAT = "decisis.distinction/1"
HEAD = ("factors", "favours", "in the case decided", "here")
SILENT_THERE = "not recorded"  # what the case decided does not say of itself


@dataclass(frozen=True)
class ElementView:
    label: str
    section: str
    text: str
    state: str  # met | missing | alleged | contrary | open | cannot be judged
    quote: str
    reason: str


@dataclass(frozen=True)
class FactorView:
    text: str
    favours: str
    supports: bool  # the outcome of the case decided
    there: str
    here: str
    quote: str


@dataclass(frozen=True)
class PrecedentView:
    """One ruling against the matter."""

    name: str
    kind: str
    title: str
    citation: str
    strength: str
    provenance: str
    conclusion: str
    silent: str  # why it is no part of the law asked about
    treated: tuple[str, ...]
    applies: bool
    elements: tuple[ElementView, ...]
    despite: tuple[ElementView, ...]
    factors: tuple[FactorView, ...]
    a_fortiori: str  # yes | no | open | not recorded
    because: tuple[str, ...]


@dataclass(frozen=True)
class DistinctionView:
    matter: str
    title: str
    court: str
    court_title: str
    as_of: date
    precedents: tuple[PrecedentView, ...]


def distinction_text(view: DistinctionView, width: int) -> str:
    return "\n".join(_text(view, precedent, width) for precedent in view.precedents).removesuffix("\n")


def _text(view: DistinctionView, found: PrecedentView, width: int) -> str:
    page = Page(width)
    page.add(0, _heading(found))
    page.add(2, _conclusion(found))
    page.add(2, _weight(view, found))
    for line in found.treated:
        page.add(2, line)
    for heading, elements in _groups(found):
        page.add(2, "", mark=heading)
        for element in elements:
            page.add(4, element.text, _note(element), element.label or "-")
    lines = [page.text()]
    if found.factors:
        lines.append(f"\n{table_text(HEAD, [_factor(f) for f in found.factors], page.width)}\n\n")
    closing = Page(width)
    closing.add(2, _a_fortiori(found), mark="a fortiori:")
    return "".join((*lines, closing.text()))


def distinction_markdown(view: DistinctionView) -> str:
    return "\n".join(line for found in view.precedents for line in _markdown(view, found)).removesuffix("\n")


def _markdown(view: DistinctionView, found: PrecedentView) -> Iterator[str]:
    yield f"# {escaped(_heading(found))}\n"
    yield f"{escaped(_conclusion(found))}. {escaped(_weight(view, found))}.\n"
    yield from (f"{escaped(line)}\n" for line in found.treated)
    for heading, elements in _groups(found):
        yield f"## {heading.capitalize()}\n"
        for element in elements:
            note = f" ({escaped(_note(element))})" if _note(element) else ""
            yield f"- {escaped(element.label)} {escaped(element.text)}{note}"
        yield ""
    if found.factors:
        yield "## Factors\n"
        yield table_markdown(HEAD, [_factor(f) for f in found.factors]) + "\n"
    yield f"**A fortiori:** {escaped(_a_fortiori(found))}\n"


def _heading(found: PrecedentView) -> str:
    return ": ".join(part for part in (found.title, found.citation) if part) or found.name


def _conclusion(found: PrecedentView) -> str:
    what = found.kind if found.kind in ("holding", "dictum", "dissent") else "rule"
    said = f"its {what}, applied here, {'is' if found.applies else 'would be'} that {found.conclusion}"
    return f"{said}, {FROM_MEMORY}" if found.provenance == FROM_MEMORY else said


def _weight(view: DistinctionView, found: PrecedentView) -> str:
    where = f"in {court_in_words(view.court_title)} as of {view.as_of}"
    if found.silent:
        return f"no part of the law {where}: {found.silent}"
    applies = "and applies" if found.applies else "and does not apply"
    return f"{found.strength} {where}, {applies}"


def _groups(found: PrecedentView) -> Iterator[tuple[str, tuple[ElementView, ...]]]:
    met = tuple(e for e in found.elements if e.state == "met")
    unmet = tuple(e for e in found.elements if e.state != "met")
    if found.elements:
        yield f"elements met: {len(met)} of {len(found.elements)}", met
    if unmet:
        yield "elements not met", unmet
    if found.despite:
        yield "it was so despite", found.despite


def _note(found: ElementView) -> str:
    states = {
        "met": "so here, too" if found.section == "despite" else "",
        "missing": "not shown here",
        "alleged": "only alleged here",
        "contrary": "shown otherwise here",
        "open": "open here",
    }
    return states.get(found.state, found.state)


def _factor(found: FactorView) -> tuple[str, ...]:
    which = "for it" if found.supports else "against it"
    there = SILENT_THERE if found.there == "not shown" else found.there
    return f"{which}: {found.text}", found.favours, there, found.here


def _a_fortiori(found: PrecedentView) -> str:
    lacking = [f for f in found.factors if f.supports and f.there == "so" and f.here != "so"]
    more = [f for f in found.factors if not f.supports and f.there != "so" and f.here in ("so", "open")]
    ways = [
        _counted(sum(f.here != "open" for f in lacking), "for it", "is", "not here"),
        _counted(sum(f.here == "open" for f in lacking), "for it", "may", "not be here"),
        _counted(sum(f.here != "open" for f in more), "against it", "is", "here and not there"),
        _counted(sum(f.here == "open" for f in more), "against it", "may", "be here, and was not there"),
    ]
    stands = "; ".join(way for way in ways if way)
    match found.a_fortiori:
        case "yes":
            return "yes: every factor for it is here, and none against it that was not there"
        case "no":
            return f"no: {stands}"
        case "open":
            return f"not decided, as something is open: {stands}"
        case _:
            return "cannot be said: no factors for its outcome are recorded"


def _counted(number: int, side: str, verb: str, where: str) -> str:
    if not number:
        return ""
    factors, verbs = ("factor", verb) if number == 1 else ("factors", {"is": "are"}.get(verb, verb))
    return f"{number} {factors} {side} {verbs} {where}"


# --- JSON ----------------------------------------------------------------------------------------------


def distinction_json(view: DistinctionView) -> str:
    data: dict[str, Json] = {
        "format": FORMAT,
        "matter": view.matter,
        "court": view.court,
        "as_of": view.as_of.isoformat(),
        "precedents": [_precedent(p) for p in view.precedents],
    }
    return write(data).removesuffix("\n")


def _precedent(found: PrecedentView) -> dict[str, Json]:
    return {
        "name": found.name,
        "kind": found.kind,
        "title": found.title,
        "citation": found.citation,
        "strength": found.strength,
        "provenance": found.provenance,
        "conclusion": found.conclusion,
        "silent": found.silent,
        "treated": list(found.treated),
        "applies": found.applies,
        "elements": _elements(found.elements),
        "despite": _elements(found.despite),
        "factors": [_factor_data(f) for f in found.factors],
        "a_fortiori": {"answer": found.a_fortiori, "because": list(found.because)},
    }


def _elements(found: Iterable[ElementView]) -> list[Json]:
    return [
        {
            "label": e.label,
            "section": e.section,
            "text": e.text,
            "state": e.state,
            "quote": e.quote,
            "reason": e.reason,
        }
        for e in found
    ]


def _factor_data(found: FactorView) -> dict[str, Json]:
    return {
        "text": found.text,
        "favours": found.favours,
        "supports": found.supports,
        "there": found.there,
        "here": found.here,
        "quote": found.quote,
    }

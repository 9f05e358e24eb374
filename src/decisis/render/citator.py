"""A citator's page on an authority: text, Markdown, or JSON (format ``decisis.citator/1``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from decisis.forms import Json
from decisis.render.layout import Page
from decisis.render.table import table_markdown, table_text
from decisis.render.to_json import write
from decisis.render.to_markdown import escaped

FORMAT = "decisis.citator/1"
HEAD = ("matter", "question", "answer", "rests on it by", "without it")
OUTCOMES = {  # in the order in which they are counted, with the words for what becomes of an answer
    "falls": "falls",
    "flips": "flips",
    "weakens": "survives, weaker",
    "survives": "survives",
    "settles": "is decided",
    "changes": "changes",
    "unaffected": "unaffected",
}


@dataclass(frozen=True)
class ProvisionView:
    name: str
    title: str
    citation: str
    construing: str


@dataclass(frozen=True)
class RestingView:
    """An answer that rests on the authority; ``answer`` and ``after`` are answers in words."""

    matter: str
    variant: str
    question: str
    answer: str
    strength: str
    by_way_of: tuple[str, ...]
    outcome: str
    after: str
    after_strength: str
    remaining: tuple[str, ...]


@dataclass(frozen=True)
class CitatorView:
    name: str
    citation: str
    about: str  # who decided it and when, or what kind of text it is; its provenance
    provisions: tuple[ProvisionView, ...]
    treated: tuple[str, ...]
    treats: tuple[str, ...]
    rules: tuple[str, ...]
    taken_away: str  # how: "set aside", "overruled from 2010-01-01"
    resting: tuple[RestingView, ...]
    made_by: tuple[str, ...]  # the matters that decide it themselves
    looked_at: int = 1  # the cases in which something may rest on it


def citator_text(view: CitatorView, width: int) -> str:
    page = Page(width)
    page.add(0, view.citation or view.name, view.about)
    for heading, lines in _sections(view):
        page.add(2, "", mark=heading)
        for line in lines:
            page.add(4, line)
    rows = [_cells(r) for r in view.resting]
    table = "\n" + table_text((*HEAD[:-1], view.taken_away), rows, page.width) + "\n" if rows else ""
    return f"{page.text()}{table}\n{_summary(view)}"


def citator_markdown(view: CitatorView) -> str:
    lines = [f"# {escaped(view.citation or view.name)}", "", escaped(view.about), ""]
    for heading, said in _sections(view):
        lines += [f"## {heading.capitalize()}", "", *(f"- {escaped(s)}" for s in said), ""]
    if view.resting:
        rows = [_cells(r) for r in view.resting]
        lines += ["## Rests on it", "", table_markdown((*HEAD[:-1], view.taken_away), rows), ""]
    return "\n".join([*lines, escaped(_summary(view))])


def _sections(view: CitatorView) -> Iterator[tuple[str, tuple[str, ...]]]:
    sections = (
        ("provisions", tuple(map(_provision, view.provisions))),
        ("treated", view.treated),
        ("treats", view.treats),
        ("rules of courts", view.rules),
        ("made by", view.made_by),
    )
    return ((heading, lines) for heading, lines in sections if lines)


def _provision(found: ProvisionView) -> str:
    said = ": ".join(part for part in (found.name, found.title, found.citation) if part)
    return f"{said}, construing {found.construing}" if found.construing else said


def _cells(found: RestingView) -> tuple[str, ...]:
    where = found.matter if found.variant == found.matter else f"{found.matter}, {found.variant}"
    return (
        where,
        found.question,
        _answer(found.answer, found.strength),
        "\n".join(found.by_way_of),
        _without(found),
    )


def _answer(words: str, strength: str) -> str:
    verdict, _, rest = words.partition(" ")
    said = f"{verdict.upper()} {rest}".rstrip()
    return f"{said}, {strength}" if strength else said


def _without(found: RestingView) -> str:
    said = OUTCOMES[found.outcome]
    match found.outcome:
        case "survives" | "weakens":
            on = f" on {found.remaining[0]}" if found.remaining else ""
            weaker = f" ({_answer(found.after, found.after_strength)})" if found.outcome == "weakens" else ""
            return f"{said}{weaker}{on}"
        case "unaffected":
            return said
        case _:
            return f"{said}: {_answer(found.after, found.after_strength)}"


def _summary(view: CitatorView) -> str:
    if not view.looked_at:
        return "No case was looked at: name files of cases, or folders that hold them."
    if not view.resting:
        return "Nothing asked rests on it."
    counted = Counter(r.outcome for r in view.resting)
    parts = [f"{counted[o]} {_counted(o, counted[o])}" for o in OUTCOMES if counted[o]]
    number = len(view.resting)
    rest = "answer rests" if number == 1 else "answers rest"
    return f"{number} {rest} on it; if {view.taken_away}, {', '.join(parts)}."


def _counted(outcome: str, number: int) -> str:
    said = OUTCOMES[outcome]
    plural = {"falls": "fall", "flips": "flip", "is decided": "are decided", "changes": "change"}
    plural |= {
        "survives": "survive",
        "survives, weaker": "survive on weaker grounds",
        "unaffected": "are unaffected",
    }
    singular = {"survives, weaker": "survives on weaker grounds", "unaffected": "is unaffected"}
    return singular.get(said, said) if number == 1 else plural[said]


def citator_json(view: CitatorView) -> str:
    return write(
        {
            "format": FORMAT,
            "name": view.name,
            "citation": view.citation,
            "about": view.about,
            "provisions": [
                {"name": p.name, "title": p.title, "citation": p.citation, "construing": p.construing}
                for p in view.provisions
            ],
            "treated": list(view.treated),
            "treats": list(view.treats),
            "rules": list(view.rules),
            "made_by": list(view.made_by),
            "taken_away": view.taken_away,
            "looked_at": view.looked_at,
            "resting": [_resting(r) for r in view.resting],
        }
    ).removesuffix("\n")


def _resting(found: RestingView) -> dict[str, Json]:
    return {
        "matter": found.matter,
        "variant": found.variant,
        "question": found.question,
        "answer": found.answer,
        "strength": found.strength,
        "by_way_of": list(found.by_way_of),
        "outcome": found.outcome,
        "after": found.after,
        "after_strength": found.after_strength,
        "remaining": list(found.remaining),
    }

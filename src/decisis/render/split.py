"""A split among courts, as a table of text or Markdown, or as JSON (format ``decisis.split/1``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from decisis.courts import court_in_words
from decisis.forms import Json
from decisis.render.layout import Page
from decisis.render.table import table_markdown, table_text
from decisis.render.to_json import write
from decisis.render.to_markdown import escaped

FORMAT = "decisis.split/1"
HEAD = ("courts", "answer", "controlling", "what differs")
MOST = 3  # controlling authorities, and differences, in a cell


@dataclass(frozen=True)
class AuthorityView:
    provision: str
    citation: str
    strength: str


@dataclass(frozen=True)
class GroupView:
    """Courts that answer alike for equal reasons; ``titles`` are the words for them, some for many."""

    courts: tuple[str, ...]
    titles: tuple[str, ...]
    answer: str
    strength: str
    controlling: tuple[AuthorityView, ...]
    differs: tuple[str, ...]
    turns_on: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class SplitView:
    matter: str
    title: str
    question: str
    question_title: str
    as_of: date
    home: str
    home_title: str
    groups: tuple[GroupView, ...]


def split_text(view: SplitView, width: int) -> str:
    page = Page(width)
    page.add(0, view.question_title or view.question)
    page.add(0, _subtitle(view))
    table = table_text(HEAD, [tuple(_cells(g)) for g in view.groups], page.width)
    return f"{page.text()}\n{table}\n\n{_summary(view)}"


def split_markdown(view: SplitView) -> str:
    table = table_markdown(HEAD, [tuple(_cells(g)) for g in view.groups])
    heading = escaped(view.question_title or view.question)
    return f"# {heading}\n\n{escaped(_subtitle(view))}\n\n{table}\n\n{escaped(_summary(view))}"


def _subtitle(view: SplitView) -> str:
    home = court_in_words(view.home_title)
    return f"{view.title}, as of {view.as_of}; compared with {home}"


def _summary(view: SplitView) -> str:
    courts = sum(len(g.courts) for g in view.groups)
    answers = len({(g.answer, g.strength) for g in view.groups})
    if len(view.groups) == 1:
        return "One court was asked." if courts == 1 else f"{courts} courts answer alike, for equal reasons."
    alike = "one answer" if answers == 1 else f"{answers} answers"
    return f"{courts} courts, {alike}, for {len(view.groups)} sets of reasons."


def _cells(group: GroupView) -> Iterator[str]:
    yield ", ".join(group.titles)
    verdict, _, rest = group.answer.partition(" ")
    said = f"{verdict.upper()} {rest}".rstrip()
    yield f"{said}, {group.strength}" if group.strength else said
    yield _listed(tuple(dict.fromkeys(map(_authority, group.controlling)))) or "none"
    yield _listed(group.differs)


def _authority(found: AuthorityView) -> str:
    weak = f" ({found.strength})" if found.strength not in ("", "binding") else ""
    return found.citation + weak


def _listed(lines: tuple[str, ...]) -> str:
    more = [f"and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return "\n".join((*lines[:MOST], *more))


def split_json(view: SplitView) -> str:
    return write(
        {
            "format": FORMAT,
            "matter": view.matter,
            "question": view.question,
            "as_of": view.as_of.isoformat(),
            "home": view.home,
            "groups": [_group(g) for g in view.groups],
        }
    ).removesuffix("\n")


def _group(group: GroupView) -> dict[str, Json]:
    controlling: list[Json] = [
        {"provision": a.provision, "citation": a.citation, "strength": a.strength} for a in group.controlling
    ]
    return {
        "courts": list(group.courts),
        "answer": group.answer,
        "strength": group.strength,
        "controlling": controlling,
        "differs": list(group.differs),
        "turns_on": list(group.turns_on),
        "warnings": list(group.warnings),
    }

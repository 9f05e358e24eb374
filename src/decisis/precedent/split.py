"""One question in many courts: what each answers, on whose authority, and what makes the difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from decisis.casework.answer import HEADLINES, answer_words, ask
from decisis.casework.asking import Run
from decisis.casework.certified import certify_rows
from decisis.casework.grounds import steps
from decisis.casework.matter import Matter
from decisis.casework.question import Question
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.compiler.library import Library
from decisis.proof.nodes import Node
from decisis.rules import ir, naming

Law = tuple[object, ...]  # what a court's answer can depend on


@dataclass(frozen=True)
class InCourt:
    """The answer of a court (or of several, whose law on the question is the same)."""

    asked: Asked
    rows: tuple[Row, ...] = field(repr=False)

    @property
    def run(self) -> Run:
        return self.asked.run

    @cached_property
    def headline(self) -> tuple[Row, ...]:
        verdict = next((v for v in HEADLINES if any(r.verdict == v for r in self.rows)), "undetermined")
        return tuple(r for r in self.rows if r.verdict == verdict)

    @cached_property
    def plain_words(self) -> str:
        return answer_words(self.rows)

    @cached_property
    def words(self) -> str:
        by_cases = bool(self.headline) and all(r.by_cases for r in self.headline)
        return self.plain_words + (" by cases" if by_cases else "")

    @property
    def strength(self) -> str:
        return self.headline[0].strength if self.headline else ""

    @cached_property
    def provisions(self) -> frozenset[str]:
        """What the answer stands on, in any ground or on either side of a conflict."""
        grounded = {p for r in self.headline for g in r.grounds for p in g.provisions}
        sides = {
            n.provision
            for r in self.headline
            if r.verdict == "conflicted"
            for s in r.conflict
            for n in steps(s)
        }
        return frozenset(grounded | sides) - {""}

    @cached_property
    def considered(self) -> frozenset[str]:
        """What applied and lost, in some ground."""
        return frozenset(name for row in self.headline for name in row.considered)

    @cached_property
    def turns_on(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t.name for r in self.headline for t in r.open_things))

    @cached_property
    def reasons(self) -> tuple[object, ...]:
        """What is equal for courts that answer alike for equal reasons."""
        rows = tuple(
            (
                row.side,
                row.verdict,
                row.by_cases,
                row.strength,
                frozenset((g.support, g.strength) for g in row.grounds),
                frozenset(n.provision for side in row.conflict for n in steps(side)),
                tuple((t.name, t.outcomes) for t in row.turns_on),
            )
            for row in self.rows
        )
        return (*rows, frozenset((p, self.weight(p)) for p in self.provisions))

    def weight(self, provision: str) -> str:
        """How strong a provision is here; nothing if it does not speak here."""
        info = self.run.lowered.program.provisions.get(provision)
        return info.strength if info else ""

    def info(self, provision: str) -> ir.ProvisionInfo | None:
        return self.run.lowered.program.provisions.get(provision)

    @cached_property
    def proofs(self) -> tuple[Node, ...]:
        """The proof of each ground of the headline answers; of a conflicted one, those of both sides."""
        grounds = [ground.proof for row in self.headline for ground in row.grounds]
        sides = [side for row in self.headline if row.verdict == "conflicted" for side in row.conflict]
        return (*grounds, *sides)

    def precedents_of(self, proof: Node) -> tuple[str, ...]:
        """The holdings and dicta that a proof is made with, from its top."""
        named = dict.fromkeys(step.provision for step in steps(proof) if step.kind == "derived")
        infos = {name: self.info(name) for name in named}
        return tuple(
            n for n, info in infos.items() if info is not None and info.kind in ("holding", "dictum")
        )

    @cached_property
    def precedents(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for proof in self.proofs for name in self.precedents_of(proof)))


@dataclass(frozen=True)
class Group:
    """Courts that answer alike for equal reasons. ``controlling`` names provisions, the weightiest first."""

    courts: tuple[str, ...]
    answer: InCourt
    controlling: tuple[str, ...]
    differs: tuple[str, ...]  # from the court in which the matter is


@dataclass(frozen=True)
class Split:
    question: Question
    home: str
    groups: tuple[Group, ...]


def split(matter: Matter, asked: Asked, question: Question, courts: Iterable[str]) -> Split:
    """A question put to each of some courts, those with equal answers for equal reasons together."""
    home = asked.setting.court
    answers: dict[str, InCourt] = {}
    known: dict[Law, InCourt] = {}
    for court in dict.fromkeys((home, *courts)):
        in_full = asked.setting.en_banc and court == home
        setting = replace(asked.setting, court=court, en_banc=in_full)
        there = replace(asked, setting=setting).about(question.relation)
        law = _law(there, matter.library)
        if law not in known:
            known[law] = InCourt(there, ask(there, question))
            certify_rows(matter.name, there, question, known[law].rows)
        answers[court] = known[law]
    grouped: dict[tuple[object, ...], list[str]] = {}
    for court in dict.fromkeys(courts):
        grouped.setdefault(answers[court].reasons, []).append(court)
    common = (
        frozenset[str].intersection(*(frozenset(answers[each[0]].precedents) for each in grouped.values()))
        if grouped
        else frozenset[str]()
    )
    groups = (_group(each, answers[each[0]], answers[home], common) for each in grouped.values())
    return Split(question, home, tuple(groups))


def _law(asked: Asked, library: Library) -> Law:
    """What the answer can depend on; of courts for which it is equal, one need be asked.

    Trial courts under one court, of which none has an opinion in the library, have one law. Others have one
    if their programs are equal. Where the law asks which court is asked, each court has its own.
    """
    own = asked.setting.court
    asked = replace(asked, setting=replace(asked.setting, court=_first_alike(own, library)))
    program = asked.court.read_law(asked.setting, asked.record, asked.relation)
    used = {name for clause in program.clauses for name in clause.reads}
    speaking = {clause.origin.provision for clause in program.clauses}
    return (
        own if used & set(COURT_RELATIONS) else "",
        program.clauses,
        tuple((n, i) for n, i in program.provisions.items() if n in speaking),
        tuple((pair, why) for pair, why in program.beats.items() if {_owner(n) for n in pair} <= speaking),
    )


def _first_alike(court: str, library: Library) -> str:
    """For a trial court without opinions, the first such court beside it; any other court itself."""
    found = library.courts[court]
    if not found.trial or not _is_silent(court, library):
        return court
    beside = (n for n, c in library.courts.items() if c.trial and c.under == found.under)
    return next(n for n in beside if _is_silent(n, library))


def _is_silent(court: str, library: Library) -> bool:
    opinions = (a.decided_by.text for a in library.authorities.values() if a.decided_by is not None)
    return court not in opinions


def _owner(key: str) -> str:
    """The provision behind a key of the table of who beats whom: itself, or what leaves a question open."""
    return key.partition(".")[0]


COURT_RELATIONS = (
    naming.ASKED_IN,
    naming.ANSWERS_TO,
    naming.possibly(naming.ASKED_IN),
    naming.possibly(naming.ANSWERS_TO),
)


# --- which courts --------------------------------------------------------------------------------------


def courts_of_appeals(matter: Matter) -> tuple[str, ...]:
    """The courts that bind others and answer to one; where there are none, all that are no trial courts."""
    courts = matter.library.courts
    between = [n for n, c in courts.items() if not c.trial and c.under is not None]
    return in_order(between or (n for n, c in courts.items() if not c.trial))


def compared_courts(matter: Matter, asked: Asked, trial: bool = False) -> tuple[str, ...]:
    """Those asked where none are named: the courts of appeals, and the one in which the matter is asked."""
    courts = (*courts_of_appeals(matter), *(trial_courts(matter) if trial else ()))
    home = asked.setting.court
    return courts if home in courts else (home, *courts)


def trial_courts(matter: Matter) -> tuple[str, ...]:
    return in_order(n for n, c in matter.library.courts.items() if c.trial)


def in_order(courts: Iterable[str]) -> tuple[str, ...]:
    """By name, numbers in it as numbers: ca2 before ca10."""
    return tuple(
        sorted(
            courts,
            key=lambda c: [(p.isdigit(), int(p) if p.isdigit() else 0, p) for p in re.split(r"(\d+)", c)],
        )
    )


# --- what controls, and what differs ---------------------------------------------------------------------


def _group(courts: list[str], answer: InCourt, home: InCourt, common: frozenset[str]) -> Group:
    return Group(
        tuple(courts), answer, _controlling(answer, common), tuple(dict.fromkeys(_differences(answer, home)))
    )


def _controlling(answer: InCourt, common: frozenset[str]) -> tuple[str, ...]:
    """The precedents that bind and that a ground is made with, but for those with which all courts answer.

    Where none binds, the provision at the top of a ground that needs no precedent; where each ground
    needs one, those of the first.
    """
    binding = [p for p in answer.precedents if answer.weight(p) == "binding"]
    if binding and answer.strength in ("binding", ""):
        return tuple(p for p in binding if p not in common) or tuple(binding)
    enacted = [p.provision for p in answer.proofs if p.provision and not answer.precedents_of(p)]
    return tuple(dict.fromkeys(enacted[:1])) or answer.precedents


def _differences(here: InCourt, home: InCourt) -> Iterator[str]:
    """What is otherwise than in the court in which the matter is, each in a few words."""
    if here.reasons == home.reasons:
        return
    for thing in here.turns_on:
        if thing not in home.turns_on:
            yield f"turns on `{thing}`"
    for name in sorted(home.provisions):
        if here.weight(name) != home.weight(name):
            yield f"{cited(name, home)} is {here.weight(name) or 'no law'} here"
    for name in sorted(here.provisions - home.provisions):
        yield f"rests on {cited(name, here)}" + _weak(here.weight(name))
    for name in sorted(home.provisions - here.provisions) if here.provisions else ():
        if here.weight(name) == home.weight(name):
            yield f"does not rest on {cited(name, home)}"
    for thing in home.turns_on:
        if thing not in here.turns_on:
            yield f"does not turn on `{thing}`"


def _weak(weight: str) -> str:
    return f" ({weight})" if weight not in ("", "binding") else ""


def cited(name: str, answer: InCourt) -> str:
    info = answer.info(name)
    return (info.citation or info.title or name) if info else name

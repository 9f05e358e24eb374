"""What rests on an authority, or on one provision of it: across matters, and what becomes of it without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from decisis.casework.answer import answer_words, ask
from decisis.casework.asking import Court
from decisis.casework.certified import certify_rows
from decisis.casework.matter import Matter
from decisis.casework.question import Question
from decisis.casework.row import Row
from decisis.casework.verdict import Asked
from decisis.compiler.force import authority_named
from decisis.compiler.library import Library
from decisis.compiler.setting import RecordSides
from decisis.compiler.treatments import treatments_by, treatments_of
from decisis.engine import Engine
from decisis.precedent.split import InCourt, cited
from decisis.rules import ir, naming
from decisis.syntax import ast

DECIDED = ("proved", "refuted")


@dataclass(frozen=True)
class Gone:
    """How an authority is taken away for the asking: set aside, or overruled from a day."""

    name: str
    overruled_from: date | None = None

    def touches(self, asked: Asked) -> bool:
        return self.overruled_from is None or self.overruled_from <= asked.setting.as_of

    def without(self, asked: Asked) -> Asked:
        """What is set aside was never there; what is overruled keeps what it did to others before."""
        setting, name = asked.setting, frozenset({self.name})
        if self.overruled_from is None:
            return replace(asked, setting=replace(setting, set_aside=setting.set_aside | name))
        return replace(asked, setting=replace(setting, ended=setting.ended | name))


@dataclass(frozen=True)
class Resting:
    """An answer that rests on an authority, and what becomes of it without.

    ``by_way_of`` says how: provisions in a ground or on a side of a conflict, questions that it leaves
    open, or its rule on the weight of opinions. ``outcome`` is survives | weakens | flips | falls | settles |
    changes | unaffected: a decided answer is the same, the same on weaker grounds, another one, or none; one
    that was not decided is now, or differs; or the authority is overruled after the day asked about.
    """

    matter: str
    variant: str
    question: Question
    before: InCourt = field(repr=False)
    after: InCourt = field(repr=False)
    by_way_of: tuple[str, ...]
    outcome: str

    @property
    def remaining(self) -> tuple[str, ...]:
        """The citations at the top of the grounds that remain, for what survives."""
        tops = (cited(p.provision, self.after) for p in self.after.proofs if p.provision)
        return tuple(dict.fromkeys(tops))


@dataclass(frozen=True)
class Entry:
    """What there is to say of an authority or a provision, apart from matters."""

    name: str
    authority: ast.Authority | None
    provisions: tuple[ast.Provision, ...]
    treated: tuple[ast.Treatment, ...]  # by others
    treats: tuple[ast.Treatment, ...]
    rules: tuple[tuple[str, ast.CourtRule], ...]  # of courts, that stand on it


def entry(name: str, library: Library) -> Entry:
    """The entry of an authority, or of one provision."""
    authority = authority_named(name, library)
    if name in library.authorities:
        under = [p for p in library.provisions.values() if p.under and p.under.authority.text == name]
        names = {name, *(p.name.text for p in under)}
    else:
        under = [library.provisions[name]]
        names = {name} if authority is None else {name, authority.name.text}
    rules = [(c, r) for c, court in library.courts.items() for r in court.rules]
    return Entry(
        name,
        authority,
        tuple(under),
        tuple(treatments_of(names, library)),
        tuple(treatments_by({name, *(p.name.text for p in under)}, library)),
        tuple((c, r) for c, r in rules if r.under is not None and r.under.authority.text == name),
    )


SHORTEST_PART = 4  # of a citation that may stand for the whole


def known_as(text: str, library: Library) -> str:
    """The name of an authority or provision, given so or by a part of its citation that no other has."""
    if text in library.authorities or text in library.provisions:
        return text
    long = len(text) >= SHORTEST_PART
    found = [n for n, a in library.authorities.items() if text in a.citation.text] if long else []
    return found[0] if len(found) == 1 else ""


# --- matters -------------------------------------------------------------------------------------------


def resting(matter: Matter, gone: Gone, engine: Engine, *, every_question: bool = False) -> Iterator[Resting]:
    """The answers of a matter and its variants that rest on an authority, in the order of the case.

    Of a variant, what it expects is asked; with ``every_question``, everything. Only what rests on the
    authority is asked again.
    """
    court = _for_all_variants(matter, engine)
    expected = {(variant, e.question.text) for variant, e in matter.expectations}
    for variant in matter.variants.values():
        asked = Asked(court, variant.setting, variant.record)
        for name, question in matter.questions.items():
            asks = every_question or variant.name == matter.name or (variant.name, name) in expected
            if asks:
                yield from _resting(matter.name, variant.name, question, asked, gone)


def _for_all_variants(matter: Matter, engine: Engine) -> Court:
    """Where all variants are asked with the programs of one: what any of them may assert, all may."""
    sides = RecordSides()
    for variant in matter.variants.values():
        sides = sides.joined(RecordSides(*variant.record.literals()))
    return Court(matter.programs, engine, sides)


def _resting(matter: str, variant: str, question: Question, asked: Asked, gone: Gone) -> Iterator[Resting]:
    named = tuple(v for v in question.pattern if v is not None)
    about = asked.about(question.relation, named)
    names, rules = _bearing(about, gone.name)
    if not names and not rules:
        return
    before = InCourt(about, ask(asked, question))
    ways = tuple(_ways(before, names, rules)) or tuple(_kept_open_by(before, question, asked, names, gone))
    if not ways:
        return
    certify_rows(matter, about, question, before.rows, outright=_decided(before.headline))
    if not gone.touches(asked):
        yield Resting(matter, variant, question, before, before, ways, "unaffected")
        return
    after = InCourt(gone.without(about), ask(gone.without(asked), question))
    certify_rows(matter, gone.without(about), question, after.rows, outright=True)
    yield Resting(matter, variant, question, before, after, ways, _outcome(before, after))


def _bearing(asked: Asked, name: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The provisions of an authority on which an answer can depend, and the pairs that its rule decides."""
    program = asked.court.read_law(asked.setting, asked.record, asked.relation)
    speaking = {clause.origin.provision for clause in program.clauses}
    names = {
        n
        for n, info in program.provisions.items()
        if n in speaking and (info.authority == name or _is(n, name))
    }
    rules = {
        pair for pair, rule in program.court_rules.items() if rule.authority == name and set(pair) <= speaking
    }
    weighed = {n for n, info in program.provisions.items() if n in speaking and _by_rule(info, name)}
    return frozenset(names), frozenset(rules | {(n, "") for n in weighed})


def _is(key: str, name: str) -> bool:
    """Whether a key is a provision, or its copy in a scenario."""
    return key == name or key.startswith(f"{name} in ")


def _by_rule(info: ir.ProvisionInfo, name: str) -> bool:
    return info.weight is not None and info.weight.authority == name


def _ways(before: InCourt, names: frozenset[str], rules: frozenset[tuple[str, str]]) -> Iterator[str]:
    """How an answer rests on provisions, or on rules on the weight of opinions."""
    yield from sorted(before.provisions & names)
    if not _decided(before.headline):
        yield from (t for t in before.turns_on if t.partition(".")[0] in names and "." in t)
    stands_on = {n for pair in rules for n in pair}
    if rules and (before.provisions | before.considered) & stands_on:
        yield "its rule on the weight of opinions"


def _kept_open_by(
    before: InCourt, question: Question, asked: Asked, names: frozenset[str], gone: Gone
) -> Iterator[str]:
    """The provisions that may apply, where an answer is open and would be another one without them."""
    if _decided(before.headline) or not gone.touches(asked):
        return
    if before.plain_words != answer_words(ask(gone.without(asked), question)):
        may_apply = [n for n in sorted(names) if before.run.model.tuples(naming.possibly_applies(n))]
        yield from may_apply or sorted(names)


def _outcome(before: InCourt, after: InCourt) -> str:
    was, now = _decided(before.headline), _decided(after.headline)
    if before.plain_words == after.plain_words:
        same = (before.words, before.strength) == (after.words, after.strength)
        return "unaffected" if not was else "survives" if same else "weakens"
    if was and now:
        return "flips"
    if was:
        return "falls"
    return "settles" if now else "changes"


def _decided(rows: tuple[Row, ...]) -> bool:
    return any(row.verdict in DECIDED for row in rows)

"""A case file as a matter: its setting, its record, its questions, and what it expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

from decisis.casework.asking import Court
from decisis.casework.question import Question
from decisis.casework.record import (
    STATUSES,
    Dispute,
    Fact,
    Record,
    Side,
    dispute_of,
    fact_of,
    literal_values,
    opposite,
    side_of,
)
from decisis.compiler.check import check_ground_literal
from decisis.compiler.check_habits import near_individuals
from decisis.compiler.library import Library
from decisis.compiler.lower import RecordSides
from decisis.compiler.names import did_you_mean
from decisis.compiler.precedence import Setting
from decisis.compiler.resolve import positional
from decisis.diagnostics import Diagnostic
from decisis.engine import Engine
from decisis.syntax import ast
from decisis.values import Value

Problems = list[Diagnostic]
Block = TypeVar("Block")


@dataclass(frozen=True)
class Variant:
    """A matter with changes: another record, and perhaps another setting."""

    name: str
    title: str
    setting: Setting
    record: Record


@dataclass(frozen=True)
class Matter:
    """Everything a case file says, ready to be asked about.

    ``variants`` holds the matter itself under its own name. ``expectations`` pairs each expectation
    with the name of the variant that it is about.
    """

    name: str
    title: str
    library: Library
    setting: Setting
    record: Record
    questions: Mapping[str, Question]
    variants: Mapping[str, Variant]
    expectations: tuple[tuple[str, ast.Expectation], ...]
    place: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()  # warnings about the law and the case

    def court(self, engine: Engine) -> Court:
        """Where the matter and all its variants are asked."""
        return Court(self.library, engine, RecordSides(*self.record.literals()))


def compile_matter(file: ast.File, library: Library) -> tuple[Matter | None, tuple[Diagnostic, ...]]:
    """The matter of a case file, over a library that already holds what the file declares."""
    headers = [b for b in file.blocks if isinstance(b, ast.Matter)]
    if not headers:
        return None, (_no_matter(file),)
    problems = [_second_matter(h) for h in headers[1:]]
    builder = _Builder(headers[0], file, library, problems)
    return builder.matter(), tuple(problems)


@dataclass
class _Builder:
    header: ast.Matter
    file: ast.File
    library: Library
    problems: Problems
    atoms: list[ast.Atom] = field(default_factory=list)  # of the facts, for what they name

    def matter(self) -> Matter | None:
        setting = self._setting()
        record = self._record()
        questions = {q.name.text: self._question(q) for q in self._blocks(ast.Question)}
        self.problems += near_individuals(self.atoms, self.library)
        if setting is None:
            return None
        base = Variant(self.header.name.text, self.header.title.text, setting, record)
        variants = self._variants(base)
        return Matter(
            name=self.header.name.text,
            title=self.header.title.text,
            library=self.library,
            setting=setting,
            record=record,
            questions=MappingProxyType(questions),
            variants=MappingProxyType(variants),
            expectations=tuple(self._expectations(set(questions))),
            place=self.header.span.where,
        )

    def _blocks(self, kind: type[Block]) -> Iterator[Block]:
        return (b for b in self.file.blocks if isinstance(b, kind))

    # --- setting ----------------------------------------------------------------------------------

    def _setting(self) -> Setting | None:
        header = self.header
        if header.court is None or header.as_of is None:
            self.problems.append(_incomplete(header))
            return None
        self._known(header.court, self.library.courts, "court", "E0401")
        for authority in header.decides:
            self._known(authority, self.library.authorities, "authority", "E0402")
        return Setting(header.court.text, header.as_of, own=frozenset(a.text for a in header.decides))

    def _known(self, name: ast.Name, known: Iterable[str], what: str, code: str) -> None:
        if name.text not in set(known):
            self.problems.append(
                Diagnostic(
                    code,
                    f"no {what} is called `{name.text}`",
                    name.span,
                    help=did_you_mean(name.text, known, f"name {_a(what)} that is declared"),
                )
            )

    # --- record -----------------------------------------------------------------------------------

    def _record(self) -> Record:
        sources = {s.name.text: _source_words(s) for s in self._blocks(ast.SourceDocument)}
        facts, disputes = [], []
        for fact in self._blocks(ast.Fact):
            if fact.source is not None:
                self._known(fact.source, sources, "source", "E0403")
            self._check_status(fact.status)
            settled = self._literal(fact.literal)
            if settled is not None:
                self.atoms.append(settled.atom)
                facts.append(fact_of(replace(fact, literal=settled), sources))
        for dispute in self._blocks(ast.Dispute):
            found = self._dispute(dispute, sources)
            if found is not None:
                disputes.append(found)
        return Record(tuple(facts), tuple(disputes))

    def _check_status(self, status: ast.Name) -> None:
        if status.text not in STATUSES:
            self.problems.append(
                Diagnostic(
                    "E0404",
                    f"`{status.text}` is not a status that a fact can have",
                    status.span,
                    notes=("the statuses are " + ", ".join(s for s in STATUSES if s != "assumed"),),
                    help=did_you_mean(status.text, STATUSES),
                )
            )

    def _dispute(self, dispute: ast.Dispute, sources: Mapping[str, str]) -> Dispute | None:
        side = self._literal(dispute.side)
        other = self._literal(dispute.other) if dispute.other else None
        resolved = self._literal(dispute.resolved_as) if dispute.resolved_as else None
        if side is None or (dispute.other is not None and other is None):
            return None
        return dispute_of(replace(dispute, side=side, other=other, resolved_as=resolved), sources)

    def _literal(self, literal: ast.Literal, *, ground: bool = True) -> ast.Literal | None:
        """The literal, positional, with its constants checked; None if something is wrong with it."""
        settled, problems = positional(literal, self.library)
        if not problems:
            problems = check_ground_literal(settled, self.library, allow_variables=not ground)
        self.problems += problems
        return None if any(p.code.startswith("E") for p in problems) else settled

    # --- questions and expectations ---------------------------------------------------------------

    def _question(self, question: ast.Question) -> Question:
        literal = self._literal(question.literal, ground=False) or question.literal
        even_if = tuple(s for s in map(self._literal, question.even_if) if s is not None)
        title = question.title.text if question.title else ""
        return question_of(question.name.text, literal, title, tuple(map(side_of, even_if)))

    def _expectations(self, questions: set[str]) -> Iterator[tuple[str, ast.Expectation]]:
        current = self.header.name.text
        for block in self.file.blocks:
            if isinstance(block, ast.Variant):
                current = block.name.text
            elif isinstance(block, ast.Expectation):
                self._known(block.question, questions, "question", "E0405")
                if block.court is not None:
                    self._known(block.court, self.library.courts, "court", "E0401")
                self._check_names(block)
                even_if = tuple(s for s in map(self._literal, block.even_if) if s is not None)
                yield current, replace(block, even_if=even_if)

    def _check_names(self, expectation: ast.Expectation) -> None:
        provisions = set(self.library.provisions)
        for name in (
            *expectation.because,
            *expectation.never_because,
            *expectation.arguendo_because,
            *expectation.considering,
        ):
            self._known(name, provisions, "provision", "E0406")
        for name in expectation.without:
            self._known(name, provisions | set(self.library.authorities), "provision or authority", "E0406")

    # --- variants ---------------------------------------------------------------------------------

    def _variants(self, base: Variant) -> dict[str, Variant]:
        found = {base.name: base}
        for variant in self._blocks(ast.Variant):
            origin = found.get(variant.of.text)
            if origin is None:
                self._known(variant.of, found, "matter or variant", "E0407")
                continue
            if variant.name.text in found:
                self.problems.append(
                    Diagnostic(
                        "E0408",
                        f"`{variant.name.text}` is the name of another variant",
                        variant.name.span,
                        help="give it a name of its own",
                    )
                )
            changed = origin
            for change in variant.changes:
                changed = self._changed(changed, change)
            title = variant.title.text if variant.title else ""
            found[variant.name.text] = replace(changed, name=variant.name.text, title=title)
        return found

    def _changed(self, variant: Variant, change: ast.Change) -> Variant:
        match change:
            case ast.Suppose():
                return replace(variant, record=self._supposed(variant.record, change))
            case ast.Withdraw(literal):
                return replace(variant, record=self._withdrawn(variant.record, literal))
            case ast.Resolve(dispute, literal):
                return replace(variant, record=self._resolved(variant.record, dispute, literal))
            case ast.SetAside(names):
                provisions = set(self.library.provisions) | set(self.library.authorities)
                for name in names:
                    self._known(name, provisions, "provision or authority", "E0406")
                aside = variant.setting.set_aside | {n.text for n in names}
                return replace(variant, setting=replace(variant.setting, set_aside=aside))
            case ast.MoveCourt(court):
                self._known(court, self.library.courts, "court", "E0401")
                return replace(variant, setting=replace(variant.setting, court=court.text))
            case ast.MoveDate(day):
                return replace(variant, setting=replace(variant.setting, as_of=day))

    def _supposed(self, record: Record, change: ast.Suppose) -> Record:
        literal = self._literal(change.literal)
        if literal is None:
            return record
        if change.status is not None:
            self._check_status(change.status)
        relation, values = literal_values(literal)
        fact = Fact(relation, values, change.status.text if change.status else "found", source="supposed")
        if not change.instead:
            return record.add(fact)
        return record.instead(fact, self._keys(literal))

    def _keys(self, literal: ast.Literal) -> tuple[int, ...] | None:
        relation = self.library.relations[literal.atom.relation.text]
        if relation.functional is None:
            return None
        names = {k.text for k in relation.functional}
        return tuple(i for i, p in enumerate(relation.parameters) if p.name.text in names)

    def _withdrawn(self, record: Record, literal: ast.Literal) -> Record:
        settled = self._literal(literal, ground=False)
        if settled is None:
            return record
        pattern = question_of("", settled).pattern
        relation, _ = literal_values(settled)
        gone = [f for f in record.facts if f.relation == relation and _fits(pattern, f.values)]
        disputes = tuple(
            d
            for d in record.disputes
            if not any(s.relation == relation and _fits(pattern, s.values) for s in (d.side, d.other))
        )
        if not gone and len(disputes) == len(record.disputes):
            self.problems.append(
                Diagnostic(
                    "W0409",
                    "the record says nothing of the kind, so there is nothing to withdraw",
                    literal.span,
                    help="leave it out, or withdraw what the record says",
                )
            )
        return replace(record.without(*gone), disputes=disputes)

    def _resolved(self, record: Record, name: ast.Name, literal: ast.Literal) -> Record:
        dispute = next((d for d in record.disputes if d.name == name.text), None)
        if dispute is None:
            self._known(name, (d.name for d in record.disputes), "dispute", "E0410")
            return record
        settled = self._literal(literal)
        if settled is None:
            return record
        side = side_of(settled)
        sides = (dispute.side, dispute.other)
        if side not in (*sides, *map(opposite, sides)):
            self.problems.append(
                Diagnostic(
                    "E0411",
                    f"dispute `{name.text}` has no such side",
                    literal.span,
                    help="name one of its sides",
                )
            )
        return record.resolve(name.text, side)


def _fits(pattern: tuple[Value | None, ...], values: tuple[Value, ...]) -> bool:
    return all(p is None or p == v for p, v in zip(pattern, values, strict=True))


def question_of(name: str, literal: ast.Literal, title: str = "", even_if: tuple[Side, ...] = ()) -> Question:
    """A positional literal as a question; `_` and variables are what is asked for."""
    terms = [a.term for a in literal.atom.arguments]
    return Question(
        name=name,
        relation=literal.atom.relation.text,
        negated=literal.negated,
        pattern=tuple(t.value if isinstance(t, ast.Constant) else None for t in terms),
        names={i: t.name for i, t in enumerate(terms) if isinstance(t, ast.Variable) and t.name != "_"},
        title=title,
        even_if=even_if,
    )


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _source_words(source: ast.SourceDocument) -> str:
    if source.title is not None:
        return source.title.text
    return source.name.text.replace("_", " ")


def _no_matter(file: ast.File) -> Diagnostic:
    return Diagnostic(
        "E0412",
        f"`{file.source_name}` has no matter",
        help='begin it with `matter NAME is "TITLE" before COURT as of DATE`',
    )


def _second_matter(header: ast.Matter) -> Diagnostic:
    return Diagnostic(
        "E0413",
        "a case file has one matter; this is a second",
        header.name.span,
        help="give it a file of its own",
    )


def _incomplete(header: ast.Matter) -> Diagnostic:
    return Diagnostic(
        "E0414",
        f"matter `{header.name.text}` does not say before which court, as of which day",
        header.name.span,
        help="write `before COURT as of DATE`",
    )

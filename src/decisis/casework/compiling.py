"""A case file to the matter that it states: its setting, its record, its questions, and what it expects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from decisis.casework.answers_expected import expected_values
from decisis.casework.changes import Changes
from decisis.casework.clashes import clashes, disputed_facts
from decisis.casework.matter import Matter, Variant, Written
from decisis.casework.misplaced import meant_for_variants
from decisis.casework.naming import Naming
from decisis.casework.question import Question
from decisis.casework.record import Dispute, Record, base_relation
from decisis.casework.undated import undated_in
from decisis.casework.written import dispute_of, fact_of, question_of, side_of
from decisis.compiler.checks.habits import near_individuals
from decisis.compiler.checks.values import undeclared
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast

Problems = list[Diagnostic]
Block = TypeVar("Block")

NAMED: dict[str, type[ast.SourceDocument | ast.Dispute | ast.Question | ast.Variant]] = {
    "source": ast.SourceDocument,
    "dispute": ast.Dispute,
    "question": ast.Question,
    "variant": ast.Variant,
}
"""What a case file names for others to refer to; parties and things are of the library."""


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
    atoms: list[ast.Atom] = field(default_factory=list)  # of facts and questions, for what they name

    @property
    def naming(self) -> Naming:
        return Naming(self.library, self.problems)

    def matter(self) -> Matter | None:
        self._name_each_once()
        setting = self._setting()
        record = self._record()
        questions = {q.name.text: self._question(q) for q in self._blocks(ast.Question)}
        self.problems += near_individuals(self.atoms, self.library)
        if setting is None:
            return None
        base = Variant(self.header.name.text, self.header.title.text, setting, record)
        variants = self._variants(base)
        written = Written(self.library, tuple(self._expectations(questions)))
        return Matter(
            name=self.header.name.text,
            title=self.header.title.text,
            setting=setting,
            record=record,
            questions=MappingProxyType(questions),
            variants=MappingProxyType(variants),
            courts=MappingProxyType({name: c.title.text for name, c in self.library.courts.items()}),
            place=self.header.span.where,
            uses=tuple(area.text for area in self.header.uses),
            undated=undated_in(self.library),
            read_written=lambda: written,
        )

    def _name_each_once(self) -> None:
        for what, kind in NAMED.items():
            names = [block.name for block in self._blocks(kind)]
            first = {name.text: name for name in reversed(names)}
            if kind is ast.Variant:
                first[self.header.name.text] = self.header.name
            self.problems += [_taken(what, name) for name in names if name is not first[name.text]]

    def _blocks(self, kind: type[Block]) -> Iterator[Block]:
        return (b for b in self.file.blocks if isinstance(b, kind))

    # --- setting ----------------------------------------------------------------------------------

    def _setting(self) -> Setting | None:
        header = self.header
        if header.court is None or header.as_of is None:
            self.problems.append(_incomplete(header))
            return None
        self.naming.court(header.court, header.en_banc)
        for authority in header.decides:
            self.naming.known(authority, self.library.authorities, "authority", "E0402")
        own = frozenset(a.text for a in header.decides)
        return Setting(header.court.text, header.as_of, own=own, en_banc=header.en_banc)

    # --- record -----------------------------------------------------------------------------------

    def _record(self) -> Record:
        sources = {s.name.text: _source_words(s) for s in self._blocks(ast.SourceDocument)}
        facts, disputes = [], []
        for fact in self._blocks(ast.Fact):
            if fact.source is not None:
                self.naming.known(fact.source, sources, "source", "E0403")
            self.naming.status(fact.status)
            if fact.by is not None:
                self.naming.party(fact.by)
            settled = self.naming.literal(fact.literal)
            if settled is not None:
                self.atoms.append(settled.atom)
                facts.append(fact_of(replace(fact, literal=settled), sources))
        for dispute in self._blocks(ast.Dispute):
            found = self._dispute(dispute, sources)
            if found is not None:
                disputes.append(found)
        expected = self._expected_conflicts()
        self.problems += clashes(
            (f for f in facts if base_relation(f.relation) not in expected), self.library
        )
        self.problems += disputed_facts(facts, disputes)
        self.problems += meant_for_variants(self.file)
        return Record(tuple(facts), tuple(disputes))

    def _expected_conflicts(self) -> frozenset[str]:
        """The relations of questions that the file expects to be conflicted."""
        conflicted = {
            e.question.text for e in self._blocks(ast.Expectation) if e.outcome.verdict == "conflicted"
        }
        asked = (q for q in self._blocks(ast.Question) if q.name.text in conflicted)
        return frozenset(q.literal.atom.relation.text for q in asked)

    def _dispute(self, dispute: ast.Dispute, sources: Mapping[str, str]) -> Dispute | None:
        side = self.naming.literal(dispute.side)
        other = self.naming.literal(dispute.other) if dispute.other else None
        resolved = self.naming.literal(dispute.resolved_as) if dispute.resolved_as else None
        if side is None or (dispute.other is not None and other is None):
            return None
        return dispute_of(replace(dispute, side=side, other=other, resolved_as=resolved), sources)

    # --- questions and expectations ---------------------------------------------------------------

    def _question(self, question: ast.Question) -> Question:
        literal = self.naming.asked(question.literal) or question.literal
        unknown = tuple(undeclared(literal.atom, self.library))
        self.problems += unknown
        self.atoms += () if unknown else (literal.atom,)
        even_if = tuple(s for s in map(self.naming.literal, question.even_if) if s is not None)
        title = question.title.text if question.title else ""
        return question_of(question.name.text, literal, title, tuple(map(side_of, even_if)))

    def _expectations(self, questions: Mapping[str, Question]) -> Iterator[tuple[str, ast.Expectation]]:
        asked = Counter(q.name.text for q in self._blocks(ast.Question))
        doubled = {name for name, number in asked.items() if number > 1}  # nobody knows which one is meant
        current = self.header.name.text
        for block in self.file.blocks:
            if isinstance(block, ast.Variant):
                current = block.name.text
            elif isinstance(block, ast.Expectation):
                known = self.naming.known(block.question, questions, "question", "E0405")
                if known and block.question.text not in doubled:
                    self.problems += expected_values(block, questions[block.question.text], self.library)
                if block.court is not None:
                    self.naming.court(block.court, block.en_banc)
                self._check_names(block)
                even_if = tuple(s for s in map(self.naming.literal, block.even_if) if s is not None)
                yield current, replace(block, even_if=even_if)

    def _check_names(self, expectation: ast.Expectation) -> None:
        for name in (
            *expectation.because,
            *expectation.never_because,
            *expectation.arguendo_because,
            *expectation.considering,
        ):
            self.naming.known(name, self.library.provisions, "provision", "E0406")
        for name in expectation.without:
            self.naming.provision_or_authority(name)
        if expectation.before is not None:
            self.naming.known(expectation.before, self.library.authorities, "authority", "E0406")
        for name in expectation.turning_on or ():
            known = self._may_be_turned_on
            self.naming.known(name, known, "dispute, open question, provision or relation", "E0406")

    @cached_property
    def _may_be_turned_on(self) -> frozenset[str]:
        disputes = (dispute.name.text for dispute in self._blocks(ast.Dispute))
        open_questions = (
            f"{provision.name.text}.{question.name.text}"
            for provision in self.library.provisions.values()
            for question in provision.leaves_open
        )
        library = self.library
        return frozenset((*disputes, *library.relations, *library.provisions, *open_questions))

    # --- variants ---------------------------------------------------------------------------------

    def _variants(self, base: Variant) -> dict[str, Variant]:
        found = {base.name: base}
        for variant in self._blocks(ast.Variant):
            origin = found.get(variant.of.text)
            if origin is None:
                self.naming.known(variant.of, found, "matter or variant", "E0407")
                continue
            changed = origin
            for change in variant.changes:
                changed = Changes(self.naming).applied(changed, change)
            title = variant.title.text if variant.title else ""
            found[variant.name.text] = replace(changed, name=variant.name.text, title=title)
        return found


def _source_words(source: ast.SourceDocument) -> str:
    if source.title is not None:
        return source.title.text
    return source.name.text.replace("_", " ")


def _taken(what: str, name: ast.Name) -> Diagnostic:
    return Diagnostic(
        "E0408",
        f"`{name.text}` is the name of another {what}",
        name.span,
        help="give it a name of its own",
        doubles=what,
    )


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

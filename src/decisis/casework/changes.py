"""What a variant changes: facts, disputes, the law that is set aside, the court and the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from decisis.casework.matter import Variant
from decisis.casework.naming import Naming
from decisis.casework.question import Pattern
from decisis.casework.record import Fact, Record, Side, opposite
from decisis.casework.written import literal_values, question_of, side_of
from decisis.compiler.force import before_authority
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.diagnostics import Diagnostic
from decisis.proof.wording import source_text
from decisis.syntax import ast
from decisis.values import Value, untagged

_BETWEEN = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')  # outside of quotation marks


def changed(variant: Variant, change: ast.Change, library: Library) -> tuple[Variant, tuple[Diagnostic, ...]]:
    """A variant after one more change; with an error among the complaints, it is to be thrown away."""
    problems: list[Diagnostic] = []
    result = Changes(Naming(library, problems)).applied(variant, change)
    return result, tuple(problems)


def one_by_one(texts: Iterable[str]) -> Iterator[str]:
    """Changes that are written with `;` between them, as `needs` writes them, each alone."""
    for text in texts:
        parts = [part.strip() for part in _BETWEEN.split(text)]
        yield from filter(None, parts) if any(parts) else (text,)


@dataclass(frozen=True)
class Changes:
    """Applies changes; what is wrong with one is added to the problems, and it then changes nothing."""

    naming: Naming

    def applied(self, variant: Variant, change: ast.Change) -> Variant:
        match change:
            case ast.Suppose():
                return replace(variant, record=self._supposed(variant.record, change))
            case ast.Withdraw(literal):
                return replace(variant, record=self._withdrawn(variant.record, literal))
            case ast.Resolve(name, literal) if "." in name.text:
                return replace(variant, record=self._answered(variant.record, name, literal))
            case ast.Resolve(dispute, literal):
                return replace(variant, record=self._resolved(variant.record, dispute, literal))
            case ast.EvenIf(literal):
                return replace(variant, record=self._assumed(variant.record, literal))
            case _:
                return replace(variant, setting=self._moved(variant.setting, change))

    def _moved(
        self, setting: Setting, change: ast.SetAside | ast.MoveCourt | ast.MoveDate | ast.MoveBefore
    ) -> Setting:
        match change:
            case ast.SetAside(names):
                aside = [n.text for n in names if self.naming.provision_or_authority(n)]
                return replace(setting, set_aside=setting.set_aside | set(aside))
            case ast.MoveCourt(court, en_banc):
                if not self.naming.court(court, en_banc):
                    return setting
                return replace(setting, court=court.text, en_banc=en_banc)
            case ast.MoveDate(day):
                return replace(setting, as_of=day)
            case ast.MoveBefore(authority):
                if not self.naming.earlier_than(authority):
                    return setting
                return before_authority(setting, authority.text, self.naming.library)

    # --- facts --------------------------------------------------------------------------------------

    def _supposed(self, record: Record, change: ast.Suppose) -> Record:
        literal = self.naming.literal(change.literal)
        if change.status is not None:
            self.naming.status(change.status)
        if literal is None:
            return record
        relation, values = literal_values(literal)
        fact = Fact(relation, values, change.status.text if change.status else "found", source="supposed")
        if not change.instead:
            return record.add(fact)
        return record.instead(fact, self._keys(literal))

    def _keys(self, literal: ast.Literal) -> tuple[int, ...] | None:
        relation = self.naming.library.relations[literal.atom.relation.text]
        if relation.functional is None:
            return None
        names = {k.text for k in relation.functional}
        return tuple(i for i, p in enumerate(relation.parameters) if p.name.text in names)

    def _assumed(self, record: Record, literal: ast.Literal) -> Record:
        settled = self.naming.literal(literal)
        if settled is None:
            return record
        return record.add(Fact(*literal_values(settled), "assumed", source="assumed", prevails=True))

    def _withdrawn(self, record: Record, literal: ast.Literal) -> Record:
        settled = self.naming.literal(literal, ground=False)
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
            self._nothing_to_withdraw(record, literal, opposite(Side(relation, ())).relation, pattern)
        return replace(record.without(*gone), disputes=disputes)

    def _nothing_to_withdraw(
        self, record: Record, literal: ast.Literal, denial: str, pattern: Pattern
    ) -> None:
        """Where the record says the opposite, that is named: it may be what was meant."""
        opposed = [f for f in record.facts if f.relation == denial and _fits(pattern, f.values)]
        said = source_text(denial, opposed[0].values) if opposed else ""
        message = f"the record says `{said}`" if said else "the record says nothing of the kind"
        help = "withdraw what the record says"
        self._complain(
            "W0409",
            f"{message}, so there is nothing to withdraw",
            literal,
            f"write `withdraw {said}` to take that out of the record" if said else f"leave it out, or {help}",
        )

    # --- what is open -------------------------------------------------------------------------------

    def _resolved(self, record: Record, name: ast.Name, literal: ast.Literal) -> Record:
        dispute = next((d for d in record.disputes if d.name == name.text), None)
        settled = self.naming.literal(literal)
        if dispute is None:
            self._no_dispute(record, name)
        if dispute is None or settled is None:
            return record
        side = side_of(settled)
        sides = (dispute.side, dispute.other)
        if side not in (*sides, *map(opposite, sides)):
            self._complain(
                "E0411", f"dispute `{name.text}` has no such side", literal, "name one of its sides"
            )
        return record.resolve(name.text, side)

    def _no_dispute(self, record: Record, name: ast.Name) -> None:
        """Where it is a provision that leaves something open, that is what was meant."""
        provision = self.naming.library.provisions.get(name.text)
        if provision is None or not provision.leaves_open:
            self.naming.known(name, [d.name for d in record.disputes], "dispute", "E0410")
            return
        left = " or ".join(f"`resolve {name.text}.{q.name.text} as …`" for q in provision.leaves_open)
        message = f"`{name.text}` is no dispute: it leaves a question open"
        self.naming.problems.append(Diagnostic("E0410", message, name.span, help=f"write {left}"))

    def _answered(self, record: Record, name: ast.Name, literal: ast.Literal) -> Record:
        """A question that a holding leaves open, taken as answered as the literal says."""
        settled = self.naming.literal(literal, ground=False)
        questions = {
            f"{key}.{q.name.text}": q
            for key, provision in self.naming.library.provisions.items()
            for q in provision.leaves_open
        }
        known = self.naming.known(name, questions, "open question", "E0410")
        if not known or settled is None:
            return record
        asked = questions[name.text].literal
        if asked.atom.relation.text != settled.atom.relation.text:
            self._complain(
                "E0411",
                f"`{name.text}` leaves open something else",
                literal,
                f"say `{asked.atom.relation.text}(…)` or `not {asked.atom.relation.text}(…)`",
            )
            return record
        return record.settle(name.text, asked.negated == settled.negated)

    def _complain(self, code: str, message: str, literal: ast.Literal, help: str) -> None:
        self.naming.problems.append(Diagnostic(code, message, literal.span, help=help))


def _fits(pattern: Pattern, values: tuple[Value, ...]) -> bool:
    return all(p is None or untagged(p) == untagged(v) for p, v in zip(pattern, values, strict=True))

"""Matters as Python sees them: asked, and changed into other matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from decisis.api.answer import Answer
from decisis.api.notebook import text_html
from decisis.casework.asking import Court
from decisis.casework.certified import certify
from decisis.casework.changes import changed, one_by_one
from decisis.casework.inquiry import answered, question_in
from decisis.casework.matter import Matter as Filed
from decisis.casework.matter import Variant
from decisis.casework.present import question_text
from decisis.casework.typed import slips
from decisis.casework.verdict import Asked
from decisis.compiler.names import did_you_mean
from decisis.diagnostics import Diagnostic, Rejected
from decisis.engine import DEFAULT, engine
from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.parser import parse_change
from decisis.syntax.walk import rebuild
from decisis.values import Bounds

if TYPE_CHECKING:
    from decisis.api.questions import Differences, NeedsPrinted
    from decisis.api.report import Report
    from decisis.render.distinction import DistinctionView
    from decisis.render.split import SplitView


@dataclass(frozen=True, repr=False)
class Matter:
    """A matter in one state of its record, before one court, as of one day."""

    filed: Filed = field(repr=False)  # as its file has it
    state: Variant = field(repr=False)
    court_of_runs: Court = field(repr=False, compare=False)
    changes: tuple[str, ...] = ()  # made since, each as a variant would write it

    # --- what it is ---------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        return self.filed.name

    @property
    def title(self) -> str:
        return self.filed.title

    @property
    def court(self) -> str:
        return self.state.setting.court

    @property
    def day(self) -> date:
        """The day as of which it is asked."""
        return self.state.setting.as_of

    @property
    def questions(self) -> Mapping[str, str]:
        """The questions of its file by name: their titles, or what they ask."""
        asked = {name: q.title or question_text(q) for name, q in self.filed.questions.items()}
        return MappingProxyType(asked)

    @property
    def variants(self) -> tuple[str, ...]:
        """The names of its variants, its own first."""
        return tuple(self.filed.variants)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What there is to say of its file and of the law that it uses."""
        return self.filed.diagnostics

    # --- asking -------------------------------------------------------------------------------------

    @property
    def asked(self) -> Asked:
        variant = "" if self.state.name == self.filed.name else self.state.name
        return Asked(self.court_of_runs, self.state.setting, self.state.record, variant=variant)

    @property
    def current(self) -> Filed:
        """The matter as the file would have it if the changes were written into it."""
        return replace(self.filed, setting=self.state.setting, record=self.state.record)

    def ask(self, question: str) -> Answer:
        """The answer to a question of the file, by its name, or to a literal such as `may_modify(S)`.

        It is certified before it is given. Raises Rejected for what cannot be asked, LimitReached for what
        cannot be computed, Refused for what the checker does not accept.
        """
        found = answered(self.current, self.asked, question_in(self.current, question))
        certify([found])
        return Answer(self, found)

    def what_if(self, *changes: str, questions: Iterable[str] = ()) -> Differences:
        """What would change in the answers to some questions, or all of the file. Raises Rejected."""
        from decisis.api.questions import what_if_of

        return what_if_of(self.current, self.asked, changes, questions or self.filed.questions)

    def needs(self, question: str, to: str = "", seconds: float | None = None) -> NeedsPrinted:
        """The smallest sets of changes to another answer, or to one: ``to`` is a verdict, or a value such as
        `N = 12`. Raises Rejected.

        ``seconds`` of computing end the search; `covered` and `limit` of what is given say how far it came.
        """
        from decisis.api.questions import needs_of

        return needs_of(self.current, self.asked, question_in(self.current, question), to, seconds)

    # --- precedent ------------------------------------------------------------------------------------

    def split(self, question: str, *courts: str, trial: bool = False) -> Report[SplitView]:
        """A question put to some courts; if none are named, to every court of appeals. Raises Rejected."""
        from decisis.api.precedent import split_of

        return split_of(self.current, self.asked, question, courts, trial=trial)

    def distinguish(self, *precedents: str) -> Report[DistinctionView]:
        """Authorities, or single holdings, held against the matter as it stands. Raises Rejected."""
        from decisis.api.precedent import distinction_of

        return distinction_of(self.current, self.asked, precedents)

    # --- changing -----------------------------------------------------------------------------------

    def change(self, *changes: str) -> Matter:
        """After changes, each written as in a `variant`: `suppose p(a) instead`; several with `;` between
        them. Raises Rejected."""
        matter = self
        for text in one_by_one(changes):
            matter = matter._changed(text)
        return matter

    def suppose(self, literal: str, *, status: str = "", instead: bool = False) -> Matter:
        """With a fact more; with ``instead``, in the place of those that it would clash with."""
        return self.change(" ".join(filter(None, ("suppose", literal, status, "instead" * instead))))

    def assume(self, *literals: str) -> Matter:
        """With each taken for granted whatever opposes it: what rests on it has the strength `assumed`."""
        return self.change(*(f"even if {literal}" for literal in literals))

    def withdraw(self, *literals: str) -> Matter:
        """Without these facts, and without disputes about them; `_` stands for any value."""
        return self.change(*(f"withdraw {literal}" for literal in literals))

    def resolve(self, dispute: str, literal: str) -> Matter:
        """With a dispute, or what is left open as `HOLDING.QUESTION`, settled as the literal says."""
        return self.change(f"resolve {dispute} as {literal}")

    def without(self, *names: str) -> Matter:
        """With provisions or authorities set aside."""
        return self.change(f"set aside {', '.join(names)}")

    def in_court(self, court: str) -> Matter:
        return self.change(f"in {court}")

    def as_of(self, day: date | str) -> Matter:
        return self.change(f"as of {day}")

    def before(self, authority: str) -> Matter:
        """Under the law as it stood before an authority."""
        return self.change(f"before {authority}")

    def variant(self, name: str) -> Matter:
        """A variant of its file; under its own name, the matter as filed. Raises Rejected."""
        if name not in self.filed.variants:
            help = did_you_mean(name, self.filed.variants, "its variants are in `variants`")
            raise Rejected((Diagnostic("E0502", f"no variant is called `{name}`", help=help),))
        return replace(self, state=self.filed.variants[name], changes=())

    def _changed(self, text: str) -> Matter:
        written, problems = parse_change(Source("<change>", text))
        if written is None or problems:
            raise Rejected(problems)
        change = rebuild(written, partial(_of_its_own, len(self.changes)))
        if missed := slips(change, self.current.record, self.filed.library):
            raise Rejected(missed)
        state, complaints = changed(self.state, change, self.filed.library)
        if complaints:
            raise Rejected(complaints)
        return replace(self, state=state, changes=(*self.changes, text))

    def __repr__(self) -> str:
        changes = f" after {len(self.changes)} change{'s' * (len(self.changes) != 1)}" if self.changes else ""
        return f"<matter {self.name} before {self.court} as of {self.day}{changes}>"

    def __str__(self) -> str:
        return "\n".join((self.title, f"before {self.court} as of {self.day}", *self.changes))

    def _repr_html_(self) -> str:
        return text_html(str(self))


def _of_its_own(number: int, node: Any) -> Any:
    """An imprecise value of one change is another unknown than one at the same place of another change."""
    if isinstance(node, ast.Constant) and isinstance(node.value, Bounds):
        return replace(node, value=replace(node.value, tag=f"{number} {node.value.tag}"))
    return node


def matter_of(filed: Filed, engine_name: str = DEFAULT) -> Matter:
    """A matter as its file has it. Raises ValueError if there is no such engine."""
    return Matter(filed, filed.variants[filed.name], filed.court(engine(engine_name)))

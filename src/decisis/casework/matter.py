"""A matter: its setting, its record and its questions, as plain data that can be asked about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from decisis.casework.asking import Court
from decisis.casework.elsewhere import Area
from decisis.casework.programs import Keeper, Programs
from decisis.casework.question import Question
from decisis.casework.record import Record
from decisis.compiler.setting import RecordSides, Setting
from decisis.dataclass import dataclass, field
from decisis.diagnostics import Diagnostic
from decisis.engine import Engine
from decisis.static import TYPE_CHECKING

if TYPE_CHECKING:
    from decisis.compiler.library import Library
    from decisis.compiler.lower import Lowering
    from decisis.syntax import ast


@dataclass(frozen=True)
class Variant:
    """A matter with changes: another record, and perhaps another setting."""

    name: str
    title: str
    setting: Setting
    record: Record


@dataclass(frozen=True)
class Written:
    """What a matter was compiled from.

    ``expectations`` pairs each expectation with the name of the variant that it is about.
    """

    library: Library
    expectations: tuple[tuple[str, ast.Expectation], ...]


@dataclass(frozen=True)
class Stated:
    """A provision, or a question that it leaves open: the relation that it speaks to, and those without
    which it does not apply; "" for a provision that takes another one out of application."""

    gives: str
    needs: frozenset[str]


@dataclass(frozen=True)
class Undated:
    """An opinion whose day the law does not record: what it states, and what it acts on.

    ``acts_on``: authorities and provisions that it treats, and the opinions whose weight it speaks of.
    ``orders``: those of one court among which it says which controls.
    """

    name: str
    citation: str
    year: int
    states: tuple[Stated, ...]
    acts_on: frozenset[str]
    orders: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Matter:
    """Everything a case file says, ready to be asked about.

    ``variants`` holds the matter itself under its own name. The library and the expectations are read
    only when something asks for them: most answers need the lowered programs alone.
    """

    name: str
    title: str
    setting: Setting
    record: Record
    questions: Mapping[str, Question]
    variants: Mapping[str, Variant]
    courts: Mapping[str, str]  # the title of each
    read_written: Callable[[], Written] = field(repr=False, compare=False)
    place: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()  # warnings about the law and the case
    keeper: Keeper = field(default=Keeper(), repr=False, compare=False)
    uses: tuple[str, ...] = ()  # the areas of law that the file names
    adds: str = ""  # what the file adds to their law: for this, programs are made anew
    undated: tuple[Undated, ...] = ()
    read_areas: Callable[[], Mapping[str, Area]] = field(default=dict, repr=False, compare=False)
    beneath: Callable[[], Lowering] | None = field(default=None, repr=False, compare=False)  # of their law

    @cached_property
    def _written(self) -> Written:
        return self.read_written()

    @property
    def library(self) -> Library:
        return self._written.library

    @property
    def expectations(self) -> tuple[tuple[str, ast.Expectation], ...]:
        return self._written.expectations

    @cached_property
    def programs(self) -> Programs:
        return Programs(lambda: self.library, self.keeper, beneath=self.beneath)

    def court(self, engine: Engine) -> Court:
        """Where the matter and all its variants are asked."""
        sides = RecordSides(*self.record.literals())
        heard = (v.record.heard() for v in self.variants.values())
        others = RecordSides(frozenset[str]().union(*heard))
        return Court(self.programs, engine, sides, others, self.record.imprecise)

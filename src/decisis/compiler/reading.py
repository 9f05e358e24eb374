"""A library as the checks read it: what several of them ask of a provision is found once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from decisis.compiler.checks.common import DEADLINE, elements_of, place_words
from decisis.compiler.library import Library
from decisis.compiler.sorts import Known, Use, uses
from decisis.syntax import ast
from decisis.syntax.walk import walk

Block = TypeVar("Block")


@dataclass(frozen=True)
class Scope:
    """Where a variable stands for one thing, and how often each stands there."""

    variables: tuple[ast.Variable, ...]
    used: Mapping[str, int]

    @staticmethod
    def of(parts: tuple[Any, ...]) -> Scope:
        found = tuple(n for n in walk(parts) if isinstance(n, ast.Variable))
        return Scope(found, Counter(v.name for v in found))


@dataclass(frozen=True)
class Reading:
    """One provision."""

    provision: ast.Provision
    library: Library

    @cached_property
    def context(self) -> str:
        """What stands after `in:` in a complaint."""
        return place_words(self.provision.under, self.library) or self.provision.name.text

    @property
    def parts(self) -> tuple[Any, ...]:
        """What holds variables, elements before conclusions."""
        p = self.provision
        return (*elements_of(p), *filter(None, (p.rows, p.as_of)), p.conclusion, *p.factors, *p.leaves_open)

    @cached_property
    def nodes(self) -> tuple[Any, ...]:
        return tuple(walk(self.parts))

    @cached_property
    def atoms(self) -> tuple[ast.Atom, ...]:
        return tuple(n for n in self.nodes if isinstance(n, ast.Atom))

    @cached_property
    def formulas(self) -> tuple[ast.Formula, ...]:
        """Every formula, also those inside of others, and the conclusions."""
        return tuple(n for n in self.nodes if isinstance(n, ast.Formula))

    @cached_property
    def main(self) -> Scope:
        """What holds variables, but for the open questions: each of them is a scope of its own."""
        parts = (p for p in self.parts if not isinstance(p, ast.OpenQuestion))
        return Scope.of(tuple(parts))

    def question(self, question: ast.OpenQuestion) -> Scope:
        times = (p for p in self.parts if isinstance(p, ast.EditionRows | ast.Variable))
        return Scope.of((question, *times))

    @cached_property
    def sorts(self) -> tuple[Known, tuple[tuple[Use, Use], ...]]:
        return uses(self.provision, self.library)

    @property
    def known(self) -> Known:
        """The use that decides the sort of each variable."""
        return self.sorts[0]

    @property
    def is_deadline(self) -> bool:
        """Whether its text is that of a deadline, which has variables that nobody wrote."""
        return self.provision.kind == DEADLINE


@dataclass(frozen=True)
class Doctrine:
    """What is checked: a library, but for the provisions and authorities of one that was checked before."""

    library: Library
    base: Library

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(
            Reading(p, self.library) for p in self.new(self.library.provisions, self.base.provisions)
        )

    def new(self, blocks: Mapping[str, Block], done: Mapping[str, Block]) -> Iterator[Block]:
        return (block for name, block in blocks.items() if done.get(name) is not block)

    def written(self) -> Iterator[Reading]:
        """The provisions that were written as such."""
        return (reading for reading in self.readings if not reading.is_deadline)

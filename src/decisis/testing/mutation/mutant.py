"""A mutant of a library: one block of it with one small change.

Mutants are made on the resolved syntax tree and lowered like any law; no text is rewritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

from decisis.compiler.calendars import build_calendar
from decisis.compiler.check import check
from decisis.compiler.deadlines import expand_deadline
from decisis.compiler.library import Library
from decisis.compiler.resolve import positional
from decisis.diagnostics import Diagnostic, errors
from decisis.source import Span
from decisis.syntax import ast
from decisis.syntax.walk import rebuild

KINDS = ("element", "negation", "threshold", "date", "court", "exception", "rank", "priority", "treatment")
WEIGHED = ("authorities", "courts", "treatments")  # what an opinion weighs rests on all of these


@dataclass(frozen=True)
class Mutant:
    """A block of a library, changed: ``after`` takes the place of ``before``; None: it is gone.

    ``table`` is the table of the library that has the block under ``name``.
    """

    kind: str
    table: str
    name: str
    before: Any = field(repr=False, compare=False)
    after: Any = field(repr=False, compare=False)
    span: Span = field(repr=False, compare=False)
    words: str  # what it was, what it is
    copy: int = 1  # among mutants that read the same

    @property
    def identity(self) -> str:
        """Tells it from every other mutant, and does not change when lines move."""
        again = f" #{self.copy}" if self.copy > 1 else ""
        return f"{self.name}: {self.words}{again}"

    @property
    def place(self) -> str:
        """`file:line`."""
        return self.span.where.rsplit(":", 1)[0]

    @property
    def file(self) -> str:
        return self.span.source.name

    @property
    def line(self) -> str:
        return f"{self.place}: {self.identity}"

    def is_in(self, library: Library) -> bool:
        """Whether a library has the block that it changes."""
        held = getattr(library, self.table)
        return self.before in held if isinstance(held, tuple) else held.get(self.name) == self.before

    def applied(self, library: Library) -> Library:
        """The library with the change."""
        held = getattr(library, self.table)
        if isinstance(held, tuple):
            return _with(library, self.table, _in_tuple(held, self.before, self.after))
        changed = _with(library, self.table, _in_table(held, self.name, self.after))
        match self.table:
            case "deadlines":
                return _expanded_anew(library, changed, self.before, self.after)
            case "countings" | "holidays":
                calendar = build_calendar(changed.countings, changed.holidays, changed.authorities)
                return replace(changed, calendar=calendar)
        return changed

    def complaints(self, library: Library) -> tuple[Diagnostic, ...]:
        """The errors that `check` finds in the changed law: such a mutant never runs."""
        changed = self.applied(library)
        return errors(check(changed, self._rest(changed)))

    def _rest(self, changed: Library) -> Library:
        """What need not be read again."""
        if self.table == "provisions":
            return replace(changed, provisions=_in_table(changed.provisions, self.name, None))
        if self.table in WEIGHED:
            others = _in_table(changed.authorities, self.name, None)
            return replace(changed, authorities=others, courts=MappingProxyType({}), treatments=())
        return changed


def _with(library: Library, table: str, held: Any) -> Library:
    changes: dict[str, Any] = {table: held}
    return replace(library, **changes)


def _in_tuple(held: tuple[Any, ...], before: Any, after: Any) -> tuple[Any, ...]:
    changed = (after if item == before else item for item in held)
    return tuple(item for item in changed if item is not None)


def _in_table(held: Mapping[str, Any], name: str, after: Any) -> Mapping[str, Any]:
    rest = {n: item for n, item in held.items() if n != name}
    return MappingProxyType(dict(sorted({**rest, name: after}.items())) if after is not None else rest)


def _expanded_anew(library: Library, changed: Library, before: ast.Deadline, after: ast.Deadline) -> Library:
    """A deadline has become provisions; those of the changed one take their place."""
    _, old, _ = expand_deadline(before, library.relations, library.countings)
    relations, new, _ = expand_deadline(after, library.relations, library.countings)
    gone = {p.name.text for p in old}
    provisions = {n: p for n, p in changed.provisions.items() if n not in gone}
    known = {**changed.relations, **{r.name.text: r for r in relations}}
    changed = replace(changed, relations=MappingProxyType(dict(sorted(known.items()))))
    for provision in new:
        provisions[provision.name.text], _ = positional(provision, changed)
    return replace(changed, provisions=MappingProxyType(dict(sorted(provisions.items()))))


# --- changes of trees ----------------------------------------------------------------------------------


def substituted(root: Any, old: Any, new: Any) -> Any:
    """The tree with one node of it, that very object, replaced."""
    return rebuild(root, lambda node: new if node is old else node)


def without(root: Any, gone: Any) -> Any:
    """The tree with one member of one of its tuples, that very object, left out."""

    def change(node: Any) -> Any:
        for name in _tuples(node):
            held = getattr(node, name)
            if any(item is gone for item in held):
                return replace(node, **{name: tuple(item for item in held if item is not gone)})
        return node

    return rebuild(root, change)


def _tuples(node: Any) -> Iterator[str]:
    if is_dataclass(node):
        yield from (f.name for f in fields(node) if isinstance(getattr(node, f.name), tuple))

"""What is named from outside the law: courts, properties, relations. Raises Rejected for what it lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean
from decisis.diagnostics import Diagnostic, Rejected


def demand_courts(names: Iterable[str], library: Library, where: str) -> None:
    _demand(names, library.courts, "E0502", "court", f"{where} names a court of the law")


def demand_properties(names: Iterable[str], library: Library, where: str) -> None:
    _demand(names, library.properties, "E0512", "property", f"{where} names a property of the law")


def demand_relations(names: Iterable[str], library: Library, where: str) -> None:
    _demand(names, library.relations, "E0303", "relation", f"{where} names a relation of the law")


def _demand(names: Iterable[str], known: Collection[str], code: str, what: str, help: str) -> None:
    every = frozenset(known)
    for name in names:
        if name not in every:
            said = f"no {what} is called `{name}`"
            raise Rejected((Diagnostic(code, said, help=did_you_mean(name, known, help)),))

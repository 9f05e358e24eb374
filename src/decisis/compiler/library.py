"""A doctrine with its names resolved: the tables that every later step looks things up in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, wraps
from types import MappingProxyType
from typing import Any, TypeVar

from decisis.calendar import Calendar
from decisis.courts import court_in_words
from decisis.syntax import ast
from decisis.values import Value

Item = TypeVar("Item")
Found = TypeVar("Found")
Rows = frozenset[tuple[Value, ...]]


def _empty() -> Mapping[str, Item]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Library:
    """Every declaration of a doctrine (and, once a matter is added, of the matter) by its name.

    Atoms in it are positional and complete: one argument for each parameter, `_` where none was
    written. Deadlines and scenarios have become ordinary provisions and relations.
    """

    areas: Mapping[str, ast.Area] = field(default_factory=_empty)
    sorts: Mapping[str, ast.Sort] = field(default_factory=_empty)
    relations: Mapping[str, ast.Relation] = field(default_factory=_empty)
    courts: Mapping[str, ast.Court] = field(default_factory=_empty)
    authorities: Mapping[str, ast.Authority] = field(default_factory=_empty)
    provisions: Mapping[str, ast.Provision] = field(default_factory=_empty)
    deadlines: Mapping[str, ast.Deadline] = field(default_factory=_empty)
    countings: Mapping[str, ast.Counting] = field(default_factory=_empty)
    holidays: Mapping[str, ast.Holidays] = field(default_factory=_empty)
    scenarios: Mapping[str, ast.Scenario] = field(default_factory=_empty)
    tables: Mapping[str, ast.Table] = field(default_factory=_empty)
    rows: Mapping[str, Rows] = field(default_factory=_empty)
    priorities: tuple[ast.Priority, ...] = ()
    treatments: tuple[ast.Treatment, ...] = ()
    properties: Mapping[str, ast.Property] = field(default_factory=_empty)
    individuals: Mapping[str, ast.Individual] = field(default_factory=_empty)
    mentioned: frozenset[str] = frozenset()  # what the record of a matter names, declared or not
    calendar: Calendar = field(default_factory=Calendar)
    _found: dict[tuple[str, int], tuple[object, Any]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )  # by `once`: not in a library that differs, unless it is `with_relations`

    def with_relations(self, relations: Mapping[str, ast.Relation]) -> Library:
        """The same with other relations, on which nothing rests that was found by `once`."""
        other = replace(self, relations=relations)
        object.__setattr__(other, "_found", self._found)
        return other

    def has_the_law_of(self, other: Library) -> bool:
        """Whether they have the same blocks of law, each the same object, and the same words for what these
        name: what each declares besides may differ."""
        same = all(_alike(getattr(self, name), getattr(other, name)) for name in _OF_LAW)
        return same and all(self.labels.get(n) == other.labels.get(n) for n in other._named_in_law)

    @cached_property
    def _named_in_law(self) -> frozenset[str]:
        choices = (c.name.text for sort in self.sorts.values() for c in sort.choices or ())
        return frozenset((*choices, *self.courts, *self.individuals))

    def courts_above(self, court: str) -> tuple[str, ...]:
        """The court itself and every court it answers to, nearest first."""
        chain: list[str] = []
        current: str | None = court
        while current is not None and current not in chain and current in self.courts:
            chain.append(current)
            under = self.courts[current].under
            current = under.text if under else None
        return tuple(chain)

    def binds_itself(self, court: str) -> bool:
        """Whether a court is bound by its own published opinions: every court but a trial court."""
        return court in self.courts and not self.courts[court].trial

    def edition_span(self, work: str, editions: ast.EditionRange) -> tuple[date | None, date | None]:
        """First and last day of a range of editions; an edition runs until the next one."""
        listed = sorted(self.authorities[work].editions, key=lambda e: e.start)
        starts = {e.name.text: i for i, e in enumerate(listed)}
        first, last = starts[editions.first.text], starts[editions.last.text]
        following = listed[last + 1].start if last + 1 < len(listed) else None
        end = date.fromordinal(following.toordinal() - 1) if following else None
        return listed[first].start, end

    def label(self, symbol: str) -> str:
        """The words for a constant: its label where it has one."""
        return self.labels.get(symbol, symbol)

    def court_words(self, court: str) -> str:
        """A court in a sentence: `the 8th Cir.`, `D. Minn.`."""
        return court_in_words(self.label(court))

    @cached_property
    def stated(self) -> Mapping[str, tuple[ast.Provision, ...]]:
        """The provisions that stand in each authority."""
        found: dict[str, list[ast.Provision]] = {}
        for provision in self.provisions.values():
            if provision.under is not None:
                found.setdefault(provision.under.authority.text, []).append(provision)
        return {name: tuple(provisions) for name, provisions in found.items()}

    @cached_property
    def concluding(self) -> Mapping[str, tuple[ast.Provision, ...]]:
        """The provisions that conclude each relation, or deny it."""
        found: dict[str, list[ast.Provision]] = {}
        for provision in self.provisions.values():
            if isinstance(provision.conclusion, ast.Literal):
                found.setdefault(provision.conclusion.atom.relation.text, []).append(provision)
        return {name: tuple(provisions) for name, provisions in found.items()}

    @cached_property
    def leaving_open(self) -> Mapping[str, ast.Provision]:
        """The first provision that leaves open whether a relation holds, of each such relation."""
        found: dict[str, ast.Provision] = {}
        for provision in self.provisions.values():
            for question in provision.leaves_open:
                found.setdefault(question.literal.atom.relation.text, provision)
        return found

    @cached_property
    def labels(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for sort in self.sorts.values():
            found.update({c.name.text: c.label.text for c in sort.choices or () if c.label})
        found.update({c.name.text: c.title.text for c in self.courts.values()})
        found.update({i.name.text: i.label.text for i in self.individuals.values() if i.label})
        return found


_OF_LAW = (
    *("sorts", "relations", "courts", "authorities", "provisions", "deadlines", "countings", "holidays"),
    *("scenarios", "tables", "rows", "priorities", "treatments"),
)


def _alike(one: Mapping[str, object] | tuple[object, ...], other: Any) -> bool:
    """Whether they hold the same objects in the same order, under the same names."""
    if isinstance(one, Mapping):
        return (*one,) == (*other,) and _alike((*one.values(),), (*other.values(),))
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def once(find: Callable[[Item, Library], Found]) -> Callable[[Item, Library], Found]:
    """A function of a node and a library that looks once for what it finds; it may ask for no relation."""
    name = find.__name__

    @wraps(find)
    def found(node: Item, library: Library) -> Found:
        known = library._found.get((name, id(node)))
        if known is None or known[0] is not node:
            known = library._found[name, id(node)] = node, find(node, library)
        result: Found = known[1]
        return result

    return found

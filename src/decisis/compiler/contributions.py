"""What each provision of a library contributes, worked out once for all settings in which it is the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from decisis.compiler.apart import apart
from decisis.compiler.contribution import Contribution, Given
from decisis.compiler.force import names_of
from decisis.compiler.library import Library
from decisis.compiler.output import Output
from decisis.syntax import ast
from decisis.syntax.walk import rebuild

_Spoken = tuple[str, int, tuple[str, ...], frozenset[int | str], bool]  # a provision, by its name and its id,
# and what else its contribution depends on


@dataclass(frozen=True)
class Fresh(Mapping[str, ast.Provision]):
    """Provisions with variables of its own for every `_` and every range, made when they are asked for."""

    written: Mapping[str, ast.Provision]
    _made: dict[str, ast.Provision]

    def __getitem__(self, name: str) -> ast.Provision:
        if name not in self._made:
            self._made[name] = apart(_fresh(replace(self.written[name], factors=())))
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self.written

    def __iter__(self) -> Iterator[str]:
        return iter(self.written)

    def __len__(self) -> int:
        return len(self.written)


@dataclass
class Contributions:
    """Those of one library, as it is or as it is there in a setting."""

    library: Library
    _given: dict[_Spoken, tuple[ast.Provision, Given]] = field(default_factory=dict)
    _fresh: dict[str, ast.Provision] = field(default_factory=dict)

    def every(self, library: Library) -> Fresh:
        """The provisions of a library, as they are lowered."""
        return Fresh(library.provisions, self._fresh)

    def over(self, library: Library) -> Contributions:
        """The same, for a library whose law is the same; what is found for one is found for both."""
        return replace(self, library=library)

    def with_library(
        self, library: Library, without: Collection[str], anew: Collection[str]
    ) -> Contributions:
        """For a library in which the provisions ``without`` are otherwise; ``anew`` are lowered again."""
        if library.treatments is not self.library.treatments:
            given = {}  # what is left out is told by place
        else:
            given = {key: g for key, g in self._given.items() if itself(key[0]) not in anew}
        fresh = {name: p for name, p in self._fresh.items() if name not in without}
        return Contributions(library, given, fresh)

    def of(
        self,
        name: str,
        provision: ast.Provision,
        library: Library,
        switches: tuple[str, ...],
        idle: bool = False,
    ) -> Given:
        """What a provision contributes; ``switches`` can take it out, and ``idle`` it takes out no other."""
        otherwise = self._left_out(provision, library) | self._moved(provision, library)
        key = (name, id(provision), switches, otherwise, idle)
        known = self._given.get(key)
        if known is not None and known[0] is provision:
            return known[1]
        output = Output()
        found = Contribution(provision, library, output, switches, idle)
        found.lower()
        given = Given(tuple(output.clauses), output.lists, tuple(found.providers), tuple(found.questions))
        self._given[key] = provision, given
        return given

    def _moved(self, provision: ast.Provision, library: Library) -> frozenset[int | str]:
        """The opinions that have another day in a setting, and bear on the text of a provision."""
        if library.authorities is self.library.authorities:
            return frozenset()
        names = {itself(provision.name.text), *names_of(provision, self.library)}
        acting = {t.later.text for t in self.library.treatments if t.earlier.text in names}
        near = {n for n in (library.provisions[a].under for a in acting & library.provisions.keys()) if n}
        bearing = names | acting | {place.authority.text for place in near}
        found = ((n, a) for n, a in library.authorities.items() if n in bearing)
        return frozenset(f"{n} {a.decided_on}" for n, a in found if a is not self.library.authorities[n])

    def _left_out(self, provision: ast.Provision, library: Library) -> frozenset[int | str]:
        """The treatments that are not there in a setting, and bound the text of a provision otherwise."""
        if library.treatments is self.library.treatments:
            return frozenset()
        names = {itself(provision.name.text), *names_of(provision, self.library)}
        there = set(map(id, library.treatments))
        return frozenset(
            i for i, t in enumerate(self.library.treatments) if t.earlier.text in names and id(t) not in there
        )


def itself(key: str) -> str:
    """The provision of which this is the key: its own, of a copy in a scenario, of an open question."""
    return key.partition(" in ")[0].partition(".")[0]


def _fresh(provision: ast.Provision) -> ast.Provision:
    """Every `_` becomes a variable of its own."""
    count = 0

    def name(node: object) -> object:
        nonlocal count
        if isinstance(node, ast.Variable) and node.name == "_":
            count += 1
            return replace(node, name=f"_{count}")
        return node

    fresh: ast.Provision = rebuild(provision, name)
    return fresh

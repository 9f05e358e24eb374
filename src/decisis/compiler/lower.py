"""A library to the clauses that engines run, for one court and one day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from decisis.calendar import Calendar
from decisis.compiler.bearing import Bearing, Portion
from decisis.compiler.calendars import calendar_in
from decisis.compiler.contribution import Given
from decisis.compiler.contributions import Contributions, Fresh
from decisis.compiler.description import provision_info, relation_info
from decisis.compiler.elements import relation_of
from decisis.compiler.force import in_setting
from decisis.compiler.law import Concluded, Law, Speakers, said_of
from decisis.compiler.library import Library
from decisis.compiler.nearby import Nearby
from decisis.compiler.opposition import Provider
from decisis.compiler.precedence import beats_table
from decisis.compiler.scenarios import Known, scenario_relation, with_scenarios
from decisis.compiler.setting import Lowered, RecordSides, Setting
from decisis.compiler.speaking import speaks
from decisis.compiler.switches import idle_switches, is_idle_switch, switched
from decisis.rules import ir, naming
from decisis.syntax import ast


@dataclass
class Lowering:
    """Lowers one library for any number of settings.

    What a provision contributes is worked out once, and who beats whom once for each setting.
    """

    library: Library
    contributions: Contributions
    _known: Known = field(default_factory=Known)
    _concluded: Concluded = field(default_factory=dict)
    _laws: dict[tuple[Setting, Portion | None], Law] = field(default_factory=dict)
    _libraries: dict[tuple[int, ...], Library] = field(default_factory=dict)  # by the treatments there
    _portions: dict[tuple[str, ...], Portion] = field(default_factory=dict)
    _calendars: dict[str, Calendar] = field(default_factory=dict)  # by the court; engines know them by id
    _near: tuple[Lowering, frozenset[str]] | None = None  # another one, and the provisions that differ

    @classmethod
    def of(cls, library: Library) -> Lowering:
        return cls(library, Contributions(library))

    def over(self, library: Library) -> Lowering:
        """For a library that may name other things: where its law is the same, what was worked out serves."""
        if not library.has_the_law_of(self.library):
            return Lowering.of(library)
        contributions = self.contributions.over(library)
        return replace(
            self, library=library, contributions=contributions, _laws={}, _libraries={}, _near=None
        )

    def program(self, setting: Setting, record: RecordSides, relations: tuple[str, ...] = ()) -> Lowered:
        """The law of a setting; if relations are named, without provisions that do not bear on them."""
        law = self._law(setting, self._portion(setting, relations))
        clauses = (*law.program.clauses, *law.conclusions(record, self._concluded), *law.passed_on)
        return Lowered(replace(law.program, clauses=clauses))

    def _law(self, setting: Setting, portion: Portion | None = None) -> Law:
        key = (setting, portion)
        if key not in self._laws:
            near = self._made_near(setting) if portion is None else None
            self._laws[key] = near or self._made(setting, portion)
        return self._laws[key]

    def _made_near(self, setting: Setting) -> Law | None:
        if self._near is None:
            return None
        other, touched = self._near
        library = self._in_setting(setting)
        return Nearby(other._law(setting), touched, library, self.contributions, setting).law()

    def _portion(self, setting: Setting, relations: tuple[str, ...]) -> Portion | None:
        """The part of the law that bears on some relations; None for all of it.

        What else speaks of a scenario makes its copies; and what is compared is wanted whatever is asked.
        """
        if not relations or setting.compared or not self.library.relations.keys() >= set(relations):
            return None
        if relations not in self._portions:
            self._portions[relations] = self._bearing.on(relations)
        return self._portions[relations]

    @cached_property
    def _bearing(self) -> Bearing:
        return Bearing(self.library)

    def _in_setting(self, setting: Setting) -> Library:
        """The library as it is there in a setting: the same one for all in which the same is there."""
        found = in_setting(self.library, setting)
        if found is self.library or found.authorities is not self.library.authorities:
            return found
        return self._libraries.setdefault(tuple(map(id, found.treatments)), found)

    def _made(self, setting: Setting, portion: Portion | None) -> Law:
        library = self._in_setting(setting)
        spoken = {n: p for n, p in self._bearing_on(library, portion) if speaks(p, library, setting)}
        every = self._every(library)
        compared = {n: every[n] for n in every if n in setting.compared and n not in spoken}
        everything = with_scenarios({**spoken, **compared}, library, self._known)
        library = _with_scenario_relations(library, everything, self._known)
        provisions = {n: p for n, p in everything.items() if n.partition(" in ")[0] not in compared}
        given = self._given(provisions, library, setting)
        unheard = [self.contributions.of(n, p, library, ()) for n, p in compared.items()]
        speakers = Speakers(
            library,
            portion,
            _grouped(pair for g in given.values() for pair in g.providers),
            _grouped(pair for g in given.values() for pair in g.questions),
        )
        keyed = _by_key(provisions)
        pairs = tuple(p for p in dict.fromkeys(speakers.opposing()) if set(p) <= keyed.keys())
        order = beats_table(keyed, pairs, library, setting)
        contributed = (*given.values(), *unheard)
        lists = {name: rows for g in contributed for name, rows in g.lists.items()}
        infos = ((n, provision_info(n, p, library, setting)) for n, p in (*keyed.items(), *compared.items()))
        program = ir.Program(
            clauses=tuple(c for g in contributed for c in g.clauses),
            calendar=self._calendar(setting.court),
            tables=MappingProxyType({**library.rows, **lists, **_hierarchy(library, setting)}),
            provisions=MappingProxyType(dict(infos)),
            relations=MappingProxyType({n: relation_info(r, library) for n, r in library.relations.items()}),
            labels=MappingProxyType(dict(library.labels)),
            rings=order.rings,
            **said_of(order, library),
        )
        passed_on = tuple(_passed_on(library))
        return Law(speakers, program, order, frozenset(spoken), given, keyed, pairs, passed_on)

    def _calendar(self, court: str) -> Calendar:
        if court not in self._calendars:
            self._calendars[court] = calendar_in(self.library, court)
        return self._calendars[court]

    def _given(
        self, provisions: Mapping[str, ast.Provision], library: Library, setting: Setting
    ) -> dict[str, Given]:
        """What provisions contribute that speak together, each as far as another can switch it off."""
        idle = idle_switches(provisions, library, setting)
        switches = switched(provisions, idle)
        contribution = self.contributions.of
        return {n: contribution(n, p, library, switches.get(n, ()), n in idle) for n, p in provisions.items()}

    def given(self, name: str, setting: Setting, switches: tuple[str, ...]) -> Given:
        """What one provision contributes in a setting; ``switches`` can take it out of application."""
        library = self._in_setting(setting)
        every = self._every(library)
        idle = is_idle_switch(every[name], every, library, setting)
        return self.contributions.of(name, every[name], library, switches, idle)

    def is_unchanged(self, setting: Setting) -> bool:
        """Whether the law of a setting is that of the library from which this one differs."""
        return self._near is not None and self._law(setting) is self._near[0]._law(setting)

    def with_library(
        self, library: Library, without: Collection[str], touched: frozenset[str] | None = None
    ) -> Lowering:
        """For a library that differs in a few provisions, or in who prevails: the rest is kept.

        ``without``: those that are otherwise. ``touched``: these, and all of which anything else may be
        said than before; None if that is not known.
        """
        kept = self.contributions.with_library(library, without, {*without, *(touched or ())})
        near = None if touched is None else (self, touched)
        return Lowering(library, kept, self._known, self._concluded, _near=near)

    def alone(self, name: str, setting: Setting) -> Given:
        """What one provision contributes by itself, whether or not it speaks in a setting."""
        every = self._every(self.library)
        spoken = {n: p for n, p in every.items() if speaks(p, self.library, setting)}
        library = _with_scenario_relations(self.library, {name: every[name]}, self._known)
        return self.contributions.of(name, every[name], library, switched(spoken).get(name, ()))

    def _bearing_on(self, library: Library, portion: Portion | None) -> Iterator[tuple[str, ast.Provision]]:
        every = self._every(library)
        return ((n, every[n]) for n in every if portion is None or n in portion.provisions)

    def _every(self, library: Library) -> Fresh:
        return self.contributions.every(library)


def _grouped(pairs: Iterable[tuple[str, Provider]]) -> dict[str, list[Provider]]:
    found: dict[str, list[Provider]] = {}
    for name, provider in pairs:
        found.setdefault(name, []).append(provider)
    return found


def _with_scenario_relations(
    library: Library, provisions: Mapping[str, ast.Provision], known: Known
) -> Library:
    found = dict(library.relations)
    for atom in (a for p in provisions.values() for a in known.of(p).in_scenarios):
        name = relation_of(atom)
        if atom.scenario is not None and name not in found:
            scenario = library.scenarios[atom.scenario.name.text]
            found[name] = scenario_relation(name, scenario, library.relations[atom.relation.text], library)
    return library.with_relations(MappingProxyType(found))


def _by_key(provisions: Mapping[str, ast.Provision]) -> dict[str, ast.Provision]:
    """Provisions by their names, and by `provision.question` for the questions they leave open."""
    keyed = dict(provisions)
    for name, provision in provisions.items():
        for question in provision.leaves_open:
            keyed[f"{name}.{question.name.text}"] = provision
    return keyed


def _passed_on(library: Library) -> Iterator[ir.Clause]:
    """What is given once and for all is possible because it is so."""
    for name in (*library.tables, *naming.OF_THE_SETTING):
        x = tuple(ir.Variable(f"X{i}") for i in range(len(library.relations[name].parameters)))
        origin = ir.Origin("possible", "", (None,))
        yield ir.Clause(ir.Atom(naming.possibly(name), x), (ir.Atom(name, x),), origin)


def _hierarchy(library: Library, setting: Setting) -> ir.Facts:
    pairs = frozenset((low, high) for low in library.courts for high in library.courts_above(low))
    return {
        naming.ASKED_IN: frozenset({(setting.court,)}),
        naming.ASKED_ON: frozenset({(setting.as_of,)}),
        naming.ANSWERS_TO: pairs,
    }

"""A library to the clauses that engines run, for one court and one day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from types import MappingProxyType
from typing import Any

from decisis.compiler.bearing import Bearing, Portion
from decisis.compiler.calendars import calendar_in
from decisis.compiler.contribution import Contribution, Given
from decisis.compiler.description import cautions_on, keys_of, provision_info, relation_info, ruled_by
from decisis.compiler.elements import relation_of
from decisis.compiler.force import names_of
from decisis.compiler.library import Library
from decisis.compiler.opposition import Provider, Relation, Side, conclusions, opposing_pairs
from decisis.compiler.output import Output
from decisis.compiler.precedence import Precedence, beats_table, in_setting, rings_of, speaks, takes_out
from decisis.compiler.scenarios import Known, scenario_relation, with_scenarios
from decisis.compiler.setting import Lowered, RecordSides, Setting
from decisis.rules import ir
from decisis.syntax import ast
from decisis.syntax.walk import rebuild

Asserted = tuple[str, bool, bool, bool, bool]  # a relation, and what facts may assert of it
_Spoken = tuple[str, int, tuple[str, ...], frozenset[int | str], bool]  # a provision, by its name and its id,
# and what else its contribution depends on
_Ordered = tuple[Relation, tuple[tuple[str, str], ...]]  # with who speaks to it, and who beats whom


@dataclass(frozen=True)
class _Law:
    """What a program holds whatever the facts may assert: all but its conclusions."""

    library: Library
    providers: Mapping[str, list[Provider]]
    questions: Mapping[str, list[Provider]]
    program: ir.Program
    order: Precedence
    spoken: frozenset[str]
    given: Mapping[str, Given]
    keyed: Mapping[str, ast.Provision]
    pairs: tuple[tuple[str, str], ...]  # that oppose each other
    passed_on: tuple[ir.Clause, ...]
    portion: Portion | None
    concluded: dict[Asserted, tuple[ir.Clause, ...]] = field(default_factory=dict)

    def conclusions(
        self, record: RecordSides, known: dict[_Ordered, tuple[ir.Clause, ...]]
    ) -> Iterator[ir.Clause]:
        """``known``: those of relations in other settings, which are the same where nothing differs."""
        for name in _concluded_or_recorded(self.library, self.portion):
            key = (name, *_asserted(name, record))
            if key not in self.concluded:
                relation = _relation(name, self.library, self.providers, self.questions, record)
                speaking = tuple(dict.fromkeys(self.providing(name)))
                beats = tuple(p for p in product(speaking, speaking) if p in self.program.beats)
                if (relation, beats) not in known:
                    known[relation, beats] = tuple(conclusions(relation, self.program.beats))
                self.concluded[key] = known[relation, beats]
            yield from self.concluded[key]

    def providing(self, name: str) -> Iterator[str]:
        """The keys of what concludes a relation, or its opposite, or leaves it open."""
        found = (self.providers.get(name, ()), self.providers.get(ir.denied(name), ()))
        return (p.key for group in (*found, self.questions.get(name, ())) for p in group)


@dataclass
class Lowering:
    """Lowers one library for any number of settings.

    What a provision contributes is worked out once, and who beats whom once for each setting.
    """

    library: Library
    _given: dict[_Spoken, tuple[ast.Provision, Given]] = field(default_factory=dict)
    _fresh: dict[str, ast.Provision] = field(default_factory=dict)
    _known: Known = field(default_factory=Known)
    _concluded: dict[_Ordered, tuple[ir.Clause, ...]] = field(default_factory=dict)
    _laws: dict[tuple[Setting, Portion | None], _Law] = field(default_factory=dict)
    _libraries: dict[tuple[int, ...], Library] = field(default_factory=dict)  # by the treatments there
    _portions: dict[tuple[str, ...], Portion] = field(default_factory=dict)
    _near: tuple[Lowering, frozenset[str]] | None = None  # another one, and the provisions that differ

    def program(self, setting: Setting, record: RecordSides, relations: tuple[str, ...] = ()) -> Lowered:
        """The law of a setting; if relations are named, without provisions that do not bear on them."""
        law = self._law(setting, self._portion(setting, relations))
        clauses = (*law.program.clauses, *law.conclusions(record, self._concluded), *law.passed_on)
        return Lowered(replace(law.program, clauses=clauses))

    def _law(self, setting: Setting, portion: Portion | None = None) -> _Law:
        key = (setting, portion)
        if key not in self._laws:
            near = self._made_near(setting) if portion is None else None
            self._laws[key] = near or self._made(setting, portion)
        return self._laws[key]

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

    def _made(self, setting: Setting, portion: Portion | None) -> _Law:
        library = self._in_setting(setting)
        spoken = {n: p for n, p in self._bearing_on(library, portion) if speaks(p, library, setting)}
        compared = {n: p for n, p in self._all(library).items() if n in setting.compared and n not in spoken}
        everything = with_scenarios({**spoken, **compared}, library, self._known)
        library = _with_scenario_relations(library, everything, self._known)
        provisions = {n: p for n, p in everything.items() if n.partition(" in ")[0] not in compared}
        idle = _idle_switches(provisions, library, setting)
        switched = _switched(provisions, idle)
        given = [
            self._contribution(n, p, library, switched.get(n, ()), n in idle) for n, p in provisions.items()
        ]
        unheard = [self._contribution(n, p, library, ()) for n, p in compared.items()]
        providers = _grouped(pair for g in given for pair in g.providers)
        questions = _grouped(pair for g in given for pair in g.questions)
        keyed = _by_key(provisions)
        pairs = _opposing(library, portion, providers, questions)
        known = tuple(pair for pair in dict.fromkeys(pairs) if set(pair) <= keyed.keys())
        order = beats_table(keyed, known, library, setting)
        lists = {name: rows for g in (*given, *unheard) for name, rows in g.lists.items()}
        program = ir.Program(
            clauses=tuple(c for g in (*given, *unheard) for c in g.clauses),
            calendar=calendar_in(library, setting.court),
            tables=MappingProxyType({**library.rows, **lists, **_hierarchy(library, setting)}),
            provisions=MappingProxyType(
                {n: provision_info(n, p, library, setting) for n, p in (*keyed.items(), *compared.items())}
            ),
            relations=MappingProxyType({n: relation_info(r) for n, r in library.relations.items()}),
            labels=MappingProxyType(dict(library.labels)),
            rings=order.rings,
            **_said_of(order, library),
        )
        by_name = dict(zip(provisions, given, strict=True))
        return _Law(
            library,
            providers,
            questions,
            program,
            order,
            frozenset(spoken),
            by_name,
            keyed,
            known,
            tuple(_passed_on(library)),
            portion,
        )

    def _made_near(self, setting: Setting) -> _Law | None:
        """The law of a setting from that of a library in which few provisions are otherwise.

        None if more is otherwise than what they contribute, whom they beat, and what is said of them.
        """
        if self._near is None or setting.compared or setting.before:
            return None
        other, touched = self._near
        base, library = other._law(setting), self._in_setting(setting)
        every = self._all(library)
        speaking = {n for n in touched if n in every and speaks(every[n], library, setting)}
        if base.order.rings or not touched <= every.keys() or speaking != touched & base.spoken:
            return None
        own = [key for key in base.keyed if _itself(key) in touched]
        keyed = {**base.keyed, **{key: every[_itself(key)] for key in own if " in " not in key}}
        if any(" in " in key and every[_itself(key)] != base.keyed[_itself(key)] for key in own):
            return None  # a copy in a scenario is otherwise too
        library = library.with_relations(base.library.relations)
        given = self._exchanged(base, keyed, library, setting)
        if given is None:
            return None
        pairs = [pair for pair in base.pairs if not set(own).isdisjoint(pair)]
        found = beats_table(keyed, pairs, library, setting)
        was = {pair: reason for pair in pairs if (reason := base.order.beats.get(pair))}
        kept = {pair: reason for pair, reason in base.order.beats.items() if pair not in was}
        order = Precedence({**kept, **found.beats}, ())
        if found.beats != was and (found.rings or rings_of(order.beats)):
            return None
        infos = {key: provision_info(key, keyed[key], library, setting) for key in own}
        same = all(base.program.provisions[key] == info for key, info in infos.items())
        if same and not given and found.beats == was and library.calendar is base.library.calendar:
            return base
        fresh = {id(c) for name in given for c in base.given[name].clauses}
        clauses = tuple(c for c in base.program.clauses if id(c) not in fresh)
        program = replace(
            base.program,
            clauses=(*(c for g in given.values() for c in g.clauses), *clauses),
            calendar=calendar_in(library, setting.court),
            provisions=MappingProxyType({**base.program.provisions, **infos}),
            **_said_of(order, library),
        )
        ordered = {name for pair in pairs if was.get(pair) != found.beats.get(pair) for name in pair}
        concluded = {k: c for k, c in base.concluded.items() if ordered.isdisjoint(base.providing(k[0]))}
        return replace(
            base,
            library=library,
            program=program,
            order=order,
            given={**base.given, **given},
            keyed=keyed,
            concluded=concluded,
        )

    def _exchanged(
        self, base: _Law, keyed: Mapping[str, ast.Provision], library: Library, setting: Setting
    ) -> dict[str, Given] | None:
        """What provisions contribute now, if it is otherwise; None if they oppose others than before."""
        assert self._near is not None
        before = {n: p for n, p in base.keyed.items() if n in base.given}
        idle = _idle_switches(before, base.library, setting)
        if idle != _idle_switches({n: keyed[n] for n in before}, library, setting):
            return None
        switched = _switched(before, idle)
        changed: dict[str, Given] = {}
        for name in (n for n in base.given if _itself(n) in self._near[1]):
            new, old = (
                self._contribution(name, keyed[name], library, switched.get(name, ()), name in idle),
                base.given[name],
            )
            if (new.providers, new.questions, new.lists) != (old.providers, old.questions, old.lists):
                return None
            if new.clauses != old.clauses:
                changed[name] = new
        return changed

    def given(self, name: str, setting: Setting, switches: tuple[str, ...]) -> Given:
        """What one provision contributes in a setting; ``switches`` can take it out of application."""
        library = self._in_setting(setting)
        every = self._all(library)
        return self._contribution(
            name, every[name], library, switches, _is_idle_switch(every[name], every, library, setting)
        )

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
        anew = {*without, *(touched or ())}
        if library.treatments is not self.library.treatments:
            given = {}  # what is left out is told by place
        else:
            given = {key: g for key, g in self._given.items() if _itself(key[0]) not in anew}
        fresh = {name: p for name, p in self._fresh.items() if name not in without}
        near = None if touched is None else (self, touched)
        return Lowering(library, given, fresh, self._known, self._concluded, _near=near)

    def alone(self, name: str, setting: Setting) -> Given:
        """What one provision contributes by itself, whether or not it speaks in a setting."""
        every = self._all(self.library)
        spoken = {n: p for n, p in every.items() if speaks(p, self.library, setting)}
        library = _with_scenario_relations(self.library, {name: every[name]}, self._known)
        return self._contribution(name, every[name], library, _switched(spoken).get(name, ()))

    def _bearing_on(self, library: Library, portion: Portion | None) -> Iterator[tuple[str, ast.Provision]]:
        every = self._all(library).items()
        return ((n, p) for n, p in every if portion is None or n in portion.provisions)

    def _all(self, library: Library) -> dict[str, ast.Provision]:
        for name, provision in library.provisions.items():
            if name not in self._fresh:
                self._fresh[name] = _fresh(replace(provision, factors=()))
        return self._fresh

    def _contribution(
        self,
        name: str,
        provision: ast.Provision,
        library: Library,
        switches: tuple[str, ...],
        idle: bool = False,
    ) -> Given:
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
        names = {_itself(provision.name.text), *names_of(provision, self.library)}
        acting = {t.later.text for t in self.library.treatments if t.earlier.text in names}
        near = {n for n in (library.provisions[a].under for a in acting & library.provisions.keys()) if n}
        bearing = names | acting | {place.authority.text for place in near}
        found = ((n, a) for n, a in library.authorities.items() if n in bearing)
        return frozenset(f"{n} {a.decided_on}" for n, a in found if a is not self.library.authorities[n])

    def _left_out(self, provision: ast.Provision, library: Library) -> frozenset[int | str]:
        """The treatments that are not there in a setting, and bound the text of a provision otherwise."""
        if library.treatments is self.library.treatments:
            return frozenset()
        names = {_itself(provision.name.text), *names_of(provision, self.library)}
        there = set(map(id, library.treatments))
        return frozenset(
            i for i, t in enumerate(self.library.treatments) if t.earlier.text in names and id(t) not in there
        )


def _itself(key: str) -> str:
    """The provision of which this is the key: its own, of a copy in a scenario, of an open question."""
    return key.partition(" in ")[0].partition(".")[0]


def _asserted(name: str, record: RecordSides) -> tuple[bool, bool, bool, bool]:
    """Whether usable facts, or prevailing ones, may assert a relation and its opposite."""
    other = ir.denied(name)
    return (
        name in record.recorded,
        other in record.recorded,
        name in record.prevailing,
        other in record.prevailing,
    )


def _said_of(order: Precedence, library: Library) -> dict[str, Any]:
    """Who beats whom, as a program has it."""
    return {
        "beats": MappingProxyType({pair: reason.words for pair, reason in order.beats.items()}),
        "court_rules": MappingProxyType(ruled_by(order, library)),
        "cautions": MappingProxyType(cautions_on(order)),
    }


def lower(library: Library, setting: Setting, record: RecordSides) -> Lowered:
    """The program of a library in one setting."""
    return Lowering(library).program(setting, record)


def _grouped(pairs: Iterable[tuple[str, Provider]]) -> dict[str, list[Provider]]:
    found: dict[str, list[Provider]] = {}
    for name, provider in pairs:
        found.setdefault(name, []).append(provider)
    return found


def _switched(
    provisions: Mapping[str, ast.Provision], idle: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """The provisions that others can take out of application."""
    targets = {
        p.conclusion.provision.text
        for n, p in provisions.items()
        if isinstance(p.conclusion, ast.SwitchOff) and n not in idle
    }
    return {name: (ir.switched_off(name),) for name in sorted(targets)}


def _idle_switches(
    provisions: Mapping[str, ast.Provision], library: Library, setting: Setting
) -> frozenset[str]:
    """Those that would take another provision out of application, which ranks above them."""
    return frozenset(n for n, p in provisions.items() if _is_idle_switch(p, provisions, library, setting))


def _is_idle_switch(
    provision: ast.Provision, provisions: Mapping[str, ast.Provision], library: Library, setting: Setting
) -> bool:
    if not isinstance(provision.conclusion, ast.SwitchOff):
        return False
    target = provisions.get(provision.conclusion.provision.text)
    return target is not None and not takes_out(provision, target, library, setting)


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


def _opposing(
    library: Library,
    portion: Portion | None,
    providers: Mapping[str, list[Provider]],
    questions: Mapping[str, list[Provider]],
) -> Iterator[tuple[str, str]]:
    """Pairs of provisions that oppose each other. Facts are in no such pair: the record does not matter."""
    for name in _concluded_or_recorded(library, portion):
        relation = _relation(name, library, providers, questions, RecordSides())
        for negated in (False, True):
            yield from opposing_pairs(Side(relation, negated))


def _concluded_or_recorded(library: Library, portion: Portion | None) -> Iterator[str]:
    """``portion``: what bears on a question; also in scenarios."""
    for name in library.relations:
        bears = portion is None or name.partition(" in ")[0] in portion.relations
        if bears and name not in library.tables and name not in ir.OF_THE_SETTING:
            yield name


def _passed_on(library: Library) -> Iterator[ir.Clause]:
    """What is given once and for all is possible because it is so."""
    for name in (*library.tables, *ir.OF_THE_SETTING):
        x = tuple(ir.Variable(f"X{i}") for i in range(len(library.relations[name].parameters)))
        origin = ir.Origin("possible", "", (None,))
        yield ir.Clause(ir.Atom(ir.possibly(name), x), (ir.Atom(name, x),), origin)


def _hierarchy(library: Library, setting: Setting) -> ir.Facts:
    pairs = frozenset((low, high) for low in library.courts for high in library.courts_above(low))
    return {
        ir.ASKED_IN: frozenset({(setting.court,)}),
        ir.ASKED_ON: frozenset({(setting.as_of,)}),
        ir.ANSWERS_TO: pairs,
    }


def _relation(
    name: str,
    library: Library,
    providers: Mapping[str, list[Provider]],
    questions: Mapping[str, list[Provider]],
    record: RecordSides,
) -> Relation:
    declared = library.relations[name]
    recorded, recorded_denied, prevailing, prevailing_denied = _asserted(name, record)
    return Relation(
        name=name,
        arity=len(declared.parameters),
        keys=keys_of(declared),
        asserting=tuple(providers.get(name, ())),
        denying=tuple(providers.get(ir.denied(name), ())),
        open_questions=tuple(questions.get(name, ())),
        recorded=recorded,
        recorded_denied=recorded_denied,
        prevailing=prevailing,
        prevailing_denied=prevailing_denied,
        durations=frozenset(i for i, p in enumerate(declared.parameters) if p.sort.text == "Duration"),
    )

"""A library to the clauses that engines run, for one court and one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from decisis.citation import cite
from decisis.compiler.elements import ESTABLISHED, POSSIBLE, Body, Elements, Mode, Output, relation_of
from decisis.compiler.library import Library
from decisis.compiler.opposition import Provider, Relation, Side, conclusions, opposing_pairs
from decisis.compiler.precedence import (
    Setting,
    Span,
    authority_of,
    beats_table,
    chooser_of,
    speaks,
    strength_of,
    text_span,
)
from decisis.compiler.scenarios import scenario_relation, with_scenarios
from decisis.compiler.words import OPPOSITE
from decisis.rules import ir
from decisis.rules.plan import unsafe_variables, variables
from decisis.syntax import ast
from decisis.syntax.walk import rebuild, walk
from decisis.values import Value

BUILT_IN_FACTS = ("asked_in", "asked_on", "answers_to")
_FOREVER = date.max


@dataclass(frozen=True)
class Lowered:
    """A program for one setting, and the rings of provisions that beat one another."""

    program: ir.Program
    rings: tuple[tuple[str, ...], ...]
    provisions: Mapping[str, ast.Provision]  # those that speak in this setting


@dataclass(frozen=True)
class RecordSides:
    """Which literals (`p`, `not p`) the facts of a matter may assert; prevailing ones beat everything."""

    recorded: frozenset[str] = frozenset()
    prevailing: frozenset[str] = frozenset()

    def joined(self, other: RecordSides) -> RecordSides:
        return RecordSides(self.recorded | other.recorded, self.prevailing | other.prevailing)


@dataclass(frozen=True)
class Given:
    """What one provision contributes, in any setting in which it speaks."""

    clauses: tuple[ir.Clause, ...]
    lists: Mapping[str, frozenset[tuple[Value, ...]]]
    providers: tuple[tuple[str, Provider], ...]  # by the lowered literal that they conclude
    questions: tuple[tuple[str, Provider], ...]  # by the relation that they leave open


@dataclass
class Lowering:
    """Lowers one library for any number of settings; what a provision contributes is worked out once."""

    library: Library
    _given: dict[tuple[str, tuple[str, ...]], Given] = field(default_factory=dict)
    _fresh: dict[str, ast.Provision] = field(default_factory=dict)

    def program(self, setting: Setting, record: RecordSides) -> Lowered:
        library = self.library
        spoken = {n: p for n, p in self._all(library).items() if speaks(p, library, setting)}
        provisions = with_scenarios(spoken, library)
        library = _with_scenario_relations(library, provisions)
        switched = _switched(provisions)
        given = [self._contribution(n, p, library, switched.get(n, ())) for n, p in provisions.items()]
        providers = _grouped(pair for g in given for pair in g.providers)
        questions = _grouped(pair for g in given for pair in g.questions)
        relations = [
            _relation(n, library, providers, questions, record) for n in _concluded_or_recorded(library)
        ]
        keyed = _by_key(provisions)
        pairs = [
            pair for r in relations for negated in (False, True) for pair in opposing_pairs(Side(r, negated))
        ]
        known = [pair for pair in dict.fromkeys(pairs) if set(pair) <= set(keyed)]
        beats, rings = beats_table(keyed, known, library, setting.court)
        concluded = (c for r in relations for c in conclusions(r, beats))
        lists = {name: rows for g in given for name, rows in g.lists.items()}
        program = ir.Program(
            clauses=(*(c for g in given for c in g.clauses), *concluded, *_passed_on(library)),
            calendar=library.calendar,
            tables=MappingProxyType({**library.rows, **lists, **_hierarchy(library, setting)}),
            provisions=MappingProxyType(
                {n: _provision_info(n, p, library, setting) for n, p in keyed.items()}
            ),
            relations=MappingProxyType({n: _relation_info(r) for n, r in library.relations.items()}),
            labels=MappingProxyType(dict(library.labels)),
            beats=MappingProxyType(beats),
        )
        return Lowered(program, tuple(rings), MappingProxyType(provisions))

    def _all(self, library: Library) -> dict[str, ast.Provision]:
        for name, provision in library.provisions.items():
            if name not in self._fresh:
                self._fresh[name] = _fresh(provision)
        return self._fresh

    def _contribution(
        self, name: str, provision: ast.Provision, library: Library, switches: tuple[str, ...]
    ) -> Given:
        key = (name, switches)
        if key not in self._given:
            output = Output()
            found = _Contribution(provision, library, output, switches)
            found.lower()
            self._given[key] = Given(
                tuple(output.clauses), output.lists, tuple(found.providers), tuple(found.questions)
            )
        return self._given[key]


def lower(library: Library, setting: Setting, record: RecordSides) -> Lowered:
    """The program of a library in one setting."""
    return Lowering(library).program(setting, record)


def _grouped(pairs: Iterable[tuple[str, Provider]]) -> dict[str, list[Provider]]:
    found: dict[str, list[Provider]] = {}
    for name, provider in pairs:
        found.setdefault(name, []).append(provider)
    return found


def _switched(provisions: Mapping[str, ast.Provision]) -> dict[str, tuple[str, ...]]:
    """The provisions that others can take out of application."""
    targets = {
        p.conclusion.provision.text for p in provisions.values() if isinstance(p.conclusion, ast.SwitchOff)
    }
    return {name: (ir.switched_off(name),) for name in sorted(targets)}


# --- preparation -----------------------------------------------------------------------------------


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


def _with_scenario_relations(library: Library, provisions: Mapping[str, ast.Provision]) -> Library:
    found = dict(library.relations)
    for node in (n for p in provisions.values() for n in walk(p)):
        if isinstance(node, ast.Atom) and node.scenario is not None:
            name = relation_of(node)
            if name not in found:
                scenario = library.scenarios[node.scenario.name.text]
                found[name] = scenario_relation(
                    name, scenario, library.relations[node.relation.text], library
                )
    return replace(library, relations=MappingProxyType(found))


def _by_key(provisions: Mapping[str, ast.Provision]) -> dict[str, ast.Provision]:
    """Provisions by their names, and by `provision.question` for the questions they leave open."""
    keyed = dict(provisions)
    for name, provision in provisions.items():
        for question in provision.leaves_open:
            keyed[f"{name}.{question.name.text}"] = provision
    return keyed


def _concluded_or_recorded(library: Library) -> Iterator[str]:
    for name in library.relations:
        if name not in library.tables and name not in BUILT_IN_FACTS:
            yield name


def _passed_on(library: Library) -> Iterator[ir.Clause]:
    """What is given once and for all is possible because it is so."""
    for name in (*library.tables, *BUILT_IN_FACTS):
        x = tuple(ir.Variable(f"X{i}") for i in range(len(library.relations[name].parameters)))
        origin = ir.Origin("possible", "", (None,))
        yield ir.Clause(ir.Atom(ir.possibly(name), x), (ir.Atom(name, x),), origin)


def _hierarchy(library: Library, setting: Setting) -> ir.Facts:
    pairs = frozenset((low, high) for low in library.courts for high in library.courts_above(low))
    return {
        "asked_in": frozenset({(setting.court,)}),
        "asked_on": frozenset({(setting.as_of,)}),
        "answers_to": pairs,
    }


# --- provisions --------------------------------------------------------------------------------------


@dataclass
class _Contribution:
    """Lowers one provision."""

    provision: ast.Provision
    library: Library
    output: Output
    switches: tuple[str, ...]
    providers: list[tuple[str, Provider]] = field(default_factory=list)
    questions: list[tuple[str, Provider]] = field(default_factory=list)

    @cached_property
    def name(self) -> str:
        return self.provision.name.text

    @cached_property
    def sorts(self) -> dict[str, str]:
        return variable_sorts(self.provision, self.library)

    def lower(self) -> None:
        provision = self.provision
        head, terms = _conclusion(provision.conclusion)
        key = Provider(self.name, self.name, ir.applies(self.name), ir.possibly_applies(self.name))
        for mode in (ESTABLISHED, POSSIBLE):
            atom = ir.Atom(key.applies if mode.established else key.possibly, terms)
            for body, row in self._ways(mode, _sections(provision), replace(provision, leaves_open=())):
                self._applies(atom, (*body, *_unless_off(provision, self.switches, mode)), row, mode)
                if provision.despite and mode.established:
                    self._although(body)
        if isinstance(provision.conclusion, ast.SwitchOff):
            _switch_clauses(provision, head, key, len(terms), self.output)
            return
        self.providers.append((head, key))
        if provision.otherwise_not:
            self._otherwise()
        for question in provision.leaves_open:
            self._question(question)

    def _applies(self, head: ir.Atom, body: Body, row: ast.EditionRow | None, mode: Mode) -> None:
        origin = ir.Origin(
            "applies",
            self.name,
            tuple(info for _, info in body),
            pinpoint=row.pinpoint.text if row and row.pinpoint else "",
            quote=row.quote.text if row and row.quote else "",
            possible=not mode.established,
        )
        clause = ir.Clause(head, tuple(literal for literal, _ in body), origin)
        if origin.asks_the_court and unsafe_variables(clause):
            return  # what the court may grant has to be named by something else
        self.output.clauses.append(clause)

    def _although(self, body: Body) -> None:
        """What a provision applies despite, as far as it is so: for the proof alone.

        Each element of the section has a clause of its own, beside the elements before it.
        """
        elements = Elements(
            self.name, self.library, ESTABLISHED, _uses(self.provision), self.sorts, self.output
        )
        bound = tuple(map(ir.Variable, dict.fromkeys(v for literal, _ in body for v in variables(literal))))
        before = tuple((literal, None) for literal, _ in body)
        for element in self.provision.despite:
            for more in elements.bodies([("despite", element)], before):
                head = ir.Atom(self.output.fresh(ir.although(self.name)), bound)
                origin = ir.Origin("although", self.name, tuple(info for _, info in more))
                self.output.clauses.append(ir.Clause(head, tuple(literal for literal, _ in more), origin))
                before = tuple((literal, None) for literal, _ in more)

    def _ways(
        self, mode: Mode, sections: list[tuple[str, ast.Element]], scope: object
    ) -> Iterator[tuple[Body, ast.EditionRow | None]]:
        """The bodies of a provision: for each row of its editions, each way in which its elements hold.

        ``scope`` is where a variable may occur again: an open question is a scope of its own.
        """
        elements = Elements(self.name, self.library, mode, _uses(scope), self.sorts, self.output)
        for row, start in _governed(self.provision, self.library, self.sorts, mode):
            for body in elements.bodies(sections, start):
                yield body, row

    def _otherwise(self) -> None:
        """A definition is denied when one of its elements is established false, those before it holding."""
        assert isinstance(self.provision.conclusion, ast.Literal)
        name = f"{self.name}, otherwise not"
        relation, terms = _conclusion(replace(self.provision.conclusion, negated=True))
        key = Provider(self.name, self.name, ir.applies(name), ir.possibly_applies(name))
        for failing in _failures(self.provision, self.library):
            for mode in (ESTABLISHED, POSSIBLE):
                head = ir.Atom(key.applies if mode.established else key.possibly, terms)
                for body, row in self._ways(mode, [("given", e) for e in failing], self.provision):
                    self._applies(head, body, row, mode)
        self.providers.append((relation, key))

    def _question(self, question: ast.OpenQuestion) -> None:
        """An open question opposes its literal and the opposite; settled, it gives one of them."""
        full = f"{self.name}.{question.name.text}"
        relation, terms = _conclusion(replace(question.literal, negated=False))
        sections = [("when", e) for e in question.elements]
        left, so, otherwise = (
            Provider(full, self.name, ir.applies(name), ir.possibly_applies(name))
            for name in (full, f"{full}, answered so", f"{full}, answered otherwise")
        )
        for state, key in ((ir.LEFT_OPEN, left), (ir.SETTLED_FOR, so), (ir.SETTLED_AGAINST, otherwise)):
            in_state = (ir.Atom(state, (ir.Constant(full),)), None)
            for mode in (ESTABLISHED, POSSIBLE):
                head = ir.Atom(key.applies if mode.established else key.possibly, terms)
                for body, row in self._ways(
                    mode, sections, (question, self.provision.rows, self.provision.as_of)
                ):
                    self._applies(head, (in_state, *body), row, mode)
        self.questions.append((relation, left))
        literals = (relation, ir.denied(relation))
        self.providers += zip(
            reversed(literals) if question.literal.negated else literals, (so, otherwise), strict=True
        )


def _conclusion(conclusion: ast.Literal | ast.SwitchOff) -> tuple[str, tuple[ir.Term, ...]]:
    if isinstance(conclusion, ast.SwitchOff):
        return ir.switched_off(conclusion.provision.text), tuple(map(_ir_term, conclusion.terms))
    relation = relation_of(conclusion.atom)
    scenario = conclusion.atom.scenario.terms if conclusion.atom.scenario else ()
    terms = tuple(_ir_term(t) for t in (*scenario, *(a.term for a in conclusion.atom.arguments)))
    return (ir.denied(relation) if conclusion.negated else relation), terms


def _ir_term(term: ast.Term) -> ir.Term:
    return ir.Variable(term.name) if isinstance(term, ast.Variable) else ir.Constant(term.value)


def _sections(provision: ast.Provision) -> list[tuple[str, ast.Element]]:
    """The elements that a provision asks for; what it applies despite is not among them."""
    sections = (("given", provision.given), ("unless", provision.unless))
    return [(section, element) for section, elements in sections for element in elements]


def _uses(scope: object) -> dict[str, int]:
    uses: dict[str, int] = {}
    for node in walk(scope):
        if isinstance(node, ast.Variable):
            uses[node.name] = uses.get(node.name, 0) + 1
    return uses


def variable_sorts(node: object, library: Library) -> dict[str, str]:
    """The sorts of variables, as the relations they are arguments of declare them."""
    sorts: dict[str, str] = {}
    for atom in (n for n in walk(node) if isinstance(n, ast.Atom)):
        relation = library.relations.get(atom.relation.text)
        if relation is None:
            continue
        for parameter, argument in zip(relation.parameters, atom.arguments, strict=False):
            if isinstance(argument.term, ast.Variable):
                sorts.setdefault(argument.term.name, parameter.sort.text)
    return sorts


# --- the day that governs a provision ------------------------------------------------------------------


def _governed(
    provision: ast.Provision, library: Library, sorts: Mapping[str, str], mode: Mode
) -> Iterator[tuple[ast.EditionRow | None, Body]]:
    """For each row of editions (or once) the literals that hold a provision to its time."""
    span = text_span(provision, library)
    if provision.rows is not None:
        day = ir.Variable(provision.rows.as_of.name)
        for row, days in _row_spans(provision.rows):
            settings = tuple(
                (ir.Binding(ir.Variable(s.variable.name), ir.Constant(s.value.value)), None)
                for s in row.settings
            )
            yield row, (*settings, *_within_days(day, span.meet(days), mode))
    elif provision.as_of is not None:
        yield None, _within_days(ir.Variable(provision.as_of.name), span, mode)
    else:
        yield None, _chosen(provision, library, sorts, span, mode)


def _row_spans(rows: ast.EditionRows) -> Iterator[tuple[ast.EditionRow, Span]]:
    listed = sorted(rows.rows, key=lambda r: r.start)
    for row, following in zip(listed, (*listed[1:], None), strict=True):
        end = following.start - timedelta(days=1) if following else None
        yield row, Span(row.start if row.start != date.min else None, end)


def _chosen(
    provision: ast.Provision, library: Library, sorts: Mapping[str, str], span: Span, mode: Mode
) -> Body:
    """The edition in force on the day that the work's chooser names."""
    chooser = chooser_of(provision, library)
    if chooser is None:
        return ()
    terms = tuple(_chooser_term(a.term, p, sorts) for a, p in _chooser_arguments(chooser, library))
    day = terms[-1]
    atom = ir.Atom(mode.name(chooser.relation.text), terms)
    info = ir.ElementInfo(section="in force")
    return ((atom, info), *(_within_days(day, span, mode) if isinstance(day, ir.Variable) else ()))


def _chooser_arguments(chooser: ast.Atom, library: Library) -> list[tuple[ast.Argument, ast.Parameter]]:
    return list(zip(chooser.arguments, library.relations[chooser.relation.text].parameters, strict=True))


def _chooser_term(term: ast.Term, parameter: ast.Parameter, sorts: Mapping[str, str]) -> ir.Term:
    """A variable of the chooser is the provision's own of that name, else its only one of that sort."""
    if isinstance(term, ast.Constant):
        return _ir_term(term)
    if sorts.get(term.name) == parameter.sort.text and parameter.sort.text != "Date":
        return ir.Variable(term.name)
    alike = [n for n, s in sorts.items() if s == parameter.sort.text and not n.startswith("_")]
    if len(alike) == 1 and parameter.sort.text != "Date":
        return ir.Variable(alike[0])
    return ir.Variable(f"_chosen {term.name}")


def _within_days(day: ir.Variable, span: Span, mode: Mode) -> Body:
    body: list[tuple[ir.Literal, ir.ElementInfo]] = []
    for operator, limit, words in ((">=", span.start, "is not before"), ("<=", span.end, "is not after")):
        if limit is not None and limit != _FOREVER:
            said = ir.ElementInfo(section="in force", text=f"{{{day.name}}} {words} {limit.isoformat()}")
            body.append((ir.Comparison(day, operator, ir.Constant(limit), mode.established), said))
    return tuple(body)


# --- switching off, otherwise not, open questions ----------------------------------------------------


def _unless_off(provision: ast.Provision, switches: tuple[str, ...], mode: Mode) -> Body:
    if not switches:
        return ()
    _, terms = _conclusion(provision.conclusion)
    info = ir.ElementInfo(section="switched off", text="nothing takes it out of application")
    return tuple((ir.Negation(ir.Atom(mode.other.name(s), terms)), info) for s in switches)


def _switch_clauses(
    provision: ast.Provision, relation: str, key: Provider, arity: int, output: Output
) -> None:
    x = tuple(ir.Variable(f"X{i}") for i in range(arity))
    origin = ir.Origin("concludes", provision.name.text, (None,))
    output.clauses.append(ir.Clause(ir.Atom(relation, x), (ir.Atom(key.applies, x),), origin))
    possible = ir.Atom(ir.possibly(relation), x)
    output.clauses.append(ir.Clause(possible, (ir.Atom(key.possibly, x),), replace(origin, role="possible")))


def _failures(provision: ast.Provision, library: Library) -> Iterator[tuple[ast.Element, ...]]:
    """For each element that can be established false: its opposite, beside what fixes its variables.

    Only where the arguments of the conclusion fix every variable of the element (through functional
    relations): otherwise another value could still meet the definition.
    """
    head = _variables(provision.conclusion)
    fixing: dict[str, tuple[ast.Element, ...]] = dict.fromkeys(head, ())
    before: list[ast.Element] = []
    for element in provision.given:
        opposite = _opposite(element.formula, library)
        used = _variables(element.formula)
        if opposite is not None and used <= set(fixing):
            false = replace(element, formula=opposite, for_the_court=False)
            if element.for_the_court and head <= _bound(tuple(before), library):
                yield (*before, replace(false, for_the_court=True))  # the court may find it either way
            needed = tuple(e for e in before if any(e in fixing[name] for name in used))
            alone = (*needed, false)
            for elements in (alone, (*before, false)):
                if head <= _bound(elements, library):
                    yield elements
                    break
        for name in _fixed_by(element.formula, set(fixing), library) - set(fixing):
            fixing[name] = (*(e for n in _variables(element.formula) for e in fixing.get(n, ())), element)
        before.append(element)


def _variables(node: object) -> set[str]:
    return {n.name for n in walk(node) if isinstance(n, ast.Variable)}


def _bound(elements: tuple[ast.Element, ...], library: Library) -> set[str]:
    """The variables that elements give values to: those of literals that something must establish."""
    bound: set[str] = set()
    for formula in (e.formula for e in elements):
        if isinstance(formula, ast.Literal) and not (
            formula.negated and library.relations[formula.atom.relation.text].closed
        ):
            bound |= _variables(formula)
        elif isinstance(formula, ast.Assignment):
            bound.add(formula.variable.name)
    return bound


def _opposite(formula: ast.Formula, library: Library) -> ast.Formula | None:
    match formula:
        case ast.Literal():
            return replace(formula, negated=not formula.negated)
        case ast.Comparison(operator=operator):
            return replace(formula, operator=OPPOSITE[operator])
        case ast.Membership():
            return replace(formula, negated=not formula.negated)
        case _:
            return None


def _fixed_by(formula: ast.Formula, fixed: set[str], library: Library) -> set[str]:
    if isinstance(formula, ast.Assignment):
        inside = {n.name for n in walk(formula.expression) if isinstance(n, ast.Variable)}
        return {formula.variable.name} if inside <= fixed else set()
    if not isinstance(formula, ast.Literal) or formula.negated:
        return set()
    relation = library.relations[formula.atom.relation.text]
    if relation.functional is None:
        return set()
    keys = {k.text for k in relation.functional}
    paired = list(zip(relation.parameters, formula.atom.arguments, strict=True))
    in_keys = {a.term.name for p, a in paired if p.name.text in keys and isinstance(a.term, ast.Variable)}
    values = {a.term.name for p, a in paired if p.name.text not in keys and isinstance(a.term, ast.Variable)}
    return values if in_keys <= fixed else set()


# --- relations and words ---------------------------------------------------------------------------------


def _relation(
    name: str,
    library: Library,
    providers: Mapping[str, list[Provider]],
    questions: Mapping[str, list[Provider]],
    record: RecordSides,
) -> Relation:
    declared = library.relations[name]
    negative = ir.denied(name)
    return Relation(
        name=name,
        arity=len(declared.parameters),
        keys=_keys(declared),
        asserting=tuple(providers.get(name, ())),
        denying=tuple(providers.get(negative, ())),
        open_questions=tuple(questions.get(name, ())),
        recorded=name in record.recorded,
        recorded_denied=negative in record.recorded,
        prevailing=name in record.prevailing,
        prevailing_denied=negative in record.prevailing,
    )


def _keys(relation: ast.Relation) -> tuple[int, ...] | None:
    if relation.functional is None:
        return None
    names = {k.text for k in relation.functional}
    return tuple(i for i, p in enumerate(relation.parameters) if p.name.text in names)


def _relation_info(relation: ast.Relation) -> ir.RelationInfo:
    return ir.RelationInfo(
        name=relation.name.text,
        parameters=tuple(p.name.text for p in relation.parameters),
        sorts=tuple(p.sort.text for p in relation.parameters),
        keys=_keys(relation),
        closed=relation.closed,
        reads=relation.reads.text if relation.reads else "",
        denied=relation.denied.text if relation.denied else "",
        asks=relation.asks.text if relation.asks else "",
    )


def _provision_info(
    key: str, provision: ast.Provision, library: Library, setting: Setting
) -> ir.ProvisionInfo:
    authority = authority_of(provision, library)
    citation = authority.citation.text if authority else ""
    pinpoint = provision.under.pinpoint.text if provision.under and provision.under.pinpoint else ""
    provenance = provision.provenance or (authority.provenance if authority else None)
    return ir.ProvisionInfo(
        name=key,
        title=provision.title.text if provision.title else "",
        kind="open question" if key != provision.name.text else provision.kind,
        authority=authority.name.text if authority else "",
        citation=cite(citation, pinpoint) if citation else "",
        pinpoint=pinpoint,
        quote=provision.quote.text if provision.quote else "",
        strength=strength_of(provision, library, setting.court),
        provenance=_provenance_words(provenance),
        construing=_construing(provision, library),
        place=provision.name.span.where,
    )


def _provenance_words(provenance: ast.Provenance | None) -> str:
    if provenance is None:
        return ""
    return f"checked against {provenance.against}" if provenance.against else provenance.kind


def _construing(provision: ast.Provision, library: Library) -> str:
    place = provision.construing
    if place is None or place.authority.text not in library.authorities:
        return ""
    return cite(
        library.authorities[place.authority.text].citation.text, place.pinpoint.text if place.pinpoint else ""
    )

"""One provision as clauses: when it applies, and when it possibly does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from decisis.compiler.definitions import failures
from decisis.compiler.elements import Elements, relation_of
from decisis.compiler.governed import governed, governed_otherwise
from decisis.compiler.library import Library
from decisis.compiler.opposition import Provider
from decisis.compiler.output import ESTABLISHED, POSSIBLE, Body, Mode, Output
from decisis.compiler.sorts import sorts_of
from decisis.compiler.terms import ir_term
from decisis.rules import ir, naming
from decisis.rules.plan import unsafe_variables, variables
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.values import Value

ANYTHING = ir.Constant(naming.ANYTHING)


@dataclass(frozen=True)
class Given:
    """What one provision contributes, in any setting in which it speaks."""

    clauses: tuple[ir.Clause, ...]
    lists: Mapping[str, frozenset[tuple[Value, ...]]]
    providers: tuple[tuple[str, Provider], ...]  # by the lowered literal that they conclude
    questions: tuple[tuple[str, Provider], ...]  # by the relation that they leave open


@dataclass
class Contribution:
    """Lowers one provision."""

    provision: ast.Provision
    library: Library
    output: Output
    switches: tuple[str, ...]
    idle: bool = False  # it says that another one does not apply, which ranks above it
    providers: list[tuple[str, Provider]] = field(default_factory=list)
    questions: list[tuple[str, Provider]] = field(default_factory=list)

    @cached_property
    def name(self) -> str:
        return self.provision.name.text

    @cached_property
    def sorts(self) -> dict[str, str]:
        return variable_sorts(self.provision, self.library)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """The same, and of what an element names: the day that is 3 months after another is a day."""
        return sorts_of(self.provision, self.library) | self.sorts

    @cached_property
    def _all_uses(self) -> dict[str, int]:
        return _uses(self.provision)

    def lower(self) -> None:
        provision = self.provision
        head, terms = _conclusion(provision.conclusion)
        key = Provider(self.name, self.name, naming.applies(self.name), naming.possibly_applies(self.name))
        uses = _uses(replace(provision, leaves_open=()))
        for mode in (ESTABLISHED, POSSIBLE):
            atom = ir.Atom(key.applies if mode.established else key.possibly, terms)
            for body, row in self._ways(mode, _sections(provision), uses):
                self._applies(atom, (*body, *_unless_off(provision, self.switches, mode)), row, mode)
                if provision.despite and mode.established:
                    self._although(body)
        for question in provision.leaves_open:
            self._question(question)
        if not isinstance(provision.conclusion, ast.Literal):
            if not self.idle:
                _switch_clauses(provision, head, key, len(terms), self.output)
            return
        self.providers.append((head, key))
        if provision.otherwise_not:
            self._otherwise()

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
        elements = Elements(self.name, self.library, ESTABLISHED, self._all_uses, self._kinds, self.output)
        bound = tuple(map(ir.Variable, dict.fromkeys(v for literal, _ in body for v in variables(literal))))
        before = tuple((literal, None) for literal, _ in body)
        for element in self.provision.despite:
            for more in elements.bodies([("despite", element)], before):
                head = ir.Atom(self.output.fresh(naming.although(self.name)), bound)
                origin = ir.Origin("although", self.name, tuple(info for _, info in more))
                self.output.clauses.append(ir.Clause(head, tuple(literal for literal, _ in more), origin))
                before = tuple((literal, None) for literal, _ in more)

    def _ways(
        self, mode: Mode, sections: list[tuple[str, ast.Element]], uses: Mapping[str, int]
    ) -> Iterator[tuple[Body, ast.EditionRow | None]]:
        """The bodies of a provision: for each row of its editions, each way in which its elements hold.

        ``uses`` are those where a variable may occur again: an open question is a scope of its own.
        """
        elements = Elements(self.name, self.library, mode, uses, self._kinds, self.output)
        otherwise = governed_otherwise(self.provision, self.library, self.sorts) if mode.established else ()
        for row, start in governed(self.provision, self.library, self.sorts, mode):
            for body in elements.bodies(
                sections, (*start, *elements.none_of(naming.OTHER_EDITION, otherwise))
            ):
                yield body, row

    def _otherwise(self) -> None:
        """A definition is denied when one of its elements is established false, those before it holding."""
        assert isinstance(self.provision.conclusion, ast.Literal)
        name = naming.otherwise_not(self.name)
        relation, terms = _conclusion(replace(self.provision.conclusion, negated=True))
        key = Provider(self.name, self.name, naming.applies(name), naming.possibly_applies(name))
        for failing in failures(self.provision, self.library):
            for mode in (ESTABLISHED, POSSIBLE):
                head = ir.Atom(key.applies if mode.established else key.possibly, terms)
                for body, row in self._ways(mode, [("given", e) for e in failing], self._all_uses):
                    self._applies(head, (*body, *_unless_off(self.provision, self.switches, mode)), row, mode)
        self.providers.append((relation, key))

    def _question(self, question: ast.OpenQuestion) -> None:
        """An open question opposes its literal and the opposite; settled, it gives one of them."""
        full = f"{self.name}.{question.name.text}"
        relation, terms = _conclusion(replace(question.literal, negated=False))
        sections = [("when", e) for e in question.elements]
        left, so, otherwise = (
            Provider(full, self.name, naming.applies(name), naming.possibly_applies(name))
            for name in (full, f"{full}, answered so", f"{full}, answered otherwise")
        )
        uses = _uses((question, self.provision.rows, self.provision.as_of))
        for answer, key in ((None, left), (True, so), (False, otherwise)):
            in_state = (ir.Atom(naming.state_of(full, answer), ()), None)
            for mode in (ESTABLISHED, POSSIBLE):
                head = ir.Atom(key.applies if mode.established else key.possibly, terms)
                for body, row in self._ways(mode, sections, uses):
                    self._applies(head, (in_state, *body), row, mode)
        self.questions.append((relation, left))
        literals = (relation, naming.denied(relation))
        self.providers += zip(
            reversed(literals) if question.literal.negated else literals, (so, otherwise), strict=True
        )


def _conclusion(conclusion: ast.Conclusion) -> tuple[str, tuple[ir.Term, ...]]:
    if isinstance(conclusion, ast.SwitchOff):
        return naming.switched_off(conclusion.provision.text), tuple(map(ir_term, conclusion.terms))
    relation = relation_of(conclusion.atom)
    scenario = conclusion.atom.scenario.terms if conclusion.atom.scenario else ()
    if isinstance(conclusion, ast.NotCovered):
        named = (*scenario, *(a.term for a in conclusion.atom.arguments))
        return naming.not_covered(relation), tuple(ANYTHING if is_unnamed(t) else ir_term(t) for t in named)
    terms = tuple(ir_term(t) for t in (*scenario, *(a.term for a in conclusion.atom.arguments)))
    return (naming.denied(relation) if conclusion.negated else relation), terms


def is_unnamed(term: ast.Term) -> bool:
    """Whether a term is `_`, which has a name of its own by now."""
    return isinstance(term, ast.Variable) and term.name.startswith("_")


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
    possible = ir.Atom(naming.possibly(relation), x)
    output.clauses.append(ir.Clause(possible, (ir.Atom(key.possibly, x),), replace(origin, role="possible")))

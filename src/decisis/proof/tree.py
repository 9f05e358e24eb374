"""Proof nodes: one ground of an established atom, as the steps a reader can check.

A proof is a graph without cycles: equal steps are one node, however often they are used.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import islice

from decisis.dataclass import dataclass, field, replace
from decisis.proof.argument import Absent, Argument, Failure, Ground, Instance, ground, pattern
from decisis.proof.days import counted_days, no_day
from decisis.proof.grounds import Grounds, Support, is_fact, members, names_provision, premises
from decisis.proof.wording import Wording, is_unknown, literal_of, source_text
from decisis.rules import ir
from decisis.rules.arithmetic import evaluate
from decisis.rules.plan import variables
from decisis.static import Protocol, TypeGuard
from decisis.values import Value, text


@dataclass(frozen=True)
class Node:
    """One step. ``kind``: given, derived, computed, absent, considered, by cases, for every, case."""

    kind: str
    text: str
    literal: str = ""
    label: str = ""  # of the element that it meets
    section: str = ""  # given, despite, unless, when, in force
    provision: str = ""
    title: str = ""
    citation: str = ""
    pinpoint: str = ""
    quote: str = ""
    strength: str = ""
    provenance: str = ""
    source: str = ""
    status: str = ""
    bearer: str = ""
    standard: str = ""
    reason: str = ""  # why a provision lost, or where an attempt failed
    treated: tuple[str, ...] = ()  # by later authorities, which left it its force
    cautions: tuple[str, ...] = ()  # warnings that travel with what rests on the step
    premises: tuple[Node, ...] = ()


class Statement(Protocol):
    """A fact of the record, as far as a proof shows it."""

    @property
    def status(self) -> str: ...
    @property
    def quote(self) -> str: ...
    @property
    def where(self) -> str: ...


Record = Mapping[Ground, Sequence[Statement]]
FEW_FAILING = 3  # of the cases that a `for every` does not hold of, that are named
FEW_FOUND = 2  # atoms that stand in the way of an absence, that are named
FEW_CASES = 4  # of a `for every` with equal reasons, that are each shown
CONCLUDING = (
    "concludes",
    "possible",
    "supported",
    "standing",
)  # roles of clauses from what applies to what follows
NESTED = 50  # levels of a proof that are built one within the other


@dataclass
class TreeBuilder:
    """Builds the tree of one ground: only its facts and provisions are used."""

    argument: Argument
    grounds: Grounds
    record: Record
    wording: Wording
    support: Support
    _levels: dict[Ground, int] = field(default_factory=dict)
    _nodes: dict[Ground, Node] = field(default_factory=dict)

    # --- which instances the ground may use ----------------------------------------------------------

    def _allowed(self, instance: Instance) -> bool:
        if names_provision(instance.clause) and instance.clause.origin.provision not in self.support:
            return False
        for atom, present in premises(instance, self.argument):
            if not present and not any(s <= self.support for s in self.grounds.absence(atom)):
                return False
        return True

    def _rank(self, root: Ground) -> None:
        """Levels of everything the root can rest on within the ground: 1 + the highest level below."""
        found: dict[Ground, list[tuple[Instance, list[Ground]]]] = {}
        pending = [root]
        while pending:
            node = pending.pop()
            if node in found or node in self._levels:
                continue
            if not self.argument.derived(node.relation):
                found[node] = []
                if not is_fact(node.relation) or node in self.support:
                    self._levels[node] = 0
                continue
            usable = [i for i in self.argument.instances(node) if self._allowed(i)]
            found[node] = [(i, [a for a, p in premises(i, self.argument) if p]) for i in usable]
            pending += [a for _, below in found[node] for a in below]
        deepest_first = list(reversed(found.items()))
        changed = True
        while changed:
            changed = False
            for node, ways in deepest_first:
                for _, below in ways:
                    if all(a in self._levels for a in below):
                        level = 1 + max((self._levels[a] for a in below), default=0)
                        if level < self._levels.get(node, level + 1):
                            self._levels[node], changed = level, True

    def _best(self, node: Ground) -> Instance:
        if node not in self._levels:
            self._rank(node)
        ways = [
            (1 + max((self._levels[a] for a in below), default=0), position, instance)
            for position, instance in enumerate(self.argument.instances(node))
            if self._allowed(instance)
            for below in ([a for a, p in premises(instance, self.argument) if p],)
            if all(a in self._levels for a in below)
        ]
        return min(ways, key=lambda way: way[:2])[2]

    def _far_below(self, root: Ground) -> list[Ground]:
        """Atoms of the tree at every so many levels, lowest first: built in turn, none nests deep."""
        found: dict[Ground, None] = {}
        pending = [root]
        while pending:
            node = pending.pop()
            if node not in found and self.argument.derived(node.relation):
                found[node] = None
                pending += [a for a, present in premises(self._best(node), self.argument) if present]
        steps = [node for node in found if self._levels[node] % NESTED == 0]
        return sorted(steps, key=self._levels.__getitem__)

    def instances(self, root: Ground) -> Iterator[Instance]:
        """Every rule instance that the ground uses for an atom, the atom's own first."""
        seen: set[Ground] = set()
        pending = [root]
        while pending:
            node = pending.pop()
            if node not in seen and self.argument.derived(node.relation):
                seen.add(node)
                best = self._best(node)
                yield best
                pending += reversed([a for a, present in premises(best, self.argument) if present])

    # --- nodes -----------------------------------------------------------------------------------------

    def node(self, atom: Ground) -> Node:
        """The step that establishes an atom."""
        if not self._nodes and self.argument.derived(atom.relation):
            self._best(atom)  # ranks all that it rests on
            for below in self._far_below(atom) if self._levels[atom] > NESTED else ():
                self._nodes[below] = self._build(below)
        if atom not in self._nodes:
            self._nodes[atom] = self._build(atom)
        return self._nodes[atom]

    def _build(self, atom: Ground) -> Node:
        if not self.argument.derived(atom.relation):
            return self._given(atom)
        instance = self._best(atom)
        first = instance.clause.body[0] if instance.clause.body else None
        if instance.clause.origin.role in CONCLUDING and isinstance(first, ir.Atom):
            below = ground(first, instance.binding)
            step = (
                self._given(below)
                if not self.argument.derived(below.relation)
                else self._derived(atom, below)
            )
            return replace(step, premises=(*step.premises, *self._considered(instance)))
        return replace(
            self._from_elements(atom, instance), text=self.wording.atom(atom.relation, atom.values)
        )

    def _derived(self, atom: Ground, applying: Ground) -> Node:
        instance = self._best(applying)
        return replace(
            self._from_elements(atom, instance),
            text=self.wording.atom(atom.relation, atom.values),
            literal=source_text(atom.relation, atom.values),
        )

    def _from_elements(self, atom: Ground, instance: Instance) -> Node:
        origin = instance.clause.origin
        step = _as_settled(provision_node(self.argument.program, origin), instance)
        premises = (*self._elements(instance), *self._despite(instance), *step.premises)
        return replace(step, kind="derived", premises=premises)

    def _despite(self, instance: Instance) -> Iterator[Node]:
        """Elements that the provision applies despite: shown where they are so, and not needed."""
        if instance.clause.origin.role == "applies":
            for more in self.argument.although(instance):
                yield from self._beside(more)._elements(more)

    def _beside(self, instance: Instance) -> TreeBuilder:
        """A builder that may also use what an instance rests on, though the ground does not need it."""
        below = [self.grounds.of(a)[0] for a, present in premises(instance, self.argument) if present]
        support = frozenset().union(self.support, *below)
        return TreeBuilder(self.argument, self.grounds, self.record, self.wording, support)

    def _elements(self, instance: Instance) -> Iterator[Node]:
        for literal, info in zip(instance.clause.body, instance.clause.origin.elements, strict=True):
            if info is None:
                continue
            node = self._element(literal, info, instance)
            if node is not None:
                yield self._as_element(node, info, instance)

    def _as_element(self, node: Node, info: ir.ElementInfo, instance: Instance) -> Node:
        return replace(
            node,
            label=info.label,
            section=info.section,
            quote=info.quote or node.quote,
            pinpoint=info.pinpoint or node.pinpoint,
            bearer=self.wording.filled(info.bearer, instance.binding) if info.bearer else node.bearer,
            standard=info.standard or node.standard,
        )

    def _element(self, literal: ir.Literal, info: ir.ElementInfo, instance: Instance) -> Node | None:
        match literal:
            case ir.Atom(relation) if relation.startswith(ir.DAYS):
                return Node("computed", self.wording.filled(info.text, instance.binding))
            case ir.Atom():
                return self._atom_element(ground(literal, instance.binding), info, instance)
            case ir.Negation(atom) if atom.relation.startswith("bad case"):
                return self._for_every(ground(atom, instance.binding), info, instance)
            case ir.Negation(atom):
                return self._absent(ground(atom, instance.binding), info)
            case ir.Comparison():
                return Node("computed", self.wording.filled(info.text, instance.binding))
            case ir.Binding():
                counted = counted_days(literal.expression, instance.binding, self.argument.program)
                said = self.wording.filled(info.text, instance.binding)
                return Node("computed", said, reason=counted.words, cautions=counted.cautions)
            case ir.Aggregate():
                summed = tuple(self.node(m) for m in members(literal, instance, self.argument))
                shown = tuple(
                    p for c in summed for p in (c.premises if c.literal == "" and c.premises else (c,))
                )
                return Node("computed", self.wording.filled(info.text, instance.binding), premises=shown)

    def _atom_element(self, atom: Ground, info: ir.ElementInfo, instance: Instance) -> Node:
        node = self.node(atom)
        return replace(node, text=self.wording.filled(info.text, instance.binding)) if info.text else node

    def _given(self, atom: Ground) -> Node:
        literal = source_text(atom.relation, atom.values)
        said = self.wording.atom(atom.relation, atom.values)
        statements = self.record.get(atom, ())
        if not statements:
            return Node("given", said, literal)
        first = statements[0]
        where = "; ".join(dict.fromkeys(s.where for s in statements if s.where))
        status = ", ".join(dict.fromkeys(s.status for s in statements))
        return Node("given", said, literal, quote=first.quote, source=where, status=status)

    # --- absences, opponents, cases ---------------------------------------------------------------------

    def _absent(self, atom: Ground, info: ir.ElementInfo) -> Node:
        missing, values = looked_for(self.argument, atom)
        said = self.wording.atom(missing, values)
        if info.text:
            said = info.text
        elif info.section == "switched off":
            said = "nothing takes it out of application"
        else:
            said = f"no showing that {said}"
        tried = tuple(attempts(self.argument, self.wording, atom))
        return Node("absent", said, source_text(missing, values), premises=tried)

    def _considered(self, instance: Instance) -> Iterator[Node]:
        """The opponents that possibly apply and are beaten."""
        for literal in instance.clause.body[1:]:
            if isinstance(literal, ir.Negation) and literal.atom.relation.startswith("blocked "):
                blocked = ground(literal.atom, instance.binding)
                seen: dict[str, Node] = {}
                for failure in self.argument.failures(blocked):
                    node = self._beaten(failure)
                    if node is not None:
                        seen.setdefault(node.provision, node)
                yield from seen.values()

    def _beaten(self, failure: Failure) -> Node | None:
        literal = failure.clause.body[failure.literal]
        opponent = failure.clause.origin.provision
        if len(failure.failing) > 1:  # it fails anyway
            return None
        if (
            not isinstance(literal, ir.Negation)
            or not literal.atom.relation.startswith("beaten ")
            or not opponent
        ):
            return None
        by = self._beater(ground(literal.atom, failure.binding))
        why = self.argument.program.beats.get((by, opponent), "")
        step = provision_node(self.argument.program, ir.Origin("considered", opponent))
        winner = self.argument.program.provisions[by]
        return replace(
            step,
            kind="considered",
            reason=why,
            text=f"it would be otherwise under {step.citation or opponent}",
            source=winner.citation or by,
            premises=self._court_rule(by, opponent),
            cautions=tuple(filter(None, (self.argument.program.cautions.get((by, opponent)),))),
        )

    def _court_rule(self, stronger: str, weaker: str) -> tuple[Node, ...]:
        """The rule of a court by which one of its opinions prevails over another."""
        info = self.argument.program.court_rules.get((stronger, weaker))
        return (court_rule_node(info),) if info is not None else ()

    def _beater(self, beaten: Ground) -> str:
        return (
            self._best(beaten).clause.origin.provision
            if beaten in self._levels
            else self._first_beater(beaten)
        )

    def _first_beater(self, beaten: Ground) -> str:
        provisions = [i.clause.origin.provision for i in self.argument.instances(beaten)]
        return next((p for p in provisions if p in self.support), provisions[0])

    def _for_every(self, bad: Ground, info: ir.ElementInfo, instance: Instance) -> Node:
        clause = self.argument.clauses(bad.relation)[0]
        binding = dict(
            zip((t.name for t in clause.head.terms if isinstance(t, ir.Variable)), bad.values, strict=True)
        )
        case, good = clause.body[0], clause.body[1]
        assert isinstance(case, ir.Atom) and isinstance(good, ir.Negation)
        cases = [self._case(case, good.atom, row, binding) for row in self.argument.rows(case, binding)]
        shown = tuple(in_classes(cases))
        some = "of those with the same reasons the first and the last are shown"
        return Node(
            "for every",
            self.wording.filled(info.text, instance.binding),
            reason=f"{len(cases)} cases; {some}" if len(shown) < len(cases) else "",
            premises=shown,
        )

    def _case(self, case: ir.Atom, good: ir.Atom, row: tuple[Value, ...], outer: Mapping[str, Value]) -> Node:
        named = {t.name: v for t, v in zip(case.terms, row, strict=True) if isinstance(t, ir.Variable)}
        said = {n: self.wording.value(v) for n, v in named.items() if n not in outer}
        own = ", ".join(said.values() if len(said) == 1 else (f"{n} = {v}" for n, v in said.items()))
        step = self.node(Ground(good.relation, row))
        return Node("case", own, premises=step.premises)


def in_classes(cases: Sequence[Node]) -> Iterator[Node]:
    """The cases of a `for every`; of many with equal reasons only the first and the last."""
    classes: dict[Hashable, list[Node]] = {}
    for case in cases:
        classes.setdefault(reasons(case.premises), []).append(case)
    for alike in classes.values():
        if len(alike) <= FEW_CASES:
            yield from alike
        else:
            first, last = alike[0], alike[-1]
            yield replace(first, text=f"{first.text} (the first of {len(alike)} with the same reasons)")
            yield replace(last, text=f"{last.text} (the last of them)")


def reasons(premises: tuple[Node, ...]) -> Hashable:
    """What a case rests on, whatever the values: the provisions, and the elements that each of them meets."""
    return tuple((n.kind, n.provision, n.label, n.pinpoint, reasons(n.premises)) for n in premises)


def looked_for(argument: Argument, atom: Ground) -> tuple[str, tuple[Value | None, ...]]:
    """What an absence is the absence of; local variables of a `no showing that` are None."""
    if not atom.relation.startswith("shown"):
        return atom.relation, atom.values
    clause = argument.clauses(atom.relation)[0]
    inner = clause.body[0]
    assert isinstance(inner, ir.Atom)
    names = {
        t.name: v for t, v in zip(clause.head.terms, atom.values, strict=True) if isinstance(t, ir.Variable)
    }
    return inner.relation, tuple(
        t.value if isinstance(t, ir.Constant) else names.get(t.name) for t in inner.terms
    )


def shown_words(argument: Argument, wording: Wording, relation: str, values: tuple[Value | None, ...]) -> str:
    """What is there of an absence that fails: what is shown, or else what may be."""
    plain = plain_relation(relation)
    if plain in argument.program.relations or plain.startswith("not "):
        for state, name in (("shown", plain), ("not decided", ir.possibly(plain))):
            found = found_words(argument, wording, name, values)
            if found:
                return f"{state}: {found}"
    return f"shown: {wording.atom(relation, values)}"


def found_words(argument: Argument, wording: Wording, relation: str, values: tuple[Value | None, ...]) -> str:
    """The first atoms of a relation that agree with what is known of them, in words; "" if there is none."""
    rows = argument.rows(agreeing(relation, values), {})
    said = [wording.atom(relation, row) for row in rows[:FEW_FOUND]]
    more = [f"{len(rows) - FEW_FOUND} more"] if len(rows) > FEW_FOUND else []
    return (" or " if relation.startswith("possibly ") else " and ").join([*said, *more])


def agreeing(relation: str, values: tuple[Value | None, ...]) -> ir.Atom:
    """The atoms of a relation with these values, whatever stands where they are None."""
    terms = (ir.Variable(f"X{i}") if v is None else ir.Constant(v) for i, v in enumerate(values))
    return ir.Atom(relation, tuple(terms))


def plain_relation(relation: str) -> str:
    """The declared relation, or its denial, of which a lowered one says more."""
    base, negated = literal_of(relation)
    return ir.denied(base) if negated else base


def _as_settled(step: Node, instance: Instance) -> Node:
    """A step on an open question that is taken as answered says so: its authority did not answer it."""
    first = instance.clause.body[0] if instance.clause.body else None
    if not isinstance(first, ir.Atom) or first.relation not in (ir.SETTLED_FOR, ir.SETTLED_AGAINST):
        return step
    answer = "so" if first.relation == ir.SETTLED_FOR else "otherwise"
    question = str(ground(first, instance.binding).values[0]).partition(".")[2].replace("_", " ")
    return replace(step, title=f"Assumed: the question {question}, left open, is answered {answer}", quote="")


def provision_node(program: ir.Program, origin: ir.Origin) -> Node:
    """A node with what the program says of the provision behind a clause."""
    info = program.provisions.get(origin.provision)
    return Node("derived", "") if info is None else _info_node(info, origin)


def _info_node(info: ir.ProvisionInfo, origin: ir.Origin) -> Node:
    return Node(
        "derived",
        info.title,
        provision=info.name,
        title=info.title,
        citation=_cited(info.citation, info.pinpoint, origin.pinpoint),
        pinpoint=origin.pinpoint or info.pinpoint,
        quote=origin.quote or info.quote,
        strength=info.strength,
        provenance=info.provenance,
        treated=info.treated,
        premises=() if info.weight is None else (court_rule_node(info.weight),),
    )


def court_rule_node(info: ir.ProvisionInfo) -> Node:
    """A step on what a court has said of the weight of its opinions: it is its own conclusion."""
    return replace(_info_node(info, ir.Origin("court rule")), title="")


def _cited(citation: str, pinpoint: str, row: str) -> str:
    """The citation with the pinpoint of the edition in force, where rows of editions name one."""
    if not row or row == pinpoint:
        return citation
    return citation + row if row.startswith("(") else f"{citation} {row}"


def attempts(argument: Argument, wording: Wording, atom: Absent, depth: int = 0) -> Iterator[Node]:
    """For an absent atom: each provision that could have given it, and the element that failed.

    Those that are in force on the day that governs come first.
    """
    seen: dict[tuple[str, str], Node] = {}
    for failure in argument.failures(atom):
        for node in _attempt(argument, wording, failure, depth):
            seen.setdefault((node.provision, node.reason), node)
    yield from sorted(seen.values(), key=lambda node: node.section == "in force")


def _attempt(argument: Argument, wording: Wording, failure: Failure, depth: int) -> Iterator[Node]:
    clause, literal = failure.clause, failure.clause.body[failure.literal]
    if clause.origin.role != "applies":
        if isinstance(literal, ir.Atom) and depth < 4 and argument.derived(literal.relation):
            below = pattern(literal, failure.binding)
            yield from attempts(argument, wording, below, depth + 1)
        return
    info = clause.origin.elements[failure.literal]
    step = provision_node(argument.program, clause.origin)
    lapsed = _not_in_force(argument, failure)
    if lapsed:
        said = step.title or step.provision
        yield replace(step, kind="absent", text=said, section="in force", reason=lapsed, premises=())
        return
    if info is None and _is_found_case(literal):
        info = clause.origin.elements[failure.literal + 1]
        assert info is not None
        reason = f"{_no_case(literal, argument)}: {wording.filled(info.text, failure.binding)}"
        yield replace(step, kind="absent", text=step.title or step.provision, label=info.label, reason=reason)
        return
    if info is None:
        return
    reason = failed_words(clause, literal, info, failure.binding, wording, argument)
    if isinstance(literal, ir.Negation) and literal.atom.relation.startswith("shown") and not info.text:
        reason = shown_words(argument, wording, *looked_for(argument, ground(literal.atom, failure.binding)))
    said = step.title or step.provision
    yield replace(step, kind="absent", text=said, label=info.label, reason=reason, premises=())


def _not_in_force(argument: Argument, failure: Failure) -> str:
    """Why a provision is not in force on the day that governs it, in words; "" where it is, or may be."""
    body, infos = failure.clause.body, failure.clause.origin.elements
    for literal, info in zip(body, infos, strict=True):
        if info is None or info.section != "in force" or not isinstance(literal, ir.Comparison):
            continue
        ways = _on_days(argument, failure, literal)
        if ways and not any(argument.may_be(literal, way) for way in ways):
            day, limit = (
                evaluate(e, ways[0], argument.program.calendar) for e in (literal.left, literal.right)
            )
            assert day is not None and limit is not None
            return f"not in force: {text(day)} is {_OUTSIDE[literal.operator]} {text(limit)}"
    return ""


def _on_days(argument: Argument, failure: Failure, span: ir.Comparison) -> list[Mapping[str, Value]]:
    """The attempt with each day that may govern its provision; none if no day is known."""
    (name,) = set(variables(span))
    if name in failure.binding:
        return [failure.binding]
    names_it = (b for b in failure.clause.body if isinstance(b, ir.Atom) and ir.Variable(name) in b.terms)
    return [way for atom in islice(names_it, 1) for way in argument.ways(atom, dict(failure.binding))]


_OUTSIDE = {">=": "before", "<=": "after"}


def _is_found_case(literal: ir.Literal) -> TypeGuard[ir.Atom]:
    """Whether it asks for a case of the `for every` that the next literal is about."""
    return isinstance(literal, ir.Atom) and literal.relation.startswith("found case")


def _no_case(found: ir.Atom, argument: Argument) -> str:
    body = (literal for clause in argument.clauses(found.relation) for literal in clause.body)
    if any(isinstance(literal, ir.Atom) and literal.relation.startswith(ir.DAYS) for literal in body):
        return "there is no such day, or there are too many to go through"
    return "there is no case"


def _failing_cases(bad: Ground, argument: Argument, wording: Wording) -> str:
    """The cases of a `for every` of which it does not hold: the first few, and how many more."""
    clause = argument.clauses(bad.relation)[0]
    outer = dict(
        zip((t.name for t in clause.head.terms if isinstance(t, ir.Variable)), bad.values, strict=True)
    )
    case, good = clause.body[0], clause.body[1]
    assert isinstance(case, ir.Atom) and isinstance(good, ir.Negation)
    names = [t.name if isinstance(t, ir.Variable) else "" for t in case.terms]
    failing = [
        " and ".join(wording.value(v) for n, v in zip(names, row, strict=True) if n not in outer)
        for row in argument.rows(case, outer)
        if not argument.model.holds(good.atom.relation, row)
    ]
    more = f" and {len(failing) - FEW_FAILING} more" if len(failing) > FEW_FAILING else ""
    return "; ".join(failing[:FEW_FAILING]) + more


def failed_words(
    clause: ir.Clause,
    literal: ir.Literal,
    info: ir.ElementInfo,
    binding: Mapping[str, Value],
    wording: Wording,
    argument: Argument,
) -> str:
    """What was missing, in words."""
    match literal:
        case ir.Atom(relation, terms) if not info.text:
            values = tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in terms)
            maybe = found_words(argument, wording, ir.possibly(plain_relation(relation)), values)
            return f"not decided: {maybe}" if maybe else f"not shown: {wording.atom(relation, values)}"
        case ir.Negation(ir.Atom(relation, terms)) if literal_of(relation)[0] in wording.relations:
            values = tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in terms)
            return f"shown: {wording.atom(relation, values)}"
        case ir.Negation(atom) if atom.relation.startswith("bad case"):
            failing = _failing_cases(ground(atom, binding), argument, wording)
            return f"not so of {failing}: {wording.filled(info.text, binding)}"
        case ir.Comparison() if argument.may_be(literal, binding):
            said = f"not decided: {wording.filled(info.text, binding)}"
            unknown = "; ".join(_unknowns(clause, literal, binding, wording))
            return f"{said} ({unknown})" if unknown else said
        case ir.Binding() if why := no_day(literal, binding, argument.program):
            return f"no such day: {why}"
        case _:
            return f"not so: {wording.filled(info.text, binding)}"


def _unknowns(
    clause: ir.Clause, literal: ir.Comparison, binding: Mapping[str, Value], wording: Wording
) -> Iterator[str]:
    """What the clause says of each value that a comparison needs, and of which nothing is known."""
    names = [n for n in dict.fromkeys(variables(literal)) if is_unknown(binding.get(n))]
    for name in names:
        atoms = (b for b in clause.body if isinstance(b, ir.Atom) and ir.Variable(name) in b.terms)
        said = next((b for b in atoms if literal_of(b.relation)[0] in wording.relations), None)
        if said is not None and all(isinstance(t, ir.Constant) or t.name in binding for t in said.terms):
            yield wording.atom(said.relation, ground(said, binding).values)

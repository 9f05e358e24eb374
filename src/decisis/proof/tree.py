"""The tree of one ground of an established atom, as the steps a reader can check.

A proof is a graph without cycles: equal steps are one node, however often they are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from decisis.dataclass import dataclass, field, replace
from decisis.proof.absence import FOR_THE_COURT, established_instead, looked_for, plain_relation
from decisis.proof.argument import Argument, Failure, Ground, Instance, granted, ground
from decisis.proof.attempts import attempts
from decisis.proof.days import counted_days
from decisis.proof.denials import Denial
from decisis.proof.exceptions import cautions, opponents_tried
from decisis.proof.grounds import Grounds, Support
from decisis.proof.nodes import Identity, Node, Record, court_rule_node, provision_node, reason
from decisis.proof.premises import members, premises, spoken_by
from decisis.proof.selection import Selection
from decisis.proof.wording import Wording, literal_of, opposite_of, source_text, yes_or_no
from decisis.rules import ir, naming
from decisis.values import Value

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
    alike: dict[Ground, Node]  # the steps made so far that read alike in every ground of the argument
    _nodes: dict[Ground, Node] = field(default_factory=dict)
    _started: bool = False

    @cached_property
    def selection(self) -> Selection:
        return Selection(self.argument, self.grounds, self.support)

    def node(self, atom: Ground) -> Node:
        """The step that establishes an atom."""
        made = self._made(atom)
        if atom not in made:
            if not self._started and self.argument.derived(atom.relation):
                self._started = True
                self.selection.best(atom)  # ranks all that it rests on
                for below in self._far_below(atom):
                    self._made(below)[below] = self._build(below)
            made[atom] = self._build(atom)
        return made[atom]

    def against(self, atom: Ground) -> Node:
        """The step that stands in the way of something: by which a provision applies, or takes another out
        of application, or else establishes an atom."""
        name = atom.relation.removeprefix(naming.switched_off(""))
        if name != atom.relation:
            title = provision_node(self.argument.program, ir.Origin("", name)).title
            said = f"{title or name.replace('_', ' ')}: does not apply"
            return replace(self.node(atom), text=said, literal="")
        for applies, said in (
            (naming.applies(""), "this applies"),
            (naming.possibly_applies(""), "this may apply"),
        ):
            if atom.relation.startswith(applies):
                return replace(self._from_elements(atom, self.selection.best(atom)), text=said)
        return self.node(atom)

    def denial(self, denial: Denial) -> Node:
        """The step that establishes what denies an element of a provision, which so does not apply."""
        provision = provision_node(self.argument.program, denial.origin)
        named = provision.citation or provision.title or provision.provision
        where = f" at {denial.label}" if denial.label else ""
        step = self._also(denial.atom)
        from_memory = cautions((replace(provision, kind="absent"),))
        return replace(step, reason=f"so that {named} fails{where}", cautions=(*step.cautions, *from_memory))

    def _also(self, atom: Ground) -> Node:
        """The step that establishes what the ground need not rest on: as the ground would, if it can."""
        supports = self.grounds.of(atom)
        return self._using(next((s for s in supports if s <= self.support), supports[0])).node(atom)

    def _made(self, atom: Ground) -> dict[Ground, Node]:
        """Where a step is kept: with those of all grounds, if it reads alike in all of them."""
        return self.alike if self.grounds.one_way.alike(atom) else self._nodes

    def _far_below(self, root: Ground) -> list[Ground]:
        """Atoms of a deep tree at every so many levels, lowest first: built in turn, none nests deep."""
        level = self.selection.level
        if level(root) <= NESTED:
            return []
        steps = [atom for atom, _, _ in self.selection.below(root) if level(atom) % NESTED == 0]
        return sorted((s for s in steps if s not in self.alike), key=level)

    def _build(self, atom: Ground) -> Node:
        if not self.argument.derived(atom.relation):
            return self._given(atom)
        instance = self.selection.best(atom)
        first = instance.clause.body[0] if instance.clause.body else None
        if instance.clause.origin.role in CONCLUDING and isinstance(first, ir.Atom):
            below = ground(first, instance.binding)
            step = (
                self._given(below)
                if not self.argument.derived(below.relation)
                else self._derived(atom, below)
            )
            kept_out = cautions(opponents_tried(self.argument, self.wording, instance))
            considered = (*step.premises, *self._considered(instance))
            return replace(step, premises=considered, cautions=(*step.cautions, *kept_out))
        return replace(
            self._from_elements(atom, instance), text=self.wording.atom(atom.relation, atom.values)
        )

    def _derived(self, atom: Ground, applying: Ground) -> Node:
        instance = self.selection.best(applying)
        return replace(
            self._from_elements(atom, instance),
            text=self.wording.atom(atom.relation, atom.values),
            literal=source_text(atom.relation, atom.values),
        )

    def _from_elements(self, atom: Ground, instance: Instance) -> Node:
        origin = instance.clause.origin
        step = _as_settled(provision_node(self.argument.program, origin), instance)
        elements = tuple(self._elements(instance))
        if " in " in origin.provision:  # a copy of it, in a scenario
            elements = tuple(e for e in elements if e.label or not _is_told(e, elements))
        premises = (*elements, *self._despite(instance), *step.premises)
        return replace(step, kind="derived", premises=premises)

    def _despite(self, instance: Instance) -> Iterator[Node]:
        """Elements that the provision applies despite: shown where they are so, and not needed."""
        if instance.clause.origin.role == "applies":
            for more in self.argument.although(instance):
                yield from self._beside(more)._elements(more)

    def _beside(self, instance: Instance) -> TreeBuilder:
        """A builder that may also use what an instance rests on, though the ground does not need it."""
        below = [self.grounds.of(a)[0] for a, present in premises(instance, self.argument) if present]
        return self._using(*below)

    def _using(self, *supports: Support) -> TreeBuilder:
        """A builder that may also use what these supports have."""
        support = self.support.union(*supports)
        return TreeBuilder(self.argument, self.grounds, self.record, self.wording, support, self.alike)

    def _elements(self, instance: Instance) -> Iterator[Node]:
        for_the_court = granted(instance.clause)
        elements = zip(instance.clause.body, instance.clause.origin.elements, strict=True)
        for place, (literal, info) in enumerate(elements):
            if info is None:
                continue
            if place in for_the_court:
                node: Node | None = self._granted(literal, instance)
            else:
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
            case ir.Atom(relation) if relation.startswith(naming.DAYS):
                return Node("computed", self.wording.filled(info.text, instance.binding))
            case ir.Atom():
                return self._atom_element(ground(literal, instance.binding), info, instance)
            case ir.Negation(atom) if atom.relation.startswith(naming.BAD_CASE):
                return self._for_every(ground(atom, instance.binding), info, instance)
            case ir.Negation(atom):
                return self._absent(ground(atom, instance.binding), info, instance)
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

    def _granted(self, literal: ir.Literal, instance: Instance) -> Node:
        """An element that is for the court, by what would deny it, of which there is nothing."""
        assert isinstance(literal, ir.Atom | ir.Negation)
        asked = literal if isinstance(literal, ir.Atom) else literal.atom
        relation, values = looked_for(self.argument, ground(asked, instance.binding))
        plain = plain_relation(relation) if isinstance(literal, ir.Atom) else opposite_of(relation)
        said, written = self.wording.atom(plain, values), source_text(plain, values)
        return Node("given", said, written, status=FOR_THE_COURT)

    def _given(self, atom: Ground) -> Node:
        literal = source_text(atom.relation, atom.values)
        said = self.wording.atom(atom.relation, atom.values)
        statements = self.record.get(atom, ())
        if not statements:
            return Node("given", said, literal, source=self.wording.stated(atom.relation))
        first = statements[0]
        where = "; ".join(dict.fromkeys(s.where for s in statements if s.where))
        status = ", ".join(dict.fromkeys(s.status for s in statements))
        return Node("given", said, literal, quote=first.quote, source=where, status=status)

    # --- absences, opponents, cases ---------------------------------------------------------------------

    def _absent(self, atom: Ground, info: ir.ElementInfo, instance: Instance) -> Node:
        missing, values = looked_for(self.argument, atom)
        said = self.wording.atom(missing, values)
        if info.text:
            said = self.wording.filled(info.text, instance.binding)
        elif info.section == "switched off":
            said = "nothing takes it out of application"
        else:
            said = f"no showing that {said}"
        tried = tuple(attempts(self.argument, self.wording, atom))
        instead = established_instead(self.argument, self.wording, missing, values)
        shown = () if instead is None else (self._also(instead),)
        written = source_text(missing, values)
        return Node("absent", said, written, premises=(*shown, *tried), cautions=cautions(tried))

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
        beater = self._beater(ground(literal.atom, failure.binding))
        by = beater.clause.origin.provision
        why = self.argument.program.beats.get((by, opponent), "")
        speaking = spoken_by(Instance(failure.clause, failure.binding), self.argument)
        step = provision_node(self.argument.program, speaking)
        winner = provision_node(self.argument.program, spoken_by(beater, self.argument))
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

    def _beater(self, beaten: Ground) -> Instance:
        if beaten in self.selection.levels:
            return self.selection.best(beaten)
        found = self.argument.instances(beaten)
        return next((i for i in found if i.clause.origin.provision in self.support), found[0])

    def _for_every(self, bad: Ground, info: ir.ElementInfo, instance: Instance) -> Node:
        clause = self.argument.clauses(bad.relation)[0]
        binding = dict(
            zip((t.name for t in clause.head.terms if isinstance(t, ir.Variable)), bad.values, strict=True)
        )
        case, _ = _case_and_good(clause)
        cases = [self._case(clause, row, binding) for row in self.argument.rows(case, binding)]
        shown = tuple(in_classes(cases))
        some = "of those with the same reasons the first and the last are shown"
        return Node(
            "for every",
            self.wording.filled(info.text, instance.binding),
            reason=f"{len(cases)} cases; {some}" if len(shown) < len(cases) else "",
            premises=shown,
        )

    def _case(self, bad: ir.Clause, row: tuple[Value, ...], outer: Mapping[str, Value]) -> Node:
        case, good = _case_and_good(bad)
        named = {t.name: v for t, v in zip(case.terms, row, strict=True) if isinstance(t, ir.Variable)}
        said = {n: self.wording.value(v) for n, v in named.items() if n not in outer}
        own = ", ".join(said.values() if len(said) == 1 else (f"{n} = {v}" for n, v in said.items()))
        step = self.node(Ground(good.relation, row))
        found = naming.FOUND_CASE + bad.head.relation.removeprefix(naming.BAD_CASE)
        concluded = self._concluded_conditions(found, {**outer, **named})
        return Node("case", own, premises=(*dict.fromkeys(concluded), *step.premises))

    def _concluded_conditions(self, found: str, binding: Mapping[str, Value]) -> Iterator[Node]:
        """The conditions of a case that rest on something in the ground: why it is one."""
        for clause in self.argument.clauses(found):
            for way in self.argument.extensions(clause, binding):
                yield from self._concluded(Instance(clause, way))

    def _concluded(self, instance: Instance) -> Iterator[Node]:
        for literal, info in zip(instance.clause.body, instance.clause.origin.elements, strict=True):
            if info is not None and isinstance(literal, ir.Atom) and self._follows(literal, instance):
                node = self._atom_element(ground(literal, instance.binding), info, instance)
                yield self._as_element(node, info, instance)

    def _follows(self, literal: ir.Atom, instance: Instance) -> bool:
        """Whether an atom is in the words of the law, and rests on a fact or a provision of the ground."""
        atom = ground(literal, instance.binding)
        declared = literal_of(atom.relation)[0] in self.wording.relations
        return declared and any(s and s <= self.support for s in self.grounds.of(atom))


def _case_and_good(bad: ir.Clause) -> tuple[ir.Atom, ir.Atom]:
    """What a case of a `for every` is, and what holds of a good one."""
    case, good = bad.body
    assert isinstance(case, ir.Atom) and isinstance(good, ir.Negation)
    return case, good.atom


def in_classes(cases: Sequence[Node]) -> Iterator[Node]:
    """The cases of a `for every`; of many with equal reasons only the first and the last."""
    classes: dict[tuple[int, ...], list[Node]] = {}
    identity = Identity(reason)
    for case in cases:
        classes.setdefault(identity.of_all(case.premises), []).append(case)
    for alike in classes.values():
        if len(alike) <= FEW_CASES:
            yield from alike
        else:
            first, last = alike[0], alike[-1]
            yield replace(first, text=f"{first.text} (the first of {len(alike)} with the same reasons)")
            yield replace(last, text=f"{last.text} (the last of them)")


def _as_settled(step: Node, instance: Instance) -> Node:
    """A step on an open question that is taken as answered says so: its authority did not answer it."""
    first = instance.clause.body[0] if instance.clause.body else None
    if not isinstance(first, ir.Atom) or not first.relation.startswith(
        (naming.SETTLED_FOR, naming.SETTLED_AGAINST)
    ):
        return step
    answer = yes_or_no(first.relation.startswith(naming.SETTLED_FOR))
    question = naming.question_in(first.relation).partition(".")[2].replace("_", " ")
    return replace(step, title=f"Assumed: the question {question}, left open, is answered {answer}", quote="")


def _is_told(node: Node, beside: tuple[Node, ...]) -> bool:
    """Whether what a scenario is of, which no provision asks for, stands in the steps of another element."""
    pending = [n for n in beside if n.label]
    while pending:
        found = pending.pop()
        if (found.kind, found.text) == (node.kind, node.text):
            return True
        pending += found.premises
    return False

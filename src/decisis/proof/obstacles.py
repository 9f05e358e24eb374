"""What stands in the way of a provision, element by element, and how far it is from being met.

Read off a failed attempt to apply it: which of its elements hold in the model under the bindings that the
attempt came to, which fail, and which cannot be asked because what they speak of is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice

from decisis.dataclass import dataclass, replace
from decisis.proof.absence import agreeing, found_words, looked_for, plain_relation
from decisis.proof.argument import Argument, Bindings, Failure, Ground, ground, is_found_case
from decisis.proof.days import no_day
from decisis.proof.for_every import ForEvery, for_every, no_case
from decisis.proof.grounds import Grounds
from decisis.proof.margins import margin_of
from decisis.proof.nodes import Node, Record, provision_node
from decisis.proof.one_step import OneStep
from decisis.proof.undecided import coming_to, has_doubtful_member, is_doubtful_member, may_hold
from decisis.proof.wording import Wording, literal_of, opposite_of, source_text, written_name, yes_or_no
from decisis.rules import ir, naming
from decisis.rules.plan import variables
from decisis.static import TypeGuard
from decisis.values import Value

_WORST = ("not so", "not shown", "not decided")  # states of a case, the one that is least open first
MOST_COMPLETIONS = 16  # of an attempt: in how many ways what it names besides is looked at


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of a provision, at one of its elements or apart from them.

    ``kind``: `not shown`, `shown otherwise` (the opposite, or another value, is established), `alleged`,
    `disputed`, `conflicted`, `not so` (a comparison, a count, a list), `not decided` (an imprecise value),
    `shown` (what an exception asks to be absent), `left open`, `for the court`, `not in force`,
    `switched off`, `outranked`, `opposed`, `another value` (the only one it gives), and of what does not
    speak here: `dissent`, `set aside`, `own`, `not yet decided`, `no longer good`, `held invalid`.
    """

    kind: str
    text: str
    label: str = ""  # of the element, if it is one
    margin: str = ""  # how far: "5 months 27 days short"
    by: str = ""  # the provision that prevails, opposes, or takes it out of application
    citation: str = ""  # of that provision
    literal: str = ""  # what is missing, as it would be written


@dataclass(frozen=True)
class Attempt:
    """How far a provision gets: what is met, what is not, and how much could not be asked."""

    failure: Failure
    met: tuple[Node, ...]
    obstacles: tuple[Obstacle, ...]
    not_reached: tuple[str, ...]  # labels

    @property
    def rank(self) -> tuple[int, int, int]:
        """The furthest first."""
        edition = any(o.kind == "not in force" for o in self.obstacles)
        return (int(edition), len(self.obstacles) + len(self.not_reached), -len(self.met))


@dataclass(frozen=True)
class Elements:
    """Looks at the elements of clauses over one model."""

    grounds: Grounds
    wording: Wording
    record: Record

    @property
    def argument(self) -> Argument:
        return self.grounds.argument

    @cached_property
    def one_step(self) -> OneStep:
        return OneStep(self.grounds, self.wording, self.record)

    def attempt(self, failure: Failure) -> Attempt:
        """The attempt as it stands, with what else the clause names filled in so that it gets furthest."""
        return min((self._attempt(f) for f in self._completed(failure)), key=lambda a: a.rank)

    def failing(self, failure: Failure) -> Iterator[ir.Literal]:
        """The literals of its clause that do not hold, in their order."""
        for index, literal in enumerate(failure.clause.body):
            if self._state(index, literal, failure) == "fails":
                yield literal

    def _completed(self, failure: Failure) -> Iterator[Failure]:
        """The attempt with the variables that its other atoms name."""
        missing = {n for i in failure.failing for n in variables(failure.clause.body[i])}
        others = [
            literal
            for i, literal in enumerate(failure.clause.body)
            if isinstance(literal, ir.Atom) and i not in failure.failing
        ]
        named = [b for b in others if not (set(_unbound(b, failure.binding)) & missing)]
        for binding in islice(self._joined(named, dict(failure.binding)), MOST_COMPLETIONS):
            yield replace(failure, binding=binding)

    def _joined(self, atoms: list[ir.Atom], binding: Bindings) -> Iterator[Bindings]:
        if not atoms:
            yield binding
            return
        first, *rest = atoms
        found = False
        for more in self.argument.ways(first, binding):
            found = True
            yield from self._joined(rest, more)
        if not found:
            yield from self._joined(rest, binding)

    def _attempt(self, failure: Failure) -> Attempt:
        met: list[Node] = []
        obstacles: list[Obstacle] = []
        beyond: list[str] = []
        unmet = False  # what names the things of which a total is formed: it has no members then
        body, infos = failure.clause.body, failure.clause.origin.elements
        open_totals = self._open_totals(failure)
        for index, (literal, info) in enumerate(zip(body, infos, strict=True)):
            state = self._state(index, literal, failure)
            compares = isinstance(literal, ir.Comparison) and not open_totals.isdisjoint(variables(literal))
            if (state == "fails" and compares) or (unmet and _is_of_a_total(literal)):
                state = "open"
            unmet = unmet or (state != "holds" and isinstance(literal, ir.Atom))
            if state == "fails" and _asks_for_no_other_edition(literal):
                if not any(o.kind == "not in force" for o in obstacles):
                    obstacles.append(self._of_another_edition(literal))
                continue
            said = info or self._said_with(failure.clause, index)
            if state == "fails":
                obstacles.append(self._obstacle(literal, said, failure))
            elif info is not None and state == "holds":
                met.append(self.one_step.met(literal, info, failure.binding))
            elif info is not None and state == "open":
                beyond.append(info.label)
        labels = {o.label for o in obstacles}
        return Attempt(
            failure,
            tuple(_once([m for m in met if m.label not in labels])),
            tuple(dict.fromkeys(obstacles)),
            tuple(dict.fromkeys(label for label in beyond if label and label not in labels)),
        )

    def _state(self, index: int, literal: ir.Literal, failure: Failure) -> str:
        """holds, fails or open: what it speaks of is what is missing elsewhere."""
        if index in failure.failing:
            return "fails"
        binding = dict(failure.binding)
        every = self._for_every(index, failure)
        if every is not None:
            if any(n not in binding for n in variables(literal)):
                return "open"
            holds = every.has_case(binding) if is_found_case(literal) else not every.failing(binding)
            return "holds" if holds else "fails"
        if isinstance(literal, ir.Atom):
            missing = {n for i in failure.failing for n in variables(failure.clause.body[i])}
            if set(_unbound(literal, binding)) & missing:
                return "open"
            return "holds" if any(True for _ in self.argument.ways(literal, binding)) else "fails"
        if any(n not in binding for n in variables(literal) if not _named_by(literal, n)):
            return "open"
        return "holds" if any(True for _ in self.argument.ways(literal, binding)) else "fails"

    def _open_totals(self, failure: Failure) -> set[str]:
        """The variables of totals that have a member which merely may be there."""
        body = failure.clause.body
        return {
            total.result.name
            for total in body
            if isinstance(total, ir.Aggregate)
            and has_doubtful_member(failure.clause, total, failure.binding, self.argument)
        }

    def _for_every(self, index: int, failure: Failure) -> ForEvery | None:
        """The `for every` that a literal is a part of: that there is a case, and that none is bad."""
        body = failure.clause.body
        bad = body[index + 1] if is_found_case(body[index]) else body[index]
        if isinstance(bad, ir.Negation) and bad.atom.relation.startswith(naming.BAD_CASE):
            return for_every(self.argument, failure.clause, bad.atom)
        return None

    def _said_with(self, clause: ir.Clause, index: int) -> ir.ElementInfo:
        """The element that a piece of machinery belongs to: the next that is one; of a total, the last."""
        infos = clause.origin.elements
        before, after = infos[index - 1 :: -1] if index else (), infos[index + 1 :]
        nearest = (*before, *after) if is_doubtful_member(clause.body[index]) else (*after, *before)
        return next((i for i in nearest if i is not None), ir.ElementInfo())

    # --- what is not ------------------------------------------------------------------------------------

    def _obstacle(self, literal: ir.Literal, info: ir.ElementInfo, failure: Failure) -> Obstacle:
        binding = failure.binding
        match literal:
            case ir.Atom() if is_found_case(literal):
                said = self.wording.filled(info.text, binding)
                found = Obstacle("not so", f"{no_case(literal, self.argument)}: {said}")
            case ir.Negation(atom) if atom.relation.startswith(naming.BAD_CASE):
                found = self._failing_cases(for_every(self.argument, failure.clause, atom), info, binding)
            case ir.Atom(relation):
                found = self._missing(literal, info, binding)
                if naming.question_in(relation):
                    return Obstacle("left open", _question_words(relation))
                if relation == naming.GRANTED:
                    return self._for_the_court(info, failure)
            case ir.Negation(atom) if is_doubtful_member(literal):
                may_be = coming_to(failure.clause, literal, binding, self.argument)
                found = Obstacle("not decided", self.wording.filled(info.text, may_be))
            case ir.Negation(atom):
                found = self._in_the_way(ground(atom, binding), info, binding)
            case ir.Comparison():
                decided = not self.argument.may_be(literal, binding)
                said = self.wording.filled(info.text, binding)
                margin = margin_of(literal, failure.clause, binding, self.argument)
                found = Obstacle("not so" if decided else "not decided", said, margin=margin)
            case ir.Binding() if why := no_day(literal, binding, self.argument.program):
                found = Obstacle("not so", f"there is no such day: {why}")
            case _:
                found = Obstacle("not so", self.wording.filled(info.text, binding))
        if found.kind == "not so" and may_hold(failure.clause, literal, binding, self.argument):
            found = replace(found, kind="not decided", margin="")
        if info.section == "in force":
            found = replace(found, kind="not in force")
        return replace(found, label=info.label)

    def _for_the_court(self, info: ir.ElementInfo, failure: Failure) -> Obstacle:
        body, infos = failure.clause.body, failure.clause.origin.elements
        asked = next(
            (b.atom for b, i in zip(body, infos, strict=True) if i is info and isinstance(b, ir.Negation)),
            None,
        )
        if asked is None or any(
            isinstance(t, ir.Variable) and t.name not in failure.binding for t in asked.terms
        ):
            return Obstacle("for the court", "it is for the court", info.label)
        atom = ground(asked, failure.binding)
        wanted = opposite_of(atom.relation)
        said = f"it is for the court whether {self.wording.atom(wanted, atom.values)}"
        return Obstacle("for the court", said, info.label, literal=source_text(wanted, atom.values))

    def _missing(self, literal: ir.Atom, info: ir.ElementInfo, binding: Mapping[str, Value]) -> Obstacle:
        """An atom that does not hold: what there is instead."""
        values = tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in literal.terms)
        base, negated = literal_of(literal.relation)
        if base not in self.wording.relations or info.text:
            return Obstacle(
                "not so", self.wording.filled(info.text, binding) or self.wording.atom(base, values)
            )
        said = self.wording.atom(literal.relation, values)
        if base in naming.OF_THE_SETTING or base in self.argument.program.tables:
            return Obstacle("not so", said)
        written = source_text(literal.relation, values)
        plain = naming.denied(base) if negated else base
        opposite = opposite_of(literal.relation)
        if None in values and len(self.argument.rows(agreeing(opposite, values), {})) > 1:
            otherwise = found_words(self.argument, self.wording, opposite, values)
            return Obstacle("shown otherwise", otherwise, literal=written)
        for kind, relation in (
            ("shown otherwise", opposite),
            ("conflicted", naming.conflicted(base)),
            ("disputed", naming.in_question(plain)),
            ("alleged", naming.alleged(plain)),
        ):
            row = next((r for r in self.argument.rows(agreeing(relation, values), {})), None)
            if row is not None:
                return self._instead(kind, Ground(relation, row), said, written)
        other = self._another_value(plain, values)
        if other is not None:
            return replace(other, literal=written)
        maybe = found_words(self.argument, self.wording, naming.possibly(plain), values)
        if maybe:
            return Obstacle("not decided", maybe, literal=written)
        return Obstacle("not shown", said, literal=written)

    def _instead(self, kind: str, atom: Ground, said: str, written: str) -> Obstacle:
        if kind == "shown otherwise":
            node = self.one_step.step(atom)
            return Obstacle(
                kind, node.text, by=node.provision, citation=node.citation or node.source, literal=written
            )
        return Obstacle(kind, said, literal=written)

    def _another_value(self, plain: str, values: tuple[Value | None, ...]) -> Obstacle | None:
        """What a functional relation has for the same key."""
        info = self.wording.relations[literal_of(plain)[0]]
        if info.keys is None or plain.startswith("not ") or any(values[i] is None for i in info.keys):
            return None
        pattern = tuple(v if i in info.keys else None for i, v in enumerate(values))
        row = next((r for r in self.argument.rows(agreeing(plain, pattern), {})), None)
        if row is None:
            return None
        node = self.one_step.step(Ground(plain, row))
        return Obstacle("shown otherwise", node.text, by=node.provision, citation=node.citation)

    def _in_the_way(self, atom: Ground, info: ir.ElementInfo, binding: Mapping[str, Value]) -> Obstacle:
        """Something that holds and should not."""
        if info.section == "switched off":
            by = self._giver(atom)
            node = provision_node(self.argument.program, ir.Origin("applies", by))
            said = f"{node.title or by.replace('_', ' ')} takes it out of application"
            return Obstacle("switched off", said, by=by, citation=node.citation)
        relation, values = looked_for(self.argument, atom)
        if literal_of(relation)[0] in self.wording.relations and not info.text:
            plain = plain_relation(relation)
            shown = found_words(self.argument, self.wording, plain, values)
            maybe = shown or found_words(self.argument, self.wording, naming.possibly(plain), values)
            said = maybe or self.wording.atom(relation, values)
            if shown:
                return Obstacle("shown", said, literal=source_text(plain, values))
            return Obstacle("not decided", said, literal=source_text(opposite_of(plain), values))
        return Obstacle("not so", self.wording.filled(info.text, binding))

    def _of_another_edition(self, literal: ir.Negation) -> Obstacle:
        """That a day which another thing has, and which may govern, is of another edition."""
        instance = next(iter(self.argument.instances(ground(literal.atom, {}))))
        days = (ground(b, instance.binding) for b in instance.clause.body if isinstance(b, ir.Atom))
        said = " and ".join(self.wording.atom(each.relation, each.values) for each in days)
        return Obstacle("not in force", f"no day of another edition may govern it, as one may: {said}")

    def _failing_cases(self, every: ForEvery, info: ir.ElementInfo, binding: Mapping[str, Value]) -> Obstacle:
        """The case of which a `for every` holds least."""
        said = self.wording.filled(info.text, binding)
        worst = min(every.failing(binding), key=lambda case: _WORST.index(case.state), default=None)
        if worst is None:
            return Obstacle("not so", said)
        named = ", ".join(
            f"{written_name(name)} = {self.wording.value(value)}" for name, value in worst.named
        )
        return Obstacle(worst.state, f"{said}: not for {named}" if named else said)

    def _giver(self, atom: Ground) -> str:
        for instance in self.argument.instances(atom):
            if instance.clause.origin.provision:
                return instance.clause.origin.provision
        return ""


def _unbound(literal: ir.Atom, binding: Mapping[str, Value]) -> Iterator[str]:
    return (t.name for t in literal.terms if isinstance(t, ir.Variable) and t.name not in binding)


def _named_by(literal: ir.Literal, name: str) -> bool:
    """Whether a literal itself gives the variable its value."""
    match literal:
        case ir.Binding(variable):
            return variable.name == name
        case ir.Aggregate(result, value=value, over=over):
            local = {result.name, *((value.name,) if value else ())}
            return name in local or any(isinstance(t, ir.Variable) and t.name == name for t in over.terms)
        case _:
            return False


def _is_of_a_total(literal: ir.Literal) -> bool:
    return isinstance(literal, ir.Aggregate) or is_doubtful_member(literal)


def _asks_for_no_other_edition(literal: ir.Literal) -> TypeGuard[ir.Negation]:
    return isinstance(literal, ir.Negation) and literal.atom.relation.startswith(naming.OTHER_EDITION)


def _question_words(state: str) -> str:
    provision, _, name = naming.question_in(state).rpartition(".")
    said = f"the question {name.replace('_', ' ')}, which {provision} leaves open,"
    if state.startswith(naming.LEFT_OPEN):
        return f"{said} is answered"
    return f"{said} is not answered {yes_or_no(state.startswith(naming.SETTLED_FOR))}"


def _once(nodes: list[Node]) -> Iterator[Node]:
    yield from dict.fromkeys(nodes)

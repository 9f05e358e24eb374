"""The provisions that could have given what is absent, and at which element each failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from decisis.dataclass import replace
from decisis.proof.absence import (
    FOR_THE_COURT,
    NOT_SHOWN,
    Reason,
    agreeing,
    established_instead,
    found_words,
    instead_words,
    looked_for,
    plain_relation,
    shown_reason,
)
from decisis.proof.argument import (
    Absent,
    Argument,
    Failure,
    Ground,
    Instance,
    ground,
    is_found_case,
    is_granted,
    pattern,
)
from decisis.proof.days import no_day
from decisis.proof.for_every import FailingCase, for_every, no_case
from decisis.proof.nodes import Node, provision_node
from decisis.proof.premises import spoken_by
from decisis.proof.undecided import coming_to, is_doubtful_member, may_hold
from decisis.proof.wording import Wording, is_unknown, literal_of, opposite_of
from decisis.rules import ir, naming
from decisis.rules.arithmetic import evaluate
from decisis.rules.plan import variables
from decisis.values import Value, text

FEW_FAILING = 3  # of the cases that a `for every` does not hold of, that are named
Stepped = Callable[[Ground], Node]  # what establishes an atom, in one step


def attempts(
    argument: Argument, wording: Wording, atom: Absent, depth: int = 0, by: Stepped | None = None
) -> Iterator[Node]:
    """For an absent atom: each provision that could have given it, and the element that failed.

    Those that are in force on the day that governs come first. ``by``: of what is in the way of an element,
    what shows it is a premise.
    """
    seen: dict[tuple[str, str], Node] = {}
    for failure in argument.failures(atom):
        for node in _attempt(argument, wording, failure, depth, by):
            seen.setdefault((node.provision, node.reason), node)
    asked = {(n.provision, n.label) for n in seen.values() if n.state == FOR_THE_COURT}
    told = (
        node for node in seen.values() if (node.provision, node.label) not in asked or node.state != NOT_SHOWN
    )
    yield from sorted(told, key=lambda node: node.section == "in force")


def not_in_table(argument: Argument, wording: Wording, atom: Ground) -> Iterator[Node]:
    """For an absent atom of a table: the table, and the row that stands in it instead."""
    name = plain_relation(atom.relation)
    if name not in argument.program.tables:
        return
    instead = found_words(argument, wording, name, (*atom.values[:-1], None)) if atom.values else ""
    said = "has no such row" + (f", but that {instead}" if instead else "")
    yield Node("absent", f"the table {name}", citation=wording.stated(name), section="table", reason=said)


def _attempt(
    argument: Argument, wording: Wording, failure: Failure, depth: int, by: Stepped | None
) -> Iterator[Node]:
    clause, literal = failure.clause, failure.clause.body[failure.literal]
    if clause.origin.role != "applies":
        if isinstance(literal, ir.Atom) and depth < 4 and argument.derived(literal.relation):
            below = pattern(literal, failure.binding)
            yield from attempts(argument, wording, below, depth + 1, by)
        return
    info = clause.origin.elements[failure.literal]
    step = provision_node(argument.program, clause.origin)
    lapsed = _not_in_force(argument, failure)
    if lapsed:
        said = step.title or step.provision
        yield replace(step, kind="absent", text=said, section="in force", reason=lapsed, premises=())
        return
    if info is None and is_found_case(literal):
        info = clause.origin.elements[failure.literal + 1]
        assert info is not None
        none = Reason(no_case(literal, argument), wording.filled(info.text, failure.binding))
        yield _failing(step, info, none)
        return
    if is_granted(literal):
        yield _for_the_court(argument, wording, failure, step)
        return
    if is_doubtful_member(literal):
        yield _not_all_sure(argument, wording, failure, literal, step)
        return
    if info is None:
        return
    if info.section == "switched off" and isinstance(literal, ir.Negation):
        off = _taken_out(argument, ground(literal.atom, failure.binding))
        yield replace(step, kind="absent", text=step.title or step.provision, reason=off, premises=())
        return
    reason = failed_reason(clause, literal, info, failure.binding, wording, argument)
    if isinstance(literal, ir.Negation) and literal.atom.relation.startswith("shown") and not info.text:
        reason = shown_reason(argument, wording, *looked_for(argument, ground(literal.atom, failure.binding)))
    found = None if by is None else _in_the_way(argument, wording, failure, reason)
    failed = _failing(step, info, reason)
    yield failed if by is None or found is None else replace(failed, premises=(by(found),))


def _not_all_sure(
    argument: Argument, wording: Wording, failure: Failure, doubtful: ir.Negation, step: Node
) -> Node:
    """That what a total comes to is not decided: something merely may be a member of it."""
    clause = failure.clause
    before = clause.origin.elements[: clause.body.index(doubtful)]
    info = next(i for i in reversed(before) if i is not None)
    said = wording.filled(info.text, coming_to(clause, doubtful, failure.binding, argument))
    return _failing(step, info, Reason("not decided", said))


def _in_the_way(argument: Argument, wording: Wording, failure: Failure, reason: Reason) -> Ground | None:
    """What is established where an element asks for its absence, or for something else."""
    literal = failure.clause.body[failure.literal]
    match literal:
        case ir.Negation(asked) if reason.state == "shown":
            sought = pattern(asked, failure.binding)
            if None not in sought.values:
                relation, values = looked_for(argument, ground(asked, failure.binding))
                plain = plain_relation(relation)
                rows = argument.rows(agreeing(plain, values), {})
                return next((Ground(plain, row) for row in rows), None)
        case ir.Atom() if reason.state == "shown otherwise":
            sought = pattern(literal, failure.binding)
            return established_instead(argument, wording, plain_relation(sought.relation), sought.values)
    return None


def _failing(step: Node, info: ir.ElementInfo, reason: Reason) -> Node:
    return replace(
        step,
        kind="absent",
        text=step.title or step.provision,
        label=info.label,
        reason=reason.words,
        state=reason.state,
        premises=(),
    )


def _taken_out(argument: Argument, off: Ground) -> str:
    """By which provisions, as far as they may apply, another one is taken out of application."""
    surely = Ground(off.relation.removeprefix("possibly "), off.values)
    found = argument.instances(surely) or argument.instances(off)
    by = " and ".join(dict.fromkeys(_speaking(instance, argument) for instance in found))
    return f"{'' if argument.holds(surely) else 'may be '}taken out of application by {by}"


def _speaking(instance: Instance, argument: Argument) -> str:
    step = provision_node(argument.program, spoken_by(instance, argument))
    title = step.title or step.provision.replace("_", " ")
    return f"{title}: {step.citation}" if step.citation else title


def _for_the_court(argument: Argument, wording: Wording, failure: Failure, step: Node) -> Node:
    """That an element is for the court, unless the opposite of it is established."""
    following = failure.literal + 1
    literal, info = failure.clause.body[following], failure.clause.origin.elements[following]
    assert info is not None and isinstance(literal, ir.Atom | ir.Negation)
    asked = pattern(literal if isinstance(literal, ir.Atom) else literal.atom, failure.binding)
    plain = plain_relation(asked.relation)
    if isinstance(literal, ir.Atom):
        named = wording.atom(plain, asked.values)
        open_ = bool(found_words(argument, wording, asked.relation, asked.values))
        reason = Reason(FOR_THE_COURT, f"whether {named}") if open_ else Reason(NOT_SHOWN, named)
    else:
        shown = found_words(argument, wording, plain, asked.values)
        wanted = wording.atom(opposite_of(plain), asked.values)
        reason = Reason("shown", shown) if shown else Reason(FOR_THE_COURT, f"whether {wanted}")
    return _failing(step, info, reason)


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


def _states(failing: Iterable[FailingCase], wording: Wording) -> str:
    """Of which cases a `for every` is not so, or merely not shown, or not decided."""
    of: dict[str, list[str]] = {}
    for case in failing:
        named = " and ".join(wording.value(value) for _, value in case.named)
        of.setdefault(case.state, []).append(named)
    return "; ".join(_state_of(state, cases) for state, cases in sorted(of.items(), reverse=True))


def _state_of(state: str, cases: list[str]) -> str:
    more = f" and {len(cases) - FEW_FAILING} more" if len(cases) > FEW_FAILING else ""
    return f"{state} of {'; '.join(cases[:FEW_FAILING])}{more}"


def failed_reason(
    clause: ir.Clause,
    literal: ir.Literal,
    info: ir.ElementInfo,
    binding: Mapping[str, Value],
    wording: Wording,
    argument: Argument,
) -> Reason:
    """What was missing."""
    match literal:
        case ir.Atom(relation, terms) if not info.text:
            values = tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in terms)
            plain = plain_relation(relation)
            if plain in naming.OF_THE_SETTING or plain in argument.program.tables:
                state = "not decided" if may_hold(clause, literal, binding, argument) else "not so"
                return Reason(state, wording.atom(relation, values))
            if maybe := found_words(argument, wording, naming.possibly(plain), values):
                return Reason("not decided", maybe)
            if instead := instead_words(argument, wording, plain, values):
                return Reason("shown otherwise", instead)
            return Reason(NOT_SHOWN, wording.atom(relation, values))
        case ir.Negation(ir.Atom(relation, terms)) if literal_of(relation)[0] in wording.relations:
            values = tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in terms)
            return shown_reason(argument, wording, relation, values)
        case ir.Negation(atom) if atom.relation.startswith(naming.BAD_CASE):
            states = _states(for_every(argument, clause, atom).failing(binding), wording)
            return Reason(states, wording.filled(info.text, binding))
        case ir.Comparison() if argument.may_be(literal, binding):
            said = wording.filled(info.text, binding)
            unknown = "; ".join(_unknowns(clause, literal, binding, wording))
            return Reason("not decided", f"{said} ({unknown})" if unknown else said)
        case ir.Binding() if why := no_day(literal, binding, argument.program):
            return Reason("no such day", why)
        case _:
            state = "not decided" if may_hold(clause, literal, binding, argument) else "not so"
            return Reason(state, wording.filled(info.text, binding))


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

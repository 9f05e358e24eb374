"""The provisions that could have given what is absent, and at which element each failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from decisis.dataclass import replace
from decisis.proof.absence import found_words, looked_for, plain_relation, shown_words
from decisis.proof.argument import Absent, Argument, Failure, Ground, ground, pattern
from decisis.proof.days import no_day
from decisis.proof.nodes import Node, provision_node
from decisis.proof.undecided import is_unshown, may_hold
from decisis.proof.wording import Wording, is_unknown, literal_of
from decisis.rules import ir
from decisis.rules.arithmetic import evaluate
from decisis.rules.plan import variables
from decisis.static import TypeGuard
from decisis.values import Value, text

FEW_FAILING = 3  # of the cases that a `for every` does not hold of, that are named


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


def _states(failing: list[tuple[str, Ground]], argument: Argument, *, decided: bool) -> Iterator[str]:
    """Of which cases a `for every` is not decided, or not so, or merely not shown."""
    of: dict[str, list[str]] = {}
    for case, good in failing:
        state = "not shown" if is_unshown(good, argument) else "not so"
        of.setdefault(state if decided else "not decided", []).append(case)
    for state, cases in sorted(of.items(), reverse=True):
        more = f" and {len(cases) - FEW_FAILING} more" if len(cases) > FEW_FAILING else ""
        yield f"{state} of {'; '.join(cases[:FEW_FAILING])}{more}"


def _failing_cases(bad: Ground, argument: Argument, wording: Wording) -> list[tuple[str, Ground]]:
    """The cases of a `for every` of which it does not hold, each with what would have to hold."""
    clause = argument.clauses(bad.relation)[0]
    outer = dict(
        zip((t.name for t in clause.head.terms if isinstance(t, ir.Variable)), bad.values, strict=True)
    )
    case, good = clause.body[0], clause.body[1]
    assert isinstance(case, ir.Atom) and isinstance(good, ir.Negation)
    names = [t.name if isinstance(t, ir.Variable) else "" for t in case.terms]
    return [
        (
            " and ".join(wording.value(v) for n, v in zip(names, row, strict=True) if n not in outer),
            Ground(good.atom.relation, row),
        )
        for row in argument.rows(case, outer)
        if not argument.model.holds(good.atom.relation, row)
    ]


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
            return shown_words(argument, wording, relation, values)
        case ir.Negation(atom) if atom.relation.startswith(ir.BAD_CASE):
            failing = _failing_cases(ground(atom, binding), argument, wording)
            open_ = may_hold(clause, literal, binding, argument)
            states = "; ".join(_states(failing, argument, decided=not open_))
            return f"{states}: {wording.filled(info.text, binding)}"
        case ir.Comparison() if argument.may_be(literal, binding):
            said = f"not decided: {wording.filled(info.text, binding)}"
            unknown = "; ".join(_unknowns(clause, literal, binding, wording))
            return f"{said} ({unknown})" if unknown else said
        case ir.Binding() if why := no_day(literal, binding, argument.program):
            return f"no such day: {why}"
        case _:
            state = "not decided" if may_hold(clause, literal, binding, argument) else "not so"
            return f"{state}: {wording.filled(info.text, binding)}"


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

"""What a proof presumes: opponents that were kept out only because nobody showed them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from decisis.dataclass import dataclass
from decisis.proof.argument import Argument, Failure, Ground, Instance, ground
from decisis.proof.tree import provision_node
from decisis.proof.wording import Wording, literal_of
from decisis.rules import ir
from decisis.rules.arithmetic import compare_expressions
from decisis.values import Value


@dataclass(frozen=True)
class Presumption:
    """An element that nobody showed, the provision that it would have let in, and who bore the burden."""

    text: str
    provision: str
    citation: str = ""
    bearer: str = ""
    standard: str = ""


def presumptions(argument: Argument, used: Iterable[Instance], wording: Wording) -> tuple[Presumption, ...]:
    """The presumptions behind the rule instances of a proof, in their order, without repeats."""
    found: dict[Presumption, None] = {}
    for instance in used:
        for literal, info in _literals(instance):
            if isinstance(literal, ir.Negation):
                found.update(dict.fromkeys(_behind(argument, literal, info, instance, wording)))
    return tuple(found)


def _literals(instance: Instance) -> Iterator[tuple[ir.Literal, ir.ElementInfo | None]]:
    yield from zip(instance.clause.body, instance.clause.origin.elements, strict=True)


def _behind(
    argument: Argument,
    literal: ir.Negation,
    info: ir.ElementInfo | None,
    instance: Instance,
    wording: Wording,
) -> Iterator[Presumption]:
    atom = ground(literal.atom, instance.binding)
    if atom.relation.startswith(("blocked ", "bad case", "overtaken ", "merely possible")):
        if atom.relation.startswith("blocked "):
            yield from _opponents(argument, atom, wording)
        return
    shown = _shown(argument, atom)
    if shown is None or info is None or _decided(argument, shown, wording):
        return
    bearer = wording.filled(info.bearer, instance.binding) if info.bearer else ""
    step = provision_node(argument.program, instance.clause.origin)
    relation, values = shown
    yield Presumption(wording.atom(relation, values), step.provision, step.citation, bearer, info.standard)


def _shown(argument: Argument, atom: Ground) -> tuple[str, tuple[Value | None, ...]] | None:
    """What a `no showing that` looked for."""
    if atom.relation.startswith("shown"):
        clause = argument.clauses(atom.relation)[0]
        inner = clause.body[0]
        assert isinstance(inner, ir.Atom)
        names = {
            t.name: v
            for t, v in zip(clause.head.terms, atom.values, strict=True)
            if isinstance(t, ir.Variable)
        }
        return inner.relation, tuple(
            t.value if isinstance(t, ir.Constant) else names.get(t.name) for t in inner.terms
        )
    return (
        (atom.relation, atom.values) if literal_of(atom.relation)[0] in argument.program.relations else None
    )


def _decided(argument: Argument, shown: tuple[str, tuple[Value | None, ...]], wording: Wording) -> bool:
    """Whether silence is an answer here, or the opposite is established."""
    base, negated = literal_of(shown[0])
    if wording.relations[base].closed:
        return True
    opposite = base if negated else ir.denied(base)
    return any(
        all(v is None or v == w for v, w in zip(shown[1], row, strict=True))
        for row in argument.model.tuples(opposite)
    )


def _opponents(argument: Argument, blocked: Ground, wording: Wording) -> Iterator[Presumption]:
    for failure in argument.failures(blocked):
        literal = failure.clause.body[failure.literal]
        opponent = failure.clause.origin.provision
        if not opponent or not isinstance(literal, ir.Atom) or _would_be_beaten(argument, failure):
            continue
        if any(isinstance(t, ir.Variable) and t.name not in failure.binding for t in literal.terms):
            yield from _partial(argument, literal, failure, wording)
            continue
        for attempt in argument.failures(ground(literal, failure.binding)):
            yield from _unshown(argument, attempt, wording)


def _would_be_beaten(argument: Argument, failure: Failure) -> bool:
    """Whether the opponent would lose even if it were shown: then nothing hangs on it."""
    return any(
        isinstance(literal, ir.Negation)
        and literal.atom.relation.startswith("beaten ")
        and argument.holds(ground(literal.atom, failure.binding))
        for literal in failure.clause.body
    )


def _partial(
    argument: Argument, literal: ir.Atom, failure: Failure, wording: Wording
) -> Iterator[Presumption]:
    """An opponent with another value: each clause that could give it, as far as the keys are known."""
    for clause in argument.clauses(literal.relation):
        for attempt in argument.attempts_from(clause, literal, failure.binding):
            yield from _unshown(argument, attempt, wording)


def _unshown(argument: Argument, attempt: Failure, wording: Wording) -> Iterator[Presumption]:
    """The element at which an attempt stopped, unless something else refutes the attempt."""
    literal = attempt.clause.body[attempt.literal]
    info = attempt.clause.origin.elements[attempt.literal] if attempt.clause.origin.elements else None
    if info is None or not isinstance(literal, ir.Atom) or _refuted(argument, attempt, wording):
        return
    values = tuple(
        t.value if isinstance(t, ir.Constant) else attempt.binding.get(t.name) for t in literal.terms
    )
    base, _ = literal_of(literal.relation)
    if base not in wording.relations:
        return
    step = provision_node(argument.program, attempt.clause.origin)
    yield Presumption(
        wording.atom(literal.relation, values),
        step.provision,
        step.citation,
        wording.filled(info.bearer, attempt.binding) if info.bearer else "",
        info.standard,
    )


def _refuted(argument: Argument, attempt: Failure, wording: Wording) -> bool:
    """Whether some element of the attempt is decided against it, so that nothing was left to show."""
    for literal in attempt.clause.body:
        match literal:
            case ir.Atom(relation, terms):
                base, _ = literal_of(relation)
                if base not in wording.relations:
                    continue
                if _edition_has_passed(argument, literal, attempt):
                    return True
                values = tuple(
                    t.value if isinstance(t, ir.Constant) else attempt.binding.get(t.name) for t in terms
                )
                if not _present(argument, relation, values) and _decided(
                    argument, (relation, values), wording
                ):
                    return True
            case ir.Comparison():
                if _bound(literal, attempt.binding) and not compare_expressions(
                    literal, attempt.binding, argument.program.calendar
                ):
                    return True
            case ir.Negation(atom):
                bound = all(isinstance(t, ir.Constant) or t.name in attempt.binding for t in atom.terms)
                if bound and argument.holds(ground(atom, attempt.binding)):
                    return True
            case _:
                pass
    return False


def _edition_has_passed(argument: Argument, literal: ir.Atom, attempt: Failure) -> bool:
    """Whether an atom that names the governing day holds only of days on which the text was not in force."""
    body, elements = attempt.clause.body, attempt.clause.origin.elements
    position = body.index(literal)
    if elements[position] is None or elements[position].section != "in force":  # type: ignore[union-attr]
        return False
    limits = [
        b
        for b, e in zip(body, elements, strict=True)
        if isinstance(b, ir.Comparison) and e and e.section == "in force"
    ]
    days = list(argument.ways(literal, dict(attempt.binding)))
    return bool(days) and not any(
        all(not _bound(t, day) or compare_expressions(t, day, argument.program.calendar) for t in limits)
        for day in days
    )


def _present(argument: Argument, relation: str, values: tuple[Value | None, ...]) -> bool:
    return any(
        all(v is None or v == w for v, w in zip(values, row, strict=True))
        for row in argument.model.tuples(relation)
    )


def _bound(literal: ir.Comparison, binding: Mapping[str, Value]) -> bool:
    from decisis.rules.plan import expression_variables

    names = (*expression_variables(literal.left), *expression_variables(literal.right))
    return all(n in binding for n in names)

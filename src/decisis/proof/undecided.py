"""Whether an element that does not hold is not so, or only not decided (it may hold), or not shown."""

from __future__ import annotations

from collections.abc import Mapping

from decisis.dataclass import replace
from decisis.proof.argument import Argument, Failure, ground, pattern
from decisis.proof.wording import literal_of
from decisis.rules import ir, naming
from decisis.rules.plan import is_bound
from decisis.static import TypeGuard
from decisis.values import Bounds, Value, kind, may_equal


def may_hold(
    clause: ir.Clause, literal: ir.Literal, binding: Mapping[str, Value], argument: Argument
) -> bool:
    """Whether an element of a clause that does not hold for a binding may do so."""
    match literal:
        case ir.Comparison():
            return is_bound(literal, binding) and argument.may_be(literal, binding)
        case ir.Binding(variable, expression):
            named = ir.Comparison(variable, "=", expression, certain=False)
            return is_bound(named, binding) and argument.may_be(named, binding)
        case ir.Aggregate():
            doubtful = has_doubtful_member(clause, literal, binding, argument)
            return doubtful or _may_come_to(literal, binding, argument)
        case ir.Atom(relation, (first, last, day)) if relation.startswith(naming.DAYS):
            return _may_be_day(first, last, day, binding, argument)
        case ir.Atom() if is_bound(literal, binding) or literal.relation in argument.program.tables:
            return _may_be_listed(literal, binding, argument)
        case _:
            return False


def has_doubtful_member(
    clause: ir.Clause, total: ir.Aggregate, binding: Mapping[str, Value], argument: Argument
) -> bool:
    """Whether what merely may be there may be a member of a total, so that what it comes to is open."""
    return any(_is_doubtful(other, binding, argument) for other in _beside(clause, total))


def is_doubtful_member(literal: ir.Literal) -> TypeGuard[ir.Negation]:
    """Whether it asks that nothing which merely may be there is a member of a total."""
    return isinstance(literal, ir.Negation) and literal.atom.relation.startswith(naming.DOUBTFUL_MEMBER)


def coming_to(
    clause: ir.Clause, doubtful: ir.Negation, binding: Mapping[str, Value], argument: Argument
) -> Mapping[str, Value]:
    """What an attempt names, where its total has members that merely may be there: all that it may come to.

    Of members that may be many days there may be any number, beside those that are sure.
    """
    total = _total_before(clause, doubtful)
    possibly = next((b for b in argument.clauses(doubtful.atom.relation)[0].body), None)
    if not isinstance(possibly, ir.Atom) or len(possibly.terms) != len(total.over.terms):
        return binding
    loose = replace(total, possibly=ir.Atom(possibly.relation, total.over.terms))
    value = argument.total_of(loose, binding)
    if total.operator in ("sum", "count") and _may_be_many(possibly, argument):
        sure = argument.total_of(total, binding)
        value = Bounds(sure if total.operator == "count" and isinstance(sure, int) else None, None)
    return binding if value is None else {**binding, total.result.name: value}


def _total_before(clause: ir.Clause, doubtful: ir.Negation) -> ir.Aggregate:
    before = clause.body[: clause.body.index(doubtful)]
    return next(b for b in reversed(before) if isinstance(b, ir.Aggregate))


def _may_be_many(members: ir.Atom, argument: Argument) -> bool:
    """Whether a member that may be there stands for many days."""
    rows = argument.model.tuples(members.relation)
    return any(isinstance(value, Bounds) and kind(value) == "Date" for row in rows for value in row)


def _may_come_to(total: ir.Aggregate, binding: Mapping[str, Value], argument: Argument) -> bool:
    """Whether a total, as imprecise as it is, may be the value that is asked about."""
    asked, value = binding.get(total.result.name), argument.total_of(total, binding)
    return asked is not None and value is not None and may_equal(asked, value)


def _beside(clause: ir.Clause, total: ir.Aggregate) -> tuple[ir.Literal, ...]:
    """What stands after a total until the next one: among it, that no member of it is merely possible."""
    after = clause.body[clause.body.index(total) + 1 :]
    end = next((i for i, b in enumerate(after) if isinstance(b, ir.Aggregate)), len(after))
    return after[:end]


def _is_doubtful(literal: ir.Literal, binding: Mapping[str, Value], argument: Argument) -> bool:
    return (
        is_doubtful_member(literal)
        and is_bound(literal, binding)
        and argument.holds(ground(literal.atom, binding))
    )


def _may_be_day(
    first: ir.Term, last: ir.Term, day: ir.Term, binding: Mapping[str, Value], argument: Argument
) -> bool:
    """Whether a day may be one from the first to the last; where none is named, whether there may be one."""
    ordered = [(first, last), (first, day), (day, last)]
    spans = [ir.Comparison(earlier, "<=", later, certain=False) for earlier, later in ordered]
    return all(argument.may_be(span, binding) for span in spans if is_bound(span, binding))


def _may_be_listed(atom: ir.Atom, binding: Mapping[str, Value], argument: Argument) -> bool:
    """Whether a row may agree with what is known of an atom."""
    values = pattern(atom, binding).values
    return any(
        all(value is None or may_equal(each, value) for each, value in zip(row, values, strict=True))
        for row in argument.model.tuples(atom.relation)
    )


def is_lacking(failure: Failure, argument: Argument) -> bool:
    """Whether an attempt fails for want of what nobody showed, rather than being otherwise."""
    literal = failure.clause.body[failure.literal]
    if not isinstance(literal, ir.Atom):
        return False
    base, denied = literal_of(literal.relation)
    info = argument.program.relations.get(base)
    if info is None or base in argument.program.tables or (info.closed and not denied):
        return False
    opposite = base if denied else naming.denied(base)
    if argument.rows(ir.Atom(opposite, literal.terms), failure.binding):
        return False
    if denied or info.keys is None:
        return True
    keys = info.keys
    terms = (t if i in keys else ir.Variable(f"value {i}") for i, t in enumerate(literal.terms))
    return not argument.rows(ir.Atom(base, tuple(terms)), failure.binding)

"""What one condition says about another: that it gives it, or that the two never hold together.

Only what holds for every value and every calendar is said. Silence means that it is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decisis.comparison.ways import Compared, Condition, Holds, Vocabulary, never_equal
from decisis.rules import ir, naming
from decisis.values import Bounds, Truth, Value, compare

ONE_OF = "one of "  # begins the name of a list of values
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
FLIPPED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
SAME_SIDES = {  # x OP y gives x OP y of these
    "=": ("=", "<=", ">="),
    "!=": ("!=",),
    "<": ("<", "<=", "!="),
    ">": (">", ">=", "!="),
    "<=": ("<=",),
    ">=": (">=",),
}
RISING = {"+": (True, True), "greater": (True, True), "lesser": (True, True), "after": (True, True)}
# whether the value rises with each operand; `after` with a counting rule does not rise with the period
RISING_OR_FALLING: Mapping[str, tuple[bool, ...]] = {**RISING, "-": (True, False), "before": (False, True)}


def gives(given: Condition, wanted: Condition, known: Vocabulary) -> bool:
    """Whether the second is so wherever the first is."""
    if given == wanted:
        return True
    match given, wanted:
        case Compared(), Compared():
            return any(_gives(g, w) for g in _both_ways(given) for w in _both_ways(wanted))
        case Holds(), Holds():
            return _holding_gives(given, wanted, known)
        case Compared(), Holds():
            equal = _equal_constant(given, wanted.terms)
            return equal is not None and stands(Holds(wanted.relation, (equal,), wanted.absent), known)
        case Holds(), Compared():
            return _listed_gives(given, wanted, known)
    return False


def stands(condition: Condition, known: Vocabulary) -> bool:
    """Whether a condition on constants alone is so."""
    match condition:
        case Compared(ir.Constant(left), operator, ir.Constant(right)):
            return _is(left, operator, right, Truth.TRUE)
        case Compared(left, operator, right):
            return left == right and operator in SAME_SIDES["="]
        case Holds(relation, (ir.Constant(str() as value),), absent):
            return relation in known.lists and (value in known.lists[relation]) != absent
    return False


def fails(condition: Condition, known: Vocabulary) -> bool:
    """Whether a condition on constants alone is not so."""
    match condition:
        case Compared():
            return stands(_otherwise(condition), known)
        case Holds(relation, terms, absent):
            return stands(Holds(relation, terms, not absent), known)
    return False


def _otherwise(comparison: Compared) -> Compared:
    return Compared(comparison.left, OPPOSITE[comparison.operator], comparison.right)


def excludes(first: Condition, second: Condition, known: Vocabulary) -> bool:
    """Whether the two never hold together."""
    match first, second:
        case Compared(), Compared():
            return gives(second, _otherwise(first), known) or gives(first, _otherwise(second), known)
        case Holds(), Holds():
            return _never_both(first, second, known) or _never_both(second, first, known)
        case Compared(), Holds(relation, terms, absent):
            return gives(first, Holds(relation, terms, not absent), known)
        case Holds(), Compared():
            return excludes(second, first, known)
    return False


# --- tuples and lists --------------------------------------------------------------------------------


def _holding_gives(given: Holds, wanted: Holds, known: Vocabulary) -> bool:
    if given.terms != wanted.terms:
        return False
    if wanted.absent and not given.absent and wanted.relation.startswith(naming.possibly("")):
        # what is established cannot be otherwise
        base = wanted.relation.removeprefix(naming.possibly(""))
        return given.relation == _denial(base)
    mine, yours = known.lists.get(given.relation), known.lists.get(wanted.relation)
    if mine is None or yours is None:
        return False
    match given.absent, wanted.absent:
        case False, False:
            return mine <= yours
        case True, True:
            return mine >= yours
        case False, True:
            return not mine & yours
    return False


def _never_both(first: Holds, second: Holds, known: Vocabulary) -> bool:
    if not first.absent and not second.absent and first.relation == second.relation:
        keys = known.keys.get(first.relation)
        return keys is not None and _another_value(first, second, keys)
    if first.terms != second.terms:
        return False
    if (
        not first.absent
        and second.absent
        and second.relation in (first.relation, naming.possibly(first.relation))
    ):
        return True
    if not first.absent and not second.absent and second.relation == _denial(first.relation):
        return True
    return _holding_gives(first, Holds(second.relation, second.terms, not second.absent), known)


def _another_value(first: Holds, second: Holds, keys: Sequence[int]) -> bool:
    pairs = list(enumerate(zip(first.terms, second.terms, strict=True)))
    return all(a == b for i, (a, b) in pairs if i in keys) and any(
        isinstance(a, ir.Constant) and isinstance(b, ir.Constant) and never_equal(a, b)
        for i, (a, b) in pairs
        if i not in keys
    )


def _denial(relation: str) -> str:
    denied = naming.denied("")
    return relation.removeprefix(denied) if relation.startswith(denied) else naming.denied(relation)


def _equal_constant(given: Compared, terms: Sequence[ir.Expression]) -> ir.Constant | None:
    """The value that a comparison says the one term has."""
    for each in _both_ways(given):
        if each.operator == "=" and isinstance(each.right, ir.Constant) and tuple(terms) == (each.left,):
            return each.right
    return None


def _listed_gives(given: Holds, wanted: Compared, known: Vocabulary) -> bool:
    """Every value of a list is as a comparison wants it."""
    values = known.lists.get(given.relation)
    if values is None or given.absent:
        return False
    return any(
        (each.left,) == given.terms
        and isinstance(each.right, ir.Constant)
        and all(_is(v, each.operator, each.right.value, Truth.TRUE) for v in values)
        for each in _both_ways(wanted)
    )


# --- comparisons -------------------------------------------------------------------------------------


def _both_ways(comparison: Compared) -> tuple[Compared, Compared]:
    left, operator, right = comparison.left, comparison.operator, comparison.right
    return comparison, Compared(right, FLIPPED[operator], left)


def _gives(given: Compared, wanted: Compared) -> bool:
    if given.left == wanted.left and given.right == wanted.right:
        return wanted.operator in SAME_SIDES[given.operator]
    if given.left == wanted.left:
        match given.right, wanted.right:
            case ir.Constant(mine), ir.Constant(yours) if _of_range(
                given.operator, mine, wanted.operator, yours
            ):
                return True
    return _wider(given, wanted)


def _of_range(operator: str, limit: Value, wanted: str, other: Value) -> bool:
    """Whether whatever stands in one relation to a value stands in another to another value."""
    if operator == "!=" or isinstance(limit, Bounds):
        return operator == wanted and limit == other
    if operator == "=":
        return _is(limit, wanted, other, Truth.TRUE)
    if isinstance(limit, str) or isinstance(other, str):
        return False
    below = operator in ("<", "<=")
    is_open = operator in ("<", ">")
    values = Bounds(None, limit, high_open=is_open) if below else Bounds(limit, None, low_open=is_open)
    return _is(values, wanted, other, Truth.TRUE)


def _is(left: Value, operator: str, right: Value, truth: Truth) -> bool:
    try:
        return compare(left, operator, right) is truth
    except TypeError:  # of two kinds: static checks keep these apart
        return False


def _wider(given: Compared, wanted: Compared) -> bool:
    """Whether the wanted sides lie further apart than the given ones, in the same direction."""
    if given.operator not in ("<", "<=", ">", ">=", "=") or wanted.operator in ("=", "!="):
        return False
    if given.operator not in ("=", wanted.operator, wanted.operator.removesuffix("=")):
        return False
    if given.operator == "=" and "=" not in wanted.operator:
        return False
    up = wanted.operator in (">", ">=")
    high, low = (wanted.left, wanted.right) if up else (wanted.right, wanted.left)
    held_high, held_low = (given.left, given.right) if up else (given.right, given.left)
    return at_least(high, held_high) and at_least(held_low, low)


def at_least(one: ir.Expression, other: ir.Expression) -> bool:
    """Whether an expression is surely no smaller than another, whatever its variables stand for."""
    if one == other:
        return True
    match one, other:
        case ir.Constant(a), ir.Constant(b):
            return _is(a, ">=", b, Truth.TRUE)
        case ir.Apply("greater", operands), _ if any(at_least(o, other) for o in operands):
            return True
        case _, ir.Apply("lesser", operands) if any(at_least(one, o) for o in operands):
            return True
        case ir.Apply(function, mine), ir.Apply(same, yours) if (
            function == same and len(mine) == len(yours) == 2
        ):
            rises = RISING_OR_FALLING.get(function)
            return rises is not None and all(
                at_least(a, b) if up else at_least(b, a) for up, a, b in zip(rises, mine, yours, strict=True)
            )
    return False

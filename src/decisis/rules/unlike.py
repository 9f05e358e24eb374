"""Durations that may be one and the same though they are not written alike: 1 month and 30 days.

Of two that are both in whole months, or both in days, every calendar says whether they are one. So of two
that may be one, one at least is not in whole months: where such a one stands is where joins must look.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from decisis.rules import ir
from decisis.rules.rounding import ROUNDINGS
from decisis.values import Duration, Truth, compare


@lru_cache(maxsize=4096)
def may_be_months(duration: Duration) -> bool:
    """Whether a duration has days, and may be as long as whole months, or has months beside the days."""
    if not duration.days:
        return False
    if duration.months:
        return True
    nearest = range(duration.days // 31, duration.days // 28 + 2)
    return any(compare(duration, "=", Duration(months)) is not Truth.FALSE for months in nearest if months)


def works_out_days(expression: ir.Expression) -> bool:
    """Whether the law itself works out a duration with days of its own: the greater of a term and 30 days."""
    match expression:
        case ir.Apply("+" | "-" | "*" | "greater" | "lesser", operands):
            named = [o.value for o in operands if isinstance(o, ir.Constant)]
            if any(isinstance(value, date) for value in named):
                return False
            days = any(isinstance(value, Duration) and value.days for value in named)
            return days or any(map(works_out_days, operands))
        case ir.Apply(function, (_, divisor, unit)) if function in ROUNDINGS:
            return _may_round_durations(divisor, unit)
        case _:
            return False


def _may_round_durations(divisor: ir.Expression, unit: ir.Expression) -> bool:
    """Whether what is rounded may be a duration, of which the calendar says how many units it has."""
    if not isinstance(unit, ir.Constant):
        return True
    if isinstance(unit.value, int | Decimal):
        return not isinstance(divisor, ir.Constant) or isinstance(divisor.value, Duration)
    return isinstance(unit.value, Duration)

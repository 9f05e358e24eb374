"""Comparisons from Python."""

from __future__ import annotations

from datetime import date

from decisis.api.doctrine import Doctrine
from decisis.api.report import Forms, Report
from decisis.comparison.inquiry import SECONDS, Asked, compared
from decisis.comparison.present import present_comparison
from decisis.render.comparison import (
    ComparisonView,
    comparison_json,
    comparison_markdown,
    comparison_text,
)

COMPARISON = Forms(comparison_text, comparison_markdown, comparison_json)


def compare(
    doctrine: Doctrine,
    first: str,
    second: str,
    *,
    court: str = "",
    as_of: date | str = "",
    seconds: float = SECONDS,
) -> Report[ComparisonView]:
    """Two provisions, or all pairs of two authorities: what is implied, where they collide, what chains.

    Without ``court`` it says who prevails in every court of appeals; without ``as_of`` they are compared
    as of the last day on which both are law. ``seconds`` bounds each search for a matter. Raises Rejected.
    """
    asked = Asked(first, second, court, str(as_of), seconds)
    view = present_comparison(*compared(asked, doctrine.loader))
    return Report(f"{first} and {second} compared", view, COMPARISON)

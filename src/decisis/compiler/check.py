"""Static checks: everything that can be said against a doctrine before a case is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from decisis.compiler.check_names import (
    circular_courts,
    unknown_calendars,
    unknown_courts,
    unknown_places,
    unknown_provisions,
    unknown_scenarios,
    unknown_sorts,
    unknown_treated,
)
from decisis.compiler.check_safety import for_the_court, settings_in_every_row, unsafe_variables
from decisis.compiler.library import Library
from decisis.diagnostics import Diagnostic, in_order

Check = Callable[[Library], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    unknown_sorts,
    unknown_courts,
    circular_courts,
    unknown_places,
    unknown_provisions,
    unknown_treated,
    unknown_calendars,
    unknown_scenarios,
    unsafe_variables,
    settings_in_every_row,
    for_the_court,
)


def check(library: Library) -> tuple[Diagnostic, ...]:
    """Every complaint about a resolved doctrine, in the order of its text."""
    return in_order(tuple(complaint for each in CHECKS for complaint in each(library)))

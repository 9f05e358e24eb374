"""Static checks: everything that can be said against a doctrine before a case is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from decisis.compiler.checks.authorities import (
    backward_spans,
    choosers,
    kinds_of_authority,
    kinds_of_provision,
    repeated_days,
    unchosen_editions,
)
from decisis.compiler.checks.declarations import (
    built_in_sorts,
    concluded_tables,
    repeated_labels,
    repeated_names,
    tables_as_declared,
    unknown_keys,
    unknown_placeholders,
)
from decisis.compiler.checks.factors import factors, nearly_the_same_side
from decisis.compiler.checks.habits import (
    settings_without_use,
    unnamed_neighbours,
    variables_used_once,
    without_provenance,
)
from decisis.compiler.checks.lapses import silenced_opinions
from decisis.compiler.checks.names import (
    circular_courts,
    unknown_calendars,
    unknown_courts,
    unknown_places,
    unknown_provisions,
    unknown_scenarios,
    unknown_sorts,
    unknown_things,
    unknown_treated,
)
from decisis.compiler.checks.operations import wrong_operations
from decisis.compiler.checks.priorities import (
    closed_but_contested,
    idle_priorities,
    rings,
    switched_off_wrongly,
    without_authority,
)
from decisis.compiler.checks.properties import compared_in_vain, of_nothing, without_order
from decisis.compiler.checks.ranges import ranges
from decisis.compiler.checks.ranks import vain_declarations, vain_switches
from decisis.compiler.checks.safety import (
    definitions_of_absences,
    for_the_court,
    governing_days,
    settings_in_every_row,
    unsafe_variables,
)
from decisis.compiler.checks.scenarios import scenarios, scenarios_that_change_nothing
from decisis.compiler.checks.sorts import mixed_sorts, wrong_values
from decisis.compiler.checks.treatments import (
    contradictory_treatments,
    rules_of_courts,
    sitting_in_full,
    treatments,
)
from decisis.compiler.checks.values import check_asked, check_ground_literal
from decisis.compiler.library import Library
from decisis.compiler.reading import Doctrine
from decisis.diagnostics import Diagnostic, Severity, errors, in_order

__all__ = ["check", "check_asked", "check_ground_literal"]

Check = Callable[[Doctrine], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    # names
    unknown_sorts,
    unknown_courts,
    circular_courts,
    unknown_places,
    unknown_provisions,
    unknown_things,
    unknown_treated,
    unknown_calendars,
    unknown_scenarios,
    # declarations
    unknown_keys,
    unknown_placeholders,
    built_in_sorts,
    repeated_names,
    repeated_labels,
    tables_as_declared,
    concluded_tables,
    scenarios,
    scenarios_that_change_nothing,
    # authorities and days
    kinds_of_authority,
    kinds_of_provision,
    choosers,
    unchosen_editions,
    backward_spans,
    repeated_days,
    treatments,
    contradictory_treatments,
    rules_of_courts,
    factors,
    # sorts
    mixed_sorts,
    wrong_values,
    wrong_operations,
    # values that are asked for
    unsafe_variables,
    ranges,
    governing_days,
    settings_in_every_row,
    for_the_court,
    definitions_of_absences,
    # properties
    compared_in_vain,
    without_order,
    of_nothing,
    # who prevails
    without_authority,
    switched_off_wrongly,
    closed_but_contested,
    idle_priorities,
    rings,
    # habits
    variables_used_once,
    settings_without_use,
    without_provenance,
    vain_declarations,
    vain_switches,
    sitting_in_full,
    silenced_opinions,
    nearly_the_same_side,
    unnamed_neighbours,
)


def check(library: Library, base: Library | None = None) -> tuple[Diagnostic, ...]:
    """Every complaint about a resolved doctrine, in the order of its text.

    The provisions of ``base``, on which the library was resolved and which was checked, are not read again.
    """
    doctrine = Doctrine(library, base or Library())
    found = in_order(tuple(complaint for each in CHECKS for complaint in each(doctrine)))
    wrong = {_place(c) for c in errors(found)}
    return tuple(c for c in found if c.severity is Severity.ERROR or _place(c) not in wrong)


def _place(complaint: Diagnostic) -> tuple[str, int]:
    """Where it is: no warning is given of what is wrong anyway."""
    return (complaint.span.source.name, complaint.span.start) if complaint.span else ("", 0)

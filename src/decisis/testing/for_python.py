"""What tests in Python use: strategies over a doctrine's own vocabulary, and properties as assertions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from decisis.api.doctrine import Doctrine
from decisis.api.matter import Matter
from decisis.casework.inquiry import day_named
from decisis.casework.record import Fact, Record
from decisis.compiler.setting import Setting
from decisis.engine import engine
from decisis.syntax import ast
from decisis.testing import strategies
from decisis.testing.case_text import case_text
from decisis.testing.days import settings_of
from decisis.testing.domain import Bound
from decisis.testing.named import demand_courts, demand_properties, demand_relations
from decisis.testing.searching import Searching
from decisis.testing.workbench import Workbench


def matters(
    doctrine: Doctrine, *areas: str, court: str, as_of: date | str, about: str = "", individuals: int = 1
) -> st.SearchStrategy[Matter]:
    """Matters under some areas of a doctrine, before a court as of a day (or its text, as in `2012-06-01`).

    ``about`` names a relation: facts that do not bear on it are not drawn. Of each sort there are as many
    persons or things as ``individuals`` says, called after it: `flight_1`, `flight_2`. Raises Rejected for
    what the law does not have.
    """
    searching, setting = _searching(doctrine, areas, court, as_of, individuals, about)
    domain = searching.domain(setting, about)
    beginnings = searching.beginnings(setting, about) if about else ()
    drawn = strategies.records(domain, beginnings)
    return drawn.map(lambda record: _matter(doctrine, areas, setting, record, domain.things))


def facts(
    doctrine: Doctrine, *areas: str, court: str, as_of: date | str, about: str = "", individuals: int = 1
) -> st.SearchStrategy[Fact]:
    """Facts that a record under some areas of a doctrine may state; of what is drawn as in `matters`."""
    searching, setting = _searching(doctrine, areas, court, as_of, individuals, about)
    return strategies.facts(searching.domain(setting, about))


def assert_property(
    doctrine: Doctrine,
    name: str,
    *areas: str,
    court: str,
    as_of: date | str,
    examples: int = 100,
    individuals: int = 1,
) -> None:
    """Fails if a drawn matter breaks a property of the doctrine; the message is a case file that shows it.

    Of each sort there are as many persons or things as ``individuals`` says.
    """
    searching, setting = _searching(doctrine, areas, court, as_of, individuals)
    searching.examples = examples
    library = searching.bench.library
    demand_properties((name,), library, "`assert_property`")
    stated: ast.Property = library.properties[name]
    for each in settings_of(stated, (setting,), library):
        found = searching.violation(stated, each)
        if found is not None:
            record, violation = found
            text = case_text(name, name, each, areas or doctrine.areas, record)
            raise AssertionError(f"{violation.words}\n\n{text}")


def _searching(
    doctrine: Doctrine,
    areas: tuple[str, ...],
    court: str,
    as_of: date | str,
    individuals: int = 1,
    about: str = "",
) -> tuple[Searching, Setting]:
    library = doctrine.loader.doctrine(areas or None).library
    demand_courts((court,), library, "`court`")
    demand_relations((about,) if about else (), library, "`about`")
    day = day_named(as_of) if isinstance(as_of, str) else as_of
    return Searching(Workbench(library, engine()), Bound(individuals)), Setting(court, day)


def _matter(
    doctrine: Doctrine,
    areas: tuple[str, ...],
    setting: Setting,
    record: Record,
    things: Mapping[str, str],
) -> Matter:
    text = case_text("drawn", "A drawn matter", setting, areas or doctrine.areas, record, things=things)
    return doctrine.matter(text)

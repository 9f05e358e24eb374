"""What tests in Python use: strategies over a doctrine's own vocabulary, and properties as assertions."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from decisis.api.doctrine import Doctrine
from decisis.api.matter import Matter
from decisis.casework.record import Fact, Record
from decisis.compiler.setting import Setting
from decisis.engine import engine
from decisis.syntax import ast
from decisis.testing import strategies
from decisis.testing.bounded import settings_of
from decisis.testing.case_text import case_text
from decisis.testing.domain import Bound
from decisis.testing.searching import Searching
from decisis.testing.workbench import Workbench


def matters(
    doctrine: Doctrine, *areas: str, court: str, as_of: date | str, about: str = "", individuals: int = 1
) -> st.SearchStrategy[Matter]:
    """Matters under some areas of a doctrine, before a court as of a day (or its text, as in `2012-06-01`).

    ``about`` names a relation: facts that do not bear on it are not drawn. Of each sort there are as many
    persons or things as ``individuals`` says.
    """
    searching, setting = _searching(doctrine, areas, court, as_of, individuals)
    drawn = _records(searching, setting, about)
    return drawn.map(lambda record: _matter(doctrine, areas, setting, record))


def facts(
    doctrine: Doctrine, *areas: str, court: str, as_of: date | str, about: str = "", individuals: int = 1
) -> st.SearchStrategy[Fact]:
    """Facts that a record under some areas of a doctrine may state."""
    searching, setting = _searching(doctrine, areas, court, as_of, individuals)
    return strategies.facts(searching.domain(setting, about))


def assert_property(
    doctrine: Doctrine, name: str, *areas: str, court: str, as_of: date | str, examples: int = 100
) -> None:
    """Fails if a drawn matter breaks a property of the doctrine; the message is a case file that shows it."""
    searching, setting = _searching(doctrine, areas, court, as_of, 1)
    searching.examples = examples
    stated: ast.Property = searching.bench.library.properties[name]
    for each in settings_of(stated, (setting,)):
        found = searching.violation(stated, each)
        if found is not None:
            record, violation = found
            raise AssertionError(f"{violation.words}\n\n{case_text(name, name, each, areas, record)}")


def _searching(
    doctrine: Doctrine, areas: tuple[str, ...], court: str, as_of: date | str, individuals: int
) -> tuple[Searching, Setting]:
    library = doctrine.loader.doctrine(areas or None).library
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    return Searching(Workbench(library, engine()), Bound(individuals)), Setting(court, day)


def _records(searching: Searching, setting: Setting, about: str) -> st.SearchStrategy[Record]:
    beginnings = searching.beginnings(setting, about) if about else ()
    return strategies.records(searching.domain(setting, about), beginnings)


def _matter(doctrine: Doctrine, areas: tuple[str, ...], setting: Setting, record: Record) -> Matter:
    named = areas or doctrine.areas
    text = case_text("drawn", "A drawn matter", setting, named, record)
    return doctrine.matter(text)

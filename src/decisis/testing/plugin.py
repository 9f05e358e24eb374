"""A pytest plugin: the expectations and properties of case files as test items.

Case files are collected when they are named (`pytest cases/x.case`), and everywhere with `--cases` or with
`decisis_cases = true` in the configuration. Nothing is imported for a run that has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from decisis.casework.asking import Court
    from decisis.casework.matter import Matter


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("decisis")
    group.addoption("--cases", action="store_true", help="collect all `.case` files of Decisis")
    group.addoption("--logic", metavar="FOLDER", help="areas of law, instead of the library that ships")
    parser.addini("decisis_cases", "collect all `.case` files", type="bool", default=False)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix != ".case":
        return None
    config = parent.config
    everywhere = config.getoption("--cases") or config.getini("decisis_cases")
    named = any(Path(str(arg).partition("::")[0]).resolve() == file_path for arg in config.args)
    return CaseFile.from_parent(parent, path=file_path) if everywhere or named else None


class Failed(Exception):
    """What an expectation or a property says is not so."""


class CaseFile(pytest.File):
    """A case file: an item for each expectation, and for each property of the law that it uses."""

    def collect(self) -> Iterator[pytest.Item]:
        from decisis.engine import engine
        from decisis.pipeline import load_matter, logic_root

        matter = load_matter(str(self.path), logic_root(self.config.getoption("--logic")))
        court = matter.court(engine())
        seen: dict[str, int] = {}
        for variant, expectation in matter.expectations:
            name = f"{variant}:{expectation.question.text}"
            seen[name] = seen.get(name, 0) + 1
            full = name if seen[name] == 1 else f"{name}#{seen[name]}"
            line = expectation.span.source.position(expectation.span.start)[0]
            yield ExpectationItem.from_parent(
                self, name=full, matter=matter, court=court, expected=(variant, expectation), line=line
            )
        for name in sorted(matter.library.properties):
            yield PropertyItem.from_parent(
                self, name=f"property {name}", matter=matter, court=court, stated=name
            )

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        from decisis.diagnostics import Rejected

        if isinstance(excinfo.value, Rejected):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class _Item(pytest.Item):
    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class ExpectationItem(_Item):
    def __init__(
        self, *, matter: Matter, court: Court, expected: tuple[str, Any], line: int, **more: Any
    ) -> None:
        super().__init__(**more)
        self.matter, self.court, self.expected, self.line = matter, court, expected, line

    def runtest(self) -> None:
        from dataclasses import replace

        from decisis.casework.expectations import check_expectations
        from decisis.casework.matter import Written

        written = Written(self.matter.library, (self.expected,))
        (result,) = check_expectations(replace(self.matter, read_written=lambda: written), self.court)
        if not result.passed:
            raise Failed("\n".join(f"{self.path.name}:{self.line}: {f}" for f in result.failures))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, self.name


class PropertyItem(_Item):
    """A property, held against the matter and every variant of it."""

    def __init__(self, *, matter: Matter, court: Court, stated: str, **more: Any) -> None:
        super().__init__(**more)
        self.matter, self.court, self.stated = matter, court, stated

    def runtest(self) -> None:
        from decisis.testing.report import broken_in

        said = [*broken_in(self.matter, self.court, (self.matter.library.properties[self.stated],))]
        if said:
            raise Failed("\n".join(said))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name

"""`decisis test`: the expectations and properties of case files."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from decisis.cli.options import EngineName
from decisis.cli.paths import case_files
from decisis.cli.status import BAD_INPUT, FAILED, complain

if TYPE_CHECKING:
    from decisis.pipeline import Loader
    from decisis.testing.coverage import Coverage
    from decisis.testing.report import CaseReport


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--engine", type=EngineName(), help="The engine to evaluate with.")
@click.option("--logic", help="Folder of areas of law, instead of the library that ships.")
@click.option("--coverage", is_flag=True, help="Also what the cases leave untested of the law.")
@click.option("--json", "as_json", is_flag=True, help="Results as JSON.")
def test(
    paths: tuple[str, ...], engine: str | None, logic: str | None, coverage: bool, as_json: bool
) -> None:
    """Run the expectations and properties of case files (all `.case` files under the PATHS)."""
    from decisis.files import no_cases
    from decisis.pipeline import Loader, logic_root
    from decisis.testing.coverage import coverage_text
    from decisis.testing.report import Report, summary_json, summary_text

    loader = Loader(logic_root(logic))
    cases = case_files(paths)
    if not cases:
        raise no_cases(paths)
    report = Report(tuple(_tested(case, loader, engine) for case in cases))
    seen = _coverage(cases, loader, engine) if coverage else None
    if seen is not None and not as_json:
        click.echo(coverage_text(seen))
    click.echo(summary_json(report, seen) if as_json else summary_text(report))
    if report.rejected:
        sys.exit(BAD_INPUT)
    if report.failed:
        sys.exit(FAILED)


def _coverage(cases: list[str], loader: Loader, engine: str | None) -> Coverage:
    """What the cases that can be read show of the law."""
    from decisis.diagnostics import Rejected
    from decisis.engine import DEFAULT
    from decisis.engine import engine as engine_named
    from decisis.testing.coverage import Coverage

    seen = Coverage()
    for case in cases:
        with suppress(Rejected):  # complained of when it was tested
            seen.add(loader.matter(case), engine_named(engine or DEFAULT))
    return seen


def _tested(path: str, loader: Loader, engine: str | None) -> CaseReport:
    from decisis.diagnostics import Rejected
    from decisis.engine import DEFAULT
    from decisis.testing.report import CaseReport, report_of

    try:
        return report_of(path, loader.matter(path), engine or DEFAULT)
    except Rejected as rejected:
        complain(rejected)
        return CaseReport(path, rejected=rejected.diagnostics)

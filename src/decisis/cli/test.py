"""`decisis test`: the expectations and properties of case files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from decisis.cli.options import EngineName
from decisis.cli.paths import case_files
from decisis.cli.status import BAD_INPUT, FAILED, complain

if TYPE_CHECKING:
    from decisis.pipeline import Loader
    from decisis.testing.report import CaseReport


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--engine", type=EngineName(), help="The engine to evaluate with.")
@click.option("--logic", help="Folder of areas of law, instead of the library that ships.")
@click.option("--json", "as_json", is_flag=True, help="Results as JSON.")
def test(paths: tuple[str, ...], engine: str | None, logic: str | None, as_json: bool) -> None:
    """Run the expectations and properties of case files (all `.case` files under the PATHS)."""
    from decisis.files import no_cases
    from decisis.pipeline import Loader, logic_root
    from decisis.testing.report import Report, summary_json, summary_text

    loader = Loader(logic_root(logic))
    cases = case_files(paths)
    if not cases:
        raise no_cases(paths)
    report = Report(tuple(_tested(case, loader, engine) for case in cases))
    click.echo(summary_json(report) if as_json else summary_text(report))
    if report.rejected:
        sys.exit(BAD_INPUT)
    if report.failed:
        sys.exit(FAILED)


def _tested(path: str, loader: Loader, engine: str | None) -> CaseReport:
    from decisis.diagnostics import Rejected
    from decisis.engine import DEFAULT
    from decisis.testing.report import CaseReport, report_of

    try:
        return report_of(path, loader.matter(path), engine or DEFAULT)
    except Rejected as rejected:
        complain(rejected)
        return CaseReport(path, rejected=rejected.diagnostics)

"""`decisis test`: the expectations and properties of case files."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import click

from decisis.cli.options import EngineName
from decisis.cli.paths import case_files
from decisis.cli.status import BAD_INPUT, FAILED, complain

if TYPE_CHECKING:
    from decisis.pipeline import Loader
    from decisis.testing.coverage import Coverage
    from decisis.testing.report import CaseReport
    from decisis.testing.suggestions import Suggestion


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--engine", type=EngineName(), help="The engine to evaluate with.")
@click.option("--logic", help="Folder of areas of law, instead of the library that ships.")
@click.option("--jobs", type=click.IntRange(0), default=1, help="Cases at a time; 0: one for each processor.")
@click.option("--coverage", is_flag=True, help="Also what the cases leave untested of the law.")
@click.option("--html", metavar="FILE", help="Write the coverage as a page of HTML to FILE.")
@click.option(
    "--suggest", is_flag=True, help="With --coverage or --html: cases that would test what is missing."
)
@click.option("--seconds", type=click.FloatRange(min=0.1), default=5.0, show_default=True, help="A search.")
@click.option("--json", "as_json", is_flag=True, help="Results as JSON.")
def test(
    paths: tuple[str, ...],
    engine: str | None,
    logic: str | None,
    jobs: int,
    coverage: bool,
    html: str | None,
    suggest: bool,
    seconds: float,
    as_json: bool,
) -> None:
    """Run the expectations and properties of case files (all `.case` files under the PATHS)."""
    from decisis.diagnostics import Rejected
    from decisis.files import no_cases
    from decisis.pipeline import Loader, logic_root
    from decisis.testing.coverage_text import coverage_text
    from decisis.testing.report import Report, summary_json, summary_text

    loader = Loader(logic_root(logic))
    cases = case_files(paths)
    if not cases:
        raise no_cases(paths)
    tested = partial(_tested, loader=loader, engine=engine)
    report = Report(tuple(_each(tested, cases, jobs or os.cpu_count() or 1)))
    for each in report.cases:
        if each.rejected:
            complain(Rejected(each.rejected))
    seen = _coverage(cases, loader, engine) if coverage or html else None
    if seen is not None:
        suggested = _suggested(seen, cases, loader, engine, seconds) if suggest else ()
        if coverage and not as_json:
            click.echo(coverage_text(seen, suggested))
        if html:
            _write_page(html, seen, suggested)
    click.echo(summary_json(report, seen) if as_json else summary_text(report))
    if report.rejected:
        sys.exit(BAD_INPUT)
    if report.failed:
        sys.exit(FAILED)


def _each(tested: Callable[[str], CaseReport], cases: list[str], jobs: int) -> Iterable[CaseReport]:
    """The reports in the order of the cases, however many are tested at a time."""
    if min(jobs, len(cases)) < 2:
        return map(tested, cases)
    with ProcessPoolExecutor(min(jobs, len(cases))) as pool:
        return list(pool.map(tested, cases))


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


def _suggested(
    seen: Coverage, cases: list[str], loader: Loader, engine: str | None, seconds: float
) -> tuple[Suggestion, ...]:
    """Cases that would test what is missing, in the courts and on the days that the cases ask about."""
    from decisis.cli.verify import needs
    from decisis.engine import DEFAULT
    from decisis.engine import engine as engine_named
    from decisis.testing.mutation.campaign import settings_of
    from decisis.testing.mutation.telling import Telling
    from decisis.testing.suggestions import Suggestions

    needs("test --suggest", "clingo")
    matters = [loader.matter(case) for case in cases]
    areas = tuple(sorted({area for matter in matters for area in matter.library.areas}))
    library = loader.doctrine(areas).library
    telling = Telling(library, engine_named(engine or DEFAULT), areas, seconds=seconds)
    return tuple(Suggestions(telling, settings_of(library, matters)).of(seen))


def _write_page(path: str, seen: Coverage, suggested: tuple[Suggestion, ...]) -> None:
    from pathlib import Path

    from decisis.diagnostics import Diagnostic, Rejected
    from decisis.testing.coverage_html import coverage_html

    try:
        Path(path).write_text(coverage_html(seen, suggested), "utf-8")
    except OSError:
        help = "name a file in a folder that is there"
        raise Rejected((Diagnostic("E0519", f"`{path}` cannot be written", help=help),)) from None


def _tested(path: str, loader: Loader, engine: str | None) -> CaseReport:
    from decisis.diagnostics import Rejected
    from decisis.engine import DEFAULT
    from decisis.testing.report import CaseReport, report_of

    gc.collect()  # what the case before left behind
    try:
        matter = loader.matter(path)
        report = report_of(path, matter, engine or DEFAULT)
    except Rejected as rejected:
        return CaseReport(path, rejected=rejected.diagnostics)
    matter.programs.let_go()
    return report

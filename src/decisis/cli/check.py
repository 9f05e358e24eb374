"""`decisis check`: everything that is wrong with the law, or with matters, at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisis.cli.paths import case_files
from decisis.cli.status import BAD_INPUT

if TYPE_CHECKING:
    from decisis.diagnostics import Diagnostic


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--logic", help="Folder of areas of law, instead of the library that ships.")
@click.option("--json", "as_json", is_flag=True, help="Diagnostics as JSON, on standard output.")
def check(paths: tuple[str, ...], logic: str | None, as_json: bool) -> None:
    """Check doctrine and matters: the shipped library, or the files and folders named."""
    from decisis.diagnostics import errors, in_order
    from decisis.render.diagnostics_text import diagnostics_json, diagnostics_text, summary

    found = in_order(tuple(d for path in paths or (None,) for d in _checked(path, logic)))
    if as_json:
        click.echo(diagnostics_json(found))
    elif found:
        click.echo(diagnostics_text(found), err=True)
    if errors(found):
        sys.exit(BAD_INPUT)
    if not as_json:
        of_what = "" if paths or logic else another_library()
        click.echo("no errors" + of_what + (f", {summary(found)}" if found else ""))


def another_library() -> str:
    """That it was the law that ships, to somebody who stands where there is law of his own."""
    from decisis.pipeline import OWN, known_areas, logic_root

    own, root = Path(OWN), str(logic_root(None))
    if not own.is_dir() or str(own.resolve()) == root or not known_areas(own):
        return ""
    return f" in `{root}`; `--logic {OWN}` checks the law of this folder"


def _checked(path: str | None, logic: str | None) -> Iterator[Diagnostic]:
    """Everything that there is to say of a case file, of a folder of cases, or of a folder of law."""
    from decisis.diagnostics import Rejected
    from decisis.pipeline import Loader, check_area, check_case, check_doctrine, logic_root

    cases = [] if path is None or path.endswith(".law") else case_files((path,))
    checks: list[Callable[[], Iterable[Diagnostic]]] = [
        partial(check_case, case, Loader(logic_root(logic))) for case in cases
    ]
    if path is not None and (path.endswith(".law") or any(Path(path).glob("*.law"))):
        checks.append(partial(check_area, path))
    elif not cases:
        checks.append(partial(check_doctrine, path or logic))
    for check_one in checks:
        try:
            yield from check_one()
        except Rejected as rejected:
            yield from rejected.diagnostics

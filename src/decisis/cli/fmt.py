"""`decisis fmt`: law and cases in their canonical layout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from decisis.cli.status import BAD_INPUT, FAILED, complain, say

FORMAT = "decisis.fmt/1"
STANDARD_INPUT = "-"
NAMES = (".law", ".case")


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Write nothing; list what would be changed, and exit with 1.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would be changed.")
@click.option("--json", "as_json", is_flag=True, help="With --check: the list as JSON.")
def fmt(paths: tuple[str, ...], check: bool, diff: bool, as_json: bool) -> None:
    """Bring the .law and .case files named, or in the folders named, into their canonical layout.

    `-` reads standard input and prints the result. What is written says what was there, which is checked
    before; a file that is not well formed is left as it is.
    """
    if as_json and not check:
        raise click.UsageError("`--json` lists what `--check` finds: say `--check`")
    done = _Done()
    for path in paths:
        for file in _files(path):
            _format(file, done, write=not (check or diff), diff=diff)
    if as_json:
        click.echo(json.dumps({"format": FORMAT, "checked": done.number, "changed": done.changed}))
    elif not diff:
        for path in (p for p in done.changed if check or p != STANDARD_INPUT):
            click.echo(path)
    if not as_json and STANDARD_INPUT not in paths:
        say(_summary(done, written=not (check or diff)))
    sys.exit(BAD_INPUT if done.rejected else FAILED if check and done.changed else 0)


@dataclass
class _Done:
    """What became of the files, one after the other."""

    number: int = 0
    rejected: int = 0
    changed: list[str] = field(default_factory=list)


def _files(path: str) -> Iterator[str]:
    if path == STANDARD_INPUT or not Path(path).is_dir():
        yield path
        return
    yield from (str(p) for p in sorted(Path(path).rglob("*")) if p.suffix in NAMES and p.is_file())


def _format(path: str, done: _Done, *, write: bool, diff: bool) -> None:
    """One file. It is left alone if anything is wrong with it, or nothing is to be changed."""
    from decisis.diagnostics import Rejected
    from decisis.files import read_source
    from decisis.formatting import formatted

    done.number += 1
    try:
        source = read_source(path)
        text = formatted(source)
        same = text == source.text
        if write and path == STANDARD_INPUT:
            click.echo(text, nl=False)
        elif write and not same:
            _write(path, text)
    except Rejected as rejected:
        done.rejected += 1
        complain(rejected)
        return
    if not same:
        done.changed.append(path)
        if diff:
            click.echo("".join(_differences(path, source.text, text)), nl=False)


def _write(path: str, text: str) -> None:
    """In one piece or not at all, to the file itself where it is a link, with the rights that it has."""
    from decisis.files import write_whole

    file = os.path.realpath(path)
    rights = os.stat(file).st_mode & 0o7777
    write_whole(file, text)
    os.chmod(file, rights)


def _differences(path: str, before: str, after: str) -> Iterator[str]:
    from difflib import unified_diff

    lines = (before.splitlines(keepends=True), after.splitlines(keepends=True))
    for line in unified_diff(*lines, f"{path} (as it is)", f"{path} (canonical)"):
        yield line if line.endswith("\n") else f"{line}\n"


def _summary(done: _Done, *, written: bool) -> str:
    changed = len(done.changed)
    files = f"{changed} of {done.number} file{'' if done.number == 1 else 's'}"
    said = f"{files} {'reformatted' if written else 'would be reformatted'}"
    return said + (f", {done.rejected} rejected" if done.rejected else "")

"""`decisis citator`: what rests on an authority, and what becomes of it without."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisis.cli.options import ENGINE, FORMS, LOGIC, output
from decisis.cli.paths import case_files
from decisis.cli.status import BAD_INPUT, complain
from decisis.cli.terminal import width

if TYPE_CHECKING:
    from decisis.casework.matter import Matter
    from decisis.compiler.library import Library
    from decisis.pipeline import Loader


@click.command()
@click.argument("authority")
@click.argument("paths", nargs=-1)
@click.option("--overruled-from", metavar="DATE", help="As overruled from this day, instead of set aside.")
@click.option("--every-question", is_flag=True, help="Of variants, too, ask more than they expect.")
@ENGINE
@LOGIC
@output(FORMS)
def citator(
    authority: str,
    paths: tuple[str, ...],
    overruled_from: str | None,
    every_question: bool,
    engine: str | None,
    logic: str | None,
    form: str,
) -> None:
    """List what rests on AUTHORITY (a name, part of a citation, or one provision) in the cases under PATHS.

    PATHS are files or folders of `.case` files: `cases/`, if none are named. What rests on the authority is
    asked again without it.
    """
    from decisis.casework.inquiry import day_named
    from decisis.engine import DEFAULT
    from decisis.engine import engine as engine_named
    from decisis.pipeline import Loader, logic_root
    from decisis.precedent.citator import Gone, entry, known_as, resting
    from decisis.precedent.present_citator import present_citator
    from decisis.render.citator import citator_json, citator_markdown, citator_text

    day = day_named(overruled_from) if overruled_from else None
    loader = Loader(logic_root(logic))
    read = [_matter(path, loader) for path in _cases(paths)]
    matters = [m for m in read if m is not None]
    libraries = [loader.doctrine().library, *(m.library for m in matters)]
    name, library = _named(authority, libraries)
    gone = Gone(name, day)
    knowing = [m for m in matters if known_as(name, m.library)]
    engine_used = engine_named(engine or DEFAULT)
    found = [r for m in knowing for r in resting(m, gone, engine_used, every_question=every_question)]
    made_by = [f"{m.name}, {m.title}" for m in knowing if name in m.setting.own]
    view = present_citator(entry(name, library), library, gone, found, made_by, len(matters))
    shown = {"json": citator_json, "markdown": citator_markdown}.get(form, lambda v: citator_text(v, width()))
    click.echo(shown(view))
    if len(matters) < len(read):
        sys.exit(BAD_INPUT)


def _cases(paths: tuple[str, ...]) -> Iterator[str]:
    from decisis.files import no_cases

    standard = ("cases",) if Path("cases").is_dir() else ()
    found = case_files(paths or standard)
    if paths and not found:
        raise no_cases(paths)
    yield from found


def _matter(path: str, loader: Loader) -> Matter | None:
    from decisis.diagnostics import Rejected

    try:
        return loader.matter(path)
    except Rejected as rejected:
        complain(rejected)
        return None


def _named(text: str, libraries: list[Library]) -> tuple[str, Library]:
    """The name of what is meant, and the first library that has it."""
    from decisis.compiler.names import did_you_mean
    from decisis.diagnostics import Diagnostic, Rejected
    from decisis.precedent.citator import known_as

    for library in libraries:
        name = known_as(text, library)
        if name:
            return name, library
    known = [n for library in libraries for n in (*library.authorities, *library.provisions)]
    help = did_you_mean(
        text, known, "name an authority, one of its provisions, or a part of its citation alone"
    )
    raise Rejected((Diagnostic("E0502", f"no authority or provision is called `{text}`", help=help),))

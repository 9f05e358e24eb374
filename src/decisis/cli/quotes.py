"""`decisis quotes`: whether the words quoted stand in the documents."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisis.cli.status import BAD_INPUT, FAILED, complain

if TYPE_CHECKING:
    from decisis.quotation.document import Document
    from decisis.syntax import ast


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--sources", multiple=True, envvar="DECISIS_SOURCES", help="A folder of source documents (.txt, .md)."
)
@click.option("--logic", help="Folder of areas of law, instead of the library that ships.")
@click.option("--all", "every", is_flag=True, help="Also list the quotes that are verified, and where.")
@click.option("--json", "as_json", is_flag=True, help="Every quote, as JSON.")
def quotes(
    paths: tuple[str, ...], sources: tuple[str, ...], logic: str | None, every: bool, as_json: bool
) -> None:
    """Hold every quote of the law and of cases against the source texts that are at hand.

    PATHS are files or folders of `.law` and `.case` files: the library that ships, and `cases/`, if none are
    named. Law that `--logic` names is gone through as well. A document that a case calls a file is looked for
    beside the case, then in the SOURCES.
    """
    from decisis.quotation.report import quotes_json, quotes_text
    from decisis.quotation.verification import WRONG, verify

    files, refused = _parsed(tuple(_files(paths, logic)))
    findings = verify(files, _documents(files, sources))
    click.echo(quotes_json(findings) if as_json else quotes_text(findings, every=every))
    if refused:
        sys.exit(BAD_INPUT)
    if any(f.status == WRONG for f in findings):
        sys.exit(FAILED)


def _files(paths: tuple[str, ...], logic: str | None) -> Iterator[str]:
    from decisis.files import missing
    from decisis.pipeline import logic_root

    law = (str(logic_root(logic)),) if logic or not paths else ()
    for path in (*law, *(paths or (("cases",) if Path("cases").is_dir() else ()))):
        if Path(path).is_dir():
            yield from (str(p) for p in sorted(Path(path).rglob("*")) if p.suffix in (".law", ".case"))
        elif Path(path).exists():
            yield path
        else:
            raise missing(path)


def _parsed(paths: tuple[str, ...]) -> tuple[dict[str, ast.File], bool]:
    """Files by their paths, and whether any has mistakes; what is well formed of it is kept."""
    from decisis.diagnostics import Rejected, errors
    from decisis.files import read_source
    from decisis.syntax.parser import parse

    found: dict[str, ast.File] = {}
    refused = False
    for path in paths:
        found[path], problems = parse(read_source(path))
        if errors(problems):
            refused = True
            complain(Rejected(problems))
    return found, refused


def _documents(files: dict[str, ast.File], folders: tuple[str, ...]) -> dict[str, Document]:
    """The documents that are at hand: those that cases name, and all in the folders of sources."""
    from decisis.diagnostics import Diagnostic, Rejected
    from decisis.files import decode, read_bytes
    from decisis.quotation.document import document
    from decisis.quotation.quotes import declared_documents

    for folder in folders:
        if not Path(folder).is_dir():
            raise Rejected((Diagnostic("E0346", f"there is no folder `{folder}`"),))
    found = {
        p.name: p for f in reversed(folders) for p in sorted(Path(f).iterdir()) if p.suffix in (".txt", ".md")
    }
    for name, case in declared_documents(files).items():
        beside = Path(case).parent / name
        inside = not Path(name).is_absolute() and ".." not in Path(name).parts
        if inside and beside.is_file():
            found[name] = beside
    return {name: document(name, decode(name, read_bytes(str(p)))) for name, p in sorted(found.items())}

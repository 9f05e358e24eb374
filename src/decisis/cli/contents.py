"""`decisis contents`: which provisions of the library state which authority, and where it ends."""

from __future__ import annotations

import click

from decisis.cli.options import LOGIC, output
from decisis.cli.terminal import width


@click.command()
@click.argument("words", default="")
@click.option("--not-covered", is_flag=True, help="Only where the library says that it ends.")
@LOGIC
@output(("text", "markdown", "json"))
def contents(words: str, not_covered: bool, logic: str | None, form: str) -> None:
    """List the provisions of the library by the authority that they state, to be read beside it.

    WORDS, if given, are part of a citation, title, name or file: `"§ 12(b)"`, a name of a case, `leases.law`.
    """
    from decisis.diagnostics import Diagnostic, Rejected
    from decisis.pipeline import Loader, logic_root
    from decisis.precedent.contents import contents as listed
    from decisis.render.contents import contents_json, contents_markdown, contents_text

    library = Loader(logic_root(logic)).doctrine().library
    there = listed(library, words)
    if not there and words:
        message = f"no provision has `{words}` in its citation, title, name or file"
        advice = "ask for fewer words; what they do not find, the library does not hold"
        raise Rejected((Diagnostic("E0521", message, help=advice),))
    if not there:
        raise Rejected((Diagnostic("E0521", "the law has no provisions"),))
    found = [s for s in there if not not_covered or s.kind == "not covered"]
    if not found and form != "json":
        click.echo("no provision says that the library ends there")
        return
    shown = {"json": contents_json, "markdown": contents_markdown}.get(
        form, lambda v: contents_text(v, width())
    )
    click.echo(shown(found))

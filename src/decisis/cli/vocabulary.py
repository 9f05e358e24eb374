"""`decisis vocabulary`: what a case can say and ask."""

from __future__ import annotations

from pathlib import Path

import click

from decisis.cli.options import FORMS, LOGIC, output
from decisis.cli.terminal import width


@click.command()
@click.argument("names", nargs=-1)
@LOGIC
@output(FORMS)
def vocabulary(names: tuple[str, ...], logic: str | None, form: str) -> None:
    """List what the law decides, and what the record is to say, in the words of the language.

    NAMES are areas of law, or relations: of a relation, what gives it and everything that bears on it.
    Without NAMES, the areas.
    """
    from decisis.casework.vocabulary import vocabulary as words_of
    from decisis.pipeline import Loader, logic_root
    from decisis.render.vocabulary import (
        overview_text,
        vocabulary_json,
        vocabulary_markdown,
        vocabulary_text,
    )

    doctrine = Loader(logic_root(logic)).doctrine()
    areas = {source: Path(str(folder)).name for source, folder in doctrine.folders.items()}
    view = words_of(doctrine.library, lambda span: areas.get(span.source.name, ""), names)
    match form:
        case "json":
            click.echo(vocabulary_json(view), nl=False)
        case "markdown":
            click.echo(vocabulary_markdown(view), nl=False)
        case _ if names:
            click.echo(vocabulary_text(view, width()), nl=False)
        case _:
            click.echo(overview_text(view.areas, width()), nl=False)

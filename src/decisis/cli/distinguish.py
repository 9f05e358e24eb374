"""`decisis distinguish`: a precedent against a matter."""

from __future__ import annotations

from typing import Any

import click

from decisis.cli.options import FORMS, changes, output
from decisis.cli.terminal import width


@click.command()
@click.argument("case")
@click.argument("precedents", nargs=-1, required=True, metavar="AUTHORITY|HOLDING...")
@click.option("--court", help="Ask in this court.")
@changes
@output(FORMS)
def distinguish(case: str, precedents: tuple[str, ...], logic: str | None, form: str, **more: Any) -> None:
    """Hold an authority, or one holding, against CASE: elements, factors, and whether CASE is a fortiori."""
    from decisis.casework.inquiry import Inquiry, asked_of
    from decisis.pipeline import load_matter, logic_root
    from decisis.precedent.distinction import distinctions, rulings_named
    from decisis.precedent.present_distinction import present_distinction
    from decisis.render.distinction import distinction_json, distinction_markdown, distinction_text

    matter = load_matter(case, logic_root(logic))
    asked = asked_of(matter, Inquiry(**{name: value for name, value in more.items() if value is not None}))
    rulings = dict.fromkeys(r for name in precedents for r in rulings_named(name, matter.library))
    view = present_distinction(matter, asked, distinctions(matter, asked, rulings))
    shown = {"json": distinction_json, "markdown": distinction_markdown}.get(
        form, lambda v: distinction_text(v, width())
    )
    click.echo(shown(view))

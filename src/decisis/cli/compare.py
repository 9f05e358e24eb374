"""`decisis compare`: holdings held against each other."""

from __future__ import annotations

import click

from decisis.cli.options import FORMS, LOGIC, output
from decisis.cli.terminal import width


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--court", help="Who prevails in this court, instead of every court of appeals.")
@click.option("--as-of", help="As of this day (YYYY-MM-DD), instead of the last on which both are law.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=5.0, show_default=True, help="A search.")
@LOGIC
@output(FORMS)
def compare(
    first: str,
    second: str,
    court: str | None,
    as_of: str | None,
    seconds: float,
    logic: str | None,
    form: str,
) -> None:
    """Say of A and B whether one implies the other, contradicts it, or gives or bars an element of it.

    A and B are holdings or other provisions; or authorities, of which all pairs are compared. Every matter
    that is shown is a case file, and was run.
    """
    from decisis.comparison.inquiry import Asked, compared
    from decisis.comparison.present import present_comparison
    from decisis.pipeline import Loader, logic_root
    from decisis.render.comparison import comparison_json, comparison_markdown, comparison_text

    asked = Asked(first, second, court or "", as_of or "", seconds)
    view = present_comparison(*compared(asked, Loader(logic_root(logic))))
    shown = {"json": comparison_json, "markdown": comparison_markdown}.get(
        form, lambda v: comparison_text(v, width())
    )
    click.echo(shown(view))

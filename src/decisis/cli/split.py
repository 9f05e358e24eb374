"""`decisis split`: one question in many courts."""

from __future__ import annotations

from typing import Any

import click

from decisis.cli.options import FORMS, changes, output
from decisis.cli.terminal import width


@click.command()
@click.argument("case")
@click.argument("question")
@click.option("--courts", help="Only these courts, separated by commas.")
@click.option("--trial", is_flag=True, help="Trial courts, too.")
@changes
@output(FORMS)
def split(
    case: str, question: str, courts: str | None, trial: bool, logic: str | None, form: str, **more: Any
) -> None:
    """Put QUESTION of CASE to every court of appeals: what each answers, by whose authority, what differs."""
    from decisis.casework.inquiry import Inquiry, asked_of, court_named, question_in
    from decisis.pipeline import load_matter, logic_root
    from decisis.precedent.present_split import present_split
    from decisis.precedent.split import compared_courts, split
    from decisis.render.split import split_json, split_markdown, split_text

    matter = load_matter(case, logic_root(logic))
    asked = asked_of(matter, Inquiry(**{name: value for name, value in more.items() if value is not None}))
    named = [court_named(c.strip(), matter) for c in courts.split(",")] if courts else []
    every = named or compared_courts(matter, asked, trial)
    view = present_split(matter, asked, split(matter, asked, question_in(matter, question), every))
    shown = {"json": split_json, "markdown": split_markdown}.get(form, lambda v: split_text(v, width()))
    click.echo(shown(view))

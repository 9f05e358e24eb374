"""`decisis ask` and `decisis why`: answers, and their proofs."""

from __future__ import annotations

from typing import Any

import click

from decisis.cli.options import FORMS, asking


@click.command()
@asking
def ask(as_json: bool, **asked: Any) -> None:
    """Ask the questions of CASE (all of them, or those named, or a literal such as 'may_modify(S)')."""
    _answer(as_json, proofs=False, **asked)


@click.command()
@asking
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--brief", is_flag=True, help="The controlling path only.")
@click.option("--full", is_flag=True, help="Every ground in full, nothing folded.")
@click.option("--depth", type=click.IntRange(min=1), help="Fold steps below this depth.")
def why(as_json: bool, **asked: Any) -> None:
    """Answer, and print the proof: every ground, every step with its citation."""
    if asked["full"] and (asked["brief"] or asked["depth"] is not None):
        raise click.UsageError("`--full` folds nothing: leave out `--brief` and `--depth`")
    _answer(as_json, proofs=True, **asked)


def _answer(as_json: bool, **asked: Any) -> None:
    from decisis.cli.answering import answer

    answer(**(asked | {"form": "json"} if as_json else asked))

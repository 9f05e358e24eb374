"""`decisis ask` and `decisis why`: answers, and their proofs."""

from __future__ import annotations

from typing import Any

import click

from decisis.cli.options import FORMS, asking
from decisis.cli.terminal import paint, width


@click.command()
@asking
def ask(
    case: str,
    questions: tuple[str, ...],
    as_json: bool,
    logic: str | None,
    certificate: str | None,
    **changes: Any,
) -> None:
    """Ask the questions of CASE (all of them, or those named, or a literal such as 'may_modify(S)')."""
    shown = "json" if as_json else "text"
    _answer(case, questions, logic, changes, shown, proofs=False, certificate=certificate)


@click.command()
@asking
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--brief", is_flag=True, help="The controlling path only.")
@click.option("--depth", type=click.IntRange(min=1), help="Fold steps below this depth.")
def why(
    case: str,
    questions: tuple[str, ...],
    as_json: bool,
    logic: str | None,
    certificate: str | None,
    form: str,
    brief: bool,
    depth: int | None,
    **changes: Any,
) -> None:
    """Answer, and print the proof: every ground, every step with its citation."""
    shown = "json" if as_json else form
    more: dict[str, Any] = {"brief": brief, "depth": depth, "certificate": certificate}
    _answer(case, questions, logic, changes, shown, proofs=True, **more)


def _answer(
    case: str,
    questions: tuple[str, ...],
    logic: str | None,
    changes: dict[str, Any],
    form: str,
    *,
    certificate: str | None = None,
    proofs: bool,
    brief: bool = False,
    depth: int | None = None,
) -> None:
    """Answer, and print. Nothing is printed if anything is wrong."""
    from decisis.casework.certified import certify
    from decisis.casework.inquiry import Inquiry, answers
    from decisis.casework.present import present
    from decisis.files import write_whole
    from decisis.prepared import prepared
    from decisis.render import render

    matter = prepared(case, logic)
    if matter.diagnostics:
        from decisis.render.diagnostics_text import diagnostics_text

        click.echo(diagnostics_text(matter.diagnostics), err=True)
    inquiry = Inquiry(**{name: value for name, value in changes.items() if value is not None})
    names = questions or tuple(matter.questions)
    found = list(answers(matter, names, inquiry))
    views = [present(answer, proofs=proofs) for answer in found]
    certified = certify(found)
    if certificate is not None:
        write_whole(certificate, certified.text())
    click.echo(render(form, views, brief=brief, depth=depth, width=width(), paint=paint()))

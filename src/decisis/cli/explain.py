"""`decisis explain`: what a complaint means, by its code."""

from __future__ import annotations

import json

import click

STAGES = {  # by the digit after the letter
    "1": "reading a file",
    "2": "the form of a block",
    "3": "the law",
    "4": "a case file",
    "5": "asking",
    "6": "a session",
    "7": "an interview",
}


@click.command()
@click.argument("codes", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="The explanations as JSON.")
def explain(codes: tuple[str, ...], as_json: bool) -> None:
    """Say what the complaints with these codes mean (all of them, if no CODES are named)."""
    from decisis.repl.codes import EVERY_CODE

    wanted = [_known(code.upper(), EVERY_CODE) for code in codes] or sorted(EVERY_CODE, key=_place)
    if as_json:
        found = [{"code": c, "kind": _kind(c), "about": _stage(c), "means": EVERY_CODE[c]} for c in wanted]
        click.echo(json.dumps({"format": "decisis.explain/1", "codes": found}, ensure_ascii=False, indent=2))
    elif codes:
        click.echo("\n\n".join(f"{c}  {_kind(c)}, about {_stage(c)}\n  {EVERY_CODE[c]}" for c in wanted))
    else:
        click.echo("\n".join(f"{code}  {EVERY_CODE[code]}" for code in wanted))


def _known(code: str, codes: dict[str, str]) -> str:
    from decisis.compiler.names import did_you_mean
    from decisis.diagnostics import Diagnostic, Rejected

    if code not in codes:
        help = did_you_mean(code, codes, "`decisis explain` without a code lists them all")
        raise Rejected((Diagnostic("E0513", f"no complaint has the code `{code}`", help=help),))
    return code


def _kind(code: str) -> str:
    return "warning" if code.startswith("W") else "error"


def _stage(code: str) -> str:
    return STAGES[code[2]]


def _place(code: str) -> tuple[str, str]:
    return code[1:], code

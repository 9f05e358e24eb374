"""`decisis verify`: a doctrine held to its properties, and gone through for collisions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from decisis.cli.options import ENGINE, LOGIC
from decisis.cli.status import FAILED

if TYPE_CHECKING:
    from decisis.compiler.library import Library
    from decisis.compiler.setting import Setting
    from decisis.testing.verification import Verification
    from decisis.testing.verify_report import Findings


@click.command()
@click.argument("areas", nargs=-1)
@click.option("--property", "names", multiple=True, help="Only this property (and no collisions).")
@click.option("--court", "courts", multiple=True, help="In this court, instead of every court of appeals.")
@click.option("--as-of", help="As of this day (YYYY-MM-DD), instead of that of the latest opinion (or text).")
@click.option("--individuals", type=click.IntRange(1, 3), default=1, show_default=True, help="Of each sort.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=20.0, show_default=True, help="A search.")
@click.option("--examples", type=click.IntRange(1), default=100, show_default=True, help="Matters to draw.")
@click.option(
    "--idle", is_flag=True, help="Also what each provision can do; those that decide alone left out."
)
@click.option("--collisions", is_flag=True, help="Collisions alone, and no property.")
@click.option("--accepted", type=click.Path(dir_okay=False), help="Collisions explained: A and B :: reason.")
@click.option("--state", type=click.Path(dir_okay=False), help="Keep what is settled; go on from it.")
@LOGIC
@ENGINE
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
def verify(
    areas: tuple[str, ...],
    names: tuple[str, ...],
    courts: tuple[str, ...],
    as_of: str | None,
    individuals: int,
    seconds: float,
    examples: int,
    idle: bool,
    collisions: bool,
    accepted: str | None,
    state: str | None,
    logic: str | None,
    engine: str | None,
    as_json: bool,
) -> None:
    """Look for matters that break the law's properties, and in which its provisions collide.

    AREAS are areas of law, by their names: all, if none are named. Properties of one matter are proved within
    bounds, those of two are searched for. Every matter found has been run again before it is shown, which is
    as soon as it is found; the JSON comes at the end.
    """
    from pathlib import Path

    from decisis.engine import DEFAULT
    from decisis.engine import engine as engine_named
    from decisis.pipeline import Loader, known_areas, logic_root
    from decisis.testing.accepted import read_accepted
    from decisis.testing.domain import Bound
    from decisis.testing.mutation.campaign import Doctrine
    from decisis.testing.named import demand_properties
    from decisis.testing.settled import Settled
    from decisis.testing.verification import Verification
    from decisis.testing.verify_report import Findings, verify_json
    from decisis.testing.workbench import Workbench

    if collisions and names:
        raise click.UsageError("`--collisions` looks at no property, and `--property` at nothing else")
    needs("verify", "clingo", "hypothesis")
    root = logic_root(logic)
    library = Loader(root).doctrine(areas or None).library
    demand_properties(names, library, "`--property`")
    reasons = read_accepted(accepted) if accepted else {}
    settings = _settings(library, courts, as_of)
    bounds = (Doctrine(logic, ()).digest, *sorted(areas), f"{individuals} of each", f"{examples} drawn")
    verification = Verification(
        Workbench(library, engine_named(engine or DEFAULT)),
        settings,
        Bound(individuals),
        seconds,
        examples,
        Settled(Path(state) if state else None, bounds),
        _progress,
    )
    shown = Findings(areas or tuple(known_areas(root)), accepted=reasons)
    everywhere = not courts and not as_of and not names
    findings = _found(
        shown,
        verification,
        names,
        properties=not collisions,
        idle=idle,
        everywhere=everywhere,
        tell=not as_json,
    )
    if as_json:
        click.echo(verify_json(findings))
    if findings.failed:
        sys.exit(FAILED)


def _found(
    findings: Findings,
    verification: Verification,
    names: tuple[str, ...],
    *,
    properties: bool,
    idle: bool,
    everywhere: bool,
    tell: bool,
) -> Findings:
    """Everything that is found; told as it is, if it is to be told.

    What collides no more is known only of pairs that were gone through ``everywhere``.
    """
    from dataclasses import replace

    from decisis.testing.verify_report import (
        counts_text,
        day_text,
        divided_text,
        idle_text,
        opposed_text,
        property_text,
        silent_on,
        vanished_of,
        vanished_text,
    )

    say = _tell if tell else _silent
    areas, verdicts, opposed, uses = findings.areas, [], [], []
    for verdict in verification.properties(names) if properties else ():
        say(property_text(areas, verdict))
        verdicts.append(verdict)
    for setting, pair in () if names else verification.oppositions():
        if not findings.divided(pair):
            say(opposed_text(areas, setting, pair, findings.reason(pair)))
        opposed.append((setting, pair))
    provisions = verification.bench.library.provisions if everywhere else {}
    vanished = tuple(vanished_of(findings.accepted, provisions, (pair for _, pair in opposed)))
    for name in vanished:
        say(vanished_text(name))
    say(counts_text(opposed))
    say(divided_text(findings, opposed))
    silent = silent_on(verification.bench.library, verification.settings)
    say(day_text(verification.settings, silent) if not names else "")
    for use in verification.idle() if idle and not names else ():
        say(idle_text(use))
        uses.append(use)
    _progress("")
    return replace(
        findings,
        properties=tuple(verdicts),
        opposed=tuple(opposed),
        silent=silent,
        vanished=vanished,
        idle=tuple(uses),
    )


def _tell(text: str) -> None:
    """A finding, at once; the line of progress makes room for it."""
    if text:
        _progress("")
        click.echo(text)
        sys.stdout.flush()


def _silent(text: str) -> None:
    return None


def _progress(said: str) -> None:
    """What is being looked at, on standard error, where that is a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{said[:100]}", err=True, nl=False)


def needs(command: str, *packages: str) -> None:
    """What a command looks with is an extra."""
    from importlib.util import find_spec

    from decisis.diagnostics import Diagnostic, Rejected

    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        help = "pip install 'decisis[testing]'"
        raise Rejected((Diagnostic("E0511", f"`{command}` needs {' and '.join(missing)}", help=help),))


def _settings(library: Library, courts: tuple[str, ...], as_of: str | None) -> tuple[Setting, ...]:
    from decisis.casework.inquiry import day_named
    from decisis.compiler.setting import Setting
    from decisis.pipeline import latest_day
    from decisis.testing.named import demand_courts

    demand_courts(courts, library, "`--court`")
    day = day_named(as_of) if as_of else latest_day(library)
    every = courts or tuple(sorted(name for name, c in library.courts.items() if not c.trial))
    return tuple(Setting(court, day) for court in every)

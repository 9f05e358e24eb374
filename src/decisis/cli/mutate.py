"""`decisis mutate`: one small change of the law at a time, and whether some case would notice."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from decisis.cli.options import LOGIC
from decisis.cli.paths import case_files
from decisis.cli.status import FAILED, say

if TYPE_CHECKING:
    from decisis.compiler.library import Library
    from decisis.testing.mutation.campaign import Campaign, Fate, Progress

KINDS = ("element", "negation", "threshold", "date", "court", "exception", "rank", "priority", "treatment")


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--cases", multiple=True, default=("cases",), show_default=True, help="Cases to try on.")
@click.option("--rule", "rules", multiple=True, metavar="NAME", help="Only mutants of this provision.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only mutants of this kind.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option("--state", type=click.Path(dir_okay=False), help="Keep what is known here, and go on from it.")
@click.option("--within", type=click.FloatRange(min=0), metavar="SECONDS", help="Stop after so long.")
@click.option("--accepted", type=click.Path(dir_okay=False), help="Survivors explained: MUTANT :: reason.")
@click.option("--sample", type=click.IntRange(1), help="Try every Nth mutant only.")
@click.option("--list", "listing", is_flag=True, help="Only list the mutants.")
@click.option("--no-search", is_flag=True, help="Look for no matter that would kill a survivor.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=10.0, show_default=True, help="A search.")
@LOGIC
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
def mutate(
    paths: tuple[str, ...],
    cases: tuple[str, ...],
    rules: tuple[str, ...],
    kinds: tuple[str, ...],
    jobs: int,
    state: str | None,
    within: float | None,
    accepted: str | None,
    sample: int | None,
    listing: bool,
    no_search: bool,
    seconds: float,
    logic: str | None,
    as_json: bool,
) -> None:
    """Change the law in one place at a time, and see whether an expectation or a property fails.

    PATHS are files and folders of law, or names of areas, whose mutants are tried: all of it, if none are
    named. A mutant that nothing notices is shown with the smallest matter that would tell it from the law.
    """
    from pathlib import Path

    from decisis.files import no_cases
    from decisis.testing.accepted import read_accepted, spelled_out, stale, unheard_of
    from decisis.testing.mutation.campaign import LEFT, SURVIVED, Campaign, Doctrine
    from decisis.testing.mutation.mutants import mutants, selected
    from decisis.testing.mutation.mutate_report import Outcome, mutate_json, mutate_text, shown

    found = tuple(case_files(cases))
    missing = tuple(path for path in found if not Path(path).is_file())
    if not listing and (missing or not found):
        raise no_cases(missing or cases)
    doctrine = Doctrine(logic, found)
    loader = doctrine.loader()
    library = loader.doctrine().library
    _known(rules, library)
    every = mutants(library)
    chosen = selected(every, kinds or KINDS, rules, _of_files(paths, str(loader.root)))[:: sample or 1]
    if listing:
        click.echo("\n".join(f"{shown(m.place)}: {m.identity}" for m in chosen))
        return
    reasons = spelled_out(read_accepted(accepted), (m.identity for m in every)) if accepted else {}
    campaign = Campaign(doctrine, chosen, library, jobs, Path(state) if state else None, _progress(), within)
    fates = campaign.run()
    survivors = [f for f in fates if f.status == SURVIVED]
    if not no_search:
        fates = _told(fates, campaign, [f for f in survivors if f.mutant.identity not in reasons], seconds)
    tried = {f.mutant.identity for f in fates if f.status != LEFT}
    gone = stale((n for n in reasons if n in tried), (f.mutant.identity for f in survivors))
    unknown = unheard_of(reasons, (m.identity for m in every))
    outcome = Outcome(fates, reasons, gone, unknown)
    click.echo(mutate_json(outcome) if as_json else mutate_text(outcome))
    if outcome.failed:
        sys.exit(FAILED)


def _progress() -> Progress:
    """A bar on standard error, where that is a terminal."""

    def bar(done: int, total: int, killed: int) -> None:
        if sys.stderr.isatty():
            full = 30 * done // max(total, 1)
            end = "\n" if done == total else ""
            text = f"\r[{'#' * full}{'.' * (30 - full)}] {done}/{total} tried, {killed} killed"
            click.echo(text + end, err=True, nl=False)

    return bar


def _told(
    fates: tuple[Fate, ...], campaign: Campaign, survivors: list[Fate], seconds: float
) -> tuple[Fate, ...]:
    from dataclasses import replace
    from importlib.util import find_spec

    from decisis.engine import engine
    from decisis.pipeline import known_areas
    from decisis.testing.mutation.campaign import settings_of, told_apart
    from decisis.testing.mutation.telling import Telling

    if survivors and find_spec("clingo") is None:
        say("no matters are looked for: pip install 'decisis[testing]'")
        return fates
    loader = campaign.doctrine.loader()
    settings = settings_of(campaign.library, map(loader.matter, campaign.doctrine.cases))
    areas = tuple(known_areas(loader.root))
    telling = Telling(campaign.library, engine(), areas, seconds=seconds)
    told = dict(told_apart(survivors, telling, settings))
    return tuple(replace(f, told=told.get(f.mutant.identity)) for f in fates)


def _of_files(paths: tuple[str, ...], root: str) -> Callable[[str], bool]:
    """Whether a file of law is one of those named, or in a folder that is."""
    from pathlib import Path

    law = Path(root).resolve()
    named = [(Path(p) if Path(p).exists() else law / p).resolve() for p in paths]
    for path, text in zip(named, paths, strict=True):
        if not path.exists():
            raise _no_law(f"there is no file or folder `{text}`", "name files or folders of law, or areas")
        if law not in (path, *path.parents) and path not in law.parents:
            help = f"to try mutants on what is in it, write `--cases {text}`, for each such path"
            raise _no_law(f"`{text}` is not among the law in `{root}`", help)

    def within(file: str) -> bool:
        place = Path(file).resolve()
        return not named or any(place == path or path in place.parents for path in named)

    return within


def _no_law(said: str, help: str) -> Exception:
    from decisis.diagnostics import Diagnostic, Rejected

    return Rejected((Diagnostic("E0517", said, help=help),))


def _known(names: tuple[str, ...], library: Library) -> None:
    from decisis.compiler.names import did_you_mean
    from decisis.diagnostics import Diagnostic, Rejected

    tables = (library.provisions, library.deadlines, library.countings, library.authorities, library.courts)
    known = {name for table in tables for name in table}
    for name in names:
        if name not in known:
            help = did_you_mean(name, known, "`--rule` names a provision, or another block of the law")
            raise Rejected((Diagnostic("E0512", f"no provision is called `{name}`", help=help),))

"""The command line: data on standard output, complaints on standard error, and what the exit says.

0 answered, or all passed · 1 an expectation or property failed · 2 bad input · 3 a limit was reached
· 4 an error of ours · 5 a certificate was refused.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from decisis import __version__

if TYPE_CHECKING:
    from decisis.casework.testing import CaseReport
    from decisis.diagnostics import Diagnostic, Rejected
    from decisis.pipeline import Loader
    from decisis.render.view import Paint

Command = TypeVar("Command", bound=Callable[..., Any])
STYLES: dict[str, dict[str, Any]] = {
    "proved": {"fg": "green", "bold": True},
    "refuted": {"fg": "red", "bold": True},
    "conflicted": {"fg": "magenta", "bold": True},
    "discretionary": {"fg": "cyan", "bold": True},
    "undetermined": {"fg": "yellow", "bold": True},
    "heading": {"bold": True},
    "note": {"dim": True},
}
FORMS = ["text", "markdown", "json"]
ANSWERED, FAILED, BAD_INPUT, LIMIT, INTERNAL, REFUSED = range(6)


class EngineName(click.ParamType[str]):
    """The name of an engine of the registry, which is read only when one is named."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from decisis.engine import ENGINES

        if value not in ENGINES:
            self.fail(f"there is no engine `{value}`; there are {', '.join(ENGINES)}", param, ctx)
        return value


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="decisis")
def cli() -> None:
    """Legal rules that come from authority: what follows, for which court, as of which day, and why."""


# --- check -----------------------------------------------------------------------------------------


@cli.command()
@click.argument("paths", nargs=-1)
@click.option("--logic", help="Folder of areas of law, instead of the library that ships.")
@click.option("--json", "as_json", is_flag=True, help="Diagnostics as JSON, on standard output.")
def check(paths: tuple[str, ...], logic: str | None, as_json: bool) -> None:
    """Check doctrine and matters: the shipped library, or the files and folders named."""
    from decisis.diagnostics import errors, in_order
    from decisis.render.diagnostics_text import diagnostics_json, diagnostics_text, summary

    found = in_order(tuple(d for path in paths or (None,) for d in _checked(path, logic)))
    if as_json:
        click.echo(diagnostics_json(found))
    elif found:
        click.echo(diagnostics_text(found), err=True)
    if errors(found):
        sys.exit(BAD_INPUT)
    if not as_json:
        click.echo("no errors" + (f", {summary(found)}" if found else ""))


def _checked(path: str | None, logic: str | None) -> Iterator[Diagnostic]:
    """Everything that there is to say of a case file, of a folder of cases, or of a folder of law."""
    from decisis.diagnostics import Rejected
    from decisis.pipeline import Loader, check_area, check_case, check_doctrine, logic_root

    cases = [] if path is None or path.endswith(".law") else _case_files((path,))
    checks: list[Callable[[], Iterable[Diagnostic]]] = [
        partial(check_case, case, Loader(logic_root(logic))) for case in cases
    ]
    if path is not None and (path.endswith(".law") or any(Path(path).glob("*.law"))):
        checks.append(partial(check_area, path))
    elif not cases:
        checks.append(partial(check_doctrine, path or logic))
    for check_one in checks:
        try:
            yield from check_one()
        except Rejected as rejected:
            yield from rejected.diagnostics


# --- ask and why -------------------------------------------------------------------------------------


def _asking(command: Command) -> Command:
    """The arguments and options that asking takes, on every command that asks."""
    for option in reversed(
        (
            click.argument("case"),
            click.argument("questions", nargs=-1),
            click.option("--as-of", help="Ask as of this day (YYYY-MM-DD)."),
            click.option("--court", help="Ask in this court."),
            click.option("--without", multiple=True, help="Set a provision or an authority aside."),
            click.option("--assume", multiple=True, help="Assume a literal, whatever opposes it."),
            click.option("--before", help="Ask the law as it stood before this authority."),
            click.option("--variant", help="Ask about a variant of the matter."),
            click.option("--engine", type=EngineName(), help="The engine to evaluate with."),
            click.option("--logic", help="Folder of areas of law, instead of the library that ships."),
            click.option("--json", "as_json", is_flag=True, help="The answer as JSON."),
        )
    ):
        command = option(command)
    return command


@cli.command()
@_asking
def ask(case: str, questions: tuple[str, ...], as_json: bool, logic: str | None, **changes: Any) -> None:
    """Ask the questions of CASE (all of them, or those named, or a literal such as 'may_modify(S)')."""
    _answer(case, questions, logic, changes, "json" if as_json else "text", proofs=False)


@cli.command()
@_asking
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--brief", is_flag=True, help="The controlling path only.")
@click.option("--depth", type=click.IntRange(min=1), help="Fold steps below this depth.")
def why(
    case: str,
    questions: tuple[str, ...],
    as_json: bool,
    logic: str | None,
    form: str,
    brief: bool,
    depth: int | None,
    **changes: Any,
) -> None:
    """Answer, and print the proof: every ground, every step with its citation."""
    shown = "json" if as_json else form
    _answer(case, questions, logic, changes, shown, proofs=True, brief=brief, depth=depth)


def _answer(
    case: str,
    questions: tuple[str, ...],
    logic: str | None,
    changes: dict[str, Any],
    form: str,
    *,
    proofs: bool,
    brief: bool = False,
    depth: int | None = None,
) -> None:
    """Answer, and print. Nothing is printed if anything is wrong."""
    from decisis.casework.inquiry import Inquiry, answers
    from decisis.casework.present import present
    from decisis.pipeline import load_matter, logic_root
    from decisis.render import render
    from decisis.render.diagnostics_text import diagnostics_text

    matter = load_matter(case, logic_root(logic))
    if matter.diagnostics:
        click.echo(diagnostics_text(matter.diagnostics), err=True)
    inquiry = Inquiry(**{name: value for name, value in changes.items() if value is not None})
    names = questions or tuple(matter.questions)
    views = [present(answer, proofs=proofs) for answer in answers(matter, names, inquiry)]
    click.echo(render(form, views, brief=brief, depth=depth, width=_width(), paint=_paint()))


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def _paint() -> Paint | None:
    """Colours for a terminal that wants them; `NO_COLOR` is honoured."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return None
    return lambda style, text: click.style(text, **STYLES.get(style.lower().split()[0], {}))


# --- test ----------------------------------------------------------------------------------------------


@cli.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--engine", type=EngineName(), help="The engine to evaluate with.")
@click.option("--logic", help="Folder of areas of law, instead of the library that ships.")
@click.option("--json", "as_json", is_flag=True, help="Results as JSON.")
def test(paths: tuple[str, ...], engine: str | None, logic: str | None, as_json: bool) -> None:
    """Run the expectations and properties of case files (all `.case` files under the PATHS)."""
    from decisis.casework.testing import Report, summary_json, summary_text
    from decisis.files import no_cases
    from decisis.pipeline import Loader, logic_root

    loader = Loader(logic_root(logic))
    cases = _case_files(paths)
    if not cases:
        raise no_cases(paths)
    report = Report(tuple(_tested(case, loader, engine) for case in cases))
    click.echo(summary_json(report) if as_json else summary_text(report))
    if report.rejected:
        sys.exit(BAD_INPUT)
    if report.failed:
        sys.exit(FAILED)


def _tested(path: str, loader: Loader, engine: str | None) -> CaseReport:
    from decisis.casework.testing import CaseReport, report_of
    from decisis.diagnostics import Rejected
    from decisis.engine import DEFAULT

    try:
        return report_of(path, loader.matter(path), engine or DEFAULT)
    except Rejected as rejected:
        _complain(rejected)
        return CaseReport(path, rejected=rejected.diagnostics)


def _case_files(paths: tuple[str, ...]) -> list[str]:
    return [case for path in paths for case in _cases_under(path)]


def _cases_under(path: str) -> Iterator[str]:
    if Path(path).is_dir():
        yield from (str(p) for p in sorted(Path(path).rglob("*.case")))
    else:
        yield path


# --- the command ---------------------------------------------------------------------------------------


def main() -> None:
    """Run a command; every complaint is printed once, and the exit code says what kind it was."""
    from decisis.diagnostics import Rejected
    from decisis.engine import LimitReached, Unsound, Unsupported
    from decisis.proof.check import Refused

    try:
        sys.exit(cli(standalone_mode=False) or ANSWERED)
    except Rejected as rejected:
        _complain(rejected)
        sys.exit(BAD_INPUT)
    except LimitReached as limit:
        click.echo(f"undetermined: {limit}", err=True)
        sys.exit(LIMIT)
    except Unsupported as unsupported:
        click.echo(f"this engine cannot take it: {unsupported}; leave out `--engine`", err=True)
        sys.exit(BAD_INPUT)
    except (Refused, Unsound) as refused:
        click.echo(f"refused: {refused}", err=True)
        sys.exit(REFUSED)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        sys.exit(ANSWERED)
    except Exception as bug:
        click.echo(
            f"internal error: {type(bug).__name__}; please report it with the files that lead to it", err=True
        )
        if "DECISIS_DEBUG" in os.environ:
            raise
        sys.exit(INTERNAL)


def _complain(rejected: Rejected) -> None:
    from decisis.render.diagnostics_text import diagnostics_text

    click.echo(diagnostics_text(rejected.diagnostics), err=True)


if __name__ == "__main__":
    main()

"""`decisis why-not`, `what-if` and `needs`: what stands in the way, what would change, what it would take."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from time import process_time
from typing import TYPE_CHECKING, Any

import click

from decisis.cli.options import asked_in, changes, output
from decisis.cli.status import LIMIT, say
from decisis.cli.terminal import paint, width

if TYPE_CHECKING:
    from decisis.casework.matter import Matter
    from decisis.casework.verdict import Asked
    from decisis.questions.needs import Needs
    from decisis.render.question_views import QuestionView

LONG = 2.0  # seconds without a word
FORMS = ["text", "markdown", "json"]
CHANGING = ("facts", "findings", "disputes", "questions", "allegations", "authorities", "date", "court")


@click.command()
@click.argument("case")
@click.argument("questions", nargs=-1)
@asked_in
@changes
@output(FORMS)
def why_not(case: str, questions: tuple[str, ...], form: str, logic: str | None, **changes: Any) -> None:
    """Say of each provision that could have given a conclusion what of it is met, and what is not."""
    from decisis.casework.inquiry import named_or_all, questions_in
    from decisis.questions.present import present_why_not
    from decisis.questions.why_not import why_not as asked_why_not

    matter, asked = _matter(case, logic, changes)
    named = questions_in(matter, named_or_all(matter, questions))
    place = _place(matter, asked)
    _print(form, [present_why_not(asked_why_not(asked, question), place) for question in named])


@click.command()
@click.argument("case")
@click.argument("questions", nargs=-1)
@click.option("--suppose", multiple=True, metavar="LITERAL", help="Add a fact to the record.")
@click.option("--instead", is_flag=True, help="What is supposed replaces what the record says of it.")
@click.option("--withdraw", multiple=True, metavar="LITERAL", help="Take a fact out of the record.")
@click.option("--resolve", multiple=True, metavar="'NAME as LITERAL'", help="A dispute, or an open question.")
@click.option(
    "--change",
    multiple=True,
    metavar="CHANGE",
    help="A change as a variant writes it; several with `;` between.",
)
@click.option("--compare", metavar="VARIANT", help="The changes that a variant makes.")
@asked_in
@changes
@output(FORMS)
def what_if(
    case: str,
    questions: tuple[str, ...],
    form: str,
    logic: str | None,
    compare: str | None,
    variant: str | None,
    engine: str | None,
    **options: Any,
) -> None:
    """Say what changes in the answers once some things are changed, several at once if there are several."""
    from decisis.casework.inquiry import named_or_all, questions_in
    from decisis.questions.difference import differences
    from decisis.questions.present import present_what_if
    from decisis.questions.what_if import after_changes

    matter, before = _matter(case, logic, {"variant": variant, "engine": engine})
    written = _written(**options)
    if compare is not None:
        _, then = _matter(case, logic, {"variant": compare, "engine": engine}, matter)
        written = (f"as in {compare}", *written)
        after = after_changes(then, written[1:])
    elif written:
        after = after_changes(before, written)
    else:
        raise click.UsageError("nothing is changed: try `--suppose 'LITERAL' --instead`, or `--without NAME`")
    named = questions_in(matter, named_or_all(matter, questions))
    found = differences(before, after, named)
    _print(form, [present_what_if(found, written, _place(matter, before), _place(matter, after))])


def _written(
    suppose: tuple[str, ...],
    instead: bool,
    withdraw: tuple[str, ...],
    resolve: tuple[str, ...],
    change: tuple[str, ...],
    assume: tuple[str, ...],
    without: tuple[str, ...],
    as_of: str | None,
    court: str | None,
    before: str | None,
    another_case: bool,
) -> tuple[str, ...]:
    """The options as the changes of a variant, in a fixed order."""
    if another_case:
        raise click.UsageError("`--another-case` is no change: ask `why --another-case`")
    return (
        *(f"withdraw {literal}" for literal in withdraw),
        *(f"suppose {literal}{' instead' if instead else ''}" for literal in suppose),
        *(f"resolve {text}" for text in resolve),
        *(f"even if {literal}" for literal in assume),
        *(f"set aside {name}" for name in without),
        *((f"in {court}",) if court else ()),
        *((f"as of {as_of}",) if as_of else ()),
        *((f"before {before}",) if before else ()),
        *change,
    )


@click.command()
@click.argument("case")
@click.argument("question")
@click.option(
    "--to", default="", metavar="VERDICT|VALUE", help="What the answer is to be: refuted, or N = 12."
)
@click.option(
    "--changing",
    default=",".join(CHANGING[:6]),
    show_default=True,
    help=f"What may be changed, of {', '.join(CHANGING)}.",
)
@click.option("--most", type=click.IntRange(1, 6), default=3, show_default=True, help="Changes together.")
@click.option("--limit", type=click.IntRange(1), help="States of the matter that are run before it stops.")
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=5,
    show_default=True,
    help="Of computing, before the search stops; what is found is checked for as long again.",
)
@asked_in
@changes
@output(FORMS)
def needs(
    case: str,
    question: str,
    to: str,
    changing: str,
    most: int,
    limit: int | None,
    seconds: float,
    form: str,
    logic: str | None,
    **changes: Any,
) -> None:
    """Say what it would take for the answer to be another one: the smallest sets of changes, each run."""
    from decisis.casework.inquiry import question_in
    from decisis.questions.needs import as_found, wanted
    from decisis.questions.present import present_needs

    kinds = tuple(k.strip() for k in changing.split(",") if k.strip())
    for kind in kinds:
        if kind not in CHANGING:
            raise click.UsageError(f"`{kind}` cannot be changed; what can is {', '.join(CHANGING)}")
    matter, asked = _matter(case, logic, changes)
    named = question_in(matter, question)
    verdict, side = wanted(matter, named, to)
    told = as_found(asked, named, verdict, kinds, most, side, limit or 0, seconds)
    place = _place(matter, asked)
    found = _shown_as_found(told, place) if form == "text" else _waited_for(told)
    if form != "text":
        _print(form, [present_needs(found, place)])
    if found.limit and not found.said_anything:
        sys.exit(LIMIT)


def _shown_as_found(told: Iterable[Needs], place: Any) -> Needs:
    """Prints how things stand, each set as soon as it is certain and, at last, how far the search went."""
    from decisis.questions.telling import as_told
    from decisis.render.view import Options

    found: Needs | None = None
    for known, text in as_told(told, place, Options(width(), paint=paint())):
        click.echo(text, nl=False)
        found = known
    assert found is not None
    return found


def _waited_for(told: Iterable[Needs]) -> Needs:
    """The last that is told; meanwhile it is said how far the search has come."""
    began, found, covered = process_time(), None, -1
    for more in told:
        if process_time() - began > LONG and more.covered > covered and not more.space:
            changes = "1 change" if more.covered == 1 else f"{more.covered} changes"
            gone_through = f"; gone through to {changes}, {len(more.flips)} found" if more.covered else ""
            say(f"as things stand: {more.verdict}{gone_through}; looking further")
            covered = more.covered
        found = more
    assert found is not None
    return found


# --- what they share --------------------------------------------------------------------------


def _matter(
    case: str, logic: str | None, changes: dict[str, Any], matter: Matter | None = None
) -> tuple[Matter, Asked]:
    """The matter of a case file, and what is asked of it. Complaints about the file are printed."""
    from decisis.casework.inquiry import Inquiry, asked_of
    from decisis.prepared import prepared

    if matter is None:
        matter = prepared(case, logic)
        if matter.diagnostics:
            from decisis.render.diagnostics_text import folded_text

            say(folded_text(matter.diagnostics))
    inquiry = Inquiry(**{name: value for name, value in changes.items() if value is not None})
    return matter, asked_of(matter, inquiry)


def _place(matter: Matter, asked: Asked) -> Any:
    from decisis.questions.present import place_of

    return place_of(matter.name, matter.title, matter.courts, asked)


def _print(form: str, views: Sequence[QuestionView]) -> None:
    from decisis.render.questions import render_questions
    from decisis.render.view import Options

    click.echo(render_questions(form, views, Options(width(), paint=paint())))

"""What an authority says of an earlier one, and what a court says of its own opinions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from decisis.citation import decided_on, year_of
from decisis.compiler.checks.common import is_doctrine
from decisis.compiler.force import (
    Span,
    authority_named,
    in_force_span,
    is_opinion,
    treatment_day,
)
from decisis.compiler.library import Library
from decisis.compiler.reading import Doctrine
from decisis.compiler.setting import Setting
from decisis.compiler.standing import court_rules, rule_span
from decisis.compiler.treatments import ENDS_ITS_FORCE
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast

Found = Iterator[Diagnostic]

OPINION, TEXT = "an opinion", "a text"
FITS = {  # what treats, and what is treated
    "follows": ((OPINION,), (OPINION,)),
    "distinguishes": ((OPINION,), (OPINION,)),
    "declines to follow": ((OPINION,), (OPINION,)),
    "overrules": ((OPINION,), (OPINION,)),
    "invalidates": ((OPINION,), (TEXT,)),
    "repeals": ((TEXT,), (TEXT,)),
    "supersedes": ((TEXT,), (OPINION, TEXT)),
}
INSTEAD = "opinions are followed, distinguished and overruled; texts are repealed, superseded or invalidated"


def treatments(doctrine: Doctrine) -> Found:
    """Each treatment by itself: who treats whom, how, and from when."""
    for treatment in _new_treatments(doctrine):
        library = doctrine.library
        later, earlier = (authority_named(n.text, library) for n in (treatment.later, treatment.earlier))
        if later is None or earlier is None:
            continue  # said by `unknown_treated`, or of its provision
        context = later.citation.text
        yield from _two_things(treatment, library, context)
        misfits = tuple(_misfits(treatment, later, earlier, context))
        yield from misfits
        if not misfits:
            yield from _order(treatment, later, earlier, context)
            yield from _days(treatment, later, library, context)
            yield from _able(treatment, later, earlier, library, context)


def _new_treatments(doctrine: Doctrine) -> Iterator[ast.Treatment]:
    done = set(map(id, doctrine.base.treatments))
    return (t for t in doctrine.library.treatments if id(t) not in done)


def _two_things(treatment: ast.Treatment, library: Library, context: str) -> Found:
    """A name of an authority and of a provision; and an authority that treats itself."""
    for name in (treatment.later, treatment.earlier):
        if name.text in library.authorities and name.text in library.provisions:
            yield Diagnostic(
                "E0389",
                f"`{name.text}` is the name of an authority and of a provision",
                name.span,
                context=context,
                notes=("a treatment of the one is not a treatment of the other",),
                help="give the provision a name of its own",
            )
    if treatment.later.text == treatment.earlier.text:
        yield Diagnostic(
            "E0389",
            f"`{treatment.later.text}` treats itself",
            treatment.earlier.span,
            context=context,
            help="name the earlier authority",
        )


def _misfits(treatment: ast.Treatment, later: ast.Authority, earlier: ast.Authority, context: str) -> Found:
    ends = zip((treatment.later, treatment.earlier), (later, earlier), FITS[treatment.verb], strict=True)
    for position, (name, authority, fitting) in enumerate(ends):
        kind = OPINION if is_opinion(authority) else TEXT
        if kind not in fitting:
            does = f"{treatment.verb} nothing" if position == 0 else f"is not what one {treatment.verb}"
            yield Diagnostic(
                "E0386",
                f"`{name.text}` is {kind}, which {does}",
                name.span,
                context=context,
                notes=(INSTEAD,),
                help="say what the one did with the other",
            )


# --- days ----------------------------------------------------------------------------------------------


def day_bounds(authority: ast.Authority) -> Span:
    """The first and the last day on which an opinion may have been decided; a text has none."""
    if not is_opinion(authority):
        return Span()
    day = authority.decided_on or decided_on(authority.citation.text)
    year = year_of(authority.citation.text)
    if day is not None:
        return Span(day, day)
    return Span(date(year, 1, 1), date(year, 12, 31)) if year is not None else Span()


def _order(treatment: ast.Treatment, later: ast.Authority, earlier: ast.Authority, context: str) -> Found:
    """What treats another authority has come after it, as far as their days are known."""
    last = day_bounds(later).end or treatment.start or in_force_span(later.in_force).start
    first = day_bounds(earlier).start or in_force_span(earlier.in_force).start
    if last is not None and first is not None and last < first:
        yield Diagnostic(
            "E0384",
            f"`{treatment.later.text}` is earlier than `{treatment.earlier.text}`, which it {treatment.verb}",
            treatment.later.span,
            context=context,
            notes=(f"the one came on {last} at the latest, the other on {first} at the earliest",),
            help="exchange the two, or correct a day",
        )


def _days(treatment: ast.Treatment, later: ast.Authority, library: Library, context: str) -> Found:
    """An end has a day, on or after that of the authority which brought it about; nothing else has one."""
    ends, decided = treatment.verb in ENDS_ITS_FORCE, day_bounds(later).start
    if not ends and treatment.start is not None:
        yield Diagnostic(
            "E0387",
            f"that one authority {treatment.verb} another ends nothing `from {treatment.start}`",
            treatment.later.span,
            context=context,
            notes=("it counts from the day of the later authority",),
            help=f"leave out `from {treatment.start}`",
        )
    elif ends and treatment.start is not None and decided is not None and treatment.start < decided:
        yield Diagnostic(
            "E0387",
            f"`{treatment.later.text}` was not there on {treatment.start}",
            treatment.later.span,
            context=context,
            notes=(f"it is of {decided} or later",),
            help="say from which day it counts, or leave out `from …`",
        )
    elif ends and treatment_day(treatment, library) is None:
        yield Diagnostic(
            "E0388",
            f"nothing says from when `{treatment.later.text}` {treatment.verb} `{treatment.earlier.text}`",
            treatment.later.span,
            context=context,
            help="say `from DATE`",
        )


# --- who may -------------------------------------------------------------------------------------------


def _able(
    treatment: ast.Treatment,
    later: ast.Authority,
    earlier: ast.Authority,
    library: Library,
    context: str,
) -> Found:
    """A court overrules those below it, and in full, or by its own rule, itself."""
    provision = library.provisions.get(treatment.later.text)
    ruling = provision.kind if provision is not None and provision.kind in ("dictum", "dissent") else ""
    why, help_ = "", ""
    if ruling and treatment.verb in (*ENDS_ITS_FORCE, "declines to follow", "follows"):
        why = f"a {ruling} decides nothing"
        help_ = "name the holding that does it"
    elif treatment.verb == "overrules":
        why = _why_not(later, earlier, treatment_day(treatment, library), library)
        help_ = "say `declines to follow`, or `en banc` of the authority if the whole court sat"
    if why:
        yield Diagnostic(
            "E0385",
            f"`{treatment.later.text}` cannot do that: it {treatment.verb} `{treatment.earlier.text}`",
            treatment.later.span,
            context=context,
            notes=(why,),
            help=help_,
        )


def _why_not(later: ast.Authority, earlier: ast.Authority, day: date | None, library: Library) -> str:
    assert later.decided_by is not None
    assert earlier.decided_by is not None
    mine, yours = later.decided_by.text, earlier.decided_by.text
    if mine not in library.courts or yours not in library.courts:
        return ""  # said by `unknown_courts`
    setting = Setting(mine, day or date.max)
    owned = {mine, *(rule.says for rule in court_rules(mine, "adopts", library, setting))}
    if yours not in owned:
        above = mine in library.courts_above(yours)
        return "" if above else f"`{mine}` does not sit above `{yours}`"
    if library.courts[mine].trial:
        return f"one judge of `{mine}` does not overrule another"
    if later.en_banc or library.courts[mine].under is None:
        return ""
    if any(court_rules(mine, "overruling", library, setting)):
        return ""
    return f"a panel of `{mine}` does not overrule a panel"


def contradictory_treatments(doctrine: Doctrine) -> Found:
    """One authority does one thing with another."""
    done = set(map(id, doctrine.base.treatments))
    for first, second in combinations(doctrine.library.treatments, 2):
        same = (first.later.text, first.earlier.text) == (second.later.text, second.earlier.text)
        if same and not {id(first), id(second)} <= done:
            verbs = f"it {first.verb} it, and {second.verb} it"
            yield Diagnostic(
                "E0391",
                f"`{second.later.text}` treats `{second.earlier.text}` twice",
                second.later.span,
                notes=(f"{verbs}; the first stands at {first.span.where}",),
                help="keep the one that is so, or name the holdings that are treated differently",
            )


# --- rules of courts -----------------------------------------------------------------------------------


def rules_of_courts(doctrine: Doctrine) -> Found:
    """A court has one rule of each kind for one opinion on one day, and a trial court has none."""
    for court in doctrine.new(doctrine.library.courts, doctrine.base.courts):
        for rule in court.rules:
            if court.trial:
                yield _rule_of_trial_court(court, rule)
            if rule.under is None and is_doctrine(rule.span.source):
                yield Diagnostic(
                    "E0330",
                    f"a rule of court `{court.name.text}` stands on no authority",
                    rule.span,
                    context=court.title.text,
                    help='say `under AUTHORITY at "…"`',
                )
        for first, second in combinations(court.rules, 2):
            if _overlap(first, second, doctrine.library):
                yield Diagnostic(
                    "E0390",
                    f"court `{court.name.text}` has two rules of one kind for one day",
                    second.span,
                    context=court.title.text,
                    notes=(f"the first stands at {first.span.where}",),
                    help="say of each from when to when it is `in force`, or of which opinions it speaks",
                )


def _rule_of_trial_court(court: ast.Court, rule: ast.CourtRule) -> Diagnostic:
    return Diagnostic(
        "E0390",
        f"`{court.name.text}` is a trial court, whose opinions bind nobody",
        rule.span,
        context=court.title.text,
        help="leave the rule out, or `trial`",
    )


def _overlap(first: ast.CourtRule, second: ast.CourtRule, library: Library) -> bool:
    if first.kind != second.kind or (first.kind == "adopts" and first.says != second.says):
        return False
    spans = (rule_span(first, library), rule_span(second, library))
    opinions = (in_force_span(first.decided), in_force_span(second.decided))
    return _meet(*spans) and _meet(*opinions)


def _meet(first: Span, second: Span) -> bool:
    both = first.meet(second)
    return both.start is None or both.end is None or both.start <= both.end


def sitting_in_full(doctrine: Doctrine) -> Found:
    """A citation that says `(en banc)`, of an authority that does not."""
    for authority in doctrine.new(doctrine.library.authorities, doctrine.base.authorities):
        said = "(en banc)" in authority.citation.text
        if said and authority.decided_by is not None and not authority.en_banc:
            yield Diagnostic(
                "W0307",
                f"`{authority.name.text}` was decided en banc, by its citation",
                authority.decided_by.span,
                context=authority.citation.text,
                help="say `en banc` after the court and the day",
            )

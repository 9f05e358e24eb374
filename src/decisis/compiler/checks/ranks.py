"""Declarations that one provision prevails over another which its rank lets prevail in no court."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from decisis.compiler.checks.common import place_words
from decisis.compiler.checks.priorities import clash, declared
from decisis.compiler.force import authority_of
from decisis.compiler.library import Library
from decisis.compiler.precedence import Declared, declarations, may_prevail, outranks, takes_out
from decisis.compiler.reading import Doctrine
from decisis.compiler.setting import Setting
from decisis.compiler.standing import court_of
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast


def vain_declarations(doctrine: Doctrine) -> Iterator[Diagnostic]:
    """What ranks below a provision cannot say of itself that it prevails over it."""
    library, base = doctrine.library, doctrine.base
    said = declarations(library.provisions, library)
    checked = declared(base)
    for pair, written in declared(library).items():
        first, second = (library.provisions[name] for name in pair)
        if checked.get(pair) is written or first is second or not clash(first, second, library):
            continue
        if not any(may_prevail(first, second, said[pair], library, s) for s in _settings(first, library)):
            yield _in_vain(first, second, written, said[pair], library)


def vain_switches(doctrine: Doctrine) -> Iterator[Diagnostic]:
    """What ranks below a provision cannot say of it that it does not apply."""
    library = doctrine.library
    for off in (r.provision for r in doctrine.readings):
        conclusion = off.conclusion
        if not isinstance(conclusion, ast.SwitchOff):
            continue
        target = library.provisions.get(conclusion.provision.text)
        if target is None or any(takes_out(off, target, library, s) for s in _settings(off, library)):
            continue
        a, b = off.name.text, target.name.text
        why = outranks(target, off, library, Setting("", date.max))
        yield Diagnostic(
            "W0309",
            f"`{a}` takes `{b}` out of application in no court, whatever is said here",
            conclusion.provision.span,
            context=place_words(off.under, library),
            notes=(f"{why}, and ranks above what says that it does not apply" if why else _weighed(a, b),),
            help="state a provision of higher rank that says so",
        )


def _settings(provision: ast.Provision, library: Library) -> Iterator[Setting]:
    """Every court that may be asked, those first in which an opinion's provision weighs most."""
    anywhere = Setting("", date.max)
    own = court_of(authority_of(provision, library), library, anywhere)
    for court in dict.fromkeys([own, *library.courts]):
        yield Setting(court, date.max)


def _in_vain(
    first: ast.Provision, second: ast.Provision, written: ast.Name, said: Declared, library: Library
) -> Diagnostic:
    a, b = first.name.text, second.name.text
    why = outranks(second, first, library, Setting("", date.max))
    return Diagnostic(
        "W0309",
        f"`{a}` prevails over `{b}` in no court, whatever is said here",
        written.span,
        context=place_words(first.under, library),
        notes=(f"{why}, and a declaration ranks with what makes it" if why else _weighed(a, b),),
        help=_instead(a, b, said, why),
    )


def _weighed(weaker: str, stronger: str) -> str:
    return f"in every court `{stronger}` weighs more than `{weaker}`"


def _instead(stronger: str, weaker: str, said: Declared, why: str) -> str:
    if why and not said.by_weaker:
        return f"if `{weaker}` itself gives way, say so there: `subject to {stronger}`"
    return "take the declaration away, or state a provision of higher rank that says so"

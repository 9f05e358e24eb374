"""Mistakes in saying that a value is one of several: `B is atlas or film` and its like."""

from __future__ import annotations

from decisis.diagnostics import Diagnostic
from decisis.syntax.failure import Failure, words

VALUES = words("name number daylike text")
LISTING = words("either one of any in or not , is =")


def alternatives(f: Failure) -> Diagnostic | None:
    """`B is a or b`, `B is either a or b`, `B is any of a, b`, `B is not a or b`, `B in a, b`."""
    begins = next((at for at in range(0, -f.index, -1) if f.kind(at - 1) == "label"), None)
    if begins is None or f.kind(begins) != "variable" or f.text(begins + 1) not in ("is", "in", "="):
        return None
    values, said = _listed(f, begins + 2)
    one_value = len(values) < 2 and not said & words("any in either")
    if one_value or not said & words("or any in either not") or "day" in said:
        return None
    negated = "not " if "not" in said else ""
    return f.error(
        "E0221",
        f"what `{f.text(begins)}` may {negated}be is a list, with commas, after `is {negated}one of`",
        help=f"write `{f.text(begins)} is {negated}one of {', '.join(values) or 'a, b'}`",
    )


def another_value(f: Failure) -> Diagnostic | None:
    """`B is not a`."""
    if f.kind(-3) != "variable" or (f.text(-2), f.text(-1)) != ("is", "not") or f.kind() not in VALUES:
        return None
    return f.error(
        "E0201",
        f"that `{f.text(-3)}` is another value than one is written with `!=`",
        help=f"write `{f.text(-3)} != {f.text()}`",
    )


def _listed(f: Failure, first: int) -> tuple[list[str], frozenset[str]]:
    """The values from there on, up to what belongs to no list, and the words between them."""
    values, said, at = list[str](), {f.text(first - 1)}, first
    while f.word(at) is not None and (at == first or at <= 0 or f.same_line(at)) and not f.calls(at):
        if f.text(at) in LISTING:
            said.add(f.text(at))
        elif f.kind(at) in VALUES and f.text(at) not in f.language:
            values.append(f.text(at))
        else:
            break
        at += 1
    return values, frozenset(said)

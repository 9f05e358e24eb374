"""Mistakes in what a variant changes."""

from __future__ import annotations

from decisis.diagnostics import Diagnostic
from decisis.syntax.failure import Failure

OTHER_CHANGES = {
    "instead": "suppose {} instead", "replace": "suppose {} instead", "change": "suppose {} instead",
    "add": "suppose {}", "assume": "suppose {}", "assuming": "suppose {}",
    "remove": "withdraw {}", "delete": "withdraw {}", "drop": "withdraw {}",
}  # fmt: skip


def variant_of_nothing(f: Failure) -> Diagnostic | None:
    """`variant later suppose p(a)`."""
    if f.block.keyword != "variant" or "of" not in f.words or f.index > 3:
        return None
    help = f"write `{f.block.title} of MATTER`, with the name of the matter"
    return f.error("E0201", "a variant says of which matter it is", help=help)


def other_change(f: Failure) -> Diagnostic | None:
    """`instead filed(motion, 2004-03-01)` in a variant."""
    if f.block.keyword != "variant" or "suppose" not in f.words or f.text() not in OTHER_CHANGES:
        return None
    fact = f"{f.text(1)}(…)" if f.calls(1) else "p(…)"
    help = f"write `{OTHER_CHANGES[f.text()].format(fact)}`"
    return f.error("E0201", f"`{f.text()}` begins no change of a variant", help=help)


def supposed_in_full(f: Failure) -> Diagnostic | None:
    """`suppose p(a) found despite not p(a)`, `suppose p(a) from letter`."""
    if "instead" not in f.words or f.text() not in ("despite", "from", "at", "by", "quote", "also"):
        return None
    help = "what is supposed has no source: leave it out, or write a `fact`"
    if f.text() == "despite":
        help = "write `even if`, which prevails; or a `fact`, which may be found despite what opposes it"
    return f.error("E0201", f"`{f.text()}` does not follow what is supposed", help=help)

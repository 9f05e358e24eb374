"""What cases show of the law, as text: by file, what is missing, and the cases suggested for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from decisis.testing.coverage import Coverage, Seen, by_file, totals

if TYPE_CHECKING:
    from decisis.testing.suggestions import Suggestion


def coverage_text(coverage: Coverage, suggestions: Iterable[Suggestion] = ()) -> str:
    """By file: each provision of which the cases leave something untested, and what; then the totals.

    Suggested cases stand under the provision that they would test.
    """
    suggested: dict[str, list[str]] = {}
    for each in suggestions:
        suggested.setdefault(each.provision, []).extend(_suggested(each))
    lines: list[str] = []
    for file, every in by_file(coverage.seen.values()):
        open_ = [s for s in every if not s.complete]
        if open_:
            lines.append(file)
            for s in open_:
                lines += [f"  {_name(s, every)}: {_missing(s)}", *suggested.get(s.provision, ())]
    return "\n".join([*lines, totals(coverage.seen.values())])


def _name(seen: Seen, every: list[Seen]) -> str:
    """Of what a deadline is made of, its name and which part: `complaint, tolled`."""
    whole = min((s.provision for s in every if s.place == seen.place), key=len)
    part = seen.provision.removeprefix(f"{whole}_")
    return seen.provision if part == seen.provision else f"{whole}, {part.replace('_', ' ')}"


def _suggested(each: Suggestion) -> Iterator[str]:
    what = f"{each.what} fails alone" if each.what.startswith("(") else f"it {each.what}"
    yield f"    {what} in:" if each.case else f"    {what}: {each.why}"
    yield from (f"      {line}" if line else "" for line in each.case.rstrip("\n").splitlines())


def _missing(seen: Seen) -> str:
    parts = []
    if not seen.fired:
        parts.append("never fired")
    elif not seen.alone:
        parts.append("never alone")
    if seen.unfailed and seen.fired:
        parts.append(f"{', '.join(seen.unfailed)} never failed alone")
    return "; ".join(parts) or "never failed"

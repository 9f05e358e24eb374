"""What somebody has looked at and explained, a mutant or a collision: `NAME :: reason`, one a line.

`all N of PATTERN :: reason`, where `*` stands for any text, explains those that match, of which there are N.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from decisis.diagnostics import Diagnostic, Rejected
from decisis.source import Source, Span

BETWEEN = " :: "  # the name of a mutant has colons in it
SEVERAL = re.compile(r"all (?P<number>\d+) of (?P<pattern>.+)")


def read_accepted(path: str) -> dict[str, str]:
    """The reason for each thing that is accepted. Raises Rejected for one without, or one said twice."""
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise Rejected((Diagnostic("E0518", f"`{path}` cannot be read", help="name a text file"),)) from None
    source, at = Source(path, text), 0
    found: dict[str, str] = {}
    for line in text.splitlines(keepends=True):
        name, _, reason = line.strip().partition(BETWEEN)
        if name and not name.startswith("#"):
            if not reason.strip() or name in found:
                what = "is listed twice" if name in found else "has no reason"
                help = f"write `NAME{BETWEEN}reason`, one a line"
                span = Span(source, at, at + len(line.rstrip("\n")))
                raise Rejected((Diagnostic("E0518", f"what is accepted {what}", span, help=help),))
            found[name] = reason.strip()
        at += len(line)
    return found


def spelled_out(accepted: Mapping[str, str], known: Iterable[str]) -> dict[str, str]:
    """The reason for each thing by its own name.

    Raises Rejected if a pattern matches more or fewer than it says, and if something is explained twice.
    """
    every = tuple(dict.fromkeys(known))
    found: dict[str, str] = {}
    for name, reason in accepted.items():
        several = SEVERAL.fullmatch(name)
        matching = [name] if several is None else _matching(several["pattern"], every)
        if several is not None and len(matching) != int(several["number"]):
            said = f"`{name}`: there are {len(matching)}"
            raise Rejected(
                (Diagnostic("E0518", said, help="look at them again, and say how many there are"),)
            )
        twice = next((n for n in matching if n in found), None)
        if twice is not None:
            said = f"`{twice}` is explained twice, the second time by `{name}`"
            raise Rejected((Diagnostic("E0518", said, help="keep one of the reasons"),))
        found.update(dict.fromkeys(matching, reason))
    return found


def _matching(pattern: str, every: Iterable[str]) -> list[str]:
    wanted = re.compile(".*".join(map(re.escape, pattern.split("*"))))
    return [name for name in every if wanted.fullmatch(name)]


def unheard_of(accepted: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """What is accepted and is not there any more: the law has changed, or the line is misspelt."""
    return tuple(sorted(set(accepted) - set(known)))


def stale(accepted: Iterable[str], survivors: Iterable[str]) -> tuple[str, ...]:
    """What is accepted and does not survive any more."""
    return tuple(sorted(set(accepted) - set(survivors)))

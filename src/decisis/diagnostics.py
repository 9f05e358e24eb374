"""Complaints as values: what is wrong, where, and the one thing to do about it."""

from __future__ import annotations

from enum import StrEnum

from decisis.dataclass import dataclass, replace
from decisis.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeVar

    T = TypeVar("T")


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Diagnostic:
    """One complaint.

    ``message`` is lower case and has no full stop, the author's words stand in backticks.
    ``label`` is written under the carets, ``context`` is the citation of the provision it is in.
    ``lacks`` is what the name at ``span`` would be the name of, where nothing is called so (`question`),
    and ``meant`` what is called nearly so; ``doubles`` what the name at ``span`` names twice.
    """

    code: str  # E0302, W0104
    message: str
    span: Span | None = None
    label: str = ""
    context: str = ""
    notes: tuple[str, ...] = ()
    help: str = ""
    lacks: str = ""
    meant: str = ""
    doubles: str = ""

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.code.startswith("E") else Severity.WARNING


class Rejected(Exception):
    """Input that cannot be worked with; carries every complaint about it. Caught by the commands."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(map(one_line, diagnostics)))
        self.diagnostics = diagnostics


class Complaints:
    """The complaints of several attempts, so that all are raised at once."""

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}

    def of(self, attempt: Callable[..., T], *arguments: Any) -> T | None:
        """What the attempt gives; None if it is rejected."""
        try:
            return attempt(*arguments)
        except Rejected as rejected:
            self._found.update(dict.fromkeys(rejected.diagnostics))
            return None

    def refuse(self) -> None:
        """Raises Rejected if there are any."""
        if self._found:
            raise Rejected(tuple(self._found))


def one_line(d: Diagnostic) -> str:
    """A complaint without the source line: `tenancy.case:4:9: error[E0303]: …; did you mean `lease`?`"""
    where = f"{d.span.where}: " if d.span else ""
    return f"{where}{d.severity.value}[{d.code}]: {d.message}{f'; {d.help}' if d.help else ''}"


def errors(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(d for d in diagnostics if d.severity is Severity.ERROR)


def in_order(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """By file, place, then code: the same whatever the order of discovery. Repeats are dropped."""

    def key(d: Diagnostic) -> tuple[str, int, str, str]:
        return (d.span.source.name, d.span.start, d.code, d.message) if d.span else ("", 0, d.code, d.message)

    return tuple(dict.fromkeys(sorted(diagnostics, key=key)))


MOST_PLACES = 3  # at which the same name is missing, that are told


def once_each(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """One mistake is one complaint: a name that nothing has is told once, however often it is used (misspelt
    ones are told each), and not at all where it is the name that one of two namesakes was to have."""
    told = tuple(_without_renamed(diagnostics))
    alike: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for d in told:
        if d.lacks and not d.meant:
            alike.setdefault((d.code, d.message, d.help), []).append(d)
    kept: list[Diagnostic] = []
    for d in told:
        first, *others = alike.get((d.code, d.message, d.help), [d])
        if d is first:
            kept.append(replace(d, notes=(*d.notes, *_also(others))))
    return tuple(kept)


def _without_renamed(diagnostics: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
    """Without names that nothing has where as many things of their kind have the name of another."""
    doubled = {d.doubles: {_name(o) for o in diagnostics if o.doubles == d.doubles} for d in diagnostics}
    lacking: dict[str, set[str]] = {}
    for d in diagnostics:
        for kind in _kinds(d):
            if kind in doubled and (not d.meant or d.meant in doubled[kind]):
                lacking.setdefault(kind, set()).add(_name(d))
    doubles = {kind: sum(d.doubles == kind for d in diagnostics) for kind in doubled}
    explained = {
        (kind, each) for kind, names in lacking.items() for each in names if len(names) <= doubles[kind]
    }
    yield from (d for d in diagnostics if not any((kind, _name(d)) in explained for kind in _kinds(d)))


def _name(d: Diagnostic) -> str:
    """The name that a complaint is about."""
    return d.span.text if d.span is not None else ""


def _kinds(d: Diagnostic) -> tuple[str, ...]:
    """`authority or provision`: what a name that nothing has could be the name of."""
    return tuple(d.lacks.replace(" or ", ", ").split(", ")) if d.lacks else ()


def _also(others: list[Diagnostic]) -> tuple[str, ...]:
    places = [d.span.where for d in others if d.span is not None]
    if not places:
        return ()
    more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    return (f"also at {', '.join(places[:MOST_PLACES])}{more}",)

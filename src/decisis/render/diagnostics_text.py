"""Complaints the way compilers print them, with the source line and carets; or as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.diagnostics import Diagnostic, Severity, in_order
from decisis.forms import Json
from decisis.render.layout import columns, unpainted, visible
from decisis.render.to_json import write
from decisis.render.view import Paint
from decisis.source import Span

FORMAT = "decisis.diagnostics/1"
MOST_COLUMNS = 160  # of a source line; longer ones are shown around the span
BEFORE = 40
MOST_FOLDED = 3  # complaints of a kind that are a line each


def diagnostics_text(diagnostics: tuple[Diagnostic, ...], paint: Paint | None = None) -> str:
    """Every complaint in order, an empty line between two, no line end after the last."""
    return "\n".join(_one(d, paint or unpainted) for d in in_order(diagnostics)).removesuffix("\n")


def folded_text(diagnostics: tuple[Diagnostic, ...]) -> str:
    """For who asked something else: the first complaint of a kind in full, a few of it a line each, and
    how many more there are."""
    alike: dict[str, list[Diagnostic]] = {}
    for d in in_order(diagnostics):
        alike.setdefault(d.code, []).append(d)
    return "\n".join(_folded(*each) for each in alike.values()).removesuffix("\n")


def _folded(first: Diagnostic, *others: Diagnostic) -> str:
    shown = others if len(others) <= MOST_FOLDED + 1 else others[:MOST_FOLDED]
    more = len(others) - len(shown)
    rest = (
        f"{first.severity.value}[{visible(first.code)}]: {more} more, which `decisis check` shows\n"
        if more
        else ""
    )
    return "".join([_one(first, unpainted), *map(_in_a_line, shown), rest])


def _in_a_line(d: Diagnostic) -> str:
    where = f" --> {visible(d.span.where)}" if d.span else ""
    return f"{d.severity.value}[{visible(d.code)}]: {visible(d.message)}{where}\n"


def summary(diagnostics: tuple[Diagnostic, ...]) -> str:
    """How many there are: "2 errors, 1 warning"; "" if there are none."""
    found = in_order(diagnostics)
    numbers = ((s.value, sum(d.severity is s for d in found)) for s in Severity)
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for word, n in numbers if n)


def _one(d: Diagnostic, paint: Paint) -> str:
    head = paint(d.severity.value, f"{d.severity.value}[{visible(d.code)}]") + f": {visible(d.message)}"
    margin = " " * (len(str(_line(d.span))) if d.span else 1)
    lines = [head, *(_excerpt(d, d.span, margin, paint) if d.span else ())]
    lines += [f"{margin} = {kind}: {visible(text)}" for kind, text in _remarks(d)]
    return "".join(f"{line}\n" for line in lines)


def _remarks(d: Diagnostic) -> Iterator[tuple[str, str]]:
    if d.context:
        yield "in", d.context
    for note in d.notes:
        yield "note", note
    if d.help:
        yield "help", d.help


def _line(span: Span) -> int:
    return span.source.position(span.start)[0]


def _excerpt(d: Diagnostic, span: Span, margin: str, paint: Paint) -> Iterator[str]:
    number, column = span.source.position(span.start)
    line = span.source.line(number).removesuffix("\r")
    before, marked, after = _parts(line, column - 1, span.end - span.start)
    carets = "^" * max(columns(marked), 1)
    yield f"{margin}--> {visible(span.where)}"
    yield f"{margin} |"
    yield f"{number} | {before}{marked}{after}".rstrip()
    under = f"{margin} | {' ' * columns(before)}{paint(d.severity.value, carets)} {visible(d.label)}"
    yield under.rstrip()


def _parts(line: str, start: int, length: int) -> tuple[str, str, str]:
    """A source line as it is shown: what is before the span, in it, and after it, on this line."""
    end = start + length
    before, marked, after = (_shown(part) for part in (line[:start], line[start:end], line[end:]))
    if columns(before + marked + after) <= MOST_COLUMNS:
        return before, marked, after
    if len(before) > BEFORE:
        before = "…" + before[-BEFORE:]
    room = MOST_COLUMNS - len(before)
    if len(marked) > room:
        return before, marked[: room - 1] + "…", ""
    room -= len(marked)
    return before, marked, after if len(after) <= room else after[: max(room - 1, 0)] + "…"


def _shown(part: str) -> str:
    return visible(part.replace("\t", "    "))


# --- JSON -------------------------------------------------------------------------------------------


def diagnostics_json(diagnostics: tuple[Diagnostic, ...]) -> str:
    data: list[Json] = [as_data(d) for d in in_order(diagnostics)]
    return write({"format": FORMAT, "diagnostics": data}).removesuffix("\n")


def as_data(d: Diagnostic) -> dict[str, Json]:
    return {
        "code": d.code,
        "severity": d.severity.value,
        "message": d.message,
        **(_place(d.span) if d.span else {}),
        "label": d.label,
        "in": d.context,
        "notes": list(d.notes),
        "help": d.help,
    }


def _place(span: Span) -> dict[str, Json]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    start: dict[str, Json] = {"file": span.source.name, "line": line, "column": column}
    return {**start, "end_line": end_line, "end_column": end_column}

"""The case files that a command line names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def case_files(paths: tuple[str, ...]) -> list[str]:
    return [case for path in paths for case in _cases_under(path)]


def _cases_under(path: str) -> Iterator[str]:
    if Path(path).is_dir():
        yield from (str(p) for p in sorted(Path(path).rglob("*.case")))
    else:
        yield path

"""Matters ready to be asked, and their programs, as they were compiled before.

If neither the case nor the law nor the language has changed, what is read back needs no syntax, no library
and no lowering; all of that is loaded the moment something asks for it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping

from decisis import calendar, source, values
from decisis.cache import Part, digest_of_tree, user_cache
from decisis.casework import matter as matters
from decisis.casework import programs, question, record
from decisis.casework.elsewhere import Area, from_rows, to_rows
from decisis.casework.matter import Matter, Written
from decisis.casework.programs import Keeper, Said, Told, Wanted
from decisis.compiler import setting
from decisis.dataclass import dataclass, replace
from decisis.diagnostics import Diagnostic
from decisis.files import read_source, rejected, resource_folder
from decisis.packing import Packed, Unreadable, classes_in, pack, unpack
from decisis.rules import ir
from decisis.source import Source

PROGRAM_CLASSES = classes_in(values, calendar, ir)
MATTER_CLASSES = (Diagnostic, *classes_in(source, values, setting, record, question, matters, programs))
PLAIN = (
    *("name", "title", "setting", "record", "questions", "variants"),
    *("courts", "place", "diagnostics", "uses", "adds", "undated"),
)


def prepared(path: str, logic: str | None = None) -> Matter:
    """The matter of a case file, over the law under a folder. Raises Rejected, as `Loader.matter` does."""
    case = read_source(path)
    made_of = _made_of(case, logic)
    kept = user_cache().read("matter", *made_of) if made_of else None
    if kept is not None:
        try:
            return _read_back(kept, case, made_of, lambda: _unchanged(path, logic, case, made_of), logic)
        except Unreadable:
            pass
    matter = _loaded(path, logic, case)
    if made_of:
        matter = replace(matter, read_areas=lambda: _areas(logic, made_of[:-2]))
    return _keep(matter, case, made_of)


def _made_of(case: Source, logic: str | None) -> tuple[Part, ...]:
    """What a matter depends on, beside the code; nothing if that cannot be told."""
    folder = resource_folder("logic") if logic is None else os.path.normpath(logic)
    places, kept = (resource_folder("grammar"), folder), user_cache()
    digests = [digest_of_tree(place, kept) if place else "" for place in places]
    return (folder, *digests, case.name, case.text) if all(digests) else ()


def _read_back(
    kept: Packed,
    case: Source,
    made_of: tuple[Part, ...],
    read_written: Callable[[], Written],
    logic: str | None,
) -> Matter:
    plain = unpack(kept, tuple, MATTER_CLASSES, (case,))
    if len(plain) != len(PLAIN):
        raise Unreadable("more or less than a matter")
    fields = dict(zip(PLAIN, plain, strict=True))
    return Matter(
        **fields,
        read_written=read_written,
        keeper=KeptPrograms(_law(fields["uses"], fields["adds"], made_of)),
        read_areas=lambda: _areas(logic, made_of[:-2]),
    )


def _law(uses: tuple[str, ...], adds: str, made_of: tuple[Part, ...]) -> tuple[Part, ...]:
    """What programs are made of: not the record, nor what is asked, so that a changed fact keeps them."""
    return (*made_of[:-2], *sorted(set(uses)), adds)


def _areas(logic: str | None, law: tuple[Part, ...]) -> Mapping[str, Area]:
    """What each area gives, kept with what the law is made of."""
    kept = from_rows(user_cache().read("doctrine", "areas", *law))
    if kept is not None:
        return kept
    from decisis.pipeline import Loader, logic_root

    areas = Loader(logic_root(logic)).areas
    user_cache().write("doctrine", to_rows(areas), "areas", *law)
    return areas


def _keep(matter: Matter, case: Source, made_of: tuple[Part, ...]) -> Matter:
    """The same, kept with its programs; unless it has tables of its own, whose files nobody looks at here."""
    if not made_of or any(t.file.span.source is case for t in matter.library.tables.values()):
        return matter
    plain = tuple(getattr(matter, name) for name in PLAIN)
    user_cache().write("matter", pack(plain, MATTER_CLASSES, (case,)), *made_of)
    return replace(matter, keeper=KeptPrograms(_law(matter.uses, matter.adds, made_of)))


def _loaded(path: str, logic: str | None, case: Source) -> Matter:
    from pathlib import Path

    from decisis.pipeline import Loader, logic_root

    return Loader(logic_root(logic)).matter_of(case, Path(path).parent)


def _unchanged(path: str, logic: str | None, case: Source, made_of: tuple[Part, ...]) -> Written:
    """What a matter that was read back was compiled from. Raises Rejected if that is there no more."""
    written = _loaded(path, logic, case).read_written()
    if _made_of(case, logic) != made_of:
        raise rejected("E0127", "the law has changed while it was in use", help="ask again")
    return written


@dataclass(frozen=True)
class KeptPrograms(Keeper):
    """The programs of the law of a matter, and what that was read for, each an entry of its own."""

    made_of: tuple[Part, ...]

    def read(self, wanted: Wanted) -> ir.StratifiedProgram | None:
        kept = user_cache().read("program", *self.made_of, _written(wanted))
        if kept is None:
            return None
        try:
            return unpack(kept, ir.StratifiedProgram, PROGRAM_CLASSES)
        except Unreadable:
            return None

    def write(self, wanted: Wanted, program: ir.StratifiedProgram) -> None:
        user_cache().write("program", pack(program, PROGRAM_CLASSES), *self.made_of, _written(wanted))

    def read_told(self, told: Told, kind: type[Said]) -> tuple[Said, ...] | None:
        kept = user_cache().read("told", *self.made_of, _written(told))
        if kept is None:
            return None
        try:
            said = unpack(kept, tuple, MATTER_CLASSES)
        except Unreadable:
            return None
        return said if all(isinstance(each, kind) for each in said) else None

    def write_told(self, told: Told, said: tuple[object, ...]) -> None:
        user_cache().write("told", pack(said, MATTER_CLASSES), *self.made_of, _written(told))


def _written(wanted: Wanted | Told) -> str:
    return json.dumps(pack(wanted, MATTER_CLASSES))

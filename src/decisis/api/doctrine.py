"""The law as Python sees it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from decisis.api.matter import Matter, matter_of
from decisis.diagnostics import Diagnostic
from decisis.engine import DEFAULT
from decisis.pipeline import Loader, known_areas, logic_root
from decisis.source import Source

if TYPE_CHECKING:
    from decisis.api.report import Report
    from decisis.render.citator import CitatorView


@dataclass(frozen=True, repr=False)
class Doctrine:
    """The law under one folder of areas. An area is read when something first uses it, and kept."""

    loader: Loader = field(repr=False)

    @property
    def areas(self) -> tuple[str, ...]:
        """The names of its areas, in order."""
        return tuple(known_areas(self.loader.root))

    def __repr__(self) -> str:
        return f"<doctrine of {len(self.areas)} areas>"

    def warnings(self, *areas: str) -> tuple[Diagnostic, ...]:
        """What there is to say of some areas (all, if none are named). Raises Rejected with every error."""
        return self.loader.doctrine(areas or None).diagnostics

    def matter(self, case: str | os.PathLike[str], *, engine: str = DEFAULT) -> Matter:
        """A matter from a case file, or from the text of one: a string with a line end in it.

        Raises Rejected with everything that is wrong with it.
        """
        if isinstance(case, str) and "\n" in case:
            return matter_of(self.loader.matter_of(Source("<text>", case), Path()), engine)
        return matter_of(self.loader.matter(os.fspath(case)), engine)

    def citator(
        self,
        authority: str,
        *cases: str | os.PathLike[str] | Matter,
        overruled_from: date | str = "",
        engine: str = DEFAULT,
    ) -> Report[CitatorView]:
        """What rests on an authority, or on one provision, in some cases, and what becomes of it without.

        It is set aside, or its force ends on ``overruled_from``. Raises Rejected.
        """
        from decisis.api.precedent import citator_of
        from decisis.engine import engine as engine_named

        matters = (case if isinstance(case, Matter) else self.matter(case) for case in cases)
        filed = [(matter.filed, engine_named(engine)) for matter in matters]
        return citator_of(authority, self.loader.doctrine().library, filed, overruled_from)


def load_doctrine(path: str | os.PathLike[str] | None = None) -> Doctrine:
    """The law under a folder of areas; if none is named, the law that ships. Raises Rejected."""
    return Doctrine(Loader(logic_root(None if path is None else os.fspath(path))))

"""Looking for matters about some provisions: one set-up of the law for all that is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from decisis.comparison.matters import Matters
from decisis.compiler.force import chooser_of
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.diagnostics import Rejected
from decisis.engine import engine
from decisis.pipeline import Loader, known_areas
from decisis.syntax import ast
from decisis.syntax.walk import walk
from decisis.testing.workbench import GIVEN, Workbench


def searcher(
    loader: Loader, library: Library, provisions: Iterable[str], seconds: float
) -> Callable[[Setting], Matters]:
    """Searches about some provisions: their elements may be stated in a record, whatever else gives them."""
    stating = frozenset(name for p in provisions for name in _asked_for(library.provisions[p], library))
    bench = Workbench(library, engine(), stating - set(library.tables) - GIVEN)
    areas = tuple(known_areas(loader.root))
    known: dict[Setting, Matters] = {}

    def in_setting(setting: Setting) -> Matters:
        if setting not in known:
            known[setting] = Matters(loader, areas, _that_runs(bench, setting), setting, seconds)
        return known[setting]

    return in_setting


def _that_runs(bench: Workbench, setting: Setting) -> Workbench:
    """Without the elements in the record, where the law would then go round in a circle."""
    try:
        bench.program(setting)
    except Rejected:
        return Workbench(bench.library, bench.engine)
    return bench


def _asked_for(provision: ast.Provision, library: Library) -> Iterator[str]:
    """The relations of a provision's elements, but for those of a scenario; and what names its edition."""
    elements = (provision.given, provision.unless, *(q.elements for q in provision.leaves_open))
    for node in walk((*elements, chooser_of(provision, library))):
        if isinstance(node, ast.Atom) and node.scenario is None:
            yield node.relation.text

"""Every mutant before every case that it can matter to, in several processes; what is known is kept.

A process takes one part of a case at a time, those that need the least law first, works out once what its
expectations look at, and tries on it the mutants that are still alive; those that no expectation kills are
then held against the properties. What it finds is written down at once, so that a run that is broken off goes
on where it was; what the file says of a case is good for the same law and the same text of that case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic

from decisis.casework.matter import Matter
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.engine import engine
from decisis.pipeline import Loader, latest_day, logic_root
from decisis.testing.mutation.bearing import Part
from decisis.testing.mutation.mutant import Mutant
from decisis.testing.mutation.mutants import mutants
from decisis.testing.mutation.state import State, Trial
from decisis.testing.mutation.telling import Telling, Told
from decisis.testing.mutation.trial import REFUSED_LATER, killed_by, reached
from decisis.testing.mutation.watching import HELD, Case, parts_of, with_law_of

KILLED, SURVIVED, REFUSED = "killed", "survived", "refused"
LEFT = "left"  # nothing has killed it, and not everything was tried

BATCH = 24  # mutants that are tried between two reports


@dataclass(frozen=True)
class Doctrine:
    """Which law, with which cases; what a process needs to read them again."""

    logic: str | None
    cases: tuple[str, ...]

    def loader(self) -> Loader:
        return Loader(logic_root(self.logic))

    @property
    def digest(self) -> str:
        """Of the law: what is known under another is worth nothing."""
        root = Path(str(logic_root(self.logic)))
        return _digest(sorted(p for p in root.rglob("*") if p.is_file()))

    @property
    def texts(self) -> Mapping[str, str]:
        """Of each case: what is known of it as it was is worth nothing."""
        return {case: _digest((Path(case),)) for case in self.cases}


def _digest(paths: Iterable[Path]) -> str:
    found = sha256()
    for path in paths:
        found.update(str(path.name).encode())
        found.update(path.read_bytes())
    return found.hexdigest()


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: killed by what, or refused by which complaint; or it survived, or is left."""

    mutant: Mutant
    status: str
    by: str = ""
    told: Told | None = None  # of a survivor, once it was looked for


Progress = Callable[[int, int, int], None]  # pairs done, pairs in all, mutants killed


@dataclass
class Campaign:
    """Mutants of a doctrine, tried on its cases; for no more than so many seconds, if any are named."""

    doctrine: Doctrine
    chosen: tuple[Mutant, ...]
    library: Library
    jobs: int = 1
    state: Path | None = None
    progress: Progress = lambda done, total, killed: None
    seconds: float | None = None

    def __post_init__(self) -> None:
        self._state = State(self.state, self.doctrine.digest, self.doctrine.texts)
        self._killed: dict[str, str] = {}
        self._left: Counter[str] = Counter()  # of each mutant, on how much it is still to be tried
        self._began = monotonic()

    def run(self) -> tuple[Fate, ...]:
        """What became of each mutant, in their order."""
        refused = {m.identity: found[0].message for m in self.chosen if (found := m.complaints(self.library))}
        alive = [m for m in self.chosen if m.identity not in refused]
        self._state.read()
        self._state.begin()
        self._killed = {m: by for (m, _, _), by in self._state.known.items() if by}
        self._try(alive)
        return tuple(self._fate(m, refused) for m in self.chosen)

    def _fate(self, mutant: Mutant, refused: Mapping[str, str]) -> Fate:
        name = mutant.identity
        by = self._killed.get(name, "")
        if name in refused or by.startswith(REFUSED_LATER):
            return Fate(mutant, REFUSED, refused.get(name, by))
        if by:
            return Fate(mutant, KILLED, by)
        return Fate(mutant, LEFT if self._left[name] else SURVIVED)

    def _try(self, alive: Sequence[Mutant]) -> None:
        trials = self._pending(alive)
        self._left = Counter(name for names in trials.values() for name in names)
        self._total, self._done = self._left.total(), 0
        with _Workers(self.jobs, self.doctrine) as workers:
            for kind in HELD:
                of_kind = {trial: names for trial, names in trials.items() if trial[1].startswith(kind)}
                if not self._over:
                    self._try_all(of_kind, workers)

    def _try_all(self, trials: Mapping[Trial, Sequence[str]], workers: _Workers) -> None:
        for trial, name, by in workers.results(trials, self._killed):
            self._state.add(name, trial, by)
            if by:
                self._killed.setdefault(name, by)
            self._left[name] -= 1
            self._done += 1
            self.progress(self._done, self._total, len(self._killed))
            if self._over:
                return

    @property
    def _over(self) -> bool:
        return self.seconds is not None and monotonic() - self._began > self.seconds

    def _pending(self, alive: Iterable[Mutant]) -> Mapping[Trial, Sequence[str]]:
        """What is to be tried on each part of each case: what it can matter to, and is not known yet."""
        left = [m for m in alive if m.identity not in self._killed]
        known = self._state.known
        return {
            trial: [m.identity for m in _mattering(left, library) if (m.identity, *trial) not in known]
            for trial, library in self._trials()
        }

    def _trials(self) -> list[tuple[Trial, Library]]:
        """The parts of the cases, each with the law that bears on it; little law first."""
        loader, _ = _law(self.doctrine)
        parts = [(c, p) for c in self.doctrine.cases for p in _parts(self.doctrine, c, loader).values()]
        found = [((case, part.name), part.library) for case, part in parts]
        return sorted(found, key=lambda f: (len(f[1].provisions), f[0]))


def _mattering(every: Iterable[Mutant], library: Library) -> Iterator[Mutant]:
    """Those that reach a provision of a library, which may have some of the case's own."""
    reach: dict[int, bool] = {}  # by the id of the block that is changed
    for mutant in every:
        block = id(mutant.before)
        if block not in reach:
            names = reached(mutant, library)
            reach[block] = names is None or not names.isdisjoint(library.provisions)
        if reach[block]:
            yield mutant


Result = tuple[Trial, str, str]  # what it was tried on, the mutant, what killed it
Batch = tuple[Trial, list[Result], list[str]]


class _Workers:
    """Processes that try mutants; with one job, this process does."""

    def __init__(self, jobs: int, doctrine: Doctrine) -> None:
        self._jobs, self._doctrine = jobs, doctrine
        self._pool = ProcessPoolExecutor(jobs) if jobs > 1 else None

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def results(self, pending: Mapping[Trial, Sequence[str]], killed: Mapping[str, str]) -> Iterator[Result]:
        """What becomes of each pair, as it is known. What has been killed meanwhile is left out."""
        if self._pool is None:
            for trial, names in pending.items():
                yield from _tried(self._doctrine, trial, [n for n in names if n not in killed], killed)
            return
        waiting = list(pending)
        first = [waiting.pop(0) for _ in range(min(self._jobs, len(waiting)))]
        running = {self._submit(trial, pending, killed) for trial in first}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for each in done:
                trial, found, left = each.result()
                yield from found
                if any(n not in killed for n in left):
                    running.add(self._submit(trial, {trial: left}, killed))
                elif waiting:
                    running.add(self._submit(waiting.pop(0), pending, killed))

    def _submit(
        self, trial: Trial, pending: Mapping[Trial, Sequence[str]], killed: Mapping[str, str]
    ) -> Future[Batch]:
        assert self._pool is not None
        names = [n for n in pending[trial] if n not in killed]
        return self._pool.submit(_batch, self._doctrine, trial, names)


_read: dict[Doctrine, tuple[Loader, Mapping[str, Mutant]]] = {}  # in each process
_matters: dict[tuple[Doctrine, str], Matter] = {}
_cut: dict[tuple[Doctrine, str], Mapping[str, Part]] = {}
_cases: dict[tuple[Doctrine, Trial], Case] = {}  # the last one, in each process


def _batch(doctrine: Doctrine, trial: Trial, names: list[str]) -> Batch:
    """The results of so many mutants, and the names of those that are left."""
    return trial, list(_tried(doctrine, trial, names[:BATCH], {})), names[BATCH:]


def _tried(
    doctrine: Doctrine, trial: Trial, names: Iterable[str], killed: Mapping[str, str]
) -> Iterator[Result]:
    loader, known = _law(doctrine)
    for name in names:
        if name not in killed:
            kind = trial[1].partition(" ")[0]
            yield trial, name, killed_by(known[name], _case(doctrine, trial, loader), kind)


def _law(doctrine: Doctrine) -> tuple[Loader, Mapping[str, Mutant]]:
    if doctrine not in _read:
        loader = doctrine.loader()
        every = mutants(loader.doctrine().library)
        _read[doctrine] = loader, {m.identity: m for m in every}
    return _read[doctrine]


def _case(doctrine: Doctrine, trial: Trial, loader: Loader) -> Case:
    if (doctrine, trial) not in _cases:
        part = _parts(doctrine, trial[0], loader)[trial[1]]
        matter = with_law_of(part, _matters[doctrine, trial[0]])
        _cases.clear()
        _cases[doctrine, trial] = Case(matter, engine(), part.asks)
    return _cases[doctrine, trial]


def _parts(doctrine: Doctrine, path: str, loader: Loader) -> Mapping[str, Part]:
    key = doctrine, path
    if key not in _matters:
        _matters[key] = loader.matter(path)
        _cut[key] = {part.name: part for part in parts_of(_matters[key])}
    return _cut[key]


# --- survivors -------------------------------------------------------------------------------------------


def settings_of(library: Library, matters: Iterable[Matter]) -> tuple[Setting, ...]:
    """Where to look for a matter that tells laws apart: where cases are asked, and every court of appeals."""
    found: dict[Setting, None] = {}
    for matter in matters:
        for variant in matter.variants.values():
            found[Setting(variant.setting.court, variant.setting.as_of)] = None
    appeals = [name for name, court in library.courts.items() if not court.trial]
    for name in sorted(appeals):
        found[Setting(name, latest_day(library))] = None
    return tuple(found)


def told_apart(
    survivors: Sequence[Fate], telling: Telling, settings: Sequence[Setting]
) -> Iterator[tuple[str, Told]]:
    """Of each survivor, by its name, the matter that would kill it."""
    for fate in survivors:
        yield fate.mutant.identity, telling.apart(fate.mutant, settings)

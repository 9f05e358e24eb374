"""Every mutant before every case that it can matter to, in several processes; what is known is kept.

A process takes one case at a time, works out once what its expectations look at, and tries on it the mutants
that are still alive. What it finds is written down at once, so that a run that is broken off goes on where it
was; the file is good for the same law and the same cases.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from decisis.casework.matter import Matter
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.engine import engine
from decisis.pipeline import Loader, latest_day, logic_root
from decisis.testing.mutation.mutants import Mutant, mutants
from decisis.testing.mutation.telling import Telling, Told
from decisis.testing.mutation.trial import killed_by
from decisis.testing.mutation.watching import Case

KILLED, SURVIVED, REFUSED = "killed", "survived", "refused"
STATE = "decisis.mutate.state/1"
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
        """Of the law and the cases: what is known of others is worth nothing."""
        found = sha256()
        root = Path(str(logic_root(self.logic)))
        for path in (*sorted(p for p in root.rglob("*") if p.is_file()), *map(Path, self.cases)):
            found.update(str(path.name).encode())
            found.update(path.read_bytes())
        return found.hexdigest()


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: killed by what, or refused by which complaint; or it survived."""

    mutant: Mutant
    status: str
    by: str = ""
    told: Told | None = None  # of a survivor, once it was looked for


@dataclass
class State:
    """What is known of pairs of a mutant and a case, kept in a file if one is named."""

    path: Path | None
    digest: str
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def read(self) -> None:
        if self.path is None or not self.path.is_file():
            return
        lines = self.path.read_text("utf-8").splitlines()
        if not lines or lines[0] != self._heading:
            return
        for line in lines[1:]:
            try:
                mutant, case, by = json.loads(line)
            except ValueError:
                continue  # the last line of a run that was broken off
            self.known[mutant, case] = by

    def begin(self) -> None:
        if self.path is not None and not self.known:
            self.path.write_text(self._heading + "\n", "utf-8")

    def add(self, mutant: str, case: str, by: str) -> None:
        self.known[mutant, case] = by
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([mutant, case, by], ensure_ascii=False) + "\n")

    @property
    def _heading(self) -> str:
        return json.dumps({"format": STATE, "sha256": self.digest})


Progress = Callable[[int, int, int], None]  # pairs done, pairs in all, mutants killed


@dataclass
class Campaign:
    """Mutants of a doctrine, tried on its cases."""

    doctrine: Doctrine
    chosen: tuple[Mutant, ...]
    library: Library
    jobs: int = 1
    state: Path | None = None
    progress: Progress = lambda done, total, killed: None

    def __post_init__(self) -> None:
        self._state = State(self.state, self.doctrine.digest)
        self._killed: dict[str, str] = {}

    def run(self) -> tuple[Fate, ...]:
        """What became of each mutant, in their order."""
        refused = {m.identity: found[0].message for m in self.chosen if (found := m.complaints(self.library))}
        alive = [m for m in self.chosen if m.identity not in refused]
        self._state.read()
        self._state.begin()
        self._killed = {m: by for (m, _), by in self._state.known.items() if by}
        self._try(alive)
        return tuple(self._fate(m, refused) for m in self.chosen)

    def _fate(self, mutant: Mutant, refused: Mapping[str, str]) -> Fate:
        name = mutant.identity
        if name in refused:
            return Fate(mutant, REFUSED, refused[name])
        by = self._killed.get(name, "")
        return Fate(mutant, KILLED if by else SURVIVED, by)

    def _try(self, alive: Sequence[Mutant]) -> None:
        names = [m.identity for m in alive]
        total, done = len(names) * len(self.doctrine.cases), 0
        pending = {case: self._pending(case, names) for case in self.doctrine.cases}
        done = total - sum(map(len, pending.values()))
        with _Workers(self.jobs, self.doctrine) as workers:
            for case, name, by in workers.results(pending, self._killed):
                self._state.add(name, case, by)
                if by:
                    self._killed.setdefault(name, by)
                done += 1
                self.progress(done, total, len(self._killed))

    def _pending(self, case: str, names: Iterable[str]) -> list[str]:
        known = self._state.known
        return [n for n in names if (n, case) not in known and n not in self._killed]


Result = tuple[str, str, str]  # case, mutant, what killed it
Batch = tuple[str, list[Result], list[str]]


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

    def results(self, pending: Mapping[str, Sequence[str]], killed: Mapping[str, str]) -> Iterator[Result]:
        """What becomes of each pair, as it is known. What has been killed meanwhile is left out."""
        if self._pool is None:
            for case, names in pending.items():
                yield from _tried(self._doctrine, case, [n for n in names if n not in killed], killed)
            return
        waiting = list(pending)
        first = [waiting.pop(0) for _ in range(min(self._jobs, len(waiting)))]
        running = {self._submit(case, pending, killed) for case in first}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for each in done:
                case, found, left = each.result()
                yield from found
                if any(n not in killed for n in left):
                    running.add(self._submit(case, {case: left}, killed))
                elif waiting:
                    running.add(self._submit(waiting.pop(0), pending, killed))

    def _submit(
        self, case: str, pending: Mapping[str, Sequence[str]], killed: Mapping[str, str]
    ) -> Future[Batch]:
        assert self._pool is not None
        names = [n for n in pending[case] if n not in killed]
        return self._pool.submit(_batch, self._doctrine, case, names)


_read: dict[Doctrine, tuple[Loader, Mapping[str, Mutant]]] = {}  # in each process
_cases: dict[tuple[Doctrine, str], Case] = {}  # the last one, in each process


def _batch(doctrine: Doctrine, case: str, names: list[str]) -> Batch:
    """The results of so many mutants, and the names of those that are left."""
    return case, list(_tried(doctrine, case, names[:BATCH], {})), names[BATCH:]


def _tried(
    doctrine: Doctrine, case: str, names: Iterable[str], killed: Mapping[str, str]
) -> Iterator[Result]:
    loader, known = _law(doctrine)
    tried = _case(doctrine, case, loader)
    for name in names:
        if name not in killed:
            yield case, name, killed_by(known[name], tried)


def _law(doctrine: Doctrine) -> tuple[Loader, Mapping[str, Mutant]]:
    if doctrine not in _read:
        loader = doctrine.loader()
        every = mutants(loader.doctrine().library)
        _read[doctrine] = loader, {m.identity: m for m in every}
    return _read[doctrine]


def _case(doctrine: Doctrine, path: str, loader: Loader) -> Case:
    key = doctrine, path
    if key not in _cases:
        _cases.clear()
        _cases[key] = Case(loader.matter(path), engine())
    return _cases[key]


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

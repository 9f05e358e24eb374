"""The whole line, in order: files → sources → trees → library → matter → answers.

read_source    path            → Source                      files
parse          Source          → File, diagnostics           syntax
resolve        Files           → Library, diagnostics        compiler
check          Library         → diagnostics                 compiler
compile_matter File, Library   → Matter, diagnostics         casework
lower          Library, Setting→ Program                     compiler   (for each court and day)
stratify       Program         → StratifiedProgram           rules
evaluate       StratifiedProgram, facts → Model              engine
ask            Model           → rows with verdicts          casework
proofs         Model           → proof trees                 proof
render         views           → text, JSON, Markdown        render
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path

from decisis.casework.compiling import compile_matter
from decisis.casework.elsewhere import Area
from decisis.casework.matter import Matter
from decisis.compiler.causes import causes
from decisis.compiler.check import check
from decisis.compiler.cycles import check_stratification
from decisis.compiler.force import decision_span, is_opinion, text_span
from decisis.compiler.library import Library, Rows
from decisis.compiler.names import did_you_mean
from decisis.compiler.resolve import TableReader, resolve
from decisis.compiler.setting import Setting
from decisis.compiler.tables import Keys, read_rows
from decisis.diagnostics import Diagnostic, Rejected, errors, in_order, once_each
from decisis.doctrine import (
    Doctrine,
    LawFile,
    areas_of,
    doctrine_made_of,
    keep_areas,
    keep_doctrine,
    keep_within,
    kept_areas,
    kept_doctrine,
    kept_within,
    law_added,
)
from decisis.files import decode, read_source, resource
from decisis.source import Source, Span
from decisis.syntax import ast
from decisis.syntax.broken import lost_names
from decisis.syntax.kept import parsed

UNKNOWN_RELATION, UNKNOWN_SORT = "E0303", "E0307"
ANY_DAY = date(2000, 1, 1)  # on which law without dates is asked about


def logic_root(path: str | None = None) -> Traversable:
    """The folder of areas: the one named, else the one that ships with the package. Raises Rejected."""
    if path is None:
        return resource("logic")
    if not Path(path).is_dir():
        raise Rejected(
            (
                Diagnostic(
                    "E0346", f"there is no folder `{path}`", help="name a folder that holds areas of law"
                ),
            )
        )
    return Path(path)


@dataclass(frozen=True)
class Loader:
    """Loads matters over the law under one folder, reading each set of areas once."""

    root: Traversable
    _doctrines: dict[tuple[str, ...], Doctrine] = field(default_factory=dict, repr=False)

    def doctrine(self, areas: Iterable[str] | None = None) -> Doctrine:
        """The law of some areas and all they build on; of every area if none are named. Raises Rejected."""
        wanted = tuple(sorted(known_areas(self.root) if areas is None else set(areas)))
        if wanted not in self._doctrines:
            within = kept_within(doctrine_made_of(self.root, wanted))
            self._doctrines[wanted] = (within and self._read_before(within)) or self._made(wanted)
        return self._doctrines[wanted]

    def _made(self, areas: tuple[str, ...]) -> Doctrine:
        """That of all the areas on which these build, too, is the same law: it is read once."""
        _refuse(_unknown(((name, None) for name in areas), self.root))
        files, problems = _law_files(areas, self.root)
        within = tuple(sorted({law.area for law in files}))
        keep_within(within, doctrine_made_of(self.root, areas))
        return self._read_before(within) or self._read_anew(within, files, problems)

    def _read_before(self, within: tuple[str, ...]) -> Doctrine | None:
        """The law of areas that build on no others than these, if it is known."""
        if within not in self._doctrines:
            kept = kept_doctrine(self.root, doctrine_made_of(self.root, within))
            if kept is None:
                return None
            self._doctrines[within] = kept
        return self._doctrines[within]

    def _read_anew(
        self, within: tuple[str, ...], files: list[LawFile], problems: list[Diagnostic]
    ) -> Doctrine:
        folders = {f.file.source_name: f.folder for f in files}
        doctrine = _resolved([f.file for f in files], folders, problems, None)
        _refuse(doctrine.diagnostics)
        keep_doctrine(doctrine, files, doctrine_made_of(self.root, within))
        self._doctrines[within] = doctrine
        return doctrine

    def matter(self, path: str) -> Matter:
        """A case file over the areas of law that it uses. Raises Rejected with everything that is wrong."""
        return self.matter_of(read_source(path), Path(path).parent)

    def matter_of(self, source: Source, folder: Traversable) -> Matter:
        """A case as text. ``folder`` is where tables that the case itself declares are looked for."""
        file, problems = parsed(source)
        _refuse(problems)
        return self.matter_from(file, {source.name: folder}, problems)

    def matter_from(
        self, file: ast.File, folders: Mapping[str, Traversable], problems: Iterable[Diagnostic] = ()
    ) -> Matter:
        """A case that is parsed, perhaps from several sources. ``folders`` has the folder of each."""
        used = [a.text for b in file.blocks if isinstance(b, ast.Matter) for a in b.uses]
        _refuse(_unknown_areas(file, self.root))
        doctrine = self.doctrine(used) if used else None
        extended = _resolved([file], folders, list(problems), doctrine)
        matter, complaints = compile_matter(file, extended.library)
        said = (*extended.diagnostics, *complaints)
        if not used and errors(said) and (wordless := self._without_words(file, said)):
            said = (wordless,)
        if used and errors(said):
            said = tuple(map(self._naming_its_area, said))
        _refuse(said)
        assert matter is not None
        found = in_order((*extended.diagnostics, *complaints))
        return replace(
            matter,
            diagnostics=found,
            adds=law_added(file),
            read_areas=lambda: self.areas,
            beneath=None if doctrine is None else lambda: doctrine.lowering,
        )

    def _without_words(self, file: ast.File, said: tuple[Diagnostic, ...]) -> Diagnostic | None:
        """What is wrong with a matter that uses no area and declares no relation: it can say nothing."""
        matter = next((b for b in file.blocks if isinstance(b, ast.Matter)), None)
        unknown = any(d.code in (UNKNOWN_RELATION, UNKNOWN_SORT) for d in said)
        if matter is None or not unknown or any(isinstance(b, ast.Relation) for b in file.blocks):
            return None
        areas = sorted(set(filter(None, map(self._its_area, said))))
        return Diagnostic(
            "E0418",
            f"matter `{matter.name.text}` uses no area of law, and declares no relation of its own",
            matter.name.span,
            help=f"write `uses {', '.join(areas)}` after its day"
            if areas
            else "write `uses AREA` after its day; `decisis vocabulary` lists the areas",
        )

    def _naming_its_area(self, said: Diagnostic) -> Diagnostic:
        """A complaint of an unknown name; what is a name of an area that is not used says which."""
        area = self._its_area(said)
        if not area:
            return said
        return replace(said, help=f"it is of the area `{area}`: add that to what the matter `uses`")

    def _its_area(self, said: Diagnostic) -> str:
        """The area that declares the relation or sort which a complaint calls unknown, if one does."""
        if said.code not in (UNKNOWN_RELATION, UNKNOWN_SORT) or said.span is None:
            return ""
        try:
            law = self.doctrine()
        except Rejected:
            return ""  # the law itself is at fault, and another command says how
        named = (law.library.relations if said.code == UNKNOWN_RELATION else law.library.sorts).get(
            said.span.text
        )
        folder = named and law.folders.get(named.name.span.source.name)
        return folder.name if folder else ""

    @cached_property
    def areas(self) -> Mapping[str, Area]:
        """What each area builds on and gives, of every area; nothing where the law is not well-formed."""
        names = tuple(known_areas(self.root))
        made_of = doctrine_made_of(self.root, names)
        kept = kept_areas(made_of)
        if kept is None:
            files, problems = _law_files(names, self.root)
            kept = {} if errors(tuple(problems)) else areas_of(files)
            keep_areas(kept, made_of)
        return kept


def check_doctrine(path: str | None = None) -> tuple[Diagnostic, ...]:
    """Everything that can be said of the law under a folder of areas."""
    root = logic_root(path)
    astray = _in_no_area(root)
    return (*astray, *_in_every_court(Loader(root).doctrine())) if known_areas(root) else astray


def _in_no_area(root: Traversable) -> tuple[Diagnostic, ...]:
    """Law beside the folders of areas, which nobody would read; or a folder that holds no area at all."""
    loose = sorted(e.name for e in root.iterdir() if e.name.endswith(".law") and not e.is_dir())
    if not loose and not known_areas(root):
        help = "an area is a folder in it that has files `*.law`"
        return (Diagnostic("E0346", f"there is no area of law in `{root}`", help=help),)
    return tuple(
        Diagnostic(
            "E0346",
            f"`{name}` stands in no area of law",
            help=f"move it to a folder of its own, `{root}/{name.removesuffix('.law')}/`",
        )
        for name in loose
    )


def check_area(path: str) -> tuple[Diagnostic, ...]:
    """Everything that can be said of an area, named by its folder or a file in it."""
    if not Path(path).is_dir():
        read_source(path)
    folder = Path(path).resolve() if Path(path).is_dir() else Path(path).resolve().parent
    return _in_every_court(Loader(folder.parent).doctrine((folder.name,)))


def _in_every_court(doctrine: Doctrine) -> tuple[Diagnostic, ...]:
    """The doctrine's own complaints, and those that lowering it for a court brings up."""
    day = latest_day(doctrine.library)
    courts = (c.name.text for c in doctrine.library.courts.values() if not c.trial)
    settings = (Setting(court, day) for court in courts)
    return in_order((*doctrine.diagnostics, *check_stratification(doctrine.library, *settings)))


def latest_day(library: Library) -> date:
    """The day of the latest opinion of a library: all that it has of case law speaks then.

    Without opinions the day on which its latest text begins; any day, if no text says when.
    """
    opinions = (d for d in map(_decided, library.authorities.values()) if d)
    texts = (d for p in library.provisions.values() if (d := text_span(p, library).start))
    return max(opinions, default=None) or max(texts, default=ANY_DAY)


def check_case(path: str, loader: Loader) -> tuple[Diagnostic, ...]:
    """Everything that can be said of a case file and the law that it uses. Raises Rejected."""
    matter = loader.matter(path)
    return (*matter.diagnostics, *check_stratification(matter.library, matter.setting))


def _decided(authority: ast.Authority) -> date | None:
    return decision_span(authority).start if is_opinion(authority) else None


def load_doctrine(areas: Iterable[str] | None = None, root: Traversable | None = None) -> Doctrine:
    return Loader(root or logic_root()).doctrine(areas)


def load_matter(path: str, root: Traversable | None = None) -> Matter:
    return Loader(root or logic_root()).matter(path)


def _resolved(
    files: list[ast.File],
    folders: Mapping[str, Traversable],
    problems: list[Diagnostic],
    base: Doctrine | None,
) -> Doctrine:
    reader = _table_reader({**(base.folders if base else {}), **folders})
    beneath = base.library if base else None
    library, complaints = resolve(files, reader, beneath)
    found = (*problems, *causes(library, complaints, check(library, beneath), lost_names(problems)))
    return Doctrine(library, {**(base.folders if base else {}), **folders}, in_order(found))


def _refuse(diagnostics: Iterable[Diagnostic]) -> None:
    found = in_order(tuple(diagnostics))
    if errors(found):
        raise Rejected(once_each(found))


def _law_files(areas: Iterable[str] | None, root: Traversable) -> tuple[list[LawFile], list[Diagnostic]]:
    """The files of the areas named and of all they build on, in the order of their names."""
    pending = sorted(known_areas(root) if areas is None else set(areas))
    done: dict[str, list[LawFile]] = {}
    problems: list[Diagnostic] = []
    while pending:
        area = pending.pop(0)
        if area in done:
            continue
        done[area] = []
        for entry in sorted(
            (e for e in root.joinpath(area).iterdir() if e.name.endswith(".law")), key=lambda e: e.name
        ):
            file, complaints = parsed(Source(str(entry), decode(str(entry), entry.read_bytes())))
            problems += complaints
            done[area].append(LawFile(area, file, root.joinpath(area)))
            for block in file.blocks:
                if isinstance(block, ast.Area):
                    problems += _misnamed(block.name, area)
                    problems += _unknown(_places(block.builds_on), root)
                    pending += [n.text for n in block.builds_on if n.text in known_areas(root)]
    return [f for area in sorted(done) for f in done[area]], problems


def known_areas(root: Traversable) -> list[str]:
    return sorted(
        e.name for e in root.iterdir() if e.is_dir() and any(f.name.endswith(".law") for f in e.iterdir())
    )


def _unknown_areas(file: ast.File, root: Traversable) -> list[Diagnostic]:
    return [p for b in file.blocks if isinstance(b, ast.Matter) for p in _unknown(_places(b.uses), root)]


def _places(names: Iterable[ast.Name]) -> Iterator[tuple[str, Span | None]]:
    return ((name.text, name.span) for name in names)


OWN = "logic"  # the folder of areas of who writes law of his own, where he stands


def _where_areas_are(name: str, root: Traversable) -> str:
    if root.joinpath(f"{name}.law").is_file():
        return f"move `{root}/{name}.law` to a folder of its own, `{root}/{name}/`"
    if any(Path(OWN, name).glob("*.law")):  # and another folder is gone through
        return f"add `--logic {OWN}` to use `{OWN}/{name}`, which is no part of `{root}`"
    return "areas of law are the folders of `logic/`, or of what `--logic` names"


def _unknown(areas: Iterable[tuple[str, Span | None]], root: Traversable) -> list[Diagnostic]:
    """What is no area, by its name and where it is written, if in a file."""
    known = known_areas(root)
    return [
        Diagnostic(
            "E0309",
            f"no area of law is called `{name}`",
            span,
            help=did_you_mean(name, known, _where_areas_are(name, root)),
        )
        for name, span in areas
        if name not in known
    ]


def _misnamed(name: ast.Name, folder: str) -> list[Diagnostic]:
    if name.text == folder:
        return []
    message = f"area `{name.text}` stands in the folder `{folder}`"
    note = "a case `uses` an area by the name of its folder"
    return [
        Diagnostic(
            "E0309", message, name.span, notes=(note,), help=f"give both one name, as in `area {folder}`"
        )
    ]


def _table_reader(folders: Mapping[str, Traversable]) -> TableReader:
    def read(
        table: ast.Table, sorts: Mapping[str, ast.Sort], keys: Keys
    ) -> tuple[Rows, tuple[Diagnostic, ...]]:
        name = table.file.text
        place = folders[table.file.span.source.name]
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            return frozenset(), (_outside(table),)
        file = place.joinpath(name)
        if not file.is_file():
            return frozenset(), (_no_table(table),)
        try:
            text = decode(name, file.read_bytes())
        except Rejected as rejected:
            found = (replace(d, span=table.file.span) for d in rejected.diagnostics)
            return frozenset(), tuple(found)
        return read_rows(table, text, sorts, keys)

    return read


def _outside(table: ast.Table) -> Diagnostic:
    return Diagnostic(
        "E0310",
        f"`{table.file.text}` is outside the folder of its area",
        table.file.span,
        help="keep tables beside the law that names them",
    )


def _no_table(table: ast.Table) -> Diagnostic:
    return Diagnostic(
        "E0311",
        f"there is no file `{table.file.text}` beside this one",
        table.file.span,
        help="name a file in the folder of this one, or in a folder in it",
    )

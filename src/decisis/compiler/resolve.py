"""Files to a library: every name looked up, every atom made positional, every table read.

Each mistake becomes a diagnostic; the library that comes back beside them holds what could be
resolved, and is evaluated only if there was no error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from decisis.compiler.calendars import build_calendar
from decisis.compiler.deadlines import expand_deadline, in_a_ring, named_by
from decisis.compiler.description import keys_of
from decisis.compiler.library import Library, Rows
from decisis.compiler.names import counted, did_you_mean, probably_meant
from decisis.compiler.tables import Keys
from decisis.diagnostics import Diagnostic
from decisis.rules import naming
from decisis.source import Source, Span
from decisis.syntax import ast
from decisis.syntax.walk import rebuild, walk
from decisis.values import Bounds

TableReader = Callable[[ast.Table, Mapping[str, ast.Sort], Keys], tuple[Rows, tuple[Diagnostic, ...]]]

_WITH_COMMA = re.compile(r"(\$|[A-Z]{3} )?([0-9][0-9.]*),([0-9]{1,2})(?![0-9])")  # `EUR 1.250,50`
BUILT_IN_SORTS = ("Int", "Decimal", "Money", "Date", "Duration", "Party", "Issue", "Court")
_BUILT_IN = Span(Source("<built in>", ""), 0, 0)


def _built_in(name: str, reads: str, **parameters: str) -> ast.Relation:
    named = tuple(
        ast.Parameter(ast.Name(p, _BUILT_IN), ast.Name(s, _BUILT_IN)) for p, s in parameters.items()
    )
    return ast.Relation(
        ast.Name(name, _BUILT_IN), named, _BUILT_IN, closed=True, reads=ast.Quoted(reads, _BUILT_IN)
    )


BUILT_IN_RELATIONS = {
    r.name.text: r
    for r in (
        _built_in(naming.ASKED_IN, "the question is asked in {forum}", forum="Court"),
        _built_in(naming.ASKED_ON, "the question is asked as of {day}", day="Date"),
        _built_in(naming.ANSWERS_TO, "{lower} answers to {higher}", lower="Court", higher="Court"),
    )
}

# what a block is called in complaints, and the table of the library that it goes into
_TABLES: dict[type, str] = {
    ast.Area: "areas",
    ast.Sort: "sorts",
    ast.Relation: "relations",
    ast.Court: "courts",
    ast.Authority: "authorities",
    ast.Provision: "provisions",
    ast.Deadline: "deadlines",
    ast.Counting: "countings",
    ast.Holidays: "holidays",
    ast.Scenario: "scenarios",
    ast.Table: "tables",
    ast.Property: "properties",
    ast.Individual: "individuals",
}


_KINDS = {
    "authorities": "authority",
    "countings": "counting rule",
    "holidays": "list of holidays",
    "properties": "property",
    "individuals": "thing",
}


@dataclass
class _Collector:
    """Tables being filled, and complaints about doing so."""

    tables: dict[str, dict[str, Any]]
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(self, block: Any) -> None:
        table = _TABLES[type(block)]
        name: ast.Name = block.name
        first = self.tables[table].get(name.text)
        if first is None:
            self.tables[table][name.text] = block
            return
        note = f"it is first declared at {first.name.span.where}"
        if first.name.span.source.name == _BUILT_IN.source.name:
            note = "the name is built in"
        self.diagnostics.append(
            Diagnostic(
                "E0301",
                f"`{name.text}` is declared twice",
                name.span,
                notes=(note,),
                help=_apart(first.name, name),
                doubles=_KINDS.get(table, table.removesuffix("s")),
            )
        )


def _apart(first: ast.Name, second: ast.Name) -> str:
    """What to do about two blocks of one name: those of two areas may be meant to be one."""
    files = [name.span.source.name for name in (first, second)]
    law = all(file.endswith(".law") for file in files)
    if law and files[0].rpartition("/")[0] != files[1].rpartition("/")[0]:
        return "give one of them another name, or declare it in one area and let the other say `builds on` it"
    return "give one of them another name"


def resolve(
    files: Iterable[ast.File], read_table: TableReader, base: Library | None = None
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Resolve the doctrine in the files on top of ``base``.

    Blocks that belong to a matter are passed over, except the parties and things it declares.
    """
    files = list(files)
    base = base or Library(relations=MappingProxyType(dict(BUILT_IN_RELATIONS)))
    collected = _Collector({table: dict(getattr(base, table)) for table in _TABLES.values()})
    priorities, treatments = list(base.priorities), list(base.treatments)
    for block in (b for f in files for b in f.blocks):
        if type(block) in _TABLES:
            collected.add(block)
        elif isinstance(block, ast.Priority):
            priorities.append(block)
        elif isinstance(block, ast.Treatment):
            treatments.append(block)
    tables = collected.tables
    _add_deadlines(collected, base)
    for table in tables["tables"].values():
        if table.name.text not in tables["relations"]:
            tables["relations"][table.name.text] = _table_relation(table)
    rows = dict(base.rows)
    for name, table in tables["tables"].items():
        if name not in rows:
            rows[name], misread = read_table(table, tables["sorts"], _keys(table, tables["relations"][name]))
            collected.diagnostics += misread
    library = Library(
        **{name: MappingProxyType(dict(sorted(items.items()))) for name, items in tables.items()},
        rows=MappingProxyType(rows),
        priorities=tuple(priorities),
        treatments=tuple(treatments),
        mentioned=base.mentioned | frozenset(_mentioned(files)),
        calendar=build_calendar(tables["countings"], tables["holidays"], tables["authorities"]),
    )
    library, problems = _positional(library, base)
    return library, (*collected.diagnostics, *problems)


def _keys(table: ast.Table, relation: ast.Relation) -> Keys:
    """The columns of a table that fix the others, if it is declared as its relation is."""
    alike = [p.sort.text for p in table.parameters] == [p.sort.text for p in relation.parameters]
    return keys_of(relation) if alike else None


def _mentioned(files: Iterable[ast.File]) -> Iterator[str]:
    """What a record names: a thing may be declared by that alone."""
    of_record = (ast.Fact, ast.Dispute, ast.Variant)
    for block in (b for f in files for b in f.blocks if isinstance(b, of_record)):
        values = (n.value for n in walk(block) if isinstance(n, ast.Constant))
        yield from (value for value in values if isinstance(value, str))


def _add_deadlines(collected: _Collector, base: Library) -> None:
    """What the new deadlines declare; one that runs from another comes after it."""
    tables = collected.tables
    pending = {name: d for name, d in tables["deadlines"].items() if name not in base.deadlines}
    while pending:
        free = (n for n, d in pending.items() if not pending.keys() & set(named_by(d)))
        name = next(free, "")
        if not name:
            collected.diagnostics += map(in_a_ring, _ring(pending))
            return
        _add_deadline(collected, pending.pop(name))


def _ring(waiting: Mapping[str, ast.Deadline]) -> Iterable[ast.Deadline]:
    """Of deadlines that wait for one another, those that another one waits for."""
    awaited = {name for deadline in waiting.values() for name in named_by(deadline)}
    within = {name: deadline for name, deadline in waiting.items() if name in awaited}
    return waiting.values() if len(within) == len(waiting) else _ring(within)


def _add_deadline(collected: _Collector, written: ast.Deadline) -> None:
    """One that is wrong, or runs from one that is, declares nothing, and nothing is said of its uses."""
    tables = collected.tables
    known = Library(relations=tables["relations"], deadlines=tables["deadlines"])
    deadline, wrong = positional(written, known)
    collected.diagnostics += wrong
    if wrong or not tables["relations"].keys() >= set(named_by(deadline)):
        return
    relations, provisions, problems = expand_deadline(deadline, tables["relations"], tables["countings"])
    collected.diagnostics += problems
    for declared in (*relations, *provisions):
        collected.add(declared)


def _table_relation(table: ast.Table) -> ast.Relation:
    words = ", ".join(f"{p.name.text} {{{p.name.text}}}" for p in table.parameters)
    title = table.name.text.replace("_", " ")
    return ast.Relation(
        table.name,
        table.parameters,
        table.span,
        closed=True,
        reads=table.reads or ast.Quoted(f"the {title} has {words}", table.span),
        denied=table.denied,
    )


def _positional(library: Library, base: Library) -> tuple[Library, list[Diagnostic]]:
    """Make every atom of what is new positional and complete."""
    problems: list[Diagnostic] = []

    def settle(items: Mapping[str, Any], done: Mapping[str, Any]) -> Mapping[str, Any]:
        return MappingProxyType(
            {
                n: i if n in done else rebuild(i, lambda x: complete(x, library, problems))
                for n, i in items.items()
            }
        )

    return replace(
        library,
        provisions=settle(library.provisions, base.provisions),
        scenarios=settle(library.scenarios, base.scenarios),
        authorities=settle(library.authorities, base.authorities),
        properties=settle(library.properties, base.properties),
    ), problems


def positional(node: Any, library: Library) -> tuple[Any, list[Diagnostic]]:
    """A tree (a fact, a question) with every atom made positional and complete."""
    problems: list[Diagnostic] = []
    return rebuild(node, lambda x: complete(x, library, problems)), problems


def complete(node: Any, library: Library, problems: list[Diagnostic]) -> Any:
    """An atom with one argument for each parameter of its relation; other nodes as they are."""
    if not isinstance(node, ast.Atom):
        return node
    relation = library.relations.get(node.relation.text)
    if relation is None:
        if node.relation.text not in library.deadlines:  # what is wrong with a deadline is said there
            problems.append(_unknown_relation(node, library))
        return node
    names = [p.name.text for p in relation.parameters]
    terms: dict[str, ast.Term] = {}
    for position, argument in enumerate(node.arguments):
        if argument.name is None and position >= len(names):
            problems.append(_too_many(node, relation))
            break
        name = argument.name.text if argument.name else names[position]
        if name not in names or name in terms:
            problems.append(_bad_argument(argument, name, node, names, name in terms))
            continue
        sort = relation.parameters[names.index(name)].sort.text
        terms[name] = _decimal(argument.term) if sort == "Decimal" else argument.term
    if all(a.name is None for a in node.arguments) and len(node.arguments) < len(names):
        problems.append(_too_few(node, relation))
    span = node.span
    return replace(
        node,
        arguments=tuple(ast.Argument(None, terms.get(n, ast.Variable("_", span))) for n in names),
    )


def _decimal(term: ast.Term) -> ast.Term:
    """A whole number where a decimal belongs is that decimal: between 5 and 6 there are others."""
    if not isinstance(term, ast.Constant):
        return term
    value = term.value
    if isinstance(value, Bounds):
        low, high = (Decimal(end) if isinstance(end, int) else end for end in (value.low, value.high))
        return replace(term, value=replace(value, low=low, high=high))
    return replace(term, value=Decimal(value)) if isinstance(value, int) else term


def _signature(relation: ast.Relation) -> str:
    return f"{relation.name.text}({', '.join(f'{p.name.text}: {p.sort.text}' for p in relation.parameters)})"


def _unknown_relation(atom: ast.Atom, library: Library) -> Diagnostic:
    return Diagnostic(
        "E0303",
        f"no relation is called `{atom.relation.text}`",
        atom.relation.span,
        help=did_you_mean(
            atom.relation.text, library.relations, "declare it: `relation " + atom.relation.text + "(…)`"
        ),
        lacks="relation",
        meant=probably_meant(atom.relation.text, library.relations),
    )


def _too_many(atom: ast.Atom, relation: ast.Relation) -> Diagnostic:
    return _other_number(atom, relation, _point_for_comma(atom) or "leave out what does not belong")


def _too_few(atom: ast.Atom, relation: ast.Relation) -> Diagnostic:
    help = "write `_` for what does not matter, or name the arguments that do"
    return _other_number(atom, relation, help)


def _other_number(atom: ast.Atom, relation: ast.Relation, help: str) -> Diagnostic:
    takes = counted(len(relation.parameters), "argument")
    return Diagnostic(
        "E0304",
        f"`{relation.name.text}` takes {takes}, not {len(atom.arguments)}",
        atom.span,
        notes=(f"it is declared as `{_signature(relation)}`",),
        help=help,
    )


def _point_for_comma(atom: ast.Atom) -> str:
    """`EUR 1.250,50` is two arguments: `EUR 1.250`, and 50."""
    written = _WITH_COMMA.search(atom.span.text)
    if written is None:
        return ""
    sign, whole, part = written.groups()
    return f"decimals follow a point: write `{sign or ''}{whole.replace('.', '')}.{part}`"


def _bad_argument(
    argument: ast.Argument, name: str, atom: ast.Atom, names: list[str], repeated: bool
) -> Diagnostic:
    what = "is given twice" if repeated else f"is not a parameter of `{atom.relation.text}`"
    return Diagnostic(
        "E0305",
        f"argument `{name}` {what}",
        argument.name.span if argument.name else atom.span,
        notes=(f"its parameters are {', '.join(f'`{n}`' for n in names)}",),
        help="" if repeated else did_you_mean(name, names),
    )

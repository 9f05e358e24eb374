"""What can stand where the cursor is: commands, questions, relations, and things of the right sort."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from decisis.casework.record import STATUSES, Dispute, base_relation
from decisis.compiler.library import Library
from decisis.compiler.vocabulary import pattern_text, written_provisions
from decisis.diagnostics import Rejected
from decisis.repl.codes import EVERY_CODE
from decisis.repl.commands import COMMANDS, command_of
from decisis.repl.session import Session
from decisis.repl.words import MEANINGS
from decisis.syntax.scan import RESERVED
from decisis.values import written

_WORD = re.compile(r"[\w$.-]*$")
_CALL = re.compile(r"([a-z][a-z0-9_]*)\(([^()]*)$")
LITERAL_TAIL = ("instead", *(s for s in STATUSES if s != "assumed"))
CHANGES = ("suppose", "withdraw", "resolve", "set aside", "as of", "in", "before", "even if")


@dataclass(frozen=True)
class Candidate:
    """A text that replaces the last ``length`` characters before the cursor."""

    text: str
    length: int
    note: str = ""


def candidates(session: Session, before: str) -> tuple[Candidate, ...]:
    """What may stand at the cursor, in order; ``before`` is the text of the entry up to it."""
    word = _WORD.search(before)
    typed = word.group() if word else ""
    try:
        found = dict(_possible(session, before[: len(before) - len(typed)]))
    except Rejected:  # there is no law to be found
        found = {}
    fitting = [(text, note) for text, note in found.items() if text.startswith(typed) and text != typed]
    return tuple(Candidate(text, len(typed), note) for text, note in sorted(fitting))


Named = Iterator[tuple[str, str]]


def _possible(session: Session, head: str) -> Named:
    call = _CALL.search(head)
    if call is not None:
        return _arguments(session, call[1], call[2])
    if not head.strip():
        return _beginnings(session)
    if head.lstrip().startswith("?"):
        return _anything(session)
    command = command_of(head)
    rest = " ".join(head.split()).removeprefix(command).strip()
    if command:
        return _taken(session, COMMANDS[command].takes, rest) if rest or head[-1:].isspace() else iter(())
    if head.split()[0] in RESERVED:
        return _relations(session)
    return iter(())


def _beginnings(session: Session) -> Named:
    yield from ((name, c.does) for name, c in COMMANDS.items())
    if session.current is not None:
        yield from session.current.questions.items()
    yield from _relations(session)
    yield from ((word, "a block of the language") for word in RESERVED)


def _taken(session: Session, takes: str, rest: str) -> Named:
    """What a command takes, after what is typed of it."""
    match takes:
        case "question":
            if session.current is not None:
                yield from session.current.questions.items()
            yield from _relations(session)
        case "change" if not rest or rest.endswith(" and"):
            yield from ((c, "") for c in CHANGES)
        case "change":
            change = command_of(rest)
            if change:
                yield from _taken(session, COMMANDS[change].takes, rest.removeprefix(change).strip())
        case "literal" if rest.endswith(")"):
            yield from ((s, "") for s in LITERAL_TAIL)
        case "literal":
            yield from _relations(session)
        case "dispute" if not rest:
            yield from ((d.name, "") for d in _disputes(session))
            yield from ((name, "left open") for name in _open_questions(session.library))
        case "dispute":
            yield from _relations(session) if rest.endswith(" as") else [("as", "")]
        case "name":
            yield from _titles(session.library)
            yield from _citations(session.library)
        case "authority":
            yield from _citations(session.library)
        case "court":
            yield from ((c.name.text, c.title.text) for c in session.library.courts.values())
        case "variant":
            if session.current is not None:
                yield from ((v.name, v.title) for v in session.current.filed.variants.values())
        case "relation":
            yield from ((name, "") for name in session.library.relations)
            yield from _things(session)
        case "word":
            yield from _anything(session)
        case _:
            return


def _relations(session: Session) -> Named:
    for relation in session.library.relations.values():
        yield f"{relation.name.text}(", pattern_text(relation)


def _titles(library: Library) -> Named:
    for provision in written_provisions(library):
        yield provision.name.text, provision.title.text if provision.title else provision.kind


def _citations(library: Library) -> Named:
    yield from ((a.name.text, a.citation.text) for a in library.authorities.values())


def _open_questions(library: Library) -> Iterator[str]:
    for provision in written_provisions(library):
        yield from (f"{provision.name.text}.{q.name.text}" for q in provision.leaves_open)


def _anything(session: Session) -> Named:
    library = session.library
    yield from ((name, c.does) for name, c in COMMANDS.items())
    yield from ((name, "relation") for name in library.relations)
    yield from _titles(library)
    yield from _citations(library)
    yield from ((c.name.text, c.title.text) for c in library.courts.values())
    yield from ((s, "sort") for s in library.sorts)
    yield from ((word, "") for word in MEANINGS)
    yield from _things(session)
    yield from EVERY_CODE.items()


def _disputes(session: Session) -> tuple[Dispute, ...]:
    return session.current.state.record.disputes if session.current else ()


def _things(session: Session) -> Named:
    for name, individual in session.library.individuals.items():
        yield name, individual.label.text if individual.label else ""


# --- the arguments of a relation ------------------------------------------------------------------------


def _arguments(session: Session, relation: str, inside: str) -> Named:
    """Things of the sort that stands here, and what the record says in this place."""
    library = session.library
    if relation not in library.relations:
        return
    parameters = library.relations[relation].parameters
    place = inside.count(",")
    if place >= len(parameters):
        return
    sort = parameters[place].sort.text
    yield from ((name, label) for name, label in _of_sort(library, sort))
    if session.current is not None:
        for fact in session.current.state.record.facts:
            if base_relation(fact.relation) == relation:
                yield written(fact.values[place]), "in the record"


def _of_sort(library: Library, sort: str) -> Named:
    if sort == "Court":
        yield from ((c.name.text, c.title.text) for c in library.courts.values())
    if sort in library.sorts:
        for choice in library.sorts[sort].choices or ():
            yield choice.name.text, choice.label.text if choice.label else ""
    for name, individual in library.individuals.items():
        if (individual.sort.text if individual.sort else "Party") == sort:
            yield name, individual.label.text if individual.label else ""

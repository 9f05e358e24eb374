"""`?`: what there is to say of any word of the language, the law, the matter, or the session."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean
from decisis.compiler.vocabulary import pattern_text, written_provisions
from decisis.repl import looking
from decisis.repl.codes import EVERY_CODE
from decisis.repl.session import Output, Session, refusal
from decisis.repl.table import pairs
from decisis.repl.words import MEANINGS, phrases_with
from decisis.syntax import ast
from decisis.syntax.scan import RESERVED

Lines = list[str]
Explained = Callable[[Session, str], Lines]


def explain(session: Session, word: str, commands: dict[str, str]) -> tuple[Session, Output]:
    """Everything that is called so, each with what can be said of it. Raises Rejected."""
    if word in commands:
        return session, Output(commands[word])
    found = [lines for part in PARTS if (lines := part(session, word))]
    if not found:
        known = [*commands, *_names(session), *MEANINGS, *EVERY_CODE]
        help = did_you_mean(word, known, "`help` lists the commands; tab completes names")
        raise refusal("E0609", f"nothing is called `{word}`", help)
    return session, Output("\n".join(line for lines in found for line in lines))


def _names(session: Session) -> Iterator[str]:
    library = session.library
    for table in (library.relations, library.provisions, library.authorities, library.courts):
        yield from table
    for more in (library.areas, library.countings, library.holidays, library.scenarios, library.properties):
        yield from more
    yield from library.sorts
    yield from library.individuals
    if session.current is not None:
        yield from session.current.filed.questions


# --- of each kind ---------------------------------------------------------------------------------------


def relation(session: Session, word: str) -> Lines:
    library = session.library
    if word not in library.relations:
        return []
    found = library.relations[word]
    lines = [f"relation {pattern_text(found)}{' closed' if found.closed else ''}"]
    if found.functional is not None:
        lines[0] += f" functional in {', '.join(k.text for k in found.functional)}"
    words = [("reads", found.reads), ("denied", found.denied), ("asks", found.asks)]
    lines += pairs([(kind, said.text) for kind, said in words if said], session.look)
    _, shown = looking.rules_about(session, word)
    record = session.current.state.record if session.current else None
    number = sum(f.relation.removeprefix("not ") == word for f in record.facts) if record else 0
    told = [f"the record has {number}: `facts {word}`"] if number else []
    return [*lines, *shown.text.split("\n"), *told]


def provision(session: Session, word: str) -> Lines:
    library = session.library
    if word not in library.provisions:
        return []
    found = library.provisions[word]
    setting = session.current.state.setting if session.current else None
    _, note = looking.provision_line(found, library, setting)
    return [*([note] if note else []), *_as_written(found.span.text), f"({found.span.where})"]


def _as_written(text: str) -> Lines:
    return text.rstrip().split("\n")


def authority(session: Session, word: str) -> Lines:
    if word not in session.library.authorities:
        return []
    _, shown = looking.authority(session, word)
    return shown.text.split("\n")


def court(session: Session, word: str) -> Lines:
    library = session.library
    if word not in library.courts:
        return []
    found = library.courts[word]
    above = [library.courts[c].title.text for c in library.courts_above(word)[1:]]
    lines = [f"court {word}: {found.title.text}{', a trial court' if found.trial else ''}"]
    lines += [f"  answers to {', '.join(above)}"] if above else []
    return [*lines, *_opinions(session, library, word)]


def _opinions(session: Session, library: Library, word: str) -> Lines:
    """Its opinions, and how strong they are here."""
    if session.current is None:
        return []
    own = [a for a in library.authorities.values() if a.decided_by and a.decided_by.text == word]
    here = session.current.state.setting
    by_authority = {p.under.authority.text: p for p in written_provisions(library) if p.under}
    rows = [
        (a.name.text, f"{a.citation.text} · {looking.standing(by_authority[a.name.text], library, here)}")
        for a in own
        if a.name.text in by_authority
    ]
    return pairs(rows, session.look)


def sort(session: Session, word: str) -> Lines:
    library = session.library
    if word not in library.sorts:
        return []
    choices = library.sorts[word].choices
    things = [
        (i.name.text, i.label.text if i.label else "")
        for i in library.individuals.values()
        if _is_of(i, word)
    ]
    rows = [(c.name.text, c.label.text if c.label else "") for c in choices] if choices else things
    return [f"sort {word}", *pairs(rows, session.look)]


def _is_of(individual: ast.Individual, sort_name: str) -> bool:
    return (individual.sort.text if individual.sort else "Party") == sort_name


def individual(session: Session, word: str) -> Lines:
    """A party, a thing, a value of a listed sort, or whatever the record names so."""
    library = session.library
    said = []
    if word in library.individuals:
        found = library.individuals[word]
        kind = f"a {found.sort.text}" if found.sort else "a party"
        said = [f"{word}: {found.label.text if found.label else word}, {kind}"]
    for listed in library.sorts.values():
        said += [
            f"{word}: {c.label.text if c.label else word.replace('_', ' ')}, one of {listed.name.text}"
            for c in listed.choices or ()
            if c.name.text == word
        ]
    record = session.current.state.record if session.current else None
    number = sum(word in f.values for f in record.facts) if record else 0
    if number:
        said.append(
            f"the record speaks of it {number} times: `facts {word}`" if number > 1 else f"`facts {word}`"
        )
    return said


def question(session: Session, word: str) -> Lines:
    if session.current is None or word not in session.current.questions:
        return []
    return [f"question {word}: {session.current.questions[word]}"]


def dispute(session: Session, word: str) -> Lines:
    record = session.current.state.record if session.current else None
    found = [d for d in record.disputes if d.name == word] if record else []
    return [
        f"dispute {word}: `facts {word}`, `resolve {word} as …`"
        + (f"; the burden is on {d.bearer} by {d.standard}" if d.bearer else "")
        for d in found
    ]


def variant(session: Session, word: str) -> Lines:
    if session.current is None or word not in session.current.filed.variants:
        return []
    found = session.current.filed.variants[word]
    return [f"variant {word}: {found.title or word}; `variant {word}` goes there"]


def declared(session: Session, word: str) -> Lines:
    """An area, a way of counting, a list of holidays, a scenario or a property, as it is written."""
    library = session.library
    tables = (library.areas, library.countings, library.holidays, library.scenarios, library.properties)
    spans = [table[word].span for table in tables if word in table]
    return [line for span in spans for line in (*_as_written(span.text), f"({span.where})")]


def open_question(session: Session, word: str) -> Lines:
    """What a provision leaves open, by the name of the question or as `HOLDING.QUESTION`."""
    found = [
        (f"{p.name.text}.{q.name.text}", q)
        for p in written_provisions(session.library)
        for q in p.leaves_open
        if word in (q.name.text, f"{p.name.text}.{q.name.text}")
    ]
    return [
        line
        for name, q in found
        for line in (f"{name}: left open; `resolve {name} as …` answers it", *_as_written(q.span.text))
    ]


def meaning(session: Session, word: str) -> Lines:
    return [MEANINGS[word]] if word in MEANINGS else list(phrases_with(word))


def block(session: Session, word: str) -> Lines:
    if word not in RESERVED:
        return []
    return [f"`{word}` begins a block of the language, which may be typed here; an empty line ends it"]


def code(session: Session, word: str) -> Lines:
    return [f"{word}: {EVERY_CODE[word]}"] if word in EVERY_CODE else []


PARTS: tuple[Explained, ...] = (
    question,
    relation,
    provision,
    authority,
    court,
    sort,
    individual,
    dispute,
    variant,
    declared,
    open_question,
    meaning,
    block,
    code,
)

"""Commands that look at the matter and the law: facts, questions, rules, authorities, differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.api.matter import Matter
from decisis.casework.answer import answer_words
from decisis.casework.present import question_text
from decisis.casework.record import Record, base_relation
from decisis.citation import cite
from decisis.compiler.force import authority_of, decision_span, is_opinion, year_alone
from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean
from decisis.compiler.setting import Setting
from decisis.compiler.speaking import speaks
from decisis.compiler.standing import strength_of
from decisis.compiler.vocabulary import asked_for, concluded, written_provisions
from decisis.diagnostics import Rejected
from decisis.precedent.citator import known_as
from decisis.repl.changing import title
from decisis.repl.record_changes import dispute_line, fact_line, place_words, state_changes
from decisis.repl.session import Output, Session, refusal
from decisis.repl.table import pairs
from decisis.syntax import ast

Result = tuple[Session, Output]
MOST_LINES = 200


def _lines(session: Session, lines: Iterable[str]) -> Result:
    return session, Output("\n".join(lines))


# --- the matter ---------------------------------------------------------------------------------------


def where(session: Session, rest: str) -> Result:
    """The matter, its court and day, and where it stands in its file."""
    matter = session.matter
    setting = matter.state.setting
    found = [("matter", f"{matter.title} ({matter.name})"), ("in", place_words(setting, session.library))]
    if session.state.origin:
        found.append(("variant", f"{matter.state.title or session.state.origin} ({session.state.origin})"))
    if setting.set_aside:
        found.append(("set aside", ", ".join(sorted(setting.set_aside))))
    if session.workshop.source.name:
        found.append(("file", session.workshop.source.name))
    number = len(session.state.changes) + len(session.state.typed)
    if number:
        found.append(("typed", f"{number} {'line' if number == 1 else 'lines'}; `diff` lists them"))
    return _lines(session, pairs(found, session.look, indent=0))


def facts(session: Session, about: str) -> Result:
    """The record: facts, then disputes; of one relation or thing, if it is named. Raises Rejected."""
    record = session.matter.state.record
    shown = [fact_line(f) for f in record.facts if _about(f.relation, f.values, about)]
    shown += [
        (f"dispute {line}", state)
        for d in record.disputes
        if about == d.name or any(_about(s.relation, s.values, about) for s in (d.side, d.other))
        for line, state in (dispute_line(d),)
    ]
    if not shown:
        raise refusal("E0607", f"the record says nothing of `{about}`", _near(about, record, session.library))
    return _lines(session, _cut(pairs(shown, session.look)))


def _about(relation: str, values: Iterable[object], about: str) -> bool:
    return not about or about == base_relation(relation) or about in map(str, values)


def _near(about: str, record: Record, library: Library) -> str:
    known = {base_relation(f.relation) for f in record.facts} | {
        str(v) for f in record.facts for v in f.values
    }
    return did_you_mean(about, known | set(library.relations), "`facts` lists the record")


def _cut(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], f"… {more} more; name a relation or a thing"] if more > 0 else lines


def questions(session: Session, rest: str) -> Result:
    found = [(q.name, q.title or question_text(q)) for q in session.matter.filed.questions.values()]
    if not found:
        return _lines(session, ["the file asks nothing; ask in the language: `p(a, X)`"])
    return _lines(session, pairs(found, session.look))


def variants(session: Session, rest: str) -> Result:
    found = [(v.name, v.title) for v in session.matter.filed.variants.values()]
    return _lines(session, pairs(found, session.look))


# --- differences --------------------------------------------------------------------------------------


def diff(session: Session, rest: str) -> Result:
    """What changed since the file, or (`diff last`) since the last answer. Raises Rejected."""
    if rest not in ("", "file", "last"):
        help = "`diff` compares with the file, `diff last` with the last answer"
        raise refusal("E0608", f"`diff {rest}` is no comparison", help)
    if rest == "last" and session.answered is None:
        raise refusal("E0606", "nothing has been asked yet", "`diff` compares with the file")
    since = session.answered if rest == "last" and session.answered else session.first
    before, after = session.workshop.matter(since), session.matter
    typed = session.state.typed[len(since.typed) :]
    lines = [f"+ {title(block)}" for block in typed]
    lines += [line for line in state_changes(before.state, after.state, session.library) if line not in lines]
    if session.question:
        lines += _answers(session, before, after)
    since_what = "last answer" if rest == "last" else "file"
    return _lines(session, lines or [f"nothing has changed since the {since_what}"])


def _answers(session: Session, *matters: Matter) -> Iterator[str]:
    found = []
    for matter in matters:
        try:
            found.append(answer_words(matter.ask(session.question).found.rows))
        except Rejected:
            found.append("cannot be asked")
    was, now = found
    if was != now:
        yield f"{session.question}: {was} → {now}"


# --- the law ------------------------------------------------------------------------------------------


def rules_about(session: Session, name: str) -> Result:
    """The provisions that conclude something of a relation, and those that ask for it. Raises Rejected."""
    library = session.library
    if name not in library.relations:
        if name in library.provisions:
            concludes = " or ".join(f"`rules about {each}`" for each in concluded(library.provisions[name]))
            help = f"`? {name}` shows it; of what it concludes, write {concludes}"
            raise refusal("E0303", f"`{name}` is a provision, and no relation", help)
        help = did_you_mean(name, library.relations, "name a relation, such as `? WORD` explains")
        raise refusal("E0303", f"no relation is called `{name}`", help)
    setting = session.current.state.setting if session.current else None
    giving = [p for p in written_provisions(library) if name in concluded(p)]
    asking = [p for p in written_provisions(library) if p not in giving and name in asked_for(p)]
    lines = [f"gives {name}"] if giving else [f"nothing gives {name}: it is for the record"]
    lines += pairs([provision_line(p, library, setting) for p in giving], session.look)
    lines += [f"asks for {name}"] if asking else []
    lines += pairs([provision_line(p, library, setting) for p in asking], session.look)
    return _lines(session, lines)


def provision_line(p: ast.Provision, library: Library, setting: Setting | None) -> tuple[str, str]:
    """A provision's name and title, and its citation with its strength here."""
    authority = authority_of(p, library)
    pinpoint = p.under.pinpoint.text if p.under and p.under.pinpoint else ""
    notes = [cite(authority.citation.text, pinpoint) if authority else ""]
    if setting is not None:
        notes.append(standing(p, library, setting))
    left = f"{p.name.text}  {p.title.text}" if p.title else p.name.text
    return left, " · ".join(n for n in notes if n)


def standing(p: ast.Provision, library: Library, setting: Setting) -> str:
    """How strong a provision is before a court, or that it does not speak there."""
    if not speaks(p, library, setting):
        return "a dissent" if p.kind == "dissent" else "does not speak here"
    return strength_of(p, library, setting)


def authority(session: Session, given: str) -> Result:
    """An authority: its citation, its court and day, what treats it, and its provisions. Raises Rejected."""
    library = session.library
    name = known_as(given.strip('"'), library)
    if name not in library.authorities:
        help = did_you_mean(
            given, library.authorities, "name it, or a part of its citation that no other has"
        )
        said = f"no authority is called `{given}`" if given else "no authority is named"
        raise refusal("E0402", said, help)
    found = library.authorities[name]
    setting = session.current.state.setting if session.current else None
    lines = [found.citation.text, *pairs(list(_authority_facts(found, library)), session.look)]
    own = [p for p in written_provisions(library) if p.under and p.under.authority.text == name]
    lines += pairs([provision_line(p, library, setting) for p in own], session.look)
    about = [p for p in written_provisions(library) if p.construing and p.construing.authority.text == name]
    lines += ["construed by"] if about else []
    lines += pairs([provision_line(p, library, setting) for p in about], session.look)
    return _lines(session, lines)


def _authority_facts(found: ast.Authority, library: Library) -> Iterator[tuple[str, str]]:
    if is_opinion(found) and found.decided_by is not None:
        day = decision_span(found).start
        on = f" on {day}" if year_alone(found) is None and day else f", no later than {day}" if day else ""
        kind = "published" if found.published else "unpublished"
        yield "decided", f"by {library.label(found.decided_by.text)}{on}, {kind}"
    elif found.kind is not None:
        yield "kind", found.kind.text
    if found.editions:
        yield "editions", ", ".join(f"{e.name.text} from {e.start}" for e in found.editions)
    if found.provenance is not None:
        against = f" against {found.provenance.against}" if found.provenance.against else ""
        yield "provenance", f"{found.provenance.kind}{against}"
    for t in library.treatments:
        if t.earlier.text == found.name.text:
            yield f"{t.later.text}", f"{t.verb} it{f' from {t.start}' if t.start else ''}"
        elif t.later.text == found.name.text:
            yield t.verb, f"{t.earlier.text}{f' from {t.start}' if t.start else ''}"

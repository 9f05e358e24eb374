"""Commands that change the state of a session: facts, disputes, the law, court and day; undo and redo."""

from __future__ import annotations

from dataclasses import replace

from decisis.casework.answer import answer_words
from decisis.diagnostics import Rejected
from decisis.repl.record_changes import state_changes
from decisis.repl.session import NOTHING, Output, Session, State, refusal
from decisis.repl.typed import complaints, first_word

Result = tuple[Session, Output]
AS_WRITTEN = {"assume": "even if", "in court": "in"}  # commands that the language writes otherwise


def change(session: Session, command: str, rest: str) -> Result:
    """One change, as a variant would write it. Raises Rejected."""
    text = " ".join(f"{AS_WRITTEN.get(command, command)} {rest}".split())
    matter = session.matter.change(text)
    state = replace(session.state, changes=(*session.state.changes, text))
    past = (*session.past, session.state)
    after = replace(session, state=state, current=matter, past=past, future=(), leaving=False)
    return after, moved(session, after)


def declare(session: Session, block: str) -> Result:
    """A block of the language, typed. Raises Rejected, at its place in the block."""
    if complaints(block):
        raise Rejected(complaints(block))
    keyword = first_word(block)
    if keyword == "variant":
        raise refusal(
            "E0603",
            "a session is a variant itself",
            "type its changes as they are, such as `suppose p(a)`; `variant NAME` goes to one of the file",
        )
    if keyword == "matter" and session.current is not None:
        raise refusal("E0604", f"matter `{session.matter.name}` is open", "`load` another case, or `quit`")
    if keyword != "matter" and session.current is None:
        session.matter  # noqa: B018 (says that none is open)
    after = session.at(replace(session.state, typed=(*session.state.typed, block.strip())))
    return after, moved(session, after, said=f"{title(block)}: taken up")


IN_THE_RECORD = ("fact", "record", "dispute")


def title(block: str) -> str:
    """`rule plus_16`, `fact p(a)`: a typed block in a few words."""
    words = block.split()
    if words[0] == "record":
        return "record"
    if words[0] == "fact":
        inner = block.strip().removeprefix("fact").split(")")[0]
        return f"fact{inner})" if "(" in inner else "fact"
    named = words[1].split("(")[0].rstrip(":") if len(words) > 1 else ""
    return f"{words[0]} {named}".strip()


def undo(session: Session, rest: str) -> Result:
    if not session.past:
        raise refusal("E0605", "there is nothing to undo")
    state = session.past[-1]
    after = replace(_in(session, state), past=session.past[:-1], future=(*session.future, session.state))
    return after, moved(session, after)


def redo(session: Session, rest: str) -> Result:
    if not session.future:
        raise refusal("E0605", "there is nothing to redo")
    state = session.future[-1]
    after = replace(_in(session, state), past=(*session.past, session.state), future=session.future[:-1])
    return after, moved(session, after)


def _in(session: Session, state: State) -> Session:
    blank = state.empty and not session.workshop.source.text.strip()
    matter = None if blank else session.workshop.matter(state)
    return replace(session, state=state, current=matter, leaving=False)


def variant(session: Session, name: str) -> Result:
    """Goes to a variant of the file; what was changed before is left behind. Raises Rejected."""
    if not name:
        help = f"`variants` lists them; `variant {session.matter.name}` is the matter itself"
        raise refusal("E0502", "no variant is named", help)
    matter = session.matter.variant(name)
    origin = "" if name == matter.name else name
    after = session.at(replace(session.state, origin=origin, changes=(), expects=()))
    words = matter.state.title or name
    return after, moved(session, after, said=words)


def moved(before: Session, after: Session, said: str = "") -> Output:
    """What changed in the state, and in the answer to the last question."""
    if before.silent:
        return NOTHING
    lines = [said] if said else _blocks_moved(before.state.typed, after.state.typed)
    if before.current is not None and after.current is not None:
        library = after.current.filed.library
        lines += state_changes(before.current.state, after.current.state, library)
    if not lines:
        lines = ["nothing changes in the record"] if before.state != after.state else []
    lines += _answer_moves(before, after)
    return Output("\n".join(lines)) if lines else NOTHING


def _blocks_moved(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    """The typed blocks that are gone or back, but for those that show in the record."""
    moved = [("-", block) for block in before if block not in after]
    moved += [("+", block) for block in after if block not in before]
    return [f"{sign} {title(block)}" for sign, block in moved if block.split()[0] not in IN_THE_RECORD]


def _answer_moves(before: Session, after: Session) -> list[str]:
    if not after.question or before.current is None or after.current is None:
        return []
    try:
        was, now = (answer_words(s.matter.ask(after.question).found.rows) for s in (before, after))
    except Rejected:  # the question is of something that is no longer there
        return []
    return [f"{after.question}: {'still ' + now if was == now else f'{was} → {now}'}"]

"""Commands that keep what was done: save, load, reload, quit. What they ask of the disk is an effect."""

from __future__ import annotations

from dataclasses import replace
from os.path import expanduser

from decisis.diagnostics import Rejected
from decisis.pipeline import Loader
from decisis.repl.changing import title
from decisis.repl.saved_text import next_session, no_longer_so, saved_text
from decisis.repl.session import (
    Load,
    Output,
    Quit,
    Reload,
    Save,
    Session,
    State,
    Workshop,
    last_session,
    opened,
    refusal,
)
from decisis.source import Source

Result = tuple[Session, Output]


def save(session: Session, rest: str) -> Result:
    """A case file that gives the same answers. Raises Rejected."""
    over, path = rest.startswith("over "), rest.removeprefix("over ").strip()
    path = expanduser(path.strip('"')) or session.saved_to
    if not path:
        raise refusal("E0610", "no file is named", "`save FILE`")
    if not path.endswith(".case"):
        raise refusal("E0610", f"`{path}` is not the name of a case file", f"`save {path}.case`")
    own = path in (session.saved_to, session.workshop.source.name)
    return session, Output(effect=Save(path, saved_text(session, path), over or own))


def was_saved(session: Session, path: str) -> Result:
    """The session after its text was written to a file."""
    after = replace(session, saved=session.state, saved_to=path, leaving=False)
    variant = next_session(session)
    lines = [f"saved as variant `{variant}` in {path}: `decisis test {path}` asks it again"]
    if session.state.typed:
        typed = ", ".join(dict.fromkeys(map(title, session.state.typed)))
        lines.append(f"in the matter itself, for every variant: {typed}")
    lines += [f"left out, as it is so no longer: {text}" for text in no_longer_so(session)]
    return after, Output("\n".join(lines))


def load(session: Session, rest: str) -> Result:
    path = expanduser(rest.strip().strip('"'))
    if not path:
        raise refusal("E0610", "no file is named", "`load CASE`")
    return holds_on(session, f"load {path}") or (session, Output(effect=Load(path)))


def loaded(session: Session, workshop: Workshop) -> Result:
    """A new session on another case. Raises Rejected."""
    after = opened(workshop, session.look)
    return after, greeting(after)


def greeting(session: Session) -> Output:
    """The matter that is open, in a line or two."""
    if session.current is None:
        return Output("no matter is open: `load CASE`, or type one; `help` lists the commands")
    matter = session.current
    lines = [matter.title]
    if session.state.origin:
        lines.append(
            f"as it was saved: variant `{session.state.origin}`; `variant {matter.name}` is the file's own"
        )
    return Output("\n".join(lines))


def reload(session: Session, rest: str) -> Result:
    session.matter  # noqa: B018 (says that none is open)
    if not session.workshop.source.name:
        raise refusal("E0611", "this matter was typed, and stands in no file", "`save FILE` gives it one")
    return session, Output(effect=Reload())


def reloaded(session: Session, source: Source) -> Result:
    """What was typed, over the file as it is now. Raises Rejected, and nothing has changed then."""
    workshop = Workshop(Loader(session.workshop.loader.root), source, session.workshop.folder)
    origin = session.state.origin if session.state.origin != session.first.origin else ""
    first = State(origin=last_session(workshop.filed(()).filed.variants))
    state = replace(session.state, origin=origin or first.origin)
    try:
        matter = workshop.matter(state)
    except Rejected as rejected:
        note = "the session goes on with the file as it was read before"
        raise Rejected(tuple(replace(d, notes=(*d.notes, note)) for d in rejected.diagnostics)) from None
    after = replace(
        session,
        workshop=workshop,
        state=state,
        current=matter,
        past=(),
        future=(),
        answered=None,
        first=first,
    )
    number = len(state.typed) + len(state.changes)
    kept = f", with {number} {'line' if number == 1 else 'lines'} typed" if number else ""
    return after, Output(f"read {source.name} again{kept}")


def leave(session: Session, rest: str) -> Result:
    """Ends the session; asks once if there is something to lose."""
    if rest:
        raise refusal("E0602", f"`quit` takes no `{rest}`", "`quit`")
    return holds_on(session, "quit") or (session, Output(effect=Quit()))


def holds_on(session: Session, command: str) -> Result | None:
    """A word on what would be lost, once; typed again, the command is carried out."""
    if not (session.careful and session.unsaved) or session.leaving:
        return None
    number = len(session.state.typed) + len(session.state.changes) + len(session.state.expects)
    lines = f"{number} {'line is' if number == 1 else 'lines are'}"
    said = f"{lines} not saved: `save FILE`, or `{command}` once more"
    return replace(session, leaving=True), Output(said)

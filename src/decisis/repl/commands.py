"""The commands that can be typed beside the language itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from decisis.repl import asking, changing, explaining, keeping, looking
from decisis.repl.session import Output, Session

Result = tuple[Session, Output]
Handler = Callable[[Session, str], Result]


@dataclass(frozen=True)
class Command:
    """``takes`` is what completes the rest of the line: question, literal, relation, file, …"""

    usage: str
    does: str
    run: Handler
    takes: str = ""


def _change(name: str, takes: str, usage: str, does: str) -> Command:
    return Command(usage, does, lambda session, rest: changing.change(session, name, rest), takes)


def _command(run: Handler, takes: str, usage: str, does: str) -> Command:
    return Command(usage, does, run, takes)


def help(session: Session, rest: str) -> Result:
    """The commands, or what `?` says of a word."""
    if rest:
        return explaining.explain(session, rest, {n: f"{c.usage}: {c.does}" for n, c in COMMANDS.items()})
    return session, Output("\n".join([*LANGUAGE, *_table(), *ENDING]))


def _table() -> list[str]:
    shown = dict.fromkeys((c.usage, c.does) for c in COMMANDS.values())
    width = max(len(usage) for usage, _ in shown)
    return [f"  {usage:<{width}}  {does}" for usage, does in shown]


LANGUAGE = (
    "Type a question in the language, such as `p(a, X)`, or the name of a question of the file.",
    "Facts, questions and rules can be typed as in a case file; an empty line ends a long one.",
)
ENDING = ("`? WORD` explains any word: a relation, a provision, an authority, a court, a command, a code.",)

ASKING = {
    "ask": _command(
        asking.ask_named, "question", "ask QUESTION", "answer a question, as typing it alone does"
    ),
    "why": _command(
        asking.why, "question", "why [QUESTION] [brief | depth N | full]", "the proof of the answer"
    ),
    "why not": _command(asking.why_not, "question", "why not [QUESTION]", "what stands in the way of it"),
    "what if": _command(asking.what_if, "change", "what if CHANGE [and CHANGE …]", "what that would change"),
    "needs": _command(
        asking.needed, "question", "needs [VERDICT] [QUESTION]", "what another answer would take"
    ),
}
CHANGING = {
    "assume": _change("assume", "literal", "assume LITERAL", "take it for granted, whatever opposes it"),
    "even if": _change("even if", "literal", "even if LITERAL", "the same, as the language writes it"),
    "suppose": _change("suppose", "literal", "suppose LITERAL [STATUS] [instead]", "add or replace a fact"),
    "withdraw": _change("withdraw", "literal", "withdraw LITERAL", "take facts out; `_` is any value"),
    "resolve": _change("resolve", "dispute", "resolve DISPUTE as LITERAL", "settle what is open"),
    "set aside": _change("set aside", "name", "set aside NAME, …", "leave provisions or authorities out"),
    "as of": _change("as of", "", "as of DATE", "ask as of another day"),
    "in court": _change("in court", "court", "in court COURT", "ask in another court"),
    "in": _change("in", "court", "in COURT", "the same, as the language writes it"),
    "before": _change("before", "authority", "before AUTHORITY", "ask the law as it stood before one"),
    "variant": _command(
        changing.variant, "variant", "variant NAME", "go to a variant, or back to the matter"
    ),
    "undo": _command(changing.undo, "", "undo", "take back the last change"),
    "redo": _command(changing.redo, "", "redo", "make it again"),
}
LOOKING = {
    "diff": _command(looking.diff, "", "diff [last]", "what changed since the file, or the last answer"),
    "facts": _command(looking.facts, "relation", "facts [RELATION | THING]", "the record"),
    "rules about": _command(
        looking.rules_about, "relation", "rules about RELATION", "what gives it, what asks for it"
    ),
    "authority": _command(
        looking.authority, "authority", "authority NAME", "an authority and its provisions"
    ),
    "questions": _command(looking.questions, "", "questions", "the questions of the file"),
    "variants": _command(looking.variants, "", "variants", "the variants of the file"),
    "where": _command(looking.where, "", "where", "the matter, its court and day"),
    "help": _command(help, "word", "help", "this list"),
    "?": _command(help, "word", "? WORD", "what a word is"),
}
KEEPING = {
    "save": _command(keeping.save, "file", "save [over] [FILE]", "write the session as a case file"),
    "load": _command(keeping.load, "file", "load CASE", "open another case"),
    "reload": _command(keeping.reload, "", "reload", "read the case again, and keep what was typed"),
    "quit": _command(keeping.leave, "", "quit", "end the session"),
    "exit": _command(keeping.leave, "", "quit", "end the session"),
}
COMMANDS: Mapping[str, Command] = MappingProxyType({**ASKING, **CHANGING, **LOOKING, **KEEPING})


def command_of(text: str) -> str:
    """The longest command that a line begins with; "" if it begins with none."""
    words = text.split()
    for length in (2, 1):
        name = " ".join(words[:length])
        if name in COMMANDS and len(words) >= length:
            return name
    return ""

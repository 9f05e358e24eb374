"""Commands that ask: a question, why, why not, what if, and what it would take."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from decisis.api.answer import Answer
from decisis.casework.answer import HEADLINES
from decisis.casework.present import present
from decisis.casework.record import STATUSES
from decisis.compiler.names import did_you_mean
from decisis.render import render
from decisis.render.view import AnswerView, Options
from decisis.repl.questions import needs_texts, what_if_text, why_not_text
from decisis.repl.session import NOTHING, Output, Session, refusal
from decisis.repl.table import table
from decisis.values import text as value_text

Result = tuple[Session, Output]
MOST_ROWS = 200  # of a table


def ask(session: Session, question: str) -> Result:
    """Answers a question by its name, or a literal. Raises Rejected."""
    return about(session, question, lambda answer: answer_text(answer, session.look))


def about(session: Session, question: str, shown: Callable[[Answer], str]) -> Result:
    """A question asked, and something of its answer shown. Raises Rejected."""
    if session.silent:
        return session.now_asked(question), NOTHING
    return session.now_asked(question), Output(shown(session.matter.ask(question)))


def last_question(session: Session, named: str) -> str:
    """The question that a command is about: the one it names, or else the last one. Raises Rejected."""
    question = named or session.question
    if not question:
        raise refusal("E0606", "nothing has been asked yet", "ask a question first, or name one")
    return question


def why(session: Session, rest: str) -> Result:
    """The proof of the last answer, or of the question named. Raises Rejected."""
    words, brief, depth, full = _folded(rest)
    question = last_question(session, words)

    def shown(answer: Answer) -> str:
        view = present(answer.found, proofs=True)
        return _rendered("text", view, session.look, brief=brief, depth=depth, full=full)

    return about(session, question, shown)


def _folded(rest: str) -> tuple[str, bool, int | None, bool]:
    """`brief`, `depth N` and `full` may stand before or after the question, as they do here or as options."""
    depth = re.search(r"(?:^|\s)(?:--)?depth (\d+)(?=\s|$)", rest)
    brief = re.search(r"(?:^|\s)(?:--)?brief(?=\s|$)", rest)
    words = re.sub(r"(?:^|\s)(?:--)?(?:depth \d+|brief|full)(?=\s|$)", " ", rest)
    full = re.search(r"(?:^|\s)(?:--)?full(?=\s|$)", rest)
    level = max(int(depth[1]), 1) if depth else None
    return " ".join(words.split()), brief is not None, level, full is not None


def _rendered(
    form: str, view: AnswerView, look: Options, *, brief: bool, depth: int | None, full: bool = False
) -> str:
    grounds = None if full else look.grounds
    return render(form, [view], brief=brief, depth=depth, grounds=grounds, width=look.width, paint=look.paint)


# --- an answer ------------------------------------------------------------------------------------------


def answer_text(answer: Answer, look: Options) -> str:
    """One instance in words; several, or none of a question with variables, as a table."""
    rows = answer.found.rows
    if not answer.found.question.names or len(rows) < 2:
        view = present(answer.found, proofs=False)
        return _rendered("text", view, look, brief=False, depth=None)
    names = [name for _, name in sorted(answer.found.question.names.items())]
    lines = [
        [*(value_text(row.bindings[n]) for n in names), _verdict(row.verdict, row.by_cases), row.strength]
        for row in rows[:MOST_ROWS]
    ]
    more = len(rows) - MOST_ROWS
    number = Counter(map(tuple, lines))  # unknown values with the same bounds read alike
    once = [[*line[:-2], _times(line[-2], number[tuple(line)]), line[-1]] for line in map(list, number)]
    shown = table([*names, "verdict", "strength"], once, look)
    rest = [f"… {more} more; give some of the values to see fewer"] if more > 0 else []
    return "\n".join([*shown, *rest])


def _times(verdict: str, number: int) -> str:
    return f"{verdict} ({number} that read alike)" if number > 1 else verdict


def _verdict(verdict: str, by_cases: bool) -> str:
    return f"{verdict} by cases" if by_cases else verdict


# --- unknown lines -----------------------------------------------------------------------------------------


def unknown(session: Session, line: str, commands: Iterable[str]) -> Result:
    """A line that is nothing: what was probably meant. Raises Rejected."""
    word = line.split()[0]
    library = session.library
    if line in library.relations:
        shape = ", ".join(p.name.text.capitalize() for p in library.relations[line].parameters)
        raise refusal("E0602", f"`{line}` is a relation", f"ask `{line}({shape})`, or `? {line}`")
    questions = session.current.filed.questions if session.current else {}
    known = (*commands, *questions, *library.relations)
    help = did_you_mean(word, known, "`help` lists what can be typed")
    raise refusal("E0602", f"`{line if len(line) < 60 else word}` is neither a command nor a question", help)


def ask_named(session: Session, rest: str) -> Result:
    return ask(session, last_question(session, rest))


# --- questions about the answer ---------------------------------------------------------------------------


def why_not(session: Session, rest: str) -> Result:
    """What stands in the way of a conclusion. Raises Rejected."""
    question = last_question(session, rest)
    return about(session, question, lambda answer: why_not_text(answer, session.look))


def what_if(session: Session, rest: str) -> Result:
    """What changes would change in the last answer, or in those of the file. Raises Rejected."""
    changes = [_as_change(part) for part in re.split(r"\s+and\s+", rest) if part]
    if not changes:
        raise refusal("E0606", "nothing is changed", "`what if suppose p(a) instead`")
    named = [session.question] if session.question else [*session.matter.questions]
    if not named:
        raise refusal("E0606", "nothing has been asked yet", "ask a question first")
    return session, Output(what_if_text(session.matter, changes, named, session.look))


CHANGES = ("suppose", "withdraw", "resolve", "set aside", "as of", "in", "before", "even if")


def _as_change(part: str) -> str:
    """A change as a variant writes it; a literal alone is assumed, and one with a status is supposed."""
    text = re.sub(r"^in court\b", "in", re.sub(r"^assume\b", "even if", part.strip()))
    known = any(text.split()[: len(c.split())] == c.split() for c in CHANGES)
    if known:
        return text
    replacing = text.split()[-1] in ("instead", *STATUSES)  # as only what is supposed can be
    return f"{'suppose' if replacing else 'even if'} {text}"


def needed(session: Session, rest: str) -> Result:
    """The smallest changes under which the answer is another one. Raises Rejected."""
    first, _, others = rest.partition(" ")
    verdict = first if first in HEADLINES else ""
    question = last_question(session, others if verdict else rest)
    after = session.now_asked(question)
    if session.silent:
        return after, NOTHING
    return after, Output(following=needs_texts(session.matter.ask(question), verdict, session.look))

"""An interview in words: how a thing is asked, and how what was answered is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from decisis.casework.record import Side, base_relation
from decisis.casework.written import side_of
from decisis.compiler.check import check_ground_literal
from decisis.compiler.description import relation_info
from decisis.compiler.names import near_miss
from decisis.compiler.resolve import positional
from decisis.diagnostics import Diagnostic, Rejected, errors
from decisis.proof.wording import Wording, source_text
from decisis.questions.askable import Item
from decisis.questions.interview import Interview
from decisis.questions.replies import Asking, Disputed, Reply, Told
from decisis.rules import naming
from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.parser import parse, parse_literal
from decisis.syntax.scan import lexemes
from decisis.values import MONEY, money_sign

YES, NO, UNKNOWN = ("yes", "y", "true"), ("no", "n", "false"), ("unknown", "u", "?", "")
_AMOUNT = re.compile(r"(?:\$|\b[A-Z]{3} +)[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
NONE = ("none", "no", "n")
HOW = {
    "Date": "a day, such as 2004-02-17 or `after 1990-02-15`",
    "Duration": "a duration, such as `13 months` or `more than 1 year`",
    "Int": "a number, or `2 to 4`",
    "Decimal": "a number, such as 0.75",
}


@dataclass(frozen=True)
class Argument:
    """One argument of what is asked. ``value`` is empty where it is asked for."""

    name: str
    sort: str
    value: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """One question of an interview, as it is put."""

    text: str
    literal: str  # `_` where a value is asked for
    relation: str
    arguments: tuple[Argument, ...]
    how: str  # what an answer looks like
    provision: str
    because: str  # the title and the citation of the provision that makes it relevant
    element: str
    dispute: str = ""  # the dispute that it is about, if it is
    sides: tuple[str, ...] = ()  # of the dispute, as they are written
    sought: str = ""  # what is asked for beside yes or no: "on what day"


def put(interview: Interview, asking: Asking) -> Asked:
    """A question in the words of its relation, with the citation that makes it relevant."""
    if isinstance(asking.item, Disputed):
        return _put_dispute(interview, asking, asking.item)
    item, library = asking.item, interview.library
    relation = library.relations[item.relation]
    arguments = tuple(
        Argument(p.name.text, p.sort.text, v or "", () if v else item.choices[i])
        for i, (p, v) in enumerate(zip(relation.parameters, item.values, strict=True))
    )
    return Asked(
        text=_wording(interview, item).question(item.relation, item.values),
        literal=source_text(item.relation, item.values),
        relation=item.relation,
        arguments=arguments,
        how=_how([a for a in arguments if not a.value]),
        provision=asking.step.provision,
        because=_because(interview, asking),
        element=asking.step.label,
        sought=_wording(interview, item).sought(item.relation, item.values),
    )


def wants_more(asked: Asked, text: str) -> Asked | None:
    """After a mere `yes` to what asks for a value: what is asked for now; else None."""
    said = text.strip().lower()
    named = (choice for argument in asked.arguments for choice in argument.choices)
    if said not in YES or not asked.sought or said in named:
        return None
    own = asked.text.endswith(f"? If so, {asked.sought}?")  # else the words that ask, ask for the value
    return replace(asked, text=f"{asked.sought[:1].upper()}{asked.sought[1:]}?") if own else asked


def _because(interview: Interview, asking: Asking) -> str:
    """The title and the citation of the provision that makes a thing relevant."""
    info = interview.law.provisions.get(asking.step.provision)
    title = (info.title or info.name.replace("_", " ")) if info else ""
    return ": ".join(dict.fromkeys(p for p in (title, info.citation) if p)) if info else ""


def _put_dispute(interview: Interview, asking: Asking, dispute: Disputed) -> Asked:
    wording = interview.asked.run.wording
    said = [wording.atom(side.relation, side.values) for side in dispute.sides]
    sides = tuple(source_text(side.relation, side.values) for side in dispute.sides)
    return Asked(
        text=f"Which is so: (1) {said[0]}, or (2) {said[1]}?",
        literal=sides[0],
        relation=base_relation(dispute.sides[0].relation),
        arguments=(),
        how="1, 2 or unknown",
        provision=asking.step.provision,
        because=_because(interview, asking),
        element=asking.step.label,
        dispute=dispute.name,
        sides=sides,
    )


def _wording(interview: Interview, item: Item) -> Wording:
    relation = interview.library.relations[item.relation]
    return Wording({item.relation: relation_info(relation, interview.library)}, interview.library.labels)


def _how(wanted: list[Argument]) -> str:
    if not wanted:
        return "yes, no or unknown"
    kinds = [_how_of(a) for a in wanted]
    several = "; several are separated by `;`"
    return f"{', then '.join(kinds)}{several}; or none, or unknown"


def _how_of(argument: Argument) -> str:
    if argument.sort in MONEY:
        return f"an amount, such as {money_sign(argument.sort)}1200"
    return HOW.get(argument.sort) or _listed(argument)


def _listed(argument: Argument) -> str:
    shown = ", ".join(argument.choices[:12]) + (", …" if len(argument.choices) > 12 else "")
    return f"one of {shown}" if shown else f"a name ({argument.name.replace('_', ' ')})"


# --- what was answered ---------------------------------------------------------------------------------


def read(interview: Interview, item: Item | Disputed, text: str) -> Reply:
    """What an answer finds: yes, no, values (`,` between those of one row, `;` between rows), none, unknown.

    Of a dispute it says which side is so: 1, 2, unknown. Raises Rejected.
    """
    said = text.strip()
    if isinstance(item, Disputed):
        return Reply(item, _side(item, said))
    if said.lower() in UNKNOWN:
        return Reply(item)
    if not item.slots:
        return Reply(item, _yes_or_no(interview, item, said))
    if said.lower() in NONE:
        return Reply(item)
    number = len(interview.replies) + 1
    rows = [part for part in said.split(";") if part.strip()]
    return Reply(
        item, tuple(_row(interview, item, row, f"<answer {number}.{n}>") for n, row in enumerate(rows, 1))
    )


def _side(dispute: Disputed, said: str) -> Told:
    """The side that was chosen, by its number or as it is written."""
    if said.lower() in UNKNOWN:
        return ()
    for number, side in enumerate(dispute.sides, 1):
        if said in (str(number), source_text(side.relation, side.values)):
            return (side,)
    message = f"`{said}` is no answer to this"
    raise Rejected((Diagnostic("E0701", message, help="answer 1, 2 or unknown"),))


def _yes_or_no(interview: Interview, item: Item, said: str) -> Told:
    values = tuple(v for v in item.values if v is not None)
    if said.lower() in YES:
        return (Side(item.relation, values),)
    if said.lower() not in NO:
        message = f"`{said}` is no answer to this"
        raise Rejected((Diagnostic("E0701", message, help="answer yes, no or unknown"),))
    closed = interview.library.relations[item.relation].closed
    return () if closed else (Side(naming.denied(item.relation), values),)


def _row(interview: Interview, item: Item, row: str, name: str) -> Side:
    given = [part.strip() for part in _AMOUNT.sub(lambda m: m[0].replace(",", ""), row).split(",")]
    if len(given) != len(item.slots):
        number = len(item.slots)
        message = f"{'one value is' if number == 1 else f'{number} values are'} asked for, not {len(given)}"
        raise Rejected((Diagnostic("E0702", message, help="put `,` between the values, `;` between rows"),))
    _refuse_slips(item, given)
    terms = list(_filled(item, given))
    source = Source(name, f"{item.relation}({', '.join(terms)})")
    literal, problems = parse_literal(source)
    if literal is None or errors(problems):
        raise Rejected(problems)
    settled, complaints = positional(literal, interview.library)
    complaints = complaints or check_ground_literal(settled, interview.library, allow_variables=False)
    if errors(tuple(complaints)):
        raise Rejected(tuple(complaints))
    return side_of(settled)


def _refuse_slips(item: Item, given: list[str]) -> None:
    """A name that is nearly one of those that may stand there is a slip; quite another one is a new thing."""
    for place, said in zip(item.slots, given, strict=True):
        choices = item.choices[place]
        close = near_miss(said, choices) if choices and said not in choices else ""
        if close:
            message = f"nothing in the matter is called `{said}`"
            raise Rejected((Diagnostic("E0505", message, help=f"did you mean `{close}`?"),))


def _filled(item: Item, given: list[str]) -> Iterator[str]:
    found = iter(given)
    yield from (next(found) if value is None else value for value in item.values)


def record_text(interview: Interview, source: str) -> str:
    """What was answered, as a `record` of a case file; nothing if nothing was found."""
    found = [s for reply in interview.replies if isinstance(reply.item, Item) for s in reply.found]
    if not found:
        return ""
    lines = [f"  {source_text(side.relation, side.values)}" for side in found]
    return "\n".join([f'source {source} is "the interview"', "", f"record found from {source}", *lines])


def with_disputes_resolved(text: str, interview: Interview) -> str:
    """The text of a case with the disputes that were answered resolved where they stand."""
    resolved = {
        r.item.name: source_text(side.relation, side.values)
        for r in interview.replies
        if isinstance(r.item, Disputed)
        for side in r.found
    }
    file, _ = parse(Source("<case>", text))
    blocks = [b for b in file.blocks if isinstance(b, ast.Dispute) and b.name.text in resolved]
    for block in reversed(blocks):
        start, end = block.span.start, block.span.end
        words = [w for w in lexemes(text[start:end]) if w.kind != "comment"]
        said = next((w for w in words if w.text == "unresolved"), None)
        first, last = (start + said.start, start + said.end) if said else (end, end)
        text = f"{text[:first]}{'' if said else ' '}resolved as {resolved[block.name.text]}{text[last:]}"
    return text

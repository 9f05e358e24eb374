"""The phrases that renderers share: authorities, notes, references and what an open thing would change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, takewhile
from operator import itemgetter

from decisis.courts import court_in_words
from decisis.dataclass import replace
from decisis.proof.nodes import EXCEPTED, FROM_MEMORY, Node
from decisis.render.shared import below
from decisis.render.view import AnswerView, GroundView, PresumptionView, RowView, StandoffView, TurnsOnView
from decisis.values import Value, text

LONGEST_QUOTE = 200
FEW = 3  # of a kind that are listed one by one
IF_GRANTED = "If what is for the court were granted"


def place(view: AnswerView) -> str:
    return place_words(view.court_title, view.as_of, view.variant, view.before, view.without)


def place_words(court: str, day: date, variant: str, before: str, without: Sequence[str]) -> str:
    """The court and the day; also whether it is a variant, or the law before an authority or without some."""
    named = (("variant", variant), ("before", before), *(("without", name) for name in without))
    changed = (f"{word} `{name}`" for word, name in named if name)
    return ", ".join((f"in {court_in_words(court)} as of {day.isoformat()}", *changed))


def asked(view: AnswerView) -> str:
    return view.question_title or view.question


def bound(row: RowView) -> str:
    return bound_values(row.bindings)


def bound_values(bindings: Iterable[tuple[str, Value]]) -> str:
    return ", ".join(f"{name} = {text(value)}" for name, value in bindings)


def row_text(row: RowView) -> str:
    known = bound(row)
    return f"{known}: {row.text}" if known else row.text


def row_note(row: RowView) -> str:
    return " · ".join(part for part in (row.strength, _grounds(row)) if part)


def _grounds(row: RowView) -> str:
    every = f"{'at least ' if row.at_least else ''}{row.all_grounds}"
    if row.all_grounds < 2:
        return ""
    if row.independent_grounds == row.all_grounds:
        return f"{every} independent grounds"
    return f"{every} grounds, {row.independent_grounds if row.independent_grounds > 1 else 'not'} independent"


def ground_note(found: GroundView, row: RowView) -> str:
    """The strength of a ground; and, where only some are, that it is one of the independent ones."""
    marked = found.independent and 1 < row.independent_grounds < row.all_grounds
    return " · ".join(part for part in (found.strength, "independent" if marked else "") if part)


def authority(step: Node) -> str:
    """The provision of a step: its title and its citation."""
    title = step.title or ("" if step.citation else step.provision.replace("_", " "))
    return ": ".join(dict.fromkeys(part for part in (title, step.citation) if part))


def authority_note(step: Node, strength: str = "") -> str:
    """How strong the authority of a step (or the ground, if that is given) is, and what is not checked."""
    weak = step.strength if step.strength != "binding" else ""
    memory = step.provenance if step.provenance == FROM_MEMORY else ""
    return ", ".join(part for part in (strength or weak, memory) if part)


def step_note(step: Node) -> str:
    """Where a step comes from, for the right column."""
    match step.kind:
        case "given":
            return ", ".join(dict.fromkeys(part for part in (step.status, step.source) if part))
        case "computed":
            return "computed"
        case "absent":
            return burden(step.bearer, step.standard)
        case _:
            return ""


def treated(step: Node) -> str:
    """What later authorities did with the authority of a step, which left it its force."""
    return "; ".join(step.treated)


def burden(bearer: str, standard: str) -> str:
    if not bearer:
        return ""
    return f"burden on {bearer}" + (f" by {standard.replace('_', ' ')}" if standard else "")


def said(step: Node) -> str:
    """The words of a step, with the quotation that it stands on."""
    begun = f"although {step.text}" if step.section == "despite" else step.text
    return f"{begun} {quotation(step)}" if step.quote else begun


def in_lines(step: Node) -> tuple[str, ...]:
    """All that a step says, by lines: its words, its authority, where it comes from, and why."""
    by = authority(step) if step.kind == "derived" else ""
    return tuple(part for part in (said(step), by, treated(step), step_note(step), step.reason) if part)


def statement(step: Node) -> tuple[str, ...]:
    return (step.kind, step.text, step.quote, step.source)


def quotation(step: Node) -> str:
    from textwrap import shorten

    return f"“{shorten(step.quote, LONGEST_QUOTE, placeholder=' …')}”"


def whichever(step: Node) -> str:
    """The words of a step whose conclusion has been said."""
    return "whichever way the open points fall" if step.kind == "by cases" else step.text


def considered(step: Node) -> str:
    lost = authority(step) or step.text
    who = f"{step.source} prevails" if step.source else "it is beaten"
    why = [step.reason, *(p.citation for p in step.premises)]  # a court's rule stands somewhere, too
    return ": ".join((f"{lost}, which would be otherwise, but {who}", *(part for part in why if part)))


def joined_limits(said: list[str]) -> list[str]:
    """Two limits of one day in one breath: it is not before A and not after B."""
    found: list[str] = []
    for text_ in said:
        subject, verb, rest = text_.partition(" is ")
        if found and verb and found[-1].startswith(f"{subject} is ") and rest.startswith("not "):
            found[-1] += f" and {rest}"
        else:
            found.append(text_)
    return found


def another_ground(found: GroundView, first: GroundView) -> str:
    """A ground in a line: what it rests on that the first ground does not."""
    known = {authority(step) for step in below([first.proof])}
    others = once(step.citation for step in below(found.proof.premises) if _is_new(step, known))
    more = f" and {len(others) - FEW} more" if len(others) > FEW else ""
    by_way = "; ".join(others[:FEW]) or "other facts, or the same provisions otherwise combined"
    return f"{authority(found.proof) or found.proof.text}, by way of {by_way}{more}"


def _is_new(step: Node, known: set[str]) -> bool:
    return step.kind == "derived" and bool(step.citation) and authority(step) not in known


# --- cases ---------------------------------------------------------------------------------------------


def every_case(found: tuple[tuple[Node, ...], ...]) -> str:
    """What follows "in every case": the cases if all are decided alike, else how many there are."""
    number = sum(len(alike) for alike in found)
    if len(found) != 1:
        return f", of which there are {number}"
    return f", namely {_listed(found[0])}" + (", which are alike" if number > 1 else "")


def way(kind: str, alike: tuple[Node, ...], number: int) -> str:
    """The heading of a class of cases that are decided alike."""
    if kind == "by cases":
        return "if " + ", or if ".join(case.text for case in alike) + ":"
    many = f" ({len(alike)} alike)" if len(alike) > 1 else ""
    return f"case {number}{many}: {_listed(alike)}"


def _listed(cases: tuple[Node, ...]) -> str:
    return "; ".join(case.text for case in cases)


TOGETHER = "(together)"
SOME_TRIED = "(of which only some values were tried)"  # where the law computes with it


def turns_on(found: Iterable[TurnsOnView]) -> Iterator[str]:
    """What a verdict turns on; things that change it only together in one breath."""
    for _, alike in groupby(found, key=lambda t: t.outcomes if t.text.endswith(TOGETHER) else t):
        first, *others = alike
        if not others:
            yield outcomes(first)
            continue
        *some, last = [t.text.removesuffix(TOGETHER).strip() for t in (first, *others)]
        yield outcomes(replace(first, text=f"{', '.join(some)} and {last} together"))


def outcomes(found: TurnsOnView) -> str:
    """What turns on a thing; of values in their order, those with one verdict together."""
    if found.kind != "imprecise value":
        ways = [f"if {way}, {_decided(*so)}" for way, *so in found.outcomes]
    else:
        runs = groupby(found.outcomes, key=itemgetter(1, 2))
        tried = found.text.endswith(SOME_TRIED)
        ways = [f"if {_run([way for way, *_ in run], tried)}, {_decided(*so)}" for so, run in runs]
    return f"{found.text}: {'; '.join(ways)}" if ways else found.text


def _run(ways: list[str], tried: bool) -> str:
    """What ways of one value after the other say together; of values that were ``tried``, how many."""
    return through(ways) + f" ({len(ways)} tried)" * (tried and len(ways) > 1)


def _decided(verdict: str, answer: str) -> str:
    return f"{verdict}: {answer}" if answer else verdict


def through(ways: list[str]) -> str:
    """`it was on 1 … 9` for ways that say the same of one value after the other."""
    first, last = _WORDS.split(ways[0]), _WORDS.split(ways[-1])
    if first == last:
        return ways[0]
    alike = _alike(first, last)
    same = _alike(first[alike:][::-1], last[alike:][::-1])
    end = len(first) - same
    between = "".join(last[alike : len(last) - same]).strip()
    return "".join([*first[:end], " … ", between, *first[end:]])


def _alike(first: list[str], last: list[str]) -> int:
    """With how many words both begin, short of one that may be of an amount which goes on."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    while alike and _OF_AMOUNT.fullmatch(first[alike - 1].strip()):
        alike -= 1
    return alike


_WORDS = re.compile(r"(?= )|(?=\)|, )")
_OF_AMOUNT = re.compile(r"[0-9]+|months?|days?|less")


def standoffs(found: Iterable[StandoffView]) -> Iterator[str]:
    """The sides of a conflict, each with where it stands, and why none prevails; what has one reason once."""
    of: dict[str, dict[str, None]] = {}
    for each in found:
        of.setdefault(each.why, {}).update(dict.fromkeys(map(side, each.sides)))
    yield from (f"{'; '.join(sides)}: {why}" for why, sides in of.items())


def side(step: Node) -> str:
    """One side of a conflict: what it says, and where: its authority, or the place in the record."""
    where = authority(step) if step.kind == "derived" else step_note(step)
    return f"{step.text} ({where})" if where else step.text


def presumption(found: PresumptionView) -> str:
    said = "in some cases, " * found.in_some_cases + f"nobody showed that {found.text}"
    by = burden(found.bearer, found.standard)
    cited = _cited([found])
    return said + (f" ({by})" if by else "") + (f"  [{cited}]" if cited else "")


def _cited(alike: Iterable[PresumptionView]) -> str:
    """The texts that it would have let in, each once; said of one, if some of it is stated from memory."""
    notes: dict[str, str] = {}
    for each in alike:
        memory = f", {FROM_MEMORY}" if each.provenance == FROM_MEMORY else ""
        notes[each.citation] = notes.get(each.citation) or memory
    return "; ".join(citation + note for citation, note in notes.items() if citation)


def open_things(row: RowView) -> tuple[TurnsOnView, ...]:
    return tuple(t for t in row.turns_on if t.kind != "silence")


def more_steps(number: int) -> str:
    return f"… {number} more step{'' if number == 1 else 's'}"


def likewise(number: int) -> str:
    return f"likewise, in {number} step{'' if number == 1 else 's'}"


def is_independent(row: RowView) -> bool:
    """Whether nothing open has a part in a verdict; one by cases rests on each way that things can fall."""
    return row.verdict in ("proved", "refuted") and not row.turns_on


def denies(step: Node, row: RowView) -> bool:
    """Whether a step says no more than that the row's literal is so, or is not so."""
    return step.literal.removeprefix("not ") == row.literal.removeprefix("not ") or step.text == row.text


def presumptions(row: RowView) -> tuple[str, ...]:
    """All that a row presumes."""
    return tuple(map(presumption, presumed(row)))


def presumed(row: RowView) -> tuple[PresumptionView, ...]:
    return each_presumed(row.presumes)


def each_presumed(presumes: tuple[PresumptionView, ...]) -> tuple[PresumptionView, ...]:
    """What is presumed, each once with all it would have let in; a burden is not said to be nobody's."""
    borne = {(p.text, p.citation) for p in presumes if p.bearer}
    found: dict[tuple[str, str, str, bool], list[PresumptionView]] = {}
    for each in presumes:
        if each.bearer or (each.text, each.citation) not in borne:
            said = each.text, each.bearer, each.standard, each.in_some_cases
            found.setdefault(said, []).append(each)
    return tuple(replace(alike[0], citation=_cited(alike), provenance="") for alike in found.values())


def more_presumed(left_out: Sequence[PresumptionView]) -> str:
    """What stands for presumptions that are nobody's burden: how many, and what texts they would let in."""
    every = (each for p in left_out for each in p.citation.split("; "))
    cited_by_each = (each.removesuffix(f", {FROM_MEMORY}") for each in every)
    texts = (re.split(r"\(| (?:& )?n\.", each)[0].strip().removesuffix(", at") for each in cited_by_each)
    cited = "; ".join(filter(None, once(texts)))
    said = f"nobody showed {len(left_out)} further things, which no provision says who must show"
    return said + (f"  [{cited}]" if cited else "") + "  (`why --full` lists them)"


def once(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))


MEMORY = "rests on law stated from memory, not checked"


def warnings(row: RowView) -> tuple[str, ...]:
    return each_warned(row.warnings)


def each_warned(warned: tuple[str, ...]) -> tuple[str, ...]:
    """What is to be warned of; the law that is not checked in one line, where the first of it stood."""
    return _in_one_line(EXCEPTED, _in_one_line(MEMORY, warned))


def _in_one_line(saying: str, warned: tuple[str, ...]) -> tuple[str, ...]:
    """Warnings, with those that say the same of several texts as one."""
    alike = []
    for said in warned:
        which, found, citation = said.partition(f"{saying}: ")
        alike += [(said, which.removesuffix(": "), citation)] if found else []
    if len(alike) < 2:
        return warned
    listed = "; ".join(f"{cited} ({which})" if which else cited for _, which, cited in alike)
    first, others = alike[0][0], {said for said, _, _ in alike[1:]}
    return tuple(f"{saying}: {listed}" if w == first else w for w in warned if w not in others)


def lacking(view: AnswerView) -> tuple[str, ...]:
    """What the record does not say: each as a question, as it would be written, and who asks it."""
    return once(
        f"{lead.question} [{lead.literal}] for "
        + ": ".join(p for p in (lead.title or lead.provision.replace("_", " "), lead.citation) if p)
        for lead in view.lacking
    )


def not_used(view: AnswerView) -> tuple[str, ...]:
    """The areas of law that the matter does not use, and that bear on the question."""
    if not view.not_used:
        return ()
    number = sum(unused.provisions for unused in view.not_used)
    *others, last = [unused.area for unused in view.not_used]
    areas = f"areas {', '.join(others)} and {last}" if others else f"area {last}"
    many = "1 provision" if number == 1 else f"{number} provisions"
    return (
        f"{many} of the {areas}, which could give or deny it or what it rests on: "
        f"add {'them' if others else 'it'} to what the matter `uses`",
    )


def gaps(view: AnswerView) -> tuple[str, ...]:
    """What the library does not cover, and where that stands."""
    named = ((g.title or g.provision.replace("_", " "), g.citation) for g in view.not_covered)
    return tuple(f"{title}: {citation}" if citation else title for title, citation in named)

"""Holdings compared: text, Markdown, or JSON (format ``decisis.comparison/1``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from decisis.forms import Json
from decisis.render.layout import Page, visible
from decisis.render.to_json import write
from decisis.render.to_markdown import escaped

FORMAT = "decisis.comparison/1"
MOST_LIMITS = 3  # that are named one by one
IN_THE_WAY = {  # why there is no matter to show
    "none within the bounds": "there is none within the bounds",
    "unsettled": "the search was not finished",
    "not searched": "it was not searched for",
}


@dataclass(frozen=True)
class ComparedView:
    """One provision; ``concludes`` as its source has it."""

    name: str
    kind: str
    title: str
    citation: str
    concludes: str


@dataclass(frozen=True)
class MatterView:
    """``status``: found | none within the bounds | unsettled | not searched.

    ``case`` is the text of a case file, ``literal`` what it asks, ``answer`` the verdict; empty where it asks
    nothing.
    """

    status: str
    case: str
    literal: str
    answer: str
    limits: tuple[str, ...]


@dataclass(frozen=True)
class ImplicationView:
    """``implied`` says whether the elements alone show that ``narrow`` follows from ``broad``.

    ``mapping``: what each variable of the broad one stands for; ``elements``: each element of the broad one
    with the element of the narrow one that gives it ("": it is so of itself). ``lacking``: the element that
    nothing gives. ``outranked``: provisions over which the narrow one prevails, and the broad one does not.
    """

    broad: str
    narrow: str
    implied: bool
    mapping: tuple[tuple[str, str], ...]
    elements: tuple[tuple[str, str], ...]
    lacking: str
    outranked: tuple[str, ...]
    matter: MatterView


@dataclass(frozen=True)
class RankView:
    """``prevailing``: the provision that does in these courts; "" if neither."""

    prevailing: str
    why: str
    courts: tuple[str, ...]


@dataclass(frozen=True)
class CollisionView:
    """``how``: denied | value | open. ``apart``: the elements that keep the two from meeting."""

    first: str
    second: str
    how: str
    mapping: tuple[tuple[str, str], ...]
    apart: tuple[str, ...]
    never_meet: bool
    ranks: tuple[RankView, ...]
    matter: MatterView


@dataclass(frozen=True)
class ChainView:
    """``kind``: gives (the conclusion meets an element of the other) | bars. ``inside``: a part of it."""

    giver: str
    taker: str
    kind: str
    element: str
    inside: bool
    mapping: tuple[tuple[str, str], ...]
    matter: MatterView


@dataclass(frozen=True)
class PairView:
    first: ComparedView
    second: ComparedView
    court: str
    court_title: str
    as_of: date
    silent: tuple[str, ...]  # why one is no part of the law there
    implications: tuple[ImplicationView, ...]
    collisions: tuple[CollisionView, ...]
    chains: tuple[ChainView, ...]


@dataclass(frozen=True)
class ComparisonView:
    """``unrelated`` pairs have nothing to say to each other; ``missing``: what was not done, and why."""

    pairs: tuple[PairView, ...]
    unrelated: tuple[tuple[str, str], ...]
    missing: str


# --- text ----------------------------------------------------------------------------------------------


def comparison_text(view: ComparisonView, width: int) -> str:
    parts = [_pair_text(pair, width) for pair in view.pairs]
    closing = Page(width)
    for line in _closing(view):
        closing.add(0, line)
    return "\n".join(filter(None, (*parts, closing.text()))).removesuffix("\n")


def _closing(view: ComparisonView) -> Iterator[str]:
    pairs = len(view.pairs) + len(view.unrelated)
    if view.unrelated:
        yield f"{len(view.unrelated)} of {pairs} pairs have nothing to do with each other."
    if view.missing:
        yield view.missing


def _pair_text(pair: PairView, width: int) -> str:
    page = Page(width)
    page.add(0, _heading(pair.first), mark="A")
    page.add(2, pair.first.concludes, mark=f"{pair.first.name}:")
    page.add(0, _heading(pair.second), mark="B")
    page.add(2, pair.second.concludes, mark=f"{pair.second.name}:")
    lines = [page.text()]
    for finding in _findings(pair):
        lines.append("\n")
        part = Page(width)
        part.add(0, finding.heading)
        for line in finding.lines:
            part.add(2, line)
        lines.append(part.text())
        lines += [f"    {visible(line)}".rstrip() + "\n" for line in finding.case.splitlines()]
    return "".join(lines)


def comparison_markdown(view: ComparisonView) -> str:
    return "\n".join(line for pair in view.pairs for line in _pair_markdown(pair)) + "".join(
        f"\n{escaped(line)}\n" for line in _closing(view)
    )


def _pair_markdown(pair: PairView) -> Iterator[str]:
    yield f"# {escaped(pair.first.name)} and {escaped(pair.second.name)}\n"
    for each in (pair.first, pair.second):
        yield f"- {escaped(_heading(each))}: {escaped(each.concludes)}"
    yield ""
    for finding in _findings(pair):
        yield f"## {escaped(finding.heading)}\n"
        yield from (f"- {escaped(line)}" for line in finding.lines)
        if finding.case:
            yield f"\n```\n{visible_block(finding.case)}```"
        yield ""


def visible_block(case: str) -> str:
    return "".join(f"{visible(line)}\n" for line in case.splitlines())


@dataclass(frozen=True)
class _Finding:
    heading: str
    lines: tuple[str, ...]
    case: str = ""


def _findings(pair: PairView) -> Iterator[_Finding]:
    for implication in pair.implications:
        yield _Finding(_implies(implication), tuple(_implication(implication)), implication.matter.case)
    for collision in pair.collisions:
        yield _Finding(_collides(collision), tuple(_collision(collision, pair)), collision.matter.case)
    for chain in pair.chains:
        yield _Finding(_chains(chain), tuple(_chain(chain, pair)), chain.matter.case)


def _heading(each: ComparedView) -> str:
    return ": ".join(part for part in (each.title, each.citation) if part) or each.name


def _implies(found: ImplicationView) -> str:
    if found.implied:
        return f"`{found.broad}` implies `{found.narrow}`: wherever the second applies, the first does too"
    if found.matter.status == "none within the bounds":
        return f"`{found.broad}` implies `{found.narrow}` in every matter within the bounds"
    if found.matter.case:
        return f"`{found.broad}` does not imply `{found.narrow}`"
    return f"`{found.broad}` is not seen to imply `{found.narrow}`"


def _implication(found: ImplicationView) -> Iterator[str]:
    yield from _mapping(found.mapping, found.broad, found.narrow)
    for wanted, given in found.elements:
        yield f"{wanted} ← {given or 'so of itself'}"
    if found.lacking:
        yield f"no element of `{found.narrow}` gives {found.lacking}"
    for weaker in found.outranked if found.implied else ():
        yield f"but only `{found.narrow}` prevails over `{weaker}`"
    if found.matter.case:
        alone = f"`{found.narrow}` applies and `{found.broad}` does not"
        yield f"a smallest matter in which {alone}{_asked(found.matter)}:"
    elif not found.implied:
        yield from _limits(found.matter)


HOW = {
    "denied": "`{first}` concludes what `{second}` denies",
    "value": "`{first}` and `{second}` give one thing different values",
    "open": "one of `{first}` and `{second}` leaves open what the other concludes",
}


def _collides(found: CollisionView) -> str:
    said = HOW[found.how].format(first=found.first, second=found.second)
    if found.never_meet:
        return f"{said}, but they never apply together"
    if found.matter.case:
        return f"{said}: they contradict"
    if found.matter.status == "none within the bounds":
        return f"{said}, but no matter within the bounds has both"
    return f"{said}: they may contradict"


def _collision(found: CollisionView, pair: PairView) -> Iterator[str]:
    if found.never_meet:
        yield from found.apart
        return
    yield from _mapping(found.mapping, found.first, found.second)
    for rank in found.ranks:
        what = f"`{rank.prevailing}` prevails: {rank.why}" if rank.prevailing else rank.why
        yield f"in {', '.join(rank.courts)} as of {pair.as_of}: {what}"
    both = "that has all that both ask for" if pair.silent else "in which both apply"
    if found.matter.case:
        yield f"a smallest matter {both}{_asked(found.matter)}:"
        return
    yield f"a matter {both}: {IN_THE_WAY[found.matter.status]}"
    yield from _limits(found.matter)


def _chains(found: ChainView) -> str:
    verb = found.kind if found.matter.case else f"may {found.kind.removesuffix('s')}"
    what = "what is counted in" if found.inside else "element"
    return f"`{found.giver}` {verb} {what} {found.element} of `{found.taker}`"


def _chain(found: ChainView, pair: PairView) -> Iterator[str]:
    yield from _mapping(found.mapping, found.giver, found.taker)
    yield from (line for line in pair.silent)
    if found.matter.case:
        makes = "applies because of it" if found.kind == "gives" else "would apply without it"
        yield f"a smallest matter in which `{found.taker}` {makes}{_asked(found.matter)}:"
        return
    yield f"a matter that shows it: {IN_THE_WAY[found.matter.status]}"
    yield from _limits(found.matter)


def _mapping(pairs: Sequence[tuple[str, str]], first: str, second: str) -> Iterator[str]:
    if pairs:
        said = ", ".join(f"{one} is {other}" for one, other in pairs)
        yield f"{said} (of `{first}`, and of `{second}`)"


def _asked(matter: MatterView) -> str:
    return f"; `{matter.literal}` is {matter.answer} there" if matter.answer else ""


def _limits(matter: MatterView) -> Iterator[str]:
    if matter.limits:
        more = len(matter.limits) - MOST_LIMITS
        rest = f"; and {more} more" if more > 0 else ""
        yield f"not exhaustive: {'; '.join(matter.limits[:MOST_LIMITS])}{rest}"


# --- JSON ----------------------------------------------------------------------------------------------


def comparison_json(view: ComparisonView) -> str:
    data: dict[str, Json] = {
        "format": FORMAT,
        "pairs": [_pair_data(pair) for pair in view.pairs],
        "unrelated": [[*pair] for pair in view.unrelated],
        "missing": view.missing,
    }
    return write(data).removesuffix("\n")


def _pair_data(pair: PairView) -> dict[str, Json]:
    return {
        "first": _plain(pair.first),
        "second": _plain(pair.second),
        "court": pair.court,
        "as_of": pair.as_of.isoformat(),
        "silent": [*pair.silent],
        "implications": [_plain(i) for i in pair.implications],
        "collisions": [_plain(c) for c in pair.collisions],
        "chains": [_plain(c) for c in pair.chains],
    }


def _plain(view: ComparedView | ImplicationView | CollisionView | ChainView) -> Json:
    return _listed(asdict(view))


def _listed(value: object) -> Json:
    match value:
        case dict():
            return {str(key): _listed(each) for key, each in value.items()}
        case tuple() | list():
            return [_listed(each) for each in value]
        case bool() | str():
            return value
        case _:
            return str(value)

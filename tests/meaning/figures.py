"""The figures of the campaign, as a part of `docs/trust.md`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.meaning.gates import GATES
from tests.meaning.hunting import Tally
from tests.meaning.relations import RELATIONS

FIGURES = Path(__file__).with_name("figures.md")
FIRST, LAST = "<!-- the meaning of the language -->", "<!-- end -->"


def figures(tally: Tally) -> str:
    return "\n".join((FIRST, *_lines(tally), LAST)) + "\n"


def _lines(tally: Tally) -> Iterator[str]:
    yield f"**{tally.cases:,} laws, {tally.asked:,} questions, {len(tally.findings)} disagreements**"
    yield f"({tally.refused:,} of the laws were refused by the static checks). Of half of the"
    yield f"questions it was worked out what they turn on, which of {tally.turned:,} is something."
    yield from (f"- **open:** {finding}" for finding in tally.findings)
    yield ""
    yield f"Of the questions, {tally.looked_at:,} were looked at closely:"
    yield "what they show, and what in their law decides them."
    yield ""
    yield "| of these | at least | do |"
    yield "|---|---|---|"
    for gate in GATES:
        share = tally.shown[gate.words] / max(tally.looked_at, 1)
        yield f"| {gate.words} | {gate.share:.2%} | {share:.2%} |"
    yield ""
    yield "| what changes nothing | asked | broken |"
    yield "|---|---|---|"
    for relation in RELATIONS:
        words = relation.__name__.replace("_", " ")
        broken = sum(1 for each in tally.findings if each.trial == words)
        yield f"| {words} | {tally.held[relation.__name__]:,} | {broken} |"


def put_into(page: Path, text: str) -> None:
    """In the place of the figures that the page has."""
    before, _, rest = page.read_text("utf-8").partition(FIRST)
    _, _, after = rest.partition(f"{LAST}\n")
    if rest:
        page.write_text(before + text + after, "utf-8")

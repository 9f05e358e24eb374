"""The figures of the campaign, as a part of `docs/trust.md`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.meaning.gates import GATES
from tests.meaning.hunting import Tally
from tests.meaning.measured.gates import KINDS, VERDICTS
from tests.meaning.measured.tally import Tally as Measured
from tests.meaning.relations import RELATIONS

FIGURES = Path(__file__).with_name("figures.md")
FIRST, LAST = "<!-- the meaning of the language -->", "<!-- end -->"


def figures(tally: Tally, measured: Measured) -> str:
    return "\n".join((FIRST, *_lines(tally), "", *_measured_lines(measured), LAST)) + "\n"


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


def _measured_lines(tally: Measured) -> Iterator[str]:
    yield f"**Of law that measures: {tally.cases:,} laws, {tally.asked:,} questions,"
    yield f"{len(tally.findings)} disagreements** (something is left open in {tally.left_open:,} of the laws;"
    yield f"{sum(tally.refused.values()):,} were refused by the static checks)."
    yield f"Of the questions, {tally.cautious:,} stay open although every world agrees: that is caution,"
    yield f"and not wrong; {tally.clashing:,} times what is asked of a thing rests on a clash, and is left"
    yield "to the first judge."
    yield from (f"- **open:** {finding}" for finding in tally.findings)
    yield ""
    yield "| of its answers | at least | are |"
    yield "|---|---|---|"
    for words in sorted({*VERDICTS, *tally.verdicts}):
        least = f"{VERDICTS[words]:.1%}" if words in VERDICTS else ""
        yield f"| {words} | {least} | {tally.verdicts[words] / max(tally.asked, 1):.1%} |"
    yield ""
    yield "| of its rules that apply | at least | have it |"
    yield "|---|---|---|"
    for words, share in KINDS.items():
        yield f"| {words} | {share:.1%} | {tally.kinds[words] / max(tally.rules, 1):.1%} |"


def put_into(page: Path, text: str) -> None:
    """In the place of the figures that the page has."""
    before, _, rest = page.read_text("utf-8").partition(FIRST)
    _, _, after = rest.partition(f"{LAST}\n")
    if rest:
        page.write_text(before + text + after, "utf-8")

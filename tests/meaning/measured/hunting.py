"""One generated case after the other, asked of Decisis and of all its worlds."""

from __future__ import annotations

import decisis
from tests.meaning.measured import law as m
from tests.meaning.measured.comparing import Difference, differences, matter_of
from tests.meaning.measured.completions import Worlds
from tests.meaning.measured.drawing import drawn
from tests.meaning.measured.gates import count
from tests.meaning.measured.shrinking import shrunk
from tests.meaning.measured.tally import Tally
from tests.meaning.measured.words import literal, text


def hunt(seed: int, tally: Tally) -> None:
    """Asks everything about the case of one seed."""
    case = drawn(seed)
    tally.cases += 1
    try:
        matter = matter_of(case)
    except decisis.Rejected as refused:
        tally.refused[_first_error(refused)] += 1
        return
    worlds = Worlds(case, seed)
    tally.left_open += not worlds.is_one
    count(worlds, tally)
    for each in differences(case, matter, worlds, tally):
        tally.findings.append(f"seed {seed}: {literal(each.asked)}: {each.says}")


def _first_error(refused: decisis.Rejected) -> str:
    return next(line for line in str(refused).splitlines() if "error[" in line)


def smallest(seed: int) -> str:
    """The smallest case reached from that of a seed in which something of the same relation differs."""
    case = drawn(seed)
    relation = _found_in(case)[0].asked.relation
    small = shrunk(case, lambda each: any(one.asked.relation == relation for one in _found_in(each)))
    return text(small) + "".join(f"# {literal(each.asked)}: {each.says}\n" for each in _found_in(small))


def smallest_of(finding: str) -> str:
    """The same of a finding, as it is told."""
    return smallest(int(finding.removeprefix("seed ").partition(":")[0]))


def _found_in(case: m.Case) -> list[Difference]:
    try:
        return list(differences(case, matter_of(case), Worlds(case), Tally()))
    except (decisis.Rejected, StopIteration, KeyError, ValueError, AssertionError, RuntimeError, IndexError):
        return []  # what is left says nothing

"""The page of figures: what is checked, against which judge, and what came of it."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from statistics import median

from tests.campaign.catching import Caught
from tests.campaign.gates import GATES, PARTS, PATHS, shares
from tests.campaign.hunting import OTHERS
from tests.campaign.implants import IMPLANTS, KINDS
from tests.campaign.relations import RELATIONS
from tests.campaign.small import CASES
from tests.campaign.state import State
from tests.meaning.figures import FIGURES

TEMPLATE = Path(__file__).with_name("trust.template.md")
JUDGES: Mapping[str, str] = {
    "seminaive against the judge": "the default engine finds what `naive` does, without plans or indexes",
    **{f"{name} against the judge": f"so does `{name}`, where it takes the program" for name in OTHERS},
    "the checker of certificates": "the checker, with arithmetic and days of its own, accepts the model",
    "how each tuple came about": "each tuple is given, or has one step of a rule from tuples of lower levels",
    "exceptions and priorities by the semantics": "what is established, possible and conflicted is what the"
    " [semantics](semantics.md) say, written a second time without the compiler's clauses",
}


def page(state: State) -> str:
    text = TEMPLATE.read_text("utf-8")
    for name, lines in PARTS_OF_THE_PAGE.items():
        text = text.replace(f"{{{name}}}", "\n".join(lines(state)))
    return text


def _summary(state: State) -> Iterator[str]:
    found = len(state.findings) + len(state.small_wrong)
    caught = sum(1 for each in state.caught.values() if each.by)
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield f"- **{state.seed:,} programs, {state.held.total():,} trials, {found} disagreements**"
    yield f"- {state.small:,} of {CASES:,} cases of two rules"
    yield f"- {caught} mistakes caught of {len(state.caught)} that were made; there are {len(IMPLANTS)}"
    yield f"- {state.seconds / 60:.1f} minutes of one processor, mistakes not counted ({machine})"
    for finding in state.findings:
        yield f"- **open:** {finding.trial}, seed {finding.seed} {finding.says}".rstrip()


def _gates(state: State) -> Iterator[str]:
    found = shares(state.gates, max(state.grown, 1))
    rows = ((gate.words, f"{gate.share:.0%}", f"{found[gate.words]:.0%}") for gate in GATES)
    yield from _table(("of the grown programs", "must", "do"), rows)
    rare = sorted((state.parts[part], part) for part in PARTS)[:3]
    yield ""
    yield f"Measured on {state.grown:,} programs. Of {len(PATHS)} ways from a literal by a function to what"
    yield f"it is a function of, {len(state.paths)} occur. Of operators, functions, aggregates and types, the"
    yield f"rarest are {', '.join(f'`{name}` ({count:,} times)' for count, name in rare)}."


def _judges(state: State) -> Iterator[str]:
    rows = ((words, f"{state.held[name]:,}", str(_wrong(state, name))) for name, words in JUDGES.items())
    yield from _table(("what must hold", "programs", "do not"), rows)
    yield ""
    differ = _wrong(state, "another hash seed")
    yield f"{state.hashed:,} programs were evaluated again by another process under another hash seed:"
    yield f"models, strata and derivations differ in {differ}. A crash is a disagreement too."


def _wrong(state: State, name: str) -> int:
    return sum(1 for finding in state.findings if finding.trial == name)


def _relations(state: State) -> Iterator[str]:
    rows = (
        (each.number, each.words, f"{_asked(state, each.number):,}", str(_broken(state, each.number)))
        for each in RELATIONS
    )
    yield from _table(("", "what is changed", "programs", "broken"), rows)


def _asked(state: State, number: str) -> int:
    return sum(count for name, count in state.held.items() if name.startswith(f"{number} on "))


def _broken(state: State, number: str) -> int:
    return sum(1 for finding in state.findings if finding.trial.startswith(f"{number} on "))


def _two_rules(state: State) -> Iterator[str]:
    yield "Nothing small is left to chance: every stratified program of one rule for each of two relations,"
    yield "of one or two literals over two variables, with every set of facts over two things. Of"
    yield f"{CASES:,} cases, {state.small:,} were gone through; the default engine and the judge differ in"
    yield f"{len(state.small_wrong)}:\n"
    yield "    DECISIS_THOROUGH=1 python -m pytest tests/campaign/test_hunting.py -k two_rules"


def _mistakes(state: State) -> Iterator[str]:
    times = sorted(each.seconds for each in state.caught.values() if each.by)
    if times:
        yield f"{len(times)} of {len(state.caught)} that were tried were caught, half of them within"
        yield f"{median(times):.1f} s, the last after {times[-1]:.0f} s."
    for kind in KINDS:
        number, _, words = kind.partition(" ")
        rows = [_row(state.caught.get(each.name), each.name) for each in IMPLANTS if each.kind == int(number)]
        yield ""
        yield from _table((words, "caught by", "programs", "seconds"), rows)


def _row(found: Caught | None, name: str) -> tuple[str, ...]:
    if found is None:
        return name, "not tried yet", "", ""
    return name, found.by or "**not caught**", str(found.programs), f"{found.seconds:.1f}"


def _meaning(state: State) -> Iterator[str]:
    """What `python -m tests.meaning` found last, which goes on by itself."""
    yield FIGURES.read_text("utf-8").rstrip("\n")


PARTS_OF_THE_PAGE: Mapping[str, Callable[[State], Iterator[str]]] = {
    "summary": _summary,
    "gates": _gates,
    "judges": _judges,
    "relations": _relations,
    "two_rules": _two_rules,
    "mistakes": _mistakes,
    "meaning": _meaning,
}


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = tuple(head)
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"

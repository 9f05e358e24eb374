"""How long each question takes on the shipped matters, once they are loaded: `python -m bench.questions`.

Processor time, in milliseconds, of the first time that each question of each matter is asked why, why not,
what if a fact that it can depend on were not shown, and what it would take: until the first set of changes
that is listed, and until the last, each certified; and of what an interview would ask first. The answer
itself has been asked for before, as in a session.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from decisis.casework.answer import ask
from decisis.casework.inquiry import Inquiry, answered, asked_of
from decisis.casework.matter import Matter
from decisis.casework.present import present
from decisis.casework.question import Question
from decisis.casework.record import Side, base_relation
from decisis.casework.verdict import Asked
from decisis.pipeline import load_matter, logic_root
from decisis.questions.difference import difference
from decisis.questions.interview import interview
from decisis.questions.moves import Withdraw, moved
from decisis.questions.needs import as_found
from decisis.questions.scope import bases_of
from decisis.questions.why_not import why_not

CASES = sorted((Path(__file__).parents[1] / "cases").rglob("*.case"))


def why(matter: Matter, asked: Asked, question: Question) -> object:
    return present(answered(matter, asked, question), proofs=True)


def not_why(matter: Matter, asked: Asked, question: Question) -> object:
    return why_not(asked, question)


def what_if(matter: Matter, asked: Asked, question: Question) -> object:
    bases = bases_of(asked.about(question.relation))
    usable = (f for f in asked.record.facts if f.usable and base_relation(f.relation) in bases)
    first = next(usable, None)
    if first is None:
        return None
    return difference(asked, moved(asked, [Withdraw(Side(first.relation, first.values))]), question)


def asks(matter: Matter, asked: Asked, question: Question) -> object:
    return interview(asked, question, matter.library, SECONDS).next


QUESTIONS: dict[str, Callable[[Matter, Asked, Question], object]] = {
    "why": why,
    "why-not": not_why,
    "what-if": what_if,
    "ask-me": asks,
}
KINDS = (*QUESTIONS, "needs")
SECONDS = 5.0  # as the commands have it


def timed(kind: str, matter: Matter, asked: Asked, question: Question) -> Iterator[tuple[str, float, object]]:
    """What was measured, with what was found."""
    start = time.process_time()
    if kind in QUESTIONS:
        found = QUESTIONS[kind](matter, asked, question)
        yield kind, time.process_time() - start, found
        return
    first = None
    for needs in as_found(asked, question, seconds=SECONDS):
        if needs.flips and first is None:
            first = time.process_time() - start
    if first is not None:
        yield "needs, first", first, needs
    yield kind, time.process_time() - start, needs


def measured(
    case: Path, logic: str | None, kinds: list[str], most: int | None
) -> Iterator[tuple[str, str, float, object]]:
    matter = load_matter(str(case), logic_root(logic) if logic else None)
    asked = asked_of(matter, Inquiry())
    gc.freeze()  # as a session does
    for name, question in list(matter.questions.items())[:most]:
        for row in ask(asked, question):
            assert row.verdict
        for kind in kinds:
            for what, seconds, found in timed(kind, matter, asked, question):
                yield what, name, seconds * 1000, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--most", type=int, help="questions of each matter, instead of all")
    parser.add_argument("--cases", type=Path, nargs="+", default=CASES, help="instead of those that ship")
    parser.add_argument("--logic", help="the folder of their law, if it is not the one that ships")
    parser.add_argument("--only", choices=KINDS, action="append", help="one kind of question")
    chosen = parser.parse_args()
    gc.set_threshold(1_000_000, 20, 20)  # as every command does
    kinds = chosen.only or list(KINDS)
    times: dict[str, list[tuple[float, str, str]]] = {}
    covered: dict[int, int] = {}
    for case in chosen.cases:
        for kind, name, milliseconds, found in measured(case, chosen.logic, kinds, chosen.most):
            times.setdefault(kind, []).append((milliseconds, case.stem, name))
            if kind == "needs":
                size = found.covered  # type: ignore[attr-defined]
                covered[size] = covered.get(size, 0) + 1
    report = {kind: summary(found) for kind, found in times.items() if found}
    if covered:
        report["needs"]["complete_up_to"] = {str(k): covered[k] for k in sorted(covered)}
    print(json.dumps(report, indent=2) if chosen.json else table(report))  # noqa: T201


def summary(found: list[tuple[float, str, str]]) -> dict[str, object]:
    values = sorted(t for t, _, _ in found)
    slowest = max(found)
    return {
        "questions": len(values),
        "median_ms": round(statistics.median(values), 1),
        "ninety_percent_ms": round(values[int(len(values) * 0.9)], 1),
        "most_ms": round(values[-1], 1),
        "within_100_ms": sum(t <= 100 for t in values),
        "within_1_s": sum(t <= 1000 for t in values),
        "slowest": f"{slowest[1]} {slowest[2]}",
    }


def table(report: dict[str, dict[str, object]]) -> str:
    lines = ["question      asked  median ms  90 % ms  most ms  within 0.1 s  within 1 s  slowest"]
    for kind, r in report.items():
        lines.append(
            f"{kind:12} {r['questions']:6} {r['median_ms']:10} {r['ninety_percent_ms']:8} {r['most_ms']:8}"
            f" {r['within_100_ms']:13} {r['within_1_s']:11}  {r['slowest']}"
        )
        if "complete_up_to" in r:
            sizes = r["complete_up_to"]
            lines.append(
                "             complete up to so many changes: "
                + ", ".join(f"{k}: {v}" for k, v in sizes.items())
            )  # type: ignore[attr-defined]
    return "\n".join(lines)


if __name__ == "__main__":
    main()

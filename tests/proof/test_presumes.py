"""What an answer presumes is listed: whatever fact, of which the record says nothing, would change a verdict.

Facts are added one by one to matters that are decided: to the pages of the litmus and the museum,
and to generated laws. A fact that changes the verdict must be one that the answer says nobody showed, or one
on which something depends that it says nobody showed. What is tried is what nothing speaks of, as established
or as possible; of relations with several arguments and no key only those that nothing is recorded of, for a
sum is of what is shown, and that nothing further was shown is in the nature of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from random import Random

import pytest

import decisis
from decisis.casework.record import Fact, base_relation
from decisis.casework.row import Row
from decisis.casework.verdict import decide
from decisis.dataclass import replace
from decisis.diagnostics import Rejected
from decisis.proof.presumptions import Presumption, widest
from decisis.rules import ir, naming
from decisis.rules.relevance import reachable_relations
from decisis.values import Bounds, Value, sort_key, written
from tests.meaning.comparing import about, matter_of
from tests.meaning.generating import drawn, questions
from tests.thorough import THOROUGH, some

TESTS = Path(__file__).parents[1]
PAGES = some([*sorted((TESTS / "litmus").glob("*.case")), *sorted((TESTS / "museum").glob("*.case"))], 24)
SEEDS = range(400) if THOROUGH else range(5)
MOST_FACTS = 40 if THOROUGH else 8  # that are added, of each relation
Values = tuple[Value, ...]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_presumes_is_listed(page: Path) -> None:
    try:
        matter = decisis.load_doctrine().matter(page)
    except Rejected:
        return
    asked = [matter.ask(name) for name in matter.questions]
    assert not [said for answer in asked for row in answer.found.rows for said in unnamed(row)]


def test_a_sum_presumes_that_there_is_no_part_but_those_shown_of_those_that_the_law_names() -> None:
    matter = decisis.load_doctrine().matter(TESTS / "museum" / "parts_that_the_law_names.case")
    (row,) = matter.ask("due").found.rows
    assert [p.text for p in row.presumes] == ["any number counts for guide of the visit in spring"]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_generated_matter_presumes_is_listed(seed: int) -> None:
    case = drawn(seed)
    try:
        matter = matter_of(case)
    except Rejected:
        return
    asked = questions(case)
    for literal, thing in asked if THOROUGH else Random(seed).sample(asked, min(4, len(asked))):
        for row in matter.ask(about(literal, thing)).found.rows:
            assert not list(unnamed(row))


NAMED = {
    "silence_in_a_sum": {
        "total": {"due(back, _)"},
        "appealable": {"due(back, _)"},
        "counted": {"not waived(back)"},
        "settled": {"late(back)"},
        "nothing": {"voucher(out, _)", "voucher(back, _)"},
    },
    "silence_behind_an_absence": {
        question: {"warned(k)"} for question in ("due", "bonus", "thanks", "barred", "heard")
    },
    "fails_twice_over": {"short": set(), "long": {"inland(long)"}, "slow": {"inland(slow)"}},
}


@pytest.mark.parametrize("page", NAMED)
def test_what_a_page_presumes(page: str) -> None:
    matter = decisis.load_doctrine().matter(TESTS / "museum" / f"{page}.case")
    for question, expected in NAMED[page].items():
        (row,) = matter.ask(question).found.rows
        assert {each.literal for each in row.presumes} == expected, question


def test_what_is_not_listed_is_noticed() -> None:
    matter = decisis.load_doctrine().matter(TESTS / "litmus" / "presumed_bar.case")
    (row,) = matter.ask("allowed").found.rows
    assert not list(unnamed(row))
    row.__dict__["presumes"] = ()
    assert list(unnamed(row))


def unnamed(row: Row) -> Iterator[str]:
    """Facts that would change the verdict of an answer, and that it does not say nobody showed."""
    if row.verdict not in ("proved", "refuted"):
        return
    for fact in silent(row):
        after = decide(replace(row.asked, record=row.asked.record.add(fact)), row.side).verdict
        if after != row.verdict and not any(names(row, p, fact) for p in row.presumes):
            yield f"{row.literal} is {row.verdict}, with {fact.relation}{fact.values} {after}"


def names(row: Row, presumed: Presumption, fact: Fact) -> bool:
    """Whether a presumption is that a fact was not shown, or something that can depend on it."""
    base, _, arguments = presumed.literal.removeprefix("not ").partition("(")
    if base == base_relation(fact.relation):
        return arguments.startswith(("_", written(fact.values[0])))
    return base_relation(fact.relation) in {
        name.removeprefix("possibly ").removeprefix("not ")
        for name in reachable_relations(row.asked.run.lowered.program, base)
    }


def silent(row: Row) -> Iterator[Fact]:
    """Facts of which nothing speaks, on which the answer can depend."""
    program = row.asked.run.lowered.program
    recorded = {base_relation(f.relation) for f in row.asked.record.facts}
    values = named_values(row)
    for name, info in sorted(program.relations.items()):
        if info.closed or name in program.tables or is_made_up(name, program):
            continue
        if info.keys is None and len(info.sorts) > 1 and name in recorded:
            continue
        every = product(*(values.get(sort, ()) for sort in info.sorts))
        unspoken = (each for each in every if not is_spoken_of(row, info, each))
        for each in islice(unspoken, MOST_FACTS):
            yield from (Fact(relation, each, "found") for relation in (name, naming.denied(name)))


def is_made_up(name: str, program: ir.Program) -> bool:
    """Whether nobody can record it: the start of a deadline, or what is so in a scenario."""
    return " " in name or name.removesuffix("_start") in {*program.relations} - {name}


def named_values(row: Row) -> dict[str, list[Value]]:
    """The values of each sort that the model names, and those beside the numbers among them."""
    run = row.asked.run
    found: dict[str, set[Value]] = {}
    for info in run.lowered.program.relations.values():
        for relation in (info.name, naming.denied(info.name), naming.possibly(info.name)):
            for each in run.model.tuples(relation):
                for sort, value in zip(info.sorts, each, strict=True):
                    found.setdefault(sort, set()).update(() if isinstance(value, Bounds) else (value,))
    numbers = {n for n in found.get("Int", ()) if isinstance(n, int)}
    found["Int"] = {*numbers, *(n + 1 for n in numbers), 0, 1000}
    return {sort: sorted(values, key=sort_key) for sort, values in found.items()}


def is_spoken_of(row: Row, info: ir.RelationInfo, values: Values) -> bool:
    model = row.asked.run.model
    keys = range(len(values)) if info.keys is None else info.keys
    return any(
        all(each[i] == values[i] for i in keys)
        for relation in (info.name, naming.denied(info.name))
        for lowered in (
            relation,
            naming.possibly(relation),
            naming.conflicted(relation),
            naming.standing(relation),
        )
        for each in model.tuples(lowered)
    )


WAXED = Presumption("waxed from 1 to 9", "r", relation="waxed", values=("g", 1, 9))
WIDER = [  # what another presumption covers is not said beside it
    (replace(WAXED, values=("g", None, 9)), True),
    (replace(WAXED, values=("g", None, None)), True),
    (replace(WAXED, values=("h", None, None)), False),
    (replace(WAXED, values=("g", None, 8)), False),
    (replace(WAXED, values=("g", None, 9), provision="other"), False),
    (replace(WAXED, values=("g", None, 9), bearer="the grower"), False),
    (replace(WAXED, values=("g", None, 9), relation="not waxed"), False),
]


@pytest.mark.parametrize("other, covered", WIDER)
def test_what_is_presumed_of_any_value_is_not_said_of_one(other: Presumption, covered: bool) -> None:
    assert {*widest((WAXED, other, WAXED))} == ({other} if covered else {WAXED, other})


def test_what_somebody_had_to_show_comes_first_and_then_the_nearest() -> None:
    far, borne = replace(WAXED, distance=3), replace(WAXED, bearer="the grower", distance=4)
    near, nearest = (replace(WAXED, relation=name, distance=n) for name, n in (("dried", 2), ("cut", 1)))
    found = widest((far, near, borne, nearest, WAXED))
    assert found == (borne, WAXED, nearest, near)


def test_one_gate_presumes_first_what_its_movant_had_to_show() -> None:
    matter = decisis.load_doctrine().matter(TESTS.parent / "cases" / "idd" / "palacios_becerril.case")
    (row,) = matter.ask("clear_error").found.rows
    assert [p.bearer for p in row.presumes][:2] == ["movant", ""]
    behind = [p.distance for p in row.presumes if not p.bearer]
    assert behind == sorted(behind) and behind[0] < behind[-1]


def test_what_not_every_case_presumes_is_said_to_be_so_in_some() -> None:
    matter = decisis.load_doctrine().matter(TESTS / "museum" / "a_member_that_may_count.case")
    (row,) = matter.ask("cover").found.rows
    assert [(p.text, p.in_some_cases) for p in row.presumes] == [
        ("the second slip counts for the worker", True)
    ]
    assert "presumes: in some cases, nobody showed that the second slip counts" in str(matter.ask("cover"))

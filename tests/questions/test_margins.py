"""Amounts as near as they can be: of a finding the least, of several changes each in turn."""

from __future__ import annotations

from decimal import Decimal

import pytest

from decisis.casework.inquiry import Inquiry, asked_of
from decisis.questions.margins import least_of
from decisis.questions.moves import Alter, Find
from decisis.questions.needs import needs
from decisis.values import Duration, Money, Truth, Value, compare, text
from tests.questions.generated import HEAD, loaded

LAW = """relation first(p: Person, n: Int)  reads "the first part of {p} is {n}" functional in p
relation second(p: Person, n: Int)  reads "the second part of {p} is {n}" functional in p
rule enough given
    (1) first(X, N)
    (2) second(X, M)
    (3) N > 100
    (4) M > 100
    (5) N + M > 600
  then prevails(X)
matter made is "Made up" before low as of 2000-01-01
fact person(ann) found from docket
"""


@pytest.mark.parametrize(
    "value, least",
    [
        (Duration(12, 1), Duration(2, 0)),
        (399, 201),
        (Decimal("7.5"), Decimal("2.25")),
        (Money(Decimal(1000), "USD"), Money(Decimal("99.99"), "USD")),
        (201, 201),
    ],
)
def test_the_least_that_is_enough(value: Value, least: Value) -> None:
    assert least_of(value, lambda v: compare(v, ">=", least) is Truth.TRUE) == least


@pytest.mark.parametrize("value", [9, Duration(2, 0), Duration(life=True), "red"])
def test_what_is_asked_for_may_be_a_most(value: Value) -> None:
    assert least_of(value, lambda v: True) == value


def test_each_of_several_amounts_comes_near() -> None:
    """A sum of parts that lack much: the thresholds of each part alone are further away."""
    matter = loaded(
        HEAD + LAW + "fact first(ann, 50) found from docket\nfact second(ann, 60) found from docket\n"
        "question prevails: prevails(ann)\n"
    )
    found = needs(asked_of(matter, Inquiry()), matter.questions["prevails"], "proved", most=2)
    values = [{m.value for m in f.moves if isinstance(m, Alter)} for f in found.flips]
    assert {101, 500} in values
    assert all(sum(v) == 601 for v in values if len(v) == 2)  # type: ignore[arg-type]


def test_what_is_found_is_the_least_that_is_enough() -> None:
    matter = loaded(HEAD + LAW + "fact first(ann, 450) found from docket\nquestion prevails: prevails(ann)\n")
    found = needs(asked_of(matter, Inquiry()), matter.questions["prevails"], "proved", most=1)
    assert [text(m.side.values[1]) for f in found.flips for m in f.moves if isinstance(m, Find)] == [
        "at least 151"
    ]

"""What is well formed, and what is understood by it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from decisis.source import Source
from decisis.syntax import ast
from decisis.syntax.parser import parse, parse_literal
from decisis.values import LIFE, Bounds, Duration, Money, Value

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(__file__).parent / "samples"
LANGUAGE = (ROOT / "docs" / "language.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```\n(.*?)^```", LANGUAGE, re.DOTALL | re.MULTILINE)


def blocks(text: str) -> tuple[ast.Block, ...]:
    file, diagnostics = parse(Source("sample", text))
    assert [d.message for d in diagnostics] == []
    return file.blocks


def block(text: str) -> Any:
    (only,) = blocks(text)
    return only


def element(text: str) -> ast.Element:
    (only,) = block(f"rule r given (1) {text} then done(X)").given
    assert isinstance(only, ast.Element)
    return only


def formula(text: str) -> Any:
    return element(text).formula


def value(text: str) -> Value:
    fact = block(f"fact p({text}) found")
    (argument,) = fact.literal.atom.arguments
    return argument.term.value


# --- whole files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0][:30])
def test_every_example_of_the_reference_is_well_formed(example: str) -> None:
    assert blocks(example)


def test_the_reference_has_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize(
    "path",
    [*SAMPLES.iterdir(), *sorted(ROOT.glob("logic/**/*.law")), *sorted(ROOT.glob("cases/**/*.case"))],
    ids=lambda path: path.name,
)
def test_samples_doctrine_and_cases_are_well_formed(path: Path) -> None:
    assert blocks(path.read_text("utf-8"))


def test_layout_means_nothing() -> None:
    text = re.sub(r"#[^\n]*", "", (SAMPLES / "doctrine.law").read_text("utf-8"))
    parts = re.split(r'("[^"]*")', text)
    spread = "".join(part if part.startswith('"') else part.replace(" ", "\n\t # and\r\n") for part in parts)
    assert blocks(" ".join(text.split())) == blocks(text)
    assert blocks(spread) == blocks(text)


def test_spans_are_places_in_the_whole_source() -> None:
    text = (
        "sort A # § one\n\nrule second given\n  (1) p(X, 13 months) quote “”".replace("“”", '"q"')
        + " then q(X)"
    )
    _, rule = blocks(text)
    assert isinstance(rule, ast.Provision)
    (first,) = rule.given
    assert rule.span.text == text[text.index("rule") :]
    assert rule.name.span.text == "second"
    assert first.span.text == '(1) p(X, 13 months) quote "q"'
    assert first.formula.span.text == "p(X, 13 months)"
    assert first.quote is not None and first.quote.span.text == '"q"'
    assert first.span.where == "sample:4:3"
    assert isinstance(first.formula, ast.Literal)
    assert [argument.term.span.text for argument in first.formula.atom.arguments] == ["X", "13 months"]


# --- values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, meaning",
    [
        ("huerta_moran", "huerta_moran"),
        ('"a \\"text\\" with \\\\"', 'a "text" with \\'),
        ("12", 12),
        ("0.75", Decimal("0.75")),
        ("$10", Money(Decimal(10))),
        ("$10.50", Money(Decimal("10.50"))),
        ("$0.40", Money(Decimal("0.40"))),
        ("$1,500", Money(Decimal(1500))),
        ("$1,234,567.50", Money(Decimal("1234567.50"))),
        ("2004-02-17", date(2004, 2, 17)),
        ("13 months", Duration(months=13)),
        ("1 year 6 months", Duration(months=18)),
        ("2 weeks 1 day", Duration(days=15)),
        ("1 month 1 day", Duration(1, 1)),
        ("life", LIFE),
    ],
)
def test_exact_values(text: str, meaning: Value) -> None:
    assert value(text) == meaning


D, E = date(1990, 2, 15), date(1991, 2, 15)
YEARS = (Duration(months=36), Duration(months=72))


@pytest.mark.parametrize(
    "text, low, high, low_open, high_open",
    [
        ("after 1990-02-15", D, None, True, False),
        ("before 1990-02-15", None, D, False, True),
        ("on or after 1990-02-15", D, None, False, False),
        ("on or before 1990-02-15", None, D, False, False),
        ("between 1990-02-15 and 1991-02-15", D, E, False, False),
        ("1990-02-15 to 1991-02-15", D, E, False, False),
        ("more than 13 months", Duration(13), None, True, False),
        ("at least 13 months", Duration(13), None, False, False),
        ("less than 13 months", None, Duration(13), False, True),
        ("at most $10", None, Money(Decimal(10)), False, False),
        ("3 to 6 years", *YEARS, False, False),
        ("3 years to 6 years", *YEARS, False, False),
        ("between 3 and 6 years", *YEARS, False, False),
        ("3 to 6", 3, 6, False, False),
        ("1 year to life", Duration(12), LIFE, False, False),
        ("unknown", None, None, False, False),
    ],
)
def test_imprecise_values(text: str, low: Value, high: Value, low_open: bool, high_open: bool) -> None:
    assert value(text) == Bounds(low, high, low_open, high_open, tag="sample:7")  # type: ignore[arg-type]


def test_two_unknowns_differ() -> None:
    first, second = blocks("fact p(unknown) found fact p(unknown) found")
    assert isinstance(first, ast.Fact) and isinstance(second, ast.Fact)
    assert first.literal.atom.arguments != second.literal.atom.arguments


# --- elements ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, kind",
    [
        ("p(X)", ast.Literal),
        ("not p(X)", ast.Literal),
        ("no showing that p(X)", ast.NoShowing),
        ("no showing that not p(X)", ast.NoShowing),
        ("either (a) p(X) (b) q(X)", ast.Either),
        ("T > 13 months", ast.Comparison),
        ("A + 1 <= B - C", ast.Comparison),
        ("X is one of a, b", ast.Membership),
        ("X is not one of a, b", ast.Membership),
        ("N is Base + Up - Down", ast.Assignment),
        ("N is the greater of A and B", ast.Assignment),
        ("Due is 1 year after Final", ast.Assignment),
        ("Due is 10 days before Entry counted by frap_26", ast.Assignment),
        ("Gap is the days from A to B", ast.Assignment),
        ("Day is within Period after Start counted by frcrp_45", ast.Within),
        ("Sum is the sum of T for each K such that term_of(K, C, T)", ast.AggregateOf),
        ("N is the count of K such that p(K, C) and T > 3 and not q(K)", ast.AggregateOf),
        ("for every N, K such that (a) p(N, K) (b) q(K) it holds that (c) q(N) (d) r(N)", ast.ForEvery),
        ("as_amended(A): guideline_range(J, low: L)", ast.Literal),
        ("p(X) is alleged", ast.RecordState),
        ("p(X) is disputed", ast.RecordState),
        ("Issue is unresolved", ast.RecordState),
        ("motive is disputed", ast.RecordState),
    ],
)
def test_every_form_of_element(text: str, kind: type) -> None:
    assert isinstance(formula(text), kind)
    assert formula(text).span.text == text


def test_named_arguments_and_scenarios() -> None:
    atom = formula("as_amended(A): guideline_range(J, low: _)").atom
    assert atom.scenario.name.text == "as_amended"
    assert [term.name for term in atom.scenario.terms] == ["A"]
    (first, second) = atom.arguments
    assert first.name is None
    assert (second.name.text, second.name.span.text, second.term.name) == ("low", "low", "_")


def test_products_bind_tighter_and_sums_lean_left() -> None:
    total = formula("N is A - B + 2 * C").expression
    assert (total.operator, total.left.operator, total.right.operator) == ("+", "-", "*")
    assert total.left.span.text == "A - B"


def test_extremes_nest() -> None:
    extreme = formula("N is the greater of the lesser of A and B and C").expression
    assert (extreme.which, extreme.left.which, extreme.right.name) == ("greater", "lesser", "C")


def test_aggregates() -> None:
    aggregate = formula("Last is the latest of D for each K, L such that on_day(K, L, D) and K != L")
    assert (aggregate.operator, aggregate.value.name) == ("latest", "D")
    assert [key.name for key in aggregate.keys] == ["K", "L"]
    assert [type(condition) for condition in aggregate.conditions] == [ast.Literal, ast.Comparison]


def test_notes_beside_an_element() -> None:
    noted = element('p(X) for the court burden on movant by preponderance at "772" quote "so"')
    assert noted.for_the_court
    assert noted.burden is not None and noted.burden.standard.text == "preponderance"
    assert noted.pinpoint is not None and noted.pinpoint.text == "772"
    assert noted.quote is not None and noted.quote.text == "so"


# --- blocks --------------------------------------------------------------------------------------


def test_unless_is_a_list_of_what_was_not_shown() -> None:
    rule = block("rule r given (1) p(X) despite (2) q(X) unless (3) not s(X) then t(X)")
    (barred,) = rule.unless
    assert barred.label == "(3)"
    assert isinstance(barred.formula, ast.NoShowing)
    assert barred.formula.literal.negated
    assert [e.label for e in rule.despite] == ["(2)"]


def test_the_head_of_a_rule_in_any_order() -> None:
    rule = block(
        'rule r "title" quote "so" as of Sentenced from memory exception to a, b in force from 2001-01-01 to'
        ' 2002-01-01 subject to c construing ussg at "§ 1" edition 2001 under frcrp editions 2001 to 2012'
        " then p(X)"
    )
    assert rule.title.text == "title"
    assert rule.quote.text == "so"
    assert rule.as_of.name == "Sentenced"
    assert rule.provenance == ast.Provenance("from memory")
    assert [name.text for name in rule.exception_to] == ["a", "b"]
    assert [name.text for name in rule.subject_to] == ["c"]
    assert rule.in_force == ast.InForce(date(2001, 1, 1), date(2002, 1, 1))
    assert (rule.construing.editions.first.text, rule.construing.editions.last.text) == ("2001", "2001")
    assert (rule.under.editions.first.text, rule.under.editions.last.text) == ("2001", "2012")


def test_conclusions() -> None:
    assert block("rule r then not p(X)").conclusion.negated
    switch = block("rule r then other does not apply to (X, a, 16)").conclusion
    assert isinstance(switch, ast.SwitchOff)
    assert (switch.provision.text, len(switch.terms)) == ("other", 3)
    assert block("definition d given (1) p(X) then q(X), otherwise not").otherwise_not
    assert not block("definition d given (1) p(X) then q(X)").otherwise_not


def test_a_gap_in_what_the_library_covers() -> None:
    gap = block("rule r then increase(J, _) is not covered").conclusion
    assert isinstance(gap, ast.NotCovered)
    assert gap.atom.relation.text == "increase"
    assert [a.term.name for a in gap.atom.arguments] == ["J", "_"]


@pytest.mark.parametrize("kind", ["holding", "dictum", "dissent"])
def test_rulings_are_of_an_authority(kind: str) -> None:
    ruling = block(f'{kind} r "title" of huerta_moran at "772" then p(X)')
    assert (ruling.kind, ruling.under.authority.text, ruling.under.pinpoint.text) == (
        kind,
        "huerta_moran",
        "772",
    )


def test_a_record_is_many_facts() -> None:
    facts = blocks('record recited from opinion p(a) at "1" not p(b) quote "so" also as c at "2", d')
    assert [fact.span.text[:4].strip() for fact in facts] == ["p(a)", "not"]
    first, second = facts
    assert isinstance(first, ast.Fact) and isinstance(second, ast.Fact)
    assert (first.status.text, first.source and first.source.text) == ("recited", "opinion")
    assert second.literal.negated
    assert [
        (recital.value.value, recital.pinpoint and recital.pinpoint.text) for recital in second.also_as
    ] == [
        ("c", "2"),
        ("d", None),
    ]


def test_a_fact_with_everything() -> None:
    fact = block('fact p(a) found by x despite not p(a) from opinion at "1" quote "so" also as b')
    assert (fact.by.text, fact.despite.negated, fact.source.text) == ("x", True, "opinion")


def test_an_expectation_with_everything() -> None:
    expectation = block(
        "expect q without a, b in ca9 as of 2004-03-01 before c even if p(x) even if not q(y) is N = 16,"
        " M = a conflicted because d, e never because f arguendo because g considering h"
        ' citing "1", "2" warning "w"'
        " on 2 independent grounds on 3 grounds strength binding turning on m, revocation_counts.aggregation"
        " presuming nothing"
    )
    assert [name.text for name in expectation.without] == ["a", "b"]
    assert (expectation.court.text, expectation.as_of, expectation.before.text) == (
        "ca9",
        date(2004, 3, 1),
        "c",
    )
    assert [literal.negated for literal in expectation.even_if] == [False, True]
    outcome = expectation.outcome
    assert (outcome.verdict, outcome.by_cases) == ("conflicted", False)
    assert [(answer.variable.name, answer.value.value) for answer in outcome.values] == [
        ("N", 16),
        ("M", "a"),
    ]
    assert [name.text for name in expectation.because] == ["d", "e"]
    assert [name.text for name in expectation.never_because] == ["f"]
    assert [name.text for name in expectation.arguendo_because] == ["g"]
    assert [name.text for name in expectation.considering] == ["h"]
    assert [text.text for text in expectation.citing] == ["1", "2"]
    assert [text.text for text in expectation.warnings] == ["w"]
    assert (expectation.independent_grounds, expectation.grounds) == (2, 3)
    assert expectation.strength.text == "binding"
    assert [name.text for name in expectation.turning_on] == ["m", "revocation_counts.aggregation"]
    assert expectation.presuming_nothing


def test_outcomes() -> None:
    assert block("expect q is proved by cases").outcome == ast.Outcome("proved", True, ())
    assert block("expect q is undetermined turning on nothing").turning_on == ()
    assert block("expect q is refuted").turning_on is None
    assert block("expect q is proved on 1 ground").grounds == 1


def test_a_variant_and_its_changes() -> None:
    variant, expectation = blocks(
        "variant v of m suppose p(a) admitted instead suppose q(b, at least 3) withdraw not r(c)"
        " resolve motive as s(d) set aside e, f in ca9 as of 2004-03-01 expect q is proved"
    )
    assert isinstance(variant, ast.Variant)
    assert isinstance(expectation, ast.Expectation)
    suppose, other, withdraw, resolve, aside, court, day = variant.changes
    assert isinstance(suppose, ast.Suppose)
    assert suppose.status is not None
    assert (suppose.status.text, suppose.instead) == ("admitted", True)
    assert isinstance(other, ast.Suppose)
    assert (other.status, other.instead) == (None, False)
    assert isinstance(withdraw, ast.Withdraw)
    assert withdraw.literal.negated
    assert isinstance(resolve, ast.Resolve)
    assert isinstance(aside, ast.SetAside)
    assert [name.text for name in aside.names] == ["e", "f"]
    assert isinstance(court, ast.MoveCourt)
    assert day == ast.MoveDate(date(2004, 3, 1))


def test_what_a_variant_assumes() -> None:
    (variant,) = blocks("variant v of m resolve h.q as not p(a) before beta even if q(b) even if not r(c)")
    assert isinstance(variant, ast.Variant)
    resolve, before, *assumed = variant.changes
    assert isinstance(resolve, ast.Resolve)
    assert resolve.dispute.text == "h.q"
    assert isinstance(before, ast.MoveBefore)
    assert [isinstance(a, ast.EvenIf) and a.literal.negated for a in assumed] == [False, True]


def test_words_are_reserved_only_where_they_can_stand() -> None:
    rule = block("rule given given (1) from(X) (2) quote(X, at: Y, after: then) then unless(X)")
    assert rule.name.text == "given"
    assert [e.formula.atom.relation.text for e in rule.given] == ["from", "quote"]


def test_for_the_court_begins_no_block() -> None:
    assert element("p(X) for\n  the # comment\n court").for_the_court


# --- single literals -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["p(X)", "not p(a)", " p(after 1990-02-15, _)  # comment", "s(A): p(low: L)"]
)
def test_literals_of_the_command_line(text: str) -> None:
    literal, diagnostics = parse_literal(Source("<question>", text))
    assert diagnostics == ()
    assert literal is not None
    assert literal.span.text in text


@pytest.mark.parametrize(
    "text, code",
    [
        ("", "E0203"),
        ("p(X", "E0210"),
        ("p", "E0225"),
        ("Felony(X)", "E0211"),
        ("p(X)?", "E0103"),
        ("p(X) and q(X)", "E0201"),
        ("p(2023-02-29)", "E0106"),
        ("p(work)", "E0205"),
        ("court(X)", "E0205"),
        ("rule r then p(X)", "E0205"),
        ("not not p(X)", "E0201"),
    ],
)
def test_faulty_literals(text: str, code: str) -> None:
    literal, diagnostics = parse_literal(Source("<question>", text))
    assert literal is None
    assert [d.code for d in diagnostics] == [code]

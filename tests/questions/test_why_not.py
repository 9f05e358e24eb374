"""Why not: what is said to fail fails, what is said to follow follows, and no provision is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from decisis.casework.inquiry import Inquiry, asked_of, question_in
from decisis.casework.matter import Matter
from decisis.casework.record import Side
from decisis.casework.verdict import plain_verdict
from decisis.certificate.ledger import Certificate
from decisis.compiler.setting import Setting
from decisis.compiler.speaking import speaks
from decisis.diagnostics import Rejected
from decisis.engine import DEFAULT, engine
from decisis.pipeline import load_matter, logic_root
from decisis.proof.argument import Ground
from decisis.proof.obstacles import Obstacle
from decisis.proof.wording import source_text
from decisis.questions.difference import headline
from decisis.questions.what_if import after_changes
from decisis.questions.why_not import Candidate, NotSo, WhyNot, why_not
from decisis.rules import ir, naming
from decisis.values import Value
from tests.questions.generated import EXAMPLES, loaded, matters
from tests.thorough import some

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MADE = settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
SHIPPED = some(("ca2/leiva_deras", "idd/palacios_becerril", "nmd/lugo_marin", "mnd/alcaraz"), 2)
ASSUMABLE = {
    "not shown",
    "shown otherwise",
    "alleged",
    "disputed",
    "conflicted",
    "not decided",
    "for the court",
}


@MADE
@given(matters(), st.sampled_from(["prevails", "liable"]))
def test_on_made_up_matters(text: str, name: str) -> None:
    try:
        matter = loaded(text)
    except Rejected:
        assume(False)
        raise
    found = why_not(asked_of(matter, Inquiry()), matter.questions[name])
    for literal in found.literals:
        for candidate in literal.candidates:
            what_fails_is_all_that_fails(found, literal, candidate)
            what_would_follow_follows(found, literal, candidate, "naive")
        nothing_is_left_out(matter, literal)


@pytest.mark.parametrize("case", SHIPPED)
def test_on_the_matters_that_ship(case: str) -> None:
    matter = load_matter(str(ROOT / "cases" / f"{case}.case"))
    asked = asked_of(matter, Inquiry())
    for question in list(matter.questions.values())[:4]:
        found = why_not(asked, question)
        for literal in found.literals:
            for candidate in literal.candidates:
                what_would_follow_follows(found, literal, candidate, DEFAULT)
                what_is_not_heard_is_heard_then(matter, candidate)
            nothing_is_left_out(matter, literal)


def what_fails_is_all_that_fails(found: WhyNot, literal: NotSo, candidate: Candidate) -> None:
    """Once all that is said to be missing is assumed, the provision applies."""
    named = [x.literal for x in (*candidate.met, *candidate.obstacles) if x.literal]
    missing = [o for o in candidate.obstacles if o.literal and "_" not in o.literal.partition("(")[2]]
    if not candidate.speaks or candidate.applies or len(missing) < len(candidate.obstacles):
        return
    if not {o.kind for o in missing} <= ASSUMABLE or candidate.not_reached or literal.side is None:
        return
    if any(m.kind == "absent" for m in candidate.met) or len({_base(x) for x in named}) < len(named):
        return  # what is assumed for one element could take another away
    after = after_changes(found.asked, [f"even if {o.literal}" for o in missing])
    run = after.about(found.question.relation).run
    applies = [n for n in run.model.relations if n.startswith(f"applies {candidate.step.provision}")]
    assert any(literal.side.values in run.model.tuples(n) for n in applies), (candidate, missing)


def _base(literal: str) -> str:
    return literal.removeprefix("not ").partition("(")[0]


def what_would_follow_follows(found: WhyNot, literal: NotSo, candidate: Candidate, judge: str) -> None:
    """The verdict that is claimed is that of another run: the provision applies, and what it lacks is so."""
    if candidate.then is None or literal.side is None or "leaves open" in candidate.step.title:
        return
    run = found.asked.run
    name = candidate.step.provision
    clauses = run.lowered.program.clauses
    applying = {c.body[0].relation for c in clauses if _concludes(c, literal.side.relation, name)}
    applying = {r for r in applying if ", answered " not in r}
    if len(applying) != 1:
        return
    (applies,) = applying
    given: dict[str, frozenset[tuple[Value, ...]]] = {}
    for each in (Ground(applies, literal.side.values), *candidate.then.lacking):
        for relation in (each.relation, naming.possibly(each.relation)):
            given[relation] = given.get(relation, frozenset()) | {each.values}
    said = {o.literal for o in candidate.obstacles}
    assert all(source_text(g.relation, g.values) in said for g in candidate.then.lacking)
    court = replace(found.asked.court, engine=engine(judge), _runs={}, certificate=Certificate())
    again = court.with_given(found.asked.setting, run, found.asked.relation, given)
    verdict = plain_verdict(again, Side(literal.side.relation, literal.side.values))
    assert verdict == candidate.then.verdict
    assert candidate.then.remaining or verdict == "proved"


def _concludes(clause: ir.Clause, relation: str, provision: str) -> bool:
    origin = clause.origin
    return origin.role == "concludes" and origin.provision == provision and clause.head.relation == relation


def what_is_not_heard_is_heard_then(matter: Matter, candidate: Candidate) -> None:
    day = candidate.heard_from
    if isinstance(day, date) and candidate.obstacles[0].kind in ("not yet decided", "not in force"):
        provision = matter.library.provisions[candidate.step.provision]
        assert speaks(provision, matter.library, Setting(matter.setting.court, day))


def nothing_is_left_out(matter: Matter, literal: NotSo) -> None:
    """Every provision that concludes the literal is there, whether it speaks or not."""
    if literal.side is None:
        return
    base, negated = literal.side.relation.removeprefix("not "), literal.side.relation.startswith("not ")
    shown = {c.step.provision for c in literal.candidates}
    for name, provision in matter.library.provisions.items():
        atom = getattr(provision.conclusion, "atom", None)
        if atom is None or atom.relation.text != base or atom.scenario is not None:
            continue
        could = [a.term.value for a in atom.arguments if hasattr(a.term, "value")]
        if getattr(provision.conclusion, "negated", None) == negated and not could:
            assert name in shown


PERMIT = str(HERE / "permit.case")


@pytest.mark.parametrize(
    "question, provision, kind, margin",
    [
        ("time", "time_limit", "not so", "625 days late"),
        ("birch_permit", "residents", "not so", "105 days late"),
        ("birch_permit", "badge", "not in force", ""),
        ("settled", "settled", "not so", "6 months short"),
        ("settled", "any_home", "dissent", ""),
        ("ash_permit", "old_town_is_full", "not so", "21 short"),
        ("ash_permit", "garages", "not yet decided", ""),
        ("fine", "first_days", "not so", "1 over"),
        ("holds_garage(birch)", "", "", ""),
    ],
)
def test_how_far(question: str, provision: str, kind: str, margin: str) -> None:
    matter = load_matter(PERMIT, logic_root(str(HERE / "law")))
    found = why_not(asked_of(matter, Inquiry()), question_in(matter, question))
    candidates = {c.step.provision: c for literal in found.literals for c in literal.candidates}
    if not provision:
        assert not candidates
        return
    first = candidates[provision].obstacles[0]
    assert (first.kind, first.margin) == (kind, margin)


def test_a_lost_priority() -> None:
    matter = load_matter(PERMIT, logic_root(str(HERE / "law")))
    asked = after_changes(asked_of(matter, Inquiry()), ["suppose length_of(car, 460) instead"])
    found = why_not(asked, matter.questions["ash_permit"])
    (literal,) = found.literals
    candidates = {c.step.provision: c for c in literal.candidates}
    assert candidates["residents"].applies
    (obstacle,) = candidates["residents"].obstacles
    assert (obstacle.kind, obstacle.by) == ("outranked", "old_town_is_full")
    assert headline((literal.row,)) == "refuted"


BOARDING = """
court county "the County Court"
authority code is "Air Code" statute from the document
sort Passenger
relation refused(p: Passenger)     reads "{{p}} was refused"
relation cancelled(p: Passenger)   reads "the flight of {{p}} was cancelled"
relation excused(p: Passenger)     reads "the carrier of {{p}} is excused"
relation compensated(p: Passenger) reads "{{p}} is to be compensated"
rule refusal "Refused" under code at "4"
  given
    (1) refused(P)
  then compensated(P)
rule cancellation "Cancelled" under code at "5"
  given
    (1) cancelled(P)
  then compensated(P)
rule excuse "Excused" under code at "6"
  exception to cancellation
  given
    (1) excused(P)
    (2) no showing that refused(P)
  then not compensated(P)
source file is "the file"
matter m is "M" before county as of 2020-01-01
thing ann: Passenger "Ann"
record found from file
  {said} at "1"
question due: compensated(ann)
"""


@pytest.mark.parametrize("provision, verdict", [("refusal", "proved"), ("cancellation", "refuted")])
def test_what_it_lacks_may_keep_an_opponent_out(provision: str, verdict: str) -> None:
    """If the refusal were shown, the excuse, which asks that there be none, would not stand in its way."""
    matter = loaded(BOARDING.format(said="excused(ann)"))
    (literal,) = why_not(asked_of(matter, Inquiry()), matter.questions["due"]).literals
    (candidate,) = (c for c in literal.candidates if c.step.provision == provision)
    assert candidate.then is not None and candidate.then.verdict == verdict


def test_what_is_established_instead_is_named_as_its_ground_names_it() -> None:
    matter = load_matter(str(HERE.parents[1] / "cases/wied/garcia_lopez.case"), logic_root())
    found = why_not(asked_of(matter, Inquiry()), matter.questions["counts"])
    (literal,) = found.literals
    assert literal.instead is not None and literal.row is not None
    assert literal.instead.provision == literal.row.grounds[0].proof.provision == "vacated_counts_7th"


LATE = """
court county "the County Court"
sort Person
relation late(p: Person) reads "{{p}} is late"
source book is "the register"
matter m is "M" before county as of 2020-01-01
thing ann: Person "Ann"
party bell "Bell"
{said}
question late: late(ann)
"""


@pytest.mark.parametrize(
    "said, kind, text",
    [
        ("record found from book\n  late(ann)\n  not late(ann)", "opposed", "the record says otherwise: "),
        ("dispute day: late(ann) versus not late(ann)\n  burden on bell by proof", "disputed", "Ann is late"),
        ("record alleged by bell from book\n  late(ann)", "alleged", "Ann is late"),
    ],
)
def test_what_the_record_says_and_does_not_establish(said: str, kind: str, text: str) -> None:
    matter = loaded(LATE.format(said=said))
    (literal,) = why_not(asked_of(matter, Inquiry()), matter.questions["late"]).literals
    (record,) = literal.candidates
    (obstacle,) = record.obstacles
    assert obstacle.kind == kind and obstacle.text.startswith(text)
    assert record.step.text == "Ann is late"


POINTS = """
court county "the County Court"
authority rules is "Rules of the Show" statute from the document
sort Gourd
relation great(g: Gourd) reads "{{g}} is great"
relation red(g: Gourd)   reads "{{g}} is red"
relation weight(g: Gourd, n: Int) functional in g reads "{{g}} weighs {{n}}"
relation points(g: Gourd, n: Int) functional in g reads "{{g}} has {{n}} points"
rule sixteen "Great gourds" under rules at "6"
  given
    (1) great(G)
  then points(G, 16)
rule eight "Red gourds" under rules at "7"
  given
    (1) red(G)
  then points(G, 8)
{more}
source card is "the entry card"
matter m is "M" before county as of 2020-01-01
thing entry: Gourd "the gourd"
record found from card
  {said} at "1"
question twelve: points(entry, 12)
"""
BY_WEIGHT = 'rule weighed under rules at "8"\n  given\n    (1) weight(G, N)\n  then points(G, N)'


def asked_for_points(said: str, more: str = "") -> NotSo:
    matter = loaded(POINTS.format(said=said, more=more))
    (literal,) = why_not(asked_of(matter, Inquiry()), matter.questions["twelve"]).literals
    return literal


@pytest.mark.parametrize(
    "said, sixteen",
    [
        ("great(entry)", "it gives another value: the gourd has 16 points"),
        ("not great(entry)", "it could only give another value: the gourd has 16 points"),
    ],
)
def test_which_value_is_given_by_provisions_that_cannot_give_the_one_asked(said: str, sixteen: str) -> None:
    found = asked_for_points(said)
    candidates = {c.step.provision: c for c in found.candidates}
    assert candidates["sixteen"].obstacles == (Obstacle("another value", sixteen),)
    assert candidates["sixteen"].applies == (said == "great(entry)")
    (eight,) = candidates["eight"].obstacles
    assert eight.text == "it could only give another value: the gourd has 8 points"


def test_a_provision_that_would_give_two_values_is_not_said_to_be_two() -> None:
    found = asked_for_points("weight(entry, 9)", BY_WEIGHT)
    (by_weight,) = (c for c in found.candidates if c.step.provision == "weighed")
    assert by_weight.then is not None
    (obstacle,) = by_weight.then.remaining
    assert obstacle.text == "`weighed` gives something else, too"


def test_of_a_value_that_stands_the_provisions_that_work_out_another_are_named() -> None:
    """Which value they would give nobody can say: they are not left out for that."""
    asked = POINTS.replace("points(entry, 12)", "points(entry, N)")
    matter = loaded(asked.format(said="red(entry)", more=BY_WEIGHT))
    (literal,) = why_not(asked_of(matter, Inquiry()), matter.questions["twelve"]).literals
    assert literal.verdict == "proved"
    assert {c.step.provision for c in literal.candidates} == {"sixteen", "weighed"}


def test_a_total_is_not_reached_while_nothing_names_of_whom_it_is() -> None:
    matter = load_matter(str(ROOT / "tests" / "museum" / "total_of_nobody.case"))
    (literal,) = why_not(asked_of(matter, Inquiry()), matter.questions["award"]).literals
    (candidate,) = literal.candidates
    assert [step.label for step in candidate.met] == ["(2)"]
    assert [(o.label, o.kind) for o in candidate.obstacles] == [("(1)", "not shown")]
    assert candidate.not_reached == ("(3)", "(4)", "(5)", "(6)")

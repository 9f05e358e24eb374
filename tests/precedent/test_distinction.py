"""A precedent against a matter, and when a matter is a fortiori one, worked out by hand."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from decisis.casework.inquiry import Inquiry, asked_of
from decisis.casework.matter import Matter
from decisis.diagnostics import Rejected
from decisis.pipeline import Loader, load_matter
from decisis.precedent.distinction import Distinction, distinction, distinctions, rulings_named
from decisis.precedent.present_distinction import present_distinction
from decisis.render.distinction import distinction_json, distinction_markdown, distinction_text
from decisis.rules import naming
from decisis.source import Source
from decisis.syntax import ast
from tests.precedent.conftest import HERE

FOR_OWNER = ("guarded(north)", "agreed_to_silence(south)", "bribed(south)")
FOR_TAKER = ("disclosed_in_talks(north)", "worked_out_alone(south)")
LOADER = Loader(HERE / "logic")


def matter(*facts: str, alleged: tuple[str, ...] = (), disputed: tuple[str, ...] = ()) -> Matter:
    written = [f"  {fact}" for fact in ("parties(c, north, south)", *facts)]
    lines = [
        'source docket is "the docket"',
        'matter made is "Made" before alder as of 2005-01-01',
        "  uses secrets",
        "party north",
        "party south",
        "thing c: Claim",
        "record found from docket",
        *written,
        *(f"fact {fact} alleged by north from docket" for fact in alleged),
        *(f"dispute d{i}: {fact} unresolved from docket" for i, fact in enumerate(disputed)),
    ]
    return LOADER.matter_of(Source("made.case", "\n".join(lines) + "\n"), HERE)


def against(name: str, *facts: str, **more: tuple[str, ...]) -> Distinction:
    made = matter(*facts, **more)
    return distinction(made, asked_of(made, Inquiry()), name)


def test_elements_and_what_was_so_despite(claim: Matter) -> None:
    found = distinction(claim, asked_of(claim, Inquiry()), "despite_disclosure")
    assert [(e.label, e.state) for e in found.elements] == [("(1)", "met"), ("(2)", "met"), ("(3)", "met")]
    assert [(e.label, e.state) for e in found.despite] == [("(4)", "met")]
    assert found.applies
    assert found.conclusion == "the secret in the claim was misappropriated"


def test_states_of_elements() -> None:
    found = against("despite_disclosure", "not guarded(north)", alleged=("agreed_to_silence(south)",))
    assert [e.state for e in found.elements] == ["met", "contrary", "alleged"]
    found = against("despite_disclosure", disputed=("guarded(north)",))
    assert [e.state for e in found.elements] == ["met", "open", "missing"]


ALPHA = {"guarded(north)", "agreed_to_silence(south)", "bribed(south)"}  # for it; against it: the disclosure


@pytest.mark.parametrize("owner", [c for n in range(4) for c in combinations(FOR_OWNER, n)])
@pytest.mark.parametrize("taker", [c for n in range(3) for c in combinations(FOR_TAKER, n)])
def test_a_fortiori_is_what_the_result_model_says(owner: tuple[str, ...], taker: tuple[str, ...]) -> None:
    """Every factor for the outcome that the precedent had, and none against it that it had not."""
    found = against("despite_disclosure", *owner, *taker)
    stronger = set(owner) >= ALPHA and set(taker) <= {"disclosed_in_talks(north)"}
    assert found.a_fortiori.answer == ("yes" if stronger else "no")


@settings(max_examples=12, deadline=None)
@given(st.sets(st.sampled_from(FOR_OWNER + FOR_TAKER)), st.sampled_from(FOR_OWNER))
def test_more_for_the_outcome_never_takes_a_fortiori_away(facts: set[str], more: str) -> None:
    before = against("despite_disclosure", *sorted(facts)).a_fortiori.answer
    after = against("despite_disclosure", *sorted(facts | {more})).a_fortiori.answer
    assert (before, after) != ("yes", "no")


def test_an_open_factor_leaves_it_open_and_an_alleged_one_is_none() -> None:
    everything = sorted(ALPHA)
    assert (
        against("despite_disclosure", *everything, disputed=("worked_out_alone(south)",)).a_fortiori.answer
        == "open"
    )
    assert (
        against("despite_disclosure", *everything, alleged=("worked_out_alone(south)",)).a_fortiori.answer
        == "yes"
    )
    assert (
        against("despite_disclosure", *everything[1:], disputed=(everything[0],)).a_fortiori.answer == "open"
    )
    assert against("despite_disclosure", *everything[1:], alleged=(everything[0],)).a_fortiori.answer == "no"


def test_what_is_open_is_not_said_to_be_so_or_not() -> None:
    everything = sorted(ALPHA)
    made = matter(*everything[1:], disputed=(everything[0], "worked_out_alone(south)"))
    asked = asked_of(made, Inquiry())
    view = present_distinction(made, asked, [distinction(made, asked, "despite_disclosure")])
    (said,) = [line for line in distinction_text(view, 200).splitlines() if "a fortiori" in line]
    assert said.endswith(
        "1 factor for it may not be here; 1 factor against it may be here, and was not there"
    )


def test_a_denial_turns_the_sides_around() -> None:
    """Gamma denied it: what favours the taker speaks for that outcome."""
    found = against("disclosure_ends_it", "disclosed_in_talks(north)", "worked_out_alone(south)")
    assert {f.text: f.supports for f in found.factors} == {
        "north disclosed the information in negotiations": True,
        "south could have worked the information out": True,
    }
    assert found.a_fortiori.answer == "yes"


def test_what_is_no_part_of_the_law_is_compared_and_changes_nothing(claim: Matter) -> None:
    asked = asked_of(claim, Inquiry(variant="loose_talk"))
    found = distinction(claim, asked, "no_bribery_without_agreement")
    assert found.silent == "it was decided after 2005-01-01"
    assert all(e.state == "met" for e in found.elements)
    later = asked_of(claim, Inquiry(variant="years_later"))
    assert distinction(claim, later, "bribery_is_enough").silent.startswith("overruled in Omega")
    run = later.about("misappropriated").run
    compared = distinction(claim, later, "bribery_is_enough")
    assert all(e.state == "met" for e in compared.elements)
    assert later.about("misappropriated").run.model.tuples("misappropriated") == run.model.tuples(
        "misappropriated"
    )


def test_a_ruling_that_speaks_is_met_where_it_applies() -> None:
    """Of every ruling of a shipped matter, all elements are met just where the law applies it."""
    leiva = load_matter(str(HERE.parents[1] / "cases" / "ca2" / "leiva_deras.case"))
    asked = asked_of(leiva, Inquiry())
    rulings = [name for name, p in leiva.library.provisions.items() if p.kind in ast.RULINGS]
    run = asked.about("").run
    for found in distinctions(leiva, asked, rulings):
        assert found.elements
        if not found.silent:
            assert found.applies == bool(run.model.tuples(naming.applies(found.info.name))), found.info.name


def test_names_that_nobody_knows(claim: Matter) -> None:
    assert rulings_named("alpha", claim.library) == ("despite_disclosure",)
    assert rulings_named("talks_are_open", claim.library) == ("talks_are_open",)
    for name in ("alhpa", "code", "liability"):
        with pytest.raises(Rejected):
            rulings_named(name, claim.library)


def test_looks(claim: Matter, snapshot: SnapshotAssertion) -> None:
    asked = asked_of(claim, Inquiry())
    names = ("despite_disclosure", "bribery_is_enough")
    view = present_distinction(claim, asked, [distinction(claim, asked, name) for name in names])
    assert distinction_text(view, 100) == snapshot
    assert distinction_markdown(view) == snapshot
    assert json.loads(distinction_json(view))["format"] == "decisis.distinction/1"


WITHOUT_A_LITERAL = """
court top "Top Ct."
authority act is "Act" statute from the document
authority aa is "Alpha, 1 R. 1 (Top Ct. 2001)" decided by top on 2001-01-01 from the document
sort Book
relation late(b: Book) reads "{b} is late"
relation lost(b: Book) reads "{b} is lost"
relation fined(b: Book, n: Money) functional in b reads "a fine of {n} is due for {b}"
rule fine "The fine" under act at "1" given (1) late(B) then fined(B, $10)
holding spared of aa at "1" construing act at "1"
  given (1) late(B) (2) lost(B)
  then fine does not apply to (B, $10)
holding more of aa at "2" construing act at "1" given (1) lost(B) then fined(B, _) is not covered
matter m is "M" before top as of 2005-01-01
thing atlas: Book "the atlas"
record found
  late(atlas)
question fined: fined(atlas, N)
"""


SPARED = "The fine: Act, at 1 does not apply, and so does not give that a fine of $10 is due for the atlas"
BEYOND = "whether a fine of any amount is due for any book is not covered"


@pytest.mark.parametrize("ruling, said", [("spared", SPARED), ("more", BEYOND)])
def test_conclusions_that_take_a_provision_out_of_application_or_say_where_the_law_ends(
    ruling: str, said: str
) -> None:
    made = Loader(HERE / "logic").matter_of(Source("made.case", WITHOUT_A_LITERAL), HERE)
    assert distinction(made, asked_of(made, Inquiry()), ruling).conclusion == said

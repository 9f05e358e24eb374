"""Interviews: they come to the verdict of the full record, and ask nothing twice or in vain.

Longer: `DECISIS_THOROUGH=1 python -m pytest tests/interview`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import decisis
from decisis.casework.answer import ask
from decisis.casework.inquiry import Inquiry, asked_of, question_in
from decisis.casework.record import Fact, Record, Side, base_relation
from decisis.questions import interview_search
from decisis.questions.askable import Item, askable, asked_places, told
from decisis.questions.difference import headline
from decisis.questions.interview import Interview, interview
from decisis.questions.outcomes import outcome
from decisis.questions.replies import Asking, Disputed, Reply
from tests.interview.generated import programs
from tests.questions.generated import loaded
from tests.thorough import THOROUGH

ROOT = Path(__file__).parents[2]
LAW = decisis.load_doctrine()


class Witness:
    """A matter with a full record, of which an interview is told nothing that it could ask."""

    def __init__(self, matter: decisis.Matter, question: str, kept: float = 0.0, seed: int = 0) -> None:
        self.question = question_in(matter.current, question)
        self.library = matter.filed.library
        self.relations = askable(self.library)
        self.full = matter.asked.about(self.question.relation)
        self.facts = matter.state.record.facts
        chance = Random(seed)
        hidden = {i for i in self._items() if chance.random() >= kept}
        shown = tuple(f for f in self.facts if self._item(f) not in hidden or not f.usable)
        record = replace(matter.state.record, facts=shown)
        self.start = interview(replace(matter.asked, record=record), self.question, self.library)

    def _items(self) -> list[Item]:
        found = {
            self._item(f) for f in self.facts if f.usable and base_relation(f.relation) in self.relations
        }
        return sorted(found, key=lambda item: item.key)

    def _item(self, fact: Fact) -> Item:
        relation = self.library.relations[base_relation(fact.relation)]
        wanted = asked_places(relation, self.library)
        values = tuple(None if i in wanted else str(v) for i, v in enumerate(fact.values))
        return Item(relation.name.text, values, ())

    def answers(self, item: Item | Disputed) -> Reply:
        """The truth: what the full record says of it; of a dispute, nothing."""
        if isinstance(item, Disputed):
            return Reply(item)
        said = (f for f in self.facts if f.usable and item.covers(f.relation, f.values))
        return Reply(item, tuple(Side(f.relation, f.values) for f in said))

    def held(self, most: int = 200) -> tuple[Interview, list[tuple[Interview, Asking]]]:
        found, asked = self.start, list[tuple[Interview, Asking]]()
        while (asking := found.next) is not None:
            asked.append((found, asking))
            found = found.answered(self.answers(asking.item))
            assert len(asked) < most
        return found, asked

    def verdict(self, record: Record) -> tuple[str, set[tuple[Side, str]]]:
        rows = ask(replace(self.full, record=record), self.question)
        return headline(rows), {(row.side, row.verdict) for row in rows if row.verdict != "undetermined"}


def check(witness: Witness) -> None:
    found, asked = witness.held()
    assert witness.verdict(found.record) == witness.verdict(witness.full.record)
    items = [asking.item for _, asking in asked]
    assert len(items) == len(set(items))
    for before, asking in asked:
        assert changes(before, asking), asking.item


def changes(before: Interview, asking: Asking) -> bool:
    """Whether, with the context found, the answer leads to other verdicts than none does; run anew."""
    context = before.record.add(*map(told, asking.context))
    if isinstance(asking.item, Disputed):
        falls = [context.resolve(asking.item.name, side) for side in asking.item.sides]
        outcomes = {outcome(replace(before.asked, record=r), before.question) for r in (context, *falls)}
        return len(outcomes) > 1
    with_it = context.add(*map(told, asking.answer))
    runs = [outcome(replace(before.asked, record=record), before.question) for record in (context, with_it)]
    return runs[0] != runs[1] and all(asking.item.covers(s.relation, s.values) for s in asking.answer)


# --- on shipped matters ------------------------------------------------------------------------------------

SHIPPED = [
    ("tests/sessions/lease.case", "evict"),
    ("tests/sessions/lease.case", "deposit"),
    ("cases/nmd/lugo_marin.case", "reclassify"),
    ("cases/nmd/lugo_marin.case", "writ"),
]
LONG = [
    ("cases/nmd/lugo_marin.case", "clemency"),
    ("cases/ca2/leiva_deras.case", "increase"),
    ("cases/idd/palacios_becerril.case", "power"),
    ("cases/idd/palacios_becerril.case", "denial"),
    ("cases/mnd/alcaraz.case", "denial"),
    ("cases/ca2/leiva_deras.case", "range"),
    ("cases/ca2/leiva_deras.case", "severity"),
]


@pytest.mark.parametrize("case, question", [*SHIPPED, *(LONG if THOROUGH else [])])
def test_it_comes_to_the_verdict_of_the_full_record(case: str, question: str) -> None:
    check(Witness(LAW.matter(ROOT / case), question))


@pytest.mark.parametrize("seed", range(40 if THOROUGH else 2))
def test_it_goes_on_from_what_the_record_says(seed: int) -> None:
    case, question = LONG[1] if THOROUGH else SHIPPED[2]
    check(Witness(LAW.matter(ROOT / case), question, kept=0.7, seed=seed))


def test_it_asks_nothing_of_what_the_record_settles() -> None:
    lease = LAW.matter(ROOT / "tests/sessions/lease.case").suppose("not retaliatory(landlord, flat)")
    settled = lease.resolve("notice", "not notice_given(landlord, flat)")
    question = question_in(settled.current, "evict")
    assert interview(settled.asked, question, settled.filed.library).next is None


def test_a_dispute_that_decides_is_asked_about_and_each_side_leads_elsewhere() -> None:
    lease = LAW.matter(ROOT / "tests/sessions/lease.case").suppose("not retaliatory(landlord, flat)")
    begun = interview(lease.asked, question_in(lease.current, "evict"), lease.filed.library)
    asking = begun.next
    assert asking is not None
    assert isinstance(asking.item, Disputed)
    verdicts = [begun.answered(Reply(asking.item, (side,))).verdict for side in asking.item.sides]
    assert verdicts == ["proved", "undetermined"]
    told_nothing = begun.answered(Reply(asking.item))
    assert told_nothing.next is None or told_nothing.next.item != asking.item


def test_a_search_that_is_cut_short_says_what_it_did_not_try(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = LAW.matter(ROOT / "tests/interview/bare.case")
    question = question_in(bare.current, "evict")
    assert not interview(bare.asked, question, bare.filed.library).skipped
    monkeypatch.setattr(interview_search, "MOST_RUNS", 0)
    found = interview(bare.asked, question, bare.filed.library)
    assert found.next is None
    assert set(found.skipped) == set(found.open)
    monkeypatch.undo()
    found = interview(bare.asked, question, bare.filed.library, seconds=1e-9)
    assert found.next is None
    assert set(found.skipped) == set(found.open)


# --- on generated ones -------------------------------------------------------------------------------------


@settings(max_examples=400 if THOROUGH else 20)
@given(programs(), st.integers(0, 3))
def test_on_generated_matters(program: str, seed: int) -> None:
    check(Witness(LAW.matter(program), "goal", kept=0.3, seed=seed))


DISPUTED = """court county "County Ct."
authority act is "Sales Act" statute from the document
relation book(p: Party)    reads "what {p} bought is a book"
relation disc(p: Party)    reads "what {p} bought is a disc"
relation opened(p: Party)  reads "{p} opened it"
relation keeps(p: Party)   reads "{p} has to keep it"
rule books under act at "1"
  given
    (1) book(P)
    (2) opened(P)
  then keeps(P)
rule discs under act at "2"
  given
    (1) disc(P)
    (2) opened(P)
  then keeps(P)
source file is "the file"
party ann "Ann"
matter m is "M" before county as of 2020-01-01
record found from file
  disc(ann)
dispute seal: opened(ann) versus not opened(ann) unresolved
question q: keeps(ann)
"""


def test_a_dispute_is_asked_about_with_the_provision_that_depends_on_it() -> None:
    """Both provisions speak of opening; of a disc, the second is the one that matters."""
    matter = loaded(DISPUTED)
    asking = interview(asked_of(matter, Inquiry()), matter.questions["q"], matter.library).next
    assert asking is not None
    assert (asking.step.provision, asking.step.label) == ("discs", "(2)")

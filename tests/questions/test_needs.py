"""Needs: every set that is listed was run and is so, none contains another, and none is missing."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random
from unittest.mock import patch

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from decisis.casework.inquiry import Inquiry, asked_of
from decisis.casework.verdict import Asked, verdict_of
from decisis.diagnostics import Rejected
from decisis.questions.clock import Clock
from decisis.questions.moves import Alter, Move, Oppose, Withdraw, moved, outline, same_thing, written
from decisis.questions.needs import Needs, as_found, needs
from decisis.questions.space import Space, space_of
from decisis.questions.what_if import after_changes
from decisis.values import Bounds, may_equal
from tests.questions.generated import EXAMPLES, loaded, matters

MOST_MOVES = 45  # that are tried in pairs
MADE = settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))


def asked_about(text: str, name: str) -> tuple[Asked, object]:
    try:
        matter = loaded(text)
    except Rejected:
        assume(False)
        raise
    return asked_of(matter, Inquiry()), matter.questions[name]


@MADE
@given(matters(), st.sampled_from(["prevails", "liable"]), st.sampled_from(["", "proved", "undetermined"]))
def test_what_is_listed_is_so(text: str, name: str, to: str) -> None:
    asked, question = asked_about(text, name)
    found = needs(asked, question, to)
    assert not (found.flips and found.verdict == to)
    for flip in found.flips:
        again = after_changes(asked, [line for move in flip.moves for line in written(move)])
        verdict, _ = verdict_of(again.about(question.relation), found.side)
        assert verdict == flip.verdict
        assert verdict == to if to else verdict != found.verdict
        for size in range(len(flip.moves)):
            for fewer in combinations(flip.moves, size):
                less, _ = verdict_of(moved(asked.about(question.relation), fewer), found.side)
                assert less != to if to else less == found.verdict
    sets = [frozenset(f.moves) for f in found.flips]
    assert not any(a < b for a in sets for b in sets)


@MADE
@given(matters(), st.sampled_from(["prevails", "liable"]))
def test_what_is_told_first_stays(text: str, name: str) -> None:
    """Each set is told once, the smallest first, and nothing that was told is taken back."""
    asked, question = asked_about(text, name)
    told = list(as_found(asked, question, most=2))
    for before, after in pairwise(told):
        assert after.flips[: len(before.flips)] == before.flips
        assert len(after.flips) <= len(before.flips) + 1 and before.covered <= after.covered
    sizes = [len(flip.moves) for flip in told[-1].flips]
    assert sizes == sorted(sizes)


@MADE
@given(matters(), st.sampled_from(["prevails", "liable"]), st.randoms())
def test_the_order_in_which_changes_are_tried_does_not_matter(text: str, name: str, random: Random) -> None:
    asked, question = asked_about(text, name)
    in_order = Space.everything

    def shuffled(space: Space) -> tuple[Move, ...]:
        moves = list(in_order(space))
        random.shuffle(moves)
        return tuple(moves)

    found = needs(asked, question, most=2)
    with patch.object(Space, "everything", shuffled):
        again = needs(asked, question, most=2)
    assert [f.moves for f in again.flips] == [f.moves for f in found.flips]
    assert again.covered == found.covered


@MADE
@given(
    matters(),
    st.sampled_from(["prevails", "liable"]),
    st.sampled_from(["", "proved", "refuted", "conflicted"]),
    st.sampled_from([0, 700_000]),
)
def test_nothing_is_missing(text: str, name: str, to: str, joined: int) -> None:
    """Whether sets are gone through together, or along plans because that would be too much."""
    asked, question = asked_about(text, name)
    with patch("decisis.questions.search.MOST_JOINED", joined):
        found = needs(asked, question, to, most=2, most_runs=5000)
    assume(found.verdict != to)
    missed = [plan for plan in blindly(found, 2) if len(plan) <= found.covered and not is_listed(plan, found)]
    assert not missed, (text, missed)


@MADE
@given(matters(), st.sampled_from(["prevails", "liable"]), st.integers(0, 40), st.integers(0, 12))
def test_a_search_that_is_stopped_says_truly_how_far_it_came(
    text: str, name: str, looks: int, more: int
) -> None:
    """Whenever the time ends: what is complete is, and what is listed was checked."""
    asked, question = asked_about(text, name)
    whole = needs(asked, question, most=2)
    with patch("decisis.questions.needs.Clock", lambda seconds: CountedClock(seconds, looks, more)):
        found = needs(asked, question, most=2, seconds=1)
    assert {frozenset(f.moves) for f in found.flips} <= {
        frozenset(f.moves) for f in whole.flips
    } or found.limit
    for flip in found.flips:
        assert flip.known is not None and flip.verdict != found.verdict
    listed = {frozenset(f.moves) for f in found.flips}
    for flip in whole.flips:
        if len(flip.moves) <= min(found.covered, whole.covered):
            assert any(outline(plan) <= outline(frozenset(flip.moves)) for plan in listed)


class CountedClock(Clock):
    """Over after so many looks at it while searching, and so many while checking."""

    def __init__(self, seconds: float, looks: int, more: int) -> None:
        super().__init__(seconds)
        self.left = {"searching": looks, "checking": more}

    @property
    def over(self) -> bool:
        self.left[self.doing] -= 1
        return self.seconds is not None and self.left[self.doing] < 0


def blindly(found: Needs, most: int) -> list[frozenset[Move]]:
    """Every least set of moves of the space, tried one after the other."""
    asked = found.asked
    space = space_of(asked)
    moves = space.everything()
    here: list[frozenset[Move]] = []
    for size in range(1, (most if len(moves) <= MOST_MOVES else 1) + 1):
        for chosen in combinations(moves, size):
            plan = frozenset(chosen)
            if any(same_thing(a, b) for a, b in combinations(chosen, 2)) or any(h <= plan for h in here):
                continue
            verdict, _ = verdict_of(moved(space.asked, sorted(plan, key=repr)), found.side)
            if verdict == found.to if found.to else verdict != found.verdict:
                here.append(plan)
    return here


def is_listed(plan: frozenset[Move], found: Needs) -> bool:
    """Whether a listed set changes no more than this one, whatever the amounts."""
    for flip in found.flips:
        if outline(flip.moves) <= outline(plan) or all(any(no_more(m, n) for n in plan) for m in flip.moves):
            return True
    return False


def no_more(move: Move, other: Move) -> bool:
    """Whether a move is the other, perhaps in another amount, or asks for less of the same fact."""
    if outline([move]) == outline([other]):
        return True
    if isinstance(move, Alter) and isinstance(other, Alter) and isinstance(move.value, Bounds):
        among = may_equal(
            move.value, other.value
        )  # a part of an imprecise value stands for each that it may be
        return among and (move.side, move.place) == (other.side, other.place)
    return isinstance(move, Withdraw) and isinstance(other, Oppose | Alter) and move.side == other.side


@MADE
@given(matters(), st.sampled_from(["prevails", "liable"]))
def test_with_no_planning_left_what_the_answer_rests_on_is_still_tried(text: str, name: str) -> None:
    asked, question = asked_about(text, name)
    with_all = needs(asked, question, most=1)
    no_more = (patch(f"decisis.questions.search.{limit}", 0) for limit in ("MOST_STEPS", "MOST_JOINED"))
    with next(no_more), next(no_more):
        found = needs(asked, question, most=1)
    assert {f.moves for f in found.flips} <= {f.moves for f in with_all.flips}
    if with_all.verdict == "proved" and found.limit:
        lost = {f.moves for f in with_all.flips if isinstance(f.moves[0], Withdraw)}
        assert lost <= {f.moves for f in found.flips}

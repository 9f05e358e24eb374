"""Sets of changes gone through together: each has the verdict that it has when it is run alone."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from decisis.casework.answer import ask
from decisis.casework.inquiry import Inquiry, asked_of
from decisis.casework.verdict import verdict_of
from decisis.diagnostics import Rejected
from decisis.questions.moves import moved, same_thing
from decisis.questions.space import acts_apart, space_of
from decisis.questions.together import Together, bits_of
from decisis.questions.worlds import Budget
from tests.questions.generated import EXAMPLES, loaded, matters

MOST_MOVES = {1: 40, 2: 9, 3: 6}
MADE = settings(deadline=None, max_examples=2 * EXAMPLES, suppress_health_check=list(HealthCheck))


@MADE
@given(matters(), st.sampled_from(["prevails", "liable"]), st.sampled_from([1, 2, 3]), st.randoms())
def test_a_set_has_the_verdict_that_it_has_alone(text: str, name: str, size: int, random: Random) -> None:
    try:
        matter = loaded(text)
    except Rejected:
        assume(False)
        raise
    question = matter.questions[name]
    asked = asked_of(matter, Inquiry()).about(question.relation)
    space = space_of(asked)
    side = ask(asked, question)[0].side
    moves = [m for m in space.everything() if not acts_apart(m, space)]
    random.shuffle(moves)
    moves = moves[: MOST_MOVES[size]]
    assume(len(moves) >= size)
    around = Together(space.asked, side, space, moves, size, Budget(10_000_000))
    verdicts = around.verdicts()
    seen = {
        around.chosen(world): verdict for verdict, worlds in verdicts.of.items() for world in bits_of(worlds)
    }
    alone = {around.chosen(world) for world in bits_of(verdicts.looked_at)} | set(around.left_out())
    fit = [p for p in combinations(moves, size) if not any(same_thing(a, b) for a, b in combinations(p, 2))]
    assert seen.keys() | alone == set(map(frozenset, fit))
    for plan, verdict in seen.items():
        found, _ = verdict_of(moved(space.asked, sorted(plan, key=repr)), side)
        assert found == verdict, (plan, text)

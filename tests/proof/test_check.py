"""The checker accepts the model of a program, and no other."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import replace
from datetime import date
from itertools import chain, combinations, product
from pathlib import Path
from random import Random

import pytest

import decisis.engine
from decisis import cli
from decisis.calendar import Calendar, CountingEra, CountingRule
from decisis.engine import Engine, engine
from decisis.engine.model import Model
from decisis.proof import check, instances
from decisis.proof.check import Checker, check_model
from decisis.rules.ir import Aggregate, Binding, Comparison, Facts, Literal, Negation, StratifiedProgram
from decisis.rules.stratify import stratify
from decisis.values import Duration
from tests.engine.lowered_text import Page, page
from tests.proof import forgeries as forged
from tests.proof.forgeries import Claimed, Forger, Row

OF_CHECKS = [(name, forger) for name, forgers in forged.FORGERS.items() for forger in forgers]
FORGERS = [forger for _, forger in OF_CHECKS] + list(forged.MISREADERS)


def _reasons(each: Claimed) -> tuple[str, ...]:
    return check_model(each.program, each.facts, each.model)


# --- what is true is accepted ------------------------------------------------------------------------


@pytest.mark.parametrize("path", forged.LITMUS, ids=lambda path: path.stem)
def test_every_model_of_a_litmus_program_passes(path: Path) -> None:
    checker = Checker()  # as a court has it: one for all runs
    for each in forged.litmus(path):
        assert checker.reasons(each.program, each.facts, each.model) == ()
        assert _reasons(each) == ()


def test_every_model_of_a_written_program_passes() -> None:
    assert [_reasons(each) for each in forged.written() if _reasons(each)] == []


def test_every_model_of_a_generated_program_passes() -> None:
    assert [_reasons(each) for each in forged.generated(300) if _reasons(each)] == []


@pytest.mark.parametrize("odd", forged.ODD, ids=range(len(forged.ODD)))
def test_the_model_of_an_odd_program_passes(odd: Page) -> None:
    real = forged.true(odd.program, odd.facts)
    assert any(real.model.tuples(name) for name in forged.concluded(odd.program))
    assert _reasons(real) == ()


# --- what is false is refused ------------------------------------------------------------------------


@pytest.mark.parametrize("forger", FORGERS, ids=lambda forger: forger.__name__)
def test_no_forgery_is_accepted(forger: Forger) -> None:
    made = forged.forgeries(forger)
    assert len(made) >= 10
    assert [each for each in made if not _reasons(each)] == []


@pytest.mark.parametrize("name, forger", OF_CHECKS, ids=lambda each: getattr(each, "__name__", each))
def test_each_check_alone_refuses_its_forgeries(
    name: str, forger: Forger, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted = getattr(check, name)
    monkeypatch.setattr(check, "CHECKS", tuple(each for each in check.CHECKS if each is not deleted))
    assert [_reasons(each) for each in forged.forgeries(forger) if _reasons(each)] == []


def test_being_supported_is_not_being_founded(monkeypatch: pytest.MonkeyPatch) -> None:
    """If it were enough that each tuple is the head of some instance, circles would pass."""

    def supported(claim: check.Claim) -> Iterable[str]:
        heads = {(name, row) for name, found in claim.tried for row in found.heads}
        held = {(name, row) for name in claim.reading.concluded for row in claim.model.get(name, ())}
        given = {(name, row) for name, rows in claim.given.items() for row in rows}
        return [str(each) for each in held - heads - given]

    monkeypatch.setattr(check, "CHECKS", (check.given, check.closed, supported, check.stratified))
    assert not any(map(_reasons, forged.forgeries(forged.held_up_by_itself)))


Trier = Callable[[Literal, instances.Named, instances.World], Iterable[instances.Named]]
MISREADINGS: list[tuple[type[Literal], Forger, Callable[[Trier], Trier]]] = [
    (Negation, forged.absence_ignored, lambda holds: lambda literal, named, world: (named,)),
    (Comparison, forged.comparison_ignored, lambda holds: lambda literal, named, world: (named,)),
    (
        Aggregate,
        forged.wrong_aggregate,
        lambda holds: (
            lambda literal, named, world: holds(
                forged.miscounted(literal) if isinstance(literal, Aggregate) else literal, named, world
            )
        ),
    ),
    (
        Binding,
        forged.wrong_value,
        lambda holds: (
            lambda literal, named, world: holds(
                forged.misread(literal) if isinstance(literal, Binding) else literal, named, world
            )
        ),
    ),
]


@pytest.mark.parametrize(
    "kind, forger, misreading", MISREADINGS, ids=lambda each: getattr(each, "__name__", "")
)
def test_a_checker_that_misread_a_literal_would_accept_what_rests_on_it(
    kind: type[Literal],
    forger: Forger,
    misreading: Callable[[Trier], Trier],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = forged.forgeries(forger)
    holds = instances._holds
    wrong = misreading(holds)
    monkeypatch.setattr(
        instances,
        "_holds",
        lambda literal, named, world: (wrong if isinstance(literal, kind) else holds)(literal, named, world),
    )
    assert [_reasons(each) for each in made if _reasons(each)] == []


@pytest.mark.parametrize("ten", range(6))
def test_a_model_with_a_tuple_more_or_less_is_another_model(ten: int) -> None:
    for number, real in enumerate(forged.generated(60)[ten * 10 : ten * 10 + 10]):
        for each in forged.mutants(real, Random(number)):
            assert bool(_reasons(each)) == (each.model != real.model)


def test_what_a_checker_remembers_changes_nothing() -> None:
    checker = Checker()
    for number, real in enumerate(forged.some()):
        for each in (real, *forged.mutants(real, Random(number)), *forged.fact_left_out(real)):
            assert checker.reasons(each.program, each.facts, each.model) == _reasons(each)


def test_what_it_remembers_of_a_clause_is_not_of_another_nor_of_another_program() -> None:
    checker, calendar = Checker(), Calendar()
    rows = frozenset({(0,)})
    for text, model, reasons in (
        ("p(X) :- q(X). q(X) :- e(X). e(0).", {"p": rows, "q": rows}, ()),
        (
            "p(X) :- q(X). q(X) :- p(X). e(0).",
            {"p": rows, "q": rows},
            ("p(0) does not follow", "q(0) does not follow"),
        ),
        ("p(X) :- q(X), X > 0. q(X) :- e(X). e(0).", {"p": rows, "q": rows}, ("p(0) does not follow",)),
    ):
        given = page(text)
        program = replace(given.program, calendar=calendar)
        assert checker.reasons(program, given.facts, Model({**given.facts, **model})) == reasons


def test_a_clause_is_tried_again_with_another_calendar() -> None:
    """Counted so that it skips days off, 2 days from a Friday end on Tuesday; otherwise on Sunday."""
    due = page('due(E) :- filed(D), E is after(2d, D, "rule"). filed(2004-02-20).')
    checker = Checker()
    for under, days in ((Duration(days=11), date(2004, 2, 24)), (None, date(2004, 2, 22))):
        era = CountingEra(date(2000, 1, 1), under, rolls_forward=False)
        program = replace(due.program, calendar=Calendar({"rule": CountingRule("rule", "", "", (era,))}))
        for day in (date(2004, 2, 22), date(2004, 2, 24)):
            claimed = Model({**due.facts, "due": frozenset({(day,)})})
            assert bool(checker.reasons(program, due.facts, claimed)) == (day != days)


@pytest.mark.parametrize("small", forged.SMALL, ids=range(len(forged.SMALL)))
def test_of_all_models_over_two_values_one_is_accepted(small: Page) -> None:
    atoms = list(product(("e", "p", "q"), ((0,), (1,))))
    accepted = [
        model
        for chosen in chain.from_iterable(combinations(atoms, size) for size in range(len(atoms) + 1))
        for model in [Model({name: frozenset(row for n, row in chosen if n == name) for name in "epq"})]
        if not check_model(small.program, small.facts, model)
    ]
    assert accepted == [engine("naive").evaluate(stratify(small.program), small.facts)]


def test_the_model_that_pydatalog_returns_for_its_unsound_program_is_refused() -> None:
    """It reads the absence of b(0) off an unfinished search, and says c(0, 0)."""
    unsound = page(
        """
        a(Y) :- u(Y), a(X).
        a(Y) :- e(Y, 1).
        a(Z) :- b(Z).
        b(Z) :- a(Z).
        c(Y, Y) :- u(Y), not b(Y).
        e(0, 1). u(0).
        """
    )
    right = {"a": frozenset({(0,)}), "b": frozenset({(0,)}), **unsound.facts}
    wrong = Model({**right, "c": frozenset({(0, 0)})})
    assert check_model(unsound.program, unsound.facts, Model(right)) == ()
    assert check_model(unsound.program, unsound.facts, wrong) == ("c(0, 0) does not follow",)


# --- what it says ------------------------------------------------------------------------------------

CHAIN = page("path(X, Y) :- edge(X, Y). path(X, Y) :- edge(X, Z), path(Z, Y). edge(a, b). edge(b, c).")


def _about_chain(edge: Set[Row], path: Set[Row]) -> tuple[str, ...]:
    return check_model(CHAIN.program, CHAIN.facts, Model({"edge": frozenset(edge), "path": frozenset(path)}))


def test_reasons_name_the_tuples_in_order() -> None:
    edges: Set[Row] = {("a", "b"), ("b", "c")}
    paths = edges | {("a", "c")}
    assert _about_chain(edges, paths) == ()
    assert _about_chain({("a", "b"), ("x", "y")}, {("a", "b"), ("x", "y")}) == (
        "edge(b, c) is given, and missing",
        "edge(x, y) is not given",
    )
    assert _about_chain(edges, set()) == (
        "path(a, b) follows, and is missing",
        "path(b, c) follows, and is missing",
    )
    assert _about_chain(edges, paths | {("c", "a"), ("b", "a")}) == (
        "path(a, a) follows, and is missing",
        "path(b, a) does not follow",
        "path(c, a) does not follow",
    )
    assert _about_chain(edges, paths | {("a",), ()}) == ("path() does not follow", "path(a) does not follow")


def test_a_refusal_says_the_first_reason_and_how_many_there_are() -> None:
    assert str(check.Refused(("this",))) == "this"
    assert str(check.Refused(("this", "that", "more"))) == "this (and 2 more)"


def test_values_that_the_clauses_cannot_be_tried_over_are_refused() -> None:
    given = page(
        "late(X) :- filed(X, D), D > 2004-02-17. filed(X, D) :- stamped(X, D). stamped(a, 2004-02-18)."
    )
    false = Model({"stamped": given.facts["stamped"], "filed": frozenset({("a", 3)})})
    assert check_model(given.program, given.facts, false)
    assert check_model(given.program, given.facts, Model({"filed": frozenset({("a", 1.5)})}))  # type: ignore[arg-type]


def test_a_clause_that_names_too_little_is_refused() -> None:
    for text, name in (("p(X, Y) :- q(X). q(1).", "Y"), ("p(X) :- q(X), X > Z. q(1).", "Z")):
        unsafe = page(text)
        (reason,) = check_model(unsafe.program, unsafe.facts, Model(unsafe.facts))
        assert reason == f"the clauses cannot be tried over it: nothing names {name} in a clause for p"


def test_components_are_those_of_mutual_reach() -> None:
    for seed in range(200):
        random = Random(seed)
        names = "abcdefgh"[: random.randint(1, 8)]
        below = {each: [other for other in names if random.random() < 0.25] for each in names}
        of = check._components(below)
        reach = {each: {each} for each in names}
        for _ in names:
            reach = {each: seen.union(*(below[one] for one in seen)) for each, seen in reach.items()}
        for one, other in product(names, repeat=2):
            assert (of[one] == of[other]) == (one in reach[other] and other in reach[one])


def test_a_long_chain_is_no_trouble() -> None:
    rows = frozenset((n, n + 1) for n in range(3000))
    down = page("on(X) :- start(X). on(Y) :- on(X), next(X, Y). start(0).")
    facts: Facts = {**down.facts, "next": rows}
    model = Model({**facts, "on": frozenset((n,) for n in range(3001))})
    assert check_model(down.program, facts, model) == ()
    assert check_model(down.program, facts, Model({**model.relations, "start": frozenset()})) != ()


# --- where it stands ---------------------------------------------------------------------------------


@pytest.mark.parametrize("module", [check, instances], ids=lambda module: module.__name__)
def test_the_checker_shares_nothing_with_what_it_judges(module: object) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name and name.startswith("decisis")} <= {
        "decisis.calendar",
        "decisis.engine.model",
        "decisis.proof.instances",
        "decisis.rules",  # ir
        "decisis.rules.arithmetic",
        "decisis.values",
    }


class Liar:
    """The default engine, except that from its nth run on it leaves something out."""

    name = "liar"

    def __init__(self, nth: int, of: str) -> None:
        self._left, self._of = nth, of

    def evaluate(self, program: StratifiedProgram, facts: Facts) -> Model:
        model = engine("seminaive").evaluate(program, facts)
        self._left -= 1
        return model if self._left > 0 else Model({**model.relations, self._of: frozenset()})


Run = Callable[..., tuple[object, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    def run(lies_from: int, of: str, *arguments: str) -> tuple[object, str, str]:
        def liar() -> Engine:
            return Liar(lies_from, of)

        decisis.engine._made.cache_clear()
        monkeypatch.setattr(decisis.engine, "ENGINES", {**decisis.engine.ENGINES, "liar": liar})
        monkeypatch.setattr(sys, "argv", ["decisis", *arguments, "--engine", "liar"])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        return stop.value.code, *capsys.readouterr()

    yield run
    decisis.engine._made.cache_clear()


TIE = str(forged.ROOT / "litmus" / "switched_off.case")
BY_CASES = str(forged.ROOT / "litmus" / "proof_by_cases.case")


@pytest.mark.parametrize("command", ["ask", "why", "test"])
def test_an_engine_that_leaves_something_out_is_not_believed(command: str, run: Run) -> None:
    code, out, err = run(1, "void", command, TIE)
    assert (code, out) == (5, "")
    assert err == "refused: void(s) follows, and is missing\n"


@pytest.mark.parametrize("command", ["ask", "why"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_nor_is_one_that_lies_of_a_single_case(command: str, form: str, run: Run) -> None:
    """The main run is right; what is wrong is a run with the dispute settled."""
    more = ["--json"] if form == "json" else []
    code, out, err = run(2, "liable", command, BY_CASES, "liable", *more)
    assert (code, out) == (5, "")
    assert err.startswith("refused: liable(ann) follows, and is missing")


def test_one_that_tells_the_truth_is(run: Run) -> None:
    code, out, err = run(10**6, "void", "ask", TIE)
    assert (code, err) == (0, "")
    assert "PROVED" in out

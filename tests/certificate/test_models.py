"""The checker accepts the model of a program, and no other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Set
from itertools import chain, combinations, product
from pathlib import Path
from random import Random

import pytest

import decisis.engine
from decisis import cli
from decisis.certificate.ledger import Certificate
from decisis.engine import Engine, engine
from decisis.engine.model import Model
from decisis.rules.ir import Facts, StratifiedProgram
from decisis.rules.stratify import stratify
from tests.certificate import false_models as forged
from tests.certificate.false_models import Claimed, Forger, Row
from tests.engine.lowered_text import Page, page

SETTING = ["court", "2000-01-01", [], [], ""]
_reason = forged.reason


def _of_page(page: Page, relations: Mapping[str, Set[Row]]) -> str:
    model = Model({name: frozenset(rows) for name, rows in relations.items()})
    return _reason(Claimed(page.program, page.facts, model))


# --- what is true is accepted ------------------------------------------------------------------------


@pytest.mark.parametrize("path", forged.LITMUS, ids=lambda path: path.stem)
def test_every_model_of_a_litmus_program_passes(path: Path) -> None:
    certificate = Certificate()  # as a court has it: one for all runs
    for each in forged.litmus(path):
        certificate.run(SETTING, forged.strata(each.program), each.facts, each.model)
        assert _reason(each) == ""


def test_every_model_of_a_written_program_passes() -> None:
    assert [_reason(each) for each in forged.written() if _reason(each)] == []


def test_every_model_of_a_generated_program_passes() -> None:
    assert [_reason(each) for each in forged.generated(300) if _reason(each)] == []


@pytest.mark.parametrize("odd", forged.ODD, ids=range(len(forged.ODD)))
def test_the_model_of_an_odd_program_passes(odd: Page) -> None:
    real = forged.true(odd.program, odd.facts)
    assert any(real.model.tuples(name) for name in forged.concluded(odd.program))
    assert _reason(real) == ""


# --- what is false is refused ------------------------------------------------------------------------


@pytest.mark.parametrize("forger", forged.FORGERS, ids=lambda forger: forger.__name__)
def test_no_forgery_is_accepted(forger: Forger) -> None:
    made = forged.forgeries(forger)
    assert len(made) >= 10
    assert [each for each in made if not _reason(each)] == []


@pytest.mark.parametrize("ten", range(6))
def test_a_model_with_a_tuple_more_or_less_is_another_model(ten: int) -> None:
    for number, real in enumerate(forged.generated(60)[ten * 10 : ten * 10 + 10]):
        for each in forged.mutants(real, Random(number)):
            assert bool(_reason(each)) == (each.model != real.model)


@pytest.mark.parametrize("small", forged.SMALL, ids=range(len(forged.SMALL)))
def test_of_all_models_over_two_values_one_is_accepted(small: Page) -> None:
    atoms = list(product(("e", "p", "q"), ((0,), (1,))))
    accepted = [
        model
        for chosen in chain.from_iterable(combinations(atoms, size) for size in range(len(atoms) + 1))
        for model in [Model({name: frozenset(row for n, row in chosen if n == name) for name in "epq"})]
        if not _of_page(small, model.relations)
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
    assert _of_page(unsound, right) == ""
    assert _of_page(unsound, {**right, "c": {(0, 0)}}) == "c(0, 0) does not follow"


# --- what it says ------------------------------------------------------------------------------------

CHAIN = page("path(X, Y) :- edge(X, Y). path(X, Y) :- edge(X, Z), path(Z, Y). edge(a, b). edge(b, c).")


@pytest.mark.parametrize(
    "edge, path, reason",
    [
        ("ab bc", "ab bc ac", ""),
        ("ab", "ab", "edge(b, c) is given, and missing"),
        ("ab bc xy", "ab bc ac xy", "edge(x, y) is not given"),
        ("ab bc", "", "path(a, b) follows, and is missing"),
        ("ab bc", "ab bc", "path(a, c) follows, and is missing"),
        ("ab bc", "ab bc ac ca cc aa ba bb cb", "path(a, a) does not follow"),
        ("ab bc", "ab bc ac xy", "path(x, y) does not follow"),
        ("ab bc", "ab bc ac z", "path(z) does not follow"),
    ],
)
def test_the_reason_names_a_tuple(edge: str, path: str, reason: str) -> None:
    rows = {"edge": {tuple(row) for row in edge.split()}, "path": {tuple(row) for row in path.split()}}
    assert _of_page(CHAIN, rows) == reason


def test_values_that_make_no_sense_to_the_rules_are_refused() -> None:
    given = page(
        "late(X) :- filed(X, D), D > 2004-02-17. filed(X, D) :- stamped(X, D). stamped(a, 2004-02-18)."
    )
    assert _of_page(given, {"stamped": given.facts["stamped"], "filed": {("a", 3)}})
    assert _of_page(given, {"filed": {("a", 1.5)}})  # type: ignore[dict-item]


def test_a_rule_that_names_too_little_is_refused() -> None:
    for text in ("p(X, Y) :- q(X). q(1).", "p(X) :- q(X), X > Z. q(1)."):
        assert _of_page(page(text), page(text).facts)


def test_a_long_chain_is_no_trouble() -> None:
    rows = frozenset((n, n + 1) for n in range(3000))
    down = page("on(X) :- start(X). on(Y) :- on(X), next(X, Y). start(0).")
    facts: Facts = {**down.facts, "next": rows}
    held = {**facts, "on": frozenset((n,) for n in range(3001))}
    assert _reason(Claimed(down.program, facts, Model(held))) == ""
    assert _reason(Claimed(down.program, facts, Model({**held, "start": frozenset()})))


# --- where it stands ---------------------------------------------------------------------------------


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

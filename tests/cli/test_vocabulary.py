"""The words of the law: each relation in its area, and whatever a proof rests on bears on what was asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

import decisis
from decisis import cli
from decisis.casework.record import base_relation
from decisis.compiler.vocabulary import bearing_on
from decisis.pipeline import Loader, logic_root
from tests.shipped import DECIDED
from tests.thorough import some

LAW = str(Path(__file__).parents[1] / "questions" / "law")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("COLUMNS", "100")

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["decisis", "vocabulary", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, printed.out, printed.err

    return command


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_words_of_an_area(run: Run, form: str, snapshot: SnapshotAssertion) -> None:
    assert run("permits", "--logic", LAW, "--format", form)[1] == snapshot


def test_what_bears_on_a_relation(run: Run, snapshot: SnapshotAssertion) -> None:
    assert run("in_time", "--logic", LAW)[1] == snapshot


def test_a_name_that_nobody_knows(run: Run) -> None:
    code, out, err = run("permit_du", "--logic", LAW)
    assert (code, out) == (2, "")
    assert "E0508" in err
    assert "did you mean `permit_due`" in err


def test_every_relation_stands_in_one_area(run: Run) -> None:
    shown = json.loads(run("--json")[1])
    listed = [relation["name"] for area in shown["areas"] for relation in area["relations"]]
    library = Loader(logic_root(None)).doctrine().library
    declared = (n for n, r in library.relations.items() if r.span.source.name != "<built in>")
    assert sorted(listed) == sorted(declared)


@pytest.mark.parametrize("case", some(DECIDED, 2), ids=lambda case: case.stem)
def test_what_a_proof_rests_on_bears_on_what_is_asked(case: Path) -> None:
    matter = decisis.load_doctrine().matter(case)
    library = matter.filed.library
    for name, question in matter.filed.questions.items():
        bearing = bearing_on(question.relation, library)
        proof = json.loads(matter.ask(name).why().to("json"))
        facts = {base_relation(relation) for relation in facts_in(proof)} & library.relations.keys()
        assert facts <= bearing, name


def facts_in(node: object) -> Iterator[str]:
    """The relations of the facts that a proof is given."""
    if isinstance(node, dict):
        if node.get("kind") == "given" and "literal" in node:
            yield node["literal"].partition("(")[0]
        yield from (relation for value in node.values() for relation in facts_in(value))
    elif isinstance(node, list):
        yield from (relation for value in node for relation in facts_in(value))

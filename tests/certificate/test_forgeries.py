"""No forgery is accepted, and there is no check without which some forgery would be."""

from __future__ import annotations

import ast
import importlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

import decisis_check
from tests.certificate.false_answers import forged_answers, sources, true_answers
from tests.certificate.forging import FORGERS, Records, forged, reason
from tests.certificate.small_answers import FALSE, TRUE, Made, Small

SOURCE = Path(decisis_check.__file__).parent
MODULES = ("models", "records", "verdicts")
PROGRAMS, TRIES = 32, 8

pytestmark = pytest.mark.xdist_group("forgeries")  # which are made once, in one process


@dataclass(frozen=True)
class Check:
    """A place where the checker refuses: the number of the statement in its module, and what it says."""

    module: str
    number: int
    words: str

    @property
    def key(self) -> str:
        """What tells it from the others in a reason: the longest piece that is not filled in."""
        return max(self.words.replace("{}", "\\0").split("\\0"), key=len).strip()


@dataclass(frozen=True)
class Forgery:
    """What a forger made, and why that was refused. It is kept as text, which is a tenth of its size."""

    forger: str
    source: str
    text: str
    why: str

    @classmethod
    def of(cls, forger: str, source: str, records: Records) -> Forgery:
        return cls(forger, source, json.dumps(records), reason(records))

    @property
    def records(self) -> Records:
        found: Records = json.loads(self.text)
        return found


@cache
def all_forged() -> tuple[Forgery, ...]:
    """A short campaign of every forger."""
    return tuple(Forgery.of(*made) for made in _made())


def _made() -> Iterator[tuple[str, str, Records]]:
    for seed in range(PROGRAMS):
        yield from ((name, f"program {seed}", records) for name, records in forged(Random(seed)))
    for path in sources():
        answers = forged_answers(Random(path.stem), path, TRIES)
        yield from ((name, path.stem, records) for name, records in answers)
    for made in FALSE:
        yield from ((made.__name__, f"small {seed}", made(Small(Random(seed)))) for seed in range(3))


@pytest.mark.parametrize("made", TRUE, ids=lambda made: made.__name__)
def test_what_the_small_law_bears_out_is_accepted(made: Made) -> None:
    assert reason(made(Small(Random(0)))) == ""


def test_what_is_forged_from_is_true() -> None:
    for path in sources():
        assert reason(true_answers(path)) == ""


def test_no_forgery_is_accepted() -> None:
    assert {forger.__name__ for forger in FORGERS} <= {each.forger for each in all_forged()}
    assert [(each.forger, each.source) for each in all_forged() if not each.why] == []


# --- each check --------------------------------------------------------------------------------------------


def _statements(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    """Every statement that refuses, and the words with which it does."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(ast.Call(ast.Name("demand"), [_, reason, *_])):
                yield node, ast.literal_eval(reason)
            case ast.If(_, [ast.Raise(ast.Call(ast.Name("Refused"), [reason]))]):
                yield node, _template(reason)
            case ast.For(orelse=[ast.Raise(ast.Call(ast.Name("Refused"), [reason]))]):
                yield node, _template(reason)
            case _:
                pass


def _template(reason: ast.expr) -> str:
    match reason:
        case ast.Constant(str(text)):
            return text
        case ast.JoinedStr(parts):
            return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in parts)
        case _:
            raise AssertionError(ast.dump(reason))


def _checks() -> Iterator[Check]:
    for module in MODULES:
        tree = ast.parse((SOURCE / f"{module}.py").read_text("utf-8"))
        for number, (_, words) in enumerate(_statements(tree)):
            yield Check(module, number, words)


CHECKS = list(_checks())


def without(check: Check, folder: Path) -> Callable[[], Any]:
    """A copy of the checker in which one check is deleted."""
    name = f"deleted_{check.module}_{check.number}"
    shutil.copytree(SOURCE, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (folder / name).glob("*.py"):
        text = file.read_text("utf-8").replace("decisis_check", name)
        if file.stem == check.module:
            tree = ast.parse(text)
            node, _ = list(_statements(tree))[check.number]
            if isinstance(node, ast.For):
                node.orelse = []
            else:
                node.__class__ = ast.Pass  # type: ignore[assignment]
            text = ast.unparse(ast.fix_missing_locations(tree))
        file.write_text(text, "utf-8")
    module: ModuleType = importlib.import_module(f"{name}.checker")
    return module.Checker  # type: ignore[no-any-return]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("deleted_")]:
        del sys.modules[name]


@pytest.mark.parametrize(
    "check", CHECKS, ids=lambda check: f"{check.module} {check.number}: {check.words}"[:70]
)
def test_each_check_when_deleted_lets_a_forgery_through(check: Check, folder: Path) -> None:
    """Of the forgeries that it refuses: so it alone refuses them."""
    checker = without(check, folder)
    refused = [each for each in all_forged() if check.key in each.why]
    assert any(_accepted(each.records, checker) for each in refused), f"{len(refused)} were refused by it"


def _accepted(records: Records, checker: Callable[[], Any]) -> bool:
    try:
        return reason(records, checker) == ""
    except Exception:  # what comes after the check relies on it
        return False

"""Certificates as files: written by a command, checked by a program that knows nothing of Decisis."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import decisis_check
from decisis import cli
from decisis_check import checker
from decisis_check.reading import Malformed
from tests.certificate.campaign import State, run
from tests.certificate.false_models import LITMUS
from tests.shipped import CASES
from tests.thorough import some

SOURCES = sorted(Path(decisis_check.__file__).parent.glob("*.py"))
CHECKER = Path(decisis_check.__file__).parent / "checker.py"
SOME = [path for path in LITMUS if path.stem in ("tie", "proof_by_cases", "even_if", "undecidable_duration")]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["decisis", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert isinstance(ended.value.code, int)
        return ended.value.code, *capsys.readouterr()

    return command


def _alone(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The checker as a program of its own, without the packages that are installed."""
    words = [sys.executable, "-S", "-E", str(CHECKER), *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.fixture
def certificate(tmp_path: Path, command: Run) -> Path:
    file = tmp_path / "tie.certificate"
    assert command("ask", SOME[-2], "--certificate", file)[0] == 0
    return file


# --- true --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.stem)
def test_what_a_command_writes_is_accepted(path: Path, tmp_path: Path, command: Run) -> None:
    file = tmp_path / "certificate"
    code, answer, _ = command("why", path, "--certificate", file)
    assert code == 0 and answer == command("why", path)[1]
    code, said, _ = command("check-proof", file)
    assert code == 0 and said.startswith("accepted\n")
    alone = _alone(file)
    assert (alone.returncode, alone.stdout) == (0, said)


@pytest.mark.parametrize("path", some(CASES, 2), ids=lambda path: path.stem)
def test_a_question_of_each_case(path: Path, tmp_path: Path, command: Run) -> None:
    file = tmp_path / "certificate"
    first = next(
        line.split()[1] for line in path.read_text("utf-8").splitlines() if line.startswith("question")
    )
    assert command("ask", path, first.rstrip(":"), "--certificate", file)[0] == 0
    assert command("check-proof", file)[0] == 0


def test_the_same_question_has_the_same_certificate(tmp_path: Path) -> None:
    texts = set()
    for seed in ("1", "2"):
        file = tmp_path / seed
        words = [sys.executable, "-m", "decisis", "ask", str(SOME[-2]), "--certificate", str(file)]
        subprocess.run(words, check=True, capture_output=True, env={**_environment(), "PYTHONHASHSEED": seed})
        texts.add(file.read_bytes())
    assert len(texts) == 1


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


def test_what_is_certified_as_json(certificate: Path, command: Run) -> None:
    code, said, _ = command("check-proof", certificate, "--json")
    found = json.loads(said)
    assert (code, found["format"], found["accepted"]) == (0, "decisis.check-proof/1", True)
    assert [answer["verdict"] for answer in found["answers"]]


def test_it_cannot_be_written_where_there_is_no_folder(command: Run, tmp_path: Path) -> None:
    code, out, err = command("ask", SOME[0], "--certificate", tmp_path / "none" / "file")
    assert (code, out) == (2, "")
    assert "error[E0128]" in err
    assert not list(tmp_path.iterdir())


# --- false, and no certificate -----------------------------------------------------------------------------


def test_a_false_one_is_refused(certificate: Path, command: Run) -> None:
    text = certificate.read_text("ascii")
    certificate.write_text(text.replace('"verdict":"undetermined"', '"verdict":"refuted"'), "ascii")
    code, out, err = command("check-proof", certificate)
    assert (code, out) == (5, "")
    assert err.startswith("refused: line ") and "not refuted" in err
    assert _alone(certificate).returncode == 5


def _lines(text: str, end: int, start: int) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[:end] + lines[start:])


SPOILERS: dict[str, Callable[[str], str]] = {
    "empty": lambda text: "",
    "another format": lambda text: text.replace("certificate/1", "certificate/2", 1),
    "torn": lambda text: text[: len(text) // 2],
    "without its end": lambda text: "".join(text.splitlines(keepends=True)[:-1]),
    "a line less": lambda text: _lines(text, 3, 4),
    "a line twice": lambda text: _lines(text, 4, 3),
    "a key twice": lambda text: text.replace('"strata":', '"strata":[],"strata":', 1),
    "a field more": lambda text: text.replace('{"program":0,', '{"program":0,"remark":"",', 1),
    "fields in another order": lambda text: text.replace('"facts":', '"merged":[],"facts":', 1),
    "a field less": lambda text: text.replace('"merged":[],', "", 1),
    "spaces": lambda text: text.replace('{"run":0,', '{"run": 0,', 1),
    "a fraction": lambda text: text.replace('{"run":0,', '{"run":0.0,', 1),
    "not a number": lambda text: text.replace('{"run":0,', '{"run":NaN,', 1),
    "true for a number": lambda text: text.replace('{"run":0,', '{"run":false,', 1),
    "text for a number": lambda text: text.replace('{"run":0,', '{"run":"0",', 1),
    "a number that is none yet": lambda text: text.replace('"program":0,"facts"', '"program":7,"facts"', 1),
    "a negative number": lambda text: text.replace('"program":0,"facts"', '"program":-1,"facts"', 1),
    "deep": lambda text: text.replace('"merged":[]', '"merged":' + "[" * 9000 + "]" * 9000, 1),
    "another letter": lambda text: text.replace('"question"', '"quéstion"', 1),
    "a record of no kind": lambda text: text.replace('{"run":0,', '{"dash":0,', 1),
    "an empty record": lambda text: text.replace("\n", "\n{}\n", 1),
    "a list for a record": lambda text: text.replace("\n", "\n[]\n", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILERS)
def test_what_is_no_certificate_is_said_not_to_be_one(name: str, certificate: Path, command: Run) -> None:
    text = certificate.read_text("ascii")
    spoilt = SPOILERS[name](text)
    assert spoilt != text
    certificate.write_text(spoilt, "utf-8")
    code, out, err = command("check-proof", certificate)
    assert (code, out) == (2, "")
    assert err.startswith("no certificate: ") and "Traceback" not in err and len(err) < 400


@pytest.mark.parametrize(
    "value",
    [["int", "05"], ["int", 5], ["int", "-0"], ["int", "٥"], ["decimal", "1.50"], ["date", "2004-02-30"], 5,
     ["date", "0000-01-01"], ["duration", "1"], ["life", "1"], ["bounds", None, None, "[)", 1], [], True,
     ["bounds", "a", None, "[)", "t"], ["bounds", ["int", "1"], ["date", "2004-02-17"], "[]", ""], None,
     ["int", "9" * 401]],
    ids=str,
)  # fmt: skip
def test_a_value_has_one_form(value: object) -> None:
    lines = [{"format": checker.FORMAT}, {"rows": 0, "relation": "p", "tuples": [[value]]}, {"end": 1}]
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    with pytest.raises(Malformed):
        checker.check(text)


def test_a_file_that_is_not_there(command: Run, tmp_path: Path) -> None:
    assert command("check-proof", tmp_path / "none")[0] == 2
    assert _alone(tmp_path).returncode == 2
    assert _alone().returncode == 2


# --- what the checker is -----------------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_checker_stands_alone(source: Path) -> None:
    tree = ast.parse(source.read_text("utf-8"))
    modules = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    modules |= {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    tops = {str(module).partition(".")[0] for module in modules}
    assert tops <= {*sys.stdlib_module_names, "decisis_check"}
    assert not tops & {"decimal", "datetime", "calendar"}  # its arithmetic and days are its own
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]  # which `-O` leaves out


def test_the_page_counts_the_lines_of_the_checker() -> None:
    page = (Path(__file__).parents[2] / "docs" / "certificate.md").read_text("utf-8")
    lines = {source.stem: len(source.read_text("utf-8").splitlines()) for source in SOURCES}
    said = [
        (names.replace("`", "").split(", "), int(count))
        for names, count in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| (\d+) \|", page, flags=re.MULTILINE)
    ]
    assert {name for names, _ in said for name in names} == lines.keys() - {"__init__"}
    assert [count for _, count in said] == [sum(lines[name] for name in names) for names, _ in said]
    assert f"| **the kernel** | **{lines['rules'] + lines['models']}** |" in page
    assert f"| **all** | **{sum(lines.values()) - lines['__init__']}** |" in page
    assert lines["rules"] + lines["models"] <= 400


def test_a_campaign_goes_on_where_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "state.json"
    run(State.of(file), file, 20)
    first = State.of(file)
    run(State.of(file), file, 60)
    second = State.of(file)
    assert second.seed > first.seed and second.forged >= 60 and second.accepted == []
    whole = State()
    run(whole, tmp_path / "whole.json", 60)
    assert (whole.seed, whole.forged, whole.by_forger) == (second.seed, second.forged, second.by_forger)
    assert "0 accepted" in capsys.readouterr().err

"""The commands as they are called: what goes where, what the exit says, and that it is always the same."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from decisis import cli
from decisis.engine import LimitReached
from tests.thorough import THOROUGH

ROOT = Path(__file__).parents[2]
LITMUS = ROOT / "tests" / "litmus"
TIE = LITMUS / "tie.case"
BAR = LITMUS / "presumed_bar.case"
SPLIT = LITMUS / "persuasive_split.case"
LUGO = ROOT / "cases" / "nmd" / "lugo_marin.case"
PROGRAMS = sorted(LITMUS.glob("*.case"))

LACKS = ["not_covered", "lacking", "not_used", "in_conflict", "not_heard", "attempts", "warnings"]
ANSWER_KEYS = ["format", "matter", "court", "as_of", "question", "verdict", "answers", *LACKS]
ROW_KEYS = [
    "literal",
    "verdict",
    "bindings",
    "strength",
    "grounds",
    "arguendo",
    "granted",
    "neither_prevails",
    "turns_on",
    "presumes",
    "warnings",
    "attempts",
]
VERDICTS = {"conflicted", "proved", "discretionary", "refuted", "undetermined"}
KINDS = {"given", "derived", "computed", "absent", "considered", "by cases", "for every", "case"}
FORMAT = (ROOT / "docs" / "answer-format.md").read_text("utf-8")

Outcome = tuple[int, str, str]  # the exit code, standard output, standard error
Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command as it is called, without a process of its own."""
    monkeypatch.setenv("COLUMNS", "100")

    def command(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["decisis", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, printed.out, printed.err

    return command


def answered(outcome: Outcome) -> str:
    """Standard output of a command that answered; it may have warned, on standard error."""
    code, out, err = outcome
    assert (code, "error" in err) == (0, False), err
    assert out.endswith("\n")
    return out


def headlines(text: str) -> list[str]:
    return re.findall(r"^([A-Z][A-Z ]+?)  ", text, re.MULTILINE)


def as_installed(*arguments: object, into: object = subprocess.PIPE) -> Outcome:
    """The command in a process of its own, which ends as it likes."""
    said = [sys.executable, "-m", "decisis", *map(str, arguments)]
    ended = subprocess.run(
        said, stdout=into, stderr=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "100"}
    )  # type: ignore[call-overload]
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize("arguments", [("why", TIE), ("ask", TIE, "no_such_question"), ("ask", "none.case")])
def test_ending_at_once_changes_nothing(run: Run, arguments: tuple[object, ...]) -> None:
    assert as_installed(*arguments) == run(*arguments)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_what_cannot_be_printed_is_an_error() -> None:
    with open("/dev/full", "w") as full:
        code, _, complaint = as_installed("ask", TIE, into=full)
    assert code not in (0, None)
    assert complaint


# --- check -------------------------------------------------------------------------------------------


def test_check_says_that_nothing_is_wrong(run: Run) -> None:
    assert run("check", TIE) == (0, "no errors\n", "")


def test_check_of_a_folder_checks_every_case_in_it(run: Run) -> None:
    code, out, err = run("check", LITMUS)
    assert code == 0
    assert re.fullmatch(r"no errors, \d warnings?\n", out)
    assert "warning[W0338]: " in err


def test_check_as_json_prints_diagnostics_as_data(run: Run) -> None:
    """On standard output, as they are the data that was asked for."""
    found = json.loads(answered(run("check", "--json", LITMUS / "ring_of_priorities.case")))
    assert found["format"] == "decisis.diagnostics/1"
    (warning,) = found["diagnostics"]
    assert (warning["code"], warning["severity"], warning["line"]) == ("W0338", "warning", 11)
    assert set(warning) == {
        *("code", "severity", "message", "file", "line", "column", "end_line", "end_column"),
        *("label", "in", "notes", "help"),
    }


def test_check_as_json_of_bad_input(run: Run) -> None:
    code, out, err = run("check", "--json", ROOT / "tests" / "cli" / "bad" / "misspelt_relation.case")
    assert (code, err) == (2, "")
    assert [d["code"] for d in json.loads(out)["diagnostics"]] == ["E0303"] * 3


# --- ask ---------------------------------------------------------------------------------------------


def test_ask_answers_every_question_in_the_order_of_the_file(run: Run) -> None:
    out = answered(run("ask", TIE))
    assert headlines(out) == ["CONFLICTED", "UNDETERMINED"]


def test_ask_answers_those_that_are_named(run: Run) -> None:
    assert headlines(answered(run("ask", TIE, "closed"))) == ["UNDETERMINED"]
    assert headlines(answered(run("ask", TIE, "closed", "granted"))) == ["UNDETERMINED", "CONFLICTED"]


def test_a_literal_is_a_question(run: Run) -> None:
    assert headlines(answered(run("ask", TIE, "filed(m)"))) == ["PROVED"]
    assert headlines(answered(run("ask", TIE, "not filed(m)"))) == ["REFUTED"]
    out = answered(
        run("ask", LITMUS / "ring_of_priorities.case", "rank(c, Which)", "--without", "ranks_third")
    )
    assert "Which = first" in out


def test_a_literal_with_variables_is_asked_of_a_case(run: Run) -> None:
    (answer,) = [json.loads(answered(run("ask", LUGO, "offense_class(judgment, N)", "--json")))]
    assert answer["question"] == "offense_class(judgment, N)"
    assert [row["bindings"] for row in answer["answers"]] == [{"N": "class_d_felony"}]


@pytest.mark.parametrize(
    "case, question, options, verdict",
    [
        (SPLIT, "counts", [], "CONFLICTED"),
        (SPLIT, "counts", ["--as-of", "2002-06-01"], "PROVED"),
        (SPLIT, "counts", ["--court", "ca2"], "REFUTED"),
        (SPLIT, "counts", ["--court", "d1"], "PROVED"),
        (SPLIT, "counts", ["--before", "beta"], "PROVED"),
        (SPLIT, "counts", ["--without", "beta"], "PROVED"),  # an authority, with all its holdings
        (TIE, "granted", ["--without", "lateness"], "PROVED"),
        (TIE, "granted", ["--without", "filing"], "REFUTED"),
        (TIE, "granted", ["--without", "filing", "--without", "lateness"], "UNDETERMINED"),
        (TIE, "granted", ["--variant", "in_time"], "PROVED"),
        (TIE, "granted", ["--assume", "not granted(m)"], "REFUTED"),
        (TIE, "closed", ["--assume", "granted(m)"], "PROVED"),
        (TIE, "granted", ["--variant", "in_time", "--without", "filing"], "UNDETERMINED"),
        (BAR, "allowed", ["--assume", "barred(c)"], "UNDETERMINED"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else getattr(v, "stem", v),
)
def test_an_option_changes_what_is_asked(
    case: Path, question: str, options: list[str], verdict: str, run: Run
) -> None:
    assert headlines(answered(run("ask", case, question, *options))) == [verdict]


@pytest.mark.parametrize("case", [TIE, BAR, SPLIT], ids=lambda p: p.stem)
def test_every_engine_gives_the_same_answer(case: Path, run: Run) -> None:
    """To the byte, with proofs."""
    default = answered(run("why", case, "--json"))
    assert answered(run("why", case, "--json", "--engine", "naive")) == default
    assert answered(run("why", case, "--json", "--engine", "seminaive")) == default


def test_a_case_is_read_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TIE.read_bytes())))
    from_input = answered(run("ask", "-", "granted"))
    assert from_input == answered(run("ask", TIE, "granted"))


# --- why ---------------------------------------------------------------------------------------------


def test_why_shows_each_element_with_its_number(run: Run) -> None:
    out = answered(run("why", BAR, "allowed"))
    assert out.startswith("PROVED  the claim is allowed ")
    assert "  1. Code, at 1 " in out
    assert re.search(r"\(1\) the claim was filed +found, the docket\n", out)
    assert re.search(r"\(2\) no showing that the claim is barred by time +burden on respondent", out)


def test_why_shows_both_sides_of_a_conflict(run: Run) -> None:
    out = answered(run("why", TIE, "granted"))
    assert "Act A" in out
    assert "Act B" in out


def test_ask_shows_no_proof(run: Run) -> None:
    assert "Code, at 1 " not in answered(run("ask", BAR, "allowed"))


def test_why_as_markdown(run: Run) -> None:
    out = answered(run("why", BAR, "allowed", "--format", "markdown"))
    assert out.startswith("# PROVED: allowed(c)\n")
    assert "1. The claim was filed (found, the docket).\n" in out
    assert "| Code, at 1 | allowance |" in out


def test_why_in_brief_is_shorter(run: Run) -> None:
    long, short = (answered(run("why", BAR, "allowed", *more)) for more in ([], ["--brief"]))
    assert len(short.splitlines()) < len(long.splitlines())
    assert "… 2 more steps" in short


def test_why_folds_what_is_deeper(run: Run) -> None:
    folded = answered(run("why", TIE, "closed", "--variant", "in_time", "--depth", "1"))
    assert "more step" in folded
    assert "the motion was filed" not in folded
    assert "the motion was filed" in answered(run("why", TIE, "closed", "--variant", "in_time"))


def test_why_as_json_is_the_same_with_either_option(run: Run) -> None:
    assert answered(run("why", TIE, "--json")) == answered(run("why", TIE, "--format", "json"))


# --- JSON ----------------------------------------------------------------------------------------------


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for premise in node.get("premises", []):
        yield from nodes(premise)


def pointed_at(answer: dict[str, Any], pointer: str) -> Any:
    found: Any = answer
    for part in pointer.lstrip("/").split("/"):
        found = found[int(part)] if isinstance(found, list) else found[part]
    return found


def check_shape(answer: dict[str, Any]) -> None:
    """What §5 of the design and docs/answer-format.md say of an answer."""
    assert list(answer) == ANSWER_KEYS
    assert answer["format"] == "decisis.answer/1"
    assert answer["verdict"].removesuffix(" by cases") in VERDICTS
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", answer["as_of"])
    for row in answer["answers"]:
        assert list(row) == ROW_KEYS
        assert row["verdict"].removesuffix(" by cases") in VERDICTS
        assert row["strength"] in {"binding", "persuasive", "dictum", "assumed", ""}
        for thing in row["turns_on"]:
            assert {"kind", "name", "text", "outcomes"} == set(thing)
        for proof in (*row["grounds"], *row["arguendo"]):
            for node in nodes(proof):
                assert node["kind"] in KINDS
                assert node["text"]
                assert all(f"`{key}`" in FORMAT for key in node), "each key is documented"
                if "shown_at" in node:
                    assert pointed_at(answer, node["shown_at"])["text"] == node["text"]


@pytest.mark.parametrize("case", [*PROGRAMS, *([LUGO] if THOROUGH else [])], ids=lambda p: p.stem)
def test_the_shape_of_an_answer(case: Path, run: Run) -> None:
    printed = json.loads(answered(run("why", case, "--json")))
    for answer in printed if isinstance(printed, list) else [printed]:
        check_shape(answer)


def test_ask_leaves_the_grounds_out(run: Run) -> None:
    asked, explained = (json.loads(answered(run(c, BAR, "allowed", "--json"))) for c in ("ask", "why"))
    assert explained["answers"][0]["grounds"]
    explained["answers"][0]["grounds"] = []
    asked["answers"][0]["presumes"] = explained["answers"][0]["presumes"]
    assert asked == explained


def test_several_answers_are_an_array_and_one_is_an_object(run: Run) -> None:
    assert isinstance(json.loads(answered(run("ask", TIE, "--json"))), list)
    assert isinstance(json.loads(answered(run("ask", TIE, "granted", "--json"))), dict)


# --- test --------------------------------------------------------------------------------------------------


def test_test_counts_what_passed(run: Run) -> None:
    assert answered(run("test", TIE)) == f"1 case: {expectations(TIE)} passed, 0 failed\n"
    both = expectations(TIE) + expectations(BAR)
    assert answered(run("test", TIE, BAR)) == f"2 cases: {both} passed, 0 failed\n"


def expectations(case: Path) -> int:
    return len(re.findall(r"^\s*expect ", case.read_text("utf-8"), re.MULTILINE))


def test_test_says_which_expectation_failed_and_how(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.case"
    text = TIE.read_text("utf-8").replace("expect granted is conflicted", "expect granted is proved")
    wrong.write_text(text, "utf-8")
    code, out, err = run("test", wrong)
    assert (code, err) == (1, "")
    line = text.splitlines().index("expect granted is proved") + 1
    assert out.startswith(f"{wrong}:{line}:1: tie: granted: ")
    assert out.endswith(f"1 case: {expectations(TIE) - 1} passed, 1 failed\n")


def test_test_fails_on_a_property_that_does_not_hold(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.case"
    text = TIE.read_text("utf-8") + 'property quiet "Nothing is late"\n  never filed(M) and late(M)\n'
    broken.write_text(text, "utf-8")
    code, out, _ = run("test", broken)
    assert code == 1
    assert "property" in out


def test_test_as_json(run: Run) -> None:
    report = json.loads(answered(run("test", TIE, "--json")))
    assert report["format"] == "decisis.test/1"
    (case,) = report["cases"]
    assert case["case"] == str(TIE)
    assert all(e["passed"] and not e["failures"] for e in case["expectations"])
    assert len(case["expectations"]) == expectations(TIE)


# --- exit codes ------------------------------------------------------------------------------------------


def raising(error: Exception) -> Callable[..., Any]:
    def evaluate(*_: object, **__: object) -> Any:
        raise error

    return evaluate


def test_a_limit_is_3(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = LimitReached("more than 1,000,000 conclusions follow")
    monkeypatch.setattr("decisis.engine.seminaive.Seminaive.evaluate", raising(limit))
    assert run("ask", TIE) == (3, "", "undetermined: more than 1,000,000 conclusions follow\n")


def test_a_bug_is_4_and_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DECISIS_DEBUG", raising=False)
    monkeypatch.setattr("decisis.engine.seminaive.Seminaive.evaluate", raising(KeyError("applies filing")))
    code, out, err = run("ask", TIE)
    assert (code, out) == (4, "")
    assert err.startswith("internal error: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


# --- processes -------------------------------------------------------------------------------------


def process(
    *arguments: object, seed: str = "random", given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "decisis", *map(str, arguments)],
        input=given,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=ROOT,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("why", LUGO, "clemency", "writ", "--court", "vaed"),
        ("ask", LITMUS / "unresolved_dispute.case", "--json"),
    ],
    ids=["why", "ask"],
)
def test_the_same_question_has_the_same_bytes_for_an_answer(arguments: tuple[object, ...]) -> None:
    """However Python happens to hash in a process."""
    first, second = (process(*arguments, seed=seed) for seed in ("0", "1"))
    assert (first.returncode, first.stderr) == (0, b"")
    assert len(first.stdout) > 200
    assert first.stdout == second.stdout


def test_a_process_reads_its_standard_input() -> None:
    done = process("ask", "-", "granted", given=TIE.read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"CONFLICTED  ")


def test_colours_are_for_terminals() -> None:
    assert b"\x1b" not in process("why", TIE).stdout


def test_version_and_help() -> None:
    assert process("--version").stdout.startswith(b"decisis, version ")
    told = process("ask", "--help").stdout
    assert all(option in told for option in (b"--as-of", b"--court", b"--without", b"--assume", b"--before"))


# --- the order in which things are written -----------------------------------------------------------------


def blocks(text: str) -> list[list[str]]:
    """A file as blocks of lines: each begins in the first column, comments left out."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace():
            found[-1].append(line)
        else:
            found.append([line])
    return found


def shuffled(text: str, random: Random) -> str:
    """The same file in another order, but that what a variant expects stays behind it."""
    found = blocks(text)
    first = next((i for i, b in enumerate(found) if b[0].startswith("variant")), len(found))
    base, variants = found[:first], found[first:]
    random.shuffle(base)
    for block in base:
        if block[0].startswith("record"):
            entries = block[1:]
            random.shuffle(entries)
            block[1:] = entries
    return "\n".join("\n".join(block) for block in (*base, *variants)) + "\n"


@pytest.mark.parametrize("case", PROGRAMS, ids=lambda p: p.stem)
def test_the_order_of_blocks_and_facts_means_nothing(case: Path, run: Run, tmp_path: Path) -> None:
    """The same verdicts, the same proofs and the same bytes."""
    text = case.read_text("utf-8")
    questions = re.findall(r"^question (\w+)", text, re.MULTILINE)
    variants = [[], *(["--variant", v] for v in re.findall(r"^variant (\w+)", text, re.MULTILINE))]
    other = tmp_path / case.name
    for seed in range(3 if THOROUGH else 1):
        other.write_text(shuffled(text, Random(seed)), "utf-8")
        for variant in variants:
            expected = answered(run("why", case, *questions, "--json", *variant))
            assert answered(run("why", other, *questions, "--json", *variant)) == expected, seed


@pytest.mark.skipif(not THOROUGH, reason="with DECISIS_THOROUGH=1")
def test_the_order_of_blocks_and_facts_means_nothing_in_a_decided_case(run: Run, tmp_path: Path) -> None:
    other = tmp_path / LUGO.name
    other.write_text(shuffled(LUGO.read_text("utf-8"), Random(1)), "utf-8")
    asked = ["clemency", "writ", "class", "--json"]
    assert answered(run("why", other, *asked)) == answered(run("why", LUGO, *asked))

"""Whatever is wrong with the input: one located complaint for each fault, exit 2, nothing on standard output.

Every page of bad/ holds faults, each marked in place by the line under it: `#   ^^^^ E0303 message`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from decisis import cli
from decisis.cli.check import another_library

HERE = Path(__file__).parent
BAD = HERE / "bad"
LITMUS = HERE.parent / "litmus"
LEIVA = HERE.parents[1] / "cases" / "ca2" / "leiva_deras.case"
MARK = re.compile(r"#\s*(?P<carets>\^+) (?P<code>E\d{4}) (?P<message>.*)")
COMPLAINT = re.compile(
    r"^error\[(?P<code>E\d{4})\]: (?P<message>.*)\n"
    r" *--> (?P<file>.*):(?P<line>\d+):(?P<column>\d+)\n"
    r".*\n.*\n[ ]*\| *(?P<carets>\^+)",
    re.MULTILINE,
)
PYTHON = re.compile(r"Traceback|Error\b(?!:)|\bNone\b|frozenset|\bast\.|<class|\.py\b|__|Decimal\(|datetime")

UNMARKED = {"blank", "empty", "no_matter", "not_utf8", "nul", "nothing_to_withdraw"}  # see below
CASES = sorted(p for p in BAD.glob("*.case") if p.stem not in UNMARKED)
LAWS = sorted(BAD.glob("laws/*/*.law"))

Outcome = tuple[int, str, str]  # the exit code, standard output, standard error
Run = Callable[..., Outcome]
Marked = tuple[int, int, str, str, str]  # line, column, what is underlined, code, message


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command as it is called, without a process of its own."""

    def command(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["decisis", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, printed.out, printed.err

    return command


def marked(page: Path) -> list[Marked]:
    """The faults that a page says it has; marks under one line all belong to it."""
    found: list[Marked] = []
    number, line = 0, ""
    for here, written in enumerate(page.read_text("utf-8").splitlines(), start=1):
        mark = MARK.fullmatch(written.rstrip())
        if mark is None:
            number, line = here, written
        else:
            start, end = mark.span("carets")
            found.append((number, start + 1, line[start:end], mark["code"], mark["message"]))
    return sorted(found)


def complained(page: Path, err: str) -> list[Marked]:
    """The complaints on standard error as a reader sees them; all of them are about the page."""
    lines = page.read_text("utf-8").splitlines()
    found: list[Marked] = []
    for complaint in COMPLAINT.finditer(err):
        assert Path(complaint["file"]).name == page.name
        number, column = int(complaint["line"]), int(complaint["column"])
        text = lines[number - 1][column - 1 : column - 1 + len(complaint["carets"])]
        found.append((number, column, text, complaint["code"], complaint["message"]))
    assert err.count("error[") == len(found), "a complaint says where"
    assert "warning[" not in err
    return sorted(found)


def refused(outcome: Outcome) -> str:
    """Standard error of a command that refused its input, and said so like an engineer would."""
    code, out, err = outcome
    assert code == 2
    assert out == ""
    assert err
    assert not PYTHON.search(err), err
    return err


# --- the pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", CASES, ids=lambda p: p.stem)
@pytest.mark.parametrize("command", ["ask", "why", "check"])
def test_every_fault_of_a_case_is_shown_where_it_is(page: Path, command: str, run: Run) -> None:
    err = refused(run(command, page))
    assert marked(page)
    assert complained(page, err) == marked(page)


@pytest.mark.parametrize("page", CASES, ids=lambda p: p.stem)
def test_every_complaint_says_what_to_do(page: Path, run: Run) -> None:
    err = refused(run("ask", page))
    assert err.count("= help: ") == err.count("error[")


@pytest.mark.parametrize("page", LAWS, ids=lambda p: p.stem)
def test_every_fault_of_an_area_is_shown_where_it_is(page: Path, run: Run) -> None:
    err = refused(run("check", page))
    assert marked(page)
    assert complained(page, err) == marked(page)


def test_every_mistake_of_a_line_is_said_at_once(run: Run) -> None:
    slips = ["incresae", "felony(X", "nothing(X)", "felony(sael)", "rangee", "long_sentense"]
    changes = ["--court", "caa2", "--as-of", "2003-2-3", "--without", "huerta", "--assume", "felon(sale)"]
    err = refused(run("ask", LEIVA, *slips, *changes))
    codes = re.findall(r"^error\[(E\d{4})\]", err, re.MULTILINE)
    assert sorted(codes) == sorted(
        ["E0502", "E0503", "E0502", "E0303"] + ["E0504", "E0210", "E0303", "E0505", "E0504", "E0504"]
    )
    assert err.count("= help: ") == len(codes)
    assert "did you mean `huerta_moran`?" in err


def test_test_goes_on_after_a_case_that_it_cannot_read(run: Run) -> None:
    code, out, err = run("test", BAD / "misspelt_relation.case", LITMUS / "tie.case")
    assert code == 2
    assert re.fullmatch(r"2 cases: \d+ passed, 0 failed, 1 rejected\n", out)
    assert len(complained(BAD / "misspelt_relation.case", err)) == 3


def test_what_belongs_to_an_area_that_is_not_used_says_to_which(run: Run) -> None:
    err = refused(run("check", BAD / "area_not_used.case"))
    assert err.count("= help: it is of the area `reduction`: add that to what the matter `uses`") == 3


def test_what_was_probably_meant_is_offered(run: Run) -> None:
    err = refused(run("ask", BAD / "misspelt_relation.case"))
    assert re.findall("help: (.*)", err) == [
        "did you mean `made`?",
        "did you mean `colour`?",
        "did you mean `allowed`?",
    ]


def test_a_table_of_many_mistakes_is_one_complaint_in_the_order_of_its_lines(
    run: Run, tmp_path: Path
) -> None:
    page = (BAD / "table_bad_cells.case").read_text("utf-8")
    (tmp_path / "fees.case").write_text(page.replace("tables/bad_cells.csv", "fees.csv"), "utf-8")
    (tmp_path / "fees.csv").write_text("step,fee\n" + "one,1\n" * 2000, "utf-8")
    err = refused(run("check", tmp_path / "fees.case"))
    wrong = "of `fees.csv` has `one` where a whole number belongs"
    told = [line.strip(" =") for line in err.splitlines() if "belongs" in line or "more" in line]
    assert told == [
        f"error[E0348]: line 2 {wrong}",
        *(f"note: line {number} {wrong}" for number in (3, 4, 5, 6)),
        "note: and 1,995 more",
    ]


def test_a_cycle_is_shown_as_the_provisions_in_it(run: Run) -> None:
    """Each provision of the ring, with its place, in the order in which one rests on the other."""
    err = refused(run("ask", BAD / "negative_cycle.case"))
    steps = re.findall(r"note: (.*)", err)
    assert [re.sub(r" at \S+", "", step) for step in steps] == [
        "`allowance` rests on `waived`",
        "`waived` is concluded by `waiver`",
        "`waiver` rests on `allowed`",
        "`allowed` is concluded by `allowance`",
        "a provision that can be opposed may not rest on what it or its opponent decides",
    ]


def test_a_cycle_through_an_exception_is_shown_as_the_provisions_in_it(run: Run) -> None:
    err = refused(run("ask", BAD / "exception_cycle.case"))
    steps = re.findall(r"note: (.*)", err)
    assert [re.sub(r" at \S+", "", step) for step in steps][:4] == [
        "`bar` rests on `allowed`",
        "`not allowed` is concluded by `bar`",
        "`allowed` is concluded by `allowance`",
        "`allowed` is opposed by `bar`",
    ]


@pytest.mark.parametrize(
    "questions, help",
    [
        ("question fine: owed(ann)", "there is only `fine`"),
        ("question fine: owed(ann) question bill: owed(ann)", "name one of `bill`, `fine`"),
        ("", "name a question that is declared"),
    ],
)
def test_of_few_names_those_that_there_are_are_listed(
    questions: str, help: str, run: Run, tmp_path: Path
) -> None:
    case = tmp_path / "few.case"
    law = 'court high "H." sort Person thing ann: Person relation owed(p: Person)\n'
    matter = 'matter few is "Few" before high as of 2020-01-02\n'
    case.write_text(f"{law}{matter}{questions}\nexpect sum is proved\n", "utf-8")
    assert f"= help: {help}\n" in refused(run("check", case))


def test_law_that_stands_in_no_area_is_not_taken_for_sound(run: Run, tmp_path: Path) -> None:
    nothing = refused(run("check", "--logic", tmp_path))
    assert nothing.startswith(f"error[E0346]: there is no area of law in `{tmp_path}`")
    (tmp_path / "fees.law").write_text("area fees\nrule nonsense\n", "utf-8")
    astray = refused(run("check", "--logic", tmp_path))
    move = f"to a folder of its own, `{tmp_path}/fees/`"
    assert astray == f"error[E0346]: `fees.law` stands in no area of law\n  = help: move it {move}\n"
    case = tmp_path / "a.case"
    case.write_text('court high "H."\nmatter a is "A" before high as of 2020-01-02 uses fees\n', "utf-8")
    unknown = refused(run("check", case, "--logic", tmp_path))
    assert f"help: move `{tmp_path}/fees.law` {move}" in unknown


def test_areas_of_ones_own_are_found_where_one_stands(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logic" / "fees").mkdir(parents=True)
    (tmp_path / "logic" / "fees" / "fees.law").write_text("area fees\n", "utf-8")
    case = tmp_path / "a.case"
    case.write_text('court high "H."\nmatter a is "A" before high as of 2020-01-02 uses fees\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert "help: add `--logic logic` to use `logic/fees`, which is no part of `" in refused(run("ask", case))
    assert re.fullmatch(r" in `.*`; `--logic logic` checks the law of this folder", another_library())
    monkeypatch.chdir(tmp_path / "logic")
    assert not another_library()


@pytest.mark.parametrize("command", [("ask",), ("why",), ("why-not",), ("what-if", "--as-of", "2020-01-01")])
def test_a_case_that_asks_nothing(command: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    """What could be asked is said, and no empty answer printed."""
    case = tmp_path / "quiet.case"
    case.write_text('court high "H."\nmatter quiet is "Quiet" before high as of 2020-01-02\n', "utf-8")
    err = refused(run(command[0], case, *command[1:]))
    assert err.startswith("error[E0504]: matter `quiet` has no questions\n  = help: name a literal")


# --- files that are none -------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["ask", "why", "check"])
def test_a_file_that_is_not_there(command: str, run: Run) -> None:
    err = refused(run(command, LITMUS / "tye.case"))
    assert err == (
        f"error[E0121]: there is no file `{LITMUS}/tye.case`\n  = help: did you mean `{LITMUS}/tie.case`?\n"
    )


def test_a_folder_that_is_not_there(run: Run) -> None:
    assert refused(run("ask", LITMUS / "nowhere" / "a.case")) == (
        f"error[E0121]: there is no folder `{LITMUS}/nowhere`\n"
    )


@pytest.mark.parametrize("command", ["ask", "why"])
def test_a_folder_is_no_file(command: str, run: Run) -> None:
    assert refused(run(command, LITMUS)).startswith(f"error[E0122]: `{LITMUS}` is a folder, not a file\n")


def test_a_folder_without_cases_has_nothing_to_test(run: Run) -> None:
    assert refused(run("test", BAD / "laws")).startswith("error[E0126]: there is no case file under ")


@pytest.mark.parametrize("name, said", [("empty", "is empty"), ("blank", "has nothing but comments")])
def test_a_file_that_says_nothing(name: str, said: str, run: Run) -> None:
    err = refused(run("ask", BAD / f"{name}.case"))
    assert err.startswith(f"error[E0203]: the file {said}\n")
    assert f"{name}.case:1:1" in err


def test_bytes_that_are_no_text(run: Run) -> None:
    """They have no column, so the message says which byte of which line it is."""
    err = refused(run("ask", BAD / "not_utf8.case"))
    assert re.match(r"error\[E0123\]: `.*` is not UTF-8: byte 21 \(0xe9\), in line 2, belongs to", err)
    assert err.count("error[") == 1


def test_a_null_character(run: Run) -> None:
    err = refused(run("ask", BAD / "nul.case"))
    assert err.startswith("error[E0105]: U+0000 is a control character\n")
    assert re.search(r"nul\.case:16:7\n.*\n16 \|   made\\x00\(c\)\n", err)
    assert "\0" not in err
    assert err.count("error[") == 1


def test_doctrine_alone_is_no_matter(run: Run) -> None:
    err = refused(run("ask", BAD / "no_matter.case"))
    assert err.startswith(f"error[E0412]: `{BAD}/no_matter.case` has no matter\n")
    assert err.count("error[") == 1


def test_a_process_says_the_same(tmp_path: Path) -> None:
    """Not only in a test: a process of its own, with an empty standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "decisis", "ask", "-"], input=b"", capture_output=True, cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"error[E0203]: the file is empty\n --> <stdin>:1:1\n")


# --- options that name nothing -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "options, said",
    [
        (["grnted"], "error[E0504]: matter `tie` has no question `grnted`"),
        (["gramted(m)"], "error[E0303]: no relation is called `gramted`"),
        (["granted(X, Y)"], "error[E0304]: "),
        (["granted(m"], "error[E0210]: "),
        (["granted(12)"], "error[E0352]: "),
        (["--as-of", "2020"], "error[E0503]: `2020` is not a day"),
        (["--as-of", "2020-02-30"], "error[E0503]: `2020-02-30` is not a day"),
        (["--court", "tap"], "error[E0502]: no court is called `tap`"),
        (["--without", "filling"], "error[E0502]: no provision or authority is called `filling`"),
        (["--before", "act_c"], "error[E0502]: no authority is called `act_c`"),
        (["--variant", "in_tme"], "error[E0502]: no variant is called `in_tme`"),
        (["--assume", "late(X)"], "error[E0354]: "),
        (["--assume", "late(m"], "error[E0210]: "),
        (["--logic", "/nowhere"], "error[E0346]: there is no folder `/nowhere`"),
    ],
)
def test_an_option_that_means_nothing(options: list[str], said: str, run: Run) -> None:
    err = refused(run("ask", LITMUS / "tie.case", *options))
    assert err.startswith(said)
    assert err.count("error[") == 1


@pytest.mark.parametrize(
    "arguments", [["frob"], ["ask"], ["ask", str(LITMUS / "tie.case"), "--engine", "fast"], ["why", "--frob"]]
)
def test_a_command_that_there_is_not(arguments: list[str], run: Run) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert err.count("Error: ") == 1


ANCESTORS = """
sort Person
relation parent(child: Person, of: Person)   reads "{of} is a parent of {child}"
relation kin(one: Person, other: Person) reads "{one} and {other} are kin"
court top "Top Ct."
authority act is "Act" statute from the document
rule parents  under act given (1) parent(child: X, of: Y)               then kin(one: X, other: Y)
rule kindred  under act given (1) kin(one: X, other: Y) (2) kin(one: Y, other: Z) then kin(one: X, other: Z)
source register is "the register"
matter family is "Family" before top as of 2020-01-01
record found from register
  parent(child: ann, of: bea)
  parent(child: bea, of: cat)
question kin: kin(one: ann, other: X)
"""


@pytest.mark.parametrize("command", ["ask", "why", "test"])
def test_a_program_that_is_not_for_the_engine(command: str, run: Run, tmp_path: Path) -> None:
    case = tmp_path / "family.case"
    case.write_text(ANCESTORS + "expect kin is X = cat\n")
    code, out, err = run(command, case, "--engine", "pydatalog")
    assert code == 2
    assert "Family" not in out
    assert err == (
        "error[E0506]: the engine `pydatalog` does not take this program\n"
        "  = note: it may not return from mutual recursion: `applies kindred`, `kin`\n"
        "  = note: it may not return from mutual recursion: `possibly applies kindred`, `possibly kin`\n"
        "  = help: leave out `--engine`: `seminaive` takes every program\n"
    )
    assert run(command, case)[0] == 0


# --- what is warned of -------------------------------------------------------------------------------


def test_a_withdrawal_of_what_is_not_there_is_warned_of(run: Run) -> None:
    code, out, err = run("check", BAD / "nothing_to_withdraw.case")
    assert (code, out) == (0, "no errors, 1 warning\n")
    assert err.startswith("warning[W0409]: the record says nothing of the kind")
    assert "withdraw colour(c, red)" in err


def test_a_withdrawal_of_the_opposite_is_told_what_the_record_says(run: Run, tmp_path: Path) -> None:
    text = (BAD / "nothing_to_withdraw.case").read_text("utf-8")
    text = text.replace("  made(c)\n", "  made(c)\n  not allowed(c)\n").replace(
        "colour(c, red)", "allowed(c)"
    )
    (tmp_path / "opposite.case").write_text(text, "utf-8")
    _, _, err = run("check", tmp_path / "opposite.case")
    assert "warning[W0409]: the record says `not allowed(c)`, so there is nothing to withdraw" in err
    assert "= help: write `withdraw not allowed(c)` to take that out of the record" in err


def test_a_ring_of_priorities_is_warned_of_and_still_evaluated(run: Run) -> None:
    page = LITMUS / "ring_of_priorities.case"
    code, out, err = run("check", page)
    assert (code, out) == (0, "no errors, 1 warning\n")
    assert err.startswith("warning[W0338]: provisions prevail over one another in a ring: ")
    assert err.count("note: `ranks_") == 3
    code, out, err = run("ask", page)
    assert code == 0
    assert out.startswith("CONFLICTED")


def test_a_thing_that_only_one_fact_names_may_be_a_slip(run: Run, tmp_path: Path) -> None:
    text = (BAD / "unknown_question.case").read_text("utf-8").partition("\nexpect ")[0] + "\n"
    text = text.replace("thing c:", "thing other:")
    text = text.replace("  made(c)\n", "  made(claim)\n  term(claim, 1 month)\n  made(clam)\n")
    case = tmp_path / "slip.case"
    case.write_text(text.replace("allowed(c)\n", "allowed(claim)\n"), "utf-8")
    code, _, err = run("check", case)
    assert code == 0
    assert "W0304" in err
    assert "did you mean `claim`?" in err


@pytest.mark.parametrize(
    "option, named, help",
    [
        ("--variant", "another", "there is `small`"),
        ("--without", "nothing", "there are `act_a`, `act_b`, `closing`, `filing`, `lateness`"),
    ],
)
def test_what_there_is_is_listed(run: Run, option: str, named: str, help: str) -> None:
    case = LITMUS / ("tie.case" if option == "--without" else "below_zero.case")
    err = refused(run("ask", case, option, named))
    assert f"help: {help}" in err


def test_who_alleges_and_is_nobody_is_pointed_out(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "alleged.case"
    text = (
        (LITMUS / "tie.case").read_text("utf-8").replace("found from docket", "alleged by clerk from docket")
    )
    case.write_text(text, "utf-8")
    code, _, err = run("check", case)
    assert code == 0
    assert "warning[W0417]: nobody is called `clerk`" in err
    assert "help: declare it, `party clerk" in err
    case.write_text(text.replace("thing m:", "party clerk\nthing m:"), "utf-8")
    assert "W0417" not in run("check", case)[2]


def test_facts_that_cannot_both_be_so_are_pointed_out(run: Run, tmp_path: Path) -> None:
    clash, said = (
        tmp_path / "clash.case",
        "the record also says `imposed_on(j, 2000-01-01)`, and both cannot be so",
    )
    text = (LITMUS / "clash_of_facts.case").read_text("utf-8")
    for case, warned in ((text, False), (text.replace("is conflicted", "is undetermined"), True)):
        clash.write_text(case, "utf-8")
        code, _, err = run("check", clash)
        assert code == 0
        assert (said in err) == warned


DISPUTED = """
court county "the County Court"
authority code is "City Code" statute from the document
sort Book
relation lent(b: Book) reads "{b} was lent"
rule late under code given (1) lent(B) then late(B)
relation late(b: Book) reads "{b} is late"
matter loan is "The atlas" before county as of 2020-03-01
thing atlas: Book "the atlas"
fact lent(atlas) found
question late: late(atlas)
variant two of loan
  expect late is proved
"""


def test_a_dispute_beside_the_fact_is_pointed_out_and_where_it_stands(run: Run, tmp_path: Path) -> None:
    case, dispute = tmp_path / "disputed.case", "dispute who: lent(atlas) versus not lent(atlas) unresolved\n"
    for indent, resolved, warned in (
        ("  ", "", True),
        ("", "", False),
        ("", " resolved as lent(atlas)", False),
    ):
        said = dispute.replace(" unresolved", resolved) if resolved else dispute
        case.write_text(f"{DISPUTED}{indent}{said}", "utf-8")
        code, _, err = run("check", case)
        assert code == 0
        assert ("this `dispute` belongs to the matter and to every variant" in err) == warned
        left_open = "the record says so, and `who` leaves it open: otherwise, it is in conflict"
        assert (left_open in err) == (not resolved)


@pytest.mark.parametrize(
    "option, named", [("--suppose", "`what-if`"), ("--brief", "`why`"), ("--suposse", None)]
)
def test_an_option_of_another_command_names_that_command(option: str, named: str | None, run: Run) -> None:
    code, out, err = run("ask", str(LITMUS / "tie.case"), option, "x")
    assert (code, out) == (2, "")
    assert (f"It is an option of {named}" in err) if named else ("It is an option" not in err)

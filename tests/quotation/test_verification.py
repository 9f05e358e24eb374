"""Quotes of law and of cases: each is verified, not at hand, or wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from decisis.cli.group import cli
from decisis.quotation.document import document
from decisis.quotation.verification import verify
from decisis.source import Source
from decisis.syntax.parser import parse

ORDER = "One.\nThe motion was filed\nin May.\nIt is denied, as the court may not act.\n"

LAW = """
authority seen is "Seen v. Known, 1 F.3d 1 (2d Cir. 1990)" decided by ca2 from the document
authority told is "Told v. Known, 2 F.3d 2 (2d Cir. 1991)" decided by ca2 from memory
authority read is "Read v. Known, 3 F.3d 3 (2d Cir. 1992)" decided by ca2 checked against "a public copy"
holding h of {authority}
  quote "{quote}"
  given
    (1) p(X)
  then q(X)
"""

CASE = """
source order is file "order.txt"
source letter is "Doc. 5"
matter m is "Case" before ca2 as of 2000-01-01
fact p(a) recited from {source} at "{pinpoint}" quote "{quote}"
"""


def status(text: str, *, at_hand: bool = True, beside: str = "") -> str:
    file, problems = parse(Source("x.law", text))
    assert not problems
    files = {"x.law": file}
    if beside:
        files["y.case"] = parse(Source("y.case", beside))[0]
    (found,) = verify(files, {"order.txt": document("order.txt", ORDER)} if at_hand else {})
    return f"{found.status}: {found.words}" if found.words else found.status


@pytest.mark.parametrize(
    "authority, quote, expected",
    [
        ("seen", "the court may not act", "verified"),
        ("told", "the court may not act", "verified"),
        ("read", "the court may not act", "verified"),
        ("seen", "it may not act", "wrong: not in order.txt, which has at l. 4: court may not act"),
        ("seen", "all is moonlight", "wrong: not in order.txt, nor anything like it"),
        ("told", "all is moonlight", "wrong: not in order.txt, nor anything like it"),
        ("read", "all is moonlight", "not at hand: said to be checked against a public copy"),
    ],
)  # fmt: skip
def test_quotes_of_law(authority: str, quote: str, expected: str) -> None:
    assert status(LAW.format(authority=authority, quote=quote)) == expected


@pytest.mark.parametrize(
    "source, pinpoint, quote, expected",
    [
        ("order", "l. 4", "the court may not act", "verified"),
        ("order", "ll. 2-3", "filed in May", "verified"),
        ("order", "l. 2, 4", "filed in May", "verified"),
        ("order", "at 7", "filed in May", "verified"),
        ("order", "l. 1", "filed in May", "wrong: the words stand at ll. 2-3, not at l. 1"),
        ("order", "l. 4", "filed in June", "wrong: not in order.txt, which has at ll. 2-3: filed in May"),
        ("letter", "1", "anything", "not at hand: the text of letter is not at hand"),
    ],
)
def test_quotes_of_a_record(source: str, pinpoint: str, quote: str, expected: str) -> None:
    assert status(CASE.format(source=source, pinpoint=pinpoint, quote=quote)) == expected


def test_without_the_documents_nothing_is_said_of_them() -> None:
    case = CASE.format(source="order", pinpoint="l. 4", quote="the court may not act")
    assert status(case, at_hand=False) == "not at hand: order.txt is not at hand"
    law = LAW.format(authority="seen", quote="all is moonlight")
    assert status(law, at_hand=False) == "not at hand: not at hand: any document"


def opinions() -> Path | None:
    """The folder `shared/opinions` beside the checkout, or beside a folder that it stands in."""
    places = (p / "shared" / "opinions" for p in Path(__file__).resolve().parents)
    return next((p for p in places if p.is_dir()), None)


@pytest.mark.skipif(opinions() is None, reason="the opinions are not beside this checkout")
def test_every_quote_that_ships_is_verified() -> None:
    result = CliRunner().invoke(cli, ["quotes", "logic", "cases", "--sources", str(opinions())])
    assert result.output.splitlines()[-1].endswith(" 0 wrong"), result.output
    assert result.exit_code == 0


def test_an_invented_quote_fails_the_command(tmp_path: Path) -> None:
    (tmp_path / "order.txt").write_text(ORDER)
    case = tmp_path / "x.case"
    case.write_text(CASE.format(source="order", pinpoint="l. 4", quote="all is moonlight"))
    result = CliRunner().invoke(cli, ["quotes", str(case)])
    assert result.exit_code == 1
    assert "1 quote: 0 verified, 0 not at hand, 1 wrong" in result.output
    case.write_text(CASE.format(source="order", pinpoint="l. 4", quote="may not act"))
    assert CliRunner().invoke(cli, ["quotes", str(case)]).exit_code == 0


def test_law_of_a_folder_is_gone_through_as_well(tmp_path: Path) -> None:
    (tmp_path / "x.case").write_text("")
    law = tmp_path / "law" / "shire"
    law.mkdir(parents=True)
    (law / "shire.law").write_text('rule late under code\n  quote "all is moonlight"\n  then loan(a)')
    result = CliRunner().invoke(cli, ["quotes", "--logic", str(tmp_path / "law"), str(tmp_path / "x.case")])
    assert "1 quote:" in result.output


def test_a_document_is_not_looked_for_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "order.txt").write_text(ORDER)
    folder = tmp_path / "cases"
    folder.mkdir()
    case = folder / "x.case"
    text = CASE.format(source="order", pinpoint="l. 4", quote="may not act")
    case.write_text(text.replace("order.txt", "../order.txt"))
    result = CliRunner().invoke(cli, ["quotes", str(case)])
    assert "1 not at hand" in result.output

"""What a wheel brings along parsed: all of the law, found by its text, and not parsed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis import cache
from decisis.files import read_source
from decisis.source import Source
from decisis.syntax import kept, lalr
from decisis.syntax.parser import parse
from decisis.syntax.shipping import entries

LAW = sorted((Path(__file__).parents[2] / "logic" / "time").glob("*.law"))


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Source]:
    """The texts of one area, of which a package has brought everything along."""
    law = [read_source(str(path)) for path in LAW]
    for name, data in entries(law):
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(cache, "SHIPPED", str(tmp_path))
    monkeypatch.setenv("DECISIS_CACHE", "off")
    return law


def not_again(*_: object) -> object:
    raise AssertionError("it was parsed again")


def test_nothing_of_it_is_parsed_again(installed: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    assert installed
    before = [parse(source)[0] for source in installed]
    monkeypatch.setattr(kept, "parse", not_again)
    assert [kept.parsed(source)[0] for source in installed] == before


def test_the_grammar_is_not_read_again(installed: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    lalr.lark.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(lalr, "load_grammar", not_again)
        assert parse(installed[0])[0].blocks
    lalr.lark.cache_clear()


def test_another_text_is_parsed(installed: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    other = Source(installed[0].name, installed[0].text + "\n# more\n")
    monkeypatch.setattr(kept, "parse", not_again)
    with pytest.raises(AssertionError, match="parsed again"):
        kept.parsed(other)


def test_the_same_law_ships_as_the_same_bytes(installed: list[Source]) -> None:
    assert list(entries(installed)) == list(entries(installed))

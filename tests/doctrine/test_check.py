"""The law that ships, as `decisis check` looks at it: all of it, for every court."""

from __future__ import annotations

import sys

import pytest

from decisis.cli import main


def test_nothing_is_wrong_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["decisis", "check"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code or 0, capsys.readouterr().err) == (0, "")

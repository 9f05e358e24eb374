"""What is read without click is read as click would read it; what it does not read is left to click."""

from __future__ import annotations

from typing import Any

import click
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from decisis.cli import asking, plain
from decisis.cli.plain import FLAGS, FORMS, MANY, MORE, MORE_FLAGS, ONE
from decisis.engine import ENGINES

COMMANDS: dict[str, click.Command] = {"ask": asking.ask, "why": asking.why}


def by_click(arguments: list[str]) -> dict[str, Any] | None:
    """What click makes of a command line, as `answer` takes it; None if it complains, or gives help."""
    command = COMMANDS[arguments[0]]
    try:
        found = dict(command.make_context(arguments[0], arguments[1:]).params)
    except (click.ClickException, click.exceptions.Exit):
        return None
    if found.pop("as_json"):
        found["form"] = "json"
    return {"proofs": arguments[0] == "why", **found}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_tables_hold_every_option(command: str) -> None:
    options = [p for p in COMMANDS[command].params if isinstance(p, click.Option)]
    flags = {o.opts[0]: o.name for o in options if o.is_flag}
    many = {o.opts[0]: o.name for o in options if o.multiple}
    one = {o.opts[0]: o.name for o in options if not o.is_flag and not o.multiple}
    assert flags == {**FLAGS, **MORE_FLAGS[command]}
    assert many == MANY
    assert one == {**ONE, **MORE[command]}
    assert all(len(o.opts) == 1 and not o.secondary_opts for o in options)


WORDS = st.sampled_from(
    ["a.case", "q", "may(X)", "-", "", "2004-02-17", "3", "0", "٣", "json", "xml", *ENGINES]
)
OPTIONS = st.sampled_from(
    [*ONE, *MANY, *FLAGS, *MORE["why"], *MORE_FLAGS["why"], "--", "-h", "--help", "--cour", "--court=x", "-x"]
)


@given(st.sampled_from(["ask", "why"]), st.lists(st.one_of(WORDS, OPTIONS), max_size=8))
@example("why", ["a.case", "--depth", "3", "--format", "html"])
@example("ask", ["a.case", "--json", "--without", "x", "q", "--without", "y"])
@example("ask", ["a.case", "--court"])
@example("ask", ["a.case", "--court", "--json"])
def test_both_read_the_same(command: str, arguments: list[str]) -> None:
    found = plain.plain([command, *arguments])
    if found is None:
        return
    expected = by_click([command, *arguments])
    assert expected is not None
    defaults = {"questions": (), "form": "text", "brief": False, "full": False}
    defaults |= {"depth": None, "another_case": False}
    assert {**dict.fromkeys(ONE.values()), **defaults, **found} == {**defaults, **expected}


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "x.case"],
        ["ask", "-", "q"],
        ["why", "x.case", "q", "r", "--court", "ca2", "--without", "a", "--without", "b", "--json"],
        ["why", "x.case", "--format", "markdown", "--depth", "2", "--brief", "--engine", "naive"],
        *(["why", "x.case", "--format", form] for form in FORMS),
    ],
)
def test_what_is_plain_needs_no_click(arguments: list[str]) -> None:
    assert plain.plain(arguments) is not None


LEFT = """

--help
--version
--no-cache ask x
check
ask
ask --help
ask x -h
ask x --brief
ask x --cou a
ask x --engine none
ask x --court=ca2
ask x -- q
why x --depth 0
why x --format xml
"""


@pytest.mark.parametrize("line", LEFT.splitlines()[1:])
def test_the_rest_is_left_to_click(line: str) -> None:
    assert plain.plain(line.split()) is None

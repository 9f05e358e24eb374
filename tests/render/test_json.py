"""The JSON of an answer: its keys and their order, and that nothing is lost or dangerous."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from decisis.forms import from_json
from decisis.render import RENDERERS, Options, render
from decisis.render.layout import visible
from decisis.render.to_json import write
from decisis.render.view import RowView
from decisis.values import Bounds, Duration
from tests.render import views

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "answer.schema.json").read_text())
LACKS = ("not_covered", "lacking", "not_used", "in_conflict", "not_heard", "attempts", "warnings")
ANSWER = ["format", "matter", "court", "as_of", "question", "verdict", "answers", *LACKS]
ROW = [
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


def data(view: Any) -> Any:
    return json.loads(RENDERERS["json"](view, Options()))


@pytest.mark.parametrize("name", views.ALL)
def test_keys(name: str) -> None:
    found = data(views.ALL[name])
    assert list(found) == ANSWER
    assert found["format"] == "decisis.answer/1"
    assert all(list(row) == ROW for row in found["answers"])


def test_what_is_set_aside_is_said() -> None:
    changed = replace(views.REFUTED, before="baylor", without=("listed",))
    found = data(changed)
    assert list(found)[3:6] == ["as_of", "before", "without"]
    assert (found["before"], found["without"]) == ("baylor", ["listed"])
    Draft202012Validator(SCHEMA).validate(found)
    assert "before `baylor`, without `listed`" in " ".join(RENDERERS["text"](changed, Options()).split())


@pytest.mark.parametrize("name", [*views.ALL, "hostile", "doubling"])
def test_it_is_as_its_schema_says(name: str) -> None:
    every = {**views.ALL, "hostile": views.HOSTILE_VIEW, "doubling": views.doubling(9)}
    answer = data(every[name])
    Draft202012Validator(SCHEMA).validate(answer)
    Draft202012Validator(SCHEMA).validate([answer, answer])


@pytest.mark.parametrize("key", ANSWER)
def test_the_schema_misses_what_is_missing(key: str) -> None:
    answer = data(views.REFUTED)
    del answer[key]
    assert not Draft202012Validator(SCHEMA).is_valid(answer)


@pytest.mark.parametrize("name", ["refuted", "conflicted"])
def test_look(name: str, snapshot: SnapshotAssertion) -> None:
    assert RENDERERS["json"](views.ALL[name], Options()) == snapshot


@pytest.mark.parametrize("name", views.ALL)
def test_it_is_written_as_json_dumps_writes(name: str) -> None:
    text = RENDERERS["json"](views.ALL[name], Options())
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


def test_bindings_are_values_without_loss() -> None:
    found = data(views.VALUES)["answers"][0]["bindings"]
    assert {name: from_json(value) for name, value in found.items()} == {"N": 16, "T": Duration(48)}


def test_a_step_shown_before_points_to_its_place() -> None:
    found = data(views.REFUTED)
    again = found["answers"][0]["grounds"][2]["premises"][1]
    assert "premises" not in again
    place: Any = found
    for part in again["shown_at"].strip("/").split("/"):
        place = place[int(part)] if isinstance(place, list) else place[part]
    assert place["text"] == again["text"]
    assert place["premises"]


def test_both_sides_of_a_conflict_are_its_grounds() -> None:
    assert [g["text"] for g in data(views.CONFLICTED)["answers"][0]["grounds"]] == [
        "the motion is granted",
        "the motion is not granted",
    ]


def test_strings_are_kept_and_cannot_harm_a_terminal() -> None:
    text = RENDERERS["json"](views.HOSTILE_VIEW, Options())
    text.encode()
    assert visible(text.replace("\n", " ")) == text.replace("\n", " ")
    found = json.loads(text)
    assert found["question"] == views.HOSTILE
    assert found["answers"][0]["bindings"] == {views.HOSTILE: views.HOSTILE}


def test_ten_thousand_steps() -> None:
    text = RENDERERS["json"](views.chain(10_000), Options())
    assert text.count('"premises"') == 10_000
    assert len(text) < 30_000_000


def test_shared_steps_do_not_multiply() -> None:
    text = RENDERERS["json"](views.doubling(200), Options())
    assert text.count('"premises"') == 200


def test_one_answer_is_an_object_and_several_are_an_array() -> None:
    assert json.loads(render("json", [views.REFUTED]))["verdict"] == "refuted"
    assert [a["verdict"] for a in json.loads(render("json", [views.REFUTED, views.CONFLICTED]))] == [
        "refuted",
        "conflicted",
    ]
    assert json.loads(render("json", [])) == []


@pytest.mark.parametrize("value", [{}, [], "", {"a": {}, "b": [[], None, True, 3]}, [[[{"é\x7f": "\x80"}]]]])
def test_writing(value: Any) -> None:
    assert json.loads(write(value)) == value


def test_unknowns_have_tags_only_where_they_would_read_alike() -> None:
    few, one, other = Bounds(0, 3, tag="counted"), Bounds(1, 2, tag="sum 1"), Bounds(1, 2, tag="sum 2")
    rows = (
        RowView(f"p({i})", "p", "undetermined", (("N", v),)) for i, v in enumerate((few, one, other, one))
    )
    found = [row["bindings"]["N"]["bounds"].get("tag") for row in data(views.answer(*rows))["answers"]]
    assert found == [None, "sum 1", "sum 2", "sum 1"]

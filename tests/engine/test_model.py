"""Models: what holds, and when two are the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from decisis.engine.model import Model

ONE = Model({"p": frozenset({(1, "a")}), "q": frozenset()})


def test_what_holds() -> None:
    assert ONE.holds("p", (1, "a"))
    assert ONE.holds("p", (Decimal("1.0"), "a"))
    assert not ONE.holds("p", (2, "a"))
    assert not ONE.holds("q", ("a",))
    assert not ONE.holds("nowhere")
    assert Model({"granted": frozenset({()})}).holds("granted")


def test_a_relation_without_tuples_is_like_one_that_is_not_named() -> None:
    assert Model({"p": frozenset({(1, "a")})}) == ONE
    assert hash(Model({"p": frozenset({(1, "a")})})) == hash(ONE)
    assert ONE.tuples("q") == ONE.tuples("nowhere") == frozenset()
    assert list(ONE.relations) == ["p"]


def test_other_tuples_make_another_model() -> None:
    assert Model({"p": frozenset({(2, "a")})}) != ONE
    assert Model({"q": frozenset({(1, "a")})}) != ONE
    assert {"p": frozenset({(1, "a")})} != ONE


def test_relations_are_in_order_of_name() -> None:
    rows = frozenset({(1,)})
    assert list(Model({"b": rows, "a": rows, "c": rows}).relations) == ["a", "b", "c"]


def test_a_model_does_not_change() -> None:
    given = {"p": frozenset({(1,)})}
    model = Model(given)
    given["p"] = frozenset()
    assert model.holds("p", (1,))
    with pytest.raises(TypeError):
        model.relations["p"] = frozenset()  # type: ignore[index]
    with pytest.raises(AttributeError):
        model.relations = {}  # type: ignore[misc]

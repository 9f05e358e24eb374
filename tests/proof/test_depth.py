"""A proof may be deep: it is built without nesting as deep, and written once however often it is used."""

from __future__ import annotations

import pytest

from bench.title import title
from decisis.casework.inquiry import Inquiry, answers
from decisis.casework.present import present
from decisis.render import render


def _text(links: int) -> str:
    answer = next(iter(answers(title(links), ("title",), Inquiry())))
    return render("text", [present(answer, proofs=True)], width=100)


@pytest.mark.parametrize("links", [60, 300])
def test_a_deep_proof_is_built_and_written(links: int) -> None:
    text = _text(links)
    assert text.startswith("PROVED")
    assert all(text.count(f"p{number} sold to p{number + 1} ") == 1 for number in range(links))


def test_the_text_grows_with_the_proof_and_not_with_its_square() -> None:
    small, middle, large = (len(_text(links)) for links in (40, 80, 160))
    assert large - middle < 2.5 * (middle - small)

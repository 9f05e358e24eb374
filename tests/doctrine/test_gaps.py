"""What is said not to be covered until a day is a gap, whose end silences no opinion.

A holding lapses with the last text that it construes. A rule that only says what is not held counts as a text
of its place, as it may stand for one: where it ends since a later opinion settled what it left open, the
opinions on that place would end with it, if nothing else were stated there.
"""

from __future__ import annotations

from collections.abc import Iterator

from decisis.compiler import force
from decisis.compiler.library import Library
from decisis.pipeline import load_doctrine
from decisis.syntax import ast


def test_no_opinion_ends_with_a_gap() -> None:
    assert not list(silenced(load_doctrine().library))


def silenced(library: Library) -> Iterator[str]:
    """Opinions that are good law after the last text that they construe, which is a gap alone."""
    for name, provision in library.provisions.items():
        authority = force.authority_of(provision, library)
        if provision.construing is None or authority is None or not force.is_opinion(authority):
            continue
        texts = [(text, force.text_span(text, library).end) for text in force.construed(provision, library)]
        last = max((end for _, end in texts if end is not None), default=None)
        if last is None or any(end is None for _, end in texts):
            continue
        overruled = force.opinion_span(authority, library).end
        gaps = all(isinstance(text.conclusion, ast.NotCovered) for text, end in texts if end == last)
        if gaps and (overruled is None or overruled > last):
            yield f"{name} is silent after {last}"

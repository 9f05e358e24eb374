"""Small matters that Hypothesis makes up: rules, exceptions, holdings, disputes, amounts, and a record."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import strategies as st

from decisis.casework.matter import Matter
from decisis.source import Source
from tests.shipped import LOADER

EXAMPLES = int(os.environ.get("DECISIS_EXAMPLES", "4"))  # of each property; a campaign makes more
FACTS = ("owns", "paid", "signed")
LAYERS = ("entitled", "liable", "prevails")  # each rests on those before it
HEAD = """sort Person
relation person(p: Person) closed    reads "{p} is a person"
relation owns(p: Person)             reads "{p} owns"
relation paid(p: Person)             reads "{p} paid"
relation signed(p: Person) closed    reads "{p} signed"
relation term(p: Person, n: Int)     reads "the term of {p} is {n}" functional in p
relation entitled(p: Person)         reads "{p} is entitled"
relation liable(p: Person)           reads "{p} is liable"
relation prevails(p: Person)         reads "{p} prevails"
court high "High"
court low "Low" under high trial
authority alpha is "Alpha v. Beta, 1 F.3d 1 (1st Cir. 1990)" decided by high from the document
authority gamma is "Gamma v. Delta, 2 F.3d 2 (1st Cir. 1995)" decided by high from the document
source docket is "the docket"
thing ann: Person "Ann"
thing bob: Person "Bob"
"""


def _elements(layer: int) -> st.SearchStrategy[str]:
    below = LAYERS[:layer]
    plain = st.sampled_from((*FACTS, *below)).map(lambda r: f"{r}(X)")
    denied = st.sampled_from((*(f for f in FACTS if f != "signed"), *below)).map(lambda r: f"not {r}(X)")
    silent = st.sampled_from((*FACTS, *below)).map(lambda r: f"no showing that {r}(X)")
    amount = st.sampled_from(("> 3", "<= 3", "> 7", "< 7")).map(lambda c: f"term(X, N)|N {c}")
    return st.one_of(plain, plain, denied, silent, amount)


def _body(elements: list[str]) -> str:
    parts = list(dict.fromkeys(part for e in elements for part in e.split("|")))
    if all(p.startswith("no showing") for p in parts):
        parts = ["person(X)", *parts]
    terms = [p for p in parts if p.startswith("term")]
    ordered = [*terms, *(p for p in parts if not p.startswith("term"))]
    return "".join(f"    ({i}) {part}\n" for i, part in enumerate(ordered, 1))


@st.composite
def rules(draw: st.DrawFn) -> str:
    text, earlier = "", dict[str, list[tuple[str, bool]]]()
    number = 0
    for layer, relation in enumerate(LAYERS):
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            denied = draw(st.booleans()) and bool(earlier.get(relation))
            body = _body(draw(st.lists(_elements(layer), min_size=1, max_size=3)))
            name = f"r{number}"
            opposed = [n for n, d in earlier.get(relation, ()) if d != denied]
            exception = f"  exception to {opposed[0]}\n" if opposed and draw(st.booleans()) else ""
            kind = draw(st.sampled_from(("rule", "rule", "alpha", "gamma")))
            head = f"rule {name}\n" if kind == "rule" else f'holding {name} of {kind} at "{number}"\n'
            text += f"{head}{exception}  given\n{body}  then {'not ' if denied else ''}{relation}(X)\n"
            if kind != "rule" and not denied and draw(st.booleans()):
                when = _body(draw(st.lists(_elements(0), min_size=1, max_size=2)))
                text += f"  leaves open q{number}: {relation}(X)\n    when\n{when}"
            earlier.setdefault(relation, []).append((name, denied))
    return text


@st.composite
def records(draw: st.DrawFn) -> str:
    lines = ["fact person(ann) found from docket"]
    for relation in FACTS:
        for person in ("ann", "bob") if draw(st.integers(0, 3)) == 0 else ("ann",):
            state = draw(
                st.sampled_from(("found", "found", "denied", "alleged", "disputed", "silent", "silent"))
            )
            said = f"{relation}({person})"
            if state in ("found", "alleged"):
                lines.append(f"fact {said} {state} from docket")
            elif state == "denied" and relation != "signed":
                lines.append(f"fact not {said} found from docket")
            elif state == "disputed" and relation != "signed":
                lines.append(f"dispute {relation}_{person}: {said} versus not {said} unresolved")
    amount = draw(st.sampled_from(("", "2", "3", "5", "8", "2 to 9")))
    if amount:
        lines.append(f"fact term(ann, {amount}) found from docket")
    return "\n".join(lines)


@st.composite
def matters(draw: st.DrawFn) -> str:
    """The text of a case file whose question is `prevails(ann)`."""
    law, record = draw(rules()), draw(records())
    return (
        f'{HEAD}{law}matter made is "Made up" before low as of 2000-01-01\n{record}\n'
        "question prevails: prevails(ann)\nquestion liable: liable(ann)\nquestion whose: entitled(Who)\n"
    )


def loaded(text: str) -> Matter:
    return LOADER.matter_of(Source("made.case", text), Path())

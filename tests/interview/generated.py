"""Small matters, generated: rules over facts, with exceptions, comparisons and opponents."""

from __future__ import annotations

from hypothesis import strategies as st

HEAD = """sort Thing
relation goal(t: Thing) reads "{t} is so" denied "{t} is not so"
relation middle(t: Thing) reads "{t} is in the middle" denied "{t} is not in the middle"
relation size(t: Thing, n: Int) functional in t reads "{t} has size {n}"
relation part(t: Thing, u: Thing) reads "{u} is part of {t}" asks "What are the parts of {t}?"
"""
BASE = [f"fact_{n}" for n in range(5)]
LAW = """court one "Ct. One"
authority act is "Act" statute from the document
"""
MATTER = """source file is "the file"
matter made is "A made matter" before one as of 2020-01-01
thing a: Thing "a"
thing b: Thing "b"
"""

base = st.sampled_from(BASE)
positive = st.one_of(
    base.map("{}(T)".format),
    base.map("not {}(T)".format),
    st.just("middle(T)"),
    st.integers(1, 4).map("size(T, {})".format),
)
numbered = st.integers(1, 4).flatmap(lambda n: st.sampled_from([f"N > {n}", f"N <= {n}", f"N != {n}"]))
absent = st.one_of(base.map("{}(T)".format), base.map("not {}(T)".format), st.just("size(T, _)"))


@st.composite
def bodies(draw: st.DrawFn, *, middle: bool) -> list[str]:
    found = draw(
        st.lists(positive if middle else positive.filter(lambda p: "middle" not in p), min_size=1, max_size=3)
    )
    if draw(st.booleans()):
        found += ["size(T, N)", draw(numbered)]
    if draw(st.integers(0, 3)) == 0:
        found += ["part(T, U)", f"{draw(base)}(U)"]
    found += [f"no showing that {a}" for a in draw(st.lists(absent, max_size=1))]
    return list(dict.fromkeys(found))


@st.composite
def rules(draw: st.DrawFn) -> str:
    lines = []
    kinds = draw(st.lists(st.sampled_from(["goal", "goal", "not goal", "middle"]), min_size=1, max_size=5))
    for number, kind in enumerate(kinds):
        body = draw(bodies(middle=kind != "middle"))
        elements = " ".join(f"({n}) {element}" for n, element in enumerate(body, 1))
        lines.append(f'rule r{number} under act at "§ {number}" given {elements} then {kind}(T)')
    for number, kind in enumerate(kinds):
        others = [n for n, k in enumerate(kinds) if {k, kind} == {"goal", "not goal"}]
        if others and draw(st.booleans()):
            other = draw(st.sampled_from(others))
            if number < other:
                lines.append(f'priority r{number} over r{other} because "it is"')
    return "\n".join(lines)


@st.composite
def programs(draw: st.DrawFn) -> str:
    """The text of a case with a question `goal`."""
    relations = "".join(f'relation {name}(t: Thing) reads "{{t}} has {name}"\n' for name in BASE)
    facts = []
    for thing in "ab":
        for name in draw(st.lists(base, max_size=4, unique=True)):
            sign = "not " if draw(st.integers(0, 3)) == 0 else ""
            facts.append(f"fact {sign}{name}({thing}) found from file")
        if draw(st.booleans()):
            facts.append(f"fact size({thing}, {draw(st.integers(1, 5))}) found from file")
    if draw(st.booleans()):
        facts.append("fact part(a, b) found from file")
    question = "question goal: goal(a)\n"
    return "\n".join((HEAD, relations, LAW, draw(rules()), MATTER, *facts, question))

"""Answers: verdicts as one model has them, by the cases of what is open, and however that falls."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from decisis_check import functions
from decisis_check import quantities as q
from decisis_check.cheap import Any
from decisis_check.reading import Fact, Malformed, a, at, demand, fact, fields, said
from decisis_check.records import Records, Run, base

MOST_CASES = 512
ORDER = ("conflicted", "proved", "discretionary", "refuted", "undetermined")
Change = tuple[
    set[Fact], set[Fact], set[Fact], Any
]  # what must go, what may go, what comes, (unknown, exact)


def plain_verdict(run: Run, literal: Fact) -> str:
    """What one model says of a literal."""
    relation, row = literal
    name = relation.removeprefix("not ")
    other = name if name != relation else f"not {name}"
    keys, closed = run.program.declared[name]
    held, opposed = run.holds(relation, row), run.holds(other, row)
    if run.holds(f"conflicted {name}", row) or (held and opposed):
        return "conflicted"
    if held or opposed:
        return "proved" if held else "refuted"
    if name == relation and keys is not None and relation in run.world:
        for each in run.world[relation].list:
            if all(each[i] == row[i] for i in keys) and any(
                q.compare(v, "!=", w) for v, w in zip(each, row, strict=True)
            ):
                return "refuted"
    silent = closed and not may_hold(run, f"possibly {name}", row)
    return "undetermined" if not silent else "proved" if name != relation else "refuted"


def may_hold(run: Run, relation: str, row: tuple[Any, ...]) -> bool:
    """Whether a row is there, or one that may be equal to it, as `3 to 5` may be to 4."""
    rows = run.world[relation].list if relation in run.world else ()
    return any(
        all(v == w or q.compare(v, "=", w) is not False for v, w in zip(each, row, strict=True))
        for each in rows
    )


def ways_of(thing: Any, run: Run) -> list[Change]:
    """Every way in which something open can fall, as what it changes in the facts."""
    match thing:
        case ["dispute", str(name), first, second]:
            sides = [fact(first), fact(second)]
            for n, (relation, row) in enumerate(sides):
                stated = run.facts.get(f"side {n + 1} of {name}: {relation}")
                demand(stated is not None and row in stated.set, "dispute {} has no such side", name)
            open_ = {(f"in question {relation}", row) for relation, row in sides}
            gone: set[Fact] = {("issue unresolved", (name,))}
            return [(gone, open_, {(f"recorded {relation}", row)}, None) for relation, row in sides]
        case ["question", str(name)]:
            gone = {(f"left open {name}", ())}
            return [(gone, set(), {(f"settled {way} {name}", ())}, None) for way in ("for", "against")]
        case ["value", unknown, values]:
            return [(set(), set(), set(), (q.value(unknown), q.value(each))) for each in a(list, values)]
        case ["allegation", alleged]:
            relation, row = fact(alleged)
            return [(set(), {(f"alleged {relation}", row)}, {(f"recorded {relation}", row)}, None)]
        case ["granted"]:
            return [(set(), set(), {("all granted", ())}, None)]
        case ["assumed", *assumed]:
            return [(set(), set(), {(f"prevailing {name}", row) for name, row in map(fact, assumed)}, None)]
    raise Malformed(f"nothing open: {q.dumps(thing)[:80]}")


def demand_change(old: Run, new: Run, changes: Iterable[Change]) -> None:
    """The facts of one run are those of the other, changed so."""
    demand(old.program.setting == new.program.setting, "a run is of another court, day or law")
    demand(old.program.about == new.program.about, "a run is of a program about something else")
    demand(old.program.calendar is new.program.calendar, "a run is of another calendar")
    changes = list(changes)
    differs = {
        name for name in old.facts.keys() | new.facts if old.facts.get(name) is not new.facts.get(name)
    }
    about = differs.union(*({name for name, _ in each} for change in changes for each in change[:3]))
    unknown = [exact[0] for _, _, _, exact in changes if exact]
    about |= {n for n, rows in old.facts.items() if any(v in row for v in unknown for row in rows.list)}
    before, facts = (
        {(n, row) for n in about if n in run.facts for row in run.facts[n].list} for run in (old, new)
    )
    images, may_go = {each: each for each in before}, set[Fact]()
    for gone, may, come, exact in changes:
        demand(gone <= images.keys(), "what is settled is not open")
        images = {each: to for each, to in images.items() if each not in gone} | {e: e for e in come}
        may_go |= may
        if exact:
            images = {each: made_exact(to, *exact) for each, to in images.items()}
    demand(facts <= set(images.values()), "a run with something settled has facts of its own")
    lacking = {to for each, to in images.items() if each not in may_go} - facts
    demand(not lacking, "a run with something settled lacks facts")


def made_exact(fact: Fact, unknown: Any, exact: Any) -> Fact:
    return fact[0], tuple(exact if v == unknown else v for v in fact[1])


def take_finding(c: Records, old: Run | None, changes: Iterable[Change], data: Any) -> tuple[str, Fact]:
    """The verdict of a literal in a run: by its model, by the cases of what is open, or if all is granted."""
    literal, number, verdict, cases, granted = fields(data, "literal", "run", "verdict", "cases", "granted")
    literal, run = fact(literal), c.one("run", number)
    if old is not None:
        demand_change(old, run, changes)
    found = plain_verdict(run, literal)
    if found == "undetermined" and cases is not None:
        found = by_cases(c, run, literal, *fields(cases, "things", "runs"))
    elif found == "undetermined" and granted is not None:
        also = c.one("run", granted)
        demand_change(run, also, ways_of(["granted"], run))
        found = "discretionary" if plain_verdict(also, literal) == "proved" else found
    demand(found == verdict, "{} is {}, not {}", said(*literal), found, verdict)
    return a(str, verdict), literal


def by_cases(c: Records, run: Run, literal: Fact, things: Any, runs: Any) -> str:
    ways = [ways_of(thing, run) for thing in a(list, things)]
    for thing in things:
        demand(thing[0] in ("dispute", "question", "value"), "{} has more ways to fall than those", thing[0])
        demand(thing[0] != "value" or covers(run, literal, *thing[1:]), "not every value is gone through")
    combinations = list(product(*ways))
    demand(len(combinations) == len(a(list, runs)) <= MOST_CASES, "not every case is gone through")
    verdicts = set()
    for changes, number in zip(combinations, runs, strict=False):
        demand_change(run, c.one("run", number), changes)
        verdicts.add(plain_verdict(c.one("run", number), literal))
    (only,) = verdicts if len(verdicts) == 1 else ("",)
    return f"{only} by cases" if only in ("proved", "refuted") else "undetermined"


def covers(run: Run, literal: Fact, unknown: Any, values: Any) -> bool:
    """Whether values stand for all that an unknown can be: they are all there are, all parts of it, or on
    each side of all compared."""
    v, values = q.value(unknown), [q.value(each) for each in values]
    every = functions.every_one(v)
    if every is not None:
        return every <= set(values)
    if functions.are_parts(v, values):
        return True
    limits = ({w for rows in run.facts.values() for row in rows.list for w in row} | set(literal[1])) - {v}
    return not run.program.computes and functions.covers(v, values, limits | run.program.constants)


def take_row(c: Records, main: int, data: Any) -> tuple[str, Fact]:
    """An instance of a question: its verdict, and what that would be however the open things fall."""
    finding, open_, together, arguendo = fields(data, "finding", "open", "together", "arguendo")
    found, run = take_finding(c, None, (), finding), c.one("run", main)
    demand(
        finding["run"] == main and (finding["granted"] is not None or found[0] != "undetermined"),
        "the verdict on {} is of another run, or not what it would be if all were granted",
        said(*found[1]),
    )
    verdict, things = found[0].removesuffix(" by cases"), []
    for each in a(list, open_) if open_ is not None else ():
        thing, findings, changes = fields(each, "thing", "findings", "changes")
        ways = ways_of(thing, run)
        demand(
            len(ways) == len(a(list, findings)),
            "not every way in which {} can fall is gone through",
            thing[0],
        )
        outcomes = [settled(c, run, [way], f, found[1]) for way, f in zip(ways, findings, strict=False)]
        demand(
            a(bool, changes) == any(outcome != verdict for outcome in outcomes), "{} is misjudged", thing[0]
        )
        things.append(thing)
    if open_ is not None:
        missing = unlisted(run, things)
        demand(missing is None, "{} is open, and not considered", missing)
    if together is not None:
        each, ways, finding = fields(together, "things", "ways", "finding")
        chosen = [at(ways_of(thing, run), way) for thing, way in zip(each, ways, strict=True)]
        demand(
            settled(c, run, chosen, finding, found[1]) not in (verdict, "undetermined"),
            "together they change nothing",
        )
    if arguendo is not None:
        assumed, finding = fields(arguendo, "assumed", "finding")
        demand(
            settled(c, run, ways_of(["assumed", *assumed], run), finding, found[1]) == verdict,
            "no arguendo ground",
        )
    return found


def settled(c: Records, old: Run, changes: list[Change], finding: Any, literal: Fact) -> str:
    """The verdict on a literal with something settled; an imprecise value of it may then be exact."""
    verdict, (relation, row) = take_finding(c, old, changes, finding)
    pairs = zip(row, literal[1], strict=True)
    near = all(v == w or (q.bounded(w) and q.compare(v, "=", w) is not False) for v, w in pairs)
    demand(relation == literal[0] and near, "{} is another literal", said(relation, row))
    return verdict.removesuffix(" by cases")


def unlisted(run: Run, things: list[Any]) -> str | None:
    """A dispute, an open question or an allegation that the rules can come to read, and is not listed.

    A question whose elements cannot hold, as the model has it, is open to nothing.
    """
    named = {thing[1] for thing in things if thing[0] in ("dispute", "question")}
    alleged = [fact(thing[1]) for thing in things if thing[0] == "allegation"]
    sides = [fact(side) for thing in things if thing[0] == "dispute" for side in thing[2:]]
    for name, rows in run.facts.items():
        for row in rows.list:
            question = name.removeprefix("left open ")
            arises = run.world.get(f"possibly applies {question}") if question != name else None
            if arises and arises.list and question not in named and name in run.program.subjects:
                return f"the question {question}"
            for prefix, listed in (("alleged ", alleged), ("in question ", sides)):
                about = name.removeprefix(prefix)
                if about != name and base(about) in run.program.subjects and (about, row) not in listed:
                    return said(name, row)
    return None


def take_answer(
    c: Records,
    number: int,
    matter: Any,
    court: Any,
    as_of: Any,
    question: Any,
    asks: Any,
    verdict: Any,
    run: Any,
    granted: Any,
    rows: Any,
    dropped: Any,
) -> Any:
    """What a question is answered: each instance with its verdict, and there is no other."""
    main, (relation, *pattern) = c.one("run", run), a(list, asks)
    demand(
        [a(str, court), as_of] == main.program.setting[:2],
        "the answer is of another court or day than its run",
    )
    pattern = [None if term is None else q.value(term) for term in pattern]
    found = [take_row(c, run, row) for row in a(list, rows)]
    aside = [take_finding(c, None, (), each) for each in a(list, dropped)]
    demand(all(v == "refuted by cases" for v, _ in aside), "an instance is left out that is an answer")
    for _, literal in (*found, *aside):
        demand(literal[0] == relation, "an instance is of another relation")
    keys, _ = main.program.declared.get(relation, (None, False))
    others = [row for words, (_, row) in found if not words.startswith("refuted")]
    for _, (_, row) in aside:
        beside = keys is not None and any(all(each[i] == row[i] for i in keys) for each in others)
        demand(beside, "an instance is left out, and no other value may be so")
    listed = {row for _, (_, row) in (*found, *aside)}
    name = relation.removeprefix("not ")
    demand(main.program.about in ("", name), "the program is not about {}", name)
    opposite = name if name != relation else f"not {name}"
    names = {n for each in (relation, opposite) for n in (each, f"possibly {each}")} | {f"conflicted {name}"}
    speaking = {row for n in names if n in main.world for row in main.world[n].list}
    if None in pattern:
        also = c.one("run", granted)
        demand_change(main, also, ways_of(["granted"], main))
        speaking |= also.world[relation].set if relation in also.world else frozenset()
        speaking = {
            r
            for r in speaking
            if len(r) == len(pattern) and all(p in (None, w) for p, w in zip(pattern, r, strict=True))
        }
    demand(
        listed == (speaking if None in pattern else {tuple(pattern)}),
        "these are not the instances of the question",
    )
    headline = next((v for v in ORDER if any(words.split()[0] == v for words, _ in found)), "undetermined")
    demand(headline == verdict, "the answer is {}, not {}", headline, verdict)
    return {
        "matter": a(str, matter),
        "court": court,
        "as_of": as_of,
        "question": a(str, question),
        "verdict": verdict,
        "rows": [{"literal": said(*literal), "verdict": words} for words, literal in found],
    }

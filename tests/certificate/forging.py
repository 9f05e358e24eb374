"""Forged certificates: what they claim is false, and as little else as can be is wrong with them.

A forger takes a true certificate, or that of a misread program, and changes it so that one check is violated;
hashes, premises and numbers are made to agree again. What it returns is refused, or the checker is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

from decisis.calendar import Calendar, CountingEra, CountingRule, HolidayRule
from decisis.certificate.ledger import Certificate, Refused, rule_record
from decisis.engine import LimitReached, engine, seminaive
from decisis.rules import ir
from decisis.rules.stratify import NegativeCycle, stratify
from decisis.values import Bounds, Duration, Value
from decisis_check.checker import Checker
from decisis_check.quantities import WRONG, dumps, value, written
from decisis_check.reading import Malformed, digest
from decisis_check.rules import Rows, Rule
from tests.certificate.false_models import SMALL, strata
from tests.engine.generated import case

Record = dict[str, Any]
Records = list[Record]
Forger = Callable[[Random, "Real"], Records | None]
MOST_ROUNDS = 1_000  # a misread rule that counts without end would count to a hundred thousand
SETTING = ["court", "2000-01-01", [], [], ""]


@dataclass(frozen=True)
class Real:
    """A program with facts, and the certificate of its model."""

    program: ir.StratifiedProgram
    facts: ir.Facts
    records: Records


def reason(records: Records, checker: Callable[[], Any] = Checker) -> str:
    """Why records are refused; "" if they are accepted."""
    taking = checker()
    try:
        for record in records:
            taking.take(record)
    except Exception as refused:  # of whichever copy of the checker it is
        if type(refused).__name__ not in ("Refused", "Malformed"):
            raise
        return str(refused)
    return ""


# --- true certificates -------------------------------------------------------------------------------------


def real(random: Random) -> Real | None:
    """A certificate of a model that nobody wrote; None if there is nothing to it."""
    kind = random.random()
    if kind < 0.6:
        made = case(random, tries=1)
        program, facts = made.program, dict(made.facts)
    elif kind < 0.9:
        program, facts = dated(random)
    else:
        small = random.choice(SMALL)
        program, facts = small.program, dict(small.facts)
    return certified(stratify(program), facts)


def certified(program: ir.StratifiedProgram, facts: ir.Facts) -> Real | None:
    certificate = Certificate()
    try:
        with patch.object(seminaive, "MOST_ROUNDS", MOST_ROUNDS):
            model = engine("seminaive").evaluate(program, facts)
        certificate.run(SETTING, program, facts, model)
    except (Refused, LimitReached, TypeError, ValueError, ArithmeticError, KeyError):
        return None  # a misread program may make no sense
    return Real(program, facts, certificate.records)


def dated(random: Random) -> tuple[ir.Program, dict[str, frozenset[tuple[Value, ...]]]]:
    """Periods counted by a rule with two eras and holidays, and what is late by them."""
    start = date(2004, 1, 1) + timedelta(days=random.randrange(3000))
    eras = tuple(
        CountingEra(start + timedelta(days=shift), random.choice((None, Duration(days=11))), rolls)
        for shift, rolls in ((-4000, True), (random.randrange(-20, 20), random.random() < 0.5))
    )
    holidays = (
        HolidayRule("fixed", month=random.randint(1, 12), day=random.randint(1, 28), observed=True),
        HolidayRule("moving", month=random.randint(1, 12), weekday=random.randrange(7), which=-1),
        HolidayRule("once", single=start + timedelta(days=random.randrange(20))),
    )
    calendar = Calendar({"rule": CountingRule("rule", "", "days", eras)}, {"days": holidays})
    day, end, how = ir.Variable("D"), ir.Variable("E"), ir.Constant("rule")
    period = ir.Constant(
        random.choice((Duration(days=random.randrange(30)), Duration(random.randrange(1, 5))))
    )
    way = random.choice(("after", "before"))
    ends = ir.Binding(end, ir.Apply(way, (period, day, how)))
    late = ir.Comparison(ir.Variable("F"), ">", end)
    clauses = (
        ir.Clause(ir.Atom("ends", (day, end)), (ir.Atom("filed", (day,)), ends)),
        ir.Clause(
            ir.Atom("late", (ir.Variable("F"),)),
            (ir.Atom("ends", (day, end)), ir.Atom("filed", (ir.Variable("F"),)), late),
        ),
        ir.Clause(
            ir.Atom("timely", (ir.Variable("F"),)),
            (ir.Atom("filed", (ir.Variable("F"),)), ir.Negation(ir.Atom("late", (ir.Variable("F"),)))),
        ),
    )
    days: list[tuple[Value, ...]] = [(start + timedelta(days=random.randrange(12)),) for _ in range(3)]
    days.append((Bounds(start, start + timedelta(days=3), tag="some day"),))
    return ir.Program(clauses, calendar), {"filed": frozenset(random.sample(days, random.randint(1, 4)))}


# --- making records agree --------------------------------------------------------------------------------


def sealed(records: Records) -> Records:
    """The records with the hashes that they should have, as far as they can be read."""
    kinds: dict[str, list[Record]] = {}
    for record in records:
        kinds.setdefault(next(iter(record)), []).append(record)

    def of(kind: str, *fields: str) -> list[str]:
        return [digest([each[name] for name in fields]) for each in kinds.get(kind, [])]

    rules, calendars = of("rule", "provision", "head", "body"), of("calendar", "rules", "holidays")
    rows, relations = of("rows", "relation", "tuples"), [digest(e["declared"]) for e in kinds["relations"]]

    def named(numbers: Sequence[int]) -> list[str]:
        return [rows[n] for n in sorted(numbers, key=lambda n: kinds["rows"][n]["relation"])]  # type: ignore[no-any-return]

    for each in kinds["program"]:
        said = [[rules[rule] for rule in kinds["stratum"][n]["rules"]] for n in each["strata"]]
        whole = [each["setting"], each["takes"], said, named(each["tables"]), relations[each["relations"]]]
        each["sha256"] = digest([*whole, calendars[each["calendar"]]])
    for each in kinds["run"]:
        each["sha256"] = digest(named(each["facts"]))
    return records


def shown(records: Records) -> Records | None:
    """The records with the premises that their derivations should have; None if they can have none."""
    checker = Checker()
    rules = [record for record in records if "rule" in record]
    rows = [Rows(r["rows"], r["relation"], r["tuples"]) for r in records if "rows" in r]
    for record in records:
        if "calendar" in record and "program" not in record and "step" not in record:
            checker.take(record)
    for record in records:
        if "step" not in record:
            continue
        world = {rows[n].relation: rows[n] for n in (*record["reads"], *record["gives"])}
        calendar = checker.kinds["calendar"][record["calendar"]]
        for each in record["derivations"]:
            said = rules[each["rule"]]
            rule = Rule(0, said["provision"], said["head"], said["body"])
            try:
                _, shows, _, names = rule.compiled(calendar)
                env = tuple(value(each["binding"][name]) for name in names)
                each["premises"] = [show(env, world) for show in shows]
            except (*WRONG, Malformed):
                return None
            each["binding"] = {name: written(v) for name, v in zip(names, env, strict=True)}
    return records


def copied(records: Records) -> Records:
    return json.loads(dumps(records))  # type: ignore[no-any-return]


def _of(records: Records, kind: str) -> Records:
    return [record for record in records if next(iter(record)) == kind]


# --- misread programs ------------------------------------------------------------------------------------


def misread(random: Random, true: Real) -> Records | None:
    """The model of a program with one clause misread, claimed for the program as it is."""
    clauses = list(true.program.clauses)
    place = random.randrange(len(clauses))
    found = _misread(random, clauses[place])
    return None if found is None else _claimed(true, place, found)


def _claimed(true: Real, place: int, misread: ir.Clause) -> Records | None:
    clauses = [*true.program.clauses]
    right, clauses[place] = clauses[place], misread
    try:
        program = stratify(replace(true.program.program, clauses=tuple(clauses)))
        false = certified(program, true.facts)
    except (NegativeCycle, ValueError):
        return None
    if false is None or _models(false.records) == _models(true.records):
        return None
    wrong, records = rule_record(misread), copied(false.records)
    for record in _of(records, "rule"):
        if (record["head"], record["body"]) == (wrong["head"], wrong["body"]):
            record.update({**rule_record(right), "rule": record["rule"]})
    again = shown(records)
    return None if again is None else sealed(again)


def _models(records: Records) -> set[str]:
    """What relations hold at the end of the run."""
    rows = _of(records, "rows")
    steps = _of(records, "step")
    held = [n for s in _of(records, "run")[0]["steps"] for n in steps[s]["gives"]]
    return {str((rows[n]["relation"], rows[n]["tuples"])) for n in held}


OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
OTHER_FUNCTION = {
    "+": "-", "-": "+", "*": "+", "greater": "lesser", "lesser": "greater",
    "rounded down": "rounded up", "rounded up": "rounded down", "rounded to the nearest": "rounded up",
}  # fmt: skip
OTHER_TOTAL = {"sum": "greatest", "count": "sum", "greatest": "least", "least": "greatest"}


def _misread(random: Random, clause: ir.Clause) -> ir.Clause | None:
    if not clause.body or random.random() < 0.1:
        return _another_head(random, clause)
    place = random.randrange(len(clause.body))
    body = list(clause.body)
    match body[place]:
        case ir.Negation(atom):
            body[place : place + 1] = [] if random.random() < 0.7 else [ir.Atom(atom.relation, atom.terms)]
        case ir.Comparison(left, operator, right, certain):
            body[place : place + 1] = random.choice(
                ([], [ir.Comparison(left, OPPOSITE[operator], right, certain)],
                 [ir.Comparison(left, operator, right, not certain)])
            )  # fmt: skip
        case ir.Binding(variable, ir.Apply(function, operands)):
            other = OTHER_FUNCTION.get(function)
            if other is None:
                shifted = ir.Constant(Duration(days=random.randint(1, 3)))
                expression = ir.Apply("+", (ir.Apply(function, operands), shifted))
            else:
                expression = ir.Apply(other, operands)
            body[place] = ir.Binding(variable, expression)
        case ir.Aggregate() as total:
            body[place] = replace(total, operator=OTHER_TOTAL.get(total.operator, "count"), possibly=None)
        case ir.Atom():
            del body[place]
        case _:
            return None
    return replace(clause, body=tuple(body))


def _another_head(random: Random, clause: ir.Clause) -> ir.Clause | None:
    """The arguments of the conclusion in another order, or one of them another thing."""
    terms = list(clause.head.terms)
    if not terms:
        return None
    random.shuffle(terms)
    if random.random() < 0.5:
        terms[0] = ir.Constant(7)
    return replace(clause, head=ir.Atom(clause.head.relation, tuple(terms)))


def held_up_by_itself(random: Random, true: Real) -> Records | None:
    """Two conclusions each of which is a reason for the other, and there is no other reason."""
    head = random.choice(true.program.clauses).head
    ground = ir.Atom(head.relation, tuple(ir.Constant(random.choice((0, 1, "x"))) for _ in head.terms))
    echo = ir.Atom(f"echo of {head.relation}", ground.terms)
    circle = (ir.Clause(ground, (echo,)), ir.Clause(echo, (ground,)))
    program = replace(true.program.program, clauses=(*true.program.program.clauses, *circle))
    longer = certified(stratify(program), true.facts)
    if longer is None:
        return None
    place = longer.program.clauses.index(circle[0])
    return _claimed(longer, place, ir.Clause(ground, ()))


# --- derivations -----------------------------------------------------------------------------------------


def _derivations(records: Records) -> list[tuple[Record, Record]]:
    return [(step, each) for step in _of(records, "step") for each in step["derivations"]]


def another_absence(random: Random, true: Real) -> Records | None:
    """What is said to be absent is not what the rule asks for."""
    return _premise(random, true, "absent", lambda said: [*said[:2], *("somebody else" for _ in said[2:])])


def another_comparison(random: Random, true: Real) -> Records | None:
    return _premise(random, true, "certainly", lambda said: [said[0], said[3], said[2], said[1], "x"])


def another_operand(random: Random, true: Real) -> Records | None:
    return _premise(random, true, "certainly", lambda said: [*said[:3], ["int", "99"]])


def another_value(random: Random, true: Real) -> Records | None:
    return _premise(random, true, "is", lambda said: ["is", ["int", "99"], *said[2:]])


def another_premise(random: Random, true: Real) -> Records | None:
    return _premise(random, true, "holds", lambda said: ["holds", f"{said[1]} it is said", *said[2:]])


def _premise(random: Random, true: Real, kind: str, change: Callable[[Any], Any]) -> Records | None:
    records = copied(true.records)
    places = [(e, i) for _, e in _derivations(records) for i, p in enumerate(e["premises"]) if p[0] == kind]
    if not places:
        return None
    each, place = random.choice(places)
    before = each["premises"][place]
    each["premises"][place] = change(before)
    return records if each["premises"][place] != before else None


def another_binding(random: Random, true: Real) -> Records | None:
    """A variable stands for something else; the premises say so too."""
    records = copied(true.records)
    bound = [(each, name) for _, each in _derivations(records) for name in each["binding"]]
    if not bound:
        return None
    each, name = random.choice(bound)
    each["binding"][name] = random.choice((["int", "5"], "somebody else", ["date", "1776-07-04"]))
    return shown(records)


def another_rule(random: Random, true: Real) -> Records | None:
    """A conclusion is derived by a rule of the program, but not of the relation."""
    records = copied(true.records)
    found = _derivations(records)
    if not found:
        return None
    _, each = random.choice(found)
    rules = _of(records, "rule")
    others = [n for n, rule in enumerate(rules) if rule["head"][0] != rules[each["rule"]]["head"][0]]
    if not others:
        return None
    each["rule"] = random.choice(others)
    return shown(records)


def foreign_rule(random: Random, true: Real) -> Records | None:
    """A conclusion that no rule of the program gives is derived by one that the certificate brings along."""
    head = random.choice(true.program.clauses).head
    ground = ir.Atom(head.relation, tuple(ir.Constant("foreign") for _ in head.terms))
    program = replace(true.program.program, clauses=(*true.program.program.clauses, ir.Clause(ground, ())))
    false = certified(strata(program), true.facts)
    if false is None or _models(false.records) == _models(true.records):
        return None
    records = copied(false.records)
    foreign = next(
        r["rule"] for r in _of(records, "rule") if r["head"] == rule_record(ir.Clause(ground, ()))["head"]
    )
    home = next(s for s in _of(records, "stratum") if foreign in s["rules"])
    if home["rules"] == [foreign]:
        return None
    if random.random() < 0.5:
        home["rules"].remove(foreign)
        return sealed(records)
    records.insert(
        records.index(home) + 1, {"stratum": None, "rules": [r for r in home["rules"] if r != foreign]}
    )
    renumbered(records)
    new = records[records.index(home) + 1]["stratum"]
    for record in (*_of(records, "step"), *_of(records, "program")):
        if "strata" in record:
            record["strata"] = [n + (n > home["stratum"]) for n in record["strata"]]
            record["strata"] = [new if n == home["stratum"] else n for n in record["strata"]]
        else:
            record["stratum"] += record["stratum"] > home["stratum"]
    return sealed(records)


def renumbered(records: Records) -> Records:
    counts: dict[str, int] = {}
    for record in records:
        kind = next(iter(record))
        record[kind] = counts.get(kind, 0)
        counts[kind] = record[kind] + 1
    return records


def not_derived(random: Random, true: Real) -> Records | None:
    records = copied(true.records)
    found = _derivations(records)
    if not found:
        return None
    step, each = random.choice(found)
    step["derivations"].remove(each)
    return records


def derived_twice(random: Random, true: Real) -> Records | None:
    records = copied(true.records)
    found = _derivations(records)
    if not found:
        return None
    step, each = random.choice(found)
    step["derivations"].append(each)
    return records


def rank_of_a_premise(random: Random, true: Real) -> Records | None:
    """Everything is derived at once."""
    records = copied(true.records)
    for _, each in _derivations(records):
        each["rank"] = 1
    return records if records != true.records else None


# --- what is given, what is read, and hashes ---------------------------------------------------------------


def foreign_hash(random: Random, true: Real) -> Records | None:
    records = copied(true.records)
    record = random.choice((*_of(records, "program"), *_of(records, "run")))
    record["sha256"] = digest(record["sha256"])
    return records


def another_law(random: Random, true: Real) -> Records | None:
    """The certificate of a misread program, under the hash of the program as it is."""
    place = random.randrange(len(true.program.clauses))
    found = _misread(random, true.program.clauses[place])
    if found is None:
        return None
    clauses = (*true.program.clauses[:place], found, *true.program.clauses[place + 1 :])
    try:
        false = certified(stratify(replace(true.program.program, clauses=clauses)), true.facts)
    except (NegativeCycle, ValueError):
        return None
    if false is None:
        return None
    records = copied(false.records)
    _of(records, "program")[0]["sha256"] = _of(true.records, "program")[0]["sha256"]
    return records if records != false.records else None


def another_court(random: Random, true: Real) -> Records | None:
    records = copied(true.records)
    _of(records, "program")[0]["setting"] = ["another court", *SETTING[1:]]
    return records


def other_facts(random: Random, true: Real) -> Records | None:
    """A fact dropped or added, under the hash of the facts as they are."""
    name = random.choice(sorted(true.facts) or [""])
    rows = true.facts.get(name, frozenset())
    if not rows:
        return None
    row = random.choice(sorted(rows, key=repr))
    changed = rows - {row} if random.random() < 0.5 else rows | {tuple(_other(v) for v in row)}
    false = certified(true.program, {**true.facts, name: frozenset(changed)})
    if false is None or changed == rows:
        return None
    records = copied(false.records)
    _of(records, "run")[0]["sha256"] = _of(true.records, "run")[0]["sha256"]
    return records


def _other(given: Value) -> Value:
    return given + 10 if type(given) is int else given


def over_other_facts(random: Random, true: Real) -> Records | None:
    """What follows from some facts is claimed to follow from others."""
    name = random.choice(sorted(true.facts) or [""])
    rows = true.facts.get(name, frozenset())
    if not rows:
        return None
    less = {**true.facts, name: rows - {random.choice(sorted(rows, key=repr))}}
    certificate = Certificate()
    runs = []
    for facts in (true.facts, less):
        model = engine("seminaive").evaluate(true.program, facts)
        runs.append(certificate.run(SETTING, true.program, facts, model))
    records = copied(certificate.records)
    one, other = _of(records, "run")
    left_out = set(one["steps"]) - set(other["steps"])
    if set(other["steps"]) <= set(one["steps"]) and not _adds(records, left_out):
        return None
    one["steps"] = other["steps"]
    if random.random() < 0.3:
        steps = list(other["steps"])
        random.shuffle(steps)
        one["steps"] = steps
    return records


def _adds(records: Records, steps: set[int]) -> bool:
    """Whether something follows in these steps that is not given in them: only then must they be there."""
    return any(step["gives"] != step["given"] for step in _of(records, "step") if step["step"] in steps)


def step_left_out(random: Random, true: Real) -> Records | None:
    records = copied(true.records)
    run, steps = _of(records, "run")[0], _of(records, "step")
    needed = [n for n in run["steps"] if steps[n]["derivations"] or not steps[n]["given"]]
    if not needed:
        return None  # what is given and nothing more needs no step
    run["steps"].remove(random.choice(needed))
    return records


def rows_left_out(random: Random, true: Real) -> Records | None:
    """A relation that a step reads, was given or gives is left out, or another one slipped in."""
    records = copied(true.records)
    steps = _of(records, "step")
    if not steps:
        return None
    step = random.choice(steps)
    numbers = step[random.choice(("reads", "given", "gives"))]
    if numbers and random.random() < 0.5:
        numbers.remove(random.choice(numbers))
        return shown(records)
    used = {_of(records, "rows")[n]["relation"] for n in numbers}
    others = [r["rows"] for r in _of(records, "rows") if r["relation"] not in used]
    others = [n for n in others if n < _rows_before(records, step)]
    if not others:
        return None
    numbers.append(random.choice(others))
    return records


def _rows_before(records: Records, step: Record) -> int:
    return sum("rows" in record for record in records[: records.index(step)])


def not_merged(random: Random, true: Real) -> Records | None:
    """Facts of a relation that has a table are left out, or the table is."""
    names = [n for n in sorted(true.facts) if true.facts[n]]
    if not names:
        return None
    name = random.choice(names)
    rows = true.facts[name]
    table = frozenset(sorted(rows, key=repr)[: len(rows) // 2 + 1])
    if len(rows) < 2:
        return None
    program = replace(true.program, program=replace(true.program.program, tables={name: table}))
    rest = frozenset(rows - table) or frozenset(list(rows)[:1])
    false = certified(program, {**true.facts, name: rest})
    if false is None:
        return None
    records = copied(false.records)
    run = _of(records, "run")[0]
    if random.random() < 0.5:
        run["merged"] = []
        return records
    merged = _of(records, "rows")[run["merged"][0]]
    elsewhere = (*run["facts"], *_of(records, "program")[0]["tables"])
    if len(merged["tuples"]) < 2 or merged["rows"] in elsewhere:
        return None
    merged["tuples"] = merged["tuples"][1:]
    return sealed(records)


# --- strata ----------------------------------------------------------------------------------------------


def choice(random: Random, true: Real) -> Records | None:
    """Each of two rests on the absence of the other, and the certificate takes its pick."""
    one, other = ir.Atom("one"), ir.Atom("other")
    honest = (ir.Clause(one, ()), ir.Clause(other, (ir.Atom("nothing"),)))
    ring = (ir.Clause(one, (ir.Negation(other),)), ir.Clause(other, (ir.Negation(one),)))
    return _swapped(true, honest, ring)


def odd_count(random: Random, true: Real) -> Records | None:
    """Something is so if there is none of it, by a total over itself."""
    odd, number = ir.Atom("odd"), ir.Variable("N")
    count = ir.Aggregate(number, "count", None, odd)
    honest = (ir.Clause(odd, ()),)
    return _swapped(true, honest, (ir.Clause(odd, (count, ir.Comparison(number, ">", ir.Constant(0)))),))


def _swapped(true: Real, honest: tuple[ir.Clause, ...], wrong: tuple[ir.Clause, ...]) -> Records | None:
    """A stratum more, which is then read as it must not be."""
    program = replace(true.program.program, clauses=(*true.program.program.clauses, *honest))
    longer = ir.StratifiedProgram(program, (*true.program.strata, honest))
    false = certified(longer, true.facts)
    if false is None:
        return None
    records = copied(false.records)
    swaps = {dumps(_said(rule_record(h))): rule_record(w) for h, w in zip(honest, wrong, strict=True)}
    for record in _of(records, "rule"):
        if dumps(_said(record)) in swaps:
            record.update({**swaps[dumps(_said(record))], "rule": record["rule"]})
    again = _with_bindings(records, wrong)
    return None if again is None else sealed(again)


def _said(rule: Record) -> list[Any]:
    return [rule["head"], rule["body"]]


def _with_bindings(records: Records, rules: Sequence[ir.Clause]) -> Records | None:
    """Derivations by these rules bind what the rules name, and show what they ask."""
    heads = {clause.head.relation for clause in rules}
    for _, each in _derivations(records):
        rule = _of(records, "rule")[each["rule"]]
        if rule["head"][0] in heads:
            each["binding"] = {e[1]: ["int", "1"] for e in rule["body"] if e[0] == "total"}
    return shown(records)


def foreign_step(random: Random, true: Real) -> Records | None:
    """The last step is one of a stratum that the certificate brings along."""
    claimed = ir.Atom("claimed", (ir.Constant(random.randrange(99)),))
    rule = ir.Clause(claimed, (ir.Atom("nothing"),))
    program = replace(true.program.program, clauses=(*true.program.program.clauses, ir.Clause(claimed, ())))
    false = certified(
        ir.StratifiedProgram(program, (*true.program.strata, (program.clauses[-1],))), true.facts
    )
    if false is None:
        return None
    records = copied(false.records)
    strata, rules = _of(records, "stratum"), _of(records, "rule")
    place = records.index(strata[-1])
    new = {**rule_record(rule), "rule": len(rules)}
    records[place + 1 : place + 1] = [new, {"stratum": len(strata), "rules": [len(rules)]}]
    _of(records, "program")[0]["strata"][-1] = len(strata)
    return sealed(records)


def given_left_out(random: Random, true: Real) -> Records | None:
    """What is given of a relation is not in what the step of its stratum gives."""
    kept = ir.Clause(ir.Atom("kept", (ir.Variable("X"),)), (ir.Atom("nothing", (ir.Variable("X"),)),))
    program = replace(true.program.program, clauses=(*true.program.program.clauses, kept))
    false = certified(stratify(program), {**true.facts, "kept": frozenset({(random.randrange(99),)})})
    if false is None:
        return None
    records = copied(false.records)
    rows = {r["rows"]: r["relation"] for r in _of(records, "rows")}
    for step in _of(records, "step"):
        if [rows[n] for n in step["given"]] == ["kept"]:
            step["gives"] = []
    return records


def other_strata(random: Random, true: Real) -> Records | None:
    """The strata of the program in another order, or one of them twice."""
    records = copied(true.records)
    program = _of(records, "program")[0]
    if len(program["strata"]) < 2:
        return None
    if random.random() < 0.5:
        rests = [(i, j) for j in range(len(program["strata"])) for i in range(j) if _rests(records, j, i)]
        if not rests:
            return None
        i, j = random.choice(rests)
        program["strata"][i], program["strata"][j] = program["strata"][j], program["strata"][i]
        return sealed(records)
    twice = random.randrange(len(program["strata"]))
    program["strata"].insert(twice, program["strata"][twice])
    return sealed(records)


def _rests(records: Records, upper: int, lower: int) -> bool:
    """Whether one stratum of the program reads what another concludes."""
    strata, rules = _of(records, "stratum"), _of(records, "rule")
    order = _of(records, "program")[0]["strata"]
    heads = {rules[n]["head"][0] for n in strata[order[lower]]["rules"]}
    bodies = [literal for n in strata[order[upper]]["rules"] for literal in rules[n]["body"]]
    return any(literal[0] in ("holds", "absent") and literal[1] in heads for literal in bodies)


def another_calendar(random: Random, true: Real) -> Records | None:
    """Some days are counted by another calendar than the program has."""
    records = copied(true.records)
    steps = _of(records, "step")
    if not steps:
        return None
    first = next(i for i, record in enumerate(records) if next(iter(record)) == "calendar")
    other = copied(records[first])
    other["calendar"], other["holidays"] = 1, [*other["holidays"], ["feasts", []]]
    records.insert(first + 1, other)
    random.choice(steps)["calendar"] = 1
    return sealed(records)


FORGERS: tuple[Forger, ...] = (
    *(misread, misread, misread, misread, misread, held_up_by_itself),
    *(another_absence, another_comparison, another_operand, another_value, another_premise, another_binding),
    *(another_rule, foreign_rule, not_derived, derived_twice, rank_of_a_premise),
    *(foreign_hash, another_law, another_court, other_facts, over_other_facts, step_left_out, rows_left_out),
    *(not_merged, choice, odd_count, other_strata, another_calendar, foreign_step, given_left_out),
)


def forged(random: Random, each: int = 4) -> Iterator[tuple[str, Records]]:
    """Forged models, with the name of who made them: from one true certificate some by every forger, ``each``
    by the one that has most to choose from, and none twice."""
    true = real(random)
    if true is None:
        return
    made_before = {repr(true.records)}  # by chance a forgery can be what it was
    for forger in FORGERS:
        for _ in range(each if forger is misread else 1):
            made = forger(random, true)
            if made is not None and repr(made) not in made_before:
                made_before.add(repr(made))
                yield forger.__name__, made

"""Metamorphic relations: changes of a program that leave its model as it is, or change it in a known way.

Each is a function of a case on an engine; it says whether the relation holds; None: it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from decisis.engine import ENGINES, Engine, LimitReached
from decisis.engine.model import Model
from decisis.packing import pack, unpack
from decisis.prepared import PROGRAM_CLASSES
from decisis.rules import ir, naming, plan
from decisis.rules.relevance import bearing_on
from decisis.rules.stratify import stratify
from decisis.values import Bounds, Exact, Money, Value, kind
from tests.campaign.rewriting import (
    Contents,
    concluded,
    contents,
    exactly,
    given,
    only_joins_and_tests,
    renamed,
    restricted,
    same,
    untagged,
    valued,
    values,
    with_clause_atoms,
    with_clauses,
    with_variables,
)
from tests.campaign.switches import limits, short_functions
from tests.engine.generated import Case, case
from tests.engine.lowered_text import page, text_of
from tests.engine.opposed import Opposed, Provision

CYCLE = timedelta(days=146_097)  # after which the calendar of days and weekdays repeats
LAST = date(9999 - 400, 1, 1)
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@dataclass(frozen=True)
class Subject:
    """What a relation is asked of: a case on an engine, and a source of chance."""

    case: Case
    engine: Engine
    random: Random

    def run(self, program: ir.Program, facts: Contents) -> Contents:
        return self.model(program, facts).relations

    def model(self, program: ir.Program, facts: Contents) -> Model:
        return self.engine.evaluate(stratify(program), facts)

    def before(self) -> Contents:
        return self.run(self.case.program, self.case.facts)

    def clause(self, fit: Callable[[ir.Clause], bool] = lambda _: True) -> ir.Clause | None:
        fitting = [clause for clause in self.case.program.clauses if fit(clause)]
        return self.random.choice(fitting) if fitting else None

    def unchanged(self, program: ir.Program, facts: Contents | None = None) -> bool:
        """Whether another program gives the same to every relation that this one speaks of."""
        before = self.before()
        after = self.run(program, self.case.facts if facts is None else facts)
        names = concluded(self.case.program) | given(self.case).keys()
        return same(before, restricted(after, frozenset(names)))


@dataclass(frozen=True)
class Relation:
    number: str
    words: str
    holds: Callable[[Subject], bool | None]


# --- names and order -------------------------------------------------------------------------------


def other_names(t: Subject) -> bool:
    """Relations, variables and symbols under other names: the same tuples, under those."""
    names = sorted(concluded(t.case.program) | given(t.case).keys() | _read(t.case.program))
    new = dict(zip(names, t.random.sample([f"r{n}" for n in range(len(names))], len(names)), strict=True))
    symbols = sorted({value for value in values(t.case) if isinstance(value, str)})
    order = t.random.sample(range(len(symbols)), len(symbols))
    called = {symbol: f"symbol {number}" for symbol, number in zip(symbols, order, strict=True)}

    def symbol(value: Value) -> Value:
        return called.get(value, value) if isinstance(value, str) else value

    changed = renamed(valued(t.case, symbol), new.__getitem__)
    clauses = tuple(_other_variables(clause, t.random) for clause in changed.program.clauses)
    after = t.run(replace(changed.program, clauses=clauses), changed.facts)
    expected = contents({new[name]: rows for name, rows in t.before().items()}, symbol)
    return same(contents(expected, untagged), contents(after, untagged))


def _read(program: ir.Program) -> set[str]:
    found: set[str] = set()

    def noted(atom: ir.Atom) -> ir.Atom:
        found.add(atom.relation)
        return atom

    for clause in program.clauses:
        with_clause_atoms(clause, noted)
    return found


def _other_variables(clause: ir.Clause, random: Random) -> ir.Clause:
    names = sorted({name for literal in clause.body for name in plan.variables(literal)})
    names += sorted(set(plan.atom_variables(clause.head)) - set(names))
    numbers = random.sample(range(len(names)), len(names))
    called = dict(zip(names, numbers, strict=True))
    return with_variables(clause, lambda variable: ir.Variable(f"V{called[variable.name]}"))


def other_order(t: Subject) -> bool:
    """Clauses, literals and facts in another order."""
    clauses = [
        replace(clause, body=tuple(t.random.sample(clause.body, len(clause.body))))
        for clause in t.random.sample(t.case.program.clauses, len(t.case.program.clauses))
    ]
    facts = {name: t.case.facts[name] for name in t.random.sample(list(t.case.facts), len(t.case.facts))}
    return t.unchanged(replace(t.case.program, clauses=tuple(clauses)), facts)


def said_twice(t: Subject) -> bool | None:
    """A clause again, and a literal of it twice."""
    clause = t.clause(lambda each: any(isinstance(literal, ir.Atom | ir.Negation) for literal in each.body))
    if clause is None:
        return None
    again = t.random.choice([each for each in clause.body if isinstance(each, ir.Atom | ir.Negation)])
    twice = replace(clause, body=(*clause.body, again))
    return t.unchanged(with_clauses(t.case.program, clause, twice))


# --- clauses that say less, or more ----------------------------------------------------------------


def says_less(t: Subject) -> bool | None:
    """A clause besides that another one implies."""
    clause = t.clause()
    return None if clause is None else t.unchanged(with_clauses(t.case.program, _narrower(clause, t)))


def _narrower(clause: ir.Clause, t: Subject) -> ir.Clause:
    """The clause, if something else holds too; or for one value of a variable alone."""
    joined = [name for each in clause.body if isinstance(each, ir.Atom) for name in plan.atom_variables(each)]
    if joined and only_joins_and_tests(clause) and t.random.random() < 0.5:
        name = t.random.choice(joined)
        some: list[Value] = [0, "a", date(2004, 2, 29)]
        value = ir.Constant(t.random.choice(some))
        if not any(isinstance(each, ir.Comparison) and name in plan.variables(each) for each in clause.body):
            return with_variables(clause, lambda each: value if each.name == name else each)
    relation = t.random.choice(sorted(t.case.facts.keys() - concluded(t.case.program)))
    arity = next((len(row) for row in t.case.facts[relation]), 0)
    atom = ir.Atom(relation, tuple(ir.Variable(f"Else{place}") for place in range(arity)))
    return replace(clause, body=(*clause.body, atom))


def with_one_literal_more_or_less(t: Subject) -> bool | None:
    """A clause with a literal less concludes no less, and with one more, no more."""
    clause = t.clause(lambda each: only_joins_and_tests(each) and bool(each.body))
    if clause is None:
        return None
    head, before = clause.head.relation, t.before()
    stronger = with_clauses(t.case.program, _narrower(clause, t), without=clause)
    fewer = t.run(stronger, t.case.facts).get(head, frozenset())
    index = t.random.randrange(len(clause.body))
    weaker = replace(clause, body=clause.body[:index] + clause.body[index + 1 :])
    known = before.get(head, frozenset())
    if plan.unsafe_variables(weaker):
        return fewer <= known
    more = t.run(with_clauses(t.case.program, weaker, without=clause), t.case.facts)
    return fewer <= known <= more.get(head, frozenset())


# --- clauses cut and joined ------------------------------------------------------------------------


def through_another_relation(t: Subject) -> bool | None:
    """The first literals of a clause become a relation of their own."""
    clause = t.clause(lambda each: len(each.body) > 1)
    if clause is None:
        return None
    order = plan.order(clause)
    cut = t.random.randrange(1, len(order))
    first, rest = ([clause.body[i] for i in part] for part in (order[:cut], order[cut:]))
    bound = sorted(name for literal in first for name in plan.binds(literal))
    head = ir.Atom("a part", tuple(map(ir.Variable, dict.fromkeys(bound))))
    part, whole = ir.Clause(head, tuple(first)), replace(clause, body=(head, *rest))
    return t.unchanged(with_clauses(t.case.program, part, whole, without=clause))


def without_a_relation_between(t: Subject) -> bool | None:
    """A relation that one clause gives, in whose place its body stands wherever it is joined."""
    inner = t.clause(lambda each: _can_stand_in(each, t.case))
    if inner is None:
        return None
    clauses = tuple(
        clause if clause is inner else _inlined(clause, inner) for clause in t.case.program.clauses
    )
    return t.unchanged(replace(t.case.program, clauses=clauses))


def _can_stand_in(clause: ir.Clause, case: Case) -> bool:
    name, terms = clause.head.relation, clause.head.terms
    return (
        len(case.program.clauses_for[name]) == 1
        and name not in case.facts
        and only_joins_and_tests(clause)
        and len(set(terms)) == len(terms)
        and all(isinstance(term, ir.Variable) for term in terms)
        and all(each.relation != name for each in clause.body if isinstance(each, ir.Atom))
    )


def _inlined(clause: ir.Clause, inner: ir.Clause) -> ir.Clause:
    body: list[ir.Literal] = []
    for number, literal in enumerate(clause.body):
        if not (isinstance(literal, ir.Atom) and literal.relation == inner.head.relation):
            body.append(literal)
            continue
        terms = {
            head.name: term
            for head, term in zip(inner.head.terms, literal.terms, strict=True)
            if isinstance(head, ir.Variable)
        }

        def of(variable: ir.Variable, terms: dict[str, ir.Term] = terms, number: int = number) -> ir.Term:
            return terms.get(variable.name, ir.Variable(f"Inner{number} {variable.name}"))

        body += with_variables(inner, of).body
    return replace(clause, body=tuple(body))


def by_cases(t: Subject) -> bool | None:
    """A clause twice: where a comparison certainly holds, and where its opposite may."""
    clause = t.clause(lambda each: any(isinstance(literal, ir.Comparison) for literal in each.body))
    if clause is None:
        return None
    cut = t.random.choice([each for each in clause.body if isinstance(each, ir.Comparison)])
    there = replace(cut, certain=True, operator=t.random.choice(_operators(cut)))
    elsewhere = replace(there, certain=False, operator=OPPOSITE[there.operator])
    halves = [replace(clause, body=(*clause.body, half)) for half in (there, elsewhere)]
    return t.unchanged(with_clauses(t.case.program, *halves, without=clause))


def _operators(comparison: ir.Comparison) -> tuple[str, ...]:
    return ("=", "!=") if comparison.operator in ("=", "!=") else tuple(OPPOSITE)


# --- what adds nothing -----------------------------------------------------------------------------


def says_nothing(t: Subject) -> bool | None:
    """A clause that concludes what it rests on, one that rests on nothing, and facts nobody reads."""
    clause = t.clause()
    if clause is None:
        return None
    terms = tuple(ir.Variable(f"X{place}") for place in range(len(clause.head.terms)))
    itself = ir.Clause(replace(clause.head, terms=terms), (replace(clause.head, terms=terms),))
    never = replace(clause, body=(ir.Atom("nothing"), *clause.body))
    facts = {**t.case.facts, "nobody asks": frozenset({("a", 1), ("b", 2)})}
    before = t.before()
    after = t.run(with_clauses(t.case.program, itself, never), facts)
    return same({**before, "nobody asks": facts["nobody asks"]}, after)


def complement_twice(t: Subject) -> bool | None:
    """What reads a relation reads the complement of its complement instead."""
    strata = stratify(t.case.program).strata
    place = {clause.head.relation: number for number, each in enumerate(strata) for clause in each}
    read = [
        (clause, literal)
        for clause in t.case.program.clauses
        for literal in clause.body
        if isinstance(literal, ir.Atom) and place.get(literal.relation, -1) < place[clause.head.relation]
    ]
    if not read:
        return None
    clause, literal = t.random.choice(read)
    x = tuple(ir.Variable(f"X{n}") for n in range(len(literal.terms)))
    all_of, out, back = (ir.Atom(name, x) for name in ("all of it", "out of it", "back in it"))
    wider = [
        n for n, rows in t.case.facts.items() if any(len(row) == len(x) for row in rows) and n not in place
    ]
    machinery = [
        *(ir.Clause(all_of, (ir.Atom(name, x),)) for name in (literal.relation, *wider)),
        ir.Clause(out, (all_of, ir.Negation(ir.Atom(literal.relation, x)))),
        ir.Clause(back, (all_of, ir.Negation(out))),
    ]
    instead = replace(literal, relation="back in it")
    body = tuple(instead if each is literal else each for each in clause.body)
    changed = with_clauses(t.case.program, replace(clause, body=body), *machinery, without=clause)
    return t.unchanged(changed)


# --- ways to evaluate ------------------------------------------------------------------------------


def only_what_bears_on_it(t: Subject) -> bool | None:
    """Some relations, each over the clauses that can matter to it alone."""
    names, before = sorted(concluded(t.case.program)), t.before()
    return all(
        before.get(name, frozenset())
        == t.run(bearing_on(t.case.program, name), t.case.facts).get(name, frozenset())
        for name in t.random.sample(names, min(5, len(names)))
    )


def in_short_functions(t: Subject) -> bool | None:
    """Functions of one loop each, which call one another."""
    if t.engine.name != "seminaive":
        return None
    before = t.before()
    with short_functions():
        return same(before, ENGINES["seminaive"]().evaluate(stratify(t.case.program), t.case.facts).relations)


def clause_by_clause(t: Subject) -> bool:
    """Each clause as a program of its own, again and again, over what followed so far."""
    known = dict(t.case.facts)
    for stratum in stratify(t.case.program).strata:
        grows = True
        while grows:
            grows = False
            for clause in stratum:
                found = t.run(replace(t.case.program, clauses=(clause,)), known)
                grows |= not same(found, known)
                known = dict(found)
    return same(known, t.before())


def one_tuple_at_a_time(t: Subject) -> bool | None:
    """Asked of single tuples, what holds is what is among all tuples."""
    clause = t.clause(lambda each: bool(each.head.terms))
    if clause is None:
        return None
    name, before = clause.head.relation, t.before()
    rows = sorted(before.get(name, ()), key=repr)[:3]
    known = sorted({value for each in t.case.facts.values() for row in each for value in row}, key=repr)
    rows += [tuple(t.random.choice(known or [0]) for _ in clause.head.terms) for _ in range(3)]
    asked = [
        ir.Clause(ir.Atom(f"asked {n}"), (ir.Atom(name, tuple(map(ir.Constant, row))),))
        for n, row in enumerate(rows)
    ]
    after = t.run(with_clauses(t.case.program, *asked), t.case.facts)
    return all(
        (row in before.get(name, ())) == (f"asked {number}" in after) for number, row in enumerate(rows)
    )


def many_matters_at_once(t: Subject) -> bool | None:
    """The facts of several matters in one run, each tuple with its matter: what each gives alone."""
    return _at_once(t, 2)


def one_among_many(t: Subject) -> bool | None:
    return _at_once(t, 12)


def _at_once(t: Subject, count: int) -> bool | None:
    if t.case.program.tables:
        return None  # they are those of every matter
    key = ir.Variable("Matter")

    def keyed(atom: ir.Atom) -> ir.Atom:
        return replace(atom, terms=(key, *atom.terms))

    clauses = [with_clause_atoms(clause, keyed) for clause in t.case.program.clauses]
    clauses = [replace(clause, body=(ir.Atom("matter", (key,)), *clause.body)) for clause in clauses]
    matters = [t.case.facts, *(_some_of(t.case.facts, t.random) for _ in range(count - 1))]
    together: dict[str, set[tuple[Value, ...]]] = {"matter": set()}
    for number, facts in enumerate(matters):
        together["matter"].add((f"matter {number}",))
        for name, rows in facts.items():
            together.setdefault(name, set()).update((f"matter {number}", *row) for row in rows)
    facts = {name: frozenset(rows) for name, rows in together.items()}
    after = t.run(replace(t.case.program, clauses=tuple(clauses)), facts)
    for number in t.random.sample(range(count), min(2, count)):
        alone = t.run(t.case.program, matters[number])
        mine = {
            name: frozenset(row[1:] for row in rows if row[0] == f"matter {number}")
            for name, rows in after.items()
            if name != "matter"
        }
        if not same(contents(alone, untagged), contents(mine, untagged)):
            return False
    return True


def _some_of(facts: Contents, random: Random) -> Contents:
    """Some relations as they are, and some of the rows of the others."""
    return {
        name: frozenset(row for row in sorted(rows, key=repr) if whole or random.random() < 0.6)
        for name, rows in facts.items()
        for whole in (random.random() < 0.6,)
    }


def facts_come_and_go(t: Subject) -> bool:
    """After runs over fewer and more facts, a run over these gives what it gave at first."""
    program = stratify(t.case.program)
    first = t.engine.evaluate(program, t.case.facts).relations
    for _ in range(2):
        some = _some_of(t.case.facts, t.random)
        between = t.engine.evaluate(program, some).relations
        if not same(between, ENGINES[t.engine.name]().evaluate(stratify(t.case.program), some).relations):
            return False
    return same(first, t.engine.evaluate(program, t.case.facts).relations)


# --- values ----------------------------------------------------------------------------------------


def four_hundred_years_later(t: Subject) -> bool | None:
    """All days 146,097 days later, with the eras and the single holidays of the calendar."""

    def later(value: Exact) -> Exact:
        return value + CYCLE if isinstance(value, date) else value

    before = t.before()
    days = [value for rows in before.values() for row in rows for value in row if kind(value) == "Date"]
    if not days or any(_last_day(day) >= LAST for day in days):
        return None
    calendar = t.case.program.calendar
    rules = {
        name: replace(rule, eras=tuple(replace(era, start=era.start + CYCLE) for era in rule.eras))
        for name, rule in calendar.rules.items()
    }
    holidays = {
        name: tuple(replace(each, single=each.single and each.single + CYCLE) for each in rules)
        for name, rules in calendar.holidays.items()
    }
    changed = valued(t.case, exactly(later), replace(calendar, rules=rules, holidays=holidays))
    after = t.run(changed.program, changed.facts)
    return same(contents(contents(before, exactly(later)), untagged), contents(after, untagged))


def _last_day(value: Value) -> date:
    ends = (value.low, value.high) if isinstance(value, Bounds) else (value,)
    return max((end for end in ends if isinstance(end, date)), default=LAST)


def in_cents(t: Subject) -> bool | None:
    """All money a hundred times as much."""

    def cents(value: Exact) -> Exact:
        return replace(value, amount=value.amount * 100) if isinstance(value, Money) else value

    ends = {end for value in values(t.case) for end in _ends(value)}
    if not any(isinstance(end, Money) for end in ends):
        return None
    if any(isinstance(end, int) and end > 10**30 for end in ends):
        return None  # times so much, money in cents may be beyond the limit of numbers where it was not
    before = t.before()
    changed = valued(t.case, exactly(cents))
    after = t.run(changed.program, changed.facts)
    return same(contents(contents(before, exactly(cents)), untagged), contents(after, untagged))


def _ends(value: Value) -> tuple[Exact | None, ...]:
    return (value.low, value.high) if isinstance(value, Bounds) else (value,)


def whole_numbers_as_decimals(t: Subject) -> bool | None:
    """Every whole number a decimal of the same size: they are equal."""

    def decimal(value: Exact) -> Exact:
        return Decimal(value) if isinstance(value, int) else value

    if any(
        isinstance(value, Bounds) and kind(value) in ("Int", "Decimal", "unknown") for value in values(t.case)
    ):
        return None  # between whole numbers there are other decimals
    changed = valued(t.case, exactly(decimal))
    before, after = t.before(), t.run(changed.program, changed.facts)
    if any(isinstance(value, Bounds) for rows in before.values() for row in rows for value in row):
        return same(contents(before, untagged), contents(after, untagged))
    return same(before, after)


# --- exceptions and priorities ---------------------------------------------------------------------


def _contested(t: Subject, fit: Callable[[Opposed], bool] = lambda _: True) -> Opposed | None:
    fitting = [opposed for opposed in t.case.opposed if fit(opposed)]
    return t.random.choice(fitting) if fitting else None


def _with_provision(t: Subject, opposed: Opposed, rests_on: str, wins: bool) -> ir.Program:
    """One more provision against a relation, which applies where another one does."""
    new = Provision(f"{opposed.name} more", "against")
    of = [each.name for each in opposed.provisions if each.sign == "for"]
    beats = {((new.name, each) if wins else (each, new.name)): "it is so" for each in of}
    changed = replace(opposed, provisions=(*opposed.provisions, new), beats={**opposed.beats, **beats})
    x = tuple(ir.Variable(f"X{place}") for place in range(opposed.arity))
    applying = ir.Clause(ir.Atom(naming.applies(new.name), x), (ir.Atom(naming.applies(rests_on), x),))
    old = list(opposed.clauses())
    kept = tuple(clause for clause in t.case.program.clauses if clause not in old)
    more = (applying, new.passed_on(opposed.arity), *changed.clauses())
    return replace(t.case.program, clauses=(*kept, *more))


def a_dominated_provision(t: Subject) -> bool | None:
    """A provision against it that applies only where one that beats it does: it changes nothing."""
    opposed = _contested(
        t, lambda each: each.keys is None and any(p.sign == "against" for p in each.provisions)
    )
    if opposed is None:
        return None
    rests_on = t.random.choice([each.name for each in opposed.provisions if each.sign == "for"])
    after = t.run(_with_provision(t, opposed, rests_on, wins=False), t.case.facts)
    before, wanted = t.before(), frozenset(opposed.concluded)
    return same(restricted(before, wanted), restricted(after, wanted))


def an_exception(t: Subject) -> bool | None:
    """An exception never adds to what it is an exception to."""
    opposed = _contested(t)
    if opposed is None:
        return None
    rests_on = t.random.choice([each.name for each in opposed.provisions])
    after = t.run(_with_provision(t, opposed, rests_on, wins=True), t.case.facts)
    return after.get(opposed.name, frozenset()) <= t.before().get(opposed.name, frozenset())


# --- written down, explained, cut short ------------------------------------------------------------


def written_and_read(t: Subject) -> bool:
    """The program as it is kept, and as it is written for people: read back, it says the same."""
    packed = pack(t.case.program, PROGRAM_CLASSES)
    kept = unpack(packed, ir.Program, PROGRAM_CLASSES)
    said = page(text_of(t.case.program, t.case.facts))
    return t.unchanged(kept) and t.unchanged(said.program, said.facts)


def explained_in_between(t: Subject) -> bool | None:
    """To read how every tuple came about changes nothing."""
    model = t.model(t.case.program, t.case.facts)
    if model.derivations is None:
        return None
    before = {name: set(rows) for name, rows in model.relations.items()}
    steps = list(model.derivations.steps())
    derived = sum(map(len, model.relations.values())) - sum(map(len, given(t.case).values()))
    for step in steps:
        model.derivations.binding(step.relation, step.values)
    again = sorted(model.derivations.steps(), key=repr) == sorted(steps, key=repr)
    unchanged = same(model.relations, {name: frozenset(rows) for name, rows in before.items()})
    return again and unchanged and len(steps) == derived and same(model.relations, t.before())


def within_limits(t: Subject) -> bool | None:
    """A limit of conclusions gives the same model, or says that it was reached; a wide one never is."""
    if t.engine.name not in ("seminaive", "naive"):
        return None
    before = t.before()
    derived = sum(map(len, before.values())) - sum(map(len, given(t.case).values()))
    with limits(derived):
        if not same(before, t.before()):
            return False
    if not derived:
        return True
    with limits(t.random.randrange(derived)):
        try:
            t.before()
        except LimitReached:
            return True
    return False


def two_programs_at_once(t: Subject) -> bool | None:
    """Two programs without a relation in common: what each gives alone, if the engine takes the other one."""
    other = renamed(case(Random(t.random.random()), tries=1), lambda name: f"{name} of the other")
    other = replace(other, program=replace(other.program, calendar=t.case.program.calendar))
    if t.engine.refusals(stratify(other.program)):
        return None
    tables = {**t.case.program.tables, **other.program.tables}
    both = replace(with_clauses(t.case.program, *other.program.clauses), tables=tables)
    after = t.run(both, {**t.case.facts, **other.facts})
    return same(after, {**t.before(), **t.run(other.program, other.facts)})


RELATIONS: tuple[Relation, ...] = (
    Relation("M1", "other names for relations, variables and symbols", other_names),
    Relation("M2", "clauses, literals and facts in another order", other_order),
    Relation("M3", "a clause and a literal said twice", said_twice),
    Relation("M4", "a clause besides that another one implies", says_less),
    Relation("M5", "a literal more concludes no more, one less no less", with_one_literal_more_or_less),
    Relation("M6a", "part of a clause becomes a relation of its own", through_another_relation),
    Relation("M6b", "a body in the place of the relation that it gives", without_a_relation_between),
    Relation("M7", "a clause by cases of a comparison", by_cases),
    Relation("M8", "tautologies, clauses that never apply, facts nobody reads", says_nothing),
    Relation("M9a", "only the clauses that bear on what is asked", only_what_bears_on_it),
    Relation("M9b", "functions of one loop each", in_short_functions),
    Relation("M10", "the complement of the complement", complement_twice),
    Relation("M11", "clause by clause", clause_by_clause),
    Relation("M12", "one tuple at a time", one_tuple_at_a_time),
    Relation("M13", "two matters in one run", many_matters_at_once),
    Relation("M14", "one matter among a dozen", one_among_many),
    Relation("M15", "facts that come and go between runs", facts_come_and_go),
    Relation("M16", "all days four hundred years later", four_hundred_years_later),
    Relation("M17", "all money in cents", in_cents),
    Relation("M18", "whole numbers as decimals", whole_numbers_as_decimals),
    Relation("M19", "a provision more that always loses", a_dominated_provision),
    Relation("M20", "an exception never adds to its rule", an_exception),
    Relation("M21", "written down and read back", written_and_read),
    Relation("M25", "explained in between", explained_in_between),
    Relation("M26", "a limit is reached or changes nothing", within_limits),
    Relation("M27", "two programs at once", two_programs_at_once),
)


def violations(case: Case, engine: Engine, seed: int) -> Iterator[tuple[Relation, bool | None]]:
    """Each relation, and whether it holds of a case on an engine; None where it does not apply."""
    for relation in RELATIONS:
        yield relation, relation.holds(Subject(case, engine, Random(f"{seed} {relation.number}")))

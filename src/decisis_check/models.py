"""Models of programs, stratum by stratum: closed, and each conclusion derived from others before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from decisis_check import functions
from decisis_check import quantities as q
from decisis_check.cheap import Any
from decisis_check.reading import Fact, Malformed, Refused, Row, a, at, demand, digest, fact, fields, said
from decisis_check.rules import Env, Rows, Rule, World

Takers = dict[str, tuple[Callable[..., Any], tuple[str, ...]]]


class Stratum:
    def __init__(self, number: int, rules: list[Rule]) -> None:
        self.number, self.rules = number, rules
        self.heads = {rule.head for rule in rules}
        self.joined = {name for rule in rules for name in rule.joined}
        self.whole = {name for rule in rules for name in rule.whole}
        self.below = (self.joined | self.whole) - self.heads
        self.about = self.below | self.heads


class Program:
    """Its setting: the court, the day, what is set aside, what the matter itself decides, `before`, more."""

    def __init__(
        self,
        setting: Any,
        strata: list[Stratum],
        tables: World,
        declared: Any,
        calendar: functions.Calendar,
        digest: str,
    ) -> None:
        self.setting, self.strata, self.tables, self.declared = setting, strata, tables, declared
        self.calendar, self.digest = calendar, digest
        self.about = ""  # the declared relation that it can be asked about, if not all
        self.asserted: set[str] | None = None  # the relations of facts that it was made to take, if not all
        self.imprecise: set[tuple[str, int]] = set()  # and the places in them of imprecise values
        self.idle: set[Any] = set()  # strata known to conclude nothing when these relations hold something
        self.place: dict[str, int] = {}
        for place, stratum in enumerate(strata):
            demand(self.place.keys().isdisjoint(stratum.heads), "a relation is concluded in two strata")
            self.place.update(dict.fromkeys(stratum.heads, place))
        for place, stratum in enumerate(strata):
            reach = [self.place.get(name, -1) for name in stratum.joined]
            demand(all(each <= place for each in reach), "a rule rests on what a stratum above it concludes")
            reach = [self.place.get(name, -1) for name in stratum.whole]
            demand(
                all(each < place for each in reach),
                "a rule rests on an absence or a total that is not of a stratum below",
            )

    @property
    def rules(self) -> list[Rule]:
        return [rule for stratum in self.strata for rule in stratum.rules]

    @cached_property
    def subjects(self) -> set[str]:
        """The declared relations that the rules speak of, in whatever form."""
        return {base(name) for rule in self.rules for name in (rule.head, *rule.reads)}

    @cached_property
    def constants(self) -> set[Any]:
        return set().union(*(rule.constants for rule in self.rules))


FORMS = (
    *("possibly ", "conflicted ", "supported ", "standing ", "blocked ", "recorded ", "prevailing "),
    *("in question ", "alleged ", "disputed ", "not "),
)


def base(relation: str) -> str:
    """The declared relation behind a lowered one."""
    for form in FORMS:
        relation = relation.removeprefix(form)
    return relation


def world_of(rows: Iterable[Rows]) -> World:
    found: World = {}
    for each in rows:
        if found.setdefault(each.relation, each) is not each:
            raise Malformed(f"two contents of {each.relation}")
    return found


class Records:
    """The records taken so far, by kind. Raises Malformed or Refused."""

    def __init__(self, takers: Takers) -> None:
        self._takers = takers
        self.kinds: dict[str, list[Any]] = {name: [] for name in takers}
        self.instances: dict[Any, tuple[Any, frozenset[Env], list[Row]]] = {}

    def take(self, record: Any) -> Any:
        name = next(iter(a(dict, record)), "")
        if name not in self._takers:
            raise Malformed(f"there is no record of this kind: {name[:60]}")
        taker, names = self._takers[name]
        number, *rest = fields(record, name, *names)
        if a(int, number) != len(self.kinds[name]):
            raise Malformed(f"{name} {number} is not the next of its kind")
        try:
            self.kinds[name].append(taker(self, number, *rest))
        except q.WRONG as wrong:
            raise Malformed(f"{name} {number} cannot be read: {wrong}") from None
        return self.kinds[name][-1]

    def all(self, name: str, numbers: Any) -> list[Any]:
        return [at(self.kinds[name], number) for number in a(list, numbers)]

    def found(
        self, rule: Rule, world: World, calendar: functions.Calendar
    ) -> tuple[Any, frozenset[Env], list[Row]]:
        """The instances of a rule: looked for once among the same rows."""
        key = (rule.number, id(calendar), *[world[n].number if n in world else -1 for n in rule.reads])
        if key not in self.instances:
            try:
                envs, heads = rule.instances(world, calendar)
            except q.WRONG as wrong:
                raise Refused(f"a rule for {rule.head} makes no sense over these values: {wrong}") from None
            self.instances[key] = envs, frozenset(envs), heads
        return self.instances[key]


def take_calendar(c: Records, number: int, rules: Any, holidays: Any) -> functions.Calendar:
    return functions.read_calendar(rules, holidays, digest([rules, holidays]))


def take_relations(c: Records, number: int, declared: Any) -> tuple[dict[str, Any], str]:
    """Of each declared relation the places of its key, if it is functional, and whether it is closed."""
    for name, keys, closed in declared:
        a(str, name), a(bool, closed), [a(int, place) for place in keys or ()]
    return {name: (keys, closed) for name, keys, closed in declared}, digest(declared)


def take_rule(c: Records, number: int, provision: Any, head: Any, body: Any) -> Rule:
    return Rule(number, provision, head, body)


def take_stratum(c: Records, number: int, rules: Any) -> Stratum:
    return Stratum(number, c.all("rule", rules))


def take_rows(c: Records, number: int, relation: Any, tuples: Any) -> Rows:
    return Rows(number, a(str, relation), a(list, tuples))


def take_program(
    c: Records,
    number: int,
    setting: Any,
    takes: Any,
    strata: Any,
    tables: Any,
    relations: Any,
    calendar: Any,
    sha256: Any,
) -> Program:
    strata, tables = c.all("stratum", strata), world_of(c.all("rows", tables))
    calendar, (declared, of_relations) = (
        at(c.kinds["calendar"], calendar),
        at(c.kinds["relations"], relations),
    )
    rules = [[rule.digest for rule in stratum.rules] for stratum in strata]
    of_tables = [tables[name].digest for name in sorted(tables)]
    held = digest([setting, takes, rules, of_tables, of_relations, calendar.digest])
    demand(held == sha256, "the program is not that of the hash")
    court, as_of, *_ = a(list, setting)
    a(str, court), q.value(["date", as_of])
    program = Program(setting, strata, tables, declared, calendar, held)
    if takes is not None:
        about, recorded, prevailing, imprecise = a(list, takes)
        program.about = a(str, about)
        program.asserted = {f"recorded {a(str, each)}" for each in recorded}
        program.asserted |= {f"prevailing {a(str, each)}" for each in prevailing}
        program.imprecise = {(a(str, name), a(int, place)) for name, place in imprecise}
    return program


def take_step(
    c: Records, number: int, calendar: Any, stratum: Any, reads: Any, given: Any, gives: Any, derivations: Any
) -> Any:
    """A stratum over what it reads: closed, and each of its conclusions derived from what is before it."""
    calendar, stratum = at(c.kinds["calendar"], calendar), at(c.kinds["stratum"], stratum)
    below, given, gives = (world_of(c.all("rows", each)) for each in (reads, given, gives))
    demand(
        below.keys() <= stratum.below and given.keys() | gives.keys() <= stratum.heads,
        "a step is about other relations",
    )
    world = below | gives
    for rule in stratum.rules:
        held = gives[rule.head].set if rule.head in gives else frozenset()
        for row in c.found(rule, world, calendar)[2]:
            demand(row in held, "{} follows, and is missing", (rule.head, row))
    ranks: dict[Fact, int] = {(name, row): 0 for name, rows in given.items() for row in rows.list}
    for each in a(list, derivations):
        head, rank = derived(c, stratum, world, calendar, each, ranks)
        demand(head not in ranks, "{} is derived twice", head)
        ranks[head] = rank
    claimed = {(name, row) for name, rows in gives.items() for row in rows.list}
    demand(claimed <= ranks.keys(), "{} does not follow", first(claimed - ranks.keys()))
    demand(ranks.keys() <= claimed, "{} is given or derived, and missing", first(ranks.keys() - claimed))
    return calendar, stratum, below | given, gives, derivations


def first(facts: set[Fact]) -> str:
    return min((said(*each) for each in facts), default="")


def derived(
    c: Records, stratum: Stratum, world: World, calendar: Any, data: Any, ranks: dict[Fact, int]
) -> tuple[Fact, int]:
    number, binding, premises, rank = fields(data, "rule", "binding", "premises", "rank")
    rule = at(c.kinds["rule"], number)
    demand(rule in stratum.rules, "a conclusion is derived by a rule of another stratum")
    _, shows, head, names = rule.compiled(calendar)
    fields(binding, *names)
    env = tuple([q.value(each) for each in binding.values()])
    found = rule.head, head(env)
    demand(env in c.found(rule, world, calendar)[1], "{} does not follow by its rule", found)
    demand(premises == [show(env, world) for show in shows], "{} has other premises", found)
    for premise in premises if stratum.heads & rule.needs else ():
        if premise[0] == "holds" and premise[1] in stratum.heads:
            demand(
                ranks.get(fact(premise[1:]), rank) < a(int, rank),
                "{} rests on what is not derived before",
                found,
            )
    return found, a(int, rank)


class Run:
    def __init__(self, program: Program, facts: World, world: World, digest: str) -> None:
        self.program, self.facts, self.world, self.digest = program, facts, world, digest

    def holds(self, relation: str, row: Row) -> bool:
        return relation in self.world and row in self.world[relation].set


def untaken(program: Program, facts: World) -> str | None:
    """A relation of facts that the program was not made for."""
    for name, rows in facts.items() if program.asserted is not None else ():
        if name.startswith(("recorded ", "prevailing ")) and name not in (program.asserted or ()):
            return name
        if any((name, place) not in program.imprecise for place in rows.imprecise):
            return name
    return None


def take_run(c: Records, number: int, program: Any, facts: Any, merged: Any, steps: Any, sha256: Any) -> Run:
    """A model: what is given, and stratum by stratum what follows; a stratum without a step adds nothing."""
    program, facts, both = (
        at(c.kinds["program"], program),
        world_of(c.all("rows", facts)),
        world_of(c.all("rows", merged)),
    )
    demand(
        digest([facts[name].digest for name in sorted(facts)]) == sha256,
        "the facts are not those of the hash",
    )
    demand(
        both.keys() == facts.keys() & program.tables.keys(), "facts and tables of a relation are not merged"
    )
    other = untaken(program, facts)
    demand(other is None, "the program was not made for facts of {}", other)
    for name, rows in both.items():
        demand(
            rows.set == facts[name].set | program.tables[name].set,
            "facts and tables of {} are not merged",
            name,
        )
    world, todo = program.tables | facts | both, iter(program.strata)
    idle: list[Stratum] = []
    for calendar, stratum, over, gives, _ in c.all("step", steps):
        if calendar is not program.calendar:
            raise Refused("a step counts by another calendar")
        for following in todo:
            if following is stratum:
                break
            idle.append(following)
        else:
            raise Refused("a step is of a stratum that the program does not have there")
        if not (over.items() <= world.items() and world.keys().isdisjoint(stratum.about - over.keys())):
            other = min(name for name in stratum.about if world.get(name) is not over.get(name))
            raise Refused(f"a step of {min(stratum.heads)} is over other rows of {other}")
        world.update(gives)
    idle += todo
    case = (frozenset(world), tuple(idle))
    if case not in program.idle:
        for rule in (rule for stratum in idle for rule in stratum.rules):
            if rule.needs <= case[0]:
                raise Refused(f"whether a rule for {rule.head} concludes anything is left out")
        program.idle.add(case)
    return Run(program, facts, world, sha256)

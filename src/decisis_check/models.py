"""The kernel, second half: models, stratum by stratum closed, each conclusion derived from others before it.

Nothing here reads a file, or knows what an answer is: of rules and rows it says that they make a model, or
raises Refused.
"""

from __future__ import annotations

from collections.abc import Iterable

from decisis_check import functions
from decisis_check import quantities as q
from decisis_check.cheap import Any
from decisis_check.reading import Fact, Malformed, Refused, Row, a, demand, fact, fields, said
from decisis_check.rules import Env, Rule, World


class Stratum:
    def __init__(self, number: int, rules: list[Rule]) -> None:
        self.number, self.rules = number, rules
        self.by_number = {rule.number: rule for rule in rules}
        self.heads = {rule.head for rule in rules}
        self.joined = {name for rule in rules for name in rule.joined}
        self.whole = {name for rule in rules for name in rule.whole}
        self.below = (self.joined | self.whole) - self.heads
        self.about = self.below | self.heads
        self.circling = {rule.number for rule in rules if self.heads & rule.needs}


class Program:
    """Strata over tables. Each rests on itself and those below, and for what is absent on those alone."""

    def __init__(self, strata: list[Stratum], tables: World, calendar: functions.Calendar) -> None:
        self.strata, self.tables, self.calendar = strata, tables, calendar
        self._idle: set[Any] = set()  # strata known to conclude nothing when these relations hold something
        places: dict[str, int] = {}
        for place, stratum in enumerate(strata):
            demand(places.keys().isdisjoint(stratum.heads), "a relation is concluded in two strata")
            places.update(dict.fromkeys(stratum.heads, place))
        for place, stratum in enumerate(strata):
            reach = [places.get(name, -1) for name in stratum.joined]
            demand(all(each <= place for each in reach), "a rule rests on what a stratum above it concludes")
            reach = [places.get(name, -1) for name in stratum.whole]
            demand(
                all(each < place for each in reach),
                "a rule rests on an absence or a total that is not of a stratum below",
            )

    def model(self, facts: World, merged: World, steps: Iterable[Step]) -> World:
        """What holds in the end, over these facts; a stratum without a step adds nothing."""
        demand(
            merged.keys() == facts.keys() & self.tables.keys(),
            "facts and tables of a relation are not merged",
        )
        for name, rows in merged.items():
            both = facts[name].set | self.tables[name].set
            demand(rows.set == both, "facts and tables of {} are not merged", name)
        world, todo, idle = self.tables | facts | merged, iter(self.strata), list[Stratum]()
        for step in steps:
            if step.calendar is not self.calendar:
                raise Refused("a step counts by another calendar")
            for following in todo:
                if following is step.stratum:
                    break
                idle.append(following)
            else:
                raise Refused("a step is of a stratum that the program does not have there")
            about = step.stratum.about
            if not (step.over.items() <= world.items() and world.keys().isdisjoint(about - step.over.keys())):
                other = min(name for name in about if world.get(name) is not step.over.get(name))
                raise Refused(f"a step of {min(step.stratum.heads)} is over other rows of {other}")
            world.update(step.gives)
        self._demand_idle([*idle, *todo], frozenset(world))
        return world

    def _demand_idle(self, strata: list[Stratum], held: frozenset[str]) -> None:
        """Each of their rules lacks all rows of some relation."""
        case = (held, tuple(strata))
        if case not in self._idle:
            for rule in (rule for stratum in strata for rule in stratum.rules):
                if rule.needs <= held:
                    raise Refused(f"whether a rule for {rule.head} concludes anything is left out")
            self._idle.add(case)


class Instances:
    """The instances of rules: looked for once among the same rows."""

    def __init__(self) -> None:
        self._found: dict[Any, tuple[Any, frozenset[Env], list[Row]]] = {}

    def of(
        self, rule: Rule, world: World, calendar: functions.Calendar
    ) -> tuple[Any, frozenset[Env], list[Row]]:
        key = (rule.number, id(calendar), *[world[n].number if n in world else -1 for n in rule.reads])
        if key not in self._found:
            try:
                envs, heads = rule.instances(world, calendar)
            except q.WRONG as wrong:
                raise Refused(f"a rule for {rule.head} makes no sense over these values: {wrong}") from None
            self._found[key] = envs, frozenset(envs), heads
        return self._found[key]


class Step:
    """A stratum over what it reads: closed, and each of its conclusions derived from what is before it."""

    def __init__(
        self,
        instances: Instances,
        calendar: functions.Calendar,
        stratum: Stratum,
        below: World,
        given: World,
        gives: World,
        derivations: list[Any],
    ) -> None:
        demand(
            below.keys() <= stratum.below and given.keys() | gives.keys() <= stratum.heads,
            "a step is about other relations",
        )
        self.calendar, self.stratum, self.over, self.gives = calendar, stratum, below | given, gives
        self._instances, self._world, self.derived = instances, below | gives, len(derivations)
        self._demand_closed()
        self._demand_founded(given, derivations)

    def _demand_closed(self) -> None:
        for rule in self.stratum.rules:
            held = self.gives[rule.head].set if rule.head in self.gives else frozenset()
            for row in self._instances.of(rule, self._world, self.calendar)[2]:
                demand(row in held, "{} follows, and is missing", (rule.head, row))

    def _demand_founded(self, given: World, derivations: list[Any]) -> None:
        ranks: dict[Fact, int] = {(name, row): 0 for name, rows in given.items() for row in rows.list}
        for each in derivations:
            head, rank = self._derived(each, ranks)
            demand(head not in ranks, "{} is derived twice", head)
            ranks[head] = rank
        claimed = {(name, row) for name, rows in self.gives.items() for row in rows.list}
        demand(claimed <= ranks.keys(), "{} does not follow", first(claimed - ranks.keys()))
        demand(ranks.keys() <= claimed, "{} is given or derived, and missing", first(ranks.keys() - claimed))

    def _derived(self, data: Any, ranks: dict[Fact, int]) -> tuple[Fact, int]:
        number, binding, premises, rank = fields(data, "rule", "binding", "premises", "rank")
        rule = self.stratum.by_number.get(a(int, number))
        if rule is None:
            raise Malformed(f"a derivation by rule {number}, which is of no such stratum")
        _, shows, head, names = rule.compiled(self.calendar)
        fields(binding, *names)
        env = tuple([q.value(each) for each in binding.values()])
        found = rule.head, head(env)
        instances = self._instances.of(rule, self._world, self.calendar)[1]
        demand(env in instances, "{} does not follow by its rule", found)
        demand(premises == [show(env, self._world) for show in shows], "{} has other premises", found)
        for premise in premises if number in self.stratum.circling else ():
            if premise[0] == "holds" and premise[1] in self.stratum.heads:
                before = ranks.get(fact(premise[1:]), rank)
                demand(before < a(int, rank), "{} rests on what is not derived before", found)
        return found, a(int, rank)


def first(facts: set[Fact]) -> str:
    return min((said(*each) for each in facts), default="")

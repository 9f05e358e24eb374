"""The records of a certificate below its answers: what the file says, made into what the kernel judges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from decisis_check import functions
from decisis_check import quantities as q
from decisis_check.cheap import Any
from decisis_check.models import Instances, Program, Step, Stratum
from decisis_check.reading import Malformed, Row, a, at, demand, digest, fields
from decisis_check.rules import Rows, Rule, World, spoken_of

Takers = dict[str, tuple[Callable[..., Any], tuple[str, ...]]]


class Records:
    """The records taken so far, by kind. Raises Malformed or Refused."""

    def __init__(self, takers: Takers) -> None:
        self._takers = takers
        self.kinds: dict[str, list[Any]] = {name: [] for name in takers}
        self.instances = Instances()

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

    def one(self, name: str, number: Any) -> Any:
        return at(self.kinds[name], number)

    def all(self, name: str, numbers: Any) -> list[Any]:
        return [at(self.kinds[name], number) for number in a(list, numbers)]

    def world(self, numbers: Any) -> World:
        """What relations hold, by the numbers of their rows."""
        found: World = {}
        for each in self.all("rows", numbers):
            if found.setdefault(each.relation, each) is not each:
                raise Malformed(f"two contents of {each.relation}")
        return found


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


# --- programs --------------------------------------------------------------------------------------------

MANY_DAYS = "more days than any day goes through"  # begins the name of what holds where there may be so many
ANY_TIME = "any time: "  # and this, before that name, the name of what then may be
FORMS = (
    *("possibly ", "conflicted ", "supported ", "standing ", "blocked ", "recorded ", "prevailing "),
    *("in question ", "alleged ", "disputed ", "not "),
)


def base(relation: str) -> str:
    """The declared relation behind a lowered one."""
    for form in FORMS:
        relation = relation.removeprefix(form)
    return relation


class Law(Program):
    """A program for a court and a day (`setting` has them first), and what it was made for."""

    def __init__(
        self,
        strata: list[Stratum],
        tables: World,
        calendar: functions.Calendar,
        setting: list[Any],
        takes: Any,
        declared: Any,
        digest: str,
    ) -> None:
        super().__init__(strata, tables, calendar)
        self.setting, self.declared, self.digest = setting, declared, digest
        self.about = ""  # the declared relation that it can be asked about, if not all
        self._asserted: set[str] | None = None  # the relations of facts that it was made to take, if not all
        self._imprecise: set[tuple[str, int]] = set()  # and the places in them of imprecise values
        if takes is not None:
            about, recorded, prevailing, imprecise = a(list, takes)
            self.about = a(str, about)
            self._asserted = {f"recorded {a(str, each)}" for each in recorded}
            self._asserted |= {f"prevailing {a(str, each)}" for each in prevailing}
            self._imprecise = {(a(str, name), a(int, place)) for name, place in imprecise}

    @cached_property
    def rules(self) -> list[Rule]:
        return [rule for stratum in self.strata for rule in stratum.rules]

    @cached_property
    def subjects(self) -> set[str]:
        """The declared relations that the rules speak of, in whatever form."""
        return {base(name) for rule in self.rules for name in (rule.head, *rule.reads)}

    @cached_property
    def constants(self) -> set[Any]:
        """The values that the rules name."""
        found: list[Any] = []
        for rule in self.rules:
            found += rule.terms
            for atoms, expressions in map(spoken_of, rule.body):
                found += [*expressions, *(term for atom in atoms for term in atom[1:])]
        return {value for each in found for value in values_in(each)}

    @property
    def computes(self) -> bool:
        return any(
            part[0] == "total" or "apply" in q.dumps(part) for rule in self.rules for part in rule.body
        )

    @cached_property
    def _unsaid(self) -> list[str]:
        """Where there may be more days than are gone through, and no rule says what then may be."""
        heads = {rule.head for rule in self.rules}
        return [name for name in heads if name.startswith(MANY_DAYS) and ANY_TIME + name not in heads]

    def passes(self, world: World) -> bool:
        """Whether a model has days that its rules do not go through."""
        return any(name in world and world[name].list for name in self._unsaid)

    def untaken(self, facts: World) -> str | None:
        """A relation of facts that the program was not made for."""
        for name, rows in facts.items() if self._asserted is not None else ():
            if name.startswith(("recorded ", "prevailing ")) and name not in (self._asserted or ()):
                return name
            if any((name, place) not in self._imprecise for place in rows.imprecise):
                return name
        return None


def values_in(expression: Any) -> Iterable[Any]:
    if type(expression) is not dict:
        yield q.value(expression)
    elif "apply" in expression:
        for operand in expression["to"]:
            yield from values_in(operand)


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
) -> Law:
    strata, tables, calendar = c.all("stratum", strata), c.world(tables), c.one("calendar", calendar)
    declared, of_relations = c.one("relations", relations)
    rules = [[rule.digest for rule in stratum.rules] for stratum in strata]
    of_tables = [tables[name].digest for name in sorted(tables)]
    held = digest([setting, takes, rules, of_tables, of_relations, calendar.digest])
    demand(held == sha256, "the program is not that of the hash")
    court, as_of, *_ = a(list, setting)
    a(str, court), q.value(["date", as_of])
    return Law(strata, tables, calendar, setting, takes, declared, held)


# --- steps and runs --------------------------------------------------------------------------------------


class Run:
    def __init__(self, program: Law, facts: World, world: World, digest: str) -> None:
        self.program, self.facts, self.world, self.digest = program, facts, world, digest

    def holds(self, relation: str, row: Row) -> bool:
        return relation in self.world and row in self.world[relation].set


def take_step(
    c: Records, number: int, calendar: Any, stratum: Any, reads: Any, given: Any, gives: Any, derivations: Any
) -> Step:
    calendar, stratum = c.one("calendar", calendar), c.one("stratum", stratum)
    below, given, gives = map(c.world, (reads, given, gives))
    return Step(c.instances, calendar, stratum, below, given, gives, a(list, derivations))


def take_run(c: Records, number: int, program: Any, facts: Any, merged: Any, steps: Any, sha256: Any) -> Run:
    program, facts, merged = c.one("program", program), c.world(facts), c.world(merged)
    held = digest([facts[name].digest for name in sorted(facts)])
    demand(held == sha256, "the facts are not those of the hash")
    other = program.untaken(facts)
    demand(other is None, "the program was not made for facts of {}", other)
    world = program.model(facts, merged, c.all("step", steps))
    demand(not program.passes(world), "there may be more days than the program goes through")
    return Run(program, facts, world, held)

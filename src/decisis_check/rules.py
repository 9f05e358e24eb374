"""The kernel, first half: the instances of rules over rows.

A rule is compiled to steps, one for each literal, from left to right. A step takes all ways to name the
variables so far (tuples, a variable is a place in them) and returns those that remain, extended by what the
literal names. Nothing is searched for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from operator import itemgetter

from decisis_check import functions
from decisis_check import quantities as q
from decisis_check.cheap import Any
from decisis_check.reading import Malformed, Row, a, digest, fields

Env = tuple[Any, ...]


class Rows:
    """What a relation holds: in this order, and by the values at some places."""

    def __init__(self, number: int, relation: str, tuples: list[Any]) -> None:
        self.list = [tuple([q.value(v) for v in a(list, row)]) for row in tuples]
        self.set = frozenset(self.list)
        self.number, self.relation, self.digest = number, relation, digest([relation, tuples])
        if not self.list or len(self.set) < len(self.list):
            raise Malformed(f"the rows of {relation} are none, or one is there twice")
        self._indexes: dict[Any, dict[Any, list[Row]]] = {}

    @cached_property
    def imprecise(self) -> set[int]:
        """The places in which some value is not exact."""
        return {place for row in self.list for place, value in enumerate(row) if q.bounded(value)}

    def index(self, arity: int, same: Any, constants: Any, key: Any, new: Any) -> dict[Any, list[Row]]:
        """From the values at the places of `key` to those at `new`, of the rows that fit the rest."""
        shape = (arity, same, constants, key, new)
        if shape not in self._indexes:
            index = self._indexes[shape] = {}
            for row in self.list:
                fits = len(row) == arity and all(row[i] == v for i, v in constants)
                if fits and all(row[i] == row[j] for i, j in same):
                    index.setdefault(tuple([row[i] for i in key]), []).append(tuple([row[i] for i in new]))
        return self._indexes[shape]


World = dict[str, Rows]
Step = Callable[[list[Env], World], list[Env]]


class Rule:
    """A head and a body, which is read from left to right: what is named so far is in `names`, by place."""

    def __init__(self, number: int, provision: Any, head: Any, body: Any) -> None:
        self.number, self.provision, self.digest = number, a(str, provision), digest([provision, head, body])
        self.head, self.body = a(str, head[0]), a(list, body)
        self.terms = head[1:]
        self.joined: list[str] = []  # relations whose rows it goes through
        self.whole: list[str] = []  # those which it looks at as a whole: for an absence, or a total
        for literal in self.body:
            atoms, _ = spoken_of(literal)
            (self.joined if literal[0] == "holds" else self.whole).extend(a(str, atom[0]) for atom in atoms)
        self.reads = tuple(dict.fromkeys([*self.joined, *self.whole]))
        self.needs = frozenset(self.joined)
        self._compiled: dict[int, tuple[Any, ...]] = {}

    def compiled(self, calendar: functions.Calendar) -> tuple[list[Step], list[Any], Any, dict[str, int]]:
        """The steps, what shows each, what makes the head, and the places of the variables."""
        if id(calendar) not in self._compiled:
            names: dict[str, int] = {}
            made = [literal(each, names, calendar) for each in self.body]
            head = reader(self.terms, names, calendar)
            self._compiled[id(calendar)] = ([m[0] for m in made], [m[1] for m in made], head, names)
        return self._compiled[id(calendar)]

    def instances(self, world: World, calendar: functions.Calendar) -> tuple[list[Env], list[Row]]:
        """Each way to name the variables in which the body holds, and the head in it."""
        steps, _, head, _ = self.compiled(calendar)
        envs: list[Env] = [()]
        for step in steps:
            envs = step(envs, world)
        return envs, [head(env) for env in envs]


def spoken_of(literal: Any) -> tuple[list[Any], list[Any]]:
    """The atoms and the expressions of a literal."""
    match literal:
        case ["holds" | "absent", *atom]:
            return [atom], []
        case ["certainly" | "possibly", left, _, right]:
            return [], [left, right]
        case ["let", _, expression]:
            return [], [expression]
        case ["total", _, _, _, over, possibly, _]:
            return [over] if possibly is None else [over, possibly], []
    raise Malformed(f"no literal: {q.dumps(literal)[:80]}")


def term(data: Any, names: dict[str, int], calendar: functions.Calendar) -> Callable[[Env], Any]:
    """What a term or an expression comes to; None if it has no value."""
    if type(data) is not dict:
        constant = q.value(data)
        return lambda env: constant
    if "variable" in data:
        (name,) = fields(data, "variable")
        return itemgetter(names[name])
    name, operands = fields(data, "apply", "to")
    parts = [term(operand, names, calendar) for operand in operands]

    def applied(env: Env) -> Any:
        values = [part(env) for part in parts]
        return None if None in values else functions.function(name, values, calendar)

    return applied


def reader(terms: Any, names: dict[str, int], calendar: functions.Calendar) -> Callable[[Env], Row]:
    if len(terms) > 1 and all(type(each) is dict and "variable" in each for each in terms):
        return itemgetter(*[names[next(iter(fields(each, "variable")))] for each in terms])
    parts = [term(each, names, calendar) for each in terms]
    return lambda env: tuple([part(env) for part in parts])


def shape(
    terms: Any, names: dict[str, int], only: Any = None
) -> tuple[tuple[Any, ...], list[int], dict[str, int]]:
    """How the rows that fit terms are looked up, by the values of which variables, and what that names."""
    first: dict[str, int] = {}
    same, constants, key = [], [], []
    for place, each in enumerate(terms):
        name = next(iter(fields(each, "variable"))) if type(each) is dict else None
        if name is None:
            constants.append((place, q.value(each)))
        elif name in names:
            key.append((place, names[name]))
        elif first.setdefault(a(str, name), place) != place:
            same.append((place, first[name]))
    new = tuple(first.values()) if only is None else tuple(first[n] for n in only if n in first)
    places = (len(terms), tuple(same), tuple(constants), tuple(place for place, _ in key), new)
    return places, [slot for _, slot in key], first


def literal(
    data: Any, names: dict[str, int], calendar: functions.Calendar
) -> tuple[Step, Callable[[Env, World], Any]]:
    """How a literal extends what is named, and how it reads when all is; `names` gets what it names."""
    match data:
        case ["holds", relation, *terms]:
            places, slots, first = shape(terms, names)
            names.update({name: len(names) + i for i, name in enumerate(first)})
            made: list[Callable[[Env], Row]] = []  # when it is first shown

            def shown(env: Env, world: World) -> list[Any]:
                if not made:
                    made.append(reader(terms, names, calendar))
                return ["holds", relation, *map(q.written, made[0](env))]

            def join(envs: list[Env], world: World) -> list[Env]:
                index = world[relation].index(*places) if relation in world else {}
                return [e + more for e in envs for more in index.get(tuple([e[s] for s in slots]), ())]

            return join, shown
        case ["absent", relation, *terms]:
            row = reader(terms, names, calendar)

            def absent(envs: list[Env], world: World) -> list[Env]:
                return [e for e in envs if row(e) not in world[relation].set] if relation in world else envs

            return absent, lambda env, world: ["absent", relation, *map(q.written, row(env))]
        case ["certainly" | "possibly" as mode, left, str(operator), right]:
            both = reader([left, right], names, calendar)

            def holds(env: Env) -> bool:
                one, other = both(env)
                truth = None not in (one, other) and q.compare(one, operator, other)
                return truth is True or (truth is None and mode == "possibly")

            return lambda envs, world: [e for e in envs if holds(e)], lambda env, world: [
                *(mode, q.written(both(env)[0]), operator, q.written(both(env)[1]))
            ]
        case ["let", name, expression]:
            found = term(expression, names, calendar)
            return naming(name, names, lambda env, world: found(env), lambda env, world: [])
        case ["total", name, str(operator), of, _, _, zero]:
            atoms, _ = spoken_of(data)
            return naming(name, names, *total(name, operator, of, atoms, zero, names, calendar))
    raise Malformed(f"no literal: {q.dumps(data)[:80]}")


def naming(
    name: Any, names: dict[str, int], found: Any, members: Any
) -> tuple[Step, Callable[[Env, World], Any]]:
    """Names a value, or tests that it is the one that is named. Without a value nothing holds."""
    known, slot = name in names, names.setdefault(a(str, name), len(names))

    def named(envs: list[Env], world: World) -> list[Env]:
        pairs = [(e, v) for e in envs if (v := found(e, world)) is not None]
        return [e for e, v in pairs if q.compare(e[slot], "=", v)] if known else [(*e, v) for e, v in pairs]

    return named, lambda env, world: ["is", q.written(found(env, world)), *members(env, world)]


def total(
    name: str, operator: str, of: Any, atoms: Any, zero: Any, names: Any, calendar: Any
) -> tuple[Any, Any]:
    """An aggregate over the rows of an atom; with a second one, between that and all that possibly is."""
    looks = [(atom[0], *shape(atom[1:], names, [] if of is None else [of])) for atom in atoms]
    last = {each["variable"]: place for place, each in enumerate(atoms[0][1:]) if type(each) is dict}
    group = {each: slot for each, slot in names.items() if each != name}
    own, nothing = names.get(of), q.value(zero)

    def members(env: Env, world: World) -> list[list[Any]]:
        found = []
        for relation, places, slots, _ in looks:
            index = world[relation].index(*places) if relation in world else {}
            rows = index.get(tuple([env[s] for s in slots]), ())
            found.append([row[0] if row else ("number", 1, 0) if of is None else env[own] for row in rows])
        return found

    def placed(each: Any, env: Env) -> Any:
        local = type(each) is dict and each["variable"] not in group
        return [last.get(each["variable"])] if local else q.written(term(each, group, calendar)(env))

    def tag(env: Env) -> str:
        of_the_same = atoms[0][0].removeprefix("surely apart ").partition(" /")[0]
        said = [of_the_same, *(placed(each, env) for each in atoms[0][1:])]
        return q.short(operator, f"{operator} {last.get(of, -1)} of {q.dumps(said)}")

    def found(env: Env, world: World) -> Any:
        return functions.total(operator, members(env, world), nothing, lambda: tag(env))

    return found, lambda env, world: [
        sorted(map(q.written, each), key=q.dumps) for each in members(env, world)
    ]

"""Writes certificates: each model as it is made, each record checked as it is written.

What has been written once is referred to from then on: a rule, what a relation holds, a stratum over the same
rows. So a run that differs from another in a few facts adds little to the certificate, and little to check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from decisis.calendar import Calendar
from decisis.engine.model import Model
from decisis.forms import Json, canonical
from decisis.rules import ir
from decisis.rules.plan import order
from decisis.static import Any, assert_never
from decisis.values import Value
from decisis_check import checker, models
from decisis_check.checker import Checker
from decisis_check.quantities import dumps
from decisis_check.quantities import written as said
from decisis_check.reading import Malformed, Refused, demand, digest
from decisis_check.reading import said as tuple_text
from decisis_check.rules import reader

Row = tuple[Value, ...]
Rows = frozenset[Row]
Contents = Mapping[str, int]  # from a relation to the number of what it holds


class Certificate:
    """Records, and the checker that has taken all of them. Whatever it refuses raises `Refused`."""

    def __init__(self) -> None:
        self.checker = Checker()
        self.records: list[Any] = []
        self._numbers: dict[object, int] = {}  # of a record, by what it says
        self._kept: dict[int, object] = {}  # what is known by its id, so that it lives on
        self._strata: dict[int, Stratum] = {}
        self._programs: dict[tuple[int, tuple[object, ...]], Program] = {}

    def run(
        self,
        setting: Sequence[Json],
        program: ir.StratifiedProgram,
        facts: ir.Facts,
        model: Model,
        takes: list[Json] | None = None,
    ) -> int:
        """Adds a model of a program over facts; its number. Raises `Refused` if it is not that model.

        ``takes`` says what the program is about and which facts it was made for; None: any.
        """
        try:
            return self._run([list(setting), takes], program, facts, model)
        except (ArithmeticError, LookupError, TypeError, ValueError) as wrong:
            raise Refused(f"it cannot be written down: {wrong}") from None

    def _run(
        self, made_for: Sequence[Json], program: ir.StratifiedProgram, facts: ir.Facts, model: Model
    ) -> int:
        known = self._program(made_for, program)
        given = {name: self._rows(name, rows) for name, rows in facts.items() if rows}
        merged = {
            name: self._rows(name, facts[name] | program.program.tables[name])
            for name in given.keys() & known.tables.keys()
        }
        start = {**known.tables, **given, **merged}
        held = {name: self._rows(name, rows) for name, rows in model.relations.items()}
        live, concluded = known.live(frozenset(held))
        self._refuse_others(start, held, concluded)
        steps = self._steps(known, live, start, held)
        numbers = [given[name] for name in sorted(given)]
        digests = [self.checker.kinds["rows"][number].digest for number in numbers]
        both = [merged[name] for name in sorted(merged)]
        return self._take(
            {
                "run": None,
                "program": known.number,
                "facts": numbers,
                "merged": both,
                "steps": steps,
                "sha256": digest(digests),
            }
        )

    def answer(self, record: dict[str, Any]) -> int:
        """Adds an answer: what it claims must follow from the runs it names, or it is `Refused`."""
        return self._take(record)

    def text(self) -> str:
        """The certificate, as it is kept in a file."""
        lines = [{"format": checker.FORMAT}, *self.records, {"end": len(self.records)}]
        return "".join(f"{dumps(line)}\n" for line in lines)

    # --- records -----------------------------------------------------------------------------------------

    def _take(self, record: dict[str, Any]) -> int:
        kind = next(iter(record))
        number = record[kind] = len(self.checker.kinds[kind])
        try:
            self.checker.take(record)
        except Malformed as wrong:
            raise Refused(str(wrong)) from None
        self.records.append(record)
        return number

    def _once(self, key: object, record: dict[str, Any]) -> int:
        """The number of a record that says the same, or of this one."""
        if key not in self._numbers:
            self._numbers[key] = self._take(record)
        return self._numbers[key]

    def _refuse_others(self, start: Contents, held: Contents, concluded: frozenset[str]) -> None:
        """What no step concludes is held as it is given."""
        rows = self.checker.kinds["rows"]
        for name in sorted(_differing(start, held) - concluded):
            given, claimed = (rows[n[name]].list if name in n else [] for n in (start, held))
            for row in given:
                demand(row in claimed, "{} is given, and missing", tuple_text(name, row))
            for row in claimed:
                demand(row in given, "{} is not given", tuple_text(name, row))

    def _rows(self, relation: str, rows: Rows) -> int:
        key = (relation, rows)
        if key not in self._numbers:
            tuples = sorted(([canonical(value) for value in row] for row in rows), key=repr)
            self._numbers[key] = self._take({"rows": None, "relation": relation, "tuples": tuples})
        return self._numbers[key]

    def _program(self, made_for: Sequence[Json], program: ir.StratifiedProgram) -> Program:
        key = (id(program), tuple(map(dumps, made_for)))
        if key not in self._programs:
            self._kept[id(program)] = program
            self._programs[key] = self._new_program(made_for, program)
        return self._programs[key]

    def _new_program(self, made_for: Sequence[Json], program: ir.StratifiedProgram) -> Program:
        calendar = self._calendar(program.program.calendar)
        digests = iter(program.digests or map(rule_digest, program.clauses))
        strata = [self._stratum([self._rule(c, next(digests)) for c in each]) for each in program.strata]
        tables = {name: self._rows(name, rows) for name, rows in program.program.tables.items() if rows}
        relations = self._relations(program.program.relations)
        kinds = self.checker.kinds
        rules = [[rule.digest for rule in kinds["stratum"][stratum.number].rules] for stratum in strata]
        said = [kinds["rows"][tables[name]].digest for name in sorted(tables)]
        whole = [*made_for, rules, said, kinds["relations"][relations][1], kinds["calendar"][calendar].digest]
        whole_digest = digest(whole)
        number = self._once(
            ("program", whole_digest),
            {
                "program": None,
                "setting": made_for[0],
                "takes": made_for[1],
                "strata": [stratum.number for stratum in strata],
                "tables": [tables[name] for name in sorted(tables)],
                "relations": relations,
                "calendar": calendar,
                "sha256": whole_digest,
            },
        )
        return Program(number, calendar, strata, tables)

    def _relations(self, relations: Mapping[str, ir.RelationInfo]) -> int:
        declared = [
            [name, list(info.keys) if info.keys is not None else None, info.closed]
            for name, info in sorted(relations.items())
        ]
        return self._once(("relations", dumps(declared)), {"relations": None, "declared": declared})

    def _calendar(self, calendar: Calendar) -> int:
        said = calendar_record(calendar)
        return self._once(("calendar", dumps(said)), said)

    def _stratum(self, rules: list[int]) -> Stratum:
        number = self._once(("stratum", *rules), {"stratum": None, "rules": rules})
        if number not in self._strata:
            self._strata[number] = Stratum(self.checker.kinds["stratum"][number])
        return self._strata[number]

    def _rule(self, clause: ir.Clause, digest: str) -> int:
        key = ("rule", digest)
        return self._numbers[key] if key in self._numbers else self._once(key, rule_record(clause))

    # --- steps -------------------------------------------------------------------------------------------

    def _steps(self, program: Program, live: list[Stratum], start: Contents, held: Contents) -> list[int]:
        """A step for each of the strata: that of the last run, if it is over the same rows."""
        differing = _differing(program.start, start) | _differing(program.held, held)
        known = program.steps
        program.start, program.held = start, held
        program.steps = {
            stratum.number: known[stratum.number]
            if stratum.number in known and differing.isdisjoint(stratum.about)
            else self._step(program.calendar, stratum, held, start)
            for stratum in live
        }
        return list(program.steps.values())

    def _step(self, calendar: int, stratum: Stratum, held: Contents, start: Contents) -> int:
        key = (calendar, stratum.number, *map(held.get, stratum.names), *map(start.get, stratum.in_order))
        if key not in self._numbers:
            reads, given, gives = (
                [contents[name] for name in names if name in contents]
                for names, contents in (
                    (stratum.below, held),
                    (stratum.in_order, start),
                    (stratum.in_order, held),
                )
            )
            self._numbers[key] = self._take(
                {
                    "step": None,
                    "calendar": calendar,
                    "stratum": stratum.number,
                    "reads": reads,
                    "given": given,
                    "gives": gives,
                    "derivations": self._derivations(calendar, stratum, reads, given, gives),
                }
            )
        return self._numbers[key]

    def _derivations(
        self,
        calendar: int,
        stratum: Stratum,
        reads: Sequence[int],
        given: Sequence[int],
        gives: Sequence[int],
    ) -> list[dict[str, Any]]:
        """A derivation for each conclusion that has one, in an order in which each rests on those before.

        The instances of the rules are those that the checker finds: so they are looked for once.
        """
        return Derivations(self.checker, calendar, stratum.number, reads, given, gives).records()


def _differing(one: Contents, other: Contents) -> set[str]:
    """The relations that hold other rows."""
    return {name for name, _ in one.items() ^ other.items()}


class Program:
    """A program that has been written, and the last run of it."""

    def __init__(self, number: int, calendar: int, strata: list[Stratum], tables: Contents) -> None:
        self.number, self.calendar, self.strata, self.tables = number, calendar, strata, tables
        self._live: dict[frozenset[str], tuple[list[Stratum], frozenset[str]]] = {}
        self.start: Contents = {}  # of its last run
        self.held: Contents = {}
        self.steps: dict[int, int] = {}  # from the number of a stratum

    def live(self, held: frozenset[str]) -> tuple[list[Stratum], frozenset[str]]:
        """The strata that conclude something, or have a rule all of whose relations hold something.

        With the relations that they conclude.
        """
        if held not in self._live:
            live = [
                stratum
                for stratum in self.strata
                if not held.isdisjoint(stratum.heads) or any(needs <= held for needs in stratum.needs)
            ]
            self._live[held] = live, frozenset().union(*(stratum.heads for stratum in live))
        return self._live[held]


class Stratum:
    """A stratum that has been written, and what it reads."""

    def __init__(self, checked: models.Stratum) -> None:
        self.number, self.heads = checked.number, checked.heads
        self.in_order, self.below = sorted(checked.heads), sorted(checked.below)
        self.names = [*self.below, *self.in_order]
        self.about = frozenset(self.names)
        self.needs = [rule.needs for rule in checked.rules]


class Derivations:
    """Finds for each conclusion of a stratum the derivation of the lowest rank."""

    def __init__(
        self,
        checking: Checker,
        calendar: int,
        stratum: int,
        reads: Sequence[int],
        given: Sequence[int],
        gives: Sequence[int],
    ) -> None:
        rows = checking.kinds["rows"]
        self._checker, self._calendar = checking, checking.kinds["calendar"][calendar]
        self._stratum: models.Stratum = checking.kinds["stratum"][stratum]
        self._world = {rows[number].relation: rows[number] for number in (*reads, *gives)}
        self._ranks = {(rows[n].relation, row): 0 for n in given for row in rows[n].list}
        self._claimed = {(rows[n].relation, row) for n in gives for row in rows[n].list}

    def records(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        waiting: dict[Any, list[tuple[Any, Any, Any, set[Any]]]] = {}
        ready: list[tuple[Any, Any, Any]] = []
        for rule in self._stratum.rules:
            circling = self._circling(rule)
            for env, row in self._instances(rule):
                lacking = {p for name, read in circling if (p := (name, read(env))) not in self._ranks}
                instance = (rule, env, (rule.head, row))
                ready += [] if lacking else [instance]
                for premise in lacking:
                    waiting.setdefault(premise, []).append((*instance, lacking))
        rank = 1
        while ready:
            reached = []
            for rule, env, head in ready:
                if head in self._claimed and head not in self._ranks:
                    self._ranks[head] = rank
                    reached.append(head)
                    found.append(self._record(rule, env, rank))
            ready = []
            for premise in reached:
                for rule, env, head, lacking in waiting.pop(premise, ()):
                    lacking.discard(premise)
                    ready += [] if lacking else [(rule, env, head)]
            rank += 1
        return found

    def _instances(self, rule: Any) -> Iterable[tuple[Any, Any]]:
        envs, _, heads = self._checker.instances.of(rule, self._world, self._calendar)
        return zip(envs, heads, strict=True)

    def _circling(self, rule: Any) -> list[tuple[Any, Any]]:
        """What gives the premises of an instance that the stratum concludes itself, with their relations."""
        names = rule.compiled(self._calendar)[3]
        return [
            (literal[1], reader(literal[2:], names, self._calendar))
            for literal in rule.body
            if literal[0] == "holds" and literal[1] in self._stratum.heads
        ]

    def _record(self, rule: Any, env: Any, rank: int) -> dict[str, Any]:
        _, shows, _, names = rule.compiled(self._calendar)
        binding = {name: said(value) for name, value in zip(names, env, strict=True)}
        premises = [show(env, self._world) for show in shows]
        return {"rule": rule.number, "binding": binding, "premises": premises, "rank": rank}


# --- clauses ---------------------------------------------------------------------------------------------


def rule_record(clause: ir.Clause) -> dict[str, Any]:
    """A clause, its literals in an order in which each finds named what it needs. ValueError if none is."""
    return {
        "rule": None,
        "provision": clause.origin.provision,
        "head": _atom(clause.head),
        "body": [_literal(literal) for literal in _in_order(clause)],
    }


def rule_digest(clause: ir.Clause) -> str:
    """Equal for clauses that say the same: the hash of the record without its number."""
    record = rule_record(clause)
    return digest([record["provision"], record["head"], record["body"]])


def _in_order(clause: ir.Clause) -> Sequence[ir.Literal]:
    """As `order` has it, which for an atom and absences is as they stand."""
    body = clause.body
    if not body or (isinstance(body[0], ir.Atom) and all(isinstance(each, ir.Negation) for each in body[1:])):
        return body
    return [body[index] for index in order(clause)]


def _literal(literal: ir.Literal) -> list[Json]:
    match literal:
        case ir.Atom():
            return ["holds", *_atom(literal)]
        case ir.Negation(atom):
            return ["absent", *_atom(atom)]
        case ir.Comparison(left, operator, right, certain):
            return ["certainly" if certain else "possibly", _term(left), operator, _term(right)]
        case ir.Binding(variable, expression):
            return ["let", variable.name, _term(expression)]
        case ir.Aggregate(result, operator, value, over, possibly, zero):
            atoms = [_atom(over), _atom(possibly) if possibly else None]
            return ["total", result.name, operator, value.name if value else None, *atoms, canonical(zero)]
        case _:
            assert_never(literal)


def _atom(atom: ir.Atom) -> list[Json]:
    return [atom.relation, *map(_term, atom.terms)]


def _term(term: ir.Expression) -> Json:
    match term:
        case ir.Variable():
            return _variable(term.name)
        case ir.Constant():
            return canonical(term.value)
        case ir.Apply(function, operands):
            return {"apply": function, "to": [_term(operand) for operand in operands]}
        case _:
            assert_never(term)


@cache
def _variable(name: str) -> Json:
    return {"variable": name}


def calendar_record(calendar: Calendar) -> dict[str, Any]:
    rules: list[Json] = [
        [
            name,
            rule.holidays,
            [
                [era.start.isoformat(), _optional(era.business_days_under), era.rolls_forward]
                for era in rule.eras
            ],
        ]
        for name, rule in sorted(calendar.rules.items())
    ]
    holidays: list[Json] = [
        [
            name,
            [
                [
                    *(day.month, day.day, day.weekday, day.which, day.observed),
                    *(span.isoformat() if span else None for span in (day.single, day.start, day.end)),
                ]
                for day in days
            ],
        ]
        for name, days in sorted(calendar.holidays.items())
    ]
    return {"calendar": None, "rules": rules, "holidays": holidays}


def _optional(value: Value | None) -> Json:
    return None if value is None else canonical(value)


def check_model(program: ir.StratifiedProgram, facts: ir.Facts, model: Model) -> str:
    """Why the model is not that of the program over these facts; "" if it is."""
    try:
        Certificate().run(["", "0001-01-01", [], [], ""], program, facts, model)
    except Refused as refused:
        return str(refused)
    return ""

"""The default engine: only what the last round found is joined again, along hash indexes.

Every tuple keeps the clause and the level at which it was found, so that a proof re-runs that clause
alone. The only place where text is executed: that of `codegen`, which is made of integers and templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache, partial
from weakref import ref

from decisis.calendar import Calendar
from decisis.engine import MOST_ROUNDS, MOST_TUPLES, endless
from decisis.engine.calls import evaluator
from decisis.engine.course import Course, Waiting
from decisis.engine.model import Model
from decisis.engine.shapes import replay, routine
from decisis.engine.state import Indexes, Levels, State
from decisis.engine.writing import Reach, Routine
from decisis.rules.ir import Atom, Clause, Facts, Literal, StratifiedProgram
from decisis.static import TYPE_CHECKING, Any
from decisis.values import Value

if TYPE_CHECKING:
    from decisis.engine.derivation import Derivations

Row = tuple[Value, ...]


class Seminaive:
    """Fast when one program meets many sets of facts: what is compiled is kept while the program is."""

    name = "seminaive"

    def __init__(self) -> None:
        self._compiled: dict[int, tuple[ref[StratifiedProgram], CompiledProgram]] = {}

    def refusals(self, program: StratifiedProgram) -> tuple[str, ...]:
        return ()

    def evaluate(self, program: StratifiedProgram, facts: Facts) -> Model:
        known = self._compiled.get(id(program))
        if known is None or known[0]() is not program:
            key = id(program)
            known = (ref(program, lambda _: self._compiled.pop(key, None)), compile(program))
            self._compiled[key] = known
        return known[1].evaluate(facts)


def compile(program: StratifiedProgram) -> CompiledProgram:
    """A program that can be evaluated many times. Functions are made when they are first needed."""
    return CompiledProgram(program)


class CompiledProgram:
    """Holds no facts of its own but the tables, and their indexes. Safe to share between threads."""

    def __init__(self, program: StratifiedProgram) -> None:
        self._tables = {name: rows for name, rows in program.program.tables.items() if rows}
        self.rules: list[_Rule] = []
        self._strata: list[_Stratum] = []
        for clauses in program.strata:
            heads = frozenset(clause.head.relation for clause in clauses)
            rules = [
                _Rule(number, clause, heads, program.program.calendar)
                for number, clause in enumerate(clauses, len(self.rules))
            ]
            self.rules += rules
            self._strata.append(_Stratum(rules))
        concluded = {rule.head for rule in self.rules}
        self._table_indexes: dict[str, Indexes] = {name: {} for name in self._tables if name not in concluded}
        self._first: Course | None = None

    def evaluate(self, facts: Facts) -> Model:
        """The least model, and how it came about. Raises `LimitReached`.

        What other facts do not reach is taken over from the first evaluation: its rows, their clauses and
        levels are those that would be found again.
        """
        state = State(self._tables, self._table_indexes, facts, MOST_TUPLES)
        if self._first is None:
            self._first = self._evaluated(facts, state)
            rows = self._first.rows
        else:
            rows = self._evaluated_again(self._first, facts, state)
        return Model(rows, partial(_derivations, self.rules, state))

    def _evaluated(self, facts: Facts, state: State) -> Course:
        reached = [(state.level, state.left)]
        for stratum in self._strata:
            stratum.evaluate(state)
            reached.append((state.level, state.left))
        return Course(facts, state, reached, {name: frozenset(r) for name, r in state.contents.items()})

    def _evaluated_again(self, before: Course, facts: Facts, state: State) -> dict[str, frozenset[Row]]:
        """Only strata that rest on a relation which differs, and all after one that took other rounds."""
        touched = before.other_facts(facts)
        state.take_over(before.state, touched)
        waiting = Waiting(number for name in touched for number in self._resting_on.get(name, ()))
        later = more = 0  # rounds by now, and conclusions that may still follow, beside those before
        while waiting:
            number = waiting.next()
            stratum = self._strata[number]
            (level, left), (end, left_then) = before.reached[number], before.reached[number + 1]
            state.level, state.left = level + later, left + more
            for name in stratum.heads:
                state.forget(name)
            stratum.evaluate(state)
            touched |= stratum.heads
            more = state.left - left_then
            if later != state.level - end:
                later = state.level - end
                waiting.add(range(number + 1, len(self._strata)))
            for name in stratum.heads:
                if before.differs(name, state):
                    waiting.add(n for n in self._resting_on.get(name, ()) if n > number)
        state.left = before.reached[-1][1] + more
        if state.left < 0:
            state.stop()
        return before.rows_in(state, touched)

    @cached_property
    def _resting_on(self) -> dict[str, list[int]]:
        """The strata that rest on each relation, or conclude it."""
        found: dict[str, list[int]] = {}
        for number, stratum in enumerate(self._strata):
            for name in stratum.reads:
                found.setdefault(name, []).append(number)
        return found

    def anew(self, facts: Facts) -> Model:
        """The same with nothing taken over, and all of it evaluated: for who measures that."""
        self._first = None
        return self.evaluate(facts)

    def listing(self) -> Iterator[tuple[Clause, Routine]]:
        """Every clause with its functions: over all tuples, for each atom that recurs, and its replay."""
        for rule in self.rules:
            for function in (rule.whole, *(variant for _, variant in rule.variants), rule.replay):
                yield rule.clause, function.routine


class _Stratum:
    """Rules whose heads rest on one another, or the rules of one relation.

    ``reads`` are the relations on which what it concludes depends; its own heads may be given as well.
    """

    def __init__(self, rules: list[_Rule]) -> None:
        self._rules = rules
        self.heads = frozenset(rule.head for rule in rules)
        self.reads = self.heads.union(*(rule.clause.reads for rule in rules))
        self._recursive = [rule for rule in rules if rule.recurring]

    def evaluate(self, state: State) -> None:
        contents = state.contents
        if self._recursive:
            _round([(rule, rule.whole) for rule in self._rules if rule.needed <= contents.keys()], state)
            self._repeat(state)
            return
        for rule in self._rules:
            for name in rule.needed:
                if name not in contents:
                    break
            else:
                rule.whole.add(state, rule)
        state.level += 1

    def _repeat(self, state: State) -> None:
        for _ in range(MOST_ROUNDS):
            if not state.delta:
                return
            tried = [
                (rule, variant)
                for rule in self._recursive
                for relation, variant in rule.variants
                if relation in state.delta and rule.needed <= state.contents.keys()
            ]
            _round(tried, state)
        raise endless(MOST_ROUNDS, (r.clause for r in self._recursive if r.head in state.delta))


def _round(tried: list[tuple[_Rule, _Function]], state: State) -> None:
    """What the functions find of what was known before the round. The first to find a row derives it.

    Rows are kept apart until the end if one of the functions reads what another one adds to.
    """
    before = {rule.head: state.count(rule.head) for rule, _ in tried}
    if any(not function.reads.isdisjoint(before) for _, function in tried):
        apart: list[tuple[str, Levels]] = [(rule.head, {}) for rule, _ in tried]
        for (rule, function), (head, found) in zip(tried, apart, strict=True):
            function.run(state, found, (rule.number, state.level), state.left + state.count(head))
        for head, found in apart:
            state.add(head, found)
    else:
        for rule, function in tried:
            function.add(state, rule)
    state.end_round(before)


class _Rule:
    """A clause, and its functions: over all tuples, and over the last round's for each atom that recurs.

    It gives nothing unless every relation that is needed has tuples.
    """

    def __init__(self, number: int, clause: Clause, heads: frozenset[str], calendar: Calendar) -> None:
        self.number = number
        self.clause = clause
        self.head = clause.head.relation
        self._calendar = calendar
        self.needed = clause.needed
        self.recurring = () if heads.isdisjoint(self.needed) else tuple(_recurring(clause, heads))

    @cached_property
    def whole(self) -> _Function:
        return _made(self.clause, None, self._calendar)

    @cached_property
    def variants(self) -> list[tuple[str, _Function]]:
        return [(relation, _made(self.clause, index, self._calendar)) for index, relation in self.recurring]

    @cached_property
    def replay(self) -> _Function:
        recurring = frozenset(relation for _, relation in self.recurring)
        return _made(self.clause, recurring, self._calendar)


def _recurring(clause: Clause, heads: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The atoms of a body that ask for one of the heads: where they stand, and for which."""
    for index, literal in enumerate(clause.body):
        if isinstance(literal, Atom) and literal.relation in heads:
            yield index, literal.relation


class _Function:
    """A function of a clause, made with all that no facts change."""

    def __init__(self, routine: Routine, calendar: Calendar) -> None:
        self.routine = routine
        self._calendar = calendar  # is named by its id in `_MADE`, and so must stay
        relations = tuple(access.relation for access in routine.accesses)
        calls = tuple(evaluator(call, calendar) for call in routine.calls)
        self.run = _function(routine.text)(relations, routine.constants, calls)
        self.reads = frozenset(
            access.relation for access in routine.accesses if access.reach in (Reach.ROWS, Reach.INDEX)
        )

    def add(self, state: State, rule: _Rule) -> None:
        """Adds every row that the clause gives, stamped with clause and level, to what is known."""
        head = rule.head
        known = state.leveled(head) if head in state.contents else {}
        before = len(known)
        self.run(state, known, (rule.number, state.level), state.left + before)
        if len(known) > before:
            state.added(head, known, before)


def _derivations(rules: list[_Rule], state: State) -> Derivations:
    """The derivations of a model: what the state says of each row, and the clause run again for it."""
    from decisis.engine.replays import Replays

    return Replays(rules, state)


# --- functions are made once: lowered for other courts and days, most clauses stay the same -----------

_MADE: dict[tuple[Atom, tuple[Literal, ...], int | frozenset[str] | None, int], _Function] = {}
_MOST_MADE = 1 << 14


def _made(clause: Clause, kind: int | frozenset[str] | None, calendar: Calendar) -> _Function:
    """A function of a clause: over all tuples, over a delta, or its replay where these relations recur."""
    key = (clause.head, clause.body, kind, id(calendar))
    function = _MADE.get(key)
    if function is None:
        if len(_MADE) >= _MOST_MADE:
            _MADE.clear()
        written = replay(clause, kind) if isinstance(kind, frozenset) else routine(clause, kind)
        function = _MADE[key] = _Function(written, calendar)
    return function


@lru_cache(maxsize=4096)
def _function(text: str) -> Callable[..., Any]:
    """What makes the functions that have the text of a routine. Many clauses have the same text."""
    names: dict[str, Any] = {"__builtins__": {}, "len": len}
    exec(text, names)
    function: Callable[..., Any] = names["make"]
    return function

"""Mistakes that engines are known to have made, one line each, to be made in a copy of ours and caught there.

`kind` is the class of the mistake, one of `KINDS`: what others found in Soufflé, DDlog, µZ, Formulog, VLog
and TypeDB, and what it comes to here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
KINDS = (
    "1 a rewrite for what is asked loses tuples",
    "2 inlining, or leaving out a relation",
    "3 repeated atoms and variables, self-joins",
    "4 constants and comparisons pushed down",
    "5 negation: scope, existence, order of strata",
    "6 aggregates: members, groups, nothing to count",
    "7 the better rule wins: exceptions and priorities",
    "8 numbers, days and rounding",
    "9 back ends differ",
    "10 tuples lost by what only joins the new ones",
    "11 no arguments, constants in conclusions",
    "12 a crash on a program that is in order",
    "13 what was kept is not what is asked",
    "14 another order, another answer",
    "16 what is rarely used has rotted",
    "17 what a limit cut off is taken for all",
    "18 a proof that rests on itself",
)


@dataclass(frozen=True)
class Implant:
    name: str
    kind: int
    file: str  # under `src`
    old: str  # stands there once
    new: str

    def applied(self, text: str) -> str:
        """The text with the mistake in it; ValueError if it is not as it was."""
        if text.count(self.old) != 1:
            raise ValueError(f"{self.name}: {text.count(self.old)} places in {self.file}")
        return text.replace(self.old, self.new)


SEMINAIVE, STATE = "decisis/engine/seminaive.py", "decisis/engine/state.py"
CODEGEN, WRITING, SHAPES = (f"decisis/engine/{name}.py" for name in ("codegen", "writing", "shapes"))
CALLS = "decisis/engine/calls.py"
PLAN, STRATIFY = "decisis/rules/plan.py", "decisis/rules/stratify.py"
IR, RELEVANCE, AGGREGATES = (f"decisis/rules/{name}.py" for name in ("ir", "relevance", "aggregates"))
ARITHMETIC, VALUES = "decisis/rules/arithmetic.py", "decisis/values.py"
BOUNDS, OPERATIONS = "decisis/rules/bounds.py", "decisis/rules/operations.py"
CALENDAR, OPPOSITION = "decisis/calendar.py", "decisis/compiler/opposition.py"
CLINGO, PACKING = "decisis/engine/clingo.py", "decisis/packing.py"

IMPLANTS: tuple[Implant, ...] = (
    # --- 1, 2: rewriting ---------------------------------------------------------------------------
    Implant(
        "what is negated is not looked at when a program is cut down",
        *(1, IR, "                yield atom\n", "                pass\n"),
    ),
    Implant(
        "what is counted is not looked at when a program is cut down",
        *(1, IR, "                yield over\n", "                pass\n"),
    ),
    Implant(
        "only the first rule of a relation is kept",
        *(
            1,
            RELEVANCE,
            "pending += program.below.get(name, ())",
            "pending += sorted(program.below.get(name, ()))[:1]",
        ),
    ),
    Implant(
        "of rules for one relation, one is left out",
        *(2, STRATIFY, "groups.setdefault(key, []).append(clause)", "groups[key] = [clause]"),
    ),
    Implant(
        "a function that is cut in two forgets what was bound",
        *(2, WRITING, "self._more_parameters.append(more)", "self._more_parameters.append(())"),
    ),
    # --- 3: repeated atoms and variables -----------------------------------------------------------
    Implant(
        "a variable twice in an atom is not compared",
        *(3, WRITING, "elif isinstance(term, Constant) or term.name in self._known:"),
        "elif isinstance(term, Constant):",
    ),
    Implant(
        "an atom with a variable twice is thought to only have to exist",
        *(3, CODEGEN, "return len(set(fresh)) == len(fresh) and asked", "return asked"),
    ),
    Implant(
        "an index keeps one row for a key",
        *(3, STATE, "            index[value].append(row)\n", "            index[value] = [row]\n"),
    ),
    Implant(
        "the wrong columns are looked up",
        *(3, WRITING, "values = [self._term(atom.terms[place]) for place in places]"),
        "values = [self._term(atom.terms[place]) for place in reversed(places)]",
    ),
    # --- 4: constants and comparisons --------------------------------------------------------------
    Implant(
        "constants of an atom that is looked up are not looked at",
        *(4, WRITING, "return isinstance(term, Constant) or term.name in self._known"),
        "return not isinstance(term, Constant) and term.name in self._known",
    ),
    Implant(
        "less and less or equal are confused",
        *(4, VALUES, "holds, fails = greatest < 0, least >= 0", "holds, fails = greatest <= 0, least > 0"),
    ),
    Implant(
        "what is possible is asked to be certain",
        *(4, ARITHMETIC, "else truth is not Truth.FALSE", "else truth is Truth.TRUE"),
    ),
    Implant(
        "a computed value that may be equal passes for equal",
        *(4, CALLS, 'compare(given, "=", found) is Truth.TRUE'),
        'compare(given, "=", found) is not Truth.FALSE',
    ),
    # --- 5: negation -------------------------------------------------------------------------------
    Implant(
        "a rule waits for what it says is absent",
        *(5, SEMINAIVE, "self.needed = clause.needed\n"),
        "self.needed = clause.needed.union(clause.absent)\n",
    ),
    Implant(
        "negation does not put a relation below another",
        *(5, STRATIFY, "update(clause.reads)", "update(set(clause.reads) - set(clause.absent))"),
    ),
    Implant(
        "an aggregate does not put a relation below another",
        *(5, STRATIFY, "set()).update(clause.reads)", "set()).update(clause.needed.union(clause.absent))"),
    ),
    Implant(
        "only the last value of a negated atom is looked at",
        *(5, WRITING, 'self._skip_if(f"{self._row(literal.atom.terms)} in {self._access(literal.atom)}")'),
        'self._skip_if(f"{self._row(literal.atom.terms)}[-1:] in'
        ' [r[-1:] for r in {self._access(literal.atom)}]")',
    ),
    # --- 6: aggregates -----------------------------------------------------------------------------
    Implant(
        "a variable twice in what is counted is not compared",
        *(6, CALLS, "if all(row[one] == row[other] for one, other in repeats)]", "]"),
    ),
    Implant(
        "the first column is never what is summed",
        *(6, CALLS, "row[of] if of >= 0 else", "row[of] if of > 0 else"),
    ),
    Implant(
        "what is possible is counted like what is certain",
        *(6, CALLS, "read_possibly(possibly, group)", "read_over(over, group)"),
    ),
    Implant(
        "equal amounts are counted once",
        *(6, CALLS, "for row in members]", "for row in {row[of]: row for row in members}.values()]"),
    ),
    Implant(
        "the sum of nothing is no sum",
        *(6, ARITHMETIC, 'return zero if operator == "sum" else None', "return None"),
    ),
    Implant(
        "the least of what may be there is its greatest",
        *(6, AGGREGATES, "aggregate(_OTHER_END[operator], perhaps)", "aggregate(operator, perhaps)"),
    ),
    Implant(
        "a group is thought to be local to what is counted",
        *(6, PLAN, "elsewhere = {*atom_variables(clause.head), aggregate.result.name}"),
        "return frozenset()\n    elsewhere = {*atom_variables(clause.head), aggregate.result.name}",
    ),
    # --- 7: exceptions and priorities --------------------------------------------------------------
    Implant(
        "the loser beats the winner",
        *(7, OPPOSITION, "if (p.key, opponent.key) in beats or", "if (opponent.key, p.key) in beats or"),
    ),
    Implant(
        "only opponents that certainly apply count",
        *(7, OPPOSITION, "yield (ir.Atom(opponent.possibly, side.variables),)"),
        "yield (ir.Atom(opponent.applies, side.variables),)",
    ),
    Implant(
        "another value must certainly be another",
        *(7, OPPOSITION, 'ir.Comparison(mine, "!=", theirs, certain=False)'),
        'ir.Comparison(mine, "!=", theirs, certain=True)',
    ),
    Implant(
        "what is refuted stays possible",
        *(
            7,
            OPPOSITION,
            "    if side.opposite.providers:\n        unopposed.append",
            "    if False:\n        unopposed.append",
        ),
    ),
    Implant(
        "a conflict stays where one side has won",
        *(7, OPPOSITION, "*neither, ir.Negation(settled))", "*neither)"),
    ),
    Implant(
        "any opponent outdoes, whether it is better or not",
        *(7, OPPOSITION, "opponents(side) if (o.key, provider.key) in beats]", "opponents(side)]"),
    ),
    Implant(
        "an open question keeps nothing from being denied",
        *(7, OPPOSITION, "    for question in side.relation.open_questions:\n"),
        "    for question in () if side.negated else side.relation.open_questions:\n",
    ),
    Implant(
        "the record never opposes",
        *(7, OPPOSITION, "return (*given, *self._facts())", "return (*given,)"),
    ),
    # --- 8: numbers and days -----------------------------------------------------------------------
    Implant(
        "whole numbers go through floats",
        *(8, OPERATIONS, "result = exact(Decimal(a), Decimal(b))"),
        "result = Decimal(float(exact(Decimal(a), Decimal(b))))",
    ),
    Implant(
        "the greatest number is one too great",
        *(8, BOUNDS, "return value if abs(value) < LIMIT else None\n    return value"),
        "return value if abs(value) <= LIMIT else None\n    return value",
    ),
    Implant(
        "a difference of bounds is that of their like ends",
        *(8, OPERATIONS, 'lifted("-", operands, _minus, (1, -1))', 'lifted("-", operands, _minus, (1, 1))'),
    ),
    Implant(
        "a month from the 31st ends on the 28th",
        *(8, CALENDAR, "min(start.day, days_of_month(years, month + 1))", "min(start.day, 28)"),
    ),
    Implant(
        "the longest period that skips days off is one day longer",
        *(
            8,
            CALENDAR,
            'compare(period, "<", limit) is Truth.TRUE',
            'compare(period, "<=", limit) is Truth.TRUE',
        ),
    ),
    Implant(
        "a rule of counting begins a day late",
        *(8, CALENDAR, "if era.start <= day]", "if era.start < day]"),
    ),
    Implant(
        "a period that runs backwards rolls forward",
        *(8, CALENDAR, "rolled.append(Skip(day, why))\n            day = shifted(day, way)"),
        "rolled.append(Skip(day, why))\n            day = shifted(day, 1)",
    ),
    Implant(
        "two unknowns without a name are one",
        *(8, VALUES, "left.tag and left.tag == right.tag", "left.tag == right.tag"),
    ),
    Implant(
        "every month has thirty days",
        *(8, VALUES, "return least + cycles * _CYCLE_DAYS, greatest + cycles * _CYCLE_DAYS"),
        "return months * 30, months * 30",
    ),
    Implant(
        "an open end is taken for a closed one",
        *(8, VALUES, "return 1 if least == 0 and is_open else least", "return least"),
    ),
    # --- 9: back ends ------------------------------------------------------------------------------
    Implant(
        "clingo is told values that look alike as one",
        *(9, CLINGO, "        if value not in self._numbers:\n            if len"),
        "        value = value if not isinstance(value, str) else value.strip() or 'a'\n"
        "        if value not in self._numbers:\n            if len",
    ),
    Implant(
        "clingo is not told facts of relations that rules give too",
        *(9, CLINGO, "    lines = [*known.untold_facts(), *lines]\n"),
        "    facts = [*known.untold_facts()]\n"
        "    lines = [*(f for f in facts if not any(f.startswith(f'p{n}(') for n in numbers)), *lines]\n",
    ),
    # --- 10: only the new tuples are joined --------------------------------------------------------
    Implant(
        "only the first atom that recurs meets what is new",
        *(10, SEMINAIVE, "for relation, variant in rule.variants\n"),
        "for relation, variant in rule.variants[:1]\n",
    ),
    Implant(
        "relations that recur through one another are not seen to",
        *(10, SEMINAIVE, "if isinstance(literal, Atom) and literal.relation in heads"),
        "if isinstance(literal, Atom) and literal.relation == self.head",
    ),
    Implant(
        "indexes do not learn what is new",
        *(10, STATE, "for places, index in self._indexes.get(relation, {}).items():"),
        "for places, index in ():",
    ),
    Implant(
        "the first of what a round found is not new",
        *(10, STATE, "self.count(relation) - count))", "self.count(relation) - count - 1))"),
    ),
    Implant(
        "a look-up among what is new ignores what is bound",
        *(10, CODEGEN, "if not (delta and bound) and self._only_has", "if self._only_has"),
    ),
    Implant(
        "what two rules find in a round is not kept apart",
        *(10, SEMINAIVE, "if any(not function.reads.isdisjoint(before) for _, function in tried):"),
        "if False:",
    ),
    # --- 11: no arguments, constants in conclusions ------------------------------------------------
    Implant(
        "a conclusion with a constant is thought to be one tuple",
        *(11, CODEGEN, "if all(isinstance(term, Constant) for term in terms):"),
        "if any(isinstance(term, Constant) for term in terms):",
    ),
    Implant(
        "a tuple of nothing is nothing",
        *(11, "decisis/engine/model.py", "for name in sorted(given) if given[name]}"),
        "for name in sorted(given) if any(given[name])}",
    ),
    # --- 12: crashes -------------------------------------------------------------------------------
    Implant(
        "a text without arguments is no tuple",
        *(12, WRITING, """return f"({', '.join(items)},)" if items else "()\""""),
        """return f"({', '.join(items)},)\"""",
    ),
    # --- 13: what was kept -------------------------------------------------------------------------
    Implant(
        "functions are kept whatever the calendar",
        *(13, SEMINAIVE, "key = (clause.head, clause.body, kind, id(calendar))"),
        "key = (clause.head, clause.body, kind, 0)",
    ),
    Implant(
        "a text serves clauses of another shape",
        *(13, SHAPES, 'return ("absent", *self._atom(atom))'),
        'return ("absent", len(self._atom(atom)))',
    ),
    Implant(
        "what recurs is not part of the shape",
        *(13, SHAPES, "literal.relation in self._recurring, *self"),
        "False, *self",
    ),
    Implant(
        "what other facts change is not passed on",
        *(13, SEMINAIVE, "waiting.add(n for n in self._resting_on.get(name, ()) if n > number)", "pass"),
    ),
    Implant(
        "what only depends on an absence is taken over from other facts",
        *(13, SEMINAIVE, "self.heads.union(*(rule.clause.reads for rule in rules))"),
        "self.heads.union(*(rule.needed for rule in rules))",
    ),
    Implant(
        "indexes are kept when other facts are given",
        *(13, STATE, "        self._indexes.pop(relation, None)\n", ""),
    ),
    Implant(
        "a computed value is kept for one argument alone",
        *(13, CALLS, "return lru_cache(maxsize=256, typed=True)(function)"),
        "kept = {}\n    return lambda *v: kept.setdefault(v[:1], function(*v))",
    ),
    # --- 14: order ---------------------------------------------------------------------------------
    Implant(
        "a proof takes the first row that comes",
        *(14, STATE, "known[key] = _in_order(rows)", "known[key] = list(rows)"),
    ),
    Implant(
        "rules are tried in the order of a set",
        *(14, STRATIFY, "(sorted(groups[key], key=_words) if len(groups[key]) > 1 else groups[key])"),
        "sorted(groups[key], key=hash)",
    ),
    # --- 16: what is rarely used -------------------------------------------------------------------
    Implant(
        "facts hide the tables of their relation",
        *(16, STATE, "rows.union(known) if known else rows", "rows"),
    ),
    Implant(
        "life is as long as no time",
        *(16, VALUES, "sign = int(left.life) - int(right.life)", "sign = 0"),
    ),
    # --- 17: limits --------------------------------------------------------------------------------
    Implant(
        "after two rounds it is enough",
        *(
            17,
            SEMINAIVE,
            "        for _ in range(MOST_ROUNDS):\n            if not state.delta:\n                return\n",
        ),
        "        for number in range(MOST_ROUNDS):\n"
        "            if number > 1 or not state.delta:\n                return\n",
    ),
    Implant(
        "a limit stops, and says nothing",
        *(
            17,
            STATE,
            'raise LimitReached(f"more than {self._most:,} conclusions follow")',
            "return  # type: ignore",
        ),
    ),
    Implant(
        "what follows is not counted against the limit",
        *(17, STATE, "        self.left -= count\n", ""),
    ),
    # --- 18: proofs --------------------------------------------------------------------------------
    Implant(
        "a tuple is proved from those of its own level",
        *(
            18,
            CODEGEN,
            'self._skip_if("x is None or x[1] >= level")',
            'self._skip_if("x is None or x[1] > level")',
        ),
    ),
    Implant(
        "a tuple is proved from any that recur",
        *(18, CODEGEN, "[x][1] >= level", "[x][1] < 0"),
    ),
    Implant(
        "what the row settles in part is not asked again",
        *(18, CODEGEN, "settled = self._settled.issuperset(plan.atom_variables(literal))"),
        "settled = not self._settled.isdisjoint(plan.atom_variables(literal))",
    ),
    Implant(
        "a tuple that is found again is found later",
        *(18, STATE, "dict.fromkeys(set(found).difference(known), stamp)", "dict.fromkeys(found, stamp)"),
    ),
)

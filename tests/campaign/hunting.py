"""Everything that is asked of one generated program: what says that something is wrong is a `Finding`.

The judges: the naive engine, for every engine that takes the program; the checker of certificates, which has
days, durations and arithmetic of its own; the sentences on exceptions and priorities; and the relations
between a program and what it is changed into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from decisis.certificate.ledger import check_model
from decisis.engine import DEFAULT, ENGINES, Unsound, engine
from decisis.rules.stratify import stratify
from tests.campaign.relations import RELATIONS, Relation, Subject
from tests.campaign.rewriting import given
from tests.engine.generated import Case, case
from tests.engine.opposed import comes_to
from tests.engine.worked_out import worked_out

JUDGE = "naive"
OTHERS = [name for name in ENGINES if name not in (JUDGE, DEFAULT)]


@dataclass(frozen=True)
class Trial:
    """Something that holds of every case; None: it does not apply."""

    name: str  # what is judged, and by what
    holds: Callable[[Case], bool | None]


@dataclass(frozen=True)
class Finding:
    """A case that does not stand a trial, and what was said if the trial could not even be held."""

    trial: str
    seed: int
    says: str = ""


def agrees(name: str) -> Trial:
    """The engine finds the model that the judge finds."""

    def holds(each: Case) -> bool | None:
        program = stratify(each.program)
        if engine(name).refusals(program):
            return None
        try:
            model = engine(name).evaluate(program, each.facts)
        except Unsound:  # pyDatalog was wrong, and its own check says so: nothing is believed
            return None
        return model == engine(JUDGE).evaluate(program, each.facts)

    return Trial(f"{name} against the judge", holds)


def _is_certified(each: Case) -> bool:
    program = stratify(each.program)
    return not check_model(program, each.facts, engine().evaluate(program, each.facts))


def _is_well_derived(each: Case) -> bool:
    """Every tuple that is not given has a step, whose premises are of lower levels; given ones have none."""
    program = stratify(each.program)
    model = engine().evaluate(program, each.facts)
    assert model.derivations
    levels: dict[tuple[str, tuple[object, ...]], int] = {
        (name, row): 0 for name, rows in given(each).items() for row in rows
    }
    steps = list(model.derivations.steps())
    for step in steps:
        if (step.relation, step.values) in levels:
            return False
        levels[step.relation, step.values] = step.level
    if len(levels) != sum(map(len, model.relations.values())):
        return False
    return all(
        program.clauses[step.clause].head.relation == step.relation
        and all(levels.get(premise, step.level) < step.level for premise in step.premises)
        for step in steps
    )


def _is_as_the_semantics_say(each: Case) -> bool | None:
    if not each.opposed:
        return None
    model = engine().evaluate(stratify(each.program), each.facts)
    return all(
        model.tuples(name) == rows
        for opposed in each.opposed
        for name, rows in comes_to(opposed, model).items()
    )


def keeps(relation: Relation, name: str, seed: int) -> Trial:
    """A metamorphic relation on an engine."""

    def holds(each: Case) -> bool | None:
        chosen = engine(name)
        if chosen.refusals(stratify(each.program)):
            return None
        return relation.holds(Subject(each, chosen, Random(f"{seed} {relation.number}")))

    return Trial(f"{relation.number} on {name}", holds)


CHECKER = Trial("the checker of certificates", _is_certified)
DERIVED = Trial("how each tuple came about", _is_well_derived)
SEMANTICS = Trial("exceptions and priorities by the semantics", _is_as_the_semantics_say)


def trials(seed: int, relations: int = len(RELATIONS)) -> Iterator[Trial]:
    """What is asked of the case of a seed: of the relations, so many; of the slow engines, now and then."""
    yield agrees("seminaive")
    yield CHECKER
    yield DERIVED
    yield SEMANTICS
    first = seed * relations
    for place in range(first, first + relations):
        yield keeps(RELATIONS[place % len(RELATIONS)], "seminaive", seed)
    for place, name in enumerate(OTHERS):
        if seed % 8 == (3 + 2 * place) % 8:
            yield agrees(name)
        if seed % 32 == (9 + 2 * place) % 32:
            yield keeps(RELATIONS[seed // 32 % len(RELATIONS)], name, seed)
    if seed % 5 == 2:
        yield keeps(RELATIONS[seed // 5 % len(RELATIONS)], JUDGE, seed)


def made(seed: int) -> Case:
    """The case of a seed: half are grown, so that each clause counts; others look for edges."""
    random = Random(seed)
    if seed % 4 == 2:
        return worked_out(random)
    return case(random, linear=seed % 16 == 3, tries=8 if is_grown(seed) else 1)


def is_grown(seed: int) -> bool:
    """Whether the case of a seed is one of those that must be worth evaluating."""
    return seed % 2 == 1 and seed % 16 != 3


@dataclass(frozen=True)
class Outcome:
    """What came of a trial: whether it applied, and if it failed, why: "" if something else was found."""

    applies: bool
    fails: bool
    says: str = ""


def outcome(trial: Trial, each: Case) -> Outcome:
    """A crash is a failure."""
    try:
        held = trial.holds(each)
    except Exception as crash:
        return Outcome(True, True, f"{type(crash).__name__}: {crash}")
    return Outcome(held is not None, held is False)


def outcomes(seed: int, relations: int = len(RELATIONS)) -> Iterator[tuple[Trial, Outcome]]:
    """What comes of every trial of the case of a seed."""
    each = made(seed)
    return ((trial, outcome(trial, each)) for trial in trials(seed, relations))


def findings(seed: int, relations: int = len(RELATIONS)) -> Iterator[Finding]:
    """What is wrong with the case of a seed."""
    for trial, found in outcomes(seed, relations):
        if found.fails:
            yield Finding(trial.name, seed, found.says)

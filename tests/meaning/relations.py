"""What must not change a verdict, or may change it in one way only: relations that need no judge.

Each takes a case and a question, and gives another case and question of which the verdict must be the same;
or nothing, where it has nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from random import Random
from typing import Any

from tests.meaning import doctrine as d
from tests.meaning.authority import Forum
from tests.meaning.comparing import Asking

Changed = tuple[d.Case, Asking] | None


def other_names(case: d.Case, asking: Asking, random: Random) -> Changed:
    """Other names for relations, things, provisions, authorities and courts."""
    names = [
        *(each.name for each in case.doctrine.relations),
        *(each.name for each in (*case.doctrine.texts, *case.doctrine.opinions)),
        *(each.name for each in (*case.doctrine.courts, *case.doctrine.provisions)),
        *case.matter.things,
    ]
    new = {name: f"z{random.randrange(10**6)}_{number}" for number, name in enumerate(names)}
    return _renamed(case, new), _renamed(asking, new)


def _renamed(value: Any, new: dict[str, str]) -> Any:
    if isinstance(value, str):
        return new.get(value, value)
    if isinstance(value, tuple):
        return tuple(_renamed(each, new) for each in value)
    if isinstance(value, d.Var) or not is_dataclass(value):
        return value
    return replace(value, **{f.name: _renamed(getattr(value, f.name), new) for f in fields(value)})  # type: ignore[type-var]


def another_order(case: d.Case, asking: Asking, random: Random) -> Changed:
    """The provisions, authorities, treatments and facts in another order."""

    def mixed(each: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(each, len(each)))

    doctrine, matter = case.doctrine, case.matter
    doctrine = replace(doctrine, provisions=mixed(doctrine.provisions), texts=mixed(doctrine.texts))
    doctrine = replace(doctrine, opinions=mixed(doctrine.opinions), treatments=mixed(doctrine.treatments))
    matter = replace(matter, facts=mixed(matter.facts), disputes=mixed(matter.disputes))
    return d.Case(doctrine, matter), asking


def by_way_of_a_relation(case: d.Case, asking: Asking, random: Random) -> Changed:
    """A rule's elements first make out a relation of their own, which is all that the rule then asks for."""
    plain = [each for each in case.doctrine.provisions if _can_be_split(each)]
    if not plain:
        return None
    whole = random.choice(plain)
    between = d.Literal("between")
    first = replace(
        whole, name="makes_out", kind="rule", under=d.Part("act", "9"), construing=None, force=d.ALWAYS
    )
    first = replace(first, then=between, exception_to=(), subject_to=(), leaves_open=())
    second = replace(whole, given=(d.Is(between),))
    provisions = tuple(second if each is whole else each for each in case.doctrine.provisions)
    if any(each.earlier == "act" for each in case.doctrine.treatments):
        return None
    doctrine = replace(case.doctrine, provisions=(first, *provisions))
    return replace(
        case, doctrine=replace(doctrine, relations=(*doctrine.relations, d.Relation("between", 1)))
    ), asking


def _can_be_split(each: d.Provision) -> bool:
    given = (*each.given, each.then)
    valued = any(isinstance(e, d.Names) for e in given) or each.as_of
    court = any(isinstance(e, d.Is) and e.for_the_court for e in each.given)
    return each.kind in ("rule", "holding", "dictum") and not valued and not court


def beside_the_point(case: d.Case, asking: Asking, random: Random) -> Changed:
    """A provision of another relation, and an opinion that treats nobody, change nothing."""
    relation = d.Relation("elsewhere", 3)
    given = (d.Is(d.Literal("item")), d.Is(d.Literal(asking.literal.relation, True, asking.literal.value)))
    opinion = d.Opinion("aside", "high", date(1999, 1, 1))
    added = d.Provision("aside_0", "holding", d.Part("aside", "1"), d.Literal("elsewhere"), given)
    return _with(
        case,
        relations=(*case.doctrine.relations, relation),
        opinions=(*case.doctrine.opinions, opinion),
        provisions=(*case.doctrine.provisions, added),
    ), asking


def not_in_force(case: d.Case, asking: Asking, random: Random) -> Changed:
    """A provision that is not in force on the day is as good as absent."""
    each = random.choice(case.doctrine.provisions)
    if each.as_of or each.kind not in ("rule", "definition"):
        return None
    forum = Forum(case.doctrine, asking.court, asking.day, case.matter.decides)
    if forum.is_heard(each):
        return None
    doctrine = case.doctrine
    return _with(
        case,
        provisions=tuple(_named_by_nobody(case, each.name)),
        priorities=tuple(pair for pair in doctrine.priorities if each.name not in pair),
        treatments=tuple(other for other in doctrine.treatments if other.earlier != each.name),
    ), asking


def _named_by_nobody(case: d.Case, name: str) -> list[d.Provision]:
    return [
        replace(
            each,
            exception_to=tuple(n for n in each.exception_to if n != name),
            subject_to=tuple(n for n in each.subject_to if n != name),
        )
        for each in case.doctrine.provisions
        if each.name != name and each.then != d.Off(name)
    ]


def from_the_other_end(case: d.Case, asking: Asking, random: Random) -> Changed:
    """A priority for the higher of two, and its being an exception to the lower one, come to the same."""
    if not case.doctrine.priorities:
        return None
    chosen = random.choice(case.doctrine.priorities)
    higher, lower = chosen
    provisions = tuple(
        replace(each, exception_to=(*each.exception_to, lower)) if each.name == higher else each
        for each in case.doctrine.provisions
    )
    left = tuple(each for each in case.doctrine.priorities if each != chosen)
    return _with(case, provisions=provisions, priorities=left), asking


def an_allegation(case: d.Case, asking: Asking, random: Random) -> Changed:
    """That somebody alleges something changes nothing, where the law does not ask what is alleged."""
    if any(isinstance(e, d.IsAlleged) for p in case.doctrine.provisions for e in _elements(p)):
        return None
    relation = random.choice([r for r in case.doctrine.relations if not r.functional and r.name != "item"])
    literal = d.Literal(relation.name, relation.closed or random.random() < 0.5)
    fact = d.Fact(asking.thing, literal, "alleged")
    return replace(case, matter=replace(case.matter, facts=(*case.matter.facts, fact))), asking


def _elements(each: d.Provision) -> tuple[d.Element, ...]:
    return (*each.given, *(e for question in each.leaves_open for e in question.when))


def in_a_trial_court(case: d.Case, asking: Asking, random: Random) -> Changed:
    """Of two trial courts under one court, bound by the same opinions, both answer alike."""
    if asking.court != "vale":
        return None
    courts = (*case.doctrine.courts, d.Court("glen", "east", trial=True))
    return _with(case, courts=courts), replace(asking, court="glen")


def _with(case: d.Case, **changed: tuple[object, ...]) -> d.Case:
    return replace(case, doctrine=replace(case.doctrine, **changed))  # type: ignore[arg-type]


RELATIONS: tuple[Callable[[d.Case, Asking, Random], Changed], ...] = (
    other_names,
    another_order,
    by_way_of_a_relation,
    beside_the_point,
    not_in_force,
    from_the_other_end,
    an_allegation,
    in_a_trial_court,
)

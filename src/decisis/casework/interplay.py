"""Open things that may come to more together than each does alone.

Each of them, settled alone, changes some relations. If no rule reads what two of them change, nor gives what
one of them changes and reads what the other does, the model with both settled is that with the one and that
with the other, put together: no verdict turns on the two together that turns on neither alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from decisis.casework.asking import Run
from decisis.certificate.ledger import rule_digest
from decisis.rules.ir import StratifiedProgram

Fallen = Sequence[tuple[Run, Run]]  # of one thing: for each way in which it falls, a run before and after
_Relations = frozenset[str]
_Group = frozenset[int]  # the places of things
_Rule = tuple[_Relations, _Relations]  # what it gives, and what it reads


def at_work(things: Sequence[Fallen], asked: Iterable[str]) -> tuple[int, ...]:
    """The places of things that may change what is asked, alone or with others that may; of all others
    nothing there depends. ``asked`` are the relations in which something is said of it.
    """
    here = frozenset(asked)
    programs = {id(run.lowered): run.lowered for fallen in things for pair in fallen for run in pair}
    rules = dict.fromkeys(rule for program in programs.values() for rule in _rules(program))
    rules[here, here] = None
    heads = {key: _heads(program) for key, program in programs.items()}
    groups = {frozenset((place,)): _changed(fallen, heads) for place, fallen in enumerate(things)}
    while met := next(_meeting(groups, rules), None):
        one, other = met
        groups[one | other] = _all_below(groups.pop(one) | groups.pop(other), rules)
    return tuple(sorted(next((g for g, changed in groups.items() if not here.isdisjoint(changed)), ())))


def _heads(program: StratifiedProgram) -> dict[str, str]:
    """What each clause gives, by the digest of the clause."""
    digests = program.digests or map(rule_digest, program.clauses)
    return {digest: clause.head.relation for clause, digest in zip(program.clauses, digests, strict=True)}


def _changed(fallen: Fallen, heads: Mapping[int, dict[str, str]]) -> _Relations:
    """The relations that differ in any of the ways, or are given by other clauses: those of exact values."""
    found: set[str] = set()
    for before, after in fallen:
        was, now = before.model.relations, after.model.relations
        found.update(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
        if before.lowered is not after.lowered:
            one, other = heads[id(before.lowered)], heads[id(after.lowered)]
            found.update((one | other)[digest] for digest in one.keys() ^ other.keys())
    return frozenset(found)


def _rules(program: StratifiedProgram) -> Iterator[_Rule]:
    """What each clause gives and reads; of clauses that rest on one another, what all of them do."""
    for stratum in program.strata:
        heads = frozenset(clause.head.relation for clause in stratum)
        if any(not heads.isdisjoint(clause.reads) for clause in stratum):
            yield heads, heads.union(*(clause.reads for clause in stratum))
        else:
            yield from ((frozenset((c.head.relation,)), frozenset(c.reads)) for c in stratum)


def _meeting(groups: Mapping[_Group, _Relations], rules: Iterable[_Rule]) -> Iterator[tuple[_Group, _Group]]:
    """Two groups that change what a rule reads, or one what it reads and the other what it gives."""
    for gives, reads in rules:
        met = [g for g, changed in groups.items() if not changed.isdisjoint(gives | reads)]
        if len(met) > 1:
            yield met[0], met[1]


def _all_below(changed: _Relations, rules: Iterable[_Rule]) -> _Relations:
    """All that may differ where these do: nobody has looked how far several things reach together."""
    found, before = set(changed), 0
    while len(found) > before:
        before = len(found)
        for gives, reads in rules:
            if not found.isdisjoint(reads):
                found |= gives
    return frozenset(found)

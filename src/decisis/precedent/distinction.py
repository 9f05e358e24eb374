"""A precedent against a matter: which of its elements are met, which factors the two share, and what follows.

A fortiori is meant as in the result model of precedent (J. Horty, "The Result Model of Precedent", Legal
Theory 10 (2004) 19-31): the matter has every factor for the outcome that the precedent had, and no factor
against it that the precedent had not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from decisis.casework.asking import Run
from decisis.casework.matching import Match, best_match
from decisis.casework.matter import Matter
from decisis.casework.verdict import Asked
from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean
from decisis.compiler.silence import why_silent
from decisis.compiler.terms import ir_term
from decisis.diagnostics import Diagnostic, Rejected
from decisis.precedent.citator import known_as
from decisis.proof.nodes import provision_node
from decisis.proof.wording import literal_of, opposite_of
from decisis.render.words import authority
from decisis.rules import ir, naming
from decisis.rules.relevance import reachable_relations
from decisis.syntax import ast
from decisis.values import Value, sort_key


@dataclass(frozen=True)
class Factor:
    """A reason for one side.

    ``there`` and ``here`` say of the case decided and of this matter: so | not so | open | alleged | not
    shown. What the precedent does not record of itself is not shown there.
    """

    text: str
    favours: str  # the side; with "against " before it where the factor is denied
    supports: bool  # the outcome of the precedent
    there: str
    here: str
    quote: str = ""

    @property
    def shared(self) -> bool:
        return self.there == self.here == "so"


@dataclass(frozen=True)
class AFortiori:
    """``answer``: yes | no | open | not recorded. ``because``: what stands in the way."""

    answer: str
    because: tuple[Factor, ...] = ()


@dataclass(frozen=True)
class Distinction:
    """One holding, dictum or dissent against a matter."""

    provision: ast.Provision
    info: ir.ProvisionInfo
    silent: str  # why it does not speak in the setting asked about; "" where it does
    applies: bool
    conclusion: str
    elements: tuple[Match, ...]
    despite: tuple[Match, ...]
    factors: tuple[Factor, ...]

    @property
    def met(self) -> tuple[Match, ...]:
        return tuple(e for e in self.elements if e.state == "met")

    @property
    def unmet(self) -> tuple[Match, ...]:
        return tuple(e for e in self.elements if e.state != "met")

    @property
    def factors_for(self) -> tuple[Factor, ...]:
        return tuple(f for f in self.factors if f.supports)

    @property
    def factors_against(self) -> tuple[Factor, ...]:
        return tuple(f for f in self.factors if not f.supports)

    @cached_property
    def a_fortiori(self) -> AFortiori:
        had = [f for f in self.factors_for if f.there == "so"]
        if not had:
            return AFortiori("not recorded")
        lacking = [f for f in had if f.here != "so"]
        more_against = [f for f in self.factors_against if f.there != "so" and f.here in ("so", "open")]
        ways = (*lacking, *more_against)
        if not ways:
            return AFortiori("yes")
        certain = [f for f in ways if f.here != "open"]
        return AFortiori("no", tuple(certain)) if certain else AFortiori("open", tuple(ways))


def rulings_named(name: str, library: Library) -> tuple[str, ...]:
    """The holdings, dicta and dissents of an authority, or the one that is named. Raises Rejected."""
    rulings = [p for p in library.provisions.values() if p.kind in ast.RULINGS and p.under is not None]
    known = known_as(name, library)
    found = [p for p in rulings if p.name.text == known or (p.under and p.under.authority.text == known)]
    if not found:
        raise Rejected((_no_ruling(name, known, library),))
    return tuple(p.name.text for p in found)


def _no_ruling(name: str, known: str, library: Library) -> Diagnostic:
    if known:
        return Diagnostic(
            "E0509",
            f"`{name}` has no holdings",
            help="name an opinion, or a holding, dictum or dissent of one",
        )
    names = [*library.authorities, *library.provisions]
    return Diagnostic("E0502", f"no authority or holding is called `{name}`", help=did_you_mean(name, names))


def distinctions(matter: Matter, asked: Asked, names: Iterable[str]) -> tuple[Distinction, ...]:
    """Rulings against a matter, whether or not they speak in the setting asked about; all in one run."""
    named = tuple(names)
    setting = replace(asked.setting, compared=frozenset(named))
    run = replace(asked, setting=setting, relation="", named=()).run
    return tuple(_distinction(matter.library.provisions[name], run, matter, asked) for name in named)


def distinction(matter: Matter, asked: Asked, name: str) -> Distinction:
    """One ruling against a matter."""
    return distinctions(matter, asked, (name,))[0]


def _distinction(provision: ast.Provision, run: Run, matter: Matter, asked: Asked) -> Distinction:
    found = best_match(run, provision.name.text)
    return Distinction(
        provision=provision,
        info=run.lowered.program.provisions[provision.name.text],
        silent=why_silent(provision, matter.library, asked.setting),
        applies=all(e.state == "met" for e in found.elements),
        conclusion=_conclusion(provision, run, found.binding, matter.library),
        elements=found.elements,
        despite=found.despite,
        factors=tuple(_factors(provision, run, found.binding)),
    )


def _conclusion(provision: ast.Provision, run: Run, binding: dict[str, Value], library: Library) -> str:
    """What a ruling concludes, in words that follow `that`."""
    match provision.conclusion:
        case ast.Literal() as literal:
            return _said(literal, _values(literal, binding), run)
        case ast.NotCovered(atom):
            literal = ast.Literal(atom, negated=False, span=atom.span)
            return f"whether {_said(literal, _values(literal, binding), run)} is not covered"
        case ast.SwitchOff(name, terms):
            off = authority(provision_node(run.lowered.program, ir.Origin("", name.text))) or name.text
            given = library.provisions[name.text].conclusion
            assert isinstance(given, ast.Literal)  # E0322
            conclusion = _said(given, _known(terms, binding), run)
            return f"{off} does not apply, and so does not give that {conclusion}"


def _said(literal: ast.Literal, values: tuple[Value | None, ...], run: Run) -> str:
    relation = literal.atom.relation.text
    return run.wording.atom(naming.denied(relation) if literal.negated else relation, values)


def _values(literal: ast.Literal, binding: dict[str, Value]) -> tuple[Value | None, ...]:
    return _known((a.term for a in literal.atom.arguments), binding)


def _known(terms: Iterable[ast.Term], binding: dict[str, Value]) -> tuple[Value | None, ...]:
    known = map(ir_term, terms)
    return tuple(t.value if isinstance(t, ir.Constant) else binding.get(t.name) for t in known)


# --- factors -------------------------------------------------------------------------------------------


def _factors(provision: ast.Provision, run: Run, binding: dict[str, Value]) -> Iterator[Factor]:
    """The factors of the precedent, then those that only this matter has."""
    conclusion = provision.conclusion
    if not isinstance(conclusion, ast.Literal):
        return
    program = run.lowered.program
    outcome = _Outcome(program.relations[conclusion.atom.relation.text].favours, conclusion.negated)
    if not outcome.side:
        return
    recorded = [
        (e, e.formula)
        for e in (*provision.given, *provision.despite, *provision.factors)
        if isinstance(e.formula, ast.Literal) and e.formula.atom.scenario is None
    ]
    seen: set[tuple[str, tuple[Value | None, ...]]] = set()
    for element, literal in recorded:
        info = program.relations[literal.atom.relation.text]
        if not info.favours:
            continue
        name = naming.denied(info.name) if literal.negated else info.name
        values = _values(literal, binding)
        if (name, values) not in seen:
            seen.add((name, values))
            yield Factor(
                run.wording.atom(name, values),
                _side(info.favours, literal.negated),
                outcome.supported_by(info.favours, literal.negated),
                "so",
                _state(run, name, values),
                element.quote.text if element.quote else "",
            )
    yield from _others(run, conclusion, binding, seen, outcome)


@dataclass(frozen=True)
class _Outcome:
    """The side that the conclusion's relation favours, and whether the conclusion is its denial."""

    side: str
    negated: bool

    def supported_by(self, favours: str, negated: bool) -> bool:
        """What favours the side speaks for the conclusion, or against its denial; of others, not."""
        return ((favours == self.side) != negated) != self.negated


def _side(favours: str, negated: bool) -> str:
    return f"against {favours}" if negated else favours


def _others(
    run: Run,
    conclusion: ast.Literal,
    binding: dict[str, Value],
    seen: set[tuple[str, tuple[Value | None, ...]]],
    outcome: _Outcome,
) -> Iterator[Factor]:
    """What favours a side here and is no factor of the precedent: of the same things, and no consequence."""
    things = {v for v in binding.values() if isinstance(v, str)}
    program = run.lowered.program
    marked = [info for info in program.relations.values() if info.favours]
    rests_on = {
        info.name: {literal_of(r)[0] for r in reachable_relations(program, info.name)} for info in marked
    }
    for info in sorted(marked, key=lambda r: r.name):
        if conclusion.atom.relation.text in rests_on[info.name] or _is_counted(info, marked, rests_on):
            continue
        for negated in (False, True):
            name = naming.denied(info.name) if negated else info.name
            for values in _possible(run, name):
                same = (name, info.name if negated else naming.denied(info.name))  # its denial says as much
                known = any(n in same and _fits(pattern, values) for n, pattern in seen)
                if not known and things & {v for v in values if isinstance(v, str)}:
                    supports = outcome.supported_by(info.favours, negated)
                    text, side = run.wording.atom(name, values), _side(info.favours, negated)
                    yield Factor(text, side, supports, "not shown", _state(run, name, values))


def _possible(run: Run, name: str) -> list[tuple[Value, ...]]:
    rows = run.model.tuples(name) | run.model.tuples(naming.possibly(name))
    return sorted(rows, key=lambda r: [sort_key(v) for v in r])


def _fits(pattern: tuple[Value | None, ...], values: tuple[Value, ...]) -> bool:
    return all(p is None or p == v for p, v in zip(pattern, values, strict=True))


def _is_counted(
    info: ir.RelationInfo, marked: list[ir.RelationInfo], rests_on: Mapping[str, set[str]]
) -> bool:
    """Whether a conclusion rests on factors of its own side, which are the reasons that count."""
    below = rests_on[info.name] - {info.name}
    return any(other.name in below and other.favours == info.favours for other in marked)


def _state(run: Run, name: str, values: tuple[Value | None, ...]) -> str:
    """Whether a literal is so in the matter; variables that nothing named stand for anything."""
    base, negated = literal_of(name)
    if any(_fits(values, row) for row in run.model.tuples(name)):
        return "so"
    if any(_fits(values, row) for row in run.model.tuples(naming.possibly(name))):
        return "open"
    if any(_fits(values, row) for row in run.model.tuples(opposite_of(name))):
        return "not so"
    if any(_fits(values, row) for row in run.model.tuples(naming.alleged(name))):
        return "alleged"
    closed = negated and run.lowered.program.relations[base].closed
    return "so" if closed else "not shown"

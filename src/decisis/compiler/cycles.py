"""What only the lowered program shows: conclusions that rest on themselves, and clauses without values.

A provision with a possible opponent may not rest, through any chain, on a conclusion that it or its
opponent gives. The strata of the program find the chain; here it becomes a complaint about provisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisis.compiler.checks.common import atoms, elements_of, listed, place_words
from decisis.compiler.library import Library
from decisis.compiler.lower import Lowering
from decisis.compiler.setting import RecordSides, Setting
from decisis.diagnostics import Diagnostic, in_order
from decisis.rules import ir, naming
from decisis.rules.plan import unsafe_variables
from decisis.rules.stratify import NegativeCycle, stratify
from decisis.source import Span
from decisis.syntax import ast

# in front of the name of a relation: what the program says of it
_MACHINERY = (
    "possibly ",
    "supported ",
    "blocked ",
    "overtaken ",
    "settled ",
    "conflicted ",
    "recorded ",
    "prevailing ",
    "in question ",
)


Step = tuple[str, ir.Clause, str]  # a relation rests, by a clause, on another


def check_stratification(library: Library, *settings: Setting) -> tuple[Diagnostic, ...]:
    """What is wrong with the programs of courts and days; the library has passed the other checks."""
    lowering, seen = Lowering.of(library), dict[int, ir.Clause]()
    return tuple(d for setting in settings for d in _wrong_with(lowering, setting, seen))


def _wrong_with(lowering: Lowering, setting: Setting, seen: dict[int, ir.Clause]) -> Iterator[Diagnostic]:
    """The same in one setting; ``seen``: by their ids, the clauses of settings before."""
    library, program = lowering.library, lowering.program(setting, RecordSides()).program
    new = [clause for clause in program.clauses if id(clause) not in seen]
    seen.update((id(clause), clause) for clause in new)
    yield from in_order((*unsafe_clauses(new, library), *_never_denied(program, library)))
    try:
        stratify(program, run=())
    except NegativeCycle as cycle:
        yield negative_cycle_diagnostic(cycle, library)


# --- cycles --------------------------------------------------------------------------------------


def negative_cycle_diagnostic(cycle: NegativeCycle, library: Library) -> Diagnostic:
    """The cycle as a chain of provisions with their places."""
    steps = _from_a_provision(list(zip(cycle.relations, cycle.clauses, _following(cycle), strict=True)))
    provisions = [p for p in (_provision(clause, library) for _, clause, _ in steps) if p is not None]
    chain = dict.fromkeys(filter(None, (_step(*step, library) for step in steps)))
    span, asked = _element(steps, library)
    functional = tuple(_functional(steps, library))
    literal = _literal(next((head for head, _, _ in steps if _literal(head)), steps[0][0]))
    return Diagnostic(
        "E0339",
        f"whether `{literal}` holds rests on itself",
        span or (provisions[0].name.span if provisions else None),
        label=f"`{asked}` rests on `{provisions[0].name.text}` in turn" if asked else "",
        context=place_words(provisions[0].under, library) if provisions else "",
        notes=(*chain, *map(OTHER_VALUES.format, functional), OPPOSED),
        help=_what_to_write(provisions, functional),
    )


def _what_to_write(provisions: list[ast.Provision], functional: tuple[str, ...]) -> str:
    """Of a provision that asks that nothing be shown against what it concludes: how one presumes."""
    names = {p.name.text for p in provisions}
    if len(names) == 1 and _asks_for_no_showing(provisions[0]):
        name = provisions[0].name.text
        return f"leave the element out, and let a provision with what is shown be an `exception to {name}`"
    return f"{ASK_ELSE}, or leave out `functional` of `{functional[0]}`" if functional else ASK_ELSE


def _asks_for_no_showing(provision: ast.Provision) -> bool:
    concluded = provision.conclusion
    return isinstance(concluded, ast.Literal) and any(
        isinstance(e.formula, ast.NoShowing)
        and e.formula.literal.atom.relation.text == concluded.atom.relation.text
        for e in provision.given
    )


ASK_ELSE = "let one element of the chain ask for something that none of these provisions concludes"
OTHER_VALUES = "`{}` is functional: what gives it one value is opposed by what gives it another"
OPPOSED = "a provision that can be opposed may not rest on what it or its opponent decides"


def _functional(steps: list[Step], library: Library) -> Iterator[str]:
    """The functional relations on the way: what concludes them is opposed though nobody denies it."""
    for name in dict.fromkeys(_literal(head).removeprefix("not ") for head, _, _ in steps):
        relation = library.relations.get(name)
        if relation is not None and relation.functional is not None:
            yield name


def _following(cycle: NegativeCycle) -> tuple[str, ...]:
    return (*cycle.relations[1:], cycle.relations[0])


def _from_a_provision(steps: list[Step]) -> list[Step]:
    """The same ring of steps, begun where the elements of a provision ask for something."""
    first = next((i for i, step in enumerate(steps) if step[1].origin.role == "applies"), 0)
    return [*steps[first:], *steps[:first]]


def _step(head: str, clause: ir.Clause, asked: str, library: Library) -> str:
    """One step in words; nothing if it is machinery of the step before or after."""
    provision = _provision(clause, library)
    if provision is None:
        return ""
    named = f"`{provision.name.text}` at {provision.name.span.where}"
    match clause.origin.role:
        case "applies" | "auxiliary":
            return f"{named} rests on `{_literal(asked)}`" if _literal(asked) else ""
        case "concludes" | "supported" | "possible" | "overtaken":
            return f"`{_literal(head)}` is concluded by {named}"
        case "blocked":
            return f"`{_literal(head)}` is opposed by {named}"
        case "beaten":
            return f"{named} may prevail"
        case _:
            return ""


def _literal(relation: str) -> str:
    """The literal that a lowered relation is about: `p`, `not p`; nothing if it is about a provision."""
    for front in _MACHINERY:
        relation = relation.removeprefix(front)
    words = relation.partition(" in ")[0].split(" ")  # a copy of the relation in a scenario
    if len(words) == 1 or (len(words) == 2 and words[0] == "not"):
        return " ".join(words)
    return ""


def _provision(clause: ir.Clause, library: Library) -> ast.Provision | None:
    """The provision that a clause comes from; for a copy or a question, the one it belongs to."""
    name = clause.origin.provision.partition(" in ")[0].partition(".")[0]
    return library.provisions.get(name)


def _element(steps: list[Step], library: Library) -> tuple[Span | None, str]:
    """The place of the first element that takes part, and the relation that it asks about."""
    for _, clause, asked in steps:
        provision = _provision(clause, library)
        relation = _literal(asked).removeprefix("not ")
        if clause.origin.role in ("applies", "auxiliary") and provision is not None and relation:
            inside = (elements_of(provision), tuple(q.elements for q in provision.leaves_open))
            span = next((a.span for a in atoms(inside) if a.relation.text == relation), None)
            return span, _literal(asked)
    return None, ""


# --- clauses that cannot be, or are not ------------------------------------------------------------


def unsafe_clauses(clauses: Iterable[ir.Clause], library: Library) -> Iterator[Diagnostic]:
    """Clauses that cannot be evaluated, whatever the checks of provisions have let through."""
    for clause in clauses:
        missing = [name for name in unsafe_variables(clause) if not name.startswith("_")]
        provision = _provision(clause, library)
        if missing and provision is not None:
            yield _without_value(clause, missing, provision, library)


def _without_value(
    clause: ir.Clause, missing: list[str], provision: ast.Provision, library: Library
) -> Diagnostic:
    labels = [info.label for info in reversed(clause.origin.elements) if info is not None and info.label]
    element = next((e for e in elements_of(provision) for n in labels[:1] if n.startswith(e.label)), None)
    where = f"in element {labels[0]}" if labels else f"in `{provision.name.text}`"
    return Diagnostic(
        "E0340",
        f"nothing says what {listed(missing)} is {where}",
        element.span if element else provision.name.span,
        context=place_words(provision.under, library),
        help=f"put an element before it that says what {listed(missing)} is",
    )


def _never_denied(program: ir.Program, library: Library) -> Iterator[Diagnostic]:
    """Definitions that say `otherwise not` and of which no element can fail for anybody in particular."""
    heads = {clause.head.relation for clause in program.clauses}
    for name, provision in library.provisions.items():
        denied = naming.applies(naming.otherwise_not(name))
        if provision.otherwise_not and naming.applies(name) in heads and denied not in heads:
            yield Diagnostic(
                "W0306",
                f"definition `{name}` can never be denied",
                provision.name.span,
                context=place_words(provision.under, library),
                notes=("an element that fails must say of whom it is denied, and silence names nobody",),
                help="begin with an element that names the things in question, or leave out `otherwise not`",
            )

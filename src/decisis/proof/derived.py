"""The proof that an engine's own derivations make: each step once, premises before what rests on them.

One way in which a tuple holds, as it was first found; `argument` and `grounds` say in which ways it does.
"""

from __future__ import annotations

from decisis.engine.derivation import Derivations, Step
from decisis.values import Value

Row = tuple[Value, ...]
Tuple = tuple[str, Row]


def derived(derivations: Derivations, relation: str, values: Row) -> dict[Tuple, Step | None]:
    """All that a tuple of the model rests on, and the tuple last; None for what is given.

    As many steps as there are tuples, however often one is used, and however deep they stand.
    """
    found: dict[Tuple, Step | None] = {}
    pending: list[tuple[Tuple, Step | None]] = [((relation, values), None)]
    while pending:
        each, step = pending.pop()
        if each in found:
            continue
        if step is None and derivations.of(*each) is not None:
            step = derivations.step(*each)
            pending.append((each, step))
            pending += [(premise, None) for premise in reversed(step.premises) if premise not in found]
        else:
            found[each] = step
    return found

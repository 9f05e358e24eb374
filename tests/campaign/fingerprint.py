"""What the default engine finds, and how, in one number: `python -m tests.campaign.fingerprint 0 20`.

It is the same under every hash seed, and so whatever the order in which sets are gone through.
"""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256

from decisis.engine import engine
from decisis.rules.stratify import stratify
from decisis.values import Exact, Money, Value, plain
from tests.campaign.hunting import made
from tests.campaign.rewriting import exactly, untagged


def fingerprint(first: int, last: int) -> str:
    """A digest of the models of some seeds, with the strata and the derivations of each."""
    digest = sha256()
    for seed in range(first, last):
        each = made(seed)
        program = stratify(each.program)
        model = engine().evaluate(program, each.facts)
        assert model.derivations
        digest.update(repr(program.strata).encode())
        digest.update(repr(sorted(_words(name, *rows) for name, rows in model.relations.items())).encode())
        steps = model.derivations.steps()
        words = (
            _words(f"{step.relation} {step.clause} {step.level} {name}", step.values, row)
            for step in steps
            for name, row in (*step.premises, ("", ()))
        )
        digest.update(repr(sorted(words)).encode())
    return digest.hexdigest()


def _words(name: str, *rows: tuple[Value, ...]) -> str:
    """Rows in order; of equal numbers and equal amounts, which are one value, each is written alike."""
    return f"{name} {sorted(repr(tuple(map(_word, row))) for row in rows)}"


def _word(value: Value) -> Value:
    return exactly(_exact_word)(untagged(value))


def _exact_word(value: Exact) -> Exact:
    match value:
        case int() | Decimal():
            return f"number {plain(Decimal(value))}"
        case Money(amount, currency):
            return f"amount {plain(amount)} {currency}"
    return value


def under_another_hash(first: int, last: int, hash_seed: int) -> str:
    """The same, worked out by another process with another hash seed."""
    arguments = [sys.executable, "-m", "tests.campaign.fingerprint", str(first), str(last)]
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.stdout.write(fingerprint(int(sys.argv[1]), int(sys.argv[2])) + "\n")

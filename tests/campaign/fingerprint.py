"""What the default engine finds, and how, in one number: `python -m tests.campaign.fingerprint 0 20`.

It is the same under every hash seed, and so whatever the order in which sets are gone through.
"""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256

from decisis.engine import engine
from decisis.rules.stratify import stratify
from tests.campaign.hunting import made


def fingerprint(first: int, last: int) -> str:
    """A digest of the models of some seeds, with the strata and the derivations of each."""
    digest = sha256()
    for seed in range(first, last):
        each = made(seed)
        program = stratify(each.program)
        model = engine().evaluate(program, each.facts)
        assert model.derivations
        digest.update(repr(program.strata).encode())
        for name in sorted(model.relations):
            digest.update(f"{name} {sorted(map(repr, model.relations[name]))}".encode())
        digest.update(repr(sorted(map(repr, model.derivations.steps()))).encode())
    return digest.hexdigest()


def under_another_hash(first: int, last: int, hash_seed: int) -> str:
    """The same, worked out by another process with another hash seed."""
    arguments = [sys.executable, "-m", "tests.campaign.fingerprint", str(first), str(last)]
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.stdout.write(fingerprint(int(sys.argv[1]), int(sys.argv[2])) + "\n")

"""Plants every fault in turn, and prints what found it and in how many seconds of processor time.

`python -m tests.faults date court`: only faults of which the kind or the name has one of these words.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from tests.faults.finding import copy_of_the_library, found
from tests.faults.planted import FAULTS


def main() -> None:
    sys.stdout.write("| fault | kind | found by | says | seconds |\n|---|---|---|---|---|\n")
    words = sys.argv[1:]
    for fault in FAULTS:
        if words and not any(word in f"{fault.kind} {fault.name}" for word in words):
            continue
        with TemporaryDirectory() as place:
            folder = copy_of_the_library(Path(place))
            fault.plant(folder)
            begin = process_time()
            said = found(fault, folder) or "**not found**"
            seconds = process_time() - begin
        short = said if len(said) < 90 else said[:89] + "…"
        sys.stdout.write(f"| {fault.name} | {fault.kind} | `{fault.by}` | {short} | {seconds:.1f} |\n")
        sys.stdout.flush()


main()

#!/usr/bin/env python3
"""Checks certificates, as `docs/certificate.md` has it: `python -S -E checker.py FILE` (or `-`).

Only the standard library and the modules beside this one are imported, nothing of Decisis. Each rule is
evaluated once over the model that is claimed; nothing is searched for. Exit 0: accepted, 2: no certificate,
5: refused.
"""

from __future__ import annotations

import json
import sys
from os.path import abspath, dirname

if __name__ == "__main__":
    sys.path[0] = dirname(dirname(abspath(__file__)))

from decisis_check import quantities as q
from decisis_check import records, verdicts
from decisis_check.cheap import Any
from decisis_check.reading import Malformed, Refused, fields, read

FORMAT, MOST_BYTES = "decisis.certificate/1", 1 << 30
TAKERS: records.Takers = {
    taker.__name__.removeprefix("take_"): (taker, taker.__code__.co_varnames[2 : taker.__code__.co_argcount])
    for taker in (
        *(records.take_calendar, records.take_relations, records.take_rule, records.take_stratum),
        *(records.take_rows, records.take_program, records.take_step, records.take_run, verdicts.take_answer),
    )
}


class Checker(records.Records):
    """Takes the records of a certificate one after the other."""

    def __init__(self) -> None:
        super().__init__(TAKERS)


def check(text: str) -> dict[str, Any]:
    """What a certificate certifies, as JSON. Raises Malformed or Refused."""
    head, *lines = text.split("\n")
    if head != q.dumps({"format": FORMAT}) or not text.endswith("\n"):
        raise Malformed(f"the first line is not that of {FORMAT}, or the last one has no end")
    checker, record = Checker(), None
    for number, line in enumerate(lines[:-1], start=2):
        try:
            record = read(line)
            if number < len(lines):
                checker.take(record)
        except (Malformed, Refused) as wrong:
            raise type(wrong)(f"line {number}: {wrong}") from None
    if fields(record, "end") != [len(lines) - 2]:
        raise Malformed("the last line does not say how many there are: some may be missing")
    kinds = checker.kinds
    return {
        "answers": list(kinds["answer"]),
        "runs": len(kinds["run"]),
        "rules": len(kinds["rule"]),
        "derivations": sum(step.derived for step in kinds["step"]),
        "programs": [program.digest for program in kinds["program"]],
        "facts": sorted({run.digest for run in kinds["run"]}),
        "calendars": [calendar.digest for calendar in kinds["calendar"]],
    }


def words(found: dict[str, Any]) -> str:
    """What is certified, for a person to read."""
    lines = ["accepted"]
    for answer in found["answers"]:
        where = f"{answer['court']} as of {answer['as_of']}, matter {answer['matter']}"
        lines.append(f"{answer['verdict']}: {answer['question']}, in {where}")
        lines += [f"  {row['verdict']}: {row['literal']}" for row in answer["rows"]]
    counts = f"{found['runs']} models, {found['rules']} rules, {found['derivations']} derivations"
    hashes = (("program", "programs"), ("calendar", "calendars"))
    lines += [counts, *(f"{name} sha256 {each}" for name, key in hashes for each in found[key])]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    path, *options = arguments or [""]
    code, found, reason = 2, {}, ""
    try:
        with sys.stdin.buffer if path == "-" else open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES or options not in ([], ["--json"]):
            raise Malformed("it is too large, or not the only argument")
        code, found = 0, check(data.decode("ascii"))
    except Refused as refused:
        code, reason = 5, f"refused: {refused}"
    except (Malformed, OSError, ValueError) as wrong:
        reason = f"no certificate: {wrong}"
    if options == ["--json"]:
        said = {"format": "decisis.check-proof/1", "accepted": not code, "reason": reason, **found}
        sys.stdout.write(json.dumps(said, indent=2) + "\n")
    else:
        (sys.stderr if code else sys.stdout).write(f"{reason if code else words(found)}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

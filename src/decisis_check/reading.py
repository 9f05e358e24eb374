"""JSON, and only what the format has: exact types, fields in their order, one way to write each thing."""

from __future__ import annotations

import json

from decisis_check import quantities as q
from decisis_check.cheap import Any, NoReturn, sha256

Row = tuple[Any, ...]
Fact = tuple[str, Row]


class Malformed(Exception):
    """It is no certificate of this format."""


class Refused(Exception):
    """What it claims does not follow from what it holds."""


def demand(holds: bool, reason: str, *about: Any) -> None:
    """Facts that the reason names are written out only if it is given."""
    if not holds:
        raise Refused(reason.format(*(said(*each) if type(each) is tuple else each for each in about)))


def digest(data: Any) -> str:
    return sha256(q.dumps(data).encode()).hexdigest()


def a(kind: type, data: Any) -> Any:
    if type(data) is not kind:
        raise Malformed(f"{str(data)[:60]} stands where a {kind.__name__} should")
    return data


def fields(data: Any, *names: str) -> list[Any]:
    if tuple(a(dict, data)) != names:
        raise Malformed(f"the fields are {', '.join(data)[:99]}, and should be {', '.join(names)}")
    return list(data.values())


def at(things: list[Any], number: Any) -> Any:
    if not 0 <= a(int, number) < len(things):
        raise Malformed(f"nothing above has the number {number}")
    return things[number]


def no_number(text: str) -> NoReturn:
    raise ValueError(f"{text[:40]} is no number here")


READER = json.JSONDecoder(parse_float=no_number, parse_constant=no_number)


def read(line: str) -> Any:
    try:
        data, again = READER.decode(line), ""
        again = q.dumps(data)
    except (ValueError, RecursionError) as wrong:
        raise Malformed(f"no JSON of this format: {str(wrong)[:100]}") from None
    if again != line:
        raise Malformed("a line is not in canonical form, or says something twice")
    return data


def fact(data: Any) -> Fact:
    name, *values = a(list, data)
    return a(str, name), tuple([q.value(v) for v in values])


def said(relation: str, row: Row) -> str:
    return f"{relation}({', '.join(map(q.text, row))})"

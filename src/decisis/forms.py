"""Values as JSON: as answers give them and read them again, and as certificates and tags write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from decisis.currencies import CURRENCIES
from decisis.values import LIFE, Bounds, Duration, Exact, Money, Value, plain

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]

_SAFE_INTEGER = 2**53  # readers that know only floats keep whole numbers below this


def to_json(value: Value) -> Json:
    """A value as JSON, without loss; equal values of one kind have one form.

    Symbols and whole numbers (below 2**53) are plain; the rest are objects: ``{"int": "9…"}``,
    ``{"decimal": "0.75"}``, ``{"money": "10", "currency": "USD"}``, ``{"date": "2004-02-17"}``,
    ``{"months": 13}``, ``{"days": 0}``, ``{"life": true}``, ``{"bounds": {"low": …, "tag": …}}``.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return {"decimal": plain(value)}
    if isinstance(value, Money):
        return {"money": plain(value.amount), "currency": value.currency}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Duration):
        if value.life:
            return {"life": True}
        parts: dict[str, Json] = {"months": value.months, "days": value.days}
        return {name: number for name, number in parts.items() if number} or {"days": 0}
    if isinstance(value, Bounds):
        ends = {name: end for name, end in (("low", value.low), ("high", value.high)) if end is not None}
        marks: dict[str, Json] = {"low_open": value.low_open, "high_open": value.high_open, "tag": value.tag}
        written = {name: to_json(end) for name, end in ends.items()}
        return {"bounds": written | {name: mark for name, mark in marks.items() if mark}}
    return value if abs(value) < _SAFE_INTEGER else {"int": str(value)}


def canonical(value: Value) -> Json:
    """A value in the form of certificates and tags: symbols are text, all else arrays of text.

    ``["int", "16"]``, ``["decimal", "0.75"]``, ``["money", "10", "USD"]``, ``["date", "2004-02-17"]``,
    ``["duration", "13", "0"]`` (months, days), ``["life"]``, ``["bounds", low, high, "(]", tag]``.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return ["int", str(value)]
    if isinstance(value, Decimal):
        return ["decimal", plain(value)]
    if isinstance(value, Money):
        return ["money", plain(value.amount), value.currency]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, Duration):
        return ["life"] if value.life else ["duration", str(value.months), str(value.days)]
    if not isinstance(value, Bounds):
        raise TypeError(f"not a value: {type(value).__name__}")
    ends = [None if end is None else canonical(end) for end in (value.low, value.high)]
    return ["bounds", *ends, "[("[value.low_open] + "])"[value.high_open], value.tag]


def from_json(data: Json) -> Value:
    """The value that `to_json` wrote; ValueError for anything that it could not have written."""
    if isinstance(data, str):
        return data
    if isinstance(data, int) and not isinstance(data, bool):
        return data
    if isinstance(data, dict):
        if set(data) == {"bounds"} and isinstance(data["bounds"], dict):
            return _bounds_from_json(data["bounds"])
        return _exact_from_json(data)
    raise ValueError(f"not a value: {data!r:.80}")


_BOUNDS_KEYS = {"low", "high", "low_open", "high_open", "tag"}


def _bounds_from_json(data: dict[str, Json]) -> Bounds:
    low, high = (from_json(data[end]) if end in data else None for end in ("low", "high"))
    low_open, high_open, tag = data.get("low_open", False), data.get("high_open", False), data.get("tag", "")
    if isinstance(low, Bounds) or isinstance(high, Bounds) or not set(data) <= _BOUNDS_KEYS:
        raise ValueError(f"not bounds: {data!r:.80}")
    if not (isinstance(low_open, bool) and isinstance(high_open, bool) and isinstance(tag, str)):
        raise ValueError(f"not bounds: {data!r:.80}")
    return Bounds(low, high, low_open, high_open, tag)


def _exact_from_json(data: dict[str, Json]) -> Exact:
    match data:
        case {"life": True} if len(data) == 1:
            return LIFE
        case {"date": str(day)} if len(data) == 1 and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
            return date.fromisoformat(day)
        case {"int": str(number)} if len(data) == 1 and re.fullmatch(r"-?[0-9]{1,200}", number):
            return int(number)
        case {"decimal": str(number)} if len(data) == 1:
            return _decimal_from_json(number)
        case {"money": str(amount), "currency": str(currency)} if len(data) == 2 and currency in CURRENCIES:
            return Money(_decimal_from_json(amount), currency)
    if data and set(data) <= {"months", "days"} and all(type(number) is int for number in data.values()):
        months, days = data.get("months", 0), data.get("days", 0)
        if isinstance(months, int) and isinstance(days, int):
            return Duration(months, days)
    raise ValueError(f"not a value: {data!r:.80}")


def _decimal_from_json(digits: str) -> Decimal:
    if not re.fullmatch(r"-?[0-9]{1,200}(\.[0-9]{1,200})?", digits):
        raise ValueError(f"not a decimal: {digits:.80}")
    return Decimal(digits)

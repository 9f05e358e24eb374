"""Ground atoms and elements in the words of the doctrine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from decisis.dataclass import dataclass
from decisis.rules import ir, naming
from decisis.values import MONEY, Bounds, Value, kind, text, written

_PREFIXES = (
    "possibly ",
    "conflicted ",
    "supported ",
    "standing ",
    "blocked ",
    "recorded ",
    "prevailing ",
    "in question ",
    "alleged ",
    "disputed ",
)
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_UNITS = re.compile(r"\b([A-Z]{3}) \{([^{}]+)\}")  # EUR {n}
_BEFORE_A_DAY = re.compile(r"\b(on|since|until|from|by|to|after|before) \{([^{}]+)\}")
_COUNTED = re.compile(
    r"\{([^{}]+)\} ([a-z]{3,}s)\b( (?:late|early|long|old|ago|away|short)\b|$)?"
)  # {n} minutes
_UNITS_OF_TIME = ("minutes", "hours", "days", "weeks", "months", "years")
_IN_A_SUM = re.compile(r"(?<=[+−×] )\{[^{}]+\}|\{[^{}]+\}(?= [+−×] )")
_BRACES = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Wording:
    """How values, atoms and elements read; ``labels`` give the words for constants."""

    relations: Mapping[str, ir.RelationInfo]
    labels: Mapping[str, str]

    def said(self, relation: str) -> str:
        """The relation of the language that a lowered one is; "" for machinery, and what the record says."""
        base = relation.removeprefix("possibly ").removeprefix("not ")
        return base if base in self.relations else ""

    def value(self, value: Value) -> str:
        if is_unknown(value):
            return "an unknown value"
        return self.labels.get(value, value.replace("_", " ")) if isinstance(value, str) else text(value)

    def atom(self, relation: str, values: tuple[Value | None, ...], unnamed: str = "any") -> str:
        """A lowered atom as a sentence; None is a value that nobody named."""
        base, negated = literal_of(relation)
        info = self.relations.get(base)
        if info is None:
            return f"{relation}({', '.join(unnamed if v is None else self.value(v) for v in values)})"
        template = (info.denied if negated else info.reads) or _plain(info, negated)
        named = dict(zip(info.parameters, values, strict=False))
        template = _UNITS.sub(lambda m: self._amount(m.group(1), m.group(2), named, unnamed), template)
        template = _BEFORE_A_DAY.sub(lambda m: _leading_to_a_day(m.group(1), m.group(2), named), template)
        template = _COUNTED.sub(lambda m: _number_of(m, named, info, unnamed), template)
        return _BRACES.sub(lambda m: self._slot(m.group(1), named, info, unnamed), template)

    def _slot(self, name: str, named: Mapping[str, Value | None], info: ir.RelationInfo, unnamed: str) -> str:
        if name not in named:
            return f"{{{name}}}"
        value = named[name]
        if value is None:
            return f"{unnamed} {_kind_of_thing(name, info)}"
        return f"an unknown {_unknown_of(name, info)}" if is_unknown(value) else self.value(value)

    def _amount(self, unit: str, name: str, named: Mapping[str, Value | None], unnamed: str) -> str:
        """A slot after its unit; of an amount that nobody named the unit comes last."""
        value = named.get(name)
        if name in named and (value is None or is_unknown(value)):
            return f"{unnamed if value is None else 'an unknown'} amount in {unit}"
        return f"{unit} {{{name}}}"

    def stated(self, relation: str) -> str:
        """Where a table stands that says what a lowered atom says; "" of what is no row of a table."""
        info = self.relations.get(literal_of(relation)[0])
        return info.stated if info is not None else ""

    def question(self, relation: str, values: tuple[Value | None, ...]) -> str:
        """What a person is asked to learn of a relation; None is a value that is asked for."""
        info = self.relations[relation]
        known = {n: v for n, v in zip(info.parameters, values, strict=False) if v is not None}
        if info.asks and set(_BRACES.findall(info.asks)) <= set(known):
            return _BRACES.sub(lambda m: self.value(known[m.group(1)]), info.asks)
        said = self.atom(relation, values, "some")
        sought = self.sought(relation, values)
        return f"Is it so that {said}? If so, {sought}?" if sought else f"Is it so that {said}?"

    def sought(self, relation: str, values: tuple[Value | None, ...]) -> str:
        """What a question asks for beside yes or no, as the relation's words lead up to it: "on what day"."""
        info = self.relations[relation]
        slots = [n for n, v in zip(info.parameters, values, strict=False) if v is None]
        return ", and ".join(_asked_for(name, info) for name in slots)

    def filled(self, template: str, binding: Mapping[str, Value]) -> str:
        """A template over the variables of a clause."""
        within = {m.start() for m in _IN_A_SUM.finditer(template)}
        return _BRACES.sub(lambda m: self._bound(m.group(1), binding, within=m.start() in within), template)

    def _bound(self, name: str, binding: Mapping[str, Value], *, within: bool) -> str:
        """The value of a variable; an imprecise one is kept together within a sum."""
        if name in binding:
            value, said = binding[name], self.value(binding[name])
            if isinstance(value, Bounds) and not is_unknown(value):
                said = f"a day {said}" if kind(value) == "Date" else said
                return f"({said})" if within else said
            return said
        return written_name(name) if name[:1].isupper() else "something"  # a variable of a range


def written_name(variable: str) -> str:
    """The name of a variable as it is written: what goes on after a space is the compiler's."""
    return variable.partition(" ")[0]


def _leading_to_a_day(preposition: str, name: str, named: Mapping[str, Value | None]) -> str:
    """A slot after a preposition: a day known by its bounds has one of its own, in the place of "on"."""
    value = named.get(name)
    slot = f"{{{name}}}"
    if not isinstance(value, Bounds) or kind(value) != "Date":
        return f"{preposition} {slot}"
    return slot if preposition == "on" else f"{preposition} a day {slot}"


def _number_of(
    slot: re.Match[str], named: Mapping[str, Value | None], info: ir.RelationInfo, unnamed: str
) -> str:
    """A number that nobody named, or of which nothing is known, before what it counts, said once.

    A verb may end as what is counted does (`{n} counts with it`), unless the words end there, or it is a
    unit, or the argument's name.
    """
    name, what, then = slot.group(1), slot.group(2), slot.group(3)
    value = named.get(name)
    same = _kind_of_thing(name, info) == what
    if _sort_of(name, info) not in ("Int", "Decimal") or (value is not None and not is_unknown(value)):
        return slot.group(0)
    if then is None and what not in _UNITS_OF_TIME and not same:
        return slot.group(0)
    if is_unknown(value):
        return f"an unknown number of {what}{then or ''}"
    return f"{unnamed} {what}{then or ''}" if same else f"{unnamed} number of {what}{then or ''}"


def is_unknown(value: Value | None) -> bool:
    """Whether it is an imprecise value of which nothing is known."""
    return isinstance(value, Bounds) and value.low is None and value.high is None


_VALUES = {"Date": "day", "Duration": "time", "Int": "number", "Decimal": "number"}
_VALUES |= dict.fromkeys(MONEY, "amount")
_LIMITS = {
    **dict.fromkeys(("least", "low", "lowest", "min", "minimum", "from", "start"), "lower limit"),
    **dict.fromkeys(("most", "high", "highest", "max", "maximum", "to", "end"), "upper limit"),
}


def _sort_of(name: str, info: ir.RelationInfo) -> str:
    return dict(zip(info.parameters, info.sorts, strict=False)).get(name, "")


def _unknown_of(name: str, info: ir.RelationInfo) -> str:
    return _VALUES.get(_sort_of(name, info), "value")


def _kind_of_thing(name: str, info: ir.RelationInfo) -> str:
    """What an argument is, in words: its name, or its sort where the name is only a letter or two."""
    sort = _sort_of(name, info)
    if sort == "Date" and not name.endswith(("day", "date")):
        return _VALUES[sort]
    if sort in _VALUES and name in _LIMITS:
        return _LIMITS[name]
    if len(name) <= 2:
        return _VALUES.get(sort) or _CAPITAL.sub(" ", sort or name).lower()
    return name.replace("_", " ").lower()


_BEFORE = ("at", "by", "for", "from", "in", "of", "on", "to", "under", "until", "with")


def _asked_for(name: str, info: ir.RelationInfo) -> str:
    """`on what day`, after the preposition that the words of the relation have before the argument."""
    before = info.reads.partition(f"{{{name}}}")[0].split() if f"{{{name}}}" in info.reads else []
    preposition = f"{before[-1]} " if before and before[-1] in _BEFORE else ""
    return f"{preposition}what {_kind_of_thing(name, info)}"


def _plain(info: ir.RelationInfo, negated: bool) -> str:
    """Words for a relation without a template, or denied without one."""
    if negated and info.reads:
        return f"it is not so that {info.reads}"
    slots = ", ".join(f"{{{p}}}" for p in info.parameters)
    return f"{'not ' if negated else ''}{info.name}({slots})"


@lru_cache(maxsize=1 << 14)
def yes_or_no(answer: bool) -> str:
    """How a question that an authority left open is answered."""
    return "yes" if answer else "no"


def literal_of(relation: str) -> tuple[str, bool]:
    """The declared relation behind a lowered one, and whether it is denied."""
    for prefix in _PREFIXES:
        relation = relation.removeprefix(prefix)
    return relation.removeprefix("not "), relation.startswith("not ")


def opposite_of(relation: str) -> str:
    """The denial of the declared relation behind a lowered one; of a denial, that relation."""
    base, negated = literal_of(relation)
    return base if negated else naming.denied(base)


def source_text(relation: str, values: tuple[Value | None, ...]) -> str:
    """A lowered atom as it would be written in the language."""
    base, negated = literal_of(relation)
    terms = ", ".join("_" if v is None else written(v) for v in values)
    return f"{'not ' if negated else ''}{base}({terms})"

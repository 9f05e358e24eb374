"""A found matter as a case file of its own: it parses, runs, and shows what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from decisis.casework.record import Record
from decisis.compiler.setting import Setting
from decisis.proof.wording import source_text
from decisis.values import Value


@dataclass(frozen=True)
class Asks:
    """A question of the case, and what its answer is."""

    name: str
    literal: str  # as it would be written
    expected: str = ""  # what stands after `expect NAME is`; nothing is expected without


NOTHING: Mapping[str, str] = MappingProxyType({})


def case_text(
    name: str,
    title: str,
    setting: Setting,
    areas: Sequence[str],
    record: Record,
    *asks: Asks,
    things: Mapping[str, str] = NOTHING,
) -> str:
    """The text of a case of its own. Persons and things are what their first use makes them.

    ``things``: those that there are whether the record names them or not, with their sorts.
    """
    lines = [
        f'matter {name} is "{_quoted(title)}"',
        f"  before {setting.court} as of {setting.as_of.isoformat()}",
        *([f"  uses {', '.join(areas)}"] if areas else []),
        *([f"  decides {', '.join(sorted(setting.own))}"] if setting.own else []),
        "",
        *(_declared(thing, sort) for thing, sort in things.items()),
        *(f"fact {source_text(f.relation, f.values)} {f.status}" for f in record.facts),
        *(_dispute(d.name, d.side.relation, d.side.values) for d in record.disputes),
    ]
    for each in asks:
        lines += ["", f"question {each.name}: {each.literal}"]
        if each.expected:
            lines.append(f"expect {each.name} is {each.expected}")
    return "\n".join(lines) + "\n"


def _declared(thing: str, sort: str) -> str:
    return f'party {thing} "{thing.replace("_", " ")}"' if sort == "Party" else f"thing {thing}: {sort}"


def _dispute(name: str, relation: str, values: tuple[Value, ...]) -> str:
    return f"dispute {name}: {source_text(relation, values)} unresolved"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')

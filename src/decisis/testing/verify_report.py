"""What `decisis verify` found, as text and as `decisis.verify/1`. A matter is shown as a case file."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import chain

from decisis.casework.record import Record
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.compiler.speaking import speaks
from decisis.proof.wording import source_text
from decisis.testing.case_text import Asks, case_text
from decisis.testing.idle import NEVER_ALONE, Use
from decisis.testing.opposed import COLLIDING, DISJOINT, ORDERED, UNSETTLED, Opposed
from decisis.testing.verification import BROKEN, NOT_FOUND, Verdict, counts
from decisis.values import text

FORMAT = "decisis.verify/1"
AND = " and "  # between the two provisions of an accepted collision
ONLY_PERSUADE = "opinions that only persuade"  # explains every collision of two courts of which neither binds
MOST_LIMITS = 3  # that are named one by one


FEW_SILENT = 4  # provisions that are named


@dataclass(frozen=True)
class Findings:
    """Everything that was found, for some areas of law."""

    areas: tuple[str, ...]
    properties: tuple[Verdict, ...] = ()
    opposed: tuple[tuple[Setting, Opposed], ...] = ()
    idle: tuple[Use, ...] = ()
    accepted: Mapping[str, str] = field(default_factory=dict)  # reasons, by `A and B`
    silent: tuple[str, ...] = ()  # provisions that are not the law on the day that was looked at
    vanished: tuple[str, ...] = ()  # of those, what collides no more

    @property
    def failed(self) -> bool:
        """A property is broken, two provisions collide unexplained, or what is explained collides no more."""
        unexplained = (p for _, p in self.opposed if p.status == COLLIDING and not self.reason(p))
        return any(v.status == BROKEN for v in self.properties) or any(unexplained) or bool(self.vanished)

    def reason(self, pair: Opposed) -> str:
        """Why two provisions may collide, if somebody has said."""
        return self._of_the_pair(pair) or self.divided(pair)

    def divided(self, pair: Opposed) -> str:
        """Why opinions of two courts may collide where neither binds, if somebody has said it of all."""
        alike = pair.persuade and not self._of_the_pair(pair)
        return self.accepted.get(ONLY_PERSUADE, "") if alike else ""

    def _of_the_pair(self, pair: Opposed) -> str:
        """By its name, or by a pattern in which `*` stands for any text."""
        both = AND.join((pair.first, pair.second)), AND.join((pair.second, pair.first))
        named = (self.accepted[name] for name in both if name in self.accepted)
        alike = (r for p, r in self.accepted.items() if "*" in p and any(fnmatchcase(n, p) for n in both))
        return next(chain(named, alike), "")


def limits_text(limits: Sequence[str]) -> str:
    """Whether the bounds are the whole truth, and if not, why."""
    if not limits:
        return "the bounds are the whole truth, but for the number of persons and things"
    more = f"; and {len(limits) - MOST_LIMITS} more" if len(limits) > MOST_LIMITS else ""
    return f"not exhaustive: {'; '.join(limits[:MOST_LIMITS])}{more}"


def property_text(areas: Sequence[str], verdict: Verdict) -> str:
    """What became of a property, with the matter that breaks it or what the bounds leave out."""
    lines = [f"property {verdict.name}: {verdict.status}  [{_where(verdict.setting)}]"]
    if verdict.violation is not None and verdict.record is not None:
        lines.append(f"  {verdict.violation.words}")
        lines.append(_indented(_breaking_case(areas, verdict, verdict.violation.words, verdict.record)))
    elif verdict.status != NOT_FOUND:
        lines.append(f"  {limits_text(verdict.limits)}")
    return "\n".join(lines)


def opposed_text(areas: Sequence[str], setting: Setting, pair: Opposed, reason: str) -> str:
    """Two provisions that collide or may, with the matter or the reason; of others, nothing."""
    if pair.status in (ORDERED, DISJOINT):
        return ""
    line = f"`{pair.first}` and `{pair.second}`: {pair.status}  [{_where(setting)}]"
    said = [line, f"  {pair.why}"] if pair.why else [line]
    if reason:
        said.append(f"  explained: {reason}")
    elif pair.record is not None:
        said.append(_indented(collision_case(areas, setting, pair)))
    return "\n".join(said)


def vanished_of(
    accepted: Iterable[str], provisions: Container[str], found: Iterable[Opposed]
) -> Iterator[str]:
    """What is accepted as a collision of two of these provisions, and was found to be none in any setting."""
    open_still = {frozenset((p.first, p.second)) for p in found if p.status in (COLLIDING, UNSETTLED)}
    for name in accepted:
        first, _, second = name.partition(AND)
        if first in provisions and second in provisions and frozenset((first, second)) not in open_still:
            yield name


def vanished_text(name: str) -> str:
    return f"accepted as a collision, and none any more: {name}"


def counts_text(opposed: Sequence[tuple[Setting, Opposed]]) -> str:
    said = ", ".join(f"{number} {kind}" for kind, number in counts(opposed).items())
    return f"{len(opposed)} opposed pairs: {said}" if opposed else ""


def divided_text(findings: Findings, opposed: Iterable[tuple[Setting, Opposed]]) -> str:
    """Those that are explained by one reason for all of their kind, as one line."""
    reasons = [findings.divided(pair) for _, pair in opposed if pair.status == COLLIDING]
    number = sum(map(bool, reasons))
    return f"{number} of those that collide are {ONLY_PERSUADE}: {max(reasons)}" if number else ""


def silent_on(library: Library, settings: Sequence[Setting]) -> tuple[str, ...]:
    """The provisions that are the law in none of these courts on these days; dissents never are."""
    return tuple(
        name
        for name, provision in library.provisions.items()
        if provision.kind != "dissent" and not any(speaks(provision, library, each) for each in settings)
    )


def day_text(settings: Sequence[Setting], silent: Sequence[str]) -> str:
    """As of which day everything was looked at, and what is not the law on it."""
    days = ", ".join(dict.fromkeys(text(each.as_of) for each in settings))
    if not silent:
        return f"all of it as of {days}"
    more = f" and {len(silent) - FEW_SILENT} more" if len(silent) > FEW_SILENT else ""
    named = ", ".join(f"`{name}`" for name in silent[:FEW_SILENT])
    return (
        f"all of it as of {days}, when these are not the law: {named}{more}; `--as-of` looks at another day"
    )


def idle_text(use: Use) -> str:
    line = f"`{use.provision}`: {use.status}"
    return line if use.status == NEVER_ALONE else f"{line}\n  {limits_text(use.limits)}"


def _where(setting: Setting) -> str:
    return f"{setting.court}, {setting.as_of.isoformat()}"


def collision_case(areas: Sequence[str], setting: Setting, pair: Opposed) -> str:
    """The matter in which two provisions collide, asking what they disagree about."""
    assert pair.record is not None
    title = f"{pair.first} against {pair.second}"
    asks = Asks("collision", pair.asked)
    return case_text(f"{pair.first}_against_{pair.second}", title, setting, areas, pair.record, asks)


def _breaking_case(areas: Sequence[str], verdict: Verdict, words: str, record: Record) -> str:
    """The matter in which a property is broken; `decisis test` says of it that it is."""
    return case_text(f"breaks_{verdict.name}", words, verdict.setting, areas, record)


def _indented(said: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in said.rstrip("\n").split("\n"))


def verify_json(found: Findings) -> str:
    data = {
        "format": FORMAT,
        "areas": list(found.areas),
        "properties": [
            {
                "name": v.name,
                **_setting(v.setting),
                "status": v.status,
                "violation": v.violation.words if v.violation else "",
                "limits": list(v.limits),
                "facts": _facts(v.record),
            }
            for v in found.properties
        ],
        "opposed": [
            {
                "first": p.first,
                "second": p.second,
                "literal": p.literal,
                **_setting(s),
                "status": p.status,
                "why": p.why,
                "accepted": found.reason(p),
                "facts": _facts(p.record),
            }
            for s, p in found.opposed
        ],
        "silent": list(found.silent),
        "vanished": list(found.vanished),
        "idle": [
            {
                "provision": u.provision,
                "status": u.status,
                "limits": list(u.limits),
                "facts": _facts(u.record),
            }
            for u in found.idle
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _setting(setting: Setting) -> dict[str, str]:
    return {"court": setting.court, "as_of": text(setting.as_of)}


def _facts(record: Record | None) -> list[str]:
    return [source_text(f.relation, f.values) for f in record.facts] if record else []

"""How two states of a matter differ: facts, disputes, open questions, court, day, and what is set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from decisis.casework.matter import Variant
from decisis.casework.record import Dispute, Fact, Record
from decisis.compiler.library import Library
from decisis.compiler.setting import Setting
from decisis.proof.wording import source_text, yes_or_no


def state_changes(before: Variant, after: Variant, library: Library) -> list[str]:
    """A line for each difference, `-` for what went and `+` for what came."""
    return [
        *_settings(before.setting, after.setting, library),
        *_facts(before.record, after.record),
        *_disputes(before.record, after.record),
        *_answers(before.record, after.record),
    ]


def fact_line(fact: Fact) -> tuple[str, str]:
    """A fact as the language writes it, and where it comes from."""
    place = ", ".join(dict.fromkeys(part for part in (fact.status, fact.where) if part))
    return source_text(fact.relation, fact.values), place


def dispute_line(dispute: Dispute) -> tuple[str, str]:
    sides = (source_text(s.relation, s.values) for s in (dispute.side, dispute.other))
    state = "unresolved"
    if dispute.resolved_as is not None:
        state = f"resolved as {source_text(dispute.resolved_as.relation, dispute.resolved_as.values)}"
    return f"{dispute.name}: {' versus '.join(sides)}", state


def place_words(setting: Setting, library: Library) -> str:
    before = f", before {setting.before}" if setting.before else ""
    sits = " en banc" if setting.en_banc else ""
    return f"{library.courts[setting.court].title.text} ({setting.court}){sits} as of {setting.as_of}{before}"


def _settings(before: Setting, after: Setting, library: Library) -> Iterator[str]:
    was, now = place_words(before, library), place_words(after, library)
    if was != now:
        yield f"- in {was}"
        yield f"+ in {now}"
    aside = sorted(after.set_aside - before.set_aside)
    if aside:
        yield f"- set aside: {', '.join(aside)}"
    back = sorted(before.set_aside - after.set_aside)
    if back:
        yield f"+ no longer set aside: {', '.join(back)}"


def _facts(before: Record, after: Record) -> Iterator[str]:
    was, now = (tuple(replace(f, span=None) for f in r.facts) for r in (before, after))
    gone, come = Counter(was) - Counter(now), Counter(now) - Counter(was)
    for sign, facts, changed in (("-", was, gone), ("+", now, come)):
        for fact in facts:
            if changed[fact]:
                changed[fact] -= 1
                yield f"{sign} {'  '.join(fact_line(fact))}"


def _disputes(before: Record, after: Record) -> Iterator[str]:
    was = {d.name: dispute_line(d) for d in before.disputes}
    now = {d.name: dispute_line(d) for d in after.disputes}
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield from (
                f"{sign} dispute {'  '.join(d[name])}" for sign, d in (("-", was), ("+", now)) if name in d
            )


def _answers(before: Record, after: Record) -> Iterator[str]:
    was, now = dict(before.settled), dict(after.settled)
    for name in dict.fromkeys((*was, *now)):
        if name not in now:
            yield f"- the question {name} is open again"
        elif was.get(name) != now[name]:
            yield f"+ the question {name} is answered {yes_or_no(now[name])}"

"""The law of a setting from that of a library in which few provisions are otherwise, as that of a mutant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from decisis.compiler.calendars import calendar_in
from decisis.compiler.contribution import Given
from decisis.compiler.contributions import Contributions, Fresh, itself
from decisis.compiler.description import provision_info
from decisis.compiler.law import Law, said_of
from decisis.compiler.library import Library
from decisis.compiler.precedence import Precedence, Reason, beats_table
from decisis.compiler.rings import Pair, rings_of
from decisis.compiler.setting import Setting
from decisis.compiler.speaking import speaks
from decisis.compiler.switches import idle_switches, switched
from decisis.rules import ir
from decisis.syntax import ast


@dataclass(frozen=True)
class Nearby:
    """``base``: the law of the other library in the same setting. ``touched``: the provisions that differ."""

    base: Law
    touched: frozenset[str]
    in_setting: Library
    contributions: Contributions
    setting: Setting

    def law(self) -> Law | None:
        """None if more is otherwise than what they contribute, whom they beat, and what is said of them."""
        if self.setting.compared or self.setting.before or not self._speak_alike or self._copied:
            return None
        given = self._exchanged()
        if given is None:
            return None
        order = self._order()
        if order is None:
            return None
        return self.base if self._is_unchanged(given) else self._made(given, order)

    # --- who speaks ----------------------------------------------------------------------------------

    @cached_property
    def _every(self) -> Fresh:
        return self.contributions.every(self.in_setting)

    @property
    def _speak_alike(self) -> bool:
        """Whether those that speak are the same as before, and none of them beats itself in the end."""
        there = [n for n in self.touched if n in self._every]
        speaking = {n for n in there if speaks(self._every[n], self.in_setting, self.setting)}
        known = self.touched <= self._every.keys()
        return known and not self.base.order.rings and speaking == self.touched & self.base.spoken

    @cached_property
    def _own(self) -> tuple[str, ...]:
        """The keys of the provisions that differ."""
        return tuple(key for key in self.base.keyed if itself(key) in self.touched)

    @property
    def _copied(self) -> bool:
        """Whether one that is otherwise has a copy in a scenario, which is otherwise too."""
        return any(
            " in " in key and self._every[itself(key)] != self.base.keyed[itself(key)] for key in self._own
        )

    @cached_property
    def _keyed(self) -> Mapping[str, ast.Provision]:
        own = {key: self._every[itself(key)] for key in self._own if " in " not in key}
        return {**self.base.keyed, **own}

    @cached_property
    def _library(self) -> Library:
        return self.in_setting.with_relations(self.base.speakers.library.relations)

    # --- what they contribute ------------------------------------------------------------------------

    def _exchanged(self) -> dict[str, Given] | None:
        """What provisions contribute now, if it is otherwise; None if they oppose others than before."""
        before = {n: p for n, p in self.base.keyed.items() if n in self.base.given}
        idle = idle_switches(before, self.base.speakers.library, self.setting)
        if idle != idle_switches({n: self._keyed[n] for n in before}, self._library, self.setting):
            return None
        switches = switched(before, idle)
        changed: dict[str, Given] = {}
        for name in (n for n in self.base.given if itself(n) in self.touched):
            provision, off = self._keyed[name], switches.get(name, ())
            new = self.contributions.of(name, provision, self._library, off, name in idle)
            old = self.base.given[name]
            if (new.providers, new.questions, new.lists) != (old.providers, old.questions, old.lists):
                return None
            if new.clauses != old.clauses:
                changed[name] = new
        return changed

    # --- whom they beat ------------------------------------------------------------------------------

    @cached_property
    def _pairs(self) -> tuple[Pair, ...]:
        own = set(self._own)
        return tuple(pair for pair in self.base.pairs if not own.isdisjoint(pair))

    @cached_property
    def _found(self) -> Precedence:
        return beats_table(self._keyed, self._pairs, self._library, self.setting)

    @cached_property
    def _was(self) -> dict[Pair, Reason]:
        beats = self.base.order.beats
        return {pair: beats[pair] for pair in self._pairs if pair in beats}

    def _order(self) -> Precedence | None:
        """Who beats whom now; None if some would beat themselves in the end."""
        others = {pair: why for pair, why in self.base.order.beats.items() if pair not in self._was}
        order = Precedence({**others, **self._found.beats}, ())
        if self._found.beats != self._was and (self._found.rings or rings_of(order.beats)):
            return None
        return order

    # --- the law -------------------------------------------------------------------------------------

    @cached_property
    def _infos(self) -> dict[str, ir.ProvisionInfo]:
        return {key: provision_info(key, self._keyed[key], self._library, self.setting) for key in self._own}

    def _is_unchanged(self, given: Mapping[str, Given]) -> bool:
        same = all(self.base.program.provisions[key] == info for key, info in self._infos.items())
        calendar = self._library.calendar is self.base.speakers.library.calendar
        return same and calendar and not given and self._found.beats == self._was

    def _made(self, given: Mapping[str, Given], order: Precedence) -> Law:
        base = self.base
        gone = {id(c) for name in given for c in base.given[name].clauses}
        clauses = tuple(c for c in base.program.clauses if id(c) not in gone)
        program = replace(
            base.program,
            clauses=(*(c for g in given.values() for c in g.clauses), *clauses),
            calendar=calendar_in(self._library, self.setting.court),
            provisions=MappingProxyType({**base.program.provisions, **self._infos}),
            **said_of(order, self._library),
        )
        was, now = self._was, self._found.beats
        ordered = {name for pair in self._pairs if was.get(pair) != now.get(pair) for name in pair}
        known = base.concluded.items()
        return replace(
            base,
            speakers=replace(base.speakers, library=self._library),
            program=program,
            order=order,
            given={**base.given, **given},
            keyed=self._keyed,
            concluded={k: c for k, c in known if ordered.isdisjoint(base.speakers.to(k[0]))},
        )

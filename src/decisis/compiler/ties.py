"""Why neither of two opposing provisions prevails: each test of precedence, and why it says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decisis.compiler.library import Library
from decisis.compiler.precedence import SOURCES, Opinion, declarations, source_level
from decisis.compiler.setting import Setting
from decisis.compiler.standing import court_rules, rule_words, strength_of
from decisis.syntax import ast


def tie_words(first: str, second: str, library: Library, setting: Setting) -> str:
    """Why there is no order between two provisions that speak in a setting, and none beats the other.

    The names may be those of open questions, or of copies in a scenario: these rank with the provision.
    """
    pair = [library.provisions.get(_own(name)) for name in (first, second)]
    if pair[0] is None or pair[1] is None:
        return "no priority between them is stated"
    return ", ".join(_Tie(pair[0], pair[1], library, setting).said())


def _own(name: str) -> str:
    return name.partition(".")[0].partition(" in ")[0]


@dataclass(frozen=True)
class _Tie:
    a: ast.Provision
    b: ast.Provision
    library: Library
    setting: Setting

    def said(self) -> Iterator[str]:
        opinions = [Opinion.of(p, self.library, self.setting) for p in (self.a, self.b)]
        yield self._declared()
        yield from self._strength()
        yield from self._rank()
        yield from self._courts(*opinions)
        yield from self._days(*opinions)
        yield from self._definitions()

    def _declared(self) -> str:
        known = declarations({p.name.text: p for p in (self.a, self.b)}, self.library)
        names = self.a.name.text, self.b.name.text
        if names in known and names[::-1] in known:
            return "each is stated to prevail over the other"
        return "no priority between them is stated"

    def _definitions(self) -> Iterator[str]:
        """A definition denies what it does not give, also where another provision gives it."""
        for one, other in ((self.a, self.b), (self.b, self.a)):
            gives = isinstance(other.conclusion, ast.Literal) and not other.conclusion.negated
            if one.otherwise_not and gives and not other.otherwise_not:
                yield (
                    f"`{one.name.text}` is a definition and denies what it does not give: what else gives it "
                    f"is to be an `exception to {one.name.text}`"
                )

    def _strength(self) -> Iterator[str]:
        strength = strength_of(self.a, self.library, self.setting)
        if strength != "binding":
            yield f"both are {strength} here" if strength != "dictum" else "both are dicta here"

    def _rank(self) -> Iterator[str]:
        level, other = (source_level(p, self.library) for p in (self.a, self.b))
        if level is not None and level == other:
            yield f"both rank as {SOURCES[level]} texts"
        elif (level is None) != (other is None):
            yield "only one of them is on a text that has a rank"

    def _courts(self, a: Opinion, b: Opinion) -> Iterator[str]:
        if not a.court or not b.court:
            return
        if a.court != b.court:
            courts = " and ".join(self.library.court_words(c) for c in (a.court, b.court))
            yield f"of {courts} neither sits above the other"
            return
        yield f"both are opinions of {self.library.court_words(a.court)}"
        if not (a.is_panel and b.is_panel):
            return
        if self.setting.en_banc and a.court == self.setting.court:
            yield "which sits in full and may choose between its panels"
            return
        rule = next(court_rules(a.court, "panels", self.library, self.setting), None)
        if rule is not None and rule.says == "neither":
            yield rule_words(a.court, rule, self.library)

    def _days(self, a: Opinion, b: Opinion) -> Iterator[str]:
        if a.court != b.court:
            return
        if a.day is not None and a.day == b.day:
            yield f"both are of {a.day.isoformat()}"
        elif a.day is None and b.day is None:
            yield "no day says which of them is later"
        elif a.day is None or b.day is None:
            yield "the day of only one of them is stated"

"""Which of two provisions prevails in a court on a day, and by what: the same table that a run is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations

from decisis.comparison.meeting import Concluded
from decisis.compiler.library import Library
from decisis.compiler.precedence import Reason, beats_table
from decisis.compiler.setting import Setting
from decisis.compiler.silence import why_silent
from decisis.compiler.speaking import speaks
from decisis.syntax import ast


@dataclass(frozen=True)
class Rank:
    """``prevailing`` is the key of the one that does, "" if neither; ``why`` says by what, or why not."""

    prevailing: str
    why: str
    courts: tuple[str, ...] = ()


Beats = Mapping[tuple[str, str], Reason]


@dataclass
class Rankings:
    """The provisions on one relation against each other, worked out once for each court and day."""

    library: Library
    _beats: dict[tuple[Setting, str], Beats] = field(default_factory=dict)

    def between(self, first: Concluded, second: Concluded, setting: Setting) -> Rank:
        for each in (first, second):
            silent = why_silent(self.library.provisions[each.provision], self.library, setting)
            if silent:
                return Rank("", f"`{each.provision}` is no part of the law: {silent}")
        beats = self.on(first.relation, setting)
        for stronger, weaker in ((first.key, second.key), (second.key, first.key)):
            if (stronger, weaker) in beats:
                return Rank(stronger, beats[stronger, weaker].words)
        return Rank("", "neither prevails over the other")

    def beaten_only_by(self, one: Concluded, other: Concluded, setting: Setting) -> tuple[str, ...]:
        """The provisions over which one prevails and another does not."""
        beats = self.on(one.relation, setting)
        weaker = (b for a, b in beats if a == one.key and b != other.key and (other.key, b) not in beats)
        return tuple(sorted(weaker))

    def on(self, relation: str, setting: Setting) -> Beats:
        """Who beats whom among all that speaks to a relation."""
        if (setting, relation) not in self._beats:
            keyed = dict(self._speaking(relation, setting))
            pairs = (pair for pair in permutations(keyed, 2) if _oppose(*(keyed[k] for k in pair)))
            functional = self.library.relations[relation].functional is not None
            every = permutations(keyed, 2) if functional else pairs
            provisions = {key: each.provision for key, each in keyed.items()}
            self._beats[setting, relation] = beats_table(provisions, every, self.library, setting).beats
        return self._beats[setting, relation]

    def _speaking(self, relation: str, setting: Setting) -> Iterator[tuple[str, _Speaker]]:
        for name, provision in self.library.provisions.items():
            questions = [q for q in provision.leaves_open if q.literal.atom.relation.text == relation]
            said = provision.conclusion
            concludes = isinstance(said, ast.Literal) and said.atom.relation.text == relation
            if not (questions or concludes) or not speaks(provision, self.library, setting):
                continue
            if isinstance(said, ast.Literal) and concludes:
                sides = {said.negated, not said.negated} if provision.otherwise_not else {said.negated}
                yield name, _Speaker(provision, frozenset(sides))
            for question in questions:
                yield f"{name}.{question.name.text}", _Speaker(provision, frozenset((True, False)), True)


@dataclass(frozen=True)
class _Speaker:
    provision: ast.Provision
    denies: frozenset[bool]
    is_question: bool = False


def _oppose(one: _Speaker, other: _Speaker) -> bool:
    """Whether the two can oppose each other; two open questions do not."""
    if one.is_question and other.is_question:
        return False
    return any(a != b for a in one.denies for b in other.denies)

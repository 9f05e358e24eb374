"""What lowering is asked for, and what it gives: plain data, apart from any source."""

from __future__ import annotations

from datetime import date

from decisis.dataclass import dataclass
from decisis.rules import ir


@dataclass(frozen=True)
class Setting:
    """The court and day asked about, and what is left out of the law for the asking."""

    court: str
    as_of: date
    set_aside: frozenset[str] = frozenset()  # provisions and authorities, and what they did to others
    own: frozenset[str] = frozenset()  # authorities that the matter itself makes
    before: str = ""  # an authority: the law as it stood before it
    ended: frozenset[str] = frozenset()  # provisions and authorities whose force has ended, and no more
    compared: frozenset[str] = frozenset()  # provisions whose elements are wanted, whether they speak or not
    decided: frozenset[str] = frozenset()  # opinions of that year without a day, taken as decided by then
    en_banc: bool = False  # the whole court is asked, which no opinion of its panels binds

    @property
    def left_out(self) -> frozenset[str]:
        return self.set_aside | self.own


@dataclass(frozen=True)
class RecordSides:
    """Which literals (`p`, `not p`) the facts of a matter may assert; prevailing ones beat everything."""

    recorded: frozenset[str] = frozenset()
    prevailing: frozenset[str] = frozenset()

    def joined(self, other: RecordSides) -> RecordSides:
        return RecordSides(self.recorded | other.recorded, self.prevailing | other.prevailing)


DATED = ("not yet decided", "not in force", "no longer good")  # silent on that day, and not on every other


@dataclass(frozen=True)
class Silence:
    """A provision that would conclude something, but is not part of the law that is asked about, and why not.

    ``day``: the nearest on which it would be heard, where that is what is wrong.
    """

    name: str
    title: str
    citation: str
    kind: str  # dissent | set aside | own | not yet decided | not in force | no longer good | held invalid
    text: str
    day: date | None = None


@dataclass(frozen=True)
class Lowered:
    """A program for one setting."""

    program: ir.Program

    @property
    def rings(self) -> tuple[ir.Ring, ...]:
        """The rings of provisions that beat one another."""
        return self.program.rings

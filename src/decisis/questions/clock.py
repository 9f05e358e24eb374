"""How long a search may take: what it has found by then is shown, and how far it came is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import process_time

SECONDS_OF_A_SESSION = 60.0  # of a search there, which a person can also interrupt


class OutOfTime(Exception):
    """A search has taken as long as it may."""


@dataclass
class Clock:
    """``seconds`` of computing for each thing that is done in turns; None: as long as it takes.

    What other programs take of the machine is not counted, so that a busy machine finds as much.
    """

    seconds: float | None = None
    since: float = field(default_factory=process_time)
    doing: str = "searching"
    _spent: dict[str, float] = field(default_factory=dict)  # on each, before it was last turned to

    @property
    def over(self) -> bool:
        spent = self._spent.get(self.doing, 0.0) + process_time() - self.since
        return self.seconds is not None and spent > self.seconds

    def turn_to(self, doing: str) -> None:
        """From now on the time is another's."""
        now = process_time()
        self._spent[self.doing] = self._spent.get(self.doing, 0.0) + now - self.since
        self.doing, self.since = doing, now

    def stop(self) -> None:
        """From now on there is as much time as it takes."""
        self.seconds = None

    def demand_time(self) -> None:
        """Raises `OutOfTime` once it is over."""
        if self.over:
            raise OutOfTime

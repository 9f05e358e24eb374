"""How long a search may take: what it has found by then is shown, and how far it came is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import process_time

SECONDS_OF_A_SESSION = 60.0  # of a search there, which a person can also interrupt


class OutOfTime(Exception):
    """A search has taken as long as it may."""


@dataclass
class Clock:
    """``seconds`` of computing, from when it was last started on; None: as long as it takes.

    What other programs take of the machine is not counted, so that a busy machine finds as much.
    """

    seconds: float | None = None
    since: float = field(default_factory=process_time)

    @property
    def over(self) -> bool:
        return self.seconds is not None and process_time() - self.since > self.seconds

    def start_again(self) -> None:
        self.since = process_time()

    def stop(self) -> None:
        """From now on there is as much time as it takes."""
        self.seconds = None

    def demand_time(self) -> None:
        """Raises `OutOfTime` once it is over."""
        if self.over:
            raise OutOfTime

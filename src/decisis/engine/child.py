"""A process that runs a foreign engine: it answers lines of JSON, and is killed when it is late.

A foreign engine may hang where no signal reaches it, or take all memory. In a process of its own neither
harms ours. The children `*_child.py` import nothing of Decisis; what they are told and say is integers.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any

from decisis.engine import LimitReached, Unsupported


class Child:
    """A process that is started when it is first told something, and killed on leaving."""

    def __init__(self, script: str, who: str, deadline: float) -> None:
        self._script = Path(__file__).with_name(script)
        self._who = who
        self._deadline = deadline  # seconds, for one turn
        self._process: subprocess.Popen[str] | None = None
        self._late = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """As long as the child may take, whatever it is told meanwhile."""
        timer = Timer(self._deadline, self._kill)
        timer.daemon = True
        self._late = False
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def ask(self, request: object) -> Any:
        """The answer. `LimitReached` if it is late, `Unsupported` if the child breaks down."""
        self.tell(request)
        return self.hear()

    def tell(self, message: object) -> None:
        sent = self._started().stdin
        assert sent is not None
        with suppress(BrokenPipeError):  # `hear` says why
            sent.write(json.dumps(message) + "\n")
            sent.flush()

    def hear(self) -> Any:
        process = self._started()
        assert process.stdout is not None
        line = process.stdout.readline()
        if line.endswith("\n"):
            return json.loads(line)
        if self._late:
            raise LimitReached(f"{self._who} did not answer within {self._deadline:g} seconds")
        assert process.stderr is not None
        said = process.stderr.read().strip().rpartition("\n")[2]
        raise Unsupported(self._who, (f"it broke down: {said}",))

    def close(self) -> None:
        """Ends the process; another one is started when there is something to be told."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError):
                process.communicate()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            pipe = subprocess.PIPE
            command = [sys.executable, "-P", str(self._script)]
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, encoding="ascii")
        return self._process

    def _kill(self) -> None:
        self._late = True
        if self._process is not None:
            self._process.kill()

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

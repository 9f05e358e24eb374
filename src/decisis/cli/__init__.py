"""The command line: data on standard output, complaints on standard error, and what the exit says.

0 answered, or all passed · 1 an expectation or property failed · 2 bad input · 3 a limit was reached
· 4 an error of ours · 5 a certificate was refused.

Each command stands in a module of its own, which is imported when the command is run; so is click, which
takes longer to load than Python itself and is not needed to read a plain `ask` or `why`.
"""

from __future__ import annotations

import gc
import os
import sys

from decisis.cli.status import ANSWERED, BAD_INPUT, INTERNAL, LIMIT, REFUSED, complain, say
from decisis.version import VERSION

COMMANDS = {  # name: the module of `decisis.cli` that has it
    "ask": "asking",
    "ask-me": "ask_me",
    "check": "check",
    "check-proof": "check_proof",
    "citator": "citator",
    "compare": "compare",
    "contents": "contents",
    "distinguish": "distinguish",
    "explain": "explain",
    "fmt": "fmt",
    "mutate": "mutate",
    "needs": "questions",
    "quotes": "quotes",
    "repl": "repl",
    "split": "split",
    "test": "test",
    "verify": "verify",
    "vocabulary": "vocabulary",
    "what-if": "questions",
    "why": "asking",
    "why-not": "questions",
}


QUICK = ("ask", "needs", "what-if", "why", "why-not")  # that leave no thread, process or file open


def start() -> None:
    """The command as it is installed: `main`, whose process ends at once where nothing is left to be done.

    Python would first free, one by one, all objects that are left: a sixth of the time of a plain `ask`.
    """
    try:
        main()
    except SystemExit as done:
        if sys.argv[1:2] and sys.argv[1] in QUICK and isinstance(done.code, int) and _flushed():
            os._exit(done.code)
        raise


def _flushed() -> bool:
    """Whether all that was printed is out; if not, Python says why as it ends."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


def main() -> None:
    """Run a command; every complaint is printed once, and the exit code says what kind it was."""
    gc.set_threshold(1_000_000, 20, 20)  # a command makes much, and keeps it until it ends
    try:
        sys.exit(_run(sys.argv[1:]) or ANSWERED)
    except KeyboardInterrupt:
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        sys.exit(ANSWERED)
    except Exception as error:
        sys.exit(_ended(error))


def _run(arguments: list[str]) -> int | None:
    if arguments == ["--version"]:
        print(f"decisis, version {VERSION}")
        return None
    from decisis.cli.plain import plain

    asked = plain(arguments)
    if asked is not None:
        from decisis.cli.answering import answer

        answer(**asked)
        return None
    from decisis.cli.group import run

    return run()


def _ended(error: Exception) -> int:
    """What the exit says of an error, once it has been printed."""
    from decisis.diagnostics import Rejected
    from decisis.engine import LimitReached, Unsound
    from decisis_check.reading import Refused

    match error:
        case Rejected():
            complain(error)
            return BAD_INPUT
        case LimitReached():
            say(f"undetermined: {error}")
            return LIMIT
        case Refused() | Unsound():
            say(f"refused: {error}")
            return REFUSED
    say(f"internal error: {type(error).__name__}; please report it with the files that lead to it")
    if "DECISIS_DEBUG" in os.environ:
        raise error
    return INTERNAL

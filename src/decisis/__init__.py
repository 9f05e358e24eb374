"""Decisis: legal rules that come from authority, and what follows from them.

`import decisis` imports nothing else: each name below is looked up when it is first used.
"""

from decisis.version import VERSION

TYPE_CHECKING = False  # to type checkers it is True; `typing` would cost half of a bare start
if TYPE_CHECKING:
    from decisis.api.answer import Answer as Answer
    from decisis.api.answer import Proof as Proof
    from decisis.api.doctrine import Doctrine as Doctrine
    from decisis.api.doctrine import load_doctrine as load_doctrine
    from decisis.api.matter import Matter as Matter
    from decisis.api.report import Report as Report
    from decisis.comparison.for_python import compare as compare
    from decisis.diagnostics import Diagnostic as Diagnostic
    from decisis.diagnostics import Rejected as Rejected
    from decisis.engine import LimitReached as LimitReached
    from decisis_check.reading import Refused as Refused

__version__ = VERSION

_NAMES = {  # name: the module that has it
    "Answer": "decisis.api.answer",
    "Diagnostic": "decisis.diagnostics",
    "Doctrine": "decisis.api.doctrine",
    "LimitReached": "decisis.engine",
    "Matter": "decisis.api.matter",
    "Proof": "decisis.api.answer",
    "Refused": "decisis_check.reading",
    "Rejected": "decisis.diagnostics",
    "Report": "decisis.api.report",
    "compare": "decisis.comparison.for_python",
    "load_doctrine": "decisis.api.doctrine",
}
__all__ = [*_NAMES]


def __getattr__(name: str) -> object:
    if name not in _NAMES:
        raise AttributeError(f"module `decisis` has no attribute `{name}`")
    from importlib import import_module

    return getattr(import_module(_NAMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*_NAMES, "__version__"])

"""`sha256`, and what annotations name: to load `hashlib` and `typing` takes longer than a check."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import sha256 as sha256
    from typing import Any as Any
    from typing import NoReturn as NoReturn
else:
    Any = NoReturn = object

    def _sha256():
        """The function without OpenSSL, as `random` has it; since Python 3.12 in a module of another name."""
        for module in ("_sha2", "_sha256", "hashlib"):
            try:
                return __import__(module).sha256
            except ImportError:
                continue
        raise ImportError("no sha256")

    sha256 = _sha256()

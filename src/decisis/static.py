"""What `typing` has, for what every start loads: to type checkers it is the standard one.

Loading `typing` takes a tenth of a plain answer, and when a program runs all of it means nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any as Any
    from typing import NoReturn as NoReturn
    from typing import Protocol as Protocol
    from typing import TypeGuard as TypeGuard
    from typing import TypeVar as TypeVar
    from typing import assert_never as assert_never
    from typing import cast as cast
else:
    Any = NoReturn = TypeGuard = Protocol = object

    def TypeVar(name, *kinds):
        return name

    def assert_never(value):
        raise AssertionError(f"expected to be unreachable: {value!r}")

    def cast(kind, value):
        return value

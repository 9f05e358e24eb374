"""Doctrine under test: what must hold of every matter, and the matters that show that it does not.

For tests in Python: `matters` and `facts` are Hypothesis strategies over the vocabulary of a doctrine, and
`assert_property` fails with the case file of a matter that breaks a property.
"""

TYPE_CHECKING = False  # to type checkers it is True
if TYPE_CHECKING:
    from decisis.testing.for_python import assert_property as assert_property
    from decisis.testing.for_python import facts as facts
    from decisis.testing.for_python import matters as matters

__all__ = ["assert_property", "facts", "matters"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module `decisis.testing` has no attribute `{name}`")
    from decisis.testing import for_python

    return getattr(for_python, name)

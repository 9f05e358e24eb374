"""`dataclass`, `field` and `replace` as the standard library has them, for what every start loads.

The standard ones write the methods of each class as text, compile it, and load `inspect` to do so: half a
millisecond a class, a third of the time in which a question is answered. Here the methods are closures over
the names of the fields. Of the options there are those that are used: `frozen`, `eq` and `repr` of a class,
`default`, `default_factory`, `repr`, `compare` and `hash` of a field. To type checkers, these are the
standard ones; to `dataclasses.fields`, `replace` and `is_dataclass`, so are the classes.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
    from typing import TypeVar

    Class = TypeVar("Class", bound=type)

    def hashed_once(cls: Class) -> Class:
        """For what is large, and looked up often: an instance works its hash out once."""
        return cls
else:
    from operator import attrgetter
    from reprlib import recursive_repr

    _MISSING = object()
    _set = object.__setattr__

    class _Field:
        """What is said of a field behind its `=`."""

        __slots__ = ("compare", "default", "default_factory", "hash", "repr")

        def __init__(self, default, default_factory, repr, hash, compare):
            self.default = default
            self.default_factory = default_factory
            self.repr = repr
            self.hash = compare if hash is None else hash
            self.compare = compare

        def value(self):
            """What the field is if nothing is given for it."""
            return self.default if self.default_factory is _MISSING else self.default_factory()

        @property
        def required(self):
            return self.default is _MISSING and self.default_factory is _MISSING

    def field(*, default=_MISSING, default_factory=_MISSING, repr=True, hash=None, compare=True):
        return _Field(default, default_factory, repr, hash, compare)

    def dataclass(cls=None, /, *, frozen=False, eq=True, repr=True, order=False):
        if order:
            raise TypeError("no dataclass here has an order")

        def made(cls):
            return _made(cls, frozen, eq, repr)

        return made if cls is None else made(cls)

    def hashed_once(cls):
        plain = cls.__hash__

        def __hash__(self):
            kept = self.__dict__
            if "_hash_" not in kept:
                kept["_hash_"] = plain(self)
            return kept["_hash_"]

        cls.__hash__ = __hash__
        return cls

    def replace(instance, /, **changes):
        """The same with changes. Every field is one that the class is made with."""
        names = instance.__match_args__
        values = [changes.pop(name) if name in changes else getattr(instance, name) for name in names]
        return instance.__class__(*values, **changes)

    def _made(cls, frozen, eq, repr):
        fields = _fields_of(cls)
        cls._fields_ = fields
        cls.__match_args__ = tuple(fields)
        cls.__dataclass_fields__ = _Standard()
        cls.__init__ = _init(cls, fields)
        own = cls.__dict__
        if repr and "__repr__" not in own:
            cls.__repr__ = _repr(tuple(n for n, f in fields.items() if f.repr))
        if eq:
            if "__eq__" not in own:
                cls.__eq__ = _eq(_getter([n for n, f in fields.items() if f.compare]))
            if own.get("__hash__") is None or "__hash__" not in own:
                hashed = _hash(_getter([n for n, f in fields.items() if f.hash]))
                cls.__hash__ = hashed if frozen else None
        if frozen:
            cls.__setattr__ = _refuse_to_set
            cls.__delattr__ = _refuse_to_delete
            if "__getstate__" not in own:
                cls.__getstate__ = _state
        return cls

    def _fields_of(cls):
        found = {}
        for base in reversed(cls.__mro__[1:]):
            found.update(base.__dict__.get("_fields_", {}))
        for name in cls.__annotations__:
            said = cls.__dict__.get(name, _MISSING)
            if not isinstance(said, _Field):
                said = field(default=said)
            elif said.default is not _MISSING:
                setattr(cls, name, said.default)
            else:
                delattr(cls, name)
            found[name] = said
        return found

    # --- methods ----------------------------------------------------------------------------------

    def _init(cls, fields):
        names = tuple(fields)
        count = len(names)
        finish = getattr(cls, "__post_init__", None)

        usual = _defaults(fields)

        def __init__(self, /, *values, **named):
            if named or len(values) != count:
                missing = count - len(values)
                if not named and 0 < missing <= len(usual):
                    values = (*values, *usual[-missing:])
                else:
                    values = _completed(cls, fields, values, named)
            for name, value in zip(names, values):  # noqa: B905 (there are as many)
                _set(self, name, value)
            if finish is not None:
                finish(self)

        return __init__

    def _defaults(fields):
        """Those of the last fields, as far as they are the same for every instance."""
        found = []
        for each in reversed(fields.values()):
            if each.default is _MISSING:
                break
            found.insert(0, each.default)
        return tuple(found)

    def _completed(cls, fields, values, named):
        """A value for each field; TypeError if one is missing, given twice, or of no field."""
        names = tuple(fields)
        if len(values) > len(names):
            raise TypeError(f"{cls.__qualname__}() takes {len(names)} values, not {len(values)}")
        found = list(values)
        for name in names[len(values) :]:
            if name in named:
                found.append(named.pop(name))
            elif fields[name].required:
                raise TypeError(f"{cls.__qualname__}() needs a value for {name!r}")
            else:
                found.append(fields[name].value())
        if named:
            raise TypeError(f"{cls.__qualname__}() is given {min(named)!r} twice, or has no such field")
        return found

    def _getter(names):
        """From an instance to a tuple of the values of some fields."""
        if len(names) > 1:
            return attrgetter(*names)
        if not names:
            return lambda _: ()
        get = attrgetter(*names)
        return lambda instance: (get(instance),)

    def _eq(get):
        def __eq__(self, other):
            if other.__class__ is self.__class__:
                return get(self) == get(other)
            return NotImplemented

        return __eq__

    def _hash(get):
        def __hash__(self):
            return hash(get(self))

        return __hash__

    def _repr(names):
        @recursive_repr()
        def __repr__(self):
            parts = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
            return f"{self.__class__.__qualname__}({parts})"

        return __repr__

    def _state(self):
        """For another process, the fields alone: hashes, for one, may be others there."""
        return {name: getattr(self, name) for name in self.__match_args__}

    def _refuse_to_set(self, name, value):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_to_delete(self, name):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    class _Standard:
        """The fields as the standard library wants them, made when it first asks."""

        def __get__(self, instance, cls):
            import dataclasses

            def standard(said):
                default = dataclasses.MISSING if said.default is _MISSING else said.default
                factory = dataclasses.MISSING if said.default_factory is _MISSING else said.default_factory
                shown = {"repr": said.repr, "hash": said.hash, "compare": said.compare}
                return dataclasses.field(default=default, default_factory=factory, **shown)

            kinds = {name: kind for base in cls.__mro__[::-1] for name, kind in _annotated(base)}
            twin = [(name, kinds[name], standard(said)) for name, said in cls._fields_.items()]
            found = dataclasses.make_dataclass(cls.__name__, twin).__dataclass_fields__
            cls.__dataclass_fields__ = found
            return found

    def _annotated(cls):
        return getattr(cls, "__annotations__", {}).items()

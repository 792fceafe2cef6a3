"""From a struct of `bode.whatsapp` to JSON that fits it, whatever fields it gets in time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

Values = st.SearchStrategy[Any]


class Fitting:
    """Makes values that fit a type. What a field is called says what stands in it.

    `named` holds values for fields that only make sense together, such as ids, and for those that
    a struct leaves as JSON; `always` the names of fields without which an object says nothing.
    """

    def __init__(self, named: Mapping[str, Values], always: Collection[str], texts: Values) -> None:
        self._named, self._always, self._texts = named, always, texts
        self.struct = cache(self._struct)

    def _struct(self, kind: type) -> Values:
        """Objects with some of a struct's fields."""
        told = inspect.type_info(kind)
        assert isinstance(told, inspect.StructType)
        always, perhaps = {}, {}
        for field in told.fields:
            name = field.encode_name
            where = always if field.required or name in self._always else perhaps
            where[name] = self._named[name] if name in self._named else self._of(field.type)
        return st.fixed_dictionaries(always, optional=perhaps)

    def _of(self, kind: inspect.Type) -> Values:
        match kind:
            case inspect.UnionType():
                return st.one_of(*map(self._of, kind.types))
            case inspect.StructType():
                return self.struct(kind.cls)
            case inspect.ListType() | inspect.VarTupleType():
                return st.lists(self._of(kind.item_type), max_size=3)
            case inspect.StrType():
                return self._texts
            case inspect.IntType() | inspect.DateTimeType():
                return st.integers(0, 2**33)
            case inspect.FloatType():
                return st.floats(-180, 180)
            case inspect.BoolType():
                return st.booleans()
            case inspect.NoneType():
                return st.none()
        raise NotImplementedError(kind)

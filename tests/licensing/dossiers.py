"""Any dossier there can be, made from what its structs say of their fields."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hypothesis import strategies as st
from msgspec.structs import replace

from bode.licensing.dossier.structs import Dossier, File, Part, Sha256

TEXT = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(0, 10**9),
    bool: st.booleans(),
    bytes: st.binary(max_size=60),
    UUID: st.uuids(),
    date: st.dates(),
    datetime: st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31), timezones=st.just(UTC)),
    type(None): st.none(),
    Any: JSON,
    Sha256: st.binary(max_size=8).map(lambda data: sha256(data).hexdigest()),
}


@cache
def of_type(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of this type."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return of_type(inside[0])
    if origin is Literal:
        return st.sampled_from(inside)
    if origin in (Union, UnionType):
        return st.one_of(*map(of_type, inside))
    if origin is list:
        return st.lists(of_type(inside[0]), max_size=2)
    if origin is dict:
        return st.dictionaries(of_type(inside[0]), of_type(inside[1]), max_size=2)
    assert issubclass(kind, Part)
    fields = get_type_hints(kind, include_extras=True)
    made = st.fixed_dictionaries({name: of_type(each) for name, each in fields.items()})
    return made.map(lambda given: kind(**given))


def _with_true_files(dossier: Dossier) -> Dossier:
    return replace(dossier, files=[_true(file) for file in dossier.files])


def _true(file: File) -> File:
    return replace(file, size=len(file.data), sha256=sha256(file.data).hexdigest())


dossiers: st.SearchStrategy[Dossier] = of_type(Dossier).map(_with_true_files)

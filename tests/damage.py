"""Values that nobody expects, and what becomes of a payload in which they turn up."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Any

from hypothesis import strategies as st

HUGE = st.sampled_from([2**31, 2**63, 2**64, -(2**63) - 1, 10**400, 10**4000])
texts = st.text(max_size=20)
# With U+0000 and halves of surrogate pairs.
odd_texts = st.text(st.characters(exclude_categories=[]), max_size=20)


def json_values(text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    simple = (
        st.none()
        | st.booleans()
        | st.integers()
        | HUGE
        | st.floats(allow_nan=False, allow_infinity=False)
        | text
    )
    return st.recursive(
        simple,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
        max_leaves=12,
    )


anything = json_values(odd_texts)


def damage(payload: Any, random: Random, odd: Callable[[], Any]) -> None:
    """Drop, rename, repeat or replace something somewhere in a payload."""
    places = list(_places(payload))
    if not places:
        return
    place, key = random.choice(places)
    how = random.choice(["drop", "replace", "rename", "repeat"])
    if how == "drop":
        del place[key]
    elif how == "rename" and isinstance(place, dict):
        place[str(odd())] = place.pop(key)
    elif how == "repeat" and isinstance(place, list):
        place.append(copy.deepcopy(place[key]))
    else:
        place[key] = odd()


def _places(payload: Any) -> Iterator[tuple[Any, Any]]:
    """Every list and object within, with each key or index in it."""
    keys: Iterable[Any] = payload if isinstance(payload, dict) else range(len(payload))
    for key in keys:
        yield payload, key
        if isinstance(payload[key], dict | list):
            yield from _places(payload[key])


def with_a_key_twice(text: str, random: Random, odd: Callable[[], Any]) -> str:
    """JSON in which an object says something twice."""
    keys = sorted(set(re.findall(r'"([a-z_]+)": ', text)))
    if not keys:
        return text
    key = random.choice(keys)
    return text.replace(f'"{key}": ', f'"{key}": {json.dumps(odd())}, "{key}": ', 1)

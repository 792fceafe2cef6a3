"""Values that nobody expects, and what becomes of a payload in which they turn up."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

from hypothesis import strategies as st

HUGE = st.sampled_from([2**31, 2**63, 2**64, -(2**63) - 1, 10**400, 10**4000])
texts = st.text(max_size=20)
odd_texts = st.text(
    st.characters(exclude_categories=[]), max_size=20
)  # with U+0000 and halves of surrogate pairs


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


def damage(payload: Any, data: Any) -> None:
    """Drop, rename, repeat or replace something somewhere in a payload."""
    place = payload
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or data.draw(st.integers(0, 4)) == 0:
            break
        place = inner
    how = data.draw(st.sampled_from(["drop", "replace", "rename", "repeat"]))
    if how == "drop":
        del place[key]
    elif how == "rename" and isinstance(place, dict):
        place[data.draw(odd_texts)] = place.pop(key)
    elif how == "repeat" and isinstance(place, list):
        place.append(copy.deepcopy(place[key]))
    else:
        place[key] = data.draw(anything)


def with_a_key_twice(text: str, data: Any) -> str:
    """JSON in which, perhaps, an object says something twice."""
    keys = sorted(set(re.findall(r'"([a-z_]+)": ', text)))
    if not keys or data.draw(st.booleans()):
        return text
    key = data.draw(st.sampled_from(keys))
    odd = json.dumps(data.draw(anything))
    return text.replace(f'"{key}": ', f'"{key}": {odd}, "{key}": ', 1)

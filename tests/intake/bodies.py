"""Bodies of every kind, from nearly right to nonsense."""

from __future__ import annotations

import json
from typing import Any

import orjson
from hypothesis import strategies as st
from tests.intake.street import message

any_text = st.text(max_size=20) | st.sampled_from(["text", "image", "messages", "\0", "\ud83d"])
any_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=12,
)


json_bodies = any_json.map(lambda value: json.dumps(value).encode())


@st.composite
def almost_a_webhook(draw: st.DrawFn) -> bytes:
    """A real webhook in which one place holds something else."""
    whole = orjson.loads(message(wamid=draw(st.text(min_size=1, max_size=8))))
    spot: Any = whole
    for _ in range(draw(st.integers(0, 9))):
        key = draw(st.sampled_from(sorted(spot) if isinstance(spot, dict) else range(len(spot))))
        if not isinstance(spot[key], dict | list) or not spot[key]:
            spot[key] = draw(any_json)
            break
        spot = spot[key]
    else:
        key = draw(st.sampled_from(sorted(spot) if isinstance(spot, dict) else range(len(spot))))
        spot[key] = draw(any_json)
    return json.dumps(whole).encode()

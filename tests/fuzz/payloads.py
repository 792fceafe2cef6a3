"""Webhooks by the thousand: as promised, damaged, and ruined. The same seed gives the same ones."""

from __future__ import annotations

import copy
import json
import re
from random import Random
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.damage import anything, damage, with_a_key_twice
from tests.fuzz.shapes import KNOWN, MOMENT, STRANGE, changes

ACCOUNT = "400000000000001"
_LENGTHS = [21, 31, 41, 81, 101, 121, 201, 301, 5_000]  # just beyond what many columns hold
_ODD = [
    *(sign * length for length in _LENGTHS for sign in "x7é😀"),
    *("0", -1, "253402300799", 253402300800, "9999-12-31T23:59:59Z", "1e9", True, "\ud83d", "\0"),
]
_STOCK = 5  # each change that hypothesis makes stands in so many webhooks, always otherwise


def generate(amount: int, seed: int) -> list[bytes]:
    """Return so many bodies of webhooks."""
    random = Random(seed)
    told = _draw(changes, 1 + 2 * amount // _STOCK, seed)
    odd = _draw(anything, 4 * len(_ODD), seed) + _ODD
    return [_body(random, told, odd) for _ in range(amount)]


def _draw(values: st.SearchStrategy[Any], amount: int, seed: int) -> list[Any]:
    drawn: list[Any] = []

    @hypothesis.seed(seed)
    @settings(
        max_examples=amount,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(values)
    def keep(value: Any) -> None:
        drawn.append(value)

    keep()
    return drawn


def _body(random: Random, told: list[Any], odd: list[Any]) -> bytes:
    entries = [
        {
            "id": random.choice([ACCOUNT, ACCOUNT, ACCOUNT, STRANGE]),
            "time": MOMENT,
            "changes": [
                copy.deepcopy(random.choice(told)) for _ in range(random.choice([1, 1, 1, 1, 2]))
            ],
        }
        for _ in range(random.choice([1, 1, 1, 1, 1, 2]))
    ]
    payload = {"object": "whatsapp_business_account", "entry": entries}
    for _ in range(random.choice([0, 0, 0, 1, 1, 2, 4])):
        damage(payload, random, lambda: copy.deepcopy(random.choice(odd)))
    text = _about_others(json.dumps(payload), random)
    if random.random() < 0.9:
        return text.encode()
    return random.choice(_RUINS)(text, random, odd)


def _about_others(text: str, random: Random) -> str:
    """The same, told of other messages and citizens: hypothesis prefers a few among many."""
    others: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        if found[0] not in others:
            others[found[0]] = f"{found[1]}{random.randrange(KNOWN):03}"
        return others[found[0]]

    return re.sub(
        r"(wamid\.|31612345|NL\.800200300400500|NL\.ENT\.70020030040050)([0-9]{3})", other, text
    )


def _anywhere(text: str, random: Random) -> tuple[str, str, str]:
    """A text in the JSON, with what stands before and after it."""
    spots = [found.span() for found in re.finditer(r'"[^"]*"', text)] or [(0, len(text))]
    start, end = random.choice(spots)
    return text[:start], text[start:end], text[end:]


def _with_a_long_text(text: str, random: Random, _odd: list[Any]) -> bytes:
    before, _, after = _anywhere(text, random)
    long = random.choice("xé😀") * random.choice([*_LENGTHS, 100_000])
    return f'{before}"{long}"{after}'.encode()


def _nested_deeply(text: str, random: Random, _odd: list[Any]) -> bytes:
    before, _, after = _anywhere(text, random)
    levels = random.choice([10, 500, 2_000, 20_000])
    opened, closed = random.choice([("[", "]"), ('{"a":', "}")])
    return (before + opened * levels + "1" + closed * levels + after).encode()


def _with_an_odd_sign(text: str, random: Random, _odd: list[Any]) -> bytes:
    before, middle, after = _anywhere(text, random)
    sign = random.choice([r"\u0000", r"\ud83d", r"\ude00", r"\uffff", r"\u202e", r"\n"])
    return f'{before}{middle[:-1]}{sign}"{after}'.encode()


def _twice(text: str, random: Random, odd: list[Any]) -> bytes:
    return with_a_key_twice(text, random, lambda: random.choice(odd)).encode()


def _cut(text: str, random: Random, _odd: list[Any]) -> bytes:
    return _anywhere(text, random)[0].encode()


def _with_any_bytes(text: str, random: Random, _odd: list[Any]) -> bytes:
    before, _, after = _anywhere(text, random)
    return before.encode() + random.randbytes(random.randint(1, 20)) + after.encode()


def _something_else(_text: str, random: Random, odd: list[Any]) -> bytes:
    return json.dumps(random.choice(odd)).encode()


_RUINS = [
    _with_a_long_text,
    _with_a_long_text,
    _nested_deeply,
    _with_an_odd_sign,
    _with_an_odd_sign,
    _twice,
    _cut,
    _with_any_bytes,
    _something_else,
]

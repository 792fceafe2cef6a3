"""Towns and claims as tests need them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from bode.monitor.claims import Certainty, Claim, Source, SourceKind, by_precedence
from bode.monitor.towns import Town
from bode.monitor.uses import CLAIMABLE, Use

FIRST, LAST = date(2017, 1, 1), date(2026, 11, 28)


def claim(use: Use = Use.BSP, **more: Any) -> Claim:
    """A claim of an import of 2024, that says so from 2023 on."""
    kind = more.pop("kind", SourceKind.IMPORT)
    day = more.pop("day", date(2024, 1, 1))
    facts = {
        "first_day": date(2023, 1, 1),
        "until": None,
        "certainty": Certainty.LIKELY,
        "entered_at": datetime(2024, 2, 1, tzinfo=UTC),
    } | more
    return Claim(use=use, source=Source(kind=kind, name="Bron", url="", day=day), **facts)


def town(*claims: Claim, **more: Any) -> Town:
    facts = {
        "code": "GM9911",
        "name": "Proefstad",
        "province": "Utrecht",
        "population": 30_000,
        "row": 1,
        "col": 1,
        "valid_from": None,
        "valid_to": None,
        "is_invented": False,
    } | more
    return Town(**facts, claims=by_precedence(claims))


days = st.dates(FIRST, LAST)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    first, other = sorted((draw(days), draw(days)))
    return claim(
        draw(st.sampled_from(CLAIMABLE)),
        first_day=first,
        until=draw(st.sampled_from([None, other])) if other > first else None,
        kind=draw(st.sampled_from(SourceKind)),
        day=draw(days),
        provider=draw(st.sampled_from(["", "Waterlijn"])),
        purposes=draw(st.sampled_from([(), ("permits",), ("permits", "tourism")])),
    )


@st.composite
def towns(draw: st.DrawFn) -> Town:
    begin, end = sorted((draw(days), draw(days)))
    return town(
        *draw(st.lists(claims(), max_size=5)),
        code=f"GM{draw(st.integers(0, 9999)):04}",
        province=draw(st.sampled_from(["Utrecht", "Zeeland"])),
        population=draw(st.sampled_from([None, 9_000, 40_000, 600_000])),
        valid_from=draw(st.sampled_from([None, begin])),
        valid_to=draw(st.sampled_from([None, end])),
    )

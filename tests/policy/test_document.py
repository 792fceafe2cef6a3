"""What the policy page promises about the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bode.policy import ERAS, PURPOSES, Era, Purpose, RefusalCode, Route

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "policy.md").read_text()


@pytest.mark.parametrize("purpose", PURPOSES.values(), ids=lambda each: each.code)
def test_every_purpose_stands_in_the_page(purpose: Purpose) -> None:
    kind = "allowed" if purpose.allowed else "forbidden"

    assert f"| `{purpose.code}` | {purpose.name_en} | {kind} |" in PAGE


@pytest.mark.parametrize("era", ERAS, ids=lambda each: each.code)
def test_every_era_stands_in_the_page_with_its_routes(era: Era) -> None:
    cells = [
        f"`{era.code}`",
        era.first_day.isoformat() if era.first_day else "–",
        *("yes" if era.routes[route].allowed else "no" for route in Route),
    ]

    assert f"| {' | '.join(cells)} |" in PAGE


def test_every_refusal_stands_in_the_page_in_its_order() -> None:
    assert re.findall(r"^[0-9]+\. `(\w+)`", PAGE, re.MULTILINE) == list(RefusalCode)

"""Colours are named in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

BODE = Path(__file__).resolve().parents[2] / "src" / "bode"
STATIC = BODE / "web" / "static"
SHEETS = {path.name: path.read_text() for path in sorted(STATIC.glob("*.css"))}
DRAWING = [
    path.read_text()
    for path in [
        BODE / "basics" / "drawing.py",
        BODE / "reports" / "pictures.py",
        *(BODE / "monitor" / "pictures").glob("*.py"),
    ]
]
TOKENS = "tokens.css"
NAMES = "white|black|red|green|blue|yellow|orange|purple|gray|grey|silver|navy|maroon|teal|pink"
LITERAL = re.compile(rf"#[0-9a-f]{{3,8}}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(|\b(?:{NAMES})\b")


def values(sheet: str) -> list[str]:
    """What each declaration sets, without comments and addresses."""
    plain = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet, flags=re.DOTALL)
    return re.findall(r"[\w-]+\s*:\s*([^;{}]+)[;}]", plain)


def test_there_are_tokens() -> None:
    assert any(LITERAL.search(value) for value in values(SHEETS[TOKENS]))


@pytest.mark.parametrize("name", sorted(SHEETS.keys() - {TOKENS}))
def test_no_rule_holds_a_literal_colour(name: str) -> None:
    assert [value for value in values(SHEETS[name]) if LITERAL.search(value)] == []


@pytest.mark.parametrize("name", sorted(SHEETS.keys() - {TOKENS}))
def test_every_colour_is_one_of_bodes_own_tokens(name: str) -> None:
    assert "voorbeeld-kleuren" not in SHEETS[name]


def test_every_colour_of_a_picture_follows_the_appearance() -> None:
    drawn = {colour for text in DRAWING for colour in re.findall(r"#[0-9a-f]{6}\b", text)}

    assert drawn
    assert {
        f"{how} {colour}"
        for colour in drawn
        for how in ("fill", "stroke")
        if f'[{how}="{colour}"]' not in SHEETS["charts.css"]
    } == set()


def test_every_token_that_a_rule_names_exists() -> None:
    defined = set(re.findall(r"(--bode-[\w-]+)\s*:", SHEETS[TOKENS]))
    used = {
        token
        for name, sheet in SHEETS.items()
        for token in re.findall(r"var\((--bode-[\w-]+)", sheet)
        if f"{token}:" not in sheet or name == TOKENS
    }

    assert used - defined == set()

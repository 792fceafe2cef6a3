"""What a picture of figures tells, and how the period before stands in it."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from bode.reports.pictures import Series, draw_columns, draw_rows

SVG = "{http://www.w3.org/2000/svg}"
MARK = "3"  # how thick its line is


def columns(series: Series) -> str:
    return draw_columns("Beeld", ["a", "b", "c"], [series])


def rows(series: Series) -> str:
    return draw_rows("Beeld", ["a", "b", "c"], [series], lambda value: f"<{value}>")


def marks(picture: str) -> list[tuple[float, float]]:
    """Where the marks begin, without the one of the legend."""
    lines = [
        each for each in fromstring(picture).iter(f"{SVG}line") if each.get("stroke-width") == MARK
    ]
    return [(float(each.attrib["x1"]), float(each.attrib["y1"])) for each in lines[:-1]]


def words(picture: str) -> list[str]:
    return [each.text or "" for each in fromstring(picture).iter(f"{SVG}text")]


@pytest.mark.parametrize("draw", [columns, rows])
def test_what_has_no_before_has_no_marks(draw: object) -> None:
    assert callable(draw)
    picture = draw(Series(name="Nu", values=[1, 2, 3]))

    assert marks(picture) == []
    assert "Periode ervoor" not in words(picture)


def test_a_mark_is_as_high_as_a_column_of_that_value() -> None:
    low, _middle, high = marks(columns(Series(name="Nu", values=[4, 8, 0], before=[0, 2, 4])))

    bars = [
        float(each.attrib["y"])
        for each in fromstring(columns(Series(name="Nu", values=[4, 8, 0]))).iter(f"{SVG}rect")
        if each.get("fill") == "#00568b"
    ]
    assert high[1] == bars[0]
    assert low[1] > high[1]


def test_what_is_unknown_has_no_mark_and_neither_has_nothing_that_stays_nothing() -> None:
    [mark] = marks(columns(Series(name="Nu", values=[4, 0, 0], before=[None, 0, 4])))

    assert mark[0] > 600


def test_rows_tell_both_values() -> None:
    told = words(rows(Series(name="Nu", values=[1, None, 3], before=[2, 5, None])))

    assert {"<1> (ervoor <2>)", "<None> (ervoor <5>)", "<3>", "Periode ervoor"} <= set(told)

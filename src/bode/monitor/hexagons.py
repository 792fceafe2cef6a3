"""Where the hexagons of the map lie: pointed at the top, odd rows half a hexagon to the right.

Pure. Lengths are in the picture's own units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from .towns import Town

WIDTH = 28.0
ROWS, COLS = 34, 24
ROW_STEP = WIDTH * 0.866
SIDE = WIDTH / 1.732

Cell = tuple[int, int]

ASIDE = tuple(product(range(2, 8), range(7)))
"""At sea in the north-west no municipality lies: cells for those without a place of their own."""


def places(towns: Iterable[Town]) -> Mapping[str, Cell]:
    """The cell (row, col) of each municipality by its code; former and invented ones lie aside.

    More of those than `ASIDE` holds get no place.
    """
    aside: Iterator[Cell] = iter(ASIDE)
    found: dict[str, Cell] = {}
    for town in towns:
        cell = (
            (town.row, town.col)
            if town.row is not None and town.col is not None
            else next(aside, None)
        )
        if cell is not None:
            found[town.code] = cell
    return found


def is_aside(town: Town) -> bool:
    """Whether the map has no place for it where it lies."""
    return town.row is None or town.col is None


def center(cell: Cell) -> tuple[float, float]:
    """The middle of a cell; the first one's hexagon touches the left and upper edge."""
    row, col = cell
    return WIDTH * (col + 0.5 + 0.5 * (row % 2)), SIDE + row * ROW_STEP


def outline(cell: Cell, *, gap: float = 1.0) -> str:
    """The corners as SVG's `points`, with `gap` left free all around."""
    x, y = center(cell)
    half, side = WIDTH / 2 - gap, SIDE - gap
    corners = (
        (0.0, -side),
        (half, -side / 2),
        (half, side / 2),
        (0.0, side),
        (-half, side / 2),
        (-half, -side / 2),
    )
    return " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)

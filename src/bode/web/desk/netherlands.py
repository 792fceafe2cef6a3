"""The Netherlands in rough lines, to show where about a place lies. Pure.

Drawn for Bode, by hand: within a few kilometres. Points are (longitude, latitude), in degrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, radians

Point = tuple[float, float]

WIDTH, HEIGHT = 100, 115
"""Of the picture, in its own units."""
_WEST, _EAST, _NORTH, _SOUTH = 3.2, 7.3, 53.6, 50.7
_KILOMETRES = 111.2  # in a degree of latitude

_LAND = (
    (3.36, 51.37), (3.44, 51.54), (3.68, 51.6), (3.69, 51.73), (3.85, 51.81), (4.02, 51.87),
    (4.05, 51.99), (4.27, 52.11), (4.4, 52.23), (4.53, 52.42), (4.62, 52.62), (4.68, 52.8),
    (4.73, 52.96), (4.85, 52.93), (5.04, 52.95), (5.33, 53.07), (5.41, 53.18), (5.55, 53.28),
    (5.9, 53.39), (6.2, 53.41), (6.6, 53.44), (6.87, 53.44), (6.95, 53.33), (7.21, 53.24),
    (7.21, 53.0), (7.07, 52.85), (7.05, 52.64), (6.72, 52.64), (6.7, 52.55), (6.75, 52.47),
    (6.99, 52.46), (7.06, 52.24), (6.75, 52.12), (6.69, 52.04), (6.83, 51.97), (6.72, 51.9),
    (6.4, 51.84), (6.17, 51.85), (5.96, 51.83), (5.95, 51.75), (6.1, 51.6), (6.22, 51.48),
    (6.22, 51.36), (6.07, 51.22), (6.17, 51.16), (5.9, 51.06), (6.02, 50.97), (6.09, 50.92),
    (6.02, 50.76), (5.7, 50.76), (5.65, 50.87), (5.76, 50.96), (5.85, 51.14), (5.56, 51.22),
    (5.23, 51.27), (5.23, 51.31), (5.04, 51.47), (4.82, 51.43), (4.67, 51.43), (4.54, 51.45),
    (4.39, 51.45), (4.39, 51.36), (4.24, 51.37), (3.95, 51.21), (3.79, 51.21), (3.52, 51.25),
    (3.37, 51.3),
)  # fmt: skip
_LAKE = (
    (5.04, 52.95), (5.33, 53.07), (5.41, 52.96), (5.37, 52.88), (5.7, 52.84), (5.75, 52.68),
    (5.6, 52.6), (5.43, 52.53), (5.13, 52.37), (5.03, 52.4), (5.07, 52.52), (5.05, 52.63),
    (5.29, 52.7), (5.1, 52.78), (5.1, 52.9),
)  # fmt: skip
_ISLANDS = (
    ((4.72, 53.0), (4.86, 53.02), (4.9, 53.15), (4.83, 53.18), (4.72, 53.05)),
    ((4.92, 53.22), (5.08, 53.29), (5.05, 53.31), (4.9, 53.25)),
    ((5.16, 53.35), (5.56, 53.43), (5.55, 53.46), (5.17, 53.4)),
    ((5.62, 53.43), (5.95, 53.45), (5.94, 53.48), (5.62, 53.46)),
    ((6.1, 53.47), (6.33, 53.49), (6.3, 53.51), (6.11, 53.5)),
)

TOWNS = {
    "Amsterdam": (4.892, 52.373),
    "Rotterdam": (4.479, 51.922),
    "Den Haag": (4.312, 52.078),
    "Utrecht": (5.122, 52.091),
    "Eindhoven": (5.478, 51.441),
    "Groningen": (6.567, 53.219),
    "Tilburg": (5.091, 51.560),
    "Almere": (5.222, 52.371),
    "Breda": (4.776, 51.589),
    "Nijmegen": (5.853, 51.842),
    "Apeldoorn": (5.970, 52.211),
    "Haarlem": (4.637, 52.381),
    "Arnhem": (5.911, 51.985),
    "Enschede": (6.894, 52.221),
    "Amersfoort": (5.387, 52.156),
    "Zaandam": (4.826, 52.438),
    "’s-Hertogenbosch": (5.304, 51.688),
    "Zwolle": (6.094, 52.513),
    "Leiden": (4.493, 52.160),
    "Leeuwarden": (5.792, 53.201),
    "Maastricht": (5.691, 50.851),
    "Dordrecht": (4.690, 51.813),
    "Ede": (5.665, 52.040),
    "Alphen aan den Rijn": (4.657, 52.129),
    "Alkmaar": (4.749, 52.632),
    "Emmen": (6.898, 52.785),
    "Delft": (4.357, 52.012),
    "Venlo": (6.172, 51.370),
    "Deventer": (6.164, 52.255),
    "Hilversum": (5.176, 52.224),
    "Heerlen": (5.979, 50.888),
    "Middelburg": (3.611, 51.499),
    "Lelystad": (5.471, 52.518),
    "Assen": (6.562, 52.993),
    "Den Helder": (4.760, 52.957),
    "Hoorn": (5.060, 52.642),
    "Gouda": (4.711, 52.011),
    "Roosendaal": (4.465, 51.531),
    "Terneuzen": (3.828, 51.336),
    "Roermond": (5.987, 51.194),
    "Doetinchem": (6.289, 51.965),
    "Sneek": (5.656, 53.033),
    "Hoogeveen": (6.477, 52.724),
    "Delfzijl": (6.918, 53.331),
    "Tiel": (5.429, 51.887),
    "Goes": (3.889, 51.504),
    "Oss": (5.519, 51.766),
    "Winschoten": (7.034, 53.144),
    "Den Burg": (4.797, 53.055),
    "Steenwijk": (6.119, 52.787),
    "Harderwijk": (5.620, 52.342),
    "Almelo": (6.663, 52.357),
    "Winterswijk": (6.720, 51.973),
    "Weert": (5.706, 51.252),
    "Bergen op Zoom": (4.288, 51.495),
    "Drachten": (6.099, 53.112),
}


def on_picture(place: Point) -> Point:
    """Where a place stands in the picture."""
    longitude, latitude = place
    x = (longitude - _WEST) / (_EAST - _WEST) * WIDTH
    y = (_NORTH - latitude) / (_NORTH - _SOUTH) * HEIGHT
    return round(x, 1), round(y, 1)


def outline() -> str:
    """The land, as a path in the picture; the lake is left open by filling it even-odd."""
    return "".join(_path(each) for each in (_LAND, _LAKE, *_ISLANDS))


def is_within(place: Point) -> bool:
    """Whether a place lies in the Netherlands, by these lines."""
    return any(_holds(shape, place) for shape in (_LAND, *_ISLANDS))


def nearest_town(place: Point) -> tuple[str, int]:
    """The nearest of the larger towns, and how many kilometres away its middle is."""
    name = min(TOWNS, key=lambda each: _distance(TOWNS[each], place))
    return name, round(_distance(TOWNS[name], place))


def _path(shape: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in map(on_picture, shape)) + "Z"


def _holds(shape: Sequence[Point], place: Point) -> bool:
    """Whether a line from the place to the east crosses the shape an odd number of times."""
    longitude, latitude = place
    crossings = 0
    for (x, y), (next_x, next_y) in zip(shape, (*shape[1:], shape[0]), strict=True):
        if (y > latitude) == (next_y > latitude):
            continue
        crossings += longitude < x + (latitude - y) / (next_y - y) * (next_x - x)
    return crossings % 2 == 1


def _distance(one: Point, other: Point) -> float:
    """In kilometres; the earth is flat over so short a way."""
    width = cos(radians((one[1] + other[1]) / 2))
    return hypot((one[0] - other[0]) * width, one[1] - other[1]) * _KILOMETRES

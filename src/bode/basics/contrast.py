"""How well one colour reads on another, as WCAG 2.2 measures it. Colours are #rrggbb."""

from __future__ import annotations

from collections.abc import Callable, Sequence

BLACK, WHITE = "#000000", "#ffffff"
TEXT = 4.5
"""The least contrast of text at level AA (success criterion 1.4.3)."""
_STEPS = 100


def contrast(one: str, other: str) -> float:
    """Between 1 (the same) and 21 (black on white); the order makes no difference."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """The colour with this share (0 to 1) of the other in it."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on it; that is always enough for text."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, colour))


def nearest(colour: str, grounds: Callable[[str], Sequence[str]], least: float = TEXT) -> str:
    """The colour itself, or the first one darker or lighter that reads on all its grounds."""
    for step in range(_STEPS + 1):
        for end in (BLACK, WHITE):
            candidate = mix(colour, end, step / _STEPS)
            if all(contrast(candidate, ground) >= least for ground in grounds(candidate)):
                return candidate
    return colour


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

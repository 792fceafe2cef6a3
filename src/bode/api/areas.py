"""Areas of a municipality, as programs name them."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from bode.conversations.areas import read_area
from bode.conversations.errors import AreaWrong

_WRONG = PydanticCustomError("area", "this is no area")


def _read(area: str) -> str:
    try:
        return read_area(area)
    except AreaWrong:
        raise _WRONG from None


def _some(area: str) -> str:
    if not area:
        raise _WRONG
    return area


Area = Annotated[str, AfterValidator(_read)]
"""Empty: the whole municipality."""
SomeArea = Annotated[str, AfterValidator(_read), AfterValidator(_some)]

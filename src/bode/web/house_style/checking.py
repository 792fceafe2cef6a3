"""What the page tells about the colours that someone is choosing."""

from __future__ import annotations

from dataclasses import dataclass

from bode.basics.contrast import TEXT
from bode.organisations.house_styles import Colours, least_contrast, near_readable

from .forms import ColoursForm


@dataclass(frozen=True, kw_only=True)
class Check:
    """How one colour reads, and a near one that reads well where it does not."""

    field: str
    label: str
    colour: str
    contrast: float
    passes: bool
    near: str


def list_checks(form: ColoursForm) -> list[Check]:
    """One for each colour; of what can't be read as colours nothing is told."""
    if not form.is_valid():
        return []
    colours = form.colours
    return [
        Check(
            field=field,
            label=str(form[field].label),
            colour=colour,
            contrast=int(contrast * 10) / 10,  # 4.48 is not 4.5
            passes=contrast >= TEXT,
            near=near_readable(field, colour),
        )
        for field in Colours.__dataclass_fields__
        for colour in [getattr(colours, field)]
        for contrast in [least_contrast(field, colour)]
    ]

"""The house style of an organisation: its colours and its logo."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from .organisations import Organisation

_COLOUR = r"^#[0-9a-f]{6}$"


def _colour(**options: Any) -> models.CharField[str, str]:
    return models.CharField(max_length=7, **options)


class HouseStyle(models.Model):
    """Colours as #rrggbb, each for light and for dark pages, and a logo as PNG."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, primary_key=True)
    accent = _colour(help_text="Buttons, and what is chosen.")
    accent_dark = _colour()
    link = _colour()
    link_dark = _colour()
    header = _colour(help_text="The bar on top.")
    header_dark = _colour()
    logo = models.BinaryField(default=b"", help_text="PNG, made by us; empty: none.")
    version = models.CharField(
        max_length=12,
        help_text="Others when colours or logo are: browsers may keep what they have.",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name=f"house_style_{name}_is_a_colour",
                condition=models.Q(**{f"{name}__regex": _COLOUR}),
            )
            for name in ("accent", "accent_dark", "link", "link_dark", "header", "header_dark")
        ]

    def __str__(self) -> str:
        return f"house style {self.version}"

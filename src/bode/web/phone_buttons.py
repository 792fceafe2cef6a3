"""How a phone shows the buttons under a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bode.whatsapp import TemplateButton, limits
from bode.whatsapp.template_drafts import REQUEST_CONTACT_INFO


@dataclass(frozen=True, kw_only=True)
class PhoneButtons:
    """The labels on the buttons; an empty one is the phone's own, which asks for the number."""

    first: Sequence[str]
    behind: Sequence[str]
    """Those that the phone shows once the citizen asks for all of them."""


def on_phone(buttons: Sequence[TemplateButton]) -> PhoneButtons:
    """The buttons as a phone shows them; those without a text yet are left out."""
    labels = [
        button.text or ""
        for button in buttons
        if button.text or button.type == REQUEST_CONTACT_INFO
    ]
    fits = len(labels) <= limits.TEMPLATE_BUTTONS_OPEN
    first = len(labels) if fits else limits.TEMPLATE_BUTTONS_FIRST
    return PhoneButtons(first=labels[:first], behind=labels[first:])

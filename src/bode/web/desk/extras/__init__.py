"""What an agent can send besides words, files and templates: buttons, a list, a place, a card, …

Each kind is a plain form. What WhatsApp allows in it is checked by `whatsapp`, as for any message;
here a complaint only finds its field.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..bubbles import Quote
from .forms import Extra
from .offers import AskLocation, AskNumber, Buttons, Choices, Link
from .things import Card, Place, Reaction

__all__ = ["MENU", "Extra", "list_extras", "read_extra"]

MENU: tuple[type[Extra], ...] = (Buttons, Choices, AskLocation, AskNumber, Link, Place, Card)
"""What the menu offers, in its order; a reaction is begun at the message that it is for."""
_KINDS: tuple[type[Extra], ...] = (*MENU, Reaction)
_BY_SLUG = {each.slug: each for each in _KINDS}


def read_extra(given: Mapping[str, str], about: Quote | None) -> Extra | None:
    """The form that was filled in, or else the one that was asked for; None without either."""
    filled, asked = (_BY_SLUG.get(given.get(name, "")) for name in ("filled", "extra"))
    form = filled(given) if filled else asked() if asked else None
    if form is not None:
        form.about = about
    return form


def list_extras(*, knows_number: bool) -> list[type[Extra]]:
    """The kinds to choose from; whose number is known is not asked for it."""
    return [each for each in MENU if each is not AskNumber or not knows_number]

"""What is given rather than asked: a place, a contact card, a reaction."""

from __future__ import annotations

import re
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from .forms import Content, Extra, line

_NUMBER = r"-?\d{1,3}(?:[.,]\d+)?"
_COORDINATES = re.compile(rf"\s*({_NUMBER})\s*[,; ]\s*({_NUMBER})\s*")


class Place(Extra):
    """A place on the map."""

    slug = "location"
    title = gettext_lazy("Locatie")
    type = "location"
    grows = False
    places: ClassVar = {"location.latitude": "coordinates", "location.longitude": "coordinates"}
    wrong: ClassVar = {
        "coordinates": gettext_lazy("Schrijf de coördinaten zo: 52.0907, 5.1214"),
    }

    name = line(gettext_lazy("Naam van de plek"))
    address = line(gettext_lazy("Adres"))
    coordinates = line(
        gettext_lazy("Coördinaten"),
        gettext_lazy("Kopieer ze uit een kaart. Bijvoorbeeld 52.0907, 5.1214"),
    )

    def content(self) -> Content:
        """The place; coordinates that can't be read go along, to be complained of."""
        given = self.cleaned_data
        written = given["coordinates"]
        read = _COORDINATES.fullmatch(written)
        latitude, longitude = read.groups() if read else (written or None, written or None)
        place = {"latitude": _decimal(latitude), "longitude": _decimal(longitude)}
        words = {name: given[name] for name in ("name", "address") if given[name]}
        return {**place, **words}


class Card(Extra):
    """The contact details of someone else, such as another department."""

    slug = "contact"
    title = gettext_lazy("Contactgegevens")
    type = "contacts"
    grows = False

    name = line(gettext_lazy("Naam"))
    phone = line(gettext_lazy("Telefoonnummer"), inputmode="tel")
    email = line(gettext_lazy("E-mailadres"), inputmode="email")
    organisation = line(gettext_lazy("Organisatie"))

    def content(self) -> Content:
        """One card; the platform wants a part of the name beside the whole."""
        given = self.cleaned_data
        card = {
            "name": {"formatted_name": given["name"], "first_name": given["name"]},
            "phones": [{"phone": given["phone"], "type": "WORK"}] if given["phone"] else [],
            "emails": [{"email": given["email"], "type": "WORK"}] if given["email"] else [],
            "org": {"company": given["organisation"]} if given["organisation"] else {},
        }
        return [{name: value for name, value in card.items() if value}]


class Reaction(Extra):
    """A sign at a citizen's message; an empty one takes it away."""

    slug = "reaction"
    title = gettext_lazy("Reactie op een bericht")
    type = "reaction"
    wrong: ClassVar = {"emoji": gettext_lazy("Kies bij een bericht van de inwoner “Reageren”.")}

    SIGNS: ClassVar = (
        ("👍", gettext_lazy("Duim omhoog")),
        ("❤️", gettext_lazy("Hart")),
        ("🙏", gettext_lazy("Gevouwen handen")),
        ("😊", gettext_lazy("Lach")),
        ("✅", gettext_lazy("Vinkje")),
        ("", gettext_lazy("Reactie weghalen")),
    )
    emoji = forms.CharField(label=gettext_lazy("Reactie"), required=False)

    def content(self) -> Content:
        """The sign, and the platform's name of the message that it is at."""
        return {
            "message_id": self.about.wamid if self.about else None,
            "emoji": self.cleaned_data["emoji"],
        }


def _decimal(written: str | None) -> str | None:
    return written.replace(",", ".") if written else None
